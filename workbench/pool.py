"""One function for many things, on all cores where that pays: results in order, the same bytes."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import TypeVar

__all__ = ["mapped"]

Thing = TypeVar("Thing")
Result = TypeVar("Result")

HANDFUL = 4  # things left: fewer are never worth a second process
WORTH = 8.0  # seconds of work left; a worker spends some of them on starting
SEEN = 3  # things whose time foretells that of the rest: the very first pays for compiling


def mapped(
    function: Callable[[Thing], Result],
    things: Iterable[Thing],
    desc: str = "",
    progress: bool = False,
) -> Iterator[Result]:
    """Results of a function for each of some things, in their order.

    It begins in this process and goes on in one process a core once the rest would take longer
    than these take to start. Workers begin afresh (no fork of a process with threads, no import of
    the caller's script), so it works alike from a shell, a notebook and a script without a main
    guard, on every system.

    Parameters
    ----------
    function : callable
        Gets all it needs from its argument and its module, nothing from the environment: a worker
        may have started under another.
    things : iterable
    desc : str
        What the progress bar says.
    progress : bool
        Show one where somebody watches: with several things, on a terminal.
    """
    waiting = list(things)
    many, results = len(waiting), _results(function, waiting)
    if not progress or many < 2 or not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    return iter(tqdm(results, desc=desc, total=many))


def _results(function: Callable[[Thing], Result], waiting: list[Thing]) -> Iterator[Result]:
    spent: list[float] = []
    while waiting and not _worth(spent, len(waiting)):
        begun = perf_counter()
        result = function(waiting.pop(0))
        spent.append(perf_counter() - begun)
        yield result
    if waiting:
        yield from _spread(function, waiting)


def _worth(spent: list[float], left: int) -> bool:
    """Whether what is left would take long, by the quickest of the last few."""
    return left > HANDFUL and len(spent) >= SEEN and min(spent[-SEEN:]) * left > WORTH


def _spread(function: Callable[[Thing], Result], things: list[Thing]) -> Iterator[Result]:
    from joblib import Parallel, delayed

    jobs = (delayed(function)(thing) for thing in things)
    results = Parallel(n_jobs=-1, return_as="generator")(jobs)
    try:
        for result in results:  # noqa: UP028 - closed below, where its warning is no news
            yield result
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whoever reads no further wants no more results
            results.close()
