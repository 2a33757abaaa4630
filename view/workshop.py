"""Where the browser's runs are made: worker processes beside the server, and a shelf of results.

The server itself never simulates, so that one visitor's lever does not hold up another's page.
One process answers single runs; others make bands, and give way to it: a picture waits for no band.
What a run gives depends on its name alone; visitors may share it, and nobody changes it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext, suppress
from functools import cache
from threading import Lock
from typing import Any

from experiments.orphans import go_with_parent
from model.processors import processors
from view.loading import for_good

#: Answers kept, the ones used last; a run takes about 2 MB.
KEPT = 64
#: Processes that make bands.
CORES = processors()
#: How nice, in the system's own measure (0 to 19), those are who make bands.
GIVES_WAY = 10

#: How processes are made: afresh, not as a copy of the server and its threads.
SPAWN = multiprocessing.get_context("spawn")
#: Seconds for the threads of a pool to see that nobody asks any more.
PATIENCE = 0.5


def give_way() -> None:
    """Let a process run only where no other wants to, as far as the system knows such a thing."""
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)


def warm() -> None:
    """Load the kernels of a fresh process, or compile them, so that no visitor need wait."""
    with for_good():
        # Here, so that the server can begin processes before it has imported the model itself.
        from experiments.ahead import compile_ahead
        from experiments.runner import simulate
        from model.compiled import when_compiling
        from model.scenario.load import load

        when_compiling(lambda kernel: compile_ahead(kernel, _tell))
        simulate(load("classroom"), 1)


#: In a worker: where it tells how far the compiler is, done and of all; shared with the server.
_compiled: Any = None


def _tell(done: int, total: int) -> None:
    if _compiled is not None:
        _compiled[:] = done, total


class Workshop:
    """Worker processes with a memory of what they have answered.

    Parameters
    ----------
    workers : int
        Processes for a single kind of question.
    kept : int
        Answers remembered.
    begin : callable, optional
        What each process does first.

    Examples
    --------
    >>> shop = Workshop(workers=1)
    >>> shop.ask("four", pow, 2, 2).result()
    4
    >>> shop.close()
    """

    def __init__(
        self, workers: int, kept: int = KEPT, begin: Callable[[], None] | None = None
    ) -> None:
        self._workers, self._kept, self._begin = workers, kept, begin
        self._answers: OrderedDict[object, Future[Any]] = OrderedDict()
        self._under_way: set[Future[Any]] = set()
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._compiled: Any = SPAWN.RawArray("i", 2)
        self._left: list[tuple[Any, Any]] = []  # threads and queues of pools that were shut down
        self._closed = False

    @property
    def compiled(self) -> tuple[int, int]:
        """How many kernels a process has compiled, and of how many; 0 of 0 where all are kept."""
        done, total = self._compiled
        return done, total

    def start(self) -> None:
        """Begin to warm the processes."""
        with self._lock:
            self._closed = False
            for _ in range(self._workers):
                self._submit(warm)

    def ask(self, name: object, do: Callable[..., Any], *given: Any) -> Future[Any]:
        """Return the answer to come of a question; the same name is asked once.

        Parameters
        ----------
        name : hashable
            What the answer depends on.
        do : callable
            A function of a module, called in a worker with what is given.
        *given : object
            Its arguments; picklable.

        Raises
        ------
        RuntimeError
            Where the workshop is closed: no process begins that nobody would end.
        """
        with self._lock:
            return self._known(name) or self._keep(name, self._submit(do, *given))

    def ask_idle(
        self, name: object, other: Workshop, do: Callable[..., Any], *given: Any
    ) -> Future[Any] | None:
        """Ask, but only while a process is idle here and nobody is at work in another workshop.

        Where that is not so nothing is asked, and None is returned.

        Parameters
        ----------
        name, do, *given
            As in `ask`.
        other : Workshop
            The other one.
        """
        with self._lock:
            known = self._known(name)
            if known is None and (len(self._under_way) >= self._workers or other._under_way):
                return None
            return known or self._keep(name, self._submit(do, *given))

    def foresee(self, name: object, by: Workshop, do: Callable[..., Any], *given: Any) -> bool:
        """Have a workshop answer a question ahead; tell whether it is answered, or will be.

        Not where nobody is idle: who waited for it in a queue would wait longer than who asks.

        Parameters
        ----------
        name, do, *given
            As in `ask`.
        by : Workshop
            Of whose processes one that has nothing else to do works it out; another one, or this.

        Raises
        ------
        RuntimeError
            Where the workshop is closed.
        """
        with self._lock, nullcontext() if by is self else by._lock:
            if self._known(name) is None:
                if by._closed or len(by._under_way) >= by._workers:
                    return False
                self._keep(name, by._submit(do, *given))
            return True

    def asked(self, name: object) -> bool:
        """Tell whether a question was asked that is answered, or will be."""
        with self._lock:
            return self._known(name) is not None

    def known(self, name: object) -> Any | None:
        """Return an answer that is there already, or None."""
        with self._lock:
            answer = self._answers.get(name)
        return answer.result() if answer and answer.done() and not _spoiled(answer) else None

    def drop(self, name: object) -> None:
        """Take a question back, if nobody has begun to answer it."""
        with self._lock:
            answer = self._answers.get(name)
        if answer is not None:
            answer.cancel()

    def close(self) -> None:
        """Let the processes go; what waits is dropped, and nothing is taken any more."""
        with self._lock:
            self._closed = True
            if self._pool is not None:
                # Taken before: a pool that is shut down forgets it.
                self._left.append(
                    (
                        getattr(self._pool, "_executor_manager_thread", None),
                        getattr(self._pool, "_call_queue", None),
                    )
                )
                self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
            self._answers.clear()
            self._under_way.clear()

    def ended(self) -> None:
        """Take note that no process is left, after `close`.

        A thread of the pool may be writing questions into a full pipe that nobody reads any more,
        and another wait for it: without this they would hold up the end of the server for ever.
        Where they end by themselves they close their pipes, and are left to: two who close one
        pipe, or write to one that is closed, tell a page about it.
        """
        while self._left:
            manager, queue = self._left.pop()
            writing = getattr(queue, "_thread", None)
            for thread in (manager, writing):
                if thread is not None:
                    thread.join(PATIENCE)
            if writing is not None and writing.is_alive():
                with suppress(OSError):  # it may be ending just now
                    queue._reader.close()

    def _known(self, name: object) -> Future[Any] | None:
        if self._closed:
            raise RuntimeError("the server is ending")
        known = self._answers.get(name)
        if known is None or _spoiled(known):
            return None
        self._answers.move_to_end(name)
        return known

    def _submit(self, do: Callable[..., Any], *given: Any) -> Future[Any]:
        try:
            answer = self._open().submit(do, *given)
        except BrokenProcessPool:  # a worker died while idle: go on with new ones
            self._pool = None
            answer = self._open().submit(do, *given)
        self._under_way.add(answer)
        answer.add_done_callback(self._under_way.discard)
        return answer

    def _keep(self, name: object, answer: Future[Any]) -> Future[Any]:
        self._answers[name] = answer
        self._answers.move_to_end(name)
        while len(self._answers) > self._kept:
            _, old = self._answers.popitem(last=False)
            old.cancel()
        return answer

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            given = self._begin, self._compiled
            self._pool = ProcessPoolExecutor(self._workers, SPAWN, _begin, given)
        return self._pool


def _begin(first: Callable[[], None] | None, compiled: Any) -> None:
    """Begin a process: it ends with the server, and does first what its workshop says."""
    global _compiled
    go_with_parent()
    _compiled = compiled
    if first is not None:
        first()


def _spoiled(answer: Future[Any]) -> bool:
    """Whether an answer is none: cancelled, or lost with its worker."""
    return answer.cancelled() or (answer.done() and answer.exception() is not None)


@cache
def singles() -> Workshop:
    """Return the workshop of single runs and of questions about one."""
    return Workshop(1)


@cache
def ensembles() -> Workshop:
    """Return the workshop of bands."""
    # A seed of a band takes a hundredth of the space of a run.
    return Workshop(CORES, 4 * KEPT, give_way)
