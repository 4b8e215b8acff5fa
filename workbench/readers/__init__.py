"""Files to resolutions: each reader turns one format into blocks, the grammar does the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from .. import symbols
from ..errors import InputError
from ..grammar.parser import parse
from ..records import Resolution
from .doc import MAGIC
from .language import english

#: Formats in the order of trust: of several files for one symbol the first wins.
FORMATS = ("docx", "doc", "pdf", "html", "json", "markdown")
_LARGEST = 20_000_000
# What a page of HTML begins with, pieces of one that were pasted included.
_PAGE = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?xml[^>]*>|<!--(?! resolution:).*?-->)*"
    rb"<(?:!doctype html|html|head|body|div|table|article|main|section|p|h\d|meta|title|[ou]l)"
    rb"[\s>]",
    re.I | re.S,
)
# ... and what may stand in markdown as well.
_FRAGMENT = re.compile(rb"\s*<(?:div|table|p|h\d|[ou]l)[\s>]", re.I)
_TABLE = re.compile(rb"<table.*?</table>", re.I | re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def format(path: str | Path) -> str:
    """Format of a file, told from its first bytes: one of `FORMATS`.

    "doc" stands for old Word, WordPerfect and RTF, "markdown" for all other text.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise InputError(f"{path}: {reason}; give a file that can be read") from None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise InputError(f"{path}: the file is empty; expected the text of a resolution")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(tuple(MAGIC)):
        return "doc"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = head.decode("utf-16", "ignore")
        return "html" if _PAGE.match(wide.encode()) else "markdown"
    if b"\x00" in head:
        raise InputError(f"{path}: binary data; expected markdown, plain text or registry JSON")
    if _PAGE.match(start):
        return "markdown" if _FRAGMENT.match(start) and _mostly_text(path) else "html"
    if (
        start[:1] in b"[{"
        and not start.startswith(b"[^")
        and path.suffix.lower() not in (".md", ".txt")
    ):
        return "json"
    return "markdown"


def _mostly_text(path: Path) -> bool:
    """Does a text only begin with a table or the like, as converters leave them in markdown?"""
    try:
        data = path.read_bytes()[:1_000_000]
    except OSError:
        return False
    chunks = [c.strip() for c in re.split(rb"\r?\n\s*\r?\n", _TABLE.sub(b"", data)) if c.strip()]
    return sum(not c.startswith(b"<") and b"<br" not in c for c in chunks) * 2 > len(chunks)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: larger than {_LARGEST // 1_000_000} MB; no resolution is")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file that can be read") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Windows-1252 reads almost anything: control characters tell that it is no text.
        sample = text[:100_000]
        if len(_CONTROL.findall(sample)) * 200 > len(sample):
            break
        return text
    raise InputError(f"{path}: binary data or an unknown encoding; save it as UTF-8 text")


def read(path: str | Path) -> Resolution:
    """Read one file as a resolution.

    Parameters
    ----------
    path : str or Path
        DOCX, PDF, HTML, registry JSON, markdown or plain text, or an older format where
        LibreOffice is installed; the content decides, not the name.

    Returns
    -------
    Resolution

    Raises
    ------
    InputError
        The file is missing, empty, of a format that cannot be read, larger than any document,
        in another language, or holds no resolution; one line says which.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path}: a folder; give a file")
    try:
        stamp = path.stat()
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror or 'cannot be opened'}; give a file that can be read"
        ) from None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=128)
def _read(path: Path, *stamp: int) -> Resolution:
    # A record is immutable: a notebook that asks for a hundred paragraphs reads the file once.
    from . import doc, docx, html, markdown, pdf, registry

    kind = format(path)
    warnings: list[str] = []
    if kind == "docx":
        blocks, warnings = docx.blocks(path)
    elif kind == "doc":
        blocks, warnings = doc.blocks(path)
    elif kind == "pdf":
        blocks, warnings = pdf.blocks(path)
    elif kind == "html":
        blocks = html.blocks(path, _text(path))
    elif kind == "json":
        blocks = registry.blocks(path, _text(path))
    else:
        blocks, warnings = markdown.blocks(_text(path))
    blocks = english(path, blocks)
    resolution = parse(blocks, named=symbols.normal(path.stem), warnings=warnings)
    if not resolution.paragraphs:
        raise InputError(
            f"{path}: no paragraph of a resolution found; expected a resolution's text"
        )
    return resolution


def texts(folders: Iterable[str | Path]) -> dict[str, Path]:
    """Files at hand by the symbol that they state; of several for one the best format wins.

    Parameters
    ----------
    folders : iterable of str or Path
        Searched in order, not their sub-folders. Files that cannot be read are passed over.

    Returns
    -------
    dict
        Symbol to path, in the order of symbols.
    """
    best: dict[str, tuple[int, int, str, Path]] = {}
    for order, folder in enumerate(folders):
        folder = Path(folder)
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; give folders that hold texts")
        for path in sorted(folder.iterdir()):
            if not path.is_file() or path.name.startswith("."):
                continue
            try:
                rank = FORMATS.index(format(path))
                symbol = read(path).symbol
            except InputError:
                continue
            entry = (rank, order, path.name, path)
            if symbol and (symbol not in best or entry < best[symbol]):
                best[symbol] = entry
    return {symbol: best[symbol][3] for symbol in sorted(best, key=symbols.key)}
