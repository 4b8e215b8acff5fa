"""Mandates across documents: what an entity is asked for in everything that is in force.

In force is what no later document renews, unless it is too old for its family's rhythm or a later
member is only cited (`standing.standing`). Nobody says of a resolution when it ends; ``since``
leaves out what is older.
"""

from __future__ import annotations

import difflib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import codebook, collation
from ..errors import InputError
from ..steps import families as families_of
from ..text import words
from . import store, tracing, wording
from .standing import Standing, standing

if TYPE_CHECKING:
    import pandas as pd
    from scipy import sparse

ALIKE = 0.5  # cosine of two tasks' words by rarity: the same thing asked in other words
FEW = 6  # words of a task that are no name: fewer say nothing that could be compared
KNOWN = 12  # entities named where one isn't known


class Mandates(NamedTuple):
    """What an entity is asked for.

    Attributes
    ----------
    entity : str
    n_documents : int
        Documents in force that were searched.
    tasks : list of dict
        symbol, label, year, organ, verb, strength, action, object, text, group (tasks that are
        alike have one number), n_documents (of the group), also (who else is asked for the same,
        anywhere in force), report (own: the entity reports in that document; document: somebody
        does, or it is reviewed; none).
    due : list of dict
        year, symbol, label, session: the entity's reports, in order of years; year is None where
        the text gives no time.
    older : list of dict
        symbol, year, cycle, later, n_tasks: documents that ask it for something and are the latest
        of their family here, not in force (`standing.standing`); their tasks aren't among `tasks`.
    """

    entity: str
    n_documents: int
    tasks: list[dict[str, Any]]
    due: list[dict[str, Any]]
    older: list[dict[str, Any]]

    @property
    def table(self) -> pd.DataFrame:
        """The tasks, the most repeated first."""
        import pandas as pd

        rows = sorted(self.tasks, key=lambda task: (-task["n_documents"], task["group"]))
        columns = ["symbol", "label", "year", "organ", "verb", "strength", "action",
                   "object", "text", "group",
                   "n_documents", "also", "report"]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    @property
    def reports(self) -> pd.DataFrame:
        """The reports due, in order of years."""
        import pandas as pd

        table = pd.DataFrame(self.due, columns=["year", "symbol", "label", "session"])
        return table.astype({"year": "Int64"})

    @property
    def elder(self) -> pd.DataFrame:
        """The documents that are only the latest here."""
        import pandas as pd

        table = pd.DataFrame(self.older, columns=["symbol", "year", "cycle", "later", "n_tasks"])
        return table.astype({"year": "Int64"})

    @property
    def sentence(self) -> str:
        """How much it is, in a line."""
        several = {task["group"] for task in self.tasks if task["n_documents"] > 1}
        silent = sum(task["report"] == "none" for task in self.tasks)
        told = (f"{self.entity}: {_counted(len(self.tasks), 'task')} in "
                f"{_counted(self.n_documents, 'document')} in force; "
                f"{_counted(len(several), 'kind')} of task in more than one of them, "
                f"{_counted(silent, 'task')} in documents without report or review.")  # fmt: skip
        if not self.older:
            return told
        tasks = sum(row["n_tasks"] for row in self.older)
        return (
            f"{told} Not counted: {tasks} tasks of {len(self.older)} documents that are the "
            "latest of their family here, but must have been renewed since, or have lapsed."
        )


def _counted(many: int, what: str) -> str:
    return f"{many} {what}{'' if many == 1 else 's'}"


def mandates(entity: str, library: str | Path | None = None, since: int | None = None) -> Mandates:
    """Every task of an entity in the documents in force, those that are alike together.

    Parameters
    ----------
    entity : str
        As coded (UNODC), whatever its case.
    library : str or Path, optional
        The library's file.
    since : int, optional
        Leave out documents of earlier years.

    Returns
    -------
    Mandates

    Raises
    ------
    InputError
        No document addresses that entity, nor has the codebook one of that name.
    """
    place = store.place(library)
    stands = {row.symbol: row for row in standing(place)}
    with store.connected(place) as connection:
        name = _named(connection, entity)
        rows = connection.execute(
            "SELECT id, symbol FROM documents WHERE stage = 'adopted' AND coalesce(year, 0) >= ?",
            (since or 0,),
        )
        held: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            held[stands[row["symbol"]].state].add(row["id"])
        force = held["in force"]
        asked = _asked(connection, force)
        elder = _asked(connection, held["latest here"])
        duties = _duties(connection, force)
    mine = [task for task in asked if name in task["who"]]
    return Mandates(name, len(force), _grouped(name, mine, asked, duties), _due(name, duties),
                    _older(name, elder, stands))  # fmt: skip


def record(told: Mandates) -> dict[str, Any]:
    """Mandates as a JSON object: groups of tasks, the most repeated first, and reports due."""
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for task in told.tasks:
        groups[task["group"]].append(task)
    several = sorted(groups.values(), key=lambda g: -g[0]["n_documents"])
    facts = ("symbol", "label", "year", "verb", "action", "object", "text", "report")
    return {
        "entity": told.entity,
        "n_documents": told.n_documents,
        "groups": [
            {"n_documents": g[0]["n_documents"], "also": g[0]["also"],
             "tasks": [{fact: task[fact] for fact in facts} for task in g]}
            for g in several
        ],
        "due": told.due,
        "older": told.older,
    }  # fmt: skip


def _named(connection: sqlite3.Connection, entity: str) -> str:
    """An entity as the library writes it."""
    rows = connection.execute(
        "SELECT entity, count(*) AS n FROM clause_entities WHERE role = 'addressee' "
        "GROUP BY entity ORDER BY n DESC"
    )
    known: dict[str, str] = {}
    for row in rows:  # of two spellings the commoner
        known.setdefault(row["entity"].casefold(), row["entity"])
    if entity.casefold() in known:
        return known[entity.casefold()]
    named = codebook.entities(entity, codebook.load())  # "Office on Drugs and Crime" is one, too
    if named and named[0][0].casefold() in known:
        return known[named[0][0].casefold()]
    if named and named[0][1:] == (0, len(entity)):  # known, and asked for nothing
        return named[0][0]
    near = difflib.get_close_matches(entity.casefold(), known, KNOWN) or list(known)[:KNOWN]
    raise InputError(f"'{entity}': no document of the library asks it for anything; expected one "
                     f"such as {', '.join(known[n] for n in near)}")  # fmt: skip


def _asked(connection: sqlite3.Connection, force: Collection[int]) -> list[dict[str, Any]]:
    """Every clause in force that asks somebody for something."""
    rows = connection.execute(
        "SELECT c.id, d.id AS document, d.symbol, d.year, d.organ, p.label, c.verb, c.strength, "
        "c.action, c.object, "
        "substr(p.text, c.start + 1, c.end - c.start) AS text, "
        "group_concat(e.entity, char(31)) AS who FROM clauses c "
        "JOIN clause_entities e ON e.clause = c.id AND e.role = 'addressee' "
        "JOIN paragraphs p ON p.id = c.paragraph JOIN documents d ON d.id = p.document "
        "WHERE c.directive GROUP BY c.id ORDER BY d.year, d.adopted, d.id, c.id"
    )
    return [
        {**row, "who": row["who"].split("\x1f")}
        for row in map(dict, rows)
        if row["document"] in force
    ]


def _duties(connection: sqlite3.Connection, force: Collection[int]) -> list[dict[str, Any]]:
    rows = connection.execute(
        "SELECT d.id AS document, d.symbol, p.label, u.kind, u.who, u.session, u.due_from, "
        "u.due_to FROM duties u JOIN paragraphs p ON p.id = u.paragraph "
        "JOIN documents d ON d.id = p.document "
        "WHERE u.kind IN ('report', 'briefing', 'review') ORDER BY p.id"
    )
    return [dict(row) for row in rows if row["document"] in force]


def _older(
    name: str, asked: Iterable[Mapping[str, Any]], stands: Mapping[str, Standing]
) -> list[dict[str, Any]]:
    """Documents that ask an entity for something and are only the latest here."""
    many = Counter(task["symbol"] for task in asked if name in task["who"])
    facts = ("symbol", "year", "cycle", "later")
    return [{fact: getattr(stands[s], fact) for fact in facts} | {"n_tasks": n}
            for s, n in many.items()]  # fmt: skip


def _grouped(
    name: str, mine: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]],
    duties: Iterable[Mapping[str, Any]],
) -> list[dict[str, Any]]:  # fmt: skip
    reporters: dict[int, set[str | None]] = defaultdict(set)
    for duty in duties:
        reporters[duty["document"]].add(duty["who"] if duty["kind"] != "review" else None)
    near = _alike(mine, asked)
    place = {task["id"]: n for n, task in enumerate(asked)}
    own = {place[task["id"]] for task in mine}
    pairs = [(place[task["id"]], other) for task in mine for other in near[task["id"]] & own]
    group = families_of(pairs, sorted(own))
    number = {g: n for n, g in enumerate(dict.fromkeys(group[n] for n in sorted(own)), 1)}
    documents: dict[int, set[str]] = defaultdict(set)
    also: dict[int, Counter[str]] = defaultdict(Counter)
    for task in mine:
        g = group[place[task["id"]]]
        documents[g].add(task["symbol"])
        for other in {place[task["id"]], *near[task["id"]]}:
            also[g].update(set(asked[other]["who"]) - {name})
    facts = ("symbol", "label", "year", "organ", "verb", "strength", "action", "object", "text")
    return [
        {fact: task[fact] for fact in facts}
        | {
            "group": number[g],
            "n_documents": len(documents[g]),
            "also": sorted(also[g], key=lambda e: (-also[g][e], e)),
            "report": _reported(name, reporters[task["document"]]),
        }
        for task in mine
        for g in (group[place[task["id"]]],)
    ]


def _reported(name: str, reporters: Collection[str | None]) -> str:
    return "own" if name in reporters else "document" if reporters else "none"


def _alike(
    mine: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]
) -> dict[int, set[int]]:
    """Task → the places among all that are asked for the same."""
    near: dict[int, set[int]] = {task["id"]: set() for task in mine}
    if not mine:
        return near
    column: dict[str, int] = {}
    every = _vectors(asked, column)
    chosen = {task["id"] for task in mine}
    at = [n for n, task in enumerate(asked) if task["id"] in chosen]
    for one, other, cosine in wording.products(every[at], every):
        alike = cosine >= ALIKE
        for i, j in zip(one[alike].tolist(), other[alike].tolist(), strict=True):
            if at[i] != j:
                near[asked[at[i]]["id"]].add(j)
    return near


def _vectors(tasks: Sequence[Mapping[str, Any]], column: dict[str, int]) -> sparse.csr_matrix:
    """Words of tasks, each task of length one; who is asked, and how, is no part of the matter.

    What has few other words, such as the head of a list, is like nothing.
    """
    import numpy as np
    from scipy import sparse as matrices

    background = codebook.load().background
    rows, columns, values = [], [], []
    for row, task in enumerate(tasks):
        named = tracing.names(task["text"])
        told = {w for n, w in enumerate(words(task["text"])) if n not in named}
        told -= set(words(task["verb"] or ""))
        if len(told) < FEW:
            continue
        weights = {w: collation.rarity(w, background) for w in sorted(told)}
        length = sum(v**2 for v in weights.values()) ** 0.5
        for word, weight in weights.items():
            rows.append(row)
            columns.append(column.setdefault(word, len(column)))
            values.append(weight / max(length, 1e-12))
    return matrices.csr_matrix(
        (np.array(values), (rows, columns)), shape=(len(tasks), max(len(column), 1))
    )


def _due(name: str, duties: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    reports = [duty for duty in duties if duty["kind"] != "review" and duty["who"] == name]
    rows = [
        {"year": int((d["due_to"] or d["due_from"])[:4]) if d["due_to"] or d["due_from"] else None,
         "symbol": d["symbol"], "label": d["label"], "session": d["session"]}
        for d in reports
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["year"] is None, row["year"] or 0))
