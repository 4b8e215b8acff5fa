"""Which documents the series has, and how long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import steps, symbols
from .sentences import finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["latest", "length", "members"]

say = sentences("corpus")


def members(resolutions: pd.DataFrame, title: str) -> Shown:
    """How many members the series has, and of how many the texts are described."""
    known = steps.members(resolutions)
    missing = known.loc[~known["at_hand"], "symbol"].to_list()
    doubtful = known["symbol"].isin(steps.unverified(resolutions))
    drafts = resolutions.loc[resolutions["stage"] != "adopted", "symbol"].to_list()
    text = say(
        "members",
        title=title,
        known=len(known),
        years=[
            {"year": year, "confirmed": not doubtful[known["year"] == year].all()}
            for year in (known["year"].min(), known["year"].max())
        ],
        missing=missing,
        unverified=int(doubtful.sum()),
        drafts=drafts,
        between=steps.unknown(resolutions),
    )
    values = {"members": len(known), "missing": len(missing), "drafts": len(drafts)}
    return finding("members", text, values=values, figure="timeline")


def latest(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> Shown:
    """What the latest member is: its date, paragraphs and words, and the change in both."""
    known = steps.members(resolutions)
    at_hand = known[known["at_hand"]]
    if at_hand.empty:
        return finding("latest", say("latest_none"))
    last = at_hand.iloc[-1]
    symbol = last["symbol"]
    rows = resolutions.set_index("symbol")
    sizes = steps.sizes(paragraphs).to_dict("index")
    here = sizes[symbol]
    values: dict[str, Any] = {"paragraphs": here["n_paragraphs"], "words": here["n_words"]}
    change = None
    if len(at_hand) > 1:
        before = at_hand["symbol"].iloc[-2]
        was = sizes[before]
        change = {
            "symbol": before,
            "paragraphs": values["paragraphs"] - was["n_paragraphs"],
            "words": values["words"] - was["n_words"],
            "growth": values["words"] / was["n_words"] - 1 if was["n_words"] else float("nan"),
            "annex": was["annex_words"],
            "skipped": symbols.several(last["skips"]),
        }
        values |= {"more_paragraphs": change["paragraphs"], "more_words": change["words"]}
    text = say(
        "latest",
        symbol=symbol,
        adopted=rows.loc[symbol, "adopted"],
        paragraphs=values["paragraphs"],
        words=values["words"],
        change=change,
        annex={"paragraphs": here["annex_paragraphs"], "words": here["annex_words"]},
        later=known.loc[known.index > last.name, "symbol"].to_list(),
    )
    own = (paragraphs["symbol"] == symbol) & (paragraphs["part"] != "annex")
    labels = paragraphs.loc[own, ["symbol", "label"]]
    return finding("latest", text, values=values, labels=labels, figure="timeline")


def length(table: pd.DataFrame, kind: str = "renewals") -> Shown:
    """How long the texts are, and how that changed (`drift.length`)."""
    measured = table.dropna(subset="n_words")
    if measured.empty:
        return finding("length", say("length_none"))
    first, last = measured.iloc[0], measured.iloc[-1]
    if kind != "renewals" or len(measured) < 2:
        least = measured.loc[measured["n_words"].idxmin()]
        most = measured.loc[measured["n_words"].idxmax()]
        text = (
            say("length_each", least=least, most=most)
            if len(measured) > 1
            else say("length_one", only=first)
        )
        values = {"least": least["n_words"], "most": most["n_words"]}
        return finding("length", text, values=values, figure="timeline")
    sizes = [int(end["n_words"] - end["n_words_annex"]) for end in (first, last)]
    times = sizes[1] / sizes[0] if sizes[0] else float("nan")
    skipped = symbols.several(" ".join(measured["skips"].iloc[1:]))
    text = say("length", first=first, last=last, sizes=sizes, times=times, skipped=skipped,
               step=_leap(measured))  # fmt: skip
    values = {"first": sizes[0], "last": sizes[1], "times": round(times, 4)}
    return finding("length", text, values=values, figure="timeline")


def _leap(measured: pd.DataFrame) -> dict[str, Any] | None:
    """The one renewal of several that halved or doubled a text, or did more, the greatest in
    proportion; none where it lies over a gap."""
    import numpy as np

    bodies = (measured["n_words"] - measured["n_words_annex"]).to_numpy(float)
    if len(bodies) < 3 or not bodies.all():
        return None
    change = np.log2(bodies[1:] / bodies[:-1])
    at = int(np.abs(change).argmax())
    if abs(change[at]) < 1 or measured["skips"].iloc[at + 1]:
        return None
    ends = measured["symbol"].iloc[[at, at + 1]].to_list()
    return {"symbols": ends, "sizes": [int(n) for n in bodies[at : at + 2]]}
