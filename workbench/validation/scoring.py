"""Scores kept and shown, and what is left to settle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import catalogue, codebook, files, spreadsheet
from ..errors import InputError
from . import machine, records, sheets
from .coding import texts
from .estimates import estimates
from .records import CODER, SETTLED
from .scores import Sampled, differences, sampled, scores, settled

__all__ = ["adjudication", "check", "crossed", "rescored", "score", "told", "workbook"]

Tables = dict[str, list[dict[str, Any]]]


def score(name: str, folder: Path | None = None) -> Tables:
    """Score a series' codings, and keep the scores in their data package.

    Returns
    -------
    dict
        ``scores`` and ``estimates``, tables as `columns.csv` describes them, and ``settled``: where
        an adjudicator differed from each coder.

    Raises
    ------
    InputError
        Nobody coded a sample of this series.
    """
    place = catalogue.writable(folder)
    store = records.read(name, place)
    coded = _coded(name, store, place)
    made = {"scores": scores(name, place), "estimates": estimates(name, place)}
    records.write(name, store, place, made)
    return {**made, "settled": [row for one in coded for row in settled(one)]}


def told(made: Tables) -> Iterator[str]:
    """Scores over all codes, and where an adjudicator differed from each coder, in lines."""
    for row in made["scores"]:
        if row["code"] or row["symbol"]:
            continue
        known = row["low"] == row["low"]  # not a number where nothing can be said
        within = f"{row['low']:.3f} to {row['high']:.3f}" if known else ""
        what = f"{row['coding']} beside {row['beside']}  {row['measure']:<9} {row['figure']:.3f}"
        mark = "" if row["held_out"] else "; not held out"
        n = row["n_paragraphs"]
        yield f"{row['sample']:<14} {what}  {within:<14}  ({n} paragraphs{mark})"
    for row in made["settled"]:
        what = "coded, not settled" if row["coded"] else "settled, not coded"
        place = f"{row['symbol']} {row['label']}"
        yield f"{row['sample']:<14} {place}  {row['coder']}: {row['code']} {what}"


def rescored(name: str, folder: Path | None = None) -> bool:
    """Score a series' codings anew where some are kept and were scored: tables have changed."""
    place = codebook.folder(folder)
    if not (records.folder(name, place) / "scores.csv").exists():
        return False
    score(name, place)
    return True


def check(name: str, folder: Path | None = None) -> list[str]:
    """Kept scores that aren't what tables and codings give."""
    place = codebook.folder(folder)
    base = records.folder(name, place)
    if not (base / "scores.csv").exists():
        return []
    made = {"scores": scores(name, place), "estimates": estimates(name, place)}
    return [
        f"validation/{name}/{table}.csv: not what tables and codings give; "
        f"`workbench validate score {name}` makes it anew"
        for table, rows in made.items()
        if (base / f"{table}.csv").read_bytes() != records.content(table, rows, place)
    ]


def crossed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Coded as, settled as: how often, per coder and code.

    >>> row = {"sample": "link-1", "coder": "Ada", "code": "OP2", "coded": True, "settled": False}
    >>> [(told["coder"], told["code"], told["n"]) for told in crossed([row, row])]
    [('Ada', 'OP2', 2)]
    """
    counts: dict[tuple, int] = {}
    columns = "sample", "coder", "code", "coded", "settled"
    for row in rows:
        key = tuple(row[c] for c in columns)
        counts[key] = counts.get(key, 0) + 1
    return [dict(zip(columns, key, strict=True)) | {"n": n} for key, n in sorted(counts.items())]


def workbook(made: Tables, out: Path) -> Path:
    """Scores as a workbook: each table a sheet, coded as and settled as among them."""
    tables = [*made.items(), ("coded as, settled as", crossed(made["settled"]))]
    shown = [
        (title, {"columns": [{"name": c} for c in rows[0]], "rows": [[*r.values()] for r in rows]})
        for title, rows in tables
        if rows
    ]
    return files.write(out, spreadsheet.xlsx(shown))


def adjudication(
    name: str, coder: str, out: Path, sample: str = "", folder: Path | None = None
) -> tuple[Path, int]:
    """A sheet of the paragraphs in which coders differ, with what each found, to be settled.

    Parameters
    ----------
    coder : str
        Who settles.
    sample : str, optional
        Which sample, if several were coded twice.

    Raises
    ------
    InputError
        There is no sample that two coded, or nothing in which they differ.
    """
    place = catalogue.writable(folder)
    store = records.read(name, place)
    twice = {one.sample.sample: one for one in _coded(name, store, place) if len(_people(one)) > 1}
    if sample not in twice and (sample or len(twice) != 1):
        known = ", ".join(twice) or "none"
        raise InputError(f"{name}: sample '{sample}'; expected one that two coded (--sample): "
                         f"{known}")  # fmt: skip
    one = twice[sample or next(iter(twice))]
    people = _people(one)
    rows = differences(one, people)
    if not rows:
        raise InputError(f"{one.sample.sample}: {' and '.join(people)} agree everywhere; nothing "
                         "to settle")  # fmt: skip
    if coder in one.roles and one.roles[coder] != SETTLED:
        raise InputError(f"coder: '{coder}' coded this sample; expected another name for who "
                         "settles, such as 'settled together'")  # fmt: skip
    beside = {f"as coded by {c}": [_said(one, c, d.unit) for d in rows] for c in people}
    defined = machine.definitions(name, one.sample.scheme, place)
    labels: dict[str, list[str]] = {}
    for unit in machine.fingerprints(name, place):
        labels.setdefault(unit.symbol, []).append(unit.label)
    made = sheets.sheet(name, one.sample, rows, coder,
                        {code: defined[code] for code in one.sample.sought.split("; ") if code},
                        texts(place), SETTLED, beside, labels)  # fmt: skip
    return files.write(out, made), len(rows)


def _coded(name: str, store: records.Store, place: Path) -> list[Sampled]:
    catalogue.members(name, place)
    coded = list(sampled(name, store, place))
    if not coded:
        raise InputError(f"{name}: nobody coded a sample; `workbench validate sample {name}` draws "
                         "one, and `workbench validate read` keeps what was coded")  # fmt: skip
    return coded


def _people(one: Sampled) -> list[str]:
    return [coder for coder, role in one.roles.items() if role == CODER]


def _said(one: Sampled, coder: str, unit: records.Unit) -> str:
    return "; ".join(sorted(one.coders[coder].get(unit, ()))) or sheets.NONE
