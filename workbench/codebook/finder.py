"""Many terms sought in one pass over a text.

Nearly every term begins with words that can be written in one way only ("soft target*", "in line
with /…/"). One automaton finds these heads (Aho and Corasick 1975); only where a head stands is
the rest of its term tried, by a regular expression that is compiled when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from .language import any_case, pattern, pieces, spellings

NEED = 4
"""Letters of a piece that is worth seeking before the rest of its term is tried."""
SHORT, KNOWN = 2000, 2048
"""Characters of a text that is asked about again, by others or in a later renewal, and how many."""
_compiled = lru_cache(maxsize=4096)(re.compile)


class Term(NamedTuple):
    """A spelling of a term, for what it is sought and what must follow its head."""

    rank: int
    lane: str
    code: str
    exact: str | None
    """the head as it must be written, where the term has a capital"""
    need: str
    """a piece of the rest that must stand somewhere in the text: quicker to seek than the rest"""
    rest: str


class Hit(NamedTuple):
    """Where a term stands."""

    start: int
    rank: int
    end: int
    lane: str
    code: str


class Finder:
    """What finds several terms at once.

    Parameters
    ----------
    listed : iterable of (term, lane, code)
        Hits of one lane don't overlap: the leftmost is taken; where several begin, the one of the
        longest term and of the first choice in its braces. The code is what a hit stands for.
    """

    def __init__(self, listed: Iterable[tuple[str, str, str]]) -> None:
        heads: dict[str, list[Term]] = {}
        ordered = sorted(dict.fromkeys(listed), key=lambda one: (-len(one[0]), one[0]))
        spelled = ((one, *row[1:]) for row in ordered for one in spellings(row[0]))
        for rank, row in enumerate(spelled):
            head, term = _parted(rank, *row)
            heads.setdefault(head, []).append(term)
        self.anywhere = heads.pop("", [])
        self.terms = list(heads.values())
        self.bounded = [_is_letter(head[0]) for head in heads]
        self.automaton = AhoCorasick(list(heads), implementation=Implementation.ContiguousNFA)
        self.known = lru_cache(maxsize=KNOWN)(self._hits)

    def __call__(self, text: str) -> dict[str, list[Hit]]:
        """Lane → its hits, in the order of the text."""
        lanes: dict[str, list[Hit]] = {}
        for hit in self.known(text) if len(text) < SHORT else self._hits(text):
            taken = lanes.setdefault(hit.lane, [])
            if not taken or taken[-1].end <= hit.start:
                taken.append(hit)
        return lanes

    def _hits(self, text: str) -> list[Hit]:
        plain, lower, places = _prepared(text)
        hits = []
        stands: dict[str, bool] = {"": True}  # whether a piece does: sought once, not for each head
        for i, start, end in self.automaton.find_matches_as_indexes(lower, overlapping=True):
            if start and self.bounded[i] and _is_letter(lower[start - 1]):
                continue  # in the middle of a word
            begin, after = (places[start], places[end - 1] + 1) if places else (start, end)
            for rank, lane, code, exact, need, rest in self.terms[i]:
                if need not in stands:
                    stands[need] = need in lower
                if not stands[need] or (exact and plain[start:end] != exact):
                    continue
                match = _compiled(rest).match(text, after)
                if match:
                    hits.append(Hit(begin, rank, match.end(), lane, code))
        for rank, lane, code, _, _, rest in self.anywhere:
            hits += [Hit(m.start(), rank, m.end(), lane, code)
                     for m in _compiled(rest).finditer(text)]  # fmt: skip
        return sorted(hits)


def _is_letter(character: str) -> bool:
    """Whether words have it, as in a regular expression ``\\w``."""
    return character.isalnum() or character == "_"


# One word, or several with a space or hyphen between them, and perhaps a star at the end.
_SIMPLE = re.compile(r"(\w+(?:[ '’‐‑-]\w+)*)(\*?)")


def _parted(rank: int, spelling: str, lane: str, code: str) -> tuple[str, Term]:
    """The head of a spelling in lower case, and the term."""
    if simple := _SIMPLE.fullmatch(spelling):  # what nearly every term is
        head = _plain(simple[1])
        rest = r"\w*" if simple[2] else r"(?!\w)"
        return _lower(head), Term(rank, lane, code, None if any_case(head) else head, "", rest)
    several = list(pieces(spelling))
    head, size = "", 0
    for literal, _ in several:
        if literal is None or (literal == " " and head.endswith(" ")):
            break
        head, size = head + literal, size + 1
    while size and several[size - 1][0] == " ":
        head, size = head[:-1], size - 1
    if not head:
        return "", Term(rank, lane, code, None, "", pattern(spelling).pattern)
    rest = "".join(regex for _, regex in several[size:])
    literals = "".join("\0" if one is None else one for one, _ in several[size:])
    need = max((one.strip() for one in _lower(literals).split("\0")), key=len)
    need = need if len(need) >= NEED and "  " not in need else ""
    if any_case(spelling):
        return head, Term(rank, lane, code, None, need, f"(?i:{rest})")
    return _lower(head), Term(rank, lane, code, head, need, rest)


# -- texts ---------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """With one kind of space for spaces and hyphens and one kind of apostrophe; every character
    keeps its place."""
    if not text.isprintable():  # ends of lines, spaces that don't break
        text = re.sub(r"\s", " ", text)
    if not text.isascii():
        text = text.replace("’", "'").replace("‐", " ").replace("‑", " ")
    return text.replace("-", " ")


def _lower(text: str) -> str:
    """In lower case, every character in its place: "İ" stays, which would become two."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=8)
def _prepared(text: str) -> tuple[str, str, list[int] | None]:
    """A text as heads are written, the same in lower case, and the places that its characters
    have in the text, where these are others."""
    plain, places = _plain(text), None
    if "  " in plain:
        places = [i for i, c in enumerate(plain) if c != " " or plain[i - 1 : i] != " "]
        plain = "".join([plain[i] for i in places])
    return plain, _lower(plain), places
