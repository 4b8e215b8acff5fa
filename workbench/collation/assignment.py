"""Which of the pairs that may be linked are: the assignment that shares most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..steps import families
from .scores import leads
from .sides import Prepared
from .weights import Pair

CELLS = 4_000_000  # of a matrix, up to which the best assignment is sought
EVIDENT = 0.7, 0.2  # score and lead of a pair that any assignment would take


def assigned(a: Prepared, b: Prepared, scores: Mapping[Pair, float]) -> set[Pair]:
    """One-to-one pairs that share most: the assignment of the greatest sum of cubed scores.

    Cubed, so that two middling pairs never break a good one; equal texts come before all.
    Integers, so that the sum is exact and ties are real; among these `_apart` decides.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    chosen, rest = _evident(scores)
    part = families((i, len(a) + j) for i, j in rest)
    parts = defaultdict(list)
    for i, j in rest:
        parts[part[i]].append((i, j))
    for members in parts.values():
        rows = sorted({i for i, _ in members})
        cols = sorted({j for _, j in members})
        if len(rows) * len(cols) > CELLS:
            chosen |= _greedy(a, b, members, scores)
            continue
        row, col = ({x: k for k, x in enumerate(xs)} for xs in (rows, cols))
        gain = np.zeros((len(rows), len(cols)))
        for i, j in members:
            worth = scores[i, j] ** 3 + 4 * (a.words[i] == b.words[j])
            gain[row[i], col[j]] = round(worth * 1e5) * 4e6 + 2e6 - _apart(a, b, i, j)
        picked = zip(*linear_sum_assignment(gain, maximize=True), strict=True)
        chosen |= {(rows[r], cols[c]) for r, c in picked if gain[r, c] > 0}
    return chosen


def _evident(scores: Mapping[Pair, float]) -> tuple[set[Pair], list[Pair]]:
    """Pairs that any assignment would take; and the pairs left when their paragraphs are gone."""
    ahead = leads(scores)
    least, lead = EVIDENT
    chosen = {p for p, score in scores.items() if score >= least and ahead[p] >= lead}
    rows, cols = {i for i, _ in chosen}, {j for _, j in chosen}
    return chosen, [(i, j) for i, j in scores if i not in rows and j not in cols]


def _apart(a: Prepared, b: Prepared, i: int, j: int) -> int:
    """How far from each other two paragraphs stand: under other headings, then by their ranks."""
    one, other = a.headings[i], b.headings[j]
    alike = len(one & other) / len(one | other) if one or other else 1.0
    return round(1000 * (1 - alike)) ** 2 + round(1000 * abs(a.rank[i] - b.rank[j])) ** 2


def _greedy(
    a: Prepared, b: Prepared, members: Iterable[Pair], scores: Mapping[Pair, float]
) -> set[Pair]:
    """The best pair, then the best of what is left: for thousands of paragraphs all alike."""
    rows, cols, chosen = set(), set(), set()
    for i, j in sorted(members, key=lambda p: (-scores[p], _apart(a, b, *p), p)):
        if i not in rows and j not in cols:
            chosen.add((i, j))
            rows.add(i)
            cols.add(j)
    return chosen
