"""Paragraphs drawn with known probabilities, so that rare codes are seen.

Strata are made by what the machine found: a paragraph belongs to the rarest of its codes. Within a
stratum each has the same chance (simple random sampling without replacement), so that a count is
estimated without bias however wrong the machine is (Horvitz and Thompson 1952).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from .. import catalogue, codebook
from ..errors import InputError
from . import machine, records
from .records import ADDED, DROPPED, Drawn, Sample, Store, Unit, plain

__all__ = ["allocated", "drawn", "sample", "strata"]

NONE = "none"  # the stratum of paragraphs without a code
LEAST = 2  # of each stratum: with one alone nobody can tell how it varies


def strata(found: Mapping[Unit, Iterable[str]]) -> dict[str, list[Unit]]:
    """Paragraphs by the rarest code that they have; `NONE` where they have none.

    >>> found = {Unit("A", "OP1"): ["x"], Unit("A", "OP2"): ["x", "y"], Unit("A", "OP3"): []}
    >>> {name: [u.label for u in units] for name, units in strata(found).items()}
    {'none': ['OP3'], 'x': ['OP1'], 'y': ['OP2']}
    """
    often = Counter(code for codes in found.values() for code in codes)
    groups: dict[str, list[Unit]] = {}
    for unit, codes in found.items():
        rarest = min(codes, key=lambda code: (often[code], code), default=NONE)
        groups.setdefault(rarest, []).append(unit)
    return {name: groups[name] for name in sorted(groups)}


def _fate(later: bool, linked: bool) -> str:
    if later:
        return "carried on" if linked else ADDED
    return "lives on" if linked else DROPPED


def allocated(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of each stratum are drawn: as the root of its size, at least two, never more than
    it has; the largest remainders make up the sum (power allocation, Bankier 1988).

    >>> allocated({"common": 100, "rare": 4, "single": 1}, 13)
    {'common': 9, 'rare': 3, 'single': 1}
    """
    n = min(n, sum(sizes.values()))
    floor = {name: min(LEAST, size) for name, size in sizes.items()}
    if n < sum(floor.values()):
        raise InputError(f"n: {n}; expected at least {sum(floor.values())}, two of each of "
                         f"{len(sizes)} strata, or fewer --codes")  # fmt: skip
    taken = dict(floor)
    while left := n - sum(taken.values()):
        free = {name for name, size in sizes.items() if taken[name] < size}
        total = sum(math.sqrt(sizes[name]) for name in free)
        quota = {name: left * math.sqrt(sizes[name]) / total for name in free}
        for name in free:
            taken[name] += min(int(quota[name]), sizes[name] - taken[name])
        short = sorted(free, key=lambda name: (-(quota[name] % 1), name))
        for name in short[: n - sum(taken.values())] if all(q < 1 for q in quota.values()) else ():
            taken[name] += 1
    return taken


def drawn(found: Mapping[Unit, Iterable[str]], n: int, seed: int) -> list[tuple[Unit, str, int]]:
    """Paragraphs drawn, in an order drawn too: each with its stratum and the stratum's size."""
    groups = strata(found)
    taken = allocated({name: len(units) for name, units in groups.items()}, n)
    chance = random.Random(seed)
    chosen = [(unit, name, len(units)) for name, units in groups.items()
              for unit in chance.sample(units, taken[name])]  # fmt: skip
    chance.shuffle(chosen)  # no reader learns from the order what the machine found
    return chosen


def sample(
    name: str, scheme: str, codes: Iterable[str] = (), n: int = 150, seed: int = 1,
    folder: Path | None = None,
) -> tuple[Sample, Store]:  # fmt: skip
    """Draw paragraphs of a series, and keep the design; one that is kept is taken as it is.

    Parameters
    ----------
    name : str
        A series with tables.
    scheme : {"theme", "clause", "verb", "condition", "link"}
    codes : iterable of str, optional
        Only these codes; by default all of the scheme.
    n : int
        How many paragraphs.
    seed : int
        Another seed, another sample.

    Raises
    ------
    InputError
        A code that the codebook doesn't have, too few paragraphs for the strata, or another sample
        of this scheme and seed is kept.
    """
    place = codebook.folder(folder)
    catalogue.members(name, place)
    known = machine.codes(name, scheme, place)
    wanted = list(codes) or known
    for code in wanted:
        if code not in known:
            raise InputError(f"codes: '{code}'; expected some of {', '.join(known) or 'none'}")
    store = records.read(name, place)
    title = f"{scheme}-{seed}"
    if (kept := store.sample(title)) is not None:
        design = store.design(title)
        if len(design) != n or kept.sought.split("; ") != (wanted or [""]):
            raise InputError(f"{title}: a sample of {len(design)} paragraphs is kept under this "
                             "seed; name its codes and number, or another --seed")  # fmt: skip
        return kept, store
    found = machine.found(name, scheme, place)
    by: dict[Unit, list[str]]
    if scheme == "link":  # strata: on either side, linked or alone
        across = {*machine.pairs(name, place)}
        by = {unit: [_fate((unit.against, unit.symbol) in across, bool(labels))]
              for unit, labels in found.items()}  # fmt: skip
    else:
        by = {unit: sorted({*map(plain, here)} & {*wanted}) for unit, here in found.items()}
    chosen = drawn(by, n, seed)
    count = Counter(stratum for _, stratum, _ in chosen)
    prints = machine.fingerprints(name, place)
    design = tuple(
        Drawn(title, str(number), unit.symbol, unit.label, unit.against, stratum, str(size),
              f"{count[stratum] / size:.6f}", prints[Unit(unit.symbol, unit.label)])
        for number, (unit, stratum, size) in enumerate(chosen, 1)
    )  # fmt: skip
    documents = "; ".join(dict.fromkeys(unit.symbol for unit in found))
    made = Sample(title, scheme, str(seed), "true", "; ".join(wanted), documents,
                  machine.seal(name, scheme, place))  # fmt: skip
    store = store.having(made, design)
    records.write(name, store, place)
    return made, store
