"""What became of paragraphs that are carried on: verbs, those asked, tasks, conditions, words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .. import mandate
from ..codebook import overlapping, rarity
from ..codebook.forms import MONTHS, dating
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
from .facts import STEM, Clause, Group, Paragraph, Renewal, directive, side_of
from .quotes import (
    DATES,
    MEANT,
    NEGATIONS,
    Side,
    figure,
    inner,
    item,
    key,
    known_of,
    matters,
    mentioned,
    names,
    of_names,
    qualified,
    quotes,
    share,
    slip,
    swapped,
    worded,
)
from .subjects import ALONE, GENERAL, TITLE, spelled
from .wording import Segment

if TYPE_CHECKING:
    from ..codebook import Codebook

__all__ = ["Change", "anew", "change", "paired"]

SAME = 0.35  # clauses less alike than this are not one task reworded (as in the ledger)
SURE = 0.6  # likeness of paragraphs from which it is told where one went, and its verb
STILL = 0.9  # the same of one paragraph, from which the line says that they stand there
THERE = 0.6  # share of a clause's words from which the other side is taken to say it too
REWRITTEN = 8  # words from which a change for another is quoted, or a paragraph's growth told
NAMED = 3  # words of substance from which an addition is worth a line
MOVED = 0.7  # the same of a quote: more are there, only somewhere else
TURNED = 0.5  # share of what was said that is said again under another verb
QUALIFIED = 2  # single words that qualify, of those that came and of those that went
SWAPS = 2  # changes for others that a line quotes of one paragraph
EXCHANGED = 5  # words a side from which what came stands in the place of what went
TOLD = 4  # things that a line says of one paragraph
POINTS = ("their", "its", "this", "these")  # what an object that points back begins with
# Of what there was already.
MORE = frozenset(
    """
    strengthen enhance increase intensify expand accelerate redouble reinforce deepen improve
    """.split()  # noqa: SIM905
)
# What may turn into its contrary what is quoted without it.
WANTING = frozenset("absence failure free insufficient lack lacking without".split())  # noqa: SIM905
# Which of these a text has says nothing of the matter.
FORMAL = frozenset(
    """
    a an the is are was were be been being has have had also further again furthermore
    """.split()  # noqa: SIM905
)
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
    unsure = [pair for pair in pairs if mandate.shift(*pair) != 0 and not _sure(*pair, group)]
    pairs = [pair for pair in pairs if pair not in unsure]
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
        found += [(1, text) for c in ended if (text := _governed(c, group))]
        found += [(3, text) for pair in unsure if (text := _another(*pair, group))]
        found += [(3.2, text) for pair in pairs if (text := _degree(*pair, group))]
        found += [(4.6, text) for text in _placed(group)]
    # what is reported done is told so
    able = [c for c in ended if not (group.reports and c.directive)]
    turned = [] if group.discharged else _turned(fresh, able)
    found += [(3.5, _before_and_now(was, now, pairs)) for was, now in turned]
    fresh = [c for c in fresh if all(c is not now for _, now in turned)]
    ended = [c for c in ended if all(c is not was for was, _ in turned)]
    found += _came_together(fresh, group)
    if not group.discharged:
        went = [(4 + 0.5 * (not c.directive), _went(c, group)) for c in ended]
        found += [(weight, text) for weight, text in went if text]
    known = known_of([*(text for _, text in found), *(c.object for c in fresh if _came(c, group))])
    if segments is None:
        found += [(5, text) for text in _substance(group, pair, codebook, known)]
        old, new = (Side({w for p in side for w in p.words}, (), codebook)
                    for side in (group.earlier, group.later))  # fmt: skip
        if not group.discharged:
            found += [(5.5, text) for text in _qualifiers(_few(group), old, new, codebook)]
        found = found or [(6, text) for text in _length(group, pair, codebook)]
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


def _before_and_now(was: Clause, now: Clause, pairs: Iterable[tuple[Clause, Clause]]) -> str:
    """What turned; of a request that became another word to the same "Member States were
    encouraged, are now reminded to dredge"; and where they are still asked for the like."""
    them = f"{named(whom(was))} to " if was.directive and was.addressees else ""
    if them and now.object.startswith(them):
        action, _, about = now.object.removeprefix(them).partition(" ")
        spoken = replace(now, addressees=was.addressees, action=action, object=about,
                         strength=None)  # fmt: skip
        if told := _otherwise(was, spoken):
            return told
    still = [
        f"; still: {small(asked(kept), kept.addressees)}"
        for _, kept in pairs
        if them and set(was.addressees) <= set(kept.addressees) and task(kept)
        and share(was.object, known_of([kept.object])) >= TURNED
    ]  # fmt: skip
    told = f"before: {small(_then(was), was.addressees)}; now: {small(said_of(now))}"
    return told + "".join(still[:1])


def _then(clause: Clause) -> str:
    """What a clause of a text that is no longer in force asked or said."""
    if clause.directive and clause.addressees:
        return past(clause)
    return said_of(clause) or (said_of(clause, least=1) if clause.directive else "")


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
        were, only = _verb(old, "was", "were"), mandate.attempted(old)
        so = f" to {only.words} {only.so}" if only else " to do so"
        so = so if bool(only) != bool(mandate.attempted(new)) else ""
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


def _placed(group: Group) -> Iterable[str]:
    """A paragraph that went on in the other part of the text, a recital under another verb, and a
    remark that became a request."""
    if group.doubtful or group.similarity < SURE:
        return
    was, now = ({p.part for p in side} for side in (group.earlier, group.later))
    if (was, now) in (({"operative"}, {"preamble"}), ({"preamble"}, {"operative"})):
        yield f"now in the {'preamble' if now == {'preamble'} else 'operative part'}"
    elif len(group.earlier) == len(group.later) == 1:
        one, other = group.earlier[0], group.later[0]
        old, new = one.verb, other.verb
        if was == now == {"operative"}:
            asked_now = [[c.directive for c in p.clauses] for p in (one, other)] == [
                [False],
                [True],
            ]
            old, new = (p.clauses[0].verb for p in (one, other)) if asked_now else ("", "")
        # what moved up within a recital stood there before
        stood = other.part == "preamble" and (new.split()[0] in one.words
                                              or old.split()[0] in other.words)  # fmt: skip
        if old and new and old.split()[0] != new.split()[0] and not stood:
            yield f"“{old}” is now “{new}”"


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


def _governed(was: Clause, group: Group) -> str:
    """A request that stands there still, under the verb of another to the same: "Member States were
    called upon to mend locks, are now encouraged to do so"; two became one, so neither is called
    stronger or weaker (as `mandate.strength` has it). Told where the words can stand in that one
    only: what else is asked there leaves no room for them."""
    if not (was.directive and was.addressees and task(was)) or group.doubtful:
        return ""
    here = [c for p in group.later for c in p.clauses]
    theirs = [c for c in here if c.directive and set(was.addressees) <= set(c.addressees)]
    size = len(f"{was.action} {was.object}".split())
    roomy = [c for c in here if _untold(c) >= size]
    if len(theirs) != 1 or roomy != theirs or _there(was, group.later) < STILL:
        return ""
    now = theirs[0]
    told = known_of(f"{c.action} {c.object}" for c in here if c is not now)
    if was.strength is None or now.strength is None or share(was.object, told) >= TURNED:
        return ""
    if now.strength == was.strength or (now.strength > was.strength and mandate.attempted(now)):
        return ""
    return f"{past(was)}, {_verb(now, 'is', 'are')} now {participle(now.verb)} to do so"


def _untold(clause: Clause) -> int:
    """How many words of a clause its line hasn't."""
    told = (clause.verb, *whom(clause), clause.action, clause.lead, clause.object)
    return clause.n_words - len(" ".join(told).split())


def _another(old: Clause, new: Clause, group: Group) -> str:
    """What the same were asked once there and are asked once now, where it isn't one request that
    became stronger or weaker."""
    them = set(old.addressees)
    alone = all(
        sum(bool(them & set(c.addressees)) for _, c in directive(side)) == 1
        for side in (group.earlier, group.later)
    )
    able = old.directive and new.directive and them == set(new.addressees) and not group.doubtful
    if not (able and them and alone and task(old) and task(new)):
        return ""
    return f"before: {small(past(old), whom(old))}; now: {small(asked(new), whom(new))}"


def _degree(old: Clause, new: Clause, group: Group) -> str:
    """What was to be made more of and is only to be done, and the other way round: "UNODC was
    requested to strengthen its help, now to provide help"."""
    same = old.verb == new.verb and set(old.addressees) == set(new.addressees)
    was, now = (MORE.intersection(words(c.action)) for c in (old, new))
    if not same or bool(was) == bool(now) or not (past(old) and task(new)):
        return ""
    stems = _stems(group.earlier if now else group.later)
    return "" if {word[:STEM] for word in was | now} & stems else f"{past(old)}, now {task(new)}"


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


def _came_together(fresh: Sequence[Clause], group: Group) -> Iterable[tuple[float, str]]:
    """What is new in a paragraph by its weight; what only points back at what was said before it
    together with that: "welcomes the plan, and calls for its adoption"."""
    told: dict[int, tuple[float, str]] = {}
    for clause in fresh:
        before = clause.number - 1
        if text := _came(clause, group):
            told[clause.number] = (3 + 0.5 * (not clause.directive), text)
        elif clause.lead in POINTS and before in told and not told[before][1].endswith("…"):
            weight, text = told.pop(before)
            if more := said_of(clause, least=2) * anew(clause, group):
                text = f"{text}, and {small(more)}"
            told[clause.number if more else before] = (weight, text)
    return told.values()


def anew(clause: Clause, group: Group) -> bool:
    """Whether a clause that none before carries is new: asked of somebody not asked there before,
    or in words that weren't there; a request reworded beyond likeness is no new one."""
    known = {e for _, c in directive(group.earlier) for e in c.addressees}
    return _names_more(clause, group) or _apart(clause, overlapping(known), group.earlier)


def _names_more(clause: Clause, group: Group) -> bool:
    """Whether a statement names what didn't stand there, if in words that did: "takes note of the
    Model Keepers’ Rules" where rules and keepers were spoken of."""
    name = TITLE.search(clause.object)
    there = {word for p in group.earlier for word in p.words}
    return bool(name and not clause.directive and not there.issuperset(words(name[0])))


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
    return Segment(side_of(edit, "dropped"), side_of(edit, "added"))


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
        several = [
            one
            for e in grown
            if (one := item(_printed(e, side, codebook))) and share(one, stems) < TURNED
        ]
        if side == "added":
            several = several or _one_more(able, stems, codebook)
        if several:
            yield f"{said} “{several[0]}”"


def _one_more(edits: Iterable[Mapping], stems: Collection[str], codebook: Codebook) -> list[str]:
    """The only rare noun that a few words which came have and the other side hasn't."""
    few = [e["added"] for e in edits if int(e["n_added"]) <= QUOTED]
    new = [word for words in few for word in words.split() if word[:STEM] not in stems]
    found = [word for word in new if names(word, codebook) and matters(word, codebook)
             and rarity([word], codebook.background) >= ALONE]  # fmt: skip
    return found if len(found) == 1 else []


def _qualifiers(
    pieces: Sequence[tuple[str, str, str]], earlier: Side, later: Side, codebook: Codebook,
    quoted: str = "",
) -> Iterable[str]:  # fmt: skip
    """Single words that came or went and say of what kind something is, or how far it goes, but
    those that are `quoted`; of `pieces` what went, what came and what follows."""
    for how, at, other in (("adds", 1, earlier), ("drops", 0, later)):
        moved = {word for piece in pieces for word in piece[1 - at].lower().split()}
        alone = [piece for piece in pieces if len(piece[at].split()) == 1 and not piece[1 - at]]
        told = [text for piece in alone
                if piece[at].lower() not in moved and f"“{piece[at]}”" not in quoted
                and (text := qualified(piece[at], piece[2], other, codebook))]  # fmt: skip
        if told := list(dict.fromkeys(told))[:QUALIFIED]:
            yield f"{how} {', '.join(told)}"


def _few(group: Group) -> list[tuple[str, str, str]]:
    """Single words that came or went as the tables have them, with what follows in a clause that
    has them once, where the other side has that without them."""
    pieces = []
    sides = [[c.object.lower() for p in side for c in p.clauses]
             for side in (group.earlier, group.later)]  # fmt: skip
    for edit in group.edits:
        went, came = (edit[side] if isinstance(edit[side], str) else ""
                      for side in ("dropped", "added"))  # fmt: skip
        word, (here, there) = went or came, sides[:: 1 if went else -1]
        after = ""
        for said in here if not (went and came) else ():
            before, found, follows = f" {said}".partition(f" {word} ")
            if found and any(text.startswith(f"{before} {follows}".strip()) for text in there):
                after = follows
        pieces.append((went, came, after))
    return pieces


def _worded(
    group: Group, pair: Renewal, codebook: Codebook, known: Collection[str],
    segments: Iterable[Segment],
) -> Iterable[str]:  # fmt: skip
    """The words that came and went, in the order of the text."""
    old, new = ({w for p in side for w in p.words} for side in (group.earlier, group.later))
    sides = (Side(old, known, codebook), Side(new, known, codebook))
    left, swaps = [], 0
    for one in segments:
        counted = figure(one, codebook)
        if swaps < SWAPS and not group.discharged and (counted or swapped(one, *sides)):
            swaps += 1
            yield counted or worded(one)
        elif not slip(one, codebook):
            left.append(one)
    told: list[str] = []
    sure = not (group.discharged or group.doubtful)
    if sure and len(group.earlier) == len(group.later) == 1:
        for exchanged in _exchanged(left):
            sayings = (one.came or one.went for one in exchanged)
            now, was = (quotes([(one, "", "")], side)
                        for one, side in zip(sayings, sides, strict=True))  # fmt: skip
            if min(len(now.split()), len(was.split())) >= EXCHANGED and len(told) < SWAPS:
                told.append(f"{now} in place of {was}")
                left = [one for one in left if one not in exchanged]
    if said := quotes([(one.came, one.after, one.before) for one in left], sides[0]):
        told.append(f"adds {said}")
    # what another paragraph says in any form isn't dropped
    went = [(o.went, o.after, o.before) for o in left
            if share(o.went, pair.stems) < 1
            and not pair.lost.isdisjoint(words(o.went))]  # fmt: skip
    if not group.discharged and (said := quotes(went, sides[1], "from")):
        told.append(f"drops {said}")
    yield from told
    if not group.discharged:
        single = [(o.went, o.came, o.after) for o in left]
        yield from _qualifiers(single, *sides, codebook, " ".join(told))


def _exchanged(segments: Sequence[Segment]) -> Iterable[tuple[Segment, Segment]]:
    """What came where something went within a clause, between the same words: a focus on another
    matter, a theme of another year."""
    for one, other in pairwise(segments):
        same = (one.before, one.after) == (other.before, other.after)
        same = same and one.before[-1:] not in (",", ";", ":", "")
        went, came = (one, other) if one.went else (other, one)
        sizes = len(went.went.split()), len(came.came.split())
        same = same and not (of_names(came.came, came.after, came.before)
                             or of_names(went.went, went.after, went.before))  # fmt: skip
        if same and not (went.came or came.went) and min(sizes) >= EXCHANGED:
            yield came, went


def _length(group: Group, pair: Renewal, codebook: Codebook) -> Iterable[str]:
    """What much longer or shorter paragraphs mention now, or no longer, where nothing else says
    what changed and, of what it no longer mentions, the later text nowhere does; nothing where
    only dates and documents cited are others."""
    more = sum(p.n_words for p in group.later) - sum(p.n_words for p in group.earlier)
    idle = group.discharged or _twice(group.later) or all(map(cites, group.edits))
    less, greater = (group.earlier, group.later)[:: 1 if more > 0 else -1]
    if abs(more) < REWRITTEN or idle or any(WANTING & p.words.keys() for p in greater):
        return
    there = {said for p in less for said in (*p.words, *p.phrases)}
    symbol = pair.later if more > 0 else pair.earlier
    if more < 0:  # what another paragraph still mentions, the text does
        there |= pair.standing[pair.later].keys()
    if told := mentioned(greater, pair.standing[symbol], codebook, without=there):
        how = "now" if more > 0 else "no longer"
        yield f"{how} mentions {listed([f'“{one}”' for one in told])}"


def formal(edit: Mapping) -> bool:
    """Whether a change is of the forms of "to be" and "to have", or of what joins, alone."""
    words = [w for side in ("dropped", "added") if isinstance(edit[side], str)
             for w in edit[side].split()]  # fmt: skip
    return bool(words) and FORMAL.issuperset(words)


def cites(edit: Mapping) -> bool:
    """Whether a change is of dates, sessions and documents that are cited, and nothing else."""
    words = [w for side in ("dropped", "added") if isinstance(edit[side], str)
             for w in edit[side].split()]  # fmt: skip
    dates = [dating(w) for w in words]
    cited = all(date or w in DANGLING for w, date in zip(words, dates, strict=True))
    return any(dates) and cited and edit.get("class") != "substance"


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
    old, new = (inner(_printed(edits[0], side, codebook)) for side in ("dropped", "added"))
    return f"“{old}” is now “{new}”"


def _printed(edit: Mapping, side: str, codebook: Codebook) -> str:
    """Words of a change as printed; where tables don't tell, with the capitals of names."""
    told = side_of(edit, side)
    return told if isinstance(edit.get(f"printed_{side}"), str) else spelled(told, codebook)


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
    words = _untorn(_within_phrase(words), codebook)
    if not words:
        return ""
    bare = best[side].split()
    start = next(at for at in range(len(bare)) if bare[at : at + len(words)] == words)
    run = _printed(best, side, codebook).split()[start : start + len(words)]
    text = inner(" ".join(run).strip(" ,;:."))
    if len(text.split()) < MEANT:
        return ""
    telling = [word for word in text.split() if len(word) > 3 and word.lower() not in DANGLING]
    if not any(nouns.noun(word.strip(",").lower(), codebook) for word in telling):
        return ""  # "informally and formally": what
    complete = bool(whole) and len(text.split()) == int(best[f"n_{side}"])
    if not complete and not few and len(telling) < MEANT:
        return ""  # "… a significant part …" of many words says nothing
    return f"“{text}”" if complete else f"“… {text} …”"


def _within_phrase(words: list[str]) -> list[str]:
    """Words without what belongs to a phrase of which only an end or a beginning is there: "the
    field of", "section in the office", "in January", "stressing the importance"; none where all
    that is left is of it."""
    article = int(words[:1] != [] and words[0] in ("a", "an", "the"))
    head = words[article:][:1]
    if head and (head[0] in GENERAL or head[0] == "field"):
        words = words[article + 2 :] if words[article + 1 : article + 2] == ["of"] else []
    if words[-1:] and words[-1] in MONTHS:
        words = words[:-1]
    if words[-3:-2] and words[-3].endswith("ing") and words[-2:] == ["the", "importance"]:
        words = words[:-3]
    while words and words[-1] in DANGLING:
        words = words[:-1]
    return words


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
        (words[0] in tails and words[1] in AFTER_NAME)
        or "session" in words[:2]
        or words[0] in ("and", "or")
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
