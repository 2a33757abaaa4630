"""What a host still hopes for from a partner, and therefore does not put at risk.

The obsolescing bargain (Vernon 1971) says that a host asks for more once a plant stands. It fails
where more is promised than stands: a host that wants the next plant keeps its word on the first.
"""

from __future__ import annotations

from model.compiled import compiled
from model.state import State


@compiled
def beyond_hope(stands: float, promised: float) -> float:
    """Return the share of what stands that exceeds what is still hoped for, 0 to 1.

    Examples
    --------
    >>> beyond_hope(0.4, 0.1), beyond_hope(0.1, 0.4), beyond_hope(0.0, 0.0)
    (0.75, 0.0, 0.0)
    """
    return max(0.0, 1.0 - promised / stands) if stands > 0.0 else 0.0


@compiled
def hoped(believed: float, standing: float, able: float, need: float) -> float:
    """Return what a partner may yet bring of a technology, in units of agreements.

    Equation: ``f (1 - standing) c N``: of the need that nobody has planned for, what the partner
    can do, believed by f.

    Examples
    --------
    >>> hoped(0.5, 0.6, 1.0, 2.0)
    0.4
    """
    return believed * max(0.0, 1.0 - standing) * able * need


@compiled
def at_stake(
    host_usd_m: float, partner_usd_m: float, units: float, progress: float, more: float
) -> tuple[float, bool]:
    """Return the sunk share that tempts to ask for other terms, and whether the partner asks.

    Whoever has less sunk in the plant has the better cards to ask with; of what stands, a host
    counts only what exceeds the plants that it still hopes for.

    Parameters
    ----------
    host_usd_m, partner_usd_m : float
        What each has paid.
    units, progress : float
        Plants agreed, and the share of them that is built.
    more : float
        What the host hopes for, see :func:`hoped`.

    Examples
    --------
    >>> at_stake(0.0, 10.0, 0.4, 1.0, 0.1), at_stake(10.0, 0.0, 0.4, 1.0, 0.1)
    ((0.75, False), (1.0, True))
    """
    paid = host_usd_m + partner_usd_m
    ours = host_usd_m / paid if paid > 0.0 else 0.5
    sunk = progress * max(ours, 1.0 - ours)
    if ours > 0.5:
        return sunk, True
    return sunk * beyond_hope(units * progress, more), False


def belief(state: State) -> float:
    """Return the share of what a partner could bring that the host believes in; 0 switched off."""
    scenario = state.scenario
    return scenario.delivery.follow_on if scenario.mechanisms.follow_on else 0.0


def follow_on(state: State, partner: int, technology: int) -> float:
    """Return what a partner may yet bring of a technology, see :func:`hoped`."""
    return float(
        hoped(
            belief(state),
            state.standing.item(technology),
            state.atlas.capability.item(partner, technology),
            state.need_index.item(technology),
        )
    )
