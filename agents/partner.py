"""A partner state: one class for all of them, their differences are data."""

from __future__ import annotations

import numpy as np

from agents.actor import Actor
from agents.firm import PartnerFirm
from model.bids import best_bid, bid_terms
from model.texts import Seat
from model.world import World


class Partner(Actor):
    """A state that may share its technology, and its firms.

    Parameters
    ----------
    world : World
        The world that it moves into.
    number : int
        Place among the partners.
    firms : list of PartnerFirm
        Firms at home there.
    """

    def __init__(self, world: World, number: int, firms: list[PartnerFirm]) -> None:
        name = world.state.atlas.partners[number]
        super().__init__(world, world.state.scenario.partners[name].name)
        self.number = number
        self.firms = firms
        self.rows = np.array([firm.row for firm in firms], dtype=np.int64)
        self.terms = bid_terms(world.state)

    def seat(self, technology: int, low: float, high: float) -> Seat | None:
        """Return its seat at a table, with the firm that it sends; None when no firm would bid.

        It sends the most able of its firms that has room for the work and whose expected profit
        under the Council's floors clears the hurdle.
        """
        state, policy = self.state, self.state.scenario.policy
        atlas, k = state.atlas, technology
        row, room, knowledge = best_bid(
            state.firms.rows,
            self.rows,
            state.firms.knowledge,
            state.sums.busy_usd_m,
            int(atlas.kind[k]),
            self.terms,
            low,
            high,
            float(atlas.capital_usd_m[k]),
            float(atlas.lead_years[k]),
            float(state.capacity_usd_m[atlas.kind[k]]),
            policy.local_content_floor,
            state.mandate.transfer_floor,
        )
        if row < 0:
            return None
        skill = float(atlas.capability[self.number, k])
        return Seat(
            partner=self.number,
            firm=row,
            skill=skill * knowledge,
            low=low,
            high=max(low, min(high, room)),
        )
