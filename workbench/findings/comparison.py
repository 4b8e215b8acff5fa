"""Several series side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import show, steps
from .sentences import finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["compared", "requested", "entered", "travelled"]

MANY = 6  # themes named
CLOSE = 3  # places named
MOST = 0.5  # of a paragraph's words that stand in the earlier one, in whatever order

say = sentences("comparison")


def compared(members: pd.DataFrame) -> Shown:
    """Which series are compared (`comparison.members`)."""
    series = []
    for name, rows in members.groupby("series", sort=False):
        organs = ", ".join(dict.fromkeys(rows["organ"]))
        series.append(f"{name} ({organs}, {rows['year'].min()} to {rows['year'].max()})")
    text = say(
        "compared",
        series=series,
        n=len(members),
        at_hand=int(members["n_words"].notna().sum()),
        first=int(members["year"].min()),
        last=int(members["year"].max()),
    )
    return finding("compared", text, values={"members": len(members)})


def entered(table: pd.DataFrame) -> Shown:
    """Where the themes that came last stand first (`comparison.themes`)."""
    first = table[table["first"].astype(bool)] if len(table) else table
    if first.empty:
        return show.prose("")
    late = first.sort_values("adopted", kind="stable").tail(MANY)
    rows = [{"title": r.title, "symbol": r.symbol, "organ": r.organ, "year": r.year}
            for r in late.itertuples()]  # fmt: skip
    text = say("entered", rows=rows)
    labels = [(r.symbol, label) for r in late.itertuples() for label in steps.labels(r.labels)[:1]]
    return finding("entered", text, labels=labels, figure="themes")


def requested(table: pd.DataFrame) -> Shown:
    """How much the latest text of each series asks for, and how firmly (`comparison.requests`)."""
    latest = table.groupby("series", sort=False).tail(1)
    rows = [{"symbol": r.symbol, "strong": r.n_strong, "directive": r.n_directive}
            for r in latest.itertuples() if r.n_directive]  # fmt: skip
    if len(rows) < 2:
        return show.prose("")
    text = say("requests", rows=rows)
    return finding("requested", text, figure="requests")


def travelled(table: pd.DataFrame) -> Shown:
    """Which wording stood in another series before (`comparison.travelled`)."""
    close = table[table["in_common"] >= MOST]
    if close.empty:
        return show.prose(say("travelled_none", n=len(table)))
    into = [
        f"{n} of {later} from {earlier}"
        for (later, earlier), n in close.groupby(["series", "from_series"]).size().items()
    ]
    best = close.sort_values(["share", "in_common"], kind="stable").tail(CLOSE).iloc[::-1]
    places = [f"{r.symbol} {r.label} ({r.earlier} {r.earlier_label})" for r in best.itertuples()]
    text = say("travelled", n=len(close), into=into, places=places)
    labels = [(r.symbol, r.label) for r in best.itertuples()]
    values = {"paragraphs": len(close)}
    return finding("travelled", text, values=values, labels=labels, figure="travels")
