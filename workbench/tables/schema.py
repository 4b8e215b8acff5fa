"""Columns of the tables as `columns.csv` describes them, and tables read by that description."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue, codebook, files
from ..errors import InputError
from . import seals

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RENEWALS", "columns", "datapackage", "described", "frame", "headings",
           "package", "rows", "typed"]  # fmt: skip

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "str",  # made a timestamp after reading, so that a bad one can be named
}
VALUES: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}
SHOWN = 100  # characters of what can't be read
EXACT = 2**53  # up to which all whole numbers are numbers
RENEWALS = (
    "links",
    "edits",
    "provisions",
    "pairs",
    "origins",
)  # tables that a collection doesn't have


def described(folder: Path | None = None) -> dict[str, list[Mapping[str, str]]]:
    """Columns of each table as `columns.csv` describes them: table → rows in order.

    A published table stands there by its name, that of a measure as ``drift.composition``.
    """
    tables: dict[str, list[Mapping[str, str]]] = {}
    for row in codebook.load(folder).columns:
        tables.setdefault(row["table"], []).append(row)
    return tables


def columns(folder: Path | None = None) -> dict[str, list[Mapping[str, str]]]:
    """Columns of the published tables: table → rows in order."""
    return {table: rows for table, rows in described(folder).items() if "." not in table}


def headings(folder: Path | None = None) -> dict[str, str]:
    """What a reader sees above a column, whatever table it stands in: column → heading."""
    columns = codebook.load(folder).columns
    return {row["column"]: row["heading"] for row in columns if row.get("heading")}


def _path(folder: Path, name: str, table: str) -> Path:
    """The file of a published table."""
    path = folder / "tables" / name / f"{table}.csv"
    if not path.exists():
        if table in RENEWALS and catalogue.series(folder)[name].kind == "collection":
            raise InputError(f"'{name}' is a collection: its documents don't succeed each other, "
                             f"so there is no table '{table}'")  # fmt: skip
        raise InputError(f"{path}: no such table; `workbench build {name}` makes it from the texts")
    return path


def frame(folder: Path, name: str, table: str) -> pd.DataFrame:
    """A published table with the dtypes that `columns.csv` gives it.

    Raises
    ------
    InputError
        There is no such table, a cell is not of its column's type, or it isn't the table that was
        built (`seals.broken`).
    """
    read = typed(_path(folder, name, table), columns(folder)[table])
    seals.broken(folder, name, table)  # after: a cell that can't be read is told more precisely
    return read


def rows(folder: Path, name: str, table: str, *wanted: str) -> Iterator[tuple]:
    """Cells of some columns of a published table, row by row, for who needs no pandas.

    Numbers, dates and truths are what they say, or None where a cell is empty; text is as it stands
    in the file.

    Raises
    ------
    InputError
        There is no such table, it lacks a column, or a cell is not of its column's type.
    """
    path = _path(folder, name, table)
    described = {c["column"]: c["type"] for c in columns(folder)[table]}
    try:
        seals.broken(folder, name, table)
    except InputError:
        # A cell that can't be read is told more precisely than that the table was changed.
        for _ in _cells(path, described, wanted):
            pass
        raise
    yield from _cells(path, described, wanted)


def _cells(path: Path, types: Mapping[str, str], wanted: tuple[str, ...]) -> Iterator[tuple]:
    with files.cells(path) as file:
        reader = csv.reader(file)
        head = next(reader, [])
        missing = [column for column in wanted if column not in head]
        if missing:
            raise InputError(
                f"{path}: no column '{missing[0]}'; expected {', '.join(types)}; "
                "`workbench build` makes the table anew"
            )
        places = [head.index(column) for column in wanted]
        picked = itemgetter(*places) if len(places) > 1 else lambda cells: (cells[places[0]],)
        values = [(n, VALUES[types[c]]) for n, c in enumerate(wanted) if types[c] in VALUES]
        for cells in reader:
            try:
                row = picked(cells)
                if values:  # a table of text alone is handed on as it is
                    told = [*row]
                    for n, value in values:
                        told[n] = value(told[n]) if told[n] else None
                    row = tuple(told)
            except (IndexError, KeyError, ValueError):
                raise InputError(
                    f"{path.name}, row {reader.line_num}: {', '.join(cells):.{SHOWN}}; expected "
                    f"{', '.join(f'{c} ({types[c]})' for c in wanted)}"
                ) from None
            yield row


def typed(source: Path | io.StringIO, described: list[Mapping[str, str]]) -> pd.DataFrame:
    """Read a CSV file, each column checked against its description."""
    import pandas as pd

    name = source.name if isinstance(source, Path) else "table"
    raw = plain(source, na_values=[""])
    missing = [c["column"] for c in described if c["column"] not in raw.columns]
    if missing:
        raise InputError(
            f"{source}: no column '{missing[0]}'; expected "
            f"{', '.join(c['column'] for c in described)}; `workbench build` makes the table anew"
        )
    return pd.DataFrame({c["column"]: _column(name, raw[c["column"]], c) for c in described})


def plain(source: Path | io.StringIO, **how: Any) -> pd.DataFrame:
    """A CSV file with each cell as it stands there.

    Raises
    ------
    InputError
        It can't be read, or is no table.
    """
    import pandas as pd

    given = io.BytesIO(files.content(source)) if isinstance(source, Path) else source
    try:
        read = pd.read_csv(given, dtype=str, keep_default_na=False, **how)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: not a table ({' '.join(str(error).split())})") from None
    if not isinstance(read.index, pd.RangeIndex):  # made of the first cells, as there are more
        raise InputError(f"{source}: not a table (its rows have more cells than its head)")
    return read


def _column(table: str, cells: pd.Series, column: Mapping[str, str]) -> pd.Series:
    """The cells of a column in its type; the first that it can't have is an error.

    By hand: validators of schemas take a second to load, and speak of their rules, not of a cell.
    """
    typed, bad = _read(cells, column)
    if column["required"] == "yes" and cells.isna().any():
        bad = cells.isna()
    if bad.any():
        row = int(bad.to_numpy().argmax())
        said = "nothing" if cells.isna().iloc[row] else f"'{cells.iloc[row]:.{SHOWN}}'"
        expected = column["values"].replace("|", ", ") or f"a {column['type']}"
        raise InputError(
            f"{table}, row {row + 2}, column {column['column']}: {said}; expected {expected}"
        )
    return typed


def _read(cells: pd.Series, column: Mapping[str, str]) -> tuple[pd.Series, pd.Series]:
    """Cells in the type of their column, and which of them aren't of it."""
    import pandas as pd

    given, kind = cells.notna(), column["type"]
    if kind == "date":
        days = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
        return days, days.isna() & given
    if kind == "boolean":
        truth = cells.map({"true": True, "false": False}).astype("boolean")
        return truth, truth.isna() & given
    if kind in ("integer", "number"):
        numbers = pd.to_numeric(cells, errors="coerce")
        bad = numbers.isna() & given
        if kind == "integer":
            exact = numbers.astype("float64").abs() <= EXACT
            bad |= numbers.notna() & ~(exact & (numbers % 1 == 0))
        return numbers.where(~bad).astype(DTYPES[kind]), bad
    allowed = cells.isin(column["values"].split("|")) | (column["values"] == "")
    return cells.astype("str"), given & ~allowed


def datapackage(name: str, folder: Path, names: list[str] | None) -> dict:
    """The Frictionless description of a series' tables, generated from `columns.csv`."""
    described = columns(folder)
    about = catalogue.series(folder)[name]
    if names is None:
        names = [t for t in described
                 if about.kind == "renewals" or t not in RENEWALS]  # fmt: skip
    return package(
        name, about.title,
        f"Facts about the texts of a series of resolutions. {about.description}",
        {table: described[table] for table in names},
    )  # fmt: skip


def package(
    name: str, title: str, description: str, tables: Mapping[str, list[Mapping[str, str]]]
) -> dict:
    """A Frictionless description of tables, each with its columns as `columns.csv` has them."""
    resources = []
    for table, columns in tables.items():
        fields = []
        for column in columns:
            constraints: dict[str, Any] = {}
            if column["required"] == "yes":
                constraints["required"] = True
            if column["values"] == "0..1":
                constraints |= {"minimum": 0, "maximum": 1}
            elif column["values"]:
                constraints["enum"] = column["values"].split("|")
            field: dict[str, Any] = {"name": column["column"], "type": column["type"],
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
        "profile": "tabular-data-package", "name": name, "title": title,
        "description": description,
        "licenses": [{"name": "MIT", "title": "MIT License"}],
        "resources": resources,
    }  # fmt: skip
