"""Where a theme, a phrase or a wording stood before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import codebook as books

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["dated", "origins", "sources", "wording"]

SHARED = 2  # winnowed shingles that two paragraphs share at least: some fifteen words, or two runs
PLACE = ["symbol", "label"]
EARLIER = ["earlier", "earlier_label"]


def origins(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    codes: pd.DataFrame,
    shingles: pd.DataFrame,
    what: str,
    codebook: Codebook | None = None,
    shared: int = SHARED,
) -> pd.DataFrame:
    """Where a theme or phrase appears, in order of date, and where its wording stood before.

    Hand it the tables of all series together (`corpus.Whole.load().measure(topics.origins, …)`):
    it searches the adopted documents in them. "First" is the earliest of those. Two kinds of
    evidence, in rows of their own:

    * *theme*: the document has the theme or phrase, whatever the words around it;
    * *words*: a paragraph that has it shares its wording with one of an earlier document, which
      may speak of something else. Of all earlier paragraphs it is the one that has most of its
      rare words, the earliest of equals; it shares winnowed shingles with it, one at least that is
      no formula: a run that several paragraphs of one document have tells nothing. ``n_shared``
      counts shingles in common, ``share`` is their part of the later paragraph's, ``in_common``
      that of its words which the earlier one has too, in whatever order, stop-words apart: both in
      [0, 1]; higher means more likely taken from there. Any twelve words in a row show.

    Parameters
    ----------
    resolutions, paragraphs, words, phrases, codes, shingles : DataFrame
    what : str
        A theme of the codebook, or a word or phrase in the language of its terms
        (``"biometric*"``). Phrases are found as far as they are published: see `phrases` in
        ``columns.csv``; where a paragraph has only all the words of one, ``sure`` is False.
    codebook : Codebook, optional
        Tells a theme from a phrase; themes in `codes` are known without.
    shared : int
        Shingles in common from which wording counts as shared.

    Returns
    -------
    DataFrame
        ``evidence``, ``symbol``, ``label`` (the first that has it), ``year``, ``adopted``,
        ``organ``, ``labels`` (all of them), ``sure``, ``earlier``, ``earlier_label``,
        ``earlier_adopted`` (a day; of a year alone its first), ``earlier_organ``, ``n_shared``,
        ``share``, ``in_common``, ``first`` (earliest in this corpus), ``n_searched`` (documents).
    """
    import pandas as pd

    columns = ["evidence", "symbol", "label", "year", "adopted", "organ", "labels", "sure",
               "earlier", "earlier_label", "earlier_adopted", "earlier_organ", "n_shared",
               "share", "in_common", "first", "n_searched"]  # fmt: skip
    known = dated(resolutions)
    places = _places(what, paragraphs, words, phrases, codes, codebook)
    rank = {symbol: i for i, symbol in enumerate(known.sort_values("order", kind="stable").index)}
    places = places[places["symbol"].isin(rank)].sort_values(
        "symbol", key=lambda names: names.map(rank), kind="stable")  # fmt: skip
    taken = wording(shingles, known["order"], places[places["sure"]], shared, words, codebook)
    rows = [*_bearing(places, known), *_taking(taken, known)]
    made = pd.DataFrame(rows, columns=columns).assign(n_searched=len(known))
    kinds = {
        "n_shared": "Int64",
        "share": float,
        "in_common": float,
        "first": bool,
        "sure": bool,
        "year": "Int64",
    }
    dates = dict.fromkeys(["adopted", "earlier_adopted"], "datetime64[us]")
    return made.astype(kinds | dates)


def _bearing(places: pd.DataFrame, known: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of the documents that have what is sought, the earliest first."""
    rows: list[dict[str, Any]] = []
    for symbol, several in places.groupby("symbol", sort=False):
        sure = bool(several["sure"].any())
        labels = several.loc[several["sure"], "label"] if sure else several["label"]
        rows.append(_document(known, symbol) | {
            "evidence": "theme", "label": labels.iloc[0], "sure": sure, "labels": " ".join(labels),
            "first": sure and not any(row["sure"] for row in rows),
        })  # fmt: skip
    return rows


def _taking(taken: pd.DataFrame, known: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of the paragraphs whose wording stood in an earlier document."""
    return [
        _document(known, row.symbol) | {
            "evidence": "words", "label": row.label, "labels": row.label, "sure": True,
            "earlier": row.earlier, "earlier_label": row.earlier_label, "n_shared": row.n_shared,
            "share": row.share, "in_common": row.in_common, "first": False,
            "earlier_organ": known.loc[row.earlier, "organ"],
            "earlier_adopted": known.loc[row.earlier, "order"],
        }
        for row in taken.itertuples(index=False)
    ]  # fmt: skip


def _document(known: pd.DataFrame, symbol: str) -> dict[str, Any]:
    row = known.loc[symbol]
    return {"symbol": symbol, "year": row["year"], "adopted": row["adopted"], "organ": row["organ"]}


def sources(
    resolutions: pd.DataFrame,
    words: pd.DataFrame,
    shingles: pd.DataFrame,
    places: pd.DataFrame,
    codebook: Codebook | None = None,
    shared: int = SHARED,
) -> pd.DataFrame:
    """Where the wording of some paragraphs stood before: of each the closest earlier one, if any.

    Hand it the tables of all series together; see `wording` for what counts, and `origins` for
    what it may mean. A paragraph without a source shares its words with none of these documents;
    it may share them with others.

    Parameters
    ----------
    resolutions, words, shingles : DataFrame
    places : DataFrame
        ``symbol``, ``label`` of the paragraphs, such as `steps.added` gives.
    codebook : Codebook, optional
        Says which words are rare, and which carry no content.
    shared : int
        Shingles in common from which wording counts as shared.

    Returns
    -------
    DataFrame
        A row per paragraph: ``symbol``, ``label``, ``earlier``, ``earlier_label``,
        ``earlier_adopted``, ``earlier_organ``, ``n_shared``, ``share``, ``in_common``,
        ``n_searched`` (documents adopted before).
    """
    known = dated(resolutions)
    asked = places[PLACE].drop_duplicates()
    here = asked[asked["symbol"].isin(known.index)]
    taken = wording(shingles, known["order"], here, shared, words, codebook)
    made = asked.merge(taken, on=PLACE, how="left")
    before = {s: int((known["order"] < day).sum()) for s, day in known["order"].items()}
    made = made.assign(
        earlier_adopted=made["earlier"].map(known["order"]),
        earlier_organ=made["earlier"].map(known["organ"]),
        n_searched=made["symbol"].map(before),
    )
    columns = [*PLACE, "earlier", "earlier_label", "earlier_adopted", "earlier_organ", "n_shared",
               "share", "in_common", "n_searched"]  # fmt: skip
    kinds = {"n_shared": "Int64", "share": float, "in_common": float, "n_searched": "Int64"}
    return made[columns].astype(kinds)


def dated(resolutions: pd.DataFrame) -> pd.DataFrame:
    """Adopted documents at hand by symbol, with their order in time: a day, or a year's first."""
    import pandas as pd

    known = resolutions[(resolutions["stage"] == "adopted") & resolutions["n_words"].notna()]
    known = known.drop_duplicates("symbol").set_index("symbol")
    start = pd.to_datetime(known["year"].astype("int64").astype(str) + "-01-01")
    return known.assign(order=pd.to_datetime(known["adopted"]).fillna(start))


# ── what is sought ───────────────────────────────────────────────────────────────────────────


def _places(
    what: str, paragraphs: pd.DataFrame, words: pd.DataFrame, phrases: pd.DataFrame,
    codes: pd.DataFrame, codebook: Codebook | None,
) -> pd.DataFrame:  # fmt: skip
    """Paragraphs that have a theme or phrase, in the order of the texts; whether it is sure."""
    themes = codes[codes["scheme"] == "theme"]
    known = {t.theme for t in codebook.themes} if codebook else set()
    if what in known | set(themes["code"]):
        places = themes.loc[themes["code"] == what, PLACE].assign(sure=True)
    elif len(what.replace("-", " ").split()) == 1:
        places = _having(words, "word", what).assign(sure=True)
    else:
        places = _of_phrase(what, words, phrases)
    return paragraphs[PLACE].merge(places.drop_duplicates(PLACE), on=PLACE)


def _having(table: pd.DataFrame, column: str, what: str, within: str = "") -> pd.DataFrame:
    """Places of rows in which a term stands; only of those that have some character."""
    term = books.sought(what)
    names = [w for w in table[column].unique() if within in w and term.fullmatch(w)]
    return table.loc[table[column].isin(names), PLACE]


def _of_phrase(what: str, words: pd.DataFrame, phrases: pd.DataFrame) -> pd.DataFrame:
    """Where a phrase stands, and unsure, where all its words do."""
    import pandas as pd

    parts = [part for part in what.replace("-", " ").split() if any(c.isalnum() for c in part)]
    having = [set(_having(words, "word", part).itertuples(index=False, name=None))
              for part in parts]  # fmt: skip
    maybe = sorted(set.intersection(*having)) if having else []
    return pd.concat([
        _having(phrases, "phrase", what).assign(sure=True),
        _having(words, "word", what, within="-").assign(sure=True),  # written with a hyphen
        pd.DataFrame(maybe, columns=PLACE, dtype="str").assign(sure=False),
    ])  # fmt: skip


# ── wording ──────────────────────────────────────────────────────────────────────────────────


def wording(
    shingles: pd.DataFrame,
    order: pd.Series,
    places: pd.DataFrame,
    shared: int = SHARED,
    words: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """For each of some paragraphs the earlier one that shares most of its wording.

    Parameters
    ----------
    shingles : DataFrame
        The winnowed shingles of all documents.
    order : Series
        Symbol → day; documents of one day are not earlier than each other.
    places : DataFrame
        ``symbol``, ``label`` of the paragraphs asked about.
    shared : int
        Shingles in common from which wording counts as shared.
    words : DataFrame, optional
        Words of all documents: of several that share wording the one with most rare words of the
        paragraph comes first. Without, the one with most shingles that are no formula.
    codebook : Codebook, optional
        Says which words are rare, and which carry no content.

    Returns
    -------
    DataFrame
        ``symbol``, ``label``, ``earlier``, ``earlier_label``, ``n_shared``, ``share``,
        ``in_common``; no row for a paragraph whose words are new.
    """
    import pandas as pd

    columns = [*PLACE, *EARLIER, "n_shared", "share", "in_common"]
    if places.empty:
        return pd.DataFrame(columns=columns)
    asked = shingles.merge(places[PLACE].drop_duplicates(), on=PLACE)
    size = asked.groupby(PLACE).size().rename("of").reset_index()
    asked = asked.assign(telling=~asked["shingle"].isin(_formulas(shingles, asked["shingle"])))
    # an index of what is asked about, over which all others pass once
    others = shingles[shingles["shingle"].isin(set(asked["shingle"]))]
    others = others.rename(columns={"symbol": "earlier", "label": "earlier_label"})
    pairs = asked.merge(others, on="shingle")
    before = pairs["earlier"].map(order) < pairs["symbol"].map(order)
    pairs = pairs[before.to_numpy()].groupby([*PLACE, *EARLIER])["telling"]
    pairs = pairs.agg(n_shared="size", telling="sum").reset_index()
    pairs = pairs[(pairs["n_shared"] >= shared) & (pairs["telling"] > 0)].merge(size, on=PLACE)
    pairs["share"] = (pairs["n_shared"] / pairs.pop("of")).round(4)
    pairs = pairs.assign(then=pairs["earlier"].map(order), day=pairs["symbol"].map(order))
    pairs = _in_common(pairs, words, codebook)
    pairs = pairs.sort_values(
        ["day", *PLACE, "weight", "telling", "n_shared", "then", *EARLIER],
        ascending=[True, True, True, False, False, False, True, True, True], kind="stable",
    )  # fmt: skip
    return pairs.drop_duplicates(PLACE)[columns].reset_index(drop=True)


def _in_common(
    pairs: pd.DataFrame, words: pd.DataFrame | None, codebook: Codebook | None
) -> pd.DataFrame:
    """Pairs of paragraphs with the share of the later one's words that both have, and the weight of
    these: a word weighs more the fewer documents have it."""
    from math import log

    if words is None or pairs.empty:
        return pairs.assign(in_common=float("nan"), weight=0.0)
    idle = codebook.stopwords if codebook else frozenset()
    background = codebook.background if codebook else {"": 0}
    here = words[~words["word"].isin(idle)]
    mine = here.merge(pairs[PLACE].drop_duplicates(), on=PLACE)
    theirs = here.rename(columns={"symbol": "earlier", "label": "earlier_label", "count": "had"})
    both = pairs[[*PLACE, *EARLIER]].merge(mine, on=PLACE).merge(theirs, on=[*EARLIER, "word"])
    both["n"] = both[["count", "had"]].min(axis=1)
    of = background[""] + 1
    rare = {word: log(of / (background.get(word, 0) + 1)) for word in both["word"].unique()}
    both["weight"] = both["n"] * both["word"].map(rare)
    sums = both.groupby([*PLACE, *EARLIER])[["n", "weight"]].sum().reset_index()
    made = pairs.merge(sums, on=[*PLACE, *EARLIER], how="left").fillna({"n": 0, "weight": 0.0})
    total = mine.groupby(PLACE)["count"].sum().rename("total").reset_index()
    made = made.merge(total, on=PLACE, how="left")
    return made.assign(in_common=(made["n"] / made["total"]).round(4).fillna(0.0))


def _formulas(shingles: pd.DataFrame, asked: pd.Series) -> set[str]:
    """Runs of words that several paragraphs of one document have: offices, titles, turns of phrase.

    They tell nothing of where a paragraph's words come from.
    """
    rows = shingles[shingles["shingle"].isin(set(asked))].drop_duplicates()
    return set(rows.loc[rows.duplicated(["symbol", "shingle"]), "shingle"])
