"""The command line: each command wraps one library function.

Exit status: 0 done, 1 a notebook or a check failed, 2 something handed in can't be used.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from . import __version__
from .commands import JSON, Commands, dumped, library, refused, say, validate
from .errors import InputError

TOLD = 10  # warnings of a document; where numbers repeat, a file of a stranger's has thousands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workbench")
@click.option("--corpus", type=click.Path(path_type=Path), envvar="WORKBENCH_CORPUS",
              help="Corpus folder (also WORKBENCH_CORPUS).")  # fmt: skip
def main(corpus: Path | None) -> None:
    """Read successive UN resolutions and say, in numbers that can be cited, what changed."""
    # A command makes much, keeps most of it, and ends: rubbish is looked for less often.
    gc.set_threshold(100_000, 20, 20)
    warnings.showwarning = _warned  # type: ignore[assignment]
    if corpus:
        os.environ["WORKBENCH_CORPUS"] = str(corpus)  # notebooks run in processes of their own


def _warned(message: Warning | str, *_: Any) -> None:
    """A warning is a line too, and nothing of where in the code it was given."""
    refused(message)


def _answers(answers: Iterable[Any]) -> Iterator[Any]:
    """What was found about each document; one that can't be used is named, and the status is 2."""
    failed = False
    for answer in answers:
        if isinstance(answer, InputError):
            failed = True
            refused(answer)
        else:
            yield answer
    if failed:
        sys.exit(2)


def _watched() -> bool:
    """Whether a progress bar disturbs nobody: results go elsewhere."""
    return not sys.stdout.isatty()


FILES = click.argument("files", nargs=-1, required=True, metavar="FILE…")


@main.command()
@FILES
@JSON
def read(files: tuple[str, ...], as_json: bool) -> None:
    """What was understood of documents: title, symbol, organ, date, stage, paragraphs."""
    from . import documents, records

    for text in _answers(documents.read(files, progress=_watched())):
        dumped(records.record(text)) if as_json else _outline(text)


def _outline(text: Any) -> None:
    """A resolution as label, initiating verb and first words, under its headings."""
    from .grammar.dates import written

    day = f", {written(text.adopted)}" if text.adopted else ""
    stage = f"recommended to the {text.recommends}" if text.recommends else text.stage
    say(f"{text.symbol}  {text.title}\n{text.organ}{day} ({stage})")
    heading = None
    for p in text.paragraphs:
        if p.heading != heading:
            heading = p.heading
            say(f"  {heading or ''}")
        start = p.text if len(p.text) <= 60 else p.text[:60].rsplit(" ", 1)[0] + " …"
        indent = "  " * p.level
        say(f"{indent}{p.label:<12} {p.verb or '–':<28} {start}")
    for warning in text.warnings[:TOLD]:
        say(f"warning: {text.symbol}: {warning}", err=True)
    if more := len(text.warnings[TOLD:]):
        say(f"warning: {text.symbol}: {more:,} more like these; --json has all", err=True)


@main.command()
@FILES
@JSON
def tasks(files: tuple[str, ...], as_json: bool) -> None:
    """Who is asked to do what: the clauses of documents."""
    from . import clauses, documents

    lacking = []
    for text in _answers(documents.tasks(files, progress=_watched())):
        lacking.append(text.lacking)
        if text.lacking:
            refused(text.lacking)
        if as_json:
            dumped([clauses.record(c) for c in text.clauses])
        else:
            _tasks(text.symbol, text.clauses)
    sys.exit(2 if all(lacking) else 0)


def _tasks(symbol: str, clauses: Iterable[Any]) -> None:
    say(symbol)
    for c in clauses:
        who = ", ".join(c.addressees) or "–"
        act = " ".join(filter(None, (c.action, c.object))) or "–"
        under = f" [{', '.join(c.conditions)}]" if c.conditions else ""
        say(f"  {c.label:<10} {c.verb:<24} {who} → {act}{under}")


@main.command()
@FILES
@JSON
@click.option("--terms", is_flag=True, help="With the terms that were found.")
@click.option("--codebook", "book", default="", metavar="NAME",
              help="Whose themes: a file of codebook/themes/ or schemes/; by default that of the "
              "series which has the document, else all, each named before its themes.")  # fmt: skip
@click.option("--lead", type=click.IntRange(1), metavar="N",
              help="Only the N that a document is most about, with their paragraphs.")  # fmt: skip
def themes(
    files: tuple[str, ...], as_json: bool, terms: bool, book: str, lead: int | None
) -> None:  # fmt: skip
    """Themes of a codebook in each paragraph of documents."""
    from . import documents

    answers = (
        documents.leading(files, book, lead, progress=_watched())
        if lead
        else documents.themes(files, terms=terms, progress=_watched(), book=book)
    )
    for text in _answers(answers):
        if as_json:
            dumped(text.coded)
        else:
            _themes(text.symbol, text.coded, terms)


def _themes(symbol: str, coded: dict[str, Any], terms: bool) -> None:
    say(symbol)
    for label, here in coded.items():
        shown = ("; ".join(f"{theme}: {', '.join(met)}" for theme, met in here.items())
                 if terms else ", ".join(here))  # fmt: skip
        say(f"  {label:<10} {shown or '–'}")


@main.command()
@click.argument("earlier")
@click.argument("later")
@JSON
def collate(earlier: str, later: str, as_json: bool) -> None:
    """What became of each paragraph: kept, revised, added, dropped, and what it is about."""
    from . import pairs

    collated = pairs.collated(earlier, later)
    if as_json:
        return dumped(collated)
    was, now = pairs.about(earlier, later)
    say(f"{collated['earlier']} → {collated['later']}")
    for link in collated["links"]:
        marks = [m for m in ("moved", "doubtful") if link[m]]
        share = "" if link["similarity"] is None else f"{link['similarity']:.2f}"
        about = now.get(link["later"]) or was.get(link["earlier"]) or ""
        told = f"{about} ({', '.join(marks)})" if marks else about
        say(f"  {link['earlier'] or '–':<10} {link['later'] or '–':<10} "
                   f"{link['kind']:<8} {share:>5}  {told}".rstrip())  # fmt: skip


@main.command()
@click.argument("earlier")
@click.argument("later", nargs=-1, required=True, metavar="LATER…")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page.")
@click.option("--side", is_flag=True, help="Side by side on that page.")
@click.option("--docx", "document", type=click.Path(path_type=Path),
              help="Write a document with tracked changes.")  # fmt: skip
def redline(
    earlier: str, later: tuple[str, ...], page: Path | None, side: bool, document: Path | None
) -> None:
    """A redline of two documents, or of several a table with a column each.

    Any two that have a text or tables: adjacent or not, of one series or two. From the tables it is
    a skeleton, where texts are not at hand.
    """
    from . import pairs, redline

    if page is None and document is None:
        raise InputError(
            f"redline of {earlier} and {', '.join(later)}: nothing to write; --html FILE writes a "
            "page (--side: side by side), --docx FILE a document with tracked changes"
        )
    if len(later) > 1:
        if page is None or document is not None:
            raise InputError(f"{len(later) + 1} documents make a table; it is a page: --html FILE")
        say(redline.write_versions(pairs.versions([earlier, *later]), page))
        return
    changes = pairs.redlined(earlier, later[0])
    if page:
        say(redline.write_html(changes, page, "side" if side else "inline"))
    if document:
        say(redline.docx(changes, document))


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

    made = briefs.brief(base, holdings.text(draft))
    if document:
        say(briefs.docx(made, document), err=as_json)
    if page:
        say(briefs.write_html(made, page), err=as_json)
    if as_json:
        dumped(briefs.record(made))
    else:
        for line in briefs.said(made) if document or page else briefs.lines(made):
            say(line)


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
        say(files.write(workbook, spreadsheet.xlsx([sheet])))
    elif as_json:
        say(frame.to_json(orient="records", lines=True, force_ascii=False), nl=False)
    elif as_csv:
        say(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    else:
        say(measures.printed(frame))


@main.command()
@click.argument("what", metavar="THEME|PHRASE")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, an object a row.")
def origins(what: str, as_json: bool) -> None:
    """Earliest appearances of a theme or phrase in the corpus, and of its wording."""
    from . import topics
    from .corpus import Whole

    corpus = Whole.load()
    places = corpus.measure(topics.origins, what=what)
    if as_json:
        days = {c: places[c].dt.strftime("%Y-%m-%d") for c in ("adopted", "earlier_adopted")}
        rows = places.assign(**days).astype(object).where(places.notna(), None)
        for row in rows.to_dict(orient="records"):
            dumped(row)
    else:
        _origins(what, places, len(topics.dated(corpus.resolutions)))


def _origins(what: str, places: Any, searched: int) -> None:
    from .prose import rate

    themes, wording = (places[places["evidence"] == e] for e in ("theme", "words"))
    say(f"{what}: in {len(themes)} of {searched} documents")
    for row in themes.itertuples(index=False):
        doubt = "" if row.sure else "  (all its words, perhaps apart)"
        say(f"  {row.year}  {row.symbol:<18} {row.labels}{doubt}")
    if len(wording):
        say("the same words earlier (share of the later paragraph's kept shingles):")
    for row in wording.itertuples(index=False):
        say(f"  {row.symbol} {row.label} ← {row.earlier} {row.earlier_label}  "
                   f"{rate(row.share)} ({row.n_shared})")  # fmt: skip


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
            dumped({"series": name, "title": row.title, "kind": row.kind, "members": count})
        else:
            say(f"{name:<22} {row.kind:<11} {count:>3} members  {row.title}")


main.add_command(library)


@main.group("codebook", cls=Commands)
def codebook_group() -> None:
    """The codebook: verbs, entities, themes, conditions."""


SERIES = click.argument("names", nargs=-1, metavar="[SERIES…]")


@codebook_group.command("check")
@SERIES
def codebook_check(names: tuple[str, ...]) -> None:
    """Validate the codebook's files, run the examples of their rows, and say what the codebook
    would change in the published counts and which verbs it doesn't know (where texts are at hand).
    """
    from . import catalogue, effects

    series = catalogue.named(names)
    failures = effects.failures()
    for failure in failures:
        say(failure, err=True)
    for line in effects.told(series):
        say(line)
    sys.exit(1 if failures else 0)


YES = click.option("--yes", is_flag=True, help="Don't ask.")


@codebook_group.command("propose")
@click.argument("series")
@click.option("--write", is_flag=True,
              help="Write codebook/themes/SERIES.csv, and its name into series.csv.")  # fmt: skip
@YES
def codebook_propose(series: str, write: bool, yes: bool) -> None:
    """Propose a file of themes from a series' own wording: terms, labels and counts, to edit."""
    from . import catalogue, vocabularies

    proposed = vocabularies.propose(series)
    if not write:
        return say(proposed.text, nl=False)
    before = catalogue.series()[series].themes
    if not yes:
        instead = f" instead of {before}" if before else ""
        click.confirm(f"Write {proposed.path}, and {series} into the column themes of series.csv"
                      f"{instead}?", abort=True)  # fmt: skip
    say(vocabularies.written(proposed))
    say(f"next: edit it, then `workbench build {series}`")


@codebook_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--scheme", required=True, metavar="NAME", help="What it is called from now on.")
def codebook_import(file: Path, scheme: str) -> None:
    """Import a SKOS vocabulary (Turtle, RDF/XML, JSON-LD) as themes: its labels become terms."""
    from . import vocabularies

    made = vocabularies.imported(file, scheme)
    say(made.path)
    left_out = ", ".join(f"{many} {why}" for why, many in made.left_out.most_common())
    say(f"{made.concepts} concepts; labels left out: {left_out or 'none'}")
    say(f"next: `workbench themes FILE --codebook {scheme} --lead 10`; or write {scheme} "
               "in the column themes of series.csv and build")  # fmt: skip


@main.command()
@SERIES
def build(names: tuple[str, ...]) -> None:
    """Make the published tables from the texts at hand; without texts, apply decisions to them."""
    from . import catalogue, holdings, tables, validation

    place = catalogue.writable()  # an installed package is never written to
    read = holdings.folders(place)
    for name in catalogue.named(names):
        made = tables.build(name, place, progress=True)
        say(made if read else f"{made}: no text at hand, only decisions were applied")
        validation.rescored(name, place)


@main.command()
@SERIES
def check(names: tuple[str, ...]) -> None:
    """Prove cell by cell that the published tables are what the texts give."""
    from . import catalogue, tables, validation

    failed = False
    for name in catalogue.named(names):
        differences = tables.check(name, progress=True)
        differences += [] if differences else validation.check(name)
        failed |= bool(differences)
        for line in tables.told(name, differences):
            say(line)
    sys.exit(1 if failed else 0)


WHO = click.option("--by", default="", metavar="NAME", help="The reader who decides.")
WHY = click.option("--why", default="", metavar="TEXT", help="A reason, in at most 200 characters.")


@main.command()
@click.argument("name", metavar="SERIES")
@click.argument("what", metavar="link|code|clause|duty|split|join")
@click.argument("about", nargs=-1, required=True, metavar="PLACE… yes|no")
@WHO
@WHY
def decide(name: str, what: str, about: tuple[str, ...], by: str, why: str) -> None:
    """Correct the machine: EARLIER LABEL LATER LABEL of a link, SYMBOL LABEL theme|entity CODE of a
    code, SYMBOL LABEL VERB FIELD VALUE of a clause, SYMBOL LABEL KIND of a duty, SYMBOL LABEL WORDS
    of a paragraph that is two (split), SYMBOL LABEL LABEL of two that are one (join).
    """
    from . import review

    one = review.checked(name, what, *about[:-1], answer=about[-1], by=by, why=why)
    (state,) = review.take(name, one)
    say(f"{review.about(one)} ({state})")


@main.group("decisions", cls=Commands)
def decisions_group() -> None:
    """What readers decided about a series."""


@decisions_group.command("list")
@click.argument("name", metavar="SERIES")
@JSON
def decisions_list(name: str, as_json: bool) -> None:
    """Decisions of a series, and what became of each."""
    from dataclasses import asdict

    from . import review

    for number, one, state in review.listed(name):
        if as_json:
            dumped({"number": number, **asdict(one), "state": state})
        else:
            said = f" ({one.why})" if one.why else ""
            say(f"{number:>4}  {state:<10} {one.by}: {review.about(one)}{said}")


@decisions_group.command("effect")
@click.argument("name", metavar="SERIES")
@click.argument("about", nargs=-1, metavar="[link|code|clause|duty PLACE… yes|no]")
def decisions_effect(name: str, about: tuple[str, ...]) -> None:
    """Which published numbers a decision would move, or the decisions of a series have moved."""
    from . import review
    from .corpus import Corpus

    more = [review.checked(name, *about[:-1], answer=about[-1], by="you")] if about else []
    for (measure, *where), (before, after) in review.effect(Corpus.load(name), *more).items():
        say(f"{measure} {', '.join(where)}: {before} → {after}")


@decisions_group.command("undo")
@click.argument("name", metavar="SERIES")
@click.argument("number", type=int, default=0, metavar="[NUMBER]")
@WHO
def decisions_undo(name: str, number: int, by: str) -> None:
    """Withdraw a decision, by its number in the list; without one the last that stands."""
    from . import review

    say(f"withdrawn: {review.about(review.undo(name, number, by))}")


@decisions_group.command("apply")
@SERIES
def decisions_apply(names: tuple[str, ...]) -> None:
    """Apply the decisions of series to their tables, without coding the texts anew."""
    from . import catalogue, tables

    place = catalogue.writable()
    for name in catalogue.named(names):
        say(tables.reapplied(name, place))


main.add_command(validate)


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
@click.option("--compare", is_flag=True,
              help="One report of the series side by side, instead of one of each.")  # fmt: skip
@click.option("--memo", is_flag=True,
              help="Say where the memo is (memo.docx) instead of the folder.")  # fmt: skip
def report(
    names: tuple[str, ...],
    notebooks: tuple[str, ...],
    parameters: tuple[tuple[str, str], ...],
    out: Path,
    memo: bool,
    **how: Any,
) -> None:
    """Run the notebooks of series and write a report of each, or one of all side by side."""
    from . import catalogue, reports

    chosen = catalogue.named(names, "" if names else "renewals")  # a collection has no report
    values: dict[str, list[Any]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(reports.value(name, value))
    runs = reports.run(chosen, list(notebooks) or None, values, out=out, **how)
    for run in runs:
        written = run.folder / "memo.docx"
        say(written if memo and written.is_file() else run.folder)
        for failure in run.failed:
            say(f"{run.series}: {failure}", err=True)
    sys.exit(1 if any(run.failed for run in runs) else 0)


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="SYMBOL|SERIES…")
@click.option("--offline", is_flag=True, help="Ask nobody: say what is at hand.")
@click.option("--update", is_flag=True, help="Ask for newer versions of what is at hand.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, an object a symbol.")
def fetch(names: tuple[str, ...], offline: bool, update: bool, as_json: bool) -> None:
    """Official documents from the United Nations' document service."""
    from . import fetch as service

    outcomes = service.fetch(names, offline=offline, update=update, progress=True)
    for one in outcomes:
        path = str(one.path) if one.path else None
        facts = {"symbol": one.symbol, "state": one.state, "path": path, "said": one.said}
        told = "; ".join(filter(None, (path, one.said)))
        dumped(facts) if as_json else say(f"{one.symbol:<16} {one.state:<13} {told}")
    for line in () if as_json else service.compared(outcomes):
        say(line)
    sys.exit(0 if all(one.at_hand and one.state != "not updated" for one in outcomes) else 1)


@series.command("find")
@click.argument("symbol", metavar="SYMBOL-OR-FILE")
@click.option("--offline", is_flag=True, help="Don't ask the service for a successor.")
@JSON
def series_find(symbol: str, offline: bool, as_json: bool) -> None:
    """Members of the series that a document belongs to, by its citations."""
    from . import fetch, proposals

    with nullcontext() if offline else fetch.asking() as ask:
        members, silent = proposals.sought(symbol, ask=ask)
    if silent:
        say(f"no successor sought: {silent}", err=True)
    for one in members:
        dumped(proposals.record(one)) if as_json else _proposal(one)
    rows = proposals.missing(members)
    if rows and not as_json:
        say("\nRows for resolutions.csv:")
        say(proposals.table("resolutions.csv", rows), nl=False)
    sys.exit(1 if silent else 0)


def _proposal(one: Any) -> None:
    where = ", ".join(one.catalogue) or "not in the catalogue"
    text = "" if one.text else "; no text at hand"
    say(f"{one.symbol:<18} {one.adopted:<11} {one.relation:<12} {where}{text}\n"
               f"{'':<18} {one.title or '–'}\n{'':<18} {one.evidence}")  # fmt: skip


def _added(plan: Any, yes: bool) -> None:
    """Show the rows of a plan, and write them if the user agrees."""
    from . import proposals

    if plan.series:
        say(proposals.table("series.csv", [plan.series]))
    say(proposals.table("resolutions.csv", plan.members), nl=False)
    for path, name in plan.copies:
        say(f"{path} → {plan.folder / 'texts' / name}")
    for before, after in plan.holes:
        say(f"{plan.name}: nothing between {before} and {after}, where others follow "
                   "one another more closely; one may be missing", err=True)  # fmt: skip
    if plan.apart:
        say(f"{plan.name}: none of its texts has a sixth of its words from the one before; if they "
            "don't renew each other, add --collection", err=True)  # fmt: skip
    if not yes:
        click.confirm(f"Add this to {plan.folder}?", abort=True)
    proposals.write(plan)
    command = f"workbench --corpus {plan.folder}" if plan.folder != Path("corpus") else "workbench"
    say(f"next: {command} build {plan.name} && {command} report {plan.name}")


THINGS = click.argument("things", nargs=-1, required=True, metavar="SYMBOL-OR-FILE…")


@series.command("new")
@click.argument("name")
@click.argument("things", nargs=-1, metavar="SYMBOL-OR-FILE…")
@click.option("--family", default="", metavar="SYMBOL",
              help="All members of this document's family that the library has.")  # fmt: skip
@YES
@click.option("--title", default="", help="Of the series; by default the title of most documents.")
@click.option("--entity", default="", help="To follow; by default whom the documents ask most.")
@click.option("--themes", default="", metavar="NAME",
              help="Themes to look for: a file of codebook/themes/; by default none.")  # fmt: skip
@click.option("--collection", is_flag=True, help="The documents don't succeed each other.")
def series_new(
    name: str, things: tuple[str, ...], family: str, yes: bool, collection: bool, **facts: Any
) -> None:
    """A series of one's own, from documents."""
    from . import library as libraries
    from . import proposals

    things = (*things, *(libraries.files_of(family) if family else ()))
    if not things:
        raise InputError("no document named; expected symbols or files, or --family SYMBOL")
    kind = "collection" if collection else "renewals"
    naming = libraries.naming if libraries.stands() else None
    having = libraries.files() if family else {}
    _added(proposals.drafted(name, things, kind=kind, naming=naming, having=having, **facts), yes)


@series.command("add")
@click.argument("name")
@THINGS
@YES
def series_add(name: str, things: tuple[str, ...], yes: bool) -> None:
    """Further members of a series, from documents."""
    from . import catalogue, proposals
    from . import library as libraries

    naming = libraries.naming if libraries.stands() else None
    _added(proposals.drafted(name, things, catalogue.writable(), new=False, naming=naming), yes)


if __name__ == "__main__":
    main()
