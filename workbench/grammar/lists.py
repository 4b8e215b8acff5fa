"""Lists: which list a printed letter, number or bullet goes on with, and where a new one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .numerals import letter, letters, numeral, roman
from .state import Item, State

__all__ = ["DEEPEST", "Reading", "enter", "listed", "placed", "readings"]

DEEPEST = 8  # no resolution lists so deep; deeper is debris that looks like numbers


class Reading(NamedTuple):
    """One way to read a printed prefix."""

    style: str  # letter, roman, digit, upper, dec, bul; number of elements that count as 1., 2.
    place: int  # in its list
    shown: str  # in a label


def readings(prefix: re.Match) -> list[Reading]:
    """Ways to read a printed prefix: ``(v)`` is the 22nd letter, then the Roman five."""
    if prefix["dec"]:
        return [Reading("dec", int(prefix["dec"].rsplit(".", 1)[1]), prefix["dec"])]
    if prefix["bul"]:
        return [Reading("bul", 0, "•")]
    value = prefix["par"] or prefix["half"] or prefix["let"]
    shown = f"({value})"
    if value.isdigit():
        return [Reading("digit", int(value), shown)]
    if value.isupper():
        return [Reading("upper", ord(value) - 64, shown)]
    ways = []
    if place := letters(value):
        ways.append(Reading("letter", place, shown))
    if re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", value):
        ways.append(Reading("roman", roman(value), shown))
    return ways or [Reading("letter", 0, shown)]


def listed(prefix: re.Match, following: re.Match | None, state: State) -> Item | None:
    """Open a sub-paragraph; None where there is nothing that it could belong to.

    Parameters
    ----------
    prefix : re.Match
        What is printed before it.
    following : re.Match or None
        What is printed before the next block, if that is a letter or number of a list.
    state : State
        The lists that are open.
    """
    ways = readings(prefix)
    if not state.lists and _resumes(ways, state):
        state.lists = state.paused
    owner = state.lists[-1][2] if state.lists else state.owner
    if owner is None and state.mode != "annex":
        return None
    if len(ways) == 2:
        ways = _likely(ways[0], ways[1], following, state)
    start = ways[-1]  # the Roman one, where both are left: the smaller of the two
    return (
        _next(ways, state)
        or (_behind(ways, state) if start.place > 1 else _anew(start, state))
        or _below(start, owner, state)
    )


def _resumes(ways: list[Reading], state: State) -> bool:
    """``(h)`` right after a heading that stands behind ``(g)``, in the same section."""
    path = tuple(section for _, section in state.path)
    return any(
        (way.style, way.place) == (style, place + 1) and item.path == path
        for style, place, item in state.paused for way in ways
    )  # fmt: skip


def placed(prefix: re.Match, level: int, state: State) -> Item | None:
    """Open a sub-paragraph at a level that is known."""
    depth = max(level, 1) - 1
    parent = state.near if depth else None
    if depth and parent is None:
        return None
    while parent is not None and parent.level > depth:
        parent = parent.parent
    return enter(0, readings(prefix)[0], parent, state)


def enter(depth: int, reading: Reading, parent: Item | None, state: State) -> Item:
    """Open a sub-paragraph in the list at a depth; the lists within that are closed."""
    style, place, shown = reading
    if style == "bul":
        # Counted within the paragraph, through all its lists.
        within = parent or (state.part, state.annex)
        place = state.bullets[within] = state.bullets.get(within, 0) + 1
        shown = f"•{place}"
    del state.lists[depth:]
    item = state.open(shown, parent)
    state.lists.append((style, place, item))
    return item


def _inmost(state: State) -> Iterator[tuple[int, str, int, Item]]:
    """Open lists, the inmost first: depth, style, place, last item."""
    for depth in range(len(state.lists) - 1, -1, -1):
        yield depth, *state.lists[depth]


def _next(ways: list[Reading], state: State) -> Item | None:
    """``(c)`` where a list stands at ``(b)``; a bullet where bullets are open."""
    for depth, style, place, item in _inmost(state):
        for way in ways:
            if way.style == style and (way.place == place + 1 or style == "bul"):
                return enter(depth, way, item.parent, state)
    return None


def _behind(ways: list[Reading], state: State) -> Item | None:
    """``(d)`` where a list stands at ``(b)``: (c) is missing before it."""
    for depth, style, place, item in _inmost(state):
        for way in ways:
            if way.style == style and way.place > place:
                opened = enter(depth, way, item.parent, state)
                opened.missing = _gap(style, place, way.place)
                return opened
    return None


def _anew(way: Reading, state: State) -> Item | None:
    """``(a)`` where a list of letters is open: that list begins again, unless one is announced."""
    announced = bool(state.lists) and state.lists[-1][2].text.endswith(":")
    for depth, style, _, item in _inmost(state):
        if style == way.style and (not announced or depth < len(state.lists) - 1):
            return enter(depth, way, item.parent, state)
    return None


def _below(way: Reading, owner: Item | None, state: State) -> Item:
    """``(i)`` after ``(a)``: a list of a style that isn't open stands below the inmost."""
    depth = len(state.lists)
    if depth >= DEEPEST:  # a sibling of the last
        depth, owner = depth - 1, state.lists[-1][2].parent
    opened = enter(depth, way, owner, state)
    if way.place > 1:
        opened.missing = _gap(way.style, 0, way.place)
    return opened


def _likely(
    letter: Reading, roman: Reading, following: re.Match | None, state: State
) -> list[Reading]:
    """Letter or Roman: by the next prefix, else by what is open and what is announced."""
    after = readings(following) if following is not None else []
    continued = [w for w in (letter, roman) if (w.style, w.place + 1) in {a[:2] for a in after}]
    if len(continued) == 1:
        return continued
    open_ = {(style, place) for style, place, _ in state.lists}
    letter_next = ("letter", letter.place - 1) in open_
    roman_next = ("roman", roman.place - 1) in open_
    announced = bool(state.lists) and state.lists[-1][2].text.endswith(":")
    if roman.place == 1:
        return [letter] if letter_next and not announced else [roman]
    if roman_next or (not letter_next and any(style == "roman" for style, _ in open_)):
        return [roman]
    return [letter] if letter_next else [letter, roman]


def _gap(style: str, place: int, value: int) -> str:
    """What is missing between two places of a list: ``(c)``, ``(ii) to (iv)``."""
    shown = {"letter": letter, "roman": numeral}.get(style, str)
    first, last = f"({shown(place + 1)})", f"({shown(value - 1)})"
    return first if first == last else f"{first} to {last}"
