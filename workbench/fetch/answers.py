"""What comes back from the service: a document, whole and of a format that can be read, or not."""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

UNCHANGED = "unchanged"
ENDINGS = {"docx": ".docx", "pdf": ".pdf", "doc": ".doc"}
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_ABSENT = frozenset({204, 404, 410})


class Again(Exception):
    """Worth another attempt, after `wait` seconds where the service said so."""

    def __init__(self, said: str, wait: float = 0.0, unreachable: bool = False) -> None:
        super().__init__(said)
        self.wait = wait
        self.unreachable = unreachable


class Refused(Exception):
    """What came can't be used."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A document as it came, in an unnamed file that vanishes with the process."""

    file: IO[bytes]
    kind: str
    sha256: str
    etag: str
    last_modified: str


def received(
    response: httpx.Response, largest: int, until: float, longest: float
) -> Answer | str | None:
    """The document of a response, `UNCHANGED`, or None where it has none.

    Parameters
    ----------
    response : httpx.Response
        Its body is read, in parts.
    largest : int
        Bytes that are taken.
    until : float
        The moment, on the monotonic clock, up to which a whole body is waited for.
    longest : float
        Seconds that the service may ask to wait.
    """
    status = response.status_code
    if status == 304:
        return UNCHANGED
    if status in _ABSENT:
        return None
    if status in _BUSY:
        wait = _retry_after(response.headers.get("retry-after", ""))
        later = f" and asks to wait {wait:.0f} seconds" if wait else ""
        raise Again(f"the service answers {status}{later}; run again later", wait=wait,
                    unreachable=wait > longest)  # fmt: skip
    if status != 200:
        raise Refused(f"the service answers {status}")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Refused("compressed on its way, which was not asked for")
    file, size, digest = _body(response, largest, until)
    kind = _kind(_part(file, 0, 4096))
    if not kind:
        return None
    if kind not in ENDINGS:
        raise Refused(f"came as {kind}, which can't be read")
    if not _whole(file, kind, size):
        if "content-length" not in response.headers:
            raise Again("the document came in part; run again later, what is here stays")
        raise Refused(f"came as a broken {kind.upper()}")
    file.seek(0)
    etag, modified = (response.headers.get(h, "") for h in ("etag", "last-modified"))
    return Answer(file, kind, digest, etag, modified)


def _body(response: httpx.Response, largest: int, until: float) -> tuple[IO[bytes], int, str]:
    """The bytes of a response in a file without a name, their number and hash."""
    size, digest = 0, hashlib.sha256()
    announced = response.headers.get("content-length", "")
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with its last reference)
    for part in response.iter_raw():  # as they come: a size would wait until it is full
        size += len(part)
        if size > largest or (announced.isdigit() and int(announced) > largest):
            told = int(announced) if announced.isdigit() else size
            raise Refused(f"larger than {largest / 1e6:.0f} MB ({told / 1e6:.0f} MB or more); "
                          "no resolution is")  # fmt: skip
        if time.monotonic() > until:
            raise Again("the service stalled; run again later, what is here stays")
        digest.update(part)
        file.write(part)
    return file, size, digest.hexdigest()


def _retry_after(cell: str) -> float:
    """Seconds of a Retry-After header, which gives seconds or a date."""
    if re.fullmatch(r"\d{1,9}", cell.strip()):
        return float(cell)
    try:
        return max(0.0, (parsedate_to_datetime(cell) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _kind(head: bytes) -> str:
    """Format by first bytes: docx, pdf, doc, the name of another, or "" for a page or nothing."""
    import puremagic

    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x00")
    if not start or start.startswith(b"<"):
        return ""  # an error page, whatever its status
    if start.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    try:
        return puremagic.magic_string(head)[0].name or "an unknown format"
    except (puremagic.PureError, ValueError, IndexError):
        return "an unknown format"


def _whole(file: IO[bytes], kind: str, size: int) -> bool:
    """Whether the end of a document is there too."""
    if kind == "pdf":
        return b"%%EOF" in _part(file, max(0, size - 4096), 4096)
    if kind == "docx":
        try:
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                return "word/document.xml" in archive.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return False
    return size > 512


def _part(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
