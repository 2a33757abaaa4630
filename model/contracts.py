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
from model.declared import QUARTER
from model.dependence import firm_node
from model.ledger import Account
from model.portfolio import ENDED, Status
from model.preferences.situation import exit_penalty_usd_m
from model.state import Filed, State
from model.terms import Comprehensive, Protocol
from model.texts import Text

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
        atlas = state.atlas
        k, p, firm, quarter = state.portfolio.read(row, "technology", "partner", "firm", "signed")
        partner = atlas.partners[p]
        if k < 0:
            topic, source, target = "envelope", f"state:{partner}", "state:host"
        else:
            topic = atlas.technologies[k]
            source = firm_node(state.firms, atlas, firm)
            target = f"technology:{topic}"
        year = state.scenario.clock.start_year + quarter // 4
        state.filed[row] = Filed(
            source, target, f"agreement {row}", f"{topic}-{partner}-{year}-{row}", partner
        )
    return state.filed[row]


def signed(state: State, row: int, text: Text, because: str, support: float) -> None:
    """Enter a ratified text into the graph and the log, with how it was passed at home."""
    wide, units = text.technology < 0, state.portfolio.columns["units"].item(row)
    source, target, key, label, partner = filed(state, row)
    state.graph.change(
        state.quarter,
        "add edge",
        source,
        target,
        key,
        kind="envelope" if wide else "runs",
        agreement=row,
        units=units,
        in_use=0.0,
        status="signed",
    )
    table = state.comprehensive_table if wide else state.protocol_table
    state.note(
        "signed",
        agreement=label,
        partner=partner,
        rounds=text.rounds,
        rivals=text.rivals,
        host_share=text.host_share,
        contract_usd_m=0.0 if wide else text.money_usd_m,
        terms=dict(zip(table.names, text.terms, strict=True)),
        because=because,
        support=support,
    )


def commission(state: State, row: int) -> None:
    """Record that more of a plant came into use."""
    in_use, progress = state.portfolio.read(row, "in_use", "progress")
    source, target, key, label, partner = filed(state, row)
    state.graph.change(
        state.quarter,
        "set edge",
        source,
        target,
        key,
        in_use=in_use,
        status="running" if progress >= 1.0 else "building",
    )
    if progress >= 1.0:
        begun, planned, overrun, waited = state.portfolio.read(
            row, "signed", "planned_quarters", "overrun", "waited"
        )
        late = state.quarter + 1 - int(begun + planned)
        state.count("completed")
        state.note(
            "completed",
            agreement=label,
            partner=partner,
            late_quarters=late,
            because=why_late(planned * overrun, waited, late),
        )


def end(state: State, row: int, how: Status) -> None:
    """End an agreement; what was absorbed and what stands in the host stays.

    Whoever leaves early loses trust; a host that leaves owes the exit penalty, more of it the
    better investors are protected.
    """
    book = state.portfolio
    book.close(row, int(how), state.quarter)
    k, p, in_use = book.read(row, "technology", "partner", "in_use")
    source, target, key, label, partner = filed(state, row)
    state.graph.change(state.quarter, "drop edge", source, target, key)
    if k < 0:
        state.line_left_usd_m[p] = 0.0
    elif in_use > 0.0:
        # The firm goes, the plant stays: from now on the host runs what it can.
        state.graph.change(
            state.quarter,
            "add edge",
            "state:host",
            target,
            key,
            kind="runs",
            agreement=row,
            units=book.columns["units"].item(row),
            in_use=in_use,
            status=RUNS_OUT[how],
        )
    penalty = 0.0
    if how == Status.LEFT_BY_HOST and k >= 0:
        penalty = exit_penalty_usd_m(
            book.terms(row)[Protocol.EXIT_PENALTY],
            book.columns["contract_usd_m"].item(row),
            book.envelope_terms.item(p, Comprehensive.PROTECTION),
        )
        state.ledger.pay(Account.TREASURY, Account.ABROAD, penalty, "exit penalties")
    if how in (Status.LEFT_BY_HOST, Status.LEFT_BY_PARTNER):
        state.lose_trust(p, state.scenario.delivery.breach_cost)
        state.count("left")
    state.note(
        RUNS_OUT[how],
        agreement=label,
        partner=partner,
        in_use=in_use,
        penalty_usd_m=penalty,
        because=why_ended(how, state.notices.get(row, "")),
    )


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
def ending(rows: Any, now: int, found: NDArray[np.int64]) -> int:
    """Fill in which agreements end this quarter, and how, (rows, 2); return their number."""
    count = 0
    for i in range(len(rows)):
        deal = rows[i]
        if deal["status"] >= ENDED:
            continue
        if deal["status"] == ON_NOTICE and now >= deal["leaves"]:
            found[count, 1] = LEFT_BY_PARTNER if deal["notice_by"] == 1 else LEFT_BY_HOST
        elif now >= deal["ends"] and (deal["technology"] < 0 or deal["progress"] >= 1.0):
            found[count, 1] = EXPIRED
        else:
            continue
        found[count, 0] = i
        count += 1
    return count


def expire(state: State) -> None:
    """End what has run out, and what was given notice."""
    rows = state.portfolio.rows
    found = np.empty((len(rows), 2), dtype=np.int64)
    count = ending(rows, state.quarter, found)
    for row, how in found[:count].tolist():
        end(state, row, Status(how))


def give_notice(state: State, row: int, by_partner: bool, because: str, **measured: float) -> None:
    """Announce that one side will leave when the notice has run out; tell what was measured."""
    columns = state.portfolio.columns
    leaves = state.quarter + state.scenario.delivery.notice_quarters
    state.notices[row] = because
    columns["status"][row] = ON_NOTICE
    columns["notice_by"][row] = int(by_partner)
    columns["leaves"][row] = leaves
    names = filed(state, row)
    state.note(
        "notice given",
        agreement=names.label,
        partner=names.partner,
        by="partner" if by_partner else "host",
        because=because,
        leaves=leaves,
        **measured,
    )


def lead_quarters(state: State, technology: int) -> float:
    """Return the planned length of a project, quarters."""
    return max(1.0, float(state.atlas.lead_years[technology]) / QUARTER)
