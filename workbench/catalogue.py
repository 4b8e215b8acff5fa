"""The catalogue: series and their members, as a researcher writes them down.

`series.csv` has a row a series, `resolutions.csv` a row for each member of each series, its text at
hand or not.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import codebook, files, symbols
from .errors import InputError

__all__ = [
    "Member",
    "Series",
    "book",
    "coded_by",
    "members",
    "named",
    "of_symbol",
    "series",
    "writable",
]

SERIES_COLUMNS = ("series", "title", "kind", "entity", "description")
MEMBER_COLUMNS = ("series", "symbol", "stage", "adopted", "organ", "title", "recommends",
                  "adopted_as", "verified")  # fmt: skip
KINDS = ("renewals", "collection")
STAGES = ("adopted", "recommended", "draft")
LOCK = ".catalogue.lock"  # of the folder with both files, for who writes them
DRAFT = "draft:"  # before the name of a file in texts/: a member that has no symbol yet


@dataclass(frozen=True, slots=True)
class Series:
    """A row of `series.csv`."""

    series: str
    title: str
    kind: str
    entity: str
    description: str
    themes: str = ""  # whose terms its texts are coded by: a file of codebook/themes/
    adjudicator: str = ""  # whose decision holds where readers contradict each other


@dataclass(frozen=True, slots=True)
class Member:
    """A row of `resolutions.csv`: a document that belongs to a series, its text at hand or not."""

    series: str
    symbol: str
    stage: str
    year: int
    adopted: date | None
    organ: str
    title: str
    recommends: str
    adopted_as: str
    verified: bool
    vote: str = ""
    sponsors: str = ""
    budget_statement: str = ""


def series(folder: Path | None = None) -> dict[str, Series]:
    """Series of the catalogue by name, in the order of `series.csv`."""
    path = codebook.folder(folder) / "series.csv"
    known: dict[str, Series] = {}
    for line, row in _rows(path, SERIES_COLUMNS):
        where = f"{path.name}, row {line}"
        if row["series"] in known:
            raise InputError(f"{where}: series '{row['series']}' is named twice; name it once")
        if row["kind"] not in KINDS:
            raise InputError(
                f"{where}: kind is '{row['kind']}'; expected one of {', '.join(KINDS)}"
            )
        plain = {name: row[name] for name in SERIES_COLUMNS}
        known[row["series"]] = Series(
            **plain, themes=row.get("themes", ""), adjudicator=row.get("adjudicator", "")
        )
    return known


def book(name: str, folder: Path | None = None) -> codebook.Codebook:
    """The codebook of a series: with the themes of its subject, if `series.csv` names one.

    Raises
    ------
    InputError
        There is no such series, or no such file of themes.
    """
    themes = series(folder)[name].themes
    try:
        return codebook.load(folder, themes)
    except InputError as error:
        raise InputError(f"series.csv, themes of '{name}': {error}") from None


def coded_by(name: str, themes: str, folder: Path | None = None) -> Path:
    """Write into `series.csv` which themes a series uses; all other cells stay as they are.

    Raises
    ------
    InputError
        There is no such series, or the file can't be read or written.
    """
    path = codebook.folder(folder) / "series.csv"
    with files.alone(path.parent, LOCK):
        return _coded_by(name, themes, path)


def _coded_by(name: str, themes: str, path: Path) -> Path:
    known = series(path.parent)
    if name not in known:
        raise InputError(f"no series '{name}' in the catalogue; there are: {', '.join(known)}")
    written = path.read_bytes()
    with files.cells(path) as file:
        head, *rows = list(csv.reader(file))
    if "themes" not in head:
        head, rows = [*head, "themes"], [[*row, ""] for row in rows if row]
    at = head.index("themes")
    for row in rows:
        if row and row[head.index("series")].strip() == name:
            row[at] = themes
    out = io.StringIO()
    end = "\r\n" if b"\r\n" in written else "\n"
    csv.writer(out, lineterminator=end).writerows([head, *filter(None, rows)])
    # a spreadsheet that marked the file as UTF-8 looks for the mark again
    mark = codecs.BOM_UTF8 if written.startswith(codecs.BOM_UTF8) else b""
    return files.write(path, mark + out.getvalue().encode())


def of_symbol(symbol: str, folder: Path | None = None) -> str:
    """The first series of the catalogue that has a document; empty if none has."""
    place = codebook.folder(folder)
    if not (place / "series.csv").is_file():
        return ""
    rows = _rows(place / "resolutions.csv", MEMBER_COLUMNS)
    return next((row["series"] for _, row in rows if row["symbol"] == symbol), "")


def named(names: Iterable[str] = (), kind: str = "", folder: Path | None = None) -> list[str]:
    """Names of series as given, or of all where none is, of one kind if that is asked for.

    Raises
    ------
    InputError
        There is no such series, or its rows can't be read.
    """
    known = series(folder)
    for name in names:
        members(name, folder)
    return [name for name in names or known if not kind or known[name].kind == kind]


def members(name: str, folder: Path | None = None) -> tuple[Member, ...]:
    """Members of a series in order of adoption, those without a text among them."""
    known = series(folder)
    if name not in known:
        raise InputError(f"no series '{name}' in the catalogue; there are: {', '.join(known)}")
    belong: dict[str, Member] = {}
    path = codebook.folder(folder) / "resolutions.csv"
    for line, row in _rows(path, MEMBER_COLUMNS):
        where = f"{path.name}, row {line}"
        if row["series"] not in known:
            raise InputError(f"{where}: no series '{row['series']}' in series.csv; add it there")
        if row["series"] != name:
            continue
        member = _member(row, where)
        if member.symbol in belong:
            raise InputError(f"{where}: {member.symbol} stands in '{name}' twice; keep one row")
        belong[member.symbol] = member
    # A year alone sorts before the days of that year; a recommendation before what it became.
    return tuple(sorted(belong.values(), key=lambda m: (m.year, m.adopted or date(m.year, 1, 1))))


def _member(row: dict[str, str], where: str) -> Member:
    day = row["adopted"]
    if re.fullmatch(r"[0-9]{4}", day) and day != "0000":
        year, adopted = int(day), None
    else:
        try:
            adopted = date.fromisoformat(day)
        except ValueError:
            raise InputError(
                f"{where}: adopted is '{day}'; expected a day (2019-12-18) or a year (2019)"
            ) from None
        year = adopted.year
    draft = row["symbol"].startswith(DRAFT)
    symbol = row["symbol"] if draft else symbols.normal(row["symbol"])
    if symbol is None:
        raise InputError(
            f"{where}: '{row['symbol']}' is no document symbol; expected one like A/RES/74/175, "
            f"or {DRAFT}FILE for a draft without one"
        )
    for column, allowed in (("stage", STAGES), ("verified", ("yes", "no"))):
        if row[column] not in allowed:
            raise InputError(
                f"{where}: {column} is '{row[column]}'; expected one of {', '.join(allowed)}"
            )
    optional = {k: row.get(k) or "" for k in ("vote", "sponsors", "budget_statement")}
    plain = {k: row[k] for k in ("series", "stage", "organ", "title", "recommends", "adopted_as")}
    verified = row["verified"] == "yes"
    return Member(symbol=symbol, year=year, adopted=adopted, verified=verified, **plain, **optional)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a catalogue file with their line numbers, blank-padded and checked for columns."""
    try:
        with files.cells(path) as file:
            reader = csv.DictReader(file)
            missing = [c for c in columns if c not in (reader.fieldnames or [])]
            if missing:
                raise InputError(
                    f"{path.name}: no column '{missing[0]}'; expected {', '.join(columns)}"
                )
            for row in reader:
                cells = len(row.pop(None, ())) + sum(v is not None for v in row.values())
                if cells != len(row):
                    raise InputError(
                        f"{path.name}, row {reader.line_num}: {cells} cells; expected "
                        f"{len(row)}, a cell with a comma stands in quotes"
                    )
                yield reader.line_num, {k: v.strip() for k, v in row.items()}
    except FileNotFoundError:
        raise InputError(
            f"{path}: no such file; a corpus folder has series.csv and resolutions.csv "
            "(--corpus DIR or WORKBENCH_CORPUS names another)"
        ) from None


def writable(folder: str | Path | None = None) -> Path:
    """The corpus folder to write to.

    An installed package is never written to: of the catalogue, tables and decisions that come with
    it a copy is made in `./corpus`, which is the corpus folder from then on.
    """
    place = codebook.folder(Path(folder) if folder else None)
    if not packaged(place):
        return place
    mine = Path("corpus")
    if not (mine / "series.csv").exists():
        mine.mkdir(exist_ok=True)
        for part in ("tables", "decisions"):
            if (place / part).is_dir():
                shutil.copytree(place / part, mine / part, dirs_exist_ok=True)
        for name in ("resolutions.csv", "series.csv"):  # the last makes the folder a corpus
            files.replaced(mine / name, (place / name).read_bytes())
    return mine


def packaged(place: Path) -> bool:
    """Whether a corpus folder is the one that came with an installed package."""
    return codebook.PACKAGED and place.resolve() == codebook.BESIDE.resolve()
