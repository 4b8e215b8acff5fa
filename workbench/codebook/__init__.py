"""The CSV files in ``corpus/codebook`` that a researcher edits: read, checked, made searchable.

`load` gives the codebook of a corpus folder, with the themes of a subject if one is named; `spans`,
`themes`, `conditions` and `entities` say where its terms stand in a text. The language of terms is
described in `codebook.language`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .book import Codebook, load
    from .folders import BESIDE, PACKAGED, SHIPPED, folder, schemes, subjects
    from .language import pattern, sought, spellings, terms
    from .lookups import (
        check,
        concentration,
        conditions,
        entities,
        of_matter,
        openers,
        overlapping,
        printed,
        rarity,
        spans,
        telling,
        themes,
    )
    from .rows import COLUMNS, Condition, Entity, Theme, Verb

__all__ = [
    "load",
    "folder",
    "subjects",
    "schemes",
    "check",
    "Codebook",
    "Verb",
    "Entity",
    "Condition",
    "Theme",
    "terms",
    "spellings",
    "pattern",
    "sought",
    "spans",
    "themes",
    "conditions",
    "entities",
    "of_matter",
    "openers",
    "overlapping",
    "printed",
    "concentration",
    "rarity",
    "telling",
    "COLUMNS",
    "BESIDE",
    "PACKAGED",
    "SHIPPED",
]
_PLACES = {
    "book": ("Codebook", "load"),
    "folders": ("BESIDE", "PACKAGED", "SHIPPED", "folder", "schemes", "subjects"),
    "language": ("pattern", "sought", "spellings", "terms"),
    "lookups": (
        "check",
        "concentration",
        "conditions",
        "entities",
        "of_matter",
        "openers",
        "overlapping",
        "printed",
        "rarity",
        "spans",
        "telling",
        "themes",
    ),
    "rows": ("COLUMNS", "Condition", "Entity", "Theme", "Verb"),
}
SENSE = "appropriate"  # "as appropriate" binds no more and no less than "where appropriate"
_MODULE = {name: module for module, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> Any:
    # Who only asks where the corpus is waits for no row and no automaton.
    if name not in _MODULE:
        raise AttributeError(f"workbench.codebook has no '{name}'; it has {', '.join(__all__)}")
    value = getattr(import_module(f".{_MODULE[name]}", __name__), name)
    globals()[name] = value
    return value
