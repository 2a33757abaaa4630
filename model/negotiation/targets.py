"""What a side asks for in a round: its target utility, one small function a tactic.

All targets lie in [r, 1] of the side's own normalised utility, r its live reservation value. Times
are t = (s + 1) / (N + 1) for the round s = 0..N-1: in the last round the clock has not run out.

Sources: time, resources and the three kinds of tit for tat from Faratin, Sierra, Jennings (1998),
Negotiation decision functions for autonomous agents, Robotics and Autonomous Systems 24, 159-182;
steps for new offers (MiCRO) from de Jonge (2022), An analysis of the linear bilateral ANAC domains
using the MiCRO benchmark strategy, IJCAI 2022; the stationary target as in
:mod:`model.negotiation.rubinstein`.
"""

import math

from model.compiled import compiled, compiled_in_place
from model.negotiation.codes import Floats, Tactic
from model.negotiation.losses import SLACK


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
def resource_target(reservation: float, counterparts: int, offers: int, mu: float) -> float:
    """Return the target of a side whose patience is a resource: r + (1 - r)(1 - exp(-resource)).

    The resource is mu N^2 / offers: many counterparts with whom little was said leave time, few
    with whom much was said do not.

    Parameters
    ----------
    reservation : float
        Reservation value r, in [0, 1].
    counterparts, offers : int
        Others with whom the side is talking, N; offers exchanged with them so far.
    mu : float
        Offers in a single talk after which 1 - 1/e of the range is still asked for.

    References
    ----------
    Faratin, Sierra, Jennings (1998), section on resource-dependent tactics, the estimation by
    number of agents and length of threads; with kappa = 0.

    Examples
    --------
    >>> round(resource_target(0.0, 1, 10, 10.0), 4), round(resource_target(0.0, 2, 10, 10.0), 4)
    (0.6321, 0.9817)
    """
    if offers == 0:
        return 1.0
    resource = mu * counterparts * counterparts / offers
    return reservation + (1.0 - reservation) * (1.0 - math.exp(-resource))


@compiled
def proportional_target(last: float, older: float, newer: float) -> float:
    """Return my last target times the ratio in which the other's offers grew for me.

    x' = x u(older) / u(newer): relative tit for tat with two offers in a row, averaged tit for tat
    with the newest offer and one a window before it. To an offer worth nothing, but for rounding,
    there is no ratio: the target stays.

    Examples
    --------
    >>> proportional_target(0.9, 0.25, 0.5)
    0.45
    """
    return last if newer <= SLACK else last * older / newer


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
def looks_back(tactic: int) -> bool:
    """Tell whether a tactic answers the offers that were heard."""
    return 1 <= tactic <= 3 or tactic == Tactic.MIXED or tactic == Tactic.RESOURCE_MIXED


@compiled
def counts_talks(tactic: int) -> bool:
    """Tell whether a tactic asks with how many a side is talking, and for how long."""
    return tactic == Tactic.RESOURCE or tactic == Tactic.RESOURCE_MIXED


@compiled
def two_offers(
    seat: int, tactic: int, parameter: float, count: int, heard: Floats
) -> tuple[float, float]:
    """Return the utilities of the two offers heard that tit for tat compares, the older first.

    Two offers in a row some way back, or the ends of a window; 0 and 0 where too few were heard.

    Parameters
    ----------
    seat, tactic : int
        Row of the side; its tactic.
    parameter : float
        How many offers back to look, or the width of the window.
    count : int
        Offers heard.
    heard : float64 (seats, offers)
        Their utility to each side.
    """
    if not looks_back(tactic):
        return 0.0, 0.0
    mixed = tactic == Tactic.MIXED or tactic == Tactic.RESOURCE_MIXED
    back = 1 if mixed else max(1, int(parameter))
    past = count - 1 - back
    if past < 0:
        return 0.0, 0.0
    return heard[seat, past], heard[seat, past + (back if tactic == Tactic.AVERAGED else 1)]


@compiled_in_place
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
    counterparts: int,
    offers: int,
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
    counterparts, offers : int
        As in :func:`resource_target`.

    Examples
    --------
    >>> target_utility(int(Tactic.TIME), 2.0, 0.0, 0.2, 0.5, 1.0, 0.0, 0.0, 3, 0.0, 1, 6)
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
    if tactic == Tactic.RESOURCE:
        return resource_target(reservation, counterparts, offers, parameter)
    if tactic == Tactic.MIXED or tactic == Tactic.RESOURCE_MIXED:
        answer = clipped(proportional_target(last, older, newer), reservation)
        if tactic == Tactic.MIXED:
            alone = time_target(reservation, time, parameter)
        else:
            alone = resource_target(reservation, counterparts, offers, parameter)
        return mix * answer + (1.0 - mix) * alone
    return 1.0
