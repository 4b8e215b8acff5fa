"""Several series side by side: facts as each alone, and wording that went from one to another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from form import cut_off, overlaps

from workbench import Corpus, comparison, findings, mandate, plots, show, topics
from workbench.cli import main
from workbench.errors import InputError
from workbench.reports.history import validated

NAMES = ("ct-assistance", "ct-strategy", "ct-human-rights")


@cache
def corpora() -> tuple[Corpus, ...]:
    return tuple(map(Corpus.load, NAMES))


def test_each_series_says_side_by_side_what_it_says_alone():
    rows = comparison.requests(corpora())
    for corpus in corpora():
        clauses = corpus.clauses[corpus.clauses["directive"].astype(bool)]
        count = clauses["symbol"].value_counts()
        mine = rows[rows["series"] == corpus.name]
        assert dict(zip(mine["symbol"], mine["n_directive"], strict=True)) == {
            symbol: count.get(symbol, 0) for symbol in mine["symbol"]
        }
    assert (rows["n_strong"] <= rows["n_directive"]).all()
    assert rows["adopted"].is_monotonic_increasing


def test_rooms_are_those_of_each_series():
    rows = comparison.themes(corpora(), ["gender"])
    alone = corpora()[1].measure(topics.presence, themes=["gender"]).set_index("symbol")
    mine = rows[rows["series"] == "ct-strategy"]
    assert (
        mine.set_index("symbol")["share_words"] == alone.loc[mine["symbol"], "share_words"]
    ).all()
    first = rows[rows["first"]]
    having = rows[rows["n_paragraphs"] > 0]
    assert list(first["symbol"]) == [having.sort_values("adopted")["symbol"].iloc[0]]


def test_conditions_count_clauses_that_ask():
    rows = comparison.conditions(corpora())
    assert set(rows["condition"]) == {c.condition for c in corpora()[0].codebook.conditions}
    assert (rows["n_clauses"] <= rows["of"]).all()
    titles = mandate.worded(corpora()[0].codebook)
    assert set(rows["title"]) <= set(titles.values())


def test_wording_travels_forward_and_between_series():
    rows = comparison.travelled(corpora())
    assert (rows["series"] != rows["from_series"]).all()
    assert (rows["earlier_adopted"] < rows["adopted"]).all()
    places = set(zip(rows["symbol"], rows["label"], rows["earlier"], rows["earlier_label"],
                     strict=True))  # fmt: skip
    # word for word the same, by the fingerprints of both
    assert ("A/RES/78/226", "OP6", "A/RES/75/291", "OP28") in places


def test_a_series_is_compared_with_others():
    with pytest.raises(InputError, match="named twice"):
        comparison.members([corpora()[0], corpora()[0]])
    run = CliRunner().invoke(main, ["report", "--compare", "ct-assistance"])
    assert run.exit_code == 2 and "two series or more" in run.output


def test_a_page_of_several_series_claims_no_validation():
    folder = Path(Corpus.load("ct-assistance").folder)
    measured = validated(folder, "compare")  # the catalogue has no series of this name
    assert measured["agreement"] == measured["estimates"] == []


def test_lines_break_where_a_text_is_missing():
    drawing = plots.panels(comparison.requests(corpora()), "", "share_strong", "How firmly?")
    first = drawing.axes[0].lines[0].get_ydata()
    skips = corpora()[0].resolutions.query("stage == 'adopted' and n_words.notna()")["skips"]
    assert sum(value != value for value in first) == (skips.fillna("") != "").sum()


def test_what_is_said_follows_the_tables():
    rows = comparison.travelled(corpora())
    said = str(findings.travelled(rows))
    assert said.startswith(f"{(rows['in_common'] >= 0.5).sum()} new paragraphs")
    assert "No new paragraph" in str(findings.travelled(rows.iloc[:0]))
    short = rows.head(2).assign(in_common=0.4)
    assert str(findings.travelled(short)).startswith("Two new paragraphs share a shorter passage")
    members = comparison.members(corpora())
    assert f"{len(members)} adopted resolutions" in str(findings.compared(members))
    one, other = plots.travels(rows, members), plots.travels(rows, members)
    assert show.drawn(one) == show.drawn(other)


def test_no_words_of_its_figures_overlap_or_are_cut_off():
    members, requests = comparison.members(corpora()), comparison.requests(corpora())
    drawings = [
        plots.travels(comparison.travelled(corpora()), members),
        plots.panels(comparison.themes(corpora()), "title", "share_words", "How much room?"),
        plots.panels(comparison.conditions(corpora()), "title", "share", "Under what?"),
        plots.panels(requests, "", "share_strong", "How large a part is requested or demanded?"),
        plots.panels(requests, "", "density", "How dense?", share=False),
    ]
    assert [overlaps(drawing) for drawing in drawings] == [[]] * len(drawings)
    assert [cut_off(drawing) for drawing in drawings] == [[]] * len(drawings)
