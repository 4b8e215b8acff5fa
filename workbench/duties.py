"""Duties: who reports to whom by when, what is to be reviewed, what ends, what money is asked for.

From clauses and the words in them. Sessions of the General Assembly and of the Economic and Social
Council have dates; those of other organs are given by number or year only.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from .clauses import Clause
from .grammar.dates import MONTH, MONTHS
from .grammar.numerals import ORDINAL, ORDINALS, ordinal
from .records import Resolution

__all__ = ["duties"]

SESSION = re.compile(
    rf"(?P<kind>special |emergency special )?(?<![\w-])(?P<first>{ORDINAL})"
    rf"(?:(?:,? (?:to|and|or) (?:at )?(?:its )?|, )(?P<second>{ORDINAL}))?"
    r"(?: (?P<after>regular|special|emergency special|annual|substantive|resumed))? sessions?\b|"
    r"\b(?P<year>(?:19|20)\d\d)(?: and (?P<later>(?:19|20)\d\d))? "
    r"(?:substantive |regular |annual )?sessions?\b|"
    r"session of (?P<of>(?:19|20)\d\d)\b",
    re.I,
)
DEADLINE = re.compile(
    r"(?<!\w)(?:(?:no|not) later than |by (?:the end of )?|before (?:the end of )?|prior to |"
    r"until )",
    re.I,
)
DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{MONTH}) (?P<year>(?:19|20)\d\d)\b|"
    r"(?P<only>(?:19|20)\d\d)\b",
    re.I,
)
WITHIN = re.compile(
    r"\b(?:within (?:a period of )?|(?:no|not) later than )"
    r"(?P<number>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve|thirty|sixty|ninety) (?P<unit>day|week|month|year)s?\b",
    re.I,
)
# Two sessions for one report; else the second is that of what the report is for.
OTHERS_SESSION = re.compile(
    r"\b(?:in advance of|ahead of|with a view to|prior to|before|reviews?|in order to|so that|"
    r"for (?:its |their )?consideration|requested|adopted|held)\b"
)
# "one week before the meeting" is counted from another day than that of adoption.
FROM_ELSEWHERE = re.compile(
    r"\s+(?:before|prior|ahead|in advance|following|"
    r"(?:of|after|from)(?! (?:today|now|the (?:date of )?(?:the )?(?:adoption|present))))\b"
)
# "the debate to be convened by the Council at its second session" has a session of its own.
OF_EVENT = re.compile(
    r"\b(?:to be|was|were|as) (?:convened|held|organized|opened|negotiated|adopted|discussed|"
    r"taken)\b[^;,]{0,60}$|\bwithout prejudice to [^;]*$|"
    r"\b(?:themes?|segment|outcomes?)\b[^;,]{0,30}\bof (?:the|its) $|"
    r"\bto (?:the )?discussions? of [^;,]{0,160}$"
)
IN_YEAR = re.compile(r"[^;,]{0,60}?\bin (?P<only>(?:19|20)\d\d)\b")
OFTEN = re.compile(
    r"\b(?:annually|biennially|quarterly|regularly|periodically|"
    r"every (?:\w+ )?(?:years?|months?|days)|"
    r"(?:on an? )?(?:annual|biennial|regular|periodic|quarterly|yearly) basis)\b"
)
# "an annual report, starting at its seventy-fifth session": that session may be long past.
STARTING = re.compile(r"\b(?:starting|beginning|commencing)\b")
STARTING_AT = re.compile(
    rf"(?:starting|beginning|commencing) (?:at|from|with|in) (?:its |the )?{ORDINAL} session",
    re.I,
)
YEARLY = re.compile(r"\b(?:annual|annually|yearly|every year)\b")
NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"twelve": 12, "thirty": 30, "sixty": 60, "ninety": 90}
REPORT = re.compile(
    r"\b(?:submit|present|report|(?<!future )(?<!its )(?<!their )(?<!of )reporting|brief|inform|"
    r"transmit|convey|communicate|provide|prepare|"
    r"update|keep|issue|circulate|deliver|furnish|table|make|complete|finalize|"
    r"(?:lay|place|put|bring)(?= (?:[^,;]{1,80} )?before\b))\b"
)
# What the organ decides to come back to.
REVIEW = re.compile(
    r"\b(?:review|reviewing|revisit|reconsider|examine|consider|evaluate|assess|undertake|"
    r"continue (?:its |the )?(?:consideration|examination|discussion)|provisional agenda|agenda|"
    r"include the (?:sub-)?(?:item|topic)|"
    r"revert|return to|resume|take\b[^;]{0,60}?\bup|remain (?:actively )?seized)\b"
)
INCLUDES = re.compile(r"\binclude (?:in |the (?:sub-)?(?:item|topic))")
"""With what a report that the same paragraph asks for is due: "and requests a report on it"."""
THAT_SESSION = re.compile(r"\bat (?:that|the same) session\b")
# … of which that is no part: "the modalities of the midterm review".
OF_REVIEW = re.compile(
    r"\b(?:modalities|preparations?|arrangements|results?|outcomes?|scope|format) (?:of|for) "
    r"[^,;]{0,60}$"
)
# How long what it decides lasts.
SUNSET = re.compile(
    r"\b(?:until|expir\w+ on|terminat\w+ on|(?:for|through) (?:an?|the) (?:\w+ )?period (?:ending|"
    r"expiring|until|up to)(?: on)?|ending(?: on)?)\s+(?=\d|[A-Z])"
)
LASTS = re.compile(
    r"\bfor (?:an?|the) (?:\w+ )?(?:period|term)s? of (?P<number>\d{1,3}|[a-z]+) "
    r"(?P<unit>month|year)s?\b"
)
MANDATE = re.compile(r"\b(?:mandates?|extend|renew|continue|prolong|establish|authoriz|term)\w*\b")
RESOURCES = re.compile(
    r"\b(?:provid|allocat|ensur|contribut|mak|increas|mobiliz|secur|continu|consider|giv|offer)\w*"
    r"\b[^;]{0,120}?\b(?:resources|contributions?|funding|funds|financial (?:support|assistance))\b"
)
# "capacity to mobilize resources", "financing of terrorism": others' money.
NO_RESOURCES = re.compile(
    r"\b(?:terroris\w*|laundering|illicit|criminal|asylum|natural resources)\b"
)
QUOTED = re.compile(r"“[^”]*$")
PERSONS = ("Member States", "Secretary-General")  # receive reports, but have no sessions
Due = tuple[str | None, str | None, date | None, date | None]
"""To whom, session as named, from when, until when."""

OF_REPORT = re.compile(
    r"\breports?\b[^;.]{0,40}?\bin paragraph (?P<number>\d+)\b"
    r"(?! of (?:(?:its|the|that|his|their|General|Assembly|Council|Security) )*"
    r"(?:resolution \d|decision|report))"
)
"""A part of the report that another paragraph asks for."""

CONSIDERS = ("consider", "discuss", "examine", "study")
"""What is done with a report that somebody else makes."""
BRIEFING = re.compile(
    r"brief\b|(?:provide|present|give|deliver)\b[^;,.]{0,60}?\bbriefings?\b(?! note)"
)
"""What is told by word of mouth."""
BEFORE = 400
"""Characters before a place in which what leads to it is sought: more than any of these spans."""
INSISTS = ("reiterates", "stresses", "emphasizes", "underlines")
"""Verbs that ask for what "be submitted"; others speak of what was asked."""
THE_REPORT = re.compile(r"\b(?:the|an?|this|that|his|her|its|their|next|annual) $")
ASKING = ("request", "invite", "encourage", "ask", "urge", "call")
"""Who is to do so has others report: who they are, no name of an addressee says."""
OF_OTHERS = re.compile(
    r"\bto (?:invite|request|encourage|ask|urge|call upon)\b[^;:]{1,80}?\bto (?=report|submit)"
)
SUBMITTED = re.compile(r"\bthat\b[^;]{0,160}?\b(?:(?:shall|should) )?be (?=submitted|presented)")
"""A report that is asked for in the passive: "that the review be submitted to it at …"."""
OUTCOME = re.compile(
    r"\b(?:conclusions?|recommendations?|decisions?|discussions?|resolutions?|reports?|work|views|"
    r"adopted|endorsed|made|taken|held|agreed|noted|requested|finalized|"
    r"elaborated|prepared|approved|recommended)(?: adopted| made| taken)? "
    r"(?:of|by|in) (?:the )?$"
)
"""What stands before an organ whose session is over: "the conclusions of the league"."""
OF_BOTH = re.compile(r"\b(?:at|in|during|for) their $")
SUBMITTED_AT = re.compile(r"(?<!be )\b(?:submitted|presented) (?:to|by|at|during)\b[^;,]{0,60}$")
ANOTHER = re.compile(
    r"\band (?:also )?(?:to (?:submit|present|provide) )?(?:an?|its|his|her|their) (?:\w+ ){0,3}"
    r"(?:reports?|updates?|briefings?)(?: \w+){0,4} to (?:the )?$"
)
"""Before a second receiver: "a report to the league and an interim report to the Bureau"."""
BOTH = re.compile(r"[A-Z][\w -]+ and (?:to )?(?:the )?")
GOVERNED = re.compile(r"\b(?:resolution|decision|of|by) (?:the )?$")
AT_ITS = re.compile(r",? (?:at|during|for) its ")
OF_THE = re.compile(r" of the (?=[A-Z])")
OWN = re.compile(r",? (?:at|during) its $")
SITS = re.compile(r"\b(?:Committee|Commission|Council|Board|Group|Forum|Conference|Assembly)\b")
"""Whose name says that it has sessions."""

RECEIVER = re.compile(
    r"\b(?P<organ>(?:[A-Z][\w-]+ ){0,2}Assembly|Security Council|Economic and Social Council|"
    r"Human Rights Council|(?:[A-Z][\w-]+ )?Council|"
    r"(?:[A-Z][\w-]+ ){0,3}"
    r"Commission(?: (?:on|for) (?:the )?[A-Z][\w]+(?:(?: and| of| the| on| for)* [A-Z]\w+)*)?|"
    r"(?:[A-Z][\w-]+(?: [A-Z][\w-]+){0,6} )?"
    r"Committee(?: (?:on|for) (?:the )?[A-Z][\w]+(?:(?: and| of| the| on| for)* [A-Z]\w+)*)?|"
    r"Conference of the Parties|"
    r"Conference|Secretary-General|Member States)\b"
)

THROUGH = re.compile(r"\b(?:through|with) (?:the |its |all |interested |relevant )*$")
"""What a report only passes, or who helps with it: "through the Council, to the Assembly"."""
PASSES = re.compile(r"\bthrough (?:the |its )*$")
ITS_PAPER = re.compile(r" (?:resolutions?|decisions?)\b")
FROM_WHOM = re.compile(r"\b(?P<what>briefing|report|update|study) from (?=[A-Z]|the [A-Z])")
"""What is asked for by its name, of whom: "requests a briefing from the Bureau"."""
SLIGHT = re.compile(
    r"keep|make|communicate|complete|finalize|provide|prepare|issue|deliver|furnish|table"
)
"""Verbs of much else than reports ..."""
TOLD = re.compile(
    r"\b(?:reports?|briefings?|information|informed|updates?|updated|stud(?:y|ies)|summar(?:y|ies)|"
    r"recommendations?|proposals?|documents?|notes?|inputs?|compilation|plans?|guidelines|"
    r"assessments?|reviews?|analys[ei]s|overview|advice|account|evaluations?|views|strateg\w+|"
    r"accounts|statements?|data|findings|lists?|options)\b"
)
"""... unless something to be read follows."""
AWAITED = re.compile(
    r"\breports? (?:of|by|on|entitled|contained|issued|prepared|submitted)\b(?![^;]{0,200}"
    r"\b(?:be|is|are) (?:submitted|presented|made|issued|transmitted|circulated)\b)"
)
"""A report that is there, and only named: "the release of the report of the league"."""
ENTITLED = re.compile(
    r"(?<!agreed )(?<!adopted )(?<!made )(?<!held )(?<!reached )\bat (?:its|the|an?) $"
)
REPORTS = re.compile(
    r"report(?=\s+(?:on|thereon|back|regularly|annually|in writing)\b|\s*[;,.]|\s*$)"
)
"""Somebody is to report, to whom and when the text doesn't say."""
ALSO_REPORT = re.compile(
    rf"(?:,|\band)(?: also| further| in turn)? to (?:[a-z]+ly )?{REPORTS.pattern}"
)
"""A report that is asked for beside something else: "to mend the lock and to report on it"."""
ENABLED = re.compile(r"\b(?:(?:able|right|power|opportunity) to|enabl\w+|allow\w*)\b")
"""Before what somebody else may do then."""
A_REPORT = re.compile(
    r"\b(?:submit|present) (?:an?|(?:(?:his|her|its|their) )?(?:annual|biennial|regular|further))"
    r" (?:[a-z-]+ ){0,3}reports?\b"
)
"""A report of one's own, whoever receives it: "to submit a comprehensive report on tolls"."""
KEPT_INFORMED = re.compile(r"keep\b[^;,]{1,120}?\b(?:informed|apprised|abreast|updated)\b")
HEAD = re.compile(r"[^:]{1,400}(?=:)")
"""What stands before a list of what is asked."""
AT_ITS_SESSION = re.compile(
    rf", (?:at|during) its (?P<first>{ORDINAL}) (?:\w+ )?session,.*?\b(?:to|should|shall)\b"
)
AT_SESSION_OF = re.compile(
    rf", (?:at|during) its {ORDINAL} (?:\w+ )?session, (?:to be held )?in (?P<only>(?:19|20)\d\d),"
)
QUARTER = re.compile(
    r"(?:the )?(?P<which>first|second|third|fourth|last) quarter of (?P<year>(?:19|20)\d\d)\b", re.I
)


def duties(resolution: Resolution, clauses: Iterable[Clause]) -> list[dict]:
    """Reports and deadlines asked for, reviews and ends decided, resources asked for.

    ========= ==================================================================================
    report    something to be reported or submitted, at a session, by a day or to an organ
    briefing  the same by word of mouth
    deadline  anything else that is asked for by a day
    review    what the organ decides to come back to at a session or by a day
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
        yearly = "every year" if YEARLY.search(text) else None
        if clause.directive:
            asked = _asked(clause, text, resolution)
            if head := heads.get(clause.label.rpartition("(")[0]):
                asked = _as_headed(asked, clause, head, resolution)
            asked = [(kind, _with(back.get(clause.label, []), kind, due, text))
                     for kind, due in asked]  # fmt: skip
        else:
            asked = _submitted(clause, text, resolution) or _decided(clause, text, resolution)
            if INCLUDES.search(text) and (reviews := dict(asked).get("review")):
                back[clause.label] = [(resolution.organ, *one[1:]) for one in reviews]
        for kind, due in asked:
            by_others = clause.action in ASKING and kind in ("report", "briefing")
            for who in (None,) if by_others else clause.addressees or (None,):
                for to, session, start, end in due:
                    if again and _past(end, resolution):
                        session, start, end = yearly, None, None
                    elif again and yearly and session and STARTING_AT.match(text, again.start()):
                        session = f"{yearly} from the {session} session"
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


def _asked(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """What a directive clause asks for."""
    named = FROM_WHOM.search(text) if not clause.action and clause.addressees else None
    if named:
        due = _sooner(_at_sessions(text, named.end(), resolution), text)
        due = due or _deadlines(text, False, resolution) or [(None, None, None, None)]
        return [("briefing" if named["what"] == "briefing" else "report", due)]
    # who is to invite others to report, reports nothing
    of_others = None if clause.action in ASKING else OF_OTHERS.search(text)
    end = of_others.end() if of_others else len(text)
    considers = clause.action in CONSIDERS
    several = (
        m for m in REPORT.finditer(text, 0, end) if not _only_named(text, m)
        and not (considers and _leads(THE_REPORT, text, m.start()))
    )  # fmt: skip
    report = next(several, None)
    told = _sessions(text, report.start(), resolution, clause) if report else []
    due = _sooner(told, text)
    also = None if due else ALSO_REPORT.search(text, 0, end)
    if also and not ENABLED.search(text, 0, also.start()):
        told = _sessions(text, also.end() - len("report"), resolution, clause)
        # what States report to nobody is another's task: "to set up schools, and to report on them"
        alone = clause.addressees == (PERSONS[0],)
        due = _sooner(told, text) or ([] if alone else [(None, None, None, None)])
    year = AT_SESSION_OF.search(text) if due and not any(chain(*(one[1:] for one in due))) else None
    if year and clause.addressees:  # what is reported thereon is due in the year of that session
        due = [(to, None, *_span(None, year["only"])) for to, *_ in due]
    briefing = due and report and BRIEFING.match(text, report.start())
    kind = "briefing" if briefing else "report" if due else "deadline"
    due = due or _deadlines(text, bool(report), resolution) or _own_session(clause, text)
    asked = [(kind, due)] if due else []
    money = RESOURCES.search(text)
    barred = clause.action in ("prohibit", "prevent", "deny", "freeze", "refrain", "suppress")
    if money and not barred and not NO_RESOURCES.search(text, money.start(), money.end() + 30):
        asked.append(("resources", [(None, None, None, None)]))
    return asked


def _as_headed(
    asked: list[tuple[str, list[Due]]], clause: Clause, head: str, resolution: Resolution
) -> list[tuple[str, list[Due]]]:
    """What an item of a list asks for, at the session that its head names: "Requests the Bureau, at
    its tenth session: (a) To report on tolls"."""
    session = _own_session(clause, f"{head} to")
    when = session or _at_sessions(head, 0, resolution) or _deadlines(head, True, resolution)
    if not asked:
        return [("deadline", session)] if session else []
    return [
        (kind, [(to or one[0], *one[1:]) for to, *_ in due for one in when])
        if when and kind in ("report", "briefing") and not any(any(one[1:]) for one in due)
        else (kind, due)
        for kind, due in asked
    ]  # fmt: skip


def _submitted(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """What is to be submitted at a session, by whomever."""
    passive = SUBMITTED.search(text) if clause.verb in INSISTS else None
    due = _at_sessions(text, passive.end(), resolution) if passive else []
    return [("report", _sooner(due, text))] if due else []


def _own_session(clause: Clause, text: str) -> list[Due]:
    """What somebody is asked to do at a session of its own: "Requests the Committee, at its tenth
    session, to examine tolls"."""
    session = AT_ITS_SESSION.search(text)
    if not session or not clause.action or not clause.addressees:
        return []
    name = session["first"]
    return [(None, _session_name(name, False), *_span(clause.addressees[0], name))]


def _only_named(text: str, report: re.Match[str]) -> bool:
    """Whether a report is only spoken of."""
    the = _leads(THE_REPORT, text, report.start())
    if SLIGHT.fullmatch(report.group().split()[0]) and not TOLD.search(text, report.end()):
        return True
    return bool(the and AWAITED.match(text, report.start()))


def _decided(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """When the organ comes back to something that it decides, and when that ends."""
    if clause.klass != "deciding":
        return []
    lasts = _ends(text, resolution)
    decided = [("sunset", lasts)] if lasts and MANDATE.search(text) else []
    if any(not _leads(OF_REVIEW, text, m.start()) for m in REVIEW.finditer(text)):
        at_sessions = _sooner(_at_sessions(text, 0, resolution), text)
        due: list[Due] = [(None, name, since, until) for _, name, since, until in at_sessions]
        due = due or ([] if decided else _deadlines(text, False, resolution))
        if due:
            decided.append(("review", due))
    return decided


def _ends(text: str, resolution: Resolution) -> list[Due]:
    """ "until 31 December 2025", "for a period of two years"."""
    ends: list[Due] = []
    for match in SUNSET.finditer(text):
        if day := DATE.match(text, match.end()):
            ends.append((None, None, resolution.adopted, _day(day)))
    for match in LASTS.finditer(text):
        number = _number(match["number"])
        if number is not None:
            months = number * (12 if match["unit"].lower() == "year" else 1)
            end = _months_on(resolution.adopted, months) if resolution.adopted else None
            ends.append((None, match[0], resolution.adopted, end))
    return ends


def _past(day: date | None, resolution: Resolution) -> bool:
    """Whether a day was over when a resolution was adopted."""
    return day is not None and resolution.adopted is not None and day < resolution.adopted


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else NUMBERS.get(written.lower())


def _leads(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """What an expression finds right before a place."""
    return pattern.search(text, max(0, at - BEFORE), at)


def _organs(
    text: str, start: int, organs: tuple[str | None, ...]
) -> Iterator[tuple[re.Match[str], str]]:
    """Organs named from a place on; "the Council" is the resolution's own, or the one that it
    recommends a draft to, where that is one."""
    for match in RECEIVER.finditer(text, start):
        if QUOTED.search(text, 0, match.start()):
            continue  # in a title
        name = match["organ"]
        if name in ("Assembly", "Council", "Commission"):
            named = (o for o in organs if o and o.endswith(name))
            name = next(named, "General Assembly" if name == "Assembly" else name)
        yield match, {"Economic and Social Council": "ECOSOC"}.get(name, name)


def _receivers(text: str, start: int, organs: tuple[str | None, ...]) -> list[tuple[int, str]]:
    """Organs from a place on that something may be told to."""
    return [
        (match.start(), name)
        for match, name in _organs(text, start, organs)
        if not _leads(THROUGH, text, match.start())
        and not ITS_PAPER.match(text, match.end())
        and not _leads(GOVERNED, text, match.start())
    ]


def _named(
    text: str, start: int, resolution: Resolution, who: tuple[str, ...] = ()
) -> list[tuple[str | None, str, bool]]:
    """Sessions from a place on: whose, name, special or not. A session is that of the organ right
    before it, else of `who` submits something "at its session", else of the receiver named last."""
    organs = resolution.organ, resolution.recommends
    receivers = [(at, n) for at, n in _receivers(text, start, organs) if n not in PERSONS]
    places = [at for at, _ in receivers]
    named = list(_organs(text, start, organs))
    ends = [match.end() for match, _ in named]
    begins = {match.start(): name for match, name in named}
    outset = STARTING.search(text)
    sessions, passed_on = list[tuple[str | None, str, bool]](), list[tuple[str | None, str, bool]]()
    last = None
    for match in SESSION.finditer(text, start):
        if last is not None and OTHERS_SESSION.search(text, last, match.start()):
            continue
        if _leads(OF_EVENT, text, match.start()):
            continue
        special = "special" in (match["kind"] or "") + (match["after"] or "")
        if special and not _leads(ENTITLED, text, match.start()):
            continue  # what a special session agreed on isn't due at it
        passed = bisect_right(ends, match.start())
        beside = next(
            ((m, n) for m, n in named[passed - 1 : passed]
             if n not in PERSONS and AT_ITS.fullmatch(text, m.end(), match.start())), None,
        )  # fmt: skip
        after = OF_THE.match(text, match.end())
        if _leads(SUBMITTED_AT, text, match.start()) and _past(
            _span(beside[1] if beside else resolution.organ, match["first"])[1], resolution
        ):
            continue  # "the report submitted at its tenth session" is there
        if beside and _leads(OUTCOME, text, beside[0].start()):
            continue  # where something was concluded
        told = bisect_left(places, match.start())
        before = [n for _, n in receivers[max(0, told - 2) : told]]
        own = next((w for w in who if SITS.search(w)), None) if not before else None
        organ = resolution.recommends or resolution.organ or None
        organ = "ECOSOC" if organ == "Economic and Social Council" else organ
        if beside:
            organ = beside[1]
        elif after:
            organ = begins.get(after.end())
        elif before:
            organ = before[-1]
        elif own and _leads(OWN, text, match.start()):
            organ = own
        if not outset and _past(_span(organ, match["second"] or match["first"])[1], resolution):
            continue  # "a report like that to the league at its tenth session": it is over
        last = match.end()
        names = [match[k] for k in ("first", "second", "year", "later", "of") if match[k]]
        whose = [organ] * len(names)
        if len(names) == 2 <= len(before) and _leads(OF_BOTH, text, match.start()):
            whose = list(before[-2:])
        found = [(one, name, special) for one, name in zip(whose, names, strict=True)]
        (passed_on if beside and _leads(PASSES, text, beside[0].start()) else sessions).extend(
            found
        )
    return sessions or passed_on


def _at_sessions(
    text: str, start: int, resolution: Resolution, who: tuple[str, ...] = ()
) -> list[Due]:
    """What is due at the sessions that are named from a place on, each with its organ."""
    return [
        (organ, _session_name(name, special), *((None, None) if special else _span(organ, name)))
        for organ, name, special in _named(text, start, resolution, who)
    ]


def _sessions(text: str, start: int, resolution: Resolution, clause: Clause) -> list[Due]:
    """What is due at sessions: each goes with the receiver named last before it."""
    due = _at_sessions(text, start, resolution, clause.addressees)
    due = due or _deadlines(text, True, resolution)
    receivers = _receivers(text, start, (resolution.organ, resolution.recommends))
    told_of = {to for to, *_ in due}
    more = (n for at, n in receivers if n not in told_of and _leads(ANOTHER, text, at))
    due += [(name, None, None, None) for name in dict.fromkeys(more if due else ())]
    often = OFTEN.search(text, start)
    # States are told much; a report to them is one that comes again and again
    near = [n for _, n in receivers if often or n != PERSONS[0]]
    said = often or re.search(r"\b(?:report|reports|reporting|brief|briefing)\b", text[start:])
    said = said or KEPT_INFORMED.match(text, start)
    if not due and near and said:
        both = len(near) > 1 and BOTH.fullmatch(text, receivers[0][0], receivers[1][0])
        due += [
            (name, often.group() if often else None, None, None)
            for name in near[: 2 if both else 1]
        ]
    told = "report" in (clause.action or "") and REPORTS.match(text, start)
    told = told or A_REPORT.match(text, start)
    if not due and (told or (often and TOLD.search(text, start))):
        due.append((None, often.group() if often else None, None, None))
    return due


def _sooner(due: list[Due], text: str) -> list[Due]:
    """What is due at one session, no later than a day of it: "at its eightieth session, no later
    than February 2026"."""
    dates = (DATE.match(text, match.end()) for match in DEADLINE.finditer(text))
    days = [_day(found) for found in dates if found and not found["only"]]
    return [
        (to, name, since, min([until, *(day for day in days if since <= day)]))
        if len(due) == 1 and since and until else (to, name, since, until)
        for to, name, since, until in due
    ]  # fmt: skip


def _session_name(name: str, special: bool) -> str:
    number = ORDINALS.get(name.lower())
    if number is None:
        return name
    return f"{ordinal(number)}{' special' if special else ''}"


def _span(organ: str | None, name: str | None) -> tuple[date | None, date | None]:
    """From when to when a session lasts, as far as its name says."""
    if name is None:
        return None, None
    if name.isdigit():
        year = int(name)
        if organ == "ECOSOC" and year > 2014:  # from July to July (General Assembly 68/1)
            return date(year - 1, 7, 1), date(year, 7, 31)
        return date(year, 1, 1), date(year, 12, 31)
    if organ == "General Assembly" and ORDINALS[name.lower()] > 30:
        opens = 1945 + ORDINALS[name.lower()]
        return date(opens, 9, 1), date(opens + 1, 9, 30)
    return None, None


def _day(written: re.Match[str]) -> date:
    """A date as written; of a month or year its last day."""
    if written["only"]:
        return date(int(written["only"]), 12, 31)
    year, month = int(written["year"]), MONTHS[written["month"].capitalize()]
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(written["day"] or 0) or last, last))


def _end_of(quarter: re.Match[str]) -> date:
    """The last day of a quarter of a year."""
    number = ("first", "second", "third", "fourth", "last").index(quarter["which"].lower())
    month = 3 * min(number + 1, 4)
    year = int(quarter["year"])
    return date(year, month, calendar.monthrange(year, month)[1])


def _deadlines(text: str, reporting: bool, resolution: Resolution) -> list[Due]:
    """Dates by which something is due; a bare year only for reports."""
    due: list[Due] = []
    organs = resolution.organ, resolution.recommends
    receivers = [n for _, n in _receivers(text, 0, organs) if n != PERSONS[0]]
    to = receivers[-1] if reporting and receivers else None
    for match in DEADLINE.finditer(text):
        if quarter := QUARTER.match(text, match.end()):
            due.append((to, None, resolution.adopted, _end_of(quarter)))
            continue
        day = DATE.match(text, match.end())
        if not day or (day["only"] and not reporting):
            continue
        due.append((to, None, resolution.adopted, _day(day)))
    within = WITHIN.search(text)
    if within and FROM_ELSEWHERE.match(text, within.end()):
        within = None
    if within and not due and reporting:
        number = _number(within["number"]) or 0
        days = (
            number * {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}[within["unit"].lower()]
        )
        since = resolution.adopted
        by = since + timedelta(days=round(days)) if since else None
        due.append((to, within.group(), since, by))
    # "urged in 2008 that boats be painted no later than 2010" is over
    due = [one for one in due if not _past(one[3], resolution)]
    report = REPORT.search(text) if reporting and not due else None
    year = IN_YEAR.match(text, report.end()) if report else None
    # an earlier year is that of what the report is about
    if year and resolution.adopted and int(year["only"]) >= resolution.adopted.year:
        number = int(year["only"])
        due.append((to, None, date(number, 1, 1), date(number, 12, 31)))
    return due
