"""A report beside plain papermill over the same notebooks, and beside `make` with nothing to do.

    python benchmarks/reports.py [SERIES] [CHECKOUT…]

Wall and processor time, and the share of each in that of papermill's command in a shell loop:
papermill called in one process; `workbench report` with one notebook at a time, with as many as
there are cores, with a PDF, and with `--if-changed` where nothing has changed. Other checkouts of
the project (its state before, say) take the same turn over their own notebooks. Cold is without
any compiled bytecode, as after an installation that writes none. On a busy machine, processor time
is what counts. Where the time of one run goes is told below the table, notebook by notebook.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
NAMES = ("corpus", "renewals", "drift", "topics", "mandate")
REPORT = (
    "import sys; from pathlib import Path; from workbench import reports;"
    "reports.run([sys.argv[1]], out=Path(sys.argv[2]), progress=False,"
    "printed='pdf' in sys.argv, if_changed='if' in sys.argv,"
    "workers=1 if 'one' in sys.argv else None)"
)
IN_ONE_PROCESS = (
    "import sys, papermill; series, place, *names = sys.argv[1:]\n"
    "for name in names: papermill.execute_notebook(name, f'{place}/out.ipynb',"
    "parameters={'series': series}, progress_bar=False)"
)


def took(task: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor, those of a task's processes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    task()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Checkout:
    """A state of the project, and its ways to execute the notebooks of a series."""

    def __init__(self, root: Path, series: str, place: Path) -> None:
        self.root, self.series, self.place = root, series, place
        self.notebooks = [root / "notebooks" / f"{name}.ipynb" for name in NAMES]

    def python(self, *arguments: object, **surroundings: str) -> None:
        there = {**os.environ, "PYTHONPATH": str(self.root), **surroundings}
        subprocess.run([sys.executable, *map(str, arguments)], check=True, capture_output=True,
                       cwd=self.root / "notebooks", env=there)  # fmt: skip

    def shell_loop(self) -> None:
        for notebook in self.notebooks:
            self.python("-m", "papermill", notebook, self.place / "out.ipynb",
                        "-r", "series", self.series, "--no-progress-bar")  # fmt: skip

    def in_one_process(self) -> None:
        self.python("-c", IN_ONE_PROCESS, self.series, self.place, *self.notebooks)

    def report(self, out: str, *options: str, **surroundings: str) -> Path:
        self.python("-c", REPORT, self.series, self.place / out, *options, **surroundings)
        return self.place / out


def main(series: str, *others: str) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        ours = Checkout(HERE, series, place)
        tasks: dict[str, Callable[[], object]] = {
            "papermill in a shell loop": ours.shell_loop,
            "papermill in one process": ours.in_one_process,
            "report, cold": lambda: ours.report("cold", PYTHONPYCACHEPREFIX=str(place / "none")),
            "report, one at a time": lambda: ours.report("one", "one"),
            "report, all cores": lambda: ours.report("all"),
            "report, all cores, with PDF": lambda: ours.report("pdf", "pdf"),
            "report, nothing changed": lambda: ours.report("all", "if"),
            "make, nothing to do": lambda: subprocess.run(
                ["make", "-q", "install"], cwd=HERE, capture_output=True
            ),
        }
        for number, root in enumerate(others):
            other = Checkout(Path(root).resolve(), series, place / str(number))
            other.place.mkdir()
            tasks |= {
                f"{root}: papermill, shell loop": other.shell_loop,
                f"{root}: report, all cores": lambda other=other: other.report("all"),
            }
        whole: tuple[float, float] | None = None
        print(f"{'':<32} {'wall':>8} {'share':>6} {'processor':>11} {'share':>6}")
        for told, task in tasks.items():
            wall, cpu = took(task)
            whole = whole or (wall, cpu)  # the first is what the others are held against
            print(f"{told:<32} {wall:6.2f} s {wall / whole[0]:6.2f} {cpu:9.2f} s "
                  f"{cpu / whole[1]:6.2f}", flush=True)  # fmt: skip
        (record,) = (place / "one" / series).glob("*/run.json")
        for entry in json.loads(record.read_text(encoding="utf-8"))["notebooks"]:
            print(f"  {entry['name']:<30} {entry['seconds']:6.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:] or ["ct-assistance"])
