"""Bands of strength that a verb has on one scale or another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..codebook import load
from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

SHORT = 3  # letters: of such words and shorter ones most say nothing of the matter
ADVERBS = r"(?:(?:also|further|better|(?!(?:ap|com|re|im|multi|sup)p?ly\b)[a-z]+ly) )*"
AGAIN = re.compile(r"(?:further |also |continue to |continuing to )+")


class Attempt(NamedTuple):
    """What is only to be tried or considered."""

    words: str
    """by which it is: "strive", "consider" """
    so: str
    """to do so, or doing so"""
    stem: str
    """the beginning of the verb that follows"""
    rest: str
    """what it is done to"""


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
    than to consider mending it or to strive to. None where a verb has no band, where the two point
    different ways, and where something is to be considered or tried in place of something else.
    """
    import pandas as pd

    if pd.isna(old.strength) or pd.isna(new.strength):
        return None
    verbs = int(new.strength > old.strength) - int(new.strength < old.strength)
    was, now = attempted(old), attempted(new)
    if bool(was) == bool(now):
        return verbs
    way, only, outright = (1, was, new) if was else (-1, now, old)
    return way if only and _same(only, outright) and verbs in (0, way) else None


def attempted(clause: Any) -> Attempt | None:
    """What a clause asks only to be tried or considered, by the codebook's attenuating words."""
    if not isinstance(clause.action, str):
        return None
    action = AGAIN.sub("", clause.action, count=1)
    match = _attenuated().match(
        " ".join([action, *_words(getattr(clause, "lead", None)), *_words(clause.object)])
    )
    if not match:
        return None
    words, verb = match["to"] or match["doing"], match["verb"]
    # of "consider existing plans" nothing is done
    if match["doing"] and " " not in words and match.end("verb") > len(action):
        return None
    if match["to"]:
        return Attempt(words, "to do so", verb, match["rest"])
    return Attempt(words, "doing so", _stem(verb.removesuffix("ing")), match["rest"])


@lru_cache(maxsize=1)
def _attenuated() -> re.Pattern[str]:
    of: dict[str, list[str]] = {"infinitive": [], "gerund": []}
    for words, form in load().attenuating.items():
        of[form].append(words)
    to, doing = ("|".join(sorted(several, key=len, reverse=True)) for several in of.values())
    return re.compile(
        rf"(?:(?P<to>{to}) to|(?P<doing>{doing})) {ADVERBS}"
        r"(?P<verb>(?(to)[a-z-]+|[a-z-]+ing))\b(?P<rest>.*)"
    )


def _same(only: Attempt, outright: Any) -> bool:
    """Whether what was only to be tried is what is asked for elsewhere."""
    if not isinstance(outright.action, str):
        return False
    done = AGAIN.sub("", outright.action, count=1)
    verb = done.split()[0] if done else ""
    doing = only.so == "doing so"
    same = _stem(verb).startswith(only.stem) if doing else verb == only.stem
    rest, told = (
        {word for word in re.findall(r"\w+", said.lower()) if len(word) > SHORT}
        for said in (only.rest, " ".join(_words(outright.object)))
    )
    return same and 2 * len(rest & told) >= min(len(rest), len(told))


def _words(cell: Any) -> list[str]:
    """The words of a cell, if it has any."""
    return cell.split() if isinstance(cell, str) else []


def _stem(verb: str) -> str:
    """The beginning that "mend" and "mend(ing)", "set" and "sett(ing)" have in common."""
    return re.sub(r"([bdgmnprt])\1$", r"\1", verb)
