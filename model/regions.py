"""Where in the host the jobs are, and how much more they count where there have been none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.compiled import compiled
from model.state import State

Array = NDArray[np.float64]


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
    whole = float(jobs.sum())
    return 1.0 - 0.5 * float(np.abs(people - jobs / whole).sum()) if whole > 0.0 else 1.0


@compiled
def reach(people: Array, sites: Array, jobs: Array, weight: float) -> Array:
    """Return how much more the jobs of each technology count for being where few are.

    Equation: ``1 + w Σ_r s_kr (p_r - j_r)``: more where a technology's jobs fall in regions that
    have had less than their share of the jobs so far.

    Parameters
    ----------
    people : (R,) array
        Share of people by region, p.
    sites : (K, R) array
        Share of each technology's jobs by region, s.
    jobs : (R,) array
        Jobs so far by region; their shares are j.
    weight : float
        w.

    Returns
    -------
    (K,) array
        Factors of the stake in jobs, never below 0.

    Examples
    --------
    >>> reach(np.array([0.6, 0.4]), np.eye(2), np.array([10.0, 0.0]), 1.0).tolist()
    [0.6, 1.4]
    """
    whole = jobs.sum()
    missing = people - jobs / whole if whole > 0.0 else np.zeros(len(people))
    found: Array = np.maximum(0.0, 1.0 + weight * np.dot(sites, missing))
    return found


def settle_regions(state: State) -> None:
    """Find where the jobs of plants are, and what jobs of each technology therefore count.

    Parameters
    ----------
    state : State
        Changed: ``jobs_by_region``, ``reach``.
    """
    atlas = state.atlas
    if not atlas.people.size or not state.scenario.mechanisms.regions:
        return
    state.jobs_by_region = state.sums.at_work.dot(atlas.sites)
    weight = state.scenario.politics.region_weight
    state.reach = reach(atlas.people, atlas.sites, state.jobs_by_region, weight)
