"""Rows of the codebook's files, each checked; an error names file and line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .. import files
from ..errors import InputError
from . import folders
from .language import MOST, explodes, matches_everything, spellings, terms, unclosed

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verb:
    """An initiating verb: its forms, and what a clause that it opens does."""

    verb: str
    forms: tuple[str, ...]
    klass: str
    strength: int
    directive: bool
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody who can be asked, under all the names that texts use."""

    entity: str
    aliases: tuple[str, ...]
    kind: str
    example: str
    counter_example: str
    source: str
    successor: str = ""  # the entity that took its tasks over


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that bound a clause (scheme "condition") or shade it (scheme "qualifier")."""

    condition: str
    scheme: str
    patterns: tuple[str, ...]
    exclusions: tuple[str, ...]
    example: str
    counter_example: str
    source: str
    title: str = ""  # in words, as sentences name it; without it the code


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic, by the terms that name it and those that only look like it."""

    theme: str
    title: str
    definition: str
    terms: tuple[str, ...]
    exclusions: tuple[str, ...]
    example: str
    counter_example: str
    source: str
    scheme: str = ""  # of which vocabulary: there the longest of terms that overlap counts


COLUMNS = {
    "verbs": "verb forms class strength directive example counter_example source",
    "entities": "entity aliases kind example counter_example source",
    "conditions": "condition scheme patterns exclusions example counter_example source",
    "themes": "theme title definition terms exclusions example counter_example source",
    "edits": "",
    "columns": "",
    "strength": "strength name meaning source",
    "background": "word documents",
    "stopwords": "word",
    "forms": "word kind written",
    "spread": "word residual_idf",
    "printed": "entity printed",
    "attenuating": "phrase form source",
}
"""Columns that a file must have; others may stand beside them."""


KINDS = ("", "noun", "verb", "attribute", "proceedings", "quality", "other")
"""What ``forms.csv`` may say of a word."""


# -- files ---------------------------------------------------------------------------------


def verbs(corpus: Path, bands: Mapping[int, str]) -> tuple[Verb, ...]:
    """Rows of ``verbs.csv``; `bands` is the scale that strengths are on."""
    every: list[Verb] = []
    names: dict[str, str] = {}
    forms: dict[str, str] = {}
    for where, row in _rows(corpus, "verbs"):
        name = _named(where, "verb", row, names)
        strength = _whole(where, "strength", row)
        if bands and strength not in bands:
            raise InputError(
                f"{where}: strength {strength} is outside the scale of strength.csv "
                f"({min(bands)} to {max(bands)}); choose a band of it"
            )
        if row["directive"] not in ("yes", "no"):
            raise InputError(
                f"{where}: directive is {row['directive']!r}; expected yes or no; correct the cell"
            )
        several = _terms(where, "forms", row)
        _alone(where, "form", _spelled((name, *several)), forms)
        every.append(
            Verb(name, several, row["class"], strength, row["directive"] == "yes",
                 row["example"], row["counter_example"], row["source"])
        )  # fmt: skip
    return tuple(every)


def entities(corpus: Path) -> tuple[Entity, ...]:
    """Rows of ``entities.csv``; its column ``successor`` may be absent."""
    every: list[Entity] = []
    successors: dict[str, str] = {}
    names: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for where, row in _rows(corpus, "entities"):
        name = _named(where, "entity", row, names)
        several = _terms(where, "aliases", row)
        _alone(where, "alias", several, {})  # not even twice in its own row
        _alone(where, "alias", dict.fromkeys(_spelled((name, *several))), aliases)
        successor = row.get("successor", "")
        every.append(
            Entity(name, several, row["kind"], row["example"], row["counter_example"],
                   row["source"], successor)
        )  # fmt: skip
        successors[where] = successor
    for where, successor in successors.items():
        if successor and successor not in names:
            raise InputError(
                f"{where}: successor is {successor!r}, which no row names; expected an entity of "
                "this file; correct the cell or add the row"
            )
    return tuple(every)


def conditions(corpus: Path) -> tuple[Condition, ...]:
    """Rows of ``conditions.csv``; its column ``title`` may be absent."""
    every: list[Condition] = []
    names: dict[str, str] = {}
    for where, row in _rows(corpus, "conditions"):
        name = _named(where, "condition", row, names)
        if row["scheme"] not in ("condition", "qualifier"):
            raise InputError(
                f"{where}: scheme is {row['scheme']!r}; expected condition or qualifier; "
                "correct the cell"
            )
        several = _terms(where, "patterns", row)
        if not several:
            raise InputError(f"{where}: {name!r} has no patterns; write one or remove the row")
        every.append(
            Condition(name, row["scheme"], several, _terms(where, "exclusions", row),
                      row["example"], row["counter_example"], row["source"],
                      row.get("title", ""))
        )  # fmt: skip
    return tuple(every)


def themes(corpus: Path, subject: str) -> tuple[Theme, ...]:
    """Rows of ``themes/SUBJECT.csv``, or of the scheme ``schemes/SUBJECT.csv``."""
    name_of_file = folders.themed(corpus, subject)
    scheme = subject if name_of_file.startswith("schemes/") else ""
    every: list[Theme] = []
    names: dict[str, str] = {}
    for where, row in _rows(corpus, name_of_file, COLUMNS["themes"]):
        name = _named(where, "theme", row, names)
        several = _terms(where, "terms", row)
        if not several:
            raise InputError(f"{where}: theme {name!r} has no terms; write one or remove the row")
        every.append(
            Theme(name, row["title"], row["definition"], several,
                  _terms(where, "exclusions", row),
                  row["example"], row["counter_example"], row["source"], scheme)
        )  # fmt: skip
    return tuple(every)


def plain(corpus: Path, name: str) -> tuple[Row, ...]:
    """Rows of a file as they stand in it."""
    return tuple(MappingProxyType(row) for _, row in _rows(corpus, name))


def strengths(corpus: Path) -> Mapping[int, str]:
    """``strength.csv``: band → its name."""
    named = {
        _whole(where, "strength", row): row["name"] for where, row in _rows(corpus, "strength")
    }
    return MappingProxyType(named)


def scales(corpus: Path) -> Mapping[str, Mapping[str, int]]:
    """Other opinions on strength, a file each, by verb; verbs that they leave out have none."""
    every = {}
    for path in sorted((corpus / "codebook").glob("strength-*.csv")):
        rows = _rows(corpus, path.stem, "verb strength source")
        bands = {row["verb"]: _whole(where, "strength", row) for where, row in rows}
        every[path.stem.removeprefix("strength-")] = MappingProxyType(bands)
    return MappingProxyType(every)


def background(corpus: Path) -> Mapping[str, int]:
    """Document frequencies. A big file: read without the checks of a row."""
    path = folders.file(corpus, "background")
    if not path.is_file():
        return MappingProxyType({})
    with files.cells(path) as file:
        reader = csv.reader(file)
        head = next(reader, [])
        if head[:2] != COLUMNS["background"].split():
            raise InputError(
                f"{path}: the first line is {','.join(head)!r}; expected word,documents; correct it"
            )
        try:
            counts = {row[0]: int(row[1]) for row in reader}
        except (IndexError, ValueError):
            raise InputError(
                f"{path}: line {reader.line_num}: expected a word and a whole number; "
                "build the file again"
            ) from None
    if "" not in counts:
        raise InputError(
            f"{path}: no row with an empty word, which holds the number of documents; "
            "build the file again"
        )
    return MappingProxyType(counts)


def forms(corpus: Path) -> Mapping[str, tuple[str, str]]:
    """``forms.csv``: word → its kind and how it is written. A big file, like `background`."""
    path = folders.file(corpus, "forms")
    if not path.is_file():
        return MappingProxyType({})
    with files.cells(path) as file:
        reader = csv.reader(file)
        head = next(reader, [])
        if head != COLUMNS["forms"].split():
            raise InputError(
                f"{path}: the first line is {','.join(head)!r}; expected word,kind,written; "
                "correct it"
            )
        every = {}
        for row in reader:
            if len(row) != 3 or row[1] not in KINDS:
                raise InputError(
                    f"{path}: line {reader.line_num}: expected a word, its kind "
                    f"({', '.join(filter(None, KINDS))} or nothing) and how it is written; "
                    "correct the line"
                )
            every[row[0]] = row[1], row[2]
    return MappingProxyType(every)


def spread(corpus: Path) -> Mapping[str, float]:
    """``spread.csv``: word → how unevenly documents have it. A big file, like `background`."""
    path = folders.file(corpus, "spread")
    if not path.is_file():
        return MappingProxyType({})
    with files.cells(path) as file:
        reader = csv.reader(file)
        head = next(reader, [])
        if head != COLUMNS["spread"].split():
            raise InputError(
                f"{path}: the first line is {','.join(head)!r}; expected word,residual_idf; "
                "correct it"
            )
        try:
            return MappingProxyType({row[0]: float(row[1]) for row in reader})
        except (IndexError, ValueError):
            raise InputError(
                f"{path}: line {reader.line_num}: expected a word and a number; correct the line"
            ) from None


# -- rows and cells ------------------------------------------------------------------------


def _rows(corpus: Path, name: str, columns: str | None = None) -> Iterator[tuple[str, dict]]:
    """Rows of a file with the place that an error names."""
    path = folders.file(corpus, name)
    if not path.is_file():
        return
    with files.cells(path) as file:
        reader = csv.DictReader(file)
        needed = (COLUMNS[name] if columns is None else columns).split()
        missing = [c for c in needed if c not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: column {missing[0]!r} is missing; expected {', '.join(needed)}; "
                "add it to the first line"
            )
        for row in reader:
            where = f"{path}: line {reader.line_num}"
            if None in row or None in row.values():
                raise InputError(
                    f"{where}: {'more' if None in row else 'fewer'} cells than the first line has "
                    "columns; put quotation marks around a cell with commas"
                )
            yield where, {k: v.strip() for k, v in row.items()}


def _whole(where: str, column: str, row: Row) -> int:
    try:
        return int(row[column])
    except ValueError:
        raise InputError(
            f"{where}: {column} is {row[column][:60]!r}; expected a whole number; correct the cell"
        ) from None


def _named(where: str, column: str, row: Row, seen: dict[str, str]) -> str:
    """The row's name, which no other row may have."""
    name = row[column]
    if not name:
        raise InputError(f"{where}: {column} is empty; give the row a name or remove it")
    if name in seen:
        raise InputError(
            f"{where}: {column} {name!r} stands in {seen[name].rpartition(': ')[2]} too; "
            "merge the two rows"
        )
    seen[name] = where
    return name


def _terms(where: str, column: str, row: Row) -> tuple[str, ...]:
    """The terms of a cell, each a pattern that compiles and needs at least one character."""
    several = terms(row[column])
    for term in several:
        if explodes(term):
            raise InputError(
                f"{where}: {column} has {term[:60]!r}, of more than {MOST} spellings; "
                "leave out some choices, or write several terms"
            )
        try:
            everything = matches_everything(term)
        except re.error as error:
            raise InputError(
                f"{where}: {column} has the broken regular expression {term!r} ({error}); "
                "correct it"
            ) from None
        if unclosed(term):
            raise InputError(
                f"{where}: {column} has {term!r}, where a brace lacks its other half; "
                "write it as in '{a,b} word'"
            )
        if everything:
            raise InputError(
                f"{where}: {column} has {term!r}, which matches everything; "
                "write at least one letter that must be there"
            )
    return several


def _spelled(several: Iterable[str]) -> list[str]:
    return [one for term in several for one in spellings(term)]


def _alone(where: str, what: str, spelled: Iterable[str], seen: dict[str, str]) -> None:
    """No spelling may lead to two rows, nor stand twice in one."""
    for one in spelled:
        if one in seen:
            raise InputError(
                f"{where}: {what} {one!r} stands in {seen[one].rpartition(': ')[2]} too; "
                "keep it in one row"
            )
        seen[one] = where
