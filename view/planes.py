"""The talks of a run, and the plane of gains of one: for a worker process."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.recall import label_of
from experiments.talk_names import names
from experiments.talks import Telling, telling
from model.negotiation.frontier import pareto_frontier
from model.negotiation.solutions import gains_over, kalai_smorodinsky_set, nash_set
from model.snapshot import History
from model.talks import ENDS
from view.remembered import Run, history_of

#: Points of the frontier that are sent.
MOST_POINTS = 400


@dataclass(frozen=True)
class Talk:
    """A line in the list of talks."""

    name: str
    quarter: str
    topic: str
    partner: str
    end: str

    @property
    def held(self) -> str:
        """What it is called whatever came of it: TOPIC-PARTNER-QUARTER."""
        return f"{self.topic}-{self.partner}-{self.quarter}"


@dataclass(frozen=True)
class Rival:
    """Another partner at the same table: how it ended, and its last offer's worth to the host.

    Attributes
    ----------
    partner, end : str
        Who, and how.
    offer_usd_m : float
        Its standing offer to the host, over the host's limit with it; nan where it made none.
    """

    partner: str
    end: str
    offer_usd_m: float


@dataclass(frozen=True)
class Plane:
    """A talk and the plane of its gains, USD m over no deal: (host, partner) each.

    Attributes
    ----------
    told : Telling
        The talk, move by move.
    rivals : tuple of Rival
        Who else was at the table.
    offers : list of (int, int, float, float)
        Round, side, gains.
    frontier : list of (float, float)
        From the partner's best to the host's.
    deal, nash, ks : (float, float) or None
        What was agreed; solutions, where somebody gains.
    """

    told: Telling
    rivals: tuple[Rival, ...]
    offers: list[tuple[int, int, float, float]]
    frontier: list[tuple[float, float]]
    deal: tuple[float, float] | None
    nash: tuple[float, float] | None
    ks: tuple[float, float] | None


def talks(run: Run) -> list[Talk]:
    """Return every talk of a run, in the order in which they were held.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> len(talks(Run(load("classroom"), 1))) > 0
    True
    """
    history = history_of(run)
    state = history.state
    listed = []
    for (at, thread), name in sorted(last_names(history).items()):
        tape = (state.tapes or [])[at]
        end = ENDS[int(tape.ends[thread, 0])]
        listed.append(
            Talk(
                name,
                label_of(run.scenario, tape.quarter),
                state.atlas.topic(tape.technology),
                state.atlas.partners[tape.partners[thread]],
                end,
            )
        )
    return listed


def plane(run: Run, name: str) -> Plane:
    """Return a talk with the plane of its gains.

    Raises
    ------
    experiments.recall.RecallError
        Where there was no such talk.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> room = Run(load("classroom"), 1)
    >>> shown = plane(room, talks(room)[0].name)
    >>> all(len(point) == 2 for point in shown.frontier)
    True
    """
    history = history_of(run)
    told = telling(history, name)
    at, thread = names(history)[told.name]
    tape = (history.state.tapes or [])[at]
    table = (
        history.state.comprehensive_table if tape.technology < 0 else history.state.protocol_table
    )
    floors = tape.limits[thread]
    points, _ = pareto_frontier(tape.tables[thread], table.counts, floors, 0.0)
    gains = gains_over(points, floors)
    thin = np.unique(np.linspace(0, len(gains) - 1, MOST_POINTS).round().astype(int))
    return Plane(
        told=told,
        rivals=tuple(
            _rival(history, name)
            for (row, other), name in sorted(last_names(history).items())
            if row == at and other != thread
        ),
        offers=[
            (each.round, each.side, each.host_usd_m - floors[0], each.partner_usd_m - floors[1])
            for each in told.offers
        ],
        frontier=[_pair(gain) for gain in gains[thin]] if len(gains) else [],
        deal=_pair(np.array(told.worth) - floors) if told.terms else None,
        nash=_first(gains, nash_set(gains, 0.5)) if len(gains) else None,
        ks=_first(gains, kalai_smorodinsky_set(gains)) if len(gains) else None,
    )


def last_names(history: History) -> dict[tuple[int, int], str]:
    """Return the name of each talk by its place; a deal has two, and is called by its agreement."""
    return {place: name for name, place in names(history).items()}


def _rival(history: History, name: str) -> Rival:
    told = telling(history, name)
    made = [each.host_usd_m for each in told.offers if each.side == 1]
    return Rival(told.partner, told.end, made[-1] - told.reservation[0] if made else float("nan"))


def _first(gains: NDArray[np.float64], found: NDArray[np.int64]) -> tuple[float, float] | None:
    return _pair(gains[found[0]]) if len(found) else None


def _pair(gain: NDArray[np.float64]) -> tuple[float, float]:
    return float(gain[0]), float(gain[1])
