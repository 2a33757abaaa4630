"""The Mesa model: one world, its phases and its clock. It knows rules and ledgers, not inhabitants.

A quarter is a fixed sequence of named phases. A phase is a list of steps; a step is either a rule,
a function of the state, or a verb, which every agent that has it carries out in the order in which
the agents moved in. :func:`agents.population.settle` moves them in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import mesa
import networkx as nx
import pandas as pd

from model.assessment import assess, befriend
from model.capability import learn
from model.collection import no_collection
from model.contracts import expire
from model.deciding import decide, settle_orders
from model.delivery import deliver
from model.industry import open_firms
from model.prominence import stand_out
from model.ratification import foresee
from model.record import Record
from model.regions import settle_regions
from model.relations import upheavals
from model.state import State
from model.structure import measure, restructure, take_stock
from model.styles import styles
from model.treasury import send_trainees, settle_public_money
from model.weather import announce

Rule = Callable[[State], None]

#: What happens in a quarter, in order; a name is a verb of agents, a function a rule of the world.
SCHEDULE: tuple[tuple[str, tuple[Rule | str, ...]], ...] = (
    ("decisions", (decide,)),
    ("shocks", (announce,)),
    ("review", (assess, befriend, stand_out, "review", upheavals, expire)),
    ("talks", (foresee, "open_talks")),
    ("bargaining", ("bargain",)),
    ("ratification", ("ratify", settle_orders)),
    ("implementation", (settle_public_money, send_trainees, deliver, open_firms, "settle_in")),
    ("capability", (learn,)),
    ("structure", (restructure, take_stock, settle_regions)),
    ("measures", (measure,)),
)


@cache
def verbs(kind: Any) -> tuple[str, ...]:
    """Return the verbs of the schedule that a kind of agent has, in order."""
    steps = [step for _, steps in SCHEDULE for step in steps]
    return tuple(step for step in steps if isinstance(step, str) and hasattr(kind, step))


class World(mesa.Model):
    """A world that can be stepped quarter by quarter, as Mesa users expect.

    Parameters
    ----------
    state : State
        Everything that changes.

    Examples
    --------
    >>> from agents.population import settle
    >>> from model.scenario.load import load
    >>> world = settle(load("classroom"), seed=1)
    >>> world.step()
    >>> world.quarter
    1
    """

    def __init__(self, state: State) -> None:
        super().__init__(rng=state.seed)
        self.state = state
        self.record = Record(state)
        state.styles = styles(state.scenario, state.atlas)
        restructure(state)
        take_stock(state)
        measure(state)
        self._acting: dict[str, list[Callable[[], None]]] = {}

    @property
    def quarter(self) -> int:
        """Number of quarters that have passed."""
        return self.state.quarter

    @property
    def over(self) -> bool:
        """Whether the last quarter of the scenario has passed."""
        return self.state.quarter >= self.state.scenario.clock.quarters

    def seat(self, actor: mesa.Agent) -> None:
        """Let an agent act in every phase of whose verbs it has."""
        kind: Any = type(actor)
        for verb in verbs(kind):
            self._acting.setdefault(verb, []).append(getattr(actor, verb))

    def step(self) -> None:
        """Let one quarter pass.

        Raises
        ------
        RuntimeError
            If the scenario's last quarter has passed.
        """
        if self.over:
            raise RuntimeError(
                f"the scenario ends after {self.state.scenario.clock.quarters} quarters"
            )
        self.state.tally = {}
        for _, steps in SCHEDULE:
            for step in steps:
                self.carry_out(step)
        self.finish()

    def carry_out(self, step: Rule | str) -> None:
        """Carry out one step of the schedule: a rule, or a verb by all agents that have it."""
        if isinstance(step, str):
            for act in self._acting.get(step, ()):
                act()
        else:
            step(self.state)

    def finish(self) -> None:
        """Write the quarter into the record and let the clock move on."""
        self.record.write(self.state)
        self.state.quarter += 1
        self.running = not self.over

    def run(self, on_quarter: Callable[[int], None] | None = None) -> None:
        """Let all quarters pass that are left.

        Parameters
        ----------
        on_quarter : callable, optional
            Called with the number of quarters that have passed, after each.
        """
        with no_collection():
            while not self.over:
                self.step()
                if on_quarter is not None:
                    on_quarter(self.quarter)

    def close(self) -> None:
        """Let go of what Mesa keeps for every model ever made: a counter that holds the world."""
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def graph(self, quarter: int | None = None) -> nx.MultiDiGraph[str]:
        """Return the dependency graph at the end of a quarter, the latest by default.

        Raises
        ------
        ValueError
            If the quarter has not been reached.
        """
        if quarter is not None and quarter >= max(1, self.quarter):
            raise ValueError(
                f"quarter {quarter} has not passed: quarters 0 to {self.quarter - 1} have"
            )
        return self.state.graph.at(quarter)

    @property
    def datacollector(self) -> Record:
        """The record of the run, with the faces of a Mesa ``DataCollector``."""
        return self.record

    def series(self) -> pd.DataFrame:
        """Return the measures of the host by quarter."""
        return self.record.get_model_vars_dataframe()
