"""What is known of documents: of those at hand from their texts, of others from the tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import catalogue, files, holdings, readers, symbols
from ..errors import InputError
from ..records import Resolution

ITS = re.compile(r"\bits\s(?:\w+\s){0,2}resolutions?\b[^;]*$")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document, from its text or from the tables."""

    symbol: str
    title: str
    organ: str
    adopted: str
    stage: str
    recommends: str
    cites: Mapping[str, str] = field(default_factory=dict)  # symbol → label where first
    text: Resolution | None = None


def known(place: Path) -> dict[str, Known]:
    """Documents of the texts at hand and of the tables; a text tells more."""
    documents: dict[str, Known] = {}
    if (place / "series.csv").is_file():
        for name in catalogue.series(place):
            documents |= _tabled(place / "tables" / name)
    for symbol, path in readers.texts(holdings.folders(place)).items():
        try:
            documents[symbol] = of(readers.read(path))
        except InputError:
            continue
    return documents


def of(text: Resolution) -> Known:
    """What a text says of itself."""
    cites: dict[str, str] = {}
    for p in text.paragraphs:
        for hit in cited(p.text, text.organ, text.symbol):
            cites.setdefault(hit.symbol, p.label)
    day = text.adopted.isoformat() if text.adopted else str(symbols.year(text.symbol) or "")
    return Known(text.symbol, text.title, text.organ, day, text.stage, text.recommends or "",
                 cites, text)  # fmt: skip


def cited(words: str, citing: str, symbol: str) -> list[symbols.Found]:
    """Documents cited; of an organ that `symbols` doesn't know, "its" resolutions are its own."""
    hits = symbols.find(words, citing)
    if citing in symbols.PREFIXES or not organ(symbol):
        return hits
    return [
        hit._replace(symbol=organ(symbol) + hit.symbol[1:])
        if hit.symbol.startswith("A/RES/") and ITS.search(words[: hit.start]) else hit
        for hit in hits
    ]  # fmt: skip


def organ(symbol: str) -> str:
    """What a resolution's symbol begins with, whatever the organ."""
    return symbol.partition("/RES/")[0] if "/RES/" in symbol else ""


def _tabled(folder: Path) -> dict[str, Known]:
    documents: dict[str, Known] = {}
    cites: dict[str, dict[str, str]] = {}
    try:
        with files.cells(folder / "resolutions.csv") as file:
            for row in csv.DictReader(file):
                if row["n_words"]:
                    day = row["adopted"] or row["year"]
                    symbol = row["symbol"]
                    facts = row["title"], row["organ"], day, row["stage"], ""
                    cites[symbol] = {}
                    documents[symbol] = Known(symbol, *facts, cites[symbol])
        with files.cells(folder / "citations.csv") as file:
            for row in csv.DictReader(file):
                citing = documents.get(row["symbol"])
                if citing and row["where"] == "text":
                    symbol = row["cited"]
                    its = organ(citing.symbol) + symbol[1:]
                    if citing.organ not in symbols.PREFIXES and its in documents:
                        symbol = its  # see `cited`
                    cites[citing.symbol].setdefault(symbol, row["label"])
    except (OSError, KeyError):
        pass  # a table that isn't there tells nothing
    return documents
