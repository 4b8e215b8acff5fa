"""Sheets of a sample for a coder, and what coders found, kept: from sheets and from gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from .. import catalogue, files, holdings
from ..errors import InputError
from . import machine, records, sampling, sheets
from .records import COUNTED, GOLD, MACHINE, SETTLED, Coding, Drawn, Sample, Unit, numbered

__all__ = ["gold", "kept", "written"]


def written(
    name: str, scheme: str, coder: str, out: Path, codes: Iterable[str] = (), n: int = 150,
    seed: int = 1, folder: Path | None = None,
) -> Path:  # fmt: skip
    """Draw a sample (see `sampling.sample`) and write a sheet for a coder.

    Raises
    ------
    InputError
        No sample can be drawn, the coder has no name, or the file can't be written.
    """
    place = catalogue.writable(folder)
    named(coder)
    sample, store = sampling.sample(name, scheme, codes, n, seed, place)
    defined = machine.definitions(name, scheme, place)
    chosen = {code: defined[code] for code in sample.sought.split("; ") if code}
    labels: dict[str, list[str]] = {}
    for unit in machine.fingerprints(name, place):
        labels.setdefault(unit.symbol, []).append(unit.label)
    made = sheets.sheet(name, sample, store.design(sample.sample), coder, chosen,
                        texts(place), labels=labels)  # fmt: skip
    return files.write(out, made)


def named(coder: str) -> None:
    """Refuse what is no reader's name."""
    if not coder.strip() or coder in (MACHINE, SETTLED):
        raise InputError(f"coder: '{coder}'; expected the name of a reader (--coder NAME)")


def texts(place: Path) -> sheets.Texts:
    """Symbol → its text, read once; None where it isn't at hand."""
    known: dict[str, Any] = {}

    def text(symbol: str):
        if symbol not in known:
            try:
                known[symbol] = holdings.text(symbol, place)
            except InputError:
                known[symbol] = None
        return known[symbol]

    return text


def kept(path: Path, folder: Path | None = None) -> tuple[str, str, str, int]:
    """Check a filled sheet and keep its codes: series, sample, coder, number of paragraphs.

    Raises
    ------
    InputError
        The first cell that can't be used, or a sheet of another series.
    """
    place = catalogue.writable(folder)
    filled = sheets.read(path)
    name = filled["series"]
    if name not in catalogue.series(place):
        raise InputError(f"{path}, about!B1: series '{name}'; expected one of "
                         f"{', '.join(catalogue.series(place))}")  # fmt: skip
    store = records.read(name, place)
    sample = store.sample(filled["sample"])
    if sample is None or sample.scheme != filled["scheme"]:
        known = ", ".join(s.sample for s in store.samples)
        raise InputError(f"{path}, about!B2: sample '{filled['sample']}' of scheme "
                         f"'{filled['scheme']}' is not kept for {name}; there are: "
                         f"{known or 'none'}")  # fmt: skip
    design = store.design(sample.sample)
    if filled["role"] == SETTLED:
        design = tuple(one for one in design if one.number in filled.numbers())
    found = filled.codings(design, allowed(name, sample, place))
    records.add(name, found, place)
    return name, sample.sample, filled["coder"], len(design)


def allowed(name: str, sample: Sample, place: Path) -> Callable[[Drawn], list[str]]:
    """Of a paragraph of a sample, the codes that it may have: of links, labels."""
    if sample.scheme != "link":
        codes = sample.sought.split("; ")
        return lambda one: codes
    labels: dict[str, list[str]] = {}
    for unit in machine.fingerprints(name, place):
        labels.setdefault(unit.symbol, []).append(unit.label)
    return lambda one: labels.get(one.against, [])


# ── gold ─────────────────────────────────────────────────────────────────────────────────────


def gold(source: Path, folder: Path | None = None) -> Iterator[tuple[str, str, int]]:
    """Keep a folder of gold as codings of the series that have its documents.

    The folder has `themes` and `clauses`, a file a document, and `alignments`, a file a pair. Gold
    was at hand while the codebook was written: it is marked as not held out.

    Yields
    ------
    tuple
        Series, sample and number of paragraphs.

    Raises
    ------
    InputError
        The folder has none of the three.
    """
    place = catalogue.writable(folder)
    if not any((source / part).is_dir() for part in ("themes", "clauses", "alignments")):
        raise InputError(f"{source}: no folder of gold; expected folders themes, clauses or "
                         "alignments in it")  # fmt: skip
    for name in catalogue.series(place):
        if not (place / "tables" / name).is_dir():
            continue
        store = records.read(name, place)
        for scheme in records.SCHEMES:
            if scheme == "link" and catalogue.series(place)[name].kind != "renewals":
                continue
            read = {"theme": _themes, "link": _links}.get(scheme, _clauses)
            coded = dict(_here(name, scheme, read(source, scheme), place))
            if coded:
                sample, design, codings = _census(name, scheme, coded, place)
                store = store.having(sample, design, codings)
                yield name, sample.sample, len(design)
        if store.samples:
            records.write(name, store, place)


Answers = dict[str, str]  # code → yes or doubtful


def _here(
    name: str, scheme: str, coded: Iterable[tuple[Unit, Answers]], place: Path
) -> Iterator[tuple[Unit, Answers]]:
    """What was coded of this series' paragraphs.

    A file of clauses names those that it found: an operative paragraph without one has none.
    """
    units = machine.found(name, scheme, place).keys()
    here = {unit: answers for unit, answers in coded if unit in units}
    if scheme not in ("theme", "link"):
        documents = {unit.symbol for unit in here}
        here |= {unit: {} for unit in units if unit.symbol in documents
                 and unit.label.startswith("OP") and unit not in here}  # fmt: skip
    yield from here.items()


def _census(
    name: str, scheme: str, coded: dict[Unit, Answers], place: Path
) -> tuple[Sample, list[Drawn], list[Coding]]:
    """All paragraphs of some documents, each certain to be looked at."""
    title = f"{GOLD}-{scheme}"
    prints = machine.fingerprints(name, place)
    sizes: dict[str, int] = {}
    for unit in coded:
        sizes[unit.symbol] = sizes.get(unit.symbol, 0) + 1
    design = [
        Drawn(title, str(n), *unit, unit.symbol, str(sizes[unit.symbol]), f"{1:.6f}",
              prints[Unit(unit.symbol, unit.label)])
        for n, unit in enumerate(coded, 1)
    ]  # fmt: skip
    codings = [
        Coding(title, GOLD, GOLD, *unit, code, answer)
        for unit, answers in coded.items()
        for code, answer in (answers or {"": "yes"}).items()
    ]
    known = "; ".join(machine.codes(name, scheme, place))
    sample = Sample(title, scheme, "", "false", known, "; ".join(sizes),
                    machine.seal(name, scheme, place))  # fmt: skip
    return sample, design, codings


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(f"{path}: not JSON; expected a gold coding") from None


def _symbol(path: Path) -> str:
    return path.stem.replace("_", "/")


def _themes(source: Path, scheme: str) -> Iterator[tuple[Unit, Answers]]:
    for path in sorted((source / "themes").glob("*.json")):
        for label, themes in _json(path).items():
            yield Unit(_symbol(path), label), dict.fromkeys(themes, "yes")


def _clauses(source: Path, scheme: str) -> Iterator[tuple[Unit, Answers]]:
    """Clauses of gold as codes of their paragraphs."""
    for path in sorted((source / "clauses").glob("*.json")):
        coded: dict[str, list[str]] = {}
        for clause in _json(path):
            here = coded.setdefault(clause["label"], [])
            if scheme == "verb":
                here.append(clause["verb"])
            elif scheme == "condition":
                here += clause["conditions"]
            elif clause["directive"]:
                here += dict.fromkeys(clause["addressees"])
        told = numbered if scheme in COUNTED else list
        yield from (
            (Unit(_symbol(path), label), dict.fromkeys(told(here), "yes"))
            for label, here in coded.items()
        )


def _links(source: Path, scheme: str) -> Iterator[tuple[Unit, Answers]]:
    for path in sorted((source / "alignments").glob("*.json")):
        pair = _json(path)
        coded: dict[str, Answers] = {}
        for _, label, _ in pair["links"]:
            coded.setdefault(label, {})
        for label in pair["added"]:
            coded.setdefault(label if isinstance(label, str) else label[0], {})
        for was, label, _ in pair["links"]:
            coded[label][was] = "yes"
        for was, label, *_ in pair["doubtful"]:
            if was and label:
                coded.setdefault(label, {})[was] = "doubtful"
        for label, answers in coded.items():
            yield Unit(pair["later"], label, pair["earlier"]), answers
