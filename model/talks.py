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
from model.contracts import exit_penalty_usd_m, why_asked
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
from model.positions import bounds, look, prospect
from model.preferences.comprehensive import fill_comprehensive
from model.preferences.posing import ALONE, HOLDS
from model.scripts import NO_SCRIPT
from model.sitting import played, sit
from model.state import State
from model.tapes import Tape
from model.terms import Protocol
from model.texts import Impasse, Matter, Text, contract_usd_m

Array = NDArray[np.float64]
VOLUME = int(Protocol.VOLUME)
SIDES = {0: "host", 1: "partner", 2: "both", -1: "nobody"}
#: To be built, in use, owed on leaving: of an agreement that is yet to be struck.
NOTHING = (-1.0, 0.0, 0.0)
ENDS = {end.value: end.name.lower().replace("_", " ") for end in End}


def look_round(state: State) -> None:
    """Let negotiators see the world as it stands before the talks of the quarter."""
    state.sight = look(state)


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
    """Hold some talks in one go; yield what each came to."""
    table = state.protocol_table
    about: list[tuple[float, ...]] = []
    seated: list[tuple[float, ...]] = []
    standing = np.zeros((len(matters), len(table.counts)))
    for place, (technology, seats, reopened, by_partner) in enumerate(matters):
        seated += [(seat.partner, seat.skill, seat.low, seat.high) for seat in seats]
        stands = NOTHING
        if reopened >= 0:
            stands = what_stands(state, reopened)
            standing[place] = state.portfolio.terms(reopened)[: len(table.counts)]
            standing[place, VOLUME] = seats[0].low
        about.append((technology, float(by_partner), len(seated), *stands))
    found: tuple[Any, ...] = sit(
        state.ground,
        state.sight,
        np.array(about),
        np.array(seated),
        standing,
        state.atlas.slot,
        table.counts,
        table.step,
        bounds(state),
        state.scenario.policy.critical_from,
        *surroundings(state, state.quarter, state.styles),
    )
    begin = 0
    for matter in matters:
        end = begin + len(matter.seats)
        parts = [part[begin:end] for part in found]
        course = Course._make([*parts, state.styles, NO_SCRIPT])
        yield struck(state, matter, retaken(state, matter, course))
        begin = end


def what_stands(state: State, row: int) -> tuple[float, float, float]:
    """Return what is at stake where an agreement is reopened.

    Share of its contract still to be built, share of the need that its plants meet, and what the
    host would owe if it left, USD m.
    """
    k, units, in_use, progress = state.portfolio.read(
        row, "technology", "units", "in_use", "progress"
    )
    running = units * in_use / state.need_index.item(k)
    return 1.0 - progress, running, exit_penalty_usd_m(state, row)


def struck(state: State, matter: Matter, course: Course) -> Text | Impasse:
    """Write into the log how a talk about a technology went; return what it came to."""
    k, first = matter.technology, int(matter.by_partner)
    partners = [seat.partner for seat in matter.seats]
    levels, tables, limits, seen, terms, ends, worth, styles, script = course
    if state.tapes is not None:
        posed = (
            levels,
            tables,
            limits,
            seen[:, ALONE:],
            first,
            ends,
            matter.reopened,
            styles,
            script,
        )
        state.tapes.append(
            Tape(state.quarter, k, int(state.atlas.slot[k]), tuple(partners), *posed)
        )
    state.count("talks")
    outcomes, again = ends.tolist(), matter.reopened >= 0
    why = why_asked(state, matter.reopened, first) if again else why_talked(state, k, partners)
    log_talk(state, k, partners, outcomes, why, again)
    for thread, seat in enumerate(matter.seats):
        if outcomes[thread][END] != End.DEAL:
            continue
        capital, mastered, alone, leverage, _ = seen[thread].tolist()
        ours, theirs = worth[thread, HOST_USD_M : PARTNER_USD_M + 1].tolist()
        limit = limits[thread].tolist()
        agreed_on = tuple(terms[thread].tolist())
        return Text(
            partner=seat.partner,
            technology=k,
            firm=seat.firm,
            terms=agreed_on,
            money_usd_m=contract_usd_m(capital, mastered, agreed_on, state.scenario.bargaining),
            skill=seat.skill,
            rounds=outcomes[thread][ROUND],
            rivals=len(partners) - 1,
            value=(ours, theirs),
            reservation=(limit[0], limit[1]),
            first=first,
            because=why["because"] if again else "",
            alone_usd_m=alone,
            leverage_usd_m=leverage,
            tables=tables[thread],
            chosen=ends[thread, FIRST_LEVEL:],
            replaces=matter.reopened,
        )
    return Impasse(holds=float(seen[0, HOLDS]))


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
    log_talk(state, -1, [partner], ends.tolist(), why_talked(state, -1, [partner]))
    if ends[0, END] != End.DEAL:
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


def log_talk(
    state: State,
    technology: int,
    partners: Sequence[int],
    ends: list[list[int]],
    why: dict[str, Any],
    again: bool = False,
) -> None:
    """Write into the log why a talk was held, or held again, and how it ended by thread."""
    names = state.atlas.partners
    state.note(
        "reopened talk" if again else "talk",
        topic=state.atlas.topic(technology),
        **why,
        threads=[
            {"partner": names[p], "end": ENDS[row[END]], "by": SIDES[row[BY]], "round": row[ROUND]}
            | why_failed(state, row, (technology, p))
            for p, row in zip(partners, ends, strict=True)
        ],
    )
