"""Concentration: how few hands a supply is in (M1).

Amounts may be given in any unit; they are turned into shares first. The index of supply that is not
there is undefined (nan), not 0: nothing is neither concentrated nor spread.

Sources: Herfindahl (1950), Hirschman (1945); 0.4 as the mark of a concentrated product after the
European Commission (2021), SWD(2021) 352.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

#: Above this index the European Commission calls the supply of a product concentrated.
CONCENTRATED = 0.4


def shares(amounts: ArrayLike) -> Array:
    """Return amounts as shares of their sum along the last axis.

    Equation: ``s_c = x_c / Σ_d x_d``.

    Parameters
    ----------
    amounts : (..., n) array
        What each supplies, in any one unit, 0 or more.

    Returns
    -------
    (..., n) array
        Shares; nan where nothing is supplied.

    Raises
    ------
    ValueError
        If an amount is negative or not a number.

    Examples
    --------
    >>> shares([6.0, 2.0]).tolist()
    [0.75, 0.25]
    """
    supply = np.asarray(amounts, dtype=np.float64)
    if not bool(np.all(supply >= 0.0)):
        raise ValueError("amounts must be 0 or more, and numbers")
    total = supply.sum(axis=-1, keepdims=True)
    nothing = np.full_like(supply, np.nan)
    result: Array = np.divide(supply, total, out=nothing, where=total > 0.0)
    return result


def hhi(amounts: ArrayLike) -> Array:
    """Return the Herfindahl-Hirschman index of concentration.

    Equation: ``H = Σ_c s_c²``.

    Parameters
    ----------
    amounts : (..., n) array
        What each supplies, in any one unit.

    Returns
    -------
    (...) array
        Index from 1/n (even) to 1 (one supplier); nan where nothing is supplied.

    Examples
    --------
    >>> float(hhi([0.5, 0.3, 0.2]).round(4))
    0.38
    """
    result: Array = np.square(shares(amounts)).sum(axis=-1)
    return result


def normalised_hhi(amounts: ArrayLike, suppliers: int | None = None) -> Array:
    """Return the index stretched to run from 0 (even) to 1 (one supplier).

    Equation: ``(H - 1/n) / (1 - 1/n)``.

    Parameters
    ----------
    amounts : (..., n) array
        What each supplies, in any one unit.
    suppliers : int, optional
        Number n of those who could supply; the length of the last axis by default.

    Returns
    -------
    (...) array
        Index; nan where nothing is supplied.

    Raises
    ------
    ValueError
        If there are fewer than two possible suppliers: one is all there could be.

    Examples
    --------
    >>> float(normalised_hhi([0.5, 0.3, 0.2]).round(4))
    0.07
    """
    index = hhi(amounts)
    n = np.shape(amounts)[-1] if suppliers is None else suppliers
    if n < 2:
        raise ValueError(f"{n} possible suppliers: a normalised index needs at least 2")
    return (index - 1.0 / n) / (1.0 - 1.0 / n)


def effective_suppliers(amounts: ArrayLike) -> Array:
    """Return the number of equal suppliers that would be as concentrated.

    Equation: ``1 / H``.

    Parameters
    ----------
    amounts : (..., n) array
        What each supplies, in any one unit.

    Returns
    -------
    (...) array
        Number of suppliers, 1 to n; nan where nothing is supplied.

    Examples
    --------
    >>> float(effective_suppliers([0.5, 0.3, 0.2]).round(3))
    2.632
    """
    return 1.0 / hhi(amounts)
