"""What a later text says about an earlier one, on texts of an invented assembly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from workbench import codebook, collation, drift, findings, show, steps
from workbench.drift.losses import _conditions
from workbench.records import Paragraph, Resolution
from workbench.tables import compared
from workbench.text import words

BACKGROUND = {"": 100, "the": 100, "of": 99, "and": 99, "to": 97, "in": 95, "cantons": 60}
FERRY = "Requests the Registry of Ferries to publish timetables for every harbour before winter;"
TOLL = "Urges cantons to abolish bridge tolls levied on shepherds and their flocks;"
SCHOOL = "Invites academies to teach navigation, knot tying and the reading of charts;"
CHARTER = (
    "Lighthouses shall be lit from dusk until the last boat is moored;",
    "Pilots shall carry two lanterns and a horn of brass;",
    "Ballast shall be weighed before departure by sworn measurers;",
)


def text(symbol: str, *paragraphs: str, annex=(), year: int = 2001) -> Resolution:
    """A resolution; texts that end in a comma recite, those of the annex are numbered apart."""
    made, counts = [], defaultdict(int)
    for words_ in paragraphs:
        part = "preamble" if words_.endswith(",") else "operative"
        counts[part] += 1
        label = f"{'PP' if part == 'preamble' else 'OP'}{counts[part]}"
        made.append(Paragraph(label, part, 1, None, words_.split()[0].lower(), words_))
    made += [Paragraph(f"Annex/{n}", "annex", 1, None, None, t) for n, t in enumerate(annex, 1)]
    return Resolution(symbol, "Ferries", "General Assembly", None, paragraphs=tuple(made))


def series(*texts: Resolution, short: str = "") -> dict[str, pd.DataFrame]:
    """The tables that measures of a series of texts read; `short` only extends the first."""
    rows = {"links": [], "provisions": []}
    renewed = {}
    full = [t for t in texts if t.symbol != short]
    for one, other in dict.fromkeys([*pairwise(texts), *pairwise(full)]):
        links = collation.told(collation.links(one, other, BACKGROUND), one, other)
        renewed[one.symbol, other.symbol] = links
        here = {"earlier": one.symbol, "later": other.symbol}
        rows["links"] += [here | compared._link(link) for link in links]
    members = [(t.symbol, t) for t in texts]
    for p in collation.provisions(members, renewed, BACKGROUND):
        rows["provisions"].append({
            "provision": p.provision, "symbol": p.symbol, "label": p.label, "status": p.status,
            "origin": p.origin, "skips": " ".join(p.skips)})  # fmt: skip
    resolutions = [
        {"symbol": t.symbol, "stage": "adopted", "year": 2000 + n,
         "extends": texts[0].symbol if t.symbol == short else None,
         "n_words": sum(len(words(p.text)) for p in t.paragraphs)}
        for n, t in enumerate(texts)
    ]  # fmt: skip
    paragraphs = [
        {"symbol": t.symbol, "label": p.label, "part": p.part, "level": 1, "verb": p.verb,
         "n_words": len(words(p.text))}
        for t in texts for p in t.paragraphs
    ]  # fmt: skip
    return {
        "resolutions": pd.DataFrame(resolutions), "paragraphs": pd.DataFrame(paragraphs),
        "links": pd.DataFrame(rows["links"]), "provisions": pd.DataFrame(rows["provisions"]),
    }  # fmt: skip


# ── annexes that are reaffirmed and not printed again ────────────────────────────────────────


FIRST = text("A/RES/60/900", "Adopts the charter annexed hereto;", FERRY, TOLL, annex=CHARTER)
CITING = "Reaffirming its resolution 60/900 of 3 May 2006 and the charter annexed to it,"


def counted(texts: dict[str, str]) -> pd.DataFrame:
    """The words of each text's one paragraph, each as often as it stands there."""
    return pd.DataFrame([{"symbol": symbol, "label": "OP1", "word": word, "count": 1}
                         for symbol, said in texts.items() for word in words(said)])  # fmt: skip


def given(renewed: dict[str, pd.DataFrame], *names: str) -> list[pd.DataFrame]:
    return [renewed[name] for name in names]


def test_an_annex_that_is_cited_and_not_printed_again_is_neither_dropped_nor_lapsed():
    renewed = series(FIRST, text("A/RES/62/900", CITING, FERRY, TOLL))
    named = {f"Annex/{n}" for n in (1, 2, 3)}
    kinds = renewed["links"].set_index("earlier_label")["kind"]
    assert set(kinds.index[kinds == "reaffirmed"]) == named
    status = renewed["provisions"].set_index("provision").loc[
        [f"A/RES/60/900 {n}" for n in named]]["status"]  # fmt: skip
    assert sorted(status) == ["born"] * 3 + ["reaffirmed"] * 3
    composed = drift.composition(*given(renewed, "resolutions", "paragraphs", "links"))
    went = composed.set_index("kind").loc["dropped"]
    assert went["labels"] == "OP1"  # the clause that adopts it
    assert (went["of_paragraphs"], went["n_reaffirmed"]) == (3, len(CHARTER))
    life = drift.survival(*given(renewed, "resolutions", "paragraphs", "links"))
    assert life.iloc[1]["share"] == pytest.approx(2 / 3)
    links = renewed["links"].copy()  # what is taken from the annex doesn't stand for all of it
    taken = links["earlier_label"] == "Annex/1"
    links.loc[taken, ["kind", "later_label"]] = ["kept", "OP1"]
    taken = drift.composition(renewed["resolutions"], renewed["paragraphs"], links)
    assert taken["of_paragraphs"][taken["kind"] == "dropped"].to_list() == [3]
    again = drift.survival(renewed["resolutions"], renewed["paragraphs"], links)
    assert again.loc[1, ["of", "n_reaffirmed"]].tolist() == [3, len(CHARTER)]


@pytest.mark.parametrize("verb, linked, told", [
    ("reaffirming", (), "cites A/RES/60/900, “reaffirming” it in PP1. Its three paragraphs that "
     "nothing there carries on aren't compared, and count as neither dropped nor renewed: whether "
     "they are in force or over isn't told here."),
    ("recalling", ("Annex/1", "Annex/3"), "cites A/RES/60/900. OP1 there is compared with "
     "paragraphs of the annex that it takes up. Its one paragraph that nothing there carries on "
     "isn't compared, and counts as neither dropped nor renewed: whether it is in force or over "
     "isn't told here."),
])  # fmt: skip
def test_what_is_compared_of_an_annex_that_is_not_printed_again_is_said(verb, linked, told):
    renewed = series(FIRST, text("A/RES/62/900", CITING, FERRY, TOLL))
    renewed["paragraphs"]["verb"] = renewed["paragraphs"]["verb"].replace("reaffirming", verb)
    taken = renewed["links"]["earlier_label"].isin(linked)
    renewed["links"].loc[taken, ["kind", "later_label"]] = ["revised", "OP1"]
    collated = drift.collated(*given(renewed, "resolutions", "paragraphs", "links"))
    cited = ("A/RES/62/900", "PP1", "A/RES/60/900"), ("A/RES/62/900", "OP2", "A/RES/59/1")
    citations = pd.DataFrame(cited, columns=["symbol", "label", "cited"])
    (said,) = findings.reaffirmed(collated, citations)
    assert said.bundle[show.MIME]["text"] == (
        f"The annex of A/RES/60/900 isn't printed again in A/RES/62/900, which {told} A theme that "
        "stood in that annex alone has neither gone nor come back."
    )


@pytest.mark.parametrize(
    "later",
    [
        text("A/RES/62/900", FERRY, TOLL),  # not cited
        text("A/RES/62/900", CITING, FERRY, annex=[CHARTER[0]]),  # printed again, shorter
    ],
)
def test_an_annex_is_dropped_where_it_is_not_cited_or_printed_otherwise(later):
    renewed = series(FIRST, later)
    assert "reaffirmed" not in set(renewed["links"]["kind"])
    composed = drift.composition(*given(renewed, "resolutions", "paragraphs", "links"))
    assert "Annex/2" in composed.set_index("kind").loc["dropped", "labels"].split()
    collated = drift.collated(*given(renewed, "resolutions", "paragraphs", "links"))
    assert findings.reaffirmed(collated, pd.DataFrame()) == []


# ── requests that were discharged ────────────────────────────────────────────────────────────


ASKED = (
    "Requests the Registry of Ferries to assess the condition of mooring posts in mountain "
    "harbours and to report thereon before the next thaw;"
)
NEWS = (
    "Takes note of the report of the Registry of Ferries on the condition of mooring posts in "
    "mountain harbours;"
)


@pytest.mark.parametrize(
    ("before", "after", "done"),
    [
        (ASKED, NEWS, True),
        (ASKED, "Welcomes the assessment by the Registry of Ferries of the condition of mooring "
         "posts in mountain harbours, and requests cantons to repair them;", True),
        # asked again, in weaker words: no news
        (ASKED, ASKED.replace("Requests", "Invites"), False),
        # a report is noted at each renewal, and the next one asked for
        (NEWS[:-1] + ", and requests the Registry to report again;",
         NEWS[:-1] + " and on beacons, and requests the Registry to report again;", False),
        # noted, and asked for again
        (ASKED, NEWS[:-1] + ", and invites the Registry of Ferries to continue to assess the "
         "condition of mooring posts and to report thereon before each thaw;", False),
        # nothing that can be done once and for all was asked
        (ASKED.replace("assess", "watch").replace(" and to report thereon", ""), NEWS, False),
    ],
)  # fmt: skip
def test_a_request_that_is_reported_done_is_discharged(before, after, done):
    (link,) = collation.told([collation.Link("OP1", "OP1", "revised", 0.7)],
                             text("A/RES/60/900", before), text("A/RES/62/900", after))  # fmt: skip
    assert link.discharged == done


def test_what_was_discharged_does_not_live_on():
    renewed = series(text("A/RES/60/900", FERRY, ASKED), text("A/RES/62/900", FERRY, NEWS))
    assert renewed["provisions"]["status"].to_list()[2:] == ["carried", "discharged"]
    composed = drift.composition(*given(renewed, "resolutions", "paragraphs", "links"))
    composed = composed.set_index("kind")["labels"]
    assert (composed["discharged"], composed["revised"], composed["dropped"]) == ("OP2", "OP2", "")
    life = drift.survival(*given(renewed, "resolutions", "paragraphs", "links"))
    assert life.iloc[1]["labels"] == "OP1"


# ── words carried over word for word; words that are gone ────────────────────────────────────


def test_words_carried_over_word_for_word_are_those_that_no_edit_added():
    renewed = series(text("A/RES/60/900", FERRY, TOLL),
                     text("A/RES/62/900", FERRY.replace("winter", "the first snow of winter"), SCHOOL))  # fmt: skip # noqa: E501
    edits = pd.DataFrame({"earlier": ["A/RES/60/900"], "later": ["A/RES/62/900"],
                          "later_label": ["OP1"], "n_added": [4]})  # fmt: skip
    composed = drift.composition(
        *given(renewed, "resolutions", "paragraphs", "links"), edits=edits
    ).set_index("kind")
    n, others = len(words(FERRY)), len(words(SCHOOL))
    assert composed.loc["revised", "n_words_verbatim"] == n
    assert composed.loc["revised", "share_verbatim"] == pytest.approx(n / (n + 4 + others))
    assert composed.loc["added", "n_words_verbatim"] == 0
    assert pd.isna(composed.loc["dropped", "n_words_verbatim"])


ASKING = pd.DataFrame([
    {"symbol": symbol, "label": "OP1", "clause": 1, "directive": True,
     "action": "dredge", "object": None}
    for symbol in ("A/RES/60/900", "A/RES/62/900")
])  # fmt: skip


def test_a_word_is_not_gone_where_only_its_hyphen_or_form_is():
    before = ("Urges cantons to fear every increased crisis of storm-tossed harbours and quagmires "
              "of op-women at the end, given risen, greatly disproportional levies;")  # fmt: skip
    after = ("Urges cantons to fear increasing crises of storm- tossed harbours, to give greater "
             "levies of op-women, as the tide rises disproportionately, end-to-end;")  # fmt: skip
    renewed = series(text("A/RES/60/900", before), text("A/RES/62/900", after))
    counts = counted({"A/RES/60/900": before, "A/RES/62/900": after})
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    lost = drift.gone(*given(renewed, "resolutions", "paragraphs", "links"), codes, counts, ASKING)
    assert set(lost.loc[lost["what"] == "word", "name"]) == {"every", "and", "quagmires"}


def test_a_word_is_not_gone_where_another_form_is_a_common_word():
    """Common words are no losses, but they are there."""
    book = codebook.load()
    before, after = "tide-level quagmires", "the level of the tide"
    counts = pd.DataFrame([
        {"symbol": symbol, "label": "OP1", "word": word, "count": 1}
        for symbol, said in (("A/RES/60/900", before), ("A/RES/62/900", after))
        for word in said.split()
    ])  # fmt: skip
    renewed = series(text("A/RES/60/900", before), text("A/RES/62/900", after))
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    facts = given(renewed, "resolutions", "paragraphs", "links")
    lost = drift.gone(*facts, codes, counts, ASKING, book, common=0.2)
    assert book.background["level"] > 0.2 * book.documents
    assert lost.loc[lost["what"] == "word", "name"].to_list() == ["quagmires"]


def test_a_word_is_not_gone_where_what_it_is_derived_from_stands():
    before = "refloat quagmires co-warden wardenship concessional life"
    after = "a warden floats, concessionary; lives"
    renewed = series(text("A/RES/60/900", before), text("A/RES/62/900", after))
    counts = counted({"A/RES/60/900": before, "A/RES/62/900": after})
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    lost = drift.gone(*given(renewed, "resolutions", "paragraphs", "links"), codes, counts, ASKING)
    assert lost.loc[lost["what"] == "word", "name"].to_list() == ["quagmires"]


def test_of_words_gone_those_that_any_text_may_have_are_left_out_and_rare_ones_lead():
    book = codebook.load()
    before = "but pledges still mutual mutual quagmires quagmires marked inflation"
    after = "pledges"
    counts = pd.DataFrame([
        {"symbol": symbol, "label": "OP1", "word": word, "count": said.split().count(word)}
        for symbol, said in (("A/RES/60/900", before), ("A/RES/62/900", after))
        for word in dict.fromkeys(said.split())
    ])  # fmt: skip
    renewed = series(text("A/RES/60/900", before), text("A/RES/62/900", after))
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    facts = given(renewed, "resolutions", "paragraphs", "links")
    lost = drift.gone(*facts, codes, counts, ASKING, book)
    named = lost.loc[lost["what"] == "word", "name"]
    assert named.to_list() == ["quagmires", "inflation", "mutual"]
    # that one is spread evenly tells something only where several have it
    assert codebook.concentration(["inflation"], book.spread) < 0.5


def test_words_of_an_annex_that_is_not_printed_again_are_not_gone():
    renewed = series(FIRST, text("A/RES/62/900", CITING, FERRY))
    counts = pd.DataFrame([
        {"symbol": "A/RES/60/900", "label": label, "word": word, "count": 1}
        for label, word in (("OP3", "shepherds"), ("Annex/1", "lighthouses"))
    ])  # fmt: skip
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    lost = drift.gone(*given(renewed, "resolutions", "paragraphs", "links"), codes, counts, ASKING)
    assert lost.loc[lost["what"] == "word", "name"].to_list() == ["shepherds"]
    assert not lost["labels"].str.contains("Annex").any()


@pytest.mark.parametrize(("later", "coded", "gone"), [
    ("Invites academies to teach navigation", None, ["upon request"]),
    ("Notes that academies teach at the request of pilots", "upon_request", []),
    ("Notes that academies teach as solicited", None, []),
])  # fmt: skip
def test_a_condition_is_gone_with_its_requests_where_the_later_text_has_it_nowhere(
    later, coded, gone
):
    texts = {"A/RES/60/900": "Urges cantons, as solicited, to dredge", "A/RES/62/900": later}
    renewed = series(*(text(*one) for one in texts.items()))
    counts = counted(texts)
    codes = pd.DataFrame([
        {"symbol": symbol, "label": "OP1", "clause": clause, "scheme": "condition", "code": code,
         "term": "as solicited"}
        for symbol, clause, code in (("A/RES/60/900", 1, "upon_request"),
                                     ("A/RES/62/900", None, coded)) if code
    ])  # fmt: skip
    lost = drift.gone(*given(renewed, "resolutions", "paragraphs", "links"), codes, counts,
                      ASKING.iloc[:1], codebook.load())  # fmt: skip
    assert lost.loc[lost["what"] == "condition", "name"].to_list() == gone


def test_forms_of_a_word_gone_are_one_and_numbers_none():
    counts = pd.DataFrame([
        {"symbol": symbol, "label": label, "word": word, "count": count}
        for symbol, label, word, count in (
            ("A/RES/60/900", "OP1", "quagmires", 2), ("A/RES/60/900", "OP1", "quagmire", 1),
            ("A/RES/60/900", "OP1", "seventeen", 1), ("A/RES/60/900", "OP1", "million", 1),
            ("A/RES/60/900", "OP1", "inflaton", 1), ("A/RES/62/900", "OP1", "inflation", 1),
            ("A/RES/62/900", "OP1", "pledges", 1),
        )
    ])  # fmt: skip
    renewed = series(text("A/RES/60/900", "quagmires"), text("A/RES/62/900", "pledges"))
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    facts = given(renewed, "resolutions", "paragraphs", "links")
    lost = drift.gone(*facts, codes, counts, ASKING, codebook.load())
    words_ = lost[lost["what"] == "word"]
    assert words_[["name", "count", "labels"]].to_numpy().tolist() == [["quagmires", 3, "OP1"]]


@pytest.mark.parametrize(("word", "whether"), [
    ("quagmires", True), ("apartheid", True), ("tourism", True), ("mercury", True),
    ("swiftly", False), ("undertake", False), ("welcoming", False), ("significant", False),
    ("catastrophic", False), ("cent", False), ("still", False),
])  # fmt: skip
def test_words_of_matter_are_told_from_those_that_any_text_may_have(word, whether):
    assert codebook.of_matter(word, codebook.load()) == whether


@pytest.mark.parametrize(("before", "after"), [("lbo", "lantern buoy office"),
                                               ("lantern buoy office", "lbo")])  # fmt: skip
def test_an_abbreviation_and_what_it_stands_for_are_one(before, after):
    texts = {s: f"Urges cantons to pay the {name};" for s, name in
             (("A/RES/60/900", before), ("A/RES/62/900", after))}  # fmt: skip
    renewed = series(*(text(*one) for one in texts.items()))
    counts = counted(texts)
    phrases = pd.DataFrame([{"symbol": s, "label": "OP1", "phrase": "lantern buoy office"}
                            for s, said in texts.items() if "buoy" in said])  # fmt: skip
    codes = pd.DataFrame(columns=["symbol", "label", "clause", "scheme", "code", "term", "count"])
    facts = given(renewed, "resolutions", "paragraphs", "links")
    assert len(drift.gone(*facts, codes, counts, ASKING)["name"])
    assert drift.gone(*facts, codes, counts, ASKING, phrases=phrases).empty


def test_dates_are_not_gone_and_as_appropriate_goes_on_as_where_appropriate():
    before = "Urges cantons, as appropriate and upon request, to dredge before the tenth of June;"
    after = "Urges cantons, where appropriate, to dredge before winter;"
    renewed = series(text("A/RES/60/900", before), text("A/RES/62/900", after))
    counts = counted({"A/RES/60/900": before, "A/RES/62/900": after})
    bounds = [("A/RES/60/900", "as_appropriate"), ("A/RES/60/900", "upon_request"),
              ("A/RES/62/900", "where_appropriate")]  # fmt: skip
    codes = pd.DataFrame([
        {"symbol": symbol, "label": "OP1", "clause": 1, "scheme": "condition", "code": code,
         "term": code.replace("_", " ")}
        for symbol, code in bounds
    ])  # fmt: skip
    lost = drift.gone(*given(renewed, "resolutions", "paragraphs", "links"), codes, counts, ASKING)
    assert lost.loc[lost["what"] == "condition", "name"].to_list() == ["upon_request"]
    assert {"tenth", "june"}.isdisjoint(lost["name"])


def links(*rows: tuple[str | None, str | None, bool]) -> pd.DataFrame:
    return pd.DataFrame([
        {"earlier_label": was, "later_label": now, "discharged": done, "doubtful": False,
         "kind": "dropped" if now is None else "added" if was is None else "revised"}
        for was, now, done in rows
    ])  # fmt: skip


def asked(*codes: str, task: str = "mend locks") -> list[drift.Request]:
    held = {code: code.replace("_", " ") for code in codes}
    return [drift.Request(frozenset(task.split()), frozenset({"Bureau"}), held)]


@pytest.mark.parametrize(
    ("before", "after", "joined", "told"),
    [
        ({"OP1": {"upon_request"}}, {}, [("OP1", "OP2", False)], [("lost", "OP1", "OP2")]),
        ({}, {"OP2": {"upon_request"}}, [("OP1", "OP2", False)], [("gained", "OP1", "OP2")]),
        # as asked before, and reported done: nothing was lost
        ({"OP1": {"upon_request"}}, {"OP7": {"upon_request"}}, [("OP1", "OP2", True)], []),
        # done in part, beside what goes on: what the condition bound may be what was done
        ({"OP1": {"upon_request"}}, {}, [("OP1", "OP2", False), ("OP1", "OP3", True)], []),
        # one of two that became one had it
        ({"OP1": {"upon_request"}}, {"OP3": {"upon_request"}},
         [("OP1", "OP3", False), ("OP2", "OP3", False)], []),
        ({"OP1": {"upon_request"}}, {}, [("OP1", None, False)], [("ended", "OP1", "")]),
        ({"OP1": {"upon_request"}}, {"OP9": {"upon_request"}}, [("OP1", None, False)], []),
        ({"OP1": {"where_appropriate"}}, {"OP1": {"as_appropriate"}}, [("OP1", "OP1", False)], []),
        # carried on by a remark, which asks for nothing
        ({"OP1": {"upon_request"}}, {}, [("OP1", "OP8", False)], []),
    ],
)  # fmt: skip
def test_conditions_gained_lost_and_ended_are_one_list(before, after, joined, told):
    asking = {f"OP{n}": set() for n in range(1, 8)}
    sides = ({label: asked(*codes) for label, codes in (asking | side).items()}
             for side in (before, after))  # fmt: skip
    found = drift.terms(*sides, links(*joined))
    assert [(t.kind, " ".join(t.earlier), " ".join(t.later)) for t in found] == told


def test_what_two_conditions_say_at_once_tells_of_the_one_that_came():
    """ "In accordance with canton rules" became "… with canton rules and law of the league"."""
    rules, law = "in accordance with canton rules", "in accordance with canton rules and league law"
    before, after = (
        [drift.Request(frozenset({"mend", "locks"}), frozenset({"Bureau"}), held)]
        for held in ({"domestic": rules}, {"domestic": rules, "league": law})
    )
    edits = pd.DataFrame([{"earlier_label": "OP1", "later_label": "OP1", "dropped": "",
                           "added": "and league law", "n_dropped": 0, "n_added": 3}])  # fmt: skip
    (found,) = drift.terms({"OP1": before}, {"OP1": after}, links(("OP1", "OP1", False)), edits)
    assert (found.kind, found.code) == ("gained", "league")


def test_what_a_remark_says_hides_no_condition_that_a_request_lost():
    codes = pd.DataFrame({"symbol": "F/RES/2", "label": "OP1", "clause": [1], "scheme": "qualifier",
                          "code": "as_appropriate", "term": "as appropriate"})  # fmt: skip
    clauses = pd.DataFrame({"symbol": "F/RES/2", "label": "OP1", "clause": [1, 2],
                            "directive": [False, True], "action": "mend",
                            "object": "locks"})  # fmt: skip
    after = drift.binding(codes, clauses)["F/RES/2"]
    assert [r.held for r in after["OP1"]] == [{}]
    before = {"OP1": asked("where_appropriate")}
    (lost,) = drift.terms(before, after, links(("OP1", "OP1", False)))
    assert (lost.kind, lost.code) == ("lost", "where_appropriate")
    in_part = links(("OP1", "OP1", False)).assign(discharged_in_part=True)
    assert drift.terms(before, after, in_part) == []


@pytest.mark.parametrize(
    ("later", "dropped", "n_dropped", "told"),
    [
        (asked(), "upon request", 2, ["lost"]),
        # another request of the same paragraph, and the same to somebody else
        (asked(task="print tolls"), "upon request", 2, []),
        ([drift.Request(frozenset({"mend", "locks"}), frozenset({"Ferry Guild"}))],
         "upon request", 2, []),
        # the only request of each of two paragraphs, in other words
        (asked(task="continue and widen its dredging of locks"), "upon request", 2, ["lost"]),
        # it went with another infinitive; nothing tells that it went, or only with much more
        (asked(), "and upon request to lend divers to", 7, []),
        (asked(), "and upon request to lend divers to", 19, ["lost within"]),
        (asked(task="print tolls"), "and upon request to lend divers to", 19, []),
        (asked(), "including training divers upon request", 5, []),
        (asked(), "to train divers upon request", 5, []),
        (asked(), "in winter upon request to", 5, ["lost"]),
        (asked(), "including developing cantons upon request", 5, ["lost"]),
        (asked(), "winter", 1, []),
    ],
)  # fmt: skip
def test_a_condition_is_lost_where_the_same_is_asked_of_the_same_without_it(
    later, dropped, n_dropped, told
):
    edits = pd.DataFrame([{"earlier_label": "OP1", "later_label": "OP2", "dropped": dropped,
                           "added": "", "n_dropped": n_dropped, "n_added": 0}])  # fmt: skip
    joined = links(("OP1", "OP2", False))
    found = drift.terms({"OP1": asked("upon_request")}, {"OP2": later}, joined, edits)
    assert [t.kind + " within" * t.within for t in found] == told
    unsure = drift.terms(
        {"OP1": asked("upon_request")}, {"OP2": later}, links(("OP1", "OP2", True)), edits
    )
    assert not any(term.within for term in unsure)  # nor in doubt
    turned = edits.rename(columns={"dropped": "added", "added": "dropped",
                                   "n_dropped": "n_added", "n_added": "n_dropped"})  # fmt: skip
    turned = turned.rename(columns={"earlier_label": "later_label", "later_label": "earlier_label"})
    joined = links(("OP2", "OP1", False))
    found = drift.terms({"OP2": later}, {"OP1": asked("upon_request")}, joined, turned)
    gained = [kind.replace("lost", "gained") for kind in told]
    assert [t.kind + " within" * t.within for t in found] == gained


@pytest.mark.parametrize(
    ("added", "told"),
    [("to continue and widen its", ["lost"]), ("", []), ("to dive and to continue its", [])],
)
def test_a_condition_is_lost_where_the_infinitive_beside_it_became_another(added, told):
    edits = pd.DataFrame([{"earlier_label": "OP1", "later_label": "OP1", "added": added,
                           "dropped": "upon request to mend old", "n_dropped": 5,
                           "n_added": len(added.split())}])  # fmt: skip
    later = {"OP1": asked(task="widen mending of locks")}
    joined = links(("OP1", "OP1", False))
    found = drift.terms({"OP1": asked("upon_request")}, later, joined, edits)
    assert [t.kind for t in found] == told
    # beside a second request, or a second paragraph, it may have become another's
    beside = {"OP1": [*later["OP1"], *asked(task="print tolls")]}
    assert drift.terms({"OP1": asked("upon_request")}, beside, joined, edits) == []
    several = links(("OP1", "OP1", False), ("OP2", "OP1", False))
    assert drift.terms({"OP1": asked("upon_request")}, later, several, edits) == []


def test_of_conditions_that_went_within_longer_changes_none_is_among_what_is_gone():
    lost = drift.Term("lost", "upon_request", ("OP1",), ("OP2",), False)
    (told,) = _conditions([lost, replace(lost, within=True)], {}, ())
    assert told["labels"] == "OP1"


# ── short members between full texts ─────────────────────────────────────────────────────────


EXTENDS = "Decides to extend the mandate of the Registry of Ferries for a year;"


@pytest.mark.parametrize(
    ("middle", "verb", "action", "short"),
    [
        ([EXTENDS], "decides", "extend", True),
        (["Renews the mandate of the Registry of Ferries;"], "renews", None, True),
        (["Decides to dissolve the Registry;"], "decides", "dissolve", False),
        ([EXTENDS, FERRY, TOLL], "decides", "extend", False),  # restates too much
    ],
)
def test_a_member_that_only_extends_a_mandate_is_told(middle, verb, action, short):
    full = (FERRY, TOLL, SCHOOL, *CHARTER)
    renewed = series(text("A/RES/60/900", *full), text("A/RES/61/900", *middle),
                     text("A/RES/62/900", *full))  # fmt: skip
    clauses = pd.DataFrame([{"symbol": "A/RES/61/900", "verb": verb, "action": action}])
    tables = given(renewed, "resolutions", "paragraphs")
    told = steps.extensions(*tables, clauses)
    assert told[["earlier", "symbol", "later"]].to_numpy().tolist() == (
        [["A/RES/60/900", "A/RES/61/900", "A/RES/62/900"]] if short else []
    )
    said = findings.extensions(*tables, clauses)
    assert len(said) == short
    if said:
        n, before = (sum(len(words(t)) for t in texts) for texts in (middle, full))
        assert str(before) in said[0].bundle[show.MIME]["text"]
        assert told["n_words"].item() == n


EXTENDS = ("Decides to extend the mandate of the Registry;", FERRY)
LATER = (FERRY, SCHOOL, "Condemns the theft of oars, nets and anchors in shallow bays;")


def test_provisions_are_followed_across_a_member_that_only_extends():
    full = (FERRY, TOLL, SCHOOL, *CHARTER)
    renewed = series(text("A/RES/60/900", *full), text("A/RES/61/900", *EXTENDS),
                     text("A/RES/62/900", *LATER, *CHARTER), short="A/RES/61/900")  # fmt: skip
    fates = renewed["provisions"].groupby("provision")["status"].agg(list)
    assert fates["A/RES/60/900 OP1"] == ["born", "carried", "carried"]  # restated
    assert fates["A/RES/60/900 OP2"] == ["born", "standing", "lapsed"]
    assert fates["A/RES/60/900 OP3"] == ["born", "standing", "carried"]
    assert fates["A/RES/61/900 OP1"] == ["born", "lapsed"]
    assert fates["A/RES/62/900 OP3"] == ["born"]
    assert len(fates) == len(full) + 1 + 1
    tables = given(renewed, "resolutions", "paragraphs", "links")
    composed = drift.composition(*tables)
    assert composed.drop_duplicates(["earlier", "later"])[["earlier", "later", "across"]].to_numpy(
    ).tolist() == [
        ["A/RES/60/900", "A/RES/61/900", ""], ["A/RES/61/900", "A/RES/62/900", ""],
        ["A/RES/60/900", "A/RES/62/900", "A/RES/61/900"],
    ]  # fmt: skip
    last = composed[composed["across"] != ""].set_index("kind")
    assert (last.loc["added", "labels"], last.loc["dropped", "labels"]) == ("OP3", "OP2")
    life = drift.survival(*tables).query("born == 'A/RES/60/900'")
    assert life["share"].to_list() == [1.0, pytest.approx(1 - 1 / len(full))]
    (pair,) = steps.renewals(renewed["resolutions"]).itertuples()
    assert (pair.earlier, pair.later, pair.across) == (
        "A/RES/60/900", "A/RES/62/900", "A/RES/61/900")  # fmt: skip


TALKS = "looks forward to the briefings of the Registry on the repair of mooring posts"
BEACONS = "Welcomes the storm-warning beacons of the northern lakeshore, and "


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        (TALKS, TALKS.replace("looks forward to", "takes note of"), True),
        ("invites the Registry to assess the condition of mooring posts",
         "takes note of the assessment of the condition of mooring posts", True),
        ("invites the Registry to assess the condition of mooring posts",
         "takes note of the assessment of tolls by three guilds of millers", False),
        (TALKS, TALKS.replace("looks", "also looks"), False),
        # noted already, and awaited again
        (TALKS + ", and takes note of the ledger", TALKS + ", and takes note of the ledger", False),
        ("calls upon cantons to paint mooring posts",
         "takes note of the painting of mooring posts", False),
    ],
)  # fmt: skip
def test_one_request_of_a_paragraph_that_goes_on_is_discharged_in_part(before, after, part):
    (link,) = collation.told([collation.Link("OP1", "OP1", "revised", 0.9)],
                             text("A/RES/60/900", BEACONS + before + ";"),
                             text("A/RES/62/900", BEACONS + after + ";"))  # fmt: skip
    assert (link.discharged, link.discharged_in_part) == (False, part)


@pytest.mark.parametrize(
    ("news", "done"),
    [("Recalls the meeting held on the repair of mooring posts;", True),
     ("Recalls its decision to hold a meeting on the repair of mooring posts;", False)],
)  # fmt: skip
def test_a_decision_that_is_recalled_is_not_done(news, done):
    decided = "Decides to hold a meeting on the repair of mooring posts in two years;"
    (link,) = collation.told([collation.Link("OP1", "OP1", "revised", 0.9)],
                             text("A/RES/60/900", decided), text("A/RES/62/900", news))  # fmt: skip
    assert link.discharged is done


# ── what only a recital says ─────────────────────────────────────────────────────────────────


RECITAL = "Aware that academies teach navigation, knot tying and reading at night in winter,"


@pytest.mark.parametrize(
    ("earlier", "later", "was", "now"),
    [((SCHOOL, TOLL), (RECITAL, TOLL), "OP1", "PP1"),
     ((RECITAL, TOLL), (SCHOOL, TOLL), "PP1", "OP1")],
)  # fmt: skip
def test_whether_what_is_said_in_the_other_part_goes_on_is_in_doubt(earlier, later, was, now):
    renewed = series(text("A/RES/60/900", *earlier), text("A/RES/62/900", *later))
    links = renewed["links"]
    (row,) = links[links["earlier_label"] == was].to_dict("records")
    assert (row["kind"], row["doubtful"], row["relative"]) == ("dropped", True, now)
    composed = drift.composition(*given(renewed, "resolutions", "paragraphs", "links"))
    composed = composed.set_index("kind")
    ends = ["n_paragraphs_low", "n_paragraphs", "n_paragraphs_high"]
    assert composed.loc["dropped", ends].to_list() == [0, 1, 1]
    assert composed.loc["added", ends].to_list() == [0, 1, 1]


SUNG = (
    "Aware that academies teach navigation, and that pilots, weavers, dyers and shepherds sing of "
    "herons by lantern light in winter,"
)


def test_what_another_paragraph_said_already_is_in_no_doubt():
    """The recital went; the provision says little of it, and said so before."""
    said = SCHOOL[:-1].replace("Invites academies", "Invites schools and academies")
    for again, relative in ((said, None), ("Invites guilds to read at night", "OP1")):
        links = [collation.Link("PP1", None, "dropped", doubtful=True, relative="OP1"),
                 collation.Link("OP1", "OP1", "revised", 0.98)]  # fmt: skip
        earlier = text("A/RES/60/900", SUNG, again + ";")
        (link, _) = collation.told(links, earlier, text("A/RES/62/900", SCHOOL))
        assert (link.relative, link.doubtful) == (relative, bool(relative))


@pytest.mark.parametrize("stands, relative", [
    ("the holding of the Fourth Regatta of the Outer Isles and Inner Lakes in Thule,", "OP1"),
    ("the yearbook of the Fourth Regatta of the Outer Isles and Inner Lakes in Thule,", None),
])  # fmt: skip
def test_what_was_said_twice_and_now_once_is_gone_in_doubt(stands, relative):
    """All of it stands there still, though another goes on in it; not where that names it alone."""
    fair = "the holding of the Fourth Regatta of the Outer Isles and Inner Lakes in Thule"
    earlier = text("A/RES/60/900", f"Welcomes {fair};", f"Notes {stands} and its charter;")
    later = text("A/RES/62/900", f"Notes {stands} and its charter of the winds;")
    links = [collation.Link("OP1", None, "dropped", doubtful=True, relative="OP1"),
             collation.Link("OP2", "OP1", "revised", 0.98)]  # fmt: skip
    (link, _) = collation.told(links, earlier, later, BACKGROUND)
    assert (link.relative, link.doubtful) == (relative, bool(relative))


def test_what_one_list_names_instead_of_a_paragraph_each_is_gone_in_doubt():
    """Not a single one; nor what others name too, what went before says, or whom a text asks."""
    feasts = ("Heron Night", "Thawing", "Long Candle")
    rest = "which shepherds keep on the upper meadows, and asks wardens to lay no toll that day;"
    each = [f"Acknowledges that {name} is a feast {rest}" for name in feasts]
    asked = [f"Requests the {name} Guild to bake loaves {rest}" for name in feasts]
    now = "Notes that the rolls keep the days concerning Heron Night, Thawing and Long Candle;"
    bakers = "Notes that the Heron Night Guild, the Thawing Guild and the Long Candle Guild bake;"
    also = [f"Notes the {n} of {name}," for name in feasts for n in ("moon", "tide")]
    for went, says, beside, told in (
        (each, now, (), True), (each[:1], now, (), False), (asked, bakers, (), False),
        (each, now, also, False), (each, "Notes the days of feasts;", (), False),
    ):  # fmt: skip
        earlier, later = text("A/RES/60/900", *beside, *went), text("A/RES/62/900", says)
        links = [collation.Link(f"OP{n}", None, "dropped") for n, _ in enumerate(went, 1)]
        found = collation.told(links, earlier, later, BACKGROUND)
        assert {(k.doubtful, k.relative) for k in found} == {(told, "OP1" if told else None)}
    source = [*links, collation.Link("PP1", "OP1", "revised", 0.5)]
    earlier = text("A/RES/60/900", now.replace(";", ","), *each)
    found = collation.told(source, earlier, text("A/RES/62/900", now), BACKGROUND)
    assert not any(k.relative for k in found)


def test_what_a_new_paragraph_in_doubt_may_carry_on_is_in_doubt_with_it():
    """The provision says nothing of the recital, but a new one may."""
    said = SCHOOL[:-1].replace("Invites academies", "Invites schools and academies")
    links = [collation.Link("PP1", None, "dropped", doubtful=True, relative="OP1"),
             collation.Link("OP1", "OP1", "revised", 0.98),
             collation.Link(None, "OP2", "added", doubtful=True, relative="PP1")]  # fmt: skip
    earlier = text("A/RES/60/900", SUNG, f"{said};")
    (link, *_) = collation.told(links, earlier, text("A/RES/62/900", SCHOOL, TOLL))
    assert (link.doubtful, link.relative) == (True, "OP2")


def test_a_name_in_common_that_others_have_too_is_no_doubt():
    agency = "the United Relief and Ferrying Agency for Stranded Bargemen of the Outer Isles"
    kept = (
        f"Recalling also its resolution 3/2 of 8 December 1949, by which it established {agency},",
        f"Aware of the growing needs of the stranded whom {agency} serves,",
        f"Aware of the hunger of those whom {agency} feeds,",
        FERRY, TOLL, SCHOOL,
    )  # fmt: skip
    admits = f"Decides to admit Thule to the Board of {agency}, by its decision of 8 December;"
    found = collation.links(text("A/RES/60/900", *kept), text("A/RES/62/900", *kept, admits))
    (link,) = (k for k in found if k.kind == "added")
    assert (link.doubtful, link.relative) == (False, None)


def test_what_shares_only_a_long_name_goes_on_in_doubt():
    """The name of a programme stands in both; what they say of it doesn't."""
    name = "the Programme of Action for the Lasting Repair of the Sluices of the Seven Harbours"
    earlier = text("A/RES/60/900", f"Urges every port to pay for {name} without further delay;")
    for said, doubtful in (
        (f"Welcomes what keepers report on the worth of {name} since its launch;", True),
        (f"Urges every port to pay for {name} in two years;", False),
    ):
        (link,) = collation.told([collation.Link("OP1", "OP1", "revised", 0.6)],
                                 earlier, text("A/RES/62/900", said))  # fmt: skip
        assert link.doubtful == doubtful


def test_what_shares_a_long_name_and_words_of_every_request_goes_on_in_doubt():
    """ "Requests", "accordance" and "session" stand in half of all resolutions."""
    rules = "with the Rules Governing the Lighting of Harbours and the Measurement of Ballast"
    head = f"Requests the Keeper, in accordance {rules}, to "
    asked = text("A/RES/60/900", f"{head}submit a drawing of lanterns at its session;")
    for said, doubtful in (
        ("weigh anchors and report at its session;", True),
        ("submit drawings of all lanterns;", False),
    ):
        (link,) = collation.told([collation.Link("OP1", "OP1", "revised", 0.6)],
                                 asked, text("A/RES/62/900", head + said))  # fmt: skip
        assert link.doubtful == doubtful


def test_what_shares_only_the_years_of_a_decade_goes_on_in_doubt():
    name = "the Decade for Action, “Lamps for Every Harbour”, 2031–2041"
    rest = "the implementation of keepers' pledges"
    earlier = text("A/RES/60/900", f"Recalling {name}, and the energy of coastal storms,")
    for said, doubtful in (
        (f"Stressing {rest} under {name}, with thirteen ballast measurers,", True),
        (f"Recalling {name}, and the energy of storms, for {rest},", False),
    ):
        (link,) = collation.told([collation.Link("PP1", "PP1", "revised", 0.6)],
                                 earlier, text("A/RES/62/900", said))  # fmt: skip
        assert link.doubtful == doubtful
