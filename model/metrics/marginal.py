"""Autonomy at a single time after the exit: light enough to be differentiated by trial.

Preferences ask what one more plant would do to autonomy. They evaluate the two numbers here with
and without the plant; the full game of :mod:`model.metrics.exit_game` is played once a quarter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.metrics.bill import Bill
from model.metrics.needs import mean_needs_met, stacked_supply, sum_over_states, weighted

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]


@compiled
def capability_and_autonomy(
    imports: Array,
    produced: Array,
    input_share: Array,
    order: Indices,
    needed: Indices,
    loss: Array,
    lost: Array,
    weight: Array,
    lone: Mask,
) -> tuple[float, float]:
    """Return Y and the least Y after one exit; for kernels, see :func:`capability_after`."""
    leaving = stacked_supply(imports, produced, input_share)
    total = sum_over_states(leaving)
    leaving[:, 0] = 0.0
    at_once = lost.reshape((len(lost), 1))
    after = mean_needs_met(total, leaving, at_once, order, needed, loss)
    capability = weighted(after[0], weight)
    autonomy = capability
    for s in range(1, len(lone)):
        if lone[s]:
            autonomy = min(autonomy, weighted(after[s], weight))
    return capability, autonomy


def capability_after(
    imports: Array,
    produced: Array,
    input_share: Array,
    bill: Bill,
    lost: Array,
    weight: Array,
    lone: Mask,
) -> tuple[float, float]:
    """Return needs met today and after the worst exit, at one time after it.

    Equation: ``Y`` and ``min_c Y(c left)`` with the part ``lost`` of what c supplied still missing.

    Parameters
    ----------
    imports, produced : (K, S) arrays
        Shares of need by state.
    input_share : (J, S) array
        Shares of upstream inputs by state.
    bill : Bill
        What each technology needs.
    lost : (K + J,) array
        Part of what left that has not been re-sourced, ``exp(-r tau)``, share.
    weight : (K,) array
        Strategic weights, sum 1.
    lone : (S,) bool array
        States whose supply one hand can withdraw.

    Returns
    -------
    tuple of float
        Y and the least Y after an exit.

    Examples
    --------
    >>> from model.metrics.bill import bill_of_materials
    >>> capability_after(
    ...     np.array([[0.2, 0.5]]), np.zeros((1, 2)), np.zeros((0, 2)),
    ...     bill_of_materials([[0.0]]), np.ones(1), np.ones(1), np.array([False, True]))
    (0.7, 0.19999999999999996)
    """
    return capability_and_autonomy(imports, produced, input_share, *bill, lost, weight, lone)
