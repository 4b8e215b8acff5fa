"""What forms of one word have in common, from the narrowest to the widest.

`form` (number and spelling) tells terms; `lemma` (tense too) tells words; by `roots` (and what is
derived) no word is called new, or gone, that only changed its form. `base` is for a search, where
each word must keep its place.
"""

from __future__ import annotations

import re
from calendar import month_name
from functools import lru_cache

# Plurals without an ending, and one that means something else.
PLURALS = {"children": "child", "women": "woman", "men": "man", "criteria": "criterion",
           "phenomena": "phenomenon", "crises": "crisis", "analyses": "analysis",
           "fora": "forum", "lives": "life", "memoranda": "memorandum",
           "curricula": "curriculum", "bases": "basis",
           "indices": "index", "matrices": "matrix", "media": "medium",
           "peoples": "peoples"}  # fmt: skip
IZE = re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")  # "organisation"
WORD = re.compile(r"[A-Za-z]{3,}")
OTHER = {word: PLURALS[word] for word in ("women", "men", "children")}  # of those, in a search
PLURAL = (
    (re.compile(r"(?<=\w\w)ies$"), "y"),
    (re.compile(r"(?<=ss|ch|sh|zz)es$|(?<=x)es$"), ""),
    (re.compile(r"(?<=\w[^siu])s$"), ""),  # access, status, analysis are no plurals
)
TENSE = (
    (re.compile(r"(?<=\w\w)ied$"), "y"),
    (re.compile(r"(?<=[rt]ee)d$"), ""),  # agreed, guaranteed
    # What is left has a vowel (bring, red), and need, proceed are no past.
    (re.compile(r"^(?=\w*[aeiouy]\w*(?:ed|ing)$)(\w+?)(?<!\be)(?:(?<!e)ed|ing)$"), r"\1"),
)
BARE = (
    (re.compile(r"(?<=\w\w)e$"), ""),  # prosecute, prosecuting
    (re.compile(r"([b-df-hj-np-rt-z])\1$"), r"\1"),  # planned, controlled
)
# Of inflected and derived words, taken off one after the other
ROOT = re.compile(
    r"(?:[ai]b(?:l[ey]?|il(?:ity?)?)|[ae]n(?:t|c[ey]?)|al|ar[iy]|at|e[ds]|e|er|est|ful|hood|i|ic|ies"
    r"|ing|ion|is[em]?|ist|ity?|iv|iz|less|ly|ment|ness|or|s|ship|(?<=[ln])ty|y)$"
)
# Endings of ordinals in words
ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
           "tieth", "teenth", "tenth", "twelfth", "eleventh")  # fmt: skip
MONTHS = frozenset(name.lower() for name in month_name[1:])
REST = 4  # letters that are left of a word, at least
# Of verbs without -ed; what may be another word ("found", "left") is not among them
IRREGULAR = {
    "arise": "arose arisen", "become": "became", "begin": "began begun", "bring": "brought",
    "build": "built", "choose": "chose chosen", "draw": "drew drawn", "drive": "drove driven",
    "fall": "fell fallen", "give": "gave given", "grow": "grew grown", "hold": "held",
    "keep": "kept", "know": "knew known", "lead": "led", "lose": "lost", "make": "made",
    "meet": "met", "overcome": "overcame", "pay": "paid", "rise": "risen", "seek": "sought",
    "send": "sent", "show": "shown", "speak": "spoke spoken", "spend": "spent",
    "take": "took taken", "teach": "taught", "tell": "told", "think": "thought",
    "undertake": "undertook undertaken", "uphold": "upheld", "withdraw": "withdrew withdrawn",
    "write": "wrote written",
}  # fmt: skip
VERBS = {past: verb for verb, several in IRREGULAR.items() for past in several.split()}


def stem(word: str) -> str:
    """A word without the ending of a plural or possessive: enough to know its other form.
    Of a word that the organs spell in two ways, one."""
    word = spelled(word.removesuffix("'s").removesuffix("'"))
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def spelled(word: str) -> str:
    """Of a word that the organs spell in two ways, the one that they spell today."""
    return re.sub("^co-o(?=p|r)", "coo", word.replace("judgement", "judgment"))


@lru_cache(maxsize=65536)
def form(term: str) -> str:
    """What the written forms of a word or phrase share: singular, plural and possessive, with and
    without hyphens, spelled with -ise and -ize. No word: a key to tell by.

    >>> form("Organisations'".lower()) == form("organization")
    True
    """
    parts = term.lower().replace("programme", "program").replace("-", " ").split()
    return "".join(IZE.sub("iz", stem(part)) for part in parts)


def base(text: str) -> str:
    """A text, each of its words without endings: after Porter (1980), his first step.

    Derived words stay apart (organ and organization, terrorism and terrorist), and so do signs:
    words are as many as before and in their places. Operators of a query are left as they are.

    Parameters
    ----------
    text : str
    """
    return WORD.sub(lambda match: _word(match[0]), text)


@lru_cache(maxsize=1 << 16)  # the vocabulary of a library
def _word(word: str) -> str:
    plain = OTHER.get(word.lower(), word.lower())
    for rules in (PLURAL, TENSE):
        for ending, instead in rules:
            cut = ending.sub(instead, plain)
            if cut != plain:
                plain = cut
                break
    for ending, instead in BARE:
        plain = ending.sub(instead, plain)
    return word if plain == word.lower() else plain


@lru_cache(maxsize=1 << 16)
def lemma(word: str) -> str:
    """What all forms of a word share, those of number and tense, however they are written. No word:
    a key to tell by.

    >>> lemma("undertook") == lemma("undertaking"), lemma("analyses") == lemma("analysis")
    (True, True)
    """
    return base(form(VERBS.get(word, word)))


@lru_cache(maxsize=1 << 16)
def roots(word: str) -> frozenset[str]:
    """What a word, and each longer part of one with hyphens, shares with its other forms and with
    words derived from it: roughly, so that words of different meaning may share one ("police" and
    "policy").

    >>> bool(roots("exacerbation") & roots("exacerbates")), bool(roots("built") & roots("building"))
    (True, True)
    """
    parts = {word, *(part for part in word.split("-") if len(part) > 2)}
    return frozenset(_root(part) for part in parts)


def _root(word: str) -> str:
    root = lemma(word)
    while len(cut := ROOT.sub("", root)) >= REST and cut != root:
        root = base(cut)
    return root


def numeral(word: str) -> bool:
    """Whether a word has a digit."""
    return not word.isalpha() and any(c.isdigit() for c in word)


def dating(word: str) -> bool:
    """Whether a word is a number, that of a session too, or a month."""
    return numeral(word) or word in MONTHS or word.endswith(ORDINAL)
