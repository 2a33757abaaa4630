"""Lessons 0 to 5 run as they stand; their solutions pass their checks."""

import pytest
from jupyter_client.manager import KernelManager

from tests.lessons import ENGLISH, SPANISH, assert_runs

# Twins hold the same code (test_lessons_as_files): one is run, for the words of its checks.
FIRST = [name for name in (*ENGLISH, *SPANISH[:1]) if name < "06"]


@pytest.mark.parametrize("name", FIRST)
def test_lesson_runs_and_its_solutions_are_right(name: str, kernel: KernelManager) -> None:
    assert_runs(name, kernel)
