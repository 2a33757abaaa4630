"""Compiling on several cores what a run or a talk will call: ``python -m experiments.kernels``.

numba compiles a kernel when it is first called, one after the other: a minute and more until the
first world has come to its end. Most kernels do not know of each other. So worker processes compile
them, and keep them where whoever asked finds them.
"""

from __future__ import annotations

import heapq
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from graphlib import TopologicalSorter
from threading import Thread

from experiments.orphans import go_with_parent
from experiments.rehearsals import TALK, WORLD, Part, Plan, loads, plan_of


def main(what: str, given: str) -> None:
    """Compile what a world needs, by a number of workers, or a talk but for its first kernel."""
    Thread(target=_go_with_input, daemon=True).start()
    if what == TALK:
        for part in reversed(plan_of(TALK)):
            if part.name != given:
                part.compile()
        return
    workers = int(given)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, go_with_parent) as pool:
        asked = pool.submit(plan_of, WORLD)
        for _ in range(workers - 1):  # these import meanwhile what they will need
            pool.submit(loads, WORLD)
        plan = asked.result()
        for done in _compiling(plan, pool, workers):
            print(done, len(plan), flush=True)


def _go_with_input() -> None:
    sys.stdin.read()
    os._exit(0)  # as asked for: what fails ends with 1


def _compiling(plan: Plan, pool: Executor, workers: int) -> Iterator[int]:
    """Compile the parts of a plan; yield how many are done, again and again.

    A part is begun when those that it calls are there, and of several the one with the longest way
    to go: its own size, and that of what calls it, up to what nobody calls.
    """
    order, way = TopologicalSorter(plan), ways(plan)
    order.prepare()
    ready: list[tuple[int, int, Part]] = []
    under_way: dict[Future[None], Part] = {}
    done = met = 0
    while order.is_active():
        for part in order.get_ready():
            met += 1
            heapq.heappush(ready, (-way[part], met, part))
        while ready and len(under_way) < workers:
            *_, part = heapq.heappop(ready)
            under_way[pool.submit(part.compile)] = part
        for answer in wait(under_way, return_when=FIRST_COMPLETED).done:
            answer.result()
            order.done(under_way.pop(answer))
            done += 1
        yield done


def ways(plan: Plan) -> dict[Part, int]:
    """Return how far each part of a plan is from its end: the sizes of the longest chain above it.

    Examples
    --------
    >>> low, high = Part("model.rows", "low", (), 10), Part("model.rows", "high", (), 5)
    >>> far = ways({low: set(), high: {low}})
    >>> far[low], far[high]
    (15, 5)
    """
    way: dict[Part, int] = {}
    for part in reversed(tuple(TopologicalSorter(plan).static_order())):
        way[part] = way.get(part, 0) + part.size
        for called in plan[part]:
            way[called] = max(way.get(called, 0), way[part])
    return way


if __name__ == "__main__":
    main(*sys.argv[1:])
