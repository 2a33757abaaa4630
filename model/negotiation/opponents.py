"""How well a side reads the other: its belief after a talk, correlated with the truth.

The measure is the usual one for opponent models: Pearson's correlation between true and estimated
utility over all outcomes (Baarslag, Hendrikx, Hindriks, Jonker 2013, Predicting the performance of
opponent models in automated negotiation). Both utilities are sums over issues and all outcomes
count alike, so covariances add up issue by issue: exact, however many outcomes there are.
"""

import math
from collections.abc import Sequence

import numpy as np

from model.negotiation.bayesian import open_mind, update
from model.negotiation.beliefs import NO_PARTS, learn, learn_merged, see_through
from model.negotiation.codes import Belief, Floats, Integers


def estimated_values(
    table: Floats,
    counts: Integers,
    belief: Belief,
    offers: Sequence[Sequence[int]],
    times: Sequence[float] | None = None,
    parts: Floats = NO_PARTS,
) -> Floats:
    """Return what a listener believes each level is worth to the speaker, in any unit.

    Parameters
    ----------
    table : float64 (2, issues, most levels)
        Values of listener (0) and speaker (1); read under ``Belief.PERFECT`` alone.
    counts : int64 (issues,)
        Number of levels of each issue.
    belief : Belief
        How the listener reads offers.
    offers : sequence of sequence of int
        The speaker's offers in turn, level of each issue.
    times : sequence of float, optional
        Share of the time gone at each offer, read under ``Belief.BAYESIAN`` alone; evenly spread
        where not given.
    parts : float64 (places, most parts), optional
        What merged issues are made of, see :func:`model.negotiation.beliefs.learn_merged`.

    Returns
    -------
    float64 (issues, most levels)
        Estimated value, 0 beyond the levels.

    Examples
    --------
    >>> heard = [(2, 0), (2, 1)]
    >>> estimated_values(np.zeros((2, 2, 3)), np.array([3, 2]), Belief.FREQUENCY, heard).tolist()
    [[0.0, 0.0, 1.2], [1.0, 1.0, 0.0]]
    """
    _, issues, width = table.shape
    credit, weight = np.zeros((2, issues * width)), np.ones((2, issues))
    if belief == Belief.PERFECT:
        see_through(0, 1, width, counts, table.reshape(2, -1), credit, weight)
    peak, rank = np.empty((2, issues * width)), np.empty((2, issues * issues))
    if belief == Belief.BAYESIAN:
        open_mind(0, width, counts, peak, rank, credit, weight)
    if times is None:
        times = [(at + 1) / (len(offers) + 1) for at in range(len(offers))]
    said = np.full((2, 2, issues), -1)  # the last offer and the new one, by row of the speaker
    start = np.arange(issues) * width
    for levels, time in zip(offers, times, strict=True):
        said[1, 1] = start + np.asarray(levels)
        if not np.array_equal(said[0, 1], said[1, 1]):
            if belief == Belief.BAYESIAN:
                update(0, 1, time, width, counts, said[1], peak, rank, credit, weight)
            elif parts.size > 0:
                learn_merged(
                    *(0, 1, int(belief), width, counts, said[0], said[1], parts, credit, weight)
                )
            else:
                learn(0, 1, int(belief), width, counts, said[0], said[1], credit, weight)
            said[0, 1] = said[1, 1]
    believed = credit[0].reshape(issues, width)
    most = believed.max(axis=1)
    scale = np.divide(weight[0], most, out=np.zeros(issues), where=most > 0.0)
    return np.asarray(believed * scale[:, None], dtype=np.float64)


def correlation(true: Floats, estimated: Floats, counts: Integers) -> float | None:
    """Return Pearson's correlation of two additive utilities over all outcomes.

    Parameters
    ----------
    true, estimated : float64 (issues, most levels)
        Value of each level; beyond ``counts`` ignored.
    counts : int64 (issues,)
        Number of levels of each issue.

    Returns
    -------
    float or None
        In [-1, 1]; None where one of the two is the same for all outcomes.

    Examples
    --------
    >>> value = np.array([[0.0, 1.0, 2.0]])
    >>> correlation(value, 5.0 - value, np.array([3]))
    -1.0
    """
    both = own = other = 0.0
    for issue, count in enumerate(counts.tolist()):
        x = true[issue, :count] - true[issue, :count].mean()
        y = estimated[issue, :count] - estimated[issue, :count].mean()
        both += float((x * y).mean())
        own += float((x * x).mean())
        other += float((y * y).mean())
    if own <= 0.0 or other <= 0.0:
        return None
    return max(-1.0, min(1.0, both / math.sqrt(own) / math.sqrt(other)))
