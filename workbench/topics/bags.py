"""Paragraphs as bags of words, models of them, and how far other models agree with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import prose, steps
from ..errors import InputError
from .terms import content

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

METHODS = ("nmf", "lda")
TOP = 10  # words that stand for a topic
PART = 0.8  # of the paragraphs, that a refit learns from


@dataclass(frozen=True)
class Bags:
    """The paragraphs of members at hand as counts of words."""

    members: pd.DataFrame  # `steps.members`, those at hand
    places: list[tuple[str, str]]
    member: Any  # of each paragraph, its member's place in the series
    size: Any  # of each paragraph, its words
    names: list[str]
    counts: Any  # a row a paragraph, a column a word
    learned: Any  # the rows of distinct paragraphs

    @property
    def at_hand(self) -> set[str]:
        return {f"{symbol} {label}" for symbol, label in self.places}


def bagged(
    resolutions: pd.DataFrame, paragraphs: pd.DataFrame, words: pd.DataFrame,
    codebook: Codebook, common: float, least: int,
) -> Bags:  # fmt: skip
    """Paragraphs to learn from.

    Raises
    ------
    InputError
        There are fewer distinct ones than it takes.
    """
    import numpy as np

    known = steps.members(resolutions)
    known = known[known["at_hand"]].reset_index(drop=True)
    order = {s: i for i, s in enumerate(known["symbol"])}
    paragraphs = paragraphs[paragraphs["symbol"].isin(order)].reset_index(drop=True)
    fresh = ~paragraphs["fingerprint"].duplicated().to_numpy()
    many = int(fresh.sum())
    if many < least:
        raise InputError(
            f"model: {prose.counted(many, 'distinct paragraph')}; expected "
            f"at least {least}, in fewer any topics can be found; look at what `discovered` "
            "proposes instead"
        )
    places = list(zip(paragraphs["symbol"], paragraphs["label"], strict=True))
    place = {key: i for i, key in enumerate(places)}
    telling = set(filter(content(codebook, common), words["word"].unique()))
    here = words[words["word"].isin(telling) & words["symbol"].isin(order)]
    at = np.array([place[k] for k in zip(here["symbol"], here["label"], strict=True)], int)
    spread = here["word"][fresh[at]].value_counts()
    few = max(3, round(0.005 * many))  # what stands in fewer, or in most, tells no topic
    names = sorted(spread[spread.between(few, many / 2)].index)
    column = {w: i for i, w in enumerate(names)}
    kept = here["word"].isin(column).to_numpy()
    counts = np.zeros((len(paragraphs), len(names)))
    counts[at[kept], here["word"][kept].map(column)] = here["count"][kept]
    return Bags(
        known, places, paragraphs["symbol"].map(order).to_numpy(int),
        paragraphs["n_words"].to_numpy(float), names, counts, counts[fresh],
    )  # fmt: skip


def possible(given: Bags, n_topics: int, method: str) -> None:
    """A number of topics and a method that can be."""
    if method not in METHODS:
        raise InputError(f"method: no '{method}'; there are: {', '.join(METHODS)}")
    if not 2 <= n_topics <= len(given.learned):
        raise InputError(
            f"n_topics: {n_topics}; expected at least 2 and at most as many as there are "
            f"distinct paragraphs ({len(given.learned)}); 0 chooses"
        )


def _weighed(given: Bags, counts: Any, method: str) -> Any:
    """Counts as a method wants them: for NMF tf-idf, in rows of length 1."""
    import numpy as np
    from scipy.sparse import csr_matrix

    if method == "lda":
        return csr_matrix(counts)
    idf = np.log((1 + len(given.learned)) / (1 + (given.learned > 0).sum(axis=0))) + 1
    rows = np.log1p(counts) * idf
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return csr_matrix(rows / np.where(length, length, 1))


def fitted(given: Bags, method: str, n_topics: int, seed: int, rows: Any = None) -> Any:
    """A model of what is learned from, or of some rows of it."""
    import warnings

    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.exceptions import ConvergenceWarning

    model: Any
    if method == "nmf":
        # the best start for the model shown; refits start anywhere
        start = "nndsvda" if rows is None and n_topics <= min(given.learned.shape) else "random"
        model = NMF(n_topics, init=start, random_state=seed, max_iter=400, tol=1e-4)
    else:
        model = LatentDirichletAllocation(n_topics, random_state=seed, max_iter=10)
    learned = given.learned if rows is None else given.learned[rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stability is measured anyway
        return model.fit(_weighed(given, learned, method))


def top(components: Any) -> Any:
    """The ten words that weigh most in each topic; of equals the first in the alphabet."""
    import numpy as np

    return np.argsort(-components.round(9), axis=1, kind="stable")[:, :TOP]


def agreement(given: Bags, method: str, words_of: Any, refits: int, seed: int) -> Any:
    """How far refits find each topic again: a row a refit, a column a topic."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    random = np.random.default_rng(seed)
    many, n_topics = len(given.learned), len(words_of)
    part = max(n_topics, round(PART * many))
    agreed = np.zeros((refits, n_topics))
    for i in range(refits):
        rows = np.sort(random.permutation(many)[:part])
        other = top(fitted(given, method, n_topics, seed + 1 + i, rows).components_)
        alike = np.array([[len(set(a) & set(b)) / len(set(a) | set(b)) for b in other.tolist()]
                          for a in words_of.tolist()])  # fmt: skip
        ours, theirs = linear_sum_assignment(-alike)
        agreed[i, ours] = alike[ours, theirs]
    return agreed


def shares(given: Bags, made: Any, method: str) -> Any:
    """Each paragraph's topics, which add up to 1; all 0 where it has none of the words."""
    import numpy as np

    room = made.transform(_weighed(given, given.counts, method)).round(9)
    room[given.counts.sum(axis=1) == 0] = 0
    total = room.sum(axis=1, keepdims=True)
    return room / np.where(total, total, 1)
