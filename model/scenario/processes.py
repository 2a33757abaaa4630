"""How agreements work out: learning, delivery, people, politics, exports; how exits are seen."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity


class Absorption(Declared):
    """From access to know-how."""

    research_response: float = quantity(
        "1/share", 0, 1000, "uncertainty", "a in 1 - exp(-a x R&D share)"
    )
    people_weight: float = quantity(
        "share", 0, 1, "uncertainty", "part of absorptive capacity that needs trained people"
    )
    critical_people: float = quantity(
        "persons per USD bn of GDP", 0.001, 1e4, "uncertainty", "trained engineers that suffice"
    )
    institution_gain: float = quantity(
        "share", 0, 3, "uncertainty", "gain from fully built institutions"
    )
    content_gain: float = quantity(
        "share", 0, 5, "uncertainty", "gain from local content that capable suppliers deliver"
    )
    control_gain: float = quantity(
        "share", 0, 5, "uncertainty", "gain from holding the operating posts"
    )
    ip_friction: float = quantity(
        "share", 0, 1, "uncertainty", "transfer lost under the strictest protection of IP"
    )
    frontier_rate: float = quantity("1/year", 0, 0.2, "uncertainty", "pace of the world frontier")
    running_transfer: float = quantity(
        "share", 0, 1, "uncertainty", "transfer in operation against transfer while building"
    )
    own_learning: float = quantity(
        "1/year", 0, 0.5, "uncertainty", "know-how from own research at full absorptive capacity"
    )


class Delivery(Declared):
    """From signature to use."""

    effort_guarantee: float = quantity(
        "effort per share", 0, 10, "uncertainty", "effort called forth by the guarantee"
    )
    effort_monitoring: float = quantity(
        "effort", 0, 1, "uncertainty", "effort called forth by full monitoring"
    )
    rival_fear: float = quantity(
        "effort", 0, 1, "uncertainty", "effort withheld as the host nears the ceiling"
    )
    assessment_noise: float = quantity(
        "share of plan", 0, 1, "uncertainty", "error of the quarterly assessment without monitoring"
    )
    trust_rate: float = quantity(
        "1/quarter", 0, 1, "uncertainty", "how fast trust follows delivery"
    )
    breach_cost: float = quantity("trust", 0, 1, "uncertainty", "trust lost when one side breaks")
    refusal_cost: float = quantity(
        "trust", 0, 1, "uncertainty", "trust lost when a text is refused"
    )
    culture_gain: float = quantity(
        "trust per USD m", 0, 0.1, "uncertainty", "trust gained by exchange, before saturation"
    )
    culture_decay: float = quantity(
        "1/year", 0, 1, "uncertainty", "how fast trust returns to where it began"
    )
    prominence_pace: float = quantity(
        "1/year", 0, 2, "uncertainty", "how fast the host's prominence follows its know-how"
    )
    positioning_gain: float = quantity(
        "prominence per USD m", 0, 0.1, "uncertainty", "prominence gained by positioning, at first"
    )
    breach_forgiven: float = quantity(
        "share", 0, 1, "uncertainty", "loss of trust that a fully prominent host is spared"
    )
    renegotiation_rate: float = quantity(
        "1/year", 0, 2, "uncertainty", "hazard of renegotiation of a running agreement"
    )
    sunk_weight: float = quantity(
        "factor", 0, 10, "uncertainty", "rise of that hazard when all is sunk"
    )
    leverage_weight: float = quantity(
        "factor",
        0,
        10,
        "uncertainty",
        "rise of that hazard where the host would lose all it has without the partner that asks",
    )
    follow_on: float = quantity(
        "share", 0, 1, "uncertainty", "open need that a partner is believed to bring, by capability"
    )
    turnover_weight: float = quantity(
        "factor", 0, 10, "uncertainty", "rise of that hazard in the year after a change of power"
    )
    breakup_rate: float = quantity(
        "1/year", 0, 2, "uncertainty", "hazard that a partner without any trust leaves"
    )
    notice_quarters: int = quantity("quarters", 0, 40, "choice", "notice of an exit")
    resourcing_base: float = quantity(
        "1/year", 0, 1, "uncertainty", "re-sourcing without any capability"
    )
    resourcing_gain: float = quantity(
        "1/year", 0, 5, "uncertainty", "re-sourcing gained by capability times market depth"
    )


class People(Declared):
    """Engineers: who is free, who is sent, who comes back."""

    technology_share: float = quantity(
        "share", 0, 1, "uncertainty", "graduates who turn to technology projects"
    )
    abroad_cap: float = quantity(
        "share of graduates", 0, 1, "uncertainty", "most that can be sent abroad in a year"
    )
    training_years: float = quantity("years", 0.25, 8, "uncertainty", "length of training abroad")
    completion: float = quantity("share", 0, 1, "uncertainty", "trainees who complete")
    return_share: float = quantity("share", 0, 1, "uncertainty", "of those, the ones who return")
    institute_quality: float = quantity(
        "share", 0, 1, "uncertainty", "of those who complete at a joint institute, the ones trained"
    )
    institute_cost: float = quantity(
        "factor", 0, 10, "uncertainty", "cost of a place in a joint institute against one abroad"
    )
    attrition: float = quantity(
        "1/year", 0, 1, "uncertainty", "trained and free engineers who leave the field"
    )
    staff_per_usd_m: float = quantity(
        "persons per USD m", 0, 50, "uncertainty", "engineers needed per yearly contract value"
    )
    trained_productivity: float = quantity(
        "persons per person", 1, 10, "uncertainty", "what a trained engineer does against another"
    )


class Politics(Declared):
    """Ratification and elections."""

    quorum: float = quantity("share", 0, 1, "uncertainty", "support that a text needs")
    spread: float = quantity(
        "share", 0.005, 1, "uncertainty", "spread of the vote around its expected support"
    )
    memory: float = quantity("1/quarter", 0, 1, "uncertainty", "how fast approval forgets")
    delivery_weight: float = quantity(
        "approval", 0, 2, "uncertainty", "approval gained or lost by delivery against plan"
    )
    region_weight: float = quantity(
        "factor", 0, 5, "uncertainty", "how much more jobs count in regions that have had none"
    )
    win_set_weight: float = quantity(
        "share", 0, 1, "uncertainty", "how well negotiators know what can be ratified"
    )
    change_chance: float = quantity(
        "probability", 0, 1, "uncertainty", "chance that an election turns the policy"
    )
    swing: float = quantity(
        "approval", 0, 1, "uncertainty", "size of the turn in approval at a change"
    )
    veto_scale: float = quantity(
        "probability", 0, 1, "uncertainty", "refusal of a full critical transfer by a strict state"
    )


class Exports(Declared):
    """From know-how to sales abroad, and to ideas of one's own."""

    access_base: float = quantity(
        "share", 0, 1, "uncertainty", "share of export potential open without any agreement"
    )
    patents_per_usd_m: float = quantity(
        "patents per USD m of R&D", 0, 10, "uncertainty", "patents from research"
    )
    improvement_patents: float = quantity(
        "patents per USD m of output", 0, 10, "uncertainty", "from improvements on own plants"
    )


class Measures(Declared):
    """How exits are looked at."""

    horizon_years: float = quantity(
        "years", 0, 30, "choice", "horizon over which needs after an exit are averaged"
    )
    points: int = quantity("points", 1, 50, "choice", "points of time in the horizon")
    concentration_flag: float = quantity(
        "HHI", 0, 1, "choice", "concentration above which a technology is flagged"
    )
