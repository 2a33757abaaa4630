"""Keeping the collector of reference cycles out of a run, which keeps nearly all that it makes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Let no cycles be looked for in the block; afterwards all is as it was before.

    A run makes some ten thousand events and changes and keeps them all: the collector would read
    through them again and again, and find nothing.

    Examples
    --------
    >>> with no_collection():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
