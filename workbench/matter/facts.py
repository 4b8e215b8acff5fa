"""What the tables say of the two members that the last renewal joins, by paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import steps, symbols
from ..codebook.forms import roots
from ..prose import called

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Clause", "Group", "Paragraph", "Renewal", "Term", "acting", "known", "known_of",
           "renewal"]  # fmt: skip

STEM = 5  # letters
CUT = 8  # words of an object, as the tables have it
# A chapeau that leads to items of a list, "to keep the lake open by:", and such an item.
LEADING = re.compile(r"\b(?:by|through)(?:,? (?:inter alia|including|in particular)\b)*,?:$")
DOING = re.compile(r"(?:[A-Za-z]+ly )?[A-Za-z]{2,}ing\b(?! of\b),?")
PARTS = {"operative": 0, "annex": 1, "preamble": 2}  # the order in which parts are told


@dataclass(frozen=True, slots=True)
class Clause:
    """What the organ does with one verb, and whom it asks for what."""

    number: int
    verb: str
    strength: int | None
    directive: bool
    action: str
    object: str
    addressees: tuple[str, ...]
    lead: str = ""  # words before the object: "of the"
    printed: tuple[str, ...] = ()  # addressees as the paragraph calls them, where otherwise
    n_words: int = 0  # of all of it, as the text has it; the object may be cut
    matter: str = ""  # words that tell more than the object's, its lead among them


class Term(NamedTuple):
    """A term of a theme in a clause, or in a paragraph without clauses."""

    clause: int
    theme: str
    term: str
    n: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the tables know it. ``themes``: theme → how often its terms stand there;
    ``terms``: each of these, by the number of its clause, where known."""

    symbol: str
    label: str
    part: str
    place: int  # in its member
    heading: str
    verb: str
    n_words: int
    clauses: tuple[Clause, ...]
    themes: Mapping[str, int]
    words: Mapping[str, int]
    phrases: Mapping[str, int]
    terms: tuple[Term, ...] | None = None
    object: str = ""  # what the verb of a preambular paragraph takes

    @property
    def directive(self) -> bool:
        return any(clause.directive for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Group:
    """Earlier paragraphs and the later ones that carry them on; one side empty where none does."""

    earlier: tuple[Paragraph, ...]
    later: tuple[Paragraph, ...]
    similarity: float
    doubtful: bool
    discharged: tuple[str, ...]  # later paragraphs that report done what an earlier one asked for
    edits: tuple[Mapping[str, Any], ...] = ()
    in_part: bool = False  # whether these report a part of it: the rest goes on
    reports: bool = False  # whether a paragraph that goes on reports one thing done


@dataclass(frozen=True)
class Renewal:
    """The last two members at hand, and what joins their paragraphs."""

    earlier: str
    later: str
    skips: tuple[str, ...]
    before: Mapping[str, Paragraph]
    after: Mapping[str, Paragraph]
    groups: tuple[Group, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Beginnings of the words of the later member, by which a word is known in any form."""
        return frozenset(word[:STEM] for p in self.after.values() for word in p.words)

    @cached_property
    def new_words(self) -> frozenset[str]:
        """Words of the later member that stand nowhere in the earlier one."""
        old = {word for paragraph in self.before.values() for word in paragraph.words}
        return frozenset(w for p in self.after.values() for w in p.words if w not in old)

    @cached_property
    def unmet(self) -> frozenset[str]:
        """Those of them that stand there in no other form, and none of a word that does."""
        old = {root for p in self.before.values() for word in p.words for root in roots(word)}
        return frozenset(word for word in self.new_words if old.isdisjoint(roots(word)))

    @cached_property
    def lost(self) -> frozenset[str]:
        """Words of the earlier member that stand in the later one in no form."""
        new = {root for p in self.after.values() for word in p.words for root in roots(word)}
        old = {word for p in self.before.values() for word in p.words}
        return frozenset(word for word in old if new.isdisjoint(roots(word)))

    @cached_property
    def standing(self) -> dict[str, Counter[str]]:
        """Symbol of each of the two → word or phrase → in how many of its paragraphs it stands."""
        return {
            symbol: Counter(said for p in side.values() for said in (*p.words, *p.phrases))
            for symbol, side in ((self.earlier, self.before), (self.later, self.after))
        }


def renewal(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    codes: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    links: pd.DataFrame,
    edits: pd.DataFrame,
) -> Renewal | None:
    """The last renewal of a series; None where fewer than two members have a text."""
    pairs = steps.renewals(resolutions)
    if pairs.empty:
        return None
    pair = pairs.iloc[-1]
    sides = [
        known(symbol, paragraphs, words, phrases, codes, clauses, clause_entities)
        for symbol in (pair["earlier"], pair["later"])
    ]
    joined = links[(links["earlier"] == pair["earlier"]) & (links["later"] == pair["later"])]
    changes = edits[(edits["earlier"] == pair["earlier"]) & (edits["later"] == pair["later"])]
    return Renewal(
        pair["earlier"], pair["later"], tuple(symbols.several(pair["skips"])), sides[0], sides[1],
        tuple(_groups(joined, changes, *sides)),
    )  # fmt: skip


def acting(pair: Renewal, texts: Mapping[tuple[str, str], str]) -> Renewal:
    """A renewal in which the items of a list that say by what those whom its chapeau asks are to do
    so ask them for it; of paragraphs that are carried on what changed is told as before."""
    sides = []
    for side in (pair.before, pair.after):
        made = dict(side)
        for label, p in side.items():
            chapeau = side.get(label.rpartition("(")[0])
            clause = chapeau and not p.clauses and _by(p, chapeau, texts)
            if clause:
                made[label] = replace(p, clauses=(clause,))
        sides.append(made)
    before, after = sides
    groups = tuple(
        group if group.earlier and group.later
        else replace(group, earlier=tuple(before[p.label] for p in group.earlier),
                     later=tuple(after[p.label] for p in group.later))
        for group in pair.groups
    )  # fmt: skip
    return replace(pair, before=before, after=after, groups=groups)


def _by(item: Paragraph, chapeau: Paragraph, texts: Mapping[tuple[str, str], str]) -> Clause | None:
    """What an item asks of those whom its chapeau asks last; None where it doesn't lead to it."""
    above, text = (texts.get((p.symbol, p.label), "") for p in (chapeau, item))
    doing = DOING.match(text)
    asking = chapeau.clauses[-1] if chapeau.clauses else None
    if not (doing and asking and asking.directive and asking.addressees and asking.action):
        return None
    if not LEADING.search(above.strip()) or asking.action.startswith("not "):
        return None
    words = text[doing.end() :].split()
    return replace(
        asking, action=doing[0].lower(), lead="", matter="", n_words=len(text.split()) + CUT,
        object=" ".join(words[:CUT]).rstrip(",;.:"),
    )  # fmt: skip


def known(
    symbol: str,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    codes: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
) -> dict[str, Paragraph]:
    """Paragraphs of a member by label."""
    tables = (paragraphs, words, phrases, codes, clauses, clause_entities)
    rows, words, phrases, codes, clauses, asked = (t[t["symbol"] == symbol] for t in tables)
    spoken = _clauses(clauses, asked[asked["role"] == "addressee"])
    said, named = _counts(words, "word"), _counts(phrases, "phrase")
    themes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for label, several in spoken.items():  # an item of a list has them from its chapeau
        above = _above(label, said)
        spoken[label] = [replace(c, printed=_called(c, above)) for c in several]
    terms: dict[str, list[Term]] = defaultdict(list)
    found = codes.loc[codes["scheme"] == "theme", ["label", "clause", "code", "term", "count"]]
    found = found.fillna({"clause": 0})
    for label, clause, code, term, count in found.itertuples(index=False, name=None):
        themes[label][code] += int(count)
        terms[label].append(Term(int(clause), code, str(term), int(count)))
    for label, code, term in found[["label", "code", "term"]].itertuples(index=False, name=None):
        # of a conference "on Human Rights" too, which names a theme and isn't coded
        stands = named[label].get(term, said[label].get(term, 0))
        themes[label][code] = max(themes[label][code], stands)
    return {
        row.label: Paragraph(
            symbol, row.label, row.part, place, row.heading if _is(row.heading) else "",
            row.verb if _is(row.verb) else "", int(row.n_words), tuple(spoken[row.label]),
            dict(themes[row.label]), said[row.label], named[row.label], tuple(terms[row.label]),
            row.object if _is(row.object) else "",
        )
        for place, row in enumerate(rows.itertuples(index=False))
    }  # fmt: skip


def _above(label: str, said: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Words of a paragraph and of those that lead to it, "OP4" of "OP4(c)"."""
    words: set[str] = set()
    while label:
        words.update(said.get(label, ()))
        label = label.rpartition("(")[0]
    return words


def _called(clause: Clause, words: Collection[str]) -> tuple[str, ...]:
    return tuple(called(name, words) for name in clause.addressees)


def _counts(table: pd.DataFrame, column: str) -> dict[str, dict[str, int]]:
    """Label → what stands there → how often."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    columns = ["label", column, "count"]
    for label, said, count in table[columns].itertuples(index=False, name=None):
        counts[label][said] = int(count)
    return counts


def _clauses(clauses: pd.DataFrame, asked: pd.DataFrame) -> dict[str, list[Clause]]:
    whom: dict[tuple[str, int], list[str]] = defaultdict(list)
    columns = ["label", "clause", "entity"]
    for label, number, entity in asked[columns].itertuples(index=False, name=None):
        whom[label, int(number)].append(entity)
    spoken: dict[str, list[Clause]] = defaultdict(list)
    for row in clauses.itertuples(index=False):
        strength = int(row.strength) if row.strength == row.strength and row.strength else None
        spoken[row.label].append(Clause(
            int(row.clause), row.verb, strength, bool(row.directive),
            row.action if _is(row.action) else "", row.object if _is(row.object) else "",
            tuple(whom[row.label, int(row.clause)]), row.lead if _is(row.lead) else "",
            n_words=int(row.n_words), matter=row.matter if _is(row.matter) else "",
        ))  # fmt: skip
    return spoken


def _groups(
    links: pd.DataFrame,
    edits: pd.DataFrame,
    before: Mapping[str, Paragraph],
    after: Mapping[str, Paragraph],
) -> Iterable[Group]:
    """Linked paragraphs together, in the order of the later text; then those that ended."""
    links = links[links["kind"] != "reaffirmed"]  # in force as before
    pairs = links.dropna(subset=["earlier_label", "later_label"])
    ends = [(("E", a), ("L", b)) for a, b in zip(pairs["earlier_label"], pairs["later_label"],
                                                 strict=True)]  # fmt: skip
    family = steps.families(ends)
    changes = steps.parts(edits, "later_label")
    rows: dict[Any, list[Any]] = defaultdict(list)
    for row in links.itertuples(index=False):
        key = ("L", row.later_label) if _is(row.later_label) else ("E", row.earlier_label)
        rows[family.get(key, key)].append(row)
    for several in rows.values():
        old = _ordered((r.earlier_label for r in several), before)
        new = _ordered((r.later_label for r in several), after)
        yield Group(
            old, new, min((float(r.similarity) for r in several if r.similarity == r.similarity),
                          default=0.0),
            any(bool(r.doubtful) for r in several),
            tuple(r.later_label for r in several if bool(r.discharged)),
            tuple(edit for p in new for edit in changes[p.label].to_dict("records")),
            any(_is(r.later_label) and not bool(r.discharged) for r in several),
            any(bool(getattr(r, "discharged_in_part", False)) for r in several),
        )  # fmt: skip


def _ordered(labels: Iterable[Any], paragraphs: Mapping[str, Paragraph]) -> tuple[Paragraph, ...]:
    each = {label: paragraphs[label] for label in labels if _is(label) and label in paragraphs}
    return tuple(sorted(each.values(), key=lambda paragraph: paragraph.place))


def _is(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def side_of(edit: Mapping[str, Any], side: str) -> str:
    """The words of a change that were dropped or added, as printed where the tables tell."""
    told: Any = (edit.get(f"printed_{side}"), edit[side])
    return next(filter(_is, told), "")


def directive(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, Clause]]:
    """Clauses of some paragraphs that ask somebody to do something."""
    return [(p, clause) for p in paragraphs for clause in p.clauses if clause.directive]


def known_of(texts: Iterable[str]) -> set[str]:
    """Beginnings of all words of some texts."""
    return {word[:STEM] for text in texts for word in re.findall(r"[\w-]+", text.lower())}
