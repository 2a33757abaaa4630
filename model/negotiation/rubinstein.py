"""Rubinstein's alternating offers over a pie of size 1: the values that play is checked against.

Two players offer in turn; a period's delay multiplies a player's share by its patience. With no
deadline there is one subgame-perfect division; with a deadline of T periods, after which both get
nothing, backward induction gives it.

References
----------
Rubinstein (1982), Econometrica 50, 97-109. Stahl (1972), Bargaining Theory.
"""

from model.negotiation.codes import Acceptance, Offer, Style, Tactic


def first_share(patience: float, other_patience: float) -> float:
    """Return the share of the player who offers first: (1 - d2) / (1 - d1 d2).

    Parameters
    ----------
    patience, other_patience : float
        Discount factor of a period, of the first player and of the second, in [0, 1), share.

    Raises
    ------
    ValueError
        Where a patience is outside [0, 1).

    Examples
    --------
    >>> round(first_share(0.9, 0.8), 6)
    0.714286
    """
    for value in (patience, other_patience):
        if not 0.0 <= value < 1.0:
            raise ValueError(f"patience is {value}: expected 0 to below 1")
    return (1.0 - other_patience) / (1.0 - patience * other_patience)


def first_share_with_deadline(patience: float, other_patience: float, periods: int) -> float:
    """Return the share of the player who offers first where only ``periods`` offers are made.

    From the end: the last to offer takes all; before, a player offers the other what it would get
    by waiting, x(t) = 1 - d(other) x(t + 1).

    Parameters
    ----------
    patience, other_patience : float
        Discount factor of a period, of the first player and of the second, in [0, 1], share.
    periods : int
        Offers that can be made, at least 1; the players take turns.

    Raises
    ------
    ValueError
        Where there is no period or a patience is outside [0, 1].

    Examples
    --------
    >>> round(first_share_with_deadline(0.9, 0.9, 11), 6)
    0.691479
    """
    if periods < 1:
        raise ValueError(f"periods is {periods}: expected at least 1")
    for value in (patience, other_patience):
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"patience is {value}: expected 0 to 1")
    share = 1.0
    for period in range(periods - 1, 0, -1):
        # In odd periods the first player offers, so the second is the one who could wait.
        waiting = other_patience if period % 2 == 1 else patience
        share = 1.0 - waiting * share
    return share


def stationary_style(patience: float, other_patience: float) -> Style:
    """Return how a player in Rubinstein's equilibrium bargains in the engine.

    It always asks for its share as the one who offers, no more, and accepts what is worth as much
    as waiting for that.

    Parameters
    ----------
    patience, other_patience : float
        Discount factor of a period, its own and the other's, in [0, 1), share.

    Examples
    --------
    >>> stationary_style(0.5, 0.5).acceptance_parameter
    0.3333333333333333
    """
    share = first_share(patience, other_patience)
    return Style(
        tactic=Tactic.STATIONARY,
        parameter=share,
        acceptance=Acceptance.CONSTANT,
        acceptance_parameter=patience * share,
        offer=Offer.CHEAPEST,
    )
