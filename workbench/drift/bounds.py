"""Conditions under which requests stand, gained and lost from one member to the next: one list,
for the measure of what went and for the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import steps
from ..codebook import SENSE

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Term", "binding", "terms"]

SCHEMES = ("condition", "qualifier")
Held = Mapping[str, frozenset[str]]
"""Label of a paragraph that asks for something → conditions of its requests, or none."""


@dataclass(frozen=True, slots=True)
class Term:
    """A condition that paragraphs gained or lost, or that went with the requests it bound.

    ``kind``: gained, lost, ended. ``earlier``: labels of paragraphs; of a term that was gained
    those that hadn't it. ``later``: those that carry them on; none where requests ended.
    """

    kind: str
    code: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    doubtful: bool


def binding(codes: pd.DataFrame, clauses: pd.DataFrame) -> dict[str, dict[str, frozenset[str]]]:
    """Symbol → label of each paragraph that asks → conditions of its requests: what bounds no
    request is no condition."""
    asking = clauses.loc[clauses["directive"].astype(bool), ["symbol", "label", "clause"]]
    bound = codes.loc[codes["scheme"].isin(SCHEMES), ["symbol", "label", "clause", "code"]]
    bound = (
        bound.dropna(subset="clause").astype({"clause": int}).merge(asking.astype({"clause": int}))
    )
    held: dict[str, dict[str, frozenset[str]]] = {}
    for symbol, label in zip(asking["symbol"], asking["label"], strict=True):
        held.setdefault(symbol, {})[label] = frozenset()
    for (symbol, label), several in bound.groupby(["symbol", "label"], sort=False)["code"]:
        held[symbol][label] = frozenset(several)
    return held


def terms(before: Held, after: Held, links: pd.DataFrame) -> list[Term]:
    """Conditions gained and lost by requests that are carried on, those of most paragraphs
    first; then those that ended with the requests they bound, and bind none any more.

    "As appropriate" is there where "where appropriate" is. What remarks say binds nobody. A request
    that is reported done, even in part, has lost no condition, nor has one of a paragraph that only
    a remark carries on.

    Parameters
    ----------
    before, after : mapping
        As `binding` gives them of the two members.
    links : DataFrame
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
    done = set(carried["earlier_label"].drop(living.index))
    if "discharged_in_part" in carried:
        done |= set(carried.loc[carried["discharged_in_part"].astype(bool), "earlier_label"])
    told = [
        Term("lost", code, labels, _ends(labels, onward), not doubted["earlier"].isdisjoint(labels))
        for code, labels in _lacking(before, after, onward, standing - done)
    ] + [
        Term("gained", code, _ends(labels, back), labels, not doubted["later"].isdisjoint(labels))
        for code, labels in _lacking(after, before, back, set(living["later_label"]))
    ]  # fmt: skip
    told.sort(key=lambda t: (t.kind, -max(len(t.earlier), len(t.later)), t.code))
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
    held: Held, others: Held, links: Mapping[str, list[str]], living: set[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Conditions of linked paragraphs that no request on the other side has, and where they
    stand; none where nothing is asked there."""
    found: dict[str, list[str]] = {}
    for label, codes in held.items():
        if label in living and any(other in others for other in links[label]):
            there = {code for other in links[label] for code in others.get(other, ())}
            for code in sorted(apart(codes, there)):
                found.setdefault(code, []).append(label)
    return ((code, tuple(labels)) for code, labels in found.items())


def _ended(before: Held, after: Held, standing: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Conditions that no request has any more, of paragraphs whose requests all ended."""
    counts = Counter(code for codes in before.values() for code in codes)
    gone = apart(counts, {code for codes in after.values() for code in codes})
    for code in sorted(gone, key=lambda code: (-counts[code], code)):
        labels = tuple(n for n, codes in before.items() if code in codes and n not in standing)
        if labels:
            yield code, labels


def _joined(links: pd.DataFrame, one: str, other: str) -> dict[str, list[str]]:
    return links.groupby(f"{one}_label", sort=False)[f"{other}_label"].agg(list).to_dict()


def _ends(labels: Iterable[str], links: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other for label in labels for other in links[label]))
