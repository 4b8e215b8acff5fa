"""The series and its texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .. import symbols
from ..show import PALETTE, SEQUENCE
from .members import without_text
from .style import INK, SOFT, canvas, legend, nothing, patch, styled, year_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@styled
def timeline(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    title: str = "Which texts are at hand, and how long are they?",
) -> Figure:
    """Members on the axis of time: a bar of words, by part; hatched where there is no text.

    Parameters
    ----------
    resolutions, paragraphs : DataFrame
    title : str
        Question or finding.
    """
    import pandas as pd

    if resolutions.empty:
        return nothing(title, "The series has no members.")
    parts = {"preamble": PALETTE["kept"], "operative": PALETTE["added"], "annex": SEQUENCE[4]}
    words = paragraphs.groupby(["symbol", "part"])["n_words"].sum()
    drawing, (axes,) = canvas(title, 4.4)
    # a year alone stands in its middle
    day = [d if pd.notna(d) else pd.Timestamp(int(y), 7, 1)
           for d, y in zip(resolutions["adopted"], resolutions["year"], strict=True)]  # fmt: skip
    when = [year_of(d) for d in day]
    span = max(when) - min(when) or 1.0
    close = min((b - a for a, b in pairwise(when) if b > a), default=1.0)
    width = max(min(0.9 * close, span / 18), span / 110)
    top = float(resolutions["n_words"].max()) if resolutions["n_words"].notna().any() else 1.0
    for x, row in zip(when, resolutions.itertuples(index=False), strict=True):
        total = 0
        if pd.isna(row.n_words):
            axes.bar(x, top * 0.05, width, color=PALETTE["unknown"], edgecolor=SOFT, hatch="////",
                     linewidth=0.5)  # fmt: skip
            total = int(top * 0.05)
        else:
            for part, colour in parts.items():
                count = int(words.get((row.symbol, part), 0))
                axes.bar(x, count, width, total, color=colour, edgecolor="white", linewidth=0.6,
                         alpha=1.0 if row.stage == "adopted" else 0.45)  # fmt: skip
                total += count
        axes.annotate(symbols.short(row.symbol), (x, total), (0, 4), textcoords="offset points",
                      rotation=90, ha="center", va="bottom", fontsize=8, zorder=5,
                      color=SOFT if pd.isna(row.n_words) else INK,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    axes.set_ylim(0, top * 1.38)
    axes.set_xlim(min(when) - span * 0.04 - width, max(when) + span * 0.04 + width)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params("x", length=4)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y")
    axes.set_ylabel("words")
    axes.set_xlabel("date of adoption")
    used = [p for p in parts if (words.reindex([p], level="part").sum() if len(words) else 0)]
    handles = [patch(p if p != "operative" else "operative part", parts[p]) for p in used]
    if (resolutions["stage"] != "adopted").any():
        handles.append(patch("recommended or draft (paler)", parts["operative"], alpha=0.45))
    missing = int(resolutions["n_words"].isna().sum())
    if missing:
        handles.append(patch(without_text(missing), PALETTE["unknown"], edgecolor=SOFT,
                              hatch="////", linewidth=0.5))  # fmt: skip
    legend(axes, handles)
    return drawing
