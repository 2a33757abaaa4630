"""Designs of sensitivity analysis, by SALib: Morris, Saltelli, extended FAST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.study.declare import Design

Array = NDArray[np.float64]
#: A factor that changes nothing but the luck: what it seems to do, no other can be seen to do less.
DUMMY = "dummy"


def problem(names: Sequence[str]) -> dict[str, Any]:
    """Return the description of the unit cube that SALib asks for.

    Examples
    --------
    >>> problem(["trust"])
    {'num_vars': 1, 'names': ['trust'], 'bounds': [[0.0, 1.0]]}
    """
    return {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[0.0, 1.0] for _ in names],
    }


def sensitivity_points(design: Design, names: Sequence[str]) -> Array:
    """Return the points of a design of sensitivity in the unit cube, (rows, names).

    Parameters
    ----------
    design : Design
        ``morris``: ``size`` trajectories, rows ``size (d + 1)``; ``saltelli``: ``size`` base
        samples, rows ``size (d + 2)``; ``efast``: ``size`` samples a factor, rows ``size d``.
    names : sequence of str
        Factors, the dummy among them.

    References
    ----------
    Morris (1991), Technometrics 33; Saltelli (2002), Computer Physics Communications 145;
    Saltelli, Tarantola & Chan (1999), Technometrics 41; Iwanaga, Usher & Herman (2022), SALib 2.0.

    Examples
    --------
    >>> sensitivity_points(Design(kind="saltelli", size=8), ["a", "b"]).shape
    (32, 2)
    """
    # SALib takes a second, which who only looks at studies need not wait.
    from SALib.sample import fast_sampler, morris, sobol

    space = problem(names)
    if design.kind == "morris":
        points = morris.sample(space, design.size, num_levels=design.grid, seed=design.seed)
    elif design.kind == "saltelli":
        points = sobol.sample(
            space, design.size, calc_second_order=False, scramble=True, seed=design.seed
        )
    else:
        points = fast_sampler.sample(space, design.size, seed=design.seed)
    return np.asarray(points, dtype=np.float64)
