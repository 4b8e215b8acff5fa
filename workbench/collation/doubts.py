"""Where readers hesitate: links that another would not make, and paragraphs that nearly have one.

What was learned from pairs that two people aligned: most of both paragraphs is gone or new; a
recital quotes a provision beside what it renews; and what has no link, but something on the other
side that is nearer to it than to anything else, or shares with it what few other paragraphs say,
or is in doubt already, so that a reader compares it with all that is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from .scores import WHOLE, leads
from .sides import Prepared
from .thresholds import BRIEF, KIN, LEAST, MOSTLY, MUCH, NAMED, SOLE, THEIRS
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
    a: Prepared,
    b: Prepared,
    overlap: Overlap,
    left: Overlap,
    scores: Mapping[Pair, float],
    pairs: Collection[Pair],
    nearly: Iterable[Pair],
) -> Relatives:
    """Paragraphs of either side without a link → a relative that nearly is one, wherever it stands.

    What share that few other paragraphs say (`Overlap.peculiar`), or much that no link explains
    (`left`); each other's nearest, of which neither shares as much with any other; or what was
    `nearly` linked.
    """
    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    ahead = leads(scores)
    own, kin, theirs = [], [], []
    for pair, share, sole, beside in _facts(overlap, _kin(scores, linked)):
        if share >= SOLE[0] and sole >= SOLE[1]:
            own.append(pair)
        elif beside >= NAMED and share >= KIN:
            kin.append(pair)
        elif beside >= NAMED and ahead[pair] > 0 and scores[pair] >= LEAST:
            theirs += [pair] if share >= THEIRS * scores[pair] else []
    near: Relatives = {}, {}
    firm = [*own, *kin, *_much(a, b, overlap, left, linked)]
    for n, pair in enumerate([*firm, *theirs, *nearly]):
        # the nearest by a formula is none to what has a relative by words of its own
        if n < len(firm) or not any(pair[side] in near[side] for side in SIDES):
            for side in SIDES:
                if pair[side] not in linked[side]:
                    near[side].setdefault(pair[side], pair[1 - side])
    return _rivals(scores, linked, near, own)


def _facts(overlap: Overlap, pairs: Sequence[Pair]) -> Iterable[tuple[Pair, float, float, float]]:
    """Pairs, how peculiar is what they share, how much of the shorter only these two say, and how
    much of what they share is left beside names."""
    import numpy as np

    ends = [[pair[side] for pair in pairs] for side in SIDES]
    least = np.minimum(overlap.totals[0][ends[0]], overlap.totals[1][ends[1]])
    sole = overlap.alone(*ends) / np.maximum(least, 1e-12)
    return zip(pairs, overlap.peculiar(pairs), sole, overlap.beside_names(*ends), strict=True)


def _much(
    a: Prepared, b: Prepared, overlap: Overlap, left: Overlap, linked: tuple[set[int], set[int]]
) -> list[Pair]:
    """Pairs of a part, one without a link, that share much that no link explains; most first. None
    where there are too many paragraphs for all to be looked at."""
    if len(a) * len(b) > WHOLE:
        return []
    least, share = MUCH
    free = [{*range(len(text))} - known for text, known in zip((a, b), linked, strict=True)]
    found = {
        (i, j): weight
        for side in SIDES
        for (i, j), weight in left.most(side, free[side], least)
        if a.preamble[i] == b.preamble[j]
    }
    ends = sorted(found, key=lambda p: (-found[p], p))
    return [p for p, own in zip(ends, overlap.peculiar(ends), strict=True) if own >= share]


def _rivals(
    scores: Mapping[Pair, float],
    linked: tuple[set[int], set[int]],
    near: Relatives,
    own: Collection[Pair],
) -> Relatives:
    """Relatives, with what is nearest to a paragraph in doubt among those that no link explains,
    unless what this one shares with its relative is their `own`."""
    free = [p for p, score in scores.items()
            if score >= LEAST and not any(p[side] in linked[side] for side in SIDES)]  # fmt: skip
    free.sort(key=lambda p: (-scores[p], p))
    more: Relatives = {}, {}
    for side in SIDES:
        best: dict[int, int] = {}
        for pair in free:
            best.setdefault(pair[side], pair[1 - side])
        open_ = near[1 - side].keys() - {pair[1 - side] for pair in own}
        more[side].update((i, j) for i, j in best.items() if j in open_)
    return more[0] | near[0], more[1] | near[1]


def _kin(scores: Mapping[Pair, float], linked: tuple[set[int], set[int]]) -> list[Pair]:
    """The nearest of each paragraph without a link, of either side; the nearest first."""
    ranked = sorted(scores, key=lambda p: (-scores[p], p))
    kin: dict[Pair, None] = {}
    for side in SIDES:
        met: Counter[int] = Counter()
        for pair in ranked:
            if pair[side] not in linked[side] and met[pair[side]] < NEAREST:
                met[pair[side]] += 1
                kin[pair] = None
    return sorted(kin, key=lambda p: (-scores[p], p))
