"""What holds of every bargain, whatever the tables and the tactics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.negotiation.codes import (
    ACCEPTANCE,
    BY,
    DEAL_LEVELS,
    END,
    HOST_USD_M,
    HOST_UTILITY,
    PARAMETER,
    PARTNER_USD_M,
    ROUND,
    TACTIC,
    Acceptance,
    End,
    Tactic,
)
from model.negotiation.play import play
from tests.bargains import EMPTY, bounds, random_bargain, worth

SEEDS = st.integers(0, 2**32 - 1)
NO_NOISE = np.zeros((0, 0, 2))
pytestmark = pytest.mark.core


@given(SEEDS)
def test_every_deal_is_worth_at_least_both_reservations_and_what_is_reported(seed):
    posed = random_bargain(seed)
    ends, value = play(*posed, EMPTY)
    for thread, end in enumerate(ends):
        if end[END] == End.DEAL:
            assert np.all((end[DEAL_LEVELS] >= 0) & (end[DEAL_LEVELS] < posed.levels))
            money = worth(posed.tables[thread], end[DEAL_LEVELS])
            assert np.all(money >= posed.reservations[thread])
            assert tuple(money) == (value[thread, HOST_USD_M], value[thread, PARTNER_USD_M])
            assert np.all(value[thread, HOST_UTILITY:] >= -1e-9)
            assert np.all(value[thread, HOST_UTILITY:] <= 1.0)
        else:
            assert np.all(end[DEAL_LEVELS] == -1)
            assert np.all(np.isnan(value[thread]))


@given(SEEDS)
def test_threads_end_in_one_deal_at_most_and_all_are_ended(seed):
    posed = random_bargain(seed, threads=3)
    ends, _ = play(*posed, EMPTY)
    codes = list(ends[:, END])
    assert End.OPEN not in codes
    deals = codes.count(End.DEAL)
    assert deals <= 1
    assert (End.LOST_TO_RIVAL not in codes) or deals == 1
    assert not (deals == 1 and End.DEADLINE in codes)
    for end in ends:
        assert (end[ROUND] == 0) == (end[END] == End.NO_OFFER)
        assert end[ROUND] <= posed.rounds
        nobody = end[END] in (End.DEADLINE, End.LOST_TO_RIVAL)
        assert (end[BY] == -1) == nobody


@given(SEEDS)
def test_a_side_cannot_begin_exactly_where_its_reservation_is_above_its_best(seed):
    posed = random_bargain(seed)
    raised = posed.reservations * 1.6
    _, best = bounds(posed.tables, posed.levels)
    ends, _ = play(*posed._replace(reservations=raised), EMPTY)
    for thread, end in enumerate(ends):
        cannot = raised[thread] > best[thread] + 1e-9
        can = raised[thread] < best[thread] - 1e-9
        if end[END] == End.NO_OFFER:
            assert not np.all(can)
            assert end[BY] == 2 or not can[end[BY]]
        else:
            assert not np.any(cannot)


@given(SEEDS)
def test_all_offers_respect_the_reservation_that_is_live_when_they_are_made(seed):
    posed = random_bargain(seed, threads=3)
    trace = np.full((3, posed.rounds, 2, len(posed.levels)), -1)
    ends, value = play(*posed, trace)
    standing = np.full(3, -np.inf)  # the partners' offers, in money to the host
    for now in range(posed.rounds):
        for thread in range(3):
            for side in (posed.first, 1 - posed.first):
                last = ends[thread, ROUND] - 1 == now
                if last and ends[thread, END] in (End.WALKED_AWAY, End.BREAKDOWN):
                    standing[thread] = -np.inf
                live = posed.reservations[thread, side]
                rivals = [standing[r] for r in range(3) if r != thread and ends[r, ROUND] > 0]
                if side == 0 and posed.rival_talks:
                    live = max(live, *rivals) if rivals else live
                if last and ends[thread, END] == End.DEAL and ends[thread, BY] == side == 0:
                    assert value[thread, HOST_USD_M] >= live
                levels = trace[thread, now, side]
                if levels[0] >= 0:
                    money = worth(posed.tables[thread], levels)
                    assert money[side] >= live
                    if side == 1:
                        standing[thread] = money[0]


@given(SEEDS)
def test_keeping_a_trace_changes_nothing(seed):
    posed = random_bargain(seed)
    trace = np.full((len(posed.tables), posed.rounds, 2, len(posed.levels)), -1)
    for quiet, told in zip(play(*posed, EMPTY), play(*posed, trace), strict=True):
        assert quiet.tobytes() == told.tobytes()


@given(SEEDS)
def test_no_round_is_passed_over_in_which_a_clock_would_have_moved_somebody(seed):
    """With a trace every round is played; without, the engine skips those that it calls quiet."""
    posed = random_bargain(seed, threads=3)
    rng = np.random.default_rng(seed)
    styles = np.zeros_like(posed.styles)
    styles[..., TACTIC] = rng.choice([Tactic.TIME, Tactic.TIME, Tactic.HARDLINER], (3, 2))
    styles[..., PARAMETER] = rng.choice([0.5, 1.0, 3.0, 10.0], (3, 2))
    styles[..., ACCEPTANCE] = rng.choice([Acceptance.NEXT, Acceptance.COMBINED], (3, 2))
    posed = posed._replace(rounds=120, styles=styles, rival_talks=True, risk=0.0, noise=NO_NOISE)
    trace = np.full((3, 120, 2, len(posed.levels)), -1)
    for quiet, told in zip(play(*posed, EMPTY), play(*posed, trace), strict=True):
        assert quiet.tobytes() == told.tobytes()


@given(SEEDS)
def test_exchanging_the_sides_and_who_speaks_first_exchanges_the_result(seed):
    posed = random_bargain(seed)._replace(rival_talks=False)
    turned = posed._replace(
        tables=np.ascontiguousarray(posed.tables[:, ::-1]),
        reservations=np.ascontiguousarray(posed.reservations[:, ::-1]),
        styles=np.ascontiguousarray(posed.styles[:, ::-1]),
        noise=np.ascontiguousarray(posed.noise[:, :, ::-1]),
        first=1 - posed.first,
    )
    ends, value = play(*posed, EMPTY)
    mirrored, reflected = play(*turned, EMPTY)
    assert np.array_equal(reflected[:, [1, 0, 3, 2]], value, equal_nan=True)
    sides = {0: 1, 1: 0, 2: 2, -1: -1}
    assert [sides[by] for by in ends[:, BY]] == list(mirrored[:, BY])
    assert np.array_equal(np.delete(ends, BY, axis=1), np.delete(mirrored, BY, axis=1))


@given(SEEDS, st.integers(-20, 20), st.integers(-20, 20))
def test_units_of_money_do_not_matter(seed, host_power, partner_power):
    """Powers of two, so that rounding is the same and the result must be equal, not close."""
    posed = random_bargain(seed, threads=1)
    unit = np.array([2.0**host_power, 2.0**partner_power])
    ends, _ = play(*posed, EMPTY)
    other, _ = play(
        *posed._replace(
            tables=posed.tables * unit[:, None, None], reservations=posed.reservations * unit
        ),
        EMPTY,
    )
    assert np.array_equal(ends, other)


@given(SEEDS)
def test_padding_beyond_the_levels_is_ignored(seed):
    posed = random_bargain(seed)
    padded = np.full((*posed.tables.shape[:3], 9), np.nan)
    for issue, count in enumerate(posed.levels):
        padded[:, :, issue, :count] = posed.tables[:, :, issue, :count]
    same = zip(play(*posed, EMPTY), play(*posed._replace(tables=padded), EMPTY), strict=True)
    for plain, wide in same:
        assert plain.tobytes() == wide.tobytes()


@given(SEEDS)
def test_without_rival_talks_a_thread_goes_as_if_it_were_alone_until_a_rival_closes(seed):
    posed = random_bargain(seed, threads=2)._replace(rival_talks=False)
    together, _ = play(*posed, EMPTY)
    for thread in range(2):
        alone, _ = play(
            *posed._replace(
                tables=posed.tables[thread : thread + 1],
                reservations=posed.reservations[thread : thread + 1],
                styles=posed.styles[thread : thread + 1],
                noise=posed.noise[thread : thread + 1],
            ),
            EMPTY,
        )
        if together[thread, END] == End.LOST_TO_RIVAL:
            assert alone[0, ROUND] >= together[thread, ROUND]
        else:
            assert np.array_equal(alone[0], together[thread])
