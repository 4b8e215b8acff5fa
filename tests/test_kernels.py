"""Kernels, started afresh or forked: the same bytes, and an end when they must end.

The notebooks are small ones written here.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_reports import BROKEN, GOOD, SERIES, corpus, notebook

from workbench.reports import execution, kernels
from workbench.reports.notebook import tidy

forks = pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="this system doesn't fork"
)


@pytest.fixture(scope="module")
def zygote():
    with kernels.zygote(2) as made:
        yield made


@pytest.fixture(params=["afresh", pytest.param("forked", marks=forks)])
def origin(request):
    """Where a kernel comes from."""
    return request.getfixturevalue("zygote") if request.param == "forked" else None


def executed(place: Path, *cells: str, origin=None, **options) -> execution.Executed:
    source = notebook(place / "one.ipynb", *cells).read_text()
    return execution.execute(execution.Job("one", source, **options), origin)


def printed(done: execution.Executed) -> str:
    """What the last cell printed."""
    assert done.failure is None
    return "".join(json.loads(done.notebook)["cells"][-1]["outputs"][0]["text"])


# ── forked or not ────────────────────────────────────────────────────────────────────────────

IMPORTED = "import sys\nprint('workbench.plots' in sys.modules)"


@forks
def test_forked_kernel_has_imported_everything(tmp_path, zygote):
    assert printed(executed(tmp_path, IMPORTED)) == "False\n"
    assert printed(executed(tmp_path, IMPORTED, origin=zygote)) == "True\n"


@forks
@pytest.mark.parametrize("cells", [GOOD, BROKEN], ids=["good", "broken"])
def test_forked_kernel_gives_the_same_bytes_and_notes_the_same_files(tmp_path, zygote, cells):
    place = str(corpus(tmp_path / "corpus"))
    one = executed(tmp_path, *cells, corpus=place)
    other = executed(tmp_path, *cells, corpus=place, origin=zygote)
    assert (one.notebook, one.reads, one.failure) == (other.notebook, other.reads, other.failure)


@forks
def test_forked_kernel_prints_a_wide_table_as_any_other(tmp_path, zygote):
    wide = "import pandas as pd\nprint(pd.DataFrame({'x' * n: ['y' * n] for n in range(9, 24)}))"
    assert printed(executed(tmp_path, wide)) == printed(executed(tmp_path, wide, origin=zygote))


@forks
def test_forked_kernels_know_nothing_of_each_other(tmp_path, zygote):
    ask = "import pandas as pd\nprint(getattr(pd, 'mine', None), pd.get_option('display.width'))"
    change = "import pandas as pd\npd.mine = 1\npd.set_option('display.width', 7)\nprint(pd.mine)"
    before = printed(executed(tmp_path, ask, origin=zygote))
    assert printed(executed(tmp_path, change, origin=zygote)) == "1\n"
    assert printed(executed(tmp_path, ask, origin=zygote)) == before


def test_kernel_has_its_folder_and_surroundings(tmp_path, origin, monkeypatch):
    monkeypatch.setenv("WORKBENCH_BROWSER", "set after the zygote was made")
    ask = (
        "import os, sys, time\n"
        "print(os.getcwd(), time.tzname[0], hash('a'),"
        " os.environ['OMP_NUM_THREADS'], os.environ['WORKBENCH_BROWSER'])"
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    told = printed(executed(tmp_path, ask, folder=str(folder), origin=origin))
    seeded = subprocess.run(
        [sys.executable, "-c", "print(hash('a'))"],
        env=os.environ | {"PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert told == f"{folder} UTC {seeded} 1 set after the zygote was made\n"


def test_processes_that_a_notebook_starts_are_waited_for(tmp_path, origin):
    ask = "import subprocess, sys\nprint(subprocess.call([sys.executable, '-c', 'exit(3)']))"
    assert printed(executed(tmp_path, ask, origin=origin)) == "3\n"


@forks
def test_where_the_zygote_is_gone_kernels_start_afresh(tmp_path):
    gone = kernels.Zygote()
    gone.close(at_once=True)
    assert gone.fork([], {}, ".") is None
    assert printed(executed(tmp_path, IMPORTED, origin=gone)) == "False\n"


def test_one_kernel_needs_no_zygote():
    with kernels.zygote(1) as made:
        assert made is None


@forks
def test_forked_kernel_finds_modules_where_others_do(tmp_path, zygote):
    ask = (
        "import sys\n"
        "print(sys.path, sys.flags, [a for a in sys.argv[1:] if not a.endswith('.json')])"
    )
    assert printed(executed(tmp_path, ask)) == printed(executed(tmp_path, ask, origin=zygote))


PRELOAD = """import os, sys, threading
from workbench.reports import reads, zygote
reads.watch()
zygote.preload()
assert reads.seen() == "{}", reads.seen()  # what a notebook reads is noted inside it
assert "matplotlib_inline.backend_inline" not in sys.modules  # it looks for its shell
assert threading.active_count() == 1
if os.path.isdir("/proc/self/task"):
    assert len(os.listdir("/proc/self/task")) == 1  # nor do libraries have threads
"""


def test_what_is_preloaded_reads_no_facts_and_starts_no_thread():
    subprocess.run([sys.executable, "-c", PRELOAD], env=kernels.surroundings(), check=True)


# ── ends ─────────────────────────────────────────────────────────────────────────────────────


def test_endless_cell_is_ended(tmp_path, origin):
    done = executed(tmp_path, "while True: pass", "print('never')", timeout=3, origin=origin)
    assert str(done.failure) == "one, code cell 2: took longer than 3 seconds"


@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_dead_kernel_is_told(tmp_path, origin, end):
    done = executed(tmp_path, f"import os; {end}", origin=origin)
    assert str(done.failure) == "one, code cell 2: the kernel died"


ORPHAN = "import os, time\nif os.fork(): os._exit(3)\ntime.sleep(30)\nos._exit(0)"


@forks
def test_kernel_that_dies_is_missed_although_its_child_lives(tmp_path, origin):
    done = executed(tmp_path, ORPHAN, origin=origin)
    assert str(done.failure) == "one, code cell 2: the kernel died"


RUN = """import signal, sys; from pathlib import Path; from workbench import reports
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
place = Path(sys.argv[1])
reports.run(["federation"], sorted(place.glob("*.ipynb")), out=place / "out",
            corpus=place / "corpus", progress=False, printed=False, workers=2)"""
ENDLESS = (
    "import os, pathlib, time\npathlib.Path('{}').write_text(str(os.getpid()))\ntime.sleep(600)"
)


def until(so) -> None:
    """Wait until it is so."""
    while not so():
        time.sleep(0.05)


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True  # another system, or it has just ended: the next look tells
    return state != "Z"  # dead, and not yet buried by who took it over


@forks
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_kernels_end_with_the_run_however_it_ends(tmp_path, end):
    corpus(tmp_path / "corpus")
    told = [tmp_path / f"{name}.pid" for name in ("a", "b")]
    for path in told:
        notebook(path.with_suffix(".ipynb"), ENDLESS.format(path))
    run = subprocess.Popen([sys.executable, "-c", RUN, tmp_path], stderr=subprocess.DEVNULL)
    until(
        lambda: run.poll() is not None or all(path.exists() and path.read_text() for path in told)
    )
    assert run.poll() is None
    pids = [int(path.read_text()) for path in told]
    assert all(map(runs, pids))
    run.send_signal(end)
    run.wait()
    until(lambda: not any(map(runs, pids)))
    assert not list(tmp_path.glob(f"out/{SERIES}/[!.]*"))


# ── surroundings ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("texts", [True, False])
def test_texts_are_at_hand_only_where_asked_for(tmp_path, monkeypatch, texts, origin):
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path))
    ask = "import os\nprint('WORKBENCH_TEXTS' in os.environ)"
    done = executed(tmp_path, ask, parameters={"texts": texts}, origin=origin)
    assert printed(done) == f"{texts}\n"


def test_kernel_is_this_interpreter_whatever_is_installed_for_others(tmp_path, monkeypatch, origin):
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        json.dumps({"argv": ["/nowhere/python", "{connection_file}"], "display_name": "Other",
                    "language": "python"}))  # fmt: skip
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    said = (
        "print(sys.executable)\nprint(os.environ['OMP_NUM_THREADS'], os.environ['PYTHONHASHSEED'])"
    )
    done = executed(tmp_path, f"import sys, os\n{said}", origin=origin)
    assert printed(done) == f"{sys.executable}\n1 0\n"


# ── the record ───────────────────────────────────────────────────────────────────────────────


def test_tidy_notebook_has_no_times_paths_colours_or_chance():
    cell = {
        "cell_type": "code", "source": ["a\n", "b"], "execution_count": 3,
        "metadata": {"papermill": {"start_time": "x"}, "tags": ["t"], "execution": {}},
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "a"},
            {"output_type": "stream", "name": "stdout", "text": ["b"]},
            {"output_type": "stream", "name": "stderr", "text": "c"},
            {"output_type": "error", "ename": "E", "evalue": "no /home/me/data/x.csv",
             "traceback": ["\x1b[31mFile /home/me/lib/site-packages/pandas/io.py:3\x1b[0m",
                           "File /tmp/ipykernel_12/345.py:1"]},
        ],
    }  # fmt: skip
    tidied = tidy({"cells": [cell], "metadata": {"papermill": {}}})
    (got,) = tidied["cells"]
    assert got["metadata"] == {"tags": ["t"]}
    assert [o.get("text") for o in got["outputs"]] == ["ab", "c", None]
    assert got["outputs"][2]["evalue"] == "no x.csv"
    assert got["outputs"][2]["traceback"] == ["File pandas/io.py:3", "File <cell>:1"]
    assert tidy(tidied) == tidied
