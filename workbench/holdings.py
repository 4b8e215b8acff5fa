"""Texts at hand: where they are looked for, and the one of a symbol."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from . import catalogue, codebook, decisions, readers, symbols
from .catalogue import DRAFT
from .decisions import Decision
from .errors import InputError
from .records import Resolution

__all__ = ["Place", "cuts", "files", "folders", "placed", "read", "text"]


class Place(NamedTuple):
    """Where a text is: its file, the symbol that it is asked for by, if it is by one, and where
    readers say that its paragraphs end."""

    path: Path
    symbol: str = ""
    cuts: tuple[Decision, ...] = ()


def text(name: str, folder: Path | None = None) -> Resolution:
    """The resolution in a file, or that of a symbol whose text is at hand.

    Raises
    ------
    InputError
        There is no such file, the text of the symbol is not at hand, or it can't be read.
    """
    (place,) = placed([name], folder)
    if isinstance(place, InputError):
        raise place
    return read(place)


def read(place: Place) -> Resolution:
    """The resolution at a place, under the symbol that it is asked for by."""
    resolution = readers.read(place.path)
    if place.symbol:
        resolution = replace(resolution, symbol=place.symbol)
    return decisions.cut(resolution, place.cuts) if place.cuts else resolution


def cuts(folder: Path | None = None) -> dict[str, tuple[Decision, ...]]:
    """Symbol → what readers of any series decided about where its paragraphs end."""
    place = codebook.folder(folder)
    found: dict[str, list[Decision]] = {}
    if (place / "decisions").is_dir():
        for name, row in catalogue.series(place).items():
            taken = [one for one in decisions.read(name, place) if one.what in decisions.CUTS]
            for held in decisions.settled(taken, {}, row.adjudicator)[0] if taken else ():
                if held.answer == "yes":
                    found.setdefault(held.about[1], []).append(taken[held.rows[-1]])
    return {symbol: tuple(here) for symbol, here in found.items()}


def placed(names: Iterable[str], folder: Path | None = None) -> list[Place | InputError]:
    """Where the texts of files and symbols are, or why one has none; in their order."""
    names = list(names)
    symbol = {name: _symbol(name) for name in names if not _there(name)}
    asked = [s for s in symbol.values() if s]
    at_hand = files(folder, asked) if asked else {}
    cut = cuts(folder) if asked else {}
    places: list[Place | InputError] = []
    for name in names:
        if name not in symbol:
            places.append(Place(Path(name)))
        elif not symbol[name]:
            places.append(InputError(
                f"{name}: no such file, and no document symbol; expected a path, or a symbol such "
                "as A/RES/74/175"
            ))  # fmt: skip
        elif symbol[name] in at_hand:
            places.append(Place(at_hand[symbol[name]], symbol[name], cut.get(symbol[name], ())))
        else:
            places.append(_missing(symbol[name]))
    return places


def _there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:
        return True  # reading it says why


def _symbol(name: str) -> str:
    return name if name.startswith(DRAFT) else symbols.normal(name) or ""


def _missing(symbol: str) -> InputError:
    if symbol.startswith(DRAFT):
        return InputError(f"{symbol}: no such file in the folders of texts; put it there")
    return InputError(
        f"{symbol}: its text is not at hand; `workbench fetch {symbol}` gets it, or set "
        "WORKBENCH_TEXTS to a folder that has it"
    )


def files(folder: Path | None, named: Iterable[str]) -> dict[str, Path]:
    """Those of the named texts that are at hand: by the symbol that they state, drafts by their
    file."""
    places, named = folders(folder), set(named)
    at_hand = readers.texts(places, only=named)
    for draft in (n for n in named if n.startswith(DRAFT)):
        # the bare name: a row of the catalogue leads to no other folder
        paths = (place / Path(draft.removeprefix(DRAFT)).name for place in places)
        if path := next((p for p in paths if p.is_file()), None):
            at_hand[draft] = path
    return at_hand


def folders(folder: Path | None = None) -> list[Path]:
    """Where texts are looked for: `WORKBENCH_TEXTS` (like PATH), then `corpus/texts`."""
    named = [Path(p) for p in os.environ.get("WORKBENCH_TEXTS", "").split(os.pathsep) if p]
    for place in named:
        if not place.is_dir():
            raise InputError(
                f"WORKBENCH_TEXTS: no folder {place}; expected folders separated by '{os.pathsep}'"
            )
    beside = codebook.folder(folder) / "texts"
    return named + ([beside] if beside.is_dir() else [])
