"""Topics: shares and first appearances on fingers, trajectories by rule, edge cases."""

from __future__ import annotations

import pandas as pd
import pytest
from small_series import TABLES, measured, of

from workbench import Corpus, codebook, findings, topics
from workbench.errors import InputError


def test_presence_in_shares_of_paragraphs_and_of_words():
    found = measured(topics.presence).set_index(["theme", "symbol"])
    both = found.loc[("drought", "F/RES/4")]
    # two terms in one paragraph are one paragraph
    assert both["n_paragraphs"] == 2
    assert (both["n_paragraphs_preamble"], both["n_paragraphs_operative"]) == (1, 1)
    assert both["share_words"] == pytest.approx((35 + 70) / 200)
    assert both["share_paragraphs"] == pytest.approx(2 / 5)
    assert both["labels"] == "PP1 OP2"


def test_zero_is_a_row_and_a_gap_is_no_zero():
    found = measured(topics.presence).set_index(["theme", "symbol"])
    assert found.loc[("drought", "F/RES/1"), "n_paragraphs"] == 0
    assert pd.isna(found.loc[("drought", "F/RES/3"), "n_paragraphs"])
    assert "F/RES/5" not in found.index.get_level_values("symbol")


def test_each_theme_is_first_once():
    found = measured(topics.presence)
    first = found[found["first"].fillna(False)]
    assert dict(zip(first["theme"], first["symbol"], strict=True)) == {
        "drought": "F/RES/2", "harvest": "F/RES/4", "seeds": "F/RES/1",
    }  # fmt: skip


def test_themes_are_chosen_by_name():
    assert set(measured(topics.presence, themes="seeds")["theme"]) == {"seeds"}
    assert set(measured(topics.presence, themes=[])["theme"]) == {"drought", "harvest", "seeds"}
    with pytest.raises(InputError, match="no theme 'snow'; there are: drought, harvest, seeds"):
        measured(topics.presence, themes=["seeds", "snow"])


def test_first_appearances_are_four_dates():
    found = measured(topics.emergence).set_index("theme")
    drought = found.loc["drought"]
    assert (drought["preamble_symbol"], drought["preamble_label"]) == ("F/RES/2", "PP2")
    assert (drought["operative_symbol"], drought["operative_label"]) == ("F/RES/4", "OP2")
    assert (drought["directive_symbol"], drought["directive_label"]) == ("F/RES/4", "OP2")
    assert pd.isna(drought["obligation_symbol"])
    assert drought["preamble_first"]
    assert found.loc["harvest", "obligation_label"] == "OP3"
    assert drought["first_words"] == "drought"
    assert (drought["n_searched"], drought["n_gaps"], drought["first_year"]) == (4, 1, 2003)


def test_the_words_of_a_first_appearance_are_those_of_its_member_the_most_frequent_first():
    codes = TABLES["codes"].copy()
    drought = codes[codes["code"] == "drought"].iloc[0].to_dict()
    more = [drought | {"term": term, "count": n} for term, n in (("dry spells", 9), ("thirst", 0))]
    later = [drought | {"symbol": "F/RES/4", "term": "aridity", "count": 20}]
    tables = TABLES | {"codes": pd.concat([codes, pd.DataFrame(more + later)])}
    found = measured(topics.emergence, tables).set_index("theme")
    assert found.loc["drought", "first_words"] == "dry spells|drought|thirst"


def test_who_decides_to_encourage_obliges_nobody():
    clauses = TABLES["clauses"].copy()
    clauses.loc[clauses["verb"] == "decides", "strength"] = 3
    found = measured(topics.emergence, TABLES | {"clauses": clauses}).set_index("theme")
    assert found.loc["harvest", "directive_label"] == "OP3"
    assert pd.isna(found.loc["harvest", "obligation_label"])


@pytest.mark.parametrize(("label", "way"), [("Annex/1", "steady"), ("OP1", "returned")])
def test_a_theme_of_an_annex_that_is_not_printed_again_neither_came_back_nor_enters(label, way):
    """It stands in the first text, not in the second, and in the third again."""
    paragraphs, codes = TABLES["paragraphs"], TABLES["codes"]
    annex = paragraphs.iloc[[0]].assign(label="Annex/1", part="annex")
    harvest = codes[codes["code"] == "harvest"].iloc[[0]].assign(symbol="F/RES/1", label=label)
    tables = TABLES | {"paragraphs": pd.concat([annex, paragraphs]),
                       "codes": pd.concat([harvest, codes])}  # fmt: skip
    three = of("F/RES/1", "F/RES/2", "F/RES/4", tables=tables)
    found = measured(topics.emergence, three).set_index("theme").loc["harvest"]
    assert (found["trajectory"], found["first_year"]) == (way, 2001)


@pytest.mark.parametrize(("label", "way"), [("Annex/1", "steady"), (None, "growing")])
def test_of_what_an_annex_alone_had_first_nothing_is_said_to_grow(label, way):
    """It may stand in the annex of the first text; then in the second, and in more of the third."""
    paragraphs, codes = TABLES["paragraphs"], TABLES["codes"]
    annex = paragraphs.iloc[[0]].assign(label="Annex/1", part="annex")
    drought = codes[codes["code"] == "drought"].iloc[[0]]
    more = [drought.assign(symbol="F/RES/4", label="OP3")]
    more += [drought.assign(symbol="F/RES/1", label=label)] if label else []
    tables = TABLES | {"paragraphs": pd.concat([annex, paragraphs]),
                       "codes": pd.concat([*more, codes])}  # fmt: skip
    three = of("F/RES/1", "F/RES/2", "F/RES/4", tables=tables)
    found = measured(topics.emergence, three).set_index("theme").loc["drought"]
    assert found["trajectory"] == way


def test_a_coded_clause_that_asks_nobody_is_no_directive():
    codes = TABLES["codes"].copy()
    codes.loc[codes["code"].eq("drought") & codes["label"].eq("OP2"), "clause"] = 2
    found = measured(topics.emergence, of("F/RES/1", "F/RES/2", "F/RES/4",
                                          tables=TABLES | {"codes": codes}))  # fmt: skip
    assert pd.isna(found.set_index("theme").loc["drought", "directive_symbol"])


@pytest.mark.parametrize(
    "shares, expected",
    [
        ([0, 0, 0], "absent"),
        ([0, 0, 0.1], "entering"),
        ([0.1, 0.1, 0], "gone"),
        ([0.1, 0, 0.1], "returned"),
        ([0, 0.1, 0.15], "growing"),
        ([0.15, 0.2, 0.1], "fading"),
        ([0.1, 0.3, 0.14], "steady"),
        ([0.1], "steady"),
        ([0], "absent"),
        ([], "absent"),
    ],
)
def test_trajectories(shares, expected):
    has = [i for i, share in enumerate(shares) if share]
    assert topics.trajectory(shares, has, [3] * len(shares)) == expected
    assert expected in topics.TRAJECTORIES


@pytest.mark.parametrize("shares", [[0.1, 0.2], [0.2, 0.1]])
def test_one_paragraph_is_no_growth(shares):
    assert topics.trajectory(shares, [0, 1], [1, 1]) == "steady"


@pytest.mark.parametrize("name", ["presence", "emergence", "trends"])
@pytest.mark.parametrize(
    "symbols",
    [(), ("F/RES/1",), ("F/RES/3",), ("F/RES/1", "F/RES/3"), ("F/RES/2", "F/RES/3", "F/RES/4")],
    ids=["empty", "one", "a gap alone", "one and a gap", "two over a gap"],
)
def test_degenerate_series(name, symbols):
    measure = getattr(topics, name)
    assert list(measured(measure, of(*symbols)).columns) == list(measured(measure).columns)


def test_share_of_words_counted_again():
    """A second way: from pandas' own grouping of the joined tables."""
    joined = TABLES["codes"].query("scheme == 'theme'").drop_duplicates(["symbol", "label", "code"])
    joined = joined.merge(TABLES["paragraphs"], on=["symbol", "label"])
    words = joined.pivot_table(index="code", columns="symbol", values="n_words", aggfunc="sum")
    total = TABLES["resolutions"].set_index("symbol")["n_words"]
    found = measured(topics.presence).dropna(subset="n_words")
    for row in found[found["n_words"] > 0].itertuples(index=False):
        expected = words.loc[row.theme, row.symbol] / total[row.symbol]
        assert row.share_words == pytest.approx(expected)


# ── planted truth and known facts ────────────────────────────────────────────────────────────


def test_planted_topics_come_back():
    from planted import TRUTH, corpus

    room = corpus().measure(topics.presence).set_index(["theme", "symbol"])
    first = corpus().measure(topics.emergence).set_index("theme")
    for theme, truth in TRUTH["topics"].items():
        for symbol, there in truth["trajectory"].items():
            assert room.loc[(theme, symbol), "labels"].split() == there["labels"]
            share = there["n_words"] / there["total"]
            assert room.loc[(theme, symbol), "share_words"] == pytest.approx(share)
        for sense, place in truth["first"].items():
            found = first.loc[theme, [f"{sense}_symbol", f"{sense}_label"]]
            assert found.isna().all() if place is None else found.tolist() == place
    assert first.loc["autonomous_vessels", "trajectory"] == "growing"
    assert first.loc["ice", "trajectory"] == "gone"
    assert first.loc["autonomous_vessels", "preamble_first"]


@pytest.mark.parametrize(
    "series, theme, sense, place",
    [
        ("ct-assistance", "biometrics", "operative", "A/RES/74/175 OP9"),
        ("ct-strategy", "gender", "preamble", "A/RES/68/276 PP20"),
        ("ct-strategy", "gender", "operative", "A/RES/70/291 OP12"),
        ("ct-strategy", "biometrics", "operative", "A/RES/72/284 OP41"),
        ("sc-counter-terrorism", "biometrics", "operative", "S/RES/2322(2016) OP3"),
        ("sc-counter-terrorism", "biometrics", "obligation", "S/RES/2396(2017) OP15"),
    ],
)
def test_first_appearances_in_the_published_tables(series, theme, sense, place):
    from workbench import Corpus

    found = Corpus.load(series).measure(topics.emergence, themes=[theme]).iloc[0]
    assert f"{found[f'{sense}_symbol']} {found[f'{sense}_label']}" == place


def test_where_women_and_gender_stand_in_the_assistance_series():
    from workbench import Corpus

    found = Corpus.load("ct-assistance").measure(topics.presence, themes="gender")
    labels = found.set_index("symbol")["labels"]
    assert (labels["A/RES/58/136"], labels["A/RES/59/153"]) == ("", "")
    assert labels["A/RES/72/194"] == "OP13 OP15"


def test_a_formula_is_no_source():
    """A run that stands in several paragraphs of one document tells nothing of where words are
    from: more is shared with F/RES/1, and yet the words are of F/RES/2."""
    rows = [
        *[("F/RES/1", label, s) for label in ("OP1", "OP2") for s in ("f1", "f2", "f3")],
        *[("F/RES/2", "OP7", s) for s in ("f1", "own")],
        *[("F/RES/4", "OP1", s) for s in ("f1", "f2", "f3", "own")],
        *[("F/RES/4", "OP2", s) for s in ("f1", "f2", "f3")],
    ]
    shingles = pd.DataFrame(rows, columns=["symbol", "label", "shingle"])
    places = pd.DataFrame({"symbol": "F/RES/4", "label": ["OP1", "OP2"]})
    said = [("F/RES/4", "OP1", w) for w in ("oats", "rye", "hay")] + [("F/RES/2", "OP7", "rye")]
    words = pd.DataFrame(said, columns=["symbol", "label", "word"]).assign(count=1)
    table = topics.sources(TABLES["resolutions"], words, shingles, places).set_index("label")
    assert table.loc["OP1", ["earlier", "earlier_label", "n_shared"]].tolist() == [
        "F/RES/2", "OP7", 2]  # fmt: skip
    assert table.loc["OP1", "share"] == 2 / 4
    assert table.loc["OP1", "in_common"] == round(1 / 3, 4)
    assert pd.isna(table.loc["OP2", "earlier"])


def test_of_two_sources_the_one_with_rare_words():
    """F/RES/1 shares more runs; the word that F/RES/2 shares is in fewer documents."""
    rows = [
        *[("F/RES/1", "OP1", s) for s in ("a", "b", "c")],
        *[("F/RES/2", "OP7", s) for s in ("a", "b")],
        *[("F/RES/4", "OP1", s) for s in ("a", "b", "c")],
    ]
    shingles = pd.DataFrame(rows, columns=["symbol", "label", "shingle"])
    said = [("F/RES/1", "OP1", "hay"), ("F/RES/2", "OP7", "rye"),
            ("F/RES/4", "OP1", "hay"), ("F/RES/4", "OP1", "rye")]  # fmt: skip
    words = pd.DataFrame(said, columns=["symbol", "label", "word"]).assign(count=1)
    book = codebook.load().but(background={"": 99, "hay": 49, "rye": 9}, stopwords=frozenset())
    places = pd.DataFrame({"symbol": ["F/RES/4"], "label": ["OP1"]})
    table = topics.sources(TABLES["resolutions"], words, shingles, places, book)
    assert table[["earlier", "earlier_label"]].to_numpy().tolist() == [["F/RES/2", "OP7"]]


def test_a_series_without_a_codebook_of_themes_has_no_theme(specimen_corpus):
    corpus = Corpus.load("harbour-safety", specimen_corpus)
    assert (corpus.codes["scheme"] == "theme").any()  # of a codebook that it has no more
    bare = corpus.codebook.but(themes=())
    room = corpus.measure(topics.presence, codebook=bare)
    entered = corpus.measure(topics.emergence, codebook=bare)
    assert room.empty and entered.empty
    assert corpus.measure(topics.trends, codebook=bare).empty
    said = str(findings.emergence(entered, room))
    assert "names no codebook of themes" in said
    assert topics.settled(entered) == ""
