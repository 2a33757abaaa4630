"""Boxes of conditions under which an outcome misses its thresholds, peeled by PRIM.

Needs the extra ``discovery`` (EMA Workbench).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.analysis.discovery import Place, cases, enough
from experiments.analysis.rows import AnalysisError, Rows

#: Least density of a box, part peeled away at a time, least part of rows in a box.
DENSITY, PEEL, LEAST_MASS = 0.8, 0.05, 0.05
#: Limits of a box that chance would draw as often as this are not named.
CHANCE = 0.05


def boxes(rows: Rows, steps: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the box of conditions under which each outcome misses its thresholds.

    Rows count by their means over replicates; scenarios and policies are looked at one by one.
    Limits that chance would draw as easily are dropped, and the box is the one that the others
    make: it is counted anew.

    Parameters
    ----------
    rows : Rows
        The study.
    steps : pandas.DataFrame, optional
        From :func:`peeling`, where it is known already.

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
    order = [*rows.names("lever"), *rows.names("uncertainty")]
    found: list[list[Any]] = []
    steps = peeling(rows) if steps is None else steps
    cornered: dict[Any, tuple[pd.DataFrame, NDArray[np.bool_]]] = {
        place: (x, miss) for place, x, miss in cases(rows)
    }
    for place, own in steps.groupby(["scenario", "policy", "outcome"], sort=False):
        ends = limits(own)
        ends = ends[ends["chance"] <= CHANCE]
        if not own["chosen"].iloc[-1] or ends.empty:
            continue
        x, miss = cornered[place]
        low, high = ends["low"], ends["high"]
        inside = ((x[low.index] >= low) & (x[high.index] <= high)).all(axis=1).to_numpy()
        both = int((miss & inside).sum())
        head = [*place, len(x), int(miss.sum()), both / miss.sum(), both / inside.sum()]
        for name in sorted(ends.index, key=order.index):
            found.append([*head, name, *ends.loc[name, ["low", "high", "chance"]]])
    columns = ["scenario", "policy", "outcome", "rows", "misses", "coverage", "density"]
    table = pd.DataFrame(found, columns=[*columns, "factor", "low", "high", "chance"])
    return table.astype({"low": float, "high": float, "chance": float})


def limits(steps: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of the last box of a trajectory by factor, the most telling first.

    Examples
    --------
    >>> moved = [("", float("nan"), 1.0, 1.0), ("a", 0.5, 0.2, 2.0), ("b", 0.1, 0.01, 3.0)]
    >>> columns = ["factor", "low", "chance", "high"]
    >>> limits(pd.DataFrame([*moved, ("a", 0.6, 0.2, 2.0)], columns=columns))["low"].to_dict()
    {'b': 0.1, 'a': 0.6}
    """
    last = steps[steps["factor"] != ""].groupby("factor", sort=False).last()
    return last.dropna(subset="chance").sort_values("chance", kind="stable")


def peeling(rows: Rows) -> pd.DataFrame:
    """Return how each box was peeled, step by step, from all rows to the last box.

    Returns
    -------
    DataFrame
        ``scenario``, ``policy``, ``outcome``, ``step``; ``rows`` and ``misses`` in the box;
        ``coverage`` and ``density`` as in :func:`boxes`; ``factor``: whose limits the step moved,
        to ``low`` and ``high`` (no factor at step 0); ``chance``: of that factor's limits in the
        last box; ``chosen``: the box of :func:`boxes`, where the last one is dense enough.

    Raises
    ------
    AnalysisError
        As `boxes` does.
    """
    found: list[list[Any]] = []
    for place, box in _peeled(rows):
        trail, chances = box.peeling_trajectory, _chances(box)
        for step, ends in enumerate(box.box_lims):
            moved = [] if step == 0 else _moved(box.box_lims[step - 1], ends)
            counts = [int(trail[key].iloc[step]) for key in ("n", "k")]
            sizes = [float(trail[key].iloc[step]) for key in ("coverage", "density")]
            chosen = step == len(box.box_lims) - 1 and box.density >= DENSITY
            for name in moved or [""]:
                own = _ends(ends, name) if name else (float("nan"),) * 2
                chance = chances.get(name, float("nan"))
                found.append([*place, step, *counts, *sizes, name, *own, chance, chosen])
    columns = ["scenario", "policy", "outcome", "step", "rows", "misses", "coverage", "density"]
    return pd.DataFrame(found, columns=[*columns, "factor", "low", "high", "chance", "chosen"])


def _peeled(rows: Rows) -> Iterator[tuple[Place, Any]]:
    """Yield for each world and outcome the box with its trajectory, dense enough or not.

    PRIM itself gives its trajectory away where the last box is not dense enough. Any threshold
    between nothing and one tells misses from hits the same; so it is given next to none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of optional parts that are not installed
        try:
            from ema_workbench.analysis.prim import Prim
        except ImportError as error:
            raise AnalysisError(f"PRIM needs the extra `discovery` ({error})") from error
    for place, x, miss in cases(rows):
        if enough(miss):
            prim = Prim(x, miss, threshold=1e-9, peel_alpha=PEEL, mass_min=LEAST_MASS)
            box = prim.find_box()
            if box is not None:
                yield place, box


def _chances(box: Any) -> dict[str, float]:
    """Return by factor with limits how often chance alone would draw ones as telling."""
    return {
        str(name): max((float(p) for p in sides if p >= 0.0), default=1.0)
        for name, sides in box.qp[-1].items()
    }


def _ends(limits: pd.DataFrame, name: str) -> tuple[float, float]:
    return float(limits[name].iloc[0]), float(limits[name].iloc[1])


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    return [str(name) for name in after.columns if _ends(before, name) != _ends(after, name)]
