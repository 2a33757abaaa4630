"""What a side asks for in a round: its target utility, one small function a tactic.

All targets lie in [r, 1] of the side's own normalised utility, r its live reservation value. Times
are t = (s + 1) / (N + 1) for the round s = 0..N-1: in the last round the clock has not run out.
"""

import math

from model.compiled import compiled
from model.negotiation.codes import Floats, Tactic


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
    >>> time_target(0.2, 0.5, 1.0)
    0.6
    """
    return reservation + (1.0 - reservation) * (1.0 - math.pow(time, c))


@compiled
def relative_target(
    last: float, heard: Floats, seat: int, count: int, back: int
) -> float:
    """Return my last target times the ratio in which the other's offers grew for me.

    x' = x u(n - back - 1) / u(n - back), u the value to me of the offers heard, n the newest.
    """
    newer = heard[seat, count - back]
    older = heard[seat, count - back - 1]
    return last if newer <= 0.0 else last * older / newer


@compiled
def absolute_target(
    last: float, heard: Floats, seat: int, count: int, back: int
) -> float:
    """Return my last target less what the other gave me: x' = x - (u(n - back) - u(n - back - 1))."""
    return last - (heard[seat, count - back] - heard[seat, count - back - 1])


@compiled
def averaged_target(
    last: float, heard: Floats, seat: int, count: int, width: int
) -> float:
    """Return my last target times the ratio over a window: x' = x u(n - width) / u(n)."""
    newer = heard[seat, count - 1]
    older = heard[seat, count - 1 - width]
    return last if newer <= 0.0 else last * older / newer


@compiled
def target_utility(
    style: Floats,
    seat: int,
    reservation: float,
    time: float,
    last: float,
    heard: Floats,
    count: int,
    fresh: int,
    draw: float,
) -> float:
    """Return the target of the seat's side by its tactic, in [reservation, 1].

    Tit for tat works on targets, not on the offers made: where outcomes are discrete an offer is
    rounded up from its target, and small answers would be lost. Until enough has been heard, tit
    for tat asks for the best.

    Parameters
    ----------
    style : float64 (seats, STYLE_COLUMNS)
        Styles, see :mod:`model.negotiation.codes`.
    seat : int
        Row of the side.
    reservation, time, last : float
        Live reservation value, share of time gone, own target of the round before, in [0, 1].
    heard : float64 (seats, rounds)
        Utility to the side of each offer heard; the first ``count`` entries of its row are filled.
    count, fresh : int
        How many offers it heard, and how many of them were different.
    draw : float
        A uniform number in [0, 1), used by ``Tactic.RANDOM`` alone.
    """
    tactic = int(style[seat, 0])
    parameter = style[seat, 1]
    if tactic == Tactic.TIME:
        return time_target(reservation, time, parameter)
    if tactic == Tactic.HARDLINER:
        return 1.0
    if tactic == Tactic.STATIONARY:
        return clipped(parameter, reservation)
    if tactic == Tactic.RANDOM:
        return reservation + (1.0 - reservation) * draw
    if tactic == Tactic.MICRO:
        return clipped(1.0 - parameter * fresh, reservation)
    window = 1 if tactic == Tactic.MIXED else int(parameter)
    target = 1.0
    if count > window:
        if tactic == Tactic.RELATIVE:
            target = relative_target(last, heard, seat, count, window)
        elif tactic == Tactic.ABSOLUTE:
            target = absolute_target(last, heard, seat, count, window)
        else:
            target = averaged_target(last, heard, seat, count, window)
    if tactic == Tactic.MIXED:
        mix = style[seat, 2]
        target = mix * target + (1.0 - mix) * time_target(reservation, time, parameter)
    return clipped(target, reservation)
