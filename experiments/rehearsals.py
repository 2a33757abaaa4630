"""Rehearsals: which kernels are called with what, learned in plain Python.

To compile kernels ahead of their first call one must know for what types of arguments. No list says
so that would have to be kept in step with the code: a rehearsal does. While it lasts every kernel
runs as plain Python and is taken note of, with those that it calls.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numba
import numpy as np
from numba.core.dispatcher import Dispatcher

from experiments.ahead import OURS
from model.negotiation.bargain import linked_talks
from model.negotiation.codes import Belief, Offer, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.issues import Interaction
from model.negotiation.yardsticks import yardsticks

#: What can be rehearsed: a talk; a world, and its talks.
TALK, WORLD = "talk", "world"


@dataclass(frozen=True)
class Part:
    """A kernel for some types of arguments; picklable.

    Attributes
    ----------
    module, name : str
        Where it is found.
    types : tuple
        numba's types of its arguments.
    size : int
        Bytes of its code in Python: by and large what it takes to compile.
    """

    module: str
    name: str
    types: tuple[Any, ...]
    size: int

    def compile(self) -> None:
        """Compile it, or load what was compiled before."""
        getattr(import_module(self.module), self.name).compile(self.types)


#: By part: those that it calls, which come before it.
Plan = dict[Part, set[Part]]


@contextmanager
def rehearsing() -> Iterator[Plan]:
    """Let kernels run in plain Python, and take note of what they are called with.

    Those of all modules of the project that are loaded; one process at a time, and no other thread
    may call them meanwhile.

    Examples
    --------
    >>> from model.negotiation import targets
    >>> with rehearsing() as plan:
    ...     targets.clipped(1.5, 0.2)
    1.0
    >>> [(part.name, [str(one) for one in part.types]) for part in plan]
    [('clipped', ['float64', 'float64'])]
    """
    plan: Plan = {}
    calling: list[set[Part]] = []  # what each kernel has called that has not returned yet

    def noted(kernel: Any) -> Callable[..., Any]:
        plain = kernel.py_func

        def call(*given: Any) -> Any:
            types = tuple(map(numba.typeof, given))
            part = Part(plain.__module__, plain.__name__, types, len(plain.__code__.co_code))
            calling.append(set())
            try:
                return plain(*given)
            finally:
                called = calling.pop()
                plan.setdefault(part, set()).update(called)
                if calling:
                    calling[-1].add(part)

        return call

    found = [
        (module, name, value)
        for place, module in list(sys.modules.items())
        if place.split(".")[0] in OURS
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher)
    ]
    for module, name, kernel in found:
        setattr(module, name, noted(kernel))
    try:
        yield plan
    finally:
        for module, name, kernel in found:
            setattr(module, name, kernel)


def a_talk() -> None:
    """Bargain in all the ways that call for kernels of their own, after a look at yardsticks."""
    levels, up, down = tuple("abc"), (0.0, 0.1, 0.5), (0.5, 0.2, 0.0)
    issues = Issue("price", levels), Issue("depth", levels)
    both = (Interaction(("price", "depth"), ("a", "b"), 0.1),)
    plain = Party((up, down)), Party((down, up), style=Style(Tactic.ABSOLUTE))
    yardsticks(Bargain(issues, *plain))
    linked_talks([Bargain(issues, *plain[:1], Party((down, up)))])
    linked_talks([Bargain(issues, *plain)])
    exact, cheap = Offer.EXACT_TRADE_OFF, Offer.CHEAPEST
    ways = (
        (Style(Tactic.MICRO, 0.0, offer=exact, belief=Belief.BAYESIAN), up),
        (Style(Tactic.RESOURCE_MIXED, offer=cheap, belief=Belief.WINDOWED), down),
        (Style(parameter=0.25, offer=exact, belief=Belief.PERFECT), up),
        (Style(Tactic.RELATIVE, offer=exact), down),
    )
    for pairs in ((), both):
        ours, theirs, mine, yours = (
            Party((worth, worth), 0.0, style, interactions=pairs, discount=0.9)
            for style, worth in ways
        )
        talks = [Bargain(issues, ours, theirs), Bargain(issues, mine, yours)]
        linked_talks(talks, 20, risk=0.01, noise=np.full((2, 20, 2), 0.5))


def a_world() -> None:
    """Simulate a small world."""
    from experiments.runner import simulate
    from model.scenario.load import load

    simulate(load("classroom"), 1)


def loads(what: str) -> None:
    """Import what a talk, or a world and its talks, call."""
    if what == WORLD:
        for name in ("agents.population", "experiments.runner", "model.scenario.load"):
            import_module(name)


def plan_of(what: str) -> Plan:
    """Return the kernels that a talk, or a world and its talks, call; for a worker.

    Examples
    --------
    >>> {part.name for part in plan_of(TALK)} >= {"play_threads", "learn_merged", "nash_set"}
    True
    """
    loads(what)  # before, so that their kernels run in plain Python, too
    with rehearsing() as plan:
        a_talk()
        if what == WORLD:
            a_world()
    return plan
