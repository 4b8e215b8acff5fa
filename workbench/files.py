"""Files written whole: whoever looks, or is killed, has the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import InputError

__all__ = ["UNFINISHED", "replaced", "write"]

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
