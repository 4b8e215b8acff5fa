"""Footnote marks that a format left glued to words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..records import Block
from ..text import words
from .dates import MONTHS

__all__ = ["unglue"]

# A mark glued to the word before it: the word ends in a small letter or a closing quotation
# mark or bracket, and is no part of a symbol, an abbreviation or a number; or it is a number in
# brackets or a year, with a stop, or any number with a semicolon.
_GLUED = re.compile(r"(?<=[^\s\d/])[1-9]\d{0,2}(?=$|[\s,;.:)\]”’\"—])")
_WORD_BEFORE = re.compile(
    r"[^\s\d/]*(?:[^\W\d_A-Z][”’\"')\]]*[,;.:]?[”’\"]?|[)”’\]][,;.:]?)"
    r"|\S*(?:\d[)”’\]]+[,;.:]|(?<!\d)(?:18|19|20)\d\d,|\d;)"
)
_SLASHED = re.compile(r"(?<![\w/])(?P<mark>[1-9]\d{0,2})/(?=$|[\s,;.:)])")
# Apart from the word or year before it, at the end of a paragraph.
_LAST = re.compile(
    r"(?:[^\W\d]|\b(?:18|19|20)\d\d)[”’\"]?[;,][”’\"]?(?P<cut> (?P<mark>[1-9]\d{0,2}))$"
)
# Words that take a number, and words too short to carry a mark.
_NUMBERED = frozenset(
    words(
        """
    annex article chapter goal item level no note of page paragraph paragraphs part phase principle
    resolution resolutions rule section table target to in by on and from the than with
    """
    )
)
_ABBREVIATED = re.compile(
    r"(?:^|[\W_])(?:add|rev|corr|res|no|nos|para|paras|vol|vols|art|arts|sect|chap|pp?|amend|conf"
    r"|dec|sess|suppl|cp|st|ser|figs?|ibid|annex|artt?)[.]?$",
    re.I,
)


def unglue(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without the footnote marks that a format left glued to words (``Strategy;4``).

    A small number without a space before it is a mark after a stop or a word, but text after a
    word that takes a number of its own (``Agenda21``) and where a date follows. Behind a space it
    is one only where a comma or semicolon has ended the text (``session; 34``).
    """
    return [block if block.kind == "note" else _unglued(block) for block in blocks]


def _unglued(block: Block) -> Block:
    cuts = _cuts(block.text)
    if not cuts:
        return block
    pieces, marks, at, length = [], [*block.marks], 0, 0
    for start, end, mark in cuts:
        pieces.append(block.text[at:start])
        length += start - at
        marks.append((length, mark))
        at = end
    text = "".join(pieces) + block.text[at:]
    return replace(block, text=text, marks=tuple(sorted(marks)))


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """Where marks stand in a text, in order: from, to, the mark."""
    cuts = [(*number.span(), number[0]) for number in _GLUED.finditer(text) if _marks(text, number)]
    if last := _LAST.search(text[-20:]):
        at = len(text) - len(last["cut"])
        cuts.append((at, len(text), last["mark"]))
    if "/" in text:
        for number in _SLASHED.finditer(text):  # a space before it goes too
            space = text[number.start() - 1 : number.start()].isspace()
            cuts.append((number.start() - space, number.end(), number["mark"]))
    return sorted(cuts)


def _marks(text: str, number: re.Match) -> bool:
    """Is a number that stands close to the word before it a footnote mark?"""
    token = text[max(0, number.start() - 60) : number.start()].rsplit(None, 1)[-1]
    after = text[number.end() : number.end() + 12].strip().partition(" ")[0].capitalize()
    if not _WORD_BEFORE.fullmatch(token) or _ABBREVIATED.search(token) or after in MONTHS:
        return False
    if (token, number[0]) == ("Agenda", "21"):
        return False
    return len(token) > 1 and token.lower() not in _NUMBERED
