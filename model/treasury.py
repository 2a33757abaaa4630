"""Public money: growth, the fund, the Council's budget, bonds, loans and their distress.

Debt moves by ``d' = d (1 + r)/(1 + g) - pb``, but in payments: each quarter the treasury takes in
and pays out, and what is missing is borrowed on bonds. The Council gets what it asks for only as
far as debt keeps away from the ceiling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.declared import QUARTER
from model.ledger import Account, Ledger
from model.people import open_places
from model.public_money import debt_to_gdp, public_money
from model.state import State
from model.stress import distress, rate_stress

Array = NDArray[np.float64]
TREASURY, COUNCIL, FUND = Account.TREASURY, Account.COUNCIL, Account.FUND
ECONOMY, ABROAD = Account.ECONOMY, Account.ABROAD

#: Who pays whom for what, by :class:`model.public_money.Payment`; what it is called the other way.
ENTRIES = (
    (TREASURY, FUND, "fund inflow", ""),
    (ABROAD, FUND, "fund return", "fund loss"),
    (FUND, COUNCIL, "fund draw", ""),
    (ECONOMY, TREASURY, "primary balance", "primary balance"),
    (TREASURY, COUNCIL, "council budget", ""),
    (TREASURY, ECONOMY, "public research", ""),
    (COUNCIL, TREASURY, "budget returned", ""),
    (ECONOMY, TREASURY, "dividends home", ""),
    (ECONOMY, ABROAD, "dividends abroad", ""),
    (ECONOMY, ABROAD, "royalties", ""),
    (TREASURY, ABROAD, "bond interest", ""),
    (TREASURY, ABROAD, "loan interest", ""),
    (TREASURY, ABROAD, "loan principal", ""),
)


def gdp_in_dollars(state: State) -> float:
    """Return GDP at the exchange rate of the day, USD m: what debts in dollars are paid from."""
    return state.gdp_usd_m * float(state.weather.currency[state.quarter])


def debt_share(state: State) -> float:
    """Return public debt, bonds and partner loans, as a share of GDP at the day's exchange rate."""
    return debt_to_gdp(state.bonds_usd_m, state.loans.total_usd_m, gdp_in_dollars(state))


def settle_public_money(state: State) -> None:
    """Let one quarter of public money pass.

    Parameters
    ----------
    state : State
        Changed: GDP, needs, R&D, accounts, bonds, loans, ``tally``, log.
    """
    weather, sums, loans, q = state.weather, state.sums, state.loans, state.quarter
    owed = loans.total_usd_m
    interest, principal = loans.service(QUARTER)
    (
        state.gdp_usd_m,
        state.research_share,
        state.bond_rate,
        state.last_budget_usd_m,
        state.tally["loan_service"],
        state.tally["debt_service"],
    ) = public_money(
        state.rules,
        QUARTER,
        state.gdp_usd_m,
        weather.commodity.item(q),
        weather.currency.item(q),
        state.research_share,
        state.research_from,
        state.bonds_usd_m,
        owed,
        state.ledger.balance[FUND],
        state.ledger.balance[COUNCIL],
        sums.committed_usd_m,
        sums.royalty_usd_m,
        interest,
        principal,
        state.institutions,
        sums.profit_usd_m,
        state.produced,
        state.atlas.weight,
        state.paid,
    )
    state.need_index = state.needs[q]
    book(state.ledger, state.paid)
    heed(state, state.tally["debt_service"])
    borrow(state)


def book(ledger: Ledger, paid: Array) -> None:
    """Make the payments of a quarter.

    Parameters
    ----------
    ledger : Ledger
        Changed.
    paid : (payments,) array
        By :class:`model.public_money.Payment`, USD m; below 0 where one goes the other way.
    """
    for (source, target, purpose, back), amount in zip(ENTRIES, paid.tolist(), strict=True):
        if amount < 0.0 and back:
            ledger.pay(target, source, -amount, back)
        else:
            ledger.pay(source, target, amount, purpose)


def heed(state: State, service: float) -> None:
    """Let creditors and the log heed the service of debt, a share of revenue."""
    if state.scenario.mechanisms.distress:
        distress(state, service)
    rate_stress(state, service)


def borrow(state: State) -> None:
    """Issue bonds for what the treasury lacks; redeem some from what it has left."""
    gap = state.ledger.balance[TREASURY]
    if gap < 0.0:
        state.ledger.pay(ABROAD, TREASURY, -gap, "bonds issued")
    else:
        state.ledger.pay(TREASURY, ABROAD, gap, "bonds redeemed")
    state.bonds_usd_m -= gap


def send_trainees(state: State) -> None:
    """Let engineers begin where places are open, abroad and at home; pay the host's half."""
    scenario, ledger = state.scenario, state.ledger
    places = open_places(
        state.rules,
        QUARTER,
        ledger.balance[COUNCIL],
        state.portfolio.envelope_terms,
        state.atlas.places,
    )
    at_home = scenario.policy.institute_share if scenario.mechanisms.joint_institutes else 0.0
    begun = state.people.advance(state.rules, scenario.host.graduates, places, at_home, QUARTER)
    abroad, institutes, _ = map(sum, begun.tolist())
    half = 0.5 * scenario.bargaining.place_cost_usd_m
    ledger.pay(COUNCIL, ABROAD, half * abroad, "training")
    cost = half * scenario.people.institute_cost * institutes
    ledger.pay(COUNCIL, ECONOMY, cost, "joint institutes")
    state.sent = begun[2]
