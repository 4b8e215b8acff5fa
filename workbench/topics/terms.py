"""Terms in paragraphs as these live on: what newcomers are counted in, and what dealing moves.

A *life* is a paragraph with those that it is linked to, from the member in which it begins to the
one in which it ends. A life *takes a term up* in its first member if it has it there, and in a
later one if it has it there and had it not in the member before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import steps
from ..codebook import openers
from ..codebook.forms import form, roots
from .nouns import empty, nominal, noun, opening

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook


@dataclass(frozen=True)
class Terms:
    """How often each term stands in each paragraph of the members at hand."""

    members: pd.DataFrame  # `steps.members`, those at hand
    paragraphs: pd.DataFrame
    names: list[str]
    counts: Any  # sparse, a row a paragraph, a column a term
    member: Any  # of each paragraph, its member's place in the series
    forms: dict[str, list[str]]  # of each term how it is written, the commonest first

    @property
    def places(self) -> list[tuple[str, str]]:
        return list(zip(self.paragraphs["symbol"], self.paragraphs["label"], strict=True))


@dataclass(frozen=True)
class Lives:
    """Of each life where it begins and how long it is; of each taking up whose, how old, what."""

    start: Any
    length: Any
    life: Any
    age: Any
    term: Any
    n_terms: int


def telling_terms(
    resolutions: pd.DataFrame, paragraphs: pd.DataFrame, words: pd.DataFrame,
    phrases: pd.DataFrame, codebook: Codebook, common: float, least: int,
) -> Terms:  # fmt: skip
    """Words and phrases that may stand for a topic, in so many paragraphs at least; each under the
    commonest of its written forms (`codebook.forms.form`), so that none is new that stood in
    another."""
    import pandas as pd
    from scipy.sparse import csc_array

    known = steps.members(resolutions)
    known = known[known["at_hand"]].reset_index(drop=True)
    order = {symbol: i for i, symbol in enumerate(known["symbol"])}
    paragraphs = paragraphs[paragraphs["symbol"].isin(order)]
    place = {key: i for i, key in enumerate(zip(paragraphs["symbol"], paragraphs["label"],
                                                strict=True))}  # fmt: skip
    said = pd.concat([words.rename(columns={"word": "term"}),
                      phrases.rename(columns={"phrase": "term"})])  # fmt: skip
    said = said[said["symbol"].isin(order)]
    telling = content(codebook, common)
    # no topic is what is of the organs' own proceedings ("next report"), or no name by its form
    # ("external", "tribunal may order", or the rest of one that begins with "United Nations")
    barred = opening(codebook)
    rare = {
        t
        for t in said["term"].unique()
        if any(telling(w) and not empty(w, codebook) and not w.endswith(("ly", "ed"))
               for w in t.split()) and not t.startswith("nations ")
        and (nominal(t, codebook, barred) if " " in t else noun(t, codebook))
    }  # fmt: skip
    written = said.groupby("term")["count"].sum()
    forms: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for term in sorted(rare, key=lambda t: (-written[t], t)):
        forms.setdefault(names.setdefault(form(term), term), []).append(term)
    # "terrorists" aren't new where "terrorist", which names nothing, stood before
    entered = said["symbol"].map(order).groupby(said["term"]).min()
    first = entered[entered.index.isin(rare)].groupby(form).min()
    stood = entered.groupby(form).min()
    late = {names[key] for key in first.index if stood[key] < first[key]}
    late |= {names[form(t)] for t in _of_an_older_root(rare, entered)}
    # nor a phrase where a paragraph had its words: "the rights of the child" has no row
    several = {t for t in rare if " " in t}
    idle = {w for w in words["word"].unique() if w in codebook.stopwords or empty(w, codebook)}
    late |= {names[form(t)] for t in _stood_apart(several, said, order, codebook.stopwords, idle)}
    said = said[said["term"].isin(rare)]
    said = said.assign(term=said["term"].map(lambda term: names[form(term)]))
    said = said[~said["term"].isin(late)]
    said = said.groupby(["symbol", "label", "term"], sort=False)["count"].sum().reset_index()
    # one in fewer paragraphs can't be proposed, wherever it is dealt to
    spread = said.groupby("term").size()
    said = said[said["term"].isin(spread[spread >= least].index)]
    terms = sorted(said["term"].unique())
    column = {term: i for i, term in enumerate(terms)}
    rows = [place[key] for key in zip(said["symbol"], said["label"], strict=True)]
    cells = rows, said["term"].map(column).to_numpy(int)
    counts = csc_array((said["count"].to_numpy(int), cells), shape=(len(place), len(terms)))
    counts.sum_duplicates()  # rows of a column in their order
    member = paragraphs["symbol"].map(order).to_numpy(int)
    return Terms(known, paragraphs, terms, counts, member, forms)


def _of_an_older_root(terms: Iterable[str], entered: pd.Series) -> set[str]:
    """Words of which another form, one derived from it or one with a hyphen that has it stood
    before: "care" isn't new after "health-care", nor "finance" after "financial"."""
    first = dict(entered.items())
    older: dict[str, int] = {}
    for term, at in first.items():
        if " " not in str(term):
            for root in roots(str(term)):
                older[root] = min(at, older.get(root, at))
    return {t for t in terms if " " not in t and any(older[r] < first[t] for r in roots(t))}


def _stood_apart(
    terms: set[str], said: pd.DataFrame, order: Mapping[str, int], stop: Collection[str],
    idle: Collection[str],
) -> set[str]:  # fmt: skip
    """Phrases all of whose content words a paragraph of a member before their first had: they may
    have stood there in another order, or with an article between, and whether they did, the tables
    can't tell. Of a "field of blue herring" two words are enough that aren't idle."""
    first = said[said["term"].isin(terms)].groupby("term")["symbol"].agg(
        lambda symbols: min(map(order.__getitem__, symbols)))  # fmt: skip
    parts = {}
    for term in first.index:
        telling = [form(w) for w in term.split() if w not in idle]
        whole = [form(w) for w in term.split() if w not in stop]
        parts[term] = telling if len(telling) > 1 else whole
    keys = {written: form(written) for written in said["term"].unique() if " " not in written}
    here = said.assign(key=said["term"].map(keys))
    here = here[here["key"].isin({key for several in parts.values() for key in several})]
    places: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for symbol, label, key in zip(here["symbol"], here["label"], here["key"], strict=True):
        places[key].add((order[symbol], label))
    return {
        term
        for term, several in parts.items()
        if any(at < first[term] for at, _ in set.intersection(*(places[key] for key in several)))
    }


def content(codebook: Codebook, common: float) -> Callable[[str], bool]:
    """What tells words that may stand for a topic: with a letter, no stop-words, none that open a
    paragraph, none in too many documents of the background."""
    most = common * codebook.documents
    barred = openers(codebook) | codebook.stopwords

    def telling(word: str) -> bool:
        return (
            word not in barred
            and codebook.background.get(word, 0) <= most
            and any(c.isalpha() for c in word)
        )

    return telling


def lives(given: Terms, links: pd.DataFrame) -> Lives:
    """Paragraphs joined by links, and the terms that they take up."""
    import numpy as np

    places = given.places
    at_hand = set(places)
    joined = steps.carried(links)
    ends = [zip(joined[side], joined[f"{side}_label"], strict=True)
            for side in ("earlier", "later")]  # fmt: skip
    pairs = [pair for pair in zip(*ends, strict=True) if at_hand.issuperset(pair)]
    family = steps.families(pairs, places)
    life = np.array([family[place] for place in places], dtype=int)
    many, longest = max(family.values(), default=-1) + 1, len(given.members)
    start, end = np.full(many, longest), np.zeros(many, dtype=int)
    np.minimum.at(start, life, given.member)
    np.maximum.at(end, life, given.member)
    row, term = given.counts.nonzero()
    # one number for each life, age and term: a life has it there, in whichever of its paragraphs
    ages, size = max(longest, 1), max(len(given.names), 1)
    held = np.unique((life[row] * ages + given.member[row] - start[life[row]]) * size + term)
    place, term = np.divmod(held, size)
    life, age = np.divmod(place, ages)
    taken = (age == 0) | ~np.isin(held - size, held)
    length = end - start + 1
    return Lives(start, length, life[taken], age[taken], term[taken], len(given.names))


def scores(given: Lives, dealt: Any = None) -> Any:
    """How many paragraphs took each term up; 0 for those that the first member has.

    Parameters
    ----------
    given : Lives
    dealt : array of int, optional
        Which life's words stand in the place of each life; by default its own.
    """
    import numpy as np

    place = np.arange(len(given.start))
    if dealt is not None:  # where each life went
        place[dealt] = np.arange(len(given.start))
    at = place[given.life]
    old = (given.age == 0) & (given.start[at] == 0)
    counted = ~old & (given.age < given.length[at])
    score = np.bincount(given.term[counted], minlength=given.n_terms)
    return np.where(np.bincount(given.term[old], minlength=given.n_terms) > 0, 0, score)


def groups(given: Terms) -> Any:
    """A number for each term: those of one stand in much the same paragraphs."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(given.names) < 2:
        return np.zeros(len(given.names), dtype=int)
    has = (given.counts > 0).astype(float)
    shared = (has.T @ has).toarray()
    size = np.diag(shared)
    away = 1 - shared / (size[:, None] + size[None, :] - shared)
    np.fill_diagonal(away, 0)
    tree = linkage(squareform(away, checks=False), "average")
    return fcluster(tree, 0.5, "distance") - 1  # at least half of their paragraphs in common
