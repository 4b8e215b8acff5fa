"""The table of formats: what a file begins with, and which module reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ..errors import InputError
from . import content, tables
from .protocol import Reader

#: First bytes of old formats, with the ending that LibreOffice expects of each.
OLD = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc",
    b"\xffWPC": ".wpd",
    b"{\\rtf": ".rtf",
}
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of UTF-16
# What a page of HTML begins with, pieces of one that were pasted included.
_PAGE = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?xml[^>]*>|<!--(?! resolution:)(?:(?!-->).)*+-->)*+"
    rb"<(?:!doctype html|html|head|body|div|table|article|main|section|p|h\d|meta|title|[ou]l)"
    rb"[\s>]",
    re.I | re.S,
)
# ... and what may stand in markdown as well.
_FRAGMENT = re.compile(rb"\s*<(?:div|table|p|h\d|[ou]l)[\s>]", re.I)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes
    ----------
    name : str
    module : str
        Module of this package whose `read(path)` gives the blocks of such a file.
    tells : callable
        Does a file of this path and with these first bytes have the format?
    """

    name: str
    module: str
    tells: Callable[[Path, bytes], bool]

    @property
    def read(self) -> Reader:
        """The module's function; the module is loaded with the first file of its format."""
        reader: Reader = import_module(f".{self.module}", __package__).read
        return reader


def told(path: Path) -> Format:
    """Format of a file, by its first bytes."""
    head = content.head(path)
    if not _start(head):
        raise InputError("the file is empty; expected the text of a resolution")
    for row in FORMATS.values():
        if row.tells(path, head):
            return row
    raise InputError("binary data; expected markdown, plain text or registry JSON")


def _start(head: bytes) -> bytes:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")


def _text(path: Path, head: bytes) -> bool:
    return head.startswith(_WIDE) or b"\x00" not in head


def _html(path: Path, head: bytes) -> bool:
    if head.startswith(_WIDE):
        return bool(_PAGE.match(head.decode("utf-16", "ignore").encode()))
    start = _start(head)
    if not (_text(path, head) and _PAGE.match(start)):
        return False
    return not (_FRAGMENT.match(start) and _mostly_text(path))


def _mostly_text(path: Path) -> bool:
    """Does a text only begin with a table or the like, as converters leave them in markdown?"""
    text = tables.replaced(content.head(path, 1_000_000).decode("latin-1"), lambda table: "")
    chunks = [c.strip() for c in re.split(r"\r?\n\s*\r?\n", text) if c.strip()]
    return sum(not c.startswith("<") and "<br" not in c for c in chunks) * 2 > len(chunks)


def _registry(path: Path, head: bytes) -> bool:
    start = _start(head)
    return (
        _text(path, head)
        and not head.startswith(_WIDE)
        and start.startswith((b"[", b"{"))
        and not start.startswith(b"[^")  # a note in markdown
        and path.suffix.lower() not in (".md", ".txt")
    )


#: In the order of trust: of several files for one symbol the first wins. What is none of the
#: others is taken for markdown or plain text.
FORMATS = {
    row.name: row
    for row in (
        Format("docx", "docx", lambda path, head: head.startswith(b"PK\x03\x04")),
        Format("doc", "doc", lambda path, head: head.startswith(tuple(OLD))),
        Format("pdf", "pdf", lambda path, head: b"%PDF-" in head[:1024]),
        Format("html", "html", _html),
        Format("json", "registry", _registry),
        Format("markdown", "markdown", _text),
    )
}
