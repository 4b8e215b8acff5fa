"""Errors that a user can cause, as one line for a person."""

from __future__ import annotations

from collections.abc import Sequence


class InputError(ValueError):
    """Something handed in cannot be used: where, what was found, what was expected, what to do."""

    def _render_traceback_(self) -> list[str]:
        # What IPython shows instead of a traceback: where in the package it was found helps nobody.
        return [f"{type(self).__name__}: {self}"]


class Several(InputError):
    """Several things can't be used: what that means for the whole, and why each can't."""

    def __init__(self, whole: str, errors: Sequence[InputError]) -> None:
        super().__init__(f"{whole}: {'; '.join(map(str, errors))}")
        self.whole = whole
        self.errors = errors


class Unanswered(InputError):
    """The service of documents gives no answer, whatever it is asked."""


class UnknownName(InputError, AttributeError):
    """There is no table, column or module of that name: those that there are."""
