"""PDF, first stage: pieces of text gathered by their baselines into lines, lines into pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..text import clean
from . import hyphens
from .runs import UNIT, Run

RAISED_MARK = re.compile(r"\s*(?:\d{1,4}|\*{1,3}|[a-z])(?:\s*,\s*(?:\d{1,3}|[a-z]))*+(?:\s*,)?\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one font on one baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    italic: bool = False
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces on one baseline, from left to right, and what they say.

    Attributes
    ----------
    pieces : tuple of Piece
    page, column : int
        Column 0 spans the page.
    runs : tuple of Run
        What the line says, its raised numbers as marks.
    text : str
        The same without marks.
    size : float
        Of most of its characters.
    bold : bool
        All of it is.
    """

    pieces: tuple[Piece, ...]
    page: int
    column: int
    runs: tuple[Run, ...]
    text: str
    size: float
    bold: bool

    @classmethod
    def of(cls, pieces: Iterable[Piece], page: int, column: int = 0) -> Line:
        row = tuple(sorted(pieces, key=lambda p: p.x0))
        low = [p for p in row if not p.raised] or row
        sizes: Counter[float] = Counter()
        for piece in low:
            sizes[piece.size] += len(piece.text.strip())
        runs = tuple(_runs(row))
        return cls(
            row, page, column, runs, clean("".join(run.text for run in runs)),
            sizes.most_common(1)[0][0], all(p.bold for p in low if p.text.strip()),
        )  # fmt: skip

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(p.x1 for p in self.pieces)

    @property
    def y(self) -> float:
        return min((p.y for p in self.pieces if not p.raised), default=self.pieces[0].y)

    @property
    def marked(self) -> bool:
        """Does a raised mark stand in it?"""
        return any(run.mark for run in self.runs)

    def parted(self, gap: float) -> list[Line]:
        """The line in pieces, where white space of more than so many sizes stands in it."""
        groups: list[list[Piece]] = []
        for piece in self.pieces:
            if groups and piece.x0 - groups[-1][-1].x1 <= gap * self.size:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        return [Line.of(group, self.page, self.column) for group in groups]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines and rules (left, right, height), and how large it is."""

    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...]
    width: float
    bottom: float
    top: float
    pictured: bool = False

    def height(self, line: Line) -> float:
        """Where a line stands, 0 at the bottom and 1 at the top."""
        return (line.y - self.bottom) / (self.top - self.bottom)

    def having(self, lines: Iterable[Line]) -> Page:
        """The page with other lines."""
        return replace(self, lines=tuple(lines))


def spaced(gap: float, size: float, after: str) -> bool:
    """Is a gap between two characters a space? Justified setting loosens hyphens as well."""
    return gap > (0.26 if after == "-" else 0.17) * size


def gathered(pieces: Iterable[Piece], page: int) -> list[Line]:
    """Pieces gathered by their baselines, raised ones put into the line that they belong to."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.16 * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    # From the bottom up: a row that is smaller and stands just above another is raised in it.
    kept: list[_Row] = []
    for row in reversed(rows):
        left = []
        for piece in row:
            below = next((under for under in reversed(kept[-3:]) if under.carries(piece)), None)
            if below is None:
                left.append(piece)
            else:
                below.raised.append(replace(piece, raised=True))
        if left:
            kept.append(_Row(sorted(left, key=lambda p: p.x0)))
    lines = [Line.of((*row.pieces, *row.raised), page) for row in reversed(kept)]
    return [line for line in lines if line.text or line.marked]


@dataclass(slots=True)
class _Row:
    """Pieces on one baseline from left to right, and those raised above them."""

    pieces: list[Piece]
    raised: list[Piece] = field(default_factory=list)
    starts: list[float] = field(init=False)
    size: float = field(init=False)
    wide: float = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [p.x0 for p in self.pieces]
        self.size = max(p.size for p in self.pieces)
        self.wide = max(p.x1 - p.x0 for p in self.pieces)

    def carries(self, piece: Piece) -> bool:
        """Does a piece stand above the row as a raised mark does?"""
        first = bisect_left(self.starts, piece.x0 - self.wide - 2 * self.size)
        last = bisect_left(self.starts, piece.x0 + 2 * self.size)
        return any(
            piece.size < 0.85 * p.size
            and 0.1 * p.size < piece.y - p.y < 0.75 * p.size
            and p.x0 - 2 * p.size < piece.x0 < p.x1 + 2 * p.size
            for p in self.pieces[first:last]
        )


def regular(pages: Sequence[Page]) -> list[Page]:
    """Pages without bold where most of the text is said to be: its fonts are named wrongly."""
    lines = [line for page in pages for line in page.lines]
    bold = sum(len(line.text) for line in lines if line.bold)
    if 2 * bold <= sum(len(line.text) for line in lines):
        return list(pages)
    return [
        page.having(
            Line.of((replace(p, bold=False) for p in line.pieces), line.page, line.column)
            for line in page.lines
        )
        for page in pages
    ]


def hung(page: Page, body: float) -> Page:
    """Marks that the end of a line pushed onto the next one put back behind its last word."""
    lines: list[Line] = []
    marks: dict[int, list[Piece]] = {}  # by the line that they go to
    for line in page.lines:
        first = line.pieces[0]
        small = first.size < 0.75 * body and RAISED_MARK.fullmatch(first.text)
        if small and not first.raised and len(line.pieces) == 1 and lines:
            x, y = lines[-1].x1, lines[-1].y
            mark = replace(first, x0=x, x1=x, y=y, raised=True)
            marks.setdefault(len(lines) - 1, []).append(mark)
        else:
            lines.append(line)
    for at, added in marks.items():
        lines[at] = Line.of((*lines[at].pieces, *added), lines[at].page, lines[at].column)
    return page.having(lines)


def flow(lines: Iterable[Line], known: Counter[str], noted: bool = False) -> list[Run]:
    """Runs of lines one after the other, words that a line's end broke made whole.

    Parameters
    ----------
    lines : iterable of Line
    known : Counter
        Words of the text, by which broken ones are told.
    noted : bool
        The lines are a note's: a mark is its own, and no text.
    """
    flowing: list[Run] = []
    for line in lines:
        runs = [run for run in line.runs if not (noted and run.mark)]
        if not runs:
            continue
        last = next((i for i in range(len(flowing) - 1, -1, -1) if not flowing[i].mark), None)
        if last is not None:
            before = flowing[last]
            said, after = before.text.rstrip(), runs[0].text.lstrip()
            marked = last != len(flowing) - 1
            halved = not marked and re.search(r"\w[-\xad\u2010]$", said)
            if halved and not hyphens.SUSPENDED.match(after):
                broken = hyphens.broken(said[-60:], after, known)
                flowing[last] = replace(before, text=said[:-1] if broken else said)
                runs[0] = replace(runs[0], text=after)
            elif marked or not re.search(r"[^\W\d_]/$|\S—$", said):
                flowing.append(Run(" "))
        flowing += runs
    return flowing


def _runs(pieces: Sequence[Piece]) -> list[Run]:
    runs: list[Run] = []
    before: Piece | None = None
    for piece in pieces:
        if before and piece.x0 - before.x1 > 0.17 * max(before.size, piece.size):
            runs.append(Run(" ", before.italic and piece.italic))
        said = runs[-1].text if runs else ""
        if (
            piece.raised
            and RAISED_MARK.fullmatch(piece.text)
            and not (UNIT.search(said) or piece.text.strip().isalpha())
        ):
            runs += [Run("", mark=mark) for mark in _marks(piece.text)]
        else:
            runs.append(Run(piece.text, piece.italic, piece.bold))
        before = piece
    return runs


def _marks(text: str) -> list[str]:
    """Marks in raised characters: two that follow one another may stand without a comma."""
    marks: list[str] = []
    for mark in re.findall(r"\d+|\*+|[a-z]", text):
        half = len(mark) // 2
        marks += [mark[:half], mark[half:]] if len(mark) == 4 else [mark]
    return marks
