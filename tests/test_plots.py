"""Figures: a gap is a gap, what is drawn is what the table says, same table same figure."""

from __future__ import annotations

import inspect
import shutil
from pathlib import Path

import matplotlib
import pytest
from form import cut_off, overlaps
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from planted import CODEBOOK, SPECIMEN
from small_series import TABLES, measured, of

from workbench import Corpus, drift, mandate, matter, plots, show, tables, topics
from workbench.corpus import Whole

GAP = "1 member without text"
DRAWN = {
    "composition": lambda t: plots.composition(measured(drift.composition, t)),
    "places": lambda t: plots.places(measured(drift.collated, t)),
    "survival": lambda t: plots.survival(measured(drift.survival, t)),
    "lifetimes": lambda t: plots.lifetimes(measured(drift.lifetimes, t)),
    "similarity": lambda t: plots.similarity(measured(drift.similarity, t)),
    "first_text": lambda t: plots.first_text(measured(drift.first_text, t)),
    "verbs": lambda t: plots.verbs(measured(drift.verbs, t)),
    "keyness": lambda t: plots.keyness(measured(drift.keyness, t, least=1)),
    "histories": lambda t: plots.histories(measured(drift.histories, t), t["resolutions"]),
    "contested": lambda t: plots.contested(measured(drift.contested, t)),
    "presence": lambda t: plots.presence(measured(topics.presence, t)),
    "emergence": lambda t: plots.emergence(measured(topics.emergence, t), t["resolutions"]),
    "expansion": lambda t: plots.expansion(
        measured(mandate.expansion, t | {"clause_entities": TABLES["clause_entities"]},
                 entity="Granary")),
    "specifications": lambda t: plots.specifications(
        measured(mandate.specifications, t | {"clause_entities": TABLES["clause_entities"]},
                 entity="Granary")),
    "ledger": lambda t: plots.ledger(
        measured(mandate.ledger, t | {"clause_entities": TABLES["clause_entities"]},
                 entity="Granary"), t["resolutions"]),
    "entities": lambda t: plots.entities(measured(mandate.entities, t)),
    "duties": lambda t: plots.duties(measured(mandate.duties, t), t["resolutions"]),
    "partners": lambda t: plots.partners(
        measured(mandate.partners, t | {"clause_entities": TABLES["clause_entities"]},
                 entity="Granary")),
    "conditions": lambda t: plots.conditions(
        measured(mandate.conditions, t | {"clause_entities": TABLES["clause_entities"]},
                 entity="Granary")),
    "timeline": lambda t: plots.timeline(t["resolutions"], t["paragraphs"]),
}  # fmt: skip
NO_AXIS_OF_MEMBERS = {"places", "keyness", "contested", "duties", "lifetimes"}
# drawn by test_discovery and test_library: they take other tables
ELSEWHERE = {"origins", "panels", "travels", "model", "stability", "occurrences", "tasks", "leaned"}


def words(drawing) -> str:
    drawing.draw_without_rendering()
    found = drawing.findobj(matplotlib.text.Text)
    return "\n".join(t.get_text() for t in found if t.get_visible())


def test_every_figure_is_drawn_here():
    figures = {name for name in plots.__all__ if inspect.isfunction(getattr(plots, name))}
    assert figures - {"slots"} - ELSEWHERE == set(DRAWN), "DRAWN lacks a line, or has one too many"


@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_asks_a_question_and_says_the_gap(name):
    drawing = DRAWN[name](TABLES)
    assert drawing.get_suptitle().strip().endswith("?")
    if name not in NO_AXIS_OF_MEMBERS:
        assert GAP in words(drawing).replace("\n", " ")


def test_words_that_overlap_are_found():
    drawing = DRAWN["composition"](TABLES)
    assert overlaps(drawing) == []
    drawing.axes[0].set_xticks([0.5, 0.52], ["one member", "another member"])
    assert ("one member", "another member") in overlaps(drawing)


@pytest.mark.parametrize("name", DRAWN)
def test_no_words_of_a_figure_overlap_or_are_cut_off(name):
    assert overlaps(DRAWN[name](TABLES)) == []
    assert cut_off(DRAWN[name](TABLES)) == []


def test_bars_have_room_beside_long_names():
    table = measured(drift.contested, TABLES)
    places = zip(table["last_symbol"], table["last_label"], strict=True)
    drawing = plots.contested(table, subjects=dict.fromkeys(places, "tide gauge " * 12))
    drawing.draw_without_rendering()
    assert drawing.axes[0].get_position().width > 0.4
    assert overlaps(drawing) == cut_off(drawing) == []
    bare = plots.contested(table, subjects=dict.fromkeys(places, "Noting with concern …"))
    assert "Noting" not in words(bare)


def test_words_that_are_cut_off_are_found():
    drawing = DRAWN["composition"](TABLES)
    drawing.get_layout_engine().set(rect=(0, 0, 1.4, 1))
    assert cut_off(drawing)


def drawings_of(corpus: Corpus) -> dict:
    """Every figure of a series' report."""
    members, m = corpus.resolutions, corpus.measure
    about = matter.named(corpus, members)
    entity = mandate.followed(m(mandate.entities), corpus.series.entity)
    traced = topics.settled(m(topics.emergence), "")
    origins = Whole.load(corpus.folder).measure(topics.origins, what=traced)
    return {
        "composition": plots.composition(m(drift.composition)),
        "places": plots.places(m(drift.collated)),
        "survival": plots.survival(m(drift.survival)),
        "first_text": plots.first_text(m(drift.first_text)),
        "similarity": plots.similarity(m(drift.similarity)),
        "histories": plots.histories(m(drift.histories), members, subjects=about),
        "keyness": plots.keyness(m(drift.keyness)),
        "lifetimes": plots.lifetimes(m(drift.lifetimes)),
        "contested": plots.contested(m(drift.contested), subjects=about),
        "verbs": plots.verbs(m(drift.verbs)),
        "presence": plots.presence(m(topics.presence)),
        "emergence": plots.emergence(m(topics.emergence), members),
        "origins": plots.origins(origins),
        "expansion": plots.expansion(m(mandate.expansion, entity=entity)),
        "specifications": plots.specifications(m(mandate.specifications, entity=entity)),
        "ledger": plots.ledger(m(mandate.ledger, entity=entity), members),
        "entities": plots.entities(m(mandate.entities)),
        "partners": plots.partners(m(mandate.partners, entity=entity)),
        "conditions": plots.conditions(m(mandate.conditions, entity=entity)),
        "duties": plots.duties(m(mandate.duties), members),
        "timeline": plots.timeline(members, corpus.paragraphs),
    }


@pytest.mark.parametrize("series", ["ct-assistance", "ct-strategy", "ct-human-rights"])
def test_no_words_of_a_series_figures_overlap_or_are_cut_off(series):
    drawings = drawings_of(Corpus.load(series))
    assert {name: met for name, drawing in drawings.items() if (met := overlaps(drawing))} == {}
    assert {name: far for name, drawing in drawings.items() if (far := cut_off(drawing))} == {}


def crowded(folder: Path, n: int = 9) -> Corpus:
    """A series as awkward to draw as they come: many members of long names, five of one year, a
    hole near either end. Its texts are those of the specimen in turn, under other symbols."""
    texts = sorted((SPECIMEN / "texts").glob("F_RES_*.md"))
    place = folder / "corpus"
    shutil.copytree(SPECIMEN / "corpus", place)
    for file in CODEBOOK.glob("*.csv"):
        if not (place / "codebook" / file.name).exists():
            shutil.copy(file, place / "codebook")
    (folder / "texts").mkdir()
    head, *_ = (place / "resolutions.csv").read_text().splitlines()
    rows, held = [], "Text not at hand"
    for at in range(n):
        symbol = f"A/HRC/RES/{30 + at}/{40 + at}"
        day = f"{2009 + at if at < 4 else 2016}-{1 + at:02d}-21"
        note = held if at in (1, n - 2) else ""
        rows.append(
            f"harbour-safety,{symbol},adopted,{day},Human Rights Council,Harbours,,,yes,,,,{note}"
        )
        source = texts[at % len(texts)]
        said = source.read_text().replace(source.stem.replace("_", "/"), symbol)
        if not note:
            (folder / "texts" / f"{at}.md").write_text(said)
    (place / "resolutions.csv").write_text("\n".join([head, *rows]) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_TEXTS", str(folder / "texts"))
        tables.build("harbour-safety", place)
    return Corpus.load("harbour-safety", place)


def test_no_words_of_a_crowded_series_figures_overlap_or_are_cut_off(tmp_path):
    corpus = crowded(tmp_path)
    assert corpus.resolutions["n_words"].notna().sum() == 7
    drawings = drawings_of(corpus)
    assert {name: met for name, drawing in drawings.items() if (met := overlaps(drawing))} == {}
    assert {name: far for name, drawing in drawings.items() if (far := cut_off(drawing))} == {}


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_table_gives_the_same_figure(name):
    assert show.drawn(DRAWN[name](TABLES)) == show.drawn(DRAWN[name](TABLES))


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize(
    "symbols", [(), ("F/RES/1",), ("F/RES/3",)], ids=["empty", "one", "a gap alone"]
)
def test_little_or_nothing_to_draw_is_said(name, symbols):
    drawing = DRAWN[name](of(*symbols))
    drawing.draw_without_rendering()
    assert words(drawing).strip()


def test_a_readers_own_settings_change_nothing():
    ours = show.drawn(DRAWN["composition"](TABLES))
    with matplotlib.rc_context({"axes.facecolor": "black", "font.size": 30}):
        assert show.drawn(DRAWN["composition"](TABLES)) == ours
        assert matplotlib.rcParams["font.size"] == 30


def test_the_title_may_be_a_finding():
    drawing = plots.composition(measured(drift.composition), title="Half of it is new.")
    assert drawing.get_suptitle().strip() == "Half of it is new."


def bars(drawing, colour: str) -> list[float]:
    patches = drawing.axes[0].patches
    found = [p for p in patches if isinstance(p, Rectangle) and to_hex(p.get_facecolor()) == colour]
    return [p.get_height() for p in found]


def test_bars_of_composition_are_the_shares():
    drawing = DRAWN["composition"](TABLES)
    assert bars(drawing, show.PALETTE["added"]) == pytest.approx([60 / 125, 50 / 200, 0])
    assert bars(drawing, show.PALETTE["dropped"]) == pytest.approx([40 / 100, 0, 50 / 200])
    down = [p for p in drawing.axes[0].patches if to_hex(p.get_facecolor()) == "#b8372e"]
    assert all(p.get_y() + p.get_height() == pytest.approx(0) for p in down)


@pytest.mark.parametrize("name", ["first_text", "expansion"])
def test_no_line_crosses_a_gap(name):
    axes = DRAWN[name](TABLES).axes[-1]
    across = plots.slots(
        ["F/RES/1", "F/RES/2", "F/RES/3", "F/RES/4", "F/RES/6"], [2001, 2003, 2005, 2007, 2009],
        [True, True, False, True, True],
    )  # fmt: skip
    ((start, stop, count, years),) = across.gaps
    assert (count, years) == (1, "2005")
    for line in axes.lines:
        x = line.get_xdata()
        assert max(x) < start or min(x) > stop


def test_only_dotted_lines_cross_a_gap():
    axes = DRAWN["histories"](TABLES).axes[0]
    ((start, stop, *_),) = plots.slots(
        TABLES["resolutions"]["symbol"].drop(4), TABLES["resolutions"]["year"].drop(4),
        [True, True, False, True, True],
    ).gaps  # fmt: skip
    across = [line for line in axes.lines if len(line.get_xdata()) == 2
              and min(line.get_xdata()) < start and max(line.get_xdata()) > stop]  # fmt: skip
    assert across
    assert all(line.get_linestyle() == "--" for line in across)


def test_lifetimes():
    import pandas as pd

    table = pd.DataFrame({"age": [0, 1, 2], "n_standing": [10, 10, 4], "n_lapsed": [0, 5, 1],
                          "share": [1, 0.5, 0.375], "share_low": [1, 0.4, 0.3],
                          "share_high": [1, 0.6, 0.6]})  # fmt: skip
    assert "10 seen" in words(plots.lifetimes(table))
    assert "would be guesses" in words(plots.lifetimes(table.iloc[:0]))


def test_slots_gather_a_run_of_gaps_into_one():
    across = plots.slots(list("abcdef"), range(2001, 2007), [True, False, False, False, True, True])
    assert list(across.at) == ["a", "e", "f"]
    assert [(n, y) for _, _, n, y in across.gaps] == [(3, "2002–2004")]
    assert across.runs() == [["a"], ["e", "f"]]
    assert across.at["e"] - across.at["a"] == pytest.approx(1 + plots.GAP)


def test_slots_at_the_ends():
    across = plots.slots(list("abc"), [1, 2, 3], [False, True, False])
    assert across.runs() == [["b"]]
    assert len(across.gaps) == 2
    assert plots.slots([], [], []).runs() == []


def test_a_theme_in_no_member_is_named_below():
    table = measured(topics.presence)
    none = table[table["theme"] == "seeds"].assign(theme="snow", title="Snow", n_paragraphs=0,
                                                  share_words=0.0, first=False)  # fmt: skip
    import pandas as pd

    drawing = plots.presence(pd.concat([table, none]))
    assert "In no member: Snow." in words(drawing)
    assert "Snow" not in [t.get_text() for t in drawing.axes[0].get_yticklabels()]


def test_a_title_leaves_room_for_a_reports_links():
    title = "How large a part of what is asked in these texts is requested or demanded?"
    drawing = plots.composition(measured(drift.composition), title=title)
    drawing.draw_without_rendering()
    wide = drawing.bbox.width / plots.WIDTH  # pixels of an inch
    assert drawing._suptitle.get_window_extent().x1 < (plots.WIDTH - 1.5) * wide


def test_names_of_members_stand_apart_and_near():
    from workbench.plots.corpus import _apart

    assert _apart([1, 2, 5], 1) == [1, 2, 5]
    assert _apart([1, 1, 5], 1) == [0.5, 1.5, 5]
    middle = (1 + 1.2) / 2
    assert _apart([3, 1, 1.2], 1) == pytest.approx([3, middle - 1 / 2, middle + 1 / 2])
    assert _apart([], 1) == []


def test_words_stay_inside_the_figure():
    """Nothing that is drawn is cut off: titles wrap, labels fit."""
    title = "A finding of many words, as computed sentences are, that says several things at once, "
    drawing = plots.composition(measured(drift.composition), title=title * 2)
    drawing.canvas.draw()
    box = drawing.get_tightbbox()
    assert box.x1 <= plots.WIDTH + 0.1
    assert box.y0 >= -0.1
