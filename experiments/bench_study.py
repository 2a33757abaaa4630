"""What the machinery of studies costs beside the runs: overhead, planning, resuming, memory.

Use::

    python -m experiments.bench_study             # all of it, some minutes
    python -m experiments.bench_study --runs 200  # fewer real runs
    python -m experiments.bench_study --alone     # the driver without any run

Real runs are of ``classroom`` with uncertainties drawn by Latin hypercube, rows laid over it as in
any study. Planning, resuming and memory are measured on runs that cost nothing, since only the
driver counts there. Fails where a bound is broken; two workers need two idle cores and the extra
``cluster``. The pace of an engine is that of its runs, from the first one's beginning to the last
one's record: starting workers, final tables and taking leave are not in it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from experiments.study.crew import Where, bench
from experiments.study.driver import Driver
from experiments.study.engine import Chunk, Done
from experiments.study.plan import planned
from experiments.study.progress import Progress
from experiments.study.read import Opened, read_study
from experiments.study.store import driving, folder_of
from experiments.study.sweep import sweep
from experiments.study.tables import write_tables
from experiments.study.work import Answer, one

MOST_OVERHEAD = 0.05
MOST_PLAN_SECONDS, MOST_RESUME_SECONDS = 10.0, 5.0
MOST_MEMORY_MB = 500.0
LEAST_SPEED_UP, LEAST_DASK = 1.8, 0.9
TURNS = 5
ENGINES = (
    Where("processes", workers=1),
    Where("processes", workers=2),
    Where("dask", workers=2),
)
STUDY = """
name = "bench"
question = "What does the machinery cost?"
scenarios = ["classroom"]
[uncertainties.trust]
path = "partners.*.trust"
reads = "multiple"
low = 0.6
high = 1.4
[uncertainties.lead_time]
path = "technologies.*.lead_time_years"
reads = "multiple"
low = 0.7
high = 1.3
[uncertainties.write_off]
path = "finance.write_off"
[design]
kind = "latin_hypercube"
[outcomes.autonomy]
measure = "autonomy"
when = 2034
[outcomes.dependence]
measure = "dependence"
when = 2034
"""


def opened(folder: Path, size: int) -> Opened:
    """Return the study of the benchmark with so many rows."""
    path = folder / "bench.toml"
    path.write_text(STUDY, encoding="utf-8")
    return read_study(path, [f"design.size={size}"])


def overhead(folder: Path, runs: int) -> float:
    """Return the time of a study in this process over that of the bare loop, less 1.

    Loop and study take turns, and the least time of each counts, so that a busy machine weighs on
    both alike.
    """
    study = opened(folder, runs)
    work, tasks = bench(study), list(planned(study).tasks.values())
    one(work, tasks[0])
    bare, whole = [], []
    for turn in range(3):
        begin = time.perf_counter()
        for task in tasks:
            one(work, task)
        bare.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        sweep(study, folder / f"overhead-{turn}", Where("serial"))
        whole.append(time.perf_counter() - begin)
    print(f"bare loop {min(bare):.2f} s, study {min(whole):.2f} s, {runs} runs")
    return min(whole) / min(bare) - 1.0


def bare_loop(study: Opened, first: int, ready: Any, begun: Any) -> None:
    """Do every other run of a study in a loop, warm, when told to: no engine, no store."""
    work, tasks = bench(study), list(planned(study).tasks.values())[first::2]
    one(work, tasks[0])
    ready.wait()
    begun.wait()
    for task in tasks:
        one(work, task)


def two_bare_loops(study: Opened, runs: int) -> float:
    """Return the runs a second of two processes that know nothing of each other."""
    context = multiprocessing.get_context("spawn")
    ready, begun = context.Barrier(3), context.Event()
    loops = [context.Process(target=bare_loop, args=(study, at, ready, begun)) for at in range(2)]
    for loop in loops:
        loop.start()
    ready.wait()
    begin = time.perf_counter()
    begun.set()
    for loop in loops:
        loop.join()
    return runs / (time.perf_counter() - begin)


def speed_up(folder: Path, runs: int) -> tuple[float, float, float]:
    """Return the pace of two processes over that of one and over the machine's own, and of Dask's.

    Workers are warm. The engines take turns; within a turn they meet the same machine, whose pace
    can double from one minute to the next, so a ratio is the median over turns. What two cores can
    give is seen from two bare loops at once: on a shared machine less than twice one.
    """
    study = opened(folder, runs)
    ratios = []
    for turn in range(TURNS):
        pace = [
            sweep(study, folder / f"speed-{turn}-{number}", where).progress.runs_per_second
            for number, where in enumerate(ENGINES)
        ]
        bare = two_bare_loops(study, runs)
        ratios.append((pace[1] / pace[0], pace[1] / bare, pace[2] / pace[1]))
        print(
            "runs a second: one process {:.1f}, two {:.1f}, two of Dask {:.1f}".format(*pace)
            + f", two bare loops {bare:.1f}",
            flush=True,
        )
    two, machine, dask = zip(*ratios, strict=True)
    return statistics.median(two), statistics.median(machine), statistics.median(dask)


class Free:
    """An engine whose runs cost nothing and say nothing, to see what the driver costs."""

    workers = 1

    def __init__(self) -> None:
        self._waiting: deque[Chunk] = deque()

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk."""
        self._waiting.append(chunk)

    def as_completed(self) -> Iterator[Done]:
        """Answer at once."""
        while self._waiting:
            chunk = self._waiting.popleft()
            yield Done(chunk, [Answer(t.run, (0.5, float(t.seed)), "", 1e-4) for t in chunk.tasks])

    def shutdown(self) -> None:
        """Have nothing to let go of."""


def driver_alone(folder: Path, rows: int) -> tuple[float, float]:
    """Return seconds to plan a study and seconds to find what is left of it when all is done."""
    study = opened(folder, rows)
    begin = time.perf_counter()
    plan = planned(study)
    tasks = plan.tasks
    plan_seconds = time.perf_counter() - begin
    place = folder_of(folder / "free", study)
    with driving(place, study) as store:
        begin = time.perf_counter()
        Driver(store, Free(), tasks.values(), Progress(len(tasks)), str).drive()
        print(f"driver alone: {1e6 * (time.perf_counter() - begin) / rows:.0f} us a run")
        begin = time.perf_counter()
        write_tables(plan, place, store.journal.parts(), [])
        print(f"final tables of {rows:,} rows: {time.perf_counter() - begin:.1f} s")
    begin = time.perf_counter()
    with driving(place, study) as store:
        done = store.journal.done()
        left = [run for run in tasks if run not in done]
    assert not left
    return plan_seconds, time.perf_counter() - begin


def memory_mb() -> float:
    """Return the most memory that this process has held, MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> int:
    """Measure, print, and fail where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400, help="real runs a measurement")
    parser.add_argument("--alone", action="store_true", help="the driver only, no real runs")
    asked = parser.parse_args()
    found: list[tuple[str, float, float, str]] = []
    least: list[tuple[str, float, float, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        driver_alone(folder, 10_000)
        found.append(("memory after 10,000 runs", memory_mb(), MOST_MEMORY_MB, "MB"))
        plan, resume = driver_alone(folder, 100_000)
        found.append(("planning 100,000 rows", plan, MOST_PLAN_SECONDS, "s"))
        found.append(("resume scan of 100,000 rows", resume, MOST_RESUME_SECONDS, "s"))
        print(f"memory after 100,000 runs: {memory_mb():.0f} MB")
        if not asked.alone:
            share = overhead(folder, asked.runs)
            found.append(("overhead of the driver", share, MOST_OVERHEAD, "of the bare loop"))
            two, machine, dask = speed_up(folder, asked.runs)
            least.append(("two workers", two, LEAST_SPEED_UP, "times one"))
            print(f"two workers: {machine:.3g} times two bare loops in two processes")
            least.append(("two Dask workers", dask, LEAST_DASK, "times two processes"))
    broken = 0
    for what, value, most, unit in found:
        broken += value > most
        print(f"{what}: {value:.3g} {unit}, at most {most:g}" + (" BROKEN" * (value > most)))
    for what, value, fewest, unit in least:
        broken += value < fewest
        print(f"{what}: {value:.3g} {unit}, at least {fewest:g}" + " BROKEN" * (value < fewest))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
