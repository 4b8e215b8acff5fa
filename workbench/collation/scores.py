"""How much two paragraphs share, and whether that makes them a pair that may be linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from ..codebook.forms import MONTHS, numeral
from .sides import Prepared
from .thresholds import (
    AHEAD,
    APART,
    ASKING,
    BESIDE,
    CLOSE,
    CROSS,
    FIRM,
    LEAST,
    LINK,
    LIST,
    OWN,
    PLAIN,
    RECITES,
    SEEN,
    SURE,
    WHOLLY,
)  # fmt: skip
from .weights import Overlap, Pair, begins

WHOLE = 1_000_000  # pairs of paragraphs up to which all are looked at; above, of each paragraph
PLACES = 4_000  # those found where its rarest words stand, in so many places,
NEAREST = 60  # and of these the nearest
TOLD = 3  # words beside dates and symbols that a paragraph is told by
TWICE = 25  # words, at least, of a paragraph that a text has twice: more than a formula
MANY = 400  # pairs of equal texts, above which only order can pair them

# Stems of initiating verbs that ask somebody to do something
ASKS = ("appeal", "ask", "call", "decid", "demand", "encourag", "instruct", "invit", "recommend",
        "request", "urg")  # fmt: skip


def allowed(a: Prepared, b: Prepared, i: int, j: int, plain: bool = True) -> bool:
    """A recital that quotes what a resolution did, or only cites a title, descends from nothing.

    Nor does a paragraph of the same part that shares little (not `plain`) beside a title.
    """
    across = a.preamble[i] != b.preamble[j]
    if plain and not across:
        return True
    if across and (a.quotes[i] or b.quotes[j]):
        return False
    return not (a.titles[i] or b.titles[j]) or _beside_titles(a, b, i, j) >= BESIDE


def _beside_titles(a: Prepared, b: Prepared, i: int, j: int) -> float:
    """Share of their longer words that two paragraphs have in common beside titles they cite."""
    bags = []
    for side, k in ((a, i), (b, j)):
        cited = {w for _, start, end in side.titles[k] for w in range(start, end)}
        bags.append({w for n, w in enumerate(side.words[k]) if n not in cited and len(w) > 3})
    return len(bags[0] & bags[1]) / max(min(map(len, bags)), 1)


def need(a: Prepared, b: Prepared, i: int, j: int) -> float:
    """What a link needs beyond others: what a recital says of a request is seldom the request."""
    if a.preamble[i] == b.preamble[j]:
        return 0.0
    asking = _asks(a.words[i]), _asks(b.words[j])
    return CROSS + RECITES * any(asking) + ASKING * (asking[0] != asking[1])


def _asks(plainly: tuple[str, ...]) -> bool:
    return any(w.startswith(ASKS) for w in plainly[:2]) or plainly[:1] == ("to",)


def repeated(a: Prepared, b: Prepared) -> list[Pair]:
    """Pairs of a text without words, or repeated so often that only order can pair it; of every
    text where there are too many paragraphs for all to be looked at."""
    many = MANY if len(a) * len(b) <= WHOLE else 0
    where: dict = defaultdict(lambda: ([], []))
    for n, side in enumerate((a, b)):
        for i in range(len(side)):
            where[side.words[i], side.preamble[i]][n].append(i)
    return [
        pair
        for (plainly, _), (left, right) in where.items()
        if not plainly or len(left) * len(right) > many
        for pair in zip(left, right, strict=False)
    ]


def reprinted(a: Prepared, b: Prepared, pairs: Collection[Pair]) -> set[Pair]:
    """What has no link, and the words of a paragraph that one text has once and the other twice:
    it is that paragraph again."""
    made: set[Pair] = set()
    linked = {i for i, _ in pairs}, {j for _, j in pairs}
    same = {
        (a.words[i], a.preamble[i]): (i, j)
        for i, j in sorted(pairs, reverse=True)
        if a.words[i] == b.words[j] and len(a.words[i]) >= TWICE and a.preamble[i] == b.preamble[j]
    }
    for n, side in enumerate((a, b)):
        for k in range(len(side)):
            pair = same.get((side.words[k], side.preamble[k])) if k not in linked[n] else None
            if pair:
                made.add((k, pair[1]) if n == 0 else (pair[0], k))
    return made


def dated(a: Prepared, b: Prepared) -> list[Pair]:
    """Pairs that differ in numbers and months alone, of which each side has one.

    "Recalling its resolution 61/7 of 14 December 2006": too few words else to be told by.
    """
    same = set(a.words) & set(b.words)
    where: dict = defaultdict(lambda: ([], []))
    for n, side in enumerate((a, b)):
        for i, plainly in enumerate(side.words):
            if plainly in same:
                continue
            bare = tuple(w for w in plainly if not numeral(w) and w not in MONTHS)
            if len(bare) < len(plainly) and len(bare) >= TOLD:
                where[bare, side.preamble[i]][n].append(i)
    return [(*left, *right) for left, right in where.values() if len(left) == len(right) == 1]


def margins(
    a: Prepared, b: Prepared, overlap: Overlap, scores: Mapping[Pair, float]
) -> dict[Pair, float]:
    """Pairs that are links, or nearly → how far above what makes a link; below 0 they are none."""
    ahead = leads(scores)
    fit: dict[Pair, float] = {}
    for (i, j), score in scores.items():
        if score <= LEAST - CLOSE:
            continue
        margin = _margin(score - need(a, b, i, j), ahead[i, j])
        if margin > -CLOSE and allowed(a, b, i, j, plain=score >= SURE):
            fit[i, j] = margin
    close = [p for p in fit if scores[p] < PLAIN]
    for p, share in zip(close, overlap.peculiar(close), strict=True):
        if (
            share < (OWN if fit[p] >= CLOSE else FIRM) * scores[p]
            and a.words[p[0]] != b.words[p[1]]
        ):
            del fit[p]
    return fit


def strays(
    a: Prepared,
    b: Prepared,
    overlap: Overlap,
    scores: Mapping[Pair, float],
    moved: Collection[Pair],
) -> set[Pair]:
    """Those of the pairs that left the order of the texts that chance would bring together.

    The longer the texts, the more paragraphs there are of which two share a formula. What holds
    nearly all of a short one is no chance.
    """
    ends = [p for p in moved if p in scores and a.words[p[0]] != b.words[p[1]]]
    left, right = ([p[side] for p in ends] for side in (0, 1))
    totals = zip(overlap.totals[0][left], overlap.totals[1][right], strict=True)
    facts = zip(ends, overlap.peculiar(ends), overlap.shared(left, right), totals, strict=True)
    own, near, far = APART
    ahead = leads(scores)
    return {
        pair
        for pair, peculiar, shared, total in facts
        if peculiar < own
        and shared < (near if ahead[pair] >= AHEAD else far)
        and shared < WHOLLY * min(total)
    }


def _margin(score: float, lead: float) -> float:
    return max(score - SURE, min(score + lead / 2 - LINK, score - LEAST))


def shares(a: Prepared, b: Prepared, overlap: Overlap, done: list[Pair]) -> dict[Pair, float]:
    """Pairs worth a look → share of their weight that they have in common (Ochiai), lists counted.

    Pairs that are `done` are left out, with all others of their paragraphs.
    """
    import numpy as np

    left, right = (np.sqrt(np.maximum(t, 1e-12)) for t in overlap.totals)
    for end, rows in zip((left, right), zip(*done, strict=True), strict=False):
        end[list(rows)] = np.inf
    kin, *lists = _kinship(a, b, overlap)
    whole = len(a) * len(b) <= WHOLE

    def share(i, j, shared):
        return shared / (left[i] * right[j]) + LIST * kin[lists[0][i], lists[1][j]]

    ends = []
    for top, band in overlap.bands(None if whole else PLACES):
        i = np.repeat(np.arange(top, top + band.shape[0]), np.diff(band.indptr))
        j, shared = band.indices, share(i, band.indices, band.data)
        # what common words add is not known yet of long texts
        seen = shared >= (SEEN if whole else SEEN / 2)
        i, j, shared = i[seen], j[seen], shared[seen]
        if not whole:
            kept = _nearest(i, shared - 1e-6 * np.abs(i / len(a) - j / len(b)))
            i, j = i[kept], j[kept]
            shared = share(i, j, overlap.shared(i, j))
            i, j, shared = (x[shared >= SEEN] for x in (i, j, shared))
        ends.append((i, j, shared))
    i, j, shared = (np.concatenate(x) for x in zip(*ends, strict=True))
    pairs = zip(i.tolist(), j.tolist(), strict=True)
    return dict(zip(pairs, np.round(shared, 9).tolist(), strict=True))


def _nearest(row, shared):
    """Places of the `NEAREST` best of each row."""
    import numpy as np

    order = np.lexsort((-shared, row))
    first = np.flatnonzero(begins(row[order]))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    return order[rank < NEAREST]


def _kinship(a: Prepared, b: Prepared, overlap: Overlap):
    """How much lists share, list by list (cosine); and the list of each paragraph, 0 for none."""
    import numpy as np
    from scipy.sparse import csr_array

    bags, rows = [], []
    for side, matrix in ((a, overlap.left), (b, overlap.right)):
        lists = sorted({x for x in side.lists if x is not None})
        number: dict[int | None, int] = {x: n for n, x in enumerate(lists, 1)}
        row = np.array([number.get(x, 0) for x in side.lists])
        members = (np.ones(len(row)), (row, np.arange(len(row))))
        bags.append(csr_array(members, shape=(len(number) + 1, len(row))) @ matrix)
        rows.append(row)
    if min(bag.shape[0] for bag in bags) == 1:
        return np.zeros([bag.shape[0] for bag in bags]), *rows
    dot = (bags[0].multiply(overlap.weight).tocsr() @ bags[1].T.tocsr()).toarray()
    norms = [np.sqrt(np.maximum(bag.power(2) @ overlap.weight, 1e-12)) for bag in bags]
    kin = dot / np.outer(*norms)
    kin[0, :] = kin[:, 0] = 0.0
    return kin, *rows


def leads(scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """Each pair's lead over the next best score that either of its paragraphs has."""
    import numpy as np

    if not scores:
        return {}
    score = np.fromiter(scores.values(), float, len(scores))
    rest = np.zeros(len(scores))
    for end in np.array(list(scores)).T:
        order = np.lexsort((-score, end))
        first = np.flatnonzero(begins(end[order]))
        size = np.diff(np.append(first, len(order)))
        ranked = np.append(score[order], 0.0)
        other = np.repeat(ranked[first], size)  # the best, but for the best itself the second
        other[first] = np.where(size > 1, ranked[first + 1], 0.0)
        rest[order] = np.maximum(rest[order], other)
    return dict(zip(scores, (score - rest).tolist(), strict=True))
