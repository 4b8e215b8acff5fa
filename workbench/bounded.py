"""A function called in a process that can be spared, within bounds of time and memory.

What a stranger's file makes a reader do (go on for ever, take all memory, abort in a library that
is not Python's) happens to that process. It is kept for the next call and replaced when it has
died, has grown, or has answered many. On Linux the system itself holds the bounds, so that nothing
is exceeded for a moment; elsewhere the process is looked at ten times a second.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import IO, Any, NamedTuple, TypeVar

from .errors import InputError

__all__ = ["Beyond", "call"]

Result = TypeVar("Result")

SECONDS = 12  # of processor time a call; with what goes on around it, no file costs 15
ROOM = 800_000_000  # bytes a call, on top of those of a process that has only begun: under 1 GB
MANY = 500  # calls that one process answers: what libraries leak goes with it
GROWN = 150_000_000  # bytes left behind by a call with which it goes at once
NEAR = 64_000_000  # bytes below what it may have at which a library that is loaded may miss some

_LONG = (
    f"not read within {SECONDS} s of processor time; no resolution takes as long; save it anew, or "
    "in another format"
)
_LARGE = (
    f"not read within {ROOM // 1_000_000} MB of memory; no resolution takes as much; save it anew, "
    "or in another format"
)
_BROKEN = (
    f"what read it broke down, by a fault in it or for want of more than {ROOM // 1_000_000} MB of "
    "memory; save it anew, or in another format"
)

_HELD = sys.platform == "linux"  # elsewhere no system limits the memory of a process
_LOOK = 0.1  # seconds
_BEGIN = """
import sys
sys.path[:] = sys.argv[1:]
from workbench import bounded
bounded.begin()
"""


class Beyond(InputError):
    """What was called took more time or memory than it may, or broke its process."""


class _Bounds(NamedTuple):
    seconds: int
    room: int


class _Place(NamedTuple):
    """Where somebody calls: what paths and settings mean there."""

    folder: str
    environment: dict[str, str]


def call(function: Callable[..., Result], *arguments: Any) -> Result:
    """Result of a function, called elsewhere within bounds, as if it were here: in the same folder,
    with the same environment.

    Works from threads, kernels and processes of a pool; calls of one process stand in line. What is
    called may itself call: it is within its bounds already.

    Parameters
    ----------
    function : callable
        Of a module, by whose name it is found again; gets all it needs from its arguments.
    *arguments

    Raises
    ------
    Beyond
        It took more time or memory than it may, or broke its process; without saying on what.
    Exception
        Whatever the function raises.
    """
    if _within:
        return function(*arguments)
    with _LINE:
        try:
            process = _asked((function, arguments, _Bounds(SECONDS, ROOM), _here()))
            with _watched(process):
                done, value, warned, last = pickle.load(process.answers)
        except (EOFError, pickle.UnpicklingError):
            raise Beyond(_why()) from None
        except BaseException:
            _drop(kill=True)  # an answer that nobody waited for isn't that of the next call
            raise
        if last:
            _drop()
    for warning in warned:
        warnings.warn(warning, stacklevel=2)
    if done:
        result: Result = value
        return result
    raise value


# --- this side: a process, begun when it is needed and kept ------------------------------------


class _Process:
    """A process that answers calls: its id, its two pipes, and why it was ended."""

    def __init__(self) -> None:
        self.why = ""
        self.requests: IO[bytes]
        self.answers: IO[bytes]
        self._popen: subprocess.Popen[bytes] | None = None
        if _alone():
            self.pid, self.requests, self.answers = _forked()
            return
        places = [place or os.getcwd() for place in sys.path]
        self._popen = subprocess.Popen(
            [sys.executable, "-c", _BEGIN, *places],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._popen.stdin and self._popen.stdout
        self.pid = self._popen.pid
        self.requests, self.answers = self._popen.stdin, self._popen.stdout

    def kill(self, why: str = "") -> None:
        self.why = self.why or why
        with suppress(ProcessLookupError):
            if self._popen:
                self._popen.kill()
            else:
                os.kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """Wait for its end, which comes once it isn't asked any more; how it ended."""
        self.close()
        if self._popen:
            return self._popen.wait()
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:  # somebody waits for all children of this process
            return 0

    def close(self) -> None:
        for pipe in (self.requests, self.answers):
            with suppress(OSError):
                pipe.close()


def _here() -> _Place:
    try:
        folder = os.getcwd()
    except OSError:  # it was removed
        folder = ""
    return _Place(folder, dict(os.environ))


def _move(place: _Place) -> None:
    if place.folder:
        with suppress(OSError):
            os.chdir(place.folder)
    if place.environment != os.environ:
        os.environ.clear()
        os.environ.update(place.environment)


_LINE = threading.Lock()
_within = False  # whether this process is one that answers
_kept: list[_Process] = []


def _asked(request: Any) -> _Process:
    """The process that is kept, or else a fresh one, once it has heard a request."""
    said = pickle.dumps(request)
    for _ in range(2):
        if not _kept:
            _kept.append(_Process())
        try:
            _kept[0].requests.write(said)
            _kept[0].requests.flush()
            break
        except OSError:  # it was ended since its last answer
            _drop()
    return _kept[0]


def _drop(kill: bool = False) -> int:
    """Keep no process any more; how the one that was ended."""
    if not _kept:
        return 0
    process = _kept.pop()
    if kill:
        process.kill()
    return process.end()


def _why() -> str:
    """Why a process gave no answer, once it is gone."""
    process = _kept[0]
    how = _drop(kill=True)
    if hasattr(signal, "SIGXCPU") and how == -signal.SIGXCPU:
        return _LONG
    return process.why or _BROKEN


def _forget() -> None:
    """In a fork: the process is its parent's."""
    global _LINE
    _LINE = threading.Lock()
    while _kept:
        _kept.pop().close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
atexit.register(_drop)


def _alone() -> bool:
    """Whether this process may be forked: a lock that another thread holds stays locked there."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1


def _forked() -> tuple[int, IO[bytes], IO[bytes]]:
    import fcntl

    heard, ask = os.pipe()
    listen, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            sys.settrace(None)
            sys.setprofile(None)
            heard, say = (fcntl.fcntl(pipe, fcntl.F_DUPFD, 3) for pipe in (heard, say))
            for first, end in pairwise((2, *sorted((heard, say)), os.sysconf("SC_OPEN_MAX"))):
                os.closerange(first + 1, end)  # what the parent has open
            _begun(heard, say)
        finally:
            os._exit(0)  # nothing that the parent meant to do at its end
    os.close(heard)
    os.close(say)
    return pid, os.fdopen(ask, "wb"), os.fdopen(listen, "rb")


@contextmanager
def _watched(process: _Process) -> Iterator[None]:
    """Where the system holds no bounds: a look at a process while it works, and its end."""
    if _HELD:
        yield
        return
    answered = threading.Event()
    watch = threading.Thread(target=_look, args=(process, answered), daemon=True)
    watch.start()
    try:
        yield
    finally:
        answered.set()
        watch.join()


def _look(process: _Process, answered: threading.Event) -> None:
    import psutil

    with suppress(psutil.Error):
        seen = psutil.Process(process.pid)
        begun = sum(seen.cpu_times()[:2])
        while not answered.wait(_LOOK):
            if sum(seen.cpu_times()[:2]) - begun > SECONDS:
                process.kill(_LONG)
            elif seen.memory_info().rss > ROOM:
                process.kill(_LARGE)


# --- the other side ----------------------------------------------------------------------------


def begin() -> None:
    """Be a process that answers what it hears on its standard input."""
    _begun(os.dup(0), os.dup(1))


def _begun(heard: int, say: int) -> None:
    """Answer what comes in by one pipe through the other, until nobody asks any more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    for usual in (0, 1, 2):  # to which libraries may write
        os.dup2(os.open(os.devnull, os.O_RDWR), usual)
    with os.fdopen(heard, "rb") as requests, os.fdopen(say, "wb") as answers:
        _serve(requests, answers)


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    global _within
    _within = True
    small = _size()
    for left in reversed(range(MANY)):
        try:
            function, arguments, bounds, place = pickle.load(requests)
        except EOFError:
            return
        _hold(bounds)
        _move(place)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")  # who called decides which are shown
            done, value = _done(function, arguments)
        said = [one.message for one in warned]
        last = not left or _size() - small > GROWN or isinstance(value, Beyond)
        try:
            answer = pickle.dumps((done, value, said, last))
        except MemoryError:
            return
        answers.write(answer)
        answers.flush()
        if last:
            return


def _done(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*arguments)
    except InputError as error:
        return False, error
    except Exception as error:
        if isinstance(error, MemoryError) or _starved():
            return False, Beyond(_LARGE)
        error.add_note(traceback.format_exc())  # which doesn't travel with it
        return False, error


def _size() -> int:
    """Bytes of addresses of this process, where the system tells."""
    if not _HELD:
        return 0
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _starved() -> bool:
    """Whether this process has had nearly all memory that it may: what fails then, however it is
    told (a library that can't be loaded), fails for want of more."""
    if not _HELD:
        return False
    import resource

    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        peak = next(int(line.split()[1]) for line in file if line.startswith("VmPeak:"))
    return peak * 1024 > resource.getrlimit(resource.RLIMIT_AS)[0] - NEAR


def _hold(bounds: _Bounds) -> None:
    """Let the system end or refuse what goes beyond bounds from now on."""
    if not _HELD:
        return
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime) + 1 + bounds.seconds
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, _size() + bounds.room),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, hard))
