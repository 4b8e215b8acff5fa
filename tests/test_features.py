"""Coding: rows from one resolution, each checked against a small text or a second way."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import codebook as books
from workbench import features
from workbench.codebook import Codebook, Condition, Entity, Theme, titles
from workbench.records import Footnote, Paragraph, Resolution
from workbench.text import words


def resolution(*texts: str, footnotes: tuple[Footnote, ...] = ()) -> Resolution:
    paragraphs = tuple(
        Paragraph(f"OP{i}", "operative", 1, None, None, text) for i, text in enumerate(texts, 1)
    )
    return Resolution(
        "X/RES/1/1", "Of the fire watch", "General Assembly", None,
        paragraphs=paragraphs, footnotes=footnotes,
    )  # fmt: skip


def theme(name: str, terms: str, exclusions: str = "") -> Theme:
    return Theme(name, name, "", books.terms(terms), books.terms(exclusions), "", "", "")


@pytest.fixture
def codebook(tmp_path) -> Codebook:
    return Codebook(tmp_path).but(
        themes=(
            theme("arson", "arson*|fire watch|soft target*", "Office on Arson"),
            theme("water", "/[Ll]ake \\d/|{well,wells}|water-mark*"),
        ),
        entities=(
            Entity("OA", ("Office on Arson", "the Office"), "office", "", "", ""),
            Entity("Registry", ("Registry of Arson",), "office", "", "", ""),
        ),
        conditions=(
            Condition("upon_request", "condition", ("upon request",), (), "", "", ""),
            Condition("as_appropriate", "qualifier", ("as appropriate",), (), "", "", ""),
        ),
    )


# -- themes and codes ----------------------------------------------------------------------


def test_every_label_is_there_with_its_themes_in_the_order_of_the_codebook(codebook):
    text = resolution("Digs wells against arson.", "Adjourns.")
    assert features.themes(text, codebook) == {"OP1": ("arson", "water"), "OP2": ()}


def test_terms_are_the_words_found_each_once_in_reading_order(codebook):
    text = resolution("Deplores Arsonists, soft‑targets and arsonists of lake 9.")
    assert features.theme_terms(text, codebook) == {
        "OP1": {"arson": ("arsonists", "soft-targets"), "water": ("lake 9",)}
    }


def test_a_term_inside_an_exclusion_does_not_count_but_one_beside_it_does(codebook):
    text = resolution("Thanks the Office on Arson.", "Asks the Office on Arson about arson.")
    assert features.themes(text, codebook) == {"OP1": (), "OP2": ("arson",)}


def test_the_longest_name_wins_where_several_begin(codebook):
    hits = features.codes_in("The Registry of Arson asks the Office.", codebook)
    assert hits["entity", "Registry"] == [(4, 4 + len("Registry of Arson"))]
    assert len(hits["entity", "OA"]) == 1


def test_codes_count_each_wording_and_conditions_belong_to_clauses(codebook):
    text = resolution("Asks the Office, upon request, about arson, arson and wells.")
    start = 0
    clause = SimpleNamespace(label="OP1", clause=1, start=start, end=60,
                             conditions=("upon_request", "as_appropriate"))  # fmt: skip
    rows = features.codes(text, codebook, [clause])
    assert {tuple(row.values()) for row in rows} == {
        ("X/RES/1/1", "OP1", 1, "theme", "arson", "arson", 2),
        ("X/RES/1/1", "OP1", 1, "theme", "water", "wells", 1),
        ("X/RES/1/1", "OP1", None, "entity", "OA", "the office", 1),
        ("X/RES/1/1", "OP1", 1, "condition", "upon_request", "upon request", 1),
        # Inherited from a chapeau: no words of its own in the clause.
        ("X/RES/1/1", "OP1", 1, "qualifier", "as_appropriate", "as appropriate", 1),
    }


def test_a_published_term_has_at_most_eight_words():
    assert features.term("A b c d e f g h i j") == "a b c d e f g h"


WORDS = ["Arson", "arsonists", "the", "Office", "on", "Arson,", "fire", "watch", "soft", "-",
         "target", "lake", "7", "water", "mark", "Registry", "of", "wells.", "İl"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_one_pass_finds_what_each_pattern_finds_by_itself(text):
    codebook = Codebook(Path()).but(
        themes=(
            theme("arson", "arson*|fire watch|soft target*|{fire,water} mark*", "Office on Arson"),
            theme("water", "/[Ll]ake \\d/|{well,wells}|water-mark*|*ists"),
        ),
        entities=(Entity("OA", ("Office on Arson", "Office"), "", "", "", ""),),
    )
    found = features.codes_in(text, codebook)
    for t in codebook.themes:
        alone = books.spans(text, t.terms, t.exclusions)
        alone = titles.beside(alone, titles.named(text), text)
        assert found.get(("theme", t.theme), []) == alone
    assert found.get(("entity", "OA"), []) == [(a, b) for _, a, b in books.entities(text, codebook)]


def test_nothing_is_found_in_nothing(codebook):
    assert features.themes(resolution(), codebook) == {}
    assert features.codes_in("", codebook) == {}
    assert features.codes(resolution(""), codebook) == []


# -- words and phrases ---------------------------------------------------------------------


def test_words_are_counted_by_paragraph():
    rows = features.word_counts(resolution("The well, the WELL and Member-States' 3.5/4."))
    assert {(r["word"], r["count"]) for r in rows} == {
        ("the", 2), ("well", 2), ("and", 1), ("member-states", 1), ("3.5/4", 1),
    }  # fmt: skip


def phrases_of(text: str) -> Counter:
    rows = features.phrases(resolution(text), stop={"of", "the", "and"})
    return Counter({r["phrase"]: r["count"] for r in rows})


def test_phrases_have_content_words_at_both_ends_and_two_to_four_words():
    assert phrases_of("rule of the law") == {"rule of the law": 1}
    assert phrases_of("a b c d e") == Counter(
        ["a b", "a b c", "a b c d", "b c", "b c d", "b c d e", "c d", "c d e", "d e"]
    )


def test_phrases_do_not_cross_punctuation_nor_end_in_a_number():
    assert phrases_of("fire watch, night (guard) duty; 1373 2001") == {"fire watch": 1}
    assert phrases_of("counter-terrorism centre’s work") == {
        "counter-terrorism centre's": 1, "centre's work": 1, "counter-terrorism centre's work": 1,
    }  # fmt: skip
    assert phrases_of("ends here. Starts there") == {"ends here": 1, "starts there": 1}


def test_a_phrase_recurs_in_one_member_and_not_by_renewal():
    first = resolution("the night watch", "a night watch", "day shift")
    other = replace(resolution("day shift", "high tide"), symbol="X/RES/2/1")
    rows = features.recurring([first, other], stop={"the", "a"})
    assert [(r["symbol"], r["label"], r["phrase"]) for r in rows] == [
        (first.symbol, "OP1", "night watch"), (first.symbol, "OP2", "night watch"),
    ]  # fmt: skip
    apart = features.recurring([first, other], stop={"the", "a"}, apart=True)
    assert {r["phrase"] for r in apart} == {"night watch", "day shift"}


def test_forms_of_a_phrase_recur_together():
    first = resolution("the night watches", "a night watch", "night-time duty")
    later = replace(resolution("all night watches", "night-time duties"), symbol="X/RES/2/1")
    rows = features.recurring([first, later], stop={"the", "a", "all"})
    assert [(r["symbol"], r["phrase"]) for r in rows] == [
        (first.symbol, "night watches"), (first.symbol, "night watch"),
        (later.symbol, "night watches"),
    ]  # fmt: skip


def test_published_phrases_never_join_up_to_more_than_eight_words():
    sentence = "old pilots learn new signals before night ferries leave busy harbours each spring"
    text = resolution(sentence, sentence, "old pilots sleep", "old pilots wake")
    published = {r["phrase"] for r in features.recurring([text], stop=set())}
    assert "old pilots" in published
    spans = [s for s in features._phrases(sentence, set()) if s[2] in published]
    assert not features._too_long(spans)
    # counted another way: no place of the sentence lies in a run of nine words joined by phrases
    words_ = sentence.split()
    joined = [any(a <= i < b - 1 for a, b, _ in spans) for i in range(len(words_) - 1)]
    runs = "".join("x" if j else " " for j in joined).split()
    assert max(map(len, runs)) + 1 <= features.TERM_WORDS


def test_stop_words_are_words_that_texts_can_have():
    listed = books.load().stopwords
    assert all(words(w) == [w] for w in listed)
    assert {"the", "of", "whereby"} <= listed and "terrorism" not in listed


# -- citations -----------------------------------------------------------------------------


def test_citations_say_whether_text_or_note_and_each_document_once():
    note = Footnote("1", "See resolution 61/2.", ("OP1",))
    text = resolution(
        "Recalls its resolution 60/1 and, again, its resolution 60/1.", "Adjourns.",
        footnotes=(note,),
    )  # fmt: skip
    assert [(r["label"], r["cited"], r["where"]) for r in features.citations(text)] == [
        ("OP1", "A/RES/60/1", "text"),
        ("OP1", "A/RES/61/2", "note"),
    ]


# -- shared wording ------------------------------------------------------------------------


def winnowed_by_the_book(tokens: list[str], k: int = 5, w: int = 8) -> list[str]:
    """Schleimer et al.'s definition, every window by itself."""
    hashes = [features._hash(" ".join(tokens[i : i + k])) for i in range(len(tokens) - k + 1)]
    picked = set()
    for start in range(max(1, len(hashes) - w + 1)):
        window = range(start, min(start + w, len(hashes)))
        if window:
            least = min(hashes[i] for i in window)
            picked.add(max(i for i in window if hashes[i] == least))
    return [hashes[i] for i in sorted(picked)]


@given(st.lists(st.sampled_from("abcde"), max_size=60))
def test_winnowing_keeps_what_its_definition_keeps(tokens):
    assert features.winnowed(tokens) == winnowed_by_the_book(tokens)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=12, max_size=12), st.data())
def test_twelve_shared_words_share_a_shingle(shared_words, data):
    sides = st.lists(st.sampled_from("stuvwxyz"), max_size=20)
    one = data.draw(sides) + shared_words + data.draw(sides)
    two = data.draw(sides) + shared_words + data.draw(sides)
    assert set(features.winnowed(one)) & set(features.winnowed(two))


def test_about_two_in_nine_positions_are_kept():
    tokens = [str(i) for i in range(20_000)]
    assert len(features.winnowed(tokens)) / (20_000 - 4) == pytest.approx(2 / (8 + 1), abs=0.01)


def test_few_words_have_no_shingle_and_rows_have_each_once():
    assert features.shingles(resolution("one two three four")) == []
    rows = features.shingles(resolution("one two three four five", " ".join(["again"] * 30)))
    assert [r["label"] for r in rows] == ["OP1", "OP2"]
    assert all(re.fullmatch("[0-9a-f]{16}", r["shingle"]) for r in rows)


def test_a_fingerprint_is_of_words_not_of_layout():
    one = features.fingerprint("The  Member‑States’ fire watch;")
    assert one == features.fingerprint("the member-states' FIRE watch")
    assert one != features.fingerprint("the member-states' watch")
    assert re.fullmatch("[0-9a-f]{16}", one)
    text = resolution("The fire", "watch.")
    assert features.fingerprint(text) == features.fingerprint("the fire watch")
    assert features.fingerprint("A b;") == hashlib.blake2b(b"a b", digest_size=8).hexdigest()
