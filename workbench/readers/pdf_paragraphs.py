"""PDF, last stage: lines joined to paragraphs by spacing, indentation, and how full a line is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .. import symbols
from ..grammar.lines import PREFIX
from ..records import Block
from .pdf_lines import Line, Page, flow
from .runs import block, mended, moved

_ORGAN_LINE = re.compile(r"The [A-Z][\w’' ]{3,80},?")
_NUMBER = re.compile(r"[\d/().A-Z-]{2,14}\.")  # a title's


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set.

    Attributes
    ----------
    body : float
        Size of most of its text.
    leading : float
        From one baseline to the next.
    indented : bool
        Paragraphs begin with an indent.
    ends : dict
        Left and right margins of each page and column, and under page -1 those of all pages.
    """

    body: float
    leading: float
    indented: bool
    ends: dict[tuple[int, int], tuple[float, float]]

    @classmethod
    def of(cls, pages: Sequence[Page], body: float) -> _Setting:
        leading = _leading(pages, body)
        return cls(body, leading, _indented(pages, body, leading), _ends(pages, body))

    def margins(self, line: Line) -> tuple[float, float]:
        """Left and right margin where a line stands."""
        known = self.ends.get((line.page, line.column)) or self.ends.get((-1, line.column))
        return known or (line.x0, line.x1)


@dataclass(slots=True)
class _Group:
    """Lines of one paragraph, heading or line of the masthead, and how far left they begin."""

    lines: list[Line]
    left: float

    @classmethod
    def of(cls, line: Line) -> _Group:
        return cls([line], line.x0)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.left = min(self.left, line.x0)


def joined(pages: Sequence[Page], body: float, known: Counter[str]) -> list[Block]:
    """Paragraphs, headings and lines of the masthead.

    Parameters
    ----------
    pages : sequence of Page
        Without heads and notes, columns in their order.
    body : float
        Size of most of the text.
    known : Counter
        Words of the text, by which broken ones are told.
    """
    groups = _groups(pages, _Setting.of(pages, body))
    blocks = (_block(group.lines, known) for group in groups)
    return [made for made in blocks if made is not None]


def _groups(pages: Sequence[Page], setting: _Setting) -> list[_Group]:
    groups: list[_Group] = []
    begun = False
    for line in (line for page in pages for line in page.lines):
        parts = [line] if begun else line.parted(2.5)
        if len(parts) == 2 and _NUMBER.fullmatch(parts[0].text):
            parts = [line]  # a title's number stands apart from its words
        for part in parts:
            alone = len(parts) > 1 or not groups
            if not alone and not begun:
                alone = _symbol(part) or _symbol(groups[-1].lines[-1])  # the masthead's
            if not alone and _joins(groups[-1], part, setting):
                groups[-1].add(part)
            else:
                groups.append(_Group.of(part))
        begun = begun or bool(_ORGAN_LINE.fullmatch(line.text))
    return groups


def _symbol(line: Line) -> bool:
    return len(line.text) < 40 and bool(symbols.normal(line.text.rstrip("* ")))


def _block(lines: Sequence[Line], known: Counter[str]) -> Block | None:
    made = block(flow(lines, known))
    if made is None:
        return None
    return replace(made, text=mended(made.text), marks=moved(made.marks, made.text))


# --- how a document is set ---------------------------------------------------------------------


def _leading(pages: Sequence[Page], body: float) -> float:
    steps = [
        above.y - line.y
        for page in pages
        for above, line in pairwise(page.lines)
        if above.size == line.size == body and 0 < above.y - line.y < 4 * body
    ]
    return median(sorted(steps)[: max(1, len(steps) * 4 // 5)]) if steps else 1.2 * body


def _ends(pages: Sequence[Page], body: float) -> dict[tuple[int, int], tuple[float, float]]:
    sides: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for page in pages:
        for line in page.lines:
            if line.size == body:
                for number in (line.page, -1):
                    sides.setdefault((number, line.column), []).append((line.x0, line.x1))
    return {
        key: (
            sorted(x0 for x0, _ in values)[int(0.1 * len(values))],
            sorted(x1 for _, x1 in values)[int(0.85 * len(values))],
        )
        for key, values in sides.items()
        if len(values) >= 6 or key[0] == -1
    }


def _indented(pages: Sequence[Page], body: float, leading: float) -> bool:
    """Do paragraphs begin with an indent? By what follows white space or a full stop."""
    yes = no = 0
    for page in pages:
        lines = [line for line in page.lines if line.size == body and not line.bold]
        for above, first, second in zip(lines, lines[1:], lines[2:], strict=False):
            if first.column != second.column or first.y - second.y > 1.3 * leading:
                continue
            if above.y - first.y > 1.25 * leading:
                yes += first.x0 > second.x0 + 0.8 * body
                no += abs(first.x0 - second.x0) < 0.3 * body
    return yes > no


# --- whether a line goes on --------------------------------------------------------------------


def _joins(group: _Group, line: Line, setting: _Setting) -> bool:
    """Does a line go on with the paragraph before it?"""
    above = group.lines[-1]
    size = line.size
    if abs(above.size - size) > 0.08 * above.size or above.bold != line.bold:
        # A line of a paragraph may be all in bold by chance, but not change its size.
        return False
    starts = _starts(line)
    ended = above.text[-1:] in ".;:" or (above.text.endswith((" and", " or")) and starts)
    new = starts and (ended or above.text[-1:] == ",")
    if above.page != line.page or above.column != line.column:
        return not new and _turns(group, line, setting, ended)
    step = above.y - line.y
    usual = setting.leading * (size / setting.body if size > setting.body else 1.0)
    if step > 1.27 * usual or step < 0.3 * size:
        return False
    if line.bold or size != setting.body:
        return True
    if _flushed(group, line, setting) or (new and not _inline(above, line, setting)):
        return False
    if line.x0 > above.x0 + 0.8 * size:
        return _hangs(group, line)
    if line.x0 < above.x0 - 0.8 * size and len(group.lines) > 1:
        return False
    return not _short(above, line, setting, ended)


def _starts(line: Line) -> bool:
    """Does a line begin with a number, letter or bullet? A dash may as well be the text's."""
    prefix = PREFIX.match(line.text)
    return bool(prefix and not (prefix["bul"] and prefix["bul"] in "-–—"))


def _turns(group: _Group, line: Line, setting: _Setting, ended: bool) -> bool:
    """Does the first line of a page or column go on with the last paragraph of the one before?"""
    above = group.lines[-1]
    if line.bold:
        return False
    left, right = setting.margins(above)
    full = above.x1 > right - 5 * line.size
    if line.text[:1].islower():
        return above.text[-1:] != "." or full
    if not full:
        return False
    if setting.indented:
        # Without an indent a page goes on with the paragraph before.
        moved = (line.x0 - setting.margins(line)[0]) - (above.x0 - left)
        return moved < (0.8 if len(group.lines) > 1 else -0.5) * line.size
    return not ended


def _flushed(group: _Group, line: Line, setting: _Setting) -> bool:
    """Is a line set flush with the right margin, as signatures are, or the one before it?"""
    above, size = group.lines[-1], line.size
    right = setting.margins(above)[1]
    if (
        above.x0 > line.x0 + 0.8 * size
        and above.x1 > right - size
        and line.x1 > right - size
        and (len(group.lines) == 1 and above.x1 - above.x0 < 0.5 * (right - line.x0))
    ):
        return True
    width = max(right - group.left, 360.0)  # points: of a column that is set narrow by chance
    return min(above.x0, line.x0) > right - 0.45 * width and abs(above.x1 - line.x1) < 2


def _inline(above: Line, line: Line, setting: _Setting) -> bool:
    """Do items run on in the text ("… (a) …; (b) …")? Then lines are full, and none is set in."""
    full = above.x1 > setting.margins(above)[1] - 1.5 * line.size
    return setting.indented and full and line.x0 < above.x0 + 0.3 * line.size


def _hangs(group: _Group, line: Line) -> bool:
    """Does a line that is set in hang from the number of the line above? Else it begins anew."""
    above = group.lines[-1]
    hung = len(above.pieces) > 1 and len(group.lines) == 1 and bool(PREFIX.match(above.text))
    return hung and any(abs(line.x0 - p.x0) < 0.6 * line.size for p in above.pieces[1:])


def _short(above: Line, line: Line, setting: _Setting, ended: bool) -> bool:
    """Would the first word of a line have found room in the one above?"""
    right, size = setting.margins(above)[1], line.size
    word = line.pieces[0].text.split(" ")[0]
    reach = above.x1 + len(word) * 0.5 * size
    return (reach + 2.5 * size < right and ended) or (
        reach + 8 * size < right and line.text[:1].isupper()
    )
