"""Frozen records: a resolution as understood, and the blocks that readers make of a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .text import words

__all__ = ["Block", "Footnote", "Paragraph", "Resolution", "record"]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its mark, its text, and the labels of the paragraphs that cite it."""

    mark: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or sub-paragraph under the label by which people cite it."""

    label: str
    part: str
    level: int
    heading: str | None
    verb: str | None
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution as understood: what it is, its paragraphs, its notes, what is odd about it."""

    symbol: str
    title: str
    organ: str
    adopted: date | None
    stage: str = "adopted"
    recommends: str | None = None
    agenda: str | None = None
    signoff: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    warnings: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from . import displays

        return displays.outline(self, {p.label: len(words(p.text)) for p in self.paragraphs})

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # in a notebook's plain text: no words of the document there either
        printer.text(f"<{self.symbol or 'no symbol'}: {len(self.paragraphs)} paragraphs>")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text as a reader hands it on, with what its format knows about it.

    Attributes
    ----------
    text : str
        Clean text: no markup, no footnote marks.
    kind : str
        "title", "heading", "paragraph", "note", "front", or "" where the format doesn't say.
    number : str
        Number, letter or bullet that the format holds apart from the text; of a note its mark.
    level : int
        Depth of a heading or indent of a paragraph, 0 where unknown.
    marks : tuple of (int, str)
        Footnote marks, each with its position in the text.
    italic : int
        How many characters at the beginning are set in italics, 0 where unknown.
    sure : bool
        Kind and level are certain and the block is whole: the words are not asked.
    """

    text: str
    kind: str = ""
    number: str = ""
    level: int = 0
    marks: tuple[tuple[int, str], ...] = ()
    italic: int = 0
    sure: bool = False


def record(resolution: Resolution) -> dict:
    """A resolution as plain values, ready for JSON.

    Returns
    -------
    dict
        symbol, title, organ, adopted (ISO date or None), stage, recommends, agenda, signoff,
        warnings, paragraphs (label, part, level, heading, verb, text, notes) and footnotes
        (mark, text, labels).
    """
    return {
        "symbol": resolution.symbol,
        "title": resolution.title,
        "organ": resolution.organ,
        "adopted": resolution.adopted.isoformat() if resolution.adopted else None,
        "stage": resolution.stage,
        "recommends": resolution.recommends,
        "agenda": resolution.agenda,
        "signoff": resolution.signoff,
        "warnings": list(resolution.warnings),
        "paragraphs": [
            {
                "label": p.label,
                "part": p.part,
                "level": p.level,
                "heading": p.heading,
                "verb": p.verb,
                "text": p.text,
                "notes": list(p.notes),
            }
            for p in resolution.paragraphs
        ],
        "footnotes": [
            {"mark": n.mark, "text": n.text, "labels": list(n.labels)} for n in resolution.footnotes
        ],
    }
