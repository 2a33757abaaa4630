"""Runs in worker processes of this machine: spawned, warmed, replaced when they die."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from experiments.ahead import compile_ahead
from experiments.deaf import deaf
from experiments.study.engine import Chunk, Done, EngineError
from experiments.study.work import Bench, many
from model.compiled import when_compiling

#: Workers that may die one after another before they have done anything.
STILLBORN = 3
_SECONDS_TO_LEAVE = 2.0


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    chunk: Chunk | None = None
    warm: bool = False


class Processes:
    """Worker processes, each with a pipe of its own, so that a death is laid to the right chunk.

    Parameters
    ----------
    bench : Bench
        Sent to each worker once.
    workers : int
        How many.
    """

    def __init__(self, bench: Bench, workers: int) -> None:
        self._bench = bench
        self._context = multiprocessing.get_context("spawn")
        self._waiting: deque[Chunk] = deque()
        self._stillborn = 0
        self._crew = [self._hire() for _ in range(workers)]

    @property
    def workers(self) -> int:
        """Return the number of processes."""
        return len(self._crew)

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk."""
        self._waiting.append(chunk)

    def as_completed(self) -> Iterator[Done]:
        """Yield chunks as they end; a chunk over which a worker died has no answers.

        Raises
        ------
        EngineError
            Where workers die before they have done anything.
        """
        while self._waiting or any(each.chunk for each in self._crew):
            self._hand_out()
            by_pipe = {each.pipe: each for each in self._crew}
            for pipe in wait(list(by_pipe)):
                worker = by_pipe[pipe]  # type: ignore[index]  # only our pipes were asked
                done = self._heard(worker)
                if done is not None:
                    self._hand_out()  # before whoever asked looks at the answers
                    yield done

    def shutdown(self) -> None:
        """End all workers."""
        for each in self._crew:
            each.pipe.close()  # a worker that is idle leaves by itself
            if each.chunk is not None or not each.warm:
                each.process.terminate()
        for each in self._crew:
            each.process.join(_SECONDS_TO_LEAVE)
            if each.process.is_alive():
                each.process.kill()
                each.process.join()
        self._crew.clear()
        self._waiting.clear()

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._bench, theirs), daemon=True)
        with deaf():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hand_out(self) -> None:
        for each in self._crew:
            if each.warm and each.chunk is None and self._waiting:
                chunk = self._waiting.popleft()
                with suppress(OSError):  # it has died: its pipe will say so
                    each.pipe.send(chunk.tasks)
                each.chunk = chunk

    def _heard(self, worker: _Worker) -> Done | None:
        try:
            answers = worker.pipe.recv()
        except (EOFError, OSError):
            return self._buried(worker)
        if not worker.warm:
            worker.warm, self._stillborn = True, 0
            return None
        chunk, worker.chunk = worker.chunk, None
        assert chunk is not None
        return Done(chunk, answers)

    def _buried(self, worker: _Worker) -> Done | None:
        """Put another worker in the place of a dead one."""
        worker.pipe.close()
        worker.process.join()
        if not worker.warm:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                code = worker.process.exitcode
                raise EngineError(
                    f"{STILLBORN} workers in a row died before their first run (exit code {code})"
                )
        self._crew[self._crew.index(worker)] = self._hire()
        if worker.chunk is None:
            return None
        return Done(worker.chunk, None, f" ({ending(worker.process.exitcode)})")


def ending(code: int | None) -> str:
    """Return how a process ended, by its exit code.

    Examples
    --------
    >>> ending(-9), ending(1)
    ('SIGKILL', 'exit code 1')
    """
    try:
        return signal.Signals(-(code or 0)).name
    except ValueError:
        return f"exit code {code}"


def _serve(bench: Bench, pipe: Connection) -> None:
    """Live as a worker: warm up, then answer chunks until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the driver, which sees to us
    with suppress(EOFError, OSError):
        when_compiling(compile_ahead)
        bench.warm()
        pipe.send("warm")
        while True:
            pipe.send(many(bench, pipe.recv()))
