"""Months, dates, and the sessions of the General Assembly that a day belongs to."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["DATE", "MONTH", "MONTHS", "date_in", "sessions", "written"]

MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7,
    "August": 8, "September": 9, "October": 10, "November": 11, "December": 12,
}  # fmt: skip
NAMES = {number: name for name, number in MONTHS.items()}
#: Any month, for use within a pattern.
MONTH = "|".join(MONTHS)
DATE = re.compile(rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\s+(?P<year>[12]\d{{3}})\b", re.I)


def date_in(text: str) -> date | None:
    """The first date in a text (``4 May 2031``); None where it has none or an impossible one."""
    if match := DATE.search(text):
        try:
            month = MONTHS[match["month"].capitalize()]
            return date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            return None
    return None


def written(day: date) -> str:
    """A day as resolutions write it: ``4 May 2031``."""
    return f"{day.day} {NAMES[day.month]} {day.year}"


def sessions(day: date) -> tuple[int, ...]:
    """Sessions of the General Assembly that a day may belong to: a new one opens in September."""
    if day.month == 9:
        return day.year - 1946, day.year - 1945
    return (day.year - 1945 if day.month > 9 else day.year - 1946,)
