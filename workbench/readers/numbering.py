"""Numbers of lists, where a file counts them and doesn't print them."""

from __future__ import annotations

import re

from ..grammar.numerals import letter, numeral

_WHOLE = re.compile(r"-?[0-9]{1,6}")
# Beyond these no list counts: letters are doubled, trebled and so on after each z.
_LETTERS, _NUMERALS = 26 * 26, 3999


def whole(text: str | None, usual: int = 0) -> int:
    """A number as a file states it; `usual` where it states none, or one that no list reaches."""
    return int(text) if text and _WHOLE.fullmatch(text) else usual


def printed(number: int, kind: str) -> str:
    """A number as a list prints it.

    Parameters
    ----------
    number : int
    kind : str
        As HTML names them: "a", "A", "i", "I", "1"; also "01", and "" for none.
    """
    if kind in ("a", "A") and number <= _LETTERS:
        text = letter(number)
    elif kind in ("i", "I") and number <= _NUMERALS:
        text = numeral(max(number, 0))
    elif not kind:
        return ""
    else:
        return f"{number:02}" if kind == "01" else str(number)
    return text.upper() if kind.isupper() else text
