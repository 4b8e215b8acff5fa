"""Any two documents beside each other: adjacent or not, of one series or two, from tables alone."""

from __future__ import annotations

from functools import cache

import pytest
from click.testing import CliRunner

from workbench import collation, pairs, redline
from workbench.cli import main
from workbench.corpus import Corpus
from workbench.errors import InputError

FIRST, MIDDLE, LAST = "A/RES/72/194", "A/RES/74/175", "A/RES/78/226"


@cache
def corpus(name: str = "ct-assistance") -> Corpus:
    return Corpus.load(name)


def joined(links) -> set[tuple[str, str]]:
    rows = links.dropna(subset=["earlier_label", "later_label"])
    return set(zip(rows["earlier_label"], rows["later_label"], strict=True))


def labels(symbol: str, name: str = "ct-assistance") -> set[str]:
    rows = corpus(name).paragraphs
    return set(rows.loc[rows["symbol"] == symbol, "label"])


@pytest.fixture
def no_texts(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path))


def test_neighbours_are_linked_as_published():
    links = collation.linked(corpus(), MIDDLE, corpus(), LAST)
    rows = corpus().links
    published = rows[(rows["earlier"] == MIDDLE) & (rows["later"] == LAST)]
    assert joined(links) == joined(published)


def test_links_are_composed_over_what_lies_between():
    one, other = (joined(collation.linked(corpus(), a, corpus(), b))
                  for a, b in ((FIRST, MIDDLE), (MIDDLE, LAST)))  # fmt: skip
    links = collation.linked(corpus(), FIRST, corpus(), LAST)
    assert joined(links) == {(a, d) for a, b in one for c, d in other if b == c}
    assert set(links["earlier_label"].dropna()) == labels(FIRST)
    assert set(links["later_label"].dropna()) == labels(LAST)


def test_kept_are_paragraphs_of_the_same_words():
    links = collation.linked(corpus(), FIRST, corpus(), LAST)
    words = corpus().paragraphs.set_index(["symbol", "label"])["fingerprint"]
    for row in links.dropna(subset=["earlier_label", "later_label"]).itertuples():
        same = words[FIRST, row.earlier_label] == words[LAST, row.later_label]
        assert (row.kind == "kept") is bool(same)
    assert (links["kind"] == "kept").any() and not links.loc[links["kind"] == "kept",
                                                             "doubtful"].any()  # fmt: skip


def test_members_of_two_series_are_linked_by_their_words():
    before, later = corpus("ct-strategy"), corpus()
    links = collation.linked(before, "A/RES/75/291", later, LAST)
    both = joined(links)
    assert ("OP41", "OP26") in both and ("OP28", "OP6") in both  # whose words travelled
    assert len({a for a, _ in both}) == len({b for _, b in both}) == len(both)
    assert set(links["later_label"].dropna()) == labels(LAST)
    assert links["similarity"].dropna().ge(0.5).all()


def test_a_document_of_a_collection_is_compared_too(no_texts):
    links = pairs.collated("S/RES/2396(2017)", LAST)["links"]
    assert {link["later"] for link in links} - {None} == labels(LAST)
    with pytest.raises(InputError, match="not at hand"):
        pairs.collated("S/RES/9999(2017)", LAST)


def test_a_renewal_is_compared_with_any_member_or_refused():
    far = redline.renewal(corpus(), LAST, FIRST)
    assert (far.earlier.symbol, far.later.symbol) == (FIRST, LAST)
    assert redline.renewal(corpus(), LAST).earlier.symbol == MIDDLE
    with pytest.raises(InputError, match="no text of it"):
        redline.renewal(corpus(), LAST, "A/RES/1/1")
    assert not any(row.quotes for row in far.rows)  # of these two the tables know no wording


def test_versions_stand_in_one_table(no_texts, tmp_path):
    shown = pairs.versions([FIRST, MIDDLE, LAST])
    assert shown.names == (FIRST, MIDDLE, LAST)
    rows = redline.versions(shown.redlines)._repr_html_()
    for symbol in (FIRST, MIDDLE, LAST):
        for label in labels(symbol):
            assert f">{label}</a>" in rows
    with pytest.raises(InputError, match="follows"):
        redline.versions(shown.redlines[::-1])
    page = tmp_path / "versions.html"
    run = CliRunner().invoke(main, ["redline", FIRST, MIDDLE, LAST, "--html", str(page)])
    assert run.exit_code == 0 and page.is_file()
    run = CliRunner().invoke(main, ["redline", FIRST, MIDDLE, LAST, "--docx", str(page)])
    assert run.exit_code != 0


@pytest.mark.texts
def test_each_version_stands_whole_in_its_column(tmp_path):
    """The words of a column, in its order, are those of the text."""
    from workbench.redline.versions import _rows

    shown = pairs.versions([FIRST, MIDDLE, LAST])
    rows = _rows(shown.redlines)
    documents = (shown.redlines[0].earlier, *(r.later for r in shown.redlines))
    for column, document in enumerate(documents):
        placed = [label for row in rows for label in row[column]]
        assert set(placed) == {p.label for p in document.paragraphs}
    last = [label for row in rows for label in row[-1]]
    assert last == [p.label for p in documents[-1].paragraphs]


@pytest.mark.parametrize("names", [(FIRST, "A/RES/1/2"), ("A/RES/1/2", FIRST)])
def test_the_one_that_nobody_has_is_named(no_texts, names):
    """Not the one that the tables describe."""
    with pytest.raises(InputError, match=r"^A/RES/1/2: its text is not at hand"):
        pairs.redlined(*names)
