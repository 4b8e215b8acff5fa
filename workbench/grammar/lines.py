"""Lines that are known by their form: organ, title, sign-off, vote, annex, units, numbers."""

from __future__ import annotations

import re

from .. import symbols
from ..records import Block
from .dates import MONTH

__all__ = [
    "ADOPTED", "AGENDA", "ANNEX", "BARE_DATE", "DEBRIS", "DRAFT", "GAP", "MASTHEAD",
    "NUMBERED_HEADING", "ORGANS", "PREFIX", "SIGNOFF", "TITLE", "UNIT", "UNPARTED", "VOTE",
    "VOTERS",
    "organ_of", "part_of", "title_of", "vote_of",
]  # fmt: skip

ORGANS = "|".join(symbols.PREFIXES)
# "The General Assembly,"
_ORGAN_LINE = re.compile(
    r"(?:The\s+)(?P<organ>[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|of|and|the|for|on|to|in)){0,11})"
    r"\s*(?P<end>[,.;:]?)",
)
# "74/9. Care of bridges", "Resolution 12 (2031)", "217 A (III). Care of bridges"
TITLE = re.compile(
    r"(?:(?:Resolution|RESOLUTION|Decision|DECISION)\s+)?"
    r"(?P<number>(?:S-|ES-|S/)?\d{1,4}[/-]\d{1,4}(?:\s?[A-Z](?:(?:[-–]|\sand\s|\sto\s)[A-Z])?)?"
    r"|\d{1,4}(?:\s?[A-Z])?\s?\((?:[IVXLCl]+|(?:19|20)\d\d|1)\)(?:\s[A-Z]\b)?)"
    r"(?P<point>\.?)(?:\s+|(?<=\.)|$)(?P<title>.*)"
)
_COUNCIL = re.compile(
    r"(?:Resolution|RESOLUTION)\s+(?P<number>\d{1,4}\s?\((?:19|20)\d\d\)|\d{1,3}/\d{1,3})"
)
# "Resolution adopted by the General Assembly on 4 May 2031"
ADOPTED = re.compile(
    r"(?:(?:Resolutions?|RESOLUTIONS?|Decisions?)\s+(?:adopted|ADOPTED)|Adopted)\s+(?:by|BY)\s+"
    r"(?:the|THE)\s+(?P<organ>[A-Z][\w’' -]*?)(?=\s+(?:on|at|ON|AT)\b|\s*[,:]|$)(?P<rest>.*)",
    re.S,
)
# "Agenda item 9 (b)"
AGENDA = re.compile(r"(?:Provisional )?Agenda items? \d.{0,60}", re.I)
# A symbol alone on its line: "A/60/L.62"
MASTHEAD = re.compile(r"([A-Z]{1,12}/[A-Z0-9()./ -]{3,40}?)\s*\**")
_DAY = rf"(?:on\s+)?\d{{1,2}}\s+(?:{MONTH})\s+\d{{4}}"
_SITTING = r"\d{1,4}(?:st|nd|rd|th)\s+(?:\((?:resumed|closed)\)\s+)?(?:plenary\s+|special\s+)?"
_MEETING = (
    rf"(?:{_SITTING}|[A-Z][a-z]+(?:[ -][a-z]+){{0,8}}\s+plenary\s+)"
    r"[Mm]eeting\b\s*(?:[,.;]\s*)?"
)
_MANNER = (
    r"(?:without\s+a\s+vote|unanimously"
    r"|by\s+(?:consensus|acclamation|(?:an?\s+)?(?:[a-z-]+\s+){0,2}vote\b|\d+\s+(?:votes\s+)?to\b))"
)
# How a text was adopted: the Human Rights Council says it in brackets below the sign-off, and goes
# on with who voted how; the Security Council and yearly volumes say it within the sign-off.
_VOTE = rf"\[?(?:Resolution\s+adopted\b|Adopted\b[^.:\[\]]{{0,80}}?\b{_MANNER}).{{0,3000}}"
# "12th plenary meeting, 4 May 2031", "Adopted unanimously at the 12th meeting."
SIGNOFF = re.compile(
    rf"{_MEETING}(?:(?:{_DAY}\s*(?:[,.;]\s*)?)?(?P<vote>{_VOTE})|{_DAY}.{{0,80}}|)"
    rf"|Adopted\s+(?:unanimously\s+)?at\s+the\s+{_SITTING}meeting\b(?:\s*(?:,\s*)?{_DAY})?"
    rf"(?:\s*(?:,\s*)?{_MANNER}.{{0,3000}})?[.,]?",
    re.S,
)
# Meeting and day on one line, which others print on two
UNPARTED = re.compile(rf"(meeting)\s+(?=\d{{1,2}} (?:{MONTH})\b)")
BARE_DATE = re.compile(rf"\d{{1,2}}\s+(?:{MONTH})\s+\d{{4}}[.,]?")
VOTE = re.compile(_VOTE, re.S)
# "In favour: Aldermere, Bex"
VOTERS = re.compile(r"[*_\[]*(?:In favour|Against|Abstain(?:ing|ed)|Abstentions?|Absent)\b.{0,3}:")
_WHO_VOTED = re.compile(
    rf"[.,;:\s]*(?:\bThe\s+(?:\w+\s+of\s+the\s+)?vot(?:e|ing)\s+was\s+)?\bas\s+follows\b.*"
    rf"|\s*(?:{VOTERS.pattern}).*",
    re.S,
)
# A text of one organ may hold a draft that it recommends to another
DRAFT = re.compile(
    r"\b[Rr]ecommends?\b.{0,200}?\b(?:adopt(?:ion)?)\b.{0,200}?\bfollowing\b.{0,40}?"
    r"\b(?:draft|resolution|declaration|decision).{0,200}:?$",
    re.S,
)
# What pages add: numbers, rules, job numbers, running titles
DEBRIS = re.compile(
    r"<!--.*?-->|[-_*=\s]{3,}|\W*|\d{1,4}|/\s?\.\.\.|\.\.\.|\d{1,3}\s?/\s?\d{1,3}"
    r"|\d{2}-\d{5}(?:\s*\(E\))?.{0,40}|\d{2}-\d{5}|Page \d+"
    r"|\d{0,4}\s*(?:General Assembly|Economic and Social Council)\s*[—–-]+"
    r"\s*[\w -]+[Ss]ession\s*\d{0,4}"
    r"|(?:[IVX]+\.\s*)?Resolutions adopted (?:on the reports?|without reference).{0,120}"
    r"|Please recycle.{0,20}",
    re.S,
)
# "Annex II", "ANNEX Statutes of the bank"
ANNEX = re.compile(
    r"(?P<word>ANNEX|Annex|APPENDIX|Appendix)"
    r"(?:\s+(?P<number>[IVXLC]+|[A-Z]|\d{1,2}))?\.?\s*[*]?(?:(?<=[\s.:])|$)(?P<title>.*)"
)
_UNITS = (
    r"Article|ARTICLE|Section|SECTION|Chapter|CHAPTER|Part|PART|Rule|RULE|Principle|PRINCIPLE"
    r"|Regulation|REGULATION|Procedure|PROCEDURE|Guideline|GUIDELINE|Goal|GOAL|Title|TITLE"
    r"|Income section"
)
# "Article 3", "Part II. Tolls"
UNIT = re.compile(
    rf"(?P<unit>{_UNITS})\s+(?P<number>[IVXLC]+|\d{{1,3}}[A-Z]?|[A-Z])\b(?P<point>[.:]?)\s*(?P<title>.*)",
    re.S,
)
# "II. Tolls", "B"; a Roman numeral may stand without a point
NUMBERED_HEADING = re.compile(
    r"(?P<number>[IVXLC]{1,7}|[A-Z])(?P<point>\.|(?=$)|(?<=[IVX])(?=\s))"
    r"(?:\s*(?P<title>[A-Z“\"‘'(].*))?",
    re.S,
)
# The number printed before a paragraph: 1. / 2.1 / (a) / a) / a. / •
PREFIX = re.compile(
    r"(?:(?P<num>\d{1,3})\.(?=[\s\u200e]|[A-Z(“\"‘]|$)"
    r"|(?P<dec>\d{1,3}(?:\.\d{1,3}){1,4})\.?(?=\s|$)"
    r"|\((?P<par>[a-z]{1,3}|[ivxl]{4,8}|\d{1,2}|[A-Z])\)(?=\s|[A-Z“\"‘(]|$)"
    r"|(?P<half>[a-z]|[ivx]{1,5}|\d{1,2})\)(?=\s|$)"
    r"|(?P<let>[a-z])\.(?=\s|$)"
    r"|(?P<bul>[•·▪●○◦‣∙–—*-])(?=\s|$))\s*"
)
# A text that ends so goes on in the next block
GAP = re.compile(
    r"(?:\b(?:of|the|on|in|and|to|for|by|with|a|an|or|that|from|at|as|its|their|which|into|between"
    r"|under|be|is|are|has|have|not)|-)$"
)


def organ_of(text: str, expected: str = "") -> str | None:
    """Organ named by a line that is nothing but "The General Assembly,"."""
    line = _ORGAN_LINE.fullmatch(text)
    if not line:
        return None
    name = line["organ"]
    if name in symbols.PREFIXES or name == expected:
        return name
    upper = {known.upper(): known for known in (*symbols.PREFIXES, expected) if known}
    if name.upper() in upper:
        return upper[name.upper()]
    return name if line["end"] == "," and len(text.split()) <= 10 else None


def title_of(block: Block) -> re.Match | None:
    """Title line of a resolution: its number, a full stop, its title."""
    text = block.text.lstrip("# ").strip()
    line = TITLE.fullmatch(text)
    if not line or _COUNCIL.fullmatch(text):
        return line
    if block.kind == "paragraph" and not line["title"]:
        return None
    if not line["point"] and block.kind != "title":
        return None
    return None if line["title"][:1].islower() else line


def vote_of(text: str) -> str:
    """How a text was adopted, without who voted how.

    ``[Adopted by a vote of 3 to 1. The voting was as follows: In favour: …`` is
    ``[Adopted by a vote of 3 to 1.]``.
    """
    vote = _WHO_VOTED.sub("", text).rstrip()
    if vote.startswith("[") and "]" not in vote:
        vote = vote.rstrip(" .,;:") + ".]"
    return vote.replace("; ", ", ")  # sign-offs are told apart by a semicolon


def part_of(blocks: list[Block], index: int, organ: str = "") -> str:
    """Letter of the part that a block opens, or an empty string.

    A part is a capital alone on its line, soon followed by the organ line.
    """
    letter = blocks[index].text.rstrip(".")
    lone = len(letter) == 1 and letter.isascii() and letter.isupper()
    if lone and any(organ_of(block.text, organ) for block in blocks[index + 1 : index + 5]):
        return letter
    return ""
