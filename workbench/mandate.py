"""Who is asked to do what, how strongly, since when.

Each measure is a pure function from tables to one table. A directive clause asks somebody to do
something; one with several addressees counts for each of them. Counts and density stand side by
side: a text that grew by half is not yet a mandate that did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import renewals
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook

MEASURES = ("expansion", "entities", "conditions")
KEY = ["symbol", "label", "clause"]


def tasks(
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    entity: str,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Directive clauses that are addressed to an entity, in the order of the table.

    Raises
    ------
    InputError
        Neither the tables nor the codebook have such an entity.
    """
    asked = clause_entities[clause_entities["role"] == "addressee"]
    named = {e.entity for e in codebook.entities} if codebook else set()
    if entity not in named | set(clause_entities["entity"]):
        often = asked["entity"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
        raise InputError(
            f"entity: no '{entity}' in entities.csv or the tables; addressees here, most often "
            f"asked first, are: {', '.join(often.index[:15]) or 'none'}"
        )
    own = asked.loc[asked["entity"] == entity, KEY].drop_duplicates()
    return clauses[clauses["directive"].astype(bool)].merge(own, on=KEY)


def expansion(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    entity: str = "UNODC",
) -> pd.DataFrame:
    """How many tasks an entity has in each member, beside the length of the text.

    With the directive clauses that have the entity among their addressees::

        density = 1000 · clauses / words of the operative part
        share   = clauses / all directive clauses

    Density is at least 0, share in [0, 1]; higher means a larger part of the text is addressed to
    the entity. Counts grow with the text, density falls when paragraphs get wordier: neither alone
    is expansion. ``tasks`` counts distinct pairs of action and object as written, so it overstates
    where one task is worded in two ways. Where ``clauses`` and ``paragraphs`` are equal the
    drafters wrote one paragraph a task, and the count follows that habit.

    Parameters
    ----------
    resolutions, paragraphs, clauses, clause_entities : DataFrame
    codebook : Codebook, optional
        Tells an entity that is never asked from a misspelt one.
    entity : str
        Short name in the codebook of entities.

    Returns
    -------
    DataFrame
        A row per adopted member, without values where there is no text: ``symbol``, ``year``,
        ``skips``, ``clauses``, ``density``, ``share``, ``continuing``, ``new`` (clauses not to
        continue something), ``tasks``, ``paragraphs`` (that hold the clauses), ``directive`` (all
        directive clauses), ``n_words`` (of the operative part), ``labels``.
    """
    import pandas as pd

    known = renewals.members(resolutions)
    mine = tasks(clauses, clause_entities, entity, codebook)
    operative = paragraphs[paragraphs["part"] == "operative"]
    rows = []
    for member in known.itertuples(index=False):
        row: dict[str, Any] = {"symbol": member.symbol, "year": member.year, "skips": member.skips}
        if member.at_hand:
            own = mine[mine["symbol"] == member.symbol]
            every = clauses[(clauses["symbol"] == member.symbol)]
            directive = int(every["directive"].astype(bool).sum())
            words = int(operative.loc[operative["symbol"] == member.symbol, "n_words"].sum())
            continuing = int(own["continuing"].astype(bool).sum())
            row |= {
                "clauses": len(own), "density": renewals.per_thousand(len(own), words),
                "share": len(own) / directive if directive else None,
                "continuing": continuing, "new": len(own) - continuing,
                "tasks": len(own[["action", "object"]].drop_duplicates()),
                "paragraphs": own["label"].nunique(), "directive": directive, "n_words": words,
                "labels": renewals.labelled(own),
            }  # fmt: skip
        rows.append(row)
    whole = ["clauses", "continuing", "new", "tasks", "paragraphs", "directive", "n_words"]
    columns = ["symbol", "year", "skips", "clauses", "density", "share", "continuing", "new",
               "tasks", "paragraphs", "directive", "n_words", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(whole, "Int64") | {"density": float, "share": float}
    )


def entities(
    resolutions: pd.DataFrame, clauses: pd.DataFrame, clause_entities: pd.DataFrame
) -> pd.DataFrame:
    """Directive clauses by addressee and member, with the classes of their verbs.

    A clause counts for each of its addressees, so a member's rows may add up to more than its
    directive clauses.

    Returns
    -------
    DataFrame
        A row per addressee (most often asked first) and adopted member, zeros present, no values
        without a text: ``entity``, ``symbol``, ``year``, ``clauses``, ``classes`` (each with its
        count), ``partner`` (clauses that name the entity as a partner), ``labels``.
    """
    import pandas as pd

    known = renewals.members(resolutions)
    directive = clauses[clauses["directive"].astype(bool)]
    directive = directive[directive["symbol"].isin(known["symbol"])]
    joined = directive.merge(clause_entities, on=KEY)
    asked = joined[joined["role"] == "addressee"]
    partner = joined[joined["role"] == "partner"]
    often = asked["entity"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    rows = []
    for entity in often.index:
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"entity": entity, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                own = asked[(asked["entity"] == entity) & (asked["symbol"] == member.symbol)]
                beside = partner[
                    (partner["entity"] == entity) & (partner["symbol"] == member.symbol)
                ]
                row |= {
                    "clauses": len(own), "classes": _tally(own["class"].fillna("unnamed")),
                    "partner": len(beside), "labels": renewals.labelled(own),
                }  # fmt: skip
            rows.append(row)
    columns = ["entity", "symbol", "year", "clauses", "classes", "partner", "labels"]
    return pd.DataFrame(rows, columns=columns).astype({"clauses": "Int64", "partner": "Int64"})


def _tally(values: pd.Series) -> str:
    counts = values.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return ", ".join(f"{v} {n}" for v, n in counts.items())


def conditions(
    resolutions: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    entity: str = "UNODC",
) -> pd.DataFrame:
    """Under which conditions an entity's tasks stand, member by member.

    ``share = clauses with the condition / clauses addressed to the entity``, in [0, 1]; higher
    means more bounded. A clause may have several conditions, so shares don't add up; "none" counts
    clauses without any. A condition that belongs to another's activity inside the clause counts.

    Returns
    -------
    DataFrame
        A row per condition and adopted member, zeros present, no values without a text:
        ``condition``, ``symbol``, ``year``, ``clauses``, ``share``, ``of``, ``labels``.
    """
    import pandas as pd

    known = renewals.members(resolutions)
    mine = tasks(clauses, clause_entities, entity, codebook)[KEY]
    bounds = codes[(codes["scheme"] == "condition") & codes["clause"].notna()]
    bounds = bounds[[*KEY, "code"]].drop_duplicates().merge(mine, on=KEY)
    entries = codebook.conditions if codebook else ()
    names = [c.condition for c in entries if c.scheme == "condition"]
    names += sorted(set(bounds["code"]) - set(names))
    rows = []
    for name in [*names, "none"]:
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"condition": name, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                own = mine[mine["symbol"] == member.symbol]
                under = bounds[bounds["symbol"] == member.symbol]
                if name == "none":
                    pairs = set(zip(under["label"], under["clause"], strict=True))
                    every = zip(own.index, own["label"], own["clause"], strict=True)
                    free = [i for i, label, clause in every if (label, clause) not in pairs]
                    these = own.loc[free]
                else:
                    these = under[under["code"] == name]
                row |= {
                    "clauses": len(these), "of": len(own),
                    "share": len(these) / len(own) if len(own) else None,
                    "labels": renewals.labelled(these),
                }  # fmt: skip
            rows.append(row)
    columns = ["condition", "symbol", "year", "clauses", "share", "of", "labels"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"clauses": "Int64", "of": "Int64", "share": float}
    )
