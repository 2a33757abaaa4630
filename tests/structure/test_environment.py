"""The environment is made once, repaired when half-made, and refused in plain words."""

import ast
import builtins
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> ModuleType:
    """The script, in a house of its own with a lock of its own."""
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "environment.py"
    shutil.copy(ROOT / ".ci" / "environment.py", script)
    (tmp_path / ".ci" / "requirements.lock").write_text("first\n")
    spec = importlib.util.spec_from_file_location("environment_under_test", script)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def calls(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that the script gives; making an environment is only played."""
    given: list[list[str]] = []

    def play(command: list[str], **_: Any) -> int:
        given.append(command)
        if command[1:3] == ["-m", "venv"]:
            python = Path(environment.python_of(command[3]))
            python.parent.mkdir(parents=True)
            python.touch()
        return 0

    monkeypatch.setattr(environment.subprocess, "call", play)
    return given


def test_second_call_does_nothing(environment: ModuleType, calls: list[list[str]]) -> None:
    assert environment.main([]) == 0
    assert [command[1:3] for command in calls] == [["-m", "venv"], ["-m", "pip"], ["-m", "uv"]]
    assert environment.main([]) == 0
    assert len(calls) == 3


def test_changed_lock_makes_it_again(environment: ModuleType, calls: list[list[str]]) -> None:
    environment.main([])
    leftover = Path(environment.ROOT, ".venv", "leftover")
    leftover.touch()
    Path(environment.LOCK).write_text("second\n")
    assert environment.main([]) == 0
    assert len(calls) == 6
    assert not leftover.exists()


def test_line_ends_do_not_change_the_lock(environment: ModuleType) -> None:
    before = environment.lock_digest()
    Path(environment.LOCK).write_bytes(b"first\r\n")
    assert environment.lock_digest() == before


def test_half_made_environment_is_repaired(
    environment: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    play = environment.subprocess.call

    def stopped(command: list[str], **settings: Any) -> int:
        if "pip" in command:
            raise KeyboardInterrupt
        return int(play(command, **settings))

    with monkeypatch.context() as patch:
        patch.setattr(environment.subprocess, "call", stopped)
        assert environment.main([]) == 130
    assert not environment.is_ready(str(Path(environment.ROOT, ".venv")))
    calls.clear()
    assert environment.main([]) == 0
    assert [command[1:3] for command in calls] == [["-m", "venv"], ["-m", "pip"], ["-m", "uv"]]
    assert environment.is_ready(str(Path(environment.ROOT, ".venv")))


def test_failed_installation_is_told_and_repaired(
    environment: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    play = environment.subprocess.call
    with monkeypatch.context() as patch:
        patch.setattr(
            environment.subprocess,
            "call",
            lambda command, **settings: 1 if "pip" in command else play(command, **settings),
        )
        assert environment.main([]) == 1
    assert "Installing the locked packages failed" in capsys.readouterr().err
    assert environment.main([]) == 0


def test_vanished_interpreter_makes_it_again(
    environment: ModuleType, calls: list[list[str]]
) -> None:
    environment.main([])
    os.remove(environment.python_of(str(Path(environment.ROOT, ".venv"))))
    assert environment.main([]) == 0
    assert len(calls) == 6


def test_environment_made_by_hand_is_filled_and_kept(
    environment: ModuleType, calls: list[list[str]]
) -> None:
    by_hand = Path(environment.python_of(str(Path(environment.ROOT, ".venv"))))
    by_hand.parent.mkdir(parents=True)
    by_hand.touch()
    assert environment.main([]) == 0
    assert ["-m", "venv"] not in [command[1:3] for command in calls]
    assert by_hand.exists()
    assert environment.is_ready(str(Path(environment.ROOT, ".venv")))


def test_old_python_is_refused(
    environment: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 8, 18, "final", 0))
    assert environment.main([]) == 1
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert "is Python 3.8.18" in said
    assert calls == []
    assert not Path(environment.ROOT, ".venv").exists()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_python_that_cannot_make_environments_is_refused(
    environment: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    missing: str,
) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> ModuleType:
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert environment.main([]) == 1
    said = capsys.readouterr().err
    assert f"its module '{missing}' is missing" in said
    assert "python3-venv" in said
    assert calls == []


def test_script_can_be_read_by_an_old_python() -> None:
    """Syntax newer than Python 3.6 would hide the message behind a SyntaxError."""
    for name in ("environment.py", "newer.py"):
        ast.parse((ROOT / ".ci" / name).read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.skipif(os.name == "nt" or not shutil.which("make"), reason="needs make and sh")
def test_make_says_that_python_is_missing() -> None:
    said = subprocess.run(
        ["make", "-C", str(ROOT), "environment", "PYTHON=no-such-python"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert "no 'no-such-python' on the PATH" in said.stderr


@pytest.mark.skipif(os.name == "nt", reason="the fakes are shell scripts")
def test_shim_that_does_not_run_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: ModuleType
) -> None:
    monkeypatch.setitem(sys.modules, "environment", environment)
    spec = importlib.util.spec_from_file_location("newer_under_test", ROOT / ".ci" / "newer.py")
    assert spec
    assert spec.loader
    newer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(newer)

    shims, pyenv = tmp_path / "shims", tmp_path / "pyenv"
    real = pyenv / "versions" / "3.12.1" / "bin" / "python"
    for path, script in [
        (shims / "python3.13", "#!/bin/sh\nexit 127\n"),
        (shims / "python3.12", "#!/bin/sh\necho 3.10\n"),  # not what its name says
        (real, "#!/bin/sh\necho 3.12\n"),
    ]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script)
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(shims))
    monkeypatch.setenv("PYENV_ROOT", str(pyenv))
    assert newer.newest_python() == str(real)
    real.unlink()
    assert newer.newest_python() is None


def test_where_uv_cannot_pip_fills_it(
    environment: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    play = environment.subprocess.call
    monkeypatch.setattr(
        environment.subprocess,
        "call",
        lambda command, **settings: play(command, **settings) + ("uv" in command),
    )
    assert environment.main([]) == 0
    assert [command[2] for command in calls] == ["venv", "pip", "uv", "pip"]
    assert environment.LOCK in calls[-1]


def test_the_entry_of_a_package_holds_its_hashes_and_nothing_else(environment: ModuleType) -> None:
    Path(environment.LOCK).write_text(
        "uu==1 \\\n    --hash=sha256:aa\nuv==2 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "    # via x\nvv==3\n"
    )
    assert environment.entry_of("uv") == (
        "uv==2 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    )
