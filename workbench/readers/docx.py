"""DOCX: text with styles, notes and lists, whose numbers mostly stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import InputError
from ..records import Block
from ..text import clean
from . import docx_package, docx_styles, tables
from .docx_numbering import Numbering
from .docx_styles import Look, Styles
from .docx_xml import COMPATIBLE, MATH, Element, W, local, value
from .numbering import whole
from .protocol import Blocks
from .runs import UNIT, Run, block

_WITHIN = frozenset(
    W + name
    for name in (
        "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml",
        "dir", "bdo",
    )
)  # fmt: skip
_REMOVED = frozenset((W + "del", W + "moveFrom"))
_TRACKED = tuple(W + name for name in ("ins", "del", "moveTo", "moveFrom"))
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F02D": "-", "F0D8": "•"}
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_RAISED = re.compile(r"\d{1,3}(?:\s*,)?|\*{1,3}")


def read(path: Path) -> Blocks:
    """Blocks of a DOCX file, whose size unpacked is checked before anything is unpacked.

    Tracked changes are read as accepted, which is told in a warning. Of headers only the symbol
    is used.
    """
    try:
        document = docx_package.opened(path)
        walk = _Walk.of(docx_package.roots(document))
        text = list(walk.flow(document.element.body))
        stated = docx_package.stated(document)
    except InputError:
        raise
    except RecursionError:
        raise InputError("nested too deeply; save it anew as DOCX") from None
    except Exception as error:  # whatever a broken package makes its libraries say
        reason = clean(str(error)).splitlines()[0][:120] if str(error) else type(error).__name__
        raise InputError(f"not readable as DOCX ({reason}); save it anew as DOCX") from None
    warnings = ["tracked changes are read as accepted"] if walk.tracked else []
    return Blocks.of([*stated, *text, *walk.notes()], warnings)


@dataclass(slots=True)
class _Walk:
    """What is known while a document is walked through: styles, lists, notes, marks."""

    styles: Styles
    numbering: Numbering
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # notes by kind and id
    marks: dict[tuple[str, str], str] = field(default_factory=dict)  # their marks, in order
    count: int = 0  # of the notes that are numbered by themselves
    tracked: bool = False
    waiting: list[Run] = field(default_factory=list)  # of a paragraph whose end was deleted
    begun: bool = False  # the resolution's title has passed: tables hold text

    @classmethod
    def of(cls, roots: dict[str, Element]) -> _Walk:
        walk = cls(Styles.of(roots.get("styles")), Numbering.of(roots.get("numbering")))
        for kind in ("footnote", "endnote"):
            for entry in roots[kind + "s"].iterfind(W + kind) if kind + "s" in roots else ():
                if entry.get(W + "type", "normal") == "normal":
                    walk.texts[kind, entry.get(W + "id")] = walk.note(entry)
        start = value(roots.get("settings"), "footnotePr", "numStart")
        for section in roots["document"].iter(W + "sectPr"):
            start = start or value(section, "footnotePr", "numStart")
        walk.count = whole(start, 1) - 1
        return walk

    # -- the flow of the text

    def flow(self, parent: Element) -> Iterator[Block]:
        for element in parent.iterchildren():
            if element.tag == W + "p":
                yield from self.paragraph(element)
            elif element.tag == W + "tbl":
                yield from self.table(element)
            elif element.tag in _WITHIN:
                self.tracked |= element.tag in _TRACKED
                yield from self.flow(element)

    def table(self, element: Element) -> Iterator[Block]:
        for row in element.iterfind(W + "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.tracked = True
                continue
            cells = [list(self.flow(cell)) for cell in row.iterfind(W + "tc")]
            yield from tables.row(cells, self.begun)

    def paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(W + "pPr")
        style = self.styles.named(value(properties, "pStyle") or self.styles.default)
        for box in _boxes(element):
            yield from self.flow(box)
        runs, self.waiting = self.waiting, []
        runs += self.runs(element, style.over(self.styles.usual))
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.tracked, self.waiting = True, runs
            return
        if properties is not None and properties.find(f"{W}rPr/{W}ins") is not None:
            self.tracked = True
        if not any(run.text.strip() or run.mark for run in runs):
            return
        number, level = "", 0
        which = _numbered(properties, style.number)
        if which and which[0] != "0":
            number, level = self.numbering.next(*which), which[1] + 1
        made = block(runs, number=number, level=level)
        if made is None:
            return
        outline = style.outline or value(properties, "outlineLvl") not in (None, "9")
        if outline and made.kind == "paragraph" and len(made.text.split()) <= 40:
            made = replace(made, kind="heading")
        elif made.kind == "heading" and re.fullmatch(r"\d+\.|\([a-z]+\)", number):
            made = replace(made, kind="paragraph")
        self.begun |= made.kind == "title" or made.text.startswith("The ")
        yield made

    # -- within a paragraph

    def runs(self, parent: Element, look: Look, noted: bool = False) -> Iterator[Run]:
        for element in parent.iterchildren():
            tag = element.tag
            if tag == W + "r":
                yield from self.run(element, look, noted)
            elif tag in _REMOVED:
                self.tracked = True
            elif tag in _WITHIN:
                self.tracked |= tag in _TRACKED
                yield from self.runs(element, look, noted)
            elif isinstance(tag, str) and tag.startswith(MATH):
                yield Run("".join(t.text or "" for t in element.iter(MATH + "t")))

    def run(self, element: Element, look: Look, noted: bool) -> Iterator[Run]:
        properties = element.find(W + "rPr")
        if properties is not None:
            said = docx_styles.characters(properties)
            if style := value(properties, "rStyle"):
                said = said.over(self.styles.named(style))
            look = said.over(look)
        if look.hidden:
            return
        custom = _custom(element)
        text = ""
        for child in element.iterchildren():
            name = local(child)
            if name == "t":
                text += child.text or ""
            elif name in _CHARACTERS:
                text += _CHARACTERS[name]
            elif name == "sym":
                text += _SYMBOLS.get((child.get(W + "char") or "").upper(), "")
            elif name in ("footnoteReference", "endnoteReference") and custom is None:
                if text:
                    yield Run(text, bool(look.italic), bool(look.bold))
                    text = ""
                yield Run("", mark=self.counted(child))
        if custom is not None and text.strip():
            self.marks[_key(custom)] = text.strip()
            yield Run("", mark=text.strip())
        elif look.raised and _RAISED.fullmatch(text.strip()):
            # In a note it is the note's own mark; "km" with a small 2 is a unit, not a reference.
            if not noted:
                yield Run(text, mark=text.strip(" ,")) if _refers(element) else Run(text.strip())
        elif text:
            yield Run(text, bool(look.italic), bool(look.bold))

    # -- notes

    def counted(self, reference: Element) -> str:
        """The next number, as mark of the note that is referred to."""
        self.count += 1
        mark = self.marks[_key(reference)] = str(self.count)
        return mark

    def note(self, entry: Element) -> str:
        runs: list[Run] = []
        for paragraph in entry.iter(W + "p"):
            runs += [*self.runs(paragraph, self.styles.usual, noted=True), Run(" ")]
        return clean("".join(run.text for run in runs))

    def notes(self) -> list[Block]:
        """Notes as blocks, in the order of their marks in the text."""
        return [
            Block(self.texts[key], "note", mark)
            for key, mark in self.marks.items()
            if self.texts.get(key)
        ]


def _numbered(properties: Element | None, usual: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level of a paragraph: its own, where it states one, else those of its style."""
    entry = None if properties is None else properties.find(W + "numPr")
    if entry is None:
        return usual
    which, depth = usual or ("0", 0)
    given = value(entry, "numId")
    return which if given is None else given, whole(value(entry, "ilvl"), depth)


def _boxes(element: Element) -> list[Element]:
    """Text boxes anchored in a paragraph, each once though it may be written in two forms.

    Boxes within them are found by the paragraphs of theirs in which they are anchored.
    """
    boxes: list[Element] = []
    older: list[Element] = []  # the second form, read where the first is missing
    chosen = False
    waiting = [(child, False) for child in reversed(element)]
    while waiting:
        child, fallback = waiting.pop()
        if child.tag == W + "txbxContent":
            (older if fallback else boxes).append(child)
            continue
        chosen |= child.tag == COMPATIBLE + "Choice"
        fallback |= child.tag == COMPATIBLE + "Fallback"
        waiting += ((inner, fallback) for inner in reversed(child))
    return boxes if chosen else boxes + older


def _custom(run: Element) -> Element | None:
    """The reference in a run whose mark is typed."""
    for kind in ("footnote", "endnote"):
        reference = run.find(f"{W}{kind}Reference[@{W}customMarkFollows]")
        if reference is not None:
            return reference
    return None


def _key(reference: Element) -> tuple[str, str]:
    """Kind and id of the note that is referred to."""
    return local(reference).removesuffix("Reference"), reference.get(W + "id")


def _refers(run: Element) -> bool:
    """Is a raised number a footnote mark, by what stands before it?"""
    before = run.getprevious()
    said = "".join(t.text or "" for t in before.iter(W + "t")) if before is not None else ""
    return not UNIT.search(said)
