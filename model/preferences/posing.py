"""Posing a talk: levels, what they are worth to both sides, and what each has without a deal."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.preferences.position import PROTECTION, situation
from model.preferences.protocol import (
    PENALTY,
    VOLUME,
    add_support,
    fill_protocol,
    reference_worth,
)
from model.preferences.situation import Situation, exit_penalty_usd_m
from model.sight import Ground, Sight
from model.supply import own_share
from model.terms import spread

Array = NDArray[np.float64]

#: What a talk is about, in this order: the technology, who speaks first (0 host, 1 partner), one
#: past the last of its seats, row of the agreement that is reopened (-1 for a new one).
TECHNOLOGY, FIRST, UNTIL, REOPENED = range(4)

#: What is told of each seat, see :func:`pose`.
CAPITAL, MASTERED, ALONE, LEVERAGE, HOLDS = range(5)


@compiled
def fill_support(sight: Sight, worth: float, plant_usd_m: float, support: Array) -> None:
    """Fill in what one unit of each feature of a text is worth to negotiators who fear the vote.

    Equation: worth of the reference text, if positive, x slope of the chance of passing x weighted
    stakes of the groups; the feature of cost is scaled as groups see it.

    Parameters
    ----------
    sight : Sight
        Today.
    worth, plant_usd_m : float
        Worth of the reference text to the host; contract value of its plants; USD m.
    support : (4,) array
        Filled: jobs, knowledge, cost, autonomy; USD m.
    """
    for feature in range(len(support)):
        support[feature] = max(0.0, worth) * sight.pull[feature]
    support[2] *= min(1.0, plant_usd_m / (0.01 * sight.gdp_usd_m))


@compiled
def without(
    ground: Ground, sight: Sight, s: Situation, p: int, deal: float, volume: float, reopened: bool
) -> tuple[float, float, float]:
    """Return what going alone, the partner's leverage and its next-best use are worth, USD m.

    No deal is worth the first less the second to the host, and the third to the partner. The host
    may build alone as far as it knows how, or, where an agreement is reopened, go on with what
    stands of the plant; against that stands what it would lose if the refused partner withdrew
    elsewhere, which grows with its dependence. Offers of rivals are added live by the engine. The
    partner has the next-best use of its firms, less what trust forgives, what it forgoes to be seen
    with a prominent host, and what a recession takes.

    Parameters
    ----------
    ground, sight : Ground, Sight
        The scenario, and today.
    s : Situation
        What both see.
    p : int
        The partner.
    deal : float
        Worth of the reference volume to the host, USD m.
    volume : float
        Reference volume, share of need.
    reopened : bool
        Whether an agreement is being reopened.
    """
    rules = ground.rules[0]
    partner = ground.partners[p]
    able = own_share(s.know_how, s.mobility, 0.5) * (1.0 - s.remaining)
    worth = max(0.0, deal)
    alone = worth * able if reopened else worth * rules["own_build_discount"] * s.know_how
    threat = 0.0
    if rules["leverage"]:
        sour = rules["sour_risk"] * (1.0 - sight.trust[p])
        threat = sour * sight.exit_loss[p] * s.autonomy_price_usd_m
    forgiven = 1.0 - rules["trust_discount"] * sight.trust[p]
    slump = 1.0 - rules["recession_cut"] * sight.recession[p]
    sought = 1.0 - rules["prominence_discount"] * sight.prominence
    contract = s.capital_usd_m * volume * s.remaining
    return alone, threat, partner["opportunity_margin"] * contract * forgiven * sought * slump


@compiled
def hold(ground: Ground, sight: Sight, p: int) -> float:
    """Return the chance that terms hold against the will of one side once a talk about them fails.

    Equation: ``h = e + (1 - e) a protection``: what courts and habit enforce, e, and of the rest
    the more, the better the comprehensive agreement protects investors, as far as treaties work, a.
    """
    rules = ground.rules[0]
    enforced = rules["enforcement"]
    treaty = rules["treaty_effect"] * sight.envelope_terms[p, PROTECTION]
    return float(enforced + (1.0 - enforced) * treaty)


@compiled
def worth_of(
    terms: Array,
    levels: Array,
    counts: NDArray[np.int64],
    s: Situation,
    support: Array,
) -> tuple[float, float]:
    """Return what terms, on the table or not, are worth to host and partner, USD m.

    By the same reckoning as the tables of :func:`model.preferences.protocol.fill_protocol`, about
    the same reference.

    Parameters
    ----------
    terms : (issues,) array
        Values of the issues.
    levels, counts, s, support
        As the tables were filled with.
    """
    issues = len(counts)
    beside, two = np.empty((issues, 2)), np.full(issues, 2)
    for issue in range(issues):
        # The reference of two levels is the second.
        beside[issue, 0] = terms[issue]
        beside[issue, 1] = levels[issue, counts[issue] // 2]
    tables = np.empty((2, issues, 2))
    fill_protocol(beside, two, s, tables)
    add_support(beside, two, support, tables[0])
    return tables[0, :, 0].sum(), tables[1, :, 0].sum()


@compiled
def pose(
    ground: Ground,
    sight: Sight,
    matter: NDArray[np.int64],
    seats: Array,
    book: Any,
    counts: NDArray[np.int64],
    step: Array,
    bounds: Array,
    levels: Array,
    tables: Array,
    limits: Array,
    told: Array,
) -> None:
    """Put a talk about one technology on the table, seat by seat.

    Where an agreement is reopened and the talk fails, its terms hold as far as they can be
    enforced; else whoever asked leaves. Both reckon with it: no deal is worth
    ``h old terms + (1 - h) parting`` with h of :func:`hold`. What a contract protects cannot be
    held up; what it does not protect can (Klein, Crawford & Alchian 1978; Grossman & Hart 1986), by
    a threat that leaves something to chance (Schelling 1960).

    Parameters
    ----------
    ground, sight : Ground, Sight
        The scenario, and today.
    matter : (4,) array
        What the talk is about, see ``TECHNOLOGY`` and those after it.
    seats : (threads, 4) array
        Partner, skill of its firm, least and most volume.
    book : record array of AGREEMENT
        The portfolio, with the agreement that is reopened.
    counts : (issues,) array
        Number of levels.
    step : (issues, levels) array
        Place of each level between its bounds, 0 to 1.
    bounds : (2, issues) array
        Bounds of each issue under the Council's mandate; those of volume are drawn in to each
        seat's.
    levels : (threads, issues, levels) array
        Filled: values of the levels.
    tables : (threads, 2, issues, levels) array
        Filled: what they are worth to host and partner, USD m.
    limits : (threads, 2) array
        Filled: what no deal is worth, USD m.
    told : (threads, 5 or more) array
        Filled, the first five: contract value of plants for the whole need, USD m; share that
        suppliers master; what going alone adds to the host's limit, and what the partner's leverage
        takes off it, USD m; chance that terms hold.
    """
    k, first, row = matter[TECHNOLOGY], matter[FIRST], matter[REOPENED]
    reopened = row >= 0
    remaining, running, penalty = 1.0, 0.0, 0.0
    stands = np.empty(len(counts))  # terms of the agreement that is reopened
    if reopened:
        deal, p = book[row], int(seats[0, 0])
        remaining = 1.0 - deal["progress"]
        running = deal["units"] * deal["in_use"] / sight.need_index[k]
        for issue in range(len(counts)):
            stands[issue] = deal["terms"][issue]
        stands[VOLUME] = seats[0, 2]  # as a share of today's need
        if first == 0:  # a host that leaves owes the penalty of the contract
            penalty = exit_penalty_usd_m(
                stands[PENALTY], deal["contract_usd_m"], sight.envelope_terms[p, PROTECTION]
            )
    support = np.empty(4)
    low, high = bounds.copy()
    reference = counts[VOLUME] // 2
    for thread in range(len(seats)):
        p, skill = int(seats[thread, 0]), seats[thread, 1]
        low[VOLUME], high[VOLUME] = seats[thread, 2], seats[thread, 3]
        if not reopened:
            low[VOLUME] = min(max(low[VOLUME], bounds[0, VOLUME]), bounds[1, VOLUME])
            high[VOLUME] = max(min(high[VOLUME], bounds[1, VOLUME]), low[VOLUME])
        spread(low, high, step, levels[thread])
        volume = levels[thread, VOLUME, reference]
        s = situation(ground, sight, k, p, skill, volume, remaining, running)
        fill_protocol(levels[thread], counts, s, tables[thread])
        host = tables[thread, 0]
        fill_support(sight, reference_worth(counts, host), s.capital_usd_m * volume, support)
        support[0] *= sight.reach[k]
        add_support(levels[thread], counts, support, host)
        alone, threat, elsewhere = without(
            ground, sight, s, p, host[VOLUME, reference], volume, reopened
        )
        ours, theirs, holds = 0.0, 0.0, 0.0
        if reopened:
            ours, theirs = worth_of(stands, levels[thread], counts, s, support)
            holds = hold(ground, sight, p)
            alone, elsewhere = alone - penalty, elsewhere + penalty
        alone, threat = (1.0 - holds) * alone, (1.0 - holds) * threat
        limits[thread, 0] = holds * ours + alone - threat
        limits[thread, 1] = holds * theirs + (1.0 - holds) * elsewhere
        told[thread, CAPITAL], told[thread, MASTERED] = s.capital_usd_m, s.mastered
        told[thread, ALONE], told[thread, LEVERAGE] = alone, threat
        told[thread, HOLDS] = holds
