"""Everything that changes in a run, in one place and free of Mesa.

The rules of the world are functions of this state. The Mesa model (:mod:`model.world`) holds one
and lets agents and rules act on it, phase by phase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.atlas import CHANNELS, Atlas
from model.bargains import Bargain, bargain
from model.declared import QUARTER, by_class, groups, needs, tables, times_after_exit
from model.dependence import DependencyGraph
from model.firms import Firms
from model.ledger import Account, Ledger
from model.loans import Loans
from model.metrics.exit_game import ExitGame
from model.orders import Orders
from model.people import People
from model.portfolio import Portfolio
from model.public_money import Payment
from model.rules import rules
from model.scenario.plan import NOTHING, Plan
from model.scenario.tree import Scenario
from model.shocks import Weather
from model.sight import ground
from model.streams import Luck
from model.survey import Survey
from model.tapes import Tape
from model.texts import Text

if TYPE_CHECKING:
    from model.ratification import Vote

Array = NDArray[np.float64]
GOLDEN = 0.6180339887498949


class Filed(NamedTuple):
    """What an agreement is called in the dependency graph (an edge) and in the log."""

    source: str
    target: str
    key: str
    label: str
    partner: str


@dataclass
class Mandate:
    """What the Council asks of its offices, rewritten once a year.

    Attributes
    ----------
    urgency : (K,)
        Priority of each technology.
    favour : (P,)
        Weight of each partner in invitations and in the budget of the offices; mean 1.
    transfer_floor : float
        Least transfer depth asked for, share.
    office_usd_m : (P,)
        Budget of each office a year.
    culture_usd_m : (P,)
        Exchange with each partner a year.
    """

    urgency: Array
    favour: Array
    transfer_floor: float
    office_usd_m: Array
    culture_usd_m: Array


class State:
    """State of a world at the beginning of a quarter.

    Parameters
    ----------
    scenario : Scenario
        What was declared; where levers are decided otherwise, what is declared now.
    atlas : Atlas
        The same as arrays.
    weather : Weather
        Shocks, drawn before.
    luck : Luck
        All other draws, drawn before.
    firms : Firms
        Firms as drawn.
    seed : int
        Name of the run.
    """

    def __init__(
        self,
        scenario: Scenario,
        atlas: Atlas,
        weather: Weather,
        luck: Luck,
        firms: Firms,
        seed: int,
    ) -> None:
        self.scenario, self.atlas, self.weather, self.luck = scenario, atlas, weather, luck
        self.firms, self.seed = firms, seed
        self.quarter = 0
        host, policy = scenario.host, scenario.policy
        partners, technologies = atlas.foreign, len(atlas.technologies)
        self.protocol_table, self.comprehensive_table = tables(scenario)

        # What is declared of building, paying and learning, for kernels
        self.rules: Any = rules(scenario)

        # What negotiators see, and what the mandate of the day leaves of the table
        self.ground = ground(scenario, atlas)

        # The economy
        self.gdp_usd_m = host.gdp_usd_m
        self.research_share = host.research_share
        self.research_from = host.research_share  # where the ramp to the target begins
        self.needs = needs(scenario, atlas)
        self.need_index: Array = np.ones(technologies)  # of today: a row of it
        self.ledger = Ledger()
        self.ledger.pay(Account.ABROAD, Account.FUND, host.fund_usd_m, "opening")
        self.paid: Array = np.zeros(len(Payment))  # of public money this quarter, USD m
        self.bonds_usd_m = host.debt_share * host.gdp_usd_m
        self.loans = Loans(partners)
        self.line_left_usd_m: Array = np.zeros(partners)
        self.bond_rate = host.bond_rate
        self.stress_band = 0  # see model.stress
        self.unserved_until = 0  # quarter until which nobody lends, after a creditor went unserved
        self.funding = 1.0  # share of what projects asked for that was paid last quarter
        self.invested_usd_m: Array = np.zeros(partners)  # by each partner since the start
        self.building_usd_m: Array = np.zeros(partners)  # by each partner this quarter
        self.local_usd_m = 0.0  # of it and the host's, bought at home
        self.content: Array = np.ones(len(atlas.classes))  # share of local supply asked, delivered
        self.people = People(
            free=host.engineers,
            cohorts=max(1, round(scenario.people.training_years / QUARTER)),
            partners=partners,
        )

        self.sent: Array = np.zeros(partners)  # engineers sent abroad this quarter

        # Know-how and institutions
        self.know_how: Array = np.array(atlas.know_how)
        self.kept: Array = np.where(atlas.domestic > 0.0, atlas.know_how, 0.0)  # by own practice
        self.absorptive = 0.0
        self.institutions: Array = np.zeros(len(CHANNELS))
        self.rates, self.mobility, self.overrun, self.stages = by_class(scenario, atlas)
        self.quality: Array = np.zeros((3, technologies))
        self.extras: Array = np.zeros((2, technologies))

        # Relations
        self.trust: Array = np.array([scenario.partners[p].trust for p in atlas.partners])
        self.first_trust: Array = self.trust.copy()
        # Of the host in its region, see model.prominence; at first what it knows.
        shines = scenario.mechanisms.prominence
        self.prominence = float(atlas.weight @ self.know_how) if shines else 0.0
        self.seen: Array = np.zeros((partners, 2))  # protocols in force, sum of assessments
        self.delivery = 1.0  # mean assessment over protocols in force, share of plan
        self.reopened: list[tuple[int, bool]] = []  # rows to talk about again; partner asks
        self.monitoring: Array = np.zeros(partners)
        self.approval: Array = np.array(
            [scenario.stakeholders[g].approval for g in atlas.stakeholders]
        )
        # Where in the host its jobs are, and what those of each technology count for that
        self.jobs_by_region: Array = np.zeros(len(atlas.people))
        self.reach: Array = np.ones(technologies)
        self.mood = 0.0  # what the last change of power added to approval
        self.stakes, self.veto_below, self.group_weight = groups(scenario, atlas)
        self.common_stakes: Array = self.group_weight @ self.stakes
        self.new_power_since = -1_000  # quarter of the last change of policy at home
        slots = int(atlas.slot.max()) + 1
        self.pause_until: NDArray[np.int64] = np.zeros((partners, slots), dtype=np.int64)
        self.welcome: NDArray[np.bool_] = np.zeros((partners, slots), dtype=np.bool_)  # asked first
        self.prepared: Array = np.zeros(partners)  # talks that each office has prepared
        self.mandate = Mandate(
            urgency=np.array(atlas.weight),
            favour=np.ones(partners),
            transfer_floor=policy.transfer_floor,
            office_usd_m=np.zeros(partners),
            culture_usd_m=np.zeros(partners),
        )

        # How sides bargain (set when the world is put together); turns in the luck of talks
        self.styles: Array = np.zeros((partners, 2, 0))
        rounds = scenario.bargaining.rounds
        self.turns: Array = np.multiply(GOLDEN, np.arange(2.0 * rounds)).reshape(1, rounds, 2)
        self.pull: Array = np.zeros(4)  # rise of the chance of passing per feature of a text

        # What was decided from outside: for the run, and what of it is open
        self.plan: Plan = NOTHING
        self.orders = Orders()

        # Agreements and structure
        self.portfolio = Portfolio(partners)
        self.struck: dict[int, tuple[Text, Array]] = {}  # by row: last text, styles of that day
        self.tapes: list[Tape] | None = None  # talks as they were posed, where somebody asked
        # How texts fared at home, there too: by quarter, technology, partner, agreement reopened
        self.votes: dict[tuple[int, int, int, int], Vote] = {}
        self.notices: dict[int, str] = {}  # by row: why one side leaves, or wants to
        self.filed: dict[int, Filed] = {}  # by row: its names in graph and log
        self.graph = DependencyGraph(scenario, atlas, firms)
        self.events: list[dict[str, Any]] = []
        self.tally: dict[str, float] = {}

        # What was measured last
        states = len(atlas.states)
        self.withheld: Array = np.zeros(states)  # part of supply that each state holds back
        self.imports: Array = atlas.imports  # what is not withheld of it
        self.input_share: Array = atlas.input_share
        self.importable: Array = atlas.importable  # share of need that imports can meet
        self.produced: Array = np.zeros((technologies, states))
        self.supplied: Array = np.zeros(technologies)  # the same, by all states together
        self.suppliers = firms.at_home()
        self.taus = times_after_exit(scenario)
        self.resourcing: Array = np.zeros(technologies + len(atlas.inputs))  # 1/year
        self.lost_midway: Array = np.ones(technologies + len(atlas.inputs))
        self.supply_after: Array  # after each state's exit; set when the world is put together
        self.met_after: Array
        self.game: ExitGame | None = None
        self.met: Array = np.zeros(technologies)
        self.standing: Array = np.array(atlas.domestic)  # needs met or under way at home
        self.sums: Survey  # over agreements; set when the world is put together
        self.exports_usd_m: Array = np.zeros(partners + 1)  # by partner, then elsewhere
        self.exit_loss: Array = np.zeros(partners)
        self.autonomy_now = 0.0
        self.transfer_effectiveness = 0.0
        self.last_budget_usd_m = -1.0  # what came in the last quarter, by the year; -1 before any
        self.year_talks = [0, 0]  # talks and deals since the last annual review

    @property
    def year(self) -> float:
        """Calendar time, years."""
        return self.scenario.clock.start_year + QUARTER * self.quarter

    @property
    def bargains(self) -> dict[int, Bargain]:
        """The tables at which agreements were struck, or struck again, by row."""
        wide, narrow = self.comprehensive_table.counts, self.protocol_table.counts
        return {
            row: bargain(text, wide if text.technology < 0 else narrow, styles)
            for row, (text, styles) in self.struck.items()
        }

    @property
    def capacity_usd_m(self) -> Array:
        """What firms of the host could supply a year, weighted by skill, by class, USD m."""
        return self.suppliers.capacity_usd_m

    def envelope(self, partner: int) -> list[float] | None:
        """Return the terms of the comprehensive agreement in force with a partner, or None."""
        if self.portfolio.envelopes[partner] < 0:
            return None
        terms: list[float] = self.portfolio.envelope_terms[partner].tolist()
        return terms

    def envelope_term(self, issue: int) -> Array:
        """Return one term of the envelopes with all partners, 0 where none is in force.

        A view of the portfolio: not to be written to.
        """
        return self.portfolio.envelope_terms[:, issue]

    def lose_trust(self, partner: int, amount: float) -> None:
        """Lower the trust between the host and a partner: less, the more prominent the host is."""
        if self.scenario.mechanisms.trust:
            lost = amount * (1.0 - self.scenario.delivery.breach_forgiven * self.prominence)
            self.trust[partner] = max(0.0, float(self.trust[partner]) - lost)

    def note(self, kind: str, **facts: Any) -> None:
        """Write an event of this quarter into the log; facts are plain values."""
        self.events.append({"quarter": self.quarter, "event": kind, **facts})

    def count(self, name: str, amount: float = 1.0) -> None:
        """Add to a counter of this quarter."""
        self.tally[name] = self.tally.get(name, 0.0) + amount
