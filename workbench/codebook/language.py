"""The little language that terms of the codebook are written in, and its regular expressions.

==================  ================================================================
``forensic``        the word, whatever its case; a capital in the term must be met
``terroris*``       any ending
``soft target*``    white space in a term stands for white space or hyphens
``{to,with} them``  one of several; ``{all,} States`` makes a word optional
``in ... with``     up to three words more, or none
``rule /\\d+[a-z]?/``  in slashes a regular expression, for what the rest can't say
==================  ================================================================

Terms match whole words only. A cell that holds several separates them with ``|``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..errors import InputError

GAP = r"(?:[^\W_][\w’'-]*,?\s+){0,3}"
SPACE = r"[\s\-‐‑]+"
SLASHED = r"(?<![^\s|])/(?:[^/\\]|\\.)+/(?=\s|\||$)"
REGEX = re.compile(SLASHED)
BRACE = re.compile(r"\{([^{}]*)\}")
MOST = 1000  # spellings of one term; the codebook's longest has 120
Piece = tuple[str | None, str]
"""What a piece of a term must be in a text that `finder.plain` wrote (None: it may be several
things), and the regular expression for it."""


def terms(cell: str) -> tuple[str, ...]:
    """The terms of a cell: separated by ``|``, which a regular expression keeps for itself."""
    parts = re.findall(rf"(?:{SLASHED}|[^|])+", cell) if "/" in cell else cell.split("|")
    return tuple(p.strip() for p in parts if p.strip())


@lru_cache(maxsize=8192)
def spellings(term: str) -> tuple[str, ...]:
    """A term without braces: one for each choice that they leave.

    >>> spellings("{Member,} States")
    ('Member States', 'States')
    """
    pieces = re.split(f"({SLASHED})", term) if "/" in term else [term]
    for i in range(0, len(pieces), 2):
        brace = BRACE.search(pieces[i])
        if brace:
            before = "".join(pieces[:i]) + pieces[i][: brace.start()]
            after = pieces[i][brace.end() :] + "".join(pieces[i + 1 :])
            several = (before + choice + after for choice in brace.group(1).split(","))
            return tuple(dict.fromkeys(s for one in several for s in spellings(one)))
    return ("".join(p if i % 2 else re.sub(r"\s+", " ", p) for i, p in enumerate(pieces)).strip(),)


def explodes(term: str) -> bool:
    """Whether a term has more choices than a person means.

    >>> explodes("{Member,} States"), explodes("{a,b}" * 25)
    (False, True)
    """
    rest, many = REGEX.sub("", term), 1
    while brace := BRACE.search(rest):
        many *= brace[1].count(",") + 1
        if many > MOST:
            return True
        rest = rest[: brace.start()] + rest[brace.end() :]
    return False


def any_case(term: str) -> bool:
    """Whether a term has no capital (``\\S`` and its like are none)."""
    plain = re.sub(r"\\.", "", term) if "\\" in term else term
    return plain == plain.lower()


def pieces(spelling: str) -> Iterator[Piece]:
    """A term without braces, piece by piece, with what may stand between and around its words."""
    if re.match(r"\w", spelling):
        yield "", r"(?<!\w)"
    words = re.findall(rf"{SLASHED}|\S+", spelling) if "/" in spelling else spelling.split()
    for i, word in enumerate(words):
        if word == "...":
            yield None, GAP
            continue  # which ends with a space of its own
        if len(word) > 2 and word[0] == word[-1] == "/":
            yield None, f"(?:{word[1:-1]})"
        else:
            yield from map(_piece, word)
        if i + 1 < len(words):
            yield " ", SPACE
    if re.search(r"\w$", spelling):
        yield None, r"(?!\w)"


def _piece(character: str) -> Piece:
    """Star, apostrophe and hyphen; all else stands for itself."""
    if character == "*":
        return None, r"\w*"
    if character in "'’":
        return "'", "['’]"
    if character in "-‐‑":
        return " ", SPACE
    return character, re.escape(character)


@lru_cache(maxsize=8192)
def pattern(term: str) -> re.Pattern[str]:
    """The regular expression of one term.

    >>> bool(pattern("soft target*").search("so-called soft-targets"))
    True

    Raises
    ------
    re.error
        if the term is a broken regular expression.
    """
    several = ["".join(regex for _, regex in pieces(one)) for one in spellings(term)]
    written = several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"
    return re.compile(f"(?i:{written})" if any_case(term) else written)


def matches_everything(term: str) -> bool:
    """Whether a term needs no character of its own.

    Raises
    ------
    re.error
        if the term is a broken regular expression.
    """
    for regex in REGEX.findall(term):
        re.compile(regex[1:-1])
    if all(re.search(r"\w", REGEX.sub("", one)) for one in spellings(term)):
        return False  # what nearly every term is: a letter must be there
    compiled = pattern(term)
    return bool(compiled.search("") or compiled.fullmatch(" ")) or term in ("*", "...")


def unclosed(term: str) -> bool:
    """Whether a brace of a term lacks its other half, so that it would be sought in texts.

    >>> unclosed("{Member,} States"), unclosed("{Member, States")
    (False, True)
    """
    return any(re.search("[{}]", REGEX.sub("", one)) for one in spellings(term))


def sought(term: str) -> re.Pattern[str]:
    """The regular expression of a term that a user asks for.

    Raises
    ------
    InputError
        It is empty, broken, has half a pair of braces, too many choices, or matches everything.
    """
    written = " ".join(term.split())
    if explodes(written):
        raise InputError(f"'{term}' has more than {MOST} spellings; leave out some choices")
    try:
        compiled = pattern(written)
    except re.error as error:
        raise InputError(f"'{term}': a broken regular expression ({error}); correct it") from None
    if unclosed(written):
        raise InputError(f"'{term}': a brace without its other half; write it as in '{{a,b}} word'")
    if not re.search(r"\w", written) or compiled.search(""):
        raise InputError(f"'{term}' would match everything; expected a word, such as 'biometric*'")
    return compiled
