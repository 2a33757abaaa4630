"""What a stored study found to drive dependence: read from its small tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from experiments.study.read import study_file

STUDY = "dependence_drivers"
OUTCOME = "dependence_2040"


@dataclass(frozen=True)
class Driver:
    """One factor: its part in the variance of the outcome, alone and in all.

    Attributes
    ----------
    name : str
        Of the factor in the study; ``dummy`` is luck.
    first, total : float
        Sobol indices.
    low, high : float
        95 % interval of the total.
    """

    name: str
    first: float
    total: float
    low: float
    high: float


def drivers(scenario: str) -> list[Driver]:
    """Return the factors of the stored study about a scenario, the strongest first.

    Examples
    --------
    >>> drivers("peru2040")[0].name, drivers("classroom")
    ('quorum', [])
    """
    path = study_file(STUDY).parent / "results" / STUDY / "indices.csv"
    table = pd.read_csv(path)
    table = table[(table["scenario"] == scenario) & (table["outcome"] == OUTCOME)]
    if table.empty:
        return []
    first = dict(table[table["index"] == "first"][["factor", "value"]].to_numpy().tolist())
    totals = table[table["index"] == "total"].sort_values("value", ascending=False)
    return [
        Driver(name, first[name], total, low, high)
        for name, total, low, high in totals[["factor", "value", "low", "high"]].to_numpy().tolist()
    ]
