"""Words and word pairs of two sides as numbers: what each weighs, and what paragraphs share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from ..codebook.forms import dating, numeral
from .sides import Prepared
from .thresholds import CLAUSE, NAME
from .words import bare

BATCH = 20_000  # pairs looked at in one go: bounds memory
STEM = 5  # letters that tell the verbs that open paragraphs, whatever their ending

Pair = tuple[int, int]  # a paragraph of either side


class Grams:
    """Words and word pairs of two sides as numbers, and how much each weighs.

    ``whole`` is for paragraphs: rare at large, and rare among these paragraphs. ``clause`` is for
    clauses, which are short: there what these paragraphs often say counts still less, and so do
    words that are mostly capitalised, since two clauses that share only the name of a
    body or an instrument say nothing alike; a title in quotation marks is a gram of its own.

    Paragraphs of both sides are numbered through, and so are their words: ``offset`` says where
    the words of a paragraph begin. Grams stand by number, then by paragraph.
    """

    def __init__(self, sides: tuple[Prepared, Prepared], background: Mapping[str, int]):
        import numpy as np

        texts = sides[0].words + sides[1].words
        self.sizes = tuple(map(len, sides))
        number = {w: i for i, w in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
        size, n = len(number), len(texts)
        lengths = np.fromiter(map(len, texts), np.int64, n)
        self.offset = np.concatenate([[0], np.cumsum(lengths)])
        flat = chain.from_iterable(texts)
        self.word = np.fromiter(map(number.__getitem__, flat), np.int64, self.offset[-1])
        self.row = np.repeat(np.arange(n), lengths)
        self.rarity = _rarity(sides, background, number)

        stems = {w[0][:STEM] for w in texts if w}
        opener = np.fromiter((w[:STEM] in stems for w in number), bool, size)
        # words that open some paragraph, where they don't open this one: clauses begin there
        self.verbs = opener[self.word]
        self.verbs[self.offset[:-1][lengths > 0]] = False

        spread, known = self._count(size, n)
        name = _names(sides)
        plainly = np.array([NAME if w in name else 1.0 for w in number])
        said = np.array([w not in name and not dating(w) for w in number])
        self._weigh(spread, known, plainly, n)
        self.said = self.clause * said[known[0]] * said[known[1]]
        self.words = np.zeros(self.offset[-1])  # what each weighs in a clause, where it stands
        one = self.end - self.start == 1
        self.words[self.start[one]] = self.said[self.grams[one]]
        self._quote(sides)

    def _count(self, size: int, n: int):
        """Number the grams; in how many paragraphs each is found, and which words it is of."""
        import numpy as np

        first = np.flatnonzero(self.row[1:] == self.row[:-1])
        code = np.concatenate([self.word, size + self.word[first] * size + self.word[first + 1]])
        start = np.concatenate([np.arange(len(self.word)), first])
        key = code * max(n, 1) + self.row[start]
        order = np.argsort(key)
        code, key, self.start = code[order], key[order], start[order]
        self.rows = self.row[self.start]
        self.end = self.start + np.where(code < size, 1, 2)
        new = begins(code)
        self.grams = np.cumsum(new) - 1
        known = code[new]
        spread = np.bincount(self.grams[begins(key)], minlength=len(known))
        pair = known >= size
        words = (
            np.where(pair, (known - size) // max(size, 1), known),
            np.where(pair, (known - size) % max(size, 1), known),
        )
        return spread, words

    def _weigh(self, spread, known, plainly, n: int) -> None:
        import numpy as np

        first, last = known
        local = np.log1p(n / np.maximum(spread, 1))
        self.whole = np.sqrt(np.sqrt(self.rarity[first] * self.rarity[last]) * local)
        discount = np.sqrt(plainly[first] * plainly[last]) * local
        self.clause = self.whole * discount / math.log1p(max(n, 1) / 2)

    def _quote(self, sides) -> None:
        """Titles in quotation marks as grams after the others, which count in clauses only."""
        import numpy as np

        cited = [
            (title, i, self.offset[i] + start, self.offset[i] + end)
            for i, titles in enumerate(sides[0].titles + sides[1].titles)
            for title, start, end in titles
        ]
        number = {t: len(self.whole) + i for i, t in enumerate(dict.fromkeys(c[0] for c in cited))}
        more = sorted((number[title], *place) for title, *place in cited)
        columns = np.array(more, np.int64).reshape(-1, 4).T
        self.grams, self.rows, self.start, self.end = (
            np.concatenate(pair)
            for pair in zip((self.grams, self.rows, self.start, self.end), columns, strict=True)
        )
        self.whole = np.concatenate([self.whole, np.zeros(len(number))])
        self.clause = np.concatenate([self.clause, np.full(len(number), 1.5 * CLAUSE)])
        self.said = np.concatenate([self.said, np.zeros(len(number))])

    def cosines(self, pairs: Sequence[Pair]) -> list[float]:
        """`words.cosine` of many pairs of paragraphs."""
        import numpy as np
        from scipy.sparse import csr_array

        if not pairs:
            return []
        shape = sum(self.sizes), len(self.rarity)
        bags = csr_array((self.rarity[self.word], (self.row, self.word)), shape=shape)
        ends = np.array(pairs).T + np.array([[0], [self.sizes[0]]])
        left, right = bags[ends[0]], bags[ends[1]]
        dot = left.multiply(right).sum(axis=1)
        norm = np.sqrt(left.power(2).sum(axis=1) * right.power(2).sum(axis=1))
        return np.round(np.minimum(dot / np.maximum(norm, 1e-12), 1.0), 4).tolist()


def _rarity(sides, background: Mapping[str, int], number: Mapping[str, int]):
    """`words.rarity` of each word; one with a hyphen by its more frequent form."""
    import numpy as np

    seen = {w: background.get(w, 1) for w in number}
    printed = set(chain.from_iterable(p.words for side in sides for p in side.paragraphs))
    for word in "\n".join(printed).lower().replace(",", "").split("\n"):
        if "-" in word and (unhyphened := bare(word)) in seen:
            seen[unhyphened] = max(seen[unhyphened], background.get(word, 1))
    total = max(background.get("", 0), 1)
    ratio = [total / n if w.isalpha() or not numeral(w) else 4.0 for w, n in seen.items()]
    return np.log1p(np.array(ratio, float))


def _names(sides: tuple[Prepared, Prepared]) -> set[str]:
    """Words that paragraphs not kept mostly print with a capital, first words apart."""
    kept = set(sides[0].words) & set(sides[1].words)
    printed: Counter = Counter()
    for side in sides:
        for paragraph, plainly in zip(side.paragraphs, side.words, strict=True):
            if plainly not in kept:
                printed.update(paragraph.words[1:])
    with_comma = [w for w in printed if w.endswith(",")]
    for word in with_comma:
        printed[word[:-1]] += printed.pop(word)
    upper: Counter = Counter()
    for word in [w for w in printed if w[0].isupper()]:
        upper[word.lower()] += printed[word]
    return {bare(w) for w, n in upper.items() if n > printed[w]}


def begins(column):
    """True where a sorted column has a value for the first time."""
    import numpy as np

    new = np.ones(len(column), bool)
    new[1:] = column[1:] != column[:-1]
    return new


class Overlap:
    """Weight that paragraphs of two sides share.

    A word counts as often as both paragraphs have it: the second "of" of a paragraph is a column
    of its own, so that one product of matrices of ones does it. Where a mask is given only
    what lies wholly under it counts, and clauses' weights.
    """

    def __init__(self, grams: Grams, mask=None):
        import numpy as np
        from scipy.sparse import csr_array

        self.grams = grams
        weight = grams.whole if mask is None else grams.clause
        row, gram = grams.rows, grams.grams
        if mask is not None:
            under = np.concatenate([[0], np.cumsum(mask)])
            open_ = under[grams.end] - under[grams.start] == grams.end - grams.start
            row, gram = row[open_], gram[open_]
        at = np.arange(len(row))
        new = begins(gram)
        nth = at - np.maximum.accumulate(np.where(new | begins(row), at, 0))
        known = gram[new]
        width = np.maximum.reduceat(nth, np.flatnonzero(new)) + 1 if len(at) else known
        column = (np.cumsum(width) - width)[np.cumsum(new) - 1] + nth
        self.weight, self.clause, self.said = (
            np.repeat(w[known], width) for w in (weight, grams.clause, grams.said)
        )
        n, m = grams.sizes
        totals = np.bincount(row, weight[gram], n + m)
        self.totals = totals[:n], totals[n:]
        ones = np.ones(len(row))
        both = csr_array((ones, (row, column)), shape=(n + m, len(self.weight)))
        self.left, self.right = both[:n], both[n:]

    def shared(self, left, right, weight=None):
        """Weight that paragraphs have in common: of a row of either side, pair by pair."""
        import numpy as np

        weight = self.weight if weight is None else weight
        sums = [np.zeros(0)]
        for start in range(0, len(left), BATCH):
            i, j = left[start : start + BATCH], right[start : start + BATCH]
            sums.append(self.left[i].multiply(self.right[j]) @ weight)
        return np.concatenate(sums)

    def common(self, pairs: Iterable[Pair]) -> Iterable[tuple[float, tuple[float, float]]]:
        """What pairs have in common beside names, dates and numbers: weight, and share of what
        each of both says beside them."""
        import numpy as np

        several = list(pairs)
        ends = [[pair[side] for pair in several] for side in (0, 1)]
        both = self.shared(ends[0], ends[1], self.said)
        totals = [
            np.maximum((side @ self.said)[end], 1e-12)
            for side, end in zip((self.left, self.right), ends, strict=True)
        ]
        shares = zip(both / totals[0], both / totals[1], strict=True)
        return zip(both.tolist(), shares, strict=True)

    @cached_property
    def _spread(self):
        """In how many paragraphs each column is found."""
        import numpy as np

        columns = np.concatenate([self.left.indices, self.right.indices])
        return np.bincount(columns, minlength=len(self.weight))

    @cached_property
    def _own(self):
        """Weights by which what all paragraphs say counts for nothing; of both sides' paragraphs
        the sums."""
        import numpy as np

        n = self.left.shape[0] + self.right.shape[0]
        weight = self.weight * np.log((n + 1) / np.maximum(self._spread, 1))
        return weight, (self.left @ weight, self.right @ weight)

    def alone(self, left, right):
        """Weight that pairs of paragraphs have in common, and no other paragraph has."""
        return self.shared(left, right, self.weight * (self._spread == 2))

    def beside_names(self, left, right):
        """Share of the weight that pairs of paragraphs have in common that is left of it in
        clauses, where names, and what these paragraphs often say, count less."""
        import numpy as np

        whole = self.shared(left, right)
        return self.shared(left, right, self.clause) / np.maximum(whole, 1e-12)

    def most(self, side: int, some: Iterable[int], least: float) -> Iterable[tuple[Pair, float]]:
        """Pairs of some paragraphs of a side that share so much weight."""
        rows = sorted(some)
        own, other = (self.left, self.right) if side == 0 else (self.right, self.left)
        both = (own[rows].multiply(self.weight).tocsr() @ other.T.tocsr()).tocoo()
        for at, k, weight in zip(both.row, both.col, both.data, strict=True):
            if weight >= least:
                pair = rows[at], int(k)
                yield (pair if side == 0 else pair[::-1]), float(weight)

    def peculiar(self, pairs: Sequence[Pair]):
        """Share of weight in common (Ochiai), where what all paragraphs say counts for nothing."""
        import numpy as np

        if not pairs:
            return np.zeros(0)
        weight, totals = self._own
        i, j = np.array(pairs).T
        norm = totals[0][i] * totals[1][j]
        return self.shared(i, j, weight) / np.sqrt(np.maximum(norm, 1e-12))

    def held(self, side: int, pairs: Sequence[Pair]):
        """Share of the weight of a side's paragraphs that the other of a pair has too, where what
        all paragraphs say counts for nothing."""
        import numpy as np

        weight, totals = self._own
        left, right = ([pair[n] for pair in pairs] for n in (0, 1))
        total = totals[side][left if side == 0 else right]
        return self.shared(left, right, weight) / np.maximum(total, 1e-12)

    def together(self, side: int, several: Sequence[int], ones: Sequence[int]):
        """What some paragraphs of a side share with several of the other together: weight, and
        share (Ochiai) where what all paragraphs say counts for nothing."""
        import numpy as np

        rows = (self.left, self.right) if side == 0 else (self.right, self.left)
        targets, others, (own, totals) = rows[0][list(ones)], rows[1][list(several)], self._own
        under = np.asarray(others.sum(axis=0)).ravel() > 0
        size = totals[side][list(ones)] * float(totals[1 - side][list(several)].sum())
        return targets @ (self.weight * under), targets @ (own * under) / np.sqrt(
            np.maximum(size, 1e-12)
        )

    def bands(self, most: int | None = None, height: int = 512):
        """Shared weight of all pairs, `height` rows at a time, as (first row, sparse matrix).

        With `most`, a paragraph looks up its rarest words only, as many as stand in `most` places
        of the other side together: what is shared beside them is left out.
        """
        left = self.left.copy() if most is None else self._rarest(most)
        left.data = self.weight[left.indices]
        right = self.right.T.tocsr()
        for top in range(0, left.shape[0], height):
            yield top, left[top : top + height] @ right

    def _rarest(self, most: int):
        import numpy as np
        from scipy.sparse import csr_array

        left = self.left
        spread = np.bincount(self.right.indices, minlength=len(self.weight))[left.indices]
        row = np.repeat(np.arange(left.shape[0]), np.diff(left.indptr))
        order = np.lexsort((left.indices, spread, row))
        places = np.cumsum(spread[order])
        before = np.concatenate([[0], places])[left.indptr[:-1]]
        kept = order[places - before[row] <= most]
        cells = np.ones(len(kept)), (row[kept], left.indices[kept])
        return csr_array(cells, shape=left.shape)
