"""Registry JSON: a list of entries, each a paragraph, heading or line of one resolution."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..errors import InputError
from ..grammar.dates import MONTH
from ..grammar.marks import unglue
from ..records import Block
from ..text import clean
from . import inline

_NOTE = re.compile(
    r"[\^_\s]*(?P<mark>\d{1,3}|[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3})[/_]?(?:[\s_]+|(?<=/))(?P<text>[A-Z“\"(_ÉI].*)",
    re.S,
)
_DATE = re.compile(rf"\d{{1,2}}\s+(?:{MONTH})\b")


def blocks(path: Path, text: str) -> list[Block]:
    """Blocks of a registry JSON file.

    Parameters
    ----------
    path : Path
        Named in errors only.
    text : str
        The file's content.

    Returns
    -------
    list of Block
    """
    try:
        entries = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(
            f"{path}: not readable as JSON ({error}); expected a list of paragraphs"
        ) from None
    if not isinstance(entries, list) or not all(
        isinstance(e, dict) and isinstance(e.get("text"), str) for e in entries
    ):
        raise InputError(
            f"{path}: JSON of another form; expected a list of entries, each with a text and a type"
        )
    # Pages read by OCR carry markdown, page marks and notes among the paragraphs.
    scanned = "<!-- Page" in text
    found: list[Block] = []
    for entry in entries:
        found += _entry(entry, scanned)
    return unglue(found)


def _entry(entry: dict, scanned: bool) -> list[Block]:
    kind, number = entry.get("type"), clean(str(entry.get("prefix") or ""))
    raw = entry["text"]
    if kind in ("footer", "backmatter") or (
        scanned and kind in ("paragraph", "frontmatter") and not number
    ):
        note = _NOTE.fullmatch(raw.strip())
        if (
            note
            and not _DATE.match(raw.strip())
            and (kind == "footer" or scanned or "/" in raw[:5])
        ):
            words, _ = inline.plain(note["text"], scanned)
            return [Block(words, "note", note["mark"].translate(inline.RAISED))]
    hint = {
        "title": "title",
        "heading": "heading",
        "paragraph": "paragraph",
        "frontmatter": "front",
    }
    level = entry.get("heading_level") or entry.get("paragraph_level") or 0
    pieces = [raw]
    if kind in ("backmatter", "frontmatter", "footer") and "\n" in raw:
        pieces = raw.split("\n") if not scanned else [raw]
    if kind == "heading" and number and not re.search(r"\w", number):
        number = ""
    found = []
    for piece in pieces:
        heading = bool(re.match(r"\s*#{1,6} ", piece))
        text, marks = inline.plain(re.sub(r"^\s*#{1,6} ", "", piece), scanned)
        if text or number:
            found.append(
                Block(
                    text,
                    "heading" if heading and kind != "title" else hint.get(kind, ""),
                    number,
                    level,
                    marks,
                )
            )
    return found
