"""Whether what is asked again of the same body is asked more strongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import steps
from ..arguments import checked
from .addressed import KEY
from .bands import attempted, ranked, shift
from .chains import LIKE, likeness

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook


__all__ = ["strength"]


TURNED = 0.35  # a statement as much alike is about what was asked for; verbs there differ


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
    """Requests that a renewal repeats to the same addressee, or turns into statements, and the
    bands of their verbs.

    Verbs are compared clause by clause, not by the first of a paragraph: a clause to somebody else
    that was put in front changes nothing. Two directive clauses are the same request if a link
    joins their paragraphs, somebody is addressed by both, and action and object are most alike
    among the clauses there. ``doubtful`` marks a doubtful link, and clauses that are little alike
    and ask for another action; these are paired only where both paragraphs ask that addressee
    once. Of requests merged into one or split from one, verbs are compared only where each gives
    the same: else the row has no way, and is doubtful. A request that goes on in a linked paragraph
    which asks nobody for it, but says of it what is most alike (that the organ welcomes it, or
    looks forward to it), has fallen, unless it was reported done; that is doubtful too where
    another paragraph asks the same of them. A request left over beside one to the same addressee
    under another verb may have been merged into it: that row has no way either.

    Returns
    -------
    DataFrame
        A row per pair of clauses and renewal: ``earlier``, ``earlier_label``, ``later``,
        ``later_label``, ``year``, ``skips``, ``addressees`` (of both clauses), ``earlier_verb``,
        ``later_verb`` (with "to consider", "to strive" or the like where one of the two asks only
        for that), ``way`` (stronger, weaker or equal; fallen, where nothing is asked any more;
        empty where that can't be told, see `bands.shift`), ``doubtful``.
    """
    import pandas as pd

    asked = clause_entities[clause_entities["role"] == "addressee"]
    whom: dict[tuple, set[str]] = defaultdict(set)
    for *place, entity in asked[[*KEY, "entity"]].itertuples(index=False, name=None):
        whom[tuple(place)].add(entity)
    at: dict[tuple[str, str], list[_Request]] = defaultdict(list)
    stated: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for clause in ranked(clauses, codebook, scale).itertuples(index=False):
        names = whom[clause.symbol, clause.label, clause.clause]
        if clause.directive:
            at[clause.symbol, clause.label].append(_Request(clause, frozenset(names)))
        else:
            stated[clause.symbol, clause.label].append(clause)
    across = steps.parts(steps.carried(links), "earlier", "later")
    rows = []
    for pair in steps.renewals(resolutions).itertuples(index=False):
        linked = across[pair.earlier, pair.later]
        repeated = [*_repeated(linked, at)]
        asking = [c for (symbol, _), several in at.items() if symbol == pair.later for c in several]
        told = {id(old.clause) for old, *_ in repeated}
        fallen = list(_fallen(linked, at, stated, told, asking))
        told |= {id(old.clause) for old, *_ in fallen}
        merged = _merged(linked, at, told, {id(new.clause): (old, sure)
                                            for old, new, _, sure in repeated})  # fmt: skip
        for old, new, doubtful, sure in [
            *repeated, *((*turned, True) for turned in fallen),
            *((*both, True, False) for both in merged),
        ]:  # fmt: skip
            was, now = _verbs(old.clause, new.clause)
            rows.append({
                "earlier": pair.earlier, "earlier_label": old.clause.label,
                "later": pair.later, "later_label": new.clause.label,
                "year": pair.year, "skips": pair.skips,
                "addressees": "; ".join(sorted(old.whom & new.whom)),
                "earlier_verb": was, "later_verb": now,
                "way": _way(old.clause, new.clause) if sure else None,
                "doubtful": doubtful or not sure,
            })  # fmt: skip
    columns = ["earlier", "earlier_label", "later", "later_label", "year", "skips", "addressees",
               "earlier_verb", "later_verb", "way", "doubtful"]  # fmt: skip
    kinds = {"way": "str", "doubtful": bool, "year": "Int64"}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _repeated(
    links: pd.DataFrame, at: Mapping[tuple[str, str], list[_Request]]
) -> Iterator[tuple[_Request, _Request, bool, bool]]:
    """Clauses of linked paragraphs that ask the same of somebody, most alike first, each once;
    whether that is doubtful, and whether its verb can be compared."""
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
    used: set[int] = set()
    chosen = []
    for *_, old, new, doubtful in sorted(pairs, key=lambda pair: pair[:2]):
        if not {id(old), id(new)} & used:
            used |= {id(old), id(new)}
            chosen.append((old, new, doubtful))
    # what may be merged into one of them, or split from one
    beside = [(old, new) for *_, old, new, _ in pairs if not {id(old), id(new)} <= used]
    for old, new, doubtful in chosen:
        ways = {_way(a.clause, b.clause) for a, b in beside if a is old or b is new}
        yield old, new, doubtful, ways <= {_way(old.clause, new.clause)}


def _known(cell: Any) -> bool:
    """Whether a cell has words."""
    return isinstance(cell, str) and bool(cell)


def _undone(links: pd.DataFrame) -> pd.DataFrame:
    """Links by which requests live on, and none of which says what came of one."""
    living = steps.living(links)
    if "discharged_in_part" not in living:
        return living
    return living[~living["discharged_in_part"].astype(bool)]


def _fallen(
    links: pd.DataFrame,
    at: Mapping[tuple[str, str], list[_Request]],
    stated: Mapping[tuple[str, str], list[Any]],
    repeated: set[int],
    asking: list[_Request],
) -> Iterator[tuple[_Request, _Request, bool]]:
    """Requests that nobody repeats, with the statement of a linked paragraph that is about them;
    whether that is doubtful: by its link, or since one of those `asking` asks as much, or
    something of the same body in that paragraph."""
    for link in _undone(links).itertuples(index=False):
        for old in at[link.earlier, link.earlier_label]:
            told = stated[link.later, link.later_label]
            about = [(likeness(old.clause, c), n) for n, c in enumerate(told) if _known(c.object)]
            like, n = max(about, default=(0, 0))
            # what is asked of others there now is asked still
            asked = (likeness(old.clause, new.clause) for new in at[link.later, link.later_label])
            like = 0 if like < max(asked, default=0) else like
            same = bool(told) and told[n].verb == old.clause.verb  # whom it asks wasn't read
            if old.whom and id(old.clause) not in repeated and like >= TURNED and not same:
                bare = old.clause._replace(verb="")  # the verb alone asks for nothing
                beside = at[link.later, link.later_label]  # "welcomes gifts, and invites gifts"
                again = any(
                    c.whom & old.whom and (c in beside or likeness(bare, c.clause) >= TURNED)
                    for c in asking
                )
                yield old, _Request(told[n], old.whom), again or bool(link.doubtful)


def _merged(
    links: pd.DataFrame,
    at: Mapping[tuple[str, str], list[_Request]],
    told: set[int],
    paired: Mapping[int, tuple[_Request, bool]],
) -> Iterator[tuple[_Request, _Request]]:
    """Requests that nothing told is paired with, and the one of a linked paragraph, under another
    verb to the same addressee, that is most like each: it may have taken it in. Left out where that
    one is `paired` without its verb being compared, or changed the same way."""
    for link in _undone(links).itertuples(index=False):
        for old in at[link.earlier, link.earlier_label]:
            news = [c for c in at[link.later, link.later_label] if c.whom & old.whom]
            if id(old.clause) in told or not news:
                continue
            new = max(news, key=lambda c: likeness(old.clause, c.clause))
            other, sure = paired.get(id(new.clause), (None, True))
            alike = other and _way(other.clause, new.clause) == _way(old.clause, new.clause)
            if sure and not alike and new.clause.verb != old.clause.verb:
                told.add(id(old.clause))
                yield old, new


def _way(old: Any, new: Any) -> str | None:
    """Whether a clause's band is higher than another's, or it asks for nothing any more."""
    if not new.directive:
        return "fallen"
    return {1: "stronger", -1: "weaker", 0: "equal", None: None}[shift(old, new)]


def _verbs(old: Any, new: Any) -> tuple[str, str]:
    """The verbs of two clauses, as far as they tell which of them asks more: "urges to consider"
    where the other doesn't ask only for that."""
    only = attempted(old), attempted(new)
    if all(only) or not any(only):
        return old.verb, new.verb
    was, now = (f"{c.verb} to {a.words}" if a else c.verb
                for c, a in zip((old, new), only, strict=True))  # fmt: skip
    return was, now
