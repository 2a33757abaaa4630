"""Under which conditions an outcome is out of reach: boxes by PRIM, trees by CART.

Needs the extra ``discovery`` (EMA Workbench, scikit-learn).
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.declare import Thresholds

#: Least density of a box, part peeled away at a time, least part of rows in a box.
DENSITY, PEEL, LEAST_MASS = 0.8, 0.05, 0.05
#: Fewest rows of interest from which conditions can be told.
FEWEST = 10
#: Limits of a box that chance would draw as often as this are not named.
CHANCE = 0.05
DEPTH, LEAF = 3, 0.05


def of_interest(values: pd.Series[float], floor: Thresholds) -> NDArray[np.bool_]:
    """Return in which rows an outcome is not satisfactory; a missing value is not.

    Examples
    --------
    >>> of_interest(pd.Series([0.2, 0.6, np.nan]), Thresholds(at_least=0.5)).tolist()
    [True, False, True]
    """
    low = -np.inf if floor.at_least is None else floor.at_least
    high = np.inf if floor.at_most is None else floor.at_most
    return np.asarray(~values.between(low, high), dtype=bool)


def boxes(rows: Rows) -> pd.DataFrame:
    """Return the box of conditions under which each outcome misses its thresholds.

    Rows count by their means over replicates; scenarios and policies are looked at one by one.

    Returns
    -------
    DataFrame
        ``scenario``, ``policy``, ``outcome``, ``rows``, ``misses``; ``coverage``: part of the
        misses that lies in the box; ``density``: part of the box that is misses; ``factor``,
        ``low``, ``high``; ``chance``: how often a limit as telling would be drawn by chance.

    Raises
    ------
    AnalysisError
        Where no outcome has thresholds, a factor is no number, or the extra is not installed.

    References
    ----------
    Friedman & Fisher (1999), Statistics and Computing 9; Bryant & Lempert (2010), Technological
    Forecasting and Social Change 77.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of optional parts that are not installed
        try:
            from ema_workbench.analysis.prim import Prim
        except ImportError as error:
            raise AnalysisError(f"PRIM needs the extra `discovery` ({error})") from error
    found: list[list[Any]] = []
    for place, x, miss in _cases(rows):
        head = [*place, len(x), int(miss.sum())]
        if not FEWEST <= miss.sum() <= len(x) - FEWEST:
            continue
        box = Prim(x, miss, threshold=DENSITY, peel_alpha=PEEL, mass_min=LEAST_MASS).find_box()
        if box is None:
            continue
        limits, telling = box.box_lims[-1], box.qp[-1]
        for name in x.columns:
            low, high = float(limits[name].iloc[0]), float(limits[name].iloc[1])
            chance = max((p for p in telling.get(name, []) if p >= 0.0), default=1.0)
            if name in telling and chance <= CHANCE:
                found.append([*head, box.coverage, box.density, name, low, high, chance])
    columns = ["scenario", "policy", "outcome", "rows", "misses", "coverage", "density"]
    return pd.DataFrame(found, columns=[*columns, "factor", "low", "high", "chance"])


def trees(rows: Rows) -> dict[tuple[str, str, str], str]:
    """Return a small tree of conditions for each outcome with thresholds, as text.

    Raises
    ------
    AnalysisError
        As `boxes` does.

    References
    ----------
    Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees.
    """
    try:
        from sklearn.tree import DecisionTreeClassifier, export_text
    except ImportError as error:
        raise AnalysisError(f"CART needs the extra `discovery` ({error})") from error
    found = {}
    for place, x, miss in _cases(rows):
        if FEWEST <= miss.sum() <= len(x) - FEWEST:
            tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAF, random_state=0)
            tree.fit(x.to_numpy(), np.where(miss, "missed", "met"))
            found[place] = str(export_text(tree, feature_names=list(x.columns), show_weights=True))
    return found


def _cases(
    rows: Rows,
) -> list[tuple[tuple[str, str, str], pd.DataFrame, NDArray[np.bool_]]]:
    """Return factors and misses, world by world and outcome by outcome."""
    floors = rows.plan.opened.study.satisfactory
    names = [*rows.names("lever"), *rows.names("uncertainty")]
    if not floors or not names:
        raise AnalysisError("conditions need [satisfactory.OUTCOME] and factors that vary")
    found = []
    for (scenario, policy), frame in rows.worlds():
        try:
            x = frame[names].astype(float)
        except (TypeError, ValueError):
            raise AnalysisError("conditions need factors that are numbers") from None
        x = x.reset_index(drop=True)
        for outcome, floor in floors.items():
            miss = of_interest(frame[outcome], floor)
            found.append(((scenario, policy, outcome), x, miss))
    return found
