"""To whom something is due and when: organs, their sessions, days.

Sessions of the General Assembly and of the Economic and Social Council have dates; those of other
organs are given by number or year only.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from ..grammar.dates import MONTH, MONTHS
from ..grammar.numerals import ORDINAL, ORDINALS, ordinal
from ..records import Resolution

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
    r"(?<!\w)(?:(?:no|not) later than |by (?:the end of )?|(?<!not )before the end of |until |"
    r"(?P<before>(?:(?<!not )before|(?<!not )prior to) ))",
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
UNTIL = re.compile(r"\b(?:(?:no|not) later than|by|before|prior to|until) (?:the end of )?the $")
"""Before a session that is only a time: "before the end of the tenth session of the league"."""
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
    r"\b(?:convening|holding|organization|opening) of (?:the|its) $|"
    r"\breports? of [^;,]{0,120} on (?:the work of )?its $|"
    r"\bto (?:the )?discussions? of [^;,]{0,160}$"
)
IN_YEAR = re.compile(r"[^;,]{0,60}?\bin (?P<only>(?:19|20)\d\d)\b")
# "an annual report, starting at its seventy-fifth session": that session may be long past.
STARTING = re.compile(r"\b(?:starting|beginning|commencing|as from)\b")
NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"twelve": 12, "thirty": 30, "sixty": 60, "ninety": 90}
REPORT = re.compile(
    r"\b(?:submit|present|report|(?<!future )(?<!its )(?<!their )(?<!of )reporting|brief|inform|"
    r"apprise|transmit|convey|communicate|provide|prepare|"
    r"engage(?= in an? (?:[a-z]+ ){0,2}dialogue with the (?:[A-Z]\w+ )*"
    r"(?:Assembly|Council|Commission|Committee)\b)|"
    r"update(?= (?:[a-z]+ly )?(?:(?:the|all|its) )*(?:[A-Z][\w-]+ (?:and |of |on |for |the )*){0,6}"
    r"(?:Assembly|Council|Commission|Committee|Board|Conference|Group|Secretary-General|States)\b)|"
    r"propose(?=,? for (?:the )?consideration (?:of|by) )|"
    r"(?:propose|update)(?= [^,;]{1,80} for (?:the )?consideration (?:of|by) )|"
    r"keep|issue|circulate|deliver|furnish|table|make|complete|finalize|"
    r"(?:lay|place|put|bring)(?= (?:[^,;]{1,80} )?before\b))\b"
)
QUOTED = re.compile(r"“[^”]*$")
PERSONS = ("Member States", "Secretary-General")  # receive reports, but have no sessions
Due = tuple[str | None, str | None, date | None, date | None]
"""To whom, session as named, from when, until when."""
Session = tuple[str | None, str | None, str, bool]
BEFORE = 400
"""Characters before a place in which what leads to it is sought: more than any of these spans."""
OUTCOME = re.compile(
    r"\b(?:conclusions?|recommendations?|decisions?|discussions?|resolutions?|reports?|work|views|"
    r"adopted|endorsed|made|taken|held|agreed|noted|requested|finalized|"
    r"elaborated|prepared|approved|recommended)(?: adopted| made| taken)? "
    r"(?:of|by|in) (?:the )?$"
)
"""What stands before an organ whose session is over: "the conclusions of the league"."""
OF_BOTH = re.compile(r"\b(?:at|in|during|for) their $")
SUBMITTED_AT = re.compile(r"(?<!be )\b(?:submitted|presented) (?:to|by|at|during)\b[^;,]{0,60}$")
GOVERNED = re.compile(
    r"\b(?:resolution|decision|(?<!annual sessions )(?<!regular sessions )of|by) (?:the )?$"
)
AT_ITS = re.compile(r",? (?:at|during|for) its ")
OF_THE = re.compile(r" of the (?=[A-Z])")
OWN = re.compile(r",? (?:at|during) its $")
SITS = re.compile(
    r"\b(?:(?:Sub-?)?[Cc]ommittee|Commission|Council|Board|Group|Forum|Conference|Assembly)\b"
)
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
ENTITLED = re.compile(
    r"(?<!agreed )(?<!adopted )(?<!made )(?<!held )(?<!reached )\bat (?:its|the|an?) $"
)
QUARTER = re.compile(
    r"(?:the )?(?P<which>first|second|third|fourth|last) quarter of (?P<year>(?:19|20)\d\d)\b", re.I
)


def is_past(day: date | None, resolution: Resolution) -> bool:
    """Whether a day was over when a resolution was adopted."""
    return day is not None and resolution.adopted is not None and day < resolution.adopted


def months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def counted(written: str) -> int | None:
    return int(written) if written.isdigit() else NUMBERS.get(written.lower())


def leading(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """What an expression finds right before a place."""
    return pattern.search(text, max(0, at - BEFORE), at)


def organs_of(
    text: str, start: int, organs: tuple[str | None, ...]
) -> Iterator[tuple[re.Match[str], str]]:
    """Organs named from a place on; "the Council" is the resolution's own, or the one that it
    recommends a draft to, where that is one, else that named in full right before."""
    full = None
    for match in RECEIVER.finditer(text):
        if QUOTED.search(text, 0, match.start()):
            continue  # in a title
        name = match["organ"]
        if name in ("Assembly", "Council", "Commission", "Committee"):
            named = (o for o in organs if o and o.endswith(name))
            same = full if full and name in full else name
            name = next(named, "General Assembly" if name == "Assembly" else same)
        elif re.search(r"\b(?:Council|Commission|Committee)\b", name):
            full = name
        if match.start() >= start:
            yield match, {"Economic and Social Council": "ECOSOC"}.get(name, name)


def receivers_of(text: str, start: int, organs: tuple[str | None, ...]) -> list[tuple[int, str]]:
    """Organs from a place on that something may be told to."""
    return [
        (match.start(), name)
        for match, name in organs_of(text, start, organs)
        if not leading(THROUGH, text, match.start())
        and not ITS_PAPER.match(text, match.end())
        and not leading(GOVERNED, text, match.start())
    ]


def _named(
    text: str, start: int, resolution: Resolution, who: tuple[str, ...] = ()
) -> list[Session]:
    """Sessions from a place on: receiver, whose, name, special or not. A session is that of the
    organ right before it, else of `who` submits something "at its session", else of the receiver
    named last. That by which something is due has nobody receive it."""
    organs = resolution.organ, resolution.recommends
    receivers = [(at, n) for at, n in receivers_of(text, start, organs) if n not in PERSONS]
    places = [at for at, _ in receivers]
    named = list(organs_of(text, start, organs))
    ends = [match.end() for match, _ in named]
    begins = {match.start(): name for match, name in named}
    outset = STARTING.search(text)
    sessions, passed_on = list[Session](), list[Session]()
    last = None
    for match in SESSION.finditer(text, start):
        if last is not None and OTHERS_SESSION.search(text, last, match.start()):
            continue
        if leading(OF_EVENT, text, match.start()):
            continue
        special = "special" in (match["kind"] or "") + (match["after"] or "")
        if special and not leading(ENTITLED, text, match.start()):
            continue  # what a special session agreed on isn't due at it
        passed = bisect_right(ends, match.start())
        beside = next(
            ((m, n) for m, n in named[passed - 1 : passed]
             if n not in PERSONS and AT_ITS.fullmatch(text, m.end(), match.start())), None,
        )  # fmt: skip
        after = OF_THE.match(text, match.end())
        if leading(SUBMITTED_AT, text, match.start()) and is_past(
            span_of(beside[1] if beside else resolution.organ, match["first"])[1], resolution
        ):
            continue  # "the report submitted at its tenth session" is there
        if beside and leading(OUTCOME, text, beside[0].start()):
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
        elif own and leading(OWN, text, match.start()):
            organ = own
        if not outset and is_past(span_of(organ, match["second"] or match["first"])[1], resolution):
            continue  # "a report like that to the league at its tenth session": it is over
        last = match.end()
        names = [match[k] for k in ("first", "second", "year", "later", "of") if match[k]]
        whose = [organ] * len(names)
        if len(names) == 2 <= len(before) and leading(OF_BOTH, text, match.start()):
            whose = list(before[-2:])
        only_time = not before and leading(UNTIL, text, match.start())
        found = [(None if only_time else one, one, name, special)
                 for one, name in zip(whose, names, strict=True)]  # fmt: skip
        (passed_on if beside and leading(PASSES, text, beside[0].start()) else sessions).extend(
            found
        )
    return sessions or passed_on


def at_sessions(
    text: str, start: int, resolution: Resolution, who: tuple[str, ...] = ()
) -> list[Due]:
    """What is due at the sessions that are named from a place on, each with its organ."""
    return [
        (to, session_name(name, special), *((None, None) if special else span_of(organ, name)))
        for to, organ, name, special in _named(text, start, resolution, who)
    ]


def sooner(due: list[Due], text: str) -> list[Due]:
    """What is due at one session, no later than a day of it: "at its eightieth session, no later
    than February 2026"."""
    dates = ((DATE.match(text, m.end()), bool(m["before"])) for m in DEADLINE.finditer(text))
    days = [day_of(found, before) for found, before in dates if found and not found["only"]]
    return [
        (to, name, since, min([until, *(day for day in days if since <= day)]))
        if len(due) == 1 and since and until else (to, name, since, until)
        for to, name, since, until in due
    ]  # fmt: skip


def session_name(name: str, special: bool) -> str:
    number = ORDINALS.get(name.lower())
    if number is None:
        return name
    return f"{ordinal(number)}{' special' if special else ''}"


def span_of(organ: str | None, name: str | None) -> tuple[date | None, date | None]:
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


def day_of(written: re.Match[str], before: bool = False) -> date:
    """A date as written; of a month or year its last day. The last `before` it, if that is said."""
    whole = before and not written["day"]  # a month or year, before which its first day isn't
    year, month = int(written["only"] or written["year"]), 1 if whole else 12
    if written["month"]:
        month = MONTHS[written["month"].capitalize()]
    last = 1 if whole else calendar.monthrange(year, month)[1]
    day = date(year, month, min(int(written["day"] or 0) or last, last))
    return day - timedelta(days=before)


def _end_of(quarter: re.Match[str]) -> date:
    """The last day of a quarter of a year."""
    number = ("first", "second", "third", "fourth", "last").index(quarter["which"].lower())
    month = 3 * min(number + 1, 4)
    year = int(quarter["year"])
    return date(year, month, calendar.monthrange(year, month)[1])


def deadlines(text: str, reporting: bool, resolution: Resolution) -> list[Due]:
    """Dates by which something is due; a bare year, or "until" one, only for reports."""
    due: list[Due] = []
    organs = resolution.organ, resolution.recommends
    receivers = [n for _, n in receivers_of(text, 0, organs) if n != PERSONS[0]]
    to = receivers[-1] if reporting and receivers else None
    for match in DEADLINE.finditer(text):
        if quarter := QUARTER.match(text, match.end()):
            due.append((to, None, resolution.adopted, _end_of(quarter)))
            continue
        day = DATE.match(text, match.end())
        if leading(OF_EVENT, text, match.start()):
            continue  # "after consultations to be held by 1 May"
        lasts = match[0].lower().startswith("until")  # "to extend the lease until 1 May"
        if not day or (not reporting and (day["only"] or lasts)):
            continue
        due.append((to, None, resolution.adopted, day_of(day, bool(match["before"]))))
    within = WITHIN.search(text)
    if within and FROM_ELSEWHERE.match(text, within.end()):
        within = None
    if within and not due and reporting:
        number = counted(within["number"]) or 0
        days = (
            number * {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}[within["unit"].lower()]
        )
        since = resolution.adopted
        by = since + timedelta(days=round(days)) if since else None
        due.append((to, within.group(), since, by))
    # "urged in 2008 that boats be painted no later than 2010" is over
    due = [one for one in due if not is_past(one[3], resolution)]
    report = REPORT.search(text) if reporting and not due else None
    year = IN_YEAR.match(text, report.end()) if report else None
    # an earlier year is that of what the report is about
    if year and resolution.adopted and int(year["only"]) >= resolution.adopted.year:
        number = int(year["only"])
        due.append((to, None, date(number, 1, 1), date(number, 12, 31)))
    return due
