"""Which members are compared, gaps between them, and families of what links join."""

from __future__ import annotations

import pandas as pd
import pytest
from small_series import TABLES, measured

from workbench import drift, steps
from workbench.catalogue import Member
from workbench.errors import InputError
from workbench.tables import making


def test_members_and_steps():
    known = steps.members(TABLES["resolutions"])
    assert known["symbol"].tolist() == [f"F/RES/{n}" for n in (1, 2, 3, 4, 6)]
    assert known.set_index("symbol").loc["F/RES/4", "skips"] == "F/RES/3"
    renewals = steps.renewals(TABLES["resolutions"])
    assert list(zip(renewals["earlier"], renewals["later"], strict=True)) == [
        ("F/RES/1", "F/RES/2"), ("F/RES/2", "F/RES/4"), ("F/RES/4", "F/RES/6"),
    ]  # fmt: skip


def test_a_gap_before_the_first_text_is_jumped_by_nobody():
    late = TABLES["resolutions"].iloc[2:].reset_index(drop=True)
    assert set(steps.renewals(late)["skips"]) == {""}


@pytest.mark.parametrize(
    "symbols, back, between",
    [
        (("F/RES/66/7", "F/RES/70/5"), "68th", ["2012-2014"]),  # two sessions late, after two
        (("F/RES/66/7", "F/RES/69/5"), "68th", []),  # one late, after two: put off
        (("F/RES/66/7", "F/RES/68/5"), "67th", ["2012"]),
        (("F/RES/66/7", "F/RES/67/5"), "67th", []),
        (("F/RES/66/7", "C/RES/70/5"), "68th", []),  # another organ's sessions
        (("F/RES/66/7", "F/RES/70/5"), "12th special", []),
    ],
)
def test_the_session_at_which_an_organ_comes_back_tells_of_a_member(symbols, back, between):
    one, other = (Member("lakes", symbol, "adopted", 1945 + session, None, "", "", "", "", True)
                  for symbol, session in ((s, int(s.split("/")[2])) for s in symbols))  # fmt: skip
    duties = [
        {"symbol": one.symbol, "label": "OP9", "kind": "review", "session": back},
        {"symbol": one.symbol, "label": "OP8", "kind": "report", "session": "90th"},
    ]
    assert making._unknown(one, other, duties) == between


def test_years_in_which_a_member_may_lie_are_jumped():
    told = TABLES["resolutions"].assign(skips=["", "2002-2002", "", "", "", ""])
    assert steps.members(told)["skips"].tolist()[1] == "2002-2002"
    first = measured(drift.survival, TABLES | {"resolutions": told}).iloc[1]
    assert first["skips"] == "2002-2002"


def test_years():
    assert len(steps.within(TABLES["resolutions"], [2001, 2004])) == 2
    assert steps.within(TABLES["resolutions"], None) is TABLES["resolutions"]
    with pytest.raises(InputError, match=r"from 1990 to 1999 stand 0.*of 2001, "):
        steps.within(TABLES["resolutions"], [1990, 1999])


def test_words_of_paragraphs_only_where_they_are_wanted():
    class Texts:
        def paragraph(self, symbol, label):
            return type("Passage", (), {"text": f"{symbol} {label}!"})

    table = measured(drift.collated)
    assert steps.read(table, Texts()) is table
    full = steps.read(table, Texts(), texts=True)
    assert full["earlier_text"].tolist()[:5] == [
        "F/RES/1 PP1!", "F/RES/1 PP2!", "F/RES/1 OP1!", "F/RES/1 OP2!", "",
    ]  # fmt: skip


def test_stages_that_can_be_compared():
    renewals, drafts = (
        steps.pairs(TABLES["resolutions"], TABLES["links"], stage)
        for stage in ("adopted", "recommended")
    )
    assert renewals.equals(steps.renewals(TABLES["resolutions"]))
    assert drafts["earlier"].tolist() == ["F/RES/5"]
    with pytest.raises(InputError, match="stage: no 'foo'; there are: adopted, recommended"):
        steps.pairs(TABLES["resolutions"], TABLES["links"], "foo")


def test_families_are_joined_over_others_and_numbered_as_they_come():
    joined = steps.families([("a", "x"), ("c", "y"), ("b", "x")], nodes="abcd")
    assert joined == {"a": 0, "x": 0, "b": 0, "c": 1, "y": 1, "d": 2}
    assert steps.families([]) == {}


def test_parts_of_a_table_and_nothing_where_nothing_stands():
    parts = steps.parts(TABLES["links"], "earlier", "later")
    assert len(parts["F/RES/1", "F/RES/2"]) == 5
    assert parts["F/RES/1", "F/RES/6"].empty
    assert list(parts["F/RES/1", "F/RES/6"].columns) == list(TABLES["links"].columns)


def test_labels_of_a_cell_are_those_that_were_put_there():
    several = ["OP3(a)", "Annex II/3", "Annex/P4", "C/Section 1.II/OP1", "OP4•1", "OP7~2", "PP1"]
    cell = steps.labelled(pd.DataFrame({"label": several}))
    assert steps.labels(cell) == several
    assert steps.labels("") == []
