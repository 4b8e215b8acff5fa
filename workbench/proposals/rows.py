"""Rows of the catalogue's files as they will stand there, and what one row tells of another."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from .. import catalogue, files
from ..text import words

Row = dict[str, str]

HEADERS = {
    "series.csv": (*catalogue.SERIES_COLUMNS, "themes"),
    "resolutions.csv": (
        *catalogue.MEMBER_COLUMNS,
        "vote",
        "sponsors",
        "budget_statement",
        "agenda",
        "note",
    ),
}
ALIKE = 0.5
"""Share of the shorter title's content words that two titles of one series have in common."""
NEARLY = 0.8  # of the shorter title's: it stands in the longer one
OF_BOTH = 0.25  # of the content words of both together
PLAIN = frozenset({
    "the", "and", "for", "with", "from", "its", "their", "other", "that", "this", "these", "which",
    "within", "under", "into", "all", "new", "united", "nations", "international", "general",
    "resolution", "report",
})  # fmt: skip

# "its previous resolutions on the question, including resolution" 61/7
_FORMER = re.compile(
    r"\b(?:its|all)\s(?:of\sits\s|other\s)?(?:(?:annual|previous|earlier|subsequent)\s(?:relevant\s)?"
    r"|relevant\s(?:previous|earlier)\s"
    r"|relevant\s(?=resolutions\son\s(?!th(?:e|is)\s(?:question|subject|matter|issue|item)\b)))"
    r"resolutions\b(?P<on>[^;,]{0,200}),\s"
    r"(?:including|in\sparticular|the\s(?:most\srecent|latest)\sof\swhich\s(?:is|was|are|were|being))"
    r"\s(?:those\s[^,;]{1,80}\sand\s)?(?:its\s)?(?:resolutions?\s)?$"
)
_SAME = re.compile(r"(?:\son\s(?:the|this)\s(?:question|subject|matter|issue|item))?")


def table(name: str, rows: Iterable[Row]) -> str:
    """Rows as lines of a catalogue file, with its header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADERS[name], restval="", extrasaction="ignore",
                            lineterminator="\n")  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def extended(path: Path, rows: Iterable[Row]) -> bytes:
    """A catalogue file with rows added; what stands in it is not touched."""
    old, text, header = b"", "", list(HEADERS[path.name])
    if path.is_file():
        old = path.read_bytes()
        with files.cells(path) as file:
            text = file.getvalue()
            header = next(csv.reader(file), []) or header
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", extrasaction="ignore",
                            lineterminator="\r\n" if "\r\n" in text else "\n")  # fmt: skip
    if not text:
        writer.writeheader()
    elif not text.endswith("\n"):
        out.write("\n")  # the last row was typed without one
    writer.writerows(rows)
    return old + out.getvalue().encode()


def alike(one: str, other: str, share: float = ALIKE) -> bool:
    """Whether two titles may be those of one series, by the shorter one's content words; a few of
    a short title in a long one ("law", "sea") are no likeness."""
    a, b = content(one), content(other)
    both, least = len(a & b), min(len(a), len(b))
    return least > 0 and both >= share * least and (
        both >= NEARLY * least or both >= OF_BOTH * len(a | b)
    )  # fmt: skip


def content(title: str) -> set[str]:
    """Words of a title that tell it from others."""
    return {w for w in words(title) if len(w) > 2 and w not in PLAIN}


def former(before: str, title: str) -> bool:
    """Whether the words before a citation call it one of "its previous resolutions", on the
    subject of a title or on "the question" itself."""
    told = _FORMER.search(before)
    return bool(told and (_SAME.fullmatch(told["on"]) or alike(told["on"], title)))


def titled(texts: Iterable[str], title: Set[str]) -> set[str]:
    """Of paragraphs those that have all words of a title."""
    return {text for text in texts if title <= content(text)}


def became(row: Row, rows: Sequence[Row]) -> str:
    """Symbol under which a recommended draft was adopted, if that is among the rows."""
    if row["stage"] != "recommended":
        return ""
    begun = row["adopted"][:4]
    later = [
        r for r in rows
        if r["stage"] == "adopted" and r["organ"] == row["recommends"]
        and begun <= r["adopted"][:4] <= str(int(begun) + 1) and alike(r["title"], row["title"])
    ]  # fmt: skip
    return min(later, key=lambda r: r["adopted"])["symbol"] if later else ""
