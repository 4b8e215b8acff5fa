"""What readers decided, and what that did to the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import show
from .sentences import finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["decisions"]

COUNTED = ("applied", "confirmed", "disputed", "overruled", "stale", "waiting")
MOST = 4  # numbers that the sentence names

say = sentences("decisions")


def decisions(table: pd.DataFrame, moved: Mapping[tuple[str, ...], tuple[Any, Any]]) -> list[Shown]:
    """How many decisions readers took, which published numbers these move, and all of them.

    Parameters
    ----------
    table : DataFrame
        The table `decisions` of a series.
    moved : mapping
        (measure, what, where) → the machine's number and the published one, as `review.effect`
        gives them.
    """
    import pandas as pd

    standing = table[table["state"].isin(COUNTED)]
    if standing.empty:
        return [show.prose(say("decisions_none"))]
    states = standing["state"].value_counts().to_dict()
    numbers = [{"measure": measure, "about": about, "was": was, "now": now}
               for (measure, *about), (was, now) in moved.items()]  # fmt: skip
    text = say(
        "decisions",
        number=len(standing),
        readers=standing["by"].nunique(),
        moved=numbers[:MOST],
        others=max(len(numbers) - MOST, 0),
        states=states,
    )
    shown = [finding("decisions", text, values={k: int(n) for k, n in states.items()},
                     labels=standing[["symbol", "label"]])]  # fmt: skip
    rows = standing.drop(columns=["fingerprint", "later_fingerprint"])
    shown.append(show.table(rows, "decisions", "What readers decided, and what became of it."))
    if numbers:
        listed = pd.DataFrame([
            {"what": " ".join([one["measure"], *one["about"]]),
             "was": _cell(one["was"]), "now": _cell(one["now"])} for one in numbers
        ])  # fmt: skip
        shown.append(
            show.table(listed, "moved", "Numbers that they move, from the machine\u2019s.")
        )
    return shown


def _cell(value: Any) -> str:
    return "–" if value is None else str(value)
