"""Where new wording stood before: of each passage the earliest and the likeliest source.

Candidates are found twice, by shared runs of words and by rare words, for a source that was
reworded has few runs left; then each candidate's text is laid beside the passage, word by word in
order. Names and formulas speak for no source: everybody uses them.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import codebook, collation, features
from ..records import Resolution
from ..text import names, words
from . import store, wording

if TYPE_CHECKING:
    import numpy as np

LEAST = 8  # words that are new: fewer are not traced
NEAR = 40  # candidates by runs, and as many by rare words, that are read
RARE = 8  # words of a passage that candidates are sought by
COMMON = 0.02  # of the documents have a run of words: it is a formula of the organs
SEVERAL = 20  # documents, at least: a few renewals of one text make no formula
SOURCE = 0.25  # of the weight of the new words, in order: less is chance
# Words in a row that a source has of a passage, scattered ones are chance: so many, or fewer that
# have some of the weight.
LONG_RUN, SHORT_RUN, IN_RUN = 10, 6, 0.2
# So many words in a row are wording whatever they are, dates and names too. Of fewer so many must
# say what they are about: of "looks forward to the convening of" one does.
WORDING, SAYING = 12, 3
OPENING = 4  # words of a paragraph in which its verb stands
ROUNDS = 4  # of looking whether the likeliest source has a formula only
AS_MUCH = 0.8  # of what the likeliest source has: the earliest that has so much is the first
HALF = 0.5  # of the new words: if the likeliest source has so many, so has the first


class Wanted(NamedTuple):
    """A passage whose source is sought."""

    symbol: str
    label: str
    kind: str
    """added, or revised."""
    text: str
    new: frozenset[int]
    """Places of the words that are new to it."""


class Source(NamedTuple):
    """A paragraph of the library, and how much of a passage stands in it."""

    symbol: str
    label: str
    adopted: str | None
    organ: str
    share: float
    """Of the new words those that stand there in order: of all, or without names and formulas,
    whichever share is less."""
    n_run: int
    """Words of the longest run of the passage's new words that stands there, with the names and
    formulas in it and at its ends."""
    run: tuple[str, ...]
    """Of these, names and formulas at the ends apart, the eight that weigh most."""
    weight: float
    """The share by weight: rare words tell more of where a passage comes from."""


class Origin(NamedTuple):
    """What the library knows of a passage.

    Attributes
    ----------
    likeliest : Source or None
        The one with most of its new words by weight; of equals the earliest.
    first : Source or None
        The earliest with nearly as much, and half of the words where that has half.
    n_searched : int
        Documents adopted before the passage's.
    """

    wanted: Wanted
    likeliest: Source | None
    first: Source | None
    n_searched: int


def wanted(links: Iterable[Mapping[str, Any]], texts: Mapping[str, Resolution]) -> Iterator[Wanted]:
    """Passages of a series that are new to it, or have at least eight new words.

    Parameters
    ----------
    links : iterable of mapping
        Rows of the table `links`, in their order.
    texts : mapping
        Symbol → text, of the series' members.
    """
    before: dict[tuple[str, str], list[str]] = defaultdict(list)
    kinds: dict[tuple[str, str], str] = {}
    for row in links:
        later, label = row["later"], row["later_label"]
        adoption = row["earlier"] in texts and texts[row["earlier"]].stage != "adopted"
        if row["kind"] not in ("added", "revised") or later not in texts or adoption:
            continue
        kinds[later, label] = row["kind"]
        if row["kind"] == "revised" and row["earlier"] in texts:
            earlier = {p.label: p.text for p in texts[row["earlier"]].paragraphs}
            before[later, label].append(earlier.get(row["earlier_label"], ""))
    for (symbol, label), kind in kinds.items():
        text = next((p.text for p in texts[symbol].paragraphs if p.label == label), "")
        new = set(range(len(words(text))))
        for other in before[symbol, label]:
            new -= {n for n, _ in _together(words(text), words(other))}
        if len(new) >= LEAST:
            yield Wanted(symbol, label, kind, text, frozenset(new))


def origins(
    passages: Iterable[Wanted],
    adopted: Mapping[str, date],
    library: str | Path | None = None,
    without: Collection[str] = (),
) -> list[Origin]:
    """The earliest and the likeliest source of some passages in a library.

    Parameters
    ----------
    passages : iterable of Wanted
    adopted : mapping
        Symbol → day of adoption of the documents that the passages stand in; only what was
        adopted before is searched.
    library : str or Path, optional
        The library's file.
    without : collection of str
        Documents that are the same text at another stage.

    Returns
    -------
    list of Origin
        In the order of the passages.
    """
    sought = list(passages)
    with store.connected(store.place(library)) as connection:
        tracer = Tracer(connection, sought, without)
        return [tracer.origin(one, adopted[one.symbol]) for one in sought]


def before(day: date, library: str | Path | None = None) -> int:
    """How many documents of a library were adopted before a day.

    Parameters
    ----------
    day : date
    library : str or Path, optional
        The library's file.
    """
    with store.connected(store.place(library)) as connection:
        row = connection.execute(
            "SELECT count(*) FROM documents WHERE coalesce(adopted, year || '-12-31') < ?",
            (day.isoformat(),),
        )
        return int(row.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library, as far as a source tells it."""

    symbol: str
    adopted: str | None
    organ: str
    day: str
    """Of adoption, or the last of its year."""


class Tracer:
    """A library, and what it has of the runs of words in some passages."""

    def __init__(
        self, connection: sqlite3.Connection, passages: Iterable[Wanted], without: Collection[str]
    ):  # fmt: skip
        self.connection = connection
        self.book = codebook.load()
        self.background = self.book.background
        forms = (form for v in self.book.verbs for form in (v.verb, *v.forms))
        self.verbs = {word for form in forms for word in form.split()}
        rows = connection.execute(
            "SELECT id, symbol, adopted, organ, coalesce(adopted, year || '-12-31') AS day "
            "FROM documents"
        )
        self.documents = {
            row["id"]: Document(*(row[fact] for fact in Document.__slots__))
            for row in rows
            if row["day"] and row["symbol"] not in without
        }
        self.most = max(SEVERAL, COMMON * len(self.documents))
        self.holders = self._holders(passages)

    def _holders(self, passages: Iterable[Wanted]) -> dict[int, list[tuple[int, int]]]:
        """Run of words that a passage has → (paragraph, document) that keep it."""
        import numpy as np

        asked = np.unique([h for one in passages for h in _runs(words(one.text))])
        paragraph, hashes = wording.shingles(self.connection)
        here = _among(hashes, asked)
        paragraph, hashes = paragraph[here], hashes[here]
        document = dict(self._documents_of(set(paragraph.tolist())))
        holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, run in zip(paragraph.tolist(), hashes.tolist(), strict=True):
            if document[number] in self.documents:
                holders[run].append((number, document[number]))
        return holders

    def _documents_of(self, paragraphs: Collection[int]) -> Iterator[tuple[int, int]]:
        for row in self.connection.execute("SELECT id, document FROM paragraphs"):
            if row["id"] in paragraphs:
                yield row["id"], row["document"]

    def origin(self, one: Wanted, adopted: date) -> Origin:
        """The sources of a passage among what was adopted before a day."""
        day = adopted.isoformat()
        split = words(one.text)
        telling = self.telling(one, split, day)
        weight = [collation.rarity(w, self.background) if n in telling else 0.0
                  for n, w in enumerate(split)]  # fmt: skip
        places = dict.fromkeys(
            [*self.by_runs(split, telling, day), *self.by_words(split, telling, day)]
        )
        beside = [self.beside(number, split) for number in places]
        searched = sum(d.day < day for d in self.documents.values())
        for _ in range(ROUNDS):
            sources = [s for b in beside if (s := self.source(*b, split, weight, one.new))]
            if not sources:
                break
            best = min(sources, key=lambda s: (-s[1].weight, s[0], s[1].symbol, s[1].label))
            formulas = self.formulas(split, best[2], day)
            if not any(weight[n] for n in formulas):
                return Origin(one, best[1], _first(sources, best[1]), searched)
            weight = [0.0 if n in formulas else w for n, w in enumerate(weight)]
        return Origin(one, None, None, searched)

    def formulas(self, split: Sequence[str], run: Sequence[int], day: str) -> set[int]:
        """Places in a run of words where five in a row stand in many earlier documents.

        The kept runs of `telling` are a quarter of all: what is read here is counted.
        """
        places: set[int] = set()
        ends = len(run) - features.SHINGLE
        for n in (run[at] for at in {*range(0, ends, features.SHINGLE), ends}):
            phrase = " ".join(split[n : n + features.SHINGLE]).replace('"', " ")
            many = self.connection.execute(
                "SELECT count(DISTINCT p.document) FROM words JOIN paragraphs p "
                "ON p.id = words.rowid JOIN documents d ON d.id = p.document WHERE words MATCH ? "
                "AND coalesce(d.adopted, d.year || '-12-31') < ?", (f'"{phrase}"', day)
            ).fetchone()[0]  # fmt: skip
            if many > self.most:
                places.update(range(n, n + features.SHINGLE))
        return places

    def says(self, word: str, place: int) -> bool:
        """Whether a word of a paragraph says what it is about, and isn't its verb's."""
        if (place < OPENING and word in self.verbs) or any(c.isdigit() for c in word):
            return False
        return codebook.of_matter(word, self.book)

    def telling(self, one: Wanted, split: Sequence[str], day: str) -> set[int]:
        """Places of the new words that speak for a source: no names, no formulas."""
        left = one.new - names(one.text)
        formulas: set[int] = set()
        for n, run in enumerate(_runs(split)):
            holders = [h for h in self.holders.get(run, ()) if self.documents[h[1]].day < day]
            several = Counter(document for _, document in holders)
            if len(several) > self.most or len(several) < len(holders):
                formulas.update(range(n, n + features.SHINGLE))
        return set(left - formulas)

    def by_runs(self, split: Sequence[str], telling: set[int], day: str) -> list[int]:
        """Paragraphs that share most of the rare runs of words."""
        score: dict[int, float] = defaultdict(float)
        for n, run in enumerate(_runs(split)):
            if telling.isdisjoint(range(n, n + features.SHINGLE)):
                continue
            holders = self.holders.get(run, ())
            for number, document in holders:
                if self.documents[document].day < day:
                    score[number] += 1 / math.log2(1 + len(holders))
        return _most(score)

    def by_words(self, split: Sequence[str], telling: Collection[int], day: str) -> list[int]:
        """Paragraphs that have most of the rare words, whatever their order."""
        rare = sorted({split[n] for n in telling},
                      key=lambda w: (-collation.rarity(w, self.background), w))[:RARE]  # fmt: skip
        if not rare:
            return []
        query = " OR ".join(f'"{word}"' for word in rare)
        rows = self.connection.execute(
            "SELECT p.id, p.document FROM words JOIN paragraphs p ON p.id = words.rowid "
            "JOIN documents d ON d.id = p.document WHERE words MATCH ? AND "
            "coalesce(d.adopted, d.year || '-12-31') < ? ORDER BY bm25(words), p.id LIMIT ?",
            (query, day, NEAR),
        )
        return [row["id"] for row in rows if row["document"] in self.documents]

    def beside(
        self, number: int, split: Sequence[str]
    ) -> tuple[Document, str, list[str], list[tuple[int, int]]]:
        """A paragraph's document, label and words, and which words of a passage stand where in it,
        in order."""
        row = self.connection.execute(
            "SELECT document, label, text FROM paragraphs WHERE id = ?", (number,)
        ).fetchone()
        theirs = words(row["text"])
        together = list(_together(split, theirs))
        return self.documents[row["document"]], row["label"], theirs, together

    def source(
        self,
        document: Document,
        label: str,
        theirs: Sequence[str],
        together: Sequence[tuple[int, int]],
        split: Sequence[str],
        weight: Sequence[float],
        new: Collection[int],
    ) -> tuple[str, Source, list[int]] | None:
        """What a paragraph has of a passage, if that is more than chance: its day, the source, and
        the places of the longest run."""
        share = math.fsum(weight[n] for n, _ in together) / max(math.fsum(weight), 1e-12)
        if share < SOURCE:
            return None
        run = _longest(((n,) for n, _ in together), weight)  # something may be left out of it
        least = IN_RUN * math.fsum(weight) if len(run) < LONG_RUN else 0.0
        if len(run) < SHORT_RUN or math.fsum(weight[n] for n in run) < least:
            return None
        whole = _longest(together, weight)
        if len(whole) < features.SHINGLE:  # no wording: "takes note of the" initiative of another
            return None
        row = _in_a_row(whole, dict(together)[whole[0]], split, theirs, new)
        saying = {split[n] for n in whole if weight[n] > 0 and self.says(split[n], n)}
        if row < WORDING and len(saying) < SAYING:
            return None
        said = collation.rarest([split[n] for n in whole], [weight[n] for n in whole])
        there = {n for n, _ in together}
        telling = {n for n, w in enumerate(weight) if w > 0}
        least_ = min(len(there & some) / len(some) for some in (telling, set(new)))
        told = Source(document.symbol, label, document.adopted, document.organ, round(least_, 4),
                      row, tuple(said), round(share, 4))  # fmt: skip
        return document.day, told, run


def _first(sources: Iterable[tuple[str, Source, list[int]]], best: Source) -> Source:
    """The earliest source that has nearly as much as the likeliest."""
    least = min(HALF, best.share)
    enough = [s for s in sources if s[1].weight >= AS_MUCH * best.weight and s[1].share >= least]
    return min(enough, key=lambda s: (s[0], -s[1].weight, s[1].symbol, s[1].label))[1]


def _in_a_row(
    run: Sequence[int], at: int, split: Sequence[str], theirs: Sequence[str], new: Collection[int]
) -> int:
    """How many new words a run, which stands `at` a place of the other text, has with what goes on
    beside it in both: a reader counts them all, names and formulas too."""
    start, end = run[0], run[-1]
    away = at - start
    while start - 1 in new and start + away > 0 and split[start - 1] == theirs[start + away - 1]:
        start -= 1
    last = len(theirs) - 1
    while end + 1 in new and end + away < last and split[end + 1] == theirs[end + away + 1]:
        end += 1
    return end - start + 1


def row(origin: Origin) -> dict[str, Any]:
    """An origin as a row of the table `origins`."""
    one, best, first = origin.wanted, origin.likeliest, origin.first
    facts = {"": "symbol", "_label": "label", "_adopted": "adopted", "_organ": "organ"}
    told = {
        f"{name}{suffix}": getattr(source, fact) if source else None
        for name, source in (("earlier", best), ("earliest", first))
        for suffix, fact in facts.items()
    }
    shares = {"share": best.share if best else None,
              "earliest_share": first.share if first else None,
              "n_run": first.n_run if first else None,
              "run": " ".join(first.run) if first else None}  # fmt: skip
    return {"symbol": one.symbol, "label": one.label, "kind": one.kind,
            "n_words_new": len(one.new), **told, **shares,
            "n_searched": origin.n_searched}  # fmt: skip


def _runs(split: Sequence[str]) -> list[int]:
    """Every run of words as the library keeps some."""
    every = features.winnowed(split, window=1)
    return [int.from_bytes(bytes.fromhex(h), "big", signed=True) for h in every]


def _among(hashes: np.ndarray, asked: np.ndarray) -> np.ndarray:
    import numpy as np

    if not len(asked):
        return np.zeros(len(hashes), dtype=bool)
    at = np.searchsorted(asked, hashes).clip(max=len(asked) - 1)
    return asked[at] == hashes


def _together(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of the words that stand in both in order, two neighbours at least."""
    from rapidfuzz.distance import LCSseq

    for block in LCSseq.editops(one, other).as_matching_blocks():
        if block.size >= 2:
            yield from ((block.a + k, block.b + k) for k in range(block.size))


def _consecutive(places: Iterable[tuple[int, ...]], weight: Sequence[float]) -> list[list[int]]:
    """Runs of places in a row, on each side that is given, that begin and end with a word that
    tells something: places of the first side."""
    runs: list[list[int]] = []
    before: tuple[int, ...] = ()
    for here in places:
        if before == tuple(n - 1 for n in here):
            runs[-1].append(here[0])
        else:
            runs.append([here[0]])
        before = here
    for run in runs:
        while run and not weight[run[0]]:
            run.pop(0)
        while run and not weight[run[-1]]:
            run.pop()
    return [run for run in runs if run]


def _longest(places: Iterable[tuple[int, ...]], weight: Sequence[float]) -> list[int]:
    return max(_consecutive(places, weight), key=lambda run: (len(run), -run[0]))


def _most(score: Mapping[int, float]) -> list[int]:
    return sorted(score, key=lambda number: (-score[number], number))[:NEAR]
