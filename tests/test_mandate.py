"""Mandate: counts and density on fingers, and edge cases."""

from __future__ import annotations

import pandas as pd
import pytest
from small_series import TABLES, measured, of

from workbench import mandate
from workbench.errors import InputError


def test_count_and_density_stand_side_by_side():
    found = measured(mandate.expansion, entity="Granary").set_index("symbol")
    now = found.loc["F/RES/4"]
    # OP2 is addressed to two: it counts for each.  OP2's second clause asks nobody.
    assert (now["clauses"], now["labels"]) == (3, "OP1 OP2 OP4")
    assert now["density"] == pytest.approx(1000 * 3 / (30 + 70 + 50 + 15))
    assert now["share"] == 3 / 4
    assert (now["continuing"], now["new"]) == (1, 2)
    assert now["tasks"] == 2  # provide seeds (twice), store grain
    assert found.loc["F/RES/6", "clauses"] == now["clauses"]
    assert found.loc["F/RES/6", "density"] > now["density"]  # the text shrank, not the mandate


def test_a_joint_addressee_counts_for_each():
    by = measured(mandate.entities).set_index(["entity", "symbol"])
    assert by.loc[("Granary", "F/RES/4"), "clauses"] == 3
    assert by.loc[("Cantons", "F/RES/4"), "clauses"] == 2
    directive = measured(mandate.expansion, entity="Granary").set_index("symbol")["directive"]
    assert by.xs("F/RES/4", level="symbol")["clauses"].sum() > directive["F/RES/4"]
    assert by.loc[("Cantons", "F/RES/4"), "classes"] == "requesting 1, deciding 1"


def test_partners_are_no_addressees():
    assert "Mill" not in set(measured(mandate.entities)["entity"])
    found = measured(mandate.expansion, entity="Mill")
    assert found["clauses"].sum() == 0


def test_gaps_have_rows_without_values():
    found = measured(mandate.expansion, entity="Granary").set_index("symbol")
    assert found.loc["F/RES/3"].drop(["year", "skips"]).isna().all()
    assert found.loc["F/RES/4", "skips"] == "F/RES/3"
    assert "F/RES/5" not in found.index


def test_conditions_of_an_entitys_tasks():
    found = measured(mandate.conditions, entity="Granary").set_index(["condition", "symbol"])
    assert found.loc[("upon_request", "F/RES/4"), "share"] == 1 / 3
    assert found.loc[("none", "F/RES/4"), "labels"] == "OP2 OP4"
    assert found.loc[("none", "F/RES/1"), "clauses"] == 0


def test_a_name_that_nobody_bears():
    with pytest.raises(InputError, match=r"no 'Silo' in entities\.csv or the tables"):
        measured(mandate.expansion, entity="Silo")


@pytest.mark.parametrize("name", mandate.MEASURES)
@pytest.mark.parametrize(
    "symbols",
    [("F/RES/1",), ("F/RES/1", "F/RES/3"), ("F/RES/2", "F/RES/3", "F/RES/4")],
    ids=["one", "one and a gap", "two over a gap"],
)
def test_degenerate_series(name, symbols):
    measure = getattr(mandate, name)
    own = {} if name == "entities" else {"entity": "Granary"}
    found = measured(measure, of(*symbols), **own)
    assert list(found.columns) == list(measured(measure, **own).columns)


def test_no_operative_part():
    only = TABLES["paragraphs"][TABLES["paragraphs"]["part"] == "preamble"]
    none = TABLES | {"paragraphs": only, "clauses": TABLES["clauses"].iloc[:0]}
    found = measured(mandate.expansion, none, entity="Granary")
    assert found["clauses"].sum() == 0
    assert found["density"].isna().all()


def test_density_counted_again():
    """A second way: joining the tables by pandas' own grouping."""
    asked = TABLES["clause_entities"].query("role == 'addressee' and entity == 'Granary'")
    joined = TABLES["clauses"].query("directive").merge(asked, on=["symbol", "label", "clause"])
    words = TABLES["paragraphs"].query("part == 'operative'").groupby("symbol")["n_words"].sum()
    density = 1000 * joined.groupby("symbol").size() / words
    found = measured(mandate.expansion, entity="Granary").dropna(subset="clauses")
    for row in found.itertuples(index=False):
        assert row.density == pytest.approx(density[row.symbol])
        assert not pd.isna(row.share)
