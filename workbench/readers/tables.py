"""Tables: rows in whatever format, and tables in HTML that stand in other texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..records import Block
from .runs import Run, block

_OPENED, _CLOSED = re.compile("<table", re.I), re.compile("</table>", re.I)
_LONG = 300  # characters: what is longer is text that stands in a table


def row(cells: Iterable[Sequence[Block]], begun: bool) -> list[Block]:
    """A row as one block, unless its cells hold text or stand in the masthead.

    Parameters
    ----------
    cells : iterable of sequence of Block
        What stands in each cell.
    begun : bool
        The resolution's title has passed: tables no longer hold the masthead.
    """
    full = [cell for cell in cells if cell]
    longest = max((len(b.text) for cell in full for b in cell), default=0)
    if not begun or len(full) < 2 or longest > _LONG:
        return [b for cell in full for b in cell]
    runs: list[Run] = []
    for cell in full:
        joined = " ".join(" ".join(filter(None, (b.number, b.text))) for b in cell)
        runs += [Run(" | "), Run(joined)] if runs else [Run(joined)]
        runs += [Run("", mark=mark) for b in cell for _, mark in b.marks]
    made = block(runs, "paragraph")
    return [made] if made else []


def replaced(text: str, made: Callable[[str], str]) -> str:
    """Text with each table in HTML replaced by what is made of it."""
    parts: list[str] = []
    at = 0
    # Searched for by hand: an expression would look for the end of each table that has none.
    while (start := _OPENED.search(text, at)) and (end := _CLOSED.search(text, start.end())):
        parts += [text[at : start.start()], made(text[start.start() : end.end()])]
        at = end.end()
    return "".join([*parts, text[at:]])
