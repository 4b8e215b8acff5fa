"""Which decisions count: the last of each reader, of paragraphs that are as they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .records import CUTS, DISPUTED, Decision

__all__ = ["Standing", "settled"]


class Standing(NamedTuple):
    """What holds about one thing: the readers' answer, or that they contradict each other."""

    about: tuple[str, ...]
    value: str
    answer: str  # yes, no or disputed
    by: str
    rows: tuple[int, ...]  # the decisions that it rests on, by their place in the file


def settled(
    decisions: Sequence[Decision], seen: Mapping[tuple[str, str], str], adjudicator: str = ""
) -> tuple[list[Standing], dict[int, str]]:
    """What holds, each thing once, and the state of the decisions that don't.

    A reader's later decision supersedes the earlier one, undo brings that back. One of a paragraph
    whose words have changed since is stale. Where readers contradict each other the adjudicator's
    answer holds, if there is one.

    Parameters
    ----------
    decisions : list of Decision
        In the order of their file.
    seen : mapping
        (symbol, label) → fingerprint of the paragraphs as they are now.
    adjudicator : str
        The reader who settles contradictions.
    """
    states: dict[int, str] = {}
    said: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for n, one in enumerate(decisions):
        stack = said.setdefault((one.about, one.by), [])
        if one.answer == "undo":
            states[n] = "undone"
            if stack:
                states[stack.pop()] = "undone"
                if stack:  # what was said before holds again
                    del states[stack[-1]]
            continue
        if stack:
            states[stack[-1]] = "superseded"
            if decisions[stack[-1]].says == one.says:  # said twice is said once
                stack.pop()
        stack.append(n)
    answers: dict[tuple[str, ...], list[int]] = {}
    for (about, _), stack in said.items():
        if not stack:
            continue
        one = decisions[stack[-1]]
        # what was cut or joined is another paragraph now: `cuts.became` says what it is
        if one.what in CUTS or all(seen.get(at) == print_ for at, print_ in one.paragraphs):
            answers.setdefault(about, []).append(stack[-1])
        else:
            states[stack[-1]] = "stale"
    held = []
    for about, rows in sorted(answers.items()):
        if len({decisions[n].says for n in rows}) > 1:
            final = [n for n in rows if decisions[n].by == adjudicator]
            if not final:
                states |= dict.fromkeys(rows, "disputed")
                held.append(Standing(about, "", DISPUTED, DISPUTED, tuple(rows)))
                continue
            agreed = [n for n in rows if decisions[n].says == decisions[final[0]].says]
            states |= {n: "overruled" for n in rows if n not in agreed}
            rows = agreed
        readers = "; ".join(sorted(decisions[n].by for n in rows))
        held.append(Standing(about, *decisions[rows[0]].says, readers, tuple(rows)))
    return held, states
