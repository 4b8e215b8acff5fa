"""Words of a text, and text made plain: what everything else counts and compares."""

from __future__ import annotations

import re

__all__ = ["WORD", "clean", "words"]

WORD = re.compile(r"[^\W_]+(?:[-'/.][^\W_]+)*")
_GONE = dict.fromkeys(
    [0x00AD, 0xFEFF, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_SPACES = str.maketrans(
    {"\u2011": "-", "\u2010": "-", "\x00": " ", "\ufffc": " "}
    | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True))
)


def clean(text: str) -> str:
    """Text with spaces and hyphens of one kind, without invisible characters and line breaks."""
    return " ".join(text.translate(_GONE).translate(_SPACES).split())


def words(text: str) -> list[str]:
    """Lower-cased words of a text: letters and digits with inner ``- ' / .`` only."""
    text = text.replace("’", "'").replace("\u2011", "-").replace("\u00ad", "")
    return [w.lower() for w in WORD.findall(text)]
