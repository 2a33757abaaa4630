"""What the two sides look at when they reckon what a protocol on one technology is worth.

One tuple a talk. Everything in it is read off the world at that moment; nothing is a taste from a
file but the few weights by which partners differ, and these are declared in the scenario.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from model.compiled import compiled


class Situation(NamedTuple):
    """What both sides see when they talk about one technology; money in USD m."""

    # the technology, now
    need_usd_m: float  # worth a year of the whole need
    capital_usd_m: float  # contract value of plants for the whole need
    jobs: float  # per USD m of yearly output
    lead_years: float
    late: float  # expected overrun, share of the lead time
    remaining: float  # share of the contract not yet built: 1 at first, less when reopened
    unmet: float  # share of need
    imported: float  # share of need
    weight: float  # strategic weight
    mobility: float
    export_usd_m: float  # yearly exports at full know-how under the envelope's access
    # know-how
    know_how: float
    ceiling: float
    pace: float  # logistic rate at full depth, 1/year
    seeding: float  # first know-how at full depth, 1/year
    control_gain: float
    content_gain: float
    # suppliers at home
    mastered: float  # local content that suppliers master, share of contract value
    # autonomy, by finite differences of the measure itself
    autonomy_volume: float  # change of autonomy per share of need from this partner's plants
    autonomy_know: float  # change per unit of know-how, at the reference volume
    autonomy_price_usd_m: float
    # the sides
    host_rate: float
    partner_rate: float  # risk premium included
    influence_usd_m: float
    leak_usd_m: float  # rents elsewhere that a full transfer puts at stake
    leave_chance: float  # chance that the host leaves before the end
    control_risk: float  # chance that export control stops a full transfer
    # how everyone counts
    horizon_years: float
    need_surplus: float
    import_saving: float
    public_money: float
    operating_return: float
    equipment_margin: float
    job_worth_usd_m: float
    content_worth: float
    thin_base_cost: float
    thin_base_steepness: float
    teaching_cost: float
    learning_cost: float
    operating_rent: float
    novice_cost: float
    improvement_rate: float


@compiled
def annuity(rate: float, begins: float, years: float) -> float:
    """Return what one a year from ``begins`` for ``years`` is worth today, discounted at ``rate``.

    Equation: ``exp(-rate b) (1 - exp(-rate n)) / rate``, and ``n`` where the rate is zero.

    Parameters
    ----------
    rate : float
        Discount rate, 1/year.
    begins, years : float
        Start and length, years.

    Returns
    -------
    float
        Years' worth.

    Examples
    --------
    >>> round(annuity(0.0, 2.0, 10.0), 6)
    10.0
    >>> round(annuity(0.05, 0.0, 10.0), 4)
    7.8694
    """
    if rate < 1e-9:
        return years
    return math.exp(-rate * begins) * (1.0 - math.exp(-rate * years)) / rate


@compiled
def learned(know_how: float, ceiling: float, pace: float, seeding: float, years: float) -> float:
    """Return the know-how that a side expects to be gained after ``years`` of transfer.

    The closed form of the logistic of :mod:`model.capability`, begun from the know-how at hand plus
    what one year of seeding brings; forgetting is left out, as promoters of projects do.

    Parameters
    ----------
    know_how, ceiling : float
        Now, and at most; shares.
    pace, seeding : float
        Rates at the transfer depth in question, 1/year.
    years : float
        Time of transfer.

    Returns
    -------
    float
        Gain, share; never negative.

    Examples
    --------
    >>> learned(0.2, 0.9, 0.0, 0.0, 10.0)
    0.0
    >>> 0.3 < learned(0.2, 0.9, 0.3, 0.0, 10.0) < 0.7
    True
    """
    start = min(know_how + seeding, ceiling)
    if start <= 0.0 or ceiling <= 0.0:
        return 0.0
    reached = ceiling / (1.0 + (ceiling / start - 1.0) * math.exp(-pace * years))
    return max(0.0, reached - know_how)


@compiled
def thin_base(content: float, mastered: float, cost: float, steepness: float) -> float:
    """Return what local content costs beyond what suppliers master, share of contract value.

    Equation: ``c g (1 + s g)`` with ``g = max(0, content - mastered)``: parts that exist at home
    are dearer by c, and dearer still the farther the rule goes beyond what anybody can make.

    Parameters
    ----------
    content, mastered : float
        Local content in the contract, and what suppliers master; shares of contract value.
    cost : float
        c, share of value.
    steepness : float
        s, factor.

    Examples
    --------
    >>> thin_base(0.2, 0.3, 0.14, 4.0)
    0.0
    >>> round(thin_base(0.5, 0.25, 0.14, 4.0), 4)
    0.07
    """
    gap = max(0.0, content - mastered)
    return cost * gap * (1.0 + steepness * gap)


@compiled
def contract_usd_m(capital_usd_m: float, volume: float, price: float, thin: float) -> float:
    """Return the value of the contract that terms make, USD m.

    Equation: ``K x (1 + price + thin base)``.

    Parameters
    ----------
    capital_usd_m : float
        Contract value of plants for the whole need, K.
    volume, price : float
        Terms agreed: share of need, x; mark-up, share of contract value.
    thin : float
        See :func:`thin_base`, share of contract value.

    Examples
    --------
    >>> contract_usd_m(1000.0, 0.5, 0.25, 0.0)
    625.0
    """
    return capital_usd_m * volume * (1.0 + price + thin)


@compiled
def exit_penalty_usd_m(penalty: float, contract_usd_m: float, protection: float) -> float:
    """Return what a host owes that leaves a protocol: more where investors are shielded.

    Equation: ``penalty x contract x (1 + protection)``, USD m.

    Parameters
    ----------
    penalty : float
        Agreed in the protocol, share of the contract.
    contract_usd_m : float
        Value of the contract.
    protection : float
        Of investors, by the comprehensive agreement in force; 0 where there is none.

    Examples
    --------
    >>> exit_penalty_usd_m(0.25, 100.0, 1.0)
    50.0
    """
    return penalty * contract_usd_m * (1.0 + protection)
