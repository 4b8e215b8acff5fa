"""Bands of strength that a verb has on one scale or another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

CONSIDERS = re.compile(r"(?:not |further |also )*consider (?P<what>[a-z-]+)ing\b")
"""An action that is only to be considered: "consider mending"."""


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


def shift(old: Any, new: Any) -> int | None:
    """1 where a clause asks more strongly than another, −1 where less so, 0 where neither.

    A verb of a higher band asks more strongly; under verbs of one band, to mend something is more
    than to consider mending it. None where a verb has no band, where the two point different ways,
    and where something is to be considered in place of something else.
    """
    import pandas as pd

    if pd.isna(old.strength) or pd.isna(new.strength):
        return None
    verbs = int(new.strength > old.strength) - int(new.strength < old.strength)
    was, now = considers(old), considers(new)
    if bool(was) == bool(now):
        return verbs
    way = 1 if was else -1
    done = new.action if was else old.action
    same = isinstance(done, str) and _stem(done).startswith(_stem(was or now))
    return way if same and verbs in (0, way) else None


def considers(clause: Any) -> str:
    """What a clause asks only to be considered, as the stem of its verb; empty where it doesn't."""
    only = CONSIDERS.match(clause.action) if isinstance(clause.action, str) else None
    return only["what"] if only else ""


def _stem(verb: str) -> str:
    """The beginning that "mend" and "mend(ing)", "set" and "sett(ing)" have in common."""
    bare = re.sub(r"^(?:not |further |also )+", "", verb)
    return re.sub(r"([bdgmnprt])\1$", r"\1", bare)
