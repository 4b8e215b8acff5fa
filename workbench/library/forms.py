"""Words without the endings of number and tense, so that a search may find all forms of one."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[A-Za-z]{3,}")
OTHER = {"women": "woman", "men": "man", "children": "child"}
PLURAL = (
    (re.compile(r"(?<=\w\w)ies$"), "y"),
    (re.compile(r"(?<=ss|ch|sh|zz)es$|(?<=x)es$"), ""),
    (re.compile(r"(?<=\w[^siu])s$"), ""),  # access, status, analysis are no plurals
)
TENSE = (
    (re.compile(r"(?<=\w\w)ied$"), "y"),
    (re.compile(r"(?<=[rt]ee)d$"), ""),  # agreed, guaranteed
    # What is left has a vowel (bring, red), and need, proceed are no past.
    (re.compile(r"^(?=\w*[aeiouy]\w*(?:ed|ing)$)(\w+?)(?<!\be)(?:(?<!e)ed|ing)$"), r"\1"),
)
ENDS = (
    (re.compile(r"(?<=\w\w)e$"), ""),  # prosecute, prosecuting
    (re.compile(r"([b-df-hj-np-rt-z])\1$"), r"\1"),  # planned, controlled
)


def base(text: str) -> str:
    """A text, each of its words without endings: after Porter (1980), his first step.

    Derived words stay apart (organ and organization, terrorism and terrorist), and so do signs:
    words are as many as before and in their places. Operators of a query are left as they are.

    Parameters
    ----------
    text : str
    """
    return WORD.sub(lambda match: _word(match[0]), text)


@lru_cache(maxsize=1 << 16)  # the vocabulary of a library
def _word(word: str) -> str:
    plain = OTHER.get(word.lower(), word.lower())
    for rules in (PLURAL, TENSE):
        for ending, instead in rules:
            cut = ending.sub(instead, plain)
            if cut != plain:
                plain = cut
                break
    for ending, instead in ENDS:
        plain = ending.sub(instead, plain)
    return word if plain == word.lower() else plain
