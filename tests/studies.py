"""A tiny study and a tiny search to test the machinery of studies on, and words to change them."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from experiments.study.plan import Task
from experiments.study.read import Opened, read_study
from experiments.study.work import Bench
from model.scenario.tree import Scenario

TINY = Path(__file__).parent / "unit" / "studies" / "tiny.toml"
SEARCH = TINY.with_name("search.toml")


def tiny(*overrides: str) -> Opened:
    """Return the tiny study, changed."""
    return read_study(TINY, overrides)


def tiny_with(folder: Path, more: str, *overrides: str) -> Opened:
    """Return the tiny study with more tables in its file, changed."""
    path = folder / "tiny.toml"
    path.write_text(f"{TINY.read_text()}\n{more}\n")
    return read_study(path, overrides)


def searching(*overrides: str) -> Opened:
    """Return the tiny search, changed."""
    return read_study(SEARCH, overrides)


def deadly(opened: Opened, **which: object) -> "Deadly":
    """Return the bench of a study on which some runs go wrong."""
    return Deadly(opened.worlds, opened.factors, opened.study.outcomes, **which)


@dataclass(frozen=True)
class Deadly(Bench):
    """A bench on which some runs kill their worker, one only once: when it leaves its mark.

    Some raise an exception.
    """

    fatal: frozenset[str] = frozenset()
    raising: frozenset[str] = frozenset()
    once: str = ""
    mark: Path = Path()

    def scenario(self, task: Task) -> Scenario:
        """Return the scenario, or die over it."""
        if task.run in self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        if task.run == self.once and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if task.run in self.raising:
            raise ZeroDivisionError("no supplier\nat all")
        return super().scenario(task)
