"""From signature to use: building, paying, effort, completion.

A project moves at the pace of the scarcest of three stocks: its own plan with the overrun of its
class, engineers at home, and money in the Council's account or on the partner's finance line.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.contracts import commission
from model.industry import supply
from model.ledger import Account
from model.portfolio import ENDED, Status
from model.state import State
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]
BUILDING, RUNNING = int(Status.BUILDING), int(Status.RUNNING)
DEPTH = int(Protocol.TRANSFER_DEPTH)
CONTENT = int(Protocol.LOCAL_CONTENT)
EQUITY = int(Protocol.HOST_EQUITY)
GUARANTEE = int(Protocol.GUARANTEE)


@compiled
def asked(rows: Any, kind: NDArray[np.int64], money: Array, staff: Array, content: Array) -> None:
    """Sum up what live projects would need this quarter at full pace.

    Parameters
    ----------
    rows : record array of AGREEMENT
        All agreements.
    kind : (K,) array
        Class of each technology.
    money : (P,) array
        Filled: the host's share of what falls due, by partner, USD m.
    staff : (1,) array
        Filled: contract value under way, weighted by what transfer asks of engineers, USD m a year.
    content : (classes,) array
        Filled: local supply written into the contracts, USD m.
    """
    money[:] = 0.0
    staff[:] = 0.0
    content[:] = 0.0
    for i in range(len(rows)):
        deal = rows[i]
        if deal["technology"] < 0 or deal["status"] >= ENDED or deal["progress"] >= 1.0:
            continue
        part = min(
            1.0 / (deal["planned_quarters"] * (1.0 + deal["overrun"])), 1.0 - deal["progress"]
        )
        due = deal["contract_usd_m"] * part
        money[deal["partner"]] += due * deal["terms"][EQUITY]
        staff[0] += 4.0 * due * (0.5 + deal["terms"][DEPTH])
        content[kind[deal["technology"]]] += due * deal["terms"][CONTENT]


@compiled
def advance(
    rows: Any,
    kind: NDArray[np.int64],
    stages: NDArray[np.int64],
    pace: Array,
    supplied: Array,
    effort_now: Array,
    per_guarantee: float,
    now: int,
    spent: Array,
    penalties: Array,
    staged: NDArray[np.int64],
) -> int:
    """Let projects move by one quarter; return how many came further into use.

    Parameters
    ----------
    rows : record array of AGREEMENT
        Changed in place.
    kind, stages : (K,) arrays
        Class, and number of stages in which capacity comes into use.
    pace : (P,) array
        Share of full pace that money and staff allow.
    supplied : (classes,) array
        Share of the local content asked for that suppliers deliver.
    effort_now : (P, K) array
        Partner's effort before its guarantee counts.
    per_guarantee : float
        Effort per share of contract value under guarantee; negative: effort is always full.
    now : int
        Quarter.
    spent : (P, 4) array
        Filled: host's money to abroad, host's money at home, partner's money to abroad, partner's
        money at home; USD m.
    penalties : (P,) array
        Filled: forfeited guarantees, USD m.
    staged : (rows,) array
        Filled with the rows that came further into use, as many as returned.
    """
    spent[:] = 0.0
    penalties[:] = 0.0
    found = 0
    for i in range(len(rows)):
        deal = rows[i]
        k, p = deal["technology"], deal["partner"]
        if k < 0 or deal["status"] >= ENDED:
            continue
        if per_guarantee < 0.0:
            deal["effort"] = 1.0
        else:
            push = effort_now[p, k] + per_guarantee * deal["terms"][GUARANTEE]
            deal["effort"] = min(1.0, max(0.0, push))
        if deal["progress"] >= 1.0:
            continue
        part = min(
            1.0 / (deal["planned_quarters"] * (1.0 + deal["overrun"])), 1.0 - deal["progress"]
        )
        deal["pace"] = pace[p]
        part *= pace[p]
        deal["content"] = deal["terms"][CONTENT] * supplied[kind[k]]
        due = deal["contract_usd_m"] * part
        host = due * deal["terms"][EQUITY]
        deal["paid_host_usd_m"] += host
        deal["paid_partner_usd_m"] += due - host
        spent[p, 0] += host * (1.0 - deal["content"])
        spent[p, 1] += host * deal["content"]
        spent[p, 2] += (due - host) * (1.0 - deal["content"])
        spent[p, 3] += (due - host) * deal["content"]
        deal["progress"] = min(1.0, deal["progress"] + part)
        if deal["progress"] > 1.0 - 1e-9:
            deal["progress"] = 1.0
        in_use = np.floor(deal["progress"] * stages[k] + 1e-9) / stages[k]
        if in_use > deal["in_use"]:
            deal["in_use"] = in_use
            staged[found] = i
            found += 1
        if deal["progress"] >= 1.0:
            deal["completed"] = now
            late = (now + 1 - deal["signed"]) / deal["planned_quarters"] - 1.0
            penalties[p] += (
                deal["terms"][GUARANTEE] * deal["contract_usd_m"] * min(1.0, max(0.0, late))
            )
            if deal["status"] == BUILDING:
                deal["status"] = RUNNING
    return found


def effort(state: State) -> Array:
    """Return the partner's effort before guarantees, (P, K).

    Equation: ``reliability + a monitoring - b (1 - ip) L / Lmax``: a partner works as it is used
    to, better when watched, and holds back the more a pupil is about to become a rival.
    """
    scenario = state.scenario
    parameters = scenario.delivery
    base = state.atlas.reliability
    shield = state.envelope_term(Comprehensive.IP_REGIME)
    near = state.know_how / np.maximum(state.rates[1], 1e-9)
    watched = base + parameters.effort_monitoring * state.monitoring
    held_back = parameters.rival_fear * (1.0 - shield)[:, None] * near[None]
    # Nobody teaches what it does not know.
    result: Array = (watched[:, None] - held_back) * state.atlas.capability
    return result


def deliver(state: State) -> None:
    """Let all projects move by one quarter, with the money, engineers and suppliers at hand.

    Parameters
    ----------
    state : State
        Changed: agreements, accounts, loans, firms, ``tally``, graph.
    """
    scenario, atlas, switch = state.scenario, state.atlas, state.scenario.mechanisms
    rows, ledger = state.portfolio.rows, state.ledger
    partners, classes = atlas.foreign, len(atlas.classes)
    money, staff, content = np.zeros(partners), np.zeros(1), np.zeros(classes)
    asked(rows, atlas.kind, money, staff, content)

    people = scenario.people
    needed = people.staff_per_usd_m * float(staff[0])
    at_hand = state.people.strength(people.trained_productivity)
    staffing = min(1.0, at_hand / needed) if switch.staffing and needed > 0.0 else 1.0
    money *= staffing
    lent = np.minimum(money, state.line_left_usd_m) if switch.loans else np.zeros(partners)
    rest = float((money - lent).sum())
    cash = max(0.0, ledger.balance[Account.COUNCIL])
    state.funding = min(1.0, cash / rest) if rest > 0.0 else 1.0
    paid = lent + state.funding * (money - lent)
    pace = staffing * np.divide(paid, money, out=np.ones(partners), where=money > 0.0)

    supplied = supply(state, content * float(pace.mean()))
    spent, penalties = np.zeros((partners, 4)), np.zeros(partners)
    staged = np.zeros(max(1, len(rows)), dtype=np.int64)
    found = advance(
        rows,
        atlas.kind,
        state.stages,
        pace,
        supplied,
        effort(state),
        scenario.delivery.effort_guarantee if switch.shirking else -1.0,
        state.quarter,
        spent,
        penalties,
        staged,
    )
    settle_accounts(state, spent, penalties, lent)
    for row in staged[:found]:
        commission(state, int(row))
    state.tally["staffing"] = staffing


def settle_accounts(state: State, spent: Array, penalties: Array, lent: Array) -> None:
    """Book what building cost: loans drawn, contracts paid, guarantees forfeited."""
    ledger = state.ledger
    loans, forfeited = lent.tolist(), penalties.tolist()
    for p, (host_abroad, host_home, _, partner_home) in enumerate(spent.tolist()):
        drawn = min(loans[p], host_abroad + host_home)
        if drawn > 0.0:
            terms = state.envelope(p)
            if terms is not None:
                state.loans.draw(
                    p,
                    drawn,
                    float(terms[Comprehensive.RATE]),
                    float(terms[Comprehensive.GRACE_YEARS]),
                    float(terms[Comprehensive.MATURITY_YEARS]),
                    float(terms[Comprehensive.COLLATERAL]),
                )
                state.line_left_usd_m[p] -= drawn
                ledger.pay(Account.ABROAD, Account.COUNCIL, drawn, "loans drawn")
        ledger.pay(Account.COUNCIL, Account.ABROAD, host_abroad, "contracts abroad")
        ledger.pay(Account.COUNCIL, Account.ECONOMY, host_home, "contracts at home")
        ledger.pay(Account.ABROAD, Account.ECONOMY, partner_home, "partner spending at home")
        ledger.pay(Account.ABROAD, Account.COUNCIL, forfeited[p], "guarantees forfeited")
    state.building_usd_m = spent[:, 2] + spent[:, 3]
    state.invested_usd_m += state.building_usd_m
    state.local_usd_m = float(spent[:, 1].sum() + spent[:, 3].sum())
