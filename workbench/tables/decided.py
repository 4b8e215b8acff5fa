"""Published tables: the machine's, with what readers decided.

Beside them, in the folder `machine`, stand the machine's tables that decisions changed, so that
decisions can be applied, and taken back, without texts.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import catalogue, codebook, decisions, holdings
from ..errors import InputError
from ..files import alone, told
from . import schema, seals

if TYPE_CHECKING:
    import pandas as pd

    from ..records import Resolution

__all__ = ["decided", "fresh", "published", "reapplied", "stored", "supposed", "there", "written"]

MACHINE = "machine"  # the folder
TABLE = "decisions"


def decided(
    name: str,
    machine: Mapping[str, pd.DataFrame],
    folder: Path,
    taken: list[decisions.Decision] | None = None,
    published: Mapping[str, pd.DataFrame] | None = None,
) -> dict[str, pd.DataFrame]:
    """The machine's tables with a series' decisions applied, and the table of these.

    Parameters
    ----------
    name : str
    machine : mapping
        Table → its cells as text.
    folder : Path
        Corpus folder.
    taken : list of Decision, optional
        Others than those that are kept.
    published : mapping, optional
        Tables with earlier decisions applied (see `decisions.applied`).
    """
    import pandas as pd

    taken = decisions.read(name, folder) if taken is None else taken
    described = schema.columns(folder)
    made = dict(machine)
    rows: dict[str, Any] = {}
    if taken:
        rows = {t: _Rows(frame) for t, frame in machine.items()}
        row = catalogue.series(folder)[name]
        book = catalogue.book(name, folder)
        known = {t: _Rows(frame) for t, frame in (published or {}).items()}
        after = decisions.applied(rows, taken, book, _texts(folder), row.adjudicator, known)
        rows = {t: new for t, new in after.items() if new is not rows.get(t)}
    for table, new in {TABLE: [], **rows}.items():
        columns = [c["column"] for c in described[table]]
        made[table] = pd.DataFrame(new, columns=columns, dtype="str")
    return made


class _Rows:
    """Rows of a table, made when they are first looked at: decisions look at few tables."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame
        self.made: list[dict] | None = None

    def __iter__(self):
        if self.made is None:
            names = list(self.frame)
            columns = (self.frame[name].to_numpy(object) for name in names)
            cells = zip(*columns, strict=True)  # thrice as fast as pandas' own records
            self.made = [dict(zip(names, row, strict=True)) for row in cells]
        return iter(self.made)


def _texts(folder: Path):
    """Symbol → its text, read once; None where it isn't at hand."""
    known: dict[str, Resolution | None] = {}

    def text(symbol: str) -> Resolution | None:
        if symbol not in known:
            try:
                known[symbol] = holdings.text(symbol, folder)
            except InputError:
                known[symbol] = None
        return known[symbol]

    return text


def there(name: str, folder: Path) -> bool:
    """Whether a series has tables."""
    return (folder / "tables" / name / seals.PACKAGE).exists()


def stored(name: str, folder: Path) -> dict[str, pd.DataFrame]:
    """The machine's tables of a series as they are kept, each cell as text.

    Raises
    ------
    InputError
        A table is missing, or isn't the one that was built.
    """
    seals.stale(folder, name, decided=False)
    made = {}
    for resource in schema.datapackage(name, folder, None)["resources"]:
        table = resource["name"]
        if table != TABLE:
            path = seals.of_machine(folder, name, table)
            made[table] = schema.plain(path)
    return made


def reapplied(name: str, folder: Path | None = None) -> Path:
    """Apply a series' decisions to the tables that are there; no text is coded anew."""
    place = codebook.folder(folder)
    with alone(place / "tables", f".{name}.lock"):
        return written(name, stored(name, place), place, published(name, place))


def supposed(name: str, folder: Path, taken: list[decisions.Decision]) -> dict[str, pd.DataFrame]:
    """Tables of a series as some decisions would make them, those that they touch."""
    machine = stored(name, folder)
    made = decided(name, machine, folder, taken, published(name, folder))
    kept = seals.described(folder, name).get("machine", {})
    described = schema.columns(folder)
    return {
        table: schema.typed(io.StringIO(frame.to_csv(index=False)), described[table])
        for table, frame in made.items()
        if table in kept or frame is not machine.get(table)
    }


def fresh(name: str, folder: Path) -> None:
    """Apply decisions that the tables lack; nothing is written where there are none."""
    if there(name, folder):
        kept = seals.described(folder, name).get("decisions")
        if kept != seals.of_decisions(folder, name):
            reapplied(name, folder)


def published(name: str, folder: Path) -> dict[str, pd.DataFrame]:
    """Tables that decisions about links change, as they are published, each cell as text."""
    import pandas as pd

    paths = {t: folder / "tables" / name / f"{t}.csv" for t in ("links", "edits")}
    return {t: pd.read_csv(path, dtype=str, keep_default_na=False)
            for t, path in paths.items() if path.exists()}  # fmt: skip


def written(
    name: str,
    machine: Mapping[str, pd.DataFrame],
    place: Path,
    known: Mapping[str, pd.DataFrame] | None = None,
) -> Path:
    """Write the machine's tables with decisions applied as the data package of a series."""
    target = place / "tables" / name
    with alone(target.parent, f".{name}.lock"):
        seal = seals.of_decisions(place, name)  # before they are read: one that comes is stale
        made = decided(name, machine, place, published=known)
        changed = {t: frame for t, frame in machine.items() if frame is not made[t]}
        changed = {t: frame for t, frame in changed.items() if not frame.equals(made[t])}
        with (
            told(target),
            tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{name}-") as temporary,
        ):
            new = Path(temporary) / "new"
            new.mkdir()
            files = {t: _csv(frame, new / f"{t}.csv") for t, frame in made.items()}
            if changed:
                (new / MACHINE).mkdir()
            before = {t: _csv(frame, new / MACHINE / f"{t}.csv") for t, frame in changed.items()}
            package = seals.sealed(schema.datapackage(name, place, list(made)), files, place)
            package |= seals.by_readers(before, seal)
            described = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
            (new / seals.PACKAGE).write_text(described, encoding="utf-8")
            if target.exists():
                target.rename(Path(temporary) / "old")
            shutil.move(new, target)
    return target


def _csv(frame: pd.DataFrame, path: Path) -> bytes:
    frame.to_csv(path, index=False, lineterminator="\n")
    return path.read_bytes()
