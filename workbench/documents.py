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

from . import bounded, catalogue, codebook, holdings, pool
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
    """Themes of each paragraph by its label: their names, or each with the terms met.

    Where no codebook is named and no series has the document, the name of a theme begins with the
    one that it comes from, "counter-terrorism/gender".
    """

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
    book: str = "",
) -> Iterator[Themes | InputError]:
    """Themes in each paragraph of each document, with their terms if wanted.

    They are those of the codebook named, else of the series that has the document, else of all.

    Raises
    ------
    InputError
        There is no such codebook.
    """
    place = codebook.folder(folder)
    codebook.load(place, book)
    return _answered(partial(_themes, place, terms, book), names, folder, progress)


def leading(
    names: Iterable[str], book: str, most: int, folder: Path | None = None, progress: bool = False
) -> Iterator[Themes | InputError]:
    """Themes of a codebook that each document is most about, each with its labels.

    Raises
    ------
    InputError
        There is no such codebook.

    See Also
    --------
    features.leading : how they are weighed.
    """
    place = codebook.folder(folder)
    codebook.load(place, book)
    return _answered(partial(_leading, place, book, most), names, folder, progress)


def _answered(
    answer: Callable[[Place], Answer], names: Iterable[str], folder: Path | None, progress: bool
) -> Iterator[Answer | InputError]:
    places = holdings.placed(names, folder)
    return pool.mapped(partial(_answer, answer), places, "reading", progress)


def _answer(answer: Callable[[Place], Answer], place: Place | InputError) -> Answer | InputError:
    if isinstance(place, InputError):
        return place
    try:
        return bounded.call(answer, place)
    except bounded.Beyond as error:
        return InputError(f"{place.path}: {error}")
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


def _leading(folder: Path, name: str, most: int, place: Place) -> Themes:
    from . import features

    text = holdings.read(place)
    book = codebook.load(folder, name or _subject(text.symbol, folder) or codebook.subjects(folder))
    titles = {theme.theme: theme.title or theme.theme for theme in book.themes}
    led = features.leading(text, book, most)
    return Themes(text.symbol, {titles[theme]: labels for theme, labels in led.items()})


def _subject(symbol: str, folder: Path) -> str:
    """Whose themes the series has that has a document; empty if there is none."""
    series = catalogue.of_symbol(symbol, folder)
    return catalogue.series(folder)[series].themes if series else ""


def _themes(folder: Path, terms: bool, book: str, place: Place) -> Themes:
    from . import features

    text = holdings.read(place)
    subject = book or _subject(text.symbol, folder)
    named = [subject] if subject else codebook.subjects(folder)
    coded: dict[str, dict[str, tuple[str, ...]]] = {p.label: {} for p in text.paragraphs}
    for name in named:
        for label, here in features.theme_terms(text, codebook.load(folder, name)).items():
            prefix = "" if subject else f"{name}/"
            coded[label] |= {prefix + theme: met for theme, met in here.items()}
    if terms:
        return Themes(text.symbol, coded)
    return Themes(text.symbol, {label: tuple(here) for label, here in coded.items()})
