"""What makes one side ask for other terms: prices that moved, and power over the other side."""

from __future__ import annotations

import math

from model.state import State


def price_shocks(state: State) -> tuple[float, float]:
    """Return how far commodity price and exchange rate stand from where they were expected.

    Equation: ``|log p|`` and ``|log x|``.
    """
    weather, q = state.weather, state.quarter
    return abs(math.log(weather.commodity.item(q))), abs(math.log(weather.currency.item(q)))


def leverage(state: State) -> float:
    """Return what leverage adds to the hazard of a reopening, per unit of needs at stake.

    Equation: ``c / Y``, times what would be lost after the exit of the partner that asks: the share
    of needs met in the host, Y, that depends on it.
    """
    if not state.scenario.mechanisms.leverage or state.game is None:
        return 0.0
    return state.scenario.delivery.leverage_weight / max(1e-9, state.game.capability)
