"""What each renewal kept, revised, added and dropped, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import symbols
from ..prose import rate
from ..show import PALETTE
from .members import fitting, members_across, slots_over
from .style import INK, SOFT, canvas, ink_on, legend, line, nothing, patch, rows_down, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["composition", "places"]

KINDS = ("kept", "revised", "added", "dropped")


@styled
def composition(
    table: pd.DataFrame,
    title: str = "What did each renewal keep, revise, add and drop?",
    by: str = "words",
) -> Figure:
    """A bar a renewal: shares of the later text above the line, what was dropped below it.

    Parameters
    ----------
    table : DataFrame
        `drift.composition`.
    title : str
        Question or finding.
    by : {"words", "paragraphs"}
    """
    table = table[table["kind"].isin(KINDS)]
    if table.empty:
        return nothing(title, "No renewal: fewer than two members have a text.")
    pairs = table.drop_duplicates(["earlier", "later"])
    across = slots_over(pairs["later"], pairs["year"], pairs["skips"])
    drawing, (axes,) = canvas(title, 4.3)
    ranged = False
    for pair in pairs.itertuples(index=False):
        rows = table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
        rows = rows.set_index("kind")
        _bar(axes, across.at[pair.later], rows[f"share_{by}"].astype(float))
        ends = rows[[f"share_{by}_low", f"share_{by}_high"]].astype(float)
        ranged |= _ranges(axes, across.at[pair.later] + 0.3, ends)
    lowest = -float(table.loc[table["kind"] == "dropped", f"share_{by}_high"].max())
    axes.set_ylim(min(lowest - 0.08, -0.12), 1.02)
    members_across(axes, across)
    names = [f"{symbols.short(p.earlier)} →\n{symbols.short(p.later)}\n{p.year}"
             for p in pairs.itertuples(index=False)]  # fmt: skip
    axes.set_xticks(list(across.at.values()), names, fontsize=fitting(axes, across, names))
    axes.axhline(0, color=INK, linewidth=1)
    marks = [m / 4 for m in range(-4, 5) if m / 4 >= axes.get_ylim()[0]]
    axes.set_yticks(marks, [f"{abs(m):.0%}" for m in marks])
    axes.grid(axis="y")
    axes.set_ylabel(f"share of the later text's {by}\n(dropped: of the earlier text's)")
    handles = [patch(kind, PALETTE[kind]) for kind in KINDS]
    if ranged:
        handles.append(line("added and dropped: range over close decisions", INK, marker="_"))
    legend(axes, handles)
    return drawing


def _bar(axes: Axes, x: float, share: pd.Series) -> None:
    """A renewal's bar, with the numbers that have room in it; dropped words under the line."""
    bottom = 0.0
    for kind in KINDS:
        part, down = float(share[kind]), kind == "dropped"
        start = -part if down else bottom
        axes.bar(x, part, 0.7, start, color=PALETTE[kind], edgecolor="white", linewidth=0.8)
        if part >= (0.08 if down else 0.055):  # as high as a line of print
            axes.text(x, start + part / 2, rate(part), ha="center", va="center",
                      color=ink_on(PALETTE[kind]), fontsize=8.5)  # fmt: skip
        elif down:
            said = rate(part) if part else "none"
            axes.text(x, start - 0.015, said, ha="center", va="top", color=SOFT, fontsize=8.5)
        bottom += 0 if down else part


def _ranges(axes: Axes, x: float, ends: pd.DataFrame) -> bool:
    """Ranges of what was added and dropped, where they can be seen; whether there is one."""
    seen = False
    for kind, base, sign in (("added", 1, -1), ("dropped", 0, -1)):
        low, high = ends.loc[kind]
        if high - low > 0.004:
            seen = True
            axes.plot([x] * 2, [base + sign * low, base + sign * high], color=INK, linewidth=1.3,
                      marker="_", markersize=6, zorder=3)  # fmt: skip
    return seen


@styled
def places(table: pd.DataFrame, title: str = "Where in the document do the changes lie?") -> Figure:
    """A strip a renewal, each paragraph of the later text as wide as its words; dropped ones of
    the earlier text in a thinner strip beneath.

    Parameters
    ----------
    table : DataFrame
        `drift.collated`.
    title : str
        Question or finding.
    """
    if table.empty:
        return nothing(title, "No renewal: fewer than two members have a text.")
    pairs = list(table.drop_duplicates(["earlier", "later"]).itertuples(index=False))
    drawing, (axes,) = canvas(title, 1.5 + 0.62 * len(pairs))
    # many paragraphs are narrow: white edges would hide them
    edge = 0.5 if table.groupby("later")["later_label"].nunique().max() < 70 else 0.1
    widest = 0
    for y, pair in enumerate(pairs):
        rows = table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
        widest = max(widest, _strip(axes, y, rows, edge))
    rows_down(axes, [_renewal_name(pair) for pair in pairs])
    axes.set_xlim(0, widest * 1.01)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel("words from the beginning of the later text; below: words of dropped "
                    "paragraphs")  # fmt: skip
    handles = [patch(kind, PALETTE[kind]) for kind in KINDS]
    legend(axes, [*handles, line("operative part begins", INK, marker="|")])
    return drawing


def _strip(axes: Axes, y: float, rows: pd.DataFrame, edge: float) -> int:
    """A renewal's paragraphs side by side; how many words the later text has."""
    look = {"edgecolor": "white", "linewidth": edge}
    kept = set(rows.loc[rows["kind"] == "kept", "later_label"])  # a merge may keep one of its sides
    x, operative = 0, None
    for row in rows.dropna(subset="later_label").drop_duplicates("later_label").itertuples():
        kind = "kept" if row.later_label in kept else row.kind
        if operative is None and not row.later_label.rpartition("/")[2].startswith("PP"):
            operative = x
        axes.barh(y - 0.1, row.later_n_words, 0.5, x, color=PALETTE[kind], **look)
        x += row.later_n_words
    if operative:
        axes.plot([operative] * 2, [y - 0.42, y + 0.2], color=INK, linewidth=1.3)
    widest, x = x, 0
    for row in rows[rows["kind"] == "dropped"].itertuples():
        axes.barh(y + 0.27, row.earlier_n_words, 0.14, x, color=PALETTE["dropped"], **look)
        x += row.earlier_n_words
    return widest


def _renewal_name(pair: Any) -> str:
    skipped = len(symbols.several(pair.skips))
    over = f"\nover {skipped} without text" if skipped else ""
    return f"{symbols.short(pair.earlier)} → {symbols.short(pair.later)}{over}"
