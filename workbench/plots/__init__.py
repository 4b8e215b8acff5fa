"""Figures: each takes a measure's tidy table and returns a matplotlib figure that answers one
question.

The title says the question, or the finding that the caller hands in. Members stand side by side in
their order, a slot each; members whose text is not at hand share one narrow hatched slot that says
how many they are, and no line is drawn across it. Only `timeline` has true time. Colours come from
`show.PALETTE`, where a thing has a meaning of its own, else from `show.SEQUENCE`; what is told by
colour is told by a number, a hatch or a mark as well.
"""

from .comparison import panels, travels
from .corpus import timeline
from .drift import contested, first_text, histories, keyness, lifetimes, similarity, survival, verbs
from .library import leaned, occurrences, tasks
from .mandate import (
    conditions,
    duties,
    entities,
    expansion,
    ledger,
    partners,
    specifications,
)
from .members import GAP, Slots, slots
from .renewals import composition, places
from .style import WIDTH
from .topics import emergence, model, origins, presence, stability

__all__ = [
    "timeline",
    "panels",
    "travels",
    "composition",
    "places",
    "survival",
    "similarity",
    "first_text",
    "histories",
    "lifetimes",
    "contested",
    "keyness",
    "verbs",
    "presence",
    "emergence",
    "origins",
    "stability",
    "model",
    "expansion",
    "specifications",
    "ledger",
    "conditions",
    "entities",
    "partners",
    "duties",
    "occurrences",
    "tasks",
    "leaned",
    "GAP",
    "WIDTH",
    "Slots",
    "slots",
]
