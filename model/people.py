"""Engineers: who is free for technology projects, who is sent abroad, who comes back.

A stock-and-flow account in persons. Nobody appears or vanishes: graduates come in by one door, and
those who leave the field, stay abroad or drop out are counted where they went.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from model.scenario.mechanisms import People as Parameters
from model.short import total

Array = NDArray[np.float64]


@dataclass
class People:
    """Stocks of engineers, persons.

    Examples
    --------
    >>> people = People(free=100.0, cohorts=4, partners=1)
    >>> people.total()
    100.0
    """

    free: float  # at home, not trained in a partnership
    cohorts: int  # quarters that training lasts
    partners: int
    trained: float = 0.0  # came back and work in the field
    away: Array = field(init=False)  # (cohorts, partners) in training, by quarters left
    stayed: float = 0.0  # completed and did not return
    left: float = 0.0  # left the field
    graduated: float = 0.0  # came in since the start
    sent: Array = field(init=False)  # (partners,) sent since the start

    def __post_init__(self) -> None:
        self.away = np.zeros((self.cohorts, self.partners))
        self.sent = np.zeros(self.partners)

    def total(self) -> float:
        """Return everyone ever counted: equals the first stock plus all graduates."""
        return self.free + self.trained + float(self.away.sum()) + self.stayed + self.left

    def strength(self, productivity: float) -> float:
        """Return the engineers at hand, a trained one counted as ``productivity`` others."""
        return self.free + productivity * self.trained

    def advance(
        self, graduates: float, places: Array, parameters: Parameters, years: float
    ) -> Array:
        """Let one quarter pass.

        Parameters
        ----------
        graduates : float
            Engineering graduates a year.
        places : (partners,) array
            Training places open this quarter, persons a year.
        parameters : People
            Declared rates.
        years : float
            Length of the step.

        Returns
        -------
        (partners,) array
            Persons sent abroad this quarter: no more than there are places, nor than the cap.
        """
        coming = graduates * parameters.technology_share * years
        self.free += coming
        self.graduated += coming
        back = total(self.away[0])
        completed = back * parameters.completion
        home = completed * parameters.return_share
        self.trained += home
        self.stayed += completed - home
        self.free += back - completed
        self.away[:-1] = self.away[1:]
        loss = 1.0 - math.exp(-parameters.attrition * years)
        self.left += loss * (self.trained + self.free)
        self.trained *= 1.0 - loss
        self.free *= 1.0 - loss
        most = min(graduates * parameters.abroad_cap * years, self.free)
        asked = total(places) * years
        sent: Array = places * (years * min(1.0, most / asked) if asked > 0.0 else 0.0)
        self.free -= total(sent)
        self.away[-1] = sent
        self.sent += sent
        return sent
