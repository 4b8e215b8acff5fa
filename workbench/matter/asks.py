"""Clauses in plain words: who is asked to do what, or what the organ says.

A line quotes the text in runs of at most `QUOTED` words; longer ones are cut, and end in "…".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from ..clauses import verbs
from ..codebook import load, printed
from ..prose import articled, capital, listed, plural
from .facts import Clause

__all__ = ["BACK", "EXCEPTING", "FINITE", "INNER", "OPENING", "QUALITY", "QUOTED", "all_asked",
           "all_past", "asked", "asks_itself", "base", "cut", "hangs", "listed_names", "named",
           "opened", "participle", "past", "said", "small", "task", "whom"]  # fmt: skip

QUOTED = 8  # words in a row that may be quoted
RUN = 10  # words from which the table may have cut an object behind its action
OBJECT = 7  # words of an object that the table may have cut: eight, less an article
# A phrase that ends in one of these breaks off in the middle of something.
DANGLING = frozenset(
    """
    a an and any among as at all against between both by concerning during for from further how if
    in including into its it is of on or other own over relevant such that the their these this
    those through to towards under upon was were which while who whom with within without various
    several respective international national appropriate possible each every new more certain not
    no be been being are so than also has have had can may must should will would additional
    effective full his her our first accordance relation regard line view order respect
    """.split()  # noqa: SIM905
)
# What follows takes back what was said before; a phrase that ends here would say the contrary.
EXCEPTING = frozenset("without unless except until only".split())  # noqa: SIM905
# Nouns that say the contrary of what they are of.
LACKING = frozenset("lack absence failure denial loss".split())  # noqa: SIM905
BROKEN = ("technical", "financial", "logistical", "legal", "political", "economic", "social")
LEFT = 6  # words of a clause that may be left untold without a mark: conditions, articles
SENTENCE = 4  # words from which what follows "that" says anything
MEANS = ("measures", "steps", "action", "actions", "efforts")
# Verbs that say something of somebody and address nobody.
SAYING = frozenset(
    """
    acknowledges affirms agrees considers decides emphasizes notes reaffirms recognizes recommends
    reiterates stresses underlines underscores
    """.split()  # noqa: SIM905
)
_AGAIN = re.compile(
    r"(?:reiterates|reaffirms|renews|repeats|restates) (?:its|the) (?:\w+ )*?"
    r"(demand|request|call|appeal|invitation|encouragement)s?\b"
)
_ASKED_AGAIN = {"invitation": "invited", "request": "requested", "encouragement": "encouraged"}
# What points back at words that a line doesn't have.
POINTING = re.compile(
    r"\s*\b(?:in (?:this|that) (?:regard|respect|connection)|to (?:this|that|those|these) ends?)\b"
)
# Objects that stand for what a line doesn't have: "creation of such fords".
BACK = re.compile(
    r"(?:(?:from|with|by) )?(?:\w+ing )?(?:such|this|these|those|it|them|their|its)(?: \w+)?$|"
    r"(?:an? )?\w+ (?:of|to) (?:such|this|these|those) \w+(?: and [a-z ]+)?$|"
    r"(?:[a-z]+ )?(?:measures|steps|action|actions) to [a-z]+ (?:such|this|these|those) \w+$"
)
# When something is done, and not what: "to provide beginning in June 2024".
WHEN = re.compile(
    r"(?:beginning|starting) (?:in|on|at|from|with) |(?:its|the) [\w-]+ sessions?(?:,|$)"
)
# Help for whatever the paragraph spoke of before: "to provide technical assistance to States".
_HELP = re.compile(
    r"(?:technical )?(?:assistance|support)(?: to (?:(?:requesting|Member) )*States)?$"
)
# What a verb needs before what it is about; tables have it without.
_PARTICLE = {"call": "to", "concern": "at", "concerned": "at", "forward": "to", "note": "of"}
# "Encourages the efforts of Member States": to do what, the line doesn't say.
_EFFORTS = re.compile(
    r"(?:efforts?|work|role) of(?: [A-Z][\w-]*)+$|"
    r".*\b(?:made|expressed|given|taken|undertaken|provided) by (?:the )?[A-Z][\w-]*"
    r"(?: [A-Z][\w-]*)*$|"
    r"(?:Government|Office|Council|Secretariat|President|State)s?"
    r"(?: of(?: the)?(?: (?:and |the |of )*[A-Z][\w-]*)+)?$"
)
# That something was held, where what follows says what: "convening of the first Lake Fair".
_HELD = re.compile(r"^(?:convening|holding|organization) of (the|an?) ")
# What is open at its end: a participle without what it is done to, one side of two.
_OPEN = re.compile(r" (?:of|by) ([a-z]+ing)$| (?:between|both) (?!.*\b(?:and|or)\b).*$")
_PROPER = ("UNODC", "Member", "States", "Governments", "Islam", "United", "Security", "Internet")
QUALITY = re.compile(r"[a-z-]+(?:al|ic|ive|ous|ary|ble)$")  # an adjective whose noun is cut off
# An adverb by its ending; "supply" and "family" are none.
ADVERB = re.compile(r"[a-z]{2,}(?:al|ive|ous|ent|ant|ful|ed|ate|ct)ly|(?:form|prop)erly")
_MEANS_OF = re.compile(r"[a-z-]{3,}ing\b")  # a gerund; "bring" is none
FINITE = re.compile(r" (?:is|are|be|was|were|has|have|can|may|will|should|must|do|does|remains?) ")
MEANT = 3  # words from which what is begun says anything
INNER = frozenset("of on for the and in to against".split())  # noqa: SIM905
OPENING = ("that", "which", "who", "where", "while")
LEADS = ("that", "of", "to", "at", "about", "over", "for", "by")  # what an article follows
PARTICLES = ("upon", "on", "for", "to", "with")


def cut(text: str, most: int = QUOTED, whole: bool = False) -> str:
    """The beginning of a phrase, without words that would hang at its end; "…" where it is cut.

    `whole` says that a phrase as long as `most` is no beginning of a longer one.
    """
    words = text.split()
    kept = words[:most]
    shortened = len(words) > most or (len(words) == most and not whole)
    if (title := opened(kept)) is not None:  # half a title says another
        kept, shortened = kept[:title], True
    if shortened:
        torn = len(words) > most > 0 and words[most - 1][:1].isupper() and words[most][:1].isupper()
        kept = _untorn(kept, torn)
        if len(kept) > 3 and kept[-2] in ("and", "or") and QUALITY.match(kept[-1]):
            del kept[-2:]
    begun = next((i for i in range(2, len(kept)) if kept[i] in OPENING and len(kept) - i < 4), 0)
    if shortened and begun:  # a clause of which only the beginning is there
        del kept[begun:]
    open_ended = _OPEN.search(" ".join(kept))  # "importance of addressing", "between the Bureau"
    if open_ended and load().forms.get(open_ended[1] or "", ("",))[0] != "noun":
        kept, shortened = open_ended.string[: open_ended.start()].split(), True
    excepted = False
    while kept and (
        hangs(kept[-1])
        or (shortened and (hangs(kept[-1], LACKING | EXCEPTING) or _qualifying(kept)))
    ):
        excepted = excepted or hangs(kept[-1], EXCEPTING)
        kept.pop()
        shortened = True
    if excepted:  # "no lock is closed and none opened without": as far as no exception is made
        joints = [at for at, word in enumerate(kept) if word in ("and", "or")]
        kept = kept[: joints[-1]] if joints else []
    phrase = " ".join(kept).rstrip(",;:")
    # an adjective that a comma followed: "necessary technical, financial and other support"
    shortened = shortened or phrase.endswith(tuple(f" {word}" for word in BROKEN))
    return f"{phrase} …" if shortened and phrase else phrase


def hangs(word: str, words: Collection[str] = DANGLING) -> bool:
    """Whether a phrase that ends in a word breaks off in the middle of something."""
    return word.strip(",;").lower() in words


def _qualifying(words: Sequence[str]) -> bool:
    """Whether a phrase that is cut ends in an adverb, or in one of several adjectives before their
    noun: "the keepers formerly", "local, regional"."""
    last = words[-1].strip(",")
    if load().forms.get(last, ("",))[0] == "noun":
        return False
    several = any(word.endswith(",") for word in words[-2:])
    return bool(ADVERB.fullmatch(last) or (several and QUALITY.match(last)))


def opened(words: Sequence[str]) -> int | None:
    """Where a title in quotation marks begins that isn't closed, "entitled" included."""
    at = next((i for i, word in enumerate(words) if "“" in word), None)
    if at is None or any("”" in word for word in words[at:]):
        return None
    return at - (at > 0 and words[at - 1] in ("entitled", "titled"))


def _untorn(words: list[str], torn: bool) -> list[str]:
    """Words that break off, without a name at their end: half of one says another. Of a name alone
    its head: "Compact for Safe, Dry" is the "Compact". `torn`: it is known to go on."""
    at = len(words)
    while at and (words[at - 1][:1].isupper() or (at < len(words) and words[at - 1] in INNER)):
        at -= 1
    while at < len(words) and words[at] in INNER:
        at += 1
    if at == len(words):
        return words
    if at:
        before = words[:at]
        # of "opening of the first Great Ford" nothing would be left
        alone = all(word.lower() in DANGLING for word in before[1:])
        return words if alone and not torn else before
    within = ("and", "the")  # join parts of one that is torn
    joints = (i for i, word in enumerate(words) if i and word in INNER and word not in within)
    joint = max(joints, default=0)
    return words[:joint] if joint else words


def named(entities: Iterable[str], most: int = 4) -> str:
    """Those who are asked, as a sentence names them: "UNODC", "the Security Council"."""
    return listed((articled(printed(name)) for name in entities), most)


def base(third: str) -> str:
    """A verb without its person: notes → note, implies → imply."""
    return re.sub("ie$", "y", verbs.plural((third,))[0])


def participle(verb: str) -> str:
    """What somebody is who is addressed with a verb: requests → requested."""
    if again := _AGAIN.match(verb):
        return f"again {_ASKED_AGAIN.get(again[1], 'called upon')}"
    words = ["upon" if word == "for" else word for word in verb.split()]  # "calls for"
    at = len(words) - 1
    while at and words[at] in PARTICLES:
        at -= 1
    verb = base(words[at])
    past = f"{verb}d" if verb.endswith("e") else re.sub(r"(?<=[^aeiou])y$", "i", verb) + "ed"
    return " ".join([*words[:at], past, *words[at + 1 :]])


def task(clause: Clause, pointing: bool = False) -> str:
    """What is asked for: "to support innovative measures …"; empty where nothing is said, or where
    it is said by pointing at other words (unless these are told)."""
    if clause.action and clause.matter:
        return _infinitive(f"{clause.action} {clause.matter}")
    about = "" if WHEN.match(clause.object) else clause.object
    text = POINTING.sub("", f"{clause.action} {_led(clause, about)}").strip()
    if not (clause.action and text):
        return ""
    words = len(text.split())
    cut_short = len(about.split()) >= OBJECT or words >= RUN or not about or _goes_on(clause)
    phrase = cut(text, whole=not cut_short and words <= QUOTED)
    if clause.lead.split(" ")[0] == "that" and cut_short and not FINITE.search(phrase):
        return ""  # "to ensure that help given to States": what of it, the line doesn't say
    if len(phrase.removesuffix(" …").split()) < 2 or (not pointing and BACK.match(clause.object)):
        return ""  # "to engage …", "to apply such measures": of what, the line doesn't say
    # "to take effective measures": for what, the line doesn't say
    left_open = not about or (
        not phrase.endswith("…")
        and (_goes_on(clause) or (not pointing and phrase.split()[-1] in MEANS))
    )
    return f"{_infinitive(phrase)}{' …' if left_open else ''}"


def _infinitive(phrase: str) -> str:
    to = "not to" if phrase.startswith("not ") else "to"
    if _MEANS_OF.match(phrase):  # "urges States to act, including by: (a) enhancing …"
        to = "to act by"
    return f"{to} {phrase.removeprefix('not ')}"


def _goes_on(clause: Clause) -> bool:
    """Whether a clause has more than a line tells, and not only a condition: its object ends where
    something is put in, "the opening, on 3 May, of the lower lock"."""
    told = (clause.verb, *clause.addressees, clause.action, clause.lead, clause.object)
    return clause.n_words > len(" ".join(told).split()) + LEFT


def _led(clause: Clause, about: str) -> str:
    """An object with the words that lead to it: "the report", "of the report"."""
    return f"{clause.lead} {about}".strip() if about else ""


def asked(clause: Clause, pointing: bool = False) -> str:
    """A clause that asks somebody: "UNODC is requested to support …". `pointing`: what it points
    back at stands before it."""
    if not (clause.addressees and task(clause, pointing)):
        return said(clause)
    return _addressed(clause, "are" if _several(clause) else "is", "is", pointing)


def past(clause: Clause) -> str:
    """The same of a text that is no longer in force: "UNODC was requested to support …"."""
    if not (clause.addressees and task(clause)):
        return ""
    return _addressed(clause, "were" if _several(clause) else "was", "was")


def _addressed(clause: Clause, them: str, it: str, pointing: bool = False) -> str:
    """ "UNODC is requested to …"; of verbs that address nobody "it is decided that UNODC is to"."""
    doing, verb = named(whom(clause)), participle(clause.verb)
    if clause.verb.split()[-1] == "recommends":
        said = re.sub("^(not )?to ", r"\1", task(clause, pointing))
        return f"It {it} recommended that {doing} {said}"
    if clause.verb.split()[-1] in SAYING:
        return f"It {it} {verb} that {doing} {them} {task(clause, pointing)}"
    return f"{capital(doing)} {them} {verb} {task(clause, pointing)}"


def whom(clause: Clause) -> tuple[str, ...]:
    """Who is asked, as the paragraph calls them."""
    return clause.printed or clause.addressees


def _several(clause: Clause) -> bool:
    return len(clause.addressees) > 1 or plural(whom(clause)[0])


def said(clause: Clause, least: int = 3) -> str:
    """What the organ says in a clause, in its own verb: "Takes note of …"; empty if too little."""
    text = POINTING.sub("", clause.object).strip()
    if clause.action or (_EFFORTS.match(text) and not clause.matter):
        return ""
    leads = len(clause.lead.split())
    complete = len(clause.object.split()) < OBJECT and not _goes_on(clause)
    about = cut(text, min(QUOTED - leads, len(text.split()) or 1), whole=complete)
    if clause.matter:  # "of … Orle Scheme": the article made way too
        whole = clause.matter.startswith(f"{clause.lead} ")
        clause = clause if whole else replace(clause, lead=clause.lead.split(" ")[0])
        about = clause.matter.removeprefix(f"{clause.lead} ")
    begun = re.search(rf" (?:{'|'.join(OPENING)}) .*(?= …$)", about)
    if begun and not FINITE.search(f"{begun[0]} "):  # "the role that wardens …": of its verb
        about = f"{about[: begun.start()]} …"
    if len(about.removesuffix(" …").split()) < (2 if begun else least):
        held = _HELD.match(text)
        if not held:
            return ""
        lead = " ".join(filter(None, (clause.lead.removesuffix("the").strip(), "…", held[1])))
        return said(replace(clause, object=text[held.end() :], lead=lead), least=2)
    shown = len(about.removesuffix(" …").split())
    if clause.lead == "that" and shown < MEANT and not FINITE.search(f" {about} "):
        return ""  # "that wardens …": what of them, the line doesn't say
    about = _led(clause, about)
    if clause.lead.split(" ")[0] in LEADS:
        return f"{capital(clause.verb)} {about}"
    particle = "" if " with " in clause.verb else _PARTICLE.get(clause.verb.split()[-1], "")
    if about.split()[0] in ("regarding", "concerning", "with", "on", "in"):
        particle = ""  # "expresses concern regarding"
    if clause.verb.startswith("takes note") and not clause.verb.endswith("of"):
        particle = "of"
    if clause.verb.split()[-1] == "decides":
        opens = load().forms.get(about.split()[0], ("",))[0] == "verb"
        particle = "to" if opens else "that"
        if not opens and len(about.split()) < SENTENCE:
            return ""  # "that the committee": what it is to do, a comma cut off
    if about.split()[0].endswith("ing"):  # an item of a list: "Recognizing the need"
        about = small(about)
    return " ".join(filter(None, (capital(clause.verb), particle, about)))


def all_asked(clauses: Sequence[Clause]) -> list[str]:
    """What each of some clauses asks; where none asks anything that can be told, or where one only
    asks for help or such measures with what stands before, what is said there too."""
    told: list[str] = []
    alike = _alike(clauses)
    for at, clause in enumerate(clauses):
        if clause.verb.split()[-1] == "decides" and (decided := said(clause)):
            told.append(decided)
        if not clause.directive or at not in alike:
            continue
        text = _jointly(alike[at], asked)
        if not asks_itself(clause):
            pointing = bool(BACK.match(clause.object))
            before = [one for c in clauses[:at] if not c.directive and (one := said(c, least=2))]
            if not told:  # what it points at is what was said last
                told += before[-1:] if pointing else before[:1]
            if pointing and told:
                text = asked(clause, pointing=True)
        told += [text] if text else []
    told = told or [text for clause in clauses if (text := said(clause))][:1]
    told = told or [text for clause in clauses if (text := _asked_of(clause))][:1]
    names = [printed(name) for clause in clauses for name in whom(clause)]
    first, *others = [*dict.fromkeys(told), ""]
    return [first, *(small(text, names) for text in others[:-1])] if first else []


def _alike(clauses: Sequence[Clause]) -> dict[int, list[Clause]]:
    """Place of a clause → it and those after it that ask others for the same task."""
    first: dict[object, int] = {}
    alike: dict[int, list[Clause]] = {}
    for at, c in enumerate(clauses):
        able = c.addressees and task(c) and not {*SAYING, "recommends"}.intersection(c.verb.split())
        same = (c.action, c.lead, c.object) if able else at
        alike.setdefault(first.setdefault(same, at), []).append(c)
    return alike


def _jointly(clauses: Sequence[Clause], say: Callable[[Clause], str]) -> str:
    """What several are asked alike: "Member States are urged, stakeholders encouraged, to …"."""
    first, *others = clauses
    if {c.verb for c in others} <= {first.verb}:
        bodies = dict(zip((e for c in clauses for e in c.addressees),
                          (name for c in clauses for name in whom(c)), strict=True))  # fmt: skip
        together = replace(first, addressees=tuple(bodies), printed=tuple(bodies.values()))
        return say(together if others else first)
    doing = task(first)
    them = [f"{named(whom(c))} {participle(c.verb)}" for c in others]
    return f"{', '.join([say(first).removesuffix(doing).strip(), *them])}, {doing}"


def asks_itself(clause: Clause) -> bool:
    """Whether a clause asks for something that it says itself, not for help or measures with what
    stands before."""
    pointing = BACK.match(clause.object) or _HELP.match(POINTING.sub("", clause.object).strip())
    return clause.directive and bool(clause.action) and not pointing


def begun(clause: Clause) -> str:
    """What is asked for, as far as its first words tell of what: "ensure that help given to
    States …"; empty where they don't."""
    about = cut(_led(clause, clause.object)).removesuffix(" …")
    pointing = BACK.match(clause.object) or WHEN.match(clause.object)
    size = len(about.split()) - len(clause.lead.split())
    telling = clause.action and size >= MEANT and not pointing
    return f"{clause.action} {about} …" if telling else ""


def _asked_of(clause: Clause) -> str:
    """Who is asked, and what begins what it is: "UNODC is requested to ensure that help …"."""
    if not (clause.directive and clause.addressees and clause.action):
        return ""
    verb = f"{'are' if _several(clause) else 'is'} {participle(clause.verb)}"
    to = "to act by" if _MEANS_OF.match(clause.action) else "to"
    told = begun(clause) or f"{clause.action} …"
    return f"{capital(named(whom(clause)))} {verb} {to} {told}"


def all_past(clauses: Sequence[Clause], most: int = 3) -> str:
    """What some clauses of a text that is no longer in force asked; where they asked nothing that
    can be told, what the first said."""
    told = [
        text
        for alike in _alike(clauses).values()
        if alike[0].directive and (text := _jointly(alike, past))
    ]
    if not told:
        said_then = [text for clause in clauses if (text := said(clause))][:1]
        told = [f"no longer {text[0].lower()}{text[1:]}" for text in said_then]
    return "; ".join(dict.fromkeys(told[:most]))


def listed_names(entities: Sequence[str]) -> str:
    """Names with their verb: "UNODC is", "UNODC and INTERPOL are"."""
    several = len(entities) > 1 or plural(entities[0])
    return f"{named(entities)} {'are' if several else 'is'}"


def small(text: str, names: Iterable[str] = ()) -> str:
    """A sentence or a title inside another: a capital that only the beginning had is lost, not
    that of one of the names that it may begin with."""
    words = text.split()
    if text.startswith(tuple(names)):
        return text
    if not words or words[0] in _PROPER or sum(c.isupper() for c in words[0]) > 1:
        return text
    if len(words) > 1 and words[1][:1].isupper() and words[0] != "The":
        return text
    return text[:1].lower() + text[1:]
