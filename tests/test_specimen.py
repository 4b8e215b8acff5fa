"""The specimen's planted truth agrees with the specimen's texts, and with itself."""

from __future__ import annotations

import json
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

import pytest

from workbench import catalogue, codebook, readers
from workbench.errors import InputError
from workbench.records import Resolution
from workbench.text import words

SPECIMEN = Path(__file__).parent / "specimen"
TRUTH = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))
ADOPTED = [s for s, m in TRUTH["members"].items() if m["stage"] == "adopted"]
RENEWALS = [p for p in TRUTH["pairs"] if p["earlier"] in ADOPTED]
CONDITIONS = {"upon_request", "within_mandate", "as_appropriate", "where_appropriate",
              "domestic_law", "coordination_others", "voluntary_resources"}  # fmt: skip


@pytest.fixture(scope="module")
def members() -> dict[str, Resolution]:
    return {s: readers.read(SPECIMEN / m["file"]) for s, m in TRUTH["members"].items()}


@pytest.fixture(scope="module")
def texts(members) -> dict[str, dict[str, str]]:
    """Symbol → label → text."""
    return {s: {p.label: p.text for p in r.paragraphs} for s, r in members.items()}


def said(text: str) -> list[str]:
    """The words that count when asking whether two paragraphs are the same."""
    found = words(text)
    return [w for i, w in enumerate(found) if i > 2 or w not in ("also", "further", "again")]


def stands(run: str, text: str) -> bool:
    return f" {' '.join(words(run))} " in f" {' '.join(words(text))} " if run else True


def place(label: str) -> tuple[bool, int]:
    return label.startswith("OP"), int(label[2:])


def longest_rise(places: list) -> int:
    """Length of the longest run of links that keep their order (patience sorting)."""
    piles: list = []
    for one in places:
        at = bisect_right(piles, one)
        piles[at : at + 1] = [one]
    return len(piles)


def linked(earlier: str, later: str) -> dict[tuple[str, str], str]:
    pair = next(p for p in RENEWALS if (p["earlier"], p["later"]) == (earlier, later))
    return {(a, b): kind for a, b, kind in pair["links"]}


# ── members ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("symbol", TRUTH["members"])
def test_members_are_read_as_they_were_written(symbol, members):
    truth, read = TRUTH["members"][symbol], members[symbol]
    assert {p.label: len(words(p.text)) for p in read.paragraphs} == truth["words"]
    assert [p.label for p in read.paragraphs] == list(truth["words"])
    facts = (read.symbol, read.stage, str(read.adopted), read.organ, read.recommends, read.title)
    expected = [truth[k] for k in ("stage", "adopted", "organ", "recommends", "title")]
    assert facts == (symbol, *expected)
    notes = [(n.mark, n.text, list(n.labels)) for n in read.footnotes]
    assert notes == [(n["mark"], n["text"], n["labels"]) for n in truth["footnotes"]]
    assert read.warnings == ()


@pytest.mark.parametrize("symbol", TRUTH["members"])
def test_counts_follow_from_the_paragraphs(symbol):
    truth = TRUTH["members"][symbol]
    operative = {k: n for k, n in truth["words"].items() if k.startswith("OP")}
    assert truth["n_operative"] == len(operative)
    assert truth["n_preambular"] == len(truth["words"]) - len(operative)
    assert truth["n_operative_words"] == sum(operative.values())
    assert truth["n_words"] == sum(truth["words"].values())
    assert 600 <= truth["n_words"] <= 1400


def test_a_recommendation_has_the_words_of_what_it_became(texts):
    draft, truth = next((s, m) for s, m in TRUTH["members"].items() if m["stage"] != "adopted")
    assert texts[draft] == texts[truth["adopted_as"]]


def test_the_catalogue_names_all_members_and_one_without_a_text():
    known = {m.symbol: m for m in catalogue.members(TRUTH["series"], SPECIMEN / "corpus")}
    assert set(known) == {*TRUTH["members"], TRUTH["missing"]}
    for symbol, truth in TRUTH["members"].items():
        row = known[symbol]
        facts = (row.stage, str(row.adopted), row.organ, row.title, row.recommends or None)
        keys = ("stage", "adopted", "organ", "title", "recommends")
        assert facts == tuple(truth[k] for k in keys)
    assert [s for s in known if s in ADOPTED] == ADOPTED


# ── pairs and edits ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pair", TRUTH["pairs"], ids=lambda p: p["later"])
def test_every_paragraph_has_one_fate(pair):
    kinds = {(a, b): kind for a, b, kind in pair["links"]}
    assert len(kinds) == len(pair["links"])
    for side, alone, symbol in ((0, "dropped", pair["earlier"]), (1, "added", pair["later"])):
        shared = {"split", "merged"}
        own = [link[side] for link, kind in kinds.items() if kind not in shared]
        several = {link[side] for link, kind in kinds.items() if kind in shared}
        everything = own + list(several) + pair[alone]
        assert sorted(everything) == sorted(TRUTH["members"][symbol]["words"])
    assert not set(kinds) & {tuple(p) for p in pair["unrelated"]}
    assert {tuple(m) for m in pair["moved"]} <= set(kinds)


@pytest.mark.parametrize("pair", TRUTH["pairs"], ids=lambda p: p["later"])
def test_kinds_are_true_of_the_words(pair, texts):
    earlier, later = texts[pair["earlier"]], texts[pair["later"]]
    for a, b, kind in pair["links"]:
        assert (said(earlier[a]) == said(later[b])) == (kind == "kept"), (a, b)
        assert (a[:2] != b[:2]) == (kind == "promoted"), (a, b)
        if kind == "merged":
            assert sum(link[1:] == [b, "merged"] for link in pair["links"]) == 2
            assert set(words(earlier[a])[1:]) <= set(words(later[b]))
        if kind == "split":
            assert sum(link[::2] == [a, "split"] for link in pair["links"]) == 2
            assert set(words(later[b])[1:]) <= set(words(earlier[a]))


@pytest.mark.parametrize("pair", RENEWALS, ids=lambda p: p["later"])
def test_every_renewal_has_changes_of_every_kind(pair):
    assert {"kept", "revised", "merged", "split"} <= {kind for *_, kind in pair["links"]}
    assert pair["added"] and pair["dropped"] and pair["moved"]


@pytest.mark.parametrize("pair", RENEWALS, ids=lambda p: p["later"])
def test_only_the_moved_stand_out_of_order(pair):
    inside = sorted((place(a), place(b)) for a, b, kind in pair["links"] if kind != "promoted")
    assert longest_rise([b for _, b in inside]) == len(inside) - len(pair["moved"])
    moved = {(place(a), place(b)) for a, b in pair["moved"]}
    rest = [b for a, b in inside if (a, b) not in moved]
    assert rest == sorted(rest)


@pytest.mark.parametrize("edit", TRUTH["edits"], ids=lambda e: f"{e['later']} {e['later_label']}")
def test_edits_stand_in_revised_paragraphs(edit, texts):
    kinds = linked(edit["earlier"], edit["later"])
    assert kinds[edit["earlier_label"], edit["later_label"]] == "revised"
    before = texts[edit["earlier"]][edit["earlier_label"]]
    after = texts[edit["later"]][edit["later_label"]]
    assert stands(edit["dropped"], before) and stands(edit["added"], after)
    if edit["dropped"] and edit["added"]:
        assert not stands(edit["added"], before) and not stands(edit["dropped"], after)


# ── provisions ───────────────────────────────────────────────────────────────────────────────


def test_provisions_follow_the_links():
    for name, lives in TRUTH["provisions"].items():
        assert all(label in TRUTH["members"][s]["words"] for s, label in lives.items()), name
        for earlier, later in pairwise(ADOPTED):
            if earlier in lives and later in lives:
                assert (lives[earlier], lives[later]) in linked(earlier, later), name
    everywhere = {(s, x) for lives in TRUTH["provisions"].values() for s, x in lives.items()}
    assert len(everywhere) == sum(len(TRUTH["members"][s]["words"]) for s in ADOPTED)


def test_histories_follow_from_the_provisions():
    told, lives = TRUTH["histories"], TRUTH["provisions"]

    def fates(name: str) -> list[str]:
        return [linked(a, b)[lives[name][a], lives[name][b]] for a, b in pairwise(ADOPTED)]

    whole = [n for n, where in lives.items() if list(where) == ADOPTED]
    assert told["never_touched"] == [n for n in whole if set(fates(n)) == {"kept"}]
    assert told["reworded_every_time"] == [n for n in whole if set(fates(n)) == {"revised"}]
    assert told["lapsed"] == {n: list(w)[-1] for n, w in lives.items() if ADOPTED[-1] not in w}
    for name, back in told["lapsed_and_revived"].items():
        last, revived = ADOPTED.index(back["last"][0]), ADOPTED.index(back["revived"][0])
        assert revived > last + 1
        assert not set(ADOPTED[last + 1 : revived]) & set(lives[name])
        assert lives[name][ADOPTED[last]] == back["last"][1]
        assert lives[name][ADOPTED[revived]] == back["revived"][1]
    for name, ((earlier, a), (later, b)) in told["promoted"].items():
        assert (lives[name][earlier], lives[name][later]) == (a, b)
        assert linked(earlier, later)[a, b] == "promoted"


# ── topics ───────────────────────────────────────────────────────────────────────────────────


def test_themes_are_those_that_the_codebook_finds(texts):
    rows = codebook.load(SPECIMEN / "corpus", "harbours").themes
    for symbol in ADOPTED:
        found = {
            label: [r.theme for r in rows if codebook.spans(text, r.terms, r.exclusions)]
            for label, text in texts[symbol].items()
        }
        assert {k: v for k, v in found.items() if v} == TRUTH["themes"][symbol]


def test_a_topic_enters_moves_to_the_operative_part_and_takes_a_tenth():
    topic = TRUTH["topics"]["autonomous_vessels"]
    way = topic["trajectory"]
    parts = [sorted({label[:2] for label in way[s]["labels"]}) for s in ADOPTED]
    assert parts == [[], ["PP"], ["OP", "PP"], ["OP", "PP"], ["OP", "PP"]]
    assert 10 * way[topic["tenth_in"]]["n_words"] == way[topic["tenth_in"]]["total"]
    assert topic["first"]["preamble"][0] == ADOPTED[1]
    assert topic["first"]["operative"][0] == ADOPTED[2]
    assert topic["first"]["obligation"][0] == ADOPTED[3]


def test_trajectories_are_sums_of_paragraphs():
    for theme, topic in TRUTH["topics"].items():
        for symbol, share in topic["trajectory"].items():
            member = TRUTH["members"][symbol]
            labels = [k for k, themes in TRUTH["themes"][symbol].items() if theme in themes]
            assert share["labels"] == labels
            assert share["n_words"] == sum(member["words"][k] for k in labels)
            assert share["total"] == member["n_words"]
    fading = [share["n_words"] for share in TRUTH["topics"]["ice"]["trajectory"].values()]
    assert fading == sorted(fading, reverse=True) and fading[-1] == 0 < fading[0]


# ── mandate ──────────────────────────────────────────────────────────────────────────────────


def test_clauses_stand_where_they_are_said_to(texts):
    names = {row.entity for row in codebook.load(SPECIMEN / "corpus").entities}
    for symbol in ADOPTED:
        rows = TRUTH["clauses"][symbol]
        operative = [k for k in TRUTH["members"][symbol]["words"] if k.startswith("OP")]
        assert list(dict.fromkeys(c["label"] for c in rows)) == operative
        for clause in rows:
            text = texts[symbol][clause["label"]]
            assert stands(clause["verb"], text)
            assert {*clause["addressees"], *clause["partners"]} <= names
            assert set(clause["conditions"]) <= CONDITIONS
            assert clause["directive"] == (clause["action"] is not None)
            # "shall admit" and "to admit" ask for the same action
            assert clause["action"] is None or stands(clause["action"], text)


def test_the_mandate_grows_by_counting_clauses():
    mandate = TRUTH["mandate"]
    for symbol in ADOPTED:
        asked = [
            c["label"] for c in TRUTH["clauses"][symbol]
            if c["directive"] and mandate["entity"] in c["addressees"]
        ]  # fmt: skip
        told = mandate["members"][symbol]
        assert (told["directive"], told["labels"]) == (len(asked), asked)
        assert told["operative_words"] == TRUTH["members"][symbol]["n_operative_words"]
        tasks = [t[symbol]["label"] for t in mandate["tasks"].values() if symbol in t]
        assert sorted(label for label in tasks if label) == sorted(asked)
    assert [mandate["members"][s]["directive"] for s in ADOPTED] == [6, 7, 9, 10, 11]
    statuses = {s["status"] for task in mandate["tasks"].values() for s in task.values()}
    assert statuses == {"new", "carried", "strengthened", "weakened", "widened", "narrowed",
                        "conditions gained", "conditions lost", "newly addressed", "lapsed",
                        "revived"}  # fmt: skip


def test_tasks_are_those_of_their_provisions():
    for name, task in TRUTH["mandate"]["tasks"].items():
        for symbol, told in task.items():
            assert told["label"] == TRUTH["provisions"][name].get(symbol)
            assert (told["label"] is None) == (told["status"] == "lapsed")


def test_duties_name_the_session_in_words(texts):
    tens = {60: "sixty", 70: "seventy"}
    units = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
             "ninth"]  # fmt: skip
    for duty in TRUTH["duties"]:
        ten, unit = duty["session"] // 10 * 10, duty["session"] % 10
        ordinal = f"{tens[ten]}-{units[unit]}" if unit else f"{tens[ten][:-1]}ieth"
        assert stands(f"at its {ordinal} session", texts[duty["symbol"]][duty["label"]])
        year = 1945 + duty["session"]
        assert (duty["due_from"], duty["due_to"]) == (f"{year}-09", f"{year + 1}-09")
        own = int(duty["symbol"].split("/")[2])
        assert duty["due_in_adopting_session"] == (duty["session"] == own)


def test_citations_stand_in_the_text_or_its_notes(texts):
    for row in TRUTH["citations"]:
        number = row["cited"].removeprefix("F/RES/")
        if row["where"] == "text":
            assert stands(number, texts[row["symbol"]][row["label"]])
        else:
            notes = TRUTH["members"][row["symbol"]]["footnotes"]
            assert any(number in n["text"] and row["label"] in n["labels"] for n in notes)


# ── layouts ──────────────────────────────────────────────────────────────────────────────────


def test_every_layout_has_its_truth():
    assert {p.name for p in (SPECIMEN / "broken").iterdir()} == set(TRUTH["layouts"])


@pytest.mark.parametrize("name", TRUTH["layouts"])
def test_layouts_are_read_or_refused_in_one_line(name):
    truth, path = TRUTH["layouts"][name], SPECIMEN / "broken" / name
    try:
        read = readers.read(path)
    except InputError as error:
        assert truth.get("error") or truth.get("error_or_warning"), error
        assert name in str(error) and "\n" not in str(error)
        return
    assert not truth.get("error")
    assert read.symbol == truth["symbol"]
    if "labels" in truth:
        assert [p.label for p in read.paragraphs] == truth["labels"]
    if "warnings" in truth or "error_or_warning" in truth:
        assert bool(read.warnings) == truth.get("warnings", True), read.warnings
    rows = {p.label: p for p in read.paragraphs}
    assert {k: rows[k].text for k in truth.get("texts", ())} == truth.get("texts", {})
    assert {k: rows[k].level for k in truth.get("levels", ())} == truth.get("levels", {})
    assert {k: rows[k].heading for k in truth.get("headings", ())} == truth.get("headings", {})
    notes = {n.mark: n for n in read.footnotes}
    if "footnotes" in truth:
        assert {m: list(n.labels) for m, n in notes.items()} == truth["footnotes"]
    for mark, text in truth.get("notes_text", {}).items():
        assert notes[mark].text == text
    assert sum(p.part == "annex" for p in read.paragraphs) == truth.get("annex", 0)
