"""Read successive UN resolutions and say, in numbers that can be cited, what changed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
# In the order of use: two names to begin with, then one module a stage.
__all__ = [
    "Corpus",
    "read",
    "clauses",
    "collation",
    "drift",
    "topics",
    "mandate",
    "plots",
    "redline",
    "show",
]

if TYPE_CHECKING:
    from . import clauses, collation, drift, mandate, plots, redline, show, topics
    from .corpus import Corpus
    from .readers import read


def __getattr__(name: str) -> Any:
    # Imported where used: `import workbench` and `workbench --help` stay quick without pandas.
    if name not in __all__:
        raise AttributeError(f"workbench has no '{name}'; it has {', '.join(__all__)}")
    place = {"Corpus": "corpus", "read": "readers"}.get(name)
    if place:
        return getattr(import_module(f".{place}", __name__), name)
    return import_module(f".{name}", __name__)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
