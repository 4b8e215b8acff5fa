"""What a redline is made of: runs of text, rows, two resolutions; and one provision's history."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from .. import displays
from ..records import Resolution

KINDS = ("kept", "revised", "merged", "split", "added", "dropped")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of printed text: ``kind`` is equal, ins or del.

    ``earlier`` and ``later`` are the paragraphs in which it stands; ``klass`` is the class of the
    edit that it is part of (see `collation.edits`), None where only case or punctuation differ.
    """

    kind: str
    text: str
    earlier: str | None
    later: str | None
    klass: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A change as a published table tells it: up to eight words a side, and how many there were."""

    klass: str
    dropped: str
    added: str
    n_dropped: int
    n_added: int


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the later text and what it was made of, or a dropped one.

    ``moved`` are those of ``earlier`` that changed their place. ``n_words`` counts the words of
    the paragraphs on either side, ``n_changed`` those that went and came (None: not known).
    ``runs`` hold the text, where there is one; otherwise ``quotes`` what the tables tell of it.
    """

    earlier: tuple[str, ...]
    later: str | None
    kind: str
    moved: tuple[str, ...] = ()
    doubtful: bool = False
    similarity: float | None = None
    n_words: tuple[int, int] = (0, 0)
    n_changed: tuple[int, int] | None = None
    runs: tuple[Run, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether other words stand there, or the words somewhere else."""
        return self.kind != "kept" or bool(self.moved)

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes of its edits, in the order of the text."""
        classes = [r.klass for r in self.runs] or [q.klass for q in self.quotes]
        return tuple(dict.fromkeys(k for k in classes if k))


@dataclass(frozen=True, slots=True)
class Stub:
    """A paragraph without its words."""

    label: str
    part: str
    level: int
    heading: str | None
    verb: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A resolution without its words: what the tables tell of it."""

    symbol: str
    title: str
    organ: str
    adopted: date | None
    paragraphs: tuple[Stub, ...]


@dataclass(frozen=True, slots=True)
class Redline:
    """Two resolutions, paragraph by paragraph, in later order; dropped ones where they stood.

    ``skips`` names the members of the series that lie between the two, their texts not at hand.
    """

    earlier: Resolution | Outline
    later: Resolution | Outline
    rows: tuple[Row, ...]
    skips: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        return displays.composition(self.composition) + displays.fragment(self)

    @property
    def texts(self) -> bool:
        """Whether the words are known, of both: else only what tables tell about them."""
        return isinstance(self.earlier, Resolution) and isinstance(self.later, Resolution)

    @property
    def composition(self) -> dict[str, int]:
        """Words of paragraphs kept, revised (merged, split) and added, of the later text; of those
        dropped, of the earlier."""
        words = dict.fromkeys(("kept", "revised", "added", "dropped"), 0)
        for row in self.rows:
            kind = "revised" if row.kind in ("merged", "split") else row.kind
            words[kind] += row.n_words[kind != "dropped"]
        return words

    def __repr__(self) -> str:
        count = Counter(row.kind for row in self.rows)
        kinds = ", ".join(f"{count[k]} {k}" for k in KINDS if count[k])
        return f"<{name(self.earlier)} → {name(self.later)}: {kinds or 'no paragraphs'}>"


@dataclass(frozen=True, slots=True)
class Step:
    """A provision in a member: its label there, or None where it lapsed, and the row of a redline.

    ``redline`` is the comparison with the member before; of the first member there is none.
    """

    symbol: str
    label: str | None
    status: str
    origin: str | None
    skips: tuple[str, ...]
    row: Row
    redline: Redline


@dataclass(frozen=True, slots=True)
class History:
    """One provision through a series, member by member."""

    provision: str
    steps: tuple[Step, ...]

    def _repr_html_(self) -> str:
        return displays.fragment(self)

    def __repr__(self) -> str:
        path = ", ".join(f"{s.symbol} {s.label or s.status}" for s in self.steps)
        return f"<{self.provision}: {path}>"


def name(resolution: Resolution | Outline) -> str:
    """What a resolution is called: its symbol, else its title."""
    return resolution.symbol or resolution.title or "a text without a symbol"
