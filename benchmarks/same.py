"""Two checkouts say the same: tables, stored notebooks and sentences compared cell by cell.

    python benchmarks/same.py BEFORE AFTER [--outputs BEFORE_OUTPUTS AFTER_OUTPUTS]

BEFORE and AFTER are folders of the project, the outputs those of `workbench report` in each.
Columns may have been renamed or moved between the two: what stands in them may not. Exit status 1
where anything differs.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MIME = "application/vnd.workbench+json"
Facts = dict[str, Any]


def tables(checkout: Path) -> Facts:
    """Each published table as its columns, whatever their names and order."""
    whole = {}
    for path in sorted((checkout / "corpus" / "tables").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file)
        name = path.relative_to(checkout).as_posix()
        whole[name] = Counter(zip(*rows, strict=True))
    return whole


def shown(notebook: Path) -> Iterator[tuple[str, Any]]:
    """What a notebook shows: sentences with their values and labels, columns of tables."""
    for number, cell in enumerate(json.loads(notebook.read_text(encoding="utf-8"))["cells"]):
        for output in cell.get("outputs", ()):
            facts = output.get("data", {}).get(MIME)
            if facts is None:
                continue
            kind = facts.get("kind")
            name = f"{kind} {facts.get('name', '')} in cell {number}"
            if "rows" in facts:
                columns = zip(*(map(str, row) for row in facts["rows"]), strict=True)
                yield name, Counter(columns)
            else:
                yield name, {k: facts.get(k) for k in ("text", "values", "labels", "drawn")}


def notebooks(folder: Path) -> Facts:
    """What all notebooks below a folder show, by series, notebook and cell."""
    found: Facts = {}
    for path in sorted(folder.rglob("*.ipynb")):
        parts = path.relative_to(folder).parts
        place = "/".join((parts[0], path.stem) if len(parts) > 1 else (path.stem,))
        found |= {f"{place}: {name}": value for name, value in shown(path)}
    return found


def differences(before: Facts, after: Facts) -> Iterator[str]:
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        if one != other:
            lost = one - other if isinstance(one, Counter) and isinstance(other, Counter) else one
            new = other - one if isinstance(one, Counter) and isinstance(other, Counter) else other
            yield f"{name}\n  before {str(lost)[:400]}\n  after  {str(new)[:400]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--outputs", nargs=2, type=Path, metavar=("BEFORE", "AFTER"))
    given = parser.parse_args()
    pairs = [
        (tables(given.before), tables(given.after)),
        (notebooks(given.before / "notebooks"), notebooks(given.after / "notebooks")),
    ]
    if given.outputs:
        pairs.append((notebooks(given.outputs[0]), notebooks(given.outputs[1])))
    told = [line for pair in pairs for line in differences(*pair)]
    print(*told, sep="\n")
    print(f"{sum(len(a) for a, _ in pairs)} tables, sentences and figures; {len(told)} differ")
    sys.exit(bool(told))


if __name__ == "__main__":
    main()
