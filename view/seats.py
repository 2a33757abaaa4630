"""A seat at a talk as the page needs it: what is seen after some moves; for a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.recall import quarter_of
from experiments.seat import Seat
from experiments.sights import Debrief, Sight
from model.scenario.moves import ACCEPT, SIDES, Moves, read_moves
from view.remembered import Run, history_of

#: What a second advice may give away, as a share of the gap between one's best and no deal.
GIVE = 0.1


@dataclass(frozen=True)
class Seated:
    """What somebody on a seat sees, and what can be done; money in USD m.

    Attributes
    ----------
    issues : tuple of str
        What there is to settle.
    levels, worth_usd_m : tuple of tuple of float
        By issue: the values of its levels, and what each is worth to the seated side.
    sight : Sight or None
        What is seen; None when the talk is over.
    free, giving : tuple of int
        Advised offers: one that costs nothing, and one that gives a tenth of one's gain away.
    decision : str
        What makes the world live with the talk; empty before it is over.
    debrief : Debrief or None
        The hidden side; None before the talk is over.
    """

    issues: tuple[str, ...]
    levels: tuple[tuple[float, ...], ...]
    worth_usd_m: tuple[tuple[float, ...], ...]
    sight: Sight | None
    free: tuple[int, ...]
    giving: tuple[int, ...]
    decision: str
    debrief: Debrief | None


def moves_of(text: str) -> Moves:
    """Return the moves of a text, also of one without a move yet.

    Raises
    ------
    ValueError
        Where it says no moves.

    Examples
    --------
    >>> moves_of("partner:")
    Moves(side=1, offers=(), last='')
    """
    side, _, rest = text.partition(":")
    if side in SIDES and not rest:
        return Moves(SIDES.index(side), ())
    return read_moves(text)


def seated(run: Run, name: str, text: str) -> Seated:
    """Return what is seen from a seat after some moves.

    Parameters
    ----------
    run : Run
        In which the talk was held.
    name : str
        Of the talk: TOPIC-PARTNER-QUARTER.
    text : str
        Moves so far, see :mod:`model.scenario.moves`.

    Raises
    ------
    ValueError
        Where there was no such talk, or a move is none that can be made.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> from view.planes import talks
    >>> run = Run(load("classroom"), 1)
    >>> here = seated(run, talks(run)[0].held, "host:")
    >>> here.sight.round, len(here.free) == len(here.issues)
    (1, True)
    """
    moves = moves_of(text)
    quarter = quarter_of(run.scenario, name.rpartition("-")[2])
    seat = Seat(history_of(run, quarter), name, SIDES[moves.side])
    for offer in moves.offers:
        seat.offer(offer)
    if moves.last:
        seat.accept() if moves.last == ACCEPT else seat.leave()
    free: tuple[int, ...] = ()
    giving: tuple[int, ...] = ()
    if seat.sight is not None:
        best = sum(max(row) for row in seat.worth_usd_m)
        free = seat.advice().levels
        giving = seat.advice(GIVE * max(0.0, best - seat.sight.reservation_usd_m)).levels
    decision = seat.decision
    return Seated(
        issues=seat.issues,
        levels=seat.levels,
        worth_usd_m=seat.worth_usd_m,
        sight=seat.sight,
        free=free,
        giving=giving,
        decision="" if decision is None else decision.text,
        debrief=seat.debrief() if seat.over else None,
    )
