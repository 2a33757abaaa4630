"""Public money: growth, the fund, the Council's budget, bonds, loans and their distress.

Debt moves by ``d' = d (1 + r)/(1 + g) - pb``, but in payments: each quarter the treasury takes in
and pays out, and what is missing is borrowed on bonds. The Council gets what it asks for only as
far as debt keeps away from the ceiling.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from model.atlas import CHANNELS
from model.compiled import compiled
from model.ledger import Account
from model.short import total
from model.state import QUARTER, State
from model.stress import distress, rate_stress
from model.terms import Comprehensive

Array = NDArray[np.float64]
TREASURY, COUNCIL, FUND = Account.TREASURY, Account.COUNCIL, Account.FUND
ECONOMY, ABROAD = Account.ECONOMY, Account.ABROAD


def gdp_in_dollars(state: State) -> float:
    """Return GDP at the exchange rate of the day, USD m: what debts in dollars are paid from."""
    return state.gdp_usd_m * float(state.weather.currency[state.quarter])


def debt_share(state: State) -> float:
    """Return public debt, bonds and partner loans, as a share of GDP at the day's exchange rate."""
    return (state.bonds_usd_m + state.loans.total_usd_m) / gdp_in_dollars(state)


def rationing(state: State) -> float:
    """Return the share of what the Council asks for that the treasury pays, 0 to 1.

    Full while debt is more than the band below the ceiling, then falling in a line to nothing.
    """
    policy = state.scenario.policy
    band = state.scenario.finance.rationing_band
    return min(1.0, max(0.0, (policy.debt_ceiling - debt_share(state)) / band))


def either_way(state: State, amount_usd_m: float, purpose: str) -> None:
    """Pay from the economy to the treasury, or back where the amount is negative."""
    if amount_usd_m >= 0.0:
        state.ledger.pay(ECONOMY, TREASURY, amount_usd_m, purpose)
    else:
        state.ledger.pay(TREASURY, ECONOMY, -amount_usd_m, purpose)


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


def grow(state: State) -> None:
    """Let GDP, needs and R&D move by one quarter."""
    host, finance, start = state.scenario.host, state.scenario.finance, state.research_from
    at_home = met_at_home(state.produced, state.atlas.weight)
    growth = host.gdp_growth + finance.capability_dividend * at_home
    state.gdp_usd_m *= math.exp(growth * QUARTER)
    state.need_index = np.exp(state.atlas.need_growth * QUARTER * (state.quarter + 1))
    policy = state.scenario.policy
    if state.scenario.mechanisms.research:
        step = (policy.research_target - start) * QUARTER / policy.research_ramp_years
        reached = state.research_share + step * rationing(state)
        low, high = sorted((start, policy.research_target))
        state.research_share = min(high, max(low, reached))


def fund(state: State) -> None:
    """Pay mining revenue into the fund, earn its return, draw by the spending rule."""
    scenario, ledger = state.scenario, state.ledger
    if not scenario.mechanisms.fund:
        return
    price = float(state.weather.commodity[state.quarter])
    mining = scenario.host.mining_revenue_share * state.gdp_usd_m * price * QUARTER
    ledger.pay(TREASURY, FUND, scenario.policy.fund_saving * mining, "fund inflow")
    skill = float(state.institutions[CHANNELS.index("fund_return")])
    rate = scenario.finance.fund_return + scenario.finance.fund_skill * skill
    earned = ledger.balance[FUND] * rate * QUARTER
    if earned >= 0.0:
        ledger.pay(ABROAD, FUND, earned, "fund return")
    else:
        ledger.pay(FUND, ABROAD, -earned, "fund loss")
    drawn = scenario.policy.fund_spending * ledger.balance[FUND] * QUARTER
    asked = scenario.council.budget_usd_m * QUARTER
    ledger.pay(FUND, COUNCIL, min(drawn, asked), "fund draw")
    state.tally["fund_draw_usd_m"] = min(drawn, asked)


def budget(state: State) -> None:
    """Give the Council its budget as far as the treasury can, and take back what lies idle."""
    scenario, ledger = state.scenario, state.ledger
    price = float(state.weather.commodity[state.quarter])
    windfall = scenario.host.mining_revenue_share * (price - 1.0)
    # Governments answer new debt with better balances (Bohn 1998).
    above = max(0.0, debt_share(state) - scenario.host.debt_share)
    reaction = scenario.finance.fiscal_reaction * above
    primary = (scenario.host.primary_balance + windfall + reaction) * gdp_in_dollars(state)
    either_way(state, primary * QUARTER, "primary balance")
    share = rationing(state)
    asked = scenario.council.budget_usd_m * QUARTER
    granted = max(0.0, asked - state.tally.get("fund_draw_usd_m", 0.0)) * share
    ledger.pay(TREASURY, COUNCIL, granted, "council budget")
    added = max(0.0, state.research_share - scenario.host.research_share) * state.gdp_usd_m
    ledger.pay(
        TREASURY, ECONOMY, added * scenario.finance.research_public * QUARTER, "public research"
    )
    # A year's budget is kept in hand for contracts under way; more would be borrowed to lie idle.
    idle = ledger.balance[COUNCIL] - scenario.council.budget_usd_m - state.sums.committed_usd_m
    if idle > 0.0:
        ledger.pay(COUNCIL, TREASURY, idle, "budget returned")
    drawn = state.tally.get("fund_draw_usd_m", 0.0)
    state.last_budget_usd_m = (granted + drawn) / QUARTER


def running(state: State) -> None:
    """Pay dividends and royalties of plants in use, as they stood at the end of last quarter."""
    profit = state.sums.profit_usd_m.tolist()
    home, abroad = sum(ours for ours, _ in profit), sum(theirs for _, theirs in profit)
    state.ledger.pay(ECONOMY, TREASURY, home * QUARTER, "dividends home")
    state.ledger.pay(ECONOMY, ABROAD, abroad * QUARTER, "dividends abroad")
    state.ledger.pay(ECONOMY, ABROAD, state.sums.royalty_usd_m * QUARTER, "royalties")


def debts(state: State) -> None:
    """Serve bonds and loans, borrow what is missing, let distress come under heavy service."""
    scenario, ledger, finance = state.scenario, state.ledger, state.scenario.finance
    skill = finance.finance_skill * float(state.institutions[CHANNELS.index("finance")])
    above = max(0.0, debt_share(state) - scenario.host.debt_share)
    state.bond_rate = max(0.0, scenario.host.bond_rate - skill + finance.debt_premium * above)
    coupon = state.bonds_usd_m * state.bond_rate * QUARTER
    ledger.pay(TREASURY, ABROAD, coupon, "bond interest")
    interest, principal = (total(due) for due in state.loans.service(QUARTER))
    ledger.pay(TREASURY, ABROAD, interest, "loan interest")
    ledger.pay(TREASURY, ABROAD, principal, "loan principal")
    revenue = scenario.host.tax_share * gdp_in_dollars(state) * QUARTER
    service = interest + principal
    state.tally["loan_service"] = service / revenue
    # Bonds that fall due are issued anew, but they must find buyers: they count as service.
    due = state.bonds_usd_m * QUARTER / finance.bond_maturity_years
    stress = (coupon + due + service) / revenue
    state.tally["debt_service"] = stress
    if scenario.mechanisms.distress:
        distress(state, stress)
    rate_stress(state, stress)
    gap = ledger.balance[TREASURY]
    if gap < 0.0:
        ledger.pay(ABROAD, TREASURY, -gap, "bonds issued")
    else:
        ledger.pay(TREASURY, ABROAD, gap, "bonds redeemed")
    state.bonds_usd_m -= gap


def settle_public_money(state: State) -> None:
    """Let one quarter of public money pass."""
    grow(state)
    fund(state)
    budget(state)
    running(state)
    debts(state)


def send_trainees(state: State) -> None:
    """Let engineers begin where places are open, abroad and at home; pay the host's half."""
    scenario = state.scenario
    at_home = scenario.policy.institute_share if scenario.mechanisms.joint_institutes else 0.0
    abroad, institutes = state.people.advance(
        scenario.host.graduates, training_places(state), at_home, scenario.people, QUARTER
    )
    half = 0.5 * scenario.bargaining.place_cost_usd_m
    state.ledger.pay(COUNCIL, ABROAD, half * total(abroad), "training")
    cost = half * scenario.people.institute_cost * total(institutes)
    state.ledger.pay(COUNCIL, ECONOMY, cost, "joint institutes")
    state.sent = abroad + institutes


def training_places(state: State) -> Array:
    """Return the training places open with each partner, persons a year.

    What envelopes grant, scaled down to what the Council wants and can pay.
    """
    policy, bargaining = state.scenario.policy, state.scenario.bargaining
    granted: Array = state.envelope_term(Comprehensive.TRAINING) * state.atlas.places
    places = total(granted)
    if places <= 0.0:
        return granted
    purse = state.scenario.council.training_share * state.scenario.council.budget_usd_m
    purse = min(purse, max(0.0, state.ledger.balance[COUNCIL]) / QUARTER)
    price = max(1e-9, 0.5 * bargaining.place_cost_usd_m)
    wanted = min(policy.training_places, purse / price)
    return granted * min(1.0, wanted / places)
