"""Public debt: how it moves, when it presses, who holds it and what it is secured on (M16, M17)."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.concentration import hhi

#: Thresholds of external debt for a state of weak, medium and strong capacity to carry it, as
#: shares. Source: IMF and World Bank (2018), debt sustainability framework.
STRESS = MappingProxyType(
    {
        "present value to GDP": (0.30, 0.40, 0.55),
        "present value to exports": (1.40, 1.80, 2.40),
        "service to exports": (0.10, 0.15, 0.21),
        "service to revenue": (0.14, 0.18, 0.23),
    }
)


def next_debt_share(debt: float, interest: float, growth: float, primary_balance: float) -> float:
    """Return the debt share of the next year (M16).

    Equation: ``d' = d (1 + r) / (1 + g) - pb``.

    Parameters
    ----------
    debt : float
        Debt over GDP, d, share.
    interest, growth : float
        Interest rate r and growth g, both nominal or both real, 1/year.
    primary_balance : float
        Primary balance over GDP, share; negative for a deficit.

    Returns
    -------
    float
        Share.

    Raises
    ------
    ValueError
        If the economy would shrink to nothing (growth of -1 or less).

    Examples
    --------
    >>> round(next_debt_share(0.327, 0.055, 0.06, -0.018), 5)
    0.34346
    """
    if not growth > -1.0:
        raise ValueError(f"growth of {growth}: expected above -1")
    return debt * (1.0 + interest) / (1.0 + growth) - primary_balance


def stress_band(indicator: str, value: float) -> int:
    """Return how many thresholds of debt stress a ratio is above.

    Parameters
    ----------
    indicator : str
        A key of ``STRESS``.
    value : float
        The ratio, share.

    Returns
    -------
    int
        0 within the band of every state; 1 above that of weak, 2 of medium, 3 even of strong
        capacity to carry debt.

    Raises
    ------
    ValueError
        If there is no such indicator.

    Examples
    --------
    >>> stress_band("present value to GDP", 0.343), stress_band("service to revenue", 0.24)
    (1, 3)
    """
    if indicator not in STRESS:
        raise ValueError(f"no debt indicator {indicator!r}; there are {', '.join(STRESS)}")
    return sum(value > threshold for threshold in STRESS[indicator])


def collateral_share(pledged_usd_m: ArrayLike, owed_usd_m: ArrayLike) -> float:
    """Return the part of debt that is secured on something (M17).

    Equation: ``Σ collateralised / Σ owed``.

    Parameters
    ----------
    pledged_usd_m, owed_usd_m : (P,) arrays
        Collateralised and total debt by creditor, USD m.

    Returns
    -------
    float
        Share; ``nan`` where nothing is owed.

    Raises
    ------
    ValueError
        If more is pledged than owed to a creditor, or an amount is negative.

    Examples
    --------
    >>> collateral_share([0.0, 46.0], [0.0, 100.0])
    0.46
    """
    pledged = np.asarray(pledged_usd_m, dtype=np.float64)
    owed = np.asarray(owed_usd_m, dtype=np.float64)
    if not bool(np.all((pledged >= 0.0) & (pledged <= owed))):
        raise ValueError("collateralised debt must lie from 0 to the debt")
    total = float(owed.sum())
    return float(pledged.sum()) / total if total > 0.0 else float("nan")


def creditor_concentration(owed_usd_m: ArrayLike) -> float:
    """Return the Herfindahl index of debt by creditor state (M17).

    Equation: ``Σ_c (owed_c / owed)²``.

    Parameters
    ----------
    owed_usd_m : (P,) array
        Debt by controlling creditor state, USD m.

    Returns
    -------
    float
        Index; ``nan`` where nothing is owed.

    Examples
    --------
    >>> creditor_concentration([50.0, 50.0])
    0.5
    """
    return float(hhi(owed_usd_m))
