"""Which documents the series has, and how long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import show, steps
from ..prose import counted, listed, number
from .words import _day, _more, _over

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown


def members(resolutions: pd.DataFrame, title: str) -> Shown:
    """How many members the series has, and of how many the texts are described."""
    known = steps.members(resolutions)
    missing = known.loc[~known["at_hand"], "symbol"].to_list()
    drafts = resolutions[resolutions["stage"] != "adopted"]
    years = f"from {known['year'].min()} to {known['year'].max()}" if len(known) else ""
    said = f"“{title}” has {counted(len(known), 'adopted member')} {years}".rstrip()
    said += (
        f"; the texts of {number(len(known) - len(missing))} are described here, "
        f"{counted(len(missing), 'is', 'are')} missing ({listed(missing)})"
        if missing
        else ", all of them with their texts"
    )
    if len(drafts):
        said += f", and {counted(len(drafts), 'draft')} besides ({listed(drafts['symbol'])})"
    values = {"members": len(known), "missing": len(missing), "drafts": len(drafts)}
    return show.finding(f"{said}.", "members", values=values, figure="timeline", rank=20)


def latest(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> Shown:
    """What the latest member is: its date, paragraphs and words, and the change in both."""
    known = steps.members(resolutions)
    own = known[known["at_hand"]]
    if own.empty:
        return show.finding("No member has a text.", "latest", topic="The latest", rank=1)
    rows = resolutions.set_index("symbol")
    counts = paragraphs.groupby("symbol").size()
    last = own.iloc[-1]
    now = rows.loc[last["symbol"]]
    n, words = int(counts[last["symbol"]]), int(now["n_words"])
    said = (
        f"{last['symbol']}, adopted {_day(now['adopted'])}, has {n} paragraphs and {words:,} words"
    )
    values: dict[str, Any] = {"paragraphs": n, "words": words}
    if len(own) > 1:
        before = own.iloc[-2]["symbol"]
        was = int(rows.loc[before, "n_words"])
        more, longer = n - int(counts[before]), words - was
        said += (
            f": {_more(more, 'paragraph')} and {_more(longer, 'word')} ({longer / was:+.0%}) "
            f"than {before}{_over([last['skips']])}"
        )
        values |= {"more_paragraphs": more, "more_words": longer}
    after = known.loc[known.index > last.name, "symbol"]
    if len(after):
        said += f"; the text of {listed(after)}, adopted since, is not at hand"
    labels = paragraphs.loc[paragraphs["symbol"] == last["symbol"], ["symbol", "label"]]
    return show.finding(
        f"{said}.", "latest", topic="The latest", values=values, labels=labels,
        figure="timeline", rank=1,
    )  # fmt: skip


def length(length: pd.DataFrame, kind: str = "renewals") -> Shown:
    """How long the texts are, and how that changed."""
    own = length.dropna(subset="words")
    if own.empty:
        return show.finding("No member has a text: there is nothing to measure.", "growth")
    first, last = own.iloc[0], own.iloc[-1]
    least, most = own.loc[own["words"].idxmin()], own.loc[own["words"].idxmax()]
    if kind != "renewals" or len(own) < 2:
        said = (
            f"The texts have between {least['words']:,} ({least['symbol']}) and "
            f"{most['words']:,} words ({most['symbol']})."
            if len(own) > 1
            else f"{first['symbol']} has {first['words']:,} words."
        )
        return show.finding(
            said, "length", values={"least": least["words"], "most": most["words"]},
            figure="timeline", rank=21,
        )  # fmt: skip
    times = last["words"] / first["words"] if first["words"] else float("nan")
    said = (
        f"From {first['symbol']} ({first['year']}) to {last['symbol']} ({last['year']}) the text "
        f"went from {first['words']:,} "
        f"to {last['words']:,} words, {times:.1f} times its length"
        f"{_over(own['skips'].iloc[1:])}."
    )
    values = {"first": first["words"], "last": last["words"], "times": round(times, 4)}
    return show.finding(said, "length", values=values, figure="timeline", rank=21)
