"""Links, edits and provisions, on sentences of an invented assembly; laws on real texts."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from workbench import codebook, collation, readers
from workbench.collation import doubts, linkage
from workbench.errors import InputError
from workbench.records import Paragraph, Resolution
from workbench.tables import making
from workbench.text import words

BACKGROUND = {"": 100, "the": 100, "of": 99, "and": 99, "to": 97, "in": 95, "cantons": 60}


def resolution(*texts: str, symbol: str = "F/1") -> Resolution:
    """A resolution of the Assembly of the Federated Cantons; texts that end in a comma recite."""
    paragraphs, counts = [], defaultdict(int)
    for text in texts:
        part = "preamble" if text.endswith(",") else "operative"
        counts[part] += 1
        label = f"{'PP' if part == 'preamble' else 'OP'}{counts[part]}"
        paragraphs.append(Paragraph(label, part, 1, None, None, text))
    return Resolution(symbol, "Ferries", "Assembly", None, paragraphs=tuple(paragraphs))


def linked(found) -> set[tuple]:
    return {(k.earlier, k.later, k.kind) for k in found}


def links(one: Resolution, other: Resolution):
    return collation.links(one, other, BACKGROUND)


FERRY = "Requests the Registry of Ferries to publish timetables for every harbour before winter;"
TOLL = "Urges cantons to abolish bridge tolls levied on shepherds and their flocks;"
SCHOOL = "Invites academies to teach navigation, knot tying and the reading of charts;"
STORM = "Welcomes the storm-warning beacons raised along the northern lakeshore;"
GUILD = "Calls upon guilds of boatwrights to share drawings of unsinkable hulls;"


# -- links -----------------------------------------------------------------------------------


def test_same_text_is_kept_and_nothing_moves():
    found = links(resolution(FERRY, TOLL, SCHOOL), resolution(FERRY, TOLL, SCHOOL))
    assert linked(found) == {(f"OP{n}", f"OP{n}", "kept") for n in (1, 2, 3)}
    assert not any(k.moved or k.doubtful for k in found)


@pytest.mark.parametrize(
    "text",
    [
        "Also requests" + FERRY.removeprefix("Requests"),
        "Further requests" + FERRY.removeprefix("Requests")[:-1] + ".",
        FERRY.upper(),
        FERRY.replace("timetables", "time-tables").replace("Ferries", "Ferries,"),
    ],
)
def test_case_also_and_punctuation_do_not_count(text):
    assert linked(links(resolution(FERRY), resolution(text))) == {("OP1", "OP1", "kept")}


def test_a_further_effort_is_no_order_word():
    one = resolution("Welcomes progress made by the harbour cantons in dredging;")
    other = resolution("Welcomes further progress made by the harbour cantons in dredging;")
    assert linked(links(one, other)) == {("OP1", "OP1", "revised")}


def test_renumbered_cross_reference_is_kept():
    one = resolution("Requests the Registry to carry out paragraph 3 above without delay;")
    other = resolution("Requests the Registry to carry out paragraph 5 above without delay;")
    assert linked(links(one, other)) == {("OP1", "OP1", "kept")}


def test_inserting_one_paragraph_moves_nothing():
    found = links(resolution(FERRY, TOLL, SCHOOL), resolution(STORM, FERRY, TOLL, SCHOOL))
    assert (None, "OP1", "added") in linked(found)
    assert not any(k.moved for k in found)


def test_the_paragraph_that_changed_places_moved():
    found = links(resolution(FERRY, TOLL, SCHOOL, GUILD), resolution(TOLL, SCHOOL, GUILD, FERRY))
    assert [(k.earlier, k.later) for k in found if k.moved] == [("OP1", "OP4")]


def test_a_formula_far_apart_is_no_relative(monkeypatch):
    # lists of amendments, as budgets have them: where and how, in words that all of them share
    spots = [f"{n}.{n + 3}, after the {word} sentence, insert" for n, word in
             enumerate(("first", "second", "last", "fourth"), 11)]  # fmt: skip
    old = [f"In paragraph {spot}:" for spot in spots]
    new = [f"In former paragraph 2{spot} the following sentence:" for spot in reversed(spots)]
    one, other = resolution(FERRY, TOLL, *old, SCHOOL), resolution(FERRY, TOLL, *new, SCHOOL)

    def formulas() -> int:
        return sum(pair[0] in ("OP3", "OP4", "OP5", "OP6") and pair[1] is not None
                   for pair in linked(links(one, other)))  # fmt: skip

    found = formulas()
    monkeypatch.setattr(linkage, "strays", lambda *_: set())
    assert found <= 1 < formulas()  # a single one leaves no order


def test_half_reworded_is_still_found():
    other = "Urges mountain cantons and their towns to lift every toll on shepherds and flocks;"
    found = links(resolution(FERRY, TOLL, SCHOOL), resolution(FERRY, other, SCHOOL))
    assert ("OP2", "OP2", "revised") in linked(found)


def test_boilerplate_makes_no_relatives():
    frame = "Requests the Registry, within its mandate, to assist cantons, upon request, in {};"
    kept = ("vaccinating goats", "mending bells", "pruning vineyards")
    one = resolution(*map(frame.format, ("dredging silted harbours", *kept)))
    other = resolution(*map(frame.format, (*kept, "measuring glaciers")))
    found = linked(links(one, other))
    assert ("OP1", None, "dropped") in found
    assert (None, "OP4", "added") in found


def test_merge_and_split_are_links_that_share_a_side():
    joined = FERRY[:-1] + ", and welcomes the storm-warning beacons raised along the lakeshore;"
    merge = links(resolution(FERRY, TOLL, STORM), resolution(joined, TOLL))
    assert {("OP1", "OP1", "revised"), ("OP3", "OP1", "revised")} <= linked(merge)
    split = links(resolution(joined, TOLL), resolution(FERRY, TOLL, STORM))
    assert {("OP1", "OP1", "revised"), ("OP1", "OP3", "revised")} <= linked(split)


def test_a_long_paragraph_printed_twice_is_the_same_twice():
    long = (
        "Requests the Registry of Ferries to publish timetables for every harbour before winter, "
        "with the fares of each crossing, the names of the pilots on watch and the hours at which "
        "lamps are lit;"
    )
    one, twice = resolution(long, TOLL), resolution(long, TOLL, "Also r" + long[1:])
    kept = {("OP1", "OP1", "kept"), ("OP2", "OP2", "kept"), ("OP1", "OP3", "kept")}
    assert linked(links(one, twice)) == kept
    assert linked(links(twice, one)) == {(b, a, kind) for a, b, kind in kept}
    # a formula is no paragraph that came again
    found = links(resolution(SCHOOL, TOLL), resolution(SCHOOL, TOLL, SCHOOL))
    assert {k.kind for k in found} == {"kept", "added"}


def test_preamble_to_operative_part():
    one = resolution(
        "Welcoming the storm-warning beacons raised along the northern lakeshore,", TOLL
    )
    assert ("PP1", "OP1", "revised") in linked(links(one, resolution(STORM, TOLL)))


def test_what_nearly_became_a_recital_is_dropped_in_doubt():
    recital = "Aware that academies teach navigation, knot tying and reading at night in winter,"
    found = links(resolution(SCHOOL, TOLL), resolution(recital, TOLL))
    doubts = {(k.earlier, k.later): k.relative for k in found if k.doubtful}
    assert doubts == {("OP1", None): "PP1", (None, "PP1"): "OP1"}


def test_recital_that_quotes_a_provision_is_no_descendant():
    recital = (
        "Recalling its resolution 3/4 of 5 May 2001, in which it, inter alia, requested"
        + FERRY.removeprefix("Requests")[:-1]
        + ","
    )
    found = linked(links(resolution(FERRY, TOLL), resolution(recital, TOLL)))
    assert ("OP1", None, "dropped") in found
    assert (None, "PP1", "added") in found


def test_recital_that_cites_a_title_is_no_descendant():
    title = "Storm-warning beacons for boats on the northern lakeshore"
    one = resolution("To raise storm-warning beacons for boats on the northern lakeshore;", TOLL)
    cites = f"Recalling its resolution 3/4 of 5 May 2001, entitled “{title}”,"
    assert ("OP1", None, "dropped") in linked(links(one, resolution(cites, TOLL)))
    assert ("PP1", "PP1", "kept") in linked(links(resolution(cites), resolution(cites)))


def test_what_a_recital_says_of_a_request_is_not_the_request():
    what = "the brass bells and the green lanterns of the harbour ferries"
    asked = f"Requests the Registry to publish each winter a list of {what};"
    spoken = f"Noting with interest a study, by two guilds of clockmakers, of {what},"
    found = linked(links(resolution(asked, TOLL), resolution(spoken, TOLL)))
    assert ("OP1", None, "dropped") in found
    noted = f"Welcomes the first guidebook, long awaited in many hamlets, to {what};"
    found = linked(links(resolution(spoken, TOLL), resolution(noted, TOLL)))
    assert ("PP1", "OP1", "revised") in found


def test_paragraph_that_lives_on_in_a_much_longer_one():
    longer = (
        "Urges cantons, in the light of the harvest, of the thaw and of the early closing of "
        "mountain passes reported by the wardens, to widen tracks, to mend fences, to abolish "
        "bridge tolls levied on shepherds and their flocks, to shelter mules, and to sell hay "
        "at prices that the cheesemakers of the upper valleys can afford in a lean spring;"
    )
    assert ("OP1", "OP1", "revised") in linked(links(resolution(TOLL), resolution(longer)))


def test_list_items_follow_their_chapeau():
    def lists(one, other):
        labels = ("OP1", "OP1(a)", "OP1(b)", "OP2", "OP2(a)", "OP2(b)")
        texts = (f"Requests the {one}:", "To report;", "To count boats;",
                 f"Requests the {other}:", "To report;", "To count goats;")  # fmt: skip
        return replace(
            resolution(),
            paragraphs=tuple(
                Paragraph(x, "operative", 2 if "(" in x else 1, None, None, t)
                for x, t in zip(labels, texts, strict=True)
            ),
        )

    found = links(lists("Harbour Board", "Pasture Board"), lists("Pasture Board", "Harbour Board"))
    assert ("OP1", "OP2", "kept") in linked(found)
    assert ("OP1(a)", "OP2(a)", "kept") in linked(found)


WHOLE = (
    "Urges cantons to take further steps for the keeping of the lagoon charter, including through "
    "stronger dredging of silted harbour basins before each winter; better paid lamplighters with "
    "oil and wicks for every buoy; the retirement of rotten barges and the caulking of sound ones; "
    "more vaults for the tolls of the estuary, audited by the guild of weighers; ledgers of "
    "wrecks, groundings and drownings kept by the pilots; and schools for apprentices of "
    "rope-makers, sail-makers and coopers in remote islets;"
)
CLAUSES = (
    "Clearing mud out of silted harbour basins, so that barges pass before winter comes;",
    "Hiring lamplighters in all seasons and storing oil and wicks for every buoy, as they keep it;",
    "Breaking up rotten barges at public cost, and caulking of sound ones as a craft of its own;",
    "Opening vaults for the tolls of the estuary to weighers, and barring them to others;",
    "Printing ledgers of wrecks, groundings and drownings that widows may read without a fee;",
    "Sending masters to remote islets, where rope-makers, sail-makers and coopers lack hands;",
)


def test_a_paragraph_that_became_a_list_is_its_chapeau_in_doubt(monkeypatch):
    told = "Urges cantons and invites towns to close gaps in the lagoon charter, by:"
    items = [
        Paragraph(f"OP2({'abcdef'[n]})", "operative", 2, None, None, text)
        for n, text in enumerate(CLAUSES)
    ]
    one, other = (resolution(FERRY, text, TOLL, SCHOOL, STORM) for text in (WHOLE, told))
    ferry, chapeau, *rest = other.paragraphs
    other = replace(other, paragraphs=(ferry, chapeau, *items, *rest))

    def chapeaux(*pair: Resolution) -> set[bool]:
        found = collation.links(*pair)
        return {k.doubtful for k in found if (k.earlier, k.later) == ("OP2", "OP2")}

    assert chapeaux(one, other) == chapeaux(other, one) == {True}
    monkeypatch.setattr(linkage, "unfolded", lambda *_: set())
    assert chapeaux(one, other) == set()


def headed(*pairs: tuple[str, str]) -> Resolution:
    """Operative paragraphs with a heading each."""
    return replace(resolution(), paragraphs=tuple(
        Paragraph(f"OP{n}", "operative", 1, heading, None, text)
        for n, (heading, text) in enumerate(pairs, 1)
    ))  # fmt: skip


def test_of_equal_paragraphs_those_under_the_same_heading_are_linked():
    one = headed(("Ferries and fares", FERRY), ("Bridges", TOLL))
    other = headed(("Goats", FERRY), ("Bridges", TOLL), ("Of ferries and fares", FERRY))
    assert {(None, "OP1", "added"), ("OP1", "OP3", "kept")} <= linked(links(one, other))


def test_of_equal_paragraphs_the_nearest_is_linked():
    texts = (TOLL, SCHOOL, STORM, GUILD)
    found = linked(links(resolution(*texts, FERRY), resolution(FERRY, *texts, FERRY)))
    assert {(None, "OP1", "added"), ("OP5", "OP6", "kept")} <= found


@pytest.mark.parametrize("item", ["({})", ".{}", "•{}"])
def test_an_item_knows_its_list_by_its_label_wherever_it_stands(item):
    labels = [f"Annex/{n}{x}" for n in (1, 2) for x in ("", item.format(1), item.format(2))]
    texts = ("Requests the Harbour Board:", "To report;", "To count boats;",
             "Requests the Pasture Board:", "To report;", "To count goats;")  # fmt: skip
    one = replace(resolution(), paragraphs=tuple(
        Paragraph(label, "annex", 1 if label[-2] == "/" else 2, None, None, text)
        for label, text in zip(labels, texts, strict=True)
    ))  # fmt: skip
    found = links(one, replace(one, paragraphs=one.paragraphs[::-1]))
    assert all(k.earlier == k.later for k in found)


def test_similarity_is_the_cosine_of_an_independent_library():
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    one, other = words(FERRY), words("Requests the Registry to publish timetables and charts;")
    weight = {w: collation.rarity(w, BACKGROUND) for w in {*one, *other}}
    bags = [{w: bag.count(w) * weight[w] for w in bag} for bag in (one, other)]
    matrix = DictVectorizer(dtype=np.float64).fit_transform(bags)
    expected = round(float(cosine_similarity(matrix)[0, 1]), 4)
    assert collation.cosine(one, other, weight) == pytest.approx(expected, abs=1e-4)


def test_rarity_is_its_formula():
    from math import log

    assert collation.rarity("cantons", BACKGROUND) == pytest.approx(log(1 + 100 / 60))
    assert collation.rarity("unheard", BACKGROUND) == pytest.approx(log(1 + 100 / 1))
    assert collation.rarity("2019", BACKGROUND) == pytest.approx(log(1 + 4))


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ((), (), []),
        ((), (FERRY,), ["added"]),
        ((FERRY,), (), ["dropped"]),
        ((FERRY,), (FERRY,), ["kept"]),
        ((FERRY,), ("Prie le Greffe de compter les chèvres;",), ["added", "dropped"]),
        (("…",), ("…",), ["kept"]),
    ],
)
def test_degenerate(one, other, kinds):
    assert sorted(k.kind for k in links(resolution(*one), resolution(*other))) == kinds


def test_documents_of_different_series_share_nothing():
    found = links(resolution(FERRY, TOLL), resolution(SCHOOL, STORM, GUILD))
    assert sorted(k.kind for k in found) == ["added"] * 3 + ["dropped"] * 2


def test_five_thousand_paragraphs():
    rng = random.Random(5)
    names = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("ven", "rok", "lim")]
    texts = [f"Urges {' '.join(rng.choices(names, k=9))};" for _ in range(5000)]
    found = links(resolution(*texts), resolution(*texts[1:]))
    kept = [k for k in found if k.kind == "kept" and not k.moved]
    assert len(kept) == 4999
    assert ("OP1", None, "dropped") in linked(found)


def test_more_paragraphs_than_any_two_resolutions_have_are_refused(monkeypatch):
    monkeypatch.setattr(linkage, "MOST", 5)
    with pytest.raises(InputError, match="2 against 3; no two resolutions have as many"):
        links(resolution(FERRY, TOLL), resolution(SCHOOL, STORM, GUILD))


@pytest.mark.parametrize("text", ["Requests reports;", "Requests canton {} to report on ferries;"])
def test_thousands_of_paragraphs_all_alike(text):
    size = 1500
    one = resolution(*(text.format(n) for n in range(size)))
    found = links(one, one)
    assert all(k.kind == "kept" and k.earlier == k.later for k in found)


# -- sides ----------------------------------------------------------------------------------


def test_the_same_text_is_kept_among_a_thousand_paragraphs_however_long_it_is():
    many = 1000  # with one more, too many for all pairs to be looked at
    long = "".join(f"{i}. Requests lamps " for i in range(3 * many))
    text = resolution(*["Requests lamps;"] * many, long)
    found = collation.links(text, text)
    assert linked(found) == {(p.label, p.label, "kept") for p in text.paragraphs}


def test_a_side_has_words_as_printed_with_commas_and_titles():
    said = "Recalling the Pilots’ Charter, entitled “On tides and time-tables”, and ferries,"
    (paragraph,) = collation.side(resolution(said)).paragraphs
    assert [w.rstrip(",").lower() for w in paragraph.words] == words(said)
    assert [w for w in paragraph.words if w.endswith(",")] == ["Charter,", "ferries,"]
    assert paragraph.titles == (("on", "tides", "and", "time-tables"),)


def test_counts_of_words_are_linked_as_if_no_text_had_an_order():
    one, other = resolution(FERRY, TOLL, STORM), resolution(SCHOOL, FERRY, TOLL)
    outline = [collation.Tokens(p.label, p.part, p.level, None) for p in one.paragraphs]
    counts = {p.label: Counter(words(p.text)) for p in one.paragraphs}
    side = collation.counted(outline, counts)
    assert [Counter(p.words) for p in side.paragraphs] == [*counts.values()]
    assert linked(collation.links(side, other, BACKGROUND)) == linked(links(one, other))
    backwards = Counter({w: counts["OP1"][w] for w in reversed(counts["OP1"])})
    turned = collation.counted(outline[:1], {"OP1": backwards})
    (link, *_) = collation.links(turned, resolution(FERRY), BACKGROUND)
    assert (link.kind, link.similarity) == ("revised", 1.0)  # the same words, in what order?


def test_counts_of_words_have_no_edits():
    side = collation.counted([collation.Tokens("OP1", "operative", 1, None)], {})
    with pytest.raises(InputError, match="only counts of words are known"):
        collation.edits(side, resolution(TOLL), [collation.Link("OP1", "OP1", "revised")])


# -- laws ------------------------------------------------------------------------------------


def unordered(found) -> list[tuple]:
    return sorted((str(k.earlier), str(k.later), k.kind, k.similarity, k.doubtful) for k in found)


def laws(earlier: Resolution, later: Resolution, background, rules, seed: int = 0) -> None:
    found = collation.links(earlier, later, background)
    name = f"{earlier.symbol} -> {later.symbol}"

    other_way = {"added": "dropped", "dropped": "added"}
    back = [
        replace(k, earlier=k.later, later=k.earlier, kind=other_way.get(k.kind, k.kind))
        for k in collation.links(later, earlier, background)
    ]
    assert set(back) == set(found), f"{name}: backwards"

    for side, text in (("earlier", earlier), ("later", later)):
        members = [x for group in collation.groups(found) for x in group[side == "later"]]
        assert sorted(members) == sorted(p.label for p in text.paragraphs), f"{name}: groups"

    shuffled = list(later.paragraphs)
    random.Random(seed).shuffle(shuffled)
    permuted = collation.links(earlier, replace(later, paragraphs=tuple(shuffled)), background)
    assert unordered(permuted) == unordered(found), f"{name}: permuted"

    number = {p.label: f"{p.label[0]}{1000 + n}" for n, p in enumerate(later.paragraphs)}
    renumbered = replace(
        later, paragraphs=tuple(replace(p, label=number[p.label]) for p in later.paragraphs)
    )
    expected = [replace(k, later=number.get(k.later)) for k in found]
    again = collation.links(earlier, renumbered, background)
    assert unordered(again) == unordered(expected), f"{name}: renumbered"

    for k in collation.links(earlier, earlier, background):
        assert (k.kind, k.moved, k.earlier) == ("kept", False, k.later), f"{name}: itself"

    texts = [{p.label: words(p.text) for p in r.paragraphs} for r in (earlier, later)]
    changes = defaultdict(list)
    for edit in collation.edits(earlier, later, found, rules, background):
        changes[edit.earlier, edit.later].append(edit)
        row = collation.published(edit, background)
        assert len(row["dropped"].split()) <= 8 and len(row["added"].split()) <= 8
    places = [[p.label for p in r.paragraphs].index for r in (earlier, later)]
    for group in collation.groups(found):
        if all(group):
            old, new = (tuple(sorted(x, key=at)) for x, at in zip(group, places, strict=True))
            assert collation.replay([w for x in old for w in texts[0][x]], changes[old, new]) == [
                w for x in new for w in texts[1][x]
            ], f"{name}: replay of {old} {new}"


def test_laws_on_generated_texts():
    rng = random.Random(4)
    vocabulary = [f"{a}{b}" for a in ("har", "gla", "pas", "tim") for b in ("bour", "cier", "ture")]
    frame = "Requests the Registry to look after {} and {} of the {}, with {} where {} is near;"
    made = [frame.format(*rng.choices(vocabulary, k=5)) for _ in range(30)]
    for seed in range(8):
        later = [t for t in made if rng.random() < 0.8] + [STORM, STORM]
        later = [t.replace("glacier", "icefield") if rng.random() < 0.5 else t for t in later]
        rng.shuffle(later)
        one, other = resolution(FERRY, FERRY, *made), resolution(*later, symbol="F/2")
        laws(one, other, BACKGROUND, codebook.load().edits, seed)


SERIES = (
    ("58/136", "59/153", "72/194", "74/175", "78/226"),
    ("60/288", "62/272", "64/297", "66/282", "68/276", "70/291", "72/284", "75/291", "77/298"),
)


SPECIMEN = Path(__file__).parent / "specimen"
TRUTH = json.loads((SPECIMEN / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("pair", TRUTH["pairs"], ids=lambda p: f"{p['earlier']} {p['later']}")
def test_planted_changes_come_back(pair):
    one, other = (
        readers.read(SPECIMEN / TRUTH["members"][pair[x]]["file"]) for x in ("earlier", "later")
    )
    background = codebook.load().background
    found = collation.links(one, other, background)
    plain = {"kept": "kept", "added": "added", "dropped": "dropped"}
    expected = {(a, b, plain.get(kind, "revised")) for a, b, kind in pair["links"]}
    expected |= {(None, b, "added") for b in pair["added"]}
    expected |= {(a, None, "dropped") for a in pair["dropped"]}
    assert linked(found) == expected
    assert {(k.earlier, k.later) for k in found if k.moved} == {tuple(x) for x in pair["moved"]}
    laws(one, other, background, codebook.load().edits)


def test_a_member_more_changes_no_link_between_others(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    catalogue = (SPECIMEN / "corpus/resolutions.csv").read_text("utf-8").splitlines(True)
    found = {}
    for name, left_out in (("all", ()), ("fewer", ("F/RES/61/7", "F/RES/71/8"))):
        folder = tmp_path / name
        shutil.copytree(SPECIMEN / "corpus", folder)
        shutil.copytree(codebook.folder() / "codebook", folder / "codebook", dirs_exist_ok=True)
        rows = [r for r in catalogue if not any(f",{x}," in r for x in left_out)]
        (folder / "resolutions.csv").write_text("".join(rows), "utf-8")
        table = making.tables("harbour-safety", folder)["links"].astype(str)
        found[name] = {
            pair: rows.values.tolist() for pair, rows in table.groupby(["earlier", "later"])
        }
    assert 0 < len(found["fewer"]) < len(found["all"])
    assert found["fewer"] == {pair: found["all"][pair] for pair in found["fewer"]}


@pytest.mark.texts
@pytest.mark.slow
def test_laws_on_adjacent_members(texts):
    book, paths = codebook.load(), readers.texts(texts)
    for series in SERIES:
        members = [readers.read(paths[f"A/RES/{x}"]) for x in series if f"A/RES/{x}" in paths]
        for one, other in pairwise(members):
            laws(one, other, book.background, book.edits)


@pytest.mark.texts
@pytest.mark.slow
def test_laws_on_random_pairs(shared):
    book, rng = codebook.load(), random.Random(300)
    paths = sorted((shared / "bulk").glob("*.json"))
    for seed in range(300):
        one, other = (readers.read(p) for p in rng.sample(paths, 2))
        if max(len(one.paragraphs), len(other.paragraphs)) <= 250:
            laws(one, other, book.background, book.edits, seed)


@pytest.mark.texts
def test_gold(texts, shared):
    paths, book = readers.texts(texts), codebook.load()
    gold = json.loads(
        (shared / "gold/alignments/A_RES_72_194__A_RES_74_175.json").read_text("utf-8")
    )
    one, other = (readers.read(paths[gold[x]]) for x in ("earlier", "later"))
    found = collation.links(one, other, book.background)
    pairs = {(k.earlier, k.later) for k in found if k.earlier and k.later}
    right = {(a, b) for a, b, _ in gold["links"]}
    doubtful = {(a, b) for a, b, _ in gold["doubtful"]}
    hits, wrong = len(pairs & right), len(pairs - right - doubtful)
    assert 2 * hits / (2 * hits + wrong + len(right - pairs)) >= 0.98


def test_a_carried_phrase_whose_paragraph_is_mostly_gone_is_doubtful():
    phrase = "Urges cantons to abolish bridge tolls levied on shepherds and their flocks"
    before = (
        phrase + ", to vaccinate goats against foot rot, and to fence glaciers with larch poles;"
    )
    after = phrase + ", while sparing millers the costs of weirs that founder in spring floods;"
    (link,) = links(resolution(before), resolution(after))
    assert link.kind == "revised" and link.doubtful
    (link,) = links(resolution(before), resolution(before.replace("larch", "oaken")))
    assert link.kind == "revised" and not link.doubtful


@pytest.mark.parametrize(
    ("pairs", "odd"),
    [
        ({(0, 0), (0, 1)}, {(0, 1)}),  # a clause of OP1 in a long paragraph that is new else
        ({(0, 0), (0, 1), (1, 1)}, set()),  # which goes on from another one
        ({(0, 0), (0, 2)}, set()),  # a short one that it mostly is
    ],
)
def test_a_clause_that_is_little_of_a_paragraph_without_another_link_is_a_doubtful_one(pairs, odd):
    shared = {(0, 0): 20.0, (0, 1): 10.0, (0, 2): 10.0, (1, 1): 40.0}
    overlap = SimpleNamespace(
        totals=([30.0, 50.0], [20.0, 60.0, 12.0]),
        shared=lambda *ends: [shared[pair] for pair in zip(*ends, strict=True)],
    )
    assert doubts.brief(overlap, pairs & {(0, 1), (0, 2)}, pairs) == odd


def test_a_recital_that_also_quotes_a_provision_is_doubtful():
    """Its own predecessor is linked, though the provision that it quotes shares more with it."""
    before = "Recalling its resolution 3/1 of 2 May 1999, in which it spoke of ferries and lakes,"
    after = (
        "Recalling its resolution 3/4 of 5 May 2001, in which it spoke of ferries and requested"
        + FERRY.removeprefix("Requests")[:-1] + ","
    )  # fmt: skip
    found = links(resolution(before, FERRY, TOLL), resolution(after, FERRY, TOLL))
    (link,) = (k for k in found if k.later == "PP1")
    assert link.doubtful


@pytest.mark.parametrize(
    ("earlier", "later", "idle"),
    [
        ("Urges cantons to mend life-boats and their oars;",
         "Urges cantons to mend life boats and their oars;", True),
        ("Urges cantons to mend lifeboats/ rafts;",
         "Urges cantons to mend life boats/rafts;", True),
        ("Urges cantons to mend boats, and requests guilds to help;",
         "Urges cantons to mend boats, and also requests guilds to help;", True),
        ("Urges cantons to mend boats;", "Urges cantons to mend rafts;", False),
        ("Urges cantons to mend boats;", "Urges cantons to mend boats further upstream;", False),
    ],
)  # fmt: skip
def test_hyphens_and_order_words_change_nothing(earlier, later, idle):
    one, other = resolution(earlier), resolution(later)
    (edit,) = collation.edits(one, other, [collation.Link("OP1", "OP1", "revised")],
                              background=BACKGROUND)  # fmt: skip
    assert collation.idle(edit) == idle


def test_a_paragraph_in_which_words_are_written_together_is_kept():
    one = resolution("Urges cantons to mend lifeboats/ rafts and every oar within the year;")
    other = resolution("Urges cantons to mend life boats/rafts and every oar within the year;")
    (link,) = links(one, other)
    assert (link.kind, link.similarity) == ("kept", 1.0)


def test_a_plural_is_housekeeping():
    assert classes_of("Notes the crisis of the ferries;", "Notes the crises of the ferries;") == [
        "housekeeping"
    ]


# -- heavily rewritten renewals ---------------------------------------------------------------

DREDGING = (
    "Calls upon the Registry to survey silted channels below the old weirs, to lend cantons "
    "dredging barges and trained bargemen, and to publish soundings of every channel, with the aim "
    "of keeping grain boats afloat through the dry months, and welcomes the almanac of tides and "
    "eclipses that astronomers drew for fishing villages of the estuary;"
)
PILOTS = (
    "Requests the Registry to examine river pilots in lantern signals and night steering, to issue "
    "brass licences to those who pass, and to record collisions between rafts and grain boats in "
    "an open ledger kept at each lock, where travellers may read it by daylight free of charge;"
)
BOTH = (
    "Invites cantons, academies and insurers, acting through a joint office for inland trade with "
    "branches in seven towns, to fund lighthouse wardens and tow horses, to examine river pilots "
    "in lantern signals and night steering, to record collisions in an open ledger kept at locks, "
    "to compensate millers, to survey silted channels below the old weirs, and to publish "
    "soundings, and to lend dredging barges and trained bargemen;"
)
ANEW = (  # no run of words that would tell by itself
    "Invites cantons and academies to examine pilots of the river in steering at night and "
    "lantern signals, to record in ledgers, open at each lock, where rafts and grain boats had a "
    "collision, to survey old channels, silted below weirs, to lend barges for dredging with "
    "trained bargemen, and to publish soundings in every channel;"
)


@pytest.mark.parametrize("joined", [BOTH, ANEW])
def test_two_that_share_a_topic_with_one_merge_into_it(joined):
    """Too little alike one by one; the order of sides and paragraphs changes nothing."""
    for one, other in ((DREDGING, PILOTS), (PILOTS, DREDGING)):
        merged = links(resolution(FERRY, one, other), resolution(FERRY, joined))
        assert {(k.earlier, k.later) for k in merged if k.later == "OP2"} == {
            ("OP2", "OP2"), ("OP3", "OP2")}  # fmt: skip
        assert all(k.doubtful for k in merged if k.later == "OP2")
        split = links(resolution(FERRY, joined), resolution(FERRY, one, other))
        assert {(k.later, k.earlier) for k in split if k.earlier == "OP2"} == {
            ("OP2", "OP2"), ("OP3", "OP2")}  # fmt: skip


ALMANAC = (
    "the almanac of tides and eclipses that astronomers drew for fishing villages of the estuary"
)


SESSION = "session of the Conference of the Cantons"
SERVING = f"{SESSION} serving as the Meeting of the Cantons to the Lantern Accord"
SESSIONS = (
    f"Recalls the harvest decisions of the first {SERVING};",
    f"Invites goatherds to attend the sixth {SERVING};",
    f"Notes the second {SESSION} to the Ferry Covenant;",
)


@pytest.mark.parametrize(
    "tally",
    [
        f"Looks forward to the tally of moorings at the fifth {SERVING}, to see how far jetties "
        "are repaired;",
        f"Welcomes the tally of moorings by the fifth {SERVING};",
    ],
)
def test_names_and_sessions_in_common_make_no_second_parent(tally):
    """What is left unexplained of the later paragraph names a body, and asks or says nothing."""
    report = "Takes note of the report of the Warden on the {} to the Ferry Covenant and {};"
    held = FERRY, TOLL, SCHOOL, STORM, GUILD, *SESSIONS
    before = report.format(f"seventh {SESSION}", "its decisions")
    after = report.format(f"eighth {SESSION}", f"the fifth {SERVING}")
    found = links(resolution(*held, before, tally), resolution(*held, after))
    assert {k.kind for k in found if k.earlier == "OP10"} == {"dropped"}
    assert {k.earlier for k in found if k.later == "OP9"} == {"OP9"}


def test_what_says_the_same_of_another_meeting_of_a_body_is_gone_and_new_in_doubt():
    third = (
        "Welcoming the first part of the third meeting of the Conference of the Cantons on Eels, "
        "held among willows in Mere, and its second part, held in Sedge under the presidency of "
        "Reed, including the ban of weirs and sluices, and urging mills to grind at night only,"
    )
    fourth = (
        "Welcoming the fourth meeting of the Conference of the Cantons on Eels, hosted by Holm "
        "with pipers, dancers and a regatta of rafts, under the theme “Peace with eels”, and "
        "taking note of what delegations then decided about smoked fish, nets and salted herring,"
    )
    held = FERRY, "Notes that the Conference of the Cantons on Eels fasts;", TOLL
    other = third.replace("Conference of the Cantons on Eels", "Guild of Weavers of the Marsh")
    for was, kin in ((third, "PP1"), (other, None)):
        found = links(resolution(was, *held), resolution(fourth, *held))
        apart = {(k.kind, k.relative) for k in found if not (k.earlier and k.later)}
        assert apart == {("dropped", kin), ("added", kin)}


def test_a_clause_in_common_of_two_that_have_links_is_a_doubtful_link():
    moved = "and asks every lighthouse keeper to enter passing barges in a ledger of blue paper"
    one = resolution(FERRY[:-1] + f", {moved};", TOLL, SCHOOL, STORM)
    other = resolution(FERRY, TOLL[:-1] + f", {moved};", SCHOOL, STORM)
    doubtful = {(k.earlier, k.later): k.doubtful for k in links(one, other)}
    assert doubtful["OP1", "OP2"] and not doubtful["OP1", "OP1"] and not doubtful["OP2", "OP2"]


def test_a_clause_that_went_word_for_word_into_a_new_paragraph_is_a_doubtful_link():
    """However little of that paragraph it is; a few of its words are none."""
    rest = DREDGING.replace(f", and welcomes {ALMANAC}", "")
    around = (
        "Invites cantons, academies and insurers, acting through a joint office for inland trade "
        "with branches in seven towns, to fund lighthouse wardens and tow horses, to read {} aloud "
        "at each lock, to compensate millers for lost water, and to weigh ballast before departure;"
    )
    found = links(
        resolution(TOLL, DREDGING), resolution(TOLL, rest, PILOTS, around.format(ALMANAC))
    )
    carried = {(k.earlier, k.later): k.doubtful for k in found if k.earlier == "OP2"}
    assert carried == {("OP2", "OP2"): False, ("OP2", "OP4"): True}
    few = around.format("the almanac of fishing villages")
    found = links(resolution(TOLL, DREDGING), resolution(TOLL, rest, PILOTS, few))
    assert ("OP2", "OP4") not in {(k.earlier, k.later) for k in found}


CREWS = (
    "Emphasizes the role of schools of seamanship in keeping harbours safe, encourages cantons to "
    "teach signalling by lantern, knot tying and the reading of tide tables to apprentices in and "
    "out of guilds, to lend sextants, spare oars and oilskins to poor crews, and to warn bargemen "
    "of whirlpools, drifting timber and the fevers of the marshes;"
)


def test_a_long_paragraph_of_which_a_short_one_keeps_several_clauses_is_a_doubtful_link():
    long = (
        CREWS[:-1] + ", recalls the wardens' petition on the price of tar, and invites mapmakers "
        "to mark shoals, ferry landings and the wells along towpaths;"
    )
    short = (
        "Asks lock-keepers to warn bargemen of whirlpools and floating ice, and to lend sextants "
        "to poor crews at the price of a lantern;"
    )
    for one, other in ((long, short), (short, long)):
        found = links(resolution(FERRY, TOLL, one, SCHOOL), resolution(FERRY, TOLL, other, SCHOOL))
        assert [(k.earlier, k.later, k.doubtful) for k in found if k.kind != "kept"] == [
            ("OP3", "OP3", True)]  # fmt: skip


def test_what_shares_several_clauses_that_no_link_explains_is_new_and_gone_in_doubt():
    rewritten = (
        "Urges cantons to stock quinine, bandages and lime juice in every boathouse of the delta, "
        "to hang gongs at each weir, to grant sextants and oilskins to poor crews, to let no "
        "pilgrims aboard whose rafts have neither keel nor rudder, to hold regattas in honour of "
        "lock-keepers, and to warn crews of marsh fevers, timber and whirlpools;"
    )
    gone_and_new = {("OP3", None, "OP3", True), (None, "OP3", "OP3", True)}
    later = resolution(FERRY, TOLL, rewritten, SCHOOL)
    found = links(resolution(FERRY, TOLL, CREWS, SCHOOL), later)
    ends = {(k.earlier, k.later, k.relative, k.doubtful) for k in found if k.kind != "kept"}
    assert ends == gone_and_new
    # where another paragraph goes on with these clauses, they are no doubt
    again = resolution(FERRY, TOLL, rewritten, SCHOOL, CREWS)
    found = links(resolution(FERRY, TOLL, CREWS, SCHOOL), again)
    assert [(k.later, k.relative) for k in found if k.kind != "kept"] == [("OP3", None)]


def test_an_event_that_no_other_paragraph_names_is_the_same_one_in_doubt():
    before = "Looking forward to the Regatta of the Lakes in 2004,"
    held = (
        "Welcoming the holding of the Regatta of the Lakes on 3 May 2004 at the harbour of the "
        "eldest guild, at which the rules on masts were adopted,"
    )
    next_ = "Looking forward also to the second Fair of the Wardens, to be held in 2005,"
    goes_on = ("Looking forward to the opening of the lock below the weir,", FERRY, TOLL, SCHOOL)
    found = collation.links(resolution(before, *goes_on), resolution(held, next_, *goes_on))
    assert {(k.earlier, k.later, k.relative) for k in found if k.kind != "kept"} == {
        ("PP1", None, "PP1"), (None, "PP1", "PP1"), (None, "PP2", None)}  # fmt: skip


def test_what_alone_begins_with_the_same_words_is_a_relative_before_what_lives_on():
    gates = (
        "Notes that toll keepers strive to build gates, and that idle searches of baskets by toll "
        "keepers and curtains that pilgrims hang are the business of the bridges;"
    )
    one = (
        "Encourages toll keepers to strive to build quiet gates and to spare pilgrims idle "
        "searches of their baskets, including by hanging curtains;"
    )
    other = (
        "Encourages toll keepers to strive to build curtains that shield the baskets of pilgrims, "
        "which may mean screens, and calls upon wardens to leave them alone and to write rules;"
    )
    kept = FERRY, TOLL, gates
    found = collation.links(resolution(*kept, one, SCHOOL), resolution(*kept, other, SCHOOL))
    ends = {(k.earlier, k.later, k.relative, k.doubtful) for k in found if k.kind != "kept"}
    assert ends == {("OP4", None, "OP4", True), (None, "OP4", "OP4", True)}
    # not where others begin so too
    third = "Encourages toll keepers to strive to build huts;"
    found = collation.links(
        resolution(*kept, one, SCHOOL), resolution(*kept, GUILD, other, SCHOOL, third)
    )
    assert ("OP4", None, "OP5") not in {(k.earlier, k.later, k.relative) for k in found}


@pytest.mark.parametrize("whom, told", [("all harbours", True), ("the wardens", False)])
def test_what_alone_is_left_over_between_linked_neighbours_is_in_doubt(whom, told):
    one = (
        "Encourages all harbours to paint the quays, count the gulls in their yearly plans, mend "
        "nets, salt herring and ring the fog bell twice before dawn;"
    )
    other = (
        f"Encourages {whom} to set moorings aside for elders, poets and millers without boats, "
        "sweep chimneys, plant willows on dykes and lend out ladders;"
    )
    found = links(resolution(FERRY, TOLL, one, SCHOOL, GUILD),
                  resolution(FERRY, TOLL, other, SCHOOL, GUILD))  # fmt: skip
    ends = {(k.earlier, k.later, k.relative) for k in found if k.kind != "kept"}
    near = "OP3" if told else None
    assert ends == {("OP3", None, near), (None, "OP3", near)}


def test_what_merged_into_a_neighbours_paragraph_is_gone_in_doubt():
    """In its place it shares enough of its own with what goes on from its neighbour; elsewhere, or
    where that is said twice, it doesn't."""
    drums = (
        "Underlines that heralds who beat drums at a regatta use tunes that suit each shore, and "
        "that all six dialects are heard;"
    )
    asks = ", and asks the wardens to tell who follows the drummers of each shore;"
    now = drums.replace(";", asks)
    one = (
        "Regrets how unevenly drummers thrive among the six dialects, and asks the wardens to tell "
        "the moot how their drummers will praise the harbours, the orchards and the old canals;"
    )
    for goes_on, later, kin in (
        ((one, drums), (now,), "OP4"),
        ((one, now), (now,), None),
        ((drums, GUILD, STORM, one), (now, GUILD, STORM), None),
    ):
        earlier = resolution(FERRY, TOLL, SCHOOL, *goes_on)
        at = f"OP{4 + goes_on.index(one)}"
        other = resolution(FERRY, TOLL, SCHOOL, *later)
        for there in (True, False):
            found = links(earlier, other) if there else links(other, earlier)
            ends = [
                (k.relative, k.doubtful)
                for k in found
                if at in (k.earlier, k.later) and None in (k.earlier, k.later)
            ]
            assert ends == [(kin, bool(kin))], (goes_on, later)


@pytest.mark.parametrize("beside, unexplained, told", [(0.9, 6.0, True), (0.9, 4.0, False),
                                                       (0.2, 6.0, False)])  # fmt: skip
def test_what_a_link_explains_and_names_are_no_sign_of_a_merger(beside, unexplained, told):
    overlap = SimpleNamespace(clause=None, shared=lambda i, j, weight: [30.0],
                              beside_names=lambda i, j: [beside],
                              alone=lambda i, j: [8.0])  # fmt: skip
    left = SimpleNamespace(shared=lambda i, j: [unexplained])
    found = [*doubts._unexplained(overlap, left, [(0, 1)])]
    assert found == ([((0, 1), unexplained / 30, 8.0)] if told else [])


def test_a_provision_that_became_a_recital_is_gone_in_doubt_where_only_these_say_so_much():
    admit = (
        "Emphasizes the worth of admitting hill farms to the Salt Guild, for which clerks ask much "
        "paper, wax and ribbon, sends porters with lamps to those who still dry fish on the roofs "
        "of sheds, and urges them to come in haste, by its ruling on wet years;"
    )
    recalls = (
        "Reaffirming the ruling of the Salt Guild on the cut of combs, barrels and weights in all "
        "its yards, and that on wet years, by which hill farms are admitted, mindful of the many "
        "jars that millers and bakers still owe to it,"
    )
    says = "Notes that the Salt Guild has a ruling on wet years for hill farms that it admitted;"
    for third, kin in ((GUILD, "PP1"), (says, None)):
        earlier = resolution(FERRY, TOLL, admit, SCHOOL, third)
        later = resolution(recalls, FERRY, TOLL, SCHOOL, third)
        assert [k.relative for k in links(earlier, later) if k.earlier == "OP3"] == [kin]
        assert [k.relative for k in links(later, earlier) if k.later == "OP3"] == [kin]


def test_what_was_called_for_and_then_held_is_in_doubt_between_linked_neighbours():
    """So little in common is no doubt elsewhere."""
    call = (
        "Urges the guild to hold, by the ides of May, the fair of otters that the warden of Thule "
        "called for at the feast of lamps, so as to hasten the mending of weirs in the hills;"
    )
    held = (
        "Welcomes the fair of otters, for which pilots, dyers and poets of nine valleys came to "
        "Thule by night, and the pledges of tar and rope that crews made there under the limes;"
    )
    goes_on = FERRY, TOLL, SCHOOL, GUILD, STORM
    for earlier, later, kin in (
        (resolution(FERRY, TOLL, call, *goes_on[2:]), resolution(FERRY, TOLL, held, *goes_on[2:]),
         True),
        (resolution(*goes_on, call), resolution(held, *goes_on), False),
    ):  # fmt: skip
        found = [k for k in links(earlier, later) if k.kind != "kept"]
        assert [k.doubtful for k in found] == [kin] * 2
        assert [k.relative for k in found] == [
            k.earlier or k.later for k in found if kin
        ] or not kin


def test_what_begins_with_verb_and_object_of_one_that_carries_on_another_is_in_doubt():
    one = "Deplores the neglect of ferry lanterns in the harbours moored since spring;"
    other = (
        "Deplores the neglect of brass buoys and of tar, rope, sails and anchors that keepers of "
        "the eastern weirs bought, and the theft of oars from sheds there;"
    )
    both = (
        "Deplores the neglect of ferry lantern keepers, of brass buoys and of tar, rope, sails and "
        "anchors that keepers of the eastern weirs bought, and the theft of oars from sheds there;"
    )
    found = collation.links(resolution(TOLL, one, other), resolution(TOLL, both))
    ends = {(k.earlier, k.later, k.relative) for k in found if k.doubtful}
    assert ("OP2", None, "OP2") in ends
    # not where several begin so
    again = "Deplores the neglect of ferry lanterns that fog and frost broke on the lakes;"
    found = collation.links(resolution(TOLL, one, again, other), resolution(TOLL, both))
    assert not any(k.doubtful for k in found if not k.later)


def test_a_link_by_the_name_of_the_subject_is_in_doubt_where_the_verbs_differ():
    name = (
        "instrument under the Charter of the Ferries on the lighting and quiet use of weirs and "
        "moorings in waters beyond the lakes"
    )
    printed = name.title().replace(" And ", " and ").replace(" The ", " the ")
    convene = f"Decides to convene a gathering of pilots to draft an {name};"
    adopted = f"Welcomes the adoption of the {printed};"
    recital = f"Mindful of the worth of an {name},"
    found = collation.links(resolution(TOLL, convene, recital), resolution(TOLL, adopted, recital))
    assert next(k for k in found if k.earlier == "OP2").doubtful
    # neither where they say alike of it, nor where the verbs are the same
    for other in (f"Wishes to convene pilots to draft an {name};", convene.replace("draft", "see")):
        found = collation.links(
            resolution(TOLL, convene, recital), resolution(TOLL, other, recital)
        )
        assert [k.doubtful for k in found if k.earlier == "OP2"] == [False]


OWLS = "Notes that owls dry their wings before they keep watch;"


@pytest.mark.parametrize("kept", [(FERRY,), (FERRY, OWLS)])
def test_what_is_nearest_to_each_other_is_named_as_a_relative(kept):
    """No link, since the next is as near; but a reader would compare them, and says which. Of the
    next too, unless only the first two speak of owls."""
    one = "Urges millers to dry grain in airy lofts, and to keep owls and weasels from the bins;"
    others = (
        "Invites millers to sell grain from airy lofts, to grind at night and keep sleep by day;",
        "Invites bakers to dry grain in airy lofts, to braid loaves with owls on them, and sing;",
    )
    found = links(resolution(*kept, one), resolution(*kept, *others))
    was, next_, now = (f"OP{len(kept) + n}" for n in (1, 1, 2))
    assert {(k.earlier, k.later, k.kind, k.relative) for k in found if k.doubtful} == {
        (was, None, "dropped", now), (None, now, "added", was),
        *([(None, next_, "added", was)] if OWLS in kept else []),
    }  # fmt: skip
    assert all(k.relative is None for k in found if not k.doubtful)


def test_the_relative_of_what_another_in_doubt_is_nearest_to_is_what_says_most_of_it():
    """The first of the earlier is in doubt for another; the new one is nearer to it, being short
    too, but the second says more of it."""
    shared = {(0, 1): 30.0, (1, 1): 40.0}
    overlap = SimpleNamespace(shared=lambda i, j: [shared[p] for p in zip(i, j, strict=True)])
    scores = {(0, 1): 0.34, (1, 1): 0.27}
    near = {0: 0}, {}
    found = doubts._rivals(overlap, scores, (set(), {0}), near, ())
    assert found == ({0: 0}, {1: 1})
    alone = doubts._rivals(overlap, {(1, 1): 0.27}, (set(), {0}), near, ())
    assert alone == ({0: 0}, {})


def test_what_a_new_paragraph_in_doubt_names_is_in_doubt_with_it():
    one = resolution("Notes the owls;", "Notes the yearbook of mills for 2021, on grain and owls;")
    other = resolution("Notes the yearbook of mills for 2024;", symbol="F/2")
    made = [collation.Link("OP1", None, "dropped"), collation.Link("OP2", None, "dropped"),
            collation.Link(None, "OP1", "added", doubtful=True, relative="OP2")]  # fmt: skip
    found = collation.told(made, one, other)
    assert [(k.earlier, k.relative) for k in found if k.doubtful] == [("OP2", "OP1"), (None, "OP2")]


def test_what_stands_in_a_paragraph_that_goes_on_as_before_is_gone_or_new_in_doubt():
    """However much more that says; a formula in common is no doubt."""
    bells = (
        "Calls upon wardens of the cantons, within their budgets, to see to it that no {}, to oil "
        "the cranes of each quay before snow falls, to weigh salt, tallow and herring in the open "
        "market, to hear complaints of lodgers against innkeepers by candlelight, to hang maps of "
        "every shoal beside the tariff of pilots, to lend spades to orchards that flood, to count "
        "geese at the toll gate, and to repay carters whose axles break on the causeway;"
    )
    same = "ferry is left unlit and no hamlet is left without a bell in the fogs of autumn"
    other = "almanac is left unread and no ledger is left without a seal in the vaults of archives"
    goes_on = (FERRY, TOLL, bells.format(same), SCHOOL)
    wise = "Stressing the wisdom of old charts in the guild of pilots, "
    kind = (
        "the thrift of millers who grind by moonlight, the patience of goatherds on the upper "
        "passes, the courage of chimney sweeps, "
    )
    for said, kin in ((same, "OP3"), (other, None)):
        one, two = resolution(f"{wise}{kind}and that no {said},", *goes_on), resolution(*goes_on)
        assert [k.relative for k in links(one, two) if k.earlier == "PP1"] == [kin]
        assert [k.relative for k in links(two, one) if k.later == "PP1"] == [kin]
        brief = resolution(f"{wise}and that no {said},", *goes_on)
        found = collation.told(links(brief, two), brief, two, BACKGROUND)
        assert [k.relative for k in found if k.earlier == "PP1"] == [kin]


def test_a_title_in_common_is_no_link_where_little_else_is():
    title = "“Safe Ferries of the Cantons”"
    one = resolution(f"Adopts the annexed rules as the {title};", TOLL)
    other = resolution(f"Takes note of an audit entitled {title};", TOLL)
    assert ("OP1", None, "dropped") in linked(links(one, other))


# -- edits -----------------------------------------------------------------------------------


def classes_of(earlier: str, later: str) -> list[str]:
    one, other = resolution(earlier), resolution(later)
    link = collation.Link("OP1", "OP1", "revised")
    return [e.klass for e in collation.edits(one, other, [link], background=BACKGROUND)]


RULES = [row for row in codebook.load().edits if row["class"] != "list"]


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row['class']}: {row['name']}")
def test_rows_of_the_codebook_keep_their_word(row):
    assert set(classes_of(*row["example"].split(" => "))) == {row["class"]}
    assert row["class"] not in classes_of(*row["counter_example"].split(" => "))


@pytest.mark.parametrize(("before", "after", "klass"), [
    ("Notes that 35 towns, or 73 per cent;", "Notes that 29 towns, or 62 per cent;", "substance"),
    ("Notes that two towns row;", "Notes that three towns row;", "substance"),
    ("Requests a report every 2 years;", "Requests a report every 3 years;", "substance"),
    ("Recalls the fair of 6 to 10 May 2019;", "Recalls the fair of 8 to 11 May 2020;",
     "housekeeping"),
    ("Recalls paragraphs 3 and 5 of the Charter;", "Recalls paragraphs 7 and 9 of the Charter;",
     "housekeeping"),
    ("Recalls resolution 1325 (2000);", "Recalls resolution 1820 (2008);", "housekeeping"),
    ("Takes note of document A/12/3;", "Takes note of document A/14/6/Add.1;", "housekeeping"),
    ("Requests the Registry, at its session 35, to row;",
     "Requests the Registry, at its session 36, to row;", "housekeeping"),
    ("Notes the boats of 2016-2020;", "Notes the boats of 2021-2025;", "housekeeping"),
])  # fmt: skip
def test_a_figure_is_substance_and_the_number_of_a_session_or_document_is_not(before, after, klass):
    assert set(classes_of(before, after)) == {klass}


@pytest.mark.parametrize(("before", "after", "idle"), [
    ("Welcomes the count of boats;", "Further welcomes the count of boats;", True),
    ("Requests the Registry to row;", "Requests further the Registry to row;", True),
    ("Welcomes the count of boats;", "Welcomes the further count of boats;", False),
    ("Deeply concerned about leaks;", "Deeply concerned further about leaks;", True),
    ("Recalling Tide Board decision 8;", "Recalling further Tide Board decision 8;", True),
    ("Welcomes Tide Board work;", "Welcomes further Tide Board work;", False),
    ("Tolls that bind towns;", "Tolls that may bind towns;", False),
])  # fmt: skip
def test_further_is_an_order_word_where_the_paragraph_begins(before, after, idle):
    assert (classes_of(before, after) == ["housekeeping"]) == idle


def test_substance_is_what_no_row_explains():
    assert classes_of(TOLL, TOLL.replace("shepherds", "beekeepers")) == ["substance"]


@pytest.mark.parametrize(("before", "after", "klass"), [
    ("Urges towns to apply the Charter;", "Urges towns to apply the Charter of the Tolls;", True),
    ("Urges towns to apply the Toll Charter;", "Urges towns to apply the Charter;", True),
    ("Urges towns to apply the Charter;", "Urges towns to apply the Charter of the Weirs;", False),
    ("Urges towns to apply it;", "Urges towns to apply it and the Toll Charter;", False),
    ("Asks the Lock and Weir Board;", "Asks the Board;", True),
    ("Asks Lock Boards and the Board;", "Asks the Board;", False),
    ("Urges all Towns to row;", "Urges all Harbour Towns to row;", False),
])  # fmt: skip
def test_part_of_a_name_that_both_texts_have_in_full_is_no_change_of_matter(before, after, klass):
    beside = (
        "Reaffirming the Toll Charter, also called the Charter of the Tolls, of Harbour Towns, of "
        "which the Lock and Weir Board keeps the rolls;"
    )
    texts = [resolution(said, beside) for said in (before, after)]
    link = collation.Link("OP1", "OP1", "revised")
    (edit,) = collation.edits(*texts, [link], background=BACKGROUND)
    assert (edit.klass == "housekeeping") == klass


def test_no_confetti():
    one = resolution("Requests the Registry to count boats in the harbour of each town by spring;")
    other = resolution(
        "Requests the Registry to weigh goats in the pasture of all hamlets by spring;"
    )
    link = collation.Link("OP1", "OP1", "revised")
    (edit,) = collation.edits(one, other, [link], background=BACKGROUND)
    assert " ".join(edit.dropped) == "count boats in the harbour of each town"


def test_insertion_is_read_between_its_commas():
    one = resolution("Lists fees, in keeping with usage, in particular for boats;")
    other = resolution(
        "Lists fees, in keeping with usage, in accordance with rules, in particular for boats;"
    )
    link = collation.Link("OP1", "OP1", "revised")
    (edit,) = collation.edits(one, other, [link], background=BACKGROUND)
    assert " ".join(edit.added) == "in accordance with rules"


def test_no_change_is_slid_into_the_one_before():
    nets = "the Federal Accord on Sails, Ropes, Anchors, Oars and Bells"
    one = resolution(
        "Recalls the Common Statute of Harbour Dues and the Statute and Tariff of Tolls, and "
        f"recalling the Federal Accord on Nets and Woven Dues, {nets} and other harbour dues;"
    )
    other = resolution(f"Recalls the ledger carved in the Common Statute of Harbour Dues, {nets};")
    laws(one, other, BACKGROUND, codebook.load().edits)


def test_published_quotes_the_eight_rarest_words():
    long = tuple(words("The of the of the of alpha beta gamma delta epsilon zeta eta theta the of"))
    edit = collation.Edit(("OP1",), ("OP1",), "OP1", "OP1", 0, 0, "substance", long, ("kept",))
    row = collation.published(edit, BACKGROUND)
    assert row["dropped"] == "alpha beta gamma delta epsilon zeta eta theta"
    assert (row["n_dropped"], row["n_added"], row["added"]) == (6 + 8 + 2, 1, "kept")


# -- provisions ------------------------------------------------------------------------------


def chained(*members) -> list[tuple]:
    series = [(f"F/{n}", m) for n, m in enumerate(members, 1)]
    present = [(s, m) for s, m in series if m is not None]
    found = {(a, b): links(one, other) for (a, one), (b, other) in pairwise(present)}
    rows = collation.provisions(series, found, BACKGROUND)
    return [(r.provision, r.symbol, r.label, r.status, r.skips) for r in rows]


def test_a_published_edit_has_its_words_as_they_are_printed():
    one, other = (resolution(f"Invites the Office to mend {x} by June;") for x in (
        "locks", "locks (“Lower Ford”), the Rules, oars and ferrymen’s boats, in each Canton"
    ))  # fmt: skip
    (edit,) = collation.edits(one, other, [collation.Link("OP1", "OP1", "revised")],
                              background=BACKGROUND)  # fmt: skip
    row = collation.published(edit, {})
    assert row["added"].split() == words(row["printed_added"]) and row["n_added"] > 8
    assert row["printed_added"] == "(“Lower Ford”), the Rules, oars and ferrymen's boats"
    assert row["printed_dropped"] == ""


def test_provisions_are_born_carried_lapse_and_come_back():
    rows = chained(resolution(FERRY, TOLL), resolution(FERRY, SCHOOL), resolution(FERRY, TOLL))
    assert ("F/1 OP1", "F/3", "OP1", "carried", ()) in rows
    assert ("F/1 OP2", "F/2", None, "lapsed", ()) in rows
    assert ("F/2 OP2", "F/2", "OP2", "born", ()) in rows
    assert ("F/1 OP2", "F/3", "OP2", "revived", ()) in rows


def test_what_shares_a_formula_of_the_texts_does_not_come_back():
    study = (
        "Requests the Secretary, on the basis of voluntary contributions, to carry out a study of "
        "{}, with secretariat support provided by the Office of the Commissioner for the Mountain "
        "Cantons, in order to assess {};"
    )
    matters = [
        ("school roofs", "their cost"), ("bridge tolls", "who pays them"),
        ("lake pilots", "their schooling"), ("winter roads", "when they close"),
    ]  # fmt: skip
    others = [study.format(*matter) for matter in matters]
    mills = study.format("tidal mills", "their scope, their noise and the herring they harm")
    grain = study.format("grain stores", "the reserve of barley before the spring floods")
    rows = chained(
        resolution(FERRY, *others, mills), resolution(FERRY, *others),
        resolution(FERRY, *others, grain),
    )  # fmt: skip
    assert ("F/3 OP6", "F/3", "OP6", "born", ()) in rows


def test_provisions_merge_and_split():
    joined = FERRY[:-1] + ", and welcomes the storm-warning beacons raised along the lakeshore;"
    rows = chained(resolution(FERRY, TOLL, STORM), resolution(joined, TOLL))
    assert ("F/1 OP3", "F/2", "OP1", "merged into", ()) in rows
    rows = chained(resolution(joined, TOLL), resolution(FERRY, TOLL, STORM))
    assert ("F/2 OP3", "F/2", "OP3", "split from", ()) in rows


def test_promoted_and_demoted():
    recital = "Welcoming the storm-warning beacons raised along the northern lakeshore,"
    rows = chained(resolution(recital, TOLL), resolution(STORM, TOLL), resolution(recital, TOLL))
    assert ("F/1 PP1", "F/2", "OP1", "promoted", ()) in rows
    assert ("F/1 PP1", "F/3", "PP1", "demoted", ()) in rows


def test_a_chain_says_which_member_it_skips():
    rows = chained(resolution(FERRY), None, resolution(FERRY))
    assert rows == [
        ("F/1 OP1", "F/1", "OP1", "born", ()),
        ("F/1 OP1", "F/3", "OP1", "carried", ("F/2",)),
    ]


def test_no_members_no_provisions():
    assert collation.provisions([], {}) == []


# -- background ------------------------------------------------------------------------------


def test_background_counts_documents_and_leaves_numbers_out(tmp_path):
    texts = [resolution("Counts 12 boats;", "Counts boats;"), resolution("Counts 12 goats;")]
    counts = collation.background(texts)
    assert counts == {"": 2, "counts": 2}
    path = tmp_path / "background.csv"
    collation.write_background(counts, path)
    assert path.read_text("utf-8") == "word,documents\n,2\ncounts,2\n"


def test_a_recital_of_the_resolution_before_goes_on_with_another_number():
    one = resolution("Recalling its resolution 61/7 of 14 December 2006,", FERRY)
    other = resolution("Recalling its resolution 71/8 of 3 March 2017,", FERRY)
    (link,) = (k for k in links(one, other) if k.kind != "kept")
    assert (link.earlier, link.later, link.kind, link.doubtful) == ("PP1", "PP1", "revised", False)
    # of two such nobody knows which is which
    twice = resolution("Recalling its resolution 71/8 of 3 March 2017,",
                       "Recalling its resolution 63/2 of 1 May 2008,", FERRY)  # fmt: skip
    assert not [k for k in links(one, twice) if k.kind == "revised"]


def test_more_paragraphs_than_any_two_resolutions_have_are_not_compared(monkeypatch):
    monkeypatch.setattr(linkage, "MOST", 5 * 7 - 1)
    one, other = (
        Resolution(
            f"F/RES/{n}/1", "Lamps", "Assembly", None,
            paragraphs=tuple(
                Paragraph(f"OP{i}", "operative", 1, None, None, f"Requests lamp {i}")
                for i in range(n)
            ),
        )
        for n in (5, 7)
    )  # fmt: skip
    with pytest.raises(InputError, match=r"^paragraphs: 5 against 7; no two resolutions have"):
        collation.links(one, other)
    monkeypatch.setattr(linkage, "MOST", 5 * 7)
    assert len(collation.links(one, other)) == 7
