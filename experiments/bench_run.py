"""How long a run takes, warm, where the time goes, and whether memory grows.

Use::

    python -m experiments.bench_run                         # Peru 2040, 20 runs
    python -m experiments.bench_run --scenario classroom --runs 100
    python -m experiments.bench_run --memory                # 1,000 runs in one process
    python -m experiments.bench_run --firms                 # 63 to 1,000 firms in place of its own

The first prints the least and the median time of a run (world put together, then all quarters) and
the share of every step of the schedule, each by its least over the runs, so that a busy machine
does not blur the picture. The second kind fails when memory grows by more than ``MOST_GROWTH_MB``,
the third when a run with twice as many firms takes more than twice as long.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from itertools import pairwise

from agents.population import settle
from model.collection import no_collection
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.world import SCHEDULE

#: What 1,000 runs in one process may add to its memory.
MOST_GROWTH_MB = 50.0

#: Numbers of firms to compare, each about twice the one before.
FIRMS = (63, 125, 250, 500, 1_000)


def seconds(scenario: Scenario, seed: int) -> float:
    """Return the time of one run, seconds."""
    begin = time.perf_counter()
    world = settle(scenario, seed)
    world.run()
    passed = time.perf_counter() - begin
    world.close()
    return passed


def seconds_by_step(scenario: Scenario, seed: int) -> dict[str, float]:
    """Return the time spent in each step of the schedule over a run, seconds."""
    spent: dict[str, float] = {}
    world = settle(scenario, seed)
    with no_collection():  # as in a run
        while not world.over:
            world.state.tally = {}
            for phase, steps in SCHEDULE:
                for step in steps:
                    begin = time.perf_counter()
                    world.carry_out(step)
                    name = step if isinstance(step, str) else step.__name__
                    key = f"{phase}: {name}"
                    spent[key] = spent.get(key, 0.0) + time.perf_counter() - begin
            begin = time.perf_counter()
            world.finish()
            spent["record"] = spent.get("record", 0.0) + time.perf_counter() - begin
    world.close()
    return spent


def report_time(scenario: Scenario, seed: int, runs: int) -> None:
    """Print the time of a run and the share of each step."""
    seconds(scenario, seed)  # compiles, or reads what was compiled before
    times = [1e3 * seconds(scenario, seed) for _ in range(runs)]
    quarters = scenario.clock.quarters
    print(f"{scenario.name}, seed {seed}, {quarters} quarters, {runs} runs")
    print(f"  least {min(times):7.1f} ms   median {statistics.median(times):7.1f} ms")
    samples = [seconds_by_step(scenario, seed) for _ in range(runs)]
    least = {step: 1e3 * min(sample[step] for sample in samples) for step in samples[0]}
    total = sum(least.values())
    for step, cost in sorted(least.items(), key=lambda item: -item[1]):
        print(f"  {step:36s} {cost:7.2f} ms  {cost / total:6.1%}")


def memory_mb() -> float:
    """Return the most memory that this process has ever held, MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024.0 if sys.platform != "darwin" else peak / 1024.0**2


def report_memory(scenario: Scenario, runs: int) -> float:
    """Run many seeds in this process; print and return by how much memory grew, MB."""
    for seed in range(20):
        seconds(scenario, seed)
    before = memory_mb()
    for seed in range(runs):
        seconds(scenario, seed)
    grown = memory_mb() - before
    print(f"{scenario.name}: {runs} runs added {grown:.1f} MB to {before:.0f} MB")
    return grown


def report_firms(name: str, seed: int, runs: int) -> float:
    """Print the time of a run by number of firms, half of them the host's.

    Returns
    -------
    float
        Largest factor by which time grew while the number of firms doubled; 2 is linear.
    """
    partners = len(load(name).partners)
    least: list[float] = []
    for firms in FIRMS:
        each = max(1, round(firms / 2 / partners))
        host = firms - each * partners
        scenario = load(name, [f"firms.per_partner={each}", f"firms.host={host}"])
        seconds(scenario, seed)
        least.append(min(seconds(scenario, seed) for _ in range(runs)))
        print(f"  {firms:5d} firms: least {1e3 * least[-1]:7.1f} ms a run")
    return max(after / before for before, after in pairwise(least))


def main() -> int:
    """Read the command line and report; 1 where memory or time grows too much."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--scenario", help="name or file; peru2040, or classroom for memory")
    parser.add_argument("--runs", type=int, help="20, or 1000 for memory")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory", action="store_true", help="measure memory instead of time")
    parser.add_argument("--firms", action="store_true", help="time by number of firms instead")
    chosen = parser.parse_args()
    if chosen.firms:
        return int(report_firms(chosen.scenario or "peru2040", chosen.seed, chosen.runs or 5) > 2.0)
    if chosen.memory:
        grown = report_memory(load(chosen.scenario or "classroom"), chosen.runs or 1_000)
        return int(grown > MOST_GROWTH_MB)
    report_time(load(chosen.scenario or "peru2040"), chosen.seed, chosen.runs or 20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
