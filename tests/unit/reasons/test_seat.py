"""A seat at a talk: the same moves give the same talk, other moves another world."""

import numpy as np
import pandas as pd
import pytest

from experiments.reasons import remembered
from experiments.recall import RecallError
from experiments.replays import replay, said
from experiments.runner import Result, simulate
from experiments.seat import Seat
from experiments.talk_names import found_by, names
from model.negotiation.codes import END, ROUND, End
from model.scenario.load import load
from model.snapshot import History
from model.tapes import Tape

RUN, SEED, LAST = "peru2040", 1, "2028Q4"
SIDES = ("host", "partner")
SHEETS = ("series", "partners", "technologies", "agreements")


@pytest.fixture(scope="module")
def history() -> History:
    return remembered(RUN, SEED, LAST)


@pytest.fixture(scope="module")
def base() -> Result:
    return simulate(load(RUN), SEED)


def talks(history: History) -> list[tuple[str, Tape, int]]:
    """Return every talk once, by the name that is not its agreement's."""
    wanted = [name for name in names(history) if name[-2] == "Q"]
    return [found_by(history, name) for name in wanted]


def imitate(seat: Seat, history: History, side: int) -> None:
    """Move as the side's own tactic did in the run."""
    name, tape, thread = found_by(history, seat._name)
    ends, trace = replay(history.state, tape, tape.styles, tape.script)
    own = {at: levels for at, who, levels in said(trace[thread], tape.first) if who == side}
    while seat.sight is not None:
        if seat.sight.round in own:
            seat.offer(own[seat.sight.round])
        elif ends[thread, END] == End.DEAL:
            seat.accept()
        else:
            seat.leave()
    assert np.array_equal(seat._ends, ends), name


def changed(history: History, kind: End, side: str) -> str:
    """Return the name of a talk about a technology that ended so, and in which a side can move."""
    for name, tape, thread in talks(history):
        ended = tape.ends[thread, END] == kind and tape.ends[thread, ROUND] > 3
        if ended and tape.technology >= 0 and Seat(history, name, side).sight:
            return name
    raise AssertionError(f"no talk ended in {kind.name}")


@pytest.mark.parametrize("side", SIDES)
def test_who_moves_as_the_tactic_did_comes_to_the_same_end(history: History, side: str) -> None:
    ends = set()
    for name, tape, thread in talks(history):
        imitate(Seat(history, name, side), history, SIDES.index(side))
        ends.add(End(int(tape.ends[thread, END])))
    assert {End.DEAL, End.LOST_TO_RIVAL} <= ends, "all kinds of talks must be tried"


@pytest.mark.parametrize("side", SIDES)
def test_a_decision_to_move_as_the_tactic_did_changes_nothing(
    history: History, base: Result, side: str
) -> None:
    texts = []
    for kind in (End.DEAL, End.LOST_TO_RIVAL):
        seat = Seat(history, changed(history, kind, side), side)
        imitate(seat, history, SIDES.index(side))
        assert seat.decision is not None
        texts.append(seat.decision.text)
    envelope = next(name for name in names(history) if name.startswith("envelope"))
    seat = Seat(history, envelope, side)
    imitate(seat, history, SIDES.index(side))
    assert seat.decision is not None
    run = simulate(load(RUN), SEED, decisions=[*texts, seat.decision])
    assert len([each for each in run.events if each["event"] == "decision"]) == 3
    for sheet in SHEETS:
        pd.testing.assert_frame_equal(getattr(run, sheet), getattr(base, sheet), check_exact=True)
    assert [each for each in run.events if "decision" not in each] == base.events


@pytest.mark.parametrize("topic", ["technology", "envelope"])
def test_the_world_lives_with_a_talk_that_was_left(
    history: History, base: Result, topic: str
) -> None:
    name = changed(history, End.DEAL, "host")
    if topic == "envelope":
        name = next(name for name in names(history) if name.startswith("envelope"))
    seat = Seat(history, name, "host")
    seat.leave()
    assert seat.decision is not None
    assert seat.debrief().played.end == "walked away"
    run = simulate(load(RUN), SEED, decisions=[seat.decision])
    assert not [each for each in run.events if each["event"] == "decision void"]
    assert not run.series.equals(base.series)
    quarter = found_by(history, name)[1].quarter
    pd.testing.assert_frame_equal(run.series[:quarter], base.series[:quarter], check_exact=True)


def test_the_world_lives_with_the_deal_that_was_struck(history: History) -> None:
    name = changed(history, End.DEAL, "host")
    seat = Seat(history, name, "host")
    while seat.sight is not None:  # gives way fast, and takes what is better than no deal
        heard = seat.sight.standing
        if heard is not None and heard.worth_usd_m > seat.sight.outside_usd_m:
            seat.accept()
        else:
            seat.offer(seat.advice(50.0).levels)
    told = seat.debrief()
    assert told.played.end == "deal" == told.recorded.end
    assert told.played.terms != told.recorded.terms
    assert seat.decision is not None
    after = remembered(RUN, SEED, LAST, decisions=[seat.decision])
    _, tape, _ = found_by(after, name)
    assert np.array_equal(tape.ends, seat._ends)
    rows = after.state.portfolio.rows
    struck = rows[(rows["signed"] == tape.quarter) & (rows["technology"] == tape.technology)]
    if len(struck):  # the vote may refuse it
        assert struck[0]["terms"][: len(told.played.terms)].tolist() == list(
            told.played.terms.values()
        )
    else:
        assert any(each["event"] == "not ratified" for each in after.state.events)
    with pytest.raises(RecallError, match="somebody sits at it already"):
        Seat(after, name, "host")


def test_a_seat_at_a_talk_that_is_not_held_is_told(base: Result) -> None:
    zeros = ".".join("0" * 10)
    run = simulate(load(RUN), SEED, decisions=[f"2025Q1:seat:nuclear-china:host:{zeros}"])
    (void,) = [each for each in run.events if each["event"] == "decision void"]
    assert void["because"] == "no such talk was held"
    pd.testing.assert_frame_equal(run.series, base.series, check_exact=True)


def test_nobody_is_bound_to_a_deal_worse_than_none(history: History) -> None:
    name = changed(history, End.DEAL, "host")
    about, quarter = name[:-7], name[-6:]
    worst = [
        min(range(len(row)), key=row.__getitem__) for row in Seat(history, name, "host").worth_usd_m
    ]
    offer = ".".join(map(str, worst))
    text = f"{quarter}:seat:{about}:host:{offer}"
    after = remembered(RUN, SEED, quarter, decisions=[text])
    _, tape, thread = found_by(after, name)
    assert tape.ends[thread, END] == End.WALKED_AWAY
    (void,) = [each for each in after.state.events if each["event"] == "decision void"]
    assert void["decision"] == text
    assert "worth less than none" in void["because"]


def test_a_talk_that_was_not_planned_can_be_sat_at(history: History) -> None:
    called = "2026Q3:call:renewables-china"
    name = "renewables-china-2026Q3"
    assert name not in names(history)
    seat = Seat(remembered(RUN, SEED, LAST, decisions=[called]), name, "host")
    seat.leave()
    assert seat.decision is not None
    after = remembered(RUN, SEED, LAST, decisions=[called, seat.decision])
    _, tape, thread = found_by(after, name)
    assert tape.ends[thread, END] == End.WALKED_AWAY


def test_a_talk_about_a_reopened_agreement_can_be_sat_at(history: History, base: Result) -> None:
    name = "computing-uae-2028Q2-reopened-5"
    seat = Seat(history, name, "host")
    seat.leave()
    assert seat.decision is not None
    assert seat.decision.about == "computing-uae"
    run = simulate(load(RUN), SEED, decisions=[seat.decision])
    told = {each["event"] for each in run.events if each["quarter"] == 13}
    assert "reopened in vain" in told
    assert "reopened in vain" not in {e["event"] for e in base.events if e["quarter"] == 13}
    assert "decision void" not in told


def test_the_host_may_sit_at_two_threads_of_a_table(history: History) -> None:
    rivals = [name for name, tape, _ in talks(history) if len(tape.partners) > 1][:2]
    first, second = (found_by(history, name)[1] for name in rivals)
    assert first is second
    texts = []
    for name in rivals:
        seat = Seat(history, name, "host")
        seat.leave()
        assert seat.decision is not None
        texts.append(seat.decision)
    after = remembered(RUN, SEED, LAST, decisions=texts)
    _, tape, _ = found_by(after, rivals[0])
    left = [tape.ends[found_by(after, name)[2], END] for name in rivals]
    assert left == [End.WALKED_AWAY, End.WALKED_AWAY]


def test_nothing_can_be_accepted_before_it_was_offered(history: History) -> None:
    name = next(name for name, tape, _ in talks(history) if tape.first == 0)
    with pytest.raises(ValueError, match="no offer to accept yet"):
        Seat(history, name, "host").accept()
    about, quarter = name[:-7], name[-6:]
    run = simulate(load(RUN), SEED, decisions=[f"{quarter}:seat:{about}:host:accept"])
    (void,) = [each for each in run.events if each["event"] == "decision void"]
    assert void["because"] == "there was no offer to accept yet"


def test_a_side_stands_by_its_last_offer_where_its_moves_end(history: History) -> None:
    name = changed(history, End.DEAL, "host")
    seat = Seat(history, name, "host")
    best = seat.advice().levels
    about, quarter = name[:-7], name[-6:]
    text = f"{quarter}:seat:{about}:host:{'.'.join(map(str, best))}"
    _, tape, _ = found_by(remembered(RUN, SEED, quarter, decisions=[text]), name)
    while seat.sight is not None:
        seat.offer(best)
    assert np.array_equal(tape.ends, seat._ends)


@pytest.mark.parametrize("side", SIDES)
def test_only_own_numbers_are_seen(history: History, side: str) -> None:
    me = SIDES.index(side)
    name, tape, thread = next(each for each in talks(history) if len(each[1].partners) > 1)
    seat = Seat(history, name, side)
    seat.offer(seat.advice().levels)
    sight = seat.sight
    assert sight is not None
    assert sight.standing is not None
    assert sight.reservation_usd_m == tape.limits[thread, me]
    for each in sight.history:
        own = tape.tables[thread, me, np.arange(len(each.levels)), list(each.levels)].sum()
        assert each.worth_usd_m == own
    known = [bid is not None for bid in sight.rivals.values()]
    assert len(known) == len(tape.partners) - 1
    assert any(known) == (side == "host")
    if side == "partner":
        assert sight.outside_usd_m == sight.reservation_usd_m
    with pytest.raises(ValueError, match="not over"):
        seat.debrief()
    assert seat.decision is None


def gives_way_everywhere(seat: Seat, share: float) -> list[int]:
    """Return an offer that gives up the same share of every issue, as a person might."""
    chosen = []
    for row in seat.worth_usd_m:
        least = max(row) - share * (max(row) - min(row))
        enough = [level for level, worth in enumerate(row) if worth >= least]
        chosen.append(min(enough, key=row.__getitem__))
    return chosen


@pytest.mark.parametrize("side", SIDES)
def test_advice_costs_nothing_and_pleases_the_other(history: History, side: str) -> None:
    me = SIDES.index(side)
    better = worse = 0
    for name, tape, thread in talks(history):
        seat = Seat(history, name, side)
        for share in (0.0, 0.0, 0.1, 0.2, 0.3):
            levels = gives_way_everywhere(seat, share)
            if seat.sight is None or seat.worth(levels) < seat.sight.reservation_usd_m:
                break
            seat.offer(levels)
        if seat.sight is None or not [each for each in seat.sight.history if each.side == me]:
            continue
        mine = [each for each in seat.sight.history if each.side == me][-1]
        advice = seat.advice()
        assert advice.worth >= mine.worth_usd_m
        assert seat.worth(advice.levels) == advice.worth
        issues = np.arange(len(advice.levels))
        theirs = tape.tables[thread, 1 - me]
        gain = theirs[issues, list(advice.levels)].sum() - theirs[issues, list(mine.levels)].sum()
        better, worse = better + (gain > 0.0), worse + (gain < 0.0)
    assert better > 3 * worse
    assert better >= 10


def test_what_cannot_be_done_at_a_table(history: History) -> None:
    name = changed(history, End.DEAL, "host")
    with pytest.raises(RecallError, match="expected one of host, partner"):
        Seat(history, name, "nobody")
    with pytest.raises(RecallError, match="did you mean"):
        Seat(history, name.replace("20", "02"), "host")
    seat = Seat(history, name, "host")
    with pytest.raises(ValueError, match="not an offer: expected levels below"):
        seat.offer((0,))
    with pytest.raises(ValueError, match="not an offer"):
        seat.offer((9,) * len(seat.issues))
    worst = [min(range(len(row)), key=row.__getitem__) for row in seat.worth_usd_m]
    with pytest.raises(ValueError, match="less than no deal"):
        seat.offer(worst)
    seat.leave()
    for move in (seat.accept, seat.leave, seat.advice, lambda: seat.offer(worst)):
        with pytest.raises(ValueError, match="the talk is over"):
            move()
