"""What can't be said, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import show, steps
from ..prose import counted, listed, number
from .words import _cap

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

TEST = 6  # renewals that a test of a trend would need at least


def gaps(resolutions: pd.DataFrame) -> list[Shown]:
    """Members without a text, and the comparisons that jump over them: a limit, if there are."""
    renewals = steps.renewals(resolutions)
    jumps = renewals[renewals["skips"] != ""]
    known = steps.members(resolutions)
    missing = known.loc[~known["at_hand"], "symbol"].to_list()
    if not missing:
        return []
    said = (
        f"{_cap(counted(len(missing), 'member has', 'members have'))} no text here: "
        f"{listed(missing, len(missing))}."
    )
    for jump in jumps.itertuples(index=False):
        said += (
            f" {jump.earlier} to {jump.later} jumps over "
            f"{number(len(jump.skips.split()))} of them: what happened in between, and when, can't "
            "be told."
        )
    return [show.limit(said, "gap")]


def unverified(resolutions: pd.DataFrame) -> list[Shown]:
    """Members that no document at hand proves to belong to the series."""
    rows = resolutions[~resolutions["verified"].astype(bool)]
    if rows.empty:
        return []
    return [
        show.limit(
            f"That {listed(rows['symbol'], len(rows))} "
            f"{'is a member' if len(rows) == 1 else 'are members'} rests on no document at hand.",
            "unverified",
        )
    ]


def doubts(composition: pd.DataFrame) -> list[Shown]:
    """How many decisions about links were close."""
    main = composition[composition["kind"].isin(["kept", "revised", "added", "dropped"])]
    close = int(main["doubtful"].sum())
    if not close:
        return []
    by = main.groupby("later", sort=False)["doubtful"].sum()
    where = listed(f"{symbol} ({n})" for symbol, n in by[by > 0].items())
    return [
        show.limit(
            f"{_cap(counted(close, 'decision'))} about what descends from what "
            f"{'was' if close == 1 else 'were'} close: {where}. Ranges show what they change.",
            "close-decisions",
        )
    ]


def entries(emergence: pd.DataFrame, resolutions: pd.DataFrame) -> list[Shown]:
    """Themes first met right after a gap: they may have entered in it."""
    known = steps.members(resolutions)
    after = known[known["skips"] != ""]
    first = emergence[["preamble", "operative"]]
    limits = []
    for member in after.itertuples(index=False):
        own = emergence[
            (first == member.symbol).any(axis=1) & (emergence["first_year"] == member.year)
        ]
        if len(own):
            before = member.skips.split()
            limits.append(
                f"{_cap(counted(len(own), 'theme'))} first met in {member.symbol} may have entered "
                + (
                    f"with any of the {counted(len(before), 'member')} before it that have no text."
                    if len(before) > 1
                    else f"with {before[0]}, which has no text."
                )
            )
    return [show.limit(" ".join(limits), "entries")] if limits else []


def too_few(resolutions: pd.DataFrame) -> list[Shown]:
    """Whether there are renewals enough for a test of a trend."""
    renewals = steps.renewals(resolutions)
    direct = int((renewals["skips"] == "").sum())
    if direct >= TEST:
        return []
    return [
        show.limit(
            f"{_cap(counted(direct, 'renewal'))} without a gap: too few renewals for a test. The "
            "counts are exact; whether they are a trend, nobody can tell from them.",
            "too-few",
        )
    ]


def notes(resolutions: pd.DataFrame) -> list[Shown]:
    """Members whose source came without footnotes."""
    rows = resolutions[resolutions["n_words"].notna()]
    bare = rows.loc[~rows["has_notes"].fillna(False).astype(bool), "symbol"].to_list()
    if not bare:
        return []
    return [
        show.limit(
            f"The texts of {listed(bare, 4)} came without footnotes: documents cited only there "
            "are missing from their citations.",
            "notes",
        )
    ]


def no_model(paragraphs: int, size: int) -> Shown:
    """Why there is no topic model."""
    return show.limit(
        f"No topic model: the series has {counted(paragraphs, 'distinct paragraph')}, and with "
        f"fewer than {size} a model finds any topics.",
        "no-model",
    )
