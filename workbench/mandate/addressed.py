"""Whom the directive clauses address, how often, with whom and under which conditions."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["conditions", "entities", "expansion", "followed", "partners", "specifications", "tasks"]

KEY = ["symbol", "label", "clause"]
BOUNDS = ("condition", "qualifier")  # schemes whose codes bound a task: one list everywhere


def tasks(
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    entity: str,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Directive clauses that are addressed to an entity, in the order of the table, or to one whose
    tasks it took over: by the column ``successor`` of the codebook of entities.

    Raises
    ------
    InputError
        Neither the tables nor the codebook have such an entity.
    """
    asked = clause_entities[clause_entities["role"] == "addressee"]
    named = {e.entity for e in codebook.entities} if codebook else set()
    if entity not in named | set(clause_entities["entity"]):
        often = asked["entity"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
        known = dict.fromkeys([*often.index, *sorted(named)])
        raise InputError(
            f"entity: no row of entities.csv names '{entity}', and no clause here addresses it; "
            f"{_nearest(entity, known, codebook)}; write one of these or add a row"
        )
    asked = inherited(asked, entity, codebook)
    addressed = asked.loc[asked["entity"] == entity, KEY].drop_duplicates()
    return directive(clauses).merge(addressed, on=KEY)


def inherited(
    clause_entities: pd.DataFrame, entity: str, codebook: Codebook | None
) -> pd.DataFrame:
    """Rows of clauses' entities, with the entity's name in place of its predecessors'; a column
    ``formerly`` says which of them was named. No year parts them: texts go on asking the one when
    the other is there."""
    import pandas as pd

    formerly = pd.Series("", clause_entities.index, dtype="str")
    for before in codebook.entities if codebook else ():
        if before.successor == entity:
            # the secretariat of a body is what its successor's office took over
            names = (before.entity, f"secretariat of {before.entity}")
            formerly = formerly.mask(clause_entities["entity"].isin(names), before.entity)
    named = clause_entities["entity"].mask(formerly != "", entity)
    return clause_entities.assign(entity=named, formerly=formerly)


def directive(clauses: pd.DataFrame) -> pd.DataFrame:
    """Clauses that ask somebody to do something."""
    return clauses[clauses["directive"].astype(bool)]


def _nearest(entity: str, known: Iterable[str], codebook: Codebook | None) -> str:
    """Names that somebody may have meant, or those that are asked most often."""
    names = {name.lower(): name for name in known}
    for row in codebook.entities if codebook else ():
        names |= {alias.lower(): row.entity for alias in row.aliases if "/" not in alias}
    close = [names[n] for n in get_close_matches(entity.lower(), names, n=5, cutoff=0.6)]
    close += [name for key, name in names.items() if entity and entity.lower() in key.split()]
    if close:
        return f"close to it: {', '.join(list(dict.fromkeys(close))[:5])}"
    return f"asked most often here: {', '.join(list(names.values())[:10]) or 'nobody'}"


@checked
def expansion(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How many tasks an entity has in each member, beside the length of the text.

    With the directive clauses that have the entity among their addressees::

        density = 1000 · clauses / words of the operative part
        share   = clauses / all directive clauses

    Density is at least 0, share in [0, 1]; higher means a larger part of the text is addressed to
    the entity. Counts grow with the text, density falls when paragraphs get wordier: neither alone
    is expansion, and whether it got denser depends on what one divides by (`specifications`).
    ``n_tasks`` counts distinct pairs of action and object as written, so it overstates where one
    task is worded in two ways. Where ``n_clauses`` and ``n_paragraphs`` are equal and no ``lists``
    stand under them the drafters wrote one paragraph a task, and the count follows that habit.

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
        ``skips``, ``n_clauses``, ``density``, ``share``, ``n_continuing``, ``n_new`` (clauses not
        to continue something), ``n_tasks``, ``n_paragraphs`` (that hold the clauses),
        ``n_directive`` (all directive clauses), ``n_words`` (of the operative part), ``formerly``
        (predecessors whose clauses are counted), ``labels``, ``lists`` (those of
        them with a list of which no item is counted).
    """
    import pandas as pd

    mine = tasks(clauses, clause_entities, entity, codebook)
    of_entity, of_member = steps.parts(mine, "symbol"), steps.parts(paragraphs, "symbol")
    names = inherited(clause_entities, entity, codebook).merge(mine[KEY], on=KEY)
    before = names[(names["formerly"] != "") & (names["role"] == "addressee")]
    formerly = before.groupby("symbol")["formerly"].agg(lambda rows: "; ".join(dict.fromkeys(rows)))
    asked = directive(clauses)["symbol"].value_counts()
    operative = paragraphs[paragraphs["part"] == "operative"].groupby("symbol")["n_words"].sum()
    rows = []
    for member in steps.members(resolutions).itertuples(index=False):
        row: dict[str, Any] = {"symbol": member.symbol, "year": member.year, "skips": member.skips}
        if member.at_hand:
            here = of_entity[member.symbol]
            words, every = (int(n.get(member.symbol, 0)) for n in (operative, asked))
            continuing = int(here["continuing"].astype(bool).sum())
            row |= {
                "n_clauses": len(here), "density": steps.per_thousand(len(here), words),
                "share": steps.share(len(here), every),
                "n_continuing": continuing, "n_new": len(here) - continuing,
                "n_tasks": len(here[["action", "object"]].drop_duplicates()),
                "n_paragraphs": here["label"].nunique(), "n_directive": every,
                "n_words": words, "formerly": formerly.get(member.symbol, ""),
                "labels": steps.labelled(here),
                "lists": " ".join(steps.lists(of_member[member.symbol], here["label"])),
            }  # fmt: skip
        rows.append(row)
    whole = ["n_clauses", "n_continuing", "n_new", "n_tasks", "n_paragraphs", "n_directive",
             "n_words"]  # fmt: skip
    columns = ["symbol", "year", "skips", "n_clauses", "density", "share", "n_continuing", "n_new",
               "n_tasks", "n_paragraphs", "n_directive", "n_words", "formerly",
               "labels", "lists"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(whole, "Int64") | {"density": float, "share": float}
    )


DENOMINATORS = ("operative words", "operative paragraphs", "all words", "directive clauses")
WORDS = 1000  # per so many words a density is told; per one of anything else


@checked
def specifications(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How densely an entity is asked, by each of the numbers that one may divide by.

    ``density = clauses addressed to the entity / denominator``: per 1,000 words of the operative
    part, per operative paragraph (sub-paragraphs apart), per 1,000 words of the whole text, annexes
    included, and per directive clause. At least 0; higher means denser. None is the right one, so a
    mandate is called denser only where all agree (the idea of a specification curve: Simonsohn,
    Simmons and Nelson 2020).

    Returns
    -------
    DataFrame
        A row per denominator and adopted member, without values where there is no text:
        ``denominator``, ``symbol``, ``year``, ``skips``, ``n_clauses``, ``of`` (size of the
        denominator), ``density``.
    """
    import pandas as pd

    mine = tasks(clauses, clause_entities, entity, codebook)["symbol"].value_counts()
    operative = paragraphs[paragraphs["part"] == "operative"]
    sizes = (
        operative.groupby("symbol")["n_words"].sum(),
        operative[operative["level"] == 1]["symbol"].value_counts(),
        paragraphs.groupby("symbol")["n_words"].sum(),
        directive(clauses)["symbol"].value_counts(),
    )
    rows = []
    for name, size in zip(DENOMINATORS, sizes, strict=True):
        per = WORDS if name.endswith("words") else 1
        for member in steps.members(resolutions).itertuples(index=False):
            row: dict[str, Any] = {"denominator": name, "symbol": member.symbol,
                                   "year": member.year, "skips": member.skips}  # fmt: skip
            if member.at_hand:
                count, of = (int(n.get(member.symbol, 0)) for n in (mine, size))
                row |= {"n_clauses": count, "of": of, "density": per * steps.share(count, of)}
            rows.append(row)
    columns = ["denominator", "symbol", "year", "skips", "n_clauses", "of", "density"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"n_clauses": "Int64", "of": "Int64", "density": float}
    )


@checked
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
        without a text: ``entity``, ``symbol``, ``year``, ``n_clauses``, ``classes`` (each with its
        count), ``n_clauses_partner`` (that name the entity as a partner), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    asked = directive(clauses)
    asked = asked[asked["symbol"].isin(known["symbol"])].merge(clause_entities, on=KEY)
    addressed = asked[asked["role"] == "addressee"]
    as_addressee = steps.parts(addressed, "entity", "symbol")
    as_partner = steps.parts(asked[asked["role"] == "partner"], "entity", "symbol")
    rows = []
    for entity in _often(addressed["entity"]):
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"entity": entity, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                here = as_addressee[entity, member.symbol]
                row |= {
                    "n_clauses": len(here),
                    "classes": steps.tally(here["class"].fillna("unnamed")),
                    "n_clauses_partner": len(as_partner[entity, member.symbol]),
                    "labels": steps.labelled(here),
                }  # fmt: skip
            rows.append(row)
    columns = ["entity", "symbol", "year", "n_clauses", "classes", "n_clauses_partner", "labels"]
    counts = dict.fromkeys(["n_clauses", "n_clauses_partner"], "Int64")
    return pd.DataFrame(rows, columns=columns).astype(counts)


def followed(entities: pd.DataFrame, entity: str = "") -> str:
    """Whose mandate is followed: the wanted entity, if some member asks it five times or more.

    Else whom the two latest members at hand ask most, States included, of those that one of the
    two asks so often; nobody ("") where there is none. A conference, a summit or the like is held
    and over.

    Parameters
    ----------
    entities : DataFrame
        `entities` of the series.
    entity : str
        Whom the catalogue names.
    """
    asked = entities.dropna(subset="n_clauses")
    often = asked.groupby("entity", sort=False)["n_clauses"].max()
    if often.get(entity, 0) >= steps.FOLLOWED:
        return entity
    lasting = asked[~asked["entity"].str.contains(steps.MEETING)]
    recent = steps.latest(lasting).groupby("entity", sort=False)["n_clauses"]
    counts = recent.sum()[recent.max() >= steps.FOLLOWED]
    return str(counts.idxmax()) if len(counts) else ""


def worded(codebook: Codebook | None) -> dict[str, str]:
    """Conditions of the codebook in words, as sentences and tables name them."""
    return {c.condition: c.title or c.condition for c in codebook.conditions} if codebook else {}


def _often(names: pd.Series) -> pd.Index:
    """Names, the most frequent first, those that come first of equals."""
    return names.value_counts(sort=False).sort_values(ascending=False, kind="stable").index


@checked
def partners(
    resolutions: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """With whom an entity is asked to work, member by member.

    Partners are those that a directive clause addressed to the entity names as working with it
    ("in cooperation with …"), and those that are asked together with it in the same clause.

    Returns
    -------
    DataFrame
        A row per partner (most frequent first) and adopted member, zeros present, no values
        without a text: ``partner``, ``symbol``, ``year``, ``n_clauses``, ``n_clauses_jointly``
        (of them, asked together), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    mine = tasks(clauses, clause_entities, entity, codebook)[KEY]
    beside = mine.merge(inherited(clause_entities, entity, codebook), on=KEY)
    beside = beside[(beside["entity"] != entity) & beside["symbol"].isin(known["symbol"])]
    of_partner = steps.parts(beside, "entity", "symbol")
    rows = []
    for partner in _often(beside.drop_duplicates([*KEY, "entity"])["entity"]):
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"partner": partner, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                here = of_partner[partner, member.symbol]
                row |= {
                    "n_clauses": len(here[KEY].drop_duplicates()),
                    "n_clauses_jointly": int((here["role"] == "addressee").sum()),
                    "labels": steps.labelled(here),
                }  # fmt: skip
            rows.append(row)
    columns = ["partner", "symbol", "year", "n_clauses", "n_clauses_jointly", "labels"]
    counts = dict.fromkeys(["n_clauses", "n_clauses_jointly"], "Int64")
    return pd.DataFrame(rows, columns=columns).astype(counts)


@checked
def conditions(
    resolutions: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    paragraphs: pd.DataFrame | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """Under which conditions an entity's tasks stand, member by member.

    ``share = clauses with the condition / clauses addressed to the entity``, in [0, 1]; higher
    means more bounded. A clause may have several conditions, so shares don't add up; "none" counts
    clauses without any. A condition that belongs to another's activity inside the clause counts.
    One that a chapeau gives to the items of its list bounds each of them, and one after two verbs
    ("Requests and encourages … to …, upon request") both.

    Returns
    -------
    DataFrame
        A row per condition and adopted member, zeros present, no values without a text:
        ``condition``, ``title``, ``symbol``, ``year``, ``n_clauses``, ``share``, ``of``,
        ``labels``, ``lists`` (paragraphs of all its tasks with a list that isn't counted, as far as
        `paragraphs` are given).
    """
    import pandas as pd

    mine = tasks(clauses, clause_entities, entity, codebook)[KEY]
    bounds = codes[codes["scheme"].isin(BOUNDS) & codes["clause"].notna()]
    bounds = bounds[[*KEY, "code"]].drop_duplicates().merge(mine, on=KEY)
    titles = worded(codebook)
    listed = [c.condition for c in codebook.conditions] if codebook else []
    names = [*listed, *sorted(set(bounds["code"]) - set(listed)), "none"]
    bound = mine.merge(bounds[KEY].drop_duplicates(), on=KEY, how="left", indicator=True)
    free = mine[(bound["_merge"] == "left_only").to_numpy()].assign(code="none")
    under = steps.parts(pd.concat([bounds, free]), "code", "symbol")
    size = mine["symbol"].value_counts()
    of_member = {} if paragraphs is None else steps.parts(paragraphs, "symbol")
    lists = {symbol: " ".join(steps.lists(of_member[symbol], here["label"]))
             for symbol, here in mine.groupby("symbol") if symbol in of_member}  # fmt: skip
    rows = []
    for name in names:
        for member in steps.members(resolutions).itertuples(index=False):
            row: dict[str, Any] = {"condition": name, "title": titles.get(name, name),
                                   "symbol": member.symbol, "year": member.year}  # fmt: skip
            if member.at_hand:
                here, of = under[name, member.symbol], int(size.get(member.symbol, 0))
                row |= {"n_clauses": len(here), "of": of, "share": steps.share(len(here), of),
                        "labels": steps.labelled(here),
                        "lists": lists.get(member.symbol, "")}  # fmt: skip
            rows.append(row)
    columns = ["condition", "title", "symbol", "year", "n_clauses", "share", "of", "labels",
               "lists"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"n_clauses": "Int64", "of": "Int64", "share": float}
    )
