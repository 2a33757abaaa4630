"""`run.py bargain` with three parties, and with discount factors that are played."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from model.exchange.own_json import parse_meeting, write_meeting
from model.exchange.source import BARGAINS
from model.negotiation.codes import Offer, Style
from model.negotiation.domain import Issue, Party
from model.negotiation.meeting import Meeting, meet
from run import main

ISSUES = (
    Issue("calls", ("north", "middle", "south")),
    Issue("payer", ("north", "middle", "south", "all")),
)
CHEAP = Style(offer=Offer.CHEAPEST)


def harbours(discounts):
    """Return three ports that bargain about a line: where it calls, and who pays."""
    parties = (
        Party(((4.0, 2.0, 0.0), (0.0, 3.0, 3.0, 2.0)), 1.0, CHEAP, "North"),
        Party(((1.0, 4.0, 1.0), (3.0, 0.0, 3.0, 2.0)), 1.0, CHEAP, "Middle"),
        Party(((0.0, 2.0, 4.0), (3.0, 3.0, 0.0, 2.0)), 1.0, CHEAP, "South"),
    )
    return tuple(replace(party, discount=d) for party, d in zip(parties, discounts, strict=True))


def ports(discounts=(1.0, 1.0, 1.0)):
    """Return their bargain."""
    return Meeting(ISSUES, harbours(discounts))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ports.json"
    path.write_text(write_meeting(ports((1.0, 0.01, 0.5)), "Ports"), "utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["bargain", *map(str, arguments)])


def told(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_reading_what_was_written_gives_the_same_meeting(file):
    meeting, title = parse_meeting(file.read_bytes(), "ports.json")
    assert (meeting, title) == (ports((1.0, 0.01, 0.5)), "Ports")


def test_three_parties_end_as_the_engine_ends_them(file):
    said, result = told(file, "--trace"), meet(ports(), trace=True)
    assert said["end"] == "deal"
    assert said["deal"] == ports().named(result.levels)
    assert said["utilities"] == said["discounted"] == list(result.worth)
    assert said["round"] == result.round
    assert said["by"] == ports().parties[result.by].name
    assert said["trace"][-1]["offer"] == said["deal"]
    schema = (BARGAINS / "README.md").read_text("utf-8").partition("## The answer")[2]
    for key in said:
        assert f"`{key}`" in schema


def test_discounts_are_played_when_asked(file):
    said = told(file, "--discounted")
    left = said["round"] / (said["rounds"] + 1)
    assert said["discounted"] == pytest.approx(
        [worth * d**left for worth, d in zip(said["utilities"], (1.0, 0.01, 0.5), strict=True)]
    )
    assert said["round"] <= told(file)["round"]


def test_lines_for_people(file):
    result = run(file, "--trace", "--discounted")
    assert result.exit_code == 0
    for said in ("12 outcomes, 3 parties", "accepted last by", "discount factor 0.01", "Offers"):
        assert said in result.stdout


def test_tactics_once_or_once_for_each(file):
    assert told(file, "--tactics", "hardliner")["end"] == "deadline"
    result = run(file, "--tactics", "linear", "--tactics", "linear")
    assert result.exit_code == 2
    assert "expected once or 3 times" in result.stderr


def test_a_file_of_one_party_is_refused(file):
    content = json.loads(file.read_text("utf-8"))
    content["parties"] = content["parties"][:1]
    file.write_text(json.dumps(content), "utf-8")
    result = run(file)
    assert result.exit_code == 2
    assert "a list of 2 to 20 parties" in result.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"parties": ports().parties[:1]}, "1 parties: expected 2 to 20"),
        ({"parties": harbours((1.0, 0.0, 1.0))}, "party 2: discount is 0.0"),
        ({"parties": harbours((1.0, 1.0, 1.5))}, "party 3: discount is 1.5"),
    ],
)
def test_a_meeting_that_is_none_is_refused(change, said):
    whole = {"issues": ISSUES, "parties": ports().parties} | change
    with pytest.raises(ValueError, match=said):
        Meeting(**whole)
