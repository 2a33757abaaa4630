"""The Council and its offices: what they may decide, and what they learn."""

import numpy as np
import pytest

from agents.agenda import agenda
from agents.council import Council
from agents.population import settle
from model.ledger import Account
from model.scenario.load import load
from model.scenario.vary import varied
from model.terms import Protocol
from model.world import World


def council_of(world: World) -> Council:
    return next(agent for agent in world.agents if isinstance(agent, Council))


def stepped(quarters: int, **changes: object) -> World:
    scenario = load("peru2040")
    if changes:
        scenario = varied(scenario, {k.replace("__", "."): v for k, v in changes.items()})
    world = settle(scenario, 1)
    for _ in range(quarters):
        world.step()
    return world


@pytest.mark.core
def test_nobody_is_asked_without_an_envelope() -> None:
    world = stepped(1)
    council = council_of(world)
    assert (world.state.portfolio.envelopes < 0).all()
    world.state.prepared[:] = 3.0
    assert agenda(world.state, council.team) == []


def test_an_agenda_uses_up_the_offices_and_asks_no_more_rivals_than_allowed() -> None:
    world = stepped(6)
    council = council_of(world)
    world.state.prepared[:] = 3.0
    before = [office.prepared for office in council.offices]
    planned = agenda(world.state, council.team)
    seats = [seat for _, table in planned for seat in table]
    assert seats
    for p, office in enumerate(council.offices):
        held = sum(seat.partner == p for seat in seats)
        assert office.prepared == pytest.approx(before[p] - held)
        assert office.prepared >= -1e-9
    assert max(len(table) for _, table in planned) <= world.state.scenario.policy.rivals_invited


def test_a_talk_that_was_held_is_followed_by_a_pause() -> None:
    world = stepped(8)
    state = world.state
    pause = state.scenario.bargaining.cooling_quarters
    talks = [e for e in state.events if e["event"] == "talk" and e["topic"] != "envelope"]
    assert talks
    for event in talks:
        k = state.atlas.technologies.index(event["topic"])
        for thread in event["threads"]:
            p = state.atlas.partners.index(thread["partner"])
            assert state.pause_until[p, state.atlas.slot[k]] >= event["quarter"] + pause


def test_what_delivers_is_favoured() -> None:
    world = stepped(10)
    council = council_of(world)
    world.state.seen[:] = [[4, 4.0], [4, 2.0], [0, 0.0], [4, 3.0]]
    favour = council.favour()
    assert favour[0] > favour[3] > favour[1]
    # A partner without agreements is believed to be like the others.
    assert favour[2] == pytest.approx(favour.mean(), rel=1e-6)
    assert favour.mean() == pytest.approx(1.0)


def test_the_transfer_floor_follows_what_was_learned() -> None:
    world = stepped(10)
    council, state = council_of(world), world.state
    floor = state.mandate.transfer_floor
    state.year_talks, state.transfer_effectiveness = [10, 1], 0.1
    assert council.adapted_floor() < floor
    state.year_talks, state.transfer_effectiveness = [10, 9], 0.1
    assert council.adapted_floor() > floor
    state.year_talks, state.transfer_effectiveness = [10, 9], 0.9
    assert council.adapted_floor() == pytest.approx(floor)


def test_exposed_technologies_become_more_urgent() -> None:
    world = stepped(10)
    state = world.state
    urgency = council_of(world).urgency()
    assert (urgency >= state.atlas.weight - 1e-12).all()
    assert (urgency > state.atlas.weight + 1e-9).any()


def test_offices_spend_no_more_than_there_is() -> None:
    world = stepped(1)
    council, ledger = council_of(world), world.state.ledger
    ledger.pay(Account.COUNCIL, Account.TREASURY, ledger.balance[Account.COUNCIL], "test")
    before = [office.prepared for office in council.offices]
    for office in council.offices:
        office.review()
    assert ledger.balance[Account.COUNCIL] == 0.0
    assert [office.prepared for office in council.offices] == before
    assert (world.state.monitoring == 0.0).all()


def test_a_dearer_mandate_keeps_firms_away() -> None:
    world = stepped(6)
    partner = council_of(world).partners[0]
    firm = partner.firms[0]
    table = world.state.protocol_table
    modest = {issue: (float(table.low[issue]), float(table.high[issue])) for issue in Protocol}
    strict = {**modest, Protocol.LOCAL_CONTENT: (0.6, 0.6), Protocol.TRANSFER_DEPTH: (1.0, 1.0)}
    semis = world.state.atlas.technologies.index("semiconductors")
    assert firm.would_bid(semis, modest)
    assert not firm.would_bid(semis, strict)


def test_a_firm_is_sent_only_where_it_has_room() -> None:
    world = stepped(6)
    partner = council_of(world).partners[0]
    k = world.state.atlas.technologies.index("smart_city")
    assert partner.seat(k, 0.05, 0.4) is not None
    world.state.sums.busy_usd_m[:] = np.inf
    assert partner.seat(k, 0.05, 0.4) is None
