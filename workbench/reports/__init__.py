"""Reports: the notebooks of a series executed, and what they show collected in one folder.

``outputs/SERIES/RUN/`` is written beside its place and renamed when whole, so that only whole
runs are ever seen there. RUN is UTC time and eight hex digits of the inputs; the same inputs give
the same bytes, ``run.json`` aside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from .. import codebook, files, library
from ..arguments import value
from ..catalogue import Series
from ..errors import InputError
from . import folders, page, pdf
from .crew import Crew, crew, executed
from .execution import Job
from .grid import checked
from .notebook import Failure, loaded
from .notebook import parameters as defaults
from .plan import (
    COMPARED,
    NOTEBOOKS,
    Plan,
    checked_numbers,
    comparable,
    planned,
    reportable,
    source,
    verify,
)
from .record import Run, collected, told

__all__ = ["NOTEBOOKS", "Failure", "Run", "checked", "parameters", "run", "stored", "value"]

parameters = defaults  # `run` and `stored` have an argument of that name


def run(
    series: Sequence[str],
    notebooks: Sequence[str | Path] | None = None,
    parameters: Mapping[str, Sequence[Any]] | None = None,
    out: Path = Path("outputs"),
    progress: bool = True,
    corpus: Path | None = None,
    workers: int | None = None,
    if_changed: bool = False,
    keep: int | None = None,
    timeout: int | None = None,
    printed: bool = True,
    scheduler: str | None = None,
    compare: bool = False,
) -> list[Run]:
    """Execute the notebooks of series and write a report of each, or one of all side by side.

    Parameters
    ----------
    series : names
        Series of the catalogue.
    notebooks : names or paths, optional
        All of `NOTEBOOKS` by default.
    parameters : mapping, optional
        Name → list of values; more than one value makes a grid, with a run for each combination.
    out : Path
        Folder of outputs.
    progress : bool
        Show a bar, where standard error is a terminal.
    corpus : Path, optional
        Corpus folder.
    workers : int, optional
        Notebooks executed at once; as many as there are cores by default.
    if_changed : bool
        Execute only notebooks whose inputs, code or parameters have changed since the last run;
        no run is made where none has.
    keep : int, optional
        Remove all but the newest runs of the same series and parameters.
    timeout : int, optional
        Seconds that a cell may take.
    printed : bool
        Also print each report to PDF, where a browser is installed.
    scheduler : str, optional
        Address of a Dask scheduler: notebooks are executed by its workers.
    compare : bool
        One report that sets the series side by side.

    Returns
    -------
    list of Run
        In the order of series and parameters; ``failed`` names cells that failed.

    Raises
    ------
    InputError
        Before anything runs, for what can't be used; after, for what can't be written.
    """
    place = codebook.folder(corpus).resolve()
    several = list(dict.fromkeys(series))
    rows = {COMPARED: comparable(several, place)} if compare else reportable(several, place)
    sources = [source(n) for n in dict.fromkeys(notebooks or _whole(compare))]
    grid = _grid(parameters or {}, sources, several, place, scheduler, compare)
    checked_numbers(keep=keep, timeout=timeout, workers=workers)
    program = _browser() if printed else None
    if not if_changed:
        verify(several, sources, place)
    out = folders.ready(out)
    with files.alone(out):
        folders.sweep(out)
        plans = [planned(name, given, sources, place, out, if_changed, timeout, not scheduler)
                 for name in rows for given in grid]  # fmt: skip
        with crew(sum(len(p.waiting) for p in plans), workers, scheduler, place) as hands:
            if if_changed and any(p.waiting for p in plans):
                verify(several, sources, place)
            runs = _runs(plans, hands, rows, out, progress, program, keep)
        if len(grid) > 1:
            _compare(out, rows, runs)
        page.write_index(out)
    return runs


def stored(
    notebooks: Iterable[Path], parameters: Mapping[str, Any] | None = None, workers: int = 1
) -> list[Failure]:
    """Execute notebooks in place, deterministically: a diff in one is a diff in results.

    Parameters
    ----------
    notebooks : paths
        Notebooks to be executed; each is written anew where all its cells ran.
    parameters : mapping, optional
        Values instead of the defaults.

    Returns
    -------
    list of Failure
        What failed; such notebooks stay as they were.
    """
    paths = list(notebooks)
    jobs = []
    for path in paths:
        given = {k: v for k, v in (parameters or {}).items() if k in defaults(path)}
        jobs.append(Job(path.stem, json.dumps(loaded(path)), given, folder=str(path.parent)))
    with crew(len(jobs), workers) as hands:
        coming = [hands.submit(job) for job in jobs]
        done = [one.result() for one in coming]
    for path, one in zip(paths, done, strict=True):
        if not one.failure:
            folders.replace(path, one.notebook)
    return [one.failure for one in done if one.failure]


def _whole(compare: bool) -> tuple[str, ...]:
    """The notebooks of a report; what needs a library, where there is one."""
    if compare:
        return (COMPARED,)
    return (*NOTEBOOKS, "mandates") if library.stands() else NOTEBOOKS


def _grid(
    values: Mapping[str, Sequence[Any]],
    sources: Sequence[Path],
    series: Iterable[str],
    place: Path,
    scheduler: str | None,
    compare: bool,
) -> list[dict[str, Any]]:
    """Parameters of each run, checked before anything runs."""
    grid = checked(values, sources, series=series, folder=place)
    if "series" in values:
        raise InputError("parameter series: it is the command's argument; give it there")
    if scheduler and True in values.get("texts", ()):
        raise InputError("scheduler: texts stay on this machine; run without texts, or here")
    return [{**given, "series": list(series)} for given in grid] if compare else grid


def _browser() -> str | None:
    program = pdf.browser()
    if not program:
        print("no browser is installed: reports come as HTML, without PDF", file=sys.stderr)
    return program


def _runs(
    plans: Sequence[Plan],
    hands: Crew,
    rows: Mapping[str, Series],
    out: Path,
    progress: bool,
    program: str | None,
    keep: int | None,
) -> list[Run]:
    """Execute plans and collect each as it is complete; runs in the order of plans."""
    made: dict[int, Run] = {}
    with closing(executed(plans, hands, progress)) as complete:
        for plan in complete:
            one = collected(plan, rows[plan.series], out, program)
            made[plans.index(plan)] = one
            folders.log(out, told(one, len(plan.jobs)))
            if keep:
                folders.prune(out, plan.series, plan.parameters, keep)
    return [made[at] for at in sorted(made)]


def _compare(out: Path, rows: Mapping[str, Series], runs: Sequence[Run]) -> None:
    """A page with the runs of a grid side by side, for each series."""
    for name, row in rows.items():
        alike = [folders.opened(run.folder) for run in runs if run.series == name]
        page.write_comparison(out, row.title, name, alike)
