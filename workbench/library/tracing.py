"""Where new wording stood before: of each passage the earliest and the likeliest source.

Candidates are found twice, by shared runs of words and by rare words, for a source that was
reworded has few runs left; then each candidate's text is laid beside the passage, word by word in
order. Names and formulas speak for no source: everybody uses them.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import codebook, collation, features, steps
from ..records import Resolution
from ..text import WORD, names, words
from . import store, wording

if TYPE_CHECKING:
    import numpy as np

LEAST = 8  # words that are new: fewer are not traced
NEAR = 40  # candidates that are read: by most runs, by half of these, by rare words
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
AS_MUCH = 0.9  # of the likeliest source's share: the earliest that has so much is the first
HALF = 0.5  # of the new words: if the likeliest source has so many, so has the first
# Words in a row, which with half of the new words are a copy, however many have it: no formula is
# so long.
COPIED = 40
# Of the likeliest source's words in a row: one with fewer isn't the first, if it hasn't nearly all
# of the new words.
MUCH_LONGER, NEARLY_ALL = 2 / 3, 0.9
# Who asks for a report says what many ask for; and what is done as another decided has its words
# from there, which may be in no library. Both have a source where they are a copy.
ROUTINE = re.compile(
    r"^\W*(?:Also |Further )?(?:Requests|Invites)\b[^;.]*? to (?:submit|provide|present|prepare)\b"
    r"[^;.]*?\breports?\b"
)
AS_DECIDED = re.compile(
    r"\bas (?:mandated|requested|decided|agreed|recommended|called for|committed to) (?:in|by)\b"
    r"(?! (?:(?:its|the|and|[A-Z][a-z]+) ){0,9}resolutions?\b)"
)
# The title of somebody with a mandate, of which the rest may be in small letters. It has no comma,
# or a list after one.
TITLE = re.compile(
    r"\b(?:Rapporteur|Representative|Envoy|Adviser|Expert|Group|Committee|Panel)"
    r"(?: (?:of|the|[A-Z][\w-]*))* (?:on|for|against)\b"
    r"[^,;.]*(?:, including\b[^;.]*? and [^,;.]*)?"
)
# A document by its number, and what it is on: words of its title.
NUMBER = r"(?:[A-Z]+/)?\d[\w/-]*(?: [A-Z]\b)?(?: \([^)]*\))?(?: of \d{1,2} [A-Z][a-z]+ \d{4})?"
CITED = re.compile(
    rf"\b(?:resolution|decision)s? {NUMBER}(?:(?:,| and|, and) {NUMBER})*,?"
    r" (?:on|concerning|regarding|entitled) [^,;.]*"
)


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
    """Of the new words those that stand there in order; without names and formulas, if that is less
    than half."""
    n_run: int
    """The most of the passage's new words in a row that stand there so."""
    run: tuple[str, ...]
    """Of these, names and formulas at the ends apart, the eight that weigh most."""
    weight: float
    """The share by weight: rare words tell more of where a passage comes from."""


Found = tuple[str, Source, list[int]]  # its day, it, and the places of its longest run


class Origin(NamedTuple):
    """What the library knows of a passage.

    Attributes
    ----------
    likeliest : Source or None
        The one with the greatest share of its new words; of equals that with most by weight, and
        of these the earliest.
    first : Source or None
        The earliest with nine tenths of that share or more, half of the words where that has half,
        and two thirds of its words in a row, or nine tenths of all; of several of one day the one
        with most.
    n_searched : int
        Documents adopted before the passage's.
    """

    wanted: Wanted
    likeliest: Source | None
    first: Source | None
    n_searched: int


def wanted(links: Iterable[Mapping[str, Any]], texts: Mapping[str, Resolution]) -> Iterator[Wanted]:
    """Passages of a series that have at least eight new words, as many of them no names: a list of
    instruments has its words from many, and the rest is a formula. To a paragraph that was revised
    nothing is new that stands so in the text before, wherever.

    Parameters
    ----------
    links : iterable of mapping
        Rows of the table `links`, in their order.
    texts : mapping
        Symbol → text, of the series' members.
    """
    before: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    kinds: dict[tuple[str, str], str] = {}
    runs: dict[str, set[int]] = {}
    for row in links:
        later, label = row["later"], row["later_label"]
        adoption = row["earlier"] in texts and texts[row["earlier"]].stage != "adopted"
        if row["kind"] not in ("added", "revised") or later not in texts or adoption:
            continue
        kinds[later, label] = row["kind"]
        if row["kind"] == "revised" and row["earlier"] in texts:
            before[later, label].append((row["earlier"], row["earlier_label"]))
    for (symbol, label), kind in kinds.items():
        text = _text(texts[symbol], label)
        split = words(text)
        new = set(range(len(split)))
        for earlier, other in before[symbol, label]:
            new -= {n for n, _ in _together(split, words(_text(texts[earlier], other)))}
            if earlier not in runs:
                every = (_runs(words(p.text)) for p in texts[earlier].paragraphs)
                runs[earlier] = {run for several in every for run in several}
            for n, run in enumerate(_runs(split)):
                if run in runs[earlier]:
                    new.difference_update(range(n, n + features.SHINGLE))
        if len(new) >= max(LEAST, 2 * len(new & named(text))):
            yield Wanted(symbol, label, kind, text, frozenset(new))


def _text(resolution: Resolution, label: str) -> str:
    """A paragraph's text, none where there is no such paragraph."""
    return next((p.text for p in resolution.paragraphs if p.label == label), "")


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
        In the order of the passages; none of one that is mostly names and formulas, and no
        copy.
    """
    sought = list(passages)
    with store.connected(store.place(library)) as connection:
        tracer = Tracer(connection, sought, without)
        told = (tracer.origin(one, adopted[one.symbol]) for one in sought)
        return [origin for origin in told if origin]


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

    def origin(self, one: Wanted, adopted: date) -> Origin | None:
        """The sources of a passage among what was adopted before a day; None where it is
        mostly names and formulas, of which too little is left to say that it has none."""
        day = adopted.isoformat()
        split = words(one.text)
        searched = sum(d.day < day for d in self.documents.values())
        sharing = self.sharing(one, split, day)
        copies = [s for s in sharing if s[1].share >= HALF and s[1].n_run >= COPIED]
        if copies:
            best = _likeliest(copies)
            return Origin(one, best[1], _first(sharing, best[1]), searched)
        if ROUTINE.search(one.text) or AS_DECIDED.search(one.text):
            return Origin(one, None, None, searched)
        telling = self.telling(one, split, day)
        weight = self.weights(split, telling)
        places = dict.fromkeys(
            [*self.by_runs(split, telling, day), *self.by_words(split, telling, day)]
        )
        beside = [self.beside(number, split) for number in places]
        found: tuple[Source | None, Source | None] = None, None
        for _ in range(ROUNDS):
            sources = [s for b in beside if (s := self.source(*b, split, weight, one.new))]
            if not sources:
                break
            best = _likeliest(sources)
            formulas = self.formulas(split, best[2], day)
            if not any(weight[n] for n in formulas):
                found = best[1], _first(sources, best[1])
                break
            weight = [0.0 if n in formulas else w for n, w in enumerate(weight)]
        enough = 2 * sum(w > 0 for w in weight) >= len(one.new)
        return Origin(one, *found, searched) if enough else None

    def sharing(self, one: Wanted, split: Sequence[str], day: str) -> list[Found]:
        """Paragraphs with runs of the new words, formulas or not."""
        own = one.new - named(one.text)
        weight = self.weights(split, own)
        beside = [self.beside(number, split) for number in self.by_runs(split, own, day)]
        return [s for b in beside if (s := self.source(*b, split, weight, one.new))]

    def weights(self, split: Sequence[str], telling: Collection[int]) -> list[float]:
        """How rare each word is, 0 where it tells nothing."""
        return [collation.rarity(w, self.background) if n in telling else 0.0
                for n, w in enumerate(split)]  # fmt: skip

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
        left = one.new - named(one.text)
        formulas: set[int] = set()
        for n, run in enumerate(_runs(split)):
            holders = [h for h in self.holders.get(run, ()) if self.documents[h[1]].day < day]
            several = Counter(document for _, document in holders)
            if len(several) > self.most or len(several) < len(holders):
                formulas.update(range(n, n + features.SHINGLE))
        return set(left - formulas)

    def by_runs(self, split: Sequence[str], telling: Set[int], day: str) -> list[int]:
        """Paragraphs that share most of the rare runs of words, and the earliest that share half
        as much as the first of them."""
        score: dict[int, float] = defaultdict(float)
        days: dict[int, str] = {}
        for n, run in enumerate(_runs(split)):
            if telling.isdisjoint(range(n, n + features.SHINGLE)):
                continue
            holders = self.holders.get(run, ())
            for number, document in holders:
                days[number] = self.documents[document].day
                if days[number] < day:
                    score[number] += 1 / math.log2(1 + len(holders))
        most = sorted(score, key=lambda number: (-score[number], days[number], number))
        half = [number for number in most if score[number] >= HALF * score[most[0]]]
        half.sort(key=lambda number: (days[number], number))
        return list(dict.fromkeys([*most[:NEAR], *half[:NEAR]]))

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
    ) -> Found | None:
        """What a paragraph has of a passage, if that is more than chance: its day, the source, and
        the places of the longest run that tells so."""
        share = math.fsum(weight[n] for n, _ in together) / max(math.fsum(weight), 1e-12)
        if share < SOURCE:
            return None
        least = IN_RUN * math.fsum(weight)  # of a run that may leave something out of the other
        tracks = [
            r for r in _consecutive(((n,) for n, _ in together), weight)
            if len(r) >= LONG_RUN
            or (len(r) >= SHORT_RUN and math.fsum(weight[n] for n in r) >= least)
        ]  # fmt: skip
        if not tracks:
            return None
        runs = [r for r in _consecutive(together, weight) if len(r) >= features.SHINGLE]
        at = dict(together)
        if not any(
            _in_a_row(r, at[r[0]], split, theirs, new) >= WORDING
            or len({split[n] for n in r if weight[n] > 0 and self.says(split[n], n)}) >= SAYING
            for r in runs
        ):  # no wording: "takes note of the" initiative of another
            return None
        whole = max(runs, key=len)
        said = collation.rarest([split[n] for n in whole], [weight[n] for n in whole])
        told = Source(document.symbol, label, document.adopted, document.organ,
                      _told({n for n, _ in together}, weight, new),
                      _longest_common(split, theirs, new),
                      tuple(said), round(share, 4))  # fmt: skip
        return document.day, told, max(tracks, key=len)


def _told(there: Collection[int], weight: Sequence[float], new: Collection[int]) -> float:
    """The share of the new words that stand there; or without names and formulas, where that is
    less than half: a source has half of both."""
    telling = {n for n, w in enumerate(weight) if w > 0}
    bare, whole = (len({*there} & {*some}) / len(some) for some in (telling, new))
    return round(whole if bare >= HALF else min(bare, whole), 4)


def _longest_common(split: Sequence[str], theirs: Sequence[str], new: Collection[int]) -> int:
    """How many new words in a row stand so in the other text: a reader counts them all, names and
    formulas too."""
    from difflib import SequenceMatcher

    ours = [word if n in new else "" for n, word in enumerate(split)]
    return SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match().size


def _likeliest(sources: Iterable[Found]) -> Found:
    """The source with the greatest share, of equals that with most by weight, then the earliest."""
    return min(sources, key=lambda s: (-s[1].share, -s[1].weight, s[0], s[1].symbol, s[1].label))


def _first(sources: Iterable[Found], best: Source) -> Source:
    """The earliest source with nearly the share of the likeliest, and no much shorter run or nearly
    all words."""
    # if the likeliest source has so many words in a row, so has the first
    least = max(min(HALF, best.share), AS_MUCH * best.share)
    run, long = min(steps.RUN, best.n_run), MUCH_LONGER * best.n_run
    enough = [
        s for s in sources
        if s[1].share >= least and s[1].n_run >= run
        and (s[1].n_run >= long or s[1].share >= NEARLY_ALL)
    ]  # fmt: skip
    return min(enough, key=lambda s: (s[0], -s[1].share, -s[1].weight, s[1].symbol, s[1].label))[1]


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


def named(text: str) -> set[int]:
    """Places of the words of names, of the titles of those who have a mandate, and of what a
    document that is cited by its number is on."""
    places = names(text)
    titles = [match.span() for title in (TITLE, CITED) for match in title.finditer(text)]
    for n, word in enumerate(WORD.finditer(text)):
        if any(start <= word.start() < end for start, end in titles):
            places.add(n)
    return places


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
