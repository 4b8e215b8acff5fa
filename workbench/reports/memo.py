"""The first page as a document for a delegation's file: one to two pages, the same lines.

Made with python-docx and packed anew, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..brief.view import plain
from ..redline.files import repacked
from ..show import place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["memo"]

MOST = 10  # entries of a section; the report has them all
COLOURS = {"new": "2F7CC0", "gone": "A3302A", "otherwise": "8A5F14"}
SOFT, LINK = "55606C", "175A9C"
FIGURES = ("composition", "presence")  # names of the two that are shown
WIDE, HIGH = 8.0, 6.5  # centimetres at most: two stand side by side


def memo(
    matter: Mapping[str, Any], figures: Iterable[Mapping[str, Any]], title: str, cited: str
) -> bytes:
    """The memo of a series.

    Parameters
    ----------
    matter : mapping
        What `show.matter` shows: head and sections.
    figures : iterable of mapping
        What `show.figure` shows, with ``name``, ``alt`` and ``png``.
    title : str
        Of the series.
    cited : str
        How the report is cited.
    """
    by_name = {figure["name"]: figure for figure in figures}
    document = _empty(matter["head"]["title"])
    _head(document, matter["head"], title)
    for section in matter["sections"] if matter["head"]["earlier"] else ():
        _section(document, section, matter["head"])
    _since(document, matter["head"])
    _figures(document, [by_name[name] for name in FIGURES if name in by_name])
    _written(document.add_paragraph(style="Small"), [("To cite: ", True), (cited, False)])
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def _empty(title: str) -> Document:
    """A document with its styles and margins, and no words."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    facts = document.core_properties
    facts.title, facts.author, facts.comments = plain(title), "resolution workbench", ""
    facts.created = facts.modified = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes each time
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.6)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after = Pt(3)
    for name, size, before in (("Heading 1", 15, 0), ("Heading 2", 11.5, 6)):
        style = document.styles[name]
        fonts = style.element.rPr.rFonts  # those of the theme go before a name
        for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[theme]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0x1B, 0x20, 0x27)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(2)
    entry = document.styles["List Bullet"]
    entry.font.size, entry.paragraph_format.space_after = Pt(9), Pt(1.5)
    small = document.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = normal, Pt(8)
    small.font.color.rgb = RGBColor.from_string(SOFT)
    return document


def _head(document: Document, head: Mapping[str, Any], title: str) -> None:
    if title != head["title"]:
        _written(document.add_paragraph(style="Small"), [(title, False)])
    document.add_heading(plain(head["title"]), 1)
    facts = document.add_paragraph()
    _link(facts, head["symbol"], symbols.url(head["symbol"]))
    _written(facts, [(f" · {' · '.join(head['facts'])}", False)])
    due = " ".join(f"{one}." for one in head["due"])
    _written(document.add_paragraph(), [("Due: ", True), (due, False)])


def _section(document: Document, section: Mapping[str, Any], head: Mapping[str, Any]) -> None:
    from docx.shared import RGBColor

    heading = document.add_heading(section["title"], 2)
    heading.runs[0].font.color.rgb = RGBColor.from_string(COLOURS[section["name"]])
    entries = section["entries"]
    for entry in entries[:MOST]:
        paragraph = document.add_paragraph(style="List Bullet")
        end = "" if entry["subject"].endswith("…") else "."
        _written(paragraph, [(f"{entry['subject']}{end} ", True)])
        for at, piece in enumerate(entry["pieces"]):
            _written(paragraph, [(f"{piece['said']} " if piece["said"] else "", False)])
            _link(paragraph, place(piece, head), symbols.url(piece["symbol"]))
            also = f", {piece['echoes']}" if piece["echoes"] else ""
            doubt = " (doubtful)" if piece["doubtful"] else ""
            after = "; " if at + 1 < len(entry["pieces"]) else ""
            _written(paragraph, [(f"{also}{doubt}{after}", False)])
    more = len(entries) - MOST
    if more > 0:
        said = f"and {more} more, in the report"
        _written(document.add_paragraph(style="Small"), [(said, False)])
    if not entries:
        _written(document.add_paragraph(), [(section["nothing"], False)])


def _since(document: Document, head: Mapping[str, Any]) -> None:
    if head["since"]:
        said = "; ".join(f"{year}: {', '.join(titles)}" for year, titles in head["since"].items())
        paragraph = document.add_paragraph(style="Small")
        _written(paragraph, [(f"{head['themes']} here since ", True), (f"{said}.", False)])


def _figures(document: Document, figures: Sequence[Mapping[str, Any]]) -> None:
    """Figures side by side, each with its words for those who don't see it."""
    from docx.shared import Cm, Emu

    if not figures:
        return
    paragraph = document.add_paragraph()
    for figure in figures:
        drawing = io.BytesIO(base64.b64decode(figure["png"]))
        shape = paragraph.add_run().add_picture(drawing, width=Cm(WIDE))
        if shape.height > Cm(HIGH):
            shape.width = Emu(int(shape.width * Cm(HIGH) / shape.height))
            shape.height = Cm(HIGH)
        shape._inline.docPr.set("descr", plain(figure["alt"]))


def _written(paragraph: Paragraph, pieces: Iterable[tuple[str, bool]]) -> None:
    """Words in a paragraph, bold or not."""
    for text, bold in pieces:
        if text:
            paragraph.add_run(plain(text)).bold = bold or None


def _link(paragraph: Paragraph, text: str, url: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import RGBColor

    run = paragraph.add_run(plain(text))
    run.font.color.rgb = RGBColor.from_string(LINK)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))
    paragraph._p.append(link)
    link.append(run._r)
