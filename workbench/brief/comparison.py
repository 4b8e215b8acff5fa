"""A draft against the last adopted member: what is kept, altered, new, missing, and from where."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import bounded, catalogue, collation, holdings, symbols
from .. import codebook as books
from ..corpus import Corpus
from ..errors import InputError
from ..records import Paragraph, Resolution
from . import asks, beyond, codes, texts
from .precedents import LEAST, Sought, begins, covered, sought, verdict
from .records import Brief, Change, Code, Entry, Missing, Precedent
from .setting import Setting, limits, series, setting
from .texts import Text, subjects

if TYPE_CHECKING:
    from ..codebook import Codebook

NEAR = 0.40  # as wholes less alike, and with less of the draft linked than LINKED: another subject
LINKED = 0.25
SOME = 5  # linked paragraphs, fewer say nothing about the subject
START = 14  # words of a new paragraph that are shown


def brief(
    base: str | Resolution,
    draft: Resolution,
    corpora: Sequence[Corpus] | None = None,
    folder: Path | None = None,
) -> Brief:
    """A draft against the last adopted member of a series, and all that was agreed before.

    Parameters
    ----------
    base : str or Resolution
        The member: a file, or a symbol; without its text what the tables tell of it is used.
    draft : Resolution
    corpora : list of Corpus, optional
        Where precedents are sought: all series of the catalogue if not given.
    folder : Path, optional
        Corpus folder.

    Raises
    ------
    InputError
        Neither a text of `base` nor tables about it are at hand.

    Notes
    -----
    Of the draft all words are at hand, of precedents facts: winnowed shingles, which show any
    twelve words in a row, and bags of words. Precedents are adopted texts dated before the draft;
    not the draft itself, nor the same text at another stage.
    """
    if corpora is None:
        # a draft of which nothing is known: what is compared may grow with the square
        name = draft.symbol or draft.title or "the draft"
        try:
            return bounded.call(_brief, base, draft, corpora, folder)
        except bounded.Beyond as error:
            raise InputError(f"{name}: {error}") from None
    return _brief(base, draft, corpora, folder)


def _brief(
    base: str | Resolution,
    draft: Resolution,
    corpora: Sequence[Corpus] | None,
    folder: Path | None,
) -> Brief:
    place = books.folder(folder)
    if corpora is None:
        corpora = [Corpus.load(name, place) for name in catalogue.series(place)]
    if isinstance(base, str) and Path(base).exists():
        base = holdings.text(base, place)
    symbol = symbols.normal(base) or "" if isinstance(base, str) else base.symbol
    inside = series(symbol, corpora)
    book = inside.codebook if inside else books.load(place)
    one, other = texts.base(base, corpora, book, place), texts.text(draft, book)
    around = setting(one, draft, corpora, book.background)
    try:
        links = collation.links(one.side, other.side, book.background)
    except InputError as error:
        raise InputError(f"{draft.symbol or draft.title or 'the draft'}: {error}") from None
    if isinstance(one.resolution, Resolution) and isinstance(other.resolution, Resolution):
        links = collation.told(links, one.resolution, other.resolution, book.background)
    joined = {(k.earlier, k.later) for k in links if k.earlier and k.later}
    pairs = asks.paired(one.asks, other.asks, joined)
    tracked = _tracked(one, other, links)
    new = codes.new(one, other, around.name, around.library, tracked, book)
    compared = _Compared(one, other, around, links, _changes(one, other, links, book), tracked, new,
                         beyond.traced(draft, tracked, links, around))  # fmt: skip
    entries = tuple(map(compared.entry, draft.paragraphs))
    near = _near(one, other, book.background)
    linked = sum(e.status != "new" for e in entries)
    share = round(linked / len(entries), 4) if entries else 0.0
    return Brief(
        base=one.resolution.symbol or one.resolution.title,
        draft=draft.symbol or draft.title or "the draft",
        base_title=one.resolution.title, draft_title=draft.title,
        base_adopted=_iso(one.resolution.adopted), dated=_iso(around.dated),
        series=around.name, texts=one.read, near=near, linked=share,
        another=near < NEAR and (share < LINKED or linked < SOME),
        counts=_counts(links), links=tuple(map(_link, links)), entries=entries,
        missing=tuple(_missing(one, links, book)), shifts=asks.shifts(pairs, book),
        bounds=asks.bounds(pairs), new=new, gone=codes.gone(one, other, book),
        tally=asks.tally(one, other, around.entity),
        titles={t.theme: t.title for t in book.themes}, searched=around.library.searched,
        same=around.same, limits=tuple(limits(one, draft, around)),
    )  # fmt: skip


# -- links and changes ---------------------------------------------------------------------------


def _changes(
    one: Text, other: Text, links: Sequence[collation.Link], book: Codebook
) -> dict[str, list[Change]]:
    """What changed in each paragraph of the draft; from tables, which words went and came."""
    changes: dict[str, list[Change]] = defaultdict(list)
    if one.read:
        for edit in collation.edits(one.side, other.side, links, book.edits, book.background):
            row = collation.published(edit, book.background)
            changes[edit.later_label].append(Change(
                edit.klass, " ".join(edit.dropped), " ".join(edit.added),
                str(row["printed_dropped"]), str(row["printed_added"]),
            ))  # fmt: skip
        return changes
    for olds, news in collation.groups(links):
        if olds and news:
            old, new = (
                Counter(w for x in labels for w in text.words[x])
                for text, labels in ((one, olds), (other, news))
            )
            went, came = (list((a - b).elements()) for a, b in ((old, new), (new, old)))
            if went or came:
                rarest = (_rarest(words, book.background) for words in (went, came))
                changes[news[0]].append(Change(None, " ".join(went), " ".join(came), *rarest))
    return changes


def _rarest(words: Iterable[str], background: Mapping[str, int]) -> str:
    ranked = sorted(words, key=lambda w: -collation.rarity(w, background))
    return " ".join(ranked[: collation.QUOTE])


def _tracked(one: Text, other: Text, links: Iterable[collation.Link]) -> dict[str, Sought]:
    """Paragraphs of the draft, without the words in runs that a paragraph of BASE has.

    Tables know a part of its runs only: there the words of linked paragraphs are left out too.
    """
    spoken: dict[str | None, set[str]] = defaultdict(set)
    for link in () if one.read else links:
        if link.earlier is not None:
            spoken[link.later].update(one.words[link.earlier])
    holders: dict[str, set[str]] = defaultdict(set)
    for label, shingles in one.kept.items():
        for shingle in shingles:
            holders[shingle].add(label)
    tracked = {}
    for label, words in other.words.items():
        runs = begins(other.kept[label])
        near = sorted({x for shingle in runs for x in holders.get(shingle, ())})
        closed = set().union(*(covered(runs, one.kept[x]) for x in near))
        closed |= {n for n, w in enumerate(words) if w in spoken[label]}
        tracked[label] = sought(words, closed)
    return tracked


# -- paragraphs ----------------------------------------------------------------------------------


class _Compared:
    """All that is known of the paragraphs of the draft, by label."""

    def __init__(
        self, one: Text, other: Text, around: Setting, links: Iterable[collation.Link],
        changes: Mapping[str, Sequence[Change]], tracked: Mapping[str, Sought],
        new: Iterable[Code], beyond: Mapping[str, Precedent],
    ):  # fmt: skip
        self.one, self.other, self.around = one, other, around
        self.beyond = beyond
        self.changes, self.tracked = changes, tracked
        self.into: dict[str, list[collation.Link]] = defaultdict(list)
        for link in links:
            if link.later is not None:
                self.into[link.later].append(link)
        self.out_of = Counter(k.earlier for k in links if k.later is not None)
        self.opening = {ask.label: ask for ask in reversed(other.asks)}
        self.elsewhere = [code for code in new if code.elsewhere]

    def entry(self, p: Paragraph) -> Entry:
        links = self.into[p.label]
        sources = tuple(k.earlier for k in links if k.earlier is not None)
        kind = links[0].kind if links else "added"
        if len(sources) > 1:
            kind = "merged"
        elif sources and kind == "revised" and self.out_of[sources[0]] > 1:
            kind = "split"
        status = {"kept": "kept", "added": "new"}.get(kind, "altered")
        text = self.tracked[p.label]
        agreed, precedents = self.agreed(p.label, text, status, sources)
        precedents += self.named(p.label, text, precedents)
        return Entry(
            label=p.label, part=p.part, verb=p.verb, n_words=len(text.words), status=status,
            kind=kind, base=sources, moved=any(k.moved for k in links),
            doubtful=any(k.doubtful for k in links),
            similarity=max((k.similarity for k in links if k.similarity is not None), default=None),
            start=_start(p.text), changes=tuple(self.changes.get(p.label, ())),
            themes=self.other.themes(p.label), n_base=len(text.words) - len(text.open),
            n_elsewhere=len(set().union(*self.around.library.holding(text).values())),
            agreed=agreed, precedents=tuple(precedents), asks=asks.said(self.opening.get(p.label)),
        )  # fmt: skip

    def agreed(
        self, label: str, text: Sought, status: str, sources: Iterable[str]
    ) -> tuple[str | None, list[Precedent]]:
        """How well precedents cover the wording that BASE lacks, and which."""
        if status == "kept" or len(text.open) < LEAST:
            return None, []
        # A new paragraph is sought whole: also in BASE, where it may have been moved from.
        whole = text if status == "altered" else sought(text.words)
        passed = {(self.one.resolution.symbol, x) for x in sources}
        nearest = self.around.library.closest(whole, passed)
        further = self.beyond.get(label)
        if further and (further.symbol, further.label) not in passed:
            nearest = beyond.joined(nearest, further)
        return verdict(nearest[0] if nearest else None), nearest

    def named(self, label: str, text: Sought, nearest: Iterable[Precedent]) -> Iterator[Precedent]:
        """Precedents for the themes new to the series that a paragraph names."""
        places = {(p.symbol, p.label) for p in nearest}
        for code in self.elsewhere:
            if label in code.labels:
                holding = self.around.library.with_code(
                    "theme", code.code, [sought(text.words)], self.around.name
                )
                fresh = [p for p in holding if (p.symbol, p.label) not in places]
                places |= {(p.symbol, p.label) for p in fresh}
                yield from fresh


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:START]) + (" …" if len(words) > START else "")


def _missing(one: Text, links: Iterable[collation.Link], book: Codebook) -> Iterator[Missing]:
    verbs = {p.label: p.verb for p in one.resolution.paragraphs}
    gone = [(link.earlier, link.doubtful) for link in links
            if link.earlier is not None and link.later is None]  # fmt: skip
    about = subjects(one, book) if gone else {}
    for label, doubtful in gone:
        yield Missing(label, verbs[label], len(one.words[label]), one.themes(label), doubtful,
                      about.get(label, ""))  # fmt: skip


def _link(link: collation.Link) -> dict[str, Any]:
    fields = ("earlier", "later", "kind", "similarity", "moved", "doubtful", "discharged",
              "discharged_in_part", "relative")  # fmt: skip
    return {f: getattr(link, f) for f in fields}


def _counts(links: Sequence[collation.Link]) -> dict[str, int]:
    """Links by kind; those that share their later side are of a merge, their earlier of a split."""
    into = Counter(k.later for k in links if k.earlier is not None)
    out_of = Counter(k.earlier for k in links if k.later is not None)
    counts = dict.fromkeys(("kept", "revised", "merged", "split", "added", "dropped"), 0)
    for k in links:
        joined = k.earlier is not None and k.later is not None
        merged, split = joined and into[k.later] > 1, joined and out_of[k.earlier] > 1
        kind = "dropped" if k.later is None else k.kind
        counts["merged" if merged else "split" if split else kind] += 1
    return counts


def _near(one: Text, other: Text, background: Mapping[str, int]) -> float:
    """How alike two texts are as wholes: cosine of roots of counts, weighed by rarity at large."""
    weighed = [
        {
            w: math.sqrt(n) * collation.rarity(w, background)
            for w, n in Counter(w for words in text.words.values() for w in words).items()
        }
        for text in (one, other)
    ]
    dot = math.fsum(x * weighed[1].get(w, 0.0) for w, x in weighed[0].items())
    norm = math.sqrt(math.prod(math.fsum(x * x for x in v.values()) for v in weighed))
    return round(dot / norm, 4) if norm else 0.0


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
