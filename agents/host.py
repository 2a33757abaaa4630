"""The host state: elections, and the firms that come and go at home."""

from __future__ import annotations

import numpy as np

from agents.actor import Actor
from agents.firm import HostFirm
from model.dependence import firm_node
from model.world import World


class Host(Actor):
    """The state for which the Council negotiates.

    Parameters
    ----------
    world : World
        The world that it moves into.
    """

    def __init__(self, world: World) -> None:
        super().__init__(world, world.state.scenario.host.name)
        self.firms: dict[int, HostFirm] = {}
        self.seen = 0  # rows of the table of firms that have been looked at
        self.settle_in()

    def review(self) -> None:
        """Take in the outcome of an election."""
        state = self.state
        if state.weather.new_power[state.quarter]:
            state.new_power_since = state.quarter
            turn = float(state.weather.mood[state.quarter])
            state.mood = state.scenario.politics.swing * float(np.tanh(turn))
            state.note("change of power", mood=state.mood, because="election")

    def settle_in(self) -> None:
        """Let firms that opened move in, and those that closed move out."""
        firms = self.state.firms
        for row in range(self.seen, len(firms.rows)):
            if firms.rows["home"][row] == 0:
                name = firm_node(firms, self.state.atlas, row)[5:]
                self.firms[row] = HostFirm(self.world, name, row)
        self.seen = len(firms.rows)
        if "firms_closed" in self.state.tally:
            alive = firms.rows["alive"].tolist()
            for row in [row for row in self.firms if not alive[row]]:
                self.firms.pop(row).remove()
