"""What became of paragraphs that are carried on: verbs, those asked, tasks, conditions, words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import mandate
from ..codebook import rarity
from ..prose import number
from ..topics import nouns
from .asks import (
    DANGLING,
    POINTING,
    QUOTED,
    asked,
    cut,
    listed_names,
    named,
    participle,
    past,
    small,
    task,
    whom,
)
from .asks import said as said_of
from .facts import STEM, Clause, Group, Paragraph, Renewal, directive
from .sentences import bounded
from .subjects import ALONE, MONTHS, spelled
from .wording import Segments

if TYPE_CHECKING:
    from ..codebook import Codebook

__all__ = ["Change", "anew", "change", "paired"]

SAME = 0.35  # clauses less alike than this are not one task reworded (as in the ledger)
THERE = 0.6  # share of a clause's words from which the other side is taken to say it too
REWRITTEN = 8  # words from which a change for another is quoted, or a paragraph's growth told
NAMED = 3  # words of substance from which an addition is worth a line
MOVED = 0.7  # the same of a quote: more are there, only somewhere else
DATES = 2  # numbers in a quote: a day, a place and a year say nothing of the matter
MEANT = 3  # words from which a quote says anything
TURNED = 0.5  # share of what was said that is said again under another verb
WORDS = 18  # that are quoted of what came to a paragraph, where its text is at hand
JOINING = frozenset("and or as well inter alia the a an its their".split())  # noqa: SIM905
SAID = (
    "note",
    "notes",
    "view",
    "regard",
    "work",
    "forward",
    "mark",
    "welcome",
    "recall",
    "request",
)
TOLD = 3  # things that a line says of one paragraph
# What may follow a name whose end a quote begins with.
AFTER_NAME = frozenset("to through in by of for with including and on at as".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Change:
    """What a line says of a group of paragraphs, and how much hangs on it: the least first."""

    said: str
    weight: float


def change(
    group: Group, pair: Renewal, codebook: Codebook,
    segments: Mapping[tuple[str, str], Segments] | None = None,
) -> Change | None:  # fmt: skip
    """What changed in paragraphs that are carried on; None where nothing worth a line did.

    `segments` has the words that came and went in each later paragraph, where texts are at hand.
    """
    pairs, fresh, ended = paired(group)
    told: list[tuple[float, str]] = []
    if not group.discharged:
        told += [
            (0 if old.strength != new.strength else 1, text)
            for old, new in pairs
            if (text := _otherwise(old, new))
        ]
        if len(group.earlier) > 1 and len(group.later) == 1:
            told.append((2, f"{number(len(group.earlier))} paragraphs became one"))
        if len(group.later) > 1 and len(group.earlier) == 1:
            told.append((2, f"one paragraph became {number(len(group.later))}"))
        told += [(4.8, text) for old, new in pairs if (text := _reworded(old, new))]
    turned = [] if group.discharged else _turned(fresh, ended)
    told += [
        (3.5, f"before: {small(said_of(was))}; now: {small(said_of(now))}") for was, now in turned
    ]
    fresh = [c for c in fresh if all(c is not now for _, now in turned)]
    ended = [c for c in ended if all(c is not was for was, _ in turned)]
    told += [(3 + 0.5 * (not c.directive), text) for c in fresh if (text := _came(c, group))]
    if not group.discharged:
        told += [(4 + 0.5 * (not c.directive), text) for c in ended if (text := _went(c, group))]
    known = _known([text for _, text in told])
    if segments is None:
        told += [(5, text) for text in _substance(group, pair, codebook, known)]
        told = told or [(6, text) for text in _length(group)]
    else:
        told += [(5, text) for text in _worded(group, pair, codebook, known, segments)]
    if not told:
        return None
    told.sort(key=lambda pair: pair[0])
    return Change("; ".join(text for _, text in told[:TOLD]), told[0][0])


def paired(group: Group) -> tuple[list[tuple[Clause, Clause]], list[Clause], list[Clause]]:
    """Clauses that carry one another on, those that came, and those that went."""
    old = [c for p in group.earlier for c in p.clauses]
    new = [c for p in group.later for c in p.clauses]
    able = sorted(
        (-_near(a, b), j, i)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if a.directive == b.directive
        and _near(a, b) >= SAME
        # what was done and is asked of another now is another request
        and not (group.discharged and b.addressees and not set(a.addressees) & set(b.addressees))
    )
    taken: dict[int, int] = {}
    for _, j, i in able:
        if j not in taken and i not in taken.values():
            taken[j] = i
    pairs = [(old[i], new[j]) for j, i in sorted(taken.items())]
    fresh = [c for j, c in enumerate(new) if j not in taken]
    ended = [c for i, c in enumerate(old) if i not in taken.values()]
    return pairs, fresh, ended


def _turned(fresh: Sequence[Clause], ended: Sequence[Clause]) -> list[tuple[Clause, Clause]]:
    """What was said of a matter and what is said of it now: "before: welcomes the plan to dredge;
    now: takes note of the dredging"."""
    pairs: list[tuple[Clause, Clause]] = []
    for was in ended:
        for now in fresh:
            able = not was.directive and not now.directive and was.verb != now.verb
            stems = {word[:STEM] for word in re.findall(r"[\w-]+", now.object.lower())}
            if able and said_of(was) and said_of(now) and _share(was.object, stems) >= TURNED:
                pairs.append((was, now))
                break
    return pairs


def _near(old: Clause, new: Clause) -> float:
    """How alike two clauses are, half a point for somebody whom both ask."""
    return mandate.likeness(old, new) + 0.5 * bool(set(old.addressees) & set(new.addressees))


def _otherwise(old: Clause, new: Clause) -> str:
    """A verb or those asked that are others than before: "UNODC was encouraged, is now requested
    to …"."""
    if not (old.addressees and new.addressees and task(new)):
        return ""
    same_whom = set(old.addressees) == set(new.addressees)
    degree = ""
    if old.strength and new.strength and old.strength != new.strength:
        degree = "stronger: " if new.strength > old.strength else "weaker: "
    if same_whom:
        if not degree:
            return ""
        were = _verb(old, "was", "were")
        return (f"{degree}{named(whom(old))} {were} {participle(old.verb)}, "
                f"{_verb(new, 'is', 'are')} now {participle(new.verb)} {task(new)}")  # fmt: skip
    joined = [e for e in new.addressees if e not in old.addressees]
    left = [e for e in old.addressees if e not in new.addressees]
    if len(joined) == len(new.addressees):
        return f"{past(old)}, now {small(asked(new), new.addressees)}"
    said = []
    if degree:
        said.append(f"{degree}{participle(old.verb)}, now {participle(new.verb)}")
    if joined:
        said.append(f"{listed_names(joined)} now asked too")
    if left:
        said.append(f"{listed_names(left)} no longer asked")
    return f"{', '.join(said)} ({task(new)})"


def _reworded(old: Clause, new: Clause) -> str:
    """Another verb, where nothing else tells it: which is the stronger isn't said."""
    if old.verb == new.verb or _otherwise(old, new):
        return ""
    return f"“{old.verb}” is now “{new.verb}”"


def _verb(clause: Clause, one: str, many: str) -> str:
    return many if " are " in asked(clause) else one


def _came(clause: Clause, group: Group) -> str:
    """What is new in a paragraph, told."""
    text = asked(clause) if anew(clause, group) else ""
    return f"new: {small(text, clause.addressees)}" if text else ""


def anew(clause: Clause, group: Group) -> bool:
    """Whether a clause that none before carries is new: asked of somebody not asked there before,
    or in words that weren't there; a request reworded beyond likeness is no new one."""
    known = {e for _, c in directive(group.earlier) for e in c.addressees}
    return _apart(clause, known, group.earlier)


def _went(clause: Clause, group: Group) -> str:
    """What is no longer in a paragraph, told as `_came`."""
    known = {e for _, c in directive(group.later) for e in c.addressees}
    said = past if clause.directive else said_of
    text = said(clause) if _apart(clause, known, group.later) else ""
    how = "reported done" if group.reports and clause.directive else "no longer"
    return f"{how}: {small(text, clause.addressees)}" if text else ""


def _apart(clause: Clause, known: set[str], others: Sequence[Paragraph]) -> bool:
    somebody = clause.directive and clause.addressees and not set(clause.addressees) <= known
    return bool(somebody) or _there(clause, others) < THERE


def _there(clause: Clause, paragraphs: Sequence[Paragraph]) -> float:
    """Share of a clause's words that some paragraphs have."""
    return _share(f"{clause.action} {clause.object}", _stems(paragraphs))


def _known(texts: Iterable[str]) -> set[str]:
    return {word[:STEM] for text in texts for word in re.findall(r"[\w-]+", text.lower())}


def _stems(paragraphs: Sequence[Paragraph]) -> set[str]:
    return {word[:STEM] for p in paragraphs for word in p.words}


def _share(text: str, stems: Collection[str]) -> float:
    """Share of the words of four letters and more that are there, whatever their endings."""
    words = [w for w in re.findall(r"[\w-]+", text.lower()) if len(w) > 3]
    return sum(word[:STEM] in stems for word in words) / len(words) if words else 1.0


def _substance(
    group: Group, pair: Renewal, codebook: Codebook, known: Collection[str]
) -> Iterable[str]:
    """What came and went in many words, or in a few that bring or drop a theme."""
    old = {t for p in group.earlier for t in p.themes}
    new = {t for p in group.later for t in p.themes}
    sides = [("adds", new - old, "added"), ("drops", old - new, "dropped")]
    large = [e for e in group.edits if e["class"] in ("substance", "list growth")]
    replaced = _replaced(large, codebook)
    if replaced:
        yield replaced
        return
    # what was reported done dropped what it was asked for
    for said, themes, side in sides[: 1 if group.discharged else 2]:
        count = sum(int(e[f"n_{side}"]) for e in large)
        able = [
            e
            for e in large
            if isinstance(e[side], str)
            and not _moved(e, side, group, pair)
            # else a clause that came or went tells it
            and _share(POINTING.sub("", e[side]), known) < MOVED
            and sum(any(map(str.isdigit, word)) for word in e[side].split()) <= DATES
        ]
        stems = _stems(group.earlier if side == "added" else group.later)
        # a theme is told by its words: its name says less than they, or more than is there
        quote = _quote(able, side, codebook, few=bool(themes))
        # what is left of a long change may have stood there before, in another order
        if quote and count >= NAMED and not _mixed(quote, stems):
            yield f"{said} {quote}"
            continue
        grown = [e for e in able if e["class"] == "list growth" and int(e[f"n_{side}"]) <= QUOTED]
        several = [item for e in grown if (item := _item(e[side])) and _share(item, stems) < TURNED]
        if several:
            yield f"{said} “{spelled(several[0], codebook)}”"


def _worded(
    group: Group, pair: Renewal, codebook: Codebook, known: Collection[str],
    segments: Mapping[tuple[str, str], Segments],
) -> Iterable[str]:  # fmt: skip
    """The words that came and went, in the order of the text."""
    none: Segments = ([], [])
    at = [segments.get((p.symbol, p.label), none) for p in group.later]
    came, went = ([text for one in at for text in one[side]] for side in (0, 1))
    if quotes := _quotes(came, _stems(group.earlier), known, codebook):
        yield f"adds {quotes}"
    went = [text for text in went if _share(text, pair.stems) < 1]
    if not group.discharged and (quotes := _quotes(went, _stems(group.later), known, codebook)):
        yield f"drops {quotes}"


def _quotes(
    texts: Sequence[str], stems: Collection[str], known: Collection[str], codebook: Codebook
) -> str:
    """Of pieces of a text those that bring most new nouns, each a quote of its own, in so many
    words together; without what the other side has and what was told already."""
    able: list[tuple[int, int, str, int]] = []
    for at, text in enumerate(texts):
        words = _item(text).split()
        # of a long one what follows a comma may be new in more
        starts = [at for at, word in enumerate(words, 1) if word.endswith((",", ";"))]
        starts = [0, *starts] if len(words) > WORDS else [0]
        windows = [(_fresh(words[start : start + WORDS], stems, known, codebook), -start)
                   for start in starts]  # fmt: skip
        fresh, start = max(windows)
        if fresh:
            quote = bounded(_item(" ".join(words[-start:])).split(), 0, WORDS)
            size = len(quote.removesuffix(" …").split())
            if size >= MEANT or not quote.endswith("…"):
                able.append((-fresh, at, "… " * bool(start) + quote, size))
    quotes: dict[int, str] = {}
    left = WORDS
    for _, at, quote, size in sorted(able):
        if size <= left or not quotes:
            quotes[at] = f"“{quote}”"
            left -= size
    return ", ".join(quotes[at] for at in sorted(quotes))


def _fresh(
    words: Sequence[str], stems: Collection[str], known: Collection[str], codebook: Codebook
) -> int:
    """How many nouns some words bring; none where half of what they say stood there, where they
    were told already, or are of dates and symbols."""
    text = POINTING.sub("", " ".join(words))
    content = [word for word in re.findall(r"[^\W\d]+(?:[’-]\w+)*", text.lower())
               if len(word) > 3 and word not in DANGLING and word not in MONTHS]  # fmt: skip
    new = [word for word in content if word[:STEM] not in stems]
    dates = sum(any(map(str.isdigit, word)) for word in words) > DATES
    if dates or 2 * len(new) < len(content) or _share(text, known) >= TURNED:
        return 0
    telling = [word for word in new if nouns.noun(word, codebook) and word not in SAID
               and not word.endswith(nouns.ORDINAL)]  # fmt: skip
    return len(telling) if len(words) > 1 or rarity(telling, codebook.background) >= ALONE else 0


def _item(text: str) -> str:
    """What a list grew by, without what joins it: "and small cells" is "small cells"; empty where
    that says nothing."""
    words = text.strip(" ,;:.)(").split()
    while words and (words[0].rstrip(",;") in JOINING or words[0].rstrip(",;").isdigit()):
        words.pop(0)
    while words and words[-1] in DANGLING:
        words.pop()
    telling = any(len(word) > 3 and word not in DANGLING for word in words)
    return " ".join(words) if telling else ""


def _length(group: Group) -> Iterable[str]:
    """How much longer or shorter paragraphs are, where nothing says by what."""
    more = sum(p.n_words for p in group.later) - sum(p.n_words for p in group.earlier)
    if abs(more) >= REWRITTEN and not group.discharged:
        yield f"{number(abs(more))} words {'longer' if more > 0 else 'shorter'}"


def _mixed(quote: str, stems: Collection[str]) -> bool:
    """Whether a quote has too much that stood there before: two thirds of it, or a word between
    two that didn't, where two changes are one in the tables: "all kinds of lamps, oil"."""
    words = [w for w in re.findall(r"[\w-]+", quote.lower()) if len(w) > 3]
    stood = [word[:STEM] in stems for word in words]
    return sum(stood) > 2 / 3 * len(stood) or stood == [False, True, False]


def _replaced(edits: Sequence[Mapping], codebook: Codebook) -> str:
    """One change alone, of a few words on both sides."""
    if len(edits) != 1 or not all(isinstance(edits[0][side], str) for side in ("added", "dropped")):
        return ""
    counts = [int(edits[0][f"n_{side}"]) for side in ("dropped", "added")]
    if max(counts) < REWRITTEN or max(counts) > QUOTED or min(counts) < 2:
        return ""
    old, new = (spelled(edits[0][side], codebook) for side in ("dropped", "added"))
    return f"“{old}” is now “{new}”"


def _moved(edit: Mapping, side: str, group: Group, pair: Renewal) -> bool:
    """Whether words only changed their place: most are in the paragraphs of the other side, or
    what went is all in the later member."""
    if side == "added":
        return _share(edit[side], _stems(group.earlier)) >= MOVED
    return _share(edit[side], _stems(group.later)) >= MOVED or _share(edit[side], pair.stems) == 1


def _quote(told: Sequence[Mapping], side: str, codebook: Codebook, few: bool) -> str:
    """What came or went, quoted: a whole change where one is short enough, else of the longest
    the words that the tables have; `few` words will do where they bring a theme."""
    whole = [e for e in told if 5 <= int(e[f"n_{side}"]) <= 8]
    best = max(whole or told, key=lambda e: int(e[f"n_{side}"]), default=None)
    if best is None:
        return ""
    text = _begun(_ended(best[side], codebook), codebook)
    text = spelled(cut(text, whole=True).removesuffix(" …"), codebook)
    if len(text.split()) < MEANT:
        return ""
    telling = [word for word in text.split() if len(word) > 3 and word.lower() not in DANGLING]
    complete = bool(whole) and len(text.split()) == int(best[f"n_{side}"])
    if not complete and not few and len(telling) < MEANT:
        return ""  # "… a significant part …" of many words says nothing
    return f"“{text}”" if complete else f"“… {text} …”"


def _begun(text: str, codebook: Codebook) -> str:
    """A quote without what ends a name or a session at its beginning: "crime through its work"."""
    words = text.split()
    tails = {name.split()[-1].lower() for e in codebook.entities
             for name in (e.entity, *e.aliases) if " " in name}  # fmt: skip
    while len(words) > 1 and (
        (words[0] in tails and words[1] in AFTER_NAME) or "session" in words[:2]
    ):
        words.pop(0)
    return " ".join(words)


def _ended(text: str, codebook: Codebook) -> str:
    """A quote that breaks off, without adjectives and verbs at its end, whose nouns it lacks."""
    words = text.split()
    # a plural is a noun, whatever verb it is a form of: "safeguards"
    while len(words) > MEANT and not (words[-1].endswith("s") or nouns.noun(words[-1], codebook)):
        words.pop()
    return " ".join(words)
