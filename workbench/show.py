"""What a notebook shows: figures, tables, findings and limits, for the page and for the report.

A notebook's cell ends with one of these calls; Jupyter displays what it returns, and
``workbench report`` collects the same output into figures, tables and the report's first page.
Nothing is written to disk: all that the report needs travels in the cell's output, under the
media type ``application/vnd.workbench+json``.

::

    from workbench import show

    show.finding("Of 49 paragraphs of A/RES/74/175, 6 are kept unchanged.", "carried",
                 values={"kept": 6, "paragraphs": 49},      # what "changed since last run" compares
                 labels=links[["later", "later_label"]],    # (symbol, label) pairs it rests on
                 figure="composition")                      # what the report links it to
    show.figure(plots.composition(links), "composition",
                "Half of each renewal is carried over; 2019 added most.")   # alt: the finding
    show.table(links, "links", "Linked paragraphs, 2017 to 2019", formats={"similarity": ".2f"})
    show.prose(f"The series has {len(members)} members.")   # computed words, where they stand
    show.limit("Five members between 2004 and 2017 are not at hand.", "gap")

The object comes first, then its name, then its words. For authors:

- A name is lower case words joined by hyphens, unique in its notebook. Files are named
  ``figures/NOTEBOOK-NAME.svg`` and ``tables/NOTEBOOK-NAME.csv``.
- The alt text of a figure states what is to be seen, with numbers, as the first finding would.
- Findings whose ``rank`` is below `FIRST_PAGE` make the report's first page, all notebooks
  together: lowest first, and in the order of the notebooks where ranks are equal; where there are
  none of these, the first ten. The others stay in their sections. The very first is the run's
  headline. A limit said by several notebooks stands there once.
- Document symbols in full (``A/RES/74/175``) become links to the official documents wherever
  they stand: findings, captions, prose, cells. A value such as *kept* in a column named
  ``kind``, ``status`` or ``change`` gets its colour.
- One call a cell is enough: the last expression of the cell. Several: ``display(a, b)``.
- A figure made by pyplot is closed here, so that it isn't shown twice. A notebook has it as a PNG,
  which JupyterLab shows before it trusts the notebook; a report has SVG as well. Both are the same
  bytes each time; beside them stands a hash of what is drawn, which nbval compares (drawings are
  not compared: fonts and libraries move them by hairs).
- Don't leave other outputs with addresses, times or paths in them.

``PALETTE`` is the one set of colours for figures and report; ``SEQUENCE`` is for series that have
no meaning of their own (themes, entities).
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from . import codebook, drawings, symbols
from .drawings import drawn
from .errors import InputError
from .prose import places, rate

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

__all__ = [
    "figure",
    "table",
    "finding",
    "limit",
    "prose",
    "matter",
    "place",
    "drawn",
    "printed",
    "Shown",
    "MIME",
    "SVG",
    "PALETTE",
    "SEQUENCE",
    "FIRST_PAGE",
]

NOTHING = "nothing"  # label of a figure that only says that there is nothing to draw
SVG = "WORKBENCH_SVG"  # set in the kernels of a report, whose page shows drawings
MIME = "application/vnd.workbench+json"

# Told apart by readers with red-green and blue-yellow blindness and in grey print: a test
# simulates it. What is doubtful, or a hole in the series, is drawn with a hatch as well.
PALETTE = {
    "kept": "#b4bec8",
    "revised": "#dc9a2e",
    "added": "#2f7cc0",
    "dropped": "#a3302a",
    "moved": "#6d7f91",
    "doubtful": "#5b5566",
    "unknown": "#dcdfe3",
    # a mandate's ledger and a provision's fate speak of the same things
    "carried": "#b4bec8",
    "new": "#2f7cc0",
    "addressed": "#6fb5e6",
    "strengthened": "#1d3557",
    "weakened": "#dc9a2e",
    "gone": "#a3302a",
}
SEQUENCE = ("#2f7cc0", "#dc9a2e", "#14796d", "#a3302a", "#58a6d6", "#8b5a9e", "#7a6a4f", "#5b6b7b")

FIRST_PAGE = 100  # ranks below it stand on the first page of the report

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ROWS = 20  # of a long table the notebook prints as many; the output holds them all
_LABELS = 8
_ENTRIES = 12  # of a section of the first page that a notebook prints


class Shown:
    """Something that Jupyter displays and the report collects: a bundle of media types."""

    __slots__ = ("bundle",)

    def __init__(self, bundle: dict[str, Any]) -> None:
        self.bundle = bundle

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return self.bundle

    def __repr__(self) -> str:
        return self.bundle["text/plain"]


def figure(drawing: Figure, name: str, alt: str, *, data: DataFrame | None = None) -> Shown:
    """Show a matplotlib figure.

    Parameters
    ----------
    drawing : matplotlib.figure.Figure
        The figure. If pyplot made it, it is closed.
    name : str
        Short name, unique in the notebook.
    alt : str
        What is to be seen in it, said as a finding.
    data : DataFrame, optional
        The numbers drawn; published as a CSV beside the figure.

    Returns
    -------
    Shown
        PNG, and a hash of what is drawn; in the kernels of a report SVG as well.
    """
    digest = drawn(drawing)
    images = {"image/svg+xml": drawings.svg(drawing, digest)} if os.environ.get(SVG) else {}
    images["image/png"] = drawings.png(drawing, digest)
    drawings.close(drawing)
    facts: dict[str, Any] = {"kind": "figure", "name": _named(name), "alt": alt, "drawn": digest}
    if drawing.get_label() == NOTHING:
        facts["nothing"] = True
    if data is not None:
        facts |= _records(data, {})
    return Shown(
        {
            **images,
            "text/plain": f"{alt} [figure {name}, {digest[:12]}]",
            MIME: facts,
        }
    )


def table(
    frame: DataFrame, name: str, caption: str, *, formats: Mapping[str, str] | None = None
) -> Shown:
    """Show a table.

    Parameters
    ----------
    frame : DataFrame
        The table; an index with a name becomes a column.
    name : str
        Short name, unique in the notebook.
    caption : str
        What a row is.
    formats : mapping of str to str, optional
        Format of a column's numbers, as in ``format(0.5, ".0%")``. The CSV has them in full.

    Returns
    -------
    Shown
        The table as HTML and text, and all its rows.
    """
    facts: dict[str, Any] = {"kind": "table", "name": _named(name), "caption": caption}
    facts |= _records(frame, formats or {})
    rows = [
        [printed(v, c) for v, c in zip(row, facts["columns"], strict=True)] for row in facts["rows"]
    ]
    head = [c["heading"] for c in facts["columns"]]
    more = f"{len(rows) - _ROWS} more rows" if len(rows) > _ROWS else ""
    return Shown(
        {
            "text/html": _html(caption, head, rows[:_ROWS], facts["columns"], more),
            "text/plain": _text(caption, head, rows[:_ROWS], more),
            MIME: facts,
        }
    )


def finding(
    text: str,
    name: str,
    *,
    values: Mapping[str, float | int | str | None] | None = None,
    labels: Iterable[tuple[str, str]] | DataFrame = (),
    figure: str | None = None,
    table: str | None = None,
    topic: str = "",
    rank: float = 1000,
) -> Shown:
    """Show a conclusion in words; it also stands on the report's first page.

    Parameters
    ----------
    text : str
        One or two sentences, computed.
    name : str
        Short name, unique in the notebook.
    values : mapping, optional
        The numbers in the sentence, by name: compared from run to run.
    labels : pairs of symbol and label, or a DataFrame of two columns, optional
        The paragraphs that it rests on.
    figure, table : str, optional
        Name of the figure or table that shows it.
    topic : str
        What it is about, in two or three words: a heading on the report's first page.
    rank : float
        Place among the findings, lowest first; below `FIRST_PAGE` on the report's first page.

    Returns
    -------
    Shown
        The sentence with links to the official documents.
    """
    pairs = labels.itertuples(index=False, name=None) if hasattr(labels, "itertuples") else labels
    named = [[str(symbol), str(label)] for symbol, label in pairs]
    facts = {
        "kind": "finding",
        "name": _named(name),
        "text": text,
        "values": {key: _plain(value) for key, value in (values or {}).items()},
        "labels": named,
        "figure": figure,
        "table": table,
        "topic": topic,
        "rank": rank,
    }
    links = [f"[{symbol} {label}]({symbols.url(symbol)})" for symbol, label in named[:_LABELS]]
    if len(named) > _LABELS:
        links.append(f"{len(named) - _LABELS} more")
    below = f"\n>\n> {', '.join(links)}" if links else ""
    return Shown({"text/markdown": f"> **{text}**{below}", "text/plain": text, MIME: facts})


def limit(text: str, name: str) -> Shown:
    """Show what can't be said, and why; it also stands on the report's first page."""
    facts = {"kind": "limit", "name": _named(name), "text": text}
    return Shown({"text/markdown": f"> *{text}*", "text/plain": text, MIME: facts})


def prose(text: str) -> Shown:
    """Show computed words (markdown) where they stand."""
    return Shown({"text/markdown": text, "text/plain": text, MIME: {"kind": "prose", "text": text}})


def matter(
    head: Mapping[str, Any] | None,
    sections: Iterable[Mapping[str, Any]],
    lines: DataFrame | None = None,
) -> Shown:
    """Show the report's first page: what the last renewal brought, dropped and changed.

    Parameters
    ----------
    head : mapping, optional
        What `matter.head` gives: title, symbol, facts, what is due, since when themes stand.
    sections : iterable of mapping
        What `matter.sections` gives.
    lines : DataFrame, optional
        The table behind it; published as a CSV beside the page.

    Returns
    -------
    Shown
        The page as markdown and text, and all its facts.
    """
    if head is None:
        return prose("No text of this series is at hand, so there is nothing to tell.")
    told_of = list(sections)
    facts = {"kind": "matter", "name": "matter", "head": dict(head), "sections": told_of}
    facts |= {} if lines is None else _records(lines, {})
    above = [f"**{head['title']}** ([{head['symbol']}]({symbols.url(head['symbol'])}))",
             " · ".join(head["facts"]), " ".join(f"{due}." for due in head["due"])]  # fmt: skip
    above = [line for line in above if line]
    marked, plain = ["\n\n".join(above)], ["\n".join([head["title"], *above[1:]])]
    for section in told_of if head["earlier"] else ():
        told = [_told(entry, head) for entry in section["entries"][:_ENTRIES]]
        more = len(section["entries"]) - _ENTRIES
        told += [f"*and {more} more*"] if more > 0 else []
        listed = "\n".join(f"- {line}" for line in told) or section["nothing"]
        listed += f"\n\n{section['also']}" if section.get("also") else ""
        marked.append(f"**{section['title']}**\n\n{listed}")
        plain.append(f"{section['title']}\n{listed.replace('*', '')}")
    return Shown(
        {"text/markdown": "\n\n".join(marked), "text/plain": "\n\n".join(plain), MIME: facts}
    )


def _told(entry: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    """An entry of the first page in markdown."""
    pieces = []
    for piece in entry["pieces"]:
        words = "; ".join(filter(None, (piece["said"], piece["more"])))
        words += " " * bool(words)
        echoes = f"; {piece['echoes']}" if piece["echoes"] else ""
        doubt = f"; {piece['doubt']}" if piece["doubt"] else ""
        pieces.append(f"{words}*({place(piece, head)}{echoes}{doubt})*")
    heading = f"**{entry['subject']}.** " if entry["subject"] else ""
    return f"{heading}{'; '.join(pieces)}"


def place(piece: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    """Where a piece of the first page stands: "OP26", "OP32, was OP26", "A/RES/74/175 OP3",
    "OP17(a) to (c)"."""
    labels = places(piece["labels"])
    if piece["symbol"] != head["symbol"]:
        labels = f"{piece['symbol']} {labels}"
    if piece["was"] and piece["was"] != piece["labels"]:
        labels += f", was {' and '.join(piece['was'])}"
    return labels


def _records(frame: DataFrame, formats: Mapping[str, str]) -> dict[str, Any]:
    """A table as JSON: columns with their types, and rows of plain values."""
    from pandas import api

    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    names = [" · ".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in frame.columns]
    if unknown := sorted(set(formats) - set(names)):
        raise InputError(f"formats: no column {unknown[0]!r}; there are {', '.join(names)}")
    columns = []
    for name, kind in zip(names, frame.dtypes, strict=True):
        number = api.types.is_numeric_dtype(kind) and not api.types.is_bool_dtype(kind)
        heading, unit = _described().get(name, (_spoken(name), ""))
        column = {"name": name, "heading": heading, "type": "number" if number else "text"}
        if number and (form := formats.get(name) or (".0%" if unit == "share" else "")):
            column["format"] = form
        columns.append(column)
    rows = [[_plain(v) for v in row] for row in frame.itertuples(index=False, name=None)]
    return {"columns": columns, "rows": rows}


@cache
def _described() -> dict[str, tuple[str, str]]:
    """Heading and unit of each column, as the codebook describes it."""
    return {row["column"]: (row["heading"], row["unit"]) for row in codebook.load().columns}


def _spoken(name: str) -> str:
    """A heading for a column that the codebook doesn't know."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _plain(value: Any) -> Any:
    """A value as JSON has it; floats to ten digits, which machines agree on."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    if not isinstance(value, float):
        import pandas

        if pandas.isna(value):
            return None
        if hasattr(value, "isoformat"):
            return value.isoformat().removesuffix("T00:00:00")
        if hasattr(value, "item"):  # a number of numpy's
            return _plain(value.item())
        return str(value)
    if math.isnan(value):
        return None
    return float(f"{value:.10g}") if math.isfinite(value) else str(value)


def printed(value: Any, column: Mapping[str, str]) -> str:
    """A value for people: four decimals at most, nothing for what is missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        if "format" in column:
            return rate(value) if column["format"] == ".0%" else format(value, column["format"])
        return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return str(value)


def _html(
    caption: str, head: list[str], rows: list[list[str]], columns: list[dict[str, str]], more: str
) -> str:
    from html import escape

    align = ["right" if c["type"] == "number" else "left" for c in columns]
    th = "".join(
        f'<th style="text-align:{a}">{escape(h)}</th>' for h, a in zip(head, align, strict=True)
    )
    body = "\n".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:{a}">{escape(v)}</td>' for v, a in zip(row, align, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    foot = f'\n<tfoot><tr><td colspan="{len(head)}">{more}</td></tr></tfoot>' if more else ""
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{th}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>{foot}\n</table>"
    )


def _text(caption: str, head: list[str], rows: list[list[str]], more: str) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)] if head else []
    lines = [
        "  ".join(v.ljust(w) for v, w in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join([caption, *lines, *([more] if more else [])])


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InputError(
            f"name {name!r}: lower-case words joined by hyphens expected, as in 'themes-over-years'"
        )
    return name
