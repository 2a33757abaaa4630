"""How much of what is taught is taken in, and how fast each class of technology is learned at best.

Sources: Cohen & Levinthal (1989) for absorptive capacity; records of the classes in the scenario.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.scenario.technology import TechnologyClass

Array = NDArray[np.float64]


@compiled
def absorptive_capacity(
    research_share: float, response: float, people: float, gain: float
) -> float:
    """Return the absorptive capacity γ.

    Equation: ``γ = min(1, (1 - exp(-a R)) · people · (1 + gain))``.

    Parameters
    ----------
    research_share : float
        R&D as a share of GDP.
    response : float
        a, 1/share.
    people : float
        Share of the people needed, 0 to 1.
    gain : float
        What institutions add, 0 or more.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> round(absorptive_capacity(0.0016, 85.0, 1.0, 0.0), 3)
    0.127
    >>> absorptive_capacity(0.0, 85.0, 1.0, 0.0)
    0.0
    """
    return min(1.0, (1.0 - math.exp(-response * research_share)) * people * (1.0 + gain))


def pace(kind: TechnologyClass, response: float) -> float:
    """Return the rate k at which a class is learned at full absorptive capacity.

    A recorded rate is that of hosts with an absorptive capacity γ of their own, which is part of
    it; multiplied by the γ of another host it would be counted twice.

    Equation: ``k = k_observed / (1 - exp(-a R_observed))``, k_observed where R_observed is 0: the
    rate is an assumption about a host that lacks nothing. Neither the people of the hosts observed
    nor the quality of what they were taught is on record: both are taken as full.

    Parameters
    ----------
    kind : TechnologyClass
        With ``learning_rate`` and ``observed_research``.
    response : float
        a, 1/share.

    Returns
    -------
    float
        1/year.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> classes = load("peru2040").classes
    >>> round(pace(classes["complex"], 85.0), 3)
    0.202
    >>> pace(classes["civil"], 85.0)
    0.5
    """
    if kind.observed_research == 0.0:
        return kind.learning_rate
    observed = absorptive_capacity(kind.observed_research, response, 1.0, 0.0)
    return kind.learning_rate / observed


def class_rates(kinds: Sequence[TechnologyClass], response: float) -> Array:
    """Return what governs know-how in each technology.

    Parameters
    ----------
    kinds : sequence of TechnologyClass
        The class of each of K technologies.
    response : float
        Response of absorptive capacity to R&D, 1/share.

    Returns
    -------
    (5, K) array
        k, ceiling, seeding, steady forgetting, idle forgetting; 1/year but for the ceiling.
    """
    return np.array(
        [
            [pace(c, response) for c in kinds],
            [c.ceiling for c in kinds],
            [c.seeding for c in kinds],
            [c.steady_forgetting for c in kinds],
            [c.idle_forgetting for c in kinds],
        ]
    )
