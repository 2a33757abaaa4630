"""The table at which an agreement was struck, kept so that it can be played again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Bargain(NamedTuple):
    """The bargain behind an agreement, kept for whoever asks how good it was.

    Attributes
    ----------
    tables : (2, issues, levels)
        Worth of each level to host and partner, USD m.
    counts : (issues,)
        Number of levels.
    reservation : (2,)
        What no deal was worth, USD m.
    chosen : (issues,)
        Level agreed on each issue.
    first : int
        Who spoke first: 0 host, 1 partner.
    alone_usd_m, leverage_usd_m : float
        What the host's reservation value is made of: what going alone was worth, and what the
        partner's leverage took off it; 0 in a comprehensive agreement.
    styles : (2, columns)
        How host and partner bargained on that day; see :func:`model.styles.styles`.
    """

    tables: Array
    counts: NDArray[np.int64]
    reservation: Array
    chosen: NDArray[np.int64]
    first: int
    alone_usd_m: float
    leverage_usd_m: float
    styles: Array
