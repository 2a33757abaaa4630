"""Drawing what is not known: Latin hypercube samples over the ranges that a scenario declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.scenario.checks import AT_MOST_ONE, EXACTLY_ONE
from model.scenario.paths import places, value_at
from model.scenario.provenance import Provenance
from model.scenario.quantities import quantities
from model.scenario.tree import Scenario
from model.scenario.vary import varied

Ranges = dict[str, tuple[float, float]]


def ranges(scenario: Scenario, provenance: Mapping[str, Provenance]) -> Ranges:
    """Return the range of every number that has one, by dotted path.

    Examples
    --------
    >>> from model.scenario.load import load_with_provenance
    >>> loaded = load_with_provenance("classroom")
    >>> ranges(loaded.scenario, loaded.provenance)["bargaining.rounds"]
    (20.0, 80.0)
    """
    found: Ranges = {}
    for each in quantities(scenario):
        known = provenance.get(each.path)
        if known is not None and known.range is not None and known.range[0] < known.range[1]:
            found[each.path] = known.range
    return found


def hypercube(spans: Sequence[tuple[float, float]], draws: int, seed: int) -> NDArray[np.float64]:
    """Return a Latin hypercube sample, uniform in each range, (draws, numbers).

    Each range is cut into as many equal parts as there are draws, and each part holds one draw.

    Parameters
    ----------
    spans : sequence of (float, float)
        Lowest and highest value of each number.
    draws : int
        Size of the sample.
    seed : int
        Name of the sample.

    Examples
    --------
    >>> sample = hypercube([(0.0, 4.0)], 4, seed=1)
    >>> sorted(int(value) for value in sample[:, 0])
    [0, 1, 2, 3]
    """
    from scipy.stats import qmc  # takes a second, which the browser view need not wait

    if not spans:
        return np.empty((draws, 0))
    low, high = np.array(spans, dtype=np.float64).T
    unit = qmc.LatinHypercube(len(spans), rng=np.random.default_rng(seed)).random(draws)
    result: NDArray[np.float64] = low + unit * (high - low)
    return result


def drawn(scenario: Scenario, paths: Sequence[str], values: Sequence[float]) -> Scenario:
    """Return a scenario with other numbers; whole numbers are rounded, shares of one whole fitted.

    Shares that must add up to 1 (or to no more) and no longer do are all divided by their sum.

    Parameters
    ----------
    scenario : Scenario
        Stays as it is.
    paths, values : sequences
        Which numbers, and what they become.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> one = drawn(load("classroom"), ["finance.write_off", "bargaining.rounds"], [0.5, 30.4])
    >>> one.bargaining.rounds, round(one.finance.write_off + one.finance.deferral, 3)
    (30, 0.709)
    """
    tree: dict[str, Any] = scenario.model_dump()
    changed: dict[str, float] = {}
    for path, value in zip(paths, values, strict=True):
        whole = isinstance(value_at(tree, path), int)
        changed[path] = round(float(value)) if whole else float(value)
    for groups, exact in ((AT_MOST_ONE, False), (EXACTLY_ONE, True)):
        for first, *others in groups:
            for place in places(tree, first):
                own = place.split(".")[1]
                _fit(tree, [place, *(each.replace("*", own) for each in others)], exact, changed)
    return varied(scenario, changed)


def _fit(
    tree: dict[str, Any], places: Sequence[str], exact: bool, changed: dict[str, float]
) -> None:
    """Divide the shares of one whole by their sum where they exceed it, or where they must be 1."""
    shares: dict[str, float] = {}
    for place in places:
        found = value_at(tree, place)
        parts = (
            {f"{place}.{key}": each for key, each in found.items()}
            if isinstance(found, Mapping)
            else {place: found}
        )
        shares |= {path: changed.get(path, float(value)) for path, value in parts.items()}
    total = sum(shares.values())
    if not any(path in changed for path in shares) or not (exact or total > 1.0):
        return
    for path, share in shares.items():
        changed[path] = share / total
