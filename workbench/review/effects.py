"""Which published numbers decisions move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import decisions, drift, mandate, tables, topics
from ..corpus import Corpus
from ..decisions import Decision
from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["effect", "headlines", "moved"]

# Measures whose numbers are headlines: what a row is about, and the number.
RENEWED = ((drift.composition, ("kind", "later"), "n_paragraphs"),)
ALWAYS = (
    (topics.presence, ("theme", "symbol"), "n_paragraphs"),
    (topics.emergence, ("theme",), "first_year"),
)
MANDATE = (
    (mandate.expansion, ("symbol",), "n_clauses"),
    (mandate.conditions, ("condition", "symbol"), "n_clauses"),
)
TALLY = ((mandate.tally, ("status", "symbol"), "n_tasks"),)


def headlines(corpus: Corpus) -> dict[tuple[str, ...], Any]:
    """Headline numbers of a series: (measure, what, where) → number."""
    renewals = corpus.series.kind == "renewals"
    measures = [*(RENEWED if renewals else ()), *ALWAYS]
    if corpus.series.entity:
        measures += [*MANDATE, *(TALLY if renewals else ())]
    found: dict[tuple[str, ...], Any] = {}
    for function, about, number in measures:
        try:
            table = corpus.measure(function)
        except InputError:  # too few members, or no themes: no such number is published
            continue
        rows = table[[*about, number]].astype(object)
        for *key, value in rows.where(rows.notna(), None).itertuples(index=False, name=None):
            found[(function.__name__, *map(str, key))] = value
    return found


def effect(corpus: Corpus, *more: Decision) -> dict[tuple[str, ...], tuple[Any, Any]]:
    """Published numbers that decisions move: (measure, what, where) → before and after.

    Parameters
    ----------
    corpus : Corpus
        A series with tables.
    *more : Decision
        Decisions that are not taken yet; without any, those that are, against the machine's tables.

    Examples
    --------
    >>> review.effect(corpus)
    """
    taken = decisions.read(corpus.name, corpus.folder)
    if any(one.what in decisions.CUTS for one in more):
        raise InputError("split, join: paragraphs are coded anew, so what moves is known when it "
                         "is taken; `workbench decisions undo` takes it back")  # fmt: skip
    if more:
        return moved(headlines(corpus), headlines(_other(corpus, [*taken, *more])))
    if not taken:
        return {}
    return moved(headlines(_other(corpus, [])), headlines(corpus))


def moved(before: dict, after: dict) -> dict[tuple[str, ...], tuple[Any, Any]]:
    """Numbers of `headlines` that differ, each before and after."""
    keys: Iterable = dict.fromkeys([*before, *after])
    both = {key: (before.get(key), after.get(key)) for key in keys}
    return {key: (was, now) for key, (was, now) in both.items() if was != now}


def _other(corpus: Corpus, taken: list[Decision]) -> Corpus:
    """A series as it would be with some decisions, and no others."""
    frames: dict[str, pd.DataFrame] = tables.supposed(corpus.name, corpus.folder, taken)
    return corpus.having(frames)
