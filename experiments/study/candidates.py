"""Candidates with which a search begins: the policy as it is, and a Latin hypercube around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.study.declare import Level
from experiments.study.designs import Rows, scaled, unit_points
from experiments.study.factors import Varied, found
from experiments.study.read import Opened
from experiments.study.search import codes
from model.scenario.paths import value_at

Array = NDArray[np.float64]


def unit_of(factor: Varied, value: Level) -> float | None:
    """Return the point of [0, 1] that stands for a value; None where none does.

    Examples
    --------
    >>> cap = Varied("cap", "lever", "x", "value", 1.0, 3.0, (), True, 5, "", "")
    >>> cap.at(unit_of(cap, 2)), unit_of(cap, 7) is None
    (2, True)
    """
    if factor.levels:
        count = len(factor.levels)
        return (factor.levels.index(value) + 0.5) / count if value in factor.levels else None
    if isinstance(value, bool | str) or not factor.low <= value <= factor.high:
        return None
    if factor.whole:
        return (value - round(factor.low) + 0.5) / (round(factor.high) - round(factor.low) + 1)
    return (value - factor.low) / (factor.high - factor.low)


def as_is(opened: Opened) -> Array | None:
    """Return the point at which the scenario stands; None where the levers cannot say it.

    They cannot where a value lies outside a lever's range, or where places that a lever moves
    together stand differently.
    """
    tree = next(iter(opened.worlds.values())).model_dump()
    units = []
    for factor in opened.factors:
        stands = {value_at(tree, path) for path in found(factor.path, tree)}
        unit = unit_of(factor, 1.0 if factor.reads == "multiple" else stands.pop())
        if unit is None or (stands and factor.reads == "value"):
            return None
        units.append(unit)
    return np.array(units)


def first_points(opened: Opened) -> Array:
    """Return the first generation, (candidates, levers): no policy twice."""
    points = unit_points(opened.study.design, opened.factors)
    here = as_is(opened)
    if here is not None:
        points[0] = here
    _, firsts = np.unique(codes(points, opened.factors), axis=0, return_index=True)
    return points[np.sort(firsts)]


def first_rows(opened: Opened) -> Rows:
    """Return the first generation as rows of a design."""
    rows = scaled(first_points(opened), opened.factors)
    return Rows(rows.values, rows.luck, (0,) * len(rows))
