"""Analyses find what was put there: known indices, known boxes, known regrets."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.cart import leaves, trees
from experiments.analysis.discovery import of_interest
from experiments.analysis.estimates import differences, estimates
from experiments.analysis.indices import estimate, indices
from experiments.analysis.prim import boxes, peeling
from experiments.analysis.robustness import robustness
from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.declare import Design, Thresholds
from experiments.study.plan import planned
from experiments.study.read import read_study
from experiments.study.sensitivity import sensitivity_points
from experiments.study.sweep import sweep
from tests.studies import TINY, tiny

NAMES = ["a", "b", "c", "dummy"]


def ishigami(points):
    """Return the function of Ishigami & Homma (1990) with a = 7, b = 0.1 over [-π, π]³."""
    x = np.pi * (2.0 * points - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


@pytest.mark.parametrize(("kind", "size", "off"), [("saltelli", 1024, 0.04), ("efast", 1025, 0.08)])
def test_indices_of_the_function_of_ishigami(kind, size, off):
    design = Design(kind=kind, size=size)
    points = sensitivity_points(design, NAMES)
    found = estimate(design, NAMES, points, ishigami(points), 50)
    assert found["first"][0][:3] == pytest.approx([0.314, 0.442, 0.0], abs=off)
    assert found["total"][0][:3] == pytest.approx([0.558, 0.442, 0.244], abs=off)
    assert found["total"][0][3] == pytest.approx(0.0, abs=off)


def test_morris_ranks_a_linear_function():
    design = Design(kind="morris", size=20)
    points = sensitivity_points(design, NAMES)
    found = estimate(design, NAMES, points, 3.0 * points[:, 0] - points[:, 1], 50)
    assert found["mu_star"][0] == pytest.approx([3.0, 1.0, 0.0, 0.0], abs=1e-9)
    assert found["sigma"][0] == pytest.approx([0.0] * 4, abs=1e-9)


def test_an_outcome_that_never_varies_has_no_indices_above_zero():
    design = Design(kind="saltelli", size=8)
    points = sensitivity_points(design, NAMES)
    found = estimate(design, NAMES, points, np.ones(len(points)), 10)
    assert found["total"] == ([0.0] * 4, [0.0] * 4)


def made(opened, outcome):
    """Return rows whose outcomes follow from the plan."""
    plan = planned(opened)
    runs = plan.frame()
    return Rows(plan, runs.assign(autonomy=outcome(runs), jobs=1.0))


def test_the_dummy_marks_what_luck_alone_does():
    def noisy(runs):
        luck = np.random.default_rng(3).normal(size=64)[runs["seed"]]
        return 4.0 * runs["trust"] + 0.3 * luck

    rows = made(tiny("design.kind=saltelli", "design.size=256"), noisy)
    table = indices(rows, 100).query("outcome == 'autonomy' and index == 'total'")
    table = table.set_index("factor")
    assert table["above_luck"].to_dict() == {
        "cap": False, "trust": True, "write_off": False, "dummy": False,
    }  # fmt: skip
    assert table.at["dummy", "value"] > 0.005, "luck has a share of its own"


def test_estimators_refuse_a_design_with_holes():
    rows = made(tiny("design.kind=morris", "design.size=4"), lambda runs: runs["trust"])
    with pytest.raises(AnalysisError, match=r"1 of 20 rows have no run yet"):
        indices(Rows(rows.plan, rows.runs[rows.runs["row"] > 0]))
    with pytest.raises(AnalysisError, match="no design of morris"):
        indices(made(tiny(), lambda runs: runs["trust"]))


def test_prim_and_cart_find_the_corner_where_an_outcome_is_missed():
    pytest.importorskip("ema_workbench")
    opened = tiny("design.size=300", "replicates.count=1")
    rows = made(opened, lambda runs: ((runs["trust"] < 0.9) | (runs["cap"] > 0.4)).astype(float))
    box = boxes(rows).set_index("factor")
    assert sorted(box.index) == ["cap", "trust"]
    assert box.at["trust", "low"] == pytest.approx(0.9, abs=0.03)
    assert 0.2 <= box.at["cap", "high"] < 0.6
    assert (box["density"] > 0.9).all()
    frame = next(frame for _, frame in rows.worlds())
    missed, inside = frame["autonomy"] < 0.5, pd.Series(True, index=frame.index)
    for name, low, high in box[["low", "high"]].itertuples():
        inside &= frame[name].between(low, high)
    counts = (missed & inside).sum() / missed.sum(), (missed & inside).sum() / inside.sum()
    assert box[["coverage", "density"]].iloc[0].tolist() == pytest.approx(counts)
    text = trees(rows)["classroom", "as it is", "autonomy"]
    assert "trust" in text
    assert "write_off" not in text
    steps, leaf = peeling(rows), leaves(rows).iloc[0]
    assert steps["density"].iloc[0] == pytest.approx(leaf["overall"])
    assert steps["density"].is_monotonic_increasing
    assert steps["chosen"].tolist() == [False] * (len(steps) - 1) + [True]
    assert steps.loc[steps["factor"] == "trust", "low"].iloc[-1] == box.at["trust", "low"]
    assert leaf["rule"].startswith("cap ≤ 0.4, trust > 0.9")
    assert (leaf["share"], leaf["told"] > 0.97 > leaf["guessed"]) == (1.0, True)


def test_where_luck_alone_decides_no_box_is_taken_and_the_tree_tells_no_unseen_row():
    pytest.importorskip("ema_workbench")
    luck = np.random.default_rng(1)
    opened = tiny("design.size=200", "replicates.count=1")
    rows = made(opened, lambda runs: luck.random(len(runs)))
    steps = peeling(rows)
    assert len(steps) > 3, "the trajectory is shown all the same"
    assert not steps["chosen"].any()
    assert boxes(rows, steps).empty
    table = leaves(rows)
    assert table["share"].max() > 0.65, "what the rows themselves would make one believe"
    assert table["told"].iloc[0] < table["guessed"].iloc[0] + 0.05


def test_a_missing_value_is_not_satisfactory():
    values = pd.Series([0.4, 0.6, 0.8, np.nan])
    found = of_interest(values, Thresholds(at_least=0.5, at_most=0.7))
    assert found.tolist() == [True, False, True, True]


def option_rows(payoffs):
    """Return two options in three states: a lever of two levels and three seeds."""
    opened = tiny("design.kind=factorial", "replicates.count=3")
    plan = planned(opened)
    frame = plan.frame()
    first = frame["row"].map(frame.groupby("cap").ngroup()[::3].reset_index(drop=True))
    return Rows(plan, frame.assign(autonomy=0.0, jobs=payoffs[first, frame["replicate"]]))


def test_measures_of_robustness_of_two_options_in_three_states():
    payoffs = np.array([[1.0, 5.0, 3.0], [2.0, 2.0, 2.0]])
    table = robustness(option_rows(payoffs), 50).query("outcome == 'jobs'")
    value = table.set_index(["measure", "cap"])["value"]
    assert value["mean"].tolist() == [3.0, 2.0]
    assert value["maximin"].tolist() == [1.0, 2.0]
    assert value["cvar"].tolist() == [1.0, 2.0]
    assert value["regret"].tolist() == [1.0, 3.0]
    assert value["regret_mean"].tolist() == pytest.approx([1 / 3, 4 / 3])
    assert value["satisficing"].tolist() == pytest.approx([2 / 3, 1.0])
    best = table.set_index(["measure", "cap"])["best"]
    assert best["mean"].tolist() == [True, False]
    assert best["regret"].tolist() == [True, False]
    assert best["maximin"].tolist() == [False, True]
    low, high = table.query("measure == 'mean' and cap == 0.2")[["low", "high"]].iloc[0]
    assert low < 3.0 < high


def test_pairing_saves_runs(tmp_path):
    """Under the same shocks the difference between two caps needs a twentieth of the runs."""
    caps = tiny(
        "design.kind=factorial",
        "uncertainties.trust.steps=2",
        "uncertainties.write_off.steps=2",
        "replicates.count=12",
        "levers.cap.levels=[0.28, 0.29]",
        "settings=['clock.quarters=24']",
        "outcomes.autonomy.when=2030",
    )
    runs = pd.read_parquet(sweep(caps, tmp_path).folder / "runs.parquet")
    rows = Rows(planned(caps), runs)
    found = differences(rows).set_index("outcome")
    assert found.at["autonomy", "saved"] > 20.0
    assert found.at["autonomy", "low"] > 0.0
    means = estimates(rows).query("outcome == 'autonomy'").set_index("cap")
    gap = means.at[0.29, "mean"] - means.at[0.28, "mean"]
    assert found.at["autonomy", "difference"] == pytest.approx(gap)
    half = (means["high"] - means["low"]) / 2
    assert gap < half.sum(), "the two intervals overlap: unpaired, nothing could be said"


def test_rows_that_share_coordinates_give_no_interval_of_the_mean():
    rows = made(tiny("design.kind=saltelli", "design.size=8"), lambda runs: runs["trust"])
    assert estimates(rows)["low"].isna().all()


def test_others_are_held_against_the_first_declared_level_whichever_row_is_first(tmp_path):
    (tmp_path / "rows.csv").write_text("cap,trust,write_off\n0.6,1,0.4\n0.2,1,0.4\n")
    text = TINY.read_text().replace('"latin_hypercube"', '"table"\nfile = "rows.csv"')
    (tmp_path / "own.toml").write_text(text.replace("size = 6", ""))
    rows = made(read_study(tmp_path / "own.toml"), lambda runs: runs["cap"])
    assert estimates(rows)["cap"].unique().tolist() == [0.2, 0.6]
    found = differences(rows).query("outcome == 'autonomy'")
    assert found[["cap", "difference"]].to_numpy().tolist() == [[0.6, pytest.approx(0.4)]]
