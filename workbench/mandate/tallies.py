"""What the ledger adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import prose, steps
from ..arguments import checked
from ..errors import InputError
from .bands import band, bare
from .chains import ENDED, STATUSES, ledger

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["history", "scales", "tally"]

WAYS = ("stronger", "weaker", "equal", "unranked")


def history(ledger: pd.DataFrame, task: str) -> pd.DataFrame:
    """One task through the years: its rows of the ledger.

    Raises
    ------
    InputError
        The ledger has no such task.
    """
    rows = ledger[ledger["task"] == task].reset_index(drop=True)
    if rows.empty:
        known = prose.listed(dict.fromkeys(ledger["task"]), most=8)
        raise InputError(f"task: no '{task}' in this ledger; there are: {known}")
    return rows


@checked
def tally(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    provisions: pd.DataFrame | None = None,
    edits: pd.DataFrame | None = None,
    words: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How many tasks have each status of the `ledger`, member by member.

    `n_tasks_low` counts those without a doubt.

    Returns
    -------
    DataFrame
        A row per member at hand and status: ``symbol``, ``year``, ``skips``, ``status``,
        ``n_tasks``, ``n_tasks_low``, ``labels`` (of tasks that ended: in the member before).
    """
    import pandas as pd

    given = resolutions, links, clauses, clause_entities, codes, provisions, edits, words, codebook
    having = steps.parts(ledger(*given, entity=entity), "symbol", "status")
    known = steps.members(resolutions)
    rows = []
    for member in known[known["at_hand"]].itertuples(index=False):
        for status in STATUSES:
            here = having[member.symbol, status]
            rows.append({
                "symbol": member.symbol, "year": member.year, "skips": member.skips,
                "status": status, "n_tasks": len(here),
                "n_tasks_low": int((~here["doubtful"].astype(bool)).sum()),
                "labels": steps.labelled(here, "earlier_label" if status in ENDED else "label"),
            })  # fmt: skip
    columns = ["symbol", "year", "skips", "status", "n_tasks", "n_tasks_low", "labels"]
    return pd.DataFrame(rows, columns=columns)


@checked
def scales(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How many carried tasks got a stronger or weaker verb, by each scale of the codebook.

    Scales are disputed (one published scale puts "decides" lowest), so a conclusion about strength
    holds only where they agree. Only tasks whose verb changed are counted, and that no doubtful
    link carries on; those whose old or new
    verb a scale leaves out are unranked by it.

    Returns
    -------
    DataFrame
        A row per scale ("codebook" first) and member that carries tasks on: ``scale``, ``symbol``,
        ``year``, ``n_stronger``, ``n_weaker``, ``n_equal``, ``n_unranked``, ``labels`` (of all).
    """
    import pandas as pd

    given = resolutions, links, clauses, clause_entities, codes
    table = ledger(*given, codebook=codebook, entity=entity)
    table = table.assign(past=table.groupby("task", sort=False)["verb"].shift())
    sure = table["earlier_label"].notna() & ~table["doubtful"].astype(bool)
    carried = table[table["verb"].notna() & table["past"].notna() & sure]
    published = {bare(v): b for v, b in zip(clauses["verb"], clauses["strength"], strict=True)}
    rows = []
    for name, bands in {"codebook": published, **(codebook.scales if codebook else {})}.items():
        for (symbol, year), here in carried.groupby(["symbol", "year"], sort=False):
            changed = here[here["past"].map(bare) != here["verb"].map(bare)]
            verbs = zip(changed["past"], changed["verb"], strict=True)
            ways = Counter(_way(old, new, bands) for old, new in verbs)
            rows.append({"scale": name, "symbol": symbol, "year": year,
                         **{f"n_{way}": ways[way] for way in WAYS},
                         "labels": steps.labelled(changed)})  # fmt: skip
    columns = ["scale", "symbol", "year", *(f"n_{way}" for way in WAYS), "labels"]
    return pd.DataFrame(rows, columns=columns)


def _way(old: str, new: str, bands: Mapping[str, int]) -> str:
    """Whether a verb is stronger or weaker than another by a scale."""
    was, now = band(old, bands), band(new, bands)
    if was is None or now is None:
        return "unranked"
    return "stronger" if now > was else "weaker" if now < was else "equal"
