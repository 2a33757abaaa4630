"""Events in the life of an agreement: signed, in use, reopened, seized, ended.

Every change of an agreement that alters who depends on whom goes through here, so that the
portfolio, the dependency graph and the event log can never disagree.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.causes import asks, why_ended, why_late, why_reopened
from model.compiled import compiled
from model.dependence import firm_node
from model.ledger import Account
from model.portfolio import ENDED, Status
from model.state import QUARTER, Filed, State
from model.terms import Comprehensive, Protocol

Array = NDArray[np.float64]
ON_NOTICE, EXPIRED = int(Status.ON_NOTICE), int(Status.EXPIRED)
LEFT_BY_HOST, LEFT_BY_PARTNER = int(Status.LEFT_BY_HOST), int(Status.LEFT_BY_PARTNER)
RUNS_OUT = {
    Status.EXPIRED: "expired",
    Status.LEFT_BY_HOST: "left by host",
    Status.LEFT_BY_PARTNER: "left by partner",
}


def filed(state: State, row: int) -> Filed:
    """Return the names of an agreement, made once.

    Its label is technology or ENVELOPE, partner, year and number; the number tells apart what was
    signed with one partner about one technology in one year.
    """
    if row not in state.filed:
        atlas, deal = state.atlas, state.portfolio.rows[row]
        k, partner = int(deal["technology"]), atlas.partners[deal["partner"]]
        if k < 0:
            topic, source, target = "envelope", f"state:{partner}", "state:host"
        else:
            topic = atlas.technologies[k]
            source = firm_node(state.firms, atlas, int(deal["firm"]))
            target = f"technology:{topic}"
        year = state.scenario.clock.start_year + int(deal["signed"]) // 4
        state.filed[row] = Filed(
            source, target, f"agreement {row}", f"{topic}-{partner}-{year}-{row}", partner
        )
    return state.filed[row]


def signed(state: State, row: int, **passed: Any) -> None:
    """Enter a ratified agreement into the graph and the log, with how it was passed."""
    deal = state.portfolio.rows[row]
    source, target, key, label, partner = filed(state, row)
    kind = "envelope" if deal["technology"] < 0 else "runs"
    state.graph.change(
        state.quarter,
        "add edge",
        source,
        target,
        key,
        kind=kind,
        agreement=row,
        units=float(deal["units"]),
        in_use=0.0,
        status="signed",
    )
    table = state.comprehensive_table if deal["technology"] < 0 else state.protocol_table
    terms = dict(zip(table.names, deal["terms"].tolist(), strict=False))
    state.note(
        "signed",
        agreement=label,
        partner=partner,
        rounds=int(deal["rounds"]),
        rivals=int(deal["rivals"]),
        host_share=float(deal["host_share"]),
        contract_usd_m=float(deal["contract_usd_m"]),
        terms=terms,
        **passed,
    )


def commission(state: State, row: int) -> None:
    """Record that more of a plant came into use."""
    deal = state.portfolio.rows[row]
    source, target, key, label, partner = filed(state, row)
    state.graph.change(
        state.quarter,
        "set edge",
        source,
        target,
        key,
        in_use=float(deal["in_use"]),
        status="running" if deal["progress"] >= 1.0 else "building",
    )
    if deal["progress"] >= 1.0:
        plan = int(deal["signed"] + deal["planned_quarters"])
        late = state.quarter + 1 - plan
        state.count("completed")
        state.note(
            "completed",
            agreement=label,
            partner=partner,
            late_quarters=late,
            because=why_late(deal, late),
        )


def end(state: State, row: int, how: Status) -> None:
    """End an agreement; what was absorbed and what stands in the host stays.

    Whoever leaves early loses trust; a host that leaves owes the exit penalty, more of it the
    better investors are protected.
    """
    deal = state.portfolio.rows[row]
    deal["status"], deal["ended"] = int(how), state.quarter
    source, target, key, label, partner = filed(state, row)
    if deal["technology"] < 0:
        state.graph.change(state.quarter, "drop edge", source, target, key)
        state.line_left_usd_m[deal["partner"]] = 0.0
        state.portfolio.close_envelope(int(deal["partner"]))
    else:
        # The firm goes, the plant stays: from now on the host runs what it can.
        state.graph.change(state.quarter, "drop edge", source, target, key)
        if deal["in_use"] > 0.0:
            state.graph.change(
                state.quarter,
                "add edge",
                "state:host",
                target,
                key,
                kind="runs",
                agreement=row,
                units=float(deal["units"]),
                in_use=float(deal["in_use"]),
                status=RUNS_OUT[how],
            )
    penalty = 0.0
    if how == Status.LEFT_BY_HOST and deal["technology"] >= 0:
        penalty = exit_penalty_usd_m(state, row)
        state.ledger.pay(Account.TREASURY, Account.ABROAD, penalty, "exit penalties")
    if how in (Status.LEFT_BY_HOST, Status.LEFT_BY_PARTNER):
        state.lose_trust(int(deal["partner"]), state.scenario.delivery.breach_cost)
        state.count("left")
    state.note(
        RUNS_OUT[how],
        agreement=label,
        partner=partner,
        in_use=float(deal["in_use"]),
        penalty_usd_m=penalty,
        **why_ended(state, label, how),
    )


def exit_penalty_usd_m(state: State, row: int) -> float:
    """Return what the host would owe if it left a protocol: more where investors are shielded.

    Equation: ``penalty x contract x (1 + protection)``, USD m.
    """
    deal = state.portfolio.rows[row]
    terms = state.envelope(int(deal["partner"]))
    shield = float(terms[Comprehensive.PROTECTION]) if terms is not None else 0.0
    return float(deal["terms"][Protocol.EXIT_PENALTY] * deal["contract_usd_m"]) * (1.0 + shield)


def why_asked(state: State, row: int, first: int) -> dict[str, str]:
    """Return which agreement was reopened, by whom and why, as facts for the log."""
    label, by = filed(state, row).label, asks(first)
    return {"agreement": label, "by": by, "because": why_reopened(state, row)}


def seize(state: State, partner: int, pledged: float) -> None:
    """Let a creditor take the pledged share of the host's ownership in the plants it lent for."""
    rows = state.portfolio.rows
    for row in np.flatnonzero((rows["partner"] == partner) & (rows["technology"] >= 0)):
        if rows["status"][row] < ENDED:
            rows["terms"][row, Protocol.HOST_EQUITY] *= 1.0 - pledged
    state.count("seized")


@compiled
def ending(rows: Any, now: int, found: NDArray[np.int64], how: NDArray[np.int64]) -> int:
    """Fill in which agreements end this quarter, and how; return their number."""
    count = 0
    for i in range(len(rows)):
        deal = rows[i]
        if deal["status"] >= ENDED:
            continue
        if deal["status"] == ON_NOTICE and now >= deal["leaves"]:
            how[count] = LEFT_BY_PARTNER if deal["notice_by"] == 1 else LEFT_BY_HOST
        elif now >= deal["ends"] and (deal["technology"] < 0 or deal["progress"] >= 1.0):
            how[count] = EXPIRED
        else:
            continue
        found[count] = i
        count += 1
    return count


def expire(state: State) -> None:
    """End what has run out, and what was given notice."""
    rows = state.portfolio.rows
    found, how = np.zeros((2, len(rows)), dtype=np.int64)
    for i in range(ending(rows, state.quarter, found, how)):
        end(state, int(found[i]), Status(int(how[i])))


def give_notice(state: State, row: int, by_partner: bool, because: str, **measured: float) -> None:
    """Announce that one side will leave when the notice has run out; tell what was measured."""
    deal = state.portfolio.rows[row]
    deal["status"] = int(Status.ON_NOTICE)
    deal["notice_by"] = int(by_partner)
    deal["leaves"] = state.quarter + state.scenario.delivery.notice_quarters
    names = filed(state, row)
    state.note(
        "notice given",
        agreement=names.label,
        partner=names.partner,
        by="partner" if by_partner else "host",
        because=because,
        leaves=int(deal["leaves"]),
        **measured,
    )


def lead_quarters(state: State, technology: int) -> float:
    """Return the planned length of a project, quarters."""
    return max(1.0, float(state.atlas.lead_years[technology]) / QUARTER)
