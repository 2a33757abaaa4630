"""Asking for kernels ahead of their first call: what is called for compiles on several cores."""

from __future__ import annotations

import atexit
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from experiments.folders import BusyError, claim
from model.freshness import ROOT
from model.keeping import is_new
from model.processors import processors

#: Packages that hold kernels, or call them.
OURS = ("model", "agents", "experiments")
#: Worker processes at most: the longest chain of kernels, each of which waits for the one before,
#: takes a fifth of the time of all, and each process some 300 MB.
MOST_WORKERS = 4
#: Seconds to wait for another process that compiles the same.
PATIENCE = 600.0
#: How many kernels are done, and of how many.
_NEWS = re.compile(r"(\d+) (\d+)\n")


def compile_ahead(
    first: Any, watch: Callable[[int, int], object] | None = None, workers: int | None = None
) -> int:
    """Compile what will be called; return how many kernels that was.

    What a world needs is compiled when this returns, by as many processes as there are cores. For a
    talk one process begins to help whoever asked, and this returns at once with 0: most of a talk
    is one kernel, which that process compiles itself. The helper goes from the last kernel to the
    first, numba the other way; both look at what is kept before they compile, and they meet.

    With one processor there is nothing to gain, and nothing is done; nor where the kernel is kept
    already, for other types, or is none of ours. Where another process compiles the same already,
    it is waited for. What is left undone, come what may, numba compiles when it is called.

    Parameters
    ----------
    first : kernel
        The one that the compiler has just been called for: one of the bargaining engine begins a
        talk, any other a world.
    watch : callable, optional
        Called with the number of kernels that are done, and of all.
    workers : int, optional
        Processes; by default one for each processor, up to ``MOST_WORKERS``.
    """
    workers = workers or min(MOST_WORKERS, processors())
    module, name = first.py_func.__module__, first.py_func.__name__
    if workers < 2 or module.split(".")[0] not in OURS or not is_new(first):
        return 0
    with suppress(OSError):  # nothing can be kept there, or the system begins no process
        if module.startswith("model.negotiation."):
            atexit.register(_ended, _begun("talk", name))
            return 0
        return _world(Path(first.stats.cache_path) / "compiling", workers, watch)
    return 0


def _world(lock: Path, workers: int, watch: Callable[[int, int], object] | None) -> int:
    """Compile what a world needs, or wait for whoever does; return how many kernels are done."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    done = 0
    try:
        with claim(lock, lock, 0.0), _begun("world", str(workers)) as program:
            for line in program.stdout or ():
                news = _NEWS.fullmatch(line)  # libraries may be told to print, too
                if news is not None:
                    done, total = map(int, news.groups())
                    if watch is not None:
                        watch(done, total)
    except BusyError:
        with suppress(BusyError), claim(lock, lock, PATIENCE):
            pass  # it is done
    return done


def _begun(*words: str) -> subprocess.Popen[str]:
    """Begin :mod:`experiments.kernels` as a program, which ends when its input does.

    Unlike a child by `multiprocessing` it reads no script of the user again, may be begun from a
    worker, and cleans up after itself where that worker is killed.
    """
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        # -P: a folder of the user's that is called as one of ours is not ours
        [sys.executable, "-P", "-m", "experiments.kernels", *words],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        start_new_session=True,  # Ctrl-C is for whoever asked
    )


def _ended(program: subprocess.Popen[str]) -> None:
    """End a program that is not needed any more."""
    program.kill()
    program.communicate()
