"""New rows of the catalogue: members of a series found by their citations, series of one's own.

`find` and `drafted` only propose; `write` alone writes, each file in one step.
"""

from ..steps import holes
from .plans import Plan, drafted, write
from .rows import HEADERS, Row, alike, table
from .search import ASKED, Proposal, find, missing, named_in, record, sought

__all__ = [
    "find",
    "sought",
    "missing",
    "named_in",
    "holes",
    "drafted",
    "write",
    "table",
    "record",
    "alike",
    "Plan",
    "Proposal",
    "Row",
    "HEADERS",
    "ASKED",
]
