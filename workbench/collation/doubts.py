"""Where readers hesitate: links that another would not make, and paragraphs that nearly have one.

What was learned from pairs that two people aligned: most of both paragraphs is gone or new; a
recital quotes a provision beside what it renews; and what has no link, but something on the other
side that is nearer to it than to anything else, or shares with it what few other paragraphs say,
or says much of it among other things, or is in doubt already, so that a reader compares it with all
that is left.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..codebook.forms import lemma
from .scores import WHOLE, leads
from .sides import Prepared
from .thresholds import (
    BEGUN,
    BESIDE,
    BETWEEN,
    BRIEF,
    HOLDS,
    KIN,
    LEAST,
    MOSTLY,
    MUCH,
    NAMED,
    PECULIAR,
    PHRASE,
    PLACED,
    SOLE,
    SOLELY,
    THEIRS,
)  # fmt: skip
from .weights import Grams, Overlap, Pair
from .words import meeting

ALIKE = 0.6  # Dice's coefficient of what two paragraphs say before they name a meeting
OPENING = 7  # words that say who is asked to begin doing what
ASKED = 3  # words that say who is asked under which verb
NAME = 8  # words in a row that make a long name
AFTER = 9  # words in which a verb and its object are told, the object
TOLD = 3  # by so many of those
FEW = math.log1p(2)  # that fewer than half of all texts have
NEAREST = 3  # relatives of a paragraph without a link that are looked at
SIDES = 0, 1
# From a linked pair to those that stand beside it, after it and before it: steps in either text
STEPS = [(m, n) for m in range(-2, 3) for n in range(-2, 3) if 0 < abs(m) + abs(n) <= 2]
ONWARD = (1, 1), (1, 2), (2, 1)
BACK = (-1, -1), (-1, -2), (-2, -1)

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


def named(a: Prepared, b: Prepared, pairs: Collection[Pair]) -> set[Pair]:
    """Links of paragraphs with different verbs that have a long name in common, or a formula, that
    a third has too, and little beside it."""
    differ = []
    for i, j in pairs:
        one, other = a.words[i], b.words[j]
        if one and other and lemma(one[0]) != lemma(other[0]):
            both = {*_runs(one)} & {*_runs(other)}
            differ += [(one, other, both, (i, j))] if both else []
    if not differ:
        return set()
    held = Counter(run for text in (a, b) for plainly in text.words for run in set(_runs(plainly)))
    several = {run for run, many in held.items() if many > 2}
    found = set()
    for one, other, both, pair in differ:
        if not several.isdisjoint(both):
            left, right = (_beside(plainly, several) for plainly in (one, other))
            if len(left & right) < BESIDE * min(len(left), len(right)):
                found.add(pair)
    return found


def _runs(plainly: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(plainly[n : n + NAME]) for n in range(len(plainly) - NAME + 1)]


def _beside(plainly: Sequence[str], runs: Collection[tuple[str, ...]]) -> set[str]:
    """Longer words of a paragraph, but for its verb and those of some runs."""
    name = {n + k for n, run in enumerate(_runs(plainly)) if run in runs for k in range(NAME)}
    return {lemma(w) for n, w in enumerate(plainly) if n and n not in name and len(w) > 3}


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

    What says the same of another meeting of the same body, told by its number; what alone
    begins with the same words, or has a verb with the same object; what alone is left over between
    linked neighbours and asks the same one under the same verb; what share that few other
    paragraphs say (`Overlap.peculiar`), or much that no link explains (`left`); each other's
    nearest, of which neither shares as much with any other; or what was `nearly` linked. Else what
    it may have become elsewhere (`_reworded`), or what says much of it (`_held`).
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
    begun = [
        pair for pair, share, _, beside in _facts(overlap, _openings(a, b, linked))
        if share >= BEGUN and beside >= NAMED
    ]  # fmt: skip
    begun += _objects(a, b, overlap.grams, linked)
    begun += _left_over(a, b, pairs, linked)
    firm = [*_meetings(a, b, linked), *begun, *own, *kin, *_much(a, b, overlap, left, linked)]
    for n, pair in enumerate([*firm, *theirs, *nearly]):
        # the nearest by a formula is none to what has a relative by words of its own
        if n < len(firm) or not any(pair[side] in near[side] for side in SIDES):
            for side in SIDES:
                if pair[side] not in linked[side]:
                    near[side].setdefault(pair[side], pair[1 - side])
    near = _rivals(overlap, scores, linked, near, own)
    return _held(overlap, linked, _reworded(a, b, overlap, left, pairs, linked, near))


def _held(overlap: Overlap, linked: tuple[set[int], set[int]], near: Relatives) -> Relatives:
    """Relatives, with what says much of a paragraph without link or relative, however much more
    that says, and whatever it goes on from. None where there are too many paragraphs for all to be
    looked at."""
    sizes = overlap.grams.sizes
    if sizes[0] * sizes[1] > WHOLE:
        return near
    least, weight, beside = HOLDS
    more: Relatives = {}, {}
    for side in SIDES:
        free = {*range(sizes[side])} - linked[side] - near[side].keys()
        pairs = [pair for pair, _ in overlap.most(side, free, weight)]
        said = overlap.beside_names(*([pair[n] for pair in pairs] for n in SIDES))
        facts = zip(overlap.held(side, pairs).round(9).tolist(), pairs, said, strict=True)
        more[side].update(  # the one that says most comes last
            (pair[side], pair[1 - side]) for share, pair, own in sorted(facts)
            if share >= least and own >= beside
        )  # fmt: skip
    return more[0] | near[0], more[1] | near[1]


def _reworded(
    a: Prepared,
    b: Prepared,
    overlap: Overlap,
    left: Overlap,
    pairs: Collection[Pair],
    linked: tuple[set[int], set[int]],
    near: Relatives,
) -> Relatives:
    """Relatives, with what shares most with a paragraph that has none of what few others say: where
    it stands beside what the neighbours are linked with (it merged into that, or is it, reworded),
    the more so between them, or where much of it is what only these two say."""
    around, after, before = (_around(a, b, pairs, n) for n in (STEPS, ONWARD, BACK))
    free = [{*range(len(text))} - known for text, known in zip((a, b), linked, strict=True)]
    between = {(i, j) for i, j in after & before if i in free[0] and j in free[1]}
    more: Relatives = {}, {}
    for side in SIDES:
        able = free[side] - near[side].keys()
        if len(a) * len(b) > WHOLE:
            able &= {pair[side] for pair in around}
        weights = dict(overlap.most(side, able, BETWEEN[1]))
        rivals = sorted(p for p, w in weights.items() if w >= PLACED[1] or p in between)
        shares = dict(zip(rivals, overlap.peculiar(rivals).round(9).tolist(), strict=True))
        best = {p[side]: p for p in sorted(shares, key=lambda p: (shares[p], p))}.values()
        for pair, fresh, sole in _unexplained(overlap, left, best):
            told = (BETWEEN, pair in between), (PLACED, pair in around), (PECULIAR, sole >= SOLELY)
            if any(
                holds and shares[pair] >= share and weights[pair] >= weight and fresh >= least
                for (share, weight, least), holds in told
            ):
                more[side][pair[side]] = pair[1 - side]
    return more[0] | near[0], more[1] | near[1]


def _around(a: Prepared, b: Prepared, pairs: Iterable[Pair], steps: Sequence[Pair]) -> set[Pair]:
    """Pairs of a part to which a step leads from a linked one."""
    at = [{n: i for i, n in enumerate(text.outline) if n is not None} for text in (a, b)]
    ends = ((a.outline[i], b.outline[j]) for i, j in pairs)
    beside = (
        (at[0].get(one + m, -1), at[1].get(other + n, -1))
        for one, other in ends if one is not None and other is not None for m, n in steps
    )  # fmt: skip
    return {(i, j) for i, j in beside if min(i, j) >= 0 and a.preamble[i] == b.preamble[j]}


def _unexplained(
    overlap: Overlap, left: Overlap, pairs: Iterable[Pair]
) -> Iterable[tuple[Pair, float, float]]:
    """Those of the pairs that share more than names, and a clause that no link explains: how much
    of what they share that is, and how much only these two say."""
    pairs = list(pairs)
    one, other = ([pair[side] for pair in pairs] for side in SIDES)
    whole, open_ = overlap.shared(one, other, overlap.clause), left.shared(one, other)
    facts = overlap.beside_names(one, other), overlap.alone(one, other)
    for pair, weight, most, beside, sole in zip(pairs, open_, whole, *facts, strict=True):
        if weight >= PHRASE and beside >= NAMED:
            yield pair, weight / most, sole


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


def _meetings(a: Prepared, b: Prepared, linked: tuple[set[int], set[int]]) -> list[Pair]:
    """Pairs, neither with a link, that say the same of two meetings of one body: what differs is
    the number, place and outcome."""
    told: tuple[dict, ...] = ({}, {})
    for found, text, known in zip(told, (a, b), linked, strict=True):
        for i, plainly in enumerate(text.words):
            if i not in known and (said := meeting(plainly)):
                found.setdefault((said[0], plainly[0], text.preamble[i]), []).append((i, said[1]))
    made = []
    for key in told[0].keys() & told[1].keys():
        (i, one), *more = told[0][key]
        (j, other), *rest = told[1][key]
        if not more and not rest and 2 * len(one & other) >= ALIKE * (len(one) + len(other)):
            made.append((i, j))
    return sorted(made)


def _openings(a: Prepared, b: Prepared, linked: tuple[set[int], set[int]]) -> list[Pair]:
    """Pairs of operative paragraphs, neither with a link, that alone of all begin with the same
    words."""
    begun: tuple[dict[tuple[str, ...], list[int]], ...] = (defaultdict(list), defaultdict(list))
    for found, text in zip(begun, (a, b), strict=True):
        for i, plainly in enumerate(text.words):
            if not text.preamble[i] and len(plainly) > OPENING:
                found[plainly[:OPENING]].append(i)
    return _alone(begun, linked, 0)


def _left_over(
    a: Prepared, b: Prepared, pairs: Collection[Pair], linked: tuple[set[int], set[int]]
) -> list[Pair]:
    """Pairs of operative paragraphs, neither with a link, whose neighbours on both sides are
    linked, with the same verb and addressee (their first words)."""
    before, after = ({n: i for i, n in enumerate(text.place)} for text in (a, b))
    joined, onward = {*pairs}, defaultdict[int, list[int]](list)
    for one, other in joined:
        onward[one].append(other)
    made = []
    for i, n in enumerate(a.place):
        if i in linked[0] or a.preamble[i] or not {n - 1, n + 1} <= before.keys():
            continue
        for up in onward[before[n - 1]]:
            j = after.get(b.place[up] + 1)
            beyond = after.get(b.place[up] + 2)
            if (
                j is not None and j not in linked[1] and (before[n + 1], beyond) in joined
                and [*map(lemma, a.words[i][:ASKED])] == [*map(lemma, b.words[j][:ASKED])]
            ):  # fmt: skip
                made.append((i, j))
    return sorted(made)


def _objects(
    a: Prepared, b: Prepared, grams: Grams, linked: tuple[set[int], set[int]]
) -> list[Pair]:
    """Pairs of a part, one without a link and one with another, that alone of all have a verb with
    the same object, told by the words that few texts have: it may live on there."""
    begun: tuple[dict[tuple, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for found, text, first in zip(begun, (a, b), (0, len(a)), strict=True):
        for i, plainly in enumerate(text.words):
            at = grams.word[grams.offset[first + i] :]
            object_ = [lemma(w) for n, w in enumerate(plainly[1:AFTER], 1)
                       if grams.rarity[at[n]] > FEW][:TOLD]  # fmt: skip
            if len(object_) == TOLD:
                found[text.preamble[i], lemma(plainly[0]), *object_].append(i)
    return _alone(begun, linked, 1)


def _alone(
    begun: Sequence[Mapping[tuple, list[int]]], linked: tuple[set[int], set[int]], many: int
) -> list[Pair]:
    """Pairs that alone of all have the same beginning, of which so many have a link."""
    ends = ((*begun[0][key], *begun[1][key]) for key in begun[0].keys() & begun[1].keys())
    return sorted(
        pair for pair in ends
        if len(pair) == 2 and sum(pair[side] in linked[side] for side in SIDES) == many
    )  # fmt: skip


def _rivals(
    overlap: Overlap,
    scores: Mapping[Pair, float],
    linked: tuple[set[int], set[int]],
    near: Relatives,
    own: Collection[Pair],
) -> Relatives:
    """Relatives, with those of what is nearest to a paragraph in doubt among those that no link
    explains, unless what this one shares with its relative is their `own`: each with what says most
    of it, however much more that says."""
    free = [p for p in scores if not any(p[side] in linked[side] for side in SIDES)]
    shared = dict(zip(free, overlap.shared(*([p[n] for p in free] for n in SIDES)), strict=True))
    ranked = sorted((p for p in free if scores[p] >= LEAST), key=lambda p: (-scores[p], p))
    more: Relatives = {}, {}
    for side in SIDES:
        best: dict[int, int] = {}
        for pair in ranked:
            best.setdefault(pair[side], pair[1 - side])
        most: dict[int, int] = {}
        for pair in sorted(free, key=lambda p: (-shared[p], p)):
            most.setdefault(pair[side], pair[1 - side])
        open_ = near[1 - side].keys() - {pair[1 - side] for pair in own}
        more[side].update((i, most[i]) for i, j in best.items() if j in open_)
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
