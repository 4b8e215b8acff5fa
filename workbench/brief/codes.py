"""Themes and entities that only one of the two texts names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import symbols
from .precedents import Library, Sought, sought
from .records import Code, Precedent
from .texts import Text

if TYPE_CHECKING:
    from ..codebook import Codebook

Key = tuple[str, str]  # scheme and code


def new(
    one: Text, other: Text, series: str | None, library: Library, tracked: Mapping[str, Sought],
    book: Codebook,
) -> tuple[Code, ...]:  # fmt: skip
    """Themes and entities that BASE lacks; those new to the series with where else they stand."""
    known, before = _known(one, series, library), one.labels()
    made = []
    for (scheme, code), labels in other.labels().items():
        if (scheme, code) in before:
            continue
        since = known.get((scheme, code))
        elsewhere: tuple[Precedent, ...] = ()
        if since is None and scheme == "theme":
            texts = [sought(tracked[x].words) for x in labels]
            elsewhere = tuple(library.with_code(scheme, code, texts, series))
        made.append(Code(scheme, code, _title(scheme, code, book), labels, since, elsewhere))
    return tuple(sorted(made, key=lambda c: (c.since is not None, c.scheme != "theme")))


def gone(one: Text, other: Text, book: Codebook) -> tuple[Code, ...]:
    """Themes and entities that only BASE has."""
    after = other.labels()
    made = [
        Code(scheme, code, _title(scheme, code, book), labels)
        for (scheme, code), labels in one.labels().items()
        if (scheme, code) not in after
    ]
    return tuple(sorted(made, key=lambda c: c.scheme != "theme"))


def _title(scheme: str, code: str, book: Codebook) -> str:
    titles = {t.theme: t.title for t in book.themes} if scheme == "theme" else {}
    return titles.get(code, code)


def _known(one: Text, series: str | None, library: Library) -> dict[Key, str]:
    """The last member of the series, dated before the draft, that has a code."""
    last: dict[Key, str] = {}
    for key, holders in library.coded.items():
        inside = [library.places[at] for at in holders if library.places[at].series == series]
        if inside:
            last[key] = max(inside, key=lambda p: (p.adopted, symbols.key(p.symbol))).symbol
    symbol = one.resolution.symbol or "BASE"
    return last | dict.fromkeys(one.labels(), symbol)
