"""Every event of the log says why it happened, names agreements alike, and what it says is true."""

from collections.abc import Sequence
from typing import Any

import pytest

from agents.population import settle
from experiments.runner import Result, simulate
from model.causes import CHANCE, IN_VAIN, why_late, why_opened, why_reopened, why_reviewed
from model.scenario.load import load

Events = list[dict[str, Any]]


@pytest.fixture(scope="module")
def runs() -> list[Result]:
    scenario = load("peru2040")
    return [simulate(scenario, seed) for seed in range(1, 4)]


@pytest.fixture(scope="module")
def events(runs: list[Result]) -> Events:
    return [event for run in runs for event in run.events]


def of_kind(events: Sequence[dict[str, Any]], kind: str) -> Events:
    found = [event for event in events if event["event"] == kind]
    assert found
    return found


def test_every_event_says_why(events: Events) -> None:
    assert {event["event"] for event in events if not event.get("because")} == set()
    threads = [thread for event in events for thread in event.get("threads", ())]
    assert {thread["end"] for thread in threads if thread["end"] != "deal"} > {"deadline"}
    for thread in threads:
        assert ("because" in thread) == (thread["end"] != "deal")


def test_agreements_go_by_their_label_everywhere(runs: list[Result]) -> None:
    for run in runs:
        signed = {event["agreement"] for event in of_kind(run.events, "signed")}
        named = {event["agreement"] for event in run.events if "agreement" in event}
        assert named <= signed


def test_a_renegotiation_lists_what_changed_by_more_than_rounding(events: Events) -> None:
    for event in of_kind(events, "renegotiated"):
        assert "volume" not in event["changed"]
        assert all(abs(after - before) > 1e-9 for before, after in event["changed"].values())


def test_what_was_reopened_in_vain_names_why_its_talk_failed(events: Events) -> None:
    for at, event in enumerate(events):
        if event["event"] == "reopened in vain":
            talk = events[at - 1]
            assert (talk["event"], talk["agreement"]) == ("reopened talk", event["agreement"])
            assert (talk["by"], talk["threads"][0]["because"]) == (event["by"], event["because"])


def test_a_term_that_ran_out_was_not_a_notice(events: Events) -> None:
    left = {
        "left by host": {"below standard", IN_VAIN},
        "left by partner": {"trust lost", IN_VAIN},
    }
    for event in events:
        if event["event"] in left:
            assert event["because"] in left[event["event"]]
        assert (event["event"] == "expired") == (event["because"] == "term ran out")


def test_signed_texts_had_more_support_than_most_that_were_not(events: Events) -> None:
    passed = [event["support"] for event in of_kind(events, "signed")]
    refused = [
        event["support"]
        for event in of_kind(events, "not ratified")
        if event["because"] == "support below the quorum"
    ]
    assert {event["because"] for event in of_kind(events, "signed")} == {"ratified"}
    assert sum(passed) / len(passed) > sum(refused) / len(refused)


def test_a_reopening_is_chance_unless_something_doubled_its_hazard() -> None:
    world = settle(load("peru2040"), seed=1)
    world.run()
    state = world.state
    state.quarter -= 1  # the last that passed
    deal = state.portfolio.rows[state.portfolio.rows["technology"] >= 0][0]
    row, p = int(deal["number"]), int(deal["partner"])
    state.weather.turnover[p, state.quarter] = 0.0
    state.weather.commodity[state.quarter] = state.weather.currency[state.quarter] = 1.0
    state.new_power_since = -100
    state.portfolio.rows["progress"][row] = 0.0
    state.portfolio.rows["paid_host_usd_m"][row] = 0.0  # then the host asks: no leverage on it
    state.portfolio.rows["paid_partner_usd_m"][row] = 1.0
    assert why_reopened(state, row) == CHANCE
    state.weather.turnover[p, state.quarter] = 1.0
    weight = state.scenario.delivery.turnover_weight
    assert why_reopened(state, row) == ("new government" if weight > 1.0 else CHANCE)
    state.weather.commodity[state.quarter] = 30.0  # |log| is 3.4
    assert why_reopened(state, row) == "price of raw materials"
    world.close()


@pytest.mark.parametrize(
    ("overrun", "waited", "late", "because"),
    [
        (0.0, 0.0, 0, "on plan"),
        (4.0, 0.0, 4, "overrun"),
        (0.8, 3.2, 4, "staff or money short"),
    ],
)
def test_a_late_plant_is_owed_to_the_larger_part_of_its_delay(
    overrun: float, waited: float, late: int, because: str
) -> None:
    assert why_late(overrun, waited, late) == because


def test_small_rules() -> None:
    assert (why_opened(3, 1), why_opened(1, 3)) == ("firms missing", "suppliers scarce")
    assert why_reviewed(0.3, 0.25) == "few talks came to a deal"
    assert why_reviewed(0.3, 0.3) == "a year has passed"
