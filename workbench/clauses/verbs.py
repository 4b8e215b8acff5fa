"""The codebook's verbs as texts write them: with adverbs and asides between their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .. import codebook as books
from ..codebook import Codebook, Verb

# Words that only join a verb to what went before, or say "one more time": no part of its name.
LINK = (
    r"(?:also|further|furthermore|moreover|again|once (?:again|more)|likewise|additionally|"
    r"hereby|therefore|accordingly|equally|similarly|nevertheless|nonetheless|however|finally|"
    r"thus|consequently|then|now|for (?:this|that) reason|in addition|as well(?! as\b)|"
    r"in particular|inter alia|"
    r"(?:in|to|for|with|on|at) (?:this|that|these|those|the same|its) "
    r"(?:regards?|context|respects?|connection|ends?|purposes?|spirit|view|aims?|time|capacity))"
)
# Words that colour a verb and stay in its name.
SHADE = (
    r"(?:strongly|deeply|firmly|solemnly|urgently|fully|warmly|profoundly|gravely|strenuously|"
    r"categorically|unequivocally|vigorously|earnestly|sincerely|unreservedly|explicitly|highly|"
    r"resolutely|emphatically|duly|utterly|seriously|heartily|greatly|strictly|formally|clearly|especially|"
    r"particularly|notably)"
)
SHADED = re.compile(rf"(?:{SHADE}\s+)+")

# What may stand between two words of a verb: an aside between commas, then words that only join.
ASIDE = re.compile(r",[^,;:]{1,90},")
JOINING = re.compile(rf"\s+{LINK},?", re.I)
BLANK = re.compile(r"\s+")
# "expresses its deep appreciation": what stands for "..." in a form, up to three words.
EXTRA = re.compile(r"[^\W\d_][\w’'-]*,?\s+")
MOST = 3
WHOLE = re.compile(r"(?![\w’'-])")

Form = tuple[str, ...]
"""The words of a form."""


def plural(form: Form) -> Form:
    """The form that follows "we": "notes" → "note"."""
    first, *rest = form
    irregular = {"is": "are", "remains": "remain"}
    if first in irregular:
        first = irregular[first]
    elif first.endswith(("sses", "shes", "ches")):
        first = first[:-2]
    elif first.endswith("s"):
        first = first[:-1]
    return (first, *rest)


@dataclass(frozen=True, eq=False)
class Forms:
    """The forms of a codebook's verbs."""

    singular: dict[str, list[Form]]
    """First word → the forms that begin with it, the longest first."""
    plural: dict[str, list[Form]]
    exact: dict[str, Verb]
    """A form without gaps, as a clause prints it → its row."""
    loose: list[tuple[frozenset[str], str, Verb]]
    """Other forms: the words that must be there, the form as a term, its row."""


@lru_cache(maxsize=8)
def forms(codebook: Codebook) -> Forms:
    """What is made once for a codebook."""
    rows: dict[str, Verb] = {}
    for row in codebook.verbs:
        for form in (row.verb, *row.forms):
            rows |= dict.fromkeys(books.spellings(form), row)
    # a participle ("recognizing") opens no clause
    finite = {form: row for form, row in rows.items() if not form.split()[0].endswith("ing")}
    again = {f"continues to {' '.join(plural(tuple(f.split())))}": r for f, r in finite.items()}
    rows |= again
    finite |= again
    every = [tuple(form.split()) for form in finite]
    every.sort(key=lambda words: (-len(words), -len(" ".join(words))))
    exact = {form: row for form, row in rows.items() if not re.search(r"[^\w ]|[A-Z]", form)}
    return Forms(
        singular=_by_first_word(every),
        plural=_by_first_word(list(dict.fromkeys(map(plural, every)))),
        exact=exact,
        loose=[(_needed(form), form, row) for form, row in rows.items() if form not in exact],
    )


def _needed(form: str) -> frozenset[str]:
    """Words that a verb must have to be a form (of a regular expression none is known)."""
    return frozenset() if "/" in form else frozenset(re.findall(r"(?<!\S)\w+(?!\S)", form))


def _by_first_word(several: list[Form]) -> dict[str, list[Form]]:
    by_word: dict[str, list[Form]] = {}
    for words in several:
        by_word.setdefault(words[0], []).append(words)
    return by_word


def end(text: str, at: int, several: list[Form]) -> int | None:
    """Where the first of several forms that begins at a place of a text ends."""
    ends = (_end(text, at, form) for form in several)
    return next((place for place in ends if place is not None), None)


def _end(text: str, at: int, form: Form) -> int | None:
    """Where a form ends whose first word stands at a place; None where it doesn't stand there."""
    word, *rest = form
    if word == "...":
        starts: Iterator[int] | tuple[int, ...] = _extra(text, at)
    else:
        after = at + len(word)
        if text[at:after].lower() != word.lower():
            return None
        if not rest:
            return after if WHOLE.match(text, after) else None
        starts = _between(text, after)
    ends = (_end(text, start, tuple(rest)) for start in starts)
    return next((place for place in ends if place is not None), None)


def _extra(text: str, at: int) -> Iterator[int]:
    """Where the next word of a form may begin after "...": as few words on as may be."""
    yield at
    for _ in range(MOST):
        word = EXTRA.match(text, at)
        if not word:
            return
        at = word.end()
        yield at


@lru_cache(maxsize=64)
def _between(text: str, at: int) -> tuple[int, ...]:
    """Where the next word of a form may begin, with as much as may be left out before it."""
    aside = ASIDE.match(text, at)
    begins = [aside.end()] if aside else []
    begins += [at + 1, at] if text[at : at + 1] == "," else [at]
    starts = []
    for begin in begins:
        ends = [begin]
        while joining := JOINING.match(text, ends[-1]):
            ends.append(joining.end())
        starts += [blank.end() for e in reversed(ends) if (blank := BLANK.match(text, e))]
    return tuple(starts)


@lru_cache(maxsize=4096)
def _verb(printed: str, codebook: Codebook) -> Verb | None:
    shaded = SHADED.match(printed)
    bare = printed[shaded.end() :] if shaded else printed
    known = forms(codebook)
    if bare in known.exact:
        return known.exact[bare]
    words = set(re.findall(r"\w+", bare))
    hits = [
        (books.pattern(form).pattern, row)
        for needed, form, row in known.loose
        if needed <= words and books.pattern(form).fullmatch(bare)
    ]
    # the form with the fewest gaps, of these the longest
    return min(hits, key=lambda hit: (hit[0].count("{0,3}"), -len(hit[0])))[1] if hits else None


def verb(printed: str, codebook: Codebook) -> Verb | None:
    """The codebook's row for a verb as a clause prints it ("strongly urges" → row "urges").

    None where no row knows it.
    """
    return _verb(printed, codebook)
