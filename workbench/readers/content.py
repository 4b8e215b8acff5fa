"""A file's bytes and text, up to a size that no document has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..errors import InputError

_TEXT = 20_000_000  # bytes
_PACKED = (b"PK", b"%PDF-", b"\xff\xfe", b"\xfe\xff")  # files whose words aren't bytes of them
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]*>")
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


def may_state(path: Path, names: Iterable[str]) -> bool:
    """Whether a file may be the text of one of several symbols.

    A symbol's numbers stand one after the other in the text or in the file's name, whatever stands
    around them: seeking them takes a fraction of the time of reading. What isn't plain text is not
    searched.
    """
    start = head(path)
    if b"\x00" in start or start.startswith(_PACKED):
        return True
    raw = data(path, _TEXT) + path.name.encode()
    several = [_NUMBER.findall(name.encode()) for name in names]
    several = [numbers for numbers in several if all(number in raw for number in numbers)]
    if several and raw.lstrip().startswith(b"<"):
        raw = _TAG.sub(b"", raw)  # which may have numbers between those of a symbol
    return any(re.search(rb"\D{1,20}0*".join(numbers), raw) for numbers in several)
