"""What the latest member is and what is due next, in short phrases for the top of the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import steps, symbols
from ..codebook import load, rarity
from ..codebook.forms import roots
from ..duties.asking import MEETING
from ..prose import (
    called,
    capital,
    counted,
    day,
    jumped,
    listed,
    month,
    number,
    percent,
    until,
)
from ..text import words as of_text
from .asks import OBJECT, QUOTED, cut, named
from .facts import known_of
from .subjects import ALONE, telling

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["head"]

KINDS = {"report": ("A report", "by"), "briefing": ("A briefing", "by"),
         "deadline": ("A deadline", "for")}  # fmt: skip
SUBMITTED = ("A submission", "by")  # what goes to somebody and is no report
AT_SESSION = ("Action", "by")  # what somebody is to do at a session
CARRIED = 1 / 6  # of a text's runs of words: a text that shares fewer may renew nothing
SESSION = re.compile(r"(\d+\w\w) session(?:, (.+ \d{4}|\d{4}))?")
# What leads to a meeting: "to hold a fair".
_LEADING_TO = re.compile(
    r"^(?:that |to )*(?:(?:hold|convene|organi[sz]e|host) )?(?:the (?:convening|holding) of )?"
)
_ENDS_MEETING = re.compile(
    r" (?:shall|will|should|to) be | (?:called|convened|entitled|which|that|under the title)\b|"
    r" (?:in|on|from) (?=\d)|,"
)
REPORTING = re.compile(r"(?:report|submit|present|inform|brief|update)\b")
# On what a report is, but on the resolution itself; and what points back at what stands before.
ABOUT = re.compile(
    r"^(?:[a-z]+ )?(?:report|(?:[a-z]+ ){1,5}reports?) (?:on|concerning|regarding) "
    r"((?!.*\b(?:present resolution|implementation of and)\b).+)"
)
POINTS = re.compile(r"\b(?:this|that|these|those|such|thereof)\b")
UNDATED = ", without a date"
ORAL = re.compile(r"\boral (?:[a-z]+ )?(report|update|presentation)\b")


def head(
    resolutions: pd.DataFrame,
    duties: pd.DataFrame,
    reviews: pd.DataFrame,
    emergence: pd.DataFrame | None = None,
    words: pd.DataFrame | None = None,
    what: str = "Themes",
    paragraphs: pd.DataFrame | None = None,
    clauses: pd.DataFrame | None = None,
    codes: pd.DataFrame | None = None,
    pairs: pd.DataFrame | None = None,
    citations: pd.DataFrame | None = None,
) -> dict[str, Any] | None:
    """Title, symbol, date, size and vote of the latest member, and what is due next.

    Parameters
    ----------
    resolutions : DataFrame
    duties, reviews : DataFrame
        As `mandate.duties` and `mandate.reviews` give them.
    emergence : DataFrame, optional
        As `topics.emergence` gives it.
    words : DataFrame, optional
        To tell one Special Rapporteur from several.
    what : str
        What ``emergence`` is of: themes, or subjects that a series without themes proposes.
    paragraphs : DataFrame, optional
        To tell how much longer it is than the member before, annexes apart.
    clauses : DataFrame, optional
        To tell an oral report from a written one.
    codes : DataFrame, optional
        To tell by which words a theme is known that the latest member is the first to name.
    pairs : DataFrame, optional
        To tell whether it renews the member before at all.
    citations : DataFrame, optional
        To tell what it recalls itself of years of which no member is known.

    Returns
    -------
    dict or None
        ``symbol``, ``title``, ``facts`` (phrases), ``due`` (sentences), ``themes`` (what
        ``since`` is of), ``since`` (since when, with what is missing before it → themes first met
        then that stand in the latest member), ``earlier``; None where no text is at hand.
    """
    known = steps.members(resolutions)
    known = known[known["at_hand"]]
    if known.empty:
        return None
    symbol = known["symbol"].iloc[-1]
    row = resolutions.set_index("symbol").loc[symbol]
    before = known.iloc[-2] if len(known) > 1 else None
    tables = (citations, paragraphs, words)
    facts = [day(row["adopted"]) if row["adopted"] == row["adopted"] else str(row["year"])]
    if before is not None:
        skipped = symbols.several(known["skips"].iloc[-1])
        over = f" (over {jumped(skipped)}{_recalled(row, skipped, tables)})" * bool(skipped)
        how = "renews" if _carried(pairs, before["symbol"], symbol) else "comes after"
        facts.append(f"{how} {before['symbol']} of {before['year']}{over}")
    size = {} if paragraphs is None else steps.sizes(paragraphs)["n_words"].to_dict()
    facts.append(_size(row, size, before))
    facts += _vote(row["vote"])
    return {
        "symbol": symbol,
        "earlier": "" if before is None else before["symbol"],
        "title": row["title"] if isinstance(row["title"], str) else _cited(symbol),
        "facts": facts,
        "due": _due(symbol, duties, reviews, words, clauses),
        "themes": what,
        "since": {} if emergence is None else _since(emergence, steps.members(resolutions), codes),
    }


def _recalled(
    row: pd.Series, skipped: Collection[str], tables: Sequence[pd.DataFrame | None]
) -> str:
    """What a text recalls of its organ's resolutions of years of which no member is known, in words
    of its own title: one of them may be the member that it renews."""
    years = [int(year) for name in skipped if name[:1].isdigit() for year in name.split("-")]
    citations, paragraphs, words = (
        table if table is None else table[table["symbol"] == row.name] for table in tables
    )
    title = row["title"] if isinstance(row["title"], str) else ""
    if citations is None or paragraphs is None or words is None or not years:
        return ""
    own = {root for word in of_text(title) if rarity([word], load().background) >= ALONE
           for root in roots(word)}  # fmt: skip
    telling = words[[not own.isdisjoint(roots(word)) for word in words["word"]]]
    recitals = set(paragraphs.loc[paragraphs["part"] == "preamble", "label"]) & set(
        telling["label"]
    )
    prefix = str(row.name).partition("/RES/")[0]
    cited = [
        name
        for name in dict.fromkeys(citations.loc[citations["label"].isin(recitals), "cited"])
        if name.startswith(f"{prefix}/RES/")
        and (year := symbols.year(name)) and min(years) <= year <= max(years)
    ]  # fmt: skip
    return f"; it recalls {listed(cited)} of that time, without a text here" if cited else ""


def _carried(pairs: pd.DataFrame | None, earlier: str, later: str) -> bool:
    """Whether a sixth of one of two texts or more stands in the other, so far as that is known."""
    if pairs is None:
        return True
    both = pairs[(pairs["earlier"] == earlier) & (pairs["later"] == later)]
    shares = both[["contained_in_later", "contained_in_earlier"]]
    return shares.empty or bool(shares.to_numpy().max() >= CARRIED)


def _cited(symbol: str) -> str:
    """How a resolution without a title is called: "Resolution 2482 (2019)"."""
    number = re.search(r"/RES/(.+)", symbol)
    return f"Resolution {number[1].replace('(', ' (')}" if number else symbol


def _since(
    emergence: pd.DataFrame, members: pd.DataFrame, codes: pd.DataFrame | None
) -> dict[str, list[str]]:
    """Themes of the latest member by the year since which each stands in this series: no later
    than that, where members before it have no text. What a text between left out is told apart;
    of a theme that its first words don't name these are told, of those that the latest member is
    the first to name also where."""
    since: dict[str, list[str]] = {}
    here = emergence[emergence["share_last"] > 0].sort_values("first_year", kind="stable")
    years = here["first_year"].unique()
    known = members[members["at_hand"]]
    if len(years) == 1 and years[0] == known["year"].iloc[0]:
        # of each subject the same: said once
        before = _before(members["symbol"][: known.index[0]])
        when = f"all stand in the earliest text here, of {years[0]}{before}"
        return {when: here["title"].to_list()}
    for row in here.itertuples(index=False):
        by = _by_words(row, known["symbol"].iloc[-1], codes) or _by_others(row)
        when = f"since {_met(int(row.first_year), members)}"
        later = int((known["year"] >= row.first_year).sum())
        if getattr(row, "trajectory", "") == "returned" or getattr(row, "n_members", later) < later:
            when = f"{when}, though not in every text here"
        since.setdefault(when, []).append(f"{row.title}{by}")
    return since


def _by_words(row: Any, symbol: str, codes: pd.DataFrame | None) -> str:
    """Where the latest member names a theme as the first, and by which words: " (“lamp oil”,
    OP3)"."""
    places = {row.preamble_symbol: row.preamble_label, row.operative_symbol: row.operative_label}
    label = places.pop(symbol, None)
    if not isinstance(label, str) or any(isinstance(other, str) for other in places):
        return ""
    words = ""
    if codes is not None:
        at = (codes["symbol"] == symbol) & (codes["label"] == label)
        terms = codes.loc[at & (codes["scheme"] == "theme") & (codes["code"] == row.theme), "term"]
        words = "".join(f"“{term}”, " for term in terms.iloc[:1])
    return f" ({words}{label})"


def _by_others(row: Any) -> str:
    """The words that a theme's first text has, where none of its name is among them: " (“grease”)"
    of lamp oil."""
    terms = getattr(row, "first_words", None)
    if not isinstance(terms, str) or not terms:
        return ""
    own, said = known_of([row.title]), known_of([terms.replace("|", " ")])
    shorter = (sorted((one, other), key=len) for one in own for other in said)
    named = any(len(short) > 3 and long.startswith(short) for short, long in shorter)
    return "" if named else f" (“{terms.split('|')[0]}”)"


def _met(year: int, members: pd.DataFrame) -> str:
    """A year, and whether something first met then may be older: "2017 or before (five members
    before it have no text here)"."""
    known = members[members["at_hand"]]
    first = known["symbol"].iloc[0]
    at = known[known["year"] == year]
    if first in set(at["symbol"]):
        earlier, none = members["symbol"][: known.index[0]], " (the earliest text here)"
    else:
        earlier, none = symbols.several(at["skips"].iloc[0]) if len(at) else (), ""
    return f"{year} or before{_before(earlier)}" if len(earlier) else f"{year}{none}"


def _before(skipped: Collection[str]) -> str:
    """How many members right before a text are not at hand; else of which years none is known."""
    unknown = [name for name in skipped if name[:1].isdigit()]
    count = len(skipped) - len(unknown)
    has = "has" if count == 1 else "have"
    if count:
        return f" ({counted(count, 'member')} before it {has} no text here)"
    return f" (no member of {listed(unknown)} is known here)" if unknown else ""


def _vote(vote: Any) -> list[str]:
    """How it was adopted, where the document says so: "adopted by a recorded vote of 20 to 8"."""
    if not isinstance(vote, str):
        return []
    return [f"a{vote[1:]}" if vote.startswith("Adopted") else f"vote: {vote}"]


def _size(row: Any, n_words: Mapping[str, int], before: Any) -> str:
    """How many paragraphs it has, and how much longer it is than the one before."""
    preambular, operative = int(row["n_preambular"]), int(row["n_operative"])
    said = f"{number(preambular)} preambular and {counted(operative, 'operative paragraph')}"
    if before is None or not n_words.get(before["symbol"]):
        return said
    growth = n_words[row.name] / n_words[before["symbol"]] - 1
    if abs(growth) < 0.005:
        return f"{said}, as long as before"
    return f"{said}, {percent(abs(growth))} {'longer' if growth > 0 else 'shorter'}"


def _due(
    symbol: str, duties: pd.DataFrame, reviews: pd.DataFrame, words: pd.DataFrame | None,
    clauses: pd.DataFrame | None,
) -> list[str]:  # fmt: skip
    """What is due next, and when its organ comes back to the matter."""
    owed = duties[duties["symbol"] == symbol]
    back = reviews[reviews["symbol"] == symbol]
    told = []
    owing: dict[tuple[tuple[str, str], str, str], list[str]] = {}
    for row in owed.itertuples(index=False):
        kind = KINDS[row.kind]
        if row.kind == "deadline" and isinstance(getattr(row, "to", None), str):
            kind = SUBMITTED
        elif row.kind == "deadline" and isinstance(row.session, str):
            kind = AT_SESSION
        kind = _oral(row, kind, clauses)
        when = f"{_to(row)}{_at(row)}{_thereon(row, words, clauses)}"
        who = owing.setdefault((kind, when, row.label), [])
        if isinstance(row.who, str):
            who.append(_who(row, words))
    asked: dict[str, list[str]] = {}
    for ((what, by), when, label), several in owing.items():
        # who isn't known here may well be named there
        who_owes = f" {by} {listed(dict.fromkeys(several))}" if several else ""
        asked.setdefault(f"{what}{who_owes}{when}", []).append(label)
    told += [f"{what} ({listed(labels, 9)})" for what, labels in _together(asked)]
    for row in back[back["kind"] == "review"].itertuples(index=False):
        comes = "The next review" if _reviewed(row, words) else "The matter comes back"
        told.append(f"{comes}{_at(row)} ({row.label})")
    for row in back[(back["kind"] == "sunset") & back["due_to"].notna()].itertuples(index=False):
        told.append(f"What {row.label} decides ends in {month(str(row.due_to)[:10])}")
    held = back[back["kind"] == "meeting"]
    for row in held.sort_values("due_to", kind="stable").itertuples(index=False):
        told.append(f"{_meeting(row, clauses)} ({row.label})")
    # where no member had a date for a review nobody misses one
    if (reviews["kind"] == "review").any() and not (back["kind"] == "review").any():
        told.append("No date for the next review was found in it")
    none = ["It asks for no report and sets no deadline"] if steps.unspoken(words, symbol) else []
    return list(dict.fromkeys(told)) or none


def _reviewed(row: Any, words: pd.DataFrame | None) -> bool:
    """Whether a paragraph by which the organ comes back to its matter speaks of a review."""
    if words is None:
        return True
    return bool(_there(words, row)["word"].str.startswith("review").any())


def _meeting(row: Any, clauses: pd.DataFrame | None) -> str:
    """A meeting, as its clause begins to call it, and when it is held."""
    days = [str(day)[:10] for day in (row.due_from, row.due_to)]
    year = days[0][5:] == "01-01" and days[1][5:] == "12-31"
    first, last = (month(day) for day in days)
    when = f"in {f'{days[1][:4]}, on a day not known here' if year else last}"
    if not year and first != last:
        when = f"from {first.removesuffix(last[-5:])} to {last}"
    if clauses is None:
        return f"A meeting, {when}"
    own = _there(clauses, row)
    own = own[own["clause"] == row.clause]
    lead, what = (own[column].fillna("").sum() for column in ("lead", "object"))
    phrase = _LEADING_TO.sub("", f"{lead} {what}".strip())
    name = _ENDS_MEETING.split(phrase)[0]
    torn = name == phrase and len(what.split()) >= OBJECT
    told = cut(name, len(name.split()) if torn else QUOTED, whole=not torn).removesuffix(" …")
    able = told.split(" ")[0] in ("a", "an", "the", "its") and MEETING.search(told)
    return f"{capital(told)}, {when}" if able else f"A meeting, {when}"


def _together(asked: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Sentences of the same labels that differ in their session alone, as one: "at its 66th and
    67th sessions"; of sessions that follow one another from when to when."""
    several: dict[tuple[str, tuple[str, ...]], list[re.Match[str]]] = {}
    for what, labels in asked.items():
        before, _, session = what.rpartition(" at its ")
        alone = SESSION.fullmatch(session)
        key = (f"{before} at its", tuple(labels)) if alone else (what, tuple(labels))
        several.setdefault(key, []).extend([alone] if alone else [])
    return [(f"{what} {_sessions(at)}" if at else what, list(labels))
            for (what, labels), at in several.items()]  # fmt: skip


def _sessions(several: Sequence[re.Match[str]]) -> str:
    names = listed(session[1] for session in several)
    spans = [session[2].split(" to ") for session in several if session[2]]
    if spans and all(a[-1] == b[0] for a, b in pairwise(spans)):
        spans = [[spans[0][0], spans[-1][-1]]]
    when = listed(" to ".join(dict.fromkeys(span)) for span in spans)
    return f"{names} session{'s' * (len(several) > 1)}{f', {when}' if when else ''}"


def _oral(row: Any, kind: tuple[str, str], clauses: pd.DataFrame | None) -> tuple[str, str]:
    """What is due and whose, "An oral report" where the clause of a briefing calls it so."""
    if clauses is None or row.kind != "briefing":
        return kind
    own = _there(clauses, row)
    said = own.loc[own["clause"] == row.clause, "object"].dropna().str.cat()
    oral = ORAL.search(said)
    return (f"An oral {oral[1]}", kind[1]) if oral else kind


def _thereon(row: Any, words: pd.DataFrame | None, clauses: pd.DataFrame | None) -> str:
    """On what somebody is to "report thereon", or on something "in this regard": what is asked
    there first; on what a report without a date is, where its clause says so."""
    if words is None or clauses is None:
        return ""
    there = _there(clauses, row)
    own = there[there["clause"] == row.clause]
    asked = _asked(own)
    if "thereon" not in set(_there(words, row)["word"]):
        on = [found for text in asked if row.kind == "report" and (found := ABOUT.search(text))]
        if not on or _at(row) != UNDATED:
            return ""
        if not POINTS.search(on[0][1]):
            size = len(on[0][1].split())
            whole = len(on[0].string.split()) <= OBJECT  # with its verb, before an object
            about = cut(on[0][1], min(size, QUOTED), whole=whole)
            return f", on {about}" * telling(about.removesuffix(" …"), load())
        before = _asked(there[there["clause"] < row.clause])
        asked = [one for one in before if not POINTS.search(one) and telling(cut(one), load())][-1:]
    told = [cut(text) for text in asked if not REPORTING.match(text)]
    return "".join(f", on what is asked there: to {text}" for text in told)


def _asked(clauses: pd.DataFrame) -> list[str]:
    """What some clauses ask for, "mend the locks"; of statements nothing."""
    parts = clauses.loc[clauses["action"].notna(), ["action", "lead", "object"]]
    rows = parts.fillna("").itertuples(index=False, name=None)
    return [" ".join(" ".join(row).split()) for row in rows]


def _there(table: pd.DataFrame, row: Any) -> pd.DataFrame:
    """Rows of a table on the paragraph that another row is of."""
    return table[(table["symbol"] == row.symbol) & (table["label"] == row.label)]


def _who(row: Any, words: pd.DataFrame | None) -> str:
    """Who owes something, as the paragraph calls them."""
    said: set[str] = set()
    if words is not None:
        said = set(_there(words, row)["word"])
    return named([called(row.who, said)])


def _to(row: Any) -> str:
    to = getattr(row, "to", None)
    return f" to the {to}" if isinstance(to, str) else ""


def _at(row: Any) -> str:
    """When: a session and its months, or those alone."""
    days = [str(d)[:10] for d in (row.due_from, row.due_to) if d == d and d is not None]
    year = len(days) == 2 and days[0][4:] == "-01-01" and days[1] == f"{days[0][:4]}-12-31"
    months = days[0][:4] if year else " to ".join(dict.fromkeys(map(month, days)))
    if getattr(row, "at_once", False) is True or str(getattr(row, "at_once", "")) == "True":
        when = f", {months}" * bool(months)
        return f" at its {row.session} session{when}, the one that adopted this resolution"
    if not isinstance(row.session, str):
        by = f" by {until(days[-1])}" if days else UNDATED
        return f" in {months}" if year else by
    if not row.session[:1].isdigit():  # how often, or how long from now
        return f", {row.session}{f', by {until(days[-1])}' if days else ''}"
    months = months or _of_council(row)
    whose = "its" if isinstance(getattr(row, "to", "its"), str) else "the"
    told = "" if months in row.session.split() else months  # "its 2024 session"
    return f" at {whose} {row.session} session{f', {told}' if told else ''}"


def _of_council(row: Any) -> str:
    """The year of a session of the Human Rights Council: three a year, from June 2006 on."""
    name = row.session.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd")
    if getattr(row, "to", None) != "Human Rights Council" or not name.isdigit():
        return ""
    return str(2006 + (int(name) - 1) // 3) if int(name) < 1000 else ""
