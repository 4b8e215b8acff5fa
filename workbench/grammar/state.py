"""What is known at each point of a text: where a reader is in it, and what is open there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..records import Block

__all__ = ["Item", "State"]

END = 20  # characters that tell how a text ends, however much of it there is


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
    pieces: list[str] = field(default_factory=list)  # of its text
    end: str = ""  # of its text, as much as tells whether it goes on
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

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, block: Block) -> None:
        """Put a block's text and marks at the end; a word parted by a hyphen grows together."""
        text = block.text
        if self.end and text:
            parted = re.search(r"[^\W\d_]-$", self.end[-2:]) and text[:1].islower()
            text = text if parted else f" {text}"
        self.pieces.append(text)
        self.end = (self.end + text[-END:])[-END:]
        self.notes += [mark for _, mark in block.marks]


@dataclass(slots=True, eq=False)
class State:
    """The state of reading: what part, annex, section, paragraph and list we are in."""

    # of the whole text
    organ: str = ""
    number: str = ""  # of its title line
    sure: bool = False  # it tells of each block what it is
    parts: dict[int, str] = field(default_factory=dict)  # letter of a part by id of its block
    lone: str = ""  # letter of a text that is one part of a resolution
    # where we are
    queue: list[Block] = field(default_factory=list)  # what comes, the next block last
    mode: str = "preamble"  # preamble, operative, annex
    part: str = ""
    annex: str = ""
    path: list[tuple[str, str]] = field(default_factory=list)  # style and number of open sections
    heading: str | None = None
    bare: bool = False  # the heading is a number that waits for its words
    fresh: bool = True  # a heading, organ line or the like stands between the last item and now
    signed: bool = False  # the sign-off is passed
    lists: list[tuple[str, int, Item]] = field(default_factory=list)  # style, place, last item
    paused: list[tuple[str, int, Item]] = field(default_factory=list)  # lists before a heading
    inner: int = 0  # numbers that stand before this one in one block
    # what was read
    stage: str = ""
    recommends: str | None = None
    items: list[Item] = field(default_factory=list)
    signoffs: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    bullets: dict[object, int] = field(default_factory=dict)
    annexes: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def last(self) -> Item | None:
        return self.items[-1] if self.items else None

    @property
    def near(self) -> Item | None:
        """The last paragraph, if it stands in the part and annex that we are in."""
        last = self.last
        here = last is not None and (last.part, last.annex) == (self.part, self.annex)
        return last if here else None

    @property
    def owner(self) -> Item | None:
        """The top paragraph that a list now beginning belongs to."""
        if self.mode == "annex" and self.fresh:
            return None
        return self.near.top if self.near else None

    @property
    def following(self) -> Block | None:
        """The next block that has text."""
        return next((block for block in reversed(self.queue) if block.text), None)

    def begin(self, part: str, annex: str) -> None:
        """Begin a part or an annex: no section, heading or list is open in it."""
        self.part, self.annex = part, annex
        self.path, self.heading, self.bare, self.fresh = [], None, False, True
        self.lists, self.paused = [], []

    def begin_annex(self, name: str) -> None:
        """Begin an annex; a second one of its name in the part is told apart by a number."""
        count = self.annexes[self.part, name] = self.annexes.get((self.part, name), 0) + 1
        self.mode, self.signed = "annex", False
        self.begin(self.part, name if count == 1 else f"{name}~{count}")

    def open(self, number: str = "", parent: Item | None = None) -> Item:
        """Open a paragraph where we are."""
        self.paused = []
        kind = {"preamble": "PP", "operative": "OP", "annex": "AN"}[self.mode]
        path = tuple(section for _, section in self.path)
        item = Item(kind, self.part, self.annex, path, self.heading, number, parent)
        self.items.append(item)
        self.fresh = self.bare = False
        return item
