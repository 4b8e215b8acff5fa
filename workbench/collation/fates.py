"""What a later text says about an earlier one: annexes that it reaffirms without printing them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import symbols
from ..records import Resolution
from .linkage import Link

__all__ = ["told"]


def told(links: Iterable[Link], earlier: Resolution, later: Resolution) -> list[Link]:
    """Links with what the later text itself says became of the earlier one.

    An annex that is not printed again, of a resolution that the later text cites, is in force as
    before: its paragraphs that no link explains are ``reaffirmed``, not dropped.
    """
    standing = _annex(earlier) if not _annex(later) and _cites(later, earlier.symbol) else set()
    return [
        replace(link, kind="reaffirmed", doubtful=False)
        if link.kind == "dropped" and link.earlier in standing
        else link
        for link in links
    ]


def _annex(text: Resolution) -> set[str]:
    return {p.label for p in text.paragraphs if p.part == "annex"}


def _cites(text: Resolution, symbol: str) -> bool:
    """Whether a resolution is cited in a paragraph, or in a note to one."""
    said = [*(p.text for p in text.paragraphs), *(note.text for note in text.footnotes)]
    return any(
        cited.symbol == symbol
        for part in said
        for cited in symbols.find(part, text.organ, text.symbol)
    )
