"""A bargain of two or more parties: pose it, play it, read what happened."""

from dataclasses import dataclass

import numpy as np

from model.negotiation.codes import (
    BY,
    END,
    FIRST_LEVEL,
    ROUND,
    End,
    Floats,
    Integers,
    Tactic,
)
from model.negotiation.domain import Issue, Party, Posed, check_values
from model.negotiation.moves import Move, check_play, moves_of
from model.negotiation.sides import play_sides

MOST_SIDES = 20  # assumption: a round takes time with the square of it
# Offers heard by all parties where one steps for each new offer: it holds each against all before,
# which takes time with the square of them (as many as two parties hear in 100,000 rounds).
MOST_COMPARED = 200_000


@dataclass(frozen=True)
class Meeting(Posed):
    """One bargain of two or more parties over the same issues.

    Parameters
    ----------
    issues : tuple of Issue
        At least one.
    parties : tuple of Party
        2 to 20, in the order in which they act.
    in_turn : bool
        Whether the first party is a host that bargains with the others one after the other, see
        :mod:`model.negotiation.in_turn`; else all are at one table.

    Raises
    ------
    ValueError
        Where a party's values do not fit the issues, a number is outside its bounds, or another
        than a host of talks in turn states joint value.
    """

    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    in_turn: bool = False

    def __post_init__(self) -> None:
        """Check the parties."""
        if not 2 <= len(self.parties) <= MOST_SIDES:
            raise ValueError(f"{len(self.parties)} parties: expected 2 to {MOST_SIDES}")
        check_values(
            self.issues, [(f"party {at}", party) for at, party in enumerate(self.parties, 1)]
        )
        if any(party.joint for party in self.parties[1 if self.in_turn else 0 :]):
            raise ValueError("joint value over deals is for the host of talks in turn")
        _ = self.merged  # refuses what is too large

    @property
    def sides(self) -> tuple[Party, ...]:
        """The parties."""
        return self.parties


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
    trace : tuple of Move
        All offers, where a trace was asked for.
    """

    end: End
    round: int
    by: int
    levels: tuple[int, ...]
    worth: tuple[float, ...]
    discounted: tuple[float, ...]
    trace: tuple[Move, ...] = ()


def meet(
    meeting: Meeting,
    rounds: int = 40,
    noise: Floats | None = None,
    trace: bool = False,
    risk: float = 0.0,
) -> Result:
    """Play a meeting to its end; the rules are those of :mod:`model.negotiation.sides`.

    Parameters
    ----------
    meeting : Meeting
        Issues and parties.
    rounds : int
        Rounds until the deadline.
    noise : float64 (rounds, parties), optional
        Uniform numbers in [0, 1), one a turn; needed for a risk or a random tactic.
    trace : bool
        Whether to keep all offers.
    risk : float
        Probability of a breakdown before any one turn.

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
    sides = len(meeting.parties)
    check_play(meeting.styles, meeting.outcomes, rounds, risk, noise, (rounds, sides))
    heard = rounds * sides * (sides - 1)
    if heard > MOST_COMPARED and any(style.tactic == Tactic.MICRO for style in meeting.styles):
        raise ValueError(
            f"rounds is {rounds}: expected at most {MOST_COMPARED // (sides * (sides - 1))} where "
            f"one of {sides} parties steps for each new offer"
        )
    counts = meeting.counts
    steps = np.full((rounds if trace else 0, sides, len(counts)), -1)
    end, worth = play_sides(
        meeting.played,
        counts,
        meeting.reservation,
        meeting.rows,
        rounds,
        0,
        risk,
        np.zeros((0, 0)) if noise is None else np.ascontiguousarray(noise, dtype=np.float64),
        steps,
        meeting.merged.parts,
    )
    return _result(meeting, end, worth, rounds, moves_of(meeting, steps, 0))


def _result(
    meeting: Meeting,
    end: Integers,
    worth: Floats,
    rounds: int,
    trace: tuple[Move, ...],
) -> Result:
    """Return the engine's rows as a result."""
    code, now, by = End(end[END]), int(end[ROUND]), int(end[BY])
    if code != End.DEAL:
        none = tuple(party.reservation for party in meeting.parties)
        return Result(code, now, by, (), none, none, trace)
    reached = worth[:, 0].tolist()
    return Result(
        code,
        now,
        by,
        meeting.merged.split(end[FIRST_LEVEL:].tolist()),
        tuple(reached),
        meeting.discounted(reached, now, rounds),
        trace,
    )
