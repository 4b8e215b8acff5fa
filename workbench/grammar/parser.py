"""The one grammar from blocks of text to a resolution.

Readers turn a file into `Block`s, pieces of text with what the format knows about them. `parse`
decides from the words and numbers themselves what each block is: hints of a format help where
the words leave it open, and are overruled where they contradict them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .. import symbols
from ..records import Block, Footnote, Paragraph, Resolution
from .blocks import printed
from .dates import date_in
from .headings import head, is_heading
from .labels import labelled
from .lines import (
    ANNEX,
    BARE_DATE,
    DEBRIS,
    DRAFT,
    PREFIX,
    SIGNOFF,
    UNPARTED,
    VOTE,
    VOTERS,
    organ_of,
    title_of,
    vote_of,
)
from .masthead import Masthead, adopting, front_of, masthead, parts_of
from .paragraphs import place
from .state import State

__all__ = ["parse"]


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
    read = [printed(block) for block in blocks]
    flow = [block for block in read if block.kind != "note" and _says(block)]
    told = list(warnings)
    front = front_of(flow, named, adopting(flow))
    mast = masthead(front, named, told)
    parts = parts_of(front.body, mast.organ)
    symbol, lone = _parted(mast, named, parts)
    state = State(
        organ=mast.organ,
        number=front.title["number"] if front.title else "",
        sure=any(block.sure for block in flow),
        parts={} if lone else parts,
        lone=lone,
        queue=front.body[::-1],
        stage=mast.stage,
        told=told,
    )
    while state.queue:
        block = state.queue.pop()
        any(handler(block, state) for handler in HANDLERS)

    # A text that is sure of its blocks brings its warnings along.
    paragraphs = labelled(state.items, [] if state.sure else told)
    if paragraphs and not state.sure and all(p.part == "preamble" for p in paragraphs):
        told.append("no operative paragraph found")
    signoff = "; ".join(dict.fromkeys(state.signoffs)) or None
    signed = date_in(signoff) if signoff and state.stage != "draft" else None
    return Resolution(
        symbol=symbol,
        title=mast.title,
        organ=mast.organ,
        adopted=mast.adopted or signed,
        stage=state.stage,
        recommends=state.recommends,
        agenda=mast.agenda,
        signoff=signoff,
        paragraphs=paragraphs,
        footnotes=_footnotes(read, paragraphs),
        warnings=tuple(dict.fromkeys(told)),
    )


def _says(block: Block) -> bool:
    """Is a block more than a page's number, a rule or a running title?"""
    if block.sure or (block.kind == "heading" and block.text.isalnum()):
        return True
    return not DEBRIS.fullmatch(block.text)


def _parted(mast: Masthead, named: str | None, parts: dict[int, str]) -> tuple[str, str]:
    """Symbol with the letters of its parts, and the letter of a text that is one of them alone."""
    symbol, letters = mast.symbol, sorted(set(parts.values()))
    given = mast.printed or symbol in ("", named)
    alone = len(letters) == 1 and (not given or symbol.endswith(f" {letters[0]}"))
    lone = letters[0] if alone else ""
    if letters and not given and not re.search(r" [A-Z](?:-[A-Z])?$", symbol):
        symbol += f" {lone or f'{letters[0]}-{letters[-1]}'}"
    return symbol, lone


def _footnotes(blocks: list[Block], paragraphs: tuple[Paragraph, ...]) -> tuple[Footnote, ...]:
    """Notes with the labels that cite them; of two notes under one mark the first is cited."""
    citing: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        for mark in dict.fromkeys(paragraph.notes):
            citing.setdefault(mark, []).append(paragraph.label)
    return tuple(
        Footnote(note.number, note.text, tuple(citing.pop(note.number, ())))
        for note in blocks
        if note.kind == "note"
    )


# --- handlers: each answers whether the block is dealt with -------------------------------------


def _organ_line(block: Block, state: State) -> bool:
    """``The General Assembly,``: a preamble begins; after a recommendation that of a draft."""
    organ = organ_of(block.text, state.organ) if len(block.text) < 200 else None
    if not organ or (state.annex and (block.sure or organ not in symbols.PREFIXES)):
        return False
    state.fresh = True
    last = state.last.top if state.last else None
    if (
        last is not None
        and organ != state.organ
        and not state.recommends
        and DRAFT.search(last.text[-1000:])
    ):
        state.stage, state.recommends = "recommended", organ
        if any(item.top is not last for item in state.items):
            kept = sum(item.top is not last for item in state.items)
            state.told.append(f"{kept} paragraphs of the recommending organ are left out")
        state.items.clear()
        state.annexes.clear()
        state.begin("", "")
    if not state.annex:
        state.mode, state.lists = "preamble", []
    return True


def _part(block: Block, state: State) -> bool:
    """``B``: a part with an organ line of its own."""
    if id(block) not in state.parts:
        return False
    state.mode, state.signed = "preamble", False
    state.begin(state.parts[id(block)], "")
    return True


def _lone_letter(block: Block, state: State) -> bool:
    """``B`` before a text that is this part alone."""
    return bool(state.lone) and block.text.rstrip(".") == state.lone and not state.items


def _signoff(block: Block, state: State) -> bool:
    """``12th plenary meeting``, ``4 May 2031``, ``[Adopted without a vote.]``."""
    line = SIGNOFF.fullmatch(block.text)
    if not line:
        return False
    lines = [block.text]
    if line["vote"]:
        lines = [block.text[: line.start("vote")], line["vote"]]
    # a text that is sure of its blocks has all of a sign-off in one
    while state.queue and not state.sure and _dated(state.queue[-1]):
        lines.append(state.queue.pop().text)
    _sign(lines, state)
    return True


def _vote_alone(block: Block, state: State) -> bool:
    """``[Adopted without a vote.]`` apart from a sign-off, or in its place; so is a day that ends
    the text."""
    vote = block.text.startswith("[") and VOTE.fullmatch(block.text)
    ends = not (state.queue or state.signed) and BARE_DATE.fullmatch(block.text)
    if not state.items or not (vote or ends):
        return False
    _sign([block.text], state)
    return True


def _voted(block: Block, state: State) -> bool:
    """A day or a vote that a sign-off has left behind says nothing new."""
    if not state.signed or not _dated(block):
        return False
    if not state.sure:
        _pass_votes(block.text, state.queue)
    return True


def _dated(block: Block) -> bool:
    return bool(BARE_DATE.fullmatch(block.text) or VOTE.fullmatch(block.text))


def _sign(lines: list[str], state: State) -> None:
    """Keep the lines of a sign-off, if anything stands above it; who voted how is passed over."""
    if not state.sure:
        _pass_votes(lines[-1], state.queue)
    if state.items:
        said = [vote_of(UNPARTED.sub(r"\1, ", line)).rstrip(",. ") for line in lines]
        state.signoffs.append(", ".join(said))
        state.signed = True


def _pass_votes(text: str, queue: list[Block]) -> None:
    """Pass over the rest of a vote: who was in favour, against, abstaining."""
    if "[" in text and "]" not in text and any("]" in block.text for block in queue[-16:]):
        while "]" not in queue.pop().text:
            pass
        return
    while queue and VOTERS.match(queue[-1].text):
        # "In favour:" on a line of its own has the names in the next one.
        if queue.pop().text.rstrip()[-1:] == ":" and queue and not PREFIX.match(queue[-1].text):
            queue.pop()


def _other_title(block: Block, state: State) -> bool:
    """``64/10. Care of paths``: another resolution on the page; the one that is read ends here."""
    title = title_of(block) if state.number and not state.sure else None
    if not title or not title["point"] or not title["title"] or title["number"] == state.number:
        return False
    spoken = any(organ_of(later.text, state.organ) for later in state.queue[-4:])
    if not spoken and not state.signed:
        return False
    if state.items:
        state.queue.clear()
    return True


def _annex(block: Block, state: State) -> bool:
    """``Annex II``, ``ANNEX Statutes of the bank``: an annex, and what stands over it."""
    if state.sure and block.kind != "heading":
        return False
    line = ANNEX.fullmatch(block.text)
    if not line or len(block.text.split()) > 25 or not _opens_annex(line, block):
        return False
    word = line["word"].capitalize()
    state.begin_annex(f"{word} {line['number']}" if line["number"] else word)
    if title := line["title"].strip(" .:"):
        head(title, state)
    return True


def _opens_annex(line: re.Match, block: Block) -> bool:
    """Is a line that begins with Annex the heading of one, and not a sentence about one?"""
    title = line["title"].strip()
    if not title or title[:1].islower():
        return not title
    if block.kind == "heading" or line["word"].isupper():
        return title[-1:] not in ";,"
    return bool(line["number"]) and title[:1].isupper() and title[-1:] not in ".;,"


def _appended(block: Block, state: State) -> bool:
    """After the sign-off, without a heading: an annex if it is numbered or set as text."""
    if not state.signed or state.annex:
        return False
    if block.kind not in ("paragraph", "heading") and not PREFIX.match(block.text):
        return True
    state.begin_annex("Annex")
    return False


def _heading(block: Block, state: State) -> bool:
    """``II. Tolls``: a section; no list goes on across it, unless what follows is its next item."""
    if not is_heading(block, state):
        return False
    head(block.text, state)
    state.paused, state.lists = state.lists, []
    return True


def _paragraph(block: Block, state: State) -> bool:
    """Everything else."""
    place(block, state)
    return True


# In this order: the lines that say where we are, then the headings, then what stands below them.
HANDLERS = (
    _organ_line,
    _part,
    _lone_letter,
    _signoff,
    _vote_alone,
    _voted,
    _other_title,
    _annex,
    _appended,
    _heading,
    _paragraph,
)
