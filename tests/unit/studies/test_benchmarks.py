"""Recorded paths of countries: from the records, with sources, and drawn beside a run."""

import pytest

from experiments.benchmarks import (
    export_levels,
    learning_paths,
    research_levels,
)
from experiments.runner import simulate
from model.scenario.case import load_case
from model.scenario.load import load
from view.figures.benchmarks import benchmarks_figure, know_how


def test_levels_of_research_are_shares_with_a_year_and_a_source() -> None:
    levels = {each.name: each.points[-1] for each in research_levels()}
    assert levels["Korea"] == (2022.0, 0.0521)
    assert levels["Peru"][1] == pytest.approx(load("peru2040").host.research_share)
    assert all(each.source for each in (*research_levels(), *learning_paths()))


def test_technology_in_exports_is_a_share_beside_recorded_ones() -> None:
    share = simulate(load("peru2040"), 1).series["export_share"]
    assert share.between(0.0, 1.0).all()
    assert share.iloc[-1] > share.iloc[0]
    levels = {each.name: each.share for each in export_levels()}
    assert levels["Korea"] == 0.363
    assert all(each.source for each in export_levels())


def test_paths_are_those_of_the_recorded_cases() -> None:
    told = {point.recorded for point in load_case("korea_reactor_equipment").points.values()}
    (path,) = [each for each in learning_paths() if each.kind == "complex"]
    assert {share for _, share in path.points} == told == {0.0, 0.294, 0.79}
    assert {each.kind for each in learning_paths()} <= set(load("peru2040").classes)


def test_a_run_is_drawn_beside_them() -> None:
    run = simulate(load("classroom"), 1)
    kind = next(iter(run.scenario.technologies.values())).kind
    names = [name for name, data in run.scenario.technologies.items() if data.kind == kind]
    path = know_how([run, run], names)
    assert len(path) == run.scenario.clock.quarters
    research, exports, learned = benchmarks_figure([run]).axes
    assert any("Singapore" in each.get_text() for each in exports.texts)
    countries = [each.get_text() for each in research.texts]
    assert any("Korea 2022" in text for text in countries)
    drawn = {round(float(y), 3) for line in learned.lines for y in line.get_ydata()}
    kinds = {data.kind for data in run.scenario.technologies.values()}
    for each in learning_paths():
        if each.kind in kinds:
            assert {share for _, share in each.points} <= drawn
