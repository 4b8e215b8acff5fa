"""Tables as one XLSX workbook, a sheet each: frozen head, filters, links to the documents.

Words are written as words: a spreadsheet never takes one for a formula. Same tables, same bytes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from . import symbols

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["table", "xlsx"]

_LONGEST = 32_767  # characters in a cell
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# What names a document → what is a place in it.
_PLACES = {"symbol": "label", "earlier": "earlier_label", "later": "later_label"}


def table(frame: pd.DataFrame) -> dict[str, Any]:
    """A DataFrame as a table for `xlsx`."""
    return {
        "columns": [{"name": str(name)} for name in frame.columns],
        "rows": frame.astype(object).where(frame.notna(), None).to_numpy().tolist(),
    }


def xlsx(tables: Sequence[tuple[str, Mapping[str, Any]]]) -> bytes:
    """Workbook of tables.

    Parameters
    ----------
    tables : pairs of name and table
        A table has ``columns`` (each with a name) and ``rows``. A row that names a document
        (``symbol``, ``earlier``, ``later``) and a label in it has links to the official document.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as workbook:
        workbook.set_properties({"created": datetime(1980, 1, 1)})  # no clock in the bytes
        head = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        for name, (_, contents) in zip(_sheet_names(n for n, _ in tables), tables, strict=True):
            _fill(workbook.add_worksheet(name), contents, head)
    return out.getvalue()


def _fill(sheet: Any, contents: Mapping[str, Any], head: Any) -> None:
    names = [column["name"] for column in contents["columns"]]
    rows = contents["rows"]
    for at, (name, *cells) in enumerate(zip(names, *rows, strict=True)):
        sheet.write_string(0, at, _clean(name), head)
        sheet.set_column(at, at, _width((name, *cells)))
    linked = _linked(names)
    for number, cells in enumerate(rows, 1):
        for at, value in enumerate(cells):
            document = cells[linked[at]] if at in linked else None
            _write(sheet, number, at, value, document)
    sheet.freeze_panes(1, 0)
    if names and rows:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


def _linked(names: Sequence[str]) -> dict[int, int]:
    """Columns with links → the column that names the document."""
    linked: dict[int, int] = {}
    for document, place in _PLACES.items():
        if document in names:
            at = names.index(document)
            linked |= {names.index(name): at for name in (document, place) if name in names}
    return linked


def _write(sheet: Any, row: int, column: int, value: Any, document: Any) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, str) and isinstance(document, str) and symbols.normal(document):
        sheet.write_url(row, column, symbols.url(document), string=_clean(value))
    else:
        sheet.write_string(row, column, _clean(value))


def _clean(value: Any) -> str:
    """What a cell may hold; of a moment its day."""
    if isinstance(value, date):
        value = value.isoformat()[:10]
    return _UNWRITABLE.sub("\ufffd", str(value))[:_LONGEST]


def _width(cells: Iterable[Any]) -> int:
    return min(60, max(8, *(len(str(cell)) + 2 for cell in cells)))


def _sheet_names(names: Iterable[str]) -> list[str]:
    """Names that a spreadsheet allows: 31 characters, each once."""
    allowed: list[str] = []
    for name in names:
        short, number = re.sub(r"[\[\]:*?/\\]", "-", name)[:31].strip("'") or "table", 1
        while short.lower() in {other.lower() for other in allowed}:
            number += 1
            short = f"{name[: 31 - len(str(number)) - 1]}~{number}"
        allowed.append(short)
    return allowed
