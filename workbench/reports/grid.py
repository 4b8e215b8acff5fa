"""Parameters as a user gives them: read as YAML, checked before anything runs, made a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from .. import catalogue, codebook
from ..errors import InputError
from .notebook import parameters

WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text",
         list: "a list", dict: "a mapping"}  # fmt: skip
FIRST_YEAR = 1946  # of the Assembly


def value(name: str, text: str) -> Any:
    """Value of a parameter as typed: YAML, so that ``true``, ``7`` and ``[a, b]`` are what they
    look like; a date stays text."""
    import yaml

    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        raise InputError(f"parameter {name}: {text!r} is no YAML; expected a value such as 7, "
                         "true, gender or [gender, biometrics]") from None  # fmt: skip
    return found.isoformat() if isinstance(found, date) else found


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
                fit = _fitting(name, one, default, where)
            if name in POSSIBLE and _says_something(fit):
                POSSIBLE[name](name, fit, tuple(series), folder)
            if fit not in right.setdefault(name, []):
                right[name].append(fit)
    return [dict(zip(right, chosen, strict=True)) for chosen in product(*right.values())]


def _says_something(given: Any) -> bool:
    """Whether a value says anything: none, an empty text or list leave it to the notebook."""
    return given is not None and given != "" and given != []


def _fitting(name: str, given: Any, default: Any, notebook: str) -> Any:
    """A value made the type of the parameter's default, where that loses nothing."""
    if default is None:
        return given
    if isinstance(default, tuple):
        default = list(default)
    wanted = type(default)
    if isinstance(given, tuple):
        given = list(given)
    if wanted is list and isinstance(given, (str, int, float)) and not isinstance(given, bool):
        given = [given]
    if wanted is float and type(given) is int:
        given = float(given)
    if type(given) is not wanted:
        quote = f"; write it '\"{given}\"'" if wanted is str and given is not None else ""
        kind = WORDS.get(wanted, wanted.__name__)
        raise InputError(
            f"parameter {name} of {notebook}: found {given!r}, expected {kind} "
            f"as in {default!r}{quote}"
        )
    if wanted is list and default:
        return [_fitting(name, item, default[0], notebook) for item in given]
    return given


def _series(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    catalogue.members(given, folder)


def _year(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    years = [m.year for one in series for m in catalogue.members(one, folder)]
    first, last = (min(years), max(years)) if years else (FIRST_YEAR, date.today().year)
    for year in given if isinstance(given, list) else [given]:
        if type(year) is not int or not first <= year <= last:
            raise InputError(f"parameter {name}: found {year!r}, expected a year "
                             f"from {first} to {last}")  # fmt: skip


def _seed(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
    if type(given) is not int or not 0 <= given < 2**32:
        raise InputError(f"parameter {name}: found {given!r}, expected a whole number "
                         "from 0 to 4294967295")  # fmt: skip


def _coded(rows: str, column: str) -> Callable[..., None]:
    """Check that names stand in a file of the codebook."""

    def check(name: str, given: Any, series: tuple[str, ...], folder: Path | None) -> None:
        known = [getattr(row, column) for row in getattr(codebook.load(folder), rows)]
        for one in given if isinstance(given, list) else [given]:
            if one not in known:
                raise InputError(f"parameter {name}: no {column} {one!r} in the codebook; "
                                 f"there are: {', '.join(known)}")  # fmt: skip

    return check


# What a parameter of this name may be, whichever notebook has it.
POSSIBLE: dict[str, Callable[..., None]] = {
    "series": _series,
    **dict.fromkeys(("year", "years", "since", "until", "first", "last"), _year),
    "seed": _seed,
    **dict.fromkeys(("theme", "themes"), _coded("themes", "theme")),
    **dict.fromkeys(("entity", "entities"), _coded("entities", "entity")),
}
