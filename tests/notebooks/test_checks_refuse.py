"""Checks of exercises refuse wrong answers in words, and never fail with an error of their own."""

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.runner import simulate
from experiments.validation import judge, sample
from experiments.validation_files import Checked
from model.exchange.files import read_statement
from model.scenario.case import load_case
from model.scenario.load import load
from tests.lessons import FOLDER
from view.notebook import table
from view.words import speak

LOOSE = ("_here", "_checks")


@pytest.fixture(autouse=True)
def _beside_the_lessons(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(FOLDER))
    yield
    speak("en")
    for name in [each for each in sys.modules if each.partition(".")[0] in LOOSE]:
        del sys.modules[name]


def _check(where: str, name: str) -> Any:
    return getattr(import_module(f"_checks.{where}"), name)


def _refuses(check: Any, wrong: object, *facts: object, **more: object) -> None:
    assert check(None, *facts, **more).state == "open"
    found = check(wrong, *facts, **more)
    assert found.state == "wrong"
    assert len(str(found)) > 20


@pytest.mark.parametrize("wrong", ["35 %", {}, {"royalty": "none"}, 7])
def test_nash(wrong: object) -> None:
    talk = read_statement(["pilot_line"]).talk
    _refuses(_check("bargains", "check_nash"), wrong, talk)


def test_nash_refuses_a_deal_that_is_not_best() -> None:
    talk = read_statement(["pilot_line"]).talk
    _refuses(_check("bargains", "check_nash"), talk.named((0, 0, 0)), talk)


@pytest.mark.parametrize("wrong", [160, "165", True, float("nan"), [1], np.int64(3)])
@pytest.mark.parametrize("name", ["check_no_zone", "check_frontier"])
def test_numbers_of_the_first_lesson(name: str, wrong: object) -> None:
    _refuses(_check("bargains", name), wrong, read_statement(["pilot_line"]).talk)


@pytest.mark.parametrize("wrong", [0.5, 2.0, "a quarter"])
def test_half_way(wrong: object) -> None:
    _refuses(_check("bargains", "check_half_way"), wrong, c=0.5)


@pytest.mark.parametrize("wrong", [0.65, "0.6", None.__class__])
def test_autonomy_by_hand(wrong: object) -> None:
    _refuses(_check("dependence", "check_by_hand"), wrong)


@pytest.mark.parametrize("wrong", [0.5, 8.0, "ln 2 / 85"])
def test_half_capacity(wrong: object) -> None:
    _refuses(_check("worlds", "check_half"), wrong)


@pytest.mark.parametrize(
    "wrong", [0.8, {"clock.quarters": 80}, {"policy.local_content_floor": 0.5}]
)
def test_lever(wrong: object) -> None:
    _refuses(_check("worlds", "check_lever"), wrong, range(1, 3), gain=0.05)


@pytest.mark.parametrize("wrong", ["first", 1, ["quorum"], pd.Series({"quorum": 1.0})])
def test_names_of_factors_and_policies(wrong: object) -> None:
    points = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 3.0]])
    names = ["quorum", "growth"]
    _refuses(_check("studies", "check_second"), wrong, points, points[:, 0], names)
    _refuses(_check("studies", "check_regret"), wrong, points, names)


def test_partner_with_most_protocols() -> None:
    run = simulate(load("classroom"), seed=1)
    for wrong in ("upland", "borland", 1, run.agreements["partner"]):
        _refuses(_check("worlds", "check_protocols"), wrong, run)


@pytest.mark.parametrize("wrong", [7, "korea", ["korea_resourcing_items"]])
@pytest.mark.parametrize("name", ["check_inside", "check_widest"])
def test_records(name: str, wrong: object) -> None:
    case = load_case("korea_resourcing_items")
    read = np.array([points for _, points in sample(case, 2)])
    cases = {"korea_resourcing_items": Checked(case, read, read, judge(case, read))}
    _refuses(_check("history", name), wrong, cases)


@pytest.mark.parametrize("wrong", ["classroom", "no_such_file", 3])
@pytest.mark.parametrize("name", ["check_country", "check_partner", "check_thrift"])
def test_files_of_countries(name: str, wrong: object) -> None:
    _refuses(_check("countries", name), wrong)


def test_answers_and_pictures_in_the_language_of_the_lesson() -> None:
    import_module("_here").ready("es")
    assert "Te toca a ti" in str(_check("dependence", "check_by_hand")(None))
    picture = table(read_statement(["pilot_line"]).talk)
    assert picture.alt.startswith("48 acuerdos posibles")
    (legend,) = (axes.get_legend() for axes in picture.figure.axes)
    assert "frontera de Pareto" in [text.get_text() for text in legend.get_texts()]
    with pytest.raises(ValueError, match="no lessons in 'fr'"):
        import_module("_here").ready("fr")
