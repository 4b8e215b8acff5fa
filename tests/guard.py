"""The guard of the notebooks: what nbval leaves unseen, and series that no notebook is stored for.

    python tests/guard.py            the notebooks and tests/stored/ anew (`make notebooks`)
    python tests/guard.py NOTEBOOK…  some of them

nbval passes a notebook that was never run, skips images, and knows one set of parameters. So here
is what every stored notebook must be besides (`faults`), and what the notebooks show of another
series (`facts`), small enough to be stored and legible enough to say what moved.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench import reports, show
from workbench.reports import execution
from workbench.reports.notebook import INJECTED, tidy, written

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STORED = ROOT / "tests" / "stored"
# Parameters by which the notebooks of reports are run a second time, and where that is stored.
OTHERS: dict[str, dict[str, Any]] = {
    "ct-strategy": {"series": "ct-strategy"},
    "ct-strategy-few": {"series": "ct-strategy", "years": [2010, 2016], "themes": ["gender"],
                        "entity": "CTED"},
}  # fmt: skip
OFF = ("NBVAL_", "PYTEST_VALIDATE_IGNORE_OUTPUT")


# ── what a stored notebook must be ───────────────────────────────────────────────────────────


def faults(path: Path) -> list[str]:
    """What is wrong with a stored notebook, that nbval doesn't see; nothing if all is well."""
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    found = []
    if written(tidy(notebook)) != text:
        found.append("not as `make notebooks` writes it: times, paths, widths or other metadata")
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if [cell["execution_count"] for cell in code] != list(range(1, len(code) + 1)):
        found.append("not run from the first cell to the last in a fresh kernel")
    for number, cell in enumerate(code, 1):
        found += [f"code cell {number}: {said}" for said in _cell(cell)]
    return [*found, *_evidence(code)]


def _evidence(code: list[dict[str, Any]]) -> Iterator[str]:
    """Findings that name a figure or a table that the notebook doesn't show: a link to nowhere."""
    facts = [o["data"][show.MIME] for c in code for o in c["outputs"]
             if show.MIME in o.get("data", {})]  # fmt: skip
    shown = {(one["kind"], one.get("name")) for one in facts}
    for one in facts:
        for kind in ("figure", "table"):
            if one["kind"] == "finding" and one.get(kind) and (kind, one[kind]) not in shown:
                yield f"finding {one['name']} rests on {kind} {one[kind]}, which isn't shown"


def _cell(cell: Mapping[str, Any]) -> Iterator[str]:
    source, outputs = "".join(cell["source"]), cell["outputs"]
    tags = cell["metadata"].get("tags") or []
    if any(off in source for off in OFF) or {"raises-exception", INJECTED} & {*tags}:
        yield "turns the comparison off"
    if any(tag.startswith("nbval-") for tag in tags):
        yield "turns the comparison off"
    if _shows(source) and not outputs and "sometimes" not in tags:  # a condition may not be met
        yield "shows something, but its output was stripped"
    for output in outputs:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            yield "an error or a warning is stored"
        data = output.get("data", {})
        facts = data.get(show.MIME, {})
        if facts.get("kind") == "figure":
            yield from _figure(data, facts["drawn"])


def _shows(source: str) -> bool:
    """Whether a cell ends with something to display."""
    statements = ast.parse(source).body
    last = statements[-1] if statements else None
    if isinstance(last, ast.If):
        last = last.body[-1]
    return isinstance(last, ast.Expr) and not source.rstrip().endswith(";")


def _figure(data: Mapping[str, Any], drawn: str) -> Iterator[str]:
    """Faults of a drawing: it must be whole, the one that its facts speak of, and stored once."""
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(base64.b64decode("".join(data["image/png"]))))
        picture.load()
    except (KeyError, UnidentifiedImageError, OSError, ValueError) as error:
        yield f"a figure is damaged ({type(error).__name__})"
        return
    if "image/svg+xml" in data:
        yield "a figure is stored twice, as PNG and as SVG"
    if picture.info.get("drawn") != drawn:
        yield "a figure is not the one that its hash was made of"


# ── what is shown of another series ──────────────────────────────────────────────────────────


def facts(notebook: str) -> dict[str, Any]:
    """What an executed notebook shows, in short: sentences in full, a hash a column of tables."""
    found: dict[str, Any] = {}
    for cell in json.loads(notebook)["cells"]:
        for output in cell.get("outputs", ()):
            shown = output.get("data", {}).get(show.MIME)
            if shown is None:
                continue
            name = f"{shown['kind']} {shown.get('name', len(found))}"
            if shown["kind"] in ("figure", "table", "matter"):
                told = {k: shown[k] for k in ("alt", "caption", "drawn", "head") if k in shown}
                found[name] = told | _columns(shown)
            else:
                found[name] = {k: shown[k] for k in ("text", "values", "labels") if shown.get(k)}
    return found


def _columns(shown: Mapping[str, Any]) -> dict[str, Any]:
    rows = shown.get("rows")
    if rows is None:
        return {}
    columns = zip(*rows, strict=True) if rows else [()] * len(shown["columns"])
    return {"rows": len(rows), "columns": {
        column["name"]: hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:12]
        for column, cells in zip(shown["columns"], columns, strict=True)
    }}  # fmt: skip


def differences(stored: Any, now: Any, where: str = "") -> list[str]:
    """Where two trees of facts differ, a line each."""
    if isinstance(stored, dict) and isinstance(now, dict):
        keys = dict.fromkeys([*stored, *now])
        pairs = ((key, stored.get(key), now.get(key)) for key in keys)
        return [line for key, *both in pairs for line in differences(*both, f"{where}/{key}")]
    return [] if stored == now else [f"{where[1:]}: {stored!r} → {now!r}"]


def executed(path: Path, given: Mapping[str, Any], corpus: Path | None = None) -> str:
    """A notebook run with parameters, from the tables alone."""
    known = reports.parameters(path)
    values = {k: v for k, v in given.items() if k in known}
    done = execution.execute(execution.Job(
        path.stem, path.read_text(encoding="utf-8"), values, corpus and str(corpus),
        str(path.parent),
    ))  # fmt: skip
    if done.failure:
        raise RuntimeError(str(done.failure))
    return done.notebook


def main(names: list[str]) -> None:
    """Notebooks and stored facts anew, where all cells run."""
    paths = [path for path in NOTEBOOKS if not names or path.stem in names]
    failed = reports.stored(paths, workers=2)
    for path in paths:
        if path.stem not in reports.NOTEBOOKS:
            continue
        for other, given in OTHERS.items():
            told = json.dumps(facts(executed(path, given)), indent=1, ensure_ascii=False)
            place = STORED / other / f"{path.stem}.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(told + "\n", encoding="utf-8")
    sys.exit("\n".join(map(str, failed)) or 0)


if __name__ == "__main__":
    main(sys.argv[1:])
