"""Several series on one axis of time."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..show import SEQUENCE
from .style import (
    BESIDE,
    FAINT,
    INK,
    SOFT,
    WIDTH,
    canvas,
    line,
    nothing,
    percent,
    rows_down,
    side_by_side,
    styled,
    wrapped,
    year_of,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["panels", "travels"]

ACROSS = 3  # panels side by side
MARKS = ("o", "s", "^", "D", "v", "P", "X")


@styled
def panels(
    table: pd.DataFrame,
    by: str,
    value: str,
    title: str,
    share: bool = True,
) -> Figure:
    """A small figure for each theme or condition, in each a line for every series.

    Lines join the members of one series, at their dates of adoption, and break where members lie
    between whose texts are not at hand.

    Parameters
    ----------
    table : DataFrame
        `comparison.themes`, `comparison.conditions` or `comparison.requests`.
    by : str
        The column that parts the panels, such as ``title``; where it is no column there is one.
    value : str
        The column drawn.
    title : str
        Question or finding.
    share : bool
        Whether the value is a share, else it is a number.
    """
    table = table.dropna(subset=value)
    if table.empty:
        return nothing(title, "Nothing to show: no text is at hand, or no codebook is shared.")
    names = list(dict.fromkeys(table[by])) if by in table else [""]
    series = list(dict.fromkeys(table["series"]))
    down = -(-len(names) // ACROSS)
    drawing = _sheet(title, series, 0.9 + 1.45 * down)
    grid = drawing.subplots(down, min(ACROSS, len(names)), squeeze=False, sharex=True, sharey=share)
    most = float(table[value].max()) or 1.0
    for axes, name in zip(grid.flat, [*names, *[None] * grid.size], strict=False):
        if name is None:
            axes.set_axis_off()
            continue
        rows = table[table[by] == name] if by in table else table
        for at, one in enumerate(series):
            mine = rows[rows["series"] == one]
            axes.plot(*_broken(mine, value), color=_colour(at), marker=MARKS[at % len(MARKS)],
                      markersize=3.5, linewidth=1.2)  # fmt: skip
        axes.set_title("\n".join(textwrap.wrap(str(name), 26)[:2]), fontsize=8.5)
        axes.set_ylim(0, most * 1.08 if share else None)
        if share:
            axes.yaxis.set_major_formatter(percent())
        axes.grid(axis="y")
        axes.tick_params(labelsize=8)
        axes.xaxis.get_major_locator().set_params(integer=True, nbins=4)
    return drawing


@styled
def travels(
    table: pd.DataFrame,
    members: pd.DataFrame,
    title: str = "Which wording travelled from one series to another?",
) -> Figure:
    """Series as rows on the axis of time; an arrow from a document to a later one of another row.

    The wider the arrow, the more new paragraphs of the later document stood there before.

    Parameters
    ----------
    table : DataFrame
        `comparison.travelled`.
    members : DataFrame
        `comparison.members`; those without a text are hollow.
    title : str
        Question or finding.
    """
    if members.empty:
        return nothing(title, "Nothing to show: the series have no members.")
    series = list(dict.fromkeys(members["series"]))
    drawing, (axes,) = canvas(title, 1.2 + 0.9 * len(series))
    place: dict[str, tuple[float, int]] = {}
    members = members.assign(at_hand=members["n_words"].notna())
    for row in members.itertuples():
        x, y = _when(row._asdict()), series.index(row.series)
        place.setdefault(row.symbol, (x, y))
        axes.plot(x, y, marker="o", markersize=7, color=_colour(y), zorder=3,
                  fillstyle="full" if row.at_hand else "none", linestyle="none")  # fmt: skip
    counts = table.groupby(["earlier", "symbol"]).size()
    for (earlier, later), n in counts.items():
        _arrow(axes, place[earlier], place[later], int(n))
    rows_down(axes, [wrapped(name, 2.2) for name in series])
    axes.grid(axis="x", color=FAINT)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("date of adoption; hollow: no text at hand")
    if counts.empty:
        axes.text(0.5, 0.5, "none found", transform=axes.transAxes, color=SOFT, ha="center")
    return drawing


def _broken(rows: pd.DataFrame, value: str) -> tuple[list[float], list[float]]:
    """Dates and values, with nothing between two that a missing text parts."""
    dates: list[float] = []
    values: list[float] = []
    for row in rows.to_dict("records"):
        if str(row["skips"] or "") not in ("", "nan", "<NA>"):
            dates.append(float("nan"))
            values.append(float("nan"))
        dates.append(_when(row))
        values.append(float(row[value]))
    return dates, values


def _arrow(axes: Axes, start: tuple[float, int], end: tuple[float, int], n: int) -> None:
    bend = 0.12 if end[1] > start[1] else -0.12
    look: dict[str, Any] = {"arrowstyle": "-|>", "connectionstyle": f"arc3,rad={bend}",
                            "shrinkA": 5, "shrinkB": 5, "color": _colour(start[1]),
                            "linewidth": 0.6 + 0.35 * n, "alpha": 0.6}  # fmt: skip
    axes.annotate("", end, start, arrowprops=look, zorder=2)


def _sheet(title: str, series: Sequence[str], height: float) -> Figure:
    """A sheet of panels with the series' colours named above them."""
    from matplotlib.figure import Figure

    drawing = Figure(figsize=(WIDTH, height), layout="constrained")
    drawing.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    handles = [line(name, _colour(at), marker=MARKS[at % len(MARKS)], markeredgecolor=_colour(at))
               for at, name in enumerate(series)]  # fmt: skip
    said = wrapped(title, WIDTH - BESIDE)
    columns = side_by_side(handles, WIDTH)
    lines = -(-len(series) // columns)  # of the legend
    drawing.suptitle(
        said + "\n" * lines, x=0.01, ha="left", fontsize=11.5, fontweight="bold", color=INK
    )
    below = 0.12 + 0.2 * (said.count("\n") + 1)
    drawing.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 1 - below / height),
                   ncols=columns, borderaxespad=0, handlelength=1.4, columnspacing=1.3)  # fmt: skip
    return drawing


def _colour(at: int) -> str:
    return SEQUENCE[at % len(SEQUENCE)]


def _when(row: Mapping[Any, Any]) -> float:
    """A day as a fraction of years; of a year alone its middle."""
    day = row["adopted"]
    return year_of(day) if day == day else row["year"] + 0.5
