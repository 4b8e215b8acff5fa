"""The machine's tables with what readers decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from . import cuts
from . import links as linked
from .codes import Coded
from .links import Row, Texts
from .records import COLUMNS, CUTS, Decision
from .standing import settled

if TYPE_CHECKING:
    from ..codebook import Codebook

__all__ = ["applied"]

CODED = ("codes", "clauses", "clause_entities", "duties")
Rows = Mapping[str, Iterable[Row]]


def applied(
    tables: Rows,
    decisions: Sequence[Decision],
    book: Codebook,
    texts: Texts = lambda symbol: None,
    adjudicator: str = "",
    published: Rows | None = None,
) -> dict[str, Iterable[Row]]:
    """Tables with decisions applied, and the table `decisions`, which says what became of each.

    Nothing is changed in place. Only tables that decisions touch are made anew; without any, all
    are the machine's.

    Parameters
    ----------
    tables : mapping
        Table → rows as their CSV files have them, made by machine.
    decisions : list of Decision
    book : Codebook
        That of the series.
    texts : function, optional
        Symbol → its text, None where it isn't at hand: asked only for texts that a decision needs.
    adjudicator : str, optional
        See `settled`.
    published : mapping, optional
        Tables with earlier decisions applied: what texts were needed for is taken from there
        where these are not at hand.
    """
    prints = {(r["symbol"], r["label"]): r["fingerprint"] for r in tables["paragraphs"]}
    held, states = settled(decisions, prints, adjudicator)
    made = dict(tables)
    about_links = [one for one in held if one.about[0] == "link"]
    about_cuts = [one for one in held if one.about[0] in CUTS]
    about_codes = [one for one in held if one.about[0] not in ("link", *CUTS)]
    became: dict = {one: cuts.became(one, decisions, prints) for one in about_cuts}
    if about_codes:
        n_words = {(r["symbol"], r["label"]): int(r["n_words"]) for r in tables["paragraphs"]}
        coded = Coded({table: tables[table] for table in CODED}, n_words, book)
        became |= coded.apply(about_codes)
        made |= {table: coded.table(table) for table in CODED}
    if about_links and "links" not in tables:  # a collection
        became |= dict.fromkeys(about_links, "stale")
    elif about_links:
        outlines = linked.outlines(tables)
        rows, edits, more = linked.links(
            tables["links"], tables["edits"], about_links, outlines, book, texts, published or {}
        )
        became |= more
        made |= {"links": rows, "edits": edits}
        if "applied" in more.values():
            adopted = [r["symbol"] for r in tables["resolutions"] if r["stage"] == "adopted"]
            made["provisions"] = linked.provisions(rows, tables["provisions"], adopted, outlines)
    states |= {n: state for one, state in became.items() for n in one.rows}
    made["decisions"] = [
        {"number": str(n + 1), **{c: getattr(one, c) for c in COLUMNS}, "state": states[n]}
        for n, one in enumerate(decisions)
    ]
    return made
