"""How talks are held, and what the parties count when they put a price on terms."""

from __future__ import annotations

from typing import Literal

from model.scenario.declare import Declared, quantity

OffersName = Literal["stepwise", "exact"]


class Bargaining(Declared):
    """The protocol of the talks and what parties count when they value terms."""

    offers: OffersName  # how negotiators look for a trade-off: step by step, or among all outcomes
    rounds: int = quantity("rounds", 2, 500, "uncertainty", "deadline of a talk in rounds")
    breakdown: float = quantity("1/round", 0, 0.2, "uncertainty", "risk that a talk breaks down")
    horizon_years: float = quantity("years", 1, 50, "uncertainty", "years over which a deal counts")
    need_surplus: float = quantity(
        "share of need", 0, 2, "uncertainty", "worth above its cost of a need newly met"
    )
    import_saving: float = quantity(
        "share of need", 0, 1, "uncertainty", "worth of making at home what was imported"
    )
    public_money: float = quantity(
        "USD per USD", 1, 3, "uncertainty", "shadow price of public money"
    )
    operating_return: float = quantity(
        "share of contract value a year", 0, 1, "uncertainty", "gross profit of a running plant"
    )
    equipment_margin: float = quantity(
        "share of contract value", 0, 1, "uncertainty", "partner's profit on what it supplies"
    )
    risk_premium: float = quantity(
        "1/year", 0, 0.2, "uncertainty", "regulatory risk on foreign capital without protection"
    )
    treaty_effect: float = quantity(
        "share", 0, 1, "uncertainty", "part of the regulatory premium that full protection removes"
    )
    ip_shield: float = quantity(
        "share", 0, 1, "uncertainty", "part of a leak that the strictest protection of IP prevents"
    )
    exposure_premium: float = quantity(
        "1/year per share of GDP", 0, 5, "uncertainty", "risk premium on what is already invested"
    )
    job_worth_usd_m: float = quantity(
        "USD m per job-year", 0, 1, "uncertainty", "worth to the host of a job above its wage"
    )
    content_worth: float = quantity(
        "share of value", 0, 1, "uncertainty", "worth to the host of local supply above its cost"
    )
    thin_base_cost: float = quantity(
        "share of value",
        0,
        2,
        "uncertainty",
        "extra cost of local content that no supplier masters",
    )
    thin_base_steepness: float = quantity(
        "factor", 0, 50, "uncertainty", "rise of that cost with the distance from what is mastered"
    )
    teaching_cost: float = quantity(
        "share of contract value", 0, 1, "uncertainty", "partner's cost of a full transfer"
    )
    learning_cost: float = quantity(
        "share of contract value", 0, 1, "uncertainty", "host's cost of taking a full transfer"
    )
    leak_rent: float = quantity(
        "years of need", 0, 20, "uncertainty", "partner's rents elsewhere at stake in a full leak"
    )
    operating_rent: float = quantity(
        "share of output",
        0,
        1,
        "uncertainty",
        "worth to the partner of holding the operating posts",
    )
    novice_cost: float = quantity(
        "share of output", 0, 1, "uncertainty", "output lost by operators without know-how"
    )
    improvement_rate: float = quantity(
        "share of output", 0, 1, "uncertainty", "yearly worth of improvements made on a plant"
    )
    sour_risk: float = quantity(
        "probability", 0, 1, "uncertainty", "chance that a refused partner withdraws elsewhere"
    )
    own_build_discount: float = quantity(
        "share", 0, 1, "uncertainty", "worth of building alone at full know-how against a deal"
    )
    enforcement: float = quantity(
        "probability",
        0,
        1,
        "uncertainty",
        "chance that terms stay, unprotected, where a reopened talk fails; else who asked leaves",
    )
    prominence_discount: float = quantity(
        "share",
        0,
        1,
        "uncertainty",
        "part of what a partner could earn elsewhere that it forgoes for a fully prominent host",
    )
    trust_discount: float = quantity(
        "share",
        0,
        1,
        "uncertainty",
        "part of the partner's outside option that full trust forgives",
    )
    access_worth: float = quantity(
        "share of exports", 0, 1, "uncertainty", "margin on exports that access makes possible"
    )
    access_cost: float = quantity(
        "share of exports", 0, 1, "uncertainty", "what opening its market costs the partner"
    )
    place_worth_usd_m: float = quantity(
        "USD m per place", 0, 5, "uncertainty", "worth to the host of one trained engineer"
    )
    place_cost_usd_m: float = quantity(
        "USD m per place", 0, 5, "uncertainty", "cost of a training place, shared by both sides"
    )
    standards_worth: float = quantity(
        "share of influence", 0, 1, "uncertainty", "worth of adopted standards to the partner"
    )
    leave_prior: float = quantity(
        "probability",
        0,
        1,
        "uncertainty",
        "chance that the host leaves a partner without any trust",
    )
    capability_cost: float = quantity(
        "share", 0, 2, "uncertainty", "extra cost of plants from a partner without capability"
    )
    policy_room: float = quantity(
        "share of pipeline", 0, 0.5, "uncertainty", "worth to the host of freedom to change rules"
    )
    transfer_worth: float = quantity(
        "share of pipeline", 0, 1, "uncertainty", "worth to the host of what may be learned"
    )
    default_risk: float = quantity(
        "share of principal",
        0,
        1,
        "uncertainty",
        "expected loss on an unsecured loan at the ceiling",
    )
    pledge_cost: float = quantity(
        "share of principal", 0, 1, "uncertainty", "worth to the host of revenue left unpledged"
    )
    rival_loss: float = quantity(
        "share of pipeline",
        0,
        1,
        "uncertainty",
        "loss to the host from rivals kept out by standards",
    )
    envelope_worth: float = quantity(
        "share of pipeline",
        0,
        1,
        "uncertainty",
        "worth to each side of being able to strike protocols",
    )
    cooling_quarters: int = quantity(
        "quarters", 0, 40, "uncertainty", "pause after a talk that failed"
    )
    talk_cost_usd_m: float = quantity(
        "USD m",
        0.01,
        1e4,
        "uncertainty",
        "cost of carrying one talk through, and of watching a deal",
    )
    entry_capability: float = quantity(
        "share", 0, 1, "uncertainty", "capability below which a partner is not asked"
    )
