"""The driver: hands chunks of runs to an engine, records what comes back, loses nothing."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress

from experiments.study.engine import Chunk, Done, Engine
from experiments.study.journal import Failure
from experiments.study.plan import Task
from experiments.study.progress import Progress
from experiments.study.store import STATUS, Store
from experiments.study.work import Answer

#: Rows that wait at most before they are recorded, and seconds that they wait at most.
MOST_ROWS, MOST_SECONDS = 1000, 5.0
STATUS_SECONDS = 1.0
#: Chunks handed over per worker: one in work, one that waits.
AHEAD = 2
#: Times that a run, alone with its worker, may be the last thing that worker did.
DEATHS = 2


class Driver:
    """Does the runs of a study that are not recorded.

    Parameters
    ----------
    store : Store
        Held by this driver alone.
    engine : Engine
        Where runs are done.
    tasks : iterable of Task
        What is left to do.
    progress : Progress
        Told of every answer.
    replay : callable
        Gives the command that repeats a run by its name.
    chunk_seconds : float
        Work handed to a worker at a time.
    """

    def __init__(
        self,
        store: Store,
        engine: Engine,
        tasks: Iterable[Task],
        progress: Progress,
        replay: Callable[[str], str],
        chunk_seconds: float = 0.5,
    ) -> None:
        self.store, self.engine, self.progress = store, engine, progress
        self.replay, self.chunk_seconds = replay, chunk_seconds
        self._queue = deque(tasks)
        self._alone: deque[Task] = deque()  # runs of chunks that killed a worker
        self._deaths: Counter[str] = Counter()
        self._under_way = 0
        self._number = 0
        self._rows: list[Answer] = []
        self._recorded = self._said = time.monotonic()
        progress.expect(self._queue)
        progress.workers = engine.workers

    def drive(
        self,
        stop: Callable[[], bool] = lambda: False,
        watch: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        """Do all that is left, or stop when asked to, with all that was done recorded.

        Parameters
        ----------
        stop : callable
            Asked between chunks; what is under way is still waited for.
        watch : callable
            Told the progress now and then.
        """
        try:
            self._tell(watch, now=True)
            self._fill()
            for done in self.engine.as_completed():
                self._under_way -= 1
                self._take(done)
                if not stop():
                    self._fill()
                self._record()
                self._tell(watch)
        finally:
            self._record(now=True)
            self.progress.ended = time.time()
            self._tell(watch, now=True)

    def _fill(self) -> None:
        """Hand over chunks until every worker has one in work and one that waits."""
        while self._under_way < AHEAD * self.engine.workers and (self._alone or self._queue):
            if self._alone:
                tasks = [self._alone.popleft()]
            else:
                tasks = [self._queue.popleft() for _ in range(self._size())]
            self._number += 1
            self._under_way += 1
            self.engine.submit(Chunk(self._number, tuple(tasks)))

    def _size(self) -> int:
        """Return how many runs make a chunk: long enough, yet some for every worker at the end."""
        cost = self.progress.cost
        if cost is None:
            return 1
        fair = -(-len(self._queue) // (AHEAD * self.engine.workers))
        return max(1, min(len(self._queue), fair, round(self.chunk_seconds / max(cost, 1e-6))))

    def _take(self, done: Done) -> None:
        if done.answers is None:
            self._lost(done)
            return
        failures = []
        for task, answer in zip(done.chunk.tasks, done.answers, strict=True):
            self.progress.heard(task, answer)
            if answer.error:
                failures.append(
                    Failure(answer.run, "failed", answer.error, self.replay(answer.run))
                )
            else:
                self._rows.append(answer)
                self.progress.waiting += 1
        self.store.fail(failures)

    def _lost(self, done: Done) -> None:
        """Hand the runs of a lost chunk over again, each alone; give up what kills twice so."""
        if len(done.chunk.tasks) > 1:
            self._alone.extend(done.chunk.tasks)
            return
        (task,) = done.chunk.tasks
        self._deaths[task.run] += 1
        if self._deaths[task.run] < DEATHS:
            self._alone.append(task)
            return
        self.progress.given_up(task)
        text = f"its worker died over it {DEATHS} times{done.ending}"
        self.store.fail([Failure(task.run, "quarantined", text, self.replay(task.run))])

    def _record(self, now: bool = False) -> None:
        late = time.monotonic() - self._recorded >= MOST_SECONDS
        if now or late or len(self._rows) >= MOST_ROWS:
            rows, self._rows = self._rows, []
            self.store.keep(rows)
            self.progress.waiting -= len(rows)
            self._recorded = time.monotonic()

    def _tell(self, watch: Callable[[Progress], None], now: bool = False) -> None:
        watch(self.progress)
        if now or time.monotonic() - self._said >= STATUS_SECONDS:
            with suppress(OSError):  # a disk that is full is told by the rows that it does not take
                self.progress.write(self.store.folder / STATUS)
            self._said = time.monotonic()
