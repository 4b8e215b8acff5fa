"""What a series speaks of, by its own words: subjects that nobody listed."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook import concentration, rarity
from ..codebook.forms import form, spelled
from ..codebook.states import state
from .nouns import (
    INNER,
    NUMBERS,
    akin,
    begun_by,
    empty,
    kind,
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

__all__ = ["as_themes", "subjects"]

Place = tuple[str, str]  # symbol and label
WORD = r"[\w'’-]+"
WRITTEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:-\d\d)?")  # "covid-19"; no number, no year

TELLING = 1.0  # rarity from which a name tells anything: "international cooperation" has less
HALF = math.log(2)  # rarity of what half of the background's documents have
COVERED = 0.5  # of a word's paragraphs, from which a phrase is its name
TOGETHER = 0.5  # Jaccard similarity of paragraphs, from which two terms are of one subject
GENERAL = 0.75  # bits of spread from which a word is of a field: of those below few are indexed
FEW = 3  # paragraphs of a member in which a word recurs that is too rare for a spread
OFTEN = 0.2  # of a short member's paragraphs, instead
TITLED = 4.0  # how much more a name weighs whose words stand in the title of a member
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
# Jaccard similarity of paragraphs from which two words of a title are one name's; or the share of
# a name's own, from which it stands nowhere but where another does that has one of its words.
SAME = 0.9
OTHER = 3  # times the documents of a plural, from which a singular has a sense of its own
MOSTLY = 0.8  # of a name's paragraphs, from which it is but part of a longer one in the title


COLUMNS = ["subject", "title", "titled", "terms", "weight", "n_members", "n_paragraphs",
           "symbol", "label", "year", "skips", "places"]  # fmt: skip


@dataclass
class _Subject:
    """A name and where it stands."""

    name: str
    weight: float
    places: frozenset[Place]
    stems: frozenset[str]
    titled: str = ""  # what a title makes of it: "periodic and genuine elections"


@checked
def subjects(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook,
    most: int = 12,
    titled: float = TITLED,
) -> pd.DataFrame:
    """Subjects of a series, proposed from its own wording, the leading one first.

    Candidates are nouns, recurring phrases that read as a name, and phrases of the members' titles
    (each in the paragraphs that have all its words). A name weighs::

        weight = room * rarity * (titled, if all its words stand in a member's title, else spread)
        room   = mean over members of (paragraphs that have it / paragraphs)
        rarity = r1 + r2 / 2 + r3 / 4 + …,   r = ln((N + 1) / (n + 1)), the rarest word first
        spread = min(1, residual inverse document frequency in bits), the largest of its words

    where *n* of the background's *N* documents have a word: at least 0, unbounded, higher means
    that more of the series speaks of what few others do. The spread tells a field's words, which
    documents have again and again or not at all, from general ones ("circumstances", "focus"),
    which stand once in many (Church and Gale 1995). From the heaviest name down each is a
    subject, unless its words or its paragraphs are those of one before (Jaccard similarity at
    least one half, of names that a title doesn't tell apart). A word that mostly stands in one
    phrase gives way to that, and a part of a title's name to all of it, if this stands in most of
    its paragraphs. A subject is where its name stands, in any form ("eradication of poverty"); none
    is what is cut off a longer name, mostly in a formula or an instrument's title, or general.

    They are *proposed*: names are found by form and frequency, so one may be odd, and what most
    resolutions of the background say ("cooperation") is none.

    Parameters
    ----------
    resolutions, paragraphs, words, phrases, codes : DataFrame
        What stands only in the name of a body that `codes` has is no place of a subject.
    codebook : Codebook
        Its background tells what is rare; stop-words and verbs are in no name.
    most : int
        Subjects at most.
    titled : float
        How much more a name weighs whose words stand in a title; 1: titles don't matter.

    Returns
    -------
    DataFrame
        A row per subject: ``subject`` (a code), ``title``, ``titled`` (what a title makes of its
        name, where most paragraphs don't have it in full), ``terms`` (its forms), ``weight``,
        ``n_members``, ``n_paragraphs`` (in all members), ``symbol``, ``label``, ``year``, ``skips``
        (where it stands first in this corpus), ``places``.
    """
    import pandas as pd

    known = steps.members(resolutions).query("at_hand").reset_index(drop=True)
    order = {symbol: i for i, symbol in enumerate(known["symbol"])}
    rank = {place: i for i, place in enumerate(zip(paragraphs["symbol"], paragraphs["label"],
                                                   strict=True))}  # fmt: skip
    size = paragraphs["symbol"].value_counts().reindex(list(order), fill_value=0).to_dict()
    named = zip(resolutions["symbol"], resolutions["title"].fillna(""), strict=True)
    titles = [title for symbol, title in named if symbol in order]
    bodies = codes[~codes["code"].isin(_parties(codebook))]
    bodies = bodies.assign(term=bodies["term"].map(_completed(codebook)))
    spoken = _Spoken.of(words, phrases, bodies, set(order), _title_stems(titles))
    places, forms = _standing(spoken, titles, codebook)
    rows, written = [], steps.written(codes)
    for one in _chosen(places, size, titles, codebook, most, titled):
        met = sorted(one.places, key=lambda p: (order[p[0]], rank[p]))
        first = known.iloc[order[met[0][0]]]
        rows.append({
            "subject": "_".join(re.findall(r"\w+", one.name)),
            "title": heading(one.name, titles, codebook, written),
            "titled": heading(one.titled, titles, codebook, written) if one.titled else None,
            "terms": "|".join(forms[one.name]),
            "weight": round(one.weight, 4), "n_members": len({s for s, _ in met}),
            "n_paragraphs": len(met), "symbol": met[0][0], "label": met[0][1],
            "year": first["year"], "skips": first["skips"], "places": steps.packed(met),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def as_themes(
    subjects: pd.DataFrame, resolutions: pd.DataFrame, codebook: Codebook
) -> dict[str, Any]:
    """What stands in for themes where a series has none: ``codes`` (a row a place of a subject) and
    a ``codebook``, by the names of the parameters of measures.

    Parameters
    ----------
    subjects : DataFrame
        Of `subjects`.
    resolutions : DataFrame
    codebook : Codebook
        All of it but its themes stays.
    """
    import pandas as pd

    from ..codebook import Theme

    themes = [
        Theme(row.subject, row.title, "", tuple(row.terms.split("|")), (), "", "", "proposed")
        for row in subjects.itertuples()
    ]
    rows = [
        {"symbol": symbol, "label": label, "clause": None, "scheme": "theme", "code": row.subject,
         "term": row.terms.partition("|")[0], "count": 1}
        for row in subjects.itertuples()
        for symbol, label in steps.unpacked(row.places, resolutions["symbol"])
    ]  # fmt: skip
    columns = ["symbol", "label", "clause", "scheme", "code", "term", "count"]
    codes = pd.DataFrame(rows, columns=columns).astype({"clause": "Int64"})
    return {"codes": codes, "codebook": codebook.but(themes=tuple(themes))}


@dataclass(frozen=True)
class _Spoken:
    """Words and phrases → the paragraphs that have them."""

    words: dict[str, set[Place]]
    phrases: dict[str, set[Place]]

    @classmethod
    def of(
        cls, words: pd.DataFrame, phrases: pd.DataFrame, codes: pd.DataFrame, symbols: set[str],
        in_title: set[str],
    ) -> _Spoken:  # fmt: skip
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
        if (scheme == "entity" and not body) or _stems(term) <= in_title:
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
        if titled and _stems(titled["rest"]).isdisjoint(in_title):
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


# ── candidates ───────────────────────────────────────────────────────────────────────────────


def _standing(
    spoken: _Spoken, titles: Iterable[str], codebook: Codebook
) -> tuple[dict[str, frozenset[Place]], dict[str, list[str]]]:
    """Names that a subject may have → the paragraphs that have them, in any of their forms; and
    these."""
    barred = opening(codebook)
    beside = _Beside.of(spoken, codebook)
    of_titles = [said for title in titles for said in title_phrases(title.lower())]
    proper = proper_names(titles)
    in_title = _title_stems(titles)
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
            (_stems(said) <= in_title and not any(map(_ongoing(said).search, titles)))
            or not beside.cut(said, spoken)
        )
        and ("/" not in said or _stems(said) <= in_title)
        and not _of_nothing(said, spoken, codebook)
        and (_stems(said) <= in_title or not _body(said, codebook))
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
        if not any(_most(at, places[word], COVERED) for at in longer):
            del places[word]  # "freedom" of this and that, in any form
    torn = _torn({n: at for n, at in places.items() if _stems(n) <= in_title}, titles)
    return {n: at for n, at in places.items() if torn.isdisjoint(_runs(n.split()))}, forms


def _torn(places: Mapping[str, frozenset[Place]], titles: Iterable[str]) -> set[str]:
    """Names that stand next to each other in a title and in the same paragraphs throughout: pieces
    of one that tables lack ("Kingdom", "Northern Isles")."""
    written = [title.lower() for title in titles]
    names = [_stems(name) for name in places]
    torn = set[str]()
    for one, other in permutations(places, 2):
        here, there = places[one], places[other]
        if len(here) < FEW or len(here & there) < SAME * len(here | there):
            continue
        beside = re.compile(rf"\b{re.escape(one)} {re.escape(other)}\b")
        if any(map(beside.search, written)) and not any(
            _stems(one) | _stems(other) <= name for name in names
        ):
            torn |= {one, other}
    return torn


def _parts(
    names: Iterable[str], spoken: _Spoken, heads: Iterable[str], codebook: Codebook
) -> set[str]:
    """Words that mostly stand in a phrase that is no name, or before "of", and in no name as often:
    what is left of a longer one ("humankind" of "generations of humankind")."""
    here = set(names)
    named: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for phrase in spoken.phrases:
        content = _content(phrase)
        if phrase in here:
            for word in content:
                named[word].append(phrase)
        elif all(qualifies(w, codebook) or noun(w, codebook) for w in content):
            for word in content:
                other[word].append(phrase)
    return {
        word for word in (*other, *heads)
        if (word in heads
            or any(_most(spoken.phrases[p], spoken.places(word)) for p in other[word]))
        and not any(_most(spoken.phrases[p], spoken.places(word), COVERED) for p in named[word])
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
    return " ".join(sorted(stem(w).replace("-", "") for w in _content(name)))


def _empty(said: str, codebook: Codebook) -> bool:
    """Whether a phrase has only words of the organs' own proceedings."""
    return all(empty(w, codebook) for w in _content(said))


def _of_nothing(said: str, spoken: _Spoken, codebook: Codebook) -> bool:
    """Whether a name of several has one of only such words, which doesn't share the last one's head
    ("information and herring markets"): there the last mostly stands in all of it."""
    *sides, last = re.split(",? (?:and|or) |, ", said)
    shared = " " in last and _most(spoken.places(said), spoken.places(last))
    return _empty(last, codebook) or (not shared and any(_empty(side, codebook) for side in sides))


def _pair(said: str) -> bool:
    """Whether a name is two words: "promotion and protection"."""
    return re.fullmatch(r"\S+ and \S+", said) is not None


def _ongoing(said: str) -> re.Pattern[str]:
    """Where a title goes on after a pair with what it is of."""
    return re.compile(rf"\b{re.escape(said)} of\b" if _pair(said) else "(?!)", re.I)


def _longer(
    said: str, begun: Mapping[str, Collection[str]], titles: Iterable[str], spoken: _Spoken
) -> Iterator[str]:  # fmt: skip
    """A longer name in a title, or its first two words, if it mostly stands where a phrase does."""
    first, *more = said.split()
    for one in begun.get(first, ()) if more and not state(said) else ():
        here = any(f"{one} {said}" in title.lower() for title in titles)
        for whole in (f"{one} {first}", f"{one} {said}"):
            if here and _most(spoken.places(whole), spoken.places(said)):
                yield whole


def _fragment(said: str, spoken: _Spoken) -> bool:
    """Whether a phrase is mostly the rest of a name that begins with "United Nations"."""
    several = said.split()
    longer = (spoken.phrases.get(f"nations {' '.join(several[:n])}", ()) for n in (2, 3))
    return several[0] == "nations" or any(_most(p, spoken.places(said), COVERED) for p in longer)


@dataclass(frozen=True)
class _Beside:
    """What goes on before and after words."""

    before: dict[str, list[str]]  # words → phrases that have one more, of a name, before them
    after: dict[str, list[str]]
    joined: dict[str, dict[str, set[Place]]]  # word → "of", "for", what "and" joins to it → where
    tails: frozenset[str]  # words that mostly stand after one and the same: "rights"
    heads: frozenset[str]  # words that mostly stand before one and the same, or before "of"

    @classmethod
    def of(cls, spoken: _Spoken, codebook: Codebook) -> _Beside:
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
        tails = {last for _, last, stands, _ in pairs if _most(stands, spoken.places(last))}
        heads = {
            one for one, _, stands, ends in pairs if ends and _most(stands, spoken.places(one))
        }
        heads |= {w for w, by in joined.items() if _most(by.get("of", set()), spoken.places(w))}
        return cls(dict(before), dict(after), dict(joined), frozenset(tails), frozenset(heads))

    def cut(self, said: str, spoken: _Spoken) -> bool:
        """Whether a phrase is as a rule cut off a longer name: "rights and fundamental freedoms",
        "declaration on world", "promotion and realization".

        Tables lack some phrases of the longest names. So what goes on before or after two words of
        a phrase tells too, and of one that stands nowhere else: the plan of "Silver Harbour".
        """
        several, stands = said.split(), spoken.places(said)
        if several[0] in self.tails or several[-1] in self.heads:
            return True
        on = [*self.joined.get(several[-1], {}).values()]
        if any(_most(there, stands) for there in on):
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
        if any(_most(spoken.phrases[p], stands) for p in longer):
            return True
        within = {*_runs(several)}
        return any(
            _most(stands, spoken.places(word))
            and any(_most(spoken.phrases[p], stands, COVERED)
                    for p in beside.get(word, ()) if p not in within)
            for word, beside in ((several[0], self.before), (several[-1], self.after))
        )  # fmt: skip


def _most(there: Collection[Place], stands: Collection[Place], share: float = MOSTLY) -> bool:
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


def _parties(codebook: Codebook) -> set[str]:
    """Who is no body: "parties to the Harbour Protocol" speak of the Protocol."""
    return {e.entity for e in codebook.entities if e.kind == "states"}


def _completed(codebook: Codebook) -> Callable[[str], str]:
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


def _title_stems(titles: Iterable[str]) -> set[str]:
    return {stem(w) for title in titles for w in re.findall(WORD, title.lower())}


# ── choice ───────────────────────────────────────────────────────────────────────────────────


def _chosen(
    places: dict[str, frozenset[Place]], size: dict[str, int], titles: Iterable[str],
    codebook: Codebook, most: int, titled: float,
) -> list[_Subject]:  # fmt: skip
    """The heaviest names that aren't each other's."""
    # "next report": what is left without words of the organs' proceedings tells nothing
    telling = {name: [w for w in _content(name) if not empty(w, codebook)] for name in places}
    in_title = _title_stems(titles)
    rare = {}
    for name, rest in telling.items():
        if rarity(map(spelled, rest), codebook.background) >= TELLING and (
            _stems(name) <= in_title
            or any(rarity([spelled(w)], codebook.background) >= HALF for w in rest)
        ):
            rare[name] = rarity(map(spelled, _content(name)), codebook.background)
        elif len(rest) > 2 and _stems(name) <= in_title:
            rare[name] = TELLING  # common words, but together: "new international economic order"
    places = {name: places[name] for name in rare}
    weight = {}
    for name, stands in places.items():
        said = _stems(name) <= in_title
        if said or (len(stands) > 1 and _of_a_field(name, stands, size, codebook)):
            room = sum(1 / size[symbol] for symbol, _ in stands) / len(size)
            weight[name] = (
                room
                * rare[name]
                * (titled if said else concentration(_content(name), codebook.spread))
            )
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in weight:
        for word in _content(name):
            by_word[stem(word)].append(name)
    made: list[_Subject] = []
    for name in sorted(weight, key=lambda n: (-round(weight[n], 9), -len(n.split()), n)):
        stems, stands = _stems(name), places[name]
        if len(made) == most:
            break
        if not any(_same(one, stems, stands, in_title) for one in made):
            part = _named(name, weight, places, by_word, telling, in_title)
            if part.name != name and any(
                _same(one, part.stems, part.places, in_title)
                and not (part.stems - one.stems) & in_title
                for one in made
            ):
                continue  # "quota" of "herring quotas": named before
            whole = _whole(part, places, in_title)
            made.append(_in_full(whole, stands, titles, codebook, places))
    return made


def _of_a_field(
    name: str, stands: Iterable[Place], size: dict[str, int], codebook: Codebook
) -> bool:  # fmt: skip
    """Whether a name that no title has is more than general ("acceptance", "annual theme"), as far
    as the spread of its words tells; a rare word, which has none, must recur."""
    words = _content(name)
    if len(words) == 1 and words[0] not in codebook.spread:
        of = Counter(symbol for symbol, _ in stands)
        return any(n >= min(FEW, OFTEN * size[symbol]) for symbol, n in of.items())
    capital = any(codebook.forms.get(w, ("", ""))[1] for w in words)
    return capital or concentration(words, codebook.spread) >= GENERAL


def _named(
    name: str, weight: dict[str, float], places: dict[str, frozenset[Place]],
    by_word: dict[str, list[str]], telling: dict[str, list[str]], in_title: set[str],
) -> _Subject:  # fmt: skip
    """A subject by the name that says most: of a word, the phrase that it mostly stands in."""
    stems = _stems(name)
    if " " not in name:
        # "next report" says no more than "report"; what a title calls it does
        longer = [n for n in by_word[stem(name)]
                  if " " in n and (len(telling[n]) > 1 or _stems(n) <= in_title)
                  and len(places[n] & places[name]) >= COVERED * len(places[name])]  # fmt: skip
        # a title's "elimination" of this and of that is the head of what it is of
        of = [n for n in by_word[stem(name)] if n.startswith(f"{name} of ") and stems <= in_title]
        if len(frozenset[Place]().union(*(places[n] for n in of))) >= COVERED * len(places[name]):
            longer += of
        if longer:
            best = max(longer, key=lambda n: (weight[n], n))
            return _Subject(best, weight[name], places[best], stems | _stems(best))
    return _Subject(name, weight[name], places[name], stems)


def _whole(
    one: _Subject, places: dict[str, frozenset[Place]], in_title: set[str]
) -> _Subject:  # fmt: skip
    """A subject under the whole of a title's name that its own is part of: of "Latin American and
    Caribbean" that of the system, where the paragraphs that have one mostly have the other."""
    longer = [
        name for name, stands in places.items()
        if one.stems < _stems(name) <= in_title and not name.startswith(("united ", "nations"))
        and len(stands & one.places) >= MOSTLY * len(one.places)
    ]  # fmt: skip
    if not longer:
        return one
    best = max(longer, key=lambda name: (len(_stems(name)), -len(name), name))
    return _Subject(best, one.weight, places[best], one.stems | _stems(best))


def _in_full(
    one: _Subject, stands: frozenset[Place], titles: Iterable[str], codebook: Codebook,
    places: dict[str, frozenset[Place]],
) -> _Subject:  # fmt: skip
    """A subject with what a title puts before its name: "periodic and genuine elections". Most
    paragraphs of a text (*stands*) may say no more than "elections": then it is called so."""
    whole = re.compile(rf"(?<![\w-]){re.escape(one.name)}(?![\w-])")
    written = [title.lower().replace("’", "'") for title in titles]
    names = [
        title[_before(title, at.start(), codebook) : _behind(title, at.end(), codebook)]
        for title in written for at in whole.finditer(title)
    ]  # fmt: skip
    full = max(names, key=len, default=one.name)
    one = replace(one, stems=one.stems | _stems(full))
    if len(places.get(full, frozenset()) & stands) >= COVERED * len(stands):
        return replace(one, name=full, places=places[full])
    return replace(one, titled="" if full == one.name else full)


def _before(title: str, start: int, codebook: Codebook) -> int:
    """Where in a title a name begins of which a part begins at *start*."""

    def named(word: str) -> bool:
        return noun(word, codebook) and not empty(word, codebook)

    joined, first = False, title[start:].split()[0]
    for at in reversed(list(re.finditer(r"\([\w'-]+\)|[\w'-]+|[^\w\s]", title[:start]))):
        word = at[0]
        if word[0] == "(" and len(word) > 1:
            continue  # "bacteriological (biological) weapons"
        if word in ("and", "or", ",") and not joined and not named(first):
            joined = True  # "periodic and genuine": "peace and justice" are two
        elif not qualifies(word, codebook) or (named(first) and (joined or word.endswith("ly"))):
            break
        else:
            start, first, joined = at.start(), word, False
    return start


def _behind(title: str, end: int, codebook: Codebook) -> int:
    """Where in a title a name ends of which a part ends at *end*: "world soil" is of "World Soil
    Day"."""
    run = re.match(r"(?: [\w'-]+)*", title[end:])
    for at in re.finditer(r" ([\w'-]+)", run[0] if run else ""):
        word = at[1]
        barred = word in INNER or word in codebook.stopwords or not word[0].isalpha()
        if barred or kind(word, codebook) == "verb":
            break
        if noun(word, codebook):
            return _behind(title, end + at.end(), codebook)
    return end


def _same(
    one: _Subject, stems: frozenset[str], stands: frozenset[Place], in_title: set[str]
) -> bool:  # fmt: skip
    """Whether a name is of a subject: by its words, and if it has several of its own, because it
    hardly stands elsewhere; or because it stands where that stands, if not both stand in a title,
    which tells them apart."""
    both = len(one.places & stands)
    if len(stems) == 1 and any(akin(a, b) for a in stems for b in one.stems):
        return True
    if stems <= one.stems or one.stems <= stems:
        return 2 * both >= min(len(one.places), len(stands))
    if stems & one.stems:
        several = len(stems - one.stems - in_title) > 1
        return both >= (SAME if several else TOGETHER) * min(len(one.places), len(stands))
    apart = stems <= in_title and not one.stems.isdisjoint(in_title)
    return not apart and both >= TOGETHER * len(one.places | stands)


def _content(name: str) -> list[str]:
    return [w for w in name.replace(",", "").split() if w not in INNER]


def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, _content(name)))


def heading(
    name: str, titles: Iterable[str], codebook: Codebook, written: Mapping[str, str]
) -> str:
    """A name as a heading, with its capitals: as a title has it, else word by word, as the texts
    write it (`steps.written`)."""
    for title in titles:
        at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.I)
        if at and not title.isupper():
            return at[0][:1].upper() + at[0][1:]
    several = name.split()
    if all(w not in codebook.background and not re.search("[aeiouy]", w) for w in several):
        return name.upper()  # an acronym that no document of the background has
    acronyms = {w.lower(): w for title in titles if not title.isupper()
                for w in re.findall(r"\b[A-Z]{2,}\b", title)}  # fmt: skip
    capital = [
        acronyms.get(w) or codebook.forms.get(w, ("", ""))[1] or written.get(w, "") for w in several
    ]
    if capital[0] and all(c or empty(w, codebook) or w in INNER
                          for w, c in zip(several, capital, strict=True)):  # fmt: skip
        capital = [
            "" if w in INNER else c or w.capitalize() for w, c in zip(several, capital, strict=True)
        ]  # "Doha Plan of Action"
    head = next((i for i, w in enumerate(several) if w in INNER), len(several)) - 1
    said = " ".join(
        c or (w.capitalize() if i < head and capital[head] else w)  # "Technical Advisory Committee"
        for i, (w, c) in enumerate(zip(several, capital, strict=True))
    )
    return said[:1].upper() + said[1:]
