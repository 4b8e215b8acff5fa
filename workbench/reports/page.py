"""From executed notebooks to files: figures, tables, the report's page, the list of runs.

Everything that comes from data is escaped. Figures stand in the page as images (data addresses),
in which no script runs; the page asks for nothing on the network.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..prose import capital, listed, rate
from ..show import FIRST_PAGE, MIME, printed
from ..spreadsheet import xlsx
from . import folders
from .execution import Executed
from .markup import Prose, templates, visible
from .memo import memo, missing
from .notebook import Failure

__all__ = ["Block", "Notebook", "csv_text", "report", "write", "write_comparison", "write_index"]

COMPARISON = "comparison.html"
KINDS = ("matter", "figure", "table", "finding", "limit", "prose")  # of what `show` shows
COVERAGE = {
    "doubts: named of those of readers": "named",
    "doubts: named in vain": "vain",
    "counts: inside what readers leave open": "inside",
    "counts: range meets that of readers": "met",
}  # measures of the codebook's doubts.csv that are told in a sentence
SCHEMES = {
    "theme": "themes", "link": "added, dropped and carried-on paragraphs",
    "clause": "whom clauses ask", "condition": "conditions",
}  # what readers may validate, as a sentence says it  # fmt: skip
_LINE = 4  # subjects of each kind in the list of runs
_HISTORY = "figures/renewals-composition.png"  # the small picture there
_COLUMNS = 10  # of a table that the page has
_FIRST = 10  # findings on the first page where none asks for a place there


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a notebook, in the order of its cells; ``kind`` says what ``facts`` holds."""

    kind: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notebook:
    """An executed notebook as the report shows it."""

    name: str
    title: str
    source: str
    blocks: tuple[Block, ...]
    headings: tuple[tuple[str, Any], ...]
    failure: Failure | None

    @classmethod
    def of(cls, done: Executed) -> Notebook:
        """What an executed notebook shows."""
        prose = Prose(done.name)
        blocks: list[Block] = []
        for block in _blocks(done.name, json.loads(done.notebook)):
            if blocks and block.kind == blocks[-1].kind == "code":  # one fold for both
                cells = [*blocks.pop().facts["cells"], *block.facts["cells"]]
                block = Block("code", {"cells": cells})
            elif block.kind == "prose":
                block = Block("prose", {**block.facts, "html": prose(block.facts["text"])})
            blocks.append(block)
        headings = [re.match(r"#\s+(.+)", b.facts["text"]) for b in blocks if b.kind == "prose"]
        title = next((h[1].strip() for h in headings if h), done.name.capitalize())
        contents = tuple((name, Markup(words)) for name, words in prose.headings)
        return cls(done.name, title, done.notebook, tuple(blocks), contents, done.failure)

    def parts(self, said: Container[str]) -> list[Part]:
        """The notebook as the report lays it out: by its headings, without what stands on the
        first page (`said`: texts of findings) and without what shows nothing."""
        parts = [Part("", Markup(""), [])]
        for block in self.blocks:
            text = block.facts.get("text", "") if block.kind == "prose" else ""
            if heading := re.match(r"##\s+(.+)", text):
                head, rest = _beheaded(block.facts["html"])
                parts.append(Part(heading[1].strip(), head, []))
                block = Block("prose", {**block.facts, "html": rest})
            if block.kind in ("matter", "limit") or (
                block.kind == "finding" and block.facts["text"] in said
            ):
                continue
            if block.facts.get("nothing"):  # an empty chart says no more than its heading
                continue
            if block.kind in ("figure", "table") and "rows" in block.facts:
                shown = _telling(block.facts)
                if not shown["rows"]:
                    continue
                block = Block(block.kind, shown)
            parts[-1].blocks.append(block)
        return [part for part in parts if part.shows]

    def shown(self, kind: str) -> list[Mapping[str, Any]]:
        """Facts of one kind of block."""
        return [block.facts for block in self.blocks if block.kind == kind]

    def facts(self) -> list[dict[str, Any]]:
        """Findings and limits, for `run.json`."""
        return [
            {"notebook": self.name, "kind": b.kind, "name": b.facts["name"],
             "text": b.facts["text"], "values": b.facts.get("values", {}),
             "rank": b.facts.get("rank")}
            for b in self.blocks if b.kind in ("finding", "limit")
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading of a notebook."""

    heading: str
    title: Markup  # the heading as HTML, with the place that the contents lead to
    blocks: list[Block]

    @property
    def place(self) -> str:
        """The name of that place."""
        named = re.search(r'\bid="([^"]+)"', self.title)
        return named[1] if named else ""

    @property
    def shows(self) -> bool:
        """Whether there is more in it than a heading and code."""
        words = [b.facts["text"] for b in self.blocks if b.kind == "prose"]
        bare = all(re.fullmatch(r"#+ [^\n]+", text.strip()) for text in words)
        return not bare or any(b.kind not in ("prose", "code") for b in self.blocks)

    @property
    def folded(self) -> bool:
        """Whether it has only words under a heading: how something was measured."""
        return bool(self.heading) and all(b.kind in ("prose", "code") for b in self.blocks)

    @property
    def seen(self) -> bool:
        """Whether it has anything that isn't folded."""
        shown = any(b.kind not in ("prose", "code", "table") for b in self.blocks)
        return shown or not self.heading

    def of(self, *kinds: str) -> list[Block]:
        """Its blocks of some kinds."""
        return [block for block in self.blocks if block.kind in kinds]


def _beheaded(html: str) -> tuple[Markup, Markup]:
    """A piece of prose as its heading and what stands under it."""
    head = re.match(r"\s*<h(\d)\b.*?</h\1>\s*", html, re.S)
    end = head.end() if head else 0
    return Markup(html[:end].strip()), Markup(html[end:])


def _telling(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A table as the page has it: without rows whose counts are all zero, without columns that
    say nothing or the same in every row, a range beside its number, and not too many columns.

    The CSV and the workbook have it whole.
    """
    columns, rows = facts["columns"], list(facts["rows"])
    names = [column["name"] for column in columns]
    counts = [at for at, column in enumerate(columns) if column["type"] == "number"
              and re.match(r"n_|count$|share|density", column["name"])]  # fmt: skip
    rows = [row for row in rows if not counts or any(row[at] for at in counts)
            or all(row[at] is None for at in counts)]  # fmt: skip
    kept = [
        at
        for at, name in enumerate(names)
        if not (
            (pair := re.fullmatch(r"(.+)_(?:low|high)", name))
            and {f"{pair[1]}_low", f"{pair[1]}_high"} <= set(names)
        )
        and (len(rows) < 2 or len({str(row[at]) for row in rows}) > 1)
    ][:_COLUMNS]
    shown = []
    for row in rows:
        cells = []
        for at in kept:
            ends = [row[names.index(f"{names[at]}_{end}")] for end in ("low", "high")
                    if f"{names[at]}_{end}" in names]  # fmt: skip
            bare = len(ends) < 2 or ends == [row[at]] * 2
            cells.append(row[at] if bare else _ranged(row[at], ends, columns[at]))
        shown.append(cells)
    return {**facts, "columns": [columns[at] for at in kept], "rows": shown,
            "left_out": len(columns) - len(kept)}  # fmt: skip


def _ranged(value: Any, ends: Sequence[Any], column: Mapping[str, Any]) -> str:
    """A number and its range: "52% (48% to 60%)"."""
    said, low, high = (printed(one, column) for one in (value, *ends))
    return said if low == high == said else f"{said} ({low} to {high})"


def _blocks(notebook: str, content: Mapping[str, Any]) -> Iterator[Block]:
    for cell in content["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield Block("prose", {"text": source})
        if cell["cell_type"] != "code":
            continue
        printed: list[str] = []
        for output in cell["outputs"]:
            yield from _output(notebook, output, printed)
        if source.strip() or printed:
            yield Block("code", {"cells": [{"source": source, "printed": "".join(printed)}]})


def _output(notebook: str, output: Mapping[str, Any], printed: list[str]) -> Iterator[Block]:
    kind = output["output_type"]
    if kind == "stream":
        printed.append("".join(output["text"]))
    elif kind == "error":
        traceback = "\n".join(output["traceback"])
        yield Block("error", {"ename": output["ename"], "evalue": output["evalue"],
                              "traceback": traceback})  # fmt: skip
    else:
        data = {k: "".join(v) if isinstance(v, list) else v for k, v in output["data"].items()}
        facts = data.get(MIME)
        if isinstance(facts, dict) and facts.get("kind") in KINDS:
            more: dict[str, Any] = {}
            if "name" in facts:
                more["id"] = f"{notebook}-{facts['name']}"
            if facts["kind"] == "figure":
                more |= {"svg": data["image/svg+xml"], "png": data["image/png"]}
            yield Block(facts["kind"], {**facts, **more})
        elif "text/markdown" in data:
            yield Block("prose", {"text": data["text/markdown"]})
        elif "image/png" in data:
            # an image shown without a name has no words for those who don't see it
            yield Block("image", {"png": data["image/png"], "alt": data.get("text/plain", "")})
        elif "text/plain" in data:
            yield Block("text", {"text": data["text/plain"]})


def write(
    place: folders.Fresh, series: str, row: Any, shown: Sequence[Notebook],
    record: Mapping[str, Any],
) -> None:  # fmt: skip
    """Write notebooks, figures, tables and the report into the folder of a run."""
    tables = []
    for notebook in shown:
        folders.put(place / f"notebooks/{notebook.name}.ipynb", notebook.source)
        for block in notebook.blocks:
            facts = block.facts
            if block.kind == "figure" and not facts.get("nothing"):
                folders.put(place / f"figures/{facts['id']}.svg", facts["svg"])
                folders.put(place / f"figures/{facts['id']}.png", base64.b64decode(facts["png"]))
            if block.kind in ("matter", "figure", "table") and "rows" in facts:
                rows = [[visible(cell) for cell in cells] for cells in facts["rows"]]
                heads = [{**c, "name": visible(c["name"])} for c in facts["columns"]]
                facts = {**facts, "columns": heads, "rows": rows}
                folders.put(place / f"tables/{facts['id']}.csv", csv_text(facts))
                tables.append((facts["id"], facts))
    if tables:
        folders.put(place / "tables.xlsx", xlsx(tables))
    folders.put(place / "report.html", report(series, row, shown, record))
    if told := _matter(shown):
        figures = [facts for notebook in shown for facts in notebook.shown("figure")
                   if not facts.get("nothing")]  # fmt: skip
        cited = citation(series, row, record, told)
        limits = dict.fromkeys(facts["text"] for n in shown for facts in n.shown("limit"))
        sure = _sure(record.get("agreement", ()))
        folders.put(place / "memo.docx", memo(told, figures, row.title, cited, sure, limits))


def _matter(shown: Iterable[Notebook]) -> Mapping[str, Any] | None:
    """The first page, where a notebook showed it."""
    return next((facts for n in shown for facts in n.shown("matter")), None)


def told(shown: Iterable[Notebook]) -> dict[str, Any] | None:
    """The first page in a line, for `run.json` and the list of runs: its first subjects."""
    matter = _matter(shown)
    if matter is None:
        return None
    subjects = {
        section["name"]: [
            _named(entry, section["name"] == "gone")
            for entry in section["entries"]
            if entry.get("kind") == "paragraph"
        ]
        for section in matter["sections"]
    }
    return {"symbol": matter["head"]["symbol"], "facts": matter["head"]["facts"],
            **{name: several[:_LINE] for name, several in subjects.items()},
            "more": {name: max(0, len(several) - _LINE)
                     for name, several in subjects.items()}}  # fmt: skip


def _named(entry: Mapping[str, Any], gone: bool) -> str:
    """The subject of an entry, of one that went with its paragraphs: the subject itself may be
    there still; where it has none these alone."""
    labels = listed([label for piece in entry["pieces"] for label in piece["labels"]])
    if not entry["subject"]:
        return labels
    return f"{entry['subject']} ({labels})" if gone else entry["subject"]


def citation(
    series: str, row: Any, record: Mapping[str, Any], matter: Mapping[str, Any] | None = None
) -> str:
    """How a run is cited: its author and the day of its last text, so that the same inputs give
    the same words."""
    upon = f" on texts up to {matter['head']['facts'][0]}" if matter else ""
    parameters = dict(record["parameters"] or {})
    compared = parameters.pop("series", None)  # of one series it is no parameter
    what = f"--compare {' '.join(compared)}" if compared else series
    given = "".join(
        f" -p {name} '{json.dumps(value, ensure_ascii=False)}'"
        for name, value in parameters.items()
    )
    return (
        f"The workbench authors, “{row.title}”, report of the resolution workbench "
        f"{record['versions']['resolution-workbench']}{upon}, inputs {record['inputs'][:8]}. "
        f"The same inputs give the same report: whoever runs “workbench report {what}{given}” on "
        "them gets these eight digits. A single number is cited with the paragraphs that stand "
        "under it, and the documents themselves by their symbols."
    )


def report(series: str, row: Any, shown: Sequence[Notebook], record: Mapping[str, Any]) -> str:
    """The report's page: findings first, then each notebook, then how it was made.

    Times and folders are not in it: the same inputs give the same page.
    """
    findings = sorted(
        (facts for notebook in shown for facts in notebook.shown("finding")),
        key=lambda facts: facts.get("rank", FIRST_PAGE),
    )
    first = [facts for facts in findings if facts.get("rank", FIRST_PAGE) < FIRST_PAGE]
    places = {f["id"]: n.name for n in shown for f in n.shown("finding")}
    said = {facts["text"] for facts in first or findings[:_FIRST]}
    parts = {notebook.name: notebook.parts(said) for notebook in shown}
    blocks = [b for several in parts.values() for part in several for b in part.blocks]
    places_within = {part.place for several in parts.values() for part in several} - {""}
    limits = list({f["text"]: f for n in shown for f in n.shown("limit")}.values())
    return (
        templates()
        .get_template("report.html.j2")
        .render(
            series=series,
            row=row,
            matter=_matter(shown),
            cited=citation(series, row, record, _matter(shown)),
            notebooks=shown,
            findings=first or findings[:_FIRST],
            parts=parts,
            ids={_anchor(block) for block in blocks if "id" in block.facts} | places_within,
            others=len(findings) - len(first or findings[:_FIRST]),
            places=places,
            limits=limits,
            missing=missing(facts["text"] for facts in limits),
            failures=[notebook.failure for notebook in shown if notebook.failure],
            record=record,
            agreement=record.get("agreement", ()),
            estimates=record.get("estimates", ()),
            held_out=_held_out(record.get("agreement", ())),
            unchecked=_unchecked(record.get("agreement", ()), row),
            coverage=_coverage(record.get("doubts", ())),
        )
    )


def _anchor(block: Block) -> str:
    """The place of a figure or table; one of each may have the same name."""
    return f"{block.facts['id']}{'-table' * (block.kind == 'table')}"


def _held_out(agreement: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """How the machine does on paragraphs that were held out: beside what was settled, if it was,
    else beside each reader, F1 over all codes with precision and recall in whole percents."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in agreement:
        if row["held_out"] == "True" and row["coding"] == "machine" and not row["symbol"]:
            one = found.setdefault((row["sample"], row["beside"]), {})
            if row["measure"] == "F1":
                one |= row
            else:
                one[row["measure"]] = rate(float(row["figure"]))
    whole = [one for one in found.values() if "measure" in one]
    settled = {one["sample"] for one in whole if one.get("settled") == "True"}
    return [one for one in whole if one["sample"] not in settled or one["settled"] == "True"]


def _sure(agreement: Iterable[Mapping[str, str]]) -> str:
    """How sure the codes are, in a sentence for the memo."""
    told = [
        f"{capital(row['beside'])} coded {row['n_paragraphs']} paragraphs for {row['scheme']}s "
        f"without seeing what the machine found, which finds {row['recall']} of what they found."
        for row in _held_out(agreement)
    ]
    return " ".join(told) or (
        "No reader has checked what the machine found in this series, so how often it errs isn’t "
        "known."
    )


def _unchecked(agreement: Iterable[Mapping[str, str]], row: Any) -> list[str]:
    """What no reader has coded of paragraphs that were held out, in words."""
    held = {one["scheme"] for one in _held_out(agreement)}
    named = SCHEMES if row.kind == "renewals" else {k: v for k, v in SCHEMES.items() if k != "link"}
    return [words for scheme, words in named.items() if scheme not in held]


def _coverage(doubts: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """How far doubts and counts are those of readers: of each set of pairs what is part of what."""
    sets: dict[str, dict[str, Any]] = {}
    for row in doubts:
        if (what := COVERAGE.get(row["measure"])) is not None:
            whole = int(row["n"])
            part = round(float(row["figure"]) * whole)
            sets.setdefault(row["document"], {"pairs": row["document"]})[what] = (part, whole)
    return [one for one in sets.values() if len(one) > len(COVERAGE)]


def write_index(out: Path) -> None:
    """Write the list of runs with their headlines."""
    runs = folders.past(out)
    series: dict[str, list[folders.Past]] = {}
    for one in runs:
        series.setdefault(one.record["series"], []).append(one)
    compared = {name for name in series if (out / name / COMPARISON).is_file()}
    text = (
        templates()
        .get_template("index.html.j2")
        .render(
            series=dict(sorted(series.items())),
            compared=compared,
            comparison=COMPARISON,
            pictures={name: _picture(runs[0].folder) for name, runs in series.items()},
        )
    )
    folders.replace(out / "index.html", text)


def _picture(run: Path) -> str:
    """A small picture of a series' history, as the page holds it; nothing where there is none."""
    place = run / _HISTORY
    return base64.b64encode(place.read_bytes()).decode() if place.is_file() else ""


def write_comparison(out: Path, title: str, series: str, runs: Sequence[folders.Past]) -> None:
    """Write a page with the runs of a grid side by side: a row for each finding.

    Parameters
    ----------
    out : Path
        Folder of outputs.
    title, series : str
        What the runs are of.
    runs : sequence
        Runs that differ in their parameters.
    """
    names = list(dict.fromkeys(name for run in runs for name in run.record["parameters"]))
    said = [
        {(f["notebook"], f["name"]): f for f in run.record["findings"] if f["kind"] == "finding"}
        for run in runs
    ]
    keys = dict.fromkeys(key for findings in said for key in findings)
    rows = []
    for notebook, name in keys:
        told = [findings.get((notebook, name)) for findings in said]
        words = {f["text"] for f in told if f}
        rows.append({"notebook": notebook, "name": name, "told": told,
                     "differs": len(words) > 1 or None in told})  # fmt: skip
    text = (
        templates()
        .get_template("comparison.html.j2")
        .render(title=title, series=series, runs=runs, names=names, rows=rows)
    )
    folders.replace(out / series / COMPARISON, text)


def csv_text(facts: Mapping[str, Any]) -> str:
    """A table as CSV. A cell that a spreadsheet would take for a formula begins with an
    apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(c["name"]) for c in facts["columns"]])
    for cells in facts["rows"]:
        writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    cell = re.sub(r"\r\n?", "\n", cell)  # which Python would leave bare
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\n") else cell
