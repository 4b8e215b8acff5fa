"""Many things on all cores: the same results, in the same order, errors in their place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import documents, pool
from workbench.errors import InputError
from workbench.tables import making

SPECIMEN = Path(__file__).parent / "specimen"
FILES = sorted((SPECIMEN / "texts").glob("*.md"))


@pytest.fixture
def spread(monkeypatch):
    """Whatever is left after the first few goes to other processes, however little it is."""
    monkeypatch.setattr(pool, "WORTH", -1.0)


def place(path: Path) -> tuple[str, int]:
    return path.name, os.getpid()


def test_few_things_stay_in_this_process(monkeypatch):
    monkeypatch.setattr(pool, "WORTH", -1.0)
    few = FILES[: pool.SEEN + pool.HANDFUL]
    assert [p for _, p in pool.mapped(place, few)] == [os.getpid()] * len(few)


def test_what_takes_no_time_stays_in_this_process(monkeypatch):
    monkeypatch.setattr(pool, "perf_counter", lambda: 0.0)
    assert {p for _, p in pool.mapped(place, FILES * 20)} == {os.getpid()}


def test_many_things_go_to_other_processes_and_come_back_in_order(spread):
    many = FILES * 4
    placed = list(pool.mapped(place, many))
    assert [name for name, _ in placed] == [path.name for path in many]
    assert [p for _, p in placed[: pool.SEEN]] == [os.getpid()] * pool.SEEN
    assert os.getpid() not in {p for _, p in placed[pool.SEEN :]}


def test_documents_are_the_same_on_many_cores(spread, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CORPUS", str(SPECIMEN / "corpus"))
    names = [*map(str, FILES), "nowhere.md", *map(str, FILES)]
    for ask in (documents.read, documents.tasks, documents.themes):
        far = list(ask(names))
        monkeypatch.setattr(pool, "WORTH", float("inf"))
        near = list(ask(names))
        monkeypatch.setattr(pool, "WORTH", -1.0)
        refused = far.pop(len(FILES)), near.pop(len(FILES))
        assert far == near
        assert all(isinstance(one, InputError) and "nowhere.md" in str(one) for one in refused)


def test_a_script_needs_no_main_guard(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "print('begun')\n"
        "from workbench import documents, pool\n"
        "pool.WORTH = -1.0\n"
        f"names = {[str(f) for f in FILES * 2]!r}\n"
        "print(len(list(documents.read(names))))\n"
    )
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["begun", str(2 * len(FILES))]
    assert run.stderr == ""


def test_tables_are_the_same_on_many_cores(spread, tmp_path, monkeypatch):
    """Also what compares members, which begins anew in the other processes."""
    monkeypatch.setattr(pool, "HANDFUL", 0)
    monkeypatch.setattr(pool, "SEEN", 1)
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    far = making.tables("harbour-safety", SPECIMEN / "corpus")
    monkeypatch.setattr(pool, "WORTH", float("inf"))
    near = making.tables("harbour-safety", SPECIMEN / "corpus")
    assert far.keys() == near.keys()
    assert all(far[name].equals(near[name]) for name in far)
