"""Which factors matter: indices of Sobol, Morris and eFAST, by SALib, on means over replicates."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from SALib.analyze import fast, morris, sobol

from experiments.analysis.rows import AnalysisError, Rows, complete
from experiments.study.declare import SENSITIVITY, Design
from experiments.study.designs import unit_points
from experiments.study.sensitivity import DUMMY, problem

Array = NDArray[np.float64]
#: Resamples behind an interval.
RESAMPLES = 500
COLUMNS = [
    "scenario", "policy", "outcome", "factor", "index", "value", "low", "high", "luck",
    "above_luck",
]  # fmt: skip


def indices(rows: Rows, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Return the indices of sensitivity of each outcome in each world.

    Parameters
    ----------
    rows : Rows
        Of a Morris, Saltelli or eFAST design, all of them done.
    resamples : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        ``index`` is ``first`` (share of variance by the factor alone), ``total`` (share that would
        go if it were known), ``mu_star`` (mean absolute elementary effect over its whole range, in
        the unit of the outcome) or ``sigma`` (how far that effect hangs on the others). ``low``,
        ``high``: 95 % by bootstrap. The factor ``dummy`` changes nothing but the seeds: the upper
        end of its interval, ``luck``, is the limit below which another set of seeds does as much,
        and a factor is ``above_luck`` where its whole interval lies above it. More replicates
        lower the limit. A factor below it may still have an effect that is surely above zero,
        since it is seen under the same luck: then ``low`` of its total index is. Intervals of
        eFAST are indicative only (SALib, issue 649): resampling breaks its order.

    Raises
    ------
    AnalysisError
        Where the design is another, or rows or values are missing.

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181; Campolongo, Cariboni & Saltelli
    (2007), Environmental Modelling & Software 22; Khorashadi Zadeh et al. (2017), Environmental
    Modelling & Software 91 (the dummy).
    """
    design, factors = rows.plan.opened.study.design, rows.plan.opened.factors
    if design.kind not in SENSITIVITY:
        raise AnalysisError(f"{design.kind} is no design of {', '.join(SENSITIVITY)}")
    points = unit_points(design, factors)
    names = [each.name for each in factors] + ([DUMMY] if design.dummy else [])
    found: list[list[Any]] = []
    for world, frame in rows.worlds():
        for outcome in rows.outcomes:
            values = np.asarray(complete(frame[outcome], outcome), dtype=np.float64)
            estimated = estimate(design, names, points, values, resamples)
            for kind, (index, half) in estimated.items():
                limit = index[-1] + half[-1] if design.dummy else 0.0
                for name, value, width in zip(names, index, half, strict=True):
                    low, high = value - width, value + width
                    above = bool(low > limit) and name != DUMMY
                    found.append([*world, outcome, name, kind, value, low, high, limit, above])
    return pd.DataFrame(found, columns=COLUMNS)


def estimate(
    design: Design, names: list[str], points: Array, values: Array, resamples: int
) -> dict[str, tuple[list[float], list[float]]]:
    """Return the indices of a design by name: values, and halves of 95 % intervals.

    Parameters
    ----------
    design : Design
        Morris, Saltelli or eFAST.
    names : list of str
        Factors, in the order of the columns.
    points : (rows, factors) array
        In the unit cube.
    values : (rows,) array
        Outcome of each row.
    resamples : int
        Of the bootstrap.
    """
    space = problem(names)
    none = [0.0] * len(names)
    if float(np.ptp(values)) == 0.0:  # nothing varies: no index is defined, none has an effect
        kinds = ("mu_star",) if design.kind == "morris" else ("first", "total")
        return dict.fromkeys(kinds, (none, none))
    if design.kind == "morris":
        found = morris.analyze(
            space, points, values, num_resamples=resamples, num_levels=design.grid,
            seed=design.seed,
        )  # fmt: skip
        return {
            "mu_star": (_plain(found["mu_star"]), _plain(found["mu_star_conf"])),
            "sigma": (_plain(found["sigma"]), none),
        }
    if design.kind == "saltelli":
        found = sobol.analyze(
            space, values, calc_second_order=False, num_resamples=resamples, seed=design.seed
        )
    else:
        with warnings.catch_warnings():  # of what `indices` says of these intervals
            warnings.filterwarnings("ignore", "FAST confidence intervals")
            found = fast.analyze(space, values, num_resamples=resamples, seed=design.seed)
    return {
        "first": (_plain(found["S1"]), _plain(found["S1_conf"])),
        "total": (_plain(found["ST"]), _plain(found["ST_conf"])),
    }


def _plain(values: Any) -> list[float]:
    return [float(each) for each in np.asarray(values, dtype=np.float64)]
