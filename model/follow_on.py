"""What a host still hopes for from a partner, and therefore does not put at risk.

The obsolescing bargain (Vernon 1971) says that a host asks for more once a plant stands. It fails
where more is promised than stands: a host that wants the next plant keeps its word on the first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.state import State

Array = NDArray[np.float64]


@compiled
def beyond_hope(stands: float, promised: float) -> float:
    """Return the share of what stands that exceeds what is still hoped for, 0 to 1.

    Examples
    --------
    >>> beyond_hope(0.4, 0.1), beyond_hope(0.1, 0.4), beyond_hope(0.0, 0.0)
    (0.75, 0.0, 0.0)
    """
    return max(0.0, 1.0 - promised / stands) if stands > 0.0 else 0.0


def follow_on(state: State) -> Array:
    """Return what each partner may yet bring of each technology, (P, K), in units of agreements.

    Equation: ``f (1 - standing) c N``: of the need that nobody has planned for, what the partner
    can do, believed by f; nothing where the mechanism is off.
    """
    believed = state.scenario.delivery.follow_on * state.scenario.mechanisms.follow_on
    result: Array = state.atlas.capability * (
        believed * np.maximum(0.0, 1.0 - state.standing) * state.need_index
    )
    return result
