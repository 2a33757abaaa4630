"""What-if exits: who leaves, what goes with them, how it comes back, and what stops because of it.

The exit game (:mod:`model.metrics.exit_game`) plays fixed exits every quarter. Here anybody may
leave on any day of a world: states, single firms, single agreements. What they supplied is lost at
once and found elsewhere at the re-sourcing rates of the day; what the host can run alone, runs on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.metrics.needs import (
    all_met,
    lost_share,
    mean_needs_met,
    stacked_supply,
    sum_over_states,
)
from model.portfolio import ENDED
from model.state import State
from model.supply import own_share
from model.terms import Protocol

Array = NDArray[np.float64]
#: Points of a path of recovery.
POINTS = 41


@dataclass(frozen=True)
class Leavers:
    """Who leaves together: places of states (not 0, the host), rows of firms and agreements."""

    states: frozenset[int] = frozenset()
    firms: frozenset[int] = frozenset()
    agreements: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Aftermath:
    """What an exit does; K technologies, J inputs, T times, 0 to the horizon.

    Attributes
    ----------
    years : (T,)
        Time since the exit.
    before : (K + J,)
        Share of each need, then of each input, that was met.
    path : (T, K + J)
        The same after the exit.
    gone : (2K + J,)
        Supply that left: finished imports, inputs, production in plants; share of need.
    weight : (K,)
        Strategic weights.
    """

    years: Array
    before: Array
    path: Array
    gone: Array
    weight: Array

    @property
    def needs_met(self) -> Array:
        """Return weighted needs met along the path, (T,)."""
        result: Array = self.path[:, : len(self.weight)] @ self.weight
        return result

    @property
    def loss(self) -> Array:
        """Return what each technology loses, mean over the horizon by the trapezoid rule, (K,)."""
        lost = self.before[None] - self.path
        span = self.years[-1]
        mean = np.trapezoid(lost, self.years, axis=0) / span if span > 0.0 else lost[0]
        result: Array = mean[: len(self.weight)]
        return result


def foreign_part(state: State, row: int) -> tuple[int, float]:
    """Return the technology of a protocol and the share of need that its foreign owner runs."""
    deal = state.portfolio.rows[row]
    k = int(deal["technology"])
    if k < 0 or deal["status"] >= ENDED or deal["in_use"] <= 0.0:
        return k, 0.0
    posts = float(deal["terms"][Protocol.OPERATIONAL_CONTROL])
    novice = state.scenario.bargaining.novice_cost
    yields = 1.0 - novice * posts * (1.0 - float(state.know_how[k]))
    share = float(deal["units"] * deal["in_use"]) * yields / float(state.need_index[k])
    equity = float(deal["terms"][Protocol.HOST_EQUITY])
    return k, share * (1.0 - own_share(float(state.know_how[k]), float(state.mobility[k]), equity))


def supply_leaving(state: State, leavers: Leavers) -> Array:
    """Return what leaves with them: imports, inputs and production under each other, (2K + J,).

    A plant is counted once, whether its state, its firm or its agreement leaves, or all of them.
    """
    supply = stacked_supply(state.imports, state.produced, state.input_share)
    gone = np.zeros(len(supply))
    for s in leavers.states:
        gone += supply[:, s]
    goods = len(supply) - len(state.know_how)
    rows = state.portfolio.rows
    for row in range(len(rows)):
        firm = int(rows["firm"][row])
        if row not in leavers.agreements and firm not in leavers.firms:
            continue
        k, share = foreign_part(state, row)
        if share > 0.0 and int(state.firms.rows["controller"][firm]) not in leavers.states:
            gone[goods + k] += share
    return gone


def aftermath(
    state: State, leavers: Leavers, years: float | None = None, resourcing: float = 1.0
) -> Aftermath:
    """Return what happens to needs when some leave today.

    Parameters
    ----------
    state : State
        A world at the end of a quarter; not changed.
    leavers : Leavers
        Who leaves, all at once.
    years : float, optional
        Horizon; that of the scenario's measures where not given.
    resourcing : float
        Factor on the re-sourcing rates of the day; 0: nothing is ever found elsewhere.

    Returns
    -------
    Aftermath
        Needs along the path.

    Raises
    ------
    ValueError
        If nobody leaves, the host does, or a number is negative.

    Examples
    --------
    >>> from agents.population import settle
    >>> from model.scenario.load import load
    >>> world = settle(load("classroom"), seed=1)
    >>> for _ in range(24):
    ...     world.step()
    >>> after = aftermath(world.state, Leavers(states=frozenset({1})))
    >>> bool(after.needs_met[0] < after.needs_met[-1])
    True
    """
    horizon = state.scenario.measures.horizon_years if years is None else years
    if not (leavers.states or leavers.firms or leavers.agreements):
        raise ValueError("nobody leaves: name at least one state, firm or agreement")
    if 0 in leavers.states:
        raise ValueError("the host cannot leave itself")
    if not (horizon >= 0.0 and resourcing >= 0.0):
        raise ValueError(f"{horizon} years, {resourcing} x re-sourcing: expected 0 or more")
    bill, goods = state.atlas.bill, len(state.resourcing)
    times = np.linspace(0.0, horizon, POINTS)
    total = sum_over_states(stacked_supply(state.imports, state.produced, state.input_share))
    gone = supply_leaving(state, leavers)
    lost = lost_share(resourcing * state.resourcing, times)
    spread = np.vstack([lost, lost[: len(total) - goods]])
    met = all_met(np.maximum(0.0, total[:, None] - gone[:, None] * spread), *bill)
    before = all_met(total[:, None].copy(), *bill)
    return Aftermath(times, before[:, 0], met.T.copy(), gone, state.atlas.weight)


def single_and_pair_exits(state: State) -> Array:
    """Return the weighted loss when each one and each two foreign states leave, (S - 1, S - 1).

    Mean over the horizon of the scenario's measures; singles stand on the diagonal.
    """
    states = len(state.atlas.states) - 1
    supply = stacked_supply(state.imports, state.produced, state.input_share)
    pairs = [(a, b) for a in range(states) for b in range(a + 1)]
    leaving = np.empty((len(supply), len(pairs) + 1))
    leaving[:, 0] = 0.0
    for column, (a, b) in enumerate(pairs, start=1):
        leaving[:, column] = supply[:, 1 + a] + (supply[:, 1 + b] if a != b else 0.0)
    lost = lost_share(state.resourcing, state.taus)
    met = mean_needs_met(sum_over_states(supply), leaving, lost, *state.atlas.bill)
    needs = met @ state.atlas.weight
    loss = np.zeros((states, states))
    for (a, b), value in zip(pairs, needs[1:], strict=True):
        loss[a, b] = loss[b, a] = needs[0] - value
    return loss
