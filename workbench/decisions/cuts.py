"""Paragraphs that were read as one and are two, or as two and are one.

Where a paragraph ends is a matter of its document: what is decided about it holds before anything
is coded, in every series that has the document. A decision says after how many words, or which two
labels; the words themselves stay in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..features import fingerprint
from ..text import WORD
from .records import DISPUTED, JOIN, SPLIT, Decision
from .standing import Standing

if TYPE_CHECKING:
    from ..records import Paragraph, Resolution

__all__ = ["became", "cut"]


def cut(text: Resolution, taken: Iterable[Decision]) -> Resolution:
    """A text with its paragraphs as readers have them.

    The second part of a split paragraph has the label of a number that is printed twice: OP7~2. Of
    joined ones the first label stays. Nothing happens to a paragraph whose words have changed since
    it was decided, whatever is decided about others.

    Parameters
    ----------
    taken : iterable of Decision
        Those that stand, in any order.
    """
    from ..grammar import verbs

    prints = {(text.symbol, p.label): fingerprint(p.text) for p in text.paragraphs}
    splits: dict[str, set[int]] = {}
    joins: set[tuple[str, str]] = set()
    for one in taken:
        if all(prints.get(place) == print_ for place, print_ in one.paragraphs):
            if one.what == SPLIT:
                splits.setdefault(one.label, set()).add(int(one.value))
            else:
                joins.add((one.label, one.later_label))
    if not splits and not joins:
        return text
    known = {p.label for p in text.paragraphs}
    made: list[Paragraph] = []
    stands: dict[str, str] = {}  # label as read → label that has its words now
    before = ""
    for p in text.paragraphs:
        first, *more = _pieces(p.text, splits.get(p.label, ()))
        if (before, p.label) in joins:
            made[-1] = replace(made[-1], text=f"{made[-1].text} {first}",
                               notes=made[-1].notes + p.notes)  # fmt: skip
        else:
            made.append(replace(p, text=first))
        stands[p.label] = made[-1].label
        n = 2
        for piece in more:
            while (label := f"{p.label}~{n}") in known:
                n += 1
            known.add(label)
            made.append(replace(p, label=label, text=piece, verb=verbs.verb(piece), notes=()))
        before = p.label
    notes = (replace(n, labels=tuple(dict.fromkeys(stands.get(x, x) for x in n.labels)))
             for n in text.footnotes)  # fmt: skip
    return replace(text, paragraphs=tuple(made), footnotes=tuple(notes))


def _pieces(text: str, after: Iterable[int]) -> list[str]:
    """A text cut after so many of its words."""
    starts = [match.start() for match in WORD.finditer(text)]
    ends = [0]
    for n in sorted(after):
        if 0 < n < len(starts):  # signs before a word, such as a quotation mark, are its own
            ends.append(text.rfind(" ", 0, starts[n]) + 1)
    return [text[a:b].strip() for a, b in zip(ends, [*ends[1:], len(text)], strict=True)]


def became(
    one: Standing, decisions: Sequence[Decision], prints: Mapping[tuple[str, str], str]
) -> str:
    """What became of a decision, by the paragraphs that were coded.

    Parameters
    ----------
    one : Standing
    decisions : list of Decision
        Those of the file.
    prints : mapping
        (symbol, label) → fingerprint of the paragraphs that were coded.
    """
    if one.answer == DISPUTED:
        return DISPUTED
    last = decisions[one.rows[-1]]
    as_read = all(prints.get(place) == print_ for place, print_ in last.paragraphs)
    if last.what == JOIN:
        done = (last.symbol, last.label) in prints and (last.later, last.later_label) not in prints
    else:
        done = not as_read and (last.symbol, f"{last.label}~2") in prints
    if one.answer == "no":
        return "waiting" if done else "confirmed" if as_read else "stale"
    return "applied" if done else "waiting" if as_read else "stale"
