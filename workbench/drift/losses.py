"""What went without a word said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook import of_matter, rarity
from ..codebook.forms import lemma, roots
from .bounds import SCHEMES, Term, apart, binding, terms
from .vocabulary import DATED, named, spelled, usual, within, written

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["gone"]

BEFORE = frozenset({"co", "non", "post", "pre", "re", "self", "sub"})  # of a word with a hyphen
# The same written together, and what turns a word into its contrary: "refocus", "unequal"
PREFIX = re.compile("^(?:co|dis|i[lmnr]|inter|mis|non|over|pre|re|self|sub|un|under)(?=[a-z]{4})")


@checked
def gone(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    codes: pd.DataFrame,
    words: pd.DataFrame,
    clauses: pd.DataFrame,
    codebook: Codebook | None = None,
    common: float = 0.5,
    phrases: pd.DataFrame | None = None,
    clause_entities: pd.DataFrame | None = None,
    edits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What each renewal let go without a word: paragraphs, conditions, words.

    * *paragraph*: one that no later paragraph carries on (nor is it in an annex that is not
      printed again).
    * *condition*: a condition or qualifier of a request that a linked paragraph asks again of the
      same, and of none in the paragraphs that carry on its own; a request that was discharged needs
      none, and "as appropriate" goes on in "where appropriate". One that went with much more, as
      edits tell, may have gone with what it bound, and is left out. So is told one that went with
      the requests it bound, where nothing in the later text has it or one of its rarer words any
      more (``later_labels`` is empty then).
    * *word*: a word that the later text has nowhere any more, an annex that isn't printed again
      apart. Left out are words that more than the share `common` of the background's documents
      may have in one form or another, that any may have (`codebook.of_matter`), of dates.

    A word stands on in its other forms, in words derived from it (`forms.roots`) and in what it is
    derived from, with and without hyphens, and where phrases are given as an abbreviation or what
    it stands for. It may have been replaced by a synonym.

    Returns
    -------
    DataFrame
        A row per thing gone, in the order above, first the words of most weight (``count`` times
        `codebook.rarity`): ``earlier``, ``later``, ``skips``, ``what``, ``name`` (the paragraph's
        verb, the condition in words, the word), ``count`` (words of the paragraph; occurrences),
        ``labels`` (in the earlier text), ``later_labels`` (of the paragraphs that a condition is
        missing from), ``doubtful``.
    """
    import pandas as pd

    across = steps.parts(links, "earlier", "later")
    of_member = steps.parts(paragraphs, "symbol")
    titles = {c.condition: c.title for c in codebook.conditions if c.title} if codebook else {}
    bounds = binding(codes, clauses, clause_entities)
    changed = None if edits is None else steps.parts(edits, "earlier", "later")
    capital = written(codes, codebook)  # tables know words in small letters
    background = codebook.background if codebook else {}
    telling = {w for w in words["word"].unique() if _telling(w, codebook, common)}
    coded = steps.parts(codes[codes["scheme"].isin(SCHEMES)], "symbol")
    telling_words = steps.parts(words[words["word"].isin(telling)], "symbol")
    unprinted = steps.unprinted(links, paragraphs)
    every, names = (steps.parts(t, "symbol") for t in (words, named(codes, phrases)))
    rows = []
    for pair in steps.renewals(resolutions).itertuples(index=False):
        linked = across[pair.earlier, pair.later]
        close = set(linked.loc[linked["doubtful"], "earlier_label"].dropna())
        carried = steps.carried(linked)
        onward = carried.groupby("earlier_label")["later_label"].agg(list).to_dict()
        before = of_member[pair.earlier]
        # "oda" lives on where it is spelled out now, and what it stands for where it is abbreviated
        old, new = every[pair.earlier], every[pair.later]
        now = spelled(set(old["word"]) - set(new["word"]), names[pair.later], new, codebook)
        was = spelled(set(new["word"]) - set(old["word"]), names[pair.earlier], old, codebook)
        same = set(now).union(*was.values())
        held, holding = (bounds.get(symbol, {}) for symbol in (pair.earlier, pair.later))
        edited = None if changed is None else changed[pair.earlier, pair.later]
        standing = _standing(coded[pair.earlier], coded[pair.later], new["word"], telling)
        printed = _printed(telling_words[pair.earlier], unprinted)
        lost = [
            *_paragraphs(_printed(before, unprinted), onward, close),
            *_conditions(terms(held, holding, linked, edited), titles, standing),
            *_words(printed, new, capital, same, background),
        ]
        at = {"earlier": pair.earlier, "later": pair.later, "skips": pair.skips}
        rows += [at | {"later_labels": ""} | row for row in lost]
    columns = ["earlier", "later", "skips", "what", "name", "count", "labels", "later_labels",
               "doubtful"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _printed(table: pd.DataFrame, unprinted: Collection[tuple[str, str]]) -> pd.DataFrame:
    """Rows without those of annexes that aren't printed again."""
    places = zip(table["symbol"], table["label"], strict=True)
    return table.loc[[place not in unprinted for place in places]]


def _paragraphs(
    before: pd.DataFrame, onward: Mapping[str, list[str]], close: set[str]
) -> Iterator[dict[str, Any]]:
    """Paragraphs that none carries on."""
    for row in before.itertuples(index=False):
        if row.label not in onward:
            yield {"what": "paragraph", "name": row.verb, "count": int(row.n_words),
                   "labels": row.label, "doubtful": row.label in close}  # fmt: skip


def _standing(
    before: pd.DataFrame, after: pd.DataFrame, now: Iterable[str], telling: Collection[str]
) -> set[str]:
    """Conditions of a text that stand in the next, wherever, or one of whose rarer words does."""
    known = {lemma(word) for word in now}
    said = zip(before["code"], before["term"], strict=True)
    return set(after["code"]) | {
        code for code, term in said
        if any(w in telling and lemma(w) in known for w in term.replace(",", " ").split())
    }  # fmt: skip


def _conditions(
    changed: Iterable[Term], titles: Mapping[str, str], standing: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Conditions that requests lost, or that went with them."""
    for term in changed:
        if (term.kind == "lost" and not term.within) or (
            term.kind == "ended" and apart([term.code], standing)
        ):
            yield {"what": "condition", "name": titles.get(term.code, term.code),
                   "count": len(term.earlier), "labels": " ".join(term.earlier),
                   "later_labels": " ".join(term.later), "doubtful": term.doubtful}  # fmt: skip


def _words(
    before: pd.DataFrame, after: pd.DataFrame, capital: Mapping[str, str], same: Collection[str],
    background: Mapping[str, int],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Words that stand nowhere any more, nor in another form (`same`) or with another letter, those
    of most weight first."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    standing = set(after["word"])
    still = {root for word in standing for part in (word, *within(word)) for root in roots(part)}
    gone = [
        w for w in before["word"].unique()
        if w not in standing and w not in same and not _stands(w, still)
        # "famers" were farmers
        and not (len(w) > 4 and extractOne(w, standing, scorer=OSA.distance, score_cutoff=1))
    ]  # fmt: skip
    lost = before[before["word"].isin(gone)]
    # "family" and "families" are one, under the commoner
    often = lost.groupby("word", sort=False)["count"].sum().sort_values(kind="stable")
    names = {lemma(word): word for word in often.index}
    lost = lost.groupby(lost["word"].map(lambda word: names[lemma(word)]), sort=False)
    counts, labels = (
        lost["count"].sum(),
        lost["label"].agg(lambda several: " ".join(dict.fromkeys(several))),
    )
    weight = {word: -count * rarity([word], background) for word, count in counts.items()}
    for word in sorted(weight, key=weight.__getitem__):
        count = counts[word]
        yield {"what": "word", "name": capital.get(word, word), "count": int(count),
               "labels": labels[word], "doubtful": False}  # fmt: skip


def _stands(word: str, still: Collection[str]) -> bool:
    """Whether a text has a word in some form, without what stands before it, or all parts of one
    with hyphens, as where a line ended in it, given the roots of its words."""
    whole = word.replace("-", "")
    several = ([whole], [PREFIX.sub("", whole)], [w for w in word.split("-") if w not in BEFORE])
    return any(
        all(not roots(part).isdisjoint(still) for part in parts) for parts in several if parts
    )


def _telling(word: str, codebook: Codebook | None, common: float) -> bool:
    """Whether a word has content, is rare enough in resolutions at large, and is no number of a
    session, month or year."""
    if (
        codebook is not None
        and codebook.documents
        and (lemma(word) in usual(codebook, common) or not of_matter(word, codebook))
    ):
        return False
    # of two letters are names, which tables have in small ones: "AI"
    return (
        len(word) > 2
        and not {"/", "."}.intersection(word)  # of symbols
        and sum(c.isalpha() for c in word) > 2  # "post-2020" is a word, "27c" a number
        and not re.search(DATED, word)
    )
