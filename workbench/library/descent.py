"""Chains of renewals in a heap of documents: whom each renews, and which members are missing.

A renewal tells its predecessor in three ways: it cites it, it bears its title, it repeats its
wording. None is enough alone: a conference's outcome is cited, titles change, and formulas are
everywhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..errors import InputError
from ..proposals.known import organ
from ..proposals.rows import content, former, titled
from ..steps import families as families_of
from . import store, wording

if TYPE_CHECKING:
    import sqlite3

    import numpy as np

ITS = re.compile(
    r"(?:Recall|Reaffirm|Bearing in mind|Guided)\w*+,?.{0,60}?\b(?:its|all)\b.{0,40}?resolution"
    r"|(?:Recall|Reaffirm)\w*,?(?: also| further)? (?:\w+ ){1,4}?(?:Assembly|Council) resolutions "
)
ABOUT = re.compile(
    r"\bentitled\s[“\"](?P<title>[^”\"]{1,300})"
    r"|\b(?:on|concerning|regarding)\s(?!\d)(?P<subject>[^;]{3,200})"
)

# after what a resolution is on: what it did, or what else is recalled
BEYOND = re.compile(r",?\s(?:(?:by|in|on|of|through)\s)?which\b|,\sand\s\w+ing\b")
PROCLAIMED = re.compile(
    r"(?:International|World|United Nations|Universal) (?!Conf|Congress|Summit|Assembly)"
    r".*\b(?:Day|Week|Year|Decade)\b"
)
FOLLOWS = re.compile(r",\s(?:as )?(?:declared|proclaimed|designated|convened)\b[^;]{0,60}$")
_TENS = "twen|thir|for|fif|six|seven|eigh|nine"
COUNTED = re.compile(  # in titles of one family: the twentieth session, the biennium 1998-1999
    r"\d[\d/-]*(?:st|nd|rd|th)?|(?:\w+-)?(?:first|second|third|"
    rf"(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|(?:{_TENS})teen|(?:{_TENS})tie)th)"
)

COMMON = 40  # documents that share a run of words: more, and it is a formula of the organ
ALIKE = 0.8  # of the weight of two titles' words: the same title, perhaps with a year in it
CLOSE, SOUNDS = 0.6, 0.1  # of a title, and of the wording beside it: rephrased, not cited
RELATED = 0.4  # a title that changed: half of what it says is still there
SOME = 0.04  # of the wording: enough beside the same title, more than chance gives
MUCH = 0.30  # of the wording: a renewal beside a related title
TOUCHED = 0.25  # of both, beside a citation; less of a title is another matter, whatever is shared
SAME = 0.95  # of the weight: the same title, word for word but for its order
NAMED = 0.4  # of a title's weight in what a citation says its document is about
TINY = 1e-9  # sums of the same numbers in another order differ by less
SURE = 0.15  # of the wording, beside title and citation


@dataclass(slots=True)
class Document:
    """What decides who renews whom."""

    id: int
    symbol: str
    organ: str
    """What its symbol begins with: a text may write an organ's name in several ways."""
    key: tuple
    title: frozenset[str]
    head: frozenset[str]
    """Of a title with a subtitle what stands before it, else nothing."""
    proclaims: bool
    """A day, year or decade: it renews none but another such."""
    recalls: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Symbol → the paragraph that cites it, and whether that is the first one to recall."""


@dataclass(frozen=True, slots=True)
class Step:
    """A document and the one that it renews.

    Attributes
    ----------
    symbol : str
    predecessor : str or None
        The latest earlier document of its family in the library.
    missing : tuple of str
        Members that it cites, later than the predecessor, that the library doesn't have.
    certainty : float
        0 to 1: how much of title, citation and wording agree; 0 without a predecessor.
    """

    symbol: str
    predecessor: str | None
    missing: tuple[str, ...]
    certainty: float


def families(library: str | Path | None = None) -> list[Step]:
    """The predecessor of each document of a library, in order of symbols.

    Parameters
    ----------
    library : str or Path, optional
        The library's file.

    Returns
    -------
    list of Step
    """
    with store.connected(store.place(library)) as connection:
        documents = _documents(connection)
        shared = _shared(connection)
    titles = _titles(documents)
    weight = _weights(d.title for d in documents.values())
    known = {d.symbol: d for d in documents.values()}
    steps = []
    for d in sorted(documents.values(), key=lambda d: symbols.key(d.symbol)):
        chosen = _predecessor(d, documents, shared.get(d.id, {}), titles.get(d.id, {}),
                              weight)  # fmt: skip
        predecessor, certainty = chosen or (None, 0.0)
        absent = tuple(_missing(d, predecessor, known, weight))
        renewed = predecessor.symbol if predecessor else None
        steps.append(Step(d.symbol, renewed, absent, certainty))
    return steps


def chain(symbol: str, steps: Iterable[Step]) -> list[str]:
    """Members of the family of a document, the missing ones among them, in order of symbols."""
    known = list(steps)
    joined = families_of(((s.symbol, s.predecessor) for s in known if s.predecessor), [symbol])
    family = joined[symbol]
    members = {other for other, number in joined.items() if number == family}
    absent = (s.missing for s in known if s.symbol in members)
    return sorted(members.union(*absent), key=symbols.key)


def files_of(symbol: str, library: str | Path | None = None) -> list[str]:
    """Files of the members of a document's family that the library has, in order of symbols.

    Parameters
    ----------
    symbol : str
        Any member.
    library : str or Path, optional
        The library's file.

    Raises
    ------
    InputError
        The library doesn't have that document.
    """
    name = symbols.normal(symbol) or symbol
    place = store.place(library)
    paths = files(place)
    if name not in paths:
        raise InputError(
            f"{name}: not in the library {place}; `workbench library add FILE` adds it"
        )
    return [paths[member] for member in chain(name, families(place)) if member in paths]


def files(library: str | Path | None = None) -> dict[str, str]:
    """Symbol → file of each document that the library has."""
    with store.connected(store.place(library)) as connection:
        rows = connection.execute("SELECT symbol, path FROM documents")
        return {row["symbol"]: row["path"] for row in rows}


# -- what is known of each document --------------------------------------------------------


def _documents(connection: sqlite3.Connection) -> dict[int, Document]:
    rows = connection.execute("SELECT id, symbol, organ, title FROM documents")
    documents = {
        row["id"]: Document(
            row["id"], row["symbol"], organ(row["symbol"]) or row["organ"],
            symbols.key(row["symbol"]),
            _title(row["title"] or ""), _title((row["title"] or "").rpartition(": ")[0]),
            bool(PROCLAIMED.match(row["title"] or "")),
        )
        for row in rows
    }  # fmt: skip
    cited = connection.execute(
        "SELECT p.document, c.cited, p.text FROM citations c JOIN paragraphs p "
        "ON p.id = c.paragraph WHERE p.part = 'preamble' OR p.label = 'OP1' ORDER BY p.id"
    )
    for row in cited:
        recalls = documents[row["document"]].recalls
        first = not recalls or next(iter(recalls.values()))[0] == row["text"]
        recalls.setdefault(row["cited"], (row["text"], first and bool(ITS.match(row["text"]))))
    return documents


def _title(words: str) -> frozenset[str]:
    """Words of a title that its family has in common."""
    return frozenset(w for w in content(words) if not COUNTED.fullmatch(w))


def _shared(connection: sqlite3.Connection) -> dict[int, dict[int, float]]:
    """Of the rare wording of one document, the share that stands in another, if that is some."""
    import numpy as np
    from scipy import sparse

    paragraph, hashes = wording.shingles(connection)
    rows = connection.execute("SELECT id, document FROM paragraphs ORDER BY id").fetchall()
    if not len(hashes):
        return {}
    number, holder = np.array([tuple(row) for row in rows], dtype=np.int64).T
    ids, document = np.unique(holder[np.searchsorted(number, paragraph)], return_inverse=True)
    kinds, shingle = np.unique(hashes, return_inverse=True)
    has = sparse.csr_matrix((np.ones(len(hashes)), (document, shingle)),
                            shape=(len(ids), len(kinds)))  # fmt: skip
    has.data[:] = 1.0  # a document has a run or not, however often
    often = np.asarray(has.sum(axis=0)).ravel()
    weight = np.where(often <= COMMON, np.log1p(len(ids) / often), 0.0)
    weighed = has.multiply(weight).tocsr()
    weighed.eliminate_zeros()
    rare = weighed.copy()
    rare.data[:] = 1.0
    total = np.asarray(weighed.sum(axis=1)).ravel()
    return _nested(
        (ids[i], ids[j], share)
        for one, other, sums in wording.products(weighed, rare)
        for i, j, share in _above(one, other, sums / total[one], SOME)
    )


def _titles(documents: Mapping[int, Document]) -> dict[int, dict[int, float]]:
    """How alike two titles are, by both documents, where they are related."""
    import numpy as np
    from scipy import sparse

    weight = _weights(d.title for d in documents.values())
    column = {word: n for n, word in enumerate(weight)}
    ids = list(documents)
    cells = [(n, column[w], weight[w]) for n, i in enumerate(ids) for w in documents[i].title]
    if not cells:
        return {}
    rows, columns, values = zip(*cells, strict=True)
    weighed = sparse.csr_matrix((values, (rows, columns)), shape=(len(ids), len(weight)))
    has = weighed.copy()
    has.data[:] = 1.0
    total = np.asarray(weighed.sum(axis=1)).ravel()
    alike = _nested(
        (ids[i], ids[j], alike)
        for one, other, sums in wording.products(weighed, has)
        for i, j, alike in _above(one, other, sums / (total[one] + total[other] - sums), RELATED)
    )
    for one, other in _subtitled(documents):
        alike[one][other] = alike[other][one] = SAME
    return alike


def _subtitled(documents: Mapping[int, Document]) -> Iterator[tuple[int, int]]:
    """Documents whose titles differ by a subtitle that one of them has, where their sessions have
    no other under that title: several of one session are siblings."""
    named: dict[frozenset[str], list[Document]] = defaultdict(list)
    for d in documents.values():
        named[d.head or d.title].append(d)
    for several in named.values():
        often = Counter(d.key[:3] for d in several)
        alone = [d for d in several if often[d.key[:3]] == 1]
        yield from ((d.id, other.id) for d in alone for other in alone if d.head and not other.head)


def _above(
    one: np.ndarray, other: np.ndarray, values: np.ndarray, least: float
) -> Iterator[tuple[int, int, float]]:
    enough = (values >= least - TINY) & (one != other)
    yield from zip(one[enough].tolist(), other[enough].tolist(), values[enough].tolist(),
                   strict=True)  # fmt: skip


def _nested(pairs: Iterable[tuple[int, int, float]]) -> dict[int, dict[int, float]]:
    nested: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, value in pairs:
        nested[one][other] = value
    return nested


def _weights(titles: Iterable[Collection[str]]) -> Mapping[str, float]:
    """What a word of a title weighs: the rarer among titles, the more."""
    often: dict[str, int] = defaultdict(int)
    many = 0
    for title in titles:
        many += 1
        for word in title:
            often[word] += 1
    return {word: math.log1p(many / n) for word, n in often.items()}


def _alike(one: Collection[str], other: Collection[str], weight: Mapping[str, float]) -> float:
    """Shared weight of two sets of words of titles, by that of both together."""
    first, second = set(one), set(other)
    shared = first & second
    if not shared:
        return 0.0
    return sum(weight[w] for w in shared) / sum(weight[w] for w in first | second)


# -- the decision --------------------------------------------------------------------------


def _predecessor(
    d: Document,
    documents: Mapping[int, Document],
    shared: Mapping[int, float],
    titles: Mapping[int, float],
    weight: Mapping[str, float],
) -> tuple[Document, float] | None:
    """The latest document that title, citation and wording together make a member."""
    members = []
    own = titled((text for symbol, (text, _) in d.recalls.items()
                  if organ(symbol) == d.organ), d.title)  # fmt: skip
    for number in shared.keys() | titles.keys():
        c = documents[number]
        # Nothing is renewed in its own session: a protocol stands beside its convention.
        if c.organ == d.organ and c.key < d.key and c.key[:3] != d.key[:3]:
            if d.proclaims > c.proclaims:
                continue
            cited = c.symbol in d.recalls
            title = titles.get(number) or (_alike(d.title, c.title, weight) if cited else 0.0)
            if cited and own and title < ALIKE and d.recalls[c.symbol][0] not in own:
                continue  # the text names its own kind elsewhere
            certainty = _certainty(title, cited, shared.get(number, 0.0))
            if certainty:
                members.append((c.key, c, certainty))
    if not members:
        return None
    # what follows up a conference renews what followed it up before, not the outcome between them
    _, best, certainty = max(members, key=lambda m: (m[2] >= 0.9, m[2] >= 0.8, m[0]))
    return best, certainty


def _certainty(title: float, cited: bool, wording: float) -> float:
    """How sure a step is; 0 where too little speaks for it."""
    if title >= ALIKE and cited and wording >= SURE:
        return 1.0
    if title >= ALIKE and (wording >= SURE or (cited and wording >= SOME)):
        return 0.9
    if title >= RELATED and cited and wording >= SURE:
        return 0.8
    if (
        (wording >= MUCH and title >= RELATED)
        or (wording >= SOUNDS and title >= CLOSE)
        or (cited and min(wording, title) >= TOUCHED)
    ):
        return 0.7
    if title >= SAME or (title >= ALIKE and wording >= SOME):
        return 0.6
    return 0.0


def _missing(
    d: Document,
    predecessor: Document | None,
    known: Mapping[str, Document],
    weight: Mapping[str, float],
) -> Iterator[str]:
    """Members that a document cites as its own kind, later than its predecessor, not at hand."""
    for symbol, (text, first) in sorted(d.recalls.items(), key=lambda i: symbols.key(i[0])):
        if symbol in known or organ(symbol) != d.organ or symbols.key(symbol) >= d.key:
            continue  # what is cited is earlier: another organ's number was read as its own
        if predecessor and symbols.key(symbol) <= predecessor.key:
            continue
        about = _about(symbol, text)
        named = _alike(content(about) & d.title, d.title, weight)
        before = text[: text.find(symbols.number(symbol))]
        if (
            named >= NAMED
            or former(before, " ".join(d.title))
            or (first and not about)
            or (predecessor and _names(text, predecessor))
        ):
            yield symbol


def _names(text: str, d: Document) -> bool:
    """Whether a paragraph has a document's number among others."""
    return bool(re.search(rf"(?<![\d/]){re.escape(symbols.number(d.symbol))}(?!\d)", text))


def _about(symbol: str, text: str) -> str:
    """What a paragraph says that a resolution is about: its title, or what stands after "on", or
    before, where it was proclaimed in that resolution."""
    at = text.find(symbols.number(symbol))
    told = ABOUT.search(text[at:][:400])
    if told:
        return told["title"] or BEYOND.split(told["subject"])[0]
    follows = FOLLOWS.search(text[:at])
    return text[: follows.start()].split(",")[-1] if follows else ""


def record(step: Step) -> dict[str, Any]:
    """A step as a JSON object."""
    return {
        "symbol": step.symbol,
        "predecessor": step.predecessor,
        "missing": list(step.missing),
        "certainty": step.certainty,
    }
