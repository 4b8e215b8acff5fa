"""Names of States: hosts and donors, of whom resolutions on anything speak."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

# What stands before the name: "Government of the Netherlands", "people of Haiti"
_OF = re.compile(
    r"^(?:the )?(?:(?:host )?(?:governments?|people|permanent mission|republic) of )?(?:the )?"
)


def state(name: str) -> bool:
    """Whether a name is that of a State, or of its government or people."""
    said = _OF.sub("", name.lower().replace("’", "'"))
    return name.lower() in _names() or said in _names()


def of_state(name: str) -> bool:
    """Whether a name is a State's, or some words in a row of one: "Democratic Republic"."""
    words = name.lower().replace("’", "'")
    return state(name) or (" " in words and any(f" {words} " in f" {one} " for one in _names()))


@cache
def _names() -> frozenset[str]:
    """Names as texts write them, present and former, in small letters."""
    with Path(__file__).with_name("states.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"].lower() for row in csv.DictReader(file))
