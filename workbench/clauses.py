"""Clauses: who is asked to do what, how strongly, under which conditions.

An operative paragraph is a predicate of the organ, or several: "*Urges* the cantons to mark their
crossings, **and requests** the Bureau, upon request, to lend divers; **welcomes** the chart". A
clause begins at a verb of the codebook in the third person that stands at the paragraph's head, or
after a comma, a semicolon or "and" where nobody but the organ can be its subject. Participles
("recognizing that"), quotations ("in which it called upon") and what stands in quotation marks or
brackets are no clauses.

Grammar only: no model and no dictionary of English. Annexes are left out: "we" there are the
participants of a conference, not the organ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from . import codebook as book
from .codebook import Codebook, Verb
from .records import Paragraph, Resolution
from .text import words


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate of the organ; see `record` for its fields as JSON."""

    label: str
    clause: int
    verb: str
    klass: str
    strength: int
    directive: bool
    addressees: tuple[str, ...]
    partners: tuple[str, ...]
    action: str | None
    continuing: bool
    object: str | None
    conditions: tuple[str, ...]
    n_words: int
    start: int
    end: int


# -- verbs ---------------------------------------------------------------------------------

# Words that only join a verb to what went before, or say "one more time": no part of its name.
LINK = (
    r"(?:also|further|furthermore|moreover|again|once (?:again|more)|likewise|additionally|"
    r"hereby|therefore|accordingly|equally|similarly|nevertheless|nonetheless|however|finally|"
    r"thus|consequently|then|now|in addition|as well(?! as\b)|in particular|inter alia|"
    r"(?:in|to|for|with|on|at) (?:this|that|these|those|the same|its) "
    r"(?:regards?|context|respects?|connection|ends?|purposes?|spirit|view|aims?|time|capacity))"
)
# Words that colour a verb and stay in its name.
SHADE = (
    r"(?:strongly|deeply|firmly|solemnly|urgently|fully|warmly|profoundly|gravely|strenuously|"
    r"categorically|unequivocally|vigorously|earnestly|sincerely|unreservedly|explicitly|highly|"
    r"resolutely|emphatically|duly|utterly|seriously|heartily|greatly|strictly|formally|clearly)"
)
BETWEEN = rf"(?:,[^,;:]{{1,90}},|,)?(?:\s+{LINK},?)*\s+"
ORGAN = (
    r"(?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|"
    r"Trusteeship Council|Assembly|Council|Commission|Conference|Committee)"
)
HEAD = re.compile(rf"[“\"]?(?:(?:{LINK},?\s+)?The {ORGAN},?\s+|We,?\s+)?", re.I)
LEAD = re.compile(rf"(?:(?<![\w’-])(?:{LINK},?|{SHADE}),?\s+)+$", re.I)
TRAIL = re.compile(rf"(?:,?\s+{LINK}(?![\w’-]),?)*", re.I)
LINKED = re.compile(rf"(?<![\w’-]){LINK}(?![\w’-])", re.I)
STOP = re.compile(r"(?:^|(?P<stop>[,;.:—–)”\"])\s*(?:(?P<and>and|but|while|or),?\s+)?)$")
BARE = re.compile(r"\s(?:and|but),?\s+$")
# "and further decides": what the organ does one more time.
AGAIN_TOO = re.compile(r"\b(?:also|further|furthermore|once again|therefore|in this regard)\b")
# Subjects other than the organ, waiting for their verb right before it.
OTHER = re.compile(
    r"(?:\b(?:which|who|that|it|they|he|she|what|where|when|whether|if|as|to)"
    r"(?:,[^,;]{1,90},?|\s+(?:also|further|\w+ly))?,?\s*)$"
)
RELATIVE = re.compile(r"\b(?:which|who|whose|that|where|when|as well as|if)\b")
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
# Verbs that are plural nouns too ("requests for help", "calls and notes").
NOUN = re.compile(
    r"(?:requests|calls|notes|demands|supports|appeals|values|orders|charges|tasks|mandates|grants|"
    r"objects|favours|hopes|trusts|highlights|regrets|extends|proposes|stresses|warns|shares)$"
)
NOT_A_VERB = re.compile(
    r",?\s*(?:of|for|from|by|or|and|are|is|were|was|made|contained|addressed|"
    r"in(?! (?:this|that|these|particular|addition|its|the (?:same|strongest))\b))\b"
)


WORD = re.compile(r"(?<![\w’'])[\w-]+")
ASIDE = re.compile(r"“[^”]*”|\([^()]*\)|\"[^\"]*\"")


def _finite(form: str) -> bool:
    """Whether a form of the codebook opens a clause: a participle (-ing) doesn't."""
    return not form.split()[0].endswith("ing")


def _plural(form: str) -> str:
    """The form that follows "we": "notes" → "note"."""
    first, _, rest = form.partition(" ")
    irregular = {"is": "are", "remains": "remain"}
    if first in irregular:
        first = irregular[first]
    elif first.endswith(("sses", "shes", "ches")):
        first = first[:-2]
    elif first.endswith("s"):
        first = first[:-1]
    return f"{first} {rest}".strip()


@dataclass(frozen=True, eq=False)
class _Grammar:
    """What is compiled once for a codebook."""

    singular: dict[str, re.Pattern[str]]
    """first word of a form → the forms that begin with it, longest first"""
    plural: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], Verb], ...]


@lru_cache(maxsize=8)
def _grammar(codebook: Codebook) -> _Grammar:
    forms = {
        one: row
        for row in codebook.verbs
        for form in (row.verb, *row.forms)
        for one in book.spellings(form)
    }
    forms |= {f"continues to {_plural(form)}": row for form, row in forms.items() if _finite(form)}
    longest = sorted(filter(_finite, forms), key=lambda f: (-len(f.split()), -len(f)))

    def alternatives(several: Iterable[str]) -> str:
        return "|".join(map(_flexible, dict.fromkeys(several)))

    beginning: dict[str, list[str]] = {}
    for form in longest:
        beginning.setdefault(form.split()[0], []).append(form)
    return _Grammar(
        singular={
            first: re.compile(rf"(?i:{alternatives(several)})(?![\w’'-])")
            for first, several in beginning.items()
        },
        plural=re.compile(
            rf"(?:^[“\"]?(?:We,?\s+)?|\b[Ww]e,?\s+)(?:(?:{LINK}|{SHADE}),?\s+)*"
            rf"(?P<verb>(?i:{alternatives(map(_plural, longest))}))(?![\w’'-])"
        ),
        forms=tuple((book.pattern(f), row) for f, row in forms.items()),
    )


def _flexible(form: str) -> str:
    """A form whose words may be parted by "also" or by something between two commas."""
    out, parts = "", form.split()
    for i, word in enumerate(parts):
        if word == "...":
            out += r"(?:[^\W\d_][\w’'-]*,?\s+){0,3}?"
        else:
            out += re.escape(word) + (BETWEEN if i + 1 < len(parts) else "")
    return out


@lru_cache(maxsize=4096)
def _verb(printed: str, codebook: Codebook) -> Verb | None:
    bare = re.sub(rf"^(?:{SHADE}\s+)+", "", printed)
    hits = [(p.pattern, row) for p, row in _grammar(codebook).forms if p.fullmatch(bare)]
    return min(hits, key=lambda hit: (hit[0].count("{0,3}"), -len(hit[0])))[1] if hits else None


def verb(printed: str, codebook: Codebook) -> Verb | None:
    """The codebook's row for a verb as a clause prints it ("strongly urges" → row "urges").

    None where no row knows it.
    """
    return _verb(printed, codebook)


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    """where the words before the verb begin"""
    after: int
    """where the verb ends"""
    verb: str
    row: Verb


# Cyrillic letters that look like Latin ones: some documents have them in their first words.
LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")


def _masked(text: str) -> str:
    """The text with dots for what is quoted or in brackets: nothing in there opens a clause."""
    text = text.translate(LOOKALIKES)
    return ASIDE.sub(lambda m: m[0][0] + "·" * (len(m[0]) - 2) + m[0][-1], text)


def _openings(text: str, codebook: Codebook, listed: bool = False) -> list[_Opening]:
    """Where the organ's predicates begin. In a list only "we" has a plural verb: "(a) Adopt the
    plan" is what the chapeau asks for."""
    masked = _masked(text)
    grammar = _grammar(codebook)
    found: list[_Opening] = []
    for word in WORD.finditer(masked):
        forms = grammar.singular.get(word.group().lower())
        at = word.start()
        match = forms and forms.match(masked, at)
        if not match:
            continue
        lead = LEAD.search(masked, max(0, at - 120), at)
        # "…, in this regard, urges": joining words are the verb's own, or end what went before
        begins = (lead.start(), at) if lead else (at,)
        begin = next((b for b in begins if _is_predicate(masked, b, at, match.end(), found)), None)
        if begin is None:
            continue
        printed = _printed(masked[begin : match.end()])
        row = _verb(printed, codebook)
        if row is not None:
            found.append(_Opening(begin, _after(TRAIL, masked, match.end()), printed, row))
    if not found or found[0].start > 0:
        first = found[0].start if found else len(text)
        if not listed or re.search(r"\b[Ww]e\b", masked[:first]):
            found += _plural_openings(masked, codebook, first)
    return sorted(found, key=lambda o: o.start)


def _after(pattern: re.Pattern[str], text: str, start: int = 0) -> int:
    """Where a match that begins at a place ends: at the place itself where nothing matches."""
    match = pattern.match(text, start)
    return match.end() if match else start


def _plural_openings(masked: str, codebook: Codebook, end: int) -> list[_Opening]:
    """Predicates of "we", printed in the third person."""
    found = []
    for match in _grammar(codebook).plural.finditer(masked, 0, end):
        begin = match.start()
        if OTHER.search(masked, max(0, begin - 120), begin):
            continue
        plural = _printed(masked[begin : match.end()].replace("We ", "").replace("we ", ""))
        for shape in _singulars(plural):
            row = _verb(shape, codebook)
            if row is not None:
                found.append(_Opening(begin, match.end(), shape, row))
                break
    return found


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


def _is_predicate(text: str, begin: int, at: int, end: int, found: list[_Opening]) -> bool:
    """Whether the organ can be the subject of the verb at `at`, with adverbs from `begin`."""
    head = HEAD.match(text)
    if begin == 0 or (head and head.end() == begin):
        return True
    first = text[at:end].split()[0].lower().rstrip(",")
    several = " " in text[at:end]
    before = text[max(0, begin - 120) : begin]
    if not several and NOUN.match(first) and NOT_A_VERB.match(text, end):
        return False
    since = found[-1].start if found else 0
    # Inside "that cantons should meet and …" a third person can't go on the modal's coordination.
    free = not RELATIVE.search(text, since, begin) or _modal_that(text[since:begin])
    common = not several and COMMON.match(first)
    stop = STOP.search(before)
    if stop and stop["stop"]:
        if stop["stop"] in ".:;":
            return text[begin].isupper() or stop["stop"] != "."
        if text[at].isupper() or OTHER.search(before[: stop.start() + 1]):
            return False
        return not common or bool(stop["and"] and free)
    if BARE.search(before):
        again = bool(AGAIN_TOO.search(text, begin, at))
        again = again and set(RELATIVE.findall(text, since, begin)) <= {"that"}
        return not text[at].isupper() and (again or (free and not common))
    return False


def _modal_that(text: str) -> bool:
    """Whether all that could govern a verb is one "that" or "which" with a modal verb."""
    relatives = RELATIVE.findall(text)
    return (
        relatives in (["that"], ["which"])
        and re.search(r"\b(?:shall|should|must|will|may)\b", text) is not None
    )


# -- who, with whom, what ------------------------------------------------------------------

# "to" before a noun, or an infinitive that belongs to the word before it.
NO_INFINITIVE = re.compile(
    r"\b(?:position|able|unable|willing|wishing|wish|ready|relat\w+|"
    r"(?<!this )(?<!that )(?<!these )(?:regards?|respect)|response|addition|access|according|"
    r"pursuant|due|prior|refer\w*|committed|"
    r"intend\w*|seek\w*|continu\w+|conducive|order|as|mandated|established|invited|entitled|"
    r"requested|decid\w+|how|whether|threats?|attention|signator\w+|subject|contribut(?:e|es|ed|ing)|"
    r"commitments?|efforts?|needs?|ability|capacity|opportunit\w+|rights?|obligations?|"
    r"vulnerable|belonging|exposed|adher\w+|acced\w+|fail\w*|annex\w*|aim\w*|required|relevant|"
    r"competences?|jurisdiction|powers?|authority|freedom|necessary|similar|opposed|designed|accredited|applicable|measures|steps|adviser?s?|ways)\s+$"
)
TO = re.compile(r"(?<![\w-])to(?=[\s,])")
ADVERBS = (
    r"(?:(?:also|further|better|not|only|(?!(?:ap|com|re|im|multi|sup)p?ly\b)[a-z]+ly|"
    r"(?!(?:ap|com|re|im|multi|sup)p?ly\b)[a-z]+ly and [a-z]+ly|"
    r"(?:,\s)?(?:as|where|when|whenever|if) appropriate|"
    r"in [^,;]{1,60}(?=,)|through [^,;]{1,60}(?=,)|within [^,;]{1,60}(?=,)),?\s+)*"
)
AFTER_TO = re.compile(
    rf"(?:,[^;]{{1,160}},)?\s+(?P<adverbs>{ADVERBS})"
    r"(?P<verb>(?!(?:the|a|an|its|their|his|her|our|all|this|that|these|those|such|any|each|every|"
    r"which|whom|whose|it|them|him|others?|both|some|more|women|men|children|girls|boys|persons|"
    r"peoples?|victims|relevant|existing|national|international|regional|human|local|public|"
    r"developing|developed|sustainable|so|terrorism|date|and|or|armed|conflicts?)\b)[a-z][a-z-]*)(?![\w’'])"
)
# "take this duty into account" is no other action than "take into account this duty".
TAKEN = re.compile(
    r"tak(?P<ing>e|ing)(?: (?!to\b|and\b)[\w’-]+){1,6} into (?P<what>account|consideration)\b"
)
MODAL = re.compile(
    rf"\b(?P<modal>shall|should|must|ought to|will|may)\b(?:,[^;]{{1,300}}?,)?"
    rf"(?:\s+(?P<adverbs>{ADVERBS})(?P<verb>(?!(?:and|or|including|in|on|at|by|with|within|through|as|"
    r"to|of|for|from|under|international|regional|national|domestic|human|relevant|subject|"
    r"consistent|pursuant|where|when|upon|if|the|its|their|all|while|taking|bearing|inter)\b)"
    r"[a-z][a-z-]*)|\s*:|\s*$)"
)
PASSIVE = re.compile(r"be\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|ade|elt|eld|ept|rawn)|set|put|made|held)\b")
THAT = re.compile(r"(?:,[^;]{1,160},|,)?\s*that\b")
CALL = re.compile(
    r"\s*(?:its|our)\s+(?:\w+ ){0,2}(?:calls?|requests?|appeals?|invitations?|demands?|"
    r"encouragement|recommendations?)\s+(?:made )?(?:upon|on|to|for|that)\b|"
    r"\s*the (?:\w+ ){0,2}(?:calls?|requests?|appeals?|invitations?) (?:upon|to)\b"
)
TO_THAT = re.compile(
    r"\s*to (?P<who>[^;:]{1,120}?),? that,? (?:it|they|he|she)\s+(?:should |shall |may )?"
    r"(?:also |further |\w+ly )?(?P<verb>[a-z-]+)"
)
# "Decides to request the Bureau to report": who is asked is the Bureau.
ASKS = re.compile(
    r"\s*[Tt]o (?:also |further )?(?:request|invite|urge|encourage|call (?:up)?on|appeal to|ask|"
    r"authorize|mandate|direct|instruct|entrust|task|empower)(?= )"
)
# What stands before whom a verb asks, and before what an item of a list asks for.
WHOM = re.compile(r"\s*(?:(?:once again |once more )?(?:to|upon|on)\b)?")
ITEM = re.compile(rf"\s*(?:[Tt]o\s+)?(?:{LINK}\s+)?")
AGAIN = ("reiterates", "reaffirms", "renews")
GRATITUDE = re.compile(r"[^,;]{0,60}?\bto (?=(?:the |all |those |its |other |relevant )*[A-Z\w])")
ADVERBIAL = re.compile(
    r"\s*(?:(?:and|but)\s+)?(?:in|within|through|upon|on|at|as(?! well)|by|with|under|where|when|"
    r"whenever|wherever|based|taking|while|whilst|bearing|recalling|inter|if|for|pursuant|subject|"
    r"consistent|according|during|before|after|following|until|from|without|also|further|"
    r"acting|drawing|building|working|using|recognizing|noting|having|given|to|no|not|among|"
    r"throughout|over|since|beginning|prior|regardless|irrespective|individually|jointly|together|"
    r"alongside|that|which|who|whose|whether|because|pending|towards|along|notwithstanding|"
    r"despite|mindful|being|making|unless|either|once|again|then|respectively|therefore)\b"
)
INCLUDING = re.compile(
    r"\s*(?:(?:and|or)\s+)?(?:including|particularly|especially|notably|such as|in particular|"
    r"inter alia)\b"
)
# A preposition or relative clause before a name keeps it from being addressed itself.
GOVERNED = re.compile(
    r"\b(?:of|in|for|on|at|by|from|with|through|under|between|among|within|that|which|who|whose|"
    r"to|against|towards|regarding|via|as|have|has|are|is)\b"
)
JOINED = re.compile(
    r"\b(?:and|or|as well as|along with|together with)\b(?!.*\b(?:and|or|as well as)\b)"
)
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
IDIOM = re.compile(
    r"do so|take into (?:\w+ )?(?:account|consideration)|"
    r"take (?:part|note|stock|account)|bear in mind|keep under (?:\w+ )?review|make use|"
    r"make available|remain seized|pay (?:\w+ )?attention|"
    r"give (?:\w+ )?(?:consideration|attention|priority|effect)"
)
HOLDER = re.compile(
    r"(?P<holder>(?:Executive Director|Executive Secretary|Director-General|Executive Director ad "
    r"interim|Director|Administrator|Chair|Chairs|Chairperson|Chairman|Co-Chairs|President|"
    r"Registrar|Prosecutor|Secretary-General|[Hh]ead|[Bb]ureau|Bureau|[Ss]ecretariat|Executive "
    r"Board|Governing Council|Governing Body|Board of Trustees|Executive Committee|[Mm]embers?|"
    r"Commissioner-General|High Representative))s? of (?:the )?$"
)
GENERIC = (
    r"(?:Office|Committee|Commission|Council|Programme|Fund|Agency|Directorate|Centre|Institute|"
    r"Department|Mission|Panel|Group|Board|Authority|Force|Rapporteur|Expert|Mechanism|Court|"
    r"Tribunal|Unit|Division|Branch|Conference|Forum|Team|University|Organization|Entity|Compact|"
    r"Union|Bank|Facility|Platform|Alliance|Representative|Envoy|Adviser|Coordinator|Commissioner)"
)
REFERRED = re.compile(rf"\b(?:[Tt]he|[Ss]aid) (?P<noun>(?:[A-Z][\w-]+ )?{GENERIC})(?![\w-])")
PROPER = re.compile(
    r"[A-Z][\w’-]+(?:\s+(?:[A-Z][\w’-]+|of|on|for|and|the|in|to)(?=\s|$))*\s+[A-Z][\w’-]+|[A-Z][\w’-]+"
)
ACTOR = re.compile(
    r"\b(?:States|countries|authorities|institutions?|organi[sz]ations?|entit(?:y|ies)|bod(?:y|ies)|"
    r"mechanisms?|experts?|groups?|holders?|leaders?|societies|communit(?:y|ies)|agenc(?:y|ies)|"
    r"associations?|networks?|partners?|part(?:y|ies)|members?|companies|operators?|providers?|"
    r"committees?|panels?|rapporteurs?|representatives?|facilitators|co-facilitators|bureaux?|"
    r"secretariats?|commissions?|councils?|departments?|offices?|centres?|missions?|teams?|"
    r"funds?|banks?|employers?|workers|unions?|governments?|parliaments|judges|"
    r"delegations|candidates|officials|managers|chairs?|presidents?|actors?|exporters|importers|"
    r"owners|consumers|producers|journalists|professionals|practitioners|coordinators?|regulators|shareholders|forces|investors|creditors|territories|powers|movements|coalitions|enterprises|participants|jurisdictions|processes|municipalities|cities)$"
)
DETERMINER = re.compile(
    r"^(?:(?:the|a|an|all|any|each|every|both|those|these|its|their|other|others|relevant|"
    r"concerned|interested|competent|appropriate|respective|also|further|and|or|as well as)\s+)+",
    re.I,
)


class _Names:
    """Who is meant by the names in a resolution's texts, "the Office" included."""

    def __init__(self, resolution: Resolution, codebook: Codebook) -> None:
        self.texts = [p.text for p in resolution.paragraphs]
        self.codebook = codebook
        self._mentions: list[list[tuple[int, str, str]]] | None = None

    def mentioned(self, text: str, paragraph: int, offset: int) -> list[tuple[str, int, int]]:
        """Entities in a piece of a paragraph that begins at `offset`: (entity, start, end)."""
        hits = []
        for entity, start, end in book.entities(text, self.codebook):
            titled = re.match(
                r"(?:[’']s?)? (?P<holder>Chair|Secretariat|Executive Director|Bureau)(?![\w-])",
                text[end:],
            )
            if titled:  # "the Committee Chair" is "the Chair of the Committee"
                hits.append((f"{titled['holder']} of {entity}", start, end + titled.end()))
                continue
            if text[start].isupper() and re.match(r"\s+[A-Z][a-z]", text[end:]):
                continue  # part of a longer name
            holder = HOLDER.search(text, max(0, start - 60), start)
            if (holder and holder["holder"][0].isupper()) or (holder and "ecretariat" in holder[0]):
                entity, start = f"{holder['holder']} of {entity}", holder.start()
            hits.append((entity, start, end))
        hits += [more for hit in hits for more in self._others(text, *hit)]
        taken = [(a, b) for _, a, b in hits]
        for match in REFERRED.finditer(text):
            if any(a < match.end() and match.start("noun") < b for a, b in taken):
                continue
            if re.match(r"\s+(?:of|on|for|against|to)\b", text[match.end() :]):
                continue
            meant = self._meant(match["noun"], paragraph, offset + match.start())
            if meant:
                hits.append((meant, match.start("noun"), match.end()))
        return sorted(hits, key=lambda hit: hit[1])

    def _others(self, text: str, entity: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """Entities that share a noun with one: "international and regional organizations"."""
        shared = SHARED_NOUN.fullmatch(text, start, end)
        if not shared:
            return []
        several = {
            other
            for adjective in re.findall(r"[\w-]+", shared["adjectives"])
            for other, _, _ in book.entities(f"{adjective} {shared['noun']}", self.codebook)
        }
        return [(other, start, end) for other in sorted(several - {entity})]

    def _meant(self, noun: str, paragraph: int, position: int) -> str | None:
        """The entity last named so before this place, by a name that has the noun in it."""
        if self._mentions is None:
            self._mentions = [
                [(a, text[a:b], entity) for entity, a, b in book.entities(text, self.codebook)]
                for text in self.texts
            ]
        for i in range(min(paragraph, len(self.texts) - 1), -1, -1):
            for start, written, entity in reversed(self._mentions[i]):
                if i == paragraph and start >= position:
                    continue
                if re.search(rf"\b{noun}\b", written) and written != noun:
                    return entity
            full = re.findall(
                rf"(?:[A-Z][\w-]+ )*{noun} (?:on|for|of|to|against) (?:the )?[A-Z][\w-]+"
                rf"(?:(?: (?:and|of|the|on|for|in|to))* [A-Z][\w-]+)*",
                self.texts[i][:position] if i == paragraph else self.texts[i],
            )
            if full:
                return _eight(full[-1])
        return None


SHARED_NOUN = re.compile(
    r"(?P<adjectives>[a-z-]+(?:, [a-z-]+)*,? (?:and|or) [a-z-]+) (?P<noun>[a-z-]+(?: [a-z-]+)?)"
)
INNER = "\0"
"""For a comma inside a name, while a list is split at its commas."""
LEADING = re.compile(rf"^\s*(?:{LINK}\s+)+(?=\S)", re.I)
_ADJECTIVE = r"[a-z-]*(?:al|ic|ary|ory|ive|ble|ous|profit|civil|public|private)"
ADJECTIVES = re.compile(rf"(?:\b{_ADJECTIVE}, )+{_ADJECTIVE},? (?:and|or) (?=[a-z-]+ [a-z])")
PRONOUN = re.compile(
    r"\s*(?:them|him|her|it|(?:the |both )?(?:latter|former)|those (?:that|who|which)\b.*)\s*$"
)


def _addressed(
    region: str, paragraph: int, offset: int, names: _Names, asked: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Addressees and partners in what stands between a verb and what is asked for."""
    partners, kept = [], region
    for phrase in _partner_phrases(region):
        partners += [e for e, _, _ in names.mentioned(region[slice(*phrase)], paragraph, offset)]
        kept = kept[: phrase[0]] + " " * (phrase[1] - phrase[0]) + kept[phrase[1] :]
    kept = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), kept)
    kept = re.sub(r"\b(?:all|each|both) of\b", lambda m: " " * len(m[0]), kept)
    kept = ADJECTIVES.sub(lambda m: m[0].replace(",", INNER), kept)
    for _, a, b in names.mentioned(kept, paragraph, offset):
        kept = kept[:a] + kept[a:b].replace(",", INNER) + kept[b:]
    found: list[str] = []
    listed, raw = False, None
    position = 0
    for chunk in kept.split(","):
        start, position = position, position + len(chunk) + 1
        chunk = chunk.replace(INNER, ",")
        if not chunk.strip():
            continue
        joined = re.match(r"\s*(?:and|or|as well as)\b", chunk)
        if not INCLUDING.match(chunk):
            chunk = LEADING.sub(lambda m: " " * len(m[0]), chunk, count=1)
        including = INCLUDING.match(chunk)
        if including:
            if not found or not re.match(r"\s+(?:the |its )?[A-Z]", chunk[including.end() :]):
                listed = True
                continue
            chunk = " " * including.end() + chunk[including.end() :]
        if ADVERBIAL.match(chunk):
            listed = listed or not re.match(r"\s*(?:as|where|when|if|upon|on)\b", chunk)
            continue
        if listed and found and not joined:
            continue
        listed = listed and not joined
        last = 0
        for entity, a, b in names.mentioned(chunk, paragraph, offset + start):
            if a < last:  # "international and regional organizations": two in one name
                found.append(entity)
                continue
            before = chunk[last:a]
            if not last:
                before = re.sub(r"^\s*(?:and|or|as well as)\b", "", before)
            if last:
                joint = JOINED.search(before)
                if not joint or (re.search(r"\b(?:that|which|who)\b", before) and entity):
                    continue
                before = before[joint.end() :]
            if not asked and re.search(r"\w{3,}ing\b", before):
                break
            if GOVERNED.search(before) or re.match(r"[’']s?\b|[’'](?=\s)", chunk[b:]):
                if not last:
                    break
                continue
            found.append(entity)
            last = b
        if not found and raw is None:
            raw = _unknown(chunk) if asked else None
            if raw is None:
                break
            found.append(raw)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(partners))


def _unknown(chunk: str) -> str | None:
    """The name of an addressee that no row of the codebook knows, as printed."""
    bare = DETERMINER.sub("", chunk.strip())
    government = re.match(
        r"(?:[\w-]+ )?(?:[Gg]overnments?|[Aa]uthorities) of (?:the )?(?=[A-Z])", bare
    )
    if government:
        bare = bare[government.end() :]
    proper = PROPER.match(bare)
    head = re.split(r"\s(?:of|in|for|on|that|which|who|at|from|with|to|by|under|between)\s", bare)[
        0
    ]
    if proper and not re.match(r"[’'-]|\s+[a-z]+", bare[proper.end() :].removeprefix(" and ")):
        return _eight(re.sub(r"(?:\s+(?:of|on|for|and|the|in|to))+$", "", proper[0]))
    if ACTOR.search(head) and len(head.split()) <= 6:
        return head
    if proper and re.match(
        r"\s+(?:of|in|for|on|that|which|who|at|from|with|to|by|and)\b", bare[proper.end() :]
    ):
        return _eight(re.sub(r"(?:\s+(?:of|on|for|and|the|in|to))+$", "", proper[0]))
    return None


def _eight(name: str) -> str:
    """Names in tables have at most eight words."""
    several = name.split()[:8]
    while several[-1] in ("of", "on", "for", "and", "the", "in", "to"):
        several.pop()
    return " ".join(several)


def _partner_phrases(text: str) -> list[tuple[int, int]]:
    """Spans of "in cooperation with …", up to where something else begins."""
    spans: list[tuple[int, int]] = []
    for match in PARTNER.finditer(text):
        if spans and match.start() < spans[-1][1]:
            continue
        end = PARTNER_END.search(text, match.end())
        spans.append((match.start(), end.start() if end else len(text)))
    return spans


def _infinitive(rest: str) -> tuple[int, re.Match] | None:
    """The first "to" with what is asked for: where it stands, and the match behind it."""
    masked = ASIDE.sub(lambda m: (" " if m[0][0] == "(" else "·") * len(m[0]), rest)
    for match in TO.finditer(masked):
        if NO_INFINITIVE.search(masked, max(0, match.start() - 40), match.start()):
            continue
        after = AFTER_TO.match(masked, match.end())
        if after:
            return match.start(), after
    return None


def _action(text: str, after: re.Match) -> tuple[str, int]:
    """The action that begins at a match of `AFTER_TO` (or `MODAL`), and where it ends."""
    start = after.start("verb")
    further = "further " if re.search(r"\bfurther\b", after["adverbs"] or "") else ""
    if re.search(r"\bnot,?\s*(?:to)?\s*$", text[max(0, after.start() - 8) : start]):
        further = "not " + further
    taken = TAKEN.match(text, start)
    if taken:
        return f"{further}tak{taken['ing']} into {taken['what']}", start + 4
    idiom = IDIOM.match(text, start)
    if idiom:
        return further + _plain(idiom[0]), idiom.end()
    chosen, end = after["verb"], after.end("verb")
    if chosen in ("continue", "continuing", "consider", "begin", "start", "resume"):
        gerund = re.compile(
            r"(?:,[^,;]{1,90},)?\s+((?:also |further )?(?!(?:ongoing|existing|outstanding|"
            r"remaining|promising|leading|following|during)\b)[a-z-]+ing)\b"
        ).match(text, end)
        if gerund:
            return f"{further}{chosen} {_plain(gerund[1])}", gerund.end()
        second = re.compile(r"(?:,[^,;]{1,120}(?:,[^,;]{1,90})?,)?\s+to\b").match(text, end)
        inner = second and AFTER_TO.match(text, second.end())
        if inner:
            deeper, end = _action(text, inner)
            return f"{further}{chosen} to {deeper}", end
    elif chosen == "be":
        passive = re.compile(r"\s+(\w+)").match(text, end)
        if passive:
            return f"{further}be {passive[1]}", passive.end()
    return further + chosen, end


def _plain(words_: str) -> str:
    return re.sub(r"\s+", " ", words_).strip().lower()


OBJECT_END = re.compile(
    r"[;:.]|,|\s(?:in order to|with a view to|so as to|with the aim of|upon request|as appropriate|"
    r"where appropriate|including|through|by \w+ing)\b"
)


# "submit to the Assembly at its next session a report": the report is the object.
RECIPIENT = re.compile(
    r"^\s*(?:to|before) (?:the |its |their )?(?:[A-Z][\w-]+|and|of|on|the|for)"
    r"(?: (?:[A-Z][\w-]+|and|of|on|the|for))*"
    r"(?:,? (?:at|during|before|in|by|no later than|through)[^;]{1,90}?)?,?"
    r"\s+(?=(?:an?|its|their|his|her)\s)"
)


def _object(text: str) -> str | None:
    """What an action is done to, in at most eight words."""
    text = re.sub(r"^\s*,[^,;]*,", " ", text)
    text = RECIPIENT.sub(" ", text)
    text = re.sub(r"^,?\s+(?:and|or)\s+[a-z-]+(?=\s)", " ", text)
    text = re.sub(
        r"^[\s,;:.–—]*(?:(?:that|of|to|at|about|over|for|the|a|an|its|their)\s+)*", "", text
    )
    end = OBJECT_END.search(text)
    several = (text[: end.start()] if end else text).split()[:8]
    if end and len(several) < 2 and text[end.start()] == ",":  # "regional, national and local …"
        several = re.split(r"[;:.]", text)[0].split()[:8]
    while several and re.fullmatch(
        r"(?:of|in|on|at|to|for|with|by|and|or|the|a|an|its|their|from|that|which|as|under|all)",
        several[-1],
    ):
        several.pop()
    return " ".join(several).rstrip(",") or None


# -- conditions ----------------------------------------------------------------------------


def _conditions(text: str, codebook: Codebook) -> tuple[str, ...]:
    return tuple(book.conditions(text, codebook))


# -- the clauses of a resolution -----------------------------------------------------------


def clauses(resolution: Resolution, codebook: Codebook) -> list[Clause]:
    """Clauses whose subject is the organ, over operative paragraphs and their sub-paragraphs.

    A sub-paragraph has its chapeau's verb, addressees and conditions unless it opens with a verb of
    its own. A chapeau that asks for nothing itself ("Requests the Bureau:") is no clause where
    sub-paragraphs follow.

    Returns
    -------
    list of Clause
        in the order of the text. Directive is a clause that asks somebody to do something: its verb
        does, or it decides that an entity "shall".
    """
    names = _Names(resolution, codebook)
    paragraphs = resolution.paragraphs
    found: list[Clause] = []
    chapeaux: dict[int, tuple[Clause, bool] | None] = {}
    for i, paragraph in enumerate(paragraphs):
        if paragraph.part != "operative":
            continue
        above = chapeaux.get(paragraph.level - 1) if paragraph.level > 1 else None
        parent = i + 1 < len(paragraphs) and paragraphs[i + 1].level > paragraph.level
        own = _of_paragraph(paragraph, i, codebook, names, listed=above is not None)
        if above and (not own or GOES_ON.search(paragraph.text[: own[0].start])):
            head = paragraph.text[: own[0].start] if own else paragraph.text
            inherited = _inherited(replace(paragraph, text=head), *above, i, codebook, names)
            own = [inherited, *own]
        chapeaux = {k: v for k, v in chapeaux.items() if k < paragraph.level}
        opener = _opener(own, paragraph.text)
        awaited = bool(re.search(r"\b(?:to|shall|should|must):", paragraph.text))
        chapeaux[paragraph.level] = (opener, awaited) if opener else None
        if parent:
            own = [c for c in own if not _asks_nothing(c, paragraph.text)]
        found += [replace(c, clause=n) for n, c in enumerate(own, 1)]
    return found


# "(a) To mend the lock, and urges the cantons to help": an item and a clause of its own.
GOES_ON = re.compile(r"\w.{20,}(?:[,;]\s+|\s)(?:and\s+)?$", re.S)


def _opener(own: list[Clause], text: str) -> Clause | None:
    """The clause of a chapeau that its list belongs to: the one with the colon, else the last."""
    return next((c for c in own if ":" in text[c.start : c.end + 2]), own[-1] if own else None)


def _asks_nothing(clause: Clause, text: str) -> bool:
    """Whether a chapeau's clause only introduces its list."""
    if not re.match(r"\s*:", text[clause.end :]):
        return False
    return clause.action is None if clause.directive else len(clause.object or "") < 12


def _of_paragraph(
    paragraph: Paragraph, i: int, codebook: Codebook, names: _Names, listed: bool
) -> list[Clause]:
    text = paragraph.text
    openings = [_bounded(o, text) for o in _openings(text, codebook, listed)]
    found: list[Clause] = []
    for n, opening in enumerate(openings):
        stop = openings[n + 1].start if n + 1 < len(openings) else len(text)
        end = len(re.sub(r"[\s,;:.]*(?:\b(?:and|but|while|or))?[\s,]*$", "", text[:stop]))
        end = max(end, opening.after)
        meant = found[-1].addressees if found else ()
        if found and not meant:
            last = names.mentioned(text[found[-1].start : found[-1].end], i, found[-1].start)
            meant = tuple(e for e, _, _ in last)[:1]
        found.append(_clause(paragraph.label, text, opening, end, i, codebook, names, meant))
    for n in range(len(found) - 2, -1, -1):
        found[n] = _shared(found[n], found[n + 1], text, openings[n])
    return found


def _bounded(opening: _Opening, text: str) -> _Opening:
    """An opening with the "where appropriate," that stands before its verb."""
    bound = BOUND.search(text, 0, opening.start)
    return replace(opening, start=bound.start("bound")) if bound else opening


BOUND = re.compile(r"[,;]\s+(?:and,?\s+)?(?P<bound>(?:as|where|when|whenever) appropriate,?\s+)$")


def _shared(clause: Clause, following: Clause, text: str, opening: _Opening) -> Clause:
    """ "Requests the Bureau and invites the cantons to meet": one infinitive for two verbs."""
    between = text[clause.end : following.start]
    if not re.fullmatch(r",?\s*(?:and|or)?\s*", between) or clause.action:
        return clause
    bare = not text[opening.after : clause.end].strip(" ,")
    if bare:
        return replace(
            clause,
            object=following.object,
            addressees=following.addressees if clause.directive else (),
            action=following.action if clause.directive else None,
            continuing=following.continuing if clause.directive else False,
            conditions=following.conditions,
        )
    if (
        clause.directive
        and following.action
        and clause.addressees
        and clause.end - opening.after < 160
    ):
        return replace(
            clause,
            action=following.action,
            continuing=following.continuing,
            object=following.object,
        )
    return clause


def _clause(
    label: str,
    text: str,
    opening: _Opening,
    end: int,
    i: int,
    codebook: Codebook,
    names: _Names,
    before: tuple[str, ...] = (),
) -> Clause:
    """One clause; `before` are those whom "them" would mean."""
    row, after = opening.row, opening.after
    rest = text[after:end]
    directive = row.directive
    addressees: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    action, tail = None, rest
    that = THAT.match(rest)
    call = CALL.match(rest) if row.verb in AGAIN else None
    lead = 0
    if call:
        directive, lead = True, call.end()
        that = THAT.match(rest, lead) or (call if call[0].endswith("that") else None)
    elif row.klass == "deciding" and (asks := ASKS.match(rest)):
        directive, lead = True, asks.end()
    elif row.directive:
        lead = _after(WHOM, rest)
    if that:
        directive, addressees, partners, action, tail = _that(
            rest, that.end(), directive, row, after, i, names
        )
    elif directive and (to := TO_THAT.match(rest)):
        addressees, partners = _addressed(to["who"], i, after + to.start("who"), names)
        action, tail = to["verb"], rest[to.end() :]
    elif directive:
        hit = _infinitive(rest[lead:]) if rest[lead:].strip() else None
        awaited = not hit and text[end:].lstrip().startswith(":")
        if hit:
            region = rest[lead : lead + hit[0]]
        else:
            region = rest[lead:] if awaited else _first(rest[lead:], codebook)
        asked = hit is not None or awaited
        addressees, partners = _addressed(region, i, after + lead, names, asked)
        if hit and not addressees and PRONOUN.match(region):
            addressees = before
        if hit and addressees:
            action, at = _action(rest[lead:], hit[1])
            tail = rest[lead + at :]
    elif row.verb == "expresses its appreciation" and (to := GRATITUDE.match(rest)):
        region = re.split(r"\s(?:for|that|which|who)\b", rest[to.end() :])[0]
        addressees, _ = _addressed(region, i, after + to.end(), names)
    elif row.verb == "reminds" and not that:
        region = re.split(r"\s(?:that|of|to|about)\b", rest)[0]
        addressees, _ = _addressed(region, i, after, names)
    more = [
        entity
        for a, b in _partner_phrases(rest)
        for entity, _, _ in names.mentioned(rest[a:b], i, after + a)
    ]
    partners = tuple(p for p in dict.fromkeys((*partners, *more)) if p not in addressees)
    if row.klass == "deciding" and not addressees:
        directive = False
    return Clause(
        label=label,
        clause=1,
        verb=opening.verb,
        klass=row.klass,
        strength=row.strength,
        directive=directive,
        addressees=addressees,
        partners=partners,
        action=action,
        continuing=_goes_on(action),
        object=_object(tail),
        conditions=_conditions(text[opening.start : end], codebook),
        n_words=len(words(text[opening.start : end])),
        start=opening.start,
        end=end,
    )


def _goes_on(action: str | None) -> bool:
    """Whether somebody is to continue something."""
    return bool(action and re.match(r"(?:further )?continu(?:e|ing)\b", action))


def _first(rest: str, codebook: Codebook) -> str:
    """Where nothing is asked in the infinitive: the words before the first preposition."""
    for match in PREPOSITION.finditer(rest + " "):
        within = [b for _, a, b in book.entities(rest, codebook) if a < match.start() < b]
        if not within:
            return rest[: match.start()]
    return rest


PREPOSITION = re.compile(
    r"[;:]|\s(?:for|to|of|between|that|in|with|on|by|through|at|from|as|about|against)\s"
)


def _that(
    rest: str, start: int, directive: bool, row: Verb, after: int, i: int, names: _Names
) -> tuple[bool, tuple[str, ...], tuple[str, ...], str | None, str]:
    """A clause with "that": "Decides that all cantons shall", "Requests that the Bureau report"."""
    modal = MODAL.search(ASIDE.sub(lambda m: "·" * len(m[0]), rest), start)
    again = modal and re.search(r".*,\s*that\b", rest[start : modal.start()])
    if again:  # "Decides that, as the league has said, that cantons shall"
        start += again.end()
    deciding = row.klass == "deciding"
    if not directive and not (deciding and modal and modal["modal"] in ("shall", "must", "should")):
        return False, (), (), None, rest
    passive = (
        modal and PASSIVE.match(rest, modal.start("verb")) if modal and modal["verb"] else None
    )
    if modal and modal.start() - start < 400:
        addressees, partners = _addressed(rest[start : modal.start()], i, after + start, names)
        if passive and not addressees:
            return directive, (), (), None, rest[start:]
        if passive and deciding:
            return False, (), (), None, rest[start:]
        if deciding and not addressees:
            return False, (), (), None, rest[start:]
        if not modal["verb"]:
            return True, addressees, partners, None, ""
        action, at = _action(rest, modal)
        return True, addressees, partners, action if addressees else None, rest[at:]
    region = re.split(r"[;:]", rest[start : start + 200], maxsplit=1)[0]
    ends = [b for _, _, b in names.mentioned(region, i, after + start)]
    ends += [m.end() for m in PROPER.finditer(region)]
    for end in sorted(ends):
        subjunctive = SUBJUNCTIVE.match(region, end)
        if subjunctive:
            addressees, partners = _addressed(region[:end], i, after + start, names)
            if addressees:
                action, at = _action(region, subjunctive)
                return directive, addressees, partners, action, region[at:]
    return directive, (), (), None, rest[start:]


SUBJUNCTIVE = re.compile(
    r"(?:,[^,;]{1,90},|,[^;]{1,300}?,(?=\s+[a-z]+ (?:to|in|with|the|an?|its|their|all|that)\b))?"
    r"\s+(?P<adverbs>(?:\w+ly\s+)?)(?P<verb>(?!(?:and|or|of|in|for|on|that|which|who|to|with|at|from|"
    r"by|under|as|concerned|involved|has|have|is|are|be|including|through|within|its|pursuant|"
    r"established)\b)[a-z][a-z-]+)\b(?! States\b)"
)


def _inherited(
    paragraph: Paragraph,
    above: Clause,
    awaited: bool,
    i: int,
    codebook: Codebook,
    names: _Names,
) -> Clause:
    """A sub-paragraph's clause with the verb and addressees of its chapeau."""
    text = paragraph.text
    end = len(re.sub(r"[\s,;:.]*(?:\b(?:and|or))?[\s,;.]*$", "", text))
    action, tail = None, text
    row = _verb(above.verb, codebook)
    nobody = above.directive and not above.addressees and not re.match(r"\s*[Tt]o\b", text)
    asking = row and row.klass == "deciding" and not above.directive and ASKS.match(text)
    if row and (nobody or asking):
        own = _clause(
            paragraph.label, text, _Opening(0, 0, above.verb, row), end, i, codebook, names
        )
        if own.addressees:
            return own
    if above.directive:
        head = _after(ITEM, text)
        phrase = " " + text[head : head + 1].lower() + text[head + 1 : end]
        hit = AFTER_TO.match(phrase)
        said_to = re.match(r"\s*[Tt]o\b", text) is not None
        gerund = re.match(r"\s*(?:\w+ly\s+)?\w+ing\b", text) is not None
        if hit and (said_to or gerund or awaited or (above.action is None and _verbal(text))):
            action, at = _action(phrase, hit)
            tail = phrase[at:]
        else:
            action = above.action
    bounds = _conditions(text, codebook)
    partners = [
        entity
        for a, b in _partner_phrases(text)
        for entity, _, _ in names.mentioned(text[a:b], i, a)
    ]
    order = [c.condition for c in codebook.conditions]
    return replace(
        above,
        label=paragraph.label,
        action=action,
        continuing=_goes_on(action),
        object=_object(tail),
        partners=tuple(dict.fromkeys((*above.partners, *partners))),
        conditions=tuple(c for c in order if c in bounds or c in above.conditions),
        n_words=len(words(text)),
        start=0,
        end=end,
    )


def _verbal(text: str) -> bool:
    """Whether a sub-paragraph begins with a verb: "To mend", "Mend the", not "The mending of"."""
    return not re.match(
        r"\s*(?!(?:Implement|Enhance|Advance|Finance|Document|Commence|Supplement|Complement)\b)"
        r"(?:(?:The|A|An|All|Any|Each|Every|Its|Their|That|This|Those|These|In|On|For|By|With|At|Of|"
        r"No|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\w+teen|\w+ty|"
        r"\w+(?:tion|ment|ness|ity|ance|ence|sis)s?)\b|\d)",
        text,
    )


def check(codebook: Codebook) -> list[str]:
    """What is wrong with the examples in ``verbs.csv``: a line for each example that is no clause
    of its row's verb and each counter-example that is one."""
    wrong = []
    for row in codebook.verbs:
        for text, wanted in ((row.example, True), (row.counter_example, False)):
            opened = {o.row.verb for o in _openings(text, codebook)}
            if text and (row.verb in opened) is not wanted:
                wrong.append(
                    f"verbs.csv: {row.verb}: its {'example' if wanted else 'counter-example'} is "
                    f"{'not ' if wanted else ''}found; correct forms or sentence"
                )
    return wrong


def unknown(resolutions: Iterable[Resolution], codebook: Codebook) -> list[tuple[str, int]]:
    """First words of operative paragraphs that no verb of the codebook opens, most frequent
    first, with how often."""
    counts = Counter(
        " ".join(p.text.split()[:2]).lower()
        for resolution in resolutions
        for p in resolution.paragraphs
        if p.part == "operative" and p.level == 1 and not _openings(p.text, codebook)
    )
    return counts.most_common()


def record(clause: Clause) -> dict:
    """A clause as an object of ``workbench tasks``."""
    return {
        "label": clause.label,
        "clause": clause.clause,
        "verb": clause.verb,
        "class": clause.klass,
        "strength": clause.strength,
        "directive": clause.directive,
        "addressees": list(clause.addressees),
        "partners": list(clause.partners),
        "action": clause.action,
        "continuing": clause.continuing,
        "object": clause.object,
        "conditions": list(clause.conditions),
    }
