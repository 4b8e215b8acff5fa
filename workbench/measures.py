"""Measures by name, as the command line calls them: `mandate ledger` is `mandate.ledger`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from . import arguments, tables
from .corpus import Corpus
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["measured", "named", "printed"]

KINDS = ("drift", "topics", "mandate")


def named(kind: str, name: str | None = None) -> Callable[..., pd.DataFrame]:
    """The measure of a name, by default the first of its kind.

    Raises
    ------
    InputError
        There is no such kind, or it has no such measure.
    """
    if kind not in KINDS:
        raise InputError(f"no measures of '{kind}'; there are: {', '.join(KINDS)}")
    module = import_module(f".{kind}", __package__)
    if name is not None and name not in module.MEASURES:
        raise InputError(f"{kind} has no table '{name}'; it has: {', '.join(module.MEASURES)}")
    return getattr(module, name or module.MEASURES[0])


def measured(
    kind: str,
    series: str,
    name: str | None = None,
    parameters: Iterable[tuple[str, str]] = (),
    folder: Path | None = None,
) -> pd.DataFrame:
    """A measure's table for a series.

    Parameters
    ----------
    kind : {"drift", "topics", "mandate"}
    series : str
        Name of a series in the catalogue.
    name : str, optional
        Which of the kind's measures; by default the first.
    parameters : pairs of str
        Further parameters as typed, in YAML, such as ``("entity", "UNODC")``.
    folder : path, optional
        Corpus folder.

    Raises
    ------
    InputError
        There is no such measure, series or parameter, or a value is impossible.
    """
    measure, corpus = named(kind, name), Corpus.load(series, folder)
    decisions = {key: arguments.value(key, text) for key, text in parameters}
    for key in decisions:
        if key in (*tables.columns(corpus.folder), "codebook"):
            raise InputError(f"parameter {key}: the series' own, it can't be given here")
    return corpus.measure(measure, **decisions)


def printed(table: pd.DataFrame) -> str:
    """A table for the terminal: an empty cell is empty, whatever stands for nothing in it."""
    blank = {
        name: table[name].astype(object).where(table[name].notna(), "")
        for name in table.columns[table.isna().any()]
        if table[name].dtype.kind != "f"  # numbers keep their common form
    }
    return table.assign(**blank).to_string(index=False, na_rep="")
