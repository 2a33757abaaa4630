"""What all agents share: a name, a seat in the world, and sight of its state."""

from __future__ import annotations

import mesa

from model.state import State
from model.world import World


class Actor(mesa.Agent):
    """An agent with a name.

    Verbs of the schedule that a subclass defines are called in their phase (see
    :data:`model.world.SCHEDULE`).

    Parameters
    ----------
    world : World
        The world that it moves into.
    name : str
        Its name, for people.
    """

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world)
        self.world = world
        self.name = name
        world.seat(self)

    @property
    def state(self) -> State:
        """The state of the world."""
        return self.world.state
