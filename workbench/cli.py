"""The command line: each command wraps one library function.

Exit status: 0 done, 1 a notebook or a check failed, 2 something handed in can't be used.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from . import __version__
from .errors import InputError


class Commands(click.Group):
    """A group whose errors that a user can cause are one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except InputError as error:
            click.echo(f"workbench: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:  # `workbench read … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"workbench: {place}{error.strerror or error}", err=True)
            sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workbench")
@click.option("--corpus", type=click.Path(path_type=Path), envvar="WORKBENCH_CORPUS",
              help="Corpus folder (also WORKBENCH_CORPUS).")  # fmt: skip
def main(corpus: Path | None) -> None:
    """Read successive UN resolutions and say, in numbers that can be cited, what changed."""
    if corpus:
        os.environ["WORKBENCH_CORPUS"] = str(corpus)  # notebooks run in processes of their own


def _line(value: Any) -> None:
    """One JSON value on one line."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False))


FILES = click.argument("files", nargs=-1, required=True, metavar="FILE…")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON, one line a document.")


@main.command()
@FILES
@JSON
def read(files: tuple[str, ...], as_json: bool) -> None:
    """What was understood of documents: title, symbol, organ, date, stage, paragraphs."""
    from . import holdings, records

    for text in [holdings.text(f) for f in files]:
        if as_json:
            _line(records.record(text))
        else:
            _outline(text)


def _outline(text: Any) -> None:
    """A resolution as label, initiating verb and first words, under its headings."""
    day = f", {text.adopted:%-d %B %Y}" if text.adopted else ""
    stage = f"recommended to the {text.recommends}" if text.recommends else text.stage
    click.echo(f"{text.symbol}  {text.title}\n{text.organ}{day} ({stage})")
    heading = None
    for p in text.paragraphs:
        if p.heading != heading:
            heading = p.heading
            click.echo(f"  {heading or ''}")
        start = p.text if len(p.text) <= 60 else p.text[:60].rsplit(" ", 1)[0] + " …"
        indent = "  " * p.level
        click.echo(f"{indent}{p.label:<12} {p.verb or '–':<28} {start}")
    for warning in text.warnings:
        click.echo(f"warning: {text.symbol}: {warning}", err=True)


@main.command()
@FILES
@JSON
def tasks(files: tuple[str, ...], as_json: bool) -> None:
    """Who is asked to do what: the clauses of documents."""
    from . import clauses, codebook, holdings

    book = codebook.load()
    lacking = []
    for file, text in [(f, holdings.text(f)) for f in files]:
        found = clauses.clauses(text, book)
        if not any(p.part == "operative" for p in text.paragraphs):
            lacking.append(file)
            click.echo(f"workbench: {file}: no operative part, so nobody is asked for anything; "
                       "expected numbered paragraphs; `workbench read` shows what was understood",
                       err=True)  # fmt: skip
        if as_json:
            _line([clauses.record(c) for c in found])
            continue
        click.echo(text.symbol)
        for c in found:
            who = ", ".join(c.addressees) or "–"
            act = " ".join(filter(None, (c.action, c.object))) or "–"
            under = f" [{', '.join(c.conditions)}]" if c.conditions else ""
            click.echo(f"  {c.label:<10} {c.verb:<24} {who} → {act}{under}")
    if len(lacking) == len(files):
        sys.exit(2)


@main.command()
@FILES
@JSON
@click.option("--terms", is_flag=True, help="With the terms that were found.")
def themes(files: tuple[str, ...], as_json: bool, terms: bool) -> None:
    """Themes of the codebook in each paragraph of documents."""
    from . import codebook, features, holdings

    book = codebook.load()
    for text in [holdings.text(f) for f in files]:
        found: dict = features.theme_terms(text, book) if terms else features.themes(text, book)
        if as_json:
            _line(found)
            continue
        click.echo(text.symbol)
        for label, coded in found.items():
            shown = (
                "; ".join(f"{t}: {', '.join(found)}" for t, found in coded.items())
                if terms else ", ".join(coded)
            )  # fmt: skip
            click.echo(f"  {label:<10} {shown or '–'}")


@main.command()
@click.argument("earlier")
@click.argument("later")
@JSON
def collate(earlier: str, later: str, as_json: bool) -> None:
    """What became of each paragraph: kept, revised, added, dropped."""
    from . import corpus

    found = corpus.collated(earlier, later)
    if as_json:
        _line(found)
        return
    click.echo(f"{found['earlier']} → {found['later']}")
    for link in found["links"]:
        marks = [m for m in ("moved", "doubtful") if link[m]]
        share = "" if link["similarity"] is None else f"{link['similarity']:.2f}"
        click.echo(f"  {link['earlier'] or '–':<10} {link['later'] or '–':<10} "
                   f"{link['kind']:<8} {share:>5} {' '.join(marks)}".rstrip())  # fmt: skip


@main.command()
@click.argument("earlier")
@click.argument("later")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page.")
@click.option("--side", is_flag=True, help="Side by side on that page.")
@click.option("--docx", "document", type=click.Path(path_type=Path),
              help="Write a document with tracked changes.")  # fmt: skip
def redline(earlier: str, later: str, page: Path | None, side: bool, document: Path | None) -> None:
    """A redline of two documents; from the tables its skeleton, where texts are not at hand."""
    from . import corpus, holdings, redline

    if page is None and document is None:
        raise InputError("nothing to write; say where: --html FILE or --docx FILE")
    try:
        found = redline.changes(holdings.text(earlier), holdings.text(later))
    except InputError:
        known = corpus.comparing(earlier, later)
        if known is None:
            raise
        found = known.measure(redline.skeleton, earlier=earlier, later=later)
    if page:
        click.echo(redline.write_html(found, page, "side" if side else "inline"))
    if document:
        click.echo(redline.docx(found, document))


@main.command()
@click.argument("base")
@click.argument("draft")
@click.option("--docx", "document", type=click.Path(path_type=Path), help="Write a document.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page.")
@click.option("--json", "as_json", is_flag=True, help="JSON, one object.")
def brief(base: str, draft: str, document: Path | None, page: Path | None, as_json: bool) -> None:
    """A draft against the last adopted member of its series: what is new, and agreed from where."""
    from . import brief as briefs
    from . import holdings

    found = briefs.brief(base, holdings.text(draft))
    if document:
        click.echo(briefs.docx(found, document), err=as_json)
    if page:
        click.echo(briefs.write_html(found, page), err=as_json)
    if as_json:
        _line(briefs.record(found))
    elif not (document or page):
        for line in briefs.lines(found):
            click.echo(line)


@main.command()
@click.argument("kind", type=click.Choice(["drift", "topics", "mandate"]))
@click.argument("series")
@click.option("--table", help="Which of the measure's tables.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, an object a row.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV.")
@click.option(
    "--xlsx",
    "workbook",
    type=click.Path(path_type=Path),
    help="Write a workbook: frozen head, filters, links to the documents.",
)
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE",
              help="Another parameter of the measure, such as its entity, in YAML.")  # fmt: skip
def measure(
    kind: str, series: str, table: str | None, as_json: bool, as_csv: bool,
    workbook: Path | None, parameters: tuple[tuple[str, str], ...],
) -> None:  # fmt: skip
    """A measure's table for a series."""
    from . import files, measures, spreadsheet

    frame = measures.measured(kind, series, table, parameters)
    if workbook:
        sheet = measures.named(kind, table).__name__, spreadsheet.table(frame)
        files.replaced(workbook, spreadsheet.xlsx([sheet]))
        click.echo(workbook)
    elif as_json:
        click.echo(frame.to_json(orient="records", lines=True, force_ascii=False), nl=False)
    elif as_csv:
        click.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    else:
        click.echo(frame.to_string(index=False))


@main.command()
@click.argument("what", metavar="THEME|PHRASE")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, an object a row.")
def origins(what: str, as_json: bool) -> None:
    """Earliest appearances of a theme or phrase in the corpus, and of its wording."""
    from . import topics
    from .corpus import Whole

    known = Whole.load()
    found = known.measure(topics.origins, what=what)
    if as_json:
        for column in ("adopted", "earlier_adopted"):
            found[column] = found[column].dt.strftime("%Y-%m-%d")
        rows = found.astype(object).where(found.notna(), None)
        for row in rows.to_dict(orient="records"):
            _line(row)
        return
    themes, wording = (found[found["evidence"] == e] for e in ("theme", "words"))
    click.echo(f"{what}: in {len(themes)} of {len(topics.dated(known.resolutions))} documents")
    for row in themes.itertuples(index=False):
        doubt = "" if row.sure else "  (all its words, perhaps apart)"
        click.echo(f"  {row.year}  {row.symbol:<18} {row.labels}{doubt}")
    if len(wording):
        click.echo("the same words earlier (share of the later paragraph's kept shingles):")
    for row in wording.itertuples(index=False):
        click.echo(f"  {row.symbol} {row.label} ← {row.earlier} {row.earlier_label}  "
                   f"{row.share:.0%} ({row.shared})")  # fmt: skip


@main.group(cls=Commands)
def series() -> None:
    """The catalogue of series."""


@series.command("list")
@JSON
def series_list(as_json: bool) -> None:
    """Series of the catalogue with the number of their members."""
    from . import catalogue

    for name, row in catalogue.series().items():
        count = len(catalogue.members(name))
        if as_json:
            _line({"series": name, "title": row.title, "kind": row.kind, "members": count})
        else:
            click.echo(f"{name:<22} {row.kind:<11} {count:>3} members  {row.title}")


@main.group("codebook", cls=Commands)
def codebook_group() -> None:
    """The codebook: verbs, entities, themes, conditions."""


SERIES = click.argument("names", nargs=-1, metavar="[SERIES…]")


def _series(names: tuple[str, ...]) -> tuple[str, ...]:
    from . import catalogue

    known = catalogue.series()
    for name in names:
        catalogue.members(name)
    return names or tuple(known)


@codebook_group.command("check")
@SERIES
def codebook_check(names: tuple[str, ...]) -> None:
    """Validate the codebook's files, run the examples of their rows, and say what the codebook
    would change in the published counts and which verbs it doesn't know (where texts are at hand).
    """
    from . import clauses, codebook, effects

    book = codebook.load()
    failures = [*codebook.check(), *clauses.check(book)]
    for failure in failures:
        click.echo(failure, err=True)
    known = []
    for name in _series(names):
        try:
            read, missing = effects.texts(name)
        except InputError as error:  # a new series has no tables yet
            click.echo(f"{name}: {error}")
            continue
        known += read
        if not read:
            click.echo(f"{name}: no text at hand, so what the codebook would change can't be told; "
                       f"`workbench fetch {name}` gets the texts")  # fmt: skip
            continue
        found = effects.effects(name, read)
        for effect in found:
            click.echo(f"{name}: {effects.line(effect)}")
        if not found:
            click.echo(f"{name}: the published counts are those of this codebook")
        if missing:
            click.echo(f"{name}: left out, their texts are not at hand: {', '.join(missing)}")
    for words, times in clauses.unknown(known, book):
        click.echo(f"no verb of the codebook: {words} … ({times})")
    sys.exit(1 if failures else 0)


@main.command()
@SERIES
def build(names: tuple[str, ...]) -> None:
    """Make the published tables from the texts at hand."""
    from . import catalogue, tables

    place = catalogue.writable()  # an installed package is never written to
    for name in _series(names):
        click.echo(tables.build(name, place, progress=True))


@main.command()
@SERIES
def check(names: tuple[str, ...]) -> None:
    """Prove cell by cell that the published tables are what the texts give."""
    from . import tables

    failed = False
    for name in _series(names):
        differences = tables.check(name, progress=True)
        for difference in differences[:50]:
            click.echo(difference)
        more = len(differences) - 50
        if differences:
            unshown = f" ({more} not shown)" if more > 0 else ""
            click.echo(f"{name}: {len(differences)} differences{unshown}")
        else:
            click.echo(f"{name}: the tables are what the texts give")
        failed |= bool(differences)
    sys.exit(1 if failed else 0)


@main.command()
@SERIES
@click.option("--notebook", "notebooks", multiple=True, help="Only this notebook (repeatable).")
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE",
              help="A notebook's parameter, in YAML; a name given twice is a grid.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
              help="Folder of reports.")  # fmt: skip
@click.option("--if-changed", is_flag=True,
              help="Execute only what inputs, code or parameters have changed.")  # fmt: skip
@click.option("--keep", type=int, help="Remove all but the newest runs of the same parameters.")
@click.option("--timeout", type=int, help="Seconds that a cell may take.")
@click.option("--scheduler", metavar="ADDRESS",
              help="Execute on a Dask cluster, such as tcp://host:8786.")  # fmt: skip
def report(
    names: tuple[str, ...],
    notebooks: tuple[str, ...],
    parameters: tuple[tuple[str, str], ...],
    out: Path,
    **how: Any,
) -> None:
    """Run the notebooks of series and write a report of each."""
    from . import catalogue, reports

    chosen = _series(names) if names else _renewals(catalogue.series())
    values: dict[str, list[Any]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(reports.value(name, value))
    runs = reports.run(list(chosen), list(notebooks) or None, values, out=out, **how)
    for run in runs:
        click.echo(run.folder)
        for failure in run.failed:
            click.echo(f"{run.series}: {failure}", err=True)
    sys.exit(1 if any(run.failed for run in runs) else 0)


def _renewals(series: dict[str, Any]) -> tuple[str, ...]:
    """Series that have a report: documents that don't succeed each other have none."""
    return tuple(name for name, row in series.items() if row.kind == "renewals")


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="SYMBOL|SERIES…")
@click.option("--offline", is_flag=True, help="Ask nobody: say what is at hand.")
@click.option("--update", is_flag=True, help="Ask for newer versions of what is at hand.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, an object a symbol.")
def fetch(names: tuple[str, ...], offline: bool, update: bool, as_json: bool) -> None:
    """Official documents from the United Nations' document service."""
    from . import fetch as documents

    found = documents.fetch(names, offline=offline, update=update, progress=True)
    for one in found:
        path = str(one.path) if one.path else None
        if as_json:
            _line({"symbol": one.symbol, "state": one.state, "path": path, "said": one.said})
        else:
            told = "; ".join(filter(None, (path, one.said)))
            click.echo(f"{one.symbol:<16} {one.state:<13} {told}")
    if not as_json:
        for line in documents.compared(found):
            click.echo(line)
    sys.exit(0 if all(one.at_hand for one in found) else 1)


@series.command("find")
@click.argument("symbol")
@click.option("--offline", is_flag=True, help="Don't ask the service for a successor.")
@JSON
def series_find(symbol: str, offline: bool, as_json: bool) -> None:
    """Members of the series that a document belongs to, by its citations."""
    from . import fetch, proposals

    silent = offline
    with fetch.asking() as ask:
        try:
            found = proposals.find(symbol, ask=None if offline else ask)
        except fetch.Unanswered as error:
            silent = True
            click.echo(f"no successor sought: {error}", err=True)
            found = proposals.find(symbol)
    for one in found:
        if as_json:
            _line(proposals.record(one))
        else:
            where = ", ".join(one.catalogue) or "not in the catalogue"
            text = "" if one.text else "; no text at hand"
            click.echo(f"{one.symbol:<18} {one.adopted:<11} {one.relation:<12} {where}{text}\n"
                       f"{'':<18} {one.title or '–'}\n{'':<18} {one.evidence}")  # fmt: skip
    missing = [one for one in found if not one.catalogue]
    if missing and not as_json:
        names = {name for one in found for name in one.catalogue}
        click.echo("\nRows for resolutions.csv:")
        rows = [one.row(min(names) if names else "SERIES") for one in missing]
        click.echo(proposals.table("resolutions.csv", rows), nl=False)
    sys.exit(1 if silent and not offline else 0)


def _added(plan: Any, yes: bool) -> None:
    """Show the rows of a plan, and write them if the user agrees."""
    from . import proposals

    if plan.series:
        click.echo(proposals.table("series.csv", [plan.series]))
    click.echo(proposals.table("resolutions.csv", plan.members), nl=False)
    for path, name in plan.copies:
        click.echo(f"{path} → {plan.folder / 'texts' / name}")
    if not yes:
        click.confirm(f"Add this to {plan.folder}?", abort=True)
    proposals.write(plan)
    name = plan.members[0]["series"]
    command = f"workbench --corpus {plan.folder}" if plan.folder != Path("corpus") else "workbench"
    click.echo(f"next: {command} build {name} && {command} report {name}")


THINGS = click.argument("things", nargs=-1, required=True, metavar="SYMBOL-OR-FILE…")
YES = click.option("--yes", is_flag=True, help="Don't ask.")


@series.command("new")
@click.argument("name")
@THINGS
@YES
@click.option("--title", default="", help="Of the series; by default the newest document's.")
@click.option("--entity", default="", help="To follow; by default whom the documents ask most.")
@click.option("--collection", is_flag=True, help="The documents don't succeed each other.")
def series_new(
    name: str, things: tuple[str, ...], yes: bool, title: str, entity: str, collection: bool
) -> None:
    """A series of one's own, from documents."""
    from . import proposals

    kind = "collection" if collection else "renewals"
    _added(proposals.drafted(name, things, title=title, entity=entity, kind=kind), yes)


@series.command("add")
@click.argument("name")
@THINGS
@YES
def series_add(name: str, things: tuple[str, ...], yes: bool) -> None:
    """Further members of a series, from documents."""
    from . import catalogue, proposals

    _added(proposals.drafted(name, things, catalogue.writable(), new=False), yes)


if __name__ == "__main__":
    main()
