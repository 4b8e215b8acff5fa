"""A resolution written as markdown that reads back to an equal one."""

from __future__ import annotations

import re

from .. import symbols
from ..records import Block, Paragraph, Resolution
from .dates import written
from .labels import Spot, spot_of
from .state import State

#: A text with this line has one block a paragraph, and headings only where they are marked.
SURE = "<!-- resolution: one block a paragraph -->"
MARKUP = re.compile(r"([\\*_<>\[\]^`#&⁰¹²³⁴⁵⁶⁷⁸⁹])")


def _escaped(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)


def markdown(resolution: Resolution) -> str:
    """Write a resolution as markdown: masthead, title, numbered paragraphs, notes, sign-off.

    Reading the result gives an equal resolution, warnings included.
    """
    organ, out = resolution.organ, [SURE]
    out += [f"<!-- warning: {w.replace('>', '&gt;')} -->" for w in resolution.warnings]
    if organ:
        out.append(f"# {_escaped(organ)}")
    if resolution.symbol:
        out.append(_escaped(resolution.symbol))
    if resolution.agenda:
        out.append(_escaped(resolution.agenda))
    if resolution.stage == "draft":
        out.append("## Draft resolution")
    elif organ:
        day = resolution.adopted
        when = f" on {written(day)}" if day else ""
        out.append(f"## Resolution adopted by the {_escaped(organ)}{when}")
    number = symbols.number(resolution.symbol)
    if "/RES/" in resolution.symbol:
        council = re.fullmatch(r"\d+ \(\d{4}\)", number)
        bare = re.sub(r" [A-Z](?:-[A-Z])?$", "", number)
        if resolution.title or not council:
            out.append(f"### {bare}. {_escaped(resolution.title)}".rstrip())
        else:
            out.append(f"### Resolution {number}")
    elif resolution.title:
        out.append(f"### {_escaped(resolution.title)}")
    line = f"*The {_escaped(organ)}*" if organ else ""
    if resolution.recommends:
        out += [
            line,
            f"*Recommends* to the {_escaped(resolution.recommends)} the adoption of the "
            "following draft resolution:",
        ]
        line = f"*The {_escaped(resolution.recommends)},*"
    elif organ:
        line = f"*The {_escaped(organ)},*"

    parts = _lettered(resolution)
    unnumbered = {
        w.partition(": ")[0] for w in resolution.warnings if w.endswith("no number is printed")
    }
    # What a reader will know at each point: headings are written where it would go wrong.
    pen = State(organ)
    before: Paragraph | None = None
    if not parts and line:
        out.append(line)
    for paragraph in resolution.paragraphs:
        spot = spot_of(paragraph, parts)
        if (spot.part, spot.annex) != (pen.part, pen.annex):
            if spot.part and (spot.part != pen.part or (pen.annex and not spot.annex)):
                out += [f"## {spot.part}", *([line] if line else [])]
            if spot.annex:
                out.append(f"## {re.sub(r'~.*', '', spot.annex)}")
            pen.part, pen.annex = spot.part, spot.annex
            pen.restart()
        lines = _headings(paragraph, spot, pen)
        back = before is not None and before.part == "operative" and paragraph.part == "preamble"
        if back and line:
            lines.append(line)
        out += lines
        out.append(_written(paragraph, spot, paragraph.label in unnumbered))
        pen.fresh, before = False, paragraph
    if resolution.signoff:
        out += [f"*{_escaped(line)}*" for line in resolution.signoff.split("; ")]
    if resolution.footnotes:
        out.append("---")
        out += [f"<sup>{n.mark}</sup> {_escaped(n.text)}" for n in resolution.footnotes]
    return "\n\n".join(out) + "\n"


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
    wanted, text, lines = list(spot.section), paragraph.heading, []
    path = [number for _, number in pen.path]
    if wanted and path[: len(wanted)] != wanted:
        same = 0
        while same < min(len(wanted), len(path)) and wanted[same] == path[same]:
            same += 1
        steps = wanted[same:] or wanted[-1:]
        own = bool(text) and bool(re.match(rf"{re.escape(steps[-1])}(?!\w)", text))  # type: ignore[arg-type]
        lines += [f"{step}." for step in (steps[:-1] if own else steps)]
    if text and (lines or text != pen.heading):
        lines.append(text)
    for line in lines:
        pen.head(Block(line, "heading"))
        pen.bare, pen.fresh = False, False
    return [f"## {_escaped(line)}" for line in lines]


def _written(paragraph: Paragraph, spot: Spot, bare: bool) -> str:
    text = _escaped(paragraph.text)
    opening = paragraph.verb
    if (
        opening
        and paragraph.text[: len(opening)].lower() == opening
        and len(opening) < len(paragraph.text)
    ):
        text = f"*{text[: len(opening)]}*{text[len(opening) :]}"
    text += "".join(f"<sup>{mark}</sup>" for mark in paragraph.notes)
    indent = "> " * (paragraph.level - 1)
    if spot.last:
        shown = "•" if spot.last.startswith("•") else spot.last
        if shown.startswith("."):
            shown = f"{spot.number}{shown}" if paragraph.level == 2 else shown[1:]
        return f"{indent}{shown} {text}".rstrip()
    if spot.number and not bare:
        point = "" if "." in spot.number else "."
        return f"{indent}{spot.number}{point} {text}".rstrip()
    return indent + text
