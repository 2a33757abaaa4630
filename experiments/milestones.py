"""Claims with a date held against runs: met or not, by how much, in what share of seeds."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.runner import Result
from model.atlas import by_key
from model.metrics.declared import declared
from model.metrics.indicator import Indicator, Sheet
from model.scenario.tree import Milestone, Scenario

#: Two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054


class Interval(NamedTuple):
    """Ends of an interval."""

    low: float
    high: float


def wilson(successes: int, trials: int, z: float = Z95) -> Interval:
    """Return the Wilson interval of a share.

    Equation: ``(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)``.

    Parameters
    ----------
    successes, trials : int
        Seeds in which it happened; seeds.
    z : float
        Width in standard deviations; 95 % by default.

    Returns
    -------
    Interval
        Inside 0 to 1; nan without trials.

    Raises
    ------
    ValueError
        Where there are more successes than trials, or fewer than none.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = wilson(8, 10)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes in {trials} trials")
    if trials == 0:
        return Interval(math.nan, math.nan)
    share, square = successes / trials, z * z / trials
    middle = share + square / 2.0
    half = z * math.sqrt(share * (1.0 - share) / trials + square / (4.0 * trials))
    return Interval(
        0.0 if successes == 0 else (middle - half) / (1.0 + square),
        1.0 if successes == trials else (middle + half) / (1.0 + square),
    )


def sheet_of(scenario: Scenario, milestone: Milestone) -> Sheet:
    """Return whether a milestone is about the host, a partner or a technology."""
    if milestone.of in scenario.partners:
        return "partner"
    return "technology" if milestone.of in scenario.technologies else "host"


def indicator_of(scenario: Scenario, milestone: Milestone) -> Indicator:
    """Return the declaration of what a milestone measures."""
    return declared(milestone.measure, sheet_of(scenario, milestone))


def path(result: Result, milestone: Milestone) -> pd.Series[float]:
    """Return what a milestone is judged by, as it stands at the end of each quarter.

    ``level`` is the measure itself, ``mean`` its mean since the start, ``total`` its sum since the
    start (rates a year count a quarter each).

    Returns
    -------
    Series
        In the unit of the measure, indexed by quarter.
    """
    values = _judged(result, milestone)
    quarters = pd.Index(result.series["quarter"].to_numpy(), name="quarter")
    return pd.Series(values, quarters, name=milestone.measure)


def _judged(result: Result, milestone: Milestone) -> NDArray[np.float64]:
    """Return the values of :func:`path` alone: a band reads a dozen of them off every seed."""
    sheet = sheet_of(result.scenario, milestone)
    rows, here = result.series, slice(None)
    if sheet != "host":
        world = result.scenario
        rows = result.partners if sheet == "partner" else result.technologies
        # Every quarter lists the same names: to look for one in all quarters takes far longer.
        names = by_key(world.partners if sheet == "partner" else world.technologies)
        here = slice(names.index(milestone.of), None, len(names))
    values = rows[milestone.measure].to_numpy(float)[here]
    if milestone.read == "mean":
        return pd.Series(values).expanding().mean().to_numpy()
    if milestone.read == "total":
        yearly = declared(milestone.measure, sheet).unit.endswith("a year")
        return pd.Series(values).cumsum().to_numpy() * (0.25 if yearly else 1.0)
    return values


def last_quarter(scenario: Scenario, year: int) -> int:
    """Return the last quarter of a year, or of the run where it ends before."""
    clock = scenario.clock
    return max(0, min(clock.quarters, 4 * (year - clock.start_year + 1)) - 1)


def milestone_table(results: Sequence[Result]) -> pd.DataFrame:
    """Return how the milestones of a scenario fare, one row each.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario, one a seed, at least one.

    Returns
    -------
    DataFrame
        ``name``, ``measure``, ``of``, ``unit``, ``at_least``, ``by_year``, ``read``; ``in_time``:
        whether the run lasts until the year; ``value``: median over seeds at the date;
        ``shortfall``: what is missing at the date, 0 where met, expected over seeds; ``met``:
        share of seeds in which it was met by its date, with ``met_low`` and ``met_high``
        (Wilson, 95 %); ``reached_year``: median of the year in which the value was first reached,
        over seeds that reached it, and ``reached``, their share. A value that does not exist
        (nan) meets nothing, and all of it is missing.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> table = milestone_table([simulate(load("classroom"), 1)])
    >>> table[["measure", "at_least", "by_year"]].values.tolist()
    [['autonomy', 0.5, 2034]]
    """
    return pd.DataFrame(milestone_rows(results))


def milestone_rows(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the rows of :func:`milestone_table`, one by one.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario, one a seed, at least one.
    """
    scenario = results[0].scenario
    clock, rows = scenario.clock, list[dict[str, Any]]()
    for key, claim in scenario.milestones.items():
        paths = [_judged(result, claim) for result in results]
        at = last_quarter(scenario, claim.by_year)
        values = np.array([one[at] if at < len(one) else math.nan for one in paths])
        met = int((values >= claim.at_least).sum())
        first = [int(hits[0]) for one in paths if len(hits := _reached(one, claim))]
        short = np.maximum(0.0, claim.at_least - np.nan_to_num(values))
        low, high = wilson(met, len(results))
        rows.append(
            {
                "milestone": key,
                "name": claim.name,
                "measure": claim.measure,
                "of": claim.of,
                "unit": indicator_of(scenario, claim).unit,
                "at_least": claim.at_least,
                "by_year": claim.by_year,
                "read": claim.read,
                "in_time": clock.start_year + clock.quarters / 4 >= claim.by_year + 1,
                "value": median(values),
                "shortfall": float(short.mean()),
                "met": met / len(results),
                "met_low": low,
                "met_high": high,
                "reached": len(first) / len(results),
                "reached_year": clock.start_year + median(np.array(first)) / 4,
            }
        )
    return rows


def _reached(values: NDArray[np.float64], claim: Milestone) -> NDArray[np.int64]:
    """Return the quarters in which the claim was fulfilled; a mean is only judged at its date."""
    quarters = np.arange(len(values))
    return quarters[values >= claim.at_least] if claim.read != "mean" else quarters[:0]


def median(values: NDArray[np.float64] | NDArray[np.int64]) -> float:
    """Return the median of what is not missing; nan of nothing.

    Examples
    --------
    >>> median(np.array([1.0, np.nan, 3.0]))
    2.0
    """
    known = [value for value in values.tolist() if value == value]  # nan is unlike itself
    return float(statistics.median(known)) if known else math.nan
