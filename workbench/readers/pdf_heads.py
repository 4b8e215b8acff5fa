"""PDF, second stage: running heads, page and job numbers taken off the edges of pages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .. import symbols
from ..text import words
from .pages import SIGNS
from .pdf_lines import Line, Page
from .pdf_notes import NOTE

_DEBRIS = re.compile(
    rf"(?:(?>V\.\d{{2}}-\d{{5}}.{{0,30}}$|\d+\s?/\s?\d+|{SIGNS}|\d+|[ivxl]+|\(?[EFSRAC]\)?)\s*+)++"
)
# Heights on a page, 0 at the bottom and 1 at the top, between which no edge is.
_FOOT, _HEAD = 0.12, 0.86
_SKELETON = (0.1, 0.88)

Skeleton = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Edges:
    """What the edges of a document's pages print.

    Attributes
    ----------
    repeated : set of Skeleton
        Lines that come again on many pages.
    title : str
        Words of the title as the first page prints it, in bold or large.
    body : float
        Size of most of the text.
    """

    repeated: frozenset[Skeleton]
    title: str
    body: float

    @classmethod
    def of(cls, pages: Sequence[Page], body: float) -> _Edges:
        seen: Counter[Skeleton] = Counter()
        low, high = _SKELETON
        for page in pages:
            edge = [li for li in page.lines if not low < page.height(li) < high and not _noted(li)]
            seen.update({_skeleton(line) for line in edge})
        often = max(1, 0.2 * len(pages))
        title = " ".join(
            " ".join(words(line.text))
            for line in pages[0].lines
            if line.bold or line.size > body * 1.05
        )
        return cls(frozenset(s for s, times in seen.items() if times > often), title, body)

    def repeats(self, line: Line) -> bool:
        return not _noted(line) and _skeleton(line) in self.repeated

    def heads(self, line: Line, rule: float) -> bool:
        """Is a line at the head of a page no text of it?"""
        said = " ".join(words(line.text))
        return (
            line.y > rule
            or bool(_DEBRIS.fullmatch(line.text))
            or self.repeats(line)
            or bool(symbols.normal(re.sub(r"\s*[Pp]age \d+$", "", line.text)))
            or (line.size < 0.93 * self.body and bool(said) and said in self.title)
        )

    def foots(self, line: Line) -> bool:
        """Is a line at the foot of a page no text of it?"""
        return bool(_DEBRIS.fullmatch(line.text)) or self.repeats(line)


def headless(pages: Sequence[Page], body: float) -> list[Page]:
    """Pages without running heads, page numbers and job numbers."""
    edges = _Edges.of(pages, body)
    return [_headless(page, edges, first=not number) for number, page in enumerate(pages)]


def _headless(page: Page, edges: _Edges, first: bool) -> Page:
    lines = page.lines
    start, end = 0, len(lines)
    if not first:  # the masthead is no running head
        rule = max((y for x0, x1, y in page.rules if _heading(page, x0, x1, y)), default=math.inf)
        while start < end and page.height(lines[start]) > _HEAD and edges.heads(lines[start], rule):
            start += 1
    while end > start and page.height(lines[end - 1]) < _FOOT and edges.foots(lines[end - 1]):
        end -= 1
    # A job number may stand above the page's last line of text where notes run on.
    return page.having(
        line
        for line in lines[start:end]
        if not (page.height(line) < _FOOT and line.text[3:] and _DEBRIS.fullmatch(line.text))
    )


def _heading(page: Page, x0: float, x1: float, y: float) -> bool:
    """Does a rule part a running head from the text?"""
    return x1 - x0 > 0.3 * page.width and (y - page.bottom) > 0.88 * (page.top - page.bottom)


def _skeleton(line: Line) -> Skeleton:
    """What a line has in common with others at the edge of pages: words, page number, height."""
    parts = re.fullmatch(r"(\d{1,4})?\s*+(.*?)\s*(\d{1,4})?", line.text, re.S)
    number = (parts[1] or parts[3]) if parts else None
    if not parts or not number or (parts[1] and parts[3]):
        return line.text.lower(), 0, round(line.y)
    return parts[2].lower(), int(number) - line.page, round(line.y)


def _noted(line: Line) -> bool:
    """Does a line begin as a note does, or hold a mark?"""
    return line.marked or bool(NOTE.match(line.text))
