"""How records look in Jupyter: whole, safe, without a word of a document; errors are one line."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbench import Corpus, displays, read, redline
from workbench.errors import InputError, UnknownName

SPECIMEN = Path(__file__).parent / "specimen"
VOID = {"br", "img", "input", "meta"}


class Balanced(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open += [tag] * (tag not in VOID)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def whole(html: str) -> str:
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    return html


def test_corpus_is_a_timeline_with_its_gaps():
    html = whole(Corpus.load("ct-assistance")._repr_html_())
    assert "5 members" in html and "2007–2015" in html
    assert html.index("A/RES/58/136") < html.index("no text") < html.index("A/RES/78/226")
    assert 'href="https://undocs.org/en/A/RES/74/175"' in html


def test_collection_is_no_succession():
    assert "don’t succeed" in Corpus.load("sc-counter-terrorism")._repr_html_()


def test_bars_are_as_high_as_texts_are_long():
    slots = [displays.Slot("F/RES/1/1", 2001, "adopted", 100),
             displays.Slot("F/RES/3/1", 2003, "adopted", 200)]  # fmt: skip
    heights = [int(h) for h in re.findall(r"height:(\d+)px", displays.timeline("x", slots))]
    assert heights == [72 * 100 / 200, 72]


@pytest.mark.parametrize("words", [[], [0], [None]])
def test_timeline_of_next_to_nothing(words):
    slots = [displays.Slot("F/RES/1/1", 2001, "adopted", n) for n in words]
    whole(displays.timeline("<b>", slots))


def test_resolution_is_an_outline_without_its_words():
    text = read(SPECIMEN / "texts" / "F_RES_71_8.md")
    html = whole(text._repr_html_())
    for paragraph in text.paragraphs:
        assert f"<b>{paragraph.label}</b>" in html
        for run in re.findall(r"(?:\S+ ){6}", paragraph.text):
            assert run.strip() not in html
    assert html.count("<details") >= 2


def test_outline_folds_sub_paragraphs_and_escapes():
    broken = read(SPECIMEN / "broken" / "sub_paragraphs_annex.md")
    html = whole(broken._repr_html_())
    assert re.search(r"<summary><b>OP\d+</b>", html)


def test_renewal_of_tables_is_composition_and_skeleton():
    corpus = Corpus.load("ct-assistance")
    found = redline.renewal(corpus, "A/RES/74/175")
    words = corpus.paragraphs.set_index("symbol")["n_words"].groupby("symbol").sum()
    kept, revised, added, dropped = found.composition.values()
    assert kept + revised + added == words["A/RES/74/175"]
    assert 0 < dropped < words["A/RES/72/194"]
    html = whole(found._repr_html_())
    assert f"added {added:,}" in html and "<del>" in html


def test_provision_goes_through_the_years():
    found = redline.provision(Corpus.load("ct-assistance"), "A/RES/74/175 OP9")
    assert [step.symbol for step in found.steps] == ["A/RES/74/175", "A/RES/78/226"]
    whole(found._repr_html_())


def test_what_renews_nothing_is_named():
    with pytest.raises(InputError, match=r"A/RES/58/136: it renews no member .*A/RES/59/153"):
        redline.renewal(Corpus.load("ct-assistance"), "A/RES/58/136")


def test_error_is_one_line_in_a_notebook():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell()
    with capture_output() as said:
        shell.run_cell("from workbench import Corpus\nCorpus.load('ct')")
    (line,) = said.stdout.splitlines()
    assert line.startswith("InputError: no series 'ct' in the catalogue; there are: ct-assistance")


def test_unknown_table_is_an_attribute_error_that_names_tables():
    corpus = Corpus.load("ct-assistance")
    assert not hasattr(corpus, "word")
    with pytest.raises(UnknownName, match="no table 'word'; it has resolutions, paragraphs, words"):
        _ = corpus.word


@pytest.mark.texts
def test_renewal_with_its_texts(texts):
    found = redline.renewal(Corpus.load("ct-assistance"), "A/RES/74/175", texts=True)
    assert found.texts
    bare = redline.renewal(Corpus.load("ct-assistance"), "A/RES/74/175")
    assert found.composition == bare.composition
