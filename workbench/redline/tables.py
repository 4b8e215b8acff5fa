"""From tables: as much of a redline as they tell, and one provision through a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import collation, symbols
from ..errors import InputError
from ..text import words
from .records import History, Outline, Quote, Redline, Row, Run, Step, Stub, name
from .runs import matching, merged, outline_rows

if TYPE_CHECKING:
    from pandas import DataFrame


def skeleton(
    earlier: str,
    later: str,
    links: DataFrame,
    paragraphs: DataFrame,
    edits: DataFrame | None = None,
    resolutions: DataFrame | None = None,
) -> Redline:
    """What the published tables tell of two members: a redline without the texts.

    Parameters
    ----------
    earlier, later : str
        Symbols of two members next to each other.
    links, paragraphs, edits, resolutions : DataFrame
        Tables of the series. Without `edits` there are no quotes, without `resolutions` no titles.

    Raises
    ------
    InputError
        The tables don't compare these two.
    """
    one, other = (symbols.normal(s) or s for s in (earlier, later))
    pair = links[(links["earlier"] == one) & (links["later"] == other)]
    if pair.empty:
        known = links[["earlier", "later"]].drop_duplicates().itertuples(index=False, name=None)
        raise InputError(f"the tables don't compare {one} with {other}; they compare "
                         f"{', '.join(f'{a} with {b}' for a, b in known)}")  # fmt: skip
    before, after = (outline(symbol, paragraphs, resolutions) for symbol in (one, other))
    joined = [
        collation.Link(_value(r["earlier_label"]), _value(r["later_label"]), r["kind"],
                       _value(r["similarity"]), bool(r["moved"]), bool(r["doubtful"]))
        for r in pair.to_dict("records")
    ]  # fmt: skip
    matching(joined, before, after)
    quotes: dict[str, list[Quote]] = defaultdict(list)
    if edits is not None:
        rows = edits[(edits["earlier"] == one) & (edits["later"] == other)]
        for r in rows.to_dict("records"):
            quotes[r["later_label"]].append(Quote(
                r["class"], _value(r["printed_dropped"]) or "", _value(r["printed_added"]) or "",
                int(r["n_dropped"]), int(r["n_added"]),
            ))  # fmt: skip
    n_before, n_after = (
        {r["label"]: int(r["n_words"]) for r in _of(symbol, paragraphs)} for symbol in (one, other)
    )
    told = None
    if edits is not None:
        told = [(x, q.n_dropped, q.n_added) for x, some in quotes.items() for q in some]
    skips: tuple[str, ...] = ()
    for r in _of(other, resolutions):
        if _value(r["predecessor"]) == one:
            skips = tuple(symbols.several(_value(r["skips"]) or ""))
    made = (
        replace(row, quotes=tuple(quotes.get(row.later or "", ())))
        for row in outline_rows(joined, n_before, n_after, told)
    )
    return Redline(before, after, tuple(made), skips)


def _of(symbol: str, table: DataFrame | None) -> list[dict[Any, Any]]:
    """Rows of a table that are about a document."""
    return [] if table is None else table[table["symbol"] == symbol].to_dict("records")


def _value(cell: Any) -> Any:
    """A cell, None where it is empty."""
    return None if cell is None or cell != cell or str(cell) == "<NA>" else cell


def outline(symbol: str, paragraphs: DataFrame, resolutions: DataFrame | None = None) -> Outline:
    """A member without its words, as its tables tell it; without `resolutions` no title."""
    title, organ, adopted = "", symbols.organ(symbol), None
    for r in _of(symbol, resolutions):
        day = _value(r["adopted"])
        title, organ = _value(r["title"]) or "", _value(r["organ"]) or organ
        adopted = day.date() if hasattr(day, "date") else None
    stubs = (
        Stub(r["label"], r["part"], int(r["level"]), _value(r["heading"]), _value(r["verb"]))
        for r in _of(symbol, paragraphs)
    )
    return Outline(symbol, title, organ, adopted, tuple(stubs))


# ── one provision ────────────────────────────────────────────────────────────────────────────


def history(
    place: str,
    provisions: DataFrame | Iterable[collation.Provision],
    redlines: Iterable[Redline],
) -> History:
    """One provision through all members of a series.

    Parameters
    ----------
    place : str
        The provision by name, or any place where it stands: ``"A/RES/74/175 OP9"``.
    provisions : DataFrame or iterable of Provision
        The table, or what `collation.provisions` gives.
    redlines : iterable of Redline
        Those of each two members next to each other, from texts (`changes`) or tables
        (`skeleton`).

    Raises
    ------
    InputError
        No provision stands at that place.
    """
    rows = _provisions(provisions)
    symbol, _, label = place.strip().rpartition(" ")
    at = f"{symbols.normal(symbol) or symbol} {label}"
    names = [r.provision for r in rows if at in (r.provision, f"{r.symbol} {r.label}")
             and (r.status != "merged into" or r.provision == at)]  # fmt: skip
    if not names:
        raise InputError(f"{place}: no provision stands there; expected a member and a label of "
                         "it, such as 'A/RES/74/175 OP9'")  # fmt: skip
    into: dict[str, Redline] = {r.later.symbol: r for r in redlines}
    first: dict[str, Redline] = {r.earlier.symbol: r for r in into.values()}
    steps = []
    before: str | None = None
    for r in (r for r in rows if r.provision == names[0]):
        redline = into.get(r.symbol)
        if redline is not None:
            row = _row(redline, r.label, before)
        elif r.symbol in first:  # the first member: all that is known is that it stands there
            redline = _first(first[r.symbol], r.label)
            row = redline.rows[0]
        else:
            raise InputError(f"{r.symbol}: no redline of it; expected one of each two members "
                             "next to each other")  # fmt: skip
        steps.append(Step(r.symbol, r.label, r.status, r.origin, r.skips, row, redline))
        before = r.label
    return History(names[0], tuple(steps))


def _provisions(given: Any) -> list[collation.Provision]:
    if not hasattr(given, "to_dict"):
        return list(given)
    return [
        collation.Provision(r["provision"], r["symbol"], _value(r["label"]), r["status"],
                            _value(r["origin"]), tuple(symbols.several(_value(r["skips"]) or "")))
        for r in given.to_dict("records")
    ]  # fmt: skip


def _row(redline: Redline, label: str | None, before: str | None) -> Row:
    for row in redline.rows:
        if row.later == label if label is not None else before in row.earlier:
            return row
    raise InputError(f"{name(redline.later)}: no paragraph {label or before} in its redline; "
                     "expected provisions and redlines of the same texts")  # fmt: skip


def _first(redline: Redline, label: str | None) -> Redline:
    """A paragraph of the first member, on its own."""
    rows = [row for row in redline.rows if label in row.earlier]
    runs = merged(Run("equal", r.text, label, label)
                   for row in rows for r in row.runs if r.earlier == label)  # fmt: skip
    n = len(words("".join(r.text for r in runs)))
    # Of a merged paragraph the tables' rows know only the length of all that went into it.
    n = n or next((row.n_words[0] for row in rows if len(row.earlier) == 1), 0)
    alone = Row((), label, "kept", n_words=(n, n), runs=runs)
    return replace(redline, later=redline.earlier, rows=(alone,))
