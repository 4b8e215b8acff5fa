"""What lies around the two texts of a brief: series, dates, the same text at other stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import features, library, prose, symbols
from ..corpus import Corpus
from ..errors import InputError
from ..records import Resolution
from .precedents import Library
from .texts import Text, tabled

if TYPE_CHECKING:
    from ..catalogue import Member

SAME = 0.95  # of the shingles of either in common: the same text


@dataclass(frozen=True, slots=True)
class Setting:
    """``series`` is that of BASE, None where it is in none; ``same`` are members that are the draft
    at another stage; ``dated`` is when the draft was tabled, as far as is known."""

    corpora: Sequence[Corpus]
    series: Corpus | None
    same: tuple[str, ...]
    dated: date | None
    library: Library

    @property
    def name(self) -> str | None:
        return self.series.name if self.series else None

    @property
    def entity(self) -> str:
        return self.series.series.entity if self.series else ""


def setting(
    one: Text, draft: Resolution, corpora: Sequence[Corpus], background: Mapping[str, int]
) -> Setting:
    """Where BASE and draft stand, and the library of all that was adopted before the draft."""
    members = {m.symbol: m for c in corpora for m in c.members}
    symbol = one.resolution.symbol
    same = _same(draft, symbol, corpora, members)
    dated = _dated(draft, same, members)
    library = Library(corpora, dated, {draft.symbol, *same}, background)
    return Setting(corpora, series(symbol, corpora), same, dated, library)


def series(symbol: str, corpora: Sequence[Corpus]) -> Corpus | None:
    """The series that a document is a member of, renewals before collections."""
    having = [c for c in corpora if any(m.symbol == symbol for m in c.members)]
    return min(having, key=lambda c: c.series.kind != "renewals", default=None)


def _same(
    draft: Resolution, base: str, corpora: Sequence[Corpus], members: Mapping[str, Member]
) -> tuple[str, ...]:
    """Members that are the draft at another stage: by the catalogue, or by their words."""
    named: set[str] = set()
    for m in members.values():
        if draft.symbol and draft.symbol in (m.symbol, m.adopted_as):
            named |= {m.symbol, m.adopted_as} - {""}
    mine = {r["shingle"] for r in features.shingles(draft)}
    for corpus in corpora:
        kept: dict[str, set[str]] = defaultdict(set)
        try:
            for member, shingle in corpus.rows("shingles", "symbol", "shingle"):
                kept[member].add(shingle)
        except InputError:
            if corpus.built:
                raise
            continue
        for member, theirs in kept.items():
            shared = len(mine & theirs)
            if shared and shared >= SAME * max(len(mine), len(theirs)):
                named.add(member)
    return tuple(sorted(named - {draft.symbol, base}, key=symbols.key))


def _dated(draft: Resolution, same: Sequence[str], members: Mapping[str, Member]) -> date | None:
    """When the draft was tabled, as far as is known: its own date, else that of the same text."""
    member = members.get(draft.symbol)
    days = [draft.adopted or (member.adopted if member else None)]
    days += [members[s].adopted for s in same if s in members]
    return min((d for d in days if d is not None), default=None)


def limits(one: Text, draft: Resolution, around: Setting) -> Iterator[str]:
    """What can't be said, and why."""
    yield from _of_base(one, draft, around)
    if around.dated is None:
        yield "The draft has no date: precedents are sought in all adopted texts of the catalogue."
    yield from _between(one, draft, around)
    lost = [
        m.symbol
        for c in around.corpora
        if c.name not in around.library.untabled
        for m in c.members
        if m.stage == "adopted" and not tabled(c, m.symbol)
        and (around.dated is None or m.year <= around.dated.year)
    ]  # fmt: skip
    if lost:
        yield (f"Of {_listed(lost)} no text is at hand: wording that comes from there "
               "is taken for new.")  # fmt: skip
    if untabled := around.library.untabled:
        yield (f"There are no tables of {_listed(untabled)}; "
               f"`workbench build {' '.join(untabled)}` makes them.")  # fmt: skip
    yield ("Precedents are sought in the "
           f"{sum(around.library.searched.values())} adopted texts of the catalogue dated before "
           "the draft: \u201cnone\u201d means none in these. Shared runs of words are estimated "
           "from samples of their runs, which show any twelve words in a row and some shorter "
           "ones.")  # fmt: skip
    if library.stands():
        before = prose.counted(library.before(around.dated or date.max), "earlier document")
        yield f"New wording is also sought in the library: {before}."
    for warning in draft.warnings:
        yield f"The draft: {warning}"


def _of_base(one: Text, draft: Resolution, around: Setting) -> Iterator[str]:
    symbol = one.resolution.symbol
    if not one.read:
        yield (f"The text of {symbol} is not at hand, only facts about it: paragraphs are linked "
               "by their words without their order, and of changes only the words that went and "
               f"came are known, not where or of what class. `workbench fetch {symbol}` gets "
               "the text.")  # fmt: skip
    if around.series is None:
        yield f"{symbol or 'The base'} is in no series of the catalogue: what is new is new to it."
    if around.same:
        yield (f"The same text stands in {_listed(around.same)}, which "
               f"{'are' if len(around.same) > 1 else 'is'} left out of the precedents."
               )  # fmt: skip


def _between(one: Text, draft: Resolution, around: Setting) -> Iterator[str]:
    """What came between BASE and draft."""
    base, dated = one.resolution, around.dated
    passed = {draft.symbol, *around.same}
    later = [
        m.symbol
        for m in (around.series.members if around.series else ())
        if m.stage == "adopted" and m.symbol not in passed and base.adopted is not None
        and base.adopted < (m.adopted or date(m.year, 12, 31))
        and (dated is None or (m.adopted or date(m.year, 12, 31)) < dated)
    ]  # fmt: skip
    if later:
        yield (f"{base.symbol} is not the last adopted member before the draft: "
               f"{_listed(later)} came after it.")  # fmt: skip
    if dated is not None and base.adopted and base.adopted > dated:
        yield f"{base.symbol} is dated after the draft."


def _listed(names: Sequence[str]) -> str:
    return prose.listed(names, most=len(names))
