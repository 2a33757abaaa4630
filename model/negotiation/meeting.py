"""A bargain of two or more parties: pose it, play it, read what happened."""

import math
from dataclasses import dataclass

import numpy as np

from model.negotiation.bargain import MOST_LISTED, MOST_ROUNDS
from model.negotiation.codes import (
    BY,
    END,
    FIRST_LEVEL,
    ROUND,
    End,
    Floats,
    Integers,
    Offer,
    Tactic,
)
from model.negotiation.domain import Issue, Party, check_values
from model.negotiation.sides import play_sides

MOST_SIDES = 20  # assumption: a round takes time with the square of it


@dataclass(frozen=True)
class Meeting:
    """One bargain of two or more parties over the same issues.

    Parameters
    ----------
    issues : tuple of Issue
        At least one.
    parties : tuple of Party
        2 to 20, in the order in which they act.
    discounts : tuple of float
        Discount factor of each for the whole time of play, in (0, 1]; 1 for none; empty for none
        at all.

    Raises
    ------
    ValueError
        Where a party's values do not fit the issues, or a number is outside its bounds.
    """

    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    discounts: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Check the parties."""
        if not 2 <= len(self.parties) <= MOST_SIDES:
            raise ValueError(f"{len(self.parties)} parties: expected 2 to {MOST_SIDES}")
        check_values(
            self.issues, [(f"party {at}", party) for at, party in enumerate(self.parties, 1)]
        )
        if self.discounts and len(self.discounts) != len(self.parties):
            raise ValueError(f"{len(self.discounts)} discounts for {len(self.parties)} parties")
        for discount in self.discounts:
            if not 0.0 < discount <= 1.0:
                raise ValueError(f"discount is {discount}: expected above 0, to 1")

    @property
    def outcomes(self) -> int:
        """Number of possible deals."""
        return math.prod(len(issue.levels) for issue in self.issues)

    def named(self, levels: tuple[int, ...]) -> dict[str, str]:
        """Return a deal by the names of its issues and levels."""
        return {
            issue.name: issue.levels[level]
            for issue, level in zip(self.issues, levels, strict=True)
        }


@dataclass(frozen=True)
class Proposal:
    """An offer made: in which round (from 1), by which party (from 0), levels, worth to all."""

    round: int
    side: int
    levels: tuple[int, ...]
    worth: tuple[float, ...]


@dataclass(frozen=True)
class Result:
    """How a meeting ended.

    Parameters
    ----------
    end : End
        Why it ended.
    round, by : int
        In which round, from 1 (0 before the first); through which party, -1 for nobody.
    levels : tuple of int
        The deal, level of each issue; empty without one.
    worth : tuple of float
        Worth of the deal to each party in the unit of its values; of no deal its reservation value.
    discounted : tuple of float
        The same times δ^t; equal to ``worth`` without discounts. No deal is not discounted.
    trace : tuple of Proposal
        All offers, where a trace was asked for.
    """

    end: End
    round: int
    by: int
    levels: tuple[int, ...]
    worth: tuple[float, ...]
    discounted: tuple[float, ...]
    trace: tuple[Proposal, ...] = ()


def meet(
    meeting: Meeting, rounds: int = 40, noise: Floats | None = None, trace: bool = False
) -> Result:
    """Play a meeting to its end; the rules are those of :mod:`model.negotiation.sides`.

    Parameters
    ----------
    meeting : Meeting
        Issues and parties.
    rounds : int
        Rounds until the deadline.
    noise : float64 (rounds, parties), optional
        Uniform numbers in [0, 1), one a turn; needed for a random tactic.
    trace : bool
        Whether to keep all offers.

    Raises
    ------
    ValueError
        Where an argument is outside its bounds.

    Examples
    --------
    >>> dates = Issue("date", ("May", "June", "July"))
    >>> worths = ((2.0, 1.0, 0.0), (0.0, 1.0, 0.0), (0.0, 1.0, 2.0))
    >>> result = meet(Meeting((dates,), tuple(Party((each,)) for each in worths)))
    >>> result.end.name, result.levels, result.worth
    ('DEAL', (1,), (1.0, 1.0, 1.0))
    """
    styles = [party.style for party in meeting.parties]
    sides = len(styles)
    if not 1 <= rounds <= MOST_ROUNDS:
        raise ValueError(f"rounds is {rounds}: expected 1 to {MOST_ROUNDS}")
    if any(style.tactic == Tactic.SCRIPTED for style in styles):
        raise ValueError("a scripted side is played by model.negotiation.table.Table")
    if noise is None and any(style.tactic == Tactic.RANDOM for style in styles):
        raise ValueError("the random tactic needs noise")
    if noise is not None and noise.shape != (rounds, sides):
        raise ValueError(f"noise has shape {noise.shape}: expected {(rounds, sides)}")
    if meeting.outcomes > MOST_LISTED and any(
        style.offer == Offer.CHEAPEST or (style.tactic == Tactic.MICRO and style.parameter == 0.0)
        for style in styles
    ):
        raise ValueError(
            f"{meeting.outcomes} outcomes: offers by list are for at most {MOST_LISTED}"
        )
    counts = np.array([len(issue.levels) for issue in meeting.issues], dtype=np.int64)
    table = np.zeros((sides, len(counts), int(counts.max())))
    for side, party in enumerate(meeting.parties):
        for issue, values in enumerate(party.values):
            table[side, issue, : len(values)] = values
    steps = np.full((rounds if trace else 0, sides, len(counts)), -1)
    discounts = np.array(meeting.discounts or (1.0,) * sides)
    end, worth = play_sides(
        table,
        counts,
        np.array([party.reservation for party in meeting.parties]),
        np.stack([style.row() for style in styles]),
        discounts,
        rounds,
        0,
        0.0,
        np.zeros((0, 0)) if noise is None else np.ascontiguousarray(noise, dtype=np.float64),
        steps,
    )
    return _result(meeting, end, worth, discounts, rounds, _proposals(table, steps))


def _proposals(table: Floats, steps: Integers) -> tuple[Proposal, ...]:
    """Return the offers in the order in which they were made."""
    made = []
    for now, side in np.argwhere(steps[:, :, 0] >= 0).tolist():
        levels = steps[now, side]
        worth = table[:, np.arange(len(levels)), levels].sum(axis=1)
        made.append(Proposal(now + 1, side, tuple(levels.tolist()), tuple(worth.tolist())))
    return tuple(made)


def _result(
    meeting: Meeting,
    end: Integers,
    worth: Floats,
    discounts: Floats,
    rounds: int,
    trace: tuple[Proposal, ...],
) -> Result:
    """Return the engine's rows as a result."""
    code, now, by = End(end[END]), int(end[ROUND]), int(end[BY])
    if code != End.DEAL:
        none = tuple(party.reservation for party in meeting.parties)
        return Result(code, now, by, (), none, none, trace)
    left = worth[:, 0] * discounts ** (now / (rounds + 1))
    return Result(
        code,
        now,
        by,
        tuple(end[FIRST_LEVEL:].tolist()),
        tuple(worth[:, 0].tolist()),
        tuple(left.tolist()),
        trace,
    )
