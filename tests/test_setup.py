"""The set-up agrees with itself: pyproject, environment.yml, both locks, Makefile, versions."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from conftest import drawn, patient
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import workbench

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
LOCKS = {
    "requirements.lock": RUN + GROUPS["build"],
    "requirements-dev.lock": RUN + GROUPS["build"] + GROUPS["dev"],
}


def minimums(lines: list[str]) -> dict[str, str]:
    """Requirements as name → version specifier."""
    parsed = map(Requirement, lines)
    return {canonicalize_name(r.name): str(r.specifier) for r in parsed}


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """The pins of a lock, each with its hashes."""
    text = re.sub(r"^ *#.*\n", "", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M)
    rows = [row.split("--hash=") for row in text.replace("\\\n", "").splitlines()]
    return [(Requirement(pin), [h.strip() for h in hashes]) for pin, *hashes in rows]


def pins(lock: str) -> dict[str, set[str]]:
    """Name → versions pinned (several where a marker tells Pythons or systems apart)."""
    found: dict[str, set[str]] = {}
    for requirement, _ in entries(lock):
        (specifier,) = requirement.specifier
        found.setdefault(canonicalize_name(requirement.name), set()).add(specifier.version)
    return found


def test_notebooks_kernels_start_again_where_a_port_was_taken():
    from nbval import kernel

    taken = iter([RuntimeError("died"), RuntimeError("died"), "started", RuntimeError("died")])

    def start(timeout: int) -> str:
        one = next(taken)
        if isinstance(one, RuntimeError):
            raise one
        return f"{one} {timeout}"

    assert patient(start)(timeout=7) == "started 7"
    with pytest.raises(RuntimeError, match="died"):
        patient(start, times=1)(timeout=7)
    assert kernel.start_new_kernel.__qualname__ == patient(start).__qualname__


def test_conda_asks_for_what_the_project_asks_for():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *named, by_pip = (row for row in environment["dependencies"] if row != "pip")
    named += [row for row in by_pip["pip"] if not row.startswith("-")]
    python = "python" + PROJECT["project"]["requires-python"]
    assert minimums(named) == minimums([python, *RUN])
    assert environment["name"] == PROJECT["project"]["name"]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_the_project_asks_for(lock):
    pinned = pins(lock)
    for requirement in map(Requirement, LOCKS[lock]):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{lock} lacks {requirement.name}: make lock"
        for version in versions:
            assert version in requirement.specifier, f"{lock}: {requirement}, found {version}"


def test_development_only_adds_to_the_run_time_lock():
    development = pins("requirements-dev.lock")
    for name, versions in pins("requirements.lock").items():
        assert development.get(name) == versions, f"{name} differs between the locks: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_one_version_with_hashes(lock):
    assert len(entries(lock)) > len(LOCKS[lock])
    for requirement, hashes in entries(lock):
        assert [s.operator for s in requirement.specifier] == ["=="], requirement
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address_and_no_folder(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r".*(?:://|index-url|find-links|trusted-host|@ ).*", text)
    assert not re.findall(r"(?:^|\s)(?:/|~/|[A-Z]:\\)\w.*", text)


def test_one_version_everywhere():
    version = PROJECT["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    latest = re.search(r"^## ([\d.]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert workbench.__version__ == citation["version"] == latest[1] == version


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_test_holds_every_notebook():
    shown = subprocess.run(
        ["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    notebooks = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert sorted(re.findall(r"notebooks/(\S+\.ipynb)", shown)) == notebooks
    assert ("--nbval " in shown) == bool(notebooks)
    assert "WORKBENCH_TEXTS= " in shown


@pytest.mark.parametrize(
    ("required", "outcome"), [("", {"skipped": 2}), ("1", {"error": 1, "skipped": 1})]
)
def test_skipped_texts_fail_where_they_are_required(tmp_path, required, outcome):
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skips.py").write_text(
        "import pytest\n"
        "@pytest.mark.texts\n"
        "def test_of_texts(texts): pass\n"
        "def test_of_something_else(): pytest.skip('not here')\n"
    )
    environment = os.environ | {"WORKBENCH_TEXTS": "", "WORKBENCH_REQUIRE_TEXTS": required}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        env=environment, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    counts = re.findall(r"(\d+) (skipped|failed|passed|error)", run.stdout.splitlines()[-1])
    assert {kind: int(n) for n, kind in counts} == outcome, run.stdout
    assert run.returncode == ("error" in outcome)


def test_make_report_says_where_the_reports_are():
    told = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^report:.*\n((?:\t.+\n)+)", told, re.M)[1]
    assert "outputs/index.html" in recipe.splitlines()[-1]


def test_hooks_before_a_commit_run_what_lint_runs():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (local,) = hooks["repos"]
    assert local["repo"] == "local"  # nothing is fetched
    told = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = re.search(r"^lint:.*\n((?:\t.+\n)+)", told, re.M)[1]
    programs = [line.split()[0].rpartition("/")[2] for line in lint.splitlines()]
    assert programs == ["ruff", "ruff", "mypy"]
    entries = [hook["entry"].split() for hook in local["hooks"]]
    assert [entry[0].removeprefix(".venv/bin/") for entry in entries[:3]] == programs
    assert all((ROOT / word).exists() for *_, word in entries if word.startswith("tests/"))


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")),
                         ids=lambda path: path.name)  # fmt: skip
def test_actions_are_pinned_by_commit_with_their_version_beside(path):
    used = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action), action


def test_types_are_told_to_who_uses_the_package():
    assert (ROOT / "workbench" / "py.typed").is_file()


def test_an_order_of_chance_is_of_its_seed_and_leaves_cells_of_a_notebook():
    one, other, book = Path("one.py"), Path("other.py"), Path("book.ipynb")
    items = [SimpleNamespace(path=path, nodeid=f"{path}::{n}")
             for path in (one, other, book) for n in range(9)]  # fmt: skip
    order = {seed: sorted(items, key=drawn(items, seed)) for seed in (1, 2)}
    assert order[1] != items != order[2] != order[1] == sorted(items, key=drawn(items, 1))
    for shuffled in order.values():
        assert sorted(map(items.index, shuffled)) == list(range(len(items)))
        assert len(list(groupby(item.path for item in shuffled))) == 3  # files stay together
        cells = [item for item in shuffled if item.path == book]
        assert cells == items[-9:]
