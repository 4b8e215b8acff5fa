"""The file that a library is: its tables, how it is opened, and what is wrong with it in a line.

SQLite with its full-text index: embedded, no server, one writer at a time and any number of
readers. A document is written whole, in one transaction, or not at all.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .. import codebook, holdings
from ..codebook.forms import base
from ..errors import InputError

VERSION = 4
"""Of the tables below: a library of another version is made anew."""
ASKED = "workbench.library"
"""The audit event of who asks a library, with its path: so a report knows what it rests on."""
PATIENCE = 30.0  # seconds that one writer waits for another, a batch long at most

SCHEMA = """
CREATE TABLE documents(
  id INTEGER PRIMARY KEY, symbol TEXT NOT NULL UNIQUE, organ TEXT, adopted TEXT, year INTEGER,
  title TEXT, agenda TEXT, stage TEXT, n_words INTEGER, path TEXT, hash TEXT);
CREATE TABLE paragraphs(
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  label TEXT, part TEXT, heading TEXT, verb TEXT, text TEXT, n_words INTEGER);
CREATE INDEX paragraphs_document ON paragraphs(document);
CREATE TABLE citations(
  paragraph INTEGER NOT NULL REFERENCES paragraphs ON DELETE CASCADE, cited TEXT, verb TEXT);
CREATE INDEX citations_cited ON citations(cited);
CREATE INDEX citations_paragraph ON citations(paragraph);
CREATE TABLE clauses(
  id INTEGER PRIMARY KEY, paragraph INTEGER NOT NULL REFERENCES paragraphs ON DELETE CASCADE,
  clause INTEGER, verb TEXT, class TEXT, strength INTEGER, directive INTEGER, action TEXT,
  object TEXT, start INTEGER, end INTEGER);
CREATE INDEX clauses_paragraph ON clauses(paragraph);
CREATE TABLE clause_entities(
  clause INTEGER NOT NULL REFERENCES clauses ON DELETE CASCADE, role TEXT, entity TEXT);
CREATE INDEX clause_entities_clause ON clause_entities(clause);
CREATE INDEX clause_entities_entity ON clause_entities(entity);
CREATE TABLE conditions(
  clause INTEGER NOT NULL REFERENCES clauses ON DELETE CASCADE, condition TEXT);
CREATE INDEX conditions_clause ON conditions(clause);
CREATE TABLE duties(
  paragraph INTEGER NOT NULL REFERENCES paragraphs ON DELETE CASCADE, clause INTEGER, kind TEXT,
  who TEXT, recipient TEXT, session TEXT, due_from TEXT, due_to TEXT);
CREATE INDEX duties_paragraph ON duties(paragraph);
CREATE TABLE themes(
  paragraph INTEGER NOT NULL REFERENCES paragraphs ON DELETE CASCADE, theme TEXT);
CREATE INDEX themes_paragraph ON themes(paragraph);
CREATE INDEX themes_theme ON themes(theme);
CREATE TABLE shingles(
  paragraph INTEGER PRIMARY KEY REFERENCES paragraphs ON DELETE CASCADE, hashes BLOB NOT NULL);
CREATE TABLE files(path TEXT PRIMARY KEY, hash TEXT, symbol TEXT, reason TEXT);
CREATE VIRTUAL TABLE words USING fts5(
  text, content='paragraphs', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
  prefix='3');
CREATE VIRTUAL TABLE forms USING fts5(
  text, content='paragraphs', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
  columnsize=0);
CREATE TRIGGER paragraph_added AFTER INSERT ON paragraphs BEGIN
  INSERT INTO words(rowid, text) VALUES (new.id, new.text);
  INSERT INTO forms(rowid, text) VALUES (new.id, base(new.text)); END;
CREATE TRIGGER paragraph_removed AFTER DELETE ON paragraphs BEGIN
  INSERT INTO words(words, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO forms(forms, rowid, text) VALUES ('delete', old.id, base(old.text)); END;
"""


def place(path: str | Path | None = None) -> Path:
    """Where the library is: as given, by WORKBENCH_LIBRARY, else beside the texts.

    Parameters
    ----------
    path : str or Path, optional

    Returns
    -------
    Path
        A file that may not exist yet.
    """
    named = path or os.environ.get("WORKBENCH_LIBRARY")
    if named:
        return Path(named)
    beside = codebook.folder(None) / "texts"
    folders = holdings.folders(None)
    return (beside if beside in folders or not folders else folders[0]) / "library.sqlite"


def stands(path: str | Path | None = None) -> bool:
    """Whether there is a library.

    Parameters
    ----------
    path : str or Path, optional
        Its file; see `place`.
    """
    named = place(path)
    sys.audit(ASKED, str(named))
    return named.is_file()


def fingerprint(path: str | Path | None = None) -> str:
    """A hash of the documents that a library holds, in whatever order they came.

    Parameters
    ----------
    path : str or Path, optional
        Its file; see `place`.

    Returns
    -------
    str
        Empty where there is no library, or none that can be read.
    """
    if not place(path).is_file():
        return ""
    try:
        with connected(place(path)) as connection:
            rows = connection.execute("SELECT symbol, hash FROM documents ORDER BY symbol")
            held = [f"{VERSION}", *(f"{row['symbol']} {row['hash']}" for row in rows)]
    except InputError:
        return ""
    return hashlib.sha256("\n".join(held).encode()).hexdigest()


@contextmanager
def connected(path: Path, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to a library; for writing, one that is made if there is none.

    Raises
    ------
    InputError
        There is no library, it is of another version, damaged, or no library at all.
    """
    sys.audit(ASKED, str(path))
    if not writing and not path.is_file():
        raise InputError(f"{path}: no library; `workbench library add FILE…` makes one")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            connection.row_factory = sqlite3.Row
            _prepared(connection, path, writing)
            yield connection
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: {_said(error)}") from None


def _prepared(connection: sqlite3.Connection, path: Path, writing: bool) -> None:
    # Both at one moment: another process may be making the tables.
    version, tables = connection.execute(
        "SELECT user_version, (SELECT count(*) FROM sqlite_master) FROM pragma_user_version"
    ).fetchone()
    if version != VERSION and tables:
        what = f"a library of version {version}" if version else "not a library"
        raise InputError(f"{path}: {what}; this workbench reads version {VERSION}: remove the file "
                         "and `workbench library add` the texts again")  # fmt: skip
    if not tables and not writing:
        raise InputError(f"{path}: the library is empty; `workbench library add FILE…` fills it")
    connection.execute("PRAGMA foreign_keys = ON")
    if writing:
        # The index `forms` has as many words as the text, so its places are the text's.
        connection.create_function("base", 1, base, deterministic=True)
        # A log beside the file: readers go on while one writes, and a kill loses one batch.
        _patiently(connection, "PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    if not tables:
        _made(connection)


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """A statement that SQLite refuses at once, without its own patience, while another writes."""
    import tenacity

    tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda error: "locked" in str(error)),
        stop=tenacity.stop_after_delay(PATIENCE),
        wait=tenacity.wait_random(0, 0.1),
        reraise=True,
    )(connection.execute, statement)


def _made(connection: sqlite3.Connection) -> None:
    """The tables, unless another process was quicker."""
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0]:
        connection.execute("ROLLBACK")
        return
    # Not executescript, which commits first. A trigger has semicolons within.
    for statement in re.split(r";\n(?=CREATE)", SCHEMA):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _said(error: sqlite3.DatabaseError) -> str:
    """What SQLite says, as one who reads documents would say it."""
    said = str(error)
    if "locked" in said:
        return "another process is writing to the library; try again when it is done"
    if "full" in said or "disk I/O" in said:
        return "no more can be written there (a full disk?); what was added before is whole"
    if "malformed" in said or "not a database" in said:
        return "damaged, or no library; remove the file and `workbench library add` the texts again"
    if "readonly" in said or "unable to open" in said:
        return "can't be written to; choose another place with WORKBENCH_LIBRARY"
    return f"{said}; what was added before is whole"
