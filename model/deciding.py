"""Decisions from outside meet the world: levers moved in mid-run, notice given, orders for talks.

A run in which nothing is decided does not come past here, and every decision changes only what it
names: shocks and votes keep their streams, so that two runs of one seed part where decisions make
them part.
"""

from __future__ import annotations

from difflib import SequenceMatcher

import numpy as np

from model.causes import DECIDED
from model.contracts import filed, give_notice
from model.orders import VERDICTS, Matter
from model.portfolio import ENDED, Status
from model.rules import rules
from model.scenario.decisions import Decision, Kind
from model.scenario.moves import read_moves
from model.scenario.plan import ENVELOPE, talks
from model.scenario.tree import Scenario
from model.sight import ground
from model.state import State
from model.styles import styles

#: Agreements that a message names, those most alike.
SHOWN = 6
#: A pause that outlasts every run, quarters.
NEVER = 1_000_000
NO_TEXT, NO_SITTING = "no talk about it came to a text", "no such talk was held"


def decide(state: State) -> None:
    """Follow what was decided for this quarter: move levers, give notice, take orders for talks."""
    if state.quarter not in state.plan.by_quarter:
        return
    if state.quarter in state.plan.scenarios:
        move_levers(state, state.plan.scenarios[state.quarter])
    for each in state.plan.by_quarter[state.quarter]:
        state.note("decision", decision=each.text, because=DECIDED)
        if each.kind is Kind.EXIT:
            leave(state, each)
        elif each.kind is not Kind.SET:
            order(state, each)


def settle_orders(state: State) -> None:
    """Write into the log which orders for talks of this quarter met none, and forget them."""
    if not state.orders.open:
        return
    for (kind, matter), text in state.orders.waiting.items():
        missing = NO_TEXT if kind in VERDICTS else NO_SITTING
        void(state, text, state.orders.why.get(matter, missing))
    state.orders.clear()


def move_levers(state: State, now: Scenario) -> None:
    """Let the scenario as it is declared from now on take the place of the one before.

    What was worked out from levers at the start is worked out anew: what kernels and negotiators
    know of the rules, tactics. A ramp of R&D begins where R&D stands today.
    """
    before, state.scenario = state.scenario.policy, now
    policy = now.policy
    state.rules = rules(now)
    state.ground = ground(now, state.atlas)
    state.styles = styles(now, state.atlas)
    if policy.transfer_floor != before.transfer_floor:
        state.mandate.transfer_floor = policy.transfer_floor
    ramp = (policy.research_target, policy.research_ramp_years)
    if ramp != (before.research_target, before.research_ramp_years):
        state.research_from = state.research_share


def matter_of(state: State, about: str) -> Matter:
    """Return the places of technology and partner of a talk's name."""
    topic, partner = talks(state.scenario)[about]
    k = -1 if topic == ENVELOPE else state.atlas.technologies.index(topic)
    return k, state.atlas.partners.index(partner)


def leave(state: State, each: Decision) -> None:
    """Give notice to agreements in force: one by its label, or all about a topic with a partner."""
    rows = state.portfolio.rows
    standing = np.flatnonzero((rows["status"] < ENDED) & (rows["status"] != int(Status.ON_NOTICE)))
    labels = {filed(state, row).label: row for row in standing.tolist()}
    chosen = [labels[each.about]] if each.about in labels else []
    if each.about in talks(state.scenario):
        k, p = matter_of(state, each.about)
        chosen = [
            row
            for row in standing.tolist()
            if rows["technology"][row] == k and rows["partner"][row] == p
        ]
    for row in chosen:
        give_notice(state, row, by_partner=False, because=DECIDED)
    if not chosen:
        some = sorted(labels, key=lambda name: -alike(name, each.about))[:SHOWN]
        rest = ", …" if len(some) < len(labels) else ""
        void(state, each.text, f"not in force; in force are {', '.join(some) or 'none'}{rest}")


def alike(name: str, wanted: str) -> float:
    """Return how alike two names are, 0 to 1.

    Examples
    --------
    >>> alike("nuclear-china-2028-7", "nuclear-china-2028-9") > alike("grid-uae-2028-8", "nuclear")
    True
    """
    return SequenceMatcher(None, name, wanted).ratio()


def order(state: State, each: Decision) -> None:
    """Take an order for talks: of this quarter, or from now on."""
    matter = matter_of(state, each.about)
    k, p = matter
    slot = 0 if k < 0 else int(state.atlas.slot[k])
    if each.kind is Kind.EXPEL:
        state.pause_until[p, slot] = NEVER
        state.welcome[p, slot] = False
    elif each.kind is Kind.INVITE:
        state.pause_until[p, slot] = min(int(state.pause_until[p, slot]), state.quarter)
        state.welcome[p, slot] = True
    else:
        state.orders.give(each.kind, matter, each.text)
        if each.kind is Kind.SEAT:
            state.orders.seats[matter] = read_moves(str(each.value))


def void(state: State, text: str, because: str) -> None:
    """Write into the log that a decision changed nothing, and why."""
    state.note("decision void", decision=text, because=because)
