"""Runs of characters of one look, as files set them, joined to blocks."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from ..records import Block
from ..text import clean

# What a raised number is a power of, and no mark after.
UNIT = re.compile(r"(?:^|[\s\d])(?:[kcm]?m|ha)$")
_TITLE = re.compile(r"(?:S-|ES-|S/)?\d{1,4}[/-]\d{1,4}(?:\s?[A-Z](?:[-–][A-Z])?)?\.(?:\s|$)")
_OFTEN = re.compile(r"(?<=[^\W\d_]) -(?=[^\W\d_])")


Marks = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; a footnote mark stands in `mark` and has no text."""

    text: str
    italic: bool = False
    bold: bool = False
    mark: str = ""


def block(runs: Iterable[Run], kind: str = "", number: str = "", level: int = 0) -> Block | None:
    """One block of runs, or None where they say nothing.

    A mark's position counts in the clean text. What is short and all in bold is a heading, and a
    title where it begins with a resolution's number; other text is a paragraph.
    """
    text, marks, italic = "", [], 0
    spaced, leading = False, True
    bold = plain = 0
    for run in runs:
        if run.mark:
            marks.append((len(text), run.mark))
            continue
        said = clean(run.text)
        if text and said and (spaced or run.text[:1].isspace()):
            text += " "
        spaced = run.text[-1:].isspace() or (spaced and not said)
        text += said
        if run.bold:
            bold += len(said)
        else:
            plain += len(said)
        if leading and said:
            leading = run.italic
            italic = len(text) if run.italic else italic
    if not text and not number:
        return None
    if not kind:
        kind = "paragraph"
        if bold and not plain and len(text.split()) <= 60:
            kind = "title" if _TITLE.match(text) else "heading"
    return Block(text, kind, clean(number), level, tuple(marks), italic)


def mended(text: str) -> str:
    """Text without the space that justified setting leaves before a hyphen ("post -conflict")."""
    return _OFTEN.sub("-", text)


def moved(marks: Marks, text: str) -> Marks:
    """Marks of a text at their places in the mended one."""
    spaces = [space.start() for space in _OFTEN.finditer(text)]
    # A mark may stand before the letter that tells what the hyphen is: then the space is there.
    return tuple((at - bisect(spaces, at - 3), mark) for at, mark in marks)
