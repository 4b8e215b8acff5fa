"""Put a block that is no heading, organ line or sign-off into its paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

from ..records import Block
from .headings import continues
from .lines import ANNEX, organ_of, prefix_of, without
from .state import DEEPEST, State
from .verbs import OPERATIVE, opening_of, operative, recital


def place(block: Block, reader: State, following: Block | None, queue: list[Block]) -> None:
    """Put a block that is no heading, organ line or sign-off into its paragraph."""
    prefix = prefix_of(block.text)
    if prefix and prefix["num"]:
        number = int(prefix["num"])
        rest = without(block, prefix.end())
        if not block.sure and _beneath(reader, number, rest.text):
            depth = 0 if reader.lists and reader.lists[0][0] == "number" else len(reader.lists)
            owner = reader.last.top  # type: ignore[union-attr]
            reader.add(reader.enter(depth, "number", number, f"({number})", owner), rest)
            return
        if reader.mode != "annex":
            reader.mode = "operative"
        item = reader.open("AN" if reader.mode == "annex" else "OP", str(number))
        reader.lists = []
        inner = None if block.sure else prefix_of(rest.text)
        if inner and not inner["num"] and not inner["bul"] and len(reader.lists) < DEEPEST:
            place(rest, reader, following, queue)
            return
        # The next paragraph may be glued to this one: "… ; 6. Requests …".
        glued = re.search(rf"(?<=[;.:,]) {number + 1}\. (?=[A-Z])", rest.text)
        if (
            glued
            and not block.sure
            and (
                opening_of(rest.text[glued.end() :])[1] in OPERATIVE
                and not (
                    following and (p := prefix_of(following.text)) and p["num"] == str(number + 1)
                )
            )
        ):
            queue.append(without(rest, glued.start() + 1))
            rest = replace(
                rest,
                text=rest.text[: glued.start()],
                marks=tuple(m for m in rest.marks if m[0] <= glued.start()),
            )
        reader.add(item, rest)
        return
    if prefix and not (
        prefix["bul"]
        and continues(without(block, prefix.end()), reader)
        and prefix["bul"] in "–—-*"
    ):
        if (
            prefix["dec"]
            and reader.mode == "annex"
            and block.level < 2
            and not (reader.lists and reader.lists[-1][0] == "dec")
            and not (reader.last and prefix["dec"].startswith(f"{reader.last.top.number}."))
        ):
            item = reader.open("AN", prefix["dec"])
            reader.lists = []
            reader.add(item, without(block, prefix.end()))
            return
        after = prefix_of(following.text) if following else None
        if after and (after["num"] or after["dec"]):
            after = None
        if block.sure:
            opened = (
                reader.placed(prefix, block.level)
                if block.level or reader.mode == "annex"
                else None
            )
        else:
            opened = reader.listed(prefix, after if after and not after["bul"] else None)
        if opened:
            rest = without(block, prefix.end())
            inner = None if block.sure else prefix_of(rest.text)
            if inner and not inner["num"] and not inner["bul"] and len(reader.lists) < DEEPEST:
                place(rest, reader, following, queue)
                return
            reader.add(opened, rest)
            return
    if continues(block, reader):
        reader.add(reader.last, block)  # type: ignore[arg-type]
        return
    text = block.text
    if reader.mode == "annex":
        if text[:1].islower() and not block.sure and (owner := reader.owner()):
            reader.add(reader.lists[-1][2].parent or owner if reader.lists else owner, block)
            return
        reader.lists = []
        reader.add(reader.open("AN"), block)
        return
    if operative(text):
        last = reader.last
        listing = last is not None and not reader.fresh and last.text[-1:] in (":", ",")
        if block.sure or not (reader.mode == "operative" and listing):
            reader.mode, reader.lists = "operative", []
            reader.add(reader.open("OP"), block)
            if not block.sure:
                _announced(block, reader, following)
            return
    if reader.mode == "preamble":
        if text[:1].islower() and not block.sure and (owner := reader.owner()):
            reader.add(owner, block)
            return
        reader.lists = []
        reader.add(reader.open("PP"), block)
        return
    if reader.fresh or block.sure:
        if not block.sure and recital(text) and text[-1:] == ",":
            reader.mode = "preamble"
            reader.add(reader.open("PP"), block)
        else:
            reader.add(reader.open("OP"), block)
        reader.lists = []
        return
    owner = reader.owner()
    if owner is None:
        reader.add(reader.open("OP"), block)
        return
    if reader.lists:
        owner = reader.lists[-1][2].parent or owner
        del reader.lists[-1]
    reader.add(owner, block)


def _beneath(reader: State, number: int, text: str) -> bool:
    """Does a number count elements of an operative paragraph that has none itself?"""
    last = reader.last
    if last is None or reader.mode != "operative" or last.top.number or reader.fresh:
        return False
    if number == 1:
        return last.parent is None and last.text[-1:] == ":" and not operative(text)
    return bool(reader.lists) and reader.lists[0][:2] == ("number", number - 1)


_ADOPTS = re.compile(
    r"(?:adopts?|proclaims?|approves?|endorses?|promulgates?)\b.*\b(?:following|hereby)\b.*:$",
    re.I | re.S,
)


def _announced(block: Block, reader: State, following: Block | None) -> None:
    """A text adopted in the body ("Adopts the following Declaration:") reads as an annex."""
    if following is None or not _ADOPTS.search(block.text):
        return
    prefix = prefix_of(following.text)
    if prefix and prefix["num"] != "1":
        return
    if organ_of(following.text) or ANNEX.fullmatch(following.text):
        return
    reader.mode, reader.annex = "annex", "Annex"
    reader.annexes[reader.part, "Annex"] = 1
    reader.restart()
