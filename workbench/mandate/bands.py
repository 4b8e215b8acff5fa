"""Bands of strength that a verb has on one scale or another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook


def ranked(clauses: pd.DataFrame, codebook: Codebook | None, scale: str | None) -> pd.DataFrame:
    """Clauses with the bands of another scale.

    Raises
    ------
    InputError
        The codebook has no such scale.
    """
    import pandas as pd

    if scale is None:
        return clauses
    known = codebook.scales if codebook else {}
    if scale not in known:
        raise InputError(
            f"scale: no file strength-{scale}.csv in the codebook; there are: "
            f"{', '.join(known) or 'none'}; write one (verb, strength, source) or name one of these"
        )
    bands = [band(verb, known[scale]) for verb in clauses["verb"]]
    return clauses.assign(strength=pd.array(bands, dtype="Int64"))


def band(verb: str, bands: Mapping[str, int]) -> int | None:
    """Band of a verb as printed: "strongly urges" is as strong as "urges"."""
    words = bare(verb).split()
    starts = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((bands[start] for start in starts if start in bands), None)


def bare(verb: str) -> str:
    """A verb without the adverbs before it."""
    words = verb.split()
    return " ".join(words[next((i for i, w in enumerate(words) if not w.endswith("ly")), 0) :])
