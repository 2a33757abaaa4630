"""Telling the log of shocks as they come; their effects are read off the paths where they act."""

from __future__ import annotations

import numpy as np

from model.causes import CHANCE
from model.state import State


def announce(state: State) -> None:
    """Write into the log which shocks begin this quarter, and let a crisis touch imports.

    In a crisis the states of the pressing side withhold part of their supply from a host whose
    plants are run more by the other side.
    """
    weather, q = state.weather, state.quarter
    for kind, facts in weather.news.get(q, ()):
        state.note(kind, **facts, because=CHANCE)
    withhold(state, float(weather.crisis[q]))


def withhold(state: State, pressed: float) -> None:
    """Set which part of its supply each state withholds in a crisis.

    Equation: ``cut x side of the supplier x offence``, where the host's offence is how far the
    plants that foreigners run on its soil lean away from the pressing side. Imports and inputs are
    withheld; plants in the host run on.
    """
    state.withheld[:] = 0.0
    if not pressed:
        return
    side = state.atlas.side
    lean = float((state.produced[:, 1:] @ side[1:] * state.atlas.weight).sum())
    offence = max(0.0, min(1.0, 0.5 - lean * pressed))
    cut = state.scenario.shocks.crisis_cut * offence
    state.withheld[1:] = np.clip(cut * side[1:] * pressed, 0.0, 1.0)
