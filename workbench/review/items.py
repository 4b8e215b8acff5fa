"""What a reader might look at, what matters most first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import decisions

if TYPE_CHECKING:
    from ..corpus import Corpus

__all__ = ["Item", "queue", "verbs"]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to decide about, as `decisions.decided` takes it, and what the machine says.

    ``moves`` is how much the opposite answer would move a headline number: the largest share of
    one, n to n + 1 as 1 / (n + 1), n to n - 1 as 1 / n. ``facts`` are what the machine's reason
    is made of.
    """

    kind: str  # link, near (nearly a link), theme, addressee
    about: tuple[str, ...]
    says: str
    moves: float
    n_words: int
    facts: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> tuple[str, ...]:
        """What is decided, as `Decision.about` has it."""
        what, *rest = self.about
        if what == "link":
            return (what, *rest, "", "", "")
        if what == "code":
            return (what, *rest[:2], "", "", "", *rest[2:])
        return (what, *rest[:2], "", "", *rest[2:])


def queue(corpus: Corpus, by: str = "") -> list[Item]:
    """What is worth a look in a series: what moves a headline number most, first.

    Doubtful links, merges and splits, paragraphs that nearly had a link, themes of paragraphs, and
    whom a clause asks, if that is the series' entity; of adopted members, for headlines speak of no
    others. What a reader has decided already is left out.

    Parameters
    ----------
    corpus : Corpus
    by : str
        The reader.
    """
    n_words = {(s, x): int(n) for s, x, n in _cells(corpus.paragraphs, "symbol", "label",
                                                    "n_words")}  # fmt: skip
    items = [*_themes(corpus, n_words), *_addressees(corpus, n_words)]
    if corpus.series.kind == "renewals":
        items += _links(corpus, n_words)
    taken = decisions.read(corpus.name, corpus.folder)
    last: dict[tuple[str, ...], int] = Counter()
    for one in taken:
        if one.by == by:
            last[one.about] += -1 if one.answer == "undo" else 1
    adopted = {
        s for s, stage in _cells(corpus.resolutions, "symbol", "stage") if stage == "adopted"
    }
    items = [i for i in items if {i.about[1], i.about[3 if i.about[0] == "link" else 1]} <= adopted]
    # two that are each other's relatives are met from either side
    once = {item.key: item for item in items if last[item.key] <= 0}
    return sorted(once.values(), key=lambda item: (-item.moves, -item.n_words, item.about))


def _links(corpus: Corpus, n_words: dict[tuple[str, str], int]) -> Iterator[Item]:
    columns = ("earlier", "earlier_label", "later", "later_label", "kind", "similarity", "doubtful",
               "relative")  # fmt: skip
    by_pair: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for one in _cells(corpus.links, *columns):
        by_pair[one[0], one[2]].append(one)
    for (earlier, later), rows in by_pair.items():
        joined = [r for r in rows if r[1] and r[3]]
        ends = Counter(("old", r[1]) for r in joined) + Counter(("new", r[3]) for r in joined)
        count = Counter(r[4] for r in rows if not (r[1] and r[3]))
        kinds = {r[3]: "kept" for r in joined} | {r[3]: "revised" for r in joined if r[4] != "kept"}
        count += Counter(kinds.values())
        for _, old, _, new, kind, share, doubtful, relative in rows:
            if old and new:
                others = ends["old", old] - 1, ends["new", new] - 1
                if not (doubtful or any(others)):
                    continue
                moved = [1 / (count["dropped"] + 1)] * (not others[0])
                moved += [1 / (count["added"] + 1), 1 / count[kind]] * (not others[1])
                facts = {"similarity": share, "doubtful": doubtful, "merged": others[1] > 0,
                         "split": others[0] > 0, "kind": kind}  # fmt: skip
                says, what = "yes", "link"
            elif relative:
                old, new = (old, relative) if old else (relative, new)
                free = not ends["old", old], not ends["new", new]
                moved = [1 / max(count["dropped"], 1)] * free[0]
                moved += [1 / max(count["added"], 1), 1 / (count["revised"] + 1)] * free[1]
                facts = {"kind": kind}
                says, what = "no", "near"
            else:
                continue
            size = n_words[earlier, old] + n_words[later, new]
            about = "link", earlier, old, later, new
            yield Item(what, about, says, round(max(moved, default=0.0), 9), size, facts)


def _themes(corpus: Corpus, n_words: dict[tuple[str, str], int]) -> Iterator[Item]:
    codes = corpus.codes[corpus.codes["scheme"] == "theme"]
    terms: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for symbol, label, theme, term in _cells(codes, "symbol", "label", "code", "term"):
        terms[symbol, theme, label].append(term)
    count = Counter((symbol, theme) for symbol, theme, _ in terms)
    titles = {t.theme: t.title or t.theme for t in corpus.codebook.themes}
    for (symbol, theme, label), found in terms.items():
        facts = {"terms": list(dict.fromkeys(found)), "title": titles.get(theme, theme)}
        yield Item("theme", ("code", symbol, label, "theme", theme), "yes",
                   round(1 / count[symbol, theme], 9), n_words[symbol, label], facts)  # fmt: skip


def _addressees(corpus: Corpus, n_words: dict[tuple[str, str], int]) -> Iterator[Item]:
    entity = corpus.series.entity
    rows = corpus.clause_entities
    rows = rows[(rows["entity"] == entity) & (rows["role"] == "addressee")]
    asked = set(_cells(rows, "symbol", "label", "clause"))
    names, found = verbs(corpus), []
    columns = "symbol", "label", "clause", "action", "object"
    for symbol, label, clause, action, matter in _cells(corpus.clauses, *columns):
        if (symbol, label, clause) in asked:
            name = names[symbol, label, clause]
            found.append((symbol, label, name, {"action": action, "object": matter}))
    count = Counter(symbol for symbol, *_ in found)
    for symbol, label, verb, facts in found:
        about = "clause", symbol, label, verb, "addressee", entity
        yield Item("addressee", about, "yes", round(1 / count[symbol], 9), n_words[symbol, label],
                   facts)  # fmt: skip


def verbs(corpus: Corpus) -> dict[tuple[str, str, int], str]:
    """What decisions call clauses: (symbol, label, clause) → requests, or requests~2 for the second
    with that verb in its paragraph."""
    numbered: Counter[tuple[str, str, str]] = Counter()
    names = {}
    for symbol, label, clause, verb in _cells(corpus.clauses, "symbol", "label", "clause", "verb"):
        numbered[symbol, label, verb] += 1
        n = numbered[symbol, label, verb]
        names[symbol, label, clause] = verb if n == 1 else f"{verb}~{n}"
    return names


def _cells(frame: Any, *columns: str) -> list[tuple]:
    """Rows of some columns, None where a cell is empty."""
    plain = frame[list(columns)].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))
