"""Words that a line's end broke: which hyphens are the typesetter's, and which the word's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..text import words

_ENDS = re.compile(r"\w[-\xad\u2010]$")
_HYPHENED = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)-$")
SUSPENDED = re.compile(r"(?:and|or|to|nor|as well as)\b(?!-)")  # "short- and long-term"
# Compounds keep their hyphen where a line ends in it. First parts that are hardly ever a syllable:
_FIRST = re.compile(
    r"(?:\w|non|anti|counter|cross|cyber|ex|far|follow|full|half|high|ill|large|long|low|mid|multi|new"
    r"|one|peace|quasi|self|semi|short|small|so|socio|third|three|two|up|vice|well|wide"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)"
)
_TOGETHER = re.compile(r"co-(?:op|ord|exist|spons|auth|chair|found|fin)")
# ... and last parts that make one out of many words.
_LAST = re.compile(
    r"(?:based|being|building|centred|driven|effective|free|friendly|going|keeping|laundering|led"
    r"|level|making|oriented|owned|ranging|related|scale|seekers?|sensitive|sharing|specific|term"
    r"|trafficking|up|wide)"
)


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """Words of a text, and under an empty one whether its setting breaks words at lines' ends."""
    known: Counter[str] = Counter()
    ends: list[tuple[str, str]] = []
    cut, count = "", 0
    for line in lines:
        said = words(line)
        count += 1
        if cut and said:  # halves are no words
            ends.append((cut, said.pop(0)))
        cut = said.pop() if said and line.rstrip().endswith("-") else ""
        known.update(said)
    whole = sum(bool(known[a + b]) for a, b in ends)
    compound = sum(bool(known[f"{a}-{b}"]) for a, b in ends)
    known[""] = whole > max(compound, 0.3 * len(ends)) or (
        len(ends) > max(4, 0.06 * count) and whole >= compound
    )
    return known


def broken(before: str, after: str, known: Counter[str]) -> bool:
    """Is a hyphen at a line's end the typesetter's, and not the word's own?"""
    if before[-1:] == "\xad":
        return True
    first = _HYPHENED.search(before) if before.endswith("-") else None
    second = re.match(r"[^\W\d_]+", after)
    if not first or not second or not after[:1].islower() or first[1].isupper():
        return False
    head, tail = first[1].lower().rpartition("-")[2], second[0].lower()
    compounds = (f"{first[1].lower()}-{tail}", f"{head}-{tail}")
    if not known[""] or any(known[c] for c in compounds):
        return False
    if known[head + tail]:
        return True
    # Both halves at home elsewhere in the text make a compound.
    return not (
        _TOGETHER.match(f"{head}-{tail}")
        or _FIRST.fullmatch(head)
        or _LAST.fullmatch(tail)
        or (known[head] and known[tail])
    )


def joined(lines: Sequence[str], known: Counter[str]) -> str:
    """Lines as one text: words between them whole, compounds with their hyphen and no space."""
    parts = [lines[0]]
    for line in lines[1:]:
        said, rest = parts[-1].rstrip(), line.lstrip()
        if _ENDS.search(said[-3:]) and not SUSPENDED.match(rest):
            parts[-1] = said[:-1] if broken(said[-60:], rest, known) else said
        else:
            parts[-1] = said + "\n"
        parts.append(rest)
    return "".join(parts)
