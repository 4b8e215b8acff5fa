"""The catalogue of series, and the tables of facts about their texts.

A corpus folder holds two catalogue files that a researcher edits (`series.csv`,
`resolutions.csv`), a `codebook`, and one data package of published tables a series.
"""

from __future__ import annotations

import csv
import inspect
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import clauses, codebook, collation, duties, features, readers, symbols
from .errors import InputError, UnknownName
from .records import Resolution
from .text import words

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "str",  # made a timestamp after reading, so that a bad one can be named
}
SERIES_COLUMNS = ("series", "title", "kind", "entity", "description")
MEMBER_COLUMNS = ("series", "symbol", "stage", "adopted", "organ", "title", "recommends",
                  "adopted_as", "verified")  # fmt: skip
KINDS = ("renewals", "collection")
STAGES = ("adopted", "recommended", "draft")
DRAFT = "draft:"  # before the name of a file in texts/: a member that has no symbol yet
RENEWALS = ("links", "edits", "provisions", "pairs")  # tables that a collection doesn't have


@dataclass(frozen=True, slots=True)
class Series:
    """A row of `series.csv`."""

    series: str
    title: str
    kind: str
    entity: str
    description: str


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


# ── catalogue ────────────────────────────────────────────────────────────────────────────────


def series(folder: Path | None = None) -> dict[str, Series]:
    """Series of the catalogue by name, in the order of `series.csv`."""
    path = codebook.folder(folder) / "series.csv"
    found: dict[str, Series] = {}
    for line, row in _rows(path, SERIES_COLUMNS):
        where = f"{path.name}, row {line}"
        if row["series"] in found:
            raise InputError(f"{where}: series '{row['series']}' is named twice; name it once")
        if row["kind"] not in KINDS:
            raise InputError(
                f"{where}: kind is '{row['kind']}'; expected one of {', '.join(KINDS)}"
            )
        found[row["series"]] = Series(**{name: row[name] for name in SERIES_COLUMNS})
    return found


def members(name: str, folder: Path | None = None) -> tuple[Member, ...]:
    """Members of a series in order of adoption, those without a text among them."""
    known = series(folder)
    if name not in known:
        raise InputError(f"no series '{name}' in the catalogue; there are: {', '.join(known)}")
    found: list[Member] = []
    path = codebook.folder(folder) / "resolutions.csv"
    for line, row in _rows(path, MEMBER_COLUMNS):
        where = f"{path.name}, row {line}"
        if row["series"] not in known:
            raise InputError(f"{where}: no series '{row['series']}' in series.csv; add it there")
        if row["series"] != name:
            continue
        found.append(_member(row, where))
        if any(m.symbol == found[-1].symbol for m in found[:-1]):
            raise InputError(f"{where}: {found[-1].symbol} stands in '{name}' twice; keep one row")
    # A year alone sorts before the days of that year; a recommendation before what it became.
    return tuple(sorted(found, key=lambda m: (m.year, m.adopted or date(m.year, 1, 1))))


def _member(row: dict[str, str], where: str) -> Member:
    day = row["adopted"]
    if re.fullmatch(r"\d{4}", day):
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
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [c for c in columns if c not in (reader.fieldnames or [])]
            if missing:
                raise InputError(
                    f"{path.name}: no column '{missing[0]}'; expected {', '.join(columns)}"
                )
            for row in reader:
                if None in row or None in row.values():
                    raise InputError(
                        f"{path.name}, row {reader.line_num}: {len(row)} cells; expected "
                        f"{len(reader.fieldnames or [])}, a cell with a comma stands in quotes"
                    )
                yield reader.line_num, {k: v.strip() for k, v in row.items()}
    except FileNotFoundError:
        raise InputError(
            f"{path}: no such file; a corpus folder has series.csv and resolutions.csv "
            "(--corpus DIR or WORKBENCH_CORPUS names another)"
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: not a CSV file in UTF-8 ({error}); save it as one") from None


# ── tables ───────────────────────────────────────────────────────────────────────────────────


class Corpus:
    """A series: its catalogue row, members, and published tables as DataFrames.

    Tables are attributes (`corpus.paragraphs`, `corpus.links`, …), read when first used;
    `corpus/codebook/columns.csv` gives the meaning of each column.

    Examples
    --------
    >>> corpus = Corpus.load("ct-assistance")
    >>> corpus.paragraph("A/RES/74/175", "OP9").verb
    'requests'
    """

    def __init__(self, name: str, folder: Path):
        self.name = name
        self.folder = folder
        self.read: list[str] = []  # tables used so far: a report records what it rests on

    @classmethod
    def load(cls, name: str, folder: str | Path | None = None) -> Corpus:
        """Open a series of the catalogue.

        Parameters
        ----------
        name : str
            Name of a series in `series.csv`, such as ``"ct-assistance"``.
        folder : path, optional
            Corpus folder; by default `WORKBENCH_CORPUS`, else ``./corpus``, else the one that
            comes with the package.

        Raises
        ------
        InputError
            There is no such series, or its catalogue rows can't be read.
        """
        place = codebook.folder(Path(folder) if folder else None)
        members(name, place)  # a bad catalogue is said here, not at the first table
        return cls(name, place)

    @cached_property
    def series(self) -> Series:
        return series(self.folder)[self.name]

    @cached_property
    def members(self) -> tuple[Member, ...]:
        return members(self.name, self.folder)

    @cached_property
    def codebook(self) -> Codebook:
        return codebook.load(self.folder)

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_") or table not in schema(self.folder):
            there = ", ".join(schema(self.folder))
            raise UnknownName(f"a corpus has no table '{table}'; it has {there}")
        frame = table_frame(self.folder, self.name, table)
        self.__dict__[table] = frame
        self.read.append(table)
        return frame

    def measure(self, function: Callable[..., pd.DataFrame], **decisions: Any) -> pd.DataFrame:
        """A measure of this series: its tables go to the parameters that bear their names.

        Parameters
        ----------
        function : callable
            A measure, such as `drift.composition`.
        **decisions
            Its other parameters, such as ``entity="UNODC"``.
        """
        names = inspect.signature(function).parameters
        given = {n: getattr(self, n) for n in names if n in schema(self.folder)}
        if "codebook" in names:
            given["codebook"] = self.codebook
        return function(**(given | decisions))

    def verify(self) -> None:
        """Read every table that is there, so that a broken one is said before work begins.

        Raises
        ------
        InputError
            The first such table, with its row and column.
        """
        for table in schema(self.folder):
            if (self.folder / "tables" / self.name / f"{table}.csv").exists():
                table_frame(self.folder, self.name, table)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *schema(self.folder)]

    def concordance(self, term: str, texts: bool = False, width: int = 8) -> pd.DataFrame:
        """Where a word or phrase stands: keyword in context with texts, else labels and counts.

        Parameters
        ----------
        term : str
            A term of the codebook's language, such as ``"biometric*"``. Without texts a phrase of
            several words is looked up in the table `phrases`, which has those that recur.
        texts : bool
            Read the texts at hand: a row for each place, with the words around it.
        width : int
            Words of context on either side.

        Returns
        -------
        DataFrame
            ``symbol``, ``label``, ``year``, and ``count``, or ``left``, ``keyword``, ``right``.
            Members whose text is not at hand have no rows.

        Raises
        ------
        InputError
            The term is empty, or a broken pattern.
        """
        import pandas as pd

        sought = codebook.sought(term)
        year = dict(zip(self.resolutions["symbol"], self.resolutions["year"], strict=True))
        if texts:
            rows = []
            for symbol in dict.fromkeys(self.paragraphs["symbol"]):
                for p in text(symbol, self.folder).paragraphs:
                    for m in sought.finditer(p.text):
                        left, right = p.text[: m.start()].split(), p.text[m.end() :].split()
                        rows.append([symbol, p.label, year[symbol], " ".join(left[-width:]),
                                     m.group(), " ".join(right[:width])])  # fmt: skip
            columns = ["symbol", "label", "year", "left", "keyword", "right"]
            return pd.DataFrame(rows, columns=columns)
        several = len(re.split(r"[\s-]+", term.strip())) > 1
        table, column = (self.phrases, "phrase") if several else (self.words, "word")
        hits = [s for s in table[column].unique() if sought.fullmatch(s)]
        found = table[table[column].isin(hits)]
        if several:  # what a hyphen joins is one word
            hits = [s for s in self.words["word"].unique() if "-" in s and sought.fullmatch(s)]
            joined = self.words[self.words["word"].isin(hits)]
            found = pd.concat([found.drop(columns=column), joined.drop(columns="word")])
        counted = found.groupby(["symbol", "label"], sort=False)["count"].sum().reset_index()
        places = self.paragraphs[["symbol", "label"]].merge(counted, on=["symbol", "label"])
        places.insert(2, "year", places["symbol"].map(year))
        return places

    def paragraph(self, symbol: str, label: str) -> Passage:
        """A paragraph's facts, and its words where the text is at hand.

        Raises
        ------
        InputError
            The series has no such member or the member no such label; for `.text`, the text is
            not at hand.
        """
        name = symbols.normal(symbol) or symbol
        rows = self.paragraphs[self.paragraphs["symbol"] == name]
        if rows.empty:
            known = ", ".join(dict.fromkeys(self.paragraphs["symbol"]))
            raise InputError(f"{symbol}: no text of it in '{self.name}'; there are: {known}")
        row = rows[rows["label"] == label]
        if row.empty:
            first, last = rows["label"].iloc[0], rows["label"].iloc[-1]
            raise InputError(f"{name} has no paragraph '{label}'; its labels run {first} … {last}")
        facts = {k: v for k, v in row.iloc[0].items() if isinstance(k, str)}
        return Passage(self, facts)

    def resolution(self, symbol: str) -> Resolution:
        """A member as its text has it, with all its words.

        Raises
        ------
        InputError
            The text is not at hand.
        """
        return text(symbol, self.folder)

    def __repr__(self) -> str:
        at_hand = sum(1 for n in self.resolutions["n_words"].notna() if n)
        return f"<{self.name}: {len(self.members)} members, tables of {at_hand}>"

    def _repr_html_(self) -> str:
        from . import displays

        rows = self.resolutions[["symbol", "year", "stage", "n_words"]].astype({"n_words": object})
        slots = [
            displays.Slot(symbol, int(year), stage, int(length) if length == length else None)
            for symbol, year, stage, length in rows.fillna(float("nan")).to_numpy()
        ]
        return displays.timeline(self.series.title, slots, self.series.kind == "renewals")


class Whole(Corpus):
    """All series of a corpus folder: tables as of one, a document of several series once."""

    def __init__(self, folder: Path):
        super().__init__("all", folder)

    @classmethod
    def load(cls, folder: str | Path | None = None) -> Whole:  # type: ignore[override]
        """Open all series of the catalogue that have tables."""
        return cls(codebook.folder(Path(folder) if folder else None))

    @cached_property
    def series(self) -> Series:
        """What all series are together: documents that don't succeed each other."""
        return Series(self.name, "All series", "collection", "", "")

    @cached_property
    def parts(self) -> tuple[Corpus, ...]:
        """The series, each as a corpus of its own."""
        known = series(self.folder)
        have = [n for n in known if (self.folder / "tables" / n / "resolutions.csv").exists()]
        if not have:
            raise InputError(f"{self.folder}: no tables; `workbench build` makes them from texts")
        return tuple(Corpus.load(name, self.folder) for name in have)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Members of all series, each once."""
        return tuple({m.symbol: m for part in self.parts for m in part.members}.values())

    def __getattr__(self, table: str) -> pd.DataFrame:
        import pandas as pd

        if table.startswith("_") or table not in schema(self.folder):
            there = ", ".join(schema(self.folder))
            raise UnknownName(f"a corpus has no table '{table}'; it has {there}")
        frames, seen = [], set()
        for part in self.parts:
            if part.series.kind == "collection" and table in RENEWALS:
                continue
            own = getattr(part, table)
            if "symbol" in own:
                own = own[~own["symbol"].isin(seen)]
                seen |= set(own["symbol"])
            if table == "resolutions":
                own = own.assign(series=part.name)
            frames.append(own)
        frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        self.__dict__[table] = frame
        self.read.append(table)
        return frame


@dataclass(frozen=True)
class Passage:
    """A paragraph's facts; its words come from the text, where that is at hand."""

    corpus: Corpus
    facts: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        if name in self.facts:
            return self.facts[name]
        raise UnknownName(f"a paragraph has no '{name}'; it has {', '.join(self.facts)}, text")

    @property
    def url(self) -> str:
        return symbols.url(self.facts["symbol"])

    @property
    def text(self) -> str:
        whole = text(self.facts["symbol"], self.corpus.folder)
        return next(p.text for p in whole.paragraphs if p.label == self.facts["label"])

    def __repr__(self) -> str:
        f = self.facts
        return f"<{f['symbol']} {f['label']}: {f['verb']}, {f['n_words']} words>"


def collated(earlier: str, later: str, folder: Path | None = None) -> dict[str, Any]:
    """Links of two documents, from their texts or, where those are not at hand, from the tables.

    Parameters
    ----------
    earlier, later : str
        Files, or symbols.

    Returns
    -------
    dict
        ``earlier``, ``later`` (symbols) and ``links``, a list of objects with ``earlier`` and
        ``later`` (labels or None), ``kind``, ``similarity``, ``moved``, ``doubtful``.

    Raises
    ------
    InputError
        A text is not at hand and the two are not adjacent in a series.
    """
    place = codebook.folder(folder)
    try:
        both = text(earlier, place), text(later, place)
    except InputError:
        if Path(earlier).exists() or Path(later).exists():
            raise
        pair = [symbols.normal(name) or name for name in (earlier, later)]
        known = comparing(*pair, place)
        if known is None:
            raise
        rows = known.links[known.links[["earlier", "later"]].eq(pair).all(axis=1)]
        rows = rows.drop(columns=["earlier", "later"])
        rows = rows.rename(columns={"earlier_label": "earlier", "later_label": "later"})
        return dict(zip(("earlier", "later"), pair, strict=True)) | {
            "links": json.loads(rows.to_json(orient="records"))
        }
    found = collation.links(*both, codebook.load(place).background)
    fields = ("earlier", "later", "kind", "similarity", "moved", "doubtful")
    return {
        "earlier": both[0].symbol, "later": both[1].symbol,
        "links": [{f: getattr(link, f) for f in fields} for link in found],
    }  # fmt: skip


def comparing(earlier: str, later: str, folder: Path | None = None) -> Corpus | None:
    """The series in whose tables two symbols are collated with each other, if there is one."""
    place = codebook.folder(folder)
    earlier, later = (symbols.normal(name) or name for name in (earlier, later))
    for name, row in series(place).items():
        if row.kind == "renewals" and (place / "tables" / name / "links.csv").exists():
            known = Corpus.load(name, place)
            if ((known.links["earlier"] == earlier) & (known.links["later"] == later)).any():
                return known
    return None


def text(name: str, folder: Path | None = None) -> Resolution:
    """The resolution in a file, or that of a symbol whose text is at hand."""
    if Path(name).exists():
        return readers.read(Path(name))
    symbol = name if name.startswith(DRAFT) else symbols.normal(name)
    if symbol is None:
        raise InputError(
            f"{name}: no such file, and no document symbol; expected a path, or a symbol such as "
            "A/RES/74/175"
        )
    path = text_files(folder, [symbol]).get(symbol)
    if path is None and symbol.startswith(DRAFT):
        raise InputError(f"{symbol}: no such file in the folders of texts; put it there")
    if path is None:
        raise InputError(
            f"{symbol}: its text is not at hand; `workbench fetch {symbol}` gets it, or set "
            "WORKBENCH_TEXTS to a folder that has it"
        )
    return replace(readers.read(path), symbol=symbol)


def text_files(folder: Path | None, named: Iterable[str]) -> dict[str, Path]:
    """Texts at hand by the symbol that they state, and drafts among `named` by their file."""
    folders = text_folders(folder)
    found = readers.texts(folders)
    for draft in (n for n in named if n.startswith(DRAFT)):
        # the bare name: a row of the catalogue leads to no other folder
        paths = (place / Path(draft.removeprefix(DRAFT)).name for place in folders)
        if path := next((p for p in paths if p.is_file()), None):
            found[draft] = path
    return found


def text_folders(folder: Path | None = None) -> list[Path]:
    """Where texts are looked for: `WORKBENCH_TEXTS` (like PATH), then `corpus/texts`."""
    named = [Path(p) for p in os.environ.get("WORKBENCH_TEXTS", "").split(os.pathsep) if p]
    for place in named:
        if not place.is_dir():
            raise InputError(
                f"WORKBENCH_TEXTS: no folder {place}; expected folders separated by '{os.pathsep}'"
            )
    own = codebook.folder(folder) / "texts"
    return named + ([own] if own.is_dir() else [])


def schema(folder: Path | None = None) -> dict[str, list[dict[str, str]]]:
    """Columns of each table as `columns.csv` describes them: table → rows in order."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in codebook.load(folder).columns:
        found.setdefault(row["table"], []).append(row)
    return found


def table_frame(folder: Path, name: str, table: str) -> pd.DataFrame:
    """A published table with the dtypes that `columns.csv` gives it."""
    path = folder / "tables" / name / f"{table}.csv"
    columns = schema(folder)[table]
    if not path.exists():
        if table in RENEWALS and series(folder)[name].kind == "collection":
            raise InputError(f"'{name}' is a collection: its documents don't succeed each other, "
                             f"so there is no table '{table}'")  # fmt: skip
        raise InputError(f"{path}: no such table; `workbench build {name}` makes it from the texts")
    return typed(path, columns)


def typed(source: Any, columns: list[dict[str, str]]) -> pd.DataFrame:
    """Read a CSV file, each column checked against its description."""
    import pandas as pd

    name = Path(source).name if isinstance(source, (str, Path)) else "table"
    try:
        raw = pd.read_csv(source, dtype=str, keep_default_na=False, na_values=[""])
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: not a table ({' '.join(str(error).split())})") from None
    missing = [c["column"] for c in columns if c["column"] not in raw.columns]
    if missing:
        raise InputError(
            f"{source}: no column '{missing[0]}'; expected "
            f"{', '.join(c['column'] for c in columns)}; `workbench build` makes the table anew"
        )
    frame = {}
    for column in columns:
        cells = raw[column["column"]]
        bad = None
        if column["required"] == "yes" and cells.isna().any():
            bad = cells.isna()
        elif column["type"] == "date":
            frame[column["column"]] = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
            bad = frame[column["column"]].isna() & cells.notna()
        elif column["type"] == "boolean":
            bad = ~cells.isin(["true", "false"]) & cells.notna()
            frame[column["column"]] = cells.map({"true": True, "false": False}).astype("boolean")
        elif column["type"] in ("integer", "number"):
            numbers = pd.to_numeric(cells, errors="coerce")
            bad = numbers.isna() & cells.notna()
            if column["type"] == "integer" and not bad.any():
                bad = numbers.notna() & (numbers % 1 != 0)
            if not bad.any():
                frame[column["column"]] = numbers.astype(DTYPES[column["type"]])
        else:
            frame[column["column"]] = cells.astype("str")
            if column["values"]:
                bad = ~cells.isin(column["values"].split("|")) & cells.notna()
        if bad is not None and bad.any():
            row = int(bad.to_numpy().argmax())
            found = "nothing" if cells.isna().iloc[row] else f"'{cells.iloc[row]}'"
            expected = column["values"].replace("|", ", ") or f"a {column['type']}"
            raise InputError(
                f"{name}, row {row + 2}, column {column['column']}: {found}; expected {expected}"
            )
    return pd.DataFrame(frame)


# ── from texts to tables ─────────────────────────────────────────────────────────────────────


def tables(
    name: str, folder: Path | None = None, progress: bool = False
) -> dict[str, pd.DataFrame]:
    """All tables of a series, made from the texts at hand.

    Raises
    ------
    InputError
        A member that the published tables describe has no text at hand, or no member has one.
    """
    from tqdm import tqdm

    place = codebook.folder(folder)
    book = codebook.load(place)
    known = members(name, place)
    files = text_files(place, [m.symbol for m in known])
    published = _published(place, name)
    lost = [m.symbol for m in known if m.symbol in published and m.symbol not in files]
    if lost:
        raise InputError(
            f"{name}: the tables describe {lost[0]}{' and others' * (len(lost) > 1)}, whose text "
            f"is not at hand; `workbench fetch {name}` gets the texts, or set WORKBENCH_TEXTS"
        )
    if not any(m.symbol in files for m in known):
        raise InputError(
            f"{name}: no text of any member is at hand; `workbench fetch {name}` gets them, or "
            "set WORKBENCH_TEXTS to folders that have them"
        )
    read: dict[str, Resolution] = {}
    at_hand = [m for m in known if m.symbol in files]
    for member in tqdm(at_hand, desc=f"{name}: reading", disable=None if progress else True):
        text = readers.read(files[member.symbol])
        read[member.symbol] = replace(text, symbol=member.symbol)  # a draft states none
    rows: dict[str, list[dict]] = {table: [] for table in schema(place)}
    rows["resolutions"] = _members(known, read, files)
    for text in tqdm(read.values(), desc=f"{name}: coding", disable=None if progress else True):
        for table, found in _coded(text, book).items():
            rows[table] += found
    apart = series(place)[name].kind != "renewals"
    rows["phrases"] = features.recurring(read.values(), features.stopwords(place), apart)
    if not apart:
        rows |= _collated(known, read, book, progress)
        rows["pairs"] = _pairs(known, read)
    else:
        for table in RENEWALS:
            del rows[table]
    return {table: _frame(rows[table], schema(place)[table]) for table in rows}


def _published(folder: Path, name: str) -> set[str]:
    path = folder / "tables" / name / "resolutions.csv"
    if not path.exists():
        return set()
    frame = typed(path, schema(folder)["resolutions"])
    return set(frame.loc[frame["n_words"].notna(), "symbol"])


def adjacent(known: tuple[Member, ...], read: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs to compare: each adopted member and the next with a text; a draft and its adoption."""
    adopted = [m.symbol for m in known if m.stage == "adopted" and m.symbol in read]
    recommended = [m for m in known if m.stage == "recommended" and m.symbol in read]
    drafts = [(m.symbol, m.adopted_as) for m in recommended if m.adopted_as in read]
    return [*pairwise(adopted), *drafts]


def _members(known: tuple[Member, ...], read: dict, files: dict[str, Path]) -> list[dict]:
    rows = []
    previous, skipped = "", []
    for member in known:
        row = {k: getattr(member, k) for k in ("symbol", "stage", "year", "adopted", "organ",
               "title", "verified", "vote", "sponsors", "budget_statement")}  # fmt: skip
        text = read.get(member.symbol)
        if member.stage == "adopted":
            row |= {"predecessor": previous, "skips": " ".join(skipped) if previous else ""}
        if text is not None:
            own = [p for p in text.paragraphs if p.level == 1]
            row |= {
                "n_preambular": sum(p.part == "preamble" for p in own),
                "n_operative": sum(p.part == "operative" for p in own),
                "n_words": sum(len(words(p.text)) for p in text.paragraphs),
                "source": readers.format(files[member.symbol]),
                "has_notes": bool(text.footnotes),
                "fingerprint": features.fingerprint(" ".join(p.text for p in text.paragraphs)),
            }
        if member.stage == "adopted":
            if text is not None:
                previous, skipped = member.symbol, []
            else:
                row |= {"predecessor": "", "skips": ""}
                skipped.append(member.symbol)
        rows.append(row)
    return rows


def _coded(text: Resolution, book: Codebook) -> dict[str, list[dict]]:
    """Rows of the tables that describe one resolution by itself."""
    parsed = clauses.clauses(text, book)
    here = {"symbol": text.symbol}
    labels = {p.label for p in text.paragraphs}
    found: dict[str, list[dict]] = {"paragraphs": [], "clauses": [], "clause_entities": []}
    for p in text.paragraphs:
        parent = re.sub(r"\([^()]*\)$", "", p.label)
        found["paragraphs"].append(here | {
            "label": p.label, "part": p.part, "level": p.level, "heading": p.heading,
            "parent": parent if parent != p.label and parent in labels else None,
            "verb": p.verb, "n_words": len(words(p.text)),
            "fingerprint": features.fingerprint(p.text),
        })  # fmt: skip
    for c in parsed:
        key = here | {"label": c.label, "clause": c.clause}
        found["clauses"].append(key | {
            "verb": c.verb, "class": c.klass, "strength": c.strength, "directive": c.directive,
            "continuing": c.continuing, "action": c.action, "object": c.object,
            "n_words": c.n_words,
        })  # fmt: skip
        for role, entities in (("addressee", c.addressees), ("partner", c.partners)):
            found["clause_entities"] += [key | {"role": role, "entity": e} for e in entities]
    found["duties"] = duties.duties(text, parsed)
    found["words"] = features.word_counts(text)
    found["shingles"] = features.shingles(text)
    found["citations"] = features.citations(text)
    found["codes"] = features.codes(text, book, parsed)
    return found


def _collated(known: tuple[Member, ...], read: dict, book: Codebook, progress: bool) -> dict:
    """Rows of the tables that compare adjacent members."""
    from tqdm import tqdm

    rows: dict[str, list[dict]] = {"links": [], "edits": [], "provisions": []}
    by_pair = {}
    pairs = adjacent(known, read)
    for earlier, later in tqdm(pairs, desc="collating", disable=None if progress else True):
        both = read[earlier], read[later]
        here = {"earlier": earlier, "later": later}
        found = by_pair[earlier, later] = collation.links(*both, book.background)
        for link in found:
            rows["links"].append(here | {
                "earlier_label": link.earlier, "later_label": link.later, "kind": link.kind,
                "similarity": link.similarity, "moved": link.moved, "doubtful": link.doubtful,
            })  # fmt: skip
        edits = collation.edits(*both, found, book.edits, book.background)
        for number, edit in enumerate(edits, 1):
            row = collation.published(edit, book.background)
            rows["edits"].append(here | {"number": number} | row)
    adopted = [(m.symbol, read.get(m.symbol)) for m in known if m.stage == "adopted"]
    own = {pair: found for pair, found in by_pair.items() if read[pair[0]].stage == "adopted"}
    for p in collation.provisions(adopted, own, book.background):
        rows["provisions"].append({
            "provision": p.provision, "symbol": p.symbol, "label": p.label, "status": p.status,
            "origin": p.origin, "skips": " ".join(p.skips),
        })  # fmt: skip
    return rows


def _pairs(known: tuple[Member, ...], read: dict) -> list[dict]:
    runs = {}
    for member in known:
        if member.stage == "adopted" and member.symbol in read:
            tokens = [words(p.text) for p in read[member.symbol].paragraphs]
            runs[member.symbol] = {tuple(t[i : i + 5]) for t in tokens for i in range(len(t) - 4)}
    rows = []
    for earlier, later in combinations(runs, 2):
        a, b = runs[earlier], runs[later]
        both = len(a & b)
        rows.append({
            "earlier": earlier, "later": later,
            "similarity": round(both / len(a | b), 4) if a | b else 0.0,
            "contained_in_later": round(both / len(a), 4) if a else 0.0,
            "contained_in_earlier": round(both / len(b), 4) if b else 0.0,
        })  # fmt: skip
    return rows


def _frame(rows: list[dict], columns: list[dict[str, str]]) -> pd.DataFrame:
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
    kinds = [c["type"] for c in columns]
    cells = [[cell(row.get(n), k) for n, k in zip(names, kinds, strict=True)] for row in rows]
    return pd.DataFrame(cells, columns=names, dtype="str")


def build(name: str, folder: Path | None = None, progress: bool = False) -> Path:
    """Make the tables of a series from its texts and write them as a data package."""
    place = codebook.folder(folder)
    made = tables(name, place, progress)
    target = place / "tables" / name
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{name}-") as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        for table, frame in made.items():
            frame.to_csv(new / f"{table}.csv", index=False, lineterminator="\n")
        package = json.dumps(datapackage(name, place, list(made)), indent=1, ensure_ascii=False)
        (new / "datapackage.json").write_text(package + "\n", encoding="utf-8")
        if target.exists():
            target.rename(Path(temporary) / "old")
        shutil.move(new, target)
    return target


def check(name: str, folder: Path | None = None, progress: bool = False) -> list[str]:
    """Differences between the published tables and those that the texts give, cell by cell."""
    import pandas as pd

    place = codebook.folder(folder)
    differences = []
    for table, made in tables(name, place, progress).items():
        path = place / "tables" / name / f"{table}.csv"
        if not path.exists():
            differences.append(f"{name}/{table}.csv: missing; the texts give {len(made)} rows")
            continue
        published = pd.read_csv(path, dtype=str, keep_default_na=False)
        if list(published.columns) != list(made.columns):
            differences.append(f"{name}/{table}.csv: its columns are not those of columns.csv")
        elif len(published) != len(made):
            differences.append(
                f"{name}/{table}.csv: {len(published)} rows; the texts give {len(made)}"
            )
        else:
            for row, column in zip(*(published != made).to_numpy().nonzero(), strict=True):
                differences.append(
                    f"{name}/{table}.csv, row {row + 2}, {made.columns[column]}: "
                    f"'{published.iat[row, column]}'; the texts give '{made.iat[row, column]}'"
                )
    package = datapackage(name, place, None)
    stored = place / "tables" / name / "datapackage.json"
    if not stored.exists() or json.loads(stored.read_text(encoding="utf-8")) != package:
        differences.append(f"{name}/datapackage.json: not what columns.csv gives")
    return differences


def datapackage(name: str, folder: Path, names: list[str] | None) -> dict:
    """The Frictionless description of a series' tables, generated from `columns.csv`."""
    described = schema(folder)
    about = series(folder)[name]
    if names is None:
        names = [t for t in described
                 if about.kind == "renewals" or t not in RENEWALS]  # fmt: skip
    resources = []
    for table in names:
        fields = []
        for column in described[table]:
            constraints: dict[str, Any] = {}
            if column["required"] == "yes":
                constraints["required"] = True
            if column["values"] == "0..1":
                constraints |= {"minimum": 0, "maximum": 1}
            elif column["values"]:
                constraints["enum"] = column["values"].split("|")
            field = {"name": column["column"], "type": column["type"],
                     "description": column["meaning"]}  # fmt: skip
            if column["unit"]:
                field["unit"] = column["unit"]
            if constraints:
                field["constraints"] = constraints
            fields.append(field)
        resources.append({
            "name": table, "path": f"{table}.csv", "profile": "tabular-data-resource",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": [""]},
        })  # fmt: skip
    return {
        "profile": "tabular-data-package", "name": name, "title": about.title,
        "description": f"Facts about the texts of a series of resolutions. {about.description}",
        "licenses": [{"name": "MIT", "title": "MIT License"}],
        "resources": resources,
    }  # fmt: skip
