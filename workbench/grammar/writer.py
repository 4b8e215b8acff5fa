"""A resolution written as markdown that reads back to an equal one."""

from __future__ import annotations

import re

from .. import symbols
from ..records import Paragraph, Resolution
from .dates import written
from .headings import head
from .labels import Spot, spot_of
from .state import State

__all__ = ["SURE", "markdown"]

#: A text with this line has one block a paragraph, and headings only where they are marked.
SURE = "<!-- resolution: one block a paragraph -->"
_MARKUP = re.compile(r"([\\*_<>\[\]^`#&⁰¹²³⁴⁵⁶⁷⁸⁹])")


def markdown(resolution: Resolution) -> str:
    """Write a resolution as markdown: masthead, title, numbered paragraphs, notes, sign-off.

    Reading the result gives an equal resolution, warnings included.
    """
    chunks = [
        SURE,
        *(f"<!-- warning: {w.replace('>', '&gt;')} -->" for w in resolution.warnings),
        *_front(resolution),
        *_title(resolution),
        *_recommending(resolution),
        *_body(resolution),
    ]
    if resolution.signoff:
        chunks += [f"*{_escaped(line)}*" for line in resolution.signoff.split("; ")]
    if resolution.footnotes:
        chunks.append("---")
        chunks += [f"<sup>{n.mark}</sup> {_escaped(n.text)}" for n in resolution.footnotes]
    return "\n\n".join(chunks) + "\n"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _front(resolution: Resolution) -> list[str]:
    """Organ, symbol, agenda item, and the line of adoption."""
    organ, day = _escaped(resolution.organ), resolution.adopted
    chunks = [f"# {organ}"] if organ else []
    chunks += [_escaped(line) for line in (resolution.symbol, resolution.agenda) if line]
    if resolution.stage == "draft":
        chunks.append("## Draft resolution")
    elif organ:
        when = f" on {written(day)}" if day else ""
        chunks.append(f"## Resolution adopted by the {organ}{when}")
    return chunks


def _title(resolution: Resolution) -> list[str]:
    """Number and title; the Security Council's have a number alone."""
    number, title = symbols.number(resolution.symbol), _escaped(resolution.title)
    if "/RES/" not in resolution.symbol:
        return [f"### {title}"] if title else []
    if not title and re.fullmatch(r"\d+ \(\d{4}\)", number):
        return [f"### Resolution {number}"]
    number = re.sub(r" [A-Z](?:-[A-Z])?$", "", number)  # parts have lines of their own
    return [f"### {number}. {title}".rstrip()]


def _recommending(resolution: Resolution) -> list[str]:
    """Who recommends the text, and to whom."""
    if not resolution.recommends:
        return []
    return [
        f"*The {_escaped(resolution.organ)}*" if resolution.organ else "",
        f"*Recommends* to the {_escaped(resolution.recommends)} the adoption of the "
        "following draft resolution:",
    ]


def _body(resolution: Resolution) -> list[str]:
    """Organ line, parts, headings and paragraphs."""
    organ = resolution.recommends or resolution.organ
    line = [f"*The {_escaped(organ)},*"] if organ else []
    parts = _lettered(resolution)
    unnumbered = {
        warning.partition(": ")[0]
        for warning in resolution.warnings
        if warning.endswith("no number is printed")
    }
    # What a reader will know at each point: headings are written where it would go wrong.
    pen = State()
    chunks = [] if parts else [*line]
    before = ""
    for paragraph in resolution.paragraphs:
        spot = spot_of(paragraph, parts)
        if (spot.part, spot.annex) != (pen.part, pen.annex):
            if spot.part and (spot.part != pen.part or (pen.annex and not spot.annex)):
                chunks += [f"## {spot.part}", *line]
            if spot.annex:
                chunks.append(f"## {re.sub(r'~.*', '', spot.annex)}")
            pen.begin(spot.part, spot.annex)
        chunks += _headings(paragraph, spot, pen)
        if (before, paragraph.part) == ("operative", "preamble"):
            chunks += line
        chunks.append(_written(paragraph, spot, paragraph.label in unnumbered))
        pen.fresh, before = False, paragraph.part
    return chunks


def _lettered(resolution: Resolution) -> frozenset[str]:
    """Letters that are parts with an organ line of their own, and not sections of one text."""
    first: dict[str, Paragraph] = {}
    for paragraph in resolution.paragraphs:
        letter, slash, _ = paragraph.label.partition("/")
        if slash and re.fullmatch(r"[A-Z]", letter):
            first.setdefault(letter, paragraph)
    sections = {p.label[0] for p in resolution.paragraphs if p.label[1:2] == "."}
    return frozenset(
        letter
        for letter, p in first.items()
        if letter not in sections
        and not (p.heading or "").startswith((f"{letter}.", f"{letter} "))
        and p.heading != letter
    )


def _headings(paragraph: Paragraph, spot: Spot, pen: State) -> list[str]:
    """Heading lines that bring a reader from where it is to a paragraph's section."""
    wanted, heading = list(spot.section), paragraph.heading
    path = [number for _, number in pen.path]
    lines = []
    if wanted and path[: len(wanted)] != wanted:
        same = 0
        while same < min(len(wanted), len(path)) and wanted[same] == path[same]:
            same += 1
        steps = wanted[same:] or wanted[-1:]
        # the last number is not written apart where the heading begins with it
        said = heading and re.match(rf"{re.escape(steps[-1])}(?!\w)", heading)
        lines += [f"{step}." for step in (steps[:-1] if said else steps)]
    if heading and (lines or heading != pen.heading):
        lines.append(heading)
    for line in lines:
        head(line, pen)
        pen.bare, pen.fresh = False, False
    return [f"## {_escaped(line)}" for line in lines]


def _written(paragraph: Paragraph, spot: Spot, bare: bool) -> str:
    """A paragraph with its number, the initiating verb in italics, notes marked, indented."""
    text, opening = _escaped(paragraph.text), paragraph.verb or ""
    begins = paragraph.text[: len(opening)].lower() == opening
    if opening and begins and len(opening) < len(paragraph.text):
        text = f"*{text[: len(opening)]}*{text[len(opening) :]}"
    text += "".join(f"<sup>{mark}</sup>" for mark in paragraph.notes)
    number = _numbered(paragraph, spot, bare)
    return "> " * (paragraph.level - 1) + (f"{number} {text}".rstrip() if number else text)


def _numbered(paragraph: Paragraph, spot: Spot, bare: bool) -> str:
    """The number as it is printed before a paragraph: ``3.``, ``(b)``, ``2.1``, ``•``."""
    if spot.last.startswith("•"):
        return "•"
    if spot.last.startswith("."):
        return f"{spot.number}{spot.last}" if paragraph.level == 2 else spot.last[1:]
    if spot.last:
        return spot.last
    if spot.number and not bare:
        return spot.number if "." in spot.number else f"{spot.number}."
    return ""
