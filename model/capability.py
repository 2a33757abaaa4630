"""From access to know-how: absorption, forgetting, the moving frontier.

Installed capacity (what runs today) and absorbed know-how (what would run without the supplier) are
two different things. Know-how L in each technology moves by

``dL/dt = k γ q (1 + gains) L (1 - L/Lmax) + seeding γ q (1 - L/Lmax) + own γ (1 - L/Lmax)
- forgetting(cadence) (L - L_kept) - frontier (1 - γ) L``

with γ the absorptive capacity, q the quality of transfer that is really delivered, a class ceiling
Lmax, and L_kept what the host's own plants have practised all along. The rates k are observed
ones, freed of the absorptive capacity of the hosts that were observed (:mod:`model.absorption`).
They were observed while plants were being built in steady cadence, so they are net of the
forgetting of that state; forgetting is charged where cadence falls short of it.

Sources: Cohen & Levinthal (1989) for γ; Nelson & Phelps (1966), Benhabib & Spiegel (2005) for the
logistic and for a frontier that moves away from those who cannot follow; ranges in the scenario.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.absorption import absorptive_capacity
from model.atlas import CHANNELS
from model.compiled import compiled
from model.portfolio import ENDED, Status
from model.state import QUARTER, State
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


@compiled
def grow(
    know_how: Array,
    rates: Array,
    quality: Array,
    extras: Array,
    absorptive: float,
    own: float,
    frontier: float,
    content_gain: float,
    control_gain: float,
    forgets: bool,
    kept: Array,
    step: float,
) -> None:
    """Move know-how by one step of the equation at the head of this module.

    Parameters
    ----------
    know_how : (K,) array
        Changed in place; stays within 0 and the ceiling of its class.
    rates : (5, K) array
        From :func:`model.absorption.class_rates`.
    quality, extras : arrays
        From :func:`lessons`.
    absorptive : float
        γ; 0 switches absorption off.
    own : float
        Learning from own research, 1/year.
    frontier : float
        Pace of the frontier, 1/year.
    content_gain, control_gain : float
        Gains from local content and from operating posts.
    forgets : bool
        Whether know-how decays without cadence.
    kept : (K,) array
        Know-how that the host's own plants keep in practice: it is not forgotten.
    step : float
        Years.
    """
    for k in range(len(know_how)):
        level, ceiling = know_how[k], rates[1, k]
        room = max(0.0, 1.0 - level / ceiling) if ceiling > 0.0 else 0.0
        boost = 1.0 + content_gain * extras[0, k] + control_gain * extras[1, k]
        change = absorptive * quality[0, k] * room * (rates[0, k] * boost * level + rates[2, k])
        change += own * absorptive * room
        if forgets and not (quality[1, k] > 0.0 and quality[0, k] > 0.0):
            loose = max(0.0, level - kept[k])
            change -= loose * (rates[3, k] if quality[2, k] > 0.0 else rates[4, k])
        change -= frontier * (1.0 - absorptive) * level
        know_how[k] = min(max(0.0, level + step * change), max(level, ceiling))


def institutions(state: State) -> Array:
    """Return how far each institution of the economy is built, 0 to 1, by channel.

    Weighted mean of needs met and known at home in the technologies that feed the channel: an
    institution run by foreigners works, and works better once it is understood.
    """
    if not state.scenario.mechanisms.institutions:
        return np.zeros(len(CHANNELS))
    works = state.met * (0.5 + 0.5 * state.know_how)
    result: Array = state.atlas.channels @ works
    return result


def learn(state: State) -> None:
    """Move absorptive capacity and know-how by one quarter.

    Parameters
    ----------
    state : State
        Changed: ``institutions``, ``absorptive``, ``know_how``, ``transfer``.
    """
    scenario, switch = state.scenario, state.scenario.mechanisms
    parameters = scenario.absorption
    state.institutions = institutions(state)
    trained = state.people.trained / (state.gdp_usd_m / 1000.0)
    people = min(1.0, trained / parameters.critical_people)
    state.absorptive = absorptive_capacity(
        state.research_share,
        parameters.research_response,
        1.0 - parameters.people_weight * (1.0 - people),
        parameters.institution_gain * float(state.institutions[CHANNELS.index("absorption")]),
    )
    quality, extras = state.quality, state.extras
    lessons(
        state.portfolio.rows,
        parameters.running_transfer,
        parameters.ip_friction,
        state.overrun,
        state.portfolio.envelope_terms,
        quality,
        extras,
    )
    grow(
        state.know_how,
        state.rates,
        quality,
        extras,
        state.absorptive if switch.absorption else 0.0,
        parameters.own_learning,
        parameters.frontier_rate if switch.frontier else 0.0,
        parameters.content_gain,
        parameters.control_gain,
        switch.forgetting,
        state.kept,
        QUARTER,
    )
