"""A talk as it was posed, kept where somebody asks, so that it can be played again word by word."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Tape(NamedTuple):
    """One talk: all that the engine was given, and how it ended.

    Attributes
    ----------
    quarter, technology, slot : int
        When; about what (-1: a comprehensive agreement); place in the sheets of luck.
    partners : tuple of int
        Those at the table.
    levels : (threads, issues, levels) array
        Values of the levels.
    tables : (threads, 2, issues, levels) array
        What they are worth to host and partner, USD m.
    limits : (threads, 2) array
        What no deal is worth, USD m.
    seen : (threads, 3) array
        Parts of the host's limit: going alone, and the partner's leverage taken off it, USD m; and
        the chance that terms hold where a reopened talk fails, whose worth is the rest.
    first : int
        Who speaks first: 0 host, 1 partner.
    ends : (threads, 3 + issues) array
        As the engine returned it.
    reopened : int
        Row of the agreement that was talked about again; -1 for a new one.
    styles : (P, 2, columns) array
        How host and each partner bargained then.
    script : (threads, rounds, 2, issues) array
        Moves of those who were moved from outside; size 0 where nobody was.
    """

    quarter: int
    technology: int
    slot: int
    partners: tuple[int, ...]
    levels: Array
    tables: Array
    limits: Array
    seen: Array
    first: int
    ends: NDArray[np.int64]
    reopened: int
    styles: Array
    script: NDArray[np.int64]
