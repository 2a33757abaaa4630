"""How far a study is: for the terminal, and as a JSON file that a browser can read."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.files import json_bytes, put
from experiments.study.plan import Task
from experiments.study.work import Answer

World = tuple[str, str]


@dataclass
class Progress:
    """Counts of a study in work.

    Attributes
    ----------
    total, before, done, failed, quarantined : int
        Runs of the plan; recorded before this driver began; done by it; without a row.
    state : str
        running, finished, stopped or broken.
    waiting : int
        Runs done by it that are not recorded yet: a kill now would lose them.
    ended : float, optional
        When the last answer was recorded: tables and leave-taking of workers are no pace of runs.
    """

    total: int
    before: int = 0
    done: int = 0
    failed: int = 0
    quarantined: int = 0
    waiting: int = 0
    workers: int = 1
    state: str = "running"
    note: str = ""
    began: float = field(default_factory=time.time)
    ended: float | None = None
    left: dict[World, int] = field(default_factory=lambda: defaultdict(int))
    _first: float | None = None
    _seconds: dict[World, float] = field(default_factory=lambda: defaultdict(float))
    _counts: dict[World, int] = field(default_factory=lambda: defaultdict(int))

    def expect(self, tasks: Iterable[Task]) -> None:
        """Count what is to be done, world by world."""
        for task in tasks:
            self.left[task.world] += 1

    def heard(self, task: Task, answer: Answer) -> None:
        """Count one answer and what it cost."""
        if self._first is None:
            self._first = time.time() - answer.seconds
        self.left[task.world] -= 1
        self._seconds[task.world] += answer.seconds
        self._counts[task.world] += 1
        self.done += not answer.error
        self.failed += bool(answer.error)

    def given_up(self, task: Task) -> None:
        """Count a run that kills its workers."""
        self.left[task.world] -= 1
        self.quarantined += 1

    @property
    def cost(self) -> float | None:
        """Mean cost of a run so far, seconds; None before the first."""
        count = sum(self._counts.values())
        return sum(self._seconds.values()) / count if count else None

    @property
    def runs_per_second(self) -> float:
        """Runs a second, failed ones too, from the first one's beginning to now or the end."""
        now = time.time() if self.ended is None else self.ended
        passed = now - self._first if self._first is not None else 0.0
        return sum(self._counts.values()) / passed if passed > 0 else 0.0

    @property
    def eta_seconds(self) -> float | None:
        """Seconds left, by what remains to be done: runs left × their mean cost, world by world.

        A world of which nothing was run yet counts with the mean of all; the sum is parted among
        the workers, and held against the speed seen so far, overheads included.
        """
        mean = self.cost
        if mean is None:
            return None
        work = sum(
            count * (self._seconds[world] / self._counts[world] if self._counts[world] else mean)
            for world, count in list(self.left.items())
        )
        speed = self.runs_per_second * mean  # seconds of work done in a second
        return work / (speed if speed > 0 else self.workers)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        eta = self.eta_seconds
        return {
            "state": self.state,
            "note": self.note,
            "total": self.total,
            "recorded": self.before + self.done - self.waiting,
            "done_now": self.done,
            "failed": self.failed,
            "quarantined": self.quarantined,
            "workers": self.workers,
            "runs_per_second": round(self.runs_per_second, 3),
            "eta_seconds": None if eta is None else round(eta, 1),
            "began": _date(self.began),
            "updated": _date(time.time()),
            "process": os.getpid(),
        }

    def write(self, path: Path) -> None:
        """Put it into a file, which is whole at any moment."""
        put(path, json_bytes(self.as_json(), indent=1))


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
