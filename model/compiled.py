"""One way to compile a plain function over arrays, for the whole project.

The code that is read is the code that runs: a kernel is written as ordinary loops and decorated
with :func:`compiled`. With the environment variable ``NUMBA_DISABLE_JIT=1`` the decorator returns
the function itself, so that a debugger or a coverage tool can walk through it.

Machine code is kept beside the source, so that the second run starts at once, as long as it is
fresh (:mod:`model.freshness`).

What costs time to compile: a kernel is compiled once more for every type of its arguments, and a
number written out is a type of its own (so `min(0, rounds)`, not `0`, where it is handed on);
numpy's `zeros`, `empty` and `full` are kernels too, one more for each number of dimensions, and so
are `reshape`, the view of an array as another type, and `** 2`; to name several arrays in one line
makes a tuple of them, which is taken apart again; a way out in the midst of a kernel drops every
array a second time. Two things are left out: the form in which a kernel could be handed to another
as an argument, and a check of every division for a zero, which gives inf or nan, as in numpy; a
kernel that may meet one says what it does then.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any, ClassVar, ParamSpec, TypeVar, cast

import numba
from numba.core import event

from model.collection import no_collection
from model.freshness import PLACES
from model.interrupts import NoInterruptLost
from model.keeping import KernelCache

P = ParamSpec("P")
R = TypeVar("R")

_CONFIG: Any = numba.config  # its names are set at run time, out of sight of the type checker
_EVENT: Any = event  # without types

# The third level of optimisation takes an eighth longer to compile and makes nothing here faster
# (measured: a talk, a run); who names a level in the environment has the last word.
if "NUMBA_OPT" not in os.environ:
    _CONFIG.OPT = type(_CONFIG.OPT)(2)


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
    return _compiled(function)


def compiled_aside(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function compiled as by :func:`compiled`; other threads run while it does.

    Parameters
    ----------
    function : callable
        As for :func:`compiled`; the arrays that it reads must be left alone until it returns.

    Returns
    -------
    callable
        The compiled function; the function itself where ``NUMBA_DISABLE_JIT`` is set.
    """
    return _compiled(function, nogil=True)


def compiled_in_place(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function compiled as by :func:`compiled`; its code is put where it is called.

    For what the innermost loops call with a dozen arrays: to hand these over, seven to nine words
    each, takes as long as a tenth of the work.

    Parameters
    ----------
    function : callable
        As for :func:`compiled`; called from few places, since each holds all of its code.

    Returns
    -------
    callable
        The compiled function; the function itself where ``NUMBA_DISABLE_JIT`` is set.
    """
    return _compiled(function, forceinline=True)


def _compiled(
    function: Callable[P, R], *, nogil: bool = False, forceinline: bool = False
) -> Callable[P, R]:
    """Return the function compiled; with ``nogil`` it lets go of the interpreter's lock."""
    how: dict[str, Any] = {
        "nogil": nogil,
        "forceinline": forceinline,
        "error_model": "numpy",
        "no_cfunc_wrapper": True,
    }
    usual = _CONFIG.CACHE_LOCATOR_CLASSES
    if not usual:  # a user who names their own locators has the last word
        _CONFIG.CACHE_LOCATOR_CLASSES = PLACES
    kernel = numba.njit(**how)(function)
    try:
        if kernel is not function:
            # Typed at a prompt or in a doctest: there is no file beside which to keep the result.
            with suppress(RuntimeError):
                kernel._cache = KernelCache(function)
    finally:
        _CONFIG.CACHE_LOCATOR_CLASSES = usual
    return cast(Callable[P, R], kernel)


def when_compiling(tell: Callable[[Any], object]) -> None:
    """Have a function called when the first kernel from now on is not found among those kept.

    Parameters
    ----------
    tell : callable
        Called with that kernel before the compiler begins; once in the life of the process, however
        often somebody asks to be told, or never.
    """
    _EVENT.register("numba:compile", _First(tell))


class _First(event.Listener):
    """Hears the compiler begin; what is read from the cache does not count."""

    told: ClassVar[bool] = False

    def __init__(self, tell: Callable[[Any], object]) -> None:
        self._tell = tell

    def on_start(self, event: Any) -> None:
        if not _First.told:
            _First.told = True
            self._tell(event.data["dispatcher"])

    def on_end(self, event: object) -> None:
        """Hold no news: nobody waits any longer."""


class _Uncollected(event.Listener):
    """Keeps the collector of cycles away from the compiler: a tenth of its time."""

    def __init__(self) -> None:
        self._under_way: list[AbstractContextManager[None]] = []  # kernels compile those they call

    def on_start(self, event: object) -> None:
        self._under_way.append(no_collection())
        self._under_way[-1].__enter__()

    def on_end(self, event: object) -> None:
        self._under_way.pop().__exit__(None, None, None)


_EVENT.register("numba:compile", _Uncollected())
_EVENT.register("numba:compiler_lock", NoInterruptLost())
