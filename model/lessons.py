"""What live agreements teach in a quarter: how much, how well, and what comes with it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.portfolio import ENDED, Status
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]
BUILDING = int(Status.BUILDING)
DEPTH = int(Protocol.TRANSFER_DEPTH)
CONTROL = int(Protocol.OPERATIONAL_CONTROL)
IP = int(Comprehensive.IP_REGIME)

#: Presence that gives full cadence: plants for this share of the need. A pilot plant teaches less.
FULL_PRESENCE = 0.1


@compiled
def lessons(
    rows: Any,
    running: float,
    ip_friction: float,
    overrun: Array,
    envelopes: Array,
    quality: Array,
    extras: Array,
) -> None:
    """Sum up what live protocols teach in each technology this quarter.

    A plant teaches as it is built: at full pace and in the time that its class usually takes it
    does so at the observed rate, and one that takes longer teaches less a year, not more in all.

    Parameters
    ----------
    rows : record array of AGREEMENT
        All agreements.
    running : float
        Transfer in operation against transfer while building.
    ip_friction : float
        Share of transfer lost under the strictest protection of IP.
    overrun : (K, 3) array
        Delay that plants of the class usually have, those observed among them, share of plan; its
        spread; overrun of cost.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    quality : (3, K) array
        Filled: transfer delivered (0 to 1), whether building (0 or 1), whether running (0 or 1).
    extras : (2, K) array
        Filled: local content delivered and operating posts held, weighted by transfer.
    """
    quality[:] = 0.0
    extras[:] = 0.0
    for i in range(len(rows)):
        deal = rows[i]
        k = deal["technology"]
        if k < 0 or deal["status"] >= ENDED:
            continue
        presence = min(1.0, deal["units"] / FULL_PRESENCE)
        active = running
        if deal["status"] == BUILDING:
            active = deal["pace"] * (1.0 + overrun[k, 0]) / (1.0 + deal["overrun"])
        taught = (
            deal["terms"][DEPTH]
            * deal["effort"]
            * active
            * presence
            * (1.0 - ip_friction * envelopes[deal["partner"], IP])
        )
        quality[0, k] += taught
        if deal["status"] == BUILDING:
            quality[1, k] = 1.0
        if deal["in_use"] > 0.0:
            quality[2, k] = 1.0
        extras[0, k] += taught * deal["content"]
        extras[1, k] += taught * deal["terms"][CONTROL]
    for k in range(quality.shape[1]):
        if quality[0, k] > 0.0:
            extras[0, k] /= quality[0, k]
            extras[1, k] /= quality[0, k]
        quality[0, k] = min(1.0, quality[0, k])
