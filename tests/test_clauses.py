"""Clauses: text and expected parts side by side, then gold and all texts at hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import clauses as parts
from workbench import codebook as books
from workbench import duties, features, readers
from workbench.clauses import names, parsing, phrases
from workbench.errors import InputError
from workbench.records import Paragraph, Resolution
from workbench.tables import coded

CODEBOOK = books.load()


def resolution(*texts, organ="General Assembly", adopted=None, preamble=()):
    """Operative paragraphs from texts; "(a) …" is a sub-paragraph of what stands before."""
    paragraphs = [
        Paragraph(f"PP{n}", "preamble", 1, None, None, t) for n, t in enumerate(preamble, 1)
    ]
    n = 0
    for text in texts:
        if text.startswith("("):
            mark, _, text = text.partition(" ")
            paragraphs.append(Paragraph(f"OP{n}{mark}", "operative", 2, None, None, text))
        else:
            n += 1
            paragraphs.append(Paragraph(f"OP{n}", "operative", 1, None, None, text))
    return Resolution("F/RES/1", "Bridges", organ, adopted, paragraphs=tuple(paragraphs))


@given(st.text(" ,;\nandAé.", max_size=60))
def test_an_item_before_a_clause_is_more_than_a_joining_word(head):
    # as an expression says it, which tries every place of a long item as its beginning
    said = re.search(r"\w.{20,}(?:[,;]\s+|\s)(?:and\s+)?\Z", head, re.S)
    assert parsing._item_before(head) == bool(said)


@given(st.text(" ,;:.\nandorbutwhile_é", max_size=14), st.integers(0, 5), st.integers(0, 5))
def test_a_clause_ends_before_marks_and_a_joining_word(text, start, less):
    # as expressions say it, whose time grows with the square of a row of commas
    stop = max(start, len(text) - less)
    for ending, said in (
        (parsing.CLAUSE_END, r"[\s,;:.]*(?:\b(?:and|but|while|or))?[\s,]*\Z"),
        (parsing.ITEM_END, r"[\s,;:.]*(?:\b(?:and|or))?[\s,;.]*\Z"),
    ):
        if start <= len(text):
            expected = re.compile(said).search(text, start, stop)
            assert parsing._end(ending, text, start, stop) == expected.start()


def parse(*texts, **more):
    return parts.clauses(resolution(*texts, **more), CODEBOOK)


def verbs(text):
    return [c.verb for c in parse(text)]


def only(text, **more):
    (clause,) = parse(text, **more)
    return clause


# -- verbs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Notes the lock, in this regard highlights the weir, and especially welcomes the ferry;",
         ["notes", "highlights", "especially welcomes"]),
        ("Calls for soundings, considers that charts help; as well as encourages States to dive;",
         ["calls for", "considers", "encourages"]),
        ("Notes that the lock leaks, considers its keeper lazy;", ["notes"]),
        ("Notes the chart, which shows the lock, supports the ferry;", ["notes"]),
        ("Requests the Bureau to mend the lock;", ["requests"]),
        # joining words go, colouring words stay
        ("Also requests the Bureau to mend the lock;", ["requests"]),
        ("Once again strongly urges States to mend the lock;", ["strongly urges"]),
        ("Decides also to mend the lock;", ["decides"]),
        ("Calls once more upon States to mend the lock;", ["calls upon"]),
        ("Calls, in this regard, upon States to mend the lock;", ["calls upon"]),
        ("Notes, with deep concern, the state of the lock;", ["notes with deep concern"]),
        ("Takes note with appreciation of the chart;", ["takes note with appreciation"]),
        ("Expresses its sincere gratitude to the divers;", ["expresses its sincere gratitude"]),
        ("Continues to urge States to mend the lock;", ["continues to urge"]),
        # several clauses
        (
            "Urges States to mark the ford, and requests the Bureau, upon request, to lend divers; "
            "welcomes the chart",
            ["urges", "requests", "welcomes"],
        ),
        (
            "Notes the chart, takes note of the map, and in this regard calls for care;",
            ["notes", "takes note", "calls for"],
        ),
        (
            "Recognizes that ferries can lift the trade, and in this regard highlights the oil;",
            ["recognizes", "highlights"],
        ),
        ("Reaffirms that drought is a harm and therefore requires care;", ["reaffirms"]),
        ("Deplores and condemns the theft of the gates;", ["deplores", "condemns"]),
        ("Requests the Bureau and invites States to mend the lock;", ["requests", "invites"]),
        # joining words belong to what went before; a third person can't go on with "should"
        ("Notes the chart, lends divers in that regard, recalls floods, and takes note of maps",
         ["notes", "recalls", "takes note"]),
        ("Stresses that divers should rest in May, and directs the Bureau to sound the lake;",
         ["stresses", "directs"]),
        ("Decides that the league will meet in May and further decides to invite the divers;",
         ["decides", "decides"]),
        ("Notes the chart, which shows fords and also recognizes passes and warns further;",
         ["notes"]),
        ("\u0421alls upon States to mend the lock;", ["calls upon"]),
        # what is urged beside something else is urged too
        ("Notes that locks leak, while also urging all States to mend them, and meets in May;",
         ["notes", "urges"]),
        ("Recalls the leak, and in that regard urging all parties to mend the lock;",
         ["recalls", "urges"]),
        ("Stresses that locks leak, and calling upon the Bureau to oil them;",
         ["stresses", "calls upon"]),
        ("Decides to hold a regatta, in Wales, inviting all States to row, and thanks Wales;",
         ["decides", "invites", "thanks"]),
        ("Notes that locks leak, while simultaneously inviting all States to mend them;",
         ["notes", "invites"]),
        # … unless others do, or a paper does
        ("Calls upon States to end leaks by mending locks, and urging the Bureau to dive;",
         ["calls upon"]),
        ("Welcomes the plan of the Bureau, inviting States to mend their locks;", ["welcomes"]),
        # participles, quotations, nouns and other subjects open none
        ("Invites the Bureau to dive more often, while encouraging better diving suits;",
         ["invites"]),
        ("Requests the Bureau to dive, recognizing that ice, stressing its risks, is thin;",
         ["requests"]),
        ("Recalls its resolution 3, in which it called upon States to dive;", ["recalls"]),
        ("Welcomes the chart, which, in its annex, requests divers to rest;", ["welcomes"]),
        ("Welcomes the note entitled “Ice, requests the Bureau to dive”;", ["welcomes"]),
        ("Takes note of the complaints, requests for help and notes of thanks;", ["takes note"]),
        ("Reaffirms its call upon States to mend the lock;", ["reaffirms its call"]),
        ("Repeats its urgent request to the Bureau to report;", ["repeats its urgent request"]),
        # an order needs no "and", whatever was said before
        ("Notes that the lock, which leaks, can be mended, directs the World Bank to mend it;",
         ["notes", "directs"]),
        ("Condemns the theft of gates, which floods the villages, and demands that all parties "
         "mend them;", ["condemns", "demands"]),
        # other shapes
        ("The General Assembly decides to meet in May;", ["decides"]),
        ("We recognize the skill of the divers. We also call upon States to dive.",
         ["recognizes", "calls upon"]),
        ("Having met in May, decides to meet again;", ["decides"]),
    ],
)  # fmt: skip
def test_verbs(text, expected):
    assert verbs(text) == expected


def test_examples_of_verbs():
    assert parts.check(CODEBOOK) == []


def test_a_printed_verb_leads_to_its_row():
    assert parts.verb("strongly urges", CODEBOOK).verb == "urges"
    assert parts.verb("notes with deep concern", CODEBOOK).verb == "notes with concern"
    assert parts.verb("reiterates its deep regret", CODEBOOK).verb == "expresses concern"
    assert parts.verb("mends", CODEBOOK) is None


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Decides to further encourage the league to mend the lock;", "encourages"),
        ("Decides to call upon cantons to mend the lock;", "calls upon"),
        ("Decides that the league shall mend the lock;", "decides"),
        ("Decides to mend the lock;", "decides"),
    ],
)
def test_who_decides_to_encourage_encourages(text, like):
    """The verb is the one that opens; the band is that of the verb that asks."""
    band = {row.verb: row.strength for row in CODEBOOK.verbs}
    clause = only(text)
    assert (clause.verb, clause.strength) == ("decides", band[like])


def test_class_strength_and_directive_are_the_codebooks():
    clause = only("Encourages States to mend the lock;")
    assert (clause.klass, clause.strength, clause.directive) == ("encouraging", 4, True)
    assert not only("Stresses that States must mend the lock;").directive


def test_verbs_that_no_row_knows_are_counted():
    texts = resolution("Mends the lock;", "Mends the gate;", "Mends the ferry;", "Requests care;")
    assert parts.unknown([texts], CODEBOOK)[0] == ("mends the", 3)


# -- who, with whom, what --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "addressees", "partners", "action"),
    [
        ("Requests the Secretary-General to report;", ["Secretary-General"], [], "report"),
        # what somebody "should" do is asked of them softly
        ("Stresses that Member States should mend their locks;", ["Member States"], [], "mend"),
        ("Reiterates its call upon all States to mend the lock;", ["Member States"], [], "mend"),
        ("Renews its call for all States to mend the lock;", ["Member States"], [], "mend"),
        ("Reiterates its call for the mending of the lock;", [], [], None),
        ("Reiterates its request, made in resolution 7/1 that the Secretary-General mend the lock;",
         ["Secretary-General"], [], "mend"),
        ("Reiterates its request, contained in resolution 7/1, to the Secretary-General to mend "
         "the lock;", ["Secretary-General"], [], "mend"),
        # those who would do what is named by a noun
        ("Encourages the lending of divers by Member States and the World Bank;",
         ["Member States", "World Bank"], [], None),
        ("Encourages better cooperation between UNODC and the World Bank in finding places where "
         "divers may need to rest;", ["UNODC", "World Bank"], [], None),
        ("Urges Member States, as well as international, regional, and sub-regional entities to "
         "dive;", ["Member States", "international organizations", "regional organizations"], [],
         "dive"),
        ("Urges all States that have not yet done so to consider joining the league;",
         ["Member States"], [], "consider joining"),
        # who is singled out is addressed, whatever stands before
        (
            "Encourages Member States, within their mandates, especially the Secretary-General "
            "through the pilots, to mend the lock;",
            ["Member States", "Secretary-General"], [], "mend",
        ),
        ("Calls upon Member States, including through their pilots, and the World Health "
         "Organization and other relevant United Nations entities that lend boats to share charts;",
         ["Member States", "WHO", "UN entities"], [], "share"),
        ("Requests the World Health Organization, within its mandate and in close coordination "
         "with the International Maritime Organization, to continue, upon request, to map lakes;",
         ["WHO"], ["IMO"], "continue to map"),
        ("Invites the World Bank to further widen the lock, in cooperation with civil society;",
         ["World Bank"], ["civil society"], "further widen"),
        ("Requests the Executive Director of the United Nations Environment Programme to dive;",
         ["Executive Director of UNEP"], [], "dive"),
        ("Requests the United Nations Educational, Scientific and Cultural Organization to dive;",
         ["UNESCO"], [], "dive"),
        ("Urges parties to the Lake Convention to mend the lock;", ["States parties"], [], "mend"),
        ("Urges States not to dive;", ["Member States"], [], "not dive"),
        ("Decides that all Member States shall, without delay, mend the lock;",
         ["Member States"], [], "mend"),
        ("Recommends that Governments mend the lock;", ["Member States"], [], "mend"),
        ("Requests that the Secretary-General report in May;", ["Secretary-General"], [], "report"),
        # to be so is what is asked
        ("Recommends that Governments be inclusive and renovate the lock;", ["Member States"], [],
         "be inclusive"),
        ("Recommends that the United Nations development system support the ferrymen;",
         ["UN development system"], [], "support"),
        ("Requests a short briefing from the Secretary-General before 1 May 2024;",
         ["Secretary-General"], [], None),
        ("Calls for continued support from the relevant donors in that regard;",
         ["donors"], [], None),
        ("Calls for support from the public;", [], [], None),
        ("Encourages further steady, coherent and full support of Orleland and donors to mend it;",
         ["Orleland", "donors"], [], None),
        ("Calls for the support of Orleland in its need;", [], [], None),  # which gives none
        ("Encourages the full cooperation of Orleland with donors in diving;", ["Orleland"], [],
         None),
        ("Recommends to the General Assembly that it adopt the chart;",
         ["General Assembly"], [], "adopt"),
        ("Reiterates its request to the Secretary-General to report;",
         ["Secretary-General"], [], "report"),
        ("Appeals to donors to lend divers;", ["donors"], [], "lend"),
        ("Urges Orleland to lift the toll;", ["Orleland"], [], "lift"),
        ("Urges the Government of Orleland to take into account the ice;",
         ["Orleland"], [], "take into account"),
        ("Decides that, as the league has long said, that Member States shall mend the lock;",
         ["Member States"], [], "mend"),
        ("Urges that Member States consider, where appropriate, mending the lock;",
         ["Member States"], [], "consider mending"),
        ("Recommends that Member States, in valleys, on lakes and at sea, contribute to the fund;",
         ["Member States"], [], "contribute"),
        ("Decides to request the Secretary-General to report;",
         ["Secretary-General"], [], "report"),
        ("Encourages the Counter-Terrorism Committee Chair to dive;",
         ["Chair of Counter-Terrorism Committee"], [], "dive"),
        ("Urges States to fully and quickly mend the lock;", ["Member States"], [], "mend"),
        ("Urges States to take this old duty into account;",
         ["Member States"], [], "take into account"),
        ("Urges bodies with competence to tax ferries to lift the toll;", ["bodies"], [], "lift"),
        ("Appeals to Governments, as well as other donors, to lend divers;",
         ["Member States", "donors"], [], "lend"),
        ("Invites international and regional organizations and, as appropriate, their members, as "
         "well as civil society, the private sector and the media, to continue ongoing works;",
         ["international organizations", "regional organizations", "civil society",
          "private sector", "media"], [], "continue"),
        # whom no row of the codebook knows is named as the text does, in the order of the text
        ("Urges the Orlish army and all other parties to the conflict to leave the lock;",
         ["Orlish army", "parties to the conflict"], [], "leave"),
        ("Urges Orleland, Member States, harbour authorities and lock owners to dive;",
         ["Orleland", "Member States", "harbour authorities", "lock owners"], [], "dive"),
        ("Invites donors, the technical and nautical communities, and schools of river diving to "
         "meet;", ["donors", "technical and nautical communities", "schools of river diving"], [],
         "meet"),
        ("Invites the Head of the League of Locks and the World Bank to meet;",
         ["Head of the League of Locks", "World Bank"], [], "meet"),
        ("Urges all parties to the conflict, especially the Orlish regime, to leave;",
         ["parties to the conflict", "Orlish regime"], [], "leave"),
        ("Urges Orleland particularly to dive;", ["Orleland"], [], "dive"),
        ("Invites the Lake Committee and the Community of Lake States to meet;",
         ["Lake Committee", "Community of Lake States"], [], "meet"),
        ("Invites the Nautical Assembly of the Lakes to meet;",
         ["Nautical Assembly of the Lakes"], [], "meet"),
        ("Invites signatories that have not done so and all parts of the United Nations system to "
         "dive;", ["signatories", "UN entities"], [], "dive"),
        ("Invites the African States and the Latin American and Caribbean States to dive;",
         ["African States", "Latin American and Caribbean States"], [], "dive"),
        ("Invites the Governments of Orleland, Nordland and Sudland as hosts of the fair to dive;",
         ["Orleland", "Nordland", "Sudland"], [], "dive"),
        ("Invites all concerned to dive;", ["all concerned"], [], "dive"),
        ("Urges Orleland, owner of the lock, to mend it;", ["Orleland"], [], "mend"),
        ("Invites trading partners of growing and grown countries to trade;",
         ["stakeholders"], [], "trade"),
        ("Invites regional and subregional organizations to dive;",
         ["regional organizations"], [], "dive"),
        ("Invites subregional and regional lake management organizations and arrangements to dive;",
         ["regional organizations"], [], "dive"),
        ("Invites regional and other organizations to dive;",
         ["international organizations"], [], "dive"),
        ("Invites States participating in negotiations to found a league to continue to dive;",
         ["Member States"], [], "continue to dive"),
        ("Invites schools of river diving, as well as natural and juridical persons, to dive;",
         ["schools of river diving", "natural and juridical persons"], [], "dive"),
        ("Invites the World Bank, as well as lone experts, to dive;",
         ["World Bank", "lone experts"], [], "dive"),
        ("Demands that Orleland, the riparian Power, comply fully with the chart;", ["Orleland"],
         [], "comply"),
        ("Demands that Member States fully and quickly mend the lock;", ["Member States"], [],
         "mend"),
        ("Urges States to, as appropriate, lend divers, and to mend the lock, without delay;",
         ["Member States"], [], "lend"),
        ("Urges States, without prejudice to further soundings, to mend the lock;",
         ["Member States"], [], "mend"),
        ("Urges States to urgently, inter alia, mend the lock;", ["Member States"], [], "mend"),
        ("Encourages governments at all levels to dive;", ["Member States"], [], "dive"),
        ("Urges the World Bank through its divers and the Harbour Office to dive;",
         ["World Bank"], [], "dive"),
        ("Urges national and local governments to dive;",
         ["Member States", "local authorities"], [], "dive"),
        ("Urges the specialized agencies and other programmes and funds of the "
         "United Nations system to dive;", ["specialized agencies", "UN entities"], [], "dive"),
        # adjectives before a name that others share
        ("Encourages Member States and regional and global Ombudsman and arbiter institutions to "
         "dive;", ["Member States", "Ombudsman", "arbiter institutions"], [], "dive"),
        ("Requests the annual Lake Forum to dive;", ["Lake Forum"], [], "dive"),
        ("Encourages United Nations monitoring of the lock to go on;", [], [], None),
        # nobody is addressed
        ("Encourages efforts to mend the lock;", [], [], None),
        ("Calls for cooperation between States in mending the lock;", ["Member States"], [], None),
        ("Encourages States’ efforts in mending the lock;", [], [], None),
    ],
)  # fmt: skip
def test_addressees_partners_and_action(text, addressees, partners, action):
    clause = only(text)
    assert clause.directive
    assert list(clause.addressees) == addressees
    assert list(clause.partners) == partners
    assert clause.action == action


@pytest.mark.parametrize(
    "text",
    [
        "Decides to mend the lock;",
        "Stresses that Member States must mend their locks;",
        "Stresses that the lock should be mended by Member States;",
        "Decides that the lock shall be mended;",
        "Decides that the mandate of the World Bank shall end;",
        "Welcomes the work of Member States to mend the lock;",
        "Expresses its appreciation to Member States that lent divers;",
    ],
)
def test_nobody_is_asked(text):
    assert not only(text).directive


def test_thanks_have_an_addressee_but_ask_nothing():
    clause = only("Expresses its appreciation to Member States that lent divers;")
    assert clause.addressees == ("Member States",)
    assert clause.action is None
    clause = only("Expresses its appreciation to the Board for Ferries for its efforts;")
    assert clause.addressees == ("Board for Ferries",)


def test_the_regime_is_the_one_named_last():
    _, clause = parse("Condemns the Orlish regime;", "Demands that the regime lift its tolls;")
    assert clause.addressees == ("Orlish regime",)


def test_all_parties_are_those_to_the_conflict_that_a_text_names():
    told = "Deplores what parties to the conflict did;"
    _, clause = parse(told, "Urges all parties to dive;")
    assert clause.addressees == ("parties to the conflict",)
    assert only("Urges all parties to dive;").addressees == ("parties",)


def test_the_office_is_the_one_named_last():
    _, clause = parse(
        "Welcomes the charts of the United Nations Office on Drugs and Crime;",
        "Requests the Office to print more;",
    )
    assert clause.addressees == ("UNODC",)


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("Thanks the High Commissioner for Human Rights, and also invites her Office to sail;",
         ("OHCHR",)),
        ("Thanks the High Commissioner for Refugees, and requests his Office to sail;", ("UNHCR",)),
        ("Thanks UNODC for its charts, and requests its Executive Director to sail;",
         ("Executive Director of UNODC",)),
        # the officer, not the office whose name has that one in it
        ("Invites the High Commissioner for Refugees to dive, thanks the Office of the High "
         "Commissioner for its charts, and requests the High Commissioner to sail;",
         ("High Commissioner for Refugees",)),
        # two bodies, or an officer whose office has no row: nobody can say whose
        ("Thanks UNODC and UNICEF for charts, and requests its Executive Director to sail;", None),
        ("Thanks the Ferryman of Orle, and requests his Office to sail;", None),
    ],
)  # fmt: skip
def test_an_office_is_that_of_who_was_named_before(text, addressees):
    *_, last = parse(text)
    assert (addressees or ()) == last.addressees


@pytest.mark.parametrize(
    ("named", "addressees"),
    [
        ("the Office of Locks and the Office of Weirs", ("Office of Locks", "Office of Weirs")),
        ("UNODC and the Office of Weirs", ("UNODC", "Office of Weirs")),
        # which others, nobody can say
        ("the Office of Locks", ("Offices",)),
    ],
)  # fmt: skip
def test_offices_are_those_that_the_paragraph_named(named, addressees):
    named = named.replace("UNODC", "the United Nations Office on Drugs and Crime")
    *_, last = parse(f"Thanks {named} for charts, and requests the Offices to sail;")
    assert sorted(last.addressees) == sorted(addressees)


def test_them_is_whom_the_clause_before_addressed():
    _, clause = parse("Thanks the divers, urges Member States to rest, and invites them to dive;")[
        1:
    ]
    assert clause.addressees == ("Member States",)


@pytest.mark.parametrize(
    ("named", "who"),
    [
        ("Member States and the World Bank", {"Member States", "World Bank"}),
        ("Member States, and of divers from the World Bank", set()),
        ("divers, Member States and the World Bank", set()),
    ],
)
def test_them_is_both_of_two_that_are_named_together(named, who):
    *_, last = parse(f"Stresses the commitment of {named} to mend locks, and invites them to dive;")
    assert {*last.addressees} == who


def test_two_verbs_share_an_infinitive():
    first, second = parse("Requests the World Bank and invites donors to mend the lock;")
    assert first.action == second.action == "mend"
    assert (first.addressees, second.addressees) == (("World Bank",), ("donors",))


def test_a_condition_after_two_verbs_with_one_action_bounds_both():
    text = "Requests the World Bank and invites donors to mend, as appropriate, the lock;"
    assert [c.conditions for c in parse(text)] == [("as_appropriate",)] * 2
    text = "Urges States and encourages donors, where applicable, to meet;"
    assert [c.conditions for c in parse(text)] == [(), ("where_applicable",)]


@pytest.mark.parametrize(
    ("text", "continuing", "thing"),
    [
        ("Requests the World Bank to continue to mend the old lock;", True, "old lock"),
        ("Requests the World Bank to mend the old lock, as appropriate;", False, "old lock"),
        ("Calls for continued support from the relevant donors;", True,
         "continued support from the relevant donors"),
        ("Urges States to sound, dredge and mend the old lock, its gates included;", False,
         "old lock"),
        ("Requests the World Bank to mend, in spring, the old lock;", False, "old lock"),
        ("Urges States to sound and mend any potential, existing or old lock;", False,
         "any potential, existing or old lock"),
        ("Requests the World Bank to mend the old lock, and to continue to report;", True,
         "old lock"),
        ("Requests the Secretary-General to submit to the Council at its next session a report on "
         "locks;", False, "report on locks"),
        ("Welcomes the publication of the chart of the lake and of every river;", False,
         "publication of the chart of the lake"),
        ("Requests the Bureau to study recommendations 11, 12 and 13 of the divers, in May;", False,
         "recommendations 11, 12 and 13 of the divers"),
        ("Requests the Bureau to submit to the Secretariat any further charts;", False,
         "any further charts"),
        ("Requests the Bureau to review and report on the use of oil;", False,
         "and report on the use of oil"),
        # commas in a name part nothing; what is done in three ways is told of the first
        ("Welcomes the Compact for Safe, Dry and Lawful Crossing, held in May;", False,
         "Compact for Safe, Dry and Lawful Crossing"),
        ("Welcomes the chart of the Bureau, the Office and others;", False, "chart of the Bureau"),
        ("Stresses the need of mending, marking and promptly responding to broken locks;", False,
         "need of mending broken locks"),
        ("Urges States to strengthen efforts to prevent, halt and remedy thefts of lamps;", False,
         "efforts to prevent thefts of lamps"),
        ("Urges States to submit reports, to mend locks and to dive;", False, "reports"),
        ("Expresses regret regarding the leak of the lock;", False, "leak of the lock"),
        ("Urges States to lend age-, rank- and size-blind help to divers;", False,
         "age-, rank- and size-blind help to divers"),
        ("Urges States to name keepers elected through fair polls;", False,
         "keepers elected through fair polls"),
        ("Requests the World Bank to devote at least half of its days to diving;", False,
         "at least half of its days to diving"),
        ("Stresses the need of diving, rowing and fishing in the lake;", False, "need of diving"),
    ],
)  # fmt: skip
def test_continuing_and_object(text, continuing, thing):
    clause = only(text)
    assert clause.continuing is continuing
    assert clause.object == thing
    assert len(clause.object.split()) <= 8


@pytest.mark.parametrize(
    ("text", "doing", "thing"),
    [
        ("Encourages States to engage with and, upon request, lend divers to cantons;",
         "engage with and lend", "divers to cantons"),
        ("Encourages States to engage with and among cantons in spring;", "engage",
         "with and among cantons in spring"),
        ("Urges States to provide for and support the rest of divers;", "provide for and support",
         "rest of divers"),
        ("Urges States to accede to or to ratify, in spring, the Lake Treaty;",
         "accede to or ratify", "Lake Treaty"),
        # an article is no verb
        ("Urges States that object to article 4 of the Lake Treaty to mend locks;", "mend",
         "locks"),
        ("Recommends that the General Assembly at its tenth session adopt the chart of the Lake "
         "League under Assembly resolution 7/1;", "adopt", "chart of the Lake League under "
         "Assembly resolution"),
        ("Invites States to take the present chart, as well as other charts of the lake, into "
         "consideration;", "take into consideration", "present chart"),
    ],
)  # fmt: skip
def test_an_action_has_all_its_verb(text, doing, thing):
    assert (only(text).action, only(text).object) == (doing, thing)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Board of Lamps", "Board of Lamps"),
        ("Chair of the Board on the Protection of the Lamps of the Lake", "Chair of the Board"),
        ("High Office of the Old and New Lamps of the Upper Lake", "High Office"),
    ],
)
def test_a_long_name_is_its_head_and_never_torn(name, short):
    assert names.shortened(name) == short


def test_a_bare_name_is_that_of_the_last_named_or_nobodys():
    texts = ("Thanks the Chair of the Committee on Locks and the Government of Orle;",
             "Requests the Chair to dive;", "Urges the Government to dive;",
             "Urges the Bureau to dive;")  # fmt: skip
    whom = [c.addressees for c in parse(*texts)[1:]]
    assert whom == [("Chair of the Committee on Locks",), ("Orle",), ()]


def test_who_adopted_something_is_asked_for_nothing():
    assert only("Calls for the use of the chart adopted by the World Bank;").addressees == ()
    assert only("Calls for the use of the chart by the World Bank;").addressees == ("World Bank",)
    assert only("Requests the Secretariat to dive;").addressees == ("Secretariat",)


def test_a_comma_between_adjectives_ends_no_object():
    text = "Requests the World Bank to ensure full, safe and fair access to the lake, by night;"
    assert only(text).object == "full, safe and fair access to the lake"
    text = "Requests the World Bank to ensure safe, orderly and regular crossings, by night;"
    assert only(text).object == "safe, orderly and regular crossings"
    text = "Urges States to lend economic, humanitarian and other help, by night;"
    assert only(text).object == "economic, humanitarian and other help"


def test_items_that_say_what_a_thing_holds_are_no_more_of_the_same():
    found = parse("Requests the World Bank to submit a chart of the lake:", "(a) Ways to cross it;")
    assert [(c.label, c.action, c.object) for c in found] == [
        ("OP1", "submit", "chart of the lake")
    ]
    # but what is to be done is asked for beside what its chapeau asks
    found = parse("Requests the World Bank to mend the lake, and in particular:",
                  "(a) To dredge it;", "(b) Provide oars;")  # fmt: skip
    assert [c.label for c in found] == ["OP1", "OP1(a)", "OP1(b)"]


def test_a_comma_in_a_name_makes_no_addressee():
    text = ("Urges States parties to the Protocol to Dredge, Sound and Mark the Lake by Boat, Raft "
            "and Ferry, and donors to dive;")  # fmt: skip
    assert only(text).addressees == ("States parties", "donors")
    assert only("Urges Orle, Selm and Marn to dive;").addressees == ("Orle", "Selm", "Marn")


def test_a_name_may_end_with_what_it_is_called_by():
    text = "Notes the chart of the Upper Lake Agency, and encourages the Agency to dive;"
    assert parse(text)[1].addressees == ("Upper Lake Agency",)


def test_who_is_to_do_so_does_nothing_more():
    text = "Urges States that did not dive to do so, taking into account the lake, the chart;"
    assert (only(text).action, only(text).object) == ("do so", None)


def test_parties_are_those_to_the_treaty_that_is_named():
    texts = "Recalls parties to the Convention on Locks;", "Urges the parties to dive;"
    assert parse(*texts)[1].addressees == ("States parties",)
    assert parse(texts[1])[0].addressees == ("parties",)


def test_members_are_those_of_their_body():
    text = "Urges the members of the Standing Committee on the Care of Old Locks to dive;"
    (whom,) = only(text).addressees
    assert whom == "members of the Standing Committee"


def test_an_item_that_tells_what_was_done_asks_for_nothing():
    found = parse("Urges the World Bank:", "(a) The Committee praised it;", "(b) To mend the lock;")
    assert [(c.label, c.action) for c in found] == [("OP1(b)", "mend")]


def test_somebody_is_urged_after_what_is_noted_without_a_comma():
    text = "Notes that the lock has rusted and that it leaks and urges all cantons to dive;"
    assert verbs(text) == ["notes", "urges"]
    assert verbs("Notes that the lock leaks and urges caution;") == ["notes"]


# -- conditions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("upon request", ["upon_request"]),
        ("at their request", ["upon_request"]),
        ("such divers as may be requested by the cantons", ["upon_request"]),
        ("such divers as may be requested by the Council", []),
        ("within its relevant mandates", ["within_mandate"]),
        ("within the realm of its mandate", ["within_mandate"]),
        ("as appropriate", ["as_appropriate"]),
        ("whenever appropriate", ["where_appropriate"]),
        ("when applicable", ["where_applicable"]),
        ("by its rules as well as applicable tolls", []),
        ("in accordance with human rights law, as applicable", ["international_law"]),
        ("in line with national law and, where applicable, human rights law", ["domestic_law"]),
        ("if the league so requests", ["upon_request"]),
        ("lending divers to cantons and countries requesting such assistance", ["upon_request"]),
        ("beside a list of countries requesting a chart", []),
        ("beside those that have not yet done so", []),
        ("on the understanding that the league feeds its divers", ["proviso"]),
        ("provided that nobody drowns", ["proviso"]),
        ("with the charts and data provided that show it", []),
        ("in line with their national legislation", ["domestic_law"]),
        ("under their national law", ["domestic_law"]),
        ("as a crime under national law", []),
        ("in line with its own national plans of tolls", ["national_policies"]),
        ("according to national circumstances", ["national_policies"]),
        ("in full compliance with human rights law", ["international_law"]),
        ("in compliance with relevant obligations under international and domestic law",
         ["domestic_law", "international_law"]),
        ("in close consultation with Member States", ["consultation_member_states"]),
        ("in cooperation with the league", ["coordination_others"]),
        ("subject to the availability of voluntary resources", ["voluntary_resources"]),
        ("to be funded from extrabudgetary resources", ["voluntary_resources"]),
        ("from extrabudgetary funds", ["voluntary_resources"]),
        ("beside the post financed from extrabudgetary resources", []),
        ("given the decrease in extrabudgetary resources", []),
        ("within its mandate and existent resources", ["within_mandate", "existing_resources"]),
        ("in its own time", []),
        ("with gifts by cantons to the voluntary trust fund", []),
        ("through the voluntary lending of divers", []),
        ("as mandated in resolution 3", []),
        ("with all assistance in the execution of its mandate", []),
        ("and, if necessary, the weir", ["where_necessary"]),
        ("as required", ["where_necessary"]),
        ("as required by its charter", []),
        ("where relevant", ["where_relevant"]),
        ("by mending laws, where applicable,", ["where_applicable"]),
        ("as well as relevant weirs", []),
        ("to the extent possible", ["where_possible"]),
        ("as much as possible", ["where_possible"]),
        ("as soon as possible", []),
        ("on a voluntary basis", ["voluntary_basis"]),
        ("taking into account their different national circumstances", ["national_policies"]),
        ("taking into account the work of national bodies", []),
        ("in accordance with its rules of procedure", ["rules_procedures"]),
        ("in accordance with the rules of international law", ["international_law"]),
        ("subject to the approval of its board", ["proviso"]),
        ("without prejudice to the ferry court", ["proviso"]),
        ("with the consent of the cantons", ["proviso"]),
        ("so that no lock is subject to approval", []),
        ("subject to national law", ["domestic_law"]),
        ("subject to national ownership and priorities", ["national_policies"]),
        ("subject to the approval of national councils", ["proviso"]),
        ("as well as, when appropriate, to dredge", ["where_appropriate"]),
        ("together with the Ferry Court", ["coordination_others"]),
        ("together with all relevant stakeholders", ["coordination_others"]),
        ("in carrying out its mandate", ["within_mandate"]),
        ("according to their mandates", ["within_mandate"]),
        ("while fully respecting the mandates of the ferries", ["within_mandate"]),
        ("bearing in mind their existing mandates", ["within_mandate"]),
        ("by taking into account their mandates", []),
        ("from within agreed resources", ["existing_resources"]),
        ("subject to available resources", ["voluntary_resources"]),
        ("respecting national policies and priorities", ["national_policies"]),
        ("according to the circumstances of each country", ["national_policies"]),
        ("taking into account national realities and capacities", ["national_policies"]),
        ("in line with its national institutional frameworks", ["national_policies"]),
        ("within their means", ["national_policies"]),
        ("based on the national plan of locks", []),
        ("respecting national legislation", ["domestic_law"]),
        ("taking into account the national legislation of each canton", ["domestic_law"]),
        ("in line with national practices and legislation", ["domestic_law", "national_policies"]),
        ("in accordance with the law of the sea and the law", ["international_law"]),
        ("fully respecting international law", ["international_law"]),
        ("in accordance with article 9 of the Ferry Convention", ["international_law"]),
        ("in line with their obligations under the Locks Protocol", ["international_law"]),
        ("consistent with applicable bilateral treaties", ["international_law"]),
        ("as provided for in the Covenant", ["international_law"]),
        ("in line with the Ferry Declaration", []),
        ("in accordance with the Ferry Agenda and the Locks Convention", ["international_law"]),
        ("in accordance with the Ferry Agenda and to implement the Locks Convention", []),
        ("in accordance with decision 4 of the Conference of the Parties to the Convention", []),
        ("in line with health protocols", []),
        ("in accordance with international law, and by passing national laws",
         ["international_law"]),
        ("in cooperation, as appropriate, with the league",
         ["as_appropriate", "coordination_others"]),
        ("with the cooperation of relevant entities", ["coordination_others"]),
        ("after consultation with the ferries", ["coordination_others"]),
        ("after consultation with Member States", ["consultation_member_states"]),
        ("in conjunction with the annual session of the league", []),
    ],
)  # fmt: skip
def test_conditions(words, expected):
    found = set(only(f"Requests the World Bank to mend the lock, {words};").conditions)
    assert found == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Requests the World Bank to comply with international law;",
        "Requests the World Bank to be in full compliance with the Ferry Convention;",
        "Invites States to join the board established pursuant to article 3 of the Convention;",
        "Urges States to hear the treaty bodies in line with treaty body practice;",
        "Stresses that States should ensure that they do so in compliance with international law;",
        "Urges States to dive, ensuring that their charts are consistent with international law;",
        "Requests the World Bank to strengthen its cooperation with the league;",
        "Urges States to make rules of diving that are in compliance with international law;",
        "Urges States to give effect to the right of everyone, alone and in groups, individually "
        "and in association with others, to dive;",
        "Urges States to free divers detained in relation to cooperation with the league;",
        "Invites States to make voluntary contributions;",
        "Invites States to support the locks through voluntary contributions;",
        "Decides to extend the mandate of the league;",
        # whose act is bound there is another's
        "Invites States to join dives prepared by the Ferryman in accordance with his mandate;",
        # a title is none
        "Invites States to recall the Declaration on Principles of Friendly Ferries among Cantons "
        "in accordance with the Charter of the United Nations;",
        "Invites States to sing “Tolls in accordance with international law”;",
        # a condition within the name of a thing bounds the thing
        "Urges States to protect divers and personnel carrying out activities in fulfilment of the "
        "mandate of a ferry court;",
        "Requests the World Bank to report on the dives undertaken in fulfilment of its mandate;",
        "Invites States to exchange views on the issues within the mandate of the ferry court;",
        "Invites States to learn from the dives carried out in collaboration with the league;",
        "Urges States to cooperate with the Ferry Court in the discharge of its mandate;",
        "Requests the World Bank to support the Ferry Court in carrying out its mandate;",
        "Requests the World Bank to send a report, together with a list of locks;",
        "Encourages States to consider policies consistent with international law;",
    ],
)
def test_what_is_asked_for_is_no_condition(text):
    assert only(text).conditions == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        # what is told of another in a relative clause is asked of nobody
        ("Demands that all States work for a new lock, which shall be built of oak;",
         (("Member States",), "work")),
        ("Requests the World Bank, at its tenth session, to be held in May, to mend the lock;",
         (("World Bank",), "mend")),
        ("Urges States, knowing that all walls have to be removed, to mend the lock;",
         (("Member States",), "mend")),
        ("Calls for the World Bank to be granted passage;", ((), None)),
        ("Calls for the World Bank to mend the lock;", (("World Bank",), "mend")),
        ("Notes the leak, for that reason invites the World Bank to mend the lock;",
         (("World Bank",), "mend")),
    ],
)  # fmt: skip
def test_who_is_asked_is_not_who_is_spoken_of(text, asked):
    *_, found = parse(text)
    assert (found.addressees, found.action) == asked


def test_what_is_to_be_done_by_a_body_is_bound_by_its_mandate():
    found = only("Requests that the locks be mended by the World Bank within its mandate;")
    assert found.conditions == ("within_mandate",)


def test_requesting_states_and_conditions_without_a_task():
    assert only("Notes the divers lent to requesting Member States;").conditions == (
        "upon_request",
    )


# -- lists -----------------------------------------------------------------------------------


def test_items_have_their_chapeaus_verb_addressee_and_conditions():
    found = parse(
        "Requests the World Bank, within its mandate:",
        "(a) To mend the lock, upon request;",
        "(b) Invites donors to lend divers;",
        "Decides that all States shall:",
        "(a) Mend the lock;",
    )
    assert [(c.label, c.verb, c.action) for c in found] == [
        ("OP1(a)", "requests", "mend"),
        ("OP1(b)", "invites", "lend"),
        ("OP2(a)", "decides", "mend"),
    ]
    assert found[0].addressees == ("World Bank",)
    assert found[0].conditions == ("upon_request", "within_mandate")
    assert found[2].directive


def test_a_condition_of_a_chapeau_counts_once_however_many_items_it_has():
    made = resolution(
        "Requests the World Bank, upon request:", "(a) To mend the lock;", "(b) To dive;",
        "(c) To swim, upon request;",
    )  # fmt: skip
    rows = features.codes(made, CODEBOOK, parts.clauses(made, CODEBOOK))
    counts = {row["label"]: row["count"] for row in rows if row["code"] == "upon_request"}
    assert counts == {"OP1(a)": 1, "OP1(b)": 0, "OP1(c)": 1}


def test_a_condition_that_two_verbs_share_counts_once():
    made = resolution("Requests and encourages States to mend the lock, upon request;")
    rows = features.codes(made, CODEBOOK, parts.clauses(made, CODEBOOK))
    counts = [row["count"] for row in rows if row["code"] == "upon_request"]
    assert counts == [0, 1]


def test_a_chapeau_that_asks_for_something_itself_is_a_clause():
    found = parse("Urges States to mend the lock, and:", "(a) To lend divers;")
    assert [(c.label, c.action) for c in found] == [("OP1", "mend"), ("OP1(a)", "lend")]


def test_means_in_a_list_are_no_requests_of_their_own():
    found = parse(
        "Requests the Secretary-General to call a panel on locks, including by:",
        "(a) Assessing the leaks;",
        "(b) Examining tolls, and invites donors to lend divers;",
        "Calls for better locks through, inter alia:",
        "(a) More divers;",
    )
    assert [(c.label, c.verb, c.action) for c in found] == [
        ("OP1", "requests", "call"),
        ("OP1(b)", "invites", "lend"),
        ("OP2", "calls for", None),
    ]


def test_an_item_may_have_a_clause_of_its_own_after_its_chapeaus():
    found = parse(
        "Calls upon the authorities of Orleland:",
        "(a) To lift the tolls on all its lakes, and urges donors to lend divers;",
        "Decides:",
        "(a) To mend the lock;",
        "(b) To request the Secretary-General to report;",
    )
    assert [(c.label, c.verb, c.addressees, c.action) for c in found] == [
        ("OP1(a)", "calls upon", ("Orleland",), "lift"),
        ("OP1(a)", "urges", ("donors",), "lend"),
        ("OP2(a)", "decides", (), None),
        ("OP2(b)", "requests", ("Secretary-General",), "report"),
    ]
    assert [c.clause for c in found] == [1, 2, 1, 1]


def test_an_item_may_ask_for_the_contrary_or_say_what_should_be():
    found = parse("Calls upon States:", "(a) Not to build locks;")
    assert [(c.action, c.object) for c in found] == [("not build", "locks")]
    found = parse("Calls upon States:", "(a) Space lanterns should be lit;")
    assert [c.action for c in found] == [None]
    found = parse("Calls upon States:", "(a) Ensure that lanterns should be lit;")
    assert [c.action for c in found] == ["ensure"]


def test_an_item_may_begin_with_any_gerund():
    found = parse(
        "Urges States to take the following steps:",
        "(a) Developing and widening locks;",
        "(b) Preventing, seeing and stopping deep leaks, including small ones;",
    )
    # steps are nothing beside what they consist of
    assert [(c.action, c.object) for c in found] == [
        ("developing", "locks"), ("preventing", "deep leaks")]  # fmt: skip


def test_what_a_chapeau_asks_for_before_its_steps_counts():
    found = parse(
        "Urges States to chart the old locks and to consider taking the following actions:",
        "(a) To dredge the lake;",
    )
    assert [(c.label, c.action, c.object) for c in found] == [
        ("OP1", "chart", "old locks"), ("OP1(a)", "dredge", "lake")]  # fmt: skip
    found = parse("Urges States to mend, chart and take the following steps:", "(a) To dive;")
    assert [(c.label, c.action) for c in found] == [("OP1(a)", "dive")]
    found = parse("Urges States to lend oars and to:", "(a) Dredge the lake;")
    assert [(c.label, c.action) for c in found] == [("OP1", "lend"), ("OP1(a)", "dredge")]


def test_an_item_of_what_is_done_to_a_thing_is_no_action():
    found = parse(
        "Urges States to outlaw the following offences:",
        "(a) illegal mooring;",
        "(b) smuggling of lanterns and oars;",
    )
    assert [(c.label, c.action) for c in found] == [("OP1", "outlaw")]


@pytest.mark.parametrize(
    ("text", "lead", "said"),
    [
        ("mend and scale up the locks", "and scale up the", "locks"),
        ("watch and dredge lakes", "and dredge", "lakes"),
        ("sound or to mend the lock", "or to mend the", "lock"),
        ("chart and report on the lakes", None, "and report on the lakes"),
        ("sound, chart and open up the lake", "the", "lake"),
        ("chart and mend, with care, including by night", None, "and mend"),
    ],
)
def test_the_second_of_two_verbs_is_told(text, lead, said):
    (found,) = parse(f"Urges States to {text};")
    assert (found.lead, found.object) == (lead, said)


@pytest.mark.parametrize(
    ("text", "lead", "said"),
    [
        ("submit to the Council at the main part of its tenth session a report on locks", "a",
         "report on locks"),
        ("submit to the Council at its tenth session, through the Board of Locks and the Board of "
         "Weirs, a report on locks", "a", "report on locks"),
        ("submit to the Council at its tenth session sound proposals on locks", None,
         "sound proposals on locks"),
        ("report to the Council at its tenth session on information", "to the",
         "Council at its tenth session on information"),
        ("give due consideration to the independence of locks in a manner fair to all", "to the",
         "independence of locks in a manner fair"),
    ],
)  # fmt: skip
def test_of_whom_and_when_something_is_handed_in_none_is_what(text, lead, said):
    (found,) = parse(f"Requests UNODC to {text};")
    assert (found.lead, found.object) == (lead, said)


@pytest.mark.parametrize(
    ("text", "action", "lead", "said"),
    [
        ("Directs UNODC to take this into consideration when sounding locks;",
         "take into consideration", None, "this when sounding locks"),
        ("Directs that staff rule 7.2 be waived;", None, "that", "staff rule 7.2 be waived"),
    ],
)  # fmt: skip
def test_an_object_is_whole(text, action, lead, said):
    (found,) = parse(text)
    assert (found.action, found.lead, found.object) == (action, lead, said)


def test_intergovernmental_bodies_are_no_international_organizations():
    (found,) = parse("Requests all intergovernmental bodies to mend locks;")
    assert found.addressees == ("intergovernmental bodies",)


@pytest.mark.parametrize(("said", "about"), [
    ("mend, in a swift, sober and sound manner, leaks of the lock", "leaks of the lock"),
    ("send, with the support of the ferry, the locks and the weirs, a report", "report"),
    ("praise, through public songs, poems or plays, the noble lock", "noble lock"),
    ("build and put in place new locks", "new locks"),
    ("mend, individually and through the league of locks, old locks", "old locks"),
    ("lend, jointly, severally or by the fund, old locks", "old locks"),
    ("mend, slowly and surely, old locks", "old locks"),
    ("mend, as appropriate, old locks", "old locks"),
    ("mend, as appropriate, consistent with the rules of the ferry, old locks", "old locks"),
    ("mend, by May, within existing means, in line with the chart, old locks", "old locks"),
    ("act within the rules of locks, ferries and tolls", "within the rules of locks"),
    ("act, as appropriate, within the rules, in order to mend locks", "within the rules"),
])  # fmt: skip
def test_what_stands_between_a_verb_and_its_object_is_left_out(said, about):
    assert (only(f"Urges States to {said};").object or "").startswith(about)


def test_items_are_asked_of_all_whom_their_chapeau_asks():
    found = parse(
        "Urges Member States and encourages donors to mend locks, and:",
        "(a) To lend divers;",
    )
    assert [(c.label, c.clause, c.verb, c.addressees) for c in found[2:]] == [
        ("OP1(a)", 1, "urges", ("Member States",)),
        ("OP1(a)", 2, "encourages", ("donors",)),
    ]


@pytest.mark.parametrize(("text", "verb", "strength", "whom"), [
    ("Reiterates the request to the Secretary-General to report;",
     "reiterates the request", 6, ("Secretary-General",)),
    ("Reaffirms, in this regard, the urgent call upon donors to lend divers;",
     "reaffirms the urgent call", 5, ("donors",)),
    ("Reiterates the invitation, made in its resolution 7/1, to donors to lend divers;",
     "reiterates the invitation", 3, ("donors",)),
    ("Renews its previous request that the Secretary-General report;",
     "renews its previous request", 6, ("Secretary-General",)),
    ("Reiterates with deep concern its request that the Secretary-General report;",
     "reiterates with deep concern its request", 6, ("Secretary-General",)),
])  # fmt: skip
def test_what_is_asked_again_is_asked_as_strongly(text, verb, strength, whom):
    found = only(text)
    assert (found.verb, found.strength, found.addressees) == (verb, strength, whom)


@pytest.mark.parametrize("text", [
    "Reiterates the call of the Lock Conference for a day of divers;",
    "Reaffirms the request by the Ferry Committee that the Secretary-General report;",
    "Reiterates its support for the invitation of the Ferry Court to donors to lend divers;",
])  # fmt: skip
def test_a_call_of_others_is_none_of_the_organs(text):
    assert not only(text).directive


@pytest.mark.parametrize(("text", "whom"), [
    ("Calls for improved debt mechanisms to support the cantons;", ()),
    ("Calls for further support by Member States to mend locks;", ("Member States",)),
    ("Calls for interested States to meet;", ("Member States",)),
    ("Requests the continuation of the efforts made by the Bureau of Locks, in concert with "
     "donors, in mending locks, with a view to safe crossings;", ("Bureau of Locks",)),
    ("Calls for full cooperation by Orleland with the envoy;", ("Orleland",)),
    ("Calls for fewer floods by mending international organizations;", ()),
    ("Encourages initiatives that foster trade by Member States;", ()),
    ("Encourages initiatives by Member States as well as regional organizations to mend locks;",
     ("Member States", "regional organizations")),
    ("Invites the Working Group on Locks established by the Assembly to report;",
     ("Working Group on Locks",)),
    ("Requests that the Joint Committee established by the league, which is to meet in May, should "
     "weigh the plan;", ("Joint Committee",)),
    ("Encourages cooperation between donors and Member States on locks;",
     ("donors", "Member States")),
    ("Recommends that Member States, with relevant services, agencies and organizations, mend the "
     "lock;", ("Member States",)),
    ("Urges States parties to the Convention against Leaking, Sunken or Rotten Boats, the Covenant "
     "on Civil and Political Crossings and the Protocol on Locks to report;", ("States parties",)),
    ("Invites the Department of Locks, Weirs and Fords of the league to report;",
     ("Department of Locks",)),
    ("Invites the secretariat of the Convention for Lock States, Particularly in Fens, to report;",
     ("secretariat of the Convention for Lock States",)),
    ("Invites United Nations agencies such as the United Nations Children’s Fund to meet;",
     ("UN entities", "UNICEF")),
    ("Encourages the continuing efforts of all stakeholders, including donors, to mend locks;",
     ("stakeholders", "donors")),
    ("Calls upon that Organization, States keeping locks and user States to mend them;",
     ("Member States",)),
    ("Encourages cooperation between Zembla and Orleland;", ("Zembla", "Orleland")),
    ("Urges Bosnia and Herzegovina to mend locks;", ("Bosnia and Herzegovina",)),
    ("Calls for stronger locks in order to draw gifts by donors;", ()),
    ("Encourages both organizations to meet;", ()),
    ("Requests the secretariats of the two organizations to meet;", ()),
    ("Urges the two Governments concerned to meet;", ()),
    ("Urges both States to meet;", ()),
    ("Requests the Secretary-General and both Departments to meet;", ("Secretary-General",)),
    ("Requests the Secretary-general to meet;", ("Secretary-General",)),
    ("Urges non-State actors and social media companies to meet;",
     ("non-State actors", "private sector")),
    ("Urges States, private actors in the lock trade and other actors to meet;",
     ("Member States", "private sector", "stakeholders")),
    ("Urges economic actors to meet;", ("private sector",)),
    ("Calls upon Orleland or the Orleland military, where applicable, to leave;",
     ("Orleland", "Orleland military")),
    ("Calls upon Orleland or the Orleland military to leave;",
     ("Orleland", "Orleland military")),
    ("Invites stakeholders, including the entities of the United Nations system, donors, small "
     "boats and the private sector, as appropriate, to meet;",
     ("stakeholders", "UN entities", "donors", "private sector")),
    ("Calls upon the two organizations to meet;", ()),
    ("Invites both organizations and States to meet;",
     ("international organizations", "Member States")),
])  # fmt: skip
def test_nobody_else_is_called_upon(text, whom):
    assert only(text).addressees == whom


def test_who_is_to_do_what_a_list_says_may_be_named_without_a_verb():
    several = parse("Recommends that Member States, with the help of agencies:",
                    "(a) Mend the lock;", "(b) Sound the lake.")  # fmt: skip
    assert [(c.addressees, c.action) for c in several] == [
        (("Member States",), "mend"),
        (("Member States",), "sound"),
    ]


def test_an_item_may_say_first_where_it_is_to_be_done():
    (item,) = parse("Urges States:", "(a) Where they leak, to mend locks;")
    assert (item.action, item.object) == ("mend", "locks")


def test_who_gave_what_served_a_thing_is_not_thanked():
    assert only("Expresses its appreciation for the gifts made to trust funds;").addressees == ()
    assert not only("Decides that the Dive shall be webcast;").directive


@pytest.mark.parametrize(("text", "action", "about"), [
    ("Urges donors to further efforts to mend locks;", "further", "efforts to mend locks"),
    ("Urges donors to at least double their gifts;", "double", "gifts"),
    ("Appeals to States and to organizations to mend locks;", "mend", "locks"),
    ("Calls upon States, with a view to mending locks, to take soundings of the lake;",
     "take", "soundings of the lake"),
    ("Urges States to adopt and apply, as appropriate, rules on locks;", "adopt", "rules on locks"),
    ("Urges States to adopt or apply, in this regard, rules on locks;", "adopt", "rules on locks"),
    ("Urges States, when building locks, including to end floods, to heed divers;",
     "heed", "divers"),
])  # fmt: skip
def test_the_action_is_what_is_asked_and_its_object_what_both_verbs_have(text, action, about):
    assert (only(text).action, only(text).object) == (action, about)


def test_him_whom_no_name_tells_is_nobody_named_elsewhere():
    _, found = parse(
        "Requests the Director to submit to the General Assembly a report on locks, and invites "
        "him to submit to the Council his books;"
    )
    assert found.addressees == ()


@pytest.mark.parametrize(
    ("named", "addressees"),
    [("Special Rapporteur of the Human Rights Council on ferries", ("special rapporteurs",)),
     ("Special Rapporteur to the Human Rights Council", ())],
)  # fmt: skip
def test_he_is_who_holds_an_office_not_the_body_whose_it_is(named, addressees):
    _, found = parse(f"Welcomes the work of the {named}, and invites him to mend locks;")
    assert found.addressees == addressees


def test_the_government_and_the_people_of_a_country_are_its_own():
    *_, thanked = parse(
        "Notes the offer of the Government of Orleland;",
        "Expresses its gratitude to the Government and the people of the State of Selm;",
    )
    assert "Orleland" not in thanked.addressees


def test_an_item_may_say_whom_it_asks():
    found = parse(
        "Recommends the following for consideration by States and the World Bank:",
        "(a) States, alone and together, are encouraged to mend the lock;",
        "(b) The World Bank is invited:",
    )
    assert [(c.label, c.verb, c.addressees, c.action) for c in found] == [
        ("OP1(a)", "encourages", ("Member States",), "mend"),
        ("OP1(b)", "invites", ("World Bank",), None),
    ]


def test_a_list_of_what_something_is_asks_for_nothing_more():
    found = parse("Urges States to keep the four rules, namely:", "(a) Care of the locks;")
    assert [(c.label, c.action) for c in found] == [("OP1", "keep")]


def test_what_a_report_contains_is_asked_for_once():
    found = parse("Requests the Bureau to submit a report containing:", "(a) Charts of the locks;")
    assert [c.label for c in found] == ["OP1"]


def test_the_authorities_of_a_people_are_named_whole():
    found = parse(
        "Demands that the Orlish regime lift its tolls, and urges the Orlish authorities to dive;"
    )
    assert [c.addressees for c in found] == [("Orlish regime",), ("Orlish authorities",)]


def test_a_name_of_several_adjectives_is_whole():
    (found,) = parse("Requests the International, Impartial and Joint Lock to report;")
    assert found.addressees == ("International, Impartial and Joint Lock",)


def test_a_condition_before_a_verb_is_that_verbs():
    first, second = parse("Urges States to dive, and, where appropriate, invites donors to pay;")
    assert (first.conditions, second.conditions) == ((), ("where_appropriate",))


def test_who_is_reminded_is_asked_nothing():
    clause = only("Reminds Member States that ice is thin;")
    assert (clause.addressees, clause.directive) == (("Member States",), False)


def test_spans_lie_in_the_paragraph_and_do_not_overlap():
    text = "Urges States to dive, and requests the World Bank to rest; welcomes the chart;"
    found = parse(text)
    assert [text[c.start : c.end].split()[0] for c in found] == ["Urges", "requests", "welcomes"]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [c.clause for c in found] == [1, 2, 3]


def test_a_text_without_operative_part_has_no_clauses():
    assert parse(preamble=("Recalling the flood,",)) == []


def test_a_record_has_the_keys_of_tasks():
    keys = "label clause verb class strength directive addressees partners action continuing object"
    assert [*parts.record(only("Requests the World Bank to dive;"))] == [
        *keys.split(),
        "conditions",
    ]


# -- real texts ------------------------------------------------------------------------------


def f1(both, ours, theirs):
    return 2 * both / (ours + theirs)


def read(shared, symbol):
    return readers.read(shared / "texts" / f"{symbol}.json")


# Names that gold prints as the text does, and the codebook's for the same.
SAME = {
    "civil aviation industry": "private sector",
    "other relevant actors": "stakeholders",
    "other stakeholders": "stakeholders",
    "relevant organizations": "international organizations",
}


@pytest.mark.texts
@pytest.mark.parametrize(
    ("symbol", "tasks"), [("A_RES_72_194", 15), ("A_RES_74_175", 23), ("S_RES_2396(2017)", 3)]
)
def test_gold(shared, symbol, tasks):
    gold = json.loads((shared / "gold" / "clauses" / f"{symbol}.json").read_text())
    ours = parts.clauses(read(shared, symbol), CODEBOOK)
    for g in gold:
        g["addressees"] = [SAME.get(name, name) for name in g["addressees"]]
    there = Counter((g["label"], g["verb"]) for g in gold)
    here = Counter((c.label, c.verb) for c in ours)
    assert f1(sum((there & here).values()), len(ours), len(gold)) >= 0.97
    for field in ("addressees", "conditions"):
        both = found = known = 0
        left = list(ours)
        for g in gold:
            match = next((c for c in left if (c.label, c.verb) == (g["label"], g["verb"])), None)
            if match:
                left.remove(match)
                a, b = set(getattr(match, field)), set(g[field])
                both, found, known = both + len(a & b), found + len(a), known + len(b)
        assert f1(both, found, known) >= 0.95, field
    assert sum(c.directive and "UNODC" in c.addressees for c in ours) == tasks


@pytest.mark.texts
def test_the_seed(shared):
    seed = readers.read(shared / "seed" / "E_RES_2019_21.md")
    ours = parts.clauses(seed, CODEBOOK)
    of = {label: [c for c in ours if c.label == label] for label in ("OP9", "OP29", "OP30")}
    asked, welcomed, stressed = of["OP9"]
    assert (asked.addressees, asked.partners) == (("UNODC",), ("INTERPOL", "Compact entities"))
    assert asked.continuing and "upon_request" in asked.conditions
    assert (welcomed.verb, stressed.verb) == ("welcomes", "stresses")
    assert of["OP29"][0].addressees == ("Secretary-General",)
    (duty,) = [row for row in duties.duties(seed, ours) if row["label"] == "OP30"]
    assert (duty["who"], duty["session"]) == ("Secretary-General", "75th")
    assert (duty["due_from"], duty["due_to"]) == (date(2020, 9, 1), date(2021, 9, 30))


@pytest.mark.texts
def test_nearly_every_operative_paragraph_has_a_clause(shared):
    paragraphs = opened = 0
    for path in sorted([*(shared / "texts").glob("*.json"), *(shared / "bulk").glob("*.json")]):
        try:
            text = readers.read(path)
        except InputError:
            continue
        ours = parts.clauses(text, CODEBOOK)
        duties.duties(text, ours)
        labels = {c.label.partition("(")[0] for c in ours}
        level1 = [p for p in text.paragraphs if p.part == "operative" and p.level == 1]
        paragraphs += len(level1)
        opened += sum(p.label in labels for p in level1)
    assert opened / paragraphs >= 0.99


def test_action_and_object_together_are_no_run_of_twelve_words():
    text = ("Encourages States to contribute to and make use of the charts of all lakes and of the "
            "rivers and fords;")  # fmt: skip
    (row,) = coded._clauses("F/RES/1", parse(text), CODEBOOK)["clauses"]
    assert len(f"{row['action']} {row['object']}".split()) == coded.RUN and row["lead"] is None


def test_what_leads_to_an_object_stays_and_the_object_is_shortened():
    text = "Urges States to pay special attention to the many needs of young divers and of rowers;"
    (row,) = coded._clauses("F/RES/1", parse(text), CODEBOOK)["clauses"]
    said = f"{row['action']} {row['lead']} {row['object']}"
    assert said == "pay special attention to the many needs of young divers and"


@pytest.mark.parametrize(
    ("verb", "text", "told"),
    [
        # whole, where it fits; a name keeps its words
        ("recalling", "Recalling also its resolution 4/7 of 3 May 2001, in which it met,",
         "its resolution 4/7 of 3 May 2001"),
        ("guided by", "Guided by the Charter of the Lakes,", "the Charter of the Lakes"),
        # its head, where all of it has too many
        ("taking note", "Taking note of the Global Ferry Programme on Mending and Marking Locks,",
         "of the Global Ferry Programme …"),
        # who did it, and whose it is, makes way for what it is
        ("welcoming", "Welcoming the adoption by the Tenth Fair on Locks and Weirs of the Orle "
         "Declaration on Mending Locks for All,",
         "the adoption … of … Orle Declaration on Mending Locks …"),
        ("having considered", "Having considered the report of the Secretary-General on the "
         "marking of old barges and of ferries,", "the report … on the marking of old barges …"),
        ("reaffirming", "Reaffirming the responsibility of all States to uphold the Charter in its "
         "entirety on each of the lakes,", "the responsibility … to uphold the Charter …"),
        ("welcoming", "Welcoming the partnership between the World Health Organization and the "
         "International Labour Organization to light the fords as a means of safety,",
         "the partnership … to light the fords …"),
        ("welcoming", "Welcoming the convening in Orle, on 3 May 2001, of the Lake Fair on Locks,",
         "the convening … of the Lake Fair on Locks"),
        ("recognizing", "Recognizing the need to mend and scale up the means of crossing, early,",
         "the need to mend … the means of crossing"),
        # so that its noun is there, one of several goes, and what many names have in front
        ("reaffirming", "Reaffirming the first duty of Member States and their respective lake "
         "wardens in fighting fog, early,", "the first duty … in fighting fog"),
        ("recognizing", "Recognizing the local, regional and national harbours of the upper lake,",
         "the local … harbours of the upper lake"),
        ("reiterating", "Reiterating all aspects of the United Nations Lake Lamp-Lighting Scheme "
         "and the need for oil,", "all aspects of the … Lake Lamp-Lighting Scheme …"),
        ("taking note", "Taking note of the Global Scheme on Mending and Marking Locks (2022–2027) "
         "of the Bureau,", "of … Global Scheme on Mending and Marking Locks …"),
        # economic, social and cultural rights are one thing
        ("stressing", "Stressing the importance of economic, social and cultural rights of all "
         "wardens,", "the importance of economic, social and cultural rights …"),
        # of "that" what is said of whom, else nothing
        ("stressing", "Stressing, in this regard, that plans to mend locks and weirs of the lake "
         "can be useful in winter to all cantons,", "that plans … can be useful in winter …"),
        ("noting", "Noting that the mending of old locks in the many villages of the upper valley",
         ""),
        ("stressing", "Stressing that fog in all its forms cannot and should not be blamed on any "
         "keeper,", ""),
        ("noting", "Noting that, while lamps may give light, fog remains a danger,", ""),
        # no compound is torn, and no condition is left off
        ("deeply concerned", "Deeply concerned by the continued high rates of river barge "
         "unemployment in the cantons of the lake,", "by the continued high rates …"),
        ("noting", "Noting that the upper lock is safe for barges only if it is mended,", ""),
        # of what: nothing is told
        ("recognizing", "Recognizing the important role of other ford-related "
         "multilateral environmental agreements,", ""),
        ("acknowledging", "Acknowledging the important role of micro-, small and medium-sized "
         "ferries in the industry of the lake,", ""),
        ("reaffirming the determination", "Reaffirming the determination of Member States, in "
         "winter, and of others", ""),
    ],
)  # fmt: skip
def test_what_a_recital_takes_is_told_in_eight_words(verb, text, told):
    said = parts.recited(Paragraph("PP1", "preamble", 1, None, verb, text), CODEBOOK)
    assert said == told
    assert sum(word != "…" for word in said.split()) <= 8
    words = iter(text.replace(",", "").split())  # in their order
    assert all(word in words for word in said.replace(",", "").split() if word != "…")


def test_only_recitals_with_a_verb_have_what_it_takes():
    text = "Recalling the Charter of the Lakes,"
    for part, verb in (("operative", "recalling"), ("preamble", None)):
        assert parts.recited(Paragraph("P1", part, 1, None, verb, text), CODEBOOK) == ""


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        # whom it is for, and under which conditions, makes way
        ("Requests the Bureau of Bridges to provide technical assistance to requesting States, "
         "within its mandate, to mark the locks of the lake;",
         "technical assistance … to mark the locks …"),
        ("Urges Member States to support developing countries, upon request, in dredging their "
         "harbours early;", "developing countries … in dredging their harbours early"),
        # whose capacity is built, and what only leads to what is meant
        ("Requests the Bureau of Bridges to provide assistance, upon request, for building the "
         "capacity of Member States to mend their lower locks and weirs, and others;",
         "assistance … to mend their lower locks and weirs"),
        ("Encourages the Bureau of Bridges to provide support to Member States, within its "
         "mandate, to integrate and report the promotion and protection of oil lamps throughout "
         "its programmes;", "support … to integrate and report … oil lamps …"),
        # what of it calls for something, and that it is called for
        ("Requests Member States to take appropriate measures to meet the old and growing dangers "
         "posed by the increase in lamp thefts on the upper locks of the lake, and in winter;",
         "appropriate measures to meet … lamp thefts …"),
        ("Calls upon Member States to adopt such measures as may be needed and fitting, and in "
         "accordance with their obligations under the law of the lake, to mend by day oil lamps "
         "and ferry lanterns, and to wash them;",
         "such measures … to mend by day oil lamps …"),
        # what is included makes way, not what is asked
        ("Encourages the efforts of Member States, including through their wardens, to speak, "
         "where appropriate, with older keepers, including judges and priests;",
         "the efforts … to speak … with older keepers"),
        # a list ends before its comma
        ("Requests the Bureau of Bridges to provide assistance, upon request, in weighing their "
         "lower harbour risks, quickly mending and washing their locks, opening their gates;",
         "assistance … in weighing their lower harbour risks …"),
        # of "that" what is said of it
        ("Requests the Bureau of Bridges to ensure that help given to cantons of the lake in "
         "relation to fog is aligned with and relevant to the priority needs of wardens;",
         "that help … is aligned with … priority needs …"),
        # whose it is, and who did it
        ("Welcomes the adoption by the Tenth Fair on Locks and Weirs of the Orle Declaration;",
         "the adoption … of the Orle Declaration"),
        # where it was held and who made it, which is no matter
        ("Takes note of the new charts, prepared by the Bureau of Bridges, on the fords and weirs "
         "of the lake;", "of the new charts … on the fords …"),
        ("Takes note of the meeting of keepers, in Orle and Ferrol, Lakeland, on 28 and 29 October "
         "2022, on lamp oil;", "of the meeting of keepers … on lamp oil"),
        # what only leads to what is meant, and the second of two verbs
        ("Encourages Member States to engage in efforts to enhance the implementation of the Plan;",
         "in … the implementation of the Plan"),
        ("Requests the Bureau of Bridges to continue to support requesting Member States in taking "
         "appropriate measures, under their law, to keep a safe and humane watch in harbours;",
         "… to keep a safe … watch in harbours"),
        ("Urges Member States to create and maintain an even passage for all ferries;",
         "… an even passage for all ferries"),
        # those whom anybody may be make way for who they are
        ("Encourages the efforts of Member States, through their wardens, to speak with relevant "
         "actors, including older keepers and judges of the lake;",
         "the efforts … to speak with … older keepers …"),
        # "to support the role": of whom
        ("Urges States to keep up talks with keepers in line with their mandates, to support the "
         "role of keepers in the mending of the locks and the weirs;", ""),
        # nothing follows that tells more, or nothing has to make way
        ("Requests the Bureau of Bridges to provide technical assistance to requesting States in "
         "this regard;", ""),
        ("Requests the Bureau of Bridges to provide lamps to those ends to requesting States;", ""),
        ("Requests the Bureau of Bridges to mend the lower locks of the lake early;", ""),
        # an exception stays
        ("Urges Member States to lend lamps to States, except in winter, to light all of the "
         "fords;", ""),
        # who is the subject with another isn't told alone
        ("Notes that the depth of the lake in the north and the height of the weirs are measured "
         "each spring;", ""),
    ],
)  # fmt: skip
def test_an_object_is_told_by_the_words_that_tell_its_matter(text, matter):
    (clause,) = parts.clauses(resolution(text), CODEBOOK)
    assert parts.matter(clause, CODEBOOK) == matter
    runs = [len(run.split()) for run in f"{clause.action or ''} {matter}".split("…")]
    assert max(runs) <= 8 >= len(matter.replace("…", "").split())
    (row,) = coded.coded(resolution(text), CODEBOOK)["clauses"]
    assert row["matter"] == (matter or None) and row["object"] == clause.object


TOLD = "that … the of lamps Orle , and to mend 3 May “Oil ” is in States upon request".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(TOLD), max_size=14), st.integers(0, 8))
def test_whatever_is_told_has_at_most_so_many_words_in_their_order(words, most):
    told = phrases.telling(" ".join(words).replace(" ,", ","), CODEBOOK, most)
    assert sum(word != "…" for word in told.split()) <= most
    rest = iter(" ".join(words).replace(",", "").split())
    assert all(word in rest for word in told.replace(",", "").split() if word != "…")


@pytest.mark.parametrize("said, whom", [
    ("Commends the World Bank, and urges its further attention to leaks;", ("World Bank",)),
    ("Commends the work of UNODC (Member States of it), and urges its further attention to leaks;",
     ("UNODC",)),
    ("Commends the World Bank, and urges further attention to leaks;", ()),
    ("Takes note of the plan of the World Bank, and urges its full implementation;", ()),
])  # fmt: skip
def test_whose_further_attention_is_urged_was_named_before(said, whom):
    assert parse(said)[-1].addressees == whom


def test_what_bounds_a_chapeaus_own_request_does_not_bind_its_items():
    for head, bound in (
        ("Encourages States to keep tables of tides and, where possible, of winds, and:", ()),
        ("Encourages States, where possible, to keep tables of tides, and:", ("where_possible",)),
    ):
        assert parse(head, "(a) To mend lamps;")[-1].conditions == bound
