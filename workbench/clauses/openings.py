"""Where the organ's predicates begin in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..codebook import Codebook, Verb
from . import verbs
from .verbs import LINK, SHADE

ORGAN = (
    r"(?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|"
    r"Trusteeship Council|Assembly|Council|Commission|Conference|Committee)"
)
HEAD = re.compile(rf"[“\"]?(?:(?:{LINK},?\s+)?The {ORGAN},?\s+|We,?\s+)?", re.I)
LEAD = re.compile(rf"(?:(?<![\w’-])(?:{LINK}|{SHADE}),?\s+)+$", re.I)
TRAIL = re.compile(rf"(?:(?:,?\s+{LINK}(?![\w’-]))+,?)?", re.I)
LINKED = re.compile(rf"(?<![\w’-]){LINK}(?![\w’-])", re.I)
# What may stand before a verb of "we", which the head of a paragraph may leave out.
WE = re.compile(
    rf"(?:^[“\"]?(?:We,?\s+)?|\b[Ww]e,?\s+)(?:(?:{LINK}|{SHADE}),?\s+)*(?=(?P<first>[\w-]+))"
)
NEAR = 120
"""Characters before a verb that are looked at."""
STOP = re.compile(r"(?:^|(?P<stop>[,;.:—–)”\"])\s*(?:(?P<and>and|but|while|or|as well as),?\s+)?)$")
BARE = re.compile(r"\s(?:and|but),?\s+$")
# "and further decides": what the organ does one more time.
_TOO = r"also|further|furthermore|once again|in th(?:is|at) regard"
AGAIN_TOO = re.compile(rf"\b(?:{_TOO}|therefore)\b")
# The same before a verb that others use: "and therefore requires" may have another subject.
REGARD = re.compile(rf"\b(?:{_TOO})\b")
# Subjects other than the organ, waiting for their verb right before it.
OTHER = re.compile(
    r"(?:\b(?:which|who|that|it|they|he|she|what|where|when|whether|if|as|to)"
    r"(?:,[^,;]{1,90},?|\s+(?:also|further|\w+ly))?,?\s*)$"
)
RELATIVE = re.compile(r"\b(?:which|who|whose|that|where|when|as well as|if)\b")
OUGHT = re.compile(r"\b(?:shall|should|must|will|may)\b")
SAYS = re.compile(r"\s+(?:that|the|its|all|with)\b")
# Verbs that other subjects use as often as the organ does: inside a paragraph only after a
# semicolon, or a comma with "and".
COMMON = re.compile(
    r"(?:accepts|admits|adopts|advises|anticipates|appoints|asks|asserts|believes|brings|"
    r"charges|confirms|considers|continues|convenes|conveys|creates|declares|deems|demands|"
    r"designates|determines|directs|discourages|draws|elects|empowers|establishes|exhorts|expects|"
    r"extends|favours|forwards|grants|highlights|holds|hopes|insists|instructs|is|joins|keeps|"
    r"launches|learns|maintains|mandates|objects|observes|opposes|orders|pays|permits|pledges|"
    r"praises|proposes|remains|renews|repeats|requires|resolves|revises|sets|shares|stands|"
    r"suggests|supports|suspends|tasks|terminates|thanks|transmits|trusts|understands|"
    r"undertakes|upholds|values|warns)$"
)
# "Notes that locks are worn, directs the Bureau to mend them": no "and" is wanted before these,
# nor does a "which" before them govern them.
ORDERS = re.compile(
    r"(?:directs|instructs|demands) (?:the |its |all )*[A-Z][^,;:]{2,90}? to (?=[a-z])|"
    r"demands that\b"
)
# "Notes that locks are worn and urges the Bureau to mend them": nobody else does so.
DIRECTED = re.compile(
    r"(?:urges|requests|calls up?on|encourages|invites) "
    r"(?=[A-Z]|(?:the|all|those|other|relevant|parties)\b)"
)
# "Notes that locks are worn, and in that regard urging the Bureau to mend them": urged as well.
_ASKING = (
    r"(?:also |further |strongly |simultaneously )*"
    r"(?P<verb>urging|requesting|inviting|encouraging|calling up?on) "
    r"(?=(?:(?:all|the|its|those|other|relevant|both|interested) )*"
    r"(?:[A-Z]|(?:parties|countries|donors|stakeholders|actors)\b)[^;]{0,160}? to [a-z])"
)
WHILE = re.compile(
    rf"\b(?:while|and,? in (?:this|that) (?:regard|context|respect),?) {_ASKING}|"
    rf"(?P<mark>,) (?P<and>and )?{_ASKING.replace('verb', 'too')}"
)
# What others do, in several ways: "by diving, and urging States to dive".
DOING = re.compile(
    r"(?:\b(?:by|of|for|in|through|from|without|inter alia),?|,) (?:[a-z]+ly )?"
    r"(?!(?:including|regarding|concerning|during|following)\b)[a-z]+ing\b"
)
# What may ask for something itself: "Welcomes the proposals of the league, urging States to dive".
PAPER = re.compile(
    r"\b(?:resolutions?|decisions?|declarations?|proposals?|recommendations?|conclusions?|reports?|"
    r"statements?|appeals?|calls?|communiqués?|letters?|documents?|outcomes?|requests?|"
    r"initiatives?|programmes?|plans?)\b",
    re.I,
)
FINITE = {"urging": "urges", "requesting": "requests", "inviting": "invites",
          "encouraging": "encourages", "calling upon": "calls upon",
          "calling on": "calls on"}  # fmt: skip
# Verbs that are plural nouns too ("requests for help", "calls and notes").
NOUN = re.compile(
    r"(?:requests|calls|notes|demands|supports|appeals|values|orders|charges|tasks|mandates|grants|"
    r"objects|favours|hopes|trusts|highlights|regrets|extends|proposes|stresses|warns|shares)$"
)
NOT_A_VERB = re.compile(
    r",?\s*(?:of|for|from|by|or|and|are|is|were|was|made|contained|addressed|"
    r"in(?! (?:this|that|these|particular|addition|its|the (?:same|strongest))\b))\b"
)
# "Reiterates the call upon cantons to meet" asks them again; "reiterates the call of the league",
# or one that was made somewhere, asks nobody.
AGAIN = re.compile(r" the (?:\w+ )?(?:demand|request|call|appeal|encouragement|invitation)s?$")
TO_WHOM = re.compile(
    r"(?:,?\s+(?:as )?(?:made|contained|expressed|set out) in [^;]{1,120}?,?\s+(?:to|that)|"
    r"\s+(?:made )?(?:upon|on|to|for|that))\b"
)
WORD = re.compile(r"(?<![\w’'])[\w-]+")
QUOTED = re.compile(r"“[^”]*”|\([^()]*\)|\"[^\"]*\"")
# Cyrillic letters that look like Latin ones: some documents have them in their first words.
LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")


@dataclass(frozen=True, slots=True)
class Opening:
    """The verb that a clause begins with."""

    start: int
    """where the words before the verb begin"""
    after: int
    """where the verb ends"""
    verb: str
    row: Verb


def openings(text: str, codebook: Codebook, listed: bool = False) -> list[Opening]:
    """Where the organ's predicates begin. In a list only "we" has a plural verb: "(a) Adopt the
    plan" is what the chapeau asks for."""
    return list(_opened(text, codebook, listed))


@lru_cache(maxsize=2048)
def _opened(text: str, codebook: Codebook, listed: bool) -> tuple[Opening, ...]:
    masked = _masked(text)
    forms = verbs.forms(codebook).singular
    opened: list[Opening] = []
    for word in WORD.finditer(masked):
        several = forms.get(word.group().lower())
        at = word.start()
        end = verbs.end(masked, at, several) if several else None
        if end is None:
            continue
        lead = LEAD.search(masked, max(0, at - NEAR), at)
        # "…, in this regard, urges": joining words are the verb's own, or end what went before
        since = opened[-1].start if opened else 0
        begins = (lead.start(), at) if lead else (at,)
        begin = next((b for b in begins if _is_predicate(masked, b, at, end, since)), None)
        if begin is None:
            continue
        printed = _printed(masked[begin:end])
        if AGAIN.search(printed) and not TO_WHOM.match(masked, end):
            end = word.end()
            printed = _printed(masked[begin:end])
        row = verbs.verb(printed, codebook)
        if row is not None:
            trail = TRAIL.match(masked, end)
            opened.append(Opening(begin, trail.end() if trail else end, printed, row))
    if opened:
        starts = [o.start for o in opened]
        opened = sorted([*opened, *_beside(masked, starts, codebook)], key=lambda o: o.start)
    first = opened[0].start if opened else len(text)
    if first > 0 and (not listed or re.search(r"\b[Ww]e\b", masked[:first])):
        opened = [*_of_we(masked[:first], codebook), *opened]
    return tuple(opened)


def _masked(text: str) -> str:
    """The text with dots for what is quoted or in brackets: nothing in there opens a clause."""
    text = text.translate(LOOKALIKES)
    return QUOTED.sub(lambda m: m[0][0] + "·" * (len(m[0]) - 2) + m[0][-1], text)


def _of_we(masked: str, codebook: Codebook) -> list[Opening]:
    """Predicates of "we", printed in the third person."""
    forms = verbs.forms(codebook).plural
    opened = []
    for lead in WE.finditer(masked):
        begin = lead.start()
        end = verbs.end(masked, lead.end(), forms.get(lead["first"].lower(), []))
        if end is None or OTHER.search(masked, max(0, begin - NEAR), begin):
            continue
        plural = _printed(masked[begin:end].replace("We ", "").replace("we ", ""))
        for shape in _singulars(plural):
            row = verbs.verb(shape, codebook)
            if row is not None:
                opened.append(Opening(begin, end, shape, row))
                break
    return opened


def _beside(masked: str, starts: list[int], codebook: Codebook) -> Iterator[Opening]:
    """Predicates in the participle, printed in the third person, beside those with these starts."""
    for match in WHILE.finditer(masked):
        group = "too" if match["mark"] else "verb"
        since = max((n for n in starts if n < match.start()), default=None)
        said = masked[since : match.start()]
        if match["mark"] and (
            since is None or DOING.search(said) or (not match["and"] and PAPER.search(said))
        ):
            continue
        printed = FINITE[match[group]]
        row = verbs.verb(printed, codebook)
        if row is not None:
            yield Opening(match.start(group), match.end(group), printed, row)


def _singulars(plural: str) -> Iterable[str]:
    """ "strongly urge" → "strongly urges": the verb is the first word that isn't an adverb."""
    parts = plural.split()
    i = next((i for i, w in enumerate(parts) if not w.endswith("ly")), 0)
    for ending in ("s", "es"):
        yield " ".join([*parts[:i], parts[i] + ending, *parts[i + 1 :]])
    yield " ".join([*parts[:i], "is", *parts[i + 1 :]])
    yield plural.replace(" our ", " its ")


def _printed(written: str) -> str:
    """A verb's name: lower case, without joining words and what stands between two commas."""
    written = re.sub(r",[^,;:]*,", " ", written.lower())
    written = re.sub(r"\s+", " ", LINKED.sub(" ", HEAD.sub("", written, count=1)).replace(",", " "))
    return written.strip(' “"')


def _is_predicate(text: str, begin: int, at: int, end: int, since: int) -> bool:
    """Whether the organ can be the subject of the verb at `at`, with adverbs from `begin`, where
    its last predicate began at `since`."""
    head = HEAD.match(text)
    if begin == 0 or (head and head.end() == begin):
        return True
    first = text[at:end].split()[0].lower().rstrip(",")
    several = " " in text[at:end]
    before = text[max(0, begin - NEAR) : begin]
    if not several and NOUN.match(first) and NOT_A_VERB.match(text, end):
        return False
    common = not several and COMMON.match(first)
    stop = STOP.search(before)
    if stop and stop["stop"]:
        if stop["stop"] in ".:;":
            return text[begin].isupper() or stop["stop"] != "."
        if text[at].isupper() or OTHER.search(before[: stop.start() + 1]):
            return False
        if not common or ORDERS.match(text, at):
            return True
        # "and in this regard highlights": nobody else does
        again = bool(REGARD.search(text, begin, at))
        if not stop["and"]:  # "Notes the plan, considers that locks are worn"
            said = text[since:begin]
            return bool(SAYS.match(text, end)) and not (RELATIVE.search(said) or OUGHT.search(said))
        return again or _free(text[since:begin])
    if BARE.search(before):
        again = bool((REGARD if common else AGAIN_TOO).search(text, begin, at))
        again = again and set(RELATIVE.findall(text, since, begin)) <= {"that"}
        again = again or bool(DIRECTED.match(text, at))
        return not text[at].isupper() and (again or (not common and _free(text[since:begin])))
    return False


def _free(text: str) -> bool:
    """Whether a third person can go on after a text: inside "that cantons should meet and …" it
    can't, since the modal's coordination does."""
    return not RELATIVE.search(text) or _modal_that(text)


def _modal_that(text: str) -> bool:
    """Whether all that could govern a verb is one "that" or "which" with a modal verb."""
    return RELATIVE.findall(text) in (["that"], ["which"]) and OUGHT.search(text) is not None
