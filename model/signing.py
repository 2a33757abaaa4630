"""From a signed text to an agreement in force, through both ratifications."""

from __future__ import annotations

import math

import numpy as np

from model.bargains import Bargain
from model.causes import DECIDED, RATIFIED
from model.contracts import filed, lead_quarters, signed, why_asked
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
BUILDING, RUNNING = int(Status.BUILDING), int(Status.RUNNING)
#: Why a text failed that passed at home.
EXPORT_CONTROL = "stopped by export control"
#: The issue that stays as it is when an agreement is reopened, and how near two levels are one.
KEPT, ROUNDING = "volume", 1e-9


def features(state: State, text: Text) -> Features:
    """Return what groups at home see in a text."""
    terms, hundredth = text.terms, 0.01 * state.gdp_usd_m
    if text.technology < 0:
        line = terms[Comprehensive.FINANCE_LINE] * text.money_usd_m
        tied = terms[Comprehensive.EXCLUSIVITY] + terms[Comprehensive.COLLATERAL]
        return Features(
            jobs=0.5 * terms[Comprehensive.MARKET_ACCESS],
            knowledge=terms[Comprehensive.TRAINING],
            cost=min(1.0, line / (5.0 * hundredth)),
            autonomy=max(0.0, 1.0 - tied),
        )
    equity = terms[EQUITY]
    return Features(
        jobs=terms[CONTENT] * float(state.reach[text.technology]),
        knowledge=terms[DEPTH],
        cost=min(1.0, equity * text.money_usd_m / hundredth),
        autonomy=0.5 * (equity + terms[CONTROL]),
    )


def vote_at_home(state: State, text: Text) -> Vote:
    """Return how a text fares at home, whatever was decided from outside."""
    slot = 0 if text.technology < 0 else int(state.atlas.slot[text.technology])
    luck = float(state.luck.home_vote[text.partner, state.quarter, slot])
    return vote(state, features(state, text), luck)


def ratified(state: State, text: Text) -> bool:
    """Put a text to the vote at home and to export control abroad; log a failure and its cost.

    What was decided from outside takes the place of the vote at home.
    """
    slot = 0 if text.technology < 0 else int(state.atlas.slot[text.technology])
    luck, q, p = state.luck, state.quarter, text.partner
    order = state.orders.verdict((text.technology, p))
    home = vote_at_home(state, text)
    because = ""
    if order is Kind.REFUSE:
        because = "refused by decision"
    elif not home.passed and order is not Kind.SIGN:
        because = f"blocked by {home.blocked_by}" if home.blocked_by else "support below the quorum"
    elif text.technology >= 0:
        depth = text.terms[DEPTH]
        odds = refusal(state, p, float(state.atlas.criticality[text.technology]), depth)
        if luck.abroad_vote[p, q, slot] < odds:
            because = EXPORT_CONTROL
    if not because:
        return True
    state.count("unratified")
    state.lose_trust(p, state.scenario.delivery.refusal_cost)
    topic = state.atlas.topic(text.technology)
    reopened = {"agreement": filed(state, text.replaces).label} if text.replaces >= 0 else {}
    state.note(
        "not ratified",
        topic=topic,
        partner=state.atlas.partners[p],
        because=because,
        support=home.support,
        **reopened,
    )
    return False


def put_in_force(state: State, text: Text) -> int:
    """Enter a ratified text into the portfolio; return its row."""
    shared = {
        "partner": text.partner,
        "technology": text.technology,
        "firm": text.firm,
        "signed": state.quarter,
        "value_host_usd_m": text.value[0],
        "value_partner_usd_m": text.value[1],
        "reservation_host_usd_m": text.reservation[0],
        "reservation_partner_usd_m": text.reservation[1],
        "host_share": text.host_share,
        "rounds": text.rounds,
        "rivals": text.rivals,
    }
    terms = text.terms + (0.0,) * (ISSUES - len(text.terms))
    if text.technology < 0:
        years = text.terms[DURATION]
        row = state.portfolio.add(
            **shared,
            terms=terms,
            status=RUNNING,
            progress=1.0,
            ends=state.quarter + round(4.0 * years),
        )
        line = text.terms[Comprehensive.FINANCE_LINE] * text.money_usd_m
        state.line_left_usd_m[text.partner] = line
        state.count("envelopes_signed")
    else:
        k = text.technology
        quarters = lead_quarters(state, k)
        overrun, dearer = overruns(state, text)
        envelope = state.envelope(text.partner)
        years = envelope[DURATION] if envelope is not None else 10.0
        row = state.portfolio.add(
            **shared,
            terms=terms,
            status=BUILDING,
            units=text.terms[VOLUME] * float(state.need_index[k]),
            contract_usd_m=text.money_usd_m,
            planned_quarters=quarters,
            overrun=overrun,
            dearer=dearer,
            assessed=1.0,
            delivered=1.0,
            ends=state.quarter + round(quarters + 4.0 * years),
        )
        state.count("protocols_signed")
    keep_bargain(state, text, row)
    home = vote_at_home(state, text)
    because = RATIFIED if home.passed else DECIDED
    signed(state, row, because=because, support=home.support)
    return row


def overruns(state: State, text: Text) -> tuple[float, float]:
    """Return how much longer plants will take, and how much dearer they will be, shares of plan.

    Equation: ``o (2 - skill) exp(s z)`` with the luck z of the project: less able builders take
    longer, and what is late is dear. The class states the median delay and the mean cost; nobody
    reckons with the cost at the table, as planners leave it out (Flyvbjerg & Gardner 2023).
    """
    if not state.scenario.mechanisms.overruns:
        return 0.0, 0.0
    k = text.technology
    luck = float(state.luck.overrun[text.partner, state.quarter, state.atlas.slot[k]])
    late, spread, dearer = state.overrun[k].tolist()
    bad = (2.0 - text.skill) * math.exp(spread * luck)
    return late * bad, dearer * bad * math.exp(-0.5 * spread * spread)


def keep_bargain(state: State, text: Text, row: int) -> None:
    """Keep the table at which an agreement was struck or struck again."""
    table = state.comprehensive_table if text.technology < 0 else state.protocol_table
    state.bargains[row] = Bargain(
        text.tables,
        table.counts,
        np.array(text.reservation),
        np.array(text.chosen),
        text.first,
        text.alone_usd_m,
        text.leverage_usd_m,
        state.styles[text.partner],
    )


def rewrite(state: State, text: Text) -> None:
    """Replace the terms of a reopened agreement; what is built and paid stays as it is.

    The log lists what was changed; volume never is, only the need that it is a share of.
    """
    rows, row = state.portfolio.rows, text.replaces
    why = why_asked(state, row, text.first)
    deal = rows[row]
    old = np.array(deal["terms"])
    deal["terms"][: len(text.terms)] = text.terms
    rest = 1.0 - float(deal["progress"])
    before = float(deal["contract_usd_m"])
    deal["contract_usd_m"] = before * (1.0 - rest) + text.money_usd_m * rest
    deal["reopened"] += 1
    changed = {
        name: [a, b]
        for name, a, b in zip(
            state.protocol_table.names, old.tolist(), deal["terms"].tolist(), strict=False
        )
        if name != KEPT and abs(a - b) > ROUNDING
    }
    keep_bargain(state, text, row)
    state.count("renegotiated")
    state.note(
        "renegotiated",
        **why,
        partner=state.atlas.partners[text.partner],
        technology=state.atlas.technologies[text.technology],
        host_share=text.host_share,
        changed=changed,
    )
