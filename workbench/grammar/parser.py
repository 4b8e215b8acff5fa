"""The one grammar from blocks of text to a resolution.

Readers turn a file into `Block`s, pieces of text with what the format knows about them. `parse`
decides from the words and numbers themselves what each block is: hints of a format help where
the words leave it open, and are overruled where they contradict them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .. import symbols
from ..records import Block, Footnote, Resolution
from .dates import date_in
from .headings import is_heading
from .labels import labelled
from .lines import (
    ADOPTED,
    ANNEX,
    BARE_DATE,
    DEBRIS,
    DRAFT,
    SIGNOFF,
    UNPARTED,
    VOTE,
    VOTERS,
    organ_of,
    prefix_of,
    printed,
    title_of,
)
from .masthead import front_of, masthead, parts_of
from .paragraphs import place
from .state import State


def parse(
    blocks: Iterable[Block], *, named: str | None = None, warnings: Sequence[str] = ()
) -> Resolution:
    """Read blocks of text as a resolution.

    Parameters
    ----------
    blocks : iterable of Block
        What a reader found in a file, in order.
    named : str, optional
        Symbol that the file's name gives. It decides only what the text leaves open: which of
        several resolutions on a page is meant, or the symbol where the text states none.
    warnings : sequence of str
        What the reader itself found odd.

    Returns
    -------
    Resolution
        Labels are unique in it. Whatever is odd about the numbering is told in `warnings`.
    """
    flow: list[Block] = []
    notes: list[Footnote] = []
    for block in map(printed, blocks):
        if block.kind == "note":
            notes.append(Footnote(block.number, block.text))
        elif (
            block.sure
            or not DEBRIS.fullmatch(block.text)
            or (block.kind == "heading" and block.text.isalnum())
        ):
            flow.append(block)
    sure = any(block.sure for block in flow)
    told = list(warnings)
    adopting = next((m["organ"] for b in flow if (m := ADOPTED.match(b.text))), "")
    front, body, found = front_of(flow, named, " ".join(adopting.split()))
    meta = masthead(front, found, body, named, told)
    reader = State(meta["organ"])
    stage, recommends = meta["stage"], None

    queue = list(reversed(body))
    parts = parts_of(body, meta["organ"])
    lettered = re.search(r" [A-Z](?:-[A-Z])?$", meta["symbol"])
    given = meta["stated"] or meta["symbol"] in ("", named)
    lone = next(iter(parts.values())) if len(set(parts.values())) == 1 else ""
    if lone and (not given or meta["symbol"].endswith(f" {lone}")):
        if not lettered:
            meta["symbol"] += f" {lone}"
        parts = {}
    elif parts:
        lone = ""
        letters = sorted(set(parts.values()))
        if not given and not lettered:
            meta["symbol"] += f" {letters[0]}-{letters[-1]}"

    while queue:
        block = queue.pop()
        text = block.text
        following = next((b for b in reversed(queue) if b.text), None)
        organ = organ_of(text, meta["organ"]) if len(text) < 200 else None
        if organ and (not reader.annex or (organ in symbols.PREFIXES and not block.sure)):
            reader.fresh = True
            drafted = reader.last is not None and (DRAFT.search(reader.last.top.text[-1000:]))
            if drafted and organ != meta["organ"] and not recommends:
                stage, recommends = "recommended", organ
                kept = [i for i in reader.items if i.top is not reader.last.top]
                if kept:
                    told.append(f"{len(kept)} paragraphs of the recommending organ are left out")
                reader.items.clear()
                reader.organ = organ
                reader.part = reader.annex = ""
                reader.restart()
            if not reader.annex:
                reader.mode, reader.lists = "preamble", []
            continue
        if id(block) in parts:
            reader.part, reader.annex, reader.mode = parts[id(block)], "", "preamble"
            reader.signed = False
            reader.restart()
            continue
        if lone and text.rstrip(".") == lone and not reader.items:
            continue
        if len(text) < 160 and SIGNOFF.fullmatch(text):
            lines = [UNPARTED.sub(r"\1, ", text)]
            while queue and (BARE_DATE.fullmatch(queue[-1].text) or VOTE.fullmatch(queue[-1].text)):
                lines.append(queue.pop().text)
            if not sure:
                _voted(lines[-1], queue)
            if reader.items:
                reader.signoffs.append(", ".join(line.rstrip(",. ") for line in lines))
                reader.signed = True
            continue
        if reader.signed and (BARE_DATE.fullmatch(text) or VOTE.fullmatch(text)):
            if not sure:
                _voted(text, queue)
            continue
        if text.startswith("[Adopted ") and reader.items and not sure and VOTE.fullmatch(text):
            reader.signoffs.append(text)
            reader.signed = True
            _voted(text, queue)
            continue
        if found and not sure and _other(block, following, queue, found["number"], meta["organ"]):
            if reader.items:
                break
            continue
        if (
            (not sure or block.kind == "heading")
            and (annex := ANNEX.fullmatch(text))
            and len(text.split()) <= 25
            and _annex(annex, block, reader)
        ):
            reader.signed = False
            reader.mode = "annex"
            word = annex["word"].capitalize()
            name = f"{word} {annex['number']}" if annex["number"] else word
            count = reader.annexes[reader.part, name] = (
                reader.annexes.get((reader.part, name), 0) + 1
            )
            reader.annex = name if count == 1 else f"{name}~{count}"
            reader.restart()
            if annex["title"].strip(" .:"):
                reader.head(replace(block, text=annex["title"].strip(" .:")))
            continue
        if reader.signed and not reader.annex:
            # After the sign-off, without a heading: an annex if it is numbered or set as text.
            if not (block.kind in ("paragraph", "heading") or prefix_of(text)):
                continue
            reader.signed, reader.mode, reader.annex = False, "annex", "Annex"
            reader.annexes[reader.part, "Annex"] = 1
            reader.restart()
        if is_heading(block, reader, following):
            reader.head(block)
            continue
        place(block, reader, following, queue)

    # A text that is sure of its blocks brings its warnings along.
    paragraphs = labelled(reader.items, [] if sure else told)
    cited: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        for mark in paragraph.notes:
            places = cited.setdefault(mark, [])
            if paragraph.label not in places:
                places.append(paragraph.label)
    if paragraphs and not sure and all(p.part == "preamble" for p in paragraphs):
        told.append("no operative paragraph found")
    footnotes = [Footnote(n.mark, n.text, tuple(cited.pop(n.mark, ()))) for n in notes]
    signoff = "; ".join(dict.fromkeys(reader.signoffs)) or None
    adopted = meta["adopted"]
    if adopted is None and signoff and stage != "draft":
        adopted = date_in(signoff)
    return Resolution(
        meta["symbol"],
        meta["title"],
        meta["organ"],
        adopted,
        stage,
        recommends,
        meta["agenda"],
        signoff,
        paragraphs,
        tuple(footnotes),
        tuple(dict.fromkeys(told)),
    )


def _voted(text: str, queue: list[Block]) -> None:
    """Pass over the rest of a vote: who was in favour, against, abstaining."""
    if "[" in text and "]" not in text and any("]" in b.text for b in queue[-16:]):
        while "]" not in queue.pop().text:
            pass
        return
    while queue and VOTERS.match(queue[-1].text):
        # "In favour:" on a line of its own has the names in the next one.
        if queue.pop().text.rstrip()[-1:] == ":" and queue and not prefix_of(queue[-1].text):
            queue.pop()


def _annex(found: re.Match, block: Block, reader: State) -> bool:
    """Is a line that begins with Annex the heading of one, and not a sentence about one?"""
    title = found["title"].strip()
    if not title or title[:1].islower():
        return not title
    if block.kind == "heading" or found["word"].isupper():
        return title[-1:] not in ";,"
    return bool(found["number"]) and title[:1].isupper() and title[-1:] not in ".;,"


def _other(
    block: Block, following: Block | None, queue: list[Block], number: str, organ: str
) -> bool:
    """Is this the title line of another resolution on the same page?"""
    found = title_of(block)
    if not found or not found["point"] or not found["title"] or found["number"] == number:
        return False
    return any(organ_of(b.text, organ) for b in queue[-4:])
