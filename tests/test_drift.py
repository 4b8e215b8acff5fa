"""Drift: known values on fingers, a second computation of what matters, and edge cases."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pandas as pd
import pytest
from small_series import LINKS, TABLES, WORDS, measured, of

from workbench import codebook, drift, findings
from workbench.drift import fates
from workbench.errors import InputError


@pytest.fixture(scope="module")
def composed() -> pd.DataFrame:
    return measured(drift.composition).set_index(["later", "kind"])


def test_composition_counts_paragraphs_and_words(composed):
    assert composed.loc[("F/RES/2", "kept"), "n_paragraphs"] == 2
    assert composed.loc[("F/RES/2", "kept"), "share_words"] == pytest.approx((10 + 30) / 125)
    assert composed.loc[("F/RES/2", "revised"), "share_words"] == pytest.approx(25 / 125)
    assert composed.loc[("F/RES/2", "added"), "share_words"] == pytest.approx(60 / 125)
    assert composed.loc[("F/RES/2", "dropped"), "share_words"] == pytest.approx(40 / 100)


def test_kept_revised_and_added_make_the_later_text(composed):
    for later, words in (("F/RES/2", 125), ("F/RES/4", 200), ("F/RES/6", 150)):
        parts = composed.loc[later].loc[["kept", "revised", "added"]]
        assert parts["n_words"].sum() == words
        assert parts["share_words"].sum() == pytest.approx(1)
        assert parts["share_paragraphs"].sum() == pytest.approx(1)


def test_merges_splits_and_moves_are_counted_from_shared_sides(composed):
    assert composed.loc[("F/RES/4", "merged"), "labels"] == "PP1"
    assert composed.loc[("F/RES/4", "split"), "labels"] == "OP1"
    assert composed.loc[("F/RES/4", "split"), "share_words"] == pytest.approx(30 / 125)
    assert composed.loc[("F/RES/6", "moved"), "labels"] == "OP2"
    # Kept elsewhere as well: the copy that went into OP4 does not make OP1 revised.
    assert composed.loc[("F/RES/4", "kept"), "labels"] == "OP1"


def test_range_over_close_decisions(composed):
    # OP2's link is doubtful: without it OP2 is added, and the earlier OP2 dropped.
    # OP3 is a doubtful addition: taken as revised it is one addition less.
    added = composed.loc[("F/RES/4", "added")]
    ends = ("_low", "", "_high")
    assert [added[f"n_paragraphs{end}"] for end in ends] == [0, 1, 2]
    assert [added[f"n_words{end}"] for end in ends] == [0, 50, 50 + 70]
    revised = composed.loc[("F/RES/4", "revised")]
    assert (revised["n_words_low"], revised["n_words_high"]) == (35 + 15, 35 + 70 + 15 + 50)
    dropped = composed.loc[("F/RES/4", "dropped")]
    assert (dropped["n_paragraphs_low"], dropped["n_paragraphs_high"]) == (0, 1)
    assert dropped["share_words_high"] == pytest.approx(60 / 125)
    assert (revised["n_doubtful"], added["n_doubtful"]) == (1, 1)


def test_what_a_doubtful_addition_may_carry_on_may_not_be_dropped():
    new = (LINKS["later"] == "F/RES/2") & (LINKS["later_label"] == "OP2")
    links = LINKS.assign(doubtful=LINKS["doubtful"] | new, relative=None)
    links.loc[new, "relative"] = "OP2"
    found = measured(drift.composition, TABLES | {"links": links}).set_index(["later", "kind"])
    dropped = found.loc[("F/RES/2", "dropped")]
    assert (dropped["n_paragraphs_low"], dropped["n_paragraphs"]) == (0, 1)
    alive = measured(drift.survival, TABLES | {"links": links}).set_index(["born", "symbol"])
    alive = alive.loc[("F/RES/1", "F/RES/2")]
    assert alive["n_alive_high"] == alive["n_alive"] + 1


def test_a_jump_over_a_gap_says_so(composed):
    assert composed.loc["F/RES/4", "skips"].unique().tolist() == ["F/RES/3"]
    assert composed.loc["F/RES/2", "skips"].unique().tolist() == [""]


def test_a_draft_is_no_renewal_but_a_comparison_of_its_own(composed):
    assert "F/RES/5" not in set(composed["earlier"])
    own = measured(drift.composition, stage="recommended")
    assert set(own["earlier"]) == {"F/RES/5"}
    assert own.loc[own["kind"] == "kept", "share_words"].item() == 1.0


def test_identical_texts_keep_everything():
    tables = of("F/RES/1") | {"resolutions": TABLES["resolutions"].iloc[[0, 0]].reset_index()}
    twin = tables["resolutions"].assign(symbol=["F/RES/1", "F/RES/1b"])
    paragraphs = pd.concat(
        [tables["paragraphs"], tables["paragraphs"].assign(symbol="F/RES/1b")], ignore_index=True
    )
    labels = tables["paragraphs"]["label"]
    links = pd.DataFrame({
        "earlier": "F/RES/1", "earlier_label": labels, "later": "F/RES/1b", "later_label": labels,
        "kind": "kept", "similarity": 1.0, "moved": False, "doubtful": False, "relative": None,
    })  # fmt: skip
    found = drift.composition(twin, paragraphs, links).set_index("kind")
    assert found.loc["kept", "share_words"] == 1
    assert found.loc[["revised", "added", "dropped", "moved"], "n_words"].sum() == 0


@pytest.mark.parametrize("name", drift.MEASURES)
@pytest.mark.parametrize(
    "symbols",
    [(), ("F/RES/1",), ("F/RES/3",), ("F/RES/1", "F/RES/3"), ("F/RES/2", "F/RES/3", "F/RES/4")],
    ids=["empty", "one", "a gap alone", "one and a gap", "two over a gap"],
)
def test_degenerate_series_give_tables_with_the_same_columns(name, symbols):
    measure = getattr(drift, name)
    assert list(measured(measure, of(*symbols)).columns) == list(measured(measure).columns)


@pytest.mark.parametrize("name", drift.MEASURES)
def test_measures_leave_their_tables_alone(name):
    before = {n: t.copy() for n, t in TABLES.items()}
    measured(getattr(drift, name))
    for n, t in TABLES.items():
        pd.testing.assert_frame_equal(t, before[n])


def test_collated_lists_each_link_with_both_verbs():
    found = measured(drift.collated)
    row = found[found["later_label"].eq("OP2") & found["later"].eq("F/RES/4")].iloc[0]
    assert (row["earlier_verb"], row["later_verb"]) == ("invites", "requests")
    assert (row["earlier_n_words"], row["later_n_words"], row["skips"]) == (60, 70, "F/RES/3")
    merge = found[found["later"].eq("F/RES/4") & found["later_label"].eq("PP1")]
    assert merge["also"].tolist() == ["PP2", "PP1"]
    assert len(found) == len(LINKS[LINKS["earlier"] != "F/RES/5"])


def test_what_is_printed_twice_neither_merged_nor_split():
    twice = LINKS.iloc[[0]].assign(later_label="OP9")
    at = (LINKS["earlier"] == "F/RES/1") & (LINKS["later"] == "F/RES/2")
    links = pd.concat([LINKS[at], twice])
    words = {"earlier": dict.fromkeys(["PP1", "PP2", "OP1", "OP2"], 1),
             "later": dict.fromkeys(["PP1", "PP2", "OP1", "OP2", "OP9"], 1)}  # fmt: skip
    found = fates._fates(links, words)
    assert (found["kept"], found["split"]) == (["PP1", "OP1", "OP9"], [])


def test_wording_by_class_of_change():
    found = measured(drift.wording).set_index(["later", "class"])
    assert found.loc[("F/RES/4", "substance"), "share"] == 1 / 3
    assert found.loc[("F/RES/4", "strength"), ["n_changes", "labels"]].tolist() == [1, "OP2"]
    assert found.loc[("F/RES/4", "qualifier"), "n_changes"] == 0
    assert found.loc[("F/RES/2", "substance"), ["n_dropped", "n_added"]].tolist() == [1, 6]
    assert pd.isna(found.loc[("F/RES/6", "substance"), "share"])  # nothing revised
    ends = ["n_revised", "n_words_revised", "n_before", "n_words_before"]
    assert found.loc[("F/RES/6", "substance"), ends].tolist() == [0, 0, 0, 0]
    assert found.loc[("F/RES/4", "list growth"), ends].nunique() > 1  # the same in each class


# ── life ─────────────────────────────────────────────────────────────────────────────────────


def test_survival_follows_chains_and_names_what_they_jump_over():
    life = measured(drift.survival).set_index(["born", "symbol"])
    assert life.loc[("F/RES/1", "F/RES/2"), "share"] == 3 / 4
    assert life.loc[("F/RES/1", "F/RES/6"), "labels"] == "PP1 PP2 OP1"
    assert life.loc[("F/RES/1", "F/RES/6"), "skips"] == "F/RES/3"
    assert life.loc[("F/RES/4", "F/RES/6"), "skips"] == ""
    # the chain of the second OP2 rests on a doubtful link; its OP1 asks for more than a report
    assert life.loc[("F/RES/2", "F/RES/6"), ["n_alive", "n_alive_low"]].tolist() == [4, 3]


def test_survival_agrees_with_walking_every_chain():
    """Random links over six members: where each paragraph stands, set by set."""
    lot = random.Random(1)
    order = [f"F/RES/{n}" for n in range(1, 7)]
    labels = [f"OP{n}" for n in range(1, 6)]
    paragraphs = pd.DataFrame(
        [(s, n, 1) for s in order for n in labels], columns=["symbol", "label", "n_words"]
    )
    links = pd.DataFrame(
        [(a, lot.choice(labels), b, lot.choice(labels), "revised", lot.random() < 0.3)
         for a, b in pairwise(order) for _ in range(4)],
        columns=["earlier", "earlier_label", "later", "later_label", "kind", "doubtful"],
    )  # fmt: skip
    members = pd.DataFrame({"symbol": order, "stage": "adopted", "year": 2001, "n_words": 5})
    life = drift.survival(members, paragraphs, links).set_index(["born", "symbol"])
    for i, born in enumerate(order):
        places = {n: {n} for n in labels}
        for member in order[i:]:
            if member != born:
                into = links[links["later"] == member]
                to = list(zip(into["earlier_label"], into["later_label"], strict=True))
                places = {n: {b for a, b in to if a in at} for n, at in places.items()}
            assert life.loc[(born, member), "labels"].split() == [n for n in labels if places[n]]


def test_survival_has_an_upper_end():
    order = ["F/RES/1", "F/RES/2", "F/RES/3"]
    paragraphs = pd.DataFrame(
        [(s, n, 1) for s in order for n in ("OP1", "OP2", "OP3")],
        columns=["symbol", "label", "n_words"],
    )
    links = pd.DataFrame(
        [("F/RES/1", "OP1", "F/RES/2", "OP1", "kept", False, None),
         ("F/RES/2", "OP1", "F/RES/3", "OP1", "kept", False, None),
         ("F/RES/1", "OP2", "F/RES/2", None, "dropped", True, "OP1"),
         ("F/RES/1", "OP3", "F/RES/2", None, "dropped", False, None)],
        columns=["earlier", "earlier_label", "later", "later_label", "kind", "doubtful",
                 "relative"],
    )  # fmt: skip
    members = pd.DataFrame({"symbol": order, "stage": "adopted", "year": 2001, "n_words": 3})
    life = drift.survival(members, paragraphs, links).set_index(["born", "symbol"])
    counts = ["n_alive", "n_alive_low", "n_alive_high"]
    assert life.loc[("F/RES/1", "F/RES/2"), counts].tolist() == [1, 1, 2]
    assert life.loc[("F/RES/1", "F/RES/3"), counts].tolist() == [1, 1, 2]
    said = str(findings.survival(life.reset_index()))
    assert "one (1 to 2 as what is doubtful is decided) can be followed into F/RES/3" in said


def test_survival_never_rises_and_starts_at_one():
    for _, life in measured(drift.survival).groupby("born"):
        assert life["share"].iloc[0] == 1
        assert life["share"].is_monotonic_decreasing


def test_survival_of_the_new_only():
    life = measured(drift.survival, cohort="new").set_index(["born", "symbol"])
    assert life.loc[("F/RES/2", "F/RES/2"), "of"] == 1
    assert life.loc[("F/RES/4", "F/RES/6"), ["of", "n_alive"]].tolist() == [1, 0]
    with pytest.raises(InputError, match="cohort is 'old'; expected all or new"):
        measured(drift.survival, cohort="old")


@pytest.mark.parametrize("last, alive", [("the weirs and a moored lantern", 1), ("the weirs", 0)])
def test_what_has_no_word_in_common_with_its_beginning_has_not_lived_on(last, alive):
    order = ["F/RES/1", "F/RES/2", "F/RES/3"]
    said = dict(zip(order, ("the lanterns", "the lanterns and the weirs", last), strict=True))
    paragraphs = pd.DataFrame({"symbol": order, "label": "OP1", "n_words": 2})
    links = pd.DataFrame([
        {"earlier": a, "earlier_label": "OP1", "later": b, "later_label": "OP1", "kind": "revised",
         "doubtful": False} for a, b in pairwise(order)
    ])  # fmt: skip
    words = pd.DataFrame([{"symbol": s, "label": "OP1", "word": w, "count": 1}
                          for s, text in said.items() for w in text.split()])  # fmt: skip
    members = pd.DataFrame({"symbol": order, "stage": "adopted", "year": 2001, "n_words": 2})
    book = codebook.load()
    life = drift.survival(members, paragraphs, links, words=words, codebook=book)
    assert life.set_index(["born", "symbol"]).loc[("F/RES/1", "F/RES/3"), "n_alive"] == alive


def test_first_text_by_provisions_and_by_wording():
    found = measured(drift.first_text).set_index("symbol")
    assert found.loc["F/RES/6", "share_paragraphs"] == 3 / 4
    assert found.loc["F/RES/6", "share_words"] == (10 + 20 + 30) / 100
    assert found.loc["F/RES/6", "contained"] == 0.3
    assert found.loc["F/RES/3"].drop(["year", "skips"]).isna().all()


def test_contested_tells_what_is_reopened():
    found = measured(drift.contested).set_index("provision")
    recital = found.loc["F/RES/1 PP2"]
    # the renewal that jumps over F/RES/3 isn't counted
    assert recital[["n_renewals", "n_reworded", "fate"]].tolist() == [2, 1, "sometimes"]
    assert recital[["similarity", "skips"]].tolist() == [0.8, "F/RES/3"]
    # over F/RES/3, too, it is the same
    assert found.loc["F/RES/1 OP1", "fate"] == "never"  # its copy in OP4 is a provision of its own
    assert found.loc["F/RES/1 PP1", "places"] == "F/RES/1 PP1; F/RES/2 PP1; F/RES/4 PP1"
    assert "F/RES/4 OP3" not in found.index  # in one member only


def test_never_is_never_over_a_gap_either():
    links = TABLES["links"].copy()
    over = (links["earlier_label"] == "OP1") & (links["later"] == "F/RES/4")
    links.loc[over, "kind"] = "revised"
    edit = (
        TABLES["edits"]
        .iloc[:1]
        .assign(earlier="F/RES/2", earlier_label="OP1", later="F/RES/4", later_label="OP1")
    )
    edits = pd.concat([TABLES["edits"], edit])
    found = measured(drift.contested, TABLES | {"links": links, "edits": edits})
    row = found.set_index("provision").loc["F/RES/1 OP1"]
    assert row[["n_reworded", "share", "fate"]].tolist() == [0, 0, "sometimes"]


def test_a_reaffirmed_annex_has_no_words_that_went():
    links = LINKS.assign(kind=LINKS["kind"].replace("dropped", "reaffirmed"))
    changes = drift.word_changes(WORDS, links, "F/RES/1", "F/RES/2")
    assert "treaty" not in set(changes.loc[changes["way"] == "dropped", "word"])


def test_a_rewording_that_is_only_housekeeping():
    edits = TABLES["edits"].assign(**{"class": "housekeeping"})
    found = measured(drift.contested, TABLES | {"edits": edits}).set_index("provision")
    assert found.loc["F/RES/1 PP2", ["n_reworded", "n_housekeeping"]].tolist() == [1, 1]
    assert measured(drift.contested)["n_housekeeping"].sum() == 0


def test_a_paragraph_in_which_nothing_changed_but_an_also_is_not_reworded():
    edits = TABLES["edits"].iloc[:0]
    found = measured(drift.contested, TABLES | {"edits": edits})
    assert set(found["fate"]) == {"never"}


# ── words ────────────────────────────────────────────────────────────────────────────────────


def test_word_changes_are_differences_within_linked_paragraphs():
    found = drift.word_changes(WORDS, LINKS, "F/RES/1", "F/RES/2")
    counts = found.set_index(["way", "word"])["count"].to_dict()
    # "canton" stands in linked paragraphs as often as before; "treaty" in unlinked ones.
    assert counts == {("added", "drought"): 2, ("added", "grain"): 4, ("added", "treaty"): 1,
                      ("dropped", "rain"): 2, ("dropped", "treaty"): 3}  # fmt: skip


def test_keyness_formulas():
    found = measured(drift.keyness, of("F/RES/1", "F/RES/2"), least=1).set_index("word")
    assert found.loc["treaty", "log_ratio"] == pytest.approx(math.log2((1 / 7) / (3 / 5)))
    assert found.loc["grain", "log_ratio"] == pytest.approx(math.log2((4 / 7) / (0.5 / 5)))
    assert found.index.tolist()[0] == "grain"
    assert found.loc["treaty", "places_dropped"] == "F/RES/1 OP2"


@pytest.mark.parametrize(
    "a, d, of_a, of_d", [(4, 0, 7, 5), (1, 3, 7, 5), (30, 3, 900, 700), (2, 2, 50, 50)]
)
def test_g2_agrees_with_scipy(a, d, of_a, of_d):
    from scipy.stats import chi2_contingency

    table = [[a, d], [of_a - a, of_d - d]]
    other = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert drift.g2(a, d, of_a, of_d) == pytest.approx(other, abs=1e-9)


def test_keyness_swaps_its_sign_backwards():
    assert drift.log_ratio(4, 0, 7, 5) == pytest.approx(-drift.log_ratio(0, 4, 5, 7))
    assert drift.g2(4, 0, 7, 5) == pytest.approx(drift.g2(0, 4, 5, 7))
    assert math.isnan(drift.log_ratio(4, 0, 7, 0))
    assert drift.g2(2, 2, 50, 50) == 0


def test_verbs_count_zeros_and_leave_gaps_empty():
    found = measured(drift.verbs).set_index(["symbol", "class"])
    assert found.loc[("F/RES/4", "requesting"), "share"] == 3 / 5
    assert found.loc[("F/RES/1", "deciding"), "n_clauses"] == 0
    assert pd.isna(found.loc[("F/RES/3", "deciding"), "n_clauses"])
    assert found.loc[("F/RES/6", "requesting"), "verbs"] == "requests 3"


def test_verbs_without_a_class_are_named_so():
    clauses = TABLES["clauses"].assign(**{"class": pd.NA, "strength": pd.NA})
    assert set(measured(drift.verbs, TABLES | {"clauses": clauses})["class"]) == {"unnamed"}


def test_similarity_is_symmetric_and_names_gaps():
    found = measured(drift.similarity).set_index(["symbol", "other"])
    assert found.loc[("F/RES/1", "F/RES/4"), "similarity"] == 0.2
    assert found.loc[("F/RES/4", "F/RES/1"), "similarity"] == 0.2
    assert found.loc[("F/RES/1", "F/RES/4"), "contained"] == 0.3
    assert found.loc[("F/RES/4", "F/RES/1"), "contained"] == 0.2
    assert found.loc[("F/RES/6", "F/RES/2"), "skips"] == "F/RES/3"


def test_qualifiers_per_thousand_operative_words():
    found = measured(drift.qualifiers).set_index(["symbol", "code"])
    assert found.loc[("F/RES/4", "as_appropriate"), "density"] == 1000 * 2 / (30 + 70 + 50 + 15)
    assert found.loc[("F/RES/4", "all"), ["count", "n_paragraphs"]].tolist() == [1 + 2, 2]


def test_a_condition_of_a_chapeau_counts_once_for_all_items():
    labels = ["OP1(a)", "OP1(b)"]
    paragraphs = pd.DataFrame({"symbol": "F/RES/1", "label": labels, "part": "operative",
                               "n_words": 10})  # fmt: skip
    codes = pd.DataFrame({"symbol": "F/RES/1", "label": labels, "clause": 1, "scheme": "condition",
                          "code": "upon_request", "term": "upon request",
                          "count": [1, 0]})  # fmt: skip
    found = drift.qualifiers(TABLES["resolutions"].iloc[:1], paragraphs, codes)
    assert found.set_index("code").loc["all", ["count", "n_paragraphs"]].tolist() == [1, 1]


def test_of_all_conditions_places_are_counted_and_no_kinds():
    paragraphs = pd.DataFrame({"symbol": "F/RES/1", "label": ["OP1", "OP2"], "part": "operative",
                               "n_words": 10})  # fmt: skip
    terms = ["in line with national law", "in line with national law and the law of the lake",
             "in line with national law", "upon request"]  # fmt: skip
    codes = pd.DataFrame({
        "symbol": "F/RES/1", "label": ["OP1", "OP1", "OP2", "OP2"], "clause": 1, "term": terms,
        "scheme": "qualifier", "count": 1,
        "code": ["domestic_law", "international_law", "domestic_law", "upon_request"],
    })  # fmt: skip
    found = drift.qualifiers(TABLES["resolutions"].iloc[:1], paragraphs, codes)
    counts = found.set_index("code")["count"]
    assert (counts["all"], counts["domestic_law"], counts["international_law"]) == (3, 2, 1)


def test_instruments_gained_and_lost():
    found = measured(drift.instruments).set_index(["later", "cited"])["change"]
    assert found["F/RES/2", "F/COR/7"] == "gained"  # in a note: both texts have notes
    assert found["F/RES/4", "F/RES/0"] == "lost"
    assert found["F/RES/6", "F/COR/9"] == "kept"
    assert ("F/RES/2", "F/RES/1") not in found.index  # a renewal recalls its predecessor


def test_notes_are_compared_only_where_both_have_them():
    without = TABLES["resolutions"].assign(has_notes=False)
    found = measured(drift.instruments, TABLES | {"resolutions": without})
    assert "F/COR/7" not in set(found["cited"])


def test_where_no_word_changed_the_table_of_words_is_empty_and_whole():
    words = pd.DataFrame([(f"F/RES/{n}", "OP1", "lamps", 2) for n in (1, 2)],
                         columns=["symbol", "label", "word", "count"])  # fmt: skip
    links = LINKS.iloc[:1].assign(earlier="F/RES/1", earlier_label="OP1", later="F/RES/2",
                                  later_label="OP1", kind="kept")  # fmt: skip
    found = drift.keyness(TABLES["resolutions"].iloc[:2], words, links, codebook=codebook.load(),
                          permutations=9)  # fmt: skip
    assert found.empty
    assert "log_ratio" in found.columns
    assert "none" in str(findings.keyness(found))


def test_cited_documents():
    found = measured(drift.cited).set_index("cited")
    assert found.loc["F/RES/0", ["n_members", "of"]].tolist() == [2, 4]
    assert found.loc["F/COR/9", "places"] == "F/RES/4 PP1; F/RES/6 PP1"


def test_length_and_growth():
    found = measured(drift.length).set_index("symbol")
    parts = ["n_words_preamble", "n_words_operative", "n_words"]
    assert found.loc["F/RES/4", parts].tolist() == [35, 165, 200]
    assert found.loc["F/RES/4", "growth"] == pytest.approx(200 / 125 - 1)
    assert found.loc["F/RES/4", "skips"] == "F/RES/3"
    assert pd.isna(found.loc["F/RES/3", "n_words"])


def test_a_word_that_only_comes_stands_out_and_the_seed_decides_nothing_else():
    rows = [("F/RES/1", f"OP{i}", "old", 2) for i in range(12)]
    rows += [("F/RES/2", f"OP{i}", "new", 2) for i in range(12)]
    rows += [(f"F/RES/{n}", f"OP{i}", "same", 2) for n in (1, 2) for i in range(12)]
    words = pd.DataFrame(rows, columns=["symbol", "label", "word", "count"])
    tables = TABLES["resolutions"].iloc[:2], words, LINKS.iloc[:0]
    found = drift.keyness(*tables, permutations=400, seed=1)
    again = drift.keyness(*tables, permutations=400, seed=1)
    pd.testing.assert_frame_equal(found, again)
    p = found.set_index("word")["p"]
    assert p["new"] < 0.05
    assert p["same"] > 0.5
    assert drift.keyness(*tables)["p"].isna().all()
    spelled = pd.DataFrame([("F/RES/1", "OP1", "nine earthen walls")],
                           columns=["symbol", "label", "phrase"])  # fmt: skip
    assert "new" not in set(drift.keyness(*tables, phrases=spelled)["word"])
    # the first word stands beside a phrase that the table cut
    cut = spelled.assign(phrase="earthen walls")
    assert "new" in set(drift.keyness(*tables, phrases=cut)["word"])
    longer = pd.concat([words, words.iloc[:1].assign(label="OP1", word="nine")])
    assert "new" not in set(drift.keyness(tables[0], longer, tables[2], phrases=cut)["word"])
    # nor is it where a body's name stands in full
    body = pd.DataFrame([{"symbol": "F/RES/1", "label": "OP1", "scheme": "entity", "code": "Walls",
                          "term": "northern earthen walls", "count": 1}])  # fmt: skip
    assert "new" not in set(drift.keyness(*tables, codes=body, phrases=cut)["word"])


@pytest.mark.parametrize("several", [4, 5])
def test_a_few_paragraphs_are_no_evidence_however_short_what_was_dropped_is(several):
    """Of what is as short as they, all was dropped: so must they be, whatever word they have."""
    rows = [("F/RES/1", f"OP{i}", f"old{i}", 5) for i in range(20)]
    rows += [("F/RES/2", f"OP{i}", f"new{i}", 60) for i in range(40)]
    rows += [("F/RES/1", f"OP{i}", "rare", 3) for i in range(several)]
    words = pd.DataFrame(rows, columns=["symbol", "label", "word", "count"])
    tables = TABLES["resolutions"].iloc[:2], words, LINKS.iloc[:0]
    found = drift.keyness(*tables, permutations=400).set_index("word")
    assert found.index.to_list() == ["rare"]
    assert found.loc["rare", "g2"] > 15
    p = found.loc["rare", "p"]
    assert pd.isna(p) if several < 5 else p > 0.5


def test_a_word_in_another_form_is_no_word_that_came():
    def changed(was: str, now: str) -> pd.DataFrame:
        texts = [("F/RES/1", was), ("F/RES/2", now), ("F/RES/1", "gone"), ("F/RES/2", "come")]
        rows = [(s, f"OP{i}", w, 1) for i in range(3) for s, said in texts for w in said.split()]
        words = pd.DataFrame(rows, columns=["symbol", "label", "word", "count"])
        tables = TABLES["resolutions"].iloc[:2], words, LINKS.iloc[:0]
        return drift.keyness(*tables).set_index("word")

    for was, now in [("lagoon", "lagoons"), ("canalisation", "canalization"),
                     ("programmes", "programme"), ("crisis", "crises"),
                     ("lock-keeper", "lockkeeper"), ("dredging", "dredged"),
                     ("built", "building"), ("undertakes", "undertook")]:  # fmt: skip
        row = changed(was, now).drop(["come", "gone"])
        assert row[["n_added", "n_dropped"]].to_numpy().tolist() == [[3, 3]], (was, now)
    # within linked paragraphs nothing changed at all
    linked = LINKS[LINKS["kind"] == "kept"].iloc[:1]
    place = linked.iloc[0]
    words = pd.DataFrame([
        (place["earlier"], place["earlier_label"], "lagoon", 2),
        (place["later"], place["later_label"], "lagoons", 2),
    ], columns=["symbol", "label", "word", "count"])  # fmt: skip
    members = TABLES["resolutions"]
    members = members[members["symbol"].isin(place[["earlier", "later"]])]
    assert drift.keyness(members, words, linked, least=1).empty


def test_a_word_that_became_part_of_a_compound_neither_went_nor_came():
    linked = LINKS[LINKS["kind"] == "kept"].iloc[:1]
    place = linked.iloc[0]
    members = TABLES["resolutions"]
    members = members[members["symbol"].isin(place[["earlier", "later"]])]
    for was, now in [("flood-7", "post-flood-7"), ("pre-harvest", "harvest")]:
        words = pd.DataFrame([
            (place["earlier"], place["earlier_label"], was, 2),
            (place["later"], place["later_label"], now, 2),
        ], columns=["symbol", "label", "word", "count"])  # fmt: skip
        found = drift.keyness(members, words, linked, least=1)
        assert list(found["word"]) == [max(was, now, key=len)]


def test_a_word_counts_but_in_the_name_of_a_body_that_was_renamed():
    rows = [("F/RES/2", f"OP{i}", word, 3) for i in range(4) for word in ("task", "affairs")]
    words = pd.DataFrame(rows, columns=["symbol", "label", "word", "count"])
    named = [("F/RES/2", "UNOOSA", "office for outer space affairs"),
             ("F/RES/2", "OCT", "office of counter-terrorism")]  # fmt: skip
    codes = pd.DataFrame([
        {"symbol": symbol, "label": f"OP{i}", "scheme": "entity", "code": code, "term": term,
         "count": 1} for symbol, code, term in named for i in range(4)
    ])  # fmt: skip
    tables = TABLES["resolutions"].iloc[:2], words, LINKS.iloc[:0]

    def came(codes: pd.DataFrame) -> dict[str, int]:
        found = drift.keyness(*tables, codes, codebook.load())
        return dict(zip(found["word"], found["n_added"], strict=True))

    assert came(codes) == {"task": 12, "affairs": 12}
    older = codes.iloc[:1].assign(symbol="F/RES/1", code="CTITF",
                                  term="affairs implementation task force")  # fmt: skip
    assert came(pd.concat([codes, older])) == {"task": 12, "affairs": 12}
    beside = older.assign(symbol="F/RES/2", label="OP1")
    assert came(pd.concat([codes, beside])) == {"affairs": 11}


def test_a_word_that_any_text_may_have_is_no_news():
    rows = [
        ("F/RES/2", f"OP{i}", word, 2)
        for i in range(4)
        for word in ("but", "still", "marked", "lagoons", "mandates", "we", "ours")
    ]
    words = pd.DataFrame(rows, columns=["symbol", "label", "word", "count"])
    tables = TABLES["resolutions"].iloc[:2], words, LINKS.iloc[:0]
    assert not {"we", "ours"} & set(drift.keyness(*tables)["word"])  # an annex's voice
    # half have "mandate" or "mandates" or "mandated", though fewer have this form
    assert codebook.load().background["mandates"] < codebook.load().documents / 2
    assert set(drift.keyness(*tables, None, codebook.load())["word"]) == {"lagoons"}


def test_what_is_taken_up_of_an_annex_in_force_drops_nothing():
    link = dict(LINKS.iloc[0]) | {"earlier": "F/RES/1", "later": "F/RES/2"}
    links = pd.DataFrame([
        link | {"earlier_label": "Annex/1", "later_label": "OP1", "kind": "revised"},
        link | {"earlier_label": "Annex/2", "later_label": None, "kind": "reaffirmed"},
    ])  # fmt: skip
    words = pd.DataFrame([("F/RES/1", "Annex/1", "pledge", 1), ("F/RES/2", "OP1", "buoys", 1)],
                         columns=["symbol", "label", "word", "count"])  # fmt: skip
    told = drift.word_changes(words, links, "F/RES/1", "F/RES/2")
    assert list(zip(told["way"], told["word"], strict=True)) == [("added", "buoys")]
    gone = drift.word_changes(words, links.iloc[:1], "F/RES/1", "F/RES/2")
    assert set(gone["way"]) == {"added", "dropped"}


def test_what_came_with_an_annex_that_is_not_printed_again_is_not_added():
    link = dict(LINKS.iloc[0]) | {"earlier": "F/RES/2", "later": "F/RES/3", "later_label": None}
    links = pd.DataFrame([link | {"earlier_label": "Annex II/2", "kind": "reaffirmed"}])
    words = pd.DataFrame([
        ("F/RES/1", "OP1", "buoys", 1), ("F/RES/2", "OP1", "pilots", 1),
        ("F/RES/2", "Annex II/1", "pledge", 1), ("F/RES/2", "Annex I/1", "tolls", 1),
    ], columns=["symbol", "label", "word", "count"])  # fmt: skip
    told = drift.word_changes(words, links, "F/RES/1", "F/RES/2")
    assert set(told.loc[told["way"] == "added", "word"]) == {"pilots", "tolls"}


def long_series(fates: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Members and provisions from a letter a member: + stands, x lapsed, m merged, - not there."""
    count = len(next(iter(fates.values())))
    resolutions = pd.DataFrame({
        "symbol": [f"F/RES/{n}" for n in range(count)], "stage": "adopted",
        "year": range(2000, 2000 + count), "n_words": 10,
    })  # fmt: skip
    status = {"+": "carried", "x": "lapsed", "m": "merged into", "b": "born"}
    rows = [
        {"provision": name, "symbol": f"F/RES/{n}", "label": None if c == "x" else name,
         "status": status[c], "origin": "", "skips": ""}
        for name, life in fates.items() for n, c in enumerate(life) if c != "-"
    ]  # fmt: skip
    return resolutions, pd.DataFrame(rows)


FATES = {"a": "b++++++", "b": "b+x----", "c": "bx-----", "d": "-b+++x-", "e": "--bm+++",
         "f": "----b++", "g": "b+x-+++", "h": "------b"}  # fmt: skip


def test_lifetimes_by_hand():
    found = drift.lifetimes(*long_series(FATES)).set_index("age")
    # Seven stood at age 1 (h is only born): c lapsed, e merged. Then a, b, d, f, g: b and g lapsed.
    assert found.loc[1, ["n_standing", "n_lapsed", "share"]].tolist() == [6, 1, 5 / 6]
    assert found.loc[2, ["n_standing", "n_lapsed"]].tolist() == [5, 2]
    assert found.loc[2, "share"] == pytest.approx(5 / 6 * 3 / 5)
    assert found["share"].between(found["share_low"], found["share_high"]).all()


def test_lifetimes_agree_with_scipy():
    import numpy as np
    from scipy.stats import CensoredData, ecdf

    died = {"b": 2, "c": 1, "d": 4, "g": 2}
    censored = {"a": 6, "e": 0, "f": 2, "h": 0}  # ages seen: e merged at its first renewal
    data = CensoredData(list(died.values()), right=list(censored.values()))
    found = drift.lifetimes(*long_series(FATES))
    other = ecdf(data).sf.evaluate(np.array(found["age"]))
    assert found["share"].to_numpy() == pytest.approx(other)


def test_no_lifetimes_over_a_gap_or_in_a_short_series():
    resolutions, provisions = long_series(FATES)
    gap = resolutions.assign(n_words=[10, 10, None, 10, 10, 10, 10])
    assert drift.lifetimes(gap, provisions).empty
    assert drift.lifetimes(*long_series({"a": "b++", "b": "bx-"})).empty


def test_histories_know_what_led_there():
    found = measured(drift.histories).set_index(["provision", "symbol"])
    assert found.loc[("F/RES/2 OP2", "F/RES/4"), ["kind", "doubtful", "skips"]].tolist() == [
        "revised", True, "F/RES/3",
    ]  # fmt: skip
    assert pd.isna(found.loc[("F/RES/1 OP1", "F/RES/1"), "kind"])
    assert found.loc[("F/RES/4 OP3", "F/RES/6"), "status"] == "lapsed"


# ── planted truth ────────────────────────────────────────────────────────────────────────────


def planted_pairs():
    from planted import TRUTH

    pairs = TRUTH["pairs"]
    return [p for p in (pairs.values() if isinstance(pairs, dict) else pairs)
            if p["earlier"].startswith("F/")]  # fmt: skip


@pytest.mark.parametrize("truth", planted_pairs(), ids=lambda p: p["later"])
def test_planted_composition_comes_back(truth):
    from planted import corpus

    found = corpus().measure(drift.composition)
    found = found[found["later"] == truth["later"]].set_index("kind")
    linked = {later for _, later, _ in truth["links"]}
    kept = {later for _, later, kind in truth["links"] if kind == "kept"}
    merged = {later for _, later, kind in truth["links"] if kind == "merged"}
    split = {earlier for earlier, _, kind in truth["links"] if kind == "split"}
    assert found.loc["kept", "n_paragraphs"] == len(kept)
    assert found.loc["revised", "n_paragraphs"] == len(linked - kept)
    assert set(found.loc["added", "labels"].split()) == set(truth["added"])
    assert set(found.loc["dropped", "labels"].split()) == set(truth["dropped"])
    assert merged <= set(found.loc["merged", "labels"].split())
    assert split <= set(found.loc["split", "labels"].split())
    assert found.loc["kept", "skips"] == " ".join(truth["skips"])


def test_planted_histories_come_back():
    from planted import TRUTH, corpus

    found = corpus().measure(drift.contested)
    fate = dict(zip(found["provision"], found["fate"], strict=True))
    born = {n: " ".join(next(iter(p.items()))) for n, p in TRUTH["provisions"].items()}
    assert {fate[born[n]] for n in TRUTH["histories"]["never_touched"]} == {"never"}
    assert {fate[born[n]] for n in TRUTH["histories"]["reworded_every_time"]} == {"every time"}
