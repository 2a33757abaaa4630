"""Telling the log of shocks as they come; their effects are read off the paths where they act."""

from __future__ import annotations

import numpy as np

from model.state import State


def announce(state: State) -> None:
    """Write into the log which shocks begin this quarter, and let a crisis touch imports.

    In a crisis the upstream states of the pressing side withhold part of their supply from a host
    that leans to the other side: that is, from one whose plants are run more by the other side.
    """
    weather, q = state.weather, state.quarter
    for p, name in enumerate(state.atlas.partners):
        for path, event in ((weather.recession, "recession"), (weather.turnover, "new government")):
            if path[p, q] and not (q and path[p, q - 1]):
                state.note(event, partner=name)
    pressed = float(weather.crisis[q])
    if pressed and not (q and weather.crisis[q - 1]):
        state.note("crisis begins", side=int(pressed))
    if not pressed and q and weather.crisis[q - 1]:
        state.note("crisis ends")
    withhold(state, pressed)


def withhold(state: State, pressed: float) -> None:
    """Set which part of upstream supply is withheld: cut x side of the supplier x lean of the host."""
    side = state.atlas.side
    lean = float((state.produced[:, 1:] @ side[1:] * state.atlas.weight).sum())
    # The host leans away from the pressing side when the other side's states run more of its plants.
    offence = max(0.0, min(1.0, 0.5 - lean * pressed)) if pressed else 0.0
    cut = state.scenario.shocks.crisis_cut * offence
    held = np.clip(cut * side * pressed, 0.0, 1.0)
    first = 1 + state.atlas.foreign
    held[:first] = 0.0
    state.withheld = held
