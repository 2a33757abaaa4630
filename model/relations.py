"""Between two parties that already have an agreement: assessment, trust, reopening, leaving."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.contracts import give_notice
from model.portfolio import ENDED, Status
from model.state import QUARTER, State
from model.terms import Comprehensive

Array = NDArray[np.float64]
ON_NOTICE = int(Status.ON_NOTICE)


def chance(rate: float, years: float = QUARTER) -> float:
    """Return the probability of at least one event at a rate, ``1 - exp(-rate years)``.

    Examples
    --------
    >>> chance(0.0)
    0.0
    """
    return float(1.0 - np.exp(-rate * years))


def assess(state: State) -> None:
    """Let the Council estimate, with error, how each protocol is delivered against plan.

    Delivery is the mean of building against plan and of effort in the transfer clause. The error
    shrinks with monitoring. Trust follows what the Council believes.
    """
    rows, parameters = state.portfolio.rows, state.scenario.delivery
    live = np.flatnonzero((rows.technology >= 0) & (rows.status < ENDED))
    if not len(live):
        return
    deals = rows[live]
    age = np.maximum(1.0, state.quarter - deals.signed)
    due = np.minimum(1.0, age / deals.planned_quarters)
    built = np.minimum(1.5, deals.progress / due)
    truth = 0.5 * built + 0.5 * deals.effort
    noise = state.luck.assessment[deals.partner, state.quarter, state.atlas.slot[deals.technology]]
    error = parameters.assessment_noise * (1.0 - state.monitoring[deals.partner])
    assessed = np.clip(truth + noise * error, 0.0, 1.5)
    # Nothing can be late in its first quarters.
    assessed = np.where(age < 0.25 * deals.planned_quarters, np.maximum(assessed, 1.0), assessed)
    rows.assessed[live] = assessed
    rows.delivered[live] = truth
    poor = assessed < state.scenario.policy.performance_standard
    rows.below[live] = np.where(poor, deals.below + 1, 0)
    if state.scenario.mechanisms.trust:
        total = np.bincount(deals.partner, assessed, minlength=state.atlas.foreign)
        count = np.bincount(deals.partner, minlength=state.atlas.foreign)
        seen = np.divide(total, count, out=np.array(state.trust), where=count > 0)
        state.trust += parameters.trust_rate * (np.minimum(1.0, seen) - state.trust)


def befriend(state: State) -> None:
    """Let exchange raise trust: cheap, slow, with less effect the more there is already.

    Without exchange and without deals trust drifts back to where it began.
    """
    if not state.scenario.mechanisms.trust:
        return
    parameters, partners = state.scenario.delivery, state.scenario.partners
    start = np.array([partners[p].trust for p in state.atlas.partners])
    state.trust += parameters.culture_decay * QUARTER * (start - state.trust)
    if state.scenario.mechanisms.culture:
        spent = state.mandate.culture_usd_m * QUARTER
        state.trust += parameters.culture_gain * spent * (1.0 - state.trust)
    state.trust = np.clip(state.trust, 0.0, 1.0)


def against(state: State) -> Array:
    """Return how far a crisis sets each partner against the host's other ties, 0 to 1, (P,)."""
    side = state.atlas.side[1 : 1 + state.atlas.foreign]
    pressed = float(state.weather.crisis[state.quarter])
    result: Array = np.maximum(0.0, -pressed * side)
    return result


def reopened(state: State) -> list[tuple[int, bool]]:
    """Return which protocols are reopened this quarter, and whether the partner asks.

    Hazard: ``h (1 + a sunk + b turn of power + |log price|)`` a year; the side that has less sunk, or a new
    government, asks. What has been paid by a side and cannot be taken away is sunk.
    """
    if not state.scenario.mechanisms.renegotiation:
        return []
    p, rows = state.scenario.delivery, state.portfolio.rows
    found = []
    recent = state.quarter - state.new_power_since < 4
    price = abs(float(np.log(state.weather.commodity[state.quarter])))
    for row in np.flatnonzero((rows.technology >= 0) & (rows.status < ON_NOTICE)):
        deal = rows[row]
        if state.quarter - deal.signed < 4:
            continue
        paid = deal.paid_host_usd_m + deal.paid_partner_usd_m
        ours = deal.paid_host_usd_m / paid if paid > 0.0 else 0.5
        turned = bool(state.weather.turnover[deal.partner, state.quarter])
        power = float(recent) + float(turned)
        sunk = deal.progress * max(ours, 1.0 - ours)
        hazard = p.renegotiation_rate * (
            1.0 + p.sunk_weight * sunk + p.turnover_weight * power + price
        )
        luck = state.luck.reopening[deal.partner, state.quarter, state.atlas.slot[deal.technology]]
        if luck < chance(hazard):
            by_partner = turned if turned != recent else ours > 0.5
            found.append((int(row), bool(by_partner)))
    return found


def partings(state: State) -> None:
    """Let sides that have had enough give notice: the host by its exit rule, partners by hazard.

    Partner's hazard: ``h (1 - trust)^2 (1 + turn of power + crisis)`` a year.
    """
    switch, rows = state.scenario.mechanisms, state.portfolio.rows
    pressed = against(state)
    for row in np.flatnonzero((rows.technology >= 0) & (rows.status < ON_NOTICE)):
        deal = rows[row]
        p, k = int(deal.partner), int(deal.technology)
        if switch.partner_exit:
            turned = float(state.weather.turnover[p, state.quarter])
            anger = (1.0 - float(state.trust[p])) ** 2 * (1.0 + turned + float(pressed[p]))
            hazard = state.scenario.delivery.breakup_rate * anger
            luck = state.luck.breakup[p, state.quarter, state.atlas.slot[k]]
            if luck < chance(hazard):
                give_notice(state, int(row), by_partner=True, because="trust lost")
                continue
        if switch.host_exit and deal.below >= state.scenario.policy.exit_patience:
            give_notice(state, int(row), by_partner=False, because="below standard")


def exclusivity_against(state: State, partner: int) -> float:
    """Return the standards adopted from other partners, that make this one harder to take in."""
    adopted = state.envelope_term(Comprehensive.EXCLUSIVITY)
    adopted[partner] = 0.0
    return float(adopted.max()) if len(adopted) else 0.0
