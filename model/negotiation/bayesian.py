"""A Bayesian model of the opponent: what it values, from how it ought to concede.

Hypotheses, after Hindriks & Tykhonov (2008), Opponent modelling in automated multi-issue
negotiation using Bayesian learning, AAMAS 2008, 331-338:

- weights: an issue has one of the ranks r = 1..n, and the weight 2 (n - r + 1) / (n (n + 1));
- evaluation: in each issue the levels' worth rises in a line from 0 to 1 at a peak, and falls in a
  line to 0 beyond it. A peak at the first level is *downhill*, at the last *uphill*, between them
  *triangular*; so there are as many shapes as levels.

Ranks and shapes are learned issue by issue, with the others at their expectation, as in their
scalable variant: time is linear in the issues where the full product of hypotheses is n! x shapes.

The clue is the pace: an opponent is supposed to begin at its best and to give way in a line,
u(t) = 1 - CONCESSION t. A hypothesis under which an offer is worth u has the likelihood
exp(-(u - u(t))^2 / (2 SPREAD^2)). As in the other models an offer repeated teaches nothing.
"""

import math

import numpy as np

from model.compiled import compiled
from model.negotiation.codes import Floats, Integers

# Utility that an opponent is supposed to have given up by the deadline (assumption: half).
CONCESSION = 0.5
# Standard deviation of its offers about that line, in utility (assumption; 0.25 in GENIUS).
SPREAD = 0.25


@compiled
def shape_value(level: int, peak: int, count: int) -> float:
    """Return what a level is worth where the best of ``count`` is ``peak``, 0 to 1.

    Examples
    --------
    >>> [shape_value(level, 1, 4) for level in range(4)]
    [0.0, 1.0, 0.5, 0.0]
    """
    if level < peak:
        return level / peak
    return (count - 1 - level) / (count - 1 - peak) if peak < count - 1 else 1.0


@compiled
def expected(
    seat: int,
    width: int,
    levels: Integers,
    peak: Floats,
    rank: Floats,
    credit: Floats,
    weight: Floats,
) -> None:
    """Write the expectation of a belief as the engine reads one.

    Parameters
    ----------
    seat, width, levels
        As in :func:`model.negotiation.beliefs.learn`.
    peak : float64 (seats, places)
        Probability that a level is the best of its issue.
    rank : float64 (seats, issues * issues)
        Probability of each rank of an issue, the heaviest first.
    credit, weight : float64 (seats, places), (seats, issues)
        Expected worth of each level within its issue; weight of the issue times the largest of
        them, since the engine takes credit as a share of it. Written.
    """
    issues = levels.shape[0]
    total = 0.0
    for issue in range(issues):
        weight[seat, issue] = 0.0
        for r in range(issues):
            weight[seat, issue] += rank[seat, issue * issues + r] * (issues - r)
        total += weight[seat, issue]
    for issue in range(issues):
        base = issue * width
        most = 0.0
        for level in range(levels[issue]):
            value = 0.0
            for top in range(levels[issue]):
                value += peak[seat, base + top] * shape_value(level, top, levels[issue])
            credit[seat, base + level] = value
            most = max(most, value)
        weight[seat, issue] *= most / total


@compiled
def open_mind(
    seat: int,
    width: int,
    levels: Integers,
    peak: Floats,
    rank: Floats,
    credit: Floats,
    weight: Floats,
) -> None:
    """Write the uniform belief and its expectation; parameters as in :func:`expected`."""
    issues = levels.shape[0]
    for issue in range(issues):
        for r in range(issues):
            rank[seat, issue * issues + r] = 1.0 / issues
        for place in range(issue * width, issue * width + levels[issue]):
            peak[seat, place] = 1.0 / levels[issue]
    expected(seat, width, levels, peak, rank, credit, weight)


@compiled
def update(
    seat: int,
    speaker: int,
    time: float,
    width: int,
    levels: Integers,
    offer: Integers,
    peak: Floats,
    rank: Floats,
    credit: Floats,
    weight: Floats,
) -> None:
    """Learn from one new offer.

    Parameters
    ----------
    seat, speaker : int
        Rows of the side that listens and of the side that speaks.
    time : float
        Share of the time gone, 0 to 1.
    offer : int64 (seats, issues)
        Places that each side offers.
    width, levels, peak, rank, credit, weight
        As in :func:`expected`; the belief is changed in place.
    """
    issues = levels.shape[0]
    pace = 1.0 - CONCESSION * time
    unit = 2.0 / (issues * (issues + 1))  # weight of the last rank
    worth = np.zeros((2, issues))  # expected weight, and value of the offer, of each issue
    total = 0.0
    for issue in range(issues):
        most = 0.0
        for place in range(issue * width, issue * width + levels[issue]):
            most = max(most, credit[seat, place])
        worth[0, issue] = weight[seat, issue] / most
        worth[1, issue] = credit[seat, offer[speaker, issue]]
        total += worth[0, issue] * worth[1, issue]
    for issue in range(issues):
        base = issue * width
        rest = total - worth[0, issue] * worth[1, issue] - pace
        level = offer[speaker, issue] - base
        mass = 0.0
        for top in range(levels[issue]):
            miss = (rest + worth[0, issue] * shape_value(level, top, levels[issue])) / SPREAD
            peak[seat, base + top] *= math.exp(-0.5 * miss * miss)
            mass += peak[seat, base + top]
        for top in range(levels[issue]):
            peak[seat, base + top] /= mass
        mass = 0.0
        for r in range(issues):
            miss = (rest + unit * (issues - r) * worth[1, issue]) / SPREAD
            rank[seat, issue * issues + r] *= math.exp(-0.5 * miss * miss)
            mass += rank[seat, issue * issues + r]
        for r in range(issues):
            rank[seat, issue * issues + r] /= mass
    expected(seat, width, levels, peak, rank, credit, weight)
