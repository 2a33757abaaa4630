"""Which rows miss their thresholds: what PRIM and CART look for conditions of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.declare import Thresholds

#: Scenario, policy, outcome.
Place = tuple[str, str, str]
#: Fewest rows of interest from which conditions can be told.
FEWEST = 10


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


def enough(miss: NDArray[np.bool_]) -> bool:
    """Tell whether conditions can be told: rows that miss and rows that meet, some of each.

    Examples
    --------
    >>> enough(np.arange(30) < 10), enough(np.arange(30) < 9)
    (True, False)
    """
    return bool(FEWEST <= miss.sum() <= len(miss) - FEWEST)


def cases(rows: Rows) -> Iterator[tuple[Place, pd.DataFrame, NDArray[np.bool_]]]:
    """Yield factors and misses, world by world and outcome by outcome.

    Raises
    ------
    AnalysisError
        Where no outcome has thresholds, or a factor is no number.
    """
    floors = rows.plan.opened.study.satisfactory
    names = [*rows.names("lever"), *rows.names("uncertainty")]
    if not floors or not names:
        raise AnalysisError("conditions need [satisfactory.OUTCOME] and factors that vary")
    for (scenario, policy), frame in rows.worlds():
        try:
            x = frame[names].astype(float)
        except (TypeError, ValueError):
            raise AnalysisError("conditions need factors that are numbers") from None
        x = x.reset_index(drop=True)
        for outcome, floor in floors.items():
            yield (scenario, policy, outcome), x, of_interest(frame[outcome], floor)


def short(value: float) -> str:
    """Return the end of a condition as people write it.

    Examples
    --------
    >>> short(0.05512), short(11_234.5)
    ('0.0551', '11,234')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
