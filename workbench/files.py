"""Files written whole: whoever looks, or is killed, has the old one or the new one."""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG

from .errors import InputError
from .text import visible

__all__ = ["UNFINISHED", "alone", "cells", "content", "regular", "replaced", "told", "write"]

UNFINISHED = ".unfinished-"  # before the name of what isn't whole yet
LARGEST = 100_000_000  # bytes of a file; the largest table of a series has a hundredth
LONGEST = 131_072  # characters of a cell; one without its closing quote takes all that follows


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
                         "that exists and where you may write") from None  # fmt: skip
    return path


def replaced(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, whole."""
    with told(path):
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


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Let the system's errors name a path, and no file in the making that nobody knows."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


@contextmanager
def alone(folder: Path, lock: str = ".lock") -> Iterator[None]:
    """Hold a folder, or what a lock in it stands for; wait, and say so, while another process does.

    Who holds it may ask for it again. The system frees it when a process ends, however it ends: the
    lock's file stays, and means nothing by itself.

    Raises
    ------
    InputError
        Nothing can be written there.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = FileLock(folder / lock, is_singleton=True)
        try:
            held.acquire(timeout=0)
        except Timeout:
            said = f"{folder}: another process is writing here; waiting for it"
            print(visible(said), file=sys.stderr)
            held.acquire()
    except OSError as error:
        raise InputError(f"{folder}: can't be written to ({error.strerror}); get leave to write "
                         "there, or work on a copy") from None  # fmt: skip
    try:
        yield
    finally:
        held.release()


def regular(path: Path) -> os.stat_result:
    """What the system knows of a file of a corpus.

    Raises
    ------
    InputError
        It can't be looked at, or is no regular file: a pipe would never end.
    FileNotFoundError
        There is none.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _unreadable(path, error) from None
    if not S_ISREG(stat.st_mode):
        raise InputError(f"{path}: no regular file; restore it from a copy")
    return stat


def content(path: Path) -> bytes:
    """Bytes of a file of a corpus.

    Raises
    ------
    InputError
        It can't be read, is no regular file, or is larger than any table.
    FileNotFoundError
        There is none.
    """
    if regular(path).st_size > LARGEST:
        raise InputError(f"{path}: larger than {LARGEST // 1_000_000} MB; no table is; restore it "
                         "from a copy")  # fmt: skip
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: can't be read ({error.strerror}); get leave to read it, or restore "
                      "it from a copy")  # fmt: skip


@contextmanager
def cells(path: Path, ended: bool = False) -> Iterator[io.StringIO]:
    """A CSV file, open to be read.

    Parameters
    ----------
    ended : bool
        Only rows that have an end: what is written when its writer is killed is no row yet.

    Raises
    ------
    InputError
        It is in another encoding, or no CSV, as is seen while it is read; with the row.
    """
    raw = content(path)
    if ended:
        raw = raw[: raw.rfind(b"\n") + 1]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _damaged(path, raw.count(b"\n", 0, error.start), str(error)) from None
    if "\0" in text:  # which the module csv takes for a letter
        raise _damaged(path, text.count("\n", 0, text.index("\0")), "a null character")
    file = io.StringIO(text, newline="")
    before = csv.field_size_limit(LONGEST)  # the process's own, which other libraries lift
    try:
        yield file
    except csv.Error as error:
        raise _damaged(path, text.count("\n", 0, file.tell()) - 1, str(error)) from None
    finally:
        csv.field_size_limit(before)


def _damaged(path: Path, line: int, why: str) -> InputError:
    return InputError(f"{path}, row {line + 1}: not a CSV file in UTF-8 ({why}); save it as one")
