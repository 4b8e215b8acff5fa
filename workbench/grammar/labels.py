"""Labels by which people cite paragraphs: given to what was read, and read again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..records import Paragraph
from .state import Item
from .verbs import operative, verb

__all__ = ["Spot", "labelled", "spot_of"]

_PARTS = {"PP": "preamble", "OP": "operative", "AN": "annex"}


def labelled(items: list[Item], told: list[str]) -> tuple[Paragraph, ...]:
    """Paragraphs under their labels, each unique; `told` grows by what is odd about the numbers."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.part, item.annex), []).append(item)
    for (part, annex), members in groups.items():
        _number(members, "/".join(name for name in (part, annex) if name), bool(annex))
    seen: dict[str, int] = {}
    for item in items:
        if item.parent is not None:
            item.label = item.parent.label + _below(item.parent.number, item.number)
        label = item.label
        count = seen[label] = seen.get(label, 0) + 1
        if count > 1:
            item.label = f"{label}~{count}"
        if item.bare:
            told.append(f"{item.label}: no number is printed")
        elif count > 1:
            told.append(f"{item.label}: this number is printed before")
        if item.missing:
            told.append(f"{item.label}: {item.missing} missing before it")
    return tuple(map(_paragraph, items))


def _below(number: str, shown: str) -> str:
    """A sub-paragraph's number after its parent's label: ``2.1`` below ``2`` adds ``.1``."""
    if re.fullmatch(r"\d+(?:\.\d+)+", shown):
        return shown[len(number) :] if number and shown.startswith(number + ".") else f".{shown}"
    return shown


def _paragraph(item: Item) -> Paragraph:
    opening = verb(item.text)
    if item.kind == "AN" or (item.parent is not None and opening and not operative(item.text)):
        opening = None
    part, notes = _PARTS[item.kind], tuple(item.notes)
    return Paragraph(item.label, part, item.level, item.heading, opening, item.text, notes)


def _number(members: list[Item], prefix: str, annexed: bool) -> None:
    """Labels of the top paragraphs of one part or annex, and what their numbers miss."""
    tops = [item for item in members if item.parent is None]
    numbered = [item for item in tops if item.number and item.kind != "PP"]
    depth = _depth(numbered, max((len(item.path) for item in members), default=0))
    printed = {(item.path[:depth], item.number) for item in numbered}
    among = Counter(item.path[:depth] for item in tops if item.kind == "OP")
    recitals: dict[tuple, int] = {}
    last: dict[tuple, int] = {}  # number, in each section
    loose = running = 0
    for item in tops:
        scope = item.path[:depth]
        base = _base(prefix, ".".join(scope), annexed)
        if item.kind == "PP":
            recitals[scope] = recitals.get(scope, 0) + 1
            item.label = f"{base}PP{recitals[scope]}"
        elif item.number:
            item.label = base + ("" if annexed else "OP") + item.number
            if item.number.isdigit():
                number, before = int(item.number), last.get(scope, 0)
                if number > before + 1 and number != running + 1:
                    first, until = before + 1, number - 1
                    item.missing = f"{first}" if first == until else f"{first} to {until}"
                last[scope], running = max(number, before), number
        elif item.kind == "AN":
            loose += 1
            item.label = f"{prefix}/P{loose}"
        else:
            number = last.get(scope, 0) + 1
            if (scope, str(number)) in printed:  # it takes no number that another has
                number = number - 1 or 1
                last[scope] = last.get(scope, 0)
            else:
                last[scope] = number
            item.label = f"{base}OP{number}"
            item.bare = among[scope] > 1


def _depth(numbered: list[Item], deepest: int) -> int:
    """How many sections a label names: as few as tell every number apart."""
    for depth in range(deepest):
        paths: dict[tuple, set] = {}
        for item in numbered:
            paths.setdefault((item.path[:depth], item.number), set()).add(item.path)
        if all(len(places) == 1 for places in paths.values()):
            return depth
    return deepest


def _base(prefix: str, section: str, annexed: bool) -> str:
    """What stands before the number: ``A/``, ``II/``, ``Annex/``, ``Annex/II.``."""
    if annexed:
        return f"{prefix}/{section}." if section else f"{prefix}/"
    return "".join(f"{name}/" for name in (prefix, section) if name)


# --- read again --------------------------------------------------------------------------------

_LABEL = re.compile(
    r"(?P<before>(?:[^/]+/)*?)(?:(?P<kind>PP|OP)(?P<number>\d+(?:\.\d+)*)(?:~\d+)?(?=[(•.~]|$)"
    r"(?P<rest>.*)|(?P<annex>(?:Annex|Appendix)[^/]*)/(?P<in>.*))",
    re.S,
)
_INNER = re.compile(
    r"(?:(?P<section>[A-Z][^(]*?)\.(?=\d+(?:\.\d+)*(?:[(•~]|$)|\(|•))?"
    r"(?:P(?P<loose>\d+)|(?P<number>\d++(?:\.\d++)*+))?(?:~\d+)?(?P<rest>[(•.~].*)?",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a label says about where its paragraph stands."""

    part: str
    annex: str
    section: tuple[str, ...]
    number: str  # number of the top paragraph, empty where it is only counted
    last: str  # the last component of a sub-paragraph, empty for a top paragraph


def spot_of(paragraph: Paragraph, parts: frozenset[str]) -> Spot:
    """Where a paragraph stands by its label: ``A/OP3(b)`` is part A, number 3, last (b).

    Parameters
    ----------
    paragraph : Paragraph
    parts : frozenset of str
        Letters that are parts of the resolution, and not sections.
    """
    label = _LABEL.fullmatch(paragraph.label)
    before = [name for name in label["before"].split("/") if name] if label else []
    part = before.pop(0) if before and before[0] in parts else ""
    section = tuple(before[0].split(".")) if before else ()
    annex, number, rest = "", "", ""
    if label and label["kind"]:
        number = label["number"] if label["kind"] == "OP" else ""
        rest = label["rest"]
    elif label:
        annex = label["annex"]
        if inner := _INNER.fullmatch(label["in"]):
            section = tuple(inner["section"].split(".")) if inner["section"] else ()
            number, rest = inner["number"] or "", inner["rest"] or ""
    steps = re.findall(r"\([^)]*\)|•\d+|(?:\.\d+)+", re.sub(r"~\d+$", "", rest))
    # without a number above it, a list of an annex stands at the top
    below = paragraph.level > 1 or (annex and not number)
    return Spot(part, annex, section, number, steps[-1] if steps and below else "")
