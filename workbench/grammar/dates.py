"""Months, dates, and the sessions that a day belongs to."""

from __future__ import annotations

import re
from datetime import date

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTHS = {
    name: number
    for number, name in enumerate(
        MONTH.lower().split("|"),
        1,
    )
}
NAMES = {number: name.capitalize() for name, number in MONTHS.items()}
DATE = re.compile(rf"\b(\d{{1,2}})\s+({MONTH})\s+(\d{{4}})\b", re.I)


def date_in(text: str) -> date | None:
    if found := DATE.search(text):
        try:
            return date(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
        except ValueError:
            return None
    return None


def sessions(day: date) -> tuple[int, ...]:
    """Sessions of the General Assembly that a day may belong to: a new one opens in September."""
    if day.month == 9:
        return day.year - 1946, day.year - 1945
    return (day.year - 1945 if day.month > 9 else day.year - 1946,)
