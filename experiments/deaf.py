"""Starting processes that Ctrl-C passes by: their maker alone decides when they go."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def deaf() -> Iterator[None]:
    """Let what is started meanwhile hear no Ctrl-C from its first instruction on.

    Otherwise one that comes while workers import would end them all, each with a page about where
    it stood. It is kept for the maker, who hears it afterwards; were it ignored, it would be lost.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # once begun inside, it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
