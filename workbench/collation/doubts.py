"""Where readers hesitate: links that another would not make, and paragraphs that nearly have one.

What was learned from pairs that two people aligned: most of both paragraphs is gone or new; a
recital quotes a provision beside what it renews; and what has no link, but something on the other
side that is nearer to it than to anything else, or shares with it what few other paragraphs say,
or is in doubt already, so that a reader compares it with all that is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from .scores import leads
from .sides import Prepared
from .thresholds import BRIEF, KIN, LEAST, MOSTLY, THEIRS
from .weights import Overlap, Pair

NEAREST = 3  # relatives of a paragraph without a link that are looked at
SIDES = 0, 1

Relatives = tuple[dict[int, int], dict[int, int]]  # of either side: paragraph → one of the other


def quoting(
    a: Prepared, b: Prepared, scores: Mapping[Pair, float], pairs: Collection[Pair]
) -> set[Pair]:
    """Links of a recital that quotes what a resolution did, and shares more with a provision."""
    said: tuple[dict[int, float], ...] = (defaultdict(float), defaultdict(float))
    for (i, j), score in scores.items():
        if a.preamble[i] != b.preamble[j]:
            said[0][i] = max(said[0][i], score)
            said[1][j] = max(said[1][j], score)
    return {
        (i, j) for i, j in pairs
        if (i, j) in scores
        and max(a.quotes[i] and said[0][i], b.quotes[j] and said[1][j]) > scores[i, j]
    }  # fmt: skip


def thin(overlap: Overlap, pairs: Collection[Pair]) -> set[Pair]:
    """Links of which so much is gone and new that a reader would hesitate."""
    ends = list(pairs)
    left, right = ([p[side] for p in ends] for side in SIDES)
    shared = overlap.shared(left, right)
    totals = zip(overlap.totals[0][left], overlap.totals[1][right], strict=True)
    return {
        pair for pair, both, total in zip(ends, shared, totals, strict=True)
        if both < MOSTLY * min(total)
    }  # fmt: skip


def brief(overlap: Overlap, clauses: Collection[Pair], pairs: Collection[Pair]) -> set[Pair]:
    """Links by a clause, of which a paragraph without another link shares so little with the other
    that a reader may call it new, or gone."""
    often = [Counter(p[side] for p in pairs) for side in SIDES]
    ends = list(clauses)
    shared = overlap.shared(*([p[side] for p in ends] for side in SIDES))
    found = set()
    for pair, both in zip(ends, shared, strict=True):
        alone = [overlap.totals[side][pair[side]] for side in SIDES if often[side][pair[side]] == 1]
        if alone and both < BRIEF * max(alone):
            found.add(pair)
    return found


def relatives(
    overlap: Overlap, scores: Mapping[Pair, float], pairs: Collection[Pair], nearly: Iterable[Pair]
) -> Relatives:
    """Paragraphs of either side without a link → a relative that nearly is one, wherever it stands.

    Each other's nearest, of which neither shares as much with any other; what share that few other
    paragraphs say (`Overlap.peculiar`); or what was `nearly` linked.
    """
    near: Relatives = {}, {}
    ahead = leads(scores)
    for side in SIDES:
        linked = {p[side] for p in pairs}
        for pair, share in zip(*_kin(overlap, scores, side, linked), strict=True):
            nearest = ahead[pair] > 0 and scores[pair] >= LEAST
            if share >= KIN or (nearest and share >= THEIRS * scores[pair]):
                near[side].setdefault(pair[side], pair[1 - side])
        for pair in nearly:
            if pair[side] not in linked:
                near[side].setdefault(pair[side], pair[1 - side])
    return _rivals(scores, pairs, near)


def _rivals(scores: Mapping[Pair, float], pairs: Collection[Pair], near: Relatives) -> Relatives:
    """Relatives, with what is nearest to a paragraph in doubt among those that no link explains."""
    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    free = [p for p, score in scores.items()
            if score >= LEAST and not any(p[side] in linked[side] for side in SIDES)]  # fmt: skip
    free.sort(key=lambda p: (-scores[p], p))
    more: Relatives = {}, {}
    for side in SIDES:
        best: dict[int, int] = {}
        for pair in free:
            best.setdefault(pair[side], pair[1 - side])
        more[side].update((i, j) for i, j in best.items() if j in near[1 - side])
    return more[0] | near[0], more[1] | near[1]


def _kin(overlap: Overlap, scores: Mapping[Pair, float], side: int, linked: set[int]):
    """The nearest of each paragraph without a link, and how peculiar is what they share."""
    of: dict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(scores, key=lambda p: (-scores[p], p)):
        if pair[side] not in linked and scores[pair] > KIN and len(of[pair[side]]) < NEAREST:
            of[pair[side]].append(pair)
    several = [pair for kin in of.values() for pair in kin]
    return several, overlap.peculiar(several)
