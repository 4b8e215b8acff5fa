"""Tables of a series, made from its texts."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue, clauses, codebook, collation, duties, features, holdings, readers
from ..errors import InputError
from ..records import Resolution
from ..text import words
from . import schema

if TYPE_CHECKING:
    import pandas as pd

    from ..catalogue import Member
    from ..codebook import Codebook

__all__ = ["adjacent", "build", "tables"]

FACTS = ("symbol", "stage", "year", "adopted", "organ", "title", "verified", "vote", "sponsors",
         "budget_statement")  # fmt: skip
"""What the table of members takes from the catalogue."""


def tables(
    name: str, folder: Path | None = None, progress: bool = False
) -> dict[str, pd.DataFrame]:
    """All tables of a series, made from the texts at hand.

    Raises
    ------
    InputError
        A member that the published tables describe has no text at hand, or no member has one.
    """
    from tqdm import tqdm

    place = codebook.folder(folder)
    book = codebook.load(place)
    known = catalogue.members(name, place)
    files = holdings.files(place, [m.symbol for m in known])
    published = _published(place, name)
    lost = [m.symbol for m in known if m.symbol in published and m.symbol not in files]
    if lost:
        raise InputError(
            f"{name}: the tables describe {lost[0]}{' and others' * (len(lost) > 1)}, whose text "
            f"is not at hand; `workbench fetch {name}` gets the texts, or set WORKBENCH_TEXTS"
        )
    if not any(m.symbol in files for m in known):
        raise InputError(
            f"{name}: no text of any member is at hand; `workbench fetch {name}` gets them, or "
            "set WORKBENCH_TEXTS to folders that have them"
        )
    read: dict[str, Resolution] = {}
    at_hand = [m for m in known if m.symbol in files]
    for member in tqdm(at_hand, desc=f"{name}: reading", disable=None if progress else True):
        text = readers.read(files[member.symbol])
        read[member.symbol] = replace(text, symbol=member.symbol)  # a draft states none
    rows: dict[str, list[dict]] = {table: [] for table in schema.columns(place)}
    rows["resolutions"] = _members(known, read, files)
    for text in tqdm(read.values(), desc=f"{name}: coding", disable=None if progress else True):
        for table, found in _coded(text, book).items():
            rows[table] += found
    apart = catalogue.series(place)[name].kind != "renewals"
    rows["phrases"] = features.recurring(read.values(), book.stopwords, apart)
    if not apart:
        rows |= _collated(known, read, book, progress)
        rows["pairs"] = _pairs(known, read)
    else:
        for table in schema.RENEWALS:
            del rows[table]
    return {table: _frame(rows[table], schema.columns(place)[table]) for table in rows}


def _published(folder: Path, name: str) -> set[str]:
    path = folder / "tables" / name / "resolutions.csv"
    if not path.exists():
        return set()
    frame = schema.typed(path, schema.columns(folder)["resolutions"])
    return set(frame.loc[frame["n_words"].notna(), "symbol"])


def adjacent(known: tuple[Member, ...], read: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs to compare: each adopted member and the next with a text; a draft and its adoption."""
    adopted = [m.symbol for m in known if m.stage == "adopted" and m.symbol in read]
    recommended = [m for m in known if m.stage == "recommended" and m.symbol in read]
    drafts = [(m.symbol, m.adopted_as) for m in recommended if m.adopted_as in read]
    return [*pairwise(adopted), *drafts]


def _members(known: tuple[Member, ...], read: dict, files: dict[str, Path]) -> list[dict]:
    rows = []
    previous, skipped = "", list[str]()
    for member in known:
        row: dict[str, Any] = {name: getattr(member, name) for name in FACTS}
        text = read.get(member.symbol)
        if member.stage == "adopted":
            row |= {"predecessor": previous, "skips": " ".join(skipped) if previous else ""}
        if text is not None:
            own = [p for p in text.paragraphs if p.level == 1]
            row |= {
                "n_preambular": sum(p.part == "preamble" for p in own),
                "n_operative": sum(p.part == "operative" for p in own),
                "n_words": sum(len(words(p.text)) for p in text.paragraphs),
                "source": readers.format(files[member.symbol]),
                "has_notes": bool(text.footnotes),
                "fingerprint": features.fingerprint(" ".join(p.text for p in text.paragraphs)),
            }
        if member.stage == "adopted":
            if text is not None:
                previous, skipped = member.symbol, []
            else:
                row |= {"predecessor": "", "skips": ""}
                skipped.append(member.symbol)
        rows.append(row)
    return rows


def _coded(text: Resolution, book: Codebook) -> dict[str, list[dict]]:
    """Rows of the tables that describe one resolution by itself."""
    parsed = clauses.clauses(text, book)
    here = {"symbol": text.symbol}
    labels = {p.label for p in text.paragraphs}
    found: dict[str, list[dict]] = {"paragraphs": [], "clauses": [], "clause_entities": []}
    for p in text.paragraphs:
        parent = re.sub(r"\([^()]*\)$", "", p.label)
        found["paragraphs"].append(here | {
            "label": p.label, "part": p.part, "level": p.level, "heading": p.heading,
            "parent": parent if parent != p.label and parent in labels else None,
            "verb": p.verb, "n_words": len(words(p.text)),
            "fingerprint": features.fingerprint(p.text),
        })  # fmt: skip
    for c in parsed:
        key = here | {"label": c.label, "clause": c.clause}
        found["clauses"].append(key | {
            "verb": c.verb, "class": c.klass, "strength": c.strength, "directive": c.directive,
            "continuing": c.continuing, "action": c.action, "object": c.object,
            "n_words": c.n_words,
        })  # fmt: skip
        for role, entities in (("addressee", c.addressees), ("partner", c.partners)):
            found["clause_entities"] += [key | {"role": role, "entity": e} for e in entities]
    found["duties"] = duties.duties(text, parsed)
    found["words"] = features.word_counts(text)
    found["shingles"] = features.shingles(text)
    found["citations"] = features.citations(text)
    found["codes"] = features.codes(text, book, parsed)
    return found


def _collated(known: tuple[Member, ...], read: dict, book: Codebook, progress: bool) -> dict:
    """Rows of the tables that compare adjacent members."""
    from tqdm import tqdm

    rows: dict[str, list[dict]] = {"links": [], "edits": [], "provisions": []}
    by_pair = {}
    pairs = adjacent(known, read)
    for earlier, later in tqdm(pairs, desc="collating", disable=None if progress else True):
        both = read[earlier], read[later]
        here = {"earlier": earlier, "later": later}
        found = by_pair[earlier, later] = collation.links(*both, book.background)
        for link in found:
            rows["links"].append(here | {
                "earlier_label": link.earlier, "later_label": link.later, "kind": link.kind,
                "similarity": link.similarity, "moved": link.moved, "doubtful": link.doubtful,
            })  # fmt: skip
        edits = collation.edits(*both, found, book.edits, book.background)
        for number, edit in enumerate(edits, 1):
            row = collation.published(edit, book.background)
            rows["edits"].append(here | {"number": number} | row)
    adopted = [(m.symbol, read.get(m.symbol)) for m in known if m.stage == "adopted"]
    own = {pair: found for pair, found in by_pair.items() if read[pair[0]].stage == "adopted"}
    for p in collation.provisions(adopted, own, book.background):
        rows["provisions"].append({
            "provision": p.provision, "symbol": p.symbol, "label": p.label, "status": p.status,
            "origin": p.origin, "skips": " ".join(p.skips),
        })  # fmt: skip
    return rows


def _pairs(known: tuple[Member, ...], read: dict) -> list[dict]:
    runs = {}
    for member in known:
        if member.stage == "adopted" and member.symbol in read:
            tokens = [words(p.text) for p in read[member.symbol].paragraphs]
            runs[member.symbol] = {tuple(t[i : i + 5]) for t in tokens for i in range(len(t) - 4)}
    rows = []
    for earlier, later in combinations(runs, 2):
        a, b = runs[earlier], runs[later]
        both = len(a & b)
        rows.append({
            "earlier": earlier, "later": later,
            "similarity": round(both / len(a | b), 4) if a | b else 0.0,
            "contained_in_later": round(both / len(a), 4) if a else 0.0,
            "contained_in_earlier": round(both / len(b), 4) if b else 0.0,
        })  # fmt: skip
    return rows


def _frame(rows: list[dict], columns: list[Mapping[str, str]]) -> pd.DataFrame:
    """Rows as text cells, just as they stand in the CSV file."""
    import pandas as pd

    def cell(value: Any, kind: str) -> str:
        if value is None or value == "":
            return ""
        if kind == "boolean":
            return "true" if value else "false"
        if kind == "number":
            return f"{value:.4f}"
        return " ".join(str(value).split())

    names = [c["column"] for c in columns]
    kinds = [c["type"] for c in columns]
    cells = [[cell(row.get(n), k) for n, k in zip(names, kinds, strict=True)] for row in rows]
    return pd.DataFrame(cells, columns=names, dtype="str")


def build(name: str, folder: Path | None = None, progress: bool = False) -> Path:
    """Make the tables of a series from its texts and write them as a data package."""
    place = codebook.folder(folder)
    made = tables(name, place, progress)
    target = place / "tables" / name
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{name}-") as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        for table, frame in made.items():
            frame.to_csv(new / f"{table}.csv", index=False, lineterminator="\n")
        package = schema.datapackage(name, place, list(made))
        described = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
        (new / "datapackage.json").write_text(described, encoding="utf-8")
        if target.exists():
            target.rename(Path(temporary) / "old")
        shutil.move(new, target)
    return target
