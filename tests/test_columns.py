"""Every column of every measure's table is described in columns.csv, and is what it says there."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

import pandas as pd
import pytest
from pandas.api import types
from planted import corpus
from small_series import TABLES, measured

from workbench import Corpus, comparison, drift, matter, measures, tables, topics
from workbench.corpus import Whole
from workbench.errors import InputError
from workbench.validation import records

MEASURES = [f"{kind}.{name}" for kind in measures.KINDS
            for name in import_module(f"workbench.{kind}").MEASURES]  # fmt: skip
# Tables that are made from others, and no measure of a series
BESIDE = [
    "comparison.conditions",
    "comparison.members",
    "comparison.requests",
    "comparison.themes",
    "comparison.travelled",
    "drift.word_changes",
    "matter.lines",
    "topics.listing",
    "topics.origins",
    "topics.sources",
    "topics.wording",
]
VALIDATION = [f"validation.{table}" for table in (*records.KEPT, *records.MADE)]
DESCRIBED = tables.described()
QUICK = {"model": {"n_topics": 5, "refits": 1}, "stability": {"numbers": [5], "refits": 2},
         "discovered": {"permutations": 10, "by_chance": 50.0}, "trends": {"permutations": 10},
         "keyness": {"permutations": 10}}  # fmt: skip
LABEL = r"[^\s;,]*(?:PP|OP|Annex)[^\s;,]*"
PACKED = {
    "labels": rf"(?:{LABEL}(?: {LABEL})*)?",
    "places": rf"(?:[A-Z]\w*/[^;]+?(?: {LABEL})+(?:; |$))*",
    "symbols": r"(?:\w+/\S+(?: \w+/\S+)*)?",
}
FITS = {
    "integer": types.is_integer_dtype,
    "number": types.is_float_dtype,
    "boolean": types.is_bool_dtype,
    "date": types.is_datetime64_any_dtype,
    "string": lambda cells: cells.dropna().map(type).eq(str).all(),
}


@lru_cache
def series() -> tuple[Corpus, ...]:
    names = ("ct-assistance", "ct-strategy", "sc-counter-terrorism")
    return (corpus(), *map(Corpus.load, names))


def made(measure: str) -> list[pd.DataFrame]:
    """A measure of the series that can be measured so, and of one by hand."""
    kind, name = measure.split(".")
    function = measures.named(kind, name)
    frames = []
    for one in series():
        try:
            frames.append(one.measure(function, **QUICK.get(name, {})))
        except InputError:  # a collection, or too few paragraphs for a model
            continue
    if measure not in (
        "topics.newcomers",
        "topics.discovered",
        "topics.model",
        "topics.stability",
        "topics.subjects",
    ):
        entity = {"entity": "Granary"} if "entity" in function.__annotations__ else {}
        frames.append(measured(function, **entity))
    return frames


def beside(name: str) -> pd.DataFrame:
    strategy, every = Corpus.load("ct-strategy"), Whole.load()
    place = strategy.paragraphs[["symbol", "label"]].tail(40)
    if name.startswith("comparison."):
        return getattr(comparison, name.removeprefix("comparison."))(series())
    if name == "drift.word_changes":
        return drift.word_changes(TABLES["words"], TABLES["links"], "F/RES/1", "F/RES/2")
    if name == "matter.lines":
        return strategy.measure(matter.lines)
    if name == "topics.listing":
        return topics.listing(strategy.measure(topics.model, **QUICK["model"]))
    if name == "topics.origins":
        return every.measure(topics.origins, what="gender")
    if name == "topics.sources":
        return every.measure(topics.sources, places=place)
    return topics.wording(every.shingles, topics.dated(every.resolutions)["order"], place)


def held(frame: pd.DataFrame, name: str) -> None:
    """Names, types, allowed values, cells that may not be empty, and how cells are packed."""
    described = DESCRIBED.get(name, [])
    assert described, f"a row for each column of {name} is missing: {', '.join(frame.columns)}"
    assert list(frame.columns) == [row["column"] for row in described]
    for row in described if len(frame) else ():
        cells, column = frame[row["column"]], row["column"]
        assert FITS[row["type"]](cells), f"{column} is {cells.dtype}, described as {row['type']}"
        if row["required"] == "yes":
            assert cells.notna().all() and (cells.astype(str) != "").all(), f"{column} is empty"
        told = cells.dropna()
        if ".." in row["values"]:
            least, most = map(float, row["values"].split(".."))
            assert told.between(least - 1e-9, most + 1e-9).all(), column
        elif row["values"]:
            assert set(told) <= set(row["values"].split("|")), column
        if row["unit"] in PACKED:
            bad = [cell for cell in told if not re.fullmatch(PACKED[row["unit"]], cell)]
            assert not bad, f"{column}: {bad[:3]}"


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_keeps_to_columns_csv(measure):
    frames = made(measure)
    assert any(len(frame) for frame in frames), "no series shows what stands in it"
    for frame in frames:
        held(frame, measure)


@pytest.mark.parametrize("name", BESIDE)
def test_a_table_beside_the_measures_keeps_to_columns_csv(name):
    frame = beside(name)
    assert len(frame)
    held(frame, name)


def test_nothing_else_is_described():
    assert not set(DESCRIBED) - {*tables.columns(), *MEASURES, *BESIDE, *VALIDATION}
    assert not any("." in name for name in tables.columns())


def test_one_thing_has_one_name():
    """A column of one name has one type and one heading wherever it stands."""
    rows = [row for rows in DESCRIBED.values() for row in rows]
    for row in rows:
        assert row["heading"] and row["meaning"], row
    seen = pd.DataFrame(rows).groupby("column")
    for what in ("heading", "type"):
        several = seen[what].unique()
        assert not several[several.map(len) > 1].to_dict(), f"more than one {what}"
    assert tables.headings()["n_words"] == "Words"


def test_what_is_counted_is_called_so():
    """Numbers of paragraphs, words and the like begin with n_, beside what they are out of."""
    apart = {"count", "age"}  # occurrences in a place; renewals since birth
    for name, rows in DESCRIBED.items():
        for row in rows:
            column = row["column"]
            assert column not in tables.columns(), f"{name}.{column} bears a table's name"
            if row["type"] == "integer" and row["unit"] and row["unit"] != "band":
                assert "n_" in column or column.startswith("of") or column in apart, column


def test_undescribed_columns_are_seen():
    frame = made("drift.cited")[0]
    with pytest.raises(AssertionError):
        held(frame.assign(more=1), "drift.cited")
    with pytest.raises(AssertionError, match="n_members is"):
        held(frame.astype({"n_members": float}), "drift.cited")
    with pytest.raises(AssertionError, match="places"):
        held(frame.assign(places="OP1, OP2"), "drift.cited")
