"""Many seeds in little space: what bands and chances of milestones are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.milestones import Interval, milestone_rows, wilson
from experiments.runner import Result, simulate
from experiments.summary import comparable
from model.scenario.tree import Scenario

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Sketch:
    """One run, boiled down to what a band needs.

    Attributes
    ----------
    seed : int
        Under which luck.
    series : mapping of str to (quarters,)
        Measures of the host.
    met : mapping of str to bool
        By milestone: whether it was met by its date.
    """

    seed: int
    series: Mapping[str, Array]
    met: Mapping[str, bool]


@dataclass(frozen=True)
class Band:
    """Where half and nine tenths of the seeds lie, quarter by quarter."""

    low: Array
    lower: Array
    middle: Array
    upper: Array
    high: Array


def sketch_of(result: Result) -> Sketch:
    """Return a run boiled down.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> sketch_of(simulate(load("classroom"), 1)).series["autonomy"].shape
    (40,)
    """
    names = comparable(result)
    # One by one they would take as long as a tenth of a run.
    values = result.series[list(names)].to_numpy(np.float32).T.copy()
    return Sketch(
        result.seed,
        dict(zip(names, values, strict=True)),
        {claim["milestone"]: claim["met"] == 1.0 for claim in milestone_rows([result])},
    )


def sketched(
    scenario: Scenario, seeds: Sequence[int], decisions: Sequence[str] = ()
) -> list[Sketch]:
    """Simulate some seeds and return each boiled down; for a worker."""
    return [sketch_of(simulate(scenario, seed, None, decisions)) for seed in seeds]


def band(sketches: Sequence[Sketch], measure: str) -> Band:
    """Return the band of a measure: 5, 25, 50, 75 and 95 % of the seeds."""
    values = np.array([each.series[measure] for each in sketches])
    with np.errstate(all="ignore"):
        rows = np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0).astype(np.float32)
    return Band(*rows)


@dataclass(frozen=True)
class Chance:
    """Share of seeds in which a milestone was met, with its 95 % interval."""

    share: float
    interval: Interval


def chances(sketches: Sequence[Sketch]) -> dict[str, Chance]:
    """Return how often each milestone is met by its date."""
    count = len(sketches)
    found = {}
    for name in sketches[0].met:
        hits = sum(bool(each.met[name]) for each in sketches)
        found[name] = Chance(hits / count, wilson(hits, count))
    return found
