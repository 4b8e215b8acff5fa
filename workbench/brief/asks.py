"""Clauses that carry one another on: verbs, conditions, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .. import mandate
from ..drift.bounds import apart
from .records import Bound, Shift, Tally
from .texts import Ask, Text

if TYPE_CHECKING:
    from ..codebook import Codebook


def paired(
    old: Sequence[Ask], new: Sequence[Ask], joined: set[tuple[str, str]]
) -> list[tuple[Ask, Ask]]:
    """Clauses of linked paragraphs that carry one another on: the most alike first."""
    able = sorted(
        (-mandate.likeness(a, b), j, i)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if (a.label, b.label) in joined
    )
    taken: dict[int, int] = {}
    for _, j, i in able:
        if j not in taken and i not in taken.values():
            taken[j] = i
    return [(old[taken[j]], new[j]) for j in sorted(taken)]


def shifts(pairs: Iterable[tuple[Ask, Ask]], book: Codebook) -> tuple[Shift, ...]:
    """Verbs strengthened and weakened, and what other scales say of them."""
    made = []
    for a, b in pairs:
        if a.verb == b.verb:
            continue
        other = tuple(
            (name, _direction(bands[a.verb], bands[b.verb]) or "level")
            for name, bands in book.scales.items()
            if a.verb in bands and b.verb in bands
        )
        bands = a.strength, b.strength
        shift = Shift(b.label, a.label, a.verb, b.verb, bands, _direction(*bands), other)
        if shift.direction or shift.disputed:
            made.append(shift)
    return tuple(made)


def _direction(before: int, after: int) -> str | None:
    if before == after:
        return None
    return "strengthened" if after > before else "weakened"


def bounds(pairs: Iterable[tuple[Ask, Ask]]) -> tuple[Bound, ...]:
    """Conditions that requests gained and lost: what bounds no request is none."""
    made = []
    for a, b in pairs:
        if not (a.directive and b.directive):
            continue
        gained = tuple(c for c in b.conditions if c in apart(b.conditions, a.conditions))
        lost = tuple(c for c in a.conditions if c in apart(a.conditions, b.conditions))
        if gained or lost:
            made.append(Bound(b.label, a.label, b.verb, gained, lost))
    return tuple(made)


def tally(one: Text, other: Text, entity: str) -> Tally | None:
    """How many clauses ask something of an entity, and how many a thousand operative words."""
    if not entity:
        return None
    counts, density = [], []
    for text in (one, other):
        n = sum(ask.directive and entity in ask.addressees for ask in text.asks)
        size = sum(len(p.words) for p in text.side.paragraphs if p.part == "operative")
        counts.append(n)
        density.append(round(1000 * n / size, 4) if size else 0.0)
    return Tally(entity, counts[0], counts[1], (density[0], density[1]))


def said(ask: Ask | None) -> str | None:
    """A clause in short: verb, who is asked, what for."""
    if ask is None or not ask.directive or not (ask.action or ask.object):
        return None
    act = " ".join(filter(None, (ask.action, ask.object)))
    return f"{ask.verb} {', '.join(ask.addressees)}: {act}".replace(" :", ":")
