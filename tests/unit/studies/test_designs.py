"""Designs fill the ranges as their names promise, and are the same each time."""

import numpy as np
import pandas as pd
import pytest

from experiments.study.declare import Design
from experiments.study.designs import rows, unit_points
from experiments.study.plan import planned
from model.scenario.problems import ScenarioError
from tests.studies import TINY, tiny


def test_a_full_factorial_crosses_all_levels():
    design = rows(Design(kind="factorial"), tiny("uncertainties.trust.steps=3").factors, TINY)
    assert len(design) == 2 * 3 * 5
    assert len(set(design.values)) == len(design)


def test_a_latin_hypercube_has_one_point_in_each_slice():
    points = unit_points(Design(kind="latin_hypercube", size=16), tiny().factors)
    for column in points.T:
        assert sorted((column * 16).astype(int)) == list(range(16))


def test_a_sobol_sequence_is_balanced():
    points = unit_points(Design(kind="sobol", size=16), tiny().factors)
    for column in points.T:
        assert sorted((column * 16).astype(int)) == list(range(16))


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [("morris", 5, 5 * 5), ("saltelli", 8, 8 * 6), ("efast", 65, 65 * 4)],
)
def test_designs_of_sensitivity_have_the_rows_their_estimators_need(kind, size, expected):
    points = unit_points(Design(kind=kind, size=size), tiny().factors)
    assert points.shape == (expected, 4), "three factors and the dummy"
    assert points.min() >= 0.0
    assert points.max() <= 1.0


def test_a_morris_trajectory_moves_one_factor_at_a_time():
    points = unit_points(Design(kind="morris", size=3), tiny().factors)
    for trajectory in points.reshape(3, 5, 4):
        moved = (np.diff(trajectory, axis=0) != 0.0).sum(axis=1)
        assert moved.tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "morris", "saltelli"])
def test_the_same_study_has_the_same_rows_and_another_seed_others(kind):
    size = "design.size=8"
    one, two, other = (
        planned(tiny(f"design.kind={kind}", size, f"design.seed={seed}")) for seed in (1, 1, 2)
    )
    assert one.frame().equals(two.frame())
    assert not one.frame().equals(other.frame())


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_given_table_is_taken_as_it_is(tmp_path, ending):
    frame = pd.DataFrame({"write_off": [0.31, 0.5], "cap": [0.2, 0.6], "trust": [1.0, 0.5]})
    path = tmp_path / f"rows.{ending}"
    frame.to_csv(path, index=False) if ending == "csv" else frame.to_parquet(path)
    design = rows(Design(kind="table", file=path.name), tiny().factors, tmp_path)
    assert design.values == [(0.2, 1.0, 0.31), (0.6, 0.5, 0.5)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cap,trust\n0.2,1\n", "write_off"),
        ("cap,trust,write_of\n0.2,1,0.4\n", "did you mean write_of?"),
        ("cap,trust,write_off\n0.3,1,0.4\n", "one of 0.2, 0.6"),
        ("cap,trust,write_off\n0.2,7,0.4\n", "a number from 0.5 to 1.5"),
        ("cap,trust,write_off\n0.2,,0.4\n", "trust[0]"),
        ("cap,trust,write_off\n", "at least one row"),
        ("", "can be read"),
    ],
)
def test_a_given_table_that_does_not_fit_is_refused(tmp_path, text, said):
    (tmp_path / "rows.csv").write_text(text)
    with pytest.raises(ScenarioError) as caught:
        rows(Design(kind="table", file="rows.csv"), tiny().factors, tmp_path)
    assert said in str(caught.value)


def test_one_word_in_a_given_table_does_not_blame_the_numbers_beside_it(tmp_path):
    (tmp_path / "rows.csv").write_text("cap,trust,write_off\n0.2,1,0.4\nx,y,0.4\n")
    with pytest.raises(ScenarioError) as caught:
        rows(Design(kind="table", file="rows.csv"), tiny().factors, tmp_path)
    assert [(each.key, each.value) for each in caught.value.problems] == [
        ("cap[1]", "x"),
        ("trust[1]", "y"),
    ]


def test_all_rows_meet_the_same_shocks_unless_told_otherwise():
    paired, own = planned(tiny()).frame(), planned(tiny("replicates.paired=false")).frame()
    assert paired.groupby("replicate")["seed"].nunique().tolist() == [1, 1]
    assert own["seed"].nunique() == len(own)


def test_the_dummy_changes_the_luck_and_nothing_else():
    frame = planned(tiny("design.kind=morris", "design.size=8")).frame()
    assert frame["luck"].nunique() > 1
    assert "dummy" not in frame
    assert (frame["seed"] == 1 + frame["luck"] * 2 + frame["replicate"]).all()


def test_lines_with_the_same_parameters_share_a_run():
    plan = planned(tiny("design.kind=morris", "design.size=8", "design.dummy=false"))
    assert len(plan.tasks) < len(plan), "trajectories on a coarse grid meet"
    frame = plan.frame()
    same = frame.groupby("run")[["cap", "trust", "write_off", "seed"]].nunique()
    assert (same == 1).all(axis=None)
