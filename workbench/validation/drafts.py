"""What a coder has chosen so far, kept as it is chosen: a row a key, appended."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

from ..files import cells
from .records import folder

__all__ = ["append", "read", "remove"]

Answers = dict[str, tuple[tuple[str, ...], bool]]  # row of the sample → codes, and whether done


def _path(name: str, sample: str, coder: str, place: Path) -> Path:
    """A file of each coder's own: who codes beside another waits for nobody, and loses nothing."""
    told = hashlib.sha256(coder.encode()).hexdigest()[:8]  # whatever signs a name has
    return folder(name, place) / f".{sample}-{told}.csv"


def read(name: str, sample: str, coder: str, place: Path) -> Answers:
    """What was chosen last in each row; nothing where nobody has begun.

    Raises
    ------
    InputError
        The file is no CSV.
    """
    path = _path(name, sample, coder, place)
    if not path.exists():
        return {}
    with cells(path, ended=True) as file:
        rows = [row for row in csv.reader(file) if len(row) >= 2]
    return {number: (tuple(codes), done == "done") for number, done, *codes in rows}


def append(
    name: str, sample: str, coder: str, number: str, codes: Sequence[str], done: bool, place: Path
) -> None:
    """Keep what is chosen in a row now: when this returns, it is kept."""
    path = _path(name, sample, coder, place)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([number, "done" if done else "open", *codes])
    with path.open("ab+") as file:
        if size := file.seek(0, os.SEEK_END):
            file.seek(size - 1)
            if file.read(1) != b"\n":  # half a row of one that was killed
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
        file.write(written.getvalue().encode())
        file.flush()
        os.fsync(file.fileno())


def remove(name: str, sample: str, coder: str, place: Path) -> None:
    """Take the file away: all is coded, and kept."""
    _path(name, sample, coder, place).unlink(missing_ok=True)
