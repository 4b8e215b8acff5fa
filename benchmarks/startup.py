"""How soon a command answers: CPU of its whole process, beside importing pandas and SciPy.

    WORKBENCH_TEXTS=../shared/texts python benchmarks/startup.py [CHECKOUT…] [--runs N]

Each command runs with the code and the corpus of each CHECKOUT (this one, if none is named), so
that before and after are measured in one run on one machine. The yardstick is what is spent by
`python -c "import pandas, scipy.optimize"`; of N runs in turn the quickest counts, for what else
the machine does only adds. Byte code is at hand, as in an installed package. A command that needs
a text that is not at hand is left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
YARDSTICK = [sys.executable, "-c", "import pandas, scipy.optimize"]
EARLIER, LATER = "A/RES/74/175", "A/RES/78/226"
# Each with the most that it may spend, as a ratio to the yardstick.
COMMANDS = {
    ("read", EARLIER): 0.3,
    ("themes", EARLIER): 1.1,
    ("tasks", EARLIER): 1.2,
    ("collate", EARLIER, LATER): 1.1,
    ("redline", EARLIER, LATER, "--html", "redline.html"): 1.6,
    ("brief", EARLIER, LATER): 1.6,
    ("measure", "drift", "ct-assistance"): 1.1,
    ("measure", "topics", "ct-assistance"): 1.1,
    ("measure", "mandate", "ct-strategy"): 1.1,
    ("origins", "biometrics"): 1.2,
    ("series", "list"): 0.3,
}


def spent(command: list[str], folder: Path, environment: dict[str, str]) -> float | None:
    """CPU seconds of a command and its children; None if it fails."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return None if process.returncode else usage.ru_utime + usage.ru_stime


def main(checkouts: list[Path], runs: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        base = os.environ | {"PYTHONPYCACHEPREFIX": str(place / "bytecode")}
        base.pop("PYTHONDONTWRITEBYTECODE", None)
        texts = filter(None, os.environ.get("WORKBENCH_TEXTS", "").split(os.pathsep))
        base["WORKBENCH_TEXTS"] = os.pathsep.join(str(Path(folder).resolve()) for folder in texts)
        best: dict[tuple, float] = {}
        for run in range(runs + 1):
            for at, command in enumerate([None, *COMMANDS]):
                for checkout in checkouts if command else checkouts[:1]:
                    environment = base | {
                        "PYTHONPATH": str(checkout), "WORKBENCH_CORPUS": str(checkout / "corpus"),
                    }  # fmt: skip
                    call = [sys.executable, "-m", "workbench.cli", *(command or ())]
                    took = spent(call if command else YARDSTICK, place, environment)
                    if run and took is not None:  # the first run writes the byte code
                        key = at, checkout
                        best[key] = min(took, best.get(key, took))
    yardstick = best[0, checkouts[0]]
    print(f"The yardstick, `import pandas, scipy.optimize`, takes {yardstick:.2f} s.\n")
    print(f"| command | at most | {' | '.join(map(str, checkouts))} |")
    print(f"|---|---:|{'---:|' * len(checkouts)}")
    for at, (command, most) in enumerate(COMMANDS.items(), 1):
        ratios = [best[at, c] / yardstick if (at, c) in best else None for c in checkouts]
        cells = ["fails" if r is None else f"{r:.2f}" for r in ratios]
        print(f"| `{' '.join(command)}` | {most} | {' | '.join(cells)} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="*", type=Path, default=[ROOT], metavar="CHECKOUT")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    main([c.resolve() for c in arguments.checkouts], arguments.runs)
