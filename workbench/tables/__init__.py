"""Published tables of a series: what their columns are, how they are made and proved.

`schema` reads them with the types that `columns.csv` gives, `making` makes them from texts,
`decided` applies what readers decided, `proof` compares the two cell by cell.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .schema import RENEWALS, columns, described, frame, headings, package, rows, typed
from .seals import built, stale

__all__ = ["RENEWALS", "build", "built", "check", "columns", "described", "frame", "fresh",
           "headings", "package", "reapplied", "rows", "stale", "supposed", "told",
           "typed"]  # fmt: skip

if TYPE_CHECKING:
    from .decided import fresh, reapplied, supposed
    from .making import build
    from .proof import check, told


def __getattr__(name: str) -> Any:
    # Made where asked for: who only reads tables needs no grammar and no collation.
    places = {"build": "making", "check": "proof", "told": "proof", "reapplied": "decided",
              "supposed": "decided", "fresh": "decided"}  # fmt: skip
    if name not in places:
        raise AttributeError(f"workbench.tables has no '{name}'; it has {', '.join(__all__)}")
    return getattr(import_module(f".{places[name]}", __name__), name)
