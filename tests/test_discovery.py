"""Topics that nobody listed, topic models and origins: planted truth, chance, second ways."""

from __future__ import annotations

import csv
import json
import math
import shutil
from collections import Counter
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from planted import TRUTH, corpus
from small_series import measured, of, table

from workbench import Corpus, findings, plots, prose, show, topics
from workbench import codebook as books
from workbench.cli import main
from workbench.corpus import Whole
from workbench.errors import InputError
from workbench.topics import discovery, models, terms

PLANTED = TRUTH["topics"]["autonomous_vessels"]


# ── Monroe's z and NPMI a second way ─────────────────────────────────────────────────────────


def test_log_odds_as_the_paper_writes_them():
    y, n, y_before, m, a, of_all = 7, 900, 0, 1400, 0.25, 1000
    # odds of the posterior means (their equation 16), variance by their equation 20
    after, before = (y + a) / (n + of_all), (y_before + a) / (m + of_all)
    delta = math.log(after / (1 - after)) - math.log(before / (1 - before))
    variance = 1 / (y + a) + 1 / (y_before + a)
    found = topics.log_odds(y, n, y_before, m, a, of_all)
    assert found == pytest.approx((delta, delta / variance**0.5))


def test_z_of_a_newcomer_from_counts_of_the_tables():
    found = corpus().measure(topics.newcomers).set_index("term").loc["autonomous vessels"]
    own = corpus().phrases.query("phrase == 'autonomous vessels'").groupby("symbol")["count"].sum()
    words = corpus().resolutions.set_index("symbol")["n_words"]
    peak = PLANTED["tenth_in"]
    background = corpus().codebook.background
    weight = sum(count for word, count in background.items() if word)
    rarest = min(background.get(w, 0) for w in ("autonomous", "vessels"))
    a = 1000 * max(rarest, 0.5) / weight
    expected = topics.log_odds(own[peak], words[peak], 0, words["F/RES/61/7"], a, 1000)
    assert (found["log_odds"], found["z"]) == pytest.approx(expected)


def test_a_term_in_another_written_form_is_no_newcomer():
    made = corpus()
    places = made.paragraphs.drop_duplicates("symbol").groupby("symbol")["label"].first()
    first = made.resolutions.loc[made.resolutions["n_words"].notna(), "symbol"].iloc[0]
    held = {"symbol": first, "label": places[first], "count": 1}

    def found(written: str) -> set[str]:
        phrases = pd.concat([made.phrases, pd.DataFrame([held | {"phrase": written}])])
        return set(topics.newcomers(made.resolutions, made.paragraphs, made.words, phrases,
                                    made.links, made.codebook)["term"])  # fmt: skip

    assert "autonomous vessels" in found("other vessels")
    for written in ("autonomous vessel", "autonomous-vessels"):
        assert not {"autonomous vessels", written} & found(written)


@pytest.mark.parametrize("before, new", [("buoys", True), ("anti-swanpox", False),
                                         ("swanpoxment", False)])  # fmt: skip
def test_a_word_of_an_older_root_is_no_newcomer(before, new):
    made = corpus()
    places = made.paragraphs.groupby("symbol")["label"].apply(list)
    at_hand = made.resolutions.loc[made.resolutions["n_words"].notna(), "symbol"]
    first, last = at_hand.iloc[0], at_hand.iloc[-1]
    words = pd.concat([
        made.words,
        pd.DataFrame({"symbol": last, "label": places[last][-3:], "word": "swanpox", "count": 1}),
        pd.DataFrame([{"symbol": first, "label": places[first][0], "word": before, "count": 1}]),
    ])  # fmt: skip
    assert ("swanpox" in {*terms.telling_terms(
        made.resolutions, made.paragraphs, words, made.phrases, made.codebook, 0.25, 3
    ).names}) == new  # fmt: skip


@pytest.mark.parametrize("phrase", ["upkeep of belfry", "belfry upkeep"])
def test_a_phrase_whose_words_a_paragraph_had_is_no_newcomer(phrase):
    """It may have stood there with an article; phrases that don't recur have no row, words do."""
    made = corpus()
    places = made.paragraphs.groupby("symbol")["label"].apply(list)
    at_hand = made.resolutions.loc[made.resolutions["n_words"].notna(), "symbol"]
    first, last = at_hand.iloc[0], at_hand.iloc[-1]
    new = pd.DataFrame({"symbol": last, "label": places[last][-3:], "count": 1})
    phrases = pd.concat([made.phrases, new.assign(phrase=phrase)])
    words = pd.concat([made.words, *(new.assign(word=w) for w in ("upkeep", "of", "belfry"))])

    def found(**before: str) -> set[str]:
        rows = [{"symbol": first, "label": at, "word": w, "count": 1} for w, at in before.items()]
        return set(topics.newcomers(made.resolutions, made.paragraphs,
                                    pd.concat([words, pd.DataFrame(rows)]), phrases,
                                    made.links, made.codebook)["term"])  # fmt: skip

    one, other = places[first][:2]
    assert phrase in found(upkeep=one, belfry=other)
    assert phrase not in found(upkeep=one, belfry=one)


def test_npmi_by_hand():
    # a and b stand together in 2 of 4 paragraphs, in which each is twice; c never meets them
    has = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]], bool)
    together = math.log((2 / 4) / (2 / 4 * 2 / 4)) / -math.log(2 / 4)
    assert topics.npmi(has) == pytest.approx((together - 1 - 1) / 3)
    assert topics.npmi(np.ones((3, 2), bool)) == 0


def test_npmi_from_entropies_of_contingency_tables():
    from sklearn.metrics import mutual_info_score

    random = np.random.default_rng(3)
    has = random.random((200, 2)) < 0.4
    a, b = has.T
    both = (a & b).mean()
    # pointwise information is what the cell "both" adds to mutual information; the others by hand
    cells = [(a & ~b, a, ~b), (~a & b, ~a, b), (~a & ~b, ~a, ~b)]
    rest = sum(c.mean() * math.log(c.mean() / (x.mean() * y.mean())) for c, x, y in cells)
    pointwise = (mutual_info_score(a, b) - rest) / both
    assert topics.npmi(has) == pytest.approx(pointwise / -math.log(both))


# ── discovery ────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def unlisted():
    """The specimen's codebook without the planted theme."""
    book = corpus().codebook
    return book.but(themes=tuple(t for t in book.themes if t.theme != "autonomous_vessels"))


def test_the_planted_topic_is_discovered_unlisted():
    codes = corpus().codes.query("code != 'autonomous_vessels'")
    found = corpus().measure(topics.discovered, codes=codes, codebook=unlisted())
    top = found.iloc[0]
    assert top["candidate"] == "autonomous vessels"
    assert [top["symbol"], top["label"]] == PLANTED["first"]["preamble"]
    assert top["listed"] == ""
    places = [f"{s} {' '.join(there['labels'])}" for s, there in PLANTED["trajectory"].items()
              if there["labels"]]  # fmt: skip
    assert top["places"] == "; ".join(places)
    listed = corpus().measure(topics.discovered)
    assert listed.iloc[0]["listed"] == "autonomous_vessels"


def test_the_row_is_ready_for_the_codebook(tmp_path):
    row = corpus().measure(topics.discovered).iloc[0]["row"]
    folder = tmp_path / "codebook" / "themes"
    folder.mkdir(parents=True)
    columns = books.COLUMNS["themes"].replace(" ", ",")
    (folder / "mine.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    theme = books.load(tmp_path, "mine").themes[0]
    assert theme.theme == "autonomous_vessels" and "autonomous vessels" in theme.terms
    assert books.spans("tests of autonomous vessels", theme.terms)
    assert len(next(csv.reader([row]))) == len(columns.split(","))


def test_terms_for_a_row_don_t_repeat_each_other():
    assert discovery._merged(["night ferries", "ferries", "lamp", "lamps"]) == [
        "night ferries", "lamp{,s}",
    ]  # fmt: skip


def test_a_word_is_named_by_the_phrase_that_most_of_its_paragraphs_have():
    facts = {"z": 1.0, "symbol": "F/RES/2", "label": "OP1", "year": 2003, "skips": ""}
    places = [("F/RES/2", "OP1")]
    table = pd.DataFrame([
        facts | {"term": term, "n_paragraphs": n, "places": places}
        for term, n in (("map", 4), ("tide map", 3), ("winter map", 2), ("map of tides", 4))
    ])  # fmt: skip
    forms = {term: [term] for term in table["term"]}
    row = discovery._candidate(table, {}, forms, {term: term for term in forms})
    assert row["candidate"] == "tide map" and row["terms"].startswith("map")


@pytest.mark.parametrize(("longer", "cut"), [
    ("lantern board of silver harbour", True),
    ("lantern board of silver", True),  # as long as tables reach
    ("silver harbour delta", True),
    ("urges board of silver", False),
    ("silver harbour peaceful", False),
    ("silver lantern", False),
])  # fmt: skip
def test_what_is_cut_off_a_longer_name_names_nothing_new(longer, cut):
    term, (one, other) = "board of silver harbour", (("F/RES/2", "OP1"), ("F/RES/2", "OP2"))
    found = pd.DataFrame({"term": [term, "weirs"], "places": [[one, other], [one]]})
    phrases = pd.DataFrame({"symbol": "F/RES/2", "label": ["OP1", "OP2", "OP1"],
                            "phrase": [term, term, longer], "count": 1})  # fmt: skip
    assert discovery._cut(found, phrases, books.load()) == ({term} if cut else set())


@pytest.mark.parametrize(("earlier", "new"), [("silver herring", False), ("silver", True)])
def test_a_head_of_the_proceedings_makes_no_phrase_new(earlier, new):
    said = pd.DataFrame(
        [("F/RES/1", "OP1", word) for word in earlier.split()]
        + [
            ("F/RES/2", "OP1", w) for w in ("field", "silver", "herring", "field of silver herring")
        ],
        columns=["symbol", "label", "term"],
    )
    stood = terms._stood_apart(
        {"field of silver herring"}, said, {"F/RES/1": 0, "F/RES/2": 1}, {"of"}, {"of", "field"}
    )
    assert (not stood) == new


@pytest.mark.parametrize(("term", "printed"), [
    ("covid-19 pandemic", "COVID-19 pandemic"), ("paris agreement", "Paris Agreement"),
    ("herring quotas", "herring quotas"), ("lagoon ferries", "Lagoon ferries"),
])  # fmt: skip
def test_candidates_are_printed_as_texts_print_them(term, printed):
    assert discovery._printed(term, books.load(), {"lagoon": "Lagoon"}) == printed


def dealt(random: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The specimen with its paragraphs dealt out at random over the members, unlinked."""
    known = corpus()
    adopted = known.resolutions.query("stage == 'adopted' and n_words.notna()")["symbol"]
    places = known.paragraphs[known.paragraphs["symbol"].isin(adopted)].reset_index(drop=True)
    old = list(zip(places["symbol"], places["label"], strict=True))
    new = random.permutation(places["symbol"].to_numpy())
    name = {key: (new[i], f"P{i}") for i, key in enumerate(old)}
    tables = {"resolutions": known.resolutions, "links": known.links.iloc[:0]}
    for table_name in ("paragraphs", "words", "phrases", "codes"):
        frame = getattr(known, table_name)
        frame = frame[frame["symbol"].isin(adopted)]
        to = [name[key] for key in zip(frame["symbol"], frame["label"], strict=True)]
        frame = frame.assign(symbol=[s for s, _ in to], label=[n for _, n in to])
        tables[table_name] = frame
    order = {s: i for i, s in enumerate(adopted)}
    tables["paragraphs"] = tables["paragraphs"].sort_values(
        "symbol", key=lambda s: s.map(order), kind="stable"
    )
    return tables


def test_with_paragraphs_dealt_at_random_it_proposes_no_more_than_it_states():
    random = np.random.default_rng(11)
    proposals, limited, stated = [], [], []
    for seed in range(200):
        found = measured(topics.discovered, dealt(random), codebook=unlisted(), permutations=40,
                         by_chance=math.inf, seed=seed)  # fmt: skip
        proposals.append(len(found))
        stated.append(found["expected"].max() if len(found) else 0)
        limited.append(int((found["expected"] <= 2).sum()))
    error = np.std(np.subtract(proposals, stated)) / len(proposals) ** 0.5
    assert np.mean(proposals) <= np.mean(stated) + 2 * error
    assert np.mean(proposals) >= np.mean(stated) - 3 * error  # and states no more than there is
    assert np.mean(limited) <= 2


def test_the_same_seed_the_same_bytes_another_the_same_conclusion():
    one, again, other = (
        corpus().measure(topics.discovered, seed=seed) for seed in (0, 0, 1)
    )  # fmt: skip
    assert one.to_csv() == again.to_csv()
    assert one["candidate"].iloc[0] == other["candidate"].iloc[0]


def test_a_paragraph_that_is_repeated_takes_nothing_up_again():
    found = corpus().measure(topics.newcomers, least=1).set_index("term")
    ice = found.index.intersection(["ice"])
    assert ice.empty  # stood in the first text
    assert found.loc["autonomous vessels", "n_paragraphs"] == 5


# ── trends ───────────────────────────────────────────────────────────────────────────────────


def test_no_trend_with_few_renewals_or_over_a_gap():
    assert corpus().measure(topics.trends).empty


def test_trends_of_the_nine_member_series():
    strategy = Corpus.load("ct-strategy")
    found = strategy.measure(topics.trends, permutations=200).set_index("theme")
    room = strategy.measure(topics.presence).set_index(["theme", "symbol"])["n_words"]
    for theme, row in found.iterrows():
        first, last = room[theme, "A/RES/60/288"], room[theme, "A/RES/77/298"]
        assert (row["n_words_first"], row["n_words_last"]) == (first, last)
        assert row["n_words_change"] == last - first
        assert row["p"] <= row["p_any"] + 1e-9 or row["p_any"] > 0.5
    again = strategy.measure(topics.trends, permutations=200)
    assert again.set_index("theme").equals(found)


# ── model ────────────────────────────────────────────────────────────────────────────────────


def test_the_planted_topic_is_found_by_the_model():
    found = corpus().measure(topics.model, n_topics=10, size=50)
    own = found[found["theme"].eq("autonomous_vessels") & found["name"].eq("Autonomous vessels")]
    assert own["topic"].nunique() == 1
    assert {"autonomous", "vessels"} <= set(own["terms"].iloc[0].split(", "))
    room = own.set_index("symbol")["prevalence"]
    assert room.idxmax() == PLANTED["tenth_in"] and room.idxmin() == "F/RES/61/7"
    assert not own["unstable"].iloc[0]


def test_prevalence_adds_up_and_seeds_repeat():
    found = corpus().measure(topics.model, n_topics=6, size=50, refits=2)
    assert np.allclose(found.groupby("symbol")["prevalence"].sum(), 1, atol=0.05)
    again = corpus().measure(topics.model, n_topics=6, size=50, refits=2)
    assert found.to_csv() == again.to_csv()
    lda = corpus().measure(topics.model, n_topics=4, size=50, refits=2, method="lda")
    assert lda["topic"].nunique() == 4


def test_stable_topics_are_there_with_another_seed():
    here, there = (
        corpus().measure(topics.model, n_topics=8, size=50, seed=seed) for seed in (0, 5)
    )
    words = [set(t.split(", ")) for t in there.drop_duplicates("topic")["terms"]]
    for row in here.drop_duplicates("topic").query("stability >= 0.7").itertuples(index=False):
        own = set(row.terms.split(", "))
        assert max(len(own & w) / len(own | w) for w in words) >= topics.STABLE


def test_a_number_of_topics_that_is_more_stable_is_no_less_stable():
    fits = pd.DataFrame({
        "method": "nmf", "n_topics": [4, 8, 9], "stability": [0.9, 0.5, 0.2],
        "stability_low": [0.8, 0.4, 0.1], "stability_high": [1.0, 0.6, 0.3],
        "coherence": [0.1, 0.3, 0.2],
    })  # fmt: skip
    picked = models._picked(fits)
    assert picked["chosen"].tolist() == [False, True, False]
    assert picked["close"].tolist() == [True, True, False]


def test_the_number_of_topics_is_chosen_in_sight():
    found = corpus().measure(topics.stability, numbers=(4, 8), refits=2, size=50)
    assert set(found["method"]) == set(topics.METHODS)
    assert found.groupby("method")["chosen"].sum().eq(1).all()
    assert topics.best(found) in (4, 8)
    assert found.loc[found["chosen"], "close"].all()
    own = found[found["method"] == "nmf"]
    text = said(findings.stability(own, 5))
    assert text.startswith("5 topics are shown (NMF)") == (own["close"].sum() > 1)
    apart = said(findings.stability(own.assign(close=own["chosen"]), 5))
    assert apart.startswith(f"{topics.best(found)} topics are the best compromise (NMF)")
    assert apart.endswith("Shown are 5, as asked for.")
    ends = own.assign(chosen=[False, True], close=True)
    assert said(findings.stability(ends, 5)) == (
        "5 topics are shown (NMF), a choice and no finding: within the range of refits 4 is no "
        "less stable than 8."
    )
    assert found[["stability", "stability_low", "stability_high"]].stack().between(0, 1).all()
    with pytest.raises(InputError, match="method: no 'lsa'"):
        topics.best(found, "lsa")


@pytest.mark.parametrize(
    "decisions, said",
    [
        ({}, r"model: \d+ distinct paragraphs; expected at least 300, in fewer any topics"),
        ({"size": 50, "n_topics": 5000}, r"n_topics: 5000; expected at least 2 and at most"),
        ({"size": 50, "n_topics": 1}, r"n_topics: 1; expected at least 2"),
        ({"size": 50, "n_topics": 3, "method": "lsa"}, r"method: no 'lsa'; there are: nmf, lda"),
    ],
)
def test_what_a_model_can_t_do_is_said_in_one_line(decisions, said):
    with pytest.raises(InputError, match=said) as error:
        corpus().measure(topics.model, **decisions)
    assert "\n" not in str(error.value)


def one_paragraph() -> dict[str, pd.DataFrame]:
    words = table("words", "symbol label word count\nF/RES/1 PP1 canton 2")
    phrases = table("phrases", "symbol label phrase count\nF/RES/1 PP1 dry~cantons 1").iloc[:0]
    return of("F/RES/1") | {"words": words, "phrases": phrases}


def test_a_corpus_of_one_paragraph():
    tables = one_paragraph() | {"paragraphs": of("F/RES/1")["paragraphs"].iloc[:1]}
    book = books.load()
    with pytest.raises(InputError, match="model: one distinct paragraph; expected at least 300"):
        measured(topics.model, tables, codebook=book)
    assert measured(topics.discovered, tables, codebook=book).empty
    assert measured(topics.newcomers, tables, codebook=book).empty
    assert measured(topics.trends, tables).empty


# ── origins ──────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def whole() -> Whole:
    """All series of the project."""
    return Whole.load(books.BESIDE)


def searched() -> int:
    """Documents of all series that have a text."""
    return len(topics.dated(whole().resolutions))


def test_where_the_biometrics_of_74_175_come_from():
    found = whole().measure(topics.origins, what="biometrics")
    theme = found[found["evidence"] == "theme"]
    places = (theme["symbol"] + " " + theme["label"]).to_list()
    wanted = ["S/RES/2322(2016) OP3", "S/RES/2396(2017) OP15", "A/RES/72/284 OP41",
              "A/RES/74/175 OP9"]  # fmt: skip
    assert places[:4] == wanted
    assert theme["first"].to_list() == [True] + [False] * (len(theme) - 1)
    assert theme["adopted"].is_monotonic_increasing
    assert set(found["n_searched"]) == {searched()}
    words = found[found["evidence"] == "words"].set_index(["symbol", "label"])
    source = words.loc[("A/RES/74/175", "OP9")]
    assert (source["earlier"], source["earlier_label"]) == ("S/RES/2396(2017)", "OP15")


def test_a_word_is_found_as_a_theme_is():
    found = whole().measure(topics.origins, what="biometric*")
    theme = whole().measure(topics.origins, what="biometrics")
    assert set(found["symbol"]) == set(theme["symbol"])
    assert found["sure"].all()


def test_of_a_phrase_that_isn_t_published_only_the_words_are_sure():
    known = corpus()
    found = known.measure(topics.origins, what="violet lamp")
    assert set(found["symbol"]) >= {PLANTED["tenth_in"]}
    assert not found["sure"].any() and not found["first"].any()
    sure = known.measure(topics.origins, what="autonomous vessels")
    assert sure["sure"].all()
    assert sure["label"].iloc[0] == PLANTED["first"]["preamble"][1]


def test_nothing_found_and_nothing_sensible_asked():
    assert corpus().measure(topics.origins, what="zeppelin*").empty
    with pytest.raises(InputError, match="would match everything"):
        corpus().measure(topics.origins, what="*")
    with pytest.raises(InputError, match="a broken regular expression"):
        corpus().measure(topics.origins, what="/(/")
    with pytest.raises(InputError, match="a brace without its other half; write it as"):
        corpus().measure(topics.origins, what="{lamp,lantern keeper")


def test_shared_wording_counted_pair_by_pair():
    """A second way: every two paragraphs compared as sets."""
    known = corpus()
    order = topics.dated(known.resolutions)["order"]
    shingles = known.shingles[known.shingles["symbol"].isin(order.index)]
    places = shingles[["symbol", "label"]].drop_duplicates()
    sets = shingles.groupby(["symbol", "label"])["shingle"].agg(set)
    found = topics.wording(shingles, order, places).set_index(["symbol", "label"])
    often = Counter((symbol, s) for (symbol, _), whole in sets.items() for s in whole)
    formulas = {shingle for (_, shingle), n in often.items() if n > 1}
    for (symbol, label), own in sets.items():
        # what several paragraphs of one document have is a formula, and tells of no source
        shared = {
            k: (len(own & s - formulas), len(own & s))
            for k, s in sets.items()
            if order[k[0]] < order[symbol] and len(own & s) >= topics.SHARED and own & s - formulas
        }
        if not shared:
            assert (symbol, label) not in found.index
        else:
            row = found.loc[(symbol, label)]
            most = max(shared.values())
            assert shared[row["earlier"], row["earlier_label"]] == most
            assert row["n_shared"] == most[1]
            first = min(order[k[0]] for k, n in shared.items() if n == most)
            assert order[row["earlier"]] == first
            assert row["share"] == pytest.approx(most[1] / len(own), abs=5e-5)


def test_the_theme_to_trace_when_none_is_named():
    found = corpus().measure(topics.emergence)
    assert topics.settled(found, "ice") == "ice"
    last = found[found["n_members"] > 1]["first_year"].max()
    assert found.set_index("theme").loc[topics.settled(found), "first_year"] == last
    assert topics.settled(found.iloc[:0]) == ""


def test_the_same_document_in_two_series_is_searched_once():
    known = whole()
    assert known.resolutions["symbol"].is_unique
    assert len(known.members) >= len(topics.dated(known.resolutions))


def test_concordance_without_texts():
    found = corpus().concordance("autonomous vessel*")
    pd.testing.assert_frame_equal(corpus().concordance("Autonomous Vessel*"), found)
    places = [[s, n] for s, there in PLANTED["trajectory"].items() for n in there["labels"]]
    adopted = found[found["symbol"] != "C/RES/2014/6"]
    assert adopted[["symbol", "label"]].to_numpy().tolist() == places
    assert corpus().concordance("ice")["count"].sum() == corpus().words.query(
        "word == 'ice'")["count"].sum()  # fmt: skip


def test_concordance_says_when_it_cannot_look():
    assert corpus().concordance("purple vessels").empty  # no paragraph has both words
    with pytest.raises(InputError, match="texts=True"):
        corpus().concordance("the Autonomous vessels of")


def test_concordance_with_texts(monkeypatch):
    from planted import SPECIMEN

    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    found = corpus().concordance("autonomous vessel*", texts=True, width=3)
    assert set(found["keyword"].str.lower()) == {"autonomous vessels"}
    assert found["left"].str.split().str.len().max() == 3


def test_concordance_goes_on_where_one_text_is_missing(monkeypatch, tmp_path):
    from planted import SPECIMEN

    shutil.copytree(SPECIMEN / "texts", tmp_path / "texts")
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path / "texts"))
    whole = corpus().concordance("vessel*", texts=True)
    for path in (tmp_path / "texts").glob("F_RES_71_8.*"):
        path.unlink()
    rest = corpus().concordance("vessel*", texts=True)
    assert len(rest) and set(whole["symbol"]) - set(rest["symbol"]) == {"F/RES/71/8"}
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path))
    with pytest.raises(InputError, match="not at hand"):
        corpus().concordance("vessel*", texts=True)


def subset(*symbols: str) -> dict[str, pd.DataFrame]:
    names = ("resolutions", "paragraphs", "words", "phrases", "links", "codes", "shingles")
    return of(*symbols, tables={name: getattr(corpus(), name) for name in names})


@pytest.mark.parametrize(
    "symbols",
    [(), ("F/RES/61/7",), ("F/RES/63/11",), ("F/RES/61/7", "F/RES/63/11", "F/RES/65/9")],
    ids=["empty", "one", "a gap alone", "two over a gap"],
)
def test_degenerate_series(symbols):
    tables, book = subset(*symbols), corpus().codebook
    for measure in (topics.newcomers, topics.discovered):
        full = corpus().measure(measure)
        assert list(measured(measure, tables, codebook=book).columns) == list(full.columns)
    found = measured(topics.origins, tables, what="ice", codebook=book)
    assert list(found.columns) == list(corpus().measure(topics.origins, what="ice").columns)
    with pytest.raises(InputError, match="model: "):
        measured(topics.model, tables, codebook=book)


# ── figures, sentences, command line ─────────────────────────────────────────────────────────


def words_of(drawing) -> str:
    import matplotlib

    drawing.draw_without_rendering()
    return "\n".join(t.get_text() for t in drawing.findobj(matplotlib.text.Text))


def test_figure_of_a_themes_way_has_an_arrow_a_pair_of_documents():
    from matplotlib.text import Annotation

    found = whole().measure(topics.origins, what="biometrics")
    drawing = plots.origins(found)
    words = found[found["evidence"] == "words"]
    arrows = [a for a in drawing.findobj(Annotation) if a.arrow_patch is not None]
    assert len(arrows) == len(words[["symbol", "earlier"]].drop_duplicates())
    said = words_of(drawing)
    assert {"Security Council", "General Assembly", f"{searched()} documents searched"} <= {
        line.split("; ")[-1] for line in said.splitlines()
    }
    assert show.drawn(plots.origins(found)) == show.drawn(plots.origins(found))
    assert "No document" in words_of(plots.origins(found.iloc[:0]))


def test_figures_of_the_model():
    table_ = corpus().measure(topics.stability, numbers=(4, 8), refits=1, size=50)
    drawing = plots.stability(table_)
    assert "chosen" in words_of(drawing)
    marks = [line for line in drawing.axes[0].lines if line.get_markersize() == 12]
    assert len(marks) == len(topics.METHODS)
    found = corpus().measure(topics.model, n_topics=4, size=50, refits=1)
    said = words_of(plots.model(found))
    for row in found.drop_duplicates("topic").itertuples(index=False):
        assert f"[{row.stability:.2f}]" in said
    assert said.count("? ") >= found.drop_duplicates("topic")["unstable"].sum()
    for draw in (plots.stability, plots.model):
        assert "No model was made" in words_of(draw(found.iloc[:0]))


def said(shown) -> str:
    return shown.bundle[show.MIME]["text"]


def test_sentences_about_what_was_discovered():
    members = corpus().resolutions
    found = corpus().measure(topics.discovered)
    text = said(findings.discovered(found, members))
    assert text.startswith("Among words that no earlier member with a text had")
    assert "“autonomous vessels”" not in text.partition("Not in the codebook:")[2]  # listed
    assert said(findings.discovered(found.iloc[:0], members)) == ""
    assert "fewer than two members" in said(findings.discovered(found, members.iloc[:1]))


def test_sentences_about_models_and_trends():
    found = corpus().measure(topics.model, n_topics=10, size=50, refits=2)
    own = found.drop_duplicates("topic")
    text = said(findings.model(found))
    assert text.startswith("Of ten topics of a model (NMF), ")
    named = own[~own["unstable"] & (own["overlap"] >= topics.NAMED)]
    assert f"{prose.some(len(named))} bear" in text
    assert "177 distinct paragraphs" in said(findings.no_model(177, topics.SIZE))
    trends = Corpus.load("ct-strategy", books.BESIDE).measure(topics.trends, permutations=99)
    assert f"of {len(trends)} " in said(findings.trends(trends))
    assert "at least six renewals" in said(findings.trends(trends.iloc[:0]))


def test_sentence_about_an_origin():
    found = whole().measure(topics.origins, what="biometrics")
    text = said(findings.origins(found, "Biometrics"))
    assert text.startswith(
        f"Biometrics: of {searched()} adopted documents in the corpus, eight have it; "
        "first S/RES/2322(2016) OP3"
    )
    assert "in the General Assembly A/RES/72/284 OP41 (2018)" in text
    assert "wording" not in text
    assert "in none of the adopted documents" in said(
        findings.origins(found.iloc[:0], "Biometrics")
    )


def test_command_line_gives_origins():
    run = CliRunner().invoke(main, ["--corpus", str(books.BESIDE), "origins", "biometrics"])
    assert run.output.splitlines()[0] == f"biometrics: in 8 of {searched()} documents"
    assert "A/RES/74/175 OP9 ← S/RES/2396(2017) OP15" in run.output
    run = CliRunner().invoke(
        main, ["--corpus", str(books.BESIDE), "origins", "biometrics", "--json"]
    )
    rows = [json.loads(line) for line in run.output.splitlines()]
    assert rows[0]["symbol"] == "S/RES/2322(2016)" and rows[0]["adopted"] == "2016-12-12"
    assert rows[0]["first"] is True and rows[0]["earlier"] is None
    run = CliRunner().invoke(main, ["--corpus", str(books.BESIDE), "origins", "*"])
    assert run.exit_code == 2 and run.output.count("\n") == 1


def test_the_model_of_a_short_series_is_refused_in_one_line():
    run = CliRunner().invoke(
        main, ["--corpus", str(books.BESIDE), "measure", "topics", "ct-assistance",
               "--table", "model"],
    )  # fmt: skip
    assert run.exit_code == 2
    assert run.output.startswith("workbench: model: 177 distinct paragraphs; expected at least 300")


def test_a_single_word_that_is_no_noun_stands_for_no_topic():
    from workbench.topics.terms import telling_terms

    resolutions = pd.DataFrame([{"symbol": "F/RES/1", "stage": "adopted", "year": 2001,
                                 "n_words": 9}])  # fmt: skip
    labels = [f"OP{n}" for n in range(1, 4)]
    paragraphs = pd.DataFrame({"symbol": "F/RES/1", "label": labels, "n_words": 3})
    said = [("F/RES/1", label, word, 1) for label in labels for word in ("external", "wreckage")]
    words = pd.DataFrame(said, columns=["symbol", "label", "word", "count"])
    phrases = pd.DataFrame([("F/RES/1", label, "external wreckage", 1) for label in labels],
                           columns=["symbol", "label", "phrase", "count"])  # fmt: skip
    found = telling_terms(resolutions, paragraphs, words, phrases, books.load(), 0.2, 3)
    assert found.names == ["external wreckage", "wreckage"]
