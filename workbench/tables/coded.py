"""Rows that describe one resolution by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .. import bounded, clauses, codebook, duties, features, holdings
from ..errors import InputError
from ..text import words

if TYPE_CHECKING:
    from ..clauses import Clause
    from ..codebook import Codebook
    from ..holdings import Place
    from ..records import Resolution

RUN = 11  # words of action, lead and object together: no run of twelve is published
Rows = dict[str, list[dict]]
"""Table → its rows, of this series or of a part of it."""


def read(folder: Path, themes: Iterable[str], place: Place) -> tuple[Resolution, Rows]:
    """A text at hand, and its rows by the codebook of a corpus folder with some themes; within the
    bounds of reading."""
    try:
        return bounded.call(_within_bounds, folder, themes, place)
    except bounded.Beyond as error:
        raise InputError(f"{place.path}: {error}") from None


def _within_bounds(folder: Path, themes: Iterable[str], place: Place) -> tuple[Resolution, Rows]:
    text = holdings.read(place)
    return text, coded(text, codebook.load(folder, themes))


def coded(text: Resolution, book: Codebook) -> Rows:
    """Rows of a resolution in the tables that hold one at a time."""
    parsed = clauses.clauses(text, book)
    return {
        "paragraphs": _paragraphs(text),
        **_clauses(text.symbol, parsed),
        "duties": duties.duties(text, parsed),
        "words": features.word_counts(text),
        "shingles": features.shingles(text),
        "citations": features.citations(text),
        "codes": features.codes(text, book, parsed),
    }


def _paragraphs(text: Resolution) -> list[dict]:
    labels = {p.label for p in text.paragraphs}
    rows = []
    for p in text.paragraphs:
        parent = re.sub(r"\([^()]*\)$", "", p.label)
        rows.append({
            "symbol": text.symbol, "label": p.label, "part": p.part, "level": p.level,
            "heading": p.heading, "verb": p.verb, "n_words": len(words(p.text)),
            "parent": parent if parent != p.label and parent in labels else None,
            "fingerprint": features.fingerprint(p.text),
        })  # fmt: skip
    return rows


def _clauses(symbol: str, parsed: Iterable[Clause]) -> Rows:
    rows: Rows = {"clauses": [], "clause_entities": []}
    for c in parsed:
        key = {"symbol": symbol, "label": c.label, "clause": c.clause}
        said = words(" ".join(filter(None, (c.action, c.lead, c.object))))
        lead = c.lead if len(said) <= RUN else None
        left = RUN - len(words(c.action or ""))  # an action of four words, and eight of an object
        about = " ".join(c.object.split()[:left]) if c.object else None
        rows["clauses"].append(key | {
            "verb": c.verb, "class": c.klass, "strength": c.strength, "directive": c.directive,
            "continuing": c.continuing, "action": c.action, "lead": lead,
            "object": about, "n_words": c.n_words,
        })  # fmt: skip
        for role, entities in (("addressee", c.addressees), ("partner", c.partners)):
            rows["clause_entities"] += [key | {"role": role, "entity": e} for e in entities]
    return rows
