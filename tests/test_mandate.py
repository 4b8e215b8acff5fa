"""Mandate: counts and density on fingers, and edge cases."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from small_series import TABLES, measured, of

from workbench import codebook as books
from workbench import drift, findings, mandate
from workbench.errors import InputError


def test_count_and_density_stand_side_by_side():
    found = measured(mandate.expansion, entity="Granary").set_index("symbol")
    now = found.loc["F/RES/4"]
    # OP2 is addressed to two: it counts for each.  OP2's second clause asks nobody.
    assert (now["n_clauses"], now["labels"]) == (3, "OP1 OP2 OP4")
    assert now["density"] == pytest.approx(1000 * 3 / (30 + 70 + 50 + 15))
    assert now["share"] == 3 / 4
    assert (now["n_continuing"], now["n_new"]) == (1, 2)
    assert now["n_tasks"] == 2  # provide seeds (twice), store grain
    assert found.loc["F/RES/6", "n_clauses"] == now["n_clauses"]
    assert found.loc["F/RES/6", "density"] > now["density"]  # the text shrank, not the mandate


def test_a_joint_addressee_counts_for_each():
    by = measured(mandate.entities).set_index(["entity", "symbol"])
    assert by.loc[("Granary", "F/RES/4"), "n_clauses"] == 3
    assert by.loc[("Cantons", "F/RES/4"), "n_clauses"] == 2
    directive = measured(mandate.expansion, entity="Granary").set_index("symbol")["n_directive"]
    assert by.xs("F/RES/4", level="symbol")["n_clauses"].sum() > directive["F/RES/4"]
    assert by.loc[("Cantons", "F/RES/4"), "classes"] == "requesting 1, deciding 1"


def test_partners_are_no_addressees():
    assert "Mill" not in set(measured(mandate.entities)["entity"])
    found = measured(mandate.expansion, entity="Mill")
    assert found["n_clauses"].sum() == 0


def test_partners_beside_and_together():
    found = measured(mandate.partners, entity="Granary").set_index(["partner", "symbol"])
    counts = found[["n_clauses", "n_clauses_jointly"]]
    assert counts.loc[("Mill", "F/RES/4")].tolist() == [1, 0]
    assert found.loc[("Mill", "F/RES/4"), "labels"] == "OP1"
    assert counts.loc[("Cantons", "F/RES/4")].tolist() == [1, 1]
    assert found.loc[("Mill", "F/RES/1"), "n_clauses"] == 0


def test_duties_asked_at_once_and_never_again():
    from small_series import table

    owed = table("duties", """
    symbol   label clause kind     who       to       session due_from   due_to
    F/RES/1  OP1   1      report   Secretary Assembly 3rd     2003-09-01 2004-08-31
    F/RES/2  OP1   1      report   Secretary Assembly 2nd     2003-09-01 2004-08-31
    F/RES/4  OP3   1      deadline Granary   Assembly 7th     2009-09-01 2010-08-31
    F/RES/5  OP1   1      report   Granary   Assembly 7th     2009-09-01 2010-08-31
    F/RES/6  OP1   1      report   Granary   Assembly 9th     2011-09-01 2012-08-31
    F/RES/6  OP2   1      review   -         -        9th     2011-09-01 2012-08-31
    """)  # fmt: skip
    members = TABLES["resolutions"].assign(organ="Assembly")
    found = mandate.duties(members, owed, TABLES["links"]).set_index("symbol")
    assert found["at_once"].tolist() == [False, True, False, False]
    # a session of another organ is not the one that asks, though it may be held at the time
    council = mandate.duties(members.assign(organ="Council"), owed, TABLES["links"])
    assert not council["at_once"].any()
    assert found["again"].tolist()[:1] == [True]
    assert pd.isna(found.loc["F/RES/6", "again"])
    assert "F/RES/5" not in found.index
    none = mandate.duties(TABLES["resolutions"], owed.iloc[:0], TABLES["links"])
    assert none.empty and list(none.columns) == list(found.reset_index().columns)


def test_gaps_have_rows_without_values():
    found = measured(mandate.expansion, entity="Granary").set_index("symbol")
    assert found.loc["F/RES/3"].drop(["year", "skips"]).isna().all()
    assert found.loc["F/RES/4", "skips"] == "F/RES/3"
    assert "F/RES/5" not in found.index


def test_conditions_of_an_entitys_tasks():
    found = measured(mandate.conditions, entity="Granary").set_index(["condition", "symbol"])
    assert found.loc[("upon_request", "F/RES/4"), "share"] == 1 / 3
    assert found.loc[("none", "F/RES/4"), "labels"] == "OP2 OP4"
    assert found.loc[("none", "F/RES/1"), "n_clauses"] == 0


def test_a_condition_that_clauses_share_bounds_each_of_them():
    codes = TABLES["codes"].assign(count=0)  # its words stand in a chapeau, or after another verb
    shared = measured(mandate.conditions, TABLES | {"codes": codes}, entity="Granary")
    pd.testing.assert_frame_equal(shared, measured(mandate.conditions, entity="Granary"))


# ── the ledger ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def ledger() -> pd.DataFrame:
    return measured(mandate.ledger, entity="Granary")


def test_a_task_is_followed_along_links(ledger):
    seeds = mandate.history(ledger, "F/RES/1 OP1")
    assert seeds["label"].tolist() == ["OP1", "OP1", "OP1", "OP2"]
    assert seeds["status"].tolist() == ["first", "carried", "carried", "carried"]
    assert seeds["skips"].tolist() == ["", "", "F/RES/3", ""]
    assert seeds["similarity"].tolist()[1:] == [1, 1, 1]


def test_beginnings_and_doubts(ledger):
    begun = ledger.drop_duplicates("task").set_index("task")
    # asked of the Cantons before, in the paragraph that was reworded
    assert begun.loc["F/RES/4 OP2", "status"] == "newly addressed"
    # OP1 goes on in OP1 and in OP4, which asks the same
    assert begun.loc["F/RES/4 OP4", ["status", "earlier_label"]].tolist() == ["split", "OP1"]
    assert not ledger["doubtful"].any()


def test_another_name_for_the_same_many_is_nobody_else():
    # F/RES/4 OP2 asks the Granary what the Cantons were asked before
    names = {"Granary": "UN entities", "Cantons": "specialized agencies"}
    asked = TABLES["clause_entities"].replace({"entity": names})
    found = measured(mandate.ledger, TABLES | {"clause_entities": asked}, entity="UN entities")
    begun = found.drop_duplicates("task").set_index("task")
    assert begun.loc["F/RES/4 OP2", ["status", "earlier_label"]].tolist() == ["carried", "OP2"]
    assert begun.loc["F/RES/4 OP2", "doubtful"]


def test_statuses_by_verb_and_conditions():
    clauses, codes = TABLES["clauses"].copy(), TABLES["codes"].copy()
    now = clauses["symbol"].eq("F/RES/2") & clauses["label"].eq("OP1")
    clauses.loc[now, ["verb", "class", "strength"]] = ["urges", "urging", 3]
    codes = codes[~(codes["symbol"].eq("F/RES/2") & codes["scheme"].eq("condition"))]
    found = measured(mandate.ledger, TABLES | {"clauses": clauses, "codes": codes},
                     entity="Granary")  # fmt: skip
    seeds = mandate.history(found, "F/RES/1 OP1").set_index("symbol")
    assert seeds.loc["F/RES/2", ["status", "lost"]].tolist() == ["weakened", "upon_request"]
    assert seeds.loc["F/RES/4", ["status", "gained"]].tolist() == ["strengthened", "upon_request"]

    only = measured(mandate.ledger, TABLES | {"codes": codes}, entity="Granary")
    seeds = mandate.history(only, "F/RES/1 OP1").set_index("symbol")
    assert seeds["status"].tolist() == ["first", "conditions lost", "conditions gained", "carried"]


def test_a_task_that_ends(ledger):
    found = measured(mandate.ledger, entity="Cantons")
    ended = found[found["status"].isin(["lapsed", "merged"])].set_index("task")
    assert ended.loc["F/RES/1 OP2", ["symbol", "earlier_label", "status"]].tolist() == [
        "F/RES/2", "OP2", "lapsed",
    ]  # fmt: skip
    assert pd.isna(ended.loc["F/RES/1 OP2", "label"])
    assert ended.loc["F/RES/4 OP3", "symbol"] == "F/RES/6"


def test_a_merged_task_names_where_it_went():
    links = TABLES["links"].copy()
    links.loc[links["earlier"].eq("F/RES/1") & links["earlier_label"].eq("OP2"),
              ["later_label", "kind", "similarity"]] = ["OP1", "revised", 0.4]  # fmt: skip
    asked = TABLES["clause_entities"].assign(entity="Granary").drop_duplicates(
        ["symbol", "label", "clause", "role"])  # fmt: skip
    found = measured(mandate.ledger, TABLES | {"links": links, "clause_entities": asked},
                     entity="Granary")  # fmt: skip
    row = found[found["status"] == "merged"].iloc[0]
    assert (row["task"], row["earlier_label"], row["label"]) == ("F/RES/1 OP2", "OP2", "OP1")


@pytest.mark.parametrize("doubtful", [False, True])
def test_what_a_doubtful_merge_is_bound_by_is_no_gain(doubtful):
    links = TABLES["links"].copy()
    into = links["earlier"].eq("F/RES/1") & links["earlier_label"].isin(["OP1", "OP2"])
    links.loc[into, ["later_label", "kind", "similarity", "doubtful"]] = [
        "OP1", "revised", 0.4, doubtful]  # fmt: skip
    asked = TABLES["clause_entities"].assign(entity="Granary").drop_duplicates(
        ["symbol", "label", "clause", "role"])  # fmt: skip
    codes = TABLES["codes"]
    bound = codes.assign(scheme="condition", code="within_mandate", symbol="F/RES/2", label="OP1",
                         clause=1).iloc[:1]  # fmt: skip
    codes = pd.concat([codes[codes["symbol"] != "F/RES/2"], bound])
    found = measured(mandate.ledger, TABLES | {"links": links, "clause_entities": asked,
                                               "codes": codes}, entity="Granary")  # fmt: skip
    (row,) = found[found["symbol"].eq("F/RES/2") & found["label"].eq("OP1")
                   & found["status"].ne("merged")].itertuples()  # fmt: skip
    assert bool(row.gained) != doubtful


def test_a_condition_that_only_moved_to_the_other_half_is_not_lost():
    codes = TABLES["codes"].copy()
    # OP1 goes on in OP1 and in OP4: who asked for both upon request still does of one
    moved = codes["symbol"].eq("F/RES/4") & codes["code"].eq("upon_request")
    codes.loc[moved, "label"] = "OP4"
    found = measured(mandate.ledger, TABLES | {"codes": codes}, entity="Granary")
    seeds = mandate.history(found, "F/RES/1 OP1").set_index("symbol")
    assert seeds.loc["F/RES/4", ["status", "lost"]].tolist() == ["carried", ""]


def test_a_revived_task_keeps_its_name():
    from small_series import table

    # OP2 of the first text is gone in the second and back in the fourth
    provisions = table("provisions", """
    provision    symbol   label status  skips
    F/RES/1~OP2  F/RES/1  OP2   born    -
    F/RES/1~OP2  F/RES/2  -     lapsed  -
    F/RES/1~OP2  F/RES/4  OP3   revived F/RES/3
    """)  # fmt: skip
    found = measured(mandate.ledger, TABLES | {"provisions": provisions}, entity="Cantons")
    assert mandate.history(found, "F/RES/1 OP2")["status"].tolist() == [
        "first", "lapsed", "revived", "lapsed",
    ]  # fmt: skip
    without = measured(mandate.ledger, entity="Cantons")
    assert "F/RES/4 OP3" in set(without["task"])


def test_a_task_that_may_have_moved_is_doubtful():
    links = TABLES["links"]
    cut = links["later"].eq("F/RES/2") & links["later_label"].eq("OP1")
    found = measured(mandate.ledger, TABLES | {"links": links[~cut]}, entity="Granary")
    second = found[found["symbol"] == "F/RES/2"]
    # of one theme, in the same words, but no link joins the paragraphs
    assert second["status"].tolist() == ["lapsed", "new"]
    assert second["doubtful"].tolist() == [True, True]


def test_the_tally_adds_up_to_the_clauses():
    tally = measured(mandate.tally, entity="Granary")
    expansion = measured(mandate.expansion, entity="Granary").dropna(subset="n_clauses")
    stands = tally[~tally["status"].isin(["lapsed", "merged"])]
    assert stands.groupby("symbol")["n_tasks"].sum().to_dict() == dict(
        zip(expansion["symbol"], expansion["n_clauses"], strict=True)
    )
    assert set(tally["status"]) == set(mandate.STATUSES)


def test_each_clause_is_in_one_task(ledger):
    stands = ledger.dropna(subset="verb")
    assert not stands.duplicated(["symbol", "label", "clause"]).any()
    mine = mandate.tasks(TABLES["clauses"], TABLES["clause_entities"], "Granary")
    assert len(stands) == len(mine[mine["symbol"] != "F/RES/5"])


def test_an_unknown_task():
    with pytest.raises(InputError, match="no 'F/RES/9 OP1' in this ledger; there are: F/RES/1"):
        mandate.history(measured(mandate.ledger, entity="Granary"), "F/RES/9 OP1")


def carried(*verbs):
    """A series in which one task of the Granary is carried on with these verbs."""
    from small_series import table

    symbols = ["F/RES/1", "F/RES/2", "F/RES/4", "F/RES/6"][: len(verbs)]
    bands = {"decides": 7, "demands": 6, "requests": 5, "encourages": 3, "strongly encourages": 3}
    clauses = table("clauses", "symbol label clause verb class strength directive continuing action"
                    " object n_words\n" + "\n".join(
        f"{s} OP1 1 {v.replace(' ', '~')} requesting {bands[v]} true false store grain 9"
        for s, v in zip(symbols, verbs, strict=True)
    ))  # fmt: skip
    entities = table("clause_entities", "symbol label clause role entity\n" + "\n".join(
        f"{s} OP1 1 addressee Granary" for s in symbols
    ))  # fmt: skip
    links = table("links", "earlier earlier_label later later_label kind similarity moved doubtful"
                  "\n" + "\n".join(
        f"{a} OP1 {b} OP1 revised 0.9 false false" for a, b in pairwise(symbols)
    ))  # fmt: skip
    codes = TABLES["codes"].iloc[:0]
    return TABLES["resolutions"], links, clauses, entities, codes


def test_scales_differ_in_what_is_stronger():
    book = books.load().but(scales={"other": {"decides": 1, "requests": 4, "demands": 7}})
    found = mandate.scales(*carried("requests", "decides"), codebook=book, entity="Granary")
    facts = found.set_index("scale")[["n_stronger", "n_weaker", "n_unranked"]]
    assert facts.loc["codebook"].tolist() == [1, 0, 0]
    assert facts.loc["other"].tolist() == [0, 1, 0]
    left_out = mandate.scales(*carried("requests", "encourages"), codebook=book, entity="Granary")
    assert left_out.set_index("scale").loc["other", "n_unranked"] == 1


def test_a_predecessors_clauses_count_whenever_a_text_asks_it():
    book = books.load()
    (row,) = (e for e in book.entities if e.entity == "UNODC")
    granary = replace(row, entity="Granary", aliases=())
    mill = replace(row, entity="Mill", aliases=(), successor="Granary")
    given = carried("requests", "requests", "requests")
    resolutions, _, clauses, entities, _ = given
    entities = entities.assign(entity=["Mill", "secretariat of Mill", "Mill"])
    paragraphs = TABLES["paragraphs"]
    grown = mandate.expansion(
        resolutions, paragraphs, clauses, entities,
        book.but(entities=(granary, mill)), entity="Granary",
    ).set_index("symbol")  # fmt: skip
    for symbol in ("F/RES/1", "F/RES/2", "F/RES/4"):
        assert grown.loc[symbol, ["n_clauses", "formerly"]].tolist() == [1, "Mill"]
    table = grown.reset_index()
    assert "Granary (or before it Mill)" in str(findings.expansion(table.iloc[:2], "Granary"))


def test_density_by_each_denominator():
    several = measured(mandate.specifications, entity="Granary")
    grown = measured(mandate.expansion, entity="Granary").set_index("symbol")
    at = several[several["symbol"] == "F/RES/4"].set_index("denominator")
    paragraphs = TABLES["paragraphs"]
    text = paragraphs[paragraphs["symbol"] == "F/RES/4"]
    dense = grown.loc["F/RES/4", "density"]
    assert at.loc["operative words", "density"] == pytest.approx(dense)
    assert at.loc["directive clauses", "density"] == grown.loc["F/RES/4", "share"]
    assert at.loc["all words", "density"] == pytest.approx(1000 * 3 / text["n_words"].sum())
    tops = text[(text["part"] == "operative") & (text["level"] == 1)]
    assert at.loc["operative paragraphs", "density"] == pytest.approx(3 / len(tops))


def test_a_clause_put_in_front_makes_no_verb_stronger():
    resolutions, links, clauses, entities, _ = carried("encourages", "encourages")
    front = clauses.iloc[[1]].assign(verb="decides", strength=7, action="mark", object="jetties")
    later = pd.concat([clauses, front.assign(clause=0)]).sort_values(["symbol", "clause"])
    asked = pd.concat([entities, entities.iloc[[1]].assign(clause=0, entity="Cantons")])
    (row,) = mandate.strength(resolutions, links, later, asked).itertuples()
    assert (row.addressees, row.later_verb, row.way) == ("Granary", "encourages", "equal")
    # of two clauses to the same one, the one that asks for the same is compared
    alone = asked.assign(entity="Granary")
    (row,) = mandate.strength(resolutions, links, later, alone).itertuples()
    assert (row.later_verb, row.way) == ("encourages", "equal")
    stronger = mandate.strength(*carried("encourages", "decides")[:4])
    assert list(stronger["way"]) == ["stronger"]


@pytest.mark.parametrize("verb, sure", [("requests", False), ("encourages", True)])
def test_of_requests_merged_into_one_a_verb_is_compared_with_each(verb, sure):
    resolutions, links, clauses, entities, codes = carried("encourages", "requests")
    bands = {"encourages": 3, "requests": 5}
    beside = clauses.iloc[[0]].assign(clause=2, verb=verb, strength=bands[verb])
    both = pd.concat([clauses, beside]).sort_values(["symbol", "clause"])
    asked = pd.concat([entities, entities.iloc[[0]].assign(clause=2)])
    rows = mandate.strength(resolutions, links, both, asked)
    assert rows["way"].fillna("").tolist() == ["stronger" if sure else ""]
    assert list(rows["doubtful"]) == [not sure]
    table = mandate.ledger(resolutions, links, both, asked, codes, entity="Granary")
    goes = table[table["symbol"].eq("F/RES/2") & table["status"].ne("merged")].iloc[0]
    # against a request no request is stronger: which one goes on, nobody can tell
    assert goes["doubtful"] == (goes["status"] == "strengthened" and not sure)
    said = str(findings.ledger(table[table["symbol"] != "F/RES/4"], "Granary"))
    assert "Not asked again" not in said  # of what goes on within another nothing is told


def test_words_that_attenuate_are_those_of_the_codebook():
    row = SimpleNamespace(action="strive", lead="to", object="further mend old locks")
    assert mandate.attempted(row) == ("strive", "to do so", "mend", " old locks")
    row = SimpleNamespace(action="look", lead=None, object="into the possibility of mending locks")
    assert mandate.attempted(row) == ("look into the possibility of", "doing so", "mend", " locks")
    for action, thing in (("consider", "existing locks"), ("not seek", "to dive"), ("mend", "it")):
        assert not mandate.attempted(SimpleNamespace(action=action, lead=None, object=thing))


@pytest.mark.parametrize(
    "was, now, verbs, way",
    [
        ("consider mending", "mend", ("encourages", "encourages"), "stronger"),
        ("set", "consider setting", ("encourages", "encourages"), "weaker"),
        ("consider mending", "mend", ("encourages", "requests"), "stronger"),
        ("consider mending", "mend", ("requests", "encourages"), ""),
        ("consider mending", "print", ("encourages", "requests"), ""),
        ("consider mending", "consider mending", ("encourages", "requests"), "stronger"),
        ("consider", "mend", ("encourages", "encourages"), "equal"),
        (
            "continue to consider mending",
            "continue to mend",
            ("encourages", "encourages"),
            "stronger",
        ),
    ],
)
def test_to_mend_is_more_than_to_consider_mending(was, now, verbs, way):
    resolutions, links, clauses, entities, codes = carried(*verbs)
    asked = clauses.assign(action=[was, now], lead=None)
    (row,) = mandate.strength(resolutions, links, asked, entities).itertuples()
    assert (row.way if isinstance(row.way, str) else "") == way
    if way and verbs[0] == verbs[1] and way != "equal":
        assert f"{row.earlier_verb} → {row.later_verb}".count(" to consider") == 1
    table = mandate.ledger(resolutions, links, asked, entities, codes, entity="Granary")
    said = str(findings.strength(mandate.strength(resolutions, links, asked, entities), "Granary"))
    apart = verbs[0] == verbs[1]
    assert ("No longer only to be tried" in said) == (apart and way == "stronger")
    assert ("Now only to be tried" in said) == (apart and way == "weaker")
    statuses = {"stronger": "strengthened", "weaker": "weakened"}
    later = table[table["symbol"] == "F/RES/2"]
    assert later["status"].tolist() == [statuses.get(way, "carried")]


def test_a_task_of_a_paragraph_that_may_be_linked_is_doubtful():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    apart = clauses.assign(label=["OP1", "OP2"])
    whom = entities.assign(label=["OP1", "OP2"])
    apart["action"], apart["object"] = ["dredge", "mend"], ["the lake", "old boats"]
    alone = pd.concat([links.assign(kind="added", earlier_label=None, later_label="OP2"),
                       links.assign(kind="dropped", later_label=None)])  # fmt: skip
    # the second may carry on what asked nothing: whether it is new is in doubt on each page
    for relative, doubtful in (("OP1", True), ("OP9", False)):
        near = alone.assign(doubtful=True, relative=[relative, None])
        table = mandate.ledger(resolutions, near, apart, whom, codes, entity="Granary")
        rows = table[table["symbol"] == "F/RES/2"].set_index("status")
        assert rows["doubtful"].to_dict() == {"lapsed": doubtful, "new": True}


def test_of_another_task_in_its_paragraph_no_condition_is_gained_or_lost():
    resolutions, links, clauses, entities, _ = carried("requests", "encourages")
    codes = TABLES["codes"]
    codes = codes[codes["scheme"].eq("condition") & codes["symbol"].eq("F/RES/1")]
    for action, lost in (("store", True), ("dredge", False)):
        now = clauses.assign(action=["store", action], object=["grain", "grain"])
        now.loc[1, "object"] = "grain" if lost else "locks"
        table = mandate.ledger(resolutions, links, now, entities, codes, entity="Granary")
        (row,) = table[table["symbol"] == "F/RES/2"].itertuples()
        assert (row.earlier_label, bool(row.lost), row.doubtful) == ("OP1", lost, not lost)


def test_a_task_asked_before_in_another_paragraph_may_be_no_new_one():
    resolutions, links, clauses, entities, codes = carried("requests", "encourages")
    apart = clauses.assign(label=["OP1", "OP2"])
    whom = entities.assign(label=["OP1", "OP2"])
    alone = pd.concat([links.assign(kind="added", earlier_label=None, later_label="OP2"),
                       links.assign(kind="dropped", later_label=None)])  # fmt: skip
    for verb, about, doubtful in (
        ("encourages", "the lake", True), ("encourages", "old boats", False),
        ("reiterates its request", "old boats", True),
    ):  # fmt: skip
        action = "dredge" if about == "the lake" else "mend"
        now = apart.assign(object=["the lake", about], verb=["requests", verb],
                           action=["dredge", action])  # fmt: skip
        table = mandate.ledger(resolutions, alone, now, whom, codes, entity="Granary")
        rows = table[table["symbol"] == "F/RES/2"].set_index("status")
        assert rows.loc["new", "doubtful"] == doubtful
        assert rows.loc["lapsed", "doubtful"] == (about == "the lake")


def test_what_a_longer_paragraph_asks_within_another_task_is_neither_new_nor_gone():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    apart = clauses.assign(label=["OP1", "OP2"], action=["dredge", "mend"],
                           object=["the silted jetties", "old boats"])  # fmt: skip
    whom = entities.assign(label=["OP1", "OP2"])
    alone = pd.concat([links.assign(kind="added", earlier_label=None, later_label="OP2"),
                       links.assign(kind="dropped", later_label=None)])  # fmt: skip
    # half of what the clause says, or of what its paragraph does
    for more, doubtful in (("silted jetty", True), ("lantern", False), ("oars nets rope", True)):
        said = [("F/RES/1", "OP1", "dredge silted jetties oars net ropes"),
                ("F/RES/2", "OP2", f"mend old boats dredge {more}")]  # fmt: skip
        words = pd.DataFrame(
            [(symbol, label, w, 1) for symbol, label, text in said for w in text.split()],
            columns=["symbol", "label", "word", "count"],
        )
        table = mandate.ledger(
            resolutions, alone, apart, whom, codes, words=words, entity="Granary"
        )
        rows = table[table["symbol"] == "F/RES/2"].set_index("status")
        assert rows["doubtful"].to_dict() == {"lapsed": doubtful, "new": doubtful}


@pytest.mark.parametrize(
    ("about", "matter", "own", "said", "met"),
    [
        # an adjective alone, or a verb, is of anything
        ("enabling environment", "", "", "an enabling lantern", False),
        ("support in mending their", "", "", "mending lanterns", False),
        ("the enabling and tidal rules", "", "", "enabling tidal rules", True),
        # words that the tables tell beyond an object's vouch too
        ("support in building their", "for the dredging of jetties", "", "jetties dredging", True),
        ("support in building their", "for the dredging of jetties", "", "building", False),
        # help is a part of what was asked for where a fifth of its paragraph's nouns are there
        ("assistance to States", "", "jetties oars nets ropes hulls sails", "oars ropes", True),
        ("assistance to States", "", "jetties oars nets ropes hulls sails", "oars lanterns", False),
        ("assistance to States", "", "jetties oars nets ropes hulls sails masts keels rudders "
         "anchors barges lanterns cables", "oars ropes", False),
        ("assistance to States", "", "building jetties mending oars", "building mending", False),
    ],
)  # fmt: skip
def test_what_was_asked_before_is_known_by_what_is_distinctive(about, matter, own, said, met):
    clause = SimpleNamespace(action="provide", object=about, matter=matter)
    found = mandate.met(clause, {"OP4": said.split()}, own.split())
    assert found == ["OP4"] * met


def test_help_that_names_no_matter_is_not_stated_elsewhere():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    alone = links.assign(kind="added", earlier_label=None)
    for about, stated in (("oars", True), ("assistance", False)):
        now = clauses.iloc[1:].assign(action="provide", object=about), entities.iloc[1:], codes
        words = pd.DataFrame([("F/RES/1", "PP1", w, 1) for w in ("provide", about)],
                             columns=["symbol", "label", "word", "count"])  # fmt: skip
        table = mandate.ledger(resolutions, alone, *now, words=words, entity="Granary")
        (row,) = table[table["symbol"] == "F/RES/2"].itertuples()
        assert (row.status, row.doubtful) == ("new", stated)


def test_what_is_to_continue_is_at_most_perhaps_new():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    alone = pd.concat([links.assign(kind="added", earlier_label=None, later_label="OP2"),
                       links.assign(kind="dropped", later_label=None)])  # fmt: skip
    for action, about in (("continue to mend", "old boats"), ("ensure", "continued boats"),
                          ("mend", "old boats")):  # fmt: skip
        now = clauses.assign(label=["OP1", "OP2"], action=["dredge", action],
                             object=["the jetties", about])  # fmt: skip
        whom = entities.assign(label=["OP1", "OP2"])
        table = mandate.ledger(resolutions, alone, now, whom, codes, entity="Granary")
        rows = table[table["symbol"] == "F/RES/2"].set_index("status")
        assert rows.loc["new", "doubtful"] == ("continue" in f"{action} {about}")


def test_what_a_linked_paragraph_asks_is_at_most_perhaps_new():
    resolutions, links, clauses, entities, codes = carried("encourages", "demands")
    now = clauses.iloc[1:], entities.iloc[1:], codes
    alone = links.assign(kind="added", earlier_label=None)
    for joined, doubtful in ((links, True), (alone, False)):
        table = mandate.ledger(resolutions, joined, *now, entity="Granary")
        (row,) = table[table["symbol"] == "F/RES/2"].itertuples()
        assert (row.status, row.doubtful) == ("new", doubtful)


def test_what_the_text_before_only_recalled_is_at_most_perhaps_new():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    now = clauses.iloc[1:].assign(action="mend", object="old boats"), entities.iloc[1:], codes
    alone = links.assign(kind="added", earlier_label=None)
    for recalled, doubtful in (("efforts to mend boats however old", True), ("old boats", False)):
        words = pd.DataFrame([("F/RES/1", "PP1", word, 1) for word in recalled.split()],
                             columns=["symbol", "label", "word", "count"])  # fmt: skip
        table = mandate.ledger(resolutions, alone, *now, words=words, entity="Granary")
        (row,) = table[table["symbol"] == "F/RES/2"].itertuples()
        assert (row.status, row.doubtful) == ("new", doubtful)


@pytest.mark.parametrize("verb, told", [("demands", True), ("encourages", False)])
def test_a_request_left_over_beside_another_to_the_same_one_is_not_compared(verb, told):
    resolutions, links, clauses, entities, _ = carried("encourages", "encourages")
    bands = {"demands": 6, "encourages": 3}
    beside = clauses.iloc[[0]].assign(clause=2, verb=verb, strength=bands[verb], action="sound",
                                      object="the horn")  # fmt: skip
    both = pd.concat([clauses, beside]).sort_values(["symbol", "clause"])
    asked = pd.concat([entities, entities.iloc[[0]].assign(clause=2)])
    rows = mandate.strength(resolutions, links, both, asked)
    assert rows["way"].fillna("").tolist() == ["equal", *[""] * told]
    text = str(findings.strength(rows, "Granary"))
    assert ("one more request is made more strongly" in text) is told


def test_a_request_that_only_stays_as_a_statement_has_fallen():
    resolutions, links, clauses, entities, _ = carried("requests", "decides")
    now = clauses.assign(directive=[True, False])
    (row,) = mandate.strength(resolutions, links, now, entities.iloc[:1]).itertuples()
    assert (row.addressees, row.later_verb, row.way) == ("Granary", "decides", "fallen")
    assert not row.doubtful
    # by a doubtful link, or where another paragraph asks for it still, it has with a doubt
    (row,) = mandate.strength(
        resolutions, links.assign(doubtful=True), now, entities.iloc[:1]
    ).itertuples()
    assert (row.way, row.doubtful) == ("fallen", True)
    again = pd.concat([now, clauses.iloc[1:].assign(label="OP9")])
    whom = pd.concat([entities.iloc[:1], entities.iloc[1:].assign(label="OP9")])
    (row,) = mandate.strength(resolutions, links, again, whom).itertuples()
    assert (row.way, row.doubtful) == ("fallen", True)
    other = again.assign(action=["mend", "mend", "sound"], object=["old locks"] * 2 + ["the horn"])
    (row,) = mandate.strength(resolutions, links, other, whom).itertuples()
    assert (row.way, row.doubtful) == ("fallen", False)
    # so too where the same one is asked something in the linked paragraph itself
    row_on = now.assign(clause=2, directive=True, verb="invites", strength=3, action="row",
                        object="to the far mole")  # fmt: skip
    both = pd.concat([entities.iloc[:1], entities.assign(clause=2)])
    rows = mandate.strength(resolutions, links, pd.concat([now, row_on]), both)
    assert rows[["way", "doubtful"]].to_numpy().tolist() == [["equal", False], ["fallen", True]]
    # under the same verb it is asked still, of whom wasn't read
    under = now.assign(verb="requests")
    assert mandate.strength(resolutions, links, under, entities.iloc[:1]).empty
    for done in ("discharged", "discharged_in_part"):
        linked = links.assign(**{done: True})
        assert mandate.strength(resolutions, linked, now, entities.iloc[:1]).empty


def test_what_is_asked_of_others_now_is_asked_still():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    said = clauses.iloc[1:].assign(clause=2, verb="reaffirms", directive=False)
    every = pd.concat([clauses, said], ignore_index=True)
    whom = entities.assign(entity=["Granary", "Cantons"])
    assert mandate.strength(resolutions, links, every, whom).empty
    table = mandate.ledger(resolutions, links, clauses, whom, codes, entity="Granary")
    (end,) = table[table["symbol"] == "F/RES/2"].itertuples()
    assert (end.status, end.doubtful) == ("lapsed", True)
    apart = clauses.assign(action=["store", "dredge"], object=["grain", "locks"])
    table = mandate.ledger(resolutions, links, apart, whom, codes, entity="Granary")
    assert not table[table["symbol"] == "F/RES/2"]["doubtful"].any()


def test_a_task_that_was_reported_done():
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    done = links.assign(discharged=True)
    noted = clauses.assign(directive=[True, False])  # the later paragraph asks for nothing
    rows = mandate.ledger(resolutions, done, noted, entities, codes, entity="Granary")
    (end,) = rows[rows["symbol"] == "F/RES/2"].itertuples()
    assert (end.status, end.earlier_label, end.label) == ("discharged", "OP1", "OP1")
    assert "one is reported as done (OP1)" in str(findings.ledger(rows, "Granary"))


def test_whom_to_follow():
    asked = measured(mandate.entities)
    assert mandate.followed(asked, "Granary") == ""  # three clauses are too few for anybody
    often = asked.assign(n_clauses=asked["n_clauses"] * 2)
    assert mandate.followed(often, "Granary") == "Granary"
    assert mandate.followed(often, "Mill") == "Granary"  # whom the latest members ask most
    # none of five in one text outweighs another for being asked a little in each
    once = asked.assign(n_clauses=asked["n_clauses"].where(asked["symbol"] != "F/RES/6", 5))
    once = once.assign(n_clauses=once["n_clauses"].where(once["symbol"] == "F/RES/6", 1))
    both = pd.concat([asked.assign(entity="Mill", n_clauses=4), once])
    assert mandate.followed(both, "Mill") == "Granary"
    # what is held and over has no mandate
    fair = often.assign(entity="Harbour Conference", n_clauses=often["n_clauses"] * 2)
    assert mandate.followed(pd.concat([fair, often])) == "Granary"
    assert mandate.followed(fair, "Harbour Conference") == "Harbour Conference"
    (said,) = findings.followed(asked, "Granary", "")
    assert "In each text at hand fewer than five clauses were found that ask" in str(said)
    assert "where one of the latest texts has five clauses or more" in str(said)
    assert "ledger" not in str(said)
    (over,) = findings.followed(pd.concat([fair, asked]), "Granary", "")
    assert str(over) == str(said)
    (said,) = findings.followed(often, "Mill", "Granary")
    assert str(said).startswith(
        "The machine found no clause of the texts at hand that asks the Mill"
    )
    assert str(said).endswith("The Granary is followed instead, with six clauses found in F/RES/6.")
    assert findings.followed(often, "Granary", "Granary") == []


def test_the_ledger_by_another_scale():
    book = books.load().but(scales={"other": {"decides": 1, "requests": 4}})
    series = carried("requests", "decides")
    own = mandate.ledger(*series, codebook=book, entity="Granary")
    other = mandate.ledger(*series, codebook=book, entity="Granary", scale="other")
    assert own["status"].tolist()[:2] == ["first", "strengthened"]
    assert other["status"].tolist()[:2] == ["first", "weakened"]
    assert other["strength"].tolist()[:2] == [4, 1]
    with pytest.raises(InputError, match=r"no file strength-nobody\.csv.*there are: other"):
        mandate.ledger(*series, codebook=book, entity="Granary", scale="nobody")


def test_a_name_that_nobody_bears():
    with pytest.raises(InputError, match=r"no row of entities\.csv names 'Silo'.*Granary"):
        measured(mandate.expansion, entity="Silo")


@pytest.mark.parametrize("name", mandate.MEASURES)
@pytest.mark.parametrize(
    "symbols",
    [("F/RES/1",), ("F/RES/1", "F/RES/3"), ("F/RES/2", "F/RES/3", "F/RES/4")],
    ids=["one", "one and a gap", "two over a gap"],
)
def test_degenerate_series(name, symbols):
    measure = getattr(mandate, name)
    own = {} if name in ("entities", "strength", "duties", "reviews") else {"entity": "Granary"}
    found = measured(measure, of(*symbols), **own)
    assert list(found.columns) == list(measured(measure, **own).columns)


def test_no_operative_part():
    only = TABLES["paragraphs"][TABLES["paragraphs"]["part"] == "preamble"]
    none = TABLES | {"paragraphs": only, "clauses": TABLES["clauses"].iloc[:0]}
    found = measured(mandate.expansion, none, entity="Granary")
    assert found["n_clauses"].sum() == 0
    assert found["density"].isna().all()


def test_density_counted_again():
    """A second way: joining the tables by pandas' own grouping."""
    asked = TABLES["clause_entities"].query("role == 'addressee' and entity == 'Granary'")
    joined = TABLES["clauses"].query("directive").merge(asked, on=["symbol", "label", "clause"])
    words = TABLES["paragraphs"].query("part == 'operative'").groupby("symbol")["n_words"].sum()
    density = 1000 * joined.groupby("symbol").size() / words
    found = measured(mandate.expansion, entity="Granary").dropna(subset="n_clauses")
    for row in found.itertuples(index=False):
        assert row.density == pytest.approx(density[row.symbol])
        assert not pd.isna(row.share)


# ── planted truth and gold ───────────────────────────────────────────────────────────────────


def test_planted_clauses_and_density():
    from planted import TRUTH, corpus

    found = corpus().measure(mandate.expansion, entity=TRUTH["entity"]).set_index("symbol")
    for symbol, truth in TRUTH["mandate"]["members"].items():
        row = found.loc[symbol]
        assert row["labels"].split() == truth["labels"]
        assert row["n_clauses"] == truth["directive"]
        density = 1000 * truth["directive"] / truth["operative_words"]
        assert row["density"] == pytest.approx(density)


def test_planted_tasks_come_back():
    from planted import TRUTH, corpus

    ledger = corpus().measure(mandate.ledger, entity=TRUTH["entity"])
    first = ledger["symbol"].iloc[0]
    stands = {(r.symbol, r.label): r for r in ledger.dropna(subset="verb").itertuples()}
    ends = {(r.symbol, r.earlier_label): r for r in ledger[ledger["verb"].isna()].itertuples()}
    for truth in TRUTH["mandate"]["tasks"].values():
        last, names = None, set()
        for symbol, there in truth.items():
            row = stands[symbol, there["label"]] if there["label"] else ends[symbol, last]
            # what the earliest text has is not yet new
            expected = "first" if symbol == first else there["status"]
            assert (row.task, row.status) == (row.task, expected)
            names.add(row.task)
            last = there["label"] or last
        assert len(names) == 1
    assert len(stands) == sum(bool(t["label"]) for x in TRUTH["mandate"]["tasks"].values()
                              for t in x.values())  # fmt: skip


def test_the_office_in_the_published_tables():
    """Counted by hand in the gold: 15 and 23 clauses, 10.4 and 9.0 per 1,000 operative words."""
    from workbench import Corpus

    found = Corpus.load("ct-assistance").measure(mandate.expansion, entity="UNODC")
    found = found.set_index("symbol")
    assert found.loc[["A/RES/72/194", "A/RES/74/175"], "n_clauses"].tolist() == [15, 23]
    assert found.loc[["A/RES/72/194", "A/RES/74/175"], "density"].round(1).tolist() == [10.4, 9.0]


def test_a_planted_report_that_is_asked_for_once():
    from planted import TRUTH, corpus

    found = corpus().measure(mandate.duties).set_index(["symbol", "label"])["again"]
    assert not any(found[tuple(place)] for place in TRUTH["asked_once"])
    assert found["F/RES/69/12", "OP23"]  # the report of every member


def test_a_planted_report_is_due_in_the_session_that_asks_for_it():
    from planted import TRUTH, corpus

    found = corpus().measure(mandate.duties)
    at_once = found.loc[found["at_once"].astype(bool), ["symbol", "label"]]
    planted = [d for d in TRUTH["duties"] if d["due_in_adopting_session"]]
    assert at_once.to_numpy().tolist() == [[d["symbol"], d["label"]] for d in planted]


def test_duties_that_go_on_in_one_paragraph_are_merged():
    from small_series import table

    owed = table("duties", """
    symbol   label clause kind   who       to       session
    F/RES/1  OP1   1      report Secretary Assembly 3rd
    F/RES/1  OP2   1      report Granary   Assembly 3rd
    F/RES/2  OP1   1      report Secretary Assembly 4th
    F/RES/2  OP1   2      report Granary   Assembly 4th
    """)  # fmt: skip
    links = table("links", """
    earlier  earlier_label later    later_label kind    moved doubtful
    F/RES/1  OP1           F/RES/2  OP1         revised false false
    F/RES/1  OP2           F/RES/2  OP1         revised false false
    """)  # fmt: skip
    found = mandate.duties(TABLES["resolutions"], owed, links)
    other = mandate.duties(TABLES["resolutions"], owed.iloc[:3], links)
    assert other["again"][0]
    assert pd.isna(other["again"][1])  # another body's report is not its own: who may tell
    assert found["merged"].tolist()[:2] == [True, True]
    assert found["again"].tolist()[:2] == [True, True]
    # what goes on without a duty may be reported done, or awaited
    assert mandate.duties(TABLES["resolutions"], owed.iloc[:2], links)["again"].isna().all()
    assert not mandate.duties(TABLES["resolutions"], owed.iloc[:2], links[:0])["again"].any()
    # nor can anybody tell of what nearly goes on in a paragraph that has a duty too
    apart = table("links", """
    earlier  earlier_label later    later_label kind    moved doubtful relative
    F/RES/1  OP1           F/RES/2  -           dropped false true     OP1
    F/RES/1  OP2           F/RES/2  -           dropped false true     OP9
    F/RES/1  -             F/RES/2  OP1         added   false true     OP1
    """)  # fmt: skip
    unsure = mandate.duties(TABLES["resolutions"], owed, apart)
    assert unsure["again"].isna().tolist()[:2] == [True, False]
    older = mandate.duties(TABLES["resolutions"], owed, apart.iloc[:2])
    assert not older["again"].isna().tolist()[0]


@pytest.mark.parametrize(
    "dropped, added, status",
    [
        ("and oats", "oats and rye", "widened"),
        ("wheat", "oats and rye", "carried"),  # exchanged
        (None, "and rye", "widened"),
    ],
)
def test_what_is_exchanged_is_neither_wider_nor_narrower(dropped, added, status):
    resolutions, links, clauses, entities, codes = carried("requests", "requests")
    edits = pd.DataFrame([{"earlier": "F/RES/1", "earlier_label": "OP1", "later": "F/RES/2",
                           "later_label": "OP1", "class": "substance", "dropped": dropped,
                           "added": added}])  # fmt: skip
    longer = clauses.assign(n_words=[9, 12])
    rows = mandate.ledger(
        resolutions, links, longer, entities, codes, edits=edits, entity="Granary"
    )
    assert rows.set_index("symbol")["status"]["F/RES/2"] == status
    # a name in full, of words that the paragraph had: no wider
    had = pd.DataFrame({"symbol": "F/RES/1", "label": "OP1", "word": ["oats", "rye", "wheat"]})
    rows = mandate.ledger(
        resolutions, links, longer, entities, codes, edits=edits, words=had, entity="Granary"
    )
    assert rows.set_index("symbol")["status"]["F/RES/2"] == "carried"


@pytest.mark.parametrize("done, lost", [(False, ["lost"]), (True, [])])
def test_a_request_that_is_reported_done_lost_no_condition(done, lost):
    mend, dredge = frozenset({"mend", "locks"}), frozenset({"dredge", "lakes"})
    bound = drift.Request(dredge, held={"within_mandate": "within its mandate"})
    before = {"OP1": [drift.Request(mend, held={"upon_request": "upon request"})], "OP2": [bound]}
    ends = {"earlier_label": ["OP1", "OP1", "OP2"], "later_label": ["OP1", "OP2", "OP2"]}
    reported = {"kind": "revised", "doubtful": False, "discharged": [False, done, False]}
    links = pd.DataFrame(ends | reported)
    after = {"OP1": [drift.Request(mend)], "OP2": [bound]}
    told = drift.terms(before, after, links)
    assert [t.kind for t in told if t.code == "upon_request"] == lost


def test_reviews_are_apart_from_duties():
    from small_series import table

    owed = table("duties", """
    symbol   label clause kind      who       session due_from   due_to
    F/RES/1  OP1   1      report    Secretary 3rd     2003-09-01 2004-08-31
    F/RES/2  OP2   1      sunset    -         -       2003-09-01 2004-08-31
    F/RES/2  OP3   1      resources Cantons   -       -          -
    """)  # fmt: skip
    found = mandate.reviews(TABLES["resolutions"], owed)
    assert found[["symbol", "kind"]].to_numpy().tolist() == [
        ["F/RES/2", "sunset"], ["F/RES/2", "resources"],
    ]  # fmt: skip


def test_a_task_whose_items_are_carried_may_have_been_asked_before():
    from workbench.mandate.chains import _by_items

    here = {("OP3", 1): None, ("OP4", 1): None, ("OP30", 1): None}
    assert _by_items(here, ["OP3(b)", "OP4", "OP30(a)(i)"]) == {("OP3", 1), ("OP30", 1)}
