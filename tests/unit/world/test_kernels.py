"""Small rules of the world against answers worked out by hand."""

import numpy as np
import pytest

from experiments.contrasts import Pattern, World
from experiments.findings import Effect, findings
from experiments.patterns import PATTERNS
from experiments.readings import at_end
from experiments.runner import simulate
from model.assessment import warm
from model.construction import effort
from model.loans import Loans
from model.portfolio import Portfolio, Status
from model.replay import replayed
from model.scenario.load import load
from model.supply import fill_resourcing
from model.terms import ISSUES, Comprehensive
from model.topics import topics


def envelopes(**terms: float) -> np.ndarray:
    table = np.zeros((1, ISSUES))
    for name, value in terms.items():
        table[0, Comprehensive[name]] = value
    return table


def chosen_topics(**changes: object) -> list[tuple[int, list[int]]]:
    """Two technologies, two partners; the second technology is more urgent."""
    known: dict[str, object] = {
        "gap": np.array([0.5, 0.5]),
        "least": 0.1,
        "urgency": np.array([1.0, 2.0]),
        "capital_usd_m": np.array([1000.0, 1000.0]),
        "means_usd_m": 1000.0,
        "able": np.array([[0.9, 0.6], [0.6, 0.9]]),
        "able_from": 0.5,
        "favour": np.ones(2),
        "prepared": np.ones(2),
        "envelopes": np.array([0, 1]),
        "pause_until": np.zeros((2, 3), dtype=np.int64),
        "welcome": np.zeros((2, 3), dtype=np.bool_),
        "slot": np.array([1, 2]),
        "now": 4,
    } | changes
    chosen, asked = topics(*known.values())  # type: ignore[arg-type]
    return [(k, [p for p in asked[k].tolist() if p >= 0]) for k in chosen.tolist()]


def test_topics_come_by_urgency_and_partners_by_merit() -> None:
    assert chosen_topics() == [(1, [1, 0]), (0, [0, 1])]
    assert chosen_topics(favour=np.array([1.0, 3.0])) == [(1, [1, 0]), (0, [1, 0])]
    invited = np.array([[False, False, True], [False, False, False]])
    assert chosen_topics(welcome=invited) == [(1, [0, 1]), (0, [0, 1])]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"gap": np.array([0.5, 0.05])}, [(0, [0, 1])]),
        ({"means_usd_m": 20.0}, []),
        ({"able_from": 0.8}, [(1, [1]), (0, [0])]),
        ({"prepared": np.array([1.0, 0.5])}, [(1, [0]), (0, [0])]),
        ({"envelopes": np.array([-1, 1])}, [(1, [1]), (0, [1])]),
        ({"pause_until": np.array([[0, 9, 0], [0, 9, 0]])}, [(1, [1, 0])]),
    ],
)
def test_what_keeps_a_topic_or_a_partner_away(
    change: dict[str, object], left: list[tuple[int, list[int]]]
) -> None:
    assert chosen_topics(**change) == left


def test_a_partner_holds_back_what_would_breed_a_rival() -> None:
    found = np.empty((1, 2))
    near, capability = np.array([0.0, 0.5]), np.array([[1.0, 1.0]])
    monitoring, ceiling = np.array([0.5]), np.array([0.5, 0.5])
    effort(np.array([0.6]), monitoring, 0.2, 0.3, envelopes(), near, ceiling, capability, found)
    assert found[0] == pytest.approx([0.7, 0.4])
    shield = envelopes(IP_REGIME=1.0)
    effort(np.array([0.6]), monitoring, 0.2, 0.3, shield, near, ceiling, capability, found)
    assert found[0] == pytest.approx([0.7, 0.7])


def test_standards_of_one_partner_slow_the_search_for_others() -> None:
    rate = np.empty(2)
    know_how, weight, depth = np.array([0.5]), np.ones(1), np.array([1.0, 0.5])
    fill_resourcing(know_how, weight, depth, envelopes(), 0.1, 0.8, rate)
    assert rate == pytest.approx([0.5, 0.3])
    fill_resourcing(know_how, weight, depth, envelopes(EXCLUSIVITY=0.5), 0.1, 0.8, rate)
    assert rate == pytest.approx([0.3, 0.2])


def test_trust_drifts_back_and_grows_with_exchange() -> None:
    trust = np.array([0.2, 0.9])
    warm(trust, np.array([0.4, 0.4]), 0.5, 0.0, np.zeros(2))
    assert trust == pytest.approx([0.3, 0.65])
    warm(trust, trust.copy(), 0.0, 0.1, np.array([2.0, 100.0]))
    assert trust == pytest.approx([0.44, 1.0])


def test_agreements_in_force_are_counted_by_partner() -> None:
    book = Portfolio(partners=2)
    for partner, status in ((0, Status.BUILDING), (0, Status.EXPIRED), (1, Status.ON_NOTICE)):
        book.add(partner=partner, technology=1, status=int(status))
    assert book.in_force == [1, 1]
    book.close(0, int(Status.LEFT_BY_HOST), quarter=7)
    assert book.in_force == [0, 1]
    assert book.read(0, "status", "ended") == [Status.LEFT_BY_HOST, 7]


def test_the_pledged_share_is_weighted_by_what_is_owed() -> None:
    loans = Loans(partners=2)
    assert loans.pledged_share() == 0.0
    terms = np.zeros((2, ISSUES))
    terms[0, Comprehensive.COLLATERAL] = 1.0
    loans.draw(np.array([300.0, 100.0]), terms)
    assert loans.pledged_share() == pytest.approx(0.75)
    assert (loans.pledged_share(0), loans.pledged_share(1)) == (1.0, 0.0)


@pytest.mark.parametrize(
    "decided", [(), ("2029Q1:policy.concession=4.0",), ("2030Q1:policy.tactic=micro",)]
)
def test_what_was_struck_alone_is_struck_again_with_the_tactics_of_its_day(
    decided: tuple[str, ...],
) -> None:
    scenario = load("peru2040")
    run = simulate(scenario, 3, decisions=decided)
    deals = run.agreements
    alone = deals[(deals["tier"] == "protocol") & (deals["rivals"] == 0) & (deals["reopened"] == 0)]
    assert len(alone) > 5
    assert len({run.bargains[row].styles[0].tobytes() for row in alone.index}) == 1 + len(decided)
    for row, deal in alone.iterrows():
        again = replayed(run.bargains[row], scenario.bargaining.rounds)
        assert again == (deal["value_host_usd_m"], deal["value_partner_usd_m"])


def test_what_a_reservation_value_is_made_of_adds_up() -> None:
    run = simulate(load("peru2040"), 3)
    deals = run.agreed
    new = deals[(deals["tier"] == "protocol") & (deals["reopened"] == 0)].index
    assert len(new) > 5
    for bargain in (run.bargains[row] for row in new):
        made = bargain.alone_usd_m - bargain.leverage_usd_m
        assert bargain.reservation[0] == pytest.approx(made, abs=1e-6)


def test_findings_pair_seeds_and_are_the_same_for_any_number_of_workers() -> None:
    pattern = Pattern(
        "fund", "", "", at_end("fund_usd_m"), World("classroom"),
        World("classroom", (("policy.fund_saving", 0.0),)), (("mechanisms.fund", False),),
    )  # fmt: skip
    [here] = findings([pattern], range(1, 5))
    [spread] = findings([pattern], range(1, 5), workers=2)
    assert here == spread
    assert here.off is not None
    assert here.found
    assert here.goes
    assert here.off.mean == 0.0


def test_an_effect_that_all_seeds_agree_on_has_no_interval() -> None:
    same = Effect.of([0.5, 0.5, float("nan")])
    assert (same.mean, same.low, same.high, same.seeds) == (0.5, 0.5, 0.5, 2)
    assert np.isinf(same.size)
    assert not np.isfinite(Effect.of([1.0]).mean)


def test_every_pattern_has_a_name_of_its_own() -> None:
    assert len({pattern.key for pattern in PATTERNS}) == len(PATTERNS)
