"""What is due when, and when the organ comes back to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["duties", "reviews"]

Place = tuple[str, str]  # symbol and label


@checked
def duties(resolutions: pd.DataFrame, duties: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Reports and deadlines: who owes what to whom, by when, and whether it is asked for again.

    ``at_once`` marks what is due in the session in which the member was adopted (an Assembly
    session spans two years), so that nobody can have asked for it in good time: the day of
    adoption lies in the time when it is due, or the session has the number that the symbol begins
    with. ``again`` says whether a paragraph of the next member at hand that a link joins to this
    one has a duty of the same body too; empty for the last member, and where the linked paragraph
    has none: it may report the duty done, await it or ask for it in other words. ``merged`` says
    whether it goes on there in a paragraph that carries on another duty as well. After a gap "not
    again" may mean that it was asked for in between.

    Returns
    -------
    DataFrame
        A row per duty of the adopted members: ``symbol``, ``year``, ``label``, ``clause``,
        ``kind`` (report, briefing or deadline), ``who``, ``to``, ``session``, ``due_from``,
        ``due_to``, ``at_once``, ``again``, ``merged``, ``next``, ``skips``.
    """
    import pandas as pd

    renewals = steps.renewals(resolutions, short=True)
    after = dict(zip(renewals["earlier"], renewals["later"], strict=True))
    owed = _of_members(resolutions, duties, ("report", "briefing", "deadline"))
    places = list(zip(owed["symbol"], owed["label"], strict=True))
    onward = _onward(links, after, set(places))
    untold = _linked(links, after) | _nearly(links, after, set(places))
    into = Counter(later for several in onward.values() for later in set(several))
    owers: dict[Place, set[str]] = defaultdict(set)
    whose = list(owed["who"].fillna(""))
    for place, who in zip(places, whose, strict=True):
        owers[place].add(who)
    again, merged = [], []
    for (symbol, label), who in zip(places, whose, strict=True):
        later = [p for p in onward[symbol, label] if not who or owers[p] & {who, ""}]
        told = later or (symbol in after and (symbol, label) not in untold)
        again.append(bool(later) if told else None)
        merged.append(any(into[p] > 1 for p in later) if symbol in after else None)
    jumped = dict(zip(renewals["earlier"], renewals["skips"], strict=True))
    columns = ["symbol", "year", "label", "clause", "kind", "who", "to", "session", "due_from",
               "due_to", "at_once", "again", "merged", "next", "skips"]  # fmt: skip
    return owed.assign(
        at_once=_at_once(owed), again=pd.array(again, dtype="boolean"),
        merged=pd.array(merged, dtype="boolean"), next=[after.get(s) for s in owed["symbol"]],
        skips=pd.array([jumped.get(s, "") for s in owed["symbol"]], dtype="str"),
    )[columns]  # fmt: skip


def _at_once(owed: pd.DataFrame) -> pd.Series:
    """Whether duties are due in the session in which their member was adopted."""
    import pandas as pd

    adopted, first, last = (pd.to_datetime(owed[c]) for c in ("adopted", "due_from", "due_to"))
    symbols = owed["symbol"].map(lambda symbol: symbol.partition("/RES/")[2])
    numbers = zip(map(_number, owed["session"]), map(_number, symbols), strict=True)
    same = pd.Series([a is not None and a == b for a, b in numbers], owed.index, dtype=bool)
    within = (first < adopted) & (adopted <= last) & owed["session"].notna()
    return ((within | same) & (owed["to"] == owed["organ"])).astype("boolean")


def _onward(
    links: pd.DataFrame, after: Mapping[str, str], owed: Collection[Place]
) -> dict[Place, list[Place]]:
    """Of each place with a duty those of the next member that it goes on in, with a duty too."""
    onward: dict[Place, list[Place]] = defaultdict(list)
    for row in steps.carried(links).itertuples(index=False):
        here, later = (row.earlier, row.earlier_label), (row.later, row.later_label)
        if after.get(row.earlier) == row.later and here in owed and later in owed:
            onward[here].append(later)
    return onward


def _linked(links: pd.DataFrame, after: Mapping[str, str]) -> set[Place]:
    """Places that go on in the next member, with a duty or without."""
    joined = steps.carried(links)
    places = zip(joined["earlier"], joined["earlier_label"], joined["later"], strict=True)
    return {(symbol, label) for symbol, label, later in places if after.get(symbol) == later}


def _nearly(links: pd.DataFrame, after: Mapping[str, str], owed: Collection[Place]) -> set[Place]:
    """Places without a link of which another reader might see the duty in a new one of the next
    member."""
    fresh = links[links["kind"] == "added"]
    new = set(zip(fresh["earlier"], fresh["later"], fresh["later_label"], strict=True))
    doubted = links[links["doubtful"].astype(bool) & links["relative"].notna()]
    places = zip(doubted["earlier"], doubted["earlier_label"], doubted["later"],
                 doubted["relative"], strict=True)  # fmt: skip
    return {
        (symbol, label)
        for symbol, label, later, near in places
        if after.get(symbol) == later and (later, near) in owed and (symbol, later, near) in new
    }


def _of_members(
    resolutions: pd.DataFrame, duties: pd.DataFrame, kinds: tuple[str, ...]
) -> pd.DataFrame:
    """Duties of some kinds in adopted members, with year, day and organ of these."""
    known = steps.members(resolutions)
    inside = duties[duties["symbol"].isin(known["symbol"]) & duties["kind"].isin(kinds)]
    facts = resolutions[["symbol", "year", "adopted", "organ"]]
    return inside.merge(facts, on="symbol", how="left")


def _number(name: Any) -> int | None:
    """The number that a session's name, or a symbol without its prefix, begins with."""
    begins = re.match(r"(\d+)(?!\d*\w* special)", name) if isinstance(name, str) else None
    return int(begins[1]) if begins else None


@checked
def reviews(resolutions: pd.DataFrame, duties: pd.DataFrame) -> pd.DataFrame:
    """When meetings are held, when the organ comes back to a matter, what ends, and what means are
    asked for.

    Kinds are ``meeting`` (decided to be held, or awaited, on a day or in a year), ``review`` (the
    organ decides to take the matter up at a session or by a day), ``sunset`` (what it decides lasts
    until a day) and ``resources`` (money or means asked for, without a date).

    Returns
    -------
    DataFrame
        A row per such clause, addressee and date of the adopted members: ``symbol``, ``year``,
        ``label``, ``clause``, ``kind``, ``who``, ``session``, ``due_from``, ``due_to``.
    """
    rows = _of_members(resolutions, duties, ("meeting", "review", "sunset", "resources"))
    return rows[["symbol", "year", "label", "clause", "kind", "who", "session", "due_from",
                "due_to"]]  # fmt: skip
