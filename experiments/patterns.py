"""Patterns that must emerge, each declared once: what is compared, and the mechanism behind it.

A pattern is a number read off single runs. Where it compares two worlds, it is the difference
between them under the same luck. It is worked out twice, with its mechanism on and off, over the
same seeds: a pattern that is there with it and goes without it is the mechanism's doing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from experiments import readings
from experiments.runner import Result, each, simulate
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.scenario.vary import varied

Array = NDArray[np.float64]
Changes = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class World:
    """A scenario and what is changed in it."""

    scenario: str
    changes: Changes = ()

    def declared(self) -> Scenario:
        """Return the scenario with its changes."""
        scenario = load(self.scenario)
        return varied(scenario, dict(self.changes)) if self.changes else scenario

    def but(self, *changes: tuple[str, object]) -> World:
        """Return the same world with more changes."""
        return World(self.scenario, self.changes + changes)


@dataclass(frozen=True)
class Pattern:
    """What must come out of many runs, and what must make it go away.

    Attributes
    ----------
    key, says, unit : str
        Name; claim in one sentence; unit of the measure.
    measure : callable
        Reads the number off a run; nan where the run says nothing.
    world : World
        Where it is read.
    other : World or None
        World whose number is taken off, seed by seed; None where the run says it alone.
    off : changes
        What switches the mechanism off; empty where there is nothing to switch.
    """

    key: str
    says: str
    unit: str
    measure: Callable[[Result], float]
    world: World
    other: World | None = None
    off: Changes = ()

    def worlds(self, mechanism: bool) -> tuple[World, ...]:
        """Return the world or worlds in which it is read, with the mechanism on or off."""
        both = (self.world,) if self.other is None else (self.world, self.other)
        return both if mechanism else tuple(world.but(*self.off) for world in both)


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
        half = float(stats.t.ppf(0.975, len(kept) - 1)) * spread / math.sqrt(len(kept))
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
        for world in worlds_of(pattern):
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


def worlds_of(pattern: Pattern) -> tuple[World, ...]:
    """Return all worlds that a pattern needs."""
    return pattern.worlds(True) + (pattern.worlds(False) if pattern.off else ())


PLAN = World("peru2040")
POOR: Changes = (
    ("policy.research_target", 0.0016),
    ("policy.training_places", 0.0),
    ("mechanisms.institutions", False),
)
NO_ABSORPTION: Changes = (("mechanisms.absorption", False),)
NO_THIN_BASE: Changes = (("bargaining.thin_base_cost", 0.0),)
CAPPED = PLAN.but(("policy.max_partner_share", 0.08))
EARLY = PLAN.but(("policy.research_ramp_years", 3.0))
TARDY = PLAN.but(("policy.research_ramp_years", 12.0))
FULLY_STAFFED = PLAN.but(("mechanisms.staffing", False))


def _content(floor: float) -> World:
    return PLAN.but(("policy.local_content_floor", floor))


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "absorption",
        "without R&D, trained people and institutions, agreements leave little know-how",
        "share of tasks",
        readings.at_end("know_how"),
        PLAN,
        PLAN.but(*POOR),
        NO_ABSORPTION,
    ),
    Pattern(
        "turnkey",
        "turnkey contracts leave less know-how than the plan",
        "share of tasks",
        readings.at_end("know_how"),
        PLAN,
        World("turnkey"),
        NO_ABSORPTION,
    ),
    Pattern(
        "content_helps",
        "asking for a fifth of local content brings more orders home than asking for none",
        "USD bn",
        readings.bought_at_home,
        _content(0.2),
        _content(0.0),
        (("mechanisms.suppliers", False),),
    ),
    Pattern(
        "content_kills",
        "asking for three fifths scares away what a fifth attracted",
        "USD bn",
        readings.invested,
        _content(0.2),
        _content(0.6),
        NO_THIN_BASE,
    ),
    Pattern(
        "rivals",
        "rivals at the table get the host more from the one who signs than it would give alone",
        "% of contract",
        readings.gain_from_rivals,
        PLAN,
        off=(("mechanisms.rival_talks", False),),
    ),
    Pattern(
        "cap_slows",
        "a cap on any partner's share costs speed: fewer needs are met by 2035",
        "share of needs",
        readings.at_quarter("capability", 40),
        PLAN,
        CAPPED,
    ),
    Pattern(
        "cap_frees",
        "the same cap makes it cost less when the partner that matters most leaves",
        "share of needs",
        readings.worst_partner_loss,
        PLAN,
        CAPPED,
    ),
    Pattern(
        "leverage",
        "a partner on whom the host depends gets more out of it",
        "% of contract",
        readings.loss_to_leverage,
        PLAN,
        off=(("mechanisms.leverage", False),),
    ),
    Pattern(
        "own_ability",
        "a host that could build alone gets more",
        "% of contract",
        readings.gain_from_ability,
        PLAN,
        off=(("bargaining.own_build_discount", 0.0),),
    ),
    Pattern(
        "virtuous",
        "who raised R&D early goes on learning faster after the laggard spends as much, in 2037",
        "share of tasks",
        readings.learned_after(48),
        EARLY,
        TARDY,
        NO_ABSORPTION,
    ),
    Pattern(
        "trap",
        "the laggard ends up with as many needs met, but stands worse once all others have left",
        "share of needs",
        readings.at_end("autonomy_alone"),
        EARLY,
        TARDY,
        NO_ABSORPTION,
    ),
    Pattern(
        "late",
        "projects take longer than planned",
        "share of plan",
        readings.lateness,
        FULLY_STAFFED,
        off=(("mechanisms.overruns", False),),
    ),
    Pattern(
        "later",
        "the longer the plan, the larger the share by which it is missed",
        "correlation",
        readings.lateness_by_length,
        FULLY_STAFFED,
        off=(("mechanisms.overruns", False),),
    ),
    Pattern(
        "collateral",
        "loans in distress are renegotiated more often than pledges are seized",
        "share of cases",
        readings.renegotiated_not_seized,
        PLAN,
    ),
    Pattern(
        "control",
        "supply is more concentrated by controller than by firm",
        "HHI",
        readings.control_gap,
        PLAN,
        off=(("firms.per_partner", 1),),
    ),
)
