"""What the pages say is so: the interface is what the docstrings say, README and guide are true."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_layers import LAYERS

from workbench.cli import main

ROOT = Path(__file__).parents[1]
API = runpy.run_path(str(ROOT / "docs" / "api.py"))
SENTENCES = runpy.run_path(str(ROOT / "docs" / "sentences.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "outputs" / "README.md",
         *sorted((ROOT / "docs").glob("*.md"))]  # fmt: skip


def test_page_is_up_to_date():
    stored = API["PLACE"].read_text(encoding="utf-8")
    assert stored == API["page"](), "docs/api.md is not what the docstrings say: make docs"


def test_the_table_of_sentences_is_up_to_date():
    stored = SENTENCES["PLACE"].read_text(encoding="utf-8")
    assert stored == SENTENCES["page"](), "docs/sentences.md is not what is said: make docs"
    assert not re.search(r"nan\b|None(?! of)|<NA>|\|  ?\|", stored)


@pytest.mark.parametrize("name", API["MODULES"])
def test_page_has_every_public_name(name):
    assert f"\n## {name}\n" in API["page"]()


def test_page_names_no_place_of_a_machine():
    assert " at 0x" not in API["page"]() and str(ROOT) not in API["page"]()


def test_the_first_page_is_short():
    assert len(README.split()) <= 900


def test_the_table_of_modules_has_each_of_them():
    table = README.partition("| module | holds |")[2].partition("\n\n")[0]
    first = [row.split("|")[1] for row in table.splitlines()[2:]]
    named = [name.rstrip("/") for cell in first for name in re.findall(r"`(\S+)`", cell)]
    assert sorted(named) == sorted(name for name in LAYERS if not name.startswith("__"))
    for name in re.findall(r"`(\w+)/`", table):
        assert (ROOT / "workbench" / name).is_dir(), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_pages_show_exist(page):
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"(?<!from )workbench (?:--corpus \S+ )?([a-z]+) [A-Zc-]", text)
    for command in sorted(set(shown)):
        assert command in main.commands, command
    for task in set(re.findall(r"(?:`|    )make ([a-z-]+)", text)):
        assert re.search(rf"^{task}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M), task


def test_options_that_the_first_page_shows_exist():
    for command, rest in re.findall(r"^    workbench (\w+)(.*?)(?:#|$)", README, re.M):
        told = CliRunner().invoke(main, [command, "--help"]).output
        for option in re.findall(r"--\w[\w-]*", rest):
            assert option in told, (command, option)


def test_lines_of_python_run(monkeypatch):
    """All but the last, which needs a text."""
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    lines = code.strip().splitlines()
    assert lines.pop().split("#")[0].strip().endswith(".text")
    assert len(lines) <= 10
    exec("\n".join(lines), {})


@pytest.mark.parametrize("page", ["CONTRIBUTING.md"])
def test_files_and_tests_that_the_guide_names_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in re.findall(r"\btest_\w+", text):
        assert (ROOT / "tests" / f"{name}.py").exists(), name
    for name in re.findall(r"`((?:workbench|tests|corpus)/[^`\s]+)`", text):
        assert (ROOT / name).exists(), name
