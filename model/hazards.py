"""What makes one side ask for other terms: prices that moved, and power over the other side."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from model.state import State


def price_shocks(state: State) -> tuple[float, float]:
    """Return how far commodity price and exchange rate stand from where they were expected.

    Equation: ``|log p|`` and ``|log x|``.
    """
    weather, q = state.weather, state.quarter
    return abs(math.log(weather.commodity.item(q))), abs(math.log(weather.currency.item(q)))


def leverage(state: State) -> NDArray[np.float64]:
    """Return what the leverage of each partner adds to the hazard of a reopening that it asks for.

    Equation: ``c L_p / Y``: the share of needs met in the host that would be lost after its exit.
    """
    if not state.scenario.mechanisms.leverage or state.game is None:
        return np.zeros(state.atlas.foreign)
    weight = state.scenario.delivery.leverage_weight / max(1e-9, state.game.capability)
    result: NDArray[np.float64] = weight * state.exit_loss
    return result
