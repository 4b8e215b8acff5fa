"""DOCX: text with styles, notes and lists, whose numbers mostly stand nowhere in the text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import symbols
from ..errors import InputError
from ..records import Block
from ..text import clean
from .runs import Run, block

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LARGEST = 150_000_000  # bytes of all parts together, unpacked
_PART = 20_000_000  # bytes of one XML part, unpacked
_RATIO = 200  # unpacked to packed: XML of real documents stays under 60

_WITHIN = frozenset(
    _W + name
    for name in (
        "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml",
        "dir", "bdo",
    )
)  # fmt: skip
_REMOVED = frozenset((_W + "del", _W + "moveFrom"))
_TRACKED = tuple(_W + name for name in ("ins", "del", "moveTo", "moveFrom"))
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F02D": "-", "F0D8": "•"}
_UNIT = re.compile(r"(?:^|[\s\d])(?:[kcm]?m|ha)$")


def blocks(path: Path) -> tuple[list[Block], list[str]]:
    """Blocks of a DOCX file, and what is odd about it.

    Parameters
    ----------
    path : Path
        The file. Its size unpacked is checked before anything is unpacked.

    Returns
    -------
    tuple of list of Block and list of str
        Tracked changes are read as accepted, which is told in a warning. Of headers only the
        symbol is used.
    """
    from docx import Document

    data = _checked(path)
    try:
        document = Document(io.BytesIO(data))
        reader = _Reader(document)
        found = list(reader.flow(document.element.body))
        stated = _stated(document)
        notes = reader.notes()
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    except RecursionError:
        raise InputError(f"{path}: nested too deeply; save it anew as DOCX") from None
    except Exception as error:  # whatever a broken package makes its libraries say
        reason = clean(str(error)).splitlines()[0][:120] if str(error) else type(error).__name__
        raise InputError(f"{path}: not readable as DOCX ({reason}); save it anew as DOCX") from None
    warnings = ["tracked changes are read as accepted"] if reader.tracked else []
    return [*stated, *found, *notes], warnings


def _checked(path: Path) -> bytes:
    """The file's bytes, if what it unpacks to is of a document's size."""
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file that can be read") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise InputError(f"{path}: a broken ZIP archive; expected DOCX; fetch it again") from None
    names = {f.filename for f in files}
    if not any(name.lower() == "[content_types].xml" for name in names):
        raise InputError(f"{path}: a ZIP archive, but no DOCX; unpack it and give the document")
    large = [
        f for f in files
        if (f.file_size > _PART and f.filename.lower().endswith((".xml", ".rels")))
        or (f.file_size > 5_000_000 and f.file_size > _RATIO * max(f.compress_size, 1))
    ]  # fmt: skip
    if large or sum(f.file_size for f in files) > _LARGEST or len(files) > 5000:
        raise InputError(f"{path}: unpacks to more than any document; expected a resolution's DOCX")
    return data


def _stated(document: Any) -> list[Block]:
    """The symbol, where a header states it."""
    found = []
    for section in document.sections:
        for header in (section.first_page_header, section.header, section.even_page_header):
            if header.is_linked_to_previous:
                continue
            for paragraph in header._element.iter(_W + "p"):
                text = clean("".join(t.text or "" for t in paragraph.iter(_W + "t")))
                if len(text) < 60 and "/" in text and symbols.normal(text):
                    found.append(Block(text, "front"))
        if found:
            return found[:1]
    return []


def _value(element: Any, *steps: str, name: str = "val") -> str | None:
    """An attribute of a descendant, or None."""
    for step in steps:
        if element is None:
            return None
        element = element.find(_W + step)
    return None if element is None else element.get(_W + name)


def _on(element: Any, name: str) -> bool | None:
    """A switch of a run's properties: on, off, or not said."""
    found = element.find(_W + name) if element is not None else None
    return None if found is None else found.get(_W + "val") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says of its characters and paragraphs; None where it says nothing."""

    italic: bool | None = None
    bold: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    number: tuple[str, int] | None = None
    outline: bool = False

    def over(self, below: _Look) -> _Look:
        def first(a: Any, b: Any) -> Any:
            return b if a is None else a

        return _Look(
            first(self.italic, below.italic), first(self.bold, below.bold),
            first(self.raised, below.raised), first(self.hidden, below.hidden),
            first(self.number, below.number), self.outline or below.outline,
        )  # fmt: skip


def _look(characters: Any) -> _Look:
    raised = _value(characters, "vertAlign")
    return _Look(
        _on(characters, "i"),
        _on(characters, "b"),
        None if raised is None else raised == "superscript",
        _on(characters, "vanish"),
    )


@dataclass(slots=True)
class _Level:
    """A level of a numbered list: how it counts, how it is printed, where it begins."""

    kind: str
    text: str
    start: int


class _Numbering:
    """Lists whose numbers are counted, not typed."""

    def __init__(self, element: Any) -> None:
        self.abstract: dict[str, dict[int, _Level]] = {}
        self.linked: dict[str, str] = {}  # abstract list -> the style that defines it
        self.styles: dict[str, str] = {}
        self.lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        if element is None:
            return
        for entry in element.iterfind(_W + "abstractNum"):
            name = entry.get(_W + "abstractNumId")
            self.abstract[name] = dict(self.level(e) for e in entry.iterfind(_W + "lvl"))
            if style := _value(entry, "numStyleLink"):
                self.linked[name] = style
            if style := _value(entry, "styleLink"):
                self.styles[style] = name
        for entry in element.iterfind(_W + "num"):
            name = _value(entry, "abstractNumId") or ""
            name = self.styles.get(self.linked.get(name, ""), name)
            levels, starts = dict(self.abstract.get(name, {})), {}
            for override in entry.iterfind(_W + "lvlOverride"):
                depth = int(override.get(_W + "ilvl") or 0)
                if (own := override.find(_W + "lvl")) is not None:
                    levels[depth] = self.level(own)[1]
                if (start := _value(override, "startOverride")) is not None:
                    starts[depth] = int(start)
            self.lists[entry.get(_W + "numId")] = (name, levels, starts)

    @staticmethod
    def level(element: Any) -> tuple[int, _Level]:
        start = _value(element, "start")
        return int(element.get(_W + "ilvl") or 0), _Level(
            _value(element, "numFmt") or "decimal",
            _value(element, "lvlText") or "",
            int(start) if start else 1 if start is None else 0,
        )

    def next(self, which: str, depth: int) -> str:
        """Count one on, and print it."""
        if which not in self.lists:
            return ""
        name, levels, starts = self.lists[which]
        if depth not in levels:
            return ""
        if levels[depth].kind == "bullet":
            return "•"
        counts = self.counts.setdefault(name, {})
        if depth in starts and (which, depth) not in self.begun:
            counts[depth] = starts[depth] - 1
        self.begun.add((which, depth))
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def shown(found: re.Match) -> str:
            at = int(found[1]) - 1
            level = levels.get(at)
            return _printed(counts.setdefault(at, level.start), level.kind) if level else ""

        return re.sub(r"%(\d)", shown, levels[depth].text)


def _printed(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        text = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26) if number > 0 else ""
    elif kind in ("lowerRoman", "upperRoman"):
        text, rest = "", number
        for value, sign in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
            strict=True,
        ):
            text += sign * (rest // value)
            rest %= value
    elif kind == "none":
        return ""
    else:
        return f"{number:02}" if kind == "decimalZero" else str(number)
    return text.upper() if kind.startswith("upper") else text


@dataclass(slots=True)
class _Reader:
    """What is known while a document is walked through: styles, lists, notes, marks."""

    document: Any
    looks: dict[str, _Look] = field(default_factory=dict)
    usual: _Look = field(default_factory=_Look)
    default: str = ""
    numbering: _Numbering = field(init=False)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # notes by kind and id
    marks: dict[tuple[str, str], str] = field(default_factory=dict)  # their marks, in order
    count: int = 0
    tracked: bool = False
    waiting: list[Run] = field(default_factory=list)  # of a paragraph whose end was deleted
    begun: bool = False  # the resolution's title has passed: tables hold text

    def __post_init__(self) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import parse_xml

        parts = {
            relation.reltype.rpartition("/")[2]: relation.target_part
            for relation in self.document.part.rels.values()
            if not relation.is_external
        }

        def root(name: str) -> Any:
            part = parts.get(name)
            if part is None:
                return None
            element = getattr(part, "element", None)
            return parse_xml(part.blob) if element is None else element

        main = RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition("/")[2]
        for name, element in ((main, self.document.element), *((n, root(n)) for n in (
            "styles", "numbering", "footnotes", "endnotes"))):  # fmt: skip
            if element is not None and element.getroottree().docinfo.doctype:
                raise InputError(f"entities are declared in {name}; no document needs them")
        self.styled(root("styles"))
        self.numbering = _Numbering(root("numbering"))
        for kind in ("footnote", "endnote"):
            entries = root(kind + "s")
            for entry in entries.iterfind(_W + kind) if entries is not None else ():
                if entry.get(_W + "type", "normal") == "normal":
                    runs: list[Run] = []
                    for paragraph in entry.iter(_W + "p"):
                        runs += [*self.runs(paragraph, self.usual, noted=True), Run(" ")]
                    text = clean("".join(r.text for r in runs))
                    self.texts[kind, entry.get(_W + "id")] = text
        settings = root("settings")
        start = _value(settings, "footnotePr", "numStart")
        for section in self.document.element.iter(_W + "sectPr"):
            start = start or _value(section, "footnotePr", "numStart")
        self.count = int(start) - 1 if start and start.isdigit() else 0

    def styled(self, element: Any) -> None:
        if element is None:
            return
        if (defaults := element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")) is not None:
            self.usual = _look(defaults)
        entries = {e.get(_W + "styleId"): e for e in element.iterfind(_W + "style")}

        def look(name: str, seen: frozenset[str] = frozenset()) -> _Look:
            if name in self.looks:
                return self.looks[name]
            entry = entries.get(name)
            if entry is None or name in seen:
                return _Look()
            own = _look(entry.find(_W + "rPr"))
            number = None
            if (which := _value(entry, "pPr", "numPr", "numId")) is not None:
                number = (which, int(_value(entry, "pPr", "numPr", "ilvl") or 0))
            shown = (_value(entry, "name") or "").lower()
            outline = _value(entry, "pPr", "outlineLvl") not in (None, "9") or shown.startswith(
                ("heading", "_ h", "__h", "h1", "h23", "h4", "h56")
            )
            own = _Look(own.italic, own.bold, own.raised, own.hidden, number, outline)
            if based := _value(entry, "basedOn"):
                own = own.over(look(based, seen | {name}))
            self.looks[name] = own
            return own

        for name, entry in entries.items():
            look(name)
            if entry.get(_W + "default") in ("1", "true") and entry.get(_W + "type") == "paragraph":
                self.default = name

    # -- the flow of the text

    def flow(self, parent: Any) -> Iterator[Block]:
        for element in parent.iterchildren():
            if element.tag == _W + "p":
                yield from self.paragraph(element)
            elif element.tag == _W + "tbl":
                yield from self.table(element)
            elif element.tag in _WITHIN:
                self.tracked |= element.tag in _TRACKED
                yield from self.flow(element)

    def table(self, element: Any) -> Iterator[Block]:
        """Rows of a table: one block each, unless its cells hold text or stand in the masthead."""
        for row in element.iterfind(_W + "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self.tracked = True
                continue
            cells = [list(self.flow(cell)) for cell in row.iterfind(_W + "tc")]
            full = [cell for cell in cells if cell]
            longest = max((len(b.text) for cell in full for b in cell), default=0)
            if not self.begun or len(full) < 2 or longest > 300:
                for cell in full:
                    yield from cell
                continue
            runs: list[Run] = []
            for cell in full:
                joined = " ".join(" ".join(filter(None, (b.number, b.text))) for b in cell)
                runs += [Run(" | "), Run(joined)] if runs else [Run(joined)]
                runs += [Run("", mark=mark) for b in cell for _, mark in b.marks]
            if made := block(runs, "paragraph"):
                yield made

    def paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(_W + "pPr")
        style = _value(properties, "pStyle") or self.default
        look = self.looks.get(style, _Look()).over(self.usual)
        for box in self.boxes(element):
            yield from self.flow(box)
        runs = [*self.waiting, *self.runs(element, look)]
        self.waiting = []
        deleted = properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None
        if deleted:
            self.tracked, self.waiting = True, runs
            return
        if properties is not None and properties.find(f"{_W}rPr/{_W}ins") is not None:
            self.tracked = True
        if not any(run.text.strip() or run.mark for run in runs):
            return
        number, level = "", 0
        which = look.number
        if properties is not None and (own := properties.find(_W + "numPr")) is not None:
            given = _value(own, "numId")
            depth = _value(own, "ilvl")
            which = (
                given if given is not None else which[0] if which else "0",
                int(depth) if depth is not None else which[1] if which else 0,
            )
        if which and which[0] != "0":
            number, level = self.numbering.next(*which), which[1] + 1
        outline = look.outline or _value(properties, "outlineLvl") not in (None, "9")
        made = block(runs, number=number, level=level)
        if made is None:
            return
        if outline and made.kind == "paragraph" and len(made.text.split()) <= 40:
            made = replace(made, kind="heading")
        elif made.kind == "heading" and re.fullmatch(r"\d+\.|\([a-z]+\)", number):
            made = replace(made, kind="paragraph")
        self.begun |= made.kind == "title" or made.text.startswith("The ")
        yield made

    def boxes(self, element: Any) -> Iterator[Any]:
        """Text boxes anchored in a paragraph, each once though it may be written in two forms."""
        for box in element.iter(_W + "txbxContent"):
            above = list(box.iterancestors())
            inside = above[: above.index(element)]
            if any(a.tag in (_COMPATIBLE + "Fallback", _W + "txbxContent") for a in inside):
                continue
            yield box
        if not any(True for _ in element.iter(_COMPATIBLE + "Choice")):
            yield from (
                box
                for fallback in element.iter(_COMPATIBLE + "Fallback")
                for box in fallback.iter(_W + "txbxContent")
            )

    # -- within a paragraph

    def runs(self, parent: Any, look: _Look, noted: bool = False) -> Iterator[Run]:
        for element in parent.iterchildren():
            tag = element.tag
            if tag == _W + "r":
                yield from self.run(element, look, noted)
            elif tag in _REMOVED:
                self.tracked = True
            elif tag in _WITHIN:
                self.tracked |= tag in _TRACKED
                yield from self.runs(element, look, noted)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                yield Run("".join(t.text or "" for t in element.iter(_MATH + "t")))

    def run(self, element: Any, look: _Look, noted: bool) -> Iterator[Run]:
        properties = element.find(_W + "rPr")
        if properties is not None:
            own = _look(properties)
            if style := _value(properties, "rStyle"):
                own = own.over(self.looks.get(style, _Look()))
            look = own.over(look)
        if look.hidden:
            return
        custom = element.find(f"{_W}footnoteReference[@{_W}customMarkFollows]")
        if custom is None:
            custom = element.find(f"{_W}endnoteReference[@{_W}customMarkFollows]")
        text = ""
        for child in element.iterchildren():
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "t":
                text += child.text or ""
            elif name in ("tab", "br", "cr", "ptab"):
                text += " "
            elif name == "noBreakHyphen":
                text += "-"
            elif name == "sym":
                text += _SYMBOLS.get((child.get(_W + "char") or "").upper(), "")
            elif name in ("footnoteReference", "endnoteReference") and custom is None:
                if text:
                    yield Run(text, bool(look.italic), bool(look.bold))
                    text = ""
                mark = self.marked(name.removesuffix("Reference"), child.get(_W + "id"))
                yield Run("", mark=mark)
        if custom is not None and text.strip():
            kind = custom.tag.rpartition("}")[2].removesuffix("Reference")
            self.marks[kind, custom.get(_W + "id")] = text.strip()
            yield Run("", mark=text.strip())
        elif look.raised and re.fullmatch(r"\s*\d{1,3}\s*,?\s*|\s*\*{1,3}\s*", text):
            # In a note it is the note's own mark; "km" with a small 2 is a unit, not a reference.
            if not noted:
                yield (
                    Run(text, mark=text.strip(" ,")) if self.refers(element) else Run(text.strip())
                )
        elif text:
            yield Run(text, bool(look.italic), bool(look.bold))

    @staticmethod
    def refers(element: Any) -> bool:
        """Is a raised number a footnote mark, by what stands before it?"""
        before = element.getprevious()
        said = "".join(t.text or "" for t in before.iter(_W + "t")) if before is not None else ""
        return not _UNIT.search(said)

    def marked(self, kind: str, name: str) -> str:
        self.count += 1
        mark = self.marks[kind, name] = str(self.count)
        return mark

    def notes(self) -> list[Block]:
        """Notes as blocks, in the order of their marks in the text."""
        return [
            Block(self.texts[key], "note", mark)
            for key, mark in self.marks.items()
            if self.texts.get(key)
        ]
