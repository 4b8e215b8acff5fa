"""Rows that compare members: links and edits of adjacent ones, provisions, likeness of any two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import codebook, collation, pool
from ..text import words

if TYPE_CHECKING:
    from ..catalogue import Member
    from ..collation import Link
    from ..records import Resolution
    from .coded import Rows

RUN = 5  # words in a row, of which two texts have the same ones or not


def adjacent(
    members: Sequence[Member], read: Mapping[str, Any], bridges: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """Pairs to compare: each adopted member and the next with a text; a draft and its adoption;
    and full texts with members between them that only extend the first, each after the pairs that
    it bridges."""
    adopted = [m.symbol for m in members if m.stage == "adopted" and m.symbol in read]
    recommended = [m for m in members if m.stage == "recommended" and m.symbol in read]
    drafts = [(m.symbol, m.adopted_as) for m in recommended if m.adopted_as in read]
    over = {later: (earlier, later) for earlier, later in bridges}
    steps = [(pair, over.get(pair[1])) for pair in pairwise(adopted)]
    return [*(pair for step in steps for pair in step if pair), *drafts]


def collated(
    members: Sequence[Member],
    read: Mapping[str, Resolution],
    bridges: Iterable[tuple[str, str]],
    folder: Path,
    desc: str = "",
    progress: bool = False,
) -> Rows:
    """Rows of the tables that compare adjacent members."""
    rows: Rows = {"links": [], "edits": [], "provisions": []}
    renewed: dict[tuple[str, str], list[Link]] = {}
    texts = [(read[earlier], read[later]) for earlier, later in adjacent(members, read, bridges)]
    answers = pool.mapped(partial(_pair, folder), texts, desc, progress)
    for (earlier, later), (links, edits) in zip(texts, answers, strict=True):
        here = {"earlier": earlier.symbol, "later": later.symbol}
        if earlier.stage == "adopted":
            renewed[earlier.symbol, later.symbol] = links
        rows["links"] += [here | _link(link) for link in links]
        rows["edits"] += [here | {"number": n} | edit for n, edit in enumerate(edits, 1)]
    adopted = [(m.symbol, read.get(m.symbol)) for m in members if m.stage == "adopted"]
    background = codebook.load(folder).background
    for p in collation.provisions(adopted, renewed, background):
        rows["provisions"].append({
            "provision": p.provision, "symbol": p.symbol, "label": p.label, "status": p.status,
            "origin": p.origin, "skips": " ".join(p.skips),
        })  # fmt: skip
    return rows


def _pair(folder: Path, texts: tuple[Resolution, Resolution]) -> tuple[list[Link], list[dict]]:
    """Links of two texts, and edits as they are published."""
    book = codebook.load(folder)
    links = collation.told(collation.links(*texts, book.background), *texts, book.background)
    edits = collation.edits(*texts, links, book.edits, book.background)
    told = [edit for edit in edits if not collation.idle(edit)]
    return links, [collation.published(edit, book.background) for edit in told]


def _link(link: Link) -> dict[str, Any]:
    return {
        "earlier_label": link.earlier, "later_label": link.later, "kind": link.kind,
        "similarity": link.similarity, "moved": link.moved, "doubtful": link.doubtful,
        "discharged": link.discharged, "discharged_in_part": link.discharged_in_part,
        "relative": link.relative,
    }  # fmt: skip


def likeness(members: Sequence[Member], read: Mapping[str, Resolution]) -> list[dict]:
    """Rows of the table `pairs`: how much any two adopted members have in common."""
    adopted = [m.symbol for m in members if m.stage == "adopted" and m.symbol in read]
    runs = {symbol: _runs(read[symbol]) for symbol in adopted}
    rows = []
    for earlier, later in combinations(runs, 2):
        a, b = runs[earlier], runs[later]
        shared = len(a & b)
        whole = len(a) + len(b) - shared
        rows.append({
            "earlier": earlier, "later": later,
            "similarity": round(shared / whole, 4) if whole else 0.0,
            "contained_in_later": round(shared / len(a), 4) if a else 0.0,
            "contained_in_earlier": round(shared / len(b), 4) if b else 0.0,
        })  # fmt: skip
    return rows


def _runs(text: Resolution) -> set[tuple[str, ...]]:
    tokens = [words(p.text) for p in text.paragraphs]
    return {tuple(t[i : i + RUN]) for t in tokens for i in range(len(t) - RUN + 1)}
