"""How long the measures of one quarter take, warm: ``python -m experiments.bench_measures``."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.population import settle
from model.departure import single_and_pair_exits
from model.indicators import host_measures, partner_measures, technology_measures
from model.metrics.bill import Bill, bill_of_materials
from model.metrics.exit_game import exit_game, horizon_points
from model.metrics.marginal import capability_after
from model.metrics.needs import lost_share
from model.scenario.load import load
from model.sheets import PARTNER, TECHNOLOGY
from model.structure import measure

Array = NDArray[np.float64]
BATCHES = 100


class Sample(NamedTuple):
    """Made-up supplies of K technologies by S states."""

    imports: Array
    produced: Array
    input_share: Array
    bill: Bill
    rate: Array
    weight: Array


def sample(technologies: int, inputs: int, states: int, seed: int = 1) -> Sample:
    """Return supplies, bill, rates and weights of a given size."""
    draw = np.random.default_rng(seed)
    essential = np.zeros((technologies, technologies + inputs))
    for k in range(technologies):
        # Three needs each, of later technologies or of inputs: no circles.
        essential[k, draw.integers(k + 1, technologies + inputs, 3)] = draw.uniform(0.2, 1.0, 3)
    return Sample(
        imports=draw.dirichlet(np.ones(states), technologies) * 0.6,
        produced=draw.dirichlet(np.ones(states), technologies) * 0.5,
        input_share=draw.dirichlet(np.ones(states), inputs),
        bill=bill_of_materials(essential),
        rate=draw.uniform(0.03, 0.4, technologies + inputs),
        weight=draw.dirichlet(np.ones(technologies)),
    )


def microseconds(call: Callable[[], object], calls: int) -> float:
    """Return the time of a call in the fastest of many short batches, microseconds.

    What else runs on a machine only ever adds to a time: the least is the nearest to the truth.
    """
    call()
    some = max(1, calls // BATCHES)
    batches = []
    for _ in range(BATCHES):
        begin = time.perf_counter()
        for _ in range(some):
            call()
        batches.append(1e6 * (time.perf_counter() - begin) / some)
    return min(batches)


def report(technologies: int, inputs: int, partners: int, upstream: int) -> None:
    """Print the timings for one size."""
    states = 1 + partners + upstream
    imports, produced, share, bill, rate, weight = sample(technologies, inputs, states)
    lone = np.arange(states) > 0
    taus = horizon_points(10.0, 6)
    lost = lost_share(rate, [5.0])[:, 0].copy()
    whole = microseconds(
        lambda: exit_game(imports, produced, share, bill, rate, weight, taus, lone, partners), 1000
    )
    point = microseconds(
        lambda: capability_after(imports, produced, share, bill, lost, weight, lone), 5000
    )
    print(f"K={technologies} J={inputs} P={partners} S={states} T={len(taus)}")
    print(f"  exit_game        {whole:8.1f} µs")
    print(f"  capability_after {point:8.1f} µs")


def report_run(name: str) -> None:
    """Print the timings of the measures of the last quarter of a run, all that are recorded."""
    world = settle(load(name), seed=1)
    world.run()
    state = world.state
    state.quarter -= 1  # the last that passed
    partners, technologies = len(state.atlas.partners), len(state.atlas.technologies)
    sheets = np.empty((len(PARTNER), partners)), np.empty((len(TECHNOLOGY), technologies))

    def vector() -> None:
        measure(state)
        partner_measures(state, sheets[0])
        technology_measures(state, sheets[1])
        host_measures(state)

    print(f"{name}, last quarter of seed 1, {len(state.atlas.states)} states")
    exits = microseconds(lambda: single_and_pair_exits(state), 200)
    print(f"  all measures     {microseconds(vector, 1000):8.1f} µs")
    print(f"  single and pair exits {exits:8.1f} µs")
    world.close()


def main() -> None:
    """Print the timings inside a run, then of made-up supplies: usual, many states, many goods."""
    report_run("peru2040")
    report(24, 12, 4, 7)
    report(24, 12, 8, 20)
    report(60, 30, 4, 7)


if __name__ == "__main__":
    main()
