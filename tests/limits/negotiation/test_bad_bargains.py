"""Bargains that cannot be posed are refused with a reason."""

import math

import numpy as np
import pytest

from model.negotiation.bargain import bargain, linked_talks
from model.negotiation.codes import Acceptance, Belief, End, Offer, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.meeting import Meeting, meet
from model.negotiation.moves import MOST_LISTED, MOST_SEARCHED

AB = Issue("x", ("a", "b"))
FINE = Party(((0.0, 1.0),))


def test_issues_need_two_to_fifty_different_levels():
    for levels in ((), ("a",), tuple(str(n) for n in range(51)), tuple(map(str, range(10**5)))):
        with pytest.raises(ValueError, match="expected 2 to 50"):
            Issue("x", levels)
    with pytest.raises(ValueError, match="same name"):
        Issue("x", ("a", "a"))


def test_a_bargain_needs_issues_and_values_that_fit_them():
    with pytest.raises(ValueError, match="at least one issue"):
        Bargain((), Party(()), Party(()))
    with pytest.raises(ValueError, match="same name"):
        Bargain((AB, AB), Party(((0, 1), (0, 1))), Party(((0, 1), (0, 1))))
    with pytest.raises(ValueError, match="host values 0 issues"):
        Bargain((AB,), Party(()), FINE)
    with pytest.raises(ValueError, match="partner, issue 'x': 3 values for 2 levels"):
        Bargain((AB,), FINE, Party(((0.0, 1.0, 2.0),)))
    for wrong in (math.nan, math.inf):
        with pytest.raises(ValueError, match="not finite"):
            Bargain((AB,), FINE, Party(((0.0, wrong),)))
        with pytest.raises(ValueError, match="not finite"):
            Bargain((AB,), FINE, Party(((0.0, 1.0),), wrong))
    many = tuple(Issue(str(n), tuple(map(str, range(50)))) for n in range(90))
    with pytest.raises(ValueError, match="above"):
        Bargain(many, Party(((0.0,) * 50,) * 90), Party(((0.0,) * 50,) * 90))


@pytest.mark.parametrize(
    "wrong",
    [
        {"parameter": 0.0},
        {"parameter": math.nan},
        {"tactic": Tactic.MICRO, "parameter": 1.5},
        {"tactic": Tactic.AVERAGED, "parameter": 0.0},
        {"mix": 1.1},
        {"acceptance_parameter": -0.1},
    ],
)
def test_styles_have_bounds(wrong):
    with pytest.raises(ValueError, match="expected"):
        Style(**wrong)


def test_play_has_bounds():
    talk = Bargain((AB,), FINE, FINE)
    other = Bargain((Issue("y", ("a", "b")),), FINE, FINE)
    with pytest.raises(ValueError, match="no bargain"):
        linked_talks([])
    with pytest.raises(ValueError, match="same issues"):
        linked_talks([talk, other])
    for rounds in (0, -1, 10**9):
        with pytest.raises(ValueError, match="rounds"):
            bargain(talk, rounds=rounds)
    with pytest.raises(ValueError, match="first"):
        bargain(talk, first=2)
    for risk in (-0.1, 1.0, math.nan):
        with pytest.raises(ValueError, match="risk"):
            bargain(talk, risk=risk)
    with pytest.raises(ValueError, match="need noise"):
        bargain(talk, risk=0.1)
    with pytest.raises(ValueError, match="shape"):
        bargain(talk, risk=0.1, noise=np.zeros((3, 2)))
    chance = Bargain((AB,), Party(((0.0, 1.0),), 0.0, Style(Tactic.RANDOM)), FINE)
    with pytest.raises(ValueError, match="need noise"):
        bargain(chance)
    script = Bargain((AB,), Party(((0.0, 1.0),), 0.0, Style(Tactic.SCRIPTED)), FINE)
    with pytest.raises(ValueError, match="scripted"):
        bargain(script)


def test_lists_of_all_outcomes_are_for_small_bargains():
    for count, most, style in (
        (11, MOST_LISTED, Style(Tactic.MICRO, 0.0)),
        (13, MOST_SEARCHED, Style(offer=Offer.CHEAPEST)),
    ):
        issues = tuple(Issue(str(n), tuple("abcd")) for n in range(count))
        values = ((0.0, 1.0, 2.0, 3.0),) * count
        talk = Bargain(issues, Party(values, 0.0, style), Party(values))
        assert talk.outcomes > most
        with pytest.raises(ValueError, match=f"at most {most}"):
            bargain(talk)
        assert bargain(Bargain(issues, Party(values), Party(values))).levels == (3,) * count


def test_a_side_that_does_not_care_takes_what_the_other_likes():
    careless = Party(((5.0, 5.0),), 5.0)
    outcome = bargain(Bargain((AB,), FINE, careless))
    assert outcome.levels == (1,)
    assert outcome.utilities == (1.0, 1.0)


def test_many_parties_may_talk_for_long_but_not_step_for_each_new_offer_so_long():
    """What a tactic does not need is not kept: it was 60 GB for the first of these."""
    issues = tuple(Issue(str(n), ("a", "b")) for n in range(200))
    calm = Party(((0.0, 1.0),) * 200, 0.0, Style(acceptance=Acceptance.TARGET))
    eager = Party(((0.0, 1.0),) * 200, 0.0, Style(Tactic.MICRO, 0.01))
    assert meet(Meeting(issues, (calm,) * 20), rounds=100_000).end == End.DEAL
    stepping = Meeting(issues, (eager, *(calm,) * 19))
    assert meet(stepping, rounds=526).end == End.DEAL
    with pytest.raises(ValueError, match="at most 526 where one of 20 parties"):
        meet(stepping, rounds=527)


@pytest.mark.parametrize("issues", [12, 200])
def test_an_exact_search_for_an_offer_ends_where_nothing_tells_outcomes_apart(issues):
    rng = np.random.default_rng(1)
    mine = np.sort(rng.uniform(size=(issues, 5)), axis=1)[:, ::-1]
    mine -= mine[:, -1:]
    mine /= mine[:, 0].sum()
    names = tuple(Issue(f"{at}", tuple("abcde")) for at in range(issues))
    style = Style(offer=Offer.EXACT_TRADE_OFF, belief=Belief.PERFECT)
    host, partner = (
        Party(tuple(map(tuple, values.tolist())), style=style)
        for values in (mine, mine[:, :1] - mine)
    )
    outcome = bargain(Bargain(names, host, partner), rounds=20)
    assert outcome.end == End.DEAL
    assert sum(outcome.worth) == pytest.approx(1.0)
