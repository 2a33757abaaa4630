"""Forks side by side: where two runs parted, by what, and that nothing else is said to differ."""

import pytest

from experiments.forks import HEADLINES, Comparison, Fork, compared, side_by_side
from experiments.partings import event_differences, measure_differences
from experiments.runner import Result, simulate
from model.scenario.load import load
from model.scenario.tree import Scenario
from model.scenario.vary import varied

REFUSED = "2025Q4:refuse:computing-uae"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("peru2040")


@pytest.fixture(scope="module")
def base(scenario: Scenario) -> Result:
    return simulate(scenario, 1)


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> Comparison:
    return compared(
        {
            "planned": Fork(scenario, 1),
            "refused": Fork(scenario, 1, (REFUSED,)),
            "capped": Fork(varied(scenario, {"policy.max_partner_share": 0.1}), 1),
            "again": Fork(scenario, 1),
        }
    )


def test_headlines_are_shares_of_the_host() -> None:
    assert {"capability", "autonomy", "dependence"} <= set(HEADLINES)


def test_a_run_does_not_part_from_itself(found: Comparison, base: Result) -> None:
    again = found.partings[-1]
    assert again.run == "again"
    assert again.quarter == -1
    for table in (again.events, again.by_kind, again.decisions, again.settings):
        assert table.empty
    assert (again.measures["quarter"] == -1).all()
    assert found.runs["again"].series.equals(base.series)


def test_a_refusal_parts_runs_in_its_quarter_and_by_what_it_refused(found: Comparison) -> None:
    refused = found.partings[0]
    assert refused.same_shocks
    assert refused.settings.empty
    assert refused.decisions.to_dict("records") == [
        {"run": "refused", "decision": REFUSED, "void": ""}
    ]
    assert refused.quarter == 3
    assert set(refused.events["label"]) == {"2025Q4"}
    events = refused.events.set_index("event")
    signed, vote = events.loc["signed"], events.loc["not ratified"]
    assert signed["about"] == "computing-uae-2025 uae"
    assert (signed["first"]["agreement"], signed["other"]) == ("computing-uae-2025-5", None)
    assert (vote["first"], vote["other"]["because"]) == (None, "refused by decision")
    assert len(refused.events) == 2, "agreements that only changed their number do not differ"


def test_kinds_of_events_stand_in_the_order_in_which_they_parted(found: Comparison) -> None:
    table = found.partings[0].by_kind
    assert table["quarter"].is_monotonic_increasing
    assert table["event"].is_unique
    assert len(table) > 5
    assert not table["event"].str.contains("decision").any()


def test_another_setting_is_named(found: Comparison) -> None:
    capped = found.partings[1]
    assert capped.settings["key"].tolist() == ["policy.max_partner_share"]
    assert capped.settings["other"].tolist() == [0.1]
    assert capped.quarter >= 0


def test_measures_part_when_they_are_further_apart_than_the_tolerance(
    found: Comparison, base: Result
) -> None:
    other = found.runs["refused"]
    for row in found.partings[0].measures.to_dict("records"):
        gap = (base.series[row["measure"]] - other.series[row["measure"]]).abs()
        if row["quarter"] < 0:
            assert gap.max() <= row["tolerance"]
            continue
        assert gap.iloc[row["quarter"]] > row["tolerance"]
        assert (gap.iloc[: row["quarter"]] <= row["tolerance"]).all()
        assert row["first"] == base.series[row["measure"]].iloc[row["quarter"]]
        assert row["other_end"] == other.series[row["measure"]].iloc[-1]
    earlier = measure_differences(base, other, HEADLINES, 0.0)
    assert earlier["quarter"].min() == 3
    assert (earlier.set_index("measure")["quarter"] >= 0).sum() > 3


def test_the_table_is_tidy(found: Comparison, base: Result) -> None:
    table = found.table
    assert table["run"].unique().tolist() == ["planned", "refused", "capped", "again"]
    assert len(table) == 4 * len(HEADLINES) * len(base.series)
    assert (table.loc[table["run"].isin(["planned", "again"]), "difference"] == 0.0).all()
    row = table[(table["run"] == "capped") & (table["measure"] == "autonomy")].iloc[-1]
    capped = found.runs["capped"].series["autonomy"].iloc[-1]
    assert row["value"] == capped
    assert row["difference"] == capped - base.series["autonomy"].iloc[-1] != 0.0


def test_other_shocks_are_told(scenario: Scenario) -> None:
    (parting,) = compared({"a": Fork(scenario, 1), "b": Fork(scenario, 2)}).partings
    assert not parting.same_shocks


def test_workers_change_nothing(scenario: Scenario, found: Comparison) -> None:
    pair = {"planned": Fork(scenario, 1), "refused": Fork(scenario, 1, (REFUSED,))}
    spread = compared(pair, workers=2)
    assert spread.runs["refused"].series.equals(found.runs["refused"].series)
    assert event_differences(spread.runs["planned"], found.runs["planned"]).empty


def test_a_decision_in_vain_is_told_with_the_reason(scenario: Scenario) -> None:
    vain = Fork(scenario, 1, ("2025Q1:sign:computing-uae",))
    (parting,) = compared({"a": Fork(scenario, 1), "b": vain}).partings
    assert parting.quarter == -1
    (said,) = parting.decisions.to_dict("records")
    assert said["void"] == "no comprehensive agreement is in force"


@pytest.mark.parametrize("count", [0, 5])
def test_one_to_four_runs_can_be_compared(scenario: Scenario, count: int) -> None:
    forks = {str(seed): Fork(scenario, seed) for seed in range(count)}
    with pytest.raises(ValueError, match=f"{count} runs: expected 1 to 4"):
        compared(forks)


@pytest.mark.parametrize(
    ("measures", "tolerance", "said"),
    [
        (("autonmy",), 0.01, "measure 'autonmy': expected a series of the host"),
        (("label",), 0.01, "measure 'label'"),
        (HEADLINES, -0.01, "tolerance -0.01: expected 0 or more"),
        (HEADLINES, float("nan"), "tolerance nan"),
    ],
)
def test_what_cannot_be_compared(
    base: Result, measures: tuple[str, ...], tolerance: float, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        side_by_side({"a": base, "b": base}, measures, tolerance)
