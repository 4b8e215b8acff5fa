"""New rows of the catalogue: members of a series found by their citations, series of one's own.

`find` and `drafted` only propose; `write` alone writes, each file in one step.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from . import catalogue, clauses, codebook, holdings, readers, symbols
from .errors import InputError
from .files import replaced
from .grammar.dates import MONTH, MONTHS
from .records import Resolution
from .text import words

HEADERS = {
    "series.csv": catalogue.SERIES_COLUMNS,
    "resolutions.csv": (*catalogue.MEMBER_COLUMNS, "vote", "sponsors", "budget_statement", "note"),
}
ALIKE = 0.5
"""Share of the shorter title's content words that two titles of one series have in common."""
ASKED = 12
"""Symbols asked for, at most, in search of a successor."""
_DATE = re.compile(rf",?\s(?:of|adopted\son)\s(\d{{1,2}})\s({MONTH})\s((?:19|20)\d\d)")
_ITS = re.compile(r"\bits\s(?:\w+\s){0,2}resolutions?\b[^;]*$")
_ENTITLED = re.compile(r"[^.;]{0,80}?\bentitled\s[“\"]([^”\"]{1,300})[”\"]")
_PLAIN = frozenset({
    "the", "and", "for", "with", "from", "its", "their", "other", "that", "this", "these", "which",
    "within", "under", "into", "all", "new", "united", "nations", "international", "general",
    "resolution", "report",
})  # fmt: skip

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows to be added to the catalogue, and files to be copied into `texts/`."""

    folder: Path
    series: Row | None
    members: tuple[Row, ...]
    copies: tuple[tuple[Path, str], ...]


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


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def _extended(path: Path, rows: Iterable[Row]) -> bytes:
    """A catalogue file with rows added; what stands in it is not touched."""
    old = path.read_bytes() if path.is_file() else b""
    text = old.decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text)), None) or list(HEADERS[path.name])
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", extrasaction="ignore",
                            lineterminator="\r\n" if "\r\n" in text else "\n")  # fmt: skip
    if not text:
        writer.writeheader()
    elif not text.endswith("\n"):
        out.write("\n")  # the last row was typed without one
    writer.writerows(rows)
    return old + out.getvalue().encode()


def table(name: str, rows: Iterable[Row]) -> str:
    """Rows as lines of a catalogue file, with its header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADERS[name], restval="", extrasaction="ignore",
                            lineterminator="\n")  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


# ── a series of one's own ────────────────────────────────────────────────────────────────────


def drafted(
    name: str,
    things: Sequence[str],
    folder: str | Path | None = None,
    *,
    new: bool = True,
    title: str = "",
    entity: str = "",
    kind: str = "renewals",
    today: date | None = None,
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
        Whether the series is new, else its members are added to one of the catalogue.
    title, entity, kind : str
        Of the series; by default the newest title, and whom the documents address most.

    Returns
    -------
    Plan
        Nothing is written; `write` does.

    Raises
    ------
    InputError
        A document can't be read, the name is taken (or, for an addition, not there), a member
        stands in the series already.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise InputError(
            f"{name}: no name for a series; expected small letters, digits and hyphens, such as "
            "road-safety"
        )
    place = codebook.folder(Path(folder) if folder else None)
    if new and catalogue.packaged(place):
        place = Path("corpus")  # with the new series alone
    known = catalogue.series(place) if (place / "series.csv").is_file() else {}
    if new and name in known:
        raise InputError(f"{name}: stands in the catalogue; `workbench series add` adds members")
    if not new and name not in known:
        raise InputError(f"no series '{name}' in the catalogue; there are: {', '.join(known)}")
    taken = set() if new else {m.symbol for m in catalogue.members(name, place)}
    read: dict[str, Resolution] = {}
    copies: list[tuple[Path, str]] = []
    for thing in things:
        text = holdings.text(thing, place)
        path = Path(thing)
        if len(text.warnings) > max(3, 0.6 * len(text.paragraphs)):
            raise InputError(
                f"{thing}: hardly a resolution: {len(text.warnings)} warnings for "
                f"{len(text.paragraphs)} paragraphs; see them by `workbench read {thing}`"
            )
        symbol = text.symbol or f"draft:{_safe(path.name)}"
        if symbol in read or symbol in taken:
            raise InputError(f"{thing}: {symbol} is a member already; name each document once")
        read[symbol] = replace(text, symbol=symbol)
        if path.is_file():
            kept = symbols.filename(symbol) + _ending(path) if text.symbol else _safe(path.name)
            if path.resolve().parent != (place / "texts").resolve():
                copies.append((path, kept))
    rows = [_row(name, text, today or date.today()) for text in read.values()]
    rows.sort(key=lambda row: row["adopted"])
    for row in rows:
        row["adopted_as"] = _became(row, rows)
    series = None
    if new:
        about = f"{len(rows)} documents, chosen by the user"
        series = {
            "series": name, "title": title or rows[-1]["title"] or name, "kind": kind,
            "entity": entity or _addressed(read.values(), place), "description": about,
        }  # fmt: skip
    return Plan(place, series, tuple(rows), tuple(copies))


def write(plan: Plan) -> None:
    """Copy a plan's files and add its rows to the catalogue."""
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
        replaced(plan.folder / name, _extended(plan.folder / name, rows))


def _row(series: str, text: Resolution, today: date) -> Row:
    year = _year(text.symbol)
    day = text.adopted.isoformat() if text.adopted else str(year or today.year)
    return {
        "series": series, "symbol": text.symbol, "stage": text.stage, "adopted": day,
        "organ": text.organ, "title": text.title, "recommends": text.recommends or "",
        "adopted_as": "", "verified": "yes" if text.adopted else "no",
        "note": "" if text.adopted else "Day not printed in the document",
    }  # fmt: skip


def _became(row: Row, rows: Sequence[Row]) -> str:
    """Symbol under which a recommended draft was adopted, if that is among the rows."""
    if row["stage"] != "recommended":
        return ""
    later = [r for r in rows if r["stage"] == "adopted" and r["organ"] == row["recommends"]
             and row["adopted"][:4] <= r["adopted"][:4] <= str(int(row["adopted"][:4]) + 1)
             and alike(r["title"], row["title"])]  # fmt: skip
    return min(later, key=lambda r: r["adopted"])["symbol"] if later else ""


def _year(symbol: str) -> int | None:
    """Year that a symbol tells: its own, or that in which its session began."""
    if found := re.search(r"/((?:19|20)\d\d)/|\(((?:19|20)\d\d)\)", symbol):
        return int(found[1] or found[2])
    if found := re.match(r"A/RES/(\d{1,3})/", symbol):
        return 1945 + int(found[1])
    return None


def _safe(name: str) -> str:
    """A file's name without what might lead elsewhere, hide it, or look like a symbol."""
    return re.sub(r"[^\w.\- ]+", "_", Path(name).name).lstrip(".") or "draft"


def _ending(path: Path) -> str:
    kind = readers.format(path)
    return f".{kind}" if kind != "markdown" else ".md"


def _addressed(texts: Iterable[Resolution], place: Path) -> str:
    """Whom the documents ask most, states, organs and officers apart: the one to follow.

    An entity of the codebook goes before a name that only the texts have.
    """
    book = codebook.load(place if place.is_dir() else codebook.BESIDE)
    kinds = {e.entity: e.kind for e in book.entities}
    asked = Counter(
        who for text in texts for clause in clauses.clauses(text, book)
        for who in clause.addressees
        if kinds.get(who) not in ("states", "organ", "officer") and not who.startswith("Member")
    )  # fmt: skip
    return min(asked, key=lambda who: (who not in kinds, -asked[who], who)) if asked else ""


# ── finding members ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a document, from its text or from the tables."""

    symbol: str
    title: str
    organ: str
    adopted: str
    stage: str
    recommends: str
    cites: dict[str, str] = field(default_factory=dict)  # symbol → label where first
    text: Resolution | None = None


def find(
    symbol: str,
    folder: str | Path | None = None,
    ask: Callable[[str], Resolution | None] | None = None,
    today: date | None = None,
) -> list[Proposal]:
    """Members of the series that a document belongs to, found by citations and titles.

    Backward: what it cites of the same organ under a title like its own, or where it names its
    own subject. Forward: what cites it so. And so on from what is found, as far as texts or
    tables are at hand.

    Parameters
    ----------
    symbol : str
        A document whose text is at hand or that the tables describe.
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
    """
    place = codebook.folder(Path(folder) if folder else None)
    name = symbols.normal(symbol)
    if name is None:
        raise InputError(f"{symbol}: no document symbol; expected one such as A/RES/74/175")
    known = _known(place)
    if name not in known:
        raise InputError(
            f"{name}: its text is not at hand; `workbench fetch {name}` gets it, or set "
            "WORKBENCH_TEXTS to a folder that has it"
        )
    found: dict[str, tuple[_Known, str]] = {name: (known[name], "asked for")}
    waiting = [name]
    while waiting:
        at = known[waiting.pop()]
        for other, evidence in [*_earlier(at, known), *_later(at, known), *_stages(at, known)]:
            if other.symbol not in found:
                found[other.symbol] = other, evidence
                if other.symbol in known:
                    waiting.append(other.symbol)
    if ask:
        for other, evidence in _successor([k for k, _ in found.values()], ask,
                                          today or date.today()):  # fmt: skip
            found[other.symbol] = other, evidence
    members = _catalogued(place)
    facts = ("symbol", "stage", "organ", "title", "adopted", "recommends")
    rows = [{f: getattr(k, f) for f in facts} for k, _ in found.values()]
    here = known[name]
    proposals = [
        Proposal(
            **row, adopted_as=_became(row, rows), relation=_relation(k, here, evidence),
            evidence=evidence, catalogue=tuple(members.get(k.symbol, ())), text=k.text is not None,
        )
        for row, (k, evidence) in zip(rows, found.values(), strict=True)
    ]  # fmt: skip
    return sorted(proposals, key=lambda p: (p.adopted[:4], p.adopted, symbols.key(p.symbol)))


def record(proposal: Proposal) -> dict[str, Any]:
    """A proposal as a JSON object."""
    return asdict(proposal) | {"catalogue": list(proposal.catalogue)}


def _relation(k: _Known, here: _Known, evidence: str) -> str:
    if k is here:
        return "itself"
    if evidence.startswith("the service"):
        return "successor"
    if k.stage == "recommended" and here.stage != "recommended":
        return "recommended"
    return "earlier" if (k.adopted[:4], k.adopted) < (here.adopted[:4], here.adopted) else "later"


def _known(place: Path) -> dict[str, _Known]:
    """Documents of the texts at hand and of the tables; a text tells more."""
    found: dict[str, _Known] = {}
    if (place / "series.csv").is_file():
        for name in catalogue.series(place):
            found |= _tabled(place / "tables" / name)
    for symbol, path in readers.texts(holdings.folders(place)).items():
        try:
            found[symbol] = _of(readers.read(path))
        except InputError:
            continue
    return found


def _of(text: Resolution) -> _Known:
    cites: dict[str, str] = {}
    for p in text.paragraphs:
        for hit in _cited(p.text, text.organ, text.symbol):
            cites.setdefault(hit.symbol, p.label)
    day = text.adopted.isoformat() if text.adopted else str(_year(text.symbol) or "")
    return _Known(text.symbol, text.title, text.organ, day, text.stage, text.recommends or "",
                  cites, text)  # fmt: skip


def _cited(words: str, organ: str, citing: str) -> list[symbols.Found]:
    """Documents cited; of an organ that `symbols` doesn't know, "its" resolutions are its own."""
    found = symbols.find(words, organ)
    if organ in symbols.PREFIXES or not _organ(citing):
        return found
    return [
        hit._replace(symbol=_organ(citing) + hit.symbol[1:])
        if hit.symbol.startswith("A/RES/") and _ITS.search(words[: hit.start]) else hit
        for hit in found
    ]  # fmt: skip


def _tabled(folder: Path) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    try:
        with (folder / "resolutions.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["n_words"]:
                    day = row["adopted"] or row["year"]
                    found[row["symbol"]] = _Known(row["symbol"], row["title"], row["organ"], day,
                                                  row["stage"], "")  # fmt: skip
        with (folder / "citations.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                citing = found.get(row["symbol"])
                if citing and row["where"] == "text":
                    cited = row["cited"]
                    its = _organ(citing.symbol) + cited[1:]
                    if citing.organ not in symbols.PREFIXES and its in found:
                        cited = its  # see _cited
                    citing.cites.setdefault(cited, row["label"])
    except (OSError, KeyError):
        return found
    return found


def alike(one: str, other: str, share: float = ALIKE) -> bool:
    """Whether two titles may be those of one series, by the shorter one's content words."""
    a, b = _content(one), _content(other)
    return bool(a and b) and len(a & b) >= share * min(len(a), len(b))


def _content(title: str) -> set[str]:
    return {w for w in words(title) if len(w) > 2 and w not in _PLAIN}


def _organ(symbol: str) -> str:
    return symbol.partition("/RES/")[0] if "/RES/" in symbol else ""


def _earlier(at: _Known, known: dict[str, _Known]) -> list[tuple[_Known, str]]:
    """Documents of the same organ that one cites as its own kind."""
    found = []
    for cited, label in at.cites.items():
        if not _organ(cited) or _organ(cited) != _organ(at.symbol) or cited == at.symbol:
            continue
        if cited in known:
            if alike(known[cited].title, at.title):
                evidence = f"cited in {label} of {at.symbol}, under a title alike"
                found.append((known[cited], evidence))
            continue
        told = _told(cited, at, known)
        if told:
            found.append(told)
    return found


def _told(cited: str, at: _Known, known: dict[str, _Known]) -> tuple[_Known, str] | None:
    """What a text says of a document that isn't at hand, if that makes it an earlier member."""
    if at.text is None:
        return None
    subject = _content(at.title)
    for p in at.text.paragraphs:
        hits = _cited(p.text, at.organ, at.symbol)
        for i, hit in enumerate(hits):
            if hit.symbol != cited:
                continue
            after = p.text[hit.end : hit.end + 600]
            day = _DATE.match(after) or _DATE.search(after[:120])
            adopted = (f"{day[3]}-{MONTHS[day[2]]:02}-{int(day[1]):02}" if day
                       else str(_year(cited) or ""))  # fmt: skip
            named = _ENTITLED.match(after)
            title = named[1] if named else ""
            if title:
                if not alike(title, at.title, 1.5 * ALIKE):  # nothing but the title speaks for it
                    return None
                how = "by its title"
            elif p.part != "preamble":
                continue
            elif beside := _beside(hits, i, p.text, at, known):
                how = f"together with {beside}"
            elif len(subject & _content(p.text)) >= 0.6 * len(subject):
                how = "with the subject"
            else:
                continue
            return (
                _Known(cited, title, at.organ, adopted, "adopted", ""),
                f"named {how} in {p.label} of {at.symbol}",
            )
    return None


def _beside(
    hits: Sequence[symbols.Found], i: int, words: str, at: _Known, known: dict[str, _Known]
) -> str:
    """A document of the series in one list with the citation: "its resolutions 61/7 and 63/11"."""
    for one, other in ((i - 1, i), (i, i + 1)):
        if one < 0 or other >= len(hits):
            continue
        between = words[hits[one].end : hits[other].start]
        neighbour = hits[one if other == i else other].symbol
        if (len(between) < 40 and ";" not in between and neighbour in known
                and alike(known[neighbour].title, at.title)):  # fmt: skip
            return neighbour
    return ""


def _later(at: _Known, known: dict[str, _Known]) -> list[tuple[_Known, str]]:
    """Documents of the same organ and kind that cite one."""
    return [
        (k, f"cites {at.symbol} in {k.cites[at.symbol]}, under a title alike")
        for k in known.values()
        if at.symbol in k.cites and _organ(k.symbol) == _organ(at.symbol) and k.symbol != at.symbol
        and alike(k.title, at.title)
    ]  # fmt: skip


def _stages(at: _Known, known: dict[str, _Known]) -> list[tuple[_Known, str]]:
    """The draft that was recommended to the organ, or what became of one."""
    found = []
    for k in known.values():
        draft, final = (k, at) if k.stage == "recommended" else (at, k)
        if draft.stage != "recommended" or final.stage != "adopted" or draft.organ == final.organ:
            continue
        years = [int(x.adopted[:4] or 0) for x in (draft, final)]
        same = _content(draft.title) == _content(final.title)
        if same and years[0] <= years[1] <= years[0] + 1:
            found.append((k, f"same title as {at.symbol}, in the same year or the next"))
    return found


def _catalogued(place: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if (place / "series.csv").is_file():
        for name in catalogue.series(place):
            for member in catalogue.members(name, place):
                found.setdefault(member.symbol, []).append(name)
    return found


def _successor(
    found: Sequence[_Known], ask: Callable[[str], Resolution | None], today: date
) -> list[tuple[_Known, str]]:
    """The next member, if one is due by the rhythm so far and the service has it.

    The service can't be searched, only asked for a symbol: the numbers next to the last one, in
    the session or year that is due.
    """
    pattern = re.compile(r"(.*/RES/)(\d{1,4})/(\d{1,4})$")  # numbered within a session or year
    adopted = [(k, m) for k in found if k.stage == "adopted" and (m := pattern.match(k.symbol))]
    if not adopted:
        return []
    adopted.sort(key=lambda pair: int(pair[1][2]))
    last, parts = adopted[-1]
    steps = [int(b[1][2]) - int(a[1][2]) for a, b in pairwise(adopted)]
    step = max(1, round(median(steps))) if steps else 2
    year = int(last.adopted[:4] or _year(last.symbol) or 0)
    if year + step > today.year:
        return []
    number = int(parts[3])
    for i in range(ASKED):
        near = number + (i + 1) // 2 * (1 if i % 2 else -1)
        if near < 1:
            continue
        symbol = f"{parts[1]}{int(parts[2]) + step}/{near}"
        text = ask(symbol)
        if text is not None and text.symbol == symbol and alike(text.title, last.title):
            return [(_of(text), f"the service has it: due {step} after {last.symbol}, title alike")]
    return []
