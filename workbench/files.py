"""Files written whole: whoever looks, or is killed, has the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replaced(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, whole."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
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
