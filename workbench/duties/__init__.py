"""Duties: who reports to whom by when, what is to be reviewed, what ends, what money is asked for.

From clauses and the words in them: `asking` reads what a clause asks for or decides, `timing` to
whom and when it is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from ..clauses import Clause
from ..grammar.numerals import ORDINAL
from ..records import Resolution
from .asking import ASKING, as_headed, decisions, meetings, of_matter, requested, submitted
from .timing import PERSONS, STARTING, Due, is_past

__all__ = ["duties"]
STARTING_AT = re.compile(
    rf"(?:(?:starting|beginning|commencing) (?:at|from|with|in)|as from) "
    rf"(?:its |the )?{ORDINAL} session",
    re.I,
)
RHYTHMS = {
    "every year": re.compile(r"\b(?:annual|annually|yearly|every year)\b"),
    "every two years": re.compile(r"\b(?:biennial|biennially|every (?:two|second) years?)\b"),
}
OF_ONE_S_OWN = re.compile(
    r", and (?:also |further )?to (?:submit|present|provide|prepare|report)\b[^;]*\breport"
)
"""Beside what others are asked: "to invite States to write, and to submit a report on it"."""
INCLUDES = re.compile(r"\binclude (?:in |the (?:sub-)?(?:item|topic))")
"""With what a report that the same paragraph asks for is due: "and requests a report on it"."""
THAT_SESSION = re.compile(r"\bat (?:that|the same) session\b")
OF_REPORT = re.compile(
    r"\breports?\b[^;.]{0,40}?\bin paragraph (?P<number>\d+)\b"
    r"(?! of (?:(?:its|the|that|his|their|General|Assembly|Council|Security) )*"
    r"(?:resolution \d|decision|report))"
)
"""A part of the report that another paragraph asks for."""
HEAD = re.compile(r"[^:]{1,400}(?=:)")
"""What stands before a list of what is asked."""


def duties(resolution: Resolution, clauses: Iterable[Clause]) -> list[dict]:
    """Reports and deadlines asked for, reviews and ends decided, resources asked for.

    ========= ==================================================================================
    report    something to be reported or submitted, at a session, by a day or to an organ
    briefing  the same by word of mouth
    deadline  anything else that is asked for by a day, or is to be submitted: a plan, proposals
    meeting   what is decided to be held, or awaited, on a day or in a year
    review    when the organ decides to come back to the matter, at a session or by a day
    sunset    what it decides for a time that ends
    resources money or means asked for
    ========= ==================================================================================

    Parameters
    ----------
    resolution : Resolution
    clauses : list of Clause
        as `clauses.clauses` gives them for the same resolution.

    Returns
    -------
    list of dict
        symbol, label, clause, kind, who, to, session, due_from, due_to: a row for each addressee,
        receiver and session. An Assembly session spans two years: the seventy-fifth from
        September 2020 to September 2021. The Council's of 2015 and later go from July to July;
        another session named by its year is that year. Dates are None where the text gives none.
    """
    texts = {p.label: p.text for p in resolution.paragraphs}
    clauses = list(clauses)
    own = {clause.label for clause in clauses}
    heads = {n: m[0] for n, t in texts.items() if n not in own and (m := HEAD.match(t))}
    rows = []
    back: dict[str, list[Due]] = {}  # when what a paragraph decides to include comes up
    for clause in clauses:
        text = texts[clause.label][clause.start : clause.end]
        again = STARTING.search(text)
        rhythm = next((often for often, said in RHYTHMS.items() if said.search(text)), None)
        if clause.directive:
            asked = requested(clause, text, resolution)
            if head := heads.get(clause.label.rpartition("(")[0]):
                asked = as_headed(asked, clause, head, resolution)
            asked = [(kind, _with(back.get(clause.label, []), kind, due, text))
                     for kind, due in asked]  # fmt: skip
        else:
            asked = submitted(clause, text, resolution) or decisions(clause, text, resolution)
            if INCLUDES.search(text) and (reviews := dict(asked).get("review")):
                back[clause.label] = [(resolution.organ, *one[1:]) for one in reviews]
            if not of_matter(text, resolution.title):
                asked = [(kind, due) for kind, due in asked if kind != "review"]
            if clause.label.startswith("OP"):
                asked = [*asked, *meetings(clause, text, resolution)]
        for kind, due in asked:
            by_others = clause.action in ASKING and kind in ("report", "briefing")
            by_others = by_others and not OF_ONE_S_OWN.search(text)
            if by_others:  # what they are to submit to somebody goes into a report of his
                due = [one for one in due if any(one) and one[0] not in PERSONS]
            for who in (None,) if by_others else clause.addressees or (None,):
                for to, session, start, end in due:
                    if again and is_past(end, resolution):
                        session, start, end = rhythm, None, None
                    elif again and rhythm and session and STARTING_AT.match(text, again.start()):
                        session = f"{rhythm} from the {session} session"
                    rows.append({
                        "symbol": resolution.symbol, "label": clause.label,
                        "clause": clause.clause, "kind": kind, "who": who,
                        "to": None if to == who else to, "session": session,
                        "due_from": start, "due_to": end,
                    })  # fmt: skip
    return _of_reports(rows, clauses, texts)


def _with(back: list[Due], kind: str, due: list[Due], text: str) -> list[Due]:
    """What is due, at the session at which the same paragraph has its subject come back where a
    report names no other: "and requests a report on it", "to report to the Council at that
    session"."""
    dated = any(chain(*(one[1:] for one in due)))
    theirs = any(to for to, *_ in due) and not THAT_SESSION.search(text)
    if not back or kind != "report" or dated or theirs:
        return due
    return [(to or one[0], *one[1:]) for to, *_ in due for one in back]


def _of_reports(rows: list[dict], clauses: Iterable[Clause], texts: dict[str, str]) -> list[dict]:
    """The same rows, where a part of a report that another paragraph asks for is due with it."""
    due: dict[str, list[dict]] = {}
    for row in rows:
        if row["kind"] == "report" and row["due_to"]:
            due.setdefault(row["label"], []).append(row)
    parts: dict[tuple[str, int], list[dict]] = {}
    for clause in clauses:
        part = OF_REPORT.search(texts[clause.label][clause.start : clause.end])
        whole = due.get(f"OP{part['number']}", ()) if part else ()
        if not clause.directive or not whole or clause.label in due or clause.action in ASKING:
            continue
        here = {"label": clause.label, "clause": clause.clause}
        parts[clause.label, clause.clause] = [
            row | here | {"who": who} for who in clause.addressees or (None,) for row in whole
        ]
    rows = [r for r in rows if r["kind"] != "report" or (r["label"], r["clause"]) not in parts]
    rows += chain.from_iterable(parts.values())
    made = {tuple(row.values()): row for row in rows}
    places = {(c.label, c.clause): n for n, c in enumerate(clauses)}
    return sorted(made.values(), key=lambda row: places[row["label"], row["clause"]])
