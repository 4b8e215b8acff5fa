"""What a series' tables were made of, and whether they are still those that were built.

`datapackage.json` keeps for each table its bytes, its rows and a hash, and a hash of each file of
the codebook that coded it. Line ends don't count: a checkout may change them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import catalogue, decisions, files
from ..codebook import folders
from ..errors import InputError

CODED_BY = ("verbs", "entities", "conditions", "edits", "strength", "stopwords", "background")
"""Files of the codebook that decide what stands in tables, beside the themes of a series."""
PACKAGE = "datapackage.json"
SEALS = ("codebook", "decisions", "machine")


def sealed(package: Mapping[str, Any], made: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """A description of tables with what tells them from others.

    Parameters
    ----------
    package : mapping
        As `schema.datapackage` gives it.
    made : mapping
        Table → its file, as bytes.
    folder : Path
        Corpus folder.
    """
    resources = []
    for resource in package["resources"]:
        content = _plain(made[resource["name"]])
        resources.append(resource | {"bytes": len(content), "hash": _hash(content),
                                     "rows": _rows(content)})  # fmt: skip
    return {**package, "resources": resources, "codebook": coded_by(folder, package["name"])}


def unsealed(package: Mapping[str, Any]) -> dict[str, Any]:
    """The description alone."""
    resources = [
        {k: v for k, v in r.items() if k not in ("bytes", "hash", "rows")}
        for r in package["resources"]
    ]
    return {k: v for k, v in package.items() if k not in SEALS} | {"resources": resources}


def coded_by(folder: Path, name: str) -> dict[str, str]:
    """File of the codebook → its hash, for the files that a series is coded by."""
    row = catalogue.series(folder).get(name)
    themes = [folders.themed(folder, row.themes)] if row and row.themes else []
    paths = {file: folders.file(folder, file) for file in (*CODED_BY, *themes)}
    return {name: _of_file(path, *_stamp(path)) for name, path in paths.items() if path.is_file()}


def of_decisions(folder: Path, name: str) -> str | None:
    """Hash of a series' decisions; None where none was taken."""
    try:
        path = decisions.path(name, folder)
        return _of_file(path, *_stamp(path))
    except FileNotFoundError:
        return None


def by_readers(before: Mapping[str, bytes], seal: str | None) -> dict[str, Any]:
    """What a description keeps of decisions: their hash, and those of the machine's tables that
    they changed."""
    kept: dict[str, Any] = {"decisions": seal} if seal else {}
    hashes = {table: _hash(_plain(content)) for table, content in before.items()}
    return kept | ({"machine": hashes} if hashes else {})


def of_machine(folder: Path, name: str, table: str) -> Path:
    """The file of a table as the machine made it.

    Raises
    ------
    InputError
        It isn't the one that was built.
    """
    kept = described(folder, name).get("machine", {})
    if table not in kept:
        broken(folder, name, table)
        return folder / "tables" / name / f"{table}.csv"
    path = folder / "tables" / name / "machine" / f"{table}.csv"
    if not path.exists() or _of_file(path, *_stamp(path)) != kept[table]:
        raise InputError(f"{path}: missing, or changed after it was built; with texts at hand "
                         f"`workbench build {name}` makes it anew")  # fmt: skip
    return path


def stale(folder: Path, name: str, decided: bool = True) -> None:
    """Refuse tables that another codebook made, or that lack decisions.

    Raises
    ------
    InputError
        A file of the codebook has changed since they were built, or (`decided`) decisions were
        taken.
    """
    if decided and described(folder, name).get("decisions") != of_decisions(folder, name):
        raise InputError(f"{name}: its decisions changed since its tables were built; "
                         f"`workbench decisions apply {name}` applies them")  # fmt: skip
    kept = described(folder, name).get("codebook")
    if not isinstance(kept, dict):
        raise InputError(f"{name}: its tables don't say which codebook made them; "
                         f"`workbench build {name}` makes them anew")  # fmt: skip
    now = coded_by(folder, name)
    changed = [f"{file}.csv" for file in {**kept, **now} if kept.get(file) != now.get(file)]
    if changed:
        raise InputError(f"{name}: {', '.join(changed)} changed since its tables were built; "
                         f"`workbench build {name}` makes them anew")  # fmt: skip


def broken(folder: Path, name: str, table: str) -> None:
    """Refuse a table that isn't the one that was built.

    Raises
    ------
    InputError
        Rows are missing or too many, or something in it was changed.
    """
    path = folder / "tables" / name / f"{table}.csv"
    kept = next((r for r in described(folder, name)["resources"] if r.get("name") == table), None)
    if kept is None or "hash" not in kept:
        raise InputError(f"{path}: {PACKAGE} doesn't tell which table was built; "
                         f"`workbench build {name}` makes it anew")  # fmt: skip
    if kept["hash"] == _of_file(path, *_stamp(path)):
        return
    rows = _rows(_plain(files.content(path)))
    what = (
        f"{rows} rows, {kept.get('rows')} were built"
        if rows != kept.get("rows")
        else "it was changed after it was built"
    )
    raise InputError(f"{path}: {what}; `workbench build {name}` makes it anew")


def built(folder: Path, name: str) -> list[str]:
    """Names of the tables that were built, as the description beside them tells."""
    return [str(resource.get("name")) for resource in described(folder, name)["resources"]]


def described(folder: Path, name: str) -> dict[str, Any]:
    """The description that stands beside a series' tables.

    Raises
    ------
    InputError
        There is none, or it can't be read.
    """
    path = folder / "tables" / name / PACKAGE
    try:
        return _json(path, *_stamp(path))
    except FileNotFoundError:
        raise InputError(f"{path}: missing, so nobody can tell which tables were built; "
                         f"`workbench build {name}` makes them anew") from None  # fmt: skip
    except InputError:
        raise
    except (ValueError, RecursionError):
        raise InputError(f"{path}: not a description of tables; `workbench build {name}` "
                         "makes it anew") from None  # fmt: skip


@lru_cache(maxsize=64)
def _json(path: Path, *stamp: int) -> dict[str, Any]:
    content = json.loads(files.content(path).decode())
    if not (
        isinstance(content, dict)
        and isinstance(content.get("resources"), list)
        and all(isinstance(resource, dict) for resource in content["resources"])
        and isinstance(content.get("machine", {}), dict)
    ):
        raise ValueError(path)
    return content


def _stamp(path: Path) -> tuple[int, int]:
    """When and how large a file was written: what is known of it holds as long."""
    stat = files.regular(path)
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=512)
def _of_file(path: Path, *stamp: int) -> str:
    return _hash(_plain(files.content(path)))


def _plain(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _hash(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _rows(content: bytes) -> int:
    """Lines below the head: cells have no line ends (see `making`)."""
    return max(content.count(b"\n") - 1, 0)
