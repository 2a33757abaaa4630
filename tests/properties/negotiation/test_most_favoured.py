"""Most-favoured clauses: nobody is left worse than a rival, and the host is the tougher for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.negotiation.bargain import bargain
from model.negotiation.codes import Style
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.favoured import Standing, under_clauses
from model.negotiation.in_turn import talks_in_turn

SEEDS = st.integers(0, 2**32 - 1)
pytestmark = pytest.mark.core


def random_talks(seed):
    """Return three talks of one host over the same issues, and a clause for each."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(2, 5, int(rng.integers(1, 5)))
    issues = tuple(
        Issue(f"issue {at}", tuple(f"level {level}" for level in range(count)))
        for at, count in enumerate(counts)
    )

    def party(falls):
        tables = [np.sort(rng.uniform(0, 10, count)) for count in counts]
        values = tuple(tuple((table[::-1] if falls else table).tolist()) for table in tables)
        least = sum(min(table) for table in values)
        room = sum(max(table) for table in values) - least
        style = Style(parameter=float(rng.choice([0.3, 1.0, 4.0])))
        return Party(values, float(least + rng.uniform(0, 0.4) * room), style)

    talks = [Bargain(issues, party(True), party(rng.uniform() < 0.2)) for _ in range(3)]
    clauses = [tuple(each.name for each in issues if rng.uniform() < 0.6) for _ in talks]
    return talks, clauses


@given(SEEDS)
def test_without_clauses_each_talk_is_played_as_alone(seed):
    talks, clauses = random_talks(seed)
    turns = talks_in_turn(talks, [()] * 3, trace=True)
    assert [turn.outcome for turn in turns] == [bargain(talk, trace=True) for talk in talks]
    assert not any(turn.raised for turn in turns)
    # The first talk has nothing to be compared with.
    assert talks_in_turn(talks, clauses)[0].outcome == bargain(talks[0])


@given(SEEDS)
def test_no_favoured_partner_is_left_worse_than_with_what_a_rival_was_granted(seed):
    talks, clauses = random_talks(seed)
    turns = talks_in_turn(talks, clauses)
    deals = [turn.standing for turn in turns if turn.standing]
    for deal in deals:
        for at, issue in enumerate(deal.talk.issues):
            if issue.name in deal.favoured:
                theirs = deal.talk.partner.values[at]
                assert theirs[deal.levels[at]] >= max(theirs[each.levels[at]] for each in deals)


@given(SEEDS)
def test_the_host_is_the_tougher_in_the_other_thread(seed):
    """Cooper and Fries (1991): what is raised elsewhere is a cost of giving way here."""
    talks, clauses = random_talks(seed)
    struck = bargain(talks[0])
    if not struck.levels:
        return
    earlier = Standing(talks[0], struck.levels, clauses[0])
    posed = under_clauses(talks[1], (), [earlier])
    assert posed.host.reservation == talks[1].host.reservation
    assert posed.partner == talks[1].partner
    for was, now in zip(talks[1].host.values, posed.host.values, strict=True):
        assert all(after <= before for before, after in zip(was, now, strict=True))
    turn = talks_in_turn(talks[1:2], [()], standing=[earlier])[0]
    if turn.standing:
        # It takes nothing here that does not pay for what it loses there.
        loss = earlier.worth[0] - earlier.raised(turn.standing.levels).worth[0]
        assert turn.standing.worth[0] - max(0.0, loss) >= talks[1].host.reservation - 1e-9


@given(SEEDS)
def test_a_clause_costs_exactly_the_raises_where_sides_are_opposed(seed):
    talks, clauses = random_talks(seed)
    one = Standing(talks[0], tuple(0 for _ in talks[0].issues), clauses[0])
    levels = tuple(len(issue.levels) - 1 for issue in talks[0].issues)
    counted = sum(one.cost(at, level) for at, level in enumerate(levels))
    assert counted == pytest.approx(one.worth[0] - one.raised(levels).worth[0])
    assert one.raised(levels).worth[1] >= one.worth[1]
