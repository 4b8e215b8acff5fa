"""What lives on, what is reopened, which words came and went."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import symbols
from ..prose import rate
from ..show import PALETTE
from .members import (
    Slots,
    broken_line,
    cell,
    matrix,
    members_across,
    slots_of,
    slots_of_pairs,
    slots_of_series,
)
from .style import (
    INK,
    SOFT,
    canvas,
    legend,
    line,
    nothing,
    patch,
    percent,
    rows_down,
    short_place,
    styled,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "contested",
    "first_text",
    "histories",
    "keyness",
    "lifetimes",
    "similarity",
    "survival",
    "verbs",
]


@styled
def survival(
    table: pd.DataFrame, title: str = "How much of each text lives on in the later ones?"
) -> Figure:
    """The life table as a triangle: a row a member, a cell its paragraphs alive in a later one.

    Parameters
    ----------
    table : DataFrame
        `drift.survival`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "No member has a text.")
    across = slots_of_pairs(table, "born", "symbol", table.set_index("symbol")["year"])
    rows = list(dict.fromkeys(table["born"]))
    drawing, (axes,) = canvas(title, 1.5 + 0.42 * len(rows))
    for row in table.itertuples(index=False):
        y = rows.index(row.born)
        if row.symbol == row.born:
            axes.text(across.at[row.symbol], y, f"{row.of}", ha="center", va="center",
                      color=SOFT, fontsize=8.5)  # fmt: skip
        elif row.of:
            cell(axes, across.at[row.symbol], y, row.share, f"{row.n_alive} ({rate(row.share)})")
    matrix(axes, across, [symbols.short(r) for r in rows])
    axes.set_xlabel("alive in")
    axes.set_ylabel("paragraphs of")
    return drawing


@styled
def similarity(
    table: pd.DataFrame, title: str = "How alike are the texts?", by: str = "similarity"
) -> Figure:
    """A matrix of members: shared five-word runs of each two texts.

    Parameters
    ----------
    table : DataFrame
        `drift.similarity`.
    title : str
        Question or finding.
    by : {"similarity", "contained"}
        Symmetric resemblance (lower triangle), or the share of a row's text in a column's.
    """
    if table.empty:
        return nothing(title, "No member has a text.")
    across = slots_of_pairs(table, "symbol", "other", None)
    rows = list(dict.fromkeys(table["symbol"]))
    drawing, (axes,) = canvas(title, 1.5 + 0.42 * len(rows))
    for row in table.itertuples(index=False):
        x, y = across.at[row.other], rows.index(row.symbol)
        if row.symbol == row.other:
            axes.text(x, y, "–", ha="center", va="center", color=SOFT)
        elif by == "contained" or rows.index(row.other) < y:
            cell(axes, x, y, getattr(row, by), f"{getattr(row, by):.2f}")
    matrix(axes, across, [symbols.short(r) for r in rows])
    if by == "contained":
        axes.set_xlabel("stands in the text of")
        axes.set_ylabel("share of five-word runs of")
    else:
        axes.set_xlabel("five-word runs that both texts have, as a share of those that either has")
    return drawing


@styled
def first_text(table: pd.DataFrame, title: str = "How much of the first text is left?") -> Figure:
    """Share of the first text in each member, by provisions and by wording.

    Parameters
    ----------
    table : DataFrame
        `drift.first_text`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "No member has a text.")
    across = slots_of(table, "n_paragraphs")
    drawing, (axes,) = canvas(title, 3.4)
    lines = {
        "share_paragraphs": ("its paragraphs that live on, reworded or not", PALETTE["added"], "o"),
        "contained": ("its five-word runs still there", PALETTE["revised"], "s"),
    }
    value = table.set_index("symbol")
    for column, (_, colour, mark) in lines.items():
        broken_line(axes, across, value[column], colour, mark)
    members_across(axes, across)
    axes.set_ylim(0, 1.06)
    axes.yaxis.set_major_formatter(percent())
    axes.grid(axis="y")
    axes.set_ylabel("share of the first text")
    legend(axes, [line(label, colour, marker=mark) for label, colour, mark in lines.values()])
    return drawing


@styled
def histories(
    table: pd.DataFrame,
    resolutions: pd.DataFrame,
    title: str = "How long does each provision live, and when is it reworded?",
    most: int = 110,
    subjects: Mapping[tuple[str, str], str] | None = None,
) -> Figure:
    """A line a provision through the members: kept or revised from one to the next, where it ends.

    Parameters
    ----------
    table : DataFrame
        `drift.histories`.
    resolutions : DataFrame
        For the order of members, and the gaps.
    title : str
        Question or finding.
    most : int
        Provisions shown, those in most members first.
    subjects : mapping, optional
        Symbol and label → what a paragraph is about (`matter.named`).
    """
    if table.empty:
        return nothing(title, "No provision: no member has a text.")
    across = slots_of_series(resolutions)
    lives = table[table["symbol"].isin(across.at)]
    length = lives.dropna(subset="label").groupby("provision", sort=False).size()
    longest = length.sort_values(ascending=False, kind="stable").index[:most]
    rows = [name for name in length.index if name in set(longest)]
    drawing, (axes,) = canvas(title, 1.7 + 0.125 * len(rows))
    legend(axes, [
        line("first met", PALETTE["new"], marker="o", linewidth=0),
        line("kept", PALETTE["kept"], linewidth=THICK["kept"]),
        line("revised", PALETTE["revised"], linewidth=THICK["revised"]),
        line("over a gap", PALETTE["revised"], linewidth=THIN, linestyle=DOTTED),
        line("merged into another", PALETTE["doubtful"], marker="D", linewidth=0),
        line("lapsed", PALETTE["gone"], marker="x", linewidth=0),
    ])  # fmt: skip
    for name, life in lives[lives["provision"].isin(rows)].groupby("provision", sort=False):
        _life(axes, rows.index(name), life, across)
    names = [_spoken(name, subjects or {}) for name in rows]
    beside = round(max(map(len, names), default=0) * SMALL / 9.5)
    members_across(axes, across, low=len(rows) < 14, beside=beside)
    rows_down(axes, names, 0.7, fontsize=SMALL)
    left_out = len(length) - len(rows)
    more = f"; {left_out:,} that are in fewer members are not shown" if left_out else ""
    axes.set_xlabel(f"provision, named by where it was first met{more}")
    return drawing


SMALL = 6  # points of the names of so many rows
MATTER = 5  # words from which a beginning that is cut off says what it is about
THICK, THIN = {"kept": 1.6, "revised": 3.2}, 1.2  # a rewording is seen first, a jump last
DOTTED, DASHED = (0, (1, 3)), (0, (2, 1.2))


def _life(axes: Axes, y: float, life: pd.DataFrame, across: Slots) -> None:
    """A provision's line: a mark a member that has it, a cross where it lapses."""
    before = None
    for row in life.itertuples():
        x = across.at[row.symbol]
        if not isinstance(row.label, str):
            axes.plot(x - 0.32, y, marker="x", color=PALETTE["gone"], markersize=3.5)
            before = None
            continue
        if before is not None and isinstance(row.kind, str):
            # no line goes through a hole as if it were a year
            style = DOTTED if row.skips else DASHED if row.doubtful else "-"
            axes.plot([before, x], [y, y], color=PALETTE[row.kind], zorder=1, linestyle=style,
                      linewidth=THIN if row.skips else THICK[row.kind],
                      solid_capstyle="butt")  # fmt: skip
        merged = row.status == "merged into"
        look = "new" if before is None else "doubtful" if merged else "moved"
        axes.plot(x, y, marker="D" if merged else "o", markersize=3.4, zorder=2,
                  color=PALETTE[look])  # fmt: skip
        before = x


@styled
def lifetimes(
    table: pd.DataFrame, title: str = "How many renewals does a provision live through?"
) -> Figure:
    """Share of provisions that live on, by age in renewals, with its range.

    Parameters
    ----------
    table : DataFrame
        `drift.lifetimes`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "Too few renewals, or a gap among them: lifetimes would be guesses.")
    drawing, (axes,) = canvas(title, 3.4)
    axes.fill_between(table["age"], table["share_low"], table["share_high"], step="post",
                      linewidth=0, color=PALETTE["unknown"])  # fmt: skip
    axes.step(table["age"], table["share"], where="post", color=PALETTE["added"], linewidth=2)
    for row in table.itertuples(index=False):
        axes.annotate(rate(row.share), (row.age, row.share), (3, 5), fontsize=8.5,
                      textcoords="offset points")  # fmt: skip
    axes.set_ylim(0, 1.08)
    axes.set_xlim(0, float(table["age"].max()) + 0.6)
    axes.set_xticks(table["age"], [
        f"{int(r.age)}\n{r.n_standing} seen" if r.age else "0"
        for r in table.itertuples(index=False)
    ])  # fmt: skip
    axes.yaxis.set_major_formatter(percent())
    axes.grid(axis="y")
    axes.set_xlabel("renewals since a provision was first met")
    axes.set_ylabel("share that lives on")
    legend(axes, [line("Kaplan–Meier estimate", PALETTE["added"]),
                   patch("range with any one renewal left out", PALETTE["unknown"])])  # fmt: skip
    return drawing


@styled
def contested(
    table: pd.DataFrame,
    title: str = "What is reopened at every renewal, and what never?",
    most: int = 30,
    subjects: Mapping[tuple[str, str], str] | None = None,
) -> Figure:
    """A line a provision: how many renewals it went through, and in how many it was reworded.

    Parameters
    ----------
    table : DataFrame
        `drift.contested`.
    title : str
        Question or finding.
    most : int
        Provisions shown, those of most renewals first.
    subjects : mapping, optional
        Symbol and label → what a paragraph is about (`matter.named`).
    """
    long = table[table["n_renewals"] > 1]
    long = long.sort_values(["n_renewals", "n_reworded"], ascending=False, kind="stable").head(most)
    if long.empty:
        return nothing(title, "No provision went through two renewals.")
    long = long.sort_values(["share", "n_renewals"], ascending=[False, False], kind="stable")
    rows = list(long.itertuples(index=False))
    drawing, (axes,) = canvas(title, 1.5 + 0.21 * len(rows))
    legend(axes, [
        patch("reworded", PALETTE["revised"]),
        patch("only dates, sessions, symbols, names", PALETTE["moved"]),
        patch("kept", PALETTE["kept"]),
    ])  # fmt: skip
    for y, row in enumerate(rows):
        start = 0
        for count, colour in (
            (row.n_reworded - row.n_housekeeping, PALETTE["revised"]),
            (row.n_housekeeping, PALETTE["moved"]),
            (row.n_renewals - row.n_reworded, PALETTE["kept"]),
        ):
            axes.barh(y, count, 0.7, start, color=colour, edgecolor="white")
            start += count
    rows_down(axes, [
        _spoken(f"{r.last_symbol} {r.last_label}", subjects or {}, f"{short_place(r.provision)} … ")
        for r in rows
    ], fontsize=8)  # fmt: skip
    axes.set_xlim(0, max(r.n_renewals for r in rows) + 0.05)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("renewals from one member to the next")
    return drawing


@styled
def keyness(
    table: pd.DataFrame,
    title: str = "Which words came in, and which went out?",
    most: int = 15,
) -> Figure:
    """A butterfly: occurrences dropped to the left, added to the right, with their paragraphs.

    Parameters
    ----------
    table : DataFrame
        `drift.keyness`.
    title : str
        Question or finding.
    most : int
        Words of either side.
    """
    came = table[table["log_ratio"] > 0].sort_values(
        ["g2", "log_ratio", "word"], ascending=[False, False, True]).head(most)  # fmt: skip
    went = table[table["log_ratio"] < 0].sort_values(
        ["g2", "log_ratio", "word"], ascending=[False, True, True]).head(most)  # fmt: skip
    rows = [*came.itertuples(index=False), *went.iloc[::-1].itertuples(index=False)]
    if not rows:
        return nothing(title, "No word came or went in as many paragraphs as are asked for.")
    drawing, (axes,) = canvas(title, 1.5 + 0.215 * len(rows))
    top = max(max(r.n_added, r.n_dropped) for r in rows)
    for y, row in enumerate(rows):
        for way, sign in (("added", 1), ("dropped", -1)):
            count, spread = getattr(row, f"n_{way}"), getattr(row, f"n_paragraphs_{way}")
            if count:
                axes.barh(y, sign * count, 0.72, color=PALETTE[way])
                axes.text(sign * (count + top * 0.012), y, f"{count} in {spread}", va="center",
                          ha="left" if sign > 0 else "right", fontsize=8, color=SOFT)  # fmt: skip
    rows_down(axes, [r.word for r in rows])
    axes.set_xlim(-top * 1.16, top * 1.16)
    axes.axvline(0, color=INK, linewidth=1)
    if len(came) and len(went):
        axes.axhline(len(came) - 0.5, color=SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    axes.set_xlabel("occurrences (“5 in 3”: five occurrences in three paragraphs)")
    legend(axes, [patch("dropped", PALETTE["dropped"]), patch("added", PALETTE["added"])])
    return drawing


@styled
def verbs(table: pd.DataFrame, title: str = "What do the texts do: ask, note, decide?") -> Figure:
    """Clauses of each class of verb in each member: counts, shaded by their share.

    Parameters
    ----------
    table : DataFrame
        `drift.verbs`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "No clause: no member has a text with an operative part.")
    rows = list(dict.fromkeys(table["class"]))
    across = slots_of(table, "n_clauses")
    drawing, (axes,) = canvas(title, 1.5 + 0.34 * len(rows))
    band = table.drop_duplicates("class").set_index("class")["strength"]
    for row in table.dropna(subset="n_clauses").itertuples(index=False):
        y = rows.index(row[table.columns.get_loc("class")])
        words = f"{row.n_clauses} ({rate(row.share)})" if row.n_clauses else "·"
        cell(axes, across.at[row.symbol], y, row.share, words)
    matrix(axes, across, [f"{r} [{band[r]}]" if band.notna()[r] else r for r in rows])
    axes.set_ylabel("class of the verb [band of strength]")
    axes.set_xlabel("clauses, and their share of the member's clauses")
    return drawing


def _spoken(place: str, subjects: Mapping[tuple[str, str], str], before: str = "") -> str:
    """A paragraph on an axis: what it is about where that is known, and where it stands."""
    symbol, _, label = place.rpartition(" ")
    about = subjects.get((symbol, label), "")
    if about.endswith("…") and len(about.split()) < MATTER:
        about = ""  # "Noting with concern …"
    about = textwrap.shorten(about, 34, placeholder=" …", break_on_hyphens=False)
    return f"{about} · {before}{short_place(place)}" if about else f"{before}{short_place(place)}"
