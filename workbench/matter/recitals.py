"""Preambular paragraphs as sentences: what the organ recalls, notes or welcomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ..codebook import load
from ..prose import capital
from .asks import base
from .facts import Paragraph

__all__ = ["said_then", "says"]

# Of participles that no rule tells the past of.
PAST = {"bearing": "bore", "being": "was", "giving": "gave", "having": "had", "holding": "held",
        "keeping": "kept", "paying": "paid", "taking": "took"}  # fmt: skip
THIRD = {"being": "is", "having": "has"}
# What somebody is: "concerned", "mindful", "desirous", "cognizant", "aware".
_BEING = re.compile(r"[a-z]+(?:ed|ful|ous|ant|ent|aware|sure)$|aware$")


def says(paragraph: Paragraph) -> str:
    """What a recital says, in the organ's verb: "Notes with concern that locks are worn …"; empty
    where its few words tell nothing."""
    return _sentence(paragraph, "is", _third)


def said_then(paragraph: Paragraph) -> str:
    """The same of a text that is no longer in force: "Noted with concern …"."""
    return _sentence(paragraph, "was", lambda verb: PAST.get(verb, f"{verb[:-3]}ed"))


def _sentence(paragraph: Paragraph, being: str, finite: Callable[[str], str]) -> str:
    how, verb, rest = _parts(paragraph.verb)
    if not (paragraph.object and verb):
        return ""
    if verb.endswith("ing"):
        verb = finite(verb)
        words = [*how, verb, *rest]
    else:
        words = [being, *how, verb, *rest] if _BEING.match(verb) else []
    return f"{capital(' '.join(words))} {paragraph.object}" if words and verb else ""


def _parts(verb: str) -> tuple[list[str], str, list[str]]:
    """Adverbs, the verb itself, and what belongs to it: "strongly", "condemning", ""."""
    words = verb.split()
    at = next((n for n, word in enumerate(words) if not word.endswith("ly")), len(words))
    return words[:at], "".join(words[at : at + 1]), words[at + 1 :]


def _third(participle: str) -> str:
    """The third person of a verb: "noting" → "notes"; empty where the codebook has no such verb."""
    return _thirds().get(participle, "")


@cache
def _thirds() -> dict[str, str]:
    """Participle → third person, of the verbs that the codebook knows."""
    made: dict[str, str] = {}
    for row in load().verbs:
        for form in (row.verb, *row.forms):
            third = form.split()[0]
            if not third.endswith("s") or not third.isalpha():
                continue
            verb = base(third)
            made |= {f"{root}ing": third for root in (verb, re.sub("e$", "", verb),
                                                      f"{verb}{verb[-1]}")}  # fmt: skip
    return made | THIRD
