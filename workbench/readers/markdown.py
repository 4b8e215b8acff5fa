"""Markdown and plain text: as converted from PDF, pasted from a page, or written by hand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ..grammar.lines import ADOPTED, AGENDA, ANNEX, BARE_DATE, PREFIX, SIGNOFF, TITLE, organ_of
from ..grammar.numerals import letter, numeral
from ..grammar.verbs import operative, recital
from ..grammar.writer import SURE
from ..records import Block
from . import content, hyphens, inline, pages, tables
from .protocol import Blocks

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_WARNING = "warning: "  # begins a comment that tells what an earlier reader found odd
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)([^*_]+)\1\s*")
_SPANNING = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*\n]*\n[^*]*)(?<=[^\s*])\1(?!\*)")
_NOTE = re.compile(
    r"\s*(?:<sup>\s*(?P<sup>\d{1,3}|\*{1,3}|[a-z])\s*</sup>|\[\^(?P<def>\w{1,4})\]:"
    r"|\^(?P<hat>\d{1,3})\^?|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<slash>\d{1,3})/(?=\s))\s*(?P<text>\S.*)",
    re.S,
)
_PLAIN_NOTE = re.compile(
    r"(?P<mark>\d{1,3})\s+(?P<text>(?:See|Ibid|Resolutions?|General Assembly|Security Council"
    r"|Official|United Nations|Economic and|Available|Report|[A-Z]{1,6}/|“|\"|Adopted|In |The "
    r"|Including|For ).*)",
    re.S,
)
# Marks after the stop that ends a paragraph.
_TRAILING = re.compile(r"([;,.:])(?:\s?<sup>\w{1,3}</sup>|\[\^\w{1,4}\]|\d)++$")
_NUMBERED = re.compile(r"\W{0,4}\d{1,3}\.\s+\W{0,3}[A-Z]")
# A paragraph's number that stands on a line of its own.
_LONE = re.compile(r"[*_\\]*(?:\d{1,3}\\?\.|\\?\((?:[a-z]{1,2}|[ivxl]{1,5})\\?\))[*_]*")
_LETTER = re.compile(r"(?:[A-Z]|[IVX]{1,5})\.?")  # a part's or section's
_ANCHOR = re.compile(r"<(span|a) (?:id|name)=\"[^\"<>]{0,80}\"\s*></\1>")
_ITEM = re.compile(r"([^\S\n]*)(\d{1,3})\.\s+(?=\S)")
_STARRED = re.compile(
    r"^(\W{0,3}(?:\d{1,3}\\?\.\s+|\([a-z]{1,4}\)\s+)?)\\([*_])(?=\w)([^*_\n\\]{1,90})\\\2", re.M
)
# White space is looked at once, where it begins: a run of it may be followed by no tag.
_TAGS = re.compile(r"(?:(?<!\s)\s++)?<[^<>]{1,300}>\s*+")
_INLINE_TAGS = re.compile(r"</?(?:strong|em|i|b|u|span|a)\b[^<>]{0,300}>", re.I)
_POWER = re.compile(r"\$\s?(?:\{\})?\^\{?\s?(\d{1,3})\s?\}?\s?\$")
_BRACKET_NOTE = re.compile(r"^\s{0,3}\\?\[(\d{1,3})\\?\]:?\s+(?=\S)", re.M)
_BRACKET = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[,;.:)”’\"*_\]>])|^)\s?\\?\[(\d{1,3})\\?\](?!\()", re.M
)
_MARKED = re.compile(r"<sup>|\[\^\w{1,4}\]")
_BEGINNING = 400  # characters that tell what a line is
_LIST = re.compile(r"(\s*)(?:[-*+•])\s+(?=\S)")


def read(path: Path) -> Blocks:
    """Blocks of a file in markdown or plain text."""
    return blocks(content.text(path))


def blocks(text: str) -> Blocks:
    """Blocks of a markdown or plain text, and the warnings that stand in it as comments."""
    comments = [comment.strip() for comment in _COMMENT.findall(text)]
    warnings = [
        comment.removeprefix(_WARNING).replace("&gt;", ">")
        for comment in comments
        if comment.startswith(_WARNING) and "\n" not in comment
    ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # A hyphen at a line's end, as one library hands it on, with the line's end gone.
    text = re.sub("(?<=\\w)[\ufffe\x02]\\n?", "-\n", text)
    sure = SURE in text
    text = _ANCHOR.sub("", _COMMENT.sub("", text))
    if sure:
        chunks = (chunk.strip() for chunk in text.split("\n\n"))
        return Blocks.of((b for c in chunks if c and (b := _block(c, True, sure=True))), warnings)
    text = _bracketed(_unescaped(_untabled(text)))
    marked = bool(_MARKED.search(text))
    pieces = (_block(piece, marked) for piece in _lettered(_pieces(text)))
    return Blocks.of((b for b in pieces if b), warnings, marked=marked)


def _untabled(text: str) -> str:
    """Tables in HTML, in which converters put a masthead, as lines of their own."""
    return tables.replaced(text, lambda table: _TAGS.sub("\n\n", _INLINE_TAGS.sub("", table)))


def _unescaped(text: str) -> str:
    """Emphasis whose stars were escaped (``\\*Recalling\\*``) set free, where it is a habit."""
    return _STARRED.sub(r"\1\2\3\2", text) if len(_STARRED.findall(text)) > 1 else text


def _bracketed(text: str) -> str:
    """Marks in brackets (``plan,[3]``) written as raised ones, where notes begin with such."""
    text = _POWER.sub(r"<sup>\1</sup>", text)
    noted = {m[1] for m in _BRACKET_NOTE.finditer(text)}
    if not noted:
        return text
    return _BRACKET.sub(lambda m: f"<sup>{m[1]}</sup>" if m[1] in noted else m[0], text)


def _chunks(lines: list[str]) -> list[list[str]]:
    """Lines between blank ones; the end of a page is a line of its own."""
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line == pages.TURN:
            chunks += [[line], []]
        elif line.strip():
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a text is set.

    Attributes
    ----------
    wrapped : bool
        Lines end where they are full, and not only where a paragraph does.
    parted : bool
        Blank lines stand between all paragraphs.
    reach : int
        As far as a line that goes on in the next one gets, that one's first word included: a
        line that falls short of it ends a paragraph.
    indented : bool
        The first line of a paragraph is set in, and the others are not.
    known : Counter
        Words of the text, by which broken ones are told.
    """

    wrapped: bool
    parted: bool
    reach: int
    indented: bool
    known: Counter[str]

    @classmethod
    def of(cls, chunks: list[list[str]]) -> _Setting:
        lines = [line for chunk in chunks for line in chunk if line.strip()]
        # Long lines are paragraphs, one each; else a chunk between blank lines may be wrapped.
        wrapped = sum(len(line) > 160 for line in lines) <= len(lines) // 20
        # Where numbered paragraphs stand after blank lines, all paragraphs do.
        numbered = sum(bool(_NUMBERED.match(line)) for line in lines)
        parted = sum(bool(_NUMBERED.match(chunk[0])) for chunk in chunks) > 0.8 * numbered > 0
        reaches, first, hung = [], 0, 0
        if wrapped:
            for before, line in pairwise(lines):
                if line.lstrip()[:1].islower() and before.rstrip()[-1:] not in ".;:":
                    reaches.append(_reach(before, line))
                    first += _indent(before) > _indent(line)
                    hung += _indent(before) < _indent(line)
        reaches.sort()
        # Where few lines tell, none is too short.
        reach = reaches[len(reaches) // 25] if len(reaches) > 2 else 0
        known = hyphens.vocabulary(lines) if wrapped else Counter()
        return cls(wrapped, parted, reach, first > 3 * hung, known)


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _reach(before: str, line: str) -> int:
    return len(before.expandtabs(4).rstrip()) + 1 + len(line.split(maxsplit=1)[0])


def _pieces(text: str) -> list[str]:
    """Paragraphs: chunks between blank lines are one, or lines of several."""
    chunks = _chunks(pages.turned(text.split("\n")))
    setting = _Setting.of(chunks)
    pieces: list[list[str]] = []  # lines of each
    loose = replace(setting, reach=0)  # a title is set in other letters than the text
    last = ""  # the line before, where a page ended within a chunk
    turn = titled = False
    for chunk in chunks:
        if chunk == [pages.TURN]:
            turn = bool(pieces)
            continue
        # Emphasis over several lines (a sign-off) would be torn where the lines part.
        lines = [li for li in _SPANNING.sub(r"\2", "\n".join(chunk)).split("\n") if li.strip()]
        if not lines:
            continue
        width = max(map(len, lines))
        for at, line in enumerate(lines):
            if at:
                before = lines[at - 1]
                said = before.rstrip("*_ ")
                short = len(before) < 0.7 * width and said[-1:] in ";,.:"
                after = lines[at + 1] if at + 1 < len(lines) else ""
                here = loose if titled else setting
                new = (short and not setting.parted) or _breaks(before, line, here)
                new = new or _heads(before, line, after, here)
            else:
                new = not turn or bool(_NOTE.match(pieces[-1][0][:_BEGINNING]))
                new = new or _breaks(last, line, replace(setting, parted=False))
            if (setting.wrapped and not new) or (
                pieces and len(pieces[-1]) == 1 and _LONE.fullmatch(pieces[-1][0].strip())
            ):  # a number may have a line of its own
                pieces[-1].append(line)
            else:
                pieces.append([line])
                title = TITLE.fullmatch(line[:_BEGINNING].strip(" #*_"))
                titled = bool(title and title["point"])
        last, turn = lines[-1], False
    return [hyphens.joined(piece, setting.known) for piece in pieces]


def _lettered(pieces: list[str]) -> list[str]:
    """Lists whose letters a converter made numbers: ``5. …:`` and, set in, ``1. …``."""
    result: list[str] = []
    open_: list[tuple[int, int]] = []  # indent and number of the lists that are open
    for piece in pieces:
        item = _ITEM.match(piece)
        if not item:
            result.append(piece)
            continue
        indent, number = len(item[1].expandtabs(4)), int(item[2])
        while open_ and indent < open_[-1][0]:
            open_.pop()
        if open_ and indent == open_[-1][0]:
            open_[-1] = (indent, number)
        elif not open_ or (
            number == 1 and indent >= open_[-1][0] + 3 and result[-1].rstrip("*_ ").endswith(":")
        ):
            open_.append((indent, number))
        depth = len(open_) - 1
        if 0 < depth < 3 and indent == open_[-1][0] and number < 27:
            shown = letter(number) if depth == 1 else numeral(number)
            piece = f"{item[1]}({shown}) {piece[item.end() :]}"
        result.append(piece)
    return result


def _breaks(before: str, line: str, setting: _Setting) -> bool:
    """Does a new paragraph begin with this line?"""
    bare, ahead = re.sub(r"[*_#]+", "", before).strip(), re.sub(r"[*_#]+", "", line).strip()
    if any(_HEADING.match(x) or _RULE.fullmatch(x) for x in (line, before)):
        return True
    if any(map(_LETTER.fullmatch, (bare, ahead))):
        return True
    if _NOTE.match(line) and not ahead[:1].islower():
        return True
    if before.endswith(("  ", "\\")) or organ_of(bare) or organ_of(ahead):
        return True
    if (title := TITLE.fullmatch(ahead)) and title["point"] and title["title"]:
        return True
    if ahead.startswith("[") or ADOPTED.match(ahead[:_BEGINNING]) or AGENDA.fullmatch(ahead):
        return True
    if SIGNOFF.fullmatch(ahead[:160]) or SIGNOFF.fullmatch(bare[:160]):
        return True
    if setting.parted:
        return False
    if BARE_DATE.fullmatch(bare) or any(len(x) < 20 and ANNEX.fullmatch(x) for x in (bare, ahead)):
        return True
    bare = _TRAILING.sub(r"\1", bare)
    if setting.indented and _indent(line) > _indent(before) + 1:
        return True
    if _reach(before, line) < setting.reach and not ahead[:1].islower():
        return True
    ended = bare[-1:] in '.;:,”"’)]' or bare.endswith((" and", " or"))
    if PREFIX.match(ahead) or _LIST.match(line):
        return ended or len(bare) > 200 or len(ahead) > 200
    if len(bare) > 160 or len(ahead) > 160:
        return True
    return bare[-1:] in ",;.:" and (operative(ahead) or recital(ahead)) and ahead[:1].isupper()


def _heads(before: str, line: str, after: str, setting: _Setting) -> bool:
    """Is a short line after a full stop, which the next line doesn't go on with, a heading?"""
    said = line.strip()
    return bool(
        setting.reach > 0
        and not setting.parted
        and (
            before.rstrip()[-1:] in ".;:" or (before.endswith(",") and PREFIX.match(after.strip()))
        )
        and said[:1].isupper()
        and said[-1:] not in ".;:,"
        and (not after or _reach(line, after) < 0.9 * setting.reach)
        and not after.strip()[:1].islower()
    )


def _block(piece: str, marked: bool, sure: bool = False) -> Block | None:
    if _RULE.fullmatch(piece):
        return None
    level = 0
    if quoted := re.match(r"\s*(?:>\s?)+", piece):
        level = 1 + quoted[0].count(">")
        piece = re.sub(r"^[^\S\n]*(?:>[^\S\n]?)+", "", piece, flags=re.M)
    if (note := _NOTE.fullmatch(piece)) and not piece.lstrip().startswith("\\"):
        mark = next(note[k] for k in ("sup", "def", "hat", "raised", "slash") if note[k])
        text, _ = inline.plain(note["text"])
        return Block(text, "note", mark.translate(inline.RAISED))
    if not marked and (note := _PLAIN_NOTE.fullmatch(piece.strip())):
        text, _ = inline.plain(note["text"])
        return Block(text, "note", note["mark"])
    kind = ""
    if heading := _HEADING.match(piece):
        kind, level = "heading", len(heading[1])
        piece = piece[heading.end() :].rstrip().rstrip("#")
    elif not sure and (bold := _BOLD.fullmatch(piece)):
        kind, piece = "heading", bold[2]
    if not sure and (item := _LIST.match(piece)):
        level = 1 + len(item[1].expandtabs(4)) // 2
        piece = piece[item.end() :]
        if not PREFIX.match(piece):
            piece = "• " + piece
    text, marks = inline.plain(piece)
    if not text:
        return None
    return Block(text, kind or ("paragraph" if sure else ""), level=level, marks=marks, sure=sure)
