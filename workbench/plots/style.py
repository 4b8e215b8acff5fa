"""How figures look: their style, the sheet they are drawn on, legends and words."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..show import NOTHING, PALETTE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


INK, SOFT, FAINT = "#26323d", "#5b6873", "#e6e9ec"
BESIDE = 2.2  # inches that a report's links to a figure's files take beside its title
WIDTH = 7.0  # inches: at half a page of a report a letter is as high there as on paper
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "text.color": INK,
    "axes.labelcolor": SOFT, "axes.labelsize": 9, "axes.edgecolor": SOFT, "axes.axisbelow": True,
    "axes.titlesize": 10, "axes.titlelocation": "left", "axes.titlecolor": INK,
    "axes.spines.top": False, "axes.spines.right": False,
    "xtick.color": INK, "ytick.color": INK, "xtick.major.size": 0, "ytick.major.size": 0,
    "grid.color": FAINT, "grid.linewidth": 0.8, "legend.frameon": False, "legend.fontsize": 9,
}  # fmt: skip


def styled(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Draw in the project's style, whatever the reader's own settings are."""

    @wraps(draw)
    def styled(*args: Any, **kwargs: Any) -> Figure:
        from matplotlib import style

        with style.context(["default", STYLE]):
            drawing = draw(*args, **kwargs)
            for axes in drawing.axes if len(drawing.axes) == 1 else ():
                axes.set_xlabel(wrapped(axes.get_xlabel(), 0.85 * WIDTH))
            return drawing

    return styled


def canvas(title: str, height: float, columns: int = 1) -> tuple[Figure, Sequence[Axes]]:
    """A figure of its own, not pyplot's; its title at the left edge, where reading begins."""
    from matplotlib.figure import Figure

    drawing = Figure(figsize=(WIDTH, height), layout="constrained")
    drawing.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    _titled(drawing, wrapped(title, WIDTH - BESIDE))
    return drawing, drawing.subplots(1, columns, squeeze=False)[0]


def _titled(drawing: Figure, said: str) -> None:
    drawing.suptitle(said, x=0.01, ha="left", fontsize=11.5, fontweight="bold")


def nothing(title: str, words: str) -> Figure:
    """Where there is nothing to draw, a figure says so."""
    drawing, (axes,) = canvas(title, 1.3)
    drawing.set_label(NOTHING)  # a report leaves it out
    axes.set_axis_off()
    axes.text(0, 0.5, words, transform=axes.transAxes, color=SOFT, va="center")
    return drawing


def side_by_side(handles: Sequence[Artist], width: float) -> int:
    """How many entries of a legend stand in one of its lines, in inches; its columns are even."""
    said = [3 + 0.56 * len(str(handle.get_label())) for handle in handles]  # in heights of type
    room = width * 72 / 9
    for columns in range(len(said), 1, -1):
        few, longer = divmod(len(said), columns)  # the first columns have one more
        starts = [at * few + min(at, longer) for at in range(columns + 1)]
        if sum(max(said[start:stop]) for start, stop in pairwise(starts)) <= room:
            return columns
    return 1


def legend(axes: Axes, handles: Sequence[Artist]) -> None:
    """Under the title, as wide as the figure, in as few lines as have room: names of rows may leave
    the axes narrow."""
    drawing = axes.figure
    said = drawing.get_suptitle()
    columns = side_by_side(handles, WIDTH)
    below = 0.12 + 0.2 * (said.count("\n") + 1)  # inches that the title takes
    drawing.legend(handles=handles, loc="upper left", ncols=columns, borderaxespad=0,
                   bbox_to_anchor=(0, 1 - below / drawing.get_figheight()), handlelength=1.2,
                   columnspacing=1.3, handletextpad=0.5)  # fmt: skip
    # room that the layout keeps for it
    _titled(drawing, said + "\n" * -(-len(handles) // columns))


def rows_down(axes: Axes, names: Sequence[str], edge: float = 0.6, **look: Any) -> None:
    """A named row for each thing, the first on top, without a line at the left."""
    axes.set_ylim(len(names) - 1 + edge, -edge)
    axes.set_yticks(range(len(names)), names, **look)
    axes.spines["left"].set_visible(False)


def patch(label: str, colour: str, **more: Any) -> Artist:
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, label=label, **more)


def line(label: str, colour: str, **more: Any) -> Artist:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, label=label, markersize=6, **more)


def ink_on(colour: str) -> str:
    """White or dark ink, whichever is read better on a colour."""
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.58 else INK


def shade(share: float) -> str:
    """From white to a deep blue; little is seen as well, nothing is nearly white."""
    from matplotlib.colors import to_hex, to_rgb

    if not share > 0:
        return "#f5f7f8"
    depth = 0.10 + 0.90 * min(share, 1.0) ** 0.7
    return to_hex([1 - depth * (1 - c) for c in to_rgb(PALETTE["added"])])


def percent() -> Callable[[float, int], str]:
    return lambda value, _: f"{value:.0%}"


def wrapped(text: str, width: float) -> str:
    return "\n".join(textwrap.wrap(text, int(width * 10.5)))


def short_place(name: str) -> str:
    """A symbol and a label, shortened for an axis."""
    symbol, _, label = name.partition(" ")
    return f"{symbols.short(symbol)} {label}"


def two_lines(text: str) -> str:
    """A long name on two lines."""
    return "\n".join(textwrap.wrap(text, 36))


def year_of(day: pd.Timestamp) -> float:
    """A day as a fraction of years."""
    return day.year + (day.day_of_year - 1) / 366
