"""Who meets which need today: the arrays of the exit game, from agreements and know-how.

A plant built under an agreement is partly run by the host: the share of its tasks that the host has
learned, less what stops when foreign owners leave. The rest is run by the state that controls the
partner's firm. Plants whose partner has left give what the host can run, and more as the host finds
other suppliers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.portfolio import ENDED, Status
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]
EXCLUSIVITY = int(Comprehensive.EXCLUSIVITY)
EQUITY = int(Protocol.HOST_EQUITY)
CONTROL = int(Protocol.OPERATIONAL_CONTROL)
EXPIRED = int(Status.EXPIRED)


@compiled
def own_share(know_how: float, mobility: float, equity: float) -> float:
    """Return the share of a plant's output that the host could go on with alone.

    Equation: ``L (1 - m (1 - e))``: know-how, less what foreign owners can take away.

    Parameters
    ----------
    know_how : float
        Share of the tasks that the host has learned.
    mobility : float
        Output that stops when its foreign owner leaves, share.
    equity : float
        Share of ownership held by the host.

    Examples
    --------
    >>> own_share(0.5, 0.4, 0.5)
    0.4
    """
    return know_how * (1.0 - mobility * (1.0 - equity))


@compiled
def fill_resourcing(
    know_how: Array,
    weight: Array,
    depth: Array,
    envelopes: Array,
    base: float,
    gain: float,
    rate: Array,
) -> None:
    """Fill in how fast what is lost is found elsewhere, by technology and input.

    Equation: ``r = base + gain x capability x market depth x (1 - standards)``: capability is the
    know-how in the technology, for inputs the mean over technologies; standards adopted from one
    partner make others harder to plug in.

    Parameters
    ----------
    know_how, weight : (K,) arrays
        Know-how, and strategic weights that sum to 1.
    depth : (K + J,) array
        Depth of the world market, 0 to 1.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    base, gain : float
        Coefficients, 1/year.
    rate : (K + J,) array
        Filled, 1/year.
    """
    closed, mean = 0.0, 0.0
    for p in range(len(envelopes)):
        closed = max(closed, envelopes[p, EXCLUSIVITY])
    for k in range(len(know_how)):
        mean += weight[k] * know_how[k]
    for i in range(len(rate)):
        capability = know_how[i] if i < len(know_how) else mean
        rate[i] = base + gain * capability * depth[i] * (1.0 - closed)


@compiled
def fill_produced(
    rows: Any,
    controllers: NDArray[np.int64],
    know_how: Array,
    mobility: Array,
    domestic: Array,
    need_index: Array,
    rate: Array,
    novice_cost: float,
    now: int,
    produced: Array,
) -> None:
    """Fill in the share of each need met by plants in the host, by the state that runs them.

    Parameters
    ----------
    rows : record array of AGREEMENT
        All agreements.
    controllers : (firms,) array
        Controlling state of each firm.
    know_how, mobility, domestic, need_index : (K,) arrays
        Know-how; mobility of the class; share of the first need met by the host's own plants; need
        against the start.
    rate : (K + J,) array
        Re-sourcing rate, 1/year.
    novice_cost : float
        Output lost by operators without know-how, share.
    now : int
        Quarter.
    produced : (K, S) array
        Filled.
    """
    produced[:] = 0.0
    for k in range(len(know_how)):
        produced[k, 0] = domestic[k]
    for i in range(len(rows)):
        deal = rows[i]
        k = deal["technology"]
        if k < 0 or deal["in_use"] <= 0.0:
            continue
        posts = deal["terms"][CONTROL]
        yields = 1.0 - novice_cost * posts * (1.0 - know_how[k])
        share = deal["units"] * deal["in_use"] * yields / need_index[k]
        own = own_share(know_how[k], mobility[k], deal["terms"][EQUITY])
        if deal["status"] < ENDED:
            produced[k, 0] += share * own
            produced[k, controllers[deal["firm"]]] += share * (1.0 - own)
        else:
            years = 0.25 * (now - deal["ended"])
            # A contract that ran out was handed over in order: no foreign owner is left to go.
            kept = know_how[k] if deal["status"] == EXPIRED else own
            found = 1.0 - np.exp(-rate[k] * years)
            produced[k, 0] += share * (kept + (1.0 - kept) * found)
