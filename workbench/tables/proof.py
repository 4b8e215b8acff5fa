"""Proof, cell by cell, that published tables are what the texts give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .. import codebook
from ..errors import InputError
from . import decided, schema, seals
from .making import machine

__all__ = ["check", "told"]

MOST = 50  # differences shown of a series: more tell nothing more


def check(name: str, folder: Path | None = None, progress: bool = False) -> list[str]:
    """Differences between the published tables and those that the texts give, cell by cell.

    Texts and decisions together: what the machine makes of the texts, and what is published with
    decisions applied to that.
    """
    place = codebook.folder(folder)
    differences = []
    coded = machine(name, place, progress)
    beside = [path.stem for path in (place / "tables" / name / decided.MACHINE).glob("*.csv")]
    everything = decided.decided(name, coded, place)
    everything |= {f"{decided.MACHINE}/{t}": coded[t] for t in beside if t in coded}
    for table, made in everything.items():
        path = place / "tables" / name / f"{table}.csv"
        if not path.exists():
            differences.append(f"{name}/{table}.csv: missing; the texts give {len(made)} rows")
            continue
        try:
            published = schema.plain(path)
        except InputError as error:
            differences.append(str(error))
            continue
        if list(published.columns) != list(made.columns):
            differences.append(f"{name}/{table}.csv: its columns are not those of columns.csv")
        elif len(published) != len(made):
            differences.append(
                f"{name}/{table}.csv: {len(published)} rows; the texts give {len(made)}"
            )
        else:
            for row, column in zip(*(published != made).to_numpy().nonzero(), strict=True):
                differences.append(
                    f"{name}/{table}.csv, row {row + 2}, {made.columns[column]}: "
                    f"'{published.iat[row, column]}'; the texts give '{made.iat[row, column]}'"
                )
    if not differences:  # else the cells say more
        differences += _undescribed(place, name)
    return differences


def _undescribed(folder: Path, name: str) -> Iterator[str]:
    """Where the description beside the tables is not what columns.csv and their files give."""
    try:
        stored = seals.described(folder, name)
        seals.stale(folder, name)
        for resource in schema.datapackage(name, folder, None)["resources"]:
            seals.broken(folder, name, resource["name"])
    except InputError as error:
        yield str(error)
        return
    if seals.unsealed(stored) != schema.datapackage(name, folder, None):
        yield f"{name}/{seals.PACKAGE}: not what columns.csv gives"


def told(name: str, differences: list[str]) -> Iterator[str]:
    """What `check` found in a series, in lines to read."""
    yield from differences[:MOST]
    more = len(differences) - MOST
    unshown = f" ({more} not shown)" if more > 0 else ""
    yield (f"{name}: {len(differences)} differences{unshown}" if differences
           else f"{name}: the tables are what the texts give")  # fmt: skip
