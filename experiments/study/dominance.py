"""Which of many candidates no other beats in every objective."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def non_dominated(losses: Array) -> Mask:
    """Return which rows no other row dominates: nowhere worse, somewhere better.

    Parameters
    ----------
    losses : ndarray
        (candidates, objectives), each to be made small; a row with nan is of nobody's front.

    Examples
    --------
    >>> non_dominated(np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [np.nan, 0.0]])).tolist()
    [True, True, False, False]
    """
    found = np.asarray(~np.isnan(losses).any(axis=1), dtype=bool)
    for at in np.flatnonzero(found).tolist():
        beaten_by = (losses <= losses[at]).all(axis=1) & (losses < losses[at]).any(axis=1)
        found[at] = not beaten_by.any()
    return found


def thinned(losses: Array, epsilon: Array) -> Mask:
    """Return a front in which candidates that differ by less than what counts stand once.

    Objectives are cut into boxes as wide as their ``epsilon``; of the candidates in a box that no
    other box dominates, the one nearest to its best corner stays. What is left is mutually
    non-dominated, and every other candidate is dominated by it up to ``epsilon``.

    Parameters
    ----------
    losses : ndarray
        (candidates, objectives), each to be made small.
    epsilon : ndarray
        (objectives,), in their units; 0 where every difference counts.

    References
    ----------
    Laumanns, Thiele, Deb & Zitzler (2002), Evolutionary Computation 10.

    Examples
    --------
    >>> close = np.array([[0.01, 1.01], [0.02, 1.0], [1.0, 0.0]])
    >>> thinned(close, np.array([0.1, 0.1])).tolist()
    [True, False, True]
    >>> thinned(close, np.zeros(2)).tolist()
    [True, True, True]
    """
    front = np.flatnonzero(non_dominated(losses))
    wide = np.where(epsilon > 0.0, epsilon, 1.0)
    boxes = np.where(epsilon > 0.0, np.floor(losses[front] / wide), losses[front])
    away = np.where(epsilon > 0.0, losses[front] / wide - boxes, 0.0)
    distance = (away**2).sum(axis=1)
    kept = np.zeros(len(losses), dtype=bool)
    for at in np.flatnonzero(non_dominated(boxes)).tolist():
        same = np.flatnonzero((boxes == boxes[at]).all(axis=1))
        kept[front[same[np.argmin(distance[same])]]] = True
    return kept
