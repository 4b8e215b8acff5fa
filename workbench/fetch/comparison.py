"""Documents at hand beside the published tables: do the texts give what is published?"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from .. import catalogue, codebook, features, files, readers
from ..errors import InputError
from .store import Outcome, reason

_SHOWN = 6  # labels of a line


def compared(outcomes: Sequence[Outcome], folder: str | Path | None = None) -> list[str]:
    """Whether the texts give the published tables: a line for each member of a series.

    A member that the tables don't describe yet is named with the command that adds it.
    """
    place = codebook.folder(Path(folder) if folder else None)
    if not (place / "series.csv").is_file():
        return []
    lines: list[str] = []
    gaps: dict[str, list[str]] = {}
    for name in catalogue.series(place):
        published = {r["symbol"]: r for r in _table(place, name, "resolutions")}
        here = {m.symbol for m in catalogue.members(name, place)}
        for outcome in outcomes:
            if outcome.path is None or outcome.symbol not in here:
                continue
            row = published.get(outcome.symbol)
            if not row or not row["n_words"]:
                gaps.setdefault(name, []).append(outcome.symbol)
                continue
            said = _difference(outcome.symbol, outcome.path, row, place, name)
            lines.append(f"{outcome.symbol}: {said}")
    for name, several in gaps.items():
        them = ", ".join(several)
        lines.append(f"{them}: not yet in the tables of {name}; `workbench build {name}` adds "
                     f"{'it' if len(several) == 1 else 'them'}")  # fmt: skip
    return lines


def _difference(symbol: str, path: Path, row: dict[str, str], place: Path, name: str) -> str:
    try:
        text = readers.read(path)
    except InputError as error:
        return reason(error, path)
    if features.fingerprint(text) == row["fingerprint"]:
        return f"its text gives the published tables of {name}"
    published = {
        r["label"]: r["fingerprint"]
        for r in _table(place, name, "paragraphs") if r["symbol"] == symbol
    }  # fmt: skip
    read = {p.label: features.fingerprint(p.text) for p in text.paragraphs}
    parts = [
        _labels("in other words", [x for x in read if published.get(x, read[x]) != read[x]]),
        _labels("only in the text", [x for x in read if x not in published]),
        _labels("only in the tables", [x for x in published if x not in read]),
    ]
    told = "; ".join(p for p in parts if p) or "the order of paragraphs"
    return (f"its text differs from the published tables of {name} (made from {row['source']}): "
            f"{told}")  # fmt: skip


def _labels(what: str, labels: list[str]) -> str:
    if not labels:
        return ""
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    return f"{what} {', '.join(labels[:_SHOWN])}{more}"


def _table(place: Path, name: str, table: str) -> list[dict[str, str]]:
    path = place / "tables" / name / f"{table}.csv"
    if not path.is_file():
        return []
    with files.cells(path) as file:
        return list(csv.DictReader(file))
