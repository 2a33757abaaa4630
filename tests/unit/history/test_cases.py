"""The recorded cases that ship, and what is read off a run for them."""

import numpy as np
import pytest

from experiments.draws import drawn, hypercube, ranges
from experiments.runner import Result, simulate
from experiments.validation import judge, reading, readings, sample, unit
from model.scenario.case import Case, case_names, load_case
from model.scenario.load import load
from model.scenario.quantities import quantities
from model.scenario.spells import spell

SHORT = "korea_resourcing_items"


@pytest.fixture(scope="module")
def korea() -> Case:
    return load_case(SHORT)


@pytest.fixture(scope="module")
def run(korea: Case) -> Result:
    return simulate(korea.scenario, 1)


@pytest.mark.parametrize("name", case_names())
def test_a_shipped_case_is_sourced_throughout(name: str) -> None:
    case = load_case(name)
    assert case.scenario.name == name
    missing = [q.path for q in quantities(case.scenario) if q.path not in case.provenance]
    assert missing == []
    for point in case.points:
        assert case.provenance[f"points.{point}.recorded"].source


@pytest.mark.parametrize("name", case_names())
def test_every_draw_of_a_shipped_case_can_be_posed(name: str) -> None:
    case = load_case(name)
    spans = ranges(case.scenario, case.provenance)
    assert len(spans) > 100
    for row in hypercube(list(spans.values()), 5, seed=3):
        one = drawn(case.scenario, list(spans), row.tolist())
        odds = one.finance
        total = odds.write_off + odds.deferral + odds.refinance + odds.seizure
        assert total == pytest.approx(1.0)
        assert one != case.scenario


def test_a_hypercube_holds_one_draw_in_each_part() -> None:
    values = hypercube([(2.0, 4.0), (-1.0, 0.0)], 10, seed=5)
    parts = np.floor((values - [2.0, -1.0]) / [0.2, 0.1] + 1e-12).astype(int)
    assert np.array_equal(np.sort(parts, axis=0), np.tile(np.arange(10)[:, None], 2))


def test_shares_of_a_whole_are_divided_by_their_sum_only_where_they_exceed_it() -> None:
    scenario = load("classroom")
    path = "technologies.power.imports."
    much = drawn(scenario, [f"{path}upland", f"{path}cassia"], [0.9, 0.6])
    assert sum(much.technologies["power"].imports.values()) == pytest.approx(1.0)
    some = drawn(scenario, [f"{path}upland"], [0.3])
    assert some.technologies["power"].imports == {"upland": 0.3, "cassia": 0.1}


def test_a_point_reads_the_quarters_it_names(korea: Case, run: Result) -> None:
    series = run.partners.query("partner == 'japan'")["exit_loss"].to_numpy()
    for read, wanted in (
        ("last", series[3]),
        ("mean", series[:4].mean()),
        ("change", series[3] - series[0]),
    ):
        point = korea.points["two_years_later"].model_copy(update={"read": read})
        asked = Case(korea.scenario, korea.question, {"p": point}, korea.provenance, korea.files)
        assert reading(asked, "p", run) == pytest.approx(wanted)


def test_shares_of_loans_are_those_of_the_log() -> None:
    case = load_case("loan_renegotiations")
    world = simulate(case.scenario, 1)
    ends = [e["outcome"] for e in world.events if e["event"] == "loans renegotiated"]
    assert ends
    read = dict(zip(case.points, readings(case, world), strict=True))
    assert read["write_off"] == ends.count("write-off") / len(ends)
    assert sum(read.values()) == pytest.approx(1.0)
    assert unit(case, case.points["seizure"]) == "share of loans"


def test_the_verdict_says_on_which_side_the_record_lies(korea: Case) -> None:
    record = korea.points["two_years_later"].recorded
    for shift, verdict in ((0.0, "inside"), (-0.1, "above"), (0.1, "below")):
        read = np.tile(np.linspace(-0.01, 0.01, 21)[:, None] + record + shift, 2)
        told, judged = judge(korea, read)
        assert (told.verdict, judged.verdict) == ("told", verdict)
        assert judged.error == pytest.approx(shift)
    nothing = judge(korea, np.full((3, 2), np.nan))[1]
    assert (nothing.verdict, nothing.runs) == ("no value", 0)


def test_the_numbers_do_not_depend_on_the_workers(korea: Case) -> None:
    one, two = (list(sample(korea, 3, seed=2, workers=workers)) for workers in (1, 2))
    for mine, other in zip(one, two, strict=True):
        assert np.array_equal(mine[0], other[0])
        assert np.array_equal(mine[1], other[1])


@pytest.mark.parametrize(
    "when", ["", "07", "1979-", "1986-1979", "2000Q5", 1977, 2003, "1978-2003"]
)
def test_what_is_no_date_of_the_run_is_none(when: int | str) -> None:
    assert spell(when, 1978, 100) is None


def test_a_year_that_is_cut_short_ends_with_the_run() -> None:
    assert spell(1979, 1978, 6) == (4, 5)
