"""Is a block a heading, or does it go on with the sentence before it?"""

from __future__ import annotations

import re

from ..records import Block
from .lines import ANNEX, GAP, NUMBERED_HEADING, PREFIX, UNIT, prefix_of
from .state import State
from .verbs import PREAMBULAR, opening_of, operative, recital


def is_heading(block: Block, reader: State, following: Block | None) -> bool:
    text = block.text
    if block.sure:
        return block.kind == "heading"
    count = len(text.split())
    closed = text[-1:] in ".;:,"
    if block.kind == "heading":
        if count <= 8 and text[-1:] not in ";,":
            return not (PREFIX.match(text) and not re.match(r"\d", text))
        return (
            count <= 60
            and text[-1:] not in ";,"
            and not (closed and (operative(text) or recital(text)))
        )
    if ANNEX.fullmatch(text) and count <= 3:
        return True
    if (unit := UNIT.fullmatch(text)) and count <= 25:
        return not unit["title"] or (not closed and unit["title"][:1].isupper())
    if (numbered := NUMBERED_HEADING.fullmatch(text)) and count <= 25:
        if not numbered["title"]:
            return True
        if not closed and (numbered["point"] or count <= 14):
            return True
    if closed or PREFIX.match(text):
        return False
    if text[:1].islower() and reader.fresh and reader.heading and count <= 16 and "|" not in text:
        return True  # the second line of a heading
    last = reader.last
    opening = bool(reader.annex) and (
        last is None or (last.part, last.annex) != (reader.part, reader.annex)
    )
    if count > (45 if opening and reader.heading is None and block.kind != "paragraph" else 16) or (
        not text[:1].isupper() and text[:1] not in '“"‘'
    ):
        return False
    if GAP.search(text) or operative(text) or "|" in text:
        return False
    _, word, _ = opening_of(text)
    if word in PREAMBULAR and block.kind != "" and count > 6:
        return False
    if word in PREAMBULAR and (count > 9 or reader.mode == "preamble"):
        return False
    if following is not None and following.text[:1].islower() and not prefix_of(following.text):
        return reader.fresh and following.text[-1:] not in ".;:," and len(following.text) < 100
    if last is not None and not reader.fresh and last.text[-1:] not in '.;:,!?”"’)':
        return False
    return bool(re.search(r"[^\W\d_]{2}", text))


def continues(block: Block, reader: State) -> bool:
    """Does a block go on with the sentence that a page or a note interrupted?"""
    last, text = reader.last, block.text
    if last is None or reader.fresh or not last.text or block.sure:
        return False
    if last.part != reader.part or last.annex != reader.annex:
        return False
    end = last.text[-1:]
    if text[:1].islower():
        return end not in ";.:" or (
            end == "." and bool(re.search(r"\b(?:paras?|No|vol|art)\.$", last.text))
        )
    if end in '.;:,!?”"’)]' and not (end == "," and text[:1].isdigit()):
        return False
    if GAP.search(last.text):
        return True
    return not (operative(text) or recital(text))
