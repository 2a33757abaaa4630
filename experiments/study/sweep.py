"""A whole study: planned, done or gone on with, its tables written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.folders import StorageError
from experiments.study.adaptive import grown
from experiments.study.again import replay
from experiments.study.crew import ANYWHERE, Crew, Where
from experiments.study.driver import Driver
from experiments.study.engine import EngineError
from experiments.study.generations import stage
from experiments.study.journal import Failure
from experiments.study.parts import stands
from experiments.study.plan import Plan, Task, planned
from experiments.study.progress import Progress
from experiments.study.read import Opened
from experiments.study.store import STATUS, Store, driving, folder_of
from experiments.study.tables import write_tables

FINISHED, STOPPED, BROKEN = "finished", "stopped", "broken"


@dataclass(frozen=True)
class Swept:
    """What became of a study: its folder, how far it is, which runs have no row."""

    folder: Path
    progress: Progress
    failures: tuple[Failure, ...]


def sweep(
    opened: Opened,
    out: Path,
    where: Where = ANYWHERE,
    stop: Callable[[], bool] = lambda: False,
    watch: Callable[[Progress], None] = lambda _: None,
    mend: bool = False,
    retry: bool = False,
) -> Swept:
    """Do what is left of a study and write its tables.

    Parameters
    ----------
    opened : Opened
        The study.
    out : Path
        Folder of studies; this one gets a folder in it, named by itself and its digest.
    where : Where
        Another engine than the study's.
    stop : callable
        Asked between chunks.
    watch : callable
        Told the progress now and then.
    mend : bool
        Set damaged parts aside, write a damaged journal anew.
    retry : bool
        Try runs again that failed before.

    Raises
    ------
    ScenarioError
        Where a given table of rows does not fit.
    StorageError
        Where another driver is at work or something cannot be written or read.
    EngineError
        Where the engine cannot go on. What was recorded stands in any case.
    """
    folder = folder_of(out, opened)
    plan: Plan | None = planned(opened)  # what cannot be planned leaves no folder
    with driving(folder, opened, mend) as store:
        if retry:
            store.journal.retry()
        now, crew = 0, Crew(opened, where)
        try:
            while plan is not None:
                swept = _stage(plan, store, crew, stop, watch)
                now += swept.progress.done
                stopped = swept.progress.state == STOPPED
                runs = _tables(plan, store, swept)
                failed = {each.run for each in swept.failures}
                plan = None if stopped else grown(plan, runs, failed)
        finally:
            crew.shutdown()
        swept.progress.before -= now - swept.progress.done
        swept.progress.done = now
        _last_word(swept.progress, folder)
        return swept


def _stage(
    plan: Plan,
    store: Store,
    crew: Crew,
    stop: Callable[[], bool],
    watch: Callable[[Progress], None],
) -> Swept:
    """Do what is left of a plan; searches and adaptive replicates have several, each longer."""
    failures = store.journal.failures()
    settled = store.journal.done()
    progress = Progress(
        total=len(plan.tasks),
        before=sum(run in settled for run in plan.tasks),
        failed=sum(each.kind == "failed" for each in failures),
        quarantined=sum(each.kind == "quarantined" for each in failures),
        note=stage(plan),
    )
    left = _left(plan, settled | {each.run for each in failures})
    try:
        if left:
            _drive(plan, store, crew, left, progress, stop, watch)
        failures = store.journal.failures()
        counted = progress.before + progress.done + len(failures)
        progress.state = FINISHED if counted >= progress.total else STOPPED
    except (EngineError, StorageError, KeyboardInterrupt) as error:
        progress.state = STOPPED if isinstance(error, KeyboardInterrupt) else BROKEN
        progress.note = str(error)
        raise
    finally:
        _last_word(progress, store.folder)
    return Swept(store.folder, progress, tuple(failures))


def _tables(plan: Plan, store: Store, swept: Swept) -> pd.DataFrame:
    try:
        return write_tables(plan, store.folder, store.journal.parts(), swept.failures)
    except (OSError, StorageError) as error:
        told = stands(error, store.folder) if isinstance(error, OSError) else error
        swept.progress.state, swept.progress.note = BROKEN, str(told)
        _last_word(swept.progress, store.folder)
        raise told from error


def _left(plan: Plan, settled: set[str]) -> list[Task]:
    """Return the runs of a plan that are not settled."""
    return [task for run, task in plan.tasks.items() if run not in settled]


def _last_word(progress: Progress, folder: Path) -> None:
    try:
        progress.write(folder / STATUS)
    except OSError:  # a full disk has been told already
        return


def _drive(
    plan: Plan,
    store: Store,
    crew: Crew,
    left: list[Task],
    progress: Progress,
    stop: Callable[[], bool],
    watch: Callable[[Progress], None],
) -> None:
    opened, out = plan.opened, store.folder.parent
    most = len(plan.tasks) if opened.study.searches else len(left)  # later generations are whole
    seconds = opened.study.engine.chunk_seconds
    Driver(
        store, crew.hired(most), left, progress, lambda run: replay(opened, run, out), seconds
    ).drive(stop, watch)
