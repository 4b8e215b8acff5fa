"""Names of bodies and titles of documents: what they say is no subject of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

SMALL = r"(?:of|and|the|for|on|in|to|against|with|at|de|la)"
NEXT = r"(?:of|and|or|to|with|by)\s+(?:its\s+)?the"
CAPITAL = r"[A-Z][\w’'‐‑-]*"
RUN = re.compile(rf"{CAPITAL}(?:\s+(?!{NEXT}\b)(?:{SMALL}\s+)*{CAPITAL})+")
"""Words with capitals, small ones between them: how the organs write names and titles.
What is “of the” body, or beside it, is no part of its name."""

HEADS = re.compile(
    r"\s+(?:hub|office|centre|center|committee|task force|working group|branch|unit|network|fund"
    r"|platform|initiative|portal)\b"
)
"""What a body is, where it stands in small letters behind its name."""

BODIES = re.compile(
    r"\b(?:Union|Office|Hub|Centre|Center|Committee|Council|Group|Branch|Unit|Network|Fund|Forum"
    r"|Task Force|Agency|Organi[sz]ation|Commission|Institute|University|Programme|Conference"
    r"|Assembly|Association|League|Bank|Directorate|Department|Division|Rapporteur|Commissioner"
    r"|Representative|Envoy|Adviser|Coordinator|Secretariat|Authority|Bureau|Platform|Alliance"
    r"|Partnership|Mechanism|Compact|Ministry|Court|Tribunal|Society|Federation|Foundation|Board)s?\b"
)
"""What tells a body's name from a title and from words that have a capital by habit."""

DOCUMENTS = re.compile(
    r"\b(?:Convention|Protocol|Covenant|Treaty|Declaration|Standards|Practices|Principles|Rules"
    r"|Recommendations|Guidelines|Strategy|Plan)\b"
)
"""What tells a document: who welcomes it speaks of what it is about."""

QUOTED = re.compile(r"\b(?:en)?titled\s+[“\"]([^”\"]*)[”\"]")
"""The title of a document, a meeting or an item."""


def named(text: str) -> list[Span]:
    """Where names of bodies stand, as capitals and the word for a body tell them, and titles in
    quotation marks."""
    found = [title.span(1) for title in QUOTED.finditer(text)]
    first = re.match(r"[\s(]*\w+", text)  # which begins a sentence, whatever it is
    for run in RUN.finditer(text, first.end() if first else 0):
        head = HEADS.match(text, run.end())
        if head or (BODIES.search(run.group()) and not DOCUMENTS.search(run.group())):
            found.append((run.start(), head.end() if head else run.end()))
    return found


def beside(places: Iterable[Span], names: Iterable[Span], text: str) -> list[Span]:
    """Of places where a theme's terms stand those that are more than a piece of a name.

    A term that says a body or its letters by itself, “Executive Directorate” or “CTED”, is one.
    """
    names = list(names)
    return [
        (start, end)
        for start, end in places
        if BODIES.search(text, start, end)
        or text[start:end].isupper()
        or not any(a <= start and end <= b for a, b in names)
    ]
