"""A box in JupyterLab with results as one types."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from . import store
from .searching import appearances, search

if TYPE_CHECKING:
    import ipywidgets

SHOWN = 50  # rows below the box: more take longer to show than to find


def searchbox(query: str = "", library: str | Path | None = None) -> ipywidgets.VBox:
    """A box for a query; below it what is found, anew with each letter.

    Parameters
    ----------
    query : str
        What stands in it first.
    library : str or Path, optional
        The library's file.
    """
    import ipywidgets as w

    asked = w.Text(value=query, description="Search", layout=w.Layout(width="40rem"))
    forms = w.Checkbox(description="other forms of the words, too")
    shown = w.HTML()

    def answer(*_: object) -> None:
        shown.value = results(asked.value, store.place(library), forms.value)

    asked.observe(answer, "value")
    forms.observe(answer, "value")
    answer()
    return w.VBox([asked, forms, shown])


def results(query: str, library: str | Path | None = None, forms: bool = False) -> str:
    """What is found, as HTML; why nothing is, in a line.

    Parameters
    ----------
    query : str
    library : str or Path, optional
        The library's file.
    forms : bool
        Words in all their forms of number and tense.
    """
    if not query.strip():
        return ""
    try:
        rows = search(query, library, forms=forms)
    except InputError as error:  # half a query, as one types
        return f"<p>{escape(str(error))}</p>"
    ends = appearances(rows)
    span = f", {ends[0]['year']} to {ends[1]['year']}" if ends else ""
    cells = "".join(
        f"<tr><td>{row['year'] or '–'}</td><td>{escape(row['symbol'])} {escape(row['label'])}</td>"
        f"<td>{escape(row['snippet'])}</td></tr>"
        for row in rows[:SHOWN]
    )
    return f"<p>{len(rows)} paragraphs{span}</p><table>{cells}</table>"
