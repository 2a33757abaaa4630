"""Processes that end with the one that made them, however that ends."""

from __future__ import annotations

import multiprocessing
import os
from threading import Thread


def go_with_parent() -> None:
    """Let a worker process end when its maker does; first word of those that wait in a pool.

    A pool's workers hold both ends of the pipe from which they read what to do. Where the maker is
    killed, none of them hears of it, and without this they wait for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
