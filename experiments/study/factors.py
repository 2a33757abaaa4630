"""Factors made ready: what a point of the unit cube means for the numbers of a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from experiments.study.declare import Factor, Level
from model.scenario.paths import place, places, value_at
from model.scenario.provenance import Provenance
from model.scenario.tree import Scenario

Array = NDArray[np.float64]
Group = Literal["lever", "uncertainty"]


@dataclass(frozen=True)
class Varied:
    """A factor with its range, as found in the declarations or given.

    Attributes
    ----------
    name, group, path, reads
        See :class:`experiments.study.declare.Factor`.
    low, high : float
        Ends of the range; nan where there are levels.
    levels : tuple
        What it can be, where not a range.
    whole : bool
        Whether numbers are rounded.
    steps : int
        Levels of the range in a full factorial.
    unit, meaning : str
        From the declaration.
    """

    name: str
    group: Group
    path: str
    reads: Literal["value", "multiple"]
    low: float
    high: float
    levels: tuple[Level, ...]
    whole: bool
    steps: int
    unit: str
    meaning: str

    def at(self, unit: float) -> Level:
        """Return the value at a point of [0, 1]: uniform over the range, or over the levels.

        Examples
        --------
        >>> cap = Varied("cap", "lever", "x", "value", 1.0, 3.0, (), True, 5, "", "")
        >>> cap.at(0.0), cap.at(0.6), cap.at(1.0)
        (1, 2, 3)
        """
        if self.levels:
            return self.levels[min(len(self.levels) - 1, int(unit * len(self.levels)))]
        if self.whole:  # every whole number has the same part of the unit interval
            count = round(self.high) - round(self.low) + 1
            return round(self.low) + min(count - 1, int(unit * count))
        return float(self.low + unit * (self.high - self.low))

    def grid(self) -> list[Level]:
        """Return its levels in a full factorial.

        Examples
        --------
        >>> Varied("cap", "lever", "x", "value", 0.0, 1.0, (), False, 3, "", "").grid()
        [0.0, 0.5, 1.0]
        """
        if self.levels:
            return list(self.levels)
        values = np.linspace(self.low, self.high, self.steps).tolist()
        return list(dict.fromkeys(round(v) if self.whole else v for v in values))


def varied(
    name: str,
    factor: Factor,
    group: Group,
    tree: Mapping[str, Any],
    provenance: Mapping[str, Provenance],
) -> Varied:
    """Return a factor with the range that is given, of its provenance, or of its declaration.

    Parameters
    ----------
    name, factor, group
        As declared; checked by :mod:`experiments.study.checks`.
    tree : mapping
        Plain values of the first scenario.
    provenance : mapping
        Of its numbers, by dotted path.
    """
    spot = place(Scenario, _one(factor.path, tree).split("."))
    assert spot is not None
    declared = spot.declaration
    low, high = span(factor, tree, provenance)
    return Varied(
        name=name,
        group=group,
        path=factor.path,
        reads=factor.reads,
        low=low,
        high=high,
        levels=factor.levels,
        whole=declared is not None and declared.type is int and factor.reads == "value",
        steps=factor.steps,
        unit="of its value" if factor.reads == "multiple" else declared.unit if declared else "",
        meaning=declared.meaning if declared is not None else factor.path,
    )


def span(
    factor: Factor, tree: Mapping[str, Any], provenance: Mapping[str, Provenance]
) -> tuple[float, float]:
    """Return the range of a factor; nan where there is none to be had."""
    path = _one(factor.path, tree)
    spot = place(Scenario, path.split("."))
    declared = spot.declaration if spot is not None else None
    low, high = float("nan"), float("nan")
    if factor.reads == "value" and declared is not None:
        low, high = declared.low, declared.high
        known = provenance.get(path)
        if "*" not in factor.path and known is not None and known.range is not None:
            low, high = known.range
    return (
        low if factor.low is None else factor.low,
        high if factor.high is None else factor.high,
    )


def _one(path: str, tree: Mapping[str, Any]) -> str:
    """Return the first place that a path stands for; the path itself where it is no pattern."""
    return next(places(tree, path), path)


def found(path: str, tree: Mapping[str, Any]) -> list[str]:
    """Return the places in a scenario that hold a single value and that a path stands for.

    Examples
    --------
    >>> found("partners.*.trust", {"partners": {"a": {"trust": 0.5}, "b": {"trust": 0.1}}})
    ['partners.a.trust', 'partners.b.trust']
    """
    if path.count("*") > 1:
        return []
    there = places(tree, path)
    return [each for each in there if isinstance(value_at(tree, each), bool | int | float | str)]


def assigned(
    factors: Sequence[Varied], values: Sequence[Level], tree: Mapping[str, Any]
) -> dict[str, Level]:
    """Return what a row of values makes of the numbers of a scenario, by dotted path.

    Parameters
    ----------
    factors : sequence of Varied
        In the order of the values.
    values : sequence
        One row of the design.
    tree : mapping
        Plain values of the scenario before.

    Examples
    --------
    >>> trust = Varied("t", "uncertainty", "p.*.trust", "multiple", 0.5, 1.5, (), False, 5, "", "")
    >>> assigned([trust], [0.5], {"p": {"a": {"trust": 0.5}, "b": {"trust": 0.2}}})
    {'p.a.trust': 0.25, 'p.b.trust': 0.1}
    """
    changed: dict[str, Level] = {}
    for factor, value in zip(factors, values, strict=True):
        for path in found(factor.path, tree):
            changed[path] = _multiplied(path, value, tree) if factor.reads == "multiple" else value
    return changed


def _multiplied(path: str, by: Level, tree: Mapping[str, Any]) -> Level:
    """Return a multiple of a number, whole where it was, inside its declared bounds."""
    was, spot = value_at(tree, path), place(Scenario, path.split("."))
    new = was * float(by)
    if spot is not None and spot.declaration is not None:
        new = min(max(new, spot.declaration.low), spot.declaration.high)
    return round(new) if isinstance(was, int) else float(new)
