"""From signature to use: building, paying, effort, completion.

A project moves at the pace of the scarcest of three stocks: its own plan with the overrun of its
class, engineers at home, and money in the Council's account or on the partner's finance line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.construction import advance, asked, effort
from model.contracts import commission
from model.industry import supply
from model.ledger import Account
from model.short import total
from model.state import State
from model.stress import lending
from model.terms import Comprehensive

Array = NDArray[np.float64]
COUNCIL, ECONOMY, ABROAD = Account.COUNCIL, Account.ECONOMY, Account.ABROAD


def deliver(state: State) -> None:
    """Let all projects move by one quarter, with the money, engineers and suppliers at hand.

    Parameters
    ----------
    state : State
        Changed: agreements, accounts, loans, firms, ``tally``, graph.
    """
    scenario, atlas, switch = state.scenario, state.atlas, state.scenario.mechanisms
    rows, partners = state.portfolio.rows, atlas.foreign
    money, content = np.zeros(partners), np.zeros(len(atlas.classes))
    staff = asked(rows, atlas.kind, money, content)
    staffing = staffed(state, staff)
    due = [staffing * full for full in money.tolist()]
    lines = state.line_left_usd_m.tolist() if switch.loans else [0.0] * partners
    lends = lending(state)
    lent = [min(lends * full, line) for full, line in zip(due, lines, strict=True)]
    rest = sum(due) - sum(lent)
    cash = max(0.0, state.ledger.balance[COUNCIL])
    state.funding = min(1.0, cash / rest) if rest > 0.0 else 1.0
    pace = [
        staffing * (loan + state.funding * (full - loan)) / full if full > 0.0 else staffing
        for full, loan in zip(due, lent, strict=True)
    ]
    supplied = supply(state, content * (sum(pace) / max(1, partners)))

    delivery = scenario.delivery
    push = np.empty((partners, len(atlas.technologies)))
    effort(
        atlas.reliability,
        state.monitoring,
        delivery.effort_monitoring,
        delivery.rival_fear,
        state.portfolio.envelope_terms,
        state.know_how,
        state.rates[1],
        atlas.capability,
        push,
    )
    spent, penalties = np.zeros((partners, 4)), np.zeros(partners)
    staged = np.zeros(max(1, len(rows)), dtype=np.int64)
    found = advance(
        rows,
        atlas.kind,
        state.stages,
        np.array(pace),
        supplied,
        push,
        delivery.effort_guarantee if switch.shirking else -1.0,
        state.quarter,
        spent,
        penalties,
        staged,
    )
    settle_accounts(state, spent, penalties, lent)
    for row in staged[:found].tolist():
        commission(state, row)
    state.tally["staffing"] = staffing


def staffed(state: State, value_usd_m: float) -> float:
    """Return the share of full pace that the engineers at home allow.

    Parameters
    ----------
    state : State
        Read only.
    value_usd_m : float
        Contract value under way, weighted by what transfer asks of engineers, USD m a year.
    """
    people = state.scenario.people
    needed = people.staff_per_usd_m * value_usd_m
    if needed <= 0.0 or not state.scenario.mechanisms.staffing:
        return 1.0
    return min(1.0, state.people.strength(people.trained_productivity) / needed)


def settle_accounts(state: State, spent: Array, penalties: Array, lent: list[float]) -> None:
    """Book what building cost: loans drawn, contracts paid, guarantees forfeited.

    Parameters
    ----------
    state : State
        Changed: accounts, loans, lines.
    spent : (P, 4) array
        Host's money to abroad and at home, partner's to abroad and at home, USD m.
    penalties : (P,) array
        Guarantees forfeited, USD m.
    lent : list of P floats
        What may be drawn on the partners' finance lines, USD m.
    """
    ledger = state.ledger
    for p, (abroad, home, _, _) in enumerate(spent.tolist()):
        drawn = min(lent[p], abroad + home)
        terms = state.envelope(p) if drawn > 0.0 else None
        if terms is not None:
            state.loans.draw(
                p,
                drawn,
                terms[Comprehensive.RATE],
                terms[Comprehensive.GRACE_YEARS],
                terms[Comprehensive.MATURITY_YEARS],
                terms[Comprehensive.COLLATERAL],
            )
            state.line_left_usd_m[p] -= drawn
            ledger.pay(ABROAD, COUNCIL, drawn, "loans drawn")
    host_abroad, host_home, _, partner_home = spent.sum(axis=0).tolist()
    ledger.pay(COUNCIL, ABROAD, host_abroad, "contracts abroad")
    ledger.pay(COUNCIL, ECONOMY, host_home, "contracts at home")
    ledger.pay(ABROAD, ECONOMY, partner_home, "partner spending at home")
    ledger.pay(ABROAD, COUNCIL, total(penalties), "guarantees forfeited")
    state.building_usd_m = spent[:, 2] + spent[:, 3]
    state.invested_usd_m += state.building_usd_m
    state.local_usd_m = host_home + partner_home
