"""The engine for people: pose a bargain, play it, read what happened.

The world calls :func:`model.negotiation.play.play` on arrays; notebooks, tests and the command line
come through here, where everything is checked first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.negotiation.codes import (
    BY,
    END,
    FIRST_LEVEL,
    HOST,
    NOBODY,
    ROUND,
    End,
    Floats,
    Integers,
)
from model.negotiation.domain import Bargain
from model.negotiation.interactions import range_of
from model.negotiation.moves import Move, check_play, moves_of
from model.negotiation.play import play


@dataclass(frozen=True)
class Outcome:
    """How a bargain ended.

    Parameters
    ----------
    end : End
        Why it ended.
    round : int
        In which round, from 1; 0 before the first.
    by : int
        Through which side (0 host, 1 partner, 2 both, -1 nobody).
    levels : tuple of int
        The deal, level of each issue; empty without one.
    deal : dict
        The deal by name; empty without one.
    worth : tuple of float
        Worth of the deal to host and partner in the unit of their values; of no deal their
        reservation values.
    utilities : tuple of float
        The same as utility, normalised by best and worst over the side's own table.
    trace : tuple of Move
        All offers, where a trace was asked for.
    """

    end: End
    round: int
    by: int
    levels: tuple[int, ...]
    deal: dict[str, str]
    worth: tuple[float, float]
    utilities: tuple[float, float]
    trace: tuple[Move, ...] = ()


def bargain(
    talk: Bargain,
    rounds: int = 40,
    first: int = HOST,
    risk: float = 0.0,
    noise: Floats | None = None,
    trace: bool = False,
) -> Outcome:
    """Play one bargain to its end.

    Parameters
    ----------
    talk : Bargain
        The issues and the two parties.
    rounds : int
        Rounds until the deadline.
    first : int
        Which side speaks first: 0 host, 1 partner.
    risk : float
        Probability of a breakdown before any one turn.
    noise : float64 (rounds, 2), optional
        Uniform numbers in [0, 1), one a turn; needed for a risk or a random tactic.
    trace : bool
        Whether to keep all offers.

    Raises
    ------
    ValueError
        Where an argument is outside its bounds.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> levels = tuple(str(percent) for percent in range(0, 101, 10))
    >>> up = tuple(percent / 100 for percent in range(0, 101, 10))
    >>> split = Bargain((Issue("share", levels),), Party((up,)), Party((up[::-1],), 0.4))
    >>> outcome = bargain(split)
    >>> outcome.end.name, outcome.deal, outcome.worth
    ('DEAL', {'share': '40'}, (0.4, 0.6))
    """
    grid = None if noise is None else np.asarray(noise, dtype=np.float64)[None]
    return linked_talks([talk], rounds, first, True, risk, grid, trace)[0]


def linked_talks(
    talks: Sequence[Bargain],
    rounds: int = 40,
    first: int = HOST,
    rival_talks: bool = True,
    risk: float = 0.0,
    noise: Floats | None = None,
    trace: bool = False,
) -> tuple[Outcome, ...]:
    """Play several bargains of one host, over the same issues, at the same time.

    Parameters
    ----------
    talks : sequence of Bargain
        One for each partner, in the order in which the host turns to them.
    rounds, first, risk, trace
        As in :func:`bargain`.
    rival_talks : bool
        Whether standing offers of rivals raise the host's reservation value.
    noise : float64 (talks, rounds, 2), optional
        Uniform numbers in [0, 1), one a turn.

    Raises
    ------
    ValueError
        Where an argument is outside its bounds, the talks differ in their issues, or a party states
        joint value over deals: threads come to one deal at most.
    """
    check_talks(talks, rounds, first, risk, noise)
    counts = talks[0].counts
    if any(talk.merged != talks[0].merged for talk in talks):
        raise ValueError("linked talks must declare interactions of the same issues")
    steps = np.full((len(talks), rounds if trace else 0, 2, len(counts)), -1)
    ends, worth = play(
        np.array([talk.played for talk in talks]),
        counts,
        np.array([talk.reservation for talk in talks]),
        np.array([talk.rows for talk in talks]),
        rounds,
        first,
        rival_talks,
        risk,
        np.zeros((0, 0, 2)) if noise is None else np.ascontiguousarray(noise, dtype=np.float64),
        steps,
        talks[0].merged.parts,
    )
    return tuple(
        outcome_of(talk, ends[thread], worth[thread], moves_of(talk, steps[thread], first))
        for thread, talk in enumerate(talks)
    )


def check_talks(
    talks: Sequence[Bargain],
    rounds: int,
    first: int,
    risk: float,
    noise: Floats | None,
    seated: int = NOBODY,
) -> None:
    """Raise ValueError where the engine must not be called."""
    if not talks:
        raise ValueError("no bargain to play")
    if any(talk.issues != talks[0].issues for talk in talks):
        raise ValueError("linked talks must be over the same issues")
    if any(party.joint for talk in talks for party in talk.sides):
        raise ValueError("joint value over deals is for the host of talks in turn")
    if first not in (0, 1):
        raise ValueError(f"first is {first}: expected 0 (host) or 1 (partner)")
    styles = [style for talk in talks for side, style in enumerate(talk.styles) if side != seated]
    check_play(styles, talks[0].outcomes, rounds, risk, noise, (len(talks), rounds, 2))


def outcome_of(talk: Bargain, end: Integers, worth: Floats, moves: tuple[Move, ...]) -> Outcome:
    """Return one thread's rows as an outcome."""
    told = end.tolist()
    code = End(told[END])
    if code == End.DEAL:
        levels = talk.merged.split(told[FIRST_LEVEL:])
        ours, theirs, our_utility, their_utility = worth.tolist()
        return Outcome(
            end=code,
            round=told[ROUND],
            by=told[BY],
            levels=levels,
            deal=talk.named(levels),
            worth=(ours, theirs),
            utilities=(our_utility, their_utility),
            trace=moves,
        )
    utilities = []
    for party in (talk.host, talk.partner):
        worst, best = range_of(talk.issues, party)
        span = best - worst
        utilities.append((party.reservation - worst) / span if span > 0.0 else 0.0)
    return Outcome(
        end=code,
        round=told[ROUND],
        by=told[BY] if code != End.DEADLINE else NOBODY,
        levels=(),
        deal={},
        worth=(talk.host.reservation, talk.partner.reservation),
        utilities=(utilities[0], utilities[1]),
        trace=moves,
    )
