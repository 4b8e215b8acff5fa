"""Rows proposed for the catalogue: members found by citations, series of one's own."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench import bounded, catalogue, codebook, holdings, library, proposals, readers, tables
from workbench.cli import main
from workbench.corpus import Corpus
from workbench.errors import InputError, Unanswered
from workbench.proposals import plans

SPECIMEN = Path(__file__).parent / "specimen"
NAME = "harbour-safety"
S = "F/RES/61/7"


@pytest.fixture
def built(place, specimen_corpus) -> Path:
    """The corpus folder with tables made from the specimen's texts."""
    shutil.copytree(specimen_corpus / "tables", place / "tables")
    return place


# ── members found ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def at_hand(place, monkeypatch) -> Path:
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    return SPECIMEN / "texts"


def test_find_follows_citations_both_ways(place, at_hand):
    for start in ("F/RES/61/7", "F/RES/67/14", "F/RES/71/8"):
        found = {p.symbol: p for p in proposals.find(start, place)}
        assert set(found) >= {m.symbol for m in catalogue.members(NAME, place)}
        assert found[start].relation == "itself"
    assert [p.relation for p in found.values()].count("recommended") == 1
    assert found["C/RES/2014/6"].adopted_as == "F/RES/69/12"
    assert not found["F/RES/63/11"].text
    assert found["F/RES/63/11"].adopted == "2008-12-18"
    assert all(p.catalogue == (NAME,) for p in found.values())


def test_find_needs_no_catalogue(tmp_path, at_hand):
    empty = tmp_path / "empty"
    empty.mkdir()
    found = proposals.find("F/RES/71/8", empty)
    assert all(p.catalogue == () for p in found)
    row = next(p for p in found if p.symbol == "F/RES/69/12").row("mine")
    assert row | {"series": NAME} == {
        k: v for k, v in next(
            r for r in csv.DictReader((SPECIMEN / "corpus" / "resolutions.csv").open())
            if r["symbol"] == "F/RES/69/12"
        ).items() if k in row
    }  # fmt: skip


def test_find_by_tables_alone(built):
    found = [p.symbol for p in proposals.find("F/RES/71/8", built)]
    assert found == [m.symbol for m in catalogue.members(NAME, built) if m.symbol != "F/RES/63/11"]


def test_find_asks_for_a_successor_that_is_due(place, at_hand):
    asked = []
    new = replace(readers.read(at_hand / "F_RES_71_8.md"), symbol="F/RES/73/9",
                  adopted=date(2018, 12, 17))  # fmt: skip

    def ask(symbol):
        asked.append(symbol)
        return new if symbol == "F/RES/73/9" else None

    found = proposals.find("F/RES/61/7", place, ask, today=date(2019, 1, 1))
    assert (found[-1].symbol, found[-1].relation) == ("F/RES/73/9", "successor")
    assert asked == ["F/RES/73/8", "F/RES/73/9"]
    asked.clear()
    proposals.find("F/RES/61/7", place, ask, today=date(2017, 1, 1))
    assert asked == []


def test_find_gives_up_politely(place, at_hand):
    asked = []
    proposals.find("F/RES/61/7", place, asked.append, today=date(2030, 1, 1))
    assert len(asked) <= proposals.ASKED


def test_sought_goes_on_without_the_service(place, at_hand):
    def silent(symbol):
        raise Unanswered(f"{symbol}: the service answers 503")

    with pytest.raises(Unanswered):
        proposals.find(S, place, silent, today=date(2030, 1, 1))
    members, why = proposals.sought(S, place, silent)
    assert members == proposals.find(S, place)
    assert why.endswith("the service answers 503")
    assert proposals.sought(S, place) == (members, "")


def test_rows_that_no_series_has(tmp_path, place, at_hand):
    assert proposals.missing(proposals.find(S, place)) == []
    (tmp_path / "empty").mkdir()
    members = proposals.find(S, tmp_path / "empty")
    rows = proposals.missing(members)
    assert [row["symbol"] for row in rows] == [one.symbol for one in members]
    assert {row["series"] for row in rows} == {"SERIES"}  # for the user to fill in


# ── a series of one's own ────────────────────────────────────────────────────────────────────

FILES = [str(SPECIMEN / "texts" / f"{n}.md") for n in ("F_RES_69_12", "F_RES_71_8", "C_RES_2014_6")]


def test_a_conference_that_is_held_once_is_no_entity(place, monkeypatch):
    asked = [*["Harbour Conference"] * 9, *["Pilots"] * 2]
    text = readers.read(Path(FILES[0]))
    monkeypatch.setattr(bounded, "call", lambda *given: asked)
    assert plans._addressed([text], place) == "Pilots"
    asked[:] = ["Harbour Conference"]
    assert plans._addressed([text], place) == ""


def test_new_series_in_a_folder_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    mine = tmp_path / "mine"
    plan = proposals.drafted("lakes", FILES, mine)
    assert not mine.exists()
    proposals.write(plan)
    assert catalogue.series(mine)["lakes"].title.startswith("Safe navigation on the lakes")
    members = catalogue.members("lakes", mine)
    # the first stands where 71/8 names 69/12
    assert [m.symbol for m in members] == [
        "F/RES/67/14", "C/RES/2014/6", "F/RES/69/12", "F/RES/71/8",
    ]  # fmt: skip
    assert members[1].adopted_as == "F/RES/69/12"
    assert [m.symbol for m in members if not m.verified] == ["F/RES/67/14"]
    assert catalogue.series(mine)["lakes"].entity == "Member Cantons"
    assert sorted(p.name for p in (mine / "texts").iterdir()) == sorted(Path(f).name for f in FILES)
    tables.build("lakes", mine)  # the codebook is the package's
    assert tables.check("lakes", mine) == []


def test_rows_are_added_and_nothing_else_changes(place, at_hand):
    before = {f: (place / f).read_bytes() for f in ("series.csv", "resolutions.csv")}
    proposals.write(proposals.drafted("lakes", FILES[:2], place))
    for name, old in before.items():
        assert (place / name).read_bytes().startswith(old.rstrip(b"\n"))
    assert len(catalogue.members("lakes", place)) == 2 + 1  # and one that is only cited
    proposals.write(proposals.drafted("lakes", FILES[2:], place, new=False))
    assert len(catalogue.members("lakes", place)) == 3 + 2
    assert len(catalogue.members(NAME, place)) == 7


def member(symbol: str, day: str, *preamble: str) -> str:
    """A resolution of the lakes, as a file."""
    return (
        f"**{symbol}**\n\n# Federal Assembly\n\n"
        f"## Resolution adopted by the Federal Assembly on {day}"
        f"\n\n### {symbol.partition('/RES/')[2]}. Safe navigation on the lakes\n\n"
        "*The Federal Assembly,*\n\n" + "".join(f"*{p.split()[0]}*{p[len(p.split()[0]):]},\n\n"
                                                 for p in preamble)
        + "1. *Requests* the Bureau of Bridges to report on the lakes."
    )  # fmt: skip


def lakes(tmp_path, *several: str) -> list[str]:
    files = [tmp_path / f"{n}.md" for n in range(len(several))]
    for file, text in zip(files, several, strict=True):
        file.write_text(text, encoding="utf-8")
    return [str(file) for file in files]


def test_members_that_are_only_cited_get_rows(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("F/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("F/RES/71/8", "19 December 2016",
               "Recalling its resolutions 61/7 of 14 December 2006, 63/11 of 18 December 2008 and "
               "65/9 of 20 December 2010 on safe navigation on the lakes",
               "Recalling also its resolution 66/40 of 1 March 2012, which endorsed the outcome "
               "of the conference on safe navigation on the lakes"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert {r["symbol"]: r["adopted"] for r in rows} == {
        "F/RES/61/7": "2006-12-14", "F/RES/63/11": "2008-12-18", "F/RES/65/9": "2010-12-20",
        "F/RES/71/8": "2016-12-19",
    }  # fmt: skip
    cited = next(r for r in rows if r["symbol"] == "F/RES/63/11")
    assert cited["note"].startswith("Proposed: named")
    assert "PP1 of F/RES/71/8" in cited["note"]
    assert not [r for r in proposals.drafted("heap", files, tmp_path / "mine",
                                             kind="collection").members if r["note"]]  # fmt: skip


def test_what_another_process_added_meanwhile_is_not_added_again(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(tmp_path, member("F/RES/61/7", "14 December 2006", "Convinced that ice melts"))
    first, second = (proposals.drafted("lakes", files, tmp_path / "mine") for _ in range(2))
    proposals.write(first)
    written = (tmp_path / "mine" / "resolutions.csv").read_bytes()
    with pytest.raises(InputError, match="lakes: stands in the catalogue"):
        proposals.write(second)
    with pytest.raises(InputError, match="F/RES/61/7 is a member already; run the command again"):
        proposals.write(replace(second, series=None))
    assert (tmp_path / "mine" / "resolutions.csv").read_bytes() == written


def test_the_latest_of_a_subject_is_a_member_and_its_neighbours_are_none(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006",
               "Reaffirming its resolution 55/25 of 20 November 2000, by which it adopted the "
               "Convention on safe navigation on the lakes",
               "Recalling all its resolutions on safe navigation on the lakes, the most recent of "
               "which is resolution 59/3 of 1 December 2004, and all others, including its "
               "resolution 60/141 of 16 December 2005 on bathing"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/59/3", "A/RES/61/7"]


@pytest.mark.parametrize("more, members", [
    ("and its previous resolutions on the lakes", ["A/RES/59/3", "A/RES/61/7"]),
    ("and its resolutions on the lakes", ["A/RES/61/7"]),
    ("and its previous resolutions on bathing", ["A/RES/61/7"]),
    ("on what lights a pilot needs by night and its previous resolutions on the lakes",
     ["A/RES/59/3", "A/RES/61/7"]),
    ("and 60/2 of 5 December 2005 and other related resolutions on the lakes",
     ["A/RES/59/3", "A/RES/60/2", "A/RES/61/7"]),
])  # fmt: skip
def test_what_stands_before_its_previous_resolutions_is_a_member(
    tmp_path, monkeypatch, more, members
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member(
            "A/RES/61/7",
            "14 December 2006",
            f"Recalling its resolution 59/3 of 1 December 2004 {more}",
        ),
    )
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == members


@pytest.mark.parametrize("on, members", [
    (" on the question, including", ["A/RES/57/2", "A/RES/59/3", "A/RES/61/7"]),
    (", the most recent of which were", ["A/RES/57/2", "A/RES/59/3", "A/RES/61/7"]),
    (" on the lakes, in particular", ["A/RES/57/2", "A/RES/59/3", "A/RES/61/7"]),
    (" on bathing, including", ["A/RES/61/7"]),
])  # fmt: skip
def test_what_is_called_one_of_its_previous_resolutions_is_a_member(
    tmp_path, monkeypatch, on, members
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = (
        f"Recalling its previous resolutions{on} resolutions 57/2 of 3 December 2002 and 59/3 of "
        "1 December 2004, and recalling also the section of resolution 58/9 of 2 July 2003 "
        "entitled “Rules for bathing”"
    )
    files = lakes(tmp_path, member("A/RES/61/7", "14 December 2006", said))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == members


@pytest.mark.parametrize("before", [
    "its resolution 1/2 of 3 May 1950 and all its subsequent resolutions on the question, "
    "including",
    "its resolution 1/2 of 3 May 1950 and all its subsequent relevant resolutions, including those "
    "adopted at its special sessions and its",
    "all other previous resolutions on this subject, including its",
    "its annual resolutions on the lakes, including",
])  # fmt: skip
def test_what_is_called_one_of_its_subsequent_or_other_resolutions_is_a_member(
    tmp_path, monkeypatch, before
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = f"Recalling {before} resolution 59/3 of 1 December 2004"
    files = lakes(tmp_path, member("A/RES/61/7", "14 December 2006", said))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/59/3", "A/RES/61/7"]


@pytest.mark.parametrize("on, members", [
    (" on the lakes, including", ["A/RES/59/3", "A/RES/61/7"]),
    (" on the question, including", ["A/RES/61/7"]),
    (", including", ["A/RES/61/7"]),
])  # fmt: skip
def test_all_relevant_resolutions_are_its_own_where_the_subject_is_named(
    tmp_path, monkeypatch, on, members
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = f"Recalling all relevant resolutions{on} its resolution 59/3 of 1 December 2004"
    files = lakes(tmp_path, member("A/RES/61/7", "14 December 2006", said))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == members


@pytest.mark.parametrize("report, members", [
    ("report of the Secretary-General", ["A/RES/57/2", "A/RES/59/3", "A/RES/61/7"]),
    ("report of the Secretary-General on bathing", ["A/RES/57/2", "A/RES/61/7"]),
])  # fmt: skip
def test_who_asked_for_the_report_that_was_considered_is_a_member_between_members(
    tmp_path, monkeypatch, report, members
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    considered = f"Having considered the {report} submitted pursuant to the request made in its "
    files = lakes(
        tmp_path,
        member("A/RES/57/2", "3 December 2002", f"{considered}resolution 55/3 of 1 December 2000"),
        member("A/RES/61/7", "14 December 2006", f"{considered}resolution 59/3 of 1 May 2004"),
    )
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == members


def test_a_neighbour_s_list_is_none_beside_the_list_of_the_title(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006",
               "Recalling its resolution 59/3 of 1 December 2004 on safe navigation on the lakes",
               "Recalling also its previous resolutions on the lakes, in particular resolutions "
               "57/2 of 3 December 2002 and 58/9 of 2 July 2003"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/59/3", "A/RES/61/7"]


@pytest.mark.parametrize("said, found", [
    ("on safe navigation on the lakes, in which it asked for lights", True),
    ("on safe navigation", False),
    ("on safe navigation of rafts on the lakes", False),
])  # fmt: skip
def test_a_resolution_on_what_the_title_says_is_a_member_wherever_it_is_named(
    tmp_path, monkeypatch, said, found
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006",
               "Reaffirming its resolution 46/182 of 19 December 1991 on oars",
               f"Recalling its resolution 59/3 of 1 December 2004 {said}, and its resolution 58/2 "
               "of 2 December 2003 on rafts"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert ("A/RES/59/3" in [r["symbol"] for r in rows]) is found
    assert len(rows) == 1 + found


@pytest.mark.parametrize("said", [
    "the Charter of safe navigation on the lakes, endorsed by the Assembly in its resolution 59/3",
    "its resolution 59/3 of 1 December 2004 on oars, and Economic and Social Council "
    "resolution 2003/1 of 2 May 2003 on safe navigation on the lakes",
])  # fmt: skip
def test_what_brought_forth_a_charter_or_is_on_another_subject_is_no_member(
    tmp_path, monkeypatch, said
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(tmp_path, member("A/RES/61/7", "14 December 2006", f"Recalling {said}"))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/61/7"]


@pytest.mark.parametrize("recitals, found", [
    (["Recalling its resolution 59/3 of 1 December 2004"], True),
    (["Convinced that ice melts", "Recalling its resolution 59/3 of 1 December 2004"], False),
    (["Recalling its resolution 61/3 of 1 December 2006"], False),  # of the same session
    (["Recalling its resolution 59/3 of 1 December 2004 and the report of the Bureau"], False),
])  # fmt: skip
def test_a_text_begins_by_recalling_the_member_before_it(tmp_path, monkeypatch, recitals, found):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(tmp_path, member("A/RES/61/7", "14 March 2007", *recitals))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert ("A/RES/59/3" in [r["symbol"] for r in rows]) is found
    assert len(rows) == 1 + found


def test_what_another_organ_decided_stands_in_nobody_s_way(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = ("its adoption of the Charter of 8 September 2000, its resolution {}, Human Rights "
            "Council resolution {} and the resolutions of the Commission on the keeping of lights "
            "in all the harbours")  # fmt: skip
    files = lakes(
        tmp_path,
        member("A/RES/71/8", "19 December 2016", "Convinced that ice melts", "Recalling "
               + said.format("69/9 of 11 December 2014", "31/2 of 1 July 2015")),
        member("A/RES/73/5", "18 December 2018", "Recalling also "
               + said.format("71/8 of 19 December 2016", "35/3 of 2 July 2017")),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/69/9", "A/RES/71/8", "A/RES/73/5"]


def test_forerunners_and_what_has_no_year_are_no_members(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(tmp_path, *(
        member(symbol, day, f"Recalling its resolution {cited} on safe navigation on the lakes")
        for symbol, day, cited in (
            ("A/RES/61/7", "14 December 2006", "1514 (XV) of 14 December 1960"),
            ("A/RES/63/2", "14 December 2008", "S-26/2"),
            ("A/RES/71/8", "19 December 2016", "69/4"),
        )))  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/61/7", "A/RES/63/2", "A/RES/69/4", "A/RES/71/8"]


@pytest.mark.parametrize("on, members", [
    ("safe navigation on the lakes", ["A/RES/36/8", "A/RES/59/3", "A/RES/61/7"]),
    ("the question", ["A/RES/59/3", "A/RES/61/7"]),
])  # fmt: skip
def test_what_all_subsequent_resolutions_on_the_subject_follow_is_a_member_however_old(
    tmp_path, monkeypatch, on, members
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = (
        f"Recalling its resolution 36/8 of 16 October 1981 and all its subsequent resolutions on "
        f"{on}, including its resolution 59/3 of 1 December 2004"
    )
    files = lakes(tmp_path, member("A/RES/61/7", "14 December 2006", said))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == members


def test_of_all_that_names_a_member_what_says_most_counts(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/63/2", "14 December 2008",
               "Recalling its previous resolutions on the lakes, including resolution 62/4"),
        member("A/RES/67/5", "18 December 2012",
               "Convinced that resolutions 62/4 and 62/9 of 22 December 2007 and 63/2 of 14 "
               "December 2008 on safe navigation help"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [(r["symbol"], r["adopted"]) for r in rows][:2] == [
        ("A/RES/62/4", "2007-12-22"), ("A/RES/63/2", "2008-12-14"),
    ]  # fmt: skip
    assert "previous" in rows[0]["note"]


def test_of_two_named_alike_the_one_that_a_text_recalls_first_is_the_member(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/63/2", "14 December 2008", "Convinced that ice is slippery"),
        member("A/RES/67/5", "18 December 2012",
               "Recalling its resolutions 62/4 of 22 December 2007 and 63/2 of 14 December 2008",
               "Mindful of resolutions 62/9 of 22 December 2007 and 63/2 of 14 December 2008"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/62/4", "A/RES/63/2", "A/RES/67/5"]


@pytest.mark.parametrize("said, year", [
    ("60/3, 63/2 of 14 December 2008 and 64/5 of 3 May 2010", "2005"),
    ("62/4 of 17 Decembers 2007, 63/2 of 14 December 2008 and 64/5 of 3 May 2010", "2007"),
])  # fmt: skip
def test_the_day_of_another_in_the_list_is_no_day_of_this_one(tmp_path, monkeypatch, said, year):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/63/2", "14 December 2008", "Convinced that ice is slippery"),
        member("A/RES/67/5", "18 December 2012", f"Recalling its resolutions {said}"),
    )
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["adopted"][:4] for r in rows] == [year, "2008", "2010", "2012"]


def test_two_of_one_year_are_left_to_the_reader(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(tmp_path, member(
        "F/RES/71/8", "19 December 2016", "Recalling its resolutions 63/11 of 18 December 2008 and "
        "63/12 of 18 December 2008 on safe navigation on the lakes"))  # fmt: skip
    assert len(proposals.drafted("lakes", files, tmp_path / "mine").members) == 1


TWICE = "Recalling its resolutions 59/6 and 59/7 of 9 December 2004 on safe navigation on the lakes"


@pytest.mark.parametrize("twice, also", [
    ((2004,), "Convinced that ice is slippery"),
    ((2004,), TWICE),
    ((2004, 2005), "Convinced that ice is slippery"),
])  # fmt: skip
def test_a_long_list_with_one_a_year_may_have_two_of_one_year(tmp_path, monkeypatch, twice, also):
    """One of six: of several the list mixes series."""
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    years = [*range(1998, 2003), *twice, *twice]
    cited = ", ".join(f"{y - 1945}/{n} of 9 December {y}" for n, y in enumerate(years, 1))
    files = lakes(
        tmp_path,
        member("F/RES/66/8", "19 December 2011", "Convinced that ice melts"),
        member("F/RES/68/8", "19 December 2013", also),
        member("F/RES/71/8", "19 December 2016", "Convinced that ice is slippery",
               f"Recalling its resolutions {cited}, 66/8 of 19 December 2011 and 68/8 of "
               "19 December 2013"),
    )  # fmt: skip
    plan = proposals.drafted("lakes", files, tmp_path / "mine")
    found = [row["symbol"] for row in plan.members]
    told = [(y, n) for n, y in enumerate(years, 1) if len(twice) == 1 or y not in twice]
    assert found[:-3] == [f"F/RES/{y - 1945}/{n}" for y, n in told]


def test_a_list_that_has_two_members_is_one_of_the_series(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("F/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("F/RES/66/3", "14 December 2011", "Convinced that ice melts"),
        member("F/RES/71/8", "19 December 2016",
               "Recalling its resolutions 57/2 of 4 December 2002, 59/6 of 14 December 2004, 61/7 "
               "of 14 December 2006 and 66/3 of 14 December 2011"),
    )  # fmt: skip
    plan = proposals.drafted("lakes", files, tmp_path / "mine")
    assert [r["symbol"] for r in plan.members][:2] == ["F/RES/57/2", "F/RES/59/6"]
    newest = member("F/RES/73/1", "3 December 2018", "Convinced that ice is gone")
    (tmp_path / "new.md").write_text(newest.replace("Safe navigation", "Speed"), encoding="utf-8")
    plan = proposals.drafted("lakes", [*files, str(tmp_path / "new.md")], tmp_path / "mine")
    assert plan.series["title"] == "Safe navigation on the lakes"


def test_a_list_that_has_two_members_that_are_only_cited_is_one_of_the_series(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("F/RES/66/3", "14 December 2011",
               "Recalling its resolutions 57/2 of 4 December 2002, 59/6 of 14 December 2004 and "
               "64/1 of 11 December 2009"),
        member("F/RES/71/8", "19 December 2016",
               "Recalling its resolutions 57/2 of 4 December 2002, 59/6 of 14 December 2004, 66/3 "
               "of 14 December 2011"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    found = [r["symbol"] for r in rows]
    assert found == ["F/RES/57/2", "F/RES/59/6", "F/RES/64/1", "F/RES/66/3", "F/RES/71/8"]


@pytest.mark.parametrize("listed, found", [
    # one before a step that is far longer than others is a forerunner
    ("49/1 of 3 May 1995, 60/4 of 12 December 2005, 61/7 of 14 December 2006, 62/3 of 14 December "
     "2007", ["A/RES/60/4"]),
    # two of a session in most places: of any subject
    ("58/4 of 12 December 2003, 59/1 and 59/2 of 4 May 2005, 60/1 and 60/2 of 4 May 2006, 61/7 of "
     "14 December 2006, 62/3 of 14 December 2007", []),
    # parts of one number are no two candidates
    ("60/4 A of 12 December 2005, 60/4 B of 4 May 2006, 61/7 of 14 December 2006",
     ["A/RES/60/4 A", "A/RES/60/4 B"]),
    # a session begins in autumn: two of 2006, each of its own session
    ("60/4 of 12 May 2006, 61/7 of 14 December 2006, 62/3 of 14 December 2007", ["A/RES/60/4"]),
])  # fmt: skip
def test_what_a_list_names_before_all_members(tmp_path, monkeypatch, listed, found):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("A/RES/62/3", "14 December 2007", "Convinced that ice melts"),
        member("A/RES/63/8", "19 December 2008", f"Recalling its resolutions {listed}"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows][:-3] == found


@pytest.mark.parametrize("said, found", [
    ("Recalling the Charter of Boats, adopted in its resolutions {}", False),
    ("Recalling its resolutions {}, in which it adopted the Charter of Boats", False),
    ("Recalling its resolutions {}", True),
])  # fmt: skip
def test_what_founded_the_same_as_a_member_is_none(tmp_path, monkeypatch, said, found):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    two = said.format("59/4 of 12 December 2004 and 61/7 of 14 December 2006")
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("A/RES/63/8", "19 December 2008", two),
    )
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert ("A/RES/59/4" in [r["symbol"] for r in rows]) == found


def test_an_operative_list_with_two_members_names_others(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    last = member("A/RES/64/8", "19 December 2009", "Convinced that ice is slippery").replace(
        "on the lakes.", "on the lakes, in line with resolutions 61/7 of 14 December 2006, 62/3 "
        "of 14 December 2007 and 63/5 of 19 December 2008.")  # fmt: skip
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("A/RES/62/3", "14 December 2007", "Convinced that ice melts"),
        last,
    )
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert "A/RES/63/5" in [r["symbol"] for r in rows]


@pytest.mark.parametrize("recitals, found", [
    (["Recalling its resolutions {} and its decision 59/551 of 3 May 2005"], True),
    (["Recalling its resolutions {} and 60/9 of 3 May 2006"], False),  # two of a session
    (["Recalling its resolutions {} and the Charter of Boats"], False),
    (["Reaffirming its resolution 55/2 of 8 September 2000 on oars",
      "Recalling its resolutions {}"], False),  # of any subject
])  # fmt: skip
def test_a_bare_list_at_the_beginning_is_of_the_series(tmp_path, monkeypatch, recitals, found):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    listed = ("57/4 of 12 December 2002, 58/7 of 14 December 2003, 59/3 A of 14 December 2004, "
              "59/3 B of 3 May 2005, 60/4 of 12 December 2005")  # fmt: skip
    files = lakes(
        tmp_path,
        member("A/RES/61/8", "19 December 2006", *(recital.format(listed) for recital in recitals)),
    )
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    named = ["A/RES/57/4", "A/RES/58/7", "A/RES/59/3 A", "A/RES/59/3 B", "A/RES/60/4"]
    assert [r["symbol"] for r in rows] == [*(named if found else []), "A/RES/61/8"]


@pytest.mark.parametrize("other, members", [
    ("and Human Rights Council resolution 29/14", ["A/RES/61/8"]),
    ("and 60/1 of 2 May 2006", ["A/RES/60/1", "A/RES/61/8"]),
])  # fmt: skip
def test_the_title_of_another_document_beside_it_is_not_its_own(
    tmp_path, monkeypatch, other, members
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = (
        f"Recalling its resolutions 59/4 of 12 December 2004 on oars {other}, entitled “Safe "
        "navigation on the lakes”"
    )
    files = lakes(tmp_path, member("A/RES/61/8", "19 December 2006", said))
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == members


def test_a_subtitle_adds_nothing_to_the_subject_of_previous_resolutions(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    said = "Recalling its resolution 59/4 of 12 December 2004 and its previous resolutions on lakes"
    text = member("A/RES/61/8", "19 December 2006", said).replace(
        "Safe navigation on the lakes", "Safe navigation on the lakes: oars and bells by night"
    )
    rows = proposals.drafted("lakes", lakes(tmp_path, text), tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["A/RES/59/4", "A/RES/61/8"]


@pytest.mark.parametrize("said, found", [
    ("59/4 of 12 December 2004 on safe navigation on the lakes, and all others", True),
    ("59/4 entitled “Safe navigation on the lakes”", True),
    ("59/4 of 12 December 2004 on safe navigation on the lakes and the safety of their bathers",
     False),
    ("59/4 of 12 December 2004, and its resolutions 59/4 of 12 December 2004 on the safe "
     "navigation on a lake and 60/8 of 3 May 2006 on bells", True),
    ("59/4 of 12 December 2004 and the report on safe navigation on the lakes", False),
    ("60/2 of 12 December 2005 on safe navigation on the lakes", False),  # it is at hand
])  # fmt: skip
def test_what_a_text_of_another_series_names_by_the_title_is_a_member(
    tmp_path, monkeypatch, said, found
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(tmp_path / "library.sqlite"))
    files = lakes(
        tmp_path,
        member("A/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("A/RES/62/3", "14 December 2007", "Convinced that ice melts"),
        member("A/RES/60/2", "12 December 2005", "Convinced that ice melts").replace(
            "2. Safe navigation on the lakes", "2. Bells"),
        member("A/RES/62/9", "14 December 2007", f"Recalling its resolution {said}").replace(
            "9. Safe navigation on the lakes", "9. Bathing"),
    )  # fmt: skip
    library.add(files, progress=False)
    rows = proposals.drafted("lakes", files[:2], tmp_path / "mine", naming=library.naming).members
    assert ("A/RES/59/4" in [r["symbol"] for r in rows]) == found
    assert len(rows) == 2 + found


def test_texts_that_carry_nothing_on_may_be_no_renewals(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    ends = [one + other for one in "abcdefg" for other in "uvwxyz"]  # 42 words
    said = [" ".join(what + end for end in ends) for what in ("oar", "lamp", "bell")]
    for i, apart in enumerate((False, True)):
        folder = tmp_path / str(i)
        folder.mkdir()
        files = lakes(folder, *(
            member(f"F/RES/{60 + n}/7", f"14 December {2005 + n}", f"Convinced that {words}")
            for n, words in enumerate(said if apart else said[:1] * 3)
        ))  # fmt: skip
        assert proposals.drafted("lakes", files, folder / "mine").apart == apart


def test_without_a_title_nothing_is_named_with_the_subject(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("F/RES/71/8", "19 December 2016",
               "Recalling resolution 60/1 of 16 September 2005 on oars").replace(
            "Safe navigation on the lakes", ""),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == ["F/RES/71/8"]


@pytest.mark.parametrize("earlier, later, found", [
    ("its resolution 61/3 of 9 December 2006 and Human Rights Council resolutions 20/9 of 5 July "
     "2006 and 23/8 of 13 June 2006", "General Assembly resolution 70/9 of 3 December 2015 and "
     "Human Rights Council resolution 50/6 of 7 July 2015", ["A/RES/61/3", "A/RES/70/9"]),
    ("its resolution 61/3 of 9 December 2006", "its resolution 61/3 of 9 December 2006", []),
    ("its resolution 61/3 of 9 December 2006", "its resolution 70/9 of 3 December 2015 on bathing",
     []),
])  # fmt: skip
def test_a_member_named_alone_by_number_where_another_names_another(
    tmp_path, monkeypatch, earlier, later, found
):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("A/RES/63/2", "14 December 2008", "Convinced that ice is slippery",
               f"Recalling also {earlier}"),
        member("A/RES/72/5", "18 December 2017", "Convinced that fog is dense",
               f"Recalling {later}"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert sorted({r["symbol"] for r in rows} - {"A/RES/63/2", "A/RES/72/5"}) == found


@pytest.mark.parametrize("letter", ["", " B"])
def test_a_member_named_alone_where_another_names_its_predecessor(tmp_path, monkeypatch, letter):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    files = lakes(
        tmp_path,
        member("F/RES/71/8", "19 December 2016", "Convinced that ice is slippery",
               f"Recalling its resolution 70/9{letter} of 11 December 2015",
               "Recalling also its resolution 60/1 of 16 September 2005"),
        member("F/RES/72/5", "18 December 2017", "Convinced that ice is slippery",
               "Recalling its resolution 71/8 of 19 December 2016",
               "Recalling also its resolution 60/1 of 16 September 2005"),
    )  # fmt: skip
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert [r["symbol"] for r in rows] == [f"F/RES/70/9{letter}", "F/RES/71/8", "F/RES/72/5"]


@pytest.mark.parametrize("said, found", [
    ("Reiterates its request, in paragraph 9 of its resolution 73/6, that the Bureau", True),
    ("Reaffirms paragraphs 1 to 5 of its resolution 73/6, and urges that the Bureau", True),
    ("Recalls paragraph 9 of its resolution 73/6, and urges that the Bureau", False),
    ("Reiterates its request, in paragraph 9 of its resolution 61/6, that the Bureau", False),
    ("Reiterates its request, in paragraph 9 of its resolution 71/6, that the Bureau", False),
])  # fmt: skip
def test_a_member_whose_paragraph_a_later_one_insists_on(tmp_path, monkeypatch, said, found):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    later = member("A/RES/75/5", "18 December 2020", "Convinced that ice melts")
    first = member("A/RES/71/8", "19 December 2016", "Convinced that ice melts")
    verb, _, rest = said.partition(" ")
    files = lakes(tmp_path, first, f"{later}\n\n2. *{verb}* {rest} report on the ice.")
    rows = proposals.drafted("lakes", files, tmp_path / "mine").members
    assert ("A/RES/73/6" in [r["symbol"] for r in rows]) is found
    assert len(rows) == 2 + found


def test_holes_where_others_follow_one_another_more_closely():
    years = [2000, 2002, 2004, 2010, 2012]
    assert proposals.holes(map(str, years)) == [(2004, 2010)]
    assert proposals.holes(map(str, years[:3])) == []
    assert proposals.holes(["2000", "2003", "2004", "2009", "2010-05-01"]) == [(2004, 2009)]
    assert proposals.holes(["1999", "2007", "2015", "2021", "2023"]) == [
        (1999, 2007), (2007, 2015), (2015, 2021),
    ]  # fmt: skip
    assert proposals.holes(["2000", "2004", "2006"]) == []
    assert proposals.holes(["1949", "2023", "2024"]) == [(1949, 2023)]
    # a year left out among years that all have one; not where every second one has from then on
    assert proposals.holes(map(str, [2008, 2009, 2010, 2011, 2013, 2014])) == [(2011, 2013)]
    assert proposals.holes(map(str, [2008, 2009, 2010, 2011, 2012, 2014, 2016])) == []
    assert proposals.holes(["1949", "2023"]) == []  # one interval may be all that there is


def test_how_a_text_was_adopted_goes_into_its_row(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    text = member("F/RES/71/8", "19 December 2016", "Convinced that ice is slippery")
    text += "\n\n12th meeting\n19 December 2016\n\n[Adopted by a recorded vote of 7 to 2.]\n"
    (row,) = proposals.drafted("lakes", lakes(tmp_path, text), tmp_path / "mine").members
    assert row["vote"] == "Adopted by a recorded vote of 7 to 2"


def test_find_takes_a_file(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    (file,) = lakes(tmp_path, member("F/RES/71/8", "19 December 2016",
                                     "Recalling its resolution 63/11 of 18 December 2008 on safe "
                                     "navigation on the lakes"))  # fmt: skip
    empty = tmp_path / "empty"
    empty.mkdir()
    assert [p.symbol for p in proposals.find(file, empty)] == ["F/RES/63/11", "F/RES/71/8"]


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n"])
def test_rows_fit_a_file_saved_by_a_spreadsheet(tmp_path, monkeypatch, end):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    header = b"\xef\xbb\xbfseries,title,kind,entity,description"
    (tmp_path / "series.csv").write_bytes(header + end)
    proposals.write(proposals.drafted("lakes", FILES[:1], tmp_path))
    assert list(catalogue.series(tmp_path)) == ["lakes"]


def test_a_draft_is_a_member_by_its_file(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    text = Path(FILES[1]).read_text(encoding="utf-8")
    lines = [x for x in text.splitlines() if "71/8" not in x and "adopted by" not in x]
    draft = tmp_path / "..zero draft?.md"
    draft.write_text("\n".join(lines), encoding="utf-8")
    if readers.read(draft).symbol:
        pytest.fail("the draft states a symbol")
    plan = proposals.drafted("lakes", [*FILES[:1], str(draft)], tmp_path / "mine")
    assert [m["symbol"] for m in plan.members] == ["F/RES/69/12", "draft:zero draft_.md"]
    assert plan.copies[1][1] == "zero draft_.md"
    proposals.write(plan)
    tables.build("lakes", tmp_path / "mine")
    assert tables.check("lakes", tmp_path / "mine") == []
    built = Corpus.load("lakes", tmp_path / "mine")
    assert set(built.paragraphs["symbol"]) == {"F/RES/69/12", "draft:zero draft_.md"}
    assert holdings.text("draft:zero draft_.md", tmp_path / "mine").symbol == "draft:zero draft_.md"


@pytest.mark.parametrize(("name", "things", "line"), [
    ("../x", FILES, "../x: no name for a series; expected small letters, digits and hyphens"),
    ("Lakes", FILES, "Lakes: no name for a series"),
    (NAME, FILES, f"{NAME}: stands in the catalogue; `workbench series add` adds members"),
    ("lakes", [FILES[0], FILES[0]], "F/RES/69/12 is a member already; name each document once"),
    ("lakes", ["F/RES/1/1"], "F/RES/1/1: its text is not at hand; `workbench fetch F/RES/1/1`"),
    ("lakes", ["nowhere.docx"], "nowhere.docx: no such file, and no document symbol"),
])  # fmt: skip
def test_what_cannot_be_a_series(place, name, things, line):
    with pytest.raises(InputError) as error:
        proposals.drafted(name, things, place)
    assert line in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_file_in_the_way_is_not_overwritten(tmp_path):
    (tmp_path / "texts").mkdir()
    other = tmp_path / "texts" / "F_RES_69_12.md"
    other.write_text("mine")
    plan = proposals.drafted("lakes", FILES[:1], tmp_path)
    with pytest.raises(InputError, match="is there, and not what"):
        proposals.write(plan)
    assert other.read_text() == "mine"
    assert not (tmp_path / "series.csv").exists()


def test_writing_to_the_catalogue_of_a_package_makes_a_copy(tmp_path, monkeypatch):
    monkeypatch.setattr(codebook, "PACKAGED", True)
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert catalogue.writable() == Path("corpus")
    assert list(catalogue.series()) == list(catalogue.series(codebook.BESIDE))
    assert codebook.folder() == Path("corpus")
    (tmp_path / "corpus" / "resolutions.csv").write_text("mine")
    assert catalogue.writable() == Path("corpus")
    assert (tmp_path / "corpus" / "resolutions.csv").read_text() == "mine"


# ── command line ─────────────────────────────────────────────────────────────────────────────


def run(*words: str, status: int = 0, typed: str = "") -> str:
    result = CliRunner().invoke(main, list(words), input=typed)
    assert result.exit_code == status, result.output
    return result.stdout


def test_find_shows_rows(place, at_hand):
    shown = run("series", "find", "F/RES/71/8", "--offline")
    assert "F/RES/63/11" in shown
    assert "Rows for resolutions.csv" not in shown
    rows = [json.loads(x) for x in run("series", "find", S, "--offline", "--json").splitlines()]
    assert {r["symbol"] for r in rows} >= {S, "F/RES/71/8"}


def test_new_refuses_what_is_hardly_a_resolution(tmp_path):
    path = tmp_path / "list.md"
    numbers = "\n\n".join(f"{n}. Boats of harbour {n}." for n in (6, 6, 6, 6, 6, 6, 6, 6, 6))
    path.write_text(f"F/RES/61/7\n\n*The Federal Assembly,*\n\n{numbers}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"list\.md: hardly a resolution: \d+ warnings for"):
        proposals.drafted("lakes", [str(path)], tmp_path / "mine")


def test_new_names_all_that_it_cannot_use_and_adds_none(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    monkeypatch.setenv("WORKBENCH_CORPUS", "")
    mine, empty = tmp_path / "mine", tmp_path / "empty.md"
    empty.touch()
    things = [*FILES, str(empty), FILES[0], "F/RES/9/9", "x" * 300]
    with pytest.raises(SystemExit, match="2"):
        main(["--corpus", str(mine), "series", "new", "lakes", *things, "--yes"])
    starts = [f"workbench: {thing}: " for thing in things[len(FILES) :]]
    *lines, last = capsys.readouterr().err.splitlines()
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)] == [True] * 4
    assert last.startswith(f"workbench: 4 of {len(things)} documents can't be members; ")
    assert not mine.exists()
    with pytest.raises(InputError, match=r"4 of \d+ documents [^\n]*empty\.md[^\n]*F/RES/9/9"):
        proposals.drafted("lakes", things, mine)


def test_new_asks_before_it_writes(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    monkeypatch.setenv("WORKBENCH_CORPUS", "")
    mine = tmp_path / "mine"
    words = ("--corpus", str(mine), "series", "new", "lakes", *FILES)
    assert "Add this to" in run(*words, typed="n\n", status=1)
    assert not mine.exists()
    command = f"workbench --corpus {mine}"
    assert f"next: {command} build lakes && {command} report lakes" in run(*words, typed="y\n")
    run("--corpus", str(mine), "series", "new", "lakes", *FILES, status=2)
    assert "lakes" in run("--corpus", str(mine), "series", "list")
    assert str(mine / "tables" / "lakes") in run("--corpus", str(mine), "build", "lakes")


def test_a_cited_document_at_hand_is_a_member_only_under_a_title_alike(tmp_path, monkeypatch):
    around = tmp_path / "around"
    around.mkdir()
    wrecks = member("F/RES/63/11", "18 December 2008", "Convinced that wrecks rust")
    (around / "a.md").write_text(
        wrecks.replace("Safe navigation on the lakes", "Register of wrecks"), encoding="utf-8"
    )
    (around / "b.md").write_text(
        member("F/RES/65/9", "20 December 2010", "Convinced that ice melts"), encoding="utf-8"
    )
    monkeypatch.setenv("WORKBENCH_TEXTS", str(around))
    files = lakes(
        tmp_path,
        member("F/RES/61/7", "14 December 2006", "Convinced that ice is slippery"),
        member("F/RES/71/8", "19 December 2016",
               "Recalling its resolutions 61/7 of 14 December 2006, 63/11 of 18 December 2008 and "
               "65/9 of 20 December 2010 on safe navigation on the lakes"),
    )  # fmt: skip
    rows = {r["symbol"]: r for r in proposals.drafted("lakes", files, tmp_path / "mine").members}
    assert list(rows) == ["F/RES/61/7", "F/RES/65/9", "F/RES/71/8"]
    assert rows["F/RES/65/9"]["verified"] == "yes"
    assert "not at hand" not in rows["F/RES/65/9"]["note"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Lagoons and the law of the lakes", "Lagoons and the law of the lakes: next steps", True),
        ("Lagoons and the law of the lakes",  # two of three, and two of nine
         "Pact under the law of the lakes on fair use of herring stocks beyond cantons", False),
        ("Herring stocks", "Pact on fair use of herring stocks beyond all cantons of reeds", True),
    ],
)  # fmt: skip
def test_titles_alike(one, other, alike):
    assert proposals.rows.alike(one, other) == alike == proposals.rows.alike(other, one)


def test_what_clauses_of_a_document_take_is_bounded_as_reading_is(tmp_path, monkeypatch):
    def short(function, *arguments):
        if function is plans._asked:
            raise bounded.Beyond("took too long")
        return function(*arguments)

    monkeypatch.setattr(bounded, "call", short)
    with pytest.raises(InputError, match=r"^F/RES/\S+: took too long$"):
        proposals.drafted("lakes", FILES, tmp_path / "mine")
