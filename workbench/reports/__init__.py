"""Reports: the notebooks of a series executed, and what they show collected in one folder.

``outputs/SERIES/RUN/`` is written beside its place and renamed when whole, so that only whole
runs are ever seen there. RUN is UTC time and eight hex digits of the inputs; the same inputs give
the same bytes, ``run.json`` aside.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .. import catalogue, codebook, corpus
from ..errors import InputError
from . import folders, page, pdf
from .execution import Executed, Job, execute, interrupt
from .grid import checked, value
from .history import (
    FIRST_RUN,
    Inputs,
    agreement,
    changes,
    code,
    inputs,
    previous,
    reusable,
    versions,
)
from .notebook import Failure, loaded, parameters

__all__ = ["NOTEBOOKS", "Failure", "Run", "checked", "parameters", "run", "stored", "value"]

NOTEBOOKS = ("corpus", "renewals", "drift", "topics", "mandate")


@dataclass(frozen=True, slots=True)
class Run:
    """A report made: its folder, what failed, what was taken over from the last run unchanged,
    and what changed since then."""

    series: str
    parameters: Mapping[str, Any]
    folder: Path
    failed: tuple[Failure, ...]
    unchanged: tuple[str, ...]
    changes: tuple[str, ...]
    seconds: float


@dataclass(slots=True)
class _Plan:
    """A run to be made: jobs still to execute, and notebooks taken over."""

    series: str
    parameters: dict[str, Any]
    jobs: list[Job]
    done: dict[str, Executed]
    unchanged: tuple[str, ...]
    last: Any


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
) -> list[Run]:
    """Execute the notebooks of series and write a report of each.

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
    sources = [_notebook(n) for n in dict.fromkeys(notebooks or NOTEBOOKS)]
    series = list(dict.fromkeys(series))
    titles = _reportable(series, place)
    grid = checked(parameters or {}, sources, series=series, folder=place)
    if "series" in (parameters or {}):
        raise InputError("parameter series: it is the command's argument; give it there")
    for name, number in (("keep", keep), ("timeout", timeout), ("workers", workers)):
        if number is not None and number < 1:
            raise InputError(f"{name}: found {number}, expected 1 or more")
    if scheduler and True in (parameters or {}).get("texts", ()):
        raise InputError("scheduler: texts stay on this machine; run without texts, or here")
    program = pdf.browser() if printed else None
    if printed and not program:
        print("no browser is installed: reports come as HTML, without PDF", file=sys.stderr)
    if not if_changed:
        _verify(series, place)
    out = folders.ready(out)
    with folders.locked(out):
        folders.sweep(out)
        plans = [
            _plan(one, combination, sources, place, out, if_changed, timeout)
            for one in series
            for combination in grid
        ]
        if if_changed:
            _verify([p.series for p in plans if len(p.done) < len(p.jobs)], place)
        made: dict[int, Run] = {}
        with (
            _crew(scheduler, workers, place) as pool,
            closing(_executed(plans, pool, progress)) as finished,
        ):
            for plan in finished:
                one = _collected(plan, titles[plan.series], out, program)
                made[plans.index(plan)] = one
                folders.log(out, _told(one, len(plan.jobs)))
                if keep:
                    folders.prune(out, plan.series, plan.parameters, keep)
        runs = [made[at] for at in sorted(made)]
        if len(grid) > 1:
            for name in titles:
                alike = [folders.opened(one.folder) for one in runs if one.series == name]
                page.write_comparison(out, titles[name].title, name, alike)
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
        known = _parameters(path)
        given = {k: v for k, v in (parameters or {}).items() if k in known}
        jobs.append(Job(path.stem, json.dumps(loaded(path)), given, folder=str(path.parent)))
    failed = []
    with ThreadPoolExecutor(workers) as pool:
        for path, done in zip(paths, pool.map(execute, jobs), strict=True):
            if done.failure:
                failed.append(done.failure)
            else:
                folders.replace(path, done.notebook)
    return failed


_parameters = parameters  # `run` has an argument of that name


def _notebook(name: str | Path) -> Path:
    """A notebook's file, from its name or path."""
    path = Path(name)
    if path.suffix == ".ipynb":
        if path.is_file():
            return path.resolve()
        raise InputError(f"{path}: no such notebook")
    places = [Path("notebooks"), codebook.BESIDE.parent / "notebooks"]
    for place in places:
        if (place / f"{name}.ipynb").is_file():
            return (place / f"{name}.ipynb").resolve()
    raise InputError(f"no notebook {str(name)!r}; there are: {', '.join(NOTEBOOKS)}, "
                     "or give the path of one")  # fmt: skip


def _reportable(series: Sequence[str], place: Path) -> dict[str, Any]:
    """Rows of the catalogue of series whose documents succeed each other."""
    known = catalogue.series(place)
    for name in series:
        if name not in known:
            raise InputError(f"no series {name!r} in the catalogue; there are: {', '.join(known)}")
        if known[name].kind != "renewals":
            raise InputError(f"{name} is a collection: its documents don't succeed each other, "
                             "so there is no report")  # fmt: skip
    return {name: known[name] for name in series}


def _verify(series: Iterable[str], place: Path) -> None:
    """A table that can't be used is said before anything runs, not in each notebook's cell."""
    for name in dict.fromkeys(series):
        corpus.Corpus.load(name, place).verify()


def _plan(
    series: str,
    given: dict[str, Any],
    sources: list[Path],
    place: Path,
    out: Path,
    if_changed: bool,
    timeout: int | None,
) -> _Plan:
    names = [source.stem for source in sources]
    last = previous(out, series, given, names)
    jobs, done = [], {}
    for source in sources:
        known = _parameters(source)
        values = {**given, "series": series}
        job = Job(
            source.stem,
            source.read_text(encoding="utf-8"),
            {k: v for k, v in values.items() if k in known},
            str(place),
            str(source.parent),
            timeout,
        )
        kept = reusable(job, last, place) if if_changed and last else None
        if kept:
            done[job.name] = kept
        jobs.append(job)
    return _Plan(series, given, jobs, done, tuple(done), last)


@contextmanager
def _crew(scheduler: str | None, workers: int | None, place: Path) -> Iterator[Any]:
    """Who executes: a cluster, or threads of this process.

    Threads suffice: the work is done by the kernels, each a process of its own that ends when
    this one does, however it ends.
    """
    if scheduler:
        from . import cluster

        with cluster.crew(scheduler, place) as pool:
            yield pool
    else:
        yield ThreadPoolExecutor(workers or _cores())


def _executed(plans: list[_Plan], pool: Any, progress: bool) -> Generator[_Plan, None, None]:
    """Plans as their last notebook is done."""
    from tqdm import tqdm

    waiting: dict[Future[Executed], _Plan] = {}
    bar = tqdm(total=sum(len(p.jobs) for p in plans), unit="notebook", file=sys.stderr,
               disable=not progress or not sys.stderr.isatty(), leave=False)  # fmt: skip
    try:
        for plan in plans:
            bar.update(len(plan.done))
            todo = [job for job in plan.jobs if job.name not in plan.done]
            waiting |= {pool.submit(execute, job): plan for job in todo}
            if not todo:
                yield plan
        for future in as_completed(waiting):
            plan, done = waiting[future], future.result()
            plan.done[done.name] = done
            bar.set_postfix_str(f"{plan.series} {done.name}")
            bar.update()
            if len(plan.done) == len(plan.jobs):
                yield plan
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        interrupt()
        raise
    finally:
        bar.close()
        pool.shutdown()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _collected(plan: _Plan, row: Any, out: Path, program: str | None) -> Run:
    """The run's folder, written and renamed; the last run's where nothing has changed."""
    notebooks = [plan.done[job.name] for job in plan.jobs]
    failed = tuple(done.failure for done in notebooks if done.failure)
    measured = agreement(Path(plan.jobs[0].corpus or ""))
    if len(plan.unchanged) == len(notebooks) and plan.last.record.get("agreement") == measured:
        return Run(plan.series, plan.parameters, plan.last.folder, (), plan.unchanged, (), 0.0)
    given = inputs(row, plan.jobs, notebooks)
    shown = [page.Notebook.of(done) for done in notebooks]
    record = _record(plan, row, given, notebooks, shown)
    record["changes"] = list(changes(plan.last.record if plan.last else None, record))
    with folders.fresh(out / plan.series, given.digest) as place:
        page.write(place, plan.series, row, shown, record)
        if program:
            _print(place, program)
        folders.put(place / "run.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    return Run(plan.series, plan.parameters, place.final, failed, plan.unchanged,
               tuple(record["changes"]), record["seconds"])  # fmt: skip


def _told(one: Run, notebooks: int) -> str:
    """A run in a line of the log."""
    given = "".join(f" {name}={value}" for name, value in one.parameters.items())
    if len(one.unchanged) == notebooks:
        return f"{one.series}{given}: nothing has changed"
    changed = len(one.changes)
    since = "first run" if one.changes == (FIRST_RUN,) else page.counted(changed, "change")
    failed = f", failed: {'; '.join(map(str, one.failed))}" if one.failed else ""
    return f"{one.series}{given}: {one.folder.name}, {one.seconds:.0f} s, {since}{failed}"


def _print(place: folders.Fresh, program: str) -> None:
    """The page as PDF; where the browser fails, the page stands without."""
    try:
        content = pdf.printed(place / "report.html", program)
    except OSError as error:
        print(f"{place.final.name}: {error}; report.html stands without", file=sys.stderr)
    else:
        folders.put(place / "report.pdf", content)


def _record(
    plan: _Plan,
    row: Any,
    given: Inputs,
    notebooks: list[Executed],
    shown: list[page.Notebook],
) -> dict[str, Any]:
    """What `run.json` says."""
    return {
        "series": plan.series,
        "title": row.title,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(sum(done.seconds for done in notebooks), 2),
        "parameters": plan.parameters,
        "inputs": given.digest,
        "code": code(),
        "versions": versions(),
        "notebooks": [
            {
                "name": job.name,
                "source": given.sources[job.name],
                "parameters": dict(job.parameters),
                "reads": dict(sorted(done.reads.items())),
                "seconds": round(done.seconds, 2),
                "failure": str(done.failure) if done.failure else None,
            }
            for job, done in zip(plan.jobs, notebooks, strict=True)
        ],
        "rows": given.rows,
        "agreement": given.agreement,
        "findings": [finding for notebook in shown for finding in notebook.facts()],
    }
