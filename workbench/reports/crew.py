"""Who executes: threads of this process, or the workers of a cluster."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from . import kernels
from .execution import Executed, Job, execute, interrupt
from .plan import Plan

__all__ = ["Crew", "Threads", "crew", "executed"]


class Crew(Protocol):
    """Takes jobs, and gives their executions in time."""

    def submit(self, job: Job) -> Future[Executed]:
        """The execution of a notebook, to come."""

    def shutdown(self, wait: bool = True, cancel_futures: bool = False) -> None:
        """Take no more jobs."""


class Threads:
    """Threads suffice: the work is done by the kernels, each a process of its own that ends when
    this one does, however it ends."""

    def __init__(self, zygote: kernels.Zygote | None, workers: int | None = None) -> None:
        self._zygote = zygote
        self._threads = ThreadPoolExecutor(workers or _cores())

    def submit(self, job: Job) -> Future[Executed]:
        """Execute a notebook as soon as a thread is free."""
        return self._threads.submit(execute, job, self._zygote)

    def shutdown(self, wait: bool = True, cancel_futures: bool = False) -> None:
        """Wait for what runs; let what waits wait, or drop it."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def crew(
    jobs: int,
    workers: int | None = None,
    scheduler: str | None = None,
    corpus: Path | None = None,
) -> Iterator[Crew]:
    """Who executes a number of jobs: so many of this process's threads at once, or the cluster of a
    scheduler, which is sent the corpus."""
    with ExitStack() as stack:
        hands: Crew
        if scheduler and corpus:
            from . import cluster

            hands = stack.enter_context(cluster.crew(scheduler, corpus))
        else:
            hands = Threads(stack.enter_context(kernels.zygote(jobs)), workers)
        try:
            yield hands
        except BaseException:
            hands.shutdown(wait=False, cancel_futures=True)
            interrupt()
            raise
        finally:
            hands.shutdown()


def executed(
    plans: Sequence[Plan], crew: Crew, progress: bool = False
) -> Generator[Plan, None, None]:
    """Plans as their last notebook is done."""
    from tqdm import tqdm

    waiting: dict[Future[Executed], Plan] = {}
    bar = tqdm(total=sum(len(p.jobs) for p in plans), unit="notebook", file=sys.stderr,
               disable=not progress or not sys.stderr.isatty(), leave=False)  # fmt: skip
    with bar:
        for plan in plans:
            bar.update(len(plan.done))
            waiting |= {crew.submit(job): plan for job in plan.waiting}
        yield from (plan for plan in plans if plan.complete)
        for future in as_completed(waiting):
            plan, done = waiting[future], future.result()
            plan.done[done.name] = done
            bar.set_postfix_str(f"{plan.series} {done.name}")
            bar.update()
            if plan.complete:
                yield plan


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
