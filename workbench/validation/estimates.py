"""Counts with the machine's errors carried on: the design-based estimate and its interval.

The difference estimator of survey sampling (Särndal, Swensson and Wretman 1992, as in Egami et al.
2023): the machine's count, and the weighted difference of readers and machine on the sample. It is
without bias however wrong the machine is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import codebook
from . import machine, records
from .records import ADDED, COUNTED, DROPPED, SETTLED, Unit, plain
from .scores import Sampled, sampled

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Total", "estimated", "estimates", "total"]

FEWEST = 10  # paragraphs of a document that were drawn: below that only the series is estimated


class Total(NamedTuple):
    """A count as estimated, with its interval."""

    estimate: float
    low: float
    high: float


def total(
    ours: np.ndarray, theirs: np.ndarray, strata: np.ndarray, sizes: np.ndarray,
    count: int, n: int | None = None, here: np.ndarray | None = None,
) -> Total:  # fmt: skip
    """Estimate of a count and its 95 % interval.

    Estimate: count + Σ w · (theirs − ours), where w is a stratum's size / drawn of it. What the
    machine missed and what it found in vain are two totals, each a weighted sum of rare counts
    with the mid-p gamma interval (Fay and Feuer 1997; Fay and Kim 2017), so that it is honest
    where few errors or none were seen; the two are joined by the method of variance estimates
    recovery (Zou and Donner 2008). The interval never contradicts what was read: no less than
    readers found, no more than they left.

    Parameters
    ----------
    ours, theirs : array of int
        How often machine and readers found it in each drawn paragraph.
    strata, sizes : array
        Its stratum by number, and how many paragraphs that has.
    count : int
        The machine's count.
    n : int, optional
        All paragraphs of what is counted, where each counts once at most.
    here : array of bool, optional
        Which drawn paragraphs belong to what is counted; by default all.
    """
    import numpy as np

    here = np.ones(len(ours), bool) if here is None else here
    weights = sizes / np.bincount(strata)[strata]
    more = np.where(here, theirs - ours, 0)
    free = here if n is None else here & (ours == 0)  # where something may be missed
    missed = _errors(np.maximum(more, 0), strata, weights, free,
                     math.inf if n is None else n - count)  # fmt: skip
    vain = _errors(np.maximum(-more, 0), strata, weights, here & (ours > 0), count)
    estimate = count + missed.estimate - vain.estimate
    low = estimate - math.hypot(missed.estimate - missed.low, vain.high - vain.estimate)
    high = estimate + math.hypot(missed.high - missed.estimate, vain.estimate - vain.low)
    least = float(theirs[here].sum())
    most = math.inf if n is None else float(n - (1 - theirs[here]).sum())
    return Total(*(min(max(value, least), most) for value in (estimate, low, high)))


def _errors(
    wrong: np.ndarray, strata: np.ndarray, weights: np.ndarray, where: np.ndarray, most: float
) -> Total:
    """Errors in all paragraphs, from those in the drawn ones of which some may have one."""
    import numpy as np

    if not most:
        return Total(0.0, 0.0, 0.0)
    w = weights[where]
    if not len(w):  # none was looked at: anything may be
        return Total(0.0, 0.0, most)
    estimate = float(weights @ wrong)
    # A fraction f = 1 / w was drawn of each stratum: that it has M errors of which none is seen
    # has the probability (1 - f)^M, as if each came with the weight -1 / log(1 - f).
    some = w[w > 1]
    unseen = float((some / -np.log1p(-1 / some)).sum() / w.sum())
    # Within a stratum k errors in n paragraphs vary as k (n + 1 - k) / n, never by nothing
    n, errors, squares = (np.bincount(strata, each)[strata] for each in (wrong**0, wrong, wrong**2))
    varied = squares + (squares - errors**2) / n
    variance = float((weights * (weights - 1) * varied / n).sum())
    low, high = _gamma(estimate, variance, unseen)
    return Total(estimate, min(low, estimate), min(max(high, estimate), most))


def _gamma(total: float, variance: float, weight: float) -> tuple[float, float]:
    """Interval of a weighted sum of counts, halfway between not seeing and seeing one more."""
    from scipy.optimize import brentq
    from scipy.special import gammainc

    if weight <= 0:  # all were drawn
        return total, total
    moments = (total, variance), (total + weight, variance + weight**2)

    def below(value: float) -> float:
        tails = (gammainc(m * m / v, value * m / v) if v else float(m <= value)
                 for m, v in moments)  # fmt: skip
        return sum(tails) / 2

    most = 10 * (total + weight + math.sqrt(variance))

    def quantile(share: float) -> float:
        return 0.0 if below(0.0) >= share else brentq(lambda x: below(x) - share, 0.0, most)

    return quantile(0.025), quantile(0.975)


def estimates(name: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """Rows of the table `validation.estimates`: paragraphs with each code, estimated; of clauses
    and verbs, clauses; of links, the paragraphs that are added and dropped.

    Of each sample that was drawn by chance: in all its documents, and in each of which at least
    ten paragraphs were drawn (of links between two, of either side). Where several coders didn't
    settle where they differ, the estimate is the middle of theirs, and the interval holds all of
    them.
    """
    place = codebook.folder(folder)
    rows: list[dict[str, Any]] = []
    store = records.read(name, place)
    for one in sampled(name, store, place):
        if one.sample.seed:
            every = machine.found(name, one.sample.scheme, place)
            pairs = machine.pairs(name, place) if one.sample.scheme == "link" else []
            rows += estimated(one, every, pairs)
    return rows


class _Count(NamedTuple):
    """Something that is counted: how often, where, and how often in each drawn paragraph."""

    code: str
    symbol: str
    earlier: str
    n_machine: int
    n: int | None  # all paragraphs, where each counts once at most
    here: np.ndarray
    drawn: Callable[[np.ndarray], np.ndarray]  # paragraphs × codes → how often


def estimated(
    one: Sampled,
    every: Mapping[Unit, frozenset[str]],
    pairs: Sequence[tuple[str, str]] = (),
) -> Iterator[dict[str, Any]]:
    """Counts of a sample, estimated.

    Parameters
    ----------
    one : Sampled
    every : mapping
        Each paragraph that could be drawn, with what the machine found.
    pairs : sequence
        Of links, the earlier and the later members that are compared.
    """
    import numpy as np

    strata, codes = one.strata(), one.codes
    sizes = np.array([int(d.n_stratum) for d in one.design])
    ours = one.matrix("machine", codes)
    settled = [c for c, role in one.roles.items() if role == SETTLED]
    readers = settled or list(one.coders)
    theirs = [one.matrix(coder, codes) for coder in readers]
    theirs = [cells for cells in theirs if not np.isnan(cells).any()]  # coded all of it
    if not theirs:
        return
    counts = _alone(one, every, pairs) if one.sample.scheme == "link" else _coded(one, every)
    for count in counts:
        if (n_drawn := int(count.here.sum())) < FEWEST:
            continue
        mine = count.drawn(ours)
        totals = [total(mine, count.drawn(cells), strata, sizes, count.n_machine, count.n,
                        count.here) for cells in theirs]  # fmt: skip
        yield {"sample": one.sample.sample, "scheme": one.sample.scheme, "code": count.code,
               "symbol": count.symbol, "earlier": count.earlier, "n_machine": count.n_machine,
               "estimate": sum(t.estimate for t in totals) / len(totals),
               "low": min(t.low for t in totals), "high": max(t.high for t in totals),
               "n_drawn": n_drawn, "n_coders": len(readers),
               "held_out": one.held_out}  # fmt: skip


def _coded(one: Sampled, every: Mapping[Unit, frozenset[str]]) -> Iterator[_Count]:
    """How often each code is found, in all documents and in each."""
    import numpy as np

    documents = one.sample.documents.split("; ")
    symbols = np.array([d.symbol for d in one.design])
    columns: dict[str, list[int]] = {}
    for n, code in enumerate(one.codes):
        columns.setdefault(plain(code), []).append(n)
    for symbol in ("", *documents):
        here = np.ones(len(symbols), bool) if not symbol else symbols == symbol
        inside = [found for unit, found in every.items()
                  if unit.symbol in ([symbol] if symbol else documents)]  # fmt: skip
        once = None if one.sample.scheme in COUNTED else len(inside)
        for code, at in columns.items():
            count = sum(plain(c) == code for found in inside for c in found)
            yield _Count(code, symbol, "", count, once, here, partial(_often, at=at))


def _often(cells: np.ndarray, at: list[int]) -> np.ndarray:
    return cells[:, at].sum(axis=1)


def _alone(
    one: Sampled, every: Mapping[Unit, frozenset[str]], pairs: Sequence[tuple[str, str]]
) -> Iterator[_Count]:
    """Paragraphs without a link, of the later documents and of the earlier: of all, of each."""
    import numpy as np

    drawn = [(d.against, d.symbol) for d in one.design]
    for pair in (("", ""), *pairs):
        for code, way in ((ADDED, 1), (DROPPED, -1)):
            sides = {p[::way] for p in pairs if pair in (("", ""), p)}
            inside = [found for unit, found in every.items()
                      if (unit.against, unit.symbol) in sides]  # fmt: skip
            here = np.array([side in sides for side in drawn])
            n_machine = sum(not found for found in inside)
            yield _Count(code, pair[1], pair[0], n_machine, len(inside), here, _unlinked)


def _unlinked(cells: np.ndarray) -> np.ndarray:
    return 1 - cells.max(axis=1, initial=0)
