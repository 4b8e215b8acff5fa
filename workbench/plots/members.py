"""Where members stand on an axis, their gaps, and tables drawn as cells."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import steps, symbols
from ..show import PALETTE
from .style import INK, ink_on, shade

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


GAP = 0.8  # a slot for members without text, in slots of a member


@dataclass(frozen=True, slots=True)
class Slots:
    """Where members stand on an axis: a slot each, and a narrow one for a run without texts."""

    at: dict[str, float]  # member → position
    labels: tuple[str, ...]
    gaps: tuple[tuple[float, float, int, str], ...]  # from, to, how many, their years
    end: float

    def runs(self) -> list[list[str]]:
        """Members that no gap parts: a line may join those of one run."""
        runs: list[list[str]] = []
        last = None
        for symbol, x in self.at.items():
            if last is None or any(last < start < x for start, *_ in self.gaps):
                runs.append([])
            runs[-1].append(symbol)
            last = x
        return runs


def slots(members: Sequence[str], years: Sequence[Any], at_hand: Sequence[bool]) -> Slots:
    """Positions for members in their order."""
    at: dict[str, float] = {}
    labels: list[str] = []
    gaps: list[tuple[float, float, int, str]] = []
    run: list[str] = []
    edge = 0.0  # right edge of what is placed
    for symbol, year, known in [*zip(members, years, at_hand, strict=True), (None, None, True)]:
        if not known:
            run.append(str(year) if year is not None else "")
            continue
        if run:
            ends = sorted({run[0], run[-1]} - {""})
            gaps.append((edge + 0.06, edge + GAP - 0.06, len(run), "–".join(ends)))
            edge, run = edge + GAP, []
        if symbol is not None:
            at[symbol] = edge + 0.5
            name = symbols.short(symbol)
            labels.append(f"{name}\n{year}" if year is not None else name)
            edge += 1
    return Slots(at, tuple(labels), tuple(gaps), edge)


def slots_of_series(resolutions: pd.DataFrame) -> Slots:
    """Slots of the adopted members of a series."""
    known = steps.members(resolutions)
    return slots(known["symbol"], known["year"], known["at_hand"])


def slots_of(table: pd.DataFrame, filled: str, symbol: str = "symbol") -> Slots:
    """Slots of a measure's members; those without a value in a column are gaps."""
    members = table.drop_duplicates(symbol)
    has = table[filled].notna().groupby(table[symbol], sort=False).any()
    return slots(members[symbol], members["year"], has[members[symbol]])


def slots_over(members: Any, years: Any, skips: Any) -> Slots:
    """Slots of members at hand, each with those that it skips before it."""
    every: list[tuple[str, Any, bool]] = []
    for symbol, year, skipped in zip(members, years, skips, strict=True):
        every += [(name, None, False) for name in symbols.several(skipped)]
        every.append((symbol, year, True))
    return slots(*zip(*every, strict=True))


def slots_of_pairs(table: pd.DataFrame, row: str, column: str, years: Any) -> Slots:
    """Slots of the columns of a matrix, gaps where neighbours skip members."""
    order = list(dict.fromkeys(table[column]))
    skips = table.set_index([row, column])["skips"]
    before = ["", *(skips[pair] for pair in pairwise(order))]
    year = years[~years.index.duplicated()] if years is not None else {}
    return slots_over(order, [year.get(s) for s in order], before)


def fitting(axes: Axes, across: Slots, names: Sequence[str], beside: int = 0) -> float:
    """The size of type in which names of members stand side by side, in points; `beside` is the
    number of letters in the longest name of a row."""
    whole = 72 * axes.figure.get_size_inches()[0] / max(len(axes.figure.axes), 1)
    room = min(0.8 * whole, whole - 5.8 * beside - 20) / max(across.end, 1)
    longest = max((len(line) for name in names for line in name.split("\n")), default=1)
    return max(5.0, min(9.5, room / (0.64 * longest)))  # a letter is some 0.6 as wide as high


def members_across(axes: Axes, across: Slots, low: bool = False, beside: int = 0) -> None:
    """The axis of members, with its gaps drawn as gaps; named across them where they are low."""
    axes.set_xlim(0, across.end)
    axes.set_xticks(list(across.at.values()), across.labels, 
                    fontsize=fitting(axes, across, across.labels, beside))  # fmt: skip
    for start, stop, count, years in across.gaps:
        axes.axvspan(start, stop, facecolor=PALETTE["unknown"], edgecolor="white", hatch="////",
                     linewidth=0, zorder=0.4)  # fmt: skip
        said = without_text(count) + (f", {years}" if years else "")
        said = textwrap.fill(said, 12) if low else said
        axes.text((start + stop) / 2, 0.5, said, ha="center", rotation=0 if low else 90,
                  va="center", linespacing=1.0,
                  transform=axes.get_xaxis_transform(), fontsize=8.5, color=INK, zorder=4,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 2.0})  # fmt: skip


def matrix(axes: Axes, across: Slots, names: Sequence[str], **look: Any) -> None:
    """Axes of a table drawn as cells, with the names of its rows."""
    letters = max((len(line) for name in names for line in name.split("\n")), default=0)
    beside = round(letters * look.get("fontsize", 9.5) / 9.5)
    members_across(axes, across, low=len(names) < 5, beside=beside)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names, linespacing=0.95, **look)
    for spine in axes.spines.values():
        spine.set_visible(False)


def cell(axes: Axes, x: float, y: float, share: float, words: str) -> None:
    from matplotlib.patches import Rectangle

    colour = shade(share)
    axes.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=colour, edgecolor="none"))
    axes.text(x, y, words, ha="center", va="center", fontsize=8, color=ink_on(colour))


def broken_line(axes: Axes, across: Slots, value: pd.Series, colour: str, mark: str) -> None:
    """A line over the members that stops at gaps."""
    for run in across.runs():
        axes.plot([across.at[s] for s in run], [float(value[s]) for s in run], color=colour,
                  linewidth=1.8, marker=mark, markersize=6, zorder=3)  # fmt: skip


def without_text(count: int) -> str:
    return f"{count} member{'s' * (count > 1)} without text"
