"""How a text names an earlier member of its series that isn't at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .. import symbols
from ..codebook.forms import form
from ..grammar.dates import MONTH, MONTHS
from ..records import Paragraph, Resolution
from .known import Known, cited, organ
from .rows import ALIKE, alike, content, former, titled

Evidence = tuple[Known, str]
"""A document, and what speaks for it."""

KNOWN_BY = (
    "by a paragraph", "with the subject", "at the head", "alone, as", "alone at", "together with",
    "as one of its previous", "before its previous", "as the latest", "by its title",
)  # fmt: skip
"""What may speak for a document that is only cited, from what says least to what says most."""
SUBJECT = 0.6  # of a title's content words in a paragraph: the paragraph names the subject
ASIDE = 40  # characters between two symbols of one list: "its resolutions 61/7 and 63/11"
DATE = re.compile(rf",?\s(?:of|adopted\son)\s(\d{{1,2}})\s({MONTH})\s((?:19|20)\d\d)")
ENTITLED = re.compile(  # after no other subject, and no other organ's number
    r"(?:(?!\bresolutions?\s\d|\son\s\D)[^.;]){0,80}?\bentitled\s[“\"]([^”\"]{1,300})[”\"]"
)
# "its resolution 61/7 of 2 May 2006 and its previous resolutions on harbours"
PREVIOUS = re.compile(
    r"[^.;]{0,160}?\band\s(?:all\s)?(?:its\s)?(?:other\s)?(?:previous|earlier|related)\s"
    r"(?:\w+\s)?resolutions\b"
)
# "its resolution 1/2 of 3 May 1950 and all its subsequent resolutions on harbours"
SUBSEQUENT = re.compile(
    r"[^.;]{0,40}?\band\s(?:all\s)?(?:(?:its|other|the)\s)?subsequent\s(?:\w+\s)?resolutions\b"
)
# "Recalling its resolution 61/7 of 2 May 2006," and nothing else
BARE = re.compile(r"(?:Recalling|Reaffirming|Bearing in mind) its (?:previous )?resolution ")
# "Recalling also its resolution and Council resolutions of and of": only numbers and dates besides
ONLY = re.compile(
    r"(?:Recalling|Reaffirming|Bearing in mind)"
    rf"(?:,? (?:its|the|previous|resolutions?|decisions?|of|and|{'|'.join(symbols.PREFIXES)}))+"
)
TURN = 15  # words, dates and numbers apart: what two texts have alike is one provision
SAME = 0.8  # of a title's words in what a citation is said to be on, and nothing else
SEVERAL = 4  # words of a title that are enough of it, where they are half of it
TOUCHED = 1 / 3  # of a title's content words, where the form of the citation speaks too
SYMBOL = re.compile(r"\d|^[A-Z],?$")  # of its words any: "61/7 B," is two
LATEST = re.compile(r"\bmost\srecent(?:ly)?\b[^,;]{0,50}$")
ON = re.compile(r"\s(?:on|concerning|regarding)\s((?:(?!\sresolutions?\s\d)[^;]){3,300})")
# what a resolution founded is named of the declaration that all began with
FOUNDED = re.compile(
    r"[^;]{0,40}?\b(?:by|in)\swhich\s(?:it|the\s\w+)\s(?:\w+ly\s)?"
    r"(?:adopted|proclaimed|established)\b"
)
# … and so is what a conference brought forth, of its outcome
ENDORSED = re.compile(
    r"\b(?:adopted|annexed|approved|contained|endorsed|established|proclaimed|welcomed)\s"
    r"(?:by\sthe\s(?:\w+\s)?\w+\s)?(?:in|by|to)\s(?:its\s)?resolutions?\s$"
)
# "Reiterates its request, in paragraph 9 of its resolution 61/7, …": what a series asked before
ITS_PARAGRAPH = re.compile(
    r"(?:\bits (?:request|decision|invitation)s?,? in|\b[Rr]eaffirms) "
    r"(?:section [IVXL]+(?:\.[A-Z])?, )?paragraphs? \d[^;]{0,40} of (?:its )?resolution $"
)
# "Having considered the report of the Bureau submitted pursuant to its resolution 61/7"
CONSIDERED = re.compile(
    r"Having considered the report of the [A-Z][\w-]+(?: [A-Z][\w-]+)*,? "
    r"(?:(?:submitted|prepared) )?(?:pursuant to|in accordance with|in response to) "
    r"(?:the (?:request|mandate)s? (?:(?:made|contained|set out) )?in )?(?:its )?resolution $"
)


def weight(evidence: Evidence) -> int:
    """How much speaks for a document that is only cited."""
    return next(n for n, how in enumerate(KNOWN_BY) if f"named {how}" in evidence[1])


def told(symbol: str, at: Known, documents: Mapping[str, Known]) -> Evidence | None:
    """What a text says of a document that isn't at hand, if that makes it an earlier member."""
    if at.text is None:
        return None
    for p in at.text.paragraphs:
        hits = _own(p, at)
        for i, hit in enumerate(hits):
            if hit.symbol != symbol:
                continue
            after = p.text[hit.end : hit.end + 600]
            named = ENTITLED.match(after)
            title = named[1] if named else ""
            if title:
                if not alike(title, at.title, 1.5 * ALIKE):  # nothing but the title speaks for it
                    return None
                how = "by its title"
            elif p.part != "preamble":
                asked = ITS_PARAGRAPH.search(p.text[max(0, hit.start - ASIDE * 3) : hit.start])
                how = "by a paragraph of its" if asked else ""
                members = [] if asked else _members(hits, i, p.text, at, documents)
                if len(members) > 1:
                    how = f"together with {hits[members[0]].symbol}"
            elif len(hits) == 1 and CONSIDERED.fullmatch(p.text[: hit.start]):
                how = "by a paragraph on the report it asked for"
            else:
                how = _how(hits, i, p, at, documents)
            if how:
                one = Known(symbol, title, at.organ, _day(after, symbol), "adopted", "")
                return one, f"named {how} in {p.label} of {at.symbol}"
    return None


def elsewhere(
    symbol: str, label: str, words: str, citing: str, members: Sequence[Resolution]
) -> Iterator[Evidence]:
    """Documents that a paragraph of another series names as on just what a member's title says.

    Parameters
    ----------
    symbol, label, words, citing : str
        Of the text and its paragraph; the organ that adopted it.
    members : sequence of Resolution
        Of the series.
    """
    hits = symbols.find(words, citing)
    ends = (*(following.start for following in hits[1:]), len(words))
    for hit, end in zip(hits, ends, strict=False):
        after = words[hit.end : hit.end + 600]
        day = DATE.match(after)
        named, on = ENTITLED.match(after), ON.match(after, day.end() if day else 0)
        # "61/7 on tolls and 63/11 on harbours": each on its own
        said = (
            named[1] if named else after[on.start(1) : min(on.end(1), end - hit.end)] if on else ""
        )
        its = [m for m in members if organ(m.symbol) == organ(hit.symbol) != ""]
        same = next((m for m in its if said and _is_same(said, m.title)), None)
        if same:
            one = Known(hit.symbol, "", same.organ, _day(after, hit.symbol), "adopted", "")
            yield one, f"named by its title in {label} of {symbol}"


def _is_same(said: str, title: str) -> bool:
    """Whether words are those of a title, in any form, nearly all of them and no others."""
    subject, *several = ({*map(form, content(text))} for text in (title, said, said.split(",")[0]))
    return any(len(told & subject) >= SAME * len(told | subject) > 0 for told in several)


def _own(p: Paragraph, at: Known) -> list[symbols.Found]:
    """What a paragraph cites of the text's own organ."""
    hits = cited(p.text, at.organ, at.symbol)
    return [hit for hit in hits if organ(hit.symbol) == organ(at.symbol)]


def _day(after: str, symbol: str) -> str:
    """Day of adoption as the words after a citation give it, else the year that a symbol tells."""
    year = symbols.year(symbol)
    for day in DATE.finditer(after[:120]):
        told, month = int(day[3]), MONTHS[day[2]]
        # a session goes on until September; what doesn't fit is another's in the same list
        if not year or told == year or (told == year + 1 and month < 10):
            return f"{told}-{month:02}-{int(day[1]):02}"
    return str(year or "")


def _how(
    hits: Sequence[symbols.Found], i: int, p: Paragraph, at: Known, documents: Mapping[str, Known]
) -> str:
    """How a paragraph names a member: by title, beside another, alone in its place, or with the
    subject."""
    on = _on(hits, i, p.text)
    if _is_title(on, at.title):
        return "by its title"
    recitals = [q.text for q in at.text.paragraphs  # type: ignore[union-attr]
                if q.part == "preamble" and _own(q, at)]  # fmt: skip
    subject = content(at.title)
    whole = titled(recitals, subject)
    neighbour = bool(whole) and p.text not in whole  # it speaks of another subject
    first, last = _list(hits, i, p.text)
    if not neighbour and former(p.text[: hits[first].start], at.title):
        return "as one of its previous resolutions"
    founding = FOUNDED.match(p.text, hits[last].end) or ENDORSED.search(p.text[: hits[first].start])
    if not founding and (beside := _beside(hits, i, p.text, at, documents)):
        return f"together with {beside}"
    if p.text == recitals[0] and at.stage == "adopted" and _one_a_session(hits) and _only(p):
        return "together with others at the beginning"
    if len(hits) == 1 and at.stage == "adopted":
        if follower := _slot(p, at, documents):
            return f"alone, as {follower} names the member before it,"
        if _begins(p, hits[0], at):
            return "alone at the beginning"
        if follower := _elsewhere(p, hits[0].symbol, at, documents):
            return f"alone, as {follower} names another,"
    if neighbour:
        return ""
    before, after = _around(hits, i, p.text)
    if not subject:
        return ""  # without a title nothing names its subject
    said = len(subject & content(on or before + after))
    more = p.text[hits[last].end :]
    if i == last and SUBSEQUENT.match(more) and said >= SUBJECT * len(subject):
        return "at the head of its subsequent resolutions"
    head = content(at.title.partition(": ")[0])  # what a subtitle adds is new
    touched = len(head & content(on or before + after)) >= TOUCHED * len(head)
    if not first and PREVIOUS.match(more) and touched:
        return "before its previous resolutions"
    if FOUNDED.match(after) or ENDORSED.search(before) or said < SUBJECT * len(subject):
        return ""
    return "as the latest of the subject" if LATEST.search(before) else "with the subject"


def _on(hits: Sequence[symbols.Found], i: int, words: str) -> str:
    """What a citation, or its list, is said to be on."""
    for j in range(i, _list(hits, i, words)[1] + 1):
        end = hits[j + 1].start if j + 1 < len(hits) else len(words)
        day = DATE.match(words, hits[j].end, end)
        if on := ON.match(words, day.end() if day else hits[j].end, end):
            return on[1]
    return ""


def _is_title(said: str, title: str) -> bool:
    """Whether words are those of a title, or of half of it, and no others."""
    subject = content(title)
    return any(
        told <= subject and len(told) >= min(SAME * len(subject), max(SEVERAL, len(subject) / 2))
        for told in (content(said), content(said.split(",")[0])) if told
    )  # fmt: skip


def _begins(p: Paragraph, hit: symbols.Found, at: Known) -> bool:
    """Whether the text begins by recalling one resolution, of an earlier session."""
    first = next(q for q in at.text.paragraphs if q.part == "preamble")  # type: ignore[union-attr]
    after = DATE.sub("", p.text[hit.end :], count=1)
    return (
        p is first
        and bool(BARE.fullmatch(p.text[: hit.start]))
        and after.strip(" ,") == ""
        and symbols.key(hit.symbol)[:3] != symbols.key(at.symbol)[:3]
    )


def _elsewhere(p: Paragraph, symbol: str, at: Known, documents: Mapping[str, Known]) -> str:
    """A member that names another resolution alone, in a recital that says nothing besides."""
    if not _only(p):
        return ""
    for k in documents.values():
        if k.text and k.symbol != at.symbol and symbol not in k.cites and alike(k.title, at.title):
            named = (_own(q, k) for q in k.text.paragraphs if _only(q))
            if any(len(hits) == 1 and hits[0].symbol not in at.cites for hits in named):
                return k.symbol
    return ""


def _only(p: Paragraph) -> bool:
    """Whether a paragraph recalls resolutions by number, and says nothing of them."""
    return bool(ONLY.fullmatch(" ".join(_undated(p.text)).strip(" ,")))


def _one_a_session(hits: Sequence[symbols.Found]) -> bool:
    """Whether citations are several, each of another session: of one series."""
    numbers = {hit.symbol.partition(" ")[0] for hit in hits}
    return SEVERAL <= len(numbers) == len({symbols.year(number) for number in numbers})


def _around(hits: Sequence[symbols.Found], i: int, words: str) -> tuple[str, str]:
    """What a paragraph says before and after a citation, as far as no other list of citations."""
    first, last = _list(hits, i, words)
    start = hits[first - 1].end if first else 0
    end = hits[last + 1].start if last + 1 < len(hits) else len(words)
    return words[start : hits[i].start], words[hits[i].end : end]


def _list(hits: Sequence[symbols.Found], i: int, words: str) -> tuple[int, int]:
    """The first and the last of the list of citations that one stands in."""
    first = last = i
    while first and _listed(hits, first - 1, words):
        first -= 1
    while last + 1 < len(hits) and _listed(hits, last, words):
        last += 1
    return first, last


def _beside(
    hits: Sequence[symbols.Found], i: int, words: str, at: Known, documents: Mapping[str, Known]
) -> str:
    """A document of the series in one list with the citation: "its resolutions 61/7 and 63/11".

    Next to it; or anywhere in a list that has two, which is one of the series.
    """
    known = _members(hits, i, words, at, documents)
    # what is only cited itself speaks for none alone
    read = [n for n in known if documents[hits[n].symbol].text or documents[hits[n].symbol].cites]
    near = [n for n in read if abs(n - i) == 1]
    near = near or (known if len(known) > 1 else [])
    return hits[near[0]].symbol if near else ""


def _members(
    hits: Sequence[symbols.Found], i: int, words: str, at: Known, documents: Mapping[str, Known]
) -> list[int]:
    """Which others of the list that a citation stands in are known documents of the series."""
    first, last = _list(hits, i, words)
    return [
        n for n in range(first, last + 1) if n != i and hits[n].symbol in documents
        and alike(documents[hits[n].symbol].title, at.title)
    ]  # fmt: skip


def _listed(hits: Sequence[symbols.Found], i: int, words: str) -> bool:
    """Whether a citation and the next one stand in one list."""
    between = words[hits[i].end : hits[i + 1].start]
    return len(between) < ASIDE and ";" not in between


def _slot(p: Paragraph, at: Known, documents: Mapping[str, Known]) -> str:
    """A member that in this place, in the same words, names the one before it.

    Not of drafts: "its" resolutions are there those of the organ that will adopt them.
    """
    said = _undated(p.text)
    for k in documents.values():
        if k.text is None or k.symbol == at.symbol or not alike(k.title, at.title):
            continue
        for other in k.text.paragraphs:
            if _undated(other.text) == said and (other.label == p.label or len(said) > TURN):
                named = [documents.get(hit.symbol) for hit in _own(other, k)]
                if len(named) == 1 and named[0] and alike(named[0].title, k.title):
                    return k.symbol
    return ""


def _undated(words: str) -> list[str]:
    """A paragraph's words, without symbols, dates and what counts recitals."""
    plain = {*MONTHS, "also", "further"}
    return [w for w in words.split() if not SYMBOL.search(w) and w not in plain]
