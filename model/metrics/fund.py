"""The rule of a fund: spend what it earns, or how long what is spent can last (M18)."""

from __future__ import annotations

import math


def sustainable_draw_usd_m(fund_usd_m: float, real_return: float) -> float:
    """Return what may be drawn a year so that the fund keeps its worth.

    Equation: ``draw = expected real return × fund``, nothing where the return is negative.

    Parameters
    ----------
    fund_usd_m : float
        Fund, USD m.
    real_return : float
        Expected real return, 1/year.

    Returns
    -------
    float
        USD m a year. Source: the rule of Norway's fund (2001, 3 % since 2017).

    Examples
    --------
    >>> sustainable_draw_usd_m(75_000.0, 0.03)
    2250.0
    """
    return max(0.0, real_return) * max(0.0, fund_usd_m)


def full_draws(fund_usd_m: float, draw_usd_m: float, real_return: float) -> float:
    """Return how many times a sum can be drawn in full, once at the end of each year.

    Equation: the largest n with ``F (1 + r)^n >= D ((1 + r)^n - 1) / r``.

    Parameters
    ----------
    fund_usd_m : float
        Fund at the start, USD m.
    draw_usd_m : float
        Drawn at the end of each year, USD m, positive.
    real_return : float
        Real return, 1/year, above -1.

    Returns
    -------
    float
        Whole number of draws; ``inf`` where the fund earns what is drawn.

    Raises
    ------
    ValueError
        If the draw is not positive, the fund negative, or the return -1 or less.

    Examples
    --------
    >>> full_draws(75_000.0, 5_000.0, 0.03), full_draws(75_000.0, 2_250.0, 0.03)
    (20.0, inf)
    """
    if not (fund_usd_m >= 0.0 and draw_usd_m > 0.0 and real_return > -1.0):
        raise ValueError(
            f"fund {fund_usd_m}, draw {draw_usd_m}, return {real_return}: expected >= 0, > 0, > -1"
        )
    years = fund_usd_m / draw_usd_m
    # A millionth of a draw is forgiven, so that a sum that fits exactly is not lost to rounding.
    if abs(real_return) < 1e-12:
        return float(math.floor(years + 1e-6))
    spent = 1.0 - real_return * years
    if spent <= 1e-12:
        return math.inf
    return float(math.floor(-math.log(spent) / math.log1p(real_return) + 1e-6))
