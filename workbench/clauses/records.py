"""A clause, and how it is written as JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate of the organ; see `record` for its fields as JSON."""

    label: str
    clause: int
    verb: str
    klass: str
    strength: int
    directive: bool
    addressees: tuple[str, ...]
    partners: tuple[str, ...]
    action: str | None
    continuing: bool
    lead: str | None
    object: str | None
    conditions: tuple[str, ...]
    n_words: int
    start: int
    end: int
    rest: str = ""
    """What stands after the verb, or after the action: the object, and all that follows."""


def record(clause: Clause) -> dict:
    """A clause as an object of ``workbench tasks``."""
    return {
        "label": clause.label,
        "clause": clause.clause,
        "verb": clause.verb,
        "class": clause.klass,
        "strength": clause.strength,
        "directive": clause.directive,
        "addressees": list(clause.addressees),
        "partners": list(clause.partners),
        "action": clause.action,
        "continuing": clause.continuing,
        "object": clause.object,
        "conditions": list(clause.conditions),
    }
