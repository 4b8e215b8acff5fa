"""Marks and emphasis inside a line, as markdown and registry files print them."""

from __future__ import annotations

import html
import re

from ..text import clean

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OPEN, _SHUT = "\ue000", "\ue001"
_SUP = re.compile(
    r"\s{0,3}<sup>\s{0,3}(?:\[)?(\d{1,3}|\*{1,3}|[a-z])(?:\])?\s{0,3},?\s{0,3}</sup>|\s{0,3}\[\^(\w{1,4})\](?!:)|\^(\d{1,3})\^?(?!\w)",
    re.I,
)
_RAISED = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.){0,400})\]\((?:[^()\s\\]|\\.|\([^()\s]*\)){0,400}(?:\s\"[^\"]*\")?\)"
)
_STAR = re.compile(r"(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1")
_LINE = re.compile(r"(?<![\w])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![\w])")
_TAG = re.compile(r"</?(?:i|b|em|strong|u|span|p|div|a|sub|sup|br|font)\b[^<>]{0,200}>", re.I)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~0-9])")
_HELD = re.compile("[\ue100-\ue17f]")
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_SHUT}]{{1,4}}){_SHUT}")
_ENDLESS = re.compile(r"&#\d{20,};?")  # no character has such a number


def hold(text: str) -> str:
    """Escaped characters taken out of markdown's reach; `plain` gives them back."""
    return _ESCAPED.sub(lambda m: chr(0xE100 + ord(m[1])), text)


def plain(text: str, markup: bool = True) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Clean text and the footnote marks that stood in it, each with its position."""
    if markup:
        text = hold(text)
        for _ in range(2):
            text = _LINK.sub(r"\1", text)
        text = _SUP.sub(lambda m: f"{_OPEN}{m[1] or m[2] or m[3]}{_SHUT}", text)
        for _ in range(2):
            text = _STAR.sub(r"\2", text)
            text = _LINE.sub(r"\2", text)
        text = html.unescape(_ENDLESS.sub("\ufffd", _TAG.sub(" " if "<br" in text else "", text)))
    if not text.isascii():
        text = _RAISED.sub(lambda m: _OPEN + m[0].translate(RAISED) + _SHUT, text)
    text = _HELD.sub(lambda m: chr(ord(m[0]) - 0xE100), text)
    if _OPEN not in text:
        return clean(text), ()
    pieces, marks, at = [], [], 0
    for hit in _MARK.finditer(text):
        pieces.append(text[at : hit.start()])
        marks.append(hit[1])
        at = hit.end()
    pieces.append(text[at:])
    # Positions count in the clean text: what stands between the marks is cleaned piece by piece.
    out: list[str] = []
    places: list[tuple[int, str]] = []
    length, due = 0, False
    for piece, mark in zip(pieces, [*marks, None], strict=True):
        words = clean(piece)
        if words and length and (due or piece[0].isspace()):
            words = " " + words
        due = piece[-1].isspace() if words else due or bool(piece)
        out.append(words)
        length += len(words)
        if mark is not None:
            places.append((length, mark))
    return "".join(out), tuple(places)
