"""Series quarter by quarter: partitioned, sure as the rows are, the same after a kill."""

import duckdb
import pandas as pd
import pytest

from experiments.folders import StorageError
from experiments.runner import simulate
from experiments.study import work
from experiments.study.crew import bench
from experiments.study.parts import PARTS
from experiments.study.plan import planned
from experiments.study.sweep import sweep
from experiments.study.verify import verify
from tests.studies import tiny_with

POLICIES = """
[policies.plain]
[policies.tough]
settings = ["policy.concession=4"]
"""


def asked(folder):
    words = ('series=["autonomy", "jobs"]', "design.size=2", "engine.chunk_seconds=0.01")
    return tiny_with(folder, POLICIES, *words)


def series_of(folder):
    frame = pd.read_parquet(folder / "series")
    return frame.sort_values(["policy", "run", "quarter"]).reset_index(drop=True)


def test_series_are_those_of_the_runs_and_partitioned_by_world(tmp_path):
    study = asked(tmp_path)
    swept = sweep(study, tmp_path)
    frame = series_of(swept.folder)
    assert len(frame) == 8 * len(planned(study).tasks)
    task = next(reversed(planned(study).tasks.values()))
    own = frame[frame["run"] == task.run]
    true = simulate(bench(study).scenario(task), task.seed).series
    assert own["policy"].unique().tolist() == ["tough"]
    assert own["quarter"].tolist() == true["label"].tolist()
    assert own["jobs"].tolist() == true["jobs"].tolist()
    glob = f"{swept.folder}/series/*/*/*.parquet"
    last = "SELECT avg(autonomy) FROM read_parquet(?) WHERE policy = 'tough' AND quarter = '2026Q4'"
    with duckdb.connect() as base:  # of its own: the one that all share would be left in use
        mean = base.execute(last, [glob]).fetchone()[0]
    at_end = frame[(frame["policy"] == "tough") & (frame["quarter"] == "2026Q4")]
    assert mean == pytest.approx(at_end["autonomy"].mean())
    columns = pd.read_csv(swept.folder / "columns.csv").set_index("column")
    assert columns.loc["jobs"]["kind"].tolist() == ["outcome", "series"]
    verified = verify(study, tmp_path, sample=1, seed=1)
    assert (verified.different, verified.values) == ((), 2 + 2 * 8), "outcomes and quarters"


def test_series_that_were_kept_wrong_are_told_though_their_files_are_whole(tmp_path, monkeypatch):
    """A hash says that a file is what was written, not that what was written is right."""
    true = work.read_series

    def off(measures, result):
        autonomy, jobs = true(measures, result)
        return autonomy, (*jobs[:5], jobs[5] + 1.0, *jobs[6:])

    with monkeypatch.context() as patch:
        patch.setattr(work, "read_series", off)
        sweep(asked(tmp_path), tmp_path)
    found = verify(asked(tmp_path), tmp_path, sample=2, seed=1).different
    assert [each.outcome for each in found] == ["jobs [5]"] * 2
    assert all(each.recorded == each.again + 1.0 for each in found)


@pytest.mark.parametrize("harm", ["missing", "truncated", "rubbish"])
def test_a_damaged_file_of_series_is_told_and_mended(tmp_path, monkeypatch, harm):
    monkeypatch.setattr("experiments.study.driver.MOST_SECONDS", 0.0)
    study = asked(tmp_path)
    swept = sweep(study, tmp_path)
    before = series_of(swept.folder)
    file = sorted((swept.folder / "series").glob("*/*/*.parquet"))[0]
    content = file.read_bytes()
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(content[:-3] if harm == "truncated" else bytes(len(content)))
    (swept.folder / "series" / "scenario=classroom" / "policy=tough" / "99999999.parquet").touch()
    with pytest.raises(StorageError, match=r"--mend|not what was recorded"):
        verify(study, tmp_path, sample=1, seed=1)
    mended = sweep(study, tmp_path, mend=True)
    assert 0 < mended.progress.done < 8
    pd.testing.assert_frame_equal(series_of(mended.folder), before)


def test_a_part_whose_series_never_came_is_done_again(tmp_path):
    study = asked(tmp_path)
    swept = sweep(study, tmp_path)
    before = series_of(swept.folder)
    for each in (swept.folder / PARTS).iterdir():
        each.unlink()
    (swept.folder / "journal.sqlite").unlink()
    again = sweep(study, tmp_path)
    assert again.progress.done == len(planned(study).tasks)
    pd.testing.assert_frame_equal(series_of(again.folder), before)
