"""Trust the numbers: a random sample of recorded runs done again, compared bit for bit.

Outcomes are compared, and series quarter by quarter where the study keeps them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from pathlib import Path

import numpy as np

from experiments.folders import StorageError
from experiments.study import series
from experiments.study.adaptive import as_recorded
from experiments.study.again import replay
from experiments.study.crew import bench
from experiments.study.parts import damaged, harm
from experiments.study.read import Opened
from experiments.study.store import driving, folder_of
from experiments.study.tables import query
from experiments.study.work import one


@dataclass(frozen=True)
class Difference:
    """A run that says something else when it is done again: an outcome, or a series at a place."""

    run: str
    outcome: str
    recorded: float
    again: float
    replay: str


@dataclass(frozen=True)
class Verified:
    """How many runs were done again, what of each was compared, and what was different.

    ``values`` are outcomes and values of series that were compared in all; ``parts`` the files of
    rows of which every byte was read, with their files of series.
    """

    checked: int
    different: tuple[Difference, ...]
    values: int = 0
    parts: int = 0


def verify(
    opened: Opened,
    out: Path,
    sample: int,
    seed: int,
    watch: Callable[[int], None] = lambda _: None,
) -> Verified:
    """Do a random sample of the recorded runs again, and read every byte of every part.

    Parameters
    ----------
    opened : Opened
        The study.
    out : Path
        Folder of studies.
    sample : int
        Runs done again, at most.
    seed : int
        Name of the sample.
    watch : callable
        Told the number of runs done.

    Raises
    ------
    StorageError
        Where nothing is recorded, or a part is not what was recorded.
    """
    folder = folder_of(out, opened)
    if not folder.is_dir():
        raise StorageError(f"{folder}: nothing is recorded of this study and this code")
    with driving(folder, opened) as store:
        recorded = store.journal.parts()
        failed = {each.run for each in store.journal.failures()}
    if bad := damaged(folder, recorded, thoroughly=True):
        raise harm(folder, recorded, bad, changed=True)
    plan = as_recorded(opened, lambda plan: query(plan, folder, recorded, "FROM runs"), failed)
    runs = sorted(query(plan, folder, recorded, "SELECT DISTINCT run FROM runs")["run"])
    chosen = np.random.default_rng(seed).permutation(len(runs))[:sample]
    wanted = [runs[at] for at in sorted(chosen.tolist())]
    names = list(opened.study.outcomes)
    columns = ", ".join(f'"{name}"' for name in names)
    frame = query(plan, folder, recorded, f"SELECT DISTINCT run, {columns} FROM runs")
    recorded_rows = dict(
        zip(frame["run"], frame[names].to_numpy(dtype=float).tolist(), strict=True)
    )
    kept = series.recorded(folder, [part.name for part in recorded], wanted, opened.study.series)
    work, different, values = bench(opened), [], 0
    for number, run in enumerate(wanted, start=1):
        again = one(work, plan.tasks[run])
        was = dict(zip(names, recorded_rows[run], strict=True))
        was |= _flat(opened, kept.get(run, ()))
        now = dict(zip(names, again.outcomes or (nan,) * len(names), strict=True))
        now |= _flat(opened, again.series)
        values += len(was)
        for name in was | now:
            if again.error or not same(was.get(name, nan), now.get(name, nan)):
                told = replay(opened, run, out)
                different.append(
                    Difference(run, name, was.get(name, nan), now.get(name, nan), told)
                )
                break
        watch(number)
    return Verified(len(wanted), tuple(different), values, len(recorded))


def _flat(opened: Opened, kept: series.Series) -> dict[str, float]:
    """Return the values of series by measure and number of the quarter."""
    by_measure = dict(zip(opened.study.series, kept, strict=False))
    return {f"{name} [{at}]": v for name, own in by_measure.items() for at, v in enumerate(own)}


def same(one_number: float, other: float) -> bool:
    """Whether two numbers have the same bits; nan equals nan.

    Examples
    --------
    >>> same(0.1 + 0.2, 0.3), same(float("nan"), float("nan")), same(0.0, -0.0)
    (False, True, False)
    """
    if one_number != one_number and other != other:
        return True
    return struct.pack("<d", one_number) == struct.pack("<d", other)
