"""The series and its texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..show import PALETTE, SEQUENCE
from .members import without_text
from .style import INK, SOFT, WIDTH, canvas, legend, nothing, patch, styled, year_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["timeline"]


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
    if resolutions.empty:
        return nothing(title, "The series has no members.")
    words = paragraphs.groupby(["symbol", "part"])["n_words"].sum().unstack(fill_value=0)
    words = words.reindex(index=resolutions["symbol"], columns=list(PARTS), fill_value=0)
    when = [_when(row) for row in resolutions.itertuples()]
    span = max(when) - min(when) or 1.0
    close = min((b - a for a, b in pairwise(when) if b > a), default=1.0)
    width = max(min(0.9 * close, span / 18), span / 110)
    missing = resolutions["n_words"].isna()
    top = 1.0 if missing.all() else float(resolutions["n_words"].max())
    drawing, (axes,) = canvas(title, 3.8)
    named = _apart(when, 12 * 1.15 * span / (72 * (WIDTH - 0.9)))  # twelve points, in years
    for x, at, row in zip(when, named, resolutions.itertuples(), strict=True):
        _bar(axes, x, at, width, row, words.loc[row.symbol], top)
    axes.set_ylim(0, top * 1.38)
    low, high = min(*when, *named), max(*when, *named)
    axes.set_xlim(low - span * 0.04 - width, high + span * 0.04 + width)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params("x", length=4)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y")
    axes.set_ylabel("words")
    axes.set_xlabel("date of adoption")
    used = set(paragraphs["part"])
    handles = [patch(name, colour) for part, (name, colour) in PARTS.items() if part in used]
    if (resolutions["stage"] != "adopted").any():
        handles.append(patch("recommended or draft (paler)", PARTS["operative"][1], alpha=PALE))
    if missing.any():
        handles.append(patch(without_text(int(missing.sum())), PALETTE["unknown"], **HATCHED))
    legend(axes, handles)
    return drawing


PARTS = {
    "preamble": ("preamble", PALETTE["kept"]),
    "operative": ("operative part", PALETTE["added"]),
    "annex": ("annex", SEQUENCE[4]),
}
PALE = 0.45
HATCHED: dict[str, Any] = {"edgecolor": SOFT, "hatch": "////", "linewidth": 0.5}


def _when(row: Any) -> float:
    """A member's place on the axis of time; where only the year is known, in its middle."""
    import pandas as pd

    return year_of(row.adopted if pd.notna(row.adopted) else pd.Timestamp(int(row.year), 7, 1))


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Places as near as can be, in their order, none nearer to another than the least."""
    order = sorted(range(len(places)), key=places.__getitem__)
    groups: list[list[int]] = []
    starts: list[float] = []
    for at in order:
        groups.append([at])
        starts.append(places[at])
        while len(groups) > 1 and starts[-1] - starts[-2] < least * len(groups[-2]):
            last = groups.pop()
            groups[-1] += last
            starts[-2:] = [sum(places[k] for k in groups[-1]) / len(groups[-1])
                           - least * (len(groups[-1]) - 1) / 2]  # fmt: skip
    apart = dict(zip(order, (start + least * n for start, group in zip(starts, groups, strict=True)
                             for n in range(len(group))), strict=True))  # fmt: skip
    return [apart[at] for at in range(len(places))]


def _bar(axes: Axes, x: float, at: float, width: float, row: Any, words: pd.Series,
         top: float) -> None:  # fmt: skip
    """A member's bar and its name; a low hatched one where there is no text."""
    import pandas as pd

    at_hand = pd.notna(row.n_words)
    if at_hand:
        total = 0
        for part, (_, colour) in PARTS.items():
            axes.bar(x, words[part], width, total, color=colour, edgecolor="white", linewidth=0.6,
                     alpha=1.0 if row.stage == "adopted" else PALE)  # fmt: skip
            total += int(words[part])
    else:
        axes.bar(x, top * 0.05, width, color=PALETTE["unknown"], **HATCHED)
        total = int(top * 0.05)
    axes.annotate(symbols.short(row.symbol), (at, total), (0, 4), textcoords="offset points",
                  rotation=90, ha="center", va="bottom", fontsize=8, zorder=5,
                  color=INK if at_hand else SOFT,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
