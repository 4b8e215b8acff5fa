"""Resolutions as documents: DOCX, PDF, HTML and registry JSON in the layout of real ones.

    python tests/render.py FOLDER FILE…

What is printed comes from the records' markdown, so that a document says the same in each format;
how it is printed (masthead in a header, a table or a text box; numbers typed or automatic; italics
direct or from a style) changes with the symbol. PDFs are made from the DOCX by LibreOffice.
"""

from __future__ import annotations

import html as markup
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from workbench import readers, symbols
from workbench.grammar.writer import markdown
from workbench.records import Resolution

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LAYOUTS = ("header", "table", "box")  # and "columns", two of them with words broken, on demand


@dataclass(frozen=True)
class Run:
    """Characters of one look; of a footnote mark the number."""

    text: str
    italic: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph as it is printed: what it is, its number, its runs, its depth."""

    kind: str  # organ, symbol, agenda, adopted, title, line, heading, text, signoff
    runs: tuple[Run, ...]
    number: str = ""
    level: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


_INLINE = re.compile(r"<sup>(?P<mark>[^<]+)</sup>|(?<!\\)\*(?P<italic>(?:[^*\\]|\\.)+)\*")
_NUMBER = re.compile(r"(\d+(?:\.\d+)*\.?|\([^)\s]{1,5}\)|•)\s+")


# A word of seven letters or more may be broken after its third, and each third one that follows.
_BREAKABLE = re.compile(r"([^\W\d_]{3})(?=[^\W\d_]{4})")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _runs(text: str) -> tuple[Run, ...]:
    runs, at = [], 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            runs.append(Run(_plain(text[at : found.start()])))
        if found["mark"]:
            runs.append(Run("", mark=found["mark"]))
        else:
            runs.append(Run(_plain(found["italic"]), italic=True))
        at = found.end()
    if at < len(text):
        runs.append(Run(_plain(text[at:])))
    return tuple(runs)


def lines(resolution: Resolution) -> tuple[list[Line], dict[str, str]]:
    """What is printed, in order, and the notes by their marks."""
    found: list[Line] = []
    notes: dict[str, str] = {}
    begun, noted = False, False
    for chunk in markdown(resolution).strip().split("\n\n"):
        if chunk.startswith("<!--"):
            continue
        if chunk == "---":
            noted = True
        elif noted:
            mark, _, text = chunk.removeprefix("<sup>").partition("</sup> ")
            notes[mark] = _plain(text)
        elif chunk.startswith("# "):
            found.append(Line("organ", _runs(chunk[2:])))
        elif chunk.startswith("### "):
            found.append(Line("title", _runs(chunk[4:])))
        elif chunk.startswith(("## Resolution adopted by", "## Draft resolution")) and not begun:
            found.append(Line("adopted", _runs(chunk[3:])))
        elif chunk.startswith("## "):
            found.append(Line("heading", _runs(chunk[3:])))
            begun = True
        elif _plain(chunk) == resolution.symbol and not begun:
            found.append(Line("symbol", _runs(chunk)))
        elif resolution.agenda and _plain(chunk) == resolution.agenda and not begun:
            found.append(Line("agenda", _runs(chunk)))
        elif re.fullmatch(r"\*The [^*]*\*", chunk):
            found.append(Line("line", _runs(chunk)))
            begun = True
        elif resolution.signoff and _plain(chunk) == f"*{resolution.signoff}*":
            found.append(Line("signoff", _runs(chunk)))
        else:
            begun = True
            level = 1
            while chunk.startswith("> "):
                chunk, level = chunk[2:], level + 1
            number = _NUMBER.match(chunk)
            found.append(
                Line(
                    "text", _runs(chunk[number.end() :] if number else chunk),
                    number[1] if number else "", level,
                )
            )  # fmt: skip
    return found, notes


# --- DOCX --------------------------------------------------------------------------------------


def _characters(text: str, look: str = "") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = []
    for piece in re.split(r"(\t|(?<=\w)-(?=\w))", text):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{look}{''.join(pieces)}</w:r>"


def _paragraph(inner: str, style: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inner}</w:p>"


_ONES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def session(symbol: str) -> str:
    """A session as the masthead prints it: "Seventy-third session", "2019 session"."""
    found = re.match(r"\D*(\d+)/", symbols.number(symbol))
    number = int(found[1]) if found else 0
    if not 0 < number < 100:
        return f"{number} session" if number else "Session"
    if number < 20:
        words = _ONES[number - 1]
    else:
        tens = _TENS[number // 10 - 2]
        words = f"{tens}y-{_ONES[number % 10 - 1]}" if number % 10 else f"{tens}ieth"
    return f"{words.capitalize()} session"


class _Document:
    """A DOCX in the making: notes and lists are counted through it."""

    def __init__(self, notes: dict[str, str], layout: str) -> None:
        self.notes, self.layout = notes, layout
        self.used: dict[str, int] = {}
        self.lists: list[tuple[int, int]] = []  # start value of each numbered list, and its level
        self.open = {0: (0, 0)}  # level -> list, last number
        self.italic = '<w:rStyle w:val="Emphasis"/>' if layout == "box" else "<w:i/>"
        marks = list(notes)
        self.start = int(marks[0]) if marks and marks[0].isdigit() else 1
        self.automatic = marks == [str(n) for n in range(self.start, self.start + len(marks))]

    def run(self, run: Run) -> str:
        if not run.mark:
            if self.layout == "columns":
                run = Run(_BREAKABLE.sub("\\1\u00ad", run.text), run.italic)
            return _characters(run.text, self.italic if run.italic else "")
        raised = '<w:vertAlign w:val="superscript"/>'
        # Automatic marks count in the order of reference.
        new = run.mark in self.notes and run.mark not in self.used
        if not new:
            return _characters(run.mark, raised)
        if self.automatic and int(run.mark) != len(self.used) + self.start:
            self.automatic = False
        self.used[run.mark] = len(self.used) + 1
        number = self.used[run.mark]
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        if self.automatic:
            return f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>'
        return (
            f'<w:r>{style}<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
            f"<w:t>{escape(run.mark)}</w:t></w:r>"
        )

    def numbered(self, line: Line) -> str:
        """Properties of an automatic number, or nothing where it has to be typed."""
        if self.layout != "table" or not line.number:
            return ""
        level = line.level - 1
        value = 0
        if level == 0 and re.fullmatch(r"\d+\.", line.number):
            value = int(line.number[:-1])
        elif level == 1 and re.fullmatch(r"\([a-z]\)", line.number):
            value = ord(line.number[1]) - 96
        elif level == 2 and re.fullmatch(r"\([ivx]+\)", line.number):
            value = symbols.roman(line.number[1:-1])
        if not value or (level and level - 1 not in self.open):
            self.open = {k: v for k, v in self.open.items() if k < level}
            return ""
        which, last = self.open.get(level, (0, 0))
        if level == 0 and value != last + 1:
            which = 0
        elif level and value != last + 1:
            return ""
        if not which:
            if level:
                which = self.open[level - 1][0]
                if not which:
                    return ""
            else:
                self.lists.append((value, level))
                which = len(self.lists)
        self.open = {k: v for k, v in self.open.items() if k < level} | {level: (which, value)}
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr>'

    def text(self, line: Line) -> str:
        left = 475 * max(line.level - 2, 0) + (0 if self.layout == "columns" else 1134)
        inner = "".join(map(self.run, line.runs))
        if not line.number:
            return _paragraph(inner, "Text", f'<w:ind w:left="{left}" w:firstLine="475"/>')
        if automatic := self.numbered(line):
            return _paragraph(inner, "Text", automatic)
        if self.layout == "header":  # tabs, as the organization's own documents are typed
            return _paragraph(
                _characters(f"\t{line.number}\t") + inner, "Text",
                f'<w:tabs><w:tab w:val="left" w:pos="{left + 475}"/>'
                f'<w:tab w:val="left" w:pos="{left + 950}"/></w:tabs><w:ind w:left="{left}"/>',
            )  # fmt: skip
        return _paragraph(
            _characters(f"{line.number}\t") + inner, "Text",
            f'<w:tabs><w:tab w:val="left" w:pos="{left + 950}"/></w:tabs>'
            f'<w:ind w:left="{left}" w:firstLine="475"/>',
        )  # fmt: skip


def _masthead(resolution: Resolution, day: str) -> str:
    """A table of two rows: the organization and the symbol, the organ and the distribution."""
    symbol, organ = resolution.symbol, resolution.organ

    def cell(inner: str, width: int) -> str:
        border = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="000000"/></w:tcBorders>'
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}</w:tcPr>{inner}</w:tc>'

    first = re.match(r"[A-Z]*", symbol)
    size = first.end() if first else 0
    large, small = '<w:sz w:val="40"/>', '<w:sz w:val="20"/>'
    stated = _characters(symbol[:size], large) + _characters(symbol[size:], small)
    rows = [
        cell(_paragraph(""), 1200)
        + cell(_paragraph(_characters("United Nations", '<w:sz w:val="28"/>')), 5200)
        + cell(_paragraph(stated, properties='<w:jc w:val="right"/>'), 3200),
        cell(_paragraph(""), 1200)
        + cell(_paragraph(_characters(organ, '<w:b/><w:sz w:val="40"/>')), 5200)
        + cell(_paragraph(_characters("Distr.: General")) + _paragraph(_characters(day)), 3200),
    ]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (1200, 5200, 3200))
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    )


def _box(inner: str) -> str:
    """A text box, in both forms that a word processor writes for it."""
    return (
        "<w:p><w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="6096000" cy="1000000"/>'
        '<wp:docPr id="1" name="Masthead"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="6096000" cy="1000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:shape style="width:480pt;height:79pt"><v:textbox>'
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def _styles(layout: str) -> str:
    """Styles; columns are narrow, so that nothing is set in there but first lines."""

    def style(name: str, paragraph: str = "", run: str = "", kind: str = "paragraph") -> str:
        based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and name != "Normal" else ""
        default = ' w:default="1"' if name == "Normal" else ""
        p = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
        r = f"<w:rPr>{run}</w:rPr>" if run else ""
        return (
            f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{name}"/>'
            f"{based}{p}{r}</w:style>"
        )

    raised = '<w:vertAlign w:val="superscript"/>'
    indent = "" if layout == "columns" else '<w:ind w:left="1134" w:right="1134"/>'
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:cs="Liberation Serif"/>'
        '<w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal")
        + style(
            "Text",
            '<w:spacing w:after="120" w:line="250" w:lineRule="exact"/>'
            f'{indent}<w:jc w:val="both"/>',
        )
        + style("Adopted", f'<w:spacing w:before="360" w:after="240"/>{indent}',
                '<w:b/><w:sz w:val="28"/>')
        + style("Title", '<w:spacing w:before="120" w:after="240"/>'
                '<w:ind w:left="1134" w:right="1134" w:hanging="1000"/>',
                '<w:b/><w:sz w:val="24"/>')
        + style("Heading", f'<w:keepNext/><w:spacing w:before="240" w:after="120"/>{indent}',
                "<w:b/>")
        + style("Running", "", '<w:b/><w:sz w:val="17"/>')
        + style("FootnoteText", '<w:spacing w:line="210" w:lineRule="exact"/>'
                '<w:ind w:left="1134" w:right="1134" w:hanging="200"/>', '<w:sz w:val="17"/>')
        + style("FootnoteReference", run=raised, kind="character")
        + style("Emphasis", run="<w:i/>", kind="character")
        + "</w:styles>"
    )  # fmt: skip


def _numbering(lists: Sequence[tuple[int, int]]) -> str:
    levels = ""
    for level, (kind, text) in enumerate(
        (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
    ):
        left = 1134 + 475 * max(level - 1, 0)
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:pPr><w:tabs>'
            f'<w:tab w:val="num" w:pos="{left + 950}"/></w:tabs>'
            f'<w:ind w:left="{left}" w:firstLine="475"/></w:pPr></w:lvl>'
        )
    out = f'{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">'
    out += f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    for number, (start, level) in enumerate(lists, 1):
        out += (
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
        )
    return out + "</w:numbering>"


def _footnotes(document: _Document) -> str:
    out = (
        f"{HEAD}<w:footnotes {NAMESPACES}>"
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    for mark, number in document.used.items():
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        shown = "<w:footnoteRef/>" if document.automatic else f"<w:t>{escape(mark)}</w:t>"
        inner = f"<w:r>{style}{shown}</w:r>" + _characters("\t" + document.notes[mark])
        out += f'<w:footnote w:id="{number}">{_paragraph(inner, "FootnoteText")}</w:footnote>'
    return out + "</w:footnotes>"


def docx(resolution: Resolution, path: Path, layout: str = "") -> Path:
    """Write a resolution as DOCX; the bytes depend on nothing but the resolution."""
    number = re.findall(r"\d+", resolution.symbol) or ["0"]
    layout = layout or LAYOUTS[int(number[-1]) % len(LAYOUTS)]
    printed, notes = lines(resolution)
    document = _Document(notes, layout)
    cited = {run.mark for line in printed for run in line.runs if run.mark}
    # Notes that no paragraph cites belong to the title.
    orphans = [mark for mark in notes if mark not in cited]
    if orphans:
        document.automatic = False
    adopted = resolution.adopted
    day = f"{adopted.day} {adopted:%B} {adopted.year}" if adopted else ""
    masthead = _masthead(resolution, day)
    body = ""
    if layout == "table":
        body += masthead + _paragraph("")
    elif layout == "box":
        body += _box(masthead + _paragraph(""))
    body += _paragraph(_characters(session(resolution.symbol), "<w:b/>"))
    for line in printed:
        inner = "".join(map(document.run, line.runs)) if line.kind != "text" else ""
        if line.kind == "agenda":
            body += _paragraph(inner)
        elif line.kind == "adopted":
            body += _paragraph(inner, "Adopted")
        elif line.kind == "title":
            number, point, title = line.text.partition(". ")
            title += line.text if not point else ""
            if point:
                inner = _characters(f"{number}.\t{title}")
            for mark in orphans:
                inner += document.run(Run("", mark=mark))
            body += _paragraph(inner, "Title")
        elif line.kind == "line":
            body += _paragraph(inner, "Text", '<w:ind w:left="1134" w:firstLine="475"/>')
        elif line.kind == "heading":
            body += _paragraph(inner, "Heading")
        elif line.kind == "signoff":
            body += _paragraph(inner, "", '<w:spacing w:before="240"/><w:jc w:val="right"/>')
        elif line.kind == "text":
            body += document.text(line)
    columns = '<w:cols w:num="2" w:space="500"/>' if layout == "columns" else ""
    start = f'<w:numStart w:val="{document.start}"/>' if document.start > 1 else ""
    references = (
        '<w:headerReference w:type="default" r:id="rId10"/>'
        '<w:headerReference w:type="first" r:id="rId11"/>'
        '<w:footerReference w:type="default" r:id="rId12"/>'
        '<w:footerReference w:type="first" r:id="rId13"/>'
    )
    counted = f"<w:footnotePr>{start}</w:footnotePr>" if start else ""
    body += (
        f'<w:sectPr>{references}{counted}<w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1440" w:right="1200" w:bottom="1200" w:left="1200" w:header="720" '
        f'w:footer="480"/>{columns}<w:titlePg/></w:sectPr>'
    )
    job = f"{zlib.crc32(resolution.symbol.encode()) % 100000:05}"
    year = f"{adopted.year % 100:02}" if adopted else "00"
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9800"/></w:tabs>'
    ruled = (
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>' + tabs
    )

    def part(kind: str, inner: str) -> str:
        return f"{HEAD}<w:{kind} {NAMESPACES}>{inner}</w:{kind}>"

    def numbered(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    running = _characters(f"{resolution.symbol}\t{resolution.title[:80]}")
    parts = {
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(layout),
        "word/numbering.xml": _numbering(document.lists),
        "word/footnotes.xml": _footnotes(document),
        "word/settings.xml": part(
            "settings",
            f'<w:footnotePr>{start}<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>',
        ),
        "word/header1.xml": part("hdr", _paragraph(running, "Running", ruled)),
        "word/header2.xml": part(
            "hdr", (masthead if layout in ("header", "columns") else "") + _paragraph("")
        ),
        "word/footer1.xml": part(
            "ftr",
            _paragraph(
                numbered("PAGE") + _characters("/") + numbered("NUMPAGES")
                + _characters(f"\t{year}-{job}"), "Running", tabs,
            ),
        ),
        "word/footer2.xml": part(
            "ftr",
            _paragraph(_characters(f"{year}-{job} (E)    010118"))
            + _paragraph(_characters(f"*{year}{job}*")),
        ),
    }  # fmt: skip
    kinds = ("styles", "numbering", "footnotes", "settings", "header", "header", "footer", "footer")
    files = list(parts)[1:]
    ids = ("rId1", "rId2", "rId3", "rId4", "rId10", "rId11", "rId12", "rId13")
    relations = "".join(
        f'<Relationship Id="{i}" Type="{RELATIONS}/{k}" Target="{f.removeprefix("word/")}"/>'
        for i, k, f in zip(ids, kinds, files, strict=True)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(
        f'<Override PartName="/{f}" ContentType="{TYPES}.{k}+xml"/>'
        for f, k in zip(parts, ("document.main", *kinds), strict=True)
    )
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships"><Relationship '
        f'Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
    } | parts
    packed(parts, path)
    return path


def packed(parts: dict[str, str | bytes], path: Path) -> None:
    """Write files into a ZIP whose bytes depend on nothing but them."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def office() -> str | None:
    """LibreOffice's program, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdfs(documents: Iterable[Path], folder: Path) -> None:
    """Write PDFs of DOCX files into a folder, by one call of LibreOffice."""
    program = office()
    if not program:
        raise FileNotFoundError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
             "pdf", "--outdir", str(folder), *map(str, documents)],
            check=True, capture_output=True,
            env={"PATH": "/usr/bin:/bin", "HOME": profile, "SOURCE_DATE_EPOCH": "0"},
        )  # fmt: skip


# --- HTML and registry JSON --------------------------------------------------------------------


def html(resolution: Resolution) -> str:
    """A resolution as a page: as the document site shows it, with marks that link to notes."""
    printed, notes = lines(resolution)

    def run(r: Run) -> str:
        if r.mark:
            return f'<a href="#n{r.mark}"><sup>{r.mark}</sup></a>'
        text = markup.escape(r.text, quote=False)
        return f"<i>{text}</i>" if r.italic else text

    out = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">'
        f"<title>{markup.escape(resolution.symbol)} - Documents</title>",
        "<style>p { margin: 1em }</style><script>var page = 1;</script></head><body>",
        '<nav><a href="/">Home</a> <a href="/search">Search</a></nav>',
        "<table><tr><td>United Nations</td>"
        f"<td>{markup.escape(resolution.symbol)}</td></tr>"
        f"<tr><td>{markup.escape(resolution.organ)}</td><td>Distr.: General</td></tr></table>",
    ]
    for line in printed:
        inner = "".join(map(run, line.runs))
        if line.kind == "text":
            number = f"{line.number}&nbsp;&nbsp;" if line.number else ""
            indent = f' style="margin-left: {2 * line.level}em"' if line.level > 1 else ""
            out.append(f"<p{indent}>{number}{inner}</p>")
        elif line.kind in ("agenda", "line", "signoff"):
            out.append(f"<p>{inner}</p>")
        elif line.kind in ("adopted", "title", "heading"):
            tag = {"adopted": "h1", "title": "h2", "heading": "h3"}[line.kind]
            out.append(f"<{tag}>{inner}</{tag}>")
    if notes:
        out.append("<hr>")
        out += [
            f'<p id="n{mark}"><sup>{mark}</sup> {markup.escape(text, quote=False)}</p>'
            for mark, text in notes.items()
        ]
    return "\n".join([*out, "</body></html>"]) + "\n"


def registry(resolution: Resolution) -> str:
    """A resolution in the registry's form: a list of entries, without notes."""
    entries: list[dict] = []
    for line in lines(resolution)[0]:
        kinds = {"title": "title", "heading": "heading", "text": "paragraph", "line": "paragraph"}
        kind = kinds.get(line.kind, "backmatter" if line.kind == "signoff" else "frontmatter")
        entry: dict = {"text": line.text, "type": kind}
        if line.kind == "text":
            entry["prefix"] = line.number or None
            entry["paragraph_level"] = line.level
        entries.append(entry)
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def everything(resolution: Resolution, folder: Path) -> Path:
    """Write a resolution as DOCX, HTML and JSON into a folder; the path of the DOCX."""
    name = symbols.filename(resolution.symbol)
    (folder / f"{name}.html").write_text(html(resolution), encoding="utf-8")
    (folder / f"{name}.json").write_text(registry(resolution), encoding="utf-8")
    return docx(resolution, folder / f"{name}.docx")


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    before = {path: path.read_bytes() for path in folder.glob("*.docx")}
    made = [everything(readers.read(path), folder) for path in sys.argv[2:]]
    # LibreOffice never writes the same bytes twice: only what has changed is made anew.
    changed = [
        path
        for path in made
        if path.read_bytes() != before.get(path) or not path.with_suffix(".pdf").is_file()
    ]
    if not office():
        print("LibreOffice is not installed: no PDF is made", file=sys.stderr)
    elif changed:
        pdfs(changed, folder)


if __name__ == "__main__":
    main()
