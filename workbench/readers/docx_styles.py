"""DOCX: what styles say of characters and paragraphs, those that they are based on included."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from .docx_xml import Element, W, switch, value
from .numbering import whole

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says of its characters and paragraphs; None where it says nothing."""

    italic: bool | None = None
    bold: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    number: tuple[str, int] | None = None
    outline: bool = False

    def over(self, below: Look) -> Look:
        """This look where it says something, else the other one."""
        return Look(
            _first(self.italic, below.italic), _first(self.bold, below.bold),
            _first(self.raised, below.raised), _first(self.hidden, below.hidden),
            _first(self.number, below.number), self.outline or below.outline,
        )  # fmt: skip


def _first(one: T | None, other: T | None) -> T | None:
    return other if one is None else one


def characters(properties: Element) -> Look:
    """Look that properties of a run give to its characters."""
    raised = value(properties, "vertAlign")
    return Look(
        switch(properties, "i"),
        switch(properties, "b"),
        None if raised is None else raised == "superscript",
        switch(properties, "vanish"),
    )


@dataclass(frozen=True, slots=True)
class Styles:
    """Looks by the names of styles, the usual look, and the style where none is named."""

    looks: dict[str, Look] = field(default_factory=dict)
    usual: Look = Look()
    default: str = ""

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Styles of a document, whose part may be missing."""
        if root is None:
            return cls()
        entries = {e.get(W + "styleId"): e for e in root.iterfind(W + "style")}
        looks: dict[str, Look] = {}
        for name in entries:
            _inherit(name, entries, looks)
        ordinary = [
            name
            for name, entry in entries.items()
            if entry.get(W + "default") in ("1", "true") and entry.get(W + "type") == "paragraph"
        ]
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        usual = Look() if defaults is None else characters(defaults)
        return cls(looks, usual, ordinary[-1] if ordinary else "")

    def named(self, name: str | None) -> Look:
        return self.looks.get(name or "", Look())


def _inherit(name: str, entries: dict[str, Element], looks: dict[str, Look]) -> None:
    """Put looks of a style and of those that it is based on, which may go round in a circle."""
    chain: dict[str, Look] = {}
    while name in entries and name not in looks and name not in chain:
        chain[name] = _look(entries[name])
        name = value(entries[name], "basedOn") or ""
    below = looks.get(name, Look())
    for style in reversed(chain):
        below = looks[style] = chain[style].over(below)


def _look(entry: Element) -> Look:
    """Look that a style gives itself."""
    said = characters(entry.find(W + "rPr"))
    number = None
    if (which := value(entry, "pPr", "numPr", "numId")) is not None:
        number = (which, whole(value(entry, "pPr", "numPr", "ilvl")))
    outline = value(entry, "pPr", "outlineLvl") not in (None, "9")
    shown = (value(entry, "name") or "").lower()
    heading = shown.startswith(("heading", "_ h", "__h", "h1", "h23", "h4", "h56"))
    return Look(said.italic, said.bold, said.raised, said.hidden, number, outline or heading)
