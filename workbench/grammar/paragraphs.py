"""Paragraphs: where a block goes that is no heading, organ line or sign-off.

A handler for each form of the printed number, then handlers for each part of a text. A handler
takes the block and what is printed before it, and answers whether the block is dealt with.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..records import Block
from .blocks import without
from .lines import ANNEX, GAP, PREFIX, organ_of
from .lists import DEEPEST, Reading, enter, listed, placed
from .state import State
from .verbs import OPERATIVE, opening_of, operative, recital

__all__ = ["place"]

_ADOPTS = re.compile(
    r"(?:adopts?|proclaims?|approves?|endorses?|promulgates?)\b.*\b(?:following|hereby)\b.*:$",
    re.I | re.S,
)


def place(block: Block, state: State) -> None:
    """Put a block that is no heading, organ line or sign-off into its paragraph."""
    prefix = PREFIX.match(block.text)
    if prefix and any(handler(block, prefix, state) for handler in NUMBERED):
        return
    any(handler(block, state) for handler in UNNUMBERED[state.mode])


# --- by the number printed before them ---------------------------------------------------------


def _element(block: Block, prefix: re.Match, state: State) -> bool:
    """``1. Bridges;`` below an operative paragraph without a number: an element of its list."""
    last = state.last
    if not prefix["num"] or block.sure or state.mode != "operative" or state.fresh:
        return False
    if last is None or last.top.number:
        return False
    number, rest = int(prefix["num"]), without(block, prefix.end())
    counted = bool(state.lists) and state.lists[0][0] == "number"
    if number == 1:
        if last.parent is not None or last.end[-1:] != ":" or operative(rest.text):
            return False
    elif not counted or state.lists[0][1] != number - 1:
        return False
    depth = 0 if counted else len(state.lists)
    enter(depth, Reading("number", number, f"({number})"), last.top, state).add(rest)
    return True


def _numbered(block: Block, prefix: re.Match, state: State) -> bool:
    """``3. Decides …``: a paragraph of the operative part, or of an annex."""
    if not prefix["num"]:
        return False
    if state.mode != "annex":
        state.mode = "operative"
    item = state.open(str(int(prefix["num"])))
    state.lists = []
    rest = without(block, prefix.end())
    if not _inner(rest, state):
        item.add(_unglued(rest, int(prefix["num"]) + 1, state))
    return True


def _decimal(block: Block, prefix: re.Match, state: State) -> bool:
    """``2.1 Tolls …``: a paragraph of an annex, unless a list of such numbers is open."""
    if not prefix["dec"] or state.mode != "annex" or block.level >= 2:
        return False
    if state.lists and state.lists[-1][0] == "dec":
        return False
    if state.last and prefix["dec"].startswith(f"{state.last.top.number}."):
        return False
    item = state.open(prefix["dec"])
    state.lists = []
    item.add(without(block, prefix.end()))
    return True


def _lettered(block: Block, prefix: re.Match, state: State) -> bool:
    """``(b) To mend …``, ``• tolls``: a sub-paragraph."""
    rest = without(block, prefix.end())
    if prefix["bul"] and prefix["bul"] in "–—-*" and _goes_on(rest, state):
        return False  # a dash within a sentence
    if block.sure:
        known = block.level or state.mode == "annex"
        item = placed(prefix, block.level, state) if known else None
    else:
        after = PREFIX.match(state.following.text) if state.following else None
        of_list = after and not (after["num"] or after["dec"] or after["bul"])
        item = listed(prefix, after if of_list else None, state)
    if item and not _inner(rest, state):
        item.add(rest)
    return item is not None


def _inner(rest: Block, state: State) -> bool:
    """``1. (a) To mend …``: a second number after the first opens a paragraph of its own."""
    prefix = None if rest.sure else PREFIX.match(rest.text)
    deep = max(len(state.lists), state.inner) >= DEEPEST
    if not prefix or prefix["num"] or prefix["bul"] or deep:
        return False
    state.inner += 1
    place(rest, state)
    state.inner -= 1
    return True


def _unglued(block: Block, number: int, state: State) -> Block:
    """``… of bridges; 6. Requests …``: what stands before the next paragraph's number.

    The rest waits as the next block.
    """
    glued = re.search(rf"(?<=[;.:,]) {number}\. (?=[A-Z])", block.text)
    if not glued or block.sure or opening_of(block.text[glued.end() :])[1] not in OPERATIVE:
        return block
    following = PREFIX.match(state.following.text) if state.following else None
    if following and following["num"] == str(number):
        return block
    state.queue.append(without(block, glued.start() + 1))
    marks = tuple(mark for mark in block.marks if mark[0] <= glued.start())
    return replace(block, text=block.text[: glued.start()], marks=marks)


NUMBERED = (_element, _numbered, _decimal, _lettered)


# --- by what stands before, and by what they say ------------------------------------------------


def _continued(block: Block, state: State) -> bool:
    """The rest of a sentence that a page or a note interrupted."""
    if not _goes_on(block, state):
        return False
    state.items[-1].add(block)
    return True


def _goes_on(block: Block, state: State) -> bool:
    """Does a block go on with the sentence that a page or a note interrupted?"""
    last, text = state.near, block.text
    if last is None or state.fresh or not last.end or block.sure:
        return False
    end = last.end[-1:]
    if text[:1].islower():
        return end not in ";.:" or (
            end == "." and bool(re.search(r"\b(?:paras?|No|vol|art)\.$", last.end))
        )
    if end in '.;:,!?”"’)]' and not (end == "," and text[:1].isdigit()):
        return False
    return bool(GAP.search(last.end)) or not (operative(text) or recital(text))


def _small(block: Block, state: State) -> bool:
    """In small letters: it belongs to the paragraph whose list stands before it."""
    owner = state.owner if block.text[:1].islower() and not block.sure else None
    if owner is None:
        return False
    if state.mode == "annex" and state.lists:
        owner = state.lists[-1][2].parent or owner
    owner.add(block)
    return True


def _opened(block: Block, state: State) -> bool:
    """``Decides …``: an operative paragraph without a number, unless a list goes on."""
    if not operative(block.text):
        return False
    last = state.last
    listing = last is not None and not state.fresh and last.end.endswith((":", ","))
    if listing and state.mode == "operative" and not block.sure:
        return False
    if state.mode == "preamble" and _among_recitals(block, state):
        return False
    state.mode, state.lists = "operative", []
    state.open().add(block)
    if not block.sure:
        _announced(block, state)
    return True


def _among_recitals(block: Block, state: State) -> bool:
    """``Affirms that …,`` before another recital, or before number 1: a slip for ``Affirming``."""
    following = state.following
    if block.text[-1:] != "," or following is None:
        return False
    prefix = PREFIX.match(following.text)
    return prefix["num"] == "1" if prefix else recital(following.text)


def _announced(block: Block, state: State) -> None:
    """``Adopts the following Declaration:``: what follows it reads as an annex."""
    following = state.following
    if following is None or not _ADOPTS.search(block.text):
        return
    prefix = PREFIX.match(following.text)
    if prefix and prefix["num"] != "1":
        return
    if not organ_of(following.text) and not ANNEX.fullmatch(following.text):
        state.begin_annex("Annex")


def _recited(block: Block, state: State) -> bool:
    """``Recalling …,`` after a heading within the operative part: a preamble of its own."""
    if not state.fresh or block.sure or not recital(block.text) or block.text[-1:] != ",":
        return False
    state.mode = "preamble"
    return _plain(block, state)


def _headed(block: Block, state: State) -> bool:
    """The first after a heading is a paragraph, whatever it says; so is a block that is sure."""
    return (state.fresh or block.sure) and _plain(block, state)


def _resumed(block: Block, state: State) -> bool:
    """What follows a list belongs to the paragraph that the list stands in."""
    owner = state.owner
    if owner is None:
        return False
    if state.lists:
        owner = state.lists[-1][2].parent or owner
        del state.lists[-1]
    owner.add(block)
    return True


def _announcing(block: Block, state: State) -> bool:
    """``To this end:`` between a numbered paragraph and its list belongs to that paragraph."""
    last, following = state.last, state.following
    if state.fresh or state.lists or last is None or not last.number or following is None:
        return False
    prefix = PREFIX.match(following.text)
    if block.text[-1:] != ":" or not prefix or prefix["num"] or prefix["dec"]:
        return False
    last.add(block)
    return True


def _plain(block: Block, state: State) -> bool:
    """A paragraph without a number."""
    state.lists = []
    state.open().add(block)
    return True


UNNUMBERED = {
    "preamble": (_continued, _opened, _small, _plain),
    "operative": (_continued, _opened, _recited, _headed, _resumed, _plain),
    "annex": (_continued, _small, _announcing, _plain),
}
