"""`run.py bargain`: plays files, says how good the deal is, refuses in plain words."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.exchange.files import read_statement
from model.exchange.own_json import parse_json, write_json
from model.exchange.source import BARGAINS, shipped_bargains
from model.negotiation.bargain import bargain
from run import main
from view.bargain_answer import labels

FERRY = [str(BARGAINS / f"ferry_{name}.xml") for name in ("domain", "line", "yard")]


def run(*arguments):
    return CliRunner().invoke(main, ["bargain", *map(str, arguments)])


def told(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout, parse_constant=lambda _: pytest.fail("not JSON"))


@pytest.mark.parametrize("files", [*([name] for name in shipped_bargains()), FERRY, FERRY[1:]])
def test_what_ships_comes_to_a_deal_as_the_engine_plays_it(files):
    said = told(*files)
    outcome = bargain(read_statement(files).talk)
    assert said["end"] == "deal"
    assert said["deal"] == outcome.deal
    assert said["utilities"] == list(outcome.worth)
    assert said["round"] == outcome.round
    assert said["by"] == labels(read_statement(files).talk)[outcome.by]
    assert {each["name"] for each in said["parties"]} >= {said["by"]}


@pytest.mark.parametrize("files", [["pilot_line"], FERRY])
def test_the_answer_says_all_that_its_schema_names(files):
    said = told(*files, "--trace")
    schema = (BARGAINS / "README.md").read_text("utf-8").partition("## The answer")[2]
    for key in said:
        assert f"`{key}`" in schema
    assert said["outcomes"] == math.prod(
        len(issue.levels) for issue in read_statement(files).talk.issues
    )
    frontier = [tuple(point["utilities"]) for point in said["frontier"]]
    assert frontier == sorted(set(frontier), reverse=True)
    assert set(said["solutions"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    for name, points in said["solutions"].items():
        assert all(tuple(point["utilities"]) in frontier for point in points)
        nearest = min(math.dist(said["utilities"], point["utilities"]) for point in points)
        assert said["distances"][name] == nearest
    last = said["trace"][-1]
    assert last["offer"] == said["deal"]
    assert last["by"] != said["by"]


def test_lines_for_people():
    result = run(*FERRY, "--trace")
    assert result.exit_code == 0
    assert not result.stderr
    text = result.stdout
    for said in ("60 outcomes", "accepted by ferry_", "Nash", "Kalai–Smorodinsky", "egalitarian"):
        assert said in text
    for said in ("utilitarian", "Pareto frontier: 16 points", "drawings: licensed", "Offers"):
        assert said in text
    assert "Offers" not in run(*FERRY).stdout


def test_tactics_of_one_and_of_both_sides():
    one, both = told(*FERRY, "--tactics", "micro"), told(*FERRY, "--tactics", "hardliner")
    assert [each["style"]["tactic"] for each in one["parties"]] == ["micro", "micro"]
    assert both["end"] == "deadline"
    assert (both["deal"], both["by"]) == (None, None)
    assert both["utilities"] == [0.4, 0.25]
    two = told(*FERRY, "--tactics", "boulware:3", "--tactics", "conceder:0.5")
    assert [each["style"]["parameter"] for each in two["parties"]] == [3.0, 0.5]
    assert "the rounds ran out" in run(*FERRY, "--tactics", "hardliner").stdout


def test_chance_comes_from_the_seed():
    chancy = (*FERRY, "--tactics", "random", "--rounds", "30", "--trace")
    assert told(*chancy, "--seed", "3") == told(*chancy, "--seed", "3")
    assert len({str(told(*chancy, "--seed", n)["trace"]) for n in range(4)}) > 1


def test_normalised_from_0_to_1_with_the_same_deal():
    plain, scaled = told("pilot_line"), told("pilot_line", "--normalise")
    assert scaled["deal"] == plain["deal"]
    assert scaled["normalised"]
    assert [point["deal"] for point in scaled["frontier"]] == [
        point["deal"] for point in plain["frontier"]
    ]
    assert scaled["solutions"]["nash"][0]["deal"] == plain["solutions"]["nash"][0]["deal"]
    assert scaled["frontier"][0]["utilities"][0] == pytest.approx(1.0)
    assert scaled["frontier"][-1]["utilities"][1] == pytest.approx(1.0)


def test_no_deal_that_both_want(tmp_path):
    content = json.loads((BARGAINS / "pilot_line.json").read_text("utf-8"))
    content["parties"][0]["reservation"] = 300
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content), "utf-8")
    said = told(path)
    assert said["end"] == "no_offer"
    assert set(said["distances"]) == {"frontier", *said["solutions"]}
    assert said["distances"]["nash"] is None
    text = run(path).stdout
    assert "above all outcomes" in text
    assert "none: no outcome reaches both" in text


def test_a_discount_that_is_not_played_is_told(tmp_path):
    text = Path(FERRY[1]).read_text("utf-8").replace('factor value="1.0"', 'factor value="0.8"')
    path = tmp_path / "x.xml"
    path.write_text(text, "utf-8")
    assert "discount factor 0.8 is not played" in run(path, FERRY[2]).stdout
    assert "not played" not in run(*FERRY).stdout
    assert told(path, FERRY[2])["parties"][0]["discount"] == 0.8


def test_sides_of_the_same_name_are_told_apart():
    said = told(FERRY[1], FERRY[1])
    assert [each["name"] for each in said["parties"]] == ["ferry_line (1)", "ferry_line (2)"]


def test_powers_move_the_nash_solution_towards_the_stronger():
    equal, strong = told("pilot_line"), told("pilot_line", "--powers", "0.9,0.1")
    assert equal["powers"] == [0.5, 0.5]
    assert strong["powers"] == [0.9, 0.1]
    assert (
        equal["solutions"]["nash"] == told("pilot_line", "--powers", ".5,.5")["solutions"]["nash"]
    )
    ours, theirs = (each["solutions"]["nash"][0]["utilities"] for each in (strong, equal))
    assert ours[0] > theirs[0]
    assert ours[1] < theirs[1]
    for name in ("kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert equal["solutions"][name] == strong["solutions"][name]
    assert "reached; Nash with powers 0.9, 0.1)" in run("pilot_line", "--powers", "0.9,0.1").stdout
    at_one_table = told("pilot_line", "--discounted", "--powers", "0.9,0.1")
    assert at_one_table["powers"] == [0.9, 0.1]
    assert at_one_table["solutions"]["nash"] == strong["solutions"]["nash"]


def test_a_bargain_too_large_to_list(tmp_path):
    statement = parse_json((BARGAINS / "pilot_line.json").read_bytes(), "x")
    content = json.loads(write_json(statement))
    names = [f"issue {n}" for n in range(60)]
    content["issues"] = [{"name": name, "levels": ["a", "b"]} for name in names]
    for side, party in enumerate(content["parties"]):
        # What one gains the other loses: each deal is on the frontier.
        party["values"] = {
            name: {"a": side * (n + 1) ** 1.5, "b": (1 - side) * (n + 1) ** 1.5}
            for n, name in enumerate(names)
        }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content), "utf-8")
    result = run(path)
    assert result.exit_code == 0
    assert "about 10^18 outcomes" in result.stdout
    assert "some left out" in result.stdout
    assert "(--json lists all)" in result.stdout
    result = run(path, "--tactics", "micro")
    assert result.exit_code == 2
    assert "steps down a list of all" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "a file that exists, or one of pilot_line"),
        (["."], "a file, not a folder"),
        (FERRY[:2], "two profiles, not 1"),
        ([*FERRY, FERRY[1]], "choose two, as in --sides 1 2"),
        ([*FERRY, "--sides", "1", "5"], "two different numbers from 1 to 2"),
        ([*FERRY, "--tactics", "soft"], "expected one of boulware"),
        ([*FERRY, *["--tactics", "linear"] * 3], "expected once or twice"),
        ([*FERRY, "--rounds", "0"], "--rounds"),
        ([*FERRY, "--rounds", "1000000"], "--rounds"),
        ([*FERRY, "--rounds", "20000", "--trace"], "--trace is for at most 10,000 rounds"),
        ([*FERRY, "--seed", "-1"], "--seed"),
        ([*FERRY, "--powers", "0.7"], "--powers: 1 bargaining powers for 2 sides"),
        ([*FERRY, "--powers", "1,0"], "expected above 0 and below 1"),
        ([*FERRY, "--powers", "0.7,0.2"], "sum to 0.9: expected 1"),
        ([*FERRY, "--powers", "strong"], "expected numbers such as 0.7,0.3"),
        ([*FERRY, "--powers", ""], "expected numbers such as 0.7,0.3"),
        ([], "FILE"),
    ],
)
def test_what_is_wrong_goes_to_stderr_with_exit_code_2(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert not result.stdout
    assert said in result.stderr


def test_the_largest_worth_can_be_played(tmp_path):
    content = json.loads((BARGAINS / "pilot_line.json").read_text("utf-8"))
    for party in content["parties"]:
        for levels in party["values"].values():
            for at, level in enumerate(levels):
                levels[level] = (-1) ** at * 1e15
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content), "utf-8")
    for more in ((), ("--normalise",)):
        said = told(path, *more)
        assert said["end"] == "deal"
        assert said["distances"]["frontier"] == 0.0


def test_models_are_chosen_and_scored():
    said = told(*FERRY, "--model", "perfect")
    assert [each["style"]["belief"] for each in said["parties"]] == ["perfect", "perfect"]
    assert said["model_correlation"] == pytest.approx([1.0, 1.0])
    assert said["trace"] == []
    guessed = told(*FERRY, "--model", "windowed")["model_correlation"]
    assert all(-1.0 <= well < 1.0 for well in guessed)
    assert "Correlation of what each believes" in run(*FERRY, "--model", "frequency").stdout
    schema = (BARGAINS / "README.md").read_text("utf-8").partition("## The answer")[2]
    assert "`model_correlation`" in schema


def test_written_as_played_in_our_json_and_played_the_same_again(tmp_path):
    path = tmp_path / "mine.json"
    tactics = ("--tactics", "boulware:4", "--tactics", "conceder:0.3", "--model", "frequency")
    first = told("pilot_line", *tactics, "--normalise", "--write", path)
    again = told(path)
    for key in ("deal", "round", "utilities", "frontier", "solutions"):
        assert first[key] == again[key]
    refused = run("pilot_line", "--write", path)
    assert refused.exit_code == 2
    assert "not there yet" in refused.stderr
    assert read_statement([path]).talk.host.style.parameter == 4.0


def test_written_in_genius_and_read_with_the_same_worths(tmp_path):
    folder = tmp_path / "ferry"
    result = run(*FERRY, "--write", folder)
    assert result.exit_code == 0, result.output
    names = [Path(line.removeprefix("written: ")).name for line in result.stderr.splitlines()]
    assert names == ["domain.xml", "ferry_line.xml", "ferry_yard.xml"]
    before, after = read_statement(FERRY), read_statement([folder / name for name in names])
    assert after.title == before.title
    assert after.talk.issues == before.talk.issues
    for old, new in zip(before.talk.sides, after.talk.sides, strict=True):
        assert (new.name, new.reservation) == (old.name, old.reservation)
        assert new.discount == old.discount
        for there, here in zip(old.values, new.values, strict=True):
            assert here == pytest.approx(there, abs=1e-15)


def test_what_genius_cannot_state_is_not_written(tmp_path):
    result = run("pilot_line", "--write", tmp_path / "pilot")
    assert result.exit_code == 2
    assert "best outcome = 230.0: expected 1 (normalise first)" in result.stderr
    assert not (tmp_path / "pilot").exists()


def test_what_is_offered_can_be_chosen_for_all():
    tactics = ("--tactics", "boulware:3", "--tactics", "conceder:0.5")
    deals = set()
    for offers in ("trade_off", "exact_trade_off", "cheapest"):
        said = told("pilot_line", *tactics, "--offers", offers)
        assert [party["style"]["offer"] for party in said["parties"]] == [offers, offers]
        deals.add(tuple(said["deal"].values()))
    assert len(deals) == 3
    assert run("pilot_line", "--offers", "best").exit_code == 2
