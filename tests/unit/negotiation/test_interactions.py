"""Declared interactions: against enumeration, in play, in analysis, in files."""

import json
from itertools import product

import numpy as np
import pytest

from model.exchange.faults import BargainFileError
from model.exchange.genius_writing import profile_xml
from model.exchange.own_json import parse_json, write_json
from model.exchange.statement import Statement
from model.negotiation.bargain import bargain
from model.negotiation.codes import Belief, Offer, Style
from model.negotiation.domain import Bargain, Interaction, Issue, Party
from model.negotiation.interactions import range_of
from model.negotiation.meeting import Meeting, meet
from model.negotiation.opponents import estimated_values
from model.negotiation.table import Table
from model.negotiation.yardsticks import yardsticks

NAMES = "wxyz"


def random_talk(seed: int, pairs: int = 3, style: Style | None = None) -> Bargain:
    """Return a bargain of four issues in which each side declares some interactions."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(2, 4, 4)
    issues = tuple(Issue(NAMES[at], tuple("abc"[:count])) for at, count in enumerate(counts))
    parties = []
    for _ in range(2):
        values = tuple(tuple(rng.uniform(size=count).tolist()) for count in counts)
        found = {}
        for _ in range(pairs):
            i, j = sorted(rng.choice(4, 2, replace=False).tolist())
            levels = tuple(issues[at].levels[rng.integers(counts[at])] for at in (i, j))
            found[i, j, levels] = Interaction(
                (NAMES[i], NAMES[j]), levels, float(rng.uniform(-1.0, 1.0))
            )
        parties.append(Party(values, 0.8, style or Style(), "", tuple(found.values())))
    return Bargain(issues, *parties)


def plain_worth(talk: Bargain, side: int, levels: tuple[int, ...]) -> float:
    """Return what a deal is worth, straight from the declaration."""
    party, deal = talk.sides[side], talk.named(levels)
    worth = sum(values[level] for values, level in zip(party.values, levels, strict=True))
    for pair in party.interactions:
        if all(deal[name] == level for name, level in zip(pair.issues, pair.levels, strict=True)):
            worth += pair.worth
    return worth


def every_outcome(talk: Bargain) -> list[tuple[int, ...]]:
    return list(product(*(range(len(issue.levels)) for issue in talk.issues)))


@pytest.mark.core
@pytest.mark.parametrize("seed", range(20))
def test_worth_range_and_offers_are_those_of_the_declaration(seed):
    talk = random_talk(seed)
    for side, party in enumerate(talk.sides):
        worths = [plain_worth(talk, side, deal) for deal in every_outcome(talk)]
        assert range_of(talk.issues, party) == pytest.approx((min(worths), max(worths)))
    outcome = bargain(talk, trace=True)
    for move in outcome.trace:
        expected = [plain_worth(talk, side, move.levels) for side in range(2)]
        assert move.worth == pytest.approx(expected)
        assert talk.worths(move.levels) == pytest.approx(expected)
    if outcome.levels:
        assert outcome.worth == pytest.approx(
            [plain_worth(talk, side, outcome.levels) for side in range(2)]
        )
    first = outcome.trace[0]  # a side opens near its best outcome, interactions counted in
    best = max(plain_worth(talk, 0, deal) for deal in every_outcome(talk))
    worst = min(plain_worth(talk, 0, deal) for deal in every_outcome(talk))
    assert first.worth[0] >= best - (best - worst) * 2 / 41


@pytest.mark.parametrize("seed", range(20))
def test_offers_by_list_hit_the_cheapest_outcome_at_the_target(seed):
    """What the merged table ranks is what enumeration of the declared worth ranks."""
    talk = random_talk(seed, style=Style(offer=Offer.CHEAPEST))
    ranked = sorted(plain_worth(talk, 0, deal) for deal in every_outcome(talk))
    worst, best = ranked[0], ranked[-1]
    floor = max(0.0, (0.8 - worst) / (best - worst))
    for move in bargain(talk, rounds=20, trace=True).trace:
        if move.side == 0:
            target = floor + (1.0 - floor) * (1.0 - move.round / 21)
            least = worst + target * (best - worst) - 1e-9
            assert move.worth[0] == pytest.approx(min(w for w in ranked if w >= least))


@pytest.mark.core
@pytest.mark.parametrize("seed", range(20))
def test_frontier_and_solutions_are_those_of_enumeration(seed):
    talk = random_talk(seed)
    worths = [
        (plain_worth(talk, 0, deal), plain_worth(talk, 1, deal)) for deal in every_outcome(talk)
    ]
    frontier = sorted(
        a for a in worths if not any(b[0] >= a[0] and b[1] >= a[1] and b != a for b in worths)
    )
    found = yardsticks(talk)
    assert sorted(point.worth for point in found.frontier) == [
        pytest.approx(each) for each in frontier
    ]
    gains = [(a - 0.8, b - 0.8) for a, b in worths if a >= 0.8 and b >= 0.8]
    ideal = [max((gain[side] for gain in gains), default=0.0) for side in range(2)]
    scores = {
        "nash": lambda gain: gain[0] * gain[1],
        "kalai_smorodinsky": lambda gain: min(gain[0] / ideal[0], gain[1] / ideal[1]),
        "egalitarian": min,
        "utilitarian": sum,
    }
    for name, score in scores.items():
        points = found.solutions[name]
        assert bool(points) == bool(gains)
        for point in points:
            gain = (point.worth[0] - 0.8, point.worth[1] - 0.8)
            assert score(gain) == pytest.approx(max(map(score, gains)))


def test_an_interaction_changes_the_deal():
    """Two who split the issues agree on both, once both together pay the partner as well."""
    issues = (Issue("port", ("no", "yes")), Issue("rail", ("no", "yes")))
    host, partner = Party(((0.0, 1.0), (0.0, 1.0))), Party(((1.0, 0.0), (1.0, 0.0)))
    alone = bargain(Bargain(issues, host, partner))
    assert alone.levels in ((0, 1), (1, 0))
    pays = Interaction(("port", "rail"), ("yes", "yes"), 3.0)
    together = Party(partner.values, interactions=(pays,))
    outcome = bargain(Bargain(issues, host, together))
    assert outcome.levels == (1, 1)
    assert outcome.worth == (2.0, 3.0)
    assert meet(Meeting(issues, (host, together, together))).levels == (1, 1)


def test_the_model_of_shapes_gives_way_where_issues_are_merged():
    for belief in Belief:
        talk = random_talk(1, style=Style(belief=belief))
        expected = Belief.ORDERED if belief == Belief.BAYESIAN else belief
        assert {style.belief for style in talk.styles} == {expected}


def test_an_offered_combination_speaks_for_others_by_their_parts():
    """Of 2 x 3 merged levels, (0, 1) was offered: by name, then by order."""
    issues = (Issue("w", ("a", "b")), Issue("x", ("a", "b", "c")))
    pair = Interaction(("w", "x"), ("a", "a"), 1.0)
    side = Party(((0.0, 1.0), (0.0, 1.0, 2.0)), interactions=(pair,))
    talk = Bargain(issues, side, side)
    for belief, told in (
        (Belief.FREQUENCY, [0.5, 1.0, 0.5, 0.0, 0.5, 0.0]),
        (Belief.ORDERED, [0.75, 1.0, 0.75, 0.25, 0.5, 0.25]),
    ):
        believed = estimated_values(
            talk.table, talk.counts, belief, [(1,)], parts=talk.merged.parts
        )
        assert believed.tolist() == [told]


def test_a_person_at_the_table_offers_in_levels_as_written():
    talk = random_talk(2)
    table = Table(talk, seated=1, rounds=5)
    deal = (1, 0, 1, 0)
    table.offer(deal)
    assert table.view.history[1].levels == deal
    assert table.view.history[1].worth[1] == pytest.approx(plain_worth(talk, 1, deal))


@pytest.mark.parametrize("seed", range(5))
def test_files_hold_interactions_and_normalising_keeps_their_order(seed):
    statement = Statement(random_talk(seed))
    assert parse_json(write_json(statement).encode(), "x.json") == statement
    scaled = statement.normalised().talk
    for side, party in enumerate(scaled.sides):
        assert range_of(scaled.issues, party) == pytest.approx((0.0, 1.0), abs=1e-12)
        worst, best = range_of(statement.talk.issues, statement.talk.sides[side])
        for deal in every_outcome(scaled):
            expected = (plain_worth(statement.talk, side, deal) - worst) / (best - worst)
            assert plain_worth(scaled, side, deal) == pytest.approx(expected, abs=1e-12)
    with pytest.raises(BargainFileError, match="additive"):
        profile_xml(statement.normalised(), 0)


@pytest.mark.parametrize(
    ("issues", "levels", "worth", "message"),
    [
        (["w", "q"], ["a", "a"], 1.0, "interactions 1: issues"),
        (["w", "w"], ["a", "b"], 1.0, "two different issues"),
        (["w", "x"], ["a", "q"], 1.0, "interactions 1: levels"),
        (["w", "x"], ["a", "a"], "nan", "interactions 1: worth"),
        ("wx", ["a", "a"], 1.0, "two different issues"),
    ],
)
def test_bad_interactions_of_a_file_are_named(issues, levels, worth, message):
    content = json.loads(write_json(Statement(random_talk(1))))
    content["parties"][0]["interactions"] = [{"issues": issues, "levels": levels, "worth": worth}]
    with pytest.raises(BargainFileError, match=message):
        parse_json(json.dumps(content).encode(), "x.json")


def test_bad_interactions_are_refused():
    two = (Issue("x", ("a", "b")), Issue("y", ("a", "b")))
    values = ((0.0, 1.0), (0.0, 1.0))
    pair = Interaction(("x", "y"), ("a", "b"), 1.0)
    for wrong, message in (
        ((Interaction(("x", "z"), ("a", "b"), 1.0),), "no level"),
        ((Interaction(("x", "y"), ("a", "b"), np.inf),), "not finite"),
        ((pair, Interaction(("y", "x"), ("b", "a"), 2.0)), "come twice"),
    ):
        with pytest.raises(ValueError, match=message):
            Bargain(two, Party(values, interactions=wrong), Party(values))
    many = tuple(Issue(name, tuple(map(str, range(20)))) for name in "abcd")
    chain = tuple(Interaction((a, b), ("0", "0"), 1.0) for a, b in zip("abc", "bcd", strict=True))
    rows = (tuple(map(float, range(20))),) * 4
    with pytest.raises(ValueError, match="160000"):
        Bargain(many, Party(rows, interactions=chain), Party(rows))
