"""Recorded cases against bands of the model: drawn parameters, many runs, each point judged.

Nothing is fitted: every number that has a range is drawn anew in each run, and the band of a
measure over these runs is set beside what was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from experiments.draws import drawn, hypercube, ranges
from experiments.runner import Result, each, simulate
from model.metrics.declared import declared
from model.scenario.case import LOANS, Case, Point, sheets
from model.scenario.references import HOST

Array = NDArray[np.float64]
BAND = (0.05, 0.95)


@dataclass(frozen=True)
class Judged:
    """A recorded point beside the band of the model.

    Attributes
    ----------
    case, point : str
        Names.
    asked : Point
        What was recorded, and of which measure.
    unit, source, mark : str
        Of the recorded number.
    low, median, high : float
        5 %, 50 % and 95 % quantile over runs; nan where no run has a value.
    runs : int
        Runs that have a value.
    """

    case: str
    point: str
    asked: Point
    unit: str
    source: str
    mark: str
    low: float
    median: float
    high: float
    runs: int

    @property
    def error(self) -> float:
        """Median less recorded value, in the unit of the measure."""
        return self.median - self.asked.recorded

    @property
    def inside(self) -> bool:
        """Whether the recorded value lies in the band, both ends included."""
        return self.low <= self.asked.recorded <= self.high

    @property
    def verdict(self) -> str:
        """One of inside, above, below (where the record lies), told, no value."""
        if self.asked.told:
            return "told"
        if self.runs == 0:
            return "no value"
        if self.inside:
            return "inside"
        return "above" if self.asked.recorded > self.high else "below"


def sample(
    case: Case, draws: int, seed: int = 1, workers: int = 1
) -> Iterator[tuple[Array, Array]]:
    """Run a case under drawn parameters and under different luck, and read its points.

    Parameters
    ----------
    case : Case
        What was recorded.
    draws : int
        Number of runs: the size of the Latin hypercube, and of the set of seeds.
    seed : int
        Name of the hypercube and seed of the first run.
    workers : int
        Processes; the numbers are the same for any number.

    Yields
    ------
    values, read : arrays
        What was drawn, in the order of :func:`experiments.draws.ranges`, and what each point
        reads in that run, nan where it has no value.
    """
    spans = ranges(case.scenario, case.provenance)
    values = hypercube(list(spans.values()), draws, seed)
    jobs = [(seed + number, row) for number, row in enumerate(values)]
    answers = each(partial(_one, case, tuple(spans)), jobs, workers)
    yield from zip(values, answers, strict=True)


def _one(case: Case, paths: Sequence[str], job: tuple[int, Array]) -> Array:
    seed, values = job
    return readings(case, simulate(drawn(case.scenario, paths, values.tolist()), seed))


def readings(case: Case, result: Result) -> Array:
    """Return what each point of a case reads in a run, in their order.

    Examples
    --------
    >>> from model.scenario.case import load_case
    >>> case = load_case("korea_resourcing_items")
    >>> start, later = readings(case, simulate(case.scenario, 1)).tolist()
    >>> round(start, 3), 0.2 < later < start
    (0.314, True)
    """
    return np.array([reading(case, name, result) for name in case.points])


def reading(case: Case, name: str, result: Result) -> float:
    """Return what one point reads in a run: its measure over its quarters, as it asks for it."""
    point, spell = case.points[name], case.spell(name)
    if point.read == "share":
        ends = [
            event["outcome"]
            for event in result.events
            if event["event"] == "loans renegotiated"
            and spell.first <= event["quarter"] <= spell.last
        ]
        return ends.count(point.measure) / len(ends) if ends else float("nan")
    series = _series(case, point, result)
    if point.read == "mean":
        return float(series[spell.first : spell.last + 1].mean())
    if point.read == "change":
        return float(series[spell.last] - series[spell.first])
    return float(series[spell.last])


def _series(case: Case, point: Point, result: Result) -> Array:
    if point.of == HOST:
        return result.series[point.measure].to_numpy(dtype=np.float64)
    frame = result.partners if point.of in case.scenario.partners else result.technologies
    named = "partner" if point.of in case.scenario.partners else "technology"
    return frame.loc[frame[named] == point.of, point.measure].to_numpy(dtype=np.float64)


def judge(case: Case, read: Array) -> list[Judged]:
    """Return each point of a case beside the band of its runs.

    Parameters
    ----------
    case : Case
        What was recorded.
    read : (runs, points) array
        From :func:`sample`.
    """
    found = []
    for place, (name, point) in enumerate(case.points.items()):
        column = read[:, place][np.isfinite(read[:, place])]
        low, median, high = (
            np.quantile(column, [BAND[0], 0.5, BAND[1]]).tolist() if len(column) else [np.nan] * 3
        )
        known = case.provenance.get(f"points.{name}.recorded")
        found.append(
            Judged(
                case=case.scenario.name,
                point=name,
                asked=point,
                unit=unit(case, point),
                source=known.source if known else "",
                mark=known.mark if known else "",
                low=low,
                median=median,
                high=high,
                runs=len(column),
            )
        )
    return found


def unit(case: Case, point: Point) -> str:
    """Return the unit of the measure of a point."""
    sheet = sheets(case.scenario.model_dump(include={"partners", "technologies"}))[point.of]
    return f"share of {LOANS}" if sheet == "loans" else declared(point.measure, sheet).unit
