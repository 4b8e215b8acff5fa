"""Recipes for reports that keep themselves: what the documentation says is what runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from planted import TRUTH, corpus
from test_reports import notebook

ROOT = Path(__file__).parents[1]
RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
UNITS = ROOT / "docs" / "systemd"
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/report.yml").read_text(encoding="utf-8"))
JOB = WORKFLOW["jobs"]["report"]
CELLS = (
    "# Links",
    "from workbench import Corpus, show\nlinks = Corpus.load(series).links",
    "show.finding(f'{len(links)} links.', 'linked', values={'links': len(links)}, rank=1)",
)


def block(language: str) -> str:
    """The code of the only block in a language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", RECIPES, re.S)
    return code


@pytest.fixture
def home(tmp_path) -> Path:
    """A home with the project in it: the catalogue, tables and small notebooks; the command."""
    project = tmp_path / "workbench"
    shutil.copytree(corpus().folder, project / "corpus")
    (project / "notebooks").mkdir()
    for name in ("corpus", "renewals", "drift", "topics", "mandate"):
        notebook(project / "notebooks" / f"{name}.ipynb", *CELLS)
    scripts = project / ".venv" / "bin"
    scripts.mkdir(parents=True)
    command = scripts / "workbench"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m workbench.cli "$@"\n')
    command.chmod(0o755)
    return tmp_path


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a clock hands on: hardly anything."""
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh",
            "PYTHONPATH": str(ROOT), "WORKBENCH_BROWSER": "", **more}  # fmt: skip


@pytest.mark.slow
def test_the_line_for_cron_is_executed(home):
    line = block("cron").strip()
    *fields, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in fields)
    for attempt in ("first", "again"):
        done = subprocess.run(["/bin/sh", "-c", command], env=environment(home), cwd="/",
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, (home / "workbench/report.log").read_text()
        assert (Path(done.stdout.strip()) / "report.html").is_file(), attempt
    log = (home / "workbench/outputs/log.txt").read_text().splitlines()
    assert log[0].endswith("first run") and log[1].endswith("nothing has changed")


def test_units_of_systemd_are_right(home):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("%h", str(home))
        (home / unit.name).write_text(text)
    names = [str(home / f"workbench-report.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *names], check=False,
                          capture_output=True, text=True)  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if "workbench" in line]
    assert ours == [] and done.returncode == 0, done.stderr


def test_clocks_run_the_same_command():
    service = (UNITS / "workbench-report.service").read_text(encoding="utf-8")
    (told,) = re.findall(r"^ExecStart=%h/workbench/(.*)$", service, re.M)
    assert told in block("cron")


@pytest.mark.slow
def test_steps_of_the_workflow_run_as_shell(home):
    project, summary = home / "workbench", home / "summary.md"
    scripts = project / ".venv" / "bin"
    texts = Path(__file__).parent / "specimen" / "texts"
    given = environment(home, **{name: str(value) for name, value in JOB["env"].items()})
    given |= {"SERIES": TRUTH["series"], "OFFLINE": "--offline", "WORKBENCH_TEXTS": str(texts),
              "GITHUB_STEP_SUMMARY": str(summary), "PATH": f"{scripts}:/usr/bin:/bin"}  # fmt: skip
    ran = []
    for step in JOB["steps"]:
        if "run" not in step or step["name"] == "Environment":  # `make install` has its own tests
            continue
        done = subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=given,
                              cwd=project, capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, (step["name"], done.stderr)
        ran.append(step["name"])
        if step["name"] == "Documents and tables":  # nothing was fetched: said, and not rebuilt
            assert "::warning::" in done.stdout
    assert ran == ["Documents and tables", "New members", "Report"]
    latest = next(s for s in reversed(TRUTH["members"]) if s.startswith("F/"))
    assert f"after {latest}" in summary.read_text() and "first run" in summary.read_text()
    (upload,) = [s for s in JOB["steps"] if "upload-artifact" in s.get("uses", "")]
    assert (project / upload["with"]["path"] / "index.html").is_file()


def test_the_workflow_names_series_that_have_a_report():
    from workbench import catalogue

    known = catalogue.series(ROOT / "corpus")
    assert JOB["strategy"]["matrix"]["series"] == [n for n, s in known.items()
                                                   if s.kind == "renewals"]  # fmt: skip
    assert os.path.basename(JOB["env"]["CATALOGUE"]) == "resolutions.csv"
