"""Records for a resolution, and the grammar from blocks of text to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

WORD = re.compile(r"[^\W_]+(?:[-'/.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Footnote:
    mark: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    label: str
    part: str
    level: int
    heading: str | None
    verb: str | None
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    symbol: str
    title: str
    organ: str
    adopted: date | None
    stage: str = "adopted"
    recommends: str | None = None
    agenda: str | None = None
    signoff: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    warnings: tuple[str, ...] = ()


def words(text: str) -> list[str]:
    """Lower-cased words of a text: letters and digits with inner - ' / . only."""
    text = text.replace("’", "'").replace("‑", "-").replace("\u00ad", "").replace("/", "/")
    return [w.lower() for w in WORD.findall(text)]
