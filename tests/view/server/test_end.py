"""How the server ends: at once, and without leaving a process behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.view import fence
from tests.view.browser import ROOT, command, served, until

CHILDREN = Path("/proc/self/task")
pytestmark = pytest.mark.skipif(not CHILDREN.exists(), reason="no list of processes here")


def children(pid: int) -> list[str]:
    """Return the processes that a process has started."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_it_ends_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    with served(tmp_path) as started:
        # Both workers and their tracker; not yet warm, hence busy.
        until(lambda: len(children(started.process.pid)) >= 3)
        left = children(started.process.pid)
        assert started.end() == 0
        until(lambda: not any(Path(f"/proc/{child}").exists() for child in left), 5.0)
        assert "Traceback" not in started.log.read_text()


def test_it_can_be_ended_while_it_is_loading() -> None:
    with subprocess.Popen(
        command(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()  # one that goes on would be waited for without end
        assert (process.returncode, errors) == (0, "Convenio has ended.\n")


def test_a_view_that_cannot_be_loaded_ends_it(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("1 / 0")
    variables = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command("broken"), cwd=ROOT, env=variables, capture_output=True)
    assert done.returncode == 1
    assert b"ZeroDivisionError" in done.stderr


def test_the_fence_of_these_tests_stops_calls_to_the_outside(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(Path(fence.__file__).read_text())
    code = "import socket; socket.create_connection(('192.0.2.7', 80), 1)"
    variables = {"PYTHONPATH": str(tmp_path), fence.VARIABLE: str(tmp_path / "calls.txt")}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True)
    assert b"outside of the fence" in done.stderr
    assert "192.0.2.7" in (tmp_path / "calls.txt").read_text()
