"""What a study says of its pace: that of its runs, whatever comes after them."""

import pytest

from experiments.study import progress
from experiments.study.plan import Task
from experiments.study.progress import Progress
from experiments.study.work import Answer

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
