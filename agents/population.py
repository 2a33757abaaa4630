"""The one place where a world is put together: everyone moves in."""

from __future__ import annotations

from collections.abc import Iterable

from agents.council import Council
from agents.firm import PartnerFirm
from agents.host import Host
from agents.office import Office
from agents.partner import Partner
from agents.stakeholder import StakeholderGroup
from model.atlas import atlas
from model.collection import no_collection
from model.dependence import firm_node
from model.firms import drawn_firms
from model.scenario.decisions import Decision
from model.scenario.plan import planned
from model.scenario.tree import Scenario
from model.shocks import weather
from model.state import State
from model.streams import luck
from model.world import World


@no_collection()
def settle(scenario: Scenario, seed: int, decisions: Iterable[Decision | str] = ()) -> World:
    """Return a world at the beginning of its first quarter.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seed : int
        Name of the run: the same scenario, seed and decisions give the same run, bit for bit.
    decisions : iterable of Decision or str
        What is decided otherwise, and from when on; see :mod:`model.scenario.decisions`.

    Returns
    -------
    World
        A Mesa model with all agents.

    Raises
    ------
    ValueError
        If the seed is negative.
    model.scenario.decisions.DecisionError
        Where decisions cannot be followed in this scenario.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> world = settle(load("classroom"), seed=1)
    >>> world.run()
    >>> 0.0 <= float(world.series()["autonomy"].iloc[-1]) <= 1.0
    True
    """
    seed, plan = int(seed), planned(scenario, decisions)
    maps = atlas(scenario)
    firms = drawn_firms(scenario, maps, seed)
    keys = tuple(scenario.partners[name].key for name in maps.partners)
    draws = luck(seed, keys, scenario.clock.quarters, int(maps.slot.max()) + 1)
    state = State(scenario, maps, weather(scenario, maps, seed), draws, firms, seed)
    state.plan = plan
    world = World(state)
    Host(world)
    for number in range(len(maps.stakeholders)):
        StakeholderGroup(world, number)
    partners, offices = [], []
    for number in range(maps.foreign):
        theirs = [
            PartnerFirm(world, firm_node(firms, maps, int(row))[5:], int(row))
            for row in firms.of(number + 1)
        ]
        partners.append(Partner(world, number, theirs))
        offices.append(Office(world, number))
    Council(world, offices, partners)
    return world
