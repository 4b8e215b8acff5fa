"""What a verb takes, in a few of its words: those that tell its matter, "…" for what is left out.

Of "technical assistance to requesting States, within its mandate, to mark the locks" these are
"technical assistance … to mark the locks": whom something is for, under which conditions, and whose
it is makes way where all of it is too long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import codebook as books
from ..codebook import Codebook
from ..codebook.forms import IRREGULAR, MONTHS, ORDINAL, PLURALS, stem
from ..codebook.titles import BODIES
from ..records import Paragraph
from .actions import AND_VERB, COMMA, OBJECT_WORDS, done_to
from .records import Clause
from .verbs import LINK, end

__all__ = ["GAP", "matter", "recited", "telling"]

GAP = "…"
RUN = 11  # words of verb and object together: no run of twelve is published
BEYOND = 6  # words after a phrase from which "…" says that it goes on
NAMED = 2  # words from which a name makes way
LEAST = 2  # words that aren't small, from which a phrase tells anything
TOLD = 3  # words from what is said of somebody on that are room enough
ROOM = 5  # the same where something makes way for it
STATES = (
    r"(?:(?:all|the|those|other|individual|interested|requesting|relevant|concerned|affected|"
    r"eligible|developing|its|their|and|or) )*(?:Member |[Rr]ecipient )?"
    r"(?:States(?: [Pp]arties)?|Governments|countries)"
    r"(?: (?:Members of the United Nations|concerned|(?:that|which) (?:so )?request\w*))?"
)
# Whom something is given to: "assistance to requesting States".
HELPED = re.compile(
    rf"(?<=[a-z]) (?:(?:provided|given|offered|rendered) )?to {STATES}"
    r"(?=[ ,] ?(?!(?:with|of|and|or|whose|where|that|which|affected|emerging)\b)[\w…])"
)
# Who is helped: "States in mending".
STATES_FIRST = re.compile(rf"^{STATES} (?=(?:{GAP} )?(?:in|with|to) )")
# Whose it is: "the duty of all States to mend".
OF_STATES = re.compile(
    rf"(?<=[a-z]) (?:of|for|by) {STATES}(?= (?:{GAP} )?(?:to|in) (?!(?:the|its|their|an?)\b)[a-z])"
)
# "aligned with and relevant to the needs"
PREPOSITIONS = re.compile(
    r"(?<=[a-z] )(with|to|of|for|in|on) and [a-z]+ (?:(?:with|to|of|for|in|on)(?= )|(?=the [a-z]))"
)
POINTS = (
    r",? (?:in (?:this|that) (?:regard|respect|context|connection)|"
    r"to (?:this|that|those|these) ends?|inter alia|in particular)\b"
)
POINTING = re.compile(rf"{POINTS},?(?= \w)")
IDLE_END = re.compile(r"including\b|(?:upon|as|where|when|within)(?: \w+){1,2}$")
# What tells no matter.
IDLE = re.compile(rf"{POINTS}| to {STATES}\b")
# What is put in between two commas, where what it is put in goes on.
ASIDE = re.compile(
    r"(?<=\w), (?:inter|[a-z]+ed|in(?! particular)|within|upon|on|at|as|by|with|where|when|if|"
    r"through|pursuant|consistent|subject|taking|bearing|held|whenever|during|under|from|together|"
    r"including(?=[^,;“”]{1,160}, to [a-z]))"
    r"(?![\w-])[^,;“”]{0,160},"
    r"(?= (?!(?:and|or|as well as|which|who|whose|at|held|made|[a-z]+ed|[a-z]+ing(?=,)|"
    r"acknowledging|emphasizing|encouraging|noting|recalling|recognizing|stressing|welcoming|"
    r"[\w-]+(?: [\w-]+)?,? (?:and|or))\b)(?!(?:in|from|on) (?:[A-Z\d]|particular))[a-z])"
)
NAME = r"[A-Z][\w’-]*(?: (?:(?:of|on|for|and|the|in|to|against) ){0,2}[A-Z][\w’-]*)*"
# Who did it: "adoption by the Council of the plan"; where it was held: "convening in Orle of the".
EVENT = "|".join(
    f"(?<={noun})" for noun in ("adoption", "celebration", "convening", "holding", "launch",
                                "opening", "signing")
)  # fmt: skip
AGENT = re.compile(
    rf"(?:(?<=[a-z]) by (?:the |its )?{NAME}|(?:{EVENT}) (?:in|at|on|from|by) [^;“”]{{1,90}}?)"
    rf"(?=,?(?: {GAP})? of (?:the|its|(?P<one>an?)) )"
)
# A name that what follows isn't of: "the Meeting of the Parties".
HEAD = re.compile(
    rf" by [^,]*(?:{BODIES.pattern}|\b(?:Meeting|Government|President|Minister|Head|Chair|"
    r"Congress|Republic|State|Member|Director|Secretary|Secretary-General)s?)$"
)
# What is done in several ways is told of the first: "to mend, oil and wash the lamps".
_SECOND = r"(?:, [a-z]+)*,? and (?:[a-z]+ly )?[a-z]+(?: up| out)?"
SEVERAL = re.compile(
    rf"(?:(?<= to )|(?<= of ))(?P<do>[a-z]+){_SECOND}(?= (?:the|an?|its|their|all|any) )|"
    rf"(?:(?<=need to )|(?<=efforts to )|(?<=measures to )|(?<=steps to ))(?P<must>[a-z]+){_SECOND}"
    r"(?= (?!(?:of|for|in|on|at|by|and|or|to|with)\b)[a-z])"
)
# What leads to what is meant: "to integrate the promotion of light", "to build the capacity of
# States to mend".
_LIGHT = "promotion|protection|development|implementation|provision|design|delivery|enhancement"
LIGHT = re.compile(
    rf"(?P<do> to (?!the |an? )[a-z]+(?: and [a-z]+)?) (?:the )?(?:{_LIGHT})(?: and (?:{_LIGHT}))? "
    rf"of (?:the |their |its )?(?!the |their |its |{STATES})(?=[a-z])|"
    r" (?:(?:to|in) (?:further )?|for )(?:build|strengthen|enhance|improve|develop)(?:ing)? "
    rf"(?:the|their)(?: own)? (?:capacity|capacities)(?: of {STATES})? (?=(?:to|in|for) [a-z])"
)
# What of it calls for something: "to meet the new threats posed by the rise in thefts"; "such
# measures as may be needed to mend".
_BAD = "threats?|challenges?|risks?|problems?|dangers?"
POSED = re.compile(
    r"(?<= to )(?P<do>[a-z]+) (?:the |any )?(?:[a-z]+(?: and [a-z]+)? )?"
    rf"(?:{_BAD})(?: and (?:{_BAD}))? (?:posed|caused|presented|created) by "
    r"(?:(?:the|an) (?:rise|increase|growth) in )?(?=[a-z])"
)
NEEDED = re.compile(
    r"(?:(?<=measures)|(?<=steps)) as (?:may be|are) [a-z]+(?: (?:and|or) [a-z]+)?"
    r"(?:, and [^,;]{1,90},)? (?=to [a-z])"
)
# What is only done towards a thing: "in efforts to enhance the marking of", "taking appropriate
# measures to mark".
_TOWARDS = "advance|enhance|facilitate|foster|improve|promote|strengthen|support"
TOWARDS = re.compile(
    rf"(?P<do>\b(?:in|of|to|make)) efforts to (?:further )?(?:{_TOWARDS}) (?=the [a-z])|"
    r"(?: in taking| to take)(?: all)?(?: [a-z]+)? (?:measures|steps|action)"
    rf"(?:,? {GAP})? (?=to [a-z])"
)
# Where and when it was held: "a meeting, in Orle and Ferrol, on 3 May 2001, on locks".
HELD = re.compile(
    r",? (?:(?:convened|held|organized) )?(?:in|at) (?:the )?[A-Z][^;“”]{1,60}?,? "
    r"(?:on|from|in) (?:\d[^;,“”]{0,24} )?[A-Z][a-z]+ \d{4},?(?= (?:on|to) [a-z])"
)
# Who made it, and where it stands: "a module prepared by the Bureau on locks".
MADE = re.compile(
    r"(?<=[a-z]),? (?:developed|given|issued|made|prepared|presented|produced|provided|published|"
    rf"submitted) (?:by|in) (?:the |its )?(?:reports? of the )?{NAME},?"
    r"(?= (?:on|for|concerning|regarding|against) [a-z])"
)
# What stands beside another: "safe and dry crossing", "the upper, middle and lower locks", "mending
# and oiling lamps", "of wardens and their older helpers in".
_SO = (
    r"(?!sexual|non-)(?:[a-z-]{1,20}(?:al|ic|ive|ous|ble|ful|ary)|accountable|efficient|full|humane|"
    r"independent|in-depth|fair|free|safe|transparent)"
)
_ON = r"(?=(?!(?:of|in|on|at|to|for|with|by|and|or|from|as|that|which|law|rights)\b)[a-z])"
BESIDE = re.compile(
    rf"(?<=[a-z] )(?P<so>{_SO})(?:, {_SO}){{0,4}},? and {_SO} {_ON}|"
    r"(?<= )(?P<doing>[a-z-]{1,20}ing)(?:, [a-z-]{1,20}ing){0,4},? and [a-z-]{1,20}ing "
    rf"{_ON}|"
    r"(?<=[a-z]) and (?:its|their) (?:[a-z]+ ){1,3}(?=(?:in|on|for|against) [a-z])"
)
# Of whom those that follow are: "relevant actors, including priests".
SUCH = re.compile(
    r"(?<= )(?:all )?(?:other )?(?:appropriate|concerned|key|local|relevant) "
    rf"(?:actors|bodies|entities|partners|stakeholders)(?: {GAP})?,? including (?=[a-z])"
)
# What so many names have in front: "the first United Nations Fair".
UNITED = re.compile(
    r"(?:(?<=the )|(?<=first )|(?<=new ))United Nations (?!Educ|Indus|Univ|Office [ai])(?=[A-Z])|"
    r"(?<=of )(?:the (?:convening|holding) of )?the "
    r"(?=(?:first |new |updated )?(?:[A-Z][\w-]+ ){2,4}(?:against|for|on) )"
)
# Whose it is: "work of the Bureau of Bridges on locks".
OWNER = re.compile(r"(?<=[a-z]) (?:of|by|from|between) (?:the )?$")
AND_OWNER = re.compile(r",? and (?:the )?(?=[A-Z])")
AFTER_OWNER = re.compile(
    r" (?:on|in(?! (?:accordance|relation))|to|for|as|towards|regarding|concerning|aimed at|"
    r"related to) (?:the )?(?!the )[a-z]"
)
FINITE = frozenset(
    """
    is are was were has have had can may might will would shall should must could do does did
    remain remains cannot be
    """.split()  # noqa: SIM905
)
POST = re.compile(
    r"(?:in|of|to|for|by|on|at|from|between|among|against|under|including|concerning|relating|"
    r"\w+ed|made|given|taken|undertaken|shown|known)$"
)
# Pasts that are no participles: "took".
PAST = {forms.split()[0] for forms in IRREGULAR.values() if " " in forms}
ARTICLES = ("the", "a", "an", "its", "their")
KEPT = re.compile(r",| and (?:the|an?|its) |\b(?:that|which|who|whose|whom|where|when|while|if)\b")
RELATIVE = frozenset("that which who whose whom where when while if".split())  # noqa: SIM905
# What is left out may not turn what is said.
TURNING = re.compile(
    r"\b(?:not?|never|nor|neither|without|unless|except|until|only|lack|excep\w*)\b"
)
CONCEDED = re.compile(
    r"(?:[\w’-]+ ){0,4}?that,? (?:while|although|though|if|when|where|as|since|unless|despite|"
    r"whereas)\b"
)
# What may follow a statement that holds under it only.
BOUND = re.compile(r"(?:unless|without|except|only|if|provided|until|(?:as|so) (?:long|far) as)\b")
TIMED = re.compile(r"(?:[\w-]+ )?sessions?\b|beginning\b|starting\b")  # when, and not what
ENDED = re.compile(r"[;:]|\.(?=\s|$)")
BREAK = re.compile(rf"{COMMA}(?=\s)")
QUALITY = re.compile(
    r"[a-z-]+(?:al|ic|ive|ent|ant|ous|ble|ful|ary|ed)$|(?:full|safe|fair|in-depth)$"
)
# What goes on as a list: ", oil and ropes", not ", including oil".
LISTED = re.compile(
    r" (?!(?:including|in|as|while|which|who|inter|with|within|by|through|and|to|at|where|when|"
    r"such|especially|particularly|notably|upon|for|on|taking|bearing|[a-z]+ing)\b)"
    r"(?:[\w’-]+ ){0,3}[\w’-]+,? (?:and|or) "
)
BODIES_OF = re.compile(rf"United Nations .*?{BODIES.pattern}")
BODY = re.compile(rf"United Nations (?!Conference$).*?{BODIES.pattern}")
JOINTS = frozenset("on of for in against to".split())  # noqa: SIM905
SMALL = frozenset("of on for the and in to against with at".split())  # noqa: SIM905
DEGREE = frozenset("more most less not still very too".split())  # noqa: SIM905
# Of what, or what about, is to follow.
THIN = frozenset(
    """
    contribution contributions effort efforts fact importance measures need needs ongoing part
    progress provisions purpose report reports resolution resolutions role roles step steps support
    use work
    """.split()  # noqa: SIM905
)
NOBODY = frozenset(("Member", "States", "Governments"))
HANGING = frozenset(
    """
    about above across after along around before behind beyond despite per since throughout via
    a an and any all among as at against between both by concerning during each every for from if in
    including into its it no nor not of on only or other over relevant such than that the their
    these this those through to towards under unless until upon which while who whose with within
    without various several certain more most so also particular inter alia be been being his her
    our own except lack absence regarding further new ensure ensuring promote promoting enhance
    enhancing particularly especially notably up prior following accordance conformity regard
    relation respect order view one
    """.split()  # noqa: SIM905
)


def recited(paragraph: Paragraph, codebook: Codebook) -> str:
    """What the initiating verb of a preambular paragraph takes, as `telling` has it; empty of
    others."""
    text, verb = paragraph.text, paragraph.verb
    if paragraph.part != "preamble" or not verb:
        return ""
    link = re.match(rf"(?:{LINK},?\s+)?", text, re.I)
    after = end(text, link.end() if link else 0, [tuple(verb.split())])
    if after is None:
        return ""
    rest = re.sub(rf"^(?:,?\s*{LINK},?(?=\s))*,?\s*", "", text[after:], flags=re.I)
    return telling(rest, codebook, min(OBJECT_WORDS, RUN - len(verb.split())))


def matter(clause: Clause, codebook: Codebook) -> str:
    """What a clause is about, beyond the words of its object: as `telling` has it, and no more
    words in a row, the action's among them; empty where nothing is left out between them, or the
    object says as much."""
    taken = len((clause.action or "").split())
    most = min(OBJECT_WORDS, RUN - len(clause.verb.split()))
    rest = done_to(clause.rest).strip(" ,")
    told = telling(rest, codebook, OBJECT_WORDS if taken else most)
    if taken and taken + len(told.split(GAP)[0].split()) > OBJECT_WORDS:  # in a row
        most = OBJECT_WORDS - taken
        told = telling(rest, codebook, most)
        second = AND_VERB.match(rest)
        plain = second and re.fullmatch("(?:and|or) (?!further)[a-z]+", second[1])
        if second and plain and re.match(" (?:the|an?|its|their) ", rest[second.end() :]):
            less = telling(rest[second.end() :].strip(), codebook)
            return less and f"{GAP} {less}"  # "to make and keep a lamp": "to make … a lamp"
    joined = told.startswith(("and ", "or ")) and not told.startswith(f"{clause.lead} ")
    if TIMED.match(clause.object or "") or joined:
        return ""
    begun = f"{clause.lead or ''} {clause.object or ''}".split()[:most]
    more = [word for word in IDLE.sub("", told).split() if word.strip(",") not in begun]
    within = told.startswith(f"{GAP} ") or f" {GAP} " in told
    return told if within and _content(more) else ""


def telling(text: str, codebook: Codebook, most: int = OBJECT_WORDS) -> str:
    """The words of a phrase that tell its matter, at most so many; "…" where some are left out.

    Parameters
    ----------
    text : str
        What follows a verb; it may go on with more than the phrase.
    codebook : Codebook
        Its conditions and entities make way.
    most : int
        How many words.

    Returns
    -------
    str
        Empty where so few tell nothing: "that wardens of".
    """
    whole = ENDED.split(text, maxsplit=1)[0].strip(" ,")
    if CONCEDED.match(whole):  # what is said stands after it
        return ""
    said = _unbound(NEEDED.sub(f" {GAP} ", whole), codebook)
    for shorter in (
        _helped,
        _pointing,
        _made,
        _agents,
        _owners,
        _light,
        _of_states,
        _coupled,
        _prepositions,
        _predicated,
        _first,
        _articles,
    ):
        if _size(_phrase(said)) <= most:
            break
        said = _joined(shorter(said, codebook))
    told = _cut(_phrase(said), said, most, codebook)
    if _size(_phrase(said)) > most:  # what stands beside another makes way where its noun is lost
        less = _beside(said, codebook)
        less = _joined(_articles(_of_states(_joined(less), codebook), codebook))
        told = max(_cut(_phrase(less), less, most, codebook), told, key=_size)
    return told


def _size(text: str) -> int:
    return sum(word != GAP for word in text.split())


def _content(words: Sequence[str]) -> int:
    bare = (word.strip(",").lower() for word in words if word != GAP)
    return sum(word not in HANGING and word not in MONTHS and not word.isdigit() for word in bare)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """A text without what matches, but for what would turn it."""
    return _joined(pattern.sub(lambda m: m[0] if TURNING.search(m[0]) else f" {GAP} ", text))


def _joined(text: str) -> str:
    return re.sub(rf"(?:\s*{GAP})+[ ,]*(?=\s|$)", f" {GAP}", re.sub(r"\s+", " ", text)).strip()


def _unbound(text: str, codebook: Codebook) -> str:
    """A phrase without its conditions, where more follows."""
    text = _without(SUCH, _without(ASIDE, _without(HELD, text)))
    found = [span for spans in books.conditions(text, codebook).values() for span in spans]
    for start, stop in sorted(found, reverse=True):
        span = text[start:stop]
        more = re.match(r",? (?!(?:and|or)\b)\w", text[stop:])
        open_ended = span.startswith("requesting") or span.split()[-1] in SMALL
        open_ended = open_ended or (text[:start].endswith(", ") and text[stop : stop + 1] != ",")
        if start and more and not (open_ended or TURNING.search(span)):
            text = f"{text[:start].rstrip(' ,')} {GAP} {text[stop:].lstrip(' ,')}"
    return _joined(text)


def _helped(text: str, codebook: Codebook) -> str:
    return _without(HELPED, text)


def _pointing(text: str, codebook: Codebook) -> str:
    return _without(POINTING, text)


def _made(text: str, codebook: Codebook) -> str:
    return _without(MADE, text)


def _of_states(text: str, codebook: Codebook) -> str:
    return _without(OF_STATES, text)


def _light(text: str, codebook: Codebook) -> str:
    for pattern in (POSED, TOWARDS):
        text = pattern.sub(lambda m: f"{m['do'] or ''} {GAP} ", text)
    return LIGHT.sub(lambda m: f"{m['do'] or ''} {GAP} ", text)


def _coupled(text: str, codebook: Codebook) -> str:
    """Of what is done in two ways, "to mend and wash the lamps", the first."""

    def first(match: re.Match[str]) -> str:
        if match["must"]:
            return f"{match['must']} {GAP}"
        kind = codebook.forms.get(match["do"], ("verb",))[0]
        doing = match["do"].endswith("ing") or kind == "verb"
        return f"{match['do']} {GAP}" if doing else match[0]

    return SEVERAL.sub(first, text)


def _prepositions(text: str, codebook: Codebook) -> str:
    return PREPOSITIONS.sub(rf"\1 {GAP} ", text)


def _beside(text: str, codebook: Codebook) -> str:
    """Of several ways, kinds or persons the first, and a name without what many have in front."""
    if not re.search(r"\b(?:between|both)\b", text):
        text = BESIDE.sub(lambda m: f"{m['so'] or m['doing'] or ''} {GAP} ", text)
    return _without(UNITED, text)


def _articles(text: str, codebook: Codebook) -> str:
    return re.sub(rf"{GAP} (?:the|an?) (?=[a-z])", f"{GAP} ", text)


def _first(text: str, codebook: Codebook) -> str:
    return STATES_FIRST.sub(f"{GAP} ", text)


def _agents(text: str, codebook: Codebook) -> str:
    """Without who did something between this and what was done to what."""
    names = [(start, stop) for _, start, stop in books.entities(text, codebook)]
    begun = {start for start, _ in names}
    for match in AGENT.finditer(text):
        known = any(match.end() == stop for _, stop in names)
        torn = any(start < match.end() < stop for start, stop in names)
        after = re.compile(rf"[ ,{GAP}]* of (?:the|its|an?) ").match(text, match.end())
        if after and after.end() in begun:  # "by the Department of the Secretariat"
            continue
        if known or not (torn or match["one"] or HEAD.search(match[0])):
            return _joined(f"{text[: match.start()]} {GAP} {text[match.end() :].lstrip(' ,…')}")
    return text


def _owners(text: str, codebook: Codebook) -> str:
    """Without the long names of those whose the first thing is, where more is said of it."""
    names = {start: stop for _, start, stop in books.entities(text, codebook)}
    for start, stop in names.items():
        owner, name = OWNER.search(text[:start]), re.split("[ -]", text[start:stop])
        while beside := AND_OWNER.match(text, stop):  # "between the Bureau and the Court"
            if beside.end() not in names:
                break
            stop = names[beside.end()]
        if owner and len(name) >= NAMED and name[-1] != "States" and AFTER_OWNER.match(text, stop):
            return _joined(f"{text[: owner.start()]} {GAP} {text[stop:]}")
    return text


def _predicated(text: str, codebook: Codebook) -> str:
    """Of "that help given to States of the lake is due" what is said of whom: "that help … is"."""
    words = text.split()
    that = next((at for at, word in enumerate(words[:5]) if word == "that"), None)
    if that is None:
        return text
    says = next((at for at in range(that + 2, len(words)) if _finite(words, at, codebook)), 0)
    if says + TOLD <= OBJECT_WORDS:
        return text
    posts = [at for at in range(that + 2, says)
             if POST.match(words[at]) and words[at - 1] not in HANGING
             and not POST.match(words[at - 1])]  # fmt: skip
    post = max([at for at in posts if at + ROOM <= OBJECT_WORDS], default=min(posts, default=says))
    between, head = " ".join(words[post:says]), words[post - 1]
    one = not head.endswith("s") and head not in PLURALS and not head[:1].isupper()
    # what is said of several isn't said of the first
    several = one and _plural(words[says], codebook)
    if several or not between or KEPT.search(between) or TURNING.search(between):
        return text
    return " ".join([*words[:post], GAP, *words[says:]])


def _plural(word: str, codebook: Codebook) -> bool:
    """Whether a verb says something of several."""
    base = codebook.forms.get(word, ("",))[0] == "verb" and not word.endswith("s")
    return base or word in ("are", "have", "were", "do", "remain")


def _finite(words: Sequence[str], at: int, codebook: Codebook) -> bool:
    """Whether a word is what is said of somebody named before it."""
    word, before = words[at], words[at - 1]
    if word in FINITE or word in PAST:
        return before != "to"
    if (
        before == "to"
        or before in HANGING
        or word in {*HANGING, *SMALL}
        or not word.islower()
        or word.endswith("ions")
    ):
        return False
    if words[at + 1 : at + 2] and words[at + 1] in ARTICLES and word.isalpha() and word != "as":
        return True  # no preposition leads to the article
    if POST.match(word):  # "help given"
        return False
    kinds = [codebook.forms.get(one, ("",))[0] for one in (word, stem(word))]
    return kinds[0] in ("verb", "other") and kinds[1] == "verb"


def _phrase(text: str) -> str:
    """A text as far as its first phrase goes: a comma in a list or between adjectives ends none."""
    for comma in BREAK.finditer(text):
        before, after = text[: comma.start()], text[comma.end() :]
        last = before.split()[-1]
        if before.count("“") > before.count("”") or _content(before.split()) < LEAST:
            continue
        between = (
            not last.endswith("ed")
            and QUALITY.fullmatch(last)
            and QUALITY.fullmatch(after.split()[0].rstrip(","))
        )
        if between or LISTED.match(after):
            continue
        return before
    return text


def _cut(phrase: str, text: str, most: int, codebook: Codebook) -> str:
    """The beginning of a phrase without what hangs at its end, or is begun there only."""
    words = phrase.split()
    last = len(words) - words[::-1].index(GAP) if GAP in words else 0
    if last and IDLE_END.match(" ".join(words[last:])):
        words = words[: last - 1]
    size = 0
    kept: list[str] = []
    for word in words:
        size += word != GAP
        if size > most:
            break
        kept.append(word)
    cut = len(kept) < len(words)
    if cut and BOUND.match(" ".join(words[len(kept) :])):
        return ""
    if cut:
        while kept and _compound(kept[-1], words[len(kept)], codebook):
            kept.pop()
        kept = _whole_names(kept, words)
        begun = next((at for at in range(len(kept) - 3, len(kept)) if at > 1
                      and kept[at] in RELATIVE), None)  # fmt: skip
        kept = kept[:begun]
    if cut or GAP in kept:
        while kept and _hangs(kept, cut, codebook):
            kept.pop()
            cut = True
    said = [at for at, word in enumerate(kept) if word.rstrip(",") == "that"]
    says = (
        [at for at in range(said[0] + 2, len(kept)) if _finite(kept, at, codebook)] if said else []
    )
    # "that the lamp is based …": on what
    more = says and any(
        not word.endswith("ed") and word not in DEGREE | FINITE and _content([word])
        for word in kept[says[0] + 1 :]
    )
    if said and not (more or (says and not cut)):
        kept, cut = kept[: said[0]], True  # of whom, and not what
        while kept and _hangs(kept, True, codebook):
            kept.pop()
    telling = (w for w in kept if w not in THIN | NOBODY and not w.endswith("ing")
               and (w.endswith("ment") or not QUALITY.fullmatch(w)))  # fmt: skip
    if _content(kept) < LEAST or not _content(list(telling)):
        return ""
    thin = kept[len(kept) - kept[::-1].index(GAP) :] if GAP in kept else []
    if cut and thin and thin[0] == "to" and set(thin[2:]) <= {*THIN, *SMALL} - {"progress"}:
        kept = kept[: -len(thin) - 1]  # "… to support the role": of whom
    cut = cut or _size(text) - _size(phrase) > BEYOND
    return " ".join(kept).rstrip(",") + f" {GAP}" * cut


def _hangs(kept: Sequence[str], cut: bool, codebook: Codebook) -> bool:
    """Whether the last of some words needs another."""
    last = kept[-1].rstrip(",")
    before = next((word for word in reversed(kept[:-1]) if word not in DEGREE), "")
    kind = codebook.forms.get(last, ("",))[0]
    after = before in ("by", "for", "in", "of", "to")
    if after and ((cut and last == "efforts") or (last.endswith("ing") and kind != "noun")):
        return True  # "related to mending": what
    if list(kept[-2:-1]) == [GAP]:  # one word of what goes on
        return True
    if not last[-1:].isalnum() and last[-1:] not in ")”’":  # GAP is none either
        return True
    if last.lower() in HANGING | DEGREE:
        return True
    if not cut:
        return False
    noun = kind in ("noun", "proceedings") or last.endswith(("ent", "ant", "tive"))
    quality = (QUALITY.fullmatch(last) and not noun) or kind in ("attribute", "quality")
    open_ended = last.islower() and quality and before not in {*FINITE, "be", "been", "being"}
    # "to mend", "to mend and oil": what
    joined = before == "and" and list(kept[-4:-3]) == ["to"]
    infinitive = last.islower() and (before == "to" or joined)
    if before == "the" and last in ("right", "rights"):  # to what, of whom
        return True
    unended = last.islower() and last.endswith(("ing", "ly", *ORDINAL))
    return bool(open_ended or infinitive or unended or last in {*FINITE, "made", "held"})


def _compound(word: str, following: str, codebook: Codebook) -> bool:
    """Whether a word stands before the noun that it belongs to: "youth | unemployment"."""
    bare = following.rstrip(",")
    if not (word.islower() and word.isalpha() and bare.islower()) or word in HANGING:
        return False
    kind = codebook.forms.get(bare, ("",))[0]
    if bare in {*HANGING, *SMALL, *FINITE, *RELATIVE} or bare.endswith(("ed", "ing", "ly")):
        return False
    return kind in ("noun", "proceedings") or (kind == "" and not POST.match(bare))


def _whole_names(kept: list[str], words: Sequence[str]) -> list[str]:
    """Words without half a name, title or date at their end; of a document's its head stays."""
    following = words[len(kept)].strip(",").lower() if len(kept) < len(words) else ""
    quoted = next((at for at, word in enumerate(kept) if "“" in word), None)
    if quoted is not None and "”" not in " ".join(kept[quoted:]):
        kept = kept[: quoted - (kept[quoted - 1 : quoted] in (["entitled"], ["titled"]))]
        return kept
    dated = following[:1].isdigit() or following in MONTHS
    while dated and kept and (kept[-1].isdigit() or kept[-1].lower() in (*MONTHS, "of")):
        kept.pop()
    if following and kept and kept[-1].isdigit() and words[len(kept)][:1].isupper():
        kept.pop()  # "the 2030 | Agenda"
    if not kept or kept[-1].endswith(","):
        return kept
    at = len(kept)
    while at and (kept[at - 1][:1].isupper() or (at < len(words) and kept[at - 1] in SMALL)):
        at -= 1
    # "United Nations conferences" are not the United Nations
    before_noun = kept[-2:] == ["United", "Nations"] and following not in {*SMALL, *FINITE, ""}
    rest = words[len(kept) : len(kept) + 3]
    capitals = [word[:1].isupper() or word[:1].isdigit() for word in rest]
    goes_on = before_noun or any(capitals[:1]) or (following in SMALL and any(capitals[1:]))
    while at < len(kept) and kept[at] in SMALL:
        at += 1
    if at == len(kept) or not goes_on:
        return kept
    joints = [n for n in range(at + 1, len(kept)) if kept[n] in JOINTS]
    joints += [len(kept)] if following in JOINTS else []
    whole = BODY if _content(kept[:at]) else BODIES_OF
    heads = (n for n in reversed(joints) if not whole.match(" ".join(kept[at:n])))
    return kept[: next(heads, at)]
