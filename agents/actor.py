"""What all agents share: a name, a seat in the world, and sight of its state."""

from __future__ import annotations

import mesa

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

    Attributes
    ----------
    state : State
        The state of the world.
    """

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world)
        self.world, self.state = world, world.state
        self.name = name
        world.seat(self)
