"""What a side asks for in a round: its target utility, one small function a tactic.

All targets lie in [r, 1] of the side's own normalised utility, r its live reservation value. Times
are t = (s + 1) / (N + 1) for the round s = 0..N-1: in the last round the clock has not run out.
"""

import math

from model.compiled import compiled
from model.negotiation.codes import Tactic


@compiled
def clipped(target: float, reservation: float) -> float:
    """Return the target moved into [reservation, 1]."""
    return min(1.0, max(reservation, target))


@compiled
def time_target(reservation: float, time: float, c: float) -> float:
    """Return the target of a side that watches the clock: r + (1 - r)(1 - t^c).

    Parameters
    ----------
    reservation : float
        Reservation value r, in [0, 1].
    time : float
        Share t of the time that has gone, in [0, 1].
    c : float
        Above 1 the side holds out (Boulware), below 1 it gives in early (Conceder).

    Returns
    -------
    float
        Target utility, in [r, 1].

    References
    ----------
    Faratin, Sierra, Jennings (1998), Robotics and Autonomous Systems 24, 159-182.

    Examples
    --------
    >>> time_target(0.25, 0.5, 1.0)
    0.625
    """
    return reservation + (1.0 - reservation) * (1.0 - math.pow(time, c))


@compiled
def proportional_target(last: float, older: float, newer: float) -> float:
    """Return my last target times the ratio in which the other's offers grew for me.

    x' = x u(older) / u(newer): relative tit for tat with two offers in a row, averaged tit for tat
    with the newest offer and one a window before it.

    Examples
    --------
    >>> proportional_target(0.9, 0.25, 0.5)
    0.45
    """
    return last if newer <= 0.0 else last * older / newer


@compiled
def absolute_target(last: float, older: float, newer: float) -> float:
    """Return my last target less what the other gave me: x' = x - (u(newer) - u(older)).

    Examples
    --------
    >>> absolute_target(0.75, 0.25, 0.5)
    0.5
    """
    return last - (newer - older)


@compiled
def quiet_until(reservation: float, need: float, c: float, rounds: int) -> int:
    """Return a round before which a side that watches the clock cannot give away ``need``.

    The target falls by need where (1 - r) t^c = need, t = (s + 1) / (N + 1). A millionth of a round
    is kept in hand against rounding: the answer may be early, never late.

    Parameters
    ----------
    reservation, need, c : float
        Reservation value r and loss against the best outcome, as utility; the tactic's c.
    rounds : int
        Rounds N until the deadline.
    """
    share = need / (1.0 - reservation) if reservation < 1.0 else 1.0
    if share >= 1.0:
        return rounds
    return math.ceil(math.pow(share, 1.0 / c) * (rounds + 1) - 1.0 - 1e-6)


@compiled
def target_utility(
    tactic: int,
    parameter: float,
    mix: float,
    reservation: float,
    time: float,
    last: float,
    older: float,
    newer: float,
    fresh: int,
    draw: float,
) -> float:
    """Return the target of a side by its tactic, in [reservation, 1].

    Tit for tat works on targets, not on the offers made: where outcomes are discrete an offer is
    rounded up from its target, and small answers would be lost.

    Parameters
    ----------
    tactic : int
        A :class:`~model.negotiation.codes.Tactic`.
    parameter, mix : float
        Its parameters.
    reservation, time, last : float
        Live reservation value, share of time gone, own target of the round before, in [0, 1].
    older, newer : float
        Utility to the side of the two offers heard that tit for tat compares; equal for no answer.
    fresh : int
        How many different offers the side has heard.
    draw : float
        A uniform number in [0, 1), used by ``Tactic.RANDOM`` alone.

    Examples
    --------
    >>> target_utility(int(Tactic.TIME), 2.0, 0.0, 0.2, 0.5, 1.0, 0.0, 0.0, 3, 0.0)
    0.8
    """
    if tactic == Tactic.TIME:
        return time_target(reservation, time, parameter)
    if tactic == Tactic.STATIONARY:
        return clipped(parameter, reservation)
    if tactic == Tactic.RANDOM:
        return reservation + (1.0 - reservation) * draw
    if tactic == Tactic.MICRO:
        return clipped(1.0 - parameter * fresh, reservation)
    if tactic == Tactic.ABSOLUTE:
        return clipped(absolute_target(last, older, newer), reservation)
    if tactic == Tactic.RELATIVE or tactic == Tactic.AVERAGED:
        return clipped(proportional_target(last, older, newer), reservation)
    if tactic == Tactic.MIXED:
        answer = clipped(proportional_target(last, older, newer), reservation)
        return mix * answer + (1.0 - mix) * time_target(reservation, time, parameter)
    return 1.0
