"""One process that has imported everything, of which a kernel is forked for each notebook.

Nearly all the time that a kernel takes to be of use goes into imports. Forked, it has them: memory
is shared until written to, and what a notebook does stays in its own process, as always.

This module is what runs in that process; who asks it for kernels is in `kernels`. A request is a
socket, sent over the socket that the process was given: on it the fork reads what to be, says its
process id, and stays silent until it ends. So the other side learns of its end, however it ends,
and of the whole process's.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from importlib import import_module

import workbench

# What the notebooks of a report import, beside the names of the package. Not matplotlib's inline
# backend, which looks for its shell when it is imported; nothing that starts a thread, which
# wouldn't live in a fork.
PRELOADED = (
    "workbench.findings",
    "jinja2",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "pandas",
    "scipy.cluster.hierarchy",
    "scipy.optimize",
    "scipy.sparse.linalg",
    "scipy.special",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
)


def serve(descriptor: int) -> None:
    """Import what kernels need, then fork one for each request, until no one can ask any more."""
    sys.path[:] = [place for place in sys.path if place]  # a kernel has its own folder there
    preload()
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector would write into each object
    signal.signal(signal.SIGCHLD, _reap)
    requests = socket.socket(fileno=descriptor)
    while True:
        _, descriptors, _, _ = socket.recv_fds(requests, 1, 1)
        if not descriptors:
            return
        request = socket.socket(fileno=descriptors[0])
        if os.fork() == 0:
            requests.close()
            return _kernel(request)
        request.close()


def preload() -> None:
    """Import what notebooks need."""
    for name in workbench.__all__:
        getattr(workbench, name)
    for name in PRELOADED:
        import_module(name)
    import pandas as pd

    # Imported outside of a kernel, pandas takes its reader for a terminal, as wide as this one.
    pd.set_option("display.max_columns", 20)


def _reap(*_: object) -> None:
    """Take note of the kernels that have ended, so that their time counts as spent."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _kernel(request: socket.socket) -> None:
    """Be the kernel that was asked for."""
    os.setsid()  # before anyone knows its id: signals go to its group
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.register_at_fork(after_in_child=request.close)  # only the kernel's own end is its end
    with request.makefile(encoding="utf-8") as lines:
        asked = json.loads(lines.readline())
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    time.tzset()
    sys.argv = ["ipykernel_launcher", *asked["arguments"]]
    request.sendall(b"%d\n" % os.getpid())

    from ipykernel.kernelapp import IPKernelApp

    application = IPKernelApp.instance(parent_handle=os.getppid())  # with which it ends
    application.initialize(asked["arguments"])
    application.start()
