"""What readers decide stays, counts everywhere, and can be taken back without a trace."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pandas as pd
import planted
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import (
    Corpus,
    collation,
    decisions,
    drift,
    findings,
    holdings,
    review,
    show,
    tables,
)
from workbench.cli import main
from workbench.decisions import cuts, links
from workbench.errors import InputError
from workbench.tables import decided
from workbench.text import words

ROOT = Path(__file__).parents[1]
SPECIMEN = ROOT / "tests" / "specimen"
NAME = planted.TRUTH["series"]
NOON = "2026-01-01T12:00:00"
MERGED = ("F/RES/61/7", "OP6", "F/RES/65/9", "OP5")  # OP5 and OP6 became one
SINGLE = ("F/RES/61/7", "OP10", "F/RES/65/9", "OP9")
CODED = ("F/RES/61/7", "OP10", "theme", "ice")


@pytest.fixture
def copy(specimen_corpus, tmp_path, monkeypatch) -> Path:
    folder = Path(shutil.copytree(specimen_corpus, tmp_path / "corpus"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    return folder


@pytest.fixture
def with_texts(monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))


def files(folder: Path) -> dict[str, bytes]:
    """Published tables, those of decisions apart, and their description."""
    there = folder / "tables" / NAME
    return {p.relative_to(there).as_posix(): p.read_bytes() for p in there.rglob("*.csv")
            if p.name != "decisions.csv"}  # fmt: skip


def decide(what: str, *about: str, answer: str = "no", by: str = "Ada", why: str = "") -> list[str]:
    return review.take(NAME, review.checked(NAME, what, *about, answer=answer, by=by, why=why))


def counts(folder: Path, later: str) -> dict[str, int]:
    table = Corpus.load(NAME, folder).measure(drift.composition)
    table = table[table["later"] == later]
    return dict(zip(table["kind"], table["n_paragraphs"], strict=True))


def linked(folder: Path, earlier: str, later: str) -> pd.DataFrame:
    rows = Corpus.load(NAME, folder).links
    return rows[(rows["earlier"] == earlier) & (rows["later"] == later)]


# ── laws, on rows ────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def machine() -> dict[str, list[dict]]:
    corpus = planted.corpus()
    stored = decided.stored(NAME, corpus.folder)
    return {table: frame.to_dict("records") for table, frame in stored.items()}


@lru_cache(maxsize=1)
def texts():
    read = {p: holdings.text(str(p)) for p in sorted((SPECIMEN / "texts").glob("*.md"))}
    return {text.symbol: text for text in read.values()}


def applied(taken: list[decisions.Decision], words: bool = True) -> dict[str, list[dict]]:
    read = texts().get if words else (lambda symbol: None)
    made = decisions.applied(machine(), taken, planted.corpus().codebook, read)
    return {table: list(rows) for table, rows in made.items()}


def but_listed(made: dict[str, list[dict]]) -> dict[str, list[dict]]:
    return {table: rows for table, rows in made.items() if table != "decisions"}


def seen() -> dict[tuple[str, str], str]:
    return {(r["symbol"], r["label"]): r["fingerprint"] for r in machine()["paragraphs"]}


@lru_cache(maxsize=1)
def possible() -> list[tuple[str, ...]]:
    """Things that may be decided: what the machine says, and what it doesn't."""
    labels: dict[str, list[str]] = {}
    for symbol, label in seen():
        labels.setdefault(symbol, []).append(label)
    chance = random.Random(3)
    pairs = dict.fromkeys((r["earlier"], r["later"]) for r in machine()["links"])
    made = [("link", r["earlier"], r["earlier_label"], r["later"], r["later_label"])
            for r in machine()["links"] if r["earlier_label"] and r["later_label"]]  # fmt: skip
    for earlier, later in pairs:
        for _ in range(8):
            ends = chance.choice(labels[earlier]), chance.choice(labels[later])
            made.append(("link", earlier, ends[0], later, ends[1]))
    for symbol, label in seen():
        made.append(("code", symbol, label, "theme", chance.choice(["ice", "lights", "locks"])))
    for symbol, here in labels.items():
        for one, other in pairwise(here):
            made += [("join", symbol, one, other), ("split", symbol, one, "3")]
    for row in machine()["clauses"]:
        place = "clause", row["symbol"], row["label"], row["verb"]
        made += [(*place, "addressee", "Harbour Office"), (*place, "condition", "upon_request"),
                 (*place, "directive", "true"), (*place, "verb", row["verb"]),
                 (*place, "verb", "urges")]  # fmt: skip
    return made


@st.composite
def taken(draw, least: int = 1) -> list[decisions.Decision]:
    chosen = draw(st.lists(st.integers(0, len(possible()) - 1), min_size=least, max_size=6,
                           unique=True))  # fmt: skip
    return [
        decisions.decided(*possible()[n], answer=draw(st.sampled_from(["yes", "no"])),
                          by="Ada", seen=seen(), when=NOON)
        for n in chosen
    ]  # fmt: skip


def test_no_decision_no_change(copy, with_texts):
    before = files(copy)
    tables.reapplied(NAME, copy)
    assert files(copy) == before
    tables.build(NAME, copy)
    assert files(copy) == before
    assert but_listed(applied([])) == machine()


@given(taken(least=2), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_independent_decisions_does_not_matter(several, chance):
    others = chance.sample(several, len(several))
    independent = {one.about: one for one in several}  # a later one about the same supersedes
    if len(independent) == len(several):
        assert but_listed(applied(several)) == but_listed(applied(others))


@given(taken())
@settings(max_examples=25)
def test_decided_then_undone_is_nothing(several):
    back = [decisions.undone(one, when=NOON) for one in reversed(several)]
    assert but_listed(applied([*several, *back])) == machine()


@given(taken(), taken())
@settings(max_examples=15)
def test_an_undone_decision_leaves_what_was_said_before(first, more):
    said = {(one.about, one.says) for one in first}  # said twice is said once, and undone once
    more = [one for one in more if (one.about, one.says) not in said]
    back = [decisions.undone(one, when=NOON) for one in reversed(more)]
    assert but_listed(applied([*first, *more, *back])) == but_listed(applied(first))


@given(taken())
@settings(max_examples=25)
def test_decided_twice_is_decided_once(several):
    once = applied(several)
    assert but_listed(applied([*several, *several])) == but_listed(once)
    undone = [decisions.undone(one, when=NOON) for one in several]
    assert but_listed(applied([*several, *several, *undone])) == machine()


@given(taken())
@settings(max_examples=25)
def test_every_paragraph_is_in_a_link_and_in_a_provision_whatever_is_decided(several):
    made = applied(several)
    for earlier, later in dict.fromkeys((r["earlier"], r["later"]) for r in made["links"]):
        here = [r for r in made["links"] if (r["earlier"], r["later"]) == (earlier, later)]
        for symbol, end in ((earlier, "earlier_label"), (later, "later_label")):
            assert {r[end] for r in here} - {""} == {x for s, x in seen() if s == symbol}
        numbers = [int(r["number"]) for r in made["edits"] if r["later"] == later
                   and r["earlier"] == earlier]  # fmt: skip
        assert numbers == list(range(1, len(numbers) + 1))
    adopted = {r["symbol"] for r in made["resolutions"] if r["stage"] == "adopted"}
    lived = {(r["symbol"], r["label"]) for r in made["provisions"] if r["label"]}
    assert lived == {place for place in seen() if place[0] in adopted}


@given(taken())
@settings(max_examples=25)
def test_a_changed_paragraph_makes_exactly_its_own_stale(several):
    changed = several[0].symbol, several[0].label
    now = seen() | {changed: "other words"}
    held, states = decisions.settled(several, now)
    for one in held:
        if one.about[0] in decisions.CUTS:
            states |= dict.fromkeys(one.rows, cuts.became(one, several, now))
    about = {n for n, one in enumerate(several) if changed in dict(one.paragraphs)}
    assert {n for n, state in states.items() if state == "stale"} == about


# ── where paragraphs end ─────────────────────────────────────────────────────────────────────

LATER = "F/RES/65/9"


@st.composite
def ends(draw) -> list[decisions.Decision]:
    """Paragraphs of a text split after some words, and joined with the next."""
    read = texts()[LATER].paragraphs
    made = []
    for at in draw(st.lists(st.integers(0, len(read) - 2), min_size=1, max_size=5, unique=True)):
        n = len(words(read[at].text))
        split = ("split", LATER, read[at].label, str(draw(st.integers(1, n - 1))))
        join = ("join", LATER, read[at].label, read[at + 1].label)
        made += draw(st.lists(st.sampled_from([split, join]), min_size=1, unique=True))
    return [decisions.decided(*about, answer="yes", by="Ada", seen=seen(), when=NOON)
            for about in made]  # fmt: skip


@given(ends(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_cut_paragraphs_have_the_words_that_were_read_in_any_order_of_decisions(several, chance):
    text = texts()[LATER]
    made = decisions.cut(text, several)
    assert decisions.cut(text, chance.sample(several, len(several))) == made
    assert decisions.cut(text, [*several, *several]) == made
    assert decisions.cut(text, []) is text
    everything = [word for p in text.paragraphs for word in words(p.text)]
    assert [word for p in made.paragraphs for word in words(p.text)] == everything
    labels = [p.label for p in made.paragraphs]
    assert len(set(labels)) == len(labels)
    n_joined = sum(one.what == "join" for one in several)
    assert len(labels) == len(text.paragraphs) + len(several) - 2 * n_joined
    for one in several:  # the first part has as many words as was said, unless it was joined
        first = next((p for p in made.paragraphs if p.label == one.label), None)
        if one.what == "split" and first and n_joined == 0:
            assert len(words(first.text)) == int(one.value)


@given(ends())
@settings(max_examples=15)
def test_a_changed_paragraph_is_not_cut_and_others_are(several):
    text = texts()[LATER]
    changed = several[0].label
    after = replace(text, paragraphs=tuple(
        replace(p, text=f"{p.text} Amended.") if p.label == changed else p
        for p in text.paragraphs
    ))  # fmt: skip
    others = [one for one in several if (LATER, changed) not in dict(one.paragraphs)]
    assert decisions.cut(after, several) == decisions.cut(after, others)


def test_a_split_paragraph_is_two_everywhere_and_one_again_when_it_is_undone(copy, with_texts):
    before = files(copy)
    assert decide("split", LATER, "OP9", "5", answer="yes") == ["applied"]
    corpus = Corpus.load(NAME)
    rows = corpus.paragraphs.query(f"symbol == '{LATER}'").set_index("label")
    assert rows.loc["OP9", "n_words"] == 5 and "OP9~2" in rows.index
    assert (LATER, "OP9~2") in set(
        corpus.links[["later", "later_label"]].itertuples(index=False, name=None)
    )
    assert len(words(corpus.paragraph(LATER, "OP9").text)) == 5
    assert corpus.paragraph(LATER, "OP9~2").text  # redlines and reviews have the same paragraphs
    assert tables.check(NAME, copy) == []
    tables.build(NAME, copy)
    assert list(Corpus.load(NAME).decisions["state"]) == ["applied"]
    review.undo(NAME)
    assert files(copy) == before


def test_joined_paragraphs_are_one_and_wait_for_texts(copy, monkeypatch):
    before = files(copy)
    assert decide("join", LATER, "OP8", "OP9", answer="yes") == ["waiting"]
    assert files(copy) == before
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    tables.build(NAME)
    corpus = Corpus.load(NAME)
    assert list(corpus.decisions["state"]) == ["applied"]
    labels = set(corpus.paragraphs.query(f"symbol == '{LATER}'")["label"])
    assert "OP8" in labels and "OP9" not in labels
    n = {p.label: len(words(p.text)) for p in texts()[LATER].paragraphs}
    rows = corpus.paragraphs.query(f"symbol == '{LATER}' and label == 'OP8'")
    assert rows["n_words"].iloc[0] == n["OP8"] + n["OP9"]


def test_provisions_follow_from_links():
    order = [r["symbol"] for r in machine()["resolutions"] if r["stage"] == "adopted"]
    outlines = links.outlines(machine())
    made = links.provisions(machine()["links"], machine()["provisions"], order, outlines)
    assert made == machine()["provisions"]


# ── the truth ────────────────────────────────────────────────────────────────────────────────


def corrections(machine: Path, truth: Path) -> list[decisions.Decision]:
    """What a reader who knows the truth decides: each row that one has and the other hasn't."""
    was, true = (Corpus.load(NAME, folder) for folder in (machine, truth))
    prints = {
        (s, x): f for s, x, f in was.paragraphs[["symbol", "label", "fingerprint"]].to_numpy()
    }
    made = []

    def rows(corpus, table, *columns):
        frame = getattr(corpus, table).dropna(subset=[c for c in columns if c.endswith("label")])
        return set(map(tuple, frame[list(columns)].to_numpy()))

    verbs = {(r.symbol, r.label, r.clause): r.verb for r in true.clauses.itertuples()}
    for answer, one, other in (("no", was, true), ("yes", true, was)):
        for row in rows(one, "links", *ENDS) - rows(other, "links", *ENDS):
            made.append(("link", *row, answer))
        for row in rows(one, "codes", *CODES) - rows(other, "codes", *CODES):
            made.append(("code", *row, answer))
        for s, x, n, role, who in rows(one, "clause_entities", *ASKED) - rows(
            other, "clause_entities", *ASKED
        ):
            made.append(("clause", s, x, verbs[s, x, n], role, who, answer))
    for was_so, is_so in zip(was.clauses.itertuples(), true.clauses.itertuples(), strict=True):
        place = "clause", is_so.symbol, is_so.label, is_so.verb
        for field in ("action", "directive", "continuing"):
            one, other = (getattr(row, field) for row in (was_so, is_so))
            if str(one) != str(other):
                made.append((*place, field, str(other).lower(), "yes"))
    return [decisions.decided(*about, answer=answer, by="Ada", seen=prints, when=NOON)
            for *about, answer in made]  # fmt: skip


ENDS = ("earlier", "earlier_label", "later", "later_label")
CODES = ("symbol", "label", "scheme", "code")
ASKED = ("symbol", "label", "clause", "role", "entity")


@pytest.fixture
def mistaken(copy, with_texts, tmp_path, monkeypatch) -> Path:
    """The specimen as a machine codes it that knows a theme and a name less, and mistakes links."""
    folder = Path(shutil.copytree(copy, tmp_path / "mistaken"))
    unknown = ("themes/harbours", "ice|ice patrol*|frost", "patrol*"), (
        "entities", "Office for Harbour Safety|the Office", "Bureau of Harbours"
    )  # fmt: skip
    for file, known, instead in unknown:
        path = folder / "codebook" / f"{file}.csv"
        assert known in path.read_text(encoding="utf-8")
        text = path.read_text(encoding="utf-8").replace(known, instead)
        path.write_text(text, encoding="utf-8")
    right = collation.links

    def wrong(earlier, later, background=None):
        made = right(earlier, later, background)
        lost = [k for k in made if k.kind == "revised"][1:3]
        if not lost:
            return made
        ends = [(lost[0].earlier, lost[1].later), (lost[1].earlier, lost[0].later)]
        crossed = [collation.Link(*pair, "revised", 0.5, False, True) for pair in ends]
        before, after = ([p.label for p in text.paragraphs] for text in (earlier, later))
        return collation.reading_order([k for k in made if k not in lost] + crossed, before, after)

    monkeypatch.setattr(collation, "links", wrong)
    tables.build(NAME, folder)
    monkeypatch.setattr(collation, "links", right)
    return folder


def test_decisions_bring_every_measure_of_a_mistaken_machine_to_the_truth(copy, mistaken):
    true, wrong = Corpus.load(NAME, copy), Corpus.load(NAME, mistaken)
    assert review.effects.headlines(wrong) != review.effects.headlines(true)
    told = corrections(mistaken, copy)
    assert {one.what for one in told} == {"link", "code", "clause"}
    decisions.append(NAME, told, mistaken)
    tables.reapplied(NAME, mistaken)
    right = Corpus.load(NAME, mistaken)
    assert set(right.decisions["state"]) <= {"applied", "confirmed"}
    assert review.effects.headlines(right) == review.effects.headlines(true)
    facts = ["earlier", "earlier_label", "later", "later_label", "kind", "similarity", "moved"]
    pd.testing.assert_frame_equal(right.links[facts], true.links[facts])
    pd.testing.assert_frame_equal(right.edits, true.edits)
    pd.testing.assert_frame_equal(right.clause_entities.drop(columns="by"),
                                  true.clause_entities.drop(columns="by"))  # fmt: skip
    before = files(mistaken)
    review.undo(NAME, folder=mistaken)
    assert files(mistaken) != before


# ── one decision after the other ─────────────────────────────────────────────────────────────


def test_a_rejected_link_needs_no_texts(copy):
    before, n = counts(copy, SINGLE[2]), len(linked(copy, SINGLE[0], SINGLE[2]))
    assert decide("link", *SINGLE) == ["applied"]
    after = counts(copy, SINGLE[2])
    assert after["dropped"] == before["dropped"] + 1
    assert after["added"] == before["added"] + 1
    assert after["revised"] == before["revised"] - 1
    rows = linked(copy, SINGLE[0], SINGLE[2])
    assert len(rows) == n + 1
    assert set(rows.loc[rows["by"] == "Ada", "kind"]) == {"dropped", "added"}
    edits = Corpus.load(NAME, copy).edits
    mine = edits["later"].eq(SINGLE[2]) & edits["later_label"].eq(SINGLE[3])
    assert not (mine & edits["earlier"].eq(SINGLE[0])).any()
    lapsed = Corpus.load(NAME, copy).provisions
    lapsed = lapsed[(lapsed["symbol"] == SINGLE[2]) & (lapsed["status"] == "lapsed")]
    assert f"{SINGLE[0]} {SINGLE[1]}" in set(lapsed["provision"])


def test_what_needs_texts_waits_for_them_and_stays_when_they_are_gone(copy, monkeypatch):
    before = files(copy)
    assert decide("link", *MERGED) == ["waiting"]
    assert files(copy) == before
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    tables.reapplied(NAME, copy)
    with_words = files(copy)
    assert with_words != before
    assert tables.check(NAME, copy) == []
    monkeypatch.delenv("WORKBENCH_TEXTS")
    assert decide("code", *CODED) == ["applied"]
    assert files(copy)["edits.csv"] == with_words["edits.csv"]
    assert files(copy)["links.csv"] == with_words["links.csv"]
    review.undo(NAME)
    review.undo(NAME)
    assert files(copy) == before


def test_check_proves_machine_and_decisions_and_names_a_cell_that_neither_gives(copy, with_texts):
    decide("link", *MERGED)
    decide("code", *CODED)
    assert tables.check(NAME, copy) == []
    tables.build(NAME, copy)  # all anew: the same
    assert tables.check(NAME, copy) == []
    place = copy / "tables" / NAME / "machine" / "codes.csv"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("frost,1", "frost,2", 1), encoding="utf-8")
    (said,) = tables.check(NAME, copy)
    assert said.startswith(f"{NAME}/machine/codes.csv, row") and "count: '2'" in said
    with pytest.raises(InputError, match=r"machine/codes\.csv: missing, or changed after it was"):
        tables.reapplied(NAME, copy)


def test_decisions_that_are_newer_than_the_tables_are_said(copy):
    one = review.checked(NAME, "code", *CODED, answer="no", by="Ada")
    decisions.append(NAME, [one])
    with pytest.raises(InputError, match=f"{NAME}: its decisions changed since its tables were"):
        _ = Corpus.load(NAME).codes
    tables.reapplied(NAME)
    assert "ice" not in set(Corpus.load(NAME).codes.query("label == 'OP10'")["code"])


@pytest.mark.parametrize("answers", [("yes", "no"), ("no", "yes")])
def test_readers_who_contradict_each_other_leave_the_machines_value_and_a_doubt(copy, answers):
    assert decide("link", *SINGLE, answer=answers[0], by="Ada")[0] in ("applied", "confirmed")
    assert decide("link", *SINGLE, answer=answers[1], by="Ben") == ["disputed"]
    row = linked(copy, SINGLE[0], SINGLE[2]).query("later_label == 'OP9'").iloc[0]
    assert (row["earlier_label"], row["doubtful"], row["by"]) == ("OP10", True, "disputed")
    path = copy / "series.csv"
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head},adjudicator\n{row},Ben\n", encoding="utf-8")
    tables.reapplied(NAME)
    states = dict(Corpus.load(NAME).decisions[["by", "state"]].to_numpy())
    assert states["Ada"] == "overruled"
    gone = (
        linked(copy, SINGLE[0], SINGLE[2]).query("later_label == 'OP9'").iloc[0]["kind"] == "added"
    )
    assert gone is (answers[1] == "no")


def test_a_text_that_joins_leaves_every_decision(copy, with_texts, tmp_path):
    path = copy / "resolutions.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    early = Path(shutil.copytree(SPECIMEN / "corpus", tmp_path / "early"))
    (early / "resolutions.csv").write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    tables.build(NAME, early)
    taken = [review.checked(NAME, "link", *MERGED, answer="no", by="Ada", folder=early),
             review.checked(NAME, "code", *CODED, answer="no", by="Ada", folder=early)]  # fmt: skip
    review.take(NAME, *taken, folder=early)
    shutil.copy(path, early)
    tables.build(NAME, early)
    assert list(Corpus.load(NAME, early).decisions["state"]) == ["applied", "applied"]
    review.take(NAME, *taken, folder=copy)
    assert files(early) == files(copy)


def test_effect_says_what_a_decision_moves_before_it_is_taken(copy):
    one = review.checked(NAME, "link", *SINGLE, answer="no", by="Ada")
    before = files(copy)
    told = review.effect(Corpus.load(NAME), one)
    n = counts(copy, SINGLE[2])
    assert told["composition", "dropped", SINGLE[2]] == (n["dropped"], n["dropped"] + 1)
    assert files(copy) == before and decisions.read(NAME) == []
    review.take(NAME, one)
    assert review.effect(Corpus.load(NAME)) == told


@pytest.mark.parametrize(
    ("about", "answer", "table", "change"),
    [
        (("duty", "F/RES/61/7", "OP16", "report"), "no", "duties", -1),
        (("duty", "F/RES/61/7", "OP1", "report"), "yes", "duties", 1),
        (("clause", "F/RES/61/7", "OP9", "requests", "partner", "Member Cantons"), "yes",
         "clause_entities", 1),
        (("clause", "F/RES/61/7", "OP9", "urges", "verb", "urges"), "yes", "clauses", 1),
        (("clause", "F/RES/61/7", "OP9", "requests", "condition", "upon_request"), "yes",
         "codes", 1),
        (("code", "F/RES/61/7", "OP9", "entity", "Federal Secretary"), "yes", "codes", 1),
    ],
)  # fmt: skip
def test_rows_that_a_decision_makes_and_takes_away(copy, about, answer, table, change):
    before = getattr(Corpus.load(NAME), table)
    assert decide(*about, answer=answer) == ["applied"]
    after = getattr(Corpus.load(NAME), table)
    assert len(after) == len(before) + change
    assert (after["by"] == "Ada").sum() == max(change, 0)
    review.undo(NAME)
    pd.testing.assert_frame_equal(getattr(Corpus.load(NAME), table), before)


def test_a_clause_that_is_none_takes_its_rows_along_and_another_verb_its_strength(copy):
    place = "F/RES/61/7", "OP9"
    decide("clause", *place, "requests", "verb", "requests")
    corpus = Corpus.load(NAME)
    for table in ("clauses", "clause_entities"):
        rows = getattr(corpus, table)
        assert rows[(rows["symbol"] == place[0]) & (rows["label"] == place[1])].empty
    review.undo(NAME)
    decide("clause", *place, "requests", "verb", "urges", answer="yes")
    rows = Corpus.load(NAME).clauses.query("symbol == 'F/RES/61/7' and label == 'OP9'")
    verb = next(v for v in corpus.codebook.verbs if v.verb == "urges")
    assert list(rows[["verb", "class", "strength", "by"]].iloc[0]) == [
        "urges", verb.klass, verb.strength, "Ada"]  # fmt: skip
    decide("clause", *place, "requests", "directive", "true")
    rows = Corpus.load(NAME).clauses.query("symbol == 'F/RES/61/7' and label == 'OP9'")
    assert not rows["directive"].iloc[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("link F/RES/61/7 OP99 F/RES/65/9 OP9 no", "F/RES/61/7: no paragraph 'OP99' in the tables"),
        ("link F/RES/61/7 OP1 F/RES/71/8 OP9 no", "F/RES/61/7 → F/RES/71/8: not compared in"),
        ("link F/RES/61/7 OP1 no", "decision: link F/RES/61/7 OP1; expected link EARLIER LABEL"),
        ("code F/RES/61/7 OP1 theme tolls yes", "tolls: not in themes.csv; it has"),
        ("code F/RES/61/7 OP1 topic ice yes", "scheme: 'topic'; expected one of theme, entity"),
        ("code F/RES/61/7 OP1 theme ice perhaps", "decision: 'perhaps'; expected yes or no"),
        ("clause F/RES/61/7 OP9 urges addressee Harbour no", "OP9: no clause 'urges'; there are"),
        ("clause F/RES/61/7 OP9 requests mood x no", "field: 'mood'; expected one of verb,"),
        ("duty F/RES/61/7 OP9 dance no", "kind of duty: 'dance'; expected one of report,"),
        ("split F/RES/61/7 OP9 x yes", "words: 'x'; expected how many words stand before the cut"),
        ("split F/RES/61/7 OP9 999 yes", "F/RES/61/7 OP9: 999 words before the cut; expected 1 to"),
        ("join F/RES/61/7 OP8 OP10 yes", "F/RES/61/7 OP8: OP10 doesn't follow it in the same part"),
    ],
)
def test_what_can_not_be_decided_is_a_line(copy, arguments, said):
    done = CliRunner().invoke(main, ["decide", NAME, *arguments.split(), "--by", "Ada"])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"workbench: {said}") or said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not decisions.path(NAME).exists()


def test_a_reader_has_a_name_and_a_reason_is_short_and_no_quotation(copy, with_texts):
    for by in ("", "machine", "disputed", "Ada; Ben"):
        with pytest.raises(InputError, match=f"by: '{by}'; expected the name of a reader"):
            review.checked(NAME, "code", *CODED, answer="no", by=by)
    with pytest.raises(InputError, match="why: 201 characters; expected at most 200"):
        review.checked(NAME, "code", *CODED, answer="no", by="Ada", why="x" * 201)
    text = texts()["F/RES/61/7"].paragraphs
    words = next(p.text for p in text if p.label == "OP10").split()
    with pytest.raises(InputError, match="why: quotes more than 8 words of F/RES/61/7 OP10"):
        review.checked(NAME, "code", *CODED, answer="no", by="Ada", why=" ".join(words[:9]))
    assert review.checked(NAME, "code", *CODED, answer="no", by="Ada", why=" ".join(words[:8])).why


def test_commands(copy):
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, list(arguments))
        assert done.exit_code == 0, done.output
        return done.stdout

    said = "F/RES/61/7 OP10: theme ice: no"
    told = run("decisions", "effect", NAME, "code", *CODED, "no")
    assert "presence ice, F/RES/61/7: 2 → 1\n" in told
    assert run("decide", NAME, "code", *CODED, "no", "--by", "Ada", "--why", "only the port") == (
        f"{said} (applied)\n")  # fmt: skip
    assert run("decisions", "list", NAME) == f"   1  applied    Ada: {said} (only the port)\n"
    (line,) = run("decisions", "list", NAME, "--json").splitlines()
    assert json.loads(line)["fingerprint"] == seen()["F/RES/61/7", "OP10"]
    assert run("decisions", "effect", NAME) == told
    assert run("decisions", "undo", NAME) == f"withdrawn: {said}\n"
    assert run("decisions", "effect", NAME) == ""
    assert run("decisions", "apply", NAME).strip().endswith(NAME)
    again = CliRunner().invoke(main, ["decisions", "undo", NAME])
    assert again.exit_code == 2 and "no decision stands; those that do: none" in again.stderr


@pytest.mark.texts
def test_a_merge_of_the_last_renewal_taken_apart_moves_the_sentence(tmp_path, monkeypatch):
    name, ends = "ct-assistance", ("A/RES/74/175", "OP14", "A/RES/78/226", "OP16")
    folder = Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))

    def told() -> dict[str, float]:
        corpus = Corpus.load(name)
        return findings.composition(corpus.measure(drift.composition)).bundle[show.MIME]["values"]

    before = told()
    one = review.checked(name, "link", *ends, answer="no", by="Ada", why="another matter")
    assert review.take(name, one) == ["applied"]
    after = told()
    assert after["dropped"] == before["dropped"] + 1 and after["revised"] == before["revised"]
    review.undo(name)
    assert told() == before


# ── the review ───────────────────────────────────────────────────────────────────────────────


def test_the_queue_has_first_what_moves_a_headline_number_most(copy, with_texts):
    corpus = Corpus.load(NAME)
    items = review.queue(corpus, "Ada")
    assert [i.moves for i in items] == sorted((i.moves for i in items), reverse=True)
    assert {i.kind for i in items} == {"link", "near", "theme", "addressee"}
    assert len({i.key for i in items}) == len(items)
    kinds = {"link": "composition", "near": "composition", "theme": "presence",
             "addressee": "expansion"}  # fmt: skip
    for kind, measure in kinds.items():
        item = next(i for i in items if i.kind == kind)
        answer = "no" if item.says == "yes" else "yes"
        one = review.checked(NAME, *item.about, answer=answer, by="Ada")
        told = review.effect(corpus, one)
        shares = [abs(now - was) / max(now, was) for key, (was, now) in told.items()
                  if key[0] == measure]  # fmt: skip
        assert any(share == pytest.approx(item.moves) for share in shares), item


def test_a_desk_keeps_each_answer_and_takes_it_back(copy, with_texts):
    desk = review.Desk(Corpus.load(NAME), "Ada")
    first, n = desk.item, len(desk.items)
    desk.press("n", "no such matter")
    (one,) = decisions.read(NAME)
    assert (one.about, one.answer, one.why) == (first.key, "no", "no such matter")
    desk.press("s")
    third = desk.item
    desk.press("y")
    assert len(decisions.read(NAME)) == 2
    desk.press("u")
    assert desk.item == third and decisions.read(NAME)[-1].answer == "undo"
    again = review.desk(NAME, "Ada")  # a review that was broken off: what is decided is left out
    assert [i for i in again.desk.items if i.key == first.key] == []
    assert len(again.desk.items) == n - 1
    assert len(review.queue(Corpus.load(NAME), "Ben")) in (n, n - 1)
    desk.press("u")
    desk.press("u")  # nothing more to take back
    assert desk.item == first and len(decisions.read(NAME)) == 4
    tables.reapplied(NAME)
    nobody = review.Desk(Corpus.load(NAME))
    with pytest.raises(InputError, match="by: ''; expected the name of a reader"):
        nobody.press("y")
    assert nobody.at == 0


@pytest.mark.parametrize("words", [True, False])
def test_each_thing_is_shown_with_the_machines_reason(copy, monkeypatch, words):
    if words:
        monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    shown = review.desk(NAME, "Ada")
    for kind in ("link", "near", "theme", "addressee"):
        item = next(i for i in shown.desk.items if i.kind == kind)
        html = shown.sight.shown(item)
        assert f"The machine says {item.says}" in html
        assert item.about[2] in html and "https://undocs.org/en/" in html
        assert ("The texts are not at hand" in html) is not words
        if kind == "link":
            text = {p.label: p.text for p in texts()[item.about[1]].paragraphs}
            some = text[item.about[2]].split()[-1].strip(".,;")
            assert words == (some in html) or item.about[2] in html
            assert ("<ins" in html or "<del" in html)  # fmt: skip


def test_a_review_says_what_is_wrong_and_goes_on(copy):
    shown = review.desk(NAME)
    shown.press("y")
    assert "expected the name of a reader" in shown.said.value
    shown.reader.value = "Ada"
    shown.why.value = "x" * 201
    shown.press("n")
    assert "201 characters" in shown.said.value and decisions.read(NAME) == []
    shown.why.value = "a reason"
    shown.press("n")
    assert shown.why.value == "" and shown.progress.value == 1
    shown.applied()
    assert len(Corpus.load(NAME).decisions) == 1


def test_a_report_says_which_decisions_were_taken_and_what_they_move(copy):
    def said() -> list[str]:
        corpus = Corpus.load(NAME)
        shown = findings.decisions(corpus.decisions, review.effect(corpus))
        return [repr(one) for one in shown]

    assert said() == ["No reader has corrected what the machine coded."]
    n = counts(copy, SINGLE[2])
    decide("link", *SINGLE)
    decide("code", *CODED, by="Ben")
    line, listed, moved = said()
    assert line.startswith(
        "Two decisions by two readers; they move revised paragraphs of F/RES/65/9 from "
        f"{n['revised']} to {n['revised'] - 1}, added paragraphs of F/RES/65/9 from "
        f"{n['added']} to {n['added'] + 1}"
    )
    assert "Ben" in listed and "composition dropped F/RES/65/9" in moved
    decide("code", *CODED, by="Ada", answer="yes")
    assert "Two decisions are contradicted, so that the machine’s value stands." in said()[0]


# ── the file ─────────────────────────────────────────────────────────────────────────────────

WRITER = """
import sys
from pathlib import Path
from workbench import decisions

folder, by, n = sys.argv[1:]
seen = {("F/RES/1", f"OP{k}"): "a" for k in range(int(n))}
for k in range(int(n)):
    about = "code", "F/RES/1", f"OP{k}", "theme", "ice"
    one = decisions.decided(*about, answer="no", by=by, seen=seen)
    decisions.append("one", [one], Path(folder))
    print(k, flush=True)
"""


def writer(folder: Path, by: str, n: int) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", WRITER, str(folder), by, str(n)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


def test_two_readers_who_write_at_once_lose_nothing(tmp_path):
    n = 60
    both = [writer(tmp_path, by, n) for by in ("Ada", "Ben")]
    assert [one.communicate() and one.returncode for one in both] == [0, 0]
    kept = decisions.read("one", tmp_path)
    for by in ("Ada", "Ben"):
        assert [one.label for one in kept if one.by == by] == [f"OP{k}" for k in range(n)]


def test_a_writer_killed_at_any_moment_loses_at_most_the_row_that_it_was_writing(tmp_path):
    kept = 0
    for _ in range(3):
        process = writer(tmp_path, "Ada", 1000)
        said = 0
        for line in process.stdout:  # what was said to be written is written
            said = int(line) + 1
            if said == 5:
                break
        process.send_signal(signal.SIGKILL)
        said += len(process.stdout.read().splitlines())
        process.wait()
        here = decisions.read("one", tmp_path)
        assert 0 <= len(here) - kept - said <= 1
        kept = len(here)


@pytest.mark.parametrize("size", [1, 40, 80])
def test_half_a_row_is_none_and_the_next_one_is_whole(tmp_path, size):
    place = {("F/RES/1", "OP1"): "a"}
    one = decisions.decided("code", "F/RES/1", "OP1", "theme", "ice", answer="no", by="Ada",
                            seen=place, why='a "reason", with signs')  # fmt: skip
    path = decisions.append("one", [one, one], tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rstrip(b"\n").rfind(b"\n") + 1 + size])
    assert decisions.read("one", tmp_path) == [one]
    decisions.append("one", [one], tmp_path)
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda rows: [rows[0].replace("why", "reason"), *rows[1:]], "columns what, symbol"),
        (lambda rows: [rows[0], rows[1] + ",more"], "row 2: 15 cells; expected 14"),
        (lambda rows: [rows[0], rows[1].replace("code", "cod", 1)], "row 2, column what: 'cod'"),
        (lambda rows: [rows[0], rows[1].replace(",no,", ",nay,")], "row 2, column answer: 'nay'"),
    ],
)
def test_a_spoilt_row_is_named(tmp_path, damage, said):
    place = {("F/RES/1", "OP1"): "a"}
    one = decisions.decided("code", "F/RES/1", "OP1", "theme", "ice", answer="no", by="Ada",
                            seen=place)  # fmt: skip
    path = decisions.append("one", [one], tmp_path)
    path.write_text("\n".join(damage(path.read_text().splitlines())) + "\n")
    with pytest.raises(InputError, match=said):
        decisions.read("one", tmp_path)
