"""Errors that a user can cause, as one line for a person."""


class InputError(ValueError):
    """Something handed in cannot be used: where, what was found, what was expected, what to do."""

    def _render_traceback_(self) -> list[str]:
        # What IPython shows instead of a traceback: where in the package it was found helps nobody.
        return [f"{type(self).__name__}: {self}"]


class Unanswered(InputError):
    """The service of documents gives no answer, whatever it is asked."""


class UnknownName(InputError, AttributeError):
    """There is no table, column or module of that name: those that there are."""
