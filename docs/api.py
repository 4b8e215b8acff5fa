"""docs/api.md, from the docstrings: what is public, in the order of use.

python docs/api.py
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import workbench

PLACE = Path(__file__).with_name("api.md")
# Beside the ten names: what a page of its own opens with.
MODULES = [*workbench.__all__, "explorer", "reports"]
INTRODUCTION = """# What there is

Made by `make docs` from the docstrings; a test holds the two together. In JupyterLab `name?` shows
the same.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION, "".join(f"- [`{name}`](#{name.lower()})\n" for name in MODULES)]
    for name in MODULES:
        thing = getattr(workbench, name, None) if name in workbench.__all__ else None
        thing = thing or import_module(f"workbench.{name}")
        parts.append(f"## {name}\n")
        if isinstance(thing, ModuleType):
            parts.append(_text(thing))
            parts += [_entry(f"{name}.{own}", value, 3) for own, value in _public(thing)]
        else:
            parts.append(_entry(name, thing, 0))
            parts += [_entry(f"{name.lower()}.{own}", value, 3) for own, value in _methods(thing)]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _public(module: ModuleType) -> list[tuple[str, Any]]:
    """Functions and classes that a module offers: those in `__all__`, else its own without _."""
    names = getattr(module, "__all__", None) or [
        name for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    ]  # fmt: skip
    found = [(name, getattr(module, name)) for name in names]
    return [(n, v) for n, v in found if callable(v) and inspect.getdoc(v)]


def _methods(thing: Any) -> list[tuple[str, Any]]:
    if not inspect.isclass(thing):
        return []
    return [(name, getattr(thing, name)) for name in vars(thing)
            if not name.startswith("_") and callable(getattr(thing, name))]  # fmt: skip


def _entry(name: str, value: Any, level: int) -> str:
    head = f"{'#' * level} `{name}`\n\n" if level else ""
    return f"{head}```python\n{name}{_signature(value)}\n```\n\n{_text(value)}"


def _signature(value: Any) -> str:
    try:
        signature = str(inspect.signature(value)).replace("(self, ", "(").replace("(self)", "()")
        return re.sub(r"'([\w. |\[\],]+)'", r"\1", signature)
    except (TypeError, ValueError):
        return ""


def _text(value: Any) -> str:
    """A docstring as markdown: sections become bold words, tables and formulas code."""
    lines = (inspect.getdoc(value) or "").splitlines()
    out: list[str] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if re.fullmatch(r"-{3,}", line):
            continue
        if re.fullmatch(r"-{3,}", following):
            line = f"**{line}**\n"
        elif (found := re.match(r"^([\w*, ]+?)(?: : (.*))?$", line)) and (
            found[2] or (following.startswith("    ") and len(line) < 40)
        ):
            line = f"- `{found[1]}`" + (f": {found[2]}" if found[2] else "")
        out.append(line)
    text = re.sub(r"``([^`]+)``", r"`\1`", "\n".join(out)) + "\n"
    return re.sub(r"((?:^>>> .*\n(?:[^\n]+\n)*)+)", r"```python\n\1```\n", text, flags=re.M)


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
