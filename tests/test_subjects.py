"""Subjects from a series' own wording, and themes imported from a vocabulary."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from workbench import (
    Corpus,
    catalogue,
    codebook,
    features,
    findings,
    steps,
    topics,
    vocabularies,
)
from workbench.cli import main
from workbench.codebook.states import of_state, state
from workbench.errors import InputError
from workbench.records import Paragraph, Resolution
from workbench.tables import coded
from workbench.topics import nouns
from workbench.topics.proposed import heading

BOOK = codebook.load()
TABLES = ("resolutions", "paragraphs", "words", "phrases", "codes")
TEXT = {
    "PP1": "Alarmed that lighthouses in the lagoon are dark,",
    "PP2": "Noting the work of the keepers of lighthouses,",
    "OP1": "Requests the Registry to repair lighthouses before the winter;",
    "OP2": "Urges the cantons to pay the keepers;",
}
LATER = TEXT | {
    "OP3": "Encourages the cantons to agree on herring quotas;",
    "OP4": "Requests the Registry to publish herring quotas;",
}


def made(texts: dict[str, dict[str, str]], title: str = "Order in the lagoon") -> dict:
    """Tables of an invented series: symbol → its paragraphs."""
    read = [
        Resolution(symbol, title, "Federal Assembly", None, paragraphs=tuple(
            Paragraph(label, "preamble" if label[0] == "P" else "operative", 1, None, None, text)
            for label, text in paragraphs.items()))
        for symbol, paragraphs in texts.items()
    ]  # fmt: skip
    return tables_of(read)


def tables_of(read: list[Resolution]) -> dict[str, pd.DataFrame]:
    rows = {
        "words": [row for r in read for row in features.word_counts(r)],
        "phrases": features.recurring(read, BOOK.stopwords),
        "codes": [row for r in read for row in features.codes(r, BOOK)],
        "paragraphs": [{"symbol": r.symbol, "label": p.label, "part": p.part,
                        "n_words": len(p.text.split())} for r in read for p in r.paragraphs],
        "resolutions": [{"symbol": r.symbol, "title": r.title, "stage": "adopted",
                         "year": 2001 + at, "n_words": 1.0} for at, r in enumerate(read)],
    }  # fmt: skip
    columns = {"phrases": ["symbol", "label", "phrase", "count"],
               "codes": ["symbol", "label", "scheme", "code", "term", "count"]}  # fmt: skip
    return {
        name: pd.DataFrame(several, columns=columns.get(name)) for name, several in rows.items()
    }


SERIES = made({"F/RES/1": TEXT, "F/RES/2": LATER})


def found(tables: dict[str, pd.DataFrame] = SERIES, **decisions) -> pd.DataFrame:
    return topics.subjects(**tables, codebook=BOOK, **decisions)


def test_what_recurs_and_is_rare_leads():
    subjects = found(titled=1.0)
    assert subjects["title"].tolist()[:2] == ["Lighthouses", "Keepers"]
    first = subjects.iloc[0]
    assert (first["n_members"], first["n_paragraphs"]) == (2, 3 + 3)
    assert (first["symbol"], first["label"], first["year"]) == ("F/RES/1", "PP1", 2001)
    # three paragraphs of four, three of six; no document of the background has it
    room, rarity = (3 / 4 + 3 / 6) / 2, codebook.rarity(["lighthouses"], BOOK.background)
    assert first["weight"] == pytest.approx(room * rarity, abs=1e-4)


def test_a_subject_that_a_body_of_the_united_nations_is_named_by_too_stays_whole():
    more = {f"OP{n}": "Urges the cantons to agree on herring quotas;" for n in range(5, 9)}
    for n in range(9, 11):
        more[f"OP{n}"] = "Thanks the United Nations Herring Quotas Fund;"
    titles = found(made({"F/RES/1": TEXT, "F/RES/2": LATER | more}))["title"].tolist()
    assert "Herring quotas" in titles


@pytest.mark.parametrize(("name", "of"), [
    ("Democratic Republic", True), ("Peru", True), ("Republic", False), ("Herring quotas", False),
])  # fmt: skip
def test_names_of_states_and_their_parts(name, of):
    assert of_state(name) == of


def test_what_entered_later_is_said():
    herring = found().set_index("title").loc["Herring quotas"]
    assert (herring["symbol"], herring["label"], herring["n_members"]) == ("F/RES/2", "OP3", 1)
    assert herring["places"] == "F/RES/2 OP3 OP4"


def test_a_subject_stands_where_a_longer_name_has_its_singular():
    """ "herring quota" is no name where "register" always follows, but a form of one."""
    later = LATER | {
        "OP5": "Asks keepers to consult the herring quota register;",
        "OP6": "Invites cantons to mend the herring quota register;",
    }
    herring = found(made({"F/RES/1": TEXT, "F/RES/2": later})).set_index("title")
    herring = herring.loc["Herring quotas"]
    assert herring["places"] == "F/RES/2 OP3 OP4 OP5 OP6"
    assert herring["terms"] == "herring quotas|herring quota"


def test_words_of_the_organs_proceedings_are_no_subject():
    said = " ".join(found()["terms"]).split("|")
    assert not {"requests", "registry to", "work", "alarmed"} & set(said)


def test_a_title_weighs():
    titled = made({"F/RES/1": TEXT}, title="Pay of keepers")
    assert found(titled)["title"].iloc[0] == "Keepers"
    assert found(titled, titled=1.0)["title"].iloc[0] == "Lighthouses"


def test_general_words_lose_against_those_of_a_field():
    """Once in many documents, or again and again in few: by the spread alone."""
    said = {f"OP{n}": "Notes the knowledge;" for n in range(1, 4)}
    said |= {f"OP{n}": "Notes the refugees;" for n in range(4, 7)}
    said |= {f"OP{n}": "Notes the circumstances;" for n in range(7, 10)}
    weight = found(made({"F/RES/1": said})).set_index("title")["weight"]
    for word in ("knowledge", "refugees"):
        room, whole = 3 / 9, codebook.rarity([word], BOOK.background)
        spread = min(1, BOOK.spread[word])
        assert weight[word.capitalize()] == pytest.approx(room * whole * spread, abs=1e-4)
    assert BOOK.spread["circumstances"] < 0.75 < BOOK.spread["knowledge"] < 1
    assert "Circumstances" not in weight  # too general to be one at all
    titled = made({"F/RES/1": said}, title="Circumstances")  # a title speaks for itself
    whole = codebook.rarity(["circumstances"], BOOK.background)
    assert found(titled)["weight"].iloc[0] == pytest.approx(topics.TITLED * 3 / 9 * whole, abs=1e-4)


def test_a_rare_word_recurs():
    """Two of twelve paragraphs with a word that no field is known to have are too few."""
    for times in (2, 3):
        said = {f"OP{n}": "Notes the refugees;" for n in range(12)}
        said |= {f"OP{n}": "Notes the limans;" for n in range(times)}
        assert ("Limans" in found(made({"F/RES/1": said}))["title"].tolist()) == (times == 3)


def test_forms_of_a_word_are_one_subject():
    said = {"OP1": "Notes the children;", "OP2": "Notes a child;", "OP3": "Notes a child;"}
    assert found(made({"F/RES/1": said}))["terms"].tolist() == ["child|children"]


def test_a_word_in_the_plural_counts_in_the_singular_too():
    said = {f"OP{n}": "Notes the lighthouses;" for n in range(1, 5)}
    said |= {"OP5": "Notes the lighthouse keeping;", "OP6": "Notes the lighthouses' lamps;"}
    first = found(made({"F/RES/1": said})).set_index("title").loc["Lighthouses"]
    assert first["places"] == "F/RES/1 OP1 OP2 OP3 OP4 OP5 OP6"
    assert first["terms"] == "lighthouses|lighthouse"


def test_a_singular_of_another_sense_is_not_of_a_plural():
    """Where a background has "business" far more often than "businesses"."""
    said = {f"OP{n}": "Notes the businesses;" for n in range(4)}
    said |= {f"OP{n}": "Notes the unfinished business of ferries;" for n in range(4, 7)}
    (one,) = (
        found(made({"F/RES/1": said}, title="Businesses"))
        .query("title == 'Businesses'")
        .itertuples()
    )
    assert (one.terms, one.n_paragraphs) == ("businesses", 4)


def test_half_of_names_is_no_subject_also_where_its_plural_stands_in_others():
    said = {
        f"OP{n}": f"Notes the salvage of {of};"
        for n, of in enumerate(("wrecks", "wrecks", "wrecks", "nets", "lamps", "hulls", "ropes"))
    }
    said |= {f"OP{n}": "Notes the deep salvages;" for n in range(7, 9)}
    assert "Salvage" not in found(made({"F/RES/1": said}))["title"].tolist()


def test_what_ends_with_a_noun_on_ing_is_one():
    said = {f"OP{n}": "Notes the seabullying;" for n in range(4)}
    assert found(made({"F/RES/1": said}))["title"].tolist() == ["Seabullying"]


def test_a_name_may_begin_with_a_word_of_proceedings_that_shares_its_head():
    """Where "herring markets" stand in nothing but "information and herring markets"."""
    whole = {f"OP{n}": "Notes the information and herring markets;" for n in range(4)}
    other = {f"OP{n}": "Notes the herring markets;" for n in range(4, 8)}
    for said, there in ((whole, True), (whole | other, False)):
        titles = found(made({"F/RES/1": said}))["title"].tolist()
        assert ("Information and herring markets" in titles) == there


@pytest.mark.parametrize("ends", ["of human beings", "of all beacons", ""])
def test_a_pair_of_actions_without_what_they_are_of_is_no_subject(ends):
    said = {f"OP{n}": f"Notes the salvage and towage {'of wrecks' if n % 3 else ends};"
            for n in range(8)}  # fmt: skip
    titles = found(made({"F/RES/1": said}))["title"].tolist()
    assert "Salvage and towage" not in titles
    titles = found(made({"F/RES/1": said}, title="Salvage and towage of wrecks"))["title"].tolist()
    assert "Salvage and towage" not in titles
    said = {f"OP{n}": "Notes the salvage and towage for ferries;" for n in range(8)}
    titles = found(made({"F/RES/1": said}))["title"].tolist()
    assert "Salvage and towage" not in titles
    alone = {f"OP{n}": "Notes the salvage and towage;" for n in range(8)}
    assert "Salvage and towage" in found(made({"F/RES/1": alone}))["title"].tolist()


def test_a_word_is_not_called_by_a_title_that_few_of_its_paragraphs_have():
    said = {f"OP{n}": "Notes the piracy;" for n in range(5)}
    said |= {f"OP{n}": "Notes the piracy against keepers;" for n in range(5, 8)}
    said |= {f"OP{n}": "Notes the piracy against keepers of ferries;" for n in range(8, 11)}
    subjects = found(made({"F/RES/1": said}, title="Piracy against keepers of ferries"))
    assert ["Piracy against keepers", 6] in subjects[["title", "n_paragraphs"]].values.tolist()


def test_a_longer_name_with_words_of_its_own_stands_beside_one_that_shares_a_word():
    said = {f"OP{n}": "Notes the lagoon ferries;" for n in range(6)}
    said |= {f"OP{n}": "Notes the lagoon ferries with fog signal ferries;" for n in range(6, 9)}
    said |= {f"OP{n}": "Notes the fog signal ferries;" for n in range(9, 11)}
    titles = found(made({"F/RES/1": said}, title="Lagoon ferries"))["title"].tolist()
    assert {"Lagoon ferries", "Fog signal ferries"} <= set(titles)


def test_a_subject_in_the_title_of_an_office_is_none():
    named = {f"OP{n}": "Thanks the Special Envoy on Herring Quotas;" for n in range(3)}
    titles = " ".join(found(made({"F/RES/1": named}))["title"])
    assert "quotas" not in titles.lower() and "Special" not in titles


def test_a_name_that_nobody_knows_is_written_as_the_text_writes_it():
    said = {"OP1": "Notes the Treaty of Aldermere, Mr. Quillon and the Quays;",
            "OP2": "Notes the Treaty of Aldermere. Herons are on the quays;",
            "OP3": "Notes the Treaty of Aldermere;"}  # fmt: skip
    read = Resolution(
        "F/RES/1",
        "Order in the lagoon",
        "Federal Assembly",
        None,
        paragraphs=tuple(
            Paragraph(label, "operative", 1, None, None, text) for label, text in said.items()
        ),
    )
    codes = pd.DataFrame(coded.coded(read, BOOK)["codes"])
    assert steps.written(codes) == {"aldermere": "Aldermere", "quillon": "Quillon"}
    tables = made({"F/RES/1": said}) | {"codes": codes}
    assert "Treaty of Aldermere" in found(tables)["title"].tolist()


def test_letters_that_a_title_has_in_capitals_are_so_in_a_name():
    titles = ["Follow-up to the Herring Measures (HEMS) Charter"]
    assert heading("hems charter", titles, BOOK, {"hems": "Hems"}) == "HEMS Charter"


def test_two_ways_to_say_a_name_are_one_subject():
    said = {"OP1": "Notes the eradication of beacons;", "OP2": "Notes beacon eradication;"}
    said |= {"OP3": "Notes beacon eradication;", "OP4": "Notes the eradication of beacons;"}
    first = found(made({"F/RES/1": said})).iloc[0]
    assert set(first["terms"].split("|")) == {"beacon eradication", "eradication of beacons"}
    assert first["n_paragraphs"] == 4
    assert nouns.stem("co-operation") == nouns.stem("cooperation")


def test_two_nouns_of_one_attribute_stand_where_one_of_them_does():
    before = {f"OP{n}": "Notes the coastal lanterns;" for n in range(2)}
    after = {f"OP{n}": "Notes coastal beacons and lanterns;" for n in range(4)}
    row = found(made({"F/RES/1": before, "F/RES/2": after})).iloc[0]
    assert row["title"] == "Coastal beacons and lanterns"
    assert (row["symbol"], row["n_paragraphs"]) == ("F/RES/1", 6)


def test_what_stands_in_a_name_of_something_else_is_no_subject():
    """Unless it mostly stands elsewhere: then all its places count."""
    named = {f"OP{n}": "Notes the Convention on Herring Quotas;" for n in range(3)}
    own = {f"OP{n}": "Notes the herring quotas;" for n in range(3, 7)}
    assert found(made({"F/RES/1": named})).empty
    first = found(made({"F/RES/1": named | own})).iloc[0]
    assert (first["title"], first["n_paragraphs"]) == ("Herring quotas", 7)
    met = {f"OP{n}": "Notes what was held in Liman Bay;" for n in range(3)}
    assert found(made({"F/RES/1": met})).empty


def test_a_formula_that_bounds_a_task_is_no_subject():
    said = {f"OP{n}": "Requests it, in accordance with its herring charts;" for n in range(3)}
    tables = made({"F/RES/1": said})
    assert found(tables)["title"].tolist() == ["Herring charts"]
    rows = [
        {"symbol": "F/RES/1", "label": label, "scheme": "qualifier", "code": "own_charts",
         "term": "in accordance with its herring charts", "count": 1}
        for label in said
    ]  # fmt: skip
    assert found(tables | {"codes": pd.DataFrame(rows)}).empty


@pytest.mark.parametrize(
    "text, named",
    [
        ("Notes lantern safety in Asia and the Pacific;", ["Lantern safety"]),
        ("Notes Asia and the Pacific;", ["Asia and the Pacific"]),
        ("Notes the keepers of lagoon herring quotas;", ["Lagoon herring quotas"]),
        ("Notes swanpox-19;", ["Swanpox-19"]),
        ("Notes the lagoon charts concerning herring lanterns;", ["Herring lanterns"]),
        ("Notes the mooring and dredging of all of the herring piers;", ["Herring piers"]),
        ("Notes the decade;", []),
    ],
)
def test_no_piece_of_a_name(text, named):
    subjects = found(made({"F/RES/1": {f"OP{n}": text for n in range(3)}}, ""))
    titles = set(subjects["title"])
    assert set(named) <= titles
    assert not {"Asia", "Lantern safety in Asia", "Keepers of lagoon", "Decade"} & titles
    assert not any("oncerning" in title or title.endswith("dredging") for title in titles)


def test_no_piece_of_a_name_that_is_longer_than_phrases():
    """Tables lack phrases of it: what they have isn't told as if it were all."""
    said = {f"OP{n}": "Notes the Lanternford and Dimwell Agenda for Herring Isles;"
            for n in range(6)}  # fmt: skip
    tables = made({"F/RES/1": said})
    kept = tables["phrases"]["phrase"].isin(["lanternford and dimwell", "dimwell agenda"])
    titles = found(tables | {"phrases": tables["phrases"][kept]})["title"].to_list()
    assert not [title for title in titles if "imwell" in title]


def test_two_pieces_of_a_titles_name_are_none():
    """No phrase of a table has "kingdom dimwell". Of what "of" joins each may be a subject."""
    title = "Assistance in the Herring Kingdom Dimwell"
    said = {f"OP{n}": "Notes the Herring Kingdom Dimwell;" for n in range(6)}
    tables = made({"F/RES/1": said}, title)
    torn = tables["phrases"]["phrase"].str.contains("kingdom dimwell")
    titles = found(tables | {"phrases": tables["phrases"][~torn]})["title"].to_list()
    assert "Dimwell" not in titles and "Herring Kingdom" not in titles


def test_what_stands_only_in_a_bodys_long_name_is_no_place():
    """Tables cut it off after eight words."""
    long = "Protection of the Rights of All Migrant Workers and Members of Their Families"
    said = {f"OP{n}": "Notes the families;" for n in range(1, 4)}
    said |= {"OP4": f"Thanks the Committee on the {long};"}
    families = found(made({"F/RES/1": said})).set_index("title").loc["Families"]
    assert families["places"] == "F/RES/1 OP1 OP2 OP3"


@pytest.mark.parametrize("whole, named", [(8, "System of herring quotas"), (7, "Herring quotas")])
def test_a_part_of_a_titles_name_bears_the_whole(whole, named):
    """Where four of five paragraphs that have the part have the whole."""
    said = {
        f"OP{n}": f"Notes the {'system of ' if n < whole else ''}herring quotas;" for n in range(10)
    }
    tables = made({"F/RES/1": said}, title="System of herring quotas")
    assert found(tables)["title"].iloc[0] == named


def titled_as(title: str, text: str) -> list[str]:
    return found(made({"F/RES/1": {f"OP{n}": text for n in range(1, 4)}}, title))["title"].tolist()


@pytest.mark.parametrize(
    "title, text, named",
    [
        ("Remote, cruel or frozen lanterns", "Notes the lanterns;", "Remote, cruel or frozen"),
        ("On flickering and dim lanterns", "Notes the lanterns;", "Dim lanterns"),
        ("Repairing remote lanterns", "Notes the lanterns;", "Remote lanterns"),
        ("Piers and lanterns", "Notes the lanterns;", "Lanterns"),
        ("Harbours of the least moored islets", "Notes the least moored islets;",
         "Least moored islets"),
    ],
)  # fmt: skip
def test_a_titles_name_has_its_attributes(title, text, named):
    row = found(made({"F/RES/1": {f"OP{n}": text for n in range(1, 4)}}, title)).iloc[0]
    told = row["titled"] if isinstance(row["titled"], str) else row["title"]
    assert told.startswith(named)
    assert row["title"].lower() in text  # what is counted is what is said


@pytest.mark.parametrize("whole, named", [(1, "Lanterns"), (2, "Remote lanterns")])
def test_a_titles_name_is_printed_where_most_have_it_in_full(whole, named):
    said = {f"OP{n}": f"Notes the {'remote ' if n < whole else ''}lanterns;" for n in range(4)}
    row = found(made({"F/RES/1": said}, "Remote lanterns")).iloc[0]
    assert (row["title"], row["n_paragraphs"]) == (named, 4 if named == "Lanterns" else whole)


def test_what_a_title_tells_apart_are_two():
    text = "Notes the quotas, the lanterns;"
    assert set(titled_as("Quotas: lanterns", text)) == {"Quotas", "Lanterns"}
    assert len(titled_as("Order in the lagoon", text)) == 1


def test_what_stands_only_in_a_bodys_name_is_no_place():
    said = {f"OP{n}": "Notes the crime;" for n in range(1, 4)}
    said |= {"OP4": "Thanks the United Nations Office on Drugs and Crime;"}
    said |= {"OP5": "Thanks the United Nations Office on Drugs and Crime for its crime figures;"}
    crime = found(made({"F/RES/1": said})).set_index("title").loc["Crime"]
    assert crime["places"] == "F/RES/1 OP1 OP2 OP3 OP5"


def test_parties_to_an_agreement_are_no_body():
    said = {f"OP{n}": "Notes the Harbour Protocol;" for n in range(1, 4)}
    said |= {"OP4": "Encourages all the Parties to the Harbour Protocol to keep it;"}
    agreement = found(made({"F/RES/1": said})).set_index("title").loc["Harbour Protocol"]
    assert agreement["places"] == "F/RES/1 OP1 OP2 OP3 OP4"


def test_a_titles_elimination_is_named_with_what_it_is_of():
    said = {f"OP{n}": "Urges the elimination of buoy discrimination;" for n in range(1, 3)}
    said |= {f"OP{n}": "Urges the elimination of lantern discrimination;" for n in range(3, 5)}
    said |= {f"OP{n}": "Notes the elimination and the lanterns;" for n in range(5, 7)}
    names = found(made({"F/RES/1": said}, "Elimination of discrimination"))["title"].to_list()
    assert "Elimination" not in names
    assert any(name.startswith("Elimination of ") for name in names)


@pytest.mark.parametrize(
    "said, named",
    [
        ("open-ended working group", False),
        ("subsidiary bodies", False),
        ("harbour board", False),
        ("marginalized groups", True),
        ("climate change", True),
        ("grave concern", False),
        ("role of UN-Women", False),
        ("important role of UN-Women", False),
    ],
)
def test_bodies_and_courtesies_are_no_subject(said, named):
    texts = {f"OP{n}": f"Notes the {said}, and the lanterns on the pier;" for n in range(1, 4)}
    texts |= {f"OP{n}": f"Notes the {said};" for n in range(4, 8)}
    titles = found(made({"F/RES/1": texts}))["title"].str.lower().tolist()
    assert (said.lower() in titles) == named


def test_a_state_is_no_subject_but_in_the_title():
    texts = {"F/RES/1": TEXT | {
        "PP3": "Noting the meeting on lighthouses that Zambia held,",
        "OP3": "Welcomes the offer of Zambia to hold the next meeting;",
        "OP4": "Thanks the Government of Zambia for its lighthouses;",
    }}  # fmt: skip
    assert not any("Zambia" in title for title in found(made(texts))["title"])
    assert "Zambia" in found(made(texts, title="Lighthouses in Zambia"))["title"].tolist()


@pytest.mark.parametrize("name", ["Côte d’Ivoire", "Government of the Netherlands", "holy see"])
def test_states_are_known_by_their_names(name):
    assert state(name)
    assert not state("coasts of Zambia")


@pytest.mark.parametrize("part", ["", " A", " A-B"])
def test_places_are_read_as_they_are_packed(part):
    places = [(f"F/RES/1{part}", "PP1"), (f"F/RES/1{part}", "Annex II/3"), ("F/RES/2", "A/OP3")]
    assert steps.unpacked(steps.packed(places), {s for s, _ in places} | {"F/RES/1"}) == places


def test_a_common_word_counts_where_its_phrase_stands():
    said = {f"OP{n}": "Notes the lagoon economy;" for n in range(1, 4)}
    subjects = found(made({"F/RES/1": said | {"OP4": "Notes the economy;"}}))
    row = subjects[subjects["title"] == "Lagoon economy"].iloc[0]
    assert row["n_paragraphs"] == 3


def test_rows_in_another_order_are_the_same_series():
    mixed = {name: table.sample(frac=1, random_state=1) if name in ("words", "phrases") else table
             for name, table in SERIES.items()}  # fmt: skip
    pd.testing.assert_frame_equal(found(mixed), found())


def test_nothing_to_propose():
    assert found(made({"F/RES/1": {"OP1": "Decides to meet again."}})).empty
    gone = SERIES | {"resolutions": SERIES["resolutions"].assign(n_words=None)}
    assert found(gone).empty


def test_a_body_of_a_title_has_its_whole_name_and_is_counted_by_its_short_one():
    """An attribute that no name begins with else has a capital in the title: "Governing"."""
    whole = "the Governing Council of the Lagoon Lantern Registry for Herring Quotas"
    texts = {
        "PP1": f"Having considered the report of {whole},",
        "PP2": f"Welcoming the seat of {whole} in the lagoon,",
        "OP1": "Invites the Governing Council to meet in winter;",
        "OP2": "Notes the decisions of the Governing Council on buoys;",
        "OP3": "Asks cantons to pay for lighthouses;",
    }
    title = f"Report of {whole} on its first session"
    names = found(made({"F/RES/1": texts}, title=title)).set_index("title")["n_paragraphs"]
    assert names["Governing Council"] == 4
    assert not [name for name in names.index if name.startswith("Council")]


@pytest.mark.parametrize(("title", "named"), [
    ("Report of the Governing Council", True),
    ("Report of the governing council", False),  # nothing says where the name begins
    ("Governing Council", False),  # nor here: each title begins with a capital
])  # fmt: skip
def test_a_name_may_begin_with_an_attribute_that_a_title_writes_with_a_capital(title, named):
    proper = nouns.proper_names([title])
    assert nouns.nominal("governing council", BOOK, nouns.opening(BOOK), proper) == named


def test_subjects_stand_in_for_themes():
    series = made({"F/RES/1": TEXT, "F/RES/2": LATER}, title="Lighthouses")
    stand_in = topics.as_themes(found(series), series["resolutions"], BOOK)
    rest = {name: series[name] for name in ("resolutions", "paragraphs")}
    room = topics.presence(**rest, **stand_in)
    herring = room[room["title"] == "Herring quotas"].set_index("symbol")["n_paragraphs"]
    assert herring.to_dict() == {"F/RES/1": 0, "F/RES/2": 2}
    clauses = pd.DataFrame(columns=["symbol", "label", "clause", "class", "strength", "directive"])
    entered = topics.emergence(**rest, **stand_in, clauses=clauses.astype({"directive": bool}))
    quotas = [{"symbol": "F/RES/2", "label": "OP3", "clause": 1, "class": "deciding",
               "strength": 7, "directive": True}]  # fmt: skip
    decided = topics.emergence(**rest, **stand_in, clauses=pd.DataFrame(quotas))
    assert decided["directive_label"].notna().any() and decided["obligation_label"].isna().all()
    said = str(findings.subjects(room, entered))
    assert "from its texts' own words" in said
    assert "F/RES/2 often names, among others, each in at least so many of six paragraphs, " in said
    assert "First named in it, of the texts at hand: Herring quotas (OP3 and OP4)." in said
    assert "First named" not in str(findings.subjects(room, entered, "collection"))


@pytest.mark.parametrize(("before", "new"), [
    ("Notes that the keepers set a quota for the herring;", False),
    ("Notes that herring are scarce;", True),
])  # fmt: skip
def test_a_subject_whose_words_a_paragraph_had_in_another_form_is_not_first_named(before, new):
    series = made({"F/RES/1": TEXT | {"OP3": before}, "F/RES/2": LATER})
    stand_in = topics.as_themes(found(series), series["resolutions"], BOOK)
    clauses = pd.DataFrame(columns=["symbol", "label", "clause", "class", "strength", "directive"])
    rest = {name: series[name] for name in ("resolutions", "paragraphs", "words")}
    entered = topics.emergence(**rest, **stand_in, clauses=clauses.astype({"directive": bool}))
    way = entered.set_index("title")["trajectory"]["Herring quotas"]
    assert (way == "entering") == new


@pytest.mark.parametrize(
    "phrase, named",
    [
        ("law of the sea", True),
        ("armed conflict", True),
        ("displaced persons", True),
        ("promoting road safety", False),  # a gerund and its object
        ("seeks asylum", False),
        ("international", False),  # stands before others
        ("women and promote", False),
        ("right to water", True),
        ("enshrined in the harbour", False),  # no noun before "in"
        ("seven decades", False),
        ("session xxiv", False),
        ("s-vi", False),
        ("civil", False),  # an attribute, and no numeral
        ("seventy-fifth session", False),
        ("least developed countries", True),
        ("international economic order", True),
        ("accessible", False),
        ("important lanterns", False),  # how great they are is of no name
        ("effective and accelerated repair", False),
        ("nairobi", False),  # where a conference was
    ],
)
def test_what_reads_as_a_name(phrase, named):
    assert nouns.nominal(phrase, BOOK, nouns.opening(BOOK)) == named


# ── proposed files of themes ─────────────────────────────────────────────────────────────────


def test_a_proposed_file_is_a_codebook(specimen_corpus, tmp_path):
    proposed = vocabularies.propose("harbour-safety", specimen_corpus)
    rows = list(csv.DictReader(io.StringIO(proposed.text)))
    corpus = Corpus.load("harbour-safety", specimen_corpus)
    subjects = corpus.measure(topics.subjects, most=20)
    assert [row["title"] for row in rows] == subjects["title"].tolist()
    assert [int(row["n_paragraphs"]) for row in rows] == subjects["n_paragraphs"].tolist()
    assert proposed.path == specimen_corpus / "codebook" / "themes" / "harbour-safety.csv"
    own = proposed._replace(path=tmp_path / "codebook" / "themes" / "mine.csv")
    shutil.copy(specimen_corpus / "series.csv", tmp_path)
    vocabularies.written(own)
    assert catalogue.series(tmp_path)["harbour-safety"].themes == "mine"
    themes = codebook.load(tmp_path, "mine").themes
    assert [theme.title for theme in themes] == subjects["title"].tolist()
    with pytest.raises(InputError, match="there already, and may have been edited"):
        vocabularies.written(own)


# ── imported vocabularies ────────────────────────────────────────────────────────────────────

CONCEPTS = {  # preferred label → others
    "LAGOONS": ("LIMANS",),
    "LAGOON ECOLOGY": (),
    "PUBLIC DEMONSTRATIONS": ("DEMONSTRATIONS",),
    "DRUGS OF ABUSE": ("DRUGS",),
    "PHARMACEUTICALS": ("DRUGS", "MEDICAMENTS"),
    "MEMBERS": (),
    "ACOUSTICS": ("SOUND",),
    "PIRACY": (),
    "PIRATING": ("PIRACY (COPYRIGHT)",),
    "LAKES": (),
    "PARCELS": ("DELIVERY",),
    "ZONES OF QUIET": ("ZQ9",),
}
KEPT = {
    "lagoons": "lagoons|limans",
    "lagoon_ecology": "lagoon ecology",
    "public_demonstrations": "public {demonstrations,demonstration}",
    "drugs_of_abuse": "drugs of abuse",
    "pharmaceuticals": "pharmaceuticals|medicaments",
    "acoustics": "acoustics",
    "piracy": "piracy",
    "pirating": "pirating",
    "lakes": "lakes",
    "parcels": "parcels",
    "zones_of_quiet": "zones of quiet|ZQ9",
}


def vocabulary(folder: Path, form: str) -> Path:
    """The concepts as a file of SKOS."""
    from rdflib import RDF, SKOS, Graph, Literal, URIRef

    graph = Graph()
    for at, (label, others) in enumerate(CONCEPTS.items()):
        concept = URIRef(f"http://lagoon.invalid/{at}")
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.prefLabel, Literal(label, "en")))
        graph.add((concept, SKOS.prefLabel, Literal(f"{label} (fr)", "fr")))
        for other in others:
            graph.add((concept, SKOS.altLabel, Literal(other, "en")))
    path = folder / f"lagoon.{form}"
    formats = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
    graph.serialize(path, format=formats[form], encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["ttl", "rdf", "jsonld"])
def test_a_vocabulary_becomes_themes(place, tmp_path, form):
    made = vocabularies.imported(vocabulary(tmp_path, form), "lagoon", place)
    themes = codebook.load(place, "lagoon").themes
    rows = {row["theme"]: row["terms"] for row in csv.DictReader(made.path.open())}
    assert rows == KEPT
    assert (made.concepts, len(themes)) == (len(KEPT), len(KEPT))
    assert made.left_out.total() == 1 + 2 + 1 + 1 + 1 + 1  # demonstrations, drugs twice, and so on
    assert next(t.title for t in themes if t.theme == "public_demonstrations") == (
        "Public demonstrations"
    )


def looked_up(place, text: str) -> set[str]:
    return set(codebook.themes(text, codebook.load(place, "lagoon")))


def test_the_longest_term_counts_and_names_are_left(place, tmp_path):
    vocabularies.imported(vocabulary(tmp_path, "ttl"), "lagoon", place)
    assert looked_up(place, "on lagoon ecology, and on lagoons") == {"lagoon_ecology", "lagoons"}
    assert looked_up(place, "lagoon ecology alone") == {"lagoon_ecology"}
    assert looked_up(place, "the region of the Great Lakes") == set()
    assert looked_up(place, "Lakes are drying") == {"lakes"}
    assert looked_up(place, "sound demonstrations of members") == set()
    assert looked_up(place, "the zq9 is no acronym") == set()


def test_a_text_is_led_by_what_is_rare_and_has_room(place, tmp_path):
    vocabularies.imported(vocabulary(tmp_path, "ttl"), "lagoon", place)
    paragraphs = {f"OP{n}": "Notes the lagoons;" for n in range(1, 12)}
    paragraphs |= {"OP12": "Notes piracy and limans;", "OP13": "Notes acoustics and piracy;"}
    text = Resolution("F/RES/9", "", "Federal Assembly", None, paragraphs=tuple(
        Paragraph(label, "operative", 1, None, None, said) for label, said in paragraphs.items()
    ))  # fmt: skip
    led = features.leading(text, codebook.load(place, "lagoon"), 5)
    assert list(led) == ["lagoons", "piracy"]  # acoustics stands in one paragraph of thirteen
    assert led["lagoons"] == tuple(f"OP{n}" for n in range(1, 13))
    assert list(features.leading(text, codebook.load(place, "lagoon"), 1)) == ["lagoons"]


def test_a_concept_is_as_rare_as_the_commonest_of_its_terms():
    words = {word: BOOK.background[word] for word in ("refugees", "circumstances", "ships")}
    rare = {word: codebook.rarity([word], BOOK.background) for word in words}
    assert codebook.telling([["refugees"]], BOOK) == rare["refugees"]
    assert codebook.telling([["ships"], ["refugees"]], BOOK) == min(rare["ships"], rare["refugees"])
    first, second = sorted(rare[word] for word in ("refugees", "ships"))[::-1]
    both = first + codebook.lookups.FURTHER * second
    assert codebook.telling([["ships", "refugees"]], BOOK) == pytest.approx(both)
    spread = BOOK.spread["circumstances"]
    assert codebook.telling([["circumstances"]], BOOK) == rare["circumstances"] * spread
    assert codebook.concentration(["circumstances", "ships"], BOOK.spread) == 1
    assert codebook.concentration(["zqxj"], BOOK.spread) == 1  # nobody has it: nothing is known
    assert codebook.telling([], BOOK) == codebook.concentration([], BOOK.spread) == 0


BAD = {
    "no file": ("gone.ttl", None, "no such file; expected Turtle"),
    "no concept": ("empty.ttl", "@prefix a: <http://a.invalid/> .", "no skos:Concept with an"),
    "broken": ("broken.ttl", "<http://a", "no turtle that can be read"),
    "fetched": (
        "far.jsonld",
        '{"@context": "http://a.invalid/c", "@id": "a"}',
        "nothing is fetched",
    ),
    "entities": ("e.rdf", '<!DOCTYPE r [<!ENTITY a "b">]><r/>', "it declares entities"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_vocabulary_is_one_line(place, tmp_path, case):
    name, content, said = BAD[case]
    if content is not None:
        (tmp_path / name).write_text(content)
    run = ["codebook", "import", str(tmp_path / name), "--scheme", "lagoon"]
    answer = CliRunner().invoke(main, run)
    assert answer.exit_code == 2
    assert said in answer.stderr and answer.stderr.count("\n") == 1
    assert not (place / "codebook" / "schemes" / "lagoon.csv").exists()


@pytest.mark.parametrize("name", ["Lagoon", "../lagoon", "", "lagoon themes"])
def test_a_scheme_has_a_plain_name(place, tmp_path, name):
    with pytest.raises(InputError, match="expected small letters"):
        vocabularies.imported(vocabulary(tmp_path, "ttl"), name, place)


def test_a_scheme_is_not_named_like_a_subject(place, tmp_path):
    with pytest.raises(InputError, match="has this name; choose another"):
        vocabularies.imported(vocabulary(tmp_path, "ttl"), "counter-terrorism", place)


def test_commands(place, specimen_corpus, tmp_path, monkeypatch):
    path = vocabulary(tmp_path, "ttl")
    answer = CliRunner().invoke(main, ["codebook", "import", str(path), "--scheme", "lagoon"])
    assert answer.exit_code == 0, answer.output
    assert f"{len(KEPT)} concepts; labels left out: " in answer.output
    text = str(Path(__file__).parent / "specimen" / "texts" / "F_RES_61_7.md")
    answer = CliRunner().invoke(main, ["themes", text, "--codebook", "lagoon", "--lead", "3"])
    assert answer.exit_code == 0 and answer.output.startswith("F/RES/61/7\n")
    monkeypatch.setenv("WORKBENCH_CORPUS", str(specimen_corpus))
    answer = CliRunner().invoke(main, ["codebook", "propose", "harbour-safety"])
    assert answer.exit_code == 0
    assert answer.output == vocabularies.propose("harbour-safety", specimen_corpus).text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_themes_are_named_in_the_catalogue(tmp_path, end, mark):
    rows = ["series,title,kind,entity,description",
            'a,"Boats, and ""nets""",renewals,,', "b,B,renewals,,"]  # fmt: skip
    (tmp_path / "series.csv").write_bytes((mark + end.join(rows) + end).encode())
    catalogue.coded_by("a", "lagoon", tmp_path)
    rows = [f"{row},{added}" for row, added in zip(rows, ("themes", "lagoon", ""), strict=True)]
    written = (mark + end.join(rows) + end).encode()
    assert (tmp_path / "series.csv").read_bytes() == written
    catalogue.coded_by("a", "lagoon", tmp_path)
    assert (tmp_path / "series.csv").read_bytes() == written
    with pytest.raises(InputError, match="no series 'c' in the catalogue"):
        catalogue.coded_by("c", "lagoon", tmp_path)


def test_proposing_asks_before_it_writes(specimen_corpus, tmp_path, monkeypatch):
    place = tmp_path / "mine"
    shutil.copytree(specimen_corpus, place)
    monkeypatch.setenv("WORKBENCH_CORPUS", str(place))
    run = ["codebook", "propose", "harbour-safety", "--write"]
    before = (place / "series.csv").read_bytes()
    assert CliRunner().invoke(main, run, input="n\n").exit_code == 1
    assert (place / "series.csv").read_bytes() == before
    answer = CliRunner().invoke(main, run, input="y\n")
    assert answer.exit_code == 0 and "workbench build harbour-safety" in answer.output
    assert catalogue.series(place)["harbour-safety"].themes == "harbour-safety"
    again = CliRunner().invoke(main, [*run, "--yes"])
    assert again.exit_code == 2 and again.stderr.count("\n") == 1
