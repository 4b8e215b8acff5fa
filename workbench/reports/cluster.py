"""Jobs sent to an existing Dask cluster.

Nothing is assumed to be shared but the installation: a job travels with its notebook and with the
corpus folder's catalogue, codebook, tables and codings, and comes back as an executed notebook. A
worker whose versions or code differ would give other bytes, so it is named and refused. When a
worker dies, the scheduler gives its jobs to another.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
import tempfile
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from ..errors import InputError
from .execution import Executed, Job, execute
from .history import code, versions

Thing = TypeVar("Thing")
Result = TypeVar("Result")

__all__ = ["Crew", "SHIPPED", "carried", "crew", "facts", "packed"]

AHEAD = 64  # things under way that somebody waits for in their order
SECONDS = 5  # that a scheduler is waited for, and a first worker
SHIPPED = ("series.csv", "resolutions.csv", "codebook/**/*", "tables/*/*", "decisions/*",
           "validation/*/*")  # fmt: skip


class Crew:
    """The workers of a cluster."""

    def __init__(self, client: Any, address: str, corpus: bytes, expected: Mapping[str, str]):
        self._pool = client.get_executor(pure=False)
        self._address, self._corpus, self._expected = address, corpus, expected

    def submit(self, job: Job) -> Future[Executed]:
        """Send a job; the future has its execution, or one line that says why there is none."""
        ours: Future[Executed] = Future()
        theirs = self._pool.submit(carried, job, self._corpus, self._expected)
        theirs.add_done_callback(lambda done: self._hand_on(job, done, ours))
        return ours

    def mapped(
        self, function: Callable[[Thing], Result], things: Iterable[Thing], **_: Any
    ) -> Iterator[Result]:
        """Results of a function for each of some things, in their order, as `pool.mapped` gives
        them: a few are under way at a time, so that neither here nor there many wait."""
        waiting: deque[Future[Result]] = deque()
        for thing in things:
            waiting.append(self._pool.submit(function, thing))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _hand_on(self, job: Job, done: Future[Executed], ours: Future[Executed]) -> None:
        if done.cancelled():
            error: BaseException | None = InputError(f"{self._address}: the scheduler is gone")
        else:
            error = done.exception()
        if error is None:
            ours.set_result(done.result())
        elif isinstance(error, InputError):
            ours.set_exception(error)
        else:
            why = " ".join(str(error).split()) or type(error).__name__
            ours.set_exception(InputError(f"{self._address}: {job.name} came back without a "
                                          f"result ({why[:200]})"))  # fmt: skip

    def shutdown(self, wait: bool = True, cancel_futures: bool = False) -> None:
        """Wait for what runs, unless it is to be dropped."""
        self._pool.shutdown(wait=wait and not cancel_futures)


@contextmanager
def crew(address: str, corpus: Path) -> Iterator[Crew]:
    """The workers of a cluster, for jobs on a corpus.

    Raises
    ------
    InputError
        There is no scheduler or no worker at the address, or a worker is another version.
    """
    try:
        from distributed import Client
        from distributed.comm import connect
    except ImportError:
        raise InputError(
            "scheduler: Dask isn't installed here; pip install 'resolution-workbench[cluster]'"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # one line is said, here

    async def greeted() -> None:
        (await connect(address, timeout=SECONDS)).abort()

    try:  # first whether a scheduler listens: a client goes on trying, and complains at length
        asyncio.run(asyncio.wait_for(greeted(), 2 * SECONDS))
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:  # TimeoutError is an OSError
        why = " ".join(str(error.__cause__ or error).split()) or "no answer"
        why = re.sub(r"(in )?<.*?>: ", "", why)
        raise InputError(
            f"scheduler {address}: no Dask scheduler answers ({why[:120]}); expected an address "
            "such as tcp://host:8786, where `dask scheduler` runs"
        ) from None
    with client:
        expected = facts()
        _ready(client, address, expected)
        yield Crew(client, address, packed(corpus), expected)


def _ready(client: Any, address: str, expected: Mapping[str, str]) -> None:
    """Raise if no worker is there, or one that would give other bytes."""
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        raise InputError(
            f"scheduler {address}: it has no workers; start some: dask worker {address}"
        ) from None
    for worker, theirs in client.run(facts, on_error="return").items():
        if isinstance(theirs, BaseException):
            why = " ".join(str(theirs).split()) or type(theirs).__name__
            raise InputError(f"worker {worker}: the workbench can't be used there ({why[:120]}); "
                             "install it as it is here")  # fmt: skip
        _same(f"worker {worker}", theirs, expected)


def _same(who: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> None:
    """Raise if two installations differ, naming each difference."""
    told = [
        f"{name} {theirs.get(name, 'missing')[:12]} there, {ours.get(name, 'missing')[:12]} here"
        for name in dict.fromkeys([*ours, *theirs])
        if theirs.get(name) != ours.get(name)
    ]
    if told:
        raise InputError(f"{who}: {'; '.join(told)}; install the same versions")


def facts() -> dict[str, str]:
    """Versions that results hang on, and the fingerprint of the package's code."""
    return versions() | {"distributed": version("distributed"), "code": code()}


def packed(corpus: Path) -> bytes:
    """A corpus folder as one piece: catalogue, codebook, tables, readers' codings; no texts."""
    content = io.BytesIO()
    how = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(content, "w", how, strict_timestamps=False) as archive:
        for pattern in SHIPPED:
            for path in sorted(p for p in corpus.glob(pattern) if p.is_file()):
                archive.write(path, path.relative_to(corpus).as_posix())
    return content.getvalue()


def carried(job: Job, corpus: bytes, expected: Mapping[str, str]) -> Executed:
    """Execute a job where it was sent: on a worker, beside a corpus unpacked for it."""
    _same("a worker that came later", facts(), expected)
    with tempfile.TemporaryDirectory(prefix="workbench-corpus-") as place:
        with zipfile.ZipFile(io.BytesIO(corpus)) as archive:
            archive.extractall(place)
        return execute(replace(job, corpus=place, folder=None))
