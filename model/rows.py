"""Writing one row into another inside a kernel.

numpy's way, ``here[:] = values``, checks whether the shapes agree; that check and its texts are 40
kernels more, a sixth of the time that the first run in a fresh checkout compiles.
"""

from typing import Any

from model.compiled import compiled


@compiled
def put(values: Any, here: Any) -> None:
    """Write values, an array or a tuple of one type, into a row of the same length.

    Examples
    --------
    >>> import numpy as np
    >>> table = np.zeros((2, 3))
    >>> put((1.0, 2.0, 3.0), table[1])
    >>> put(table[1], table[0])
    >>> table.tolist()
    [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]
    """
    for i in range(len(here)):
        here[i] = values[i]
