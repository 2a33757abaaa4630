"""A comprehensive agreement in money: the envelope inside which protocols are struck.

Its worth hangs on the *pipeline*: the contract value of what the partner could build for needs not
yet met. As in :mod:`model.preferences.protocol` each issue is valued with the others at their
middle level.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.preferences.protocol import middle
from model.preferences.situation import annuity
from model.terms import Comprehensive

Array = NDArray[np.float64]

PROTECTION = int(Comprehensive.PROTECTION)
IP = int(Comprehensive.IP_REGIME)
ACCESS = int(Comprehensive.MARKET_ACCESS)
LINE = int(Comprehensive.FINANCE_LINE)
RATE = int(Comprehensive.RATE)
GRACE = int(Comprehensive.GRACE_YEARS)
MATURITY = int(Comprehensive.MATURITY_YEARS)
COLLATERAL = int(Comprehensive.COLLATERAL)
TRAINING = int(Comprehensive.TRAINING)
EXCLUSIVITY = int(Comprehensive.EXCLUSIVITY)
DURATION = int(Comprehensive.DURATION_YEARS)


class Prospect(NamedTuple):
    """What both sides see when they talk about a comprehensive agreement; money in USD m."""

    pipeline_usd_m: float  # contract value of what the partner could build for unmet needs
    reach: float  # share of the host's strategic needs that this pipeline stands for
    market_usd_m: float  # exports that full access would open at full know-how
    readiness: float  # know-how that the host could export with, weighted by potential
    line_usd_m: float  # largest finance line
    host_borrows: float  # what bonds cost the host, 1/year
    partner_borrows: float  # what the money costs the partner, 1/year
    strain: float  # debt against the ceiling, share
    places: float  # most training places a year
    wanted: float  # places that the host still wants a year
    host_rate: float
    partner_rate: float
    influence_usd_m: float
    leak_usd_m: float
    autonomy_price_usd_m: float
    horizon_years: float
    public_money: float
    risk_premium: float
    policy_room: float
    transfer_worth: float
    ip_friction: float
    access_worth: float
    access_cost: float
    default_risk: float
    pledge_cost: float
    place_worth_usd_m: float
    place_cost_usd_m: float
    standards_worth: float
    rival_loss: float
    envelope_worth: float


@compiled
def fill_host(levels: Array, counts: NDArray[np.int64], s: Prospect, table: Array) -> None:
    """Fill in what each level of each issue is worth to the host, USD m.

    Parameters
    ----------
    levels : (issues, levels) array
        Values of the levels under the mandate.
    counts : (issues,) array
        Number of levels.
    s : Prospect
        The state of the world as both sides see it.
    table : (issues, levels) array
        Filled in place.
    """
    line = middle(levels, counts, LINE) * s.line_usd_m
    rate = middle(levels, counts, RATE)
    duration = middle(levels, counts, DURATION)
    life = middle(levels, counts, GRACE) + 0.5 * middle(levels, counts, MATURITY)
    years = annuity(s.host_rate, 0.0, duration)
    # A line cannot be worth more than what there is to pay with it.
    useful = min(line, s.pipeline_usd_m)
    for j in range(counts[PROTECTION]):
        table[PROTECTION, j] = -levels[PROTECTION, j] * s.policy_room * s.pipeline_usd_m
    for j in range(counts[IP]):
        lost = s.ip_friction * s.transfer_worth * s.pipeline_usd_m
        table[IP, j] = -levels[IP, j] * lost
    for j in range(counts[ACCESS]):
        sales = levels[ACCESS, j] * s.market_usd_m * s.readiness
        table[ACCESS, j] = sales * s.access_worth * years
    for j in range(counts[LINE]):
        sum_lent = min(levels[LINE, j] * s.line_usd_m, s.pipeline_usd_m)
        relief = (s.public_money - 1.0) + (s.host_borrows - rate) * life
        table[LINE, j] = sum_lent * relief
    for j in range(counts[RATE]):
        table[RATE, j] = (rate - levels[RATE, j]) * useful * life
    for j in range(counts[GRACE]):
        table[GRACE, j] = levels[GRACE, j] * useful * max(0.0, s.host_rate - rate)
    for j in range(counts[MATURITY]):
        table[MATURITY, j] = 0.5 * levels[MATURITY, j] * useful * max(0.0, s.host_rate - rate)
    for j in range(counts[COLLATERAL]):
        table[COLLATERAL, j] = -levels[COLLATERAL, j] * useful * s.pledge_cost * (1.0 + s.strain)
    for j in range(counts[TRAINING]):
        sent = min(levels[TRAINING, j] * s.places, s.wanted)
        worth = s.place_worth_usd_m - 0.5 * s.place_cost_usd_m * s.public_money
        table[TRAINING, j] = sent * worth * years
    for j in range(counts[EXCLUSIVITY]):
        lost = s.rival_loss * s.pipeline_usd_m + s.autonomy_price_usd_m * s.reach * 0.5
        table[EXCLUSIVITY, j] = -levels[EXCLUSIVITY, j] * lost
    for j in range(counts[DURATION]):
        part = min(1.0, levels[DURATION, j] / s.horizon_years)
        table[DURATION, j] = part * s.envelope_worth * s.pipeline_usd_m


@compiled
def fill_partner(levels: Array, counts: NDArray[np.int64], s: Prospect, table: Array) -> None:
    """Fill in what each level of each issue is worth to the partner state, USD m.

    Parameters
    ----------
    levels, counts, s, table
        As in :func:`fill_host`.
    """
    line = middle(levels, counts, LINE) * s.line_usd_m
    rate = middle(levels, counts, RATE)
    duration = middle(levels, counts, DURATION)
    life = middle(levels, counts, GRACE) + 0.5 * middle(levels, counts, MATURITY)
    years = annuity(s.partner_rate, 0.0, duration)
    useful = min(line, s.pipeline_usd_m)
    risk = s.default_risk * s.strain
    secured = middle(levels, counts, COLLATERAL)
    for j in range(counts[PROTECTION]):
        table[PROTECTION, j] = levels[PROTECTION, j] * s.risk_premium * s.pipeline_usd_m
    for j in range(counts[IP]):
        table[IP, j] = levels[IP, j] * s.leak_usd_m * s.reach
    for j in range(counts[ACCESS]):
        sales = levels[ACCESS, j] * s.market_usd_m * s.readiness
        table[ACCESS, j] = -sales * s.access_cost * years
    for j in range(counts[LINE]):
        sum_lent = min(levels[LINE, j] * s.line_usd_m, s.pipeline_usd_m)
        earned = (rate - s.partner_borrows) * life - risk * (1.0 - secured)
        sway = s.influence_usd_m * s.reach * sum_lent / max(1.0, s.pipeline_usd_m)
        table[LINE, j] = sum_lent * earned + sway
    for j in range(counts[RATE]):
        table[RATE, j] = (levels[RATE, j] - rate) * useful * life
    for j in range(counts[GRACE]):
        table[GRACE, j] = -levels[GRACE, j] * useful * max(0.0, s.partner_rate - rate)
    for j in range(counts[MATURITY]):
        table[MATURITY, j] = -0.5 * levels[MATURITY, j] * useful * max(0.0, s.partner_rate - rate)
    for j in range(counts[COLLATERAL]):
        table[COLLATERAL, j] = levels[COLLATERAL, j] * useful * risk
    for j in range(counts[TRAINING]):
        sent = min(levels[TRAINING, j] * s.places, s.wanted)
        table[TRAINING, j] = -0.5 * sent * s.place_cost_usd_m * years
    for j in range(counts[EXCLUSIVITY]):
        table[EXCLUSIVITY, j] = (
            levels[EXCLUSIVITY, j] * s.standards_worth * s.influence_usd_m * s.reach
        )
    for j in range(counts[DURATION]):
        part = min(1.0, levels[DURATION, j] / s.horizon_years)
        table[DURATION, j] = part * s.envelope_worth * s.pipeline_usd_m


@compiled
def fill_comprehensive(
    levels: Array, counts: NDArray[np.int64], s: Prospect, tables: Array
) -> None:
    """Fill in both tables, ``tables`` of shape (2, issues, levels), host first; USD m."""
    fill_host(levels, counts, s, tables[0])
    fill_partner(levels, counts, s, tables[1])
