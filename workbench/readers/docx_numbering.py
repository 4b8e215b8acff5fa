"""DOCX: lists whose numbers are counted, not typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .docx_xml import Element, W, value
from .numbering import printed, whole

_DEPTHS = range(9)  # levels that a list may have
_LABEL = 40  # characters of the text that is printed around the numbers of all levels
_KINDS = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "decimalZero": "01", "none": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a numbered list: how it counts, how it is printed, where it begins."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the one that it counts on with, its levels, and where it starts anew."""

    name: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Lists of a document and how far each has counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """Lists of a document, whose part may be missing."""
        if root is None:
            return cls()
        levels: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}  # list -> the style that defines it
        styles: dict[str, str] = {}
        for entry in root.iterfind(W + "abstractNum"):
            name = entry.get(W + "abstractNumId")
            levels[name] = {
                depth: _level(e)
                for e in entry.iterfind(W + "lvl")
                if (depth := whole(e.get(W + "ilvl"))) in _DEPTHS
            }
            if style := value(entry, "numStyleLink"):
                linked[name] = style
            if style := value(entry, "styleLink"):
                styles[style] = name
        lists: dict[str, _List] = {}
        for entry in root.iterfind(W + "num"):
            name = value(entry, "abstractNumId") or ""
            name = styles.get(linked.get(name, ""), name)
            lists[entry.get(W + "numId")] = _overridden(name, levels.get(name, {}), entry)
        return cls(lists)

    def next(self, which: str, depth: int) -> str:
        """Count one on, and print it."""
        entry = self.lists.get(which)
        if entry is None or depth not in entry.levels:
            return ""
        level = entry.levels[depth]
        if level.kind == "bullet":
            return "•"
        counts = self.counts.setdefault(entry.name, {})
        if depth in entry.starts and (which, depth) not in self.begun:
            counts[depth] = entry.starts[depth] - 1
        self.begun.add((which, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def shown(place: re.Match) -> str:
            at = int(place[1]) - 1
            if at not in entry.levels:
                return ""
            count = counts.setdefault(at, entry.levels[at].start)
            return printed(count, _KINDS.get(entry.levels[at].kind, "1"))

        return re.sub(r"%(\d)", shown, level.text)


def _level(element: Element) -> _Level:
    return _Level(
        value(element, "numFmt") or "decimal",
        (value(element, "lvlText") or "")[:_LABEL],
        whole(value(element, "start"), 1),
    )


def _overridden(name: str, levels: dict[int, _Level], entry: Element) -> _List:
    """A list with what its entry says otherwise than the list that it is an instance of."""
    changed, starts = dict(levels), {}
    for override in entry.iterfind(W + "lvlOverride"):
        depth = whole(override.get(W + "ilvl"))
        if depth not in _DEPTHS:
            continue
        if (level := override.find(W + "lvl")) is not None:
            changed[depth] = _level(level)
        if (start := value(override, "startOverride")) is not None:
            starts[depth] = whole(start)
    return _List(name, changed, starts)
