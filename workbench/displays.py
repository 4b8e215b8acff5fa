"""How records look in Jupyter: pieces of HTML from plain values.

A corpus is shown as a timeline with its gaps, a resolution as an outline to fold and unfold, a
renewal as bars of its composition. Styles stand in the elements themselves, since JupyterLab drops
style sheets from notebooks that it doesn't trust yet; colours follow the theme. No words of a
document are shown, so that no sentence slips into a stored notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from . import symbols
from .show import PALETTE

HATCH = f"repeating-linear-gradient(135deg, {PALETTE['unknown']} 0 3px, transparent 3px 7px)"
QUIET = "opacity:0.7;font-size:0.85em"
PARTS = {"preamble": "Preamble", "operative": "Operative part", "annex": "Annex"}
KINDS = ("kept", "revised", "added", "dropped")


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
    most = max((s.words or 0 for s in slots), default=0)
    columns = []
    for at_hand, run in groupby(slots, key=lambda s: s.words is not None):
        if at_hand:
            columns += [_column(slot, most) for slot in run]
        else:
            columns.append(_hole(list(run)))
    known = [s for s in slots if s.words is not None]
    told = f"{len(slots)} members, {len(known)} with tables"
    if not succeeding:
        told += "; a collection: they don’t succeed each other"
    return (
        f'<div role="group" aria-label="{escape(title)}"><div><b>{escape(title)}</b> '
        f'<span style="{QUIET}">{told}; a bar is as high as the text is long</span></div>'
        '<div style="display:flex;flex-wrap:wrap;align-items:flex-end;gap:6px;margin-top:8px">'
        f"{''.join(columns)}</div></div>"
    )


def _column(slot: Slot, most: int) -> str:
    height = max(3, round(72 * (slot.words or 0) / most)) if most else 3
    adopted = slot.stage == "adopted"
    colour = PALETTE["added"] if adopted else PALETTE["addressed"]
    stage = "" if adopted else f'<div style="{QUIET}">{escape(slot.stage)}</div>'  # above its bar
    return (
        '<div style="text-align:center;min-width:76px">'
        f'{stage}<div style="{QUIET}">{slot.words:,} words</div>'
        f'<div style="height:{height}px;background:{colour};border-radius:2px"></div>'
        f"<div>{slot.year}</div>"
        f'<div style="font-size:0.85em">{_link(slot.symbol)}</div></div>'
    )


def _hole(slots: Sequence[Slot]) -> str:
    years = f"{slots[0].year}–{slots[-1].year}" if len(slots) > 1 else f"{slots[0].year}"
    names = ", ".join(slot.symbol for slot in slots)
    what = "1 member" if len(slots) == 1 else f"{len(slots)} members"
    return (
        f'<div style="text-align:center;min-width:76px" title="{escape(names)}">'
        f'<div style="{QUIET}">no text</div>'
        f'<div style="height:24px;background:{HATCH};border:1px dashed {PALETTE["moved"]}"></div>'
        f'<div>{years}</div><div style="font-size:0.85em">{what}</div></div>'
    )


def outline(resolution: Any, lengths: Mapping[str, int]) -> str:
    """Labels and initiating verbs of a resolution, part by part, to fold and unfold.

    Parameters
    ----------
    resolution : Resolution
    lengths : mapping
        Words of each paragraph by its label.
    """
    day = f", {resolution.adopted:%-d %B %Y}" if resolution.adopted else ""
    stage = "" if resolution.stage == "adopted" else f" ({escape(resolution.stage)})"
    out = [
        f"<div><div><b>{_link(resolution.symbol) if resolution.symbol else 'No symbol'}</b>{stage} "
        f"{escape(resolution.title)}</div>"
        f'<div style="{QUIET}">{escape(resolution.organ)}{day}</div>'
    ]
    for part, run in groupby(resolution.paragraphs, key=lambda p: p.part):
        own = list(run)
        count = f"{len(own)} paragraph{'s' * (len(own) != 1)}"
        length = sum(lengths[p.label] for p in own)
        count += f", {length:,} words" if length else ""
        unfolded = " open" if part == "operative" else ""
        out.append(
            f"<details{unfolded}><summary>{PARTS.get(part, escape(part))} "
            f'<span style="{QUIET}">{count}</span></summary>'
            f'<div style="padding-left:1.2em">{_nested(own)}</div></details>'
        )
    if resolution.warnings:
        items = "".join(f"<li>{escape(w)}</li>" for w in resolution.warnings)
        out.append(f"<details><summary>{len(resolution.warnings)} odd things</summary>"
                   f"<ul>{items}</ul></details>")  # fmt: skip
    return "".join(out) + "</div>"


def _nested(paragraphs: Sequence[Any]) -> str:
    """Paragraphs of the first level, those below them folded in; headings where they change."""
    out: list[str] = []
    heading = None
    at = 0
    while at < len(paragraphs):
        first = paragraphs[at]
        below = at + 1
        while below < len(paragraphs) and paragraphs[below].level > first.level:
            below += 1
        if first.heading != heading and first.heading:
            out.append(f'<div style="margin-top:0.4em"><i>{escape(first.heading)}</i></div>')
        heading = first.heading
        said = f"<b>{escape(first.label)}</b> {escape(first.verb or '–')}"
        if below > at + 1:
            inner = _nested(paragraphs[at + 1 : below])
            out.append(f"<details><summary>{said}</summary>"
                       f'<div style="padding-left:1.2em">{inner}</div></details>')  # fmt: skip
        else:
            out.append(f"<div>{said}</div>")
        at = below
    return "".join(out)


def composition(words: Mapping[str, int]) -> str:
    """A renewal's words as bars: what the later text is made of, and what it dropped.

    Parameters
    ----------
    words : mapping
        ``kept``, ``revised``, ``added`` words of the later text, ``dropped`` of the earlier.
    """
    later = sum(words[kind] for kind in KINDS[:3])
    most = max(later, words["dropped"], 1)
    legend = ", ".join(f"{kind} {words[kind]:,}" for kind in KINDS)
    rows = [
        "".join(_bar(kind, words[kind], most) for kind in KINDS[:3]),
        _bar("dropped", words["dropped"], most),
    ]
    bars = "".join(
        f'<div style="display:flex;height:14px;margin:2px 0">{row}</div>' for row in rows
    )
    return (
        f'<div role="img" aria-label="Words of paragraphs: {legend}" style="max-width:46rem">{bars}'
        f'<div style="{QUIET}">words of paragraphs {_keys(words)}</div></div>'
    )


def _bar(kind: str, count: int, most: int) -> str:
    share = 100 * count / most
    return f'<span style="width:{share:.2f}%;background:{PALETTE[kind]}"></span>' if count else ""


def _keys(words: Mapping[str, int]) -> str:
    box = "display:inline-block;width:0.7em;height:0.7em;margin:0 0.3em 0 0.9em"
    return "".join(
        f'<span style="{box};background:{PALETTE[kind]}"></span>{kind} {words[kind]:,}'
        for kind in KINDS
    )


def _link(symbol: str) -> str:
    if symbol.startswith("draft:"):
        return escape(symbol)
    return f'<a href="{escape(symbols.url(symbol))}">{escape(symbol)}</a>'
