"""The second level: a signed text must pass at home and abroad (Putnam 1988).

At home, groups look at what a text does for jobs, knowledge, public money and autonomy; the text
passes when their weighted support, with an error, reaches the quorum, and no group with a veto is
driven below its limit. Abroad, a state may stop a transfer for reasons of export control.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.state import State

Array = NDArray[np.float64]


class Features(NamedTuple):
    """What groups see in a text, each from 0 (nothing) to about 1."""

    jobs: float
    knowledge: float
    cost: float
    autonomy: float


class Vote(NamedTuple):
    """How a vote at home went."""

    passed: bool
    support: float
    blocked_by: str


def views(state: State, features: Features) -> Array:
    """Return each group's approval of a text, 0 to 1, shape (groups,).

    Equation: approval it has now + stakes · features.
    """
    result: Array = np.clip(state.approval + state.stakes @ np.array(features), 0.0, 1.0)
    return result


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
    for number, name in enumerate(state.atlas.stakeholders):
        if opinion[number] < state.scenario.stakeholders[name].veto_below:
            return Vote(False, support, name)
    politics = state.scenario.politics
    return Vote(support + politics.spread * luck >= politics.quorum, support, "")


def slope(state: State, features: Features) -> float:
    """Return how fast the chance of passing rises with support, 1/share.

    The density of the normal vote at the expected margin, known to negotiators with the declared
    weight; 0 where they do not look at the win-set.
    """
    if not (state.scenario.mechanisms.win_set and state.scenario.mechanisms.ratification):
        return 0.0
    politics = state.scenario.politics
    support = float(state.group_weight @ views(state, features))
    margin = (support - politics.quorum) / politics.spread
    density = float(np.exp(-0.5 * margin * margin) / np.sqrt(2.0 * np.pi)) / politics.spread
    return politics.win_set_weight * density


def refusal(state: State, partner: int, criticality: float, depth: float) -> float:
    """Return the probability that a partner's export control stops a text.

    Equation: ``scale · strictness · criticality · depth · (1 - trust) (1 + crisis)``, at most 1.
    """
    if not state.scenario.mechanisms.export_control:
        return 0.0
    data = state.scenario.partners[state.atlas.partners[partner]]
    crisis = float(abs(state.weather.crisis[state.quarter]) * abs(data.crisis_side))
    scale = state.scenario.politics.veto_scale * data.export_control * criticality * depth
    return min(1.0, scale * (1.0 - float(state.trust[partner])) * (1.0 + crisis))


def remember(state: State, delivery: float) -> None:
    """Let approval move by one quarter: back to where it began, and with delivery against plan.

    Parameters
    ----------
    state : State
        Changed: ``approval``.
    delivery : float
        Mean delivery against plan as assessed; 1 is on plan.
    """
    politics = state.scenario.politics
    start = np.array([state.scenario.stakeholders[g].approval for g in state.atlas.stakeholders])
    goal = start + politics.delivery_weight * (delivery - 1.0) + state.mood
    state.approval += politics.memory * (goal - state.approval)
    state.approval = np.clip(state.approval, 0.0, 1.0)
