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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .. import symbols
from ..show import FIRST_PAGE, MIME, PALETTE
from ..spreadsheet import xlsx
from . import folders
from .execution import Executed
from .notebook import Failure

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
COMPARISON = "comparison.html"
_TALL = 12  # rows of a long table that are seen at first
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
        from markupsafe import Markup

        prose = _Prose(done.name)
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
        if isinstance(facts, dict) and facts.get("kind") in ("figure", "table", "finding",
                                                            "limit", "prose"):  # fmt: skip
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
            if block.kind == "figure":
                folders.put(place / f"figures/{facts['id']}.svg", facts["svg"])
                folders.put(place / f"figures/{facts['id']}.png", base64.b64decode(facts["png"]))
            if block.kind in ("figure", "table") and "rows" in facts:
                rows = [[_visible(cell) for cell in cells] for cells in facts["rows"]]
                heads = [{**c, "name": _visible(c["name"])} for c in facts["columns"]]
                facts = {**facts, "columns": heads, "rows": rows}
                folders.put(place / f"tables/{facts['id']}.csv", csv_text(facts))
                tables.append((facts["id"], facts))
    if tables:
        folders.put(place / "tables.xlsx", xlsx(tables))
    folders.put(place / "report.html", report(series, row, shown, record))


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
    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            series=series,
            row=row,
            notebooks=shown,
            findings=first or findings[:_FIRST],
            others=len(findings) - len(first or findings[:_FIRST]),
            places=places,
            limits=list({f["text"]: f for n in shown for f in n.shown("limit")}.values()),
            failures=[notebook.failure for notebook in shown if notebook.failure],
            record=record,
            agreement=record.get("agreement", ()),
            own_gold=_own_gold(record),
        )
    )


def _own_gold(record: Mapping[str, Any]) -> bool:
    """Whether gold is of documents that the findings speak of."""
    said = " ".join(f["text"] for f in record.get("findings", ()))
    return any(
        symbol in said
        for row in record.get("agreement", ())
        for symbol in row["document"].split(" → ")
    )


def write_index(out: Path) -> None:
    """Write the list of runs with their headlines."""
    runs = folders.past(out)
    series: dict[str, list[folders.Past]] = {}
    for one in runs:
        series.setdefault(one.record["series"], []).append(one)
    compared = {name for name in series if (out / name / COMPARISON).is_file()}
    text = (
        _templates()
        .get_template("index.html.j2")
        .render(series=dict(sorted(series.items())), compared=compared, comparison=COMPARISON)
    )
    folders.replace(out / "index.html", text)


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
        found = [findings.get((notebook, name)) for findings in said]
        words = {f["text"] for f in found if f}
        rows.append({"notebook": notebook, "name": name, "found": found,
                     "differs": len(words) > 1 or None in found})  # fmt: skip
    text = (
        _templates()
        .get_template("comparison.html.j2")
        .render(title=title, series=series, runs=runs, names=names, rows=rows)
    )
    folders.replace(out / series / COMPARISON, text)


def headline(record: Mapping[str, Any]) -> str:
    """The first finding of a run."""
    said = [f for f in record.get("findings", ()) if f["kind"] == "finding"]
    return min(said, key=lambda f: f["rank"])["text"] if said else ""


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


# ── templates ────────────────────────────────────────────────────────────────────────────────


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_visible,
    )  # fmt: skip
    made.filters |= {"linked": linked, "cell": cell, "column_class": column_class,
                     "papers": papers, "svg_address": svg_address, "url": symbols.url,
                     "headline": headline, "moment": moment, "counted": counted}  # fmt: skip
    made.globals |= {"tall": _TALL, "PALETTE": PALETTE}
    return made


_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _visible(value: Any) -> Any:
    """Marks that turn the direction of text around are shown, not obeyed."""
    from markupsafe import Markup

    if isinstance(value, str) and _BIDI.search(value):
        shown = _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", value)
        return Markup(shown) if isinstance(value, Markup) else shown
    return value


# Symbols that stand in full (a bare "resolution 74/175" stays words), but no label of a paragraph.
_SYMBOL = re.compile(
    r"(?<![\w/.-])[ASE](?:/(?!PP?\d|OP\d)(?:[A-Z][A-Za-z]*(?:\.\d+)?|(?:E?S-)?\d+))+"
    r"(?:\s?\((?:\d{4}|[IVXLC]+)\))?(?![\w/])"
)


def linked(text: str) -> Any:
    """Text, escaped, whose document symbols are links to the official documents."""
    from markupsafe import Markup, escape

    pieces, at = [], 0
    for found in _SYMBOL.finditer(text):
        bare = found[0].partition("(")[0].rstrip()  # "A/RES/74/175 (2019)" is not its symbol
        printed = found[0] if symbols.normal(found[0]) else bare
        if (symbol := symbols.normal(printed)) and re.search(r"\d", symbol):
            pieces += [escape(text[at : found.start()]), _anchor(symbol, printed)]
            at = found.start() + len(printed)
    return Markup("").join([*pieces, escape(text[at:])])


def _anchor(symbol: str, text: str) -> Any:
    from markupsafe import Markup

    return Markup('<a class="document" href="{}">{}</a>').format(symbols.url(symbol), text)


def cell(value: Any, column: Mapping[str, Any]) -> Any:
    """A table's cell: numbers as the column says, symbols as links."""
    from markupsafe import Markup

    from ..show import printed

    if isinstance(value, str):
        if value in PALETTE and column["name"] in ("kind", "status", "change"):
            return Markup('<span class="swatch" style="--of: var(--{0})">{0}</span>').format(value)
        return linked(value)
    return printed(value, column)


def column_class(facts: Mapping[str, Any], at: int) -> str:
    """How a column is set: numbers to the right, short words unbroken, long ones with room; lists
    of labels and symbols, which break well, with less."""
    if facts["columns"][at]["type"] == "number":
        return "number"
    lines = [line for row in facts["rows"] for line in str(row[at] or "").split("\n")]
    longest = max(map(len, lines), default=0)
    words = " ".join(lines).split()
    if 28 < longest <= 120 and all(re.search(r"\d", word) for word in words):
        return "list"
    return "short" if longest <= 28 else "wide" if longest > 48 else "text"


def papers(labels: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Pairs of symbol and label → labels by document."""
    found: dict[str, list[str]] = {}
    for symbol, label in labels:
        found.setdefault(symbol, []).append(label)
    return found


def svg_address(svg: str) -> Any:
    """An SVG as a data address for an image: a quarter shorter than in base 64.

    Left out is what is not drawn: declaration, comments, metadata, indentation.
    """
    from markupsafe import Markup

    drawing = re.sub(
        r"<!--.*?-->|<metadata>.*?</metadata>", "", svg[svg.find("<svg") :], flags=re.S
    )
    drawing = re.sub(r"\s*\n\s*", " ", drawing).replace("> <", "><").strip()
    if "'" not in drawing:
        drawing = drawing.replace('"', "'")
    # nothing is left that ends an attribute, a tag or an entity
    return Markup("data:image/svg+xml," + quote(drawing, safe=" =:/;,()'.-+*!?{}"))


def moment(time: str) -> str:
    """``2026-01-31T12:00:00+00:00`` → ``2026-01-31 12:00 UTC``."""
    return f"{time[:10]} {time[11:16]} UTC"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class _Prose:
    """Markdown of one notebook as HTML, with nothing raw in it, and its headings for the contents.

    Raw HTML is escaped, images are named but not fetched, headings stand one step lower.
    """

    def __init__(self, notebook: str) -> None:
        import mistune

        self.headings: list[tuple[str, str]] = []  # (id, words) of the second level
        own = self

        class Renderer(mistune.HTMLRenderer):
            def text(self, text: str) -> str:
                return str(linked(text))

            def image(self, text: str, url: str, title: str | None = None) -> str:
                return text

            def link(self, text: str, url: str, title: str | None = None) -> str:
                inner = re.sub(r"</?a\b[^>]*>", "", text)
                if not re.match(r"(?:https?://|#)", url):  # other files aren't beside the page
                    return inner
                return f'<a href="{mistune.escape(self.safe_url(url))}">{inner}</a>'

            def heading(self, text: str, level: int, **attrs: Any) -> str:
                step, place = min(level + 1, 6), ""
                if level == 2:
                    name = f"{notebook}.{len(own.headings) + 1}"
                    own.headings.append((name, re.sub(r"<[^>]+>", "", text)))
                    place = f' id="{name}"'
                return f"<h{step}{place}>{text}</h{step}>\n"

        self._html = mistune.create_markdown(renderer=Renderer(escape=True), plugins=["table"])

    def __call__(self, text: str) -> Any:
        from markupsafe import Markup

        return Markup(self._html(text))
