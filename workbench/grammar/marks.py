"""Footnote marks that a format left glued to words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..records import Block
from ..text import words
from .dates import MONTHS

# A mark glued to the word before it: the word ends in a small letter or a closing quotation
# mark or bracket, and is no part of a symbol, an abbreviation or a number.
_GLUED = re.compile(r"(?<=[^\s\d/])(?P<mark>[1-9]\d{0,2})(?=$|[\s,;.:)\]”’\"—])")
_WORD_BEFORE = re.compile(r"[^\s\d/]*(?:[^\W\d_A-Z][”’\"')\]]*[,;.:]?[”’\"]?|[)”’\]][,;.:]?)")
_SLASHED = re.compile(r"\s?(?<![\d/])(?<!\w)\b(?P<mark>[1-9]\d{0,2})/(?=$|[\s,;.:)])")
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
    word that takes a number of its own (``Agenda21``) and where a date follows.
    """
    result = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind == "note":
            continue
        cuts = [
            (found.start("mark"), found.end("mark"), found["mark"])
            for found in _GLUED.finditer(block.text)
            if _marks(block.text, found)
        ]
        cuts += [(f.start(), f.end(), f["mark"]) for f in _SLASHED.finditer(block.text)]
        if not cuts:
            continue
        pieces, marks, at, length = [], [*block.marks], 0, 0
        for start, end, mark in sorted(cuts):
            pieces.append(block.text[at:start])
            length += start - at
            marks.append((length, mark))
            at = end
        text = "".join(pieces) + block.text[at:]
        result[index] = replace(block, text=text, marks=tuple(sorted(marks)))
    return result


def _marks(text: str, found: re.Match) -> bool:
    """Is a number that stands close to the word before it a footnote mark?"""
    token = text[max(0, found.start() - 60) : found.start()].rsplit(None, 1)[-1]
    after = text[found.end() : found.end() + 12].strip().partition(" ")[0].capitalize()
    if not _WORD_BEFORE.fullmatch(token) or _ABBREVIATED.search(token) or after in MONTHS:
        return False
    if (token, found["mark"]) == ("Agenda", "21"):
        return False
    return len(token) > 1 and token.lower() not in _NUMBERED
