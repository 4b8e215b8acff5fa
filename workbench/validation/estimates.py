"""Counts with the machine's errors carried on: the design-based estimate and its interval.

The difference estimator of survey sampling (Särndal, Swensson and Wretman 1992, as in Egami et al.
2023): the machine's count, and the weighted difference of readers and machine on the sample. It is
without bias however wrong the machine is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import codebook
from . import machine, records
from .records import SETTLED
from .scores import Sampled, sampled, wilson

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Total", "estimates", "total"]

FEWEST = 10  # paragraphs of a document that were drawn: below that only the series is estimated


class Total(NamedTuple):
    """A count as estimated, with its interval."""

    estimate: float
    low: float
    high: float


def total(
    ours: np.ndarray, theirs: np.ndarray, strata: np.ndarray, sizes: np.ndarray,
    count: int, n: int, here: np.ndarray | None = None,
) -> Total:  # fmt: skip
    """Estimate of a count and its 95 % interval.

    Estimate: count + Σ w · (theirs − ours), where w is a stratum's size / drawn of it. What the
    machine missed and what it found in vain are two totals, each with Wilson's interval at its
    effective number of paragraphs (Korn and Graubard 1998; Franco et al. 2019), so that it is
    honest where few errors or none were seen; the two are joined by the method of variance
    estimates recovery (Zou and Donner 2008). The interval never contradicts what was read: no less
    than readers found, no more than they left.

    Parameters
    ----------
    ours, theirs : array of 0 and 1
        What machine and readers found in each drawn paragraph.
    strata, sizes : array
        Its stratum by number, and how many paragraphs that has.
    count, n : int
        The machine's count, and all paragraphs of what is counted.
    here : array of bool, optional
        Which drawn paragraphs belong to what is counted; by default all.
    """
    import numpy as np

    here = np.ones(len(ours), bool) if here is None else here
    drawn = np.bincount(strata)[strata]
    weights = sizes / drawn
    missed = _errors(here & (ours == 0) & (theirs == 1), here & (ours == 0),
                     strata, weights, drawn, n - count)  # fmt: skip
    vain = _errors(here & (ours == 1) & (theirs == 0), here & (ours == 1),
                   strata, weights, drawn, count)  # fmt: skip
    estimate = count + missed.estimate - vain.estimate
    low = estimate - math.hypot(missed.estimate - missed.low, vain.high - vain.estimate)
    high = estimate + math.hypot(missed.high - missed.estimate, vain.estimate - vain.low)
    least = float(theirs[here].sum())
    most = float(n - (1 - theirs[here]).sum())
    return Total(*(min(max(value, least), most) for value in (estimate, low, high)))


def _errors(
    wrong: np.ndarray, where: np.ndarray, strata: np.ndarray, weights: np.ndarray,
    drawn: np.ndarray, n: int,
) -> Total:  # fmt: skip
    """Errors among n paragraphs of which some were drawn."""
    import numpy as np

    if not n:
        return Total(0.0, 0.0, 0.0)
    estimate = float(weights @ wrong)
    w = weights[where]
    if not len(w):  # none was looked at: anything may be
        return Total(0.0, 0.0, float(n))
    # Of what was drawn whole nothing is unknown: as if infinitely many had been drawn
    unknown = float((w * (w - 1)).sum() / (w**2).sum())
    if unknown <= 0:
        return Total(estimate, estimate, estimate)
    effective = float(w.sum() ** 2 / (w**2).sum()) / unknown
    if wrong.any():
        means = np.bincount(strata, wrong) / np.maximum(np.bincount(strata), 1)
        spread = (wrong - means[strata]) ** 2 * weights * (weights - 1)
        spread *= drawn / np.maximum(drawn - 1, 1)
        share = min(estimate / n, 1.0)
        if (variance := float(spread.sum())) > 0:
            effective = min(effective, max(share * (1 - share) * n * n / variance, 1.0))
    low, high = wilson(min(estimate / n, 1.0), effective)
    return Total(estimate, min(low * n, estimate), max(high * n, estimate))


def estimates(name: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """Rows of the table `validation.estimates`: paragraphs with each code, estimated.

    Of each sample that was drawn by chance: in all its documents, and in each of which at least
    ten paragraphs were drawn. Where several coders didn't settle where they differ, the estimate
    is the middle of theirs, and the interval holds all of them.
    """
    place = codebook.folder(folder)
    rows: list[dict[str, Any]] = []
    store = records.read(name, place)
    for one in sampled(name, store, place):
        if one.sample.seed and one.sample.scheme != "link":
            rows += _of_sample(name, one, place)
    return rows


def _of_sample(name: str, one: Sampled, place: Path) -> Iterator[dict[str, Any]]:
    import numpy as np

    documents = one.sample.documents.split("; ")
    every = machine.found(name, one.sample.scheme, place)
    strata, codes = one.strata(), one.codes
    sizes = np.array([int(d.n_stratum) for d in one.design])
    symbols = np.array([d.symbol for d in one.design])
    ours = one.matrix("machine", codes)
    settled = [c for c, role in one.roles.items() if role == SETTLED]
    readers = settled or list(one.coders)
    theirs = [one.matrix(coder, codes) for coder in readers]
    theirs = [cells for cells in theirs if not np.isnan(cells).any()]  # coded all of it
    if not theirs:
        return
    for symbol in ("", *documents):
        here = np.ones(len(symbols), bool) if not symbol else symbols == symbol
        if here.sum() < FEWEST:
            continue
        inside = [codes for unit, codes in every.items()
                  if unit.symbol in ([symbol] if symbol else documents)]  # fmt: skip
        for n, code in enumerate(codes):
            count = sum(code in found for found in inside)
            totals = [total(ours[:, n], cells[:, n], strata, sizes, count, len(inside), here)
                      for cells in theirs]  # fmt: skip
            yield {"sample": one.sample.sample, "scheme": one.sample.scheme, "code": code,
                   "symbol": symbol, "n_machine": count,
                   "estimate": sum(t.estimate for t in totals) / len(totals),
                   "low": min(t.low for t in totals), "high": max(t.high for t in totals),
                   "n_drawn": int(here.sum()), "n_coders": len(readers),
                   "held_out": one.held_out}  # fmt: skip
