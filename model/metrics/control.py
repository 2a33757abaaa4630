"""Control: whose hand is behind a firm (M1b).

Firms are owned by states and by other firms. Looked through *in proportion*, a firm's supply is
split among its ultimate owners; looked through *by majority*, it belongs whole to the state that
holds more than half of it, directly or through firms that it controls. By majority, several firms
can only fall into one hand, never one firm into several: concentration by controller is then never
below concentration by firm. In proportion that need not hold (one firm of two equal owners).

Source: the chains of control of La Porta, Lopez-de-Silanes & Shleifer (1999).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

#: Nobody holds the majority.
NOBODY = -1


def _checked(by_firms: ArrayLike, by_states: ArrayLike) -> tuple[Array, Array]:
    firms = np.asarray(by_firms, dtype=np.float64)
    states = np.asarray(by_states, dtype=np.float64)
    count = len(states)
    if firms.shape != (count, count):
        raise ValueError(f"shares held by firms have shape {firms.shape}; expected {(count,) * 2}")
    rows = firms.sum(axis=1) + states.sum(axis=1)
    if not bool(np.allclose(rows, 1.0, atol=1e-9)) or firms.min(initial=0.0) < 0.0:
        raise ValueError(f"shares in each firm must sum to 1; they sum to {rows.tolist()}")
    if states.min(initial=0.0) < 0.0:
        raise ValueError("a state holds a negative share")
    return firms, states


def ultimate_ownership(by_firms: ArrayLike, by_states: ArrayLike) -> Array:
    """Return what each state owns of each firm, directly and through other firms.

    Equation: ``(I - F)⁻¹ G``, the Leontief inverse of ownership; ``[F G]`` is row-stochastic.

    Parameters
    ----------
    by_firms : (F, F) array
        Share of firm (row) held by firm (column).
    by_states : (F, C) array
        Share of firm (row) held by state or other last owner (column).

    Returns
    -------
    (F, C) array
        Shares; rows sum to 1.

    Raises
    ------
    ValueError
        If the shares in a firm do not sum to 1, or firms own each other with nobody behind them.

    Examples
    --------
    A firm held half by a state, half by another firm that the state holds whole:

    >>> ultimate_ownership([[0, 0.5], [0, 0]], [[0.5, 0.0], [1.0, 0.0]]).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    firms, states = _checked(by_firms, by_states)
    try:
        owned = np.linalg.solve(np.eye(len(firms)) - firms, states)
    except np.linalg.LinAlgError:
        raise ValueError("firms own each other in a circle with no state behind them") from None
    return np.asarray(owned, dtype=np.float64)


def look_through(by_firm: ArrayLike, ultimate: ArrayLike) -> Array:
    """Return the share of a supply that each state controls, in proportion to ownership.

    Equation: ``s_kc = Σ_f s_kf · ultimate_fc``.

    Parameters
    ----------
    by_firm : (..., F) array
        Supply by firm, shares or amounts.
    ultimate : (F, C) array
        From :func:`ultimate_ownership`.

    Returns
    -------
    (..., C) array
        Supply by state, in the unit given.

    Examples
    --------
    Two firms, each 60 % state-owned:

    >>> look_through([0.6, 0.4], [[0.6, 0.4], [0.6, 0.4]]).round(3).tolist()
    [0.6, 0.4]
    """
    result: Array = np.asarray(by_firm, dtype=np.float64) @ np.asarray(ultimate, dtype=np.float64)
    return result


def majority_controller(
    by_firms: ArrayLike, by_states: ArrayLike, majority: float = 0.5
) -> Indices:
    """Return the state that controls each firm by majority, directly or through firms it controls.

    Equation: c controls f when ``G_fc + Σ_g F_fg [c controls g] > majority``, the least solution.

    Parameters
    ----------
    by_firms, by_states : (F, F) and (F, C) arrays
        As in :func:`ultimate_ownership`.
    majority : float
        Share above which control is whole, at least one half.

    Returns
    -------
    (F,) array
        State, or ``NOBODY`` (-1).

    Raises
    ------
    ValueError
        If shares do not sum to 1, or a majority below one half could go to two.

    Examples
    --------
    >>> majority_controller([[0, 0.3], [0, 0]], [[0.3, 0.4], [0.8, 0.2]]).tolist()
    [0, 0]
    """
    if not 0.5 <= majority <= 1.0:
        raise ValueError(f"majority of {majority}: expected from 0.5 to 1")
    firms, states = _checked(by_firms, by_states)
    count, parties = states.shape
    controller = np.full(count, NOBODY, dtype=np.int64)
    while True:
        held = states.copy()
        for c in range(parties):
            held[:, c] += firms @ (controller == c)
        found = np.where(
            (controller == NOBODY) & (held.max(axis=1, initial=0.0) > majority),
            held.argmax(axis=1) if parties else NOBODY,
            controller,
        )
        if bool((found == controller).all()):
            return controller
        controller = found


def by_controller(by_firm: ArrayLike, controller: ArrayLike, states: int) -> Array:
    """Return supply by who controls it; a firm that nobody controls stays its own master.

    Parameters
    ----------
    by_firm : (..., F) array
        Supply by firm, shares or amounts.
    controller : (F,) array
        State behind each firm, or ``NOBODY``.
    states : int
        Number of states C.

    Returns
    -------
    (..., C + F) array
        Supply by state, then by firm for firms that no state controls.

    Examples
    --------
    Lima's power distribution: two firms, one state behind both.

    >>> by_controller([0.54, 0.46], [0, 0], 1).tolist()
    [1.0, 0.0, 0.0]
    """
    supply = np.asarray(by_firm, dtype=np.float64)
    behind = np.asarray(controller, dtype=np.int64)
    firms = len(behind)
    column = np.where(behind == NOBODY, states + np.arange(firms), behind)
    membership = np.zeros((firms, states + firms))
    membership[np.arange(firms), column] = 1.0
    result: Array = supply @ membership
    return result
