"""Debt that becomes heavy: bands of stress, what lenders make of them, distress and how it ends.

The bands are those of the IMF and World Bank debt framework (2017): risk is *low* while debt
service stays below its limit even after a standard depreciation, *moderate* while it would not,
*high* while it is above the limit today, and a state is *in distress* while terms are talked about
with a creditor that was not served.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from enum import IntEnum
from itertools import accumulate

from model.contracts import seize
from model.declared import QUARTER
from model.loans import Outcome
from model.scenario.surroundings import Finance
from model.state import State


class Band(IntEnum):
    """Risk that debts will not be served."""

    LOW = 0
    MODERATE = 1
    HIGH = 2
    DISTRESS = 3


def band(service: float, limit: float, test: float, unserved: bool) -> Band:
    """Return the band of stress.

    Parameters
    ----------
    service : float
        Service of public debt, share of revenue.
    limit : float
        Limit of it.
    test : float
        Depreciation that service in dollars is tested against, share.
    unserved : bool
        Whether a creditor was lately not served.

    Examples
    --------
    >>> [band(s, 0.23, 0.3, False).name for s in (0.10, 0.20, 0.25)]
    ['LOW', 'MODERATE', 'HIGH']
    """
    if unserved:
        return Band.DISTRESS
    if service >= limit:
        return Band.HIGH
    return Band.MODERATE if service >= limit * (1.0 - test) else Band.LOW


def rate_stress(state: State, service: float) -> None:
    """Find the band of today and tell the log where it has changed.

    Parameters
    ----------
    state : State
        Changed: ``stress_band``, log.
    service : float
        Service of public debt, share of revenue.
    """
    finance, before = state.scenario.finance, state.stress_band
    unserved = state.quarter < state.unserved_until
    state.stress_band = band(service, finance.stress_service, finance.stress_test, unserved)
    if state.stress_band != before and state.quarter:
        state.note(
            "debt stress",
            because=why(Band(before), Band(state.stress_band)),
            before=Band(before).name.lower(),
            after=Band(state.stress_band).name.lower(),
            service_share_of_revenue=service,
        )


def why(before: Band, after: Band) -> str:
    """Return why the band changed, as a fact for the log.

    Examples
    --------
    >>> why(Band.MODERATE, Band.HIGH), why(Band.DISTRESS, Band.HIGH)
    ('debt service rose', 'new terms agreed')
    """
    if Band.DISTRESS in (before, after):
        return "creditor not served" if after == Band.DISTRESS else "new terms agreed"
    return "debt service rose" if after > before else "debt service fell"


def lending(state: State) -> float:
    """Return the share of what falls due that partners still lend: less under stress, then none."""
    switch = state.scenario.mechanisms
    if not switch.loans:
        return 0.0
    if not switch.stress_bands or state.stress_band < Band.HIGH:
        return 1.0
    if state.stress_band == Band.DISTRESS:
        return 0.0
    return 1.0 - state.scenario.finance.high_stress_cut


def ending(finance: Finance, luck: float) -> Outcome:
    """Return how a distress ends, in the proportions recorded; luck is uniform on [0, 1)."""
    odds = (finance.write_off, finance.deferral, finance.refinance, finance.seizure)
    limits = list(accumulate(odds))
    return Outcome(min(bisect_right(limits, luck * limits[-1]), len(odds) - 1))


def distress(state: State, stress: float) -> None:
    """Draw distress by creditor, and how it ends.

    Hazard: ``rate x max(0, stress / limit - 1)`` a year, so it is ``rate`` at twice the limit.
    """
    finance = state.scenario.finance
    hazard = finance.distress_rate * max(0.0, stress / finance.stress_service - 1.0) * QUARTER
    if hazard <= 0.0:
        return
    chance = 1.0 - math.exp(-hazard)
    for p, whether in enumerate(state.luck.whether_distress[state.quarter]):
        if whether >= chance or state.loans.owed.item(p) <= 0.0:
            continue
        outcome = ending(finance, state.luck.distress.item(p, state.quarter, -1))
        pledged = state.loans.pledged_share(p)
        if outcome == Outcome.SEIZURE and pledged <= 0.0:
            # Nothing was pledged, so there is nothing to seize: new terms, as most cases end.
            outcome = Outcome.REFINANCE
        forgiven = state.loans.restructure(
            p, outcome, finance.write_off_cut, finance.deferral_years
        )
        if outcome == Outcome.SEIZURE:
            seize(state, p, pledged)
        state.lose_trust(p, state.scenario.delivery.breach_cost)
        state.unserved_until = state.quarter + round(finance.distress_years / QUARTER)
        state.count("distress")
        state.note(
            "loans renegotiated",
            partner=state.atlas.partners[p],
            because="debt service above the limit",
            outcome=outcome.name.lower().replace("_", "-"),
            forgiven_usd_m=forgiven,
            service_share_of_revenue=stress,
        )
