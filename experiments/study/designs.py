"""Designs: points of the unit cube, or levels, that a study runs. Same study, same points."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.study.declare import SENSITIVITY, Design, Level
from experiments.study.factors import Varied
from experiments.study.sensitivity import DUMMY, sensitivity_points
from model.scenario.problems import Problem, ScenarioError, nearest

Array = NDArray[np.float64]
#: Into how many sets of seeds the dummy factor parts the unit interval.
LUCKS = 16


@dataclass(frozen=True)
class Rows:
    """The rows of a design.

    Attributes
    ----------
    values : list of tuple
        Values of the factors, a tuple a row.
    luck : list of int
        Which set of seeds a row meets; 0 unless a dummy factor says otherwise, or a found policy
        is done again.
    generation : tuple of int
        In which generation of a search a row was bred; empty in other designs.
    """

    values: list[tuple[Level, ...]]
    luck: list[int]
    generation: tuple[int, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.values)


def rows(design: Design, factors: Sequence[Varied], folder: Path) -> Rows:
    """Return the rows of a design, in their order, which estimators of sensitivity rely on.

    Parameters
    ----------
    design : Design
        As declared.
    factors : sequence of Varied
        With their ranges.
    folder : Path
        To which a file of rows is relative.

    Raises
    ------
    ScenarioError
        Where a given table does not fit the factors.

    Examples
    --------
    >>> cap = Varied("cap", "lever", "x", "value", 0.0, 1.0, (), False, 3, "", "")
    >>> rows(Design(kind="factorial"), [cap], Path()).values
    [(0.0,), (0.5,), (1.0,)]
    """
    if design.kind == "crossing":
        made: list[tuple[Level, ...]] = [()]
        return Rows(made, [0])
    if design.kind == "factorial":
        made = list(itertools.product(*(each.grid() for each in factors)))
        return Rows(made, [0] * len(made))
    if design.kind == "table":
        made = given(folder / str(design.file), factors)
        return Rows(made, [0] * len(made))
    return scaled(unit_points(design, factors), factors)


def unit_points(design: Design, factors: Sequence[Varied]) -> Array:
    """Return the points of a sampling design in the unit cube, (rows, factors).

    A search begins with a Latin hypercube. Designs of sensitivity have one column more, the last,
    where a dummy is asked for.
    """
    count = len(factors)
    if design.kind in SENSITIVITY:
        names = [each.name for each in factors] + ([DUMMY] if design.dummy else [])
        return sensitivity_points(design, names)
    from scipy.stats import qmc  # takes a second, which who only looks at studies need not wait

    generator = np.random.default_rng(design.seed)
    if design.kind == "sobol":
        return np.asarray(qmc.Sobol(count, rng=generator).random(design.size), dtype=np.float64)
    return np.asarray(qmc.LatinHypercube(count, rng=generator).random(design.size), np.float64)


def scaled(points: Array, factors: Sequence[Varied]) -> Rows:
    """Return the values that points of the unit cube stand for.

    Examples
    --------
    >>> cap = Varied("cap", "lever", "x", "value", 0.0, 4.0, (), False, 3, "", "")
    >>> scaled(np.array([[0.25, 0.99]]), [cap])
    Rows(values=[(1.0,)], luck=[15], generation=())
    """
    columns = [[each.at(u) for u in points[:, at].tolist()] for at, each in enumerate(factors)]
    luck = [0] * len(points)
    if points.shape[1] > len(factors):
        luck = np.minimum(LUCKS - 1, (points[:, -1] * LUCKS).astype(int)).tolist()
    return Rows(list(zip(*columns, strict=True)), luck)


def given(path: Path, factors: Sequence[Varied]) -> list[tuple[Level, ...]]:
    """Return the rows of a CSV or Parquet file whose columns are the names of the factors.

    Raises
    ------
    ScenarioError
        With all columns and values that do not fit.
    """
    label = str(path)
    try:
        frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        wanted = f"a CSV or Parquet file that can be read ({reason})"
        raise ScenarioError([Problem(label, "", path.name, wanted)]) from None
    columns = [str(each) for each in frame.columns]
    names = [each.name for each in factors]
    problems = [
        Problem(label, name, "no column", "a column a factor", nearest(name, columns))
        for name in names
        if name not in columns
    ]
    problems += [
        Problem(label, name, "a column", "the name of a factor", nearest(name, names))
        for name in columns
        if name not in names
    ]
    if problems:
        raise ScenarioError(problems)
    if not len(frame):
        raise ScenarioError([Problem(label, "", 0, "at least one row")])
    for factor in factors:
        problems += _misfits(label, factor, frame[factor.name])
    if problems:
        raise ScenarioError(problems)
    return typed(frame, factors)


def typed(frame: pd.DataFrame, factors: Sequence[Varied]) -> list[tuple[Level, ...]]:
    """Return rows of a table of factors as a design has them: whole numbers whole, levels as given.

    Examples
    --------
    >>> size = Varied("size", "lever", "x", "value", 1.0, 9.0, (), True, 5, "", "")
    >>> typed(pd.DataFrame({"size": [2.0, 3.0]}), [size])
    [(2,), (3,)]
    """
    return list(zip(*(_typed(each, frame[each.name]) for each in factors), strict=True))


def _numbers(factor: Varied, column: pd.Series[float]) -> pd.Series[float]:
    """Return a column as the numbers it holds, where its factor has numbers.

    One word in a column of a CSV file makes words of all its numbers.
    """
    words = any(isinstance(level, bool | str) for level in factor.levels)
    return column if words else pd.to_numeric(column, errors="coerce")


def _misfits(label: str, factor: Varied, column: pd.Series[float]) -> list[Problem]:
    numbers = _numbers(factor, column)
    if factor.levels:
        wrong = ~numbers.isin(list(factor.levels))
        wanted = "one of " + ", ".join(map(str, factor.levels))
    else:
        wrong = ~numbers.between(factor.low, factor.high)
        wanted = f"a number from {factor.low:g} to {factor.high:g} ({factor.unit})"
        if factor.whole:
            wrong |= numbers != numbers.round()
            wanted = wanted.replace("a number", "a whole number")
    return [
        Problem(label, f"{factor.name}[{at}]", column.iloc[at], wanted)
        for at in np.flatnonzero(wrong.to_numpy()).tolist()
    ]


def _typed(factor: Varied, column: pd.Series[float]) -> list[Level]:
    if factor.levels:
        by_value = {level: level for level in factor.levels}
        return [by_value[each] for each in _numbers(factor, column).tolist()]
    return [round(each) if factor.whole else float(each) for each in column.tolist()]
