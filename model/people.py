"""Engineers: who is free for technology projects, who is taught by partners, who comes back.

Partners teach abroad, or at home in joint institutes: those who learn at home never left, need no
language and are not lost, but learn less. A stock-and-flow account in persons: nobody appears or
vanishes, graduates come in by one door, and those who leave the field, stay abroad or drop out are
counted where they went.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from model.scenario.processes import People as Parameters
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
    away: Array = field(init=False)  # (cohorts, partners) in training abroad, by quarters left
    taught: Array = field(init=False)  # (cohorts, partners) in joint institutes, likewise
    stayed: float = 0.0  # completed and did not return
    left: float = 0.0  # left the field
    graduated: float = 0.0  # came in since the start
    sent: Array = field(init=False)  # (partners,) in training since the start, abroad or at home

    def __post_init__(self) -> None:
        self.away = np.zeros((self.cohorts, self.partners))
        self.taught = np.zeros((self.cohorts, self.partners))
        self.sent = np.zeros(self.partners)

    def total(self) -> float:
        """Return everyone ever counted: equals the first stock plus all graduates."""
        learning = float(self.away.sum() + self.taught.sum())
        return self.free + self.trained + learning + self.stayed + self.left

    def strength(self, productivity: float) -> float:
        """Return the engineers at hand, a trained one counted as ``productivity`` others."""
        return self.free + productivity * self.trained

    def advance(
        self,
        graduates: float,
        places: Array,
        at_home: float,
        parameters: Parameters,
        years: float,
    ) -> tuple[Array, Array]:
        """Let one quarter pass.

        Parameters
        ----------
        graduates : float
            Engineering graduates a year.
        places : (partners,) array
            Training places open this quarter, persons a year.
        at_home : float
            Share of them in joint institutes.
        parameters : People
            Declared rates.
        years : float
            Length of the step.

        Returns
        -------
        abroad, institutes : (partners,) arrays
            Persons who begin this quarter: no more than there are places and engineers, nor abroad
            than the cap.
        """
        coming = graduates * parameters.technology_share * years
        self.free += coming
        self.graduated += coming
        self._come_home(parameters)
        loss = 1.0 - math.exp(-parameters.attrition * years)
        self.left += loss * (self.trained + self.free)
        self.trained *= 1.0 - loss
        self.free *= 1.0 - loss
        cap = graduates * parameters.abroad_cap * years
        abroad = self._begin(places * ((1.0 - at_home) * years), min(cap, self.free))
        institutes = self._begin(places * (at_home * years), self.free)
        self.away[-1], self.taught[-1] = abroad, institutes
        self.sent += abroad + institutes
        return abroad, institutes

    def _come_home(self, parameters: Parameters) -> None:
        """Let those whose training ends complete it or not, return or not."""
        back, taught = total(self.away[0]), total(self.taught[0])
        abroad, home = back * parameters.completion, taught * parameters.completion
        skilled = home * parameters.institute_quality
        returned = abroad * parameters.return_share
        self.trained += returned + skilled
        self.stayed += abroad - returned
        self.free += back - abroad + taught - skilled
        for learning in (self.away, self.taught):
            learning[:-1] = learning[1:]

    def _begin(self, asked: Array, most: float) -> Array:
        """Return those who begin training by partner, no more than ``most``, and take them off."""
        wanted = total(asked)
        begun: Array = asked * (min(1.0, most / wanted) if wanted > 0.0 else 0.0)
        # Where all who are free begin, rounding could leave less than nobody.
        self.free = max(0.0, self.free - total(begun))
        return begun
