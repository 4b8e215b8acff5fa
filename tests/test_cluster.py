"""A cluster gives what this machine gives, to the byte, also where a worker dies on the way.

A real scheduler and real workers, in processes of their own and in another folder.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from test_reports import SERIES, corpus, files, notebook

from workbench import library, reports
from workbench.errors import InputError
from workbench.reports import cluster, history

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600  # seconds, on a busy machine: what hasn't come then never will
DASK = str(Path(sys.executable).with_name("dask"))
SLOW_CELLS = (
    "import os, pathlib, time\n"
    "with pathlib.Path({!r}).open('a') as file: file.write(f'{{os.getppid()}}\\n')\n"
    "time.sleep(2)",
    "from workbench import show\nfrom workbench.codebook import folder\n"
    "rows = (folder() / 'tables/federation/ties.csv').read_text().splitlines()[1:]\n"
    "show.finding(f'{len(rows)} links, seed {seed}.', 'links', values={'links': len(rows)})",
)


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, place: Path):
        self.place = place
        where = place / "scheduler.json"
        options = ["--host", "127.0.0.1", "--no-dashboard"]
        self.scheduler = self.start(
            "scheduler", "--port", "0", "--scheduler-file", str(where), *options
        )
        self.address = self.until(lambda: json.loads(where.read_text())["address"])
        self.workers = [
            self.start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                       "--name", f"hand-{n}", "--local-directory", str(place))
            for n in range(2)
        ]  # fmt: skip
        with distributed.Client(self.address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)

    def start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen([DASK, *command], cwd=self.place, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)  # fmt: skip

    @staticmethod
    def until(ask):
        for _ in range(10 * PATIENCE):
            with suppress(OSError, ValueError):
                return ask()
            time.sleep(0.1)
        raise TimeoutError(f"nothing in {PATIENCE} seconds")

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def hands(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "SECONDS", PATIENCE)  # on a busy machine
    made = Cluster(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def place(tmp_path) -> Path:
    corpus(tmp_path / "corpus")
    start, *cells = SLOW_CELLS
    notebook(tmp_path / "slow.ipynb", start.format(str(tmp_path / "started")), *cells)
    return tmp_path


def run(place: Path, out: str, scheduler: str | None = None, seeds=(1, 2, 3, 4)):
    return reports.run([SERIES], [place / "slow.ipynb"], {"seed": list(seeds)}, out=place / out,
                       corpus=place / "corpus", progress=False, printed=False,
                       scheduler=scheduler)  # fmt: skip


def results(folder: Path) -> dict[str, bytes]:
    """Files of all runs, by what they rest on instead of the time; `run.json` has times in it."""
    found = {}
    for name, content in files(folder).items():
        series, _, rest = name.partition("/")
        if "/" in rest and not name.endswith("run.json"):
            one, _, file = rest.partition("/")
            found[f"{series}/{one.rpartition('-')[2]}/{file}"] = content
    return found


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "foo://x:1"])
def test_wrong_address_is_one_line(place, address):
    with pytest.raises(InputError) as error:
        run(place, "out", address)
    assert str(error.value).startswith(f"scheduler {address}: no Dask scheduler answers (")
    assert "\n" not in str(error.value) and "object at" not in str(error.value)


def test_texts_are_not_sent(place):
    with pytest.raises(InputError, match="texts stay on this machine"):
        reports.run([SERIES], [place / "slow.ipynb"], {"texts": [True]}, out=place / "out",
                    corpus=place / "corpus", progress=False, scheduler="x")  # fmt: skip


def test_versions_that_differ_are_named():
    ours = {"pandas": "3.1.0", "code": "ab" * 32, "scipy": "1.17"}
    theirs = {"pandas": "3.0.1", "code": "cd" * 32, "scipy": "1.17"}
    with pytest.raises(InputError) as error:
        cluster._same("worker tcp://a:1", theirs, ours)
    assert str(error.value) == (
        "worker tcp://a:1: pandas 3.0.1 there, 3.1.0 here; code cdcdcdcdcdcd there, "
        "abababababab here; install the same versions"
    )


def test_what_is_sent_are_catalogue_codebook_and_tables(place):
    import io
    import zipfile

    (place / "corpus/texts").mkdir()
    (place / "corpus/texts/one.md").write_text("no")
    names = zipfile.ZipFile(io.BytesIO(cluster.packed(place / "corpus"))).namelist()
    assert {"series.csv", "resolutions.csv", "tables/federation/ties.csv"} <= {*names}
    assert not any(name.startswith("texts") for name in names)


@pytest.mark.slow
def test_worker_of_another_version_is_refused(hands, place, monkeypatch):
    monkeypatch.setattr(cluster, "versions", lambda: history.versions() | {"pandas": "0.1"})
    with pytest.raises(InputError, match=r"worker tcp://\S+: pandas \S+ there, 0.1 here"):
        run(place, "out", hands.address)


@pytest.mark.slow
def test_run_of_a_worker_that_dies_is_done_again_elsewhere(hands, place):
    import threading

    def kill() -> None:
        """The worker that was first to start a notebook."""
        os.kill(hands.until(lambda: int((place / "started").read_text().partition("\n")[0])),
                signal.SIGKILL)  # fmt: skip

    killer = threading.Thread(target=kill)
    killer.start()
    made = run(place, "far", hands.address, seeds=range(6))
    killer.join()
    assert [one.wait() for one in hands.workers if one.poll() is not None] == [-signal.SIGKILL]
    assert not any(one.failed for one in made)
    run(place, "near", seeds=range(6))
    assert results(place / "far") == results(place / "near")


@pytest.mark.slow
def test_a_grid_of_real_series_is_the_same_as_in_series(hands, tmp_path):
    both = {"corpus": ROOT / "corpus", "progress": False, "printed": False}
    grid = (["ct-assistance", "ct-strategy"], None, {"seed": [0, 1]})
    far = reports.run(*grid, out=tmp_path / "far", scheduler=hands.address, **both)
    near = reports.run(*grid, out=tmp_path / "near", workers=1, **both)
    assert [one.failed for one in far] == [one.failed for one in near] == [()] * 4
    assert results(tmp_path / "far") == results(tmp_path / "near")


def test_a_library_read_on_a_cluster_is_the_same_to_the_row(hands, tmp_path):
    texts = ROOT / "tests" / "specimen" / "texts"
    with cluster.crew(hands.address, tmp_path) as crew:
        done = library.add([texts], tmp_path / "there.sqlite", mapped=crew.mapped)
    assert done == library.add([texts], tmp_path / "here.sqlite")
    there, here = (
        list(sqlite3.connect(tmp_path / name).iterdump())
        for name in ("there.sqlite", "here.sqlite")
    )
    assert done.added and there == here


def test_reuse_compared_on_a_cluster_is_the_same_to_the_row(hands, tmp_path, monkeypatch):
    library.add([ROOT / "tests" / "specimen" / "texts"], path := tmp_path / "library.sqlite")
    here = library.reuse(path)
    monkeypatch.setattr("workbench.library.network.PAIRS", 50)  # some blocks
    spans: list[tuple[int, int]] = []
    with cluster.crew(hands.address, tmp_path) as crew:

        def mapped(function, things):
            spans.extend(things)
            return crew.mapped(function, things)

        there = library.reuse(path, mapped=mapped)
    assert len(spans) > 1 and len(here) and there.equals(here)
