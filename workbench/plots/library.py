"""All texts at once: when words stand where, what is asked again, which documents are leaned on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..show import SEQUENCE
from .style import canvas, legend, nothing, patch, rows_down, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["leaned", "occurrences", "tasks"]

MOST = 5  # organs with a colour of their own; the others share one
SHOWN = 20  # rows of a figure: more can't be read
WORDS = 9  # of a task, that name it


@styled
def occurrences(
    counts: pd.DataFrame, title: str = "When do these words stand, and in whose documents?"
) -> Figure:
    """Documents with some words by year of adoption, one colour an organ.

    Parameters
    ----------
    counts : DataFrame
        year, organ, n_documents, as `library.counts` gives them.
    title : str
        Question or finding.
    """
    if counts.empty:
        return nothing(title, "No dated document has them.")
    by = counts.pivot_table(index="year", columns="organ", values="n_documents", aggfunc="sum",
                            fill_value=0)  # fmt: skip
    order = by.sum().sort_values(ascending=False, kind="stable").index
    named, rest = order[: MOST - (len(order) > MOST)], order[MOST - (len(order) > MOST) :]
    drawn = by[list(named)].assign(**({"other organs": by[rest].sum(axis=1)} if len(rest) else {}))
    drawing, (axes,) = canvas(title, 3.4)
    total = 0 * drawn.iloc[:, 0]
    handles = []
    for n, organ in enumerate(drawn.columns):
        axes.bar(drawn.index, drawn[organ], 0.8, total, color=SEQUENCE[n], linewidth=0)
        total = total + drawn[organ]
        handles.append(patch(organ, SEQUENCE[n]))
    axes.set_ylabel("documents")
    axes.set_xlabel("year of adoption")
    for axis in (axes.xaxis, axes.yaxis):
        axis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y")
    legend(axes, handles)
    return drawing


@styled
def tasks(
    told: pd.DataFrame, title: str = "Which tasks are asked for in several places?"
) -> Figure:
    """Groups of like tasks by the number of documents that ask for them.

    Parameters
    ----------
    told : DataFrame
        Tasks, as `library.mandates` gives them.
    title : str
        Question or finding.
    """
    several = told[told["n_documents"] > 1] if len(told) else told
    if several.empty:
        return nothing(title, "No task is asked for in more than one document in force.")
    first = several.drop_duplicates("group")
    first = first.sort_values("n_documents", ascending=False, kind="stable").head(SHOWN)
    names = [_named(*row) for row in first[["action", "object", "text"]].itertuples(index=False)]
    return _bars(title, names, first["n_documents"].to_list(), "documents in force that ask for it")


@styled
def leaned(rows: pd.DataFrame, title: str = "Which documents are leaned on?") -> Figure:
    """The most cited documents.

    Parameters
    ----------
    rows : DataFrame
        cited, n_documents, as `library.leaned` gives them.
    title : str
        Question or finding.
    """
    if rows.empty:
        return nothing(title, "No document cites another.")
    most = rows.head(SHOWN)
    return _bars(title, most["cited"].to_list(), most["n_documents"].to_list(),
                 "documents that cite it")  # fmt: skip


def _named(action: str | None, what: str | None, text: str) -> str:
    """A task by its first words, from what is to be done on."""
    said = f"{action} {what or ''}" if action else text
    words = said.split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")


def _bars(title: str, names: list[str], values: list[int], said: str) -> Figure:
    drawing, (axes,) = canvas(title, 1.2 + 0.26 * len(names))
    axes.barh(range(len(names)), values, 0.7, color=SEQUENCE[0])
    rows_down(axes, names)
    for n, value in enumerate(values):
        axes.annotate(str(value), (value, n), (3, 0), textcoords="offset points", va="center")
    axes.set_xlabel(said)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="x")
    return drawing
