"""Gains: how a bargain shares the surplus, and how gains over the years balance (M21, M22)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def bargaining_share(host_gain_usd_m: float, partner_gain_usd_m: float) -> float:
    """Return the host's part of the surplus of a deal (M21).

    Equation: ``(V_h - R_h) / ((V_h - R_h) + (V_p - R_p))``, gains over the reservation values.

    Parameters
    ----------
    host_gain_usd_m, partner_gain_usd_m : float
        What each side has by the deal beyond what it has without, USD m of today.

    Returns
    -------
    float
        Share; below 0 or above 1 where one side lost, ``nan`` where there is no surplus to share.

    Examples
    --------
    >>> bargaining_share(30.0, 90.0)
    0.25
    """
    surplus = host_gain_usd_m + partner_gain_usd_m
    return host_gain_usd_m / surplus if surplus > 0.0 else float("nan")


def rubinstein_share(first: float, second: float) -> float:
    """Return what the first mover gets when offers alternate without end.

    Equation: ``(1 - delta_2) / (1 - delta_1 delta_2)``.

    Parameters
    ----------
    first, second : float
        Discount factors of the first and the second mover a round, 0 to 1, not both 1.

    Returns
    -------
    float
        Share of the surplus. Source: Rubinstein (1982).

    Raises
    ------
    ValueError
        If a factor is not from 0 to 1, or both are 1.

    Examples
    --------
    >>> round(rubinstein_share(0.9, 0.9), 4), rubinstein_share(0.5, 0.0)
    (0.5263, 1.0)
    """
    if not (0.0 <= first <= 1.0 and 0.0 <= second <= 1.0 and first * second < 1.0):
        raise ValueError(f"discount factors {first} and {second}: expected 0 to 1, not both 1")
    return (1.0 - second) / (1.0 - first * second)


def efficient(utilities: ArrayLike) -> NDArray[np.bool_]:
    """Return which outcomes nobody can improve upon without harm to another.

    Parameters
    ----------
    utilities : (N, A) array
        Utility of each outcome to each of A parties.

    Returns
    -------
    (N,) bool array
        Members of the Pareto frontier; of outcomes that are alike all are.

    Examples
    --------
    >>> efficient([[1.0, 0.0], [0.5, 0.5], [0.4, 0.5], [0.0, 1.0]]).tolist()
    [True, True, False, True]
    """
    points = np.asarray(utilities, dtype=np.float64)
    result = np.ones(len(points), dtype=np.bool_)
    for n, point in enumerate(points):
        result[n] = not bool(
            np.any(np.all(points >= point, axis=1) & np.any(points > point, axis=1))
        )
    return result


def distance_to(outcome: ArrayLike, yardsticks: ArrayLike) -> float:
    """Return how far an outcome lies from the nearest of some points in utilities (M21).

    Equation: ``min_n |u - y_n|``; hand in the frontier, or the Nash or Kalai-Smorodinsky point.

    Parameters
    ----------
    outcome : (A,) array
        Utilities of the deal, 0 to 1.
    yardsticks : (N, A) or (A,) array
        Points to measure from.

    Returns
    -------
    float
        Distance in units of utility.

    Raises
    ------
    ValueError
        If there is no point to measure from.

    Examples
    --------
    >>> distance_to([0.3, 0.4], [[0.6, 0.8], [0.3, 0.9]])
    0.5
    """
    point = np.asarray(outcome, dtype=np.float64)
    others = np.asarray(yardsticks, dtype=np.float64).reshape(-1, len(point))
    if not len(others):
        raise ValueError("no point to measure a distance from")
    return float(np.sqrt(np.square(others - point).sum(axis=1)).min())


def discounted_gains_usd_m(flows_usd_m: ArrayLike, rates: ArrayLike, step: float = 0.25) -> Array:
    """Return the worth today of each party's gains over time (M22).

    Equation: ``G_a = Σ_q f_aq exp(-rho_a q step)``.

    Parameters
    ----------
    flows_usd_m : (A, Q) array
        Net gain of each party in each period, USD m; the first period is now.
    rates : (A,) array
        Each party's own discount rate, 1/year.
    step : float
        Length of a period, years.

    Returns
    -------
    (A,) array
        USD m of today.

    Examples
    --------
    >>> discounted_gains_usd_m([[10.0, 10.0], [0.0, 10.0]], [0.0, 0.1], step=1.0).round(3).tolist()
    [20.0, 9.048]
    """
    flows = np.asarray(flows_usd_m, dtype=np.float64)
    years = step * np.arange(flows.shape[-1])
    factors = np.exp(-np.multiply.outer(np.asarray(rates, dtype=np.float64), years))
    result: Array = (flows * factors).sum(axis=-1)
    return result


def balance_of_gains(host_usd_m: float, partners_usd_m: ArrayLike) -> float:
    """Return how gains balance between the host and its partners together (M22).

    Equation: ``(G_h - Σ_p G_p) / (|G_h| + Σ_p |G_p|)``.

    Parameters
    ----------
    host_usd_m : float
        The host's discounted gains, USD m.
    partners_usd_m : (P,) array
        Each partner's, USD m.

    Returns
    -------
    float
        From -1 (all to partners) over 0 (even) to 1 (all to the host); ``nan`` without gains.

    Examples
    --------
    >>> balance_of_gains(30.0, [40.0, 30.0])
    -0.4
    """
    partners = np.asarray(partners_usd_m, dtype=np.float64)
    whole = abs(host_usd_m) + float(np.abs(partners).sum())
    return (host_usd_m - float(partners.sum())) / whole if whole > 0.0 else float("nan")
