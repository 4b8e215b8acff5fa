"""Files written whole: whoever looks, or is killed, has the old one or the new one."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .errors import InputError

__all__ = ["UNFINISHED", "cells", "replaced", "write"]

UNFINISHED = ".unfinished-"  # before the name of what isn't whole yet


def write(path: Path, content: bytes) -> Path:
    """Write a file that a user names, whole.

    Raises
    ------
    InputError
        It can't be written there.
    """
    try:
        replaced(path, content)
    except OSError as error:
        raise InputError(f"{path}: can't be written ({error.strerror}); name a file in a folder "
                         "that exists") from None  # fmt: skip
    return path


def replaced(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, whole."""
    handle, name = tempfile.mkstemp(prefix=f"{UNFINISHED}{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def cells(path: Path) -> Iterator[TextIO]:
    """A CSV file, open to be read.

    Raises
    ------
    InputError
        It is in another encoding, or no CSV, as is seen while it is read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: not a CSV file in UTF-8 ({error}); save it as one") from None
