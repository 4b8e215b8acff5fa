"""Words of a text, and text made plain: what everything else counts and compares."""

from __future__ import annotations

import re

__all__ = ["WORD", "clean", "names", "visible", "words"]

WORD = re.compile(r"[^\W_]+(?:(?:[-'/.]|(?<=\d),(?=\d{3}(?!\d)))[^\W_]+)*")  # "33,700,000" is one
# Between two parts of a name, and a title in quotation marks
SMALL = re.compile(
    r"(?:(?:of|on|the|and|for|to|in|against|with|by|at|as|its|all|their|serving)\s+){1,4}"
)
QUOTED = re.compile(r"“[^“”]*”")
_GONE: dict[int, str | None] = dict.fromkeys(
    [0x00AD, 0xFEFF, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_PLAIN = _GONE | str.maketrans(
    {"\u2011": "-", "\u2010": "-", "\x00": " ", "\ufffc": " "}
    | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True))
)


# What a terminal obeys or can't print: controls of both sets but tab and line feed, signs that turn
# the direction of what follows, halves of a pair.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Text with control characters and their like as ``\u001b``: shown by a terminal, not obeyed.

    JSON of a text stays JSON of the same text.
    """
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def clean(text: str) -> str:
    """Text with spaces and hyphens of one kind, without invisible characters and line breaks."""
    return " ".join(text.translate(_PLAIN).split())


def words(text: str) -> list[str]:
    """Lower-cased words of a text: letters and digits with inner ``- ' / .`` only, and a
    comma where it parts thousands."""
    text = text.replace("’", "'").replace("\u2011", "-").replace("\u00ad", "")
    return [w.lower() for w in WORD.findall(text)]


def names(text: str) -> set[int]:
    """Places of the words of names: what begins with a capital, but for the paragraph's first, and
    titles in quotation marks."""
    places: set[int] = set()
    titles = [match.span() for match in QUOTED.finditer(text)] + [(len(text), len(text))]
    end, last, title = 0, -1, 0
    for n, word in enumerate(WORD.finditer(text)):
        while titles[title][1] < word.end():
            title += 1
        if titles[title][0] < word.start():
            places.add(n)
        if n and text[word.start()].isupper():
            if last >= 0 and SMALL.fullmatch(text[end : word.start()].lstrip()):
                places.update(range(last + 1, n))  # "of the" between two parts of a name
            places.add(n)
            end, last = word.end(), n
    return places
