"""A resolution → rows: its words, phrases, citations, themes and other codes, and shingles.

Each function takes a `Resolution` and returns rows as published (see ``columns.csv``), in reading
order, the same for the same text. Only `themes` and `theme_terms` answer by label.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import codebook as books
from .errors import InputError
from .records import Paragraph, Resolution
from .text import words as split

if TYPE_CHECKING:
    from .codebook import Codebook

Row = dict[str, Any]
Span = tuple[int, int]

TERM_WORDS = 8
"""Words of a text that a published cell may show at most."""

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
    found = {}
    for p in resolution.paragraphs:
        hits = codes_in(p.text, codebook)
        found[p.label] = {
            code: tuple(dict.fromkeys(term(p.text[a:b]) for a, b in spans))
            for (scheme, code), spans in hits.items()
            if scheme == "theme"
        }
    return found


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
        symbol, label, clause (None for themes and entities), scheme, code, term, count: a row for
        each different wording. Counts add up to the matches of the codebook's patterns.
    """
    of_label: dict[str, list] = {}
    for clause in clauses or ():
        of_label.setdefault(clause.label, []).append(clause)
    rows = []
    for p in resolution.paragraphs:
        for (scheme, code), spans in codes_in(p.text, codebook).items():
            rows += _code_rows(resolution, p, None, scheme, code, spans)
        for clause in of_label.get(p.label, ()):
            for scheme, code, spans in _conditions(clause, p.text, codebook):
                rows += _code_rows(resolution, p, clause.clause, scheme, code, spans)
    return rows


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
    known = {c.condition: c for c in codebook.conditions}
    for code in clause.conditions:
        row = known[code]
        within = text[clause.start : clause.end]
        hits = books.found(within, row.patterns, row.exclusions)
        yield row.scheme, code, [(clause.start + m.start(), clause.start + m.end()) for m in hits]


def term(written: str) -> str:
    """Words found in a text, as tables show them: lower case, plain hyphens, at most eight."""
    plain = re.sub(r"[‐‑]", "-", written).replace("’", "'").replace("\u00ad", "")
    return " ".join(plain.lower().split()[:TERM_WORDS])


def codes_in(text: str, codebook: Codebook) -> dict[tuple[str, str], list[Span]]:
    """Where the themes and entities of a codebook stand in a text.

    The same as `codebook.found` for each theme and `codebook.entities`, in one pass over the
    words of the text: only terms whose first word stands there are tried, and only there.

    Returns
    -------
    dict
        (scheme, code) → spans, in the order of the codebook. Spans of one theme don't overlap;
        those of all entities together don't either.
    """
    return _scanner(codebook)(text)


class _Scanner:
    """Terms of a codebook by the word that they begin with.

    A *lane* is what must not overlap: the terms of one theme, its exclusions, all entities.
    """

    def __init__(self, codebook: Codebook) -> None:
        order = [("theme", t.theme) for t in codebook.themes]
        order += [("entity", e.entity) for e in codebook.entities]
        self.order = {key: i for i, key in enumerate(order)}
        listed: list[tuple[str, tuple[str, ...], tuple[str, str]]] = []
        for t in codebook.themes:
            listed += [(one, ("term", t.theme), ("theme", t.theme)) for one in t.terms]
            listed += [(one, ("exclusion", t.theme), ("theme", t.theme)) for one in t.exclusions]
        for e in codebook.entities:
            names = dict.fromkeys(n for a in (e.entity, *e.aliases) for n in books.spellings(a))
            listed += [(one, ("name",), ("entity", e.entity)) for one in names]
        # Where two terms begin at one place the longer wins, as in `codebook.found`.
        listed.sort(key=lambda item: (-len(item[0]), item[0]))
        self.words: dict[str, list] = {}
        self.stems: dict[str, list] = {}
        self.anywhere = []
        for rank, (one, lane, key) in enumerate(listed):
            entry = (rank, lane, key, books.pattern(one))
            begins = _beginnings(one)
            if not begins:
                self.anywhere.append(entry)
            for word, whole in begins:
                (self.words if whole else self.stems).setdefault(word, []).append(entry)
        self.lengths = sorted({len(stem) for stem in self.stems})
        self.known: dict[str, tuple] = {}
        # Several entities may have a pattern for a name; the codebook says whose it is.
        self.named = lru_cache(maxsize=4096)(
            lambda name: next(iter(books.entities(name, codebook)), (None,))[0]
        )

    def beginning(self, word: str) -> tuple:
        """Terms that may begin with a word; remembered, for texts repeat their words."""
        lower = word.lower()
        entries = list(self.words.get(lower, ()))
        for length in self.lengths:
            if length > len(lower):
                break
            entries += self.stems.get(lower[:length], ())
        self.known[word] = tuple(entries)
        return self.known[word]

    def __call__(self, text: str) -> dict[tuple[str, str], list[Span]]:
        hits = []
        known = self.known
        for run in WORD_RUN.finditer(text):
            word = run.group()
            entries = known.get(word)
            if entries is None:
                entries = self.beginning(word)
            if entries:
                start = run.start()
                for rank, lane, key, pattern in entries:
                    match = pattern.match(text, start)
                    if match:
                        hits.append((start, rank, match.end(), lane, key))
        for rank, lane, key, pattern in self.anywhere:
            hits += [(m.start(), rank, m.end(), lane, key) for m in pattern.finditer(text)]
        return self._apart(text, sorted(hits)) if hits else {}

    def _apart(self, text: str, hits: list[tuple]) -> dict[tuple[str, str], list[Span]]:
        """Leftmost hits of each lane that overlap neither each other nor an exclusion."""
        lanes: dict[tuple, list] = {}
        for start, _, end, lane, key in hits:
            taken = lanes.setdefault(lane, [])
            if not taken or taken[-1][1] <= start:
                taken.append((start, end, key))
        found: dict[tuple[str, str], list[Span]] = {}
        for lane, taken in lanes.items():
            if lane[0] == "exclusion":
                continue
            barred = lanes.get(("exclusion", *lane[1:]), ()) if lane[0] == "term" else ()
            for a, b, key in taken:
                if not any(c < b and a < d for c, d, _ in barred):
                    if lane[0] == "name":
                        key = ("entity", self.named(text[a:b]) or key[1])
                    found.setdefault(key, []).append((a, b))
        return {key: found[key] for key in sorted(found, key=self.order.__getitem__)}


WORD_RUN = re.compile(r"\w+")


def _beginnings(one: str) -> list[tuple[str, bool]]:
    """First words of a term, lower case, each with whether it is whole; none for a term that may
    begin with anything.

    >>> _beginnings("{soft,vulnerable} target*")
    [('soft', True), ('vulnerable', True)]
    >>> _beginnings("terroris* acts")
    [('terroris', False)]
    """
    if one.startswith("/"):
        return []
    pieces = re.findall(r"\{[^{}]*\}|[^{}]+", one)
    begins: dict[tuple[str, bool], None] = {}
    for several in product(*(p[1:-1].split(",") if p[0] == "{" else [p] for p in pieces[:4])):
        run = WORD_RUN.match("".join(several).lower())
        if not run:
            return []
        whole = "".join(several)[run.end() : run.end() + 1] != "*"
        begins[run.group(), whole] = None
    return list(begins)


@lru_cache(maxsize=4)
def _scanner(codebook: Codebook) -> _Scanner:
    return _Scanner(codebook)


# -- words ---------------------------------------------------------------------------------


def word_counts(resolution: Resolution) -> list[Row]:
    """How often each word stands in each paragraph (words as `resolution.words` splits them)."""
    return [
        {"symbol": resolution.symbol, "label": p.label, "word": word, "count": count}
        for p in resolution.paragraphs
        for word, count in Counter(split(p.text)).items()
    ]


@lru_cache(maxsize=4)
def stopwords(folder: Path | None = None) -> frozenset[str]:
    """Words that carry no content of their own (``codebook/stopwords.csv``).

    A corpus folder without such a file has those that come with the package.
    """
    path = books.folder(folder) / "codebook" / "stopwords.csv"
    path = path if path.is_file() else books.SHIPPED / path.name
    if not path.is_file():
        raise InputError(f"{path}: no such file; expected a list of words, which phrases need")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if "word" not in (reader.fieldnames or ()):
            raise InputError(f"{path}: column 'word' is missing; name it in the first line")
        return frozenset(row["word"] for row in reader)


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
    stop = stopwords() if stop is None else stop
    return _phrase_rows(resolution, stop)


def _phrase_rows(
    resolution: Resolution, stop: Collection[str], only: Collection[str] | None = None
) -> list[Row]:
    return [
        {"symbol": resolution.symbol, "label": p.label, "phrase": phrase, "count": count}
        for p in resolution.paragraphs
        for phrase, count in Counter(p for _, _, p in _phrases(p.text, stop)).items()
        if only is None or phrase in only
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

    A phrase recurs if two paragraphs of one member have it. That the next renewal repeats it is
    no recurrence: renewals repeat whole paragraphs, and phrases that overlap would join up to
    them. Nor do those that recur join up to more than `TERM_WORDS` words anywhere: where they
    would, the longest of them that are rarest are left out, of all paragraphs. So a phrase that
    has a row has one wherever it stands.

    Parameters
    ----------
    resolutions : list of Resolution
        Of one series: what is published of it doesn't depend on others.
    stop : collection of str, optional
        stop-words; those of the codebook if not given.
    apart : bool
        The documents don't renew each other, so that two of them are enough.
    """
    stop = stopwords() if stop is None else stop
    resolutions = list(resolutions)
    places: dict[str, set[tuple[str, str]]] = {}
    spans: list[list[tuple[int, int, str]]] = []
    for resolution in resolutions:
        for p in resolution.paragraphs:
            spans.append(list(_phrases(p.text, stop)))
            for _, _, phrase in spans[-1]:
                places.setdefault(phrase, set()).add((resolution.symbol, p.label))
    recur = set()
    for phrase, found in places.items():
        members = {symbol for symbol, _ in found}
        if len(found) > len(members) or (apart and len(members) > 1):
            recur.add(phrase)
    for paragraph in spans:
        own = [span for span in paragraph if span[2] in recur]
        while chain := _too_long(own):
            out = max(chain, key=lambda s: (s[1] - s[0], -len(places[s[2]]), s[2]))[2]
            recur.discard(out)
            own = [span for span in own if span[2] != out]
    return [row for resolution in resolutions for row in _phrase_rows(resolution, stop, recur)]


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
    hashes = [_hash(" ".join(words[i : i + size])) for i in range(len(words) - size + 1)]
    kept = []
    least = -1
    for end in range(min(window, len(hashes)), len(hashes) + 1) if hashes else ():
        start = max(0, end - window)
        if least < start:
            least = min(range(start, end), key=lambda i: (hashes[i], -i))
            kept.append(least)
        elif hashes[end - 1] <= hashes[least]:
            least = end - 1
            kept.append(least)
    return [hashes[i] for i in kept]


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
