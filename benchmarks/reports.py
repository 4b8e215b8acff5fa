"""A report beside plain papermill over the same notebooks, and beside `make` with nothing to do.

    python benchmarks/reports.py [SERIES]

In seconds: papermill's command in a shell loop; papermill called in one process; `workbench report`
with one notebook at a time, with as many as there are cores, and with `--if-changed` where nothing
has changed. Cold is without any compiled bytecode, as after an installation that writes none. Our
own overhead is what a run takes beyond the execution of its notebooks; where the time of a warm run
goes is told below the table, notebook by notebook.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench import reports
from workbench.reports import pdf

HERE = Path(__file__).resolve().parents[1]
NOTEBOOKS = [HERE / "notebooks" / f"{name}.ipynb" for name in reports.NOTEBOOKS]


def seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def papermill(series: str, place: Path, notebook: Path) -> None:
    command = [sys.executable, "-m", "papermill", str(notebook), str(place / notebook.name)]
    subprocess.run([*command, "-r", "series", series, "--no-progress-bar"], check=True,
                   capture_output=True, cwd=notebook.parent)  # fmt: skip


def workbench(
    series: str, place: Path, *options: str, workers: int | None = None, **surroundings: str
) -> None:
    code = (
        "import sys; from pathlib import Path; from workbench import reports;"
        "reports.run([sys.argv[1]], out=Path(sys.argv[2]), progress=False,"
        f"printed='pdf' in sys.argv, if_changed='if' in sys.argv, workers={workers})"
    )
    subprocess.run([sys.executable, "-c", code, series, place, *options], check=True,
                   env={**os.environ, **surroundings})  # fmt: skip


def in_one_process(series: str, place: Path) -> None:
    code = (
        "import sys, papermill; series, place, *names = sys.argv[1:]\n"
        "for name in names: papermill.execute_notebook(name, f'{place}/out.ipynb',"
        "parameters={'series': series}, progress_bar=False)"
    )
    subprocess.run([sys.executable, "-c", code, series, place, *map(str, NOTEBOOKS)], check=True,
                   capture_output=True, cwd=NOTEBOOKS[0].parent)  # fmt: skip


def main(series: str) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        figures = {
            "papermill in a shell loop": seconds(
                lambda: [papermill(series, place, notebook) for notebook in NOTEBOOKS]
            ),
            "papermill in one process": seconds(lambda: in_one_process(series, place)),
            "report, cold": seconds(
                lambda: workbench(series, place / "e", PYTHONPYCACHEPREFIX=str(place / "cold"))
            ),
            "report, one at a time": seconds(lambda: workbench(series, place / "a", workers=1)),
            "report, all cores": seconds(lambda: workbench(series, place / "b")),
            "report, all cores, with PDF": seconds(lambda: workbench(series, place / "c", "pdf")),
            "report, nothing changed": seconds(lambda: workbench(series, place / "b", "if")),
            "make, nothing to do": seconds(
                lambda: subprocess.run(["make", "-q", "install"], cwd=HERE, capture_output=True)
            ),
        }
        for told, took in figures.items():
            print(f"{told:<30} {took:7.2f} s")
        start = time.perf_counter()
        (run,) = reports.run([series], out=place / "d", workers=1, printed=False)
        whole = time.perf_counter() - start
        record = json.loads((run.folder / "run.json").read_text(encoding="utf-8"))
        for entry in record["notebooks"]:
            print(
                f"  {entry['name']:<28} {entry['seconds']:7.2f} s ({entry['seconds'] / whole:.0%})"
            )
        own = whole - run.seconds
        print(f"  page, tables, figures, lock  {own:7.2f} s ({own / run.seconds:.1%} of execution)")
        browser = pdf.browser()
        if browser:
            took = seconds(lambda: pdf.printed(run.folder / "report.html", browser))
            print(f"  PDF, by the browser          {took:7.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:2] or ["ct-assistance"])
