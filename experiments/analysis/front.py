"""What a search found: the front, whether it has settled, what is left of it under other luck.

Needs the extra ``discovery`` (pymoo) for the hypervolume.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from experiments.analysis.estimates import interval
from experiments.analysis.rows import AnalysisError, Rows
from experiments.study.candidates import as_is
from experiments.study.dominance import non_dominated
from experiments.study.generations import FRESH, front, means, signs

Array = NDArray[np.float64]
AS_IS, FOUND = "as it is", "found"


@dataclass(frozen=True)
class Searched:
    """The candidates of a search and what they came to, in its runs and under other luck.

    Attributes
    ----------
    rows : Rows
        Of a study that searches.
    """

    rows: Rows

    @cached_property
    def values(self) -> Array:
        """Objectives by row of the plan, in their units; nan where not all runs are there."""
        return means(self.rows.plan, self.rows.runs)

    @property
    def signs(self) -> Array:
        """What makes each objective one to be made small."""
        return signs(self.rows.plan)

    @property
    def names(self) -> list[str]:
        """Names of the objectives."""
        return list(self.rows.plan.opened.study.objectives)

    @property
    def count(self) -> int:
        """Rows of the search itself; those after it are done again under other luck."""
        return sum(luck != FRESH for luck in self.rows.plan.design.luck)

    @cached_property
    def front(self) -> list[int]:
        """Rows of the front."""
        return front(self.rows.plan, self.values[: self.count] * self.signs)

    @cached_property
    def again(self) -> dict[int, int]:
        """The row in which a row was done again."""
        all_values = self.rows.plan.design.values
        places = {each: at for at, each in enumerate(all_values) if at >= self.count}
        return {at: places[each] for at, each in enumerate(all_values) if each in places}

    @property
    def as_is(self) -> int | None:
        """The row of the policy that the scenario has."""
        return 0 if as_is(self.rows.plan.opened) is not None else None


def found_policies(rows: Rows) -> pd.DataFrame:
    """Return the front, and the policy as it is.

    Returns
    -------
    DataFrame
        ``policy``: found, or as it is; ``row``; ``generation``, from 1; the levers; for each
        objective its mean in the search, and ``_fresh``, ``_low``, ``_high``: its mean with 95 %
        interval under seeds that the search never saw; ``holds``: whether under those no other
        found policy dominates it.

    Raises
    ------
    AnalysisError
        Where no candidate has all its runs yet.
    """
    found, plan = Searched(rows), rows.plan
    if not found.front:
        raise AnalysisError("no candidate has all its runs and values yet: `resume`")
    here = [] if found.as_is is None else [found.as_is]
    again = np.array([found.again.get(at, -1) for at in found.front])
    fresh = np.where((again >= 0)[:, None], found.values[again], np.nan)
    holds = dict(zip(found.front, non_dominated(fresh * found.signs).tolist(), strict=True))
    levers, lines = rows.names("lever"), []
    single = rows.runs.groupby("row")
    for at in (*here, *(at for at in found.front if at not in here)):
        line: dict[str, Any] = {"policy": AS_IS if at in here else FOUND, "row": at}
        line["generation"] = plan.design.generation[at] + 1
        line |= dict(zip(levers, plan.design.values[at], strict=True))
        for number, name in enumerate(found.names):
            line[name] = found.values[at, number]
            sample = np.array([])
            if at in found.again and found.again[at] in single.groups:
                sample = single.get_group(found.again[at])[name].dropna().to_numpy(dtype=float)
            ends = interval(sample)
            line |= dict(zip((f"{name}_fresh", f"{name}_low", f"{name}_high"), ends, strict=True))
        line["holds"] = holds.get(at, False)
        lines.append(line)
    return pd.DataFrame(lines)


def tried(rows: Rows) -> pd.DataFrame:
    """Return all candidates of a search with what they came to: what its picture shows in grey.

    Returns
    -------
    DataFrame
        ``row``, which names its runs in ``runs.csv``; ``generation``, from 1; the levers; for each
        objective its mean in the search, nan where not all runs are there.
    """
    found, design = Searched(rows), rows.plan.design
    first = pd.DataFrame(
        {
            "row": range(found.count),
            "generation": [each + 1 for each in design.generation[: found.count]],
        }
    )
    levers = pd.DataFrame(design.values[: found.count], columns=rows.names("lever"))
    told = pd.DataFrame(found.values[: found.count], columns=found.names)
    return pd.concat([first, levers, told], axis=1)


def convergence(rows: Rows) -> pd.DataFrame:
    """Return by generation how much of what the search has seen its front so far dominates.

    Returns
    -------
    DataFrame
        ``generation``, from 1; ``candidates`` (different ones so far), ``front`` (of them on it),
        ``hypervolume``: share of the box between the worst and the best value seen of each
        objective. It never falls; a search that still gains has not settled.

    Raises
    ------
    AnalysisError
        Where the extra is not installed.

    References
    ----------
    Zitzler & Thiele (1999), IEEE Transactions on Evolutionary Computation 3.
    """
    try:
        from pymoo.indicators.hv import HV
    except ImportError as error:
        raise AnalysisError(f"hypervolumes need the extra `discovery` ({error})") from error
    found, design = Searched(rows), rows.plan.design
    losses = found.values[: found.count] * found.signs
    known = ~np.isnan(losses).any(axis=1)
    if not known.any():
        raise AnalysisError("no candidate has all its runs and values yet: `resume`")
    low, high = losses[known].min(axis=0), losses[known].max(axis=0)
    box = (losses - low) / np.where(high > low, high - low, 1.0)
    volume = HV(ref_point=np.ones(losses.shape[1]))
    lines = []
    for generation in range(max(design.generation[: found.count]) + 1):
        until = sum(each <= generation for each in design.generation[: found.count])
        best = front(rows.plan, losses[:until])
        share = float(volume(box[:until][non_dominated(losses[:until])])) if best else 0.0
        lines.append([generation + 1, len(set(design.values[:until])), len(best), share])
    return pd.DataFrame(lines, columns=["generation", "candidates", "front", "hypervolume"])


def optimism(rows: Rows) -> pd.DataFrame:
    """Return by how much a search overstates what it found.

    The best of many candidates were partly lucky: under other luck they fall back. The policy as it
    is was chosen by nobody, so what it changes by is the seeds' doing alone.

    Returns
    -------
    DataFrame
        ``objective``, ``better``; ``searched``, ``fresh``: mean over the found policies under the
        luck of the search, and under other luck; ``change``, and ``change_as_is``, that of the
        policy as it is; ``optimism``: how much worse the first is than the second, with ``low``
        and ``high``, 95 % over seeds (Welch). Where the levers cannot say the policy as it is, the
        seeds' own doing stays in.

    Raises
    ------
    AnalysisError
        Where nothing was done again yet.

    References
    ----------
    Smith & Winkler (2006), Management Science 52 (the optimizer's curse).
    """
    found = Searched(rows)
    known = np.asarray(~np.isnan(found.values).any(axis=1))
    both = [(at, found.again[at]) for at in found.front if at in found.again]
    pairs = [(at, row) for at, row in both if known[row]]
    if not pairs:
        raise AnalysisError("nothing was done again under other luck yet: `resume`")
    here = found.as_is
    base = None if here is None or not known[found.again[here]] else (here, found.again[here])
    lines, objectives = [], rows.plan.opened.study.objectives.values()
    for name, objective, sign in zip(found.names, objectives, found.signs.tolist(), strict=True):
        by_seed = rows.runs.pivot(index="replicate", columns="row", values=name)
        was, now = (by_seed[list(each)].mean(axis=1).dropna() for each in zip(*pairs, strict=True))
        before, after = (0.0, 0.0) if base is None else (by_seed[at].dropna() for at in base)
        gap = stats.ttest_ind(sign * (now - after), sign * (was - before), equal_var=False)
        low, high = gap.confidence_interval(0.95)
        change, luck = now.mean() - was.mean(), np.mean(after) - np.mean(before)
        line = [was.mean(), now.mean(), change, luck, sign * (change - luck), low, high]
        lines.append([name, objective.better, *line])
    numbers = ["searched", "fresh", "change", "change_as_is", "optimism", "low", "high"]
    return pd.DataFrame(lines, columns=["objective", "better", *numbers])
