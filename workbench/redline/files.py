"""What page and document have in common: templates, characters that hide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from .. import symbols

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # Unicode's categories of what isn't seen


@cache
def templates() -> Environment:
    """Jinja's environment; whatever is filled in is escaped."""
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    made = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["visible"] = visible
    made.globals["url"] = symbols.url
    return made


def visible(text: str) -> Markup:
    """Text escaped for HTML; characters that hide, turn or break text are named instead."""
    from markupsafe import Markup

    return Markup("".join(
        f'<span class="control">U+{ord(c):04X}</span>' if hidden else escape(c)
        for c, hidden in told(text)
    ))  # fmt: skip


def told(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a text; characters that are not to be passed on stand alone, and marked."""
    plain = ""
    for c in text:
        if c not in "\t\n" and unicodedata.category(c) in HIDDEN:
            if plain:
                yield plain, False
            yield c, True
            plain = ""
        else:
            plain += c
    if plain:
        yield plain, False
