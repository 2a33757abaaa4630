"""Position in a network of suppliers: Katz and PageRank reach, Burt's constraint (M8, M8b).

They rank; they do not say what breaks when somebody leaves, which is the exit game's to say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def _square(weights: ArrayLike) -> Array:
    matrix = np.asarray(weights, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"weights have shape {matrix.shape}; expected a square")
    if matrix.size and not matrix.min() >= 0.0:
        raise ValueError("weights must be 0 or more, and numbers")
    return matrix


def katz_reach(weights: ArrayLike, damping: float) -> Array:
    """Return how much of the network reaches each node, nearer more than farther.

    Equation: ``x = (I - a Wᵀ)⁻¹ 1``, for ``a < 1 / rho(W)``.

    Parameters
    ----------
    weights : (n, n) array
        ``W_uv``: weight of the tie from supplier u to user v.
    damping : float
        a, weight of a step.

    Returns
    -------
    (n,) array
        Reach, 1 for a node that nobody supplies. Transpose W for reach downstream.

    Raises
    ------
    ValueError
        If the damping is not below one over the spectral radius: the series would not end.

    Notes
    -----
    Source: Katz (1953).

    Examples
    --------
    Upstream supplies Korea and Peru, Korea supplies Peru:

    >>> katz_reach([[0, 1, 1], [0, 0, 1], [0, 0, 0]], 0.5).tolist()
    [1.0, 1.5, 2.25]
    """
    matrix = _square(weights)
    radius = float(np.abs(np.linalg.eigvals(matrix)).max(initial=0.0))
    if not 0.0 <= damping * radius < 1.0:
        raise ValueError(
            f"damping {damping} with spectral radius {radius:.4g}: must be below its inverse"
        )
    system = np.eye(len(matrix)) - damping * matrix.T
    return np.asarray(np.linalg.solve(system, np.ones(len(matrix))), dtype=np.float64)


def pagerank(weights: ArrayLike, damping: float = 0.85) -> Array:
    """Return the share of time that a walker along the ties spends at each node.

    Equation: ``x = a Pᵀ x + (1 - a) / n``, P the weights with rows scaled to 1; a node without ties
    out sends the walker anywhere.

    Parameters
    ----------
    weights : (n, n) array
        ``W_uv``: weight of the tie from u to v.
    damping : float
        a, probability of following a tie, below 1.

    Returns
    -------
    (n,) array
        Shares, sum 1. Source: Brin & Page (1998).

    Raises
    ------
    ValueError
        If the damping is not from 0 to below 1.

    Examples
    --------
    >>> pagerank([[0, 1], [1, 0]]).round(6).tolist()
    [0.5, 0.5]
    """
    matrix = _square(weights)
    if not 0.0 <= damping < 1.0:
        raise ValueError(f"damping {damping}: expected from 0 to below 1")
    n = len(matrix)
    sums = matrix.sum(axis=1, keepdims=True)
    walk = np.divide(matrix, sums, out=np.full_like(matrix, 1.0 / max(n, 1)), where=sums > 0.0)
    start = np.full(n, (1.0 - damping) / max(n, 1))
    result = np.asarray(np.linalg.solve(np.eye(n) - damping * walk.T, start), dtype=np.float64)
    return result


def burt_constraint(weights: ArrayLike) -> Array:
    """Return how far the ties of each node lead back to the same few others.

    Equation: ``c_i = Σ_{j≠i} (p_ij + Σ_{q≠i,j} p_iq p_qj)²``, ``p_ij = (w_ij + w_ji) / Σ_k (w_ik +
    w_ki)``. On a star seen from its middle this is the Herfindahl index of its ties.

    Parameters
    ----------
    weights : (n, n) array
        Weights of ties; ties of a node to itself are passed over.

    Returns
    -------
    (n,) array
        Constraint; ``nan`` for a node without ties. Source: Burt (1992).

    Examples
    --------
    >>> star = np.zeros((5, 5))
    >>> star[0, 1:] = 0.34, 0.137, 0.101, 0.422
    >>> float(burt_constraint(star)[0].round(4))
    0.3227
    """
    matrix = _square(weights)
    ties = matrix + matrix.T
    np.fill_diagonal(ties, 0.0)
    sums = ties.sum(axis=1, keepdims=True)
    p = np.divide(ties, sums, out=np.zeros_like(ties), where=sums > 0.0)
    # Only those i is tied to count as j; the diagonal of p is 0, so q is never i or j.
    through = np.where(ties > 0.0, p + p @ p, 0.0)
    return np.where(sums[:, 0] > 0.0, np.square(through).sum(axis=1), np.nan)
