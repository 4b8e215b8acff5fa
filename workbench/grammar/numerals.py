"""Numbers as texts write them: letters and Roman numerals of lists, ordinals of sessions."""

from __future__ import annotations

import re

from ..symbols import roman

__all__ = ["ORDINAL", "ORDINALS", "letter", "letters", "numeral", "ordinal", "roman"]


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _ordinals() -> dict[str, int]:
    units = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    teens = [
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth",
    ]  # fmt: skip
    values = {word: n for n, word in enumerate(units + teens, 1)}
    tens = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
    for n, ten in enumerate(tens, 2):
        values[f"{ten}ieth"] = 10 * n
        values |= {f"{ten}y-{unit}": 10 * n + m for m, unit in enumerate(units, 1)}
    values |= {
        f"{hundred} and {word}": 100 + n
        for word, n in list(values.items())
        for hundred in ("one hundred", "hundred")
    }
    return values | {"hundredth": 100, "one hundredth": 100}


#: Value of each ordinal in words: "seventy-fifth" is 75, "hundred and first" is 101.
ORDINALS = _ordinals()
#: Any of them, for use within a pattern; the longest first, so that none hides another.
ORDINAL = rf"(?:{'|'.join(sorted(map(re.escape, ORDINALS), key=len, reverse=True))})"


def ordinal(number: int) -> str:
    """An ordinal in figures: 1 is ``1st``, 12 is ``12th``, 103 is ``103rd``."""
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def letters(value: str) -> int:
    """Place of a letter in a list: a is 1, z is 26, aa is 27, bb is 28; 0 for what is none."""
    if len(set(value)) == 1:
        return 26 * (len(value) - 1) + ord(value[0]) - 96
    return 0


def letter(place: int) -> str:
    """Letter at a place in a list: 1 is a, 26 is z, 27 is aa, 28 is bb."""
    turns, at = divmod(place - 1, 26)
    return chr(97 + at) * (turns + 1)


def numeral(value: int) -> str:
    """A small Roman numeral: 4 is iv, 29 is xxix."""
    text = ""
    for part, sign in _ROMAN:
        text += sign * (value // part)
        value %= part
    return text
