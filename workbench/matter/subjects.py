"""What a paragraph is about, as a noun phrase: a heading, a theme, an object, or its own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from ..codebook import Codebook, rarity
from ..codebook.forms import MONTHS
from ..codebook.language import spellings
from ..codebook.titles import BODIES
from ..prose import capital
from ..topics import nouns
from .asks import BACK, DANGLING, OBJECT, OPENING, QUOTED, WHEN, asks_itself, cut, small
from .facts import STEM, Paragraph, Renewal, known_of

__all__ = ["AFTER", "HOW", "LISTED", "PARTICIPLE", "finite", "shorter", "spelled", "subjects",
           "telling", "unclosed", "verbless"]  # fmt: skip

PLAIN = 4.0  # a theme's weight from which a paragraph is about it: twice named, or nowhere else
# Nouns that stand in front of what a clause is about and say nothing of it.
LEADING = re.compile(
    r"^(?:(?:the|an?|its|their|his|her|all|any|such|aforementioned|in place|further|"
    r"overall|great|crucial|vital|key|central|"
    r"fundamental|critical|full|important|out|off|forward|continued|ongoing|increased|increasing|"
    r"appropriate|necessary|strongest terms|"
    r"effective|existing|relevant|urgent|need|needs|importance|role|rise|efforts?|measures|"
    r"steps|actions?|activities|work|support|instances|issue|fact|development|publication|"
    r"implementation|provision|attempts|discussions|outcomes?|strengthening|promotion|maintenance|establishment|"
    r"convening|use|adoption|dissemination|and|at|in|of|on|for|to|by|"
    r"addressing|enhancing|taking|ensuring|promoting|address|ensure|promote|"
    r"consider|closely|fully|effectively|actively|urgently|up|respective|fulfil|advancing|elaboration|"
    r"recognizing|made|raise|raising|awareness|submission|field|areas?|"
    r"continue|continuing|intensify|intensifying|strengthen|enhance|combat|combating|counter|countering)\s+)+",
    re.I,
)
# What a recital tells before its matter: "decision in its resolution 1/2 to convene".
RECITAL = re.compile(
    r"^(?:(?:decision|request|intention|readiness)s? (?:(?:contained )?in (?:its|their) "
    r"resolutions? \S{1,30} )?(?:of \d{1,2} \w+ \d{4} )?to (?!be\b)[a-z]+ |"
    r"(?:observation|view|conclusion|finding|opinion|concern)s? (?:of|expressed by) the [A-Z][\w-]+"
    r"(?: (?:(?:of|for|on|and|the) ){0,2}[A-Z][\w-]*){0,6} (?:that )?|"
    r"holding of (?:the )?|(?:adoption|development|establishment|ratification|provision|"
    r"implementation|submission) by (?:the )?(?:[A-Z]\w+ ){1,6}of (?=[a-z])|"
    r"(?:[a-z-]+ )?reports? of the [A-Z]\w+(?:[- ][A-Z]\w+)* (?:on|concerning) (?:the )?|"
    r"(?:in|at) (?:an?|the|its|their) (?:[\w-]+ )?sessions?,? |(?:until|by|before) \d{4} |"
    r"(?:decision|request)s? (?:contained )?in (?:its|their) resolutions? \S{1,30} (?:on|for) )"
)
# What is to be done with a matter: "need to continue to mend and oil the lamps".
INFINITIVE = re.compile(
    r"^(?:the )?(?:\w+ )?(?:needs?|efforts|measures|steps|urgency)(?: necessary| needed| required)?"
    r"(?: of [A-Z]\w+(?: [A-Z]\w+)*)? to "
    r"(?:continue to )?(?:[a-z]+ and )?[a-z]+ (?:to )?(?=[a-z])"
)
# Objects that say what is given, not what about.
EMPTY = re.compile(
    r"^(?:technical assistance|assistance|capacity|"
    r"(?:cooperation|coordination|(?:oral |annual |written )?report)"
    r"(?! (?:on|against|among|between) [a-z]+ [a-z])|"
    r"member states|"
    r"states|requesting|that|which|this|these|those|it|as|with|regard|information|guidance|"
    r"accordance|relation|initiatives|best practices|such|may|be|specialized|platforms|tools|"
    r"strongest terms|no|(?:[a-z]+ )?(?:attention|consideration|efforts?)|"
    r"paragraphs? \d+|fully|present|resolutions?|"
    r"(?:place|effect|force|practice|(?:\w+ )?levels?|(?:[\w-]+ )*sessions?)$)\b",
    re.I,
)
# Somebody's act, and not what of: "decision of the Secretary-General".
ACT = re.compile(
    r"(?:decision|determination|intention|government|report|note|statement|request|proposal)s? "
    r"(?-i:(?:of|by) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*)$|"
    r"(?-i:(?:[A-Z]\w+ )*)resolutions?(?: \d+/\d+(?: of .*)?)?$|"
    r"titles? of (?:the )?(?:sub-?)?items?\b",
    re.I,
)
# With whom or how something is done, which no matter begins with.
HOW = frozenset(
    """
    accordance among between by from relation respect them through throughout together under with
    within without
    """.split()  # noqa: SIM905
)
# Who is helped or praised, before what for: "Government with technical support".
ACTOR = re.compile(
    r"^(?:the )?(?:Government|Office|Council|Secretariat|State)"
    r"(?: of(?: the)?(?: [A-Z]\w+)+(?: of(?: the)?(?: [A-Z]\w+)+)*)?"
    r"(?: (?:with|in|for|to|on) |$)"
)
# What may be followed by more than a phrase that breaks off has.
JOINTS = frozenset("to in on along through across within under by with at from into".split())  # noqa: SIM905
NAMED_BY = 2  # words that name a matter without what follows
ABOUT = re.compile(r" (?:on|for) the ")  # what precedes is of another phrase
BODY = re.compile(rf"{BODIES.pattern}|Congress")
# Beginnings of phrases that belong to words before them: "in the name of", "United Nations".
TAIL = re.compile(
    r"(?:capita|names?|basis|light|context|view|course|event|absence|number|nations)\b"
)
# What belongs to a body called in short, and not what it is about: "Office website".
OF_BODY = re.compile(rf"(?:{BODY.pattern})s? [a-z]+")
PARTICIPLE = re.compile(
    r"\w+ed by\b|(?:be|made|taken|provided|undertaken|given|done|held|carried)\b"
)
ASKED_BODY = re.compile(r"[A-Z].* to [a-z]")  # "Council to give views": who is to do it, not what
HALF_NAME = re.compile(r"(?:,| of(?: the)?| for(?: the)?| and) [A-Z]")
# A heading that is of a part of a plan, or of a meeting, not of what stands under it.
DIVISION = re.compile(r"^(?:Chapter|Goal|Objective|Part|Pillar|Section) [\dIVX]+\b|\d{4}$")
# What ends the name of a matter.
OPENED = re.compile(
    r", | and to | (?:are|is|was|were|means|has|have|may|shall|should|must|can|that|which|in his|"
    r"in her|for his|for her|at its|for its|for their|"
    r"to (?:assist|consider|ensure|facilitate|give|help|make|provide|support|take)) "
)
ENDED = re.compile(rf"{OPENED.pattern}| (?:made|provided|before|after) ")
VERBAL = re.compile(r" (?:are|is|was|were|means|has|have|that|which|made|provided) ")
# What goes on as a list after a name: ", oil and ropes", not ", including oil".
LISTED = re.compile(
    r", (?!(?:including|in|as|while|which|who|inter|with|within|by|through|and|to|at|where|when|"
    r"such|especially|particularly|notably|upon|for|on|taking|bearing)\b)"
    r"(?:[\w’-]+ ){0,3}[\w’-]+(?:,| and | or )"
)
SERIES = re.compile(r"[\w-]+(?:, [\w-]+)+ and [\w-]+ ")  # "science, technology and trade policy"
# How, and into what: no matter ends so.
AFTER = re.compile(
    r" (?:in|with|as|on) (?:response|accordance|regard|relation|respect|view|line|order|part|"
    r"addition|support|cooperation|collaboration|coordination|consultation|partnership)$| into .*$|"
    r" with the (?:support|help|assistance|aid|participation|involvement)(?: of .*)?$|"
    r" (?:in|by|for) [a-z]+ing$| as an? .*$"
)
# "in a clear", of which the noun is cut off
MANNER = re.compile(r" in an? \w+$")
ARTICLES = ("a ", "an ", "the ", "its ", "their ", "his ", "her ", "all ")
LEADING_ARTICLES = frozenset("a an the any its their".split())  # noqa: SIM905
_BEFORE_ARTICLE = DANGLING | frozenset(
    """
    about across after along alongside amongst around before behind beside beyond both but despite
    except half inside near nor notwithstanding onto out outside over pending per regarding since
    throughout toward until via whatever whereby
    """.split()  # noqa: SIM905
)
ALONE = 1.1  # rarity from which one word names the matter
TELLING = 1.5  # rarity from which a name says anything
COMMON = 0.7  # of the next best, where none is so rare
COMMONPLACE = 10  # what one in so many paragraphs names sets none apart
LEADS = 0.4  # share of what is said of all themes from which a paragraph is of one
HALF = math.log(COMMONPLACE)  # a theme's weight from which it will do where nothing else names one
TIED = 0.9  # share of the weightiest theme's weight from which another stands as much for a matter
NEARLY = 0.5  # the same where none leads
BESIDE = 3  # themes that stand as much for one
MEANING = 3  # words after "to" from which what something is for is told
LONGER = 16  # words of an object that are read in a text, of which the table has eight
SPECIFIC = 1.0  # rarity of its nouns and adjectives from which a name says what about
QUALIFIED = 1.5  # of a single word, or of an adjective before what says nothing: "older persons"
# Nouns that say nothing without what they are of, beside those of proceedings.
GENERAL = frozenset(
    """
    adequacy advantages annex approach approaches aspects attention availability billion calls
    cessation commitments compliance composition concern concerns conclusion conditions
    consequences considerations contacts degree details dollars effectiveness effects efficiency
    emphasis end ends engagement exchange expansion experience extent fact factors features focus
    forms frame gap gaps gravity grounds holding horizons inclusion integration intensification
    interest interests introduction kinds lack launch level levels mainstreaming manner means
    mechanisms million modalities momentum nature negotiations number numbers occasion opening
    opportunities outset pace phase points policies possibility potential practices preamble
    preparations presence principle procedures processes prospects purpose purposes quality
    question questions range realization relation resolve responses rise scale scope section
    sections segment selection series set share shortcomings side sides sources spirit stages
    standards status strands strides structure target topic topics trend trends trillion value
    values way ways whole willingness
    """.split()  # noqa: SIM905
)
# How something is, which no matter is told by.
DEGREE = re.compile(
    r"(?:[a-z]+ly|(?:great|strong|broad|clos|deep|full|fast|high|larg|wid|bett|long|clear|new|bold|"
    r"furth|low|lat)e(?:r|st)|strong|final|focal|just|close|unwavering|successful|genuine|timely|"
    r"proper|certain|first|second|third|special|independent|separate|single|common|specific|"
    r"important|urgent|major|main|enhanced|sound|meaningful|credible|tangible|collective|"
    r"interactive|building|hundred|thousand|million|billion|trillion|supplementary|additional|"
    r"integral|upcoming|remaining|following|present|previous)$"
)
RARE = 3.0  # of a single word that no clause is of
ASIDE = 45  # words of a clause among which a theme that is named once is named in passing
EVERYWHERE = 0.5  # share of a member's paragraphs in which a word stands that names none of them
FEW = 10  # paragraphs in which it stands at least
SURE = 10.0  # of a phrase that stands once: "law enforcement" is named in passing
SECOND = 0.7  # share of the first name's weight from which another is named beside it


def subjects(
    renewal: Renewal, codebook: Codebook, known: Mapping[tuple[str, str], str] | None = None,
    texts: Mapping[tuple[str, str], str] | None = None,
) -> Callable[[Sequence[Paragraph]], str]:  # fmt: skip
    """What says the subject of some paragraphs, empty where nothing does; `known` gives those that
    something else named, `texts` the text of each, where it is at hand."""
    titles = {theme.theme: theme.title for theme in codebook.themes}
    spread = {
        side: Counter(theme for p in paragraphs.values() for theme in p.themes)
        for side, paragraphs in (("E", renewal.before), ("L", renewal.after))
    }
    everywhere = {
        side: {word for word, n in renewal.standing[symbol].items()
               if n >= max(len(paragraphs) * EVERYWHERE, FEW)}
        for side, symbol, paragraphs in (("E", renewal.earlier, renewal.before),
                                         ("L", renewal.later, renewal.after))
    }  # fmt: skip
    barred = nouns.opening(codebook)
    entities = _names(codebook)
    bodies = _bodies(codebook)

    def subject(paragraphs: Sequence[Paragraph]) -> str:
        side = "L" if paragraphs[0].symbol == renewal.later else "E"
        size = len(renewal.after if side == "L" else renewal.before)
        counts: Counter[str] = Counter()
        for p in paragraphs:
            counts.update(_themed(p, bodies))
        if not counts and any(map(helps, paragraphs)):  # for what, the rarest tells
            rare = Counter(theme for p in paragraphs for theme in p.themes)
            counts.update(sorted(rare, key=lambda t: (spread[side][t], t))[:1])
        weights = {t: n * math.log(size / spread[side][t]) for t, n in counts.items()}
        theme = max(weights, key=lambda t: weights[t], default="")

        def themes(near: float = TIED) -> str:
            tied = [t for t in weights if weights[t] >= near * weights[theme]
                    or (counts[t] >= counts[theme] and weights[t] >= HALF)]  # fmt: skip
            return themes_of(sorted(tied, key=lambda t: -weights[t])[:BESIDE])

        def themes_of(several: Sequence[str]) -> str:
            first, *others = several
            return "; ".join([titles.get(first, first), *(small(titles.get(t, t)) for t in others)])

        # what names many themes alike is of none of them: it is told by what it asks for
        leading = counts[theme] >= LEADS * counts.total() if theme else False
        if theme and weights[theme] >= PLAIN and leading:
            return themes()
        # but where one of them is new with this text, that is the news
        every = {t for p in paragraphs for t in p.themes}
        fresh = [t for t in every if side == "L" and not spread["E"][t]]
        if renewal.before and len(every) >= BESIDE > len(fresh) > 0:
            return themes_of(fresh)
        opened = _opened(paragraphs, known or {}, codebook)
        if opened and any(p.part == "preamble" for p in paragraphs):
            return capital(opened)

        def objects(least: int = 2) -> list[str]:
            told = (_object(p, codebook, least, (texts or {}).get((p.symbol, p.label), ""))
                    for p in paragraphs)  # fmt: skip
            general = everywhere[side]
            return [one for one in told if one and not general.issuperset(one.lower().split())]

        phrases = objects()
        if phrases:
            return capital(phrases[0])
        again = _again(paragraphs, renewal, codebook, barred, entities)
        if theme and weights[theme] >= HALF and not again:
            return themes(TIED if leading else NEARLY)
        words = _telling(paragraphs, renewal, codebook, barred, entities, TELLING)
        if opened:
            return capital(opened)
        common = _telling(paragraphs, renewal, codebook, barred, entities, COMMON)
        words = words or [name for name in common if " " in name]
        if not any(" " in word for word in words):
            # of what is listed the rarest say less than what the list is of
            words = objects(least=1)[:1] or words
        joint = ", " if any(" " in word for word in words) else " and "
        begun = _opened(paragraphs, known or {}, codebook, asking=True)
        return capital(joint.join(words) or begun or _headed(paragraphs, codebook))

    return subject


def _themed(paragraph: Paragraph, bodies: Collection[str]) -> Mapping[str, int]:
    """Themes that a paragraph may be about, each with how often it is named: those that the objects
    of its clauses name, or that it names again and again; what is named once, in a list or at the
    end of a long sentence, is named in passing. Of a paragraph that asks for something itself what
    is asked counts; of one that asks for help or measures with what stands before, this."""
    if paragraph.terms is None:
        return paragraph.themes
    spoken = [c for c in paragraph.clauses if asks_itself(c)]
    if not spoken and helps(paragraph):
        named = {term.clause for term in paragraph.terms}
        spoken = [c for c in paragraph.clauses if c.number in named][:1]
    spoken = spoken or list(paragraph.clauses)
    numbers = {c.number for c in spoken}
    terms = [t for t in paragraph.terms if t.clause in numbers or not numbers]
    # with whom something is done is of no theme, where anything else is
    terms = [t for t in terms if t.term not in bodies] or terms
    said = " ".join(f"{c.action} {c.object} {c.matter}" for c in spoken)
    said = f"{said} {paragraph.object}".lower()
    counts: Counter[str] = Counter()
    for one in terms:
        counts[one.theme] += one.n
    where = Counter(theme for _, theme in {(t.clause, t.theme) for t in paragraph.terms})
    again = {t.theme for t in terms if t.n > 1}
    again = again or {theme for theme in counts if where[theme] > 1}
    near = {t.theme for t in terms if t.term in said}
    size = sum(c.n_words for c in spoken) or paragraph.n_words
    mostly = {theme for theme, n in counts.items() if 2 * n > counts.total()}
    mostly = {theme for theme in mostly if counts[theme] > 1 or size <= ASIDE}
    most = max((paragraph.themes[theme] for theme in near), default=0)
    found = near | {theme for theme in again if paragraph.themes[theme] > most} or mostly
    return {theme: paragraph.themes[theme] for theme in found}


def helps(paragraph: Paragraph) -> bool:
    """Whether a paragraph only asks for help, or for measures with what stands before."""
    asking = [c for c in paragraph.clauses if c.directive]
    return bool(asking) and not any(map(asks_itself, asking))


def _opened(
    paragraphs: Sequence[Paragraph], known: Mapping[tuple[str, str], str], codebook: Codebook,
    asking: bool = False,
) -> str:  # fmt: skip
    """The beginning of the first of some paragraphs that is known; a request begins with whom it
    asks, which is no subject (`asking`: what stands before a request will do)."""
    for p in paragraphs:
        clauses = p.clauses[:1] if asking else p.clauses
        asks = p.part != "preamble" and any(c.directive and c.action for c in clauses)
        name = known.get((p.symbol, p.label), "")
        idle = p.part != "preamble" and any(
            (ACT.match(name), EMPTY.match(name), BODY.fullmatch(name))
        )
        words = name.split()
        verbs = (at for at, w in enumerate(words) if at and finite(w, codebook, said_of=True))
        name = ended(" ".join(words[: next(verbs, len(words))]), codebook)
        if name and not asks and not idle and telling(name, codebook):
            return name
    return ""


def _headed(paragraphs: Sequence[Paragraph], codebook: Codebook) -> str:
    """The heading that some paragraphs stand under; empty where there is none that tells."""
    headings = (re.sub(r"^(?:[IVX]+|[A-Z]|\d+)\. ", "", p.heading) for p in paragraphs)
    able = (h.rstrip(" ,;:") for h in headings if 0 < len(h.split()) <= QUOTED
            and telling(h, codebook) and not DIVISION.search(h))  # fmt: skip
    return capital(next(able, ""))


def _longer(about: str, text: str) -> tuple[str, bool]:
    """An object as far as the `text` goes on that it was cut from, and whether it is whole."""
    words = text.split()
    begun = about.split()
    bare = [word.strip(",;:.") for word in words]
    places = [at for at in range(len(words)) if bare[at : at + len(begun)] == begun]
    if len(places) != 1 or not begun:
        return about, len(begun) < OBJECT
    whole = re.split(r"[;:.](?: |$)", " ".join(words[places[0] :]))[0].split()
    return " ".join(whole[:LONGER]), len(whole) <= LONGER


def _object(paragraph: Paragraph, codebook: Codebook, least: int = 2, text: str = "") -> str:
    """The first object of a clause that names a matter in at least so many words, without what
    leads to it: of what is asked for itself first."""
    asking = [asks_itself(clause) for clause in paragraph.clauses]
    first = asking.index(True) if any(asking) else len(asking)
    # what stands before a request is what it rests on; what stands behind is another matter
    own = [clause for clause, asks in zip(paragraph.clauses, asking, strict=True) if asks]
    for clause in [*own, *paragraph.clauses[:first]]:
        if BACK.match(clause.object) or WHEN.match(clause.object):
            continue
        about, complete = _longer(clause.object, text)
        if clause.lead == "to" and not clause.action:  # "decides to extend the fair"
            about = about.partition(" ")[2]
        phrase = shorter(shorter(re.sub("^“([^”]+)”", r"\1", about)))
        phrase = MANNER.sub("", phrase)
        whole = cut(phrase, len(phrase.split()) or 1, whole=complete)
        several = SERIES.match(whole)
        name = (VERBAL if several else ENDED).split(whole)[0]
        words = verbless(name.split())
        if not several and LISTED.match(whole[len(name) :]):  # of several the first alone isn't it
            able = (at for at, word in enumerate(words) if word in (*JOINTS, "of", "for"))
            joints = [at for at in able if words[at - 1 : at] != ["rule"]]  # "rule of law, oil"
            words = words[: joints[-1]] if joints else []
        broken = words[-1:] == ["…"]
        if broken:
            words = _complete(words[:-1])
            broken = len(words) == len(whole.split()) - 1  # else its last phrase is off already
        said_of = clause.lead.startswith("that")
        verbs = (i for i, w in enumerate(words) if i and finite(w, codebook, said_of))
        verb = next((i for i in verbs if words[i - 1] != "to"), len(words))
        words, broken = words[:verb], broken and verb == len(words)
        if broken:
            words = _without_last(words)
            if words and words[-1][:1].isupper():  # half a name, perhaps
                continue
        whole_series = words[-1:] if several else []
        while words and (
            not nouns.noun(words[-1].lower(), codebook)
            or not words[-1][-1].isalpha()
            or (broken and words[-1].endswith(("able", "ible")))  # "access to affordable"
        ):
            words.pop()
            while words and words[-1] in DANGLING:
                words.pop()
        told = AFTER.sub("", " ".join(words))
        words = told.split()
        if words and (words[0].lower() in HOW or finite(words[0], codebook)):
            continue  # "with wardens of the fords", "give the lamps"
        if whole_series and words[-1:] != whole_series:  # adjectives whose noun is cut off
            continue
        if (
            PARTICIPLE.match(told)
            or ASKED_BODY.match(whole[: len(told) + len(" to x")])
            or BODY.fullmatch(told)
            or OF_BODY.fullmatch(told)
            or ACT.match(told)
            or HALF_NAME.match(phrase.removeprefix(told))
        ):
            continue
        alone = phrase == told and rarity([told.lower()], codebook.background) >= ALONE
        told = ended(_short(re.sub(f"^(?:{'|'.join(OPENING)}) ", "", told)), codebook)
        whole_name = len(told.split()) >= (least if alone else 2) and not EMPTY.match(told)
        if whole_name and telling(told, codebook):
            return told
    return ""


# What a name ends with that goes on, or says nothing: "for persons", "and the promotion".
UNENDED = re.compile(
    r" (?:(?:in|of|for|and|on|to|at|against|throughout|within) (?:the|this|that|their|its) "
    r"[a-z]+(?:[tsg]ions?|ments?|[ai]nces?|ality|uction|ysis|sibility)|"
    r"(?:in|for|against|targeting|directed against|of|with)(?: all)?(?: the)? "
    r"(?:persons|individuals|people|those|everyone|others|countries|States|members)|"
    r"(?:in|at|within|throughout|across|among) (?:their|its|his|her|all|many|some|other|this|those|"
    r"our)"
    r"(?: [a-z]+){1,3}|and [a-z]+ing|of (?:one|two|three)|made|"
    r"(?:of|to) the rights?|[a-z]+ed(?: (?:at|on|to|for|in|by|against|out)(?: [a-z]+)?)?)$"
)
# What was done with it, and where: "practices noted with respect to lamps", not "related to".
SAID_OF = re.compile(
    r" (?!(?:related|linked|connected|devoted|dedicated|affected) )"
    r"[a-z]+ed (?:to|in|with|at|on) .*$"
)
# What no name is read past: what is done, when, or how.
BESIDE_IT = re.compile(
    r" (?:be|when|while|if|whether|where|because|so|through|by|notwithstanding|throughout|"
    r"regarding|concerning|following|prior|subject|pursuant|based|aimed|aiming|consistent) "
)
# What a name doesn't begin with.
UNBEGUN = re.compile(
    r"(?:[a-z]+ly,? (?:and|or) |[a-z]+ly, |not(?:withstanding)? |no |this |that |these |those |"
    r"[a-z]+ly (?:at|by|for|in|on|to|with) |very |"
    r"upon |set, |such |each |both |question of |ways |shall |comprise|conduct |endeavour |act |"
    r"impart |recognize |be |been |is |are )",
    re.I,
)


UNCLOSING = ("verb", "quality", "other")  # kinds of words that close no name
PARTICIPIAL = re.compile(r"[a-z]{3,}(?:ed|ing)$")
# Of words that mostly stand before others: an adjective, and no noun.
ADJECTIVE = re.compile(
    r"(?:able|al|ant|ar|ary|ate|ed|ent|est|ful|ian|ible|ic|ing|ive|less|ly|ory|ous|th)$|"
    r"(?:clean|human|open|safe)$"
)
# When something was done, before what: "recently proclaimed Decade of Lamps".
DATED = re.compile(
    r"(?:recently|newly|previously|currently|formerly|already) [a-z]+ed (?=\S)", re.I
)


def unclosed(words: Sequence[str], codebook: Codebook) -> bool:
    """Whether a name's last word closes none: a verb, a participle, an adjective of which the noun
    is cut off."""
    before, word = ["", *words][-2:]
    word = word.strip(",")
    kind = nouns.kind(word, codebook)
    if not word.islower() or word == "means" or nouns.noun(word, codebook):
        return False
    if not kind:  # "review of the functioning"
        return before not in ("of", "the", "and", "or") and bool(PARTICIPIAL.match(word))
    return bool(ADJECTIVE.search(word)) if kind == "attribute" else kind in UNCLOSING


def ended(name: str, codebook: Codebook) -> str:
    """A name without what breaks off at its end, or is said beside it; empty where it begins with
    no noun."""
    name = re.sub("^(?:the|an?) ", "", BESIDE_IT.split(name)[0], flags=re.I)
    if UNBEGUN.match(name) or nouns.kind(name.split(" ")[0].lower(), codebook) == "verb":
        return ""
    name = re.sub(r"^[a-z]+ly (?=[a-z]+s\b)", "", name)  # "unequivocally measures"
    name = DATED.sub("", name)
    name = SAID_OF.sub("", name)
    while (less := UNENDED.sub("", name)) != name:
        name = less
    words = name.split()
    to = len(words) - 1 - words[::-1].index("to") if "to" in words else len(words)
    tail = words[to + 1 :]  # "workshops to train keepers": of the workshops more isn't told
    if 0 < len(tail) < MEANING and nouns.kind(tail[0], codebook) == "verb":
        words = words[:to]
    while words and (words[-1] in DANGLING or unclosed(words, codebook)):
        words.pop()
    return " ".join(words).rstrip(",")


# A name in capitals: "Lake Charter", "Court of the Fords"; not "Member States".
TITLE = re.compile(
    r"(?!Member |Governments? )[A-Z][\w-]+ (?:(?:of|on|for|and|the) )*(?!States)[A-Z][\w-]+"
)


def _short(name: str) -> str:
    """A name of at most so many words as are quoted: a longer one as far as a joint."""
    words = name.split()
    if len(words) <= QUOTED:
        return name
    joints = [at for at in range(NAMED_BY, QUOTED + 1) if words[at] in (*JOINTS, "for")]
    return " ".join(words[: joints[-1]]) if joints else ""


def telling(name: str, codebook: Codebook) -> bool:
    """Whether a name says what about, standing alone as a heading: it has a noun of matter, or a
    telling adjective; "major challenges", "first part" and "unwavering support" say nothing."""
    if TITLE.search(name.replace("United Nations ", "")):
        return True
    words = [w for w in re.findall(r"[\w-]+", name) if len(w) > 2 and w.lower() not in DANGLING]
    plain = [w.lower() for w in words if not DEGREE.match(w.lower())]
    kinds = {word: nouns.kind(word, codebook) for word in plain}
    qualities = [w for w in plain if kinds[w] == "attribute"]
    matter = [w for w in plain if w not in GENERAL and not nouns.empty(w, codebook)
              and nouns.noun(w, codebook)]  # fmt: skip
    common = codebook.background
    if matter:
        return rarity([*matter, *qualities], common) >= SPECIFIC
    return len(words) > 1 and rarity(qualities, common) >= QUALIFIED


def shorter(phrase: str) -> str:
    """A phrase without what leads to its matter, and who is helped or praised."""
    if infinitive := INFINITIVE.search(phrase):
        phrase = phrase[infinitive.end() :]
    phrase = LEADING.sub("", RECITAL.sub("", phrase))
    phrase = LEADING.sub("", ACTOR.sub("", RECITAL.sub("", phrase)))
    first, _, rest = phrase.partition(" ")
    # before an article stands no noun, but what is done: "reflecting a light on barges"
    done = rest.startswith(ARTICLES) and first.islower() and first not in {*DANGLING, *HOW}
    return LEADING.sub("", rest) if done else phrase


def verbless(words: list[str]) -> list[str]:
    """A name without the verb that an article after it gives away: "fire encompasses a"."""
    at = (
        i
        for i in range(NAMED_BY, len(words))
        if words[i] in LEADING_ARTICLES and words[i - 2] != "to" and _verbal(words[i - 1])
    )
    return words[: next(at, len(words) + 1) - 1]


def _verbal(word: str) -> bool:
    """Whether a word before an article can only be a verb: no preposition leads to the article."""
    return word.islower() and word.isalpha() and word not in _BEFORE_ARTICLE


def finite(word: str, codebook: Codebook, said_of: bool = False) -> bool:
    """Whether a word is mostly a verb, which ends a name: "mechanisms allow"; where something is
    said of somebody also "the plan builds on"."""
    if said_of and word.endswith("s") and word.islower() and not nouns.noun(word, codebook):
        return nouns.kind(nouns.stem(word), codebook) == "verb"
    return word.islower() and nouns.kind(word, codebook) == "verb"


def _without_last(words: list[str]) -> list[str]:
    """A phrase that breaks off without its last "in …", which may go on: "points along relevant
    roads" may be of roads, or of road tolls."""
    at = max((i for i, word in enumerate(words) if word in JOINTS), default=0)
    return words[:at] if at >= NAMED_BY else words


def _complete(words: list[str]) -> list[str]:
    """A phrase that breaks off, without a last word that may belong to a noun left out: "attempts
    at the glorification of terrorist"."""
    if words[-3:] == ["rule", "of", "law"] or words[-3:-1] == ["right", "to"]:
        return words
    if len(words) > 1 and words[-2] in ("of", "and", "or", "in", "by", "on", "for", "to", "the"):
        words = words[:-1]
        while words and words[-1] in DANGLING:
            words = words[:-1]
    return words


def _telling(
    paragraphs: Sequence[Paragraph], renewal: Renewal, codebook: Codebook, barred: frozenset[str],
    entities: frozenset[str], least: float,
) -> list[str]:  # fmt: skip
    """The names that set some paragraphs apart: nouns and phrases that read as a name, rare in
    the background and in their member, often here; those that the other member lacks first. What
    is said once is named in passing, unless a clause is about it."""
    fresh = renewal.new_words if paragraphs[0].symbol == renewal.later else frozenset()
    side = renewal.after if paragraphs[0].symbol == renewal.later else renewal.before
    counts: Counter[str] = Counter()
    for p in paragraphs:
        counts.update({w: n for w, n in p.words.items() if _noun(w, codebook, barred)})
        counts.update({
            f: n for f, n in p.phrases.items()
            if not ABOUT.search(f) and not TAIL.match(f) and nouns.nominal(f, codebook, barred)
            and _noun(f.split()[-1], codebook, barred)
        })  # fmt: skip
    objects = [f"{c.action} {c.object} {c.matter}" for p in paragraphs for c in p.clauses]
    about = known_of([*objects, *(p.object for p in paragraphs)])
    weights: dict[str, float] = {}
    standing = renewal.standing[paragraphs[0].symbol]
    for name, count in counts.items():
        content = [w for w in name.split() if w not in nouns.INNER]
        if all(nouns.empty(w, codebook) or w in entities for w in content):
            continue
        if BODY.fullmatch(capital(name)):  # "Congress": of what?
            continue
        having = standing[name]
        named = about.issuperset(word[:STEM] for word in content)
        again = count > 1 or (" " not in name and _often(nouns.stem(name), paragraphs) > 1)
        if (about or paragraphs[0].part == "preamble") and not (again or named):
            continue
        new = 2 if fresh.intersection(content) else 1
        rare = rarity(content, codebook.background)
        if rare < least:
            continue
        weights[name] = new * rare * math.log(1 + len(side) / max(having, 1)) * (1 + count) / 2
    best: list[str] = []
    for name in sorted(weights, key=lambda n: (-round(weights[n], 6), n)):
        stems = {nouns.stem(w)[:6] for w in name.split()}
        apart = all(stems.isdisjoint(nouns.stem(w)[:6] for w in o.split()) for o in best)
        if apart and (not best or weights[name] >= SECOND * weights[best[0]]):
            best.append(name)
    common = bool(best) and standing[best[0]] > max(1, len(side) / COMMONPLACE)
    if best and (common or not _fit(best[0], paragraphs, weights[best[0]])):
        best = [name for name in best if " " in name and weights[name] >= SURE][:1]
    if len(best) > 1 and _often(nouns.stem(best[0]), paragraphs) > 1 and " " not in best[1]:
        best = best[:1]  # what is said once isn't set beside what is said again
    told = [written(name, codebook) for name in best[:2]]
    return [
        name
        for name in told
        if telling(name, codebook) and (" " in name or _alone(name.lower(), about, codebook))
    ]


def _alone(word: str, about: Collection[str], codebook: Codebook) -> bool:
    """Whether one word may name some paragraphs: a clause is of it, or it is very rare."""
    rare = rarity([word], codebook.background)
    return rare >= RARE or (rare >= QUALIFIED and (not about or word[:STEM] in about))


def _fit(name: str, paragraphs: Sequence[Paragraph], weight: float) -> bool:
    """Whether a name says a matter: a phrase, or a word that is said again; what stands once may
    be of anything."""
    if " " in name and weight >= SURE:
        return True
    return _often(nouns.stem(name), paragraphs) > 1


def _often(root: str, paragraphs: Sequence[Paragraph]) -> int:
    """How often a word stands in some paragraphs; "narrative" is said again with
    "counter-narrative"."""
    return sum(
        n
        for p in paragraphs
        for w, n in p.words.items()
        if nouns.stem(w) == root or root.endswith(f"-{nouns.stem(w)}")
    )


def _again(
    paragraphs: Sequence[Paragraph], renewal: Renewal, codebook: Codebook, barred: frozenset[str],
    entities: frozenset[str],
) -> bool:  # fmt: skip
    """Whether some paragraphs say twice what the other member doesn't say: that is their matter,
    not a theme that they name in passing."""
    fresh = renewal.new_words if paragraphs[0].symbol == renewal.later else frozenset()
    names = _telling(paragraphs, renewal, codebook, barred, entities, TELLING)[:1]
    return any(
        word.lower() in fresh and _often(nouns.stem(word.lower()), paragraphs) > 1
        for name in names
        for word in name.split()
    )


def _noun(word: str, codebook: Codebook, barred: frozenset[str]) -> bool:
    return (
        len(word) > 3
        and word.replace("-", "").isalpha()
        and word not in barred
        and nouns.noun(word, codebook)
        and (codebook.forms.get(word, ("",))[0] == "noun" or not word.endswith(nouns.ENDS))
    )


def written(name: str, codebook: Codebook) -> str:
    """A name with the capitals that its words have."""
    return " ".join(codebook.forms.get(word, ("", ""))[1] or word for word in name.split())


def spelled(text: str, codebook: Codebook) -> str:
    """Words of a text with the capitals of names; those of titles ("Office") stand there without
    the others, and are left."""
    known = codebook.forms
    words = [
        (known[word][1] if word in known and known[word][0] != "proceedings" else "") or word
        for word in text.split()
    ]
    for at, word in enumerate(words):  # "may" and "march" are months only beside a number
        beside = [*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]]
        sure = word not in ("may", "march") or any(other.isdigit() for other in beside)
        if word in MONTHS and sure:
            words[at] = capital(word)
    return " ".join(words)


def _names(codebook: Codebook) -> frozenset[str]:
    """Words of entities' names: they say who is asked, not what about."""
    names = (alias for e in codebook.entities for alias in (e.entity, *e.aliases))
    return frozenset(word.lower() for name in names for word in re.findall(r"[\w-]+", name))


def _bodies(codebook: Codebook) -> frozenset[str]:
    """Names of entities that have capitals, in small letters."""
    aliases = (alias for e in codebook.entities for alias in (e.entity, *e.aliases))
    every = {name for alias in aliases for name in spellings(alias)}
    return frozenset(name.lower() for name in every if name != name.lower())
