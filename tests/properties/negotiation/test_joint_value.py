"""Joint value over deals: the host counts it exactly, against all pairs of deals."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.negotiation.bargain import bargain
from model.negotiation.domain import Bargain, Interaction, Issue, Party
from model.negotiation.favoured import Standing, under_clauses
from model.negotiation.in_turn import host_total, talks_in_turn
from model.negotiation.joint import joint_worth
from model.negotiation.meeting import Meeting

SEEDS = st.integers(0, 2**32 - 1)
pytestmark = pytest.mark.core


def random_talks(seed):
    """Return three talks of one host with joint value; all worth is whole, so that sums are."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(2, 4, int(rng.integers(1, 4)))
    issues = tuple(
        Issue(f"issue {at}", tuple(f"level {level}" for level in range(count)))
        for at, count in enumerate(counts)
    )
    places = [(each.name, level) for each in issues for level in each.levels]
    pairs = [(a, b) for at, a in enumerate(places) for b in places[at:]]
    chosen = rng.choice(len(pairs), min(len(pairs), 5), replace=False)
    joint = tuple(
        Interaction(*zip(*pairs[at], strict=True), float(rng.integers(-9, 10))) for at in chosen
    )

    def values():
        return tuple(tuple(map(float, rng.integers(0, 20, count))) for count in counts)

    host = Party(values(), float(rng.integers(0, 15)), joint=joint)
    return [Bargain(issues, host, Party(values(), float(rng.integers(0, 15)))) for _ in range(3)]


def brute(talk, one, other):
    """Return the joint value of two deals by the words of its definition."""
    total = 0.0
    for pair in talk.host.joint:
        (x, a), (y, b) = zip(pair.issues, pair.levels, strict=True)
        one_way = talk.named(one)[x] == a and talk.named(other)[y] == b
        back = talk.named(other)[x] == a and talk.named(one)[y] == b
        total += pair.worth * (one_way if (x, a) == (y, b) else one_way + back)
    return total


@settings(max_examples=25)
@given(SEEDS)
def test_the_later_talk_has_the_joint_value_of_all_pairs_of_deals(seed):
    talk, later, _ = random_talks(seed)
    deals = list(product(*(range(len(issue.levels)) for issue in talk.issues)))
    for first in deals:
        posed = under_clauses(later, (), [Standing(talk, first)])
        for second in deals:
            alone = later.worths(second)
            both = brute(talk, first, second)
            assert posed.worths(second) == (alone[0] + both, alone[1])
            assert joint_worth(talk.issues, talk.host.joint, [first, second]) == both
            assert joint_worth(talk.issues, talk.host.joint, [second, first]) == both


@given(SEEDS)
def test_the_hosts_total_is_all_deals_and_all_pairs_and_none_is_taken_at_a_loss(seed):
    talks = random_talks(seed)
    turns = talks_in_turn(talks, [()] * 3)
    deals = [turn.standing for turn in turns if turn.standing]
    pairs = sum(brute(talks[0], a.levels, b.levels) for a, b in combinations(deals, 2))
    assert host_total(turns) == (sum(deal.worth[0] for deal in deals) + pairs, pairs)
    for turn in turns:
        if turn.standing:  # what it adds to those before it
            assert turn.outcome.worth[0] >= turn.standing.talk.host.reservation
    assert host_total(turns)[0] == sum(turn.outcome.worth[0] for turn in turns if turn.standing)


@given(SEEDS, st.data())
def test_raises_on_other_issues_leave_joint_value_as_it_was_counted(seed, data):
    talks = random_talks(seed)
    issues = talks[0].issues
    over = {issues[0].name, issues[-1].name}
    kept = tuple(pair for pair in talks[0].host.joint if set(pair.issues) <= over)
    talks = [replace(talk, host=replace(talk.host, joint=kept)) for talk in talks]
    free = [issue.name for issue in issues if issue.name not in over]
    clauses = [tuple(name for name in free if data.draw(st.booleans())) for _ in talks]
    turns = talks_in_turn(talks, clauses)
    deals = [turn.standing for turn in turns if turn.standing]
    pairs = sum(brute(talks[0], a.levels, b.levels) for a, b in combinations(deals, 2))
    worth, joint = host_total(turns)
    assert (worth, joint) == (sum(deal.worth[0] for deal in deals) + pairs, pairs)
    # Each deal was struck with all that it changes elsewhere; a raise that gains is not counted.
    assert worth >= sum(turn.outcome.worth[0] for turn in turns if turn.standing)


def test_two_alike_are_worth_less_and_the_second_partner_gets_another():
    line = Issue("line", ("chips", "cells"))
    host, partner = Party(((4.0, 3.0),), 1.0), Party(((2.0, 2.0),), 1.0)
    twice = Interaction(("line", "line"), ("chips", "chips"), -3.0)
    wary = replace(host, joint=(twice,))
    for party, second in ((host, "chips"), (wary, "cells")):
        talks = [Bargain((line,), party, partner)] * 2
        turns = talks_in_turn(talks, [(), ()])
        assert [turn.outcome.deal["line"] for turn in turns] == ["chips", second]
        assert turns[0].outcome == bargain(Bargain((line,), host, partner))
        assert host_total(turns) == (7.0 if party is wary else 8.0, 0.0)
    # Worth 1 to it in the second place, less than no deal: it would rather have one deal only.
    only = replace(wary, reservation=1.5, joint=(twice, replace(twice, levels=("chips", "cells"))))
    talks = [Bargain((line,), only, partner)] * 2
    assert [turn.outcome.deal for turn in talks_in_turn(talks, [(), ()])] == [{"line": "chips"}, {}]


def test_joint_value_that_cannot_be_counted_is_refused():
    x, y = (Issue(name, ("a", "b")) for name in "xy")
    pair = Interaction(("x", "y"), ("a", "b"), 1.0)
    plain = Party(((0.0, 1.0), (0.0, 1.0)))
    host = replace(plain, joint=(pair,))
    talk = Bargain((x, y), host, plain)
    with pytest.raises(ValueError, match="on 'y': expected an issue without joint value"):
        talks_in_turn([talk, talk], [("y",), ()])
    with pytest.raises(ValueError, match="the same joint value"):
        talks_in_turn([talk, Bargain((x, y), plain, plain)], [(), ()])
    with pytest.raises(ValueError, match="not of a partner"):
        talks_in_turn([Bargain((x, y), plain, host)], [()])
    for parties, in_turn in (((host, plain, plain), False), ((plain, host, plain), True)):
        with pytest.raises(ValueError, match="for the host of talks in turn"):
            Meeting((x, y), parties, in_turn=in_turn)
    with pytest.raises(ValueError, match="for the host of talks in turn"):
        bargain(talk)
    for wrong, said in (
        ((pair, replace(pair, issues=("y", "x"), levels=("b", "a"))), "come twice"),
        ((replace(pair, levels=("a", "c")),), "issue 'y' has no level 'c'"),
        ((replace(pair, worth=float("nan")),), "the worth is not finite"),
    ):
        with pytest.raises(ValueError, match=said):
            Bargain((x, y), replace(plain, joint=wrong), plain)
