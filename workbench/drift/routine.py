"""Paragraphs that do no more than to ask for a report, take note of one, or set the agenda."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

Place = tuple[str, str]  # symbol and label
ASKED = {"report", "briefing"}
NOTES = ("takes note", "notes", "welcomes")
TAKES = "taking note"
RECITES = ("noting", "welcoming")
REPORT = re.compile(r"(?!that\b)(?:\S+ ){0,6}?(?:report|brief)(?:s|ings?)?\b")
NOTED = 60  # words of a clause, at most, that does no more than to take note of a report,
TAKEN = 40  # of a recital "taking note" of one,
BRIEF = 20  # and of one welcoming one: of more words many say something besides


def places(
    duties: pd.DataFrame | None,
    paragraphs: pd.DataFrame | None = None,
    words: pd.DataFrame | None = None,
    clauses: pd.DataFrame | None = None,
) -> set[Place]:
    """Symbols and labels of such paragraphs: operative ones of which each clause is such, and short
    recitals of reports in which no other recital begins.

    Without clauses, all that ask for a report or set the agenda.
    """
    found: set[Place] = set()
    if duties is not None:
        found |= set(_asking(duties) if clauses is None else _throughout(duties, clauses))
    if paragraphs is not None and words is not None:
        found |= _recitals(paragraphs, words)
    return found


def _asking(duties: pd.DataFrame) -> Iterator[Place]:
    rows = duties[duties["kind"].isin({*ASKED, "review"})]
    return zip(rows["symbol"], rows["label"], strict=True)


def _throughout(duties: pd.DataFrame, clauses: pd.DataFrame) -> Iterator[Place]:
    """Paragraphs all of whose clauses are on reports and the agenda."""
    kinds: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    known = duties.dropna(subset="clause")
    for *at, clause, kind in known[["symbol", "label", "clause", "kind"]].itertuples(index=False):
        kinds[*at, int(clause)].add(kind)
    own: dict[Place, list[bool]] = defaultdict(list)
    columns = ["symbol", "label", "clause", "verb", "action", "object", "n_words"]
    for symbol, label, clause, verb, *said, n_words in clauses[columns].itertuples(index=False):
        due = kinds[symbol, label, int(clause)]
        on_report = REPORT.match(" ".join(s for s in said if isinstance(s, str)).lower())
        noted = str(verb).startswith(NOTES) and n_words <= NOTED
        own[symbol, label].append("review" in due or bool(on_report and (noted or due & ASKED)))
    return (place for place, clauses_ in own.items() if all(clauses_))


def _recitals(paragraphs: pd.DataFrame, words: pd.DataFrame) -> set[Place]:
    recitals = paragraphs[paragraphs["part"] == "preamble"]
    verb, length = recitals["verb"].fillna("").str.lower(), recitals["n_words"]
    takes = verb.str.startswith(TAKES) & (length <= TAKEN)
    rows = recitals[takes | (verb.isin(RECITES) & (length <= BRIEF))]
    openers = set(verb.str.split().str[0])
    said: dict[Place, set[str]] = defaultdict(set)
    here = words[words["symbol"].isin(rows["symbol"]) & words["label"].isin(rows["label"])]
    for symbol, label, word in here[["symbol", "label", "word"]].itertuples(index=False):
        said[symbol, label].add(word)
    return {
        (row.symbol, row.label)
        for row in rows.itertuples(index=False)
        if said[row.symbol, row.label] & {"report", "reports"}
        and said[row.symbol, row.label] & openers <= {row.verb.lower().split()[0]}
    }
