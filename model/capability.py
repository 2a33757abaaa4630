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
from model.declared import QUARTER
from model.lessons import lessons
from model.state import State

Array = NDArray[np.float64]
ABSORPTION = CHANNELS.index("absorption")


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


@compiled
def institutions(channels: Array, met: Array, know_how: Array, built: Array) -> None:
    """Fill in how far each institution of the economy is built.

    Equation: ``Σ_k c_k met_k (1 + L_k) / 2``, the weighted mean of needs met and known at home in
    the technologies that feed the channel: an institution run by foreigners works, and works better
    once it is understood.

    Parameters
    ----------
    channels : (channels, K) array
        Weights, c.
    met, know_how : (K,) arrays
        Share of need met, share of tasks learned.
    built : (channels,) array
        Filled, 0 to 1.
    """
    works = np.empty(len(met))
    for k in range(len(met)):
        works[k] = met[k] * (0.5 + 0.5 * know_how[k])
    np.dot(channels, works, built)


@compiled
def absorb(
    rules: Any,
    years: float,
    research_share: float,
    trained_per_bn: float,
    channels: Array,
    met: Array,
    built: Array,
    rows: Any,
    overrun: Array,
    envelopes: Array,
    rates: Array,
    kept: Array,
    know_how: Array,
    quality: Array,
    extras: Array,
) -> float:
    """Move know-how by one quarter; return the absorptive capacity.

    Parameters
    ----------
    rules : (1,) record array of RULES
        What is declared.
    years : float
        Length of the quarter.
    research_share : float
        R&D as a share of GDP.
    trained_per_bn : float
        Engineers trained by partners, per USD bn of GDP.
    channels, met, built : arrays
        See :func:`institutions`.
    rows, overrun, envelopes, quality, extras : arrays
        See :func:`model.lessons.lessons`.
    rates, kept, know_how : arrays
        See :func:`grow`.
    """
    rule = rules[0]
    if rule["institutions"]:
        institutions(channels, met, know_how, built)
    people = min(1.0, trained_per_bn / rule["critical_people"])
    absorptive = absorptive_capacity(
        research_share,
        rule["research_response"],
        1.0 - rule["people_weight"] * (1.0 - people),
        rule["institution_gain"] * built[ABSORPTION],
    )
    friction = rule["ip_friction"]
    lessons(rows, rule["running_transfer"], friction, overrun, envelopes, quality, extras)
    grow(
        know_how,
        rates,
        quality,
        extras,
        absorptive if rule["absorption"] else 0.0,
        rule["own_learning"],
        rule["frontier_rate"] if rule["frontier"] else 0.0,
        rule["content_gain"],
        rule["control_gain"],
        rule["forgetting"],
        kept,
        years,
    )
    return absorptive


def learn(state: State) -> None:
    """Move absorptive capacity and know-how by one quarter.

    Parameters
    ----------
    state : State
        Changed: ``institutions``, ``absorptive``, ``know_how``, what was taught.
    """
    state.absorptive = absorb(
        state.rules,
        QUARTER,
        state.research_share,
        state.people.trained / (state.gdp_usd_m / 1000.0),
        state.atlas.channels,
        state.met,
        state.institutions,
        state.portfolio.rows,
        state.overrun,
        state.portfolio.envelope_terms,
        state.rates,
        state.kept,
        state.know_how,
        state.quality,
        state.extras,
    )
