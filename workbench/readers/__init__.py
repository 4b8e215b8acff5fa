"""Files to resolutions: each reader turns one format into blocks, the grammar does the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .. import symbols
from ..errors import InputError
from ..resolution import Resolution, parse

#: Formats in the order of trust: of several files for one symbol the first wins.
FORMATS = ("docx", "pdf", "html", "json", "markdown")
_ENDINGS = {".json": "json", ".md": "markdown", ".txt": "markdown", ".markdown": "markdown"}
_LARGEST = 20_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def format(path: str | Path) -> str:
    """Format of a file, told from its first bytes: docx, pdf, html, json or markdown."""
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
    if start.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "markdown"
    if b"\x00" in head:
        raise InputError(f"{path}: binary data; expected markdown, plain text or registry JSON")
    lowered = start[:200].lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    if (
        start[:1] in b"[{"
        and not start.startswith(b"[^")
        and path.suffix.lower() not in (".md", ".txt")
    ):
        return "json"
    return "markdown"


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
        Registry JSON, markdown or plain text; the content decides, not the name.

    Returns
    -------
    Resolution

    Raises
    ------
    InputError
        The file is missing, empty, binary, of a format that cannot be read, or holds no
        resolution; one line says which.
    """
    from . import markdown, registry

    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path}: a folder; give a file")
    kind = format(path)
    if kind in ("pdf", "docx", "html"):
        raise InputError(
            f"{path}: {kind.upper()} is not supported yet; "
            "give markdown, plain text or registry JSON"
        )
    text = _text(path)
    named = symbols.normal(path.stem)
    if kind == "json":
        resolution = parse(registry.blocks(path, text), named=named)
    else:
        blocks, warnings = markdown.blocks(text)
        resolution = parse(blocks, named=named, warnings=warnings)
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
