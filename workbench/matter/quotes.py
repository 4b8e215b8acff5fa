"""Words that came to a paragraph and went from it, quoted where they say something."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from ..codebook import Codebook, concentration, load, of_matter, printed, rarity
from ..codebook.forms import MONTHS, lemma, roots
from ..codebook.language import spellings
from ..prose import capital, number
from ..topics import nouns
from .asks import DANGLING, INNER, OPENING, POINTING, QUOTED
from .facts import PARTS, STEM, Paragraph, Renewal, known_of, side_of
from .sentences import bounded, open_ended
from .subjects import ALONE, BODY, COMMON, GENERAL, QUALIFIED, TAIL, spelled, telling
from .wording import TOGETHER, Segment

__all__ = ["DATES", "MEANT", "NEGATIONS", "Side", "alike", "figure", "inner", "item", "key",
           "known_of", "matters", "mentioned", "names", "of_names", "qualified", "quotes",
           "segments_of", "share", "slip", "swapped", "worded"]  # fmt: skip

DATES = 2  # numbers in a quote: a day, a place and a year say nothing of the matter
MEANT = 3  # words from which a quote says anything
WORDS = 18  # that are quoted of what came to a paragraph, where its text is at hand
ALL = 28  # the same of all that came
BEGUN = 2 / 3  # share of the most that a window brings, from which the beginning is quoted
MANY = 50  # words of a piece from which a line says how many they are
NAMED = 2  # how much more a name brings than another word
TOLD = (0.8, 0.5)  # the same of the first few words of a piece, and of more
TURNED = 0.5  # share of what was said already from which it isn't said again
SHORT, LONG = 1 / 2, 1 / 3  # share of the words of a short and a long piece that must be new
PART = 4  # letters of each part of a word that is made of two
SEVERAL = 3  # paragraphs from which a change made alike in all is told once
MOST = 4  # such changes that are told
JOINING = frozenset("and or the a an its their inter alia".split())  # noqa: SIM905
# What leads to a phrase, and what a phrase isn't read from.
LEADING = JOINING | {"of", "on", "for", "to", "by", "at", "from", "over", "about", "including",
                     "that", "which", "particular"}  # fmt: skip
# Under which what is quoted alone would say the contrary.
NEGATIONS = frozenset(
    """
    absence cannot failure free lack neither never no nor not prohibit prohibits without
    """.split()  # noqa: SIM905
)
# How far something goes: whatever else has such a word too.
SCOPE = frozenset("all any every each only solely fully immediately urgently".split())  # noqa: SIM905
TEARING = ("and", "or", "as", "nor", "but")  # what joins to what stood before
PARTICIPLE = re.compile(r"[a-z-]{3,}ing")
OWNER = re.compile("(?:’s|s’)$")
POINTERS = frozenset("thereto thereof therein thereon thereby".split())  # noqa: SIM905
UNDERLINED = 2  # phrases that a reader is told of a paragraph whose text isn't at hand
FEW = 2  # paragraphs of both texts that have what sets one apart
RARE = 2.2  # rarity from which one word does
FIELD = 0.75  # and how much it belongs to a field
BRIEF = 3  # words that say too little without those beside them
BESIDE = 3  # words on either side that are quoted with them
SLIP = 0.85  # likeness from which a word is another's right spelling, where one of them is unknown
FIGURE = re.compile(r"\d[\d.,]*|" + "|".join(number(n) for n in range(1, 13)))
AS_WELL = re.compile(r"^as well as\b|,? as well(?: as(?: the| an?)?)?$")
JOINED = re.compile(r"(?: and| or| as well as) [\w-]+$")  # what joins to it a noun that follows
# What is said of anything.
SAID = frozenset(
    """
    note notes view regard work forward mark welcome recall request efforts effort measures forms
    steps support ways means manner action actions importance need role context basis other also
    next recent upcoming previous
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Side:
    """Words that paragraphs of one side have, and those that a line told already."""

    words: Collection[str]
    known: Collection[str]
    codebook: Codebook

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word[:STEM] for word in self.words)

    def has(self, word: str) -> bool:
        """Whether a word stands there in some form; one made of two, as "lampoil" of "lamp", is
        another word."""
        if word in self.words or word[:STEM] not in self.stems:
            return word in self.words
        parts = ((word[:at], word[at:]) for at in range(PART, len(word) - PART + 1))
        common = self.codebook.background
        return not any(head in self.words and common.get(rest, 0) > 1 for head, rest in parts)

    def new(self, words: Sequence[str]) -> list[str]:
        """Words that say something and don't stand there; none where most of what is said did (of
        a few words half: they may only have moved), where it was told already, or where it is of
        dates and symbols."""
        text = POINTING.sub("", " ".join(words))
        content = _content(text)
        new = [word for word in content if not self.has(word)]
        dates = sum(any(map(str.isdigit, word)) for word in words) > DATES
        if not POINTERS.isdisjoint(words):  # "update thereto": to what?
            return []
        least = LONG if len(words) > QUOTED else SHORT
        if dates or len(new) < least * len(content) or share(text, self.known) >= TURNED:
            return []
        telling = [word for word in new if _tells(word, self.codebook)]
        alone = len(words) == 1 and (rarity(telling, self.codebook.background) < ALONE
                                     or bool(OWNER.search(words[0])))  # fmt: skip
        return [] if alone else telling

    def news(self, words: Sequence[str]) -> int:
        """How much some words bring: what is named in capitals, an instrument say, counts most."""
        if not (new := self.new(words)):
            return 0
        named = (word.strip(",;:.()“”") for word in words if word[:1].isupper())
        return len(new) + NAMED * sum(not self.has(word.lower()) for word in named)


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d]+(?:[’-]\w+)*", text.lower())
            if len(word) > 3 and word not in DANGLING and word not in MONTHS]  # fmt: skip


def _tells(word: str, codebook: Codebook) -> bool:
    """Whether a word names or qualifies something: no verb, no number of a session."""
    kind = nouns.kind(word, codebook)
    named = nouns.noun(word, codebook) or kind in ("attribute", "quality")
    return named and word not in SAID and not word.endswith(nouns.ORDINAL)


def names(word: str, codebook: Codebook) -> bool:
    """Whether a word by itself says what paragraphs are about: a noun that isn't everywhere."""
    plain = word.isalpha() and len(word) > 3 and word not in SAID and word not in MONTHS
    return plain and nouns.noun(word, codebook) and rarity([word], codebook.background) >= COMMON


def matters(word: str, codebook: Codebook) -> bool:
    """Whether a word is of what a text is about, not of how it came about ("decision", "three"),
    and no form of a word that isn't: "ends"."""
    return all(of_matter(form, codebook) and nouns.kind(form, codebook) != "proceedings"
               for form in (word, lemma(word)))  # fmt: skip


def mentioned(
    paragraphs: Sequence[Paragraph], standing: Mapping[str, int], codebook: Codebook,
    fresh: Collection[str] = (), without: Collection[str] = (), few: bool = False,
) -> list[str]:  # fmt: skip
    """The phrases, else words, that a reader would underline in some paragraphs, where only the
    tables are at hand: those that set them apart in their member (`standing`), words of `fresh`
    first; none that a body's name is made of, and of those with a word of `without` none; only
    those of a field of their own that `few` paragraphs have, where other words tell the rest."""
    words = {word for p in paragraphs for word in p.words}
    phrases = {phrase for p in paragraphs for phrase in p.phrases}
    names = {name.lower(): name if name != name.lower() else printed(e.entity)
             for e in codebook.entities for alias in (e.entity, *e.aliases)
             for name in spellings(alias)}  # fmt: skip
    within = [name for name in names if " " in name and words.issuperset(name.split())
              and name in phrases | {_longest(name, phrases)}]  # fmt: skip
    gone = {root for word in without for root in roots(word)}
    barred = nouns.opening(codebook)
    weight: dict[str, float] = {}
    for told in (*phrases, *words):
        content = [word for word in told.split() if word not in nouns.INNER]
        inside = any(told in name and told != name for name in within)
        last = content[-1] if content else ""
        if inside or not last or told in without or not gone.isdisjoint(roots(last)):
            continue
        proper = bool(codebook.forms.get(told, ("", ""))[1]) and told in fresh
        rare = rarity(content, codebook.background)
        if told in names:
            able = rare >= QUALIFIED and (" " in told or told in fresh or bool(without))
        elif " " in told:
            joined = not {"and", "or"}.isdisjoint(told.split())
            able = (nouns.nominal(told, codebook, barred) and telling(told, codebook)
                    and not joined and not TAIL.match(told))  # fmt: skip
        else:
            able = (rare >= ALONE and (told in fresh or bool(without)) and told[0].isalpha()
                    and (proper or (_telling(told, codebook) and told not in GENERAL)))  # fmt: skip
        if few and told not in names:
            able = able and _apart(told, standing, codebook) and (" " in told or told in fresh)
        if able and not BODY.fullmatch(capital(told)):
            new = 2 if any(word in fresh for word in content) or told in names else 1
            weight[told] = new * rare / (1 + math.log(max(standing.get(told, 1), 1)))
    best: list[str] = []
    for told in sorted(weight, key=lambda t: (-weight[t], t)):
        apart = all(not known_of([told]) & known_of([other]) for other in best)
        best += [told] * apart
    return [names.get(told) or _written(told, codebook) for told in best[:UNDERLINED]]


def _apart(told: str, standing: Mapping[str, int], codebook: Codebook) -> bool:
    """Whether words set a paragraph apart beside others: rare ones of one field; no name of a place
    and none of a body that the codebook hasn't, of which only a part may be there."""
    words = [word for word in told.split() if word != "of"]
    rarest = max(words, key=lambda word: rarity([word], codebook.background))
    if standing.get(told, 0) > FEW or standing.get(rarest, 0) > 2 * FEW:
        return False
    if not nouns.INNER.isdisjoint(words) or BODY.search(capital(told)):
        return False
    if any(codebook.forms.get(word, ("", ""))[1] for word in words):
        return False
    if rarity(words, codebook.background) < RARE or not all(map(codebook.background.get, words)):
        return False
    return " " in told or concentration([told], codebook.spread) >= FIELD


def _telling(word: str, codebook: Codebook) -> bool:
    """Whether a word alone says what about."""
    return _tells(word, codebook) and nouns.noun(word, codebook) and matters(word, codebook)


def _written(told: str, codebook: Codebook) -> str:
    """A phrase with the capitals that it has as a name: "Office of Lamps"."""
    if BODY.match(capital(told)):
        return re.sub(r"\b(?!(?:of|for|on|and|the)\b)[a-z]", lambda first: first[0].upper(), told)
    return spelled(told, codebook)


def _longest(name: str, phrases: Collection[str]) -> str:
    """A name of more words than phrases have, where its end is there; else nothing."""
    return name if " ".join(name.split()[-3:]) in phrases else ""


def share(text: str, stems: Collection[str]) -> float:
    """Share of the words of four letters and more that are there, whatever their endings."""
    words = [w for w in re.findall(r"[\w-]+", text.lower()) if len(w) > 3]
    return sum(word[:STEM] in stems for word in words) / len(words) if words else 1.0


def quotes(texts: Sequence[tuple[str, str, str]], other: Side, beside: str = "in") -> str:
    """Of pieces of a text (each with the words that follow it and those before it) those that bring
    most that is new, each a quote of its own, in so many words together; without what the other
    side has and what was told already. `beside` joins a few words with what they stand among."""
    able: list[tuple[int, int, str, int]] = []
    for at, (text, after, before) in enumerate(texts):
        if of_names(text, after, before):
            continue
        words = item(text).split()
        bare = item(POINTING.sub("", text)).split()
        begun = [" ".join(bare[:most]) for most in (QUOTED, WORDS)]
        if any(share(text, other.known) >= least for text, least in zip(begun, TOLD, strict=True)):
            continue  # what another line begins to tell isn't told from its middle
        # of a long one what follows a comma may be new in more
        starts = [at for at, word in enumerate(words, 1) if word.endswith((",", ";"))]
        starts = [0, *starts] if len(words) > QUOTED else [0]
        windows = [(other.news(words[start : start + WORDS]), -start) for start in starts]
        fresh, start = max(windows)
        if start and windows[0][0] >= BEGUN * fresh:  # what says nearly as much is its beginning
            fresh, start = windows[0]
        if fresh:
            quote = bounded(item(" ".join(words[-start:])).split(), 0, WORDS)
            size = len(quote.removesuffix(" …").split())
            whole = not start and not quote.endswith("…")
            if size >= MEANT or whole:
                said = _before(text, after, other.codebook)
                said = said or _within(text, before, after, beside)
                able.append((-fresh, at, said * whole or f"“{'… ' * bool(start)}{quote}”", size))
    chosen: dict[int, str] = {}
    left = ALL
    for _, at, quote, size in sorted(able):
        if (size <= left or not chosen) and not any(texts[at][0] in texts[n][0] for n in chosen):
            chosen[at] = quote
            left -= size
    sizes = [len(texts[at][0].split()) for at in chosen]
    many = f"{sum(sizes)} words, among them " * (max(sizes, default=0) >= MANY)
    return many + ", ".join(chosen[at] for at in sorted(chosen))


def of_names(text: str, after: str, before: str) -> bool:
    """Whether a piece begins in the middle of a title, or with the end of one name and ends with
    the beginning of another: neither is called so."""
    marks = re.findall("[“”]", text)
    if marks[:1] == ["”"]:
        return True
    words, left, right = text.split(), before.split()[-1:], after.split()[:1]
    if not (words and left and right):
        return False
    begun = left[0][-1].isalnum() and left[0][0].isupper() and re.match("[A-Z0-9]", words[0])
    going = re.match("[A-Z][^,;.]*$", words[-1]) and right[0][0].isupper()
    joined = any(word.lower() in TEARING or word[-1] in ",:" for word in words[:-1])
    return bool(begun and going and joined)


def inner(text: str) -> str:
    """Words as they stand in quotation marks, without marks of their own that have no other."""
    paired = re.sub("“([^“”]*)”", r"‘\1’", text)
    return re.sub(" *[“”]", "", paired) if "”" in paired else paired.replace("“", "")


def _before(text: str, after: str, codebook: Codebook) -> str:
    """A piece that ends in no noun, with the noun that follows it: "“the oldest of” before
    “ferries”"; what leads to that noun as one with it."""
    words = text.strip(" ,;:.").split()
    while words and words[0].lower().rstrip(",") in JOINING:
        words.pop(0)
    last = words[-1].lower()
    if nouns.noun(last, codebook) or last in NEGATIONS or last in ("and", "or"):
        return ""
    following = _noun_after(after, codebook)
    if last in DANGLING and last not in ("of", "more"):
        # ", to mend": another thing to do; "and by mending", "as well as the locks": what stands
        another = (words[-2:-1] and words[-2][-1] == ",") or JOINED.search(" ".join(words))
        told = inner(" ".join([*words, *following]))
        return f"“{told}”" if following and not another else ""
    return f"“{inner(' '.join(words))}” before “{' '.join(following)}”" if following else ""


def qualified(word: str, after: str, other: Side, codebook: Codebook) -> str:
    """A word alone that says of what kind something is, or how far it goes, with the noun that
    follows where that is known: "“all” before “necessary locks”"; empty where the other side has
    it."""
    bare = word.strip(" ,;:.").lower()
    quality = nouns.kind(bare, codebook) in ("attribute", "quality") and not other.has(bare)
    if bare not in SCOPE and (not quality or bare in DANGLING):
        return ""
    following = [word.strip(",;:.") for word in after.split()[:1] if bare in SCOPE]
    following = _noun_after(after, codebook) or following
    if not following:  # what follows isn't known
        return f"“{bare}”" if quality and not after else ""
    return f"“{bare}” before “{' '.join(following)}”"


def _noun_after(after: str, codebook: Codebook) -> list[str]:
    """The words that follow, as far as the noun that they lead to and those that it stands before;
    none where something else comes first."""
    words = after.split()
    found = 0
    for at, word in enumerate(words):
        bare = word.strip(",;:.")
        if bare in DANGLING or not any(map(str.isalnum, bare)):
            break
        if nouns.noun(bare.lower(), codebook):
            found = at + 1
        elif found:
            break
        if bare != word:
            break
    return [word.strip(",;:.") for word in words[:found]]


def _within(text: str, before: str, after: str, beside: str) -> str:
    """A few words with those beside them: "“oil” in “ropes, oil and lamps”"; empty where they can
    be understood alone, or nothing stands beside them."""
    alone = item(text)
    if len(alone.split()) > BRIEF:
        return ""
    left, right = before.split(), after.split()
    ended = [at for at, word in enumerate(left, 1)
             if word[-1] in ";:." or (word[-1] == "," and word[:-1] in DANGLING)]  # fmt: skip
    left = left[max(ended, default=0) :]
    near = left[-BESIDE:]
    if len(left) > len(near) and left[-len(near) - 1][:1].isupper():  # half a name
        while near and near[0][:1].isupper():
            near.pop(0)
    while near and near[0].lower().strip(",") in {*LEADING, "in", "with"}:
        near.pop(0)
    far = right[:BESIDE]
    ends = [at for at, word in enumerate(far) if word[-1] in ",;:." or word[0] in ",;:."]
    far = far[: ends[0] + (len(far[ends[0]]) > 1)] if ends else far
    if not ends and far and len(right) > len(far) and far[-1][:1].isupper():
        while far and far[-1][:1].isupper():
            far.pop()
    while far and not ends and open_ended(far[-1]):
        far.pop()
    whole = " ".join([*near, *text.split(), *far])
    whole = inner(re.sub(r" ([,;:.)])", r"\1", whole).strip(" ,;:."))
    return f"“{alone}” {beside} “{whole}”" if near or far else ""


def item(text: str) -> str:
    """What a list grew by, without what joins it: "and small cells" is "small cells"; empty where
    that says nothing."""
    words = AS_WELL.sub("", text.strip(" ,;:.)(")).split()
    while words and (words[0].rstrip(",;") in JOINING or words[0].rstrip(",;").isdigit()):
        words.pop(0)
    while words and words[-1] in DANGLING | JOINING:
        words.pop()
    telling = any(len(word) > 3 and word not in DANGLING for word in words)
    told = inner(" ".join(words).rstrip(",;"))
    told += ")" * (told.count("(") > told.count(")"))
    return told if telling else ""


def swapped(one: Segment, old: Side, new: Side) -> bool:
    """Whether a few words stand for a few others that say something else, and are there no more."""
    sides = [side.split() for side in (one.went, one.came)]
    if not all(sides) or max(map(len, sides)) > TOGETHER:
        return False
    if not (item(one.went) and item(one.came)) or any(map(_torn, (one.went, one.came))):
        return False
    here = _content(one.came)
    went = _content(item(one.went))
    beyond = [word for word in went if word not in here]
    if beyond and all(new.has(word) for word in beyond):  # what was there stands elsewhere
        return False
    if not (beyond or any(_tells(word, old.codebook) for word in went)):  # "noting", "and noting"
        return False
    return bool(_brought(one, old, new))


def _torn(side: str) -> bool:
    """Whether a piece begins or ends in the middle of something, and can't stand for another:
    "and other lamps, oil", "lamps, which burn", "provided in"."""
    *earlier, last = (part.split() or [""] for part in side.lower().strip(" ,;:.").split(","))
    first, before, end = [*earlier, last][0][0], *["", *last][-2:]
    if first in TEARING or any(part[-1] in DANGLING for part in earlier):
        return True
    if end in DANGLING and before.endswith("ed"):
        return True
    whole = last[0] in ("including", "to") or last[:2] == ["in", "particular"]
    begun = last[0] in OPENING or last[0] in INNER or PARTICIPLE.fullmatch(last[0])
    return bool(earlier and begun and not whole and len(last) <= QUOTED // 2)


def _brought(one: Segment, old: Side, new: Side) -> list[str]:
    """Words of a change that say something and that the other side lacks."""
    went, came = (
        [word.strip(" ,;:.()").lower() for word in item(side).split()] for side in one[:2]
    )
    if slip(one, old.codebook):
        return []
    beyond = ([w for w in came if w not in went], [w for w in went if w not in came])
    return [
        word for words, side in zip(beyond, (old, new), strict=True) for word in side.new(words)
    ]


def slip(one: Segment, codebook: Codebook) -> bool:
    """Whether a word only had its spelling set right: "famers", "farmers"."""
    sides = [side.strip(" ,;:.").lower() for side in one[:2]]
    if any(len(side.split()) != 1 for side in sides) or all(map(codebook.background.get, sides)):
        return False
    return SequenceMatcher(None, sides[0], sides[1], False).ratio() >= SLIP


def worded(one: Segment) -> str:
    """A change in words: "“X” is now “Y”", "adds “X”", "drops “X”"."""
    went, came = (side.strip(" ,;:.") for side in (one.went, one.came))
    if went and came:
        return "“{}” is now “{}”".format(*_whole(went, came, one.after))
    how, beside = ("adds", "in") if came else ("drops", "from")
    said = _within(came or went, one.before, one.after, beside)
    return f"{how} {said or f'“{item(came or went)}”'}"


def figure(one: Segment, codebook: Codebook) -> str:
    """A figure that became another, with what it counts: "“73 per cent” is now “62 per cent”";
    empty where that isn't known."""
    sides = [side.strip(" ,;:.()") for side in one[:2]]
    share = re.match(r"per cent\b", one.after)
    what = share[0] if share else " ".join(_noun_after(one.after, codebook))
    if not what or not all(FIGURE.fullmatch(side.lower()) for side in sides):
        return ""
    return "“{} {what}” is now “{} {what}”".format(*sides, what=what)


def _whole(went: str, came: str, after: str) -> list[str]:
    """Two phrases without what leads to them, with the noun that follows both where one of them
    lacks it: "ongoing floods", "increasing floods"."""
    book = load()
    sides = [side.split() for side in (went, came)]
    if not all(nouns.noun(side[-1].lower(), book) or side[-1] == "to" for side in sides):
        following = _noun_after(after, book)
        sides = [[*side, *following] for side in sides]
    while all(len(side) > 1 for side in sides) and all(s[0].lower() in LEADING for s in sides):
        sides = [side[1:] for side in sides]
    told = []
    for side in sides:
        while len(side) > 1 and side[-1].lower().strip(",") in LEADING:
            side.pop()
        told.append(inner(" ".join(side).strip(" ,;:.")))
    return told


def key(one: Segment) -> tuple[str, str]:
    """What a change has in common with others made alike."""
    went, came = (" ".join(re.findall(r"[\w’-]+", item(side).lower())) for side in one[:2])
    return went, came


def segments_of(
    paragraph: Paragraph, edits: Iterable[Mapping],
    segments: Mapping[tuple[str, str], Sequence[Segment]] | None,
) -> Sequence[Segment]:  # fmt: skip
    """Changes inside a paragraph, from its text where that is at hand, else those of which the
    tables have all words."""
    if segments is not None:
        return segments.get((paragraph.symbol, paragraph.label), ())
    return [
        Segment(side_of(e, "dropped"), side_of(e, "added"))
        for e in edits
        if e["later_label"] == paragraph.label and e["class"] != "housekeeping"
        and max(int(e["n_dropped"]), int(e["n_added"])) <= QUOTED
    ]  # fmt: skip


def alike(
    pair: Renewal, codebook: Codebook,
    segments: Mapping[tuple[str, str], Sequence[Segment]] | None,
) -> dict[tuple[str, str], tuple[Segment, list[Paragraph]]]:  # fmt: skip
    """Changes made alike in several paragraphs, those of most first: what it is, and where."""
    found: dict[tuple[str, str], tuple[Segment, list[Paragraph]]] = {}
    for group in pair.groups:
        if not group.earlier or group.discharged:
            continue
        old, new = (Side({w for p in side for w in p.words}, (), codebook)
                    for side in (group.earlier, group.later))  # fmt: skip
        for p in group.later:
            for one in segments_of(p, group.edits, segments):
                size = max(len(side.split()) for side in one[:2])
                if size <= QUOTED and _brought(one, old, new):
                    at = found.setdefault(key(one), (one, []))[1]
                    at += [] if p in at else [p]
    several = [(k, v) for k, v in found.items() if len(v[1]) >= SEVERAL]
    several.sort(key=lambda one: -len(one[1][1]))
    for _, (_, at) in several:
        at.sort(key=lambda p: (PARTS.get(p.part, len(PARTS)), p.place))
    return dict(several[:MOST])
