"""What a changed codebook would do to the published counts, before tables are built anew.

The published tables were made with the codebook of their time. Coding the texts at hand with the
present one and counting rows of both shows, entry by entry, what a changed row gains and loses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import catalogue, clauses, codebook, features, holdings, tables
from .codebook import Codebook
from .errors import InputError
from .records import Resolution

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SCHEMES", "Effect", "effects", "failures", "line", "texts", "told"]

# Schemes in the order of the files that a researcher edits.
SCHEMES = ("verb", "class", "strength", "directive", "action", "addressee", "partner", "entity",
           "condition", "qualifier", "theme")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """An entry of the codebook whose rows in the tables would change.

    `before` and `after` count the paragraphs or clauses that have it. `gained` and `lost` are
    places, "A/RES/74/175 OP13": both may be there where the counts are equal.
    """

    scheme: str
    code: str
    before: int
    after: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def failures(folder: Path | None = None) -> list[str]:
    """What is wrong with the codebook's files and the examples of their rows, a line each."""
    return [*codebook.check(folder), *clauses.check(codebook.load(folder))]


def told(names: Iterable[str], folder: Path | None = None) -> Iterator[str]:
    """What the present codebook would change in each of some series, and verbs that none of their
    texts' rows know; lines to read."""
    place = codebook.folder(folder)
    read: list[Resolution] = []
    for name in names:
        try:
            here, missing = texts(name, place)
        except InputError as error:  # a new series has no tables yet
            yield f"{name}: {error}"
            continue
        if not here:
            yield (f"{name}: no text at hand, so what the codebook would change can't be told; "
                   f"`workbench fetch {name}` gets the texts")  # fmt: skip
            continue
        read += here
        changed = [f"{name}: {line(effect)}" for effect in effects(name, here, place)]
        yield from changed or [f"{name}: the published counts are those of this codebook"]
        if missing:
            yield f"{name}: left out, their texts are not at hand: {', '.join(missing)}"
    for words, times in clauses.unknown(read, codebook.load(place)):
        yield f"no verb of the codebook: {words} … ({times})"


def texts(name: str, folder: Path | None = None) -> tuple[list[Resolution], list[str]]:
    """Texts of a series that its published tables describe, and symbols of those not at hand."""
    place = codebook.folder(folder)
    described = tables.frame(place, name, "resolutions").dropna(subset="n_words")["symbol"]
    places = holdings.placed(described, place)
    at_hand = [holdings.read(one) for one in places if not isinstance(one, InputError)]
    missing = [s for s, one in zip(described, places, strict=True) if isinstance(one, InputError)]
    return at_hand, missing


def effects(name: str, read: list[Resolution], folder: Path | None = None) -> list[Effect]:
    """Entries whose counts the present codebook changes in a series' tables.

    Parameters
    ----------
    name : str
        A series with published tables.
    read : list of Resolution
        as `texts` gives them; other members are left out of both counts.

    Returns
    -------
    list of Effect
        in the order of `SCHEMES`, the largest change first; empty where nothing would change.
    """
    place = codebook.folder(folder)
    book = catalogue.book(name, place)
    symbols = {text.symbol for text in read}
    published = Counter(_published(place, name, symbols))
    present = Counter(at for text in read for at in _coded(text, book))
    gained, lost = _by_entry(present - published), _by_entry(published - present)
    before, after = (
        Counter(k[:2] for k in published.elements()),
        Counter(k[:2] for k in present.elements()),
    )
    changed = [
        Effect(*entry, before[entry], after[entry], gained.get(entry, ()), lost.get(entry, ()))
        for entry in dict.fromkeys([*gained, *lost])
    ]
    return sorted(
        changed,
        key=lambda e: (SCHEMES.index(e.scheme), -len(e.gained) - len(e.lost), e.code),
    )


Place = tuple[str, str, str]
"""Scheme, code, and the paragraph that has it."""


def _by_entry(places: Counter[Place]) -> dict[tuple[str, str], tuple[str, ...]]:
    entries = defaultdict(list)
    for scheme, code, where in places.elements():
        entries[scheme, code].append(where)
    return {entry: tuple(where) for entry, where in entries.items()}


def _coded(text: Resolution, book: Codebook) -> Iterator[Place]:
    """What the present codebook finds in a text."""
    parsed = clauses.clauses(text, book)
    for c in parsed:
        where = f"{text.symbol} {c.label}"
        facts = c.verb, c.klass, str(c.strength), c.directive, c.action
        yield from _clause(where, *facts)
        for role, names in (("addressee", c.addressees), ("partner", c.partners)):
            yield from ((role, entity, where) for entity in names)
    rows = features.codes(text, book, parsed)
    yield from _codes((r["scheme"], r["code"], text.symbol, r["label"], r["clause"]) for r in rows)


def _published(folder: Path, name: str, symbols: set[str]) -> Iterator[Place]:
    """The same from the published tables."""

    def rows(table: str, *columns: str) -> Iterable[tuple]:
        frame: pd.DataFrame = tables.frame(folder, name, table)
        frame = frame[frame["symbol"].isin(symbols)].astype(object)
        frame = frame.where(frame.notna(), None)
        return frame[list(columns)].itertuples(index=False, name=None)

    facts = ("symbol", "label", "verb", "class", "strength", "directive", "action")
    for symbol, label, verb, klass, strength, directive, action in rows("clauses", *facts):
        yield from _clause(f"{symbol} {label}", verb, klass, str(strength), directive, action)
    for symbol, label, role, entity in rows("clause_entities", "symbol", "label", "role", "entity"):
        yield role, entity, f"{symbol} {label}"
    coded = rows("codes", "scheme", "code", "symbol", "label", "clause")
    yield from _codes(row for row in coded if row[0] in SCHEMES)


def _clause(
    where: str, verb: str, klass: str, strength: str, directive: bool, action: str | None
) -> Iterator[Place]:
    yield "verb", verb, where
    yield "class", klass, where
    yield "strength", strength, where
    yield "directive", "yes" if directive else "no", where
    yield "action", "named" if action else "none", where


def _codes(rows: Iterable[tuple]) -> Iterator[Place]:
    """A paragraph or clause counts once for an entry, however many wordings it has."""
    for scheme, code, symbol, label, _ in dict.fromkeys(rows):
        yield scheme, code, f"{symbol} {label}"


def line(effect: Effect, most: int = 3) -> str:
    """An effect in one line: counts, then places.

    >>> line(Effect("theme", "tolls", 3, 4, ("F/RES/9 OP2",), ()))
    'theme tolls: 3 → 4; gained F/RES/9 OP2'
    """
    said = f"{effect.scheme} {effect.code}: {effect.before} → {effect.after}"
    for how, places in (("gained", effect.gained), ("lost", effect.lost)):
        if places:
            more = f" and {len(places) - most} more" if len(places) > most else ""
            said += f"; {how} {', '.join(places[:most])}{more}"
    return said
