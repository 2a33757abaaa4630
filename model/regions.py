"""Where in the host the jobs are, and how much more they count where there have been none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.state import State

Array = NDArray[np.float64]


@compiled
def evenness(people: Array, jobs: Array) -> float:
    """Return how evenly jobs are spread over regions, 0 to 1; 1 where there are none.

    Equation: ``1 - Σ |p_r - j_r| / 2``, with shares of people and of jobs (one less the index of
    Hoover 1936).

    Parameters
    ----------
    people : (R,) array
        Share of people by region.
    jobs : (R,) array
        Jobs by region.

    Examples
    --------
    >>> evenness(np.array([0.5, 0.5]), np.array([10.0, 10.0]))
    1.0
    >>> evenness(np.array([0.5, 0.5]), np.array([10.0, 0.0]))
    0.5
    """
    whole, apart = 0.0, 0.0
    for r in range(len(jobs)):
        whole += jobs[r]
    if whole <= 0.0:
        return 1.0
    for r in range(len(jobs)):
        apart += abs(people[r] - jobs[r] / whole)
    return 1.0 - 0.5 * apart


@compiled
def spread(
    people: Array, sites: Array, at_work: Array, weight: float, jobs: Array, reach: Array
) -> None:
    """Find where jobs are, and how much more those of a technology count where there are few.

    Equation: ``1 + w Σ_r s_kr (p_r - j_r)``: more where a technology's jobs fall in regions that
    have had less than their share of the jobs so far.

    Parameters
    ----------
    people : (R,) array
        Share of people by region, p.
    sites : (K, R) array
        Share of each technology's jobs by region, s.
    at_work : (K,) array
        Jobs so far by technology.
    weight : float
        w.
    jobs : (R,) array
        Filled: jobs so far by region; their shares are j.
    reach : (K,) array
        Filled: factors of the stake in jobs, never below 0.

    Examples
    --------
    >>> jobs, reach = np.empty(2), np.empty(2)
    >>> spread(np.array([0.6, 0.4]), np.eye(2), np.array([10.0, 0.0]), 1.0, jobs, reach)
    >>> jobs.tolist(), reach.tolist()
    ([10.0, 0.0], [0.6, 1.4])
    """
    np.dot(at_work, sites, jobs)
    whole = jobs.sum()
    missing = np.zeros(len(people))
    if whole > 0.0:
        for r in range(len(people)):
            missing[r] = people[r] - jobs[r] / whole
    np.dot(sites, missing, reach)
    for k in range(len(reach)):
        reach[k] = max(0.0, 1.0 + weight * reach[k])


def settle_regions(state: State) -> None:
    """Find where the jobs of plants are, and what jobs of each technology therefore count.

    Parameters
    ----------
    state : State
        Changed: ``jobs_by_region``, ``reach``.
    """
    atlas, scenario = state.atlas, state.scenario
    if len(atlas.regions) and scenario.mechanisms.regions:
        spread(
            atlas.people,
            atlas.sites,
            state.sums.at_work,
            scenario.politics.region_weight,
            state.jobs_by_region,
            state.reach,
        )
