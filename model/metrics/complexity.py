"""Complexity and relatedness: what a basket of exports says about know-how (M15).

Source: Hidalgo & Hausmann (2009); Hidalgo, Klinger, Barabási & Hausmann (2007); the index by
eigenvector after Hausmann et al. (2014).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def revealed_advantage(exports: ArrayLike) -> Array:
    """Return revealed comparative advantage, Balassa's index.

    Equation: ``RCA_cp = (x_cp / Σ_p x_cp) / (Σ_c x_cp / Σ x)``.

    Parameters
    ----------
    exports : (C, P) array
        Value by country and product, in any one unit, 0 or more.

    Returns
    -------
    (C, P) array
        Ratio, 1 or more where a country is specialised; ``nan`` for a country or product without
        exports.

    Raises
    ------
    ValueError
        If a value is negative or not a number.

    Examples
    --------
    >>> revealed_advantage([[3.0, 1.0], [1.0, 3.0]]).tolist()
    [[1.5, 0.5], [0.5, 1.5]]
    """
    value = np.asarray(exports, dtype=np.float64)
    if not bool(np.all(value >= 0.0)):
        raise ValueError("exports must be 0 or more, and numbers")
    expected = value.sum(axis=1, keepdims=True) * value.sum(axis=0, keepdims=True)
    nothing = np.full(value.shape, np.nan)
    result: Array = np.divide(value * value.sum(), expected, out=nothing, where=expected > 0.0)
    return result


class Complexity(NamedTuple):
    """Economic complexity of countries and the eigenvalue behind it."""

    score: Array
    eigenvalue: float


def _specialised(specialised: ArrayLike) -> Array:
    matrix = np.asarray(specialised, dtype=np.float64)
    if matrix.ndim != 2 or not bool(np.isin(matrix, (0.0, 1.0)).all()):
        raise ValueError("expected a matrix of countries by products, 1 where specialised, else 0")
    return matrix


def economic_complexity(specialised: ArrayLike) -> Complexity:
    """Return the economic complexity index of countries.

    Equation: the eigenvector to the second largest eigenvalue of ``D⁻¹ M U⁻¹ Mᵀ`` (D diversity, U
    ubiquity), less its mean, over its standard deviation, signed so that it rises with diversity.

    Parameters
    ----------
    specialised : (C, P) array
        1 where ``RCA >= 1``, else 0.

    Returns
    -------
    Complexity
        Score, mean 0 and variance 1 over countries (without unit), and the eigenvalue, 0 to 1.

    Raises
    ------
    ValueError
        If a country makes nothing, nobody makes a product, or all countries look alike.

    Examples
    --------
    >>> found = economic_complexity(np.triu(np.ones((4, 4)))[:, ::-1])
    >>> found.score.round(4).tolist(), round(found.eigenvalue, 4)
    ([1.3416, 0.4472, -0.4472, -1.3416], 0.25)
    """
    matrix = _specialised(specialised)
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    if not (len(matrix) > 1 and diversity.all() and ubiquity.all()):
        raise ValueError(
            "each of two or more countries must make something, and each product be made"
        )
    # Symmetric form of the same matrix: real eigenvalues, and no trouble with their order.
    root = np.sqrt(diversity)
    likeness = (matrix / ubiquity) @ matrix.T / np.outer(root, root)
    values, vectors = np.linalg.eigh(likeness)
    if values[-2] < 1e-12 or values[-2] > 1.0 - 1e-12:
        raise ValueError("countries are all alike, or fall into groups that share no product")
    second = vectors[:, -2] / root
    spread = second - second.mean()
    sign = 1.0 if float(spread @ (diversity - diversity.mean())) >= 0.0 else -1.0
    return Complexity(sign * spread / spread.std(), float(values[-2]))


def proximity(specialised: ArrayLike) -> Array:
    """Return how often two products are made by the same countries.

    Equation: ``phi_pq = Σ_c M_cp M_cq / max(u_p, u_q)``, the lesser conditional probability.

    Parameters
    ----------
    specialised : (C, P) array
        1 where ``RCA >= 1``, else 0.

    Returns
    -------
    (P, P) array
        Shares, symmetric, 1 on the diagonal; 0 for a product that nobody makes.

    Examples
    --------
    >>> float(proximity(np.triu(np.ones((4, 4)))[:, ::-1])[0, 1])
    0.75
    """
    matrix = _specialised(specialised)
    ubiquity = matrix.sum(axis=0)
    larger = np.maximum.outer(ubiquity, ubiquity)
    together = matrix.T @ matrix
    result: Array = np.divide(together, larger, out=np.zeros_like(together), where=larger > 0.0)
    return result


def density(specialised: ArrayLike) -> Array:
    """Return how near each product is to what a country makes already.

    Equation: ``d_cp = Σ_q M_cq phi_pq / Σ_q phi_pq``.

    Parameters
    ----------
    specialised : (C, P) array
        1 where ``RCA >= 1``, else 0.

    Returns
    -------
    (C, P) array
        Shares; ``nan`` for a product that nobody makes.

    Examples
    --------
    The country of a single product in a nested world:

    >>> density(np.triu(np.ones((4, 4)))[:, ::-1])[3].round(4).tolist()
    [0.4, 0.2727, 0.1875, 0.12]
    """
    matrix, near = _specialised(specialised), proximity(specialised)
    sums = near.sum(axis=1)
    close = matrix @ near
    result: Array = np.divide(close, sums, out=np.full_like(close, np.nan), where=sums > 0.0)
    return result
