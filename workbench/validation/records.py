"""What is kept of a validation: samples, their designs, and codings; labels and codes only.

`corpus/validation/SERIES/` is a data package of its own, so that a paper can cite it and another
team can score it anew: `samples.csv`, `designs.csv`, `codings.csv`, and what follows from them,
`scores.csv` and `estimates.csv`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from .. import catalogue, codebook, files, tables
from ..errors import InputError

__all__ = ["CODER", "GOLD", "MACHINE", "SCHEMES", "SETTLED", "Coding", "Drawn", "Sample", "Store",
           "Unit", "add", "answered", "folder", "read", "write"]  # fmt: skip

SCHEMES = ("theme", "clause", "verb", "condition", "link")
CODER, SETTLED, GOLD = "coder", "adjudicator", "gold"  # roles of who coded
MACHINE = "machine"
COUNTED = ("clause", "verb")  # schemes of which a paragraph may have a code twice: code~2
ADDED, DROPPED = "added", "dropped"  # what a paragraph is that nobody links


def plain(code: str) -> str:
    """A code that a paragraph has for the second time, as the first.

    >>> plain("requests~2")
    'requests'
    """
    return code.partition("~")[0]


def numbered(codes: Iterable[str]) -> list[str]:
    """Codes of a paragraph, those told apart that it has several times.

    >>> numbered(["requests", "urges", "requests"])
    ['requests', 'urges', 'requests~2']
    """
    times: dict[str, int] = {}
    found = []
    for code in codes:
        times[code] = times.get(code, 0) + 1
        found.append(code if times[code] == 1 else f"{code}~{times[code]}")
    return found


class Unit(NamedTuple):
    """A paragraph that is coded; for links, against the member that it is compared with."""

    symbol: str
    label: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """Paragraphs drawn for coding, or those that a gold coding covers."""

    sample: str
    scheme: str
    seed: str  # empty: not drawn by chance
    held_out: str  # true: no coding of it was at hand while the codebook was written
    sought: str  # codes that could be found, separated by semicolons
    documents: str  # what was drawn from
    codebook: str  # hash of the codebook's files that decide about it, when it was drawn


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paragraph of a sample, with how it came into it."""

    sample: str
    number: str
    symbol: str
    label: str
    against: str
    stratum: str
    n_stratum: str  # paragraphs of the stratum
    probability: str
    fingerprint: str

    @property
    def unit(self) -> Unit:
        return Unit(self.symbol, self.label, self.against)


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that somebody found in a paragraph; an empty code says that there is none."""

    sample: str
    coder: str
    role: str
    symbol: str
    label: str
    against: str
    code: str
    answer: str = "yes"  # or doubtful: left out of all counts

    @property
    def unit(self) -> Unit:
        return Unit(self.symbol, self.label, self.against)


KEPT: dict[str, type] = {"samples": Sample, "designs": Drawn, "codings": Coding}
MADE = ("scores", "estimates")
COLUMNS = {table: [f.name for f in fields(kind)] for table, kind in KEPT.items()}


@dataclass(frozen=True, slots=True)
class Store:
    """What is kept of a series' validation."""

    samples: tuple[Sample, ...] = ()
    designs: tuple[Drawn, ...] = ()
    codings: tuple[Coding, ...] = ()

    def sample(self, name: str) -> Sample | None:
        return next((s for s in self.samples if s.sample == name), None)

    def design(self, name: str) -> tuple[Drawn, ...]:
        return tuple(d for d in self.designs if d.sample == name)

    def coded(self, name: str) -> dict[str, list[Coding]]:
        """Coder → codings of a sample."""
        coders: dict[str, list[Coding]] = {}
        for one in self.codings:
            if one.sample == name:
                coders.setdefault(one.coder, []).append(one)
        return coders

    def having(
        self,
        sample: Sample | None = None,
        design: Iterable[Drawn] = (),
        codings: Sequence[Coding] = (),
    ) -> Store:
        """With another sample, or a coder's coding in the place of an earlier one."""
        samples, designs = self.samples, self.designs
        if sample:
            samples = (*(s for s in samples if s.sample != sample.sample), sample)
            designs = (*(d for d in designs if d.sample != sample.sample), *design)
        again = {(c.sample, c.coder) for c in codings}
        kept = [c for c in self.codings if (c.sample, c.coder) not in again]
        return Store(
            tuple(sorted(samples, key=lambda s: s.sample)),
            tuple(sorted(designs, key=lambda d: (d.sample, int(d.number)))),
            tuple(sorted([*kept, *codings], key=lambda c: (c.sample, c.coder))),
        )


def folder(name: str, place: Path | None = None) -> Path:
    """Where a series' validation is kept, there or not."""
    return codebook.folder(place) / "validation" / name


def read(name: str, place: Path | None = None) -> Store:
    """What is kept of a series' validation; nothing where there is none.

    Raises
    ------
    InputError
        A row that can't be read, with its number.
    """
    base = folder(name, place)
    return Store(**{table: tuple(_rows(base / f"{table}.csv", kind))
                    for table, kind in KEPT.items()})  # fmt: skip


def _rows(path: Path, kind: type) -> Iterable[Any]:
    columns = [f.name for f in fields(kind)]
    if not path.is_file():
        return
    with files.cells(path) as file:
        reader = csv.reader(file)
        head = next(reader, [])
        if head != columns:
            raise InputError(f"{path}: columns {', '.join(head)}; expected {', '.join(columns)}")
        for cells in reader:
            if len(cells) != len(columns):
                raise InputError(f"{path}, row {reader.line_num}: {len(cells)} cells; expected "
                                 f"{len(columns)}")  # fmt: skip
            yield kind(*cells)


def answered(one: Drawn, scheme: str, coder: str, role: str, codes: Iterable[str]) -> list[Coding]:
    """What a coder found in a paragraph, to be kept: in one order, however it was chosen."""
    found = sorted(numbered(codes) if scheme in COUNTED else {*codes})
    key = one.sample, coder, role, one.symbol, one.label, one.against
    return [Coding(*key, code) for code in found or [""]]


def add(name: str, codings: Sequence[Coding], place: Path) -> None:
    """Keep a coder's coding beside those of others, who may write at the same time."""
    with files.alone(folder(name, place)):
        write(name, read(name, place).having(codings=codings), place)


def write(
    name: str, store: Store, place: Path, made: Mapping[str, Sequence[Mapping[str, Any]]] = {}
) -> Path:
    """Keep a series' validation, and what follows from it, as a data package."""
    base = folder(name, place)
    base.mkdir(parents=True, exist_ok=True)
    for table in KEPT:
        kept = [astuple(one) for one in getattr(store, table)]
        files.replaced(base / f"{table}.csv", _csv(COLUMNS[table], kept))
    for table, rows in made.items():
        files.replaced(base / f"{table}.csv", content(table, rows, place))
    there = [t for t in (*KEPT, *MADE) if (base / f"{t}.csv").exists()]
    title = catalogue.series(place)[name].title
    package = tables.package(
        f"{name}-validation", f"{title}: validation",
        "Paragraphs drawn with known probabilities, what readers found in them, and how far the "
        "machine agrees. Labels and codes only.",
        {table: tables.described(place)[f"validation.{table}"] for table in there},
    )  # fmt: skip
    described = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    files.replaced(base / "datapackage.json", described.encode())
    return base


def content(table: str, rows: Sequence[Mapping[str, Any]], place: Path) -> bytes:
    """The file of a table that follows from codings."""
    columns = [c["column"] for c in tables.described(place)[f"validation.{table}"]]
    return _csv(columns, [[_cell(row[c]) for c in columns] for row in rows])


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
