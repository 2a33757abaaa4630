"""Posing a talk: levels, what they are worth to both sides, and what each has without a deal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.preferences.position import situation
from model.preferences.protocol import VOLUME, add_support, fill_protocol, reference_worth
from model.preferences.situation import Situation
from model.sight import Ground, Sight
from model.supply import own_share
from model.terms import spread

Array = NDArray[np.float64]


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
def reservations(
    ground: Ground,
    sight: Sight,
    s: Situation,
    p: int,
    deal: float,
    volume: float,
    reopened: bool,
) -> tuple[float, float, float]:
    """Return what going alone, the partner's leverage and its next-best use are worth, USD m.

    No deal is worth the first less the second to the host, and the third to the partner. The host
    may build alone as far as it knows how (when reopened: go on with the plant that stands);
    against that stands what it would lose if the refused partner withdrew elsewhere, which grows
    with its dependence. Offers of rivals are added live by the engine. The partner has the
    next-best use of its firms, less what trust forgives and what a recession takes.

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
    able = own_share(s.know_how, s.mobility, 0.5)
    worth = max(0.0, deal)
    alone = worth * able if reopened else worth * rules["own_build_discount"] * s.know_how
    threat = 0.0
    if rules["leverage"]:
        sour = rules["sour_risk"] * (1.0 - sight.trust[p])
        threat = sour * sight.exit_loss[p] * s.autonomy_price_usd_m
    forgiven = 1.0 - rules["trust_discount"] * sight.trust[p]
    slump = 1.0 - rules["recession_cut"] * sight.recession[p]
    contract = s.capital_usd_m * volume * s.remaining
    return alone, threat, partner["opportunity_margin"] * contract * forgiven * slump


@compiled
def pose(
    ground: Ground,
    sight: Sight,
    k: int,
    seats: Array,
    remaining: float,
    counts: NDArray[np.int64],
    step: Array,
    bounds: Array,
    levels: Array,
    tables: Array,
    limits: Array,
    seen: Array,
) -> None:
    """Put a talk about one technology on the table, seat by seat.

    Parameters
    ----------
    ground, sight : Ground, Sight
        The scenario, and today.
    k : int
        The technology.
    seats : (threads, 4) array
        Partner, skill of its firm, least and most volume.
    remaining : float
        Share of the contract still to be built; below 0 for a new one, of which all is.
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
    seen : (threads, 4) array
        Filled: contract value of plants for the whole need, USD m; share that suppliers master;
        what going alone is worth to the host, and what the partner's leverage takes off it, USD m.
    """
    reopened = remaining >= 0.0
    support = np.empty(4)
    low, high = bounds.copy()
    reference = counts[VOLUME] // 2
    for thread in range(len(seats)):
        p, skill = int(seats[thread, 0]), seats[thread, 1]
        low[VOLUME] = min(max(seats[thread, 2], bounds[0, VOLUME]), bounds[1, VOLUME])
        high[VOLUME] = max(min(seats[thread, 3], bounds[1, VOLUME]), low[VOLUME])
        spread(low, high, step, levels[thread])
        volume = levels[thread, VOLUME, reference]
        s = situation(ground, sight, k, p, skill, volume, remaining if reopened else 1.0)
        fill_protocol(levels[thread], counts, s, tables[thread])
        host = tables[thread, 0]
        fill_support(sight, reference_worth(counts, host), s.capital_usd_m * volume, support)
        add_support(levels[thread], counts, support, host)
        alone, threat, elsewhere = reservations(
            ground, sight, s, p, host[VOLUME, reference], volume, reopened
        )
        limits[thread, 0], limits[thread, 1] = alone - threat, elsewhere
        seen[thread, 0], seen[thread, 1] = s.capital_usd_m, s.mastered
        seen[thread, 2], seen[thread, 3] = alone, threat
