"""Errors that a user can cause, as one line for a person."""


class InputError(ValueError):
    """Something handed in cannot be used: where, what was found, what was expected, what to do."""
