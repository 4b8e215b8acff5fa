"""Parameters as a user gives them, checked before anything runs and made a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue, codebook, mandate, steps, tables, topics
from ..arguments import fitting
from ..errors import InputError
from ..mandate.bands import ranked
from .notebook import parameters

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["checked"]

FIRST_YEAR = 1946  # of the Assembly


def checked(
    values: Mapping[str, Sequence[Any]],
    notebooks: Iterable[Path],
    *,
    series: Iterable[str] = (),
    folder: Path | None = None,
) -> list[dict[str, Any]]:
    """Parameters for notebooks, checked against the notebooks' own: one dict a combination.

    Parameters
    ----------
    values : mapping
        Name → the values given for it; several make a grid.
    notebooks : paths
        The notebooks that will get them. A parameter must exist in one of them at least.
    series : names, optional
        The series in question: years must be theirs.
    folder : Path, optional
        The corpus folder.

    Returns
    -------
    list of dict
        At least one, empty where no parameter was given.

    Raises
    ------
    InputError
        A name no notebook has, a value of the wrong type, an impossible one.
    """
    defaults: dict[str, list[tuple[str, Any]]] = {}
    for notebook in notebooks:
        for name, default in parameters(notebook).items():
            defaults.setdefault(name, []).append((notebook.stem, default))
    right: dict[str, list[Any]] = {}
    for name, given in values.items():
        if name not in defaults:
            raise InputError(f"no parameter {name!r} in the notebooks; "
                             f"there are: {', '.join(sorted(defaults)) or 'none'}")  # fmt: skip
        for one in given:
            for where, default in defaults[name]:
                fit = fitting(name, one, default, where)
            if name in POSSIBLE and _says_something(fit):
                POSSIBLE[name](name, fit, tuple(series), folder)
            if fit not in right.setdefault(name, []):
                right[name].append(fit)
    return [dict(zip(right, chosen, strict=True)) for chosen in product(*right.values())]


def _says_something(given: Any) -> bool:
    """Whether a value says anything: none, an empty text or list leave it to the notebook."""
    return given is not None and given != "" and given != []


def _series(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    catalogue.members(given, folder)


def _year(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    years = [m.year for one in series for m in catalogue.members(one, folder)]
    first, last = (min(years), max(years)) if years else (FIRST_YEAR, date.today().year)
    for year in given if isinstance(given, list) else [given]:
        if type(year) is not int or not first <= year <= last:
            raise InputError(f"parameter {name}: found {year!r}, expected a year "
                             f"from {first} to {last}")  # fmt: skip


def _years(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    _year(name, given, series, folder)
    for one in series:
        resolutions = _table("resolutions", one, folder)
        if len(resolutions):
            steps.within(resolutions, given)


def _seed(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    if type(given) is not int or not 0 <= given < 2**32:
        raise InputError(f"parameter {name}: found {given!r}, expected a whole number "
                         "from 0 to 4294967295")  # fmt: skip


def _theme(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    for one in series or ("",):
        codes = _table("codes", one, folder)
        book = catalogue.book(one, folder) if one else codebook.load(folder)
        topics.chosen(codes[codes["scheme"] == "theme"], book, given)


def _entity(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    for one in series or ("",):
        asked = _table("clause_entities", one, folder), _table("clauses", one, folder)
        for entity in given if isinstance(given, list) else [given]:
            mandate.tasks(asked[1], asked[0], entity, codebook.load(folder))


def _scale(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    ranked(_table("clauses", "", folder), codebook.load(folder), given)


def _table(table: str, series: str, folder: Path | None) -> pd.DataFrame:
    """A published table, or an empty one where there is none yet: what the codebook knows then."""
    import pandas as pd

    place = codebook.folder(folder)
    if series and (place / "tables" / series / f"{table}.csv").exists():
        return tables.frame(place, series, table)
    return pd.DataFrame(columns=[row["column"] for row in tables.columns(place)[table]])


# What a parameter of this name may be, whichever notebook has it: as the measures say themselves.
POSSIBLE: dict[str, Callable[..., None]] = {
    "series": _series,
    "years": _years,
    **dict.fromkeys(("year", "since", "until", "first", "last"), _year),
    "seed": _seed,
    **dict.fromkeys(("theme", "themes"), _theme),
    **dict.fromkeys(("entity", "entities"), _entity),
    "scale": _scale,
}
