"""A file's bytes and text, up to a size that no document has."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import InputError

_TEXT = 20_000_000  # bytes
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def data(path: Path, most: int) -> bytes:
    """Bytes of a file, if they are no more than so many."""
    try:
        if path.stat().st_size > most:
            raise InputError(f"larger than {most // 1_000_000} MB; no resolution is")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(error) from None


def head(path: Path, size: int = 4096) -> bytes:
    """First bytes of a file."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise unreadable(error) from None


def unreadable(error: OSError) -> InputError:
    """Why a file can't be opened."""
    return InputError(f"{error.strerror or 'cannot be opened'}; give a file that can be read")


def text(path: Path) -> str:
    """Text of a file in UTF-8, UTF-16 with its mark, or Windows-1252."""
    raw = data(path, _TEXT)
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Windows-1252 reads almost anything: control characters tell that it is no text.
        sample = decoded[:100_000]
        if len(_CONTROL.findall(sample)) * 200 > len(sample):
            break
        return decoded
    raise InputError("binary data or an unknown encoding; save it as UTF-8 text")
