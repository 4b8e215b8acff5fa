"""What a run rests on, whether the last one can be taken over, and what changed since then."""

from __future__ import annotations

import csv
import json
import platform
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .. import catalogue, files, library, validation
from ..codebook import SHIPPED
from ..errors import InputError
from .execution import Executed, Job
from .folders import Past, past
from .reads import LIBRARY, digest, roots

__all__ = [
    "FIRST_RUN",
    "Inputs",
    "changes",
    "code",
    "inputs",
    "parts",
    "previous",
    "reusable",
    "validated",
    "versions",
]

LIBRARIES = ("resolution-workbench", "numpy", "pandas", "scipy", "scikit-learn", "rapidfuzz",
             "matplotlib", "papermill", "nbclient", "ipykernel")  # fmt: skip
FIRST_RUN = "first run"
DOUBTS = "doubts.csv"
VALIDATED = ("agreement", "estimates", "doubts")  # what `validated` gives
MOST_ROWS = 400  # of a file with more rows, a change is told by its name alone


@dataclass(frozen=True, slots=True)
class Inputs:
    """Fingerprints of what a run rests on: notebooks, rows of small files, and all in one."""

    digest: str
    sources: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]]
    validated: Mapping[str, Sequence[Mapping[str, str]]]


def inputs(row: Any, jobs: Sequence[Job], notebooks: Sequence[Executed]) -> Inputs:
    """Fingerprints of a run: the files its notebooks read, notebooks, parameters, code, versions.

    Neither time nor place is in them.
    """
    corpus = Path(jobs[0].corpus or "")
    sources = {job.name: _source(job) for job in jobs}
    reads = {name: hash_ for done in notebooks for name, hash_ in done.reads.items()}
    whole = {
        "series": asdict(row),
        "notebooks": sources,
        "parameters": {job.name: dict(job.parameters) for job in jobs},
        "reads": reads,
        "code": code(),
        "versions": versions(),
        "validated": (measured := validated(corpus, row.series)),
    }
    rows = {name: prints for name in sorted(reads) if (prints := _rows(corpus / name))}
    return Inputs(digest(json.dumps(whole, sort_keys=True).encode()), sources, rows, measured)


Rows = list[dict[str, str]]


def validated(corpus: Path, series: str) -> dict[str, Rows]:
    """How good codes and links are, computed now from the codings that are kept.

    Returns
    -------
    dict
        ``agreement`` of the machine with readers of this series (`validation.scores` over all
        codes), ``estimates``, counts with its errors carried on, and ``doubts``, how far the
        collation's doubts are those of readers, as `benchmarks/gold.py` measured it.
    """
    try:
        roles = {(c.sample, c.coder): c.role for c in validation.read(series, corpus).codings}
        scores = [{**row, "settled": roles[row["sample"], row["beside"]] == validation.SETTLED}
                  for row in validation.scores(series, corpus) if not row["code"]]  # fmt: skip
        estimates = validation.estimates(series, corpus)
        # several series side by side are no series of the catalogue, and have no estimates
        book = catalogue.book(series, corpus) if estimates else None
        titles = {t.theme: t.title for t in book.themes} if book else {}
    except InputError:  # tables that can't be read: the notebooks say so
        scores, estimates, titles = [], [], {}
    return {
        "agreement": [_told(row) for row in scores],
        "estimates": [
            _told({**row, "title": titles.get(row["code"], "") if row["scheme"] == "theme" else ""})
            for row in estimates
        ],
        "doubts": _doubts(corpus),
    }


def _told(row: Mapping[str, Any]) -> dict[str, str]:
    """A row as a page has it: figures to three places, counts to one, nothing for no number."""
    places = 1 if "estimate" in row else 3
    shown = {k: f"{v:.{places}f}" if isinstance(v, float) else str(v) for k, v in row.items()}
    return {k: "" if v == "nan" else v for k, v in shown.items()}


def _doubts(corpus: Path) -> Rows:
    paths = (corpus / "codebook" / DOUBTS, SHIPPED / DOUBTS)
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return []
    with files.cells(path) as file:
        return list(csv.DictReader(file))


def previous(out: Path, series: str, parameters: Mapping[str, Any],
             notebooks: Sequence[str]) -> Past | None:  # fmt: skip
    """The last run of the same series, parameters and notebooks."""
    for one in past(out, series):
        record = one.record
        names = [n["name"] for n in record.get("notebooks", ())]
        if record.get("parameters") == parameters and names == list(notebooks):
            return one
    return None


def reusable(job: Job, last: Past, corpus: Path) -> Executed | None:
    """The last run's execution of a notebook, if another would give the same."""
    if last.record.get("code") != code() or last.record.get("versions") != versions():
        return None
    for entry in last.record["notebooks"]:
        if (
            entry["name"] == job.name
            and entry["failure"] is None
            and entry["source"] == _source(job)
            and entry["parameters"] == dict(job.parameters)
            and all(_now(name, corpus) == then for name, then in entry["reads"].items())
        ):
            path = last.folder / "notebooks" / f"{job.name}.ipynb"
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                return Executed(job.name, text, entry["reads"], None, 0.0)
    return None


def changes(last: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterator[str]:
    """What changed since the last run, a line each: inputs first, then conclusions.

    Parameters
    ----------
    last, now : mapping
        What `run.json` says of the two runs.
    """
    if last is None:
        yield FIRST_RUN
        return
    yield from _changed_files(last, now)
    for name, was, is_ in _pairs(last.get("versions", {}), now["versions"]):
        yield f"{name}: {was or 'none'} → {is_ or 'none'}"
    if any(last.get(part, []) != now.get(part, []) for part in VALIDATED):
        yield "the figures of agreement with readers changed"
    if last.get("code") != now["code"]:
        yield "the workbench's code changed"
    sources = [{n["name"]: n["source"] for n in r["notebooks"]} for r in (last, now)]
    for name, _, _ in _pairs(*sources):
        yield f"notebook {name} changed"
    yield from _changed_findings(last, now)


def _changed_files(last: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    reads = [
        {name: hash_ for n in r["notebooks"] for name, hash_ in n["reads"].items()}
        for r in (last, now)
    ]
    for name, was, is_ in _pairs(*reads):
        if not was or not is_:
            yield f"{name}: {'read for the first time' if is_ else 'no longer read'}"
            continue
        rows = [r.get("rows", {}).get(name, {}) for r in (last, now)]
        told = []
        for key, before, after in _pairs(*rows):
            told.append(f"{key} {'changed' if before and after else 'new' if after else 'gone'}")
        more = f", {len(told) - 10} more" if len(told) > 10 else ""
        yield f"{name}: {', '.join(told[:10]) or 'changed'}{more}"


def _changed_findings(last: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    said = [{(f["notebook"], f["name"]): f for f in r.get("findings", ())} for r in (last, now)]
    for (notebook, name), was, is_ in _pairs(*said):
        where = f"{notebook}, {name}"
        if not was or not is_:
            yield f"{where}: {'new' if is_ else 'gone'}"
            continue
        moved = []
        for key, before, after in _pairs(was.get("values") or {}, is_.get("values") or {}):
            by = ""
            if all(type(v) in (int, float) for v in (before, after)):
                by = f" ({after - before:+.4g})"
            moved.append(f"{key} {before} → {after}{by}")
        yield f"{where}: {'; '.join(moved) or 'said otherwise'}"


def _pairs(was: Mapping, is_: Mapping) -> Iterator[tuple[Any, Any, Any]]:
    """Keys whose values differ between two mappings, with both values (None where missing)."""
    for key in dict.fromkeys([*was, *is_]):
        if was.get(key) != is_.get(key):
            yield key, was.get(key), is_.get(key)


@cache
def code() -> str:
    """Fingerprint of the package: its source, its templates, the order of its findings."""
    package = Path(__file__).resolve().parents[1]
    return digest(b"".join(p.relative_to(package).as_posix().encode() + p.read_bytes()
                           for p in parts(package)))  # fmt: skip


def parts(package: Path) -> list[Path]:
    """Files of the package; not what a machine adds: hidden files, bytecode, and an installation's
    corpus and notebooks, whose changes are told by themselves."""
    added = {package / "shipped", *package.rglob("__pycache__")}
    return sorted(
        path for path in package.rglob("[!.]*") if path.is_file() and not added & {*path.parents}
    )


@cache
def versions() -> dict[str, str]:
    """Versions of Python and of the libraries that results hang on."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def _source(job: Job) -> str:
    """Fingerprint of a notebook's cells: stored outputs don't count."""
    cells = json.loads(job.source)["cells"]
    said = [[c["cell_type"], "".join(c["source"]), c["metadata"].get("tags") or []] for c in cells]
    return digest(json.dumps(said).encode())


def _now(name: str, corpus: Path) -> str | None:
    """Hash of a file or of a library that was read, as it is now."""
    if name.split(" ")[0] == LIBRARY:
        return library.fingerprint(name.removeprefix(LIBRARY).strip() or None)
    if name.startswith("shipped/") and (corpus / name.removeprefix("shipped/")).is_file():
        return None  # the corpus has a file of its own by now
    for root, prefix in reversed(roots(corpus)):
        path = root / name.removeprefix(prefix)
        if name.startswith(prefix) and path.is_file():
            return digest(path.read_bytes())
    return None


def _rows(path: Path) -> dict[str, str]:
    """Short fingerprints of a small CSV's rows by their first column."""
    if path.suffix != ".csv" or not path.is_file():
        return {}
    with files.cells(path) as file:
        rows = [row for row in csv.reader(file) if row][1:]
    if len(rows) > MOST_ROWS:
        return {}
    gathered: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        # tables of facts and the catalogue name a document, the codebook a code
        key = next((cell for cell in row[:2] if "/" in cell), row[0])
        gathered[key].append(row)
    return {key: digest(json.dumps(cells).encode())[:8] for key, cells in gathered.items()}
