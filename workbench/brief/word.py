"""A brief as a Word document: a table that a delegation can mark up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from .. import symbols
from ..files import write
from ..redline.files import TEMPLATES, templates
from . import view
from .page import COLOURS
from .records import Brief, Precedent

WIDTHS = (980, 4220, 1500, 2500, 1500)  # twentieths of a point; together the width of the text
NBSP = "\u00a0"
HEADS = ("Draft", "What changes", "Status", "Precedent", "Note")
LOOKS = {
    "b": "<w:b/>",
    "soft": '<w:color w:val="55606C"/>',
    "ins": '<w:color w:val="174F88"/><w:u w:val="single"/>',
    "del": '<w:strike/><w:color w:val="9C2A22"/>',
    "link": '<w:color w:val="175A9C"/>',
    "head": '<w:b/><w:color w:val="FFFFFF"/>',
}


def docx(brief: Brief, path: str | Path) -> Path:
    """Write a brief as a Word document.

    A4 upright; first the summary, then a table: label, what changes, status, precedent, and an
    empty column for notes. The same brief gives the same bytes.

    Raises
    ------
    InputError
        The file can't be written.
    """
    from markupsafe import Markup

    facts = {
        "title": view.plain(view.heading(brief)),
        "date": f"{brief.dated or '1980-01-01'}T00:00:00Z",
        "body": Markup("\n".join(_body(brief))),
    }
    # All that says nothing about redlines is the same in both documents.
    parts: dict[str, Path] = {}
    for folder in ("redline-docx", "brief-docx"):
        for file in sorted(p for p in (TEMPLATES / folder).rglob("*") if p.is_file()):
            name = file.relative_to(TEMPLATES / folder).as_posix()
            parts[name.removesuffix(".j2")] = file
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(parts.items()):
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".j2":
                template = file.relative_to(TEMPLATES).as_posix()
                text = templates().get_template(template).render(facts)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return write(Path(path), content.getvalue())


def _body(brief: Brief) -> Iterator[str]:
    yield _paragraph(_run(view.heading(brief)), "Heading1")
    yield _paragraph(_run(view.subtitle(brief)), "Subtitle")
    for line in view.summary(brief):
        yield _paragraph(_run(f"{line.about}. ", "b") + _run(line.said), "Summary")
    yield _table(brief)
    yield _paragraph(_run("What can’t be said", "b"), "Limit")
    for limit in brief.limits:
        yield _paragraph(_run(limit), "Limit")


def _table(brief: Brief) -> str:
    out = [
        '<w:tbl><w:tblPr><w:tblStyle w:val="Brief"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{w}"/>' for w in WIDTHS),
        "</w:tblGrid>",
        _row([_paragraph(_run(h, "head"), "Cell") for h in HEADS], head=True),
    ]
    part = None
    for row in view.rows(brief):
        if row.part != part:
            part = row.part
            out.append(_band(_run(view.PARTS.get(part, part), "b")))
        was = f" was {row.was}" if row.was and row.was != row.label else ""
        status = ", ".join(row.marks)
        out.append(_row([
            _paragraph(_run(row.label, "b") + _run(was, "soft"), "Cell"),
            _paragraph("".join(_pieces(row.pieces)), "Cell"),
            _paragraph(_run(row.status, "b") + _run(f", {status}" if status else ""), "Cell"),
            "".join(_precedents(row)),
            _paragraph("", "Cell"),
        ], COLOURS[row.status]))  # fmt: skip
    if brief.missing:
        gone = ", ".join(m.label + (" (doubtful)" if m.doubtful else "") for m in brief.missing)
        out.append(_band(_run(f"Missing of {brief.base}: ", "b") + _run(gone)))
    if kept := view.kept(brief):
        out.append(_band(_run("Kept unchanged: ", "b") + _run(kept)))
    return "".join(out) + "</w:tbl>"


def _pieces(pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    signs = {"ins": f"+{NBSP}", "del": f"−{NBSP}"}
    for n, (kind, text) in enumerate(pieces):
        space = " " if n else ""
        yield _run(space + signs.get(kind, ""), "soft") + _run(text, kind)


def _precedents(row: view.Row) -> Iterator[str]:
    found = row.verdict and row.verdict != view.VERDICTS["none"]
    runs = _run(row.verdict, "b" if found else "soft")
    if row.precedents:
        runs += _run(": ") + _places(row.precedents)
    if runs:
        yield _paragraph(runs, "Cell")
    for theme, found in row.themes:
        yield _paragraph(_run(f"{theme}: ", "soft") + _places(found), "Cell")
    if not runs and not row.themes:
        yield _paragraph("", "Cell")


def _places(found: Iterable[Precedent]) -> str:
    return _run("; ").join(
        f'<w:fldSimple w:instr="{escape(_field(symbols.url(p.symbol)))}">'
        f"{_run(f'{p.symbol}{NBSP}{p.label}', 'link')}</w:fldSimple>"
        for p in found
    )


def _field(url: str) -> str:
    return f' HYPERLINK "{url}" '


def _row(cells: list[str], colour: str = "", head: bool = False) -> str:
    edge = f'<w:tcBorders><w:left w:val="single" w:sz="24" w:color="{colour[1:]}"/></w:tcBorders>'
    fill = '<w:shd w:val="clear" w:fill="1B2027"/>'
    out = "<w:tr><w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    for n, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True)):
        look = (edge if colour and not n else "") + (fill if head else "")
        out += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{cell}</w:tc>'
    return out + "</w:tr>"


def _band(runs: str) -> str:
    """A row over the whole width."""
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{sum(WIDTHS)}" '
        f'w:type="dxa"/><w:gridSpan w:val="{len(WIDTHS)}"/><w:shd w:val="clear" w:fill="EEF2F6"/>'
        f"</w:tcPr>{_paragraph(runs, 'Cell')}</w:tc></w:tr>"
    )


def _paragraph(runs: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, look: str = "") -> str:
    if not text:
        return ""
    letters = LOOKS.get(look, "")
    content = escape(view.plain(text), quote=False)
    properties = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{content}</w:t></w:r>'
