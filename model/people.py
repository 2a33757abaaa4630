"""Engineers: who is free for technology projects, who is taught by partners, who comes back.

Partners teach abroad, or at home in joint institutes: those who learn at home never left, need no
language and are not lost, but learn less. A stock-and-flow account in persons: nobody appears or
vanishes, graduates come in by one door, and those who leave the field, stay abroad or drop out are
counted where they went.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.rows import put
from model.terms import Comprehensive

Array = NDArray[np.float64]
TRAINING = int(Comprehensive.TRAINING)


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
        self, rules: Any, graduates: float, places: Array, at_home: float, years: float
    ) -> Array:
        """Let one quarter pass.

        Parameters
        ----------
        rules : (1,) record array of RULES
            Declared rates.
        graduates : float
            Engineering graduates a year.
        places : (partners,) array
            Training places open this quarter, persons a year.
        at_home : float
            Share of them in joint institutes.
        years : float
            Length of the step.

        Returns
        -------
        (3, partners) array
            Persons who begin this quarter, abroad, in institutes and in all: no more than there are
            places and engineers, nor abroad than the cap.
        """
        begun = np.empty((3, self.partners))
        coming, self.free, self.trained, self.stayed, self.left = pass_quarter(
            rules,
            years,
            graduates,
            at_home,
            self.free,
            self.trained,
            self.stayed,
            self.left,
            places,
            self.away,
            self.taught,
            self.sent,
            begun,
        )
        self.graduated += coming
        return begun


@compiled
def pass_quarter(
    rules: Any,
    years: float,
    graduates: float,
    at_home: float,
    free: float,
    trained: float,
    stayed: float,
    left: float,
    places: Array,
    away: Array,
    taught: Array,
    sent: Array,
    begun: Array,
) -> tuple[float, float, float, float, float]:
    """Let graduates come, trainees return, some leave the field, others begin to learn.

    Parameters
    ----------
    rules, years, graduates, at_home, places : see :meth:`People.advance`
        What is declared and asked for.
    free, trained, stayed, left : float
        Stocks, persons.
    away, taught : (cohorts, partners) arrays
        In training abroad and in institutes, the next to end first; changed in place.
    sent : (partners,) array
        In training since the start; changed in place.
    begun : (3, partners) array
        Filled: who begins abroad, in institutes, in all.

    Returns
    -------
    tuple of float
        Graduates who came into the field; the four stocks after the quarter.
    """
    rule = rules[0]
    coming = graduates * rule["technology_share"] * years
    free += coming

    # Those whose training ends complete it or not, return or not.
    back, learned = away[0].sum(), taught[0].sum()
    abroad, home = back * rule["completion"], learned * rule["completion"]
    skilled, returned = home * rule["institute_quality"], abroad * rule["return_share"]
    trained += returned + skilled
    stayed += abroad - returned
    free += back - abroad + learned - skilled

    loss = 1.0 - math.exp(-rule["attrition"] * years)
    left += loss * (trained + free)
    trained *= 1.0 - loss
    free *= 1.0 - loss

    cap = graduates * rule["abroad_cap"] * years
    free = begin(places, (1.0 - at_home) * years, min(cap, free), free, begun[0])
    free = begin(places, at_home * years, free, free, begun[1])
    for learning, new in ((away, begun[0]), (taught, begun[1])):
        for left_quarters in range(len(learning) - 1):
            put(learning[left_quarters + 1], learning[left_quarters])
        put(new, learning[-1])
    for p in range(len(places)):
        begun[2, p] = begun[0, p] + begun[1, p]
        sent[p] += begun[2, p]
    return coming, free, trained, stayed, left


@compiled
def begin(places: Array, share: float, most: float, free: float, begun: Array) -> float:
    """Fill in who begins by partner, in all no more than ``most``; return who is free then."""
    wanted = 0.0
    for p in range(len(places)):
        wanted += places[p] * share
    part = min(1.0, most / wanted) if wanted > 0.0 else 0.0
    whole = 0.0
    for p in range(len(places)):
        begun[p] = places[p] * share * part
        whole += begun[p]
    # Where all who are free begin, rounding could leave less than nobody.
    return max(0.0, free - whole)


@compiled
def open_places(rules: Any, years: float, cash: float, envelopes: Array, most: Array) -> Array:
    """Return the training places open with each partner, persons a year.

    What agreements grant, scaled down to what the Council wants and can pay.

    Parameters
    ----------
    rules : (1,) record array of RULES
        What is declared.
    years : float
        Length of the quarter.
    cash : float
        What the Council has, USD m.
    envelopes : (P, issues) array
        Terms of the comprehensive agreements in force.
    most : (P,) array
        Most places a partner has.
    """
    rule, places = rules[0], np.empty(len(most))
    for p in range(len(most)):
        places[p] = envelopes[p, TRAINING] * most[p]
    whole = places.sum()
    if whole > 0.0:
        purse = min(rule["training_share"] * rule["budget_usd_m"], max(0.0, cash) / years)
        price = max(1e-9, 0.5 * rule["place_cost_usd_m"])
        part = min(1.0, min(rule["training_places"], purse / price) / whole)
        for p in range(len(most)):
            places[p] *= part
    return places
