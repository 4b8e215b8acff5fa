"""A grid of series × notebooks × parameters: one after another, local processes, Dask, papermill.

    python benchmarks/grid.py [REPEATS]

All in one run, so that ratios mean something: papermill's command in a shell loop is 1. Dask is two
workers on this machine, started before the clock: what it shows is its cost, not its gain. Methods
take turns, so that a busy machine slows all of them; the median counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import median

from workbench import reports

HERE = Path(__file__).resolve().parents[1]
SERIES = ("ct-assistance", "ct-strategy")
SEEDS = (0, 1)
NOTEBOOKS = [HERE / "notebooks" / f"{name}.ipynb" for name in reports.NOTEBOOKS]


def papermill(place: Path) -> None:
    """What a user would do without us: no checks, no pages, no index."""
    for series, seed, notebook in product(SERIES, SEEDS, NOTEBOOKS):
        out = place / f"{series}-{seed}-{notebook.name}"
        command = [sys.executable, "-m", "papermill", str(notebook), str(out)]
        subprocess.run([*command, "-r", "series", series, "-p", "seed", str(seed),
                        "--no-progress-bar"], check=True, capture_output=True,
                       cwd=notebook.parent)  # fmt: skip


def ours(place: Path, workers: int | None = None, scheduler: str | None = None) -> None:
    code = (
        "import sys; from pathlib import Path; from workbench import reports;"
        f"reports.run({list(SERIES)}, None, {{'seed': {list(SEEDS)}}}, out=Path(sys.argv[1]),"
        f"progress=False, printed=False, workers={workers}, scheduler={scheduler!r})"
    )
    subprocess.run([sys.executable, "-c", code, place], check=True, cwd=HERE)


@contextmanager
def cluster(place: Path) -> Iterator[str]:
    """A scheduler and two workers, in processes of their own."""
    dask, where = Path(sys.executable).with_name("dask"), place / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", where]
    started = [subprocess.Popen([dask, "scheduler", *options], **quiet)]
    try:
        while not where.exists() or not where.read_text():
            time.sleep(0.1)
        address = json.loads(where.read_text())["address"]
        started += [subprocess.Popen([dask, "worker", address, "--nthreads", "1", "--no-nanny",
                                      "--no-dashboard"], **quiet) for _ in range(2)]  # fmt: skip
        time.sleep(5)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def main(repeats: int) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name, cluster(Path(name)) as address:
        methods: dict[str, Callable[[Path], None]] = {
            "papermill in a shell loop": papermill,
            "report, one at a time": lambda place: ours(place, workers=1),
            "report, local processes": ours,
            "report, Dask, two workers": lambda place: ours(place, scheduler=address),
        }
        took: dict[str, list[float]] = {told: [] for told in methods}
        for _ in range(repeats):
            for told, method in methods.items():
                with tempfile.TemporaryDirectory() as place:
                    start = time.perf_counter()
                    method(Path(place))
                    took[told].append(time.perf_counter() - start)
        runs = len(SERIES) * len(SEEDS) * len(NOTEBOOKS)
        whole = median(took["papermill in a shell loop"])
        print(f"{runs} notebook runs, {os.cpu_count()} cores, median of {repeats}")
        for told, seconds in took.items():
            print(f"{told:<28} {median(seconds):7.1f} s {median(seconds) / whole:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1)
