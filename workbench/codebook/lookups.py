"""Where the rows of a codebook stand in a text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

from .book import Codebook, load
from .finder import Finder, Hit
from .folders import subjects
from .language import REGEX, pattern, spellings
from .rows import Condition, Entity, Theme
from .titles import beside, named

Span = tuple[int, int]
NAMED = re.compile(r"\b[A-Z]\w+ \Z")  # a word with a capital right before
ONE_WORD = re.compile(r"[A-Z]\w*")
QUOTED = re.compile(r"“[^“”]*”")
UNEVEN = 1.0  # bits: half as many documents have a field's word as chance lets expect
GENERAL = 0.5  # of it, from which a word belongs to a field: "still", "marked" have less
RARE = 0.02  # of the background's documents: of a word in fewer no spread tells that it is general


def spans(text: str, terms: tuple[str, ...], exclusions: tuple[str, ...] = ()) -> list[Span]:
    """Where any of the terms stands without overlapping an exclusion."""
    lanes = _finder(terms, exclusions)(text)
    return _beside(lanes.get("term", ()), lanes.get("exclusion", ()))


@lru_cache(maxsize=1024)
def _finder(terms: tuple[str, ...], exclusions: tuple[str, ...]) -> Finder:
    return Finder(
        [(one, "term", "") for one in terms] + [(one, "exclusion", "") for one in exclusions]
    )


def _beside(hits: Iterable[Hit], barred: Iterable[Hit]) -> list[Span]:
    return [
        (hit.start, hit.end)
        for hit in hits
        if not any(bar.start < hit.end and hit.start < bar.end for bar in barred)
    ]


def printed(entity: str) -> str:
    """An entity's name as sentences print it (``printed.csv``)."""
    return load().printed.get(entity, entity)


def overlapping(entities: Iterable[str]) -> set[str]:
    """Entities, and with one that collects others all that do (kind "collective"): whether "the
    United Nations system" or "specialized agencies" are asked is a matter of wording, and none of
    them is somebody new where another was asked."""
    several = set(entities)
    collective = load().collectives
    return several | collective if several & collective else several


def themes(text: str, codebook: Codebook) -> dict[str, list[Span]]:
    """Theme → where its terms stand, in the order of the codebook; themes without any are absent.

    Spans of one theme don't overlap. A piece of a body's name is no subject: a credit to the
    “Inter-Parliamentary Union” says nothing of parliaments.
    """
    found = _themes(codebook)(text)
    names = named(text) if found else []
    if not names:
        return found
    kept = {theme: beside(places, names, text) for theme, places in found.items()}
    return {theme: places for theme, places in kept.items() if places}


def conditions(text: str, codebook: Codebook) -> dict[str, list[Span]]:
    """Condition or qualifier → where its patterns stand, as `themes`; none within quotation
    marks."""
    found = _conditions(codebook)(text)
    quoted = [match.span() for match in QUOTED.finditer(text)] if found else []
    if not quoted:
        return found
    kept = {
        code: [(a, b) for a, b in spans if not any(x < a and b < y for x, y in quoted)]
        for code, spans in found.items()
    }
    return {code: spans for code, spans in kept.items() if spans}


Coder = Callable[[str], dict[str, list[Span]]]


@lru_cache(maxsize=8)
def _themes(codebook: Codebook) -> Coder:
    own = _coder((t.theme, t.terms, t.exclusions) for t in codebook.themes if not t.scheme)
    schemes = [_looked_up(list(several)) for scheme, several in
               groupby(codebook.themes, key=lambda t: t.scheme) if scheme]  # fmt: skip
    if not schemes:
        return own

    def coded(text: str) -> dict[str, list[Span]]:
        return {theme: places for coder in (own, *schemes) for theme, places in coder(text).items()}

    return coded


def _looked_up(vocabulary: list[Theme]) -> Coder:
    """What finds the terms of a vocabulary: of those that overlap the leftmost and longest."""
    finder = Finder((term, "", theme.theme) for theme in vocabulary for term in theme.terms)
    order = {theme.theme: at for at, theme in enumerate(vocabulary)}

    def coded(text: str) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for hit in finder(text).get("", ()):
            if NAMED.search(text, 0, hit.start) and ONE_WORD.fullmatch(text, hit.start, hit.end):
                continue  # of a name: the "Great Lakes" are no lakes
            found.setdefault(hit.code, []).append((hit.start, hit.end))
        return dict(sorted(found.items(), key=lambda item: order[item[0]]))

    return coded


@lru_cache(maxsize=8)
def _conditions(codebook: Codebook) -> Coder:
    return _coder((c.condition, c.patterns, c.exclusions) for c in codebook.conditions)


def _coder(rows: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> Coder:
    """What finds several rows, each with terms and exclusions, in one pass."""
    rows = list(rows)
    names = [name for name, _, _ in rows]
    finder = Finder(
        (term, lane + name, name)
        for name, terms, exclusions in rows
        for lane, several in (("+", terms), ("-", exclusions))
        for term in several
    )

    def coded(text: str) -> dict[str, list[Span]]:
        lanes = finder(text)
        where = {
            name: _beside(lanes[f"+{name}"], lanes.get(f"-{name}", ()))
            for name in names
            if f"+{name}" in lanes
        }
        return {name: places for name, places in where.items() if places}

    return coded


FURTHER = 0.7  # weight of each further word of a concept: whole terms are rarer than names read off


def rarity(words: Iterable[str], background: Mapping[str, int], further: float = 0.5) -> float:
    """How rare a name is in the background: of its rarest word whole, of each *further* one half as
    much as of the one before; 0 for what every document says.

    With *n* of *N* documents that have a word: ``ln((N + 1) / (n + 1))``.
    """
    every = background.get("", 0)
    weights = sorted(
        (math.log((every + 1) / (min(background.get(w, 0), every) + 1)) for w in words),
        reverse=True,
    )
    return sum(w * further**i for i, w in enumerate(weights))


def concentration(words: Iterable[str], spread: Mapping[str, float]) -> float:
    """How much a name belongs to a field: 1 if it has a word that documents use again and again,
    less if all are spread as chance deals them ("circumstances"); what few have tells nothing.

    The residual inverse document frequency of `Codebook.spread`, of the most uneven word, against
    one bit: half as many documents as chance lets expect.
    """
    told = [spread.get(word, UNEVEN) for word in words]
    return min(1.0, max(0.0, *told) / UNEVEN) if told else 0.0


def of_matter(word: str, codebook: Codebook) -> bool:
    """Whether a word says anything of what a text is about: no stop-word, verb ("undertake",
    "welcoming") or praise ("significant"), and none that documents have much as chance deals it
    ("still", "marked"). Of one in few documents, unless it stands before others ("catastrophic"),
    nobody can tell that."""
    kind = codebook.forms.get(word, ("", ""))[0]
    if word in codebook.stopwords or kind in ("verb", "quality") or word in openers(codebook):
        return False
    if kind != "attribute" and codebook.background.get(word, 0) <= RARE * codebook.documents:
        return True
    return concentration([word], codebook.spread) >= GENERAL


@lru_cache(maxsize=8)
def openers(codebook: Codebook) -> frozenset[str]:
    """Words that open paragraphs, or what is asked in them: the first of each initiating verb."""
    forms = (form for v in codebook.verbs for form in (v.verb, *v.forms))
    return frozenset(word for form in forms for word in form.split()[:1])


def telling(terms: Iterable[Sequence[str]], codebook: Codebook) -> float:
    """How much a concept tells of a text by the terms that were met there: a concept is as rare as
    the commonest of them ("vessels" for *ships*), and belongs to a field if one of them does."""
    terms = list(terms)
    rare = min((rarity(words, codebook.background, FURTHER) for words in terms), default=0.0)
    return rare * max((concentration(words, codebook.spread) for words in terms), default=0.0)


# -- entities ------------------------------------------------------------------------------


def entities(text: str, codebook: Codebook) -> list[tuple[str, int, int]]:
    """Entities named in a text: (entity, start, end), the longest name where several begin. The
    letter after the hyphen of "Secretary-general" may be small or not."""
    finder, named = _entities(codebook)
    text = _capitals(text)
    return [(named(text[hit.start : hit.end]), hit.start, hit.end)
            for hit in finder(text).get("name", ())]  # fmt: skip


def _capitals(text: str) -> str:
    """With a capital after the hyphen of a word that begins with one."""
    return re.sub(r"\b([A-Z]\w*[‐‑-])([a-z])", lambda word: word[1] + word[2].upper(), text)


@lru_cache(maxsize=8)
def _entities(codebook: Codebook) -> tuple[Finder, Callable[[str], str]]:
    """What finds all names of entities, and whose a name is: several may have a pattern for it."""
    exact: dict[str, str] = {}
    loose, listed = [], []
    for row in codebook.entities:
        for name in (one for alias in (row.entity, *row.aliases) for one in spellings(alias)):
            name = _capitals(name)
            listed.append((name, "name", row.entity))
            if "*" in name or "..." in name or REGEX.search(name):
                loose.append((name, row.entity))
            else:
                exact.setdefault(_plain(name), row.entity)

    @lru_cache(maxsize=4096)
    def named(name: str) -> str:
        said = exact.get(_plain(name))
        return said or next((entity for p, entity in loose if pattern(p).fullmatch(name)), name)

    return Finder(listed), named


def _plain(name: str) -> str:
    """A name for looking up: one kind of space, hyphen and apostrophe, lower case."""
    return re.sub(r"[\s‐‑-]+", " ", name).replace("’", "'").lower()


# -- the rows' own examples ----------------------------------------------------------------


def check(folder: str | Path | None = None) -> list[str]:
    """What is wrong with the rows' own examples: a line for each example that its row misses and
    each counter-example that it finds. An empty list: all is well.

    Examples of verbs are run as clauses, by `clauses.check`, which knows the grammar.

    Raises
    ------
    InputError
        A row of any file can't be used.
    """
    book = load(folder)
    book.verify()
    of_subjects = [(f"themes/{name}", load(folder, name)) for name in subjects(book.folder)]
    rows: list[tuple[str, str, Entity | Condition | Theme, Callable[[str], Container[str]]]] = [
        *(("entities", e.entity, e, lambda text: {n for n, _, _ in entities(text, book)})
          for e in book.entities),
        *(("conditions", c.condition, c, lambda text: conditions(text, book))
          for c in book.conditions),
        *((file, t.theme, t, partial(themes, codebook=one))
          for file, one in of_subjects for t in one.themes),
    ]  # fmt: skip
    wrong = []
    for file, name, row, coded in rows:
        if row.example and name not in coded(row.example):
            wrong.append(f"{file}.csv: {name}: its example is not found; correct terms or example")
        if row.counter_example and name in coded(row.counter_example):
            wrong.append(
                f"{file}.csv: {name}: its counter-example is found; add an exclusion or correct it"
            )
    return wrong
