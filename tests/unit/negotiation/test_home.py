"""Bodies at home: win-sets, what negotiators believe of them, both kinds of refusal."""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from model.exchange.faults import BargainFileError
from model.exchange.own_json import parse_json, write_json
from model.exchange.statement import Statement
from model.negotiation.bargain import bargain
from model.negotiation.codes import Acceptance, Style
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.home import Body, Group, Home, poll
from model.negotiation.meeting import Meeting, meet
from model.negotiation.ratifying import ratify, win_set_shares
from run import main

ISSUES = (Issue("jobs", ("0", "1", "2")), Issue("money", ("0", "1", "2")))
UP, DOWN = (0.0, 1.0, 2.0), (2.0, 1.0, 0.0)
# Workers want jobs and have a veto; the treasury minds money that is paid.
WORKERS = Group(0.5, 0.2, ((0.0, 0.3, 0.6), (0.0, 0.0, 0.0)), 0.4, "workers")
TREASURY = Group(0.5, 0.9, ((0.0, 0.0, 0.0), (0.0, -0.3, -0.6)), 0.0, "treasury")
PARLIAMENT = Body((WORKERS, TREASURY), 0.6, name="parliament")


def talk(home: Home | None) -> Bargain:
    """The host wants money paid little and jobs; the partner the contrary."""
    return Bargain(ISSUES, Party((UP, DOWN), home=home), Party((DOWN, UP)))


def test_the_poll_is_the_weighted_view_cut_at_both_ends():
    support, blocks = poll(
        np.array([0.2, 0.9]),
        np.array([[-0.5, 0.0], [0.0, 0.4]]),
        np.array([0.25, 0.75]),
        np.array([0.1, 0.0]),
        np.array([1.0, 1.0]),
    )
    assert (support, blocks) == (0.75, 0)  # 0.25 x 0 + 0.75 x 1; the first has a veto


def test_the_win_set_is_what_passes():
    inside = Home((PARLIAMENT,)).win_set([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)])
    # Support 0.55, 0.70, 0.55, 0.70, 0.55.
    assert inside.tolist() == [False, True, False, True, False]
    assert Home((PARLIAMENT,), known=0.0).win_set([(1, 0)], estimated=True).tolist() == [False]


@pytest.mark.core
def test_who_knows_the_win_set_brings_home_what_passes():
    """Without a vote the sides meet in the middle, which parliament refuses; knowing it helps."""
    blind = Home((replace(PARLIAMENT, groups=(replace(WORKERS, veto_below=0.0), TREASURY)),))
    for home in (Home((PARLIAMENT,)), blind):
        outcome = bargain(talk(home), trace=True)
        assert outcome.end.name == "DEAL"
        assert home.win_set([outcome.levels]).tolist() == [True]
        mine = [move.levels for move in outcome.trace if move.side == 0]
        assert home.win_set(mine).all()
        assert ratify(talk(home), outcome.levels)[0].verdict == "passed"
    assert bargain(talk(Home((PARLIAMENT,)))).levels != bargain(talk(None)).levels


def test_who_misreads_its_home_is_refused_against_its_will():
    cold = replace(
        WORKERS, weight=1.0, veto_below=0.0, approval=0.7, stakes=((-0.6, 0.0, 0.3), (0.0,) * 3)
    )
    home = Home((Body((cold,), 0.5, name="union"),), known=0.0)
    posed = replace(talk(home), partner=Party(((3.0, 0.0, 0.0), UP), 2.5))  # will not give jobs
    outcome = bargain(posed)
    assert outcome.levels[0] == 0
    fate = ratify(posed, outcome.levels)
    assert (fate[0].verdict, fate[0].body) == ("involuntary", "union")
    assert fate[0].supports == (pytest.approx(0.1),)
    assert win_set_shares(posed) == ((pytest.approx(2 / 3), 1.0), None)
    aware = replace(posed, host=replace(posed.host, home=replace(home, known=1.0)))
    assert bargain(aware).end.name != "DEAL"  # the two win-sets do not meet


def test_who_has_found_better_withdraws_of_its_own_will():
    easy = Body((Group(1.0, 1.0, ((0.0,) * 3, (0.0,) * 3)),))
    for later, verdict in ((None, "passed"), (1.0, "passed"), (3.5, "voluntary")):
        posed = talk(Home((easy,), later=later))
        assert ratify(posed, (1, 1))[0].verdict == verdict  # worth 2


def test_luck_of_a_vote_decides_near_the_quorum():
    posed = talk(Home((replace(PARLIAMENT, spread=0.2),)))
    assert ratify(posed, (1, 1), [1.0])[0].verdict == "passed"  # 0.55 + 0.2
    assert ratify(posed, (1, 1), [-1.0])[0].verdict == "involuntary"


def test_three_parties_with_one_parliament():
    taking = Party((DOWN, UP), style=Style(acceptance=Acceptance.TARGET))
    meeting = Meeting(ISSUES, (Party((UP, DOWN), home=Home((PARLIAMENT,))), taking, taking))
    result = meet(meeting)
    assert result.end.name == "DEAL"
    assert ratify(meeting, result.levels)[0].verdict == "passed"


def test_an_empty_win_set_is_no_offer():
    never = Body((Group(1.0, 0.1, ((0.0,) * 3, (0.0,) * 3)),), 0.5)
    assert bargain(talk(Home((never,)))).end.name == "NO_OFFER"


def test_files_hold_bodies_and_the_command_tells_their_verdict(tmp_path):
    statement = Statement(talk(Home((PARLIAMENT,), 0.5, 1.25)))
    text = write_json(statement)
    assert parse_json(text.encode(), "x.json") == statement
    scaled = statement.normalised().talk
    assert scaled.host.home.later == 1.25 / 4
    path = tmp_path / "vote.json"
    path.write_text(text, "utf-8")
    said = CliRunner().invoke(main, ["bargain", str(path), "--json"])
    assert said.exit_code == 0, said.output
    told = json.loads(said.stdout)["ratification"]
    assert [each["name"] for each in told] == ["side 1", "side 2"]
    deal = bargain(statement.talk).levels
    assert told[0]["verdict"] == (ratify(statement.talk, deal)[0].verdict if deal else None)
    assert told[0]["win_set"] == win_set_shares(statement.talk)[0][0]
    assert told[1] | {"name": ""} == {
        "name": "", "verdict": "passed" if deal else None, "body": None, "supports": [],
        "win_set": None, "believed_win_set": None,
    }  # fmt: skip
    shown = CliRunner().invoke(main, ["bargain", str(path)])
    assert "Ratification" in shown.output
    assert "win-set" in shown.output


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda home: home.update(known=2), "known"),
        (lambda home: home.update(bodies=[]), "a list of 1 to"),
        (lambda home: home["bodies"][0].update(quorum="half"), "quorum"),
        (lambda home: home["bodies"][0]["groups"][0].update(weight=0.9), "sum to 1"),
        (lambda home: home["bodies"][0]["groups"][0]["stakes"].update(fish={}), "fish"),
        (lambda home: home["bodies"][0]["groups"][0]["stakes"]["jobs"].update({"9": 1}), "9"),
    ],
)
def test_bad_bodies_of_a_file_are_named(change, message):
    content = json.loads(write_json(Statement(talk(Home((PARLIAMENT,))))))
    change(content["parties"][0]["home"])
    with pytest.raises(BargainFileError, match=message):
        parse_json(json.dumps(content).encode(), "x.json")


def test_bad_bodies_are_refused():
    for wrong, message in (
        (Home(()), "at least one body"),
        (Home((PARLIAMENT,), known=1.5), "known"),
        (Home((replace(PARLIAMENT, groups=(WORKERS,)),)), "sum to 1"),
        (Home((Body((Group(1.0, 0.5, ((0.0,),)),)),)), "a stake for each level"),
    ):
        with pytest.raises(ValueError, match=message):
            talk(wrong)
