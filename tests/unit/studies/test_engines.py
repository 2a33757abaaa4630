"""The same rows, bit for bit, from every engine; a dead worker loses nothing."""

import multiprocessing
import os
import signal
import subprocess
import sys
from functools import partial
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from experiments.deaf import deaf
from experiments.study import crew
from experiments.study.again import only, replay
from experiments.study.crew import Where
from experiments.study.plan import planned
from experiments.study.sweep import sweep
from tests.studies import deadly, tiny

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals there")


@pytest.fixture(scope="module")
def serial(tmp_path_factory):
    return table(sweep(tiny(), tmp_path_factory.mktemp("serial")))


def table(swept):
    return (swept.folder / "runs.parquet").read_bytes()


def test_processes_give_the_rows_of_one_process_and_survive_a_death(tmp_path, monkeypatch, serial):
    """One run kills its worker always, one only once, one raises: all others have their rows."""
    runs = list(planned(tiny()).tasks)
    which = {"fatal": frozenset(runs[5:6]), "once": runs[8], "mark": tmp_path / "mark"}
    monkeypatch.setattr(crew, "bench", partial(deadly, **which))
    single = tiny("engine.chunk_seconds=0.01")
    swept = sweep(single, tmp_path / "deadly", Where("processes", workers=2))
    monkeypatch.undo()
    (failure,) = swept.failures
    assert (failure.run, failure.kind) == (runs[5], "quarantined")
    assert failure.replay.startswith("python run.py sweep ")
    told = f"tiny.toml --set engine.chunk_seconds=0.01 --only {runs[5]}"
    assert failure.replay.endswith(told)
    assert failure.error == "its worker died over it 2 times (SIGKILL)"
    assert swept.progress.done == 11
    assert swept.progress.state == "finished"
    healed = sweep(tiny(), tmp_path / "deadly", retry=True)
    assert (healed.progress.done, healed.failures) == (1, ())
    assert table(healed) == serial


def test_a_run_that_raises_is_noted_and_ends_nothing(tmp_path, monkeypatch):
    bad = list(planned(tiny()).tasks)[3]
    monkeypatch.setattr(crew, "bench", partial(deadly, raising=frozenset([bad])))
    swept = sweep(tiny(), tmp_path)
    (failure,) = swept.failures
    assert (failure.run, failure.error) == (bad, "ZeroDivisionError: no supplier at all")
    assert swept.progress.done == 11
    assert bad in (swept.folder / "failures.csv").read_text()
    assert sweep(tiny(), tmp_path).progress.done == 0, "a failure is not tried again unasked"
    again = only(tiny(), bad, tmp_path)
    assert again.error == failure.error
    assert "studies.py" in again.trace, "where it comes from"


#: Read by any Python that finds it: the model of that shell goes wrong as that of the study did.
FAULTY = """
import sys
from importlib import abc, util

class Faulty(abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "experiments.study.crew":
            return None
        sys.meta_path.remove(self)
        spec = util.find_spec(name)
        load = spec.loader.exec_module

        def changed(module):
            from functools import partial
            from tests.studies import deadly

            load(module)
            module.bench = partial(deadly, fatal=frozenset({fatal!r}))

        spec.loader.exec_module = changed
        return spec

sys.meta_path.insert(0, Faulty())
"""


def test_the_line_that_repeats_a_failure_does_so_word_for_word_in_a_shell(tmp_path):
    """With whatever Python is first on the path: here the one of which ours was made."""
    (fatal, *_) = planned(tiny()).tasks
    (tmp_path / "sitecustomize.py").write_text(FAULTY.format(fatal=[fatal]))
    (tmp_path / "python").symlink_to(getattr(sys, "_base_executable", sys.executable))
    here = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": f"{tmp_path}:."}
    shell = {"shell": True, "cwd": ROOT, "env": os.environ | here, "capture_output": True}
    said = subprocess.run(replay(tiny(), fatal, tmp_path), text=True, **shell)
    assert said.returncode == 1, said.stderr
    assert said.stdout == ""
    assert said.stderr == f"{fatal}: its worker died over it (SIGKILL)\n"


def test_dask_gives_the_rows_of_one_process_and_its_workers_hear_no_ctrl_c(tmp_path, serial):
    pytest.importorskip("distributed")
    crew_seen = set()

    def press(progress):
        """Send what a terminal sends to all processes of a command."""
        for worker in multiprocessing.active_children():
            crew_seen.add(worker.pid)
            os.kill(worker.pid, signal.SIGINT)

    assert table(sweep(tiny(), tmp_path, Where("dask", workers=2), watch=press)) == serial
    assert len(crew_seen) == 2, "none was replaced"


def test_workers_hear_no_ctrl_c_from_their_first_instruction_on():
    asks = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with deaf():
        started = subprocess.run([sys.executable, "-c", asks], capture_output=True, check=True)
    assert started.stdout == b"True\n"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_the_first_worker_hears_no_ctrl_c_either(monkeypatch):
    """With the first one Python starts a tracker of its own, and then unblocks the signal."""
    tracker = resource_tracker.ResourceTracker()
    monkeypatch.setattr(resource_tracker, "ensure_running", tracker.ensure_running)
    with deaf():
        tracker.getfd()  # as the start of a process does
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    tracker._stop()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
