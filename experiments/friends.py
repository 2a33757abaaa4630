"""Our world in others' hands: as a function for SALib, as a model of the EMA Workbench.

Both take a study for its scenario, factors, replicates and outcomes; its design and engine do not
count. Replicates meet the same shocks in every call.

Examples
--------
SALib::

    study = read_study("dependence_drivers")
    space, function = salib_problem(study), salib_function(study)
    points = SALib.sample.sobol.sample(space, 64, calc_second_order=False)
    found = SALib.analyze.sobol.analyze(space, function(points)[:, 0], calc_second_order=False)

EMA Workbench (extra ``discovery``)::

    with MultiprocessingEvaluator(ema_model(study)) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=100, policies=4)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.runner import simulate
from experiments.study.crew import bench
from experiments.study.declare import Level
from experiments.study.factors import Varied
from experiments.study.outcomes import indicator_of, read_all
from experiments.study.plan import Task
from experiments.study.read import Opened
from experiments.study.work import Bench

Array = NDArray[np.float64]


def salib_problem(opened: Opened) -> dict[str, Any]:
    """Return names and bounds of the factors of a study as SALib wants them.

    Raises
    ------
    ValueError
        Where a factor has levels and hence no bounds.

    Examples
    --------
    >>> from experiments.study.read import read_study
    >>> salib_problem(read_study("dependence_drivers"))["names"][:2]
    ['own_learning', 'need_growth']
    """
    levels = [each.name for each in opened.factors if each.levels]
    if levels:
        raise ValueError(f"{', '.join(levels)}: levels, where SALib asks for a range")
    return {
        "num_vars": len(opened.factors),
        "names": [each.name for each in opened.factors],
        "bounds": [[each.low, each.high] for each in opened.factors],
    }


def salib_function(opened: Opened) -> Callable[[Array], Array]:
    """Return the world as a function of its factors: (rows, factors) to (rows, outcomes).

    Outcomes are means over the replicates of the study.
    """
    work = bench(opened)
    return partial(_evaluated, opened, work)


def _evaluated(opened: Opened, work: Bench, points: Array) -> Array:
    rows = [
        _means(opened, work, [_typed(f, x) for f, x in zip(opened.factors, row, strict=True)])
        for row in np.atleast_2d(points).tolist()
    ]
    return np.array(rows)


def _typed(factor: Varied, value: float) -> Level:
    return round(value) if factor.whole else value


def _means(opened: Opened, work: Bench, values: Sequence[Level]) -> Array:
    """Return the outcomes of one combination, means over replicates."""
    world, again = next(iter(opened.worlds)), opened.study.replicates
    tasks = [
        Task("", world, tuple(values), again.first_seed + number) for number in range(again.count)
    ]
    runs = [read_all(work.outcomes, simulate(work.scenario(t), t.seed)) for t in tasks]
    return np.asarray(np.mean(runs, axis=0), dtype=np.float64)


def ema_model(opened: Opened) -> Any:
    """Return the world as a model of the EMA Workbench.

    Levers and uncertainties are those of the study; outcomes are to be made large or small as
    their indicators say which way is better.

    Raises
    ------
    ImportError
        Where the extra ``discovery`` is not installed.
    """
    from ema_workbench import Model, ScalarOutcome

    name = "".join(each for each in opened.study.name if each.isalnum())
    model = Model(name, function=_Called(opened))
    model.uncertainties = [_parameter(f) for f in opened.factors if f.group == "uncertainty"]
    model.levers = [_parameter(f) for f in opened.factors if f.group == "lever"]
    world = next(iter(opened.worlds.values()))
    model.outcomes = [
        ScalarOutcome(key, kind=indicator_of(world, outcome).direction)
        for key, outcome in opened.study.outcomes.items()
    ]
    return model


class _Called:
    """The world called by names of factors; picklable, for worker processes."""

    def __init__(self, opened: Opened) -> None:
        self.opened, self.work = opened, bench(opened)

    def __call__(self, **values: Level) -> dict[str, float]:
        """Return the outcomes by name."""
        row = [values[each.name] for each in self.opened.factors]
        means = _means(self.opened, self.work, row)
        return dict(zip(self.opened.study.outcomes, means.tolist(), strict=True))


def _parameter(factor: Varied) -> Any:
    from ema_workbench import CategoricalParameter, IntegerParameter, RealParameter

    if factor.levels:
        return CategoricalParameter(factor.name, factor.levels)
    if factor.whole:
        return IntegerParameter(factor.name, round(factor.low), round(factor.high))
    return RealParameter(factor.name, factor.low, factor.high)
