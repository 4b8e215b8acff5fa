"""What the members hold: verbs, conditions, citations, words, and how like each other they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["cited", "instruments", "length", "qualifiers", "similarity", "verbs"]

PARTS = ("preamble", "operative", "annex")


@checked
def verbs(resolutions: pd.DataFrame, clauses: pd.DataFrame) -> pd.DataFrame:
    """Classes of the organ's verbs over the members.

    ``share = clauses of the class / clauses of the member``, in [0, 1]. Clauses whose verb the
    codebook does not name have the class "unnamed". The scale behind classes is disputed: read
    counts, not an average.

    Returns
    -------
    DataFrame
        A row per member and class (zeros present; no values for members without a text):
        ``symbol``, ``year``, ``class``, ``strength`` (highest band met), ``n_clauses``, ``share``,
        ``verbs`` (each with its count), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    clauses = clauses[clauses["symbol"].isin(known["symbol"])]
    clauses = clauses.assign(**{"class": clauses["class"].fillna("unnamed")})
    band = clauses.groupby("class")["strength"].max()
    ordered = sorted(band.index, key=lambda c: (-(band[c] if pd.notna(band[c]) else -1), c))
    of_class, size = steps.parts(clauses, "symbol", "class"), clauses["symbol"].value_counts()
    rows = []
    for member in known.itertuples(index=False):
        for name in ordered:
            row: dict[str, Any] = {"symbol": member.symbol, "year": member.year, "class": name,
                                   "strength": band[name]}  # fmt: skip
            if member.at_hand:
                here = of_class[member.symbol, name]
                row |= {
                    "n_clauses": len(here),
                    "share": steps.share(len(here), size.get(member.symbol, 0)),
                    "verbs": steps.tally(here["verb"]), "labels": steps.labelled(here),
                }  # fmt: skip
            rows.append(row)
    columns = ["symbol", "year", "class", "strength", "n_clauses", "share", "verbs", "labels"]
    return pd.DataFrame(rows, columns=columns).astype({"n_clauses": "Int64", "strength": "Int64"})


@checked
def similarity(resolutions: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """How like each other whole texts are, adjacent or not.

    ``similarity``: five-word runs that both have, among all runs that either has (resemblance;
    Broder 1997), symmetric, in [0, 1], 1 for the same runs. It falls when one text is much longer
    than the other, even if it holds it all: ``contained`` is the share of the row's own runs that
    stand in the other. Runs of five words don't survive small edits, so values are low where
    readers still see the same text.

    Returns
    -------
    DataFrame
        A row per ordered pair of members (itself among them, 1): ``symbol``, ``other``,
        ``similarity``, ``contained``, ``skips`` (members without a text between the two).
    """
    import pandas as pd

    known = steps.members(resolutions)
    known = known[known["at_hand"]]
    value = {}
    for row in pairs.itertuples(index=False):
        value[row.earlier, row.later] = (row.similarity, row.contained_in_later)
        value[row.later, row.earlier] = (row.similarity, row.contained_in_earlier)
    order, gaps = known["symbol"].to_list(), known["skips"].to_list()
    rows = []
    for i, one in enumerate(order):
        for j, other in enumerate(order):
            near, inside = (1.0, 1.0) if i == j else value.get((one, other), (None, None))
            between = gaps[min(i, j) + 1 : max(i, j) + 1]
            rows.append({
                "symbol": one, "other": other, "similarity": near, "contained": inside,
                "skips": " ".join(filter(None, between)),
            })  # fmt: skip
    columns = ["symbol", "other", "similarity", "contained", "skips"]
    return pd.DataFrame(rows, columns=columns).astype({"similarity": float, "contained": float})


@checked
def qualifiers(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Conditions and qualifiers ("upon request", "as appropriate") in the operative part.

    ``density = 1000 · count / words of the operative part``, at least 0; higher means more hedged.
    Long recurring clauses carry many of them, so the number of paragraphs stands beside it. Those
    that the items of a list only have from its chapeau count once.

    Returns
    -------
    DataFrame
        A row per member and code (zeros present, no values for members without a text), and one
        with the code "all", of places: words that say two of them ("in accordance with national
        and international law") count once: ``symbol``, ``year``, ``scheme``, ``code``, ``title``
        (in words), ``count``, ``n_paragraphs``, ``density``, ``labels``.
    """
    import pandas as pd

    operative = paragraphs[paragraphs["part"] == "operative"]
    sizes = operative.groupby("symbol")["n_words"].sum()
    # what a chapeau gives to its items is counted once
    bounds = codes[codes["scheme"].isin(["condition", "qualifier"]) & (codes["count"] > 0)]
    bounds = bounds.merge(operative[["symbol", "label"]], on=["symbol", "label"])
    listed = [(c.scheme, c.condition) for c in codebook.conditions] if codebook else []
    entries = dict.fromkeys([*listed, *zip(bounds["scheme"], bounds["code"], strict=True)])
    titles = {c.condition: c.title for c in codebook.conditions if c.title} if codebook else {}
    of_member = steps.parts(bounds, "symbol")
    of_entry = steps.parts(bounds, "symbol", "scheme", "code")
    rows = []
    for member in steps.members(resolutions).itertuples(index=False):
        for scheme, code in (("all", "all"), *entries):
            row: dict[str, Any] = {"symbol": member.symbol, "year": member.year,
                                   "scheme": scheme, "code": code,
                                   "title": titles.get(code, code)}  # fmt: skip
            if member.at_hand:
                everything = code == "all"
                here = of_member[member.symbol] if everything else of_entry[
                    member.symbol, scheme, code]  # fmt: skip
                count = _places(here) if everything else int(here["count"].sum())
                row |= {
                    "count": count, "n_paragraphs": here["label"].nunique(),
                    "density": steps.per_thousand(count, sizes.get(member.symbol, 0)),
                    "labels": steps.labelled(here),
                }  # fmt: skip
            rows.append(row)
    columns = ["symbol", "year", "scheme", "code", "title", "count", "n_paragraphs", "density",
               "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype({"count": "Int64", "n_paragraphs": "Int64"})


def _places(bounds: pd.DataFrame) -> int:
    """Places of conditions: one where the words of one are among those of another in a clause."""
    count = 0
    for _, clause in bounds.groupby(["label", "clause"], sort=False, dropna=False):
        told: list[str] = []
        rows = zip(clause["term"], clause["count"], strict=True)
        for said, n in sorted(rows, key=lambda row: -len(row[0])):
            if not any(said in term for term in told):
                count += int(n)
                told.append(said)
    return count


@checked
def instruments(resolutions: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """Documents that each renewal began and ceased to cite.

    Citations in footnotes are compared only where both texts came with their notes; citations of
    the renewal's own two members are left out.

    Returns
    -------
    DataFrame
        A row per renewal and document cited by either side: ``earlier``, ``later``, ``year``,
        ``skips``, ``cited``, ``change`` (gained, lost, kept), ``notes`` (whether notes were
        compared), ``labels`` (in the later text, of those lost in the earlier).
    """
    import pandas as pd

    noted = set(resolutions.loc[resolutions["has_notes"].fillna(False).astype(bool), "symbol"])
    cited = steps.parts(citations, "symbol")
    in_text = steps.parts(citations[citations["where"] == "text"], "symbol")
    rows = []
    for pair in steps.renewals(resolutions).itertuples(index=False):
        members = (pair.earlier, pair.later)
        notes = noted.issuperset(members)
        before, after = ((cited if notes else in_text)[symbol] for symbol in members)
        known = set(before["cited"]), set(after["cited"])
        for document in dict.fromkeys([*after["cited"], *before["cited"]]):
            if document in members:
                continue
            change = ("kept" if document in known[0] else "gained") if document in known[1] else (
                "lost")  # fmt: skip
            side = before if change == "lost" else after
            rows.append(pair._asdict() | {
                "cited": document, "change": change, "notes": notes,
                "labels": steps.labelled(side[side["cited"] == document]),
            })  # fmt: skip
    columns = ["earlier", "later", "year", "skips", "cited", "change", "notes", "labels"]
    return pd.DataFrame(rows, columns=columns)


@checked
def cited(resolutions: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """Documents that the members cite, those that most members cite first.

    Returns
    -------
    DataFrame
        A row per document: ``cited``, ``n_members`` (adopted ones that cite it), ``of`` (members
        with a text), ``first_symbol``, ``last_symbol`` (members that cite it), ``places``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    order = known.loc[known["at_hand"], "symbol"].to_list()
    rows = []
    for document, group in citations[citations["symbol"].isin(order)].groupby("cited", sort=True):
        labels = {s: steps.labelled(here) for s, here in steps.parts(group, "symbol").items()}
        citing = sorted(labels, key=order.index)
        rows.append({
            "cited": document, "n_members": len(citing), "of": len(order),
            "first_symbol": citing[0], "last_symbol": citing[-1],
            "places": "; ".join(f"{s} {labels[s]}" for s in citing),
        })  # fmt: skip
    columns = ["cited", "n_members", "of", "first_symbol", "last_symbol", "places"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["n_members", "cited"], ascending=[False, True], kind="stable"
    ).reset_index(drop=True)  # fmt: skip


@checked
def length(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Words and paragraphs of each member, by part.

    ``growth`` is words without annexes in relation to those of the member before that is at hand,
    minus 1; where ``skips`` is not empty it jumps over members without a text. An annex that comes
    or goes (a plan adopted once, and reaffirmed since) is no growth of what is renewed.

    Returns
    -------
    DataFrame
        A row per member (no values where there is no text): ``symbol``, ``year``, ``skips``,
        ``n_words_preamble``, ``n_words_operative``, ``n_words_annex``, ``n_words``, ``growth``,
        ``n_preambular``, ``n_operative``.
    """
    import pandas as pd

    lengths = paragraphs.groupby(["symbol", "part"])["n_words"].sum()
    numbers = resolutions.set_index("symbol")[["n_preambular", "n_operative"]]
    words_of = [f"n_words_{part}" for part in PARTS]
    rows, before = [], 0
    for member in steps.members(resolutions).itertuples(index=False):
        row = {"symbol": member.symbol, "year": member.year, "skips": member.skips}
        if member.at_hand:
            parts = [int(lengths.get((member.symbol, part), 0)) for part in PARTS]
            body = sum(parts[:2])
            row |= dict(zip(words_of, parts, strict=True))
            row |= {"n_words": sum(parts), "growth": body / before - 1 if before else None}
            row |= numbers.loc[member.symbol].to_dict()
            before = body
        rows.append(row)
    columns = ["symbol", "year", "skips", *words_of, "n_words", "growth", "n_preambular",
               "n_operative"]  # fmt: skip
    whole = [*words_of, "n_words", "n_preambular", "n_operative"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"growth": float} | dict.fromkeys(whole, "Int64")
    )
