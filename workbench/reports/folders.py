"""The folder of outputs: only whole runs are seen in it, and one process at a time writes there.

A folder in the making starts with a point; killed at any moment, it is swept by the next run.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .. import files
from ..errors import InputError
from ..files import UNFINISHED

__all__ = [
    "Fresh",
    "Past",
    "fresh",
    "log",
    "opened",
    "past",
    "prune",
    "put",
    "ready",
    "replace",
    "sweep",
]

LOG = "log.txt"
# What is asked of a run's record: one that lacks it is no whole run.
TOLD = {"series": str, "parameters": dict, "inputs": str, "versions": dict, "notebooks": list,
        "findings": list}  # fmt: skip
SECOND = "%Y%m%dT%H%M%SZ"  # what a run's name begins with


@dataclass(frozen=True, slots=True)
class Past:
    """A run that stands in the folder of outputs, and its `run.json`."""

    folder: Path
    record: Mapping[str, Any]


def ready(out: Path) -> Path:
    """The folder of outputs, made if need be and proved writable."""
    out = Path(out).absolute()
    with _told(out):
        out.mkdir(parents=True, exist_ok=True)
        with files.told(out), tempfile.TemporaryFile(dir=out):
            pass
    return out


def sweep(out: Path) -> None:
    """Remove what runs that were killed have left."""
    for left in (*out.glob(f"{UNFINISHED}*"), *out.glob(f"*/{UNFINISHED}*")):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


@contextmanager
def fresh(series: Path, digest: str) -> Iterator[Fresh]:
    """A folder to write a run into; it gets its name when whole, and leaves no trace otherwise."""
    place = None
    with _told(series):
        try:
            series.mkdir(exist_ok=True)
            place = Fresh(
                Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=series)), _free(series, digest)
            )
            yield place
            place.folder.chmod(0o755)
            place.folder.rename(place.final)
        except BaseException:
            if place:
                shutil.rmtree(place.folder, ignore_errors=True)
            with suppress(OSError):
                series.rmdir()  # only if nothing is in it
            raise


def log(out: Path, line: str) -> None:
    """Add a line, with the time, to the log of runs."""
    with _told(out), (out / LOG).open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}\n")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A folder in the making and the name that it will bear."""

    folder: Path
    final: Path

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


def _free(series: Path, digest: str) -> Path:
    """A name for a run: UTC time and eight digits of the inputs. Names are in the order of runs:
    after one of this second, or of a clock that was ahead, comes the second after it."""
    now = datetime.now(UTC)
    for run in series.glob("*Z-*"):
        with suppress(ValueError, OverflowError):
            then = datetime.strptime(run.name.partition("-")[0], SECOND).replace(tzinfo=UTC)
            now = max(now, then + timedelta(seconds=1))
    return series / f"{now:{SECOND}}-{digest[:8]}"


def put(path: Path, content: str | bytes) -> None:
    """Write a file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode("utf-8")
    path.write_bytes(content)


def replace(path: Path, content: str) -> None:
    """Write a file of the folder of outputs: it is the old or the new one, never half."""
    with _told(path):
        files.replaced(path, content.encode())


def opened(run: Path) -> Past:
    """A run with its record.

    Raises
    ------
    ValueError
        The file doesn't hold a run's record.
    """
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    if not isinstance(record, dict):
        raise ValueError("no object")
    for name, kind in TOLD.items():
        if not isinstance(record.get(name), kind):
            raise ValueError(name)
    return Past(run, record)


def past(out: Path, series: str | None = None) -> list[Past]:
    """Whole runs, newest first; of one series or of all."""
    runs = []
    for path in out.glob(f"{series or '*'}/*/run.json"):
        if path.parent.name.startswith("."):
            continue
        with suppress(OSError, ValueError, RecursionError):
            runs.append(opened(path.parent))
    return sorted(runs, key=lambda one: one.folder.name, reverse=True)


def prune(out: Path, series: str, parameters: Mapping[str, Any], keep: int) -> None:
    """Remove all but the newest runs of a series with these parameters."""
    alike = [one for one in past(out, series) if one.record.get("parameters") == parameters]
    for old in alike[keep:]:
        gone = old.folder.with_name(f"{UNFINISHED}{old.folder.name}")
        with _told(old.folder):
            old.folder.rename(gone)  # first out of sight: removing takes a while
        shutil.rmtree(gone, ignore_errors=True)


@contextmanager
def _told(where: Path) -> Iterator[None]:
    """Say in one line what the system refuses."""
    try:
        yield
    except OSError as error:
        place = error.filename or where
        raise InputError(f"{place}: {error.strerror or error}; the outputs can't be written there, "
                         "give another folder or make room") from error  # fmt: skip
