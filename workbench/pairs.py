"""Two documents beside each other: from their texts, or from tables where those aren't at hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import catalogue, codebook, collation, decisions, holdings, symbols
from .corpus import Corpus
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .collation import Link
    from .redline import Redline, Versions

__all__ = ["about", "collated", "redlined", "tabled", "versions"]

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
    links = _decided(earlier, later, place) or collation.told(
        collation.links(*texts, codebook.load(place).background), *texts
    )
    return {
        "earlier": texts[0].symbol, "later": texts[1].symbol,
        "links": [{f: getattr(link, f) for f in FIELDS} for link in links],
    }  # fmt: skip


def about(name: str, folder: Path | None = None) -> dict[str, str]:
    """Label → what a paragraph of a document is about: from its text, else from the tables.

    Parameters
    ----------
    name : str
        A file, or a symbol.

    Raises
    ------
    InputError
        The text is not at hand and no series has tables of it.
    """
    from . import matter

    place = codebook.folder(folder)
    symbol = symbols.normal(name) or name
    homes = _homes(symbol, place)
    if homes:
        return matter.about(matter.of_tables(homes[0], symbol), homes[0].codebook)
    book = codebook.load(place)
    return matter.about(matter.of_text(holdings.text(name, place), book), book)


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
        return redline.changes(*both, links=_decided(earlier, later, folder))
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
    homes = [_homes(symbol, place) for symbol in (earlier, later)]
    if not all(homes):
        for symbol in (earlier, later):
            holdings.text(symbol, place)  # of the one that isn't at hand it says how to get it
    before, after = next(
        ((a, b) for a in homes[0] for b in homes[1] if a.name == b.name),
        (homes[0][0], homes[1][0]),
    )
    return collation.linked(before, earlier, after, later), before, after


def _homes(symbol: str, place: Path) -> list[Corpus]:
    """Series whose tables have a document, those of renewals first."""
    rows = sorted(catalogue.series(place).values(), key=lambda row: row.kind != "renewals")
    homes = [
        Corpus.load(row.series, place) for row in rows
        if (place / "tables" / row.series / "paragraphs.csv").exists()
    ]  # fmt: skip
    return [c for c in homes if (c.paragraphs["symbol"] == symbol).any()]


def _decided(earlier: str, later: str, folder: Path | None) -> list[Link] | None:
    """Links of two symbols where readers decided about some of them."""
    place = codebook.folder(folder)
    pair = tuple(symbols.normal(name) or name for name in (earlier, later))
    for name in catalogue.series(place) if (place / "decisions").is_dir() else ():
        if any((one.symbol, one.later) == pair for one in decisions.read(name, place)):
            return Corpus.load(name, place).decided(*pair)
    return None


def tabled(earlier: str, later: str, folder: Path | None = None) -> Corpus | None:
    """The series in whose tables two symbols are collated with each other, if there is one."""
    place = codebook.folder(folder)
    earlier, later = (symbols.normal(name) or name for name in (earlier, later))
    for name, row in catalogue.series(place).items():
        if row.kind == "renewals" and (place / "tables" / name / "links.csv").exists():
            corpus = Corpus.load(name, place)
            if ((corpus.links["earlier"] == earlier) & (corpus.links["later"] == later)).any():
                return corpus
    return None
