"""Files to resolutions: each reader turns one format into blocks, the grammar does the rest."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable
from functools import lru_cache, partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from .. import bounded, pool, symbols
from ..errors import InputError
from ..grammar.parser import parse
from ..records import Resolution
from . import content, formats, language
from .formats import FORMATS
from .protocol import Blocks

__all__ = ["FORMATS", "Blocks", "PassedOver", "blocks", "format", "read", "texts"]

_DEEP = "nested too deeply; save it anew, or in another format"


class PassedOver(UserWarning):
    """A file among others that can't be read."""


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
        in another language, or holds no resolution, or reading it takes more than 12 s of
        processor time or 800 MB of memory; one line says which.
    """
    path = Path(path)
    try:
        stamp = path.stat()
    except OSError as error:
        raise InputError(f"{path}: {content.unreadable(error)}") from None
    if S_ISDIR(stamp.st_mode):
        raise InputError(f"{path}: a folder; give a file")
    if not S_ISREG(stamp.st_mode):
        raise InputError(f"{path}: no regular file; save it, and give the file's name")
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=128)
def _read(path: Path, *stamp: int) -> Resolution:
    # A record is immutable: a notebook that asks for a hundred paragraphs reads the file once.
    try:
        return bounded.call(_understood, path.absolute())
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _understood(path: Path) -> Resolution:
    """The resolution in a file, in this process; an error doesn't name the file."""
    text = _blocks(path)
    try:
        resolution = parse(
            list(text.blocks), named=symbols.normal(path.stem), warnings=list(text.warnings)
        )
    except RecursionError:
        raise InputError(_DEEP) from None
    if not resolution.paragraphs:
        raise InputError("no paragraph of a resolution found; expected a resolution's text")
    return resolution


def _blocks(path: Path) -> Blocks:
    try:
        return language.english(formats.told(path).read(path))
    except RecursionError:
        raise InputError(_DEEP) from None


def blocks(path: str | Path) -> Blocks:
    """Blocks of a file in English, as the reader of its format gives them: in this process, without
    bounds of time and memory.

    Raises
    ------
    InputError
        The file can't be read, or its text is in another language.
    """
    path = Path(path)
    try:
        return _blocks(path)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def format(path: str | Path) -> str:
    """Format of a file, told from its first bytes: one of `FORMATS`.

    "doc" stands for old Word, WordPerfect and RTF, "markdown" for all other text.
    """
    path = Path(path)
    try:
        return formats.told(path).name
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def texts(folders: Iterable[str | Path], only: Collection[str] | None = None) -> dict[str, Path]:
    """Files at hand by the symbol that they state; of several for one the best format wins.

    Parameters
    ----------
    folders : iterable of str or Path
        Searched in order, not their sub-folders. Files that cannot be read are passed over, those
        of a format that can be with a warning that names them.
    only : collection of str, optional
        Symbols that are sought: a file that can't state one of them isn't read.

    Returns
    -------
    dict
        Symbol to path, in the order of symbols.
    """
    places: list[tuple[int, Path]] = []
    for order, folder in enumerate(map(Path, folders)):
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; give folders that hold texts")
        named = (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))
        places += [(order, path) for path in named if path.is_file()]
    best: dict[str, tuple[int, int, str, Path]] = {}
    stated = pool.mapped(partial(_stated, only), [path for _, path in places])
    for (order, path), (rank, symbol) in zip(places, stated, strict=True):
        entry = (rank, order, path.name, path)
        if symbol and (symbol not in best or entry < best[symbol]):
            best[symbol] = entry
    return {symbol: best[symbol][3] for symbol in sorted(best, key=symbols.key)}


def _stated(only: Collection[str] | None, path: Path) -> tuple[int, str]:
    """How far a file's format is trusted, and the symbol that it states if that is sought."""
    try:
        kind = format(path)
        rank = list(FORMATS).index(kind)
        if only is not None and not content.may_state(path, only):
            return rank, ""
    except InputError:  # a picture, a list of sources: nobody takes it for a text
        return len(FORMATS), ""
    try:
        symbol = read(path).symbol
    except InputError as error:
        if kind != "markdown":  # which any plain text is: notes, a list of sources
            warnings.warn(f"{error}; passed over", PassedOver, stacklevel=2)
        return len(FORMATS), ""
    return rank, symbol if only is None or symbol in only else ""
