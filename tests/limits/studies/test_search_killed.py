"""A search that is killed goes on to the front that it would have found, doing no run again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from experiments.analysis.front import found_policies
from experiments.analysis.rows import Rows
from experiments.study.again import recorded
from experiments.study.journal import Journal
from experiments.study.parts import PARTS, clear_leftovers
from experiments.study.store import folder_of
from experiments.study.sweep import sweep
from experiments.study.work import Answer, many
from tests.studies import searching

pytest.importorskip("pymoo")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")

ROOT = Path(__file__).resolve().parents[3]
DRIVEN = """
import sys
from pathlib import Path
from experiments.study import driver
from experiments.study.crew import Where
from experiments.study.sweep import sweep
from tests.studies import searching
driver.MOST_SECONDS = 0.0
opened = searching("engine.chunk_seconds=0.01", "design.size=4")
sweep(opened, Path(sys.argv[1]), Where("processes", workers=2))
"""


def short():
    return searching("engine.chunk_seconds=0.01", "design.size=4")


def done(folder: Path) -> set[str]:
    journal = Journal(folder)
    clear_leftovers(folder, journal)  # of a kill between a part and its line in the journal
    runs = journal.done()
    journal.close()
    return runs


def found(swept):
    plan = recorded(short(), swept.folder.parent)
    runs = pd.read_parquet(swept.folder / "runs.parquet")
    return plan, found_policies(Rows(plan, runs))


def test_kill_9_of_two_workers_then_resume_on_one_gives_the_same_front(tmp_path, monkeypatch):
    folder = folder_of(tmp_path / "killed", short())
    driver = subprocess.Popen([sys.executable, "-c", DRIVEN, str(tmp_path / "killed")], cwd=ROOT)
    until = time.monotonic() + 90
    while len(list(folder.glob(f"{PARTS}/*.parquet"))) < 10:
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.002)
    os.kill(driver.pid, signal.SIGKILL)
    driver.wait()
    before = done(folder)
    now = []

    def watched(bench, tasks):
        now.extend(task.run for task in tasks)
        return many(bench, tasks)

    calm = sweep(short(), tmp_path / "calm")
    monkeypatch.setattr("experiments.study.engine.many", watched)
    swept = sweep(short(), tmp_path / "killed")
    whole = done(calm.folder)
    assert 8 < len(before) < len(whole), "cut after the first generation, before the end"
    assert before.isdisjoint(now), "no run is done twice that was recorded"
    assert len(now) == len(set(now)) == swept.progress.done
    assert before | set(now) == whole
    for name in ("runs.parquet", "runs.csv", "columns.csv"):
        assert (swept.folder / name).read_bytes() == (calm.folder / name).read_bytes()
    (plan, front), (calm_plan, calm_front) = found(swept), found(calm)
    assert plan.design == calm_plan.design
    assert front.to_csv() == calm_front.to_csv()


def test_a_stop_in_any_generation_is_gone_on_with(tmp_path, monkeypatch):
    def played(_, tasks):
        return [Answer(each.run, (each.values[0], 1.0, each.seed), "", 0.0) for each in tasks]

    monkeypatch.setattr("experiments.study.engine.many", played)
    stops, total, state = 0, 0, "stopped"
    while state == "stopped":
        asked = iter([False] * 6)
        swept = sweep(short(), tmp_path / "stopped", stop=lambda asked=asked: next(asked, True))
        total, state = total + swept.progress.done, swept.progress.state
        stops += state == "stopped"
    calm = sweep(short(), tmp_path / "calm")
    assert stops >= 2
    assert total == calm.progress.done
    name = "runs.parquet"
    assert (swept.folder / name).read_bytes() == (calm.folder / name).read_bytes()
