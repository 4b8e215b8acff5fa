"""Counted words and lists for sentences and messages."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["counted", "listed", "number", "some"]

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip


def number(count: int) -> str:
    """A whole number in a sentence: in words up to twelve, with thousands separated above."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def some(count: int) -> str:
    """A number that stands alone: "none", "one", "six"."""
    return number(count) if count else "none"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number and its noun: "one paragraph", "six paragraphs", "no paragraph"."""
    return f"{number(count)} {one if count < 2 else many or one + 's'}"


def listed(items: Iterable[str], most: int = 6) -> str:
    """A list in a sentence: "a, b and c"; of a long one the first, and how many more.

    Where an item has a comma or an "and" of its own, semicolons part them.
    """
    items = list(items)
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    if any(", " in item or " and " in item for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
