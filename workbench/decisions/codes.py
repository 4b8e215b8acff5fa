"""Decided codes: rows of paragraphs and clauses as readers have them. Facts suffice for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from .records import DISPUTED, MACHINE, SINGLE
from .standing import Standing

if TYPE_CHECKING:
    from ..codebook import Codebook

__all__ = ["Coded"]

Row = dict[str, str]


class Coded:
    """Rows of the tables that code one member at a time, while decisions are applied to them.

    Parameters
    ----------
    rows : mapping
        ``codes``, ``clauses``, ``clause_entities`` and ``duties`` → rows.
    n_words : mapping
        (symbol, label) → words of the paragraph, in the order of the texts.
    """

    def __init__(
        self,
        rows: Mapping[str, Iterable[Row]],
        n_words: Mapping[tuple[str, str], int],
        book: Codebook,
    ):
        self.book = book
        self.n_words = n_words
        self.rows: dict[str, dict[tuple[str, str], list[Row]]] = {}
        for table, given in rows.items():
            here: dict[tuple[str, str], list[Row]] = {place: [] for place in n_words}
            for row in given:
                here[row["symbol"], row["label"]].append(dict(row))
            self.rows[table] = here
        self.named = {
            (*place, verb): row["clause"]
            for place, clauses in self.rows["clauses"].items()
            for verb, row in _numbered(clauses).items()
        }

    def apply(self, held: Iterable[Standing]) -> dict[Standing, str]:
        """Apply what holds about codes, clauses and duties; what became of each."""
        ways = {"code": self._code, "duty": self._duty, "clause": self._clause}
        # what is a clause, and with which verb, before what is said of it
        ordered = sorted(held, key=lambda one: (one.about[6] != "verb", one.about))
        return {one: ways[one.about[0]](one) for one in ordered}

    def table(self, name: str) -> list[Row]:
        """The rows of a table, in the order of the texts."""
        order: Callable[[Row], tuple] = {
            "codes": lambda r: (
                (SCHEMES[r["scheme"]], 0) if r["scheme"] in SCHEMES else (2, int(r["clause"]))
            ),
            "clauses": lambda r: (int(r["clause"]),),
            "clause_entities": lambda r: (int(r["clause"]), r["role"]),
            "duties": lambda r: (int(r["clause"]),),
        }[name]
        return [row for rows in self.rows[name].values() for row in sorted(rows, key=order)]

    def _code(self, one: Standing) -> str:
        _, symbol, label, *_, scheme, code = one.about
        clauses = self.rows["clauses"][symbol, label]
        # where there are several, nobody said which of them a theme stands in
        clause = clauses[0]["clause"] if scheme == "theme" and len(clauses) == 1 else ""
        new = {"term": code.replace("_", " "), "count": "1", "clause": clause}
        return self._has("codes", one, (symbol, label), {"scheme": scheme, "code": code}, new)

    def _duty(self, one: Standing) -> str:
        _, symbol, label, *_, kind, _ = one.about
        clauses = self.rows["clauses"][symbol, label]
        asking = [c for c in clauses if c["directive"] == "true"] or clauses
        clause = asking[0]["clause"] if asking else "1"
        who = next((r["entity"] for r in self.rows["clause_entities"][symbol, label]
                    if r["clause"] == clause and r["role"] == "addressee"), "")  # fmt: skip
        new = {"clause": clause, "who": who, "to": "", "session": "", "due_from": "", "due_to": ""}
        return self._has("duties", one, (symbol, label), {"kind": kind}, new)

    def _clause(self, one: Standing) -> str:
        _, symbol, label, _, _, verb, field, value = one.about
        place = symbol, label
        number = self.named.get((*place, verb))
        if field == "verb":
            return self._verb(one, place, verb, value, number)
        if number is None:
            return "stale"
        row = next((r for r in self.rows["clauses"][place] if r["clause"] == number), None)
        if row is None:  # a reader says that it is no clause
            return "confirmed"
        if field in SINGLE:
            return _set(row, one, {field: one.value})
        if field == "condition":
            schemes = {c.condition: c.scheme for c in self.book.conditions}
            code = {"scheme": schemes.get(value, "condition"), "code": value, "clause": number}
            new = {"term": value.replace("_", " "), "count": "1"}
            return self._has("codes", one, place, code, new)
        return self._has("clause_entities", one, place,
                         {"clause": number, "role": field, "entity": value}, {})  # fmt: skip

    def _verb(
        self, one: Standing, place: tuple[str, str], verb: str, value: str, number: str | None
    ) -> str:
        """Another verb of a clause, a clause that is none, or one that the machine missed."""
        clauses = self.rows["clauses"][place]
        row = next((r for r in clauses if r["clause"] == number), None)
        if one.answer == "no":
            if row is None or value != verb.partition("~")[0]:
                return "confirmed"
            for rows in self.rows.values():
                rows[place] = [r for r in rows[place] if r.get("clause") != number]
            return "applied"
        known = next((v for v in self.book.verbs if value in (v.verb, *v.forms)), None)
        facts = {"verb": value, "class": known.klass if known else "",
                 "strength": str(known.strength) if known else ""}  # fmt: skip
        if row is not None:
            return _set(row, one, facts)
        if one.answer == DISPUTED:
            return DISPUTED
        if value != verb.partition("~")[0]:
            return "stale"
        taken = sum(int(r["n_words"]) for r in clauses)
        number = str(1 + max((int(r["clause"]) for r in clauses), default=0))
        self.named[(*place, verb)] = number
        clauses.append({
            "symbol": place[0], "label": place[1], "clause": number, **facts,
            "directive": "true" if known and known.directive else "false", "continuing": "false",
            "action": "", "object": "", "n_words": str(max(self.n_words[place] - taken, 0)),
            "by": one.by,
        })  # fmt: skip
        return "applied"

    def _has(self, table: str, one: Standing, place: tuple[str, str], what: Row, new: Row) -> str:
        """Rows of a paragraph that are so: marked, made or taken away."""
        rows = self.rows[table][place]
        there = [r for r in rows if what.items() <= r.items()]
        if one.answer == DISPUTED:
            for row in there:
                row["by"] = DISPUTED
            return DISPUTED
        if one.answer == "no":
            self.rows[table][place] = [r for r in rows if r not in there]
            return "applied" if there else "confirmed"
        for row in there:
            row["by"] = one.by
        if not there:
            key = {"symbol": place[0], "label": place[1], "clause": ""}
            rows.append(key | what | new | {"by": one.by})
        return "confirmed" if there else "applied"


# Codes of a paragraph come before those of its clauses, names that it writes after them.
SCHEMES = {"theme": 0, "entity": 1, "name": 3}


def _numbered(clauses: Iterable[Row]) -> dict[str, Row]:
    """Clauses of a paragraph by what readers call them: requests, requests~2."""
    named: dict[str, Row] = {}
    for row in sorted(clauses, key=lambda r: int(r["clause"])):
        verb, n = row["verb"], 1
        while verb in named:
            n += 1
            verb = f"{row['verb']}~{n}"
        named[verb] = row
    return named


def _set(row: Row, one: Standing, facts: Row) -> str:
    """A clause's field as readers have it."""
    if one.answer == DISPUTED:
        row["by"] = DISPUTED
        return DISPUTED
    same = facts.items() <= row.items()
    if one.answer == "no" and not same:
        return "confirmed"
    row |= dict.fromkeys(facts, "") if one.answer == "no" else facts
    if row["by"] == MACHINE:
        row["by"] = one.by
    elif one.by not in row["by"].split("; "):
        row["by"] = "; ".join(sorted({*row["by"].split("; "), one.by}))
    return "confirmed" if same and one.answer == "yes" else "applied"
