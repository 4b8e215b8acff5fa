"""What each renewal kept, revised, added and dropped, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import symbols
from ..show import PALETTE
from .members import members_across, slots_over
from .style import INK, SOFT, canvas, ink_on, legend, line, nothing, patch, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


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
    kinds = ["kept", "revised", "added", "dropped"]
    table = table[table["kind"].isin(kinds)]
    if table.empty:
        return nothing(title, "No renewal: fewer than two members have a text.")
    pairs = table.drop_duplicates(["earlier", "later"])
    across = slots_over(pairs["later"], pairs["year"], pairs["skips"])
    drawing, (axes,) = canvas(title, 4.8)
    marked = False
    for pair in pairs.itertuples(index=False):
        x = across.at[pair.later]
        own = table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
        value = own.set_index("kind")
        bottom = 0.0
        for kind in kinds:
            share = float(value.loc[kind, f"share_{by}"])
            down = kind == "dropped"
            start = -share if down else bottom
            axes.bar(x, share, 0.7, start, color=PALETTE[kind], edgecolor="white", linewidth=0.8)
            if share >= (0.08 if down else 0.055):
                axes.text(x, start + share / 2, f"{share:.0%}", ha="center", va="center",
                          color=ink_on(PALETTE[kind]), fontsize=8.5)  # fmt: skip
            elif down:
                words = f"{share:.0%}" if share else "none"
                axes.text(x, start - 0.015, words, ha="center", va="top", color=SOFT, fontsize=8.5)
            bottom += 0 if down else share
        for kind, base, sign in (("added", 1, -1), ("dropped", 0, -1)):
            low, high = (float(value.loc[kind, f"share_{by}_{e}"]) for e in ("low", "high"))
            if high - low > 0.004:
                marked = True
                axes.plot([x + 0.3] * 2, [base + sign * low, base + sign * high], color=INK,
                          linewidth=1.3, marker="_", markersize=6, zorder=3)  # fmt: skip
    least = -float(table.loc[table["kind"] == "dropped", f"share_{by}_high"].max())
    axes.set_ylim(min(least - 0.08, -0.12), 1.02)
    members_across(axes, across)
    names = [f"{symbols.short(p.earlier)} →\n{symbols.short(p.later)}\n{p.year}"
             for p in pairs.itertuples(index=False)]  # fmt: skip
    axes.set_xticks(list(across.at.values()), names)
    axes.axhline(0, color=INK, linewidth=1)
    marks = [m / 4 for m in range(-4, 5) if m / 4 >= axes.get_ylim()[0]]
    axes.set_yticks(marks, [f"{abs(m):.0%}" for m in marks])
    axes.grid(axis="y")
    axes.set_ylabel(f"share of the later text's {by}\n(dropped: of the earlier text's)")
    handles = [patch(kind, PALETTE[kind]) for kind in kinds]
    if marked:
        handles.append(line("added and dropped: range over close decisions", INK, marker="_"))
    legend(axes, handles)
    return drawing


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
    pairs = table.drop_duplicates(["earlier", "later"])
    drawing, (axes,) = canvas(title, 1.5 + 0.62 * len(pairs))
    widest = 0
    edge = 0.5 if table.groupby("later")["later_label"].nunique().max() < 70 else 0.1
    for y, pair in enumerate(pairs.itertuples(index=False)):
        own = table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
        kept = set(own.loc[own["kind"] == "kept", "later_label"])
        later = own.dropna(subset="later_label").drop_duplicates("later_label")
        x = 0
        operative = None
        for row in later.itertuples(index=False):
            kind = "kept" if row.later_label in kept else row.kind
            if operative is None and not row.later_label.rpartition("/")[2].startswith("PP"):
                operative = x
            axes.barh(y - 0.1, row.words_later, 0.5, x, color=PALETTE[kind], edgecolor="white",
                      linewidth=edge)  # fmt: skip
            x += row.words_later
        widest = max(widest, x)
        if operative:
            axes.plot([operative] * 2, [y - 0.42, y + 0.2], color=INK, linewidth=1.3)
        x = 0
        for row in own[own["kind"] == "dropped"].itertuples(index=False):
            axes.barh(y + 0.27, row.words_earlier, 0.14, x, color=PALETTE["dropped"],
                      edgecolor="white", linewidth=edge)  # fmt: skip
            x += row.words_earlier
    axes.set_ylim(len(pairs) - 0.4, -0.6)
    axes.set_xlim(0, widest * 1.01)
    axes.set_yticks(range(len(pairs)), [_renewal_name(p) for p in pairs.itertuples(index=False)])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel("words from the beginning of the later text; below: words of dropped "
                    "paragraphs")  # fmt: skip
    handles = [patch(kind, PALETTE[kind]) for kind in ("kept", "revised", "added", "dropped")]
    legend(axes, [*handles, line("operative part begins", INK, marker="|")])
    return drawing


def _renewal_name(pair: Any) -> str:
    skipped = len(pair.skips.split())
    over = f"\nover {skipped} without text" if skipped else ""
    return f"{symbols.short(pair.earlier)} → {symbols.short(pair.later)}{over}"
