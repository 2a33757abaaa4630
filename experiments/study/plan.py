"""The plan of a study: which runs it consists of, in the order of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import NamedTuple

import pandas as pd

from experiments.study.candidates import first_rows
from experiments.study.declare import SENSITIVITY, Level
from experiments.study.designs import Rows, rows
from experiments.study.identity import canonical, code_version, own_seed, run_id, world_digest
from experiments.study.read import Opened
from model.scenario.problems import Problem, ScenarioError

#: Runs of a plan, which is held in memory: about 1 kB each.
MOST_RUNS = 2_000_000


class Task(NamedTuple):
    """One run: its name, the world it is laid in, what is varied, and the seed."""

    run: str
    world: tuple[str, str]
    values: tuple[Level, ...]
    seed: int


class Line(NamedTuple):
    """One line of the final table: a row of the design in a world, and a replicate of it."""

    row: int
    world: tuple[str, str]
    replicate: int
    luck: int
    task: Task


@dataclass(frozen=True)
class Plan:
    """Worlds × rows of the design × replicates. Lines with the same parameters share one run.

    ``counts`` are the replicates of each row, where they are not those of the study.
    """

    opened: Opened
    design: Rows
    counts: tuple[int, ...] = ()

    def __len__(self) -> int:
        """Return the number of lines."""
        return sum(self.counts) or self.rows * self.opened.study.replicates.count

    def count(self, row: int) -> int:
        """Return the number of replicates of a row."""
        return self.counts[row] if self.counts else self.opened.study.replicates.count

    @property
    def rows(self) -> int:
        """Number of combinations: worlds × rows of the design."""
        return len(self.opened.worlds) * len(self.design)

    @cached_property
    def lines(self) -> list[Line]:
        """Return all lines, world by world, row by row, replicate by replicate."""
        return list(self._lines())

    def _lines(self) -> Iterator[Line]:
        opened, again = self.opened, self.opened.study.replicates
        code = code_version()
        names = [each.path for each in opened.factors][: len(self.design.values[0])]
        texts = [canonical(names, values) for values in self.design.values]
        row = 0
        for world in opened.worlds:
            base = world_digest(opened, world)
            for values, text, luck in zip(self.design.values, texts, self.design.luck, strict=True):
                for replicate in range(self.count(row)):
                    place = luck * again.most + replicate
                    if again.paired:
                        seed = again.first_seed + place
                        lineage = f"paired:{seed}"
                    else:
                        seed = own_seed(again.first_seed, row, place)
                        lineage = f"own:{seed}"
                    run = run_id(code, base, text, lineage, place)
                    yield Line(row, world, replicate, luck, Task(run, world, values, seed))
                row += 1

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Return each run once, by name, in the order in which it is first needed."""
        return {line.task.run: line.task for line in self.lines}

    def frame(self) -> pd.DataFrame:
        """Return the lines as a table: what was varied, and the name of the run."""
        lines = self.lines
        table: dict[str, list[Level]] = {
            "row": [line.row for line in lines],
            "scenario": [line.world[0] for line in lines],
            "policy": [line.world[1] for line in lines],
        }
        for at, factor in enumerate(self.opened.factors[: len(self.design.values[0])]):
            table[factor.name] = [line.task.values[at] for line in lines]
        table["luck"] = [line.luck for line in lines]
        table["replicate"] = [line.replicate for line in lines]
        table["seed"] = [line.task.seed for line in lines]
        table["run"] = [line.task.run for line in lines]
        return pd.DataFrame(table)


def _not_too_many(opened: Opened) -> None:
    """Refuse, before any row is made, a study whose plan alone would fill the memory."""
    study, design = opened.study, opened.study.design
    factors = len(opened.factors) + (design.kind in SENSITIVITY and design.dummy)
    rows = {"crossing": 1, "table": 1, "morris": design.size * (factors + 1)}.get(
        design.kind, design.size
    )
    if design.kind == "factorial":
        rows = prod(len(each.levels) or each.steps for each in opened.factors)
    elif design.kind == "saltelli":
        rows = design.size * (factors + 2)
    elif design.kind == "efast":
        rows = design.size * factors
    runs = len(opened.worlds) * rows * study.replicates.count
    if runs > MOST_RUNS:
        wanted = f"a study of at most {MOST_RUNS:,} runs; these are {runs:,}: part it by scenario"
        raise ScenarioError([Problem(str(opened.path), "design", design.kind, wanted)])


def planned(opened: Opened) -> Plan:
    """Return the plan of a study; of a search or one with adaptive replicates, its beginning.

    Raises
    ------
    ScenarioError
        Where a given table of rows does not fit, or there are more runs than can be planned.
    """
    _not_too_many(opened)
    if opened.study.searches:
        return Plan(opened, first_rows(opened))
    return Plan(opened, rows(opened.study.design, opened.factors, opened.path.parent))
