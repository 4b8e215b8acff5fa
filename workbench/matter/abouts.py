"""What each paragraph of one document is about, from its text or from the tables of its series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sized
from typing import TYPE_CHECKING, Any

from .. import clauses, features, steps
from ..prose import capital
from ..text import words
from .facts import Clause, Paragraph, Renewal, known
from .recitals import says
from .subjects import subjects

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook
    from ..records import Resolution

__all__ = ["about", "named", "of_tables", "of_text", "paragraph", "told"]


def about(paragraphs: Mapping[str, Paragraph], codebook: Codebook) -> dict[str, str]:
    """Label → what the paragraph is about, as far as the other paragraphs let it be told."""
    if not paragraphs:
        return {}
    symbol = next(iter(paragraphs.values())).symbol
    alone = Renewal("", symbol, (), paragraphs, paragraphs, ())
    subject = subjects(alone, codebook)
    return {
        label: subject([paragraph]) or says(paragraph) or f"{capital(paragraph.verb)} …"
        for label, paragraph in paragraphs.items()
    }


def of_text(resolution: Resolution, codebook: Codebook) -> dict[str, Paragraph]:
    """Paragraphs of a resolution that was read, as the tables would know them."""
    spoken: dict[str, list[Clause]] = {}
    for c in clauses.clauses(resolution, codebook):
        spoken.setdefault(c.label, []).append(Clause(
            c.clause, c.verb, c.strength or None, c.directive, c.action or "", c.object or "",
            tuple(c.addressees), c.lead or "",
        ))  # fmt: skip
    return {
        p.label: paragraph(resolution.symbol or "", p, at, words(p.text), spoken.get(p.label, ()),
                           _themes(features.codes_in(p.text, codebook)),
                           clauses.recited(p, codebook))
        for at, p in enumerate(resolution.paragraphs)
    }  # fmt: skip


def _themes(codes: Mapping[tuple[str, str], Sized]) -> dict[str, int]:
    return {code: len(spans) for (scheme, code), spans in codes.items() if scheme == "theme"}


def paragraph(
    symbol: str, one: Any, at: int, spoken: Iterable[str], asked: Iterable[Clause],
    themes: Mapping[str, int], recited: str = "",
) -> Paragraph:  # fmt: skip
    """A paragraph from its record (label, part, verb, heading), words, clauses and themes, and
    what its verb takes where it is a recital."""
    counts = Counter(spoken)
    return Paragraph(
        symbol, one.label, one.part, at, one.heading or "", one.verb or "", counts.total(),
        tuple(asked), themes, counts, {}, object=recited,
    )  # fmt: skip


def of_tables(corpus: Any, symbol: str) -> dict[str, Paragraph]:
    """Paragraphs of a member of a series."""
    return known(symbol, corpus.paragraphs, corpus.words, corpus.phrases, corpus.codes,
                 corpus.clauses, corpus.clause_entities)  # fmt: skip


def named(corpus: Any, members: pd.DataFrame | None = None) -> dict[tuple[str, str], str]:
    """Symbol and label → what a paragraph of a series is about, for figures and tables that name
    paragraphs."""
    known_members = steps.members(corpus.resolutions if members is None else members)
    return {
        (symbol, label): subject
        for symbol in known_members.loc[known_members["at_hand"], "symbol"]
        for label, subject in about(of_tables(corpus, symbol), corpus.codebook).items()
    }


def told(
    table: pd.DataFrame, subjects: Mapping[tuple[str, str], str], symbol: str, label: str
) -> pd.DataFrame:
    """A table with a first column that says what the paragraphs named in two columns are about."""
    places = zip(table[symbol], table[label], strict=True)
    made = table.copy()
    made.insert(0, "subject", [subjects.get(place, "") for place in places])
    return made
