"""Themes: when they entered, where from, how much room they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import prose, steps, symbols
from ..show import PALETTE, SEQUENCE
from .members import cell, matrix, members_across, slots, slots_of
from .style import (
    FAINT,
    INK,
    SOFT,
    WIDTH,
    canvas,
    legend,
    line,
    nothing,
    share_words,
    styled,
    two_lines,
    wrapped,
    year_of,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


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
    there = table.dropna(subset="n_paragraphs")
    if there.empty:
        return nothing(title, "No theme and no text: nothing to show.")
    across = slots_of(table, "n_paragraphs")
    order = list(across.at)
    first = there[there["first"].fillna(False).astype(bool)]
    enters = {r.theme: order.index(r.symbol) for r in first.itertuples(index=False)}
    weight = there.groupby("theme")[by].sum()
    rows = sorted(enters, key=lambda t: (enters[t], -weight[t], t))
    never = [t for t in dict.fromkeys(table["theme"]) if t not in enters]
    drawing, (axes,) = canvas(title, 1.7 + 0.3 * max(len(rows), 1))
    for row in there[there["theme"].isin(rows)].itertuples(index=False):
        x, y = across.at[row.symbol], rows.index(row.theme)
        share = getattr(row, by)
        cell(axes, x, y, share, share_words(share) if row.n_paragraphs else "·")
        if enters[row.theme] == order.index(row.symbol):
            axes.plot(x - 0.4, y, marker=">", color=PALETTE["dropped"], markersize=5.5,
                      linestyle="none")  # fmt: skip
    matrix(axes, across, rows)
    named = dict(zip(table["theme"], table["title"], strict=True))
    axes.set_yticks(range(len(rows)), [two_lines(named[r]) for r in rows], linespacing=0.95)
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
    known = steps.members(resolutions)
    own = table[table["members"] > 0]
    if own.empty:
        return nothing(title, "No theme is in any member.")
    across = slots(known["symbol"], known["year"], known["at_hand"])
    senses = {
        "preamble": ("preamble", PALETTE["moved"], "o", -0.27),
        "operative": ("operative part", PALETTE["revised"], "s", -0.09),
        "directive": ("directive clause", PALETTE["added"], "D", 0.09),
        "obligation": ("obligation", PALETTE["dropped"], "^", 0.27),
    }
    place = across.at

    def entered(row: Any) -> list[float]:
        return [place[getattr(row, s)] for s in senses if isinstance(getattr(row, s), str)]

    rows = sorted(own.itertuples(index=False), key=lambda r: (min(entered(r)), r.theme))
    drawing, (axes,) = canvas(title, 1.7 + 0.3 * len(rows))
    for y, row in enumerate(rows):
        axes.axhline(y, color=FAINT, linewidth=0.8, zorder=0)
        for sense, (_, colour, mark, aside) in senses.items():
            symbol = getattr(row, sense)
            if isinstance(symbol, str):
                # side by side where several fall on one member
                axes.plot(place[symbol] + aside, y, marker=mark, color=colour, markersize=6,
                          markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip
    members_across(axes, across)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [two_lines(r.title) for r in rows], linespacing=0.95)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("earliest member at hand in which the theme is found")
    legend(axes, [line(label, colour, marker=mark, linewidth=0)
                   for label, colour, mark, _ in senses.values()])  # fmt: skip
    return drawing


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
    import pandas as pd

    own = table[(table["evidence"] == "theme") & table["sure"]]
    if own.empty:
        return nothing(title, "No document of the corpus is known to have it.")
    words = table[table["evidence"] == "words"].sort_values("share", ascending=False, kind="stable")
    words = words.drop_duplicates(["symbol", "earlier"])  # an arrow for the closest paragraphs
    # an earlier document that has the words but not the theme stands there as well
    places = [*own[["symbol", "organ"]].itertuples(index=False, name=None)]
    lanes = list(dict.fromkeys(organ for _, organ in places))
    elsewhere = [s for s in dict.fromkeys(words["earlier"]) if s not in set(own["symbol"])]
    day = {r.symbol: year_of(r.adopted) if pd.notna(r.adopted) else float(r.year)
           for r in own.itertuples(index=False)}  # fmt: skip
    known = words.drop_duplicates("earlier").set_index("earlier")
    for symbol in elsewhere:
        lanes += [o for o in [known.loc[symbol, "earlier_organ"]] if o not in lanes]
        places.append((symbol, known.loc[symbol, "earlier_organ"]))
        day[symbol] = year_of(known.loc[symbol, "earlier_adopted"])
    drawing, (axes,) = canvas(title, 1.5 + 1.5 * len(lanes))
    spot = {s: (day[s], lanes.index(o)) for s, o in places}
    labels = dict(zip(own["symbol"], own["labels"], strict=True))
    for link in words.itertuples(index=False):
        (x1, y1), (x2, y2) = spot[link.earlier], spot[link.symbol]
        curve = 0.0 if y1 != y2 else -0.3
        axes.annotate("", (x2, y2), (x1, y1), zorder=2, arrowprops={
            "arrowstyle": "-|>", "color": PALETTE["revised"], "shrinkA": 7, "shrinkB": 7,
            "linewidth": 0.8 + 3 * link.share, "connectionstyle": f"arc3,rad={curve}",
        })  # fmt: skip
    last = dict.fromkeys(lanes, (-1e9, 0))
    span = max(day.values()) - min(day.values()) or 1.0
    for symbol, (x, y) in sorted(spot.items(), key=lambda item: item[1]):
        theme = symbol in labels
        first = bool(own.loc[own["symbol"] == symbol, "first"].any())
        colour = PALETTE["dropped" if first else "added"] if theme else "white"
        axes.plot(x, y, "o", markersize=10, zorder=3, color=colour, markeredgecolor=INK,
                  markeredgewidth=0.8)  # fmt: skip
        before, level = last[lanes[y]]
        level = (level + 1) % 3 if x - before < span * 0.13 else 0
        last[lanes[y]] = (x, level)
        said = labels.get(symbol, "the words alone").split()
        more = f" +{len(said) - 2}" if theme and len(said) > 2 else ""
        said = f"{symbols.short(symbol)}\n{' '.join(said[:2]) if theme else 'words only'}{more}"
        axes.annotate(said, (x, y), (0, -8 - 24 * level), textcoords="offset points", ha="center",
                      va="top", fontsize=8, linespacing=1.0, zorder=4,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.85},
                      )  # fmt: skip
    for y in range(len(lanes)):
        axes.axhline(y, color=FAINT, linewidth=1.2, zorder=0)
    axes.set_ylim(len(lanes) - 0.1, -0.55)
    axes.set_xlim(min(day.values()) - span * 0.08, max(day.values()) + span * 0.08)
    axes.set_yticks(range(len(lanes)), [two_lines(lane) for lane in lanes])
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params("x", length=4)
    axes.spines["left"].set_visible(False)
    searched = int(table["searched"].iloc[0])
    axes.set_xlabel(f"date of adoption; {searched} documents searched")
    legend(axes, [
        line("earliest in this corpus", PALETTE["dropped"], marker="o", linewidth=0),
        line("has the theme", PALETTE["added"], marker="o", linewidth=0),
        line("shared wording (wider: more)", PALETTE["revised"], linewidth=2),
    ])  # fmt: skip
    return drawing


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
    drawing, (left, right) = canvas(title, 3.6, columns=2)
    looks = zip(dict.fromkeys(table["method"]), (SEQUENCE[0], SEQUENCE[1]), ("o", "s"),
                strict=False)  # fmt: skip
    handles = []
    for method, colour, mark in looks:
        own = table[table["method"] == method]
        left.fill_between(own["n_topics"], own["low"], own["high"], color=colour, alpha=0.15,
                          linewidth=0)  # fmt: skip
        for axes, column in ((left, "stability"), (right, "coherence")):
            axes.plot(own["n_topics"], own[column], color=colour, marker=mark, linewidth=1.8)
            picked = own[own["chosen"]]
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
              share_words(row.prevalence) if row.prevalence else "·")  # fmt: skip
    matrix(axes, across, [str(r) for r in rows])
    axes.set_yticks(range(len(rows)), [
        two_lines(f"{'?' if r.unstable else ''} {r.name} [{r.stability:.2f}]".strip())
        for r in facts.itertuples(index=False)
    ], linespacing=0.95)  # fmt: skip
    axes.set_xlabel("topic's share of the member; [share of its words that refits find again]; "
                    "?: unstable")  # fmt: skip
    return drawing
