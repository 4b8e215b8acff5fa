"""Tables of a series, made from its texts."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue, codebook, decisions, features, holdings, pool, readers, steps
from ..errors import InputError
from ..files import cells
from ..holdings import Place
from ..text import words
from . import coded, compared, decided, schema, traced

if TYPE_CHECKING:
    import pandas as pd

    from ..catalogue import Member
    from ..records import Resolution
    from .coded import Rows

__all__ = ["build", "machine", "tables"]

FACTS = ("symbol", "stage", "year", "adopted", "organ", "title", "verified", "vote", "sponsors",
         "budget_statement")  # fmt: skip
"""What the table of members takes from the catalogue."""

LATE = 3  # sessions by which a report came too early for the next member to be on it
PRESENT = re.compile(
    r"\b(?:implementation of|follow-up to|compliance with)\b[^;]{0,200}?\bpresent resolution\b"
)


def build(name: str, folder: Path | None = None, progress: bool = False) -> Path:
    """Make the tables of a series from its texts and decisions, and write them as a data package.

    Where no text is at hand, decisions are applied to the tables that are there.
    """
    place = codebook.folder(folder)
    if decided.there(name, place) and not holdings.folders(place):
        return decided.reapplied(name, place)
    return decided.written(name, machine(name, place, progress, True), place)


def tables(
    name: str, folder: Path | None = None, progress: bool = False, searching: bool = False
) -> dict[str, pd.DataFrame]:
    """All tables of a series: made from the texts at hand, with what readers decided.

    Raises
    ------
    InputError
        As in `machine`, or a decision can't be read.
    """
    place = codebook.folder(folder)
    return decided.decided(name, machine(name, place, progress, searching), place)


def machine(
    name: str, folder: Path | None = None, progress: bool = False, searching: bool = False
) -> dict[str, pd.DataFrame]:
    """The machine's tables of a series, made from the texts at hand.

    Parameters
    ----------
    searching : bool
        Where a library stands, ask it anew where wording comes from; else what it is known to
        have said holds, as far as the passages are those that it was asked about.

    Raises
    ------
    InputError
        A member that the published tables describe has no text at hand, or no member has one.
    """
    place = codebook.folder(folder)
    members = catalogue.members(name, place)
    files = _files(name, place, members)
    cuts = holdings.cuts(place)
    places = [Place(files[m.symbol], m.symbol, cuts.get(m.symbol, ())) for m in members
              if m.symbol in files]  # fmt: skip
    read: dict[str, Resolution] = {}
    themes = catalogue.book(name, place).subjects
    rows: Rows = {table: [] for table in schema.columns(place)}
    for text, described in pool.mapped(partial(coded.read, place, themes), places,
                                       f"{name}: reading", progress):  # fmt: skip
        read[text.symbol] = text
        for table, more in described.items():
            rows[table] += more
    apart = catalogue.series(place)[name].kind != "renewals"
    rows["resolutions"] = _members(members, read, files, rows["duties"])
    if apart:  # none renews another, and nothing lies between them
        rows["resolutions"] = [
            row | {"predecessor": "", "skips": ""} for row in rows["resolutions"]
        ]
    rows["phrases"] = features.recurring(read.values(), codebook.load(place).stopwords, apart)
    if apart:
        rows = {table: rows[table] for table in rows if table not in schema.RENEWALS}
    else:
        bridges = _bridges(rows, schema.columns(place))
        rows |= compared.collated(members, read, bridges, place, f"{name}: collating", progress)
        rows["pairs"] = compared.likeness(members, read)
        rows["origins"] = traced.origins(name, place, members, read, rows["links"], searching)
    rows.pop("decisions")  # no machine's
    return {table: _frame(rows[table], schema.columns(place)[table]) for table in rows}


def _files(name: str, place: Path, members: Sequence[Member]) -> dict[str, Path]:
    """Texts of a series by symbol: of no member fewer than the published tables describe."""
    files = holdings.files(place, [m.symbol for m in members])
    published = _published(place, name)
    lost = [m.symbol for m in members if m.symbol in published and m.symbol not in files]
    if lost:
        raise InputError(
            f"{name}: the tables describe {lost[0]}{' and others' * (len(lost) > 1)}, whose text "
            f"is not at hand; `workbench fetch {name}` gets the texts, or set WORKBENCH_TEXTS"
        )
    if not any(m.symbol in files for m in members):
        raise InputError(
            f"{name}: no text of any member is at hand; `workbench fetch {name}` gets them, or "
            "set WORKBENCH_TEXTS to folders that have them"
        )
    return files


def _published(folder: Path, name: str) -> set[str]:
    path = folder / "tables" / name / "resolutions.csv"
    if not path.exists():
        return set()
    with cells(path) as file:  # whatever other columns it has
        return {row["symbol"] for row in csv.DictReader(file) if row.get("n_words")}


def _members(
    members: Sequence[Member],
    read: Mapping[str, Resolution],
    files: Mapping[str, Path],
    duties: Sequence[Mapping[str, Any]],
) -> list[dict]:
    """Rows of the table `resolutions`: each adopted member with the one that it renews."""
    rows = []
    previous, skipped = "", list[str]()
    adopted = [m for m in members if m.stage == "adopted"]
    usual = steps.rhythm(m.year for m in adopted)
    back = {m.symbol: _back(read.get(m.symbol), duties) for m in adopted}
    unknown = {later.symbol: _unknown(earlier, later, back[earlier.symbol], usual)
               for earlier, later in pairwise(adopted)}  # fmt: skip
    for member in members:
        if member.stage == "adopted":
            skipped += unknown.get(member.symbol, [])
        row: dict[str, Any] = {name: getattr(member, name) for name in FACTS}
        text = read.get(member.symbol)
        if text is not None:
            row |= _sizes(text) | {"source": readers.format(files[member.symbol])}
        if member.stage == "adopted" and text is not None:
            row |= {"predecessor": previous, "skips": " ".join(skipped) if previous else ""}
            previous, skipped = member.symbol, []
        elif member.stage == "adopted":
            skipped.append(member.symbol)
        rows.append(row)
    return rows


def _back(text: Resolution | None, duties: Sequence[Mapping[str, Any]]) -> tuple[int, bool]:
    """The session at which an organ comes back to a text, 0 for none, and whether it decides so:
    else it is to have a report on how the text is implemented then."""
    if text is None:
        return 0, False
    said = {p.label: p.text for p in text.paragraphs}
    own = [d for d in duties if d["symbol"] == text.symbol]
    decided = [d for d in own if d["kind"] == "review"]
    reports = [d for d in own if d["kind"] == "report" and d["to"] == text.organ
               and PRESENT.search(said[d["label"]])]  # fmt: skip
    last = [d for d in decided or reports if d["label"] == (decided or reports)[-1]["label"]]
    return max((_session(d["session"]) for d in last), default=0), bool(decided)


def _unknown(earlier: Member, later: Member, back: tuple[int, bool], usual: float) -> list[str]:
    """Years between two members in which another may lie, by the session at which the organ was
    to come back to the matter: as far before that of the later one as after that of the earlier,
    or farther, in a step of more than the usual years; nearer, it may have been put off. A report
    is often considered, and no more: one tells of a member in a step of more than twice the usual
    years, or where none are usual and several sessions went by, at least twice as many as it
    had."""
    wanted, decided = back
    organ, _, was = earlier.symbol.partition("/RES/")
    same, _, now = later.symbol.partition("/RES/")
    sessions = _session(was), _session(now)
    lasted = later.year - earlier.year
    if not wanted or organ != same or not all(sessions) or lasted < 2:
        return []
    put_off, interval = sessions[1] - wanted, wanted - sessions[0]
    if decided or usual:
        late = put_off >= interval and lasted > usual * (1 if decided else 2)
    else:
        late = put_off >= max(LATE, 2 * interval)
    years = dict.fromkeys((str(earlier.year + 1), str(later.year - 1)))
    return ["-".join(years)] if late and interval > 0 else []


def _session(name: str | None) -> int:
    """The ordinary session that a symbol or a session's name begins with; 0 for none."""
    number = re.match(r"(\d{1,3})(?:/|[a-z]{2}$)", name or "")
    return int(number[1]) if number else 0


def _bridges(
    rows: Rows, columns: Mapping[str, Sequence[Mapping[str, str]]]
) -> list[tuple[str, str]]:
    """Full texts between which members only extend the first, and are marked with it."""
    import pandas as pd

    resolutions, paragraphs, clauses = (
        pd.DataFrame(rows[name], columns=[c["column"] for c in columns[name]])
        for name in ("resolutions", "paragraphs", "clauses")
    )
    short = steps.extensions(resolutions, paragraphs, clauses)
    extends = dict(zip(short["symbol"], short["earlier"], strict=True))
    for row in rows["resolutions"]:
        row["extends"] = extends.get(row["symbol"])
    resolutions["extends"] = resolutions["symbol"].map(extends)
    bridging = steps.renewals(resolutions).query("across != ''")
    return list(zip(bridging["earlier"], bridging["later"], strict=True))


def _sizes(text: Resolution) -> dict[str, Any]:
    top = [p for p in text.paragraphs if p.level == 1]
    return {
        "n_preambular": sum(p.part == "preamble" for p in top),
        "n_operative": sum(p.part == "operative" for p in top),
        "n_words": sum(len(words(p.text)) for p in text.paragraphs),
        "has_notes": bool(text.footnotes),
        "fingerprint": features.fingerprint(" ".join(p.text for p in text.paragraphs)),
    }


def _frame(rows: list[dict], columns: list[Mapping[str, str]]) -> pd.DataFrame:
    """Rows as text cells, just as they stand in the CSV file."""
    import pandas as pd

    def cell(value: Any, kind: str) -> str:
        if value is None or value == "":
            return ""
        if kind == "boolean":
            return "true" if value else "false"
        if kind == "number":
            return f"{value:.4f}"
        return " ".join(str(value).split())

    names = [c["column"] for c in columns]
    if "by" in names:
        rows = [row | {"by": decisions.MACHINE} for row in rows]
    kinds = [c["type"] for c in columns]
    cells = [[cell(row.get(n), k) for n, k in zip(names, kinds, strict=True)] for row in rows]
    return pd.DataFrame(cells, columns=names, dtype="str")
