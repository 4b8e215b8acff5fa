"""PDF, fourth stage: notes taken from the feet of pages and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ..records import Block
from ..text import clean
from . import hyphens
from .pdf_lines import RAISED_MARK, Line, Page, flow
from .runs import mended

NOTE = re.compile(r"(?P<mark>\d{1,3}|\*{1,3})\s?(?:/|\.)?\s+(?P<text>\S.*)", re.S)
_RULE = re.compile(r"_[_\s]{3,}")
_UNDERSCORES = re.compile(r"(?:[_\s]*+[—–-]++)*+(?=[_\s]*___)[_\s]+|[—–-]{5,}|[\s*•]{1,3}")


@dataclass(slots=True)
class _Note:
    mark: str
    lines: list[Line] = field(default_factory=list)


def parted(pages: Sequence[Page], body: float) -> tuple[list[Page], list[Block]]:
    """Pages without their notes, and the notes with the marks that they begin with."""
    notes: list[_Note] = []
    rest: list[Page] = []
    for page in pages:
        text: list[Line] = []
        for _, column in groupby(page.lines, key=lambda line: line.column):
            lines = list(column)
            start = _foot(lines, page, body, notes[-1].mark if notes else "")
            text += lines[:start]
            text += _taken(lines[start:], notes)
        rest.append(page.having(line for line in text if not _UNDERSCORES.fullmatch(line.text)))
    known = hyphens.vocabulary(line.text for note in notes for line in note.lines)
    blocks = []
    for note in notes:
        runs = flow(note.lines, known, noted=True)
        said = clean("".join(run.text for run in runs))
        said = re.sub(rf"^{re.escape(note.mark)}\s?[/.]?\s+", "", said)
        if said:
            blocks.append(Block(mended(said), "note", note.mark))
    return rest, blocks


def _taken(lines: Sequence[Line], notes: list[_Note]) -> list[Line]:
    """Put the lines below the text into notes; what comes before any note is given back."""
    left = []
    for line in lines:
        if _UNDERSCORES.fullmatch(line.text):
            continue
        if mark := _mark(line, notes[-1].mark if notes else ""):
            notes.append(_Note(mark, [line]))
        elif notes:
            notes[-1].lines.append(line)
        else:
            left.append(line)
    return left


def _mark(line: Line, last: str) -> str:
    """The mark that a line of notes begins with."""
    first = line.pieces[0]
    if first.raised and RAISED_MARK.fullmatch(first.text):
        return first.text.strip(" ,")
    if note := NOTE.match(line.text):
        mark = note["mark"]
        if not mark.isdigit():
            return mark
        # A number at the line's beginning may as well belong to the note's text.
        follows = not last.isdigit() or 0 < int(mark) - int(last) <= 2
        if follows and (len(line.pieces) == 1 or first.text.strip(" ./") == mark):
            return mark
    return ""


def _foot(lines: Sequence[Line], page: Page, body: float, last: str) -> int:
    """Where the notes begin among the lines of a page or column; `last` is the mark before."""
    small = len(lines)
    while small and (
        lines[small - 1].size <= 0.93 * body or _UNDERSCORES.fullmatch(lines[small - 1].text)
    ):
        small -= 1
    for at in _ruled(lines, page):
        # Below the rule: smaller text throughout, or text that begins with a mark.
        if at >= small or (lines[at].pieces[0].raised and _mark(lines[at], last)):
            return at - 1 if at and _UNDERSCORES.fullmatch(lines[at - 1].text) else at
    for at in range(small, len(lines)):
        apart = lines[at].pieces[0].raised or not at or lines[at - 1].size > lines[at].size
        if apart and _mark(lines[at], last):
            return at
    return len(lines)


def _ruled(lines: Sequence[Line], page: Page) -> list[int]:
    """Lines that stand below a short rule, drawn or typed."""
    left, right = min(li.x0 for li in lines), max(li.x1 for li in lines)
    rules = [
        y for x0, x1, y in page.rules
        if x1 - x0 < 0.6 * (right - left) and x0 > left - 40 and x1 < right + 10
    ]  # fmt: skip
    below = []
    above = page.top
    for at, line in enumerate(lines):
        if _RULE.fullmatch(line.text):
            below.append(at + 1)
        elif any(line.y < y < above for y in rules):
            below.append(at)
        above = line.y
    return [at for at in below if at < len(lines)]
