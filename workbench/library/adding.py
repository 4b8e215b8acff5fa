"""Files into the library: read on all cores, each document whole or left out with its reason."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from .. import bounded, clauses, codebook, duties, features, pool, readers, symbols
from ..errors import InputError
from ..records import Resolution
from ..text import words
from . import store

BATCH = 16  # documents a transaction: what a kill may lose, and how often the disk is asked


class Skipped(NamedTuple):
    """A file that is no member of the library, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: symbols that are new or newer, files known as they are, files left out."""

    added: tuple[str, ...]
    unchanged: int
    skipped: tuple[Skipped, ...]


class Coded(NamedTuple):
    """A file, read and coded: rows of the library's tables, or why there are none."""

    path: str
    hash: str
    reason: str
    document: Mapping[str, Any]
    paragraphs: list[dict[str, Any]]


def add(
    paths: Iterable[str | Path],
    library: str | Path | None = None,
    progress: bool = False,
    mapped: Callable[..., Iterable[Coded]] = pool.mapped,
) -> Added:
    """Files, and files of folders, into the library.

    A file whose content is known is not read again; one whose content has changed replaces what
    it gave. Broken off, it goes on where it stopped. Of two files with one symbol the better
    format stays, then the first.

    Parameters
    ----------
    paths : iterable of str or Path
        Files, or folders with all that is below them.
    library : str or Path, optional
        The library's file; see `store.place`.
    progress : bool
        Show a bar where somebody watches.
    mapped : callable
        What reads and codes the files: all cores here, or the workers of a cluster that see the
        same files (`reports.cluster.Crew.mapped`). This process alone writes.

    Returns
    -------
    Added

    Raises
    ------
    InputError
        A path that doesn't exist, or a library that can't be written to.
    """
    files = list(_files(paths))
    place = store.place(library)
    with store.connected(place, writing=True) as connection:
        known = dict(connection.execute("SELECT path, hash FROM files"))
        hashed = {path: _hash(path) for path in files}
        fresh = [path for path in files if known.get(_stated(str(path))) != hashed[path]]
        work = partial(_coded, codebook.folder(None).resolve())
        todo = [(str(path), hashed[path]) for path in fresh]
        results = mapped(work, todo, desc="library", progress=progress)
        added, skipped = written(connection, results)
    return Added(tuple(added), len(files) - len(fresh), tuple(skipped))


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for named in paths:
        if not str(named).strip():
            raise InputError("library add: an empty name; expected a file or a folder")
        path = Path(named).absolute()  # known from wherever it is added again
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and p.name[0] != ".")
        elif path.is_file():
            yield path
        else:
            raise InputError(f"{named}: no such file or folder")


def _stated(path: str) -> str:
    """A path as text, whatever bytes it has."""
    return path.encode("utf-8", "backslashreplace").decode()


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # reading it says why


# -- one file ------------------------------------------------------------------------------


def _coded(folder: Path, file: tuple[str, str]) -> Coded:
    """A file read and coded, in whatever process."""
    path, content = file
    try:
        return bounded.call(_within_bounds, folder, path, content)
    except InputError as error:
        reason = str(error).removeprefix(f"{path}: ")
    except OSError as error:
        reason = error.strerror or str(error)
    return Coded(_stated(path), content, reason, {}, [])


def _within_bounds(folder: Path, path: str, content: str) -> Coded:
    text = readers.read(path)
    if reason := _no_resolution(text):
        return Coded(_stated(path), content, reason, {}, [])
    book = codebook.load(folder)
    paragraphs = _paragraphs(text, book)
    document = {
        "symbol": text.symbol, "organ": symbols.organ(text.symbol) or text.organ,
        "adopted": text.adopted.isoformat() if text.adopted else None,
        "year": text.adopted.year if text.adopted else None, "title": text.title,
        "agenda": text.agenda, "stage": text.stage,
        "n_words": sum(p["n_words"] for p in paragraphs), "path": _stated(path),
        "hash": content,
    }  # fmt: skip
    return Coded(_stated(path), content, "", document, paragraphs)


def _no_resolution(text: Resolution) -> str:
    """Why a document that was read is no resolution, or nothing."""
    if not text.symbol:
        return "no symbol of a document stands in it"
    if "/DEC/" in text.symbol:
        return f"{text.symbol} is a decision, not a resolution"
    if not text.paragraphs:
        return f"{text.symbol}: no paragraph was found in it"
    if not any(p.verb for p in text.paragraphs):  # a letter, a report: nothing is resolved
        return f"{text.symbol}: no paragraph opens with a verb, so it is no resolution"
    return ""


def _paragraphs(text: Resolution, book: codebook.Codebook) -> list[dict[str, Any]]:
    parsed = clauses.clauses(text, book)
    rows: dict[str, dict[str, Any]] = {}
    for p in text.paragraphs:
        split = words(p.text)
        rows[p.label] = {
            "label": p.label, "part": p.part, "heading": p.heading, "verb": p.verb, "text": p.text,
            "n_words": len(split), "citations": [], "clauses": [], "duties": [], "themes": [],
            "shingles": packed(features.winnowed(split)),
        }  # fmt: skip
    for row in features.citations(text):
        if row["where"] == "text":
            rows[row["label"]]["citations"].append((row["cited"], rows[row["label"]]["verb"]))
    for row in duties.duties(text, parsed):
        due = (row.get(k) for k in ("who", "to", "session", "due_from", "due_to"))
        told = [str(d) if d is not None else None for d in due]
        rows[row["label"]]["duties"].append([row["clause"], row["kind"], *told])
    for c in parsed:
        entities = [("addressee", e) for e in c.addressees] + [("partner", e) for e in c.partners]
        rows[c.label]["clauses"].append((
            (c.clause, c.verb, c.klass, c.strength, c.directive, c.action, c.object,
             c.start, c.end),
            entities, list(c.conditions),
        ))  # fmt: skip
    for subject in codebook.subjects(book.folder):  # who searches names the theme that is meant
        coded = features.themes(text, codebook.load(book.folder, subject))
        for label, themes in coded.items():
            rows[label]["themes"] += [t for t in themes if t not in rows[label]["themes"]]
    return list(rows.values())


def packed(shingles: Iterable[str]) -> bytes:
    """The kept shingles of a paragraph, each once, as 64 bits each with a sign."""
    return bytes.fromhex("".join(dict.fromkeys(shingles)))


# -- into the tables -----------------------------------------------------------------------


def written(
    connection: sqlite3.Connection, results: Iterable[Coded]
) -> tuple[list[str], list[Skipped]]:
    """Write what files gave, some in a transaction: symbols written, files left out.

    Parameters
    ----------
    connection : sqlite3.Connection
        To a library, for writing.
    results : iterable of Coded
    """
    added: list[str] = []
    skipped: list[Skipped] = []
    waiting: list[Coded] = []
    for coded in results:
        waiting.append(coded)
        if len(waiting) == BATCH:
            _batch(connection, waiting, added, skipped)
            waiting = []
    _batch(connection, waiting, added, skipped)
    return added, skipped


def _batch(
    connection: sqlite3.Connection, batch: list[Coded], added: list[str], skipped: list[Skipped]
) -> None:
    """Some files in one transaction."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for coded in batch:
            reason = coded.reason or _kept(connection, coded)
            symbol = coded.document.get("symbol")
            connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                               (coded.path, coded.hash, symbol, reason))  # fmt: skip
            if reason:
                skipped.append(Skipped(coded.path, reason))
            else:
                added.append(coded.document["symbol"])


def _kept(connection: sqlite3.Connection, coded: Coded) -> str:
    """Write a document, unless a better file of the same symbol is there: then say so."""
    document = coded.document
    # What the file gave before goes, also where it states another symbol now.
    connection.execute("DELETE FROM documents WHERE path = ?", (coded.path,))
    there = connection.execute(
        "SELECT id, path FROM documents WHERE symbol = ?", (document["symbol"],)
    ).fetchone()
    if there and Path(there["path"]).is_file() and _rank(there["path"]) <= _rank(coded.path):
        return f"{document['symbol']} is in the library from {there['path']}"
    if there:
        connection.execute("DELETE FROM documents WHERE id = ?", (there["id"],))
    columns = ", ".join(document)
    marks = ", ".join("?" * len(document))
    identity = connection.execute(
        f"INSERT INTO documents({columns}) VALUES ({marks})", tuple(document.values())
    ).lastrowid
    for row in coded.paragraphs:
        _paragraph(connection, identity, row)
    return ""


def _rank(path: str) -> int:
    """How far a file's format is trusted: less is better."""
    try:
        return list(readers.FORMATS).index(readers.format(path))
    except InputError:
        return len(readers.FORMATS)


def _paragraph(connection: sqlite3.Connection, document: int | None, row: dict[str, Any]) -> None:
    number = connection.execute(
        "INSERT INTO paragraphs(document, label, part, heading, verb, text, n_words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (document, row["label"], row["part"], row["heading"], row["verb"], row["text"],
         row["n_words"]),
    ).lastrowid  # fmt: skip
    many = connection.executemany
    many("INSERT INTO citations VALUES (?, ?, ?)", [(number, *c) for c in row["citations"]])
    marks = "?, ?, ?, ?, ?, ?, ?, ?"
    many(f"INSERT INTO duties VALUES ({marks})", [(number, *d) for d in row["duties"]])
    many("INSERT INTO themes VALUES (?, ?)", [(number, t) for t in row["themes"]])
    if row["shingles"]:
        connection.execute("INSERT INTO shingles VALUES (?, ?)", (number, row["shingles"]))
    for facts, entities, conditions in row["clauses"]:
        clause = connection.execute(
            "INSERT INTO clauses(paragraph, clause, verb, class, strength, directive, action, "
            "object, start, end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *facts),
        ).lastrowid  # fmt: skip
        many("INSERT INTO clause_entities VALUES (?, ?, ?)", [(clause, *e) for e in entities])
        many("INSERT INTO conditions VALUES (?, ?)", [(clause, c) for c in conditions])
