"""Two documents beside each other: from their texts, or from tables where those aren't at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import catalogue, codebook, decisions, holdings, symbols
from .corpus import Corpus
from .errors import InputError

if TYPE_CHECKING:
    from .collation import Link
    from .redline import Redline

__all__ = ["collated", "redlined", "tabled"]

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
        A text is not at hand and the two are not adjacent in a series.
    """
    place = codebook.folder(folder)
    try:
        texts = holdings.text(earlier, place), holdings.text(later, place)
    except InputError:
        if Path(earlier).exists() or Path(later).exists():
            raise
        pair = [symbols.normal(name) or name for name in (earlier, later)]
        corpus = tabled(pair[0], pair[1], place)
        if corpus is None:
            raise
        rows = corpus.links[corpus.links[["earlier", "later"]].eq(pair).all(axis=1)]
        rows = rows.drop(columns=["earlier", "later"])
        rows = rows.rename(columns={"earlier_label": "earlier", "later_label": "later"})[[*FIELDS]]
        return dict(zip(("earlier", "later"), pair, strict=True)) | {
            "links": json.loads(rows.to_json(orient="records"))
        }
    from . import collation

    links = _decided(earlier, later, place) or collation.told(
        collation.links(*texts, codebook.load(place).background), *texts
    )
    return {
        "earlier": texts[0].symbol, "later": texts[1].symbol,
        "links": [{f: getattr(link, f) for f in FIELDS} for link in links],
    }  # fmt: skip


def redlined(earlier: str, later: str, folder: Path | None = None) -> Redline:
    """A redline of two documents; from the tables its skeleton, where texts are not at hand.

    Raises
    ------
    InputError
        A text is not at hand and the two are not adjacent in a series.
    """
    from . import redline

    try:
        both = holdings.text(earlier, folder), holdings.text(later, folder)
        return redline.changes(*both, links=_decided(earlier, later, folder))
    except InputError:
        corpus = tabled(earlier, later, folder)
        if corpus is None:
            raise
        return redline.skeleton(earlier, later, corpus.links, corpus.paragraphs, corpus.edits,
                                corpus.resolutions)  # fmt: skip


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
