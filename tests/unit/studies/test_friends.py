"""The world as a function for SALib and as a model of the EMA Workbench says what a study says."""

import warnings

import numpy as np
import pandas as pd
import pytest

from experiments.friends import ema_model, salib_function, salib_problem
from experiments.study.sweep import sweep
from tests.studies import TINY, tiny


def test_salib_is_given_bounds_and_the_means_of_the_study(tmp_path):
    text = TINY.read_text().replace("levels = [0.2, 0.6]", "low = 0.2\nhigh = 0.6")
    (tmp_path / "own.toml").write_text(text)
    from experiments.study.read import read_study

    opened = read_study(tmp_path / "own.toml", ["design.size=2"])
    assert salib_problem(opened)["bounds"] == [[0.2, 0.6], [0.5, 1.5], [0.3, 0.5]]
    runs = pd.read_parquet(sweep(opened, tmp_path).folder / "runs.parquet")
    rows = runs.groupby("row").mean(numeric_only=True)
    points = rows[["cap", "trust", "write_off"]].to_numpy()
    assert np.array_equal(salib_function(opened)(points), rows[["autonomy", "jobs"]].to_numpy())


def test_levels_are_refused_by_name():
    with pytest.raises(ValueError, match="cap: levels"):
        salib_problem(tiny())


def test_the_ema_workbench_runs_the_world():
    pytest.importorskip("ema_workbench")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import SequentialEvaluator

    model = ema_model(tiny())
    assert [each.name for each in model.levers] == ["cap"]
    with SequentialEvaluator(model) as evaluator:
        cases, outcomes = evaluator.perform_experiments(scenarios=2, policies=2)
    assert len(cases) == 4
    assert set(cases["cap"].astype(float)) <= {0.2, 0.6}
    first = cases.iloc[0]
    row = [float(first["cap"]), first["trust"], first["write_off"]]
    assert outcomes["autonomy"][0] == salib_function(tiny())(np.array([row]))[0, 0]
