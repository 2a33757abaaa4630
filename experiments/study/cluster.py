"""Runs on a Dask cluster: one that stands, by its address, or one on this machine of our own."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import dask
from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, as_completed, get_worker

from experiments.deaf import deaf
from experiments.study.engine import Chunk, Done, EngineError
from experiments.study.identity import code_version
from experiments.study.plan import Task
from experiments.study.work import Answer, Bench, many

BENCH = "convenio-bench"
PATIENCE = "30s"  # to find the scheduler
COUNTED_FOR = 5.0  # seconds for which the number of workers is taken as it was
#: A cluster of our own is watched less: samples, a hundred a second, took a fifth of a worker's
#: pace; ticks, 150 a second for scheduler and nannies, with what else is looked at every so often,
#: a twentieth of a core, idle or not.
UNWATCHED = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "10s",
}


class _Settled(WorkerPlugin):  # type: ignore[misc]  # untyped library
    """Lays the bench out on every worker, those that come later too."""

    name = BENCH

    def __init__(self, bench: Bench) -> None:
        self.bench, self.code = bench, code_version()

    def setup(self, worker: Any) -> None:
        """Compile or load the kernels."""
        self.bench.warm()


def _there(tasks: Sequence[Task]) -> list[Answer]:
    """Do a chunk on a worker, with the bench that lies there.

    Raises
    ------
    EngineError
        Where the worker's code is another than the driver's: its rows would be others.
    """
    settled = get_worker().plugins[BENCH]
    if code_version() != settled.code:
        raise EngineError(
            f"it runs code {code_version()}, the driver {settled.code}: start it in a checkout of "
            "the same version, with the same Python and libraries"
        )
    return many(settled.bench, tasks)


class Dask:
    """The workers of a Dask scheduler.

    Chunks whose worker dies are handed to another by the scheduler; one that has killed more
    workers than the scheduler allows comes back without answers.

    Parameters
    ----------
    bench : Bench
        Sent to each worker once.
    workers : int
        Of a cluster of our own, where there is no ``scheduler``.
    scheduler : str, optional
        Address, such as ``tcp://10.0.0.1:8786``; its workers must be started in a checkout of the
        same version, with the same environment.

    Raises
    ------
    EngineError
        Where there is no scheduler at the address.
    """

    def __init__(self, bench: Bench, workers: int, scheduler: str | None = None) -> None:
        logging.getLogger("distributed").setLevel(logging.ERROR)
        self._own = None
        try:
            if scheduler is None:
                # its event loop starts the workers, now and when one has died: all deaf as it is
                with dask.config.set(UNWATCHED), deaf():
                    self._own = LocalCluster(
                        n_workers=workers,
                        threads_per_worker=1,
                        processes=True,
                        dashboard_address=None,
                        # a worker that takes leave complains of a scheduler that has gone; what
                        # goes wrong with runs comes back with them
                        silence_logs=logging.CRITICAL,
                    )
            near = self._own is not None or None  # answers need no way round by the scheduler
            self._client = Client(self._own or scheduler, timeout=PATIENCE, direct_to_workers=near)
            self._client.register_plugin(_Settled(bench))
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(f"{scheduler}: no Dask scheduler answers ({error})") from error
        self._threads, self._ask_again = 1, 0.0
        self._chunks: dict[str, Chunk] = {}
        self._keys = count()  # of our own: each stage of a study numbers its chunks from 0
        self._ended = as_completed(with_results=False)

    @property
    def workers(self) -> int:
        """Return the number of threads of all workers, at least one; asked for now and then."""
        now = time.monotonic()
        if now >= self._ask_again:
            self._threads = max(1, int(sum(self._client.ncores().values())))
            self._ask_again = now + COUNTED_FOR
        return self._threads

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk."""
        key = f"convenio-chunk-{id(self)}-{next(self._keys)}"
        self._chunks[key] = chunk
        self._ended.add(self._client.submit(_there, chunk.tasks, key=key, pure=False))

    def as_completed(self) -> Iterator[Done]:
        """Yield chunks as they end.

        Raises
        ------
        EngineError
            Where the scheduler is lost, or a worker lacks our code.
        """
        for future in self._ended:
            chunk = self._chunks.pop(future.key)
            try:
                yield Done(chunk, future.result())
            except KilledWorker:
                yield Done(chunk, None)
            except Exception as error:
                if future.cancelled():
                    raise EngineError("the Dask scheduler is lost") from error
                raise EngineError(f"a Dask worker cannot do its runs: {error}") from error
            finally:
                future.release()

    def shutdown(self) -> None:
        """Let go of the scheduler; of a cluster of our own, end it."""
        self._client.close()
        if self._own is not None:
            self._own.close()
