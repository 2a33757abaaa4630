"""What public money of a quarter is paid for, and how much: the equations of :mod:`model.treasury`.

Growth, the fund, the Council's budget, dividends and interest follow one from the other in one
pass; nothing is paid here. The treasury books the amounts.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.atlas import CHANNELS
from model.compiled import compiled

Array = NDArray[np.float64]


class Payment(IntEnum):
    """Payments of a quarter, in the order in which they are made."""

    FUND_INFLOW = 0
    FUND_RETURN = 1  # below 0: a loss
    FUND_DRAW = 2
    PRIMARY_BALANCE = 3  # below 0: a deficit
    COUNCIL_BUDGET = 4
    PUBLIC_RESEARCH = 5
    BUDGET_RETURNED = 6
    DIVIDENDS_HOME = 7
    DIVIDENDS_ABROAD = 8
    ROYALTIES = 9
    BOND_INTEREST = 10
    LOAN_INTEREST = 11
    LOAN_PRINCIPAL = 12


FUND_INFLOW, FUND_RETURN = int(Payment.FUND_INFLOW), int(Payment.FUND_RETURN)
FUND_DRAW, PRIMARY_BALANCE = int(Payment.FUND_DRAW), int(Payment.PRIMARY_BALANCE)
COUNCIL_BUDGET, PUBLIC_RESEARCH = int(Payment.COUNCIL_BUDGET), int(Payment.PUBLIC_RESEARCH)
BUDGET_RETURNED = int(Payment.BUDGET_RETURNED)
DIVIDENDS_HOME, DIVIDENDS_ABROAD = int(Payment.DIVIDENDS_HOME), int(Payment.DIVIDENDS_ABROAD)
ROYALTIES, BOND_INTEREST = int(Payment.ROYALTIES), int(Payment.BOND_INTEREST)
LOAN_INTEREST, LOAN_PRINCIPAL = int(Payment.LOAN_INTEREST), int(Payment.LOAN_PRINCIPAL)
FUND_SKILL, FINANCE_SKILL = CHANNELS.index("fund_return"), CHANNELS.index("finance")


@compiled
def met_at_home(produced: Array, weight: Array) -> float:
    """Return the weighted share of needs met by plants in the host.

    Parameters
    ----------
    produced : (K, S) array
        Share of each need met by plants in the host, by the state that runs them.
    weight : (K,) array
        Weight of each technology; sums to 1.
    """
    whole = 0.0
    for k in range(len(weight)):
        whole += weight[k] * min(1.0, produced[k].sum())
    return whole


@compiled
def debt_to_gdp(bonds_usd_m: float, loans_usd_m: float, gdp_in_dollars: float) -> float:
    """Return public debt, bonds and partner loans, as a share of GDP."""
    return (bonds_usd_m + loans_usd_m) / gdp_in_dollars


@compiled
def grown(rules: Any, gdp_usd_m: float, at_home: float, years: float) -> float:
    """Return GDP after some years: faster, the more of its needs the host meets at home, USD m."""
    growth = rules["gdp_growth"] + rules["capability_dividend"] * at_home
    return float(gdp_usd_m * math.exp(growth * years))


@compiled
def researched(
    rules: Any, research_share: float, ramp_from: float, rationed: float, years: float
) -> float:
    """Return R&D as a share of GDP, some years up (or down) the ramp to its target.

    Parameters
    ----------
    rules : record of RULES
        What is declared.
    research_share, ramp_from : float
        Today, and where the ramp began.
    rationed : float
        Share of the step that is paid.
    years : float
        Length of the step.
    """
    target = rules["research_target"]
    step = (target - ramp_from) * years / rules["research_ramp_years"]
    reached = research_share + step * rationed
    return float(min(max(ramp_from, target), max(min(ramp_from, target), reached)))


@compiled
def public_money(
    rules: Any,
    years: float,
    gdp_usd_m: float,
    price: float,
    currency: float,
    research_share: float,
    ramp_from: float,
    bonds_usd_m: float,
    loans_usd_m: float,
    fund_usd_m: float,
    council_usd_m: float,
    committed_usd_m: float,
    royalty_usd_m: float,
    interest_usd_m: float,
    principal_usd_m: float,
    institutions: Array,
    profit_usd_m: Array,
    produced: Array,
    weight: Array,
    paid: Array,
) -> tuple[float, float, float, float, float, float]:
    """Work out one quarter of public money.

    The Council gets what it asks for in full while debt is more than the band below the ceiling,
    then less in a line to nothing. Governments answer new debt with better balances (Bohn 1998).
    Bonds that fall due are issued anew, but they must find buyers: they count as service. Without
    revenue, the shares of it are inf.

    Parameters
    ----------
    rules : (1,) record array of RULES
        What is declared.
    years : float
        Length of the quarter.
    gdp_usd_m, price, currency : float
        GDP before growth; price of commodities and dollars for the host's money, against trend.
    research_share, ramp_from : float
        R&D today, and where its ramp began, share of GDP.
    bonds_usd_m, loans_usd_m : float
        Public debt before service.
    fund_usd_m, council_usd_m : float
        What fund and Council hold.
    committed_usd_m : float
        What the host still has to pay for contracts under way.
    royalty_usd_m : float
        Royalties due a year.
    interest_usd_m, principal_usd_m : float
        Due on partner loans this quarter.
    institutions : (channels,) array
        How far each is built, 0 to 1.
    profit_usd_m : (P, 2) array
        Yearly profit of each partner's plants, to host and to partner.
    produced, weight : (K, S) and (K,) arrays
        See :func:`met_at_home`.
    paid : (payments,) array
        Filled, by :class:`Payment`, USD m.

    Returns
    -------
    tuple of float
        GDP, USD m; R&D, share of GDP; interest on bonds, 1/year; what the Council got, by the year,
        USD m; service of loans and of all debt, shares of revenue.
    """
    rule = rules[0]
    paid[:] = 0.0
    gdp = grown(rule, gdp_usd_m, met_at_home(produced, weight), years)
    in_dollars = gdp * currency
    debt = debt_to_gdp(bonds_usd_m, loans_usd_m, in_dollars)
    rationed = min(1.0, max(0.0, (rule["debt_ceiling"] - debt) / rule["rationing_band"]))
    above = max(0.0, debt - rule["debt_share"])
    if rule["research"]:
        research_share = researched(rule, research_share, ramp_from, rationed, years)

    # The fund: mining revenue in, its return, out by the spending rule.
    asked = rule["budget_usd_m"] * years
    if rule["fund"]:
        mining = rule["mining_revenue_share"] * gdp * price * years
        paid[FUND_INFLOW] = rule["fund_saving"] * mining
        fund = fund_usd_m + paid[FUND_INFLOW]
        rate = rule["fund_return"] + rule["fund_skill"] * institutions[FUND_SKILL]
        paid[FUND_RETURN] = fund * rate * years
        paid[FUND_DRAW] = min(rule["fund_spending"] * (fund + paid[FUND_RETURN]) * years, asked)

    # The Council's budget: what the fund leaves of it, as far as debt allows.
    windfall = rule["mining_revenue_share"] * (price - 1.0)
    primary = rule["primary_balance"] + windfall + rule["fiscal_reaction"] * above
    paid[PRIMARY_BALANCE] = primary * in_dollars * years
    paid[COUNCIL_BUDGET] = max(0.0, asked - paid[FUND_DRAW]) * rationed
    added = max(0.0, research_share - rule["research_share"]) * gdp
    paid[PUBLIC_RESEARCH] = added * rule["research_public"] * years
    # A year's budget is kept in hand for contracts under way; more would be borrowed to lie idle.
    held = council_usd_m + paid[FUND_DRAW] + paid[COUNCIL_BUDGET]
    paid[BUDGET_RETURNED] = max(0.0, held - rule["budget_usd_m"] - committed_usd_m)
    budget = (paid[COUNCIL_BUDGET] + paid[FUND_DRAW]) / years

    # Plants in use, as they stood at the end of last quarter.
    home, abroad = 0.0, 0.0
    for p in range(len(profit_usd_m)):
        home += profit_usd_m[p, 0]
        abroad += profit_usd_m[p, 1]
    paid[DIVIDENDS_HOME], paid[DIVIDENDS_ABROAD] = home * years, abroad * years
    paid[ROYALTIES] = royalty_usd_m * years

    # Debts: a dearer one as it grows, a cheaper one as institutions are built.
    skill = rule["finance_skill"] * institutions[FINANCE_SKILL]
    bond_rate = max(0.0, rule["bond_rate"] - skill + rule["debt_premium"] * above)
    paid[BOND_INTEREST] = bonds_usd_m * bond_rate * years
    paid[LOAN_INTEREST], paid[LOAN_PRINCIPAL] = interest_usd_m, principal_usd_m
    revenue = rule["tax_share"] * in_dollars * years
    service = interest_usd_m + principal_usd_m
    due = bonds_usd_m * years / rule["bond_maturity_years"]
    stress = (paid[BOND_INTEREST] + due + service) / revenue
    return gdp, research_share, bond_rate, budget, service / revenue, stress
