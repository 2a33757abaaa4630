"""A bilateral office: the talks it can carry, the agreements it watches, the exchange it pays."""

from __future__ import annotations

from agents.actor import Actor
from model.declared import QUARTER
from model.ledger import Account
from model.world import World

COUNCIL, ECONOMY = Account.COUNCIL, Account.ECONOMY
#: Half of an office's people prepare talks, half work on agreements in force.
TALKS_PART = 0.5
#: Talks that an office can have in preparation at most.
MOST_PREPARED = 3.0


class Office(Actor):
    """The office for one partner.

    Parameters
    ----------
    world : World
        The world that it moves into.
    number : int
        Place of the partner.
    """

    def __init__(self, world: World, number: int) -> None:
        partner = world.state.atlas.partners[number]
        super().__init__(world, f"Office for {world.state.scenario.partners[partner].name}")
        self.number = number

    @property
    def prepared(self) -> float:
        """Talks that it has prepared."""
        return self.state.prepared.item(self.number)

    def review(self) -> None:
        """Spend the quarter's budget on preparing talks, on watching agreements and on exchange."""
        state, p = self.state, self.number
        cost = state.scenario.bargaining.talk_cost_usd_m
        ledger = state.ledger
        cash = max(0.0, ledger.balance[COUNCIL])
        budget = min(state.mandate.office_usd_m.item(p) * QUARTER, cash)
        ledger.pay(COUNCIL, ECONOMY, budget, "offices")
        ready = state.prepared.item(p) + TALKS_PART * budget / cost
        state.prepared[p] = min(MOST_PREPARED, ready)
        watched = state.portfolio.in_force[p]
        yearly = (1.0 - TALKS_PART) * budget / QUARTER
        state.monitoring[p] = min(1.0, yearly / (cost * max(1, watched)))
        cash = max(0.0, ledger.balance[COUNCIL])
        exchange = min(state.mandate.culture_usd_m.item(p) * QUARTER, cash)
        ledger.pay(COUNCIL, ECONOMY, exchange, "cultural exchange")

    def can_talk(self) -> bool:
        """Tell whether a further talk has been prepared."""
        return self.prepared >= 1.0

    def begin_talk(self) -> None:
        """Use up the preparation of one talk."""
        self.state.prepared[self.number] -= 1.0
