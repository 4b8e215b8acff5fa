"""Many documents, named by file or symbol: read, who is asked to do what, which themes.

Each is answered by itself, on all cores where that pays: one that can't be used is an error in its
place, and the others are answered all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from . import codebook, holdings, pool
from .errors import InputError
from .holdings import Place
from .records import Resolution

if TYPE_CHECKING:
    from .clauses import Clause

__all__ = ["Tasks", "Themes", "read", "tasks", "themes"]

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Tasks:
    """The clauses of a document, and why there are none where it has no operative part."""

    symbol: str
    clauses: tuple[Clause, ...]
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes of each paragraph by its label: their names, or each with the terms met."""

    symbol: str
    coded: dict[str, Any]


def read(
    names: Iterable[str], folder: Path | None = None, progress: bool = False
) -> Iterator[Resolution | InputError]:
    """Documents as they were understood, in the order of their names."""
    return _answered(holdings.read, names, folder, progress)


def tasks(
    names: Iterable[str], folder: Path | None = None, progress: bool = False
) -> Iterator[Tasks | InputError]:
    """Who is asked to do what in each document."""
    return _answered(partial(_tasks, codebook.folder(folder)), names, folder, progress)


def themes(
    names: Iterable[str],
    folder: Path | None = None,
    terms: bool = False,
    progress: bool = False,
) -> Iterator[Themes | InputError]:
    """Themes of the codebook in each paragraph of each document, with their terms if wanted."""
    return _answered(partial(_themes, codebook.folder(folder), terms), names, folder, progress)


def _answered(
    answer: Callable[[Place], Answer], names: Iterable[str], folder: Path | None, progress: bool
) -> Iterator[Answer | InputError]:
    places = holdings.placed(names, folder)
    return pool.mapped(partial(_answer, answer), places, "reading", progress)


def _answer(answer: Callable[[Place], Answer], place: Place | InputError) -> Answer | InputError:
    if isinstance(place, InputError):
        return place
    try:
        return answer(place)
    except InputError as error:
        return error


def _tasks(folder: Path, place: Place) -> Tasks:
    from . import clauses  # here, since who only reads documents needs none of it

    text = holdings.read(place)
    lacking = "" if any(p.part == "operative" for p in text.paragraphs) else (
        f"{place.symbol or place.path}: no operative part, so nobody is asked for anything; "
        "expected numbered paragraphs; `workbench read` shows what was understood"
    )  # fmt: skip
    return Tasks(text.symbol, tuple(clauses.clauses(text, codebook.load(folder))), lacking)


def _themes(folder: Path, terms: bool, place: Place) -> Themes:
    from . import features

    text = holdings.read(place)
    coded = features.theme_terms if terms else features.themes
    return Themes(text.symbol, coded(text, codebook.load(folder)))
