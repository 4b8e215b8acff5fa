"""What a paragraph is about, as a noun phrase: a heading, a theme, an object, or its own words."""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..codebook import Codebook, rarity
from ..codebook.titles import BODIES
from ..prose import capital
from ..topics import nouns
from .asks import BACK, DANGLING, OBJECT, OPENING, QUALITY, QUOTED, WHEN, asks_itself, cut, small
from .facts import STEM, Paragraph, Renewal

__all__ = ["AFTER", "HOW", "PARTICIPLE", "shorter", "spelled", "subjects", "verbless"]

PLAIN = 4.0  # a theme's weight from which a paragraph is about it: twice named, or nowhere else
# Nouns that stand in front of what a clause is about and say nothing of it.
LEADING = re.compile(
    r"^(?:(?:the|an?|its|their|his|her|all|any|such|further|overall|great|crucial|vital|key|central|"
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
    r"(?:observation|view|conclusion|finding|opinion|concern)s? (?:of|expressed by) the [A-Z]\w+ "
    r"(?:that )?|holding of (?:the )?|(?:adoption|development|establishment|ratification|provision|"
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
    r"(?-i:(?:of|by) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*)$|resolutions? \d+/\d+(?: of .*)?$",
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
TAIL = re.compile(r"(?:names?|basis|light|context|view|course|event|absence|number|nations)\b")
PARTICIPLE = re.compile(
    r"\w+ed by\b|(?:be|made|taken|provided|undertaken|given|done|held|carried)\b"
)
ASKED_BODY = re.compile(r"[A-Z].* to [a-z]")  # "Council to give views": who is to do it, not what
HALF_NAME = re.compile(r"(?:,| of(?: the)?| for(?: the)?| and) [A-Z]")
# What ends the name of a matter.
OPENED = re.compile(
    r", | and to | (?:are|is|was|were|means|has|have|may|shall|should|must|can|that|which|in his|"
    r"in her|for his|for her|at its|for its|for their|"
    r"to (?:assist|consider|ensure|facilitate|give|help|make|provide|support|take)) "
)
ENDED = re.compile(rf"{OPENED.pattern}| (?:made|provided|before|after) ")
VERBAL = re.compile(r" (?:are|is|was|were|means|has|have|that|which|made|provided) ")
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
HALF = math.log(COMMONPLACE)  # a theme's weight from which it will do where nothing else names one
TIED = 0.9  # share of the weightiest theme's weight from which another stands as much for a matter
BESIDE = 3  # themes that stand as much for one
MONTHS = tuple(month.lower() for month in calendar.month_name[1:])
EVERYWHERE = 0.5  # share of a member's paragraphs in which a word stands that names none of them
SEVERAL = 4  # paragraphs in each of which a name that is said once is part of a formula
FEW = 10  # paragraphs in which it stands at least
SURE = 10.0  # of a phrase that stands once: "law enforcement" is named in passing
SECOND = 0.7  # share of the first name's weight from which another is named beside it


def subjects(
    renewal: Renewal, codebook: Codebook, known: Mapping[tuple[str, str], str] | None = None
) -> Callable[[Sequence[Paragraph]], str]:
    """What says the subject of some paragraphs; `known` gives those that something else named."""
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

    def subject(paragraphs: Sequence[Paragraph]) -> str:
        side = "L" if paragraphs[0].symbol == renewal.later else "E"
        size = len(renewal.after if side == "L" else renewal.before)
        counts: Counter[str] = Counter()
        for p in paragraphs:
            counts.update(_themed(p))
        weights = {t: n * math.log(size / spread[side][t]) for t, n in counts.items()}
        theme = max(weights, key=lambda t: weights[t], default="")

        def themes() -> str:
            tied = [t for t in weights if weights[t] >= TIED * weights[theme]
                    or (counts[t] >= counts[theme] and weights[t] >= HALF)]  # fmt: skip
            first, *others = sorted(tied, key=lambda t: -weights[t])[:BESIDE]
            return "; ".join([titles.get(first, first), *(small(titles.get(t, t)) for t in others)])

        if theme and weights[theme] >= PLAIN:
            return themes()
        opened = _opened(paragraphs, known or {})
        if opened and any(p.part == "preamble" for p in paragraphs):
            return capital(opened)

        def objects(least: int = 2) -> list[str]:
            told = (_object(p, codebook, least) for p in paragraphs)
            general = everywhere[side]
            return [one for one in told if one and not general.issuperset(one.lower().split())]

        phrases = objects()
        named = weights.get(theme, 0) >= HALF or opened
        if phrases and (_of_matter(phrases[0], codebook) or not named):
            return capital(phrases[0])
        again = _again(paragraphs, renewal, codebook, barred, entities)
        if theme and weights[theme] >= HALF and not again:
            return themes()
        words = _telling(paragraphs, renewal, codebook, barred, entities, TELLING)
        if opened:
            return capital(opened)
        common = _telling(paragraphs, renewal, codebook, barred, entities, COMMON)
        words = words or [name for name in common if " " in name]
        if not any(" " in word for word in words):
            # of what is listed the rarest say less than what the list is of
            words = objects(least=1)[:1] or words
        joint = ", " if any(" " in word for word in words) else " and "
        begun = _opened(paragraphs, known or {}, asking=True)
        told = joint.join(words) or begun or _headed(paragraphs)
        told = told or next((_object(p, codebook, loose=True) for p in paragraphs), "")
        return capital(told or _opened(paragraphs, known or {}, asking=True, loose=True))

    return subject


def _themed(paragraph: Paragraph) -> Mapping[str, int]:
    """Themes that a paragraph may be about: where it asks for something itself those of what is
    asked; what it names besides is named in passing."""
    own = any(asks_itself(clause) for clause in paragraph.clauses)
    if not own or paragraph.asked is None:
        return paragraph.themes
    return {theme: n for theme, n in paragraph.themes.items() if theme in paragraph.asked}


def _opened(
    paragraphs: Sequence[Paragraph], known: Mapping[tuple[str, str], str], asking: bool = False,
    loose: bool = False,
) -> str:  # fmt: skip
    """The beginning of the first of some paragraphs that is known; a request begins with whom it
    asks, which is no subject (`asking`: what stands before a request will do; `loose`: a name that
    says little will)."""
    for p in paragraphs:
        clauses = p.clauses[:1] if asking else p.clauses
        asks = p.part != "preamble" and any(c.directive and c.action for c in clauses)
        name = known.get((p.symbol, p.label), "")
        idle = p.part != "preamble" and any(
            (ACT.match(name), EMPTY.match(name), BODY.fullmatch(name))
        )
        if name and not asks and (loose or not idle):
            return name
    return ""


def _headed(paragraphs: Sequence[Paragraph]) -> str:
    """The heading that some paragraphs stand under; empty where there is none."""
    headings = (p.heading for p in paragraphs if 0 < len(p.heading.split()) <= QUOTED)
    return capital(next(headings, ""))


def _object(paragraph: Paragraph, codebook: Codebook, least: int = 2, loose: bool = False) -> str:
    """The first object of a clause that names a matter in at least so many words, without what
    leads to it: of what is asked for itself first. `loose`: one will do that says little."""
    asking = [asks_itself(clause) for clause in paragraph.clauses]
    first = asking.index(True) if any(asking) else len(asking)
    # what stands before a request is what it rests on; what stands behind is another matter
    own = [clause for clause, asks in zip(paragraph.clauses, asking, strict=True) if asks]
    for clause in [*own, *paragraph.clauses[:first]]:
        if BACK.match(clause.object) or WHEN.match(clause.object):
            continue
        about = clause.object
        if clause.lead == "to" and not clause.action:  # "decides to extend the fair"
            about = about.partition(" ")[2]
        phrase = shorter(shorter(re.sub("^“([^”]+)”", r"\1", about)))
        complete = len(clause.object.split()) < OBJECT
        phrase = MANNER.sub("", phrase)
        whole = cut(phrase, len(phrase.split()) or 1, whole=complete)
        several = SERIES.match(whole)
        words = verbless((VERBAL if several else ENDED).split(whole)[0].split())
        broken = words[-1:] == ["…"]
        if broken:
            words = _complete(words[:-1])
            broken = len(words) == len(whole.split()) - 1  # else its last phrase is off already
        verbs = (i for i, w in enumerate(words) if i and _finite(w, codebook))
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
        if words and (words[0].lower() in HOW or _finite(words[0], codebook)):
            continue  # "with wardens of the fords", "give the lamps"
        if whole_series and words[-1:] != whole_series:  # adjectives whose noun is cut off
            continue
        if (
            PARTICIPLE.match(told)
            or ASKED_BODY.match(whole[: len(told) + len(" to x")])
            or BODY.fullmatch(told)
            or ACT.match(told)
            or HALF_NAME.match(phrase.removeprefix(told))
        ):
            continue
        alone = phrase == told and rarity([told.lower()], codebook.background) >= ALONE
        if len(words) >= (least if alone else 2) and _says(told, codebook, loose):
            return re.sub(f"^(?:{'|'.join(OPENING)}) ", "", told)
    return ""


def _says(told: str, codebook: Codebook, loose: bool) -> bool:
    """Whether a name says what about; `loose`: whether any word of it does."""
    return not EMPTY.match(told) or (loose and _of_matter(told, codebook))


def _of_matter(phrase: str, codebook: Codebook) -> bool:
    """Whether a phrase has a word that names a matter: not "supplementary information"."""
    return any(
        len(word) > 3 and word not in DANGLING and not word.endswith("ed")
        and not (nouns.empty(word, codebook) or QUALITY.fullmatch(word))
        and nouns.kind(word, codebook) not in ("attribute", "quality")
        for word in re.findall(r"[\w-]+", phrase.lower())
    )  # fmt: skip


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


def _finite(word: str, codebook: Codebook) -> bool:
    """Whether a word is mostly a verb, which ends a name: "mechanisms allow"."""
    return word.islower() and codebook.forms.get(word, ("",))[0] == "verb"


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
    is said once, as in several others, is named in passing, unless a clause is about it."""
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
    about = {word[:STEM] for p in paragraphs for c in p.clauses
             for word in re.findall(r"[\w-]+", f"{c.action} {c.object}".lower())}  # fmt: skip
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
        if count == 1 and having >= SEVERAL and about and not named:
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
    return [written(name, codebook) for name in best[:2]]


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
