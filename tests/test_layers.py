"""One direction: text → records → tables → measures → figures → notebooks → reports.

The table says which modules of the package each may import; the imports are read from the source,
those inside functions too, so that an import put off is no way around. Inside a sub-package there
is no table, but no circle either. And walls: no module and no function is longer than it may be
(how branched a function may be is ruff's to say).
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "workbench"

RECORDS = {"symbols", "text", "records", "grammar", "readers", "codebook", "features", "clauses",
           "duties", "collation"}  # fmt: skip
MEASURES = {"drift", "topics", "mandate"}
LAYERS: dict[str, set[str]] = {
    "errors": set(),
    "text": set(),
    "files": {"text"},
    "bounded": set(),  # a function in a process that can be spared
    "pool": set(),  # one function for many things, on all cores
    "symbols": set(),
    "drawings": set(),  # figures as files, and a hash of what is drawn
    "codebook": set(),
    "prose": set(),  # counted words and lists
    "show": {"symbols", "drawings", "codebook", "prose"},
    "spreadsheet": {"symbols"},
    "displays": {"symbols", "show", "prose"},  # how records look in Jupyter, from plain values
    "steps": {"symbols"},  # which members are compared: what the measures have in common
    "records": {"text", "displays"},
    "grammar": {"symbols", "text", "records"},
    "readers": {"symbols", "text", "records", "grammar", "pool", "bounded"},
    "features": {"symbols", "text", "records", "codebook"},
    "clauses": {"symbols", "text", "records", "codebook"},
    "duties": {"records", "grammar", "clauses"},
    "collation": {"symbols", "text", "records", "codebook", "steps"},
    "catalogue": {"symbols", "codebook"},
    "decisions": RECORDS,  # what readers decided, applied to rows of tables
    "holdings": {"symbols", "records", "readers", "codebook", "catalogue", "decisions"},  # texts
    "documents": RECORDS | {"bounded", "catalogue", "holdings", "pool"},  # many at once
    "proposals": RECORDS | {"bounded", "catalogue", "holdings", "steps"},  # rows for the catalogue
    "library": RECORDS | {"bounded", "holdings", "pool", "proposals", "steps"},  # all at once
    "tables": RECORDS
    | {"bounded", "catalogue", "holdings", "pool", "library", "decisions", "steps"},
    "validation": RECORDS | {"catalogue", "holdings", "tables", "spreadsheet", "bounded"},
    "arguments": set(),  # what somebody decides about a measure, checked
    "corpus": RECORDS
    | {"displays", "catalogue", "holdings", "tables", "arguments", "steps", "validation"},
    "effects": RECORDS | {"catalogue", "holdings", "tables"},  # of a changed codebook
    "fetch": {"symbols", "readers", "records", "codebook", "features", "catalogue"},
    **{measure: {"arguments", "codebook", "prose", "steps", "symbols"} for measure in MEASURES},
    "redline": {"symbols", "text", "records", "codebook", "collation", "show", "displays"},
    "plots": {"symbols", "collation", "codebook", "prose", "steps", "show"},
    "findings": {"codebook", "prose", "steps", "show", "symbols"},  # sentences from tables
    "comparison": MEASURES | {"steps"},  # several series side by side
    # the last renewal in plain lines
    "matter": MEASURES
    | {"codebook", "prose", "steps", "redline", "records", "text", "features", "clauses", "duties"}
    | {"symbols"},
    # two documents
    "pairs": RECORDS
    | {"bounded", "catalogue", "holdings", "decisions", "corpus", "redline", "matter"},
    "brief": RECORDS
    | MEASURES
    | {
        "bounded",
        "catalogue",
        "holdings",
        "library",
        "corpus",
        "fetch",
        "prose",
        "steps",
        "show",
        "displays",
        "redline",
        "plots",
        "findings",
        "matter",
    },
}
LAYERS["measures"] = MEASURES | {"arguments", "tables", "corpus"}  # by name
LAYERS["vocabularies"] = {"codebook", "catalogue", "corpus", "topics"}  # files of themes made
LAYERS["review"] = MEASURES | {  # a reader looks at what the machine decided
    "records", "text", "symbols", "codebook", "catalogue", "holdings", "decisions", "tables",
    "corpus", "redline", "show", "displays", "prose", "collation", "validation",
}  # fmt: skip
LAYERS["explorer"] = MEASURES | {
    "review",
    "catalogue",
    "holdings",
    "corpus",
    "plots",
    "redline",
    "show",
    "displays",
}
LAYERS["reports"] = set(LAYERS)
# Groups of the command line.
LAYERS["commands"] = {"text", "prose", "validation", "library", "codebook", "reports"}
LAYERS["cli"] = set(LAYERS)
LAYERS["__init__"] = LAYERS["__main__"] = set(LAYERS)
EVERYWHERE = {"errors", "files"}

# Slow to import, so inside the functions that need them: `workbench --help` answers at once.
HEAVY = {
    "IPython", "dask", "distributed", "docx", "filelock", "frictionless", "httpx", "ipykernel",
    "ipywidgets", "joblib", "jupyter_client", "matplotlib", "nbclient", "nbconvert", "nbformat",
    "numpy", "openpyxl", "pandas", "papermill", "pdfplumber", "playwright", "puremagic", "pyarrow",
    "pypdfium2", "rdflib", "scipy", "sklearn", "tenacity", "xlsxwriter",
}  # fmt: skip

SOURCES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = {"module": 800, "function": 80}


def module(path: Path) -> str:
    """The row of the table that a source file belongs to: a sub-package is one row."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(tree: ast.AST, path: Path) -> Iterator[tuple[str, ...]]:
    """Modules imported anywhere in a source, as parts of their absolute names."""
    package = ("workbench", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            name = base + tuple((node.module or "").split(".") if node.module else ())
            # "from workbench import x" imports the module x, unless x is a name in __init__
            yield from ((*name, alias.name) for alias in node.names)


def ours(tree: ast.AST, path: Path) -> set[str]:
    """Rows of the table that a source imports."""
    return {
        name[1]
        for name in imports(tree, path)
        if name[0] == "workbench" and len(name) > 1 and not name[1].startswith("__")
    }


def at_load(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run when a module is imported: no function bodies, no type checking."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting.extend(node.orelse)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def heavy(tree: ast.Module, path: Path) -> set[str]:
    """Slow packages imported when the module is."""
    return {name[0] for node in at_load(tree) for name in imports(node, path)} & HEAVY


def dotted(path: Path) -> str:
    """A source's name as a module."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(("workbench", *(part for part in parts if part != "__init__")))


def needed(tree: ast.AST, path: Path, known: set[str]) -> set[str]:
    """Modules of the package, sub-modules among them, that a source imports anywhere."""
    starts = [
        [".".join(name[:size]) for size in range(2, len(name) + 1)]
        for name in imports(tree, path)
        if name[0] == "workbench"
    ]
    return {
        max(modules, key=len) for names in starts if (modules := [n for n in names if n in known])
    }


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, the first also at the end; none if there are
    none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Functions and methods, inner ones too, with their number of lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def foreign_privates(tree: ast.AST) -> set[str]:
    """Names with a leading underscore that a source imports."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.level or node.module == "workbench")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    }


@cache
def loaded_with_others() -> set[str]:
    """Modules of the package that others import at load."""
    return {
        ".".join(name[:size])
        for path in SOURCES
        for node in at_load(parsed(path))
        for name in imports(node, path)
        for size in range(2, len(name) + 1)
    }


def names_outputs(tree: ast.AST) -> bool:
    """Whether a source names the folder of outputs in a string of its own (not in prose)."""
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (node.value == "outputs" or node.value.startswith(("outputs/", "./outputs")))
        and " " not in node.value
        for node in ast.walk(tree)
    )


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_module_imports_only_what_comes_before_it(path):
    name = module(path)
    assert name in LAYERS, f"workbench/{name} has no place in the table of layers"
    allowed = LAYERS[name] | EVERYWHERE | ({name} if path.parent != PACKAGE else set())
    assert ours(parsed(path), path) <= allowed


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_slow_packages_wait_until_they_are_needed(path):
    """A module may load them that no other module loads: it is imported inside a function."""
    assert not heavy(parsed(path), path) or dotted(path) not in loaded_with_others()


def test_only_reports_knows_the_folder_of_outputs():
    # the command line names it as the default of an option, and hands it on
    naming = {module(p) for p in SOURCES if names_outputs(parsed(p))}
    assert naming <= {"reports", "cli", "commands"}


def test_command_line_loads_without_slow_packages():
    code = "import sys, workbench, workbench.cli; print(*{m.split('.')[0] for m in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & HEAVY


def test_measures_never_import_one_another():
    for name in MEASURES:
        assert not LAYERS[name] & MEASURES


def test_table_has_no_circle():
    below: set[str] = set()
    for name, allowed in LAYERS.items():
        if not name.startswith("__"):
            assert allowed <= below, f"{name} stands above what it imports"
            below.add(name)


def test_modules_import_each_other_in_no_circle():
    known = {dotted(path) for path in SOURCES}
    graph = {dotted(path): needed(parsed(path), path, known) for path in SOURCES}
    assert " → ".join(circle(graph)) == ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_walls(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES["module"]
    long = {name: n for name, n in functions(parsed(path)) if n > MOST_LINES["function"]}
    assert not long
    assert not foreign_privates(parsed(path))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from . import corpus, drift", {"corpus", "drift"}),
        ("from .corpus import Corpus", {"corpus"}),
        ("from workbench.readers import markdown", {"readers"}),
        ("import workbench.plots as p", {"plots"}),
        ("def late():\n    from workbench import cli", {"cli"}),
        ("import json", set()),
    ],
)
def test_reads_every_way_of_importing(source, found):
    assert ours(ast.parse(source), PACKAGE / "topics.py") == found


def test_reads_relative_imports_of_a_sub_package():
    source = ast.parse("from ..records import Paragraph\nfrom .markdown import blocks")
    assert ours(source, PACKAGE / "readers" / "registry.py") == {"records", "readers"}


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("from . import markdown", {"workbench.readers.markdown"}),
        ("from .markdown import blocks", {"workbench.readers.markdown"}),
        ("from . import read", {"workbench.readers"}),  # a name in the package's own file
        ("from .. import records", {"workbench.records"}),
        ("def late():\n    import workbench.readers.markdown", {"workbench.readers.markdown"}),
        ("from .. import Corpus\nimport json", set()),
    ],
)
def test_reads_which_sub_module_is_imported(source, modules):
    known = {"workbench", "workbench.records", "workbench.readers", "workbench.readers.markdown"}
    assert needed(ast.parse(source), PACKAGE / "readers" / "registry.py", known) == modules


def test_finds_a_circle():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) in (["b", "c", "b"], ["c", "b", "c"])
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []


def test_counts_lines_of_functions_and_sees_privates():
    source = ast.parse("class A:\n    def f(self):\n        def g(): pass\n        return g")
    assert sorted(functions(source)) == [("f", 3), ("g", 1)]
    assert foreign_privates(ast.parse("from .a import _b, c\nfrom d import _e")) == {"_b"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pandas as pd", {"pandas"}),
        ("try:\n    from scipy.optimize import linprog\nexcept ImportError:\n    pass", {"scipy"}),
        ("class A:\n    import numpy", {"numpy"}),
        ("def f():\n    import pandas", set()),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas", set()),
    ],
)
def test_tells_slow_imports_at_load_from_later_ones(source, found):
    assert heavy(ast.parse(source), PACKAGE / "topics.py") == found
