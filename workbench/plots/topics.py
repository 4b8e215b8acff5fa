"""Themes: when they entered, where from, how much room they take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from .. import prose, steps, symbols
from ..show import PALETTE, SEQUENCE
from .members import cell, matrix, members_across, slots_of, slots_of_series
from .style import (
    FAINT,
    INK,
    SOFT,
    WIDTH,
    canvas,
    legend,
    line,
    nothing,
    rows_down,
    styled,
    two_lines,
    wrapped,
    year_of,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["emergence", "model", "origins", "presence", "stability"]


@styled
def presence(
    table: pd.DataFrame,
    title: str = "Which themes take how much room, and since when?",
    by: str = "share_words",
) -> Figure:
    """A heat strip: a row a theme, a cell its share of a member; earliest appearances marked.

    Themes stand in the order in which they enter. Those in no member are named below.

    Parameters
    ----------
    table : DataFrame
        `topics.presence`.
    title : str
        Question or finding.
    by : {"share_words", "share_paragraphs"}
    """
    measured = table.dropna(subset="n_paragraphs")
    if measured.empty:
        return nothing(title, "No theme to show: no text, or no codebook of themes.")
    across = slots_of(table, "n_paragraphs")
    order = list(across.at)
    first = measured[measured["first"].fillna(False).astype(bool)]
    enters = {r.theme: order.index(r.symbol) for r in first.itertuples(index=False)}
    weight = measured.groupby("theme")[by].sum()
    rows = sorted(enters, key=lambda t: (enters[t], -weight[t], t))
    never = [t for t in dict.fromkeys(table["theme"]) if t not in enters]
    drawing, (axes,) = canvas(title, 1.7 + 0.3 * max(len(rows), 1))
    for row in measured[measured["theme"].isin(rows)].itertuples(index=False):
        x, y = across.at[row.symbol], rows.index(row.theme)
        share = getattr(row, by)
        cell(axes, x, y, share, prose.rate(share) if row.n_paragraphs else "·")
        if enters[row.theme] == order.index(row.symbol):
            axes.plot(x - 0.4, y, marker=">", color=PALETTE["dropped"], markersize=5.5,
                      linestyle="none")  # fmt: skip
    named = dict(zip(table["theme"], table["title"], strict=True))
    matrix(axes, across, [two_lines(named[r]) for r in rows])
    what = "words in paragraphs that name the theme" if by == "share_words" else "paragraphs"
    axes.set_xlabel(f"share of the member's {what}; a paragraph counts for each of its themes")
    if never:
        names = prose.listed([named[t] for t in never], most=len(never))
        drawing.supxlabel(wrapped(f"In no member: {names}.", WIDTH * 1.18), x=0.01, ha="left",
                          fontsize=8.5, color=SOFT)  # fmt: skip
    legend(axes, [line("earliest in this corpus", PALETTE["dropped"], marker=">", linewidth=0)])
    return drawing


@styled
def emergence(
    table: pd.DataFrame,
    resolutions: pd.DataFrame,
    title: str = "When does a theme become an instruction?",
) -> Figure:
    """A line a theme through the members: first in the preamble, in the operative part, first
    directive, first obligation.

    Parameters
    ----------
    table : DataFrame
        `topics.emergence`.
    resolutions : DataFrame
        For the order of members, and the gaps.
    title : str
        Question or finding.
    """
    met = table[table["n_members"] > 0]
    if met.empty:
        return nothing(title, "No theme is in any member.")
    across = slots_of_series(resolutions)
    titles = dict(zip(met["theme"], met["title"], strict=True))
    firsts = met.rename(columns={f"{sense}_symbol": sense for sense in SENSES})
    firsts = firsts.set_index("theme")[list(SENSES)].to_dict("index")
    places = {
        theme: {sense: across.at[s] for sense, s in first.items() if isinstance(s, str)}
        for theme, first in firsts.items()
    }
    rows = sorted(places, key=lambda theme: (min(places[theme].values()), theme))
    drawing, (axes,) = canvas(title, 1.7 + 0.3 * len(rows))
    for y, theme in enumerate(rows):
        axes.axhline(y, color=FAINT, linewidth=0.8, zorder=0)
        for sense, x in places[theme].items():
            _, colour, mark, aside = SENSES[sense]
            axes.plot(x + aside, y, marker=mark, color=colour, markersize=6,
                      markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip
    members_across(axes, across, low=len(rows) < 5)
    rows_down(axes, [two_lines(titles[theme]) for theme in rows], linespacing=0.95)
    axes.set_xlabel("earliest member at hand in which the theme is found")
    legend(axes, [line(label, colour, marker=mark, linewidth=0)
                  for label, colour, mark, _ in SENSES.values()])  # fmt: skip
    return drawing


# What is met first → its name, its look, and how far aside it stands: several fall on one member.
SENSES = {
    "preamble": ("preamble", PALETTE["moved"], "o", -0.27),
    "operative": ("operative part", PALETTE["revised"], "s", -0.09),
    "directive": ("directive clause", PALETTE["added"], "D", 0.09),
    "obligation": ("obligation", PALETTE["dropped"], "^", 0.27),
}


@styled
def origins(
    table: pd.DataFrame, title: str = "Where did the theme stand before, and its words?"
) -> Figure:
    """A theme's way across organs: a mark a document on the axis of time, an arrow where a later
    paragraph has the words of an earlier one.

    Parameters
    ----------
    table : DataFrame
        `topics.origins`.
    title : str
        Question or finding.
    """
    having = table[(table["evidence"] == "theme") & table["sure"]]
    if having.empty:
        return nothing(title, "No document of the corpus is known to have it.")
    words = table[table["evidence"] == "words"].sort_values("share", ascending=False, kind="stable")
    words = words.drop_duplicates(["symbol", "earlier"])  # an arrow for the closest paragraphs
    marks = _marks(having, words)
    lanes = list(dict.fromkeys(mark.organ for mark in marks.values()))
    spot = {mark.symbol: (mark.when, lanes.index(mark.organ)) for mark in marks.values()}
    when = [mark.when for mark in marks.values()]
    span = max(when) - min(when) or 1.0
    levels = _levels(marks.values(), spot, span)
    deep = max(levels.values(), default=0)
    drawing, (axes,) = canvas(title, 1.2 + len(lanes) * max(1.5, 0.6 + 0.34 * (deep + 1)))
    for link in words.itertuples(index=False):
        _arrow(axes, spot[link.earlier], spot[link.symbol], link.share)
    for symbol, (x, y) in sorted(spot.items(), key=lambda item: item[1]):
        _mark(axes, marks[symbol], x, y, levels[symbol])
    for y in range(len(lanes)):
        axes.axhline(y, color=FAINT, linewidth=1.2, zorder=0)
    axes.set_ylim(len(lanes) - 0.05, -0.3)
    axes.set_xlim(min(when) - span * 0.08, max(when) + span * 0.08)
    axes.set_yticks(range(len(lanes)), [two_lines(lane) for lane in lanes])
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params("x", length=4)
    axes.spines["left"].set_visible(False)
    searched = int(table["n_searched"].iloc[0])
    axes.set_xlabel(f"date of adoption; {searched} documents searched")
    legend(axes, [
        line("earliest in this corpus", PALETTE["dropped"], marker="o", linewidth=0),
        line("has the theme", PALETTE["added"], marker="o", linewidth=0),
        line("shared wording (wider: more)", PALETTE["revised"], linewidth=2),
    ])  # fmt: skip
    return drawing


class _Mark(NamedTuple):
    """A document on the way of a theme."""

    symbol: str
    organ: str
    when: float
    labels: tuple[str, ...]  # none: it has the words, not the theme
    first: bool


def _marks(having: pd.DataFrame, words: pd.DataFrame) -> dict[str, _Mark]:
    """Documents that have the theme, then earlier ones that have only the words."""
    marks: dict[str, _Mark] = {}
    for row in having.itertuples():
        when = year_of(row.adopted) if row.adopted == row.adopted else float(row.year)
        marks[row.symbol] = _Mark(
            row.symbol, row.organ, when, tuple(steps.labels(row.labels)), row.first
        )
    for row in words.drop_duplicates("earlier").itertuples():
        if row.earlier not in marks:
            when = year_of(row.earlier_adopted)
            marks[row.earlier] = _Mark(row.earlier, row.earlier_organ, when, (), False)
    return marks


def _arrow(axes: Axes, start: tuple[float, float], stop: tuple[float, float], share: float) -> None:
    """From a document to one that has its words, the wider the more; bent within a lane."""
    curve = 0.0 if start[1] != stop[1] else -0.3
    axes.annotate("", stop, start, zorder=2, arrowprops={
        "arrowstyle": "-|>", "color": PALETTE["revised"], "shrinkA": 7, "shrinkB": 7,
        "linewidth": 0.8 + 3 * share, "connectionstyle": f"arc3,rad={curve}",
    })  # fmt: skip


def _levels(
    marks: Iterable[_Mark], spot: Mapping[str, tuple[float, int]], span: float
) -> dict[str, int]:
    """How deep below its dot each name stands, so that none of a lane runs into another."""
    across = WIDTH - 2.3  # inches of the axis, beside the names of organs
    a_letter = 1.16 * span / across / 72 * 5.4  # of eight points, in years
    ends: dict[tuple[int, int], float] = {}  # lane and level → where its last name ends
    levels: dict[str, int] = {}
    for mark in sorted(marks, key=lambda m: (spot[m.symbol], m.symbol)):
        x, lane = spot[mark.symbol]
        half = a_letter * max(map(len, _named(mark).split("\n"))) / 2
        level = next(k for k in count() if ends.get((lane, k), -math.inf) <= x - half)
        ends[lane, level], levels[mark.symbol] = x + half, level
    return levels


def _named(mark: _Mark) -> str:
    """A document's name, and where in it the theme stands."""
    more = f" +{len(mark.labels) - 2}" if len(mark.labels) > 2 else ""
    where = " ".join(mark.labels[:2]) + more if mark.labels else "words only"
    return f"{symbols.short(mark.symbol)}\n{where}"


def _mark(axes: Axes, mark: _Mark, x: float, y: float, level: int) -> None:
    """A document's dot, and its name as many levels below."""
    colour = PALETTE["dropped" if mark.first else "added"] if mark.labels else "white"
    axes.plot(x, y, "o", markersize=10, zorder=3, color=colour, markeredgecolor=INK,
              markeredgewidth=0.8)  # fmt: skip
    axes.annotate(_named(mark), (x, y), (0, -8 - 24 * level),
                  textcoords="offset points", ha="center", va="top", fontsize=8, linespacing=1.0,
                  zorder=4, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4,
                                  "alpha": 0.85})  # fmt: skip


@styled
def stability(table: pd.DataFrame, title: str = "How many topics are there?") -> Figure:
    """Stability over resamples and coherence of models with more and more topics, side by side.

    Parameters
    ----------
    table : DataFrame
        `topics.stability`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "No model was made.")
    drawing, (left, right) = canvas(title, 3.3, columns=2)
    looks = zip(dict.fromkeys(table["method"]), (SEQUENCE[0], SEQUENCE[1]), ("o", "s"),
                strict=False)  # fmt: skip
    handles = []
    for method, colour, mark in looks:
        tried = table[table["method"] == method]
        left.fill_between(tried["n_topics"], tried["stability_low"], tried["stability_high"],
                          color=colour, alpha=0.15, linewidth=0)  # fmt: skip
        for axes, column in ((left, "stability"), (right, "coherence")):
            axes.plot(tried["n_topics"], tried[column], color=colour, marker=mark, linewidth=1.8)
            picked = tried[tried["chosen"]]
            axes.plot(picked["n_topics"], picked[column], marker=mark, markersize=12, color="none",
                      markeredgecolor=INK, markeredgewidth=1.4, linewidth=0)  # fmt: skip
        handles.append(line(method.upper(), colour, marker=mark))
    for axes in (left, right):
        axes.set_xticks(sorted(set(table["n_topics"])))
        axes.set_xlabel("number of topics")
        axes.grid(axis="y")
    left.set_ylim(0, 1)
    right.set_ylim(min(0.0, float(table["coherence"].min()) * 1.1), 1)
    left.set_title("Stability over resamples (band: range)", pad=24)
    right.set_title("Coherence (NPMI)", pad=24)
    left.set_ylabel("share of ten words found again")
    right.set_ylabel("mean NPMI of ten words")
    ring = {"marker": "o", "linewidth": 0, "markeredgecolor": INK}
    legend(left, [*handles, line("chosen", "none", **ring)])
    return drawing


@styled
def model(table: pd.DataFrame, title: str = "Which topics does a model find, and where?") -> Figure:
    """A heat strip: a row a topic with its stability, a cell its share of a member.

    Parameters
    ----------
    table : DataFrame
        `topics.model`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "No model was made.")
    across = slots_of(table, "prevalence")
    facts = table.drop_duplicates("topic")
    rows = facts["topic"].to_list()
    drawing, (axes,) = canvas(title, 1.6 + 0.3 * len(rows))
    most = float(table["prevalence"].max()) or 1.0
    for row in table.itertuples(index=False):
        cell(axes, across.at[row.symbol], rows.index(row.topic), row.prevalence / most,
              prose.rate(row.prevalence) if row.prevalence else "·")  # fmt: skip
    matrix(axes, across, [
        two_lines(f"{'?' if r.unstable else ''} {r.name} [{r.stability:.2f}]".strip())
        for r in facts.itertuples(index=False)
    ])  # fmt: skip
    axes.set_xlabel("topic's share of the member; [share of its words that refits find again]; "
                    "?: unstable")  # fmt: skip
    return drawing
