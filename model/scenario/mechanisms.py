"""How the world works: parameters of each mechanism, and a switch for each."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity


class Clock(Declared):
    """Time of the run."""

    start_year: int = quantity("year", 1900, 2200, "choice", "year of the first quarter")
    quarters: int = quantity("quarters", 4, 400, "choice", "length of the run")


class Mechanisms(Declared):
    """Switches: each mechanism can be turned off to see what it does."""

    rival_talks: bool
    leverage: bool
    win_set: bool
    ratification: bool
    export_control: bool
    overruns: bool
    shirking: bool
    renegotiation: bool
    follow_on: bool
    host_exit: bool
    partner_exit: bool
    absorption: bool
    forgetting: bool
    frontier: bool
    suppliers: bool
    firm_entry: bool
    staffing: bool
    joint_institutes: bool
    trust: bool
    culture: bool
    prominence: bool
    adaptation: bool
    elections: bool
    regions: bool
    fund: bool
    loans: bool
    distress: bool
    stress_bands: bool
    research: bool
    institutions: bool
    exports: bool
    crisis: bool
    commodity_cycle: bool
    currency: bool
    recessions: bool
    turnover: bool


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


class Finance(Declared):
    """Public money: pace of the fund, of debt, of distress."""

    fund_return: float = quantity("1/year", -0.1, 0.2, "uncertainty", "real return without skill")
    fund_skill: float = quantity(
        "1/year", 0, 0.1, "uncertainty", "return added by fully built fund institutions"
    )
    finance_skill: float = quantity(
        "1/year", 0, 0.1, "uncertainty", "bond rate saved by fully built financial institutions"
    )
    rationing_band: float = quantity(
        "share of GDP", 0.001, 1, "choice", "distance to the ceiling at which rationing begins"
    )
    fiscal_reaction: float = quantity(
        "1/year", 0, 1, "uncertainty", "rise of the primary balance per share of GDP of new debt"
    )
    debt_premium: float = quantity(
        "1/year per share", 0, 1, "uncertainty", "bond rate added per share of GDP of new debt"
    )
    research_public: float = quantity(
        "share", 0, 1, "uncertainty", "part of added R&D that the treasury pays"
    )
    capability_dividend: float = quantity(
        "1/year", 0, 0.1, "uncertainty", "GDP growth added when all needs are met at home"
    )
    bond_maturity_years: float = quantity(
        "years", 1, 60, "uncertainty", "mean time in which bonds are paid back and issued anew"
    )
    stress_service: float = quantity(
        "share of revenue", 0.001, 1, "uncertainty", "service of public debt above which loans slip"
    )
    stress_test: float = quantity(
        "share", 0, 0.9, "choice", "depreciation that debt service is tested against"
    )
    high_stress_cut: float = quantity(
        "share", 0, 1, "uncertainty", "lending withheld while debt service is above the limit"
    )
    distress_years: float = quantity(
        "years", 0, 20, "uncertainty", "how long nobody lends after a creditor was not served"
    )
    distress_rate: float = quantity(
        "1/year", 0, 10, "uncertainty", "hazard of distress at twice the stress service"
    )
    write_off: float = quantity("share", 0, 1, "uncertainty", "distress that ends in a write-off")
    deferral: float = quantity("share", 0, 1, "uncertainty", "distress that ends in a deferral")
    refinance: float = quantity("share", 0, 1, "uncertainty", "distress that ends in new terms")
    seizure: float = quantity("share", 0, 1, "uncertainty", "distress that ends in a seizure")
    write_off_cut: float = quantity(
        "share of principal", 0, 1, "uncertainty", "principal forgiven in a write-off"
    )
    deferral_years: float = quantity("years", 0, 20, "uncertainty", "length of a deferral")


class Shocks(Declared):
    """What nobody at the table decides."""

    commodity_spread: float = quantity(
        "log", 0, 2, "uncertainty", "yearly spread of the log commodity price"
    )
    commodity_memory: float = quantity(
        "1/quarter", 0, 1, "uncertainty", "part of a departure of price or exchange rate that lasts"
    )
    currency_spread: float = quantity(
        "log", 0, 2, "uncertainty", "yearly spread of the log exchange rate of its own"
    )
    currency_commodity: float = quantity(
        "elasticity", -1, 2, "uncertainty", "rise of the exchange rate with the commodity price"
    )
    crisis_rate: float = quantity("1/year", 0, 2, "uncertainty", "great-power crises begun a year")
    crisis_years: float = quantity("years", 0.25, 20, "uncertainty", "mean length of a crisis")
    crisis_cut: float = quantity(
        "share", 0, 1, "uncertainty", "upstream supply withheld by a side whose rival is favoured"
    )
    recession_years: float = quantity(
        "years", 0.25, 20, "uncertainty", "mean length of a recession"
    )
    recession_cut: float = quantity(
        "share", 0, 1, "uncertainty", "fall of finance, market and appetite in a recession"
    )
    turnover_years: float = quantity(
        "years", 0.25, 10, "uncertainty", "how long a change of government unsettles agreements"
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
