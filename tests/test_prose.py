"""Counted words and lists."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from workbench import prose


def test_words_for_sentences():
    assert prose.counted(1, "paragraph") == "one paragraph"
    assert prose.counted(0, "paragraph") == "no paragraph"
    assert prose.counted(1300, "word") == "1,300 words"
    assert prose.counted(3, "history", "histories") == "three histories"
    assert prose.listed(["a", "b", "c"]) == "a, b and c"
    assert prose.listed("abcdefgh", most=3) == "a, b and 6 more"
    assert prose.listed([]) == ""


def test_how_often():
    assert [prose.times(n) for n in (1, 2, 3, 1300)] == [
        "once", "twice", "three times", "1,300 times"]  # fmt: skip


def test_items_are_worded_and_parted():
    assert prose.listed([3, 1], each=lambda n: f"OP{n}") == "OP3 and OP1"
    assert prose.listed(["a, b", "c"]) == "a, b; c"


def test_verbs_agree_with_their_number():
    assert [prose.are(n) for n in (0, 1, 2)] == ["none are", "one is", "two are"]
    assert [prose.are(n, "word") for n in (0, 2)] == ["no word is", "two words are"]


def test_differences_and_parts():
    said = [prose.more(n, "word") for n in (1, -1300)]
    assert said == ["1 more word", "1,300 fewer words"]
    assert [prose.part(n, 4) for n in (0, 3, 4)] == ["none of 4", "3 of 4", "all 4"]


def test_a_share_has_its_range_where_that_can_be_seen():
    assert prose.percent(0.5, 0.4, 0.6) == "50% (40% to 60%)"
    assert prose.percent(0.5, 0.499, 0.501) == "50%"


def test_only_all_is_a_hundred_percent_and_only_none_is_zero():
    assert [prose.rate(x) for x in (0, 1 / 999, 1 / 2, 998 / 999, 1)] == [
        "0%", "<1%", "50%", ">99%", "100%"
    ]  # fmt: skip
    assert prose.rate(1 - sum([0.1] * 10)) == "0%"  # but for the last digit
    assert prose.percent(998 / 999) == "more than 99%"
    assert prose.percent(1 / 999, 0, 0.02) == "less than 1% (0% to 2%)"


def test_half_a_hundredth_is_rounded_up():
    shares = (30 / 48, 1 / 8, 29 / 200, 0.624)
    assert [prose.rate(x) for x in shares] == ["63%", "13%", "15%", "62%"]


def test_days():
    assert prose.day(pd.Timestamp(2019, 12, 8)) == "8 December 2019"
    assert prose.day(pd.NaT) == prose.day(None) == "on an unknown day"
    assert prose.month("2026-09-01") == prose.month(date(2026, 9, 30)) == "September 2026"


def test_codes_and_beginnings():
    assert prose.plain("upon_request") == "upon request"
    assert prose.capital("none of 4 UN texts") == "None of 4 UN texts"
    assert prose.capital("") == ""


def test_bodies_have_their_article():
    alone = ("Member States", "UNDP", "UN-Women", "parties to the conflict", "Myanmar", "Sri Lanka",
             "civil society", "special procedures", "media")  # fmt: skip
    assert [prose.articled(name) for name in alone] == list(alone)
    for name in ("Secretary-General", "international community", "team of divers", "Bureau",
                 "Orlish regime", "United Nations", "Executive Director of UNDP"):  # fmt: skip
        assert prose.articled(name) == f"the {name}"
    assert prose.articled("Chair of Lake Committee") == "the Chair of the Lake Committee"
    assert prose.articled("president of Myanmar") == "the president of Myanmar"


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ([], ""),
        (["OP4"], "OP4"),
        (["OP4", "OP5", "OP6"], "OP4, OP5, OP6"),
        (
            ["OP4", "OP4(a)", "OP4(b)", "OP4(c)", "OP4(f)", "OP5(g)"],
            "OP4, OP4(a) to (c), (f), OP5(g)",
        ),
        (["OP4(a)", "OP4(b)"], "OP4(a), (b)"),
        (["OP4(a)(i)", "OP4(a)(ii)"], "OP4(a)(i), (ii)"),
    ],
)
def test_items_of_one_list_are_named_together(labels, told):
    assert prose.places(labels) == told


@pytest.mark.parametrize(
    ("entity", "words", "told"),
    [
        ("independent experts", {"expert", "lock"}, "the Independent Expert"),
        ("independent experts", {"experts"}, "the Independent Experts"),
        ("independent experts", {"expert", "experts"}, "independent experts"),
        ("panels of experts", {"group", "experts"}, "the Group of Experts"),
        ("Granary", {"expert"}, "Granary"),
        ("Member States", {"all", "states", "nations"}, "States"),
        ("Member States", {"governments"}, "Governments"),
        ("Member States", {"states", "member"}, "Member States"),
        ("Member States", {"countries"}, "Member States"),
    ],
)
def test_who_stands_for_one_as_for_several_is_called_as_the_words_do(entity, words, told):
    assert prose.called(entity, words) == told
