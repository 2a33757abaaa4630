"""A partner state: one class for all of them, their differences are data."""

from __future__ import annotations

from agents.actor import Actor
from agents.firm import PartnerFirm
from model.positions import mandate
from model.talks import Seat
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

    def seat(self, technology: int, low: float, high: float) -> Seat | None:
        """Return its seat at a table, with the firm that it sends; None when no firm would bid.

        It sends the most able of its firms that has room for the work and whose expected profit
        under the Council's floors clears the hurdle.
        """
        asked = mandate(self.state, technology, low, high)
        years = max(0.25, float(self.state.atlas.lead_years[technology]))
        contract = float(self.state.atlas.capital_usd_m[technology])
        best: PartnerFirm | None = None
        room = 0.0
        for firm in self.firms:
            left = (firm.size_usd_m - firm.busy_usd_m()) * years / contract
            if left < low or not firm.would_bid(technology, asked):
                continue
            if best is None or firm.knowledge(technology) > best.knowledge(technology):
                best, room = firm, left
        if best is None:
            return None
        skill = float(self.state.atlas.capability[self.number, technology])
        return Seat(
            partner=self.number,
            firm=best.row,
            skill=skill * best.knowledge(technology),
            low=low,
            high=max(low, min(high, room)),
        )
