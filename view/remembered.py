"""Runs that a worker remembers with all that their measures were worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from model.scenario.tree import Scenario
from model.snapshot import History

#: Runs that a worker keeps with their whole history, each some 20 MB.
REMEMBERED = 2


@dataclass(frozen=True)
class Run:
    """What names a run."""

    scenario: Scenario
    seed: int
    decisions: tuple[str, ...] = ()


@lru_cache(REMEMBERED)
def _history(text: str, seed: int, decisions: tuple[str, ...], quarter: int) -> History:
    from agents.population import settle  # with Mesa, as in experiments.runner

    world = settle(Scenario.model_validate_json(text), seed, decisions)
    history = History()
    history(world)
    while world.quarter <= quarter:
        world.step()
        history(world)
    return history


def history_of(run: Run, quarter: int = -1) -> History:
    """Return a run, up to a quarter (-1: its end), with what its measures were worked out from."""
    last = run.scenario.clock.quarters - 1
    quarter = quarter if 0 <= quarter < last else last
    return _history(run.scenario.model_dump_json(), run.seed, run.decisions, quarter)
