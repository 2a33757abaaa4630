"""Exchange rate, stress of debt, prominence, regions: what surrounds the deals and what it does."""

import numpy as np
import pytest

from agents.population import settle
from experiments.runner import simulate
from model.regions import spread
from model.scenario.load import load
from model.scenario.problems import ScenarioError
from model.scenario.vary import varied
from model.stress import Band, band, lending, rate_stress
from model.treasury import debt_share, gdp_in_dollars


def test_a_weak_currency_makes_debts_heavier_and_nothing_else_moves() -> None:
    state = settle(load("peru2040"), 1).state
    before, gdp = debt_share(state), gdp_in_dollars(state)
    state.weather.currency[0] *= 0.8
    assert debt_share(state) == pytest.approx(before / 0.8)
    assert gdp_in_dollars(state) == pytest.approx(0.8 * gdp)
    assert state.gdp_usd_m == load("peru2040").host.gdp_usd_m


def test_the_exchange_rate_follows_the_commodity_as_far_as_declared() -> None:
    changed = {"shocks.currency_spread": 0.0, "shocks.currency_commodity": 0.5}
    weather = settle(varied(load("peru2040"), changed), 3).state.weather
    assert weather.currency == pytest.approx(np.sqrt(weather.commodity))
    quiet = settle(varied(load("peru2040"), {"mechanisms.currency": False}), 3).state.weather
    assert set(quiet.currency.tolist()) == {1.0}


def test_bands_rise_with_service_and_lending_falls_with_them() -> None:
    state = settle(load("peru2040"), 1).state
    limit, cut = state.scenario.finance.stress_service, state.scenario.finance.high_stress_cut
    found = []
    for service in (0.5 * limit, 0.9 * limit, 1.1 * limit):
        rate_stress(state, service)
        found.append((state.stress_band, lending(state)))
    state.unserved_until = 4
    rate_stress(state, 0.5 * limit)
    found.append((state.stress_band, lending(state)))
    assert found == [(0, 1.0), (1, 1.0), (2, 1.0 - cut), (3, 0.0)]
    assert band(limit, limit, 0.3, False) == Band.HIGH


def test_lenders_that_watch_stress_lend_less() -> None:
    free, strict = (
        simulate(varied(load("peru2040"), {"finance.high_stress_cut": cut}), 1).series
        for cut in (0.0, 1.0)
    )
    assert (free["stress_band"] == Band.HIGH).any()
    assert strict["loans_usd_m"].iloc[-1] < 0.8 * free["loans_usd_m"].iloc[-1]


def test_a_prominent_host_is_forgiven_more_and_can_buy_prominence() -> None:
    state = settle(load("peru2040"), 1).state
    lost = []
    for shines in (0.0, 1.0):
        state.trust[0], state.prominence = 0.8, shines
        state.lose_trust(0, 0.2)
        lost.append(0.8 - float(state.trust[0]))
    assert lost == pytest.approx([0.2, 0.2 * (1.0 - state.scenario.delivery.breach_forgiven)])
    shown, hidden = (
        simulate(varied(load("peru2040"), {"council.positioning_share": share}), 1).series
        for share in (0.03, 0.0)
    )
    assert shown["prominence"].iloc[-1] > hidden["prominence"].iloc[-1] + 0.1


def test_jobs_count_more_where_there_have_been_none() -> None:
    people, sites = np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    jobs, reach = np.empty(2), np.empty(3)
    spread(people, sites, np.zeros(3), 1.0, jobs, reach)
    assert reach.tolist() == [1.0, 1.0, 1.0]
    spread(people, sites, np.array([30.0, 10.0, 0.0]), 2.0, jobs, reach)
    assert (jobs.tolist(), reach.tolist()) == ([30.0, 10.0], [0.5, 1.5, 1.0])


def test_jobs_by_region_add_up_to_all_jobs() -> None:
    world = settle(load("peru2040"), 1)
    world.run()
    state = world.state
    assert state.jobs_by_region.sum() == pytest.approx(state.sums.jobs.sum())
    assert state.atlas.sites.sum(axis=1) == pytest.approx(1.0)
    assert state.reach.min() < 1.0 < state.reach.max()


def test_a_site_must_be_a_region_of_the_host() -> None:
    with pytest.raises(ScenarioError, match=r"technologies\.fintech\.sites\.limas.*regions"):
        load("peru2040", ["technologies.fintech.sites.limas=0.1"])
