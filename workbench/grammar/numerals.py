"""Numbers as lists count: letters and small Roman numerals."""

from __future__ import annotations


def letters(value: str) -> int:
    """Place of a letter in a list: a is 1, z is 26, aa is 27, bb is 28."""
    if len(set(value)) == 1:
        return 26 * (len(value) - 1) + ord(value[0]) - 96
    return 0


def numeral(value: int) -> str:
    text = ""
    for part, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (value // part)
        value %= part
    return text
