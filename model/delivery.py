"""From signature to use: building, paying, effort, completion.

A project moves at the pace of the scarcest of three stocks: its own plan with the overrun of its
class, engineers at home, and money in the Council's account or on the partner's finance line. How
far it comes is worked out in :mod:`model.building`; here it is paid for and told.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.building import (
    DRAWN,
    FORFEITED,
    HOST_ABROAD,
    HOST_HOME,
    PARTNER,
    PARTNER_HOME,
    build,
)
from model.contracts import commission
from model.declared import QUARTER
from model.industry import close_firm
from model.ledger import Account
from model.state import State
from model.stress import lending

Array = NDArray[np.float64]
COUNCIL, ECONOMY, ABROAD = Account.COUNCIL, Account.ECONOMY, Account.ABROAD


def deliver(state: State) -> None:
    """Let all projects move by one quarter, with the money, engineers and suppliers at hand.

    Parameters
    ----------
    state : State
        Changed: agreements, accounts, loans, firms, ``tally``, graph.
    """
    atlas, book = state.atlas, state.portfolio
    rows, firms = book.rows, state.firms.rows
    flows = np.empty((6, atlas.foreign))
    turned = np.empty((2, max(len(rows), len(firms))), dtype=np.int64)
    state.tally["staffing"], state.funding, closed, staged = build(
        state.rules,
        state.quarter,
        QUARTER,
        state.people.strength(state.scenario.people.trained_productivity),
        max(0.0, state.ledger.balance[COUNCIL]),
        lending(state),
        state.absorptive,
        rows,
        firms,
        atlas.kind,
        state.stages,
        state.rates,
        state.know_how,
        atlas.capability,
        atlas.reliability,
        state.monitoring,
        book.envelope_terms,
        atlas.market_usd_m,
        state.weather.recession,
        state.line_left_usd_m,
        state.invested_usd_m,
        state.content,
        flows,
        turned,
    )
    for row in turned[0, :closed].tolist():
        close_firm(state, row)
    settle_accounts(state, flows)
    for row in turned[1, :staged].tolist():
        commission(state, row)


def settle_accounts(state: State, flows: Array) -> None:
    """Book what building cost: loans drawn, contracts paid, guarantees forfeited.

    Parameters
    ----------
    state : State
        Changed: accounts, loans.
    flows : (6, P) array
        What :func:`model.building.build` filled in, USD m.
    """
    ledger, paid = state.ledger, flows.tolist()
    if any(paid[DRAWN]):
        state.loans.draw(flows[DRAWN], state.portfolio.envelope_terms)
        for amount in paid[DRAWN]:
            ledger.pay(ABROAD, COUNCIL, amount, "loans drawn")
    host_home, partner_home = sum(paid[HOST_HOME]), sum(paid[PARTNER_HOME])
    ledger.pay(COUNCIL, ABROAD, sum(paid[HOST_ABROAD]), "contracts abroad")
    ledger.pay(COUNCIL, ECONOMY, host_home, "contracts at home")
    ledger.pay(ABROAD, ECONOMY, partner_home, "partner spending at home")
    ledger.pay(ABROAD, COUNCIL, sum(paid[FORFEITED]), "guarantees forfeited")
    state.building_usd_m = flows[PARTNER]
    state.local_usd_m = host_home + partner_home
