"""What nobody at the table decides, drawn before the run begins.

Commodity price and exchange rate (log autoregressions), crises between great powers, recessions of
partners, changes of government abroad and at home. Two policies under one seed meet the same
shocks, because every path here depends on the scenario's shock parameters and the seed alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.atlas import Atlas
from model.compiled import compiled
from model.once import once
from model.scenario.tree import Scenario
from model.streams import Purpose, stream

Array = NDArray[np.float64]
QUARTER = 0.25
#: Against trend; a fall below it is told in the log.
WEAK = 0.85


@dataclass(frozen=True)
class Weather:
    """Paths of all shocks.

    Attributes
    ----------
    commodity : (quarters,)
        Price index of the host's exports of raw materials, mean near 1.
    crisis : (quarters,)
        +1 or -1 while one side in a great-power crisis presses the host to turn from the other,
        else 0.
    recession : (partners, quarters)
        1 while the partner is in recession.
    turnover : (partners, quarters)
        1 while a new government unsettles the partner's agreements.
    new_power : (quarters,)
        1 in the quarter in which an election turns the host's policy.
    mood : (quarters,)
        Direction of that turn, a standard normal number.
    currency : (quarters,)
        Dollars for the host's money against trend, mean near 1; below 1 it has lost worth.
    partners : tuple of str
        Ids, in the order of rows.
    """

    commodity: Array
    crisis: Array
    recession: Array
    turnover: Array
    new_power: Array
    mood: Array
    currency: Array
    partners: tuple[str, ...]

    @cached_property
    def news(self) -> dict[int, list[tuple[str, dict[str, Any]]]]:
        """What begins or ends in each quarter, as the log tells it: kind of event and facts."""
        news: dict[int, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        slumps, changes = self.recession.tolist(), self.turnover.tolist()
        for partner, slump, change in zip(self.partners, slumps, changes, strict=True):
            for path, kind in ((slump, "recession"), (change, "new government")):
                for quarter in onsets(path):
                    news[quarter].append((kind, {"partner": partner}))
        for quarter in onsets((self.currency < WEAK).tolist()):
            news[quarter].append(("depreciation", {"against_trend": float(self.currency[quarter])}))
        before = 0
        for quarter, side in enumerate(self.crisis.astype(int).tolist()):
            if side and not before:
                news[quarter].append(("crisis begins", {"side": side}))
            elif before and not side:
                news[quarter].append(("crisis ends", {}))
            before = side
        return dict(news)


def onsets(path: Sequence[float]) -> list[int]:
    """Return the quarters in which what was not on before begins.

    Examples
    --------
    >>> onsets([1.0, 1.0, 0.0, 1.0])
    [0, 3]
    """
    return [q for q, (was, on) in enumerate(pairwise((0.0, *path))) if on > was]


def spells(generator: np.random.Generator, quarters: int, rate: float, mean_years: float) -> Array:
    """Return a path of 0 and 1: spells begin at ``rate`` a year and last ``mean_years`` on average.

    Examples
    --------
    >>> float(spells(np.random.default_rng(1), 8, rate=0.0, mean_years=1.0).sum())
    0.0
    """
    path = generator.random(quarters)
    stays = generator.random(quarters)
    last(path, stays, 1 - np.exp(-rate * QUARTER), np.exp(-QUARTER / mean_years))
    return path


@compiled
def last(path: Array, stays: Array, begins: float, goes_on: float) -> None:
    """Turn the luck of a path of spells into 0 and 1.

    Parameters
    ----------
    path : (quarters,) array
        Uniform on [0, 1): below ``begins`` a spell begins; changed in place.
    stays : (quarters,) array
        Likewise: below ``goes_on`` a spell under way goes on.
    begins, goes_on : float
        Chances a quarter.
    """
    on = False
    for quarter in range(len(path)):
        on = path[quarter] < begins or (on and stays[quarter] < goes_on)
        path[quarter] = 1.0 if on else 0.0


def swings(generator: np.random.Generator, quarters: int, spread: float, memory: float) -> Array:
    """Return an index around 1: log x = memory x log x before + noise, with a yearly spread.

    The spread is that of the stationary distribution, so a longer memory makes longer cycles and
    not wider ones.

    Examples
    --------
    >>> swings(np.random.default_rng(1), 3, spread=0.0, memory=0.9).tolist()
    [1.0, 1.0, 1.0]
    """
    noise = generator.standard_normal(quarters) * spread * np.sqrt(1 - memory**2)
    remember(noise, memory)
    path: Array = np.exp(noise)
    return path


@compiled
def remember(path: Array, memory: float) -> None:
    """Turn shocks into levels in place: ``level = memory x level before + shock``."""
    level = 0.0
    for quarter in range(len(path)):
        level = memory * level + path[quarter]
        path[quarter] = level


@once
def elections(scenario: Scenario) -> Array:
    """Return 1 for the quarters in which the host elects, else 0, (quarters,)."""
    votes = np.zeros(scenario.clock.quarters)
    for quarter in range(len(votes)):
        year, part = divmod(quarter, 4)
        due = scenario.clock.start_year + year in scenario.host.election_years
        votes[quarter] = due and part + 1 == scenario.host.election_quarter
    return votes


def weather(scenario: Scenario, atlas: Atlas, seed: int) -> Weather:
    """Return the paths of all shocks of a run.

    Parameters
    ----------
    scenario : Scenario
        The world.
    atlas : Atlas
        Its arrays.
    seed : int
        Name of the run.

    Returns
    -------
    Weather
        Paths by quarter.
    """
    quarters, parameters, switch = scenario.clock.quarters, scenario.shocks, scenario.mechanisms
    draw = stream(seed, Purpose.CRISIS)
    tense = spells(draw, quarters, parameters.crisis_rate, parameters.crisis_years)
    side: list[float] = (tense * np.where(draw.random(quarters) < 0.5, -1.0, 1.0)).tolist()
    # A side once taken lasts as long as the crisis does.
    for quarter in range(1, quarters):
        if side[quarter] and side[quarter - 1]:
            side[quarter] = side[quarter - 1]
    price = swings(
        stream(seed, Purpose.COMMODITY),
        quarters,
        parameters.commodity_spread,
        parameters.commodity_memory,
    )
    if not switch.commodity_cycle:
        price = np.ones(quarters)
    # The money of a state that sells raw materials rises and falls with their price.
    own = stream(seed, Purpose.CURRENCY)
    currency = swings(own, quarters, parameters.currency_spread, parameters.commodity_memory)
    currency *= price**parameters.currency_commodity
    recession, turnover = [], []
    for partner in atlas.partners:
        data = scenario.partners[partner]
        slump = stream(seed, Purpose.RECESSION, data.key)
        recession.append(spells(slump, quarters, data.recession_rate, parameters.recession_years))
        change = stream(seed, Purpose.TURNOVER, data.key)
        turnover.append(spells(change, quarters, data.turnover_rate, parameters.turnover_years))
    election = stream(seed, Purpose.ELECTION)
    turned = election.random(quarters) < scenario.politics.change_chance
    mood = election.standard_normal(quarters)
    return Weather(
        commodity=price,
        crisis=np.array(side) * switch.crisis,
        recession=np.array(recession) * switch.recessions,
        turnover=np.array(turnover) * switch.turnover,
        new_power=elections(scenario) * turned * switch.elections,
        mood=mood,
        currency=currency if switch.currency else np.ones(quarters),
        partners=atlas.partners,
    )
