"""What the tables say, in sentences: computed, so that they change when the facts do.

Each function bears the name of the measure that it speaks of, takes its table and returns what a
notebook's cell ends with, a finding or a limit of `show`. Sentences say values with their range
over close decisions, name the members that a comparison jumps over, and say so where there is too
little to say anything. A file a notebook.
"""

from .comparison import compared, entered, requested, travelled
from .corpus import latest, length, members
from .decisions import decisions
from .drift import contested, keyness, lifetimes, qualifiers, survival, verbs
from .limits import (
    doubts,
    entries,
    extensions,
    gaps,
    mandates,
    no_model,
    notes,
    reaffirmed,
    themes,
    too_few,
    unverified,
    words,
)
from .mandate import (
    conditions,
    continuing,
    duties,
    entities,
    expansion,
    followed,
    ledger,
    strength,
)
from .renewals import carried, composition, draft, gone, rewriting, wording
from .topics import (
    discovered,
    emergence,
    model,
    origins,
    presence,
    sources,
    stability,
    subjects,
    trajectories,
    trends,
    ways,
)

__all__ = [
    "compared",
    "requested",
    "entered",
    "travelled",
    "members",
    "latest",
    "length",
    "decisions",
    "carried",
    "composition",
    "gone",
    "rewriting",
    "wording",
    "draft",
    "survival",
    "lifetimes",
    "contested",
    "keyness",
    "qualifiers",
    "verbs",
    "emergence",
    "subjects",
    "presence",
    "ways",
    "trajectories",
    "discovered",
    "trends",
    "stability",
    "model",
    "sources",
    "origins",
    "expansion",
    "followed",
    "continuing",
    "ledger",
    "strength",
    "conditions",
    "entities",
    "duties",
    "gaps",
    "mandates",
    "unverified",
    "doubts",
    "reaffirmed",
    "entries",
    "extensions",
    "too_few",
    "themes",
    "words",
    "notes",
    "no_model",
]
