"""`run.py bargain` with talks in turn, most-favoured clauses and joint value."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from model.exchange.own_json import parse_meeting, write_meeting
from model.negotiation.codes import Style
from model.negotiation.domain import Issue, Party
from model.negotiation.meeting import Meeting
from run import main

UP = tuple(percent / 100 for percent in range(0, 101, 10))


def shares(clause):
    """Return a host that shares with a soft partner first, then with a hard one."""
    issue = Issue("share", tuple(str(percent) for percent in range(0, 101, 10)))
    soft = Party((UP,), 0.2, Style(parameter=1.0), "Soft", most_favoured=clause)
    hard = Party((UP,), 0.2, Style(parameter=6.0), "Hard")
    host = Party((UP[::-1],), 0.2, name="Host")
    return Meeting((issue,), (host, soft, hard), in_turn=True)


@pytest.fixture
def play(tmp_path):
    def played(content, *arguments):
        path = tmp_path / "shares.json"
        path.write_text(content, "utf-8")
        return CliRunner().invoke(main, ["bargain", str(path), *arguments])

    return played


def test_reading_what_was_written_gives_the_same_meeting():
    meeting = shares(("share",))
    assert parse_meeting(write_meeting(meeting, "S").encode(), "x.json") == (meeting, "S")


def test_the_clause_raises_the_first_deal_and_hardens_the_second(play):
    found = {}
    for clause in ((), ("share",)):
        result = play(write_meeting(shares(clause)), "--json", "--trace")
        assert result.exit_code == 0, result.output
        turns = json.loads(result.stdout)["turns"]
        assert all(turn["trace"] for turn in turns)
        found[clause] = [(turn["struck"]["share"], turn["deal"]["share"]) for turn in turns]
        assert turns[0]["raised"] == list(clause)
    assert found[()] == [("50", "50"), ("70", "70")]
    assert found["share",] == [("50", "60"), ("60", "60")]


def test_lines_for_people(play):
    said = play(write_meeting(shares(("share",)), "Shares")).stdout
    assert "Shares: 11 outcomes, Host with 2 partners in turn" in said
    assert "Soft, most favoured on share" in said
    assert "share: 60, raised from 50" in said
    stubborn = play(write_meeting(shares(())), "--tactics", "hardliner").stdout
    assert stubborn.count("no deal: deadline") == 2
    assert "All deals together are worth 0.8 to Host\n" in said
    assert "All deals" not in stubborn


def test_chance_and_models_are_played(play):
    content = write_meeting(shares(("share",)))
    again = [play(content, "--tactics", "random", "--model", "frequency") for _ in range(2)]
    assert again[0].exit_code == 0
    assert again[0].stdout == again[1].stdout


def test_powers_are_refused(play):
    result = play(write_meeting(shares(())), "--powers", "0.5,0.3,0.2")
    assert result.exit_code == 2
    assert "not for talks in turn" in result.stderr


def test_discounts_are_played_when_asked(play):
    host, *partners = shares(()).parties
    hasty = Meeting(shares(()).issues, (replace(host, discount=1e-4), *partners), in_turn=True)
    calm, soon = (
        json.loads(play(write_meeting(hasty), "--json", *asked).stdout)["turns"]
        for asked in ([], ["--discounted"])
    )
    for before, after in zip(calm, soon, strict=True):
        assert before["discounted"] == before["utilities"]
        left = 1e-4 ** (after["round"] / 41)
        assert after["discounted"] == pytest.approx(
            [after["utilities"][0] * left, after["utilities"][1]]
        )
    assert sum(turn["utilities"][0] for turn in soon) < sum(turn["utilities"][0] for turn in calm)
    assert "  discounted 0." in play(write_meeting(hasty), "--discounted").stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("talks", "turn"), "talks = \"turn\": expected 'together' or 'in_turn'"),
        (("talks", "together"), "party 2: most_favoured"),
        ((1, "most_favoured", ["shares"]), 'party 2: most_favoured = "shares"'),
        ((1, "most_favoured", "share"), "a list of names of issues"),
        ((1, "most_favoured", ["share", "share"]), "each issue once"),
        ((0, "most_favoured", ["share"]), "no clause of the host"),
    ],
)
def test_a_clause_that_is_none_is_refused(play, change, said):
    content = json.loads(write_meeting(shares(("share",))))
    *place, key, value = change
    (content["parties"][place[0]] if place else content)[key] = value
    result = play(json.dumps(content))
    assert result.exit_code == 2
    assert said in result.stderr


TWICE = {"issues": ["share", "share"], "levels": ["50", "70"], "worth": -0.2}


def joined(*pairs):
    """Return the file of shares without a clause, with joint value of the host."""
    content = json.loads(write_meeting(shares(())))
    content["parties"][0]["joint"] = list(pairs)
    return content


def test_joint_value_is_read_written_played_and_told(play, tmp_path):
    text = json.dumps(joined(TWICE))
    meeting, title = parse_meeting(text.encode(), "x.json")
    assert parse_meeting(write_meeting(meeting, title).encode(), "x.json") == (meeting, title)
    written = tmp_path / "mine.json"
    answers = [
        play(text, "--json", "--write", str(written)),
        play(written.read_text("utf-8"), "--json"),
        play(text, "--json", "--normalise"),
    ]
    told = [json.loads(each.stdout) for each in answers]
    assert told[0] == told[1]
    turns = told[0]["turns"]
    # Without joint value 50 and then 70: the host would rather grant the second another share.
    first, second = (turn["deal"]["share"] for turn in turns)
    assert first == "50"
    assert second != "70"
    assert told[0]["host_total"]["joint"] == 0.0
    assert told[0]["host_total"]["worth"] == sum(turn["utilities"][0] for turn in turns)
    assert [turn["deal"] for turn in told[2]["turns"]] == [turn["deal"] for turn in turns]
    always = [TWICE | {"levels": ["50", str(level)], "worth": 1.0} for level in range(0, 101, 10)]
    said = play(json.dumps(joined(*always))).stdout
    assert "to Host, +1 of it joint value" in said


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (TWICE | {"issues": ["share", "shares"]}, "expected two issues of the bargain"),
        (TWICE | {"levels": ["50", "75"]}, "a level of each of the two issues"),
        (TWICE | {"worth": float("nan")}, "party 1: joint 2: worth"),
        (TWICE | {"levels": ["70", "50"]}, "a pair of levels that comes once"),
        ({"issues": ["share", "share"]}, "an object with the keys issues, levels, worth"),
    ],
)
def test_joint_value_that_is_none_is_refused(play, pair, said):
    result = play(json.dumps(joined(TWICE, pair)))
    assert result.exit_code == 2
    assert said in result.stderr


def test_joint_value_stands_with_the_host_of_talks_in_turn_alone(play):
    together, partner, clause = (joined(TWICE) for _ in range(3))
    together["talks"] = "together"
    partner["parties"][2]["joint"] = [TWICE]
    clause["parties"][1]["most_favoured"] = ["share"]
    for content, said in (
        (together, "party 1: joint"),
        (partner, "party 3: joint"),
        (clause, "party 2: most_favoured"),
    ):
        result = play(json.dumps(content))
        assert result.exit_code == 2
        assert said in result.stderr


def test_talks_in_turn_need_two_partners(play):
    content = json.loads(write_meeting(shares(())))
    content["parties"].pop()
    result = play(json.dumps(content))
    assert result.exit_code == 2
    assert "a host and at least two partners" in result.stderr
