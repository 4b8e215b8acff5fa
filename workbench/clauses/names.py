"""Who is meant by the names in a resolution."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import accumulate

from .. import codebook as books
from ..codebook import Codebook
from ..records import Resolution

Mention = tuple[str, int, int]
"""An entity, and where its name begins and ends."""
Called = tuple[int, str]
"""Up to where a text must go for somebody to be named in it, and whom it names."""
Mentioned = Callable[[str, int], list[Mention]]
"""The entities in a piece of a paragraph that begins at a place of it: `Names.mentioned` of one
paragraph."""

# "the Committee Chair" is "the Chair of the Committee".
TITLED = re.compile(r"(?:[’']s?)? (?P<holder>Chair|Secretariat|Executive Director|Bureau)(?![\w-])")
HOLDER = re.compile(
    r"(?P<holder>(?:Executive Director|Executive Secretary|Director-General|Executive Director ad "
    r"interim|Director|Administrator|Chair|Chairs|Chairperson|Chairman|Co-Chairs|President|"
    r"Registrar|Prosecutor|Secretary-General|[Hh]ead|[Bb]ureau|Bureau|[Ss]ecretariat|Executive "
    r"Board|Governing Council|Governing Body|Board of Trustees|Executive Committee|[Mm]embers?|"
    r"Commissioner-General|High Representative))s? of (?:the )?$"
)
HOLDS = 60
"""Characters before a name in which its holder stands."""
LONGER = re.compile(r"\s+[A-Z][a-z]")
QUALIFIED = re.compile(r"(?<![.;:] )\b(?!(?:The|This|That|Its|Also|Main)\b)[A-Z][a-z]+ $")
ANAPHOR = re.compile(
    r"\b(?:[Bb]oth(?: the)?|(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll) (?:two|three|four|five)) "
    r"(?P<nouns>organi[sz]ations|bodies|entities|institutions|agencies|[Ss]ecretariats|"
    r"[Gg]overnments|States|countries|[Dd]epartments|[Oo]ffices|[Cc]ommittees|[Cc]ouncils|"
    r"[Cc]ommissions)\b(?! and\b| of\b)"
)
"""Several who were named before, none of a kind: "both organizations", which the text says
elsewhere."""
OF_ONE = re.compile(r" of (?:the )?[A-Z]")
OF_REGION = re.compile(
    r"\b(?:African|Asian|Asia-Pacific|Arab|European|American|Caribbean|Pacific|Balkan|Sahel) $"
)
GENERAL = ("Assembly", "Council", "Commission", "Conference", "Committee")
GENERIC = (
    r"(?:Office|Committee|Commission|Council|Programme|Fund|Agency|Directorate|Centre|Institute|"
    r"Department|Mission|Panel|Group|Board|Authority|Force|Rapporteur|Expert|Mechanism|Court|"
    r"Tribunal|Unit|Division|Branch|Conference|Forum|Team|University|Organization|Entity|Compact|"
    r"Union|Bank|Facility|Platform|Alliance|Representative|Envoy|Adviser|Coordinator|Commissioner)"
)
TITLE = (
    r"(?:Chair|President|Bureau|Executive Director|Director|Administrator|Government|"
    r"secretariat|team|system)"
)
REFERRED = re.compile(
    rf"\b(?:[Tt]he|[Ss]aid|[Tt]hat) (?P<noun>(?:[A-Z][\w-]+ )?{GENERIC}|{TITLE})(?![\w-])"
)
# "the Offices": each office that the paragraph named before
TOGETHER = re.compile(
    r"\b(?:[Tt]he|[Ss]aid|[Tt]hose)(?: two| three)? (?P<nouns>[A-Z][a-z]+s)(?![\w-])"
)
NAMELESS = re.compile(rf"{GENERIC}|{TITLE}")
"""What nobody is called: a name that says of what stands before, or nobody knows who is meant."""
OWN = re.compile(
    r"\b(?:(?:his|her) (?P<office>Office)|its (?P<holder>Executive Director|Executive Secretary|"
    r"Director-General|Administrator))(?![\w-])"
)
"""An officer's office, or who heads a body, named by whose it is."""
BODIES = ("secretariat", "subsidiary", "agency", "programme")
"""Kinds of entities that somebody heads."""
SIDE = re.compile(r"\b[Tt]he (?P<noun>regime|military)(?![\w-])(?! of\b)")
"""One side of a conflict, named by its people before: "the Orlish regime"."""
WARRING, TREATY = "parties to the conflict", "States parties"
# "United Nations monitoring": the name of the organization is what kind of thing is meant.
ATTRIBUTE = re.compile(r" (?:[a-z]+ (?:and|or) )?[a-z]+ing\b(?!,| (?:to|within|in)\b)")
NAMED_ON = re.compile(r"\s+(?:and (?:the )?peoples? )?(?:of|on|for|against|to)\b")
SHARED_NOUN = re.compile(
    r"(?P<adjectives>[a-z-]+(?:, [a-z-]+)*,? (?:and|or) [a-z-]+) (?P<noun>[a-z-]+(?: [a-z-]+)?)"
)
MOST = 8
"""Words of a name in tables."""


class Names:
    """Who is meant by the names in a resolution's texts, "the Office" included."""

    def __init__(self, resolution: Resolution, codebook: Codebook) -> None:
        self.texts = [p.text for p in resolution.paragraphs]
        self.codebook = codebook
        self._found: dict[str, tuple[list[list[list[Called]]], list[str | None]]] = {}

    def mentioned(self, paragraph: int, text: str, offset: int) -> list[Mention]:
        """Entities in a piece of a paragraph that begins at `offset`."""
        mentions = []
        those = {match.start("nouns") for match in ANAPHOR.finditer(text)}
        for entity, start, end in books.entities(text, self.codebook):
            if start in those:
                continue
            if ATTRIBUTE.match(text, end) and text[start:end] == "United Nations":
                continue
            if entity == "parties":
                entity = self._parties
            titled = TITLED.match(text, end)
            if titled:
                mentions.append((f"{titled['holder']} of {entity}", start, titled.end()))
                continue
            one = text[start].isupper() and " " not in text[start:end]
            if text[start].isupper() and LONGER.match(text, end):
                continue  # part of a longer name
            if text[start:end] in ("States", "countries") and OF_REGION.search(
                text, max(0, start - HOLDS), start
            ):
                continue  # "the African States" are some of them
            if text[start:end] == "Governments" and OF_ONE.match(text, end):
                continue  # "the Governments of Canada and Fiji"
            if (
                one
                and text[start:end] in GENERAL
                and QUALIFIED.search(text, max(0, start - HOLDS), start)
            ):
                continue  # "Parliamentary Assembly"
            holder = HOLDER.search(text, max(0, start - HOLDS), start)
            if holder and (holder["holder"][0].isupper() or "ecretariat" in holder[0]):
                entity, start = f"{holder['holder']} of {entity}", holder.start()
            mentions.append((entity, start, end))
        mentions += [more for mention in mentions for more in self._others(text, *mention)]
        taken = sorted((start, end) for _, start, end in mentions)
        starts = [start for start, _ in taken]
        ends = [0, *accumulate((end for _, end in taken), max)]  # the farthest of those so far
        for match in REFERRED.finditer(text):
            if match.start("noun") < ends[bisect_left(starts, match.end())]:
                continue
            if NAMED_ON.match(text, match.end()):
                continue
            meant = self._meant(match["noun"], paragraph, offset + match.start())
            if meant:
                mentions.append((meant, match.start("noun"), match.end()))
        for match in TOGETHER.finditer(text):
            begins, ends_at = match.span("nouns")
            if begins >= ends[bisect_left(starts, ends_at)] and not NAMED_ON.match(text, ends_at):
                several = self._each(match["nouns"], paragraph, offset + begins)
                mentions += [(entity, begins, ends_at) for entity in several]
        for match in OWN.finditer(text):
            if whose := self._own(match, paragraph, offset + match.start()):
                mentions.append((whose, match.start(match.lastgroup or 0), match.end()))
        for match in SIDE.finditer(text):
            if whose := self._side(match["noun"], paragraph, offset + match.start()):
                mentions.append((whose, match.start("noun"), match.end()))
        return sorted(mentions, key=lambda mention: mention[1])

    def _others(self, text: str, entity: str, start: int, end: int) -> list[Mention]:
        """Entities that share a noun with one: "international and regional organizations"."""
        shared = SHARED_NOUN.fullmatch(text, start, end)
        if not shared:
            return []
        several = {
            other
            for adjective in re.findall(r"[\w-]+", shared["adjectives"])
            for other, a, b in books.entities(f"{adjective} {shared['noun']}", self.codebook)
            if (a, b)
            == (0, len(f"{adjective} {shared['noun']}"))  # not "organizations" of any kind
        }
        return [(other, start, end) for other in sorted(several - {entity})]

    @cached_property
    def _mentions(self) -> list[list[tuple[int, str, str]]]:
        """Where each paragraph has a name, the name, and whose it is."""
        return [
            [(a, text[a:b], entity) for entity, a, b in books.entities(text, self.codebook)]
            for text in self.texts
        ]

    @cached_property
    def _parties(self) -> str:
        """Who "all parties" are: to a conflict, or to a treaty, which a text names so once."""
        named = {entity for there in self._mentions for _, _, entity in there}
        return next((e for e in (WARRING, TREATY) if e in named), "parties")

    def _each(self, nouns: str, paragraph: int, position: int) -> list[str]:
        """Who several of a kind are: all that the paragraph names before by names with the noun in
        them, two at least."""
        noun = f"{nouns[:-3]}y" if nouns.endswith("ies") else nouns[:-1]
        if not re.fullmatch(GENERIC, noun) or paragraph >= len(self.texts):
            return []
        known, called = self._named(noun, self.texts[paragraph], paragraph)
        before = [whom for at, whom in sorted([*known, *called]) if at <= position]
        return list(dict.fromkeys(before)) if len(set(before)) > 1 else []

    def _own(self, own: re.Match[str], paragraph: int, position: int) -> str | None:
        """Whom "her Office" or "its Executive Director" means: that of the last officer, or of the
        one body, that the paragraph named before."""
        before = [(name, entity) for a, name, entity in self._mentions[paragraph] if a < position]
        if own["office"]:
            officers = [name for name, entity in before if self._kinds.get(entity) == "officer"]
            return self._known(f"Office of the {officers[-1]}") if officers else None
        bodies = {entity for _, entity in before if self._kinds.get(entity) in BODIES}
        return f"{own['holder']} of {bodies.pop()}" if len(bodies) == 1 else None

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {row.entity: row.kind for row in self.codebook.entities}

    def _side(self, noun: str, paragraph: int, position: int) -> str | None:
        """Whose "regime" or "military" was named last before this place."""
        return self._last(noun, self._sided, paragraph, position)

    def _sided(self, noun: str, text: str, paragraph: int) -> list[list[Called]]:
        named = re.compile(rf"(?<![\w’-])[A-Z][a-z]+ {noun}(?![\w’-])")
        return [[(m.end(), m[0]) for m in named.finditer(text) if not m[0].startswith("The ")]]

    def _meant(self, noun: str, paragraph: int, position: int) -> str | None:
        """The entity last named so before this place, by a name that has the noun in it."""
        return self._last(noun, self._named, paragraph, position)

    def _named(self, noun: str, text: str, paragraph: int) -> list[list[Called]]:
        whole, called = _called(noun)
        known = [
            (start + 1, entity)
            for start, written, entity in self._mentions[paragraph]
            # "Office of the High Commissioner" is not the one whose it is
            if whole.search(written.split(" of ")[0]) and written != noun
        ]
        return [known, [(m.end(), self._whose(m[0])) for m in called.finditer(text)]]

    def _last(
        self, noun: str, places: Callable[[str, str, int], list[list[Called]]], paragraph: int,
        position: int,
    ) -> str | None:  # fmt: skip
        """The last before a place: in its paragraph, first of the names that are better known, else
        in those before it. Each paragraph is searched once for a noun."""
        if noun not in self._found:
            here = [places(noun, t, i) if noun in t else [] for i, t in enumerate(self.texts)]
            before: list[str | None] = [None]
            for several in here:
                before.append(next((names[-1][1] for names in several if names), before[-1]))
            self._found[noun] = here, before
        here, before = self._found[noun]
        for names in here[paragraph] if paragraph < len(here) else ():
            if at := bisect_right(names, position, key=lambda one: one[0]):
                return names[at - 1][1]
        return before[min(paragraph, len(here))]

    def _whose(self, name: str) -> str:
        """A name as tables have it: "Chair of ECOSOC", and of a government its country."""
        holder, _, body = name.partition(" of ")
        body = body.removeprefix("the ")
        if holder == "Government":
            return shortened(body)
        if whole := self._known(name):
            return whole
        known = self._known(body) if re.fullmatch(TITLE, holder) else None
        return f"{holder} of {known}" if known else shortened(name)

    def _known(self, name: str) -> str | None:
        """The entity of the codebook that a name begins with: what follows is whose it is."""
        found = books.entities(name, self.codebook)
        whole = (e for e, a, b in found if not a and (b == len(name) or name.startswith(" of ", b)))
        return next(whole, None)


@lru_cache(maxsize=256)
def _called(noun: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The noun as a word, and names with it: "Office of the Ferries", "Old Ferry Office"."""
    return re.compile(rf"\b{noun}\b"), re.compile(
        rf"(?:[A-Z][\w-]+ )*{noun} (?:on|for|of|to|against) (?:the )?(?!Member\b)[A-Z][\w-]+"
        rf"(?:(?: (?:and(?! the (?:{GENERIC}|{TITLE}))|of|the|on|for|in|to))* [A-Z][\w-]+)*|"
        rf"(?:(?!The |An )[A-Z][\w-]+ ){{2,7}}{noun}(?![\w-])"
    )


def shortened(name: str) -> str:
    """A name as tables have it: of at most eight words. Of a longer one the head without what it
    is for, which would be torn: "Board on the Protection of …" is the "Board"."""
    several = name.split()
    if len(several) > MOST:
        several = several[:MOST]
        for joints in (("on", "for", "against", "to"), ("of",)):
            at = [i for i, word in enumerate(several) if word in joints and i]
            if at:
                several = several[: at[-1]]
                break
    while several[-1] in ("of", "on", "for", "and", "the", "in", "to"):
        several.pop()
    return " ".join(several)
