"""Transfer: what part of the work is done at home, and what part of the promise was learned.

Localisation (M14) is never one number: a host that pours all the concrete and designs nothing has
not localised half of a reactor. Effectiveness (M20) counts what was absorbed, not what was shown.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

#: Classes of task by which localisation is told, easiest first.
TASKS = ("construction", "design", "equipment", "core")


def localisation(domestic_usd_m: ArrayLike, contract_usd_m: ArrayLike) -> Array:
    """Return the domestic share of contract value in each class of task (M14).

    Equation: ``domestic_g / contract_g``.

    Parameters
    ----------
    domestic_usd_m, contract_usd_m : (..., G) arrays
        Value done by domestic firms, and in all, by class of task; USD m or any other unit.

    Returns
    -------
    (..., G) array
        Shares; ``nan`` for a class of which nothing was contracted.

    Raises
    ------
    ValueError
        If a domestic value is negative or above the contract's.

    Examples
    --------
    Kori-3 and -4: construction, design, equipment (per 100 of each).

    >>> localisation([97.5, 37.3, 29.4, 0.0], [100, 100, 100, 0]).round(3).tolist()
    [0.975, 0.373, 0.294, nan]
    """
    domestic = np.asarray(domestic_usd_m, dtype=np.float64)
    contract = np.asarray(contract_usd_m, dtype=np.float64)
    if not bool(np.all((domestic >= 0.0) & (domestic <= contract))):
        raise ValueError("domestic value must lie from 0 to the value of the contract")
    result: Array = np.divide(
        domestic, contract, out=np.full(contract.shape, np.nan), where=contract > 0.0
    )
    return result


def transfer_effectiveness(absorbed: float, promised: float) -> float:
    """Return know-how absorbed over know-how promised to date (M20).

    Equation: ``Σ_k v_k absorbed_k / Σ_k v_k promised_k``.

    Parameters
    ----------
    absorbed : float
        Know-how gained since the start under the agreements, weighted share.
    promised : float
        Know-how that their plans promised by now, in the same unit.

    Returns
    -------
    float
        Ratio, 0 or more; 0 for access without absorption, ``nan`` where nothing was promised yet.

    Raises
    ------
    ValueError
        If an amount is negative.

    Examples
    --------
    >>> transfer_effectiveness(0.06, 0.24), transfer_effectiveness(0.0, 0.24)
    (0.25, 0.0)
    """
    if not (absorbed >= 0.0 and promised >= 0.0):
        raise ValueError(f"absorbed {absorbed}, promised {promised}: expected 0 or more")
    return absorbed / promised if promised > 0.0 else float("nan")


def absorption_per_capacity(know_how: ArrayLike, installed: ArrayLike, weight: ArrayLike) -> float:
    """Return how much of the installed capacity the host masters.

    Equation: ``Σ_k v_k L_k C_k / Σ_k v_k C_k``.

    Parameters
    ----------
    know_how : (K,) array
        Share of the tasks of each technology that the host has learned, L.
    installed : (K,) array
        Installed capacity, share of need, C.
    weight : (K,) array
        Strategic weights v.

    Returns
    -------
    float
        Share; ``nan`` where nothing is installed.

    Examples
    --------
    A plant that nobody at home understands, and a smaller one that everybody does:

    >>> absorption_per_capacity([0.0, 1.0], [0.6, 0.2], [0.5, 0.5])
    0.25
    """
    standing = np.asarray(installed, dtype=np.float64) * np.asarray(weight, dtype=np.float64)
    total = float(standing.sum())
    known = float(standing @ np.asarray(know_how, dtype=np.float64))
    return known / total if total > 0.0 else float("nan")
