"""What makes two paragraphs the same, and how much a word weighs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

AGAIN = {"also", "again"}
ORDER = {"also", "again", "further", "once"}
HEAD = 5  # words in which the initiating verb and what stands around it are looked for
PARAGRAPH = {"paragraph", "paragraphs"}
HERE = ["present", "resolution"]  # after "of the"
# After an initiating "further": what begins its object, where "further" goes with the verb.
AFTER_FURTHER = frozenset(
    ("a", "all", "an", "and", "general", "her", "his", "in", "its", "of", "on", "our", "resolution",
     "resolutions", "security", "that", "the", "their", "these", "this", "to", "with")
)  # fmt: skip


def plain(printed: Sequence[str]) -> tuple[str, ...]:
    """The words that make two paragraphs the same: `words` without what renumbering changes.

    Left out: hyphens, also, further and again of the initiating verb, and the numbers of
    paragraphs of the same resolution.
    """
    return constant([bare(w) for w in printed])


def bare(word: str) -> str:
    """A word, or words, without hyphens."""
    return word.replace("-", "")


def constant(unhyphened: Sequence[str]) -> tuple[str, ...]:
    """`plain` of words without hyphens."""
    kept = list(unhyphened)
    if not ORDER.isdisjoint(kept[:HEAD]):
        kept = _verb(kept[: HEAD + 1]) + kept[HEAD:]
    return tuple(kept if PARAGRAPH.isdisjoint(kept) else _unnumbered(kept))


def _verb(head: Sequence[str]) -> list[str]:
    """The first words without also, further and again; of the last one only what it follows."""
    kept = []
    for i, word in enumerate(head[:HEAD]):
        following = head[i + 1] if i + 1 < len(head) else ""
        if word in AGAIN or (word == "once" and following == "again"):
            continue
        if word == "further" and (i == 0 or following in AFTER_FURTHER):
            continue
        kept.append(word)
    return kept


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


def numeral(word: str) -> bool:
    """Whether a word has a digit."""
    return not word.isalpha() and any(c.isdigit() for c in word)


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
