"""Who is asked to do what, how strongly, since when.

Each measure is a pure function from tables to one table. A directive clause asks somebody to do
something; one with several addressees counts for each of them. Counts and density stand side by
side: a text that grew by half is not yet a mandate that did.
"""

from .addressed import (
    BOUNDS,
    conditions,
    entities,
    expansion,
    followed,
    partners,
    specifications,
    tasks,
    worded,
)
from .bands import attempted, shift
from .calendar import duties, reviews
from .chains import STATUSES, ledger, likeness, matter_of, met, repeats
from .strength import strength
from .tallies import history, scales, tally

__all__ = ["expansion", "specifications", "ledger", "tally", "strength", "scales", "entities",
           "partners", "conditions", "duties", "reviews"]  # fmt: skip
MEASURES = tuple(__all__)
__all__ += ["tasks", "followed", "history", "likeness", "matter_of", "met", "repeats", "worded",
            "attempted", "shift", "BOUNDS", "MEASURES", "STATUSES"]  # fmt: skip
