"""Several series on one axis of time: themes, requests, conditions, and wording that travelled.

Each function takes the series as `Corpus`es, in the order in which they are to be shown, and
returns one table. Organs write differently: how often something stands in texts of two organs is
set side by side, never subtracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from . import mandate, steps, topics
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["conditions", "members", "requests", "themes", "travelled"]

DATED = ["symbol", "organ", "year", "adopted", "skips"]
STRONG = 6  # strength of "requests" and of what is above it
MOST_THEMES = 12  # shown: those with most room in any text


def members(corpora: Sequence[Any]) -> pd.DataFrame:
    """Members of the series, each with its organ.

    Returns
    -------
    DataFrame
        A row per adopted member: ``series``, ``symbol``, ``organ``, ``year``, ``adopted``,
        ``n_words`` (empty where there is no text), in order of adoption.
    """
    columns = ["symbol", "organ", "year", "adopted", "n_words"]
    return _dated(corpora, lambda corpus: _adopted(corpus)[columns])


def themes(corpora: Sequence[Any], themes: Iterable[str] = ()) -> pd.DataFrame:
    """How much room each theme takes in each member of the series that have a codebook of it.

    Parameters
    ----------
    corpora : sequence of Corpus
    themes : names, optional
        Only these; by default those that take most room in some text.

    Returns
    -------
    DataFrame
        A row per theme and member at hand: ``series``, ``symbol``, ``organ``, ``year``,
        ``adopted``, ``skips``, ``theme``, ``title``, ``n_paragraphs``, ``share_words``, ``first``
        (the earliest of all these members that has it), ``labels``. Shares don't add up to 1: see
        `topics.presence`.
    """
    chosen = list(themes)
    rows = _dated(
        [corpus for corpus in corpora if corpus.series.themes],
        lambda corpus: (
            corpus.measure(topics.presence, **({"themes": chosen} if chosen else {}))
            .dropna(subset="n_paragraphs")
            .drop(columns=["year", "skips"], errors="ignore")
            .merge(_adopted(corpus)[DATED], on="symbol")
        ),
    )
    columns = ["series", *DATED, "theme", "title", "n_paragraphs", "share_words", "first", "labels"]
    if rows.empty:
        return rows.reindex(columns=columns)
    having = rows[rows["n_paragraphs"] > 0]
    rows["first"] = rows.index.isin(having.drop_duplicates("theme").index)
    if not chosen:
        most = rows.groupby("theme")["share_words"].max().nlargest(MOST_THEMES)
        rows = rows[rows["theme"].isin(most.index)]
    return rows[columns].reset_index(drop=True)


def requests(corpora: Sequence[Any]) -> pd.DataFrame:
    """How much each member asks for, and with which verbs.

    ``density = 1000 · directive clauses / words of the operative part``.

    Returns
    -------
    DataFrame
        A row per member at hand: ``series``, ``symbol``, ``organ``, ``year``, ``adopted``,
        ``skips``, ``n_directive``, ``density``, ``n_strong`` (those that request, demand or
        decide), ``share_strong``.
    """

    def asked(corpus: Any) -> pd.DataFrame:
        here = _at_hand(corpus)
        clauses = corpus.clauses[corpus.clauses["directive"].astype(bool)]
        operative = corpus.paragraphs[corpus.paragraphs["part"] == "operative"]
        words = operative.groupby("symbol")["n_words"].sum()
        count = clauses["symbol"].value_counts()
        strong = clauses.loc[clauses["strength"] >= STRONG, "symbol"].value_counts()
        n, of, firm = (here["symbol"].map(s).fillna(0).astype(int) for s in (count, words, strong))
        return here[DATED].assign(
            n_directive=n,
            density=[steps.per_thousand(a, b) for a, b in zip(n, of, strict=True)],
            n_strong=firm,
            share_strong=[steps.share(a, b) for a, b in zip(firm, n, strict=True)],
        )

    return _dated(corpora, asked)


def conditions(corpora: Sequence[Any]) -> pd.DataFrame:
    """Under which conditions and qualifications each member asks.

    ``share = directive clauses with the condition / directive clauses``.

    Returns
    -------
    DataFrame
        A row per condition and member at hand: ``series``, ``symbol``, ``organ``, ``year``,
        ``adopted``, ``skips``, ``condition``, ``title``, ``n_clauses``, ``of``, ``share``. A clause
        may have several.
    """
    key = ["symbol", "label", "clause"]

    def bound(corpus: Any) -> pd.DataFrame:
        clauses = corpus.clauses.loc[corpus.clauses["directive"].astype(bool), key]
        codes = corpus.codes[corpus.codes["scheme"].isin(mandate.BOUNDS)]
        codes = codes.dropna(subset="clause")[[*key, "code"]].drop_duplicates()
        under = clauses.merge(codes.astype({"clause": clauses["clause"].dtype}), on=key)
        count, of = under.groupby(["symbol", "code"]).size(), clauses["symbol"].value_counts()
        titles = mandate.worded(corpus.codebook)
        rows = _at_hand(corpus)[DATED]
        names = [c.condition for c in corpus.codebook.conditions]
        rows = rows.merge(rows[["symbol"]].merge(_names(names), how="cross"), on="symbol")
        n = [int(count.get(place, 0)) for place in zip(rows["symbol"], rows["condition"],
                                                       strict=True)]  # fmt: skip
        every = rows["symbol"].map(of).fillna(0).astype(int)
        return rows.assign(
            title=rows["condition"].map(lambda name: titles.get(name, name)),
            n_clauses=n, of=every,
            share=[steps.share(a, b) for a, b in zip(n, every, strict=True)],
        )  # fmt: skip

    return _dated(corpora, bound)


def travelled(corpora: Sequence[Any]) -> pd.DataFrame:
    """Wording that stood in another series before it came into one.

    Of each paragraph that a renewal added the closest earlier one in all these series (see
    `topics.sources`); those whose source is of another series and no member of its own.

    Returns
    -------
    DataFrame
        A row per paragraph: ``series``, ``symbol``, ``label``, ``organ``, ``adopted``,
        ``from_series``, ``earlier``, ``earlier_label``, ``earlier_organ``, ``earlier_adopted``,
        ``n_shared`` (winnowed runs of words), ``share`` (of the later paragraph's), ``in_common``
        (of its words, in whatever order). The share is no copying proved: both may follow a third.
    """
    import pandas as pd

    tables = {
        name: pd.concat([getattr(c, name).assign(series=c.name) for c in corpora])
        for name in ("resolutions", "words", "shingles")
    }
    for name, unique in (("resolutions", ["symbol"]), ("words", ["symbol", "label", "word"]),
                         ("shingles", ["symbol", "label", "shingle"])):  # fmt: skip
        tables[name] = tables[name].drop_duplicates(unique)
    home = dict(zip(tables["resolutions"]["symbol"], tables["resolutions"]["series"], strict=True))
    places = pd.concat([_new(corpus) for corpus in corpora])
    found = topics.sources(
        tables["resolutions"], tables["words"], tables["shingles"], places,
        corpora[0].codebook,
    ).dropna(subset="earlier")  # fmt: skip
    found = found.assign(series=found["symbol"].map(home), from_series=found["earlier"].map(home))
    found = found[found["series"] != found["from_series"]]
    dated = topics.dated(tables["resolutions"])
    found = found.assign(
        organ=found["symbol"].map(dated["organ"]), adopted=found["symbol"].map(dated["order"])
    )
    columns = ["series", "symbol", "label", "organ", "adopted", "from_series", "earlier",
               "earlier_label", "earlier_organ", "earlier_adopted", "n_shared", "share",
               "in_common"]  # fmt: skip
    return found.sort_values(["adopted", "symbol"], kind="stable")[columns].reset_index(drop=True)


def _new(corpus: Any) -> pd.DataFrame:
    """Paragraphs that are new in a series: those that renewals added, all of a collection."""
    if corpus.series.kind != "renewals":
        return corpus.paragraphs[["symbol", "label"]]
    added = corpus.links[corpus.links["kind"] == "added"]
    first = _at_hand(corpus)["symbol"].iloc[:1]
    old = corpus.paragraphs[corpus.paragraphs["symbol"].isin(first)][["symbol", "label"]]
    places = added[["later", "later_label"]].set_axis(["symbol", "label"], axis=1)
    import pandas as pd

    return pd.concat([old, places]).drop_duplicates()


def _adopted(corpus: Any) -> pd.DataFrame:
    rows = corpus.resolutions
    if "skips" not in rows:  # a collection, whose documents follow none
        rows = rows.assign(skips=None)
    return rows[rows["stage"] == "adopted"]


def _at_hand(corpus: Any) -> pd.DataFrame:
    rows = _adopted(corpus)
    return rows[rows["n_words"].notna()]


def _names(names: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"condition": names})


def _dated(corpora: Sequence[Any], of: Callable[[Any], pd.DataFrame]) -> pd.DataFrame:
    """Rows of each series under its name, in order of adoption; of one day in the given order."""
    import pandas as pd

    if len({corpus.name for corpus in corpora}) < len(corpora):
        raise InputError("a series is named twice; expected different ones")
    rows = [of(corpus) for corpus in corpora]
    for corpus, table in zip(corpora, rows, strict=True):
        table.insert(0, "series", corpus.name)
    if not rows:
        return pd.DataFrame()
    whole = pd.concat(rows, ignore_index=True)
    day = pd.to_datetime(whole["adopted"]).fillna(
        pd.to_datetime(whole["year"].astype("int64").astype(str) + "-01-01")
    )
    order = day.sort_values(kind="stable").index
    return whole.loc[order].reset_index(drop=True)
