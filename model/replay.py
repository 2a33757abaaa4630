"""Playing a bargain again as it was, or with one thing changed: what a term of trade was worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.bargains import Bargain
from model.negotiation.codes import HOST_USD_M, PARTNER_USD_M
from model.negotiation.play import play

Array = NDArray[np.float64]


def replayed(bargain: Bargain, rounds: int, host_usd_m: float | None = None) -> tuple[float, float]:
    """Return what host and partner get when they play a bargain again, alone with each other.

    Who spoke first does so again, and both bargain as on that day; talks do not break down by
    chance.

    Parameters
    ----------
    bargain : Bargain
        As it was kept.
    rounds : int
        Rounds until the deadline.
    host_usd_m : float, optional
        What no deal is worth to the host; as it was, where not given.

    Returns
    -------
    tuple of float
        Worth of the deal to host and partner, USD m; nan where there is none.

    Examples
    --------
    Two sides share ten; what the host has without a deal pays.

    >>> from model.negotiation.codes import Style
    >>> share = np.linspace(0.0, 10.0, 11)
    >>> tables, counts, chosen = np.array([[share], [10 - share]]), np.array([11]), np.array([5])
    >>> manners = np.array([Style().row(), Style().row()])
    >>> talk = Bargain(tables, counts, np.zeros(2), chosen, 0, 0.0, 0.0, manners)
    >>> replayed(talk, 20)[0], replayed(talk, 20, host_usd_m=4.0)[0]
    (5.0, 6.0)
    """
    limits = np.array([bargain.reservation])
    if host_usd_m is not None:
        limits[0, 0] = host_usd_m
    _, worth = play(
        bargain.tables[None],
        bargain.counts,
        limits,
        bargain.styles[None],
        rounds,
        bargain.first,
        False,
        0.0,
        np.zeros((0, 0, 2)),
        np.zeros((0, 0, 2, 0), dtype=np.int64),
    )
    return float(worth[0, HOST_USD_M]), float(worth[0, PARTNER_USD_M])
