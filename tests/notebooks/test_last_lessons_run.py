"""Lessons 6 to 10 run as they stand; their solutions pass their checks."""

import pytest
from jupyter_client.manager import KernelManager

from tests.lessons import ENGLISH, assert_runs

LAST = [name for name in ENGLISH if name >= "06"]


@pytest.mark.parametrize("name", LAST)
def test_lesson_runs_and_its_solutions_are_right(name: str, kernel: KernelManager) -> None:
    assert_runs(name, kernel)
