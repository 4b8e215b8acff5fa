"""Where readers hesitate: links that another would not make, and paragraphs that nearly have one.

What was learned from pairs that two people aligned: a phrase is carried on but its paragraph is
mostly gone; the same subject in new words; a recital that quotes what an operative paragraph says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .thresholds import GONE, KIN, MOSTLY
from .weights import Overlap, Pair

NEAREST = 3  # relatives of a paragraph without a link that are looked at


def rivalled(scores: Mapping[Pair, float], pairs: Mapping[Pair, bool]) -> set[Pair]:
    """Links of which a side shares more with a paragraph that it isn't linked to.

    As a recital does that quotes an operative paragraph, beside the one that it renews.
    """
    best: tuple[dict[int, float], ...] = (defaultdict(float), defaultdict(float))
    for pair, score in scores.items():
        if pair not in pairs:
            for side in range(2):
                best[side][pair[side]] = max(best[side][pair[side]], score)
    return {p for p in pairs if p in scores and max(best[0][p[0]], best[1][p[1]]) > scores[p]}


def thin(similarity: float, close: bool) -> bool:
    """Whether so much of two linked paragraphs is gone or new that a reader would hesitate."""
    return similarity < (MOSTLY if close else GONE)


def akin(
    overlap: Overlap, scores: Mapping[Pair, float], pairs: Mapping[Pair, bool]
) -> tuple[set[int], set[int]]:
    """Paragraphs of either side without a link that have a relative, wherever it stands.

    Relatives share what few other paragraphs say: see `Overlap.peculiar`.
    """
    near: tuple[set[int], set[int]] = set(), set()
    for side in range(2):
        linked = {p[side] for p in pairs}
        of: dict[int, list[Pair]] = defaultdict(list)
        for pair in sorted(scores, key=lambda p: (-scores[p], p)):
            kin = of[pair[side]]
            if pair[side] not in linked and scores[pair] > KIN and len(kin) < NEAREST:
                kin.append(pair)
        several = [pair for kin in of.values() for pair in kin]
        shares = overlap.peculiar(several)
        near[side].update(p[side] for p, share in zip(several, shares, strict=True) if share >= KIN)
    return near
