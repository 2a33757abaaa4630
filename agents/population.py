"""The one place where a world is put together: everyone moves in."""

from __future__ import annotations

from agents.council import Council
from agents.firm import PartnerFirm
from agents.host import Host
from agents.office import Office
from agents.partner import Partner
from agents.stakeholder import StakeholderGroup
from model.atlas import atlas
from model.dependence import firm_node
from model.firms import drawn_firms
from model.scenario.tree import Scenario
from model.shocks import weather
from model.state import State
from model.streams import luck
from model.world import World


def settle(scenario: Scenario, seed: int) -> World:
    """Return a world at the beginning of its first quarter.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seed : int
        Name of the run: the same scenario and seed give the same run, bit for bit.

    Returns
    -------
    World
        A Mesa model with all agents.

    Raises
    ------
    ValueError
        If the seed is negative.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> world = settle(load("classroom"), seed=1)
    >>> world.run()
    >>> 0.0 <= float(world.series()["autonomy"].iloc[-1]) <= 1.0
    True
    """
    seed = int(seed)
    maps = atlas(scenario)
    firms = drawn_firms(scenario, maps, seed)
    keys = [scenario.partners[name].key for name in maps.partners]
    draws = luck(seed, keys, scenario.clock.quarters, int(maps.slot.max()) + 1)
    state = State(scenario, maps, weather(scenario, maps, seed), draws, firms, seed)
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
