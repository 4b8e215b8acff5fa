"""Questions to a library: paragraphs by their words, where and when, as a table."""

from __future__ import annotations

import difflib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..codebook.forms import base
from ..errors import InputError
from . import store

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("symbol", "label", "year", "adopted", "organ", "title", "part", "verb", "addressees",
           "snippet")  # fmt: skip
AROUND = 16  # words of a snippet
PARTS = ("preamble", "operative", "annex")

SELECT = f"""
SELECT d.symbol, p.label, d.year, d.adopted, d.organ, d.title, p.part, p.verb,
       (SELECT group_concat(DISTINCT e.entity) FROM clauses c JOIN clause_entities e
        ON e.clause = c.id WHERE c.paragraph = p.id AND c.directive AND e.role = 'addressee')
       AS addressees,
       snippet({{index}}, 0, '[', ']', '…', {AROUND}) AS snippet
FROM {{index}} JOIN paragraphs p ON p.id = {{index}}.rowid
JOIN documents d ON d.id = p.document WHERE {{index}} MATCH ?"""
ADDRESSED = """ AND EXISTS (SELECT 1 FROM clauses c JOIN clause_entities e ON e.clause = c.id
WHERE c.paragraph = p.id AND e.role = 'addressee' AND e.entity = ? COLLATE NOCASE)"""
ABOUT = """ AND EXISTS (SELECT 1 FROM themes t
WHERE t.paragraph = p.id AND t.theme = ? COLLATE NOCASE)"""

KNOWN = 9  # names that an error lists
# What a filter may name, the commonest first.
KINDS = (
    ("organ", "organ", "documents"),
    ("verb", "verb", "paragraphs"),
    ("addressee", "entity", "(SELECT * FROM clause_entities WHERE role = 'addressee')"),
    ("subject", "theme", "themes"),
)
VALUES = {
    kind: f"SELECT {column} FROM {table} WHERE {column} <> '' GROUP BY 1 ORDER BY count(*) DESC, 1"
    for kind, column, table in KINDS
}
THERE = {
    kind: f"SELECT 1 FROM {table} WHERE {column} = ? COLLATE NOCASE LIMIT 1"
    for kind, column, table in KINDS
}


def search(
    query: str,
    library: str | Path | None = None,
    *,
    organ: str = "",
    since: int | None = None,
    until: int | None = None,
    part: str = "",
    verb: str = "",
    addressee: str = "",
    subject: str = "",
    forms: bool = False,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """Paragraphs with some words, in order of adoption.

    Parameters
    ----------
    query : str
        Words (all of them), "phrases", prefix*, NEAR(one two, 5), AND, OR, NOT and brackets.
    library : str or Path, optional
        The library's file.
    organ : str
        Its name (General Assembly) or what its symbols begin with (A, S, A/HRC, E).
    since, until : int, optional
        Years of adoption, both included.
    part : str
        preamble, operative or annex.
    verb : str
        Initiating verb, as coded (requests).
    addressee : str
        Whom a clause of the paragraph addresses, as coded (UNODC, Member States).
    subject : str
        A theme of the codebook that the paragraph is about.
    forms : bool
        Words in all their forms of number and tense (state, states, stated), in phrases too;
        else as they are written.
    limit : int, optional
        At most so many.

    Returns
    -------
    list of dict
        symbol, label, year, adopted, organ, title, part, verb, addressees (whom it asks for
        something), and a snippet with the words found in square brackets.

    Raises
    ------
    InputError
        No library, a query that can't be read, years in the wrong order, or a part, organ, verb,
        addressee or subject that the library doesn't have.
    """
    _checked(query, part, since, until, forms)
    wanted = [
        (" AND (d.organ = ? COLLATE NOCASE)", organ_named(organ)),
        (" AND d.year >= ?", since),
        (" AND d.year <= ?", until),
        (" AND p.part = ?", part),
        (" AND p.verb = ? COLLATE NOCASE", verb),
        (ADDRESSED, addressee),
        (ABOUT, subject),
    ]
    chosen = [(clause, value) for clause, value in wanted if value not in ("", None)]
    sql = _asking([clause for clause, _ in chosen], forms, limit is not None)
    sought = base(query) if forms else query
    values = [sought, *(value for _, value in chosen), *([limit] if limit is not None else [])]
    with store.connected(store.place(library)) as connection:
        try:
            rows = [dict(row) for row in connection.execute(sql, values)]
        except sqlite3.OperationalError as error:
            raise InputError(
                f"query '{query}': {_said(error)}; expected words, "
                '"phrases", prefix*, NEAR(one two), AND, OR, NOT; words with signs in quotes'
            ) from None
        if not rows:  # nothing found, or nothing of that name to be found
            _there(connection, organ=organ_named(organ), verb=verb, addressee=addressee,
                   subject=subject)  # fmt: skip
    return rows


def _checked(query: str, part: str, since: int | None, until: int | None, forms: bool) -> None:
    """Refuse what no library could answer."""
    if part and part not in PARTS:
        raise InputError(f"part '{part}': expected one of {', '.join(PARTS)}")
    if since is not None and until is not None and since > until:
        raise InputError(f"from {since} to {until}: expected the earlier year first")
    if forms and "*" in query:
        raise InputError(
            f"query '{query}': a prefix* has its forms; expected none with other forms"
        )


def _asking(clauses: Iterable[str], forms: bool, limited: bool) -> str:
    """The question in SQL."""
    sql = SELECT.format(index="forms" if forms else "words") + "".join(clauses)
    return f"{sql} ORDER BY d.year, d.adopted, d.id, p.id{' LIMIT ?' if limited else ''}"


def _said(error: sqlite3.OperationalError) -> str:
    """What is wrong with a query, in the reader's terms."""
    said = str(error).removeprefix("fts5: ")  # which takes a hyphen or colon for a column's name
    return "a word with a sign in it has no quotes" if said.startswith("no such column") else said


def _there(connection: sqlite3.Connection, **filters: str) -> None:
    """Refuse a filter's value that nothing in the library has."""
    for kind, value in filters.items():
        if not value or connection.execute(THERE[kind], (value,)).fetchone():
            continue  # as a rule: a list of all takes ten times as long as the search
        known = {row[0].casefold(): row[0] for row in connection.execute(VALUES[kind])}
        near = difflib.get_close_matches(value.casefold(), known, KNOWN) or [*known][:KNOWN]
        raise InputError(f"{kind} '{value}': nothing in the library has it; expected one "
                         f"such as {', '.join(known[name] for name in near)}")  # fmt: skip


def organ_named(named: str) -> str:
    """An organ's name, also from what its symbols begin with.

    Parameters
    ----------
    named : str
        General Assembly, or A; Human Rights Council, or A/HRC.
    """
    begins = {prefix.removesuffix("/RES"): name for name, prefix in symbols.PREFIXES.items()}
    return begins.get(named.upper(), named)


def counts(rows: pd.DataFrame) -> pd.DataFrame:
    """How many paragraphs and documents of a search each year and organ have.

    Parameters
    ----------
    rows : DataFrame
        As `Library.search` gives them.

    Returns
    -------
    DataFrame
        year, organ, n_documents, n_paragraphs; in order of years, then organs.
    """
    by = rows.groupby(["year", "organ"], sort=True)["symbol"]
    return by.agg(n_documents="nunique", n_paragraphs="size").reset_index()


def asked(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Whom the paragraphs of a search ask for something, and since when.

    Parameters
    ----------
    rows : iterable of mapping
        As `search` gives them.

    Returns
    -------
    list of dict
        addressee, since (year), symbol (of the first), n_documents; the most asked first.
    """
    first: dict[str, Mapping[str, Any]] = {}
    documents: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for addressee in filter(None, (row["addressees"] or "").split(",")):
            first.setdefault(addressee, row)
            documents[addressee].add(row["symbol"])
    told = [{"addressee": who, "since": row["year"], "symbol": row["symbol"],
             "n_documents": len(documents[who])} for who, row in first.items()]  # fmt: skip
    return sorted(told, key=lambda row: (-row["n_documents"], row["since"] or 0, row["addressee"]))


def appearances(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The first and the last paragraph of a search by date of adoption, if there is any."""
    dated = [row for row in rows if row["year"]]
    return (dated[0], dated[-1]) if dated else None
