"""Workbooks: what a spreadsheet sees in them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import pandas as pd

from workbench import spreadsheet

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
FRAME = pd.DataFrame({
    "symbol": ["A/RES/74/175", "no symbol"], "label": ["OP3", None], "share": [0.5, float("nan")],
    "words": ["=1+1", "\x07bell"], "day": [datetime(2020, 1, 2), None], "new": [True, False],
})  # fmt: skip


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {n: ElementTree.fromstring(file.read(n)) for n in file.namelist()}


def test_cells_are_what_the_table_has_and_words_are_no_formulas():
    found = parts(spreadsheet.xlsx([("ledger", spreadsheet.table(FRAME))]))
    strings = found["xl/sharedStrings.xml"].findall("m:si", SPACE)
    words = ["".join(one.itertext()) for one in strings]
    sheet = found["xl/worksheets/sheet1.xml"]
    assert not sheet.findall(".//m:f", SPACE)
    cells = {c.get("r"): c.findtext("m:v", None, SPACE) for c in sheet.findall(".//m:c", SPACE)}
    kinds = {c.get("r"): c.get("t") for c in sheet.findall(".//m:c", SPACE)}
    shown = {at: words[int(v)] if kinds[at] == "s" else v for at, v in cells.items()}
    assert {at: shown[at] for at in shown if at.endswith("2")} == {
        "A2": "A/RES/74/175", "B2": "OP3", "C2": "0.5", "D2": "=1+1", "E2": "2020-01-02", "F2": "1",
    }  # fmt: skip
    assert {at: shown[at] for at in shown if at.endswith("3")} == {
        "A3": "no symbol", "D3": "\ufffdbell", "F3": "0",
    }  # fmt: skip


def test_the_head_stays_and_columns_can_be_filtered():
    sheet = parts(spreadsheet.xlsx([("ledger", spreadsheet.table(FRAME))]))[
        "xl/worksheets/sheet1.xml"
    ]
    pane = sheet.find(".//m:pane", SPACE)
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert sheet.find("m:autoFilter", SPACE).get("ref") == "A1:F3"


def test_a_row_leads_to_its_document_where_it_has_a_symbol_of_the_united_nations():
    found = parts(spreadsheet.xlsx([("ledger", spreadsheet.table(FRAME))]))
    links = found["xl/worksheets/sheet1.xml"].findall(".//m:hyperlink", SPACE)
    assert [link.get("ref") for link in links] == ["A2", "B2"]
    targets = {one.get("Target") for one in found["xl/worksheets/_rels/sheet1.xml.rels"]}
    assert targets == {"https://undocs.org/en/A/RES/74/175"}


def test_the_same_tables_are_the_same_bytes():
    tables = [("ledger", spreadsheet.table(FRAME)), ("empty", spreadsheet.table(FRAME[:0]))]
    assert spreadsheet.xlsx(tables) == spreadsheet.xlsx(tables)


def test_names_of_sheets_are_short_and_differ():
    names = ["a" * 40 + "1", "a" * 40 + "2", "x/y", "X-Y", "'"]
    found = spreadsheet._sheet_names(names)
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and "/" not in name for name in found)
