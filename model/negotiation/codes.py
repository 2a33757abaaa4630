"""Names of everything that the compiled engine knows by a small number.

The engine takes arrays only. How a side behaves in a thread is one row of numbers, made by
:meth:`Style.row`; how a thread ended is one row of numbers, read with :class:`End` and the column
names below.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Switches = NDArray[np.bool_]

# Columns of a style row.
TACTIC, PARAMETER, MIX, ACCEPTANCE, ACCEPTANCE_PARAMETER, OFFER, BELIEF, DISCOUNT = range(8)
STYLE_COLUMNS = 8

# Columns of the first array that the engine returns; the level of issue i stands in column
# FIRST_LEVEL + i.
END, ROUND, BY, FIRST_LEVEL = range(4)
DEAL_LEVELS = slice(FIRST_LEVEL, None)
# Columns of the second: what the deal is worth to each side, in money and as utility.
HOST_USD_M, PARTNER_USD_M, HOST_UTILITY, PARTNER_UTILITY = range(4)

HOST, PARTNER, BOTH, NOBODY = 0, 1, 2, -1


class Tactic(IntEnum):
    """How the target of a side moves from its best outcome towards its reservation value."""

    TIME = 0  # r + (1 - r)(1 - t^c); parameter c (Faratin, Sierra, Jennings 1998)
    RELATIVE = 1  # tit for tat in proportion; parameter: how many offers back to look
    ABSOLUTE = 2  # tit for tat in equal steps; parameter: how many offers back to look
    AVERAGED = 3  # tit for tat over a window; parameter: width of the window
    MICRO = (
        4  # a step for every new offer heard (de Jonge 2022); parameter: the step in utility, or
    )
    # 0 for the next outcome in the side's own order (lists all outcomes: for small domains)
    HARDLINER = 5  # never concedes
    RANDOM = 6  # a fresh uniform target in [r, 1] each round
    STATIONARY = 7  # always the same target, the parameter (Rubinstein's player)
    MIXED = 8  # MIX x averaged tit for tat (window 1) + (1 - MIX) x time with c the parameter
    SCRIPTED = 9  # does what the script says, round by round: a person or a program from outside
    RESOURCE = 10  # gives way as its talks grow long for their number; parameter mu (targets)
    RESOURCE_MIXED = 11  # MIX x averaged tit for tat + (1 - MIX) x resource with mu the parameter


class Acceptance(IntEnum):
    """When a side accepts the standing offer of the other; never below its reservation value."""

    NEXT = 0  # worth at least the offer that I would make next (AC_next), hence at least my target
    TARGET = 1  # worth at least my target of this round
    CONSTANT = 2  # worth at least ACCEPTANCE_PARAMETER
    COMBINED = 3  # NEXT; at my last turn, anything worth at least my reservation (after AC_combi)


class Offer(IntEnum):
    """Which outcome worth at least the target a side offers."""

    TRADE_OFF = 0  # the one that the other side is believed to like best, found step by step
    CHEAPEST = 1  # the one worth least to me
    EXACT_TRADE_OFF = 2  # the one liked best indeed: TRADE_OFF may miss it, and is faster (exact)


class Belief(IntEnum):
    """How a side reads the preferences of the other from its offers."""

    ORDERED = 0  # an offered level speaks for its neighbours too: levels are ordered
    FREQUENCY = 1  # only for itself (HardHeaded, van Krimpen et al. 2013): levels are mere names
    WINDOWED = 2  # as FREQUENCY, but what was heard fades: about the last ten offers count
    PERFECT = 3  # knows the other's values from the start: for studies of what knowledge is worth
    BAYESIAN = 4  # ranks of issues and shapes of worth under which its pace makes sense (bayesian)


class End(IntEnum):
    """How a thread ended; the column ``BY`` says through whom."""

    OPEN = 0  # never returned
    DEAL = 1  # by: who accepted
    DEADLINE = 2  # by: NOBODY
    WALKED_AWAY = 3  # by: whose live reservation value rose above its best outcome
    LOST_TO_RIVAL = 4  # by: NOBODY; another thread of the host came to a deal
    NO_OFFER = 5  # by: whose reservation value is above its best outcome at the start, or BOTH
    BREAKDOWN = 6  # by: before whose turn chance ended the talks
    YOUR_MOVE = 7  # by: whose script has come to its end; play again with one move more


# Moves of a script that are not offers.
ACCEPT, WALK_AWAY, NO_MOVE_YET = -1, -2, -3


@dataclass(frozen=True)
class Style:
    """How one side bargains in one thread.

    Parameters
    ----------
    tactic : Tactic
        How its target moves.
    parameter : float
        The tactic's parameter; for ``Tactic.TIME`` it is c: above 1 Boulware, 1 linear, below 1
        Conceder (in GENIUS's notation e = 1/c).
    mix : float
        Share of tit for tat in the mixed tactics, in [0, 1].
    acceptance : Acceptance
        When it accepts.
    acceptance_parameter : float
        Utility from which ``Acceptance.CONSTANT`` accepts, in [0, 1].
    offer : Offer
        Which outcome at its target it offers.
    belief : Belief
        How it reads the other side's offers.

    Raises
    ------
    ValueError
        Where a parameter lies outside its bounds.

    Examples
    --------
    >>> Style(parameter=4.0).row().tolist()
    [0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    """

    tactic: Tactic = Tactic.TIME
    parameter: float = 1.0
    mix: float = 0.0
    acceptance: Acceptance = Acceptance.NEXT
    acceptance_parameter: float = 0.0
    offer: Offer = Offer.TRADE_OFF
    belief: Belief = Belief.ORDERED

    def __post_init__(self) -> None:
        """Check the bounds of the parameters."""
        low, high = _PARAMETER_BOUNDS[self.tactic]
        if not low <= self.parameter <= high:
            raise ValueError(
                f"parameter of {self.tactic.name} is {self.parameter}: expected {low} to {high}"
            )
        for name in ("mix", "acceptance_parameter"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} is {getattr(self, name)}: expected 0 to 1")

    def row(self, discount: float = 1.0) -> Floats:
        """Return the style as the engine takes it, float64 of shape (STYLE_COLUMNS,).

        With it goes the side's discount factor for the whole time of play, in (0, 1]; 1 for none.
        """
        return np.array(
            [
                self.tactic,
                self.parameter,
                self.mix,
                self.acceptance,
                self.acceptance_parameter,
                self.offer,
                self.belief,
                discount,
            ],
            dtype=np.float64,
        )


_PARAMETER_BOUNDS = {
    Tactic.TIME: (1e-3, 1e3),
    Tactic.RELATIVE: (1.0, 1e6),
    Tactic.ABSOLUTE: (1.0, 1e6),
    Tactic.AVERAGED: (1.0, 1e6),
    Tactic.MICRO: (0.0, 1.0),
    Tactic.HARDLINER: (0.0, 1e6),
    Tactic.RANDOM: (0.0, 1e6),
    Tactic.STATIONARY: (0.0, 1.0),
    Tactic.MIXED: (1e-3, 1e3),
    Tactic.SCRIPTED: (0.0, 1e6),
    Tactic.RESOURCE: (1e-3, 1e6),
    Tactic.RESOURCE_MIXED: (1e-3, 1e6),
}
