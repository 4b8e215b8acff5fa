"""What the machine found, in the terms of a coder: paragraph → codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from .. import catalogue, tables
from ..codebook import folders
from ..errors import InputError
from .records import COUNTED, SCHEMES, Unit, numbered

__all__ = ["codes", "definitions", "fingerprints", "found", "pairs", "seal"]

Found = dict[Unit, frozenset[str]]
FILES = {"clause": ("verbs", "entities"), "verb": ("verbs",), "condition": ("conditions",)}


def found(name: str, scheme: str, place: Path) -> Found:
    """Each paragraph of a series with the codes that its published tables give it.

    Codes are themes, addressees of clauses that ask and verbs of clauses (the second of a kind is
    ``requests~2``), conditions, or labels: of a later document's paragraph those of the earlier
    ones that it carries on, of an earlier one's those of the later ones that carry it on.
    """
    _scheme(scheme)
    if scheme == "link":
        if catalogue.series(place)[name].kind != "renewals":
            raise InputError(f"'{name}' is a collection: its documents don't succeed each other, "
                             "so there are no links to code")  # fmt: skip
        return _links(name, place)
    units: dict[Unit, list[str]] = {unit: [] for unit in fingerprints(name, place)}
    for symbol, label, code in _CODED[scheme](name, place):
        units[Unit(symbol, label)].append(code)
    told = numbered if scheme in COUNTED else frozenset
    return {unit: frozenset(told(codes)) for unit, codes in units.items()}


def pairs(name: str, place: Path) -> list[tuple[str, str]]:
    """Members that are compared, the earlier and the later."""
    return list(dict.fromkeys(tables.rows(place, name, "links", "earlier", "later")))


def fingerprints(name: str, place: Path) -> dict[Unit, str]:
    """Each paragraph of a series with the fingerprint of its words, in the order of the texts."""
    rows = tables.rows(place, name, "paragraphs", "symbol", "label", "fingerprint")
    return {Unit(symbol, label): print_ for symbol, label, print_ in rows}


def codes(name: str, scheme: str, place: Path) -> list[str]:
    """Codes of a scheme; of links none, for they are labels."""
    _scheme(scheme)
    return list(definitions(name, scheme, place))


def definitions(name: str, scheme: str, place: Path) -> dict[str, str]:
    """Codes of a scheme with what the codebook says that they mean."""
    book = catalogue.book(name, place)
    if scheme == "theme":
        return {t.theme: f"{t.title}: {t.definition}" for t in book.themes}
    if scheme == "clause":
        return {e.entity: f"{e.kind}, asked by a clause" for e in book.entities}
    if scheme == "verb":
        return {v.verb: v.klass for v in book.verbs}
    if scheme == "condition":
        return {
            c.condition: f"{c.title or c.condition}. As in: {c.example}" for c in book.conditions
        }
    return {}


def seal(name: str, scheme: str, place: Path) -> str:
    """Hash of the codebook's files that decide about a scheme: another one, other codes."""
    themes = catalogue.series(place)[name].themes
    names = (f"themes/{themes}",) if scheme == "theme" and themes else FILES.get(scheme, ())
    content = b"".join(folders.file(place, file).read_bytes() for file in names)
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]


def _scheme(scheme: str) -> None:
    if scheme not in SCHEMES:
        raise InputError(f"scheme: '{scheme}'; expected one of {', '.join(SCHEMES)}")


def _themes(name: str, place: Path) -> Iterable[tuple[str, str, str]]:
    for symbol, label, kind, code in _codes(name, place):
        if kind == "theme":
            yield symbol, label, code


def _conditions(name: str, place: Path) -> Iterable[tuple[str, str, str]]:
    kinds = {c.scheme for c in catalogue.book(name, place).conditions}
    for symbol, label, kind, code in _codes(name, place):
        if kind in kinds:
            yield symbol, label, code


def _codes(name: str, place: Path) -> Iterable[tuple]:
    return tables.rows(place, name, "codes", "symbol", "label", "scheme", "code")


def _asked(name: str, place: Path) -> Iterable[tuple[str, str, str]]:
    columns = "symbol", "label", "clause", "directive"
    asking = {row[:3] for row in tables.rows(place, name, "clauses", *columns) if row[3]}
    rows = tables.rows(
        place, name, "clause_entities", "symbol", "label", "clause", "role", "entity"
    )
    for symbol, label, clause, role, entity in sorted(rows, key=lambda row: row[2]):
        if role == "addressee" and (symbol, label, clause) in asking:
            yield symbol, label, entity


def _verbs(name: str, place: Path) -> Iterable[tuple[str, str, str]]:
    rows = tables.rows(place, name, "clauses", "symbol", "label", "clause", "verb")
    for symbol, label, _, verb in sorted(rows, key=lambda row: row[2]):
        yield symbol, label, verb


def _links(name: str, place: Path) -> Found:
    units: dict[Unit, set[str]] = {}
    columns = "earlier", "earlier_label", "later", "later_label", "kind"
    for earlier, was, later, label, kind in tables.rows(place, name, "links", *columns):
        if label:
            units.setdefault(Unit(later, label, earlier), set()).update([was] if was else [])
        if was and kind != "reaffirmed":  # of which no reader is asked
            units.setdefault(Unit(earlier, was, later), set()).update([label] if label else [])
    return {unit: frozenset(labels) for unit, labels in units.items()}


_CODED: Mapping = {"theme": _themes, "condition": _conditions, "clause": _asked, "verb": _verbs}
