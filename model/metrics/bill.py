"""The bill of materials: which technologies and inputs each technology cannot run without.

A plant needs *all* its inputs (AND); each input may come from *any* of its suppliers (OR). What is
kept here is the AND part as short lists, so that an evaluation touches only the needs that exist.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


class Bill(NamedTuple):
    """A bill of materials of K technologies as lists of at most M needs each.

    Attributes
    ----------
    order : (K,) int64
        Technologies, each after all that it needs.
    needed : (K, M) int64
        What technology k needs: ``0 .. K-1`` a technology, from ``K`` on an upstream input;
        ``-1`` ends the list.
    loss : (K, M) float64
        Share of k's production lost when that need is wholly missing.
    """

    order: Indices
    needed: Indices
    loss: Array


def bill_of_materials(essential: ArrayLike) -> Bill:
    """Return the lists of needs behind a matrix of requirements.

    Parameters
    ----------
    essential : (K, K + J) array
        Share of k's production lost when the technology or upstream input of that column is wholly
        missing, 0 to 1; 0 where it is not needed.

    Returns
    -------
    Bill
        Order of evaluation and lists of needs. Ties in the order are settled by index.

    Raises
    ------
    ValueError
        If the matrix has the wrong shape, holds a number outside 0 to 1, or if technologies need
        each other in a circle.

    Examples
    --------
    >>> bill = bill_of_materials([[0.0, 0.8, 0.0], [0.0, 0.0, 1.0]])
    >>> bill.order.tolist(), bill.needed.tolist(), bill.loss.tolist()
    ([1, 0], [[1], [2]], [[0.8], [1.0]])
    """
    matrix = np.array(essential, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] > matrix.shape[1]:
        raise ValueError(f"essential has shape {matrix.shape}; expected (K, K + J)")
    if not bool(np.all((matrix >= 0.0) & (matrix <= 1.0))):
        raise ValueError("essential holds numbers outside 0 to 1")
    technologies = len(matrix)
    requires = {k: np.flatnonzero(matrix[k, :technologies]).tolist() for k in range(technologies)}
    sorter = TopologicalSorter(requires)
    try:
        sorter.prepare()
    except CycleError as error:
        raise ValueError(f"technologies {error.args[1]} need each other in a circle") from None
    order: list[int] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order.extend(ready)
        sorter.done(*ready)
    longest = int((matrix > 0.0).sum(axis=1).max(initial=0))
    needed = np.full((technologies, longest), -1, dtype=np.int64)
    loss = np.zeros((technologies, longest))
    for k in range(technologies):
        columns = np.flatnonzero(matrix[k])
        needed[k, : len(columns)] = columns
        loss[k, : len(columns)] = matrix[k, columns]
    return Bill(np.array(order, dtype=np.int64), needed, loss)
