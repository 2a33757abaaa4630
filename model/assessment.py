"""What the Council sees of delivery, and trust, which follows from delivery and from exchange."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.declared import QUARTER
from model.portfolio import ENDED
from model.state import State

Array = NDArray[np.float64]


@compiled
def assess_rows(
    rows: Any,
    now: int,
    luck: Array,
    slot: NDArray[np.int64],
    noise: float,
    monitoring: Array,
    standard: float,
    pace: float,
    seen: Array,
    trust: Array,
) -> float:
    """Write the Council's estimate of delivery into each protocol in force; return its mean.

    Parameters
    ----------
    rows : structured array of AGREEMENT
        Changed in place: ``delivered`` (the truth), ``assessed``, ``below``.
    now : int
        Quarter.
    luck : (P, quarters, slots) array
        Standard normal numbers.
    slot : (K,) array
        Place of each technology in them.
    noise : float
        Size of the error without monitoring, share of plan.
    monitoring : (P,) array
        Share of the error that each office takes away.
    standard : float
        Performance standard, share of plan.
    pace : float
        Share of the distance to what was believed that trust goes in a quarter.
    seen : (P, 2) array
        Filled: number of protocols and sum of assessments by partner.
    trust : (P,) array
        Trust in each partner, changed in place.

    Returns
    -------
    float
        Mean assessment over protocols in force, share of plan; 1 without any.
    """
    seen[:] = 0.0
    for i in range(len(rows)):
        deal = rows[i]
        k, p = deal["technology"], deal["partner"]
        if k < 0 or deal["status"] >= ENDED:
            continue
        # Quarters lost for want of the host's own money and engineers are not held against it.
        age = max(1.0, now - deal["signed"] - deal["waited"])
        due = min(1.0, age / deal["planned_quarters"])
        truth = 0.5 * min(1.5, deal["progress"] / due) + 0.5 * deal["effort"]
        # Nothing can be late in its first quarters.
        new = age < 0.25 * deal["planned_quarters"]
        if new:
            truth = max(truth, 1.0)
        error = luck[p, now, slot[k]] * (noise * (1.0 - monitoring[p]))
        estimate = min(1.5, max(0.0, truth + error))
        if new:
            estimate = max(estimate, 1.0)
        deal["delivered"] = truth
        deal["assessed"] = estimate
        deal["below"] = deal["below"] + 1 if estimate < standard else 0
        seen[p, 0] += 1.0
        seen[p, 1] += estimate
    protocols, whole = 0.0, 0.0
    for p in range(len(seen)):
        protocols += seen[p, 0]
        whole += seen[p, 1]
        if seen[p, 0] > 0.0:
            trust[p] += pace * (min(1.0, seen[p, 1] / seen[p, 0]) - trust[p])
    return whole / protocols if protocols > 0.0 else 1.0


def assess(state: State) -> None:
    """Let the Council estimate, with error, how each protocol is delivered against plan.

    Delivery is the mean of building against plan and of effort in the transfer clause. The error
    shrinks with monitoring. Trust follows what the Council believes.
    """
    parameters = state.scenario.delivery
    state.delivery = assess_rows(
        state.portfolio.rows,
        state.quarter,
        state.luck.assessment,
        state.atlas.slot,
        parameters.assessment_noise,
        state.monitoring,
        state.scenario.policy.performance_standard,
        parameters.trust_rate if state.scenario.mechanisms.trust else 0.0,
        state.seen,
        state.trust,
    )


@compiled
def warm(trust: Array, first: Array, decay: float, gain: float, culture_usd_m: Array) -> None:
    """Let trust drift back to where it began, and rise with exchange, within 0 and 1.

    Parameters
    ----------
    trust, first : (P,) arrays
        Trust today, changed in place, and on the first day.
    decay : float
        Share of the distance to ``first`` lost in a quarter.
    gain : float
        Share of what is missing to full trust that USD 1 m a year adds in a quarter.
    culture_usd_m : (P,) array
        Exchange a year.
    """
    for p in range(len(trust)):
        level = trust[p] + decay * (first[p] - trust[p])
        level += gain * culture_usd_m[p] * (1.0 - level)
        trust[p] = min(max(level, 0.0), 1.0)


def befriend(state: State) -> None:
    """Let exchange raise trust: cheap, slow, with less effect the more there is already.

    Without exchange and without deals trust drifts back to where it began.
    """
    if not state.scenario.mechanisms.trust:
        return
    parameters = state.scenario.delivery
    gain = parameters.culture_gain if state.scenario.mechanisms.culture else 0.0
    warm(
        state.trust,
        state.first_trust,
        parameters.culture_decay * QUARTER,
        gain * QUARTER,
        state.mandate.culture_usd_m,
    )
