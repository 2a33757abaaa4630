"""What stored studies found, read from their small tables: estimates, indices, a front."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from experiments.shipped import RESULTS, kept_studies
from experiments.study.declare import Study
from experiments.study.read import study_file
from model.scenario.assemble import assemble

#: Columns of an estimate that are not part of the name of what was estimated.
FOUND = ("outcome", "runs", "mean", "low", "high", "median", "q05", "q95")
TABLES = "estimates", "differences", "indices", "front"
#: The study that tells what drives dependence, and its outcome.
STUDY, OUTCOME = "dependence_drivers", "dependence_2040"


@dataclass(frozen=True)
class Estimate:
    """An outcome of one variant over its runs.

    Attributes
    ----------
    variant : mapping
        Policy and levers by name.
    runs : int
        How many.
    mean, low, high : float
        With its 95 % interval; nan where there is none.
    q05, q95 : float
        Between which nine runs of ten lie.
    gap, gap_low, gap_high : float
        Less that of the first variant, under the same luck; nan for the first itself.
    """

    variant: Mapping[str, Any]
    runs: int
    mean: float
    low: float
    high: float
    q05: float
    q95: float
    gap: float = math.nan
    gap_low: float = math.nan
    gap_high: float = math.nan


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


@dataclass(frozen=True)
class Stored:
    """A stored study: its declaration and its tables.

    Attributes
    ----------
    study : Study
        As it is declared.
    tables : mapping of DataFrame
        By name, those that it has.
    """

    study: Study
    tables: Mapping[str, pd.DataFrame]

    @property
    def varying(self) -> list[str]:
        """Names of what tells variants apart: policy, levers."""
        table = self.tables.get("estimates", pd.DataFrame())
        return [c for c in table.columns if c not in FOUND and table[c].nunique() > 1]

    def estimates(self, outcome: str) -> list[Estimate]:
        """Return what an outcome came to, a variant each, in the order of the study."""
        table, names = self._of("estimates", outcome), self.varying
        gaps = self._of("differences", outcome)
        keys = [c for c in gaps.columns if c in table.columns and c not in FOUND]
        if keys:
            gaps = gaps.rename(columns={"low": "gap_low", "high": "gap_high", "difference": "gap"})
            table = table.merge(gaps[[*keys, "gap", "gap_low", "gap_high"]], on=keys, how="left")
        shown = [f for f in Estimate.__dataclass_fields__ if f in table.columns]
        return [
            Estimate({name: row[name] for name in names}, **{f: row[f] for f in shown})
            for row in table.to_dict("records")
        ]

    def drivers(self, outcome: str) -> list[Driver]:
        """Return the factors by their Sobol indices, the strongest first; none of other designs.

        Examples
        --------
        >>> stored(STUDY).drivers(OUTCOME)[0].name, stored("partner_cap").drivers("met_2040")
        ('quorum', [])
        """
        table = self._of("indices", outcome)
        if "total" not in set(table.get("index", ())):
            return []
        first = dict(table[table["index"] == "first"][["factor", "value"]].to_numpy().tolist())
        totals = table[table["index"] == "total"].sort_values("value", ascending=False)
        columns = ["factor", "value", "low", "high"]
        return [
            Driver(name, first[name], total, low, high)
            for name, total, low, high in totals[columns].to_numpy().tolist()
        ]

    def _of(self, table: str, outcome: str) -> pd.DataFrame:
        found = self.tables.get(table, pd.DataFrame({"outcome": []}))
        return found[found["outcome"] == outcome]


@cache
def shown_studies() -> tuple[str, ...]:
    """Return the stored studies that can be shown: by estimates of variants, or by their front.

    Examples
    --------
    >>> "partner_cap" in shown_studies(), "policy_front" in shown_studies()
    (True, True)
    """
    tables = "estimates.csv", "front.csv"
    return tuple(
        name for name in kept_studies() if any((RESULTS / name / each).exists() for each in tables)
    )


@cache
def stored(name: str) -> Stored:
    """Return a stored study by its name, one of :func:`shown_studies`.

    Read once. Its file was checked with its worlds when it was run, which takes a second each; here
    it is read as it stands.

    Examples
    --------
    >>> cap = stored("partner_cap").estimates("autonomy_2040")
    >>> cap[0].variant, cap[0].runs
    ({'cap': 1.0}, 40)
    """
    if name not in shown_studies():
        raise ValueError(f"no stored study {name!r}; there are {', '.join(shown_studies())}")
    study = assemble(Study, study_file(name)).tree
    paths = {t: RESULTS / name / f"{t}.csv" for t in TABLES}
    tables = {key: pd.read_csv(path) for key, path in paths.items() if path.exists()}
    return Stored(study, tables)
