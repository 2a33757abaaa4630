"""Discount factors in linked talks and in talks with a person: who is in a hurry takes less."""

from dataclasses import replace

import numpy as np
import pytest

from model.negotiation.bargain import bargain, linked_talks
from model.negotiation.codes import End, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.meeting import Meeting, meet
from model.negotiation.table import Table

SHARE = Issue("share", tuple(f"{part}/40" for part in range(41)))
UP = tuple(part / 40 for part in range(41))
HOST, PARTNER = Party((UP[::-1],)), Party((UP,))
pytestmark = pytest.mark.core


def test_who_is_in_a_hurry_settles_earlier_and_for_less():
    calm = bargain(Bargain((SHARE,), HOST, PARTNER))
    hasty = bargain(Bargain((SHARE,), replace(HOST, discount=1e-4), PARTNER))
    assert calm.end == hasty.end == End.DEAL
    assert hasty.round < calm.round
    assert hasty.worth[0] < calm.worth[0]


def test_in_linked_talks_the_rival_in_a_hurry_has_the_deal():
    def ends(*discounts: float) -> list[End]:
        rivals = [replace(PARTNER, discount=discount) for discount in discounts]
        return [each.end for each in linked_talks([Bargain((SHARE,), HOST, r) for r in rivals])]

    assert ends(1.0, 1.0) == [End.DEADLINE, End.DEADLINE], "each outbid to the end by the other"
    assert ends(1.0, 1e-4) == [End.LOST_TO_RIVAL, End.DEAL]
    assert ends(1e-4, 1.0) == [End.DEAL, End.LOST_TO_RIVAL]


def test_nobody_in_a_hurry_takes_less_than_no_deal_is_worth():
    rng = np.random.default_rng(3)
    for _ in range(50):
        floors = rng.uniform(0.0, 0.7, 2)
        sides = (
            replace(side, reservation=float(floor), discount=1e-6, style=Style(parameter=4.0))
            for side, floor in zip((HOST, PARTNER), floors, strict=True)
        )
        outcome = bargain(Bargain((SHARE,), *sides))
        if outcome.end == End.DEAL:
            assert np.all(np.array(outcome.worth) >= floors)


def test_a_person_meets_a_partner_in_a_hurry():
    def rounds_until_taken(partner: Party) -> int:
        talk = Table(Bargain((SHARE,), HOST, partner), 0)
        while talk.view is not None:
            talk.offer((20,))
        assert talk.outcome is not None
        return talk.outcome.round

    assert rounds_until_taken(replace(PARTNER, discount=1e-3)) < rounds_until_taken(PARTNER)


def test_what_is_left_of_a_deal_after_its_wait():
    talk = Bargain((SHARE,), HOST, replace(PARTNER, discount=0.25))
    assert talk.discounted((0.5, 0.5), 20, 39) == (0.5, 0.25)


def test_discounted_is_what_the_file_states_and_not_what_is_above_the_worst():
    def ends(*worth: float) -> End:
        """Return how the one round ends: the second level is offered to who wants the third."""
        partner = Party((worth,), -9.0, Style(Tactic.HARDLINER), discount=0.36)  # 0.6 a turn
        host = Party(((0.0, 1.0, 0.0),), style=Style(Tactic.HARDLINER))
        terms = (Issue("terms", ("a", "b", "c")),)
        end = bargain(Bargain(terms, host, partner), 1).end
        assert meet(Meeting(terms, (host, partner)), 1).end == end
        return end

    assert ends(1.0, 1.25, 2.0) == End.DEAL, "more than 0.6 of 2, if a quarter above the worst"
    assert ends(0.0, 1.25, 2.0) == End.DEAL
    assert ends(0.0, 1.15, 2.0) == End.DEADLINE
    assert ends(-2.0, -1.15, -1.0) == End.DEADLINE, "a debt does not press"
