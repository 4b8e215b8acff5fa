"""The first page's lines: what they say is what was planted, and nothing is quoted at length."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from planted import SPECIMEN, corpus
from small_series import RESOLUTIONS

from workbench import Corpus, codebook, drift, mandate, matter, read, show, tables
from workbench.matter import (
    asks,
    changes,
    entries,
    facts,
    heads,
    quotes,
    recitals,
    sentences,
    subjects,
    wording,
)
from workbench.matter.facts import Clause, Group, Paragraph, Renewal
from workbench.matter.lines import (
    BEFORE,
    CLOSE,
    STILL,
    _asked,
    _gone,
    _new,
    _of_change,
    _ordered,
    _otherwise,
    _row,
    _slight,
    _taken,
    _task,
    _terms,
)
from workbench.prose import capital


def clause(verb="requests", action="", about="", whom=(), strength=6, directive=True) -> Clause:
    return Clause(1, verb, strength, directive, action, about, tuple(whom))


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("requests", "requested"),
        ("urges", "urged"),
        ("calls upon", "called upon"),
        ("strongly encourages", "strongly encouraged"),
        ("stresses", "stressed"),
        ("reiterates its previous request", "again requested"),
        ("calls for", "called upon"),
        ("renews its strong appeals", "again called upon"),
    ],
)
def test_those_who_are_addressed(verb, past):
    assert asks.participle(verb) == past


def test_who_is_asked_stands_first():
    asked = clause("requests", "mark", "the lower crossings in spring", ["Member States"])
    assert asks.asked(asked) == "Member States are requested to mark the lower crossings in spring"
    one = clause("invites", "mark", "the lower crossings", ["Security Council"])
    assert asks.asked(one) == "The Security Council is invited to mark the lower crossings"
    assert asks.past(one) == "The Security Council was invited to mark the lower crossings"
    two = clause("urges", "help", "ferrymen", ["UNODC", "INTERPOL"])
    assert asks.asked(two) == "UNODC and INTERPOL are urged to help ferrymen"


def test_an_object_has_its_article_and_no_open_end():
    led = replace(clause("takes note", "", "report of the Bureau", directive=False), lead="of the")
    assert asks.asked(led) == "Takes note of the report of the Bureau"
    asked = replace(clause("requests", "take note", "report", ["UNODC"]), lead="of that")
    assert asks.asked(asked) == "UNODC is requested to take note of that report"
    told = clause("recommends", "mend", "lower locks", ["General Assembly"])
    assert asks.asked(told) == "It is recommended that the General Assembly mend lower locks"
    again = clause("reaffirms its call", "mend", "lower locks", ["Member States"])
    assert asks.asked(again) == "Member States are again called upon to mend lower locks"
    assert asks.cut("importance of lamps and of addressing") == "importance of lamps …"
    assert asks.cut("partnership between the Bureau", whole=True) == "partnership …"
    assert asks.cut("lamps of keepers formerly employed there", 4) == "lamps of keepers …"
    listed = "mending with cantonal, regional and private wardens"
    assert [asks.cut(listed, most) for most in (4, 5)] == ["mending …"] * 2
    assert asks.cut(listed, 7, whole=True) == listed
    assert asks.cut("the supply of a family of keepers", 5) == "the supply of a family …"
    assert asks.cut("need for the funding of training", whole=True) == (
        "need for the funding of training"
    )


def test_a_clause_that_goes_on_after_its_object_is_open():
    asked = clause("requests", "mend", "lower locks", ["Member States"])
    whole = len(["requests", "Member", "States", "mend", "lower", "locks"])
    assert asks.asked(replace(asked, n_words=whole + asks.LEFT)).endswith("lower locks")
    assert asks.asked(replace(asked, n_words=whole + asks.LEFT + 1)).endswith("lower locks …")
    role = clause("notes", "", "valuable role that the lake wardens", directive=False)
    assert asks.said(replace(role, lead="the", n_words=30)) == "Notes the valuable role …"


def test_what_leads_to_a_matter_is_told_once():
    notes = replace(clause("takes note", "", "Orle Scheme on", directive=False), lead="of the")
    for matter_of in ("of … Orle Scheme on Locks …", "of the … Scheme on Locks"):
        assert asks.said(replace(notes, matter=matter_of)) == f"Takes note {matter_of}"


def test_what_points_back_is_left_out():
    asked = clause("requests", "lend", "divers in this regard to cantons", ["UNODC"])
    assert asks.asked(asked) == "UNODC is requested to lend divers to cantons"


def test_a_phrase_that_breaks_off_says_so():
    assert asks.cut("lower crossings of the", 8, whole=True) == "lower crossings …"
    assert asks.cut("one two three four five six seven eight nine") == (
        "one two three four five six seven eight …"
    )
    assert asks.cut("barges to villages that low water has", 6) == "barges to villages …"
    assert asks.cut("opening of the first Great Ford", 6) == "opening of the first Great Ford …"
    assert asks.cut("lamps at the ford of Upper North", 7) == "lamps at the ford …"
    assert asks.cut("lower crossings", whole=True) == "lower crossings"
    assert asks.cut("note on oil entitled “Light", whole=True) == "note on oil …"
    assert asks.cut("note entitled “Light and oil”", whole=True) == "note entitled “Light and oil”"
    assert asks.cut("oil for lamps and regional", 5) == "oil for lamps …"
    assert asks.cut("oil for lamps and barges", 5) == "oil for lamps and barges …"


# ── the specimen ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    series = corpus()
    return series.measure(matter.lines, whom=series.series.entity)


@pytest.fixture(scope="module")
def page(lines) -> dict[str, dict[str, str]]:
    """Section → subject → what is said of it, with labels."""
    return {
        section["name"]: {
            entry["subject"]: "; ".join(
                f"{piece['said']} {' '.join(piece['labels'])}" for piece in entry["pieces"]
            )
            for entry in section["entries"]
        }
        for section in matter.sections(lines)
    }


def test_what_is_new_in_the_specimen(page):
    assert [said.split()[-1] for said in page["new"].values()] == ["OP16", "OP16", "OP20", "PP8"]
    assert page["new"]["Shallow barges to villages"] == (
        "The Harbour Office is requested to lend shallow barges to villages …; "
        "mentions “low water” OP20"
    )


def paragraph(text: str = "", **more) -> Paragraph:
    """A paragraph of which only its words are known."""
    counts = Counter(text.lower().split())
    given = {"symbol": "F/RES/1", "label": "OP1", "part": "operative", "place": 0, "heading": "",
             "verb": "notes", "n_words": counts.total(), "clauses": (), "themes": {},
             "words": counts, "phrases": {}}  # fmt: skip
    return Paragraph(**{**given, **more})


def edit(dropped: str, added: str, klass: str = "substance") -> dict:
    return {"class": klass, "dropped": dropped or None, "added": added or None,
            "n_dropped": len(dropped.split()), "n_added": len(added.split())}  # fmt: skip


def changed(old: Paragraph, new: Paragraph, *edits: dict) -> str:
    group = Group((old,), (new,), 0.8, False, (), edits)
    pair = Renewal("F/RES/1", "F/RES/2", (), {"OP1": old}, {"OP1": new}, (group,))
    found = changes.change(group, pair, corpus().codebook)
    return found.said if found else ""


def test_what_was_added_is_quoted_not_counted():
    more = "with lamps that every keeper of a ferry can mend"
    old, new = paragraph("marks of the lower crossings"), paragraph(f"marks {more}")
    assert changed(old, new, edit("", more)) == "adds “… with lamps that every keeper of a ferry …”"


def test_a_quote_has_the_capitals_and_commas_of_the_text():
    more = "with oars lamps and rules of the ferry"
    old, new = paragraph("marks of the lower crossings"), paragraph(f"marks {more}")
    one = edit("", more) | {"printed_added": "with oars, lamps and “Rules of the Ferry”"}
    assert changed(old, new, one) == "adds “with oars, lamps and ‘Rules of the Ferry’”"
    one = edit("", f"{more} shall") | {
        "printed_added": "with oars, lamps and Rules of the Ferry shall"
    }
    assert changed(old, new, one) == "adds “… with oars, lamps and Rules of the Ferry …”"


def test_few_words_that_bring_a_theme_are_quoted():
    old, new = paragraph("keepers"), paragraph("keepers and women who row", themes={"gender": 1})
    assert changed(old, new, edit("", "and women who row")) == "adds “… women who row …”"
    assert changed(old, paragraph("keepers and women who row"), edit("", "and women who row")) == ""


def test_what_only_changed_its_place_is_not_told():
    moved = "the wardens of the lower crossings in the northern cantons"
    old, new = paragraph(f"{moved} shall report"), paragraph(f"shall report {moved}")
    assert changed(old, new, edit(moved, ""), edit("", moved)) == ""


def test_a_quote_that_is_cut_to_what_was_there_is_not_told():
    old = paragraph("lamps for children and keepers")
    more = "lamps for keepers and children where when whether hardly"
    assert changed(old, paragraph(more), edit("", more)) == ""
    oil = more.replace("lamps", "oil and barrels")
    assert changed(old, paragraph(oil), edit("", oil)).startswith("adds “… oil and barrels")


def test_a_quote_ends_in_a_noun_and_is_no_mere_date():
    more = "lamps for each of the lower crossings and several regional"
    edits = edit("", more), edit("", "on 8 and 9 may 2022 at the upper northern town")
    assert changed(paragraph("keepers"), paragraph(more), *edits) == (
        "adds “… lamps for each of the lower crossings …”"
    )


def test_a_quote_that_loses_its_end_still_says_something():
    more = "in the great lakes identifying"
    assert changed(paragraph("keepers"), paragraph(more), edit("", more)) == ""


def test_what_a_clause_tells_is_not_quoted_too():
    lend = clause("requests", "lend", "shallow barges to lower villages", ["UNODC"])
    more = "requests the office to lend shallow barges to lower villages"
    told = changed(paragraph("keepers"), paragraph(more, clauses=(lend,)), edit("", more))
    assert told == "new: UNODC is requested to lend shallow barges to lower villages"


def test_another_name_for_the_same_many_is_nobody_new():
    old = clause("requests", "mend", "the lower locks of cantons", ["UN entities"])
    for whom, told in ((["specialized agencies"], False), (["World Bank"], True)):
        new = replace(old, addressees=tuple(whom))
        sides = [paragraph("mend the lower locks of cantons", clauses=(c,)) for c in (old, new)]
        assert bool(changed(*sides)) is told
        assert changes.anew(new, Group((sides[0],), (sides[1],), 0.8, False, ())) is told


def test_a_few_words_for_others():
    old, new = (
        paragraph("keepers of barges"),
        paragraph("the wardens of all lower crossings at night"),
    )
    told = changed(
        old, new, edit("keepers of barges", "the wardens of all lower crossings at night")
    )
    assert told == "“keepers of barges” is now “the wardens of all lower crossings at night”"


@pytest.mark.parametrize(
    "one",
    [
        clause("urges", "refrain", "from applying such measures", ["Member States"]),
        clause("encourages", "engage", "", ["UNODC"]),
        clause("encourages", "", "efforts of Member States"),
    ],
)
def test_what_points_to_words_that_a_line_lacks_is_not_told(one):
    assert asks.asked(one) in ("", asks.said(one))


@pytest.mark.parametrize(
    ("text", "verb", "about"),
    [
        ("Noting also that the slow dredging of upper channels can delay barges,", "noting",
         "Slow dredging of upper channels"),
        ("Expressing regret at the lack of lamps, and of oil,", "expressing regret",
         "Lack of lamps"),
        ("Welcoming the adoption by the House and the Upper Council of the law on fords,",
         "welcoming", "Law on fords"),
        ("Emphasizing that every keeper has the right to rest,", "emphasizing",
         "Every keeper"),
        ("Recalling the Compact for Safe, Dry and Lawful Crossing, and its aims,", "recalling",
         "Compact for Safe, Dry and Lawful Crossing"),
        ("Recognizing that keepers, whatever their age, are wardens of lamps,", "recognizing",
         "Keepers, whatever their age"),
        ("Welcoming the yearly reviews of the mending of the Great Lamps for All Fords in May,",
         "welcoming", "Yearly reviews"),
        ("Noting the Keeper’s letter on the loss of lamps entitled “Oil, lamps and light”,",
         "noting", "Keeper’s letter on the loss of lamps"),
        ("Noting the price of lamps and that oil went,", "noting", "Price of lamps"),
        ("Noting ice,", "noting", ""),
        ("Noting the price and make of lamps for broad and shallow fords of the lake,", "noting",
         "Price and make of lamps"),
        ("Noting that, while oil is dear, lamps of brass burn,", "noting", "Lamps of brass burn"),
        ("Recalling its decision in its resolution 1/2 of 3 May 2019 to convene a fair of lamps,",
         "recalling", "Fair of lamps"),
        ("Noting the preparatory meetings leading to the fair,", "noting", "Preparatory meetings"),
        ("Recalling paragraph 7 of the law on fords,", "recalling", ""),
        ("Noting the work done by the Board on lamps,", "noting", ""),
        ("Standing together in the interest of all fords,", "standing", ""),
        ("Expressing concern over the lasting cost of lamps,", "expressing concern",
         "Lasting cost of lamps"),
        ("Noting that, in many cantons, lower fords are dry,", "noting", "Lower fords"),
        ("Noting that, in the age of lamps, lower fords are dry,", "noting",
         "Lower fords"),
        ("Noting that, in the oil age, lower fords are dry,", "noting", "Lower fords"),
        ("Recognizing and reaffirming that lower fords are dry,", "recognizing", "Lower fords"),
        ("Noting that Member States and keepers mend lamps,", "noting", ""),
        ("Noting the topic “Lamps and fords of all lakes of the north”,", "noting", ""),
        ("Noting the adoption by Member States of ferry plans,", "noting", "Ferry plans"),
        ("Noting the convening in Lakeside, on 3 May, of the Spring Lamp Fair,", "noting",
         "Spring Lamp Fair"),
        ("Noting the importance to Member States of mending, oiling and lighting,", "noting",
         ""),
        ("Noting the lawful means to protect and mend lamps of brass and of iron,", "noting",
         ""),
        ("Noting that the rapid loss of oil enables keepers all over the lake to rest,", "noting",
         "Rapid loss of oil"),
        ("Noting the reports that old ferries are leaking,", "noting", "Old ferries"),
        ("Noting that, with 62 per cent of oil burnt, lamps are few,", "noting", ""),
        ("Recalling its resolution 67/2 of 2 December 2012 on the lighting of fords,", "recalling",
         "Lighting of fords"),
        ("Noting the freedom and the quiet and distinct roles of inner and outer wardens,",
         "noting", "Freedom and the quiet and distinct roles"),
        ("Noting that ferries, with an estimated third of lamps, burn,", "noting", ""),
        ("Noting that, while ferries burn, they account for lamps,", "noting", ""),
        ("Noting that lake ferries often lose their lamps,", "noting", "Lake ferries"),
        ("Noting that the lake fleet contributes lamps,", "noting", "Lake fleet"),
        ("Noting the ferry raids resulting,", "noting", "Ferry raids"),
        ("Noting the interest in universal, wide and lasting lamps,", "noting", ""),
        ("Noting that lamps and ferries, old and universal, burn,", "noting", "Lamps and ferries"),
        # a body's name isn't cut
        ("Recalling the conclusion of the Lake Court of Tides, in its view of 3 May 2019, that"
         " lamps are owed,", "recalling", ""),
        ("Recalling the conclusion of the Lake Court of Tides that ferry lamps are owed,",
         "recalling", "Ferry lamps"),
    ],
)  # fmt: skip
def test_the_beginning_of_a_preambular_paragraph(text, verb, about):
    assert wording.about(text, verb) == about


def test_a_name_ends_before_its_verb():
    text = "Recognizing that, globally, from 2015 to 2022, lake fires encompass a range of harm,"
    assert wording.about(text, "recognizing") == "Lake fires"


def test_a_quote_goes_on_to_its_verb():
    text = (
        "Recognizing that the lack of lamps at the lower fords of the lake cantons, especially in "
        "the winter months, and of oil, continues to delay ferries, and regretting it at length "
        "in each of them and beyond the lake,"
    )
    assert "continues to delay ferries" in sentences.recited(text)
    assert sentences.recited(text.replace("that the lack", "the lack")).endswith("months …")
    short = ["Noting", "the", "old", "locks", "and", "the", "adoption", "of", "lamps"]
    assert sentences.bounded(short, 0, 7) == "Noting the old locks …"


def test_an_item_of_a_list_goes_on_from_its_first_word():
    text = "Emphasizing that the rights of ferrymen are to be kept;"
    one = clause("urges", "emphasizing", "that", ["Member States"])
    (said,) = asks.all_asked([replace(one, object="rights", lead="that the", n_words=30)])
    assert said == "Member States are urged to act by emphasizing …"
    told = sentences.continued(said, [text], [], ())
    assert told.endswith("by emphasizing that the rights of ferrymen are to be kept")


def test_a_word_that_stands_once_names_no_matter():
    words = {"lantern": 1}
    one = paragraph("", words=words, part="preamble", label="PP1")
    others = {f"PP{n}": paragraph("ferry", part="preamble", label=f"PP{n}") for n in range(2, 9)}
    assert matter.about({"PP1": one} | others, corpus().codebook)["PP1"] == "Notes …"
    twice = replace(one, words={"lantern": 2})
    assert matter.about({"PP1": twice} | others, corpus().codebook)["PP1"] == "Lantern"


@pytest.mark.parametrize(
    ("about", "subject"),
    [
        ("Government with technical support", "Notes …"),
        ("Government with ferry support", "Ferry support"),
        ("major challenges in this ferry", "Notes …"),
        ("unwavering support", "Notes …"),
        ("lower lamps for persons", "Lower lamps"),
        ("ferry houses and the promotion", "Ferry houses"),
        ("ferry lamps of brass, oil and ropes", "Ferry lamps"),
        ("ferry lamps, oil pots and ropes", "Notes …"),
        ("ferry raids noted with respect to lamps", "Ferry raids"),
        ("ferry lamps, including oil and ropes", "Ferry lamps"),
        ("unequivocally raids on ferry houses", "Raids on ferry houses"),
        ("ferry lamps contained in the latest", "Ferry lamps"),
        ("House Council to give its views", "Notes …"),
        ("ferry raids resulting", "Ferry raids"),
        ("lamps resulting", "Notes …"),
        ("Ford House resolution 26/20 of 27 June", "Notes …"),
        ("title of sub-item (b) of the ferry item", "Notes …"),
        ("performed by keepers of old lamps", "Notes …"),
        ("further lamps of brass before 3 May", "Lamps of brass"),
        ("lamps and to report", "Notes …"),
        ("lower lamps and to report", "Lower lamps"),
        ("efforts made to raise awareness", "Notes …"),
        ("Office register of wrecks", "Office register of wrecks"),
        ("ferry wardens to provide barges", "Ferry wardens"),
        ("Warden for his leadership and efforts", "Notes …"),
        ("importance of reflecting a lower ford", "Lower ford"),
        ("need to continue to strengthen the lower ford", "Lower ford"),
        ("General Assembly at its seventy-first session", "Notes …"),
        ("oral report to the House of Elders", "Notes …"),
        ("ferry plans in response to many lower", "Ferry plans"),
        ("measures at the national level", "Notes …"),
        ("in a future session the ferry plans", "Ferry plans"),
        ("adoption by Member States of ferry plans", "Ferry plans"),
    ],
)
def test_a_subject_is_what_is_given_for_not_to_whom(about, subject):
    one = paragraph("lantern", clauses=(clause("welcomes", "", about, directive=False),))
    assert matter.about({"OP1": one}, corpus().codebook)["OP1"] == subject


def duty(**more) -> pd.DataFrame:
    given = {"symbol": "F/RES/71/8", "label": "OP3", "kind": "report", "who": "UNODC", "to": None,
             "session": None, "due_from": None, "due_to": None, "at_once": False}  # fmt: skip
    return pd.DataFrame([given | more])


NONE = pd.DataFrame({"symbol": [], "kind": [], "due_to": []})
DAYS = {"due_from": "2016-12-14", "due_to": "2017-12-14"}


@pytest.mark.parametrize(
    ("owed", "back", "told"),
    [
        (duty(session="regularly", to="Human Rights Council"), NONE,
         "A report by UNODC to the Human Rights Council, regularly (OP3)"),
        (duty(session="59th", to="Human Rights Council"), NONE,
         "A report by UNODC to the Human Rights Council at its 59th session, "
         f"{2006 + 58 // 3} (OP3)"),
        (duty(due_from="2017-01-01", due_to="2017-12-31"), NONE, "A report by UNODC in 2017 (OP3)"),
        (duty(**DAYS), NONE, "A report by UNODC by 14 December 2017 (OP3)"),
        (duty(due_from="2016-12-14", due_to="2017-12-31"), NONE,
         "A report by UNODC by December 2017 (OP3)"),
        (duty(who="High Commissioner for Human Rights"), NONE,
         "A report by the High Commissioner for Human Rights, without a date (OP3)"),
        (NONE, duty(kind="sunset", session="for a further period of one year", **DAYS),
         "What OP3 decides ends in December 2017"),
        (duty(to="General Assembly", session="71st", at_once=True, due_from="2016-09-01",
              due_to="2017-09-30"), NONE, "A report by UNODC to the General Assembly at its 71st "
         "session, September 2016 to September 2017, the one that adopted this resolution (OP3)"),
    ],
)  # fmt: skip
def test_what_is_due_and_when(owed, back, told):
    assert matter.head(corpus().resolutions, owed, back)["due"][0] == told


@pytest.mark.parametrize(
    ("word", "who"),
    [("rapporteur", "the Special Rapporteur"), ("rapporteurs", "the special rapporteurs"),
     ("procedures", "special procedures")],
)  # fmt: skip
def test_one_special_rapporteur_or_all_procedures(word, who):
    words = pd.DataFrame({"symbol": ["F/RES/71/8"], "label": ["OP3"], "word": [word]})
    owed = duty(who="special rapporteurs")
    (told,) = matter.head(corpus().resolutions, owed, NONE, None, words)["due"]
    assert told == f"A report by {who}, without a date (OP3)"


def test_sessions_of_one_report_are_told_together_and_what_is_oral_so():
    first = duty(kind="briefing", session="66th", to="Lake Council", clause=1)
    owed = pd.concat([first, first.assign(session="67th"), first.assign(
        kind="report", session="78th")])  # fmt: skip
    spoken = pd.DataFrame({"symbol": ["F/RES/71/8"], "label": ["OP3"], "clause": [1],
                           "object": ["Lake Council with an oral update on"]})  # fmt: skip
    assert matter.head(corpus().resolutions, owed, NONE, clauses=spoken)["due"] == [
        "An oral update by UNODC to the Lake Council at its 66th and 67th sessions (OP3)",
        "A report by UNODC to the Lake Council at its 78th session (OP3)",
    ]


def test_a_review_is_missed_where_there_was_one():
    was = duty(symbol="F/RES/69/12", kind="review", session="71st")
    rows = corpus().resolutions
    assert matter.head(rows, NONE, was)["due"] == ["No date for the next review was found in it"]


def test_a_text_without_a_word_of_reports_asks_for_none_and_of_others_nothing_is_said():
    rows = corpus().resolutions
    said = pd.DataFrame(
        {"symbol": "F/RES/71/8", "label": ["PP1", "OP1"], "word": ["report", "mend"]}
    )
    assert matter.head(rows, NONE, NONE, words=said)["due"] == [
        "It asks for no report and sets no deadline"
    ]
    assert matter.head(rows, NONE, NONE, words=said.assign(label="OP1"))["due"] == []
    assert matter.head(rows, NONE, NONE)["due"] == []


def test_a_task_that_two_are_asked_is_told_once():
    urged = clause("urges", "dredge", "lower locks each spring", ["Member States"])
    others = replace(urged, verb="encourages", addressees=("UNODC", "INTERPOL"))
    (told,) = asks.all_asked([urged, others])
    assert told == (
        "Member States are urged, UNODC and INTERPOL encouraged, to dredge lower locks each spring"
    )
    (told,) = asks.all_asked([urged, replace(urged, addressees=("UNODC",))])
    assert told == "Member States and UNODC are urged to dredge lower locks each spring"
    assert asks.all_past([urged, others]).startswith("Member States were urged, UNODC and INTERPOL")


def test_new_items_of_one_list_are_one_entry(lines):
    row = dict(lines[lines["kind"] == "paragraph"].iloc[0]) | {
        "section": "new", "part": "operative", "said": "UNODC is asked to mend locks",
    }  # fmt: skip
    rows = [
        row | {"labels": "OP4(c)", "subject": "locks"},
        row | {"labels": "OP9", "subject": "locks"},
        row | {"labels": "OP4(a)", "subject": "lamps", "said": "UNODC is asked to fill lamps"},
        row | {"labels": "OP5(a)", "subject": "oars"},
    ]
    _, *new = matter.sections(pd.DataFrame(rows))[0]["entries"]
    assert [entry["subject"] for entry in new] == ["OP4, new items", "locks", "oars"]
    assert [(piece["said"], piece["labels"]) for piece in new[0]["pieces"]] == [
        ("UNODC is asked to fill lamps", ["OP4(a)"]), ("mend locks", ["OP4(c)"]),
    ]  # fmt: skip
    assert [piece["labels"] for piece in new[1]["pieces"]] == [["OP9"]]
    # of a chapeau that only leads on the items say all
    for said, stays in (("“Asks all docks, inter alia”", False), ("“Asks all docks to row”", True)):
        chapeau = row | {"labels": "OP4", "subject": "", "said": said}
        (_, *new) = matter.sections(pd.DataFrame([*rows, chapeau]))[0]["entries"]
        assert any(p["labels"] == ["OP4"] for e in new for p in e["pieces"]) == stays
    # items of two lists that one subject joins
    rows += [row | {"labels": f"OP7({n})", "subject": "locks"} for n in ("aa", "b")]
    _, *new = matter.sections(pd.DataFrame(rows))[0]["entries"]
    assert [piece["labels"] for piece in new[1]["pieces"]] == [["OP7(b)"], ["OP7(aa)"]]
    assert [entry["subject"] for entry in new] == ["OP4, new items", "OP7, new items", "locks",
                                                   "oars"]  # fmt: skip


def test_where_links_are_doubtful_it_is_not_said_that_nothing_is_gone(lines):
    said = [matter.sections(lines, None, n)[1]["nothing"] for n in ("0", "0 to 2")]
    assert said == ["Each paragraph is carried on.",
                    "No paragraph is gone, by the links made (0 to 2)."]  # fmt: skip


def test_where_no_source_is_named_the_page_says_how_many_documents_were_searched(lines):
    also = [matter.sections(lines, searched=n)[0]["also"] for n in (0, 30)]
    assert also == ["Where new wording comes from wasn’t looked for.",
                    "Where a new paragraph names no source, none was found: in 30 documents "
                    "searched no paragraph has half of its words or more, in order, enough in a "
                    "row, both with names and formulas and without them. Short ones, those mostly "
                    "of names, and what reworded ones gained aren’t traced."]  # fmt: skip
    known = lines.assign(echoes="half of it in the words of F/RES/2 OP1")
    assert matter.sections(known, searched=30)[0]["also"] == ""


def test_the_vote_reads_naturally():
    rows = corpus().resolutions.copy()
    rows["vote"] = "Adopted by a recorded vote of 20 to 8"
    assert matter.head(rows, NONE, NONE)["facts"][-1] == "adopted by a recorded vote of 20 to 8"


@pytest.mark.parametrize(
    ("lead", "about", "told"),
    [
        ("to", "hold a lake forum of cantons", "A lake forum of cantons"),
        ("that the", "Lake Forum shall be held from 27", "The Lake Forum"),
        ("to", "convene, in 2026, a meeting", "A meeting"),
        ("to the", "third meeting of the Governing Board of Lake", "The third meeting"),
        ("to the", "lake summit called for by the Board", "The lake summit"),
        ("", "", "A meeting"),
    ],
)
def test_a_meeting_that_is_decided_is_due(lead, about, told):
    back = duty(kind="meeting", who=None, due_from="2026-01-01", due_to="2026-12-31", clause=1)
    spoken = pd.DataFrame([{"symbol": "F/RES/71/8", "label": "OP3", "clause": 1, "lead": lead,
                            "object": about}])  # fmt: skip
    due = matter.head(corpus().resolutions, NONE, back, clauses=spoken)["due"]
    assert due[0] == f"{told}, in 2026, on a day not known here (OP3)"
    for first, when in (("12-31", "in December 2026"), ("11-30", "from November to December 2026")):
        held = back.assign(due_from=f"2026-{first}")
        (month,) = matter.head(corpus().resolutions, NONE, held)["due"]
        assert month == f"A meeting, {when} (OP3)"


def test_a_report_thereon_says_on_what():
    owed = duty(due_from="2017-01-01", due_to="2017-12-31", clause=1)
    place = {"symbol": "F/RES/71/8", "label": "OP3"}
    said = pd.DataFrame([place | {"word": "thereon", "count": 1}])
    asked = {"clause": 1, "action": "continue", "lead": None, "object": "its study of ferries"}
    about = ", on what is asked there: to continue its study of ferries"
    for action, told in (("continue", about), ("submit", "")):
        spoken = pd.DataFrame([place | asked | {"action": action}])
        head = matter.head(corpus().resolutions, owed, NONE, words=said, clauses=spoken)
        assert head["due"][0] == f"A report by UNODC in 2017{told} (OP3)"
    head = matter.head(corpus().resolutions, owed, NONE, words=said[:0], clauses=spoken)
    assert head["due"][0] == "A report by UNODC in 2017 (OP3)"


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("on the wear of lake locks", ", on the wear of lake locks"),
        ("on progress made", ""),
        ("on the implementation of the present resolution", ""),
        # what points back is told by what is asked before
        ("on steps taken in this regard", ", on what is asked there: to mend lake locks"),
    ],
)  # fmt: skip
def test_a_report_without_a_date_says_on_what(about, told):
    place = {"symbol": "F/RES/71/8", "label": "OP3", "lead": None}
    said = pd.DataFrame([place | {"word": "locks", "count": 1}])
    spoken = pd.DataFrame([
        place | {"clause": 1, "action": "mend", "object": "lake locks"},
        place | {"clause": 2, "action": "consider", "object": "support to those initiatives"},
        place | {"clause": 3, "action": "report", "object": about},
    ])  # fmt: skip
    owed = duty(clause=3)
    head = matter.head(corpus().resolutions, owed, NONE, words=said, clauses=spoken)
    assert head["due"][0] == f"A report by UNODC, without a date{told} (OP3)"
    head = matter.head(corpus().resolutions, owed.assign(session="annually"), NONE, words=said,
                       clauses=spoken)  # fmt: skip
    assert head["due"][0] == "A report by UNODC, annually (OP3)"


@pytest.mark.parametrize(
    ("cited", "label", "skips", "told"),
    [
        ("F/RES/2015/4", "PP1", "2014-2016", True),
        ("F/RES/2017/4", "PP1", "2014-2016", False),  # later
        ("G/RES/2015/4", "PP1", "2014-2016", False),  # another organ's
        ("F/RES/2015/4", "PP2", "2014-2016", False),  # on another matter
        ("F/RES/2015/4", "OP1", "2014-2016", False),
        ("F/RES/2015/4", "PP1", "F/RES/70/3", False),  # which members it jumps over is known
    ],
)  # fmt: skip
def test_what_a_text_recalls_of_years_without_a_member_is_told(cited, label, skips, told):
    symbol = "F/RES/71/8"
    rows = corpus().resolutions.copy()
    last = rows["symbol"] == symbol
    rows.loc[last, "skips"], rows.loc[last, "title"] = skips, "Keepers of lake lanterns"
    words = pd.DataFrame([(symbol, "PP1", "lantern", 1), (symbol, "PP2", "peace", 1),
                          (symbol, "OP1", "lantern", 1)],
                         columns=["symbol", "label", "word", "count"])  # fmt: skip
    parts = pd.DataFrame({"symbol": symbol, "label": ["PP1", "PP2", "OP1"], "n_words": 1,
                          "part": ["preamble", "preamble", "operative"]})  # fmt: skip
    cites = pd.DataFrame([{"symbol": symbol, "label": label, "cited": cited, "where": "text"}])
    facts = matter.head(rows, NONE, NONE, words=words, paragraphs=parts, citations=cites)["facts"]
    recalls = f"; it recalls {cited} of that time, without a text here)"
    assert any(fact.endswith(recalls) for fact in facts) == told


def test_what_is_due_alike_at_several_sessions_is_one_sentence():
    row = {"symbol": "F/RES/71/8", "kind": "report", "who": "Secretary-General", "label": "OP3",
           "to": "General Assembly", "due_from": "", "due_to": "", "clause": 1}  # fmt: skip
    sessions = [("80th", "2025-09-01", "2026-09-01"), ("81st", "2026-09-01", "2027-09-01")]
    owed = pd.DataFrame([row | {"session": s, "due_from": a, "due_to": b} for s, a, b in sessions])
    told = matter.head(corpus().resolutions, owed, NONE)["due"]
    assert told == [
        "A report by the Secretary-General to the General Assembly at its 80th and 81st sessions, "
        "September 2025 to September 2027 (OP3)"
    ]


def test_what_nothing_names_is_one_piece_of_the_preamble(lines):
    row = dict(lines[lines["kind"] == "paragraph"].iloc[0]) | {"part": "preamble", "said": ""}
    several = [row | {"subject": "Lamps", "labels": "PP1"}, row | {"subject": "", "labels": "PP2"},
               row | {"subject": "", "labels": "PP3"}]  # fmt: skip
    (new, *_) = entries.sections(pd.DataFrame(several))
    told = [(piece["said"], piece["labels"]) for piece in new["entries"][-1]["pieces"]]
    assert told == [("Lamps", ["PP1"]), (entries.UNTOLD, ["PP2", "PP3"])]
    several[1]["doubt"] = "doubtful"
    (new, *_) = entries.sections(pd.DataFrame(several))
    told = [(piece["labels"], piece["doubt"]) for piece in new["entries"][-1]["pieces"][1:]]
    assert told == [(["PP3"], ""), (["PP2"], "doubtful")]


def test_who_is_asked_anew(page):
    assert page["new"]["Who has new tasks"] == (
        "Harbour Office: lend shallow barges to villages … OP20; "
        "keep a register of sunken wrecks … OP16"
    )


def test_what_is_gone_from_the_specimen(page):
    assert [said.split()[-1] for said in page["gone"].values()] == ["OP15", "PP8"]


def test_stronger_weaker_merged_and_split_in_the_specimen(page):
    otherwise = page["otherwise"]
    assert otherwise["Storm warnings"].startswith("Weaker: the Harbour Office was requested, is")
    assert otherwise["Funding"].startswith("Stronger: invited, now encouraged")
    assert otherwise["Lights and marks"] == "Two paragraphs became one OP5"
    assert otherwise["Rescue"] == "One paragraph became two OP6 OP7"
    assert otherwise["Conditions lost"] == "Upon request: Harbour Conventions OP3"


def test_columns_are_described(lines):
    described = [row["column"] for row in tables.described()["matter.lines"]]
    assert described == matter.COLUMNS == list(lines.columns)


def test_operative_before_preambular_and_directive_before_not(lines):
    for _, rows in lines[lines["kind"] == "paragraph"].groupby("section"):
        parts = list(rows["part"])
        assert parts == sorted(parts, key=["operative", "annex", "preamble"].index)
        operative = rows.loc[rows["part"] == "operative", "directive"].to_list()
        assert operative == sorted(operative, reverse=True)


def test_the_head_says_date_size_and_what_is_due():
    series = corpus()
    head = matter.head(
        series.resolutions, series.measure(mandate.duties), series.measure(mandate.reviews),
        paragraphs=series.paragraphs,
    )  # fmt: skip
    assert head["symbol"] == "F/RES/71/8" and head["earlier"] == "F/RES/69/12"
    assert head["facts"][:3] == [
        "14 December 2016",
        "renews F/RES/69/12 of 2014",
        "nine preambular and 24 operative paragraphs, 3% longer",
    ]
    assert head["due"] == [
        "A report by the Federal Secretary to the Federal Assembly at its 73rd session (OP24)",
    ]
    assert not any("vote" in fact for fact in head["facts"])


@pytest.mark.parametrize("shared, told", [
    (0.1, "comes after F/RES/69/12 of 2014"), (0.2, "renews F/RES/69/12 of 2014"),
])  # fmt: skip
def test_a_text_that_carries_nothing_on_is_not_said_to_renew(shared, told):
    series = corpus()
    pairs = series.pairs.assign(contained_in_later=shared, contained_in_earlier=0.0)
    head = matter.head(
        series.resolutions, series.measure(mandate.duties), series.measure(mandate.reviews),
        pairs=pairs,
    )  # fmt: skip
    assert head["facts"][1] == told


def test_what_is_due_says_no_more_than_is_known():
    known = {"symbol": "F/RES/71/8", "due_from": "2016-12-14", "to": "Federal Assembly"}
    owed = pd.DataFrame([
        known | {"kind": "report", "who": None, "session": "73rd", "label": "OP1"},
        known | {"kind": "report", "who": None, "session": "every year", "label": "OP2"},
    ]).assign(due_from=None, due_to=None)  # fmt: skip
    back = pd.DataFrame([
        known | {"kind": "sunset", "session": "for a period of one year", "label": "OP3",
                 "due_to": "2017-12-14"},
    ])  # fmt: skip
    series = corpus()
    assert matter.head(series.resolutions, owed, back)["due"][:3] == [
        "A report to the Federal Assembly at its 73rd session (OP1)",
        "A report to the Federal Assembly, every year (OP2)",
        "What OP3 decides ends in December 2017",
    ]


def test_a_name_keeps_its_capital_within_a_line():
    assert asks.small("Lake wardens are urged to rest", ["Lake wardens"]).startswith("Lake")
    assert asks.small("Welcomes the chart", ["Lake wardens"]).startswith("welcomes")


def test_a_series_of_one_text_has_no_lines():
    series = corpus()
    one = series.resolutions[series.resolutions["symbol"] == "F/RES/71/8"]
    assert series.measure(matter.lines, resolutions=one).empty
    assert matter.head(RESOLUTIONS.iloc[:0], *[pd.DataFrame({"symbol": []})] * 2) is None


def test_the_page_in_markdown(lines):
    series = corpus()
    head = matter.head(
        series.resolutions, series.measure(mandate.duties), series.measure(mandate.reviews)
    )
    doubtful = lines.assign(doubt=["doubtful" * (n == "OP15") for n in lines["labels"]])
    shown = show.matter(head, matter.sections(doubtful)).bundle
    assert "**Shallow barges to villages.** The Harbour Office is" in shown["text/markdown"]
    assert "*(F/RES/69/12 OP15; doubtful)*" in shown["text/markdown"]
    assert shown[show.MIME]["kind"] == "matter"
    assert "No text" in show.matter(None, []).bundle["text/plain"]


@pytest.mark.parametrize("name", ["ct-assistance", "ct-strategy", "ct-human-rights"])
def test_no_line_quotes_more_than_eight_words(name):
    series = Corpus.load(name)
    lines = series.measure(matter.lines, whom=series.series.entity)
    titles = {theme.title for theme in series.codebook.themes}
    assert len(lines) > 0
    for row in lines.itertuples():
        told = row.subject.split("; ")[0]
        assert told in titles or len(told.removesuffix(" …").split()) <= asks.QUOTED, told
        for part in re.split("; |” is now “|, now to |, (?:are|is) now ", row.said):
            quoted = part.partition(" to ")[2] if " to " in part else part.partition("“")[2]
            in_a_row = [len(run.split()) for run in quoted.split("…")]
            assert max(in_a_row) <= asks.QUOTED + 1, part


def test_entries_of_one_subject_stand_together(lines):
    row = dict(lines[lines["kind"] == "paragraph"].iloc[0])
    doubled = pd.DataFrame([row, row | {"labels": "OP99"}])
    (new, *_) = entries.sections(doubled)
    assert [len(entry["pieces"]) for entry in new["entries"] if entry["pieces"]] == [2]


def test_what_each_paragraph_is_about_from_tables_and_from_texts():
    series = corpus()
    from_tables = matter.about(matter.of_tables(series, "F/RES/71/8"), series.codebook)
    text = read(SPECIMEN / "texts" / "F_RES_71_8.md")
    from_text = matter.about(matter.of_text(text, series.codebook), series.codebook)
    assert list(from_tables) == list(from_text) == [p.label for p in text.paragraphs]
    assert from_tables["OP10"] == from_text["OP10"] == "Storm warnings"
    assert matter.about({}, series.codebook) == {}


@pytest.mark.parametrize("name", ["ct-assistance", "ct-strategy"])
def test_a_task_in_the_ledger_is_quoted_in_eight_words(name):
    series = Corpus.load(name)
    entity = mandate.followed(series.measure(mandate.entities), series.series.entity)
    ledger = series.measure(mandate.ledger, entity=entity)
    quotes = ledger["action"].fillna("") + " " + ledger["object"].fillna("")
    assert quotes.str.split().str.len().max() <= asks.QUOTED


# ── what an aide asks of the page ────────────────────────────────────────────────────────────


def test_a_theme_that_a_later_text_lacks_stands_not_in_every_text():
    rows = RESOLUTIONS[RESOLUTIONS["symbol"].isin(["F/RES/1", "F/RES/2", "F/RES/4"])]
    found = met(2003, 2003).assign(trajectory="steady", n_members=[2, 1])
    assert list(matter.head(rows, NONE, NONE, found)["since"]) == [
        "since 2003", "since 2003, though not in every text here"]  # fmt: skip


def test_a_name_begins_with_no_adverb_of_time():
    book = codebook.load()
    assert subjects.ended("Recently proclaimed Decade of Lamps", book) == "Decade of Lamps"
    assert not subjects.telling("shortcomings", book)


def met(*years: int) -> pd.DataFrame:
    nowhere = dict.fromkeys(("preamble_symbol", "preamble_label",
                             "operative_symbol", "operative_label"))  # fmt: skip
    return pd.DataFrame([{"title": f"Lamps of {y}", "first_year": y, "share_last": 0.2,
                          "theme": "lamps"} | nowhere for y in years])  # fmt: skip


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ({"operative_symbol": "F/RES/4", "operative_label": "OP3"},
         "Lamps of 2007 (“lamp oil”, OP3)"),
        ({"preamble_symbol": "F/RES/4", "preamble_label": "PP1"}, "Lamps of 2007 (PP1)"),
        # named before
        ({"operative_symbol": "F/RES/4", "operative_label": "OP3",
          "preamble_symbol": "F/RES/2", "preamble_label": "PP1"}, "Lamps of 2007"),
    ],
)  # fmt: skip
def test_what_the_latest_member_names_first_is_told_with_its_words(places, told):
    rows = RESOLUTIONS[RESOLUTIONS["symbol"].isin(["F/RES/1", "F/RES/2", "F/RES/4"])]
    codes = pd.DataFrame([{"symbol": "F/RES/4", "label": "OP3", "scheme": "theme",
                           "code": "lamps", "term": "lamp oil"}])  # fmt: skip
    found = met(2003, 2007).assign(theme=["buoys", "lamps"])
    for column, value in places.items():
        found.loc[1, column] = value
    since = matter.head(rows, NONE, NONE, found, codes=codes)["since"]
    assert [name for names in since.values() for name in names] == ["Lamps of 2003", told]


def test_since_when_a_theme_stands_says_by_what_it_was_met_and_whether_it_was_left_out():
    rows = RESOLUTIONS[RESOLUTIONS["symbol"].isin(["F/RES/1", "F/RES/2", "F/RES/4"])]
    found = met(2003, 2003, 2003).assign(
        first_words=["lamp|oil", "grease|fat", "lamps"],
        trajectory=["steady", "growing", "returned"],
    )  # fmt: skip
    told = matter.head(rows, NONE, NONE, found)["since"]
    assert told == {"since 2003": ["Lamps of 2003", "Lamps of 2003 (“grease”)"],
                    "since 2003, though not in every text here": ["Lamps of 2003"]}  # fmt: skip


@pytest.mark.parametrize(
    ("year", "known", "since"),
    [
        (2001, "F/RES/1 F/RES/2 F/RES/4", "since 2001 (the earliest text here)"),
        (2003, "F/RES/2 F/RES/4", "since 2003 or before (one member before it has no text here)"),
        (2007, "F/RES/1 F/RES/2 F/RES/4",
         "since 2007 or before (one member before it has no text here)"),
        (2003, "F/RES/1 F/RES/2 F/RES/4", "since 2003"),
    ],
)  # fmt: skip
def test_a_theme_first_met_after_a_hole_may_be_older(year, known, since):
    rows = RESOLUTIONS[RESOLUTIONS["stage"] == "adopted"].copy()
    rows = rows[rows["symbol"].isin(["F/RES/1", "F/RES/2", "F/RES/3", "F/RES/4"])]
    rows.loc[~rows["symbol"].isin(known.split()), "n_words"] = None
    other = 2003 if year != 2003 else 2007
    told = matter.head(rows, NONE, NONE, met(year, other))["since"]
    assert told[since] == [f"Lamps of {year}"] and len(told) == 2


@pytest.mark.parametrize(
    ("piece", "after", "said"),
    [
        ("Old Ferry Charter, as well as the", "2005 Lake Outcome, in which",
         "“Old Ferry Charter” in “Old Ferry Charter, as well as the 2005 Lake Outcome”"),
        ("including by oiling locks and the lanterns of keepers, and by", "raising old sails",
         "“including by oiling locks and the lanterns of keepers”"),
    ],
)  # fmt: skip
def test_what_came_is_quoted_without_the_noun_that_it_joined_itself_to(piece, after, said):
    old = quotes.Side((), (), corpus().codebook)
    assert quotes.quotes([(piece, after, "")], old) == said


@pytest.mark.parametrize(
    ("skips", "since"),
    [
        ("2003-2006", "since 2007 or before (no member of 2003-2006 is known here)"),
        ("F/RES/2 2003-2006", "since 2007 or before (one member before it has no text here)"),
        ("F/RES/2 F/RES/3 2003-2006",
         "since 2007 or before (two members before it have no text here)"),
    ],
)  # fmt: skip
def test_years_of_which_no_member_is_known_are_counted_as_none(skips, since):
    members = pd.DataFrame({"symbol": ["F/RES/1", "F/RES/4"], "year": [2001, 2007],
                            "at_hand": True, "skips": ["", skips]})  # fmt: skip
    assert f"since {heads._met(2007, members)}" == since


@pytest.mark.parametrize(
    ("known", "since"),
    [
        ("F/RES/1 F/RES/2", "all stand in the earliest text here, of 2001"),
        ("F/RES/2 F/RES/4",
         "all stand in the earliest text here, of 2003 (one member before it has no text here)"),
    ],
)  # fmt: skip
def test_where_all_subjects_are_as_old_it_is_said_once(known, since):
    rows = RESOLUTIONS[RESOLUTIONS["stage"] == "adopted"].copy()
    rows = rows[rows["symbol"].isin(["F/RES/1", "F/RES/2", "F/RES/3", "F/RES/4"])]
    rows.loc[~rows["symbol"].isin(known.split()), "n_words"] = None
    first = int(rows.loc[rows["n_words"].notna(), "year"].iloc[0])
    told = matter.head(rows, NONE, NONE, met(first, first))["since"]
    assert told == {since: [f"Lamps of {first}"] * 2}


def test_a_plan_that_is_submitted_is_no_report():
    owed = duty(kind="deadline", to="Federal Assembly", session="75th")
    due = matter.head(corpus().resolutions, owed, NONE)["due"][0]
    assert due.startswith("A submission by UNODC to the Federal Assembly at its 75th session")
    alone = matter.head(corpus().resolutions, duty(kind="deadline", session="75th"), NONE)["due"][0]
    assert alone.startswith("Action by UNODC at the 75th session")


def test_a_session_that_names_its_year_says_it_once():
    owed = duty(session="2018", due_from="2018-01-01", due_to="2018-12-31")
    assert matter.head(corpus().resolutions, owed, NONE)["due"][0].endswith(
        "the 2018 session (OP3)"
    )


def test_where_help_is_asked_with_what_stands_before_that_is_told_too():
    regrets = clause("expresses regret", "", "loss of lamps at the ford", directive=False)
    about = "technical assistance to requesting States in this regard"
    helps = clause("requests", "provide", about, ["UNODC"])
    asked = "UNODC is requested to provide technical assistance to requesting States"
    assert asks.all_asked([regrets, helps]) == ["Expresses regret loss of lamps at the ford", asked]
    marks = clause("urges", "mark", "lower crossings", ["Member States"])
    assert asks.all_asked([regrets, marks, helps])[1:] == [asked]


def test_such_measures_are_told_with_what_was_said_last():
    regrets = clause("expresses regret", "", "loss of lamps at the ford", directive=False)
    stresses = clause("stresses", "", "need of marked upper fords", directive=False)
    refrains = clause("urges", "refrain", "from applying such measures", ["Member States"])
    told = asks.all_asked([regrets, stresses, refrains])
    assert told == ["Stresses need of marked upper fords",
                    "Member States are urged to refrain from applying such measures"]  # fmt: skip
    assert asks.all_asked([refrains]) == ["Member States are urged to refrain …"]
    lends = clause("requests", "lend", "lamps to ferrymen", ["UNODC"])
    assert asks.all_asked([regrets, lends]) == ["UNODC is requested to lend lamps to ferrymen"]


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("looks forward", "Looks forward to opening of the ford"),
        ("remains concerned", "Remains concerned at opening of the ford"),
        ("takes note with appreciation", "Takes note with appreciation of opening of the ford"),
        ("notes with concern", "Notes with concern opening of the ford"),
    ],
)
def test_verbs_have_their_particle(verb, told):
    assert asks.said(clause(verb, "", "opening of the ford", directive=False)) == told


def test_a_verb_whose_particle_the_text_has_otherwise():
    told = asks.said(clause("expresses concern", "", "regarding the ford", directive=False))
    assert told == "Expresses concern regarding the ford"


def test_a_resolution_without_a_title_is_called_by_its_number():
    rows = corpus().resolutions.assign(title=None)
    told = matter.head(rows, NONE, NONE)
    assert told["title"] == f"Resolution {told['symbol'].partition('/RES/')[2]}"


def test_what_was_only_said_is_no_longer_said():
    noted = clause("welcomes", "", "opening of the ford", directive=False)
    assert asks.all_past([noted]) == "no longer welcomes opening of the ford"


def test_an_object_that_the_tables_cut_ends_open():
    long = clause("notes", "", "one two three four five six seven", directive=False)
    assert asks.said(long) == "Notes one two three four five six seven …"


def test_when_is_not_what():
    soon = clause("calls upon", "provide", "beginning in June 2024", ["UNODC"])
    assert asks.all_asked([soon]) == ["UNODC is called upon to provide …"]
    notes = clause("notes", "", "third survey of the fords", directive=False)
    one = paragraph("fords", clauses=(notes, soon))
    assert matter.about({"OP1": one}, corpus().codebook)["OP1"] == "Third survey of the fords"


def test_what_points_back_is_no_subject():
    theirs = clause("encourages", "contribute", "building their capacities", ["UNODC"])
    notes = clause("notes", "", "training of young ferrymen", directive=False)
    one = paragraph("ferrymen", clauses=(notes, theirs))
    assert matter.about({"OP1": one}, corpus().codebook)["OP1"] == "Training of young ferrymen"


def test_the_rule_of_law_is_whole():
    upholds = clause("encourages", "", "wardens to uphold the rule of law")
    one = paragraph("wardens", clauses=(upholds,))
    told = matter.about({"OP1": one}, corpus().codebook)["OP1"]
    assert told == "Wardens to uphold the rule of law"


def test_of_two_themes_that_stand_as_often_both_are_told():
    first, second = corpus().codebook.themes[:2]
    one = paragraph("x", themes={first.theme: 1, second.theme: 1})
    others = {f"OP{n}": paragraph("ferry", label=f"OP{n}") for n in range(2, 12)}
    told = matter.about({"OP1": one} | others, corpus().codebook)["OP1"]
    assert told == f"{first.title}; {asks.small(second.title)}"


def test_a_theme_said_as_often_stands_beside_a_rarer_one():
    first, second = corpus().codebook.themes[:2]
    one = paragraph("x", themes={first.theme: 1, second.theme: 2})
    others = {f"OP{n}": paragraph("ferry", label=f"OP{n}") for n in range(2, 80)}
    also = {f"OP{n}": replace(p, themes={second.theme: 1} if n < 20 else {})
            for n, p in enumerate(others.values(), 2)}  # fmt: skip
    rare = math.log(79)
    assert 2 * math.log(79 / 19) < subjects.TIED * rare  # the one told before
    told = matter.about({"OP1": one} | also, corpus().codebook)["OP1"]
    assert told == f"{first.title}; {asks.small(second.title)}"
    once = replace(one, themes={first.theme: 2, second.theme: 1})
    assert matter.about({"OP1": once} | also, corpus().codebook)["OP1"] == first.title


def test_an_object_that_names_no_matter_gives_way_to_a_theme():
    theme = corpus().codebook.themes[0]
    notes = clause("takes note", "", "supplementary information", directive=False)
    one = paragraph("supplementary information", clauses=(notes,), themes={theme.theme: 1})
    others = {f"OP{n}": paragraph("ferry", label=f"OP{n}") for n in range(2, 20)}
    assert matter.about({"OP1": one} | others, corpus().codebook)["OP1"] == theme.title
    bare = replace(one, themes={})
    told = matter.about({"OP1": bare} | others, corpus().codebook)["OP1"]
    assert told == "Notes …"
    lamps = replace(one, clauses=(replace(notes, object="oil lanterns"),))
    assert matter.about({"OP1": lamps} | others, corpus().codebook)["OP1"] == "Oil lanterns"


def test_what_is_said_twice_and_new_goes_before_a_theme_named_in_passing():
    theme = corpus().codebook.themes[0].theme
    old = {f"OP{n}": paragraph("ferry", label=f"OP{n}") for n in range(1, 12)}
    words = Counter({"counter-lantern": 1, "lanterns": 1})
    one = paragraph("", words=words, themes={theme: 1}, symbol="F/RES/2", label="OP12")
    new = {name: replace(p, symbol="F/RES/2") for name, p in old.items()} | {"OP12": one}
    pair = Renewal("F/RES/1", "F/RES/2", (), old, new, ())
    assert subjects.subjects(pair, corpus().codebook)([one]) == "Counter-lantern"
    known = Renewal("F/RES/1", "F/RES/2", (), old | {"OP12": one}, new, ())
    title = next(t.title for t in corpus().codebook.themes if t.theme == theme)
    assert subjects.subjects(known, corpus().codebook)([one]) == title


def test_what_turned_is_told_with_what_it_was():
    was = clause("welcomes", "", "plan of wardens to dredge the lower", directive=False)
    now = clause("notes", "", "dredging of the lower ford", directive=False)
    old, new = paragraph("wardens", clauses=(was,)), paragraph("wardens", clauses=(now,))
    assert changed(old, new) == (
        "before: welcomes plan of wardens to dredge the lower …; "
        "now: notes dredging of the lower ford"
    )


def test_a_request_that_became_another_verb_is_not_gone():
    was = clause("encourages", "work", "towards mending the locks of the lake", ["Member States"])
    reminds = clause("reminds", "", "Member States to work towards mending the locks",
                     strength=2, directive=False)  # fmt: skip
    old = paragraph("work towards mending the locks of the lake", clauses=(was,))
    told = changed(old, replace(old, clauses=(reminds,)))
    assert told == (
        "Member States were encouraged, are now reminded to work towards mending the locks"
    )
    notes = clause("notes", "", "work of keepers towards mending the locks", directive=False)
    assert changed(old, replace(old, clauses=(notes,))) == (
        "before: Member States were encouraged to work towards mending the locks of the lake …; "
        "now: notes work of keepers towards mending the locks …"
    )


def test_of_a_request_whose_words_stand_under_another_verb_it_is_said():
    was = clause("invites", "serve", "as keepers of the lower locks", ["UNODC"])
    old = paragraph("serve as keepers of the lower locks", clauses=(was,))
    lost = "UNODC was invited to serve as keepers of the lower locks"
    told = changed(old, paragraph("renews support to serve as keepers of the lower locks"))
    assert told == f"no longer, though most of its words stand there still: {lost}"
    assert changed(old, paragraph("keepers of barges")) == f"no longer: {lost}"
    item = paragraph("to serve as keepers of the lower locks", label="OP1(a)")
    assert changed(old, item) == ""  # which rests on the verb above it


def test_one_of_two_tasks_of_a_sentence_that_went_or_came_is_told():
    names = clause("requests", "appoint", "a keeper on lamps", ["UNODC"])
    submits = clause("requests", "submit", "the report of the keeper on lamps", ["UNODC"])
    both = paragraph("appoint a keeper on lamps and submit the report of the keeper on lamps",
                     clauses=(names,))  # fmt: skip
    one = paragraph("submit the report of the keeper on lamps", clauses=(submits,))
    assert changed(both, one) == "no longer: UNODC was requested to appoint a keeper on lamps"
    mends = clause("requests", "mend", "the old barges", ["UNODC"])
    group = Group((one,), (both,), 0.9, False, ())
    told = changes._beside(submits, mends, group)
    assert told == "new: UNODC is requested to mend the old barges"
    # another verb for the same is no other task
    sends = paragraph("send the report of the keeper on lamps",
                      clauses=(replace(submits, action="send"),))  # fmt: skip
    assert changed(one, sends) == ""


def test_a_request_that_goes_on_under_the_verb_of_another_is_told():
    ratify = clause("encourages", "ratify", "the lake charter", ["Member States"], 4)
    mends = clause("calls upon", "mend", "the lower locks of the river", ["Member States"], 5)
    old = paragraph("ratify the lake charter mend lower locks river", clauses=(ratify, mends))
    joined = replace(ratify, n_words=30)
    new = paragraph("ratify the lake charter mend lower locks river", clauses=(joined,))
    told = "Member States were called upon to mend the lower locks of the river"
    assert changed(old, new) == f"{told}, are now encouraged to do so"
    # where another may have the words, nobody knows
    helps = replace(clause("requests", "help", "States", ["UNODC"]), n_words=40)
    assert "weaker" not in changed(old, replace(new, clauses=(joined, helps)))
    short = replace(helps, n_words=8)
    assert told in changed(old, replace(new, clauses=(joined, short)))
    assert "weaker" not in changed(old, replace(new, clauses=(replace(joined, n_words=8),)))
    considers = replace(joined, verb="requests", strength=6, action="consider ratifying")
    assert "stronger" not in changed(old, replace(new, clauses=(considers,)))


def test_one_task_for_another_of_the_same_body_is_told_whatever_its_verb():
    lends = clause("encourages", "lend", "barges to cantons", ["UNODC"], 4)
    mends = clause("requests", "mend", "old hulls of ferries", ["UNODC"], 6)
    old, new = paragraph("lend barges", clauses=(lends,)), paragraph("mend", clauses=(mends,))
    assert changed(old, new) == (
        "before: UNODC was encouraged to lend barges to cantons; "
        "now: UNODC is requested to mend old hulls of ferries"
    )
    two = replace(new, clauses=(mends, replace(mends, number=2, object="ropes of lamps")))
    assert "before" not in changed(old, two)


@pytest.mark.parametrize(
    ("was", "now", "more", "told"),
    [
        ("strengthen", "continue to provide", "",
         "UNODC was requested to strengthen help for ferries, now to continue to provide help for "
         "ferries"),
        ("strengthen", "intensify", "", ""),
        ("provide", "continue to provide", "", ""),
        ("strengthen", "provide", "strengthening", ""),
    ],
)  # fmt: skip
def test_help_that_is_only_to_go_on_is_told(was, now, more, told):
    sides = [
        paragraph(f"{verb} help for ferries {other}",
                  clauses=(clause("requests", verb, "help for ferries", ["UNODC"]),))
        for verb, other in ((was, ""), (now, more))
    ]  # fmt: skip
    assert changed(*sides) == told


def test_single_words_that_say_how_far_something_goes_are_told():
    takes = clause("urges", "take", "all necessary measures at locks", ["Member States"])
    old = paragraph("all take all necessary measures at locks", clauses=(takes,))
    now = replace(takes, object="necessary measures at locks")
    new = paragraph("all take necessary measures at locks", clauses=(now,))
    assert (
        changed(old, new, edit("all", "", "wording")) == "drops “all” before “necessary measures”"
    )
    # where the clause has it still, another was meant
    assert changed(old, replace(new, clauses=(takes,)), edit("all", "", "wording")) == ""
    book = corpus().codebook
    other = quotes.Side({"humane"}, (), book)
    assert quotes.qualified("systematic", "use of oil", other, book) == "“systematic” before “use”"
    assert quotes.qualified("systematic", "", other, book) == "“systematic”"
    assert not quotes.qualified("all", "", other, book)
    assert not quotes.qualified("humane", "locks", other, book)
    assert not quotes.qualified("ferries", "locks", other, book)
    assert not quotes.qualified("also", "locks", other, book)
    pieces = [("systematic", "", "use of oil"), ("", "systematic", "lamps")]
    assert not list(changes._qualifiers(pieces, other, other, book))


def test_what_points_back_is_told_with_what_it_points_at():
    hails = clause("welcomes", "", "plan of the ferry wardens", directive=False)
    calls = replace(clause("calls for", "", "full adoption"), number=2, lead="their")
    hails = replace(hails, lead="the")
    old, new = paragraph("lamps"), paragraph("plan wardens adoption", clauses=(hails, calls))
    assert changed(old, new) == (
        "new: welcomes the plan of the ferry wardens, and calls for their full adoption"
    )
    assert changed(old, replace(new, clauses=(calls,))) == ""


def test_what_the_same_are_still_asked_is_told_with_what_turned():
    gives = clause("encourages", "give", "oil to the lamp fund of cantons", ["Member States"], 4)
    hails = clause("welcomes", "", "oil lamp fund of cantons", directive=False)
    pays = clause("invites", "pay", "into the lamp fund of cantons", ["Member States"], 3)
    told = changes._before_and_now(gives, hails, [(pays, pays)])
    assert told.endswith("; still: Member States are invited to pay into the lamp fund of cantons")
    assert "still" not in changes._before_and_now(gives, hails, [])


def test_a_name_merely_written_out_is_no_change():
    for runs in (
        [run("equal", "Notes the "), run("ins", "Lamp Oil Fund ("), run("equal", "LOF"),
         run("ins", ")"), run("equal", " of keepers")],
        [run("equal", "Notes the "), run("del", "LOF"), run("ins", "Lamp Oil Fund (LOF)")],
    ):  # fmt: skip
        told = [one for one in wording._segments(runs) if re.search(r"\w", f"{one.went}{one.came}")]
        assert not told
    other = [run("equal", "Notes the "), run("ins", "old barges ("), run("equal", "ferries"),
             run("ins", ")")]  # fmt: skip
    assert list(wording._segments(other))


def test_an_adjective_that_came_is_told_with_what_it_stands_beside():
    old = quotes.Side({"cultural", "and", "educational", "schools"}, (), corpus().codebook)
    told = quotes.quotes([("religious", "and educational schools", "")], old)
    assert told == "“religious” in “religious and educational schools”"


def test_what_is_quoted_does_not_end_between_adjectives_and_their_noun():
    text = "Taking note with thanks of the independent, leaking barges on the upper river"
    torn = "Taking note with thanks of the independent …"
    assert sentences.bounded(text.split(), 0, 8) != torn


def test_a_quote_does_not_end_before_what_its_noun_is_of():
    more = "lamps for keepers of ferries on the status of"
    old = paragraph("marks")
    told = changed(old, paragraph(f"marks {more}"), edit("", more))
    assert told == "adds “… lamps for keepers of ferries …”"


def test_what_came_where_a_negation_may_stand_before_it_is_mentioned():
    more = "lamps that every keeper of a ferry can mend"
    old, new = paragraph("marks"), paragraph(f"marks not {more}")
    told = changed(old, new, edit("", more))
    assert told.startswith("now mentions “… lamps") and "adds" not in told
    assert changed(new, old, edit(more, "")).startswith("no longer mentions “… lamps")


def test_a_quote_begins_with_what_is_joined_and_has_a_noun():
    old = paragraph("marks")
    for more, told in (
        ("and norms on lamp oil and ferry houses", "adds “… norms on lamp oil and ferry houses …”"),
        ("informally and formally and carefully and slowly", ""),
    ):
        assert changed(old, paragraph(f"marks {more}"), edit("", more)) == told


def test_the_only_rare_noun_of_a_few_words_that_came_is_told():
    old, new = paragraph("other lamp works"), paragraph("other lamp works barges")
    assert changed(old, new, edit("works", "and other works barges")) == "adds “barges”"
    assert changed(new, old, edit("and other works barges", "works")) == ""


def test_a_statement_that_names_what_did_not_stand_there_is_new_whatever_its_words():
    notes = replace(clause("notes", "", "Model Keepers Rules", directive=False), lead="the")
    old = paragraph("keepers rules of ferries")
    new = paragraph("keepers rules of ferries model", clauses=(notes,))
    assert changed(old, new) == "new: notes the Model Keepers Rules"
    assert changed(replace(old, words=new.words), new) == ""


def test_a_heading_of_a_part_of_a_plan_is_no_subject():
    for heading, subject in (
        ("Lamp oil for ferries,", "Lamp oil for ferries"),
        ("Pillar II: lamp oil for ferries", "Notes …"),
    ):
        one = paragraph("x", heading=heading)
        assert matter.about({"OP1": one}, corpus().codebook)["OP1"] == subject


def test_a_subject_ends_before_where_else_it_is():
    assert subjects.ended("lamp oil in those and other houses", corpus().codebook) == "lamp oil"


def test_a_word_within_a_compound_gets_no_capital():
    assert wording.spelled("10-member board of Orle", {"member": "Member"}).startswith("10-member")


def test_a_quote_does_not_begin_with_the_end_of_a_name():
    name = next(e.entity for e in corpus().codebook.entities if " " in e.entity)
    more = f"{name.split()[-1].lower()} through its work on the lamps of ferries"
    assert changed(paragraph("keepers"), paragraph(f"keepers {more}"), edit("", more)) == (
        "adds “… through its work on the lamps of ferries …”"
    )


def test_a_quote_has_no_half_of_a_name():
    book = corpus().codebook
    name = next(n for e in book.entities for n in e.aliases if len(n.split()) > 3).lower().split()
    torn = [*name[-2:], "mend", "lamps", *name[:2]]
    assert changes._untorn(torn, book) == ["mend", "lamps"]
    assert changes._untorn([*name, "mend", "lamps"], book) == [*name, "mend", "lamps"]


def test_months_beside_numbers_have_their_capital():
    spell = subjects.spelled("on 22 june and they may row on 3 may", corpus().codebook)
    assert spell == "on 22 June and they may row on 3 May"


def test_a_condition_is_told_with_what_it_bound_and_where_it_stood(lines):
    row = lines[lines["kind"] == "lost"].iloc[0]
    assert (row["said"], row["labels"], row["was"]) == (
        "upon request: Harbour Conventions", "OP3", "OP2",
    )  # fmt: skip
    assert row["symbol"] == "F/RES/71/8"


def test_who_is_told_nothing_to_do_is_not_newly_asked():
    spoken = clause("encourages", "", "keeper named by the wardens", ["UNODC"])
    asked = clause("encourages", "mend", "lamps", ["INTERPOL"])
    one = paragraph("keeper", clauses=(spoken, asked))
    pair = Renewal("F/RES/1", "F/RES/2", (), {}, {"OP1": one},
                   (Group((), (one,), 0.0, False, ()),))  # fmt: skip
    told = [row["said"] for row in _asked(pair, lambda _: "Lamps", "")]
    assert told == ["INTERPOL: mend lamps"]


def test_new_tasks_are_told_in_a_few_words_and_those_beyond_a_few_folded():
    helps = clause("requests", "provide", "technical assistance to requesting States", ["UNODC"])
    dredge = clause("requests", "dredge", "the upper canal", ["UNODC"])
    doing = [helps, *(replace(dredge, object=f"the {name} canal") for name in "abcd")]
    each = {f"OP{n}": replace(paragraph("x", clauses=(one,)), label=f"OP{n}", place=n)
            for n, one in enumerate(doing, 1)}  # fmt: skip
    groups = tuple(Group((), (p,), 0.0, n == "OP4", ()) for n, p in each.items())
    rows = list(_asked(Renewal("F/RES/1", "F/RES/2", (), {}, each, groups), lambda _: "Lamps", ""))
    assert [row["said"] for row in rows] == [
        "UNODC: provide technical assistance to requesting States (lamps)",
        "UNODC: dredge the a canal", "UNODC: other tasks",
    ]  # fmt: skip
    assert rows[-1]["more"] == (
        "dredge the b canal (OP3); dredge the d canal (OP5); dredge the c canal (OP4, doubtful)"
    )
    pieces = list(entries._tasks(pd.DataFrame(rows).assign(echoes="").to_dict("records")))
    assert [piece["opens"] for piece in pieces] == [True, False, False]
    assert pieces[1]["said"] == "dredge the a canal"


def test_a_subject_that_went_and_came_says_so_where_more_than_its_name_is_there():
    book = corpus().codebook
    told = clause("notes", "", "lanterns", directive=False)
    asked = clause("requests", "mend", "the lanterns of old hulls", ["UNODC"])
    gone = paragraph("lanterns hulls anchors", clauses=(asked,))
    for text, said in (("lanterns anchors hulls", "OP9 is new on this subject"),
                       ("lanterns rudders", "")):  # fmt: skip
        new = replace(paragraph(text, clauses=(told,)), label="OP9", symbol="F/RES/2")
        pair = _pair(Group((gone,), (), 0, False, ()), Group((), (new,), 0, False, ()))
        (row,) = _gone(pair, lambda _: "Lanterns", book)
        assert row["said"].endswith(said) and bool(said) == ("OP9" in row["said"])
        bare = replace(pair.groups[0], earlier=(replace(gone, clauses=()),))
        (row,) = _gone(_pair(bare, pair.groups[1]), lambda _: "Lanterns", book)
        assert "OP9" not in row["said"] or row["said"].startswith("mentioned")


@pytest.mark.parametrize(("whom", "told"), [("UNODC", True), ("Member States", False)])
def test_a_request_that_went_points_at_a_new_one_to_the_same_on_its_theme(whom, told):
    theme, other = (theme.title for theme in corpus().codebook.themes[:2])
    gone = paragraph("lanterns", clauses=(clause("requests", "mend", "lanterns", ["UNODC"]),))
    asks_again = clause("requests", "light", "the old barges", [whom])
    new = replace(paragraph("barges", clauses=(asks_again,)), label="OP9", symbol="F/RES/2")
    pair = _pair(Group((gone,), (), 0, False, ()), Group((), (new,), 0, False, ()))
    about = {"OP1": theme, "OP9": f"{theme}; {other.lower()}"}
    (row,) = _gone(pair, lambda ps: about[ps[0].label], corpus().codebook)
    assert row["said"].endswith("OP9 is new on this subject") == told


def test_with_texts_names_have_their_capitals():
    written = {"kasai": "Kasai", "aids-free": "AIDS-free"}
    assert wording.spelled("Aids-free, of Aids-free", written) == "AIDS-free, of Aids-free"
    assert wording.spelled("Commission of kasai, of law", written) == "Commission of Kasai, of law"


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        ("rapporteur", "The Special Rapporteur is requested to mend the lamps"),
        ("rapporteurs", "The special rapporteurs are requested to mend the lamps"),
        ("mandate", "Special procedures are requested to mend the lamps"),
    ],
)
def test_one_special_rapporteur_is_asked_as_one(word, asked):
    at = {"symbol": "F/RES/1", "label": "OP1"}
    rows = pd.DataFrame([at | {"part": "operative", "heading": None, "verb": "requests",
                               "object": None, "n_words": 4}])  # fmt: skip
    spoken = pd.DataFrame([at | {"clause": 1, "verb": "requests", "strength": 6, "directive": True,
                                 "action": "mend", "lead": "the", "object": "lamps",
                                 "matter": None, "n_words": 4}])  # fmt: skip
    whom = pd.DataFrame([at | {"clause": 1, "entity": "special rapporteurs", "role": "addressee"}])
    counts = pd.DataFrame([at | {"word": word, "phrase": word, "count": 1}])
    codes = pd.DataFrame([at | {"clause": 1, "scheme": "theme", "code": "lamps", "term": word,
                                "count": 0}])  # fmt: skip
    one = facts.known("F/RES/1", rows, counts, counts, codes, spoken, whom)["OP1"]
    assert asks.asked(one.clauses[0]) == asked
    assert one.clauses[0].addressees == ("special rapporteurs",)
    assert one.themes == {"lamps": 1}  # a theme's words in a name, which no code counts


def test_an_item_calls_those_asked_as_its_chapeau_does():
    at = {"symbol": "F/RES/1", "label": "OP1(b)"}
    rows = pd.DataFrame([at | {"part": "operative", "heading": None, "verb": "urges",
                               "object": None, "n_words": 4}])  # fmt: skip
    spoken = pd.DataFrame([at | {"clause": 1, "verb": "urges", "strength": 6, "directive": True,
                                 "action": "mend", "lead": "the", "object": "lamps",
                                 "matter": None, "n_words": 4}])  # fmt: skip
    whom = pd.DataFrame([at | {"clause": 1, "entity": "Member States", "role": "addressee"}])
    counts = pd.DataFrame([{"symbol": "F/RES/1", "label": label, "word": w, "phrase": w, "count": 1}
                           for label, w in (("OP1", "states"), ("OP1(b)", "lamps"))])  # fmt: skip
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    one = facts.known("F/RES/1", rows, counts, counts, codes, spoken, whom)["OP1(b)"]
    assert asks.asked(one.clauses[0]) == "States are urged to mend the lamps"


def test_bodies_are_named_as_sentences_print_them():
    assert asks.named(["OCT", "UNODC"]) == "UNOCT and UNODC"


def test_a_word_that_stands_once_in_the_preamble_names_nothing():
    one = paragraph("lantern ferry", part="preamble", label="PP1")
    others = {f"PP{n}": paragraph("ferry", part="preamble", label=f"PP{n}") for n in range(2, 30)}
    told = matter.about({"PP1": one} | others, corpus().codebook)
    assert told["PP1"] == told["PP2"] == "Notes …"


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("decides", "It is decided that UNODC is to mend the lamps"),
        ("reaffirms", "It is reaffirmed that UNODC is to mend the lamps"),
        ("reiterates its appeal to", "UNODC is again called upon to mend the lamps"),
        ("reiterates its request to", "UNODC is again requested to mend the lamps"),
    ],
)
def test_whom_a_verb_addresses_or_of_whom_it_speaks(verb, told):
    assert asks.asked(clause(verb, "mend", "the lamps", ["UNODC"])) == told


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("establish a house for ferrymen", "Decides to establish a house for ferrymen"),
        ("ferrymen rest in winter", "Decides that ferrymen rest in winter"),
        ("committee of ferrymen", ""),
    ],
)
def test_what_is_decided_is_told_as_a_clause(about, told):
    assert asks.said(clause("decides", "", about, directive=False)) == told


def test_measures_for_nothing_that_is_told_are_left_open():
    takes = clause("urges", "take", "effective measures", ["UNODC"])
    assert asks.asked(takes) == "UNODC is urged to take effective measures …"


@pytest.mark.parametrize(
    ("about", "subject"),
    [
        ("science, technology and ferry cooperation", "Science, technology and ferry cooperation"),
        ("closely with wardens of the fords", "Notes …"),
        ("up and fulfil their respective ferry duties", "Ferry duties"),
        ("Recognizing the importance of designing ferry houses", "Designing ferry houses"),
        ("work in accordance with its mandate", "Notes …"),
        ("warden in her efforts to row", "Notes …"),
        ("them to mend their lamps", "Notes …"),
        ("role of effective international ferry duties", "International ferry duties"),
        ("need to fulfil the right to rest", "Right to rest"),
        ("bright, broad and steady and ferry friendly", "Notes …"),
        ("in place appropriate ferry legislation", "Ferry legislation"),
        ("annually to the lake assembly a ferry report", "Notes …"),
        ("very heart of the ferry plan", "Notes …"),
    ],
)
def test_what_leads_to_a_subject_is_none(about, subject):
    one = paragraph("lantern", clauses=(clause("notes", "", about, directive=False),))
    assert matter.about({"OP1": one}, corpus().codebook)["OP1"] == subject


def test_a_cut_quote_of_many_words_says_something():
    little = "a significant part of the and of a of the and"
    assert changed(paragraph("keepers"), paragraph(f"keepers {little}"), edit("", little)) == ""
    several = edit("", "but not limited"), edit("", "all on")
    assert (
        changed(paragraph("keepers"), paragraph("keepers but not limited all on"), *several * 3)
        == ""
    )


@pytest.mark.parametrize(
    "action, line",
    [
        ("mending", "Member States are urged to act by mending all the boats"),
        ("bring", "Member States are urged to bring all the boats"),
    ],
)
def test_what_is_done_by_the_way_is_no_infinitive(action, line):
    """As in a list after "to act, including by:"."""
    assert asks.asked(clause("urges", action, "all the boats", ["Member States"])) == line


def test_what_nobody_could_tell_from_the_line_is_not_said():
    for about in ("commitment made by the High Keeper", "Government of the Lower Republic"):
        assert asks.said(clause("notes", "", about, directive=False)) == ""


def test_a_name_that_breaks_off_is_its_head_or_nothing():
    assert asks.cut("Compact for Safe, Dry and Lawful", 6) == "Compact …"
    assert asks.cut("work of the Great Lamp", 5) == "work of the Great Lamp …"
    assert asks.cut("chart of lamps by the Great Lamp", 7) == "chart of lamps …"


def _about(one: Paragraph, *terms: tuple[int, str, str, int]) -> dict[str, int]:
    """Themes that a paragraph with these terms of themes is taken to be about."""
    counts: Counter[str] = Counter()
    for _, theme, _, n in terms:
        counts[theme] += n
    made = replace(one, themes=counts, terms=tuple(facts.Term(*term) for term in terms))
    return dict(subjects._themed(made, {"office of oil"}))


def test_a_subject_is_of_what_is_asked():
    mend = replace(clause("requests", "mend", "lower lamps", ["UNODC"]), n_words=90)
    one = paragraph("lamps", clauses=(mend,))
    assert _about(one, (1, "light", "lamps", 1), (1, "victims", "victims", 1)) == {"light": 1}
    # what stands in a list, or late, is named in passing
    assert _about(one, (1, "victims", "victims", 1)) == {}
    assert _about(one, (1, "victims", "victims", 1), (1, "oil", "oil", 1)) == {}
    assert _about(one, (1, "victims", "victims", 2), (1, "oil", "oil", 1)) == {"victims": 2}
    short = replace(one, clauses=(replace(mend, n_words=subjects.ASIDE),))
    assert _about(short, (1, "victims", "victims", 1)) == {"victims": 1}
    # with whom it is done is no theme, where another stands
    both = (1, "coordination", "office of oil", 2), (1, "victims", "victims", 1)
    assert _about(short, *both) == {"victims": 1}


def test_help_is_of_what_stands_before_it():
    says = clause("condemns", "", "raids on ferries", directive=False)
    take = replace(clause("urges", "take", "measures to prevent such raids", ["States"]), number=2)
    one = paragraph("raids", clauses=(says, take))
    terms = (1, "ferries", "ferries", 1), (2, "oil", "oil spills", 2)
    assert _about(one, *terms) == {"ferries": 1}
    assert asks.asks_itself(replace(take, object="measures to prevent raids"))


def test_a_recital_is_of_what_its_verb_takes():
    one = paragraph("lamps", part="preamble", object="the duty to light the lamps", n_words=90)
    terms = (0, "light", "lamps", 1), (0, "victims", "victims", 1)
    assert _about(one, *terms) == {"light": 1}
    assert _about(replace(one, object="the duty of wardens"), *terms) == {}


def _pair(*groups: Group) -> Renewal:
    before, after = ({p.label: p for g in groups for p in side(g)} for side in
                     (lambda g: g.earlier, lambda g: g.later))  # fmt: skip
    return Renewal("F/RES/0", "F/RES/1", (), before, after, groups)


def test_a_new_request_in_a_paragraph_that_is_carried_on_is_newly_asked():
    marks = clause("urges", "mark", "lower crossings", ["Member States"])
    dives = clause("invites", "teach", "young divers", ["Member States"])
    old = paragraph("mark lower crossings", clauses=(marks,))
    new = paragraph("mark lower crossings teach young divers", clauses=(marks, dives))
    pair = _pair(Group((old,), (new,), 0.9, False, ()))
    (row,) = _asked(replace(pair, after={new.label: new}), lambda _: "", "")
    assert (row["said"], row["labels"]) == ("Member States: teach young divers", "OP1")
    assert not list(_asked(_pair(Group((old,), (old,), 0.9, False, ())), lambda _: "", ""))


def test_a_request_that_went_says_where_its_subject_stands_and_what_is_done_in_part():
    book = corpus().codebook
    theme = book.themes[0]
    helps = clause("requests", "help", "ferrymen", ["UNODC"])
    gone = paragraph("x", symbol="F/RES/0", label="OP2", clauses=(helps,))
    on = paragraph("x", label="OP5", clauses=(helps,))
    other = paragraph("x", label="OP6", clauses=(replace(helps, addressees=("INTERPOL",)),))
    still = _pair(Group((gone,), (), 0.0, False, ()), Group((gone,), (on,), 0.9, False, ()),
                  Group((gone,), (other,), 0.9, False, ()))  # fmt: skip
    (row,) = _gone(still, lambda several: theme.title, book)
    assert row["said"].endswith("; UNODC is still asked on this subject in OP5")
    (row,) = _gone(still, lambda several: f"{theme.title}; ferries", book)
    assert row["said"].endswith("; UNODC is still asked on this subject in OP5")
    # what goes on too isn't gone
    told = replace(other, clauses=(clause("notes", "", "ferries repaired", []),))
    done = Group((gone,), (on, told), 0.7, False, ("OP6",), in_part=True)
    assert not [*_gone(_pair(done), lambda several: "Lamps", book)]
    (row,) = _otherwise(_pair(done), lambda several: "Lamps", book, None, ())
    assert row["said"].startswith("reported done, wholly or in part, in OP6")


@pytest.mark.parametrize(
    ("was", "now", "likeness", "told"),
    [
        (("operative", "reaffirms"), ("preamble", "reaffirming"), 0.9, "now in the preamble"),
        (("preamble", "noting"), ("operative", "notes"), 0.9, "now in the operative part"),
        (("preamble", "looking forward"), ("preamble", "welcoming"), 0.9,
         "“looking forward” is now “welcoming”"),
        (("preamble", "looking forward"), ("preamble", "welcoming"), 0.5, ""),
        (("preamble", "noting"), ("preamble", "noting with regret"), 0.9, ""),
        (("operative", "notes"), ("operative", "notes"), 0.9, ""),
    ],
)  # fmt: skip
def test_where_a_paragraph_went_and_a_recitals_verb_are_told(was, now, likeness, told):
    old, new = (paragraph("lamps of fords", part=part, verb=verb) for part, verb in (was, now))
    group = Group((old,), (new,), likeness, False, ())
    found = changes.change(group, _pair(group), corpus().codebook)
    assert (found.said if found else "") == told
    doubtful = replace(group, doubtful=True)
    assert changes.change(doubtful, _pair(doubtful), corpus().codebook) is None


def test_what_moved_up_in_a_recital_is_no_other_verb():
    old = paragraph("lamps of fords emphasizing oil", part="preamble", verb="welcoming")
    new = paragraph("lamps of fords and oil", part="preamble", verb="emphasizing")
    group = Group((old,), (new,), 0.9, False, ())
    found = changes.change(group, _pair(group), corpus().codebook)
    assert "is now" not in (found.said if found else "")


def test_small_additions_to_a_list_are_told():
    old = paragraph("lamps and oil for the keepers of fords")
    grown = edit("", "and small barges", "list growth")
    assert changed(old, paragraph("lamps oil small barges"), grown) == "adds “small barges”"
    assert changed(old, paragraph("lamps oil"), edit("", "and other relevant", "list growth")) == ""
    stood = edit("", "and the oil", "list growth")
    assert changed(old, paragraph("lamps oil"), stood) == ""


def test_two_changes_that_are_one_in_the_tables_are_not_quoted_as_one():
    stems = changes._stems([paragraph("discrimination of keepers at lamps")])
    assert changes._mixed("all forms of discrimination racism", stems)
    assert changes._mixed("keepers lamps based discrimination", stems)
    assert not changes._mixed("victims of robbery committed by keepers", stems)


def test_another_verb_is_told_and_ranked_by_nobody():
    was = clause("looks forward", "", "chart of the fords", directive=False)
    now = replace(was, verb="takes note")
    old = paragraph("chart of the fords", clauses=(was,))
    new = paragraph("chart of the fords", clauses=(now,))
    assert changed(old, new) == "“looks forward” is now “takes note” (chart of the fords)"
    assert changed(old, old) == ""


def test_a_remark_that_became_a_request_has_another_verb():
    was = clause("welcomes", "", "proposal of exchanges", directive=False)
    now = clause("calls for", "", "regular exchanges")
    old = paragraph("exchanges of lamps", clauses=(was,))
    new = paragraph("exchanges of lamps", clauses=(now,))
    group = Group((old,), (new,), 0.9, False, ())
    told = "“welcomes” is now “calls for”"
    assert told in changes.change(group, _pair(group), corpus().codebook).said
    # not where another of its clauses may be meant
    more = replace(group, later=(replace(new, clauses=(now, clause("invites", "mend", "lamps"))),))
    for other in (more, replace(group, doubtful=True), replace(group, similarity=0.5)):
        found = changes.change(other, _pair(other), corpus().codebook)
        assert not found or told not in found.said


def test_of_a_list_the_heading_is_what_it_is_of():
    lists = clause("notes", "", "discrimination", directive=False)
    said = "antisemitism antisemitism christianophobia christianophobia"
    one = paragraph(said, clauses=(lists,), label="OP1")
    others = {f"OP{n}": paragraph("ferry", label=f"OP{n}") for n in range(2, 30)}
    assert matter.about({"OP1": one} | others, corpus().codebook)["OP1"] == "Discrimination"
    bare = replace(one, clauses=())
    told = matter.about({"OP1": bare} | others, corpus().codebook)["OP1"]
    assert set(told.lower().split(" and ")) <= {"antisemitism", "christianophobia"}


def test_what_a_paragraph_that_goes_on_reports_done_is_not_called_gone():
    asks_for = clause("invites", "count", "oil of the keepers", ["UNODC"])
    old = paragraph("oil of the keepers", clauses=(asks_for,))
    one = Group((old,), (paragraph("lamps"),), 0.5, False, ())
    told = [changes.change(g, _pair(g), corpus().codebook).said
            for g in (one, replace(one, reports=True))]  # fmt: skip
    was = "UNODC was invited to count oil of the keepers"
    assert told == [f"no longer: {was}", f"reported done: {was}"]

    notes = clause("notes", "", "count of the oil of the keepers", directive=False)
    done = replace(one, later=(paragraph("count of oil", clauses=(notes,)),), reports=True)
    told = changes.change(done, _pair(done), corpus().codebook).said
    assert f"reported done: {was}" in told and "before" not in told


def run(kind: str, text: str, klass: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, text=text, klass=klass)


@pytest.mark.parametrize(
    ("runs", "pieces"),
    [
        # two insertions are two pieces, whatever stands between
        ([run("equal", "Notes "), run("ins", "oil, "), run("equal", "ropes of ferries"),
          run("ins", " and lamps")],
         [("", "oil,", "ropes of ferries", "Notes"), ("", "and lamps", "", "ropes of ferries")]),
        # few words for few are said together
        ([run("equal", "Notes "), run("del", "old ferries"),
          run("ins", "leaking ferries and hulls")],
         [("old ferries", "leaking ferries and hulls", "", "Notes")]),
        # of many what both sides have parts them
        ([run("equal", "Notes "), run("del", "old ferries"),
          run("ins", f"leaking ferries and {'hulls ' * wording.TOGETHER}")],
         [("old", "", "ferries", "Notes"),
          ("", "leaking", "ferries and hulls hulls hulls", "Notes"),
          ("", f"and {'hulls ' * wording.TOGETHER}", "", "Notes leaking ferries")]),
        # an adjective before other nouns doesn't
        ([run("equal", "Notes "), run("del", "roofed ferries"),
          run("ins", f"roofed barges {'and hulls ' * wording.TOGETHER}")],
         [("roofed ferries", "", "", "Notes"),
          ("", f"roofed barges {'and hulls ' * wording.TOGETHER}", "", "Notes")]),
        ([run("equal", "Notes the lack of "), run("ins", "oil")], []),
        ([run("equal", "Notes "), run("ins", "resolution 9/1", "housekeeping")], []),
        # the verb is told of the clause
        ([run("del", "Notes"), run("ins", "Regrets, in particular,"), run("equal", " floods")],
         [("", "in particular,", "floods", "")]),
    ],
)  # fmt: skip
def test_what_came_and_went_is_in_pieces(runs, pieces):
    row = SimpleNamespace(kind="revised", later="OP1", runs=runs)
    shown = SimpleNamespace(later=SimpleNamespace(symbol="F/RES/2"), rows=[row])
    made = wording.segments(shown)["F/RES/2", "OP1"]
    told = [tuple(part.strip() for part in piece) for piece in pieces if any(piece)]
    assert [tuple(one) for one in made] == told


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (["and lanterns,", "as well as hulls of barges"], "adds “lanterns”, “hulls of barges”"),
        (["resolutely", "and to note"], ""),
        (["ropes for ferries"], ""),  # most of it stood there
        # of many words fewer need be new
        (["ropes for ferries, ropes for ferries and lanterns of keepers"],
         "adds “ropes for ferries, ropes for ferries and lanterns of keepers”"),
        (["of 3 May 2011, 5 June 2012 and 7 July 2013 on hulls"], ""),
        # of what is too long the part that brings most, open where it is cut
        ([f"while ropes {'and ropes ' * 6}are used, lanterns and hulls of barges and rudders"],
         "adds “… lanterns and hulls of barges and rudders”"),
        ([f"lanterns {'and hulls ' * quotes.WORDS}"],
         f"adds “lanterns {'and hulls ' * ((quotes.WORDS - 1) // 2)}…”"),
    ],
)  # fmt: skip
def test_the_words_that_came_are_quoted_where_texts_are_at_hand(came, said):
    old, new = paragraph("ropes for ferries"), paragraph("ropes", symbol="F/RES/2")
    group = Group((old,), (new,), 0.8, False, ())
    pair = Renewal("F/RES/1", "F/RES/2", (), {"OP1": old}, {"OP1": new}, (group,))
    pieces = {("F/RES/2", "OP1"): [wording.Segment("", text) for text in came]}
    found = changes.change(group, pair, corpus().codebook, pieces)
    assert (found.said if found else "") == said


def test_what_is_quoted_stands_in_the_text_that_it_is_said_of():
    old = "level, under the lead of keepers and with the Upper Lake wardens, and other crews, to"
    new = ("and oil works that gather ropes and lamps, to mend the design of lock plans and Upper "
           "Lake Oil Frameworks, giving norms and help to ferry")  # fmt: skip
    runs = [run("equal", "Asks the Office to work at lock "), run("del", old), run("ins", new),
            run("equal", " locks and barges")]  # fmt: skip
    texts = ["".join(r.text for r in runs if r.kind != other) for other in ("ins", "del")]
    told = list(wording._segments(runs))
    assert len(told) > 2
    for one in told:
        for side, text in zip(one[:2], texts, strict=True):
            whole = f"{one.before} {side} {one.after}".split()
            assert not side or " ".join(whole) in " ".join(text.split())
    # of two paragraphs that became one no quote has both
    merged = [run("equal", "Notes the locks"), run("del", " and ropes;"), run("del", "Notes lamps"),
              run("ins", ",")]  # fmt: skip
    assert [one.went for one in wording._segments(merged)] == ["and ropes;", "Notes lamps", ""]


def test_a_line_goes_on_in_the_paragraph_that_says_all_of_it():
    recital = (
        "Noting the efforts of wardens to mend the lower locks of the river, and to light lamps,"
    )
    asked = "Encourages the Office to mend the lower locks of the river by hand;"
    said = "no longer: UNODC was encouraged to mend the lower locks of the river …"
    for was in ([recital, asked], [asked, recital]):
        assert sentences.continued(said, ["Notes"], was, ()).endswith("river by hand")
    both = [asked, asked.replace("by hand", "by boat")]
    assert sentences.continued(said, ["Notes"], both, ()) == said


@pytest.mark.parametrize(
    ("begun", "text", "told"),
    [
        ("UNODC is requested to mend …", "Requests the Office to mend the lower locks;",
         "UNODC is requested to mend the lower locks"),
        # as far as the next clause of the organ
        ("UNODC is requested to mend …",
         "Requests the Office to mend the lower locks, and also notes the lamps;",
         "UNODC is requested to mend the lower locks"),
        # where what was said stands twice nobody knows which goes on
        ("UNODC is requested to mend …", "Requests to mend locks and to mend lamps;",
         "UNODC is requested to mend …"),
        ("Recalls resolution 9 …", "Recalls resolution 9.1 on the lower locks;",
         "Recalls resolution 9.1 on the lower locks"),
        # what is no longer so goes on in the text that it stood in
        ("No longer: UNODC was requested to mend …", "Requests the Office to mend lamps;",
         "No longer: UNODC was requested to mend ropes"),
        ("Adds “locks …”", "Mends locks and lamps", "Adds “locks …”"),
        # of two who are asked the second under a term
        ("Member States and cantons are urged to mend locks",
         "Also urges States and, where applicable, cantons to mend locks;",
         "Member States and, where applicable, cantons are urged to mend locks"),
    ],
)  # fmt: skip
def test_what_tables_cut_goes_on_where_texts_are_at_hand(begun, text, told):
    was = ["Requests the Office to mend ropes;"] if begun.startswith("No") else []
    assert sentences.continued(begun, [text], was, {"notes"}) == told


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("Notes the lamps of the lower lock, as lit in spring, and regrets", 9,
         "Notes the lamps of the lower lock …"),
        ("Notes that no lock shall be closed and none opened without the full consent of all", 12,
         "Notes that no lock shall be closed …"),
        ("Notes the report of the Office on Drugs and Crime about ferries, lamps", 5,
         "Notes the report of the Office on Drugs and Crime …"),
        ("Notes that lamps are lit at the lock, and stressing that ropes", 11,
         "Notes that lamps are lit at the lock …"),
        ("Notes that keepers light lamps and that they mend the legal ropes", 11,
         "Notes that keepers light lamps and that they mend …"),
        ("Notes the charter entitled “Lamps of the lower lock”", 6, "Notes the charter …"),
        # a date is whole, whether it has one day or two
        ("Notes the opening of the lock on 10 and 11 May 2022 by keepers of lamps", 8,
         "Notes the opening of the lock on 10 and 11 May 2022 …"),
        ("Notes the opening of the lock on 10 May 2022 by keepers of lamps", 8,
         "Notes the opening of the lock on 10 May 2022 …"),
        # a comma that comes too soon ends nothing
        ("Calls on all keepers, whoever else may be at the lock by night to light lamps", 11,
         "Calls on all keepers, whoever else may be at the lock …"),
        # and so is a name that adjectives end
        ("Notes the designation of a keeper of United Nations local lamps on the river", 8,
         "Notes the designation of a keeper of United Nations …"),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_nothing_is_torn(text, most, told):
    assert sentences.bounded(text.split(), 0, most) == told


def test_a_quote_never_ends_before_an_exception_or_in_what_is_lacking():
    assert asks.cut("close locks and open none without") == "close locks …"
    assert asks.cut("note the lack of oil and lamps at the lock", 4) == "note …"
    alone = clause("encourages", "explore", "creation of such lamps", ["Member States"])
    assert not asks.asks_itself(alone)


def test_a_recital_is_quoted_where_its_text_is_at_hand():
    row = {"section": "new", "kind": "paragraph", "subject": "Lamps", "said": "", "more": "",
           "symbol": "F/RES/2", "labels": "PP1", "was": "", "echoes": "", "doubt": "",
           "part": "preamble", "directive": False, "followed": False}  # fmt: skip
    made = sentences.whole(
        pd.DataFrame([row]), {("F/RES/2", "PP1"): "Noting the lamps,"}, {"notes"}
    )
    (new, *_) = entries.sections(made)
    assert new["entries"][-1]["pieces"][0]["said"] == "“Noting the lamps”"


@pytest.mark.parametrize(
    ("went", "came", "said"),
    [
        ("ropes", "leaking lanterns", "“ropes” is now “leaking lanterns”"),
        ("and ferries,", "and ferries or", ""),  # nothing is new
        ("", "rusty and technical", "adds “rusty and technical” before “ferries”"),
        ("the oldest of", "", "drops “oldest of” before “ferries”"),
        # "ropeway" is no form of "rope"
        ("", "free ropeway", "adds “free ropeway” in “lower free ropeway ferries at night”"),
        # more words are understood alone
        ("", "free ropeway of keepers", "adds “free ropeway of keepers”"),
        # a slip of the pen, set right
        ("lantrens", "lanterns", ""),
        ("", "lanterns thereto", ""),
    ],
)
def test_few_words_are_told_with_what_they_stand_for_or_before(went, came, said):
    old = paragraph("rope ropes ferries oldest" if went != "ropes" else "rope ropes")
    new = paragraph("rope ferries", symbol="F/RES/2")
    group = Group((old,), (new,), 0.8, False, ())
    segments = {("F/RES/2", "OP1"): [wording.Segment(went, came, "ferries at night", "of lower")]}
    found = changes.change(group, _pair(group), corpus().codebook, segments)
    assert (found.said if found else "") == said


FOCUS = (
    "lanterns and oil lamps along both canals of the upper lake cantons and of their fords",
    "ropeways, ropes and barges beside the lower lake and the villages near its old jetties",
)


@pytest.mark.parametrize(
    ("before", "doubtful", "told"),
    [
        ("with a focus on", False, "“{1}” in place of “{0}”"),
        ("of the lake,", False, "adds “{1}”; drops “{0}”"),  # another clause, not another focus
        ("with a focus on", True, "adds “{1}”; drops “{0}”"),
    ],
)
def test_a_focus_that_gave_way_to_another_is_told_as_that(before, doubtful, told):
    old, new = paragraph(FOCUS[0]), paragraph(FOCUS[1], symbol="F/RES/2")
    group = Group((old,), (new,), 0.8, doubtful, ())
    pieces = [wording.Segment(FOCUS[0], "", "at night", before),
              wording.Segment("", FOCUS[1], "at night", before)]  # fmt: skip
    found = changes.change(group, _pair(group), corpus().codebook, {("F/RES/2", "OP1"): pieces})
    assert found
    assert found.said == told.format(*FOCUS)


def test_of_what_went_an_instrument_is_told_first():
    went = (
        "the Lantern Handbook on the Mending of Lamps and Locks for Keepers of Ferries, in which "
        "wear of ropes, hulls, sails, anchors and masts is shown"
    )
    there = "mending lamps locks keepers ferries"
    old, new = paragraph(went.replace(",", "")), paragraph(there, symbol="F/RES/2")
    group = Group((old,), (new,), 0.8, False, ())
    pieces = {("F/RES/2", "OP1"): [wording.Segment(went, "", "", "and welcomes")]}
    found = changes.change(group, _pair(group), corpus().codebook, pieces)
    assert found
    assert "“Lantern Handbook on the Mending of Lamps" in found.said


@pytest.mark.parametrize("texts", [False, True])
def test_a_change_made_alike_in_several_paragraphs_is_told_once(texts):
    made = edit("canton", "lake district")
    groups = [
        Group((paragraph("canton", label=f"OP{n}"),),
              (paragraph("lake district", symbol="F/RES/2", label=f"OP{n}"),), 0.9, False, (),
              (made | {"later_label": f"OP{n}"},))
        for n in range(1, 4)
    ]  # fmt: skip
    assert quotes.item("in resolution 9 (2011)") == "in resolution 9 (2011)"
    piece = wording.Segment("the canton", "the lake district", "mends")
    segments = {("F/RES/2", f"OP{n}"): [piece] for n in range(1, 4)} if texts else None
    found = quotes.alike(_pair(*groups), corpus().codebook, segments)
    ((one, at),) = found.values()
    assert quotes.worded(one).removeprefix("“the ").startswith("“canton" * (not texts))
    assert [p.label for p in at] == ["OP1", "OP2", "OP3"]
    for group in groups:
        assert changes.change(group, _pair(*groups), corpus().codebook, segments, found) is None
    assert not quotes.alike(_pair(groups[0]), corpus().codebook, segments)


@pytest.mark.parametrize(
    ("dropped", "added", "told"),
    [("of 3 may 2011", "", True), ("seventh", "eighth", True), ("to", "into", False),
     ("3 may", "3 lamps", False)],
)  # fmt: skip
def test_dates_and_what_is_cited_are_told_as_such(dropped, added, told):
    assert changes.cites(edit(dropped, added) | {"class": "wording"}) == told


def test_how_much_longer_a_paragraph_is_says_with_what_words():
    words = "lanterns hulls"
    old, new = paragraph("ferry", n_words=4), paragraph(f"ferry {words}", n_words=40)
    group = Group(
        (old,), (new,), 0.5, False, (), (edit("", "the significant part") | {"n_added": 36},)
    )
    book = corpus().codebook
    said = changes.change(group, _pair(group), book).said
    assert said.startswith("now mentions ") and "lanterns" in said
    dates = replace(group, edits=(edit("of 3 may 2011", "") | {"class": "wording"},))
    assert changes.change(dates, _pair(dates), book) is None
    back = replace(group, earlier=(new,), later=(old,),
                   edits=(edit("the significant part", "") | {"n_dropped": 36},))  # fmt: skip
    pair = _pair(back)
    assert "lanterns" in changes.change(back, pair, book).said
    still = paragraph(words, label="OP9")  # then the text mentions them
    beside = replace(pair, after=pair.after | {"OP9": still})
    assert changes.change(back, beside, book) is None


def test_conditions_that_the_same_requests_gained_are_one_line():
    asks_for = clause("requests", "mend", "lower locks", ["UNODC"])
    one = paragraph("lower locks", clauses=(asks_for,))
    pair = _pair(Group((one,), (one,), 1.0, False, ()))
    term = drift.Term("gained", "upon_request", ("OP1",), ("OP1",), False)
    other = replace(term, code="within_mandate")
    names = {"upon_request": "upon request", "within_mandate": "within its mandate"}
    (row,) = _terms(pair, lambda _: "Locks", [term, other], names)
    assert row["said"] == "upon request, within its mandate: locks" and not row["doubt"]
    (row,) = _terms(pair, lambda _: "Locks", [term, replace(other, doubtful=True)], names)
    assert row["doubt"] == "doubtful"
    # what came with much more may bind only a part of it
    _, row = _terms(pair, lambda _: "Locks", [term, replace(other, within=True)], names)
    assert row["said"] == "within its mandate (within longer changes): locks"


def test_what_half_of_a_member_names_sets_no_paragraph_apart():
    notes = clause("notes", "", "lower ford", directive=False)
    one = paragraph("lower ford lantern lantern", clauses=(notes,))
    others = {f"OP{n}": paragraph("lower ford lamp", label=f"OP{n}") for n in range(2, 30)}
    assert matter.about({"OP1": one} | others, corpus().codebook)["OP1"] == "Lantern"
    few = {f"OP{n}": paragraph("lamp", label=f"OP{n}") for n in range(2, 30)}
    assert matter.about({"OP1": one} | few, corpus().codebook)["OP1"] == "Lower ford"


def test_a_new_recital_that_nothing_names_is_told_by_its_new_words():
    said = "lanternlit ferrylike usually 1999"
    one = paragraph(said, part="preamble", label="PP1", symbol="F/RES/2", verb="noting")
    groups = [Group((), (one,), 0.0, False, ())]
    groups += [Group((p,), (replace(p, symbol="F/RES/2"),), 1.0, False, ()) for n in range(2, 20)
               for p in [paragraph("rope", part="preamble", label=f"PP{n}")]]  # fmt: skip
    pair = replace(_pair(*groups), earlier="F/RES/1", later="F/RES/2")
    (row,) = _new(pair, lambda _: "", {}, {}, corpus().codebook)
    assert row["said"].startswith("mentions ")
    assert "lanternlit" in row["said"] and "1999" not in row["said"]
    texts = {("F/RES/2", "PP2"): "Ropes"}  # at hand: it is quoted
    assert [r["said"] for r in _new(pair, lambda _: "", {}, texts, corpus().codebook)] == [""]


@pytest.mark.parametrize(
    ("about", "words", "there", "told"),
    [
        ("the locks of the upper and lower canals", "extradition", "", "; mentions “extradition”"),
        ("the locks of the upper and lower canals", "extradition", "extradition", ""),
        ("the locks of the upper and lower canals", "wider barcelona", "", ""),  # says nothing
        ("the locks", "extradition", "", ""),  # the line is whole
        ("the extradition of ferrymen from both canals and", "extradition", "", ""),  # it has it
    ],
)
def test_a_line_that_breaks_off_tells_what_it_has_no_room_for(about, words, there, told):
    asks_for = clause("requests", "mend", about, ["UNODC"])
    new = paragraph(f"mend {words}", clauses=(asks_for,), symbol="F/RES/2")
    old = paragraph(f"rope {there}", label="OP9")
    pair = _pair(Group((), (new,), 0.0, False, ()), Group((old,), (), 0.0, False, ()))
    pair = replace(pair, earlier="F/RES/1", later="F/RES/2")
    (row,) = _new(pair, lambda _: "Locks", {}, {}, corpus().codebook)
    assert row["said"].partition(" …")[2] == told
    texts = {("F/RES/2", "OP1"): "Locks"}  # at hand: more of it is told
    (row,) = _new(pair, lambda _: "Locks", {}, texts, corpus().codebook)
    assert "mentions" not in row["said"]


def test_a_line_goes_on_to_its_end_where_that_is_near():
    lamps = [f"lamps{n}" for n in range(sentences.RECITED + sentences.REST - 1)]
    text = " ".join(["Noting", *lamps])
    assert sentences.recited(f"{text},") == text
    assert sentences.recited(f"{text} and oil,").endswith("…")


def test_a_recital_whose_verb_comes_late_is_told_as_far_as_it():
    lamps = " ".join(f"lamps{n}" for n in range(45))
    told = sentences.recited(f"Recalling that the {lamps} are lit by the keepers of both canals,")
    assert "lamps44 are lit" in told


def test_with_texts_at_hand_a_line_tells_with_what_help_is_asked():
    efforts = clause("encourages", "", "efforts of Member States", directive=False)
    helps = clause("requests", "provide", "technical assistance to requesting States", ["UNODC"])
    new = paragraph("mend", clauses=(efforts, helps), symbol="F/RES/2")
    told = replace(new, clauses=(replace(efforts, matter="the efforts … to mend … locks …"), helps))
    pair, whole = (replace(_pair(Group((), (p,), 0.0, False, ())), earlier="F/RES/1",
                           later="F/RES/2") for p in (new, told))  # fmt: skip
    texts = {("F/RES/2", "OP1"): "Locks"}
    (row,) = _new(pair, lambda _: "Locks", {}, texts, corpus().codebook, whole)
    assert row["said"].startswith("Encourages the efforts … to mend … locks …; UNODC is")


def test_a_line_on_what_went_tells_what_it_has_no_room_for():
    recalls = "resolution on the mending of old and new locks"
    went = paragraph("mend sport", label="PP4", part="preamble", verb="recalling")
    went = replace(went, object=f"its {recalls} …")
    pair = _pair(Group((went,), (), 0.0, False, ()))
    pair = replace(pair, earlier="F/RES/1", later="F/RES/2")
    (row,) = _gone(pair, lambda _: "", corpus().codebook)
    assert row["said"] == f"Recalled its {recalls} …; mentioned “sport”"


def test_an_object_is_told_by_its_matter_where_the_tables_have_it():
    whom, about = ["Harbour Office"], "oil to requesting cantons of the lake"
    one = clause(action="provide", about=about, whom=whom)
    told = asks.asked(replace(one, matter="oil … to mend old lamps"))
    assert told == "The Harbour Office is requested to provide oil … to mend old lamps"
    one = clause("welcomes", about="adoption by the Fair on Locks of", directive=False)
    one = replace(one, lead="the", matter="the adoption … of the Orle Charter …")
    assert asks.said(one) == "Welcomes the adoption … of the Orle Charter …"


@pytest.mark.parametrize(
    ("verb", "now", "then"),
    [
        ("noting with concern", "Notes with concern the fog", "Noted with concern the fog"),
        ("taking note", "Takes note the fog", "Took note the fog"),
        ("having considered", "Has considered the fog", "Had considered the fog"),
        ("deeply concerned", "Is deeply concerned the fog", "Was deeply concerned the fog"),
        ("strongly regretting", "Strongly regrets the fog", "Strongly regretted the fog"),
        ("methods", "", ""),
    ],
)
def test_a_recital_is_a_sentence_of_the_organ(verb, now, then):
    one = paragraph(part="preamble", verb=verb, object="the fog")
    assert (recitals.says(one), recitals.said_then(one)) == (now, then)
    assert recitals.says(replace(one, object="")) == ""


def test_a_recital_that_came_or_went_is_told_by_what_it_says():
    came = paragraph("", part="preamble", verb="recalling", object="the Charter of the Lakes")
    book = corpus().codebook
    theme = book.themes[0].title
    for subject, said in (
        ("", "Recalls the Charter of the Lakes"),
        (theme, "recalls the Charter of the Lakes"),
        ("Lamp oil", "Recalls the Charter of the Lakes"),  # no theme: a machine's guess
    ):
        pair = _pair(Group((), (came,), 0.0, False, ()))
        (row,) = _new(pair, lambda _, name=subject: name, {}, {}, book)
        assert (row["said"], row["subject"]) == (said, subject if subject == theme else "")
    pair = _pair(Group((came,), (), 0.0, False, ()))
    (row,) = _gone(pair, lambda _: "", book)
    assert row["said"] == "Recalled the Charter of the Lakes"


def test_a_recital_that_goes_on_is_named_by_what_it_says_where_nothing_else_names_it():
    old = paragraph("", part="preamble", verb="recalling", object="the Charter of the Lakes …")
    new = replace(old, symbol="F/RES/2")
    edit_ = {"class": "substance", "dropped": "", "added": "lamps of brass and of ropes",
             "n_dropped": 0, "n_added": 6, "later_label": "OP1"}  # fmt: skip
    group = Group((old,), (new,), 0.9, False, (), (edit_,))
    for subject, about in (("", "Recalls the Charter of the Lakes"), ("Oil", "Oil")):
        rows = _otherwise(_pair(group), lambda _, name=subject: name, corpus().codebook, None, ())
        assert [row["subject"] for row in rows] == [about]


def test_words_of_proceedings_are_not_of_matter():
    book = corpus().codebook
    told = {word: quotes.matters(word, book) for word in ("decision", "three", "ends", "lanterns")}
    assert told == {"decision": False, "three": False, "ends": False, "lanterns": True}


def test_words_derived_from_others_that_stood_there_are_none_that_were_lacking():
    old = paragraph("sovereignty of ferries")
    new = replace(paragraph("sovereign lanterns"), symbol="F/RES/2")
    pair = _pair(Group((old,), (new,), 0.5, False, ()))
    assert (pair.new_words, pair.unmet) == ({"sovereign", "lanterns"}, {"lanterns"})


def test_what_was_done_goes_on_in_the_words_in_which_it_was_asked():
    said = "reported done, wholly or in part, in OP6: UNODC was requested to mend the locks of …"
    was = "Requests UNODC to mend the locks of the upper canal"
    now = "Requests ferrymen to mend the locks of the lower canal"
    told = sentences.continued(said, [now], [was], {"Requests"})
    assert told.endswith("to mend the locks of the upper canal")


def test_where_nobody_has_new_tasks_and_no_condition_fell_the_page_says_so(lines):
    bare = lines[~lines["kind"].isin(["gained", "lost", "asked"])]
    row = dict(lines.iloc[0]) | {"section": "otherwise", "was": "OP1"}

    def answers(*kinds: dict, whom: str = "") -> list[str]:
        made = entries.sections(pd.concat([bare, pd.DataFrame([*kinds])]), whom=whom)
        return [one["subject"] for section in made for one in section["entries"]
                if one["kind"] == "none"]  # fmt: skip

    gained, lost = ({**row, "kind": kind} for kind in ("gained", "lost"))
    asked = {**row, "section": "new", "kind": "asked", "said": "UNODC: dredge"}
    none = {way: entries.UNBOUND.format(way) for way in ("gained or lost", "gained", "lost")}
    assert answers() == [entries.NOBODY, none["gained or lost"]]
    assert answers(gained, asked) == [none["lost"]]
    assert answers(lost, asked) == [none["gained"]]
    assert answers(gained, lost) == [entries.NOBODY]
    # one that went with a request is none of those that are carried on
    assert answers(gained, asked, {**lost, "was": ""}) == [none["lost"]]
    # others have new tasks, and who is followed has none
    idle = "No new task of UNODC was found"
    assert answers(gained, lost, asked | {"followed": False}, whom="UNODC") == [idle]
    assert answers(gained, lost, asked | {"followed": True}, whom="UNODC") == []
    assert answers(gained, lost, whom="UNODC") == [entries.NOBODY]


def test_a_text_of_the_same_session_is_no_source_but_has_the_words_too():
    pair = replace(_pair(), later="F/RES/71/8")
    rows = [("F/RES/71/3", "also in"), ("F/RES/70/3", "in the words of"),
            ("F/RES/7/3", "in the words of")]  # fmt: skip
    for earlier, told in rows:
        found = pd.DataFrame([{"symbol": "F/RES/71/8", "label": "OP1", "earlier": earlier,
                               "earlier_label": "OP2", "share": 0.5}])  # fmt: skip
        assert _taken(found, pair) == {"OP1": f"50% of it {told} {earlier} OP2"}
    council = replace(pair, later="S/RES/2482(2019)")
    found = found.assign(symbol=council.later, earlier="S/RES/2396(2017)")
    assert _taken(found, council) == {"OP1": "50% of it in the words of S/RES/2396(2017) OP2"}


def test_what_has_no_source_says_by_which_rule(lines):
    new = lines[lines["section"] == "new"].assign(echoes="")
    by_library, by_series = (
        entries.sections(new, searched=3, ordered=ordered)[0]["also"] for ordered in (True, False)
    )
    told = " in order, enough in a row, both with names and formulas and without them. Short"
    assert told in by_library
    assert "or more, and a passage with them in common. Short" in by_series


def test_other_changes_show_their_words_where_texts_are_at_hand(lines):
    row = dict(lines.iloc[0]) | {"kind": "slight", "section": "otherwise", "labels": "OP1 OP2",
                                 "symbol": "F/RES/2", "part": "operative"}  # fmt: skip
    words = {("F/RES/2", label): [("ins", f"lamp of {label}")] for label in ("OP1", "OP2")}
    (*_, otherwise) = entries.sections(pd.DataFrame([row]), words)
    (piece,) = otherwise["entries"][-1]["pieces"]
    assert "".join(text for _, text in piece["wording"]) == "OP1: lamp of OP1 OP2: lamp of OP2"


def test_what_is_told_of_a_clause_is_not_quoted_from_its_middle():
    begun = "notes that keepers mend ropes"
    text = f"{begun} and {'ropes ' * quotes.WORDS}, lanterns and hulls of barges and rudders"
    book = corpus().codebook
    piece = (text, "", "")
    assert not quotes.quotes([piece], quotes.Side((), quotes.known_of([begun]), book))
    assert quotes.quotes([piece], quotes.Side((), (), book))


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        # what stands beside a few words ends where they do
        (("lamps,", "ropes; hulls", "the keepers of oil, by,"), "“lamps” in “lamps, ropes”"),
        (("and lamps", "of barges", "ropes"), "“lamps” in “ropes and lamps of barges”"),
        # half a name isn't quoted
        (("and lamps", ", and", "Upper Lake Ferry Office"), "“lamps”"),
        (("lanterns", "in the Upper Lake Ferry Office", "lit"), "“lanterns” in “lit lanterns”"),
        # "and hulls" were there
        (("lamps and", "hulls of barges", "ropes, oil,"),
         "“lamps” in “ropes, oil, lamps and hulls of barges”"),
        # what it leads to makes it whole
        (("oil for all lamps conducive to", "safety at night", ""),
         "“oil for all lamps conducive to safety”"),
        (("oil for lamps and hulls", "; barges", ""), "“oil for lamps and hulls”"),
    ],
)  # fmt: skip
def test_a_few_words_stand_among_those_beside_them(piece, said):
    assert quotes.quotes([piece], quotes.Side((), (), corpus().codebook)) == said


def test_what_another_quote_has_is_not_quoted_too():
    pieces = [("lanterns", "", ""), ("hulls of lanterns of keepers", "", "")]
    side = quotes.Side((), (), corpus().codebook)
    assert quotes.quotes(pieces, side) == "“hulls of lanterns of keepers”"


def test_what_stands_there_still_was_not_replaced():
    book = corpus().codebook
    old, new = (quotes.Side(set(words.split()), (), book)
                for words in ("lamps hulls", "lamps oil hulls lanterns"))  # fmt: skip
    assert not quotes.swapped(wording.Segment("through lamps", "lanterns"), old, new)
    assert quotes.swapped(wording.Segment("through ropes", "lanterns"), old, new)
    # what was there is part of what is there now
    grown = wording.Segment("hulls of", "oil, hulls and lanterns of", "barges at night")
    assert quotes.swapped(grown, old, new)
    assert quotes.worded(grown) == "“hulls of barges” is now “oil, hulls and lanterns of barges”"


@pytest.mark.parametrize(("piece", "told"), [
    (("73", "62", "per cent of boats"), "“73 per cent” is now “62 per cent”"),
    (("two", "three", "old barges"), "“two old barges” is now “three old barges”"),
    (("73", "62", "of them"), ""),
    (("", "62", "barges"), ""),
    (("ferries", "62", "barges"), ""),
])  # fmt: skip
def test_a_figure_is_told_with_what_it_counts(piece, told):
    assert quotes.figure(wording.Segment(*piece), corpus().codebook) == told


def test_a_changed_figure_is_no_citation():
    edit = {"dropped": "73", "added": "62", "class": "substance"}
    assert not changes.cites(edit)
    assert changes.cites(edit | {"dropped": "at its tenth", "class": "wording"})


def test_lines_stand_in_the_order_of_their_consequence():
    mends = clause("requests", "mend", "locks", ["UNODC"])
    others = replace(mends, addressees=("Member States",))
    notes = clause("notes", "", "locks", directive=False)

    def row(name, spoken, weight=5.0, size=1, part="operative"):
        one = paragraph("locks", label=name, clauses=(spoken,), part=part)
        return _row("otherwise", "Locks", "", [one], weight=weight, size=size)

    rows = [row("PP1", notes, size=90, part="preamble"), row("OP1", notes, size=80),
            row("OP2", others, size=70), row("OP3", others, weight=3, size=10),
            row("OP4", others, weight=0, size=20), row("OP5", mends, size=5)]  # fmt: skip
    told = [row["labels"] for row in _ordered(rows, "UNODC")]
    assert told == ["OP5", "OP4", "OP3", "OP2", "OP1", "PP1"]


def test_what_the_organ_itself_decides_is_told_beside_what_it_asks():
    decides = replace(
        clause("decides", "", "hold a fair of all ferries", directive=False), lead="to"
    )
    asks_for = clause("requests", "mend", "the lower locks", ["UNODC"])
    assert asks.all_asked([decides, asks_for]) == [
        "Decides to hold a fair of all ferries", "UNODC is requested to mend the lower locks",
    ]  # fmt: skip
    notes = replace(decides, verb="notes", lead="the")
    assert asks.all_asked([notes, asks_for]) == ["UNODC is requested to mend the lower locks"]


def test_what_a_request_points_back_at_stands_before_it():
    regrets = clause("expresses concern", "", "forced rowing", directive=False)
    ends = clause("urges", "put", "end to such practices and let rowers go", ["Member States"])
    told = asks.all_asked([replace(regrets, lead="at the", n_words=20), replace(ends, lead="an")])
    assert told == [
        "Expresses concern at the forced rowing …",
        "Member States are urged to put an end to such practices and let …",
    ]


def test_another_verb_is_no_stronger_where_another_request_may_be_meant():
    helps = clause("requests", "support", "cantons in lighting lanterns", ["UNODC"])
    helped = replace(helps, verb="encourages", strength=4)
    words = "support cantons in lighting lanterns take measures"
    old, new = paragraph(words, clauses=(helped,)), paragraph(words, clauses=(helps,))
    assert changed(old, new).startswith("stronger: UNODC was encouraged, is now requested to")
    group = Group((old,), (new,), 0.8, True, ())  # by a doubtful link
    assert changes.change(group, _pair(group), corpus().codebook) is None
    other = replace(helped, action="take", object="measures of their own")
    assert "stronger" not in changed(replace(old, clauses=(other,)), new)
    # split from two that tell otherwise
    urged = replace(helps, verb="urges", strength=helps.strength)
    assert "stronger" not in changed(replace(old, clauses=(helped, urged)), new)


def test_a_paragraph_that_stands_twice_became_no_two():
    old, new = paragraph("lanterns of ferries"), paragraph("lanterns of ferries")
    twice = Group((old,), (new, replace(new, label="OP2")), 1.0, False, ())
    assert changes.change(twice, _pair(twice), corpus().codebook) is None
    parted = replace(twice, later=(new, paragraph("hulls of ferries", label="OP2")))
    assert changes.change(parted, _pair(parted), corpus().codebook).said == (
        "one paragraph became two"
    )


def test_of_what_the_lack_may_be_meant_nothing_is_quoted():
    more = "lamps that every keeper of a ferry can mend"
    old, new = paragraph("marks"), paragraph(f"marks lack of {more}")
    assert "mention" not in changed(old, new, edit("", more))


def test_to_do_is_more_than_to_consider_doing():
    considered = clause("urges", "consider mending", "old locks of the lake", ["Member States"])
    mended = replace(considered, action="mend")
    words = "consider mending mend old locks of the lake"
    first, second = (paragraph(words, clauses=(c,)) for c in (considered, mended))
    assert changed(first, second) == (
        "stronger: Member States were urged to consider doing so, are now urged to mend old locks "
        "of the lake"
    )
    assert changed(second, first) == (
        "weaker: Member States were urged to do so, are now urged to consider mending old locks "
        "of the lake"
    )
    strives = replace(considered, action="strive", lead="to", object="mend old locks of the lake")
    third = paragraph(words, clauses=(strives,))
    assert changed(third, second) == (
        "stronger: Member States were urged to strive to do so, are now urged to mend old locks of "
        "the lake"
    )
    # a weaker verb for more: neither is told
    invited = replace(mended, verb="encourages", strength=4)
    told = changed(first, paragraph(words, clauses=(invited,)))
    assert "stronger" not in told and "weaker" not in told


def test_what_the_same_were_asked_elsewhere_before_is_perhaps_no_new_task():
    asked = clause("requests", "mend", "old locks of the lake", ["UNODC"])
    helps = replace(asked, action="provide", object="technical assistance to requesting States")
    old = paragraph("mend old locks of the lake paint lanterns oars", clauses=(asked, helps))
    for one, told in (
        (replace(asked, verb="urges"), [BEFORE]),
        (replace(asked, verb="reiterates its call", object="nets", action="weave"), [BEFORE]),
        (replace(asked, object="nets of all fishers", action="continue to weave"), [BEFORE]),
        (replace(asked, object="nets of all fishers", action="weave"), [""]),
        # the same asked within another task, and what only its paragraph tells the matter of
        (replace(asked, object="oars and lanterns", action="paint"), [BEFORE]),
        (replace(asked, action="provide", object="technical assistance to States"), [""]),
        (replace(asked, action="provide", object="assistance to States in this"), [""]),
        (replace(asked, addressees=("Member States",)), [""]),
    ):
        new = paragraph("weave nets", label="OP7", clauses=(one,))
        apart = (Group((old,), (), 0, False, ()), Group((), (new,), 0, False, ()))
        pair = Renewal("F/RES/1", "F/RES/2", (), {"OP1": old}, {"OP7": new}, apart)
        assert [row["doubt"] for row in _asked(pair, lambda _: "", "UNODC")] == told
        # of the followed what the ledger doesn't call new for sure
        doubts = [row["doubt"] for row in _asked(pair, lambda _: "", "UNODC", {"OP7"})]
        assert doubts == ([BEFORE] if one.addressees == ("UNODC",) else told)


@pytest.mark.parametrize(
    ("thing", "own", "places"),
    [
        # help with what its paragraph speaks of: two of these words may stand within another task
        ("technical assistance to States in this", "lanterns oars nets sails gates", ["OP1"]),
        ("assistance to States to those ends", "lanterns nets sails gates", []),
        ("technical assistance to requesting States", "", ["OP1", "OP2"]),
        # what names its matter is sought by half of it
        ("nets of fishers in this regard", "lanterns oars nets sails ropes anchors", []),
    ],
)
def test_help_that_points_back_may_be_a_part_of_what_was_asked_before(thing, own, places):
    asked = clause("requests", "provide", thing, ["UNODC"])
    before = {
        "OP1": ["mend", "lanterns", "oars", "hulls"],
        "OP2": ["dredge", "harbours", "to", "ends"],
    }
    assert mandate.met(asked, before, own.split()) == places


def test_a_month_in_a_quote_has_its_capital():
    book = corpus().codebook
    assert subjects.spelled("a fair in january", book) == "a fair in January"
    assert subjects.spelled("it may march", book) == "it may march"


def test_no_quote_ends_within_a_name_that_is_known_to_go_on():
    notes = replace(clause("takes note", directive=False), lead="of the", n_words=40)
    fair = replace(notes, object="convening of the first Upper-Level Lake Lantern Conference")
    assert asks.said(fair) == "Takes note of … the first Upper-Level Lake Lantern Conference …"
    held = replace(notes, object="convening of a special meeting of the lower cantons")
    assert asks.said(held) == "Takes note of the convening of a special meeting …"
    assert asks.said(replace(notes, object="work of the Upper Lake Lantern Ferry Office")) == ""
    by = replace(notes, verb="remains concerned", lead="by the", object="rising price of oil")
    assert asks.said(by) == "Remains concerned by the rising price of oil …"


def test_what_a_line_begins_to_tell_is_not_quoted_again():
    begun = "keepers of the lamps at the lower lock"
    text = f"and in this regard {begun} {'hulls rudders barges ' * 3}"
    side = quotes.Side((), quotes.known_of([begun]), corpus().codebook)
    assert quotes.quotes([(text, "", "")], side) == ""


@pytest.mark.parametrize(
    ("side", "torn"),
    [("and other lamps, oil", True), ("lamps, which burn", True), ("provided in", True),
     ("lamps, in a bright", True), ("lamps, by, among others, keepers", True),
     ("lamps, including of brass", False), ("oil and lamps", False), ("signing of", False)],
)  # fmt: skip
def test_what_is_torn_stands_for_nothing_else(side, torn):
    assert quotes._torn(side) is torn
    one = wording.Segment(side, "bright lanterns of brass", "in the cantons")
    if torn:
        book = corpus().codebook
        assert not quotes.swapped(one, quotes.Side((), (), book), quotes.Side((), (), book))


def test_marks_within_a_quote_are_single_and_paired():
    assert quotes.inner("the note “Lamps” of keepers") == "the note ‘Lamps’ of keepers"
    assert quotes.inner("Lamps of keepers ”, and the fair") == "Lamps of keepers, and the fair"
    assert quotes.inner("the note “Lamps of") == "the note Lamps of"


def test_requests_of_one_paragraph_are_one_sentence():
    asks_for = clause("urges", "mend", "the lower locks", ["Myanmar"])
    other = clause("requests", "light", "the lower lamps", ["Secretary-General"])
    asked = ["Myanmar is urged to mend the lower locks",
             "the Secretary-General is requested to light the lower lamps"]  # fmt: skip
    assert asks.all_asked([asks_for, other]) == asked
    assert asks.all_asked([other, asks_for])[1] == asked[0]


@pytest.mark.parametrize(
    ("verb", "lead", "about", "told"),
    [
        ("decides", "to", "extend until 2030 the promotion of lamp courts on lakes", "Lamp courts"),
        ("recalls", "its", "decision in its resolution 7/5 on the establishment of lamp courts",
         "Lamp courts"),
        ("condemns", "in the", "strongest terms the burning of ferries", "Burning of ferries"),
        ("decides", "that the", "Keeper of the Lamps may request more oil", "Keeper of the Lamps"),
        ("notes", "the", "ninth and tenth sessions", ""),
        ("notes", "", "universal access of all lake cantons to affordable",
         "Universal access of all lake cantons"),
        ("stresses", "the", "need to continue to mend and oil the lamp courts", "Lamp courts"),
        ("stresses", "that", "lake fires encompass a range of harm", "Lake fires"),
        ("stresses", "the", "measures necessary to end lamp duties", "Lamp duties"),
        ("takes note", "of the", "report of the Keeper-General on the lamp courts", "Lamp courts"),
        ("notes", "the", "decision of the Keeper-General", ""),
        ("calls for", "", "greater attention to ferries", ""),
        ("stresses", "that", "“lamp courts” means any court", "Lamp courts"),
        ("notes", "the", "value of lamp courts as a place", "Value of lamp courts"),
        ("notes", "", "lamp courts with the support of the wardens", "Lamp courts"),
    ],
)  # fmt: skip
def test_a_subject_is_named_without_what_leads_to_it(verb, lead, about, told):
    one = replace(clause(verb, "", about, directive=False), lead=lead, n_words=40)
    assert capital(subjects._object(paragraph("x", clauses=(one,)), corpus().codebook)) == told


def test_a_name_that_is_said_once_is_no_subject_unless_a_clause_is_of_it(monkeypatch):
    monkeypatch.setattr(subjects, "_fit", lambda *_: True)
    teach = clause("urges", "teach", "young divers of the lower ford", ["Member States"])
    one = paragraph("lanternlit", clauses=(teach,))

    def told(first: Paragraph) -> list[str]:
        others = {f"OP{n}": paragraph("oil", label=f"OP{n}") for n in range(2, 80)}
        pair = Renewal("", "F/RES/1", (), {}, {"OP1": first} | others, ())
        return subjects._telling([first], pair, corpus().codebook, frozenset(), frozenset(), 0.0)

    assert told(one) == []
    lit = replace(teach, object="lanternlit divers")
    assert told(replace(one, clauses=(lit,))) == ["lanternlit"]
    assert told(replace(one, words=Counter({"lanternlit": 2}))) == ["lanternlit"]
    recital = replace(one, clauses=(), part="preamble", object="the safety of divers")
    assert told(recital) == []


def test_a_subject_that_breaks_off_loses_its_last_phrase_once():
    about = "orderly passage of wardens with lanterns in public"
    asks_for = clause("urges", "ensure", about, ["Member States"])
    told = subjects._object(paragraph("x", clauses=(asks_for,)), corpus().codebook)
    assert told == "orderly passage of wardens with lanterns"


def test_with_its_text_at_hand_a_subject_is_whole():
    about = "orderly passage of ferries that carry young"
    asks_for = clause("urges", "ensure", about, ["Member States"])
    text = f"Urges Member States to ensure the {about} keepers, as appropriate;"
    one = paragraph("x", clauses=(asks_for,))
    assert subjects._longer(about, text) == (f"{about} keepers, as appropriate", True)
    lamps = replace(asks_for, object="lamps of brass for the lower and the")
    text = "Urges Member States to light lamps of brass for the lower and the upper fords;"
    told = subjects._object(replace(one, clauses=(lamps,)), corpus().codebook, 2, text)
    assert told == "lamps of brass for the lower and the upper fords"[: len(told)]
    assert subjects._longer("lamps", "no such word") == ("lamps", True)


def test_a_paragraph_that_nothing_names_is_told_by_what_it_mentions():
    book = corpus().codebook
    one = paragraph("lanternlit safety", phrases={"office of ferries": 1, "united nations": 1})
    told = quotes.mentioned([one], {}, book, {"lanternlit"})
    assert told == ["lanternlit", "Office of Ferries"]
    there = {"lanternlit", "safety", "office of ferries"}
    assert quotes.mentioned([one], {}, book, without=there) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the field of lamp keeping", "lamp keeping"),
        ("section in the lamp house", ""),
        ("lamp houses in january", "lamp houses"),
        ("a lamp approach stressing the importance", "a lamp approach"),
    ],
)
def test_a_quote_begins_and_ends_with_its_phrase(words, told):
    assert " ".join(changes._within_phrase(words.split())) == told


def test_an_opening_is_told_as_far_as_its_verb():
    one = paragraph("x", part="preamble", label="PP1")
    for told, name in (("Lamp keepers adopts new rules", "Lamp keepers"), ("First part", "")):
        known = {("F/RES/1", "PP1"): told}
        assert subjects._opened([one], known, corpus().codebook) == name


def test_those_who_are_asked_the_same_anew_are_told_together():
    mend = clause("urges", "mend", "the lower locks", ["Member States", "UNODC"])
    one = paragraph("lower locks", clauses=(mend,), symbol="F/RES/2")
    pair = _pair(Group((), (one,), 0, False, ()))
    (row,) = _asked(pair, lambda _: "", "UNODC")
    assert row["said"] == "UNODC and Member States: mend the lower locks" and row["followed"]


def test_what_has_no_subject_stands_alone():
    row = {"section": "new", "kind": "paragraph", "subject": "", "more": "", "symbol": "F/RES/1",
           "was": "", "echoes": "", "doubt": "", "part": "operative"}  # fmt: skip
    rows = [row | {"labels": f"OP{n}", "said": f"UNODC is asked to row {n}"} for n in (1, 2)]
    none, *new = matter.sections(pd.DataFrame(rows))[0]["entries"]
    assert none["kind"] == "none"
    assert [(one["subject"], len(one["pieces"])) for one in new] == [("", 1), ("", 1)]


def test_what_is_begun_says_of_what_or_nothing():
    ensures = clause("requests", "ensure", "help given to cantons in relation", ["UNODC"])
    ensures = replace(ensures, lead="that", n_words=40)
    assert asks.task(ensures) == ""
    assert asks.all_asked([ensures]) == [
        "UNODC is requested to ensure that help given to cantons …"
    ]
    assert _task([ensures], "") == "ensure that help given to cantons …"
    bare = clause("urges", "engage", "such ferries", ["Member States"])
    assert _task([bare], "Lower locks") == "engage such ferries (lower locks)"
    assert _task([replace(bare, object="")], "Lower locks") == "engage … (lower locks)"
    back = clause("urges", "refrain", "from applying such measures", ["Member States"])
    assert _task([back], "Ferries") == "refrain from applying such measures (ferries)"
    wardens = clause("underlines", "", "the wardens", directive=False)
    wardens = replace(wardens, lead="that", n_words=30)
    assert asks.said(wardens, least=2) == ""


def test_of_many_themes_the_one_that_is_new_with_the_text_heads_a_paragraph():
    book = corpus().codebook
    known, other, new = book.themes[:3]
    asks_for = clause("requests", "mend", "oil lanterns")
    fill = {f"OP{n}": paragraph("ferry", label=f"OP{n}") for n in range(2, 30)}
    one = paragraph("ferry", clauses=(asks_for,), themes={t.theme: 1 for t in (known, other, new)})
    old = paragraph("ferry", symbol="F/RES/0", themes={known.theme: 1, other.theme: 1})
    for before, heading in (
        ({"OP1": old}, new.title),
        ({"OP1": replace(old, themes=one.themes)}, "Oil lanterns"),
    ):
        pair = Renewal("F/RES/0", "F/RES/1", (), before, {"OP1": one} | fill, ())
        assert subjects.subjects(pair, book)([one]) == heading


def test_a_paragraph_whose_requests_may_stand_elsewhere_is_marked():
    mend = clause("requests", "mend", "old locks of the lake", ["UNODC"])
    one = paragraph("mend old locks of the lake", clauses=(mend,))
    other = replace(one, label="OP2")
    book = corpus().codebook

    def doubts(went: Paragraph, came: Paragraph, close: bool = False) -> tuple[str, str]:
        pair = _pair(Group((went,), (), 0.0, close, ()), Group((), (came,), 0.0, close, ()))
        (old,) = _gone(pair, lambda _: "", book)
        (new,) = _new(pair, lambda _: "", {}, {}, book)
        return old["doubt"], new["doubt"]

    assert doubts(one, other) == (STILL, BEFORE)
    assert doubts(one, other, close=True) == (CLOSE, CLOSE)
    paint = replace(mend, object="oars of young divers")
    apart = paragraph("paint oars of young divers", clauses=(paint,), label="OP2")
    assert doubts(one, apart) == ("", "")
    # what is to continue may have been asked; that it ended isn't doubted for that
    goes_on = replace(paint, action="continue to paint")
    assert doubts(one, replace(apart, clauses=(goes_on,))) == ("", BEFORE)
    assert doubts(replace(apart, clauses=(goes_on,)), one) == ("", "")
    # one of two that is surely new makes the paragraph new
    assert doubts(one, replace(other, clauses=(mend, paint), words=apart.words)) == ("", "")


def test_other_changes_are_told_by_subject():
    edit_ = {"class": "substance", "dropped": "oil", "added": "fat", "n_dropped": 1, "n_added": 1}
    olds = [paragraph("lamps", label=f"OP{n}", place=n) for n in (1, 2, 3)]
    groups = [Group((old,), (replace(old, symbol="F/RES/2"),), 0.9, False, (),
                    ({**edit_, "later_label": old.label},)) for old in olds]  # fmt: skip
    about = {"OP1": "", "OP2": "Lamps", "OP3": "Lamps"}
    rows = list(_slight(_pair(*groups), lambda ps: about[ps[0].label], [], {}))
    assert [(row["said"], row["labels"]) for row in rows] == [("Lamps", "OP2 OP3"), ("", "OP1")]
    assert {row["subject"] for row in rows} == {"Other changes of wording"}


def test_what_nothing_else_heads_is_headed_by_the_only_theme_of_its_new_words():
    terms = (facts.Term(1, book_theme().theme, "lamp oil", 1),)
    one = paragraph("lamp oil", terms=terms)
    book = corpus().codebook
    assert _of_change([one], "adds “new lamp oil”", book) == book_theme().title
    assert _of_change([one], "adds “new ropes”", book) == ""
    second = facts.Term(1, book.themes[1].theme, "ropes", 1)
    assert _of_change([replace(one, terms=(*terms, second))], "adds “lamp oil, ropes”", book) == ""


def book_theme() -> Any:
    return corpus().codebook.themes[0]


def test_a_task_says_its_subject_once():
    helps = replace(clause("requests", "provide", "technical assistance", ["UNODC"]),
                    matter="technical assistance … for young divers …")  # fmt: skip
    assert _task([helps], "Divers") == "provide technical assistance … for young divers …"
    assert _task([helps], "Lanterns") == (
        "provide technical assistance … for young divers (lanterns)"
    )


def test_a_recital_without_an_object_is_of_no_name_that_it_says_once(monkeypatch):
    monkeypatch.setattr(subjects, "_fit", lambda *_: True)
    one = paragraph("lanternlit", part="preamble")
    others = {f"OP{n}": paragraph("oil", label=f"OP{n}") for n in range(2, 80)}
    pair = Renewal("", "F/RES/1", (), {}, {"OP1": one} | others, ())
    told = subjects._telling([one], pair, corpus().codebook, frozenset(), frozenset(), 0.0)
    assert told == []


@pytest.mark.parametrize(("word", "told"), [("reviews", "The next review"),
                                            ("agenda", "The matter comes back")])  # fmt: skip
def test_what_is_no_review_is_not_called_one(word, told):
    back = duty(kind="review", session="59th")
    words = pd.DataFrame([{"symbol": back["symbol"].iloc[0], "label": "OP3", "word": word,
                           "count": 1}])  # fmt: skip
    due = matter.head(corpus().resolutions, NONE, back, words=words)["due"]
    assert due[0].startswith(f"{told} at the 59th session")


def test_of_what_is_met_by_help_the_efforts_are_told_where_their_matter_is():
    efforts = clause("encourages", "", "efforts of Member States", directive=False)
    assert asks.said(efforts) == ""
    told = replace(efforts, lead="the", matter="the efforts … to speak … with keepers …")
    assert asks.said(told) == "Encourages the efforts … to speak … with keepers …"


def test_what_a_body_has_or_of_what_kind_something_is_is_no_subject():
    book = corpus().codebook
    for about in ("use of the Office website on the mending of locks", "quality"):
        one = paragraph("x", clauses=(clause("invites", "consider", about, ["Member States"]),))
        assert subjects._object(one, book, least=1) == ""
    assert subjects.TAIL.match("capita income") and not subjects.TAIL.match("income")


def test_an_item_that_says_by_what_something_is_done_asks_those_whom_its_chapeau_asks():
    asking = clause("urges", "keep", "the lake open", ["Member States"])
    above = paragraph(label="OP2", symbol="F/RES/2", clauses=(asking,))
    item = paragraph("dredging the lower fords", label="OP2(a)", symbol="F/RES/2")
    group = Group((), (item,), 0, False, ())
    pair = Renewal("F/RES/1", "F/RES/2", (), {}, {"OP2": above, "OP2(a)": item}, (group,))
    texts = {("F/RES/2", "OP2"): "Urges Member States to keep the lake open by, inter alia:",
             ("F/RES/2", "OP2(a)"): "Dredging the lower fords;"}  # fmt: skip
    (made,) = facts.acting(pair, texts).groups
    assert asks.all_asked(made.later[0].clauses) == [
        "Member States are urged to act by dredging the lower fords"
    ]
    (row,) = _asked(facts.acting(pair, texts), lambda several: "", "")
    assert row["said"] == "Member States: by dredging the lower fords"
    for chapeau in ("Urges Member States to keep open:", "Urges Member States to keep the lake:"):
        (same,) = facts.acting(pair, texts | {("F/RES/2", "OP2"): chapeau}).groups
        assert same == group
    kept = replace(group, earlier=(replace(item, symbol="F/RES/1"),))
    assert facts.acting(replace(pair, groups=(kept,)), texts).groups == (kept,)


def test_a_term_in_the_middle_of_what_is_told_is_kept():
    text = "Notes the locks, and invites them to ensure, as appropriate, that boats, in May, are …"
    row = {"section": "new", "kind": "asked", "subject": "", "more": "", "symbol": "F/RES/2",
           "said": "States: ensure that boats are …", "labels": "OP1", "was": ""}  # fmt: skip
    (said,) = sentences.whole(pd.DataFrame([row]), {("F/RES/2", "OP1"): text}, set())["said"]
    assert said == "States: ensure, as appropriate, that boats are …"


def test_a_quote_is_no_name_made_of_two():
    book = corpus().codebook
    side = quotes.Side((), (), book)
    came = "of Locks: Leaking Barges and Notes for Sunken"
    assert quotes.of_names("2022: Leaking Barges and Sunken", "Locks", "the Lake Report")
    assert not quotes.quotes(
        [("2022: Leaking Barges and Sunken", "Locks", "the Lake Report")], side
    )
    assert quotes.quotes([(came, "lanterns", "")], side)
    # the end of a title
    assert not quotes.quotes([("leaking lanterns: sunken barges” and ropes", "", "entitled")], side)
    assert not quotes.of_names("Leaking Barges", "of ferrymen", "the Lake")


def test_a_long_addition_is_counted_and_quoted_from_its_beginning():
    book = corpus().codebook
    more = "leaking lanterns of sunken barges and rusty ropes, "
    text = f"{more}{'and so to it ' * 12}hulls, rudders, anchors"
    said = quotes.quotes([(text, "", "")], quotes.Side((), (), book))
    assert said.startswith(f"{len(text.split())} words, among them “leaking lanterns")
    said = quotes.quotes([("oars", "", ""), (text, "", "")], quotes.Side((), (), book))
    assert said.startswith(f"{len(text.split()) + 1} words, among them “oars”")
    assert quotes.quotes([(more, "", "")], quotes.Side((), (), book)).startswith("“leaking")
    assert not quotes.quotes([("ferryman’s", "oars", "the")], quotes.Side((), (), book))


def test_a_title_is_not_cut_at_its_colon():
    text = "Takes note of the panel entitled “Safe, dry locks: a way to mend”, held in May;"
    told = sentences.continued("no longer: takes note of the panel …", [], [text], ())
    assert told.count("“") == told.count("”") and not told.endswith("locks")


def test_what_only_grammar_changed_is_no_other_change_and_what_moved_has_its_place():
    one = {"class": "wording", "dropped": "is", "added": "are", "n_dropped": 1, "n_added": 1}
    for change, rows in ((one, []), (one | {"added": "is not"}, [("OP2", "OP1")])):
        group = Group((paragraph("lamps"),), (paragraph("lamps", label="OP2", symbol="F/RES/2"),),
                      0.9, False, (), ({**change, "later_label": "OP2"},))  # fmt: skip
        found = _slight(_pair(group), lambda several: "", [], {})
        assert [(row["labels"], row["was"]) for row in found] == rows


def test_what_the_later_text_says_elsewhere_is_not_dropped():
    old, new = paragraph("notes lamps takes charts"), paragraph("notes lamps", symbol="F/RES/2")
    other = paragraph("taking charts", symbol="F/RES/2", label="OP2")
    group = Group((old,), (new,), 0.9, False, (), ())
    went = [wording.Segment("takes sunken charts", "")]
    for elsewhere, said in ((other, ""), (replace(other, words={}), "drops “takes sunken charts”")):
        pair = Renewal("F/RES/1", "F/RES/2", (), {"OP1": old}, {"OP1": new, "OP2": elsewhere},
                       (group,))  # fmt: skip
        told = changes._worded(group, pair, corpus().codebook, (), went)
        assert "; ".join(told) == said
