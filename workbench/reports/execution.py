"""One notebook: its parameters, its execution in a kernel of its own, and its tidy record.

A job goes in and an executed notebook comes out, both as content: nothing here knows folders of
outputs, so that a job can run in a thread, a process or on another machine.
"""

from __future__ import annotations

import ast
import asyncio
import hashlib
import json
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from ..codebook import SHIPPED, folder
from ..errors import InputError

PARAMETERS = "parameters"
INJECTED = "injected-parameters"
ERROR_MARK = "papermill-error-cell-tag"
WIDGET = "application/vnd.jupyter.widget-view+json"  # a control lives as long as its kernel

# Kernels get the same surroundings everywhere: one thread each (several kernels would fight for
# cores), one order of sets, no dates in figures.
SURROUNDINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "COLUMNS": "80",
    "TZ": "UTC",
}


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to be executed: its name and JSON, parameters, corpus, folder, seconds a cell."""

    name: str
    source: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    corpus: str | None = None
    folder: str | None = None
    timeout: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Which cell of a notebook failed (counted among code cells, from 1) and why, in one line."""

    notebook: str
    cell: int
    why: str

    def __str__(self) -> str:
        return f"{self.notebook}, code cell {self.cell}: {self.why}"


@dataclass(frozen=True, slots=True)
class Executed:
    """An executed notebook (JSON), the files that it read with their hashes, what went wrong."""

    name: str
    notebook: str
    reads: Mapping[str, str]
    failure: Failure | None
    seconds: float


def parameters(notebook: Path) -> dict[str, Any]:
    """Parameters of a notebook with their defaults, from its cell tagged ``parameters``.

    Parameters
    ----------
    notebook : Path
        A notebook file.

    Returns
    -------
    dict
        Name → default, in the order of the cell.
    """
    cells = [c for c in loaded(notebook)["cells"] if PARAMETERS in _tags(c)]
    if not cells:
        return {}
    try:
        statements = ast.parse(_joined(cells[0]["source"])).body
    except SyntaxError as error:
        raise InputError(f"{notebook.name}: cell of parameters, line {error.lineno}: "
                         f"{error.msg}; one assignment a line expected") from None  # fmt: skip
    found: dict[str, Any] = {}
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        try:
            found[name] = ast.literal_eval(value)
        except ValueError:
            shown = ast.unparse(value)
            raise InputError(
                f"{notebook.name}: default of parameter {name!r} is {shown!r}; "
                "a plain value expected"
            ) from None
    return found


def loaded(notebook: Path) -> dict[str, Any]:
    """A notebook file as JSON, or one line that says why it is none."""
    try:
        found = json.loads(notebook.read_text(encoding="utf-8"))
        if isinstance(found["cells"], list) and found["nbformat"] == 4:
            return found
        reason = "notebook format 4 expected"
    except OSError as error:
        reason = error.strerror or str(error)
    except (ValueError, KeyError, TypeError):
        reason = "no notebook (JSON with cells expected)"
    raise InputError(f"{notebook}: {reason}")


def execute(job: Job) -> Executed:
    """Execute a notebook by papermill and return it tidy: no times, paths or chance in it.

    Parameters
    ----------
    job : Job
        What to execute.

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

    _register_engine()
    record = _Record()
    notebook = nbformat.from_dict(_cleared(json.loads(job.source)))
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        try:
            papermill.execute_notebook(
                notebook,
                None,
                parameters=dict(job.parameters),
                engine_name="workbench",
                kernel_name="python3",
                language="python",
                progress_bar=False,
                execution_timeout=job.timeout,
                record=record,
                environment=_environment(job, place),
                folder=job.folder or place,
            )
        except PapermillExecutionError:
            pass  # told in the notebook
        except Exception as error:  # the kernel didn't start, or died, or ran out of time
            if record.failure is None:
                record.failure = (0, _line(f"{type(error).__name__}: {error}"))
    tidied = tidy(record.notebook or notebook)
    failure = _failure(job.name, tidied, record.failure)
    return Executed(job.name, written(tidied), record.reads, failure, time.perf_counter() - start)


def tidy(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """A notebook with nothing in it that changes from run to run though results don't.

    Metadata keep the kernel's and the language's name and the cells' tags; streams are joined;
    tracebacks lose colours and paths; injected parameters get a fixed id.
    """
    cells = []
    for index, cell in enumerate(notebook["cells"]):
        if ERROR_MARK in _tags(cell):  # papermill's own; the report says it
            continue
        kept = {k: v for k, v in cell["metadata"].items() if k in ("tags", "jupyter") and v}
        tidied: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "id": INJECTED if INJECTED in _tags(cell) else cell.get("id") or f"cell-{index}",
            "metadata": kept,
            "source": _joined(cell["source"]),
        }
        if "attachments" in cell:
            tidied["attachments"] = cell["attachments"]
        if cell["cell_type"] == "code":
            tidied["execution_count"] = cell.get("execution_count")
            tidied["outputs"] = _outputs(cell.get("outputs", []))
        cells.append(tidied)
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def written(notebook: Mapping[str, Any]) -> str:
    """JSON of a notebook as Jupyter saves it: long texts as lists of lines, keys in order."""
    from nbformat import from_dict, writes

    return writes(from_dict(notebook)) + "\n"


def interrupt() -> None:
    """Kill the kernels that run in this process: the run was broken off."""
    with _LOCK:
        for client in _RUNNING:
            client.broken_off = True
            process = client.km and client.km.provisioner and client.km.provisioner.process
            if process:
                process.kill()


# ── inside the kernel ────────────────────────────────────────────────────────────────────────

_SEEN: set[str] = set()


def watch() -> None:
    """Note each file of the corpus and of the texts that is opened from now on."""

    def opened(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and not _writes(args):
            _SEEN.add(args[0])

    sys.addaudithook(opened)


def seen() -> str:
    """JSON of the files noted: name → hash. Names are paths from the corpus folder, or start with
    ``texts/`` or, for a file of the codebook that the corpus doesn't have, ``shipped/``."""
    found = {}
    for opened in _SEEN:
        path = Path(opened).resolve()
        for root, prefix in roots(folder()):
            if path.is_relative_to(root) and path.is_file():
                found[prefix + path.relative_to(root).as_posix()] = digest(path.read_bytes())
                break
    return json.dumps(found)


def roots(corpus: Path) -> list[tuple[Path, str]]:
    """Folders whose files results hang on, and how the names of their files start."""
    texts = filter(None, os.environ.get("WORKBENCH_TEXTS", "").split(os.pathsep))
    return [
        (corpus.resolve(), ""),
        *((Path(text).resolve(), "texts/") for text in texts),
        (SHIPPED.parent.resolve(), "shipped/"),
    ]


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _writes(args: tuple[Any, ...]) -> bool:
    mode, flags = (*args, None, None)[1:3]
    if isinstance(mode, str):
        return bool(set(mode) & set("wax"))
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) != 0


_WATCH = "__import__('workbench.reports.execution', fromlist=['watch']).watch()"
_SEEN_NOW = "__import__('workbench.reports.execution', fromlist=['seen']).seen()"

# ── papermill's engine ───────────────────────────────────────────────────────────────────────

_LOCK = threading.Lock()
_RUNNING: set[Any] = set()


@dataclass
class _Record:
    """What the engine hands back besides what papermill does."""

    notebook: Any = None
    reads: dict[str, str] = field(default_factory=dict)
    failure: tuple[int, str] | None = None  # index of the cell, reason


def _register_engine() -> None:
    """Register an engine that starts this interpreter and keeps what papermill lets go.

    Papermill looks a kernel up by name and may find that of another environment; it drops the
    notebook when a cell runs out of time or the kernel dies, and knows nothing of files read.
    """
    from papermill.engines import NBClientEngine, papermill_engines

    with _LOCK:
        if "workbench" in papermill_engines._engines:
            return

        from ipykernel.kernelspec import get_kernel_dict
        from jupyter_client import AsyncKernelManager
        from jupyter_client.kernelspec import KernelSpec
        from jupyter_core.utils import ensure_event_loop
        from nbclient.exceptions import CellTimeoutError, DeadKernelError
        from papermill.clientwrap import PapermillNotebookClient

        class Manager(AsyncKernelManager):
            @property
            def kernel_spec(self) -> KernelSpec:
                return KernelSpec(**get_kernel_dict())  # of sys.executable

        class Client(PapermillNotebookClient):
            record: _Record

            broken_off = False

            def execute(self, **options: Any) -> Any:
                with _LOCK:
                    _RUNNING.add(self)
                try:
                    return super().execute(**options)
                finally:
                    with _LOCK:
                        _RUNNING.discard(self)

            def papermill_execute_cells(self) -> None:
                if self.broken_off:
                    raise DeadKernelError("broken off")
                try:
                    self._ask(_WATCH)
                    super().papermill_execute_cells()
                    self.record.reads = json.loads(ast.literal_eval(self._ask(_SEEN_NOW)))
                except CellTimeoutError:
                    self._note(f"took longer than {self.timeout} seconds")
                    raise
                except DeadKernelError:
                    self._note("the kernel died")
                    raise

            def _ask(self, expression: str) -> str:
                asked = self.kc.execute(
                    "", silent=True, store_history=False, user_expressions={"it": expression}
                )
                answer = self.wait_for_reply(asked)["content"]["user_expressions"]["it"]
                if answer["status"] != "ok":
                    raise RuntimeError(f"{answer['ename']}: {answer['evalue']}")
                return answer["data"]["text/plain"]

            def _note(self, why: str) -> None:
                # nbclient leaves tasks that wait for the kernel's words, and Python would grumble
                loop = ensure_event_loop()
                for task in (waiting := asyncio.all_tasks(loop)):
                    task.cancel()
                loop.run_until_complete(asyncio.wait(waiting)) if waiting else None
                # The cell that has started and has no end is the one
                at = max((i for i, cell in enumerate(self.nb.cells)
                          if cell.metadata.papermill.get("start_time")), default=0)  # fmt: skip
                self.record.failure = (at, why)

        class Engine(NBClientEngine):
            @classmethod
            def execute_managed_notebook(
                cls, nb_man: Any, kernel_name: str, *, record: _Record,
                environment: dict[str, str], folder: str, execution_timeout: int | None = None,
                **_: Any,
            ) -> None:  # fmt: skip
                record.notebook = nb_man.nb
                for left in reversed(range(3)):
                    client = Client(
                        nb_man,
                        kernel_name=kernel_name,
                        kernel_manager_class=Manager,
                        timeout=execution_timeout,
                        startup_timeout=120,
                        iopub_timeout=60,
                        resources={"metadata": {"path": folder}},
                        shutdown_kernel="immediate",
                    )
                    client.record = record
                    try:
                        # what a kernel says past its notebook is of no use at the terminal
                        client.execute(env=environment, stdout=DEVNULL, stderr=DEVNULL)
                        break
                    except RuntimeError as error:
                        # Another program took a port between its choice and the kernel's start:
                        # nothing has run yet.
                        if not left or "before replying" not in str(error):
                            raise

        papermill_engines.register("workbench", Engine)


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


def _environment(job: Job, place: str) -> dict[str, str]:
    """Environment of a kernel: this one's, the fixed surroundings, and the corpus.

    Texts are at hand only where the notebook is to use them: no sentence slips into another's
    outputs, and what it shows is the same with and without texts on the machine.
    """
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    set_here = {"PYTHONPATH": os.pathsep.join(paths), "IPYTHONDIR": place}
    if job.corpus:
        set_here["WORKBENCH_CORPUS"] = job.corpus
    environment = {**os.environ, **SURROUNDINGS, **set_here}
    if not job.parameters.get("texts"):
        environment.pop("WORKBENCH_TEXTS", None)
    return environment


# ── tidying ──────────────────────────────────────────────────────────────────────────────────


def _cleared(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook without outputs, earlier injected parameters and random ids."""
    notebook["cells"] = [c for c in notebook["cells"] if INJECTED not in _tags(c)]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        cell["metadata"].pop("papermill", None)
    cleared = tidy(notebook)
    cleared["metadata"]["papermill"] = {}  # where papermill writes
    return cleared


def _outputs(outputs: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    tidied: list[dict[str, Any]] = []
    for output in outputs:
        new = {k: v for k, v in output.items() if k != "transient"}
        kind = new["output_type"]
        if kind == "stream":
            new["text"] = _joined(new["text"])
            # how a stream is cut into messages is chance
            if tidied and tidied[-1]["output_type"] == "stream" and (
                tidied[-1]["name"] == new["name"]
            ):  # fmt: skip
                tidied[-1]["text"] += new["text"]
                continue
        elif kind == "error":
            new["traceback"] = [_placeless(line) for line in new["traceback"]]
            new["evalue"] = _placeless(new["evalue"])
        else:
            new["data"] = {k: v if isinstance(v, (dict, str)) else _joined(v)
                           for k, v in new["data"].items() if k != WIDGET}  # fmt: skip
        tidied.append(new)
    return tidied


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CELL_FILE = re.compile(r"\S*ipykernel_\d+/\d+\.py")
_PATH = re.compile(r"(?<![\w.])/(?:[^\s:'\"]+/)+(?=[\w.-]+)")


def _placeless(text: str) -> str:
    text = _CELL_FILE.sub("<cell>", _COLOURS.sub("", text))
    return _PATH.sub(lambda m: _inside(m[0]), text)


def _inside(path: str) -> str:
    """A path from its package folder on: what stands before is a machine's affair."""
    for mark in ("site-packages/", "/workbench/"):
        if mark in path:
            return path[path.rindex(mark) :].removeprefix("site-packages/").removeprefix("/")
    return ""


def _failure(
    name: str, notebook: Mapping[str, Any], noted: tuple[int, str] | None
) -> Failure | None:
    count = 0
    for index, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        count += INJECTED not in _tags(cell)  # the author's notebook hasn't that cell
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                return Failure(name, count, _line(f"{output['ename']}: {output['evalue']}"))
        if noted and index == noted[0]:
            return Failure(name, count, noted[1])
    return Failure(name, 0, noted[1]) if noted else None


def _line(text: str) -> str:
    """First line of a message, not longer than a line."""
    first = _placeless(text).strip().partition("\n")[0].removesuffix(": ")
    return first if len(first) <= 200 else first[:199] + "…"


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return cell["metadata"].get("tags") or []


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
