"""Groups of commands, those of validation and of the library: a command wraps one function."""

from __future__ import annotations

import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from .errors import InputError, Several
from .text import visible

__all__ = ["JSON", "Commands", "dumped", "library", "refused", "say", "validate"]

JSON = click.option("--json", "as_json", is_flag=True, help="JSON, one line a document.")
MOST_ASKED = 8  # entities that a search names
MOST_CITED = 40  # documents shown; --json and --out have all


class Commands(click.Group):
    """A group whose errors that a user can cause are one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
            sys.exit(status if isinstance(status, int) else 0)
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(2)
        except click.UsageError as error:
            refused(misused(error))
            sys.exit(2)
        except Several as error:
            for one in (*error.errors, error.whole):
                refused(one)
            sys.exit(2)
        except InputError as error:
            refused(error)
            sys.exit(2)
        except UnicodeEncodeError as error:  # of documents none is left: it was an argument
            refused(f"{error.object[:80]}: not text in UTF-8; type it anew")
            sys.exit(2)
        except click.Abort:
            refused("given up")
            sys.exit(1)
        except BrokenPipeError:  # `workbench read … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            denied = isinstance(error, PermissionError)
            hint = "; name a place where you may read and write" if denied else ""
            refused(f"{place}{error.strerror or error}{hint}")
            sys.exit(2)


def misused(error: click.UsageError) -> str:
    """What is wrong with a command line, what may have been meant, and where help is: one line."""
    names, ctx = list[str](), error.ctx
    while ctx and ctx.parent:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    known = getattr(error, "possibilities", None)  # of a command or an option that there isn't
    said = " ".join((error.message if known else error.format_message()).split()).rstrip(".")
    said = said.replace(". Choose from: ", "; expected one of ")
    meant = " or ".join(known or _chosen(error))
    where = f"{' '.join(names)}: " if names else ""
    return (
        f"{where}{said[:1].lower()}{said[1:]}; {f'did you mean {meant}? ' if meant else ''}"
        f"`{' '.join(['workbench', *names])} --help` says what it takes"
    )


def _chosen(error: click.UsageError) -> list[str]:
    """Choices near to what was given instead of one."""
    param = error.param if isinstance(error, click.BadParameter) else None
    given = re.match(r"'(.*)' is not one of", error.message, re.S)
    if not given or not param or not isinstance(param.type, click.Choice):
        return []
    return get_close_matches(given[1], [str(choice) for choice in param.type.choices])


def say(what: object = "", err: bool = False, nl: bool = True) -> None:
    """Print: all that a command says, so that no document talks to the terminal."""
    click.echo(visible(str(what)), err=err, nl=nl)


def dumped(value: Any) -> None:
    """One JSON value on one line."""
    import json

    say(json.dumps(value, ensure_ascii=False))


def refused(why: object) -> None:
    """One line for a person, whatever a file is called."""
    say("workbench: " + str(why).replace("\n", "\\n"), err=True)


@click.group(cls=Commands)
def validate() -> None:
    """Code paragraphs blind, and see how far the machine's codes hold."""


@validate.command("sample")
@click.argument("name", metavar="SERIES")
@click.option("--scheme", required=True, metavar="theme|clause|verb|condition|link",
              help="What is coded.")  # fmt: skip
@click.option("--codes", default="", metavar="A,B", help="Only these codes; by default all.")
@click.option("--n", default=150, show_default=True, help="How many paragraphs.")
@click.option("--seed", default=1, show_default=True, help="Another seed, another sample.")
@click.option("--coder", required=True, metavar="NAME", help="Who will code them.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The workbook.")
def validate_sample(name: str, scheme: str, codes: str, out: Path, **how: Any) -> None:
    """Draw paragraphs with known probabilities, and write a sheet to code them in."""
    from . import validation

    wanted = [code.strip() for code in codes.split(",") if code.strip()]
    say(validation.written(name, scheme, out=out, codes=wanted, **how))


@validate.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="SHEET|GOLD…",
                type=click.Path(path_type=Path, exists=True))  # fmt: skip
def validate_read(paths: tuple[Path, ...]) -> None:
    """Check filled sheets, or folders of gold codings, and keep their labels and codes."""
    from . import validation

    for path in paths:
        if path.is_dir():
            for name, sample, n in validation.gold(path):
                say(f"{name}, {sample}: {n} paragraphs")
        else:
            name, sample, coder, n = validation.kept(path)
            say(f"{name}, {sample}, {coder}: {n} paragraphs")


@validate.command("score")
@click.argument("name", metavar="SERIES")
@click.option("--xlsx", "workbook", type=click.Path(path_type=Path),
              help="Write all tables: per code and document, and what was settled.")  # fmt: skip
@click.option("--adjudicate", type=click.Path(path_type=Path), metavar="SHEET",
              help="Write a sheet of what coders differ in, to be settled.")  # fmt: skip
@click.option("--coder", default="settled together", show_default=True, help="Who settles it.")
@click.option("--sample", default="", help="Which sample is settled.")
def validate_score(
    name: str, workbook: Path | None, adjudicate: Path | None, coder: str, sample: str
) -> None:
    """Agreement of machine and coders with intervals, and counts with errors carried on."""
    from . import validation

    made = validation.score(name)
    for line in validation.told(made):
        say(line)
    if workbook:
        say(validation.workbook(made, workbook))
    if adjudicate:
        path, n = validation.adjudication(name, coder, adjudicate, sample)
        say(f"{path}: {n} paragraphs to settle")


@click.group(cls=Commands)
def library() -> None:
    """Thousands of resolutions in one file: search and compare them all at once."""


@library.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…")
@click.option("--scheduler", metavar="ADDRESS",
              help="Read on a Dask cluster whose workers see the same files.")  # fmt: skip
def library_add(paths: tuple[str, ...], scheduler: str | None) -> None:
    """Add files, and the files of folders; what is no resolution is named with its reason."""
    from . import codebook
    from . import library as libraries
    from .reports import cluster

    if scheduler:
        with cluster.crew(scheduler, codebook.folder(None)) as crew:
            done = libraries.add(paths, mapped=crew.mapped)
    else:
        done = libraries.add(paths, progress=True)
    for path, reason in done.skipped:
        say(f"{path}: {reason}", err=True)
    say(f"{len(done.added)} added, {done.unchanged} known, {len(done.skipped)} left out")


@library.command("merge")
@click.argument("shards", nargs=-1, required=True, metavar="LIBRARY…")
def library_merge(shards: tuple[str, ...]) -> None:
    """Put libraries that were made apart into this one; nothing is read again."""
    from . import library as libraries

    done = libraries.merge(shards)
    say(f"{len(done.added)} added, {len(done.skipped)} left out")


@library.command("search")
@click.argument("query")
@click.option("--organ", default="", help="Its name, or what its symbols begin with (A, S, A/HRC).")
@click.option("--from", "since", type=int, help="From this year on.")
@click.option("--to", "until", type=int, help="Up to this year.")
@click.option("--part", default="", help="preamble, operative or annex.")
@click.option("--verb", default="", help="Initiating verb, such as requests.")
@click.option("--addressee", default="", help="Whom a clause of the paragraph addresses.")
@click.option("--subject", default="", help="A theme that the paragraph is about.")
@click.option("--forms", is_flag=True,
              help="Words in all forms of number and tense, in phrases too.")  # fmt: skip
@click.option("--counts", is_flag=True, help="Documents and paragraphs by year and organ instead.")
@click.option("--json", "as_json", is_flag=True, help="JSON, one line a paragraph.")
def library_search(query: str, counts: bool, as_json: bool, **filters: Any) -> None:
    """Find paragraphs by words, "phrases", prefix*, NEAR(one two), AND, OR, NOT."""
    from . import library as libraries

    if counts:
        table = libraries.counts(libraries.Library().search(query, **filters))
        for row in table.to_dict("records"):
            told = f"{row['n_documents']:>4} documents {row['n_paragraphs']:>5} paragraphs"
            dumped(row) if as_json else say(f"{row['year']:.0f}  {told}  {row['organ']}")
        return
    rows = libraries.search(query, **filters)
    for row in rows:
        if as_json:
            dumped(row)
        else:
            whom = f" → {row['addressees'].replace(',', ', ')}" if row["addressees"] else ""
            place = f"{row['symbol']} {row['label']}{whom}"
            say(f"{row['year'] or '–'}  {place}  {row['snippet']}")
    ends = libraries.appearances(rows)
    if ends and not as_json:
        first, last = (f"{row['symbol']} ({row['year']})" for row in ends)
        documents = {row["symbol"] for row in rows}
        say(f"paragraphs: {len(rows)}; documents: {len(documents)} of "
            f"{len(libraries.Library())} searched; from {first} to {last}")  # fmt: skip
        asking = [f"{row['addressee']} since {row['since']} ({row['n_documents']})"
                  for row in libraries.asked(rows)[:MOST_ASKED]]  # fmt: skip
        if asking:
            say(f"asked in them, by the number of documents: {', '.join(asking)}")
    elif not rows:
        say(f"no paragraph found in {len(libraries.Library())} documents", err=True)
    if filters.pop("forms") or as_json or "*" in query:
        return
    if more := len(libraries.search(query, forms=True, **filters)) - len(rows):
        say(f"{more} more have other forms of the words: --forms", err=True)


@library.command("families")
@JSON
def library_families(as_json: bool) -> None:
    """Say of each document which one it renews, and which members are missing."""
    from . import library as libraries
    from .prose import rate

    for step in libraries.families():
        if as_json:
            dumped(libraries.record(step))
        elif step.predecessor or step.missing:
            missing = f"; not at hand: {', '.join(step.missing)}" if step.missing else ""
            how = (
                f"renews {step.predecessor} ({rate(step.certainty)} sure)"
                if step.predecessor
                else "–"
            )
            say(f"{step.symbol:<20} {how}{missing}")


@library.command("reuse")
@click.option("--out", type=click.Path(path_type=Path), default=Path("outputs/library"),
              show_default=True, help="Folder of reuse.parquet and reuse.csv.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS",
              help="Compare on a Dask cluster whose workers see the same library.")  # fmt: skip
def library_reuse(out: Path, scheduler: str | None) -> None:
    """Write which paragraphs of different documents share a passage."""
    from . import codebook
    from . import library as libraries
    from .reports import cluster

    if scheduler:
        with cluster.crew(scheduler, codebook.folder(None)) as crew:
            network = libraries.reuse(mapped=crew.mapped)
    else:
        network = libraries.reuse()
    for path in libraries.write(network, out):
        say(path)
    say(f"{len(network)} pairs of paragraphs share a passage", err=True)


@library.command("mandates")
@click.argument("entity")
@click.option("--since", type=int, help="Leave out documents of earlier years.")
@click.option("--json", "as_json", is_flag=True, help="JSON, one object.")
def library_mandates(entity: str, since: int | None, as_json: bool) -> None:
    """What an entity is asked for in all documents in force, like tasks together."""
    from . import library as libraries

    told = libraries.mandates(entity, since=since)
    if as_json:
        dumped(libraries.mandates_record(told))
        return
    for group in libraries.mandates_record(told)["groups"]:
        places = ", ".join(f"{t['symbol']} {t['label']}" for t in group["tasks"])
        also = f"; also asked: {', '.join(group['also'])}" if group["also"] else ""
        silent = all(t["report"] == "none" for t in group["tasks"])
        say(f"{places}{also}{'; no review or report' if silent else ''}\n"
                   f"  {group['tasks'][-1]['text']}")  # fmt: skip
    for row in told.due:
        say(f"report due {row['year'] or row['session'] or 'at no stated time'}: "
                   f"{row['symbol']} {row['label']}")  # fmt: skip
    for row in told.older:
        why = f"{row['later']} is only cited" if row["later"] else f"cycle {row['cycle']:g} years"
        say(f"latest here, of {row['year']} ({why}): {row['symbol']}, {row['n_tasks']} tasks")
    say(told.sentence)


@library.command("cited")
@click.argument("symbol", default="")
@click.option("--organ", default="", help="Citations by this organ (its name, or A, S, A/HRC, E).")
@click.option("--out", type=click.Path(path_type=Path),
              help="Folder for citations.csv and citations.graphml.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="JSON, one line a citation.")
def library_cited(symbol: str, organ: str, out: Path | None, as_json: bool) -> None:
    """Who recalls, reaffirms, welcomes or takes note of a document, or of any."""
    from . import library as libraries

    rows = libraries.cited(symbol, organ=organ)
    if out:
        for path in libraries.write_citations(rows, out):
            say(path, err=as_json)
    if as_json:
        for row in rows:
            dumped(row)
    elif symbol:
        for row in rows:
            say(f"{row['year'] or '–'}  {row['symbol']} {row['label']}  {row['verb'] or '–'}")
        citing = len({row["symbol"] for row in rows})
        say(f"cited by its symbol in {citing} of {len(libraries.Library())} documents", err=True)
    else:
        for row in libraries.leaned(rows)[:MOST_CITED]:
            how = ", ".join(f"{verb or 'no verb'} {n}" for verb, n in [*row["verbs"].items()][:3])
            say(f"{row['n_documents']:>4}  {row['cited']}  since {row['since'] or '–'}: {how}")
