"""Compiling ahead: the rehearsal misses no kernel and no type, and order is kept."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba.core.dispatcher import Dispatcher

from experiments import ahead, kernels
from experiments.ahead import compile_ahead
from experiments.folders import claim
from experiments.rehearsals import Part, plan_of, rehearsing
from model.freshness import ROOT
from model.negotiation import losses
from model.negotiation.protocol import play_threads
from model.processors import processors
from model.sitting import sit


def called_by(kernel: Dispatcher) -> set[str]:
    """Return the names of a kernel and of all that its code names, directly or not."""
    found, waiting = set(), [kernel]
    while waiting:
        plain = waiting.pop().py_func
        found.add(f"{plain.__module__}.{plain.__name__}")
        named = [plain.__globals__.get(name) for name in plain.__code__.co_names]
        waiting += [one for one in named if isinstance(one, Dispatcher)]
    return found


@pytest.mark.parametrize(("what", "root"), [("talk", play_threads), ("world", sit)])
def test_a_rehearsal_calls_every_kernel(what, root) -> None:
    plan = plan_of(what)
    names = {f"{part.module}.{part.name}" for part in plan}
    assert called_by(root) <= names
    assert all(called <= set(plan) for called in plan.values())


def test_what_is_compiled_ahead_is_what_is_called(tmp_path) -> None:
    code = (
        "import numpy as np\n"
        "from experiments.rehearsals import rehearsing\n"
        "from model.compiled import when_compiling\n"
        "from model.negotiation import losses\n"
        "given = np.full(2, 2), np.arange(8.0).reshape(2, 4)\n"
        "with rehearsing() as plan:\n"
        "    losses.ladder_of_losses(2, *given)\n"
        "for part in plan:\n"
        "    part.compile()\n"
        "when_compiling(lambda kernel: print('missed', kernel))\n"
        "print(len(plan), losses.ladder_of_losses(2, *given)[0].shape)\n"
    )
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == ["2", "(2,", "4)"]


def test_kernels_are_themselves_again_after_a_rehearsal() -> None:
    before = losses.utility_of
    with rehearsing() as plan:
        assert losses.utility_of is not before
        with pytest.raises(TypeError):
            losses.utility_of(None, 100.0, 1.0 / 80.0)
        assert losses.utility_of(40.0, 100.0, 1.0 / 80.0) == 0.25
    assert losses.utility_of is before
    assert {part.name for part in plan} == {"utility_of"}


def test_a_part_waits_for_those_that_it_calls(monkeypatch) -> None:
    sizes = {"low": 1, "side": 1, "middle": 5, "high": 1}
    low, side, middle, high = (Part("m", name, (), size) for name, size in sizes.items())
    plan = {low: set(), side: set(), middle: {low}, high: {middle, side}}
    compiled: list[str] = []
    monkeypatch.setattr(Part, "compile", lambda part: compiled.append(part.name))
    with ThreadPoolExecutor(1) as pool:
        assert list(kernels._compiling(plan, pool, 1))[-1] == 4
    assert compiled == ["low", "middle", "side", "high"]  # the longest way first


@pytest.fixture(autouse=True)
def _new(monkeypatch) -> None:
    monkeypatch.setattr(ahead, "is_new", lambda first: first.stats.cache_path is not None)


def kernel(kept: Path | None) -> SimpleNamespace:
    """Return what stands for the first kernel of a world."""
    return SimpleNamespace(stats=SimpleNamespace(cache_path=kept), py_func=sit.py_func)


def test_nothing_is_done_where_nothing_is_gained(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "_begun", None)
    stranger = SimpleNamespace(stats=kernel(tmp_path).stats, py_func=kernel)
    assert compile_ahead(stranger, workers=2) == 0
    assert compile_ahead(kernel(tmp_path), workers=1) == 0
    assert compile_ahead(kernel(None), workers=2) == 0


def test_who_compiles_already_is_waited_for(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "_begun", None)
    monkeypatch.setattr(ahead, "PATIENCE", 0.1)
    lock = tmp_path / "compiling"
    with claim(lock, lock, 0.0):
        assert compile_ahead(kernel(tmp_path), workers=2) == 0


def test_what_is_done_is_told(tmp_path, monkeypatch) -> None:
    said = "print('1 2'); print('2 2')"
    monkeypatch.setattr(ahead, "_begun", lambda *words: program(said))
    told: list[tuple[int, int]] = []
    assert compile_ahead(kernel(tmp_path), lambda *given: told.append(given), workers=2) == 2
    assert told == [(1, 2), (2, 2)]


def program(code: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True)


def test_what_others_print_is_no_news(tmp_path, monkeypatch) -> None:
    said = "print('[cache] index loaded'); print('1 2'); print('0 1 2')"
    monkeypatch.setattr(ahead, "_begun", lambda *words: program(said))
    assert compile_ahead(kernel(tmp_path), workers=2) == 1


def test_where_nothing_can_be_kept_it_is_left_to_numba(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "_begun", None)
    (tmp_path / "file").write_text("in the way")
    assert compile_ahead(kernel(tmp_path / "file" / "kept"), workers=2) == 0


@pytest.mark.parametrize("first", [sit, play_threads])
def test_where_no_process_can_be_begun_it_is_left_to_numba(tmp_path, monkeypatch, first) -> None:
    monkeypatch.setattr(subprocess, "Popen", no_process)
    stand_in = SimpleNamespace(
        stats=SimpleNamespace(cache_path=str(tmp_path)), py_func=first.py_func
    )
    assert compile_ahead(stand_in, workers=2) == 0


def no_process(*_given, **_settings):
    raise BlockingIOError("Resource temporarily unavailable")


def test_a_folder_of_the_user_is_not_taken_for_ours(tmp_path, monkeypatch) -> None:
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "__init__.py").write_text("print('not ours', flush=True)\n")
    monkeypatch.chdir(tmp_path)
    with ahead._begun("world", "2") as begun:
        assert begun.stdin is not None
        assert begun.stdout is not None
        begun.stdin.close()
        assert "not ours" not in begun.stdout.read()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no such call here")
def test_workers_are_as_many_as_there_are_processors_to_use(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "_begun", None)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert processors() == 1
    assert compile_ahead(kernel(tmp_path)) == 0


def test_it_ends_with_whoever_asked(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))  # nothing is kept: it would take a minute
    with ahead._begun("world", "2") as begun:
        assert begun.stdin is not None
        begun.stdin.close()
        assert begun.wait(30) == 0


def test_a_worker_ends_with_the_process_that_was_killed(tmp_path) -> None:
    script = tmp_path / "maker.py"
    script.write_text(
        "import os, time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "from experiments.orphans import go_with_parent\n"
        "if __name__ == '__main__':\n"
        "    pool = ProcessPoolExecutor(1, get_context('spawn'), go_with_parent)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    words = [sys.executable, script]
    with subprocess.Popen(words, env=environment, stdout=pipe, text=True) as maker:
        assert maker.stdout is not None
        worker = int(maker.stdout.readline())
        maker.kill()
    until = time.monotonic() + 30.0
    while alive(worker):
        assert time.monotonic() < until
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
