"""The guard of the notebooks bites: each kind of mutation makes it fail, and nothing else does.

The comparison is nbval's own. Its kernel is one that answers from a record, so that a notebook is
executed once and compared with many mutations of itself; where tables or code are mutated, the
notebook is executed with them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from guard import NOTEBOOKS, OTHERS, ROOT, STORED, differences, executed, facts, faults

from workbench import reports, show
from workbench.reports.notebook import written

REPORTED = [path for path in NOTEBOOKS if path.stem in reports.NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_is_stored_whole_and_run(path):
    assert not faults(path), f"{path.name}: `make notebooks` runs and writes it anew"


@pytest.mark.parametrize("path", REPORTED, ids=lambda p: p.stem)
@pytest.mark.parametrize(
    "other", [pytest.param(o, marks=[pytest.mark.slow] if i else []) for i, o in enumerate(OTHERS)]
)
def test_notebook_shows_what_is_stored_of_another_series(path, other):
    stored = json.loads((STORED / other / f"{path.stem}.json").read_text(encoding="utf-8"))
    moved = differences(stored, facts(executed(path, OTHERS[other])))
    assert not moved, "where that is meant: `make notebooks`"


# ── nbval, with a kernel that answers from a record ──────────────────────────────────────────


class Record:
    """A kernel for nbval that says what an executed notebook's cells said, in their order."""

    def __init__(self, notebook: str):
        cells = [c for c in json.loads(notebook)["cells"] if c["cell_type"] == "code"]
        self.waiting = [cell["outputs"] for cell in cells]
        self.asked = 0
        self.messages: list[dict[str, Any]] = []

    def is_alive(self) -> bool:
        return True

    def execute_cell_input(self, source: str, allow_stdin: bool) -> str:
        self.asked += 1
        for output in self.waiting.pop(0):
            self.say(output["output_type"], output)
        self.say("status", {"execution_state": "idle"})
        return str(self.asked)

    def say(self, kind: str, content: Mapping[str, Any]) -> None:
        content = dict(content)
        if "data" in content:
            content["data"] = {k: "".join(v) if isinstance(v, list) else v
                               for k, v in content["data"].items()}  # fmt: skip
        if "text" in content:
            content["text"] = "".join(content["text"])
        self.messages.append(
            {"msg_type": kind, "content": content, "parent_header": {"msg_id": str(self.asked)}}
        )

    def await_reply(self, *_: Any, **__: Any) -> None: ...

    await_idle = await_reply

    def get_message(self, *_: Any, **__: Any) -> dict[str, Any]:
        return self.messages.pop(0)


def unlike(session: pytest.Session, stored: Path, notebook: str) -> list[str]:
    """What nbval says against a stored notebook where running it gives another one."""
    from nbval.plugin import IPyNbFile, NbCellError

    file = IPyNbFile.from_parent(session, path=stored)
    file.compare_outputs = True
    file.kernel = Record(notebook)
    said = []
    for cell in file.collect():
        cell.comparison_traceback = []
        try:
            cell.runtest()
        except (NbCellError, pytest.skip.Exception) as error:
            said.append(f"{cell.name}: {error}")
    return said


@cache
def now(name: str) -> str:
    """A stored notebook run anew."""
    return executed(ROOT / "notebooks" / f"{name}.ipynb", {})


def caught(session: pytest.Session, stored: Path, notebook: str) -> list[str]:
    return [*faults(stored), *unlike(session, stored, notebook)]


def test_a_finding_rests_on_what_its_notebook_shows(tmp_path):
    notebook = json.loads((ROOT / "notebooks" / "drift.ipynb").read_text(encoding="utf-8"))
    outputs(notebook, "figure", "survival")[show.MIME]["name"] = "survivors"
    path = tmp_path / "drift.ipynb"
    path.write_text(written(notebook), encoding="utf-8")
    assert "finding survival rests on figure survival, which isn't shown" in faults(path)


# ── mutations of a stored notebook ───────────────────────────────────────────────────────────


MUTATIONS: list[Callable[[dict], None]] = []


def mutation(function: Callable[[dict], None]) -> Callable[[dict], None]:
    MUTATIONS.append(function)
    return function


def outputs(notebook: dict, kind: str, name: str = "") -> dict:
    """Data of the first output of a kind."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            shown = output.get("data", {}).get(show.MIME, {})
            if shown.get("kind") == kind and name in ("", shown["name"]):
                return output["data"]
    raise AssertionError(f"no {kind} {name}")


def shown(notebook: dict) -> list[dict]:
    """Code cells that show something."""
    return [c for c in notebook["cells"] if c["cell_type"] == "code" and c["outputs"]]


@mutation
def number_in_a_sentence(notebook):
    data = outputs(notebook, "finding")
    data["text/plain"] = [re.sub(r"\d+", "7777", "".join(data["text/plain"]), count=1)]


@mutation
def value_of_a_finding(notebook):
    values = outputs(notebook, "finding")[show.MIME]["values"]
    values[next(iter(values))] = -1


@mutation
def paragraph_of_a_finding(notebook):
    del outputs(notebook, "finding")[show.MIME]["labels"][0]


@mutation
def cell_of_a_printed_table(notebook):
    data = outputs(notebook, "table")
    data["text/html"] = [re.sub(r">[^<>]+</td>", ">7777</td>", "".join(data["text/html"]), count=1)]


@mutation
def cell_of_a_table(notebook):
    outputs(notebook, "table", "paragraphs")[show.MIME]["rows"][-1][-1] = "OP7777"


@mutation
def swapped_labels(notebook):
    table = outputs(notebook, "table", "paragraphs")[show.MIME]
    at = [c["name"] for c in table["columns"]].index("later_label")
    first, second = (row for row in table["rows"][:2])
    first[at], second[at] = second[at], first[at]


@mutation
def dropped_row(notebook):
    del outputs(notebook, "table", "paragraphs")[show.MIME]["rows"][30]


@mutation
def dropped_year(notebook):
    figure = outputs(notebook, "figure")[show.MIME]
    at = [c["name"] for c in figure["columns"]].index("year")
    figure["rows"] = [row for row in figure["rows"] if row[at] != figure["rows"][0][at]]


@mutation
def caption(notebook):
    outputs(notebook, "table")[show.MIME]["caption"] += " in thousands"


@mutation
def hash_of_a_figure(notebook):
    facts = outputs(notebook, "figure")[show.MIME]
    facts["drawn"] = facts["drawn"][::-1]


@mutation
def another_drawing(notebook):
    one, other = (outputs(notebook, "figure", name) for name in ("composition", "places"))
    one["image/png"] = other["image/png"]


@mutation
def damaged_picture(notebook):
    data = outputs(notebook, "figure")
    data["image/png"] = "".join(data["image/png"])[:400]


@mutation
def figure_without_drawing(notebook):
    del outputs(notebook, "figure")["image/png"]


@mutation
def figure_stored_twice(notebook):
    outputs(notebook, "figure")["image/svg+xml"] = "<svg/>"


@mutation
def stripped_cell(notebook):
    shown(notebook)[2]["outputs"] = []


@mutation
def stripped_notebook(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


@mutation
def cells_run_out_of_order(notebook):
    first, second = shown(notebook)[:2]
    first["execution_count"], second["execution_count"] = (
        second["execution_count"], first["execution_count"],
    )  # fmt: skip


@mutation
def swapped_outputs(notebook):
    first, second = shown(notebook)[:2]
    first["outputs"], second["outputs"] = second["outputs"], first["outputs"]


@mutation
def stored_error(notebook):
    shown(notebook)[1]["outputs"] = [
        {"output_type": "error", "ename": "E", "evalue": "no", "traceback": []}
    ]


@mutation
def comparison_turned_off(notebook):
    shown(notebook)[0]["metadata"]["tags"] = ["nbval-ignore-output"]


@mutation
def time_in_the_metadata(notebook):
    shown(notebook)[0]["metadata"]["execution"] = {"iopub.execute_input": "2026-11-01T12:00:00Z"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_notebook_run_anew_is_the_stored_one(name, request):
    path = ROOT / "notebooks" / f"{name}.ipynb"
    assert caught(request.session, path, now(name)) == []
    assert now(name) == path.read_text(encoding="utf-8")  # to the byte, on this machine


@pytest.mark.slow
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda m: m.__name__)
def test_mutated_notebook_is_caught(mutate: Callable, request, tmp_path):
    path = ROOT / "notebooks" / "renewals.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    mutate(notebook)
    mutated = tmp_path / path.name
    mutated.write_text(written(notebook), encoding="utf-8")
    assert caught(request.session, mutated, now("renewals"))


# ── mutations of tables and code ─────────────────────────────────────────────────────────────


def edited(table: str, *change: tuple[str, str]) -> Callable[[Path], None]:
    """Change the first row of a table in which all patterns are found."""

    def mutate(folder: Path) -> None:
        path = folder / "tables" / "ct-assistance" / f"{table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines)
                  if all(re.search(was, line) for was, _ in change))  # fmt: skip
        for was, is_ in change:
            lines[at] = re.sub(was, is_, lines[at], count=1)
        path.write_text("".join(lines), encoding="utf-8")
        resealed(path)

    return mutate


def resealed(path: Path) -> None:
    """Hide a change from the seal of its table: what a notebook shows must tell it too."""
    description = path.with_name("datapackage.json")
    package = json.loads(description.read_text(encoding="utf-8"))
    content = path.read_bytes()
    resource = next(r for r in package["resources"] if r["name"] == path.stem)
    resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
    resource["rows"] = content.count(b"\n") - 1
    description.write_text(json.dumps(package), encoding="utf-8")


LAST = ("A/RES/74/175", "A/RES/74/175")
TABLE_MUTATIONS = {
    "cell of a table": ("renewals", edited("links", LAST, (",kept,", ",revised,"))),
    "swapped label": ("renewals", edited("links", LAST, ("OP9,", "OP19,"))),
    "dropped year": ("corpus", edited("resolutions", ("^A/RES/58/136,.*\n", ""))),
    "length": ("drift", edited("paragraphs", ("(A/RES/74/175,OP9,.*),\\d+,", r"\1,999,"))),
    "theme": ("topics", edited("codes", (",theme,gender,", ",theme,biometrics,"))),
    "addressee": ("mandate", edited("clause_entities", (",addressee,UNODC", ",addressee,CTED"))),
}


@pytest.mark.slow
@pytest.mark.parametrize("mutation", TABLE_MUTATIONS)
def test_mutated_table_is_caught(mutation, request, tmp_path):
    name, mutate = TABLE_MUTATIONS[mutation]
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns("texts"))
    mutate(tmp_path / "corpus")
    path = ROOT / "notebooks" / f"{name}.ipynb"
    assert unlike(request.session, path, executed(path, {}, tmp_path / "corpus"))


CODE_MUTATIONS = {
    "colours": "show.PALETTE['kept'] = show.PALETTE['added']",
    "labels of an axis": "from workbench import symbols\nsymbols.short = str.lower",
    "order of a table": "steps.read = lambda table, *_: table.iloc[::-1]",
}


@pytest.mark.slow
@pytest.mark.parametrize("mutation", CODE_MUTATIONS)
def test_mutated_code_is_caught(mutation, request, tmp_path):
    path = ROOT / "notebooks" / "renewals.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"] if "from workbench import" in "".join(c["source"]))
    cell["source"] = [*cell["source"], f"\n{CODE_MUTATIONS[mutation]}"]
    other = tmp_path / path.name
    other.write_text(json.dumps(notebook), encoding="utf-8")
    assert unlike(request.session, path, executed(other, {}, ROOT / "corpus"))


@pytest.mark.slow
def test_comparison_as_make_runs_it_passes_and_fails(tmp_path):
    """Not from a record: the options of `make test`, a real kernel, one number changed."""
    asked = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--nbval $(NOTEBOOKS)" in asked
    path = ROOT / "notebooks" / "corpus.ipynb"
    mutated = tmp_path / path.name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    environment = os.environ | {"WORKBENCH_CORPUS": str(ROOT / "corpus"), "WORKBENCH_TEXTS": "",
                                "PYTHONHASHSEED": "0"}  # fmt: skip
    for mutate, status in ((None, 0), (value_of_a_finding, 1)):
        if mutate:
            mutate(notebook)
        mutated.write_text(written(notebook), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval",
             mutated],
            cwd=ROOT, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        assert run.returncode == status, run.stdout
