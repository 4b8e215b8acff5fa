"""The report as PDF, printed by a browser where one is installed; the same bytes each time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["browser", "printed", "steady"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
            "msedge")  # fmt: skip
QUIET = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-extensions",
         "--no-pdf-header-footer")  # fmt: skip


def browser() -> str | None:
    """An installed browser that prints; ``WORKBENCH_BROWSER`` names another, or none if empty."""
    chosen = os.environ.get("WORKBENCH_BROWSER")
    if chosen is not None:
        return shutil.which(chosen) if chosen else None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def printed(page: Path, program: str, seconds: float = 60) -> bytes:
    """Print a page to PDF.

    Parameters
    ----------
    page : Path
        An HTML file.
    program : str
        The browser.
    seconds : float
        Time that it may take.

    Raises
    ------
    OSError
        The browser made none.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        out = Path(place) / "page.pdf"
        command = [program, *QUIET, f"--user-data-dir={place}/profile", f"--print-to-pdf={out}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # which a browser asks for when root starts it
        try:
            subprocess.run([*command, page.absolute().as_uri()], timeout=seconds, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            return steady(out.read_bytes())
        except (subprocess.SubprocessError, FileNotFoundError) as error:
            raise OSError(f"{program} printed no PDF") from error


def steady(pdf: bytes) -> bytes:
    """A browser's PDF without its time of making, and its parts numbered from one.

    Nothing gets longer or shorter, so that the places that the file notes of its parts stay true.
    """
    pdf = re.sub(rb"(?<=Date \(D:)\d{14}", b"20000101000000", pdf)
    numbers: dict[bytes, bytes] = {}

    def renumbered(match: re.Match[bytes]) -> bytes:
        return numbers.setdefault(match[0], b"node%08d" % (len(numbers) + 1))

    return re.sub(rb"node\d{8}", renumbered, pdf)
