"""The words themselves, where texts are at hand: of a paragraph that came or went its beginning,
of one that is carried on what changed, with a few words around it."""

from __future__ import annotations

from typing import Any

__all__ = ["wording"]

Piece = tuple[str, str]  # ins, del or equal, and the words
MOST = 60  # words of a paragraph that are shown
AROUND = 4  # words left standing on either side of a change


def wording(redline: Any) -> dict[tuple[str, str], list[Piece]]:
    """Symbol and label → what a redline of both texts has there, cut to what changed.

    Parameters
    ----------
    redline : redline.Redline
        With texts, as ``redline.renewal(corpus, symbol, texts=True)`` gives it.
    """
    told: dict[tuple[str, str], list[Piece]] = {}
    for row in redline.rows:
        if row.kind == "added":
            told[redline.later.symbol, row.later] = _beginning(row, "ins")
        elif row.kind == "dropped":
            told[redline.earlier.symbol, row.earlier[0]] = _beginning(row, "del")
        elif row.kind != "kept":
            told[redline.later.symbol, row.later] = _changed(row)
    return told


def _beginning(row: Any, kind: str) -> list[Piece]:
    words = "".join(run.text for run in row.runs).split()
    return [(kind, " ".join(words[:MOST]) + (" …" if len(words) > MOST else ""))]


def _changed(row: Any) -> list[Piece]:
    """Changes in their order, what stands between them cut to its ends."""
    pieces: list[Piece] = []
    left = MOST
    for at, run in enumerate(row.runs):
        words = run.text.split()
        if run.kind == "equal":
            first, last = at == 0, at == len(row.runs) - 1
            if len(words) > AROUND * (2 - first - last) + 1:
                before = [] if first else words[:AROUND]
                after = [] if last else words[-AROUND:]
                words = [*before, "…", *after]
        elif len(words) > left:
            words = [*words[: max(left, 1)], "…"]
        left -= len(words)
        pieces.append((run.kind, f"{' '.join(words)} "))
        if left <= 0:
            pieces.append(("equal", "…"))
            break
    return pieces
