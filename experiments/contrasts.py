"""What a pattern is: a number read off runs, in a world or between two, with a mechanism behind it.

A pattern is a number read off single runs. Where it compares two worlds, it is the difference
between them under the same luck. It is worked out twice, with its mechanism on and off, over the
same seeds: a pattern that is there with it and goes without it is the mechanism's doing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from experiments.runner import Result
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.scenario.vary import varied

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

    def all_worlds(self) -> tuple[World, ...]:
        """Return all worlds that it needs."""
        return self.worlds(True) + (self.worlds(False) if self.off else ())
