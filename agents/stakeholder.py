"""Groups at home whose support a text needs."""

from __future__ import annotations

from agents.actor import Actor
from model.world import World


class StakeholderGroup(Actor):
    """A group with stakes, an approval that remembers, and perhaps a veto.

    Parameters
    ----------
    world : World
        The world that it moves into.
    number : int
        Place among the groups.
    """

    def __init__(self, world: World, number: int) -> None:
        self.key = world.state.atlas.stakeholders[number]
        super().__init__(world, world.state.scenario.stakeholders[self.key].name)
        self.number = number
        self.declared = world.state.scenario.stakeholders[self.key]

    @property
    def approval(self) -> float:
        """How it sees the partnerships before it reads the next text, 0 to 1."""
        return self.state.approval.item(self.number)

    def review(self) -> None:
        """Let approval move: back to its start, with delivery, with the mood of the country."""
        state = self.state
        politics, before = state.scenario.politics, state.approval.item(self.number)
        delivery = min(1.2, state.delivery)
        goal = self.declared.approval + politics.delivery_weight * (delivery - 1.0) + state.mood
        moved = before + politics.memory * (goal - before)
        state.approval[self.number] = min(1.0, max(0.0, moved))
