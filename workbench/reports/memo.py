"""The first page as a document for a delegation's file: one to two pages, the same lines.

Made with python-docx and packed anew, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import base64
import io
import math
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..brief.view import plain
from ..matter import MOST, PIECES
from ..matter.lines import PREAMBLE
from ..prose import listed
from ..redline.files import saved
from ..show import place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["memo"]

TITLE = 255  # characters that the format allows as one of its facts
WORDS = (900, 700, 560, 440, 340, 280, 220)  # in a section; the report has them all
PAGES = 2  # that it may have
DRAWN = 7.5  # centimetres that a figure takes
NAMED = 4  # of those that it has no room for
COLOURS = {"new": "2F7CC0", "gone": "A3302A", "otherwise": "8A5F14"}
SOFT, LINK = "55606C", "175A9C"
PAGE, BROAD = 26.5, 17.0  # centimetres that a page has for words and figures
WIDE = 14.0  # of a figure: its smallest letters are of seven points
LEAST = 5  # themes that make a figure
CITED = 2.4  # centimetres that the last lines take


def memo(
    matter: Mapping[str, Any], figures: Iterable[Mapping[str, Any]], title: str, cited: str,
    sure: str = "", limits: Iterable[str] = (),
) -> bytes:  # fmt: skip
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
    sure : str
        How sure the codes are.
    limits : iterable of str
        What can't be said, most important first: of the first its first sentence is told.
    """
    by_name = {figure["name"]: figure for figure in figures}
    document = _empty("")
    limits = list(limits)
    for words in WORDS:  # as many lines as leave room for a figure
        document = _empty(matter["head"]["title"])
        _head(document, matter["head"], title)
        for section in matter["sections"] if matter["head"]["earlier"] else ():
            _section(document, section, matter["head"], words)
        _since(document, matter["head"])
        _limited(document, sure, limits)
        if _height(document) <= PAGES * PAGE - CITED - DRAWN:
            break
    at = _height(document)
    if "composition" in by_name:
        at = _pictured(document, by_name["composition"], at)
    room = PAGES * PAGE - at - CITED
    if "presence" in by_name and room >= DRAWN:
        _pictured(document, _presence(by_name["presence"], min(room, PAGE - at % PAGE)), at)
    _written(document.add_paragraph(style="Small"), [("To cite: ", True), (cited, False)])
    return saved(document)


def _empty(title: str) -> Document:
    """A document with its styles and margins, and no words."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    facts = document.core_properties
    facts.title = textwrap.shorten(plain(title), TITLE, placeholder=" …")
    facts.author, facts.comments = "resolution workbench", ""
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
    if not head["due"]:
        return
    due = " ".join(f"{one}." for one in head["due"])
    _written(document.add_paragraph(), [("Due: ", True), (due, False)])


def _section(
    document: Document, section: Mapping[str, Any], head: Mapping[str, Any], words: int
) -> None:
    from docx.shared import RGBColor

    heading = document.add_heading(section["title"], 2)
    heading.runs[0].font.color.rgb = RGBColor.from_string(COLOURS[section["name"]])
    entries = section["entries"]
    shown = _fitting(entries, words)
    for entry in shown:
        paragraph = document.add_paragraph(style="List Bullet")
        end = "" if entry["subject"].endswith("…") else "."
        if entry["subject"]:
            _written(paragraph, [(f"{entry['subject']}{end} ", True)])
        pieces = entry["pieces"][:PIECES]
        for at, piece in enumerate(pieces):
            said = piece["said"]
            if entry["kind"] != "asked":  # a page has no room for each task
                said = "; ".join(filter(None, (said, piece["more"])))
            _written(paragraph, [(f"{said} " if said else "", False)])
            _link(paragraph, place(piece, head), symbols.url(piece["symbol"]))
            also = f", {piece['echoes']}" if piece["echoes"] else ""
            doubt = f" ({piece['doubt']})" if piece["doubt"] else ""
            after = "; " if at + 1 < len(pieces) else ""
            _written(paragraph, [(f"{also}{doubt}{after}", False)])
        if rest := len(entry["pieces"]) - len(pieces):
            _written(paragraph, [(f"; and {rest} more, in the report", False)])
    more = len(entries) - len(shown)
    if more > 0:
        left = [entry["subject"].removesuffix(" …") for entry in entries[len(shown) :]]
        left = [subject for subject in left if subject]
        left.sort(key=lambda subject: subject != PREAMBLE)  # named first: it is the last entry
        said = f"and {more} more, in the report{f': {listed(left, NAMED)}' if left else ''}"
        _written(document.add_paragraph(style="Small"), [(said, False)])
    if not entries:
        _written(document.add_paragraph(), [(section["nothing"], False)])
    if section.get("also"):
        _written(document.add_paragraph(style="Small"), [(section["also"], False)])


def _fitting(entries: Sequence[Mapping[str, Any]], words: int) -> Sequence[Mapping[str, Any]]:
    """The first entries, as many as have so many words together."""
    left = words
    for at, entry in enumerate(entries[:MOST]):
        told = (f"{piece['said']} {piece['more']}" for piece in entry["pieces"][:PIECES])
        left -= sum(len(text.split()) for text in told)
        if at and left < 0:
            return entries[:at]
    return entries[:MOST]


def _since(document: Document, head: Mapping[str, Any]) -> None:
    if head["since"]:
        said = "; ".join(f"{when}: {', '.join(titles)}" for when, titles in head["since"].items())
        paragraph = document.add_paragraph(style="Small")
        _written(paragraph, [(f"{head['themes']} ", True), (f"{said}.", False)])


def _limited(document: Document, sure: str, limits: Iterable[str]) -> None:
    """How sure it is, and the first of what can't be said, in a line or two."""
    told = (("How sure: ", sure), ("What can’t be said: ", missing(limits)))
    pieces = [piece for name, said in told if said for piece in ((name, True), (f"{said} ", False))]
    if pieces:
        _written(document.add_paragraph(style="Small"), pieces)


def missing(limits: Iterable[str]) -> str:
    """The first sentence of what can't be said, if any is."""
    return "".join(re.split(r"(?<=\.) +(?=[A-Z])", text)[0] for text in islice(limits, 1))


def _height(document: Document) -> float:
    """How long the words are, in centimetres of page after page.

    Nothing here sets lines, so they are counted: a letter is half as wide as high.
    """
    points = 0.0
    for paragraph in document.paragraphs:
        style: Any = paragraph.style
        size = style.font.size or document.styles["Normal"].font.size
        listed = style.name == "List Bullet"
        letters = (BROAD - 0.7 * listed) / 2.54 * 72 / (0.5 * size.pt)
        gaps = [style.paragraph_format.space_before, style.paragraph_format.space_after]
        lines = max(1, -(-len(paragraph.text) // int(letters)))
        points += lines * size.pt * 1.17 + sum(gap.pt for gap in gaps if gap is not None)
    return points * 2.54 / 72


def _presence(figure: Mapping[str, Any], room: float) -> Mapping[str, Any]:
    """The themes of most words in the last member, as many as have room on the page."""
    import pandas as pd

    from .. import drawings, plots

    names = [column["name"] for column in figure["columns"]]
    table = pd.DataFrame(figure["rows"], columns=names)
    measured = table.dropna(subset="n_paragraphs")
    if measured.empty:
        return figure
    last = measured[measured["symbol"] == measured["symbol"].iloc[-1]]
    order = last.sort_values("share_words", ascending=False, kind="stable")["theme"]
    spaces = room, PAGE - CITED  # on the rest of this page, or on a page of its own
    rows = [int((space / WIDE * plots.WIDTH - 1.9) / 0.3) for space in spaces]
    most = next((n for n in rows if n >= LEAST), LEAST)
    title = "What takes most room, and since when?"  # themes or proposed subjects
    drawing = plots.presence(table[table["theme"].isin(order[:most])], title)
    digest = drawings.drawn(drawing)
    return {**figure, "png": drawings.png(drawing, digest)}


def _pictured(document: Document, figure: Mapping[str, Any], at: float) -> float:
    """A figure as wide as it can be read, with its words for those who don't see it; where it
    ends on its page."""
    from docx.shared import Cm, Emu

    drawing = io.BytesIO(base64.b64decode(figure["png"]))
    shape = document.add_paragraph().add_run().add_picture(drawing, width=Cm(WIDE))
    if shape.height > Cm(PAGE - CITED):
        shape.width = Emu(int(shape.width * Cm(PAGE - CITED) / shape.height))
        shape.height = Cm(PAGE - CITED)
    shape._inline.docPr.set("descr", plain(figure["alt"]))
    high = shape.height / Cm(1) + 0.2
    whole = PAGE * math.ceil(at / PAGE)  # where the next page begins
    return at + high if at + high <= whole else whole + high


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
