"""Means of outcomes with intervals: by combination of levers, over luck and uncertainties."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from experiments.analysis.rows import Rows
from experiments.study.declare import SENSITIVITY

#: Quantiles that show the spread of single runs.
BAND = (0.05, 0.95)


def estimates(rows: Rows) -> pd.DataFrame:
    """Return each outcome by scenario, policy and levers.

    Returns
    -------
    DataFrame
        ``scenario``, ``policy``, the levers, ``outcome``, ``runs``, ``mean``; ``low``, ``high``:
        95 % interval of the mean; ``median``, ``q05``, ``q95``: of single runs. Where uncertainties
        vary, rows of the design are the sample, each by its mean over replicates, since replicates
        of one row are not independent draws of the uncertainties. Designs of sensitivity have no
        interval of the mean: their rows share coordinates.
    """
    keys = ["scenario", "policy", *rows.names("lever")]
    several = bool(rows.names("uncertainty"))
    apart = rows.plan.opened.study.design.kind not in SENSITIVITY
    found = []
    for at, part in rows.options():
        for outcome in rows.outcomes:
            single = part[outcome].dropna().to_numpy(dtype=float)
            sample = part.groupby("row")[outcome].mean().dropna().to_numpy(dtype=float)
            mean, low, high = interval(sample if several else single)
            if not apart:
                low = high = np.nan
            quantiles = np.quantile(single, [0.5, *BAND]) if len(single) else [np.nan] * 3
            found.append([*at, outcome, len(single), mean, low, high, *quantiles])
    numbers = ["outcome", "runs", "mean", "low", "high", "median", "q05", "q95"]
    return pd.DataFrame(found, columns=[*keys, *numbers])


def interval(sample: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return a mean and its 95 % interval by Student's t; nan where there is nothing to say.

    Examples
    --------
    >>> [round(each, 3) for each in interval(np.array([1.0, 2.0, 3.0]))]
    [2.0, -0.484, 4.484]
    """
    if len(sample) < 2:
        return (float(sample[0]) if len(sample) else np.nan), np.nan, np.nan
    mean = float(sample.mean())
    half = float(stats.t.ppf(0.975, len(sample) - 1)) * float(stats.sem(sample))
    return mean, mean - half, mean + half


def differences(rows: Rows) -> pd.DataFrame:
    """Return each combination of levers less the first declared, run by run under the same luck.

    Pairing takes what luck and uncertainties have in common out of the difference: ``saved`` is
    the number of times more runs that unpaired ones would need for an interval as narrow.

    Returns
    -------
    DataFrame
        ``scenario``, ``policy``, the levers, ``outcome``, ``difference``, ``low``, ``high``,
        ``saved`` (nan where there is no difference in any run); empty where nothing can be paired.
    """
    keys = ["scenario", "policy", *rows.names("lever")]
    match = [*rows.names("uncertainty"), "seed"]
    parts = rows.options()
    found = []
    first = parts[0][1].set_index(match)
    for at, part in parts[1:]:
        own = part.set_index(match)
        if not (own.index.is_unique and first.index.is_unique):
            continue
        both = own.index.intersection(first.index)
        for outcome in rows.outcomes if len(both) > 1 else ():
            one = own.loc[both, outcome].to_numpy(dtype=float)
            base = first.loc[both, outcome].to_numpy(dtype=float)
            kept = ~np.isnan(one - base)
            mean, low, high = interval((one - base)[kept])
            apart = one[kept].var(ddof=1) + base[kept].var(ddof=1)
            paired = (one - base)[kept].var(ddof=1)
            found.append([*at, outcome, mean, low, high, apart / paired if paired > 0 else np.nan])
    return pd.DataFrame(found, columns=[*keys, "outcome", "difference", "low", "high", "saved"])
