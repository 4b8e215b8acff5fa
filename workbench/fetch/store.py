"""Documents at hand: files in `texts/`, and `sources.csv`, which says where each came from."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .. import files, symbols
from ..errors import InputError
from .answers import ENDINGS, Answer, Refused

COLUMNS = ("symbol", "file", "address", "date", "sha256", "etag", "last_modified")
_ABANDONED = 600  # seconds after which no run is at work on what it left

#: Tells the symbol that a document prints ("" for none), of a file and the symbol asked for.
Check = Callable[[Path, str], str]
Source = dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one symbol.

    `state` is fetched, unchanged, at hand, missing (offline), not published, refused (what came
    is not the document), failed (the service didn't answer) or not updated (nor did it, and an
    older version stays); `said` is one line for a person.
    """

    symbol: str
    state: str
    path: Path | None
    said: str

    @property
    def at_hand(self) -> bool:
        return self.path is not None


def sources(texts: Path) -> dict[str, Source]:
    """Rows of `sources.csv` by symbol: where each file came from, when, and its hash."""
    path = texts / "sources.csv"
    if not path.is_file():
        return {}
    with files.cells(path) as file:
        rows = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: no column '{missing[0]}'; expected {', '.join(COLUMNS)}; remove the "
                "file, and what it lists is fetched anew"
            )
        return {row["symbol"]: row for row in rows if None not in row.values()}


def source(symbol: str, texts: Path) -> tuple[Source, Path | None]:
    """Row and file of a document that was fetched and is unspoilt; else nothing."""
    row = sources(texts).get(symbol)
    if row and Path(row["file"]).name == row["file"]:
        path = texts / row["file"]
        if path.is_file() and _sha256(path) == row["sha256"]:
            return row, path
    return {}, None


def at_hand(symbol: str, texts: Path, check: Check) -> Outcome | None:
    """The text of a symbol that is here already: fetched and unspoilt, or put here by hand."""
    _, path = source(symbol, texts)
    if path:
        return Outcome(symbol, "at hand", path, "")
    spoilt = sources(texts).get(symbol, {}).get("file")
    for ending in ENDINGS.values():
        path = texts / (symbols.filename(symbol) + ending)
        if not path.is_file() or path.name == spoilt:
            continue
        try:
            if check(path, symbol) == symbol:
                return Outcome(symbol, "at hand", path, "put there by hand")
        except InputError:
            pass
        return Outcome(symbol, "refused", None,
                       f"{path} is in the way and not {symbol}; move it elsewhere")  # fmt: skip
    return None


def kept(symbol: str, address: str, answer: Answer, texts: Path, check: Check) -> Outcome:
    """Check a document beside its place, note where it came from, and move it there.

    Raises
    ------
    Refused
        It can't be read, or is another document.
    """
    ending = ENDINGS[answer.kind]
    target = texts / (symbols.filename(symbol) + ending)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=texts) as place:
        path = Path(place) / f"document{ending}"  # no name from which a symbol could be guessed
        with path.open("wb") as file:
            shutil.copyfileobj(answer.file, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            printed = check(path, symbol)
        except InputError as error:
            said = f"the {answer.kind.upper()} can't be used: {reason(error, path)}"
            raise Refused(said) from None
        if printed != symbol:
            what = f"is {printed}" if printed else "prints no symbol"
            raise Refused(f"the {answer.kind.upper()} that came {what}; expected {symbol}")
        # The note comes first: a file without a note would pass for one put there by hand.
        _note(texts, {
            "symbol": symbol, "file": target.name, "address": address,
            "date": datetime.now(UTC).date().isoformat(), "sha256": answer.sha256,
            "etag": answer.etag, "last_modified": answer.last_modified,
        })  # fmt: skip
        path.replace(target)
    return Outcome(symbol, "fetched", target, "")


def swept(texts: Path) -> None:
    """Remove what a killed run was about to check; another run may be at work just now."""
    for place in texts.glob(".fetch-*"):
        if time.time() - place.stat().st_mtime > _ABANDONED:
            shutil.rmtree(place, ignore_errors=True)


def reason(error: InputError, path: Path) -> str:
    """A reader's line without the name of a file that nobody knows."""
    return str(error).removeprefix(f"{path}: ")


def _note(texts: Path, row: Source) -> None:
    """Put a row into `sources.csv`, which is whole at each moment."""
    rows = sources(texts) | {row["symbol"]: row}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[s] for s in sorted(rows, key=symbols.key))
    files.replaced(texts / "sources.csv", out.getvalue().encode())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
