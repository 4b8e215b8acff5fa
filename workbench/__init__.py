"""Read successive UN resolutions and say, in numbers that can be cited, what changed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from . import drift, mandate, plots, show, topics
    from .clauses import clauses
    from .collation import edits, links
    from .corpus import Corpus
    from .readers import read

# Public names in the order of use, each with the module that it is in ("" is the module itself).
_PLACES = {
    "Corpus": "corpus",
    "read": "readers",
    "links": "collation",
    "edits": "collation",
    "clauses": "clauses",
    "drift": "",
    "topics": "",
    "mandate": "",
    "plots": "",
    "show": "",
}
__all__ = [*_PLACES]


def __getattr__(name: str) -> Any:
    # Imported where used: `import workbench` and `workbench --help` stay quick without pandas.
    if name not in _PLACES:
        raise AttributeError(f"workbench has no '{name}'; it has {', '.join(__all__)}")
    place = _PLACES[name]
    return getattr(import_module(f".{place}", __name__), name) if place else import_module(
        f".{name}", __name__
    )


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
