"""Names that a subject of a series may have, and where they stand."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from ..codebook.forms import form
from ..codebook.states import state
from .nouns import (
    INNER,
    NUMBERS,
    begun_by,
    empty,
    nominal,
    noun,
    of_places,
    opening,
    proper_names,
    qualifies,
    stem,
    title_phrases,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

Place = tuple[str, str]  # symbol and label
WORD = r"[\w'’-]+"
WRITTEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:-\d\d)?")  # "covid-19"; no number, no year

COVERED = 0.5  # of a word's paragraphs, from which a phrase is its name
MOSTLY = 0.8  # of a name's paragraphs, from which it is but part of a longer one in the title
FEW = 3  # paragraphs of a member in which a word recurs that is too rare for a spread
# Jaccard similarity of paragraphs from which two words of a title are one name's; or the share of
# a name's own, from which it stands nowhere but where another does that has one of its words.
SAME = 0.9
PHRASE = 4  # words of a phrase at most, as `features.phrases` counts them
CUT = 8  # words of a term at most, as `features.term` cuts it
ORGANS = frozenset({"committee", "commission", "council", "board", "rapporteur", "representative",
                    "envoy"})  # fmt: skip
BODIES = frozenset({"body", "panel", "expert", "agency", "organization"})
# What follows in a title of an instrument or office, or where somebody met.
OF_TITLE = re.compile(
    r"(?P<head>(?:convention|treaty|covenant|protocol|charter|declaration|agenda|plan of action|"
    r"programme of action|representative|envoy|adviser|rapporteur) (?:on|for|of|against)|"
    r"(?:held|convened|hosted) (?:in|at)) "
    r"(?:the )?(?P<rest>.+)"
)
NAMED = 3  # words of a body's name at least: "Member States" hides no subject
OTHER = 3  # times the documents of a plural, from which a singular has a sense of its own


@dataclass(frozen=True)
class Spoken:
    """Words and phrases → the paragraphs that have them."""

    words: dict[str, set[Place]]
    phrases: dict[str, set[Place]]

    @classmethod
    def of(
        cls, words: pd.DataFrame, phrases: pd.DataFrame, codes: pd.DataFrame, symbols: set[str],
        in_title: set[str],
    ) -> Spoken:  # fmt: skip
        bodies = _coded(codes, ("entity",), in_title)
        others = _coded(codes, ("condition", "qualifier"), in_title)
        others += _of_titles(phrases, in_title)
        return cls(_places(words, "word", symbols, bodies, others),
                   _places(phrases, "phrase", symbols, bodies, others))  # fmt: skip

    def places(self, term: str) -> set[Place]:
        """Of what is too long for a phrase, or a list, the paragraphs that have all its phrases."""
        if " " not in term:
            return self.words.get(term, set())
        return set.intersection(*(self._run(run.split()) for run in term.split(",")))

    def _run(self, several: list[str]) -> set[Place]:
        """Where each phrase of some words without a comma between them stands, the longest from
        each word on."""
        content = [n for n, word in enumerate(several) if word not in INNER]
        ends = [max((m for m in content if n < m < n + PHRASE), default=n) for n in content]
        phrases = [several[n : end + 1] for n, end in zip(content, ends, strict=True) if end > n]
        if not phrases:
            return self.words.get(several[content[0]], set()) if content else set()
        return set.intersection(*(self.phrases.get(" ".join(p), set()) for p in phrases))


def _places(
    table: pd.DataFrame, column: str, symbols: set[str], bodies: Counter[tuple[str, str, str]],
    others: Counter[tuple[str, str, str]],
) -> dict[str, set[Place]]:  # fmt: skip
    """Where each word or phrase stands more often than bodies' names have it; if it mostly stands
    in others' names and formulas, more often than these too."""
    places: dict[str, set[Place]] = defaultdict(set)
    within: dict[str, set[Place]] = defaultdict(set)
    rows = (table[name] for name in ("symbol", "label", column, "count"))
    for symbol, label, said, count in zip(*rows, strict=True):
        key = (symbol, label, said)
        if symbol in symbols and count > bodies[key]:
            places[said].add((symbol, label))
            if count <= bodies[key] + others[key]:
                within[said].add((symbol, label))
    for said, stands in within.items():
        if len(stands) > COVERED * len(places[said]):
            places[said] -= stands
    return dict(places)


def _coded(
    codes: pd.DataFrame, schemes: Iterable[str], in_title: set[str]
) -> Counter[tuple[str, str, str]]:
    """How often each paragraph has a word or phrase in the name of a body: "crime" in UNODC's; or
    in a formula that bounds a task. A body that a title names is what the text is about."""
    found = codes[codes["scheme"].isin(schemes)]
    found = found.drop_duplicates(["symbol", "label", "code", "term"])
    counted: Counter[tuple[str, str, str]] = Counter()
    rows = (found[name] for name in ("symbol", "label", "scheme", "code", "term", "count"))
    for symbol, label, scheme, code, term, count in zip(*rows, strict=True):
        several = term.split()
        body = len(several) >= NAMED and code[0].isupper()  # "civil society" is no body's name
        if (scheme == "entity" and not body) or stems_of(term) <= in_title:
            continue
        for said in _runs(several):
            counted[symbol, label, said] += count
    return counted


def _of_titles(phrases: pd.DataFrame, in_title: set[str]) -> Counter[tuple[str, str, str]]:
    """How often each paragraph has a word or phrase in the title of an instrument only, as far as
    phrases reach: "climate change" of the Framework Convention's; or as the place of a meeting."""
    most: dict[tuple[str, str, str, str], int] = defaultdict(int)
    rows = (phrases[name] for name in ("symbol", "label", "phrase", "count"))
    for symbol, label, phrase, count in zip(*rows, strict=True):
        titled = OF_TITLE.match(phrase)
        if titled and stems_of(titled["rest"]).isdisjoint(in_title):
            for said in _runs(titled["rest"].split()):
                # of phrases that hold each other one counts
                key = (titled["head"], symbol, label, said)
                most[key] = max(most[key], count)
    counted: Counter[tuple[str, str, str]] = Counter()
    for (_, symbol, label, said), count in most.items():
        counted[symbol, label, said] += count
    return counted


def _runs(several: list[str]) -> Iterator[str]:
    """A name's words and phrases."""
    for start in range(len(several)):
        for end in range(start + 1, len(several) + 1):
            yield " ".join(several[start:end])


def standing(
    spoken: Spoken, titles: Iterable[str], codebook: Codebook
) -> tuple[dict[str, frozenset[Place]], dict[str, list[str]]]:
    """Names that a subject may have → the paragraphs that have them, in any of their forms; and
    these."""
    barred = opening(codebook)
    beside = _Beside.of(spoken, codebook)
    of_titles = [said for title in titles for said in title_phrases(title.lower())]
    proper = proper_names(titles)
    in_title = title_stems(titles)
    begun = begun_by(titles)
    names = [
        said
        for said in dict.fromkeys([*spoken.phrases, *of_titles])
        if nominal(said.replace(",", ""), codebook, barred, proper)
        and not _fragment(said, spoken)
        and not any(
            nominal(one, codebook, barred, proper) for one in _longer(said, begun, titles, spoken)
        )
        and (
            (stems_of(said) <= in_title and not any(map(_ongoing(said).search, titles)))
            or not beside.cut(said, spoken)
        )
        and ("/" not in said or stems_of(said) <= in_title)
        and not _of_nothing(said, spoken, codebook)
        and (stems_of(said) <= in_title or not _body(said, codebook))
    ]
    parts = _parts(names, spoken, beside.heads, codebook)
    names += [
        word
        for word in spoken.words
        if WRITTEN.fullmatch(word) and len(word) > 2 and word not in barred
        and not empty(word, codebook) and noun(word, codebook)
        and (stem(word) in in_title or word not in parts)
        and (stem(word) in in_title or not _body(word, codebook))
    ]  # fmt: skip
    places, forms = _forms({name: spoken.places(name) for name in names},
                           spoken.words | spoken.phrases, codebook)  # fmt: skip
    for word in [w for w in beside.heads & places.keys() if stem(w) not in in_title]:
        longer = (at for n, at in places.items() if f"{word} of" in n or n.endswith(f" {word}"))
        if not any(mostly(at, places[word], COVERED) for at in longer):
            del places[word]  # "freedom" of this and that, in any form
    torn = _torn({n: at for n, at in places.items() if stems_of(n) <= in_title}, titles)
    return {n: at for n, at in places.items() if torn.isdisjoint(_runs(n.split()))}, forms


def _torn(places: Mapping[str, frozenset[Place]], titles: Iterable[str]) -> set[str]:
    """Names that stand next to each other in a title and in the same paragraphs throughout: pieces
    of one that tables lack ("Kingdom", "Northern Isles")."""
    written = [title.lower() for title in titles]
    names = [stems_of(name) for name in places]
    torn = set[str]()
    for one, other in permutations(places, 2):
        here, there = places[one], places[other]
        if len(here) < FEW or len(here & there) < SAME * len(here | there):
            continue
        beside = re.compile(rf"\b{re.escape(one)} {re.escape(other)}\b")
        if any(map(beside.search, written)) and not any(
            stems_of(one) | stems_of(other) <= name for name in names
        ):
            torn |= {one, other}
    return torn


def _parts(
    names: Iterable[str], spoken: Spoken, heads: Iterable[str], codebook: Codebook
) -> set[str]:
    """Words that mostly stand in a phrase that is no name, or before "of", and in no name as often:
    what is left of a longer one ("humankind" of "generations of humankind")."""
    here = set(names)
    named: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for phrase in spoken.phrases:
        content = content_words(phrase)
        if phrase in here:
            for word in content:
                named[word].append(phrase)
        elif all(qualifies(w, codebook) or noun(w, codebook) for w in content):
            for word in content:
                other[word].append(phrase)
    return {
        word for word in (*other, *heads)
        if (word in heads
            or any(mostly(spoken.phrases[p], spoken.places(word)) for p in other[word]))
        and not any(mostly(spoken.phrases[p], spoken.places(word), COVERED) for p in named[word])
    }  # fmt: skip


def _forms(
    found: dict[str, set[Place]], having: dict[str, set[Place]], codebook: Codebook
) -> tuple[dict[str, frozenset[Place]], dict[str, list[str]]]:
    """Names, of singular and plural the commonest, with the places of both and of the possessive;
    and what forms of each are said. What mostly stands in a form that names nothing is no name:
    "particulars" of "particular". A singular that far more documents have has another sense."""
    alike: dict[str, dict[str, set[Place]]] = defaultdict(dict)
    for name, stands in found.items():
        alike[_alike(name)][name] = stands
    keys = {form(name): _alike(name) for name in found}
    for said, stands in having.items():
        if (key := keys.get(form(said))) is not None:
            alike[key].setdefault(said, stands)
    places, forms = {}, {}
    for several in alike.values():
        name = max((n for n in several if n in found), key=lambda n: (len(several[n]), n))
        often = OTHER * codebook.background.get(name, 1) if name.endswith("s") else math.inf
        several = {n: at for n, at in several.items() if codebook.background.get(n, 0) <= often}
        every = frozenset[Place]().union(*several.values())
        if every and 3 * len(several[name]) >= len(every):
            places[name] = every
            forms[name] = [name, *sorted(n for n in several if n != name and "'" not in n)]
    return places, forms


def _alike(name: str) -> str:
    """What the forms of a name share: "eradication of poverty" and "poverty eradication" too."""
    return " ".join(sorted(stem(w).replace("-", "") for w in content_words(name)))


def _empty(said: str, codebook: Codebook) -> bool:
    """Whether a phrase has only words of the organs' own proceedings."""
    return all(empty(w, codebook) for w in content_words(said))


def _of_nothing(said: str, spoken: Spoken, codebook: Codebook) -> bool:
    """Whether a name of several has one of only such words, which doesn't share the last one's head
    ("information and herring markets"): there the last mostly stands in all of it."""
    *sides, last = re.split(",? (?:and|or) |, ", said)
    shared = " " in last and mostly(spoken.places(said), spoken.places(last))
    return _empty(last, codebook) or (not shared and any(_empty(side, codebook) for side in sides))


def _pair(said: str) -> bool:
    """Whether a name is two words: "promotion and protection"."""
    return re.fullmatch(r"\S+ and \S+", said) is not None


def _ongoing(said: str) -> re.Pattern[str]:
    """Where a title goes on after a pair with what it is of."""
    return re.compile(rf"\b{re.escape(said)} of\b" if _pair(said) else "(?!)", re.I)


def _longer(
    said: str, begun: Mapping[str, Collection[str]], titles: Iterable[str], spoken: Spoken
) -> Iterator[str]:  # fmt: skip
    """A longer name in a title, or its first two words, if it mostly stands where a phrase does."""
    first, *more = said.split()
    for one in begun.get(first, ()) if more and not state(said) else ():
        here = any(f"{one} {said}" in title.lower() for title in titles)
        for whole in (f"{one} {first}", f"{one} {said}"):
            if here and mostly(spoken.places(whole), spoken.places(said)):
                yield whole


def _fragment(said: str, spoken: Spoken) -> bool:
    """Whether a phrase is mostly the rest of a name that begins with "United Nations"."""
    several = said.split()
    longer = (spoken.phrases.get(f"nations {' '.join(several[:n])}", ()) for n in (2, 3))
    return several[0] == "nations" or any(mostly(p, spoken.places(said), COVERED) for p in longer)


@dataclass(frozen=True)
class _Beside:
    """What goes on before and after words."""

    before: dict[str, list[str]]  # words → phrases that have one more, of a name, before them
    after: dict[str, list[str]]
    joined: dict[str, dict[str, set[Place]]]  # word → "of", "for", what "and" joins to it → where
    tails: frozenset[str]  # words that mostly stand after one and the same: "rights"
    heads: frozenset[str]  # words that mostly stand before one and the same, or before "of"

    @classmethod
    def of(cls, spoken: Spoken, codebook: Codebook) -> _Beside:
        before, after, pairs = defaultdict(list), defaultdict(list), []
        joined: dict[str, dict[str, set[Place]]] = defaultdict(lambda: defaultdict(set))
        for phrase, stands in spoken.phrases.items():
            first, *inner, last = phrase.split()
            starts = first not in NUMBERS and qualifies(first, codebook)
            ends = noun(last, codebook)
            if starts and (not inner or inner[0] not in INNER):
                before[" ".join((*inner, last))].append(phrase)
            if ends and (not inner or inner[-1] not in INNER):
                after[" ".join((first, *inner))].append(phrase)
            if starts and inner[:1] == ["for"] and len(inner) > 1:
                before[" ".join((*inner[1:], last))].append(phrase)
            if inner[:1] in (["of"], ["for"]):
                joined[first][inner[0]] |= stands
            pair = inner in (["and"], ["and", "the"])
            if pair and (ends or of_places([first, *inner, last], codebook)):
                joined[first][last] |= stands
            if starts and (pair or not inner):
                pairs.append((first, last, stands, ends))
        tails = {last for _, last, stands, _ in pairs if mostly(stands, spoken.places(last))}
        heads = {
            one for one, _, stands, ends in pairs if ends and mostly(stands, spoken.places(one))
        }
        heads |= {w for w, by in joined.items() if mostly(by.get("of", set()), spoken.places(w))}
        return cls(dict(before), dict(after), dict(joined), frozenset(tails), frozenset(heads))

    def cut(self, said: str, spoken: Spoken) -> bool:
        """Whether a phrase is as a rule cut off a longer name: "rights and fundamental freedoms",
        "declaration on world", "promotion and realization".

        Tables lack some phrases of the longest names. So what goes on before or after two words of
        a phrase tells too, and of one that stands nowhere else: the plan of "Silver Harbour".
        """
        several, stands = said.split(), spoken.places(said)
        if several[0] in self.tails or several[-1] in self.heads:
            return True
        on = [*self.joined.get(several[-1], {}).values()]
        if any(mostly(there, stands) for there in on):
            return True
        if _pair(said):  # what either is of may be said in several ways
            on += [spoken.phrases[p] for p in self.after.get(several[-1], ())]
            if any(2 * len(there & stands) > len(stands) for there in on):
                return True
        longer = {
            phrase
            for n in range(2, PHRASE)
            for phrase in (*self.before.get(" ".join(several[:n]), ()),
                           *self.after.get(" ".join(several[-n:]), ()))
        }  # fmt: skip
        if any(mostly(spoken.phrases[p], stands) for p in longer):
            return True
        within = {*_runs(several)}
        return any(
            mostly(stands, spoken.places(word))
            and any(mostly(spoken.phrases[p], stands, COVERED)
                    for p in beside.get(word, ()) if p not in within)
            for word, beside in ((several[0], self.before), (several[-1], self.after))
        )  # fmt: skip


def mostly(there: Collection[Place], stands: Collection[Place], share: float = MOSTLY) -> bool:
    """Whether what stands there does so in most of the places of a name."""
    return len({*there} & {*stands}) >= share * max(len(stands), 1)


def _body(said: str, codebook: Codebook) -> bool:
    """Whether a phrase is a body's name, or a State's: whom a text asks or thanks, not what it
    speaks of."""
    if state(said):
        return True
    several = said.split()
    end = next((n for n, w in enumerate(several) if w in INNER - {"and", "or"}), len(several))
    *before, head = several[:end]
    if before and stem(head) in ORGANS:
        return True
    if empty(head, codebook) and several[end : end + 1] == ["of"]:  # "role of the harbour board"
        of = several[end + 2 :] if several[end + 1] == "the" else several[end + 1 :]
        return _body(" ".join(of), codebook)
    sort = stem(head) in BODIES or (stem(head) == "group" and before[-1:] == ["working"])
    alone = bool(before) and not any(noun(w, codebook) for w in before)  # "subsidiary bodies"
    return (sort and alone) or said.startswith("united nations ") or said in _bodies(codebook)


def parties(codebook: Codebook) -> set[str]:
    """Who is no body: "parties to the Harbour Protocol" speak of the Protocol."""
    return {e.entity for e in codebook.entities if e.kind == "states"}


def completed(codebook: Codebook) -> Callable[[str], str]:
    """What makes a term that tables cut off (`CUT`) the whole name of its body."""
    bodies = sorted(_bodies(codebook), key=len)

    def whole(term: str) -> str:
        if len(term.split()) < CUT:
            return term
        return max((n for n in bodies if n.startswith(f"{term} ")), key=len, default=term)

    return lru_cache(maxsize=None)(whole)


@lru_cache(maxsize=8)
def _bodies(codebook: Codebook) -> frozenset[str]:
    """All names of the codebook's bodies, in lower case: "indigenous peoples" are none."""
    names = (n for e in codebook.entities if e.entity[0].isupper() for n in (e.entity, *e.aliases))
    return frozenset(" ".join(n.lower().replace("’", "'").split()) for n in names)


def title_stems(titles: Iterable[str]) -> set[str]:
    return {stem(w) for title in titles for w in re.findall(WORD, title.lower())}


def content_words(name: str) -> list[str]:
    return [w for w in name.replace(",", "").split() if w not in INNER]


def stems_of(name: str) -> frozenset[str]:
    return frozenset(map(stem, content_words(name)))
