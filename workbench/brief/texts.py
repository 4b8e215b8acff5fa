"""The two texts of a brief: read, or as the tables of a series tell them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import clauses, collation, features, holdings, matter, symbols
from ..errors import InputError
from ..records import Resolution
from ..redline.records import Outline
from ..redline.tables import outline
from ..text import words

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..codebook import Codebook
    from ..corpus import Corpus

SCHEMES = ("theme", "entity")


@dataclass(frozen=True, slots=True)
class Ask:
    """What a clause says, wherever in its paragraph it stands."""

    label: str
    verb: str
    strength: int
    directive: bool
    addressees: tuple[str, ...]
    action: str | None
    object: str | None
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts. ``side`` are its words, which of tables have no order.

    ``codes`` are scheme → label → themes or entities, ``kept`` the winnowed shingles of each label,
    of a text that was read all shingles.
    """

    resolution: Resolution | Outline
    side: collation.Side
    words: Mapping[str, Sequence[str]]
    asks: tuple[Ask, ...]
    codes: Mapping[str, Mapping[str, tuple[str, ...]]]
    kept: Mapping[str, Sequence[str]]

    @property
    def read(self) -> bool:
        """Whether the text is at hand."""
        return self.side.ordered

    def themes(self, label: str) -> tuple[str, ...]:
        return self.codes["theme"].get(label, ())

    def labels(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(scheme, code) → where it stands."""
        where: dict[tuple[str, str], list[str]] = defaultdict(list)
        for scheme, by_label in self.codes.items():
            for p in self.side.paragraphs:
                for code in by_label.get(p.label, ()):
                    where[scheme, code].append(p.label)
        return {key: tuple(labels) for key, labels in where.items()}


def text(resolution: Resolution, book: Codebook) -> Text:
    """A resolution that was read."""
    spoken = {p.label: words(p.text) for p in resolution.paragraphs}
    codes: dict[str, dict[str, tuple[str, ...]]] = {scheme: {} for scheme in SCHEMES}
    for p in resolution.paragraphs:
        hits = features.codes_in(p.text, book)
        for scheme, by_label in codes.items():
            by_label[p.label] = tuple(code for kind, code in hits if kind == scheme)
    asks = tuple(
        Ask(c.label, c.verb, c.strength, c.directive, c.addressees, c.action, c.object,
            c.conditions)
        for c in clauses.clauses(resolution, book)
    )  # fmt: skip
    # a window of one keeps every run
    kept = {label: features.winnowed(some, window=1) for label, some in spoken.items()}
    return Text(resolution, collation.side(resolution), spoken, asks, codes, kept)


def subjects(one: Text, book: Codebook) -> dict[str, str]:
    """Label → what a paragraph is about."""
    spoken: dict[str, list[matter.Clause]] = defaultdict(list)
    for ask in one.asks:
        spoken[ask.label].append(matter.Clause(
            len(spoken[ask.label]) + 1, ask.verb, ask.strength, ask.directive, ask.action or "",
            ask.object or "", ask.addressees,
        ))  # fmt: skip
    symbol = one.resolution.symbol or "draft"
    bare: Sequence[Any] = one.resolution.paragraphs
    paragraphs = {
        p.label: matter.paragraph(symbol, p, at, one.words[p.label], spoken[p.label],
                                  dict.fromkeys(one.themes(p.label), 1))
        for at, p in enumerate(bare)
    }  # fmt: skip
    return matter.about(paragraphs, book)


def base(named: str | Resolution, corpora: Sequence[Corpus], book: Codebook, folder: Path) -> Text:
    """The text that a draft is held against: read, else from the tables of the series it is in."""
    if isinstance(named, Resolution):
        return text(named, book)
    try:
        return text(holdings.text(named, folder), book)
    except InputError:
        if Path(named).exists():
            raise
        symbol = symbols.normal(named) or named
        for corpus in corpora:
            if tabled(corpus, symbol):
                return _of_tables(corpus, symbol)
        raise


def tabled(corpus: Corpus, symbol: str) -> bool:
    """Whether a document is a member of a series and its tables know it."""
    if not any(m.symbol == symbol for m in corpus.members):
        return False
    try:
        return any(member == symbol for member, _ in corpus.rows("paragraphs", "symbol", "label"))
    except InputError:  # a series whose tables were never made; stale ones are said
        if corpus.built:
            raise
        return False


def _of_tables(corpus: Corpus, symbol: str) -> Text:
    def rows(table: DataFrame) -> list[dict[str, Any]]:
        return table[table["symbol"] == symbol].to_dict("records")

    bare = outline(symbol, corpus.paragraphs, corpus.resolutions)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for r in rows(corpus.words):
        counts[r["label"]][r["word"]] = int(r["count"])
    side = collation.counted(
        (collation.Tokens(p.label, p.part, p.level, p.heading) for p in bare.paragraphs), counts
    )
    kept: dict[str, list[str]] = defaultdict(list)
    for r in rows(corpus.shingles):
        kept[r["label"]].append(r["shingle"])
    coded = rows(corpus.codes)
    codes: dict[str, dict[str, tuple[str, ...]]] = {scheme: {} for scheme in SCHEMES}
    for r in coded:
        if r["scheme"] in codes:
            some = codes[r["scheme"]].get(r["label"], ())
            codes[r["scheme"]][r["label"]] = tuple(dict.fromkeys((*some, r["code"])))
    asks = tuple(_asks(rows(corpus.clauses), coded, rows(corpus.clause_entities)))
    spoken = {p.label: p.words for p in side.paragraphs}
    return Text(bare, side, spoken, asks, codes, kept)


def _asks(
    rows: Sequence[Mapping[str, Any]],
    coded: Sequence[Mapping[str, Any]],
    entities: Sequence[Mapping[str, Any]],
) -> Iterator[Ask]:
    conditions: dict[tuple, dict[str, None]] = defaultdict(dict)
    for r in coded:
        if r["scheme"] in ("condition", "qualifier"):
            conditions[r["label"], int(r["clause"])][r["code"]] = None
    addressees: dict[tuple, list[str]] = defaultdict(list)
    for r in entities:
        if r["role"] == "addressee":
            addressees[r["label"], int(r["clause"])].append(r["entity"])
    for r in rows:
        key = r["label"], int(r["clause"])
        yield Ask(
            r["label"], r["verb"], int(r["strength"]), bool(r["directive"]),
            tuple(addressees[key]), _cell(r["action"]), _cell(r["object"]), tuple(conditions[key]),
        )  # fmt: skip


def _cell(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
