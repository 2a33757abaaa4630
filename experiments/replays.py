"""Playing a recorded talk again, word by word: as it was, or with somebody on a side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from model.courses import surroundings
from model.sitting import played
from model.state import State
from model.tapes import Tape
from model.terms import Table

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


def table_of(state: State, tape: Tape) -> Table:
    """Return the issues that a talk was about, with their levels."""
    return state.comprehensive_table if tape.technology < 0 else state.protocol_table


def replay(state: State, tape: Tape, styles: Array, script: Indices) -> tuple[Indices, Indices]:
    """Play a talk again, in the same position and with the same luck.

    Parameters
    ----------
    state : State
        The world of the talk, then or later.
    tape : Tape
        How it was posed.
    styles : (P, 2, columns) array
        How the sides bargain; those of the tape for the talk as it was.
    script : (threads, rounds, 2, issues) array
        Moves from outside; that of the tape for the talk as it was.

    Returns
    -------
    ends : (threads, 3 + issues) array
        As the engine returns it.
    trace : (threads, rounds, 2, issues) array
        Every offer, -1 where there was none.
    """
    counts, rounds = table_of(state, tape).counts, state.scenario.bargaining.rounds
    trace = np.full((len(tape.partners), rounds, 2, len(counts)), -1)
    ends, _ = played(
        tape.tables.copy(), counts, tape.limits.copy(), np.array(tape.partners), tape.slot,
        tape.first, *surroundings(state, tape.quarter, styles), trace, script,
    )  # fmt: skip
    return ends, trace


def said(trace: Indices, first: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield the offers of one thread in their order: round (from 1), side, level of each issue.

    Parameters
    ----------
    trace : (rounds, 2, issues) array
        Of the thread, from :func:`replay`.
    first : int
        Who speaks first: 0 host, 1 partner.
    """
    for now, turn in np.ndindex(len(trace), 2):
        side = first ^ turn
        if trace[now, side, 0] >= 0:
            yield now + 1, side, tuple(trace[now, side].tolist())
