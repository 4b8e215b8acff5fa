"""Kernels: their surroundings, and a process of which they are forked where there are several."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .. import library
from ..show import SVG

__all__ = ["SURROUNDINGS", "Forked", "Zygote", "surroundings", "zygote"]

# Kernels get the same surroundings everywhere: one thread each (several kernels would fight for
# cores), one order of sets, no dates in figures.
SURROUNDINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "COLUMNS": "80",
    "TZ": "UTC",
}
_SERVE = "import sys; from workbench.reports.zygote import serve; serve(int(sys.argv[1]))"


def surroundings(
    place: str | None = None,
    corpus: str | None = None,
    texts: bool = False,
    drawings: bool = False,
) -> dict[str, str]:
    """Environment of a kernel: this one's, the fixed surroundings, and the corpus.

    Texts are at hand only where the notebook is to use them: no sentence slips into another's
    outputs, and what it shows is the same with and without texts on the machine. Figures come as
    drawings too, where these are asked for.
    """
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, **SURROUNDINGS, "PYTHONPATH": os.pathsep.join(paths)}
    if place:
        environment["IPYTHONDIR"] = place
    if corpus:
        environment["WORKBENCH_CORPUS"] = corpus
        environment["WORKBENCH_LIBRARY"] = str(library.place().absolute())  # beside texts, perhaps
    if not texts:
        environment.pop("WORKBENCH_TEXTS", None)
    environment[SVG] = "1" if drawings else ""
    return environment


class Forked:
    """A kernel that was forked, as far as those who look after it know a process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid, self._line = pid, line

    def poll(self) -> int | None:
        """None while it runs. How it ended isn't known here: the zygote is its parent."""
        try:
            self._line.recv(1, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            pass  # reset, or closed since
        return 1

    def wait(self) -> int:
        """Wait for its end."""
        with self._line, suppress(OSError):
            self._line.recv(1)
        return 1

    def send_signal(self, number: int) -> None:
        """Signal it, if it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Zygote:
    """A process that imports what kernels need, while others go on, and forks a kernel each time
    that it is asked. It ends when this process does, however it ends, and its kernels with it."""

    def __init__(self) -> None:
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=surroundings(),
                start_new_session=True,  # Ctrl-C is for us to hear
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def fork(
        self, arguments: Sequence[str], environment: Mapping[str, str], folder: str
    ) -> Forked | None:
        """A kernel with these arguments, surroundings and folder; none if the zygote is gone."""
        ours, theirs = socket.socketpair()
        asked = {"arguments": arguments, "environment": environment, "folder": folder}
        try:
            with theirs:
                socket.send_fds(self._requests, [b"k"], [theirs.fileno()])
            ours.sendall(json.dumps(asked).encode() + b"\n")
            with ours.makefile("rb") as answer:
                pid = answer.readline()
        except OSError:
            pid = b""
        if pid:
            return Forked(int(pid), ours)
        ours.close()
        return None

    def close(self, at_once: bool = False) -> None:
        """End it; kernels still running end too."""
        self._requests.close()
        if at_once:
            self._process.kill()
        self._process.wait()


@contextmanager
def zygote(kernels: int) -> Iterator[Zygote | None]:
    """A zygote where several kernels are to be started and the system can fork, else none."""
    if kernels < 2 or sys.platform not in ("linux", "darwin"):
        yield None
        return
    made = Zygote()
    try:
        yield made
    except BaseException:
        made.close(at_once=True)
        raise
    made.close()
