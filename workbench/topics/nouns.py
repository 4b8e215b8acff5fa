"""Which words and phrases may name a subject: nouns, as far as their form and company tell.

``forms.csv`` says of words which stand before others, which follow "to", which close no name, and
which are of the organs' own proceedings ("report", "director": what no paragraph is about); what it
doesn't know is told by its ending. A wrong guess costs a name, never a count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..codebook import openers
from ..codebook.forms import ORDINAL, stem

if TYPE_CHECKING:
    from ..codebook import Codebook

# What may stand inside a name: "law of the sea", "trade in persons"; never at its ends.
INNER = frozenset({"of", "to", "and", "the", "for", "against", "in", "on", "or"})
# Ends of adjectives, adverbs and participles, for words that no file knows.
ENDS = ("ical", "ional", "ive", "ous", "able", "ible", "ful", "ly", "ed", "ing", "less")
BEFORE = ("attribute", "quality")  # kinds of words that stand before others
BEGUN = re.compile(r"(?<=\S )(?=([A-Z][\w'-]*) ([A-Z][\w'-]*))")  # one name's, in a title
COMPOUND = ("-making", "-building", "-keeping", "-sharing", "-being")
LONG = 7  # words of a title that are one name at most
WHOLE = 7  # letters of a word on -ing that another may end with
NUMBERS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
SPANS = frozenset({"day", "week", "month", "year", "decade", "century"})
NUMERAL = re.compile(
    "(?=..)(?:e?s-)?(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
)  # "xxiv", "s-vi", of a session


def empty(word: str, codebook: Codebook) -> bool:
    """Whether a word names nothing but the organs' own proceedings; numbers of sessions and spans
    of years too."""
    kinds = {kind(word, codebook), kind(stem(word), codebook)}
    return "proceedings" in kinds or word.endswith(ORDINAL) or stem(word) in SPANS


def kind(word: str, codebook: Codebook) -> str:
    """What `forms.csv` says of a word; nothing of one that it hasn't, and of phrases."""
    return codebook.forms.get(word, ("", ""))[0]


def noun(word: str, codebook: Codebook) -> bool:
    """Whether a word may close a name."""
    use, written = codebook.forms.get(word, ("", ""))
    if use == "noun":
        return True
    if use in ("verb", "attribute", "quality", "other") or NUMERAL.fullmatch(word):
        return False
    if word in codebook.stopwords or word.endswith("'s"):
        return False
    if word.endswith("ing") and not word.endswith(COMPOUND):
        # "eel-fishing" and "cyberbullying" are what "fishing" and "bullying" are
        return not _of_verb(word, codebook) and any(
            kind(word[n:], codebook) == "noun" for n in range(3, len(word) - WHOLE + 1)
        )
    if word.endswith("s") and kind(stem(word), codebook) == "verb":
        return False  # "promotes"
    if written or codebook.background.get(word, 0) > 1:
        return not word.endswith(("ed", "ly"))
    return stem(word) != word or not word.endswith(ENDS)


def opening(codebook: Codebook) -> frozenset[str]:
    """Words that no name begins with: those that open paragraphs, in each of their forms."""
    first = openers(codebook)
    verbs = {word for word, (kind, _) in codebook.forms.items() if kind == "verb"}
    return frozenset(first | {stem(w) for w in first} | verbs | codebook.stopwords)


def of_places(several: list[str], codebook: Codebook) -> bool:
    """Whether words end with two names that are written with capitals, and together are a third:
    "Asia and the Pacific", though "Pacific" alone stands before others."""
    match [w for w in several if w != "the"]:
        case [*_, one, "and", other]:
            return all(codebook.forms.get(w, ("", ""))[1] for w in (one, other))
    return False


def nominal(
    phrase: str, codebook: Codebook, barred: frozenset[str], proper: Collection[str] = ()
) -> bool:
    """Whether a phrase reads as a name: only `INNER` words between, a noun at its end. A *proper*
    one, of a title, may begin with any attribute: "Presiding Council"."""
    several = phrase.split()
    first, last = several[0], several[-1]
    whole = phrase in proper and first not in barred and kind(first, codebook) in BEFORE
    if whole and nominal(" ".join(several[1:]), codebook, barred):
        return True
    if first in barred or first in NUMBERS or first.endswith("ly"):
        return False
    if kind(first, codebook) == "quality":
        return False
    for word, then in pairwise(several):  # "enshrined in the Charter"
        if then in INNER - {"and", "or"} and word not in INNER and not noun(word, codebook):
            return False
        if word in ("and", "or") and then in INNER - {"the"}:  # "intolerance and of discrimination"
            return False
    if first.endswith(("ing", "ed")) and _of_verb(first, codebook):
        return False
    if stem(first) in barred and first.endswith("s"):  # "seeks asylum"
        return False
    if last in barred or not (noun(last, codebook) or of_places(several, codebook)):
        return False
    inner = all(w in INNER or w not in barred for w in several[1:-1])
    numbered = [w for w in several if not w[0].isalpha()]
    year = several[0].isdigit() and len(several[0]) == 4  # "2030 Agenda"
    return inner and not numbered[year:] and not any(w.endswith(ORDINAL) for w in several)


def _of_verb(word: str, codebook: Codebook) -> bool:
    """Whether a word on -ing or -ed is of a verb that is known: "promoting"; "armed" isn't."""
    root = word.removesuffix("ing").removesuffix("ed")
    several = (root, f"{root}e", root[:-1])  # "adopted", "promoting", "planned"
    return kind(word, codebook) != "noun" and any(kind(w, codebook) == "verb" for w in several)


def qualifies(word: str, codebook: Codebook) -> bool:
    """Whether a word may stand before a name's last: no stop-word, no verb, no gerund."""
    if not word[0].isalpha() or word in INNER or word in codebook.stopwords:
        return False
    sort = kind(word, codebook)
    return sort == "noun" or (sort not in ("verb", "quality", "other") and word[-3:] != "ing")


def akin(one: str, other: str) -> bool:
    """Whether two words are of one family: "terrorist" and "terrorism"."""
    pairs = enumerate(zip(one, other, strict=False))
    shared = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    return shared >= 6 and 4 * shared >= 3 * min(len(one), len(other))


def begun_by(titles: Iterable[str]) -> dict[str, set[str]]:
    """Words that titles write with a capital behind another such word → the words before them: of
    "a report of the Presiding Council" of one name."""
    begun: dict[str, set[str]] = defaultdict(set)
    for title in titles:
        for pair in BEGUN.finditer(title.replace("’", "'")):
            begun[pair[2].lower()].add(pair[1].lower())
    return begun


def proper_names(titles: Iterable[str]) -> set[str]:
    """Phrases that titles write with capitals, in lower case."""
    return {
        said.lower()
        for title in titles
        for said in title_phrases(title)
        if _capital(said) and not title.startswith(said)
    }


def _capital(said: str) -> bool:
    """Whether both ends of a phrase have a capital, and its second word: "Presiding Council"."""
    first, second, *_, last = (*said.split(), said.split()[-1])
    return all(word[0].isupper() for word in (first, second, last))


def title_phrases(title: str) -> Iterator[str]:
    """Runs of two to `LONG` words of a title, over the commas of a list that ends with "and"."""
    for run in re.split(r"[^\w\s'’,-]+", title.replace("’", "'")):
        several = run.split()
        for start in range(len(several)):
            for end in range(start + 2, min(start + LONG, len(several)) + 1):
                said = several[start:end]
                listed = "," in " ".join(said[:-1])
                if {said[0], said[-1].strip(",")} & INNER or (
                    listed and not {"and", "or"} & {*said}
                ):
                    continue
                yield " ".join(said).strip(",")
