"""The rows of a study as the analyses want them: by world, on means over replicates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.study.plan import Plan


class AnalysisError(ValueError):
    """Rows on which an analysis cannot be done; the message says which, and what to do."""


@dataclass(frozen=True)
class Rows:
    """A plan and its recorded runs.

    Attributes
    ----------
    plan : Plan
        What was to be done.
    runs : pandas.DataFrame
        The table of runs, in the order of the plan.
    """

    plan: Plan
    runs: pd.DataFrame

    @property
    def outcomes(self) -> list[str]:
        """Names of the outcomes."""
        return list(self.plan.opened.study.outcomes)

    def names(self, group: str) -> list[str]:
        """Return the names of levers or of uncertainties that the design varies."""
        count = len(self.plan.design.values[0])
        return [each.name for each in self.plan.opened.factors[:count] if each.group == group]

    def options(self) -> list[tuple[tuple[Any, ...], pd.DataFrame]]:
        """Return scenario, policy and levers of each combination of them, with its runs.

        Levels of a lever stand in their declared order, whatever row of the design comes first.
        """
        levers = self.names("lever")
        declared = {each.name: each.levels for each in self.plan.opened.factors}
        worlds = list(self.plan.opened.worlds)

        def order(part: tuple[tuple[Any, ...], pd.DataFrame]) -> tuple[int, ...]:
            scenario, policy, *values = part[0]
            levels = [
                declared[name].index(value) if declared[name] else 0
                for name, value in zip(levers, values, strict=True)
            ]
            return (worlds.index((scenario, policy)), *levels)

        return sorted(self.runs.groupby(["scenario", "policy", *levers], sort=False), key=order)

    def worlds(self) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
        """Yield each world and its rows: factors, and means of outcomes over replicates.

        Raises
        ------
        AnalysisError
            Where rows are missing: estimators rely on the whole design.
        """
        count = len(self.plan.design)
        names = [*self.names("lever"), *self.names("uncertainty")]
        known = {name: (name, "first") for name in names}
        means = {name: (name, "mean") for name in self.outcomes}
        for at, world in enumerate(self.plan.opened.worlds):
            part = self.runs[self.runs["row"].between(at * count, (at + 1) * count - 1)]
            frame = part.groupby("row", sort=True).agg(**known, **means)
            if len(frame) < count:
                missing = count - len(frame)
                raise AnalysisError(
                    f"{missing} of {count} rows have no run yet in {' × '.join(world)}: `resume`"
                )
            yield world, frame


def complete(values: pd.Series[float], outcome: str) -> pd.Series[float]:
    """Return values if none is missing.

    Raises
    ------
    AnalysisError
        Where an outcome has no value in some rows.
    """
    missing = int(values.isna().sum())
    if missing:
        raise AnalysisError(f"{outcome} has no value in {missing} of {len(values)} rows")
    return values
