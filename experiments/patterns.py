"""The patterns that must emerge, each declared once; how loans end is told, no other outcome is."""

from __future__ import annotations

from experiments import readings
from experiments.contrasts import Changes, Pattern, World

PLAN = World("peru2040")
POOR: Changes = (
    ("policy.research_target", 0.0016),
    ("policy.training_places", 0.0),
    ("mechanisms.institutions", False),
)
NO_ABSORPTION: Changes = (("mechanisms.absorption", False),)
NO_THIN_BASE: Changes = (("bargaining.thin_base_cost", 0.0),)
CAPPED = PLAN.but(("policy.max_partner_share", 0.08))
EARLY = PLAN.but(("policy.research_ramp_years", 3.0))
TARDY = PLAN.but(("policy.research_ramp_years", 12.0))
FULLY_STAFFED = PLAN.but(("mechanisms.staffing", False))


def _content(floor: float) -> World:
    return PLAN.but(("policy.local_content_floor", floor))


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "absorption",
        "without R&D, trained people and institutions, agreements leave little know-how",
        "share of tasks",
        readings.at_end("know_how"),
        PLAN,
        PLAN.but(*POOR),
        NO_ABSORPTION,
    ),
    Pattern(
        "turnkey",
        "turnkey contracts leave less know-how than the plan",
        "share of tasks",
        readings.at_end("know_how"),
        PLAN,
        World("turnkey"),
        NO_ABSORPTION,
    ),
    Pattern(
        "content_helps",
        "asking for a fifth of local content brings more orders home than asking for none",
        "USD bn",
        readings.bought_at_home,
        _content(0.2),
        _content(0.0),
        (("mechanisms.suppliers", False),),
    ),
    Pattern(
        "content_kills",
        "asking for three fifths scares away what a fifth attracted",
        "USD bn",
        readings.invested,
        _content(0.2),
        _content(0.6),
        NO_THIN_BASE,
    ),
    Pattern(
        "rivals",
        "rivals at the table get the host more from the one who signs than it would give alone",
        "% of contract",
        readings.gain_from_rivals,
        PLAN,
        off=(("mechanisms.rival_talks", False),),
    ),
    Pattern(
        "cap_slows",
        "a cap on any partner's share costs speed: fewer needs are met by 2035",
        "share of needs",
        readings.at_quarter("capability", 40),
        PLAN,
        CAPPED,
    ),
    Pattern(
        "cap_frees",
        "the same cap makes it cost less when the partner that matters most leaves",
        "share of needs",
        readings.worst_partner_loss,
        PLAN,
        CAPPED,
    ),
    Pattern(
        "leverage",
        "a partner on whom the host depends gets more out of it",
        "% of contract",
        readings.loss_to_leverage,
        PLAN,
        off=(("mechanisms.leverage", False),),
    ),
    Pattern(
        "own_ability",
        "a host that could build alone gets more",
        "% of contract",
        readings.gain_from_ability,
        PLAN,
        off=(("bargaining.own_build_discount", 0.0),),
    ),
    Pattern(
        "virtuous",
        "who raised R&D early goes on learning faster after the laggard spends as much, in 2037",
        "share of tasks",
        readings.learned_after(48),
        EARLY,
        TARDY,
        NO_ABSORPTION,
    ),
    Pattern(
        "trap",
        "the laggard ends up with as many needs met, but stands worse once all others have left",
        "share of needs",
        readings.at_end("autonomy_alone"),
        EARLY,
        TARDY,
        NO_ABSORPTION,
    ),
    Pattern(
        "hope",
        "a host that hopes for nothing more from its partners reopens what stands more often",
        "times a protocol",
        readings.reopened_by_host,
        PLAN.but(("delivery.follow_on", 0.0)),
        PLAN.but(("delivery.follow_on", 1.0)),
        (("mechanisms.follow_on", False),),
    ),
    Pattern(
        "hold_up",
        "where contracts bind less, more of what is reopened is changed",
        "share of reopened",
        readings.changed_share,
        PLAN.but(("bargaining.enforcement", 0.25), ("bargaining.treaty_effect", 0.0)),
        PLAN.but(("bargaining.enforcement", 1.0)),
        (("mechanisms.renegotiation", False),),
    ),
    Pattern(
        "late",
        "projects take longer than planned",
        "share of plan",
        readings.lateness,
        FULLY_STAFFED,
        off=(("mechanisms.overruns", False),),
    ),
    Pattern(
        "later",
        "the longer the plan, the larger the share by which it is missed",
        "correlation",
        readings.lateness_by_length,
        FULLY_STAFFED,
        off=(("mechanisms.overruns", False),),
    ),
    Pattern(
        "complex",
        "complex plants are later against their plan than modular ones",
        "share of plan",
        readings.lateness_of_complex,
        FULLY_STAFFED,
        off=(("mechanisms.overruns", False),),
    ),
    Pattern(
        "collateral",
        "loans in distress are renegotiated more often than pledges are seized",
        "share of cases",
        readings.renegotiated_not_seized,
        PLAN,
    ),
    Pattern(
        "control",
        "supply is more concentrated by controller than by firm",
        "HHI",
        readings.control_gap,
        PLAN,
        off=(("firms.per_partner", 1),),
    ),
)
