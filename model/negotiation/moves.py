"""What must hold before the engine is called, and the offers it leaves behind."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.negotiation.codes import Floats, Integers, Offer, Style, Tactic
from model.negotiation.domain import Posed

# Tactics that list all outcomes, and offers that list their square root, are refused above.
MOST_LISTED = 2**20
MOST_SEARCHED = 2**24
MOST_ROUNDS = 10**6


@dataclass(frozen=True)
class Move:
    """An offer made: in which round (from 1), by which side (from 0), levels, worth to all."""

    round: int
    side: int
    levels: tuple[int, ...]
    worth: tuple[float, ...]


def check_play(
    styles: Sequence[Style],
    outcomes: int,
    rounds: int,
    risk: float,
    noise: Floats | None,
    shape: tuple[int, ...],
) -> None:
    """Raise ValueError where the engine must not be called.

    Parameters
    ----------
    styles : sequence of Style
        Of the sides that are not moved from outside.
    outcomes, rounds : int
        Possible deals; rounds until the deadline.
    risk : float
        Probability of a breakdown before any one turn.
    noise : float64 array or None
        Uniform numbers, one a turn.
    shape : tuple of int
        Shape that the noise must have.
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise ValueError(f"rounds is {rounds}: expected 1 to {MOST_ROUNDS}")
    if not 0.0 <= risk < 1.0:
        raise ValueError(f"risk is {risk}: expected 0 to below 1")
    if any(style.tactic == Tactic.SCRIPTED for style in styles):
        raise ValueError("a scripted side is played by model.negotiation.table.Table")
    if noise is None:
        if risk > 0.0 or any(style.tactic == Tactic.RANDOM for style in styles):
            raise ValueError("a risk of breakdown and the random tactic need noise")
    elif noise.shape != shape:
        raise ValueError(f"noise has shape {noise.shape}: expected {shape}")
    if outcomes > MOST_LISTED and any(
        style.tactic == Tactic.MICRO and style.parameter == 0.0 for style in styles
    ):
        raise ValueError(
            f"{outcomes} outcomes: steps down a list of all are for at most {MOST_LISTED}"
        )
    if outcomes > MOST_SEARCHED and any(style.offer == Offer.CHEAPEST for style in styles):
        raise ValueError(f"{outcomes} outcomes: cheapest offers are for at most {MOST_SEARCHED}")


def moves_of(talk: Posed, steps: Integers, first: int) -> tuple[Move, ...]:
    """Return the offers in the order in which they were made.

    Parameters
    ----------
    talk : Posed
        The bargain.
    steps : int64 (rounds, sides, merged issues)
        The engine's trace.
    first : int
        Which side speaks first in each round.
    """
    if steps.size == 0:
        return ()
    table, sides = talk.table, steps.shape[1]
    moves = []
    for now, turn in np.argwhere(np.roll(steps, -first, axis=1)[:, :, 0] >= 0).tolist():
        side = (first + turn) % sides
        levels = steps[now, side]
        worth = table[:, np.arange(len(levels)), levels].sum(axis=1)
        moves.append(Move(now + 1, side, talk.merged.split(levels.tolist()), tuple(worth.tolist())))
    return tuple(moves)
