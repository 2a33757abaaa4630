"""Links of the view: what is chosen comes back, and hostile ones are put right and told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.scenario.problems import ScenarioError
from model.scenario.vary import varied
from view.address import read, written
from view.choice import (
    LAST_SEED,
    PAGES,
    Choice,
    baseline,
    scenario_of,
)
from view.levers import ASSUMPTIONS, LEVERS, lever_groups, switches
from view.words import words

PERU = baseline("peru2040")


def levers() -> list[dict]:
    tables = {**LEVERS, **ASSUMPTIONS, "switches": switches(PERU.scenario)}
    return [
        lever
        for group in lever_groups(tables, PERU, PERU.scenario, words())
        for lever in group["levers"]
    ]


def test_every_lever_can_be_moved_to_both_ends_and_back() -> None:
    for lever in levers():
        ends = (
            [each["value"] for each in lever["choices"]]
            if "choices" in lever
            else [lever["low"], lever["high"]]
        )
        for value in ends:
            choice = Choice().with_value(lever["path"], value)
            assert read(written(choice)) == (choice, ()), lever["path"]
            scenario_of(choice)
        assert choice.with_value(lever["path"], lever["value"]).moved == {}


def test_named_positions_lie_within_their_levers() -> None:
    for lever in levers():
        for position in lever["positions"]:
            assert lever["low"] <= position["value"] <= lever["high"], lever["path"]


NUMBERS = [lever for lever in levers() if "low" in lever]


def within(lever: dict) -> st.SearchStrategy:
    """Values that a lever can take."""
    if lever["digits"] == 0:
        return st.integers(int(lever["low"]), int(lever["high"]))
    return st.floats(lever["low"], lever["high"])


CHOICES = st.builds(
    Choice,
    page=st.sampled_from(PAGES),
    seed=st.integers(0, LAST_SEED),
    quarter=st.integers(-1, 63),
    shown=st.lists(st.sampled_from(["debt_share", "trust", "jobs"]), unique=True).map(tuple),
    picked=st.sampled_from(["", "state:china", "debt_share;;2030;2035;cause"]),
    language=st.sampled_from(["en", "es"]),
)


@settings(max_examples=60, deadline=None)
@given(choice=CHOICES, data=st.data())
def test_links_come_back_as_they_went(choice: Choice, data: st.DataObject) -> None:
    for lever in data.draw(st.lists(st.sampled_from(NUMBERS), max_size=3)):
        choice = choice.with_value(lever["path"], data.draw(within(lever)))
    assert read(written(choice)) == (choice, ())


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("page=../../etc/passwd", "page"),
        ("scenario=/etc/passwd", "scenario"),
        ("scenario=%00", "scenario"),
        ("seed=-1", "seed"),
        ("seed=1e9", "seed"),
        ("seed=" + "9" * 500, "seed"),
        ("at=nan", "at"),
        ("lang=<script>", "lang"),
        ("set=policy.max_partner_share:nan", "max_partner_share"),
        ("set=policy.max_partner_share:7", "max_partner_share"),
        ("set=policy.max_partner_share", "KEY:VALUE"),
        ("set=clock.quarters:100000", "quarters"),
        ("set=__class__.__init__:1", "__class__"),
        ("set=policy.tactic:walrus", "tactic"),
        ("set=policy.max_partner_share:" + "[" * 900, "set"),
        ("&".join("set=policy.fund_saving:.1" for _ in range(90)), "policy.fund_saving"),
        ("x" * 9000, "9000 characters"),
    ],
)
def test_a_hostile_link_is_put_right_and_told(query: str, word: str) -> None:
    choice, wrong = read(query)
    assert any(word in each for each in wrong), wrong
    assert choice.moved == {}
    assert choice.page == "explore"
    assert all(len(each) < 600 for each in wrong)
    scenario_of(choice)


def test_what_can_be_followed_of_a_link_is() -> None:
    choice, wrong = read("set=policy.fund_saving:0.1&set=policy.fund_spending:9&seed=4")
    assert choice.moved == {"policy.fund_saving": 0.1}
    assert choice.seed == 4
    assert len(wrong) == 1


def test_a_link_with_many_levers_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = {"policy.fund_saving": 0.31, "policy.rivals_invited": 2, "policy.transfer_floor": 0.41}
    checked: list[object] = []

    def check(*given: Any) -> Any:
        checked.append(given)
        return varied(*given)

    monkeypatch.setattr("view.choice.varied", check)
    choice, wrong = read(written(Choice(moved=moved, seed=5)))
    scenario = scenario_of(choice)
    assert (choice.moved, wrong, len(checked)) == (moved, (), 1)
    assert scenario_of(choice) is scenario
    # Equal numbers of other types are other settings: a whole number is none of a switch.
    assert scenario_of(Choice(moved={"policy.rivals_invited": 1})).policy.rivals_invited == 1
    with pytest.raises(ScenarioError):
        scenario_of(Choice(moved={"policy.rivals_invited": True}))
