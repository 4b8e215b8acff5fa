"""A brief as a Word document: a table that a delegation can mark up."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..displays import PARTS
from ..files import write
from ..redline.files import package, saved
from . import view
from .page import COLOURS
from .records import Brief, Precedent

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

WIDTHS = (980, 4220, 1500, 2500, 1500)  # twentieths of a point; together the width of the text
NBSP = "\u00a0"
HEADS = ("Draft", "What changes", "Status", "Precedent", "Note")
SIGNS = {"ins": f"+{NBSP}", "del": f"−{NBSP}"}
COLOUR = {"soft": "55606C", "ins": "174F88", "del": "9C2A22", "link": "175A9C", "head": "FFFFFF"}
DARK, BAND = "1B2027", "EEF2F6"  # of the row of heads, and of those over the whole width
Piece = tuple[str, str]  # a text and how it looks


def docx(brief: Brief, path: str | Path) -> Path:
    """Write a brief as a Word document.

    A4 upright; first the summary, then a table: label, what changes, status, precedent, and an
    empty column for notes. The same brief gives the same bytes.

    Raises
    ------
    InputError
        The file can't be written.
    """
    import docx

    title = view.plain(view.heading(brief))
    date = f"{brief.dated or '1980-01-01'}T00:00:00Z"
    # All that says nothing about redlines is the same in both documents.
    blank = package("redline-docx", "brief-docx", title=title, date=date)
    document = docx.Document(io.BytesIO(blank))
    _fill(document, brief)
    return write(Path(path), saved(document))


def _fill(document: Document, brief: Brief) -> None:
    def line(style: str, *pieces: Piece) -> None:
        _write(document.add_paragraph(style=style), pieces)

    line("Heading 1", (view.heading(brief), ""))
    line("Subtitle", (view.subtitle(brief), ""))
    for said in view.summary(brief):
        line("Summary", (f"{said.about}. ", "b"), (said.said, ""))
    _table(document, brief)
    line("Limit", ("What can’t be said", "b"))
    for limit in brief.limits:
        line("Limit", (limit, ""))


def _table(document: Document, brief: Brief) -> None:
    table = document.add_table(0, len(WIDTHS), "Brief")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = _twips(width)
    _heads(table)
    part = None
    for row in view.rows(brief):
        if row.part != part:
            part = row.part
            _band(table, [(PARTS.get(part, part), "b")])
        _change(table, row)
    if brief.missing:
        gone = ", ".join(m.label + (" (doubtful)" if m.doubtful else "") for m in brief.missing)
        _band(table, [(f"Missing of {brief.base}: ", "b"), (gone, "")])
    if kept := view.kept(brief):
        _band(table, [("Kept unchanged: ", "b"), (kept, "")])


def _heads(table: Table) -> None:
    cells = _row(table)
    _add(cells[0]._tc.getparent().get_or_add_trPr(), "tblHeader")
    for cell, head in zip(cells, HEADS, strict=True):
        _shade(cell, DARK)
        _write(cell.paragraphs[0], [(head, "head")])


def _change(table: Table, row: view.Row) -> None:
    label, change, status, precedents, _ = _row(table)
    _add(_add(label._tc.get_or_add_tcPr(), "tcBorders"), "left", val="single", sz="24",
         color=COLOURS[row.status][1:])  # fmt: skip
    was = f" was {row.was}" if row.was and row.was != row.label else ""
    _write(label.paragraphs[0], [(row.label, "b"), (was, "soft")])
    for n, (kind, text) in enumerate(row.pieces):
        space = " " if n else ""
        _write(change.paragraphs[0], [(space + SIGNS.get(kind, ""), "soft"), (text, kind)])
    marks = "".join(f", {mark}" for mark in row.marks)
    _write(status.paragraphs[0], [(row.status, "b"), (marks, "")])
    _precedents(precedents, row)


def _precedents(cell: _Cell, row: view.Row) -> None:
    lines: list[tuple[list[Piece], Sequence[Precedent]]] = []
    if row.verdict or row.precedents:
        look = "soft" if row.verdict in ("", view.VERDICTS["none"]) else "b"
        lines.append(([(row.verdict, look), (": " if row.precedents else "", "")], row.precedents))
    lines += [([(f"{theme}: ", "soft")], places) for theme, places in row.themes]
    for n, (pieces, places) in enumerate(lines):
        paragraph = cell.add_paragraph(style="Cell") if n else cell.paragraphs[0]
        _write(paragraph, pieces)
        for k, place in enumerate(places):
            _write(paragraph, [("; " if k else "", "")])
            _link(paragraph, f"{place.symbol}{NBSP}{place.label}", symbols.url(place.symbol))


def _row(table: Table) -> tuple[_Cell, ...]:
    row = table.add_row()
    _add(row._tr.get_or_add_trPr(), "cantSplit")
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = _twips(width)
        cell.paragraphs[0].style = "Cell"
    return row.cells


def _band(table: Table, pieces: Iterable[Piece]) -> None:
    """A row over the whole width."""
    first, *_, last = _row(table)
    cell = first.merge(last)
    _shade(cell, BAND)
    _write(cell.paragraphs[0], pieces)


def _write(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    for text, look in pieces:
        if text:
            _look(paragraph.add_run(view.plain(text)), look)


def _look(run: Run, look: str) -> None:
    from docx.shared import RGBColor

    run.bold = True if look in ("b", "head") else None
    run.underline = True if look == "ins" else None
    run.font.strike = True if look == "del" else None
    if look in COLOUR:
        run.font.color.rgb = RGBColor.from_string(COLOUR[look])


# What python-docx has no words for ----------------------------------------------------------------


def _link(paragraph: Paragraph, text: str, url: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    run = paragraph.add_run(view.plain(text))
    _look(run, "link")
    link = _add(paragraph._p, "hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))
    link.append(run._r)


def _shade(cell: _Cell, colour: str) -> None:
    _add(cell._tc.get_or_add_tcPr(), "shd", val="clear", fill=colour)


def _add(parent: Any, name: str, **values: str) -> Any:
    """An element of WordprocessingML below another one."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def _twips(size: int) -> Any:
    from docx.shared import Twips

    return Twips(size)
