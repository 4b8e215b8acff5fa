"""Blind validation: paragraphs drawn, coded by readers, and what that says about every count.

`sampling` draws them with known probabilities, `coding` writes sheets for readers and keeps what
they found, `scores` says how far readers and machine agree, and `estimates` what the counts are
once the machine's errors are carried on. All of it is kept in `corpus/validation` (`records`).
"""

from .alpha import alpha
from .coding import gold, kept, written
from .estimates import estimates, total
from .records import SCHEMES, SETTLED, Store, folder, read
from .sampling import sample
from .scores import scores
from .scoring import adjudication, check, crossed, rescored, score, told, workbook

__all__ = ["sample", "written", "kept", "gold", "score", "scores", "estimates", "total", "alpha",
           "adjudication", "crossed", "told", "rescored", "check", "workbook", "read", "folder",
           "Store", "SCHEMES", "SETTLED"]  # fmt: skip
