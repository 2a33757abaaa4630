"""One way to compile a plain function over arrays, for the whole project.

The code that is read is the code that runs: a kernel is written as ordinary loops and
decorated with :func:`compiled`. With the environment variable ``NUMBA_DISABLE_JIT=1`` the
decorator returns the function itself, so that a debugger or a coverage tool can walk through it.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function compiled to machine code on its first call, its type unchanged.

    Parameters
    ----------
    function : callable
        A function of numbers and numpy arrays inside the subset of Python that numba takes.

    Returns
    -------
    callable
        The compiled function; the function itself where ``NUMBA_DISABLE_JIT`` is set.

    Examples
    --------
    >>> @compiled
    ... def twice(amount: float) -> float:
    ...     return 2.0 * amount
    >>> twice(2.5)
    5.0
    """
    try:
        return cast(Callable[P, R], numba.njit(cache=True)(function))
    except RuntimeError:
        # Typed at a prompt or in a doctest: there is no file beside which to keep the result.
        return cast(Callable[P, R], numba.njit(function))
