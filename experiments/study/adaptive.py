"""Plans that grow with what is recorded: more replicates, or the next generation of a search."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from experiments.study.generations import bred
from experiments.study.plan import Plan, planned
from experiments.study.read import Opened


def grown(plan: Plan, runs: pd.DataFrame, failed: Collection[str] = ()) -> Plan | None:
    """Return the plan with what follows from its runs; None where nothing does.

    A search has its next generation (:func:`experiments.study.generations.bred`). With adaptive
    replicates, rows whose interval is still too wide are doubled, up to the cap, so that the number
    of looks at the interval stays small: looking after every run would stop too early too often.

    Parameters
    ----------
    plan : Plan
        All of it done.
    runs : pandas.DataFrame
        Its runs.
    failed : collection of str
        Runs of it that have no row.
    """
    if plan.opened.study.searches:
        return bred(plan, runs, failed)
    again = plan.opened.study.replicates
    if again.half_width is None:
        return None
    values, base = runs.set_index(["row", "replicate"])[str(again.outcome)], _base(plan)
    if again.of == "difference":
        at = [(base[row], replicate) for row, replicate in values.index]
        values = values - values.reindex(at).to_numpy()
    by_row = values.groupby("row")
    number = by_row.count().reindex(range(plan.rows), fill_value=0).to_numpy()
    error = by_row.sem().reindex(range(plan.rows)).to_numpy(dtype=float)
    half = stdtrit(np.maximum(1, number - 1), 0.975) * error
    wide = ~(half <= again.half_width)  # what says nothing yet is too wide
    had = [plan.count(row) for row in range(plan.rows)]
    wanted = [
        min(again.most, 2 * count) if more else count
        for count, more in zip(had, wide.tolist(), strict=True)
    ]
    if again.of == "difference":  # a policy is no better known than what it is held against
        for row, first in enumerate(base):
            wanted[first] = max(wanted[first], wanted[row])
    return replace(plan, counts=tuple(wanted)) if wanted != had else None


def _base(plan: Plan) -> list[int]:
    """Return for each row that of the first policy in its scenario, with the same factors.

    Worlds are crossed scenario by scenario, policy by policy.
    """
    policies, count = max(1, len(plan.opened.study.policies)), len(plan.design)
    return [row // (policies * count) * policies * count + row % count for row in range(plan.rows)]


def as_recorded(
    opened: Opened, read: Callable[[Plan], pd.DataFrame], failed: Collection[str] = ()
) -> Plan:
    """Return the plan as far as it has grown by what is recorded.

    Parameters
    ----------
    opened : Opened
        The study.
    read : callable
        Gives the recorded runs of a plan.
    failed : collection of str
        Runs that have no row.
    """
    plan = planned(opened)
    runs = read(plan)
    while (more := grown(plan, runs, failed)) is not None:
        recorded = read(more)
        if len(recorded) == len(runs):  # not done yet
            break
        plan, runs = more, recorded
    return plan


def whole(opened: Opened) -> Plan:
    """Return the plan with all replicates that a study may ever need."""
    plan = planned(opened)
    return replace(plan, counts=(opened.study.replicates.most,) * plan.rows)
