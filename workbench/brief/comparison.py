"""A draft against the last adopted member: what is kept, altered, new, missing, and from where."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue, clauses, collation, features, holdings, mandate, symbols
from .. import codebook as books
from ..corpus import Corpus
from ..errors import InputError
from ..records import Paragraph, Resolution
from ..text import words
from .precedents import LEAST, Library, Sought, begins, covered, sought, verdict
from .records import Bound, Brief, Change, Code, Entry, Missing, Shift, Tally

if TYPE_CHECKING:
    from ..catalogue import Member
    from ..codebook import Codebook

NEAR = 0.40  # as wholes less alike, and with less of the draft linked than LINKED: another subject
LINKED = 0.25
SOME = 5  # linked paragraphs, fewer say nothing about the subject
SAME = 0.95  # of the shingles of either in common: the same text


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two texts, from its text or from tables: words in order are known only of texts.

    ``entities`` and ``themes`` are by label; ``kept`` are winnowed shingles by label, of a text
    all of them.
    """

    resolution: Resolution
    words: Mapping[str, Sequence[str]]
    clauses: tuple[clauses.Clause, ...]
    codes: Mapping[str, Mapping[str, tuple[str, ...]]]
    kept: Mapping[str, Sequence[str]]
    texts: bool

    @property
    def bag(self) -> Counter:
        return Counter(w for some in self.words.values() for w in some)

    def themes(self, label: str) -> tuple[str, ...]:
        return self.codes["theme"].get(label, ())


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
    place = books.folder(folder)
    book = books.load(place)
    if corpora is None:
        corpora = [Corpus.load(name, place) for name in catalogue.series(place)]
    one = _base(base, corpora, book, place)
    other = _of_text(draft, book)
    symbol = one.resolution.symbol
    own = _series(symbol, corpora)
    members = {m.symbol: m for c in corpora for m in c.members}
    same = _same(draft, symbol, corpora, members)
    dated = _dated(draft, same, members)
    library = Library(corpora, dated, {draft.symbol, *same}, book.background)

    links = _links(one, other, book)
    changes = _changes(one, other, links, book)
    joined = {(k.earlier, k.later) for k in links if k.earlier and k.later}
    pairs = _pairs(one.clauses, other.clauses, joined)
    tracked = _tracked(one, other, links)
    known = _known(own, symbol, one, library)
    new = _new(other, one, known, own, library, tracked, book)
    entries = _entries(one, other, links, changes, tracked, library, new, own.name if own else None)
    shifts, bounds = _shifts(pairs, book), _bounds(pairs)
    near = _near(one.bag, other.bag, book.background)
    linked = sum(e.status != "new" for e in entries)
    share = round(linked / len(entries), 4) if entries else 0.0
    named = draft.symbol or draft.title or "the draft"
    entity = own.series.entity if own else ""
    return Brief(
        base=symbol or one.resolution.title, draft=named,
        base_title=one.resolution.title, draft_title=draft.title,
        base_adopted=_iso(one.resolution.adopted), dated=_iso(dated),
        series=own.name if own else None, texts=one.texts, near=near, linked=share,
        another=near < NEAR and (share < LINKED or linked < SOME),
        counts=_counts(links), links=tuple(_link(k) for k in links), entries=entries,
        missing=_missing(one, links), shifts=shifts, bounds=bounds, new=new,
        gone=_gone(one, other, book), tally=_tally(one, other, entity),
        titles={t.theme: t.title for t in book.themes}, searched=library.searched, same=same,
        limits=tuple(_limits(one, draft, dated, own, corpora, library, same)),
    )  # fmt: skip


# -- the two sides ---------------------------------------------------------------------------


def _of_text(text: Resolution, book: Codebook) -> _Side:
    found = {p.label: words(p.text) for p in text.paragraphs}
    coded: dict[str, dict[str, tuple[str, ...]]] = {"theme": {}, "entity": {}}
    for p in text.paragraphs:
        hits = features.codes_in(p.text, book)
        for scheme, into in coded.items():
            into[p.label] = tuple(code for kind, code in hits if kind == scheme)
    kept = {label: features.winnowed(some, window=1) for label, some in found.items()}
    return _Side(text, found, tuple(clauses.clauses(text, book)), coded, kept, True)


def _base(base: str | Resolution, corpora: Sequence[Corpus], book: Codebook, folder: Path) -> _Side:
    if isinstance(base, Resolution):
        return _of_text(base, book)
    try:
        return _of_text(holdings.text(base, folder), book)
    except InputError:
        if Path(base).exists():
            raise
        symbol = symbols.normal(base) or base
        for corpus in corpora:
            if _tabled(corpus, symbol):
                return _of_tables(corpus, symbol)
        raise


def _tabled(corpus: Corpus, symbol: str) -> bool:
    if not any(m.symbol == symbol for m in corpus.members):
        return False
    try:
        return any(member == symbol for member, _ in corpus.rows("paragraphs", "symbol", "label"))
    except InputError:  # a series whose tables were never made
        return False


def _of_tables(corpus: Corpus, symbol: str) -> _Side:
    """A member as its tables tell it. Words stand in the order in which they first appear."""
    here = {t: getattr(corpus, t) for t in ("paragraphs", "words", "shingles", "codes", "clauses",
                                            "clause_entities")}  # fmt: skip
    here = {t: frame[frame["symbol"] == symbol].to_dict("records") for t, frame in here.items()}
    bags: dict[str, list[str]] = defaultdict(list)
    for r in here["words"]:
        bags[r["label"]] += [r["word"]] * int(r["count"])
    kept: dict[str, list[str]] = defaultdict(list)
    for r in here["shingles"]:
        kept[r["label"]].append(r["shingle"])
    coded: dict[str, dict[str, tuple[str, ...]]] = {"theme": {}, "entity": {}}
    bounds: dict[tuple, dict[str, None]] = defaultdict(dict)
    for r in here["codes"]:
        if r["scheme"] in coded:
            some = coded[r["scheme"]].get(r["label"], ())
            coded[r["scheme"]][r["label"]] = tuple(dict.fromkeys((*some, r["code"])))
        else:
            bounds[r["label"], int(r["clause"])][r["code"]] = None
    who: dict[tuple, list[str]] = defaultdict(list)
    for r in here["clause_entities"]:
        who[r["label"], int(r["clause"]), r["role"]].append(r["entity"])
    made = tuple(
        clauses.Clause(
            r["label"], int(r["clause"]), r["verb"], r["class"], int(r["strength"]),
            bool(r["directive"]), tuple(who[r["label"], int(r["clause"]), "addressee"]),
            tuple(who[r["label"], int(r["clause"]), "partner"]), _cell(r["action"]),
            bool(r["continuing"]), _cell(r["object"]), tuple(bounds[r["label"], int(r["clause"])]),
            int(r["n_words"]), 0, 0,
        )
        for r in here["clauses"]
    )  # fmt: skip
    paragraphs = tuple(
        Paragraph(r["label"], r["part"], int(r["level"]), _cell(r["heading"]), _cell(r["verb"]),
                  " ".join(bags[r["label"]]))
        for r in here["paragraphs"]
    )  # fmt: skip
    member = next(m for m in corpus.members if m.symbol == symbol)
    text = Resolution(symbol, member.title, member.organ, member.adopted, paragraphs=paragraphs)
    return _Side(text, bags, made, coded, kept, False)


def _cell(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _series(symbol: str, corpora: Sequence[Corpus]) -> Corpus | None:
    """The series that a document is a member of, renewals before collections."""
    having = [c for c in corpora if any(m.symbol == symbol for m in c.members)]
    return min(having, key=lambda c: c.series.kind != "renewals", default=None)


# -- links, edits, clauses ---------------------------------------------------------------------


def _links(one: _Side, other: _Side, book: Codebook) -> list[collation.Link]:
    """Links of the two texts. Of a base without text words stand where they first appear, so both
    sides are put into that order."""
    if one.texts:
        return collation.links(one.resolution, other.resolution, book.background)
    paragraphs = tuple(replace(p, text=_first(p.text)) for p in other.resolution.paragraphs)
    both = one.resolution, replace(other.resolution, paragraphs=paragraphs)
    return collation.links(*both, book.background)


def _first(text: str) -> str:
    return " ".join(w for w, n in Counter(words(text)).items() for _ in range(n))


def _changes(
    one: _Side, other: _Side, links: Sequence[collation.Link], book: Codebook
) -> dict[str, list[Change]]:
    """What changed in each paragraph of the draft; from tables, which words went and came."""
    found: dict[str, list[Change]] = defaultdict(list)
    if one.texts:
        both = one.resolution, other.resolution
        for edit in collation.edits(*both, links, book.edits, book.background):
            told = collation.published(edit, book.background)
            found[edit.later_label].append(Change(
                edit.klass, " ".join(edit.dropped), " ".join(edit.added),
                str(told["dropped"]), str(told["added"]),
            ))  # fmt: skip
        return found
    for olds, news in collation.groups(links):
        if olds and news:
            old, new = (
                Counter(w for x in some for w in side.words[x])
                for side, some in ((one, olds), (other, news))
            )
            went, came = (list((a - b).elements()) for a, b in ((old, new), (new, old)))
            if went or came:
                short = (" ".join(sorted(some, key=lambda w: -collation.rarity(w, book.background))
                                  [: collation.QUOTE]) for some in (went, came))  # fmt: skip
                found[news[0]].append(Change(None, " ".join(went), " ".join(came), *short))
    return found


def _pairs(
    old: Sequence[clauses.Clause], new: Sequence[clauses.Clause], joined: set[tuple]
) -> list[tuple[clauses.Clause, clauses.Clause]]:
    """Clauses of linked paragraphs that carry one another on: the most alike first."""
    able = sorted(
        (-mandate.likeness(a, b), j, i)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if (a.label, b.label) in joined
    )
    taken: dict[int, int] = {}
    for _, j, i in able:
        if j not in taken and i not in taken.values():
            taken[j] = i
    return [(old[taken[j]], new[j]) for j in sorted(taken)]


def _shifts(pairs: Iterable[tuple], book: Codebook) -> tuple[Shift, ...]:
    """Verbs strengthened and weakened, and what other scales say of them."""
    found = []
    for a, b in pairs:
        if a.verb == b.verb:
            continue
        other = tuple(
            (name, _direction(bands[a.verb], bands[b.verb]) or "level")
            for name, bands in book.scales.items()
            if a.verb in bands and b.verb in bands
        )
        bands = a.strength, b.strength
        shift = Shift(b.label, a.label, a.verb, b.verb, bands, _direction(*bands), other)
        if shift.direction or shift.disputed:
            found.append(shift)
    return tuple(found)


def _direction(before: int, after: int) -> str | None:
    if before == after:
        return None
    return "strengthened" if after > before else "weakened"


def _bounds(pairs: Iterable[tuple]) -> tuple[Bound, ...]:
    found = []
    for a, b in pairs:
        gained = tuple(c for c in b.conditions if c not in a.conditions)
        lost = tuple(c for c in a.conditions if c not in b.conditions)
        if gained or lost:
            found.append(Bound(b.label, a.label, b.verb, gained, lost))
    return tuple(found)


def _tally(one: _Side, other: _Side, entity: str) -> Tally | None:
    if not entity:
        return None
    counts, density = [], []
    for side in (one, other):
        n = sum(c.directive and entity in c.addressees for c in side.clauses)
        size = sum(len(side.words[p.label]) for p in side.resolution.paragraphs
                   if p.part == "operative")  # fmt: skip
        counts.append(n)
        density.append(round(1000 * n / size, 4) if size else 0.0)
    return Tally(entity, counts[0], counts[1], (density[0], density[1]))


# -- paragraphs --------------------------------------------------------------------------------


def _tracked(one: _Side, other: _Side, links: Iterable[collation.Link]) -> dict[str, Sought]:
    """Paragraphs of the draft, without the words in runs that a paragraph of BASE has.

    Tables know a part of its runs only: there the words of linked paragraphs are left out too.
    """
    spoken: dict[str | None, set[str]] = defaultdict(set)
    for link in () if one.texts else links:
        if link.earlier is not None:
            spoken[link.later].update(one.words[link.earlier])
    holders: dict[str, set[str]] = defaultdict(set)
    for label, some in one.kept.items():
        for shingle in some:
            holders[shingle].add(label)
    found = {}
    for label, some in other.words.items():
        own = other.kept[label]
        near = sorted({x for shingle in own for x in holders.get(shingle, ())})
        runs = begins(own)
        closed = set().union(*(covered(runs, one.kept[x]) for x in near))
        closed |= {n for n, w in enumerate(some) if w in spoken[label]}
        found[label] = sought(some, closed)
    return found


def _entries(
    one: _Side, other: _Side, links: Sequence[collation.Link], changes: Mapping[str, list[Change]],
    tracked: Mapping[str, Sought], library: Library, new: Sequence[Code], apart: str | None,
) -> tuple[Entry, ...]:  # fmt: skip
    into: dict[str, list[collation.Link]] = defaultdict(list)
    out_of: Counter = Counter(k.earlier for k in links if k.later is not None)
    for link in links:
        if link.later is not None:
            into[link.later].append(link)
    opening: dict[str, clauses.Clause] = {}
    for clause in other.clauses:
        opening.setdefault(clause.label, clause)
    found = []
    for p in other.resolution.paragraphs:
        own = into[p.label]
        sources = tuple(k.earlier for k in own if k.earlier is not None)
        kind = own[0].kind if own else "added"
        if len(sources) > 1:
            kind = "merged"
        elif sources and kind == "revised" and out_of[sources[0]] > 1:
            kind = "split"
        status = {"kept": "kept", "added": "new"}.get(kind, "altered")
        text = tracked[p.label]
        n_base = len(text.words) - len(text.open)
        elsewhere: set[int] = set().union(*library.holding(text).values())
        nearest, agreed = [], None
        if status != "kept" and len(text.open) >= LEAST:
            # A new paragraph is sought whole: also in BASE, where it may have been moved from.
            whole = text if status == "altered" else sought(text.words)
            passed = {(one.resolution.symbol, x) for x in sources}
            nearest = library.closest(whole, passed)
            agreed = verdict(nearest[0] if nearest else None)
        for code in new:
            if code.elsewhere and p.label in code.labels:
                there = library.with_code("theme", code.code, [sought(text.words)], apart)
                places = {(n.symbol, n.label) for n in nearest}
                nearest += [n for n in there if (n.symbol, n.label) not in places]
        found.append(Entry(
            label=p.label, part=p.part, verb=p.verb, n_words=len(text.words), status=status,
            kind=kind, base=sources, moved=any(k.moved for k in own),
            doubtful=any(k.doubtful for k in own),
            similarity=max((k.similarity for k in own if k.similarity is not None), default=None),
            start=_start(p.text), changes=tuple(changes.get(p.label, ())),
            themes=other.themes(p.label), n_base=n_base, n_elsewhere=len(elsewhere), agreed=agreed,
            precedents=tuple(nearest), asks=_asks(opening.get(p.label)),
        ))  # fmt: skip
    return tuple(found)


def _start(text: str, most: int = 14) -> str:
    some = text.split()
    return " ".join(some[:most]) + (" …" if len(some) > most else "")


def _asks(clause: clauses.Clause | None) -> str | None:
    """A clause in short: verb, who is asked, what for."""
    if clause is None or not clause.directive or not (clause.action or clause.object):
        return None
    act = " ".join(filter(None, (clause.action, clause.object)))
    return f"{clause.verb} {', '.join(clause.addressees)}: {act}".replace(" :", ":")


def _missing(one: _Side, links: Iterable[collation.Link]) -> tuple[Missing, ...]:
    verbs = {p.label: p.verb for p in one.resolution.paragraphs}
    return tuple(
        Missing(k.earlier, verbs[k.earlier], len(one.words[k.earlier]), one.themes(k.earlier),
                k.doubtful)
        for k in links if k.earlier is not None and k.later is None
    )  # fmt: skip


def _link(link: collation.Link) -> dict[str, Any]:
    fields = ("earlier", "later", "kind", "similarity", "moved", "doubtful")
    return {f: getattr(link, f) for f in fields}


def _counts(links: Sequence[collation.Link]) -> dict[str, int]:
    """Links by kind; those that share their later side are of a merge, their earlier of a split."""
    into = Counter(k.later for k in links if k.earlier is not None)
    out_of = Counter(k.earlier for k in links if k.later is not None)
    found = dict.fromkeys(("kept", "revised", "merged", "split", "added", "dropped"), 0)
    for k in links:
        both = k.earlier is not None and k.later is not None
        found["merged" if both and into[k.later] > 1 else
              "split" if both and out_of[k.earlier] > 1 else k.kind] += 1  # fmt: skip
    return found


# -- what is new and what is gone -----------------------------------------------------------------


def _known(
    own: Corpus | None, symbol: str, one: _Side, library: Library
) -> dict[tuple[str, str], str]:
    """(scheme, code) → the last member of the series, dated before the draft, that has it."""
    found: dict[tuple[str, str], str] = {}
    for key, holders in library.coded.items():
        here = [library.places[at] for at in holders
                if own is not None and library.places[at].series == own.name]  # fmt: skip
        if here:
            found[key] = max(here, key=lambda p: (p.adopted, symbols.key(p.symbol))).symbol
    for scheme, by_label in one.codes.items():
        for codes in by_label.values():
            found |= dict.fromkeys(((scheme, code) for code in codes), symbol or "BASE")
    return found


def _labels(side: _Side) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for scheme, by_label in side.codes.items():
        for p in side.resolution.paragraphs:
            for code in by_label.get(p.label, ()):
                found[scheme, code].append(p.label)
    return {key: tuple(some) for key, some in found.items()}


def _new(
    other: _Side, one: _Side, known: Mapping, own: Corpus | None, library: Library,
    tracked: Mapping[str, Sought], book: Codebook,
) -> tuple[Code, ...]:  # fmt: skip
    """Themes and entities that BASE lacks; those new to the series with where else they stand."""
    titles = {t.theme: t.title for t in book.themes}
    had = _labels(one)
    found = []
    for (scheme, code), labels in _labels(other).items():
        if (scheme, code) in had:
            continue
        since = known.get((scheme, code))
        elsewhere = ()
        if since is None and scheme == "theme":
            texts = [sought(tracked[x].words) for x in labels]
            apart = own.name if own else None
            elsewhere = tuple(library.with_code(scheme, code, texts, apart))
        title = titles.get(code, code) if scheme == "theme" else code
        found.append(Code(scheme, code, title, labels, since, elsewhere))
    return tuple(sorted(found, key=lambda c: (c.since is not None, c.scheme != "theme")))


def _gone(one: _Side, other: _Side, book: Codebook) -> tuple[Code, ...]:
    titles = {t.theme: t.title for t in book.themes}
    has = _labels(other)
    found = [
        Code(scheme, code, titles.get(code, code) if scheme == "theme" else code, labels)
        for (scheme, code), labels in _labels(one).items() if (scheme, code) not in has
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: c.scheme != "theme"))


# -- the whole ---------------------------------------------------------------------------------


def _near(one: Counter, other: Counter, background: Mapping[str, int]) -> float:
    """How alike two texts are as wholes: cosine of roots of counts, weighed by rarity at large."""
    both = [
        {w: math.sqrt(n) * collation.rarity(w, background) for w, n in bag.items()}
        for bag in (one, other)
    ]
    dot = math.fsum(x * both[1].get(w, 0.0) for w, x in both[0].items())
    norm = math.sqrt(math.prod(math.fsum(x * x for x in v.values()) for v in both))
    return round(dot / norm, 4) if norm else 0.0


def _same(
    draft: Resolution, base: str, corpora: Sequence[Corpus], members: Mapping[str, Member]
) -> tuple[str, ...]:
    """Members that are the draft at another stage: by the catalogue, or by their words."""
    found: set[str] = set()
    for m in members.values():
        if draft.symbol and draft.symbol in (m.symbol, m.adopted_as):
            found |= {m.symbol, m.adopted_as} - {""}
    mine = {r["shingle"] for r in features.shingles(draft)}
    for corpus in corpora:
        kept: dict[str, set[str]] = defaultdict(set)
        try:
            for member, shingle in corpus.rows("shingles", "symbol", "shingle"):
                kept[member].add(shingle)
        except InputError:
            continue
        for member, theirs in kept.items():
            shared = len(mine & theirs)
            if shared and shared >= SAME * max(len(mine), len(theirs)):
                found.add(member)
    return tuple(sorted(found - {draft.symbol, base}, key=symbols.key))


def _dated(draft: Resolution, same: Sequence[str], members: Mapping[str, Member]) -> date | None:
    """When the draft was tabled, as far as is known: its own date, else that of the same text."""
    own = members.get(draft.symbol)
    days = [draft.adopted or (own.adopted if own else None)]
    days += [members[s].adopted for s in same if s in members]
    return min((d for d in days if d is not None), default=None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _limits(
    one: _Side, draft: Resolution, dated: date | None, own: Corpus | None,
    corpora: Sequence[Corpus], library: Library, same: Sequence[str],
) -> Iterable[str]:  # fmt: skip
    """What can't be said, and why."""
    symbol = one.resolution.symbol
    if not one.texts:
        yield (f"The text of {symbol} is not at hand, only facts about it: paragraphs are linked "
               "by their words without their order, and of changes only the words that went and "
               f"came are known, not where or of what class. `workbench fetch {symbol}` gets "
               "the text.")  # fmt: skip
    if own is None:
        yield f"{symbol or 'The base'} is in no series of the catalogue: what is new is new to it."
    if same:
        yield (f"The same text stands in {_listed(same)}, which "
               f"{'are' if len(same) > 1 else 'is'} left out of the precedents.")  # fmt: skip
    if dated is None:
        yield "The draft has no date: precedents are sought in all adopted texts of the catalogue."
    if own is not None:
        later = [
            m.symbol
            for m in own.members
            if m.stage == "adopted"
            and m.symbol != draft.symbol
            and m.symbol not in same
            and _between(one.resolution.adopted, m, dated)
        ]
        if later:
            yield (f"{symbol} is not the last adopted member before the draft: "
                   f"{_listed(later)} came after it.")  # fmt: skip
    if dated is not None and one.resolution.adopted and one.resolution.adopted > dated:
        yield f"{symbol} is dated after the draft."
    lost = [m.symbol for c in corpora if c.name not in library.untabled for m in c.members
            if m.stage == "adopted" and not _tabled(c, m.symbol)
            and (dated is None or m.year <= dated.year)]  # fmt: skip
    if lost:
        yield (f"Of {_listed(lost)} no text is at hand: wording that comes from there "
               "is taken for new.")  # fmt: skip
    if library.untabled:
        yield (f"There are no tables of {_listed(library.untabled)}; "
               f"`workbench build {' '.join(library.untabled)}` makes them.")  # fmt: skip
    yield ("Precedents are sought in the "
           f"{sum(library.searched.values())} adopted texts of the catalogue dated before the "
           "draft: \u201cnone\u201d means none in these. Shared runs of words are estimated "
           "from samples of their runs, which show any twelve words in a row and some shorter "
           "ones.")  # fmt: skip
    for warning in draft.warnings:
        yield f"The draft: {warning}"


def _between(after: date | None, member: Member, before: date | None) -> bool:
    day = member.adopted or date(member.year, 12, 31)
    return after is not None and day > after and (before is None or day < before)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
