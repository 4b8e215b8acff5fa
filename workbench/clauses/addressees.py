"""Whom a clause addresses, and with whom something is to be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ..codebook.states import state
from .names import ANAPHOR, Mention, Mentioned, shortened
from .verbs import LINK

PARTNER = re.compile(
    r"\bin (?:(?:\w+|\w+ and \w+) )?"
    r"(?:co-?operation|co-?ordination|collaboration|partnership|conjunction|concert|association|"
    r"consultations?|liaison)(?: (?:and|or) (?:\w+ )?\w+(?:tion|ship)s?)? with\b|"
    r"\b(?:jointly|together|along) with\b|\balongside\b"
)
PARTNER_END = re.compile(
    r"[;:]|,?\s+(?:with a view to|in order to|so as to|aimed at|at its|at the|at their)\b|"
    r",\s+(?=(?:to|upon|within|on|in|for|through|by|at|taking|including by|including through|"
    r"based)\b)|,?\s+to (?=[a-z]+\b)"
)
ADVERBIAL = re.compile(
    r"\s*(?:(?:and|but)\s+)?(?:in|within|through|upon|on|at|as(?! well)|by|with|under|where|when|"
    r"whenever|wherever|based|taking|while|whilst|bearing|recalling|inter|if|for|pursuant|subject|"
    r"consistent|according|during|before|after|following|until|from|without|also|further|"
    r"acting|drawing|building|working|using|recognizing|noting|having|given|to|no|not|among|"
    r"throughout|over|since|beginning|prior|regardless|irrespective|individually|jointly|together|"
    r"alongside|that|which|who|whose|whether|because|pending|towards|along|notwithstanding|"
    r"despite|mindful|being|making|unless|either|once|again|then|respectively|therefore)\b"
)
# Adverbials after which the list of addressees goes on: "requests, as appropriate, the Bureau".
HOW = re.compile(r"\s*(?:as|where|when|if|upon|on)\b")
INCLUDING = re.compile(
    r"\s*(?:(?:and|or)\s+)?(?:including|particularly|especially|notably|such as|in particular|"
    r"inter alia)\b"
)
# Who is singled out is addressed, whatever stands before: "agencies, within their mandates,
# especially the Bureau".
SINGLED = re.compile(r"\s*(?:(?:and|or)\s+)?(?:particularly|especially|notably|in particular)\b")
# Whom a list includes is addressed too, if it has a name or is known.
INCLUDED = re.compile(r"\s+(?:(?:the|its|all|other|relevant) )*(?P<name>(?=[A-Z]))?")
# A preposition or relative clause before a name keeps it from being addressed itself.
GOVERNED = re.compile(
    r"\b(?:of|in|for|on|at|by|from|with|through|under|between|among|within|that|which|who|whose|"
    r"to|against|towards|regarding|via|as|have|has|are|is)\b"
)
POSSESSIVE = re.compile(r"[’']s?\b|[’'](?=\s)")
AND = re.compile(r"\s*(?:and|or|as well as)\b")
JOINED = re.compile(
    r"\b(?:and|or|as well as|along with|together with)\b(?!.*\b(?:and|or|as well as)\b)"
)
SUCH_AS = re.compile(r"(?: [a-z]+)? such as(?= )( the)? ?")
# "Latin American and Caribbean States" are one group.
JOINTS = re.compile(
    r"\s(?:and(?! [A-Z]\w+ (?:States|countries|Group)\b)|or(?! [A-Z])|as well as)\s+"
)
# "partners of growing and grown cantons": what is joined there is governed still.
HALF_NAMED = re.compile(
    r"\b(?:of|in|for|from|among|between)\s+(?:[a-z-]+\s+){0,3}[a-z-]+(?:ing|ed|al|ic|ary|ive)\s*$"
)
# A name alone.
ALONE = re.compile(r"\s*(?:(?:the|all|other|relevant)\s+)*(?P<name>·+)\s*")
MEANS = re.compile(r"\b(?:through|by|via|from|under|with)\b")
THEIRS = re.compile(r"\s*(?:its|their)\b")
BETWEEN = re.compile(r"\b(?:between|among|that|which|who)\b")
# After a phrase of its own only a new article tells that another is named.
ANEW = re.compile(r"\s*(?:the|all|other|any|its|their|relevant|each)\b")
# "those who fight, especially the league", "all concerned, where applicable"
TAIL = re.compile(
    r",?\s+(?:concerned|involved|established|elected|participating|in particular|particularly|"
    r"especially|notably|inclu\w+|"
    r"(?:as|where|when|whenever|if) (?:appropriate|applicable|possible|necessary|relevant))\s*$"
)
EVERYBODY = re.compile(r"(?:all|those|others?)(?: those)? (?:concerned|involved)")
RELATIVE = re.compile(r"\b(?:that|which|who)\b")
GERUND = re.compile(r"\w{3,}ing\b")
IN_BRACKETS = re.compile(r"\([^()]*\)")
ALL_OF = re.compile(r"\b(?:all|each|both) of\b")
Placed = tuple[int, str]
"""Where an addressee stands in a chunk, and who it is."""
INNER = "\0"
"""For a comma inside a name, while a list is split at its commas."""
LEADING = re.compile(rf"^\s*(?:{LINK}\s+)+(?=\S)", re.I)
_ADJECTIVE = r"[a-z-]*(?:al|ic|ary|ory|ive|ble|ous|profit|civil|private)"
# The first of two adjectives that share a noun.
QUALITY = re.compile(rf"\s*(?:(?:the|all|other|relevant)\s+)*(?:{_ADJECTIVE}|State)")
# What several have in common before the name of the first: "regional and global Ombudsman".
COMMON = re.compile(rf"(?:{_ADJECTIVE}(?:,? (?:and|or)|,)? )+(?=[A-Z])")
ADJECTIVES = re.compile(rf"(?:\b{_ADJECTIVE}, )+{_ADJECTIVE},? (?:and|or) (?=[a-z-]+ [a-z])")
# Capitals of several adjectives before one noun: "International, Impartial and Joint Lock".
QUALITIES = re.compile(
    r"\b(?:International|Independent|Impartial|Regional|National|Joint|Special|Global|Permanent)"
    r"(?:, [A-Z][a-z]+)*,? and [A-Z][a-z]+ [A-Z][a-z]+"
)
# Commas within a name: "Protocol to Dredge, Sound and Mark the Lake".
SERIES = re.compile(
    r"\b(?:to|on|for|by|in|against) (?:[A-Z][a-z]+ )?(?:the )?[A-Z][a-z]+"
    r"(?:, (?:Especially )?[A-Z][a-z]+)*, (?:Especially )?[A-Z][a-z]+,? and [A-Z][a-z]+|"
    r"\b(?:Department|Office|Division) of (?:[A-Z][a-z]+ ){0,3}?[A-Z][a-z]+(?:, [A-Z][a-z]+)+,?"
    r" and [A-Z][a-z]+|"
    # "Convention against Leaking, Sunken or Rotten Boats"
    r"[A-Z][a-z]+(?:, [A-Z][a-z]+(?:ed|uman|en|ive|ing|onal))+,? (?:and|or)"
    r" (?:Other )?[A-Z][a-z]+ [A-Z][a-z]+|"
    r", (?:Especially|Particularly) (?:in |on |as )?[A-Z][a-z]+(?: and [A-Z][a-z]+)?"
)
TREATY = re.compile(
    r"(?:[A-Z][\w-]+ )*?"
    r"(?:Convention|Covenant|Protocol|Charter|Agreement|Treaty|Declaration|Statute)"
    r"(?: (?:of|on|for|against|to|and|in|concerning|relating)\b|$)"
)
"""A name of what nobody can be asked."""
PROPER = re.compile(
    r"[A-Z][\w’-]+(?:\s+(?:[A-Z][\w’-]+|of|on|for|and(?! the\b)|the|in|to)(?=\s|$))*"
    r"\s+[A-Z][\w’-]+|[A-Z][\w’-]+"
)
SIDE = re.compile(r"\s+(?:regimes?|authorities|governments?|forces|army|military|side)\b")
"""What makes a people's name that of who acts: "the Syrian authorities"."""
PREPOSITIONS_AT_END = re.compile(r"(?:\s+(?:of|on|for|and|the|in|to))+$")
GOVERNMENT = re.compile(r"(?:[\w-]+ )?(?:[Gg]overnments?|[Aa]uthorities) of (?:the )?(?=[A-Z])")
ACTOR = re.compile(
    r"\b(?:States|countries|authorities|institutions?|organi[sz]ations?|entit(?:y|ies)|bod(?:y|ies)|"
    r"mechanisms?|experts?|groups?|holders?|leaders?|societies|communit(?:y|ies)|agenc(?:y|ies)|"
    r"associations?|networks?|partners?|part(?:y|ies)|members?|companies|operators?|providers?|"
    r"committees?|panels?|rapporteurs?|representatives?|facilitators|co-facilitators|bureaux?|"
    r"secretariats?|commissions?|councils?|departments?|offices?|centres?|missions?|teams?|"
    r"funds?|banks?|employers?|workers|unions?|[Gg]overnments?|parliaments|judges|"
    r"delegations|candidates|officials|managers|chairs?|presidents?|actors?|exporters|importers|"
    r"owners|consumers|producers|persons|journalists|professionals|practitioners|coordinators?|regulators|"
    r"shareholders|forces|investors|creditors|territories|powers|movements|coalitions|enterprises|"
    r"participants|jurisdictions|processes|municipalities|cities|regimes?|military|militias|fighters|"
    r"foundations|schools|universities|businesses|signatories)$"
)
ACTOR_WORDS = 6
PAIR = re.compile(r"([A-Z][\w’-]+) and ([A-Z][\w’-]+)")
"""Two countries: no body has a name of two words with "and"."""
SEVERAL = re.compile(r"\b(?:and|or)\s+(?:the|all|other|[A-Z])")
OF_WHOM = re.compile(
    r"(?:members|secretariat|bureau) of (?:the )?[A-Z][\w-]+"
    r"(?:(?: (?:and|of|on|for|the))* [A-Z][\w-]+)*"
)
OF_WHAT = re.compile(r"[a-z]+ of (?:[a-z-]+ ){0,2}[a-z-]+$")
"""What tells one kind from others of the same noun: "schools of diving"."""
DETERMINER = re.compile(
    r"^(?:(?:the|a|an|all|any|each|every|both|those|these|its|their|other|others|relevant|"
    r"concerned|interested|competent|appropriate|respective|also|further|and|or|as well as)\s+)+",
    re.I,
)
PARTED = re.compile(r"\s(?:of|in|for|on|that|which|who|at|from|with|to|by|under|between)\s")
GOES_ON = re.compile(
    r"[’'-]|\s+(?!(?:established|appointed|created|set up|convened|designated|elected|mandated) "
    r"(?:by|in|at|under|pursuant|to|for)\b)[a-z]+"
)
PREPOSITION_AFTER = re.compile(r"\s+(?:of|in|for|on|that|which|who|at|from|with|to|by|and|as)\b")


def addressed(
    region: str, offset: int, mentioned: Mentioned, asked: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Addressees and partners in what stands between a verb and what is asked for.

    Parameters
    ----------
    offset : int
        where the region begins in its paragraph.
    mentioned : callable
        gives the entities in a piece of the paragraph.
    asked : bool
        whether something is asked for: then somebody is addressed, known to the codebook or not.
    """
    partners = partners_in(region, offset, mentioned)
    addressees: list[str] = []
    aside = False  # within what only describes those named before
    for start, chunk in _chunks(region, offset, mentioned):
        joined = AND.match(chunk)
        if not INCLUDING.match(chunk):
            chunk = LEADING.sub(_blank, chunk, count=1)
        if including := INCLUDING.match(chunk):
            told = INCLUDED.match(chunk, including.end())
            whom = {at for _, at, _ in mentioned(chunk, offset + start)}
            if not addressees or not told or not (told["name"] is not None or told.end() in whom):
                aside = True
                continue
            aside = aside and not SINGLED.match(chunk)
            chunk = " " * including.end() + chunk[including.end() :]
        if ADVERBIAL.match(chunk):
            aside = aside or not HOW.match(chunk)
            continue
        if aside and addressees and not joined:
            continue
        aside = aside and not joined
        mentions = mentioned(chunk, offset + start)
        those = _named(chunk, mentions, asked)
        # an apposition ("the league, owner of the lock,") stands in no list
        if asked and (not addressees or including or JOINTS.search(region, start)):
            those = sorted([*those, *_unlisted(chunk, mentions, not addressees and not those)])
        addressees += [entity for _, entity in those]
        if not addressees:
            break
    return tuple(dict.fromkeys(addressees)), tuple(dict.fromkeys(partners))


def partners_in(text: str, offset: int, mentioned: Mentioned) -> list[str]:
    """Entities with whom something is to be done."""
    return [
        entity
        for start, end in _partner_phrases(text)
        for entity, _, _ in mentioned(text[start:end], offset + start)
    ]


def _partner_phrases(text: str) -> list[tuple[int, int]]:
    """Spans of "in cooperation with …", up to where something else begins."""
    spans: list[tuple[int, int]] = []
    for match in PARTNER.finditer(text):
        if spans and match.start() < spans[-1][1]:
            continue
        end = PARTNER_END.search(text, match.end())
        spans.append((match.start(), end.start() if end else len(text)))
    return spans


def _blank(match: re.Match[str]) -> str:
    """As many spaces as there were characters: what follows keeps its place."""
    return " " * len(match[0])


def _replaced(text: str, spans: Iterable[tuple[int, int]], new: Callable[[str], str]) -> str:
    """A text with something as long in place of some of its pieces."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = new("".join(letters[start:end]))
    return "".join(letters)


def _chunks(region: str, offset: int, mentioned: Mentioned) -> Iterator[tuple[int, str]]:
    """What stands between the commas of a list, with its place: without partners, and parted by no
    comma of a name."""
    region = _replaced(region, _partner_phrases(region), lambda phrase: " " * len(phrase))
    region = ALL_OF.sub(_blank, IN_BRACKETS.sub(_blank, region))
    for names in (ADJECTIVES, QUALITIES, SERIES):
        region = names.sub(lambda m: m[0].replace(",", INNER), region)
    named = [(a, b) for _, a, b in mentioned(region, offset)]
    region = _replaced(region, named, lambda name: name.replace(",", INNER))
    start = 0
    for chunk in region.split(","):
        if chunk.strip():
            yield start, chunk.replace(INNER, ",")
        start += len(chunk) + 1


def _named(chunk: str, mentions: list[Mention], asked: bool) -> list[Placed]:
    """Entities of a chunk that are addressed, not only named in what describes another."""
    named: list[Placed] = []
    last = 0
    for entity, start, end in mentions:
        if start < last:  # "international and regional organizations": two in one name
            named.append((start, entity))
            continue
        before = chunk[last:start]
        if last:
            joint = JOINED.search(before) or SUCH_AS.fullmatch(before)
            if not joint or RELATIVE.search(before) or HALF_NAMED.search(before[: joint.start()]):
                continue
            before = before[joint.end() :]
        else:
            before = re.sub(r"^\s*(?:and|or|as well as)\b", "", before)
        if not asked and GERUND.search(before):
            break
        if GOVERNED.search(before) or POSSESSIVE.match(chunk, end):
            if not last:
                break
            continue
        named.append((start, entity))
        last = end
    return named


def _unlisted(chunk: str, mentions: list[Mention], first: bool) -> list[Placed]:
    """Those of a chunk, as printed, whom no row of the codebook knows.

    Parameters
    ----------
    first : bool
        whether nobody is addressed so far, in this chunk neither.
    """
    # an "and" in a name parts nobody
    apart = _replaced(chunk, [(a, b) for _, a, b in mentions], lambda name: "·" * len(name))
    several: list[Placed] = []
    at = before = 0
    for joint in [*JOINTS.finditer(apart), None]:
        one = apart[at : joint.start() if joint else None]
        if joint and QUALITY.fullmatch(one):
            continue  # "technical and academic communities"
        begins_list = first and at == 0
        said = (
            _unknown(one if at or not first else chunk) if "·" not in one or begins_list else None
        )
        governed = at and GOVERNED.search(apart, 0, before) and not ANEW.match(one)
        governed = governed or bool(MEANS.search(apart, 0, at))
        governed = governed or bool(TREATY.search(apart, 0, at) and not ANEW.match(one))
        if begins_list and not said:
            break  # who begins the list is nobody: what is asked for is a thing
        governed = governed or bool(THEIRS.match(one) and not begins_list)
        if said and not governed and not BETWEEN.search(apart, 0, at):
            pair = None if state(said) else PAIR.fullmatch(said)
            several += [(at + n, one) for n, one in enumerate(pair.groups() if pair else (said,))]
        elif several and first and (alone := ALONE.fullmatch(one)):
            place = at + alone.start("name")
            several += [(at, entity) for entity, a, _ in mentions if a == place]
        elif "·" in one and not begins_list and not governed:
            # a name that has another in it: "the Community of Lake States"
            whole = DETERMINER.sub("", chunk[at : joint.start() if joint else None].strip())
            if (proper := PROPER.fullmatch(whole)) and "·" not in one[: len(one) - len(whole) + 1]:
                several.append((at, shortened(proper[0])))
        if begins_list and said and " and " in said:  # a name may have one: "Office of Locks and …"
            at = chunk.index(said) + len(said)
            beyond = JOINTS.match(apart, at)
            if not beyond:
                break
        before, at = joint.span() if joint else (before, at)
    return several


def _unknown(chunk: str) -> str | None:
    """The name of an addressee that no row of the codebook knows, as printed."""
    if EVERYBODY.fullmatch(chunk.strip()):
        return chunk.strip()
    if ANAPHOR.search(chunk):
        return None
    chunk = TAIL.sub("", chunk.strip())
    bare = DETERMINER.sub("", chunk)
    if TREATY.match(bare) or bare == "State":  # "that State": which, the text says elsewhere
        return None
    if qualities := QUALITIES.match(bare):
        return qualities[0]
    if government := GOVERNMENT.match(bare):
        bare = bare[government.end() :]
    proper = PROPER.match(bare)
    after = bare[proper.end() :] if proper else ""
    if proper and (side := SIDE.match(after)):
        return proper[0] + side[0]
    head = PARTED.split(bare, maxsplit=1)[0]
    if whom := OF_WHOM.match(bare):
        return shortened(whom[0])
    if " " not in head and (more := OF_WHAT.match(bare)):
        head = more[0]
    name = shortened(PREPOSITIONS_AT_END.sub("", proper[0])) if proper else None
    if proper and not GOES_ON.match(re.sub(r"^ (?:and|or) ", "", after)):
        return name
    head = TAIL.sub("", head)  # "bodies established by the league"
    acts = ACTOR.search(PARTED.split(head, maxsplit=1)[0]) and not SEVERAL.search(head)
    if acts and len(head.split()) <= ACTOR_WORDS:
        return head
    if common := COMMON.match(bare):
        return _unknown(bare[common.end() :])
    return name if proper and PREPOSITION_AFTER.match(after) else None
