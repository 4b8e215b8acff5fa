"""Whether what is asked again of the same body is asked more strongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import steps
from ..arguments import checked
from .addressed import KEY, directive
from .bands import ranked
from .chains import LIKE, likeness

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook


__all__ = ["strength"]


class _Request(NamedTuple):
    """A directive clause, a row of its table, and whom it addresses."""

    clause: Any
    whom: frozenset[str]


@checked
def strength(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    scale: str | None = None,
) -> pd.DataFrame:
    """Requests that a renewal repeats to the same addressee, and the bands of their verbs.

    Verbs are compared clause by clause, not by the first of a paragraph: a clause to somebody else
    that was put in front changes nothing. Two directive clauses are the same request if a link
    joins their paragraphs, somebody is addressed by both, and action and object are most alike
    among the clauses there. ``doubtful`` marks a doubtful link, and clauses that are little alike
    and ask for another action; these are paired only where both paragraphs ask that addressee
    once.

    Returns
    -------
    DataFrame
        A row per pair of clauses and renewal: ``earlier``, ``earlier_label``, ``later``,
        ``later_label``, ``year``, ``skips``, ``addressees`` (of both clauses), ``earlier_verb``,
        ``later_verb``, ``way`` (stronger, weaker or equal; empty for a verb that the scale leaves
        out), ``doubtful``.
    """
    import pandas as pd

    asked = clause_entities[clause_entities["role"] == "addressee"]
    whom: dict[tuple, set[str]] = defaultdict(set)
    for *place, entity in asked[[*KEY, "entity"]].itertuples(index=False, name=None):
        whom[tuple(place)].add(entity)
    requests = directive(ranked(clauses, codebook, scale))
    at: dict[tuple[str, str], list[_Request]] = defaultdict(list)
    for clause in requests.itertuples(index=False):
        names = whom[clause.symbol, clause.label, clause.clause]
        at[clause.symbol, clause.label].append(_Request(clause, frozenset(names)))
    across = steps.parts(steps.carried(links), "earlier", "later")
    rows = []
    for pair in steps.renewals(resolutions).itertuples(index=False):
        for old, new, doubtful in _repeated(across[pair.earlier, pair.later], at):
            rows.append({
                "earlier": pair.earlier, "earlier_label": old.clause.label,
                "later": pair.later, "later_label": new.clause.label,
                "year": pair.year, "skips": pair.skips,
                "addressees": "; ".join(sorted(old.whom & new.whom)),
                "earlier_verb": old.clause.verb, "later_verb": new.clause.verb,
                "way": _way(old.clause.strength, new.clause.strength), "doubtful": doubtful,
            })  # fmt: skip
    columns = ["earlier", "earlier_label", "later", "later_label", "year", "skips", "addressees",
               "earlier_verb", "later_verb", "way", "doubtful"]  # fmt: skip
    kinds = {"way": "str", "doubtful": bool, "year": "Int64"}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _repeated(
    links: pd.DataFrame, at: Mapping[tuple[str, str], list[_Request]]
) -> Iterator[tuple[_Request, _Request, bool]]:
    """Clauses of linked paragraphs that ask the same of somebody, most alike first, each once."""
    pairs = []
    for link in links.itertuples(index=False):
        olds, news = at[link.earlier, link.earlier_label], at[link.later, link.later_label]
        for old in olds:
            for new in news:
                shared = old.whom & new.whom
                one, other = old.clause, new.clause
                like = likeness(one, other)
                close = like >= LIKE or (_known(one.action) and one.action == other.action)
                once = all(sum(bool(c.whom & shared) for c in side) == 1 for side in (olds, news))
                if shared and (close or once):
                    pairs.append((not close, -like, old, new, bool(link.doubtful) or not close))
    used: set[tuple[str, str, int]] = set()
    for *_, old, new, doubtful in sorted(pairs, key=lambda pair: pair[:2]):
        ends = {(c.symbol, c.label, c.clause) for c in (old.clause, new.clause)}
        if not ends & used:
            used |= ends
            yield old, new, doubtful


def _known(cell: Any) -> bool:
    """Whether a cell has words."""
    return isinstance(cell, str) and bool(cell)


def _way(was: Any, now: Any) -> str:
    """Whether a band is higher than another."""
    import pandas as pd

    if pd.isna(was) or pd.isna(now):
        return ""
    return "stronger" if now > was else "weaker" if now < was else "equal"
