"""How long the way from a clone takes: set-up, import, help, report; and how much memory.

    python3 benchmarks/setup.py

Works in a temporary clone of this repository's last commit, with package caches of its own for the
cold set-up, and prints a table in markdown. Needs git, make and the package index.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def measured(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds of a command, and the megabytes of the largest process that it started."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        duration = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode()}")
    return duration, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def figures(temporary: Path) -> list[tuple[str, float, float]]:
    """Rows of what was done, its seconds (median), and its largest process in megabytes."""
    clone = temporary / "clone"
    environment = os.environ | {
        "UV_CACHE_DIR": str(temporary / "uv"),
        "PIP_CACHE_DIR": str(temporary / "pip"),
    }
    for name in ("WORKBENCH_TEXTS", "WORKBENCH_SHARED", "WORKBENCH_CORPUS"):
        environment.pop(name, None)
    measured(["git", "clone", "--quiet", str(ROOT), str(clone)], temporary, environment)
    workbench, python = str(clone / ".venv/bin/workbench"), str(clone / ".venv/bin/python")
    rows = []

    def row(what: str, command: list[str], times: int = 1) -> None:
        runs = [measured(command, clone, environment) for _ in range(times)]
        durations, memory = zip(*runs, strict=True)
        rows.append((what, statistics.median(durations), max(memory)))

    row("set-up, cold caches", ["make", "install"])
    shutil.rmtree(clone / ".venv")
    row("set-up, warm caches", ["make", "install"])
    row("set-up, nothing to do", ["make", "install"], times=5)
    row("`python -c pass`", [python, "-c", "pass"], times=5)
    row("`import workbench`", [python, "-c", "import workbench"], times=5)
    row("`workbench --help`", [workbench, "--help"], times=5)
    row("`make report`, first", ["make", "report"])
    row("`make report`, second", ["make", "report"])
    return rows


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        rows = figures(Path(temporary))
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print("| what | seconds | largest process, MB |")
    print("|---|---:|---:|")
    for what, duration, memory in rows:
        print(f"| {what} | {duration:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
