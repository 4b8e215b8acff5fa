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
TIDY = (  # what alone is no contest
    "dates, sessions, symbols, numbers of paragraphs, names, forms of a word, “and”, “also” or "
    "“further”"
)
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
    proposed = RESOLUTIONS.assign(verified=RESOLUTIONS["symbol"] != "F/RES/1")
    assert "known here, from 2001 (unconfirmed) to 2009, one" in said(
        findings.members(proposed, "Seeds")
    )
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


@pytest.mark.parametrize(
    "last, told",
    [([4, 5], "as many paragraphs and words as F/RES/1."),
     ([4, 6], "as many paragraphs as F/RES/1, and 1 more word (+11%)"),
     ([4, 4, 1], "as many words as F/RES/1, in 1 more paragraph."),
     ([4], "1 fewer paragraph and 5 fewer words (-56%) than F/RES/1.")],
)  # fmt: skip
def test_as_many_as_and_more_than(last, told):
    two = RESOLUTIONS[RESOLUTIONS["symbol"].isin(["F/RES/1", "F/RES/2"])]
    texts = ("F/RES/1", [4, 5]), ("F/RES/2", last)
    rows = [(symbol, f"OP{n}", "operative", words)
            for symbol, sizes in texts for n, words in enumerate(sizes, 1)]  # fmt: skip
    paragraphs = pd.DataFrame(rows, columns=["symbol", "label", "part", "n_words"])
    text = said(findings.latest(two, paragraphs))
    assert f" words: {told}" in text


def test_what_is_reworded_is_told_in_paragraphs_and_words_and_no_changes_counted():
    table = measured(drift.wording)
    last = table[table["later"] == "F/RES/4"].iloc[-1]
    # two were merged, and one only a doubtful link makes reworded
    assert (last["n_revised"], last["n_before"], last["n_doubtful"]) == (2, 3, 1)
    table = table[table["later"] == "F/RES/4"]
    assert said(findings.wording(table)) == ""  # of fewer than three nothing is told
    shown = said(findings.wording(table.assign(n_revised=3)))
    assert "change" not in shown
    assert shown.startswith("Doubtful links apart, three paragraphs of F/RES/4 were found to ")
    assert "words became" not in shown  # the doubtful links would add to both
    sure = said(findings.wording(table.assign(n_revised=3, n_doubtful=0)))
    assert sure.startswith("Three paragraphs of F/RES/4 were found to reword one or more of")
    assert f"{last['n_words_before']} words became {last['n_words_revised']}, over" in sure
    assert last["n_housekeeping"] == 0
    dated = measured(drift.wording, TABLES | {
        "edits": TABLES["edits"].assign(**{"class": "housekeeping"})})  # fmt: skip
    shown = said(findings.wording(dated[dated["later"] == "F/RES/4"].assign(n_revised=3)))
    assert "In at least one of them only dates, sessions, symbols, numbers of" in shown


def taking(*rows: tuple[str, float, str]) -> pd.DataFrame:
    """How much room subjects take in F/RES/6: title, share of the words, labels."""
    return pd.DataFrame([
        {"theme": title, "title": title, "symbol": "F/RES/6", "year": 2006,
         "n_paragraphs": len(labels.split()),
         "share_paragraphs": len(labels.split()) / 10, "share_words": share, "labels": labels}
        for title, share, labels in rows
    ])  # fmt: skip


ENTERED = pd.DataFrame({"theme": ["Lantern oil", "LBO"], "title": ["Lantern oil", "LBO"],
                        "trajectory": ["entering", "gone"], "n_searched": 2,
                        "first_words": ["lantern oil", "lbo"]})  # fmt: skip


def test_subjects_are_ranked_as_in_the_table_but_for_names_of_states():
    room = taking(("Buoy repair", 0.4, "OP1 OP2 OP7"), ("Lantern oil", 0.3, "OP3 OP4 OP8"),
                  ("Buoys", 0.2, "OP2 OP7 OP9"), ("Mooring of buoys", 0.2, "OP3 OP5 OP6 OP9"),
                  ("LBO", 0.1, "OP4"), ("Tolls", 0.1, "OP4 OP10"),
                  ("Democratic Republic", 0.5, "OP1 OP2 OP3 OP4"))  # fmt: skip
    text = said(findings.subjects(room, ENTERED))
    assert (
        "F/RES/6 often names, among others, each in at least so many of ten paragraphs, Mooring "
        "of buoys (4), Buoy repair (3), Lantern oil (3) and Buoys (3)."
    ) in text
    assert text.endswith("First named in it, of the texts at hand: Lantern oil (OP3, OP4 and OP8).")
    few = room[room["theme"] == "Tolls"]  # in two of ten paragraphs
    assert said(findings.subjects(few, ENTERED.iloc[1:])).endswith(
        "stands in a tenth of the paragraphs of F/RES/6, three at least."
    )
    assert "grew" not in said(findings.trajectories(ENTERED, what="proposed subject"))


@pytest.mark.parametrize(("foremost", "more", "told"), [
    ("OP1", [], False),  # two subjects that stand in passing
    ("OP1 OP2 OP3", [], True),
    ("OP1", [("Tolls", 0.1, "OP4 OP9 OP10")], True),
])  # fmt: skip
def test_few_subjects_without_the_foremost_are_not_told(foremost, more, told):
    room = taking(("Buoy repair", 0.4, foremost), ("Ferrymen", 0.2, "OP4 OP5 OP6"),
                  ("Lantern oil", 0.1, "OP3 OP4 OP8"), *more)  # fmt: skip
    text = said(findings.subjects(room, ENTERED))
    assert ("often names, among others" in text) == told
    assert "None of the subjects" not in text
    assert text.endswith(
        f"First named in {'it' if told else 'F/RES/6'}, of the texts at hand: Lantern oil "
        "(OP3, OP4 and OP8)."
    )
    assert told or said(findings.subjects(room, ENTERED, "collection")) == ""


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
    assert text.endswith("annexes, which aren't counted here, went from none to 1,000 words.")
    kinds = measured(drift.composition)
    kinds.loc[kinds["kind"] == "added", "labels"] = "OP1 Annex/1 Annex/2"
    assert "new as a whole (two of them in an annex)." in said(findings.composition(kinds))


def test_the_last_renewal():
    shown = findings.composition(measured(drift.composition), measured(drift.collated))
    assert said(shown) == (
        "F/RES/6 (2009) has four paragraphs: four repeat one of F/RES/4 and none are new as a "
        "whole. Of the five paragraphs of F/RES/4 one is carried on by no paragraph of F/RES/6 "
        "that the machine found."
    )
    assert facts(shown)["values"]["dropped"] == 1
    assert facts(shown)["labels"] == [["F/RES/4", "OP3"]]
    assert said(findings.carried(measured(drift.composition))) == (
        "100% of the words of F/RES/6 stand in paragraphs carried over from F/RES/4; 100% are "
        "carried over word for word and in order (what no change added), 100% in "
        "paragraphs without a change (“also” or “further” at the beginning, capitals, hyphens, "
        "punctuation, spaces and numbers of paragraphs apart). Of the words of F/RES/4 75% stand "
        "in paragraphs that live on."
    )


def test_close_decisions_show_as_a_range():
    three = of("F/RES/2", "F/RES/3", "F/RES/4")
    text = said(findings.composition(measured(drift.composition, three),
                                 measured(drift.collated, three)))  # fmt: skip
    assert (
        "three (2 to 4) reword one or more, one" in text
        and "one (0 to 2) is new as a whole" in text
    )
    assert "is continued (0 to 1 of them not, as what is doubtful is decided), over one" in text
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
    # of two none is the least
    assert "make 0% of the words of F/RES/6 and 48% of those of F/RES/2. Not" in text
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
    assert f"and {60 / 125:.0%} of those of F/RES/2 (after four years)." in text
    table = measured(drift.composition)
    three = pd.concat([table, table[table["later"] == "F/RES/6"]], ignore_index=True)
    text = said(findings.rewriting(three, later))
    assert "of F/RES/6 (after two years) and 48%" in text  # another has as few
    assert text.count("(after four years), the most.") == 1


@pytest.mark.parametrize(("share", "low", "high", "told"), [
    (0.2, 0.1, 0.3, (True, True)),
    (0.2, 0.0, 0.3, (False, True)),  # as few, as what is doubtful is decided
    (0.4, 0.1, 0.5, (True, False)),
])  # fmt: skip
def test_the_least_and_the_most_are_told_where_no_other_range_meets_theirs(share, low, high, told):
    table = measured(drift.composition)
    third = table[table["later"] == "F/RES/6"].assign(
        earlier="F/RES/6", later="F/RES/7", share_words=share, share_words_low=low,
        share_words_high=high)  # fmt: skip
    years = pd.concat([RESOLUTIONS, RESOLUTIONS.tail(1).assign(symbol="F/RES/7")])
    text = said(findings.rewriting(pd.concat([table, third], ignore_index=True), years))
    assert (", the least," in text, ", the most." in text) == told


def test_survivors_before_and_after_the_gap():
    text = said(findings.survival(measured(drift.survival)))
    assert text == (
        "Of the four paragraphs of F/RES/1 (2001) three can be followed into F/RES/6, from "
        "one text to the next and however reworded (what one of them leaves out is lost), over one "
        "member without text; of the five "
        "paragraphs of F/RES/4, the earliest after the last gap, four can be followed."
    )


def test_contested():
    assert said(findings.contested(measured(drift.contested))) == (
        "The machine followed two provisions through two or more renewals from one member "
        "to the next: one "
        "was never reworded (“also”, “again”, “further”, capitals, hyphens, punctuation, spaces "
        "and numbers of paragraphs apart)."
    )


def test_where_members_do_not_follow_one_another_it_says_which_renewals_are_compared():
    text = said(findings.contested(measured(drift.contested), RESOLUTIONS))
    assert text.startswith(
        "The machine followed two provisions through two or more renewals from one member "
        "to the next (F/RES/1 to "
        "F/RES/2 and F/RES/4 to F/RES/6): one was reworded at none of these renewals (“also”"
    )
    whole = RESOLUTIONS[RESOLUTIONS["symbol"] != "F/RES/3"]
    assert " next: " in said(findings.contested(measured(drift.contested), whole))


def test_where_no_provision_stayed_as_it_was_that_is_said():
    table = measured(drift.contested).assign(n_reworded=1)
    assert said(findings.contested(table)).endswith("next: each was reworded at least once.")
    assert said(findings.contested(table.iloc[:1])).endswith("next: it was reworded at least once.")
    # between the members named it wasn't, over a gap it was
    beside = table.assign(n_reworded=0, fate="sometimes")
    assert "two were never reworded" in said(findings.contested(beside))


def test_survival_is_not_told_across_a_text_that_is_much_shorter_than_its_neighbours():
    sizes = {"F/RES/1": 20, "F/RES/2": 4, "F/RES/3": 24}
    rows = [{"born": born, "symbol": symbol, "year": 2001, "n_renewals": n, "skips": "", "of": of,
             "n_alive": of if not n else 1, "n_alive_low": 1, "n_alive_high": 1, "labels": "OP1",
             "n_reaffirmed": 0}
            for i, (born, of) in enumerate(sizes.items())
            for n, symbol in enumerate(list(sizes)[i:])]  # fmt: skip
    text = said(findings.survival(pd.DataFrame(rows)))
    assert text.startswith("How many paragraphs of F/RES/1 live on in F/RES/3 isn't told:")
    assert text.endswith("F/RES/2 between them is much shorter than the texts on either side.")
    rows[3]["of"] = 5
    assert "can be followed" in said(findings.survival(pd.DataFrame(rows)))


def words(p: float | None, tested: int = 10) -> pd.DataFrame:
    first, others = (pd.DataFrame({
        "word": word, "log_ratio": 2.0, "g2": 9.0, "p": p, "n_added": 7, "n_dropped": 0,
        "n_paragraphs_added": 3, "n_paragraphs_dropped": 0, "earlier": "F/RES/1",
        "later": "F/RES/9"}, index=range(n))
        for word, n, p in (("rain", 1, p), ("dust", tested - 1, 0.9)))  # fmt: skip
    return pd.concat([first, others], ignore_index=True)


def test_words_that_pass_no_test_are_not_named():
    assert said(findings.keyness(words(0.98))) == (
        "In renewals from one member to the next between F/RES/1 and F/RES/9, none of the words "
        "compared that changed in five paragraphs or more was added or dropped more clearly than "
        "chance would show."
    )
    few = facts(findings.keyness(words(0.01, tested=9)))
    assert few["kind"] == "prose" and few["text"] == (
        "Too few words changed: nine, other forms included, in five paragraphs or more of renewals "
        "from one member to the next, so nothing is said of any."
    )
    none = words(None).assign(p=float("nan"))
    assert said(findings.keyness(none)).startswith("Too few words changed: none, other")
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
    # all under one class, or all but two: neither could have changed
    for last in ([0, 41], [2, 39]):
        shown = findings.verbs(verb_classes([0, 39], last))
        assert facts(shown)["kind"] == "prose" and "so many clauses beside" in said(shown)
    alike = findings.verbs(verb_classes([12, 20], [12, 20]))
    assert facts(alike)["kind"] == "prose"
    assert said(alike) == "Each class of verbs has as many clauses in F/RES/1 as in F/RES/2."
    # two of 21 beside two of 39 is no rise
    assert "no class of verbs" in said(findings.verbs(verb_classes([2, 37], [2, 19])))
    assert said(findings.verbs(verb_classes([10, 30], [30, 10]))) == (
        "From F/RES/1 to F/RES/2 the share of requesting clauses rose from 25% (10 of 40: "
        "“requests”) to 75% (30 of 40: “requests”), that of urging clauses fell from 75% (30 of "
        "40: “calls upon” and “urges”) to 25% (10 of 40: “calls upon” and “urges”)."
    )


def test_few_qualifiers_are_not_compared():
    table = measured(drift.qualifiers)
    assert said(findings.qualifiers(table)) == (
        "In F/RES/1 or in F/RES/6 fewer than 20 conditions and qualifiers of the codebook were "
        "found: too few to compare."
    )
    text = said(findings.qualifiers(table.assign(count=table["count"] * 20)))
    assert text.startswith("Conditions and qualifiers of the kinds that the codebook knows")


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
        "that of those that none carries on between 1 and 4 (95 % interval)."
    )
    one = said(findings.composition(table, collated, dropped))
    assert one.endswith(
        "puts the number of those that none carries on between 1 and 4 (95 % interval)."
    )
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
    room = [("moles", 0.5), ("tolls", 0.4), ("buoys", 0.2), ("lamps", 0.2), ("weirs", 0.1)]
    tied = pd.DataFrame(room, columns=["title", "share_words"]).assign(
        theme=lambda t: t["title"], symbol="F/RES/6", n_paragraphs=1, labels="OP1"
    )
    assert "(40%), buoys (20%) and lamps (20%) have most room" in said(findings.presence(tied))
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
        "In F/RES/6 (2009) the machine found three clauses that ask the Granary to do "
        "something, after three in F/RES/4 (2007). Before F/RES/4 one member is without text."
    )


def test_tasks():
    two = of("F/RES/2", "F/RES/3", "F/RES/4")
    ledger = measured(mandate.ledger, two, entity="Granary")
    assert said(findings.ledger(ledger, "Granary")).startswith(
        "Of three tasks of the Granary that the machine found in F/RES/4, one is carried on from "
        "the text before (over one member without text). "
    )
    values = facts(findings.ledger(ledger, "Granary"))["values"]
    fresh = ("new", "newly_addressed", "split", "revived")
    assert (values["carried"], sum(values[k] for k in fresh)) == (1, 2)


def test_of_no_tasks_no_finding_says_what_became_of_them():
    row = {"symbol": "F/RES/2", "task": 0, "year": 2003, "action": "mend", "gained": "", "lost": "",
           "skips": "", "label": None, "verb": None, "doubtful": False}  # fmt: skip
    went = pd.DataFrame([row | {"earlier_label": "OP1", "status": "lapsed"}])
    assert facts(findings.ledger(went, "Granary"))["kind"] == "finding"
    within = went.assign(status="merged")
    assert facts(findings.ledger(within, "Granary"))["kind"] == "prose"


def test_where_most_tasks_are_not_carried_on_none_is_called_new_or_gone():
    columns = {"symbol": "F/RES/2", "year": 2003, "action": "mend", "gained": "", "lost": "",
               "doubtful": False, "skips": ""}  # fmt: skip
    table = pd.DataFrame([
        columns | {"label": label, "verb": label and "requests", "earlier_label": earlier,
                   "status": status}
        for label, earlier, status in (
            ("OP1", "OP1", "carried"), *((f"OP{n}", None, "new") for n in range(2, 6)),
            ("OP6", None, "split"), (None, "OP4", "lapsed"))
    ]).assign(task=range(7))  # fmt: skip
    assert said(findings.ledger(table, "Granary")) == (
        "Of six tasks of the Granary that the machine found in F/RES/2, one is carried on from "
        "the text before. Of the others it can't be told one by one which are new, as the texts "
        "differ too much."
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
    listing = said(findings.continuing(table.assign(lists="OP2"), "Granary"))
    assert "share a paragraph" not in listing


def test_lists_that_are_not_counted_are_told_beside_the_count():
    paragraphs = TABLES["paragraphs"]
    under = paragraphs[(paragraphs["symbol"] == "F/RES/6") & (paragraphs["label"] == "OP1")]
    for verb, told in ((None, True), ("requests", False)):
        item = under.assign(label="OP1(a)", parent="OP1", verb=verb)
        tables = TABLES | {"paragraphs": pd.concat([paragraphs, item], ignore_index=True)}
        assert (", what is listed under them apart, after three" in grown(tables)) is told


@pytest.mark.parametrize(
    "counts, told", [((5, 4, 3, 3, 1), 4), ((5, 3, 3, 3, 3, 3, 3, 3), 1), ((2, 2), 2)]
)
def test_those_who_tie_are_told_together(counts, told):
    table = pd.DataFrame({"entity": [f"League {n}" for n, _ in enumerate(counts)],
                          "symbol": "F/RES/1", "n_clauses": counts})  # fmt: skip
    text = said(findings.entities(table))
    assert text.count("League") == told
    assert ("most often" in text) is (told < len(counts))


def test_who_ties_for_the_first_place_is_told_with_it_and_each_with_a_number():
    names = ["Mill", "Granary", "Ferry Court", "Weir Board", "Lake Bureau"]
    table = pd.DataFrame({"entity": names, "symbol": "F/RES/1", "n_clauses": [16, 16, 4, 3, 1]})
    assert said(findings.entities(table)) == (
        "The directive clauses that the machine found in the operative part of F/RES/1 most often "
        "address the Mill (16) and the Granary (16), and often the Ferry Court (4)."
    )


@pytest.mark.parametrize(
    "counts, unread, told",
    [((3, 1), 0, "The directive clauses that the machine found in the operative part of F/RES/1 "
      "address the Mill (3)"),
     ((3, 1), 1, "Of five directive clauses that the machine found in the operative part of "
      "F/RES/1 it read of four whom they ask: the Mill (3) and the Weir Board (1)."),
     ((1,), 2, "Of three directive clauses that the machine found in the operative part of "
      "F/RES/1 it read of one whom it asks: the Mill (1)."),
     ((4, 1, 1, 1, 1, 1, 1, 1), 5, "it read of eleven whom they ask, most often the Mill (4)."),
     ((4, 1, 1, 1, 1, 1, 1, 1), 6, "it read of eleven whom they ask.")],
)  # fmt: skip
def test_clauses_of_which_nobody_was_read_are_no_less_told(counts, unread, told):
    names = ["Mill", "Weir Board", *"ABCDEF"][: len(counts)]
    table = pd.DataFrame({"entity": names, "symbol": "F/RES/1", "n_clauses": counts})
    clauses = pd.DataFrame({"symbol": "F/RES/1", "label": "OP1", "directive": True,
                            "clause": range(sum(counts) + unread)})  # fmt: skip
    whom = [name for name, n in zip(names, counts, strict=True) for _ in range(n)]
    to = clauses.head(len(whom)).assign(role="addressee", entity=whom)
    assert told in said(findings.entities(table, clauses, pd.concat([to, to.tail(1)])))


@pytest.mark.parametrize(
    "skips, counts, told",
    [("F/RES/2", (3, 6), "Right before it lies one member without text"),
     ("2002-2004", (3, 6), "Right before it lies 2002-2004, where no member is known here"),
     ("", (0, 6), "In the texts before it found none")],
)  # fmt: skip
def test_why_no_growth_can_be_told(skips, counts, told):
    table = pd.DataFrame({"symbol": ["F/RES/1", "F/RES/3"], "year": [2001, 2005],
                          "skips": ["", skips], "n_clauses": counts, "labels": "OP1",
                          "density": 1.0, "formerly": ""})  # fmt: skip
    assert told in said(findings.expansion(table, "Granary"))


def test_what_is_in_doubt_is_told_with_the_count_that_it_is_in():
    row = {"symbol": "F/RES/2", "year": 2003, "action": "mend", "gained": "", "lost": "",
           "verb": "requests", "skips": ""}  # fmt: skip
    table = pd.DataFrame([
        row | {"label": "OP1", "earlier_label": "OP1", "status": "carried", "doubtful": False},
        row | {"label": "OP7", "earlier_label": "OP2", "status": "carried", "doubtful": True},
        row | {"label": "OP8", "earlier_label": None, "status": "new", "doubtful": False},
        row | {"label": None, "verb": None, "earlier_label": "OP9", "status": "discharged",
               "doubtful": True},
    ]).assign(task=range(4))  # fmt: skip
    text = said(findings.ledger(table, "Granary"))
    assert "on: OP7. Doubtful among those reported as done: OP9." in text
    into = row | {"label": "OP7", "earlier_label": "OP3", "status": "merged", "doubtful": True}
    more = pd.concat([table, pd.DataFrame([into | {"task": 4, "verb": None}])])
    text = said(findings.ledger(more, "Granary"))
    assert "What may go on within another paragraph: OP3 (in OP7). " in text


def test_tasks_that_ended_stand_in_the_order_of_the_text():
    columns = {"symbol": "F/RES/2", "year": 2003, "action": "mend", "gained": "", "lost": "",
               "doubtful": False, "skips": ""}  # fmt: skip
    ended = columns | {"label": None, "verb": None, "status": "lapsed"}
    table = pd.DataFrame([
        columns | {"label": "OP1", "verb": "requests", "earlier_label": "OP1", "status": "carried"},
        *(ended | {"earlier_label": label} for label in ("OP12", "OP4(b)", "OP4(a)", "OP12")),
    ]).assign(task=range(5))  # fmt: skip
    text = said(findings.ledger(table, "Granary"))
    assert "four aren't asked again (OP4(a), OP4(b) and OP12 twice)" in text
    assert text.startswith("The one task of the Granary that the machine found in F/RES/2 is ")


def test_the_last_of_two_members_of_one_year_is_told():
    columns = {
        "year": 2003,
        "action": "mend",
        "gained": "",
        "lost": "",
        "doubtful": False,
        "skips": "",
    }
    table = pd.DataFrame([
        columns | {"task": task, "symbol": symbol, "label": label, "verb": label and "requests",
                   "earlier_label": "OP1", "status": status}
        for task, symbol, label, status in (
            ("a", "F/RES/1", "OP1", "first"), ("a", "F/RES/2", "OP1", "carried"),
            ("a", "F/RES/3", "OP1", "carried"), ("b", "F/RES/1", "OP2", "first"),
            ("b", "F/RES/2", None, "lapsed"))
    ])  # fmt: skip
    text = said(findings.ledger(table, "Granary"))
    assert text.startswith("F/RES/3 carries on") and "listed" not in text
    items = pd.DataFrame({"symbol": "F/RES/3", "label": ["OP1", "OP1(a)"], "parent": [None, "OP1"],
                          "verb": ["requests", None]})  # fmt: skip
    assert said(findings.ledger(table, "Granary", items)) == (
        f"{text} What is listed under OP1 isn't counted by itself, nor told as new or gone."
    )
    items["verb"] = "requests"  # an item that speaks for itself
    assert said(findings.ledger(table, "Granary", items)) == text


def test_a_task_that_may_be_asked_in_other_words_is_neither_new_nor_gone():
    columns = {
        "symbol": "F/RES/2",
        "year": 2003,
        "action": "mend",
        "gained": "",
        "lost": "",
        "skips": "",
    }
    table = pd.DataFrame([
        columns | {"label": label, "verb": label and "requests", "earlier_label": earlier,
                   "status": status, "doubtful": doubtful}
        for label, earlier, status, doubtful in (
            ("OP1", "OP1", "carried", False), ("OP2", None, "new", False),
            ("OP3", None, "new", True), (None, "OP4", "lapsed", True),
            ("OP5", "OP5", "newly addressed", True))
    ]).assign(task=range(5))  # fmt: skip
    assert said(findings.ledger(table, "Granary")) == (
        "Of four tasks of the Granary that the machine found in F/RES/2, one is carried on from "
        "the text before. New: one (OP2). Perhaps new, perhaps asked before in other words "
        "or within another task: two (OP3 and OP5). Not asked again, or in other words or within "
        "another task: one (OP4) of the text before."
    )


def test_a_label_of_two_groups_has_what_is_to_be_done_with_it():
    columns = {"symbol": "F/RES/2", "year": 2003, "gained": "", "lost": "", "skips": "",
               "verb": "requests"}  # fmt: skip
    table = pd.DataFrame([
        columns | {"label": label, "earlier_label": earlier, "action": action, "status": status,
                   "doubtful": doubtful}
        for label, earlier, action, status, doubtful in (
            ("OP1", "OP1", "mend", "carried", False), ("OP2", None, "sow", "new", False),
            ("OP3", None, "rake", "new", False), ("OP3", None, "reap", "new", True))
    ]).assign(task=range(4))  # fmt: skip
    assert (
        "New: two (OP2 and OP3 to rake …). Perhaps new, perhaps asked before in other words or "
        "within another task: one (OP3 to reap …)." in said(findings.ledger(table, "Granary"))
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


def test_that_no_report_is_asked_for_is_said_where_no_word_speaks_of_one():
    none = pd.DataFrame(columns=["symbol", "label", "kind", "at_once"])
    members = pd.DataFrame({"symbol": ["F/RES/1"], "stage": "adopted", "source": "html",
                            "year": 2001, "skips": "", "n_words": 9})  # fmt: skip
    words = pd.DataFrame({"symbol": "F/RES/1", "label": ["PP1", "OP1"], "word": ["report", "mend"]})
    text = "F/RES/1 asks for no report and sets no deadline."
    assert said(findings.duties(none, members, None, words)) == text
    for unknown in (None, words.assign(label="OP1")):
        shown = findings.duties(none, members, None, unknown)
        assert "can't tell" in said(shown) and facts(shown)["kind"] == "prose"


def test_what_an_organ_looks_forward_to_it_awaits():
    table = pd.DataFrame({"symbol": ["F/RES/1"] * 3, "label": ["OP1", "OP2", "OP3"], "clause": 1,
        "kind": ["deadline", "deadline", "report"], "who": ["cantons", "cantons", None],
        "to": [None, "Assembly", "Assembly"], "session": "58th",
        "at_once": False, "due_from": None, "due_to": None, "again": None,
        "skips": "", "next": None, "merged": None})  # fmt: skip
    members = pd.DataFrame({"symbol": ["F/RES/1"], "stage": "adopted", "source": "html",
                            "year": 2001, "skips": "", "n_words": 9})  # fmt: skip
    words = pd.DataFrame({"symbol": "F/RES/1", "label": "OP3", "word": ["looks", "forward"]})
    assert said(findings.duties(table, members, None, words)) == (
        "F/RES/1 asks for action by cantons, 58th session: OP1; for a submission by cantons to "
        "the Assembly, 58th session: OP2. It awaits a report to the Assembly, 58th session: OP3."
    )


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
    year = table.tail(1).assign(kind="report", due_to="2001-12-31")
    assert "a report by cantons (2001): OP2" in said(findings.duties(year, members))


@pytest.mark.parametrize(
    "clauses, words, everything, verdict",
    [
        ((10, 20), (1000, 1500), (1500, 2000), "Denser by every measure: "),
        ((10, 8), (1000, 1000), (1000, 1000), "Less dense by every measure: "),
        ((10, 8), (1000, 1000), (1000, 870), "Less dense by every measure, by one of the two"),
        ((10, 12), (1000, 1100), (1000, 1000), "Denser by every measure, by one of the two"),
        ((10, 14), (1000, 1700), (1500, 1800), "than before is undecided."),
        ((20, 21), (1000, 1000), (1000, 1010), "As dense by every measure, within a tenth"),
        ((10, 10), (1000, 800), (1500, 1500), "than before is undecided."),
        # just a tenth less: 0.9, which no division of these gives
        ((10, 12), (24, 32), (21, 28), "As dense by every measure"),
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
            "denominator": name, "of": of, "n_clauses": clauses,
        }) for name, of in (("operative words", words), ("all words", everything))
    )  # fmt: skip
    text = said(findings.expansion(table, "Granary", specifications=several))
    assert verdict in text
    assert verdict or not re.search("dense|undecided|Per 1,000", text)


def test_each_step_is_told_and_the_last_one_judged():
    """Four, ten, eight: more than in the first text, and less densely than in the one before."""
    members = {"symbol": ["F/RES/1", "F/RES/2", "F/RES/4"], "year": [2001, 2003, 2007], "skips": ""}
    counts, words = [4, 10, 8], [5000, 10_000, 10_000]
    table = pd.DataFrame(members | {
        "n_clauses": counts, "labels": "OP1", "formerly": "",
        "density": [1000 * c / w for c, w in zip(counts, words, strict=True)],
    })  # fmt: skip
    by_words = pd.DataFrame(members | {
        "denominator": "operative words", "of": words, "n_clauses": counts,
    })  # fmt: skip
    text = said(findings.expansion(table, "Granary", specifications=by_words))
    assert "eight clauses" in text and "four in F/RES/1 (2001) and ten in F/RES/2 (2003)" in text
    assert "these are 0.80 clauses, after 1.00. Less dense by every measure" in text


def test_what_was_only_reported_done_is_not_continued_unsaid():
    table = measured(drift.composition)
    last = (table["later"] == table["later"].iloc[-1]) & (table["kind"] == "discharged")
    assert "reports done" not in said(findings.composition(table))
    for labels, told in (
        (
            "OP1 OP2",
            "Two (OP1 and OP2) go on only in what reports done, wholly or in part, what they",
        ),
        (
            "OP1",
            "One (OP1) goes on only in what reports done, wholly or in part, what it asked for.",
        ),
    ):
        table.loc[last, "labels"] = labels
        assert told in said(findings.composition(table))


def test_a_condition_that_fell_is_told_where_it_stood_and_where_it_is_missing():
    row = {"earlier": "F/RES/4", "later": "F/RES/6", "skips": "", "what": "condition", "count": 1,
           "doubtful": False}  # fmt: skip
    table = pd.DataFrame([
        row | {"name": "upon request", "labels": "OP2", "later_labels": "OP3"},
        row | {"name": "as appropriate", "labels": "OP4", "later_labels": "OP4"},
    ])  # fmt: skip
    text = said(findings.gone(table, RESOLUTIONS))
    assert "condition: upon request in OP2, now OP3; as appropriate in OP4; within" in text
    doubtful = said(findings.gone(table.assign(doubtful=True), RESOLUTIONS))
    told = "condition: upon request in OP2, now OP3, in doubt; as appropriate in OP4, in doubt;"
    assert told in doubtful


def test_that_nobody_is_asked_any_more_is_one_finding():
    bounds = pd.DataFrame({
        "symbol": ["F/RES/1", "F/RES/1", "F/RES/2", "F/RES/2"], "title": ["if asked", ""] * 2,
        "condition": ["upon_request", "none"] * 2, "n_clauses": [2, 1, 0, 0], "of": [3, 3, 0, 0],
        "share": [2 / 3, 1 / 3, None, None], "labels": ["OP1 OP2", "OP3", "", ""],
    })  # fmt: skip
    table = pd.DataFrame({
        "symbol": ["F/RES/1", "F/RES/2"], "n_clauses": [3, 0], "share": [0.5, 0], "n_directive": 6,
        "n_continuing": 0, "labels": ["OP1 OP2 OP3", ""],
    })  # fmt: skip
    for shown in (findings.conditions(bounds, "Mill"), findings.continuing(table, "Mill")):
        assert facts(shown)["kind"] == "prose"
    for shown in (findings.conditions(bounds[:2], "Mill"), findings.continuing(table[:1], "Mill")):
        assert facts(shown)["kind"] == "finding"


def test_a_kind_of_condition_is_not_quoted_as_its_words():
    table = pd.DataFrame({
        "symbol": "F/RES/1", "condition": ["upon_request", "none"], "n_clauses": [2, 1],
        "title": ["upon request", ""], "of": 3, "share": [2 / 3, 1 / 3],
        "labels": ["OP1 OP2", "OP3"],
    })  # fmt: skip
    # of clauses without a condition nothing is said: it would have each error in whom they ask
    assert said(findings.conditions(table, "Granary")).endswith(
        "in F/RES/1, by their kind and whomever they bind: upon request in two."
    )
    for lists, told in (("", False), ("OP2", True)):
        text = said(findings.conditions(table.assign(lists=lists), "Granary"))
        assert (", what is listed under them apart, by" in text) is told
    law = pd.concat([
        table, table.iloc[:1].assign(condition="domestic_law", n_clauses=3),
        table.iloc[:1].assign(condition="national_policies", n_clauses=1),
    ])  # fmt: skip
    # a kind that isn't counted is named, so that none stands as the only one
    assert said(findings.conditions(law, "Granary")).endswith(
        "upon request in two; found, but not counted: accordance with laws or policies."
    )
    several = pd.concat([
        table, *(table.iloc[:1].assign(condition=c, title=c, n_clauses=1) for c in "abcdefgh"),
        table.iloc[:1].assign(condition="i", title="i"),
    ])  # fmt: skip
    assert said(findings.conditions(several, "Granary")).endswith("and some have others).")
    one = table.assign(of=1, n_clauses=[1, 0])
    assert said(findings.conditions(one, "Granary")).startswith(
        "Conditions that the machine found in the one clause to"
    )
    only = findings.conditions(law.iloc[1:], "Granary")
    assert facts(only)["kind"] == "prose" and "accordance with laws" in said(only)
    counted = pd.DataFrame({
        "symbol": ["F/RES/1", "F/RES/2", "F/RES/2"], "code": ["all", "all", "upon_request"],
        "title": ["all", "all", "upon request"], "count": [21, 24, 14],
        "density": [10.0, 20.0, 20.0],
    })  # fmt: skip
    assert "the most frequent kind in F/RES/2: upon request (14 times)" in said(
        findings.qualifiers(counted)
    )


def test_members_without_values_are_a_lower_bound():
    """Years of which no member is known aren't in these tables."""
    rows = [("F/RES/1", 21, 10.0), ("F/RES/2", None, None), ("F/RES/3", 24, 20.0)]
    table = pd.DataFrame(rows, columns=["symbol", "count", "density"])
    text = said(findings.qualifiers(table.assign(code="all", title="all")))
    assert text.endswith("of F/RES/3 (24), over at least one member without text.")


def test_what_quietly_went():
    text = said(findings.gone(measured(drift.gone), RESOLUTIONS))
    assert text.startswith(
        "One paragraph of F/RES/4 is carried on by no paragraph of F/RES/6 that the machine found "
        "(OP3)."
    )
    table = measured(drift.gone)
    in_doubt = table.assign(doubtful=table["what"] == "paragraph")
    assert "(OP3 in doubt)." in said(findings.gone(in_doubt, RESOLUTIONS))
    composed = measured(drift.composition)
    assert said(findings.gone(table, RESOLUTIONS, composed)) == text
    composed["n_paragraphs_high"] += 2
    ranged = said(findings.gone(table, RESOLUTIONS, composed))
    assert ranged.startswith("One (1 to 3) paragraph of F/RES/4 is carried on by no paragraph")
    composed[["n_paragraphs", "n_paragraphs_low"]] = 0
    assert said(findings.gone(table.iloc[:0], RESOLUTIONS, composed)) == (
        "Each paragraph of F/RES/4 is continued in F/RES/6 (0 to 3 of them not, as what is "
        "doubtful is decided)."
    )


def test_what_went_is_not_named_where_most_is_new():
    members = of("F/RES/1", "F/RES/2", "F/RES/3", "F/RES/4")
    table = measured(drift.gone, members)
    composed = measured(drift.composition, members)
    paragraph = table.iloc[:1].assign(
        what="paragraph", labels="OP2", earlier="F/RES/2", later="F/RES/4", doubtful=False
    )
    shown = findings.gone(paragraph, members["resolutions"], composed)
    assert "no paragraph of F/RES/4 that the machine found (OP2), over" in said(shown)
    pair = composed[composed["later"] == "F/RES/4"]
    new = pair["kind"].eq("added"), "share_words", 0.6
    lost = pair["kind"].eq("dropped"), "n_paragraphs", 2  # of five
    for kind, column, share in (new, lost):
        anew = pair.assign(**{column: pair[column].mask(kind, share)})
        shown = findings.gone(paragraph, members["resolutions"], anew)
        assert "OP2" not in said(shown) and not facts(shown).get("labels")
        assert "carried on by no paragraph of F/RES/4 that the machine found, over" in said(shown)
        shown = findings.composition(anew, measured(drift.collated, members))
        assert "whether" not in said(shown) and not facts(shown).get("labels")
        assert "whether" in said(findings.composition(pair, measured(drift.collated, members)))


def test_what_went_is_not_named_where_most_is_new_without_a_gap_too():
    members = of("F/RES/1", "F/RES/2")
    composed = measured(drift.composition, members)
    new = composed["kind"].eq("added")
    anew = composed.assign(share_words=composed["share_words"].mask(new, 0.6))
    table = measured(drift.gone, members).iloc[:1].assign(
        what="paragraph", labels="OP2", earlier="F/RES/1", later="F/RES/2",
        doubtful=False)  # fmt: skip
    for changes, labels in ((composed, 1), (anew, 0)):
        shown = findings.gone(table, members["resolutions"], changes)
        assert len(facts(shown).get("labels", ())) == labels
        assert said(shown).count("that the machine found; as so much was") == 1 - labels


def test_how_much_is_carried_is_not_told_where_it_is_all_a_matter_of_decisions():
    table = measured(drift.composition)
    table.loc[table["kind"] == "added", "share_words_high"] += 0.2
    assert "(80% to 100%) of the words of" in said(findings.carried(table))
    assert "apart" not in said(findings.carried(table)).rpartition("Of the words")[2]
    done = table.assign(share_words=table["share_words"].mask(table["kind"] == "discharged", 0.1))
    assert said(findings.carried(done)).endswith(
        "paragraphs that live on, those reported done apart."
    )
    table.loc[table["kind"] == "added", "share_words_high"] += 0.1
    assert said(findings.carried(table)) == ""


def test_words_that_went_are_not_named():
    table = measured(drift.gone)
    word = table.iloc[-1:].assign(what="word", name="sluices", count=2, labels="OP1")
    assert "sluices" not in said(findings.gone(pd.concat([table, word]), RESOLUTIONS))
    each = "Each paragraph of F/RES/4 is continued in F/RES/6."
    assert said(findings.gone(word, RESOLUTIONS)) == each
    ends = {"earlier": "F/RES/4", "later": "F/RES/6", "skips": ""}
    ends |= {"of_paragraphs": 9, "of_words": 90}
    composed = pd.DataFrame([
        ends | {"kind": kind, "labels": "OP3 OP7" * (kind == "discharged")}
        for kind in ("kept", "revised", "added", "dropped", "discharged")
    ])  # fmt: skip
    for column in ("n_paragraphs", "n_words", "share_words"):
        for end in ("", "_low", "_high"):
            composed[column + end] = 0
    assert said(findings.gone(word, RESOLUTIONS, composed)) == each.removesuffix(".") + (
        ", two only in what reports done, wholly or in part, what they asked for (OP3 and OP7)."
    )


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
    assert said(findings.strength(same.assign(later_verb="strongly urges"), "Granary")).endswith(
        "to the same addressee. Only an adverb differs: OP3 to the Granary: urges → strongly urges."
    )
    close = pd.concat([same, table.iloc[:1].assign(doubtful=True)])
    assert said(findings.strength(close, "Granary")).endswith(
        "under the same verb. One more request is paired with a doubt, and not compared: OP2."
    )
    assert "same verb" not in said(findings.strength(close.iloc[1:], "Granary"))
    untold = pd.concat([same, table.assign(later_label="OP5", way=None, doubtful=True)])
    assert said(findings.strength(untold, "Granary")).endswith(
        "two more requests are made more strongly than before, or less, can't be told (OP5)."
    )
    fallen = same.assign(later_verb="looks forward", way="fallen")
    assert said(findings.strength(fallen, "Granary")) == (
        "No longer under a verb that asks: OP3 to the Granary: urges → looks forward."
    )
    both = pd.concat([table.iloc[1:], fallen.assign(later_label="OP4", doubtful=True)])
    assert said(findings.strength(both, "Granary")).endswith(
        "under the same verb. One more request is paired with a doubt, and not compared: OP4."
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
        "who": ["OCT", "special rapporteurs"], "to": "Court", "due_from": None,
        "due_to": None, "at_once": False, "next": None, "again": None, "skips": "",
    })  # fmt: skip
    words = pd.DataFrame({"symbol": ["F/RES/6", "F/RES/5"], "label": "OP1",
                          "word": ["rapporteur", "rapporteurs"]})  # fmt: skip
    for said_there, who in ((words, "the Special Rapporteur"), (None, "special procedures")):
        text = said(findings.duties(owed, RESOLUTIONS, None, said_there))
        assert text == f"F/RES/6 asks for a report by UNOCT and {who} to the Court: OP1."
    # of a longer list the tables may not know each
    three = pd.concat([owed, owed.iloc[:1].assign(who="Warden")])
    text = said(findings.duties(three, RESOLUTIONS, None, None))
    assert text == "F/RES/6 asks for a report by UNOCT and others to the Court: OP1."


def test_limits_appear_where_there_is_something_to_limit():
    (gap,) = findings.gaps(RESOLUTIONS)
    assert said(gap) == (
        "One member has no text here: F/RES/3; no text of its own confirms that it is a member. "
        "F/RES/2 to F/RES/4 jumps over one member without text: what happened in between, and "
        "when, can't be told, nor whether others lie there."
    )
    twice = RESOLUTIONS["symbol"].isin(["F/RES/2", "F/RES/3"])
    two = RESOLUTIONS.assign(n_words=RESOLUTIONS["n_words"].mask(twice),
                             verified=RESOLUTIONS["symbol"] != "F/RES/3")  # fmt: skip
    assert said(findings.gaps(two)[0]).startswith(
        "Two members have no text here: F/RES/2 and F/RES/3 (unconfirmed); no text of its own "
        "confirms that an unconfirmed one is a member. "
    )
    assert findings.unverified(RESOLUTIONS) == []  # it was said where it is missing
    proven = RESOLUTIONS["symbol"] != RESOLUTIONS["symbol"].iloc[0]
    (first,) = findings.unverified(RESOLUTIONS.assign(verified=proven))
    assert said(first).startswith(f"That {RESOLUTIONS['symbol'].iloc[0]} is a member isn't ")
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
    assert said(hole).startswith("No member of 2004-2008 is known here")
    assert list(steps.members(every_year)["skips"]) == ["", "", "", "2004-2008", ""]
    twice = every_year.assign(year=[2001, 2007, 2008, 2009, 2015])
    told = said(findings.gaps(twice)[0])
    assert told.startswith("No member of 2002-2006 and 2010-2014 is known here")
    assert "steps over these years aren't taken as ones from one member" in told
    unread = twice.assign(n_words=[9, None, 9, None, 9])
    told = said(findings.gaps(unread)[0])
    assert told.count("what happened in between") == 1
    assert "F/RES/0 to F/RES/2 jumps over" in told and "F/RES/2 to F/RES/4 jumps over" in told
    length = said(
        findings.length(every_year.assign(skips=steps.members(every_year)["skips"].array))
    )
    assert prose.jumped(["2004", "F/RES/3"]) == (
        "one member without text and 2004, where no member is known here"
    )
    assert length.endswith(", over 2004-2008, where no member is known here.")
    symbols = [f"A/RES/{year - 1945}/1" for year in every_year["year"]]
    twice = every_year.assign(symbol=symbols, year=[2000, 2001, 2002, 2003, 2005])
    cited = pd.DataFrame(
        [["A/RES/60/1", "PP2", "A/RES/59/3", "text"], ["A/RES/65/1", "OP2", "A/RES/59/5", "text"],
         ["A/RES/65/1", "OP3", "A/RES/59/7", "note"], ["A/RES/65/1", "PP2", "A/RES/59/8", "text"],
         ["A/RES/65/1", "OP4", "A/RES/57/9", "text"],
         ["A/RES/65/1", "OP4", "S/RES/9(2004)", "text"]],
        columns=["symbol", "label", "cited", "where"],
    )  # fmt: skip
    assert said(findings.gaps(twice, cited)[-1]) == (
        "No member between 2003 and 2005 is known here, more years than most renewals take. "
        "In A/RES/65/1 only operative paragraphs cite A/RES/59/5, of these years: whether it is a "
        "member, the tables can't tell."
    )
    assert findings.gaps(twice) == findings.gaps(twice, cited[cited["label"] == "PP2"]) == []
    awaited = RESOLUTIONS.assign(skips=["", "2002-2003", *RESOLUTIONS["skips"][2:]])
    assert "a member may lie in 2002-2003" in said(findings.gaps(awaited)[-1])
    assert "others may lie in 2002-2003" in said(findings.members(awaited, "Lakes"))
    bare = every_year.assign(n_words=[None] * 4 + [9])  # the hole lies before the first text
    assert "others may lie in 2004-2008" in said(findings.members(bare.assign(verified=1), "Lakes"))
    book = codebook.load()
    assert len(findings.mandates(book, "Granary")) == 2
    paragraphs = pd.DataFrame({"symbol": "A/RES/60/1", "part": ["operative", "annex"]})
    assert len(findings.mandates(book, "Granary", paragraphs[:1])) == 2
    assert said(findings.mandates(book, "Granary", paragraphs)[2]) == (
        "What annexes ask for isn't counted among requests."
    )
    assert "took over the tasks of CTITF is a rule" in said(findings.mandates(book, "OCT")[2])
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
def test_there_is_one_sentence(name, symbols):
    text = said(SAYING[name](of(*symbols)))
    silent = name in ("carried", "wording") and len(symbols) == 3  # all is in doubt, or little told
    assert text.endswith((".", ")")) or (silent and not text)
    assert not re.search(r"nan\b|None(?! of)|<NA>|  ", text)


@pytest.mark.parametrize(
    ("new", "begins"),
    [(1, "The one new paragraph of F/RES/6 was not found"), (2, "None of the two new paragraphs")],
)
def test_one_new_paragraph_is_spoken_of_as_one(new, begins):
    table = pd.DataFrame([UNSOURCED] * new)
    assert said(findings.sources(table, table)).startswith(begins)


def test_new_paragraphs_whose_source_was_not_sought_are_not_counted():
    table = pd.DataFrame([UNSOURCED] * 3)
    assert "paragraphs of F/RES/6 that are neither short nor mostly names and formulas was" in said(
        findings.sources(table, table.iloc[:2])
    )
    reworded = pd.DataFrame([UNSOURCED | {"kind": "revised"}])
    assert said(findings.sources(table, reworded)).startswith(
        "No new paragraph of F/RES/6 is long enough, names apart, for its source to be sought."
    )


UNSOURCED = {"symbol": "F/RES/6", "label": "OP4", "kind": "added", "n_run": None, "share": None,
             "run": None, "earlier": None, "earlier_label": None, "in_common": float("nan"),
             "earliest": None, "earliest_label": None, "earliest_share": None,
             "earliest_adopted": None,
             "n_searched": 3}  # fmt: skip


def test_the_earliest_source_is_named_and_none_of_what_a_reworded_paragraph_added():
    run = "one two three four five six seven eight"
    found = {"earliest": "G/RES/1", "earliest_label": "OP3", "earlier": "G/RES/2",
             "earlier_label": "OP5", "share": 0.9, "earliest_share": 0.8, "n_run": 12,
             "run": run}  # fmt: skip
    reworded = found | {"kind": "revised", "label": "PP2", "earliest": "G/RES/3"}
    table = pd.DataFrame([UNSOURCED | found, UNSOURCED | reworded])
    text = said(findings.sources(table.iloc[:1], table))
    assert "G/RES/1 (OP3 for OP4, 80%, twelve words in a row). Three" in text
    assert "G/RES/3" not in text
    assert "a share counts words in order that have one of their neighbours there too" in text


def test_no_source_is_what_a_paragraph_is_new_against():
    before, last = steps.renewals(RESOLUTIONS)[["earlier", "later"]].iloc[-1]
    for earlier, told in ((before, False), (RESOLUTIONS["symbol"].iloc[0], True)):
        found = {"earliest": earlier, "earliest_label": "OP3", "earliest_share": 0.8, "n_run": 12}
        table = pd.DataFrame([UNSOURCED | found | {"symbol": last}])
        assert f"{earlier} (" in said(findings.sources(table, table))
        assert (f"{earlier} (" in said(findings.sources(table, table, RESOLUTIONS))) == told


def test_where_no_source_is_named_none_is_told():
    found = {"earliest_adopted": pd.Timestamp("2005-12-07"), "earlier": "G/RES/2",
             "earlier_label": "OP5", "share": 0.9, "earliest_share": 0.8, "n_run": 12}  # fmt: skip
    table = pd.DataFrame([UNSOURCED | found])
    assert "several documents of" not in said(findings.sources(table, table))


def test_members_without_a_text_before_the_last_are_no_searched_documents():
    table = pd.DataFrame([UNSOURCED])
    assert "couldn't be" not in said(findings.sources(table, table, RESOLUTIONS))
    table["symbol"] = "F/RES/4"
    assert said(findings.sources(table, table, RESOLUTIONS)).endswith(
        "were searched. What lies right before it (one member without text) couldn't be."
    )


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
    shaky = said(
        findings.model(
            pd.DataFrame([row, row | {"topic": 2}, row | {"topic": 3, "unstable": True}])
        )
    )
    assert "one is unstable: with other seeds" in shaky
    assert "The rest by the words that lead them: “toll, bridge, fee”" in shaky
    half = pd.DataFrame([row, row | {"topic": 2, "unstable": True}])
    assert said(findings.model(half)).startswith("No topic is told: of two that a model finds, one")
    named = said(findings.model(pd.DataFrame([row, row | {"topic": 2, "name": "Tolls"}])))
    assert "one bears the name of a theme, one bears none" in named


def test_a_text_that_shrank_has_a_share_of_its_length():
    rows = RESOLUTIONS.iloc[[0, 1]].assign(n_words=[200, 30], n_words_annex=0, skips="")
    assert said(findings.length(rows)).endswith("the text went from 200 to 30 words, 15% of its "
                                                "length.")  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "expected", "begins"),
    [
        ([9], [0.01], "Among words"),
        ([9], [0.3], ""),  # one where chance gives one in four times
        ([9, 9], [0.3, 0.3], "Among words"),  # 1 - exp(-0.3) * (1 + 0.3) is 0.04
        ([9, 4, 4], [0.01, 1.4, 1.4], "Among words"),  # three are not thrice 1.4
        ([4, 4, 4, 4], [2.0] * 4, ""),
    ],
)
def test_new_words_are_found_where_chance_seldom_gives_as_many(paragraphs, expected, begins):
    table = pd.DataFrame({
        "candidate": [f"harbour {n}" for n in range(len(paragraphs))], "listed": "",
        "terms": [f"harbour {n}" for n in range(len(paragraphs))],
        "n_paragraphs": paragraphs, "expected": expected, "symbol": "F/RES/6", "label": "OP1",
        "skips": "", "places": "F/RES/6 OP1",
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert text.startswith(begins) and bool(text) == bool(begins)


def test_new_words_are_told_with_the_member_that_they_are_first_met_in():
    table = pd.DataFrame({
        "candidate": ["weirs", "tides", "pilots"], "listed": "x", "n_paragraphs": 9,
        "terms": ["weir{,s}", "tides|ebb", "pilots"],
        "expected": 0.1, "symbol": ["F/RES/4", "F/RES/2", "F/RES/4"], "label": "OP1", "skips": "",
        "places": "F/RES/2 OP1; F/RES/4 OP1; F/RES/6 OP1",
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert said(findings.discovered(table.assign(skips="F/RES/3"), RESOLUTIONS)) == ""
    assert text == (
        "Among words that no earlier member with a text had and few resolutions have, and that "
        "stand in nine paragraphs or more (each counted once with what became of it), are “weirs” "
        "and “pilots”, first met in F/RES/4; “tides”, first met in F/RES/2."
    )


def test_groups_of_new_words_are_told_once_and_where_more_than_one_member_has_them():
    table = pd.DataFrame({
        "candidate": ["weirs", "weirs/dams", "tides", "pilots"], "listed": "x", "n_paragraphs": 9,
        "terms": ["weirs", "weirs/dams", "tides", "pilots"],
        "expected": 0.1, "symbol": ["F/RES/2", "F/RES/2", "F/RES/2", "F/RES/6"], "label": "OP1",
        "skips": "", "places": ["F/RES/2 OP1; F/RES/4 OP1", "F/RES/2 OP1; F/RES/4 OP1",
                                "F/RES/2 OP1 OP2", "F/RES/6 OP1 OP2"],
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert text.endswith("are “weirs”, first met in F/RES/2; “pilots”, first met in F/RES/6.")


@pytest.mark.parametrize(("name", "told"), [
    ("weirs", True),  # which no document of the background has
    ("control", False),  # a quarter has it
    ("narratives", False),  # few, but as chance deals it
    ("control of weirs", True),
    ("later date", False),
    ("2030 control", False),
    ("Antigua and Barbuda", False),
    ("QXW", False),  # may have stood in full before
])  # fmt: skip
def test_new_words_are_told_where_few_resolutions_have_one_of_them(name, told):
    table = pd.DataFrame({
        "candidate": [name], "terms": [name.lower()], "listed": "x", "n_paragraphs": 9,
        "expected": 0.01, "symbol": "F/RES/6", "label": "OP1", "skips": "", "places": "F/RES/6 OP1",
    })  # fmt: skip
    assert (f"“{name}”" in said(findings.discovered(table, RESOLUTIONS))) == told


@pytest.mark.parametrize(("at", "told"), [("OP1 OP2", False), ("OP1 OP2 OP3", True)])
def test_new_words_that_longer_names_have_wherever_they_stand_are_not_told(at, told):
    table = pd.DataFrame({
        "candidate": ["Weir Board", "Weir Board Fund", "Weir Board Plan"], "listed": "x",
        "terms": ["weir board", "weir board fund", "weir board plan"], "n_paragraphs": 9,
        "expected": 0.01, "symbol": "F/RES/6", "label": "OP1", "skips": "",
        "places": [f"F/RES/6 {at}", "F/RES/6 OP1", "F/RES/6 OP2"],
    })  # fmt: skip
    text = said(findings.discovered(table, RESOLUTIONS))
    assert ("“Weir Board”" in text, "“Weir Board Fund”" in text) == (told, not told)


def test_a_text_that_was_halved_at_once_says_where():
    rows = pd.concat([RESOLUTIONS.iloc[:1]] * 3, ignore_index=True).assign(
        symbol=["F/RES/1", "F/RES/2", "F/RES/3"], n_words=[900, 880, 100], n_words_annex=0, skips=""
    )
    told = said(findings.length(rows))
    assert told.endswith(
        "; its greatest step in proportion is that from F/RES/2 (880) to F/RES/3 (100)."
    )
    assert "step" not in said(findings.length(rows.assign(skips=["", "", "2002"])))  # over a gap
    assert "step" not in said(findings.length(rows.assign(n_words=[900, 800, 700])))
