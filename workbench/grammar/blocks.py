"""Blocks of text as the grammar wants them: the printed number in the text, or cut off it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..records import Block
from ..text import clean

__all__ = ["printed", "without"]


def printed(block: Block) -> Block:
    """The block with the number that its format holds apart put back before the text.

    ``("1.", "Decides")`` is ``1. Decides``; of a heading, ``("II", "Tolls")`` is ``II. Tolls``.
    """
    number = clean(block.number)
    if not number or block.kind == "note":
        return block
    if block.kind == "heading":
        text = number.rstrip(".")
        if block.text:
            point = "." if re.fullmatch(r"[IVXLC]+|[A-Z]", number) else ""
            text = f"{number}{point} {block.text}"
        return replace(block, text=text, number="")
    shift = len(number) + 1
    return replace(
        block,
        text=f"{number} {block.text}",
        number="",
        marks=tuple((place + shift, mark) for place, mark in block.marks),
    )


def without(block: Block, at: int) -> Block:
    """The block without its first characters; marks move along."""
    return replace(
        block,
        text=block.text[at:],
        marks=tuple((max(0, place - at), mark) for place, mark in block.marks),
        italic=max(0, block.italic - at),
    )
