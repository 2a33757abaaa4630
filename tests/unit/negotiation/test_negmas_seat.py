"""A negotiator from outside, with the manners of NegMAS, at one side of a bargain."""

import sys
from dataclasses import dataclass
from enum import Enum

import pytest

from experiments.negmas_opinion import NoNegMASError, seat_negmas
from experiments.negmas_seat import sit
from model.negotiation.bargain import bargain
from model.negotiation.codes import Offer, Style
from model.negotiation.domain import Bargain, Interaction, Issue, Party

Response = Enum("Response", ["ACCEPT_OFFER", "REJECT_OFFER", "END_NEGOTIATION", "NO_RESPONSE"])
LEVELS = tuple(map(str, range(11)))
UP = tuple(at / 10 for at in range(11))
SPLIT = Bargain((Issue("share", LEVELS),), Party((UP,)), Party((UP[::-1],), 0.15))


@dataclass
class Reply:
    response: Response
    outcome: tuple[str, ...] | None = None


class Aspiration:
    """A stand-in with NegMAS's interface: concedes in a line from its best, takes what it asks."""

    def __init__(self, values, reservation=0.0):
        self.values, self.reservation, self.heard = values, reservation, []

    def __call__(self, state):
        self.heard.append(state)
        target = 1.0 - (1.0 - self.reservation) * state.relative_time - 1e-9
        enough = [at for at, value in enumerate(self.values) if value >= target]
        mine = min(enough, key=lambda at: self.values[at])
        if state.current_offer and self.values[int(state.current_offer[0])] >= self.values[mine]:
            return Reply(Response.ACCEPT_OFFER, state.current_offer)
        return Reply(Response.REJECT_OFFER, (LEVELS[mine],))


@pytest.mark.parametrize("seated", [0, 1])
@pytest.mark.parametrize("first", [0, 1])
def test_who_plays_as_the_engine_would_gets_what_the_engine_gets(seated, first):
    style = Style(offer=Offer.CHEAPEST)
    talk = Bargain(SPLIT.issues, Party((UP,), style=style), Party((UP[::-1],), 0.15, style))
    values = (UP, UP[::-1])[seated]
    guest = Aspiration(values, (0.0, 0.15)[seated])
    outcome = sit(guest, talk, seated, 20, first)
    engine = bargain(talk, 20, first)
    assert (outcome.end, outcome.round, outcome.levels, outcome.by) == (
        engine.end, engine.round, engine.levels, engine.by
    )  # fmt: skip
    steps = [state.step for state in guest.heard]
    assert steps == sorted(set(steps))
    assert guest.heard[0].relative_time == 1 / 21


@pytest.mark.parametrize("first", [0, 1])
def test_each_offer_is_heard_before_the_answer_to_it(first):
    """Negotiators such as NegMAS's MiCRO listen and do not look at the standing offer."""
    order = []

    def wanting(state):
        order.append(("asked", state.step, state.current_offer))
        return Reply(Response.REJECT_OFFER, ("10",))

    def hear(state, offer):
        order.append(("heard", state.step, offer))

    outcome = sit(wanting, SPLIT, 0, 12, first, hear=hear)
    theirs = [("heard", step, offer) for kind, step, offer in order if kind == "asked" and offer]
    assert [each for each in order if each[0] == "heard"] == theirs
    assert all(order[order.index(each) + 1][0] == "asked" for each in theirs)
    moves = [move for move in outcome.trace if move.side == 1]
    assert [offer for _, _, offer in theirs] == [(LEVELS[move.levels[0]],) for move in moves][
        : len(theirs)
    ]
    assert len(theirs) == 12 - (first == 0)


def test_ways_to_leave():
    for reply in (
        Reply(Response.END_NEGOTIATION),
        Reply(Response.NO_RESPONSE),
        Reply(Response.REJECT_OFFER, None),
        Reply(Response.ACCEPT_OFFER),  # of nothing: it speaks first
    ):
        outcome = sit(lambda state, reply=reply: reply, SPLIT, 0, 10)
        assert (outcome.end.name, outcome.by, outcome.round) == ("WALKED_AWAY", 0, 1)
    taking = Reply(Response.ACCEPT_OFFER)  # the host's first offer is worth 0 to the partner
    assert sit(lambda state: taking, SPLIT, 1, 10).end.name == "WALKED_AWAY"


@pytest.mark.parametrize("wrong", [("11",), ("1", "2"), ()])
def test_offers_that_are_none_are_named(wrong):
    with pytest.raises(ValueError, match="the negotiator offers"):
        sit(lambda state: Reply(Response.REJECT_OFFER, wrong), SPLIT, 0, 10)


def test_without_negmas_its_seat_says_what_to_install(monkeypatch):
    for name in [each for each in sys.modules if each.startswith("negmas.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "negmas", None)
    with pytest.raises(NoNegMASError, match="pip install"):
        seat_negmas(object(), SPLIT, 0)
    pair = Interaction(("a", "b"), ("x", "x"), 1.0)
    two = (Issue("a", ("x", "y")), Issue("b", ("x", "y")))
    rows = ((0.0, 1.0), (0.0, 1.0))
    talk = Bargain(two, Party(rows, interactions=(pair,)), Party(rows))
    with pytest.raises(ValueError, match="interactions"):
        seat_negmas(object(), talk, 0)
