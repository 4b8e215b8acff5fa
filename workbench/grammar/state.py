"""The state of reading: what part, annex, section, paragraph and list we are in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .. import symbols
from ..records import Block
from .lines import NUMBERED_HEADING, UNIT
from .numerals import letters, numeral


@dataclass(slots=True, eq=False)
class Item:
    """A paragraph in the making."""

    kind: str  # PP, OP, AN
    part: str
    annex: str
    path: tuple[str, ...]
    heading: str | None
    number: str = ""
    parent: Item | None = None
    text: str = ""
    notes: list[str] = field(default_factory=list)
    label: str = ""
    missing: str = ""  # what is missing before it
    bare: bool = False  # no number is printed, though it has one by its place

    @property
    def level(self) -> int:
        return 1 if self.parent is None else self.parent.level + 1

    @property
    def top(self) -> Item:
        return self if self.parent is None else self.parent.top


def readings(found: re.Match) -> list[tuple[str, int, str]]:
    """Ways to read a printed prefix: style, place in its list, and how a label shows it."""
    if found["dec"]:
        return [("dec", int(found["dec"].rsplit(".", 1)[1]), found["dec"])]
    if found["bul"]:
        return [("bul", 0, "•")]
    value = found["par"] or found["half"] or found["let"]
    shown = f"({value})"
    if value.isdigit():
        return [("digit", int(value), shown)]
    if value.isupper():
        return [("upper", ord(value) - 64, shown)]
    readings = []
    if place := letters(value):
        readings.append(("letter", place, shown))
    if re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", value):
        readings.append(("roman", symbols.roman(value), shown))
    return readings or [("letter", 0, shown)]


DEEPEST = 8


class State:
    """The state of reading: what part, annex, section, paragraph and list we are in."""

    def __init__(self, organ: str) -> None:
        self.organ = organ
        self.items: list[Item] = []
        self.part = self.annex = ""
        self.path: list[tuple[str, str]] = []
        self.heading: str | None = None
        self.bare = False  # the heading is a number that waits for its words
        self.fresh = True  # a heading, organ line or the like stands between the last item and now
        self.mode = "preamble"
        self.lists: list[tuple[str, int, Item]] = []
        self.bullets: dict[object, int] = {}
        self.signoffs: list[str] = []
        self.signed = False
        self.annexes: dict[tuple[str, str], int] = {}

    @property
    def last(self) -> Item | None:
        return self.items[-1] if self.items else None

    def open(self, kind: str, number: str = "", parent: Item | None = None) -> Item:
        item = Item(
            kind,
            self.part,
            self.annex,
            tuple(n for _, n in self.path),
            self.heading,
            number,
            parent,
        )
        self.items.append(item)
        self.fresh = self.bare = False
        return item

    def add(self, item: Item, block: Block) -> None:
        text = block.text
        if item.text and text:
            glue = "" if re.search(r"[^\W\d_]-$", item.text) and text[:1].islower() else " "
            item.text += glue + text
        else:
            item.text += text
        item.notes += [mark for _, mark in block.marks]

    def restart(self) -> None:
        self.path, self.heading, self.bare, self.fresh = [], None, False, True
        self.lists = []

    # -- headings

    def head(self, block: Block) -> None:
        text = re.sub(r"^[*_\s]+|[*_\s]+$", "", block.text)
        before, bare = self.heading, self.bare
        fresh, self.fresh, self.lists = self.fresh, True, []
        if found := UNIT.fullmatch(text):
            unit = found["unit"].capitalize()
            style = "part" if unit in ("Part", "Chapter", "Section", "Title") else "unit"
            self.section(style, f"{unit} {found['number']}")
            self.bare = not found["title"] and not found["point"]
            self.heading = text.rstrip(".") if not found["title"] else text
        elif (found := NUMBERED_HEADING.fullmatch(text)) and self.counts(found["number"]):
            self.section(self.counts(found["number"]), found["number"])
            title = found["title"]
            self.heading = f"{found['number']}. {title}" if title else found["number"]
            self.bare = not title and not found["point"]
        elif bare and before and fresh:
            self.heading = f"{before} {text}" if " " in before else f"{before}. {text}"
            self.bare = False
        elif fresh and before and text[:1].islower():
            self.heading = f"{before} {text}"
        else:
            self.heading, self.bare = text, False

    def counts(self, number: str) -> str:
        """Is a heading's number Roman or a letter? By what comes next in each row."""
        open_ = dict(self.path)
        if len(number) > 1:
            return "roman" if symbols.roman(number) else ""
        if number in "IVXLC":
            roman, letter = open_.get("roman"), open_.get("letter")
            if letter and ord(number) == ord(letter) + 1:
                return "letter"
            if number in "IVX" or (roman and symbols.roman(roman) + 1 == symbols.roman(number)):
                return "roman"
        return "letter"

    def section(self, style: str, number: str) -> None:
        if style != "unit":  # articles and rules stand below numbered headings, never above
            self.path = [step for step in self.path if step[0] != "unit"]
        for depth, (known, _) in enumerate(self.path):
            if known == style:
                del self.path[depth:]
                break
        self.path.append((style, number))

    # -- lists

    def listed(self, found: re.Match, following: re.Match | None) -> Item | None:
        """Open a sub-paragraph; None where there is nothing that it could belong to."""
        ways = readings(found)
        owner = self.lists[-1][2] if self.lists else self.owner()
        if owner is None and self.mode != "annex":
            return None
        if len(ways) > 1:
            ways = self.likely(ways, following)
        for depth in range(len(self.lists) - 1, -1, -1):
            style, place, item = self.lists[depth]
            for kind, value, shown in ways:
                if kind == style and (value == place + 1 or kind == "bul"):
                    return self.enter(depth, kind, value, shown, item.parent)
        kind, value, shown = min(ways, key=lambda way: way[1])
        if value > 1:
            # A gap: the list of the same kind that is open and behind.
            for depth in range(len(self.lists) - 1, -1, -1):
                style, place, item = self.lists[depth]
                for kind, value, shown in ways:
                    if kind == style and value > place:
                        new = self.enter(depth, kind, value, shown, item.parent)
                        new.missing = self.gap(kind, place, value)
                        return new
        else:
            for depth in range(len(self.lists) - 1, -1, -1):
                style, place, item = self.lists[depth]
                if style == kind and (
                    self.lists[-1][2].text[-1:] != ":" or depth < len(self.lists) - 1
                ):
                    return self.enter(depth, kind, value, shown, item.parent)
        depth = len(self.lists)
        if depth >= DEEPEST:  # no resolution lists so deep: a sibling of the last
            depth, owner = depth - 1, self.lists[-1][2].parent
        new = self.enter(depth, kind, value, shown, owner)
        if value > 1:
            new.missing = self.gap(kind, 0, value)
        return new

    def placed(self, found: re.Match, level: int) -> Item | None:
        """Open a sub-paragraph at a level that is known."""
        depth = max(level, 1) - 1
        last = self.last
        if level > 1 and (last is None or last.annex != self.annex or last.part != self.part):
            return None
        parent = last if depth else None
        while parent is not None and parent.level > depth:
            parent = parent.parent
        kind, value, shown = readings(found)[0]
        self.lists = self.lists[:0]
        return self.enter(0, kind, value, shown, parent)

    def likely(self, ways: list, following: re.Match | None) -> list:
        """Letter or Roman: by the next prefix, else by what is open and what is announced."""
        letter, roman = ways
        after = readings(following) if following is not None else []
        next_ = [w for w in ways if any(a[:2] == (w[0], w[1] + 1) for a in after)]
        if len(next_) == 1:
            return next_
        letter_next = any(s == "letter" and p + 1 == letter[1] for s, p, _ in self.lists)
        roman_next = any(s == "roman" and p + 1 == roman[1] for s, p, _ in self.lists)
        announced = bool(self.lists) and self.lists[-1][2].text[-1:] == ":"
        if roman[1] == 1:
            return [letter] if letter_next and not announced else [roman]
        if roman_next or (not letter_next and any(s == "roman" for s, _, _ in self.lists)):
            return [roman]
        return [letter] if letter_next else [letter, roman]

    @staticmethod
    def gap(kind: str, place: int, value: int) -> str:
        def shown(n: int) -> str:
            if kind == "letter":
                return f"({chr(97 + (n - 1) % 26) * (1 + (n - 1) // 26)})"
            return f"({numeral(n)})" if kind == "roman" else f"({n})"

        first, last = shown(place + 1), shown(value - 1)
        return first if first == last else f"{first} to {last}"

    def enter(self, depth: int, kind: str, value: int, shown: str, parent: Item | None) -> Item:
        if kind == "bul":
            # Counted within the paragraph, through all its lists.
            place = parent or (self.part, self.annex)
            value = self.bullets[place] = self.bullets.get(place, 0) + 1  # type: ignore[index]
            shown = f"•{value}"
        del self.lists[depth:]
        item = self.open(
            {"preamble": "PP", "operative": "OP", "annex": "AN"}[self.mode], shown, parent
        )
        self.lists.append((kind, value, item))
        return item

    def owner(self) -> Item | None:
        """The top paragraph that a list now beginning belongs to."""
        last = self.last
        if last is None or last.part != self.part or last.annex != self.annex:
            return None
        if self.mode == "annex" and self.fresh:
            return None
        return last.top
