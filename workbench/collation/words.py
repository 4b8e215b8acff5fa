"""What makes two paragraphs the same, and how much a word weighs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ..codebook.forms import MONTHS, ORDINAL, dating, numeral

AGAIN = {"also", "again"}
ORDER = {"also", "again", "further", "once"}
MEETINGS = {"session", "meeting", "conference", "round", "assembly", "forum", "summit", "congress"}
SAID_EARLY = 25  # words in which a paragraph says of which meeting it speaks
WHOSE = 6  # words by which two meetings are of one body
HEAD = 5  # words in which the initiating verb and what stands around it are looked for
APART = str.maketrans("", "", "-/ ")
PARAGRAPH = {"paragraph", "paragraphs"}
HERE = ["present", "resolution"]  # after "of the"
# What has a number of its own, which stands after it
NUMBERED = PARAGRAPH | {"session", "sessions", "item", "items", "resolution", "resolutions",
                        "decision", "decisions"}  # fmt: skip
YEARS = re.compile(r"(?:1[89]|20)\d\d(?:-\d+)?")
# Besides years: symbols, ordinals, and numbers too long to be printed without a comma
NO_AMOUNT = re.compile(r".*/.*|\d+(?:st|nd|rd|th)|\d{5,}")
BETWEEN = {"and", "or", "to"}  # numbers of a list
# After an initiating "further": what begins its object, where "further" goes with the verb.
AFTER_FURTHER = frozenset(
    ("a", "about", "all", "an", "and", "at", "general", "her", "his", "in", "its", "of", "on",
     "our", "resolution", "resolutions", "security", "that", "the", "their", "these", "this", "to",
     "with")
)  # fmt: skip
# Before a "further" that only counts off: nobody recalls "further work", or is "concerned further".
BEFORE_FURTHER = frozenset(("aware", "concerned", "convinced", "mindful", "recalling", "recalls"))


def plain(printed: Sequence[str]) -> tuple[str, ...]:
    """The words that make two paragraphs the same: `words` without what renumbering changes.

    Left out: hyphens, also, further and again of the initiating verb, and the numbers of
    paragraphs of the same resolution.
    """
    return constant([bare(w) for w in printed])


def bare(word: str) -> str:
    """A word, or words, without hyphens."""
    return word.replace("-", "")


def joined(several: Sequence[str]) -> str:
    """Words as one, however they are written together: "health care" and "healthcare",
    "lamps/ buoys" and "lamps/buoys"."""
    return "".join(several).translate(APART)


def constant(unhyphened: Sequence[str]) -> tuple[str, ...]:
    """`plain` of words without hyphens."""
    kept = list(unhyphened)
    if not ORDER.isdisjoint(kept[:HEAD]):
        kept = _verb(kept[: HEAD + 1]) + kept[HEAD:]
    return tuple(kept if PARAGRAPH.isdisjoint(kept) else _unnumbered(kept))


def _verb(head: Sequence[str]) -> list[str]:
    """The first words without also, further and again; of the last one only what it follows."""
    places = counting(head)
    return [word for i, word in enumerate(head[:HEAD]) if i not in places]


def counting(head: Sequence[str]) -> set[int]:
    """Places of also, further and again, which only count off, among a paragraph's first words."""
    places = set()
    for i, word in enumerate(head[:HEAD]):
        following = head[i + 1] if i + 1 < len(head) else ""
        if word in AGAIN or (word == "once" and following == "again"):
            places.add(i)
        led = i == 0 or head[i - 1] in BEFORE_FURTHER
        if word == "further" and (led or following in AFTER_FURTHER):
            places.add(i)
    return places


def amounts(given: Sequence[str]) -> set[int]:
    """Places of figures that say how much or how many: none of a date, a session, a symbol, a
    resolution, an agenda item or a paragraph. The words may have the comma that follows them."""
    places = set()
    for i, word in enumerate(given):
        if not word[0].isdecimal():
            continue
        figure = word.rstrip(",")
        if NO_AMOUNT.fullmatch(figure) or YEARS.fullmatch(figure):
            continue
        ahead = _past(given[i + 1 :]) if figure == word else ""
        if ahead in MONTHS or YEARS.fullmatch(ahead):  # "6 to 10 May", "1325 (2000)"
            continue
        if _past(given[:i][::-1]) not in NUMBERED:
            places.add(i)
    return places


def _past(run: Sequence[str]) -> str:
    """The first word past other numbers of a list; those before a comma are of another."""
    return next((w for w in run if not (w.isdecimal() and len(w) < 4) and w not in BETWEEN), "")


def _unnumbered(given: Sequence[str]) -> list[str]:
    """Numbers out of "paragraph 28 above": cross-references are renumbered, not revised."""
    kept, i = [], 0
    while i < len(given):
        kept.append(given[i])
        i += 1
        if kept[-1] in PARAGRAPH:
            end = i
            while end < len(given) and (given[end][0].isdigit() or given[end] in {"and", "to"}):
                end += 1
            rest = given[end : end + 4]
            if end > i and (rest[:1] in (["above"], ["below"]) or rest[2:] == HERE):
                i = end
    return kept


def rarity(word: str, background: Mapping[str, int]) -> float:
    """Weight of a word: ``log(1 + N / documents)``, its documents out of the N of `background`.

    A word that the background lacks counts as found in one document; one with a digit (dates,
    sessions, symbols change at every renewal) as found in a quarter of them.
    """
    total = max(background.get("", 0), 1)
    seen = total / 4 if numeral(word) else background.get(word, 1)
    return math.log1p(total / max(seen, 1))


def meeting(plainly: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]] | None:
    """Whose numbered meeting a paragraph speaks of, and what it says before it, numbers apart."""
    for n, word in enumerate(plainly[:SAID_EARLY]):
        whose = tuple(plainly[n + 1 : n + 1 + WHOSE])
        if word.endswith(ORDINAL) and len(whose) == WHOSE and whose[0] in MEETINGS:
            return whose, frozenset(w for w in plainly[:n] if not dating(w))
    return None


def cosine(one: Sequence[str], other: Sequence[str], weight: Mapping[str, float]) -> float:
    """Cosine of two bags of words, each count times the word's weight; rounded to four places.

    Links have `rarity` as the weight. In [0, 1], symmetric; 1 for the same words in any order, 0
    for none in common. Source: Salton and Buckley 1988.
    """
    if one == other:
        return 1.0
    left, right = Counter(one), Counter(other)
    dot = math.fsum(n * right[w] * weight[w] ** 2 for w, n in left.items() if w in right)
    norms = [math.fsum((n * weight[w]) ** 2 for w, n in bag.items()) for bag in (left, right)]
    return round(min(dot / math.sqrt(norms[0] * norms[1]), 1.0), 4) if dot else 0.0
