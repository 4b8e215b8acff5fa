"""What a later text says became of an earlier one: annexes reaffirmed, requests discharged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .. import symbols
from ..records import Resolution
from ..text import words
from .linkage import Link

__all__ = ["told"]

ASKS = re.compile(
    r"\b(?:requests|calls (?:up)?on|calls for|invites|urges|encourages|asks|instructs|tasks"
    r"|decides)\b"
)
# What can be done once and for all, so that a later text can say that it was
ONCE = re.compile(
    r"\bto (?:\w+ly )?(?:appoint|assess|commission|compile|conduct|convene|develop|elaborate"
    r"|establish|examine|hold|identify|launch|organi[sz]e|prepare|present|produce|propose"
    r"|provide|publish|report|review|study|submit|transmit|undertake|update)\b"
)
TELLS = re.compile(
    r"(?:(?:also|further|again|once again) )*"
    r"(?:takes? note|notes|welcomes|acknowledges|commends"
    r"|expresses (?:its )?(?:appreciation|thanks)"
    r"|recalls|taking note|noting|welcoming|acknowledging|recalling)\b"
)
# The thing done, named by the words that follow
DONE = re.compile(
    r"\b(?:appointment|assessment|compilation|conclusions?|convening|development|document|draft"
    r"|elaboration|establishment|findings|guid(?:e|elines|ance)|holding|information|launch(?:ing)?"
    r"|meeting|options|organi[sz]ation of|outcome|papers?|plan|preparation|presentation|proposals?"
    r"|publication|recommendations|reports?|results|review|study|submission|summary|survey|update"
    r"|workshop)\b"
)
NEAR = 15  # words of the telling clause in which the thing done is named
SHARED = 0.4  # share of the telling clause's longer words that the request has too


def told(links: Iterable[Link], earlier: Resolution, later: Resolution) -> list[Link]:
    """Links with what the later text itself says became of the earlier one.

    An annex that is not printed again, of a resolution that the later text cites, is in force as
    before: its paragraphs that no link explains are ``reaffirmed``, not dropped. A link is
    ``discharged`` where the later paragraph reports done what the earlier one asked for: "takes
    note of the report …" after "requests … to report".
    """
    standing = _annex(earlier) if not _annex(later) and _cites(later, earlier.symbol) else set()
    before, after = ({p.label: p.text for p in text.paragraphs} for text in (earlier, later))
    made = []
    for link in links:
        if link.kind == "dropped" and link.earlier in standing:
            link = replace(link, kind="reaffirmed", doubtful=False)
        elif link.earlier and link.later and link.kind == "revised":
            done = _discharged(before[link.earlier], after[link.later])
            link = replace(link, discharged=done)
        made.append(link)
    return made


def _discharged(before: str, after: str) -> bool:
    """Whether a paragraph opens with the news that what another asked for was done."""
    news, request = after.lower(), before.lower()
    asked = ASKS.search(request)
    if not (TELLS.match(news) and asked and ONCE.search(request, asked.end())):
        return False
    said = _telling(news)
    if not DONE.search(" ".join(said.split()[:NEAR])):
        return False
    # a report that was noted before is another report, and no news of what was asked
    news_of, old, wanted = (
        _longer(t) for t in (said, request[: asked.start()], request[asked.start() :])
    )
    return len(news_of & wanted) >= SHARED * len(news_of) and len(news_of & wanted) > len(
        news_of & old
    )


def _telling(text: str) -> str:
    """What stands before the first request."""
    asked = ASKS.search(text)
    return text[: asked.start()] if asked else text


def _longer(text: str) -> set[str]:
    return {w for w in words(text) if len(w) > 3}


def _annex(text: Resolution) -> set[str]:
    return {p.label for p in text.paragraphs if p.part == "annex"}


def _cites(text: Resolution, symbol: str) -> bool:
    """Whether a resolution is cited in a paragraph, or in a note to one."""
    said = [*(p.text for p in text.paragraphs), *(note.text for note in text.footnotes)]
    return any(
        cited.symbol == symbol
        for part in said
        for cited in symbols.find(part, text.organ, text.symbol)
    )
