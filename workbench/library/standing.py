"""Which documents of a library are in force, as far as the library can tell.

The latest member that a library has of a family need not be the latest there is. A later document
that is missing may be named by its title in another; or the family's rhythm says that the next
renewals must have come since.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from .. import symbols
from ..proposals.rows import content
from ..steps import families as families_of
from . import descent, store

CYCLES = 3  # of its family's rhythm: one that is older has been renewed, or has lapsed
LEAST = 5  # years that a document may be old, whatever the rhythm
SAME = 0.9  # of two titles' words: the same title, with another number in it at most
ENTITLED = re.compile(r"\A[^;“\"]{0,60}\bentitled\s[“\"]([^”\"]{8,300})")


class Standing(NamedTuple):
    """How a document stands among those of its family.

    Attributes
    ----------
    symbol : str
    year : int or None
    state : str
        renewed (by a document of the library), in force, or latest here: the library has no later
        member, but there must be one.
    cycle : float or None
        Years between members, the median, those that are only cited among them.
    later : str
        A later member of that title that is only cited, if there is one.
    """

    symbol: str
    year: int | None
    state: str
    cycle: float | None
    later: str


def standing(library: str | Path | None = None) -> list[Standing]:
    """How each adopted document of a library stands, seen from the year of its latest.

    In force is what no later document renews. Not so what is older than three cycles of its
    family and than five years, and what has its title from a later document that is only cited:
    it is the latest here. A document without a family has no cycle.

    Parameters
    ----------
    library : str or Path, optional
        The library's file.
    """
    place = store.place(library)
    steps = descent.families(place)
    renewed = {step.predecessor for step in steps}
    with store.connected(place) as connection:
        rows = connection.execute(
            "SELECT symbol, year, organ, title FROM documents WHERE stage = 'adopted' ORDER BY id"
        ).fetchall()
        named = _named(connection, {row["symbol"] for row in rows})
    years = {row["symbol"]: row["year"] for row in rows}
    now = max(filter(None, years.values()), default=0)
    titled = {row["symbol"] for row in rows if row["title"]}  # else what it cites is no family
    cycles = _cycles([step for step in steps if step.symbol in titled], years)
    told = []
    for row in rows:
        symbol, cycle = row["symbol"], cycles.get(row["symbol"])
        later = _later(symbol, row["organ"], row["title"] or "", named)
        old = cycle and row["year"] and now - row["year"] > max(CYCLES * cycle, LEAST)
        state = "renewed" if symbol in renewed else "latest here" if old or later else "in force"
        told.append(Standing(symbol, row["year"], state, cycle, later))
    return told


def _cycles(
    steps: Iterable[descent.Step], years: Mapping[str, int | None]
) -> dict[str, float]:  # fmt: skip
    """Document → years between members of its family."""
    known = list(steps)
    pairs = [(s.symbol, other) for s in known for other in (s.predecessor, *s.missing) if other]
    members: dict[object, set[int]] = defaultdict(set)
    family = families_of(pairs, [s.symbol for s in known])
    for symbol, number in family.items():
        if when := years.get(symbol) or symbols.year(symbol):
            members[number].add(when)
    apart = {n: [b - a for a, b in pairwise(sorted(told))] for n, told in members.items()}
    return {s: median(apart[n]) for s, n in family.items() if s in years and apart.get(n)}


def _named(
    connection: sqlite3.Connection, at_hand: set[str]
) -> dict[frozenset[str], dict[str, None]]:
    """Words of a title → documents of it that are cited with their title, and not there."""
    rows = connection.execute(
        "SELECT DISTINCT c.cited, p.text FROM citations c JOIN paragraphs p ON p.id = c.paragraph "
        "WHERE p.text LIKE '%entitled%' ORDER BY p.id, c.rowid"
    )
    titles: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        text, number = row["text"], symbols.number(row["cited"])
        if row["cited"] in at_hand or (at := text.find(number)) < 0:
            continue
        if told := ENTITLED.match(text[at + len(number) :]):
            titles[_words(told[1])][row["cited"]] = None
    return titles


def _later(
    symbol: str, organ: str, title: str, named: Mapping[frozenset[str], Iterable[str]]
) -> str:
    """The latest document of a title and organ that is only cited, after this one."""
    own = _words(title)
    found = [
        other
        for words, documents in named.items()
        if own and len(words & own) >= SAME * len(words | own)
        for other in documents
        if symbols.organ(other) == organ and symbols.key(other) > symbols.key(symbol)
    ]
    return max(found, key=symbols.key, default="")


def _words(title: str) -> frozenset[str]:
    return frozenset(w for w in content(title) if not descent.COUNTED.fullmatch(w))
