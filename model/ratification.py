"""The second level: a signed text must pass at home and abroad (Putnam 1988).

At home, groups look at what a text does for jobs, knowledge, public money and autonomy; the text
passes when their weighted support, with an error, reaches the quorum, and no group with a veto is
driven below its limit. Abroad, a state may stop a transfer for reasons of export control.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.negotiation.home import passes, passing_slope, poll
from model.preferences.position import odds_of_refusal
from model.state import State

Array = NDArray[np.float64]


#: What groups see in a text, each from 0 (nothing) to about 1: jobs, knowledge, cost, autonomy.
Features = tuple[float, float, float, float]

#: A middling text, at which negotiators judge how close a vote would be.
TYPICAL: Features = (0.3, 0.5, 0.3, 0.5)


class Vote(NamedTuple):
    """How a vote at home went."""

    passed: bool
    support: float
    blocked_by: str


def vote(state: State, features: Features, luck: float) -> Vote:
    """Return how a text fares at home.

    Parameters
    ----------
    state : State
        The world.
    features : Features
        What the groups see.
    luck : float
        Standard normal number of this vote.

    Returns
    -------
    Vote
        Passed with probability Φ((support - quorum) / spread), unless a group blocks it.
    """
    support, blocks = poll(
        state.approval, state.stakes, state.group_weight, state.veto_below, features
    )
    if not state.scenario.mechanisms.ratification:
        return Vote(True, support, "")
    politics = state.scenario.politics
    passed = passes(support, blocks, politics.quorum, politics.spread, luck)
    return Vote(passed, support, state.atlas.stakeholders[blocks] if blocks >= 0 else "")


def foresee(state: State) -> None:
    """Let negotiators work out how far each feature of a text raises its chance of passing.

    Equation: density of the normal vote at the margin of a middling text, times weighted stakes,
    times how well the win-set is known; 0 where negotiators do not look at it.

    Parameters
    ----------
    state : State
        Changed: ``pull``, (4,), 1/feature.
    """
    switch, politics = state.scenario.mechanisms, state.scenario.politics
    if not (switch.win_set and switch.ratification):
        return
    state.pull = pulled(
        state.approval,
        state.stakes,
        state.group_weight,
        state.veto_below,
        state.common_stakes,
        politics.quorum,
        politics.spread,
        politics.win_set_weight,
    )


@compiled
def pulled(
    approval: Array,
    stakes: Array,
    weight: Array,
    veto_below: Array,
    common: Array,
    quorum: float,
    spread: float,
    known: float,
) -> Array:
    """Return how far each feature of a text raises its chance of passing, (4,), see `foresee`.

    Parameters
    ----------
    approval, stakes, weight, veto_below
        Of :func:`model.negotiation.home.poll`.
    common : (4,) array
        Weighted stakes of all groups.
    quorum, spread : float
        Of :func:`model.negotiation.home.passes`.
    known : float
        How well the win-set is known, share.
    """
    support, _ = poll(approval, stakes, weight, veto_below, TYPICAL)
    return known * passing_slope(support, quorum, spread) * common


def refusal(state: State, partner: int, criticality: float, depth: float) -> float:
    """Return the probability that a partner's export control stops a text; 0 without the mechanism.

    Equation: ``scale · strictness · criticality · depth · (1 - trust) (1 + crisis)``, at most 1.
    """
    scenario = state.scenario
    if not scenario.mechanisms.export_control:
        return 0.0
    data = scenario.partners[state.atlas.partners[partner]]
    strictness = scenario.politics.veto_scale * data.export_control * criticality * depth
    crisis = abs(state.weather.crisis.item(state.quarter)) * abs(data.crisis_side)
    return odds_of_refusal(strictness, state.trust.item(partner), crisis)
