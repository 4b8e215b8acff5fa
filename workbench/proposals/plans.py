"""Series of one's own, and further members: planned from documents, then written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from .. import bounded, catalogue, clauses, codebook, holdings, readers, symbols
from ..errors import InputError, Several
from ..files import alone, replaced
from ..records import Resolution
from ..steps import MEETING, holes
from ..text import words
from .naming import Evidence
from .rows import Row, alike, became, content, extended
from .search import Proposal, named_in

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VOTE = re.compile(r"\[?(?:Resolution )?[Aa]dopted (?:without|by|unanimously)[^;\]]*")
DOUBTFUL = 0.6  # warnings a paragraph: more, and it is hardly a resolution
CARRIED = 1 / 6  # of a text's runs of words: no renewal at hand of three texts or more has fewer
RUN = 5  # words
SOME = 3  # warnings that any document may have, however short


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows to be added to the catalogue, and files to be copied into `texts/`."""

    folder: Path
    series: Row | None
    members: tuple[Row, ...]
    copies: tuple[tuple[Path, str], ...]
    holes: tuple[tuple[int, int], ...] = ()
    """Years between which the rhythm of the series lets expect a member."""
    apart: bool = False
    """Whether no text carries much of the one before on, so that they may be no renewals."""

    @property
    def name(self) -> str:
        """Of the series."""
        return self.members[0]["series"]


def drafted(
    name: str,
    things: Sequence[str],
    folder: str | Path | None = None,
    *,
    new: bool = True,
    title: str = "",
    entity: str = "",
    kind: str = "renewals",
    themes: str = "",
    today: date | None = None,
    naming: Callable[[Sequence[Resolution]], Sequence[Evidence]] | None = None,
    having: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Rows for documents as members of a series, read from the documents themselves.

    Parameters
    ----------
    name : str
        Name of the series: small letters, digits, hyphens.
    things : sequence of str
        Files, and symbols whose text is at hand. A document without a symbol is the member
        ``draft:FILE``.
    folder : path, optional
        Corpus folder; it need not exist yet.
    new : bool
        Whether the series is new; else members are added to one of the catalogue.
    title, entity, kind, themes : str
        Of the series; by default the title that most bear, whom they address most, no themes.
    naming : callable, optional
        What texts of other series name by a title of this one: `library.naming`.
    having : mapping, optional
        Symbol → file (`library.files`): of these what a text names is one if its title is alike.

    Returns
    -------
    Plan
        Nothing is written; `write` does.

    Raises
    ------
    InputError
        Documents can't be read, or stand in the series already: all are named, and no plan is made
        of the others. Or the name is taken (an addition's isn't there), or no such themes are.
    """
    place = codebook.folder(folder)
    codebook.load(place if place.is_dir() else codebook.BESIDE, themes)  # or says there is none
    if new and catalogue.packaged(place):
        place = Path("corpus")  # with the new series alone
    taken = _members(name, place, new)
    texts, copies = _read(things, taken, place)
    rows = sorted((_row(name, text, today or date.today()) for text in texts.values()),
                  key=lambda row: row["adopted"])  # fmt: skip
    kind = kind if new else catalogue.series(place)[name].kind
    newest = rows[-1]["title"]
    if kind == "renewals":
        there = [*_texts(taken, place), *texts.values()]
        cited = [c for c in named_in(there, naming(there) if naming else ())
                 if c.symbol not in taken]  # fmt: skip
        have = [having[c.symbol] for c in cited if c.symbol in having]
        if further := [path for path in have if _alike(path, there, place)]:
            facts = {"title": title, "entity": entity, "kind": kind, "themes": themes}
            return drafted(name, [*things, *further], folder, new=new, today=today, naming=naming,
                           having=having, **facts)  # fmt: skip
        added = (_cited(name, c, newest, place, today or date.today())
                 for c in cited if c.symbol not in having)  # fmt: skip
        rows = sorted([*rows, *(row for row in added if row)], key=lambda r: r["adopted"])
    members = tuple(row | {"adopted_as": became(row, rows)} for row in rows)
    days = [row["adopted"] for row in rows if row["stage"] == "adopted"]
    days += [f"{m.year}" for m in taken.values() if m.stage == "adopted"]
    gaps = tuple(holes(days)) if kind == "renewals" else ()
    series = None
    if new:
        series = {
            "series": name, "title": title or _titled(texts.values()) or name, "kind": kind,
            "entity": entity or _addressed(texts.values(), place), "themes": themes,
            "description": f"{len(texts)} documents, chosen by the user",
        }  # fmt: skip
    return Plan(place, series, members, tuple(copies), gaps,
                new and kind == "renewals" and _apart(texts.values()))  # fmt: skip


def _alike(path: str, texts: Iterable[Resolution], place: Path) -> bool:
    """Whether a document's title has half of the words of one of the texts' and itself."""
    said = content(_resolution(path, place).title)
    titles = (content(text.title) for text in texts)
    return any(2 * len(said & title) >= len(said | title) > 0 for title in titles)


def write(plan: Plan) -> None:
    """Copy a plan's files and add its rows to the catalogue.

    Raises
    ------
    InputError
        Another process has added the series, or one of its members, since the plan was drawn.
    """
    with alone(plan.folder, catalogue.LOCK):
        taken = _members(plan.name, plan.folder, new=bool(plan.series))
        if there := next((row["symbol"] for row in plan.members if row["symbol"] in taken), ""):
            raise InputError(f"{plan.name}: {there} is a member already; run the command again")
        _write(plan)


def _write(plan: Plan) -> None:
    texts = plan.folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for path, name in plan.copies:
        target = texts / name
        data = path.read_bytes()
        if target.exists() and target.read_bytes() != data:
            raise InputError(f"{target}: is there, and not what {path} is; move it elsewhere")
    for path, name in plan.copies:
        replaced(texts / name, path.read_bytes())
    files = {"series.csv": [plan.series] if plan.series else [], "resolutions.csv": plan.members}
    for name, rows in files.items():  # a series without members is sound, the reverse is not
        replaced(plan.folder / name, extended(plan.folder / name, rows))


def _members(name: str, place: Path, new: bool) -> Mapping[str, catalogue.Member]:
    """Members that a series has already: none if it is new."""
    if not NAME.fullmatch(name):
        raise InputError(
            f"{name}: no name for a series; expected small letters, digits and hyphens, such as "
            "road-safety"
        )
    known = catalogue.series(place) if (place / "series.csv").is_file() else {}
    if new and name in known:
        raise InputError(f"{name}: stands in the catalogue; `workbench series add` adds members")
    if new:
        return {}
    if name not in known:
        raise InputError(f"no series '{name}' in the catalogue; there are: {', '.join(known)}")
    return {m.symbol: m for m in catalogue.members(name, place)}


def _read(
    things: Sequence[str], taken: Mapping[str, catalogue.Member], place: Path
) -> tuple[dict[str, Resolution], list[tuple[Path, str]]]:
    """Documents by their symbols, and which files are to be copied under which name."""
    texts: dict[str, Resolution] = {}
    copies: list[tuple[Path, str]] = []
    bad: list[InputError] = []
    for thing in things:
        try:
            text = _resolution(thing, place)
        except InputError as error:
            bad.append(error)
            continue
        path = Path(thing)
        symbol = text.symbol or f"draft:{_safe(path.name)}"
        if symbol in texts or symbol in taken:
            bad.append(
                InputError(f"{thing}: {symbol} is a member already; name each document once")
            )
            continue
        texts[symbol] = replace(text, symbol=symbol)
        if path.is_file() and path.resolve().parent != (place / "texts").resolve():
            kept = symbols.filename(symbol) + _ending(path) if text.symbol else _safe(path.name)
            copies.append((path, kept))
    if len(bad) > 1:
        raise Several(f"{len(bad)} of {len(things)} documents can't be members; mend them, or "
                      "leave them out; nothing was added", bad)  # fmt: skip
    if bad:
        raise bad[0]
    return texts, copies


def _resolution(thing: str, place: Path) -> Resolution:
    """What a document says, if that is a resolution."""
    text = holdings.text(thing, place)
    if len(text.warnings) > max(SOME, DOUBTFUL * len(text.paragraphs)):
        raise InputError(
            f"{thing}: hardly a resolution: {len(text.warnings)} warnings for "
            f"{len(text.paragraphs)} paragraphs; see them by `workbench read {thing}`"
        )
    return text


def _row(series: str, text: Resolution, today: date) -> Row:
    day = text.adopted.isoformat() if text.adopted else str(symbols.year(text.symbol) or today.year)
    return {
        "series": series, "symbol": text.symbol, "stage": text.stage, "adopted": day,
        "organ": text.organ, "title": text.title, "recommends": text.recommends or "",
        "adopted_as": "", "verified": "yes" if text.adopted else "no",
        "vote": _vote(text), "agenda": text.agenda or "",
        "note": "" if text.adopted else "Day not printed in the document",
    }  # fmt: skip


def _apart(texts: Iterable[Resolution]) -> bool:
    """Whether of three texts or more none has a sixth of its runs of five words from the one
    before. Two may be a first renewal after many years."""
    ordered = sorted(texts, key=lambda text: text.adopted or date.min)
    runs = [{run for p in text.paragraphs for run in _runs(words(p.text))} for text in ordered]
    pairs = list(pairwise(runs))
    return len(pairs) > 1 and all(len(a & b) < CARRIED * len(b) for a, b in pairs)


def _runs(several: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(several[at : at + RUN]) for at in range(len(several) - RUN + 1))


def _cited(series: str, proposal: Proposal, title: str, place: Path, today: date) -> Row | None:
    """The row of a member that is cited; none where its text is at hand and of another subject."""
    for text in _texts([proposal.symbol], place):
        if not alike(text.title, title):
            return None
        return _row(series, text, today) | {"note": f"Proposed: {proposal.evidence}"}
    note = f"Proposed: {proposal.evidence}; text not at hand"
    return proposal.row(series) | {"note": note, "verified": "no"}


def _texts(taken: Iterable[str], place: Path) -> Iterator[Resolution]:
    """Texts at hand of members that a series has already."""
    for symbol in taken:
        try:
            yield holdings.text(symbol, place)
        except InputError:
            continue


def _vote(text: Resolution) -> str:
    """How a text says that it was adopted."""
    said = VOTE.search(text.signoff or "")
    return said[0].strip("[]. ") if said else ""


def _titled(texts: Iterable[Resolution]) -> str:
    """The title that most documents bear, of equals the newest."""
    titles = [t.title for t in sorted(texts, key=lambda t: t.adopted or date.min)]
    return max(reversed(titles), key=titles.count, default="")


def _safe(name: str) -> str:
    """A file's name without what might lead elsewhere, hide it, or look like a symbol."""
    return re.sub(r"[^\w.\- ]+", "_", Path(name).name).lstrip(".") or "draft"


def _ending(path: Path) -> str:
    kind = readers.format(path)
    return f".{kind}" if kind != "markdown" else ".md"


LATEST = 2  # documents, the newest, that say who is asked most now


def _addressed(texts: Iterable[Resolution], place: Path) -> str:
    """Whom most directive clauses of the latest documents address, States included.

    Of equals an entity of the codebook goes before a name that only the texts have. A conference
    that they decide to hold is none.
    """
    corpus = place if place.is_dir() else codebook.BESIDE
    kinds = {e.entity for e in codebook.load(corpus).entities}
    newest = sorted(texts, key=lambda text: text.adopted or date.min)[-LATEST:]
    asked: Counter[str] = Counter()
    for text in newest:
        try:
            asked.update(bounded.call(_asked, text, corpus))
        except bounded.Beyond as error:
            raise InputError(f"{text.symbol}: {error}") from None
    able = [who for who in asked if who in kinds or not MEETING.search(who)]
    return min(able, key=lambda who: (-asked[who], who not in kinds, who), default="")


def _asked(text: Resolution, corpus: Path) -> list[str]:
    """Whom each directive clause of a document addresses."""
    coded = clauses.clauses(text, codebook.load(corpus))
    return [who for clause in coded if clause.directive for who in clause.addressees]
