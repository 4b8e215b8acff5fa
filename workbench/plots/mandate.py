"""Who is asked to do what, and whether the mandate grew."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import codebook
from ..show import PALETTE
from .members import (
    broken_line,
    cell,
    fitting,
    matrix,
    members_across,
    slots_of,
    slots_of_series,
)
from .style import (
    INK,
    canvas,
    ink_on,
    legend,
    nothing,
    patch,
    rows_down,
    short_place,
    styled,
    two_lines,
    year_of,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["conditions", "duties", "entities", "expansion", "ledger", "partners",
           "specifications"]  # fmt: skip


@styled
def expansion(table: pd.DataFrame, title: str = "Did the mandate grow, or did the text?") -> Figure:
    """Count and density of an entity's directive clauses, side by side.

    Parameters
    ----------
    table : DataFrame
        `mandate.expansion`.
    title : str
        Question or finding.
    """
    if not table["n_clauses"].notna().any():
        return nothing(title, "No member has a text.")
    across = slots_of(table, "n_clauses")
    of_year = table.drop_duplicates("symbol").set_index("symbol")["year"]
    years = [f"’{of_year[symbol] % 100:02d}" for symbol in across.at]
    # half the width has no room for many symbols; years tell members apart if no two share one
    by_year = len(across.at) > 5 and len({*years}) == len(years)
    drawing, (left, right) = canvas(title, 3.7, columns=2)
    value = table.set_index("symbol")
    for symbol, x in across.at.items():
        row = value.loc[symbol]
        left.bar(x, row["n_new"], 0.66, color=PALETTE["new"], edgecolor="white")
        left.bar(x, row["n_continuing"], 0.66, row["n_new"], color=PALETTE["carried"],
                 edgecolor="white")  # fmt: skip
        left.annotate(str(row["n_clauses"]), (x, row["n_clauses"]), (0, 3), ha="center",
                      textcoords="offset points")  # fmt: skip
    broken_line(right, across, value["density"], PALETTE["added"], "o")
    for symbol, x in across.at.items():
        density = value.loc[symbol, "density"]
        if density > 0:
            right.annotate(f"{density:.1f}", (x, density), (0, 6), ha="center",
                           textcoords="offset points")  # fmt: skip
    for axes in (left, right):
        members_across(axes, across)
        axes.grid(axis="y")
        if by_year:
            axes.set_xticks(list(across.at.values()), years,
                            fontsize=fitting(axes, across, years))  # fmt: skip
    left.set_ylim(0, float(table["n_clauses"].max()) * 1.12 or 1)
    right.set_ylim(0, float(table["density"].max() or 0) * 1.15 or 1)
    left.yaxis.get_major_locator().set_params(integer=True)
    left.set_title("How many: directive clauses", pad=24)
    right.set_title("Per 1,000 operative words", pad=24)
    left.set_ylabel("clauses")
    right.set_ylabel("clauses per 1,000 words")
    legend(left, [patch("asked to do", PALETTE["new"]),
                   patch("asked to continue", PALETTE["carried"])])  # fmt: skip
    return drawing


@styled
def specifications(table: pd.DataFrame, title: str = "Denser, whatever one divides by?") -> Figure:
    """How densely an entity is asked by each denominator, a panel each.

    Parameters
    ----------
    table : DataFrame
        `mandate.specifications`.
    title : str
        Question or finding.
    """
    if not table["n_clauses"].notna().any():
        return nothing(title, "No member has a text.")
    across = slots_of(table, "n_clauses")
    drawing, panels = canvas(title, 3.2, columns=table["denominator"].nunique())
    for axes, (name, rows) in zip(panels, table.groupby("denominator", sort=False), strict=True):
        value = rows.set_index("symbol")["density"]
        broken_line(axes, across, value, PALETTE["added"], "o")
        members_across(axes, across)
        # members are told by years: four panels have no room for symbols
        years = rows.set_index("symbol")["year"]
        several = list(across.at.items())
        step = 1 + (len(several) - 1) // 6  # names of more would run into each other
        shown = several[::-step][::-1]
        names = [f"’{years[s] % 100:02d}" for s, _ in shown]
        axes.set_xticks([x for _, x in shown], names, fontsize=8)
        axes.grid(axis="y")
        axes.set_ylim(0, float(value.max() or 0) * 1.15 or 1)
        of = "per 1,000" if name.endswith("words") else "share of"
        axes.set_title("per operative\nparagraph" if name == "operative paragraphs" else
                       f"{of}\n{name}")  # fmt: skip
    panels[0].set_ylabel("clauses addressed to the entity")
    return drawing


@styled
def ledger(
    table: pd.DataFrame,
    resolutions: pd.DataFrame,
    title: str = "What became of each task?",
    subjects: Mapping[tuple[str, str], str] | None = None,
) -> Figure:
    """A line a task through the members: its label there, coloured by what happened to it.

    Parameters
    ----------
    table : DataFrame
        `mandate.ledger`.
    resolutions : DataFrame
        For the order of members, and the gaps.
    title : str
        Question or finding.
    subjects : mapping, optional
        Symbol and label → what a paragraph is about (`matter.named`), to tell tasks apart.
    """
    if table.empty:
        return nothing(title, "No task: nothing is asked of this entity in the texts at hand.")
    across = slots_of_series(resolutions)
    rows = list(dict.fromkeys(table["task"]))
    last = table.dropna(subset="verb").drop_duplicates("task", keep="last").set_index("task")
    used = {LIKE.get(status, status) for status in table["status"]}
    drawing, (axes,) = canvas(title, 2.0 + 0.235 * len(rows))
    legend(axes, [patch(*look) for status, look in LOOKS.items() if status in used])
    names = [_task(last.loc[task], subjects or {}) for task in rows]
    signs = [_signs(row) for row in table.itertuples(index=False)]
    letters = max(map(len, names))  # of eight points, beside cells that are not wide
    size = min(7.5, 0.9 * fitting(axes, across, signs, round(0.85 * letters)))
    for row in table.itertuples(index=False):
        _fate(axes, across.at[row.symbol], rows.index(row.task), row, size)
    matrix(axes, across, names, fontsize=8)
    axes.set_xlabel("+1 −1: conditions gained and lost; ?: doubtful")
    return drawing


ENDED = ("lapsed", "merged", "discharged")
LOOKS = {
    "first": ("in the first text", PALETTE["moved"]),
    "new": ("new", PALETTE["new"]),
    "newly addressed": ("newly addressed, split or revived", PALETTE["addressed"]),
    "carried": ("carried", PALETTE["carried"]),
    "strengthened": ("stronger, wider or less bound", PALETTE["strengthened"]),
    "weakened": ("weaker, narrower or more bound", PALETTE["weakened"]),
    "lapsed": ("lapsed, merged or done", PALETTE["gone"]),
}
LIKE = {
    "split": "newly addressed", "revived": "newly addressed", "merged": "lapsed",
    "discharged": "lapsed",
    "widened": "strengthened", "conditions lost": "strengthened",
    "narrowed": "weakened", "conditions gained": "weakened", "conditions changed": "carried",
}  # fmt: skip


def _fate(axes: Axes, x: float, y: float, row: Any, size: float) -> None:
    """A task in a member: its label and what happened to its conditions; a stub where it ended."""
    from matplotlib.patches import Rectangle

    ended = row.status in ENDED
    colour = LOOKS[LIKE.get(row.status, row.status)][1]
    left, width = x - 0.46, 0.3 if ended else 0.92
    axes.add_patch(Rectangle((left, y - 0.42), width, 0.84, facecolor=colour, edgecolor="none"))
    axes.text(left + width / 2, y, _signs(row), ha="center", va="center", fontsize=size,
              color=ink_on(colour))  # fmt: skip


def _signs(row: Any) -> str:
    """A task's label in a member, conditions gained and lost, and whether that is doubtful."""
    ended = row.status in ENDED
    signs = [] if ended else [row.label]
    for sign, conditions in (("+", row.gained), ("−", row.lost)):
        if isinstance(conditions, str) and conditions:
            signs.append(f"{sign}{len(conditions.split(', '))}")
    return " ".join([*signs, *["?"] * bool(row.doubtful)])


def _task(row: Any, subjects: Mapping[tuple[str, str], str]) -> str:
    """A task's name on a line: about what, and what is to be done."""
    what = " ".join(c for c in (row["action"], row["object"]) if isinstance(c, str))
    themes = row["themes"].split("; ")[0] if isinstance(row["themes"], str) else ""
    about = subjects.get((row["symbol"], row["label"]), themes)
    short = textwrap.shorten(what, 30 if about else 58, placeholder=" …")
    return f"{textwrap.shorten(about, 30, placeholder=' …')} · {short}" if about else short


@styled
def conditions(
    table: pd.DataFrame, title: str = "Under which conditions do the tasks stand?"
) -> Figure:
    """Clauses addressed to the entity that have each condition, in each member.

    Parameters
    ----------
    table : DataFrame
        `mandate.conditions`.
    title : str
        Question or finding.
    """
    met = table.groupby("condition", sort=False)["n_clauses"].sum()
    rows = [c for c in met.index if met[c] or c == "none"]
    if not table["n_clauses"].notna().any():
        return nothing(title, "No member has a text.")
    across = slots_of(table, "n_clauses")
    drawing, (axes,) = canvas(title, 1.6 + 0.3 * len(rows))
    for row in table.dropna(subset="n_clauses").itertuples(index=False):
        if row.condition in rows and row.of:
            cell(axes, across.at[row.symbol], rows.index(row.condition), row.share,
                  f"{row.n_clauses} of {row.of}" if row.n_clauses else "·")  # fmt: skip
    titles = dict(zip(table["condition"], table["title"], strict=True))
    matrix(axes, across, [two_lines(titles[r]) for r in rows])
    axes.set_xlabel("clauses with the condition, of those addressed to the entity")
    return drawing


@styled
def entities(
    table: pd.DataFrame, title: str = "Who is asked, and how often?", most: int = 14
) -> Figure:
    """Directive clauses of each addressee in each member.

    Parameters
    ----------
    table : DataFrame
        `mandate.entities`.
    title : str
        Question or finding.
    most : int
        Addressees shown, those most often asked.
    """
    if table.empty:
        return nothing(title, "Nobody is asked to do anything.")
    return _counts(
        table, "entity", title, most, "directive clauses; joint addressees count for each"
    )


@styled
def partners(
    table: pd.DataFrame, title: str = "With whom is it asked to work?", most: int = 14
) -> Figure:
    """Directive clauses that name each partner of the entity, in each member.

    Parameters
    ----------
    table : DataFrame
        `mandate.partners`.
    title : str
        Question or finding.
    most : int
        Partners shown, the most frequent.
    """
    if table.empty:
        return nothing(title, "No partner is named.")
    return _counts(table, "partner", title, most, "clauses that name the partner")


def _counts(table: pd.DataFrame, what: str, title: str, most: int, words: str) -> Figure:
    """Clauses by somebody and member, shaded by their number."""
    rows = list(dict.fromkeys(table[what]))
    shown = rows[:most]
    across = slots_of(table, "n_clauses")
    drawing, (axes,) = canvas(title, 1.6 + 0.3 * len(shown))
    top = float(table["n_clauses"].max() or 1)
    for row in table.dropna(subset="n_clauses").itertuples(index=False):
        name = getattr(row, what)
        if name in shown:
            cell(axes, across.at[row.symbol], shown.index(name), row.n_clauses / top,
                  str(row.n_clauses) if row.n_clauses else "·")  # fmt: skip
    matrix(axes, across, [two_lines(codebook.printed(name)) for name in shown])
    axes.set_xlabel(words + (f"; {len(rows) - most} more are not shown" * (len(rows) > most)))
    return drawing


@styled
def duties(
    table: pd.DataFrame, resolutions: pd.DataFrame, title: str = "What is owed, and when?"
) -> Figure:
    """A calendar: when each report or deadline is due, and when it was asked for.

    Parameters
    ----------
    table : DataFrame
        `mandate.duties`.
    resolutions : DataFrame
        For the dates of adoption.
    title : str
        Question or finding.
    """
    import pandas as pd

    dated = table.dropna(subset=["due_from", "due_to"])
    if dated.empty:
        return nothing(title, "No duty with a date.")
    adopted = resolutions.set_index("symbol")["adopted"]
    drawing, (axes,) = canvas(title, 1.5 + 0.27 * len(dated))
    for y, row in enumerate(dated.itertuples(index=False)):
        start, stop = (year_of(pd.Timestamp(day)) for day in (row.due_from, row.due_to))
        again = None if pd.isna(row.again) else bool(row.again)
        colour = PALETTE["added" if again is None else "carried" if again else "gone"]
        axes.barh(y, max(stop - start, 0.08), 0.6, start, color=colour)
        if pd.notna(adopted.get(row.symbol)):
            axes.plot(year_of(adopted[row.symbol]), y, marker="|", color=INK, markersize=9)
    rows_down(axes, [
        f"{short_place(f'{r.symbol} {r.label}')} · {codebook.printed(r.who)}"
        for r in dated.itertuples(index=False)
    ], fontsize=8)  # fmt: skip
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="x")
    axes.set_xlabel("time in which it is due; |: day on which it was asked for")
    legend(axes, [
        patch("asked for again by the next member", PALETTE["carried"]),
        patch("not again", PALETTE["gone"]),
        patch("last member", PALETTE["added"]),
    ])  # fmt: skip
    return drawing
