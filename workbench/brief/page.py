"""A brief as a page, and as what Jupyter shows."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from ..displays import PARTS, fragment
from ..files import write
from ..redline.files import templates
from ..show import PALETTE
from . import view
from .records import Brief

COLOURS = {"altered": PALETTE["revised"], "new": PALETTE["added"]}


def html(brief: Brief) -> str:
    """A brief as a page that needs nothing else."""
    template = templates().get_template("brief.html.j2")
    return template.render(PALETTE=PALETTE, page=True, **_facts(brief))


def write_html(brief: Brief, path: str | Path) -> Path:
    """Write `html` into a file, which is whole or isn't there."""
    return write(Path(path), html(brief).encode())


@fragment.register
def _fragment(brief: Brief) -> str:
    """A brief as a piece of HTML for Jupyter, its styles its own."""
    template = templates().get_template("brief-body.html.j2")
    return template.render(PALETTE=PALETTE, page=False, **_facts(brief))


def _facts(brief: Brief) -> dict[str, Any]:
    parts = groupby(view.rows(brief), key=lambda row: row.part)
    return {
        "brief": brief, "title": view.plain(view.heading(brief)),
        "heading": view.heading(brief), "subtitle": view.subtitle(brief),
        "summary": view.summary(brief), "kept": view.kept(brief),
        "parts": [(PARTS.get(part, part), list(rows)) for part, rows in parts],
    }  # fmt: skip
