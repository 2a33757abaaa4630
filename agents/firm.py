"""Firms: those that build for partners bid (:mod:`model.bids`); those of the host supply and learn.

Their numbers live in one table (:mod:`model.firms`); an agent is the face of a row.
"""

from __future__ import annotations

from agents.actor import Actor
from model.bids import bid_terms, would_bid
from model.terms import Protocol
from model.world import World


class Firm(Actor):
    """The face of one row of the table of firms."""

    def __init__(self, world: World, name: str, row: int) -> None:
        super().__init__(world, name)
        self.row = row

    @property
    def size_usd_m(self) -> float:
        """Yearly capacity, USD m."""
        return float(self.state.firms.rows["size_usd_m"][self.row])

    @property
    def controller(self) -> str:
        """The state that controls it."""
        return self.state.atlas.states[int(self.state.firms.rows["controller"][self.row])]


class PartnerFirm(Firm):
    """A firm that may build and run plants in the host."""

    def knowledge(self, technology: int) -> float:
        """Return its knowledge in the class of a technology, share of its country's best."""
        kind = int(self.state.atlas.kind[technology])
        return float(self.state.firms.knowledge[self.row, kind])

    def busy_usd_m(self) -> float:
        """Return the yearly contract value that it is building, USD m."""
        return float(self.state.sums.busy_usd_m[self.row])

    def would_bid(self, technology: int, mandate: dict[int, tuple[float, float]]) -> bool:
        """Tell whether it would bid under a mandate, see :func:`model.bids.would_bid`."""
        state = self.state
        atlas, k = state.atlas, technology
        yearly = atlas.capital_usd_m[k] * mandate[Protocol.VOLUME][1] / atlas.lead_years[k]
        return would_bid(
            bid_terms(state),
            self.knowledge(k),
            float(state.firms.rows["state_share"][self.row]),
            mandate[Protocol.LOCAL_CONTENT][0],
            mandate[Protocol.TRANSFER_DEPTH][0],
            min(1.0, float(state.capacity_usd_m[atlas.kind[k]] / max(1e-9, yearly))),
        )


class HostFirm(Firm):
    """A supplier at home: wins orders where it is able, learns by doing, exports, may close."""

    @property
    def skill(self) -> float:
        """Capability, 0 to 1."""
        return float(self.state.firms.rows["skill"][self.row])

    @property
    def orders_usd_m(self) -> float:
        """Orders from agreements this quarter, USD m."""
        return float(self.state.firms.rows["orders_usd_m"][self.row])
