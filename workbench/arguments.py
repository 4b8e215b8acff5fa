"""Arguments as somebody gives them: typed as YAML, held against what is taken, before work begins.

A measure's parameters that bear the name of a table get that table; what is left are decisions,
and these are checked here: whether there is such a parameter, and whether it can have such a value.
What a value means (a theme, an entity, a stage) the measure itself knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from .errors import InputError

__all__ = ["checked", "decided", "fitting", "value"]

P = ParamSpec("P")
Made = TypeVar("Made")

KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text",
         list: "a list", dict: "a mapping"}  # fmt: skip
LIMITS: dict[str, tuple[float, float, str]] = {
    "seed": (0, 2**32 - 1, "a whole number from 0 to 4294967295"),  # what NumPy takes
    "common": (0, 1, "a share from 0 to 1"),
}


def value(name: str, text: str) -> Any:
    """Value of a parameter as typed: YAML, so that ``true``, ``7`` and ``[a, b]`` are what they
    look like; a date stays text.

    >>> value("themes", "[gender, biometrics]")
    ['gender', 'biometrics']
    """
    import yaml

    try:
        typed = yaml.safe_load(text)
    except yaml.YAMLError:
        raise InputError(f"parameter {name}: {text!r} is no YAML; expected a value such as 7, "
                         "true, gender or [gender, biometrics]") from None  # fmt: skip
    return typed.isoformat() if isinstance(typed, date) else typed


def fitting(name: str, given: Any, default: Any, where: str) -> Any:
    """A value made the type of a parameter's default, where that loses nothing.

    Raises
    ------
    InputError
        It is of another type.
    """
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
        kind = KINDS.get(wanted, wanted.__name__)
        raise InputError(
            f"parameter {name} of {where}: found {given!r}, expected {kind} "
            f"as in {default!r}{quote}"
        )
    if wanted is list and default:
        return [fitting(name, item, default[0], where) for item in given]
    return given


def checked(function: Callable[P, Made]) -> Callable[P, Made]:
    """A measure whose arguments are checked, whoever calls it: what is wrong is one line.

    What is annotated as a table or the codebook is no decision, and is handed on as it is.
    """
    taken = signature(function)
    apart = [name for name, one in taken.parameters.items()
             if re.search("DataFrame|Codebook", str(one.annotation))]  # fmt: skip

    @wraps(function)
    def measure(*args: P.args, **named: P.kwargs) -> Made:
        decided(function, named, apart)  # names first: what else is missing follows from them
        try:
            given = taken.bind(*args, **named)
        except TypeError as error:
            name = function.__name__
            raise InputError(
                f"{name}: {error}; corpus.measure({name}) fills in the tables of a series"
            ) from None
        given.arguments.update(decided(function, given.arguments, apart))
        return function(*given.args, **given.kwargs)

    return measure


def decided(
    function: Callable[..., Any],
    given: Mapping[str, Any],
    apart: Collection[str] = (),
    beside: Collection[str] = (),
) -> dict[str, Any]:
    """What somebody decides about a measure, checked against its parameters.

    Parameters
    ----------
    function : callable
        Such as `drift.composition`.
    given : mapping
        Name → value.
    apart : names
        Parameters that are no decisions: tables, the codebook. They are handed on as they are.
    beside : names
        Decisions that the caller takes on itself, told among those that there are.

    Raises
    ------
    InputError
        The function has no such parameter, or one that can't have the value.
    """
    taken = signature(function).parameters
    for name in given:
        if name not in taken:
            free = ", ".join([*(n for n in taken if n not in apart), *beside]) or "none"
            raise InputError(f"{function.__name__} has no parameter '{name}'; it has: {free}")
    return {
        name: one if name in apart else _possible(name, one, taken[name], function.__name__)
        for name, one in given.items()
    }


def _possible(name: str, given: Any, parameter: Parameter, where: str) -> Any:
    default, annotation = parameter.default, str(parameter.annotation)
    if default in (None, Parameter.empty) and re.search(r"^(?!.*Mapping).*\bstr\b", annotation):
        return _named(name, given, annotation, where)
    fit = fitting(name, given, None if default is Parameter.empty else default, where)
    if type(fit) in (int, float):
        least, most, expected = LIMITS.get(name, (0, float("inf"), "0 or more"))
        if not least <= fit <= most:
            raise InputError(f"parameter {name} of {where}: found {fit!r}, expected {expected}")
    return fit


def _named(name: str, given: Any, annotation: str, where: str) -> Any:
    """A name, several where the parameter takes several, or none where it may be left open."""
    if isinstance(given, str) or (given is None and "None" in annotation):
        return given
    several = "Iterable" in annotation
    if several and isinstance(given, Iterable):
        given = list(given)
        if all(isinstance(one, str) for one in given):
            return given
    expected = "a name or a list of names" if several else "a name"
    raise InputError(f"parameter {name} of {where}: found {given!r}, expected {expected}")
