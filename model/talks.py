"""Holding a talk: pose the bargain, play it, and write down what was struck.

A talk about a technology brings all invited partners to the table at once; each is a thread of the
engine, and the best standing offer of one is the host's outside option in the others. A talk about
a comprehensive agreement, or about one that is reopened, has one thread.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.negotiation.codes import (
    BY,
    END,
    FIRST_LEVEL,
    HOST_USD_M,
    PARTNER_USD_M,
    ROUND,
    End,
)
from model.negotiation.play import play
from model.positions import bounds, look, prospect
from model.preferences.comprehensive import fill_comprehensive
from model.preferences.posing import pose
from model.state import State
from model.tapes import Tape
from model.terms import Table
from model.texts import Seat, Text, contract_usd_m

Array = NDArray[np.float64]
#: Worth is reckoned to the dollar (here the nearest power of two, in USD m), so that sums of worth
#: are exact: what is equally good stays so on every machine; ties fall by rule, not by rounding.
DOLLAR = 2.0**-20
NO_TRACE = np.zeros((0, 0, 2, 0), dtype=np.int64)
SIDES = {0: "host", 1: "partner", 2: "both", -1: "nobody"}
ENDS = {end.value: end.name.lower().replace("_", " ") for end in End}


@compiled
def seated(
    tables: Array,
    limits: Array,
    partners: NDArray[np.int64],
    quarter: int,
    slot: int,
    styles: Array,
    luck: Array,
    turns: Array,
    manners: Array,
    noise: Array,
) -> None:
    """Fill in how those at the table bargain, and their luck turn by turn; round worth to dollars.

    One uniform number a thread and quarter is spread over the turns by golden-ratio steps: as even
    as fresh draws for a small risk, and no stream depends on how long a talk lasts.

    Parameters
    ----------
    tables : (threads, 2, issues, levels) array
        Worth of levels to host and partner, USD m; rounded in place.
    limits : (threads, 2) array
        What no deal is worth, USD m; rounded in place.
    partners : (threads,) array
        Those at the table.
    quarter, slot : int
        Place in the sheets of luck.
    styles : (P, 2, columns) array
        How host and each partner bargain.
    luck : (P, quarters, slots) array
        Uniform numbers.
    turns : (1, rounds, 2) array
        Steps of the turns.
    manners : (threads, 2, columns) array
        Filled: their styles.
    noise : (threads, rounds, 2) array
        Filled: uniform numbers.
    """
    for cells in (tables.reshape(-1), limits.reshape(-1)):
        for i in range(len(cells)):
            cells[i] = DOLLAR * np.rint(cells[i] / DOLLAR)
    for thread in range(len(partners)):
        manners[thread] = styles[partners[thread]]
        for now in range(turns.shape[1]):
            for side in range(2):
                placed = luck[partners[thread], quarter, slot] + turns[0, now, side]
                noise[thread, now, side] = placed % 1.0


def hold(
    state: State,
    table: Table,
    tables: Array,
    limits: Array,
    partners: list[int],
    slot: int,
    first: int = 0,
) -> tuple[NDArray[np.int64], Array]:
    """Play a talk; return the arrays of the engine."""
    bargaining = state.scenario.bargaining
    manners = np.empty((len(partners), 2, state.styles.shape[2]))
    noise = np.empty((len(partners), bargaining.rounds, 2))
    seated(
        tables,
        limits,
        np.array(partners),
        state.quarter,
        slot,
        state.styles,
        state.luck.breakdown,
        state.turns,
        manners,
        noise,
    )
    return play(
        tables,
        table.counts,
        limits,
        manners,
        bargaining.rounds,
        first,
        state.scenario.mechanisms.rival_talks,
        bargaining.breakdown,
        noise,
        NO_TRACE,
    )


def look_round(state: State) -> None:
    """Let negotiators see the world as it stands before the talks of the quarter."""
    state.sight = look(state)


def protocol_talk(
    state: State,
    technology: int,
    seats: Sequence[Seat],
    reopened: int = -1,
    by_partner: bool = False,
) -> Text | None:
    """Hold a talk about one technology; return the text that was signed, if any.

    Parameters
    ----------
    state : State
        The world.
    technology : int
        Place in the atlas.
    seats : sequence of Seat
        Partners at the table, in the order in which the host turns to them.
    reopened : int
        Row of the agreement that is being reopened; -1 for a new one.
    by_partner : bool
        Whether the partner asked for the talk: who asks speaks first.
    """
    table = state.protocol_table
    threads, issues = len(seats), len(table.counts)
    levels, tables = (
        np.empty((threads, issues, table.most)),
        np.empty((threads, 2, issues, table.most)),
    )
    limits, seen = np.empty((threads, 2)), np.empty((threads, 4))
    remaining = -1.0 if reopened < 0 else 1.0 - float(state.portfolio.rows["progress"][reopened])
    pose(
        state.ground,
        state.sight,
        technology,
        np.array([[seat.partner, seat.skill, seat.low, seat.high] for seat in seats]),
        remaining,
        table.counts,
        table.step,
        bounds(state, technology),
        levels,
        tables,
        limits,
        seen,
    )
    partners = [seat.partner for seat in seats]
    slot = int(state.atlas.slot[technology])
    ends, worth = hold(state, table, tables, limits, partners, slot, int(by_partner))
    if state.tapes is not None:
        posed = (levels, tables, limits, seen[:, 2:], int(by_partner), ends, reopened)
        state.tapes.append(Tape(state.quarter, technology, slot, tuple(partners), *posed))
    state.count("talks")
    outcomes = ends.tolist()
    log_talk(state, state.atlas.technologies[technology], partners, outcomes, reopened >= 0)
    for thread, seat in enumerate(seats):
        if outcomes[thread][END] != End.DEAL:
            continue
        chosen = ends[thread, FIRST_LEVEL : FIRST_LEVEL + issues]
        capital, mastered, alone, leverage = seen[thread].tolist()
        terms = agreed(levels[thread], chosen)
        return Text(
            partner=seat.partner,
            technology=technology,
            firm=seat.firm,
            terms=terms,
            money_usd_m=contract_usd_m(capital, mastered, terms, state.scenario.bargaining),
            skill=seat.skill,
            rounds=outcomes[thread][ROUND],
            rivals=threads - 1,
            value=(float(worth[thread, HOST_USD_M]), float(worth[thread, PARTNER_USD_M])),
            reservation=(float(limits[thread, 0]), float(limits[thread, 1])),
            first=int(by_partner),
            alone_usd_m=alone,
            leverage_usd_m=leverage,
            tables=tables[thread],
            chosen=chosen,
            replaces=reopened,
        )
    return None


def envelope_talk(state: State, partner: int) -> Text | None:
    """Hold a talk about a comprehensive agreement; return the text that was signed, if any."""
    table, issues = state.comprehensive_table, len(state.comprehensive_table.counts)
    most = state.scenario.policy.collateral_cap
    levels = table.narrowed({7: (float(table.low[7]), most)})
    tables = np.empty((1, 2, issues, table.most))
    s = prospect(state, partner)
    fill_comprehensive(levels, table.counts, s, tables[0])
    doubt = 1.0 - state.scenario.bargaining.trust_discount * float(state.trust[partner])
    data = state.scenario.partners[state.atlas.partners[partner]]
    # Without an envelope both sides keep their money and the partner turns to other regions.
    elsewhere = 0.1 * data.opportunity_margin * s.pipeline_usd_m * doubt
    limits = np.array([[0.0, elsewhere]])
    ends, worth = hold(state, table, tables, limits, [partner], 0)
    if state.tapes is not None:
        told = (levels[None], tables, limits, np.zeros((1, 2)), 0, ends, -1)
        state.tapes.append(Tape(state.quarter, -1, 0, (partner,), *told))
    state.count("envelope_talks")
    log_talk(state, "envelope", [partner], ends.tolist(), False)
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


def agreed(levels: Array, chosen: NDArray[np.int64]) -> tuple[float, ...]:
    """Return the values of the levels agreed on, issue by issue."""
    return tuple([row[at] for row, at in zip(levels.tolist(), chosen.tolist(), strict=True)])


def log_talk(
    state: State, topic: str, partners: Sequence[int], ends: list[list[int]], reopened: bool
) -> None:
    """Write into the log how a talk ended, thread by thread."""
    names = state.atlas.partners
    state.note(
        "reopened talk" if reopened else "talk",
        topic=topic,
        threads=[
            {"partner": names[p], "end": ENDS[row[END]], "by": SIDES[row[BY]], "round": row[ROUND]}
            for p, row in zip(partners, ends, strict=True)
        ],
    )
