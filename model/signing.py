"""From a signed text to an agreement in force, through both ratifications."""

from __future__ import annotations

import math

from model.causes import DECIDED, RATIFIED, asks
from model.contracts import filed, lead_quarters, signed
from model.portfolio import Status
from model.ratification import Features, Vote, refusal, vote
from model.scenario.decisions import Kind
from model.state import State
from model.terms import ISSUES, Comprehensive, Protocol
from model.texts import Text

# To look an issue up in its class takes ten times as long as to use its number.
VOLUME, DEPTH = int(Protocol.VOLUME), int(Protocol.TRANSFER_DEPTH)
CONTENT, EQUITY = int(Protocol.LOCAL_CONTENT), int(Protocol.HOST_EQUITY)
CONTROL, DURATION = int(Protocol.OPERATIONAL_CONTROL), int(Comprehensive.DURATION_YEARS)
LINE, EXCLUSIVITY = int(Comprehensive.FINANCE_LINE), int(Comprehensive.EXCLUSIVITY)
COLLATERAL, TRAINING = int(Comprehensive.COLLATERAL), int(Comprehensive.TRAINING)
ACCESS = int(Comprehensive.MARKET_ACCESS)
BUILDING, RUNNING = int(Status.BUILDING), int(Status.RUNNING)
REFUSE, SIGN = Kind.REFUSE, Kind.SIGN
#: Why a text failed that passed at home.
EXPORT_CONTROL = "stopped by export control"
#: The issue that stays as it is when an agreement is reopened, and how near two levels are one.
KEPT, ROUNDING = "volume", 1e-9


def features(state: State, text: Text) -> Features:
    """Return what groups at home see in a text."""
    terms, hundredth = text.terms, 0.01 * state.gdp_usd_m
    if text.technology < 0:
        jobs, knowledge = 0.5 * terms[ACCESS], terms[TRAINING]
        cost = terms[LINE] * text.money_usd_m / (5.0 * hundredth)
        autonomy = max(0.0, 1.0 - (terms[EXCLUSIVITY] + terms[COLLATERAL]))
    else:
        jobs, knowledge = terms[CONTENT] * state.reach.item(text.technology), terms[DEPTH]
        cost = terms[EQUITY] * text.money_usd_m / hundredth
        autonomy = 0.5 * (terms[EQUITY] + terms[CONTROL])
    return jobs, knowledge, min(1.0, cost), autonomy


def vote_at_home(state: State, text: Text) -> Vote:
    """Return how a text fares at home, whatever was decided from outside."""
    slot = 0 if text.technology < 0 else state.atlas.slot.item(text.technology)
    luck = state.luck.home_vote.item(text.partner, state.quarter, slot)
    return vote(state, features(state, text), luck)


def ratified(state: State, text: Text) -> Vote | None:
    """Put a text to the vote at home and to export control abroad; log a failure and its cost.

    What was decided from outside takes the place of the vote at home.

    Returns
    -------
    Vote or None
        How the vote at home went; None for a text that failed at either level.
    """
    k, p = text.technology, text.partner
    order = state.orders.verdict((k, p))
    home = vote_at_home(state, text)
    if state.tapes is not None:
        state.votes[state.quarter, k, p, text.replaces] = home
    because = ""
    if order is REFUSE:
        because = "refused by decision"
    elif not home.passed and order is not SIGN:
        because = f"blocked by {home.blocked_by}" if home.blocked_by else "support below the quorum"
    elif k >= 0:
        odds = refusal(state, p, state.atlas.criticality.item(k), text.terms[DEPTH])
        if state.luck.abroad_vote.item(p, state.quarter, state.atlas.slot.item(k)) < odds:
            because = EXPORT_CONTROL
    if not because:
        return home
    state.count("unratified")
    state.lose_trust(p, state.scenario.delivery.refusal_cost)
    reopened = {"agreement": filed(state, text.replaces).label} if text.replaces >= 0 else {}
    state.note(
        "not ratified",
        topic=state.atlas.topic(k),
        partner=state.atlas.partners[p],
        because=because,
        support=home.support,
        **reopened,
    )
    return None


def put_in_force(state: State, text: Text, home: Vote) -> int:
    """Enter a ratified text into the portfolio, the graph and the log; return its row."""
    specific = of_envelope(state, text) if text.technology < 0 else of_protocol(state, text)
    row = state.portfolio.add(
        partner=text.partner,
        technology=text.technology,
        firm=text.firm,
        signed=state.quarter,
        terms=text.terms + (0.0,) * (ISSUES - len(text.terms)),
        value_host_usd_m=text.value[0],
        value_partner_usd_m=text.value[1],
        reservation_host_usd_m=text.reservation[0],
        reservation_partner_usd_m=text.reservation[1],
        host_share=text.host_share,
        rounds=text.rounds,
        rivals=text.rivals,
        **specific,
    )
    state.struck[row] = text, state.styles
    signed(state, row, text, RATIFIED if home.passed else DECIDED, home.support)
    return row


def of_envelope(state: State, text: Text) -> dict[str, float]:
    """Return what a comprehensive agreement begins with, by field; its finance line is open."""
    state.line_left_usd_m[text.partner] = text.terms[LINE] * text.money_usd_m
    state.count("envelopes_signed")
    ends = state.quarter + round(4.0 * text.terms[DURATION])
    return {"status": RUNNING, "progress": 1.0, "ends": ends}


def of_protocol(state: State, text: Text) -> dict[str, float]:
    """Return what a protocol begins with, by field."""
    quarters = lead_quarters(state, text.technology)
    overrun, dearer = overruns(state, text)
    years = 10.0
    if state.portfolio.envelopes.item(text.partner) >= 0:
        years = state.portfolio.envelope_terms.item(text.partner, DURATION)
    state.count("protocols_signed")
    return {
        "status": BUILDING,
        "units": text.terms[VOLUME] * state.need_index.item(text.technology),
        "contract_usd_m": text.money_usd_m,
        "planned_quarters": quarters,
        "overrun": overrun,
        "dearer": dearer,
        "assessed": 1.0,
        "delivered": 1.0,
        "ends": state.quarter + round(quarters + 4.0 * years),
    }


def overruns(state: State, text: Text) -> tuple[float, float]:
    """Return how much longer plants will take, and how much dearer they will be, shares of plan.

    Equation: ``o (2 - skill) exp(s z)`` with the luck z of the project: less able builders take
    longer, and what is late is dear. The class states the median delay and the mean cost; nobody
    reckons with the cost at the table, as planners leave it out (Flyvbjerg & Gardner 2023).
    """
    if not state.scenario.mechanisms.overruns:
        return 0.0, 0.0
    k = text.technology
    luck = state.luck.overrun.item(text.partner, state.quarter, state.atlas.slot.item(k))
    late, spread, dearer = state.overrun[k].tolist()
    bad = (2.0 - text.skill) * math.exp(spread * luck)
    return late * bad, dearer * bad * math.exp(-0.5 * spread * spread)


def rewrite(state: State, text: Text) -> None:
    """Replace the terms of a reopened agreement; what is built and paid stays as it is.

    The log lists what was changed; volume never is, only the need that it is a share of.
    """
    book, row = state.portfolio, text.replaces
    old = book.terms(row)
    progress, before = book.read(row, "progress", "contract_usd_m")
    rest = 1.0 - progress
    book.columns["terms"][row, : len(text.terms)] = text.terms
    book.columns["contract_usd_m"][row] = before * (1.0 - rest) + text.money_usd_m * rest
    book.columns["reopened"][row] += 1
    changed = {
        name: [a, b]
        for name, a, b in zip(state.protocol_table.names, old, text.terms, strict=False)
        if name != KEPT and abs(a - b) > ROUNDING
    }
    state.struck[row] = text, state.styles
    state.count("renegotiated")
    state.note(
        "renegotiated",
        agreement=filed(state, row).label,
        by=asks(text.first),
        because=text.because,
        partner=state.atlas.partners[text.partner],
        technology=state.atlas.technologies[text.technology],
        host_share=text.host_share,
        changed=changed,
    )
