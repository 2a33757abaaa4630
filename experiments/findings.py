"""What many runs say about patterns: means, intervals, sizes, with each mechanism on and off."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from experiments.contrasts import Pattern, World
from experiments.runner import Result, each, simulate
from model.scenario.tree import Scenario


@dataclass(frozen=True)
class Effect:
    """A mean over seeds with its 95 % interval, and its size in standard deviations.

    Attributes
    ----------
    mean, low, high : float
        Mean and interval by Student's t; nan with fewer than two seeds.
    size : float
        Mean over standard deviation between seeds; inf where all seeds agree.
    seeds : int
        Seeds that said something.
    """

    mean: float
    low: float
    high: float
    size: float
    seeds: int

    @staticmethod
    def of(values: Iterable[float]) -> Effect:
        """Return the effect that values by seed show, nan left out.

        Examples
        --------
        >>> effect = Effect.of([1.0, 2.0, 3.0, float("nan")])
        >>> effect.mean, round(effect.low, 3), effect.size, effect.seeds
        (2.0, -0.484, 2.0, 3)
        """
        kept = np.array([value for value in values if np.isfinite(value)])
        if len(kept) < 2:
            return Effect(float("nan"), float("nan"), float("nan"), float("nan"), len(kept))
        mean, spread = float(kept.mean()), float(kept.std(ddof=1))
        half = float(stdtrit(len(kept) - 1, 0.975)) * spread / math.sqrt(len(kept))
        size = mean / spread if spread > 0.0 else math.copysign(math.inf, mean) if mean else 0.0
        return Effect(mean, mean - half, mean + half, size, len(kept))


@dataclass(frozen=True)
class Finding:
    """What runs say about a pattern; ``off`` is None where there is no mechanism to switch."""

    pattern: Pattern
    on: Effect
    off: Effect | None

    @property
    def found(self) -> bool:
        """Whether it is there: the whole interval lies above zero."""
        return self.on.low > 0.0

    @property
    def goes(self) -> bool:
        """Whether it goes, or shrinks beyond doubt, with its mechanism off."""
        return self.off is not None and self.off.high < self.on.low


def findings(
    patterns: Iterable[Pattern],
    seeds: Iterable[int],
    workers: int = 1,
    watch: Callable[[Iterable[Result], int], Iterable[Result]] = lambda runs, _: runs,
) -> Iterator[Finding]:
    """Work out patterns over seeds, every world simulated once.

    Parameters
    ----------
    patterns : iterable of Pattern
        What to look for.
    seeds : iterable of int
        Names of the runs.
    workers : int
        Processes; the result is the same for any number.
    watch : callable, optional
        Given the runs as they come and their number, yields them again, to show progress.

    Yields
    ------
    Finding
        One a pattern, in their order.
    """
    patterns, seeds = tuple(patterns), tuple(seeds)
    asked: dict[World, set[Callable[[Result], float]]] = {}
    for pattern in patterns:
        for world in pattern.all_worlds():
            asked.setdefault(world, set()).add(pattern.measure)
    plan = [(world, seed) for world in asked for seed in seeds]
    declared = {world: world.declared() for world in asked}
    runs = each(_run, [(declared[world], seed) for world, seed in plan], workers)
    said: dict[tuple[World, Callable[[Result], float]], list[float]] = {}
    for (world, _), run in zip(plan, watch(runs, len(plan)), strict=True):
        for measure in asked[world]:
            said.setdefault((world, measure), []).append(measure(run))
    for pattern in patterns:
        effects = []
        for mechanism in (True, False) if pattern.off else (True,):
            read = [np.array(said[world, pattern.measure]) for world in pattern.worlds(mechanism)]
            effects.append(Effect.of(read[0] - read[1] if len(read) > 1 else read[0]))
        yield Finding(pattern, effects[0], effects[1] if pattern.off else None)


def _run(job: tuple[Scenario, int]) -> Result:
    return simulate(*job)


NOTHING = Effect(float("nan"), float("nan"), float("nan"), float("nan"), 0)


def finding_table(found: Iterable[Finding]) -> pd.DataFrame:
    """Return findings, a row each: means, intervals, sizes, seeds, with the mechanism on and off.

    Examples
    --------
    >>> from experiments.patterns import PATTERNS
    >>> one = Finding(PATTERNS[0], Effect(1.0, 0.5, 1.5, 2.0, 40), None)
    >>> finding_table([one])[["pattern", "on_mean", "found", "goes"]].values.tolist()
    [['absorption', 1.0, True, False]]
    """
    rows = []
    for finding in found:
        row: dict[str, object] = {"pattern": finding.pattern.key, "says": finding.pattern.says}
        row["unit"] = finding.pattern.unit
        for side, effect in (("on", finding.on), ("off", finding.off or NOTHING)):
            for name in ("mean", "low", "high", "size", "seeds"):
                row[f"{side}_{name}"] = getattr(effect, name)
        row |= {"found": finding.found, "goes": finding.goes}
        rows.append(row)
    return pd.DataFrame(rows)
