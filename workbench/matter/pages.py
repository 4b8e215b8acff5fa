"""The whole first page of a series, from its corpus."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import drift, mandate, redline, steps, topics
from ..errors import InputError
from ..prose import capital
from .asks import small
from .entries import sections
from .heads import head
from .lines import lines
from .sentences import whole
from .wording import names, opening, segments, spelled, texts_of, wording

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Page", "page"]

LEADING = 8  # proposed subjects of which a page says since when they stand


class Page(NamedTuple):
    """What `show.matter` shows."""

    head: dict[str, Any] | None
    sections: list[dict[str, Any]]
    lines: pd.DataFrame


def page(
    corpus: Any, every: Any = None, members: pd.DataFrame | None = None, texts: bool = False
) -> Page:
    """What the last renewal of a series brought, dropped and changed.

    Parameters
    ----------
    corpus : Corpus
    every : Corpus, optional
        All series together (`corpus.Whole.load()`), to say where new wording stood before.
    members : DataFrame, optional
        Members of the series, if not all.
    texts : bool
        The words themselves too, from the texts at hand.
    """
    members = corpus.resolutions if members is None else members
    sources = None
    with suppress(InputError):  # another series whose tables are stale tells nothing of this one
        if every is not None:
            sources = every.measure(topics.sources, places=steps.added(members, corpus.links))
    due, back = (
        corpus.measure(measure, resolutions=members)
        for measure in (mandate.duties, mandate.reviews)
    )
    top = head(members, due, back, *_themes(corpus, members), corpus.paragraphs, corpus.clauses,
               corpus.codes, corpus.pairs, corpus.citations)  # fmt: skip
    words, openings, written, own, pieces = {}, {}, {}, {}, None
    if texts and top and top["earlier"]:
        shown = redline.renewal(corpus, top["symbol"], texts=True)
        written = names(shown)
        words, openings, pieces = wording(shown), opening(shown), segments(shown)
        own = texts_of(shown)
    last = top["symbol"] if top else ""
    shared, searched, ordered = steps.sourced(
        last, sources, corpus.origins, steps.predecessors(members, last)
    )
    made = corpus.measure(
        lines,
        resolutions=members,
        whom=corpus.series.entity,
        sources=shared,
        openings=openings,
        segments=pieces,
        texts=own,
    )
    if written:
        made["subject"] = [
            capital(spelled(small(name), written)) if kind == "paragraph" else name
            for name, kind in zip(made["subject"], made["kind"], strict=True)
        ]
        quotes = [re.sub("“[^”]*”", lambda quote: spelled(quote[0], written), said)
                  for said in made["said"]]  # fmt: skip
        made["said"] = quotes
        verbs = {verb.split()[0] for verb in corpus.clauses["verb"]}
        made = whole(made, own, verbs)
    fates = corpus.measure(drift.composition, resolutions=members)
    went = fates[fates["kind"] == "dropped"].tail(1)
    dropped = [f"{n}" for n in went[["n_paragraphs_low", "n_paragraphs_high"]].to_numpy().flat]
    gone = " to ".join(dict.fromkeys(dropped))
    return Page(top, sections(made, words, gone, searched, ordered, corpus.series.entity), made)


def _themes(corpus: Any, members: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """When themes were first met, or subjects that the text proposes where a series has none."""
    what, tables = "Themes", {}
    if not corpus.codebook.themes:
        what = "Subjects proposed from its own words"
        subjects = corpus.measure(topics.subjects, resolutions=members)
        tables = topics.as_themes(subjects, members, corpus.codebook)
    met = corpus.measure(topics.emergence, resolutions=members, **tables)
    if tables:  # the leading ones: names of the rest are often a machine's
        met = met.nlargest(LEADING, "share_last")
    return met, corpus.words, what
