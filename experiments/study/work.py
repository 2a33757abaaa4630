"""What a worker does: a chunk of runs, each a row of outcomes or a reason why there is none."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from experiments.draws import drawn
from experiments.runner import simulate
from experiments.study.declare import Outcome
from experiments.study.factors import Varied, assigned
from experiments.study.outcomes import read_all
from experiments.study.plan import Task
from experiments.study.series import Series, read_series
from model.scenario.tree import Scenario
from model.scenario.vary import varied


class Answer(NamedTuple):
    """What came out of one run: outcomes, or the exception in a line; and what it cost.

    ``series`` has a tuple a measure that the study keeps quarter by quarter; ``trace`` says where
    the exception comes from.
    """

    run: str
    outcomes: tuple[float, ...]
    error: str
    seconds: float
    world: tuple[str, str] = ("", "")
    series: Series = ()
    trace: str = ""


@dataclass(frozen=True)
class Bench:
    """All that a worker needs, sent to it once; picklable."""

    worlds: Mapping[tuple[str, str], Scenario]
    factors: tuple[Varied, ...]
    outcomes: Mapping[str, Outcome]
    _trees: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict, compare=False)
    series: tuple[str, ...] = ()

    def scenario(self, task: Task) -> Scenario:
        """Return the scenario of a run: its world with its row of the design laid over it."""
        base = self.worlds[task.world]
        if not task.values:
            return base
        if task.world not in self._trees:
            self._trees[task.world] = base.model_dump()
        changed = assigned(self.factors[: len(task.values)], task.values, self._trees[task.world])
        words = {path: value for path, value in changed.items() if isinstance(value, bool | str)}
        numbers = {path: float(value) for path, value in changed.items() if path not in words}
        return drawn(varied(base, words) if words else base, list(numbers), list(numbers.values()))

    def warm(self) -> None:
        """Compile or load every kernel before anything is timed."""
        from agents.population import settle  # with Mesa, as in experiments.runner

        world = settle(next(iter(self.worlds.values())), 0)
        world.step()
        world.close()


def one(bench: Bench, task: Task) -> Answer:
    """Do one run. What fails is told in the answer and ends nothing."""
    begin = time.perf_counter()
    try:
        result = simulate(bench.scenario(task), task.seed)
        outcomes, series = read_all(bench.outcomes, result), read_series(bench.series, result)
    except Exception as error:  # a run may fail in any way; the study goes on
        text = " ".join(f"{type(error).__name__}: {error}".split())
        seconds, trace = time.perf_counter() - begin, traceback.format_exc()
        return Answer(task.run, (), text[:2000], seconds, trace=trace)
    seconds = time.perf_counter() - begin
    return Answer(task.run, outcomes, "", seconds, task.world, series)


def many(bench: Bench, tasks: Sequence[Task]) -> list[Answer]:
    """Do a chunk of runs, in order."""
    return [one(bench, task) for task in tasks]
