"""A renewal and a provision of a corpus: from its texts where asked for, else from its tables."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from .. import symbols
from ..errors import InputError
from .records import History, Redline
from .runs import changes
from .tables import history, skeleton


def renewal(corpus: Any, later: str, texts: bool = False) -> Redline:
    """What a renewal changed: a member and the one before it.

    Parameters
    ----------
    corpus : Corpus
    later : str
        Symbol of the renewal.
    texts : bool
        A redline with all words, from the texts at hand; else its skeleton, from the tables.

    Raises
    ------
    InputError
        The member renews none that is at hand, or a text is not at hand.

    Examples
    --------
    >>> redline.renewal(corpus, "A/RES/74/175")
    """
    name = symbols.normal(later) or later
    pairs = dict(_pairs(corpus))
    if name not in pairs:
        raise InputError(f"{later}: it renews no member that is at hand; those that do: "
                         f"{', '.join(pairs)}")  # fmt: skip
    earlier = pairs[name]
    bare = skeleton(earlier, name, corpus.links, corpus.paragraphs, corpus.edits,
                    corpus.resolutions)  # fmt: skip
    if not texts:
        return bare
    both = corpus.resolution(earlier), corpus.resolution(name)
    return changes(*both, links=corpus.decided(earlier, name), skips=bare.skips,
                   background=corpus.codebook.background,
                   classes=corpus.codebook.edits)  # fmt: skip


def provision(corpus: Any, place: str, texts: bool = False) -> History:
    """One provision through the members of a series.

    Parameters
    ----------
    corpus : Corpus
    place : str
        A member and a label of it, such as ``"A/RES/74/175 OP9"``.
    texts : bool
        With all words, from the texts at hand.

    Raises
    ------
    InputError
        No provision stands there, or a text is not at hand.
    """
    redlines = [renewal(corpus, later, texts) for later, _ in _pairs(corpus)]
    return history(place, corpus.provisions, redlines)


def _pairs(corpus: Any) -> list[tuple[str, str]]:
    """Each adopted member with a text, from the second on, and the one before it."""
    rows = corpus.resolutions[["symbol", "stage", "n_words"]]
    rows = rows[(rows["stage"] == "adopted") & rows["n_words"].notna()]
    return [(later, earlier) for earlier, later in pairwise(rows["symbol"])]
