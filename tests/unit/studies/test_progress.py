"""What a study says of its pace: that of its runs, whatever comes after them."""

import pytest

from experiments.study import progress
from experiments.study.plan import Task
from experiments.study.progress import Progress
from experiments.study.sweep import sweep
from experiments.study.work import Answer
from tests.studies import tiny

WORLD = ("classroom", "as it is")


def test_the_pace_is_that_of_the_runs_and_stands_when_they_have_ended(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(progress.time, "time", lambda: clock[0])
    said = Progress(total=4)
    for run in "abcd":
        clock[0] += 0.5
        said.heard(Task(run, WORLD, (), 1), Answer(run, (), "" if run < "d" else "failed", 0.5))
    assert said.runs_per_second == pytest.approx(2.0), "failed runs are runs"
    said.ended = clock[0]
    clock[0] += 60.0  # tables are written, workers take their leave
    said.done = 40  # with those of earlier stages
    assert said.runs_per_second == pytest.approx(2.0)


def test_what_a_kill_would_lose_is_not_told_to_be_recorded(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.study.driver.MOST_SECONDS", 1e9)
    said = []
    swept = sweep(tiny("design.size=2"), tmp_path, watch=lambda p: said.append(p.as_json()))
    assert {each["recorded"] for each in said[:-1]} == {0}
    assert said[-2]["done_now"] == 4
    assert swept.progress.as_json()["recorded"] == 4
