"""Topics that nobody listed, from words that stand together: models, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..errors import InputError
from .bags import METHODS, Bags, agreement, bagged, fitted, possible, shares, top
from .room import coded, titles

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["best", "distinct", "listing", "model", "npmi", "stability"]

SIZE = 300  # distinct paragraphs that a model takes at least
NUMBERS = (5, 10, 15, 20, 25)  # of topics, to choose from
STABLE = 0.5  # of a topic's words that refits must find again, on average
NAMED = 0.4  # F1 of a topic's paragraphs and a theme's, from which it bears the theme's name


@checked
def model(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook,
    n_topics: int = 0,
    method: str = "nmf",
    size: int = SIZE,
    common: float = 0.7,
    refits: int = 10,
    seed: int = 0,
) -> pd.DataFrame:
    """A topic model of the paragraphs, each topic with how stable it is, and its room by member.

    Paragraphs that renewals repeat word for word are learned from once. NMF (Lee and Seung 1999)
    sees words weighed by how few paragraphs have them (tf-idf), LDA (Blei, Ng and Jordan 2003)
    their counts. A model finds topics in anything, so each has three marks of its worth:

    * ``stability``: the topics of `refits` other models, each of four fifths of the paragraphs
      and with another seed, are matched with these one to one (Hungarian algorithm); it is the
      share of ten words that both have (Jaccard), on average. In [0, 1], higher is better; a
      topic below one half is marked ``unstable``: other seeds, other topics.
    * ``coherence``: mean normalised pointwise mutual information of each two of its ten words,
      over paragraphs (Bouma 2009): ``ln(p(a, b) / p(a) p(b)) / -ln p(a, b)``, -1 for two that no
      paragraph has together. In [-1, 1]. Paragraphs are short: it is noisy for rare words.
    * ``theme`` and ``overlap``: the theme of the codebook whose paragraphs are most like those
      where the topic is foremost, and their F1. From 0.4 the topic is named by the theme,
      else by its first words.

    ``prevalence`` is the topic's share of a paragraph's topics, averaged over a member's
    paragraphs by their words; those of a member add up to 1.

    Parameters
    ----------
    resolutions, paragraphs, words, codes : DataFrame
    codebook : Codebook
    n_topics : int
        How many; 0: as many as `stability` finds best.
    method : {"nmf", "lda"}
    size : int
        Distinct paragraphs that there must be.
    common : float
        Words in more than this share of the background's documents are left out, as are stop-words
        and verbs that open paragraphs.
    refits, seed : int
        Other models to compare with, and the seed of all.

    Returns
    -------
    DataFrame
        A row per topic and member at hand: ``topic`` (1 is the largest), ``name``, ``terms``,
        ``stability``, ``unstable``, ``coherence``, ``theme``, ``overlap``, ``symbol``, ``year``,
        ``prevalence``, ``n_paragraphs`` (where it is foremost), ``labels``.

    Raises
    ------
    InputError
        Too few paragraphs, or fewer than topics; an unknown method.
    """
    given = bagged(resolutions, paragraphs, words, codebook, common, size)
    if n_topics == 0:
        n_topics = best(_stabilities(given, (method,), NUMBERS, 3, seed), method)
    possible(given, n_topics, method)
    made = fitted(given, method, n_topics, seed)
    words_of = top(made.components_)
    stable = agreement(given, method, words_of, refits, seed).mean(axis=0)
    room = shares(given, made, method)
    foremost = room.argmax(axis=1)
    foremost[room.sum(axis=1) == 0] = -1
    weight = room * given.size[:, None]
    themes, named = coded(codes), titles(codebook)
    return _by_member(given, words_of, stable, weight, foremost, themes, named)


def _by_member(
    given: Bags, words_of: Any, stable: Any, weight: Any, foremost: Any,
    themes: dict[str, set[str]], named: dict[str, str],
) -> pd.DataFrame:  # fmt: skip
    """Topics by members, the topic with most room first."""
    import numpy as np
    import pandas as pd

    rows = []
    for number, topic in enumerate(np.argsort(-weight.sum(axis=0), kind="stable"), 1):
        places = [given.places[i] for i in np.flatnonzero(foremost == topic)]
        theme, overlap = _overlapped({f"{s} {n}" for s, n in places}, themes, given.at_hand)
        words = [given.names[i] for i in words_of[topic]]
        facts = {
            "topic": number, "terms": ", ".join(words), "stability": float(stable[topic]),
            "name": named.get(theme, theme) if overlap >= NAMED else ", ".join(words[:3]),
            "unstable": bool(stable[topic] < STABLE), "theme": theme, "overlap": overlap,
            "coherence": npmi(given.learned[:, words_of[topic]] > 0),
        }  # fmt: skip
        for i, member in enumerate(given.members.itertuples(index=False)):
            here = given.member == i
            total = given.size[here].sum()
            rows.append(facts | {
                "symbol": member.symbol, "year": member.year,
                "prevalence": float(weight[here, topic].sum() / total) if total else 0,
                "n_paragraphs": int((foremost[here] == topic).sum()),
                "labels": " ".join(n for s, n in places if s == member.symbol),
            })  # fmt: skip
    columns = ["topic", "name", "terms", "stability", "unstable", "coherence", "theme", "overlap",
               "symbol", "year", "prevalence", "n_paragraphs", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _overlapped(
    places: set[str], themes: dict[str, set[str]], at_hand: set[str]
) -> tuple[str, float]:
    """The theme whose paragraphs are most like some others, and F1."""
    best, most = "", 0.0
    for theme, having in themes.items():
        having = having & at_hand
        f1 = 2 * len(places & having) / (len(places) + len(having)) if places or having else 0.0
        if f1 > most:
            best, most = theme, f1
    return best, most


@checked
def stability(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    codebook: Codebook,
    methods: Iterable[str] = METHODS,
    numbers: Iterable[int] = NUMBERS,
    size: int = SIZE,
    common: float = 0.7,
    refits: int = 3,
    seed: int = 0,
) -> pd.DataFrame:
    """How many topics: stability over resamples and coherence of models with more and more.

    Both are means over the topics of a model of what `model` says of one. Few topics are more
    stable and many more coherent, or the reverse: neither alone decides. ``chosen`` marks the
    number whose two ranks add up best, the larger one of equals.

    Parameters
    ----------
    resolutions, paragraphs, words : DataFrame
    codebook : Codebook
    methods, numbers : list
        Which models, and with how many topics.
    size, common, seed
        See `model`.
    refits : int
        Resamples of four fifths of the paragraphs, each with another seed.

    Returns
    -------
    DataFrame
        A row per method and number: ``method``, ``n_topics``, ``stability``, ``stability_low`` and
        ``stability_high`` (over refits), ``coherence``, ``n_paragraphs`` (distinct ones),
        ``n_words`` (different ones), ``chosen``,
        and ``close``: its range meets that of the chosen one, so another seed may choose it, or
        lies above it.
    """
    given = bagged(resolutions, paragraphs, words, codebook, common, size)
    return _stabilities(given, methods, numbers, refits, seed)


def _stabilities(
    given: Bags, methods: Iterable[str], numbers: Iterable[int], refits: int, seed: int
) -> pd.DataFrame:
    import pandas as pd

    distinct, words = given.learned.shape
    rows = []
    for method in methods:
        for k in numbers:
            if k > distinct:
                continue
            possible(given, k, method)
            words_of = top(fitted(given, method, k, seed).components_)
            agreed = agreement(given, method, words_of, refits, seed).mean(axis=1)
            rows.append({
                "method": method, "n_topics": k, "stability": float(agreed.mean()),
                "stability_low": float(agreed.min()), "stability_high": float(agreed.max()),
                "coherence": sum(npmi(given.learned[:, topic] > 0) for topic in words_of) / k,
                "n_paragraphs": distinct, "n_words": words,
            })  # fmt: skip
    return _picked(pd.DataFrame(rows))


def _picked(table: pd.DataFrame) -> pd.DataFrame:
    """Which number of topics is chosen of each method, and which come close to it."""
    ranks = table.groupby("method")[["stability", "coherence"]].rank(method="min").sum(axis=1)
    table = table.assign(chosen=False, close=False)
    for _, several in table.assign(ranks=ranks).groupby("method"):
        pick = several.sort_values(["ranks", "n_topics"]).index[-1]
        table.loc[pick, "chosen"] = True
        low = table.loc[pick, "stability_low"]
        table.loc[several.index, "close"] = several["stability_high"] >= low
    return table


def best(table: pd.DataFrame, method: str = "nmf") -> int:
    """The number of topics that `stability` chooses for a method."""
    picked = table[(table["method"] == method) & table["chosen"]]
    if picked.empty:
        raise InputError(f"method: no '{method}' in the table; there are: {', '.join(METHODS)}")
    return int(picked["n_topics"].iloc[0])


def listing(table: pd.DataFrame) -> pd.DataFrame:
    """The topics of a `model`, a row each, with the members that have most and least of it."""
    facts = ["topic", "name", "terms", "stability", "unstable", "coherence", "theme", "overlap"]
    topics = table.groupby(facts, sort=False, dropna=False)["n_paragraphs"].sum().reset_index()
    for side, at in (("most", "idxmax"), ("least", "idxmin")):
        place = getattr(table.groupby("topic")["prevalence"], at)()
        topics[side] = topics["topic"].map(table.loc[place].set_index("topic")["symbol"])
    return topics


def distinct(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> int:
    """Paragraphs of members at hand, those with the same words once: a model takes `SIZE`."""
    known = steps.members(resolutions)
    return int(paragraphs.loc[paragraphs["symbol"].isin(known["symbol"]), "fingerprint"].nunique())


def npmi(has: Any) -> float:
    """Mean normalised pointwise mutual information of each two columns of a table of yes and no.

    Parameters
    ----------
    has : array of bool
        A row a paragraph, a column a word.
    """
    from itertools import combinations
    from math import log

    import numpy as np

    has = np.asarray(has, dtype=bool)
    n = len(has)
    values = []
    for a, b in combinations(range(has.shape[1]), 2):
        one, two = has[:, a].sum() / n, has[:, b].sum() / n
        joint = (has[:, a] & has[:, b]).sum() / n
        if not joint:
            values.append(-1.0)
        else:  # two that every paragraph has say nothing new of each other
            values.append(log(joint / (one * two)) / -log(joint) if joint < 1 else 0.0)
    return float(sum(values) / len(values)) if values else 0.0
