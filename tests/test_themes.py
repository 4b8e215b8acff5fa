"""The published themes: each row's own sentences, known facts, and hand-made gold."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from workbench import codebook as books
from workbench import features, readers
from workbench.codebook import titles

CODEBOOK = books.load(themes="counter-terrorism")


def found(text: str) -> set[str]:
    return {code for scheme, code in features.codes_in(text, CODEBOOK) if scheme == "theme"}


@pytest.mark.parametrize("row", CODEBOOK.themes, ids=lambda row: row.theme)
def test_a_row_finds_its_example_and_not_its_counter_example(row):
    assert row.theme in found(row.example)
    assert row.theme not in found(row.counter_example)


@pytest.mark.parametrize("row", CODEBOOK.themes, ids=lambda row: row.theme)
def test_a_row_is_complete(row):
    assert all((row.title, row.definition, row.example, row.counter_example, row.source))


# Spellings of one thing: British and American, hyphens of both kinds or none, plurals.
SAME = [
    ("organized_crime", "organised crime", "Organized Crimes", "transnational crime"),
    ("coordination_compact", "Counter-Terrorism Committee", "Counterterrorism Committee",
     "Counter‑Terrorism Committee", "Counter Terrorism Committee", "CTED", "UNOCT"),
    ("critical_infrastructure", "soft targets", "“soft” targets", "soft-target"),
    ("prosecution_rehab_reintegration", "re-integration", "rehabilitating", "reintegrated"),
    ("foreign_terrorist_fighters", "foreign terrorist fighter", "FTFs", "foreign fighters"),
    ("evidence", "e-evidence", "forensics", "electronic evidence"),
    ("civil_society", "non‑governmental organizations", "NGOs", "civil societies"),
    ("border_travel", "watch lists", "watchlists", "passenger name records", "PNR"),
    ("new_technologies", "unmanned aircraft systems", "drones", "3D printing", "virtual assets"),
    ("cultural_property", "artefacts", "artifacts", "cultural heritage"),
]  # fmt: skip


@pytest.mark.parametrize("theme, spelling", [(t, s) for t, *several in SAME for s in several])
def test_spellings_of_one_theme(theme, spelling):
    assert theme in found(f"Deplores {spelling} in the valleys;")


NOT = [
    ("organized_crime", "Requests the United Nations Office on Drugs and Crime to report;"),
    ("ict_internet", "Thanks the Office of Information and Communications Technology;"),
    ("human_rights", "Welcomes the visit of the High Commissioner for Human Rights;"),
    ("education_youth", "Thanks the United Nations Educational, Scientific and Cultural "
                        "Organization;"),
    ("maritime", "Thanks the International Maritime Organization;"),
    ("gender", "Thanks UN-Women;"),
    ("prosecution_rehab_reintegration", "Urges the cantons to bring arsonists to justice and to "
                                        "prosecute them;"),
    ("financing", "Recalls the conference on financing for development;"),
    ("funding", "Requests the Office, subject to the availability of extrabudgetary resources, to "
                "draw a map;"),
    ("funding", "Notes that arsonists mobilize resources and garner support;"),
    ("evidence", "Encourages evidence-based planning;"),
    ("prisons", "Condemns imprisonment;"),
    ("border_travel", "Encourages cross-border trade in barley;"),
]  # fmt: skip


@pytest.mark.parametrize("theme, text", NOT)
def test_coincidental_words(theme, text):
    assert theme not in found(text)


# -- real texts ----------------------------------------------------------------------------


def coded(shared, symbol: str) -> dict[str, tuple[str, ...]]:
    path = shared / "texts" / (symbol.replace("/", "_") + ".json")
    return features.themes(readers.read(path), CODEBOOK)


def labels(shared, symbol: str, theme: str) -> list[str]:
    return [label for label, themes in coded(shared, symbol).items() if theme in themes]


@pytest.mark.texts
def test_gold_is_met_in_precision_and_recall(shared):
    hit, wrong, missed, by_theme = 0, 0, 0, Counter()
    for symbol in ("A/RES/72/194", "A/RES/74/175"):
        gold_path = shared / "gold" / "themes" / (symbol.replace("/", "_") + ".json")
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        mine = coded(shared, symbol)
        assert set(mine) == set(gold)
        for label, themes in gold.items():
            hit += len(set(themes) & set(mine[label]))
            wrong += len(set(mine[label]) - set(themes))
            missed += len(set(themes) - set(mine[label]))
            by_theme.update(set(themes) ^ set(mine[label]))
    assert hit / (hit + wrong) >= 0.93, by_theme
    assert hit / (hit + missed) >= 0.93, by_theme


@pytest.mark.texts
def test_biometrics_enters_technical_assistance_in_2019(shared):
    for symbol in ("A/RES/58/136", "A/RES/59/153", "A/RES/72/194"):
        assert labels(shared, symbol, "biometrics") == []
    assert labels(shared, "A/RES/74/175", "biometrics") == ["OP9"]


@pytest.mark.texts
def test_where_biometrics_stands_before(shared):
    assert "OP3" in labels(shared, "S/RES/2322(2016)", "biometrics")
    assert "OP15" in labels(shared, "S/RES/2396(2017)", "biometrics")
    assert "OP41" in labels(shared, "A/RES/72/284", "biometrics")


@pytest.mark.texts
def test_gender_enters_technical_assistance_between_2004_and_2017(shared):
    for symbol in ("A/RES/58/136", "A/RES/59/153"):
        assert labels(shared, symbol, "gender") == []
    assert labels(shared, "A/RES/72/194", "gender") == ["OP13", "OP15"]


@pytest.mark.texts
def test_gender_enters_the_strategy_reviews_in_a_recital_first(shared):
    for symbol in ("A/RES/62/272", "A/RES/64/297", "A/RES/66/282"):
        assert labels(shared, symbol, "gender") == []
    first = labels(shared, "A/RES/68/276", "gender")
    assert first[0] == "PP20" and not [label for label in first if label.startswith("OP")]
    later = labels(shared, "A/RES/70/291", "gender")
    assert next(label for label in later if label.startswith("OP")) == "OP12"


@pytest.mark.texts
def test_one_pass_equals_the_codebook_on_real_texts(shared):
    for path in sorted((shared / "texts").glob("A_RES_7?_1*.json")):
        for p in readers.read(path).paragraphs:
            hits = features.codes_in(p.text, CODEBOOK)
            for t in CODEBOOK.themes:
                alone = books.spans(p.text, t.terms, t.exclusions)
                alone = titles.beside(alone, titles.named(p.text), p.text)
                assert hits.get(("theme", t.theme), []) == alone
            names = sorted(
                (a, b, code)
                for (scheme, code), spans in hits.items() if scheme == "entity"
                for a, b in spans
            )  # fmt: skip
            assert names == sorted((a, b, e) for e, a, b in books.entities(p.text, CODEBOOK))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Invites the Inter-Cantonal Union of Parliaments to meet;", set()),
        ("Welcomes rules written together with the Inter-Parliamentary Union;", set()),
        ("Notes the Counter-Arson hub and the Parliamentary Engagement hub in the valleys;", set()),
        ("Notes the report entitled “Parliaments of the valleys”;", set()),
        ("Thanks the Inter-Parliamentary Union, and parliaments;", {"parliaments"}),
        ("Requests Parliaments and the Office on Tolls to meet;", {"parliaments"}),
        # a treaty is about what its name says; a body that is the theme, or its letters, is it
        ("Recalls the Convention on Victims of the Council of Cantons;", {"victims"}),
        ("Requests CTED to meet;", {"coordination_compact"}),
        ("Requests the Counter-Terrorism Executive Directorate to meet;", {"coordination_compact"}),
    ],
)
def test_a_piece_of_a_name_is_no_theme(text, found):
    assert set(books.themes(text, CODEBOOK)) == found
