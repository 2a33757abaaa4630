"""The random end: talks break down where chance says so, at any table, and not before."""

import json
import math

import numpy as np
import pytest
from click.testing import CliRunner

from model.exchange.own_json import write_meeting
from model.negotiation.bargain import bargain
from model.negotiation.codes import End, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.in_turn import meet_in_turn
from model.negotiation.meeting import Meeting, meet
from model.streams import Purpose, stream
from run import main

ROUNDS, RISK = 12, 0.08
SHARE = Issue("share", ("none", "half", "all"))


def stubborn(parties, in_turn=False):
    """Return parties who never agree, so that only chance or the deadline ends their talks."""
    style = Style(Tactic.HARDLINER)
    tables = ((0.0, 1.0, 2.0), *((2.0, 1.0, 0.0),) * (parties - 1))
    names = ("Host", *(f"Partner {at}" for at in range(1, parties)))
    sides = [Party((each,), 0.0, style, name) for each, name in zip(tables, names, strict=True)]
    return Meeting((SHARE,), tuple(sides), in_turn=in_turn)


def first_below(noise):
    """Return how talks end whose turns drew these numbers, (rounds, sides)."""
    for turn, draw in enumerate(noise.ravel()):
        if draw < RISK:
            now, side = divmod(turn, noise.shape[1])
            return End.BREAKDOWN, now + 1, side
    return End.DEADLINE, len(noise), -1


@pytest.mark.parametrize("seed", range(20))
def test_talks_end_before_the_first_turn_that_drew_less_than_the_risk(seed):
    two, three = stubborn(2), stubborn(3)
    noise = stream(seed, Purpose.BREAKDOWN).random((ROUNDS, 3))
    many = meet(three, ROUNDS, noise, risk=RISK)
    assert (many.end, many.round, many.by) == first_below(noise)
    assert many.worth == (0.0, 0.0, 0.0)
    alone = bargain(Bargain((SHARE,), *two.parties), ROUNDS, risk=RISK, noise=noise[:, :2])
    both = meet(two, ROUNDS, noise[:, :2], risk=RISK)
    for found in (alone, both):
        assert (found.end, found.round, found.by) == first_below(noise[:, :2])
    grid = stream(seed, Purpose.BREAKDOWN).random((2, ROUNDS, 2))
    turns = meet_in_turn(stubborn(3, in_turn=True), ROUNDS, grid, risk=RISK)
    for turn, each in zip(turns, grid, strict=True):
        assert (turn.outcome.end, turn.outcome.round, turn.outcome.by) == first_below(each)


def test_after_n_rounds_talks_still_go_on_with_the_power_of_all_turns():
    talk = Bargain((SHARE,), *stubborn(2).parties)
    draws = np.random.default_rng(3).random((600, ROUNDS, 2))
    ends = [bargain(talk, ROUNDS, risk=RISK, noise=noise) for noise in draws]
    for n in (1, 3, ROUNDS):
        going = np.mean([each.end == End.DEADLINE or each.round > n for each in ends])
        chance = (1.0 - RISK) ** (2 * n)
        assert abs(going - chance) < 4.0 * math.sqrt(chance * (1.0 - chance) / len(ends))


@pytest.mark.parametrize("risk", [-0.1, 1.0, math.nan])
def test_a_risk_that_is_none_is_refused(risk):
    noise = np.full((ROUNDS, 3), 0.5)
    with pytest.raises(ValueError, match="expected 0 to below 1"):
        meet(stubborn(3), ROUNDS, noise, risk=risk)
    with pytest.raises(ValueError, match="expected 0 to below 1"):
        meet_in_turn(stubborn(3, in_turn=True), ROUNDS, np.full((2, ROUNDS, 2), 0.5), risk=risk)
    with pytest.raises(ValueError, match="need noise"):
        meet(stubborn(3), ROUNDS, risk=0.1)


def command(path, meeting, *arguments):
    path.write_text(write_meeting(meeting), "utf-8")
    result = CliRunner().invoke(main, ["bargain", str(path), "--rounds", str(ROUNDS), *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("meeting", [stubborn(2), stubborn(3), stubborn(3, in_turn=True)])
def test_the_command_tells_of_the_breakdown(tmp_path, meeting):
    path = tmp_path / "talks.json"
    told = json.loads(command(path, meeting, "--risk", "0.9", "--json")[1])
    assert told["risk"] == 0.9
    shape = (2, ROUNDS, 2) if meeting.in_turn else (ROUNDS, len(meeting.parties))
    draws = stream(1, Purpose.BREAKDOWN).random(shape)
    assert draws.reshape(-1, shape[-1])[0, 0] < 0.9
    end = told["turns"][0] if meeting.in_turn else told
    assert (end["end"], end["round"], end["by"]) == ("breakdown", 1, "Host")
    said = command(path, meeting, "--risk", "0.9")[1]
    assert ("breakdown in round 1" if meeting.in_turn else "talks broke down in round 1") in said
    without = json.loads(command(path, meeting, "--json")[1])
    assert without["risk"] == 0.0
    for wrong in ("1", "-0.1", "nan", "often"):
        code, _, complaint = command(path, meeting, "--risk", wrong)
        assert code == 2
        assert "risk" in complaint
