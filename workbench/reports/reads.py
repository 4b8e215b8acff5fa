"""Which files of the corpus and of the texts, and which library, a notebook read, as noted inside
its kernel."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from .. import library
from ..codebook import SHIPPED, folder
from ..library.store import ASKED

__all__ = ["LIBRARY", "digest", "roots", "seen", "watch"]

LIBRARY = "library"  # the name of the one by default; others have their path after it
_SEEN: set[str] = set()
_LIBRARIES: set[str] = set()


def watch() -> None:
    """Note each file of the corpus and of the texts, and each library, that is opened from now on,
    also a library that isn't there yet."""

    def opened(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and not _writes(args):
            _SEEN.add(args[0])
        elif event == ASKED:
            _LIBRARIES.add(args[0])

    sys.addaudithook(opened)


def seen() -> str:
    """JSON of the files noted: name → hash. Names are paths from the corpus folder, or start with
    ``texts/`` or, for a file of the codebook that the corpus doesn't have, ``shipped/``, or
    are `LIBRARY`."""
    own = str(library.place())
    hashes = {
        LIBRARY if path == own else f"{LIBRARY} {path}": library.fingerprint(path)
        for path in sorted(_LIBRARIES)
    }
    for opened in _SEEN:
        path = Path(opened).resolve()
        for root, prefix in roots(folder()):
            if path.is_relative_to(root) and path.is_file():
                hashes[prefix + path.relative_to(root).as_posix()] = digest(path.read_bytes())
                break
    return json.dumps(hashes)


def roots(corpus: Path) -> list[tuple[Path, str]]:
    """Folders whose files results hang on, and how the names of their files start."""
    texts = filter(None, os.environ.get("WORKBENCH_TEXTS", "").split(os.pathsep))
    return [
        (corpus.resolve(), ""),
        *((Path(text).resolve(), "texts/") for text in texts),
        (SHIPPED.parent.resolve(), "shipped/"),
    ]


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _writes(args: tuple[Any, ...]) -> bool:
    mode, flags = (*args, None, None)[1:3]
    if isinstance(mode, str):
        return bool(set(mode) & set("wax"))
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) != 0
