"""Registry JSON: a list of entries, each a paragraph, heading or line of one resolution."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..errors import InputError
from ..grammar.dates import MONTH
from ..grammar.lines import title_of
from ..records import Block
from ..text import clean
from . import content, inline
from .protocol import Blocks

_NOTE = re.compile(
    r"[\^_\s]*(?P<mark>\d{1,3}|[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3})[/_]?(?:[\s_]+|(?<=/))(?P<text>[A-Z“\"(_ÉI].*)",
    re.S,
)
_DATE = re.compile(rf"\d{{1,2}}\s+(?:{MONTH})\b")
_DEEPEST = 20
_KINDS = {
    "title": "title",
    "heading": "heading",
    "paragraph": "paragraph",
    "frontmatter": "front",
}


def read(path: Path) -> Blocks:
    """Blocks of a registry JSON file."""
    text = content.text(path)
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error).partition(";")[0]  # a number too long is told with advice for Python
        raise InputError(
            f"not readable as JSON ({reason}); expected a list of paragraphs"
        ) from None
    if not isinstance(entries, list) or not all(
        isinstance(e, dict) and isinstance(e.get("text"), str) for e in entries
    ):
        raise InputError(
            "JSON of another form; expected a list of entries, each with a text and a type"
        )
    # Pages read by OCR carry markdown, page marks and notes among the paragraphs.
    scanned = "<!-- Page" in text
    return Blocks.of((b for e in entries for b in _entry(e, scanned)), marked=False)


def _entry(entry: dict, scanned: bool) -> list[Block]:
    kind = entry["type"] if isinstance(entry.get("type"), str) else ""
    number, raw = clean(_valid(str(entry.get("prefix") or ""))), _valid(entry["text"])
    if note := _note(kind, number, raw.strip(), scanned):
        return [note]
    level = entry.get("heading_level") or entry.get("paragraph_level") or 0
    level = level if isinstance(level, int) and 0 <= level <= _DEEPEST else 0
    pieces = [raw]
    if kind in ("backmatter", "frontmatter", "footer") and "\n" in raw:
        pieces = raw.split("\n") if not scanned else [raw]
    if kind == "heading" and number and not re.search(r"\w", number):
        number = ""
    blocks = []
    for piece in pieces:
        heading = bool(re.match(r"\s*#{1,6} ", piece)) and kind != "title"
        text, marks = inline.plain(re.sub(r"^\s*#{1,6} ", "", piece), scanned)
        if text or number:
            shown = "heading" if heading else _KINDS.get(kind, "")
            blocks.append(Block(text, shown, number, level, marks))
    return blocks


def _valid(text: str) -> str:
    """Text without halves of characters, which JSON can state and nothing can write."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _note(kind: str, number: str, text: str, scanned: bool) -> Block | None:
    """An entry as a note, if it is one."""
    loose = scanned and kind in ("paragraph", "frontmatter") and not number
    if not (loose or kind in ("footer", "backmatter")) or _DATE.match(text):
        return None
    if kind != "frontmatter" and title_of(Block(text)):  # of another resolution on the page
        return None
    note = _NOTE.fullmatch(text)
    if not note or not (kind == "footer" or scanned or "/" in text[:5]):
        return None
    words, _ = inline.plain(note["text"], scanned)
    return Block(words, "note", note["mark"].translate(inline.RAISED))
