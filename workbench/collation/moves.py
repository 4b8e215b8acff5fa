"""Which links changed their order."""

from __future__ import annotations

from collections.abc import Mapping

from .sides import Prepared
from .weights import Pair

LONGEST = 4000  # words of a pair that count
ONE = 10_000_000  # what a link counts: always more than all words of a pair


def moved(a: Prepared, b: Prepared, alike: Mapping[Pair, float]) -> set[Pair]:
    """Links off the longest chain in which both texts have the same order.

    Of several longest chains the one with most words, weighed by how alike they are: of two that
    changed places the shorter moved, and rather a clause than a paragraph. Sides may repeat:
    a merge or a split alone moves nothing.
    """
    points = sorted((a.place[i], b.place[j], i, j) for i, j in alike)
    chain, tails = [0] * len(points), _Best(len(b))
    back: list[int | None] = [None] * len(points)
    for at, (_, y, i, j) in enumerate(points):
        value, last = tails.upto(y)
        size = min(len(a.words[i]) + len(b.words[j]), LONGEST)
        chain[at] = value + ONE + int(alike[i, j] * size)
        back[at] = last
        tails.put(y, chain[at], at)
    ends = range(len(points))
    n: int | None = max(ends, key=lambda k: (chain[k], -k), default=None)
    kept = set()
    while n is not None:
        kept.add(points[n][2:])
        n = back[n]
    return {(i, j) for _, _, i, j in points} - kept


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
