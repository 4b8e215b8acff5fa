"""What notebooks show: the same facts give the same outputs, other facts other ones."""

from __future__ import annotations

import base64
import math
from itertools import combinations, pairwise

import matplotlib
import numpy as np
import pandas as pd
import pytest

from workbench import show
from workbench.errors import InputError

matplotlib.use("Agg")


def bars(heights=(6, 21, 17), colour=show.PALETTE["kept"], words="Paragraphs"):
    import matplotlib.pyplot as plt

    drawing, axes = plt.subplots(figsize=(4, 2))
    axes.bar(["kept", "revised", "added"], heights, color=colour)
    axes.set_title(words)
    return drawing


def facts(shown):
    return shown.bundle[show.MIME]


# ── figures ──────────────────────────────────────────────────────────────────────────────────


def test_figure_is_the_same_bytes_each_time(monkeypatch):
    monkeypatch.setenv(show.SVG, "1")
    first, second = (show.figure(bars(), "bars", "21 revised").bundle for _ in range(2))
    assert first == second
    assert "<svg" in first["image/svg+xml"]
    assert base64.b64decode(first["image/png"]).startswith(b"\x89PNG")
    assert not any(word in first["image/svg+xml"] for word in ("<dc:date>", "Matplotlib v"))


@pytest.mark.parametrize(
    "other", [{"heights": (6, 21, 18)}, {"colour": "#000000"}, {"words": "Words"}]
)
def test_hash_of_figure_tells_another_value_colour_or_word(other):
    assert show.drawn(bars()) != show.drawn(bars(**other))


def test_hash_of_figure_sees_lines_marks_areas_and_notes():
    import matplotlib.pyplot as plt

    def drawn(what):
        drawing, axes = plt.subplots()
        what(axes)
        axes.set(xlim=(0, 9), ylim=(0, 9))
        found = show.drawn(drawing)
        plt.close(drawing)
        return found

    for kind in (
        lambda axes, y: axes.plot([1, 2], [1, y]),
        lambda axes, y: axes.scatter([1, 2], [1, y]),
        lambda axes, y: axes.fill_between([1, 2], [1, y]),
        lambda axes, y: axes.text(1, 1, f"{y} words"),
        lambda axes, y: axes.imshow([[1, y]]),
        lambda axes, y: axes.axhline(y),
        lambda axes, y: axes.annotate("here", (1, y)),
        lambda axes, y: axes.pie([1, y]),
        lambda axes, y: axes.set_xticks([1, 2], ["kept", f"added {y}"]),
        lambda axes, y: axes.set_yticks([1, y]),
    ):
        assert drawn(lambda axes, kind=kind: kind(axes, 2)) == drawn(
            lambda axes, kind=kind: kind(axes, 2)
        )
        assert drawn(lambda axes, kind=kind: kind(axes, 2)) != drawn(
            lambda axes, kind=kind: kind(axes, 3)
        )


def test_a_notebook_stores_a_figure_once(monkeypatch):
    monkeypatch.delenv(show.SVG, raising=False)
    bundle = show.figure(bars(), "bars", "21 revised").bundle
    assert [media for media in bundle if media.startswith("image/")] == ["image/png"]


def test_drawings_carry_the_hash_of_what_they_draw(monkeypatch):
    monkeypatch.setenv(show.SVG, "1")
    shown = show.figure(bars(), "bars", "21 revised").bundle
    assert shown[show.MIME]["drawn"] in shown["image/svg+xml"]
    assert shown[show.MIME]["drawn"].encode() in base64.b64decode(shown["image/png"])


def test_figure_of_pyplot_is_closed_and_so_not_shown_twice():
    import matplotlib.pyplot as plt

    plt.close("all")
    show.figure(bars(), "bars", "21 revised")
    assert plt.get_fignums() == []


def test_figure_carries_the_numbers_drawn():
    data = pd.DataFrame({"kind": ["kept"], "n": [6]})
    assert facts(show.figure(bars(), "bars", "6 kept", data=data))["rows"] == [["kept", 6]]


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def test_table_holds_plain_values():
    frame = pd.DataFrame(
        {
            "symbol": ["A/RES/1/1", "A/RES/1/2"],
            "share": [1 / 3, np.nan],
            "n": pd.array([1, None], dtype="Int64"),
            "adopted": pd.to_datetime(["2019-12-18", None]),
            "directive": [True, False],
            "entities": [("UNODC", "CTED"), ()],
        }
    )
    held = facts(show.table(frame, "links", "Links"))
    third = float(f"{1 / 3:.10g}")
    assert held["rows"] == [
        ["A/RES/1/1", third, 1, "2019-12-18", True, "UNODC, CTED"],
        ["A/RES/1/2", None, None, None, False, ""],
    ]
    kinds = {c["name"]: c["type"] for c in held["columns"]}
    assert kinds["share"] == kinds["n"] == "number"
    assert kinds["symbol"] == kinds["adopted"] == kinds["directive"] == "text"


def test_index_with_a_name_becomes_a_column_and_another_is_left_out():
    frame = pd.DataFrame({"kind": ["kept", "kept", "added"]}, index=[7, 8, 9])
    assert facts(show.table(frame, "a", "A"))["rows"] == [["kept"], ["kept"], ["added"]]
    counted = frame.groupby("kind").size().rename("n").to_frame()
    assert facts(show.table(counted, "b", "B"))["rows"] == [["added", 1], ["kept", 2]]


def test_table_is_printed_in_its_formats_and_escaped():
    frame = pd.DataFrame({"<b>": ["<script>"], "share": [0.5], "x": [0.25]})
    bundle = show.table(frame, "a", "A & B", formats={"share": ".0%"}).bundle
    assert "&lt;script&gt;" in bundle["text/html"] and "<script>" not in bundle["text/html"]
    assert "A &amp; B" in bundle["text/html"]
    assert bundle["text/plain"].splitlines()[2].split() == ["<script>", "50%", "0.25"]


def test_long_table_prints_its_first_rows_and_holds_all():
    bundle = show.table(pd.DataFrame({"n": range(100)}), "a", "A").bundle
    assert len(bundle[show.MIME]["rows"]) == 100
    assert bundle["text/html"].count("<tr><td style") == 20
    assert bundle["text/plain"].endswith("80 more rows")


@pytest.mark.parametrize("frame", [pd.DataFrame({"n": []}), pd.DataFrame()])
def test_empty_tables_are_tables(frame):
    assert facts(show.table(frame, "a", "A"))["rows"] == []


def test_infinite_number_is_words():
    frame = pd.DataFrame({"n": [math.inf]})
    assert facts(show.table(frame, "a", "A"))["rows"] == [["inf"]]


def test_format_of_no_column_is_named():
    with pytest.raises(InputError, match="no column 'm'; there are n"):
        show.table(pd.DataFrame({"n": [1]}), "a", "A", formats={"m": ".0%"})


# ── words ────────────────────────────────────────────────────────────────────────────────────


def test_finding_links_its_paragraphs():
    labels = pd.DataFrame({"later": ["A/RES/74/175"] * 10, "label": [f"OP{i}" for i in range(10)]})
    bundle = show.finding("Ten are new.", "new", labels=labels, values={"new": np.int64(10)}).bundle
    assert bundle[show.MIME]["labels"][0] == ["A/RES/74/175", "OP0"]
    assert bundle[show.MIME]["values"] == {"new": 10}
    assert "[A/RES/74/175 OP0](https://undocs.org/en/A/RES/74/175)" in bundle["text/markdown"]
    assert bundle["text/markdown"].endswith("2 more")


@pytest.mark.parametrize("name", ["", "Two words", "../up", "ä", "a--b", "-a"])
def test_name_that_makes_no_file_is_refused(name):
    with pytest.raises(InputError, match="lower-case words joined by hyphens"):
        show.limit("Not known.", name)


# ── colours ──────────────────────────────────────────────────────────────────────────────────

# Simulation of colour blindness: Machado, Oliveira and Fernandes 2009, severity 1.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def lab(colour, blindness):
    """CIELAB coordinates of a colour as a colour-blind reader sees it."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722],
                    [0.0193, 0.1192, 0.9505]]) @ linear / [0.9505, 1, 1.089]  # fmt: skip
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(
    "names",
    [
        ("kept", "revised", "added", "dropped"),
        ("carried", "new", "addressed", "strengthened", "weakened", "gone"),
    ],
)
def test_colours_of_one_figure_are_told_apart(names, blindness):
    for one, other in combinations(names, 2):
        apart = np.linalg.norm(
            lab(show.PALETTE[one], blindness) - lab(show.PALETTE[other], blindness)
        )
        assert apart > 18, (one, other, apart)


def test_colours_of_a_renewal_are_told_apart_in_grey_print():
    greys = sorted(
        lab(show.PALETTE[name], "none")[0] for name in ("kept", "revised", "added", "dropped")
    )
    assert all(lighter - darker > 7 for darker, lighter in pairwise(greys))
