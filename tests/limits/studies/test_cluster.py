"""A real Dask cluster, one worker of which is killed in mid-study: all rows, bit for bit."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from experiments.study.crew import bench
from experiments.study.engine import EngineError
from experiments.study.plan import planned
from experiments.study.sweep import Where, sweep
from tests.studies import tiny

pytest.importorskip("distributed")
from experiments.study.cluster import BENCH, _Settled, _there

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its two workers."""
    place = tmp_path / "scheduler.json"
    settings = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    settings["env"] = os.environ | {"PYTHONPATH": str(ROOT)}
    dask = [sys.executable, "-m", "dask"]
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", place]
    scheduler = subprocess.Popen([*dask, "scheduler", *map(str, words)], **settings)
    until = time.monotonic() + 60
    while not (place.exists() and place.read_text().strip().endswith("}")):
        assert time.monotonic() < until
        assert scheduler.poll() is None
        time.sleep(0.1)
    address = json.loads(place.read_text())["address"]
    assert address.startswith("tcp://127.0.0.1:")
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", tmp_path]
    workers = [
        subprocess.Popen([*dask, "worker", address, *map(str, options)], **settings)
        for _ in range(2)
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_killed_worker_of_a_cluster_loses_nothing(cluster, tmp_path):
    address, workers = cluster
    small = tiny("design.size=60", "engine.chunk_seconds=0.1")

    def watch(progress):
        if progress.done >= 10 and workers[0].poll() is None:
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait()

    shared = sweep(small, tmp_path / "cluster", Where(scheduler=address), watch=watch)
    assert workers[0].poll() is not None, "a worker was killed in mid-study"
    assert (shared.progress.done, shared.failures) == (120, ())
    alone = sweep(small, tmp_path / "alone")
    name = "runs.parquet"
    assert (shared.folder / name).read_bytes() == (alone.folder / name).read_bytes()


def test_a_worker_of_another_code_is_refused(monkeypatch):
    settled = _Settled(bench(tiny()))
    settled.code = "0.0.0+another"
    monkeypatch.setattr("experiments.study.cluster.get_worker", lambda: Plugged({BENCH: settled}))
    with pytest.raises(EngineError, match=r"the driver 0\.0\.0\+another.*the same version"):
        _there(list(planned(tiny()).tasks.values())[:1])


class Plugged(NamedTuple):
    plugins: dict[str, _Settled]


def test_a_scheduler_that_is_nowhere_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.study.cluster.PATIENCE", "1s")
    with pytest.raises(EngineError, match="no Dask scheduler answers"):
        sweep(tiny(), tmp_path, Where(scheduler="tcp://127.0.0.1:9"))
