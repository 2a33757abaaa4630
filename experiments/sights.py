"""What is seen from a seat at a talk, and what only the debrief shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.replays import said
from experiments.talks import Telling
from model.negotiation.codes import END, ROUND, End
from model.state import State
from model.tapes import Tape

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """An offer that was heard: round (from 1), side (0 host, 1 partner), levels, own worth."""

    round: int
    side: int
    levels: tuple[int, ...]
    worth_usd_m: float


@dataclass(frozen=True)
class Sight:
    """What the seated side sees when it is its move; money in USD m.

    Attributes
    ----------
    round, rounds : int
        The round that is played, from 1, and how many there are.
    standing : Said or None
        What the other offers; None before its first offer.
    reservation_usd_m : float
        What no deal is worth to the side.
    outside_usd_m : float
        The same, or what the best rival offers if that is more.
    rivals : dict of str to float or None
        Others at the table; for the host what their standing offers are worth to it, None before
        their first or where a partner sits, who does not hear them.
    history : tuple of Said
        All offers at this table, new or repeated, in their order.
    """

    round: int
    rounds: int
    standing: Said | None
    reservation_usd_m: float
    outside_usd_m: float
    rivals: dict[str, float | None]
    history: tuple[Said, ...]

    @property
    def rounds_left(self) -> int:
        """Rounds after this one."""
        return self.rounds - self.round


@dataclass(frozen=True)
class Debrief:
    """What could not be seen from the seat.

    Attributes
    ----------
    played, recorded : Telling
        How the talk went with the seat taken, and in the run.
    tactic : str
        How the other side bargained, as declared.
    other_worth_usd_m : tuple of tuple of float
        By issue: what each level was worth to the other.
    """

    played: Telling
    recorded: Telling
    tactic: str
    other_worth_usd_m: tuple[tuple[float, ...], ...]


def seen(state: State, tape: Tape, thread: int, me: int, ends: Indices, trace: Indices) -> Sight:
    """Return what a side sees of a talk that has stopped at its turn.

    Parameters
    ----------
    state : State
        The world of the talk.
    tape : Tape
        How it was posed.
    thread, me : int
        The partner's place at the table; the seated side, 0 host, 1 partner.
    ends, trace
        As :func:`experiments.replays.replay` returned them.
    """

    def worth(at: int, levels: tuple[int, ...]) -> float:
        return float(tape.tables[at, me, np.arange(len(levels)), list(levels)].sum())

    history = tuple(
        Said(at, side, levels, worth(thread, levels))
        for at, side, levels in said(trace[thread], tape.first)
    )
    theirs = [each for each in history if each.side != me]
    rivals: dict[str, float | None] = {}
    for other, partner in enumerate(tape.partners):
        if other == thread:
            continue
        bids = [levels for _, side, levels in said(trace[other], tape.first) if side == 1]
        heard = me == 0 and bids and ends[other, END] == End.OPEN
        rivals[state.atlas.partners[partner]] = worth(other, bids[-1]) if heard else None
    floor = float(tape.limits[thread, me])
    offered = [bid for bid in rivals.values() if bid is not None]
    linked = state.scenario.mechanisms.rival_talks
    return Sight(
        round=int(ends[thread, ROUND]),
        rounds=state.scenario.bargaining.rounds,
        standing=theirs[-1] if theirs else None,
        reservation_usd_m=floor,
        outside_usd_m=max([floor, *offered]) if linked else floor,
        rivals=rivals,
        history=history,
    )


def first_of(state: State, tape: Tape, thread: int) -> Tape:
    """Return the first talk of the quarter about the same matter with the same partner."""
    partner = tape.partners[thread]
    return next(
        each
        for each in state.tapes or ()
        if (each.quarter, each.technology) == (tape.quarter, tape.technology)
        and partner in each.partners
    )
