"""Which members are compared, gaps between them, and families of what links join."""

from __future__ import annotations

import pandas as pd
import pytest
from small_series import TABLES, measured

from workbench import drift, findings, show, steps, symbols
from workbench.catalogue import Member
from workbench.errors import InputError
from workbench.records import Paragraph, Resolution
from workbench.tables import making


def test_members_and_steps():
    known = steps.members(TABLES["resolutions"])
    assert known["symbol"].tolist() == [f"F/RES/{n}" for n in (1, 2, 3, 4, 6)]
    assert known.set_index("symbol").loc["F/RES/4", "skips"] == "F/RES/3"
    renewals = steps.renewals(TABLES["resolutions"])
    assert list(zip(renewals["earlier"], renewals["later"], strict=True)) == [
        ("F/RES/1", "F/RES/2"), ("F/RES/2", "F/RES/4"), ("F/RES/4", "F/RES/6"),
    ]  # fmt: skip


def test_a_lettered_member_that_is_jumped_is_one():
    named = TABLES["resolutions"].replace("F/RES/3", "F/RES/60/236 A")
    assert symbols.several(steps.renewals(named)["skips"].iloc[1]) == ["F/RES/60/236 A"]
    [gap] = [limit.bundle[show.MIME]["text"] for limit in findings.gaps(named)]
    assert "jumps over one member without text" in gap
    short = TABLES["resolutions"].replace("F/RES/4", "F/RES/60/236 A")
    short["extends"] = ["", "", "", "F/RES/2", "", ""]
    assert steps.predecessors(short, "F/RES/6") == ["F/RES/2", "F/RES/60/236 A"]


def test_a_gap_before_the_first_text_is_jumped_by_nobody():
    late = TABLES["resolutions"].iloc[2:].reset_index(drop=True)
    assert set(steps.renewals(late)["skips"]) == {""}


def lakes(*symbols):
    return [Member("lakes", symbol, "adopted", 1945 + int(symbol.split("/")[2]), None, "", "", "",
                   "", True) for symbol in symbols]  # fmt: skip


@pytest.mark.parametrize(
    "symbols, back, between",
    [
        (("F/RES/66/7", "F/RES/70/5"), 68, ["2012-2014"]),  # two sessions late, after two
        (("F/RES/66/7", "F/RES/69/5"), 68, []),  # one late, after two: put off
        (("F/RES/66/7", "F/RES/68/5"), 67, ["2012"]),
        (("F/RES/66/7", "F/RES/67/5"), 67, []),
        (("F/RES/66/7", "C/RES/70/5"), 68, []),  # another organ's sessions
        (("F/RES/66/7", "F/RES/70/5"), 0, []),
    ],
)
def test_the_session_at_which_an_organ_comes_back_tells_of_a_member(symbols, back, between):
    assert making._unknown(*lakes(*symbols), (back, True), 0) == between


def test_a_step_of_the_usual_years_has_no_member_in_it():
    two = lakes("F/RES/66/7", "F/RES/68/5")
    assert making._unknown(*two, (67, True), 2) == []
    assert making._unknown(*two, (67, True), 1) == ["2012"]


@pytest.mark.parametrize(
    "symbols, back, usual, between",
    [
        (("F/RES/66/7", "F/RES/69/5"), 67, 0, []),  # two sessions late
        (("F/RES/66/7", "F/RES/70/5"), 67, 0, ["2012-2014"]),
        (("F/RES/66/7", "F/RES/71/5"), 68, 0, []),  # three late, after two
        (("F/RES/66/7", "F/RES/71/5"), 68, 2, ["2012-2015"]),
        (("F/RES/66/7", "F/RES/70/5"), 67, 4, []),  # each fourth year, with a report after one
    ],
)
def test_a_report_tells_of_a_member_only_over_a_long_step(symbols, back, usual, between):
    assert making._unknown(*lakes(*symbols), (back, False), usual) == between


@pytest.mark.parametrize(
    "asked, back",
    [
        ("OP3", (68, False)),
        ("OP4", (0, False)),  # to another organ
        ("OP5", (0, False)),  # on something else
        ("OP3 OP6", (70, True)),  # what is decided tells, not what is to be reported
    ],
)
def test_the_session_of_return_is_that_decided_or_that_of_a_report_on_the_text_itself(asked, back):
    said = {
        "OP3": "Requests the Warden to report on the implementation of the present resolution",
        "OP4": "Requests the Warden to report on compliance with the present resolution",
        "OP5": "Requests the Warden to report on the tolls of the southern harbours",
        "OP6": "Decides to come back to the matter at its seventieth session",
    }  # fmt: skip
    duties = [
        {"symbol": "F/RES/66/7", "label": label, "kind": kind, "session": session, "to": to}
        for label, kind, session, to in (
            ("OP3", "report", "68th", "Forum"), ("OP4", "report", "69th", "Council"),
            ("OP5", "report", "69th", "Forum"), ("OP6", "review", "70th", None),
        ) if label in asked.split()
    ]  # fmt: skip
    paragraphs = (Paragraph(n, "operative", 1, None, None, words) for n, words in said.items())
    text = Resolution("F/RES/66/7", "Harbours", "Forum", None, paragraphs=tuple(paragraphs))
    assert making._back(text, duties) == back


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


def test_a_table_of_sources_has_the_rows_that_the_sentence_has():
    shared = pd.DataFrame({"symbol": ["F/RES/6"], "label": ["OP1"], "share": [0.2]})
    library = pd.DataFrame({"symbol": ["F/RES/4", "F/RES/6"], "label": ["OP1", "PP2"],
                            "kind": ["added", "revised"]})  # fmt: skip
    assert steps.traced(shared, library)["label"].to_list() == ["PP2"]
    assert steps.traced(shared, library.iloc[:1]) is shared
