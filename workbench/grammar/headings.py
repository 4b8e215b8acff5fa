"""Headings: is a block one, and what part, section or article does it open?"""

from __future__ import annotations

import re
from typing import NamedTuple

from .. import symbols
from ..records import Block
from .lines import ANNEX, GAP, NUMBERED_HEADING, PREFIX, UNIT
from .state import State
from .verbs import PREAMBULAR, opening_of, operative, recital

__all__ = ["head", "is_heading"]


def head(text: str, state: State) -> None:
    """Open the section that a heading names; what it says stands over what follows."""
    text = re.sub(r"^[*_\s]+|[*_\s]+$", "", text)
    before, waiting, next_line = state.heading, state.bare, state.fresh
    state.fresh = True
    if unit := UNIT.fullmatch(text):
        kind = unit["unit"].capitalize()
        style = "part" if kind in ("Part", "Chapter", "Section", "Title") else "unit"
        _section(style, f"{kind} {unit['number']}", state)
        state.bare = not unit["title"] and not unit["point"]
        state.heading = text if unit["title"] else text.rstrip(".")
        return
    numbered = NUMBERED_HEADING.fullmatch(text)
    if numbered and (style := _style(numbered["number"], state)):
        number, title = numbered["number"], numbered["title"]
        _section(style, number, state)
        state.heading = f"{number}. {title}" if title else number
        state.bare = not title and not numbered["point"]
    elif waiting and before and next_line:  # "II", then "Tolls" on a line of its own
        state.heading = f"{before} {text}" if " " in before else f"{before}. {text}"
        state.bare = False
    elif next_line and before and text[:1].islower():
        state.heading = f"{before} {text}"
    else:
        state.heading, state.bare = text, False


def _style(number: str, state: State) -> str:
    """Is a heading's number Roman or a letter? By what comes next in each row."""
    open_ = dict(state.path)
    if len(number) > 1:
        return "roman" if symbols.roman(number) else ""
    if number in "IVXLC":
        roman, letter = open_.get("roman"), open_.get("letter")
        if letter and ord(number) == ord(letter) + 1:
            return "letter"
        if number in "IVX" or (roman and symbols.roman(roman) + 1 == symbols.roman(number)):
            return "roman"
    return "letter"


def _section(style: str, number: str, state: State) -> None:
    """Open a section within those of other styles; one of its own style ends there."""
    if style != "unit":  # articles and rules stand below numbered headings, never above
        state.path = [step for step in state.path if step[0] != "unit"]
    for depth, (known, _) in enumerate(state.path):
        if known == style:
            del state.path[depth:]
            break
    state.path.append((style, number))


# --- is it one? --------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A block that may be a heading, and what stands around it."""

    text: str
    length: int  # in words
    closed: bool  # ends like a sentence or a part of one
    block: Block
    state: State


def is_heading(block: Block, state: State) -> bool:
    """Is a block a heading? The first test that knows decides."""
    line = _Line(block.text, len(block.text.split()), block.text[-1:] in ".;:,", block, state)
    return next((answer for test in TESTS if (answer := test(line)) is not None), True)


def _sure(line: _Line) -> bool | None:
    """A format that is sure of its blocks knows."""
    return line.block.kind == "heading" if line.block.sure else None


def _marked(line: _Line) -> bool | None:
    """Marked as one by its format: unless it goes on, has a list's prefix or is a paragraph."""
    text, closed = line.text, line.closed
    if line.block.kind != "heading":
        return None
    if text[-1:] in ";,":
        return False
    if line.length <= 8:
        return not (PREFIX.match(text) and not re.match(r"\d", text))
    return line.length <= 60 and not (closed and (operative(text) or recital(text)))


def _annex(line: _Line) -> bool | None:
    """``Annex II``."""
    return True if line.length <= 3 and ANNEX.fullmatch(line.text) else None


def _unit(line: _Line) -> bool | None:
    """``Article 3``, ``Part II. Tolls``."""
    unit = UNIT.fullmatch(line.text) if line.length <= 25 else None
    if not unit:
        return None
    return not unit["title"] or (not line.closed and unit["title"][:1].isupper())


def _numbered(line: _Line) -> bool | None:
    """``II``, ``B. Tolls on bridges``; a longer one without a point may be a sentence, unless it
    has the number that comes next."""
    numbered = NUMBERED_HEADING.fullmatch(line.text) if line.length <= 25 else None
    if not numbered:
        return None
    if not numbered["title"]:
        return True
    open_ = symbols.roman(dict(line.state.path).get("roman", ""))
    told = numbered["point"] or line.length <= 14
    told = told or (open_ and symbols.roman(numbered["number"]) == open_ + 1)
    return True if not line.closed and told else None


def _paragraph(line: _Line) -> bool | None:
    """What ends like a sentence or begins like an element of a list is none."""
    return False if line.closed or PREFIX.match(line.text) else None


def _second(line: _Line) -> bool | None:
    """The second line of a heading: ``and the care of bridges``."""
    state = line.state
    known = line.text[:1].islower() and state.fresh and state.heading
    return True if known and line.length <= 16 and "|" not in line.text else None


def _length(line: _Line) -> bool | None:
    """At most sixteen words, and a capital first; longer may be the title of an annex, and what
    stands between two paragraphs whose numbers follow on each other."""
    state = line.state
    titled = state.annex and not state.near and state.heading is None
    longer = (titled and line.block.kind != "paragraph") or _between(state)
    most = 45 if longer else 16
    begins = line.text[:1].isupper() or line.text[:1] in '“"‘'
    return None if line.length <= most and begins else False


def _between(state: State) -> bool:
    """Has a paragraph ended before this line, and does the next number come after it?"""
    last, following = state.last, state.following
    prefix = PREFIX.match(following.text) if following else None
    if last is None or last.end[-1:] not in (".", ";") or not prefix or not prefix["num"]:
        return False
    return last.top.number == str(int(prefix["num"]) - 1)


def _sentence(line: _Line) -> bool | None:
    """What stops in the middle, opens with an operative verb, or is a row of a table is none."""
    return False if GAP.search(line.text) or operative(line.text) or "|" in line.text else None


def _recital(line: _Line) -> bool | None:
    """``Strengthening bridges`` may be a heading, but hardly where recitals stand."""
    if opening_of(line.text)[1] not in PREAMBULAR:
        return None
    short = 6 if line.block.kind else 9
    return False if line.length > short or line.state.mode == "preamble" else None


def _followed(line: _Line) -> bool | None:
    """Before a line in small letters: only a heading of two lines."""
    following = line.state.following
    if following is None or not following.text[:1].islower() or PREFIX.match(following.text):
        return None
    return line.state.fresh and following.text[-1:] not in ".;:," and len(following.text) < 100


def _interrupting(line: _Line) -> bool | None:
    """Not in the middle of a sentence."""
    last, state = line.state.last, line.state
    within = last is not None and not state.fresh and last.end[-1:] not in '.;:,!?”"’)'
    return False if within else None


def _worded(line: _Line) -> bool | None:
    """With a word in it: two letters side by side."""
    return bool(re.search(r"[^\W\d_]{2}", line.text))


# In this order: what the format says, what the form says, then what only the words leave open.
TESTS = (
    _sure,
    _marked,
    _annex,
    _unit,
    _numbered,
    _paragraph,
    _second,
    _length,
    _sentence,
    _recital,
    _followed,
    _interrupting,
    _worded,
)
