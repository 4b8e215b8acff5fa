"""Labels by which people cite paragraphs: given to what was read, and read again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Paragraph
from .state import Item
from .verbs import operative, verb


def labelled(items: list[Item], told: list[str]) -> tuple[Paragraph, ...]:
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.part, item.annex), []).append(item)
    for (part, annex), members in groups.items():
        _number(members, "/".join(x for x in (part, annex) if x), bool(annex), told)
    seen: dict[str, int] = {}
    paragraphs = []
    for item in items:
        if item.parent is not None:
            shown = item.number
            top = item.parent.number
            if re.fullmatch(r"\d+(?:\.\d+)+", shown):
                shown = shown[len(top) :] if top and shown.startswith(top + ".") else f".{shown}"
            item.label = item.parent.label + shown
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
        part = {"PP": "preamble", "OP": "operative", "AN": "annex"}[item.kind]
        opening = verb(item.text)
        if item.kind == "AN" or (item.parent is not None and opening and not operative(item.text)):
            opening = None
        paragraphs.append(
            Paragraph(
                item.label, part, item.level, item.heading, opening, item.text, tuple(item.notes)
            )
        )
    return tuple(paragraphs)


def _number(members: list[Item], prefix: str, annexed: bool, told: list[str]) -> None:
    """Labels of the top paragraphs of one part or annex, and what their numbers miss."""
    tops = [i for i in members if i.parent is None]
    numbered = [i for i in tops if i.number and i.kind in ("OP", "AN")]
    depth, deepest = 0, max((len(i.path) for i in members), default=0)
    while depth < deepest:
        paths: dict[tuple, set] = {}
        for item in numbered:
            paths.setdefault((item.path[:depth], item.number), set()).add(item.path)
        if all(len(p) == 1 for p in paths.values()):
            break
        depth += 1

    def base(item: Item) -> str:
        section = ".".join(item.path[:depth])
        if annexed:
            return f"{prefix}/{section}." if section else f"{prefix}/"
        return "".join(f"{x}/" for x in (prefix, section) if x)

    printed = {(i.path[:depth], i.number) for i in numbered}
    operative: dict[tuple, int] = {}
    for item in tops:
        if item.kind == "OP":
            operative[item.path[:depth]] = operative.get(item.path[:depth], 0) + 1
    counts: dict[tuple, int] = {}
    last: dict[tuple, int] = {}
    unnumbered = running = 0
    for item in tops:
        scope = item.path[:depth]
        if item.kind == "PP":
            counts[scope] = counts.get(scope, 0) + 1
            item.label = f"{base(item)}PP{counts[scope]}"
        elif item.kind == "AN" and not item.number:
            unnumbered += 1
            item.label = f"{prefix}/P{unnumbered}"
        elif item.number:
            item.label = base(item) + ("" if annexed else "OP") + item.number
            if item.number.isdigit():
                number, before = int(item.number), last.get(scope, 0)
                if number > before + 1 and number != running + 1:
                    first, until = before + 1, number - 1
                    item.missing = f"{first}" if first == until else f"{first} to {until}"
                last[scope], running = max(number, before), number
        else:
            number = last.get(scope, 0) + 1
            last[scope] = number
            if (scope, str(number)) in printed:
                last[scope] = number - 1
                number = number - 1 or 1
            item.label = f"{base(item)}OP{number}"
            item.bare = operative[scope] > 1


_LABEL = re.compile(
    r"(?P<before>(?:[^/]+/)*?)(?:(?P<kind>PP|OP)(?P<number>\d+(?:\.\d+)*)(?:~\d+)?(?=[(•.~]|$)"
    r"|(?P<annex>(?:Annex|Appendix)[^/]*)/(?P<in>.*))(?P<rest>.*)",
    re.S,
)
_INNER = re.compile(
    r"(?:(?P<section>[A-Z][^(]*?)\.(?=\d+(?:\.\d+)*(?:[(•~]|$)|\(|•))?"
    r"(?:P(?P<loose>\d+)|(?P<number>\d+(?:\.\d+)*))?(?:~\d+)?(?P<rest>[(•.~].*)?",
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
    found = _LABEL.fullmatch(paragraph.label)
    before = [b for b in found["before"].split("/") if b] if found else []  # type: ignore[index]
    part = before.pop(0) if before and before[0] in parts else ""
    section = tuple(before[0].split(".")) if before else ()
    annex, number, rest = "", "", ""
    if found and found["kind"]:
        number = found["number"] if found["kind"] == "OP" else ""
        rest = found["rest"]
    elif found:
        annex = found["annex"]
        if inner := _INNER.fullmatch(found["in"]):
            section = tuple(inner["section"].split(".")) if inner["section"] else ()
            number, rest = inner["number"] or "", inner["rest"] or ""
    rest = re.sub(r"~\d+$", "", rest)
    steps = re.findall(r"\([^)]*\)|•\d+|(?:\.\d+)+", rest)
    last = steps[-1] if steps and paragraph.level > 1 else ""
    if not last and steps:
        last = steps[-1] if not number and annex else ""
    return Spot(part, annex, section, number, last)
