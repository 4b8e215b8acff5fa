"""The first page's lines: what they say is what was planted, and nothing is quoted at length."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from planted import SPECIMEN, corpus
from small_series import RESOLUTIONS

from workbench import Corpus, mandate, matter, read, show, tables
from workbench.matter import asks, changes, entries, wording
from workbench.matter.facts import Clause, Group, Paragraph, Renewal


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


def test_what_points_back_is_left_out():
    asked = clause("requests", "lend", "divers in this regard to cantons", ["UNODC"])
    assert asks.asked(asked) == "UNODC is requested to lend divers to cantons"


def test_a_phrase_that_breaks_off_says_so():
    assert asks.cut("lower crossings of the", 8, whole=True) == "lower crossings …"
    assert asks.cut("one two three four five six seven eight nine") == (
        "one two three four five six seven eight …"
    )
    assert asks.cut("barges to villages that low water has", 6) == "barges to villages …"
    assert asks.cut("lower crossings", whole=True) == "lower crossings"


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
    assert [said.split()[-1] for said in page["new"].values()] == ["OP20", "OP16", "OP20", "PP8"]
    assert page["new"]["Shallow barges to villages"] == (
        "The Harbour Office is requested to lend shallow barges to villages … OP20"
    )


def paragraph(text: str = "", **more) -> Paragraph:
    """A paragraph of which only its words are known."""
    counts = Counter(text.lower().split())
    given = {"symbol": "F/RES/1", "label": "OP1", "part": "operative", "place": 0, "heading": "",
             "verb": "notes", "n_words": counts.total(), "clauses": (), "themes": {},
             "conditions": frozenset(), "words": counts, "phrases": {}}  # fmt: skip
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


def test_few_words_that_bring_a_theme_are_quoted():
    old, new = paragraph("keepers"), paragraph("keepers and women who row", themes={"gender": 1})
    assert changed(old, new, edit("", "and women who row")) == "adds “… and women who row …”"
    assert changed(old, paragraph("keepers and women who row"), edit("", "and women who row")) == ""


def test_what_only_changed_its_place_is_not_told():
    moved = "the wardens of the lower crossings in the northern cantons"
    old, new = paragraph(f"{moved} shall report"), paragraph(f"shall report {moved}")
    assert changed(old, new, edit(moved, ""), edit("", moved)) == ""


def test_a_quote_ends_in_a_noun_and_is_no_mere_date():
    more = "lamps for each of the lower crossings and several regional"
    edits = edit("", more), edit("", "on 8 and 9 may 2022 at the upper northern town")
    assert changed(paragraph("keepers"), paragraph(more), *edits) == (
        "adds “… lamps for each of the lower crossings …”"
    )


def test_what_a_clause_tells_is_not_quoted_too():
    lend = clause("requests", "lend", "shallow barges to lower villages", ["UNODC"])
    more = "requests the office to lend shallow barges to lower villages"
    told = changed(paragraph("keepers"), paragraph(more, clauses=(lend,)), edit("", more))
    assert told == "new: UNODC is requested to lend shallow barges to lower villages"


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
    assert asks.all_asked([one]) == ""


@pytest.mark.parametrize(
    ("text", "verb", "about"),
    [
        ("Noting also that the slow dredging of upper channels can delay barges,", "noting",
         "Slow dredging of upper channels"),
        ("Expressing regret at the lack of lamps, and of oil,", "expressing regret",
         "Lack of lamps"),
        ("Emphasizing that every keeper has the right to rest,", "emphasizing",
         "Every keeper has the right to rest"),
    ],
)  # fmt: skip
def test_the_beginning_of_a_preambular_paragraph(text, verb, about):
    assert wording.about(text, verb) == about


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
        ("Government with technical support", "Technical support"),
        ("efforts made to raise awareness", "Notes …"),
        ("Office register of wrecks", "Office register of wrecks"),
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
        (duty(**DAYS), NONE, "A report by UNODC by December 2017 (OP3)"),
        (duty(who="High Commissioner for Human Rights"), NONE,
         "A report by the High Commissioner for Human Rights, without a date (OP3)"),
        (NONE, duty(kind="sunset", session="for a further period of one year", **DAYS),
         "What OP3 decides ends in December 2017"),
    ],
)  # fmt: skip
def test_what_is_due_and_when(owed, back, told):
    assert matter.head(corpus().resolutions, owed, back)["due"][0] == told


@pytest.mark.parametrize(
    ("word", "who"),
    [("rapporteur", "the Special Rapporteur"), ("rapporteurs", "special rapporteurs"),
     ("procedures", "special procedures")],
)  # fmt: skip
def test_one_special_rapporteur_or_all_procedures(word, who):
    words = pd.DataFrame({"symbol": ["F/RES/71/8"], "label": ["OP3"], "word": [word]})
    owed = duty(who="special rapporteurs")
    (told, _) = matter.head(corpus().resolutions, owed, NONE, None, words)["due"]
    assert told == f"A report by {who}, without a date (OP3)"


def test_the_vote_reads_naturally():
    rows = corpus().resolutions.copy()
    rows["vote"] = "Adopted by a recorded vote of 20 to 8"
    assert matter.head(rows, NONE, NONE)["facts"][-1] == "adopted by a recorded vote of 20 to 8"


def test_what_nothing_names_is_one_piece_of_the_preamble(lines):
    row = dict(lines[lines["kind"] == "paragraph"].iloc[0]) | {"part": "preamble", "said": ""}
    several = [row | {"subject": "Lamps", "labels": "PP1"}, row | {"subject": "", "labels": "PP2"},
               row | {"subject": "", "labels": "PP3"}]  # fmt: skip
    (new, *_) = entries.sections(pd.DataFrame(several))
    told = [(piece["said"], piece["labels"]) for piece in new["entries"][0]["pieces"]]
    assert told == [("Lamps", ["PP1"]), ("Other paragraphs", ["PP2", "PP3"])]


def test_who_is_asked_anew(page):
    assert page["new"]["Newly asked"] == "Harbour Office OP16 OP20"


def test_what_is_gone_from_the_specimen(page):
    assert [said.split()[-1] for said in page["gone"].values()] == ["OP15", "PP8"]


def test_stronger_weaker_merged_and_split_in_the_specimen(page):
    otherwise = page["otherwise"]
    assert otherwise["Storm warnings"].startswith("Weaker: the Harbour Office was requested, is")
    assert otherwise["Funding"].startswith("Stronger: invited, now encouraged")
    assert otherwise["Lights and marks"] == "Two paragraphs became one OP5"
    assert otherwise["Rescue"] == "One paragraph became two OP6 OP7"
    assert otherwise["Conditions lost"] == "Upon request OP2"


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
        series.resolutions, series.measure(mandate.duties), series.measure(mandate.reviews)
    )
    assert head["symbol"] == "F/RES/71/8" and head["earlier"] == "F/RES/69/12"
    assert head["facts"][:3] == [
        "14 December 2016",
        "renews F/RES/69/12 of 2014",
        "nine preambular and 24 operative paragraphs, 3% longer",
    ]
    assert head["due"] == [
        "A report by the Federal Secretary to the Federal Assembly at its 73rd session (OP24)",
        "No date for the next review stands in it",
    ]


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
    shown = show.matter(head, matter.sections(lines)).bundle
    assert "**Shallow barges to villages.** The Harbour Office is" in shown["text/markdown"]
    assert "*(F/RES/69/12 OP15; doubtful)*" in shown["text/markdown"]
    assert shown[show.MIME]["kind"] == "matter"
    assert "No text" in show.matter(None, []).bundle["text/plain"]


@pytest.mark.parametrize("name", ["ct-assistance", "ct-strategy"])
def test_no_line_quotes_more_than_eight_words(name):
    series = Corpus.load(name)
    lines = series.measure(matter.lines, whom=series.series.entity)
    assert len(lines) > 0
    for row in lines.itertuples():
        for part in row.said.split("; "):
            quoted = part.partition(" to ")[2] if " to " in part else part.partition("“")[2]
            assert len(quoted.removesuffix(" …").replace("… ", "").split()) <= asks.QUOTED + 1, part


def test_entries_of_one_subject_stand_together(lines):
    row = dict(lines[lines["kind"] == "paragraph"].iloc[0])
    doubled = pd.DataFrame([row, row | {"labels": "OP99"}])
    (new, *_) = entries.sections(doubled)
    assert [len(entry["pieces"]) for entry in new["entries"]] == [2]


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
