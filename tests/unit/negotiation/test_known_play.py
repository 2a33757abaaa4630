"""Bargains whose end can be said beforehand."""

import numpy as np
import pytest

from model.negotiation.bargain import bargain, linked_talks
from model.negotiation.codes import Acceptance, Belief, End, Offer, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.rubinstein import first_share, stationary_style
from model.negotiation.targets import quiet_until, time_target

pytestmark = pytest.mark.core


def split(points, host_style, partner_style, floors=(0.0, 0.0)):
    """Return a bargain over a dollar cut into `points` - 1 equal parts."""
    issue = Issue("share", tuple(str(part) for part in range(points)))
    share = np.linspace(0, 1, points)
    return Bargain(
        (issue,),
        Party((tuple(share),), floors[0], host_style),
        Party((tuple(1 - share),), floors[1], partner_style),
    )


def two_issues(host_style, partner_style, floors=(0.0, 0.0)):
    """Return a bargain with gains from trade: each side cares twice as much for one issue."""
    up = np.arange(5.0)
    return Bargain(
        tuple(Issue(name, tuple("abcde")) for name in ("ours", "theirs")),
        Party((tuple(2 * up), tuple(up)), floors[0], host_style),
        Party((tuple(-up), tuple(-2 * up)), floors[1], partner_style),
    )


PATIENT = Style(parameter=1000.0, acceptance=Acceptance.COMBINED)
YIELDING = Style(parameter=0.01)


@pytest.mark.parametrize("floor", [0.0, 0.3, 0.7])
def test_one_concedes_always_the_other_never(floor):
    talk = split(41, PATIENT, YIELDING, (0.0, floor))
    outcome = bargain(talk, rounds=40)
    assert outcome.end == End.DEAL
    # Of the parts that the partner can take, the best for the host; one part less at most, since
    # the clock has not quite run out in the last round.
    assert 1 - floor - 1 / 40 <= outcome.worth[0] + 1e-9 <= 1 - floor + 2e-9


def test_two_who_never_concede_reach_the_deadline():
    hard = Style(Tactic.HARDLINER)
    outcome = bargain(split(11, hard, hard), rounds=25)
    assert (outcome.end, outcome.round, outcome.by) == (End.DEADLINE, 25, -1)
    assert outcome.levels == ()
    assert outcome.worth == (0.0, 0.0)


@pytest.mark.parametrize(("floors", "by"), [((1.5, 0.0), 0), ((0.0, 1.5), 1), ((1.5, 1.5), 2)])
def test_who_wants_more_than_there_is_cannot_begin(floors, by):
    outcome = bargain(split(11, Style(), Style(), floors))
    assert (outcome.end, outcome.round, outcome.by) == (End.NO_OFFER, 0, by)


def test_without_a_zone_of_agreement_talks_run_out():
    outcome = bargain(split(11, Style(), Style(), (0.6, 0.6)))
    assert outcome.end == End.DEADLINE


@pytest.mark.parametrize("first", [0, 1])
def test_equal_sides_meet_in_the_middle(first):
    outcome = bargain(split(21, Style(), Style()), rounds=100, first=first)
    assert outcome.worth == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize(("patience", "parts"), [((0.9, 0.8), 14), ((0.8, 0.9), 28)])
def test_rubinsteins_players_agree_at_once_on_his_division(patience, parts):
    host, partner = stationary_style(*patience), stationary_style(*patience[::-1])
    outcome = bargain(split(parts + 1, host, partner))
    assert (outcome.end, outcome.round, outcome.by) == (End.DEAL, 1, 1)
    assert outcome.worth[0] == pytest.approx(first_share(*patience))


def test_micro_against_micro_needs_no_clock_and_lands_next_to_nash():
    micro = Style(Tactic.MICRO, 0.0)
    deals = {bargain(split(41, micro, micro), rounds=rounds).levels for rounds in (60, 100, 1000)}
    assert len(deals) == 1
    assert abs(deals.pop()[0] - 20) <= 1
    assert bargain(split(41, micro, micro), rounds=10).end == End.DEADLINE


def test_micro_does_not_concede_to_one_who_does_not():
    outcome = bargain(
        split(41, Style(Tactic.MICRO, 0.0), Style(Tactic.HARDLINER)), rounds=30, trace=True
    )
    assert outcome.end == End.DEADLINE
    ours = {move.levels for move in outcome.trace if move.side == 0}
    assert ours == {(40,), (39,)}  # one step for the one new offer


def test_micro_in_random_domains_ends_near_nash():
    rng = np.random.default_rng(1)
    micro = Style(Tactic.MICRO, 0.0)
    ratios = []
    for _ in range(30):
        issues = tuple(Issue(name, tuple("abcd")) for name in "xyz")
        sides = []
        for _ in range(2):
            raw = rng.uniform(size=(3, 4)) * rng.uniform(size=(3, 1))
            raw -= raw.min(axis=1, keepdims=True)
            sides.append(raw / raw.max(axis=1).sum())
        parties = [Party(tuple(map(tuple, side)), 0.0, micro) for side in sides]
        outcome = bargain(Bargain(issues, *parties), rounds=200)
        assert outcome.end == End.DEAL
        sums = [np.add.outer(np.add.outer(side[0], side[1]), side[2]) for side in sides]
        ratios.append(outcome.worth[0] * outcome.worth[1] / (sums[0] * sums[1]).max())
    assert np.median(ratios) > 0.9


def test_trade_off_finds_the_gains_from_trade_and_the_cheapest_offer_does_not_look():
    found = bargain(two_issues(Style(), Style(), (0.0, -12.0)), rounds=60)
    assert found.end == End.DEAL
    assert found.levels == (4, 0)  # each side has all of what it cares for
    careless = Style(offer=Offer.CHEAPEST)
    missed = bargain(two_issues(careless, careless, (0.0, -12.0)), rounds=60)
    assert missed.end == End.DEAL
    assert sum(missed.worth) <= sum(found.worth)


@pytest.mark.parametrize(
    "tactic",
    [
        Style(Tactic.RELATIVE, 1),
        Style(Tactic.ABSOLUTE, 1),
        Style(Tactic.AVERAGED, 2),
        Style(Tactic.MIXED, 2.0, mix=0.5),
    ],
)
def test_tit_for_tat_answers_concession_with_concession(tactic):
    against_hard = bargain(split(41, tactic, Style(Tactic.HARDLINER)), trace=True)
    against_soft = bargain(split(41, tactic, Style(parameter=0.3)), trace=True)
    mine = [move.worth[0] for move in against_hard.trace if move.side == 0]
    assert against_soft.end == End.DEAL
    if tactic.tactic != Tactic.MIXED:
        assert set(mine) == {1.0}  # nothing for nothing
    theirs = [move.worth[0] for move in against_soft.trace if move.side == 0]
    assert theirs[-1] < 1.0


@pytest.mark.parametrize("unit", [1.0, 49.0])
def test_to_an_offer_worth_nothing_there_is_no_ratio_in_any_unit(unit):
    """49 x (1 / 49) is less than 1: the worst outcome had a worth, and the target leapt to 1."""
    share = np.linspace(0.0, 1.0, 5)
    tit = Style(Tactic.RELATIVE, 1.0, acceptance=Acceptance.CONSTANT, acceptance_parameter=1.0)
    chance = Style(Tactic.RANDOM, acceptance=Acceptance.CONSTANT, acceptance_parameter=1.0)
    talk = Bargain(
        (Issue("share", tuple("abcde")),),
        Party((tuple(unit * share),), style=tit),
        Party((tuple(1 - share),), style=chance),
    )
    noise = np.full((4, 2), 0.9)
    noise[:, 1] = (0.75, 0.5, 1.0, 1.0)  # gives a quarter, a half, and takes all back
    outcome = bargain(talk, rounds=4, noise=noise, trace=True)
    assert [move.levels[0] for move in outcome.trace if move.side == 1] == [1, 2, 0, 0]
    assert [move.levels[0] for move in outcome.trace if move.side == 0] == [4, 4, 2, 2]


def test_patience_is_used_up_by_offers_and_stretched_by_rivals():
    """Offers of a side in one talk, then in three, follow 1 - exp(-mu N^2 / offers)."""
    hard, soft = Style(Tactic.HARDLINER), Style(Tactic.RESOURCE, 4.0, offer=Offer.CHEAPEST)
    for talks in (1, 3):
        played = linked_talks([split(50, soft, hard)] * talks, rounds=20, trace=True)
        for move in played[0].trace:
            if move.side == 0:
                said = talks * 2 * (move.round - 1)  # before the first thread's host speaks
                resource = 4.0 * talks**2 / said if said else np.inf
                asked = 1.0 - np.exp(-resource)
                assert asked - 1e-9 <= move.worth[0] < asked + 1 / 49


def test_tit_for_tat_is_mixed_with_patience():
    """Against one who gives nothing the answer is its best; the rest is what patience asks."""
    hard = Style(Tactic.HARDLINER)
    mixed = Style(Tactic.RESOURCE_MIXED, 4.0, mix=0.25, offer=Offer.CHEAPEST)
    for move in bargain(split(50, mixed, hard), rounds=20, trace=True).trace:
        if move.side == 0 and move.round > 3:
            alone = 1.0 - np.exp(-4.0 / (2 * (move.round - 1)))
            assert move.worth[0] < 1.0
            assert move.worth[0] >= 0.75 * alone - 1e-9  # what it asked last, at most its best
            assert move.worth[0] <= 0.25 + 0.75 * alone + 1 / 49


def test_beliefs_without_order_count_names_only():
    named = Style(belief=Belief.FREQUENCY)
    outcome = bargain(two_issues(named, named, (0.0, -12.0)), rounds=60, trace=True)
    assert outcome.end == End.DEAL
    offered = {move.levels for move in outcome.trace}
    # Nobody offers a level that the other has not named and that is not its own best.
    assert {level for levels in offered for level in levels} == {0, 4}


def test_chance_may_end_the_talks():
    noise = np.full((40, 2), 0.5)
    noise[3, 1] = 0.001
    outcome = bargain(split(11, Style(parameter=4.0), Style(parameter=4.0)), risk=0.01, noise=noise)
    assert (outcome.end, outcome.round, outcome.by) == (End.BREAKDOWN, 4, 1)


def test_a_rival_raises_what_the_host_gets():
    soft = Style(acceptance=Acceptance.COMBINED)
    hard = Style(parameter=6.0, acceptance=Acceptance.COMBINED)
    one = split(41, soft, hard)
    alone = bargain(one)
    both = linked_talks([one, one])
    apart = linked_talks([one, one], rival_talks=False)
    assert [outcome.end for outcome in both] == [End.DEAL, End.LOST_TO_RIVAL]
    assert apart[0].worth == alone.worth
    assert both[0].worth[0] > alone.worth[0]


def test_the_host_walks_away_from_one_who_cannot_match_a_rival():
    rich = split(41, Style(parameter=5.0), Style(parameter=0.1))
    poor = Bargain(
        rich.issues,
        Party((tuple(0.3 * np.linspace(0, 1, 41)),), 0.0, rich.host.style),
        rich.partner,
    )
    ends = linked_talks([poor, rich])
    assert [end.end for end in ends] == [End.WALKED_AWAY, End.DEAL]
    assert (ends[0].by, ends[0].round) == (0, 2)


def test_steps_that_a_rival_forbade_are_taken_when_it_is_gone():
    """Though nothing new was heard since: at the top of its list a side did not look again."""
    heard = (1.0, 0.75, 0.5, 0.25, 0.0)
    issue = Issue("share", tuple("abcde"))
    steps = Party((heard[::-1],), 0.0, Style(Tactic.MICRO, 0.0))
    firm = Party(((0.0, 0.2, 0.4, 0.8, 1.0),), 0.0, Style(Tactic.HARDLINER))
    rival = Party((heard,), 0.0, Style(Tactic.STATIONARY, 0.25))  # its offer is worth 0.8
    talks = [Bargain((issue,), steps, Party((heard,))), Bargain((issue,), firm, rival)]
    noise = np.full((2, 40, 2), 0.5)
    noise[1, 14, 0] = 0.0  # breaks off the talks with the rival in round 15
    outcome = linked_talks(talks, 40, risk=0.01, noise=noise, trace=True)[0]
    ours = [move.levels[0] for move in outcome.trace if move.side == 0]
    theirs = [move.levels[0] for move in outcome.trace if move.side == 1]
    assert ours == [4] * 15 + [2] * 6
    assert theirs[:15] == [0] * 10 + [1] * 5


def test_the_time_target_runs_from_best_to_reservation():
    assert time_target(0.2, 0.0, 3.0) == 1.0
    assert time_target(0.2, 1.0, 3.0) == pytest.approx(0.2)
    boulware, linear, conceder = (time_target(0.2, 0.5, c) for c in (4.0, 1.0, 0.25))
    assert boulware > linear > conceder


@pytest.mark.parametrize("c", [0.05, 0.3, 1.0, 2.5, 20.0])
@pytest.mark.parametrize("need", [1e-9, 0.01, 0.3, 0.6, 0.79999, 0.9])
def test_nothing_is_given_away_in_the_quiet_rounds(c, need):
    rounds, floor = 100, 0.2
    quiet = quiet_until(floor, need, c, rounds)
    gave = [1 - time_target(floor, (s + 1) / (rounds + 1), c) for s in range(rounds)]
    assert all(given < need for given in gave[: max(0, quiet)])
    later = [s for s in range(rounds) if gave[s] >= need]
    assert max(0, quiet) == (later[0] if later else rounds)
