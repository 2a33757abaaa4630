"""Firms: those that build for partners decide whether to bid; those of the host supply and learn.

Their numbers live in one table (:mod:`model.firms`); an agent is the face of a row.
"""

from __future__ import annotations

from agents.actor import Actor
from model.preferences.situation import thin_base
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
        """Tell whether the expected profit under the Council's floors clears the hurdle.

        Equation: ``m (1 - local content) - teaching · depth + operating return over the risk``, as a
        share of contract value; against ``hurdle`` plus the next-best use of its people.
        """
        b = self.state.scenario.bargaining
        content = mandate[Protocol.LOCAL_CONTENT][0]
        depth = mandate[Protocol.TRANSFER_DEPTH][0]
        capacity = float(self.state.capacity_usd_m[self.state.atlas.kind[technology]])
        yearly = float(self.state.atlas.capital_usd_m[technology]) * mandate[Protocol.VOLUME][1]
        base = min(1.0, capacity / max(1e-9, yearly / self.state.atlas.lead_years[technology]))
        thin = thin_base(content, base, b.thin_base_cost, b.thin_base_steepness)
        margin = b.equipment_margin * (1.0 - content) * self.knowledge(technology)
        # What the state owns may earn less: it is paid in influence, which the state counts.
        owned = float(self.state.firms.rows["state_share"][self.row])
        hurdle = self.state.scenario.firms.hurdle * (1.0 - owned)
        return bool(margin - b.teaching_cost * depth - thin >= hurdle)


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
