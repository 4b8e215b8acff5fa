"""What a clause asks for or decides: reports and deadlines, reviews and ends, resources."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, pairwise

from ..clauses import Clause
from ..grammar.dates import MONTH
from ..grammar.numerals import ORDINAL
from ..records import Resolution
from .timing import (
    DATE,
    PERSONS,
    REPORT,
    SESSION,
    SITS,
    Due,
    at_sessions,
    counted,
    day_of,
    deadlines,
    is_past,
    leading,
    months_on,
    organs_of,
    receivers_of,
    session_name,
    sooner,
    span_of,
)

OFTEN = re.compile(
    r"\b(?:annually|biennially|quarterly|regularly|periodically|"
    r"every (?:\w+ )?(?:years?|months?|days)|"
    r"(?:on an? )?(?:annual|biennial|regular|periodic|quarterly|yearly) basis|"
    r"at (?:each|every) (?:(?:annual|regular) )*session|"
    r"at (?:its|their|the) (?:annual|regular) sessions)\b"
)
OFTEN_BEFORE = re.compile(r"\b(annually|biennially|quarterly|regularly|periodically) $")
TELLING = ("report", "brief", "inform", "apprise", "update")
# What the organ decides to come back to.
REVIEW = re.compile(
    r"\b(?:review|reviewing|revisit|reconsider|examine|consider|evaluate|assess|undertake|"
    r"continue (?:(?:its |the )?(?:consideration|examination|discussion)|considering|examining|"
    r"reviewing|discussing)|provisional agenda|agenda|hold an? (?:[a-z]+ ){0,3}(?:dialogue|debate)|"
    r"include the (?:sub-)?(?:item|topic)|"
    r"revert|return to|resume|take\b[^;]{0,60}?\bup|remain (?:actively )?seized)\b"
)
# … of which that is no part: "the modalities of the midterm review".
OF_REVIEW = re.compile(
    r"\b(?:modalities|preparations?|arrangements|results?|outcomes?|scope|format) (?:of|for) "
    r"[^,;]{0,60}$"
)
# Whether that is the matter of the resolution, and no part of it nor something else.
MATTER = re.compile(
    r"\b(?:(?:this|the|that|these) (?:priority )?"
    r"(?:question|matter|issue|(?:sub-)?item|topic|subject|situation)s?|"
    r"its (?:consideration|examination|discussion)s?|"
    r"(?:the present|this) (?:resolution|decision))\b"
    r"(?! (?:“|(?:of|on|entitled|relating|concerning|regarding|to)\b))"
)
ITEM = re.compile(
    r"(?<!under the )(?<!under the agenda )(?<![\w-])"
    r"(?:(?:sub-)?item|topic|question|subject)(?: entitled)?,? [“\"]([^”\"]*)[”\"]"
)
IN_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"")
CONTENT = re.compile(r"[a-z]{4,}")
# How long what it decides lasts.
SUNSET = re.compile(
    r"\b(?:until|expir\w+ on|terminat\w+ on|(?:for|through) (?:an?|the) (?:\w+ )?period (?:ending|"
    r"expiring|until|up to)(?: on)?|ending(?: on)?)\s+(?=\d|[A-Z])"
)
LASTS = re.compile(
    r"\bfor (?:an?|the) (?:\w+ )?(?:period|term)s? of (?P<number>\d{1,3}|[a-z]+) "
    r"(?P<unit>month|year)s?\b|"
    r"(?<= )(?:extend|renew|prolong)\b[^;,]{1,160}? (?P<said>for (?:an? )?(?:(?:further|additional|"
    r"another) )?(?P<more>\d{1,3}|[a-z]+) (?:more )?(?P<units>month|year)s?)\b"
)
_YEAR = r"(?:in|no later than|by) (?P<only>20\d\d)\b"
REVIEW_IN = re.compile(rf"\b(?:review|evaluation|assessment)\b[^;,]{{0,160}}? {_YEAR}")
REPORT_IN = re.compile(rf"\b(?:report|update)s?\b[^;,]{{0,60}}? {_YEAR}")
"""In what year something is due."""
MANDATE = re.compile(r"\b(?:mandates?|extend|renew|continue|prolong|establish|authoriz|term)\w*\b")
RESOURCES = re.compile(
    r"\b(?:provid|allocat|ensur|contribut|mak|increas|mobiliz|secur|continu|consider|giv|offer)\w*"
    r"\b[^;]{0,120}?\b(?:resources|(?<=seek the )contributions|"
    r"contributions?(?! of (?:the |other )*[A-Z])|funding|funds|"
    r"financial (?:support|assistance))\b"
)
# "capacity to mobilize resources", "financing of terrorism": others' money.
NO_RESOURCES = re.compile(
    r"\b(?:terroris\w*|laundering|illicit|criminal|asylum|natural resources)\b"
)
CONSIDERS = ("consider", "discuss", "examine", "study")
"""What is done with a report that somebody else makes."""
BRIEFING = re.compile(
    r"brief\b|engage\b|(?:provide|present|give|deliver)\b[^;,.]{0,60}?\bbriefings?\b(?! note)"
)
"""What is told by word of mouth."""
ORAL = re.compile(
    r"\boral (?:[a-z]+ )?(?:report|update|presentation|briefing)s?\b"
    r"(?:(?! and,? (?:also )?to (?:submit|present|provide|report|prepare)\b|"
    r" and (?:an?|its|his|her|their) (?:[a-z-]+ ){0,4}reports?\b)[^;])*"
)
"""What of a clause that asks for reports is told so, up to what is asked for in writing."""
ANOTHERS = re.compile(
    r"[a-z]+(?:(?!\b(?:reports?|an?)\b)[^;,]){0,120}? the (?:[a-z-]+ ){0,3}reports? of (?:the )?"
    r"(?:[a-z-]+ ){0,3}?(?P<whose>(?!Secretary-General)[A-Z][\w-]+|(?:group|panel|board|team|"
    r"commission|committee|mission|meeting|conference|experts?)\b)"
)
"""A report that somebody else makes: "to transmit the report of the league"."""
INSISTS = ("reiterates", "stresses", "emphasizes", "underlines")
"""Verbs that ask for what "be submitted"; others speak of what was asked."""
THE_REPORT = re.compile(r"\b(?:the|an?|this|that|his|her|its|their|next|annual) $")
ASKING = ("request", "invite", "encourage", "ask", "urge", "call")
"""Who is to do so has others report: who they are, no name of an addressee says."""
INCLUSION = re.compile(r",? (?:for|with a view to) (?:its |their )?inclusion in ")
"""Before the report of somebody else, which has receivers and sessions of its own."""
OF_OTHERS = re.compile(
    r"\bto (?:(?:invite|request|encourage|ask|urge|call upon)\b[^;:]{1,80}?|"
    r"(?:enable|allow)\b[^;:,]{1,160}?)\bto (?=report|submit)"
)
SUBMITTED = re.compile(r"\bthat\b[^;]{0,160}?\b(?:(?:shall|should) )?be (?=submitted|presented)")
"""A report that is asked for in the passive: "that the review be submitted to it at …"."""
ANOTHER = re.compile(
    r"\band (?:also )?(?:to (?:submit|present|provide) )?(?:an?|its|his|her|their) (?:\w+ ){0,3}"
    r"(?:reports?|updates?|briefings?)(?: \w+){0,4} to (?:the )?$|"
    r"\bsessions?,? (?:and|as well as)(?: also)? to (?:the )?$"
)
"""Before a second receiver: "a report to the league and an interim report to the Bureau", "to the
league at its tenth session and to the Bureau"."""
TO = re.compile(r"\bto (?:the )?$")
NAMES = re.compile(r"(?:[A-Z][\w-]*(?: (?:of|on|for|and|the))* )+?and (?:to )?(?:the )?")
BOTH = re.compile(r"[A-Z][\w -]+ and (?:to )?(?:the )?")
FROM_WHOM = re.compile(
    r"(?:\b(?P<what>briefing|report|update|study) from|"
    r"^[^,;]{0,60}\ban? (?:[a-z]+ ){0,2}(?P<which>briefing|report|update|study) by) "
    r"(?=[A-Z]|the [A-Z])"
)
"""What is asked for by its name, of whom: "requests a briefing from the Bureau"."""
SLIGHT = re.compile(
    r"keep|make|communicate|complete|finalize|provide|prepare|issue|deliver|furnish|table"
)
"""Verbs of much else than reports ..."""
TOLD = re.compile(
    r"\b(?:reports?|briefings?|information|informed|updates?|updated|stud(?:y|ies)|summar(?:y|ies)|"
    r"recommendations?|proposals?|documents?|notes?|inputs?|compilation|plans?|guidelines|"
    r"assessments?|reviews?|analys[ei]s|overview|advice|account|evaluations?|views|strateg\w+|"
    r"accounts|statements?|data|findings|lists?|options|apprised|abreast)\b"
)
"""... unless something to be read follows."""
OTHER = re.compile(
    r"\b(?:strateg(?:y|ies)|(?:plans?|programmes?)(?! of work)|guidelines|"
    r"lists?|options|proposals?|proposed|recommendations?|views|drafts?|documents?|compilation|"
    r"roadmaps?|frameworks?|budgets?)\b"
)
"""What is presented and is no report ..."""
REPORTED = re.compile(
    r"\b(?:report\w*|brief(?:ing|ings)?|inform\w*|updat\w+|stud(?:y|ies)|summar(?:y|ies)|"
    r"assessments?|reviews?|analys[ei]s|overviews?|accounts?|evaluations?|statements?|data|"
    r"findings|notes?|apprised|abreast|dialogues?)\b"
)
"""... where nothing of these is."""
AWAITED = re.compile(
    r"\breports? (?:of|by|on|entitled|contained|issued|prepared|submitted)\b(?![^;]{0,200}"
    r"\b(?:be|is|are) (?:submitted|presented|made|issued|transmitted|circulated)\b)"
)
"""A report that is there, and only named: "the release of the report of the league"."""
REPORTS = re.compile(
    r"report(?=\s+(?:on|thereon|back|regularly|annually|in writing)\b|\s*[;,.]|\s*$)"
)
"""Somebody is to report, to whom and when the text doesn't say."""
ALSO_REPORT = re.compile(
    rf"(?:,|\band)(?: also| further| in turn)? to (?:[a-z]+ly )?{REPORTS.pattern}|"
    r"\band report(?= thereon\b)"
)
"""A report that is asked for beside something else: "to mend the lock and to report on it"."""
ENABLED = re.compile(r"\b(?:(?:able|right|power|opportunity) to|enabl\w+|allow\w*)\b")
"""Before what somebody else may do then."""
A_REPORT = re.compile(
    r"\b(?:submit|present) (?:an?|(?:(?:his|her|its|their) )?(?:annual|biennial|regular|further))"
    r" (?:[a-z-]+ ){0,3}reports?\b|provide (?:an )?(?:[a-z-]+ )?updates? thereon\b"
)
"""A report of one's own, whoever receives it: "to submit a comprehensive report on tolls"."""
KEPT_INFORMED = re.compile(r"keep\b[^;,]{1,120}?\b(?:informed|apprised|abreast|updated)\b")
FORWARD = re.compile(
    r"\bto (?:(?:receiving|the (?:submission|presentation) of)\b[^;]{1,160}?|"
    r"(?:the|its|his|her|an?) (?:[a-z-]+ ){0,4})reports?\b"
)
"""A report that an organ looks forward to."""
IN_NEXT = re.compile(
    r"\b(?:in|as part of)(?: the context of)? (?:the|his|her|its|their|that) "
    r"(?:(?:next|forthcoming|upcoming|future|subsequent|annual|progress|performance) )+"
    r"(?:[a-z]+ )?(?:reports?|reporting)\b"
)
"""A report that something is to be told in: "to include in his next report"."""
TOLD_IN = ("present", "report", "submit", "inform", "apprise", "update")
IN_REPORT = re.compile(
    r"\b(?:in|into|within|as part of)(?: the context of)? (?:the|his|her|its|their|that|each) "
    r"(?:(?!to |and )[a-z-]+ ){0,4}$"
)
"""Before a report that comes anyway: what is to be included in it asks for none."""
OWN_SESSION = re.compile(rf"\b(?:at|during) its (?P<first>{ORDINAL}) (?:\w+ )?session", re.I)
EARLIER = re.compile(
    r"\b(?:which|decisions?|resolutions?|conclusions?|recommendations?|adopted|endorsed|made|taken|"
    r"held|agreed|requested|recommended|submitted|presented)\b[^;]{0,60}$"
)
"""Before a session at which something else is, or was: "consistent with its decision at its"."""
TO_DO = re.compile(r"\b(?:to|should|shall)\b")
AT_SESSION_OF = re.compile(
    rf", (?:at|during) its {ORDINAL} (?:\w+ )?session, (?:to be held )?in (?P<only>(?:19|20)\d\d),"
)


TO_HOLD = re.compile(
    r"[^,;]{0,60}?\bdecides?(?: \w+){0,2},? to (?:hold|convene|organi[sz]e|host)\b", re.I
)
TO_BE_HELD = re.compile(r"\b(?:to|shall|will|should) be (?:held|convened|organi[sz]ed|hosted)\b")
MEETING = re.compile(
    r"\b(?:meeting|conference|summit|session|forum|congress|commemoration|dialogue|symposium|event|"
    r"debate|workshop|seminar|consultation|discussion|negotiation|celebration|panel|review)s?\b",
    re.I,
)
"""What is held on some day."""
PART_OF = re.compile(r"(?<!holding)(?<!convening)(?<!organization) of |,| on | for | in ")
"""Behind which a meeting is only what something else is of: "the outcome of the meeting"."""
PURPOSE = re.compile(
    r"\bto,? (?!be (?:held|convened|organi[sz]ed|hosted)\b)(?=[a-z])|"
    r"\b(?:with a view|in order|which)\b|[;:]"
)
"""What a meeting is for begins: "to assess what was promised by 2030"."""
HELD_WHEN = re.compile(
    r"(?<!(?<!be )held )(?:\b(?:in|during|on|from) (?:early |late |mid-)?"
    rf"(?=(?:\d{{1,2}} )?(?:(?:{MONTH}) )?(?:19|20)\d\d\b)|"
    rf"\b(?P<from>\d{{1,2}})(?: (?P<month>{MONTH}))? (?:to|and) "
    rf"(?=\d{{1,2}} (?:{MONTH}) (?:19|20)\d\d\b)|"
    r"\b(?:following|preceding|alongside|margins of)\b,? (?:or \w+,? )?the "
    r"(?=(?:19|20)\d\d [a-z]))"
)
"""What leads to the day or year of a meeting; of one beside another to that other's year."""
ANOTHER_DAY = re.compile(r",? (?:or|and|to) (?:\w+ )?\d")


def requested(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """What a directive clause asks for."""
    named = FROM_WHOM.search(text) if not clause.action and clause.addressees else None
    if named:
        due = sooner(at_sessions(text, named.end(), resolution), text)
        due = due or deadlines(text, False, resolution) or [(None, None, None, None)]
        return [("briefing" if "briefing" in named.groups() else "report", due)]
    # who is to invite others to report, reports nothing
    text = INCLUSION.split(text)[0]
    of_others = None if clause.action in ASKING else OF_OTHERS.search(text)
    text = text[: of_others.end()] if of_others else text
    considers = clause.action in CONSIDERS
    several = (
        m for m in REPORT.finditer(text) if not _only_named(text, m)
        and not (considers and leading(THE_REPORT, text, m.start()))
    )  # fmt: skip
    report = next(several, None)
    told = _sessions(text, report.start(), resolution, clause) if report else []
    due = sooner(told, text)
    also = None if due else ALSO_REPORT.search(text)
    if also and not ENABLED.search(text, 0, also.start()):
        told = _sessions(text, also.end() - len("report"), resolution, clause)
        # what States report to nobody is another's task: "to set up schools, and to report on them"
        alone = clause.addressees == (PERSONS[0],)
        due = sooner(told, text) or ([] if alone else [(None, None, None, None)])
    tells = clause.addressees != (PERSONS[0],) and (clause.action or "").split(" ")[-1] in TOLD_IN
    if report and not due and tells:
        due = _in_year(REPORT_IN, text, resolution)
    if not due and tells and IN_NEXT.search(text):
        due, report = [(None, None, None, None)], None
    year = AT_SESSION_OF.search(text) if due and not any(chain(*(one[1:] for one in due))) else None
    if year and clause.addressees:  # what is reported thereon is due in the year of that session
        due = [(to, None, *span_of(None, year["only"])) for to, *_ in due]
    briefing = due and report and BRIEFING.match(text, report.start())
    other = due and report and not _is_report(text, report.start(), clause)
    if other:
        due = [one for one in due if any(one[1:])]
    kind = "briefing" if briefing else "report" if due and not other else "deadline"
    due = due or deadlines(text, bool(report), resolution) or _own_session(clause, text, resolution)
    asked = _by_word(due, text) if kind == "report" else [(kind, due)] if due else []
    money = RESOURCES.search(text)
    barred = clause.action in ("prohibit", "prevent", "deny", "freeze", "refrain", "suppress")
    if money and not barred and not NO_RESOURCES.search(text, money.start(), money.end() + 30):
        asked.append(("resources", [(None, None, None, None)]))
    return asked


def as_headed(
    asked: list[tuple[str, list[Due]]], clause: Clause, head: str, resolution: Resolution
) -> list[tuple[str, list[Due]]]:
    """What an item of a list asks for, at the session that its head names: "Requests the Bureau, at
    its tenth session: (a) To report on tolls"."""
    session = _own_session(clause, f"{head} to", resolution)
    when = session or at_sessions(head, 0, resolution) or deadlines(head, True, resolution)
    if not asked:
        return [("deadline", session)] if session else []
    return [
        (kind, [(to or one[0], *one[1:]) for to, *_ in due for one in when])
        if when and kind in ("report", "briefing") and not any(any(one[1:]) for one in due)
        else (kind, due)
        for kind, due in asked
    ]  # fmt: skip


def submitted(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """What is to be submitted at a session, by whomever."""
    awaited = FORWARD.search(text) if clause.verb.endswith("looks forward") else None
    if awaited:
        due = sooner(_sessions(text, awaited.start(), resolution, clause), text)
        return [("report", due)] if any(chain(*due)) else []
    passive = SUBMITTED.search(text) if clause.verb in INSISTS else None
    due = at_sessions(text, passive.end(), resolution) if passive else []
    return [("report", sooner(due, text))] if due else []


def _own_session(clause: Clause, text: str, resolution: Resolution) -> list[Due]:
    """What an organ is asked to do at a session of its own: "Requests the Committee, at its tenth
    session, to examine tolls"."""
    asked = TO_DO.search(text)
    if not asked or not clause.action or not clause.addressees:
        return []
    organs = resolution.organ, resolution.recommends
    named = [(m.start(), n) for m, n in organs_of(text, 0, organs) if n not in PERSONS]
    for session in OWN_SESSION.finditer(text):
        ends = max(session.start(), asked.start())
        before = {name: at for at, name in reversed(named) if at < ends}
        own = [name for name, at in before.items() if at < asked.start()]
        # between commas it is of the one that is to do it, whoever else is named
        apart = text.startswith(",", session.end()) and text.endswith(", ", 0, session.start())
        sits = len(own) == 1 if before else apart or any(map(SITS.search, clause.addressees))
        if sits and (apart or len(before) <= 1) and not leading(EARLIER, text, session.start()):
            name = session["first"]
            return [(None, session_name(name, False), *span_of(clause.addressees[0], name))]
    return []


def _only_named(text: str, report: re.Match[str]) -> bool:
    """Whether a report is only spoken of, or only the one that something is to be told in."""
    if leading(IN_REPORT, text, report.start()):
        return True
    the = leading(THE_REPORT, text, report.start())
    if SLIGHT.fullmatch(report.group().split()[0]):
        named = [(m[0], leading(IN_REPORT, text, m.start()))
                 for m in TOLD.finditer(text, report.end())]  # fmt: skip
        told = [word for word, within in named if not within]
        into = len(told) < len(named) and not any(w.startswith(("report", "update")) for w in told)
        if not told or into:
            return True
    return bool(the and AWAITED.match(text, report.start()))


def _by_word(due: list[Due], text: str) -> list[tuple[str, list[Due]]]:
    """Reports that are due, told by word of mouth at the sessions of which a text says so."""
    oral = ORAL.search(text)
    if oral is None:
        return [("report", due)]
    sessions = [session_name(m[k], False) for m in SESSION.finditer(oral[0])
                for k in ("first", "second", "year", "later", "of") if m[k]]  # fmt: skip
    alone = oral.end() == len(text)  # … of all that have none
    told = [one for one in due if one[1] in sessions or (alone and not one[1])]
    written = [one for one in due if one not in told]
    return [(kind, rows) for kind, rows in (("briefing", told), ("report", written)) if rows]


def _is_report(text: str, start: int, clause: Clause) -> bool:
    """Whether what is told or submitted from a place on may be a report of who is to do so."""
    another = ANOTHERS.match(text, start)
    if another and not any(another["whose"] in who for who in clause.addressees):
        return False
    return bool(REPORTED.search(text)) or not OTHER.search(text, start)


def decisions(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """When the organ comes back to something that it decides, and when that ends."""
    if clause.klass != "deciding":
        return []
    lasts = _ends(text, resolution)
    decided = [("sunset", lasts)] if lasts and MANDATE.search(text) else []
    if any(not leading(OF_REVIEW, text, m.start()) for m in REVIEW.finditer(text)):
        named = sooner(at_sessions(text, 0, resolution), text)
        due: list[Due] = [(None, name, since, until) for _, name, since, until in named]
        due = due or ([] if decided else deadlines(text, False, resolution))
        due = due or ([] if decided else _in_year(REVIEW_IN, text, resolution))
        if due:
            decided.append(("review", due))
    return decided


def meetings(clause: Clause, text: str, resolution: Resolution) -> list[tuple[str, list[Due]]]:
    """When a meeting is held that a clause decides to hold, or looks forward to."""
    if not clause.verb.endswith(("decides", "looks forward")):
        return []
    own = TO_HOLD.match(text)
    hold = own or TO_BE_HELD.search(text)
    if hold is None:
        return []
    ends = PURPOSE.search(text, hold.end())
    when = HELD_WHEN.search(text, hold.end(), ends.start() if ends else len(text))
    day = DATE.match(text, when.end()) if when else None
    if when is None or day is None or is_past(day_of(day), resolution):
        return []
    told = text[hold.end() :] if own else text[len(clause.verb) : hold.start()]
    meeting = MEETING.search(told if own else PART_OF.split(told)[0])
    if not meeting or ANOTHER_DAY.match(text, day.end()):
        return []
    last = day_of(day)
    first = date(last.year, 1, 1) if day["only"] else last if day["day"] else last.replace(day=1)
    if when["from"] and last.day != int(when["from"]):  # "from 29 May to 4 June 2025"
        opens = DATE.match(f"{when['from']} {when['month'] or day['month']} {last.year}")
        first = day_of(opens) if opens else first
    return [("meeting", [(None, None, first, last)])]


def of_matter(text: str, title: str) -> bool:
    """Whether what an organ comes back to is the matter of its resolution: called so, or in
    words of the title, as is the item of its agenda. Without a title all is taken to be."""
    matter = set(CONTENT.findall(title.lower()))
    items = [set(CONTENT.findall(item.lower())) for item in ITEM.findall(text)]
    said = set(CONTENT.findall(IN_QUOTES.sub("", text).lower()))
    return (
        not matter
        or bool(MATTER.search(text))
        or any(3 * len(item & matter) >= min(len(item), len(matter)) for item in items)
        or 5 * len(said & matter) >= 2 * len(matter)
    )


def _in_year(said: re.Pattern[str], text: str, resolution: Resolution) -> list[Due]:
    """What is due in a year that is to come: "to submit its next report in 2030"."""
    year = said.search(text)
    when = span_of(None, year["only"]) if year else (None, None)
    return [(None, None, *when)] if year and not is_past(when[1], resolution) else []


def _ends(text: str, resolution: Resolution) -> list[Due]:
    """ "until 31 December 2025", "for a period of two years"."""
    ends: list[Due] = []
    for match in SUNSET.finditer(text):
        if day := DATE.match(text, match.end()):
            ends.append((None, None, resolution.adopted, day_of(day)))
    for match in LASTS.finditer(text):
        number = counted(match["number"] or match["more"])
        if number is not None:
            months = number * (12 if (match["unit"] or match["units"]).lower() == "year" else 1)
            end = months_on(resolution.adopted, months) if resolution.adopted else None
            ends.append((None, match["said"] or match[0], resolution.adopted, end))
    return ends


def _sessions(text: str, start: int, resolution: Resolution, clause: Clause) -> list[Due]:
    """What is due at sessions: each goes with the receiver named last before it."""
    due = at_sessions(text, start, resolution, clause.addressees)
    due = due or deadlines(text, True, resolution)
    receivers = receivers_of(text, start, (resolution.organ, resolution.recommends))
    told_of = {to for to, *_ in due}
    more = [n for at, n in receivers if n not in told_of and leading(ANOTHER, text, at)]
    for (at, one), (then, other) in pairwise(receivers):
        if len(told_of & {one, other}) == 1 and leading(TO, text, at):
            more += {one, other} - told_of if NAMES.fullmatch(text, at, then) else ()
    due += [(name, None, None, None) for name in dict.fromkeys(more if due else ())]
    tells = text.startswith(TELLING, start)
    before = leading(OFTEN_BEFORE, text, start) if tells else None
    after = OFTEN.search(text, start)
    often = before[1] if before else after[0] if after else None
    # States are told much; a report to them is one that comes again and again
    near = [n for _, n in receivers if often or n != PERSONS[0]]
    said = re.search(
        r"\b(?:report|reports|reporting|brief|briefing|update thereon)\b", text[start:]
    )
    said = said or KEPT_INFORMED.match(text, start)
    if not due and near and (said or (often and (tells or TOLD.search(text, start)))):
        both = len(near) > 1 and BOTH.fullmatch(text, receivers[0][0], receivers[1][0])
        due += [(name, often, None, None) for name in near[: 2 if both else 1]]
    told = "report" in (clause.action or "") and REPORTS.match(text, start)
    told = told or A_REPORT.match(text, start)
    if not due and (told or (after and TOLD.search(text, start))):
        due.append((None, often, None, None))
    return due
