"""PDF, third stage: pages of two columns put into the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence

from .pdf_lines import Line, Page

_MANY = 12  # lines without which a page tells nothing of its columns
_MARGIN = 3.0  # points around a gutter that stay white


def ordered(pages: Sequence[Page]) -> list[Page]:
    """Pages of two columns: the left one, then the right one, between full lines.

    A short page is taken to be set like the long ones.
    """
    gutters = [_gutter(page) for page in pages]
    known = sorted(x for x in gutters if x)
    long = sum(len(page.lines) >= _MANY for page in pages)
    usual = known[len(known) // 2] if known and 2 * len(known) >= long else 0.0
    return [_set(page, gutter, usual) for page, gutter in zip(pages, gutters, strict=True)]


def _set(page: Page, gutter: float, usual: float) -> Page:
    if gutter:
        return _parted(page, gutter)
    if usual and sum(_crosses(line, usual) for line in page.lines) < 0.3 * len(page.lines):
        return _parted(page, usual)
    return page


def _gutter(page: Page) -> float:
    """Middle of a strip that hardly a line crosses and that has long lines on both sides; or 0."""
    lines = page.lines
    if len(lines) < _MANY:
        return 0.0
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    long = 0.25 * (right - left)
    spans = [_spans(line) for line in lines]
    best = (0, 0.0)
    for step in range(36, 65):  # in hundredths of the text's width
        x = left + (right - left) * step / 100
        crossed = before = after = 0
        for line in spans:
            if any(a < x + _MARGIN and b > x - _MARGIN for a, b in line):
                crossed += 1
                continue
            before += any(b <= x and b - a > long for a, b in line)
            after += any(a >= x and b - a > long for a, b in line)
        if min(before, after) >= 6 and crossed < 0.3 * min(before, after):
            best = max(best, (min(before, after) - 2 * crossed, x))
    return best[1]


def _parted(page: Page, gutter: float) -> Page:
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def turned() -> None:
        for side in (left, right):
            lines.extend(side)
            side.clear()

    # A rule across both columns parts what is above from what is below, as a full line does.
    across = [y for x0, x1, y in page.rules if x0 < gutter - 20 and x1 > gutter + 20]
    above = page.top
    for line in page.lines:
        if any(line.y < y < above for y in across):
            turned()
        above = line.y
        if _crosses(line, gutter):
            turned()
            lines.append(line)
            continue
        before = [p for p in line.pieces if p.x0 < gutter]
        after = [p for p in line.pieces if p.x0 >= gutter]
        if before:
            left.append(Line.of(before, line.page, 1))
        if after:
            right.append(Line.of(after, line.page, 2))
    turned()
    return page.having(lines)


def _crosses(line: Line, x: float) -> bool:
    return any(a < x + _MARGIN and b > x - _MARGIN for a, b in _spans(line))


def _spans(line: Line) -> list[tuple[float, float]]:
    """Stretches of a line without much white space in them."""
    spans: list[tuple[float, float]] = []
    for piece in line.pieces:
        if spans and piece.x0 - spans[-1][1] < 0.8 * line.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.x1))
        else:
            spans.append((piece.x0, piece.x1))
    return spans
