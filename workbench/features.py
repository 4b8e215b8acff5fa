"""A resolution → rows: its words, phrases, citations, themes and other codes, and shingles.

Each function takes a `Resolution` and returns rows as published (see ``columns.csv``), in reading
order, the same for the same text. Only `themes` and `theme_terms` answer by label.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import codebook as books
from .codebook import forms
from .records import Paragraph, Resolution
from .text import words as split

if TYPE_CHECKING:
    from .codebook import Codebook

__all__ = [
    "themes",
    "theme_terms",
    "leading",
    "codes",
    "codes_in",
    "term",
    "word_counts",
    "phrases",
    "recurring",
    "citations",
    "shingles",
    "winnowed",
    "fingerprint",
    "SHINGLE",
    "TERM_WORDS",
    "WINDOW",
]

Row = dict[str, Any]
Span = tuple[int, int]

TERM_WORDS = 8
"""Words of a text that a published cell may show at most."""

FEW = 10
"""Paragraphs up to which a theme of one of them may lead."""

SHINGLE = 5
"""Words in a shingle."""

WINDOW = 8
"""Shingles in a winnowing window: 2 / (8 + 1) of them are kept on average, and two texts that
share 8 + 5 - 1 = 12 words in a row share at least one kept shingle."""


# -- codes ---------------------------------------------------------------------------------


def themes(resolution: Resolution, codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """The themes that each paragraph is about or names.

    Returns
    -------
    dict
        label → themes in the codebook's order; an empty tuple where there is none.
    """
    return {label: tuple(terms) for label, terms in theme_terms(resolution, codebook).items()}


def theme_terms(
    resolution: Resolution, codebook: Codebook
) -> dict[str, dict[str, tuple[str, ...]]]:
    """The themes of each paragraph with the words that name them.

    Returns
    -------
    dict
        label → theme → the words found, lower case, each once, in reading order.
    """
    return {
        p.label: {
            code: tuple(dict.fromkeys(term(p.text[a:b]) for a, b in spans))
            for code, spans in books.themes(p.text, codebook).items()
        }
        for p in resolution.paragraphs
    }


def leading(resolution: Resolution, codebook: Codebook, most: int) -> dict[str, tuple[str, ...]]:
    """The themes that a text is most about: by the share of paragraphs that have one, times how
    telling its terms are (see `codebook.telling`).

    A theme met in one paragraph of many leads nowhere: a word may mean something else once.

    Returns
    -------
    dict
        theme → labels, the foremost first, as many as `most`.
    """
    labels: dict[str, list[str]] = {}
    met: dict[str, set[str]] = {}
    for label, themes in theme_terms(resolution, codebook).items():
        for theme, terms in themes.items():
            labels.setdefault(theme, []).append(label)
            met.setdefault(theme, set()).update(terms)
    told = {theme: books.telling(map(split, sorted(met[theme])), codebook) for theme in met}
    order = sorted(labels, key=lambda t: (-round(len(labels[t]) * told[t], 9), t))
    alone = len(resolution.paragraphs) > FEW
    kept = [t for t in order if len(labels[t]) > 1 or not alone]
    return {t: tuple(labels[t]) for t in kept[:most]}


def codes(
    resolution: Resolution, codebook: Codebook, clauses: Iterable[Any] | None = None
) -> list[Row]:
    """Themes and entities of each paragraph, conditions and qualifiers of each clause.

    Parameters
    ----------
    clauses : list of Clause, optional
        as `clauses.clauses` gives them; without, no conditions are coded.

    Returns
    -------
    list of dict
        symbol, label, clause (None for entities, and for themes outside of any clause), scheme,
        code, term, count: a row for each different wording. Counts add up to the matches of the
        codebook's patterns; a condition that a chapeau gives to its items is counted once, and so
        is one that two verbs share ("regrets and condemns … where appropriate").
    """
    of_label: dict[str, list] = {}
    for clause in clauses or ():
        of_label.setdefault(clause.label, []).append(clause)
    rows = []
    given: set[tuple[str, str]] = set()  # label and condition, of a clause there or of its items
    for p in resolution.paragraphs:
        here = of_label.get(p.label, [])
        for (scheme, code), spans in codes_in(p.text, codebook).items():
            told = here if scheme == "theme" else ()
            for clause, within in _by_clause(spans, told).items():
                rows += _code_rows(resolution, p, clause, scheme, code, within)
        found = [(one, *each) for one in here for each in _conditions(one, p.text, codebook)]
        worded = {code for _, _, code, spans in found if spans}
        for one, scheme, code, spans in found:
            told = _code_rows(resolution, p, one.clause, scheme, code, spans)
            above = p.label.rpartition("(")[0], code
            again = not spans and (code in worded or (above[0] and above in given))
            rows += [row | {"count": 0} for row in told] if again else told
            given |= {(p.label, code)} if spans else {(p.label, code), above}
    return rows


def _by_clause(spans: Iterable[Span], clauses: Iterable[Any]) -> dict[int | None, list[Span]]:
    """Places of a paragraph by the clause that they stand in: what a paragraph asks for may be
    another clause's matter."""
    places: dict[int | None, list[Span]] = {}
    for start, end in spans:
        within = (c.clause for c in clauses if c.start <= start and end <= c.end)
        places.setdefault(next(within, None), []).append((start, end))
    return places


def _code_rows(
    resolution: Resolution,
    paragraph: Paragraph,
    clause: int | None,
    scheme: str,
    code: str,
    spans: Sequence[Span],
) -> list[Row]:
    counts = Counter(term(paragraph.text[a:b]) for a, b in spans)
    # A condition that a chapeau or the grammar gives to a clause has no words of its own there.
    counts = counts or Counter([code.replace("_", " ")])
    return [
        {
            "symbol": resolution.symbol,
            "label": paragraph.label,
            "clause": clause,
            "scheme": scheme,
            "code": code,
            "term": wording,
            "count": count,
        }
        for wording, count in counts.items()
    ]


def _conditions(
    clause: Any, text: str, codebook: Codebook
) -> Iterable[tuple[str, str, list[Span]]]:
    """A clause's conditions with the words that say them, as far as they stand in the clause."""
    schemes = {c.condition: c.scheme for c in codebook.conditions}
    start = clause.start
    within = books.conditions(text[start : clause.end], codebook) if clause.conditions else {}
    for code in clause.conditions:
        yield schemes[code], code, [(start + a, start + b) for a, b in within.get(code, ())]


def term(written: str) -> str:
    """Words found in a text, as tables show them: lower case, plain hyphens, at most eight."""
    plain = re.sub(r"[‐‑]", "-", written).replace("’", "'").replace("\u00ad", "")
    return " ".join(plain.lower().split()[:TERM_WORDS])


def codes_in(text: str, codebook: Codebook) -> dict[tuple[str, str], list[Span]]:
    """Where the themes and entities of a codebook stand in a text.

    Returns
    -------
    dict
        (scheme, code) → spans, in the order of the codebook. Spans of one theme don't overlap;
        those of all entities together don't either.
    """
    coded = {("theme", code): spans for code, spans in books.themes(text, codebook).items()}
    named: dict[str, list[Span]] = {}
    for entity, start, end in books.entities(text, codebook):
        named.setdefault(entity, []).append((start, end))
    order = (e.entity for e in codebook.entities if e.entity in named) if named else ()
    return coded | {("entity", code): named[code] for code in order}


# -- words ---------------------------------------------------------------------------------


def word_counts(resolution: Resolution) -> list[Row]:
    """How often each word stands in each paragraph (words as `resolution.words` splits them)."""
    return [
        {"symbol": resolution.symbol, "label": p.label, "word": word, "count": count}
        for p in resolution.paragraphs
        for word, count in Counter(split(p.text)).items()
    ]


def phrases(resolution: Resolution, stop: Collection[str] | None = None) -> list[Row]:
    """How often each phrase stands in each paragraph.

    A phrase is two to four words without punctuation between them, with content words at both
    ends: not stop-words, and with a letter in them.

    Parameters
    ----------
    stop : collection of str, optional
        stop-words; those of the codebook if not given.

    See Also
    --------
    recurring : the rows that are published.
    """
    stop = books.load().stopwords if stop is None else stop
    return [
        {"symbol": resolution.symbol, "label": p.label, "phrase": phrase, "count": count}
        for p in resolution.paragraphs
        for phrase, count in Counter(p for _, _, p in _phrases(p.text, stop)).items()
    ]


# What stands between words and is more than a space: punctuation, not what words hold inside.
PAUSE = re.compile(r"[^\w\s'’./‐‑\u00ad-]+|(?<!\w)['’./‐‑-]+|['’./‐‑-]+(?!\w)")


def _phrases(text: str, stop: Collection[str]) -> Iterable[tuple[int, int, str]]:
    """Phrases, each with the places of its first word and of the word after it."""
    at = 0
    for run in PAUSE.split(text):
        words = split(run)
        content = [w not in stop and any(c.isalpha() for c in w) for w in words]
        for start in range(len(words)):
            if content[start]:
                for end in range(start + 2, min(start + 4, len(words)) + 1):
                    if content[end - 1]:
                        yield at + start, at + end, " ".join(words[start:end])
        at += len(words) + 1  # nothing spans a pause


def recurring(
    resolutions: Iterable[Resolution], stop: Collection[str] | None = None, apart: bool = False
) -> list[Row]:
    """The rows of `phrases` that are published: of phrases that recur, and don't give a text away.

    A phrase recurs if two paragraphs of one member have it, in whatever form (`forms.form`). That
    the next renewal repeats it is no recurrence: renewals repeat whole paragraphs, and phrases that
    overlap would join up to them. Nor do those that recur join up to more than `TERM_WORDS` words
    anywhere: where they would, the longest of them that are rarest are left out, in all forms, of
    all paragraphs. So a phrase that has a row has one wherever it stands, as its other forms do.

    Parameters
    ----------
    resolutions : list of Resolution
        Of one series: what is published of it doesn't depend on others.
    stop : collection of str, optional
        stop-words; those of the codebook if not given.
    apart : bool
        The documents don't renew each other, so that two of them are enough.
    """
    stop = books.load().stopwords if stop is None else stop
    resolutions = list(resolutions)
    places: dict[str, set[tuple[str, str]]] = {}  # by form
    spans: list[list[tuple[int, int, str]]] = []
    for resolution in resolutions:
        for p in resolution.paragraphs:
            spans.append([(a, b, forms.form(phrase)) for a, b, phrase in _phrases(p.text, stop)])
            for _, _, key in spans[-1]:
                places.setdefault(key, set()).add((resolution.symbol, p.label))
    recur = set()
    for key, stands in places.items():
        members = {symbol for symbol, _ in stands}
        if len(stands) > len(members) or (apart and len(members) > 1):
            recur.add(key)
    for paragraph in spans:
        kept = [span for span in paragraph if span[2] in recur]
        while chain := _too_long(kept):
            out = max(chain, key=lambda s: (s[1] - s[0], -len(places[s[2]]), s[2]))[2]
            recur.discard(out)
            kept = [span for span in kept if span[2] != out]
    rows = (row for resolution in resolutions for row in phrases(resolution, stop))
    return [row for row in rows if forms.form(row["phrase"]) in recur]


def _too_long(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The first spans that join up to more words than a published cell may show; none: all well."""
    start = end = -1
    chain: list[tuple[int, int, str]] = []
    for span in sorted(spans):
        if span[0] >= end:
            start, chain = span[0], []
        chain.append(span)
        end = max(end, span[1]) if len(chain) > 1 else span[1]
        if end - start > TERM_WORDS:
            return chain
    return []


# -- citations -----------------------------------------------------------------------------


def citations(resolution: Resolution) -> list[Row]:
    """Documents that each paragraph cites, in its text or in a footnote, each once."""
    from . import symbols

    notes: dict[str, list[str]] = {}
    for note in resolution.footnotes:
        for label in note.labels:
            notes.setdefault(label, []).append(note.text)
    rows: dict[tuple[str, str, str], None] = {}
    for p in resolution.paragraphs:
        for text, where in [(p.text, "text"), *((n, "note") for n in notes.get(p.label, ()))]:
            for cited, *_ in symbols.find(text, resolution.organ, resolution.symbol):
                rows[p.label, cited, where] = None
    return [
        {"symbol": resolution.symbol, "label": label, "cited": cited, "where": where}
        for label, cited, where in rows
    ]


# -- shared wording ------------------------------------------------------------------------


def shingles(resolution: Resolution) -> list[Row]:
    """Winnowed runs of five words of each paragraph, hashed.

    Of every eight runs in a row the one with the smallest hash is kept (the rightmost of equals),
    so 2 / 9 of all positions on average, and any twelve words that two paragraphs share show.
    Paragraphs with fewer than five words have none; with one to eight runs, one.

    References
    ----------
    Schleimer, S., Wilkerson, D. S. and Aiken, A. (2003). Winnowing: local algorithms for document
    fingerprinting. SIGMOD.
    """
    return [
        {"symbol": resolution.symbol, "label": p.label, "shingle": shingle}
        for p in resolution.paragraphs
        for shingle in dict.fromkeys(winnowed(split(p.text)))
    ]


def winnowed(words: Sequence[str], size: int = SHINGLE, window: int = WINDOW) -> list[str]:
    """Hashes of the runs of words that winnowing keeps, in reading order."""
    hashes = _runs(tuple(words), size)
    kept = []
    least = -1
    for end in range(min(window, len(hashes)), len(hashes) + 1) if hashes else ():
        start = max(0, end - window)
        if least < start:
            within = hashes[start:end]  # of equals the rightmost
            least = end - 1 - within[::-1].index(min(within))
            kept.append(least)
        elif hashes[end - 1] <= hashes[least]:
            least = end - 1
            kept.append(least)
    return [hashes[i] for i in kept]


@lru_cache(maxsize=1024)
def _runs(words: tuple[str, ...], size: int) -> tuple[str, ...]:
    """All runs of words, hashed: remembered, for a paragraph is asked for with several windows."""
    return tuple(map(_hash, map(" ".join, zip(*(words[i:] for i in range(size)), strict=False))))


def fingerprint(text: str | Resolution) -> str:
    """A hash of the normalised words: 16 hexadecimal digits.

    Case, punctuation, kinds of hyphens, notes and layout don't matter: the same words, the same
    fingerprint, whatever the format that they were read from.
    """
    if isinstance(text, Resolution):
        text = " ".join(p.text for p in text.paragraphs)
    return _hash(" ".join(split(text)))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
