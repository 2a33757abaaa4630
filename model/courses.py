"""The course of a talk: what was posed, how it went, and how it goes when somebody sits at it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.negotiation.codes import END, End
from model.scenario.decisions import Kind
from model.scenario.moves import LEAVE
from model.scripts import scripted, seated, sensible
from model.sitting import played, tell_deals
from model.state import State
from model.texts import Matter

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
LESS_THAN_NONE = "the moves led to a deal worth less than none: the side walked away"
NO_TRACE = np.zeros((0, 0, 2, 0), dtype=np.int64)


class Course(NamedTuple):
    """How a talk went, a row a thread, see :func:`model.sitting.sit`; and who was moved how."""

    levels: Array
    tables: Array
    limits: Array
    told: Array
    ends: Indices
    styles: Array
    script: Indices


def surroundings(
    state: State, quarter: int, styles: Array
) -> tuple[int, Array, Array, Array, bool, float]:
    """Return what all talks of a quarter are held under, in the order that a sitting asks for."""
    return (
        quarter,
        styles,
        state.luck.breakdown,
        state.turns,
        state.scenario.mechanisms.rival_talks,
        state.scenario.bargaining.breakdown,
    )


def retaken(state: State, matter: Matter, course: Course) -> Course:
    """Return how a talk goes where somebody sits on a side of it; as it went, where nobody does."""
    partners = [seat.partner for seat in matter.seats]
    slot, first = int(state.atlas.slot[matter.technology]), int(matter.by_partner)
    counts = state.protocol_table.counts
    posed = course.tables, counts, course.limits, np.array(partners), slot, first
    found = play_seated(state, matter.technology, posed)
    if found is None:
        return course
    ends, worth, styles, script = found
    tell_deals(state.ground.rules, course.levels, ends, worth, course.told)
    return course._replace(ends=ends, styles=styles, script=script)


def play_seated(
    state: State, technology: int, posed: tuple[Array, Indices, Array, Indices, int, int]
) -> tuple[Indices, Array, Array, Indices] | None:
    """Play a talk with those who were decided to sit at it; None where nobody was.

    Nobody is bound to a deal worth less to it than none: where the moves lead to one, because the
    world is not that in which they were made, the side walks away instead, and the log says so.

    Parameters
    ----------
    state : State
        The world.
    technology : int
        What the talk is about, -1 for a comprehensive agreement.
    posed : tuple
        Tables, numbers of levels, limits, partners, slot and who speaks first, as
        :func:`model.sitting.played` takes them.

    Returns
    -------
    tuple or None
        ``ends`` and ``worth`` of the engine, styles and script of :func:`model.scripts.scripted`.
    """
    tables, counts, limits, partners, _, first = posed
    told, moves = seated(state, technology, partners.tolist(), first), {}
    if not told:
        return None
    for thread, each in told.items():
        side = each.side
        moves[thread] = sensible(each, tables[thread, side], float(limits[thread, side]))
    rounds = state.scenario.bargaining.rounds
    while True:
        styles, script = scripted(state.styles, rounds, len(counts), partners.tolist(), moves)
        around = surroundings(state, state.quarter, styles)
        ends, worth = played(*posed, *around, NO_TRACE, script)
        bad = [
            thread
            for thread, each in moves.items()
            if ends[thread, END] == End.DEAL
            and worth[thread, each.side] < limits[thread, each.side]
        ]
        if not bad:
            break
        moves |= {thread: replace(moves[thread], last=LEAVE) for thread in bad}
    for thread, each in told.items():
        matter = technology, int(partners[thread])
        if moves[thread] == each:
            state.orders.waiting.pop((Kind.SEAT, matter))
        else:
            state.orders.why[matter] = LESS_THAN_NONE
    return ends, worth, styles, script


def agreed(levels: Array, chosen: Indices) -> tuple[float, ...]:
    """Return the values of the levels agreed on, issue by issue."""
    return tuple([row[at] for row, at in zip(levels.tolist(), chosen.tolist(), strict=True)])
