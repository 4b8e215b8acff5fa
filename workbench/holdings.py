"""Texts at hand: where they are looked for, and the one of a symbol."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from . import codebook, readers, symbols
from .catalogue import DRAFT
from .errors import InputError
from .records import Resolution

__all__ = ["files", "folders", "text"]


def text(name: str, folder: Path | None = None) -> Resolution:
    """The resolution in a file, or that of a symbol whose text is at hand."""
    if Path(name).exists():
        return readers.read(Path(name))
    symbol = name if name.startswith(DRAFT) else symbols.normal(name)
    if symbol is None:
        raise InputError(
            f"{name}: no such file, and no document symbol; expected a path, or a symbol such as "
            "A/RES/74/175"
        )
    path = files(folder, [symbol]).get(symbol)
    if path is None and symbol.startswith(DRAFT):
        raise InputError(f"{symbol}: no such file in the folders of texts; put it there")
    if path is None:
        raise InputError(
            f"{symbol}: its text is not at hand; `workbench fetch {symbol}` gets it, or set "
            "WORKBENCH_TEXTS to a folder that has it"
        )
    return replace(readers.read(path), symbol=symbol)


def files(folder: Path | None, named: Iterable[str]) -> dict[str, Path]:
    """Texts at hand by the symbol that they state, and drafts among `named` by their file."""
    places = folders(folder)
    found = readers.texts(places)
    for draft in (n for n in named if n.startswith(DRAFT)):
        # the bare name: a row of the catalogue leads to no other folder
        paths = (place / Path(draft.removeprefix(DRAFT)).name for place in places)
        if path := next((p for p in paths if p.is_file()), None):
            found[draft] = path
    return found


def folders(folder: Path | None = None) -> list[Path]:
    """Where texts are looked for: `WORKBENCH_TEXTS` (like PATH), then `corpus/texts`."""
    named = [Path(p) for p in os.environ.get("WORKBENCH_TEXTS", "").split(os.pathsep) if p]
    for place in named:
        if not place.is_dir():
            raise InputError(
                f"WORKBENCH_TEXTS: no folder {place}; expected folders separated by '{os.pathsep}'"
            )
    own = codebook.folder(folder) / "texts"
    return named + ([own] if own.is_dir() else [])
