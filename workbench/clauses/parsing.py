"""From the paragraphs of a resolution to its clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from .. import codebook as books
from ..codebook import Codebook, Verb
from ..records import Paragraph, Resolution
from ..text import words
from . import verbs
from .actions import ADVERB, AFTER_TO, MODAL, action, goes_on, infinitive, is_verbal, object_of
from .addressees import PROPER, SIDE, addressed, partners_in
from .names import NAMELESS, Mentioned, Names
from .openings import NEAR, ORGAN, QUOTED, Opening, openings
from .records import Clause
from .verbs import LINK

# "(a) To mend the lock, and urges the cantons to help": an item and a clause of its own.
ITEM_BEFORE = 20
"""Characters after the first word of an item that has a clause of its own behind it."""
LETTER = re.compile(r"\w")
AWAITING = re.compile(r"\b(?:to|shall|should|must):")
BOUND = re.compile(r"[,;]\s+(?:and,?\s+)?(?P<bound>(?:as|where|when|whenever) appropriate,?\s+)$")
COLON = re.compile(r"\s*:")
JOINT = re.compile(r",?\s*(?:and|or)?\s*")
# What may stand at the end of a clause, and of an item: a word that joins, and marks after it.
CLAUSE_END = ("and", "but", "while", "or"), ","
ITEM_END = ("and", "or"), ",;."
MARKS = ",;:."
PASSIVE = re.compile(
    r"be\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|ade|elt|eld|ept|rawn|cast|ought|aught|uilt|ound|hown)|"
    r"set|put|made|held|sent|paid|read)\b"
)
# Where the organ asked before: "its request, made in resolution 7/1, that the Bureau report".
MADE = (
    r"(?:,?\s+(?:as )?(?:made|contained|expressed|set out) in [^;]{1,120}?,?(?=\s+(?:to|that)\b))?"
)
THAT = re.compile(rf"(?:,[^;]{{1,160}},|,|{MADE})?\s*that\b")
WHICH = re.compile(r"\b(?:which|who)\s+$")  # "a lock, which shall be mended" asks for none of it
THAT_AGAIN = re.compile(r".*,\s*that\b", re.S)
TO_THAT = re.compile(
    r"\s*to (?P<who>[^;:]{1,120}?),? that,? (?:it|they|he|she)\s+(?:should |shall |may )?"
    r"(?:also |further |\w+ly )?(?P<verb>[a-z-]+)"
)
# "Decides to request the Bureau to report": who is asked is the Bureau.
ASKS = re.compile(
    r"\s*[Tt]o (?:also |further )?(?P<verb>request|invite|urge|encourage|call (?:up)?on|appeal to|"
    r"ask|authorize|mandate|direct|instruct|entrust|task|empower)(?= )"
)
# What stands before whom a verb asks, and before what an item of a list asks for.
WHOM = re.compile(rf"{MADE}\s*(?:(?:once again |once more |made )?(?:to|upon|on|for)\b)?")
ITEM = re.compile(rf"\s*(?:[Tt]o\s+)?(?:{LINK}\s+)?")
# "Encourages the sharing of tables by the cantons, better cooperation between the bureaux",
# "Requests a briefing from the Bureau": those who would do what is named by a noun.
AGENT = re.compile(
    # "the continuation of efforts made by the cantons" is theirs too
    r"(?:\b(?:continu\w+|further|greater|increased|sustained)\b[^,;:]{0,80}?"
    r" (?:made|undertaken|exerted|deployed|carried out|provided) by|"
    r"(?<!ed)(?<!en)(?<!made)(?<!held)(?<!set)\sby|"  # not "adopted by"
    r"^(?:(?:the|further|continued|continuing|ongoing|sustained|strong) ){0,2}"
    r"(?:efforts|endeavours|commitment|engagement) of|"
    # "the support of small boats" in need is theirs who give it; "of donors to mend locks", these'
    r"^(?:(?!(?:and )?(?:for|in|on|to|by|of) )[\w-]+,? ){0,7}"
    r"(?:cooperation of(?! and )|(?:support|assistance) of(?=[^,;:]{3,160} to$))|"
    r"(?:^|\s)(?:cooperation|coordination|collaboration|dialogue|exchanges?) (?:between|among)|"
    r"(?:^|\s)(?:an? (?:[\w-]+ ){0,3}(?:briefing|report|update|study)|"
    r"(?:(?:further|continued|full|strong|greater|increased|additional|transformative|concerted|"
    r"urgent|sustained) )+(?:support|assistance|actions?|efforts|pledges|contributions|"
    r"cooperation|engagement|leadership)) from)(?= (?!\w+ing\b))"
)
# What is done by others serves what is asked for: "… in order to draw gifts by the cantons".
PURPOSE = re.compile(
    r"\b(?:in order to|so as to|with a view to|aimed at|which|that(?! [A-Z])|who)\b"
)
# "(a) Where they leak, to mend locks"
LED = re.compile(r"\s*(?:When|Where|If|Upon|After|In)\b[^,;:]{1,160},\s+(?=to\b)")
SAID_TO = re.compile(r"\s*[Tt]o\b")
GERUND_OF = re.compile(r"\s*(?:\w+ly\s+)?\w+ing of\b")  # a noun: "smuggling of lanterns"
ITEM_GERUND = re.compile(r"\s*(?:\w+ly\s+)?\w+ing\b")
GERUND = re.compile(r"(?:Developing|Leading|Following)(?= (?!countries|States)[a-z])")
GOING_ON = re.compile(r"(?:continued|continuing|continuation)\b")
"""How what is asked for is named that is to go on: "continued support from the Bureau"."""
GRATITUDE = re.compile(
    r"(?:(?! for\b)[^,;]){0,60}?\bto (?=(?:the |all |those |its |other |relevant )*[A-Z\w])"
)
OF = re.compile(r" of (?:the )?")
THANKED = re.compile(r"\s(?:for(?! [A-Z])|that|which|who)\b")
BETTERED = re.compile(
    r"\s*(?:(?!interested|concerned|affected|need)\w+ed|more|better|greater|further|new)\b"
)
"""How a thing is called for that isn't there yet: "improved charts"."""
REMINDED = re.compile(r"\s(?:that|of|to|about)\b")
PRONOUN = re.compile(
    r"\s*(?P<who>them|him|her|it|(?:the |both )?(?:latter|former)|those (?:that|who|which)\b.*)\s*$"
)
# "Commends the Bureau, and urges its further attention to leaks": of whom, was said before.
OF_IT = re.compile(
    r"\s*(?:its|his|her) (?:(?:further|continued|continuing|ongoing|sustained|full|"
    r"active|urgent|strong|increased|greater) ){1,2}(?:attention|engagement|support|efforts|work|"
    r"cooperation|collaboration|consideration|involvement|participation|commitment|assistance)\b"
)
BRACKET = re.compile(r"\s*\([^()]*")  # "the Task Force (entities of the Compact)"
PREPOSITION = re.compile(
    r"[;:]|\s(?:for|to|of|between|that|in|with|on|by|through|at|from|as|about|against)\s"
)
SUBJUNCTIVE = re.compile(
    r"(?:,[^,;]{1,90},|,[^;]{1,300}?,"
    r"(?=\s+[a-z]+(?:$| (?:to|in|with|the|an?|its|their|all|that)\b)))?"
    rf"(?: at its [\w-]+ session)?\s+(?P<adverbs>(?:{ADVERB}\s+)?)"
    r"(?P<verb>(?!(?:and|or|of|resolution|interested|relative|in|for|on|that|which|who|to|with|at|from|"
    r"by|under|as|concerned|involved|has|have|is|are|be|including|through|within|its|pursuant|"
    r"established|[a-z-]*(?<!s)(?<!focu)s|(?!bring)[a-z-]+ing)\b)[a-z][a-z-]+"
    r"|be(?= [a-z]+(?:ive|ful|ent|ible|able)\b))\b(?! States\b)"
)
ASKED_OF = re.compile(
    r"(?P<who>[A-Z][^;:]{1,160}?) (?:is|are)(?: also| further)? "
    r"(?P<verb>encouraged|invited|requested|urged|called upon)\b"
)
"""An item that names whom it asks: "The Bureau is encouraged to …"."""
ACTIVE = {"encouraged": "encourages", "invited": "invites", "requested": "requests",
          "urged": "urges", "called upon": "calls upon"}  # fmt: skip
NAMELY = re.compile(
    r"\b(?:namely|such as|containing|comprising|(?:by|through)(?: means of)?(?:,? inter alia,?)?):"
    r"\s*$"
)
"""A list of what something consists of, or is done by: its items ask for nothing more."""
STEPS = re.compile(
    r"\b(?:adopt|take|undertake|adopting|taking)(?:,[^,;:]{1,90},)? "
    r"(?:all |any |the |in particular,? )*(?:(?:following|necessary|appropriate|urgent) )+"
    r"(?:measures|steps|actions?)\s*$"
)
"""What only introduces a list: "to take the following steps:"."""
TELLS = re.compile(rf"The {ORGAN},? (?:\w+ly )?(?:\w+ed|took|held|made|was|were)\b")
"""An item that tells what was done."""
AND_TO = re.compile(r"\b(?:and|or),?(?: also| further)? to (?:consider )?$")
"""Before the last of several things that a chapeau asks for."""
AND_MORE = re.compile(r"\band(?: further| also)?(?: to)?:\s*$")
"""After what a chapeau asks for by itself: what bounds that doesn't bound its items."""
AND_ALSO = re.compile(r"\s+and\s+(?:the\s+)?")
"""Between two whom "them" means together: "the Bureau and the cantons"."""
SHORT_OBJECT = 12
"""Characters of what a chapeau says before its list and that is hardly more than a pronoun."""
SHARED = 160
"""Characters from a verb to the end of its clause within which it shares the next one's action."""
SUBJECT = 400
"""Characters that may stand between "that" and the modal verb of its subject."""
SUBJUNCT = 200
"""Characters after "that" within which its verb is sought where none is modal."""


def clauses(resolution: Resolution, codebook: Codebook) -> list[Clause]:
    """Clauses whose subject is the organ, over operative paragraphs and their sub-paragraphs.

    A sub-paragraph has its chapeau's verb, addressees and conditions unless it opens with a verb of
    its own. A chapeau that asks for nothing itself ("Requests the Bureau:", "to take the following
    steps:") is no clause where sub-paragraphs follow; nor are items that only say what a chapeau
    asks for ("to send charts of: (a) Old locks").

    Returns
    -------
    list of Clause
        in the order of the text. Directive is a clause that asks somebody to do something: its verb
        does, or it decides that an entity "shall".
    """
    names = Names(resolution, codebook)
    paragraphs = resolution.paragraphs
    every: list[Clause] = []
    chapeaux: dict[int, _Chapeau | None] = {}
    for i, paragraph in enumerate(paragraphs):
        if paragraph.part != "operative":
            continue
        reader = _Reader(codebook, partial(names.mentioned, i))
        text, level = paragraph.text, paragraph.level
        above = chapeaux.get(level - 1) if level > 1 else None
        here = reader.paragraph(paragraph, listed=above is not None)
        of_item = reader.asked_of(paragraph) if above else None
        if of_item:
            here = [of_item]
        elif above and not here and (above.named or TELLS.match(text) or reader.part(text, above)):
            chapeaux[level] = None
            continue
        elif above and not above.named and (not here or _item_before(text[: here[0].start])):
            head = text[: here[0].start] if here else text
            item = replace(paragraph, text=head)
            both = [*([above._replace(clause=above.beside)] if above.beside else []), above]
            here = [*(reader.inherited(item, one) for one in both), *here]
        chapeaux = {k: v for k, v in chapeaux.items() if k < level}
        opener = _opener(here, text)
        chapeaux[level] = _chapeau(opener, here, text, codebook) if opener else None
        if i + 1 < len(paragraphs) and paragraphs[i + 1].level > level:
            here = [c for c in here if not _asks_nothing(c, text) or _asks_before(c, text)]
        every += [replace(c, clause=n) for n, c in enumerate(here, 1)]
    return every


class _Chapeau(NamedTuple):
    """The clause that a list belongs to, and whether it ends in "to:" or "shall:", or in
    "namely:" or "by:"."""

    clause: Clause
    awaited: bool
    named: bool
    beside: Clause | None = None
    """the clause before, where both ask for the same: "Urges States and invites donors to:" """


def _chapeau(opener: Clause, several: list[Clause], text: str, codebook: Codebook) -> _Chapeau:
    named = not _asks_nothing(opener, text) and NAMELY.search(text) is not None
    at = several.index(opener)
    before = several[at - 1] if at else None
    if before and not (
        before.directive
        and before.addressees
        and opener.directive
        and (before.action, before.object) == (opener.action, opener.object)
        and JOINT.fullmatch(text, before.end, opener.start)
    ):
        before = None
    if _asks_nothing(opener, text):
        opener = replace(opener, action=None, object=None)
    if opener.action and AND_MORE.search(text):
        asked = text.find(f" {opener.action.split()[0]} ", opener.start, opener.end)
        both = books.conditions(text[opener.start : max(asked, opener.start)], codebook)
        opener = replace(opener, conditions=tuple(c for c in opener.conditions if c in both))
    return _Chapeau(opener, AWAITING.search(text) is not None, named, before)


def _opener(several: list[Clause], text: str) -> Clause | None:
    """The clause of a chapeau that its list belongs to: the one with the colon, else the last."""
    with_colon = (c for c in several if ":" in text[c.start : c.end + 2])
    return next(with_colon, several[-1] if several else None)


def _asks_nothing(clause: Clause, text: str) -> bool:
    """Whether a chapeau's clause only introduces its list."""
    if not _introduces(text, clause.end):
        return False
    if clause.directive and (clause.addressees or not NAMELY.search(text)):
        return clause.action is None or _steps(clause, text) is not None
    return len(clause.object or "") < SHORT_OBJECT


def _steps(clause: Clause, text: str) -> re.Match[str] | None:
    """What of a chapeau only introduces its list."""
    return STEPS.search(text, clause.start, clause.end)


def _asks_before(clause: Clause, text: str) -> bool:
    """Whether a chapeau asks for something before it introduces its list: "to dive and to take the
    following steps:"."""
    steps = _steps(clause, text)
    return bool(steps and clause.action and AND_TO.search(text, clause.start, steps.start()))


def _introduces(text: str, end: int) -> bool:
    """Whether a list follows."""
    return bool(COLON.match(text, end))


Them = Callable[[bool], tuple[str, ...]]


def _no_one(one: bool) -> tuple[str, ...]:
    return ()


class _Asked(NamedTuple):
    """Whom a clause asks for what."""

    directive: bool
    addressees: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    action: str | None = None
    tail: str = ""
    """what stands after the action"""


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is known while a paragraph is read: the codebook, and whom its names mean."""

    codebook: Codebook
    mentioned: Mentioned

    def paragraph(self, paragraph: Paragraph, listed: bool) -> list[Clause]:
        """The clauses that begin in a paragraph."""
        text = paragraph.text
        opened = [_bounded(o, text) for o in openings(text, self.codebook, listed)]
        stops = [*(o.start for o in opened[1:]), len(text)]
        several: list[Clause] = []
        for opening, stop in zip(opened, stops, strict=False):
            end = _end(CLAUSE_END, text, opening.after, stop)
            them = partial(self.meant, text, several[-1] if several else None)
            several.append(self.clause(paragraph.label, text, opening, end, them))
        for n in range(len(several) - 2, -1, -1):
            several[n] = _shared(several[n], several[n + 1], text, opened[n], self.bounds)
        return several

    def bounds(self, text: str, clause: Clause) -> tuple[str, ...]:
        """Conditions of what a clause asks for: those from its infinitive on."""
        asking = text[clause.start : clause.end]
        hit = infinitive(asking)
        return tuple(books.conditions(asking[hit[0] :], self.codebook)) if hit else ()

    def meant(self, text: str, clause: Clause | None, one: bool) -> tuple[str, ...]:
        """Those whom "them", or `one` whom "it" or "him", means after a clause."""
        if clause is None or clause.addressees:
            return clause.addressees if clause else ()
        if one and clause.directive:  # whom it asked, no name tells
            return ()
        said = text[clause.start : clause.end]
        mentions = self.mentioned(said, clause.start)
        if one:  # "the Ferryman of the Council": who holds an office, not whose it is
            owners = {
                b
                for (*_, end), b in pairwise(mentions)
                if OF.fullmatch(said, end, b[1]) or BRACKET.fullmatch(said, end, b[1])
            }
            mentions = [mention for mention in mentions if mention not in owners]
        named = tuple(dict.fromkeys(entity for entity, _, _ in mentions))
        both = (
            not one
            and len(mentions) == len(named) == 2
            and AND_ALSO.fullmatch(said, mentions[0][2], mentions[1][1])
            and not said[: mentions[0][1]].rstrip().endswith(",")  # the end of a longer list
        )
        return named if len(named) == 1 or both else ()  # of several else nobody can tell

    def clause(
        self, label: str, text: str, opening: Opening, end: int, them: Them = _no_one
    ) -> Clause:
        """One clause; `them` gives those whom a pronoun would mean."""
        row, after = opening.row, opening.after
        rest = text[after:end]
        asked = self.asked(row, rest, after, _introduces(text, end), them)
        more = (*asked.partners, *partners_in(rest, after, self.mentioned))
        directive = asked.directive
        if row.klass == "deciding" and not asked.addressees:
            directive = False
        rest = "" if asked.action == "do so" else asked.tail
        lead, matter = object_of(rest)
        return Clause(
            label=label,
            clause=1,
            verb=opening.verb,
            klass=row.klass,
            strength=self.strength(row, rest),
            directive=directive,
            addressees=tuple(a for a in asked.addressees if not NAMELESS.fullmatch(a)),
            partners=tuple(p for p in dict.fromkeys(more) if p not in asked.addressees),
            action=asked.action,
            continuing=goes_on(asked.action, asked.tail)
            or bool(asked.addressees and not asked.action and GOING_ON.match(matter or "")),
            lead=lead,
            object=matter,
            conditions=tuple(books.conditions(text[opening.start : end], self.codebook)),
            n_words=len(words(text[opening.start : end])),
            start=opening.start,
            end=end,
            rest=rest,
        )

    def strength(self, row: Verb, rest: str) -> int:
        """Band of a verb; who "decides to invite" asks as an invitation does."""
        asks = ASKS.match(rest) if row.klass == "deciding" else None
        head, *more = asks["verb"].split() if asks else [""]
        inner = verbs.verb(" ".join([f"{head}s", *more]), self.codebook) if asks else None
        return inner.strength if inner else row.strength

    def asked(self, row: Verb, rest: str, after: int, colon: bool, them: Them) -> _Asked:
        """What follows a verb, by the way in which it may ask for something.

        Parameters
        ----------
        after : int
            where `rest` begins in its paragraph.
        colon : bool
            whether a list follows that says what is asked for.
        """
        asks = ASKS.match(rest) if row.klass == "deciding" else None
        directive = row.directive or asks is not None
        lead = asks.end() if asks else _after(WHOM, rest) if directive else 0
        # "calls upon that organization" names whom it calls upon
        if not row.verb.endswith(("upon", " on")) and (that := THAT.match(rest)):
            return self.that(row, rest, that.end(), directive, after, colon)
        if directive and (to := TO_THAT.match(rest)):
            who = addressed(to["who"], after + to.start("who"), self.mentioned)
            return _Asked(True, *who, to["verb"], rest[to.end() :])
        if directive:
            for_it = row.verb.endswith(" for") or rest[:lead].endswith("for")
            asked = self.infinitive(rest, lead, after, colon, them, for_it)
            # "calls for the Bureau to be granted access": of somebody else
            granted = for_it and PASSIVE.match(asked.action or "")
            return _Asked(True, (), asked.partners, None, rest) if granted else asked
        thanked, start = "", 0
        if row.verb == "expresses its appreciation" and (to := GRATITUDE.match(rest)):
            start = to.end()
            thanked = THANKED.split(rest[start:], maxsplit=1)[0]
        elif row.verb == "reminds":
            thanked = REMINDED.split(rest, maxsplit=1)[0]
        addressees, _ = addressed(thanked, after + start, self.mentioned)
        return _Asked(False, addressees, tail=rest)

    def begins(self, region: str, offset: int) -> bool:
        """Whether somebody is named at the head of a text."""
        first = len(region) - len(region.lstrip())
        return any(a == first for _, a, _ in self.mentioned(region, offset))

    def infinitive(
        self, rest: str, lead: int, after: int, colon: bool, them: Them, for_it: bool
    ) -> _Asked:
        """ "Requests the Bureau to report": the region before "to" names who is asked; `for_it`,
        or what is to be there."""
        asking = rest[lead:]
        hit = infinitive(asking) if asking.strip() else None
        awaited = not hit and colon
        region = asking if awaited else asking[: hit[0]] if hit else self.first(asking)
        asked = hit is not None or awaited
        addressees, partners = addressed(region, after + lead, self.mentioned, asked)
        if for_it and asked and BETTERED.match(region) and not self.begins(region, after + lead):
            addressees = ()  # "calls for better charts to help the cantons": nobody is called upon
        if hit and not addressees and (pronoun := PRONOUN.match(region)):
            addressees = them(pronoun["who"] in ("him", "her", "it"))
        if not addressees and OF_IT.match(asking) and (it := them(True)):
            return _Asked(True, it, partners, None, rest)
        purpose = PURPOSE.search(asking, 0, hit[0] if hit else len(asking))
        within = purpose.start() if purpose else hit[1].start() if hit else len(asking)
        agent = None if addressees else AGENT.search(asking, 0, within)
        if agent:
            whose = asking[agent.end() : hit[0] if hit else None]
            whose = re.split(r"\sagainst\s", whose, maxsplit=1)[0] if hit else self.first(whose)
            start = after + lead + agent.end()
            return _Asked(True, *addressed(whose, start, self.mentioned), None, rest)
        if not hit or not addressees:
            return _Asked(True, addressees, partners, None, rest)
        verb, end = action(asking, hit[1])
        return _Asked(True, addressees, partners, verb, asking[end:])

    def first(self, rest: str) -> str:
        """Where nothing is asked in the infinitive: the words before the first preposition."""
        named = [(a, b) for _, a, b in books.entities(rest, self.codebook)]
        known = {a for a, _ in named}
        named += [m.span() for m in PROPER.finditer(rest) if m.start() not in known]
        within = {place for a, b in named for place in range(a + 1, b)}
        for match in PREPOSITION.finditer(rest + " "):
            if match.start() not in within:
                return rest[: match.start()]
        return rest

    def that(
        self, row: Verb, rest: str, start: int, directive: bool, after: int, colon: bool
    ) -> _Asked:
        """ "Decides that all cantons shall", "Requests that the Bureau report"."""
        modals = MODAL.finditer(QUOTED.sub(lambda m: "·" * len(m[0]), rest), start)
        modal = next((m for m in modals if not WHICH.search(rest, start, m.start())), None)
        again = modal and THAT_AGAIN.match(rest[start : modal.start()])
        if again:  # "Decides that, as the league has said, that cantons shall"
            start += again.end()
        deciding = row.klass == "deciding"
        binds = modal and modal["modal"] in ("shall", "must", "should")
        # "Stresses that cantons should share tables" asks them to; what they "must" do it recalls.
        soft = row.klass == "affirming" and modal and modal["modal"] == "should"
        if not directive and not soft and not (deciding and binds):
            return _Asked(False, tail=rest)
        if not modal or modal.start() - start >= SUBJECT:
            return self.subjunctive(rest, start, directive, after, colon)
        passive = modal["verb"] and PASSIVE.match(rest, modal.start("verb"))
        subject = rest[start : modal.start()]
        addressees, partners = addressed(subject, after + start, self.mentioned)
        if (deciding or soft) and (passive or not addressees):
            return _Asked(False, tail=rest[start:])  # "shall be mended" asks nobody
        if passive and not addressees:
            return _Asked(directive, tail=rest[start:])
        if not modal["verb"]:
            return _Asked(True, addressees, partners)
        verb, end = action(rest, modal)
        return _Asked(True, addressees, partners, verb if addressees else None, rest[end:])

    def subjunctive(
        self, rest: str, start: int, directive: bool, after: int, colon: bool
    ) -> _Asked:
        """ "Requests that the Bureau report": the verb follows the name of who is asked."""
        region = re.split(r"[;:]", rest[start : start + SUBJUNCT], maxsplit=1)[0]
        mentions = self.mentioned(region, after + start)
        sides = [(m.end(), SIDE.match(region, m.end())) for m in PROPER.finditer(region)]
        ends = [side.end() if side else end for end, side in sides]
        # "the United Nations development system" doesn't end with its capitals
        ends = [end for end in ends if not any(a < end < b for _, a, b in mentions)]
        ends += [end for _, _, end in mentions]
        for end in sorted(ends):
            if verb := SUBJUNCTIVE.match(region, end):
                addressees, partners = addressed(region[:end], after + start, self.mentioned)
                if addressees:
                    said, at = action(region, verb)
                    return _Asked(directive, addressees, partners, said, region[at:])
        if directive and colon:  # "Recommends that the Bureau: (a) Mend the lock"
            return _Asked(True, *addressed(region, after + start, self.mentioned))
        return _Asked(directive, tail=rest)

    def asked_of(self, paragraph: Paragraph) -> Clause | None:
        """A sub-paragraph's clause that asks whom it names itself, in the passive."""
        text = paragraph.text
        end = _end(ITEM_END, text, 0, len(text))
        ask = ASKED_OF.match(text)
        row = verbs.verb(ACTIVE[ask["verb"]], self.codebook) if ask else None
        addressees, partners = addressed(ask["who"], 0, self.mentioned) if ask else ((), ())
        if not ask or not row:
            return None
        rest = text[ask.end() : end]
        hit = infinitive(rest)
        said, at = action(rest, hit[1]) if hit else (None, 0)
        lead, matter = object_of(rest[at:])
        return Clause(
            label=paragraph.label, clause=1, verb=row.verb, klass=row.klass, strength=row.strength,
            directive=True, addressees=addressees, partners=partners, action=said,
            continuing=goes_on(said), lead=lead, object=matter,
            conditions=tuple(books.conditions(text[:end], self.codebook)),
            n_words=len(words(text[:end])), start=0, end=end, rest=rest[at:],
        )  # fmt: skip

    def part(self, text: str, above: _Chapeau) -> bool:
        """Whether an item only says what its chapeau asks somebody for."""
        asked = above.clause
        if not (asked.directive and asked.addressees and asked.action):
            return False
        first = LETTER.search(text)
        word = text[first.start() :].split()[0].lower().rstrip(",") if first else ""
        doing = self.codebook.forms.get(word, ("",))[0] == "verb"
        return not doing and _item(text, above)[0] is None

    def inherited(self, paragraph: Paragraph, above: _Chapeau) -> Clause:
        """A sub-paragraph's clause with the verb and addressees of its chapeau."""
        text, chapeau = paragraph.text, above.clause
        end = _end(ITEM_END, text, 0, len(text))
        row = verbs.verb(chapeau.verb, self.codebook)
        nobody = chapeau.directive and not chapeau.addressees and not SAID_TO.match(text)
        asking = row and row.klass == "deciding" and not chapeau.directive and ASKS.match(text)
        if row and (nobody or asking):
            opening = Opening(0, 0, chapeau.verb, row)
            if asking:  # what is decided is to invite: who is invited isn't told to
                first, *rest = asking["verb"].split()
                spoken = " ".join([f"{first}s", *rest])
                own = verbs.verb(spoken, self.codebook)
                opening = Opening(0, asking.end(), spoken, own) if own else opening
            by_itself = self.clause(paragraph.label, text, opening, end)
            if by_itself.addressees:
                return by_itself
        said, tail = _item(text[:end], above) if chapeau.directive else (None, text)
        lead, matter = object_of(tail)
        within = books.conditions(text, self.codebook)
        return replace(
            chapeau,
            label=paragraph.label,
            action=said,
            continuing=goes_on(said, tail),
            lead=lead,
            object=matter,
            partners=tuple(
                dict.fromkeys((*chapeau.partners, *partners_in(text, 0, self.mentioned)))
            ),
            conditions=tuple(
                c.condition
                for c in self.codebook.conditions
                if c.condition in within or c.condition in chapeau.conditions
            ),
            n_words=len(words(text)),
            start=0,
            end=end,
            rest=tail,
        )


def _item_before(head: str) -> bool:
    """Whether an item stands before a clause of its own: more than a joining word."""
    first = LETTER.search(head)
    return bool(first and head[-1].isspace() and len(head) > first.end() + ITEM_BEFORE)


def _item(text: str, above: _Chapeau) -> tuple[str | None, str]:
    """The action of a list's item, and what stands after it."""
    text = text[_after(LED, text) :]
    head = _after(ITEM, text)
    phrase = " " + text[head : head + 1].lower() + text[head + 1 :]
    verb = AFTER_TO.match(phrase)
    # "the following offences: (b) Smuggling of lanterns": of what the chapeau asks for already
    matter = above.clause.object and above.clause.action and GERUND_OF.match(text)
    if verb and (
        SAID_TO.match(text)
        or (ITEM_GERUND.match(text) and not matter)
        or above.awaited
        or (above.clause.action is None and is_verbal(text))
    ):
        said, at = action(phrase, verb)
        return said, phrase[at:]
    if gerund := GERUND.match(text):  # "Developing plans", which no infinitive would begin with
        return gerund[0].lower(), text[gerund.end() :]
    # "to submit a chart of the lake: (a) Ways to cross it": nobody submits the ways
    return None if above.clause.object else above.clause.action, text


def _bounded(opening: Opening, text: str) -> Opening:
    """An opening with the "where appropriate," that stands before its verb."""
    bound = BOUND.search(text, max(0, opening.start - NEAR), opening.start)
    return replace(opening, start=bound.start("bound")) if bound else opening


def _shared(
    clause: Clause,
    following: Clause,
    text: str,
    opening: Opening,
    bounds: Callable[[str, Clause], tuple[str, ...]],
) -> Clause:
    """ "Requests the Bureau and invites the cantons to meet": one infinitive for two verbs."""
    if clause.action or not JOINT.fullmatch(text, clause.end, following.start):
        return clause
    if not text[opening.after : clause.end].strip(" ,"):
        directive = clause.directive
        return replace(
            clause,
            lead=following.lead,
            object=following.object,
            rest=following.rest,
            addressees=following.addressees if directive else (),
            action=following.action if directive else None,
            continuing=following.continuing if directive else False,
            conditions=following.conditions,
        )
    near = clause.end - opening.after < SHARED
    if clause.directive and clause.addressees and following.action and near:
        return replace(
            clause,
            action=following.action,
            continuing=following.continuing,
            lead=following.lead,
            object=following.object,
            rest=following.rest,
            # "Urges the Bureau and invites the cantons to meet, as appropriate" bounds both; what
            # stands before "to" the second alone
            conditions=tuple(dict.fromkeys(clause.conditions + bounds(text, following))),
        )
    return clause


def _after(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern ends that may stand at the head of a text."""
    match = pattern.match(text)
    return match.end() if match else 0


def _end(joining: tuple[tuple[str, ...], str], text: str, start: int, stop: int) -> int:
    """Where a part of a text ends without what may stand at its end."""
    # from behind: an expression would try each place of it as the beginning of its end
    words, marks = joining
    bare, after = _before(MARKS, text, start, stop), _before(marks, text, start, stop)
    at = next((after - len(w) for w in words if text.endswith(w, start, after)), None)
    if at is None or (at and (text[at - 1].isalnum() or text[at - 1] == "_")):
        return bare
    return min(bare, _before(MARKS, text, start, at))


def _before(marks: str, text: str, start: int, stop: int) -> int:
    """Where marks and spaces begin that stand before a place."""
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in marks):
        stop -= 1
    return stop


def check(codebook: Codebook) -> list[str]:
    """What is wrong with the examples in ``verbs.csv``: a line for each example that is no clause
    of its row's verb and each counter-example that is one."""
    wrong = []
    for row in codebook.verbs:
        for text, wanted in ((row.example, True), (row.counter_example, False)):
            opened = {o.row.verb for o in openings(text, codebook)}
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
        if p.part == "operative" and p.level == 1 and not openings(p.text, codebook)
    )
    return counts.most_common()
