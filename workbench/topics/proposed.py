"""What a series speaks of, by its own words: subjects that nobody listed."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook import concentration, rarity
from ..codebook.forms import spelled
from .candidates import (
    COVERED,
    FEW,
    MOSTLY,
    SAME,
    Place,
    Spoken,
    completed,
    content_words,
    parties,
    standing,
    stems_of,
    title_stems,
)
from .nouns import (
    INNER,
    akin,
    empty,
    kind,
    noun,
    qualifies,
    stem,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["as_themes", "subjects"]

TELLING = 1.0  # rarity from which a name tells anything: "international cooperation" has less
HALF = math.log(2)  # rarity of what half of the background's documents have
TOGETHER = 0.5  # Jaccard similarity of paragraphs, from which two terms are of one subject
GENERAL = 0.75  # bits of spread from which a word is of a field: of those below few are indexed
OFTEN = 0.2  # of a short member's paragraphs, instead
TITLED = 4.0  # how much more a name weighs whose words stand in the title of a member

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
    its paragraphs. A subject is where its name stands, in any form ("eradication of poverty"),
    or half of two nouns with one attribute; none is what is cut off a longer name, mostly in a
    formula or an instrument's title, or general.

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
    titles = resolutions["title"].fillna("")[resolutions["symbol"].isin(order)].to_list()
    bodies = codes[~codes["code"].isin(parties(codebook))]
    bodies = bodies.assign(term=bodies["term"].map(completed(codebook)))
    spoken = Spoken.of(words, phrases, bodies, set(order), title_stems(titles))
    places, forms = standing(spoken, titles, codebook)
    rows, written = [], steps.written(codes)
    for one in _chosen(places, size, titles, codebook, most, titled):
        stands = one.places.union(*(places.get(half, ()) for half in _halves(one.name, codebook)))
        met = sorted(stands, key=lambda p: (order[p[0]], rank[p]))
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


def _halves(name: str, codebook: Codebook) -> list[str]:
    """What a name of two nouns with one attribute is made of: "urgent repairs" and "urgent works"
    of "urgent repairs and works", which is nothing new where one of them stood before."""
    words = name.split()
    if len(words) != 4 or words[2] != "and":
        return []
    attribute, one, _, other = words
    pair = noun(one, codebook) and not noun(attribute, codebook)
    return [f"{attribute} {one}", f"{attribute} {other}"] if pair else []


def _chosen(
    places: dict[str, frozenset[Place]], size: dict[str, int], titles: Iterable[str],
    codebook: Codebook, most: int, titled: float,
) -> list[_Subject]:  # fmt: skip
    """The heaviest names that aren't each other's."""
    # "next report": what is left without words of the organs' proceedings tells nothing
    telling = {name: [w for w in content_words(name) if not empty(w, codebook)] for name in places}
    in_title = title_stems(titles)
    rare = {}
    for name, rest in telling.items():
        if rarity(map(spelled, rest), codebook.background) >= TELLING and (
            stems_of(name) <= in_title
            or any(rarity([spelled(w)], codebook.background) >= HALF for w in rest)
        ):
            rare[name] = rarity(map(spelled, content_words(name)), codebook.background)
        elif len(rest) > 2 and stems_of(name) <= in_title:
            rare[name] = TELLING  # common words, but together: "new international economic order"
    places = {name: places[name] for name in rare}
    weight = {}
    for name, stands in places.items():
        said = stems_of(name) <= in_title
        if said or (len(stands) > 1 and _of_a_field(name, stands, size, codebook)):
            room = sum(1 / size[symbol] for symbol, _ in stands) / len(size)
            weight[name] = (
                room
                * rare[name]
                * (titled if said else concentration(content_words(name), codebook.spread))
            )
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in weight:
        for word in content_words(name):
            by_word[stem(word)].append(name)
    made: list[_Subject] = []
    for name in sorted(weight, key=lambda n: (-round(weight[n], 9), -len(n.split()), n)):
        stems, stands = stems_of(name), places[name]
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
    words = content_words(name)
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
    stems = stems_of(name)
    if " " not in name:
        # "next report" says no more than "report"; what a title calls it does
        longer = [n for n in by_word[stem(name)]
                  if " " in n and (len(telling[n]) > 1 or stems_of(n) <= in_title)
                  and len(places[n] & places[name]) >= COVERED * len(places[name])]  # fmt: skip
        # a title's "elimination" of this and of that is the head of what it is of
        of = [n for n in by_word[stem(name)] if n.startswith(f"{name} of ") and stems <= in_title]
        if len(frozenset[Place]().union(*(places[n] for n in of))) >= COVERED * len(places[name]):
            longer += of
        if longer:
            best = max(longer, key=lambda n: (weight[n], n))
            return _Subject(best, weight[name], places[best], stems | stems_of(best))
    return _Subject(name, weight[name], places[name], stems)


def _whole(
    one: _Subject, places: dict[str, frozenset[Place]], in_title: set[str]
) -> _Subject:  # fmt: skip
    """A subject under the whole of a title's name that its own is part of: of "Latin American and
    Caribbean" that of the system, where the paragraphs that have one mostly have the other."""
    longer = [
        name for name, stands in places.items()
        if one.stems < stems_of(name) <= in_title and not name.startswith(("united ", "nations"))
        and len(stands & one.places) >= MOSTLY * len(one.places)
    ]  # fmt: skip
    if not longer:
        return one
    best = max(longer, key=lambda name: (len(stems_of(name)), -len(name), name))
    return _Subject(best, one.weight, places[best], one.stems | stems_of(best))


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
    one = replace(one, stems=one.stems | stems_of(full))
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
