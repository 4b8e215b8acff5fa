"""Words that sentences have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..prose import counted, some

if TYPE_CHECKING:
    import pandas as pd


def _day(day: Any) -> str:
    import pandas as pd

    return f"{day.day} {day:%B %Y}" if pd.notna(day) else "on an unknown day"


def _month(day: Any) -> str:
    import pandas as pd

    return f"{pd.Timestamp(day):%B %Y}"


def _more(count: int, noun: str) -> str:
    if not count:
        return f"as many {noun}s"
    return f"{abs(count):,} {'more' if count > 0 else 'fewer'} {noun}{'s' * (abs(count) > 1)}"


def _kinds(composition: pd.DataFrame, pair: Any) -> dict[str, Any]:
    earlier, later = (pair["earlier"], pair["later"]) if hasattr(pair, "keys") else pair[:2]
    own = composition[(composition["earlier"] == earlier) & (composition["later"] == later)]
    return {row["kind"]: row for _, row in own.iterrows()}


def _ranged(row: Any) -> str:
    """A count of paragraphs with its range over close decisions."""
    value, low, high = (int(row[f"paragraphs{end}"]) for end in ("", "_low", "_high"))
    return f"{some(value)} ({low} to {high})" if low != high else some(value)


def _over(skips: Iterable[str]) -> str:
    missing = [s for cell in skips for s in cell.split()]
    return f", over {counted(len(missing), 'member')} without text" if missing else ""


def _between(table: pd.DataFrame, column: str) -> str:
    """Members without values between the first and the last that have some."""
    has = table.groupby("symbol", sort=False)[column].apply(lambda cells: cells.notna().any())
    inside = has.loc[has.idxmax() : has[::-1].idxmax()] if has.any() else has
    return _over([" ".join(inside.index[~inside])])


def _part(count: int, of: int) -> str:
    return f"all {of}" if count == of else f"{count} of {of}" if count else f"none of {of}"


def _are(count: int, noun: str = "") -> str:
    """Such as "none are", "one is"; with a noun "no word is", "two words are"."""
    if noun:
        return f"{counted(count, noun)} {'is' if count < 2 else 'are'}"
    return f"{some(count)} {'is' if count == 1 else 'are'}"


def _percent(share: float, low: float, high: float) -> str:
    """A share with its range over close decisions."""
    said, ends = f"{share:.0%}", [f"{x:.0%}" for x in (low, high)]
    return said if ends == [said, said] else f"{said} ({ends[0]} to {ends[1]})"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples(index=False)


def _doubt(doubtful: Any) -> str:
    return ", doubtful" if doubtful else ""


def _often(row: Any) -> str:
    return f"“{row.name}”" + (f" ({row.count} times)" if row.count > 1 else "")
