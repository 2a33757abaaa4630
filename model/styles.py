"""How the sides bargain: declared tactics as rows for the engine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.atlas import Atlas
from model.negotiation.codes import Acceptance, Offer, Style, Tactic
from model.once import once
from model.scenario.bargaining import OffersName
from model.scenario.partner import TacticName
from model.scenario.tree import Scenario

Array = NDArray[np.float64]

OFFERS: dict[OffersName, Offer] = {
    "stepwise": Offer.TRADE_OFF,
    "exact": Offer.EXACT_TRADE_OFF,
}


def style(tactic: TacticName, concession: float, rounds: int, offers: OffersName) -> Array:
    """Return the engine's row for a declared tactic.

    At its last turn every side takes what is worth more than no deal, since there is no next turn.
    Tit for tat gives as much as it got. The relative kind of Faratin (1998), which multiplies by
    the ratio of two offers, collapses where the other's first offers are worth next to nothing: a
    small step then doubles its worth, and is answered by giving up half. A step for a step is as
    large as would give all away if the other made a new offer in every round.

    Parameters
    ----------
    tactic : str
        As declared.
    concession : float
        The c of a tactic that watches the clock.
    rounds : int
        Rounds until the deadline.
    offers : str
        How trade-offs are looked for. People give way step by step, so that is the default (an
        assumption); `python -m experiments.exact_offers` tells what the exact search changes.
    """
    last, offer = Acceptance.COMBINED, OFFERS[offers]
    if tactic == "time":
        return Style(Tactic.TIME, concession, acceptance=last, offer=offer).row()
    if tactic == "tit_for_tat":
        return Style(Tactic.ABSOLUTE, 1.0, acceptance=last, offer=offer).row()
    if tactic == "micro":
        return Style(Tactic.MICRO, 1.0 / rounds, acceptance=last, offer=offer).row()
    return Style(Tactic.MIXED, concession, mix=0.5, acceptance=last, offer=offer).row()


@once
def styles(scenario: Scenario, atlas: Atlas) -> Array:
    """Return how host and each partner bargain with each other, (partners, 2, columns)."""
    policy = scenario.policy
    rounds, offers = scenario.bargaining.rounds, scenario.bargaining.offers
    ours = style(policy.tactic, policy.concession, rounds, offers)
    theirs = [scenario.partners[name] for name in atlas.partners]
    return np.array(
        [[ours, style(data.tactic, data.concession, rounds, offers)] for data in theirs]
    )
