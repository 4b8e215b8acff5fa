"""When a theme enters, where it stands, how much room it takes.

Each measure is a pure function from tables to one table. A theme is in a paragraph if the
codebook's terms find it there (scheme "theme" of the table `codes`); how well they do so is
measured on gold, in the tests. "First" always means earliest in this corpus, of so many documents
searched: a theme may be older elsewhere, or in a member whose text is not at hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import renewals
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook

MEASURES = ("presence", "emergence")
TRAJECTORIES = ("entering", "growing", "steady", "fading", "gone", "returned", "absent")
GROWN = 1.5  # a share of words that so many times exceeds the first one has grown


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
        ``preamble`` and ``operative`` (coded paragraphs there, annexes with the operative part),
        ``first`` (earliest member at hand that has it), ``labels``. No values for members without
        a text.
    """
    import pandas as pd

    known = renewals.members(resolutions)
    coded = codes[codes["scheme"] == "theme"]
    shown = chosen(coded, codebook, themes)
    here = coded[["symbol", "label", "code"]].drop_duplicates()
    placed = paragraphs[["symbol", "label", "part", "n_words"]].merge(here, on=["symbol", "label"])
    groups = dict(tuple(placed.groupby(["code", "symbol"], sort=False)))
    totals = paragraphs.groupby("symbol")["n_words"].agg(["size", "sum"])
    none = placed.iloc[:0]
    named = titles(codebook)
    rows = []
    for theme in shown:
        met = False
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"theme": theme, "title": named.get(theme, theme),
                                   "symbol": member.symbol, "year": member.year}  # fmt: skip
            if member.at_hand:
                own = groups.get((theme, member.symbol), none)
                of = totals.loc[member.symbol] if member.symbol in totals.index else None
                words = int(own["n_words"].sum())
                preamble = int((own["part"] == "preamble").sum())
                row |= {
                    "n_paragraphs": len(own), "n_words": words,
                    "share_paragraphs": len(own) / of["size"] if of is not None else None,
                    "share_words": words / of["sum"] if of is not None and of["sum"] else None,
                    "preamble": preamble, "operative": len(own) - preamble,
                    "first": len(own) > 0 and not met, "labels": renewals.labelled(own),
                }  # fmt: skip
                met = met or len(own) > 0
            rows.append(row)
    columns = ["theme", "title", "symbol", "year", "n_paragraphs", "share_paragraphs", "n_words",
               "share_words", "preamble", "operative", "first", "labels"]  # fmt: skip
    counts = dict.fromkeys(["n_paragraphs", "n_words", "preamble", "operative"], "Int64")
    shares = dict.fromkeys(["share_paragraphs", "share_words"], float)
    return pd.DataFrame(rows, columns=columns).astype(counts | shares | {"first": "boolean"})


def chosen(
    coded: pd.DataFrame, codebook: Codebook | None, themes: Iterable[str] | str | None
) -> list[str]:
    """Themes to show, in the codebook's order.

    Raises
    ------
    InputError
        A theme is named that neither codebook nor tables have.
    """
    known = [t.theme for t in codebook.themes] if codebook else []
    known += sorted(set(coded["code"]) - set(known))
    if themes is None or not list(themes):
        return known
    wanted = [themes] if isinstance(themes, str) else list(themes)
    for theme in wanted:
        if theme not in known:
            raise InputError(f"themes: no theme '{theme}'; there are: {', '.join(known)}")
    return [t for t in known if t in wanted]


def titles(codebook: Codebook | None) -> dict[str, str]:
    """What a theme is called in figures and sentences."""
    return {t.theme: t.title or t.theme for t in codebook.themes} if codebook else {}


def emergence(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    clauses: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
) -> pd.DataFrame:
    """When each theme first appears, in four senses that are never one date, and its trajectory.

    * *preamble*, *operative*: the first coded paragraph there (annexes count as operative);
    * *directive*: the first clause that asks somebody to do something, in a coded paragraph
      (the coded clause itself where the code is tied to one);
    * *obligation*: the first such clause whose verb is of the class "deciding" ("decides that …
      shall", "demands").

    The trajectory follows from the share of words in the members at hand, by rule:

    ========= ==================================================================
    absent    in no member
    entering  in the last member and in none before
    gone      in some member, not in the last
    returned  in the last, and absent at least once between its first and the last
    growing   always there since its first; last share at least 1.5 × the first
    fading    always there since its first; last share at most the first / 1.5
    steady    any other; also where there is one member only
    ========= ==================================================================

    No test: members are few, and a share moves with the length of the text; look at the counts
    in `presence`. In a collection, whose documents don't succeed each other, only the first
    appearances mean something.

    Returns
    -------
    DataFrame
        A row per theme: ``theme``, ``title``, ``preamble``, ``preamble_label``, ``operative``,
        ``operative_label``, ``directive``, ``directive_label``, ``obligation``,
        ``obligation_label`` (symbols and labels, empty where there is none), ``first_year``,
        ``members`` (that have it), ``searched`` (documents), ``gaps`` (members without a text),
        ``share_first``, ``share_last``, ``trajectory``, ``preamble_first`` (operative only in a
        later member).
    """
    import pandas as pd

    known = renewals.members(resolutions)
    at_hand = known.loc[known["at_hand"], "symbol"].to_list()
    order = {s: i for i, s in enumerate(at_hand)}
    year = dict(zip(known["symbol"], known["year"], strict=True))
    coded = codes[(codes["scheme"] == "theme") & codes["symbol"].isin(at_hand)]
    shown = chosen(codes[codes["scheme"] == "theme"], codebook, themes)
    room = presence(resolutions, paragraphs, codes, codebook, shown or None)
    # position in the document breaks ties within a member
    places = paragraphs[["symbol", "label", "part"]].assign(place=range(len(paragraphs)))
    places["member"] = places["symbol"].map(order)
    asked = clauses[clauses["directive"].fillna(False).astype(bool)]
    asked = asked[["symbol", "label", "clause", "class"]]
    named = titles(codebook)
    rows = []
    for theme in shown:
        own = coded[coded["code"] == theme][["symbol", "label", "clause"]].drop_duplicates()
        placed = own.merge(places, on=["symbol", "label"]).sort_values(["member", "place"])
        acts = placed.merge(asked, on=["symbol", "label"], suffixes=("", "_asked"))
        acts = acts[acts["clause"].isna() | (acts["clause"] == acts["clause_asked"]).fillna(False)]
        senses = {
            "preamble": placed[placed["part"] == "preamble"],
            "operative": placed[placed["part"] != "preamble"],
            "directive": acts,
            "obligation": acts[acts["class"] == "deciding"],
        }
        row: dict[str, Any] = {"theme": theme, "title": named.get(theme, theme)}
        for sense, found in senses.items():
            first = found.iloc[0] if len(found) else None
            row[sense] = first["symbol"] if first is not None else None
            row[f"{sense}_label"] = first["label"] if first is not None else None
        shares = room.loc[(room["theme"] == theme) & room["symbol"].isin(at_hand), "share_words"]
        shares = [0.0 if pd.isna(s) else float(s) for s in shares]
        has = [i for i, s in enumerate(at_hand) if s in set(placed["symbol"])]
        pre, op = (order.get(row[s], len(order)) for s in ("preamble", "operative"))
        rows.append(row | {
            "first_year": year[at_hand[has[0]]] if has else None,
            "members": len(has), "searched": len(at_hand), "gaps": int((~known["at_hand"]).sum()),
            "share_first": shares[has[0]] if has else None,
            "share_last": shares[-1] if has else None,
            "trajectory": trajectory(shares, has),
            "preamble_first": bool(pre < op < len(order)),
        })  # fmt: skip
    senses = ("preamble", "operative", "directive", "obligation")
    columns = ["theme", "title", *(f"{s}{e}" for s in senses for e in ("", "_label")), "first_year",
               "members", "searched", "gaps", "share_first", "share_last", "trajectory",
               "preamble_first"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"first_year": "Int64", "share_first": float, "share_last": float}
    )


def trajectory(shares: list[float], has: list[int]) -> str:
    """A theme's trajectory from its shares, member by member, and the members that have it.

    See `emergence` for the rule.
    """
    if not has:
        return "absent"
    last = len(shares) - 1
    if has[-1] != last:
        return "gone"
    if len(shares) == 1:
        return "steady"
    if has == [last]:
        return "entering"
    if has != list(range(has[0], last + 1)):
        return "returned"
    first, now = shares[has[0]], shares[last]
    grown, shrunk = round(now - GROWN * first, 9) >= 0, round(first - GROWN * now, 9) >= 0
    return "steady" if grown == shrunk else "growing" if grown else "fading"
