"""Findings from their sentences: a template says each, a table gives its topic and its place.

Templates are macros in ``templates/findings/``, a file a notebook. They take named values, see the
words of `prose`, and whatever line breaks they are laid out with become spaces.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import codebook, prose, show

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment

    from ..show import Shown

TEMPLATES = Path(__file__).parents[1] / "templates" / "findings"
ORDER = Path(__file__).with_name("order.csv")

_LAWS, _OTHERS = "accordance with laws or policies", "coordination with others"
SPOKEN = {"international_law": _LAWS, "domestic_law": _LAWS, "national_policies": _LAWS,
          "rules_procedures": _LAWS, "coordination_others": _OTHERS,
          "consultation_member_states": _OTHERS}  # fmt: skip
"""Conditions that other clauses ask for with verbs, "comply with", "cooperate", and what they come
to: no sentence counts them."""


def sentences(notebook: str) -> Callable[..., str]:
    """What says the sentences of a notebook: called with a template's name and its values."""

    def say(name: str, **values: Any) -> str:
        macro = getattr(_templates().get_template(f"{notebook}.j2").module, name)
        return re.sub(r"\s*\n\s*", " ", macro(**values)).strip()

    return say


def checked(
    validated: pd.DataFrame | None, code: str, symbol: str, count: float, earlier: str = ""
) -> tuple[int, int] | None:
    """The interval of a machine's count by readers who checked a sample, in whole ones; None where
    nobody did.

    Parameters
    ----------
    validated : DataFrame, optional
        `Corpus.validated`.
    code, symbol, earlier : str
        What is counted, and where.
    count : float
        The count that is told: an interval of another is not its own.
    """
    if validated is None:
        return None
    where = (validated["code"] == code) & (validated["symbol"] == symbol)
    where &= (validated["earlier"] == earlier) & (validated["n_machine"] == count)
    rows = validated[where]
    if rows.empty:
        return None
    return math.floor(rows["low"].min()), math.ceil(rows["high"].max())


def finding(name: str, text: str, **evidence: Any) -> Shown:
    """A finding with the topic and the place that the table of order gives it.

    Parameters
    ----------
    name : str
        A row of ``order.csv``.
    text : str
        What is found.
    **evidence
        Values, labels, figure or table that it rests on, as `show.finding` takes them.
    """
    topic, rank = order()[name]
    return show.finding(text, name, topic=topic, rank=rank, **evidence)


@cache
def order() -> dict[str, tuple[str, int]]:
    """Topic and rank of each finding, from ``order.csv``: its rows stand in the order of pages."""
    with ORDER.open(encoding="utf-8", newline="") as file:
        return {
            row["finding"]: (row["topic"], at + show.FIRST_PAGE * (row["page"] != "first"))
            for at, row in enumerate(csv.DictReader(file), 1)
        }


@cache
def _templates() -> Environment:
    import jinja2

    # nothing is escaped: a sentence is words, and the page that prints it escapes them
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined
    )
    words = {name: getattr(prose, name) for name in prose.__all__}
    words["printed"] = codebook.printed
    made.globals |= words
    made.filters |= words
    return made
