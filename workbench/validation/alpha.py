"""Krippendorff's alpha, nominal, for any number of coders and with missing values.

Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["alpha", "of_counts"]


def alpha(ratings: Iterable[Sequence[object]]) -> float:
    """Agreement beyond chance of coders who coded the same units.

    1 − observed / expected disagreement: 1 perfect, 0 as by chance, below 0 systematic
    disagreement. Not a number where all said the same thing of all units: nothing varies, so
    nobody can tell agreement from habit.

    Parameters
    ----------
    ratings : iterable
        For each unit what each coder said; None where one said nothing.

    Examples
    --------
    >>> round(alpha([["a", "b"], ["a", "a"], ["b", "b"], ["b", None]]), 3)
    0.444
    """
    import numpy as np

    units = [[value for value in unit if value is not None] for unit in ratings]
    values = sorted({value for unit in units for value in unit}, key=repr)
    counts = np.array([[unit.count(value) for value in values] for unit in units], dtype=float)
    return float(of_counts(counts.reshape(len(units), len(values)), np.ones((1, len(units))))[0])


def of_counts(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Alpha of units by how many coders said each value, under each row of weights of units.

    Parameters
    ----------
    counts : array, units × values
    weights : array, resamples × units
        How often each unit counts.
    """
    import numpy as np

    coders = counts.sum(axis=1)
    pairable = coders > 1  # what one coder alone said agrees with nothing
    counts, coders, weights = counts[pairable], coders[pairable], weights[:, pairable]
    same = (counts * (counts - 1)).sum(axis=1) / (coders - 1)
    n = weights @ coders
    each = weights @ counts
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = 1 - (weights @ same) / n
        expected = 1 - (each * (each - 1)).sum(axis=1) / (n * (n - 1))
        return np.where(expected > 1e-12, 1 - observed / expected, np.nan)
