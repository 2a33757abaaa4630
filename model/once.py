"""What follows from a scenario alone is worked out once, not for every seed anew.

A batch runs one scenario with hundreds of seeds. Its arrays, the tables of terms and what
negotiators know of its rules are the same in all of them; they are shared, and nobody writes to
them. Scenarios are frozen, so that the same object always means the same world.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

#: Results that each function keeps: those of the scenarios that were asked for last.
KEPT = 16


class _Same:
    """Arguments that equal others where they are the same objects."""

    def __init__(self, each: tuple[Any, ...]) -> None:
        # As long as these are held, no other object can have one of their numbers.
        self.each, self.numbers = each, tuple(map(id, each))

    def __hash__(self) -> int:
        return hash(self.numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.numbers == other.numbers


def once(make: Callable[P, R]) -> Callable[P, R]:
    """Return a function that remembers what it made of the same objects.

    Parameters
    ----------
    make : callable
        Works something out from frozen arguments; what is given by name is not remembered.

    Examples
    --------
    >>> @once
    ... def names(scenario: list[str]) -> list[str]:
    ...     return sorted(scenario)
    >>> names(a := ["b", "a"]) is names(a), names(a) is names(["b", "a"])
    (True, False)
    """
    work: Callable[..., R] = make

    @lru_cache(maxsize=KEPT)
    def made(same: _Same) -> R:
        return work(*same.each)

    @wraps(make)
    def remembered(*arguments: P.args, **named: P.kwargs) -> R:
        return work(*arguments, **named) if named else made(_Same(arguments))

    return remembered
