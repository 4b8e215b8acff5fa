"""Conditions under which requests stand, gained and lost from one member to the next: one list,
for the measure of what went and for the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .. import steps
from ..codebook import SENSE

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Request", "Term", "binding", "terms"]

SCHEMES = ("condition", "qualifier")
ALIKE = 0.5  # Dice's coefficient of the words of two requests from which they are one
MORE = 10  # words that a change may have beside a condition; with more a request came or went
IDLE = frozenset("developing existing following including regarding".split())  # noqa: SIM905
SLIGHT = frozenset("continue continuing to the of and in for a".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Request:
    """A clause that asks for something: the words of what it asks for, whom it asks, and its
    conditions, each with its words in the text."""

    task: frozenset[str] = frozenset()
    whom: frozenset[str] = frozenset()
    held: Mapping[str, str] = field(default_factory=dict)

    def repeats(self, other: Request, alone: bool = False) -> bool:
        """Whether it asks the same of the same; `alone`: of requests of which neither can be
        another's, a word in common is enough."""
        common, size = self.task & other.task, len(self.task) + len(other.task)
        if alone and common and self.whom & other.whom:
            return True
        alike = 2 * len(common) >= ALIKE * size
        return alike and not (self.whom and other.whom and self.whom.isdisjoint(other.whom))


Held = Mapping[str, Sequence[Request]]
"""Label of a paragraph that asks for something → its requests."""
Changes = Mapping[tuple[str, str], Sequence[tuple[int, str, str]]]
"""Linked paragraphs → each change between them: how many words, those that are known, and those
that stand for them in the other paragraph."""


@dataclass(frozen=True, slots=True)
class Term:
    """A condition that paragraphs gained or lost, or that went with the requests it bound.

    ``kind``: gained, lost, ended. ``earlier``: labels of paragraphs; of a term that was gained
    those that hadn't it. ``later``: those that carry them on; none where requests ended.
    ``within``: whether it came or went within a longer change, of which it may bind a part only.
    """

    kind: str
    code: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    doubtful: bool
    within: bool = False


def binding(
    codes: pd.DataFrame, clauses: pd.DataFrame, clause_entities: pd.DataFrame | None = None
) -> dict[str, dict[str, list[Request]]]:
    """Symbol → label of each paragraph that asks → its requests, with their conditions: what bounds
    no request is no condition."""
    bound: dict[tuple, dict[str, str]] = {}
    coded = codes[codes["scheme"].isin(SCHEMES)].dropna(subset="clause")
    for row in coded.itertuples(index=False):
        held = bound.setdefault((row.symbol, row.label, int(row.clause)), {})
        held[row.code] = f"{held.get(row.code, '')} {row.term}"
    whom: dict[tuple, set[str]] = {}
    if clause_entities is not None:
        asked = clause_entities[clause_entities["role"] == "addressee"]
        for row in asked.itertuples(index=False):
            whom.setdefault((row.symbol, row.label, int(row.clause)), set()).add(row.entity)
    made: dict[str, dict[str, list[Request]]] = {}
    for row in clauses[clauses["directive"].astype(bool)].itertuples(index=False):
        at = row.symbol, row.label, int(row.clause)
        task = _words(*(cell for cell in (row.action, row.object) if isinstance(cell, str)))
        made.setdefault(row.symbol, {}).setdefault(row.label, []).append(
            Request(task - SLIGHT, frozenset(whom.get(at, ())), bound.get(at, {}))
        )
    return made


def conditions(requests: Iterable[Request]) -> set[str]:
    """Conditions of any of several requests."""
    return {code for request in requests for code in request.held}


def terms(
    before: Held, after: Held, links: pd.DataFrame, edits: pd.DataFrame | None = None
) -> list[Term]:
    """Conditions gained and lost by requests that are carried on, those of most paragraphs
    first; then those that ended with the requests they bound, and bind none any more.

    A request is carried on where a linked paragraph asks the same of the same; where each of two
    that are linked only with one another, and without a doubt, has one request, it may be reworded
    further. Where edits are given, none has surely gained or lost what came or went with much more,
    which may be another request: that is told as `within` it, after the rest, by links without a
    doubt.
    "As appropriate" is there where "where appropriate" is. What remarks say binds nobody. A request
    that is reported done, even in part, has lost no condition, nor has one of a paragraph that only
    a remark carries on.

    Parameters
    ----------
    before, after : mapping
        As `binding` gives them of the two members.
    links, edits : DataFrame
        Between the two.
    """
    carried = steps.carried(links)
    living = steps.living(links)
    onward, back = (
        _joined(carried, *ends) for ends in (("earlier", "later"), ("later", "earlier"))
    )
    doubted = {
        side: set(carried.loc[carried["doubtful"].astype(bool), f"{side}_label"].dropna())
        for side in ("earlier", "later")
    }
    standing = set(living["earlier_label"])
    sole = _sole(carried)
    done = set(carried["earlier_label"].drop(living.index))
    if "discharged_in_part" in carried:
        done |= set(carried.loc[carried["discharged_in_part"].astype(bool), "earlier_label"])
    told = [
        Term("lost", code, labels, ends, not doubted["earlier"].isdisjoint(labels), within)
        for code, within, labels, ends in _lacking(
            before, after, onward, standing - done, _cut(edits, "earlier", "later"), sole
        )
    ] + [
        Term("gained", code, ends, labels, not doubted["later"].isdisjoint(labels), within)
        for code, within, labels, ends in _lacking(
            after, before, back, set(living["later_label"]), _cut(edits, "later", "earlier"),
            {(b, a) for a, b in sole},
        )
    ]  # fmt: skip
    told = [term for term in told if not (term.within and term.doubtful)]
    told.sort(key=lambda t: (t.within, t.kind, -max(len(t.earlier), len(t.later)), t.code))
    told += [
        Term("ended", code, labels, (), not doubted["earlier"].isdisjoint(labels))
        for code, labels in _ended(before, after, standing)
    ]
    return told


def apart(codes: Iterable[str], others: Iterable[str]) -> set[str]:
    """Conditions that others lack."""
    sense = any(code.endswith(SENSE) for code in others)
    return {code for code in set(codes) - set(others) if not (sense and code.endswith(SENSE))}


def _lacking(
    held: Held,
    others: Held,
    links: Mapping[str, list[str]],
    living: set[str],
    changes: Changes | None,
    sole: Collection[tuple[str, str]],
) -> Iterator[tuple[str, bool, tuple[str, ...], tuple[str, ...]]]:
    """Conditions of requests that go on in linked paragraphs, where no request has them; whether
    within a longer change, where they stand, and where the requests go on. `sole`: linked
    paragraphs that have no other link."""
    found: dict[tuple[str, bool], dict[str, list[str]]] = {}
    for label, requests in held.items():
        there = [
            (other, request) for other in links.get(label, ()) for request in others.get(other, ())
        ]
        lone = len(requests) == len(there) == 1
        lacked = apart(conditions(requests), conditions(request for _, request in there))
        for one in requests if label in living else ():
            onward = [other for other, request in there
                      if one.repeats(request, alone=(label, other) in sole and lone)]  # fmt: skip
            for code in sorted(lacked & one.held.keys()):
                # what is said of two conditions at once tells of the one that came or went
                both = _words(*(one.held[c] for c in one.held.keys() - lacked))
                said = _words(one.held[code]) - both or _words(one.held[code])
                made = {other: () if changes is None else changes.get((label, other), ())
                        for other in onward}  # fmt: skip
                sure = [other for other in onward if changes is None or _taken(said, made[other])]
                ends = sure or [other for other in onward if any(map(_longer, made[other]))]
                if ends:
                    found.setdefault((code, not sure), {}).setdefault(label, []).extend(ends)
    for (code, within), at in found.items():
        goes_on = dict.fromkeys(other for several in at.values() for other in several)
        yield code, within, tuple(at), tuple(goes_on)


def _cut(edits: pd.DataFrame | None, one: str, other: str) -> Changes | None:
    """What linked paragraphs have that the others haven't, change by change."""
    if edits is None:
        return None
    way, back = ("dropped", "added") if one == "earlier" else ("added", "dropped")
    made: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    columns = edits[[f"{one}_label", f"{other}_label", f"n_{way}", way, back]]
    for was, now, size, said, instead in columns.itertuples(index=False, name=None):
        if size:
            made.setdefault((was, now), []).append((int(size), said, instead))
    return made


def _taken(said: frozenset[str], changes: Iterable[tuple[int, str, str]]) -> bool:
    """Whether a change has most words of a condition, and beside it few and no other task; the "to"
    that it ends in is that of the same, and so is one for which another stands there."""
    for size, text, instead in changes:
        change = _words(text)
        beside = _words(text.removesuffix(" to")) - said
        exchanged = all(str(side).split().count("to") == 1 for side in (text, instead))
        other = any(
            (w == "to" and not exchanged) or (w.endswith("ing") and w not in IDLE) for w in beside
        )
        if 2 * len(said & change) > len(said) and size <= len(said) + MORE and not other:
            return True
    return False


def _longer(change: tuple[int, str, str]) -> bool:
    """Whether of a change not all is known."""
    size, text, _ = change
    return size > len(text.split())


def _words(*cells: str) -> frozenset[str]:
    return frozenset(" ".join(cells).lower().replace(",", " ").split())


def _ended(before: Held, after: Held, standing: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Conditions that no request has any more, of paragraphs whose requests all ended."""
    pooled = {label: conditions(requests) for label, requests in before.items()}
    counts = Counter(code for codes in pooled.values() for code in codes)
    gone = apart(counts, conditions(r for requests in after.values() for r in requests))
    for code in sorted(gone, key=lambda code: (-counts[code], code)):
        labels = tuple(n for n, codes in pooled.items() if code in codes and n not in standing)
        if labels:
            yield code, labels


def _sole(carried: pd.DataFrame) -> set[tuple[str, str]]:
    """Linked paragraphs that have no other link, and theirs without a doubt."""
    once = carried[
        ~carried["earlier_label"].duplicated(keep=False)
        & ~carried["later_label"].duplicated(keep=False)
        & ~carried["doubtful"].astype(bool)
    ]
    return set(zip(once["earlier_label"], once["later_label"], strict=True))


def _joined(links: pd.DataFrame, one: str, other: str) -> dict[str, list[str]]:
    return links.groupby(f"{one}_label", sort=False)[f"{other}_label"].agg(list).to_dict()
