"""The second level: a signed text must pass at home and abroad (Putnam 1988).

At home, groups look at what a text does for jobs, knowledge, public money and autonomy; the text
passes when their weighted support, with an error, reaches the quorum, and no group with a veto is
driven below its limit. Abroad, a state may stop a transfer for reasons of export control.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.preferences.position import odds_of_refusal
from model.state import State

Array = NDArray[np.float64]


class Features(NamedTuple):
    """What groups see in a text, each from 0 (nothing) to about 1."""

    jobs: float
    knowledge: float
    cost: float
    autonomy: float


#: A middling text, at which negotiators judge how close a vote would be.
TYPICAL = Features(jobs=0.3, knowledge=0.5, cost=0.3, autonomy=0.5)


class Vote(NamedTuple):
    """How a vote at home went."""

    passed: bool
    support: float
    blocked_by: str


def views(state: State, features: Features) -> Array:
    """Return each group's approval of a text, 0 to 1, shape (groups,).

    Equation: approval it has now + stakes · features.
    """
    result: Array = state.approval + state.stakes @ np.array(features)
    return np.minimum(np.maximum(result, 0.0, out=result), 1.0, out=result)


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
    opinion = views(state, features)
    support = float(state.group_weight @ opinion)
    if not state.scenario.mechanisms.ratification:
        return Vote(True, support, "")
    for name, view in zip(state.atlas.stakeholders, opinion.tolist(), strict=True):
        if view < state.scenario.stakeholders[name].veto_below:
            return Vote(False, support, name)
    politics = state.scenario.politics
    return Vote(support + politics.spread * luck >= politics.quorum, support, "")


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
    support = float(state.group_weight @ views(state, TYPICAL))
    margin = (support - politics.quorum) / politics.spread
    density = math.exp(-0.5 * margin * margin) / math.sqrt(2.0 * math.pi) / politics.spread
    state.pull = politics.win_set_weight * density * (state.group_weight @ state.stakes)


def refusal(state: State, partner: int, criticality: float, depth: float) -> float:
    """Return the probability that a partner's export control stops a text; 0 without the mechanism.

    Equation: ``scale · strictness · criticality · depth · (1 - trust) (1 + crisis)``, at most 1.
    """
    ground, q = state.ground, state.quarter
    data = state.scenario.partners[state.atlas.partners[partner]]
    scale = float(ground.rules["veto_scale"][0])
    strictness = scale * data.export_control * criticality * depth
    crisis = abs(float(state.weather.crisis[q])) * abs(data.crisis_side)
    return odds_of_refusal(strictness, float(state.trust[partner]), crisis)
