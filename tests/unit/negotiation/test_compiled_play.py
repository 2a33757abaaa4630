"""With compilation off, the engine gives the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("digest_of_play.py")


def digest(**switches: str) -> str:
    """Return the digest printed by a fresh interpreter under the given environment."""
    paths = os.environ | {"PYTHONPATH": str(ROOT)} | switches
    paths.pop("NUMBA_DISABLE_JIT", None) if not switches else None
    run = subprocess.run(
        [sys.executable, str(SCRIPT)], env=paths, cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.mark.core
def test_the_compiled_engine_is_the_engine_that_is_read():
    plain = digest(NUMBA_DISABLE_JIT="1")
    assert len(plain) == 64
    assert digest() == plain
