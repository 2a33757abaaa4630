"""Needs met: what the economy gets of what it wants, before and after states leave.

The need for technology k is met by finished imports and by plants in the host; plants need inputs.
With ``Y`` the shares met, ``a_ks`` imports and ``p_ks`` production controlled by state s, ``u_js``
the share of state s in upstream input j, and ``lost_i(tau) = exp(-r_i tau)`` the part of what a
leaving state supplied that has not been re-sourced ``tau`` years later:

``Y_k = min(1, a_k + p_k · min_i (1 - e_ki (1 - Y_i)))``,  ``a_k = Σ_s a_ks (1 - lost_k [s left])``

where i runs over the technologies and inputs that k needs. Suppliers of one good stand in for each
other (OR, the sum); needed goods do not (AND, the minimum).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.compiled import compiled
from model.metrics.bill import Bill

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@compiled
def left_of(total: float, lost: float, leaving: float) -> float:
    """Return what still comes of a total when a part of it has left and is lost for a share."""
    return max(0.0, total - lost * leaving)  # never below nothing, whatever the rounding


@compiled
def met_by(imports: float, plants: float, works: float) -> float:
    """Return the share of a need met by imports and by plants of which a part can work."""
    return min(1.0, imports + plants * works)


@compiled
def fill_works(k: int, needed: Indices, loss: Array, met: Array, works: Array) -> None:
    """Fill in the part of a technology's plants that can work, by what is met of their needs.

    Parameters
    ----------
    k : int
        The technology.
    needed, loss : arrays
        Of a :class:`~model.metrics.bill.Bill`.
    met : (K + J, C) array
        Share met of each need and input, in C cases.
    works : (C,) array
        Filled; the scarcest need decides.
    """
    works[:] = 1.0
    for place in range(needed.shape[1]):
        i = needed[k, place]
        if i < 0:
            break
        e = loss[k, place]
        for c in range(len(works)):
            works[c] = min(works[c], 1.0 - e * (1.0 - met[i, c]))


@compiled
def fill_needs_met(kept: Array, order: Indices, needed: Indices, loss: Array, met: Array) -> None:
    """Fill in the share met of some needs for many cases, see :func:`all_met` for all of them.

    Parameters
    ----------
    kept : (2K + J, C) array
        What still comes in each case: K finished imports, J inputs, then K productions (what plants
        would give if all inputs were there).
    order : array of int
        Technologies to fill in, each after all that it needs.
    needed, loss : arrays
        Of a :class:`~model.metrics.bill.Bill`.
    met : (K + J, C) array
        Share met of what they need; their own rows are filled in.
    """
    goods, cases = met.shape
    works = np.empty(cases)
    for k in order:
        fill_works(k, needed, loss, met, works)
        for c in range(cases):
            met[k, c] = met_by(kept[k, c], kept[goods + k, c], works[c])


@compiled
def all_met(kept: Array, order: Indices, needed: Indices, loss: Array) -> Array:
    """Return the share met of every need and input for many cases, (K + J, C).

    Parameters
    ----------
    kept : (2K + J, C) array
        As for :func:`fill_needs_met`.
    order, needed, loss : arrays
        The parts of a :class:`~model.metrics.bill.Bill`.
    """
    met = np.empty((len(kept) - len(order), kept.shape[1]))
    fill_all_met(kept, order, needed, loss, met)
    return met


@compiled
def fill_all_met(kept: Array, order: Indices, needed: Indices, loss: Array, met: Array) -> None:
    """Fill in the share met of every need and input, see :func:`all_met`."""
    for j in range(len(order), len(met)):
        for c in range(met.shape[1]):
            met[j, c] = min(1.0, kept[j, c])
    fill_needs_met(kept, order, needed, loss, met)


@compiled
def stacked_supply(imports: Array, produced: Array, input_share: Array) -> Array:
    """Return imports, inputs and productions by state under each other, (2K + J, S)."""
    technologies, states = imports.shape
    goods = technologies + len(input_share)
    supply = np.empty((goods + technologies, states))
    for k in range(technologies):
        for s in range(states):
            supply[k, s] = imports[k, s]
            supply[goods + k, s] = produced[k, s]
    for j in range(technologies, goods):
        for s in range(states):
            supply[j, s] = input_share[j - technologies, s]
    return supply


@compiled
def sum_over_states(supply: Array) -> Array:
    """Return row sums, (rows,); several times faster than numpy's for rows this short."""
    total = np.zeros(len(supply))
    for row in range(len(supply)):
        for s in range(supply.shape[1]):
            total[row] += supply[row, s]
    return total


@compiled
def weighted(share: Array, weight: Array) -> float:
    """Return the weighted sum of shares over technologies."""
    result = 0.0
    for k in range(len(share)):
        result += weight[k] * share[k]
    return result


@compiled
def mean_needs_met(
    total: Array, leaving: Array, lost: Array, order: Indices, needed: Indices, loss: Array
) -> Array:
    """Return the share of each need that is met after each of E exits, mean over T times.

    Parameters
    ----------
    total : (2K + J,) array
        Supply before the exit, as stacked by :func:`stacked_supply`.
    leaving : (2K + J, E) array
        The part of it that leaves in each exit.
    lost : (K + J, T) array
        Part of what left that has not been re-sourced at each time, share.
    order, needed, loss : arrays
        The parts of a :class:`~model.metrics.bill.Bill`.

    Returns
    -------
    (E, K) array
        Shares.
    """
    exits, technologies = leaving.shape[1], len(order)
    goods, times = lost.shape
    met, works = np.empty((goods, times, exits)), np.empty((times, exits))
    # Which need is the scarcest is asked of all times in one long row: few loops, none short.
    met_ever, works_ever = met.reshape(goods, times * exits), works.reshape(times * exits)
    summed = np.zeros((technologies, exits))
    for j in range(technologies, goods):
        for t in range(times):
            whole, part, came = total[j], lost[j, t], met[j, t]
            for e in range(exits):
                came[e] = min(1.0, left_of(whole, part, leaving[j, e]))
    for k in order:
        fill_works(k, needed, loss, met_ever, works_ever)
        for t in range(times):
            imports, plants, part = total[k], total[goods + k], lost[k, t]
            share, can = met[k, t], works[t]
            for e in range(exits):
                imported = left_of(imports, part, leaving[k, e])
                made = left_of(plants, part, leaving[goods + k, e])
                share[e] = met_by(imported, made, can[e])
                summed[k, e] += share[e]
    result = np.empty((exits, technologies))
    for k in range(technologies):
        for e in range(exits):
            result[e, k] = summed[k, e] / times
    return result


@compiled
def _after(
    imports: Array,
    produced: Array,
    input_share: Array,
    order: Indices,
    needed: Indices,
    loss: Array,
    gone: Array,
    lost: Array,
) -> Array:
    supply = stacked_supply(imports, produced, input_share)
    return mean_needs_met(sum_over_states(supply), supply @ gone, lost, order, needed, loss)


def needs_met(
    imports: Array,
    produced: Array,
    input_share: Array,
    bill: Bill,
    gone: ArrayLike | None = None,
    lost: Array | None = None,
) -> Array:
    """Return the share of each need that is met when the states ``gone`` have left.

    Equation: see the head of :mod:`model.metrics.needs`.

    Parameters
    ----------
    imports : (K, S) array
        Share of the need for k that finished imports controlled by state s can meet.
    produced : (K, S) array
        Share of need met by plants in the host run by state s if inputs were there.
    input_share : (J, S) array
        Share of upstream input j that comes from state s; rows sum to 1 when nothing is withheld.
    bill : Bill
        Which technologies and inputs each technology needs.
    gone : (S,) or (S, E) array, optional
        States that have left, True or 1, in one exit or in each of E exits; nobody by default.
    lost : (K + J, T) array, optional
        Part of what they supplied that has not been re-sourced, share, at the times over which to
        take the mean; all of it by default. See :func:`lost_share`.

    Returns
    -------
    (K,) or (E, K) array
        Shares.

    Raises
    ------
    ValueError
        If ``gone`` does not name every state.

    Examples
    --------
    A plant of the host's own that needs an input from one foreign state:

    >>> from model.metrics.bill import bill_of_materials
    >>> bill = bill_of_materials([[0.0, 0.8]])
    >>> arrays = np.array([[0.0, 0.1]]), np.array([[0.7, 0.0]]), np.array([[0.0, 1.0]])
    >>> needs_met(*arrays, bill).round(3).tolist()
    [0.8]
    >>> needs_met(*arrays, bill, [False, True]).round(3).tolist()
    [0.14]
    """
    states = imports.shape[1]
    exits = np.zeros(states) if gone is None else np.array(gone, dtype=np.float64)
    if len(exits) != states:
        raise ValueError(f"gone has {len(exits)} entries; expected one for each of {states} states")
    still = np.ones((len(imports) + len(input_share), 1)) if lost is None else lost
    met = _after(imports, produced, input_share, *bill, exits.reshape(states, -1), still)
    return met if exits.ndim > 1 else met[0]


def lost_share(rate: ArrayLike, years: ArrayLike) -> Array:
    """Return the part of a lost supply that has not been re-sourced after some years (M10).

    Equation: ``exp(-r t)``, 1 less what has been recovered.

    Parameters
    ----------
    rate : (N,) array
        Re-sourcing rates r, 1/year.
    years : (T,) array
        Times t since the supplier left, years.

    Returns
    -------
    (N, T) array
        Shares. Source of rates: Korea's re-sourcing of Japanese chemicals after 2019.

    Examples
    --------
    >>> lost_share([0.461], [0.0, 2.0]).round(3).tolist()
    [[1.0, 0.398]]
    """
    rates, times = np.asarray(rate, dtype=np.float64), np.asarray(years, dtype=np.float64)
    result: Array = np.exp(-np.multiply.outer(rates, times))
    return result
