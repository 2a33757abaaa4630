"""What is on the table: the issues of each kind of agreement, and the levels left by a mandate.

A mandate narrows an issue before the talk begins: the Council's floor on local content, say, lifts
the lowest level. The levels then lie evenly between the narrowed bounds, so a bargain has the same
shape under any mandate.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.scenario.terms import ComprehensiveIssues, Issue, ProtocolIssues

Array = NDArray[np.float64]


class Comprehensive(IntEnum):
    """Issues of a comprehensive agreement, in the order of the table."""

    PROTECTION = 0
    IP_REGIME = 1
    MARKET_ACCESS = 2
    FINANCE_LINE = 3
    RATE = 4
    GRACE_YEARS = 5
    MATURITY_YEARS = 6
    COLLATERAL = 7
    TRAINING = 8
    EXCLUSIVITY = 9
    DURATION_YEARS = 10


class Protocol(IntEnum):
    """Issues of a sector protocol, in the order of the table."""

    VOLUME = 0
    TRANSFER_DEPTH = 1
    LOCAL_CONTENT = 2
    HOST_EQUITY = 3
    ROYALTY = 4
    PRICE = 5
    OPERATIONAL_CONTROL = 6
    IMPROVEMENTS = 7
    GUARANTEE = 8
    EXIT_PENALTY = 9


ISSUES = max(len(Comprehensive), len(Protocol))
DEPTH, CONTENT = int(Protocol.TRANSFER_DEPTH), int(Protocol.LOCAL_CONTENT)
EQUITY = int(Protocol.HOST_EQUITY)


@compiled
def spread(low: Array, high: Array, step: Array, levels: Array) -> None:
    """Fill in levels that lie evenly between bounds.

    Parameters
    ----------
    low, high : (issues,) arrays
        Bounds, each in the unit of its issue.
    step : (issues, levels) array
        Place of each level between them, 0 to 1.
    levels : (issues, levels) array
        Filled.
    """
    for issue in range(len(low)):
        for j in range(step.shape[1]):
            levels[issue, j] = low[issue] + step[issue, j] * (high[issue] - low[issue])


@compiled
def mandated(declared: Array, transfer: float, content: float, equity: float) -> Array:
    """Return the bounds that the Council's floors leave of the declared ones of a protocol.

    Parameters
    ----------
    declared : (2, issues) array
        Lowest and highest.
    transfer, content, equity : float
        Least transfer depth, local content and equity of the host; each is drawn in to what is
        declared.

    Returns
    -------
    (2, issues) array
        Lowest and highest under the mandate.
    """
    bounds = declared.copy()
    for issue, floor in ((DEPTH, transfer), (CONTENT, content), (EQUITY, equity)):
        low, high = declared[0, issue], declared[1, issue]
        bounds[0, issue] = min(max(floor, low), high)
    return bounds


class Table:
    """The issues of one kind of agreement: bounds, and numbers of levels.

    Parameters
    ----------
    issues : ComprehensiveIssues or ProtocolIssues
        Declared issues.
    names : type of Comprehensive or Protocol
        Their order.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> table = Table(load("classroom").terms.protocol, Protocol)
    >>> table.narrowed({Protocol.VOLUME: (0.1, 0.2)})[Protocol.VOLUME][[0, -1]].tolist()
    [0.1, 0.2]
    """

    def __init__(
        self,
        issues: ComprehensiveIssues | ProtocolIssues,
        names: type[Comprehensive] | type[Protocol],
    ) -> None:
        declared: list[Issue] = [getattr(issues, name.name.lower()) for name in names]
        self.names = tuple(name.name.lower() for name in names)
        self.low = np.array([issue.low for issue in declared])
        self.high = np.array([issue.high for issue in declared])
        self.declared = np.array([self.low, self.high])
        self.counts = np.array([issue.levels for issue in declared], dtype=np.int64)
        self.most = int(self.counts.max())
        # Place of each level between the bounds, 0 to 1; padding repeats the highest level.
        steps = np.arange(self.most)[None, :] / (self.counts[:, None] - 1)
        self.step = np.minimum(steps, 1.0)

    def bounds(self, mandate: dict[int, tuple[float, float]]) -> Array:
        """Return the bounds that a mandate leaves, lowest and highest, (2, issues).

        Parameters
        ----------
        mandate : dict
            Least and most by issue; issues not named keep their declared bounds. A bound outside
            the declared ones is drawn in to them.
        """
        low, high = self.low.tolist(), self.high.tolist()
        for issue, (least, most) in mandate.items():
            low[issue] = min(max(least, low[issue]), high[issue])
            high[issue] = max(min(most, high[issue]), low[issue])
        return np.array([low, high])

    def narrowed(self, mandate: dict[int, tuple[float, float]]) -> Array:
        """Return the levels that a mandate leaves, (issues, levels), padded with the highest.

        Parameters
        ----------
        mandate : dict
            As in :meth:`bounds`.
        """
        low, high = self.bounds(mandate)
        levels = np.empty(self.step.shape)
        spread(low, high, self.step, levels)
        return levels
