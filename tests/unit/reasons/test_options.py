"""What can be decided at a quarter: all of it can be followed, and no agreement is left out."""

from pathlib import Path
from typing import Any

import pytest

from experiments.options import Option, options
from experiments.reasons import remembered
from experiments.recall import RecallError
from experiments.runner import simulate
from experiments.seat import Seat
from model.scenario.decisions import Kind
from model.scenario.load import load
from model.scenario.plan import planned
from model.snapshot import History

RUN, SEED = "peru2040", 1
#: Quarters with talks signed, not ratified, lost to rivals; the first, in which nothing stands yet.
QUARTERS = ("2025Q1", "2025Q3", "2026Q1", "2029Q2", "2031Q1")


@pytest.fixture(scope="module")
def history() -> History:
    return remembered(RUN, SEED, "2031Q1")


def of(history: History, quarter: str, kind: Kind) -> list[Option]:
    return [each for each in options(history, quarter) if each.kind is kind]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_option_is_a_decision_that_the_run_takes(history: History, quarter: str) -> None:
    scenario = load(RUN)
    for each in options(history, quarter):
        if each.decision is not None:
            assert planned(scenario, [each.decision]).decisions == (each.decision,)


@pytest.mark.parametrize("kind", [Kind.REFUSE, Kind.SIGN, Kind.EXIT])
@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_option_is_void_and_each_changes_the_run(
    history: History, quarter: str, kind: Kind
) -> None:
    base = simulate(load(RUN), SEED)
    for each in of(history, quarter, kind)[:4]:
        assert each.decision is not None
        run = simulate(load(RUN), SEED, decisions=[each.decision])
        assert not [event for event in run.events if event["event"] == "decision void"]
        assert [e for e in run.events if "decision" not in e] != base.events


@pytest.mark.parametrize("quarter", QUARTERS)
def test_who_is_offered_a_seat_can_sit(history: History, quarter: str) -> None:
    for each in of(history, quarter, Kind.SEAT):
        assert Seat(history, f"{each.about}-{quarter}", "host").sight is not None


def test_quarters_have_what_happened_in_them(history: History) -> None:
    assert not of(history, "2025Q1", Kind.EXIT)
    assert not of(history, "2025Q1", Kind.SEAT)
    (failed,) = of(history, "2026Q1", Kind.SIGN)
    assert failed.about == "nuclear-china"
    assert failed.was.startswith("deal: support below the quorum")
    standing = {each.about for each in of(history, "2026Q1", Kind.EXIT)}
    signed = [e for e in history.state.events if e["event"] == "signed" and e["quarter"] < 4]
    assert standing == {each["agreement"] for each in signed}
    assert {each.about for each in of(history, "2025Q1", Kind.CALL)} == {
        f"envelope-{partner}" for partner in load(RUN).partners
    }


def test_the_example_in_the_readme_runs() -> None:
    text = Path("experiments/README.md").read_text(encoding="utf-8")
    (code,) = [each for each in text.split("```python\n") if "Seat(" in each]
    names: dict[str, Any] = {}
    exec(code.partition("```")[0], names)
    assert names["seat"].over
    assert names["found"].partings[0].quarter == 15


def test_a_quarter_that_is_none(history: History) -> None:
    with pytest.raises(RecallError, match="outside the run"):
        options(history, "2050Q1")
