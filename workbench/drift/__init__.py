"""How far the language moved: what renewals kept, revised, added and dropped.

Each measure is a pure function from tables to one table. Renewals are pairs of adopted members
that follow each other with their texts at hand (`steps.renewals`); a pair that jumps over members
without a text names them in ``skips``. A resolution is a census of its paragraphs, no sample: the
counts are exact, given the links. What is uncertain are the close decisions (``doubtful`` links),
and a range shows what they can change.
"""

from .bounds import Request, Term, binding, terms
from .fates import CLASSES, KINDS, READINGS, collated, composition, wording
from .inventory import cited, instruments, length, qualifiers, similarity, verbs
from .lives import FEW, contested, first_text, histories, lifetimes, survival
from .losses import gone
from .vocabulary import g2, keyness, log_ratio, word_changes

__all__ = ["composition", "collated", "wording", "gone", "survival", "first_text", "histories",
           "lifetimes", "contested", "verbs", "similarity", "keyness", "qualifiers", "instruments",
           "cited", "length"]  # fmt: skip
MEASURES = tuple(__all__)
__all__ += [
    "Request",
    "Term",
    "binding",
    "terms",
    "word_changes",
    "log_ratio",
    "g2",
    "CLASSES",
    "FEW",
    "KINDS",
    "MEASURES",
    "READINGS",
]
