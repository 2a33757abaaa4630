"""Runs boiled down to tables: who depends on whom, bands over seeds, two policies compared."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from experiments.fates import in_key_order
from experiments.runner import Result
from model.metrics.declared import INDICATORS, undeclared

#: Quantiles of bands over seeds.
QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.95)
UPSTREAM, TOTAL = "upstream", "total"
#: Flows a quarter, which are compared as sums over the run; all else as it is at the end.
FLOWS = (
    "talks", "texts", "unratified", "signed", "completed", "renegotiated", "left", "distress",
    "contracts_usd_m",
)  # fmt: skip


def band_name(quantile: float) -> str:
    """Return the column of a quantile.

    Examples
    --------
    >>> band_name(0.05)
    'q05'
    """
    return f"q{round(100 * quantile):02d}"


def bands(results: Sequence[Result], measures: Sequence[str]) -> pd.DataFrame:
    """Return quantiles over seeds of series of the host, quarter by quarter.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario, one a seed.
    measures : sequence of str
        Columns of the series.

    Returns
    -------
    DataFrame
        ``measure``, ``quarter``, ``year``, ``mean`` and one column a quantile: ``q05`` … ``q95``.
        A quarter in which no seed has a value has none.
    """
    clock = results[0].series[["quarter", "year"]]
    parts = []
    for measure in measures:
        values = pd.DataFrame({each.seed: each.series[measure] for each in results})
        table = values.quantile(list(QUANTILES), axis=1).T
        table.columns = pd.Index([band_name(each) for each in QUANTILES])
        table.insert(0, "mean", values.mean(axis=1))
        parts.append(pd.concat([clock, table], axis=1).assign(measure=measure))
    order = ["measure", "quarter", "year", "mean", *map(band_name, QUANTILES)]
    return pd.concat(parts, ignore_index=True)[order]


def dependence_table(results: Sequence[Result], quarter: int = -1) -> pd.DataFrame:
    """Return who the host depends on, in one quarter.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario, one a seed.
    quarter : int
        Counted from 0; -1 is the last.

    Returns
    -------
    DataFrame
        Index: partners in the order of their keys, ``upstream`` (all states that supply without
        negotiating, together), ``total``. Columns: ``dependence`` (mean over seeds; the rows before
        ``total`` sum to it), ``low`` and ``high`` (5 % and 95 % of seeds), ``share`` of the total,
        ``exit_loss``, ``supply_share``, ``asymmetry``, ``trust``, ``loans_usd_m`` (means).
    """
    partners = in_key_order(results[0].scenario)
    quarters = results[0].series["quarter"].to_numpy()
    at = int(quarters[quarter])
    sheets = [
        each.partners[each.partners["quarter"] == at].set_index("partner").loc[partners]
        for each in results
    ]
    parts = np.array([sheet["dependence"].to_numpy(dtype=float) for sheet in sheets])
    total = np.array([float(each.series["dependence"].iloc[quarter]) for each in results])
    every = np.column_stack([parts, total - parts.sum(axis=1), total])
    table = pd.DataFrame(
        {
            "dependence": every.mean(axis=0),
            "low": np.quantile(every, QUANTILES[0], axis=0),
            "high": np.quantile(every, QUANTILES[-1], axis=0),
        },
        index=[*partners, UPSTREAM, TOTAL],
    )
    whole = float(total.mean())
    table["share"] = table["dependence"] / whole if whole > 0.0 else math.nan
    for column in ("exit_loss", "supply_share", "asymmetry", "trust", "loans_usd_m"):
        values = pd.concat([sheet[column] for sheet in sheets], axis=1).astype(float)
        table[column] = values.mean(axis=1)
    return table


def outcome(result: Result, measure: str) -> float:
    """Return one number a run for a series of the host: the sum of a flow, else the last value."""
    values = result.series[measure]
    return float(values.sum() if measure in FLOWS else values.iloc[-1])


def comparable(result: Result) -> tuple[str, ...]:
    """Return the series by which two policies can be compared."""
    columns = [each for each in result.series.columns if each not in ("quarter", "year", "label")]
    unknown = {*undeclared(columns), "worst_exit"}  # the last is the number of a state
    return tuple(each for each in columns if each not in unknown)


def comparison_table(base: Sequence[Result], other: Sequence[Result]) -> pd.DataFrame:
    """Return how outcomes differ between two policies that met the same shocks.

    Equation: the mean of the differences seed by seed, with Student's interval ``d ± t s/√n``;
    seeds that agree on most of their luck make it far narrower than that of the means.

    Parameters
    ----------
    base, other : sequence of Result
        Runs under the same seeds, in the same order.

    Returns
    -------
    DataFrame
        A row a measure: ``measure``, ``unit``, ``better`` (1, -1 or 0), ``base`` and ``other``
        (means), ``difference`` (other less base), ``low`` and ``high`` (95 %; nan where there is
        one seed), ``seeds`` that have the measure in both, and ``wins``: share of seeds in which
        the other is the better one (nan where neither way is better).

    Raises
    ------
    ValueError
        Where the seeds are not the same.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> runs = [simulate(load("classroom"), seed) for seed in (1, 2)]
    >>> float(comparison_table(runs, runs)["difference"].abs().max())
    0.0
    """
    seeds = [each.seed for each in base]
    if seeds != [each.seed for each in other]:
        raise ValueError("policies are compared under the same seeds, in the same order")
    rows = []
    for measure in comparable(base[0]):
        pairs = np.array(
            [[outcome(a, measure), outcome(b, measure)] for a, b in zip(base, other, strict=True)]
        )
        pairs = pairs[~np.isnan(pairs).any(axis=1)]
        told = INDICATORS["host", measure]
        gaps = pairs[:, 1] - pairs[:, 0]
        low, high = mean_interval(gaps)
        wins = float((told.direction * gaps > 0).mean()) if len(gaps) else math.nan
        rows.append(
            {
                "measure": measure,
                "unit": told.unit,
                "better": told.direction,
                "base": pairs[:, 0].mean() if len(pairs) else math.nan,
                "other": pairs[:, 1].mean() if len(pairs) else math.nan,
                "difference": gaps.mean() if len(gaps) else math.nan,
                "low": low,
                "high": high,
                "seeds": len(gaps),
                "wins": wins if told.direction else math.nan,
            }
        )
    return pd.DataFrame(rows)


def mean_interval(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    """Return Student's 95 % interval of a mean; nan for fewer than two values.

    Examples
    --------
    >>> low, high = mean_interval(np.array([1.0, 2.0, 3.0]))
    >>> round(low, 3), round(high, 3)
    (-0.484, 4.484)
    """
    count = len(values)
    if count < 2:
        return math.nan, math.nan
    half = float(stdtrit(count - 1, 0.975)) * float(values.std(ddof=1)) / math.sqrt(count)
    return float(values.mean()) - half, float(values.mean()) + half
