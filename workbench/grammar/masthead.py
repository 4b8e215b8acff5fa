"""What stands before the body: symbol, organ, date, agenda item, title; the letters of parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .. import symbols
from ..records import Block
from .dates import DATE, date_in, sessions
from .lines import (
    ADOPTED,
    AGENDA,
    BARE_DATE,
    GAP,
    MASTHEAD,
    PREFIX,
    organ_of,
    part_of,
    title_of,
)
from .verbs import operative, recital

__all__ = ["Front", "Masthead", "adopting", "front_of", "masthead", "parts_of"]


class Front(NamedTuple):
    """A text in two: what stands before the body, the body, and the title line between them."""

    lines: list[Block]
    body: list[Block]
    title: re.Match | None


def adopting(blocks: list[Block]) -> str:
    """Organ of the line of adoption: ``Resolution adopted by the Assembly of Cantons on …``."""
    line = next((line for block in blocks if (line := ADOPTED.match(block.text))), None)
    return " ".join(line["organ"].split()) if line else ""


# --- where the body begins ---------------------------------------------------------------------


def front_of(flow: list[Block], named: str | None, organ: str) -> Front:
    """Part a text before its organ line, or before the first block that may be its body's.

    Parameters
    ----------
    flow : list of Block
        The text without notes.
    named : str or None
        Symbol that the file's name gives: of several title lines its own counts.
    organ : str
        That adopts it.
    """
    titles = [(at, title) for at, block in enumerate(flow) if (title := title_of(block))]
    marked = [(at, title) for at, title in titles if flow[at].kind == "title"]
    meant = [(at, title) for at, title in titles if _same(title["number"], named)]
    speaks = next((at for at, block in enumerate(flow) if organ_of(block.text, organ)), len(flow))
    early = [(at, title) for at, title in titles if at < speaks]
    chosen = (marked or meant or early or titles)[:1]
    if chosen and named and not marked and not meant:
        # A page that begins in the middle of the resolution meant: its title stands on another.
        before = flow[: chosen[0][0]]
        if sum(recital(block.text) or operative(block.text) for block in before) > 2:
            return Front([], before, None)
    if not chosen:
        start = _start(flow, speaks)
        return Front(flow[:start], flow[start:], None)
    at, title = chosen[0]
    start = _after(flow, at + 1, organ)
    return Front(flow[:start], flow[start:], title)


def _same(number: str, symbol: str | None) -> bool:
    """Is a printed number that of a symbol (parts apart)?"""
    if not symbol:
        return False
    pattern = r"\d+|[IVXLC]{2,}|(?<=\()[IVXLC]"
    return re.findall(pattern, symbols.number(symbol)) == re.findall(pattern, _mended(number))


def _mended(number: str) -> str:
    """The first session as it should be: printed and scanned as ``13 (1)``, ``13 (l)``."""
    return re.sub(r"\((?:1|l)\)", "(I)", number)


def _start(flow: list[Block], speaks: int) -> int:
    """Where the body of a text without title line begins: at the organ line, or before it."""
    begun = next((at for at, block in enumerate(flow) if _begins(block)), len(flow))
    if speaks == len(flow):
        return begun
    headed = speaks == 0 or any(ADOPTED.match(block.text) for block in flow[:speaks])
    return begun if not headed and begun + 1 < speaks else speaks


def _begins(block: Block) -> bool:
    """May a text without organ line begin with this block?"""
    prefix = PREFIX.match(block.text)
    return bool(prefix and not prefix["bul"]) or recital(block.text) or operative(block.text)


def _after(flow: list[Block], first: int, organ: str) -> int:
    """Where the body begins after a title line.

    Between them may stand the rest of the title, an adoption line, a report's number.
    """
    limit = min(first + 9, len(flow))
    for at in range(first, limit):
        if organ_of(flow[at].text, organ) or part_of(flow, at, organ):
            return at
    return next((at for at in range(first, limit) if not _about(flow[at].text)), limit)


def _about(text: str) -> bool:
    """Is a line about the document: an adoption line, a report's number, an agenda item?"""
    return bool(
        text.startswith(("[", "("))
        or ADOPTED.match(text)
        or AGENDA.fullmatch(text)
        or MASTHEAD.fullmatch(text)
        or BARE_DATE.fullmatch(text)
    )


# --- what single lines say ---------------------------------------------------------------------


@dataclass(slots=True)
class Masthead:
    """What a document says of itself before its body."""

    symbol: str = ""
    printed: bool = False  # the symbol is printed, or nothing else gives one
    organ: str = ""
    adopted: date | None = None
    broken: bool = False  # a line of adoption without a day was read
    agenda: str | None = None
    stage: str = "adopted"
    title: str = ""


def _adoption(text: str, told: Masthead) -> bool:
    """``Resolution adopted by the Assembly of Cantons on 4 May 2031``."""
    line = ADOPTED.match(text)
    if not line:
        return False
    name = " ".join(line["organ"].split())
    told.organ = {known.upper(): known for known in symbols.PREFIXES}.get(name.upper(), name)
    told.adopted = date_in(line["rest"]) or told.adopted
    told.broken = told.adopted is None
    return True


def _agenda(text: str, told: Masthead) -> bool:
    """``Agenda item 9``."""
    if told.agenda or not AGENDA.fullmatch(text):
        return False
    told.agenda = text
    return True


def _symbol(text: str, told: Masthead) -> bool:
    """``A/60/L.62``; a resolution's own symbol is better than a report's."""
    line = MASTHEAD.fullmatch(text)
    symbol = symbols.normal(line[1]) if line else None
    if not symbol or (told.symbol and "/RES/" not in symbol):
        return False
    told.symbol = symbol
    return True


def _draft(text: str, told: Masthead) -> bool:
    """``Revised draft resolution``, ``Cantonia: draft resolution``."""
    draft = r"(?:Revised )?Draft resolution\b.{0,80}|.{0,120}: (?:revised )?draft resolution"
    if not re.fullmatch(draft, text, re.I):
        return False
    told.stage = "draft"
    return True


def _organ(text: str, told: Masthead) -> bool:
    """``General Assembly``."""
    if told.organ or text not in symbols.PREFIXES:
        return False
    told.organ = text
    return True


def _day(text: str, told: Masthead) -> bool:
    """A day on a line of its own, where an adoption line breaks off: "at its 9th meeting, on".

    One above that line is the day of distribution.
    """
    if told.adopted or not told.broken or not DATE.fullmatch(text.strip()):
        return False
    told.adopted = date_in(text)
    return True


def _cited(text: str, told: Masthead) -> bool:
    """The only resolution that a short line names: ``United Cantons A/RES/74/175``."""
    if told.symbol or len(text) >= 80 or text.startswith(("[", "(")) or "/RES/" not in text:
        return False
    cited = symbols.find(text)
    if len(cited) != 1:
        return False
    told.symbol = cited[0].symbol
    return True


def _said(lines: list[Block], title_line: int | None) -> Masthead:
    """What the lines say, each as the first handler that takes it understands it."""
    told = Masthead()
    adopted = bool(adopting(lines))
    for at, block in enumerate(lines):
        handlers = (
            _adoption,
            *([_day] if adopted else []),
            _agenda,
            _symbol,
            *([_cited] if at != title_line else []),
            _draft,
            _organ,
        )
        any(handler(block.text, told) for handler in handlers)
    return told


# --- what all of it says ------------------------------------------------------------------------


def masthead(front: Front, named: str | None, warnings: list[str]) -> Masthead:
    """Symbol, organ, date, agenda and title of a text.

    Parameters
    ----------
    front : Front
    named : str or None
        Symbol that the file's name gives, where the text leaves it open.
    warnings : list of str
        Grows by a number that is misprinted.
    """
    lines, body, title = front
    at = next((at for at, block in enumerate(lines) if _is(title_of(block), title)), None)
    told = _said(lines, at)
    speaks = organ_of(body[0].text, adopting(lines)) if body else None
    if speaks and told.organ.upper() in ("", speaks.upper()):
        told.organ = speaks
    if re.search(r"/L\.\d", told.symbol) and "/RES/" not in told.symbol:
        told.stage = "draft"
    number = _mended(title["number"]) if title else ""
    told.title = _title(lines, title, at) if title else _untitled(lines, told.organ)
    # The part of a single part may stand at the end of the title line.
    part = re.search(r"(?<=[a-z]) ([B-H])$", told.title) if title else None
    if part and (not named or named.endswith(f" {part[1]}")):
        told.title, number = told.title[:-2], f"{number} {part[1]}"
    return _identified(told, number, named, warnings)


def _is(line: re.Match | None, title: re.Match | None) -> bool:
    return line is not None and title is not None and line[0] == title[0]


def _title(lines: list[Block], title: re.Match, at: int | None) -> str:
    """The title with what stands of it on the lines below; the Security Council's have none."""
    said = title["title"].strip()
    council = title[0].startswith("Resolution") and "(" in title["number"]
    if at is None or council:
        return said
    for text in (block.text for block in lines[at + 1 :]):
        other = ADOPTED.match(text) or MASTHEAD.fullmatch(text) or AGENDA.fullmatch(text)
        if other or text.startswith("[") or re.fullmatch(r"[A-Z]|[IVX]+", text):
            continue
        if not said or text[:1].islower() or GAP.search(said):
            said = f"{said} {text}".strip()
    return said


def _untitled(lines: list[Block], organ: str) -> str:
    """Title of a text without title line: its last heading, or the last line that may be one."""
    rest = [
        block
        for block in lines
        if not (
            (_about(block.text) and not block.text.startswith("("))
            or block.text in (*symbols.PREFIXES, organ)
            or re.search(r"\bsession$|^Distr|^Original|^(?:General|Limited)$", block.text)
            or re.match(r"(?:Revised )?Draft resolution\b", block.text, re.I)
            or block.text[:1].islower()
            or len(block.text) >= 400
        )
    ]
    headings = [block for block in rest if block.kind in ("title", "heading")] or rest
    return headings[-1].text if headings else ""


def _identified(told: Masthead, number: str, named: str | None, warnings: list[str]) -> Masthead:
    """Organ and symbol from what is printed, the title line's number, and the file's name."""
    stated = told.symbol
    organ = told.organ or symbols.organ(stated) or symbols.organ(named or "")
    if not organ and re.match(r"(?:19|20)\d\d/", number):
        organ = "Economic and Social Council"
    told.organ = organ
    derived = symbols.symbol(organ, re.sub(r"\s+and\s+", "-", number)) if number else None
    if "/RES/" in stated or not derived:
        told.symbol, told.printed = stated or named or "", bool(stated)
    else:
        told.symbol = derived
    if named and not stated and organ == "General Assembly" and _misprinted(told, named):
        warnings.append(
            f"the title prints {symbols.number(told.symbol)}, which the date of adoption "
            f"rules out: read as {symbols.number(named)}"
        )
        told.symbol = named
    return told


def _misprinted(told: Masthead, named: str) -> bool:
    """Does the date of adoption rule out the printed session, and not that of the file's name?"""
    printed = re.match(r"(\d+)/", symbols.number(told.symbol))
    other = re.match(r"(\d+)/", symbols.number(named))
    if not printed or not other or not told.adopted:
        return False
    possible = sessions(told.adopted)
    return int(printed[1]) not in possible and int(other[1]) in possible


# --- parts ---------------------------------------------------------------------------------------


def parts_of(body: list[Block], organ: str) -> dict[int, str]:
    """Lone capital letters that open a part: A, B, each soon followed by the organ line.

    The letters by the `id` of their blocks.
    """
    parts: dict[int, str] = {}
    last = ""
    for index, block in enumerate(body):
        letter = part_of(body, index, organ)
        if not letter or (letter in "IVX" and (not last or ord(letter) != ord(last) + 1)):
            continue
        if not parts and index > 0:
            break
        parts[id(block)] = last = letter
    return parts
