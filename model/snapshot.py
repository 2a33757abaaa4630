"""What the measures of a quarter were worked out from, kept so that they can be worked out again.

A :class:`Snapshot` holds every input of the measures that changes in a run. What never changes
stands in the state, of which a :class:`History` keeps the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from model.journal import Entry, Journal
from model.ledger import Account
from model.state import State

if TYPE_CHECKING:
    from model.world import World

Array = NDArray[np.float64]
#: The quarter of the snapshot that is taken before the first quarter.
START = -1


@dataclass(frozen=True)
class Snapshot:
    """A world at the end of a quarter; P partners, K technologies, S states.

    Attributes
    ----------
    quarter : int
        Counted from 0; -1 before the first.
    rows : (agreements,) structured array
        The portfolio.
    envelopes : (P,) array
        Row of the comprehensive agreement in force, -1 without.
    envelope_terms : (P, issues) array
        Its terms, 0 without.
    know_how, need_index : (K,) arrays
        Share of tasks learned; need against the start.
    withheld : (S,) array
        Part of its supply that each state holds back.
    absorptive : float
        Absorptive capacity.
    recession : (P, 1) array
        1 where a partner is in recession.
    firms_usd_m : float
        Exports of host firms a year.
    gdp_usd_m, bonds_usd_m, fund_usd_m : float
        Size of the economy, debt on bonds, the sovereign fund.
    currency : float
        Dollars for the host's money against trend.
    drawn, repaid, forgiven : (P,) arrays
        Loans since the start, USD m.
    paid : mapping of Entry to float
        Payments of the quarter, USD m.
    """

    quarter: int
    rows: Any
    envelopes: NDArray[np.int64]
    envelope_terms: Array
    know_how: Array
    need_index: Array
    withheld: Array
    absorptive: float
    recession: NDArray[Any]
    firms_usd_m: float
    gdp_usd_m: float
    currency: float
    bonds_usd_m: float
    fund_usd_m: float
    drawn: Array
    repaid: Array
    forgiven: Array
    paid: Mapping[Entry, float]

    @property
    def gdp_in_dollars(self) -> float:
        """Return GDP at the exchange rate of the day, USD m."""
        return self.gdp_usd_m * self.currency

    @property
    def debt_usd_m(self) -> float:
        """Return public debt, bonds and partner loans."""
        owed = float(self.drawn.sum() - self.repaid.sum() - self.forgiven.sum())
        return self.bonds_usd_m + owed


def snapshot(state: State, quarter: int, paid: Mapping[Entry, float]) -> Snapshot:
    """Return what stands in a state at the end of a quarter."""
    today = max(0, quarter)
    return Snapshot(
        quarter=quarter,
        rows=state.portfolio.rows.copy(),
        envelopes=state.portfolio.envelopes.copy(),
        envelope_terms=state.portfolio.envelope_terms.copy(),
        know_how=state.know_how.copy(),
        need_index=state.need_index.copy(),
        withheld=state.withheld.copy(),
        absorptive=float(state.absorptive),
        recession=state.weather.recession[:, today : today + 1].copy(),
        firms_usd_m=4.0 * float(state.firms.at_home().exports_usd_m),
        gdp_usd_m=float(state.gdp_usd_m),
        currency=float(state.weather.currency[quarter]) if quarter >= 0 else 1.0,
        bonds_usd_m=float(state.bonds_usd_m),
        fund_usd_m=float(state.ledger.balance[Account.FUND]),
        drawn=state.loans.drawn.copy(),
        repaid=state.loans.repaid.copy(),
        forgiven=state.loans.forgiven.copy(),
        paid=paid,
    )


class History:
    """Snapshots of a run, from before its first quarter on.

    Give it to whoever steps a world: called before the first step and after each, it looks on and
    changes nothing.

    Examples
    --------
    >>> from agents.population import settle
    >>> from model.scenario.load import load
    >>> world, history = settle(load("classroom"), seed=1), History()
    >>> history(world)
    >>> world.step()
    >>> history(world)
    >>> history.at(START).quarter, history.at(0).quarter
    (-1, 0)
    """

    def __init__(self) -> None:
        self.snapshots: list[Snapshot] = []
        self.state: State

    def __call__(self, world: World) -> None:
        """Take a snapshot of a world between two quarters."""
        if not self.snapshots:
            self.state = world.state
            world.state.ledger = Journal(world.state.ledger)
            world.state.tapes = []
        paid = cast(Journal, world.state.ledger).turn_page()
        self.snapshots.append(snapshot(world.state, world.quarter - 1, paid))

    def at(self, quarter: int) -> Snapshot:
        """Return the snapshot of a quarter; -1 for the one before the first."""
        return self.snapshots[quarter - START]

    def between(self, start: int, end: int) -> list[tuple[Snapshot, Snapshot]]:
        """Return each quarter after ``start`` up to ``end`` with the one before it."""
        return [(self.at(quarter - 1), self.at(quarter)) for quarter in range(start + 1, end + 1)]
