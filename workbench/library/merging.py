"""Shards: libraries made apart, put together to the one that all their files would have made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from . import store
from .adding import Added, Coded, written

DOCUMENT = ("symbol", "organ", "adopted", "year", "title", "agenda", "stage", "n_words", "path",
            "hash")  # fmt: skip
PARAGRAPH = ("label", "part", "heading", "verb", "text", "n_words")
CLAUSE = ("clause", "verb", "class", "strength", "directive", "action", "object", "start", "end")
DUTY = ("clause", "kind", "who", "recipient", "session", "due_from", "due_to")


def merge(shards: Iterable[str | Path], library: str | Path | None = None) -> Added:
    """Documents of other libraries into one; nothing is read or coded again.

    As with files, of two documents with one symbol the better format stays, then the first.

    Parameters
    ----------
    shards : iterable of str or Path
        Libraries, such as each machine made of its part of the files.
    library : str or Path, optional
        The library's file; see `store.place`.

    Returns
    -------
    Added

    Raises
    ------
    InputError
        A shard is no library, or one of another version.
    """
    with store.connected(store.place(library), writing=True) as connection:
        added, skipped = written(connection, _documents(shards))
    return Added(tuple(added), 0, tuple(skipped))


def _documents(shards: Iterable[str | Path]) -> Iterator[Coded]:
    """What each file gave, in the order in which the shards took it."""
    for shard in shards:
        with store.connected(Path(shard)) as connection:
            documents = {row["path"]: row for row in connection.execute(
                "SELECT * FROM documents ORDER BY id")}  # fmt: skip
            for path, row in documents.items():
                told = {fact: row[fact] for fact in DOCUMENT}
                yield Coded(path, row["hash"], "", told, _paragraphs(connection, row["id"]))
            for file in connection.execute("SELECT * FROM files WHERE reason <> ''").fetchall():
                yield Coded(file["path"], file["hash"], file["reason"], {}, [])


def _paragraphs(connection: sqlite3.Connection, document: int) -> list[dict[str, Any]]:
    rows = connection.execute(
        "SELECT p.*, s.hashes FROM paragraphs p LEFT JOIN shingles s ON s.paragraph = p.id "
        "WHERE p.document = ? ORDER BY p.id",
        (document,),
    ).fetchall()
    return [
        {fact: row[fact] for fact in PARAGRAPH}
        | {
            "shingles": row["hashes"] or b"",
            "citations": _of(connection, "citations", row["id"], "cited", "verb"),
            "themes": [theme for (theme,) in _of(connection, "themes", row["id"], "theme")],
            "duties": _of(connection, "duties", row["id"], *DUTY),
            "clauses": _clauses(connection, row["id"]),
        }
        for row in rows
    ]


def _clauses(connection: sqlite3.Connection, paragraph: int) -> list[tuple]:
    rows = connection.execute(
        "SELECT * FROM clauses WHERE paragraph = ? ORDER BY id", (paragraph,)
    ).fetchall()
    return [
        (
            tuple(row[fact] for fact in CLAUSE),
            _of(connection, "clause_entities", row["id"], "role", "entity", key="clause"),
            [c for (c,) in _of(connection, "conditions", row["id"], "condition", key="clause")],
        )
        for row in rows
    ]


def _of(
    connection: sqlite3.Connection, table: str, number: int, *facts: str, key: str = "paragraph"
) -> list[tuple]:
    sql = f"SELECT {', '.join(facts)} FROM {table} WHERE {key} = ? ORDER BY rowid"
    return [tuple(row) for row in connection.execute(sql, (number,))]
