"""How records look in Jupyter: pieces of HTML from plain values.

A corpus is shown as a timeline with its gaps, a resolution as an outline to fold and unfold, a
renewal as bars of its composition. Styles stand in the elements themselves, since JupyterLab drops
style sheets from notebooks that it doesn't trust yet; colours follow the theme. No words of a
document are shown, so that no sentence slips into a stored notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, singledispatch
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import prose, symbols
from .show import PALETTE

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["PARTS", "Slot", "composition", "filled", "fragment", "outline", "timeline"]

TEMPLATES = Path(__file__).with_name("templates")
PARTS = {"preamble": "Preamble", "operative": "Operative part", "annex": "Annex"}
KINDS = ("kept", "revised", "added", "dropped")
TALL, LOW = 72, 3  # pixels: a bar for the longest text, and what is still seen of the shortest


@dataclass(frozen=True, slots=True)
class Slot:
    """A member on a timeline; ``words`` is None where its text is not at hand."""

    symbol: str
    year: int
    stage: str
    words: int | None


def timeline(title: str, members: Iterable[Slot], succeeding: bool = True) -> str:
    """Members side by side, a bar as high as the text is long; those without text in one hole.

    Parameters
    ----------
    title : str
        Of the series.
    members : iterable of Slot
        In their order.
    succeeding : bool
        False: the documents don't succeed each other, and nothing is said about renewals.
    """
    slots = list(members)
    most = max((slot.words or 0 for slot in slots), default=0)
    runs = [
        [asdict(slot) | {"height": _height(slot.words or 0, most)} for slot in run]
        for _, run in groupby(slots, key=lambda slot: slot.words is not None)
    ]
    known = sum(slot.words is not None for slot in slots)
    return filled("displays", "timeline", title=title, members=len(slots), known=known,
                  succeeding=succeeding, runs=runs)  # fmt: skip


def _height(words: int, most: int) -> int:
    return max(LOW, round(TALL * words / most)) if most else LOW


def outline(resolution: Any, lengths: Mapping[str, int]) -> str:
    """Labels and initiating verbs of a resolution, part by part, to fold and unfold.

    Parameters
    ----------
    resolution : Resolution
    lengths : mapping
        Words of each paragraph by its label.
    """
    parts = []
    for name, run in groupby(resolution.paragraphs, key=lambda paragraph: paragraph.part):
        paragraphs = list(run)
        parts.append({
            "name": PARTS.get(name, name), "open": name == "operative",
            "paragraphs": len(paragraphs), "words": sum(lengths[p.label] for p in paragraphs),
            "tree": _nested(paragraphs),
        })  # fmt: skip
    return filled("displays", "outline", resolution=resolution, parts=parts)


def _nested(paragraphs: Sequence[Any]) -> list[dict[str, Any]]:
    """Paragraphs of the first level, with those below them; headings where they change."""
    tree: list[dict[str, Any]] = []
    heading, at = None, 0
    while at < len(paragraphs):
        first, end = paragraphs[at], at + 1
        while end < len(paragraphs) and paragraphs[end].level > first.level:
            end += 1
        tree.append({
            "heading": first.heading if first.heading != heading else None,
            "label": first.label, "verb": first.verb or "–",
            "below": _nested(paragraphs[at + 1 : end]),
        })  # fmt: skip
        heading, at = first.heading, end
    return tree


def composition(words: Mapping[str, int]) -> str:
    """A renewal's words as bars: what the later text is made of, and what it dropped.

    Parameters
    ----------
    words : mapping
        ``kept``, ``revised``, ``added`` words of the later text, ``dropped`` of the earlier.
    """
    later = sum(words[kind] for kind in KINDS[:3])
    ordered = {kind: words[kind] for kind in KINDS}
    return filled("displays", "composition", words=ordered, most=max(later, words["dropped"], 1))


@singledispatch
def fragment(record: Any) -> str:
    """How a record looks in Jupyter; the page that shows a kind of record registers itself."""
    raise NotImplementedError(f"no page shows {type(record).__name__}")


def filled(template: str, macro: str, **values: Any) -> str:
    """A piece of HTML: a macro of ``templates/NAME.html.j2`` with its values, which are escaped."""
    module = _templates().get_template(f"{template}.html.j2").module
    return str(getattr(module, macro)(**values))


@cache
def _templates() -> Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    made.globals |= {"PALETTE": PALETTE, "day": prose.day, "url": symbols.url}
    made.filters["plain"] = prose.plain
    return made
