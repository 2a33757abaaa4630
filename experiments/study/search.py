"""Many-objective search by NSGA-III in the unit cube, played again from its beginning each time.

The next candidates follow from the seed and from what the candidates before came to, and from
nothing else. A search therefore keeps no state that a kill could lose: whoever has the values of
the first generations has the next. Needs the extra ``discovery`` (pymoo).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.study.declare import Design
from experiments.study.factors import Varied

Array = NDArray[np.float64]


def partitions(objectives: int, size: int) -> int:
    """Return into how many parts each objective is cut, so that directions are at most ``size``.

    Directions are the points of a simplex lattice (Das & Dennis 1998, SIAM Journal on Optimization
    8), ``comb(parts + objectives - 1, objectives - 1)`` of them.

    Examples
    --------
    >>> partitions(2, 12), partitions(3, 40), partitions(5, 40)
    (11, 7, 3)
    """
    parts = 1
    while comb(parts + objectives, objectives - 1) <= size:
        parts += 1
    return parts


def codes(points: Array, factors: Sequence[Varied]) -> Array:
    """Return points by what they stand for: two that mean the same policy are the same.

    Examples
    --------
    >>> rivals = Varied("n", "lever", "x", "value", 1.0, 4.0, (), True, 5, "", "")
    >>> codes(np.array([[0.3], [0.4], [0.9]]), [rivals]).ravel().tolist()
    [2.0, 2.0, 4.0]
    """
    found = np.empty_like(points)
    for at, factor in enumerate(factors):
        values = [factor.at(unit) for unit in points[:, at].tolist()]
        levels = {level: place for place, level in enumerate(factor.levels)}
        found[:, at] = [levels[each] if levels else float(each) for each in values]
    return found


def next_points(
    design: Design, factors: Sequence[Varied], first: Array, told: Sequence[Array]
) -> Array | None:
    """Return the next generation of a search; None where it is at its end.

    Parameters
    ----------
    design : Design
        Its ``size`` (candidates a generation), ``generations`` and ``seed``.
    factors : sequence of Varied
        The levers: continuous, whole, or named levels in their declared order.
    first : ndarray
        (candidates, levers): the first generation, points of the unit cube.
    told : sequence of ndarray
        (candidates, objectives) a generation: what each candidate came to, each objective to be
        made small. A row with nan is a candidate of which nothing is known: it ranks last.

    Returns
    -------
    ndarray or None
        (candidates, levers), at most ``size``; fewer where the levers allow no more new ones.

    References
    ----------
    Deb & Jain (2014), IEEE Transactions on Evolutionary Computation 18 (NSGA-III); Blank & Deb
    (2020), IEEE Access 8 (pymoo).

    Examples
    --------
    >>> lever = Varied("x", "lever", "x", "value", 0.0, 1.0, (), False, 5, "", "")
    >>> design = Design(kind="search", size=4, generations=2)
    >>> first = np.array([[0.1], [0.4], [0.6], [0.9]])
    >>> one = next_points(design, [lever], first, [np.hstack([first, 1.0 - first])])
    >>> one.shape
    (4, 1)
    >>> next_points(design, [lever], first, [np.hstack([x, 1.0 - x]) for x in (first, one)])
    """
    from pymoo.core.evaluator import Evaluator
    from pymoo.problems.static import StaticProblem

    if len(told) >= design.generations:
        return None
    algorithm = _begun(design, factors, first, told[0].shape[1])
    for at in range(len(told)):
        population = algorithm.ask()
        if population is None:
            return None
        values = StaticProblem(algorithm.problem, F=_ranked(told[: at + 1]))
        Evaluator().eval(values, population)
        algorithm.tell(infills=population)
    ahead = algorithm.ask()
    return None if ahead is None else np.asarray(ahead.get("X"), dtype=np.float64)


def _begun(design: Design, factors: Sequence[Varied], first: Array, objectives: int) -> Any:
    """Return the algorithm before its first question; its generator is its own."""
    from pymoo.algorithms.moo.nsga3 import NSGA3
    from pymoo.core.duplicate import DefaultDuplicateElimination
    from pymoo.core.problem import Problem
    from pymoo.core.termination import NoTermination
    from pymoo.util.ref_dirs import get_reference_directions

    parts = partitions(objectives, design.size)
    algorithm = NSGA3(
        ref_dirs=get_reference_directions("das-dennis", objectives, n_partitions=parts),
        pop_size=design.size,
        sampling=first,
        eliminate_duplicates=DefaultDuplicateElimination(
            func=lambda population: codes(population.get("X"), factors)
        ),
    )
    space = Problem(n_var=len(factors), n_obj=objectives, xl=0.0, xu=1.0)
    return algorithm.setup(space, seed=design.seed, termination=NoTermination())


def _ranked(told: Sequence[Array]) -> Array:
    """Return what the last generation came to; what is not known is worse than all that is.

    Not as a broken constraint: pymoo 0.6.2 settles ties between those by a generator without seed.
    """
    every = np.vstack(told)
    known = every[~np.isnan(every).any(axis=1)]
    unknown = np.isnan(told[-1]).any(axis=1, keepdims=True)
    if not len(known):
        return np.zeros_like(told[-1])
    low, high = known.min(axis=0), known.max(axis=0)
    return np.where(unknown, high + np.where(high > low, high - low, 1.0), told[-1])
