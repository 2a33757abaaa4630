"""Who does the runs of a study: its engine, hired when there is work and kept until the end."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.study.declare import EngineKind
from experiments.study.engine import Engine, EngineError, Serial
from experiments.study.processes import Processes
from experiments.study.read import Opened
from experiments.study.work import Bench
from model.processors import processors


@dataclass(frozen=True)
class Where:
    """Where runs are done, over what the study says; never what comes out."""

    kind: EngineKind | None = None
    workers: int | None = None
    scheduler: str | None = None


ANYWHERE = Where()


def bench(opened: Opened) -> Bench:
    """Return what the workers of a study need."""
    study = opened.study
    return Bench(opened.worlds, opened.factors, study.outcomes, series=study.series)


def engine(opened: Opened, where: Where, most: int) -> Engine:
    """Return the engine that a study asks for, with no more workers than there are runs.

    Raises
    ------
    EngineError
        Where it needs a library that is not installed, or a scheduler that does not answer.
    """
    asked = opened.study.engine
    kind = where.kind or ("dask" if where.scheduler else asked.kind)
    workers = asked.workers if where.workers is None else where.workers
    workers = max(1, min(workers or processors(), most))
    if kind == "dask":
        try:
            from experiments.study.cluster import Dask
        except ImportError as error:
            raise EngineError(f"Dask is not installed (extra `cluster`): {error}") from error
        return Dask(bench(opened), workers, where.scheduler or asked.scheduler)
    if kind == "serial":
        return Serial(bench(opened))
    return Processes(bench(opened), workers)


class Crew:
    """The engine of a study, hired when there is work and kept from stage to stage."""

    def __init__(self, opened: Opened, where: Where) -> None:
        self._opened, self._where = opened, where
        self._engine: Engine | None = None

    def hired(self, most: int) -> Engine:
        """Return the engine; ``most`` runs at a time are there to be done."""
        if self._engine is None:
            self._engine = engine(self._opened, self._where, most)
        return self._engine

    def shutdown(self) -> None:
        """Let go of all workers."""
        if self._engine is not None:
            self._engine.shutdown()
