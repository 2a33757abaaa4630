"""How the sides bargain: declared tactics as rows for the engine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.atlas import Atlas
from model.negotiation.codes import Acceptance, Style, Tactic
from model.scenario.partner import TacticName
from model.scenario.tree import Scenario

Array = NDArray[np.float64]


def style(tactic: TacticName, concession: float) -> Array:
    """Return the engine's row for a declared tactic.

    At its last turn every side takes what is worth more than no deal, since there is no next turn.
    """
    last = Acceptance.COMBINED
    if tactic == "time":
        return Style(Tactic.TIME, concession, acceptance=last).row()
    if tactic == "averaged":
        return Style(Tactic.AVERAGED, 3.0, acceptance=last).row()
    if tactic == "micro":
        return Style(Tactic.MICRO, 0.05, acceptance=last).row()
    return Style(Tactic.MIXED, concession, mix=0.5, acceptance=last).row()


def styles(scenario: Scenario, atlas: Atlas) -> Array:
    """Return how host and each partner bargain with each other, (partners, 2, columns)."""
    policy = scenario.policy
    ours = style(policy.tactic, policy.concession)
    theirs = [scenario.partners[name] for name in atlas.partners]
    return np.array([[ours, style(data.tactic, data.concession)] for data in theirs])
