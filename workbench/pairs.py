"""Two documents beside each other: from their texts, or from tables where those aren't at hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from . import bounded, catalogue, codebook, collation, decisions, holdings, symbols
from .corpus import Corpus
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .collation import Link
    from .records import Resolution
    from .redline import Redline, Versions

Made = TypeVar("Made")

__all__ = ["about", "collated", "redlined", "versions"]

FIELDS = ("earlier", "later", "kind", "similarity", "moved", "doubtful", "discharged",
          "discharged_in_part", "relative")  # fmt: skip


def collated(earlier: str, later: str, folder: Path | None = None) -> dict[str, Any]:
    """Links of two documents, from their texts or, where those are not at hand, from the tables.

    Parameters
    ----------
    earlier, later : str
        Files, or symbols.

    Returns
    -------
    dict
        ``earlier``, ``later`` (symbols) and ``links``, a list of objects with ``earlier`` and
        ``later`` (labels or None), ``kind``, ``similarity``, ``moved``, ``doubtful``,
        ``discharged``, ``discharged_in_part``, ``relative``.

    Raises
    ------
    InputError
        A text is not at hand and no series has tables of both.
    """
    place = codebook.folder(folder)
    try:
        texts = holdings.text(earlier, place), holdings.text(later, place)
    except InputError:
        if Path(earlier).exists() or Path(later).exists():
            raise
        pair = [symbols.normal(name) or name for name in (earlier, later)]
        rows = _of_tables(pair[0], pair[1], place)[0]
        rows = rows.drop(columns=["earlier", "later"])
        rows = rows.rename(columns={"earlier_label": "earlier", "later_label": "later"})[[*FIELDS]]
        return dict(zip(("earlier", "later"), pair, strict=True)) | {
            "links": json.loads(rows.to_json(orient="records"))
        }
    links = _decided(earlier, later, place) or _bounded((earlier, later), _links, *texts, place)
    return {
        "earlier": texts[0].symbol, "later": texts[1].symbol,
        "links": [{f: getattr(link, f) for f in FIELDS} for link in links],
    }  # fmt: skip


def about(*names: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Label → what a paragraph is about, of each document: from its series' tables, else its text.

    Parameters
    ----------
    *names : str
        Files, or symbols.

    Raises
    ------
    InputError
        A text is not at hand and no series has tables of it.
    """
    from . import matter

    place = codebook.folder(folder)
    several: list[Corpus] = []  # whose tables are read once for all
    told = {}
    for name in names:
        symbol = symbols.normal(name) or name
        if home := next(iter(_homes(symbol, place, several)), None):
            told[name] = matter.about(matter.of_tables(home, symbol), home.codebook)
    rest = [name for name in dict.fromkeys(names) if name not in told]
    if rest:
        texts = [holdings.text(name, place) for name in rest]
        told |= zip(rest, _bounded(rest, _about, texts, place), strict=True)
    return [told[name] for name in names]


def _about(texts: Iterable[Resolution], place: Path) -> list[dict[str, str]]:
    from . import matter

    book = codebook.load(place)
    return [matter.about(matter.of_text(text, book), book) for text in texts]


def _links(earlier: Resolution, later: Resolution, place: Path) -> list[Link]:
    found = collation.links(earlier, later, codebook.load(place).background)
    return collation.told(found, earlier, later)


def _bounded(names: Iterable[str], function: Callable[..., Made], *arguments: Any) -> Made:
    """What is made of texts of which nothing is known: the time may grow with the square."""
    try:
        return bounded.call(function, *arguments)
    except InputError as error:
        raise InputError(f"{' and '.join(names)}: {error}") from None


def redlined(earlier: str, later: str, folder: Path | None = None) -> Redline:
    """A redline of two documents; from the tables its skeleton, where texts are not at hand.

    Raises
    ------
    InputError
        A text is not at hand and no series has tables of both.
    """
    from . import redline

    try:
        both = holdings.text(earlier, folder), holdings.text(later, folder)
        links = _decided(earlier, later, folder)
        return _bounded((earlier, later), redline.changes, *both, links)
    except InputError:
        if Path(earlier).exists() or Path(later).exists():
            raise
        place = codebook.folder(folder)
        one, other = (symbols.normal(name) or name for name in (earlier, later))
        links, before, after = _of_tables(one, other, place)
        return redline.between(before, one, after, other, links)


def versions(names: Sequence[str], folder: Path | None = None) -> Versions:
    """Several documents beside one another, each compared with the one before.

    Raises
    ------
    InputError
        As `redlined`.
    """
    from . import redline

    return redline.versions([redlined(a, b, folder) for a, b in pairwise(names)])


def _of_tables(earlier: str, later: str, place: Path) -> tuple[pd.DataFrame, Corpus, Corpus]:
    """Links of two members by tables alone, and the series that each belongs to."""
    several: list[Corpus] = []
    homes = [_homes(symbol, place, several) for symbol in (earlier, later)]
    if not all(homes):
        # of the one that isn't at hand it says how to get it; first of what no table has either
        for symbol, _ in sorted(
            zip((earlier, later), homes, strict=True), key=lambda p: bool(p[1])
        ):
            holdings.text(symbol, place)
    before, after = next(
        ((a, b) for a in homes[0] for b in homes[1] if a.name == b.name),
        (homes[0][0], homes[1][0]),
    )
    return collation.linked(before, earlier, after, later), before, after


def _homes(symbol: str, place: Path, several: list[Corpus]) -> list[Corpus]:
    """Series whose tables have a document, those of renewals first; `several` are open already."""
    rows = sorted(catalogue.series(place).values(), key=lambda row: row.kind != "renewals")
    homes = []
    for name in (row.series for row in rows):
        if (
            any(m.symbol == symbol for m in catalogue.members(name, place))
            and (place / "tables" / name / "paragraphs.csv").exists()
        ):
            corpus = next((c for c in several if c.name == name), None)
            if corpus is None:
                several.append(corpus := Corpus.load(name, place))
            homes.append(corpus)
    return [c for c in homes if (c.paragraphs["symbol"] == symbol).any()]


def _decided(earlier: str, later: str, folder: Path | None) -> list[Link] | None:
    """Links of two symbols where readers decided about some of them."""
    place = codebook.folder(folder)
    pair = tuple(symbols.normal(name) or name for name in (earlier, later))
    for name in catalogue.series(place) if (place / "decisions").is_dir() else ():
        if any((one.symbol, one.later) == pair for one in decisions.read(name, place)):
            return Corpus.load(name, place).decided(*pair)
    return None
