"""Holding a talk: pose the bargain, play it, and write down what was struck.

A talk about a technology brings all invited partners to the table at once; each is a thread of the
engine, and the best standing offer of one is the host's outside option in the others. A talk about
a comprehensive agreement, or about one that is reopened, has one thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.causes import why_failed, why_talked
from model.contracts import why_asked
from model.courses import NO_TRACE, Course, agreed, play_seated, retaken, surroundings
from model.negotiation.codes import (
    BY,
    END,
    FIRST_LEVEL,
    HOST_USD_M,
    PARTNER_USD_M,
    ROUND,
    End,
)
from model.positions import look, prospect
from model.preferences.comprehensive import fill_comprehensive
from model.preferences.posing import ALONE, HOLDS, LEVERAGE
from model.scripts import NO_SCRIPT
from model.sitting import CONTRACT, OURS, TERMS, THEIRS, played, sit
from model.state import State
from model.tapes import Tape
from model.texts import Impasse, Matter, Seat, Text

Array = NDArray[np.float64]
DEAL = int(End.DEAL)
SIDES = {0: "host", 1: "partner", 2: "both", -1: "nobody"}
ENDS = {end.value: end.name.lower().replace("_", " ") for end in End}


def protocol_talks(state: State, matters: Sequence[Matter]) -> Iterator[Text | Impasse]:
    """Hold talks about technologies; yield the text that each came to, or that there is none.

    Parameters
    ----------
    state : State
        The world.
    matters : sequence of Matter
        What to talk about, in this order. All see the world as it stands.
    """
    # Where somebody may sit at one of them, the next must wait for what comes of it.
    together = [[matter] for matter in matters] if state.orders.seats else [matters]
    for some in together:
        if some:
            yield from sitting(state, some)


def sitting(state: State, matters: Sequence[Matter]) -> Iterator[Text | Impasse]:
    """Hold some talks in one go; write each into the log and yield what it came to."""
    table, policy = state.protocol_table, state.scenario.policy
    about: list[tuple[int, ...]] = []
    seated: list[tuple[float, ...]] = []
    for technology, seats, reopened, by_partner in matters:
        seated += [(seat.partner, seat.skill, seat.low, seat.high) for seat in seats]
        about.append((technology, by_partner, len(seated), reopened))
    levels, tables, limits, told, ends = sit(
        state.ground,
        look(state),
        np.array(about),
        np.array(seated),
        state.portfolio.rows,
        state.atlas.slot,
        table.counts,
        table.step,
        table.declared,
        state.mandate.transfer_floor,
        policy.local_content_floor,
        policy.critical_equity_floor,
        policy.critical_from,
        *surroundings(state, state.quarter, state.styles),
    )
    course = Course(levels, tables, limits, told, ends, state.styles, NO_SCRIPT)
    if state.orders.seats:
        course = retaken(state, matters[0], course)
    outcomes, numbers, no_deal = course.ends.tolist(), course.told.tolist(), limits.tolist()
    begin = 0
    for matter in matters:
        end = begin + len(matter.seats)
        if state.tapes is not None:
            state.tapes.append(taped(state, matter, course, slice(begin, end)))
        state.count("talks")
        why = log_talk(state, matter, outcomes[begin:end])
        for row in range(begin, end):
            if outcomes[row][END] == DEAL:
                seat, rounds = matter.seats[row - begin], outcomes[row][ROUND]
                yield text_of(matter, seat, rounds, why, numbers[row], no_deal[row], course, row)
                break
        else:
            yield Impasse(holds=numbers[begin][HOLDS])
        begin = end


def taped(state: State, matter: Matter, course: Course, rows: slice) -> Tape:
    """Return a talk as it was posed, and how it ended."""
    return Tape(
        state.quarter,
        matter.technology,
        int(state.atlas.slot[matter.technology]),
        tuple(seat.partner for seat in matter.seats),
        course.levels[rows],
        course.tables[rows],
        course.limits[rows],
        course.told[rows, ALONE : HOLDS + 1],
        int(matter.by_partner),
        course.ends[rows],
        matter.reopened,
        course.styles,
        course.script,
    )


def text_of(
    matter: Matter,
    seat: Seat,
    rounds: int,
    why: dict[str, Any],
    told: list[float],
    limits: list[float],
    course: Course,
    row: int,
) -> Text:
    """Return the text that was signed with a seat, whose row of the course is given."""
    return Text(
        partner=seat.partner,
        technology=matter.technology,
        firm=seat.firm,
        terms=tuple(told[TERMS:]),
        money_usd_m=told[CONTRACT],
        skill=seat.skill,
        rounds=rounds,
        rivals=len(matter.seats) - 1,
        value=(told[OURS], told[THEIRS]),
        reservation=(limits[0], limits[1]),
        first=int(matter.by_partner),
        because=why["because"] if matter.reopened >= 0 else "",
        alone_usd_m=told[ALONE],
        leverage_usd_m=told[LEVERAGE],
        tables=course.tables[row],
        chosen=course.ends[row, FIRST_LEVEL:],
        replaces=matter.reopened,
    )


def envelope_talk(state: State, partner: int) -> Text | None:
    """Hold a talk about a comprehensive agreement; return the text that was signed, if any."""
    table, issues = state.comprehensive_table, len(state.comprehensive_table.counts)
    most = state.scenario.policy.collateral_cap
    levels = table.narrowed({7: (float(table.low[7]), most)})
    tables = np.empty((1, 2, issues, table.most))
    s = prospect(state, partner)
    fill_comprehensive(levels, table.counts, s, tables[0])
    bargaining = state.scenario.bargaining
    doubt = 1.0 - bargaining.trust_discount * float(state.trust[partner])
    doubt *= 1.0 - bargaining.prominence_discount * state.prominence
    data = state.scenario.partners[state.atlas.partners[partner]]
    # Without an envelope both sides keep their money and the partner turns to other regions.
    elsewhere = 0.1 * data.opportunity_margin * s.pipeline_usd_m * doubt
    limits = np.array([[0.0, elsewhere]])
    posed = tables, table.counts, limits, np.array([partner]), 0, 0
    found = play_seated(state, -1, posed) if state.orders.seats else None
    if found is None:
        around = surroundings(state, state.quarter, state.styles)
        found = *played(*posed, *around, NO_TRACE, NO_SCRIPT), state.styles, NO_SCRIPT
    ends, worth, styles, script = found
    if state.tapes is not None:
        told = (levels[None], tables, limits, np.zeros((1, 3)), 0, ends, -1, styles, script)
        state.tapes.append(Tape(state.quarter, -1, 0, (partner,), *told))
    state.count("envelope_talks")
    log_talk(state, Matter(-1, [Seat(partner)]), ends.tolist())
    if ends[0, END] != DEAL:
        return None
    chosen = ends[0, FIRST_LEVEL : FIRST_LEVEL + issues]
    return Text(
        partner=partner,
        technology=-1,
        firm=-1,
        terms=agreed(levels, chosen),
        money_usd_m=s.line_usd_m,
        skill=1.0,
        rounds=int(ends[0, ROUND]),
        rivals=0,
        value=(float(worth[0, HOST_USD_M]), float(worth[0, PARTNER_USD_M])),
        reservation=(0.0, elsewhere),
        tables=tables[0],
        chosen=chosen,
    )


def log_talk(state: State, matter: Matter, ends: list[list[int]]) -> dict[str, Any]:
    """Write into the log how a talk ended, thread by thread, and why it was held; return why."""
    names, k = state.atlas.partners, matter.technology
    if matter.reopened >= 0:
        why = why_asked(state, matter.reopened, int(matter.by_partner))
    else:
        why = why_talked(state, k, [seat.partner for seat in matter.seats])
    threads = []
    for seat, row in zip(matter.seats, ends, strict=True):
        end, p = row[END], seat.partner
        thread = {"partner": names[p], "end": ENDS[end], "by": SIDES[row[BY]], "round": row[ROUND]}
        if end != DEAL:
            thread["because"] = why_failed(state, end, (k, p))
        threads.append(thread)
    kind = "reopened talk" if matter.reopened >= 0 else "talk"
    state.note(kind, topic=state.atlas.topic(k), **why, threads=threads)
    return why
