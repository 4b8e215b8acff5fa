"""What a paragraph is about, as a noun phrase: a heading, a theme, an object, or its own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..codebook import Codebook
from ..prose import capital
from .asks import cut
from .facts import Paragraph, Renewal

__all__ = ["subjects"]

PLAIN = 4.0  # a theme's weight from which a paragraph is about it: twice named, or nowhere else
# Nouns that stand in front of what a clause is about and say nothing of it.
LEADING = re.compile(
    r"^(?:(?:the|an?|its|their|all|any|such|further|overall|great|crucial|vital|key|central|"
    r"fundamental|important|continued|ongoing|increased|increasing|appropriate|necessary|"
    r"effective|existing|relevant|urgent|need|needs|importance|role|rise|efforts?|measures|"
    r"steps|actions?|activities|work|support|instances|issue|fact|development|publication|"
    r"implementation|provision|attempts|strengthening|promotion|maintenance|establishment|"
    r"convening|use|adoption|dissemination|and|at|in|of|for|to|by|"
    r"addressing|enhancing|taking|ensuring|promoting|address|ensure|promote|"
    r"strengthen|enhance)\s+)+",
    re.I,
)
# Objects that say what is given, not what about.
EMPTY = re.compile(
    r"^(?:technical assistance|assistance|capacity|cooperation|coordination|report|member states|"
    r"states|requesting|that|which|this|these|those|it|as|with|regard|information|guidance|"
    r"initiatives|best practices|such|may|be|specialized|platforms|tools)\b",
    re.I,
)
NOUN = re.compile(
    r".{2,}(?:tion|sion|ment|ity|ness|ism|ship|ance|ence|ture|ics|acy|ogy|ies|ers|ors|ists|ants|"
    r"ings|ages|ings|narratives|ives)s?$"
)
VAGUE = frozenset(
    """
    relation accordance regard connection view order basis manner context instances encourages
    encourage assistance attention consideration information activities measures circumstances
    participation preventing countering provisions elements maintenance existence implementation
    achievement adoption manifestations examination occasion importance
    """.split()  # noqa: SIM905
)
SHARE = 2  # words that name a paragraph of which nothing else is known


def subjects(
    renewal: Renewal, codebook: Codebook, known: Mapping[tuple[str, str], str] | None = None
) -> Callable[[Sequence[Paragraph]], str]:
    """What says the subject of some paragraphs; `known` gives those that something else named."""
    titles = {theme.theme: theme.title for theme in codebook.themes}
    spread = {
        side: Counter(theme for p in paragraphs.values() for theme in p.themes)
        for side, paragraphs in (("E", renewal.before), ("L", renewal.after))
    }
    rarity = _rarity(codebook)
    entities = _names(codebook)

    def subject(paragraphs: Sequence[Paragraph]) -> str:
        for p in paragraphs:
            if known and known.get((p.symbol, p.label)):
                return capital(known[p.symbol, p.label])
        side = "L" if paragraphs[0].symbol == renewal.later else "E"
        size = len(renewal.after if side == "L" else renewal.before)
        weights: dict[str, float] = {}
        for p in paragraphs:
            for theme, count in p.themes.items():
                weight = count * math.log(size / spread[side][theme])
                weights[theme] = weights.get(theme, 0.0) + weight
        theme = max(weights, key=lambda t: weights[t], default="")
        if theme and weights[theme] >= PLAIN:
            return titles.get(theme, theme)
        phrases = [phrase for p in paragraphs if (phrase := _object(p))]
        words = _telling(paragraphs, renewal, rarity, entities)
        if phrases:
            return capital(phrases[0])
        if theme and weights[theme] >= PLAIN / 2:
            return titles.get(theme, theme)
        return capital(" and ".join(words)) or f"{capital(paragraphs[0].verb)} …"

    return subject


def _object(paragraph: Paragraph) -> str:
    """The first object of a clause that names a matter, without what leads to it."""
    for clause in paragraph.clauses:
        phrase = LEADING.sub("", clause.object)
        whole = cut(phrase, whole=len(clause.object.split()) < 8)
        words = whole.replace(" …", "").split()
        ends = words[-1] if words else ""
        named = NOUN.match(ends) or ends.endswith("s") or not whole.endswith("…")
        if len(words) >= 2 and named and not EMPTY.match(whole):
            return " ".join(words)
    return ""


def _rarity(codebook: Codebook) -> Callable[[str], float]:
    background, documents = codebook.background, max(codebook.documents, 1)

    def weight(word: str) -> float:
        return math.log((documents + 1) / (background.get(word, 0) + 1))

    return weight


def _names(codebook: Codebook) -> frozenset[str]:
    """Words of entities' names: they say who is asked, not what about."""
    names = (alias for e in codebook.entities for alias in (e.entity, *e.aliases))
    return frozenset(word.lower() for name in names for word in re.findall(r"[\w-]+", name))


def _telling(
    paragraphs: Sequence[Paragraph], renewal: Renewal, rarity: Callable[[str], float],
    entities: frozenset[str],
) -> list[str]:  # fmt: skip
    """The words that set some paragraphs apart: rare everywhere, often here, nouns by their form;
    those that the other member lacks weigh double."""
    counts: Counter[str] = Counter()
    for p in paragraphs:
        counts.update(p.words)
    fresh = renewal.new_words if paragraphs[0].symbol == renewal.later else frozenset()
    able = {
        word: count * rarity(word) * (2 if word in fresh else 1)
        for word, count in counts.items()
        if len(word) > 4 and word.isascii() and not any(c.isdigit() for c in word)
        and NOUN.match(word) and word not in entities and word not in VAGUE
    }  # fmt: skip
    best: list[str] = []
    for word in sorted(able, key=lambda w: (-able[w], w)):
        if not any(word[:6] == other[:6] for other in best):  # not evaluation beside evaluations
            best.append(word)
    return best[:SHARE]
