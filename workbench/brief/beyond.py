"""Precedents from the library of all texts, where there is one, beside those of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from .. import library
from ..collation import Link
from ..records import Resolution
from .precedents import LEAST, MOST, Sought
from .records import Precedent

if TYPE_CHECKING:
    from .setting import Setting

NAME = "library"  # what stands where a precedent of the catalogue has its series


def traced(
    draft: Resolution, tracked: Mapping[str, Sought], links: Iterable[Link], around: Setting
) -> dict[str, Precedent]:
    """Label of a paragraph of the draft → the likeliest source of its new words."""
    if not library.stands():
        return {}
    carried = {link.later for link in links if link.earlier is not None}
    passages = [
        library.Wanted(draft.symbol, p.label, "revised" if p.label in carried else "added", p.text,
                       text.open if p.label in carried else frozenset(range(len(text.words))))
        for p in draft.paragraphs
        for text in (tracked[p.label],)
        if len(text.open) >= LEAST
    ]  # fmt: skip
    day = around.dated or date.max
    same = {draft.symbol, *around.same}
    origins = library.origins(passages, {draft.symbol: day}, without=same)
    return {o.wanted.label: _precedent(o.likeliest, len(o.wanted.new)) for o in origins
            if o.likeliest}  # fmt: skip


def joined(nearest: Sequence[Precedent], further: Precedent) -> list[Precedent]:
    """Precedents with one from the library: first where it has more of the words than all."""
    if any(p.symbol == further.symbol for p in nearest):
        return list(nearest)
    if all(further.share > max(p.share, p.similarity) for p in nearest):
        return [further, *nearest][:MOST]
    return [*nearest, further][:MOST]


def _precedent(source: library.Source, sought: int) -> Precedent:
    return Precedent(NAME, source.symbol, source.label, source.adopted or "", source.share,
                     round(source.share * sought), sought, source.share,
                     " ".join(source.run))  # fmt: skip
