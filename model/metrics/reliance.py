"""Look-through reliance: what a production needs from a state through all tiers of suppliers (M4).

Face value counts the direct supplier; looked through, it counts where the supplies of suppliers
come from as well.

Source: Baldwin, Freeman & Theodorakopoulos (2023), Hidden exposure; Leontief (1936).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def leontief_inverse(coefficients: ArrayLike) -> Array:
    """Return what has to be made everywhere for one unit delivered.

    Equation: ``L = (I - A)⁻¹ = I + A + A² + …``.

    Parameters
    ----------
    coefficients : (n, n) array
        ``A_cj``: supply from c (row) used directly per unit of j's (column) output, without unit.

    Returns
    -------
    (n, n) array
        ``L_cj``: output of c per unit delivered by j.

    Raises
    ------
    ValueError
        If the matrix is not square, negative somewhere, or needs more than it makes
        (spectral radius 1 or more).

    Examples
    --------
    >>> leontief_inverse([[0.0, 0.5], [0.0, 0.0]]).tolist()
    [[1.0, 0.5], [0.0, 1.0]]
    """
    matrix = np.asarray(coefficients, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"coefficients have shape {matrix.shape}; expected a square")
    if matrix.size and matrix.min() < 0.0:
        raise ValueError("a coefficient is negative")
    radius = float(np.abs(np.linalg.eigvals(matrix)).max(initial=0.0))
    if not radius < 1.0:
        raise ValueError(f"spectral radius {radius:.4g}: production uses up more than it makes")
    return np.asarray(np.linalg.inv(np.eye(len(matrix)) - matrix), dtype=np.float64)


def hidden_ratio(coefficients: ArrayLike) -> Array:
    """Return how many times larger reliance is looked through than at face value.

    Equation: ``L_cj / A_cj``.

    Parameters
    ----------
    coefficients : (n, n) array
        As in :func:`leontief_inverse`.

    Returns
    -------
    (n, n) array
        Ratio; ``inf`` where all reliance is hidden, ``nan`` where there is none.

    Examples
    --------
    >>> matrix = [[0.10, 0, 0], [0.30, 0.30, 0.05], [0.05, 0.20, 0.40]]
    >>> float(hidden_ratio(matrix)[2, 0].round(2))
    5.15
    """
    direct = np.asarray(coefficients, dtype=np.float64)
    total = leontief_inverse(direct)
    hidden = np.where(total > 0.0, np.inf, np.nan)
    return np.divide(total, direct, out=hidden, where=direct > 0.0)


def reliance_shares(coefficients: ArrayLike) -> Array:
    """Return the share of each state in all that a production uses, through all tiers.

    Equation: ``(L - I)_cj / Σ_r (L - I)_rj``.

    Parameters
    ----------
    coefficients : (n, n) array
        As in :func:`leontief_inverse`.

    Returns
    -------
    (n, n) array
        Shares; columns sum to 1, and are ``nan`` for a production that uses nothing.

    Examples
    --------
    >>> matrix = [[0.10, 0, 0], [0.30, 0.30, 0.05], [0.05, 0.20, 0.40]]
    >>> reliance_shares(matrix)[:, 0].round(4).tolist()
    [0.1287, 0.573, 0.2983]
    """
    total = leontief_inverse(coefficients)
    used = total - np.eye(len(total))
    sums = used.sum(axis=0)
    result: Array = np.divide(used, sums, out=np.full_like(used, np.nan), where=sums > 0.0)
    return result
