"""Papermill's engine for this interpreter: it starts our kernels and keeps what papermill lets go.

Papermill looks a kernel up by name and may find that of another environment; it drops the
notebook when a cell runs out of time or the kernel dies, and knows nothing of files read.
"""

from __future__ import annotations

import ast
import asyncio
import json
import threading
from dataclasses import dataclass, field
from subprocess import DEVNULL
from typing import Any
from uuid import uuid4

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from .kernels import Zygote

__all__ = ["Engine", "NAME", "Record", "interrupt"]

NAME = "workbench"
_WATCH = "__import__('workbench.reports.reads', fromlist=['watch']).watch()"
_SEEN_NOW = "__import__('workbench.reports.reads', fromlist=['seen']).seen()"
_LOCK = threading.Lock()
_RUNNING: set[Client] = set()


@dataclass
class Record:
    """What the engine hands back besides what papermill does."""

    notebook: Any = None
    reads: dict[str, str] = field(default_factory=dict)
    failure: tuple[int, str] | None = None  # index of the cell, reason


class Provisioner(LocalProvisioner):
    """Has a kernel forked by a zygote; starts one afresh where that can't be."""

    zygote: Zygote

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        process = self.zygote.fork(cmd[cmd.index("-f") :], options["env"], options["cwd"])
        if process is None:
            return await super().launch_kernel(cmd, **options)
        self.process = process  # type: ignore[assignment]  # as far as a process is asked for
        self.pid = self.pgid = process.pid
        return self.connection_info


class Manager(AsyncKernelManager):
    """Looks after a kernel of this interpreter, whatever is installed for others."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())  # of sys.executable


class Client(PapermillNotebookClient):
    """Executes a notebook, and notes what it read and why it broke off."""

    record: Record
    seconds: int | None = None  # that a cell may take
    zygote: Zygote | None = None
    broken_off = False

    def create_kernel_manager(self) -> Manager:
        self.km = Manager(config=self.config, kernel_id=str(uuid4()))
        if self.zygote:
            self.km.provisioner = Provisioner(
                kernel_id=self.km.kernel_id, kernel_spec=self.km.kernel_spec, parent=self.km
            )
            self.km.provisioner.zygote = self.zygote
        return self.km

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
            self._note(f"took longer than {self.seconds} seconds")
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
        # the cell that has started and has no end is the one
        at = max((i for i, cell in enumerate(self.nb.cells)
                  if cell.metadata.papermill.get("start_time")), default=0)  # fmt: skip
        self.record.failure = (at, why)


class Engine(NBClientEngine):
    """What papermill calls to execute a notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, record: Record, zygote: Zygote | None,
        environment: dict[str, str], folder: str, execution_timeout: int | None = None, **_: Any,
    ) -> None:  # fmt: skip
        record.notebook = nb_man.nb
        # A kernel that doesn't answer has run nothing yet. One that was forked may not suit the
        # system; of one started afresh, another program took a port between its choice and its use.
        for left, origin in ((2, zygote), (1, None), (0, None)):
            client = Client(
                nb_man,
                kernel_name=kernel_name,
                timeout_func=lambda _: execution_timeout,  # of cells alone, not of what we ask
                startup_timeout=120,
                iopub_timeout=60,
                resources={"metadata": {"path": folder}},
                shutdown_kernel="immediate",
            )
            client.record, client.seconds, client.zygote = record, execution_timeout, origin
            try:
                # what a kernel says past its notebook is of no use at the terminal
                client.execute(env=environment, stdout=DEVNULL, stderr=DEVNULL)
                return
            except RuntimeError as error:
                if not left or "before replying" not in str(error):
                    raise


def interrupt() -> None:
    """Kill the kernels that run in this process: the run was broken off."""
    with _LOCK:
        for client in _RUNNING:
            client.broken_off = True
            process = getattr(client.km and client.km.provisioner, "process", None)
            if process:
                process.kill()


papermill_engines.register(NAME, Engine)
