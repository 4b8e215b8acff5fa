"""From notebooks that are done to the folder of a run, and what is said of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .. import catalogue
from ..text import visible
from . import folders, page, pdf
from .execution import Executed
from .history import FIRST_RUN, Inputs, changes, code, inputs, validated, versions
from .markup import counted
from .notebook import Failure
from .plan import Plan

__all__ = ["Run", "collected", "told"]


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


def collected(plan: Plan, row: catalogue.Series, out: Path, program: str | None) -> Run:
    """The run's folder, written and renamed; the last run's where nothing has changed.

    Parameters
    ----------
    plan : Plan
        Whose notebooks are all done.
    row : catalogue.Series
        The series' row in the catalogue.
    out : Path
        The folder of outputs.
    program : str, optional
        A browser that prints the page.
    """
    notebooks = [plan.done[job.name] for job in plan.jobs]
    failed = tuple(done.failure for done in notebooks if done.failure)
    measured = validated(Path(plan.jobs[0].corpus or ""), plan.series)
    if (
        plan.last
        and len(plan.unchanged) == len(notebooks)
        and measured.items() <= plan.last.record.items()
    ):
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


def told(run: Run, notebooks: int) -> str:
    """A run in a line of the log."""
    given = "".join(f" {name}={value}" for name, value in run.parameters.items())
    if len(run.unchanged) == notebooks:
        return f"{run.series}{given}: nothing has changed"
    changed = len(run.changes)
    since = FIRST_RUN if run.changes == (FIRST_RUN,) else counted(changed, "change")
    failed = f", failed: {'; '.join(map(str, run.failed))}" if run.failed else ""
    return f"{run.series}{given}: {run.folder.name}, {run.seconds:.0f} s, {since}{failed}"


def _print(place: folders.Fresh, program: str) -> None:
    """The page as PDF; where the browser fails, the page stands without."""
    try:
        content = pdf.printed(place / "report.html", program)
    except OSError as error:
        print(f"{visible(place.final.name)}: {error}; report.html stands without", file=sys.stderr)
    else:
        folders.put(place / "report.pdf", content)


def _record(
    plan: Plan,
    row: catalogue.Series,
    given: Inputs,
    notebooks: Sequence[Executed],
    shown: Sequence[page.Notebook],
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
        **given.validated,
        "matter": page.told(shown),
        "findings": [finding for notebook in shown for finding in notebook.facts()],
    }
