"""Talks in which somebody sat on one side: the engine plays the other, with the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model.negotiation.codes import ACCEPT, NO_MOVE_YET, WALK_AWAY, Style, Tactic
from model.scenario.moves import ACCEPT as ACCEPTS
from model.scenario.moves import LEAVE, Moves
from model.state import State

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
#: In the place of a script, where nobody sits at the table.
NO_SCRIPT: Indices = np.zeros((0, 0, 0, 0), dtype=np.int64)
NOTHING_SAID = "there was no offer to accept yet"


def seated(state: State, technology: int, partners: Sequence[int], first: int) -> dict[int, Moves]:
    """Return the moves of those who were decided to sit at a talk, by thread.

    Parameters
    ----------
    state : State
        The world; of the orders to sit those for this talk are taken.
    technology : int
        What the talk is about, -1 for a comprehensive agreement.
    partners : sequence of int
        Those at the table.
    first : int
        Who speaks first: 0 host, 1 partner.
    """
    found: dict[int, Moves] = {}
    for thread, partner in enumerate(partners):
        matter = technology, partner
        moves = state.orders.seats.pop(matter, None)
        if moves is None:
            continue
        if moves.last == ACCEPTS and not moves.offers and moves.side == first:
            state.orders.why[matter] = NOTHING_SAID
            continue
        found[thread] = moves
    return found


def sensible(moves: Moves, own: Array, least: float) -> Moves:
    """Return moves up to the first offer worth less to their side than no deal; there it leaves.

    Parameters
    ----------
    moves : Moves
        What a side does.
    own : (issues, levels) array
        Worth of each level to it.
    least : float
        What no deal is worth to it.

    Examples
    --------
    >>> own = np.array([[0.0, 5.0, 9.0]])
    >>> sensible(Moves(0, ((2,), (1,), (0,))), own, least=4.0).text
    'host:2,1,leave'
    """
    issues = np.arange(len(own))
    for now, offer in enumerate(moves.offers):
        if own[issues, list(offer)].sum() < least:
            return Moves(moves.side, moves.offers[:now], LEAVE)
    return moves


def scripted(
    styles: Array,
    rounds: int,
    issues: int,
    partners: Sequence[int],
    moves: Mapping[int, Moves],
    stand: bool = True,
) -> tuple[Array, Indices]:
    """Return styles and script by which the engine plays a talk with somebody on a side.

    Parameters
    ----------
    styles : (P, 2, columns) array
        How host and each partner bargain by themselves.
    rounds, issues : int
        Rounds until the deadline; number of issues.
    partners : sequence of int
        Those at the table, thread by thread.
    moves : mapping of int to Moves
        By thread.
    stand : bool
        Whether a side stands by its last offer when its moves have come to an end; else the engine
        stops there and asks for one.

    Returns
    -------
    styles : (P, 2, columns) array
        The same, but for those who are moved from outside.
    script : (threads, rounds, 2, issues) array
        See :func:`model.negotiation.play.play`.
    """
    styles = styles.copy()
    script = np.full((len(partners), rounds, 2, issues), NO_MOVE_YET, dtype=np.int64)
    for thread, each in moves.items():
        styles[partners[thread], each.side] = Style(Tactic.SCRIPTED).row()
        mine = script[thread, :, each.side]
        for now, offer in enumerate(each.offers):
            mine[now] = offer
        said = len(each.offers)
        if each.last:
            mine[said:] = ACCEPT if each.last == ACCEPTS else WALK_AWAY
        elif stand and said:
            mine[said:] = each.offers[-1]
    return styles, script
