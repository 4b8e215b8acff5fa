"""The CSV files in ``corpus/codebook`` that a researcher edits: read, checked, made searchable.

`load` gives the codebook of a corpus folder, `spans`, `themes`, `conditions` and `entities` say
where its terms stand in a text. The language of terms is described in `codebook.terms`.
"""

from .book import Codebook, load
from .folders import BESIDE, PACKAGED, SHIPPED, folder
from .lookups import check, conditions, entities, spans, themes
from .rows import COLUMNS, Condition, Entity, Theme, Verb
from .terms import pattern, sought, spellings, terms

__all__ = [
    "load",
    "folder",
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
    "COLUMNS",
    "BESIDE",
    "PACKAGED",
    "SHIPPED",
]
