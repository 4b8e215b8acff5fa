"""Where wording stood before: all paragraphs of all series, searched by facts about their words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import collation, features, symbols
from ..errors import InputError
from .records import Precedent

if TYPE_CHECKING:
    from ..corpus import Corpus

AGREED = 0.75  # as similar, or half of its words by weight in shared runs: agreed language
ADAPTED = 0.50  # as similar, or a quarter of its words
AKIN = 0.40  # as similar: of the same matter, in other words
MOST = 5  # precedents that a paragraph is given
LEAST = 8  # words that BASE lacks: fewer are not traced


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands."""

    series: str
    symbol: str
    label: str
    adopted: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Words of a paragraph of the draft, and which of them are to be traced."""

    words: tuple[str, ...]
    runs: Mapping[str, Sequence[int]]
    """Each run of words, hashed → where it begins."""
    open: frozenset[int]


def sought(words: Sequence[str], closed: Iterable[int] = ()) -> Sought:
    """A paragraph to be traced, without the words at `closed`, which BASE has."""
    # a window of one keeps every run
    every = features.winnowed(words, window=1)
    return Sought(tuple(words), begins(every), frozenset(range(len(words))) - frozenset(closed))


def begins(hashes: Iterable[str]) -> dict[str, list[int]]:
    """Hash → the places at which it stands."""
    where: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(hashes):
        where[each].append(at)
    return dict(where)


def covered(runs: Mapping[str, Sequence[int]], kept: Iterable[str]) -> set[int]:
    """Places of the words in runs that a paragraph with the kept shingles has too.

    ``runs`` are all runs of words of the text. Winnowing leaves at most a window between two kept
    shingles: where two that are neighbours in one text stand as near to each other in the other
    one, what lies between is taken as shared.
    """
    shared: set[int] = set()
    before: Sequence[int] = ()
    for shingle in kept:
        here = runs.get(shingle, ())
        for at in here:
            start = max((b for b in before if at - features.WINDOW <= b < at), default=at)
            shared.update(range(start, at + features.SHINGLE))
        before = here
    return shared


class Library:
    """Paragraphs of adopted texts, and how near to them another one is.

    Similarity of two paragraphs is the cosine of their words, a word weighing the root of its
    count times ``sqrt(rarity · log(1 + N / n))``: `collation.rarity` in resolutions at large, and
    the ``n`` of the ``N`` paragraphs here that have it.
    """

    def __init__(
        self, corpora: Sequence[Corpus], before: date | None, without: Iterable[str],
        background: Mapping[str, int],
    ):  # fmt: skip
        import numpy as np

        self.background = background
        self.searched: dict[str, int] = {}
        self.untabled: list[str] = []
        self.places: list[Place] = []
        self.word: dict[str, int] = {}
        self.kept: dict[int, list[str]] = defaultdict(list)
        self.holders: dict[str, list[int]] = defaultdict(list)
        self.coded: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        self._number: dict[tuple[str, str], int] = {}
        self._without = set(without)  # a document in two series counts for the first
        cells: list[tuple[int, int, int]] = []
        for corpus in corpora:
            try:
                cells += self._take(corpus, before)
            except InputError:  # its tables were never made; stale ones are said
                if corpus.built:
                    raise
                self.untabled.append(corpus.name)
        rows, columns, counts = map(list, zip(*cells, strict=True)) if cells else ([], [], [])
        spread = Counter(columns)
        self.weight = np.array([self._weight(w, spread[n]) for w, n in self.word.items()])
        self._matrix(rows, columns, counts)

    def _take(self, corpus: Corpus, before: date | None) -> list[tuple[int, int, int]]:
        """Take in a series; the counts of words as (place, word, count)."""
        known = dict(self._adopted(corpus, before))
        words, shingles, codes = (
            [row for row in corpus.rows(table, "symbol", "label", *columns) if row[0] in known]
            for table, *columns in (
                ("words", "word", "count"),
                ("shingles", "shingle"),
                ("codes", "scheme", "code"),
            )
        )
        self.searched[corpus.name] = len(known)
        self._without |= known.keys()
        cells = []
        for symbol, label, word, count in words:
            at = self._number.get((symbol, label))
            if at is None:
                at = self._number[symbol, label] = len(self.places)
                self.places.append(Place(corpus.name, symbol, label, known[symbol]))
            cells.append((at, self.word.setdefault(word, len(self.word)), count))
        for symbol, label, shingle in shingles:
            at = self._number[symbol, label]
            self.kept[at].append(shingle)
            self.holders[shingle].append(at)
        for symbol, label, scheme, code in codes:
            if scheme in ("theme", "entity") and (symbol, label) in self._number:
                self.coded[scheme, code][self._number[symbol, label]] = None
        return cells

    def _adopted(self, corpus: Corpus, before: date | None) -> Iterator[tuple[str, str]]:
        """Adopted members with tables, dated before the draft, with their dates."""
        columns = ("symbol", "stage", "year", "adopted", "n_words")
        for symbol, stage, year, day, n_words in corpus.rows("resolutions", *columns):
            if n_words is None or stage != "adopted" or symbol in self._without:
                continue
            if before is None or (day < before if day else year < before.year):
                yield symbol, day.isoformat() if day else str(year)

    def _weight(self, word: str, paragraphs: int) -> float:
        local = math.log1p(max(len(self.places), 1) / max(paragraphs, 1))
        return math.sqrt(collation.rarity(word, self.background) * local)

    def _matrix(self, rows: list[int], columns: list[int], counts: list[int]) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        shape = len(self.places), len(self.word)
        cells = np.sqrt(np.array(counts, float)) * self.weight[columns] if rows else []
        self.matrix = csr_array((cells, (rows, columns)), shape=shape)
        self.norm = np.sqrt(self.matrix.power(2).sum(axis=1)) if rows else np.zeros(0)

    def similarities(self, words: Iterable[str]):
        """Similarity of every paragraph here to a bag of words."""
        import numpy as np

        known = np.zeros(len(self.word))
        total = 0.0
        for word, count in Counter(words).items():
            at = self.word.get(word)
            weight = self._weight(word, 1) if at is None else self.weight[at]
            total += count * weight**2
            if at is not None:
                known[at] = math.sqrt(count) * weight
        return (self.matrix @ known) / np.maximum(self.norm * math.sqrt(total), 1e-12)

    def holding(self, text: Sought) -> dict[int, set[int]]:
        """Paragraph here → which of the words sought stand in runs that it has too."""
        places = {at for run in text.runs for at in self.holders.get(run, ())}
        shared = {at: covered(text.runs, self.kept[at]) & text.open for at in sorted(places)}
        return {at: some for at, some in shared.items() if some}

    def closest(self, text: Sought, passed: Iterable[tuple[str, str]] = ()) -> list[Precedent]:
        """Precedents of the words sought, the nearest first, one a document.

        Sought by shared runs and by similarity; ranked by both: similarity, and the share of the
        words' weight that stands in shared runs. Of equals the later document comes first.
        """
        if len(text.open) < LEAST or not self.places:
            return []
        passed = set(passed)
        here = [w for n, w in enumerate(text.words) if n in text.open]
        like = self.similarities(here)
        holding = self.holding(text)
        weights = self._weights(text)
        ranked = []
        for at in {*holding, *(int(n) for n in (like >= AKIN).nonzero()[0])}:
            place = self.places[at]
            near = self._precedent(at, text, weights, holding.get(at, set()), float(like[at]))
            if (place.symbol, place.label) in passed or verdict(near) == "none":
                continue
            ranked.append((round(near.similarity + near.share, 4), near))
        ranked.sort(key=lambda r: _order(r[1]))
        ranked.sort(key=lambda r: (r[0], r[1].adopted), reverse=True)
        return _each([near for _, near in ranked])[:MOST]

    def with_code(
        self, scheme: str, code: str, texts: Sequence[Sought], apart: str | None
    ) -> list[Precedent]:
        """Paragraphs of other series that have a code, of each document the nearest to one of
        these texts, in order of date."""
        ranked: list[Precedent] = []
        for text in texts:
            like = self.similarities(text.words)
            holding, weights = self.holding(text), self._weights(text)
            for at in self.coded.get((scheme, code), ()):
                if self.places[at].series != apart:
                    some = holding.get(at, set())
                    near = self._precedent(at, text, weights, some, float(like[at]), code)
                    ranked.append(near)
        ranked.sort(key=_order)
        ranked.sort(key=lambda p: p.similarity, reverse=True)
        return sorted(_each(ranked), key=lambda p: (p.adopted, _order(p)))

    def _weights(self, text: Sought) -> list[float]:
        """The weight of each word of a text."""
        numbers = map(self.word.get, text.words)
        return [self._weight(word, 1) if at is None else float(self.weight[at])
                for word, at in zip(text.words, numbers, strict=True)]  # fmt: skip

    def _precedent(
        self,
        at: int,
        text: Sought,
        weights: Sequence[float],
        shared: set[int],
        like: float,
        theme: str | None = None,
    ) -> Precedent:
        place = self.places[at]
        run: list[int] = []
        best: list[int] = []
        for n in sorted(shared):
            run = [*run, n] if run and n == run[-1] + 1 else [n]
            best = max(best, run, key=len)
        said = collation.rarest([text.words[n] for n in best], [weights[n] for n in best])
        whole, part = (math.fsum(weights[n] for n in some) for some in (text.open, shared))
        return Precedent(place.series, place.symbol, place.label, place.adopted,
                         round(min(like, 1.0), 4), len(shared), len(text.open),
                         round(part / max(whole, 1e-12), 4), " ".join(said), theme)  # fmt: skip


def verdict(nearest: Precedent | None) -> str:
    """What a precedent makes of a wording: agreed, adapted, akin or none."""
    if nearest is None:
        return "none"
    if nearest.similarity >= AGREED or nearest.share >= 0.5:
        return "agreed"
    if nearest.similarity >= ADAPTED or nearest.share >= 0.25:
        return "adapted"
    return "akin" if nearest.similarity >= AKIN else "none"


def _order(precedent: Precedent) -> tuple:
    return symbols.key(precedent.symbol), precedent.label


def _each(ranked: Iterable[Precedent]) -> list[Precedent]:
    """Of each document the first."""
    first: dict[str, Precedent] = {}
    for precedent in ranked:
        first.setdefault(precedent.symbol, precedent)
    return list(first.values())
