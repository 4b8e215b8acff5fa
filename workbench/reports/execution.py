"""One notebook, executed in a kernel of its own.

A job goes in and an executed notebook comes out, both as content: nothing here knows folders of
outputs, so that a job can run in a thread, a process or on another machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from . import notebook
from .kernels import Zygote, surroundings
from .notebook import Failure

__all__ = ["Executed", "Job", "execute", "interrupt"]


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to be executed: its name and JSON, parameters, corpus, folder, seconds a cell, and
    whether its figures are to come as drawings (SVG) too."""

    name: str
    source: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    corpus: str | None = None
    folder: str | None = None
    timeout: int | None = None
    drawings: bool = False


@dataclass(frozen=True, slots=True)
class Executed:
    """An executed notebook (JSON), the files that it read with their hashes, what went wrong."""

    name: str
    notebook: str
    reads: Mapping[str, str]
    failure: Failure | None
    seconds: float


def execute(job: Job, zygote: Zygote | None = None) -> Executed:
    """Execute a notebook by papermill and return it tidy: no times, paths or chance in it.

    Parameters
    ----------
    job : Job
        What to execute.
    zygote : Zygote, optional
        Who forks its kernel; without one, or where it can't, a kernel is started afresh.

    Returns
    -------
    Executed
        Also when a cell failed: the notebook as far as it came, and why.
    """
    start = time.perf_counter()
    with _without_iri_grammar():
        import nbformat
        import papermill
        from papermill.exceptions import PapermillExecutionError

        from . import engine
    record = engine.Record()
    content = nbformat.from_dict(notebook.cleared(json.loads(job.source)))
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        try:
            papermill.execute_notebook(
                content,
                None,
                parameters=dict(job.parameters),
                engine_name=engine.NAME,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                execution_timeout=job.timeout,
                record=record,
                zygote=zygote,
                environment=surroundings(
                    place, job.corpus, bool(job.parameters.get("texts")), job.drawings
                ),
                folder=job.folder or place,
            )
        except PapermillExecutionError:
            pass  # told in the notebook
        except Exception as error:  # the kernel didn't start, or died, or ran out of time
            if record.failure is None:
                record.failure = (0, notebook.line(f"{type(error).__name__}: {error}"))
    tidied = notebook.tidy(record.notebook or content)
    failed = notebook.failure(job.name, tidied, record.failure)
    seconds = time.perf_counter() - start
    return Executed(job.name, notebook.written(tidied), record.reads, failed, seconds)


def interrupt() -> None:
    """Kill the kernels that run in this process: the run was broken off."""
    engine = sys.modules.get(f"{__package__}.engine")  # not loaded: none runs
    if engine:
        engine.interrupt()


@contextmanager
def _without_iri_grammar() -> Iterator[None]:
    """Spare the grammar of internationalised addresses that jsonschema compiles when imported.

    It takes half of papermill's start, and the schema of notebooks asks for no such format.
    """
    spared = "rfc3987_syntax" not in sys.modules
    if spared:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if spared and sys.modules.get("rfc3987_syntax", True) is None:
            del sys.modules["rfc3987_syntax"]
