"""The command why: sentences in two languages, JSON, a picture, and what is not there."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from experiments.questions import known
from experiments.runner import simulate
from model.attribution import BY, Cause, Part, Reasons
from model.metrics.indicator import SHEETS
from model.scenario.load import load
from view.commands.why import why
from view.events import chronicle
from view.reasons import change, table
from view.words import percent, words


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(why, args)
    return result.exit_code, result.output


def test_both_languages_say_the_same_numbers() -> None:
    asked = ("classroom", "autonomy", "start..2030")
    code, english = run(*asked)
    assert code == 0
    code, spanish = run(*asked, "--lang", "es")
    assert code == 0
    assert english.startswith("From start to 2030Q4, autonomy went from")
    assert spanish.startswith("Desde el inicio hasta 2030Q4, autonomía: de")
    assert english.split("%")[0].split()[-1] == spanish.split("%")[0].split()[-1]


def test_json_holds_parts_that_sum_to_the_change() -> None:
    code, text = run("classroom", "debt", "2026..2030Q2", "--json")
    assert code == 0
    said = json.loads(text)
    total = sum(part["amount"] for part in said["parts"])
    assert total == pytest.approx(said["after"] - said["before"], abs=1e-9)


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    picture = tmp_path / "why.png"
    code, _ = run("classroom", "dependence", "2030", "--of", "Borland", "--figure", str(picture))
    assert code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_why_of_a_run_with_decisions() -> None:
    asked = ("classroom", "autonomy", "start..2030", "--json")
    code, plain = run(*asked)
    assert code == 0
    code, other = run(*asked, "--decide", "2025Q1:policy.max_partner_share=0.05")
    assert code == 0
    said = json.loads(other)
    total = sum(part["amount"] for part in said["parts"])
    assert total == pytest.approx(said["after"] - said["before"], abs=1e-9)
    assert said["after"] != json.loads(plain)["after"]
    code, text = run(*asked, "--decide", "2025Q1:policy.max_partner_share=5")
    assert code == 2
    assert "expected a number from 0 to 1" in text


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("classroom", "autonmy", "2030"), "did you mean autonomy?"),
        (("classroom", "autonomy", "1999"), "outside the run"),
        (("classroom", "dependence", "2030", "--of", "Bordland"), "did you mean borland?"),
        (("clasroom", "autonomy", "2030"), "classroom"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(args: tuple[str, ...], says: str) -> None:
    code, text = run(*args)
    assert code == 2
    assert says in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_measure_and_cause_has_its_words(language: str) -> None:
    say = words(language)
    for sheet in SHEETS:
        assert all(say(f"measure.{name}") for name in known(sheet))
    assert all(say(f"cause.{cause}") for cause in get_args(Cause))
    assert all(say(f"why.{key}") for key in BY)


def test_a_deal_that_was_not_talked_about_lists_those_that_were() -> None:
    code, text = run("classroom", "deal", "envelope-boralnd-2025Q9")
    assert code == 2
    assert "did you mean envelope-borland-2025q" in text.replace("Q", "q")


@pytest.mark.parametrize("more", [("--of", "borland"), ("--figure", "x.png")])
def test_what_does_not_go_with_a_deal_is_refused(more: tuple[str, str]) -> None:
    code, text = run("classroom", "deal", "envelope-borland-2025Q2", *more)
    assert code == 2
    assert f"{more[0]}: goes with a measure" in text


def test_a_deal_is_told_in_both_languages_and_json() -> None:
    name = "envelope-borland-2025Q2"
    code, text = run("classroom", "deal", name, "--lang", "es")
    assert (code, "ronda" in text) == (0, True)
    code, text = run("classroom", "deal", name, "--json")
    assert (code, json.loads(text)["partner"]) == (0, "borland")


def test_no_shares_of_a_change_in_which_parts_cancel() -> None:
    scenario = load("classroom")
    parts = (
        Part("plant", "", "power", "borland", 0.5, 0.0),
        Part("needs", "", "grids", "cassia", -0.4, 0.0),
    )
    for moved, shares in ((0.1, ["", ""]), (0.4, [percent(1.25), percent(-1.0)])):
        found = Reasons("autonomy", "", "2029Q4", "2030Q4", 0.2, 0.2 + moved, "shapley", 0, parts)
        rows = table(scenario, found, "cause")
        assert [row[2] for row in rows] == shares
        assert [row[1] for row in rows] == ["+50.00 points", "-40.00 points"]


def test_small_parts_are_told_by_their_first_digits() -> None:
    assert change(-0.000041, "index", "en") == "-0.000041"
    assert change(0.000023, "share", "en") == "+0.002 points"
    assert change(0.04, "USD m", "es") == "+USD 0.04 millones"


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_happened_is_told_event_by_event_with_reasons(language: str) -> None:
    code, text = run("peru2040", "events", "2030..2032", "--lang", language)
    assert code == 0
    lines = text.splitlines()
    assert len(lines) > 30
    say = words(language)
    reason = say("happened.line").split("{what}")[1].split("{because}")[0]
    for line in lines:
        assert line[:5] in {"2031Q", "2032Q"}
        assert reason in line
        assert not re.search(r"\b(None|nan|korea |uae )\b", line)
    if language == "es":
        assert not re.search(r"\b(Korea|United|Nuclear power|deal)\b", text)


def test_every_kind_of_event_has_a_sentence_in_both_languages() -> None:
    run_of = simulate(load("peru2040"), 5)
    kinds = {event["event"].replace(" ", "_") for event in run_of.events}
    for language in ("en", "es"):
        say = words(language)
        told = [*kinds, "decision", "decision_void", "expired"]
        assert [key for key in told if not say.get(f"happened.{key}", "")] == []
        lines = list(chronicle(run_of.scenario, run_of.events, language))
        assert len(lines) == len(run_of.events)


def test_events_of_somebody() -> None:
    code, text = run("classroom", "events", "start..2034", "--of", "Borland", "--json")
    assert code == 0
    found = json.loads(text)
    assert found
    for event in found:
        assert "borland" in json.dumps(event)
    code, text = run("classroom", "events", "2030", "--of", "Borlnd")
    assert code == 2
    assert "did you mean borland?" in text.casefold()


def test_names_are_spanish_in_spanish() -> None:
    code, text = run("peru2040", "autonomy", "2031", "--lang", "es")
    assert code == 0
    assert "Emiratos Árabes" in text
    assert "Singapore" not in text
