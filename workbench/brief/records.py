"""What a brief is made of: entries, one a paragraph of the draft, and what is said of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..displays import fragment


@dataclass(frozen=True, slots=True)
class Precedent:
    """A paragraph of an adopted text whose wording is near to a paragraph of the draft.

    ``n_shared`` of the ``n_sought`` words stand in runs of five or more that the precedent has
    too, estimated from its winnowed shingles: ``share`` of their weight. ``shared`` is the longest
    of these runs, up to eight words. ``similarity`` is that of all words, the rare ones weighing
    more (see `Library`).
    ``theme`` is set where it is named for a theme that is new to the series. Where ``series`` is
    "library" it is a paragraph of the library of all texts (see `library.origins`): both shares
    are that of the new words, by weight and in order, names and formulas apart.
    """

    series: str
    symbol: str
    label: str
    adopted: str
    similarity: float
    n_shared: int
    n_sought: int
    share: float
    shared: str
    theme: str | None = None

    @property
    def containment(self) -> float:
        """Share of the words sought that stand in shared runs."""
        return round(self.n_shared / self.n_sought, 4) if self.n_sought else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """A wording change: its class, the words that went and came, and up to eight of each that say
    most."""

    klass: str | None
    dropped: str
    added: str
    went: str
    came: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A clause whose verb is another one than that of the clause that it carries on.

    ``direction`` is strengthened, weakened, or None where the codebook puts both verbs into one
    band. ``other`` says what other scales make of it, where they rank both verbs: scale →
    strengthened, weakened or level. Where it says anything else, the conclusion depends on the
    scale: ``disputed``.
    """

    label: str
    earlier_label: str
    earlier_verb: str
    verb: str
    bands: tuple[int, int]
    direction: str | None
    other: tuple[tuple[str, str], ...] = ()

    @property
    def disputed(self) -> bool:
        return any(said != (self.direction or "level") for _, said in self.other)


@dataclass(frozen=True, slots=True)
class Bound:
    """Conditions that a clause gained or lost against the one that it carries on."""

    label: str
    earlier_label: str
    verb: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of the draft.

    ``status`` is kept, altered or new; ``kind`` kept, revised, merged, split or added; ``base``
    the labels that it carries on. ``agreed`` says how well the wording that BASE lacks is
    covered by its closest precedent: agreed, adapted, akin or none; None where there is too
    little of it to tell. ``n_base`` and ``n_elsewhere`` count words in runs that BASE, and other
    adopted texts before the draft, have too.
    """

    label: str
    part: str
    verb: str | None
    n_words: int
    status: str
    kind: str
    base: tuple[str, ...]
    moved: bool
    doubtful: bool
    similarity: float | None
    start: str
    changes: tuple[Change, ...]
    themes: tuple[str, ...]
    n_base: int
    n_elsewhere: int
    agreed: str | None
    precedents: tuple[Precedent, ...]
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A paragraph of BASE that no paragraph of the draft carries on; ``about``: its subject."""

    label: str
    verb: str | None
    n_words: int
    themes: tuple[str, ...]
    doubtful: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """An entity or theme that only one side has. ``labels`` are where it stands.

    ``since`` is the last earlier member of the series that has it, None where it is new to the
    series (or, of one that is missing, always). ``elsewhere`` are paragraphs of other
    series with it: of each document the one nearest to the draft's.
    """

    scheme: str
    code: str
    title: str
    labels: tuple[str, ...]
    since: str | None = None
    elsewhere: tuple[Precedent, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Directive clauses addressed to an entity, and how many a thousand operative words."""

    entity: str
    base: int
    draft: int
    density: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Brief:
    """A draft against the last adopted member of a series.

    ``counts`` are links by kind, as `workbench collate` gives them, those of merges and splits
    apart; ``near`` says how alike both are as wholes and ``another`` whether the draft is of
    another subject. ``titles`` are those of the themes. ``texts`` is false where BASE is known
    from tables only. ``limits`` say what can't be said, and why.
    """

    base: str
    draft: str
    base_title: str
    draft_title: str
    base_adopted: str | None
    dated: str | None
    series: str | None
    texts: bool
    near: float
    linked: float
    another: bool
    counts: Mapping[str, int]
    links: tuple[Mapping[str, Any], ...]
    entries: tuple[Entry, ...]
    missing: tuple[Missing, ...]
    shifts: tuple[Shift, ...]
    bounds: tuple[Bound, ...]
    new: tuple[Code, ...]
    gone: tuple[Code, ...]
    tally: Tally | None
    titles: Mapping[str, str]
    searched: Mapping[str, int]
    same: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def words(self) -> dict[str, int]:
        """Words of the draft: all, in runs of BASE, in runs of other adopted texts, in neither."""
        whole = sum(e.n_words for e in self.entries)
        base = sum(e.n_base for e in self.entries)
        other = sum(e.n_elsewhere for e in self.entries)
        return {"all": whole, "base": base, "elsewhere": other, "neither": whole - base - other}

    @property
    def paragraphs(self) -> dict[str, int]:
        """Paragraphs of the draft by status, and those of BASE that are missing from it."""
        count = Counter(e.status for e in self.entries)
        return {s: count[s] for s in ("kept", "altered", "new")} | {"missing": len(self.missing)}

    def _repr_html_(self) -> str:
        return fragment(self)

    def __repr__(self) -> str:
        said = ", ".join(f"{n} {status}" for status, n in self.paragraphs.items())
        return f"<{self.draft} against {self.base}: {said}>"


def record(brief: Brief) -> dict[str, Any]:
    """A brief as one JSON object, as ``workbench brief --json`` prints it."""
    made = asdict(brief) | {"words": brief.words, "paragraphs": brief.paragraphs}
    for entry, row in zip(brief.entries, made["entries"], strict=True):
        row["changes"] = [
            {"class": c.klass, "dropped": c.dropped, "added": c.added} for c in entry.changes
        ]
        row["precedents"] = [_precedent(p) for p in entry.precedents]
    for code, row in zip(brief.new, made["new"], strict=True):
        row["elsewhere"] = [_precedent(p) for p in code.elsewhere]
    for shift, row in zip(brief.shifts, made["shifts"], strict=True):
        row["other"] = dict(shift.other)
        row["disputed"] = shift.disputed
    return made


def _precedent(precedent: Precedent) -> dict[str, Any]:
    return asdict(precedent) | {"containment": precedent.containment}
