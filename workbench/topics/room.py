"""How much room each theme takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook import telling
from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["chosen", "presence", "titles"]

FOREMOST = 25  # themes of a vocabulary that are shown
SHARES = ("share_paragraphs", "share_words")
COUNTS = ("n_paragraphs", "n_words", "n_paragraphs_preamble", "n_paragraphs_operative")


@checked
def presence(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
) -> pd.DataFrame:
    """How much room each theme takes in each member.

    With the coded paragraphs of a member, those that have a term of the theme::

        share_paragraphs = coded paragraphs / paragraphs
        share_words      = words of coded paragraphs / words

    Both in [0, 1], higher means more room. A paragraph counts with all its words for each of its
    themes, so shares don't add up to 1, and a long paragraph that names a theme in passing counts
    as much as one about it. Paragraphs of all parts and levels count, each with its own words.

    Parameters
    ----------
    resolutions, paragraphs, codes : DataFrame
    codebook : Codebook, optional
        Gives the themes and their order, those never found among them.
    themes : str or list of str, optional
        Only these; by default all.

    Returns
    -------
    DataFrame
        A row per theme and adopted member, zeros present: ``theme``, ``title``, ``symbol``,
        ``year``, ``n_paragraphs``, ``share_paragraphs``, ``n_words``, ``share_words``,
        ``n_paragraphs_preamble`` and ``n_paragraphs_operative`` (there, annexes with the operative
        part),
        ``first`` (earliest member at hand that has it), ``labels``. No values for members without
        a text.
    """
    import pandas as pd

    coded = codes[codes["scheme"] == "theme"]
    shown, named = chosen(coded, codebook, themes), titles(codebook)
    places = coded[["symbol", "label", "code"]].drop_duplicates()
    facts = paragraphs[["symbol", "label", "part", "n_words"]]
    themed = steps.parts(facts.merge(places, on=["symbol", "label"]), "code", "symbol")
    totals = paragraphs.groupby("symbol")["n_words"].agg(["size", "sum"])
    totals = {symbol: (size, words) for symbol, size, words in totals.itertuples(name=None)}
    known = list(steps.members(resolutions).itertuples(index=False))
    rows = []
    for theme in shown:
        met = False
        for member in known:
            row: dict[str, Any] = {"theme": theme, "title": named.get(theme, theme),
                                   "symbol": member.symbol, "year": member.year}  # fmt: skip
            if member.at_hand:
                here = themed[theme, member.symbol]
                row |= _room(here, *totals.get(member.symbol, (0, 0)))
                row["first"] = len(here) > 0 and not met
                met = met or len(here) > 0
            rows.append(row)
    columns = ["theme", "title", "symbol", "year", "n_paragraphs", "share_paragraphs", "n_words",
               "share_words", "n_paragraphs_preamble", "n_paragraphs_operative", "first",
               "labels"]  # fmt: skip
    kinds = dict.fromkeys(COUNTS, "Int64") | dict.fromkeys(SHARES, float) | {"first": "boolean"}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _room(coded: pd.DataFrame, paragraphs: int, words: int) -> dict[str, Any]:
    """Coded paragraphs of a member, which has so many paragraphs and words."""
    preamble = int((coded["part"] == "preamble").sum())
    n_words = int(coded["n_words"].sum())
    return {
        "n_paragraphs": len(coded), "n_words": n_words,
        "share_paragraphs": steps.share(len(coded), paragraphs),
        "share_words": steps.share(n_words, words),
        "n_paragraphs_preamble": preamble, "n_paragraphs_operative": len(coded) - preamble,
        "labels": steps.labelled(coded),
    }  # fmt: skip


def chosen(
    coded: pd.DataFrame, codebook: Codebook | None, themes: Iterable[str] | str | None
) -> list[str]:
    """Themes to show, in the codebook's order.

    Raises
    ------
    InputError
        A theme is named that neither codebook nor tables have.
    """
    known = _listed(coded, codebook) if codebook else []
    if known or not codebook:  # codes of a codebook that the series has no more are of no subject
        listed = {t.theme for t in codebook.themes} if codebook else set()
        known += sorted(set(coded["code"]) - listed)
    if themes is None or not list(themes):
        return known
    wanted = [themes] if isinstance(themes, str) else list(themes)
    for theme in wanted:
        if theme not in known:
            raise InputError(f"themes: no theme '{theme}'; there are: {', '.join(known)}")
    return [t for t in known if t in wanted]


def _listed(coded: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Themes of the codebook; of an imported vocabulary, which has thousands, those that take most
    room and are rarest in the background, the foremost first."""
    own = [t.theme for t in codebook.themes if not t.scheme]
    if len(own) == len(codebook.themes):
        return own
    vocabulary = {t.theme for t in codebook.themes if t.scheme}
    rows = coded[coded["code"].isin(vocabulary)]
    terms = rows.drop_duplicates(["code", "term"])
    told = {code: telling([term.split() for term in several], codebook)
            for code, several in terms.groupby("code")["term"]}  # fmt: skip
    places = rows.drop_duplicates(["code", "symbol", "label"])["code"].value_counts()
    weight = {code: told[code] * int(places[code]) for code in told}
    return [*own, *sorted(weight, key=lambda code: (-round(weight[code], 9), code))[:FOREMOST]]


def titles(codebook: Codebook | None) -> dict[str, str]:
    """What a theme is called in figures and sentences."""
    return {t.theme: t.title or t.theme for t in codebook.themes} if codebook else {}


def coded(codes: pd.DataFrame) -> dict[str, set[str]]:
    """Theme → places that have it."""
    themes = codes[codes["scheme"] == "theme"]
    places = themes["symbol"] + " " + themes["label"]
    return {theme: set(several) for theme, several in places.groupby(themes["code"], sort=True)}
