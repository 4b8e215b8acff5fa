"""A renewal and a provision of a corpus: from its texts where asked for, else from its tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import collation, symbols
from ..errors import InputError
from .records import History, Redline
from .runs import changes
from .tables import history, skeleton

if TYPE_CHECKING:
    from pandas import DataFrame


def renewal(corpus: Any, later: str, earlier: str | None = None, *, texts: bool = False) -> Redline:
    """What a renewal changed: a member and the one before it, or any earlier one.

    Parameters
    ----------
    corpus : Corpus
    later : str
        Symbol of the renewal.
    earlier : str, optional
        With which it is compared; by default the member before.
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
    if name not in pairs and earlier is None:
        raise InputError(f"{later}: it renews no member that is at hand; those that do: "
                         f"{', '.join(pairs)}")  # fmt: skip
    before = symbols.normal(earlier) or earlier if earlier else pairs[name]
    members = list(dict.fromkeys(corpus.paragraphs["symbol"]))
    for given, symbol in ((earlier, before), (later, name)):
        if symbol not in members:
            raise InputError(f"{given}: no text of it in '{corpus.name}'; there are: "
                             f"{', '.join(members)}")  # fmt: skip
    bare = between(corpus, before, corpus, name)
    if not texts:
        return bare
    both = corpus.resolution(before), corpus.resolution(name)
    return changes(*both, links=corpus.decided(before, name), skips=bare.skips,
                   background=corpus.codebook.background,
                   classes=corpus.codebook.edits)  # fmt: skip


def between(
    one: Any, earlier: str, other: Any, later: str, links: DataFrame | None = None
) -> Redline:
    """The skeleton of any two members, of one series or two, from the tables.

    Parameters
    ----------
    one, other : Corpus
        The series of the earlier and of the later member.
    earlier, later : str
        Symbols.
    links : DataFrame, optional
        As `collation.linked` gives them, which is asked where they are not given.
    """
    import pandas as pd

    if links is None:
        links = collation.linked(one, earlier, other, later)
    several = [one] if one.name == other.name else [one, other]
    paragraphs, resolutions = (
        pd.concat([getattr(c, table) for c in several]).drop_duplicates(unique)
        for table, unique in (("paragraphs", ["symbol", "label"]), ("resolutions", ["symbol"]))
    )
    edits = one.edits if one.name == other.name and one.series.kind == "renewals" else None
    if edits is not None:
        near = (edits["earlier"] == earlier) & (edits["later"] == later)
        edits = edits if near.any() else None  # of others the tables know no wording
    return skeleton(earlier, later, links, paragraphs, edits, resolutions)


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
    redlines = [renewal(corpus, later, texts=texts) for later, _ in _pairs(corpus)]
    return history(place, corpus.provisions, redlines)


def _pairs(corpus: Any) -> list[tuple[str, str]]:
    """Each adopted member with a text, from the second on, and the one before it."""
    rows = corpus.resolutions[["symbol", "stage", "n_words"]]
    rows = rows[(rows["stage"] == "adopted") & rows["n_words"].notna()]
    return [(later, earlier) for earlier, later in pairwise(rows["symbol"])]
