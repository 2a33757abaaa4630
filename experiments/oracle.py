"""A second opinion on the bargaining engine: the same bargains played by another program.

Fresh random bargains of two time-dependent sides are played by the engine and by NegMAS, which
shares no line with it, and compared in deal, round, Pareto frontier and Nash point. The variant
that both know is played: an offer is the outcome worth least to its side that reaches its target,
and an offer that reaches the target is accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.negotiation.bargain import bargain
from model.negotiation.codes import Acceptance, Floats, Offer, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.yardsticks import Point, yardsticks

C_VALUES = (0.5, 1.0, 2.0, 4.0)  # conceder, linear, boulware twice
HIGHEST_RESERVATION = 0.6  # above it few random bargains have a zone of agreement
SAME = 1e-9  # utilities that differ by less are the same


@dataclass(frozen=True)
class Played:
    """What a program says of a bargain.

    Parameters
    ----------
    deal : tuple of str
        Level of each issue; empty without a deal.
    round : int
        In which it was accepted, from 1; 0 without a deal.
    frontier, nash : float64 (points, 2)
        Utilities of the frontier of the zone of agreement and of its Nash points, in rising order.
    """

    deal: tuple[str, ...]
    round: int
    frontier: Floats
    nash: Floats


def random_talk(rng: np.random.Generator) -> Bargain:
    """Return a random bargain of two to four issues, utilities from 0 to 1, time-dependent sides.

    Examples
    --------
    >>> talk = random_talk(np.random.default_rng(1))
    >>> round(sum(max(values) for values in talk.host.values), 12)
    1.0
    """
    counts = rng.integers(2, 6, rng.integers(2, 5))
    issues = tuple(
        Issue(f"issue {at}", tuple(f"level {level}" for level in range(count)))
        for at, count in enumerate(counts)
    )

    def party() -> Party:
        values = []
        for count, weight in zip(counts, rng.dirichlet(np.ones(len(counts))), strict=True):
            raw = rng.uniform(size=count)
            share = (raw - raw.min()) / (raw.max() - raw.min())
            values.append(tuple((weight * share).tolist()))
        style = Style(
            Tactic.TIME,
            float(rng.choice(C_VALUES)),
            acceptance=Acceptance.TARGET,
            offer=Offer.CHEAPEST,
        )
        return Party(tuple(values), float(rng.uniform(0.0, HIGHEST_RESERVATION)), style)

    return Bargain(issues, party(), party())


def ours(talk: Bargain, rounds: int) -> Played:
    """Return what the engine says of a bargain."""
    outcome = bargain(talk, rounds)
    found = yardsticks(talk)
    zone = [
        point for point in found.frontier if all(np.array(point.worth) >= talk.reservation - SAME)
    ]
    return Played(
        deal=tuple(outcome.deal.values()),
        round=outcome.round if outcome.deal else 0,
        frontier=sorted_worths(zone),
        nash=sorted_worths(found.solutions["nash"]),
    )


def sorted_worths(points: list[Point] | tuple[Point, ...]) -> Floats:
    """Return the worths of points in rising order, float64 (points, 2)."""
    return np.array(sorted(point.worth for point in points), dtype=np.float64).reshape(-1, 2)


def agreement(
    talks: list[Bargain], rounds: int, other: Callable[[Bargain, int], Played]
) -> dict[str, int]:
    """Return for how many bargains another program says the same.

    Parameters
    ----------
    talks : list of Bargain
        What to play.
    rounds : int
        Rounds until the deadline.
    other : callable
        What the other program says of a bargain.

    Returns
    -------
    dict of str to int
        Counts of the same deal, round, frontier, Nash point; and of deals that we see at all.

    Examples
    --------
    >>> talks = [random_talk(np.random.default_rng(seed)) for seed in range(3)]
    >>> agreement(talks, 20, ours)["same frontier"]
    3
    """
    counts = dict.fromkeys(
        ("same deal", "same round", "same frontier", "same Nash point", "came to a deal"), 0
    )
    for talk in talks:
        mine, theirs = ours(talk, rounds), other(talk, rounds)
        counts["same deal"] += mine.deal == theirs.deal
        counts["same round"] += mine.round == theirs.round
        counts["same frontier"] += same(mine.frontier, theirs.frontier)
        counts["same Nash point"] += same(mine.nash, theirs.nash)
        counts["came to a deal"] += bool(mine.deal)
    return counts


def same(ours_: Floats, theirs: Floats) -> bool:
    """Whether two sets of points are the same up to rounding."""
    return ours_.shape == theirs.shape and bool(np.all(np.abs(ours_ - theirs) < SAME))
