"""Losing a supplier when others can stand in for it, more or less, at once or in time (M9, M10)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def ces_output(inputs: ArrayLike, weights: ArrayLike, sigma: float) -> float:
    """Return output from inputs that substitute for each other with a constant elasticity.

    Equation: ``Y = (Σ_k w_k x_k^r)^(1/r)``, ``r = (sigma - 1) / sigma``; the geometric mean at
    sigma 1, the least input at 0, the weighted sum at infinity.

    Parameters
    ----------
    inputs : (n,) array
        Inputs against what they are in full, share.
    weights : (n,) array
        Weights, positive, sum 1.
    sigma : float
        Elasticity of substitution, 0 to infinity.

    Returns
    -------
    float
        Output against full output, share. Source: Arrow, Chenery, Minhas & Solow (1961).

    Raises
    ------
    ValueError
        If inputs or the elasticity are negative, or weights are not positive or do not sum to 1.

    Examples
    --------
    >>> round(ces_output([0.0, 1.0, 1.0], [0.5, 0.3, 0.2], 4.0), 4)
    0.3969
    """
    x, w = np.asarray(inputs, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if x.shape != w.shape or not bool(np.all(x >= 0.0)):
        raise ValueError("inputs must be 0 or more, one for each weight")
    if not (bool(np.all(w > 0.0)) and math.isclose(float(w.sum()), 1.0, abs_tol=1e-9)):
        raise ValueError(f"weights must be positive and sum to 1; they sum to {float(w.sum()):g}")
    if not sigma >= 0.0:
        raise ValueError(f"elasticity {sigma}: expected 0 or more")
    least = float(x.min())
    if sigma == 0.0 or (sigma <= 1.0 and least == 0.0):
        return least
    if math.isinf(sigma):
        return float(w @ x)
    if abs(sigma - 1.0) < 1e-6:
        return float(np.exp(w @ np.log(x)))
    r = (sigma - 1.0) / sigma
    if r < 0.0:
        # Divided by the least input first: x^r of a small x would overflow.
        return least * math.pow(float(w @ (x / least) ** r), 1.0 / r)
    return math.pow(float(w @ x**r), 1.0 / r)


def ces_exit_loss(
    weights: ArrayLike, controlled: ArrayLike, sigma: float, recovered: ArrayLike = 0.0
) -> float:
    """Return the part of output that goes when a controller leaves (M9).

    Equation: ``Loss_c = 1 - Y'/Y``, with ``x_k = 1 - s_kc (1 - recovered_k)`` after the exit.

    Parameters
    ----------
    weights : (n,) array
        Weights of inputs, sum 1.
    controlled : (n,) array
        Share of each input that the leaver controls.
    sigma : float
        Elasticity of substitution between inputs.
    recovered : (n,) array or float
        Share of what left that has been re-sourced.

    Returns
    -------
    float
        Share of output.

    Examples
    --------
    >>> loss = [round(ces_exit_loss([0.5, 0.3, 0.2], [1, 0, 0], s), 4) for s in (1, 2, 4, np.inf)]
    >>> loss
    [1.0, 0.75, 0.6031, 0.5]
    """
    share = np.asarray(controlled, dtype=np.float64)
    if not bool(np.all((share >= 0.0) & (share <= 1.0))):
        raise ValueError("controlled shares must lie from 0 to 1")
    left = 1.0 - share * (1.0 - np.asarray(recovered, dtype=np.float64))
    return 1.0 - ces_output(left, weights, sigma)


def autarky_loss(domestic_share: float, elasticity: float) -> float:
    """Return the welfare that all trade is worth, a bound for the loss from its end (M9b).

    Equation: ``1 - lambda^(1 / epsilon)``.

    Parameters
    ----------
    domestic_share : float
        Share of spending on own goods, lambda, above 0 to 1.
    elasticity : float
        Trade elasticity epsilon, positive.

    Returns
    -------
    float
        Share of real income. Source: Arkolakis, Costinot & Rodríguez-Clare (2012).

    Raises
    ------
    ValueError
        If the share is not from 0 to 1 or the elasticity not positive.

    Examples
    --------
    >>> round(autarky_loss(0.8, 5.0), 4), round(autarky_loss(0.8, 1.0), 4)
    (0.0436, 0.2)
    """
    if not (0.0 <= domestic_share <= 1.0 and elasticity > 0.0):
        raise ValueError(
            f"share {domestic_share} and elasticity {elasticity}: expected 0 to 1, > 0"
        )
    return 1.0 - math.pow(domestic_share, 1.0 / elasticity)


def discounted_loss(loss: float, rate: float, discount: float, years: float) -> float:
    """Return a loss that fades as suppliers are replaced, summed over years and discounted (M10).

    Equation: ``L0 / (r + rho) · (1 - exp(-(r + rho) T))``.

    Parameters
    ----------
    loss : float
        Loss at once, L0, a share of output or money a year.
    rate : float
        Re-sourcing rate r, 1/year.
    discount : float
        Discount rate rho, 1/year.
    years : float
        Horizon T, years.

    Returns
    -------
    float
        Years of output, or money.

    Raises
    ------
    ValueError
        If a rate or the horizon is negative.

    Examples
    --------
    >>> [round(discounted_loss(0.3, r, 0.05, 10.0), 2) for r in (0.461, 0.116, 0.029)]
    [0.58, 1.46, 2.07]
    """
    if not (rate >= 0.0 and discount >= 0.0 and years >= 0.0):
        raise ValueError(f"rates {rate}, {discount} and horizon {years}: expected 0 or more")
    pace = rate + discount
    return loss * years if pace == 0.0 else loss / pace * -math.expm1(-pace * years)
