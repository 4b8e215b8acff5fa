"""Sheets that readers fill: written with drop-down cells, read back cell by cell.

A sheet is the reader's file: it may hold words of texts, and what is kept of it are labels and
codes. The machine's codes are not in it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import bounded, symbols
from ..errors import InputError
from .records import CODER, Coding, Drawn, Sample, answered

if TYPE_CHECKING:
    from ..records import Resolution

__all__ = ["NONE", "Filled", "read", "sheet"]

NONE = "none"  # what a reader writes where there is no code
MOST = 2_000_000  # cells of a sheet; one of a thousand paragraphs has a hundredth
CELLS = 12  # codes that a paragraph may have
WIDTHS = {"row": 6, "document": 16, "paragraph": 12, "compared with": 16, "text": 90}
HOW = (
    "Read each paragraph and choose its codes, one a cell; the sheet “codebook” says what they "
    f"mean. Choose “{NONE}” where there is none: every row wants an answer.",
    "Code alone, and before you look at what the machine found. A remark is for yourself.",
    "Rows may be sorted; don’t merge cells, and change nothing in the other columns.",
)
TWICE = "What a paragraph has twice, such as two requests to the same body, is chosen twice."
ALSO = {
    "clause": (TWICE,),
    "verb": (TWICE,),
    "link": (
        "A code is the label of a paragraph of the document compared with: of a later document’s "
        "paragraph the earlier ones that it carries on, of an earlier one’s the later ones in "
        f"which it lives on, merged and split ones too; “{NONE}” where it is new, or dropped.",
    ),
}
Texts = Callable[[str], "Resolution | None"]


def sheet(
    name: str, sample: Sample, design: Sequence[Drawn], coder: str,
    definitions: Mapping[str, str], texts: Texts, role: str = CODER,
    beside: Mapping[str, Sequence[str]] = {}, labels: Mapping[str, Sequence[str]] = {},
) -> bytes:  # fmt: skip
    """A workbook to code a sample in.

    Parameters
    ----------
    definitions : mapping
        Code → what it means: the choices of each cell.
    texts : function
        Symbol → its text, None where it isn't at hand: then a row has a link alone.
    beside : mapping
        Heading → a cell for each row, to be seen while adjudicating.
    labels : mapping
        Document compared with → its labels: the choices where links are coded.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    linking = sample.scheme == "link"
    words = {d.symbol: _words(texts(d.symbol)) for d in design}
    with Workbook(out, options) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # no clock in the bytes
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        coding, codes, about = (book.add_worksheet(n) for n in ("coding", "codebook", "about"))
        fixed = ["row", "document", "paragraph", *(["compared with"] if linking else [])]
        has_text = any(words.values())
        columns = [*fixed, *(["text"] if has_text else []), *beside,
                   *(f"code {n + 1}" for n in range(CELLS)), "remark"]  # fmt: skip
        for at, title in enumerate(columns):
            coding.write_string(0, at, title, head)
            coding.set_column(at, at, WIDTHS.get(title, 22))
        for n, one in enumerate(design, 1):
            coding.write_number(n, 0, int(one.number), wrap)
            coding.write_string(n, 1, one.symbol, wrap)
            coding.write_url(n, 2, symbols.url(one.symbol), wrap, one.label)
            if linking:
                coding.write_string(n, 3, one.against, wrap)
            if has_text:
                text = words[one.symbol].get(one.label, "")
                coding.write_string(n, columns.index("text"), text, wrap)
            for title, cells in beside.items():
                coding.write_string(n, columns.index(title), cells[n - 1], wrap)
        first = columns.index("code 1")
        coding.freeze_panes(1, 3)
        if linking:
            _compared(book, coding, design, texts, labels, first)
        else:
            source = f"=codebook!$A$2:$A${len(definitions) + 2}"
            coding.data_validation(1, first, len(design), first + CELLS - 1,
                                   {"validate": "list", "source": source})  # fmt: skip
        _rows(codes, [("code", "what it means"), (NONE, "none of the codes"),
                      *definitions.items()], (26, 100), head, wrap)  # fmt: skip
        facts = {"series": name, "sample": sample.sample, "scheme": sample.scheme,
                 "coder": coder, "role": role}  # fmt: skip
        how = [*HOW, *ALSO.get(sample.scheme, ())]
        _rows(about, [*facts.items(), *(("how", line) for line in how)], (10, 100), None, wrap)
    return out.getvalue()


def _rows(page: Any, rows: Iterable[tuple], widths: tuple[int, int], head: Any, wrap: Any) -> None:
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    for n, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            page.write_string(n, at, cell, head if head and not n else wrap)


def _words(text: Resolution | None) -> dict[str, str]:
    return {p.label: p.text for p in text.paragraphs} if text else {}


def _compared(
    book: Any, coding: Any, design: Sequence[Drawn], texts: Texts,
    labels: Mapping[str, Sequence[str]], first: int,
) -> None:  # fmt: skip
    """Paragraphs of the documents compared with, and for each row the labels of its own."""
    page = book.add_worksheet("compared")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(2, 2, WIDTHS["text"])
    start: dict[str, tuple[int, int]] = {}
    line = 0
    for symbol in dict.fromkeys(d.against for d in design):
        words = _words(texts(symbol))
        begun = line
        for label in (NONE, *labels[symbol]):
            for at, cell in enumerate((label, symbol, words.get(label, ""))):
                page.write_string(line, at, cell, wrap)
            line += 1
        start[symbol] = begun + 1, line
    for n, one in enumerate(design, 1):
        top, bottom = start[one.against]
        choice = {"validate": "list", "source": f"=compared!$A${top}:$A${bottom}"}
        coding.data_validation(n, first, n, first + CELLS - 1, choice)


# ── read back ────────────────────────────────────────────────────────────────────────────────


class Filled(dict):
    """What a sheet says of itself: series, sample, scheme, coder, role; and its cells."""

    path: Path
    cells: list[list[Any]]
    merged: list[str]

    def numbers(self) -> set[str]:
        """Rows of the sample that it has."""
        return {self._said(n, 1) for n in range(2, len(self.cells) + 1)}

    def codings(
        self, design: Sequence[Drawn], allowed: Callable[[Drawn], Iterable[str]]
    ) -> list[Coding]:
        """The codes of each row, checked.

        Raises
        ------
        InputError
            The first cell that can't be used, with its place.
        """
        if self.merged:
            raise InputError(f"{self.path}, coding!{self.merged[0]}: merged cells; expected a row "
                             "a paragraph, so take them apart and answer each")  # fmt: skip
        columns = self._columns()
        rows: dict[str, int] = {}
        told = {"row", "document", *(title for title in columns if title.startswith("code "))}
        for n in range(2, len(self.cells) + 1):
            if not any(self._said(n, at) for title, at in columns.items() if title in told):
                continue
            number = self._said(n, columns["row"])
            if number in rows:
                self._fault(n, columns["row"], f"row {number} for the second time; "
                            "expected each once")  # fmt: skip
            rows[number] = n
        numbers = {one.number for one in design}
        for number, n in rows.items():
            if number not in numbers:
                self._fault(n, columns["row"], f"'{number}'; expected a row of the sample, "
                            f"1 to {len(design)}")  # fmt: skip
        found: list[Coding] = []
        for one in design:
            if one.number not in rows:
                raise InputError(f"{self.path}, coding!A: row {one.number} ({one.symbol} "
                                 f"{one.label}) is missing; expected {len(design)} rows, write a "
                                 "sheet anew with `workbench validate sample`")  # fmt: skip
            found += self._row(rows[one.number], columns, one, [*allowed(one)])
        return found

    def _row(
        self, n: int, columns: Mapping[str, int], one: Drawn, allowed: Sequence[str]
    ) -> list[Coding]:
        told = [("document", one.symbol), ("paragraph", one.label)]
        for column, expected in [*told, ("compared with", one.against)] if one.against else told:
            if (said := self._said(n, columns[column])) != expected:
                self._fault(n, columns[column], f"'{said}'; expected {expected} in row "
                            f"{one.number}: columns were sorted apart")  # fmt: skip
        cells = {columns[f"code {k + 1}"]: "" for k in range(CELLS) if f"code {k + 1}" in columns}
        cells = {at: said for at in cells if (said := self._said(n, at))}
        first = columns["code 1"]
        if not cells:
            self._fault(n, first, f"empty; expected a code, or '{NONE}'")
        for at, said in cells.items():
            if said != NONE and said not in allowed:
                near = _near(said, allowed)
                self._fault(n, at, f"'{said}' is no code; expected one of the sheet codebook"
                            + (f", such as {near}" if near else ""))  # fmt: skip
        codes = list(cells.values())
        if NONE in codes and len({*codes}) > 1:
            at = next(at for at, said in cells.items() if said == NONE)
            self._fault(n, at, f"'{NONE}' beside a code; expected the one or the other")
        found = [code for code in codes if code != NONE]
        return answered(one, self["scheme"], self["coder"], self["role"], found)

    def _columns(self) -> dict[str, int]:
        heads = {str(said): at for at, said in enumerate(self.cells[0], 1) if said}
        linked = ["compared with"] if self["scheme"] == "link" else []
        for column in ("row", "document", "paragraph", *linked, "code 1"):
            if column not in heads:
                raise InputError(f"{self.path}, coding!1: no column '{column}'; "
                                 "expected the heads as they were written")  # fmt: skip
        return heads

    def _said(self, row: int, column: int) -> str:
        cells = self.cells[row - 1]
        value = cells[column - 1] if column <= len(cells) else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else " ".join(str(value).split())

    def _fault(self, row: int, column: int, what: str) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        raise InputError(f"{self.path}, coding!{xl_rowcol_to_cell(row - 1, column - 1)}: {what}")


def read(path: Path) -> Filled:
    """A sheet that somebody filled, with what it says of itself.

    Raises
    ------
    InputError
        It is no workbook, or none that `sheet` wrote.
    """
    try:
        facts = Filled()
        facts.path = path
        facts.cells, facts.merged, about = bounded.call(_opened, str(path))
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    for row in about:
        facts[str(row[0])] = "" if row[1] is None else str(row[1])
    for n, fact in enumerate(("series", "sample", "scheme", "coder", "role"), 1):
        if not facts.get(fact):
            raise InputError(f"{path}, about!B{n}: no {fact}; expected what `workbench validate "
                             "sample` wrote there")  # fmt: skip
    return facts


def _opened(path: str) -> tuple[list[list[Any]], list[str], list[tuple]]:
    """A workbook's cells, its merged ones, and what it says of itself."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what of a sheet's looks it leaves out
            book = load_workbook(path, data_only=True)
        if not {"coding", "about"} <= {*book.sheetnames}:
            raise InputError("no sheets 'coding' and 'about'; expected a workbook that `workbench "
                             "validate sample` wrote")  # fmt: skip
        page = book["coding"]
        if page.max_row * page.max_column > MOST:
            raise InputError(f"coding!A1: {page.max_row} rows of {page.max_column} cells; expected "
                             "a row a paragraph, so remove what stands far off")  # fmt: skip
        cells = [list(row) for row in page.iter_rows(values_only=True)]
        about = book["about"].iter_rows(min_row=1, max_row=5, max_col=2, values_only=True)
        return cells, sorted(map(str, page.merged_cells.ranges)), [*about]
    except (InputError, MemoryError):
        raise
    except Exception as error:  # openpyxl says of a damaged part whatever it trips over
        if isinstance(error, OSError) and error.filename:
            raise
        raise InputError("not a workbook (.xlsx) that can be read; save the sheet as Excel 2007 "
                         "or later") from None  # fmt: skip


def _near(said: str, allowed: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(said, allowed, 1)), "")
