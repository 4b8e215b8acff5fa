"""What readers decide about the machine's coding: corrections that stay.

A series' decisions are rows of `corpus/decisions/SERIES.csv`, appended and never rewritten:
`records` reads and writes them, `standing` says which of them count, and `applied` puts these into
the machine's tables (`links` and `codes` do so, each for its tables); where a paragraph ends is
decided before it is coded (`cuts`). The tables that are published are the machine's with the
standing decisions applied, whatever order these were taken in.
"""

from .applied import applied
from .cuts import cut
from .records import (
    ANSWERS,
    CUTS,
    FIELDS,
    MACHINE,
    WHAT,
    Decision,
    append,
    decided,
    path,
    read,
    undone,
)
from .standing import Standing, settled

__all__ = ["decided", "undone", "append", "read", "path", "settled", "applied", "cut",
           "Decision", "Standing", "MACHINE", "WHAT", "CUTS", "FIELDS", "ANSWERS"]  # fmt: skip
