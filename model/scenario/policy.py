"""Levers: what the host may choose."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity
from model.scenario.partner import TacticName


class Council(Declared):
    """The budget of the Partnership Council and what it is for; the rest pays for contracts."""

    budget_usd_m: float = quantity(
        "USD m a year", 0, 1e6, "lever", "budget of the Partnership Council that is asked for"
    )
    office_share: float = quantity(
        "share of budget", 0, 0.5, "lever", "for the offices: talks, technical work, monitoring"
    )
    culture_share: float = quantity(
        "share of budget", 0, 0.5, "lever", "for cultural and educational exchange"
    )
    positioning_share: float = quantity(
        "share of budget", 0, 0.5, "lever", "for being seen: fairs, standards, regional programmes"
    )
    training_share: float = quantity(
        "share of budget", 0, 0.5, "lever", "most that training may take"
    )


class Policy(Declared):
    """The settings of the host's strategy; every field is a lever."""

    training_places: float = quantity(
        "persons a year", 0, 1e6, "lever", "engineers whom the host wants partners to train a year"
    )
    institute_share: float = quantity(
        "share", 0, 1, "lever", "of these places, the ones in joint institutes at home"
    )
    research_target: float = quantity(
        "share of GDP", 0, 0.1, "lever", "R&D spending aimed at when the ramp ends"
    )
    research_ramp_years: float = quantity("years", 1, 30, "lever", "length of the R&D ramp")
    max_partner_share: float = quantity(
        "share", 0, 1, "lever", "cap on the share of needs that one partner's plants may meet"
    )
    local_content_floor: float = quantity(
        "share", 0, 1, "lever", "least local content that the Council asks for"
    )
    transfer_floor: float = quantity(
        "share", 0, 1, "lever", "least transfer depth that the Council asks for"
    )
    critical_equity_floor: float = quantity(
        "share", 0, 1, "lever", "least host equity in critical technologies"
    )
    critical_from: float = quantity(
        "weight", 0, 1, "lever", "criticality from which a technology counts as critical"
    )
    tactic: TacticName  # how the host's negotiators move
    concession: float = quantity(
        "c", 0.1, 20, "lever", "bargaining stance: above 1 holds out, below 1 gives way early"
    )
    rivals_invited: int = quantity(
        "partners", 1, 8, "lever", "partners talked to about one technology at a time"
    )
    autonomy_price_usd_m: float = quantity(
        "USD m", 0, 1e6, "lever", "what the host would pay to move autonomy from 0 to 1"
    )
    discount_rate: float = quantity("1/year", 0, 0.5, "lever", "long-term vision: discount rate")
    performance_standard: float = quantity(
        "share of plan", 0, 1.5, "lever", "assessed delivery below which an agreement is on notice"
    )
    exit_patience: int = quantity(
        "quarters", 1, 80, "lever", "quarters below the standard before the host leaves"
    )
    fund_saving: float = quantity(
        "share of mining revenue", 0, 1, "lever", "paid into the sovereign fund"
    )
    fund_spending: float = quantity(
        "share of the fund a year", 0, 0.5, "lever", "paid out of the sovereign fund"
    )
    debt_ceiling: float = quantity(
        "share of GDP", 0, 3, "lever", "public debt at which the treasury pays nothing more"
    )
    collateral_cap: float = quantity(
        "share", 0, 1, "lever", "most collateral that the Council may pledge"
    )
