"""What one-to-one links leave unexplained: merges, splits, clauses that moved into a neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .scores import allowed, need
from .sides import Prepared
from .thresholds import (
    AKIN,
    ALONE,
    CLAUSE,
    CLOSE,
    EACH,
    HELD,
    JOINT,
    LEAST,
    MOVED,
    PART,
    PHRASE,
    RELATED,
    SAID,
    SCRAP,
    UNFOLDED,
    VERBATIM,
    WEIGHTY,
)  # fmt: skip
from .weights import Grams, Overlap, Pair

ROUNDS = 4  # a paragraph is made of four others at most, or falls into as many
RUN = 2  # words in a row that explain one another


def joint(
    a: Prepared, b: Prepared, grams: Grams, scores: Mapping[Pair, float], pairs: Iterable[Pair]
) -> list[Pair]:
    """Merges and splits whose parts are too little alike one by one, and enough together.

    Of paragraphs without a link: one of a side, and the two of the other that share most with it
    and with no other more. Both must share a clause, and add to what is shared.
    """
    import numpy as np

    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    free = {
        (i, j): score
        for (i, j), score in scores.items()
        if score >= LEAST and i not in linked[0] and j not in linked[1]
        and a.preamble[i] == b.preamble[j] and allowed(a, b, i, j, plain=False)
    }  # fmt: skip
    ranked = sorted(free, key=lambda p: (-free[p], p))
    groups = [*_nearest(ranked, 1), *_nearest(ranked, 0)]
    if not groups:
        return []
    whole = Overlap(grams, np.ones(grams.offset[-1], bool))
    rows = whole.left, whole.right
    made: list[Pair] = []
    for side, (one, other) in groups:
        if one in made or other in made:
            continue
        target = rows[side][[one[side]]]
        held = [target.multiply(rows[1 - side][[p[1 - side]]]) for p in (one, other)]
        each = [float((share @ whole.weight)[0]) for share in held]
        both = float(((held[0] + held[1]).sign() @ whole.weight)[0])
        total = float(whole.totals[side][one[side]])
        if min(each) >= WEIGHTY and both >= JOINT * total and both - max(each) >= EACH * total:
            made += [one, other]
    return made


def _nearest(ranked: Iterable[Pair], side: int) -> Iterable[tuple[int, tuple[Pair, Pair]]]:
    """The two best pairs of each paragraph of a side among those that like no other more."""
    best: dict[int, Pair] = {}
    for pair in ranked:
        best.setdefault(pair[1 - side], pair)
    into: dict[int, list[Pair]] = defaultdict(list)
    for pair in best.values():
        into[pair[side]].append(pair)
    return [(side, (pairs[0], pairs[1])) for pairs in into.values() if len(pairs) > 1]


def unfolded(a: Prepared, b: Prepared, overlap: Overlap, pairs: Iterable[Pair]) -> set[Pair]:
    """A paragraph that became a chapeau with its list, or the reverse.

    Its clauses are the items, each reworded: too little one by one, and together what few others
    say. Of operative paragraphs without another link, about as far down in both texts.
    """
    least, weight, apart, held = UNFOLDED
    partners: tuple[dict[int, set[int]], ...] = (defaultdict(set), defaultdict(set))
    for i, j in pairs:
        partners[0][i].add(j)
        partners[1][j].add(i)
    made: set[Pair] = set()
    for n, (one, other) in enumerate(((a, b), (b, a))):
        lists: dict[int, list[int]] = defaultdict(list)
        for j, chapeau in enumerate(other.lists):
            if chapeau is not None and not other.preamble[j] and other.outline[j] is not None:
                lists[chapeau].append(j)
        long = [i for i, top in enumerate(one.lists)
                if top is None and not one.preamble[i] and one.outline[i] is not None
                and overlap.totals[n][i] >= weight]  # fmt: skip
        near: dict[tuple[int, ...], list[int]] = defaultdict(list)  # open items of a list → who
        for chapeau, items in lists.items():
            if partners[1 - n][chapeau]:
                continue
            for i in long:
                able = [j for j in items if j != chapeau and partners[1 - n][j] <= {i}]
                beside = abs(one.rank[i] - other.rank[chapeau]) <= apart
                if beside and len(able) > 1 and partners[n][i] <= {*able}:
                    near[chapeau, *able].append(i)
        for free, ones in near.items():
            for i, shared, share in zip(ones, *overlap.together(n, free, ones), strict=True):
                if shared < weight or share < least:
                    continue
                ends = [(i, j) if n == 0 else (j, i) for j in free]
                both = overlap.shared(*map(list, zip(*ends, strict=True)))
                made |= {
                    pair
                    for pair, j, size in zip(ends, free, both, strict=True)
                    if j == free[0] or size >= max(SCRAP, held * overlap.totals[1 - n][j])
                }
    return made


def completed(
    a: Prepared,
    b: Prepared,
    grams: Grams,
    scores: Mapping[Pair, float],
    fit: Mapping[Pair, float],
    pairs: set[Pair],
    whole: Overlap,
) -> tuple[set[Pair], set[Pair], list[Pair], Overlap]:
    """Pairs, with those that share what the pairs so far leave unexplained.

    A round takes the best such pair of each paragraph, then looks at what is left again.
    Returned with the pairs are those of them that have only a clause in common, word for word, or
    several reworded, or a clause where both have another link; what nearly was a pair, the nearest
    first; and what paragraphs share that no pair explains.
    """
    import numpy as np

    pairs = set(pairs)
    close = {p: m for p, m in fit.items() if p not in pairs}
    mask = np.ones(grams.offset[-1], bool)
    fresh: Iterable[Pair] = set(pairs)
    between: set[Pair] = set()
    for _ in range(ROUNDS):
        _explain(mask, a, b, grams.offset, fresh)
        fresh, used = [], set()
        linked = {i for i, _ in pairs}, {j for _, j in pairs}
        left = Overlap(grams, mask)
        able = _said(whole, linked, _clauses(a, b, grams, mask, left, pairs, scores))
        for (i, j), (margin, _) in sorted(able.items(), key=lambda f: (-f[1][1], f[0])):
            if ("a", i) in used or ("b", j) in used:
                continue
            if margin < 0:
                close[i, j] = max(margin, close.get((i, j), -1.0))
                continue
            used |= {("a", i), ("b", j)}
            pairs.add((i, j))
            fresh.append((i, j))
        between.update(p for p in fresh if p[0] in linked[0] and p[1] in linked[1])
        if not fresh:
            break
    loose = set(_worded(a, b, grams, mask, left, pairs, scores))
    pairs |= loose
    if loose:
        left = Overlap(grams, mask)
    several = _several(a, b, left, pairs, scores)
    pairs.update(several)
    if several:
        _explain(mask, a, b, grams.offset, several)
        left = Overlap(grams, mask)
    nearly = [p for p, margin in close.items() if margin > -CLOSE and p not in pairs]
    return pairs, between | loose | set(several), sorted(nearly, key=lambda p: (-close[p], p)), left


def _explain(mask, a: Prepared, b: Prepared, offset, pairs: Iterable[Pair]) -> None:
    """Take what pairs explain out of a mask over the words of both sides."""
    for i, j in pairs:
        one, other = a.words[i], b.words[j]
        at, to = offset[i], offset[len(a) + j]
        runs = [(0, 0, len(one))] if one == other else _runs(one, other)
        for start, begin, size in runs:
            mask[at + start : at + start + size] = False
            mask[to + begin : to + begin + size] = False


def _runs(one: Sequence[str], other: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Runs of words that both texts have: where in either, and how long."""
    from rapidfuzz.distance import Indel

    for op in Indel.opcodes(one, other):
        size = op.src_end - op.src_start
        if op.tag == "equal" and size >= RUN:
            yield op.src_start, op.dest_start, size


def _worded(a, b, grams: Grams, mask, overlap: Overlap, pairs, scores) -> Iterable[Pair]:
    """Pairs, one without a link among them, with a clause in common word for word; heaviest first.

    What a pair explains is taken out of the mask before the next one is looked at.
    """
    import numpy as np

    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    sought = [
        (i, j) for i, j in scores
        if not (i in linked[0] and j in linked[1]) and a.preamble[i] == b.preamble[j]
        and allowed(a, b, i, j)
    ]  # fmt: skip
    ends = np.array(sought, int).reshape(-1, 2).T
    # in a run each word counts twice, by itself and in pairs
    able = np.flatnonzero(overlap.shared(*ends) >= 1.8 * VERBATIM).tolist()
    runs = {sought[at]: _run(a, b, grams, mask, sought[at]) for at in able}
    for pair in sorted(runs, key=lambda p: (-runs[p], p)):
        if runs[pair] >= VERBATIM and _run(a, b, grams, mask, pair) >= VERBATIM:
            yield pair
            _explain(mask, a, b, grams.offset, [pair])


def _several(a, b, overlap: Overlap, pairs, scores) -> list[Pair]:
    """Pairs, one without a link among them, with several clauses in common, reworded; of each
    paragraph the one that shares most."""
    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    sought = [
        (i, j) for i, j in scores
        if not (i in linked[0] and j in linked[1]) and a.preamble[i] == b.preamble[j]
        and allowed(a, b, i, j, plain=False)
    ]  # fmt: skip
    ends = [[pair[side] for pair in sought] for side in (0, 1)]
    sizes = zip(overlap.totals[0][ends[0]], overlap.totals[1][ends[1]], strict=True)
    able = {
        pair: round(float(weight), 9)
        for pair, weight, both in zip(sought, overlap.shared(*ends), sizes, strict=True)
        if weight >= AKIN[1] and weight >= AKIN[0] * min(both)
    }
    made: list[Pair] = []
    for i, j in sorted(able, key=lambda p: (-able[p], p)):
        if all(i != one and j != other for one, other in made):
            made.append((i, j))
    return made


def _run(a: Prepared, b: Prepared, grams: Grams, mask, pair: Pair) -> float:
    """Weight of the longest run of words in common that no link explains."""
    from difflib import SequenceMatcher

    i, j = pair
    at, to = grams.offset[i], grams.offset[len(a) + j]
    left = [w if mask[at + n] else n for n, w in enumerate(a.words[i])]
    right = [w if mask[to + n] else -1 - n for n, w in enumerate(b.words[j])]
    run = SequenceMatcher(None, left, right, False).find_longest_match()
    return round(float(grams.words[at + run.a : at + run.a + run.size].sum()), 9)


def _clauses(
    a, b, grams: Grams, mask, overlap: Overlap, pairs, scores
) -> dict[Pair, tuple[float, float]]:
    """Pairs with a clause in common that no link explains → (margin, rank)."""
    import numpy as np

    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    opened = np.bincount(grams.row, mask & grams.verbs, sum(grams.sizes)) > 0
    verbs = opened[: len(a)], opened[len(a) :]
    sought = [p for p in scores if p not in pairs]
    ends = np.array(sought, int).reshape(-1, 2).T
    sizes = [np.maximum(total[end], 1e-9) for total, end in zip(overlap.totals, ends, strict=True)]
    weights = overlap.shared(*ends)
    parts = weights / np.minimum(*sizes)
    able = {}
    for at in np.flatnonzero((weights >= PHRASE) & (parts > PART - CLOSE)).tolist():
        pair, weight, part = sought[at], float(weights[at]), float(parts[at])
        if not allowed(a, b, *pair):
            continue
        needed = need(a, b, *pair)
        joined = [end in side for end, side in zip(pair, linked, strict=True)]
        if all(joined) or not any(joined):
            margin = _over(MOVED if all(joined) else ALONE, part - needed, weight)
        else:
            with_link = joined.index(True)
            least = PHRASE if verbs[with_link][pair[with_link]] else CLAUSE
            moved = part - PART, scores[pair] - RELATED, (weight - least) / CLAUSE + needed
            held = weight / float(sizes[1 - with_link][at])
            margin = max(min(moved) - needed, _over(HELD, held - needed, weight))
        if margin > -CLOSE:
            able[pair] = round(margin, 9), round(part + scores[pair], 9)
    return able


def _said(
    whole: Overlap,
    linked: tuple[set[int], set[int]],
    able: Mapping[Pair, tuple[float, float]],
) -> dict[Pair, tuple[float, float]]:
    """Those of the pairs that share more than names, numbers and dates, where one has a link."""
    least, weight, held = SAID
    kept = {}
    for (pair, margin), (both, shares) in zip(able.items(), whole.common(able), strict=True):
        joined = [end in side for end, side in zip(pair, linked, strict=True)]
        free = [share for share, known in zip(shares, joined, strict=True) if not known]
        if (
            not any(joined)
            or both >= weight
            or max(shares) >= held
            or max(free, default=0) >= least
        ):
            kept[pair] = margin
    return kept


def _over(least: tuple[float, float], share: float, weight: float) -> float:
    """How far a share and a weight are above what both must be."""
    return min(share - least[0], (weight - least[1]) / CLAUSE)
