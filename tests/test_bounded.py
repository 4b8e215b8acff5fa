"""Calls that take for ever, all memory or the process with them: one line, and the next goes on."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench import bounded, documents, readers
from workbench.errors import InputError
from workbench.holdings import Place

TEXTS = Path(__file__).parent / "specimen" / "texts"


@pytest.fixture(params=["forked", "begun"])
def fresh(request, monkeypatch):
    """A process of each kind: forked of one without threads, and begun as another program."""
    if request.param == "forked" and sys.platform != "linux":
        pytest.skip("forked on Linux alone")
    monkeypatch.setattr(bounded, "_alone", lambda: request.param == "forked")
    bounded._drop()
    yield
    bounded._drop()


def ever() -> None:
    while True:
        pass


def hoard(size: int) -> int:
    return len(b"x" * size)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def chatter() -> int:
    """Write to standard output as libraries in C do, beside Python's."""
    return ctypes.CDLL(None).puts(b"said" * 10_000) and 7


def refuse() -> None:
    raise InputError("no lamp; expected one")


def mistake() -> None:
    raise KeyError("lamp")


def inside() -> bool:
    """Whether a call within a call is answered by the same process."""
    return bounded.call(os.getpid) == os.getpid()


def warned() -> None:
    warnings.warn("no oil left", UserWarning, stacklevel=1)


def test_a_call_within_a_call_is_within_the_same_bounds(fresh):
    assert bounded.call(inside)


def test_what_is_called_sees_the_folder_and_the_environment_of_who_calls(
    fresh, monkeypatch, tmp_path
):
    bounded.call(divmod, 7, 2)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAMP", "lit")
    assert bounded.call(os.getcwd) == os.getcwd()
    assert bounded.call(os.getenv, "LAMP") == "lit"
    monkeypatch.delenv("LAMP")
    assert bounded.call(os.getenv, "LAMP") is None


def test_warnings_are_given_here(fresh):
    with pytest.warns(UserWarning, match="no oil left"):
        bounded.call(warned)


def test_results_and_errors_are_those_of_the_function(fresh):
    assert bounded.call(os.getpid) == bounded.call(os.getpid) != os.getpid()
    assert bounded.call(divmod, 7, 2) == divmod(7, 2)
    with pytest.raises(InputError, match=r"^no lamp; expected one$"):
        bounded.call(refuse)
    with pytest.raises(KeyError) as told:
        bounded.call(mistake)
    assert "in mistake" in told.value.__notes__[0]
    assert bounded.call(chatter) == 7


@pytest.mark.parametrize("held", [True, False])
def test_what_goes_beyond_the_bounds_is_ended_and_the_next_goes_on(fresh, held, monkeypatch):
    if held and not bounded._HELD:
        pytest.skip("this system holds no bounds")
    bounded.call(divmod, 7, 2)
    monkeypatch.setattr(bounded, "_HELD", held)
    monkeypatch.setattr(bounded, "SECONDS", 1)
    with pytest.raises(InputError, match=r"^not read within .* s of processor time; no "):
        bounded.call(ever)
    assert bounded.call(hoard, 10_000_000) == 10_000_000
    if held:  # what is looked at from outside may be over before
        with pytest.raises(InputError, match=r"^not read within 800 MB of memory; no "):
            bounded.call(hoard, 10 * bounded.ROOM)
    with pytest.raises(InputError, match=r"^what read it broke down, .*; save it anew"):
        bounded.call(crash)
    assert bounded.call(divmod, 7, 2) == divmod(7, 2)


def scant() -> None:
    """Fail as an extension does for which there is no room."""
    hoard(bounded.ROOM - bounded.NEAR // 2)
    raise ImportError("failed to map segment from shared object")


def test_what_fails_for_want_of_memory_is_told_as_that_however_it_is_raised(fresh):
    if bounded._HELD:
        with pytest.raises(bounded.Beyond, match=r"^not read within 800 MB of memory; no "):
            bounded.call(scant)
    with pytest.raises(KeyError):
        bounded.call(mistake)


def test_a_process_gives_way_to_another(fresh, monkeypatch):
    monkeypatch.setattr(bounded, "MANY", 3)  # of what is forked
    if not bounded._alone():
        return
    answered = [bounded.call(os.getpid) for _ in range(7)]
    assert [answered.count(one) for one in dict.fromkeys(answered)] == [3, 3, 1]


def test_one_that_was_ended_meanwhile_is_replaced(fresh):
    before = bounded.call(os.getpid)
    bounded._kept[0].kill()
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert bounded.call(os.getpid) != before


def test_an_interrupted_call_has_no_answer_for_the_next(fresh, monkeypatch):
    def interrupt() -> None:
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    # a shell leaves it ignored where it begins the tests in the background
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    bounded.call(divmod, 7, 2)
    interrupter = threading.Thread(target=interrupt)
    with pytest.raises(KeyboardInterrupt):
        interrupter.start()
        bounded.call(ever)
    interrupter.join()
    signal.signal(signal.SIGINT, before)
    assert bounded.call(divmod, 7, 2) == divmod(7, 2)


def test_threads_stand_in_line(fresh):
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda n: bounded.call(abs, -n), range(50))) == list(range(50))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks")
def test_a_fork_has_a_process_of_its_own(fresh):
    ours = bounded.call(os.getpid)
    heard, say = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            os.write(say, str(bounded.call(os.getpid)).encode())
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    with os.fdopen(heard, "rb") as file:
        os.close(say)
        theirs = int(file.read())
    assert theirs != ours == bounded.call(os.getpid)


def test_nothing_is_left_when_the_program_ends():
    script = (
        "import os, sys; from workbench import bounded; print(bounded.call(os.getpid)); "
        "sys.stdout.flush(); os._exit(0)"  # without a last word to anyone
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    child = int(run.stdout)
    for _ in range(1000):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            break
        if (
            Path(f"/proc/{child}/stat").exists()
            and " Z " in Path(f"/proc/{child}/stat").read_text()
        ):
            break
        time.sleep(0.01)
    else:
        pytest.fail("the process goes on though nobody can ask it any more")
    assert run.stderr == ""


def test_a_file_is_read_elsewhere_as_here(fresh):
    for path in TEXTS.glob("*.md"):
        assert bounded.call(readers._understood, path) == readers._understood(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(InputError, match=r"a\.md: no regular file; save it"):
        readers.read(tmp_path / "a.md")


def test_what_is_done_with_a_text_is_within_the_bounds(monkeypatch):
    monkeypatch.setattr(bounded, "SECONDS", 1)
    path = str(TEXTS / "F_RES_61_7.md")
    ended = documents._answer(forever, Place(Path(path)))
    assert str(ended).startswith(f"{path}: not read within ")
    (told,) = documents.read([path])
    assert told.symbol == "F/RES/61/7"


def forever(place: Place) -> None:
    ever()
