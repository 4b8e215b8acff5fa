"""Members of the series that a document belongs to, found by citations and titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from .. import catalogue, codebook, holdings, symbols
from ..errors import InputError, Unanswered
from ..records import Resolution
from .known import Known, known, of, organ
from .naming import Evidence, told, weight
from .rows import HEADERS, Row, alike, became, content

ASKED = 12
"""Symbols asked for, at most, in search of a successor."""
LONG = 10  # years before its next member: too long for a member that is only cited
OUTRIGHT = ("named as one of its previous", "named by its title")
UNLIKE = 5  # years: the least step that is too long for a list
FEW = 2  # members before a long step that may be no members
PURE = 5  # years of which a list names one document, to each of which it names several: no mixture
NUMBERED = re.compile(r"(.*/RES/)(\d{1,4})/(\d{1,4})$")  # within a session or year

Ask = Callable[[str], Resolution | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that belongs to a series, as far as its citations and title tell."""

    symbol: str
    stage: str
    adopted: str
    organ: str
    title: str
    recommends: str
    adopted_as: str
    relation: str
    """itself, earlier, later, recommended (its draft) or successor."""
    evidence: str
    catalogue: tuple[str, ...]
    """Series that have it already."""
    text: bool
    """Whether its text is at hand."""

    def row(self, series: str) -> Row:
        """Its row of `resolutions.csv`."""
        facts = {k: str(v) for k, v in asdict(self).items() if k in HEADERS["resolutions.csv"]}
        sure = bool(self.title) and "-" in self.adopted
        note = "" if self.text else f"Text not at hand; {self.evidence}"
        return facts | {"series": series, "verified": "yes" if sure else "no", "note": note}


def find(
    symbol: str,
    folder: str | Path | None = None,
    ask: Ask | None = None,
    today: date | None = None,
) -> list[Proposal]:
    """Members of the series that a document belongs to, found by citations and titles.

    Backward: what it cites of the same organ under a title like its own, or where it names its
    own subject. Forward: what cites it so. And so on from what is found, as far as texts or
    tables are at hand.

    Parameters
    ----------
    symbol : str
        A document whose text is at hand or that the tables describe, or its file.
    folder : path, optional
        Corpus folder.
    ask : callable, optional
        Reads a document of the service by symbol; asked for a successor where one is due.

    Returns
    -------
    list of Proposal
        In order of adoption, the document itself among them.

    Raises
    ------
    InputError
        Neither its text nor its tables are at hand.
    Unanswered
        As `ask` does where the service can't be asked.
    """
    place = codebook.folder(folder)
    documents = known(place)
    if Path(symbol).is_file():
        text = holdings.text(symbol, place)
        documents[text.symbol] = of(text)
        symbol = text.symbol
    name = symbols.normal(symbol)
    if name is None:
        raise InputError(
            f"{symbol}: no document symbol; expected one such as A/RES/74/175, or a file"
        )
    if name not in documents:
        raise InputError(
            f"{name}: its text is not at hand; `workbench fetch {name}` gets it, or set "
            "WORKBENCH_TEXTS to a folder that has it"
        )
    here = documents[name]
    gathered = _gathered(here, documents)
    if ask:
        for other, why in _successor([k for k, _ in gathered], ask, today or date.today()):
            gathered = [pair for pair in gathered if pair[0].symbol != other.symbol]
            gathered.append((other, why))
    series = _catalogued(place)
    facts = ("symbol", "stage", "organ", "title", "adopted", "recommends")
    rows = [{fact: getattr(k, fact) for fact in facts} for k, _ in gathered]
    proposals = [
        Proposal(
            **row, adopted_as=became(row, rows), relation=_relation(k, here, evidence),
            evidence=evidence, catalogue=tuple(series.get(k.symbol, ())), text=k.text is not None,
        )
        for row, (k, evidence) in zip(rows, gathered, strict=True)
    ]  # fmt: skip
    return sorted(proposals, key=lambda p: (p.adopted[:4], p.adopted, symbols.key(p.symbol)))


def sought(
    symbol: str, folder: str | Path | None = None, ask: Ask | None = None
) -> tuple[list[Proposal], str]:
    """Members as `find` gives them, and why no successor was sought where the service is silent."""
    try:
        return find(symbol, folder, ask), ""
    except Unanswered as error:
        return find(symbol, folder), str(error)


def missing(proposals: Iterable[Proposal]) -> list[Row]:
    """Rows of `resolutions.csv` for the proposals that no series has yet."""
    proposals = list(proposals)
    series = min((name for one in proposals for name in one.catalogue), default="SERIES")
    return [one.row(series) for one in proposals if not one.catalogue]


def named_in(texts: Sequence[Resolution], elsewhere: Sequence[Evidence] = ()) -> list[Proposal]:
    """Members of a series that its texts cite as their own kind and that aren't among them.

    A list such as "its resolutions 61/7, 62/9 and 63/11" may mix several series. So a session that
    has a member already, or two candidates for which equally much speaks, gives none; but a long
    list that has one in five years of six is of one series, as is one that has two of those found.
    What only stands in a list, a long step before all others, is a forerunner of another kind.

    Parameters
    ----------
    texts : sequence of Resolution
        The members that are there.
    elsewhere : sequence of (Known, str)
        What texts of other series name by a title of this one, as `library.naming` gives it.

    Returns
    -------
    list of Proposal
        In order of adoption, each with where it is cited.
    """
    documents = {text.symbol: of(text) for text in texts}
    found: list[Evidence] = []
    while more := _sole(documents, elsewhere):
        found += more
        # what cites it tells its title as far as it matters here
        newest = texts[-1].title
        titles = {
            k.symbol: documents[by].title if (by := why.rpartition(" of ")[2]) in documents
            else newest for k, why in more
        }  # fmt: skip
        documents |= {k.symbol: replace(k, title=k.title or titles[k.symbol]) for k, _ in more}
    found = _without_forerunners(found, {_season(of(text)) for text in texts} - {0})
    return [
        Proposal(k.symbol, k.stage, k.adopted, k.organ, k.title, "", "", "earlier", why, (), False)
        for k, why in sorted(found, key=lambda one: (one[0].adopted, one[0].symbol))
    ]


def _sole(documents: Mapping[str, Known], elsewhere: Iterable[Evidence]) -> list[Evidence]:
    """What documents of a series cite as their own kind, where a year has no other."""
    taken = {_season(k) for k in documents.values()}
    parts = {_number(k) for k in documents.values() if " " in k.symbol}
    first, last = min(taken - {0}, default=0), max(taken, default=0)
    named: dict[str, list[Evidence]] = {}
    for other, why in elsewhere:
        if other.symbol not in documents and other.adopted:
            named.setdefault(other.symbol, []).append((other, why))
    heads = set[str]()
    for k in sorted(documents.values(), key=lambda k: k.adopted, reverse=True):
        own = (label for symbol, label in k.cites.items() if organ(symbol) == organ(k.symbol))
        head = next(own, "")
        for other, why in _earlier(k, documents):
            # further down the subject is named of conferences and of neighbours too
            weak = "with the subject" in why and k.cites[other.symbol] != head
            # what an older decision asks for may be another's
            weak = weak or ("by a paragraph" in why and not first < _season(other) < last)
            # a special session tells no year, and a row without one has no place in a series
            if other.symbol in documents or not other.adopted or weak:
                continue
            named.setdefault(other.symbol, []).append((other, why))
            heads |= {other.symbol} if k.cites[other.symbol] == head else set()
    whys = {symbol: {why for _, why in several} for symbol, several in named.items()}
    by_season: dict[int, list[Evidence]] = {}
    for several in named.values():
        other, why = max(several, key=weight)
        day = max((k.adopted for k, _ in several), key=len)
        outright = why.startswith(OUTRIGHT) or _number(other) in parts
        if _season(other) not in taken or outright:
            by_season.setdefault(_season(other), []).append((replace(other, adopted=day), why))
    lists, mixed = Counter[str](), Counter[str]()
    best: list[list[Evidence]] = []
    for _, several in sorted(by_season.items()):
        strength = {k.symbol: (weight((k, why)), k.symbol in heads) for k, why in several}
        top = max(strength.values())
        best.append([one for one in several if strength[one[0].symbol] == top])
        kept = lists if len(best[-1]) == 1 else mixed
        kept.update(set().union(*(whys[k.symbol] for k, _ in best[-1])))
    sole: list[Evidence] = []
    for several in best:
        shared = set.intersection(*(whys[k.symbol] for k, _ in several))
        other, why = several[0]
        alone = len({_number(k) for k, _ in several}) == 1 or why.startswith(OUTRIGHT)
        # before all members, a list that mostly names several of a session may be of any subject
        mixture = mixed[why] > lists[why] and _season(other) < first
        if (alone and not mixture) or any(lists[why] >= PURE * mixed[why] for why in shared):
            sole += several
    years = sorted(taken - {0} | {_season(k) for k, _ in sole})
    for earlier, later in reversed(list(pairwise(years))):
        if later <= first and later - earlier > LONG:
            # forerunners of another kind, such as the declaration that all began with
            sole = [one for one in sole if _season(one[0]) > earlier or "at the head" in one[1]]
            break
    return sole


def _without_forerunners(sole: list[Evidence], held: Set[int]) -> list[Evidence]:
    """Without one or two that lists name a step before all others that is far longer than usual:
    forerunners of another kind, such as what proclaimed the decade that all are on."""
    years = sorted(held | {_season(k) for k, _ in sole})
    steps = [b - a for a, b in pairwise(years)]
    far = max(UNLIKE, 3 * median(steps)) if steps else 0
    for n, step in enumerate(steps[:FEW], 1):
        if step >= far and years[n] <= min(held, default=0):
            sole = [(k, why) for k, why in sole
                    if _season(k) >= years[n] or "together with" not in why]  # fmt: skip
    return sole


def _number(k: Known) -> str:
    """The symbol of a document without the letter of a part."""
    return k.symbol.partition(" ")[0]


def _season(k: Known) -> int:
    """The year in which the session of a document began, else that of its adoption; 0 for none."""
    return symbols.year(k.symbol) or int(k.adopted[:4] or 0)


def record(proposal: Proposal) -> dict[str, Any]:
    """A proposal as a JSON object."""
    return asdict(proposal) | {"catalogue": list(proposal.catalogue)}


def _gathered(here: Known, documents: Mapping[str, Known]) -> list[Evidence]:
    """A document and those that citations and titles lead to, from one to the next."""
    reached: dict[str, Evidence] = {here.symbol: (here, "asked for")}
    waiting = [here.symbol]
    while waiting:
        at = documents[waiting.pop()]
        for other, why in chain(*(way(at, documents) for way in (_earlier, _later, _stages))):
            if other.symbol not in reached:
                reached[other.symbol] = other, why
                if other.symbol in documents:
                    waiting.append(other.symbol)
    return list(reached.values())


def _relation(k: Known, here: Known, evidence: str) -> str:
    if k is here:
        return "itself"
    if evidence.startswith("the service"):
        return "successor"
    if k.stage == "recommended" and here.stage != "recommended":
        return "recommended"
    return "earlier" if (k.adopted[:4], k.adopted) < (here.adopted[:4], here.adopted) else "later"


def _earlier(at: Known, documents: Mapping[str, Known]) -> Iterator[Evidence]:
    """Documents of the same organ that one cites as its own kind."""
    for symbol, label in at.cites.items():
        if not organ(symbol) or organ(symbol) != organ(at.symbol) or symbol == at.symbol:
            continue
        if symbol not in documents:
            if evidence := told(symbol, at, documents):
                yield evidence
        elif alike(documents[symbol].title, at.title):
            yield documents[symbol], f"cited in {label} of {at.symbol}, under a title alike"


def _later(at: Known, documents: Mapping[str, Known]) -> Iterator[Evidence]:
    """Documents of the same organ and kind that cite one."""
    for k in documents.values():
        if (at.symbol in k.cites and organ(k.symbol) == organ(at.symbol)
                and k.symbol != at.symbol and alike(k.title, at.title)):  # fmt: skip
            yield k, f"cites {at.symbol} in {k.cites[at.symbol]}, under a title alike"


def _stages(at: Known, documents: Mapping[str, Known]) -> Iterator[Evidence]:
    """The draft that was recommended to the organ, or what became of one."""
    for k in documents.values():
        draft, final = (k, at) if k.stage == "recommended" else (at, k)
        if draft.stage != "recommended" or final.stage != "adopted" or draft.organ == final.organ:
            continue
        first, last = (int(x.adopted[:4] or 0) for x in (draft, final))
        if first <= last <= first + 1 and content(draft.title) == content(final.title):
            yield k, f"same title as {at.symbol}, in the same year or the next"


def _catalogued(place: Path) -> dict[str, list[str]]:
    """Series that have a document, by its symbol."""
    series: dict[str, list[str]] = {}
    if (place / "series.csv").is_file():
        for name in catalogue.series(place):
            for member in catalogue.members(name, place):
                series.setdefault(member.symbol, []).append(name)
    return series


def _successor(members: Sequence[Known], ask: Ask, today: date) -> Iterator[Evidence]:
    """The next member, if one is due by the rhythm so far and the service has it.

    The service can't be searched, only asked for a symbol: the numbers next to the last one, in
    the session or year that is due.
    """
    numbered = ((k, NUMBERED.match(k.symbol)) for k in members if k.stage == "adopted")
    adopted = [(k, parts) for k, parts in numbered if parts]
    if not adopted:
        return
    adopted.sort(key=lambda pair: int(pair[1][2]))
    last, parts = adopted[-1]
    steps = [int(b[1][2]) - int(a[1][2]) for a, b in pairwise(adopted)]
    step = max(1, round(median(steps))) if steps else 2
    due = int(last.adopted[:4] or symbols.year(last.symbol) or 0)
    if due + step > today.year:
        return
    number = int(parts[3])
    for i in range(ASKED):
        near = number + (i + 1) // 2 * (1 if i % 2 else -1)
        if near < 1:
            continue
        symbol = f"{parts[1]}{int(parts[2]) + step}/{near}"
        text = ask(symbol)
        if text is not None and text.symbol == symbol and alike(text.title, last.title):
            yield of(text), f"the service has it: due {step} after {last.symbol}, title alike"
            return
