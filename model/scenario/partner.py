"""The states across the table, their firms, and the third states that supply without talking."""

from __future__ import annotations

from typing import Literal

from model.scenario.declare import Declared, quantity, table_of

TacticName = Literal["time", "tit_for_tat", "micro", "mixed"]


class Partner(Declared):
    """A partner state: one class for all, differences are data."""

    key: int = quantity("number", 0, 999, "fact", "identity, stable under renaming")
    name: str
    capability: dict[str, float] = table_of(
        "share of the frontier", 0, 1, "uncertainty", "capability by technology"
    )
    gdp_usd_m: float = quantity("USD m a year", 1, 1e9, "fact", "gross domestic product")
    discount_rate: float = quantity("1/year", 0, 0.5, "uncertainty", "discount rate of the state")
    tactic: TacticName  # time-dependent, tit for tat, a step for a step, or the mean of both
    concession: float = quantity(
        "c", 0.1, 20, "uncertainty", "time-dependent tactic: above 1 Boulware, below 1 Conceder"
    )
    market_usd_m: float = quantity(
        "USD m a year", 0, 1e7, "uncertainty", "imports that the host could serve with full access"
    )
    finance_max_usd_m: float = quantity("USD m", 0, 1e6, "uncertainty", "largest finance line")
    finance_cost: float = quantity(
        "1/year", 0, 0.2, "uncertainty", "what money costs the lending state"
    )
    training_max: float = quantity(
        "persons a year", 0, 1e6, "uncertainty", "most training places that it can offer"
    )
    opportunity_margin: float = quantity(
        "share of contract value", 0, 0.5, "uncertainty", "profit on the next-best use of its firms"
    )
    influence_usd_m: float = quantity(
        "USD m", 0, 1e6, "uncertainty", "what it would pay to hold the whole of the host's needs"
    )
    leak_concern: float = quantity(
        "share", 0, 2, "uncertainty", "weight on breeding a rival, 1 is the expected loss itself"
    )
    export_control: float = quantity(
        "share", 0, 1, "uncertainty", "strictness of its control of technology exports"
    )
    state_ownership: float = quantity(
        "share", 0, 1, "uncertainty", "mean share of its firms that the state owns"
    )
    third_owners: dict[str, float] = table_of(
        "share", 0, 1, "uncertainty", "mean share of its firms owned from other states"
    )
    reliability: float = quantity("share", 0, 1, "uncertainty", "effort without being watched")
    trust: float = quantity("share", 0, 1, "uncertainty", "mutual trust at the start")
    crisis_side: float = quantity(
        "side", -1, 1, "uncertainty", "side in a great-power crisis, -1 to 1, 0 stays out"
    )
    recession_rate: float = quantity("1/year", 0, 1, "uncertainty", "recessions begun a year")
    turnover_rate: float = quantity(
        "1/year", 0, 1, "uncertainty", "changes of government a year that turn its policy"
    )


class UpstreamState(Declared):
    """A third state that supplies inputs and finished imports and never negotiates."""

    key: int = quantity("number", 0, 999, "fact", "identity, stable under renaming")
    name: str
    crisis_side: float = quantity(
        "side", -1, 1, "uncertainty", "side in a great-power crisis, -1 to 1, 0 stays out"
    )
    scattered: bool = False  # many unrelated suppliers: no single hand can withdraw them


class UpstreamInput(Declared):
    """Something that plants need and nobody at the table can grant alone."""

    key: int = quantity("number", 0, 999, "fact", "identity, stable under renaming")
    name: str
    suppliers: dict[str, float] = table_of(
        "share", 0, 1, "uncertainty", "share of the world's supply by state"
    )
    market_depth: float = quantity(
        "share", 0, 1, "uncertainty", "how much of the market can be re-sourced"
    )


class Firms(Declared):
    """Populations of firms; sizes and knowledge are drawn."""

    per_partner: int = quantity("firms", 1, 500, "choice", "firms of each partner")
    host: int = quantity("firms", 0, 5000, "choice", "host firms at the start")
    partner_size_usd_m: float = quantity(
        "USD m a year", 1, 1e6, "uncertainty", "median project capacity of a partner firm"
    )
    host_size_usd_m: float = quantity(
        "USD m a year", 0.1, 1e6, "uncertainty", "median yearly supply of a host firm"
    )
    size_spread: float = quantity("log", 0, 2, "uncertainty", "spread of log size")
    partner_knowledge: float = quantity(
        "share", 0, 1, "uncertainty", "least knowledge of a partner firm in a class, best is 1"
    )
    host_capability: float = quantity(
        "share", 0, 1, "uncertainty", "mean capability of a host firm at the start"
    )
    learning: float = quantity(
        "1/year", 0, 2, "uncertainty", "rate of learning by doing at full orders"
    )
    idle_loss: float = quantity("1/year", 0, 1, "uncertainty", "capability lost without orders")
    margin: float = quantity("share of sales", 0, 1, "uncertainty", "margin on sales")
    fixed_cost: float = quantity("share of size", 0, 1, "uncertainty", "cost that does not vary")
    other_sales: float = quantity(
        "share of size", 0, 1, "uncertainty", "yearly sales outside any agreement"
    )
    reserve: float = quantity(
        "share of size", 0, 5, "uncertainty", "losses that a firm survives before it closes"
    )
    entry_rate: float = quantity(
        "share a year", 0, 2, "uncertainty", "entries a year per closed place, without institutions"
    )
    hurdle: float = quantity(
        "share of contract value",
        0,
        1,
        "uncertainty",
        "expected profit below which a firm stays out",
    )
