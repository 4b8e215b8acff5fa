"""Sentences: what they say follows from the tables, and they always say something."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from jinja2 import UndefinedError
from small_series import TABLES, measured, of

from workbench import codebook, drift, findings, mandate, prose, show, steps, topics
from workbench.findings import sentences

RESOLUTIONS = TABLES["resolutions"]
ENTITIES = {"clause_entities": TABLES["clause_entities"]}


def facts(shown) -> dict:
    return shown.bundle[show.MIME]


def said(shown) -> str:
    return facts(shown)["text"]


def test_members_and_length():
    assert said(findings.members(RESOLUTIONS, "Seeds")) == (
        "“Seeds”: five adopted members are known here, from 2001 to 2009, one of them "
        "unconfirmed; the texts of four are described, one is missing (F/RES/3); one draft "
        "stands beside them (F/RES/5)."
    )
    assert "unconfirmed" not in said(findings.members(RESOLUTIONS.assign(verified=True), "Seeds"))
    assert said(findings.length(measured(drift.length))) == (
        "From F/RES/1 (2001) to F/RES/6 (2009) the text went from 100 to 150 words, 1.5 times its "
        "length, over one member without text."
    )
    assert "between 100 (F/RES/1) and 200 words (F/RES/4)" in said(
        findings.length(measured(drift.length), "collection")
    )


def test_the_latest_member():
    shown = findings.latest(RESOLUTIONS, TABLES["paragraphs"])
    assert facts(shown)["rank"] == 1 and facts(shown)["topic"] == "The latest"
    assert facts(shown)["values"]["paragraphs"] == len(facts(shown)["labels"]) == 4
    assert "F/RES/6" in said(shown) and "than F/RES/4" in said(shown)
    assert "No member" in said(findings.latest(RESOLUTIONS.iloc[:0], TABLES["paragraphs"]))


def test_what_is_reworded_is_told_in_paragraphs_and_words_and_no_changes_counted():
    table = measured(drift.wording)
    last = table[table["later"] == "F/RES/4"].iloc[-1]
    # two were merged, and one only a doubtful link makes reworded
    assert (last["n_revised"], last["n_before"], last["n_doubtful"]) == (2, 3, 1)
    shown = said(findings.wording(table[table["later"] == "F/RES/4"]))
    assert "change" not in shown
    assert shown.startswith("Doubtful links apart, two paragraphs of F/RES/4 reword three ")
    assert f"{last['n_words_before']} words became {last['n_words_revised']}, over" in shown


def test_what_differs_by_a_word_is_one_subject():
    rows = [("Buoy repair", 0.4, "OP1 OP2"), ("Lantern oil", 0.3, "OP3 OP4"),
            ("Painting of buoys", 0.2, "OP2"), ("Mooring of buoys", 0.2, "OP3 OP5 OP6"),
            ("LBO", 0.1, "OP4")]  # fmt: skip
    room = pd.DataFrame([
        {"theme": title, "title": title, "symbol": "F/RES/6", "year": 2006,
         "n_paragraphs": len(labels.split()),
         "share_paragraphs": len(labels.split()) / 10, "share_words": share, "labels": labels}
        for title, share, labels in rows
    ])  # fmt: skip
    entered = pd.DataFrame({"theme": ["Lantern oil", "LBO"], "title": ["Lantern oil", "LBO"],
                            "trajectory": ["entering", "gone"], "n_searched": 2,
                            "first_words": ["lantern oil", "lbo"]})  # fmt: skip
    text = said(findings.subjects(room, entered))
    assert "most often Mooring of buoys (in 3 of 10 paragraphs), and often" in text
    assert "and often Buoy repair and Lantern oil." in text
    assert text.endswith("First named in it, of the texts at hand: Lantern oil (OP3 and OP4).")
    assert "grew" not in said(findings.trajectories(entered, what="proposed subject"))


def test_an_annex_is_no_growth():
    paragraphs = TABLES["paragraphs"]
    words = paragraphs.groupby("symbol")["n_words"].sum()
    plan = pd.DataFrame([{"symbol": "F/RES/6", "label": f"Annex/{n}", "part": "annex",
                          "n_words": 500} for n in (1, 2)])  # fmt: skip
    longer = pd.concat([paragraphs, plan], ignore_index=True)
    told = facts(findings.latest(RESOLUTIONS, longer))
    assert told["values"] == facts(findings.latest(RESOLUTIONS, paragraphs))["values"]
    assert "counted here, have 1,000 words against no" in told["text"]
    members = RESOLUTIONS.assign(
        n_words=RESOLUTIONS["n_words"] + 1000 * (RESOLUTIONS["symbol"] == "F/RES/6")
    )
    length = measured(drift.length, {"resolutions": members, "paragraphs": longer})
    assert length["growth"].iloc[-1] == pytest.approx(words["F/RES/6"] / words["F/RES/4"] - 1)
    text = said(findings.length(length))
    assert "from 100 to 150 words" in text
    assert text.endswith("annexes, which aren't counted here, went from no to 1,000 words.")
    kinds = measured(drift.composition)
    kinds.loc[kinds["kind"] == "added", "labels"] = "OP1 Annex/1 Annex/2"
    assert "new as a whole (two of them in an annex)." in said(findings.composition(kinds))


def test_the_last_renewal():
    shown = findings.composition(measured(drift.composition), measured(drift.collated))
    assert said(shown) == (
        "F/RES/6 (2009) has four paragraphs: four repeat one of F/RES/4 and none are new as a "
        "whole. Of the five paragraphs of F/RES/4 one is not continued as a whole."
    )
    assert facts(shown)["values"]["dropped"] == 1
    assert facts(shown)["labels"] == [["F/RES/4", "OP3"]]
    assert said(findings.carried(measured(drift.composition))) == (
        "100% of the words of F/RES/6 stand in paragraphs carried over from F/RES/4; 100% are "
        "carried over word for word and in order, 100% in paragraphs without a change (“also” or "
        "“further” at the beginning, hyphens and numbers of paragraphs apart). Of the "
        "words of F/RES/4 75% stand in paragraphs that live on."
    )


def test_close_decisions_show_as_a_range():
    three = of("F/RES/2", "F/RES/3", "F/RES/4")
    text = said(findings.composition(measured(drift.composition, three),
                                 measured(drift.collated, three)))  # fmt: skip
    assert "three (2 to 4) reword one" in text and "one (0 to 2) is new as a whole" in text
    assert "none (0 to 1) are not continued as a whole, over one member without text." in text
    assert "Another reader might decide otherwise whether OP" in text
    assert text.endswith("; the brackets hold what these decisions would give.")


def test_a_close_decision_counts_once_and_as_often_as_it_is_named():
    columns = ["earlier_label", "later_label", "kind", "doubtful", "relative"]
    rows = [
        ("OP1", "OP1", "revised", True, None), ("OP2", "OP2", "revised", False, None),
        ("OP3", None, "dropped", True, "OP4"), (None, "OP4", "added", True, "OP3"),  # one decision
        ("PP1", None, "dropped", True, "OP4"), (None, "OP5", "added", True, "OP2"),
        (None, "OP6", "added", False, None),
    ]  # fmt: skip
    collated = pd.DataFrame(rows, columns=columns).assign(earlier="F/RES/4", later="F/RES/6")
    text = said(findings.composition(measured(drift.composition), collated))
    assert (
        "decide otherwise whether OP1 of F/RES/6 carries on OP1 of F/RES/4 and OP4 is new or "
        "carries on OP3, whether PP1 of F/RES/4 is gone, whether OP5 of F/RES/6 is new." in text
    )
    (limit,) = findings.doubts(collated)
    assert said(limit).startswith("In four cases") and "four in F/RES/6" in said(limit)


def test_rewriting_leaves_jumps_out_and_says_so():
    text = said(findings.rewriting(measured(drift.composition), RESOLUTIONS))
    assert "make 0% of the words of F/RES/6 and 48% of those of F/RES/2" in text
    assert "what lies between is missing: F/RES/2 and F/RES/4" in text


def test_renewals_differ_where_their_ranges_do():
    table = measured(drift.composition)
    assert said(findings.rewriting(table, RESOLUTIONS)).startswith("Renewals differ: ")
    doubtful = (table["later"] == "F/RES/6") & (table["kind"] == "added")
    wide = table.assign(share_words_high=table["share_words_high"].mask(doubtful, 0.6))
    text = said(findings.rewriting(wide, RESOLUTIONS))
    assert text.startswith("Renewals may differ, as what is doubtful is decided: ")
    assert "make 0% (0% to 60%) of the words of F/RES/6" in text


def test_what_gathered_in_years_is_said_with_them():
    later = RESOLUTIONS.assign(year=RESOLUTIONS["year"].replace(2001, 1999))  # four years, then two
    text = said(findings.rewriting(measured(drift.composition), later))
    assert f"and {60 / 125:.0%} of those of F/RES/2 (after four years)" in text


def test_survivors_before_and_after_the_gap():
    text = said(findings.survival(measured(drift.survival)))
    assert text == (
        "Of the four paragraphs of F/RES/1 (2001) three can be followed into F/RES/6, from "
        "one text to the next and however reworded, over one member without text; of the five "
        "paragraphs of F/RES/4, the earliest after the last gap, four can be followed."
    )


def test_contested():
    assert said(findings.contested(measured(drift.contested))) == (
        "Two provisions went through two or more renewals from one member to the next: one "
        "never reworded."
    )


def provision(n_renewals: int, n_reworded: int, procedural: bool = False, label: str = "OP1",
              doubtful: bool = False):  # fmt: skip
    fate = {0: "never", n_renewals: "every time"}.get(n_reworded, "sometimes")
    return {"last_symbol": "F/RES/9", "last_label": label, "n_renewals": n_renewals,
            "n_reworded": n_reworded, "fate": fate, "n_housekeeping": 0,
            "procedural": procedural, "doubtful": doubtful}  # fmt: skip


def test_a_request_for_a_report_is_no_contest():
    rows = [provision(3, 3), provision(5, 5, procedural=True, label="OP7")]
    assert said(findings.contested(pd.DataFrame(rows))) == (
        "Two provisions went through two or more renewals from one member to the next: two were "
        "reworded each time. Most often reworded in more than dates, sessions, symbols and names, "
        "reports, notes of them and the agenda apart, was OP1 of F/RES/9 (at all three renewals)."
    )
    assert "Most often" not in said(findings.contested(pd.DataFrame(rows[1:])))
    close = [provision(3, 3), provision(4, 4, label="OP2", doubtful=True)]
    assert said(findings.contested(pd.DataFrame(close))).endswith(
        "two were reworded each time (one without doubtful links). Most often reworded in more "
        "than dates, sessions, symbols and names, doubtful links apart, was OP1 of F/RES/9 (at all "
        "three renewals)."
    )


def test_most_often_reworded_is_what_was_reworded_most_often_at_every_renewal_or_not():
    rows = [provision(3, 3), provision(6, 5, label="OP2"), provision(7, 7, label="OP3")]
    rows[-1]["n_housekeeping"] = 3
    text = said(findings.contested(pd.DataFrame(rows)))
    assert text.endswith("and names was OP2 of F/RES/9 (at five of six renewals).")
    alike = [provision(3, 3), provision(3, 3, label="OP2")]
    assert said(findings.contested(pd.DataFrame(alike))).endswith(
        "were OP1 of F/RES/9 and OP2 of F/RES/9 (each at all three renewals)."
    )
    other = [provision(3, 3), provision(4, 3, label="OP2")]
    assert said(findings.contested(pd.DataFrame(other))).endswith(
        "OP1 of F/RES/9 (at all three renewals) and OP2 of F/RES/9 (at three of four renewals)."
    )


def words(p: float | None) -> pd.DataFrame:
    return pd.DataFrame({
        "word": ["rain", "dust"], "log_ratio": [2.0, -2.0], "g2": [9.0, 8.0], "p": [p, 0.9],
        "n_added": [7, 0], "n_dropped": [0, 2], "n_paragraphs_added": [3, 0],
        "n_paragraphs_dropped": [0, 2], "otherwise": False, "earlier": "F/RES/1",
        "later": "F/RES/9",
    })  # fmt: skip


def test_words_that_pass_no_test_are_counts():
    assert said(findings.keyness(words(0.98))) == (
        "In renewals from one member to the next between F/RES/1 and F/RES/9, none of two words "
        "that changed in five paragraphs or more was added or dropped more clearly than chance "
        "would show. In counts alone, among others, “rain” (seven more in three paragraphs) "
        "stands in no paragraph less often than before, and “dust” (two "
        "fewer in two paragraphs) stands in none more often."
    )
    # "rains" went the other way
    other = said(findings.keyness(words(0.98).assign(otherwise=[True, False])))
    assert "rain" not in other and "“dust” (two fewer in two paragraphs) stands" in other
    both = words(0.98).assign(n_added=[7, 1], n_dropped=[2, 2])
    assert said(findings.keyness(both)) == (
        "In renewals from one member to the next between F/RES/1 and F/RES/9, none of two words "
        "that changed in five paragraphs or more was added or dropped more clearly than chance "
        "would show."
    )
    assert said(findings.keyness(words(0.01))).startswith(
        "In renewals from one member to the next between F/RES/1 and F/RES/9, more often added "
        "than dropped was “rain” (seven times in three paragraphs). If"
    )


def verb_classes(first: list[int], last: list[int]) -> pd.DataFrame:
    rows = [
        {
            "symbol": symbol,
            "class": name,
            "n_clauses": n,
            "share": n / sum(counts),
            "verbs": verbs if n else "",
        }
        for symbol, counts in (("F/RES/1", first), ("F/RES/2", last))
        for name, n, verbs in zip(
            ("requesting", "urging"), counts, ("requests 9", "calls upon 8, urges 2"), strict=True
        )
    ]
    return pd.DataFrame(rows)


def test_few_clauses_are_not_compared():
    assert facts(findings.verbs(verb_classes([4, 3], [5, 3])))["kind"] == "prose"
    assert said(findings.verbs(verb_classes([15, 15], [17, 14]))) == (
        "Between F/RES/1 and F/RES/2 no class of verbs gained or lost more clauses than chance "
        "would show."
    )
    # two of 21 beside none of 39 is no rise
    assert "no class of verbs" in said(findings.verbs(verb_classes([0, 39], [2, 19])))
    assert said(findings.verbs(verb_classes([10, 30], [30, 10]))) == (
        "From F/RES/1 to F/RES/2 the share of requesting clauses rose from 25% (10 of 40: "
        "“requests”) to 75% (30 of 40: “requests”), that of urging clauses fell from 75% (30 of "
        "40: “calls upon” and “urges”) to 25% (10 of 40: “calls upon” and “urges”)."
    )


def test_few_qualifiers_are_counts():
    table = measured(drift.qualifiers)
    assert said(findings.qualifiers(table)) == (
        "Neither in F/RES/1 nor in F/RES/6 ten conditions and qualifiers of the codebook were "
        "found: too few to compare."
    )
    text = said(findings.qualifiers(table.assign(count=table["count"] * 10)))
    assert text.startswith("Conditions and qualifiers of the kinds that the codebook knows")
    assert "ten times in " in text and "words in the operative part of F/RES/1" in text
    assert "densit" not in text and "1,000" not in text


def test_a_draft_adopted_as_it_was():
    assert said(findings.draft(measured(drift.composition, stage="recommended"))) == (
        "F/RES/5, the recommended draft, became F/RES/6 without a change in any of its four "
        "paragraphs."
    )


def counted_by_readers(code: str, symbol: str, count: float, earlier: str = "") -> pd.DataFrame:
    """What `Corpus.validated` gives of a count that readers checked."""
    row = {"code": code, "symbol": symbol, "earlier": earlier, "n_machine": int(count),
           "low": 1.2, "high": 3.4}  # fmt: skip
    return pd.DataFrame([row])


def test_counts_that_readers_checked_are_told_with_their_interval():
    table, collated = measured(drift.composition), measured(drift.collated)
    pair = table.iloc[-1]
    here = table[(table["earlier"] == pair["earlier"]) & (table["later"] == pair["later"])]
    added, dropped = (
        counted_by_readers(
            kind, pair["later"], here.loc[here["kind"] == kind, "n_paragraphs"].iloc[0],
            pair["earlier"],
        )
        for kind in ("added", "dropped")
    )  # fmt: skip
    plain = said(findings.composition(table, collated))
    both = said(findings.composition(table, collated, pd.concat([added, dropped])))
    assert both == (
        f"{plain} A sample that readers checked puts the number of new paragraphs between 1 and 4, "
        "that of those not continued between 1 and 4 (95 % interval)."
    )
    one = said(findings.composition(table, collated, dropped))
    assert one.endswith("puts the number of those not continued between 1 and 4 (95 % interval).")
    # an interval of another count, or between others, is not its own
    for other in (added.assign(n_machine=99), added.assign(earlier="F/RES/1")):
        assert said(findings.composition(table, collated, other)) == plain
    grown = measured(mandate.expansion, entity="Granary")
    last = grown.dropna(subset="n_clauses").iloc[-1]
    read = counted_by_readers("Granary", last["symbol"], last["n_clauses"])
    assert "(between 1 and 4 by a sample that readers checked; 95 % interval)" in said(
        findings.expansion(grown, "Granary", validated=read)
    )


def test_themes():
    emergence, presence = measured(topics.emergence), measured(topics.presence)
    assert said(findings.emergence(emergence, presence)) == (
        "All 3 themes of the codebook are found in the four texts searched; none enters with "
        "F/RES/6."
    )
    new = emergence.assign(
        trajectory=["entering" if t == "drought" else "steady" for t in emergence["theme"]]
    )
    assert said(findings.emergence(new, presence)).endswith(
        "; drought (“drought”, OP1) enters with F/RES/6."
    )
    assert said(findings.emergence(emergence, presence, scheme="lagoon")) == (
        "Of the concepts of lagoon the three foremost are shown, those that take most room in the "
        "four texts searched and are rare elsewhere; none enters with F/RES/6."
    )
    assert said(findings.presence(presence)).startswith(
        "Of the themes of the codebook drought (47% of"
    )
    nothing = presence.assign(n_paragraphs=presence["n_paragraphs"] * 0)
    assert facts(findings.presence(nothing))["kind"] == "prose"
    last = presence.dropna(subset="share_words")["symbol"].iloc[-1]
    drought = presence[(presence["theme"] == "drought") & (presence["symbol"] == last)]
    read = counted_by_readers("drought", last, drought["n_paragraphs"].iloc[0])
    assert re.search(
        r"drought \(47% .*; the machine counts [a-z]+ paragraphs?, and a sample .* between 1 and 4",
        said(findings.presence(presence, read)),
    )
    assert "readers" not in said(findings.presence(presence, read.assign(symbol="F/RES/1")))
    ways = findings.ways(emergence)
    assert said(ways).startswith("One theme of the three found stands in the preamble of one text")
    assert said(ways).endswith(
        "Decided, not only asked for (“decides that … shall”): harvest (first in F/RES/4, OP3)."
    )
    unsaid = emergence.assign(obligation_symbol=None, preamble_first=False)
    assert facts(findings.ways(unsaid))["kind"] == "prose"
    assert facts(ways)["labels"] == [["F/RES/2", "PP2"], ["F/RES/4", "OP3"]]
    one = measured(topics.emergence, themes="drought"), measured(topics.presence, themes="drought")
    assert said(findings.emergence(*one)) == (
        "Drought is found in 3 of 4 texts searched, first in F/RES/2 (PP2)."
    )
    # drought stands in one paragraph more: that is no growth
    assert said(findings.trajectories(emergence)) == "No longer in the last member: harvest."
    assert "no trajectory" in said(findings.trajectories(emergence, "collection"))


def grown(tables, entity="Granary"):
    return said(findings.expansion(
        measured(mandate.expansion, tables, entity=entity), entity,
        specifications=measured(mandate.specifications, tables, entity=entity),
    ))  # fmt: skip


def test_the_mandate_is_compared_on_this_side_of_the_gap():
    # three clauses each: fewer than five, so they are counted, and nothing is concluded
    assert grown(TABLES) == (
        "In F/RES/6 (2009) three clauses ask the Granary to do something, after three in F/RES/4 "
        "(2007). Before F/RES/4 one member is without text."
    )


def test_tasks():
    two = of("F/RES/2", "F/RES/3", "F/RES/4")
    ledger = measured(mandate.ledger, two, entity="Granary")
    assert said(findings.ledger(ledger, "Granary")).startswith(
        "Of three tasks that F/RES/4 gives the Granary, one is carried on from the text before "
        "(over one member without text). "
    )
    values = facts(findings.ledger(ledger, "Granary"))["values"]
    fresh = ("new", "newly_addressed", "split", "revived")
    assert (values["carried"], sum(values[k] for k in fresh)) == (1, 2)


def test_where_most_tasks_are_not_carried_on_none_is_called_new_or_gone():
    columns = {"symbol": "F/RES/2", "year": 2003, "gained": "", "lost": "", "doubtful": False,
               "skips": ""}  # fmt: skip
    table = pd.DataFrame([
        columns | {"label": label, "verb": label and "requests", "earlier_label": earlier,
                   "status": status}
        for label, earlier, status in (
            ("OP1", "OP1", "carried"), *((f"OP{n}", None, "new") for n in range(2, 6)),
            ("OP6", None, "split"), (None, "OP4", "lapsed"))
    ]).assign(task=range(7))  # fmt: skip
    assert said(findings.ledger(table, "Granary")) == (
        "Of six tasks that F/RES/2 gives the Granary, one is carried on from the text before. "
        "For the others no task of the text before was found that they go on from, in texts that "
        "differ so much that they can't be called new one by one."
    )


@pytest.mark.parametrize(
    "labels, told",
    [("OP1 OP2 OP3 OP4 OP5", True), ("OP1(a) OP1(b) OP1(c) OP1(d) OP1(e)", False)],
)
def test_items_of_a_list_are_no_paragraphs_of_their_own(labels, told):
    table = pd.DataFrame({"symbol": ["F/RES/1"], "n_clauses": 5, "n_paragraphs": 5, "share": 0.5,
                          "n_directive": 10, "n_continuing": 0, "labels": labels})  # fmt: skip
    text = said(findings.continuing(table, "Granary"))
    assert ("No two clauses to it share a paragraph" in text) is told
    assert "go on with" not in text


@pytest.mark.parametrize(
    "counts, told", [((5, 4, 3, 3, 1), 4), ((5, 3, 3, 3, 3, 3, 3, 3), 1), ((2, 2), 2)]
)
def test_those_who_tie_are_told_together(counts, told):
    table = pd.DataFrame({"entity": [f"League {n}" for n, _ in enumerate(counts)],
                          "symbol": "F/RES/1", "n_clauses": counts})  # fmt: skip
    text = said(findings.entities(table))
    assert text.count("League") == told
    assert ("most often" in text) is (told < len(counts))


@pytest.mark.parametrize(
    "skips, counts, told",
    [("F/RES/2", (3, 6), "Right before it lies one member without text"),
     ("2002-2004", (3, 6), "Right before it lies 2002-2004, of which no member is known"),
     ("", (0, 6), "In the texts before the machine found none")],
)  # fmt: skip
def test_why_no_growth_can_be_told(skips, counts, told):
    table = pd.DataFrame({"symbol": ["F/RES/1", "F/RES/3"], "year": [2001, 2005],
                          "skips": ["", skips], "n_clauses": counts, "labels": "OP1",
                          "density": 1.0, "formerly": ""})  # fmt: skip
    assert told in said(findings.expansion(table, "Granary"))


def test_tasks_that_ended_stand_in_the_order_of_the_text():
    columns = {"symbol": "F/RES/2", "year": 2003, "gained": "", "lost": "", "doubtful": False,
               "skips": ""}  # fmt: skip
    ended = columns | {"label": None, "verb": None, "status": "lapsed"}
    table = pd.DataFrame([
        columns | {"label": "OP1", "verb": "requests", "earlier_label": "OP1", "status": "carried"},
        *(ended | {"earlier_label": label} for label in ("OP12", "OP4(b)", "OP4(a)")),
    ]).assign(task=range(4))  # fmt: skip
    text = said(findings.ledger(table, "Granary"))
    assert "(OP4(a), OP4(b) and OP12)" in text
    assert text.startswith("The one task that F/RES/2 gives the Granary is carried on from the ")


def test_the_last_of_two_members_of_one_year_is_told():
    columns = {"year": 2003, "gained": "", "lost": "", "doubtful": False, "skips": ""}
    table = pd.DataFrame([
        columns | {"task": task, "symbol": symbol, "label": label, "verb": label and "requests",
                   "earlier_label": "OP1", "status": status}
        for task, symbol, label, status in (
            ("a", "F/RES/1", "OP1", "first"), ("a", "F/RES/2", "OP1", "carried"),
            ("a", "F/RES/3", "OP1", "carried"), ("b", "F/RES/1", "OP2", "first"),
            ("b", "F/RES/2", None, "lapsed"))
    ])  # fmt: skip
    assert said(findings.ledger(table, "Granary")).startswith("F/RES/3 carries on")


def test_a_task_that_may_be_asked_in_other_words_is_neither_new_nor_gone():
    columns = {"symbol": "F/RES/2", "year": 2003, "gained": "", "lost": "", "skips": ""}
    table = pd.DataFrame([
        columns | {"label": label, "verb": label and "requests", "earlier_label": earlier,
                   "status": status, "doubtful": doubtful}
        for label, earlier, status, doubtful in (
            ("OP1", "OP1", "carried", False), ("OP2", None, "new", False),
            ("OP3", None, "new", True), (None, "OP4", "lapsed", True))
    ]).assign(task=range(4))  # fmt: skip
    assert said(findings.ledger(table, "Granary")) == (
        "Of three tasks that F/RES/2 gives the Granary, one is carried on from the text before. "
        "New: one (OP2). Perhaps new, perhaps asked before in other words or within another task: "
        "one (OP3). Not asked again, or in other words or within another task: one (OP4) of the "
        "text before."
    )


def test_what_is_due_at_two_sessions_is_one_duty():
    table = pd.DataFrame({"symbol": ["F/RES/1"] * 2, "label": "OP1", "clause": 1,
        "kind": "report", "who": "cantons", "to": "Assembly", "session": ["60th", "58th"],
        "at_once": False, "due_from": None, "due_to": None, "again": None,
        "skips": "", "next": None, "merged": None})  # fmt: skip
    members = pd.DataFrame({"symbol": ["F/RES/1"], "stage": "adopted", "source": "html",
                            "year": 2001, "skips": "", "n_words": 9})  # fmt: skip
    text = said(findings.duties(table, members))
    assert "a report by cantons to the Assembly, 58th session and 60th session: OP1" in text


def test_items_of_one_list_make_nothing_denser():
    labels = ["OP1 OP2 OP3 OP4 OP5", " ".join(["OP1", *(f"OP2({x})" for x in "abcdef")])]
    table = pd.DataFrame({"symbol": ["F/RES/1", "F/RES/2"], "year": [2001, 2003], "skips": "",
                          "n_clauses": [5, 7], "labels": labels, "density": [1.0, 2.0],
                          "formerly": ""})  # fmt: skip
    dense = pd.DataFrame({"denominator": ["words"] * 2, "symbol": ["F/RES/1", "F/RES/2"],
                          "density": [1.0, 2.0]})  # fmt: skip
    text = said(findings.expansion(table, "Granary", specifications=dense))
    assert "Six of them are items of one list (OP2)" in text
    assert "Denser" not in text


def test_of_what_the_next_member_has_not_nothing_is_said():
    row = {"symbol": "F/RES/1", "label": "OP1", "clause": 1, "kind": "report", "who": "cantons",
           "to": "Assembly", "session": "60th", "at_once": False, "due_from": None, "due_to": None,
           "again": False, "skips": "", "next": "F/RES/2", "merged": False}  # fmt: skip
    members = pd.DataFrame(
        {"symbol": ["F/RES/1", "F/RES/2"], "year": [2001, 2003]}
    ).assign(stage="adopted", source="html", skips="", n_words=9)  # fmt: skip
    now = row | {"symbol": "F/RES/2", "label": "OP9", "again": None}
    table = pd.DataFrame([row, row | {"label": "OP2", "who": "Mill"}, now])
    assert said(findings.duties(table, members)) == (
        "F/RES/2 asks for a report by cantons to the Assembly, 60th session: OP9."
    )


def test_what_two_paragraphs_ask_for_alike_is_told_once():
    table = pd.DataFrame({"symbol": ["F/RES/1"] * 2, "label": ["OP1", "OP3"], "clause": 1,
        "kind": "briefing", "who": "cantons", "to": "Assembly", "session": "60th",
        "at_once": False, "due_from": None, "due_to": None, "again": None,
        "skips": "", "next": None, "merged": None})  # fmt: skip
    members = pd.DataFrame({"symbol": ["F/RES/1"], "stage": "adopted", "source": "html",
                            "year": 2001, "skips": "", "n_words": 9})  # fmt: skip
    text = said(findings.duties(table, members))
    assert text == (
        "F/RES/1 asks for a briefing by cantons to the Assembly, 60th session: OP1 and OP3."
    )


def test_a_latest_text_that_repeats_nothing_says_so():
    table = pd.DataFrame({"earlier": ["F/RES/1"], "later": "F/RES/2", "way": "equal",
                          "later_label": "OP1", "doubtful": False, "earlier_verb": "urges",
                          "later_verb": "urges"})  # fmt: skip
    members = pd.DataFrame({"symbol": ["F/RES/1", "F/RES/2", "F/RES/3"], "stage": "adopted",
                            "source": "html", "year": [2001, 2003, 2005], "skips": "",
                            "n_words": 9})  # fmt: skip
    assert said(findings.strength(table, "Granary", members)).startswith(
        "The machine paired no request of F/RES/3"
    )


def test_a_deadline_is_due_by_its_day():
    table = pd.DataFrame({"symbol": ["F/RES/1"] * 2, "label": ["OP1", "OP2"], "clause": 1,
        "kind": "deadline", "who": "cantons", "to": None, "session": None, "at_once": False,
        "due_from": "2001-01-01", "due_to": ["2001-03-15", "2001-03-31"], "again": None,
        "skips": "", "next": None, "merged": None})  # fmt: skip
    members = pd.DataFrame({"symbol": ["F/RES/1"], "stage": "adopted", "source": "html",
                            "year": 2001, "skips": "", "n_words": 9})  # fmt: skip
    text = said(findings.duties(table, members))
    assert "action by cantons (by 15 March 2001): OP1" in text
    assert "action by cantons (by March 2001): OP2" in text


@pytest.mark.parametrize(
    "clauses, words, everything, verdict",
    [
        ((10, 20), (1000, 1500), (1500, 2000), "Denser by every measure"),
        ((10, 8), (1000, 1000), (1000, 1000), "Less dense by every measure"),
        ((10, 14), (1000, 1700), (1500, 1800), "undecided: against all words it is denser, against "
         "operative words less dense"),
        ((20, 21), (1000, 1000), (1000, 1010), "As dense by every measure, within a tenth"),
        ((10, 10), (1000, 800), (1500, 1500), "undecided: against operative words it is denser, "
         "against all words as dense"),
        ((4, 9), (1000, 1000), (1000, 1000), ""),
    ],
)  # fmt: skip
def test_verdicts_hold_for_each_denominator(clauses, words, everything, verdict):
    members = {"symbol": ["F/RES/1", "F/RES/2"], "year": [2001, 2003], "skips": ""}
    table = pd.DataFrame(members | {
        "n_clauses": clauses, "labels": "OP1", "formerly": "",
        "density": [1000 * c / w for c, w in zip(clauses, words, strict=True)],
    })  # fmt: skip
    several = pd.concat(
        pd.DataFrame(members | {
            "denominator": name, "density": [c / w for c, w in zip(clauses, of, strict=True)]
        }) for name, of in (("operative words", words), ("all words", everything))
    )  # fmt: skip
    text = said(findings.expansion(table, "Granary", specifications=several))
    assert verdict in text
    assert verdict or not re.search("dense|undecided|Per 1,000", text)


def test_what_was_only_reported_done_is_not_continued_unsaid():
    table = measured(drift.composition)
    last = (table["later"] == table["later"].iloc[-1]) & (table["kind"] == "discharged")
    assert "reports that what" not in said(findings.composition(table))
    table.loc[last, "labels"] = "OP1 OP2"
    assert "Of two (OP1 and OP2) it only reports that what they asked for was done." in said(
        findings.composition(table)
    )


def test_a_condition_that_fell_is_told_where_it_stood_and_where_it_is_missing():
    row = {"earlier": "F/RES/4", "later": "F/RES/6", "skips": "", "what": "condition", "count": 1,
           "doubtful": False}  # fmt: skip
    table = pd.DataFrame([
        row | {"name": "upon request", "labels": "OP2", "later_labels": "OP3"},
        row | {"name": "as appropriate", "labels": "OP4", "later_labels": "OP4"},
    ])  # fmt: skip
    text = said(findings.gone(table, RESOLUTIONS))
    assert "lost “upon request” in OP2, now OP3; “as appropriate” in OP4, in these or" in text
    doubtful = said(findings.gone(table.assign(doubtful=True), RESOLUTIONS))
    assert "lost “upon request” in OP2, now OP3, in doubt; “as appropriate” in OP4, in doubt," in (
        doubtful
    )


def test_a_kind_of_condition_is_not_quoted_as_its_words():
    table = pd.DataFrame({
        "symbol": "F/RES/1", "condition": ["upon_request", "none"], "n_clauses": [2, 1],
        "title": ["upon request", ""], "of": 3, "share": [2 / 3, 1 / 3],
        "labels": ["OP1 OP2", "OP3"],
    })  # fmt: skip
    assert (
        "two have “upon request”, in these or like words, whomever they bind; in one the machine "
        "found none of the kinds that the codebook knows (OP3)."
        in said(findings.conditions(table, "Granary"))
    )
    counted = pd.DataFrame({
        "symbol": ["F/RES/1", "F/RES/2", "F/RES/2"], "code": ["all", "all", "upon_request"],
        "title": ["all", "all", "upon request"], "count": [2, 14, 14],
        "density": [10.0, 20.0, 20.0],
    })  # fmt: skip
    assert "is “upon request”, in these or like words (14 times)" in said(
        findings.qualifiers(counted)
    )


def test_members_without_values_are_a_lower_bound():
    """Years of which no member is known aren't in these tables."""
    rows = [("F/RES/1", 2, 10.0), ("F/RES/2", None, None), ("F/RES/3", 14, 20.0)]
    table = pd.DataFrame(rows, columns=["symbol", "count", "density"])
    text = said(findings.qualifiers(table.assign(code="all", title="all")))
    assert text.endswith("F/RES/3, over at least one member without text.")


def test_what_quietly_went():
    text = said(findings.gone(measured(drift.gone), RESOLUTIONS))
    assert text.startswith("One paragraph of F/RES/4 is not continued as a whole in F/RES/6 (OP3).")
    table = measured(drift.gone)
    in_doubt = table.assign(doubtful=table["what"] == "paragraph")
    assert "(OP3 in doubt)." in said(findings.gone(in_doubt, RESOLUTIONS))


def test_of_words_that_a_short_text_lacks_it_is_said_that_it_is_short():
    table = measured(drift.gone)
    word = table.iloc[-1:].assign(what="word", name="sluices", count=2, labels="OP1")
    table = pd.concat([table, word])
    assert "Of the words of F/RES/4 “sluices” stands nowhere in F/RES/6." in said(
        findings.gone(table, RESOLUTIONS)
    )
    long = RESOLUTIONS.assign(
        n_words=RESOLUTIONS["n_words"].mask(RESOLUTIONS["symbol"] == "F/RES/4", 2 * 150 + 1)
    )
    assert "“sluices” stands nowhere in F/RES/6, which is less than half as long." in said(
        findings.gone(table, long)
    )
    names = word.assign(name="Montero")
    many = pd.concat([names, table, *(word.assign(name=f"sluice {n}") for n in range(5))])
    assert "“sluice 3”, among others, stand nowhere" in said(findings.gone(many, RESOLUTIONS))


def test_verbs_stronger_and_weaker_have_labels_and_verbs():
    table = pd.DataFrame([
        ("F/RES/1", "OP1", "F/RES/2", "OP2", "Granary", "encourages", "requests", "stronger",
         False),
        ("F/RES/1", "OP3", "F/RES/2", "OP3", "Granary", "urges", "urges", "equal", False),
    ], columns=["earlier", "earlier_label", "later", "later_label", "addressees", "earlier_verb",
                "later_verb", "way", "doubtful"]).assign(skips="")  # fmt: skip
    over = said(findings.strength(table.assign(skips="F/RES/1A"), "Granary"))
    assert "to the same addressee, over one member without text: one has" in over
    assert said(findings.strength(table, "Granary")) == (
        "Two requests of F/RES/2 were paired with one of the text before to the same addressee: "
        "one has a stronger verb (OP2 to the Granary: encourages → requests), by the codebook's "
        "scale."
    )
    same = table.iloc[1:]
    assert said(findings.strength(same, "Granary")) == (
        "One request of F/RES/2 was paired with one of the text before to the same addressee, "
        "under the same verb."
    )
    other = same.assign(later_verb="calls upon")
    assert said(findings.strength(other, "Granary")).endswith(
        "Another verb of the same strength: OP3 to the Granary: urges → calls upon."
    )
    close = pd.concat([same, table.iloc[:1].assign(doubtful=True)])
    assert said(findings.strength(close, "Granary")).endswith(
        "each under the same verb; paired with a doubt, and not compared: OP2."
    )
    assert "same verb" not in said(findings.strength(close.iloc[1:], "Granary"))
    untold = pd.concat([same, table.assign(later_label="OP5", way=None, doubtful=True)])
    assert said(findings.strength(untold, "Granary")).endswith(
        "Whether one more request is made more strongly than before, or less, can't be told (OP5)."
    )
    fallen = same.assign(later_verb="looks forward", way="fallen")
    assert said(findings.strength(fallen, "Granary")) == (
        "No longer a request: OP3 to the Granary: urges → looks forward."
    )


def test_what_is_due():
    two = of("F/RES/1", "F/RES/2")
    reviews = pd.DataFrame({
        "symbol": ["F/RES/1", "F/RES/2"], "label": "OP9", "kind": "review", "session": "9th",
        "due_from": "2009-09-01", "due_to": "2009-09-30",
    })  # fmt: skip
    text = said(findings.duties(measured(mandate.duties, two), two["resolutions"], reviews))
    # of one duty that has a next nothing is told in general
    assert text == (
        "F/RES/2 asks for a report by the Secretary to the Assembly, 7th session "
        "(September 2007 to August 2008): OP1. The matter comes back at the 9th session "
        "(September 2009): OP9."
    )
    twice = pd.concat([reviews, reviews.assign(label="OP8")])
    text = said(findings.duties(measured(mandate.duties, two), two["resolutions"], twice))
    assert text.endswith("comes back at the 9th session (September 2009): OP9 and OP8.")


def test_what_a_clause_asks_of_several_is_one_duty():
    owed = pd.DataFrame({
        "symbol": "F/RES/6", "label": "OP1", "kind": "report", "session": None,
        "who": ["OCT", "special rapporteurs", "Warden"], "to": "Court", "due_from": None,
        "due_to": None, "at_once": False, "next": None, "again": None, "skips": "",
    })  # fmt: skip
    words = pd.DataFrame({"symbol": ["F/RES/6", "F/RES/5"], "label": "OP1",
                          "word": ["rapporteur", "rapporteurs"]})  # fmt: skip
    for said_there, who in ((words, "the Special Rapporteur"), (None, "special procedures")):
        text = said(findings.duties(owed, RESOLUTIONS, None, said_there))
        told = f"F/RES/6 asks for a report by UNOCT, {who} and the Warden to the Court: OP1."
        assert text == told


def test_limits_appear_where_there_is_something_to_limit():
    (gap,) = findings.gaps(RESOLUTIONS)
    assert said(gap) == (
        "One member has no text here: F/RES/3. F/RES/2 to F/RES/4 jumps over one member without "
        "text: what happened in between, and when, can't be told, nor whether others lie there."
    )
    assert said(findings.unverified(RESOLUTIONS)[0]).startswith("That F/RES/3 is a member isn't ")
    few = said(findings.too_few(RESOLUTIONS)[0])
    assert few.startswith("Two renewals from one member to the next: too few to test whether")
    assert few.endswith("paragraphs or clauses are dealt at random, not renewals.")
    assert "F/RES/5 and F/RES/6" in said(findings.notes(RESOLUTIONS)[0])
    assert said(findings.entries(measured(topics.emergence), RESOLUTIONS)[0]).startswith(
        "One theme first met in F/RES/4 (harvest) may have entered"
    )
    assert said(findings.doubts(measured(drift.collated))[0]).startswith("In two cases")
    traced = pd.DataFrame([["F/RES/4", "OP1"]], columns=["symbol", "label"])
    assert len(findings.themes(traced)) == 2
    assert len(findings.themes(traced.iloc[:0])) == 1
    every_year = RESOLUTIONS.iloc[[0] * 5].assign(
        symbol=[f"F/RES/{n}" for n in range(5)], year=[2001, 2002, 2003, 2009, 2010],
        stage="adopted", n_words=9, n_words_annex=0,
        predecessor=["", *(f"F/RES/{n}" for n in range(4))],
    )  # fmt: skip
    assert findings.gaps(every_year.assign(predecessor="")) == []  # a collection has no rhythm
    (hole,) = findings.gaps(every_year)
    assert said(hole).startswith("No member between 2003 and 2009 is known here")
    assert list(steps.members(every_year)["skips"]) == ["", "", "", "2004-2008", ""]
    length = said(
        findings.length(every_year.assign(skips=steps.members(every_year)["skips"].array))
    )
    assert prose.jumped(["2004-2004", "F/RES/3"]) == (
        "one member without text and 2004, of which no member is known"
    )
    assert length.endswith(", over 2004-2008, of which no member is known.")
    symbols = [f"A/RES/{year - 1945}/1" for year in every_year["year"]]
    twice = every_year.assign(symbol=symbols, year=[2001, 2002, 2003, 2005, 2006])
    cited = pd.DataFrame(
        [["A/RES/60/1", "PP2", "A/RES/59/3", "text"], ["A/RES/64/1", "OP2", "A/RES/59/5", "text"],
         ["A/RES/64/1", "OP3", "A/RES/59/7", "note"], ["A/RES/64/1", "PP2", "A/RES/59/8", "text"],
         ["A/RES/64/1", "OP4", "A/RES/57/9", "text"],
         ["A/RES/64/1", "OP4", "S/RES/9(2004)", "text"]],
        columns=["symbol", "label", "cited", "where"],
    )  # fmt: skip
    assert said(findings.gaps(twice, cited)[-1]) == (
        "No member between 2003 and 2005 is known here, more years than most renewals take. "
        "A/RES/59/5, of these years, is cited by operative paragraphs of A/RES/64/1 alone: whether "
        "it is a member, the tables can't tell."
    )
    assert findings.gaps(twice) == findings.gaps(twice, cited[cited["label"] == "PP2"]) == []
    awaited = RESOLUTIONS.assign(skips=["", "2002-2003", *RESOLUTIONS["skips"][2:]])
    assert "a member may lie in 2002-2003" in said(findings.gaps(awaited)[-1])
    assert "others may lie in 2002-2003" in said(findings.members(awaited, "Lakes"))
    book = codebook.load()
    assert len(findings.mandates(book, "Granary")) == 2
    assert "took over the tasks of CTITF (until 2017)" in said(findings.mandates(book, "OCT")[2])
    whole = of("F/RES/1", "F/RES/2")
    assert findings.gaps(whole["resolutions"]) == []
    assert findings.unverified(whole["resolutions"]) == []
    assert findings.doubts(measured(drift.collated, whole)) == []


def named(call: str) -> list[str]:
    """First arguments of calls in the sources of findings."""
    sources = Path(findings.__file__).parent.glob("*.py")
    return re.findall(rf'\b{call}\(\s*"([\w-]+)"', "".join(p.read_text() for p in sources))


def test_every_finding_has_a_place_and_every_place_a_finding():
    assert set(named("finding")) == set(sentences.order())


def test_every_template_says_something():
    files = sentences.TEMPLATES.glob("*.j2")
    macros = re.findall(r"\{% macro (\w+)", "".join(p.read_text() for p in files))
    assert set(macros) == set(named("say"))


def test_a_sentence_with_a_value_missing_is_an_error():
    with pytest.raises(UndefinedError):
        sentences.sentences("corpus")("members", title="Seeds")


SAYING = {
    "members": lambda t: findings.members(t["resolutions"], "Seeds"),
    "growth": lambda t: findings.length(measured(drift.length, t)),
    "renewal": lambda t: findings.composition(measured(drift.composition, t)),
    "rewriting": lambda t: findings.rewriting(
        measured(drift.composition, t), t["resolutions"]),
    "wording": lambda t: findings.wording(measured(drift.wording, t)),
    "survival": lambda t: findings.survival(measured(drift.survival, t)),
    "reopened": lambda t: findings.contested(measured(drift.contested, t)),
    "keyness": lambda t: findings.keyness(measured(drift.keyness, t)),
    "dealt": lambda t: findings.keyness(measured(drift.keyness, t, least=1, permutations=20)),
    "lifetimes": lambda t: findings.lifetimes(measured(drift.lifetimes, t)),
    "owed": lambda t: findings.duties(measured(mandate.duties, t), t["resolutions"]),
    "latest": lambda t: findings.latest(t["resolutions"], t["paragraphs"]),
    "carried": lambda t: findings.carried(measured(drift.composition, t)),
    "gone": lambda t: findings.gone(measured(drift.gone, t), t["resolutions"]),
    "strength": lambda t: findings.strength(measured(mandate.strength, t), "Granary"),
    "hedging": lambda t: findings.qualifiers(measured(drift.qualifiers, t)),
    "verb_classes": lambda t: findings.verbs(measured(drift.verbs, t)),
    "draft": lambda t: findings.draft(measured(drift.composition, t, stage="recommended")),
    "emergence": lambda t: findings.emergence(
        measured(topics.emergence, t), measured(topics.presence, t)),
    "presence": lambda t: findings.presence(measured(topics.presence, t)),
    "ways": lambda t: findings.ways(measured(topics.emergence, t)),
    "trajectories": lambda t: findings.trajectories(measured(topics.emergence, t)),
    "expansion": lambda t: findings.expansion(
        measured(mandate.expansion, t | ENTITIES, entity="Granary"), "Granary"),
    "continuing": lambda t: findings.continuing(
        measured(mandate.expansion, t | ENTITIES, entity="Granary"), "Granary"),
    "bounds": lambda t: findings.conditions(
        measured(mandate.conditions, t | ENTITIES, entity="Granary"), "Granary"),
    "ledger": lambda t: findings.ledger(
        measured(mandate.ledger, t | ENTITIES, entity="Granary"), "Granary"),
    "entities": lambda t: findings.entities(measured(mandate.entities, t)),
}  # fmt: skip


@pytest.mark.parametrize("name", SAYING)
@pytest.mark.parametrize(
    "symbols",
    [(), ("F/RES/1",), ("F/RES/3",), ("F/RES/2", "F/RES/3", "F/RES/4"),
     tuple(RESOLUTIONS["symbol"])],
    ids=["empty", "one", "a gap alone", "two over a gap", "all"],
)  # fmt: skip
def test_there_is_always_one_sentence(name, symbols):
    text = said(SAYING[name](of(*symbols)))
    assert text.endswith((".", ")"))
    assert not re.search(r"nan\b|None(?! of)|<NA>|  ", text)


@pytest.mark.parametrize(
    ("new", "begins"),
    [(1, "The one new paragraph of F/RES/6 was not found"), (2, "None of the two new paragraphs")],
)
def test_one_new_paragraph_is_spoken_of_as_one(new, begins):
    table = pd.DataFrame([UNSOURCED] * new)
    assert said(findings.sources(table, table)).startswith(begins)


UNSOURCED = {"symbol": "F/RES/6", "label": "OP4", "kind": "added", "n_run": None, "share": None,
             "run": None, "earlier": None, "earlier_label": None, "in_common": float("nan"),
             "earliest": None, "earliest_label": None, "earliest_share": None,
             "n_searched": 3}  # fmt: skip


def test_the_earliest_source_of_what_a_reworded_paragraph_added_is_named():
    run = "one two three four five six seven eight"
    found = {"kind": "revised", "label": "PP2", "earliest": "G/RES/1", "earliest_label": "OP3",
             "earlier": "G/RES/2", "earlier_label": "OP5", "share": 0.9, "earliest_share": 0.8,
             "n_run": 12, "run": run}  # fmt: skip
    few = found | {"label": "PP3", "n_run": 7}
    table = pd.DataFrame([UNSOURCED, UNSOURCED | found, UNSOURCED | few])
    shown = findings.sources(table.iloc[:1], table)
    assert (
        "document. Of what one reworded paragraph added, half of the words or more, in order, "
        "stand so in G/RES/1 (OP3 for PP2, 80%). Three" in said(shown)
    )
    assert ["F/RES/6", "PP2"] in [list(place) for place in facts(shown)["labels"]]


def test_no_source_is_denied_where_no_library_was_searched():
    shown = findings.sources(pd.DataFrame([UNSOURCED]).drop(columns=["kind", "n_run"]))
    assert said(shown).endswith("no library was searched, only three earlier documents of the "
                                "series here, and nothing was found.")  # fmt: skip
    assert shown.bundle.get(show.MIME, {}).get("kind") != "finding"


def test_topics_without_themes_are_told_by_their_words():
    row = {"topic": 1, "unstable": False, "terms": "toll, bridge, fee, ferry",
           "name": "toll, bridge, fee"}  # fmt: skip
    text = said(findings.model(pd.DataFrame([row])))
    assert "name of a theme" not in text
    assert text.endswith("text. By the words that lead them: “toll, bridge, fee”.")
    assert "none becomes another with other seeds" in text
    shaky = said(findings.model(pd.DataFrame([row, row | {"topic": 2, "unstable": True}])))
    assert shaky.endswith("The rest by the words that lead them: “toll, bridge, fee”.")
    named = said(findings.model(pd.DataFrame([row, row | {"topic": 2, "name": "Tolls"}])))
    assert "one bears the name of a theme, one bears none" in named


def test_a_word_that_only_came_is_said_to_have_come_however_much_else_came():
    row = {"earlier": "F/RES/1", "later": "F/RES/2", "skips": "", "log_ratio": -0.4, "g2": 1.0,
           "p": 0.9, "n_dropped": 0, "n_paragraphs_dropped": 0, "otherwise": False}  # fmt: skip
    gone = {"log_ratio": -5.0, "n_added": 0, "n_paragraphs_added": 0, "n_dropped": 3,
            "n_paragraphs_dropped": 3}  # fmt: skip
    table = pd.DataFrame([
        row | {"word": "rain", "n_added": 4, "n_paragraphs_added": 4},
        row | gone | {"word": "drought"},
    ])  # fmt: skip
    assert said(findings.keyness(table)).endswith(
        "In counts alone, among others, “rain” (four more in four paragraphs) stands in no "
        "paragraph less often than before, and “drought” (three fewer in three paragraphs) stands "
        "in none more often."
    )


def test_a_text_that_shrank_has_a_share_of_its_length():
    rows = RESOLUTIONS.iloc[[0, 1]].assign(n_words=[200, 30], n_words_annex=0, skips="")
    assert said(findings.length(rows)).endswith("the text went from 200 to 30 words, 15% of its "
                                                "length.")  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "expected", "begins"),
    [
        ([9], [0.01], "One group of words"),
        ([9], [0.3], ""),  # one where chance gives one in four times
        ([9, 9], [0.3, 0.3], "Two groups of words"),  # 1 - exp(-0.3) * (1 + 0.3) is 0.04
        ([9, 4, 4], [0.01, 1.4, 1.4], "One group of words"),  # three are not thrice 1.4
        ([4, 4, 4, 4], [2.0] * 4, ""),
    ],
)
def test_new_words_are_found_where_chance_seldom_gives_as_many(paragraphs, expected, begins):
    table = pd.DataFrame({
        "candidate": [f"harbour {n}" for n in range(len(paragraphs))], "listed": "",
        "terms": [f"harbour {n}" for n in range(len(paragraphs))],
        "n_paragraphs": paragraphs, "expected": expected, "symbol": "F/RES/6", "label": "OP1",
        "places": "F/RES/6 OP1",
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert text.startswith(begins) and bool(text) == bool(begins)


def test_new_words_are_told_with_the_member_that_they_are_first_met_in():
    table = pd.DataFrame({
        "candidate": ["weirs", "tides", "pilots"], "listed": "x", "n_paragraphs": 9,
        "terms": ["weir{,s}", "tides|ebb", "pilots"],
        "expected": 0.1, "symbol": ["F/RES/4", "F/RES/2", "F/RES/4"], "label": "OP1",
        "places": "F/RES/2 OP1; F/RES/4 OP1; F/RES/6 OP1",
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert text.startswith(
        "Three groups of words that no earlier member with a text had stand in nine "
        "paragraphs or more, first met in F/RES/4: “weirs” and “pilots”; first met in F/RES/2: "
        "“tides”."
    )


def test_groups_of_new_words_are_told_once_and_where_more_than_one_member_has_them():
    table = pd.DataFrame({
        "candidate": ["weirs", "weirs/dams", "tides", "pilots"], "listed": "x", "n_paragraphs": 9,
        "terms": ["weirs", "weirs/dams", "tides", "pilots"],
        "expected": 0.1, "symbol": ["F/RES/2", "F/RES/2", "F/RES/2", "F/RES/6"], "label": "OP1",
        "places": ["F/RES/2 OP1; F/RES/4 OP1", "F/RES/2 OP1; F/RES/4 OP1", "F/RES/2 OP1 OP2",
                   "F/RES/6 OP1 OP2"],
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert text.startswith("Two groups of words")
    assert "first met in F/RES/2: “weirs”; first met in F/RES/6: “pilots”." in text
