"""Damaged CSV files of a corpus: one line that names the file and the row, whoever reads them."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench import catalogue, codebook, decisions, files, tables, validation
from workbench.decisions.records import COLUMNS
from workbench.errors import InputError
from workbench.proposals import known, rows
from workbench.reports import history
from workbench.tables import schema

SPECIMEN = Path(__file__).parent / "specimen" / "corpus"
SERIES = "harbour-safety"
DECISION = "link," + "lamp," * 7 + "yes," + "lamp," * (len(COLUMNS) - 10) + "lamp"
FILES: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "series.csv": ("", catalogue.series),
    "resolutions.csv": ("", lambda place: catalogue.members(SERIES, place)),
    "codebook/entities.csv": ("", lambda place: codebook.load(place).entities),
    f"decisions/{SERIES}.csv": (
        f"{','.join(COLUMNS)}\n{DECISION}\n{DECISION}\n",
        lambda place: decisions.read(SERIES, place),
    ),
    f"validation/{SERIES}/samples.csv": (
        "sample,scheme,seed,held_out,sought,documents,codebook\n" + "a,theme,1,true,a,a,a\n" * 2,
        lambda place: validation.read(SERIES, place),
    ),
    f"tables/{SERIES}/resolutions.csv": (
        "symbol,title,organ,adopted,stage,year,n_words\n"
        + "F/RES/1/1,a,a,2001-01-01,a,2001,9\n" * 2,
        known.known,
    ),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    copy = tmp_path / "corpus"
    shutil.copytree(SPECIMEN, copy)
    for name, (content, _) in FILES.items():
        if content:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(content, encoding="utf-8")
    return copy


def second(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A change of the second row."""

    def changed(content: bytes) -> bytes:
        lines = content.split(b"\n")
        return b"\n".join([lines[0], change(lines[1]), *lines[2:]])

    return changed


BROKEN = {
    "a null": second(lambda row: row[:2] + b"\0" + row[2:]),
    "another encoding": second(lambda row: row[:2] + b"\xe9" + row[2:]),
    "a cell without end": second(lambda row: row + b"a" * 200_000),
}
RAGGED = {
    "fewer cells": second(lambda row: b"lamp,1"),
    "more cells": second(lambda row: row + b",x"),
}


@pytest.fixture
def lifted() -> Iterator[None]:
    """A process in which another library has lifted the limit of the module csv."""
    before = csv.field_size_limit(10_000_000)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", BROKEN)
def test_what_is_no_csv_is_one_line_with_the_row(name, damage, place, lifted):
    path = place / name
    FILES[name][1](place)
    path.write_bytes(BROKEN[damage](path.read_bytes()))
    with pytest.raises(InputError) as told:
        FILES[name][1](place)
    assert re.match(
        rf"[^\n]*{path.name}, row 2: not a CSV file in UTF-8 \([^\n]*\); ", str(told.value)
    )
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("tables")])
@pytest.mark.parametrize("damage", RAGGED)
def test_rows_of_another_length_are_one_line_with_the_row(name, damage, place):
    path = place / name
    path.write_bytes(RAGGED[damage](path.read_bytes()))
    with pytest.raises(InputError, match=r"^[^\n]*(?:row|line) 2: [^\n]*cells[^\n]*$"):
        FILES[name][1](place)


def test_a_row_that_was_being_written_may_end_within_a_letter(place):
    path = decisions.path(SERIES, place)
    path.write_bytes(path.read_bytes() + "link,\u00e9".encode()[:-1])
    assert len(decisions.read(SERIES, place)) == 2


def test_a_catalogue_in_another_encoding_gets_no_rows(place):
    path = place / "series.csv"
    path.write_bytes(path.read_bytes() + b"\xff\n")
    with pytest.raises(InputError, match="not a CSV file in UTF-8"):
        rows.extended(path, [])


def test_changed_rows_of_a_damaged_file_are_not_told(place):
    path = place / "codebook" / "entities.csv"
    assert history._rows(path)
    path.write_bytes(b"entity\n\xff\n")
    with pytest.raises(InputError, match=r"entities\.csv, row 2: not a CSV file in UTF-8"):
        history._rows(path)


def test_a_file_larger_than_any_table_is_not_read(place, monkeypatch):
    path = place / "series.csv"
    monkeypatch.setattr(files, "LARGEST", path.stat().st_size - 1)
    with pytest.raises(InputError, match=r"series\.csv: larger than \d+ MB; no table is"):
        catalogue.series(place)


NUMBERS = ["9" * 20, "9" * 5000, "-", "--5", "\u00b2", "1e999", "1.5", "NaN", "inf"]


@pytest.mark.parametrize("said", NUMBERS)
def test_a_number_that_is_none_is_one_line_with_row_and_column(said, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(f"symbol,n_words\nF/RES/1/1,7\nF/RES/1/2,{said}\n", encoding="utf-8")
    described = [
        {"column": "symbol", "type": "string", "required": "yes", "values": ""},
        {"column": "n_words", "type": "integer", "required": "no", "values": ""},
    ]
    with pytest.raises(InputError, match=r"^t\.csv, row 3, column n_words: [^\n]+; expected "):
        schema.typed(path, described)


@pytest.mark.parametrize("day", ["0000", "0000-00-00", "0000-01-01", "99999", "-2019", "\u00b2019"])
def test_a_year_that_is_none_is_one_line_with_the_row(day, place):
    path = place / "resolutions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?<=,)\d{4}-\d\d-\d\d(?=,)", day, text, count=1), encoding="utf-8")
    with pytest.raises(InputError, match=r"resolutions\.csv, row 2: adopted is '[^\n]*'; expected"):
        catalogue.members(SERIES, place)


def test_tables_have_their_seals(place):
    assert (place / "tables" / SERIES / "resolutions.csv").exists()
    with pytest.raises(InputError, match=r"^[^\n]*column[^\n]*$"):
        tables.frame(place, SERIES, "resolutions")
