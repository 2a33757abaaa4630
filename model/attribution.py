"""What changed a measure between two dates, split into parts that sum to the change."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.metrics.shapley import EXACT_PLAYERS, joining_orders, shapley_parts

Array = NDArray[np.float64]
#: What can have moved a measure; the words for them stand with the view.
Cause = Literal[
    "plant", "lessons", "envelope", "own_learning", "forgetting", "frontier", "ceiling", "needs",
    "withheld", "recession", "own_firms", "investment", "loans_drawn", "loans_repaid",
    "loans_forgiven", "growth", "exchange_rate", "primary_balance", "council_budget",
    "budget_returned", "public_research", "dividends_home", "exit_penalties", "fund_inflow",
    "bond_interest", "loan_interest", "fund_return", "fund_loss", "fund_draw",
]  # fmt: skip
#: How the parts were found: added up, by Shapley's value, or by its estimate over orders.
Rule = Literal["added", "shapley", "sampled"]
BY = ("cause", "agreement", "technology", "partner")


@dataclass(frozen=True)
class Part:
    """One part of a change.

    Attributes
    ----------
    cause : str
        What moved the measure.
    agreement, technology, partner : str
        Which it belongs to; empty where none.
    amount : float
        In the unit of the measure.
    error : float
        Standard error, 0 where the part is exact.
    """

    cause: Cause
    agreement: str
    technology: str
    partner: str
    amount: float
    error: float = 0.0


@dataclass(frozen=True)
class Reasons:
    """Why a measure changed.

    Attributes
    ----------
    measure, of : str
        Which; of the host where ``of`` is empty, else of a partner or technology.
    start, end : str
        Labels of the two dates.
    before, after : float
        The measure at these.
    rule : str
        How the parts were found.
    orders : int
        Orders that were sampled; 0 where nothing was.
    parts : tuple of Part
        The largest first; they sum to ``after - before``.
    """

    measure: str
    of: str
    start: str
    end: str
    before: float
    after: float
    rule: Rule
    orders: int
    parts: tuple[Part, ...]

    @property
    def change(self) -> float:
        """What there is to explain."""
        return self.after - self.before

    def frame(self) -> pd.DataFrame:
        """Return the parts as a table, a row each."""
        columns = ["cause", "agreement", "technology", "partner", "amount", "error"]
        return pd.DataFrame([vars(part) for part in self.parts], columns=columns)

    def by(self, key: str) -> pd.Series[float]:
        """Return the change by cause, agreement, technology or partner, the largest part first.

        Parameters
        ----------
        key : str
            One of ``BY``; what belongs to none stands under the empty name.

        Examples
        --------
        >>> two = (Part("plant", "a", "", "korea", 2.0), Part("lessons", "a", "", "korea", -0.5))
        >>> Reasons("autonomy", "", "2030Q4", "2031Q4", 0.0, 1.5, "added", 0, two).by("agreement")
        agreement
        a    1.5
        Name: amount, dtype: float64
        """
        sums = self.frame().groupby(key)["amount"].sum()
        return sums.reindex(sums.abs().sort_values(ascending=False, kind="stable").index)


def split(
    worth: Callable[[Sequence[int]], float],
    walk: Callable[[Sequence[int]], Sequence[float]],
    players: int,
    pairs: int,
    exact: int = EXACT_PLAYERS,
) -> tuple[Array, Array, int]:
    """Return the Shapley parts of a change that many inputs bring about together.

    The worth of a set of inputs is the measure with these at the later date and the others at the
    earlier one. Up to ``exact`` inputs every set is evaluated; beyond, the inputs change
    one after the other in ``2 * pairs`` fixed orders, each followed by its reverse, and a part is
    the mean of what its input adds. Either way the parts sum to the whole change.

    Parameters
    ----------
    worth : callable
        Worth of a set of inputs, given by their places.
    walk : callable
        Worth after each further input of an order, beginning with none of them.
    players : int
        Number of inputs.
    pairs : int
        Pairs of orders, at least two.
    exact : int
        Most inputs of which every set is evaluated.

    Returns
    -------
    parts, errors : (players,) arrays
        In the unit of the measure.
    orders : int
        Orders sampled, 0 where the parts are exact.

    Examples
    --------
    >>> parts, errors, orders = split(lambda some: float(len(some) == 2), lambda order: [], 2, 2)
    >>> parts.tolist(), errors.tolist(), orders
    ([0.5, 0.5], [0.0, 0.0], 0)
    """
    if players <= exact:
        sets = [[i for i in range(players) if code >> i & 1] for code in range(1 << players)]
        values = np.array([[worth(some)] for some in sets])
        return shapley_parts(values)[:, 0], np.zeros(players), 0
    orders = joining_orders(players, pairs)
    gains = np.zeros(orders.shape)
    for row, order in enumerate(orders):
        gains[row, order] = np.diff(walk(order.tolist()))
    means = gains.reshape(pairs, 2, players).mean(axis=1)
    errors = means.std(axis=0, ddof=1) / math.sqrt(pairs)
    return means.mean(axis=0), errors, len(orders)
