"""Rows that describe one resolution by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .. import bounded, clauses, codebook, duties, features, holdings
from ..errors import InputError
from ..text import WORD, words

if TYPE_CHECKING:
    from ..clauses import Clause
    from ..codebook import Codebook
    from ..holdings import Place
    from ..records import Resolution

RARE = 0.02  # of the background's documents: what more have, the codebook's forms know
# What a word has its capital from its place after; "Mr." is no end of a sentence.
BEGINS = re.compile(r"(?:[:;?!“”(\[\x22]|(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)\.)\s*$")
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
        "paragraphs": _paragraphs(text, book),
        **_clauses(text.symbol, parsed, book),
        "duties": duties.duties(text, parsed),
        "words": features.word_counts(text),
        "shingles": features.shingles(text),
        "citations": features.citations(text),
        "codes": [*features.codes(text, book, parsed), *_names(text, book)],
    }


def _names(text: Resolution, book: Codebook) -> list[dict]:
    """Rare words that a text never writes small, as it writes them, of those that the codebook
    doesn't know so: the other tables have small letters only."""
    small: set[str] = set()
    found: Counter[tuple[str, str]] = Counter()
    for p in text.paragraphs:
        for n, met in enumerate(WORD.finditer(p.text)):
            if not met[0][0].isupper():
                small.add(met[0].lower())
            elif n and not BEGINS.search(p.text[: met.start()][-6:]):
                found[p.label, met[0].replace("’", "'")] += 1
    most = RARE * book.documents
    return [
        {"symbol": text.symbol, "label": label, "clause": None, "scheme": "name", "code": written,
         "term": word, "count": count}
        for (label, written), count in found.items()
        if (word := written.lower()) not in small and len(word) > 2 and word[:3].isalpha()
        and book.background.get(word, 0) <= most and not book.forms.get(word, ("", ""))[1]
    ]  # fmt: skip


def _paragraphs(text: Resolution, book: Codebook) -> list[dict]:
    labels = {p.label for p in text.paragraphs}
    rows = []
    for p in text.paragraphs:
        parent = re.sub(r"\([^()]*\)$", "", p.label)
        rows.append({
            "symbol": text.symbol, "label": p.label, "part": p.part, "level": p.level,
            "heading": p.heading, "verb": p.verb, "object": clauses.recited(p, book) or None,
            "n_words": len(words(p.text)),
            "parent": parent if parent != p.label and parent in labels else None,
            "fingerprint": features.fingerprint(p.text),
        })  # fmt: skip
    return rows


def _clauses(symbol: str, parsed: Iterable[Clause], book: Codebook) -> Rows:
    rows: Rows = {"clauses": [], "clause_entities": []}
    for c in parsed:
        key = {"symbol": symbol, "label": c.label, "clause": c.clause}
        # an action of four words, and eight of an object: what leads to it stays
        left = RUN - len(words(f"{c.action or ''} {c.lead or ''}"))
        about = " ".join(c.object.split()[:left]) if c.object else None
        rows["clauses"].append(key | {
            "verb": c.verb, "class": c.klass, "strength": c.strength, "directive": c.directive,
            "continuing": c.continuing, "action": c.action, "lead": c.lead,
            "object": about, "matter": clauses.matter(c, book) or None, "n_words": c.n_words,
        })  # fmt: skip
        for role, entities in (("addressee", c.addressees), ("partner", c.partners)):
            rows["clause_entities"] += [key | {"role": role, "entity": e} for e in entities]
    return rows
