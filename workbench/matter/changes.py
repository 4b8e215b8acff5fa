"""What became of paragraphs that are carried on: verbs, those asked, tasks, conditions, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .. import mandate
from ..prose import listed, number
from .asks import asked, cut, listed_names, named, participle, past, small, task
from .asks import said as said_of
from .facts import Clause, Group, Paragraph, Renewal, directive

__all__ = ["Change", "change", "paired", "terms", "vanished"]

SAME = 0.35  # clauses less alike than this are not one task reworded (as in the ledger)
THERE = 0.6  # share of a clause's words from which the other side is taken to say it too
REWRITTEN = 8  # words of substance from which an addition is worth a line
TOLD = 3  # things that a line says of one paragraph


@dataclass(frozen=True, slots=True)
class Change:
    """What a line says of a group of paragraphs, and how much hangs on it: the least first."""

    said: str
    weight: float


def change(group: Group, titles: Mapping[str, str]) -> Change | None:
    """What changed in paragraphs that are carried on; None where nothing worth a line did."""
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
    told += [(3 + 0.5 * (not c.directive), text) for c in fresh if (text := _came(c, group))]
    if not group.discharged:
        told += [(4 + 0.5 * (not c.directive), text) for c in ended if (text := _went(c, group))]
        told += [(5, text) for text in _substance(group, titles)]
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
        return (f"{degree}{named(old.addressees)} {were} {participle(old.verb)}, "
                f"{_verb(new, 'is', 'are')} now {participle(new.verb)} {task(new)}")  # fmt: skip
    joined = [e for e in new.addressees if e not in old.addressees]
    left = [e for e in old.addressees if e not in new.addressees]
    if len(joined) == len(new.addressees):
        return f"{past(old)}, now {small(asked(new))}"
    said = []
    if degree:
        said.append(f"{degree}{participle(old.verb)}, now {participle(new.verb)}")
    if joined:
        said.append(f"{listed_names(joined)} now asked too")
    if left:
        said.append(f"{listed_names(left)} no longer asked")
    return f"{', '.join(said)} ({task(new)})"


def _verb(clause: Clause, one: str, many: str) -> str:
    return many if " are " in asked(clause) else one


def _came(clause: Clause, group: Group) -> str:
    """What is new in a paragraph: asked of somebody not asked there before, or in words that it
    didn't have."""
    known = {e for _, c in directive(group.earlier) for e in c.addressees}
    return f"new: {small(text)}" if (text := _told(asked, clause, known, group.earlier)) else ""


def _went(clause: Clause, group: Group) -> str:
    """What is no longer in a paragraph, told as `_came`."""
    known = {e for _, c in directive(group.later) for e in c.addressees}
    said = past if clause.directive else said_of
    return f"no longer: {small(text)}" if (text := _told(said, clause, known, group.later)) else ""


def _told(
    words: Callable[[Clause], str], clause: Clause, known: set[str], others: Sequence[Paragraph]
) -> str:
    somebody = clause.directive and clause.addressees and not set(clause.addressees) <= known
    return words(clause) if somebody or _there(clause, others) < THERE else ""


def _there(clause: Clause, paragraphs: Sequence[Paragraph]) -> float:
    """Share of a clause's words of four letters and more that some paragraphs have, whatever
    their endings."""
    stems = {word[:5] for p in paragraphs for word in p.words}
    words = [w for w in re.findall(r"[\w-]+", f"{clause.action} {clause.object}".lower())
             if len(w) > 3]  # fmt: skip
    return sum(word[:5] in stems for word in words) / len(words) if words else 1.0


def _substance(group: Group, titles: Mapping[str, str]) -> Iterable[str]:
    """Themes that came and went, and what came and went in many words."""
    old = {t for p in group.earlier for t in p.themes}
    new = {t for p in group.later for t in p.themes}
    came = sorted(titles.get(t, t) for t in new - old)
    went = sorted(titles.get(t, t) for t in old - new)
    large = [e for e in group.edits if e["class"] in ("substance", "list growth")]
    for verb, themes, side in (("now names", came, "added"), ("no longer names", went, "dropped")):
        if themes:
            yield f"{verb} {listed(map(small, themes))}"
        count = sum(int(e[f"n_{side}"]) for e in large)
        quote = _quote(large, side)
        if count >= REWRITTEN and quote:
            yield f"{count} words {'new' if side == 'added' else 'gone'}, among them {quote}"


def _quote(edits: Sequence[Mapping], side: str) -> str:
    """What came or went, quoted: a whole change where one is short enough, else of the longest
    the words that the tables have."""
    told = [e for e in edits if isinstance(e[side], str)]
    whole = [e for e in told if 5 <= int(e[f"n_{side}"]) <= 8]
    best = max(whole or told, key=lambda e: int(e[f"n_{side}"]), default=None)
    if best is None:
        return ""
    text = cut(best[side], whole=bool(whole)).removesuffix(" …")
    return f"“{text}”" if whole else f"“… {text} …”"


def terms(renewal: Renewal, worded: Mapping[str, str]) -> list[tuple[str, str, list[Paragraph]]]:
    """Conditions that linked paragraphs gained or lost: "gained" or "lost", the condition in
    words, and the paragraphs, later ones where gained, earlier ones where lost."""
    told: dict[tuple[str, str], list[Paragraph]] = {}
    for group in renewal.groups:
        if group.discharged or not (group.earlier and group.later):
            continue
        old = {c for p in group.earlier for c in p.conditions}
        new = {c for p in group.later for c in p.conditions}
        for kind, codes, side in (("gained", new - old, group.later),
                                  ("lost", old - new, group.earlier)):  # fmt: skip
            for code in sorted(codes):
                at = [p for p in side if code in p.conditions]
                told.setdefault((kind, worded.get(code, code)), []).extend(at)
    return [(*key, at) for key, at in sorted(told.items(), key=lambda kv: (-len(kv[1]), kv[0]))]


def vanished(renewal: Renewal, worded: Mapping[str, str]) -> list[tuple[str, list[Paragraph]]]:
    """Conditions of requests in the earlier member that bound none in the later one."""
    counts = [
        Counter(code for p in side.values() for code in p.conditions)
        for side in (renewal.before, renewal.after)
    ]
    gone = [code for code in counts[0] if not counts[1][code]]
    return [
        (worded.get(code, code), [p for p in renewal.before.values() if code in p.conditions])
        for code in sorted(gone, key=lambda code: (-counts[0][code], code))
    ]
