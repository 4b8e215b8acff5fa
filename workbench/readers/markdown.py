"""Markdown and plain text: as converted from PDF, pasted from a page, or written by hand."""

from __future__ import annotations

import re
from itertools import pairwise

from ..resolution import (
    _ADOPTED,
    _AGENDA,
    _ANNEX,
    _BARE_DATE,
    _SIGNOFF,
    _TITLE,
    SURE,
    Block,
    _operative,
    _organ,
    _recital,
    unglue,
)
from ..resolution import _PREFIX as PREFIX
from . import inline

_WARNING = re.compile(r"<!--\s*warning: (.*?)\s*-->")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*", re.S)
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
_TRAILING = re.compile(r"([;,.:])(?:\s?<sup>\w{1,3}</sup>|\[\^\w{1,4}\]|\d{1,3})+$")
_NUMBERED = re.compile(r"\W{0,4}\d{1,3}\.\s+\W{0,3}[A-Z]")
_LIST = re.compile(r"(\s*)(?:[-*+•])\s+(?=\S)")


def blocks(text: str) -> tuple[list[Block], list[str]]:
    """Blocks of a markdown or plain text, and the warnings that stand in it as comments."""
    warnings = [w.replace("&gt;", ">") for w in _WARNING.findall(text)]
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    sure = SURE in text
    text = _COMMENT.sub("", text)
    if sure:
        chunks = (chunk.strip() for chunk in text.split("\n\n"))
        return [b for c in chunks if c and (b := _block(c, True, sure=True))], warnings
    marked = "<sup>" in text or "[^" in text
    # Long lines are paragraphs, one each; else a chunk between blank lines may be wrapped.
    lines = [line for line in text.split("\n") if line.strip()]
    wrapped = sum(len(line) > 160 for line in lines) <= len(lines) // 20
    chunks = [c.strip("\n") for c in re.split(r"\n[^\S\n]*\n", text) if c.strip()]
    # Where numbered paragraphs stand after blank lines, all paragraphs do.
    numbered = sum(bool(_NUMBERED.match(line)) for line in lines)
    parted = sum(bool(_NUMBERED.match(chunk)) for chunk in chunks) > 0.8 * numbered > 0
    found: list[Block] = []
    for chunk in chunks:
        for piece in _pieces(chunk, wrapped, parted):
            if block := _block(piece, marked):
                found.append(block)
    return (found if marked else unglue(found)), warnings


def _pieces(chunk: str, wrapped: bool, parted: bool) -> list[str]:
    """Paragraphs within a chunk between blank lines: lines that are each their own, or wrapped."""
    # Emphasis over several lines (a sign-off) would be torn where the lines part.
    chunk = _SPANNING.sub(r"\2", chunk)
    lines = [line for line in chunk.split("\n") if line.strip()]
    if not lines:
        return []
    pieces, width = [lines[0]], max(map(len, lines))
    for before, line in pairwise(lines):
        short = len(before) < 0.7 * width and before.rstrip("*_ ")[-1:] in ";,.:"
        if not wrapped or (short and not parted) or _breaks(before, line, parted):
            pieces.append(line)
        else:
            pieces[-1] += "\n" + line
    return pieces


def _breaks(before: str, line: str, parted: bool) -> bool:
    """Does a new paragraph begin with this line?"""
    bare, ahead = re.sub(r"[*_#]+", "", before).strip(), re.sub(r"[*_#]+", "", line).strip()
    if (
        _HEADING.fullmatch(line)
        or _HEADING.fullmatch(before)
        or _RULE.fullmatch(line)
        or _RULE.fullmatch(before)
    ):
        return True
    if _NOTE.match(line) and not ahead[:1].islower():
        return True
    if before.endswith(("  ", "\\")) or _organ(bare) or _organ(ahead):
        return True
    if (title := _TITLE.fullmatch(ahead)) and title["point"] and title["title"]:
        return True
    if ahead.startswith("[") or _ADOPTED.match(ahead) or _AGENDA.fullmatch(ahead):
        return True
    if _SIGNOFF.fullmatch(ahead[:160]) or _SIGNOFF.fullmatch(bare[:160]):
        return True
    if parted:
        return False
    if _BARE_DATE.fullmatch(bare) or any(
        len(x) < 20 and _ANNEX.fullmatch(x) for x in (bare, ahead)
    ):
        return True
    bare = _TRAILING.sub(r"\1", bare)
    ended = bare[-1:] in '.;:,”"’)]' or bare.endswith((" and", " or"))
    if PREFIX.match(ahead) or _LIST.match(line):
        return ended or len(bare) > 200 or len(ahead) > 200
    if len(bare) > 160 or len(ahead) > 160:
        return True
    return bare[-1:] in ",;.:" and (_operative(ahead) or _recital(ahead)) and ahead[:1].isupper()


def _block(piece: str, marked: bool, sure: bool = False) -> Block | None:
    if _RULE.fullmatch(piece):
        return None
    level = 0
    if quoted := re.match(r"\s*(?:>\s?)+", piece):
        level = 1 + quoted[0].count(">")
        piece = re.sub(r"^\s*(?:>\s?)+", "", piece, flags=re.M)
    if (note := _NOTE.fullmatch(piece)) and not piece.lstrip().startswith("\\"):
        mark = next(note[k] for k in ("sup", "def", "hat", "raised", "slash") if note[k])
        text, _ = inline.plain(note["text"])
        return Block(text, "note", mark.translate(inline.RAISED))
    if not marked and (note := _PLAIN_NOTE.fullmatch(piece.strip())):
        text, _ = inline.plain(note["text"])
        return Block(text, "note", note["mark"])
    kind = ""
    if heading := _HEADING.fullmatch(piece):
        kind, level, piece = "heading", len(heading[1]), heading[2]
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
