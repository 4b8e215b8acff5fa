"""The whole first page of a series, from its corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .. import mandate, steps, topics
from .entries import sections
from .heads import head
from .lines import lines

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Page", "page"]


class Page(NamedTuple):
    """What `show.matter` shows."""

    head: dict[str, Any] | None
    sections: list[dict[str, Any]]
    lines: pd.DataFrame


def page(corpus: Any, every: Any = None, members: pd.DataFrame | None = None) -> Page:
    """What the last renewal of a series brought, dropped and changed.

    Parameters
    ----------
    corpus : Corpus
    every : Corpus, optional
        All series together (`corpus.Whole.load()`), to say where new wording stood before.
    members : DataFrame, optional
        Members of the series, if not all.
    """
    members = corpus.resolutions if members is None else members
    sources = None
    if every is not None:
        sources = every.measure(topics.sources, places=steps.added(members, corpus.links))
    made = corpus.measure(lines, resolutions=members, whom=corpus.series.entity, sources=sources)
    due, back = (
        corpus.measure(measure, resolutions=members)
        for measure in (mandate.duties, mandate.reviews)
    )
    themes = corpus.measure(topics.emergence, resolutions=members)
    return Page(head(members, due, back, themes), sections(made), made)
