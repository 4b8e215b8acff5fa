"""Which links changed their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .sides import Prepared
from .weights import Pair

LONGEST = 4000  # words of a pair that count
ONE = 10_000_000  # what a link counts: always more than all words of a pair


def moved(a: Prepared, b: Prepared, alike: Mapping[Pair, float]) -> set[Pair]:
    """Links between two sides off the longest chain (`displaced`)."""
    return _displaced(a, b, alike, a.place, b.place)


def unplaced(a: Prepared, b: Prepared, alike: Mapping[Pair, float]) -> set[Pair]:
    """Links for which no order speaks: off that chain by their labels, which stay however a text
    lists its paragraphs, and all of annexes, whose labels don't tell their order."""
    placed = {(i, j): share for (i, j), share in alike.items()
              if a.outline[i] is not None and b.outline[j] is not None}  # fmt: skip
    return set(alike) - placed.keys() | _displaced(a, b, placed, a.outline, b.outline)


def _displaced(
    a: Prepared, b: Prepared, alike: Mapping[Pair, float], one: Sequence, other: Sequence
) -> set[Pair]:
    ends = {
        (i, j): (one[i], other[j], len(a.words[i]) + len(b.words[j]), share)
        for (i, j), share in alike.items()
    }
    return displaced(ends)


def displaced(ends: Mapping[Any, tuple[int, int, int, float]]) -> set[Any]:
    """Links off the longest chain in which both texts have the same order.

    Of several longest chains the one with most words, weighed by how alike they are: of two that
    changed places the shorter moved, and rather a clause than a paragraph. Sides may repeat:
    a merge or a split alone moves nothing.

    Parameters
    ----------
    ends : mapping
        A link → place in either text, words of both sides together, likeness.
    """
    points = sorted(ends, key=ends.__getitem__)
    chain, tails = [0] * len(points), _Best(1 + max((y for _, y, *_ in ends.values()), default=0))
    back: list[int | None] = [None] * len(points)
    for at, link in enumerate(points):
        _, y, n_words, share = ends[link]
        value, last = tails.upto(y)
        chain[at] = value + ONE + int(share * min(n_words, LONGEST))
        back[at] = last
        tails.put(y, chain[at], at)
    places = range(len(points))
    n: int | None = max(places, key=lambda k: (chain[k], -k), default=None)
    kept = set()
    while n is not None:
        kept.add(points[n])
        n = back[n]
    return set(points) - kept


class _Best:
    """Best chain that ends at or before a place (a Fenwick tree of maxima)."""

    def __init__(self, size: int):
        self.tree: list[tuple[int, int | None]] = [(0, None)] * (size + 1)

    def upto(self, place: int) -> tuple[int, int | None]:
        best: tuple[int, int | None] = (0, None)
        i = place + 1
        while i:
            if self.tree[i][0] > best[0]:
                best = self.tree[i]
            i -= i & -i
        return best

    def put(self, place: int, value: int, name: int) -> None:
        i = place + 1
        while i < len(self.tree):
            if value > self.tree[i][0]:
                self.tree[i] = value, name
            i += i & -i
