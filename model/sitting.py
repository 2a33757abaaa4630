"""A sitting: talks posed and played one after the other, in one compiled call.

A talk is a handful of microseconds of arithmetic; going in and out of compiled code for each of its
steps would take as long again.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.negotiation.codes import END, FIRST_LEVEL, HOST_USD_M, PARTNER_USD_M, End
from model.negotiation.protocol import play_threads
from model.preferences.posing import CAPITAL, FIRST, HOLDS, MASTERED, TECHNOLOGY, UNTIL, pose
from model.preferences.protocol import CONTENT, PRICE, VOLUME
from model.preferences.situation import contract_usd_m, thin_base
from model.rows import put
from model.sight import Ground, Sight
from model.terms import mandated

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
DEAL = int(End.DEAL)
#: What is told of a deal, after what :func:`model.preferences.posing.pose` tells of each seat:
#: its worth to host and partner, and its contract, USD m; then its terms, issue by issue.
OURS, THEIRS, CONTRACT, TERMS = range(HOLDS + 1, HOLDS + 5)
#: Worth is reckoned to the dollar (here the nearest power of two, in USD m), so that sums of worth
#: are exact: what is equally good stays so on every machine; ties fall by rule, not by rounding.
DOLLAR = 2.0**-20


@compiled
def played(
    tables: Array,
    counts: Indices,
    limits: Array,
    partners: Indices,
    slot: int,
    first: int,
    quarter: int,
    styles: Array,
    luck: Array,
    turns: Array,
    rival_talks: bool,
    risk: float,
    trace: Indices,
    script: Indices,
) -> tuple[Indices, Array]:
    """Round worth to dollars and play a talk; return ``ends`` and ``worth`` of the engine.

    One uniform number a thread and quarter is spread over the turns by golden-ratio steps: as even
    as fresh draws for a small risk, and no stream depends on how long a talk lasts.

    Parameters
    ----------
    tables : (threads, 2, issues, levels) array
        Worth of levels to host and partner, USD m; rounded in place.
    counts : (issues,) array
        Number of levels.
    limits : (threads, 2) array
        What no deal is worth, USD m; rounded in place.
    partners : (threads,) array
        Those at the table.
    slot : int
        Place of the matter in the sheets of luck.
    first : int
        Who speaks first: 0 host, 1 partner.
    quarter : int
        Now.
    styles : (P, 2, columns) array
        How host and each partner bargain.
    luck : (P, quarters, slots) array
        Uniform numbers.
    turns : (1, rounds, 2) array
        Steps of the turns.
    rival_talks, risk, trace, script
        See :func:`model.negotiation.play.play`.
    """
    for cells in (tables.reshape(-1), limits.reshape(-1)):
        for i in range(len(cells)):
            cells[i] = DOLLAR * np.rint(cells[i] / DOLLAR)
    threads, rounds = len(partners), turns.shape[1]
    manners = np.empty((threads, 2, styles.shape[2]))
    noise = np.empty((threads, rounds, 2))
    for thread in range(threads):
        for side in range(2):
            put(styles[partners[thread], side], manners[thread, side])
        for now in range(rounds):
            for side in range(2):
                placed = luck[partners[thread], quarter, slot] + turns[0, now, side]
                noise[thread, now, side] = placed - np.floor(placed)
    ends = np.empty((threads, FIRST_LEVEL + len(counts)), np.int64)
    worth = np.empty((threads, 4))
    play_threads(
        *(tables, counts, limits, manners, rounds, first, rival_talks, risk, noise, trace),
        *(script, np.empty((0, 0)), ends, worth),
    )
    return ends, worth


@compiled
def tell_deals(rules: Any, levels: Array, ends: Indices, worth: Array, told: Array) -> None:
    """Fill in what is told of the seats that came to a deal.

    Parameters
    ----------
    rules : (1,) record array of RULES
        How everyone counts.
    levels : (threads, issues, levels) array
        Values of the levels.
    ends, worth
        As the engine returned them.
    told : (threads, TERMS + issues) array
        Filled from ``OURS`` on, where there is a deal.
    """
    for thread in range(len(ends)):
        if ends[thread, END] != DEAL:
            continue
        terms = told[thread, TERMS:]
        for issue in range(len(terms)):
            terms[issue] = levels[thread, issue, ends[thread, FIRST_LEVEL + issue]]
        told[thread, OURS] = worth[thread, HOST_USD_M]
        told[thread, THEIRS] = worth[thread, PARTNER_USD_M]
        thin = thin_base(
            terms[CONTENT],
            told[thread, MASTERED],
            rules[0]["thin_base_cost"],
            rules[0]["thin_base_steepness"],
        )
        told[thread, CONTRACT] = contract_usd_m(
            told[thread, CAPITAL], terms[VOLUME], terms[PRICE], thin
        )


@compiled
def sit(
    ground: Ground,
    sight: Sight,
    matters: Indices,
    seats: Array,
    book: Any,
    slots: Indices,
    counts: Indices,
    step: Array,
    declared: Array,
    transfer_floor: float,
    content_floor: float,
    equity_floor: float,
    critical_from: float,
    quarter: int,
    styles: Array,
    luck: Array,
    turns: Array,
    rival_talks: bool,
    risk: float,
) -> tuple[Array, Array, Array, Array, Indices]:
    """Hold talks about technologies one after the other.

    Parameters
    ----------
    ground, sight : Ground, Sight
        The scenario, and today.
    matters : (talks, 4) array
        What the talks are about, see :mod:`model.preferences.posing`.
    seats : (seats, 4) array
        Partner, skill of its firm, least and most volume, talk by talk.
    book : record array of AGREEMENT
        The portfolio, with the agreements that are reopened.
    slots : (K,) array
        Place of each technology in the sheets of luck.
    counts : (issues,) array
        Number of levels.
    step : (issues, levels) array
        Place of each level between its bounds, 0 to 1.
    declared : (2, issues) array
        Declared bounds of each issue.
    transfer_floor, content_floor, equity_floor : float
        The Council's: of transfer depth, of local content, of the host's equity in technologies
        that are critical.
    critical_from : float
        Criticality from which they are.
    quarter, styles, luck, turns, rival_talks, risk
        See :func:`played`.

    Returns
    -------
    levels, tables, limits : arrays, a row a seat
        See :func:`model.preferences.posing.pose`.
    told : (seats, TERMS + issues) array
        What is told of each seat: first as by ``pose``, then as by :func:`tell_deals`.
    ends : (seats, 3 + issues) array
        See :func:`model.negotiation.play.play`.
    """
    threads, issues, most = len(seats), len(counts), step.shape[1]
    levels = np.empty((threads, issues, most))
    tables = np.empty((threads, 2, issues, most))
    limits, told = np.empty((threads, 2)), np.full((threads, TERMS + issues), np.nan)
    ends, worth = np.empty((threads, 3 + issues), np.int64), np.empty((threads, 4))
    partners = seats[:, 0].astype(np.int64)
    no_trace, no_script = np.zeros((0, 0, 2, 0), np.int64), np.zeros((0, 0, 0, 0), np.int64)
    begin = 0
    for i in range(len(matters)):
        k, first, end = matters[i, TECHNOLOGY], matters[i, FIRST], matters[i, UNTIL]
        critical = ground.technologies[k]["criticality"] >= critical_from
        pose(
            ground,
            sight,
            matters[i],
            seats[begin:end],
            book,
            counts,
            step,
            mandated(declared, transfer_floor, content_floor, equity_floor if critical else 0.0),
            levels[begin:end],
            tables[begin:end],
            limits[begin:end],
            told[begin:end],
        )
        ended, worths = played(
            tables[begin:end],
            counts,
            limits[begin:end],
            partners[begin:end],
            slots[k],
            first,
            quarter,
            styles,
            luck,
            turns,
            rival_talks,
            risk,
            no_trace,
            no_script,
        )
        for thread in range(begin, end):
            put(ended[thread - begin], ends[thread])
            put(worths[thread - begin], worth[thread])
        begin = end
    tell_deals(ground.rules, levels, ends, worth, told)
    return levels, tables, limits, told, ends
