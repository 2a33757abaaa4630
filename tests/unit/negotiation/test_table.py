"""A seated person meets the same engine and sees nothing of the other's values."""

import math

import pytest

from model.negotiation.bargain import bargain
from model.negotiation.codes import End, Style
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.table import Table

pytestmark = pytest.mark.core
ISSUES = tuple(Issue(name, tuple("abcde")) for name in ("ours", "theirs"))
UP = (0.0, 1.0, 2.0, 3.0, 4.0)
DOUBLE = (0.0, 2.0, 4.0, 6.0, 8.0)
TALK = Bargain(
    ISSUES,
    Party((DOUBLE, UP), 3.0, Style(parameter=2.0)),
    Party((UP[::-1], DOUBLE[::-1]), 2.0, Style(parameter=0.7)),
)


@pytest.mark.parametrize("seated", [0, 1])
@pytest.mark.parametrize("first", [0, 1])
def test_one_who_plays_as_the_engine_would_ends_where_the_engine_ends(seated, first):
    known = bargain(TALK, rounds=30, first=first, trace=True)
    assert known.end == End.DEAL
    table = Table(TALK, seated, rounds=30, first=first)
    for move in known.trace:
        if move.side == seated:
            table.offer(move.levels)
    if known.by == seated:
        assert table.view.standing == known.levels
        table.accept()
    assert table.view is None
    assert table.outcome == known


def test_the_view_holds_my_worth_and_never_the_others():
    table = Table(TALK, 0, rounds=30)
    table.offer((4, 4))
    view = table.view
    assert (view.round, view.rounds_left) == (2, 28)
    assert view.standing == (0, 0)
    assert (view.worth, view.reservation) == (0.0, 3.0)
    assert view.own_values == (DOUBLE, UP)
    assert [move.worth[0] for move in view.history] == [12.0, 0.0]
    assert all(math.isnan(move.worth[1]) for move in view.history)
    assert not any("style" in name or "talk" in name for name in vars(view))


def test_walking_away_and_running_out():
    table = Table(TALK, 1, rounds=5)
    table.walk_away()
    assert (table.outcome.end, table.outcome.by, table.outcome.round) == (End.WALKED_AWAY, 1, 1)
    stubborn = Table(TALK, 0, rounds=5)
    for _ in range(5):
        stubborn.offer((4, 4))
    assert stubborn.outcome.end == End.DEADLINE
    with pytest.raises(ValueError, match="has ended"):
        stubborn.offer((4, 4))


def test_moves_that_are_none_are_refused_and_change_nothing():
    table = Table(TALK, 0, rounds=30)
    before = table.view
    for wrong in ((), (5, 0), (-1, 0), (0, 0, 0), (0.5, 0)):
        with pytest.raises(ValueError, match="not an offer"):
            table.offer(wrong)
    with pytest.raises(ValueError, match="no offer to accept"):
        table.accept()
    assert table.view == before
    table.offer((4, 4))
    with pytest.raises(ValueError, match="less than no deal"):
        table.accept()
    with pytest.raises(ValueError, match="seated"):
        Table(TALK, 2)


def test_advice_gives_up_a_share_of_my_own_range():
    table = Table(TALK, 0)
    assert table.advice(0.0) == (4, 4)
    assert table.advice(0.5) == (2, 2)
    assert table.advice(1.0) == (0, 0)
