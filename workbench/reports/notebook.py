"""A notebook as content: its parameters, its tidy form, and which of its cells failed.

Tidy means that nothing is in it that changes from run to run though results don't.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError

__all__ = ["Failure", "cleared", "failure", "line", "loaded", "parameters", "tidy", "written"]

PARAMETERS = "parameters"
INJECTED = "injected-parameters"
ERROR_MARK = "papermill-error-cell-tag"
WIDGET = "application/vnd.jupyter.widget-view+json"  # a control lives as long as its kernel


@dataclass(frozen=True, slots=True)
class Failure:
    """Which cell of a notebook failed (counted among code cells, from 1) and why, in one line."""

    notebook: str
    cell: int
    why: str

    def __str__(self) -> str:
        return f"{self.notebook}, code cell {self.cell}: {self.why}"


def loaded(notebook: Path) -> dict[str, Any]:
    """A notebook file as JSON, or one line that says why it is none."""
    try:
        content = json.loads(notebook.read_text(encoding="utf-8"))
        if isinstance(content["cells"], list) and content["nbformat"] == 4:
            return content
        reason = "notebook format 4 expected"
    except OSError as error:
        reason = error.strerror or str(error)
    except (ValueError, KeyError, TypeError):
        reason = "no notebook (JSON with cells expected)"
    raise InputError(f"{notebook}: {reason}")


def parameters(notebook: Path) -> dict[str, Any]:
    """Parameters of a notebook with their defaults, from its cell tagged ``parameters``.

    Parameters
    ----------
    notebook : Path
        A notebook file.

    Returns
    -------
    dict
        Name → default, in the order of the cell.
    """
    cells = [c for c in loaded(notebook)["cells"] if PARAMETERS in _tags(c)]
    if not cells:
        return {}
    try:
        statements = ast.parse(_joined(cells[0]["source"])).body
    except SyntaxError as error:
        raise InputError(f"{notebook.name}: cell of parameters, line {error.lineno}: "
                         f"{error.msg}; one assignment a line expected") from None  # fmt: skip
    defaults: dict[str, Any] = {}
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        try:
            defaults[name] = ast.literal_eval(value)
        except ValueError:
            shown = ast.unparse(value)
            raise InputError(
                f"{notebook.name}: default of parameter {name!r} is {shown!r}; "
                "a plain value expected"
            ) from None
    return defaults


def tidy(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """A notebook with nothing in it that changes from run to run though results don't.

    Metadata keep the kernel's and the language's name and the cells' tags; streams are joined;
    tracebacks lose colours and paths; injected parameters get a fixed id.
    """
    cells = []
    for index, cell in enumerate(notebook["cells"]):
        if ERROR_MARK in _tags(cell):  # papermill's own; the report says it
            continue
        kept = {k: v for k, v in cell["metadata"].items() if k in ("tags", "jupyter") and v}
        tidied: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "id": INJECTED if INJECTED in _tags(cell) else cell.get("id") or f"cell-{index}",
            "metadata": kept,
            "source": _joined(cell["source"]),
        }
        if "attachments" in cell:
            tidied["attachments"] = cell["attachments"]
        if cell["cell_type"] == "code":
            tidied["execution_count"] = cell.get("execution_count")
            tidied["outputs"] = _outputs(cell.get("outputs", []))
        cells.append(tidied)
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def written(notebook: Mapping[str, Any]) -> str:
    """JSON of a notebook as Jupyter saves it: long texts as lists of lines, keys in order."""
    from nbformat import from_dict, writes

    return writes(from_dict(notebook)) + "\n"


def cleared(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook without outputs, earlier injected parameters and random ids."""
    notebook["cells"] = [c for c in notebook["cells"] if INJECTED not in _tags(c)]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        cell["metadata"].pop("papermill", None)
    bare = tidy(notebook)
    bare["metadata"]["papermill"] = {}  # where papermill writes
    return bare


def _outputs(outputs: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    tidied: list[dict[str, Any]] = []
    for output in outputs:
        new = {k: v for k, v in output.items() if k != "transient"}
        kind = new["output_type"]
        if kind == "stream":
            new["text"] = _joined(new["text"])
            # how a stream is cut into messages is chance
            if tidied and tidied[-1]["output_type"] == "stream" and (
                tidied[-1]["name"] == new["name"]
            ):  # fmt: skip
                tidied[-1]["text"] += new["text"]
                continue
        elif kind == "error":
            new["traceback"] = [_placeless(line) for line in new["traceback"]]
            new["evalue"] = _placeless(new["evalue"])
        else:
            new["data"] = {k: v if isinstance(v, (dict, str)) else _joined(v)
                           for k, v in new["data"].items() if k != WIDGET}  # fmt: skip
        tidied.append(new)
    return tidied


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CELL_FILE = re.compile(r"\S*ipykernel_\d+/\d+\.py")
_PATH = re.compile(r"(?<![\w.])/[^\s:'\"]+/(?=[\w.-])")


def _placeless(text: str) -> str:
    text = _CELL_FILE.sub("<cell>", _COLOURS.sub("", text))
    return _PATH.sub(lambda m: _inside(m[0]), text)


def _inside(path: str) -> str:
    """A path from its package folder on: what stands before is a machine's affair."""
    for mark in ("site-packages/", "/workbench/"):
        if mark in path:
            return path[path.rindex(mark) :].removeprefix("site-packages/").removeprefix("/")
    return ""


def failure(
    name: str, notebook: Mapping[str, Any], noted: tuple[int, str] | None
) -> Failure | None:
    """The first cell that failed: by the error that it shows, or as noted (its index, and why)."""
    count = 0
    for index, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        count += INJECTED not in _tags(cell)  # the author's notebook hasn't that cell
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                return Failure(name, count, line(f"{output['ename']}: {output['evalue']}"))
        if noted and index == noted[0]:
            return Failure(name, count, noted[1])
    return Failure(name, 0, noted[1]) if noted else None


def line(text: str) -> str:
    """First line of a message, not longer than a line."""
    first = _placeless(text).strip().partition("\n")[0].removesuffix(": ")
    return first if len(first) <= 200 else first[:199] + "…"


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return cell["metadata"].get("tags") or []


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
