"""What became of paragraphs that are carried on: verbs, those asked, tasks, conditions, words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .. import mandate
from ..codebook import overlapping, rarity
from ..codebook.forms import roots
from ..prose import listed, number
from ..text import words
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
from .quotes import (
    DATES,
    MEANT,
    NEGATIONS,
    Side,
    item,
    key,
    known_of,
    matters,
    names,
    quotes,
    share,
    slip,
    swapped,
    worded,
)
from .subjects import MONTHS, spelled
from .wording import Segment

if TYPE_CHECKING:
    from ..codebook import Codebook

__all__ = ["Change", "anew", "change", "paired"]

SAME = 0.35  # clauses less alike than this are not one task reworded (as in the ledger)
STILL = 0.9  # the same of one paragraph, from which the line says that they stand there
THERE = 0.6  # share of a clause's words from which the other side is taken to say it too
REWRITTEN = 8  # words from which a change for another is quoted, or a paragraph's growth told
NAMED = 3  # words of substance from which an addition is worth a line
MOVED = 0.7  # the same of a quote: more are there, only somewhere else
TURNED = 0.5  # share of what was said that is said again under another verb
SWAPS = 2  # changes for others that a line quotes of one paragraph
TOLD = 4  # things that a line says of one paragraph
# What may turn into its contrary what is quoted without it.
WANTING = frozenset("absence failure free insufficient lack lacking without".split())  # noqa: SIM905
# What may follow a name whose end a quote begins with.
AFTER_NAME = frozenset("to through in by of for with including and on at as".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Change:
    """What a line says of a group of paragraphs, and how much hangs on it: the least first."""

    said: str
    weight: float


def change(
    group: Group, pair: Renewal, codebook: Codebook,
    segments: Mapping[tuple[str, str], Sequence[Segment]] | None = None,
    elsewhere: Collection[tuple[str, str]] = (),
) -> Change | None:  # fmt: skip
    """What changed in paragraphs that are carried on; None where nothing worth a line did.

    `segments` has the words that came and went in each later paragraph, where texts are at hand;
    `elsewhere` the changes that another line tells, as `quotes.alike` finds them.
    """
    if elsewhere:
        edits = [e for e in group.edits if key(_segment(e)) not in elsewhere]
        group = replace(group, edits=tuple(edits))
    pairs, fresh, ended = paired(group)
    # where another pair may be meant, another verb says nothing
    pairs = [pair for pair in pairs if mandate.shift(*pair) == 0 or _sure(*pair, group)]
    found: list[tuple[float, str]] = []
    if not group.discharged:
        found += [
            (0 if mandate.shift(old, new) else 1, text)
            for old, new in pairs
            if (text := _otherwise(old, new))
        ]
        if len(group.earlier) > 1 and len(group.later) == 1:
            found.append((4.2, f"{number(len(group.earlier))} paragraphs became one"))
        if len(group.later) > 1 and len(group.earlier) == 1 and not _twice(group.later):
            found.append((4.2, f"one paragraph became {number(len(group.later))}"))
        found += [(4.8, text) for old, new in pairs if (text := _reworded(old, new))]
        found += [(3, text) for old, new in pairs if (text := _beside(old, new, group))]
    # what is reported done is told so
    able = [c for c in ended if not (group.reports and c.directive)]
    turned = [] if group.discharged else _turned(fresh, able)
    found += [(3.5, _before_and_now(was, now)) for was, now in turned]
    fresh = [c for c in fresh if all(c is not now for _, now in turned)]
    ended = [c for c in ended if all(c is not was for was, _ in turned)]
    found += [(3 + 0.5 * (not c.directive), text) for c in fresh if (text := _came(c, group))]
    if not group.discharged:
        went = [(4 + 0.5 * (not c.directive), _went(c, group)) for c in ended]
        found += [(weight, text) for weight, text in went if text]
    known = known_of([*(text for _, text in found), *(c.object for c in fresh if _came(c, group))])
    if segments is None:
        found += [(5, text) for text in _substance(group, pair, codebook, known)]
        found = found or [(6, text) for text in _length(group, codebook)]
    else:
        here = [one for p in group.later for one in segments.get((p.symbol, p.label), ())
                if key(one) not in elsewhere]  # fmt: skip
        found += [(5, text) for text in _worded(group, pair, codebook, known, here)]
    if not found:
        return None
    found.sort(key=lambda pair: pair[0])
    return Change("; ".join(text for _, text in found[:TOLD]), found[0][0])


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


def _sure(old: Clause, new: Clause, group: Group) -> bool:
    """Whether it is sure that one request became another: by a link without doubt, and none that
    either may have been merged with or split from tells otherwise (as `mandate.strength` has
    it)."""
    if not (old.directive and new.directive):
        return True
    way = mandate.shift(old, new)
    if group.doubtful or not _alike(old, new):
        return False
    _, fresh, ended = paired(group)
    beside = [(a, new) for a in ended] + [(old, b) for b in fresh]
    return all(
        mandate.shift(a, b) == way
        for a, b in beside
        if a.directive and b.directive and set(a.addressees) & set(b.addressees)
        and _alike(a, b)
    )  # fmt: skip


def _alike(one: Clause, other: Clause) -> bool:
    """Whether two requests may be one: of like words, or for the same action."""
    same = bool(one.action) and one.action == other.action
    return same or mandate.likeness(one, other) >= SAME


def _twice(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether one paragraph stands there twice, word for word."""
    said = [p.words for p in paragraphs]
    return any(one in said[at + 1 :] for at, one in enumerate(said))


def _turned(fresh: Sequence[Clause], ended: Sequence[Clause]) -> list[tuple[Clause, Clause]]:
    """What was said of a matter and what is said of it now: "before: welcomes the plan to dredge;
    now: takes note of the dredging"."""
    pairs: list[tuple[Clause, Clause]] = []
    for was in ended:
        for now in fresh:
            able = not now.directive and was.verb != now.verb
            stems = {word[:STEM] for word in re.findall(r"[\w-]+", now.object.lower())}
            alike = share(f"{was.action} {was.object}", stems) >= TURNED
            if able and alike and _then(was) and said_of(now):
                pairs.append((was, now))
                break
    return pairs


def _before_and_now(was: Clause, now: Clause) -> str:
    """What turned; of a request that became another word to the same "Member States were
    encouraged, are now reminded to dredge"."""
    them = f"{named(whom(was))} to " if was.directive and was.addressees else ""
    if them and now.object.startswith(them):
        action, _, about = now.object.removeprefix(them).partition(" ")
        spoken = replace(now, addressees=was.addressees, action=action, object=about,
                         strength=None)  # fmt: skip
        if told := _otherwise(was, spoken):
            return told
    return f"before: {small(_then(was), was.addressees)}; now: {small(said_of(now))}"


def _then(clause: Clause) -> str:
    """What a clause of a text that is no longer in force asked or said."""
    return past(clause) if clause.directive else said_of(clause)


def _near(old: Clause, new: Clause) -> float:
    """How alike two clauses are, half a point for somebody whom both ask."""
    return mandate.likeness(old, new) + 0.5 * bool(set(old.addressees) & set(new.addressees))


def _otherwise(old: Clause, new: Clause) -> str:
    """A verb or those asked that are others than before: "UNODC was encouraged, is now requested
    to …"."""
    if not (old.addressees and new.addressees and task(new)):
        return ""
    were_asked, are_asked = overlapping(old.addressees), overlapping(new.addressees)
    same_whom = were_asked == are_asked
    degree = {1: "stronger: ", -1: "weaker: "}.get(mandate.shift(old, new) or 0, "")
    if same_whom:
        if not degree and old.directive == new.directive:
            return ""
        were, only = _verb(old, "was", "were"), bool(mandate.considers(old))
        so = " to consider doing so" if only else " to do so"
        so = so if only != bool(mandate.considers(new)) else ""
        return (f"{degree}{named(whom(old))} {were} {participle(old.verb)}{so}, "
                f"{_verb(new, 'is', 'are')} now {participle(new.verb)} {task(new)}")  # fmt: skip
    joined = [e for e in new.addressees if e not in were_asked]
    left = [e for e in old.addressees if e not in are_asked]
    if len(joined) == len(new.addressees):
        return f"{past(old)}, now {small(asked(new), new.addressees)}"
    said = []
    if degree and old.verb != new.verb:
        said.append(f"{degree}{participle(old.verb)}, now {participle(new.verb)}")
    if joined:
        said.append(f"{listed_names(joined)} now asked too")
    if left:
        said.append(f"{listed_names(left)} no longer asked")
    return f"{', '.join(said)} ({task(new)})"


def _reworded(old: Clause, new: Clause) -> str:
    """Another verb and of what, where nothing else tells it: which is the stronger isn't said."""
    if old.verb == new.verb or _otherwise(old, new):
        return ""
    about = task(new) or f"{new.lead} {cut(new.object)}".strip()
    return f"“{old.verb}” is now “{new.verb}”{f' ({about})' if about and not new.action else ''}"


def _beside(old: Clause, new: Clause, group: Group) -> str:
    """Of "to name a keeper and to submit her report" one task that went or came, where the other
    stands in both: what is asked first isn't what was."""
    if not (old.directive and new.directive and old.action and new.action):
        return ""
    before, after = _stems(group.earlier), _stems(group.later)
    was, now = (known_of([c.action]) for c in (old, new))
    if not (_takes_up(new, old) or was & after) and now <= before:
        told = past(replace(old, n_words=0))  # as far as its own object: what follows may stand
        return "" if told.endswith("…") or not told else f"no longer: {small(told, old.addressees)}"
    came = not now & before and share(new.object, before) < TURNED
    if came and was <= after and not _takes_up(old, new) and task(new):
        return f"new: {small(asked(new), new.addressees)}"
    return ""


def _takes_up(one: Clause, other: Clause) -> bool:
    """Whether a clause asks for another's task in other words: its verb or the noun that it leads
    to stands in the other's object: "to engage", "to increase their engagement"."""
    matter = known_of([other.object])
    head = next((word for word in words(one.object) if len(word) > 3), "")
    return bool(known_of([one.action]) & matter) or head[:STEM] in matter


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
    return _apart(clause, overlapping(known), group.earlier)


def _went(clause: Clause, group: Group) -> str:
    """What is no longer in a paragraph, told as `_came`."""
    known = {e for _, c in directive(group.later) for e in c.addressees}
    text = _then(clause) if _apart(clause, overlapping(known), group.later) else ""
    reported = group.reports and clause.directive
    how = "no longer"
    if reported:
        how = "reported done"
    elif any(_there(clause, [p]) >= STILL for p in group.later):  # asked under a verb unknown, say
        if all(p.label.endswith(")") and not p.clauses for p in group.later):
            return ""  # items of a list that rest on the verb above them
        how = "no longer, though most of its words stand there still"
    return f"{how}: {small(text, clause.addressees)}" if text else ""


def _apart(clause: Clause, known: set[str], others: Sequence[Paragraph]) -> bool:
    somebody = clause.directive and clause.addressees and not set(clause.addressees) <= known
    return bool(somebody) or _there(clause, others) < THERE


def _there(clause: Clause, paragraphs: Sequence[Paragraph]) -> float:
    """Share of a clause's words that some paragraphs have."""
    return share(f"{clause.action} {clause.object}", _stems(paragraphs))


def _segment(edit: Mapping) -> Segment:
    return Segment(*(edit[side] if isinstance(edit[side], str) else ""
                     for side in ("dropped", "added")))  # fmt: skip


def _stems(paragraphs: Sequence[Paragraph]) -> set[str]:
    return {word[:STEM] for p in paragraphs for word in p.words}


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
            and share(POINTING.sub("", e[side]), known) < MOVED
            and sum(any(map(str.isdigit, word)) for word in e[side].split()) <= DATES
        ]
        here, there = (group.later, group.earlier)[:: 1 if side == "added" else -1]
        stems = _stems(there)
        if any(WANTING & p.words.keys() for p in here):
            continue  # of what is quoted the lack may be meant
        if any(NEGATIONS & p.words.keys() for p in here):  # which may stand before what is quoted
            said = f"{'now' if side == 'added' else 'no longer'} mentions"
        # a theme is told by its words: its name says less than they, or more than is there
        quote = _quote(able, side, codebook, few=bool(themes))
        # what is left of a long change may have stood there before, in another order
        if quote and count >= NAMED and not _mixed(quote, stems):
            yield f"{said} {quote}"
            continue
        grown = [e for e in able if e["class"] == "list growth" and int(e[f"n_{side}"]) <= QUOTED]
        several = [one for e in grown if (one := item(e[side])) and share(one, stems) < TURNED]
        if several:
            yield f"{said} “{spelled(several[0], codebook)}”"


def _worded(
    group: Group, pair: Renewal, codebook: Codebook, known: Collection[str],
    segments: Iterable[Segment],
) -> Iterable[str]:  # fmt: skip
    """The words that came and went, in the order of the text."""
    old, new = ({w for p in side for w in p.words} for side in (group.earlier, group.later))
    sides = (Side(old, known, codebook), Side(new, known, codebook))
    left, swaps = [], 0
    for one in segments:
        if swaps < SWAPS and not group.discharged and swapped(one, *sides):
            swaps += 1
            yield worded(one)
        elif not slip(one, codebook):
            left.append(one)
    if said := quotes([(one.came, one.after, one.before) for one in left], sides[0]):
        yield f"adds {said}"
    went = [(o.went, o.after, o.before) for o in left if share(o.went, pair.stems) < 1]
    if not group.discharged and (said := quotes(went, sides[1], "from")):
        yield f"drops {said}"


def _length(group: Group, codebook: Codebook) -> Iterable[str]:
    """How much longer or shorter paragraphs are, where nothing says by what: with the rarest words
    of matter that came or went in any form; nothing without these, and where only dates and
    documents cited are others."""
    more = sum(p.n_words for p in group.later) - sum(p.n_words for p in group.earlier)
    idle = group.discharged or _twice(group.later) or all(map(cites, group.edits))
    if abs(more) < REWRITTEN or idle:
        return
    sides = (group.earlier, group.later) if more > 0 else (group.later, group.earlier)
    less, greater = ({word for p in side for word in p.words} for side in sides)
    other = Side(less, (), codebook)
    there = {root for word in less for root in roots(word)}
    words = [w for w in sorted(greater) if not other.has(w) and there.isdisjoint(roots(w))
             and names(w, codebook) and matters(w, codebook)]  # fmt: skip
    words.sort(key=lambda word: -rarity([word], codebook.background))
    told = listed([f"“{spelled(word, codebook)}”" for word in words[:NAMED]])
    how, what = ("longer", "new there") if more > 0 else ("shorter", "no longer there")
    if told:
        yield f"{number(abs(more))} words {how}, {what}: {told}"


def cites(edit: Mapping) -> bool:
    """Whether a change is of dates, sessions and documents that are cited, and nothing else."""
    words = [w for side in ("dropped", "added") if isinstance(edit[side], str)
             for w in edit[side].split()]  # fmt: skip
    dates = [any(map(str.isdigit, w)) or w in MONTHS or w.endswith(nouns.ORDINAL) for w in words]
    return any(dates) and all(date or w in DANGLING for w, date in zip(words, dates, strict=True))


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
        return share(edit[side], _stems(group.earlier)) >= MOVED
    return share(edit[side], _stems(group.later)) >= MOVED or share(edit[side], pair.stems) == 1


def _quote(told: Sequence[Mapping], side: str, codebook: Codebook, few: bool) -> str:
    """What came or went, quoted: a whole change where one is short enough, else of the longest
    the words that the tables have; `few` words will do where they bring a theme."""
    whole = [e for e in told if 5 <= int(e[f"n_{side}"]) <= 8]
    best = max(whole or told, key=lambda e: int(e[f"n_{side}"]), default=None)
    if best is None:
        return ""
    ended = _ended(best[side], codebook)
    begun = _begun(ended, codebook)
    words = cut(begun, whole=True).removesuffix(" …").split()
    before = len(ended.split()) - len(begun.split())
    if best[side].split()[before + len(words) :][:1] == ["of"]:
        del words[-1:]  # "on the status of …": of what, the quote doesn't say
        while words and words[-1] in DANGLING:
            words.pop()
    words = _untorn(words, codebook)
    text = spelled(" ".join(words), codebook)
    if len(text.split()) < MEANT:
        return ""
    telling = [word for word in text.split() if len(word) > 3 and word.lower() not in DANGLING]
    complete = bool(whole) and len(text.split()) == int(best[f"n_{side}"])
    if not complete and not few and len(telling) < MEANT:
        return ""  # "… a significant part …" of many words says nothing
    return f"“{text}”" if complete else f"“… {text} …”"


def _untorn(words: list[str], codebook: Codebook) -> list[str]:
    """Words without the end of a name at their beginning and the beginning of one at their end:
    "criminal police organization and the world customs"."""
    whole = {tuple(name.lower().split()) for e in codebook.entities
             for name in (e.entity, *e.aliases)}  # fmt: skip
    ends = {name[at:] for name in whole for at in range(1, len(name) - 1)} - whole
    begins = {name[:at] for name in whole for at in range(2, len(name))} - whole
    size = max((n for n in range(len(words) + 1) if tuple(words[:n]) in ends), default=0)
    words = words[size:]
    size = max((n for n in range(len(words) + 1) if tuple(words[len(words) - n :]) in begins),
               default=0)  # fmt: skip
    words = words[: len(words) - size]
    while words and words[-1] in DANGLING:
        words.pop()
    return words


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
