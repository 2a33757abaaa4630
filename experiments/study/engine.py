"""Where runs are done: one small interface, and the engine that does them here, one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from experiments.study.plan import Task
from experiments.study.work import Answer, Bench, many


class EngineError(RuntimeError):
    """An engine that cannot go on; what was recorded stands."""


class Chunk(NamedTuple):
    """Runs that are handed over together, by a number of their own."""

    number: int
    tasks: tuple[Task, ...]


class Done(NamedTuple):
    """A chunk and its answers; None where its worker died over it, with its ending where known."""

    chunk: Chunk
    answers: Sequence[Answer] | None
    ending: str = ""


class Engine(Protocol):
    """What the driver asks of an engine. Chunks come back in any order; none is ever dropped."""

    @property
    def workers(self) -> int:
        """Return how many chunks are worked on at a time."""

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk; returns at once."""

    def as_completed(self) -> Iterator[Done]:
        """Yield chunks as they end, until none is left; more may be submitted meanwhile."""

    def shutdown(self) -> None:
        """Let go of all workers, and of what they are doing."""


class Serial:
    """Runs done in this process, in the order in which they are submitted.

    Parameters
    ----------
    bench : Bench
        What the runs need.
    """

    workers = 1

    def __init__(self, bench: Bench) -> None:
        bench.warm()  # before anything is timed, so that the first guess of time left is one
        self._bench = bench
        self._waiting: deque[Chunk] = deque()

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk."""
        self._waiting.append(chunk)

    def as_completed(self) -> Iterator[Done]:
        """Do one chunk after another."""
        while self._waiting:
            chunk = self._waiting.popleft()
            yield Done(chunk, many(self._bench, chunk.tasks))

    def shutdown(self) -> None:
        """Forget what is waiting."""
        self._waiting.clear()
