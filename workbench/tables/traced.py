"""Rows that say where new wording stood before, from the library if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import library
from . import schema

if TYPE_CHECKING:
    from ..catalogue import Member
    from ..records import Resolution


def origins(
    name: str,
    folder: Path,
    members: Sequence[Member],
    read: Mapping[str, Resolution],
    links: Iterable[Mapping[str, Any]],
    searching: bool,
) -> list[dict[str, Any]]:
    """Rows of the table `origins`: asked of the library, else those that were published."""
    passages = list(library.wanted(links, read))
    if not searching or not library.stands():
        return _published(name, folder, {(p.symbol, p.label, p.kind, len(p.new)) for p in passages})
    adopted = {m.symbol: m.adopted or date(m.year, 1, 1) for m in members}
    same = {m.symbol for m in members if m.stage != "adopted"}
    return [library.row(origin) for origin in library.origins(passages, adopted, without=same)]


def _published(name: str, folder: Path, passages: set[tuple]) -> list[dict[str, Any]]:
    """What a library said before of passages that are still the same."""
    if not (folder / "tables" / name / "origins.csv").exists():
        return []
    columns = [c["column"] for c in schema.columns(folder)["origins"]]
    rows = schema.rows(folder, name, "origins", *columns)
    told = (dict(zip(columns, row, strict=True)) for row in rows)
    keys = ("symbol", "label", "kind", "n_words_new")
    return [row for row in told if tuple(row[k] for k in keys) in passages]
