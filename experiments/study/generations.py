"""Plans of a search: generation after generation, at last what was found under other luck."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.study.candidates import as_is, first_points
from experiments.study.designs import Rows, scaled
from experiments.study.dominance import thinned
from experiments.study.plan import Plan
from experiments.study.search import next_points

Array = NDArray[np.float64]
#: The set of seeds that found policies are done again with: it follows that of the search.
FRESH = 1


def signs(plan: Plan) -> Array:
    """Return 1 for each objective that is to be made small, -1 for the others."""
    objectives = plan.opened.study.objectives.values()
    return np.array([1.0 if each.better == "smaller" else -1.0 for each in objectives])


def means(plan: Plan, runs: pd.DataFrame) -> Array:
    """Return the objectives of each row, means over its replicates.

    Returns
    -------
    ndarray
        (rows, objectives), in their units; nan where a replicate has no run or no value: rows are
        compared under the same luck, or not at all.
    """
    by_row = runs.groupby("row")[list(plan.opened.study.objectives)]
    every = range(plan.rows)
    count = by_row.count().reindex(every, fill_value=0).to_numpy()
    asked = np.array([plan.count(row) for row in every])[:, None]
    values = by_row.mean().reindex(every).to_numpy(dtype=np.float64)
    return np.where(count == asked, values, np.nan)


def bred(plan: Plan, runs: pd.DataFrame, failed: Collection[str]) -> Plan | None:
    """Return the plan with the next generation, or with the front under fresh seeds; None at last.

    Parameters
    ----------
    plan : Plan
        Of a search.
    runs : pandas.DataFrame
        Its recorded runs; where some are neither recorded nor failed, nothing can follow yet.
    failed : collection of str
        Runs without a row, which leave their candidate without a value.
    """
    rows = plan.design
    if FRESH in rows.luck or plan.tasks.keys() - set(runs["run"]) - set(failed):
        return None
    losses = means(plan, runs) * signs(plan)
    generation = np.array(rows.generation)
    told = [losses[generation == at] for at in range(generation[-1] + 1)]
    design, factors = plan.opened.study.design, plan.opened.factors
    points = next_points(design, factors, first_points(plan.opened), told)
    if points is not None:
        return _longer(plan, scaled(points, factors), int(generation[-1]) + 1)
    found = front(plan, losses)
    if not found:
        return None
    again = list(dict.fromkeys([rows.values[at] for at in (*_reference(plan), *found)]))
    fresh = Rows(again, [FRESH] * len(again))
    counts = (plan.opened.study.replicates.count,) * len(rows) + (design.fresh,) * len(again)
    return replace(_longer(plan, fresh, int(generation[-1]) + 1), counts=counts)


def front(plan: Plan, losses: Array) -> list[int]:
    """Return the rows of the front of all candidates, first rows of each; thinned by epsilon."""
    epsilon = np.array([each.epsilon for each in plan.opened.study.objectives.values()])
    firsts = pd.Series(plan.design.values[: len(losses)]).drop_duplicates().index.to_numpy()
    return [int(at) for at in firsts[thinned(losses[firsts], epsilon)]]


def stage(plan: Plan) -> str:
    """Return in a few words where a search is; nothing for other studies."""
    if not plan.opened.study.searches:
        return ""
    if FRESH in plan.design.luck:
        return "what was found, under other luck"
    return f"generation {plan.design.generation[-1] + 1} of {plan.opened.study.design.generations}"


def _reference(plan: Plan) -> tuple[int, ...]:
    """Return the row of the policy as the scenario has it, where the levers can say it."""
    return (0,) if as_is(plan.opened) is not None else ()


def _longer(plan: Plan, more: Rows, generation: int) -> Plan:
    rows = plan.design
    longer = Rows(
        rows.values + more.values,
        rows.luck + more.luck,
        rows.generation + (generation,) * len(more),
    )
    return replace(plan, design=longer)
